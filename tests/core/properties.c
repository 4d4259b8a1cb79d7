/* What must hold for any input, on whichever catalogue this is linked with: seeded random people,
 * requests, sessions and plain garbage. A failure names the seed; LIMBER_SEED=N runs it again. */
#include "limber.h"

#include "judging.h"
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

static const limber_record nothing_known;

static limber_screening screened(const limber_answers *answers) {
    limber_screening screening;
    assert_int_equal(limber_screen(catalogue, answers, &screening), LIMBER_OK);
    return screening;
}

/* ---- Screening. --------------------------------------------------------------------------------
 */

/* What a yes to this question alone leads to, by the rules that look at nothing else. */
static uint8_t leads_to(uint32_t question) {
    uint8_t most = LIMBER_DISPOSITION_PROCEED;
    uint32_t only[2] = {0};
    only[question / 32] = UINT32_C(1) << question % 32;
    for (int i = 0; i < catalogue->rule_count; i++) {
        const limber_rule *rule = &catalogue->rules[i];
        bool alone = rule->some_min == 0 && rule->age_above_years == 0 &&
                     rule->age_below_years == 0 && rule->observed == 0 &&
                     memcmp(rule->all, only, sizeof only) == 0;
        most = alone && rule->disposition > most ? rule->disposition : most;
    }
    return most;
}

static void screen_one_yes_or_unknown_of_a_stop_is_enough(void **state) {
    (void)state;
    limber_answers answers = all_no();
    limber_screening screening = screened(&answers);
    assert_int_equal(screening.disposition, LIMBER_DISPOSITION_PROCEED);
    assert_false(opens_nothing(&screening));
    int stops = 0;
    for (uint32_t q = 0; q < catalogue->question_count; q++) {
        answers = all_no();
        answers.answer[q] = LIMBER_ANSWER_YES;
        screening = screened(&answers);
        assert_int_equal(screening.disposition, leads_to(q));
        assert_int_equal(opens_nothing(&screening), leads_to(q) > LIMBER_DISPOSITION_PROCEED);
        stops += opens_nothing(&screening);
        answers.answer[q] = LIMBER_ANSWER_UNKNOWN;
        limber_screening unknown = screened(&answers);
        assert_memory_equal(&unknown, &screening, sizeof unknown);
    }
    assert_true(stops > 3);
}

/* Every change of one answer of a set, towards more doubt. */
static void every_doubt(const limber_answers *answers, const limber_screening *before) {
    limber_answers more = *answers;
    for (uint32_t q = 0; q < catalogue->question_count; q++) {
        for (uint8_t answer = 0; answer < LIMBER_ANSWER_COUNT; answer++) {
            more.answer[q] = answer;
            limber_screening after = screened(&more);
            bool doubt =
                answers->answer[q] == LIMBER_ANSWER_NO || (counts(answers, q) && counts(&more, q));
            if (doubt) {
                assert_true(no_safer(before, &after));
            } else if (answer == LIMBER_ANSWER_MISSING) {
                assert_true(opens_no_more(&after, before));
                assert_true(gravity(&after) >= gravity(before) || gravity(&after) > 0);
            }
        }
        more.answer[q] = answers->answer[q];
    }
    more.observed = LIMBER_OBSERVED_ALL;
    limber_screening after = screened(&more);
    assert_true(no_safer(before, &after));
    more.observed = answers->observed;
    more.age_years = 0;
    after = screened(&more);
    assert_true(opens_nothing(&after));
    assert_int_not_equal(after.disposition, LIMBER_DISPOSITION_PROCEED);
}

static void screen_more_doubt_never_opens_anything_nor_lowers_the_disposition(void **state) {
    (void)state;
    int outcomes[LIMBER_DISPOSITION_COUNT] = {0};
    for (int n = 0; n < 800; n++) {
        static const uint32_t doubts_one_in[] = {6, 24, 100, 400};
        limber_answers answers = random_answers(doubts_one_in[n % 4]);
        limber_screening before = screened(&answers);
        outcomes[before.disposition]++;
        every_doubt(&answers, &before);
    }
    for (int i = 0; i < LIMBER_DISPOSITION_COUNT; i++) {
        assert_true(outcomes[i] > 8);
    }
}

static void screen_answer_that_is_not_missing_changes_nothing(void **state) {
    (void)state;
    int idle = 0;
    for (int n = 0; n < 20000; n++) {
        limber_answers answers = random_answers(3);
        limber_screening before = screened(&answers);
        for (uint32_t q = 0; q < catalogue->question_count; q++) {
            if (answers.answer[q] == LIMBER_ANSWER_MISSING && !question_in(before.missing, q)) {
                answers.answer[q] = (uint8_t)random_below(LIMBER_ANSWER_COUNT);
                idle++;
            }
        }
        limber_screening after = screened(&answers);
        assert_memory_equal(&before, &after, sizeof after);
    }
    assert_true(idle > 1000);
}

