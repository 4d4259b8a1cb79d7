/* What must be refused or survived one thing at a time: each field of a lawful plan spoilt, each
 * field of a session, and catalogues that no compiler would let through. */
#include "limber.h"

#include "judging.h"
#include "people.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

enum { TODAY = 20000 };

static const limber_record nothing_known;

static limber_screening open_screening(const limber_catalogue *of) {
    limber_answers answers = all_no();
    limber_screening screening;
    assert_int_equal(limber_screen(of, &answers, &screening), LIMBER_OK);
    return screening;
}

/* Time, positions and things for everything. */
static limber_request full_request(void) {
    limber_request request = {.day = TODAY, .minutes = 45, .pain_known = 1, .pain = 1};
    request.positions = (uint16_t)((UINT32_C(1) << catalogue->position_count) - 1);
    request.equipment = (uint16_t)((UINT32_C(1) << catalogue->equipment_count) - 1);
    memset(request.stiffness, 5, catalogue->region_count);
    return request;
}

static limber_plan full_plan(void) {
    limber_screening screening = open_screening(catalogue);
    limber_request request = full_request();
    limber_plan plan;
    assert_int_equal(limber_plan_make(catalogue, &screening, &nothing_known, &request, &plan),
                     LIMBER_OK);
    assert_int_equal(plan.outcome, LIMBER_OUTCOME_PLANNED);
    return plan;
}

static limber_error judged(const limber_plan *plan) {
    limber_screening screening = open_screening(catalogue);
    return limber_plan_check(catalogue, &screening, &nothing_known, plan);
}

/* The first step of a technique that is held, or done on both sides. */
static int step_that(const limber_plan *plan, bool held, bool two_sided) {
    for (int i = 0; i < plan->step_count; i++) {
        const limber_technique *technique = &catalogue->techniques[plan->step[i].technique];
        if ((technique->dose.hold_max_ms > 0) == held && technique->two_sided == two_sided) {
            return i;
        }
    }
    fail_msg("the plan has no such step");
    return 0;
}

/* Sums made good, so that only what was spoilt can be the reason. */
static void add_up(limber_plan *plan) {
    plan->duration_ms = 0;
    for (int i = 0; i < plan->step_count; i++) {
        limber_step *s = &plan->step[i];
        uint32_t rests = s->sets > 0 ? s->sets - 1u : 0;
        s->duration_ms = s->ready_ms + (uint32_t)s->sets * s->reps * (s->move_ms + s->hold_ms) +
                         rests * s->rest_ms;
        plan->duration_ms += s->duration_ms;
    }
}

enum { STEP_SPOILTS = 16 };

static void spoil_step(limber_step *step, int how) {
    const limber_dose *dose = &catalogue->techniques[step->technique].dose;
    switch (how) {
    case 0:
        step->ready_ms = 0;
        break;
    case 1:
        step->ready_ms++;
        break;
    case 2:
        step->move_ms++;
        break;
    case 3:
        step->rest_ms++;
        break;
    case 4:
        step->hold_ms = dose->hold_min_ms - 1;
        break;
    case 5:
        step->hold_ms = dose->hold_max_ms + 1;
        break;
    case 6:
        step->reps = 0;
        break;
    case 7:
        step->reps = (uint16_t)(dose->reps_max + 1);
        break;
    case 8:
        step->sets = 0;
        break;
    case 9:
        step->sets = (uint8_t)(dose->sets_max + 1);
        break;
    case 10:
        step->phase = LIMBER_PHASE_COUNT;
        break;
    case 11:
        step->position = catalogue->position_count;
        break;
    case 12:
        step->region = LIMBER_REGION_MAX + 1;
        break;
    case 13:
        step->side = LIMBER_SIDE_COUNT;
        break;
    case 14:
        step->technique = catalogue->technique_count;
        break;
    default:
        step->technique = UINT8_MAX;
    }
}

/* On both sides alike where there are two, so that the sides are not the reason. */
static void check_refuses_each_field_of_a_step_that_is_spoilt(void **state) {
    (void)state;
    limber_plan sound = full_plan();
    assert_int_equal(judged(&sound), LIMBER_OK);
    for (int at = 0; at < sound.step_count; at++) {
        for (int how = 0; how < STEP_SPOILTS; how++) {
            limber_plan plan = sound;
            spoil_step(&plan.step[at], how);
            if (sound.step[at].side != LIMBER_SIDE_NONE) {
                bool left = sound.step[at].side == LIMBER_SIDE_LEFT;
                spoil_step(&plan.step[left ? at + 1 : at - 1], how);
            }
            add_up(&plan);
            assert_int_equal(judged(&plan), LIMBER_ERROR_PLAN);
        }
    }
}

