/* What must hold of the best session, whoever asks: on whichever catalogue this is linked with. A
 * failure names the seed; LIMBER_SEED=N runs it again. */
#include "instance.h"

#include "people.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

enum { PEOPLE = 250 };

static uint64_t seed;
static limber_screening screening; /* of somebody whom nothing holds back */

static int reseed(void **state) {
    (void)state;
    random_state = seed;
    limber_answers answers = all_no();
    return limber_screen(catalogue, &answers, &screening) == LIMBER_OK ? 0 : 1;
}

static uint16_t some_bits(unsigned count, uint32_t one_in) {
    uint16_t bits = 0;
    for (unsigned i = 0; i < count; i++) {
        bits = (uint16_t)(bits | (random_below(one_in) > 0) << i);
    }
    return bits;
}

static limber_request random_person(void) {
    limber_request request = {.day = screening.day,
                              .minutes = (uint16_t)(3 + random_below(43)),
                              .positions = some_bits(catalogue->position_count, 4),
                              .equipment = some_bits(catalogue->equipment_count, 2),
                              .pain_known = 1,
                              .pain = (uint8_t)random_below(5),
                              .partner = random_below(4) == 0};
    for (int r = 0; r < catalogue->region_count; r++) {
        request.stiffness[r] = (uint8_t)(random_below(2) * random_below(11));
    }
    return request;
}

static limber_record random_past(void) {
    limber_record record = {0};
    for (uint32_t n = random_below(12); n > 0; n--) {
        limber_fact worked = {.day = screening.day - random_below(8),
                              .worked_ms = random_below(120000),
                              .kind = LIMBER_FACT_WORKED,
                              .technique = (uint8_t)random_below(catalogue->technique_count)};
        assert_int_equal(limber_record_add(catalogue, &record, &worked), LIMBER_OK);
    }
    return record;
}

static limber_plan planned(const limber_screening *by, const limber_record *record,
                           const limber_request *request) {
    limber_plan plan;
    assert_int_equal(make_plan(catalogue, by, record, request, &plan), LIMBER_OK);
    if (plan.outcome == LIMBER_OUTCOME_PLANNED) {
        assert_int_equal(limber_plan_check(catalogue, by, record, &plan), LIMBER_OK);
        assert_int_equal(plan.worth, plan.at_most); /* nobody here needs the limit of work */
    }
    return plan;
}

/* So often at least; a catalogue of a handful leaves little to choose. */
static int often(int times) {
    return catalogue->technique_count > 10 ? times : 0;
}

static bool in_plan(const limber_plan *plan, uint8_t technique) {
    for (int i = 0; i < plan->step_count; i++) {
        if (plan->step[i].technique == technique) {
            return true;
        }
    }
    return false;
}

/* No session at all is worth nothing, which is less than some lawful ones and more than others. */
static bool at_least_as_good(const limber_plan *more, const limber_plan *less) {
    return less->outcome != LIMBER_OUTCOME_PLANNED || more->worth >= less->worth;
}

static void plan_of_more_time_things_or_positions_is_worth_no_less(void **state) {
    (void)state;
    int richer = 0;
    for (int n = 0; n < PEOPLE; n++) {
        limber_record record = random_past();
        limber_request request = random_person();
        /* Where a session can begin at its start, getting elsewhere costs something. */
        request.positions |= (uint16_t)(1u << catalogue->planning.start);
        limber_plan less = planned(&screening, &record, &request);
        limber_request more = request;
        switch (n % 4) {
        case 0:
            more.minutes = (uint16_t)(more.minutes + random_below(12));
            break;
        case 1:
            more.equipment |= some_bits(catalogue->equipment_count, 2);
            break;
        case 2:
            more.positions |= some_bits(catalogue->position_count, 2);
            break;
        default:
            more.partner = 1;
            break;
        }
        limber_plan plan = planned(&screening, &record, &more);
        assert_true(at_least_as_good(&plan, &less));
        richer += plan.worth > less.worth;
    }
    assert_true(richer > often(PEOPLE / 10));
}

static void plan_of_more_closed_techniques_never_has_them_and_is_worth_no_more(void **state) {
    (void)state;
    int poorer = 0;
    for (int n = 0; n < PEOPLE; n++) {
        limber_record record = random_past();
        limber_request request = random_person();
        limber_screening closed = screening;
        closed.allowed[0] &= (uint32_t)random_bits() | (uint32_t)random_bits();
        closed.allowed[1] &= (uint32_t)random_bits() | (uint32_t)random_bits();
        limber_plan before = planned(&screening, &record, &request);
        limber_plan after = planned(&closed, &record, &request);
        for (uint8_t t = 0; t < catalogue->technique_count; t++) {
            if (!limber_technique_allowed(&closed, t)) {
                assert_false(in_plan(&after, t));
            }
        }
        poorer += after.worth < before.worth;
    }
    assert_true(poorer > PEOPLE / 10);
}