/* A single missing answer stops everybody, unless it could change nothing. */
static void screen_missing_answer_that_can_matter_never_proceeds(void **state) {
    (void)state;
    for (uint32_t q = 0; q < catalogue->question_count; q++) {
        limber_answers answers = all_no();
        limber_screening no = screened(&answers);
        answers.answer[q] = LIMBER_ANSWER_YES;
        limber_screening yes = screened(&answers);
        answers.answer[q] = LIMBER_ANSWER_MISSING;
        limber_screening missing = screened(&answers);
        bool matters = memcmp(&yes, &no, sizeof no) != 0;
        assert_int_equal(question_in(missing.missing, q), matters);
        assert_int_equal(missing.disposition,
                         matters ? LIMBER_DISPOSITION_INCOMPLETE : LIMBER_DISPOSITION_PROCEED);
        assert_int_equal(opens_nothing(&missing), matters);
    }
}

static void screen_agreement_never_lifts_what_is_urgent_or_an_emergency(void **state) {
    (void)state;
    int lifted = 0;
    for (int n = 0; n < 50000; n++) {
        limber_answers answers = random_answers(n % 2 ? 60 : 400);
        limber_screening with = screened(&answers);
        memset(answers.agreed, 0, sizeof answers.agreed);
        limber_screening without = screened(&answers);
        if (without.disposition != LIMBER_DISPOSITION_PROFESSIONAL) {
            assert_memory_equal(&with, &without, sizeof with);
        }
        lifted += with.disposition == LIMBER_DISPOSITION_PROCEED &&
                  without.disposition == LIMBER_DISPOSITION_PROFESSIONAL;
        for (uint8_t t = 0; t < catalogue->technique_count; t++) {
            if (limber_technique_allowed(&with, t)) { /* what a reason closes stays closed */
                assert_int_equal(limber_closing_rule(catalogue, &without, t), LIMBER_RULE_MAX);
            }
        }
    }
    assert_true(lifted > 20);
}

static void screen_zero_and_garbage_permit_nothing(void **state) {
    (void)state;
    limber_answers answers = {0};
    WALLED(limber_screening) out;
    BUILD_WALLS(out);
    assert_int_equal(limber_screen(catalogue, &answers, &out.it), LIMBER_OK);
    assert_int_equal(out.it.disposition, LIMBER_DISPOSITION_INCOMPLETE);
    assert_true(opens_nothing(&out.it));
    for (int n = 0; n < 100000; n++) {
        garbage(&answers, sizeof answers, n);
        if (limber_screen(catalogue, &answers, &out.it) != LIMBER_OK) {
            assert_true(all_zero(&out.it, sizeof out.it));
        }
        assert_int_not_equal(out.it.disposition, LIMBER_DISPOSITION_PROCEED);
        assert_true(opens_nothing(&out.it));
    }
    assert_true(WALLS_STAND(out));
}

/* Each field at the first value beyond its range, in a set that proceeds without it. */
static void screen_refuses_each_value_out_of_range(void **state) {
    (void)state;
    limber_answers sound = all_no();
    limber_answers spoilt[8];
    for (size_t i = 0; i < 8; i++) {
        spoilt[i] = sound;
    }
    spoilt[0].age_years = LIMBER_AGE_MAX_YEARS + 1;
    spoilt[1].form = LIMBER_FORM_COUNT;
    spoilt[2].changed = LIMBER_ANSWER_COUNT;
    spoilt[3].seen = 2;
    spoilt[4].observed = LIMBER_OBSERVED_ALL + 1;
    spoilt[5].answer[0] = LIMBER_ANSWER_COUNT;
    spoilt[6].answer[catalogue->question_count] = LIMBER_ANSWER_NO;
    spoilt[7].agreed[catalogue->question_count / 32] = UINT32_C(1)
                                                       << catalogue->question_count % 32;
    for (size_t i = 0; i < 8; i++) {
        limber_screening screening;
        assert_int_equal(limber_screen(catalogue, &spoilt[i], &screening), LIMBER_ERROR_ARGUMENT);
        assert_true(all_zero(&screening, sizeof screening));
    }
}

