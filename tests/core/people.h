/* people.h: seeded random people, requests and events, on the catalogue that is linked in. */
#ifndef LIMBER_TESTS_PEOPLE_H
#define LIMBER_TESTS_PEOPLE_H

#include "programme.h"

#include <stddef.h>
#include <string.h>

extern const limber_catalogue limber_catalogue_tables;

static const limber_catalogue *const catalogue = &limber_catalogue_tables;
static uint64_t random_state;

static inline limber_error make_plan(const limber_catalogue *of, const limber_screening *screening,
                                     const limber_record *record, const limber_request *request,
                                     limber_plan *out) {
    static limber_workspace workspace;
    return limber_plan_make(of, screening, record, request, &workspace, out);
}

/* splitmix64 */
static inline uint64_t random_bits(void) {
    uint64_t z = random_state += UINT64_C(0x9e3779b97f4a7c15);
    z = (z ^ z >> 30) * UINT64_C(0xbf58476d1ce4e5b9);
    z = (z ^ z >> 27) * UINT64_C(0x94d049bb133111eb);
    return z ^ z >> 31;
}

static inline uint32_t random_below(uint32_t end) {
    return (uint32_t)(random_bits() % end);
}

static inline void random_bytes(void *object, size_t bytes) {
    for (size_t i = 0; i < bytes; i += sizeof(uint64_t)) {
        uint64_t eight = random_bits();
        memcpy((uint8_t *)object + i, &eight, bytes - i < sizeof eight ? bytes - i : sizeof eight);
    }
}

/* Four kinds in turn: all zero, all ones, any bytes, and small ones, which pass for values. */
static inline void garbage(void *object, size_t bytes, int n) {
    random_bytes(object, bytes);
    for (size_t i = 0; i < bytes; i++) {
        uint8_t *byte = (uint8_t *)object + i;
        *byte = n % 4 == 0 ? 0 : n % 4 == 1 ? UINT8_MAX : n % 4 == 2 ? *byte : *byte % 5;
    }
}

static inline limber_answers all_no(void) {
    limber_answers answers = {.day = 20000, .age_years = 40};
    memset(answers.answer, LIMBER_ANSWER_NO, catalogue->question_count);
    return answers;
}

/* Mostly no, so that every outcome is met. */
static inline limber_answers random_answers(uint32_t doubts_one_in) {
    limber_answers answers = all_no();
    for (int q = 0; q < catalogue->question_count; q++) {
        if (random_below(doubts_one_in) == 0) {
            answers.answer[q] = (uint8_t)random_below(LIMBER_ANSWER_COUNT);
        }
        if (random_below(4) == 0) {
            answers.agreed[q / 32] |= UINT32_C(1) << q % 32;
        }
    }
    static const uint8_t ages[] = {0, 1, 17, 18, 40, 70, 71, 120};
    answers.age_years = random_below(3) == 0 ? ages[random_below(sizeof ages)] : 40;
    answers.observed = random_below(8) == 0 ? (uint8_t)random_below(LIMBER_OBSERVED_ALL + 1) : 0;
    return answers;
}

/* What the short form asks, in the weeks around day 20000. */
static inline limber_answers random_form(uint32_t day) {
    limber_answers answers = random_answers(random_below(2) ? 100 : 400);
    answers.day = day;
    answers.observed = 0;
    answers.seen = (uint8_t)random_below(2);
    answers.form = (uint8_t)random_below(LIMBER_FORM_COUNT);
    if (answers.form == LIMBER_FORM_SHORT) {
        answers.changed =
            random_below(4) ? LIMBER_ANSWER_NO : (uint8_t)random_below(LIMBER_ANSWER_COUNT);
        for (int q = 0; q < catalogue->question_count; q++) {
            if (!(catalogue->short_form[q / 32] >> q % 32 & 1)) {
                answers.answer[q] = LIMBER_ANSWER_MISSING;
            }
        }
    }
    return answers;
}

