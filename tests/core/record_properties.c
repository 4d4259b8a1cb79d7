/* What must hold for any record, on whichever catalogue this is linked with: it can hold back, and
 * never opens more than its own answers do. A failure names the seed; LIMBER_SEED=N runs it again.
 */
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

enum { TODAY = 20000 };

static const limber_record nothing_known;
static uint64_t seed;

static int reseed(void **state) {
    (void)state;
    random_state = seed;
    return 0;
}

static limber_screening screened(const limber_record *on, const limber_answers *answers) {
    limber_record record = *on;
    limber_screening screening;
    assert_int_equal(limber_record_screen(catalogue, &record, answers, &screening), LIMBER_OK);
    return screening;
}

/* Facts and screenings, of this device and of another, as a log may hold them. */
static limber_record random_history(uint32_t today) {
    limber_record record = {0};
    limber_record other = {0};
    for (uint32_t i = random_below(14); i > 0; i--) {
        uint32_t day = today + 2 - random_below(random_below(2) ? 40 : 8);
        limber_answers answers = random_form(day);
        limber_fact fact = random_fact(day);
        limber_screening screening;
        switch (random_below(4)) {
        case 0:
            (void)!limber_record_screen(catalogue, &record, &answers, &screening);
            break;
        case 1:
            (void)!limber_record_screen(catalogue, &other, &answers, &screening);
            limber_record_hear(&record, &other);
            break;
        default:
            (void)!limber_record_add(catalogue, &record, &fact);
        }
    }
    if (random_below(3) == 0) { /* so that the short form is due often enough */
        limber_answers answers = all_no();
        limber_screening screening;
        answers.day = today - random_below(6);
        answers.seen = 1;
        (void)!limber_record_screen(catalogue, &record, &answers, &screening);
    }
    return record;
}

static limber_answers form_of_today(void) {
    limber_answers answers = random_form(TODAY);
    answers.age_years = random_below(4) ? 40 : answers.age_years;
    return answers;
}

/* ---- More doubt. -------------------------------------------------------------------------------
 */

static void expect_no_safer(const limber_record *record, const limber_screening *before,
                            const limber_answers *more) {
    limber_screening after = screened(record, more);
    assert_true(no_safer(before, &after));
}

static void record_more_doubt_in_an_answer_never_opens_anything(void **state) {
    (void)state;
    int proceeded[LIMBER_FORM_COUNT] = {0};
    for (int n = 0; n < 1000; n++) {
        limber_record record = random_history(TODAY);
        limber_answers answers = form_of_today();
        limber_screening before = screened(&record, &answers);
        proceeded[answers.form] += before.disposition == LIMBER_DISPOSITION_PROCEED;
        for (int q = 0; q < catalogue->question_count; q++) {
            for (uint8_t a = 0; a < LIMBER_ANSWER_COUNT; a++) {
                limber_answers more = answers;
                more.answer[q] = a;
                if (answers.answer[q] == LIMBER_ANSWER_NO) {
                    expect_no_safer(&record, &before, &more);
                }
            }
        }
        for (uint8_t a = 0; a < LIMBER_ANSWER_COUNT; a++) {
            limber_answers more = answers;
            more.changed = a;
            if (answers.changed == LIMBER_ANSWER_NO) {
                expect_no_safer(&record, &before, &more);
            }
        }
        limber_answers more = answers;
        more.seen = 0;
        expect_no_safer(&record, &before, &more);
    }
    assert_true(proceeded[LIMBER_FORM_FULL] > 30 && proceeded[LIMBER_FORM_SHORT] > 30);
}

/* A stop, a worse day, more work, and a pain that is no less than the last one. */
static limber_fact bad_news(const limber_record *record) {
    limber_fact fact = random_fact(TODAY + 2 - random_below(40));
    if (fact.kind == LIMBER_FACT_NEXT_DAY) {
        fact.value = 1;
    } else if (fact.kind == LIMBER_FACT_PAIN) {
        fact.day = TODAY - random_below(9);
        if (fact.day >= record->last_pain_day && fact.value < record->last_pain) {
            fact.value = record->last_pain;
        }
    }
    return fact;
}

static bool begins_a_new_stretch(const limber_record *record, const limber_fact *fact) {
    return fact->kind == LIMBER_FACT_PAIN && fact->day > record->last_pain_day &&
           fact->day - record->last_pain_day > catalogue->limits.settle_days;
}

static void record_bad_news_never_opens_anything(void **state) {
    (void)state;
    int plans = 0;
    for (int n = 0; n < 10000; n++) {
        limber_record record = random_history(TODAY);
        limber_record worse = record;
        limber_fact fact = bad_news(&record);
        if (begins_a_new_stretch(&record, &fact)) {
            continue;
        }
        assert_int_equal(limber_record_add(catalogue, &worse, &fact), LIMBER_OK);
        assert_true(limber_record_due(catalogue, &worse, TODAY) <=
                    limber_record_due(catalogue, &record, TODAY)); /* FULL is 0 */
        limber_answers answers = form_of_today();
        limber_screening before = screened(&record, &answers);
        limber_screening after = screened(&worse, &answers);
        assert_true(no_safer(&before, &after));
        limber_request request = random_request();
        limber_plan plan;
        assert_int_equal(make_plan(catalogue, &after, &worse, &request, &plan), LIMBER_OK);
        if (plan.outcome == LIMBER_OUTCOME_PLANNED) {
            plans++;
            assert_int_equal(limber_plan_check(catalogue, &before, &record, &plan), LIMBER_OK);
        }
    }
    assert_true(plans > 250);
}

