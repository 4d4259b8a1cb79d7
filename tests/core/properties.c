/* What must hold for any input, on whichever catalogue this is linked with: seeded random people,
 * requests, sessions and plain garbage. A failure names the seed; LIMBER_SEED=N runs it again. */
#include "limber.h"

#include "people.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static uint64_t seed;

static int reseed(void **state) {
    (void)state;
    random_state = seed;
    return 0;
}

static limber_screening screened(const limber_answers *answers) {
    limber_screening screening;
    assert_int_equal(limber_screen(catalogue, answers, &screening), LIMBER_OK);
    return screening;
}

static bool opens_nothing(const limber_screening *screening) {
    for (int i = 0; i < LIMBER_TECHNIQUE_MAX; i++) {
        if (limber_technique_allowed(screening, (uint8_t)i)) {
            return false;
        }
    }
    return true;
}

/* ---- Screening. --------------------------------------------------------------------------------
 */

static void screen_any_single_missing_yes_or_unknown_never_proceeds(void **state) {
    (void)state;
    limber_answers answers = all_no();
    limber_screening screening = screened(&answers);
    assert_int_equal(screening.disposition, LIMBER_DISPOSITION_PROCEED);
    assert_false(opens_nothing(&screening));
    for (int q = 0; q < catalogue->question_count; q++) {
        static const uint8_t doubts[] = {LIMBER_ANSWER_MISSING, LIMBER_ANSWER_YES,
                                         LIMBER_ANSWER_UNKNOWN};
        for (size_t d = 0; d < sizeof doubts; d++) {
            answers = all_no();
            answers.answer[q] = doubts[d];
            screening = screened(&answers);
            assert_int_not_equal(screening.disposition, LIMBER_DISPOSITION_PROCEED);
            assert_true(opens_nothing(&screening));
            assert_int_equal(screening.missing != 0, doubts[d] == LIMBER_ANSWER_MISSING);
        }
    }
}

static int gravity(const limber_screening *screening) {
    static const int order[] = {[LIMBER_DISPOSITION_PROCEED] = 0,
                                [LIMBER_DISPOSITION_INCOMPLETE] = 1,
                                [LIMBER_DISPOSITION_PROFESSIONAL] = 2,
                                [LIMBER_DISPOSITION_URGENT] = 3,
                                [LIMBER_DISPOSITION_EMERGENCY] = 4};
    return order[screening->disposition];
}

static void screen_more_doubt_never_opens_anything_nor_lowers_the_disposition(void **state) {
    (void)state;
    for (int n = 0; n < 200000; n++) {
        limber_answers answers = all_no();
        for (int q = 0; q < catalogue->question_count; q++) {
            uint32_t roll = random_below(24);
            answers.answer[q] = roll < LIMBER_ANSWER_COUNT ? (uint8_t)roll : LIMBER_ANSWER_NO;
        }
        answers.age_years = (uint8_t)random_below(LIMBER_AGE_MAX_YEARS + 1);
        limber_screening before = screened(&answers);
        uint32_t q = random_below(catalogue->question_count);
        bool was_yes =
            answers.answer[q] == LIMBER_ANSWER_YES || answers.answer[q] == LIMBER_ANSWER_UNKNOWN;
        answers.answer[q] = was_yes || random_below(2) ? LIMBER_ANSWER_YES : LIMBER_ANSWER_MISSING;
        limber_screening after = screened(&answers);
        assert_true(gravity(&after) >= gravity(&before));
        for (int i = 0; i < LIMBER_TECHNIQUE_MAX / 32; i++) {
            assert_int_equal(after.allowed[i] & ~before.allowed[i], 0);
        }
    }
}

