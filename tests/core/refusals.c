/* What must be refused or survived one thing at a time: each field of a lawful plan spoilt, and
 * catalogues, rules and records that no compiler would let through. */
#include "limber.h"

#include "plans.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

static limber_error judged(const limber_plan *plan) {
    limber_screening screening = open_screening(catalogue);
    return limber_plan_check(catalogue, &screening, &nothing_known, plan);
}

enum { STEP_SPOILTS = 17 };

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
    case 15:
        step->position = (uint8_t)(step->position + 32);
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
    limber_plan alone = sound; /* something else takes the place of its other side */
    memmove(&alone.step[at + 1], &alone.step[at + 2],
            (size_t)(--alone.step_count - at - 1) * sizeof *alone.step);
    add_up(&alone);
    assert_int_equal(judged(&alone), LIMBER_ERROR_PLAN);
    limber_plan first = sound; /* nothing stands before the first */
    first.step[0] = sound.step[at + 1];
    first.step_count = 1;
    add_up(&first);
    assert_int_equal(judged(&first), LIMBER_ERROR_PLAN);
    limber_plan last = sound; /* nor after the last, though its other side lies there */
    last.step_count = (uint8_t)(at + 1);
    add_up(&last);
    assert_int_equal(judged(&last), LIMBER_ERROR_PLAN);
    last.duration_ms += last.step[at].duration_ms;
    assert_int_equal(judged(&last), LIMBER_ERROR_PLAN);
}

static void check_refuses_each_field_of_a_plan_that_is_spoilt(void **state) {
    (void)state;
    limber_plan sound = full_plan();
    limber_plan spoilt[7];
    for (size_t i = 0; i < 7; i++) {
        spoilt[i] = sound;
    }
    spoilt[0].duration_ms++;
    spoilt[1].step_count = 0;
    spoilt[2].step_count = LIMBER_STEP_MAX + 1;
    spoilt[3].outcome = LIMBER_OUTCOME_NOT_SCREENED;
    spoilt[4].pain = LIMBER_SCALE_MAX + 1;
    spoilt[5].step_count--;
    spoilt[6].step_count = 0;
    add_up(&spoilt[6]);
    for (size_t i = 0; i < 7; i++) {
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
    lax.limits.strong_pain_max = UINT8_MAX;
    limber_screening screening = open_screening(&lax);
    plan.pain = LIMBER_SCALE_MAX;
    assert_int_equal(limber_plan_check(&lax, &screening, &nothing_known, &plan), LIMBER_OK);
    plan.pain = LIMBER_SCALE_MAX + 1;
    assert_int_equal(limber_plan_check(&lax, &screening, &nothing_known, &plan), LIMBER_ERROR_PLAN);
}

/* ---- Other catalogues. -------------------------------------------------------------------------
 */

/* What is nothing on its own: no time to get ready, no repetition, no set, no work. */
static void check_refuses_doses_that_are_nothing(void **state) {
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
        limber_plan plan = full_plan();
        for (int i = 0; i < plan.step_count; i++) {
            limber_step *step = &plan.step[i];
            step->ready_ms = nothing[n].ready_ms;
            step->move_ms = nothing[n].move_ms;
            step->hold_ms = 0;
            step->rest_ms = 0;
            step->reps = nothing[n].reps_min;
            step->sets = nothing[n].sets_min;
        }
        add_up(&plan);
        assert_int_equal(limber_plan_check(&altered, &screening, &nothing_known, &plan),
                         LIMBER_ERROR_PLAN);
    }
}

static uint32_t held_ms(const limber_plan *plan) {
    uint32_t sum_ms = 0;
    for (int i = 0; i < plan->step_count; i++) {
        sum_ms += plan->step[i].hold_ms;
    }
    return sum_ms;
}

/* Takes the steps of one phase out of a plan. */
static void drop_phase(limber_plan *plan, uint8_t phase) {
    int kept = 0;
    for (int i = 0; i < plan->step_count; i++) {
        if (plan->step[i].phase != phase) {
            plan->step[kept++] = plan->step[i];
        }
    }
    plan->step_count = (uint8_t)kept;
    add_up(plan);
}

static void check_counts_nothing_but_stretches_as_stretching(void **state) {
    (void)state;
    limber_catalogue altered = *catalogue;
    altered.limits.stretch_session_max_ms = 0;
    limber_screening screening = open_screening(&altered);
    limber_plan plan = full_plan();
    assert_int_equal(limber_plan_check(&altered, &screening, &nothing_known, &plan),
                     LIMBER_ERROR_PLAN);
    drop_phase(&plan, LIMBER_PHASE_STRETCH);
    assert_true(held_ms(&plan) > 0);
    assert_int_equal(limber_plan_check(&altered, &screening, &nothing_known, &plan), LIMBER_OK);
}

