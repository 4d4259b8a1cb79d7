/* What must hold of every programme and of a session around it, on whichever catalogue this is
 * linked with. */
#include "plans.h"

#include <stdio.h>

enum { PROGRAMMES = 60, FULL_ONES = 20, TODAYS_BIT = 1 << (TODAY + 3) % 7 };

static limber_workspace workspace;

static int reseed(void **state) {
    (void)state;
    random_state = 1;
    return 0;
}

/* A programme of today in which there is nothing yet. */
static limber_programme empty_programme(void) {
    return (limber_programme){.date = TODAY};
}

static void prescribe(limber_programme *programme, uint8_t technique, limber_prescription asked,
                      uint8_t days) {
    programme->exercise[programme->count++] =
        (limber_exercise){.asked = asked, .technique = technique, .days = days};
}

static limber_prescription largest(uint8_t technique) {
    const limber_dose *range = &catalogue->techniques[technique].dose;
    return (limber_prescription){
        .hold_ms = range->hold_max_ms, .reps = range->reps_max, .sets = range->sets_max};
}

static limber_error plan_around(const limber_catalogue *of, const limber_programme *programme,
                                limber_request *request, limber_plan *out) {
    limber_screening screening = open_screening(of);
    return limber_programme_plan(of, &screening, &nothing_known, programme, request, &workspace,
                                 out);
}

static limber_programme_told tell(const limber_catalogue *of, const limber_programme *programme,
                                  const limber_plan *plan) {
    limber_programme_told told;
    limber_programme_tell(of, programme, plan, TODAY, false, &told);
    return told;
}

static const limber_step *step_in(const limber_plan *plan, uint8_t technique) {
    for (int i = 0; i < plan->step_count; i++) {
        if (plan->step[i].technique == technique) {
            return &plan->step[i];
        }
    }
    return NULL;
}

static uint64_t work_ms(const limber_technique *technique, const limber_prescription *dose) {
    return (technique->two_sided ? 2 : 1) * (uint64_t)dose->sets * dose->reps *
           ((uint64_t)technique->dose.move_ms + dose->hold_ms);
}

/* ---- Doses. ------------------------------------------------------------------------------------
 */

static void programme_dose_is_in_range_and_no_more_work_than_asked(void **state) {
    (void)state;
    for (int n = 0; n < 100 * PROGRAMMES; n++) {
        limber_programme programme = random_programme();
        for (int i = 0; i < programme.count; i++) {
            const limber_exercise *exercise = &programme.exercise[i];
            limber_prescription dose;
            uint8_t differs = limber_programme_dose(catalogue, exercise, &dose);
            if (exercise->technique == LIMBER_TECHNIQUE_MAX) {
                assert_int_equal(differs, LIMBER_DIFFERS_UNKNOWN);
                assert_int_equal(dose.sets, 0);
                continue;
            }
            const limber_technique *technique = &catalogue->techniques[exercise->technique];
            const limber_dose *range = &technique->dose;
            if (dose.sets == 0) {
                const limber_prescription least = {.hold_ms = range->hold_min_ms,
                                                   .reps = range->reps_min,
                                                   .sets = range->sets_min};
                assert_int_equal(differs, LIMBER_DIFFERS_LESS);
                assert_true(work_ms(technique, &least) > work_ms(technique, &exercise->asked));
                continue;
            }
            assert_in_range(dose.sets, range->sets_min, range->sets_max);
            assert_in_range(dose.reps, range->reps_min, range->reps_max);
            assert_in_range(dose.hold_ms, range->hold_min_ms, range->hold_max_ms);
            assert_true(work_ms(technique, &dose) <= work_ms(technique, &exercise->asked));
            bool same = memcmp(&dose, &exercise->asked, sizeof dose) == 0;
            assert_true(same == ((differs & ~LIMBER_DIFFERS_WEEK_TIMES) == 0));
        }
    }
}