static void screen_zero_and_garbage_permit_nothing(void **state) {
    (void)state;
    limber_answers answers = {0};
    limber_screening screening;
    assert_int_equal(limber_screen(catalogue, &answers, &screening), LIMBER_OK);
    assert_int_equal(screening.disposition, LIMBER_DISPOSITION_INCOMPLETE);
    assert_true(opens_nothing(&screening));
    for (int n = 0; n < 200000; n++) {
        random_bytes(&answers, sizeof answers);
        limber_error error = limber_screen(catalogue, &answers, &screening);
        if (error != LIMBER_OK) {
            assert_true(opens_nothing(&screening));
        }
        assert_int_not_equal(screening.disposition, LIMBER_DISPOSITION_PROCEED);
    }
    limber_catalogue nothing = {0};
    answers = all_no();
    assert_int_not_equal(limber_screen(&nothing, &answers, &screening), LIMBER_OK);
    assert_true(opens_nothing(&screening));
}

/* ---- Planning. ---------------------------------------------------------------------------------
 */

static bool possible(const limber_request *request, const limber_step *step) {
    const limber_technique *technique = &catalogue->techniques[step->technique];
    for (int i = 0; i < 2; i++) {
        if (technique->equipment[i] && !(technique->equipment[i] & request->equipment)) {
            return false;
        }
    }
    bool pain = !request->pain_known || request->pain > catalogue->limits.pain_continue_max;
    return (request->positions >> step->position & 1) &&
           !(pain && technique->intensity > catalogue->limits.intensity_max_in_pain);
}

static void plan_is_lawful_possible_and_within_the_time_for_anybody(void **state) {
    (void)state;
    limber_answers answers = all_no();
    limber_screening screening = screened(&answers);
    int planned = 0;
    for (int n = 0; n < 20000; n++) {
        limber_request request = random_request();
        limber_plan plan;
        limber_plan again;
        assert_int_equal(limber_plan_make(catalogue, &screening, &request, &plan), LIMBER_OK);
        assert_int_equal(limber_plan_make(catalogue, &screening, &request, &again), LIMBER_OK);
        assert_memory_equal(&plan, &again, sizeof plan);
        if (plan.outcome != LIMBER_OUTCOME_PLANNED) {
            assert_int_equal(plan.step_count, 0);
            continue;
        }
        planned++;
        assert_int_equal(limber_plan_check(catalogue, &screening, &plan), LIMBER_OK);
        assert_true(plan.duration_ms <= request.minutes * UINT32_C(60000));
        for (int i = 0; i < plan.step_count; i++) {
            assert_true(possible(&request, &plan.step[i]));
            assert_int_equal(plan.left_out[plan.step[i].technique], LIMBER_LEFT_OUT_NOT);
        }
    }
    assert_true(planned > 5000);
}

static void plan_zero_and_garbage_give_no_lawful_plan(void **state) {
    (void)state;
    limber_screening screening = {0};
    limber_request request = {0};
    limber_plan plan = {0};
    limber_session session;
    assert_int_equal(limber_plan_check(catalogue, &screening, &plan), LIMBER_ERROR_PLAN);
    assert_int_equal(limber_plan_make(catalogue, &screening, &request, &plan), LIMBER_OK);
    assert_int_equal(plan.outcome, LIMBER_OUTCOME_NOT_SCREENED);
    for (int n = 0; n < 100000; n++) {
        random_bytes(&screening, sizeof screening);
        random_bytes(&request, sizeof request);
        random_bytes(&plan, sizeof plan);
        plan.step_count = (uint8_t)random_below(LIMBER_STEP_MAX + 1);
        assert_int_equal(limber_session_begin(catalogue, &screening, &plan, &session),
                         LIMBER_ERROR_PLAN);
        assert_int_equal(session.state, LIMBER_STATE_STOPPED);
        limber_error error = limber_plan_make(catalogue, &screening, &request, &plan);
        assert_true(error != LIMBER_OK || plan.outcome != LIMBER_OUTCOME_PLANNED);
    }
}

/* ---- The session. ------------------------------------------------------------------------------
 */

static limber_plan some_plan(limber_screening *screening) {
    limber_answers answers = all_no();
    *screening = screened(&answers);
    limber_plan plan;
    do {
        limber_request request = random_request();
        assert_int_equal(limber_plan_make(catalogue, screening, &request, &plan), LIMBER_OK);
    } while (plan.outcome != LIMBER_OUTCOME_PLANNED);
    return plan;
}

