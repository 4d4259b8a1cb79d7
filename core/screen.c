/* Screening: which rules fire on a set of answers, and where the gravest of them leads. */
#include "limber.h"

#include <string.h>

static bool catalogue_usable(const limber_catalogue *catalogue) {
    if (catalogue->question_count == 0 || catalogue->question_count > LIMBER_QUESTION_MAX ||
        catalogue->rule_count == 0 || catalogue->rule_count > LIMBER_RULE_MAX ||
        catalogue->technique_count > LIMBER_TECHNIQUE_MAX) {
        return false;
    }
    for (int i = 0; i < catalogue->rule_count; i++) {
        uint8_t disposition = catalogue->rules[i].disposition;
        if (disposition < LIMBER_DISPOSITION_PROFESSIONAL ||
            disposition >= LIMBER_DISPOSITION_COUNT) {
            return false;
        }
    }
    return true;
}

static bool answers_in_range(const limber_catalogue *catalogue, const limber_answers *answers) {
    if (answers->age_years > LIMBER_AGE_MAX_YEARS) {
        return false;
    }
    for (int i = 0; i < LIMBER_QUESTION_MAX; i++) {
        bool asked = i < catalogue->question_count;
        if (answers->answer[i] >= (asked ? LIMBER_ANSWER_COUNT : LIMBER_ANSWER_MISSING + 1)) {
            return false;
        }
    }
    return true;
}

static bool fires(const limber_rule *rule, const limber_answers *answers) {
    if (rule->question < LIMBER_QUESTION_MAX) {
        uint8_t answer = answers->answer[rule->question];
        if (answer != LIMBER_ANSWER_YES && answer != LIMBER_ANSWER_UNKNOWN) {
            return false;
        }
    }
    if (rule->age_below_years > 0) {
        return answers->age_years > 0 && answers->age_years < rule->age_below_years;
    }
    return true;
}

/* Gravest first; rules of one gravity stay in catalogue order. */
static void add_reason(const limber_catalogue *catalogue, limber_screening *out, uint8_t rule) {
    int at = out->reason_count++;
    uint8_t disposition = catalogue->rules[rule].disposition;
    while (at > 0 && catalogue->rules[out->reason[at - 1]].disposition < disposition) {
        out->reason[at] = out->reason[at - 1];
        at--;
    }
    out->reason[at] = rule;
}

limber_error limber_screen(const limber_catalogue *catalogue, const limber_answers *answers,
                           limber_screening *out) {
    memset(out, 0, sizeof *out);
    if (!catalogue_usable(catalogue) || !answers_in_range(catalogue, answers)) {
        return LIMBER_ERROR_ARGUMENT;
    }
    out->day = answers->day;
    out->age_missing = answers->age_years == 0;
    for (int i = 0; i < catalogue->question_count; i++) {
        if (answers->answer[i] == LIMBER_ANSWER_MISSING) {
            out->missing |= UINT32_C(1) << i;
        }
    }
    for (int i = 0; i < catalogue->rule_count; i++) {
        if (fires(&catalogue->rules[i], answers)) {
            add_reason(catalogue, out, (uint8_t)i);
        }
    }
    if (out->reason_count > 0) {
        out->disposition = catalogue->rules[out->reason[0]].disposition;
    } else if (out->missing == 0 && !out->age_missing && out->day > 0) {
        out->disposition = LIMBER_DISPOSITION_PROCEED;
        for (int i = 0; i < catalogue->technique_count; i++) {
            out->allowed[i / 32] |= UINT32_C(1) << (i % 32);
        }
    }
    return LIMBER_OK;
}

bool limber_technique_allowed(const limber_screening *screening, uint8_t technique) {
    return screening->disposition == LIMBER_DISPOSITION_PROCEED &&
           technique < LIMBER_TECHNIQUE_MAX &&
           (screening->allowed[technique / 32] >> (technique % 32) & 1) != 0;
}
