/* What a session must refuse or survive: each field of it spoilt, plans that are not its own, and
 * doses that lack something. */
#include "limber.h"

#include "plans.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

/* Gives the cues that came, bit per LIMBER_CUE_*. */
static unsigned step_until_taken(limber_session *session, const limber_plan *plan,
                                 limber_event event) {
    unsigned cues = 0;
    limber_output output;
    do {
        assert_int_equal(limber_session_step(session, plan, &event, &output), LIMBER_OK);
        cues |= 1u << output.cue;
    } while (output.again);
    return cues;
}

/* It waits for GO. */
static limber_session waiting_session(const limber_catalogue *of, const limber_plan *plan) {
    limber_screening screening = open_screening(of);
    limber_session session;
    assert_int_equal(limber_session_begin(of, &screening, &nothing_known, plan, &session),
                     LIMBER_OK);
    return session;
}

static limber_session running_session(const limber_catalogue *of, const limber_plan *plan) {
    limber_session session = waiting_session(of, plan);
    (void)step_until_taken(&session, plan, (limber_event){.kind = LIMBER_EVENT_GO});
    return session;
}

/* Holds that begin without a movement, and sets that follow each other without a rest. */
static void session_without_movements_or_rests_lasts_as_planned(void **state) {
    (void)state;
    limber_catalogue altered = with_own_techniques();
    for (int i = 0; i < altered.technique_count; i++) {
        limber_dose *dose = &techniques[i].dose;
        *dose = (limber_dose){.ready_ms = 5000, .hold_min_ms = 6000, .hold_max_ms = 6000};
        dose->reps_min = dose->reps_max = 2;
        dose->sets_min = dose->sets_max = 2;
    }
    limber_plan plan = plan_of(&altered);
    limber_session session = running_session(&altered, &plan);
    unsigned cues =
        step_until_taken(&session, &plan, (limber_event){.at_ms = plan.duration_ms - 1});
    assert_int_equal(cues & (1u << LIMBER_CUE_MOVE | 1u << LIMBER_CUE_REST), 0);
    assert_int_not_equal(session.state, LIMBER_STATE_DONE);
    step_until_taken(&session, &plan, (limber_event){.at_ms = plan.duration_ms});
    assert_int_equal(session.state, LIMBER_STATE_DONE);
    assert_int_equal(limber_session_worked_ms(&session), plan.step_count * 24000u);
}

/* Half of a hold would be less than the least: the least is held. */
static void session_easier_holds_no_shorter_than_the_least(void **state) {
    (void)state;
    limber_plan plan = full_plan();
    limber_step *held = &plan.step[step_that(&plan, true, true)];
    limber_catalogue altered = *catalogue;
    altered.limits.easier_hold_min_ms = held->hold_ms - 1;
    limber_session session = running_session(&altered, &plan);
    while (plan.step[session.step].technique != held->technique) {
        (void)step_until_taken(&session, &plan, (limber_event){.kind = LIMBER_EVENT_SKIP});
    }
    limber_event easier = {.kind = LIMBER_EVENT_EASIER};
    limber_output before;
    limber_output after;
    limber_event tick = {0};
    assert_int_equal(limber_session_step(&session, &plan, &tick, &before), LIMBER_OK);
    assert_int_equal(limber_session_step(&session, &plan, &easier, &after), LIMBER_OK);
    assert_int_equal(before.session_left_ms - after.session_left_ms, 2u * held->sets * held->reps);
}

/* The step was due to end long before STOP came: what lies between is no work. */
static void session_late_stop_counts_no_work_beyond_its_end(void **state) {
    (void)state;
    limber_plan plan = full_plan();
    const limber_step *step = &plan.step[0];
    assert_true(step->move_ms > 0);
    limber_session session = running_session(catalogue, &plan);
    limber_event moving = {.at_ms = step->ready_ms};
    (void)step_until_taken(&session, &plan, moving);
    assert_int_equal(session.state, LIMBER_STATE_MOVE);
    limber_event stop = {.at_ms = moving.at_ms + 60 * 1000, .kind = LIMBER_EVENT_STOP};
    (void)step_until_taken(&session, &plan, stop);
    assert_int_equal(limber_session_worked_ms(&session), step->move_ms);
}

/* ---- A session damaged in one place. -----------------------------------------------------------
 */

static void expect_stopped_for_good(limber_session session, const limber_plan *plan) {
    limber_event event = {.at_ms = UINT32_MAX, .kind = LIMBER_EVENT_STOP};
    limber_output output;
    limber_error error = limber_session_step(&session, plan, &event, &output);
    assert_true(error == LIMBER_OK || error == LIMBER_ERROR_PLAN);
    assert_int_equal(session.state, LIMBER_STATE_STOPPED);
    event = (limber_event){.at_ms = session.at_ms, .kind = LIMBER_EVENT_GO};
    (void)!limber_session_step(&session, plan, &event, &output);
    assert_int_equal(session.state, LIMBER_STATE_STOPPED);
}