/* Steps until the event is taken; keeps what was said, apart from empty outputs. */
static size_t step_all(limber_session *session, const limber_plan *plan, limber_event event,
                       limber_output *said, size_t count) {
    limber_output output;
    do {
        assert_int_equal(limber_session_step(session, plan, &event, &output), LIMBER_OK);
        if (output.cue != LIMBER_CUE_NONE && said != NULL) {
            said[count] = output;
            said[count++].again = 0;
        }
    } while (output.again);
    return count;
}

static void session_lasts_exactly_as_planned_and_works_what_it_should(void **state) {
    (void)state;
    for (int n = 0; n < 500; n++) {
        limber_screening screening;
        limber_plan plan = some_plan(&screening);
        limber_session session;
        uint32_t work_ms = 0;
        for (int i = 0; i < plan.step_count; i++) {
            work_ms += plan.step[i].sets * (uint32_t)plan.step[i].reps *
                       (plan.step[i].move_ms + plan.step[i].hold_ms);
        }
        assert_int_equal(limber_session_begin(catalogue, &screening, &plan, &session), LIMBER_OK);
        step_all(&session, &plan, (limber_event){.kind = LIMBER_EVENT_GO}, NULL, 0);
        step_all(&session, &plan, (limber_event){.at_ms = plan.duration_ms - 1}, NULL, 0);
        assert_int_not_equal(session.state, LIMBER_STATE_DONE);
        step_all(&session, &plan, (limber_event){.at_ms = plan.duration_ms}, NULL, 0);
        assert_int_equal(session.state, LIMBER_STATE_DONE);
        assert_int_equal(limber_session_worked_ms(&session), work_ms);
    }
}

static void session_late_ticks_say_the_same_as_punctual_ones(void **state) {
    (void)state;
    enum { EVENTS = 40, SAID_MAX = 4096 };
    static limber_output punctual[SAID_MAX];
    static limber_output late[SAID_MAX];
    for (int n = 0; n < 200; n++) {
        limber_screening screening;
        limber_plan plan = some_plan(&screening);
        limber_session a;
        limber_session b;
        size_t said_a = 0;
        size_t said_b = 0;
        uint32_t at_ms = 0;
        assert_int_equal(limber_session_begin(catalogue, &screening, &plan, &a), LIMBER_OK);
        b = a;
        for (int i = 0; i < EVENTS; i++) {
            limber_event event = i == 0 ? (limber_event){.kind = LIMBER_EVENT_GO}
                                        : some_event(at_ms, i > EVENTS / 2 ? 20 : 0);
            for (uint32_t t = a.at_ms; t < at_ms; t += 250) {
                said_a = step_all(&a, &plan, (limber_event){.at_ms = t}, punctual, said_a);
            }
            if (event.kind == LIMBER_EVENT_STOP || event.kind == LIMBER_EVENT_SYMPTOM) {
                /* these may overtake what is due, so let time come first */
                said_a = step_all(&a, &plan, (limber_event){.at_ms = at_ms}, punctual, said_a);
                said_b = step_all(&b, &plan, (limber_event){.at_ms = at_ms}, late, said_b);
            }
            said_a = step_all(&a, &plan, event, punctual, said_a);
            said_b = step_all(&b, &plan, event, late, said_b);
            at_ms += random_below(40000);
        }
        assert_memory_equal(&a, &b, sizeof a);
        assert_int_equal(said_a, said_b);
        assert_memory_equal(punctual, late, said_a * sizeof *punctual);
    }
}