static void plan_leaves_out_keeps_and_shortens_what_is_wished(void **state) {
    (void)state;
    int left_out = 0;
    int kept = 0;
    int shortened = 0;
    for (int n = 0; n < PEOPLE; n++) {
        limber_record record = random_past();
        limber_request request = random_person();
        limber_plan free_plan = planned(&screening, &record, &request);
        limber_request wish = request;
        uint8_t t = (uint8_t)random_below(catalogue->technique_count);
        uint8_t wishes[] = {LIMBER_WISH_LEAVE_OUT, LIMBER_WISH_KEEP, LIMBER_WISH_SHORT};
        wish.wish[t] = wishes[n % 3];
        limber_plan plan = planned(&screening, &record, &wish);
        if (n % 3 == 0) {
            assert_false(in_plan(&plan, t));
            left_out += in_plan(&free_plan, t);
        } else if (n % 3 == 1) {
            bool closed = free_plan.left_out[t] != LIMBER_LEFT_OUT_NOT &&
                          free_plan.left_out[t] != LIMBER_LEFT_OUT_REGION &&
                          free_plan.left_out[t] != LIMBER_LEFT_OUT_WORTH;
            assert_true(!closed || !in_plan(&plan, t)); /* a wish opens nothing */
            assert_true(closed || in_plan(&plan, t) || plan.left_out[t] == LIMBER_LEFT_OUT_TIME);
            kept += in_plan(&plan, t) && !in_plan(&free_plan, t);
        } else if (in_plan(&plan, t)) {
            const limber_dose *dose = &catalogue->techniques[t].dose;
            for (int i = 0; i < plan.step_count; i++) {
                if (plan.step[i].technique == t) {
                    assert_int_equal(plan.step[i].reps, dose->reps_min);
                    assert_int_equal(plan.step[i].hold_ms, dose->hold_min_ms);
                    shortened++;
                }
            }
        }
        if (n % 3 != 1) {
            assert_true(plan.worth <= free_plan.worth);
        }
    }
    assert_true(left_out > 5 && kept > often(5) && shortened > often(2));
}

static void plan_follows_a_prescribed_dose_or_the_smallest(void **state) {
    (void)state;
    int followed = 0;
    for (int n = 0; n < PEOPLE; n++) {
        limber_record record = {0};
        limber_request request = random_person();
        uint8_t t = (uint8_t)random_below(catalogue->technique_count);
        const limber_dose *dose = &catalogue->techniques[t].dose;
        limber_prescription *wanted = &request.prescribed[t];
        request.wish[t] = LIMBER_WISH_KEEP | LIMBER_WISH_PRESCRIBED;
        wanted->hold_ms = dose->hold_min_ms + (dose->hold_max_ms - dose->hold_min_ms) / 3;
        wanted->reps = dose->reps_max;
        wanted->sets = dose->sets_min;
        limber_plan plan = planned(&screening, &record, &request);
        bool gentle = request.pain > catalogue->limits.pain_continue_max;
        for (int i = 0; i < plan.step_count; i++) {
            if (plan.step[i].technique == t) {
                assert_int_equal(plan.step[i].reps, gentle ? dose->reps_min : wanted->reps);
                assert_int_equal(plan.step[i].hold_ms,
                                 gentle ? dose->hold_min_ms : wanted->hold_ms);
                followed += !gentle;
            }
        }
        wanted->reps = (uint16_t)(dose->reps_max + 1);
        limber_plan refused;
        assert_int_equal(make_plan(catalogue, &screening, &record, &request, &refused),
                         LIMBER_ERROR_ARGUMENT);
    }
    assert_true(followed > PEOPLE / 20);
}

static void plan_reasons_agree_with_what_happens(void **state) {
    (void)state;
    static limber_workspace workspace;
    int costly = 0;
    for (int n = 0; n < PEOPLE / 10; n++) {
        limber_record record = random_past();
        limber_request request = random_person();
        limber_plan plan = planned(&screening, &record, &request);
        limber_reasons reasons;
        assert_int_equal(limber_plan_reasons(catalogue, &screening, &record, &request, &plan,
                                             &workspace, &reasons),
                         LIMBER_OK);
        for (uint8_t t = 0; t < catalogue->technique_count; t++) {
            limber_request wish = request;
            if (plan.left_out[t] == LIMBER_LEFT_OUT_WORTH && reasons.costs[t] >= 0) {
                wish.wish[t] = LIMBER_WISH_KEEP;
                limber_plan with = planned(&screening, &record, &wish);
                assert_true(in_plan(&with, t));
                assert_int_equal(plan.worth - with.worth, reasons.costs[t]);
                costly++;
            } else if (in_plan(&plan, t)) {
                assert_true(reasons.adds[t] >= 0);
            }
        }
    }
    assert_true(costly > often(20));
}