static void record_hearing_of_another_device_never_opens_anything(void **state) {
    (void)state;
    for (int n = 0; n < 10000; n++) {
        limber_record record = random_history(TODAY);
        limber_record other = random_history(TODAY);
        limber_record both = record;
        if (n % 4 == 0) {
            garbage(&other, sizeof other, n / 4);
        }
        limber_record_hear(&both, &other);
        assert_true(limber_record_due(catalogue, &both, TODAY) <=
                    limber_record_due(catalogue, &record, TODAY));
        limber_answers answers = form_of_today();
        limber_screening before = screened(&record, &answers);
        limber_screening after;
        if (limber_record_screen(catalogue, &both, &answers, &after) == LIMBER_OK) {
            assert_true(no_safer(&before, &after));
        } else {
            assert_true(all_zero(&after, sizeof after));
        }
    }
}

/* ---- Never more than the answers themselves. ---------------------------------------------------
 */

static void record_of_any_facts_opens_no_more_than_the_empty_one(void **state) {
    (void)state;
    int plans = 0;
    for (int n = 0; n < 10000; n++) {
        limber_record record = random_history(TODAY);
        limber_answers answers = form_of_today();
        answers.form = LIMBER_FORM_FULL;
        limber_screening with = screened(&record, &answers);
        limber_screening without = screened(&nothing_known, &answers);
        assert_true(no_safer(&without, &with));
        limber_request request = random_request();
        limber_plan plan;
        assert_int_equal(make_plan(catalogue, &with, &record, &request, &plan), LIMBER_OK);
        if (plan.outcome == LIMBER_OUTCOME_PLANNED) {
            plans++;
            assert_int_equal(limber_plan_check(catalogue, &without, &nothing_known, &plan),
                             LIMBER_OK);
        }
    }
    assert_true(plans > 250);
}

static void record_empty_judges_a_full_form_as_it_is(void **state) {
    (void)state;
    for (int n = 0; n < 10000; n++) {
        limber_answers answers = random_form(TODAY);
        answers.form = LIMBER_FORM_FULL;
        limber_screening plain;
        assert_int_equal(limber_screen(catalogue, &answers, &plain), LIMBER_OK);
        limber_screening on_record = screened(&nothing_known, &answers);
        assert_memory_equal(&plain, &on_record, sizeof plain);
        answers = random_form(TODAY);
        answers.form = LIMBER_FORM_SHORT;
        on_record = screened(&nothing_known, &answers);
        assert_true(opens_nothing(&on_record));
        assert_int_not_equal(on_record.disposition, LIMBER_DISPOSITION_PROCEED);
    }
}

/* An emergency or an urgent finding that stands, whatever comes, until a full form ends it. */
static void record_nothing_but_a_finished_full_form_ends_what_stands(void **state) {
    (void)state;
    int ended = 0;
    for (int n = 0; n < 10000; n++) {
        limber_record record = random_history(TODAY);
        limber_record before = record;
        limber_answers answers = form_of_today();
        limber_screening screening;
        assert_int_equal(limber_record_screen(catalogue, &record, &answers, &screening), LIMBER_OK);
        if (record.standing < before.standing) {
            ended++;
            assert_int_equal(answers.form, LIMBER_FORM_FULL);
            assert_true(all_zero(screening.missing, sizeof screening.missing));
            assert_true(!before.needs_seen || answers.seen);
        }
        assert_true(screening.disposition >= record.standing);
        assert_true(record.standing == 0 || opens_nothing(&screening));
    }
    assert_true(ended > 50);
}

/* ---- Garbage. ----------------------------------------------------------------------------------
 */

static bool short_form_was_enough(const limber_record *record, const limber_answers *answers) {
    for (uint32_t q = 0; q < catalogue->question_count; q++) {
        if (question_in(catalogue->short_form, q) && answers->answer[q] == LIMBER_ANSWER_MISSING) {
            return false;
        }
    }
    return answers->changed == LIMBER_ANSWER_NO && record->standing == 0 &&
           limber_record_due(catalogue, record, answers->day) == LIMBER_FORM_SHORT;
}

