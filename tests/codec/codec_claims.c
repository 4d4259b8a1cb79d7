/* What the codec promises beyond single cases: those are in tests/cli/cases. */
#include "codec.h"
#include "words.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#define DEVICE "0123456789abcdef0123456789abcdef"

static json_t *parse(const char *text) {
    limber_fault fault;
    json_t *json = limber_json_parse(text, strlen(text), &fault);
    if (json == NULL) {
        fail_msg("%s: %s", text, fault.message);
    }
    return json;
}

static void assert_refused(const char *text, const char *words) {
    limber_fault fault;
    json_t *json = limber_json_parse(text, strlen(text), &fault);
    assert_null(json);
    if (strstr(fault.message, words) == NULL) {
        fail_msg("%s: %s", text, fault.message);
    }
}

/* ---- Documents. --------------------------------------------------------------------------------
 */

static void json_of_sixteen_levels_is_read_and_of_seventeen_refused(void **state) {
    (void)state;
    json_decref(parse("[[[[[[[[[[[[[[[[]]]]]]]]]]]]]]]]"));
    assert_refused("[[[[[[[[[[[[[[[[[]]]]]]]]]]]]]]]]]", "deeper than 16");
    assert_refused("[[[[[[[[[[[[[[[[{}]]]]]]]]]]]]]]]]", "deeper than 16");
}

static void json_brackets_in_strings_are_not_nesting(void **state) {
    (void)state;
    json_decref(parse("[\"[[[[[[[[[[[[[[[[[[[[\\\"[[[[\"]"));
}

static void json_beside_the_strict_form_is_refused(void **state) {
    (void)state;
    assert_refused("", "not valid JSON");
    assert_refused("{\"a\":1,\"a\":1}", "duplicate");
    assert_refused("{} ,", "end of file");
    assert_refused("{\"a\":NaN}", "not valid JSON");
    assert_refused("{'a':1}", "not valid JSON");
    assert_refused("[\"\\ud800\"]", "not valid JSON");
    assert_refused("[\"\xc0\xaf\"]", "not valid JSON");
    assert_refused("[\"a\\u0000\"]", "not valid JSON");
    assert_refused("\xef\xbb\xbf{}", "not valid JSON");
}

/* ---- Dates. ------------------------------------------------------------------------------------
 */

static void day_goes_to_text_and_back_for_every_day(void **state) {
    (void)state;
    char text[11];
    for (uint32_t day = 1; day <= 2932896; day++) {
        limber_day_to_text(day, text);
        assert_int_equal(limber_day_from_text(text), day);
    }
    assert_string_equal(text, "9999-12-31");
    limber_day_to_text(20778, text);
    assert_string_equal(text, "2026-11-21");
}

static void day_that_does_not_exist_is_none(void **state) {
    (void)state;
    static const char *const texts[] = {"",           "2026-02-29", "2100-02-29",  "2026-13-01",
                                        "2026-00-10", "2026-01-00", "2026-04-31",  "1970-01-01",
                                        "1969-12-31", "2026-1-01",  "2026-11-21 ", "+026-11-21"};
    for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++) {
        assert_int_equal(limber_day_from_text(texts[i]), 0);
    }
    assert_int_not_equal(limber_day_from_text("2024-02-29"), 0);
    assert_int_not_equal(limber_day_from_text("2000-02-29"), 0);
}

/* ---- Answers and requests. ---------------------------------------------------------------------
 */

static void answers_at_fault_leave_nothing_behind(void **state) {
    (void)state;
    limber_fault fault;
    limber_answers answers, nothing = {0};
    json_t *json =
        parse("{\"today\":\"2026-11-21\",\"age\":41,\"answers\":{\"E1\":\"no\",\"E2\":7}}");
    memset(&answers, 0xff, sizeof answers);
    assert_false(limber_answers_from_json(json, 20778, &answers, &fault));
    assert_string_equal(fault.field, "answers.E2");
    assert_memory_equal(&answers, &nothing, sizeof answers);
    json_decref(json);
}

static void answers_without_a_day_are_of_the_day_that_the_shell_says(void **state) {
    (void)state;
    limber_fault fault;
    limber_answers answers;
    json_t *json = parse("{}");
    assert_true(limber_answers_from_json(json, 20778, &answers, &fault));
    assert_int_equal(answers.day, 20778);
    assert_true(limber_answers_from_json(json, 0, &answers, &fault));
    assert_int_equal(answers.day, 0);
    json_decref(json);
}