static void check_asks_no_warm_up_of_the_gentlest(void **state) {
    (void)state;
    limber_catalogue altered = with_own_techniques();
    limber_screening screening = open_screening(&altered);
    limber_plan plan = full_plan();
    drop_phase(&plan, LIMBER_PHASE_WARM_UP);
    assert_int_equal(limber_plan_check(&altered, &screening, &nothing_known, &plan),
                     LIMBER_ERROR_PLAN);
    for (int i = 0; i < altered.technique_count; i++) {
        techniques[i].intensity = 1;
    }
    assert_int_equal(limber_plan_check(&altered, &screening, &nothing_known, &plan), LIMBER_OK);
}

/* The screening is of another catalogue, which has one technique more. */
static void check_refuses_a_technique_that_the_catalogue_lacks(void **state) {
    (void)state;
    limber_catalogue altered = with_own_techniques();
    limber_screening screening = open_screening(&altered);
    limber_plan plan = full_plan();
    limber_step *last = &plan.step[plan.step_count - 1];
    techniques[altered.technique_count] = techniques[last->technique];
    last->technique = altered.technique_count++;
    memset(screening.allowed, 0xFF, sizeof screening.allowed);
    assert_int_equal(last->side, LIMBER_SIDE_NONE);
    assert_int_equal(limber_plan_check(&altered, &screening, &nothing_known, &plan), LIMBER_OK);
    altered.technique_count--;
    assert_int_equal(limber_plan_check(&altered, &screening, &nothing_known, &plan),
                     LIMBER_ERROR_PLAN);
}

static void check_refuses_a_plan_longer_than_a_plan_can_be(void **state) {
    (void)state;
    limber_catalogue altered;
    long_plan longest = plan_of_steps(&altered, LIMBER_STEP_MAX);
    limber_screening screening = open_screening(&altered);
    assert_int_equal(limber_plan_check(&altered, &screening, &nothing_known, &longest.plan),
                     LIMBER_OK);
    long_plan longer = plan_of_steps(&altered, LIMBER_STEP_MAX + 1);
    screening = open_screening(&altered);
    assert_int_equal(limber_plan_check(&altered, &screening, &nothing_known, &longer.plan),
                     LIMBER_ERROR_PLAN);
}

static void plan_has_nothing_above_gentle_where_nothing_warms_up(void **state) {
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
        assert_int_equal(plan.step[i].phase, LIMBER_PHASE_COOL_DOWN);
    }
}

/* ---- How often, and with whom. -----------------------------------------------------------------
 */

/* A catalogue of one technique for everybody, twice a day and four times in seven days, and its
 * plan. */
static long_plan plan_of_one(limber_catalogue *altered) {
    long_plan plan = plan_of_steps(altered, 1);
    techniques[0].anyone_stiff = 1;
    techniques[0].day_times_max = 2;
    techniques[0].week_times_max = 4;
    return plan;
}

static limber_record worked_on(const limber_catalogue *of, const uint32_t *days, size_t count) {
    limber_record record = {0};
    for (size_t i = 0; i < count; i++) {
        limber_fact work = {.day = days[i], .worked_ms = 1};
        assert_int_equal(limber_record_add(of, &record, &work), LIMBER_OK);
    }
    return record;
}

static uint8_t left_out_after(const uint32_t *days, size_t count) {
    limber_catalogue altered;
    long_plan lawful = plan_of_one(&altered);
    limber_screening screening = open_screening(&altered);
    limber_record record = worked_on(&altered, days, count);
    limber_request request = full_request();
    limber_plan plan;
    assert_int_equal(make_plan(&altered, &screening, &record, &request, &plan), LIMBER_OK);
    bool allowed = plan.left_out[0] == LIMBER_LEFT_OUT_NOT;
    assert_int_equal(plan.outcome, allowed ? LIMBER_OUTCOME_PLANNED : LIMBER_OUTCOME_ENOUGH);
    assert_int_equal(limber_plan_check(&altered, &screening, &record, &lawful.plan),
                     allowed ? LIMBER_OK : LIMBER_ERROR_PLAN);
    return plan.left_out[0];
}