static void check_refuses_sides_that_do_not_belong_together(void **state) {
    (void)state;
    limber_plan sound = full_plan();
    int at = step_that(&sound, true, true);
    static const uint8_t sides[][2] = {{LIMBER_SIDE_LEFT, LIMBER_SIDE_LEFT},
                                       {LIMBER_SIDE_RIGHT, LIMBER_SIDE_RIGHT},
                                       {LIMBER_SIDE_RIGHT, LIMBER_SIDE_LEFT},
                                       {LIMBER_SIDE_NONE, LIMBER_SIDE_NONE},
                                       {LIMBER_SIDE_LEFT, LIMBER_SIDE_NONE}};
    for (size_t i = 0; i < sizeof sides / sizeof *sides; i++) {
        limber_plan plan = sound;
        plan.step[at].side = sides[i][0];
        plan.step[at + 1].side = sides[i][1];
        assert_int_equal(judged(&plan), LIMBER_ERROR_PLAN);
    }
    limber_plan first = sound; /* nothing stands before the first */
    first.step[0] = sound.step[at + 1];
    first.step_count = 1;
    add_up(&first);
    assert_int_equal(judged(&first), LIMBER_ERROR_PLAN);
    limber_plan last = sound; /* nor after the last, though its other side lies there */
    last.step_count = (uint8_t)(at + 1);
    add_up(&last);
    assert_int_equal(judged(&last), LIMBER_ERROR_PLAN);
}

static void check_refuses_each_field_of_a_plan_that_is_spoilt(void **state) {
    (void)state;
    limber_plan sound = full_plan();
    limber_plan spoilt[6];
    for (size_t i = 0; i < 6; i++) {
        spoilt[i] = sound;
    }
    spoilt[0].duration_ms++;
    spoilt[1].step_count = 0;
    spoilt[2].step_count = LIMBER_STEP_MAX + 1;
    spoilt[3].outcome = LIMBER_OUTCOME_NOT_SCREENED;
    spoilt[4].pain = LIMBER_SCALE_MAX + 1;
    spoilt[5].step_count--;
    for (size_t i = 0; i < 6; i++) {
        assert_int_equal(judged(&spoilt[i]), LIMBER_ERROR_PLAN);
    }
    limber_screening screening = open_screening(catalogue);
    screening.day = 0;
    assert_int_equal(limber_plan_check(catalogue, &screening, &nothing_known, &sound),
                     LIMBER_ERROR_PLAN);
}

static void check_refuses_pain_beyond_the_scale_whatever_the_limit(void **state) {
    (void)state;
    limber_plan plan = full_plan();
    limber_catalogue lax = *catalogue;
    lax.limits.pain_stop_min = UINT8_MAX;
    lax.limits.pain_continue_max = UINT8_MAX;
    limber_screening screening = open_screening(&lax);
    plan.pain = LIMBER_SCALE_MAX;
    assert_int_equal(limber_plan_check(&lax, &screening, &nothing_known, &plan), LIMBER_OK);
    plan.pain = LIMBER_SCALE_MAX + 1;
    assert_int_equal(limber_plan_check(&lax, &screening, &nothing_known, &plan), LIMBER_ERROR_PLAN);
}

/* ---- Other catalogues. -------------------------------------------------------------------------
 */

static limber_technique techniques[LIMBER_TECHNIQUE_MAX];

static limber_catalogue with_own_techniques(void) {
    limber_catalogue altered = *catalogue;
    memcpy(techniques, catalogue->techniques, catalogue->technique_count * sizeof *techniques);
    altered.techniques = techniques;
    return altered;
}

static limber_plan plan_of(const limber_catalogue *altered) {
    limber_screening screening = open_screening(altered);
    limber_request request = full_request();
    limber_plan plan;
    assert_int_equal(limber_plan_make(altered, &screening, &nothing_known, &request, &plan),
                     LIMBER_OK);
    return plan;
}