static void request_takes_the_day_of_its_answers_and_never_gives_them_its_own(void **state) {
    (void)state;
    limber_fault fault;
    limber_answers answers;
    limber_record record;
    limber_request request;
    limber_programme_document programme;
    json_t *json = parse("{\"minutes\":5,\"screen\":{\"today\":\"2026-11-21\"}}");
    assert_true(
        limber_request_from_json(json, 30000, &answers, &record, &request, &programme, &fault));
    assert_int_equal(answers.day, 20778);
    assert_int_equal(request.day, 20778);
    json_decref(json);
    json = parse("{\"minutes\":5,\"today\":\"2026-11-21\",\"screen\":{}}");
    assert_true(
        limber_request_from_json(json, 30000, &answers, &record, &request, &programme, &fault));
    assert_int_equal(answers.day, 30000);
    assert_int_equal(request.day, 20778);
    json_decref(json);
}

static void answers_of_tomorrow_are_taken_and_of_a_later_day_refused(void **state) {
    (void)state;
    limber_fault fault;
    limber_answers answers;
    json_t *json = parse("{\"today\":\"2026-11-21\"}");
    assert_true(limber_answers_from_json(json, 20778, &answers, &fault));
    assert_true(limber_answers_from_json(json, 20777, &answers, &fault));
    assert_false(limber_answers_from_json(json, 20776, &answers, &fault));
    assert_string_equal(fault.field, "today");
    assert_true(limber_answers_from_json(json, 0, &answers, &fault)); /* no clock to compare with */
    json_decref(json);
}

static int question(const char *id) {
    int index = limber_name_find(limber_question_id, 0, id);
    assert_true(index >= 0);
    return index;
}

static void answers_to_a_compound_are_answers_to_its_parts_in_any_order(void **state) {
    (void)state;
    static const char *const texts[] = {"{\"answers\":{\"E5\":\"yes\",\"E5.1\":\"no\"}}",
                                        "{\"answers\":{\"E5.1\":\"no\",\"E5\":\"yes\"}}"};
    for (int i = 0; i < 2; i++) {
        limber_fault fault;
        limber_answers answers;
        json_t *json = parse(texts[i]);
        assert_true(limber_answers_from_json(json, 0, &answers, &fault));
        assert_int_equal(answers.answer[question("E5.1")], LIMBER_ANSWER_NO);
        assert_int_equal(answers.answer[question("E5.2")], LIMBER_ANSWER_YES);
        assert_int_equal(answers.answer[question("E6.1")], LIMBER_ANSWER_MISSING);
        json_decref(json);
    }
}

static void answers_around_the_questions_are_read(void **state) {
    (void)state;
    limber_fault fault;
    limber_answers answers;
    json_t *json = parse("{\"form\":\"short\",\"changed\":\"unknown\",\"seen\":true,"
                         "\"agreed\":[\"P4\",\"P6.1\"]}");
    assert_true(limber_answers_from_json(json, 0, &answers, &fault));
    assert_int_equal(answers.form, LIMBER_FORM_SHORT);
    assert_int_equal(answers.changed, LIMBER_ANSWER_UNKNOWN);
    assert_int_equal(answers.seen, 1);
    uint64_t agreed = answers.agreed[0] | (uint64_t)answers.agreed[1] << 32;
    assert_int_equal(agreed, UINT64_C(1) << question("P4.1") | UINT64_C(1) << question("P4.2") |
                                 UINT64_C(1) << question("P6.1"));
    json_decref(json);
}

static void request_history_fills_the_record(void **state) {
    (void)state;
    limber_fault fault;
    limber_answers answers;
    limber_record record;
    limber_request request;
    limber_programme_document programme;
    json_t *json = parse("{\"minutes\":5,\"today\":\"2026-11-21\",\"history\":["
                         "{\"technique\":\"cat-cow\",\"day\":\"2026-11-20\",\"seconds\":90},"
                         "{\"technique\":\"cat-cow\",\"day\":\"2026-11-20\",\"seconds\":30,"
                         "\"felt\":\"worse\"}]}");
    assert_true(limber_request_from_json(json, 0, &answers, &record, &request, &programme, &fault));
    int technique = limber_name_find(limber_technique_id, 0, "cat-cow");
    const limber_use *use = &record.use[technique][20777 % LIMBER_WEEK_DAYS];
    assert_int_equal(use->day, 20777);
    assert_int_equal(use->worked_ms, 120000);
    assert_int_equal(use->times, 2);
    assert_int_equal(record.lock_day[technique], 20777);
    json_decref(json);
}

