/* What a professional's programme may say, and what is done of it. */
#include "codec.h"
#include "words.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

static json_t *parse(const char *text) {
    limber_fault fault;
    json_t *json = limber_json_parse(text, strlen(text), &fault);
    if (json == NULL) {
        fail_msg("%s: %s", text, fault.message);
    }
    return json;
}

#define PROGRAMME(more, exercises)                                                                 \
    "{\"programme\":1,\"title\":\"T\",\"by\":\"B\",\"date\":\"2026-11-16\"" more                   \
    ",\"exercises\":[" exercises "]}"
#define KNEE "{\"technique\":\"knee-to-chest\",\"sets\":1,\"reps\":2,\"hold_s\":20}"

static void assert_programme_refused(const char *text, const char *field, const char *words) {
    limber_fault fault;
    limber_programme_document programme, nothing;
    memset(&nothing, 0, sizeof nothing);
    json_t *json = parse(text);
    assert_false(limber_programme_from_json(json, false, &programme, &fault));
    assert_string_equal(fault.field, field);
    if (strstr(fault.message, words) == NULL) {
        fail_msg("%s: %s", field, fault.message);
    }
    assert_memory_equal(&programme, &nothing, sizeof programme);
    json_decref(json);
}

static void assert_exercise_refused(const char *exercise, const char *field, const char *words) {
    char text[1024];
    snprintf(text, sizeof text, PROGRAMME("", "%s"), exercise);
    assert_programme_refused(text, field, words);
}

static void programme_with_an_impossible_dose_is_refused_with_its_field(void **state) {
    (void)state;
#define CAT_COW(rest) "{\"technique\":\"cat-cow\"," rest "}"
    assert_exercise_refused(CAT_COW("\"sets\":0,\"reps\":5"), "exercises[0].sets", "from 1 to 100");
    assert_exercise_refused(CAT_COW("\"sets\":-1,\"reps\":5"), "exercises[0].sets", "but is -1");
    assert_exercise_refused(CAT_COW("\"sets\":1,\"reps\":0"), "exercises[0].reps",
                            "from 1 to 1000");
    assert_exercise_refused(CAT_COW("\"sets\":1,\"reps\":2.5"), "exercises[0].reps",
                            "whole number");
    assert_exercise_refused(CAT_COW("\"sets\":1,\"reps\":2e1"), "exercises[0].reps", "exponent");
    assert_exercise_refused(CAT_COW("\"reps\":2"), "exercises[0].sets", "is missing");
    assert_exercise_refused(CAT_COW("\"sets\":1"), "exercises[0].reps", "is missing");
    assert_exercise_refused(CAT_COW("\"sets\":1,\"reps\":1,\"hold_s\":-5"), "exercises[0].hold_s",
                            "from 0 to 86400");
    assert_exercise_refused(CAT_COW("\"sets\":1,\"reps\":1,\"hold_s\":86401"),
                            "exercises[0].hold_s", "from 0 to 86400");
    assert_exercise_refused(CAT_COW("\"sets\":1,\"reps\":2,\"hold_s\":43200"),
                            "exercises[0].hold_s", "more than a day");
    assert_exercise_refused(CAT_COW("\"sets\":100,\"reps\":1000"), "exercises[0].reps",
                            "more than a day");
    assert_exercise_refused("{\"technique\":\"knee-to-chest\",\"sets\":1,\"reps\":2}",
                            "exercises[0].hold_s", "knee-to-chest is held");
}

static void programme_beside_its_form_is_refused_with_its_field(void **state) {
    (void)state;
    assert_exercise_refused("{\"technique\":\"cat-cov\",\"sets\":1,\"reps\":5}",
                            "exercises[0].technique", "did you mean cat-cow?");
    assert_exercise_refused(KNEE "," KNEE, "exercises[1].technique", "is there already");
    assert_exercise_refused(CAT_COW("\"sets\":1,\"reps\":5,\"days\":[]"), "exercises[0].days",
                            "must not be empty");
    assert_exercise_refused(CAT_COW("\"sets\":1,\"reps\":5,\"days\":[\"mondy\"]"),
                            "exercises[0].days[0]", "did you mean monday?");
    assert_exercise_refused(
        CAT_COW("\"sets\":1,\"reps\":5,\"days\":[\"monday\",\"friday\",\"monday\"]"),
        "exercises[0].days[2]", "twice");
    assert_exercise_refused(CAT_COW("\"sets\":1,\"reps\":5,\"hold\":5"), "exercises[0].hold",
                            "is not a field here");
    assert_exercise_refused(CAT_COW("\"sets\":1,\"reps\":5,\"note\":\"a\\u001b[31m\""),
                            "exercises[0].note", "control characters");
    assert_exercise_refused(CAT_COW("\"sets\":1,\"reps\":5,\"note\":\"a\xc2\x9b\""),
                            "exercises[0].note", "control characters");
    assert_exercise_refused("", "exercises", "must not be empty");
    assert_programme_refused(PROGRAMME(",\"until\":\"2026-11-15\"", KNEE), "until", "before");
    assert_programme_refused(PROGRAMME(",\"note\":\"\"", KNEE), "note", "1 to 500");
    assert_programme_refused("{\"programme\":2}", "programme", "must be 1");
    assert_programme_refused("{\"programme\":1,\"title\":\"T\"}", "by", "is missing");
    assert_programme_refused("[]", "", "must be an object");
}

