/* A screening's answers in. */
#include "readers.h"

#include <string.h>

const char *const answers_keys[] = {"today", "age",     "sex",  "answers", "agreed",
                                    "form",  "changed", "seen", NULL};

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

/* ---- Compound questions: "E5" stands for E5.1 and E5.2. ----------------------------------------
 */

static bool part_of(int question, const char *compound) {
    const char *id = limber_question_id(question);
    size_t length = strlen(compound);
    return id != NULL && strncmp(id, compound, length) == 0 && id[length] == '.';
}

/* The first part of a compound question; -1: there is no such compound. */
static int first_part(const char *compound) {
    int question = 0;
    while (limber_question_id(question) != NULL && !part_of(question, compound)) {
        question++;
    }
    return limber_question_id(question) != NULL ? question : -1;
}

static bool counts(uint8_t answer) {
    return answer == LIMBER_ANSWER_YES || answer == LIMBER_ANSWER_UNKNOWN;
}

/* A part that was answered itself keeps its answer, as long as the two can both be true. */
static bool answer_parts(const field *at, int first, uint8_t answer, limber_answers *out) {
    bool open = false, counted = false;
    for (int part = first; part_of(part, at->key); part++) {
        uint8_t own = out->answer[part];
        if (answer == LIMBER_ANSWER_NO && counts(own)) {
            return field_fail(at, "is no, but its part %s is %s; leave one of them out",
                              limber_question_id(part), limber_answer_name(own));
        }
        open |= own == LIMBER_ANSWER_MISSING;
        counted |= counts(own);
    }
    if (counts(answer) && !open && !counted) {
        return field_fail(at, "is %s, but all of its parts are no; leave one of them out",
                          limber_answer_name(answer));
    }
    for (int part = first; part_of(part, at->key); part++) {
        if (out->answer[part] == LIMBER_ANSWER_MISSING) {
            out->answer[part] = answer;
        }
    }
    return true;
}

/* Parts first, so that it does not matter in which order they are written. */
static bool read_each_answer(const field *object, bool foreign, bool parts, limber_answers *out) {
    void *iterator = NULL;
    field member;
    while (field_next(object, &iterator, &member)) {
        int question, answer;
        int first = foreign ? -1 : first_part(member.key);
        if (parts == (first >= 0)) {
            continue;
        }
        if (first < 0 &&
            !read_key_id(&member, "question", limber_question_id, foreign, &question)) {
            return false;
        }
        if (!field_name(&member, "answer", limber_answer_name, LIMBER_ANSWER_NO, &answer)) {
            return false;
        }
        if (first >= 0) {
            if (!answer_parts(&member, first, (uint8_t)answer, out)) {
                return false;
            }
        } else if (question >= 0) {
            out->answer[question] = (uint8_t)answer;
        }
    }
    return true;
}

static void agree(limber_answers *out, int question) {
    out->agreed[question / 32] |= UINT32_C(1) << (question % 32);
}

/* On which questions a professional agreed; a compound stands for all of its parts. */
static bool read_agreed(const field *object, bool foreign, limber_answers *out) {
    field list = field_member(object, "agreed");
    if (list.json == NULL) {
        return true;
    }
    if (!field_is_array(&list, LIMBER_QUESTION_MAX)) {
        return false;
    }
    for (size_t i = 0; i < json_array_size(list.json); i++) {
        field element = field_element(&list, i);
        const char *text;
        int question;
        if (!field_text(&element, &text)) {
            return false;
        }
        int part = foreign ? -1 : first_part(text);
        if (part >= 0) {
            for (; part_of(part, text); part++) {
                agree(out, part);
            }
            continue;
        }
        if (!read_id(&element, "question", limber_question_id, foreign, &question)) {
            return false;
        }
        if (question >= 0) {
            agree(out, question);
        }
    }
    return true;
}

/* form, changed and seen: how it was asked, and what was said around the questions. */
static bool read_circumstances(const field *object, limber_answers *out) {
    field form = field_member(object, "form"), changed = field_member(object, "changed");
    field seen = field_member(object, "seen");
    int number = 0;
    bool seen_value = false;
    if (form.json != NULL && !field_name(&form, "form", limber_form_name, 0, &number)) {
        return false;
    }
    out->form = (uint8_t)number;
    number = LIMBER_ANSWER_MISSING;
    if (changed.json != NULL &&
        !field_name(&changed, "answer", limber_answer_name, LIMBER_ANSWER_NO, &number)) {
        return false;
    }
    out->changed = (uint8_t)number;
    if (seen.json != NULL && !field_boolean(&seen, &seen_value)) {
        return false;
    }
    out->seen = seen_value;
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
    bool read = answers.json == NULL || (field_is_object(&answers, NULL) &&
                                         read_each_answer(&answers, foreign, true, out) &&
                                         read_each_answer(&answers, foreign, false, out));
    return read && read_agreed(object, foreign, out) && read_circumstances(object, out);
}

bool check_today(const field *object, uint32_t shell_day) {
    field today = field_member(object, "today");
    uint32_t day;
    if (today.json == NULL || shell_day == 0) {
        return true;
    }
    return field_day(&today, &day) &&
           (day <= shell_day + 1 || /* it may be tomorrow already where somebody lives */
            field_fail(&today, "lies in the future"));
}

bool limber_answers_from_json(const json_t *json, uint32_t default_day, limber_answers *out,
                              limber_fault *fault) {
    field root = field_root(json, fault);
    memset(out, 0, sizeof *out);
    if (!field_is_object(&root, answers_keys) || !check_today(&root, default_day) ||
        !read_answers(&root, false, out)) {
        memset(out, 0, sizeof *out);
        return false;
    }
    if (out->day == 0) {
        out->day = default_day;
    }
    return true;
}