static void request_at_fault_leaves_no_record_behind(void **state) {
    (void)state;
    limber_fault fault;
    limber_answers answers;
    limber_record record, nothing = {0};
    limber_request request;
    limber_programme_document programme;
    json_t *json = parse("{\"minutes\":5,\"history\":["
                         "{\"technique\":\"cat-cow\",\"day\":\"2026-11-20\"},"
                         "{\"technique\":\"cat-cow\",\"day\":7}]}");
    memset(&record, 0xff, sizeof record);
    assert_false(
        limber_request_from_json(json, 0, &answers, &record, &request, &programme, &fault));
    assert_string_equal(fault.field, "history[1].day");
    assert_memory_equal(&record, &nothing, sizeof record);
    json_decref(json);
}

static void request_without_pain_does_not_know_it(void **state) {
    (void)state;
    limber_fault fault;
    limber_answers answers;
    limber_record record;
    limber_request request;
    limber_programme_document programme;
    json_t *json = parse("{\"minutes\":5}");
    assert_true(
        limber_request_from_json(json, 30000, &answers, &record, &request, &programme, &fault));
    assert_int_equal(request.pain_known, 0);
    assert_int_equal(request.positions, 0);
    json_decref(json);
}

static void fault_quotes_printable_text_only_and_always_fits(void **state) {
    (void)state;
    limber_fault fault;
    limber_answers answers;
    char text[600] = "{\"answers\":{\"";
    for (int i = 0; i < 100; i++) {
        strncat(text, "\\u001b\xc2\x9b", sizeof text - strlen(text) - 1);
        if (strlen(text) > 500) {
            break;
        }
    }
    strncat(text, "\":\"no\"}}", sizeof text - strlen(text) - 1);
    json_t *json = parse(text);
    assert_false(limber_answers_from_json(json, 0, &answers, &fault));
    for (const char *c = fault.field; *c != '\0'; c++) {
        assert_in_range(*c, ' ', '~');
    }
    for (const char *c = fault.message; *c != '\0'; c++) {
        assert_in_range(*c, ' ', '~');
    }
    json_decref(json);
}

/* ---- Plans. ------------------------------------------------------------------------------------
 */

static void plan_seconds_are_rounded_up(void **state) {
    (void)state;
    limber_fault fault;
    limber_plan plan;
    json_t *json = parse("[{\"technique\":\"cat-cow\",\"phase\":\"warm-up\",\"side\":\"none\","
                         "\"sets\":1,\"reps\":1,\"hold_ms\":0,\"move_ms\":1,\"rest_ms\":0,"
                         "\"ready_ms\":2000,\"position\":\"kneeling\"}]");
    assert_true(limber_steps_from_json(json, &plan, &fault));
    assert_int_equal(plan.duration_ms, 2001);
    json_t *written = limber_plan_to_json(&plan);
    json_t *step = json_array_get(json_object_get(written, "steps"), 0);
    assert_int_equal(json_integer_value(json_object_get(written, "seconds")), 3);
    assert_int_equal(json_integer_value(json_object_get(step, "seconds")), 3);
    json_decref(written);
    json_decref(json);
}

/* ---- The log. ----------------------------------------------------------------------------------
 */

static void log_event_body_is_canonical_whatever_the_order(void **state) {
    (void)state;
    static const char *const texts[] = {
        "{\"device\":\"" DEVICE "\",\"sequence\":3,\"at_ms\":1,\"kind\":\"input\",\"body\":"
        "{\"value\":4,\"session\":\"" DEVICE "-2\",\"event\":\"pain\",\"at_ms\":10}}",
        "{\"body\": {\"at_ms\" : 10, \"event\":\"pai\\u006e\", \"session\":\"" DEVICE "-2\", "
        "\"value\":4},\"kind\":\"input\",\"at_ms\":1,\"sequence\":3,\"device\":\"" DEVICE "\"}"};
    for (int i = 0; i < 2; i++) {
        limber_fault fault;
        limber_log_event event;
        json_t *json = parse(texts[i]);
        assert_true(limber_log_event_from_json(json, &event, &fault));
        assert_string_equal(event.body, "{\"at_ms\":10,\"event\":\"pain\",\"session\":\"" DEVICE
                                        "-2\",\"value\":4}");
        assert_int_equal(event.body_bytes, strlen(event.body));
        assert_int_equal(event.sequence, 3);
        limber_log_event_free(&event);
        json_decref(json);
    }
}