static inline limber_fact random_fact(uint32_t day) {
    limber_fact fact = {.day = day, .kind = (uint8_t)random_below(LIMBER_FACT_COUNT)};
    uint8_t technique = (uint8_t)random_below(catalogue->technique_count);
    switch (fact.kind) {
    case LIMBER_FACT_WORKED:
        fact.technique = technique;
        fact.worked_ms = random_below(200000);
        break;
    case LIMBER_FACT_STOPPED:
        fact.technique = technique;
        break;
    case LIMBER_FACT_PAIN:
        fact.value = (uint8_t)random_below(LIMBER_SCALE_MAX + 1);
        break;
    default:
        fact.technique = random_below(2) ? technique : LIMBER_TECHNIQUE_MAX;
        fact.value = (uint8_t)random_below(2);
    }
    return fact;
}

/* Facts only, of the weeks before `today` and a few days beyond it. */
static inline limber_record random_record(uint32_t today, uint32_t facts_below) {
    limber_record record = {0};
    for (uint32_t i = random_below(facts_below); i > 0; i--) {
        limber_fact fact = random_fact(today + 3 - random_below(random_below(2) ? 40 : 5));
        (void)!limber_record_add(catalogue, &record, &fact);
    }
    return record;
}

static inline limber_request random_request(void) {
    limber_request request = {.day = 20000};
    request.minutes = (uint16_t)random_below(60);
    request.positions = (uint16_t)random_below(UINT32_C(1) << catalogue->position_count);
    request.equipment = (uint16_t)random_below(UINT32_C(1) << catalogue->equipment_count);
    request.partner = (uint8_t)random_below(2);
    request.pain_known = random_below(4) != 0;
    request.pain = request.pain_known ? (uint8_t)random_below(LIMBER_SCALE_MAX + 1) : 0;
    for (int r = 0; r < catalogue->region_count; r++) {
        request.stiffness[r] = random_below(2) ? (uint8_t)random_below(LIMBER_SCALE_MAX + 1) : 0;
    }
    return request;
}

/* Some techniques in any order, at doses in their range and out of it; one in sixteen is none of
 * the catalogue. Its days lie around day 20000. */
static inline limber_programme random_programme(void) {
    limber_programme programme = {.date = 20000 + random_below(4) / 3 - random_below(4),
                                  .until = random_below(2) ? 0 : 20002 - random_below(3)};
    uint8_t technique = (uint8_t)random_below(catalogue->technique_count);
    uint8_t count = (uint8_t)(1 + random_below(catalogue->technique_count));
    programme.count = random_below(3) ? (uint8_t)(1 + count / 3) : count;
    for (int i = 0; i < programme.count; i++) {
        limber_exercise *exercise = &programme.exercise[i];
        exercise->technique = technique;
        exercise->asked = (limber_prescription){.hold_ms = random_below(45) * 1000,
                                                .reps = (uint16_t)(1 + random_below(12)),
                                                .sets = (uint8_t)(1 + random_below(6) / 4)};
        exercise->days = random_below(3) ? LIMBER_EVERY_DAY : (uint8_t)(1 + random_below(127));
        technique = (uint8_t)((technique + 1) % catalogue->technique_count);
        if (random_below(16) == 0) {
            exercise->technique = LIMBER_TECHNIQUE_MAX;
        }
    }
    return programme;
}

static inline limber_event some_event(uint32_t at_ms, uint32_t stop_one_in) {
    static const uint8_t kinds[] = {LIMBER_EVENT_TICK, LIMBER_EVENT_GO,     LIMBER_EVENT_PAUSE,
                                    LIMBER_EVENT_SKIP, LIMBER_EVENT_EASIER, LIMBER_EVENT_PAIN};
    static const uint8_t stops[] = {LIMBER_EVENT_STOP, LIMBER_EVENT_SYMPTOM};
    limber_event event = {.at_ms = at_ms};
    event.kind = stop_one_in > 0 && random_below(stop_one_in) == 0
                     ? stops[random_below(2)]
                     : kinds[random_below(sizeof kinds)];
    event.value = event.kind == LIMBER_EVENT_PAIN ? (uint8_t)random_below(6) : 0;
    return event;
}

#endif
