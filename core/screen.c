/* Screening: which rules fire on a set of answers, where the gravest of them leads, and what they
 * close. Answers are turned into sets of questions first, all at once; a rule is then a few
 * comparisons of sets. */
#include "limber.h"

#include "bits.h"

#include <string.h>

#if defined(__BYTE_ORDER__) && __BYTE_ORDER__ != __ORDER_LITTLE_ENDIAN__
#error "read_answers() expects the lowest byte first"
#endif

typedef struct {
    uint64_t counted; /* yes or unknown */
    uint64_t open;    /* asked by this catalogue, and not answered */
    uint8_t age_years;
    uint8_t observed;
} sets;

enum { WORD_BITS = 64, RULE_WORDS = LIMBER_RULE_MAX / WORD_BITS };

static const uint64_t EACH_BYTE = UINT64_C(0x0101010101010101);
static const uint64_t EACH_PAIR = UINT64_C(0x5555555555555555);

/* Eight rows of eight bits, lowest first: bit i of row k becomes bit k of row i. Squares of one bit
 * are exchanged across the diagonal, then those of two, then those of four. */
static uint64_t transpose(uint64_t square) {
    uint64_t other = (square ^ square >> 7) & UINT64_C(0x00aa00aa00aa00aa);
    square ^= other ^ other << 7;
    other = (square ^ square >> 14) & UINT64_C(0x0000cccc0000cccc);
    square ^= other ^ other << 14;
    other = (square ^ square >> 28) & UINT64_C(0x00000000f0f0f0f0);
    return square ^ other ^ other << 28;
}

/* NO is 1, YES 2 and UNKNOWN 3: the upper bit says that an answer counts, either that it is there.
 */
_Static_assert(LIMBER_ANSWER_NO == 1 && LIMBER_ANSWER_YES == 2 && LIMBER_ANSWER_UNKNOWN == 3,
               "read_answers takes them apart by their bits");
_Static_assert(LIMBER_QUESTION_MAX == 64, "read_answers reads eight times eight");

static bool read_answers(const limber_catalogue *catalogue, const limber_answers *answers,
                         sets *out) {
    uint64_t eight[8];
    memcpy(eight, answers->answer, sizeof eight);
    /* An answer is two bits of a byte, so four share one: these are those of even and odd rows. */
    uint64_t even = eight[0] | eight[2] << 2 | eight[4] << 4 | eight[6] << 6;
    uint64_t odd = eight[1] | eight[3] << 2 | eight[5] << 4 | eight[7] << 6;
    uint64_t any = 0;
    for (int row = 0; row < 8; row++) {
        any |= eight[row];
    }
    uint64_t counted = transpose((even >> 1 & EACH_PAIR) | (odd & ~EACH_PAIR));
    uint64_t answered =
        transpose(((even | even >> 1) & EACH_PAIR) | ((odd | odd << 1) & ~EACH_PAIR));
    uint64_t asked = bits_below(catalogue->question_count);
    out->counted = counted;
    out->open = asked & ~answered;
    out->age_years = answers->age_years;
    out->observed = answers->observed;
    return (any & ~(EACH_BYTE * 3)) == 0 && ((answered | bits_of(answers->agreed)) & ~asked) == 0;
}

static bool in_range(const limber_catalogue *catalogue, const limber_answers *answers) {
    return catalogue->question_count > 0 && catalogue->question_count <= LIMBER_QUESTION_MAX &&
           catalogue->rule_count > 0 && catalogue->rule_count <= LIMBER_RULE_MAX &&
           catalogue->technique_count <= LIMBER_TECHNIQUE_MAX &&
           answers->age_years <= LIMBER_AGE_MAX_YEARS && answers->form < LIMBER_FORM_COUNT &&
           answers->changed < LIMBER_ANSWER_COUNT && answers->seen <= 1 &&
           (answers->observed & ~LIMBER_OBSERVED_ALL) == 0;
}

/* ---- Does a rule fire? -------------------------------------------------------------------------
 */

static bool all_count(const limber_rule *rule, uint64_t counted) {
    return (bits_of(rule->all) & ~counted) == 0;
}

