/* The record: facts in, and what they mean for the next screening and the next plan. */
#include "limber.h"

#include "bits.h"

#include <string.h>

/* ---- Screenings. -------------------------------------------------------------------------------
 */

static bool within(uint32_t since, uint32_t day, uint32_t days) {
    return since > 0 && day - since <= days; /* a day ahead wraps to a great number */
}

uint8_t limber_record_due(const limber_catalogue *catalogue, const limber_record *record,
                          uint32_t day) {
    const limber_limits *limits = &catalogue->limits;
    bool recent = limits->full_screening_days > 0 &&
                  within(record->full_day, day, limits->full_screening_days - 1u) &&
                  within(record->screened_day, day, limits->screening_gap_days);
    return recent && !record->needs_full && !record->needs_seen ? LIMBER_FORM_SHORT
                                                                : LIMBER_FORM_FULL;
}

/* What the short form says, on top of what is kept. An answer it leaves out stays as it was. */
static limber_answers complete(const limber_record *record, const limber_answers *said) {
    if (said->form == LIMBER_FORM_FULL) {
        return *said;
    }
    limber_answers whole = record->kept;
    whole.day = said->day;
    whole.form = said->form;
    whole.changed = said->changed;
    whole.seen = said->seen;
    whole.age_years = said->age_years > 0 ? said->age_years : whole.age_years;
    bits_store(bits_of(whole.agreed) | bits_of(said->agreed), whole.agreed);
    for (int i = 0; i < LIMBER_QUESTION_MAX; i++) {
        if (said->answer[i] != LIMBER_ANSWER_MISSING) {
            whole.answer[i] = said->answer[i];
        }
    }
    return whole;
}

/* The short form is enough where it is due, nothing is new, and it was answered wholly. */
static bool enough(const limber_catalogue *catalogue, const limber_record *record,
                   const limber_answers *said) {
    if (said->form == LIMBER_FORM_FULL) {
        return true;
    }
    for (int i = 0; i < catalogue->question_count; i++) {
        bool asked = (bits_of(catalogue->short_form) >> i & 1) != 0;
        if (asked && said->answer[i] == LIMBER_ANSWER_MISSING) {
            return false;
        }
    }
    return said->changed == LIMBER_ANSWER_NO &&
           limber_record_due(catalogue, record, said->day) == LIMBER_FORM_SHORT;
}

static uint8_t observed(const limber_catalogue *catalogue, const limber_record *record) {
    const limber_limits *limits = &catalogue->limits;
    uint8_t seen = record->worse_count >= 2 ? LIMBER_OBSERVED_WORSE_TWICE : 0;
    uint32_t hardly = record->first_pain * (100u - limits->settle_gain_percent);
    bool long_enough = record->last_pain_day - record->pain_day >= limits->settle_days;
    bool no_gain = long_enough && record->first_pain > 0 && record->last_pain * 100u > hardly;
    bool risen = record->last_pain >= record->first_pain + limits->settle_rise_max;
    return seen | (no_gain || risen ? LIMBER_OBSERVED_NOT_SETTLING : 0);
}

static bool finished(const limber_screening *found) {
    return bits_of(found->missing) == 0 && !found->age_missing && found->day > 0;
}

/* Does what stands end with these answers? */
static bool clears(const limber_record *record, const limber_answers *said,
                   const limber_screening *found) {
    return said->form == LIMBER_FORM_FULL && finished(found) &&
           (!record->needs_seen || said->seen == 1);
}

static void hold_back(uint8_t disposition, limber_screening *out) {
    out->disposition = disposition;
    memset(out->allowed, 0, sizeof out->allowed);
}

/* The rule that still stands is told with the rest. As it is not among them, there is room. */
static void tell_standing(const limber_catalogue *catalogue, uint8_t rule, limber_screening *out) {
    for (int i = 0; i < out->reason_count; i++) {
        if (out->reason[i] == rule) {
            return;
        }
    }
    if (rule < catalogue->rule_count) {
        memmove(&out->reason[1], &out->reason[0], out->reason_count);
        out->reason[0] = rule;
        out->reason_count++;
    }
}

/* Takes over from a screening what outlives it. */
static void stand(const limber_catalogue *catalogue, limber_record *record,
                  const limber_screening *found) {
    if (found->disposition <= LIMBER_DISPOSITION_PROFESSIONAL) {
        return; /* the kept answers themselves go on holding back */
    }
    if (found->disposition > record->standing) {
        record->standing = found->disposition;
        record->standing_rule = found->reason[0];
    }
    for (int i = 0; i < found->reason_count; i++) {
        uint8_t end = catalogue->rules[found->reason[i]].clears;
        record->needs_full |= end != LIMBER_CLEARS_ANSWER;
        record->needs_seen |= end == LIMBER_CLEARS_BEEN_SEEN;
    }
}

static void clear_standing(limber_record *record) {
    record->standing = LIMBER_DISPOSITION_INCOMPLETE;
    record->standing_rule = 0;
    record->needs_full = 0;
    record->needs_seen = 0;
}

/* A record that no facts could have left behind. */
static bool damaged(const limber_record *record) {
    return record->standing == LIMBER_DISPOSITION_PROCEED ||
           record->standing >= LIMBER_DISPOSITION_COUNT || record->needs_full > 1 ||
           record->needs_seen > 1;
}

/* What nobody asked this time stays known, to be shown the next time. */
static void keep(limber_record *record, const limber_answers *whole) {
    limber_answers before = record->kept;
    record->kept = *whole;
    for (int i = 0; i < LIMBER_QUESTION_MAX; i++) {
        if (whole->answer[i] == LIMBER_ANSWER_MISSING) {
            record->kept.answer[i] = before.answer[i];
        }
    }
}