static void technique_is_offered_so_often_in_seven_days(void **state) {
    (void)state;
    const uint32_t four[] = {TODAY - 6, TODAY - 3, TODAY - 3, TODAY};
    const uint32_t eight_days[] = {TODAY - 7, TODAY - 6, TODAY - 3, TODAY - 3};
    const uint32_t ahead[] = {TODAY - 5, TODAY - 4, TODAY - 3, TODAY + 1}; /* a clock set back */
    const uint32_t today[] = {TODAY, TODAY, TODAY - 1, TODAY - 2};
    assert_int_equal(left_out_after(four, 3), LIMBER_LEFT_OUT_NOT);
    assert_int_equal(left_out_after(four, 4), LIMBER_LEFT_OUT_WEEK_LIMIT);
    assert_int_equal(left_out_after(eight_days, 4), LIMBER_LEFT_OUT_NOT);
    assert_int_equal(left_out_after(ahead, 3), LIMBER_LEFT_OUT_NOT);
    assert_int_equal(left_out_after(ahead, 4), LIMBER_LEFT_OUT_WEEK_LIMIT);
    assert_int_equal(left_out_after(today, 1), LIMBER_LEFT_OUT_NOT);
    assert_int_equal(left_out_after(today, 2), LIMBER_LEFT_OUT_DAY_LIMIT);
    assert_int_equal(left_out_after(today, 4), LIMBER_LEFT_OUT_DAY_LIMIT);
}

static void technique_without_a_number_of_times_a_week_is_never_offered(void **state) {
    (void)state;
    limber_catalogue altered;
    long_plan lawful = plan_of_one(&altered);
    limber_screening screening = open_screening(&altered);
    techniques[0].week_times_max = 0;
    assert_int_equal(limber_plan_check(&altered, &screening, &nothing_known, &lawful.plan),
                     LIMBER_ERROR_PLAN);
    assert_int_equal(plan_of(&altered).left_out[0], LIMBER_LEFT_OUT_WEEK_LIMIT);
}

static uint8_t left_out_with(const limber_catalogue *altered, const limber_request *request) {
    limber_screening screening = open_screening(altered);
    limber_plan plan;
    assert_int_equal(make_plan(altered, &screening, &nothing_known, request, &plan), LIMBER_OK);
    return plan.left_out[0];
}

static void technique_for_two_is_offered_only_with_somebody_there(void **state) {
    (void)state;
    limber_catalogue altered;
    (void)plan_of_one(&altered);
    limber_request with = full_request();
    limber_request alone = with;
    alone.partner = 0;
    assert_int_equal(left_out_with(&altered, &alone), LIMBER_LEFT_OUT_NOT);
    techniques[0].partner = 1;
    assert_int_equal(left_out_with(&altered, &with), LIMBER_LEFT_OUT_NOT);
    assert_int_equal(left_out_with(&altered, &alone), LIMBER_LEFT_OUT_PARTNER);
    techniques[0].intensity = (uint8_t)(altered.limits.intensity_max_in_pain + 1);
    alone.pain = with.pain = (uint8_t)(altered.limits.pain_continue_max + 1);
    assert_int_equal(left_out_with(&altered, &alone), LIMBER_LEFT_OUT_PARTNER);
    assert_int_equal(left_out_with(&altered, &with), LIMBER_LEFT_OUT_PAIN);
    techniques[0].equipment[0] = 1;
    alone.equipment = 0;
    assert_int_equal(left_out_with(&altered, &alone), LIMBER_LEFT_OUT_EQUIPMENT);
}

static void plan_refuses_a_request_that_is_neither_alone_nor_for_two(void **state) {
    (void)state;
    limber_screening screening = open_screening(catalogue);
    limber_request request = full_request();
    limber_plan plan;
    request.partner = 2;
    assert_int_equal(make_plan(catalogue, &screening, &nothing_known, &request, &plan),
                     LIMBER_ERROR_ARGUMENT);
    assert_int_equal(plan.outcome, LIMBER_OUTCOME_NOT_SCREENED);
}

/* ---- Rules and records at their ends. ----------------------------------------------------------
 */

static void screening_that_does_not_proceed_allows_nothing(void **state) {
    (void)state;
    limber_screening screening = open_screening(catalogue);
    assert_true(limber_technique_allowed(&screening, 0));
    for (uint8_t disposition = 0; disposition < LIMBER_DISPOSITION_COUNT; disposition++) {
        screening.disposition = disposition;
        assert_int_equal(limber_technique_allowed(&screening, 0),
                         disposition == LIMBER_DISPOSITION_PROCEED);
    }
}