static bool some_count(const limber_rule *rule, uint64_t counted) {
    return bits_count(bits_of(rule->some) & counted) >= rule->some_min;
}

/* An age that is not stated, 0, is neither below nor above anything. */
static bool age_fits(const limber_rule *rule, uint8_t age_years) {
    return (rule->age_below_years == 0 || (age_years > 0 && age_years < rule->age_below_years)) &&
           (rule->age_above_years == 0 || age_years > rule->age_above_years);
}

static bool observed_fits(const limber_rule *rule, uint8_t observed) {
    return rule->observed == 0 || (rule->observed & observed) != 0;
}

static bool states_something(const limber_rule *rule) {
    return (bits_of(rule->all) | rule->some_min | rule->age_below_years | rule->age_above_years |
            rule->observed) != 0;
}

static bool fires(const limber_rule *rule, const sets *said) {
    return all_count(rule, said->counted) && some_count(rule, said->counted) &&
           age_fits(rule, said->age_years) && observed_fits(rule, said->observed) &&
           states_something(rule);
}

/* Of the rules in this word of a set of rules, those that there are. */
static uint64_t rules_below(int rule_count, size_t word) {
    int count = rule_count - WORD_BITS * (int)word;
    return count >= WORD_BITS ? UINT64_MAX : count > 0 ? bits_below((unsigned)count) : 0;
}

/* The rules that the index names for what counts. */
static void find_named(const limber_index *index, uint64_t counted, uint64_t named[RULE_WORDS]) {
    for (; counted != 0; counted &= counted - 1) {
        const uint32_t *rules = index->rules_of[bits_lowest(counted)];
        for (size_t word = 0; word < RULE_WORDS; word++) {
            named[word] |= bits_of(&rules[2 * word]);
        }
    }
}

/* The open questions of a rule, unless answers that are no rule it out already. A rule that fires
 * waits for the rest of them too: so one more yes never closes a gap that a no left open. */
static uint64_t waits_for(const limber_rule *rule, const sets *said) {
    bool possible = all_count(rule, said->counted | said->open) &&
                    some_count(rule, said->counted | said->open) &&
                    (said->age_years == 0 || age_fits(rule, said->age_years));
    return possible ? (bits_of(rule->all) | bits_of(rule->some)) & said->open : 0;
}

static uint64_t missing_of(const limber_catalogue *catalogue, const sets *said) {
    uint64_t missing = 0;
    for (int i = 0; i < catalogue->rule_count; i++) {
        missing |= waits_for(&catalogue->rules[i], said);
    }
    return missing;
}

bool limber_rule_lifted(const limber_rule *rule, const limber_answers *answers) {
    uint64_t needed = bits_of(rule->agreed);
    return rule->disposition == LIMBER_DISPOSITION_PROFESSIONAL &&
           rule->override == LIMBER_OVERRIDE_AGREED && needed != 0 &&
           (needed & ~bits_of(answers->agreed)) == 0;
}

/* What the rules that fire come to. */
typedef struct {
    uint32_t closes;
    uint8_t closes_positions;
    uint8_t disposition; /* the gravest that a professional's word does not lift */
    bool astray;         /* one of them leads where nothing is */
} outcome;

static void add_reason(const limber_rule *rule, bool lifted, outcome *found) {
    uint8_t leads_to = rule->disposition;
    found->closes |= rule->closes;
    found->closes_positions |= rule->closes_positions;
    found->astray |=
        leads_to == LIMBER_DISPOSITION_INCOMPLETE || leads_to >= LIMBER_DISPOSITION_COUNT;
    if (!lifted && leads_to > found->disposition) {
        found->disposition = leads_to;
    }
}