static void programme_dose_is_made_smaller_until_one_session_may_have_it(void **state) {
    (void)state;
    limber_catalogue altered = *catalogue;
    for (uint8_t t = 0; t < catalogue->technique_count; t++) {
        const limber_technique *technique = &catalogue->techniques[t];
        const limber_exercise exercise = {.asked = largest(t), .technique = t, .days = TODAYS_BIT};
        limber_prescription whole, less, least;
        altered.limits.stretch_session_max_ms = UINT32_MAX;
        assert_int_equal(limber_programme_dose(&altered, &exercise, &whole), 0);
        altered.limits.stretch_session_max_ms = (uint32_t)work_ms(technique, &whole) - 1;
        uint8_t differs = limber_programme_dose(&altered, &exercise, &less);
        assert_int_equal(differs,
                         technique->phase == LIMBER_PHASE_STRETCH ? LIMBER_DIFFERS_STRETCH : 0);
        assert_true((work_ms(technique, &less) < work_ms(technique, &whole)) == (differs != 0));
        altered.limits.stretch_session_max_ms = 0; /* there is nothing smaller than the smallest */
        (void)limber_programme_dose(&altered, &exercise, &least);
        assert_true(least.sets >= technique->dose.sets_min &&
                    least.reps >= technique->dose.reps_min);
    }
}

static void programme_on_more_days_than_a_week_may_have_is_told(void **state) {
    (void)state;
    limber_catalogue altered = with_own_techniques();
    altered.limits.stretch_session_max_ms = UINT32_MAX;
    limber_exercise exercise = {.asked = largest(0), .days = LIMBER_EVERY_DAY};
    limber_prescription dose;
    techniques[0].week_times_max = 7;
    assert_int_equal(limber_programme_dose(&altered, &exercise, &dose), 0);
    techniques[0].week_times_max = 6;
    assert_int_equal(limber_programme_dose(&altered, &exercise, &dose), LIMBER_DIFFERS_WEEK_TIMES);
    exercise.days = LIMBER_EVERY_DAY - 1;
    assert_int_equal(limber_programme_dose(&altered, &exercise, &dose), 0);
}

/* ---- The programme as a whole. -----------------------------------------------------------------
 */

static void programme_over_a_limit_of_session_or_week_is_told(void **state) {
    (void)state;
    limber_catalogue altered = *catalogue;
    limber_programme programme = empty_programme();
    uint8_t stretch = 0;
    while (catalogue->techniques[stretch].phase != LIMBER_PHASE_STRETCH) {
        stretch++;
    }
    prescribe(&programme, stretch, largest(stretch), 1 | 2);
    const limber_technique *technique = &catalogue->techniques[stretch];
    altered.limits.stretch_session_max_ms = UINT32_MAX;
    altered.limits.session_max_ms = UINT32_MAX;
    uint32_t once_ms = (uint32_t)work_ms(technique, &programme.exercise[0].asked);
    for (int over = 0; over < 2; over++) {
        altered.limits.stretch_week_max_ms = 2 * once_ms - (uint32_t)over;
        assert_int_equal(limber_programme_differs(&altered, &programme, TODAY),
                         over ? LIMBER_PROGRAMME_WEEK_STRETCH : 0);
    }
    uint32_t ready_ms = (technique->two_sided ? 2u : 1u) * technique->dose.ready_ms;
    uint32_t rests = (technique->two_sided ? 2u : 1u) * (technique->dose.sets_max - 1u);
    uint32_t all_ms = once_ms + ready_ms + rests * technique->dose.rest_ms;
    altered.limits.stretch_week_max_ms = UINT32_MAX;
    for (int over = 0; over < 2; over++) {
        altered.limits.session_max_ms = all_ms - (uint32_t)over;
        assert_int_equal(limber_programme_differs(&altered, &programme, TODAY),
                         over ? LIMBER_PROGRAMME_TIME : 0);
    }
    /* One alone is made smaller; two on one day are not. */
    limber_programme twice = programme;
    prescribe(&twice, stretch, largest(stretch), 1);
    altered.limits.session_max_ms = UINT32_MAX;
    altered.limits.stretch_session_max_ms = once_ms;
    assert_int_equal(limber_programme_differs(&altered, &twice, TODAY), LIMBER_PROGRAMME_STRETCH);
    twice.exercise[1].days = 4;
    assert_int_equal(limber_programme_differs(&altered, &twice, TODAY), 0);
    twice.exercise[1].technique = LIMBER_TECHNIQUE_MAX; /* nothing of it is done */
    twice.exercise[1].days = 1;
    assert_int_equal(limber_programme_differs(&altered, &twice, TODAY), 0);
}