/* As much of a limit, or of time, as the one technique takes that takes most of it. */
static uint16_t most_of_one(const limber_instance *in, int limit) {
    uint16_t most = 0;
    for (int c = 0; c < in->candidate_count; c++) {
        for (int o = 0; o < in->candidate[c].option_count; o++) {
            const limber_option *option = &in->candidate[c].option[o];
            uint16_t takes = limit < 0 ? option->slots : option->use[limit];
            most = takes > most ? takes : most;
        }
    }
    return most;
}

static bool all_fit(const limber_instance *in, int limit, uint32_t what_there_is) {
    uint32_t sum = 0;
    for (int c = 0; c < in->candidate_count; c++) {
        uint16_t least = UINT16_MAX;
        for (int o = 0; o < in->candidate[c].option_count; o++) {
            const limber_option *option = &in->candidate[c].option[o];
            uint16_t takes = limit < 0 ? option->slots : option->use[limit];
            least = takes < least ? takes : least;
        }
        sum += least;
    }
    return sum <= what_there_is;
}

static void assert_given_up_at_once(const limber_instance *in) {
    static limber_workspace workspace;
    limber_solution solution;
    assert_int_equal(limber_solve(in, 20000, &workspace, &solution), LIMBER_OK);
    assert_int_equal(solution.feasible, 0);
    assert_int_equal(solution.work, 0);
}

static void solve_of_more_than_a_session_can_hold_gives_up_before_it_searches(void **state) {
    (void)state;
    static const limber_record nothing_known;
    static limber_instance whole, spoilt;
    limber_request request = {.day = screening.day, .minutes = 45, .pain_known = 1, .partner = 1};
    request.positions = (uint16_t)((UINT32_C(1) << catalogue->position_count) - 1);
    request.equipment = (uint16_t)((UINT32_C(1) << catalogue->equipment_count) - 1);
    memset(request.stiffness, 5, catalogue->region_count);
    assert_int_equal(limber_plan_instance(catalogue, &screening, &nothing_known, &request, &whole),
                     LIMBER_OK);
    for (int c = 0; c < whole.candidate_count; c++) {
        whole.candidate[c].keep = 1;
        whole.candidate[c].family = 0;
    }
    spoilt = whole;
    spoilt.budget = most_of_one(&whole, -1);
    assert_false(all_fit(&whole, -1, spoilt.budget));
    assert_given_up_at_once(&spoilt);
    for (int k = 0; k < whole.limit_count; k++) {
        spoilt = whole;
        spoilt.budget = LIMBER_BUDGET_MAX;
        spoilt.limit[k] = most_of_one(&whole, k);
        if (!all_fit(&whole, k, spoilt.limit[k])) {
            assert_given_up_at_once(&spoilt);
        }
    }
    for (int c = 0; c < whole.candidate_count; c++) {
        spoilt = whole;
        for (int other = 0; other < whole.candidate_count; other++) {
            bool alike = whole.candidate[other].region == whole.candidate[c].region;
            spoilt.candidate[other].keep = alike;
            spoilt.candidate[other].family = alike ? 1 : 0;
        }
        int kept = 0;
        for (int other = 0; other < whole.candidate_count; other++) {
            kept += spoilt.candidate[other].keep;
        }
        if (kept > 1) { /* they exclude each other */
            assert_given_up_at_once(&spoilt);
        }
    }
    spoilt = whole;
    spoilt.warm_ups_max = 0;
    for (int c = 0; c < whole.candidate_count; c++) {
        spoilt.candidate[c].keep = whole.candidate[c].phase == LIMBER_PHASE_WARM_UP;
    }
    assert_given_up_at_once(&spoilt);
}

int main(void) {
    const char *given = getenv("LIMBER_SEED");
    seed = given != NULL ? strtoull(given, NULL, 10) : 20261127;
    printf("# again: LIMBER_SEED=%llu\n", (unsigned long long)seed);
    const struct CMUnitTest claims[] = {
        cmocka_unit_test_setup(plan_of_more_time_things_or_positions_is_worth_no_less, reseed),
        cmocka_unit_test_setup(plan_of_more_closed_techniques_never_has_them_and_is_worth_no_more,
                               reseed),
        cmocka_unit_test_setup(plan_leaves_out_keeps_and_shortens_what_is_wished, reseed),
        cmocka_unit_test_setup(plan_follows_a_prescribed_dose_or_the_smallest, reseed),
        cmocka_unit_test_setup(plan_reasons_agree_with_what_happens, reseed),
        cmocka_unit_test_setup(solve_of_more_than_a_session_can_hold_gives_up_before_it_searches,
                               reseed),
    };
    return cmocka_run_group_tests(claims, NULL, NULL);
}