static void screen_refuses_a_catalogue_that_cannot_be(void **state) {
    (void)state;
    limber_answers answers = all_no();
    limber_rule astray[2] = {{.age_above_years = 1, .disposition = LIMBER_DISPOSITION_COUNT},
                             {.age_above_years = 1, .disposition = LIMBER_DISPOSITION_INCOMPLETE}};
    limber_catalogue spoilt[8];
    for (size_t i = 0; i < 8; i++) {
        spoilt[i] = *catalogue;
    }
    spoilt[0] = (limber_catalogue){0};
    spoilt[1].question_count = 0;
    spoilt[2].question_count = LIMBER_QUESTION_MAX + 1;
    spoilt[3].rule_count = 0;
    spoilt[4].rule_count = LIMBER_RULE_MAX + 1;
    spoilt[5].technique_count = LIMBER_TECHNIQUE_MAX + 1;
    for (size_t i = 6; i < 8; i++) {
        spoilt[i].rules = &astray[i - 6];
        spoilt[i].index = (limber_index){0};
        spoilt[i].rule_count = 1;
    }
    for (size_t i = 0; i < 8; i++) {
        limber_screening screening;
        assert_int_equal(limber_screen(&spoilt[i], &answers, &screening), LIMBER_ERROR_ARGUMENT);
        assert_true(all_zero(&screening, sizeof screening));
    }
    limber_answers nothing = {0};
    limber_screening screening;
    assert_int_equal(limber_screen(&spoilt[2], &nothing, &screening), LIMBER_ERROR_ARGUMENT);
}

static void rules_of_a_catalogue_stand_gravest_first(void **state) {
    (void)state;
    for (int i = 1; i < catalogue->rule_count; i++) {
        const limber_rule *before = &catalogue->rules[i - 1];
        const limber_rule *rule = &catalogue->rules[i];
        assert_true(
            before->disposition > rule->disposition ||
            (before->disposition == rule->disposition && before->severity >= rule->severity));
    }
}

/* The index leaves out work and nothing else. */
static void screen_without_the_index_gives_equal_bytes(void **state) {
    (void)state;
    limber_catalogue plain = *catalogue;
    plain.index = (limber_index){0};
    for (int n = 0; n < 100000; n++) {
        limber_answers answers = random_answers(n % 2 ? 2 : 20);
        limber_screening expected;
        limber_screening screening;
        assert_int_equal(limber_screen(&plain, &answers, &expected), LIMBER_OK);
        assert_int_equal(limber_screen(catalogue, &answers, &screening), LIMBER_OK);
        assert_memory_equal(&screening, &expected, sizeof expected);
    }
}

static bool in_set(const uint32_t *set, int rule) {
    return (set[rule / 32] >> rule % 32 & 1) != 0;
}

static void index_names_every_indexed_rule_for_each_of_its_questions(void **state) {
    (void)state;
    const limber_index *index = &catalogue->index;
    for (int i = 0; i < catalogue->rule_count; i++) {
        const limber_rule *rule = &catalogue->rules[i];
        int questions = 0;
        for (int q = 0; q < LIMBER_QUESTION_MAX; q++) {
            bool named = ((rule->all[q / 32] | rule->some[q / 32]) >> q % 32 & 1) != 0;
            questions += named;
            assert_true(!in_set(index->indexed, i) || named == in_set(index->rules_of[q], i));
        }
        assert_true(questions > 0 || !in_set(index->indexed, i));
        bool alone = questions == 1 && rule->some_min == 0 && rule->age_below_years == 0 &&
                     rule->age_above_years == 0 && rule->observed == 0;
        assert_true(alone || !in_set(index->alone, i));
    }
}

static void closing_rule_of_garbage_is_in_range(void **state) {
    (void)state;
    for (int n = 0; n < 50000; n++) {
        limber_screening screening;
        garbage(&screening, sizeof screening, n);
        uint8_t technique = (uint8_t)random_bits();
        uint8_t rule = limber_closing_rule(catalogue, &screening, technique);
        assert_true(rule == LIMBER_RULE_MAX ||
                    (technique < catalogue->technique_count && rule < catalogue->rule_count));
        assert_true(technique < LIMBER_TECHNIQUE_MAX ||
                    !limber_technique_allowed(&screening, technique));
    }
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
    if (technique->partner && !request->partner) {
        return false;
    }
    bool pain = !request->pain_known || request->pain > catalogue->limits.pain_continue_max;
    bool sore = request->pain > catalogue->limits.strong_pain_max;
    return (request->positions >> step->position & 1) && !(sore && technique->intensity > 2) &&
           !(pain && technique->intensity > catalogue->limits.intensity_max_in_pain);
}