static void programme_holds_from_its_first_day_to_its_last(void **state) {
    (void)state;
    limber_programme programme = empty_programme();
    assert_false(limber_programme_runs(&programme, TODAY));
    assert_int_equal(limber_programme_differs(catalogue, &programme, TODAY - 1), 0);
    prescribe(&programme, 0, largest(0), 1);
    static const struct {
        uint32_t until, day;
        uint8_t differs;
    } cases[] = {
        {0, TODAY - 1, LIMBER_PROGRAMME_FUTURE},
        {0, TODAY, 0},
        {0, TODAY + 4000, 0},
        {TODAY + 1, TODAY + 1, 0},
        {TODAY + 1, TODAY + 2, LIMBER_PROGRAMME_EXPIRED},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        programme.until = cases[i].until;
        assert_true(limber_programme_runs(&programme, cases[i].day) == (cases[i].differs == 0));
        assert_int_equal(limber_programme_differs(catalogue, &programme, cases[i].day) &
                             (LIMBER_PROGRAMME_FUTURE | LIMBER_PROGRAMME_EXPIRED),
                         cases[i].differs);
    }
}

/* ---- A session around it. ----------------------------------------------------------------------
 */

static void programme_that_does_not_hold_changes_no_byte(void **state) {
    (void)state;
    for (int n = 0; n < PROGRAMMES; n++) {
        limber_programme programme = random_programme();
        limber_request request = full_request(), around;
        limber_plan plan, same;
        request.minutes = (uint16_t)(5 + random_below(40));
        around = request;
        programme.count = n % 2 ? programme.count : 0;
        programme.date = TODAY + 1;
        limber_screening screening = open_screening(catalogue);
        assert_int_equal(make_plan(catalogue, &screening, &nothing_known, &request, &plan),
                         LIMBER_OK);
        assert_int_equal(plan_around(catalogue, &programme, &around, &same), LIMBER_OK);
        assert_memory_equal(&plan, &same, sizeof plan);
        assert_memory_equal(&request, &around, sizeof request);
    }
}

static void assert_told_as_planned(const limber_programme *programme, const limber_plan *plan) {
    limber_programme_told told = tell(catalogue, programme, plan);
    for (int i = 0; i < LIMBER_TECHNIQUE_MAX; i++) {
        static const limber_exercise_told nothing;
        const limber_exercise_told *each = &told.exercise[i];
        if (i >= programme->count) {
            assert_memory_equal(each, &nothing, sizeof nothing);
            continue;
        }
        const limber_step *step = step_in(plan, programme->exercise[i].technique);
        assert_true((step != NULL) == (each->fate == LIMBER_FATE_DONE) ||
                    each->fate == LIMBER_FATE_NOT_RUNNING || each->fate == LIMBER_FATE_LESS);
        if (each->fate != LIMBER_FATE_DONE) {
            assert_int_equal(each->done.sets, 0);
            assert_int_equal(each->otherwise, 0);
            continue;
        }
        const limber_prescription planned = {
            .hold_ms = step->hold_ms, .reps = step->reps, .sets = step->sets};
        assert_memory_equal(&each->done, &planned, sizeof planned);
        bool same = memcmp(&planned, &programme->exercise[i].asked, sizeof planned) == 0;
        assert_true(same == (each->otherwise == 0));
        if (each->today) {
            assert_true(work_ms(&catalogue->techniques[step->technique], &planned) <=
                            work_ms(&catalogue->techniques[step->technique],
                                    &programme->exercise[i].asked) ||
                        each->smaller);
        }
    }
}

static void programme_opens_nothing_and_each_exercise_is_done_as_told(void **state) {
    (void)state;
    int planned = 0;
    for (int n = 0; n < PROGRAMMES; n++) {
        limber_programme programme = random_programme();
        limber_request request = random_request(), plain = request;
        limber_answers answers = random_answers(200);
        limber_record record = random_record(TODAY, 8);
        limber_screening screening;
        limber_plan plan, without;
        assert_int_equal(limber_screen(catalogue, &answers, &screening), LIMBER_OK);
        assert_int_equal(limber_programme_plan(catalogue, &screening, &record, &programme, &request,
                                               &workspace, &plan),
                         LIMBER_OK);
        assert_int_equal(make_plan(catalogue, &screening, &record, &plain, &without), LIMBER_OK);
        assert_told_as_planned(&programme, &plan);
        for (uint8_t t = 0; t < catalogue->technique_count; t++) {
            bool closed = !limber_technique_allowed(&screening, t) ||
                          limber_technique_locked(catalogue, &record, TODAY, t);
            assert_false(closed && step_in(&plan, t) != NULL);
        }
        if (plan.outcome == LIMBER_OUTCOME_PLANNED) {
            planned++;
            assert_int_equal(limber_plan_check(catalogue, &screening, &record, &plan), LIMBER_OK);
        } else if (without.outcome != LIMBER_OUTCOME_PLANNED) {
            assert_int_equal(plan.outcome, without.outcome);
        }
    }
    assert_true(planned > PROGRAMMES / 8);
}