/* A programme of one exercise; what is done of it. */
static uint8_t dose_of(const char *exercise, limber_prescription *out) {
    char text[1024];
    limber_fault fault;
    limber_programme_document document;
    snprintf(text, sizeof text, PROGRAMME("", "%s"), exercise);
    json_t *json = parse(text);
    if (!limber_programme_from_json(json, false, &document, &fault)) {
        fail_msg("%s: %s", fault.field, fault.message);
    }
    uint8_t differs =
        limber_programme_dose(&limber_catalogue_tables, &document.programme.exercise[0], out);
    json_decref(json);
    return differs;
}

static void assert_dose(const limber_prescription *dose, int sets, int reps, int hold_s) {
    assert_int_equal(dose->sets, sets);
    assert_int_equal(dose->reps, reps);
    assert_int_equal(dose->hold_ms, hold_s * 1000);
}

static void programme_dose_is_the_nearest_in_range_and_never_more_work(void **state) {
    (void)state;
    limber_prescription dose;
    assert_int_equal(dose_of(KNEE, &dose), 0);
    assert_dose(&dose, 1, 2, 20);
    assert_int_equal(dose_of(CAT_COW("\"sets\":2,\"reps\":30,\"hold_s\":3"), &dose),
                     LIMBER_DIFFERS_SETS | LIMBER_DIFFERS_REPS | LIMBER_DIFFERS_HOLD);
    assert_dose(&dose, 1, 10, 0);
    /* Short and often becomes longer and less often, but less of it in all. */
    assert_int_equal(
        dose_of("{\"technique\":\"knee-to-chest\",\"sets\":1,\"reps\":5,\"hold_s\":5}", &dose),
        LIMBER_DIFFERS_REPS | LIMBER_DIFFERS_HOLD);
    assert_dose(&dose, 1, 3, 10);
    assert_int_equal(dose_of(CAT_COW("\"sets\":1,\"reps\":4"), &dose), LIMBER_DIFFERS_LESS);
    assert_dose(&dose, 0, 0, 0);
    /* 4 x (4 + 30) s on two sides are more than 240 s. */
    assert_int_equal(
        dose_of("{\"technique\":\"knee-to-chest\",\"sets\":1,\"reps\":4,\"hold_s\":30}", &dose),
        LIMBER_DIFFERS_STRETCH);
    assert_dose(&dose, 1, 3, 30);
    assert_int_equal(
        dose_of("{\"technique\":\"bridge\",\"sets\":1,\"reps\":5,\"hold_s\":5}", &dose),
        LIMBER_DIFFERS_WEEK_TIMES);
}

static void programme_over_a_limit_of_day_or_week_is_told(void **state) {
    (void)state;
#define TIMES(technique, reps, hold_s)                                                             \
    "{\"technique\":\"" technique "\",\"sets\":1,\"reps\":" reps ",\"hold_s\":" hold_s "}"
#define LYING(days) "{\"technique\":\"lying-twist\",\"sets\":1,\"reps\":3,\"hold_s\":30" days "}"
#define LONG_KNEE(days)                                                                            \
    "{\"technique\":\"knee-to-chest\",\"sets\":1,\"reps\":3,\"hold_s\":30" days "}"
    static const struct {
        const char *text;
        uint8_t differs;
    } cases[] = {
        {PROGRAMME("", LONG_KNEE(",\"days\":[\"monday\",\"friday\"]")), 0}, /* 2 x 204 s */
        {PROGRAMME("", LONG_KNEE(",\"days\":[\"monday\",\"friday\",\"sunday\"]")),
         LIMBER_PROGRAMME_WEEK_STRETCH},
        {PROGRAMME("", LONG_KNEE(",\"days\":[\"monday\"]") "," LYING(",\"days\":[\"tuesday\"]")),
         0},
        {PROGRAMME("", LONG_KNEE(",\"days\":[\"monday\"]") "," LYING(",\"days\":[\"monday\"]")),
         LIMBER_PROGRAMME_STRETCH},
        {PROGRAMME("", TIMES("heat", "3", "300")), 0},
        {PROGRAMME(
             "",
             TIMES("heat", "3", "300") "," TIMES("ice", "2", "150") "," TIMES("ball-glute", "2", "90") "," TIMES(
                 "ball-shoulder-blade", "2",
                 "60") "," TIMES("breathing", "18",
                                 "0") "," TIMES("partner-rocking", "20",
                                                "0") "," TIMES("knee-to-chest", "3",
                                                               "30") "," TIMES("partner-pressure",
                                                                               "6",
                                                                               "6") "," TIMES("pelv"
                                                                                              "ic-"
                                                                                              "til"
                                                                                              "t",
                                                                                              "15",
                                                                                              "0") "," TIMES("foam-roller-upper-back",
                                                                                                             "4",
                                                                                                             "30")),
         LIMBER_PROGRAMME_TIME | LIMBER_PROGRAMME_WEEK_STRETCH},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        limber_fault fault;
        limber_programme_document document;
        json_t *json = parse(cases[i].text);
        assert_true(limber_programme_from_json(json, false, &document, &fault));
        assert_int_equal(limber_programme_differs(&limber_catalogue_tables, &document.programme,
                                                  document.programme.date),
                         cases[i].differs);
        json_decref(json);
    }
}