/* From a session that waits, and from one that runs. */
static void session_damaged_in_one_place_still_stops(void **state) {
    (void)state;
    random_state = 7;
    limber_plan plan = full_plan();
    limber_session waiting = waiting_session(catalogue, &plan);
    limber_session running = running_session(catalogue, &plan);
    limber_output output;
    int refused = 0;
    for (int n = 0; n < 40000; n++) {
        limber_session session = n % 2 ? waiting : running;
        uint32_t damage = n % 3 ? (uint32_t)random_bits() : random_below(20000);
        size_t bytes = n % 5 ? 1 : sizeof damage;
        size_t at = random_below((uint32_t)(sizeof session - sizeof damage) + 1);
        memcpy((uint8_t *)&session + at, &damage, bytes);
        expect_stopped_for_good(session, &plan);
        limber_event tick = {.at_ms = session.at_ms};
        refused += limber_session_step(&session, &plan, &tick, &output) == LIMBER_ERROR_PLAN;
        assert_true(session.step < plan.step_count || session.state == LIMBER_STATE_STOPPED);
    }
    assert_true(refused > 1000);
}

static void expect_damage_seen(limber_session session, const limber_plan *plan) {
    limber_event tick = {.at_ms = session.at_ms};
    limber_output output;
    assert_int_equal(limber_session_step(&session, plan, &tick, &output), LIMBER_ERROR_PLAN);
    assert_int_equal(session.state, LIMBER_STATE_STOPPED);
    assert_int_equal(session.stop, LIMBER_STOP_INTERNAL);
}

static void session_with_any_one_field_out_of_range_stops(void **state) {
    (void)state;
    limber_plan plan = full_plan();
    limber_session paused = waiting_session(catalogue, &plan);
    limber_session running = running_session(catalogue, &plan);
    (void)step_until_taken(&running, &plan, (limber_event){.at_ms = 1000});
    const limber_step *step = &plan.step[0];
    limber_session spoilt[11];
    for (size_t i = 0; i < 11; i++) {
        spoilt[i] = i < 8 ? running : paused;
    }
    spoilt[0].state = LIMBER_STATE_COUNT;
    spoilt[1].stop = LIMBER_STOP_COUNT;
    spoilt[2].at_ms = LIMBER_SESSION_TIME_MAX_MS + 1;
    spoilt[2].state_end_ms = spoilt[2].at_ms;
    spoilt[3].step = plan.step_count;
    spoilt[4].set = (uint8_t)(step->sets + 1);
    spoilt[5].rep = (uint16_t)(step->reps + 1);
    spoilt[6].state_end_ms = spoilt[6].at_ms - 1;
    spoilt[7].state_end_ms = spoilt[7].at_ms + step->change_ms + step->duration_ms + 1;
    spoilt[8].resume_state = LIMBER_STATE_PAUSED;
    spoilt[9].resume_state = LIMBER_STATE_DONE;
    spoilt[10].state_left_ms = step->change_ms + step->duration_ms + 1;
    for (size_t i = 0; i < 11; i++) {
        expect_damage_seen(spoilt[i], &plan);
    }
}

/* What a session that is over no longer uses may be anything. */
static void session_that_is_over_goes_on_being_over(void **state) {
    (void)state;
    limber_plan plan = full_plan();
    limber_session session = waiting_session(catalogue, &plan);
    session.state = LIMBER_STATE_DONE;
    session.resume_state = LIMBER_STATE_STOPPED;
    session.state_left_ms = UINT32_MAX;
    limber_event tick = {.at_ms = 1000};
    limber_output output;
    assert_int_equal(limber_session_step(&session, &plan, &tick, &output), LIMBER_OK);
    assert_int_equal(output.state, LIMBER_STATE_DONE);
}

/* Of a plan that is longer than a plan can be, though its hash is right. */
static void session_of_a_plan_longer_than_a_plan_can_be_stops(void **state) {
    (void)state;
    limber_catalogue altered;
    long_plan longer = plan_of_steps(&altered, LIMBER_STEP_MAX + 1);
    limber_session session = {.plan_hash = UINT32_C(2166136261),
                              .state = LIMBER_STATE_PAUSED,
                              .resume_state = LIMBER_STATE_READY};
    const uint8_t *bytes = (const uint8_t *)longer.plan.step;
    for (size_t i = 0; i < (LIMBER_STEP_MAX + 1) * sizeof(limber_step); i++) {
        session.plan_hash = (session.plan_hash ^ bytes[i]) * UINT32_C(16777619);
    }
    expect_damage_seen(session, &longer.plan);
}

static void session_with_a_plan_of_no_possible_length_stops(void **state) {
    (void)state;
    static const uint8_t counts[] = {0, LIMBER_STEP_MAX + 1, UINT8_MAX};
    for (size_t i = 0; i < sizeof counts; i++) {
        limber_plan plan = full_plan();
        limber_session session = waiting_session(catalogue, &plan);
        limber_output output;
        limber_event go = {.kind = LIMBER_EVENT_GO};
        plan.step_count = counts[i];
        assert_int_equal(limber_session_step(&session, &plan, &go, &output), LIMBER_ERROR_PLAN);
        assert_int_equal(session.state, LIMBER_STATE_STOPPED);
    }
}

int main(void) {
    const struct CMUnitTest claims[] = {
        cmocka_unit_test(session_without_movements_or_rests_lasts_as_planned),
        cmocka_unit_test(session_easier_holds_no_shorter_than_the_least),
        cmocka_unit_test(session_late_stop_counts_no_work_beyond_its_end),
        cmocka_unit_test(session_damaged_in_one_place_still_stops),
        cmocka_unit_test(session_with_any_one_field_out_of_range_stops),
        cmocka_unit_test(session_that_is_over_goes_on_being_over),
        cmocka_unit_test(session_of_a_plan_longer_than_a_plan_can_be_stops),
        cmocka_unit_test(session_with_a_plan_of_no_possible_length_stops),
    };
    return cmocka_run_group_tests(claims, NULL, NULL);
}