/* As many as go, one by one, at a time too short for all. */
static void programme_goes_in_in_its_order_where_not_all_of_it_fits(void **state) {
    (void)state;
    int gave_way = 0;
    for (int n = 0; n < FULL_ONES; n++) {
        limber_programme programme = random_programme();
        programme.date = TODAY;
        programme.until = 0;
        limber_request request = full_request();
        request.minutes = (uint16_t)(3 + random_below(9));
        limber_request one_by_one = request;
        limber_plan plan, as_many;
        assert_int_equal(plan_around(catalogue, &programme, &request, &plan), LIMBER_OK);
        limber_screening screening = open_screening(catalogue);
        limber_request all = one_by_one;
        limber_programme_wish(catalogue, &programme, &all);
        one_by_one = all;
        for (int t = 0; t < LIMBER_TECHNIQUE_MAX; t++) {
            one_by_one.wish[t] &= (uint8_t)~LIMBER_WISH_KEEP;
        }
        for (int i = 0; i < programme.count; i++) {
            uint8_t t = programme.exercise[i].technique;
            if (t == LIMBER_TECHNIQUE_MAX || (all.wish[t] & LIMBER_WISH_KEEP) == 0) {
                continue;
            }
            one_by_one.wish[t] |= LIMBER_WISH_KEEP;
            assert_int_equal(
                make_plan(catalogue, &screening, &nothing_known, &one_by_one, &as_many), LIMBER_OK);
            for (int k = 0; k < catalogue->technique_count; k++) {
                if ((one_by_one.wish[k] & LIMBER_WISH_KEEP) != 0 &&
                    as_many.left_out[k] == LIMBER_LEFT_OUT_TIME) {
                    one_by_one.wish[t] &= (uint8_t)~LIMBER_WISH_KEEP;
                }
            }
            gave_way += (one_by_one.wish[t] & LIMBER_WISH_KEEP) == 0;
        }
        if (plan.outcome == LIMBER_OUTCOME_PLANNED) {
            assert_memory_equal(request.wish, one_by_one.wish, sizeof request.wish);
        }
    }
    assert_true(gave_way > 0);
}

static void programme_gives_way_to_what_the_person_keeps(void **state) {
    (void)state;
    int kept = 0;
    for (int n = 0; n < FULL_ONES; n++) {
        limber_programme programme = random_programme();
        programme.date = TODAY;
        programme.until = 0;
        limber_request request = full_request();
        request.minutes = (uint16_t)(4 + random_below(12));
        uint8_t wanted = (uint8_t)random_below(catalogue->technique_count);
        request.wish[wanted] = LIMBER_WISH_KEEP | LIMBER_WISH_SHORT;
        limber_request alone = request; /* with nothing else that has to be in */
        limber_programme_wish(catalogue, &programme, &alone);
        for (int t = 0; t < LIMBER_TECHNIQUE_MAX; t++) {
            alone.wish[t] &= (uint8_t) ~(t != wanted ? LIMBER_WISH_KEEP : 0);
        }
        limber_plan plan, without;
        limber_screening screening = open_screening(catalogue);
        assert_int_equal(make_plan(catalogue, &screening, &nothing_known, &alone, &without),
                         LIMBER_OK);
        assert_int_equal(plan_around(catalogue, &programme, &request, &plan), LIMBER_OK);
        if (step_in(&without, wanted) != NULL) {
            assert_non_null(step_in(&plan, wanted));
            kept++;
        }
    }
    assert_true(kept > FULL_ONES / 4);
}

