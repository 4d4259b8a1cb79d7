/* plans.h: a plan of everything a catalogue has, and catalogues that are a little different. */
#ifndef LIMBER_TESTS_PLANS_H
#define LIMBER_TESTS_PLANS_H

#include "people.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

enum { TODAY = 20000 };

static const limber_record nothing_known;

static inline limber_screening open_screening(const limber_catalogue *of) {
    limber_answers answers = all_no();
    limber_screening screening;
    assert_int_equal(limber_screen(of, &answers, &screening), LIMBER_OK);
    return screening;
}

/* Time, positions and things for everything. */
static inline limber_request full_request(void) {
    limber_request request = {
        .day = TODAY, .minutes = 45, .pain_known = 1, .pain = 1, .partner = 1};
    request.positions = (uint16_t)((UINT32_C(1) << catalogue->position_count) - 1);
    request.equipment = (uint16_t)((UINT32_C(1) << catalogue->equipment_count) - 1);
    memset(request.stiffness, 5, catalogue->region_count);
    return request;
}

static inline limber_plan full_plan(void) {
    limber_screening screening = open_screening(catalogue);
    limber_request request = full_request();
    limber_plan plan;
    assert_int_equal(make_plan(catalogue, &screening, &nothing_known, &request, &plan), LIMBER_OK);
    assert_int_equal(plan.outcome, LIMBER_OUTCOME_PLANNED);
    return plan;
}

/* Sums made good, so that only what was spoilt can be the reason. */
static inline void add_up(limber_plan *plan) {
    plan->duration_ms = 0;
    for (int i = 0; i < plan->step_count; i++) {
        limber_step *s = &plan->step[i];
        uint32_t rests = s->sets > 0 ? s->sets - 1u : 0;
        s->duration_ms = s->ready_ms + (uint32_t)s->sets * s->reps * (s->move_ms + s->hold_ms) +
                         rests * s->rest_ms;
        plan->duration_ms += s->change_ms + s->duration_ms;
    }
}

/* The first step of a technique that is held, or done on both sides. */
static inline int step_that(const limber_plan *plan, bool held, bool two_sided) {
    for (int i = 0; i < plan->step_count; i++) {
        const limber_technique *technique = &catalogue->techniques[plan->step[i].technique];
        if ((technique->dose.hold_max_ms > 0) == held && technique->two_sided == two_sided) {
            return i;
        }
    }
    fail_msg("the plan has no such step");
    return 0;
}

static limber_technique techniques[LIMBER_TECHNIQUE_MAX];

static inline limber_catalogue with_own_techniques(void) {
    limber_catalogue altered = *catalogue;
    memcpy(techniques, catalogue->techniques, catalogue->technique_count * sizeof *techniques);
    altered.techniques = techniques;
    return altered;
}

static inline limber_plan plan_of(const limber_catalogue *altered) {
    limber_screening screening = open_screening(altered);
    limber_request request = full_request();
    limber_plan plan;
    assert_int_equal(make_plan(altered, &screening, &nothing_known, &request, &plan), LIMBER_OK);
    return plan;
}

/* A plan that goes on beyond its end, every step of it lawful. */
typedef struct {
    limber_plan plan;
    limber_step beyond;
} long_plan;

static inline long_plan plan_of_steps(limber_catalogue *altered, uint8_t count) {
    limber_step sound = {.ready_ms = 1, .move_ms = 1, .duration_ms = 2, .reps = 1, .sets = 1};
    long_plan plan = {.plan = {.outcome = LIMBER_OUTCOME_PLANNED, .step_count = count}};
    *altered = with_own_techniques();
    altered->technique_count =
        count < LIMBER_STEP_MAX ? (uint8_t)((count + 1) / 2) : LIMBER_TECHNIQUE_MAX;
    limber_step *step = plan.plan.step;
    for (uint8_t i = 0; i < LIMBER_TECHNIQUE_MAX; i++) {
        techniques[i] = (limber_technique){.dose = {.ready_ms = 1,
                                                    .move_ms = 1,
                                                    .reps_min = 1,
                                                    .reps_max = 1,
                                                    .sets_min = 1,
                                                    .sets_max = 1},
                                           .positions = 1,
                                           .two_sided = i * 2 + 1 < count,
                                           .intensity = 1,
                                           .day_times_max = 1,
                                           .week_times_max = 1};
    }
    for (size_t i = 0; i < count; i++) {
        sound.technique = (uint8_t)(i / 2);
        sound.side = i % 2 == 1      ? LIMBER_SIDE_RIGHT
                     : i + 1 < count ? LIMBER_SIDE_LEFT
                                     : LIMBER_SIDE_NONE;
        memcpy((uint8_t *)step + i * sizeof sound, &sound, sizeof sound);
    }
    plan.plan.duration_ms = count * sound.duration_ms;
    return plan;
}

#endif