/* What lies behind the rules is no rule. */
static void screening_reads_no_further_than_the_rules_go(void **state) {
    (void)state;
    limber_rule rules[LIMBER_RULE_MAX] = {
        {.all = {2}, .disposition = LIMBER_DISPOSITION_EMERGENCY}};
    limber_catalogue altered = *catalogue;
    altered.rules = rules;
    altered.index = (limber_index){0};
    for (int i = 1; i < LIMBER_RULE_MAX; i++) {
        rules[i] = (limber_rule){.all = {1}, .disposition = LIMBER_DISPOSITION_EMERGENCY};
    }
    limber_answers answers = all_no();
    answers.answer[0] = LIMBER_ANSWER_YES;
    for (uint8_t count = 1; count <= LIMBER_RULE_MAX; count++) {
        altered.rule_count = count;
        limber_screening screening;
        assert_int_equal(limber_screen(&altered, &answers, &screening), LIMBER_OK);
        assert_int_equal(screening.reason_count, count - 1);
    }
}

/* The count of reasons is damaged: what lies behind them is no reason. */
static void closing_rule_reads_no_further_than_the_reasons_go(void **state) {
    (void)state;
    limber_rule closing = {
        .all = {1}, .closes_positions = UINT8_MAX, .disposition = LIMBER_DISPOSITION_PROCEED};
    limber_catalogue altered = *catalogue;
    altered.rules = &closing;
    altered.rule_count = 1;
    struct {
        limber_screening screening;
        uint8_t beyond[UINT8_MAX];
    } long_screening = {.screening = {.reason_count = 1}};
    limber_screening *screening = &long_screening.screening;
    assert_int_equal(limber_closing_rule(&altered, screening, 0), 0);
    screening->reason_count = 0;
    assert_int_equal(limber_closing_rule(&altered, screening, 0), LIMBER_RULE_MAX);
    screening->reason_count = UINT8_MAX;
    memset(screening->reason, UINT8_MAX, sizeof screening->reason);
    assert_int_equal(limber_closing_rule(&altered, screening, 0), LIMBER_RULE_MAX);
}

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

static void record_names_no_rule_where_none_is_known(void **state) {
    (void)state;
    limber_record record = {.standing = LIMBER_DISPOSITION_URGENT,
                            .standing_rule = LIMBER_RULE_MAX};
    limber_answers answers = all_no();
    answers.answer[0] = LIMBER_ANSWER_MISSING;
    limber_screening screening;
    assert_int_equal(limber_record_screen(catalogue, &record, &answers, &screening), LIMBER_OK);
    assert_int_equal(record.result, LIMBER_DISPOSITION_URGENT);
    assert_int_equal(record.result_rule, LIMBER_RULE_MAX);
}

/* Days are counted from the first of 1970, and a clock may stand there. */
static void record_pain_on_the_first_days_there_are_begins_a_stretch(void **state) {
    (void)state;
    limber_record record = {0};
    limber_record expected = {.pain_day = 3, .last_pain_day = 3, .first_pain = 6, .last_pain = 6};
    limber_fact pain = {.day = 3, .kind = LIMBER_FACT_PAIN, .value = 6};
    assert_int_equal(limber_record_add(catalogue, &record, &pain), LIMBER_OK);
    assert_memory_equal(&record, &expected, sizeof record);
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
        cmocka_unit_test(check_refuses_doses_that_are_nothing),
        cmocka_unit_test(check_counts_nothing_but_stretches_as_stretching),
        cmocka_unit_test(check_asks_no_warm_up_of_the_gentlest),
        cmocka_unit_test(check_refuses_a_technique_that_the_catalogue_lacks),
        cmocka_unit_test(check_refuses_a_plan_longer_than_a_plan_can_be),
        cmocka_unit_test(plan_has_nothing_above_gentle_where_nothing_warms_up),
        cmocka_unit_test(technique_is_offered_so_often_in_seven_days),
        cmocka_unit_test(technique_without_a_number_of_times_a_week_is_never_offered),
        cmocka_unit_test(technique_for_two_is_offered_only_with_somebody_there),
        cmocka_unit_test(plan_refuses_a_request_that_is_neither_alone_nor_for_two),
        cmocka_unit_test(screening_that_does_not_proceed_allows_nothing),
        cmocka_unit_test(screening_reads_no_further_than_the_rules_go),
        cmocka_unit_test(closing_rule_reads_no_further_than_the_reasons_go),
        cmocka_unit_test(agreement_that_names_nothing_lifts_nothing),
        cmocka_unit_test(record_asks_for_everything_where_no_form_may_be_short),
        cmocka_unit_test(record_names_no_rule_where_none_is_known),
        cmocka_unit_test(record_pain_on_the_first_days_there_are_begins_a_stretch),
        cmocka_unit_test(record_worse_day_of_no_known_technique_locks_nothing),
        cmocka_unit_test(record_adds_up_without_wrapping),
    };
    return cmocka_run_group_tests(claims, NULL, NULL);
}