static void programme_leaves_out_what_is_for_another_day_unless_the_person_keeps_it(void **state) {
    (void)state;
    for (uint8_t t = 0; t < catalogue->technique_count; t++) {
        limber_programme programme = empty_programme();
        limber_plan plan;
        prescribe(&programme, t, largest(t), (uint8_t)(LIMBER_EVERY_DAY ^ TODAYS_BIT));
        limber_request request = full_request();
        assert_int_equal(plan_around(catalogue, &programme, &request, &plan), LIMBER_OK);
        assert_null(step_in(&plan, t));
        limber_programme_told told = tell(catalogue, &programme, &plan);
        if (told.exercise[0].fate != LIMBER_FATE_CLOSED) {
            assert_int_equal(told.exercise[0].fate, LIMBER_FATE_OTHER_DAY);
        }
        assert_int_equal(told.exercise[0].today, 0);
        limber_request kept = full_request();
        kept.wish[t] = LIMBER_WISH_KEEP;
        assert_int_equal(plan_around(catalogue, &programme, &kept, &plan), LIMBER_OK);
        assert_true(plan.left_out[t] != LIMBER_LEFT_OUT_WISH);
    }
}

static void programme_that_cannot_be_planned_is_refused(void **state) {
    (void)state;
    static const limber_plan nothing;
    limber_programme programme = empty_programme();
    limber_plan plan;
    limber_request request = full_request();
    programme.count = LIMBER_TECHNIQUE_MAX + 1;
    assert_int_equal(plan_around(catalogue, &programme, &request, &plan), LIMBER_ERROR_ARGUMENT);
    assert_memory_equal(&plan, &nothing, sizeof plan);
    programme.count = 0;
    request.minutes = 0; /* no session; what was wished stays so */
    prescribe(&programme, 0, largest(0), LIMBER_EVERY_DAY);
    assert_int_equal(plan_around(catalogue, &programme, &request, &plan), LIMBER_OK);
    assert_int_equal(plan.outcome, LIMBER_OUTCOME_TIME);
    assert_true((request.wish[0] & LIMBER_WISH_KEEP) != 0);
    request.minutes = LIMBER_MINUTES_MAX + 1;
    assert_int_equal(plan_around(catalogue, &programme, &request, &plan), LIMBER_ERROR_ARGUMENT);
    assert_memory_equal(&plan, &nothing, sizeof plan);
}

/* ---- What is told. -----------------------------------------------------------------------------
 */

/* Done as asked; clipped; and, at the person's wish, the smallest. */
static void programme_tells_of_a_dose_that_is_done_otherwise(void **state) {
    (void)state;
    enum { AS_ASKED, CLIPPED, SHORT, WAYS };
    int done[WAYS] = {0};
    for (uint8_t t = 0; t < catalogue->technique_count; t++) {
        for (int way = 0; way < WAYS; way++) {
            const limber_dose *range = &catalogue->techniques[t].dose;
            limber_programme programme = empty_programme();
            limber_request request = full_request();
            limber_plan plan;
            prescribe(&programme, t, largest(t), LIMBER_EVERY_DAY);
            limber_exercise *exercise = &programme.exercise[0];
            limber_prescription fits;
            (void)limber_programme_dose(catalogue, exercise, &fits);
            exercise->asked = fits;
            exercise->asked.reps = (uint16_t)(fits.reps + (way == CLIPPED ? 20 : 0));
            request.wish[t] = way == SHORT ? LIMBER_WISH_SHORT : 0;
            assert_int_equal(plan_around(catalogue, &programme, &request, &plan), LIMBER_OK);
            limber_programme_told told = tell(catalogue, &programme, &plan);
            if (told.exercise[0].fate == LIMBER_FATE_DONE) {
                bool smaller =
                    way == SHORT && (fits.reps > range->reps_min || fits.sets > range->sets_min ||
                                     fits.hold_ms > range->hold_min_ms);
                assert_int_equal(told.exercise[0].smaller, smaller);
                assert_int_equal(told.exercise[0].otherwise, smaller || way == CLIPPED);
                done[way] += way == SHORT ? smaller : 1;
            }
        }
    }
    assert_true(done[AS_ASKED] > 0 && done[CLIPPED] > 0 && done[SHORT] > 0);
}

