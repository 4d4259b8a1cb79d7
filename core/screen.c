/* Screening: which rules fire on a set of answers, where the gravest of them leads, and what they
 * close. Answers are turned into sets of questions first, eight at a time; a rule is then a few
 * comparisons of sets. */
#include "limber.h"

#include "bits.h"

#include <string.h>

#if defined(__BYTE_ORDER__) && __BYTE_ORDER__ != __ORDER_LITTLE_ENDIAN__
#error "gather() expects the lowest byte first"
#endif

typedef struct {
    uint64_t counted; /* yes or unknown */
    uint64_t open;    /* asked by this catalogue, and not answered */
    uint8_t age_years;
    uint8_t observed;
} sets;

enum { ANSWERS_AT_A_TIME = 8, RULES_AT_A_TIME = 64 }; /* a set has so many bits */

static const uint64_t EACH_BYTE = UINT64_C(0x0101010101010101);

/* Bit i is the lowest bit of byte i. */
static uint64_t gather(uint64_t lowest_bits) {
    return lowest_bits * UINT64_C(0x0102040810204080) >> 56;
}

/* NO is 1, YES 2 and UNKNOWN 3: the upper bit says that an answer counts, either that it is there.
 */
_Static_assert(LIMBER_ANSWER_NO == 1 && LIMBER_ANSWER_YES == 2 && LIMBER_ANSWER_UNKNOWN == 3,
               "read_answers takes them apart by their bits");

static bool read_answers(const limber_catalogue *catalogue, const limber_answers *answers,
                         sets *out) {
    uint64_t wrong = 0;
    uint64_t counted = 0;
    uint64_t answered = 0;
    for (int i = 0; i < LIMBER_QUESTION_MAX; i += ANSWERS_AT_A_TIME) {
        uint64_t eight;
        memcpy(&eight, &answers->answer[i], sizeof eight);
        uint64_t upper = eight >> 1 & EACH_BYTE;
        wrong |= eight & ~(EACH_BYTE * 3);
        counted |= gather(upper) << i;
        answered |= gather((eight & EACH_BYTE) | upper) << i;
    }
    uint64_t asked = bits_below(catalogue->question_count);
    uint64_t agreed = bits_of(answers->agreed);
    out->counted = counted;
    out->open = asked & ~answered;
    out->age_years = answers->age_years;
    out->observed = answers->observed;
    return wrong == 0 && (answered & ~asked) == 0 && (agreed & ~asked) == 0;
}

static bool in_range(const limber_catalogue *catalogue, const limber_answers *answers) {
    return catalogue->question_count > 0 && catalogue->question_count <= LIMBER_QUESTION_MAX &&
           catalogue->rule_count > 0 && catalogue->rule_count <= LIMBER_RULE_MAX &&
           catalogue->technique_count <= LIMBER_TECHNIQUE_MAX &&
           answers->age_years <= LIMBER_AGE_MAX_YEARS && answers->form < LIMBER_FORM_COUNT &&
           answers->changed < LIMBER_ANSWER_COUNT && answers->seen <= 1 &&
           (answers->observed & ~LIMBER_OBSERVED_ALL) == 0;
}

/* What a rule states beside `all`, as one number; 0: nothing. */
static uint32_t stated_more(const limber_rule *rule) {
    return rule->some_min | (uint32_t)rule->age_below_years << 8 |
           (uint32_t)rule->age_above_years << 16 | (uint32_t)rule->observed << 24;
}

static bool age_fits(const limber_rule *rule, uint8_t age_years) {
    return (rule->age_below_years == 0 || age_years < rule->age_below_years) &&
           (rule->age_above_years == 0 || age_years > rule->age_above_years);
}

/* 1 or 0: does each `all` count? */
static uint64_t all_count(const limber_rule *rule, uint64_t counted) {
    return (bits_of(rule->all) & ~counted) == 0;
}

static bool some_count(const limber_rule *rule, uint64_t counted) {
    return rule->some_min == 0 || bits_count(bits_of(rule->some) & counted) >= rule->some_min;
}

/* Does what a rule states beside `all` hold? One that states nothing at all never fires. */
static bool rest_holds(const limber_rule *rule, const sets *said) {
    if (stated_more(rule) == 0) {
        return bits_of(rule->all) != 0;
    }
    bool by_age = rule->age_below_years > 0 || rule->age_above_years > 0;
    return some_count(rule, said->counted) &&
           (!by_age || (said->age_years > 0 && age_fits(rule, said->age_years))) &&
           (rule->observed == 0 || (rule->observed & said->observed) != 0);
}

/* Of up to 64 rules, those of which each `all` counts. No branch in here hangs on what a person
 * said: guessed wrong, it would cost a processor more than the whole rule. */
static uint64_t possible_among(const limber_rule *rules, int count, uint64_t counted) {
    uint64_t possible = 0;
    int i = 0;
    for (; i + 4 <= count; i += 4) {
        uint64_t four = all_count(&rules[i], counted) | all_count(&rules[i + 1], counted) << 1 |
                        all_count(&rules[i + 2], counted) << 2 |
                        all_count(&rules[i + 3], counted) << 3;
        possible |= four << i;
    }
    for (; i < count; i++) {
        possible |= all_count(&rules[i], counted) << i;
    }
    return possible;
}