static void plan_is_lawful_possible_and_within_the_time_for_anybody(void **state) {
    (void)state;
    limber_answers answers = all_no();
    limber_screening screening = screened(&answers);
    int planned = 0;
    for (int n = 0; n < 20000; n++) {
        limber_record record = n % 4 ? random_record(20000, 30) : nothing_known;
        limber_request request = random_request();
        limber_plan plan;
        limber_plan again;
        assert_int_equal(make_plan(catalogue, &screening, &record, &request, &plan), LIMBER_OK);
        assert_int_equal(make_plan(catalogue, &screening, &record, &request, &again), LIMBER_OK);
        assert_memory_equal(&plan, &again, sizeof plan);
        if (plan.outcome != LIMBER_OUTCOME_PLANNED) {
            assert_int_equal(plan.step_count, 0);
            continue;
        }
        planned++;
        assert_int_equal(limber_plan_check(catalogue, &screening, &record, &plan), LIMBER_OK);
        assert_true(plan.duration_ms <= request.minutes * UINT32_C(60000));
        int cool_downs = 0; /* one, and one more: not heat and cold on the same place */
        for (int i = 0; i < plan.step_count; i++) {
            assert_true(possible(&request, &plan.step[i]));
            assert_int_equal(plan.left_out[plan.step[i].technique], LIMBER_LEFT_OUT_NOT);
            cool_downs += plan.step[i].phase == LIMBER_PHASE_COOL_DOWN;
        }
        assert_true(cool_downs <= 2);
    }
    assert_true(planned > 5000);
}

static void plan_zero_and_garbage_give_no_lawful_plan(void **state) {
    (void)state;
    limber_screening screening = {0};
    limber_request request = {0};
    limber_record record = {0};
    limber_plan plan = {0};
    limber_session session;
    assert_int_equal(limber_plan_check(catalogue, &screening, &record, &plan), LIMBER_ERROR_PLAN);
    assert_int_equal(make_plan(catalogue, &screening, &record, &request, &plan), LIMBER_OK);
    assert_int_equal(plan.outcome, LIMBER_OUTCOME_NOT_SCREENED);
    for (int n = 0; n < 100000; n++) {
        garbage(&screening, sizeof screening, n);
        garbage(&request, sizeof request, n / 4);
        garbage(&plan, sizeof plan, n / 16);
        if (n % 3 == 0) {
            garbage(&record, sizeof record, n / 64);
            plan.step_count = (uint8_t)random_below(LIMBER_STEP_MAX + 1);
        }
        assert_int_equal(limber_session_begin(catalogue, &screening, &record, &plan, &session),
                         LIMBER_ERROR_PLAN);
        assert_int_equal(session.state, LIMBER_STATE_STOPPED);
        limber_error error = make_plan(catalogue, &screening, &record, &request, &plan);
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
        assert_int_equal(make_plan(catalogue, screening, &nothing_known, &request, &plan),
                         LIMBER_OK);
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
        assert_int_equal(
            limber_session_begin(catalogue, &screening, &nothing_known, &plan, &session),
            LIMBER_OK);
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
        assert_int_equal(limber_session_begin(catalogue, &screening, &nothing_known, &plan, &a),
                         LIMBER_OK);
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
        assert_int_equal(
            limber_session_begin(catalogue, &screening, &nothing_known, &plan, &session),
            LIMBER_OK);
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
            uint32_t room_ms = LIMBER_SESSION_TIME_MAX_MS - session.at_ms;
            uint32_t later_ms = random_below(9000);
            limber_event event =
                some_event(session.at_ms + (later_ms < room_ms ? later_ms : room_ms), 0);
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
            assert_int_equal(
                limber_session_begin(catalogue, &screening, &nothing_known, &plan, &session),
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
    assert_int_equal(limber_session_begin(catalogue, &screening, &nothing_known, &plan, &sound),
                     LIMBER_OK);
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
        CLAIM(screen_one_yes_or_unknown_of_a_stop_is_enough),
        CLAIM(screen_missing_answer_that_can_matter_never_proceeds),
        CLAIM(screen_more_doubt_never_opens_anything_nor_lowers_the_disposition),
        CLAIM(screen_answer_that_is_not_missing_changes_nothing),
        CLAIM(screen_agreement_never_lifts_what_is_urgent_or_an_emergency),
        CLAIM(screen_refuses_each_value_out_of_range),
        CLAIM(screen_refuses_a_catalogue_that_cannot_be),
        CLAIM(rules_of_a_catalogue_stand_gravest_first),
        CLAIM(screen_without_the_index_gives_equal_bytes),
        CLAIM(index_names_every_indexed_rule_for_each_of_its_questions),
        CLAIM(closing_rule_of_garbage_is_in_range),
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
