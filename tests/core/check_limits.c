/* Limits that the check of a plan keeps by itself, whoever made the plan. */
#include "limber.h"

#include "plans.h"

static void check_asks_no_warm_up_of_a_warm_up(void **state) {
    (void)state;
    limber_catalogue altered = with_own_techniques();
    limber_screening screening = open_screening(&altered);
    limber_plan plan = full_plan();
    for (int i = 0; i < altered.technique_count; i++) {
        bool warm_up = techniques[i].phase == LIMBER_PHASE_WARM_UP;
        techniques[i].intensity = warm_up ? 2 : techniques[i].intensity;
    }
    assert_int_equal(plan.step[0].phase, LIMBER_PHASE_WARM_UP);
    assert_int_equal(limber_plan_check(&altered, &screening, &nothing_known, &plan), LIMBER_OK);
    assert_int_equal(plan_of(&altered).step[0].phase, LIMBER_PHASE_WARM_UP);
    altered.planning.warms_from_percent = 101; /* and where it warms nothing, itself included */
    for (int i = 0; i < altered.technique_count; i++) {
        bool warm_up = techniques[i].phase == LIMBER_PHASE_WARM_UP;
        techniques[i].intensity = warm_up ? 2 : 1;
    }
    assert_int_equal(limber_plan_check(&altered, &screening, &nothing_known, &plan), LIMBER_OK);
}

static void check_refuses_a_change_of_position_that_takes_too_long(void **state) {
    (void)state;
    enum { LONGEST_MS = 5 * 60 * 1000 };
    limber_catalogue altered = *catalogue;
    altered.limits.session_max_ms = UINT32_MAX;
    limber_screening screening = open_screening(&altered);
    limber_plan plan = full_plan();
    plan.step[0].change_ms = LONGEST_MS;
    add_up(&plan);
    assert_int_equal(limber_plan_check(&altered, &screening, &nothing_known, &plan), LIMBER_OK);
    altered.limits.session_max_ms = LONGEST_MS - 1;
    assert_int_equal(limber_plan_check(&altered, &screening, &nothing_known, &plan),
                     LIMBER_ERROR_PLAN);
    altered.limits.session_max_ms = UINT32_MAX;
    plan.step[0].change_ms++;
    add_up(&plan);
    assert_int_equal(limber_plan_check(&altered, &screening, &nothing_known, &plan),
                     LIMBER_ERROR_PLAN);
}

static void check_refuses_the_strongest_on_a_sore_day(void **state) {
    (void)state;
    limber_catalogue altered = with_own_techniques();
    altered.limits.strong_pain_max = 0;
    limber_screening screening = open_screening(&altered);
    limber_plan plan = full_plan();
    for (int i = 0; i < altered.technique_count; i++) {
        techniques[i].intensity = 2;
    }
    techniques[plan.step[0].technique].intensity = 3;
    assert_int_equal(plan.step[0].phase, LIMBER_PHASE_WARM_UP);
    plan.pain = 0;
    assert_int_equal(limber_plan_check(&altered, &screening, &nothing_known, &plan), LIMBER_OK);
    plan.pain = 1;
    assert_int_equal(limber_plan_check(&altered, &screening, &nothing_known, &plan),
                     LIMBER_ERROR_PLAN);
    techniques[plan.step[0].technique].intensity = 2;
    assert_int_equal(limber_plan_check(&altered, &screening, &nothing_known, &plan), LIMBER_OK);
}

static void check_refuses_more_than_a_session_or_a_day_may_have(void **state) {
    (void)state;
    limber_catalogue altered = *catalogue;
    limber_screening screening = open_screening(&altered);
    limber_plan plan = full_plan();
    altered.limits.session_max_ms = plan.duration_ms;
    assert_int_equal(limber_plan_check(&altered, &screening, &nothing_known, &plan), LIMBER_OK);
    altered.limits.session_max_ms--;
    assert_int_equal(limber_plan_check(&altered, &screening, &nothing_known, &plan),
                     LIMBER_ERROR_PLAN);
    altered = *catalogue;
    altered.limits.day_max_ms = 1;
    assert_int_equal(limber_plan_check(&altered, &screening, &nothing_known, &plan),
                     LIMBER_ERROR_PLAN);
    altered = *catalogue;
    altered.limits.region_day_max_ms = 1;
    assert_int_equal(limber_plan_check(&altered, &screening, &nothing_known, &plan),
                     LIMBER_ERROR_PLAN);
}

static void check_adds_up_what_all_techniques_of_a_plan_give_a_region(void **state) {
    (void)state;
    limber_plan plan = full_plan();
    uint64_t given[LIMBER_REGION_MAX] = {0}; /* ms, times 100 */
    int techniques_of[LIMBER_REGION_MAX] = {0};
    int most = 0;
    for (int i = 0; i < plan.step_count; i++) {
        const limber_step *step = &plan.step[i];
        const limber_technique *technique = &catalogue->techniques[step->technique];
        bool counts = step->phase == LIMBER_PHASE_STRETCH || step->phase == LIMBER_PHASE_RELEASE;
        for (int r = 0; r < catalogue->region_count && counts; r++) {
            uint64_t work_ms =
                step->sets * (uint64_t)step->reps * ((uint64_t)step->move_ms + step->hold_ms);
            given[r] += work_ms * technique->region_weight[r];
            techniques_of[r] +=
                technique->region_weight[r] > 0 && step->side != LIMBER_SIDE_RIGHT ? 1 : 0;
            most = given[r] > given[most] ? r : most;
        }
    }
    assert_true(techniques_of[most] > 1);
    limber_catalogue altered = *catalogue;
    limber_screening screening = open_screening(&altered);
    altered.limits.region_day_max_ms = (uint32_t)((given[most] + 99) / 100);
    assert_int_equal(limber_plan_check(&altered, &screening, &nothing_known, &plan), LIMBER_OK);
    altered.limits.region_day_max_ms--;
    assert_int_equal(limber_plan_check(&altered, &screening, &nothing_known, &plan),
                     LIMBER_ERROR_PLAN);
}

int main(void) {
    const struct CMUnitTest claims[] = {
        cmocka_unit_test(check_asks_no_warm_up_of_a_warm_up),
        cmocka_unit_test(check_refuses_a_change_of_position_that_takes_too_long),
        cmocka_unit_test(check_refuses_the_strongest_on_a_sore_day),
        cmocka_unit_test(check_refuses_more_than_a_session_or_a_day_may_have),
        cmocka_unit_test(check_adds_up_what_all_techniques_of_a_plan_give_a_region),
    };
    return cmocka_run_group_tests(claims, NULL, NULL);
}