static void programme_tells_of_what_the_catalogue_lacks_and_of_what_is_too_little(void **state) {
    (void)state;
    limber_programme programme = empty_programme();
    const limber_prescription little = {.reps = 1, .sets = 1};
    prescribe(&programme, LIMBER_TECHNIQUE_MAX, little, LIMBER_EVERY_DAY);
    limber_request request = full_request(), before = request;
    limber_programme_wish(catalogue, &programme, &request);
    assert_memory_equal(&request, &before, sizeof request);
    prescribe(&programme, 0, little, LIMBER_EVERY_DAY);
    limber_plan plan;
    assert_int_equal(plan_around(catalogue, &programme, &request, &plan), LIMBER_OK);
    assert_null(step_in(&plan, 0));
    limber_programme_told told = tell(catalogue, &programme, &plan);
    assert_int_equal(told.exercise[0].fate, LIMBER_FATE_UNKNOWN);
    assert_int_equal(told.exercise[0].differs, LIMBER_DIFFERS_UNKNOWN);
    assert_int_equal(told.exercise[1].fate, LIMBER_FATE_LESS);
    assert_int_equal(told.exercise[1].differs, LIMBER_DIFFERS_LESS);
}

/* A plan by hand, in which one exercise has the given fate. */
static uint8_t fate_in(const limber_catalogue *of, const limber_plan *plan, bool in_general) {
    limber_programme programme = empty_programme();
    limber_programme_told told;
    prescribe(&programme, 0, largest(0), LIMBER_EVERY_DAY);
    limber_programme_tell(of, &programme, plan, TODAY, in_general, &told);
    return told.exercise[0].fate;
}

static void programme_tells_the_first_reason_that_applies(void **state) {
    (void)state;
    static const uint8_t fates[LIMBER_LEFT_OUT_COUNT] = {
        [LIMBER_LEFT_OUT_NOT] = LIMBER_FATE_LEFT_OUT,
        [LIMBER_LEFT_OUT_SCREENING] = LIMBER_FATE_CLOSED,
        [LIMBER_LEFT_OUT_POSITION] = LIMBER_FATE_LEFT_OUT,
        [LIMBER_LEFT_OUT_EQUIPMENT] = LIMBER_FATE_LEFT_OUT,
        [LIMBER_LEFT_OUT_PAIN] = LIMBER_FATE_LEFT_OUT,
        [LIMBER_LEFT_OUT_REGION] = LIMBER_FATE_LEFT_OUT,
        [LIMBER_LEFT_OUT_STRETCH_LIMIT] = LIMBER_FATE_CLOSED,
        [LIMBER_LEFT_OUT_TIME] = LIMBER_FATE_TOGETHER,
        [LIMBER_LEFT_OUT_WARM_UP] = LIMBER_FATE_LEFT_OUT,
        [LIMBER_LEFT_OUT_LOCKED] = LIMBER_FATE_CLOSED,
        [LIMBER_LEFT_OUT_DAY_LIMIT] = LIMBER_FATE_CLOSED,
        [LIMBER_LEFT_OUT_WEEK_LIMIT] = LIMBER_FATE_CLOSED,
        [LIMBER_LEFT_OUT_PARTNER] = LIMBER_FATE_LEFT_OUT,
        [LIMBER_LEFT_OUT_WISH] = LIMBER_FATE_LEFT_OUT,
        [LIMBER_LEFT_OUT_WORTH] = LIMBER_FATE_TOGETHER,
    };
    for (uint8_t reason = 0; reason < LIMBER_LEFT_OUT_COUNT; reason++) {
        limber_plan plan = {.outcome = LIMBER_OUTCOME_PLANNED};
        plan.left_out[0] = reason;
        assert_int_equal(fate_in(catalogue, &plan, false), fates[reason]);
        bool closed = fates[reason] == LIMBER_FATE_CLOSED;
        assert_int_equal(fate_in(catalogue, &plan, true),
                         closed ? LIMBER_FATE_CLOSED : LIMBER_FATE_DONE);
    }
    for (uint8_t outcome = 0; outcome < LIMBER_OUTCOME_COUNT; outcome++) {
        limber_plan plan = {.outcome = outcome, .left_out = {LIMBER_LEFT_OUT_TIME}};
        bool fits = outcome == LIMBER_OUTCOME_PLANNED || outcome == LIMBER_OUTCOME_NOTHING_FITS ||
                    outcome == LIMBER_OUTCOME_ENOUGH;
        assert_int_equal(fate_in(catalogue, &plan, false),
                         fits ? LIMBER_FATE_TOGETHER : LIMBER_FATE_NO_SESSION);
        assert_int_equal(fate_in(catalogue, &plan, true), LIMBER_FATE_DONE);
    }
}