static void programme_wishes_what_is_for_the_day_and_leaves_out_what_is_not(void **state) {
    (void)state;
    limber_fault fault;
    limber_programme_document document;
    json_t *json = parse(PROGRAMME(
        ",\"until\":\"2026-11-22\"",
        KNEE "," CAT_COW(
            "\"sets\":1,\"reps\":6,\"days\":[\"saturday\"]") ","
                                                             "{\"technique\":\"bridge\",\"sets\":1,"
                                                             "\"reps\":5,\"hold_s\":5,\"days\":["
                                                             "\"sunday\"]}"));
    int knee = limber_name_find(limber_technique_id, 0, "knee-to-chest");
    int cat = limber_name_find(limber_technique_id, 0, "cat-cow");
    int bridge = limber_name_find(limber_technique_id, 0, "bridge");
    assert_true(limber_programme_from_json(json, false, &document, &fault));
    limber_request saturday = {.day = limber_day_from_text("2026-11-21")};
    saturday.wish[knee] = LIMBER_WISH_SHORT;
    limber_programme_wish(&limber_catalogue_tables, &document.programme, &saturday);
    assert_int_equal(saturday.wish[knee],
                     LIMBER_WISH_SHORT | LIMBER_WISH_KEEP | LIMBER_WISH_PRESCRIBED);
    assert_int_equal(saturday.prescribed[cat].reps, 6);
    assert_true((saturday.wish[cat] & LIMBER_WISH_KEEP) != 0);
    assert_true((saturday.wish[bridge] & LIMBER_WISH_LEAVE_OUT) != 0);
    const char *const outside[] = {"2026-11-15", "2026-11-23"}; /* not yet, and no more */
    for (int i = 0; i < 2; i++) {
        limber_request request = {.day = limber_day_from_text(outside[i])};
        const limber_request before = request;
        limber_programme_wish(&limber_catalogue_tables, &document.programme, &request);
        assert_memory_equal(&request, &before, sizeof request);
        assert_true(
            (limber_programme_differs(&limber_catalogue_tables, &document.programme, request.day) &
             (i == 0 ? LIMBER_PROGRAMME_FUTURE : LIMBER_PROGRAMME_EXPIRED)) != 0);
    }
    json_decref(json);
}

static void programme_of_another_catalogue_keeps_what_this_one_lacks(void **state) {
    (void)state;
    limber_fault fault;
    limber_programme_document document;
    limber_prescription dose;
    json_t *json =
        parse(PROGRAMME("", "{\"technique\":\"moon-walk\",\"sets\":1,\"reps\":1}," KNEE));
    assert_true(limber_programme_from_json(json, true, &document, &fault));
    assert_int_equal(
        limber_programme_dose(&limber_catalogue_tables, &document.programme.exercise[0], &dose),
        LIMBER_DIFFERS_UNKNOWN);
    assert_int_equal(
        limber_programme_dose(&limber_catalogue_tables, &document.programme.exercise[1], &dose), 0);
    limber_request request = {.day = document.programme.date};
    limber_programme_wish(&limber_catalogue_tables, &document.programme, &request);
    json_decref(json);
}

int main(void) {
    const struct CMUnitTest claims[] = {
        cmocka_unit_test(programme_with_an_impossible_dose_is_refused_with_its_field),
        cmocka_unit_test(programme_beside_its_form_is_refused_with_its_field),
        cmocka_unit_test(programme_dose_is_the_nearest_in_range_and_never_more_work),
        cmocka_unit_test(programme_over_a_limit_of_day_or_week_is_told),
        cmocka_unit_test(programme_wishes_what_is_for_the_day_and_leaves_out_what_is_not),
        cmocka_unit_test(programme_of_another_catalogue_keeps_what_this_one_lacks),
    };
    return cmocka_run_group_tests_name("programme", claims, NULL, NULL);
}