/* What is nothing on its own: no time to get ready, no repetition, no set, no work. */
static void plan_of_doses_that_are_nothing_is_not_lawful(void **state) {
    (void)state;
    static const limber_dose nothing[] = {
        {.move_ms = 9000, .reps_min = 1, .reps_max = 1, .sets_min = 1, .sets_max = 1},
        {.ready_ms = 9000, .move_ms = 9000, .sets_min = 1, .sets_max = 1},
        {.ready_ms = 9000, .move_ms = 9000, .reps_min = 1, .reps_max = 1},
        {.ready_ms = 9000, .reps_min = 1, .reps_max = 1, .sets_min = 1, .sets_max = 1}};
    for (size_t n = 0; n < sizeof nothing / sizeof *nothing; n++) {
        limber_catalogue altered = with_own_techniques();
        for (int i = 0; i < altered.technique_count; i++) {
            techniques[i].dose = nothing[n];
        }
        limber_screening screening = open_screening(&altered);
        limber_plan plan = plan_of(&altered);
        assert_int_equal(limber_plan_check(&altered, &screening, &nothing_known, &plan),
                         LIMBER_ERROR_PLAN);
    }
}

static void plan_warms_up_only_for_what_stretches_or_presses(void **state) {
    (void)state;
    limber_catalogue altered = with_own_techniques();
    for (int i = 0; i < altered.technique_count; i++) {
        techniques[i].intensity = 2;
        if (techniques[i].phase == LIMBER_PHASE_WARM_UP) {
            techniques[i].phase = LIMBER_PHASE_MOBILISE;
        }
    }
    limber_screening screening = open_screening(&altered);
    limber_plan plan = plan_of(&altered);
    assert_int_equal(plan.outcome, LIMBER_OUTCOME_PLANNED);
    assert_int_equal(limber_plan_check(&altered, &screening, &nothing_known, &plan), LIMBER_OK);
    for (int i = 0; i < plan.step_count; i++) {
        assert_int_not_equal(plan.step[i].phase, LIMBER_PHASE_STRETCH);
        assert_int_not_equal(plan.step[i].phase, LIMBER_PHASE_RELEASE);
    }
}

