/* A screening's result out. */
#include "codec.h"

#include "words.h"

#include <stdio.h>
#include <string.h>

static uint64_t looked_at(const limber_rule *rule) {
    return (uint64_t)(rule->all[1] | rule->some[1]) << 32 | rule->all[0] | rule->some[0];
}

uint64_t limber_rule_questions(const limber_rule *rule, const limber_answers *answers) {
    uint64_t counted = 0;
    for (int i = 0; i < LIMBER_QUESTION_MAX; i++) {
        uint8_t answer = answers->answer[i];
        bool counts = answer == LIMBER_ANSWER_YES || answer == LIMBER_ANSWER_UNKNOWN;
        counted |= (uint64_t)counts << i;
    }
    return looked_at(rule) & counted;
}

int limber_rule_question(const limber_rule *rule, const limber_answers *answers) {
    uint64_t counted = limber_rule_questions(rule, answers);
    uint64_t questions = counted != 0 ? counted : looked_at(rule);
    int first = 0;
    while (first < LIMBER_QUESTION_MAX && (questions >> first & 1) == 0) {
        first++;
    }
    return first < LIMBER_QUESTION_MAX ? first : -1;
}

/* "E5" of "E5.1" */
static json_t *compound_id(const char *id) {
    return json_stringn(id, strcspn(id, "."));
}

static json_t *ids_to_json(uint64_t questions) {
    json_t *ids = json_array();
    for (int i = 0; questions >> i != 0; i++) {
        if ((questions >> i & 1) != 0 &&
            json_array_append_new(ids, json_string(limber_question_id(i))) != 0) {
            json_decref(ids);
            return NULL;
        }
        if (i == LIMBER_QUESTION_MAX - 1) {
            break;
        }
    }
    return ids;
}

/* Rules without a question speak of the age, or of what the log showed. */
static json_t *reason_to_json(const limber_answers *answers, uint8_t index) {
    const limber_rule_words *words = &limber_words_en.rules[index];
    const limber_rule *rule = &limber_catalogue_tables.rules[index];
    int question = limber_rule_question(rule, answers);
    char age[4];
    snprintf(age, sizeof age, "%u", answers->age_years % 1000u);
    const char *id = rule->observed != 0 ? "log" : "age";
    const char *answer = rule->observed != 0 ? "yes" : age;
    if (question >= 0) {
        id = limber_question_id(question);
        answer = limber_answer_name(answers->answer[question]);
    }
    return json_pack("{s:s, s:o, s:o, s:s, s:s, s:b, s:s, s:s, s:s}", "rule", words->id, "question",
                     compound_id(id), "questions",
                     ids_to_json(limber_rule_questions(rule, answers)), "answer", answer,
                     "disposition", limber_disposition_name(rule->disposition), "lifted",
                     (int)limber_rule_lifted(rule, answers), "tell", words->tell, "source",
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

static bool is_missing(const limber_screening *screening, int question) {
    return (screening->missing[question / 32] >> (question % 32) & 1) != 0;
}

/* How many parts the compound question has that begins here, and how many of them are missing. */
static int count_parts(const limber_screening *screening, int first, int *missing) {
    const char *id = limber_question_id(first);
    size_t length = strcspn(id, ".");
    int count = 0;
    *missing = 0;
    while (first + count < limber_catalogue_tables.question_count &&
           strcspn(limber_question_id(first + count), ".") == length &&
           strncmp(limber_question_id(first + count), id, length) == 0) {
        *missing += is_missing(screening, first + count);
        count++;
    }
    return count;
}

static bool add_missing(json_t *missing, const limber_screening *screening, int first, int count) {
    bool kept = true;
    for (int i = first; i < first + count; i++) {
        if (is_missing(screening, i)) {
            kept &= json_array_append_new(missing, json_string(limber_question_id(i))) == 0;
        }
    }
    return kept;
}

static json_t *missing_to_json(const limber_screening *screening) {
    json_t *missing = json_array();
    bool kept = missing != NULL;
    for (int first = 0; first < limber_catalogue_tables.question_count;) {
        int open;
        int count = count_parts(screening, first, &open);
        kept &= open == count && count > 0
                    ? json_array_append_new(missing, compound_id(limber_question_id(first))) == 0
                    : add_missing(missing, screening, first, count);
        first += count;
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

/* What keeps the technique closed: under proceed its own rule; otherwise the gravest one, or that
 * the screening is not complete. */
static const char *closing_rule(const limber_screening *screening, uint8_t technique) {
    uint8_t rule = screening->reason_count > 0 ? screening->reason[0] : LIMBER_RULE_MAX;
    if (screening->disposition == LIMBER_DISPOSITION_PROCEED) {
        rule = limber_closing_rule(&limber_catalogue_tables, screening, technique);
    } else if (screening->disposition == LIMBER_DISPOSITION_INCOMPLETE) {
        rule = LIMBER_RULE_MAX;
    }
    return rule < limber_catalogue_tables.rule_count ? limber_words_en.rules[rule].id
                                                     : "incomplete";
}

static json_t *closed_to_json(const limber_screening *screening) {
    json_t *closed = json_array();
    for (int i = 0; i < limber_catalogue_tables.technique_count; i++) {
        if (limber_technique_allowed(screening, (uint8_t)i)) {
            continue;
        }
        json_t *entry = json_pack("{s:s, s:s}", "technique", limber_words_en.techniques[i].id,
                                  "rule", closing_rule(screening, (uint8_t)i));
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
