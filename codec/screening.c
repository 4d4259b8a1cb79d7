/* A screening's result out. */
#include "codec.h"

#include "words.h"

#include <stdio.h>

/* Rules about age have no question: the age itself stands for both. */
static json_t *reason_to_json(const limber_answers *answers, uint8_t rule) {
    const limber_rule_words *words = &limber_words_en.rules[rule];
    uint8_t question = limber_catalogue_tables.rules[rule].question;
    char age[4];
    snprintf(age, sizeof age, "%u", answers->age_years % 1000u);
    const char *id = "age", *answer = age;
    if (question < limber_catalogue_tables.question_count) {
        id = limber_words_en.questions[question].id;
        answer = limber_answer_name(answers->answer[question]);
    }
    return json_pack("{s:s, s:s, s:s, s:s, s:s, s:s}", "rule", words->id, "question", id, "answer",
                     answer, "tell", words->tell, "source",
                     words->sources[0] != NULL ? words->sources[0] : "", "review", words->review);
}

static json_t *reasons_to_json(const limber_answers *answers, const limber_screening *screening) {
    json_t *reasons = json_array();
    for (int i = 0; i < screening->reason_count; i++) {
        if (json_array_append_new(reasons, reason_to_json(answers, screening->reason[i])) != 0) {
            json_decref(reasons);
            return NULL;
        }
    }
    return reasons;
}

static json_t *missing_to_json(const limber_screening *screening) {
    json_t *missing = json_array();
    bool kept = missing != NULL;
    for (int i = 0; i < limber_catalogue_tables.question_count; i++) {
        if (screening->missing >> i & 1) {
            kept &=
                json_array_append_new(missing, json_string(limber_words_en.questions[i].id)) == 0;
        }
    }
    if (screening->age_missing) {
        kept &= json_array_append_new(missing, json_string("age")) == 0;
    }
    if (screening->day == 0) {
        kept &= json_array_append_new(missing, json_string("today")) == 0;
    }
    if (!kept) {
        json_decref(missing);
        return NULL;
    }
    return missing;
}

static json_t *allowed_to_json(const limber_screening *screening) {
    json_t *allowed = json_array();
    for (int i = 0; i < limber_catalogue_tables.technique_count; i++) {
        json_t *id = limber_technique_allowed(screening, (uint8_t)i)
                         ? json_string(limber_words_en.techniques[i].id)
                         : NULL;
        if (id != NULL && json_array_append_new(allowed, id) != 0) {
            json_decref(allowed);
            return NULL;
        }
    }
    return allowed;
}

/* What keeps every technique closed: the gravest rule, or that the screening is not complete. */
static const char *closing_rule(const limber_screening *screening) {
    return screening->reason_count > 0 ? limber_words_en.rules[screening->reason[0]].id
                                       : "incomplete";
}

static json_t *closed_to_json(const limber_screening *screening) {
    json_t *closed = json_array();
    for (int i = 0; i < limber_catalogue_tables.technique_count; i++) {
        if (limber_technique_allowed(screening, (uint8_t)i)) {
            continue;
        }
        json_t *entry = json_pack("{s:s, s:s}", "technique", limber_words_en.techniques[i].id,
                                  "rule", closing_rule(screening));
        if (json_array_append_new(closed, entry) != 0) {
            json_decref(closed);
            return NULL;
        }
    }
    return closed;
}

json_t *limber_screening_to_json(const limber_answers *answers, const limber_screening *screening) {
    return json_pack("{s:s, s:o, s:o, s:o, s:o, s:s}", "disposition",
                     limber_disposition_name(screening->disposition), "reasons",
                     reasons_to_json(answers, screening), "missing", missing_to_json(screening),
                     "allowed", allowed_to_json(screening), "closed", closed_to_json(screening),
                     "catalogue", limber_words_en.version);
}