/* The open questions of a rule, unless answers that are no rule it out already. A rule that fires
 * waits for the rest of them too: so one more yes never closes a gap that a no left open. */
static uint64_t waits_for(const limber_rule *rule, const sets *said) {
    bool possible = all_count(rule, said->counted | said->open) &&
                    some_count(rule, said->counted | said->open) &&
                    (said->age_years == 0 || age_fits(rule, said->age_years)) &&
                    (rule->observed == 0 || (rule->observed & said->observed) != 0);
    return possible ? (bits_of(rule->all) | bits_of(rule->some)) & said->open : 0;
}

static uint64_t missing_of(const limber_catalogue *catalogue, const sets *said) {
    uint64_t missing = 0;
    for (int i = 0; i < catalogue->rule_count; i++) {
        missing |= waits_for(&catalogue->rules[i], said);
    }
    return missing;
}

static int gravity(const limber_rule *rule) {
    return rule->disposition << 8 | rule->severity;
}

/* Gravest first; rules of one gravity stay in catalogue order. */
static void add_reason(const limber_catalogue *catalogue, limber_screening *out, uint8_t rule) {
    int at = out->reason_count++;
    int grave = gravity(&catalogue->rules[rule]);
    while (at > 0 && gravity(&catalogue->rules[out->reason[at - 1]]) < grave) {
        out->reason[at] = out->reason[at - 1];
        at--;
    }
    out->reason[at] = rule;
}

bool limber_rule_lifted(const limber_rule *rule, const limber_answers *answers) {
    uint64_t needed = bits_of(rule->agreed);
    return rule->disposition == LIMBER_DISPOSITION_PROFESSIONAL &&
           rule->override == LIMBER_OVERRIDE_AGREED && needed != 0 &&
           (needed & ~bits_of(answers->agreed)) == 0;
}

static bool closed(const limber_technique *technique, uint32_t closes, uint8_t closes_positions) {
    return (technique->properties & closes) != 0 ||
           (technique->positions & ~(uint32_t)closes_positions) == 0;
}

static void allow(const limber_catalogue *catalogue, limber_screening *out) {
    uint32_t closes = 0;
    for (int i = 0; i < out->reason_count; i++) {
        closes |= catalogue->rules[out->reason[i]].closes;
    }
    out->disposition = LIMBER_DISPOSITION_PROCEED;
    for (int i = 0; i < catalogue->technique_count; i++) {
        uint32_t open = !closed(&catalogue->techniques[i], closes, out->closed_positions);
        out->allowed[i / 32] |= open << (i % 32);
    }
}

static void find_reasons(const limber_catalogue *catalogue, const sets *said,
                         limber_screening *out) {
    uint8_t closed_positions = 0;
    for (int from = 0; from < catalogue->rule_count; from += RULES_AT_A_TIME) {
        int left = catalogue->rule_count - from;
        int count = left < RULES_AT_A_TIME ? left : RULES_AT_A_TIME;
        uint64_t possible = possible_among(&catalogue->rules[from], count, said->counted);
        for (; possible != 0; possible &= possible - 1) {
            int rule = from + bits_lowest(possible);
            if (rest_holds(&catalogue->rules[rule], said)) {
                add_reason(catalogue, out, (uint8_t)rule);
                closed_positions |= catalogue->rules[rule].closes_positions;
            }
        }
    }
    out->closed_positions = closed_positions;
}

/* Does every reason lead somewhere that there is? They are in order, so the ends tell. */
static bool lead_somewhere(const limber_catalogue *catalogue, const limber_screening *found) {
    const limber_rule *first = &catalogue->rules[found->reason[0]];
    const limber_rule *last = &catalogue->rules[found->reason[found->reason_count - 1]];
    return first->disposition < LIMBER_DISPOSITION_COUNT &&
           last->disposition >= LIMBER_DISPOSITION_PROCEED;
}

/* The gravest reason that a professional's word does not lift decides. */
static uint8_t leads_to(const limber_catalogue *catalogue, const limber_answers *answers,
                        const limber_screening *found) {
    for (int i = 0; i < found->reason_count; i++) {
        const limber_rule *rule = &catalogue->rules[found->reason[i]];
        if (!limber_rule_lifted(rule, answers)) {
            return rule->disposition;
        }
    }
    return LIMBER_DISPOSITION_PROCEED;
}

/* In two halves, which compilers turn into plain stores: the whole is longer than they like, and
 * their general way of filling takes as long as ten rules. */
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
    find_reasons(catalogue, &said, out);
    if (out->reason_count > 0 && !lead_somewhere(catalogue, out)) {
        clear(out);
        return LIMBER_ERROR_ARGUMENT;
    }
    uint64_t missing = said.open != 0 ? missing_of(catalogue, &said) : 0;
    uint8_t disposition = leads_to(catalogue, answers, out);
    out->day = answers->day;
    out->age_missing = answers->age_years == 0;
    bits_store(missing, out->missing);
    if (disposition > LIMBER_DISPOSITION_PROCEED) {
        out->disposition = disposition;
    } else if (missing == 0 && !out->age_missing && out->day > 0) {
        allow(catalogue, out);
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