static void assert_event_refused(const char *sequence, const char *kind, const char *body,
                                 const char *field) {
    char text[1024];
    limber_fault fault;
    limber_log_event event, nothing = {0};
    snprintf(text, sizeof text,
             "{\"device\":\"" DEVICE "\",\"sequence\":%s,\"at_ms\":1,\"kind\":\"%s\",\"body\":%s}",
             sequence, kind, body);
    json_t *json = parse(text);
    assert_false(limber_log_event_from_json(json, &event, &fault));
    assert_string_equal(fault.field, field);
    assert_memory_equal(&event, &nothing, sizeof event);
    json_decref(json);
}

static void log_event_that_breaks_its_form_is_refused_with_its_field(void **state) {
    (void)state;
    static const char good[] = "{\"session\":\"" DEVICE "-2\",\"at_ms\":1,\"event\":\"go\"}";
    assert_event_refused("0", "input", good, "sequence");
    assert_event_refused("9007199254740992", "input", good, "sequence");
    assert_event_refused("1", "imput", good, "kind");
    assert_event_refused("1", "input", "[]", "body");
    assert_event_refused("1", "input", "{\"session\":\"" DEVICE "-2\",\"at_ms\":1}", "body.event");
    assert_event_refused("1", "input",
                         "{\"session\":\"" DEVICE "-0\",\"at_ms\":1,\"event\":\"go\"}",
                         "body.session");
    assert_event_refused("1", "input", "{\"session\":\"-2\",\"at_ms\":1,\"event\":\"go\"}",
                         "body.session");
    assert_event_refused(
        "1", "afterwards",
        "{\"session\":\"" DEVICE "-2\",\"feel\":\"fine\",\"pain\":1,\"stiffness\":1}", "body.feel");
    assert_event_refused("1", "afterwards",
                         "{\"session\":\"" DEVICE
                         "-2\",\"feel\":\"same\",\"pain\":11,\"stiffness\":1}",
                         "body.pain");
    assert_event_refused("1", "screening", "{\"catalogue\":\"x y\",\"today\":\"2026-11-21\"}",
                         "body.catalogue");
    assert_event_refused("1", "screening", "{\"catalogue\":\"x\",\"answers\":{}}", "body.today");
    assert_event_refused("1", "screening",
                         "{\"catalogue\":\"x\",\"today\":\"2026-11-21\",\"answers\":{},"
                         "\"form\":\"long\"}",
                         "body.form");
    assert_event_refused("1", "screening",
                         "{\"catalogue\":\"x\",\"today\":\"2026-11-21\",\"answers\":{},"
                         "\"agreed\":[\"P 6\"]}",
                         "body.agreed[0]");
    assert_event_refused("1", "next-day", "{\"session\":\"" DEVICE "-2\",\"feel\":\"same\"}",
                         "body.today");
    assert_event_refused("1", "next-day",
                         "{\"session\":\"" DEVICE "-2\",\"today\":\"2026-11-22\","
                         "\"feel\":\"fine\"}",
                         "body.feel");
    assert_event_refused("1", "next-day",
                         "{\"session\":\"" DEVICE "-2\",\"today\":\"2026-11-22\","
                         "\"feel\":\"worse\",\"technique\":\"\"}",
                         "body.technique");
}

static void log_event_of_another_catalogue_is_checked_for_its_form(void **state) {
    (void)state;
    limber_fault fault;
    limber_log_event event;
    json_t *json =
        parse("{\"device\":\"" DEVICE "\",\"sequence\":1,\"at_ms\":1,\"kind\":\"screening\","
              "\"body\":{\"catalogue\":\"9.9.9\",\"today\":\"2026-11-21\",\"answers\":"
              "{\"Z9\":\"no\"}}}");
    assert_true(limber_log_event_from_json(json, &event, &fault));
    limber_log_event_free(&event);
    json_decref(json);
    assert_event_refused(
        "1", "screening",
        "{\"catalogue\":\"9.9.9\",\"today\":\"2026-11-21\",\"answers\":{\"Z 9\":\"no\"}}",
        "body.answers.Z 9");
    assert_event_refused(
        "1", "screening",
        "{\"catalogue\":\"9.9.9\",\"today\":\"2026-11-21\",\"answers\":{\"Z9\":\"maybe\"}}",
        "body.answers.Z9");
}