static void record_of_garbage_opens_no_more_than_the_answers(void **state) {
    (void)state;
    WALLED(limber_record) record;
    WALLED(limber_screening) out;
    BUILD_WALLS(record);
    BUILD_WALLS(out);
    for (int n = 0; n < 40000; n++) {
        garbage(&record.it, sizeof record.it, n);
        limber_record before = record.it;
        limber_answers answers = form_of_today();
        if (limber_record_screen(catalogue, &record.it, &answers, &out.it) != LIMBER_OK) {
            assert_true(all_zero(&out.it, sizeof out.it));
            assert_memory_equal(&record.it, &before, sizeof before);
            continue;
        }
        if (answers.form == LIMBER_FORM_FULL) {
            limber_screening plain;
            assert_int_equal(limber_screen(catalogue, &answers, &plain), LIMBER_OK);
            assert_true(no_safer(&plain, &out.it));
        } else if (out.it.disposition == LIMBER_DISPOSITION_PROCEED) {
            assert_true(short_form_was_enough(&before, &answers));
        }
        assert_true(out.it.reason_count <= catalogue->rule_count);
    }
    assert_true(WALLS_STAND(record) && WALLS_STAND(out));
}

/* As above, with a record that is sound but for one field. */
static void record_damaged_in_one_byte_opens_no_more(void **state) {
    (void)state;
    for (int n = 0; n < 40000; n++) {
        limber_record record = nothing_known;
        ((uint8_t *)&record)[random_below(sizeof record)] = (uint8_t)random_bits();
        if (n % 2) { /* where what stands is written */
            ((uint8_t *)&record)[offsetof(limber_record, first_pain) + random_below(12)] =
                (uint8_t)random_below(LIMBER_DISPOSITION_COUNT + 1);
        }
        limber_answers answers = form_of_today();
        answers.answer[random_below(catalogue->question_count)] = LIMBER_ANSWER_MISSING;
        limber_answers whole = answers;
        whole.form = LIMBER_FORM_FULL;
        limber_screening plain;
        limber_screening on_record;
        assert_int_equal(limber_screen(catalogue, &whole, &plain), LIMBER_OK);
        if (limber_record_screen(catalogue, &record, &whole, &on_record) == LIMBER_OK) {
            assert_true(no_safer(&plain, &on_record));
        }
    }
}

static void record_of_garbage_plans_nothing_that_the_empty_one_would_not(void **state) {
    (void)state;
    limber_answers answers = all_no();
    limber_screening screening;
    assert_int_equal(limber_screen(catalogue, &answers, &screening), LIMBER_OK);
    limber_record record;
    WALLED(limber_plan) plan;
    BUILD_WALLS(plan);
    for (int n = 0; n < 10000; n++) {
        garbage(&record, sizeof record, n);
        limber_request request = random_request();
        assert_int_equal(make_plan(catalogue, &screening, &record, &request, &plan.it), LIMBER_OK);
        if (plan.it.outcome == LIMBER_OUTCOME_PLANNED) {
            assert_int_equal(limber_plan_check(catalogue, &screening, &record, &plan.it),
                             LIMBER_OK);
            assert_int_equal(limber_plan_check(catalogue, &screening, &nothing_known, &plan.it),
                             LIMBER_OK);
        }
        garbage(&request, sizeof request, n / 4);
        if (make_plan(catalogue, &screening, &record, &request, &plan.it) != LIMBER_OK) {
            assert_true(all_zero(&plan.it, sizeof plan.it));
        }
    }
    assert_true(WALLS_STAND(plan));
}

static void record_refuses_garbage_for_a_fact_and_stays_as_it_was(void **state) {
    (void)state;
    int taken = 0;
    WALLED(limber_record) record;
    BUILD_WALLS(record);
    for (int n = 0; n < 100000; n++) {
        limber_fact fact;
        garbage(&fact, sizeof fact, n);
        if (n % 500 == 0) {
            record.it = random_history(TODAY);
        }
        limber_record before = record.it;
        if (limber_record_add(catalogue, &record.it, &fact) != LIMBER_OK) {
            assert_memory_equal(&record.it, &before, sizeof before);
            continue;
        }
        taken++;
        assert_true(fact.kind < LIMBER_FACT_COUNT && fact.day > 0);
        assert_memory_equal(&record.it.kept, &before.kept, sizeof before.kept);
        assert_int_equal(record.it.standing, before.standing);
    }
    assert_true(taken > 100);
    assert_true(WALLS_STAND(record));
}

int main(void) {
    const char *given = getenv("LIMBER_SEED");
    seed = given != NULL ? strtoull(given, NULL, 10) : 20261125;
    (void)fprintf(stderr, "# again: LIMBER_SEED=%llu\n", (unsigned long long)seed);
#define CLAIM(name) cmocka_unit_test_setup(name, reseed)
    const struct CMUnitTest claims[] = {
        CLAIM(record_more_doubt_in_an_answer_never_opens_anything),
        CLAIM(record_bad_news_never_opens_anything),
        CLAIM(record_hearing_of_another_device_never_opens_anything),
        CLAIM(record_of_any_facts_opens_no_more_than_the_empty_one),
        CLAIM(record_empty_judges_a_full_form_as_it_is),
        CLAIM(record_nothing_but_a_finished_full_form_ends_what_stands),
        CLAIM(record_of_garbage_opens_no_more_than_the_answers),
        CLAIM(record_damaged_in_one_byte_opens_no_more),
        CLAIM(record_of_garbage_plans_nothing_that_the_empty_one_would_not),
        CLAIM(record_refuses_garbage_for_a_fact_and_stays_as_it_was),
    };
    return cmocka_run_group_tests(claims, NULL, NULL);
}
