/* people.h: seeded random people, requests and events, on the catalogue that is linked in. */
#ifndef LIMBER_TESTS_PEOPLE_H
#define LIMBER_TESTS_PEOPLE_H

#include "limber.h"

#include <stddef.h>
#include <string.h>

extern const limber_catalogue limber_catalogue_tables;

static const limber_catalogue *const catalogue = &limber_catalogue_tables;
static uint64_t random_state;

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
    for (size_t i = 0; i < bytes; i++) {
        ((uint8_t *)object)[i] = (uint8_t)random_bits();
    }
}

static inline limber_answers all_no(void) {
    limber_answers answers = {.day = 20000, .age_years = 40};
    memset(answers.answer, LIMBER_ANSWER_NO, catalogue->question_count);
    return answers;
}

static inline limber_request random_request(void) {
    limber_request request = {.day = 20000};
    request.minutes = (uint16_t)random_below(60);
    request.positions = (uint16_t)random_below(UINT32_C(1) << catalogue->position_count);
    request.equipment = (uint16_t)random_below(UINT32_C(1) << catalogue->equipment_count);
    request.pain_known = random_below(4) != 0;
    request.pain = request.pain_known ? (uint8_t)random_below(LIMBER_SCALE_MAX + 1) : 0;
    for (int r = 0; r < catalogue->region_count; r++) {
        request.stiffness[r] = random_below(2) ? (uint8_t)random_below(LIMBER_SCALE_MAX + 1) : 0;
    }
    return request;
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