static void log_event_of_a_programme_keeps_its_text_byte_for_byte(void **state) {
    (void)state;
    static const char document[] =
        " \t"
        "{\"programme\":1, \"title\":\"T\",\n\"by\" : \"\xe6\x97\xa5 \\u00e9 \\/\","
        "\"date\":\"2026-11-16\",\"exercises\":[{\"technique\":"
        "\"cat-cow\",\"sets\":1,\"reps\":5}]}\r\n\n";
    limber_fault fault;
    limber_log_event event;
    json_t *json = json_pack("{s:s, s:i, s:i, s:s, s:{s:s, s:s, s:[]}}", "device", DEVICE,
                             "sequence", 1, "at_ms", 1, "kind", "programme", "body", "catalogue",
                             limber_words_en.version, "document", document, "replaces");
    assert_true(limber_log_event_from_json(json, &event, &fault));
    json_t *body = parse(event.body);
    assert_string_equal(json_string_value(json_object_get(body, "document")), document);
    json_decref(body);
    limber_log_event_free(&event);
    json_decref(json);
    assert_event_refused("1", "programme", "{\"catalogue\":\"x\",\"replaces\":[]}",
                         "body.document");
    assert_event_refused("1", "programme", "{\"catalogue\":\"x\",\"document\":null}",
                         "body.replaces");
    assert_event_refused("1", "programme",
                         "{\"catalogue\":\"x\",\"document\":\"{}\",\"replaces\":[]}",
                         "body.document");
    assert_event_refused("1", "programme",
                         "{\"catalogue\":\"x\",\"document\":null,\"replaces\":[\"a-1\"]}",
                         "body.replaces[0]");
}

/* ---- Names. ------------------------------------------------------------------------------------
 */

static void nearest_name_is_a_slip_away_or_none(void **state) {
    (void)state;
    assert_string_equal(limber_name_nearest(limber_technique_id, 0, "cat-cov"), "cat-cow");
    assert_string_equal(limber_name_nearest(limber_technique_id, 0, "CAT-COW"), "cat-cow");
    assert_string_equal(limber_name_nearest(limber_event_name, 0, "pauze"), "pause");
    assert_null(limber_name_nearest(limber_technique_id, 0, "juggling-clubs"));
    assert_null(limber_name_nearest(limber_question_id, 0, "E9"));
    assert_string_equal(limber_name_nearest(limber_question_id, 0, "e1"), "E1");
}

static void ids_end_where_the_catalogue_ends(void **state) {
    (void)state;
    assert_null(limber_technique_id(-1));
    assert_null(limber_technique_id(limber_catalogue_tables.technique_count));
    assert_null(limber_question_id(limber_catalogue_tables.question_count));
    assert_null(limber_equipment_id(limber_catalogue_tables.equipment_count));
}

int main(void) {
    const struct CMUnitTest claims[] = {
        cmocka_unit_test(json_of_sixteen_levels_is_read_and_of_seventeen_refused),
        cmocka_unit_test(json_brackets_in_strings_are_not_nesting),
        cmocka_unit_test(json_beside_the_strict_form_is_refused),
        cmocka_unit_test(day_goes_to_text_and_back_for_every_day),
        cmocka_unit_test(day_that_does_not_exist_is_none),
        cmocka_unit_test(answers_at_fault_leave_nothing_behind),
        cmocka_unit_test(answers_without_a_day_are_of_the_day_that_the_shell_says),
        cmocka_unit_test(request_takes_the_day_of_its_answers_and_never_gives_them_its_own),
        cmocka_unit_test(answers_of_tomorrow_are_taken_and_of_a_later_day_refused),
        cmocka_unit_test(answers_to_a_compound_are_answers_to_its_parts_in_any_order),
        cmocka_unit_test(answers_around_the_questions_are_read),
        cmocka_unit_test(request_history_fills_the_record),
        cmocka_unit_test(request_at_fault_leaves_no_record_behind),
        cmocka_unit_test(request_without_pain_does_not_know_it),
        cmocka_unit_test(fault_quotes_printable_text_only_and_always_fits),
        cmocka_unit_test(plan_seconds_are_rounded_up),
        cmocka_unit_test(log_event_body_is_canonical_whatever_the_order),
        cmocka_unit_test(log_event_that_breaks_its_form_is_refused_with_its_field),
        cmocka_unit_test(log_event_of_another_catalogue_is_checked_for_its_form),
        cmocka_unit_test(log_event_of_a_programme_keeps_its_text_byte_for_byte),
        cmocka_unit_test(nearest_name_is_a_slip_away_or_none),
        cmocka_unit_test(ids_end_where_the_catalogue_ends),
    };
    return cmocka_run_group_tests_name("codec", claims, NULL, NULL);
}