static void step_until_taken(limber_session *session, const limber_plan *plan, limber_event event) {
    limber_output output;
    do {
        assert_int_equal(limber_session_step(session, plan, &event, &output), LIMBER_OK);
    } while (output.again);
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
    limber_screening screening = open_screening(&altered);
    limber_plan plan = plan_of(&altered);
    limber_session session;
    assert_int_equal(limber_session_begin(&altered, &screening, &nothing_known, &plan, &session),
                     LIMBER_OK);
    step_until_taken(&session, &plan, (limber_event){.kind = LIMBER_EVENT_GO});
    step_until_taken(&session, &plan, (limber_event){.at_ms = plan.duration_ms - 1});
    assert_int_not_equal(session.state, LIMBER_STATE_DONE);
    step_until_taken(&session, &plan, (limber_event){.at_ms = plan.duration_ms});
    assert_int_equal(session.state, LIMBER_STATE_DONE);
    assert_int_equal(limber_session_worked_ms(&session), plan.step_count * 24000u);
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
    limber_screening screening = open_screening(catalogue);
    limber_plan plan = full_plan();
    limber_session waiting;
    limber_output output;
    assert_int_equal(limber_session_begin(catalogue, &screening, &nothing_known, &plan, &waiting),
                     LIMBER_OK);
    limber_session running = waiting;
    limber_event go = {.at_ms = 1000, .kind = LIMBER_EVENT_GO};
    assert_int_equal(limber_session_step(&running, &plan, &go, &output), LIMBER_OK);
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

static void session_with_a_plan_of_no_possible_length_stops(void **state) {
    (void)state;
    limber_screening screening = open_screening(catalogue);
    static const uint8_t counts[] = {0, LIMBER_STEP_MAX + 1, UINT8_MAX};
    for (size_t i = 0; i < sizeof counts; i++) {
        limber_plan plan = full_plan();
        limber_session session;
        limber_output output;
        limber_event go = {.kind = LIMBER_EVENT_GO};
        assert_int_equal(
            limber_session_begin(catalogue, &screening, &nothing_known, &plan, &session),
            LIMBER_OK);
        plan.step_count = counts[i];
        assert_int_equal(limber_session_step(&session, &plan, &go, &output), LIMBER_ERROR_PLAN);
        assert_int_equal(session.state, LIMBER_STATE_STOPPED);
    }
}

/* ---- Rules and records at their ends. ----------------------------------------------------------
 */

static void agreement_that_names_nothing_lifts_nothing(void **state) {
    (void)state;
    limber_answers answers = all_no();
    memset(answers.agreed, 0xFF, sizeof answers.agreed);
    limber_rule rule = {.all = {1},
                        .agreed = {1},
                        .disposition = LIMBER_DISPOSITION_PROFESSIONAL,
                        .override = LIMBER_OVERRIDE_AGREED};
    assert_true(limber_rule_lifted(&rule, &answers));
    limber_rule graver = rule;
    graver.disposition = LIMBER_DISPOSITION_URGENT;
    assert_false(limber_rule_lifted(&graver, &answers));
    rule.agreed[0] = 0;
    assert_false(limber_rule_lifted(&rule, &answers));
}

static void record_asks_for_everything_where_no_form_may_be_short(void **state) {
    (void)state;
    limber_catalogue strict = *catalogue;
    strict.limits.full_screening_days = 0;
    limber_record record = {.full_day = TODAY, .screened_day = TODAY};
    assert_int_equal(limber_record_due(catalogue, &record, TODAY), LIMBER_FORM_SHORT);
    assert_int_equal(limber_record_due(&strict, &record, TODAY), LIMBER_FORM_FULL);
}

static void record_worse_day_of_no_known_technique_locks_nothing(void **state) {
    (void)state;
    limber_record record = {0};
    limber_record expected = {.next_day = TODAY, .worse_count = 1};
    limber_fact worse = {.day = TODAY, .kind = LIMBER_FACT_NEXT_DAY, .value = 1};
    worse.technique = LIMBER_TECHNIQUE_MAX;
    assert_int_equal(limber_record_add(catalogue, &record, &worse), LIMBER_OK);
    assert_memory_equal(&record, &expected, sizeof record);
}

static void record_adds_up_without_wrapping(void **state) {
    (void)state;
    limber_record record = {0};
    limber_fact work = {.day = TODAY, .worked_ms = LIMBER_SESSION_TIME_MAX_MS};
    limber_fact worse = {.day = TODAY, .kind = LIMBER_FACT_NEXT_DAY, .value = 1};
    worse.technique = LIMBER_TECHNIQUE_MAX;
    for (int i = 0; i < 300; i++) {
        assert_int_equal(limber_record_add(catalogue, &record, &work), LIMBER_OK);
        assert_int_equal(limber_record_add(catalogue, &record, &worse), LIMBER_OK);
        worse.day++;
    }
    assert_int_equal(record.use[0][TODAY % LIMBER_WEEK_DAYS].worked_ms, UINT32_MAX);
    assert_int_equal(record.use[0][TODAY % LIMBER_WEEK_DAYS].times, 300);
    assert_int_equal(record.worse_count, UINT8_MAX);
}

int main(void) {
    const struct CMUnitTest claims[] = {
        cmocka_unit_test(check_refuses_each_field_of_a_step_that_is_spoilt),
        cmocka_unit_test(check_refuses_sides_that_do_not_belong_together),
        cmocka_unit_test(check_refuses_each_field_of_a_plan_that_is_spoilt),
        cmocka_unit_test(check_refuses_pain_beyond_the_scale_whatever_the_limit),
        cmocka_unit_test(plan_of_doses_that_are_nothing_is_not_lawful),
        cmocka_unit_test(plan_warms_up_only_for_what_stretches_or_presses),
        cmocka_unit_test(session_without_movements_or_rests_lasts_as_planned),
        cmocka_unit_test(session_damaged_in_one_place_still_stops),
        cmocka_unit_test(session_with_a_plan_of_no_possible_length_stops),
        cmocka_unit_test(agreement_that_names_nothing_lifts_nothing),
        cmocka_unit_test(record_asks_for_everything_where_no_form_may_be_short),
        cmocka_unit_test(record_worse_day_of_no_known_technique_locks_nothing),
        cmocka_unit_test(record_adds_up_without_wrapping),
    };
    return cmocka_run_group_tests(claims, NULL, NULL);
}
