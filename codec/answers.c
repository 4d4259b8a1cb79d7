/* A screening's answers in. */
#include "readers.h"

#include <string.h>

static const char *sex_name(int sex) {
    static const char *const names[] = {"female", "male", "other", "unknown"};
    return sex >= 0 && sex < 4 ? names[sex] : NULL;
}

bool read_id(const field *at, const char *what, limber_name_at *names, bool foreign, int *out) {
    const char *text;
    *out = -1;
    if (!foreign) {
        return field_name(at, what, names, 0, out);
    }
    return field_text(at, &text) && field_is_id(at, what, text);
}

bool read_key_id(const field *at, const char *what, limber_name_at *names, bool foreign, int *out) {
    *out = -1;
    return foreign ? field_is_id(at, what, at->key) : field_key(at, what, names, out);
}

static bool read_each_answer(const field *object, bool foreign, limber_answers *out) {
    void *iterator = NULL;
    field member;
    while (field_next(object, &iterator, &member)) {
        int question, answer;
        if (!read_key_id(&member, "question", limber_question_id, foreign, &question) ||
            !field_name(&member, "answer", limber_answer_name, LIMBER_ANSWER_NO, &answer)) {
            return false;
        }
        if (question >= 0) {
            out->answer[question] = (uint8_t)answer;
        }
    }
    return true;
}

bool read_answers(const field *object, bool foreign, limber_answers *out) {
    field today = field_member(object, "today");
    if (today.json != NULL && !field_day(&today, &out->day)) {
        return false;
    }
    int64_t age_years = 0;
    field age = field_member(object, "age");
    if (age.json != NULL && !field_integer(&age, 1, LIMBER_AGE_MAX_YEARS, &age_years)) {
        return false;
    }
    out->age_years = (uint8_t)age_years;
    int sex_index; /* checked, and kept in the log; no rule uses it yet */
    field sex = field_member(object, "sex");
    if (sex.json != NULL && !field_name(&sex, "sex", sex_name, 0, &sex_index)) {
        return false;
    }
    field answers = field_member(object, "answers");
    return answers.json == NULL ||
           (field_is_object(&answers, NULL) && read_each_answer(&answers, foreign, out));
}

bool limber_answers_from_json(const json_t *json, uint32_t default_day, limber_answers *out,
                              limber_fault *fault) {
    static const char *const keys[] = {"today", "age", "sex", "answers", NULL};
    field root = field_root(json, fault);
    memset(out, 0, sizeof *out);
    if (!field_is_object(&root, keys) || !read_answers(&root, false, out)) {
        memset(out, 0, sizeof *out);
        return false;
    }
    if (out->day == 0) {
        out->day = default_day;
    }
    return true;
}