static void session_stop_works_at_every_moment_and_is_latched(void **state) {
    (void)state;
    for (int n = 0; n < 20000; n++) {
        limber_screening screening;
        limber_plan plan = some_plan(&screening);
        limber_session session;
        limber_output output;
        uint32_t at_ms = 0;
        assert_int_equal(limber_session_begin(catalogue, &screening, &plan, &session), LIMBER_OK);
        step_all(&session, &plan, (limber_event){.kind = LIMBER_EVENT_GO}, NULL, 0);
        for (uint32_t i = random_below(12); i > 0; i--) {
            at_ms += random_below(30000);
            step_all(&session, &plan, some_event(at_ms, 0), NULL, 0);
        }
        limber_event stop = {.at_ms = (uint32_t)random_bits(), .kind = LIMBER_EVENT_STOP};
        assert_int_equal(limber_session_step(&session, &plan, &stop, &output), LIMBER_OK);
        assert_int_equal(output.cue, LIMBER_CUE_STOPPED);
        assert_int_equal(output.again, 0);
        for (int i = 0; i < 6; i++) {
            limber_event event = some_event(session.at_ms + random_below(9000), 0);
            assert_int_equal(limber_session_step(&session, &plan, &event, &output), LIMBER_OK);
            assert_int_equal(output.state, LIMBER_STATE_STOPPED);
            assert_int_equal(output.cue, LIMBER_CUE_NONE);
        }
    }
}

static void session_garbage_or_another_plan_stops_it(void **state) {
    (void)state;
    for (int n = 0; n < 200000; n++) {
        static limber_screening screening;
        static limber_plan plan;
        static limber_plan other;
        if (n % 1000 == 0) {
            plan = some_plan(&screening);
            other = plan;
            other.step[0].reps++;
        }
        limber_session session;
        limber_output output;
        limber_event event;
        random_bytes(&event, sizeof event);
        random_bytes(&session, sizeof session);
        if (n % 2) {
            assert_int_equal(limber_session_begin(catalogue, &screening, &plan, &session),
                             LIMBER_OK);
            step_all(&session, &plan, (limber_event){.kind = LIMBER_EVENT_GO}, NULL, 0);
        }
        assert_int_equal(limber_session_step(&session, &other, &event, &output), LIMBER_ERROR_PLAN);
        assert_int_equal(session.state, LIMBER_STATE_STOPPED);
    }
}

static void session_damage_behind_the_right_plan_never_resumes_after_stop(void **state) {
    (void)state;
    limber_screening screening;
    limber_plan plan = some_plan(&screening);
    limber_session sound;
    assert_int_equal(limber_session_begin(catalogue, &screening, &plan, &sound), LIMBER_OK);
    for (int n = 0; n < 200000; n++) {
        limber_session session;
        limber_output output;
        limber_event stop = {.kind = LIMBER_EVENT_STOP};
        random_bytes(&session, sizeof session);
        session.plan_hash = sound.plan_hash;
        limber_error error = limber_session_step(&session, &plan, &stop, &output);
        assert_true(error == LIMBER_OK || error == LIMBER_ERROR_PLAN);
        assert_int_equal(session.state, LIMBER_STATE_STOPPED);
        limber_event go = {.at_ms = session.at_ms, .kind = LIMBER_EVENT_GO};
        (void)!limber_session_step(&session, &plan, &go, &output);
        assert_int_equal(session.state, LIMBER_STATE_STOPPED);
    }
}

int main(void) {
    const char *given = getenv("LIMBER_SEED");
    seed = given != NULL ? strtoull(given, NULL, 10) : 20261121;
    (void)fprintf(stderr, "# again: LIMBER_SEED=%llu\n", (unsigned long long)seed);
#define CLAIM(name) cmocka_unit_test_setup(name, reseed)
    const struct CMUnitTest claims[] = {
        CLAIM(screen_any_single_missing_yes_or_unknown_never_proceeds),
        CLAIM(screen_more_doubt_never_opens_anything_nor_lowers_the_disposition),
        CLAIM(screen_zero_and_garbage_permit_nothing),
        CLAIM(plan_is_lawful_possible_and_within_the_time_for_anybody),
        CLAIM(plan_zero_and_garbage_give_no_lawful_plan),
        CLAIM(session_lasts_exactly_as_planned_and_works_what_it_should),
        CLAIM(session_late_ticks_say_the_same_as_punctual_ones),
        CLAIM(session_stop_works_at_every_moment_and_is_latched),
        CLAIM(session_garbage_or_another_plan_stops_it),
        CLAIM(session_damage_behind_the_right_plan_never_resumes_after_stop),
    };
    return cmocka_run_group_tests(claims, NULL, NULL);
}