/* Only what the index does not rule out is looked at, and what one answer settles is not. */
static outcome find_reasons(const limber_catalogue *catalogue, const limber_answers *answers,
                            const sets *said, limber_screening *out) {
    const limber_index *index = &catalogue->index;
    outcome found = {.disposition = LIMBER_DISPOSITION_PROCEED};
    bool agreed = bits_of(answers->agreed) != 0;
    uint8_t count = 0;
    uint64_t named[RULE_WORDS] = {0};
    find_named(index, said->counted, named);
    for (size_t word = 0; word < RULE_WORDS; word++) {
        const limber_rule *rules = &catalogue->rules[WORD_BITS * word];
        uint64_t there = rules_below(catalogue->rule_count, word);
        uint64_t firing = there & named[word] & bits_of(&index->alone[2 * word]);
        uint64_t open = there & (named[word] | ~bits_of(&index->indexed[2 * word])) & ~firing;
        for (; open != 0; open &= open - 1) {
            int bit = bits_lowest(open);
            firing |= (uint64_t)fires(&rules[bit], said) << bit;
        }
        for (; firing != 0; firing &= firing - 1) {
            int bit = bits_lowest(firing);
            out->reason[count++] = (uint8_t)(WORD_BITS * word + (size_t)bit);
            add_reason(&rules[bit], agreed && limber_rule_lifted(&rules[bit], answers), &found);
        }
    }
    out->reason_count = count;
    return found;
}

static bool closed(const limber_technique *technique, uint32_t closes, uint8_t closes_positions) {
    return ((technique->properties & closes) != 0) |
           ((technique->positions & ~(uint32_t)closes_positions) == 0);
}

static void allow(const limber_catalogue *catalogue, const outcome *found, limber_screening *out) {
    for (int i = 0; i < catalogue->technique_count; i++) {
        uint32_t open = !closed(&catalogue->techniques[i], found->closes, found->closes_positions);
        out->allowed[i / 32] |= open << (i % 32);
    }
}

/* In two halves, which compilers turn into plain stores: the whole is longer than they like, and
 * their general way of filling is slow. */
static void clear(limber_screening *out) {
    memset(out, 0, sizeof *out / 2);
    memset((uint8_t *)out + sizeof *out / 2, 0, sizeof *out - sizeof *out / 2);
}

limber_error limber_screen(const limber_catalogue *catalogue, const limber_answers *answers,
                           limber_screening *out) {
    clear(out);
    sets said;
    if (!in_range(catalogue, answers) || !read_answers(catalogue, answers, &said)) {
        return LIMBER_ERROR_ARGUMENT;
    }
    outcome found = find_reasons(catalogue, answers, &said, out);
    if (found.astray) {
        clear(out);
        return LIMBER_ERROR_ARGUMENT;
    }
    uint64_t missing = said.open != 0 ? missing_of(catalogue, &said) : 0;
    out->day = answers->day;
    out->age_missing = answers->age_years == 0;
    out->closed_positions = found.closes_positions;
    bits_store(missing, out->missing);
    if (found.disposition > LIMBER_DISPOSITION_PROCEED) {
        out->disposition = found.disposition;
    } else if (missing == 0 && !out->age_missing && out->day > 0) {
        out->disposition = LIMBER_DISPOSITION_PROCEED;
        allow(catalogue, &found, out);
    }
    return LIMBER_OK;
}

bool limber_technique_allowed(const limber_screening *screening, uint8_t technique) {
    return screening->disposition == LIMBER_DISPOSITION_PROCEED &&
           technique < LIMBER_TECHNIQUE_MAX &&
           (screening->allowed[technique / 32] >> (technique % 32) & 1) != 0;
}

uint8_t limber_closing_rule(const limber_catalogue *catalogue, const limber_screening *screening,
                            uint8_t technique) {
    uint8_t closed_positions = 0;
    if (technique >= catalogue->technique_count) {
        return LIMBER_RULE_MAX;
    }
    for (int i = 0; i < screening->reason_count && i < LIMBER_RULE_MAX; i++) {
        if (screening->reason[i] >= catalogue->rule_count) {
            continue; /* not a screening of this catalogue */
        }
        const limber_rule *rule = &catalogue->rules[screening->reason[i]];
        closed_positions |= rule->closes_positions;
        if (closed(&catalogue->techniques[technique], rule->closes, closed_positions)) {
            return screening->reason[i];
        }
    }
    return LIMBER_RULE_MAX;
}