limber_error limber_record_screen(const limber_catalogue *catalogue, limber_record *record,
                                  const limber_answers *answers, limber_screening *out) {
    memset(out, 0, sizeof *out);
    if (damaged(record)) {
        return LIMBER_ERROR_ARGUMENT;
    }
    limber_answers whole = complete(record, answers);
    whole.observed = observed(catalogue, record);
    limber_error error = limber_screen(catalogue, &whole, out);
    if (error != LIMBER_OK) {
        return error;
    }
    bool sufficed = enough(catalogue, record, answers);
    if (clears(record, answers, out)) {
        clear_standing(record);
    }
    stand(catalogue, record, out);
    if (record->standing > out->disposition) {
        hold_back(record->standing, out);
        tell_standing(catalogue, record->standing_rule, out);
    } else if (!sufficed && out->disposition == LIMBER_DISPOSITION_PROCEED) {
        memset(out->allowed, 0, sizeof out->allowed);
        out->disposition = LIMBER_DISPOSITION_INCOMPLETE;
    }
    keep(record, &whole);
    record->screened_day = answers->day;
    record->result = out->disposition;
    record->result_rule = out->reason_count > 0 ? out->reason[0] : LIMBER_RULE_MAX;
    if (answers->form == LIMBER_FORM_FULL) {
        record->full_day = finished(out) ? answers->day : 0;
    }
    record->needs_full |= !sufficed;
    return LIMBER_OK;
}

void limber_record_hear(limber_record *record, const limber_record *other) {
    if (other->result > LIMBER_DISPOSITION_PROCEED) {
        record->needs_full = 1;
        if (other->result > record->standing) {
            record->standing = other->result;
            record->standing_rule = other->result_rule;
        }
    }
    record->needs_full |= other->needs_full;
    record->needs_seen |= other->needs_seen;
}

/* ---- Other facts. ------------------------------------------------------------------------------
 */

static bool fact_in_range(const limber_catalogue *catalogue, const limber_fact *fact) {
    if (fact->day == 0 || (fact->worked_ms > 0 && fact->kind != LIMBER_FACT_WORKED) ||
        fact->worked_ms > LIMBER_SESSION_TIME_MAX_MS) {
        return false;
    }
    bool known = fact->technique < catalogue->technique_count;
    switch (fact->kind) {
    case LIMBER_FACT_WORKED:
    case LIMBER_FACT_STOPPED:
        return known && fact->value == 0;
    case LIMBER_FACT_PAIN:
        return fact->technique == 0 && fact->value <= LIMBER_SCALE_MAX;
    case LIMBER_FACT_NEXT_DAY:
        return (known || fact->technique == LIMBER_TECHNIQUE_MAX) && fact->value <= 1;
    default:
        return false;
    }
}

/* A day has one place of seven. A day that is earlier than the one that lies there (a clock was set
 * back) is counted as that one: it narrows for longer, never for less. */
static void add_use(limber_record *record, const limber_fact *fact) {
    limber_use *use = &record->use[fact->technique][fact->day % LIMBER_WEEK_DAYS];
    if (use->day < fact->day) {
        *use = (limber_use){.day = fact->day};
    }
    uint32_t room_ms = UINT32_MAX - use->worked_ms;
    use->worked_ms += fact->worked_ms < room_ms ? fact->worked_ms : room_ms;
    use->times += use->times < UINT32_MAX;
}

static void lock(limber_record *record, uint8_t technique, uint32_t day) {
    if (record->lock_day[technique] < day) {
        record->lock_day[technique] = day;
    }
}

/* A new stretch of trouble begins after a pause as long as trouble usually takes to settle. Pain of
 * a day before the last one (a clock was set back, another device was late) counts if it is worse.
 */
static void add_pain(const limber_catalogue *catalogue, limber_record *record,
                     const limber_fact *fact) {
    if (fact->day < record->last_pain_day) {
        record->last_pain = fact->value > record->last_pain ? fact->value : record->last_pain;
        return;
    }
    if (record->pain_day == 0 ||
        fact->day - record->last_pain_day > catalogue->limits.settle_days) {
        record->pain_day = fact->day;
        record->first_pain = fact->value;
    }
    record->last_pain = fact->value;
    record->last_pain_day = fact->day;
}

/* Good news of a day before the latest that was told of changes nothing; bad news of one day, of
 * several techniques say, counts once. */
static void add_next_day(limber_record *record, const limber_fact *fact) {
    bool late = fact->day < record->next_day;
    bool again = fact->day == record->next_day && record->worse_count > 0;
    record->next_day = late ? record->next_day : fact->day;
    if (fact->value == 0) {
        record->worse_count = late ? record->worse_count : 0;
        return;
    }
    if (!again && record->worse_count < UINT8_MAX) {
        record->worse_count++;
    }
    if (fact->technique < LIMBER_TECHNIQUE_MAX) {
        lock(record, fact->technique, fact->day);
    }
}

limber_error limber_record_add(const limber_catalogue *catalogue, limber_record *record,
                               const limber_fact *fact) {
    if (!fact_in_range(catalogue, fact)) {
        return LIMBER_ERROR_ARGUMENT;
    }
    switch (fact->kind) {
    case LIMBER_FACT_WORKED:
        add_use(record, fact);
        break;
    case LIMBER_FACT_STOPPED:
        lock(record, fact->technique, fact->day);
        record->needs_full = 1;
        break;
    case LIMBER_FACT_PAIN:
        add_pain(catalogue, record, fact);
        break;
    default:
        add_next_day(record, fact);
    }
    return LIMBER_OK;
}