static void
programme_that_does_not_hold_today_says_so_of_each_exercise_that_is_not_closed(void **state) {
    (void)state;
    limber_programme programme = empty_programme();
    limber_plan plan = {.outcome = LIMBER_OUTCOME_PLANNED, .left_out = {LIMBER_LEFT_OUT_LOCKED}};
    prescribe(&programme, 0, largest(0), LIMBER_EVERY_DAY);
    prescribe(&programme, 1, largest(1), LIMBER_EVERY_DAY);
    programme.date = TODAY + 1;
    limber_programme_told told = tell(catalogue, &programme, &plan);
    assert_int_equal(told.exercise[0].fate, LIMBER_FATE_CLOSED);
    assert_int_equal(told.exercise[1].fate, LIMBER_FATE_NOT_RUNNING);
    assert_int_equal(told.exercise[1].today, 0);
}

static void programme_tells_of_one_alike_in_its_place(void **state) {
    (void)state;
    limber_catalogue altered = with_own_techniques();
    limber_plan plan = {.outcome = LIMBER_OUTCOME_PLANNED, .step_count = 1};
    plan.left_out[0] = LIMBER_LEFT_OUT_TIME;
    plan.step[0].technique = 1;
    static const uint8_t families[][2] = {{0, 0}, {3, 2}, {3, 3}};
    for (int i = 0; i < 3; i++) {
        techniques[0].family = families[i][0];
        techniques[1].family = families[i][1];
        assert_int_equal(fate_in(&altered, &plan, false),
                         i == 2 ? LIMBER_FATE_ALIKE : LIMBER_FATE_TOGETHER);
    }
}

static void every_fate_and_every_difference_has_a_name(void **state) {
    (void)state;
    static const struct {
        const char *(*name)(int index);
        int count;
    } lists[] = {
        {limber_weekday_name, LIMBER_WEEK_DAYS},
        {limber_fate_name, LIMBER_FATE_COUNT},
        {limber_differs_name, 7},
        {limber_programme_differs_name, 5},
    };
    for (size_t i = 0; i < sizeof lists / sizeof lists[0]; i++) {
        for (int k = 0; k < lists[i].count; k++) {
            assert_non_null(lists[i].name(k));
        }
        assert_null(lists[i].name(-1));
        assert_null(lists[i].name(lists[i].count));
    }
}

int main(void) {
    const struct CMUnitTest claims[] = {
        cmocka_unit_test_setup(programme_dose_is_in_range_and_no_more_work_than_asked, reseed),
        cmocka_unit_test(programme_dose_is_made_smaller_until_one_session_may_have_it),
        cmocka_unit_test(programme_on_more_days_than_a_week_may_have_is_told),
        cmocka_unit_test(programme_over_a_limit_of_session_or_week_is_told),
        cmocka_unit_test(programme_holds_from_its_first_day_to_its_last),
        cmocka_unit_test_setup(programme_that_does_not_hold_changes_no_byte, reseed),
        cmocka_unit_test_setup(programme_opens_nothing_and_each_exercise_is_done_as_told, reseed),
        cmocka_unit_test_setup(programme_goes_in_in_its_order_where_not_all_of_it_fits, reseed),
        cmocka_unit_test_setup(programme_gives_way_to_what_the_person_keeps, reseed),
        cmocka_unit_test(programme_leaves_out_what_is_for_another_day_unless_the_person_keeps_it),
        cmocka_unit_test(programme_that_cannot_be_planned_is_refused),
        cmocka_unit_test(programme_tells_of_a_dose_that_is_done_otherwise),
        cmocka_unit_test(programme_tells_of_what_the_catalogue_lacks_and_of_what_is_too_little),
        cmocka_unit_test(programme_tells_the_first_reason_that_applies),
        cmocka_unit_test(
            programme_that_does_not_hold_today_says_so_of_each_exercise_that_is_not_closed),
        cmocka_unit_test(programme_tells_of_one_alike_in_its_place),
        cmocka_unit_test(every_fate_and_every_difference_has_a_name),
    };
    return cmocka_run_group_tests(claims, NULL, NULL);
}
