/* The two forms of the screening at a terminal, and what is asked around them. */
#include "ask.h"
#include "group.h"
#include "paint.h"
#include "words.h"

#include <stdio.h>
#include <string.h>

static const char *text(int number) {
    return limber_words_en.texts[number];
}

static bool is_kept(int question) {
    return limber_words_en.questions[question].kept;
}

static bool end_early(void) {
    fputc('\n', stderr);
    write_paragraph(stderr, "", text(LIMBER_TEXT_SCREEN_ENDED_EARLY));
    return true;
}

/* ---- All of it. --------------------------------------------------------------------------------
 */

static bool ask_age(const limber_record *record, limber_answers *out) {
    char question[160];
    uint8_t before = record->kept.age_years;
    long age_years;
    snprintf(question, sizeof question, "%s", text(LIMBER_TEXT_SCREEN_AGE));
    if (before > 0) {
        snprintf(question, sizeof question, "%s %s %u.", text(LIMBER_TEXT_SCREEN_AGE),
                 text(LIMBER_TEXT_SCREEN_AGE_KEPT), before);
    }
    if (!ask_number(question, 1, LIMBER_AGE_MAX_YEARS, before > 0, &age_years)) {
        return false;
    }
    out->age_years = age_years > 0 ? (uint8_t)age_years : before;
    return true;
}

bool ask_full_form(const limber_record *record, uint32_t day, limber_answers *out) {
    out->day = day;
    for (int i = 0; i < limber_catalogue_tables.question_count; i++) {
        if (is_kept(i)) {
            out->answer[i] = record->kept.answer[i];
        }
    }
    fputc('\n', stderr);
    write_paragraph(stderr, "", text(LIMBER_TEXT_SCREEN_INTRO));
    if (!ask_age(record, out)) {
        return false;
    }
    for (question_group group = GROUP_EMERGENCY; group <= GROUP_BODY; group++) {
        bool (*ask)(uint64_t, const char *, limber_answers *) =
            group == GROUP_BODY ? group_confirm : group_ask;
        if (!ask(group_questions(group), group_title(group), out)) {
            return false;
        }
        if (answers_are_emergency(out)) {
            return end_early();
        }
    }
    return true;
}

/* ---- Before every session. ---------------------------------------------------------------------
 */

/* Only what was asked is said; what is kept helps to tell what can matter. */
static void take_short_form(const limber_answers *draft, limber_answers *out) {
    for (int i = 0; i < limber_catalogue_tables.question_count; i++) {
        if ((group_short_form() >> i & 1) != 0) {
            out->answer[i] = draft->answer[i];
        }
    }
}

bool ask_short_form(const limber_record *record, uint32_t day, limber_answers *out) {
    limber_answers draft = record->kept;
    for (int i = 0; i < limber_catalogue_tables.question_count; i++) {
        if ((group_short_form() >> i & 1) != 0) {
            draft.answer[i] = LIMBER_ANSWER_MISSING;
        }
    }
    *out = (limber_answers){.day = day, .form = LIMBER_FORM_SHORT};
    fputc('\n', stderr);
    write_paragraph(stderr, "", text(LIMBER_TEXT_SCREEN_INTRO_SHORT));
    if (!group_ask(group_short_form(), text(LIMBER_TEXT_SCREEN_GROUP_SHORT), &draft)) {
        return false;
    }
    take_short_form(&draft, out);
    if (answers_are_emergency(&draft)) {
        return end_early();
    }
    fputc('\n', stderr);
    write_paragraph(stderr, "", text(LIMBER_TEXT_SCREEN_CHANGED));
    return ask_answer(false, &out->changed);
}

/* ---- What a professional agreed to. ------------------------------------------------------------
 */

static bool stops(const limber_rule *rule, const limber_answers *answers) {
    return rule->disposition == LIMBER_DISPOSITION_PROFESSIONAL &&
           !limber_rule_lifted(rule, answers);
}

/* Can agreement open it? Where one of the reasons stays whatever anybody says, nothing is asked. */
static bool may_be_agreed(const limber_screening *screening) {
    bool may = screening->disposition == LIMBER_DISPOSITION_PROFESSIONAL;
    for (int i = 0; i < screening->reason_count; i++) {
        const limber_rule *rule = &limber_catalogue_tables.rules[screening->reason[i]];
        may &= rule->disposition < LIMBER_DISPOSITION_PROFESSIONAL ||
               rule->override == LIMBER_OVERRIDE_AGREED;
    }
    return may;
}

/* What it is about: the questions that made the rule fire, or what the rule says of the log. */
static void write_subject(uint8_t index, const limber_answers *answers) {
    uint64_t questions = limber_rule_questions(&limber_catalogue_tables.rules[index], answers);
    fputc('\n', stderr);
    if (questions == 0) {
        write_paragraph(stderr, "", limber_words_en.rules[index].tell);
    }
    for (int i = 0; i < limber_catalogue_tables.question_count; i++) {
        if ((questions >> i & 1) != 0) {
            char first[16];
            snprintf(first, sizeof first, "%-5s ", limber_question_id(i));
            write_paragraph(stderr, first, limber_words_en.questions[i].ask);
        }
    }
}

bool ask_agreed(const limber_screening *screening, const limber_answers *whole,
                limber_answers *answers) {
    if (!may_be_agreed(screening)) {
        return false;
    }
    fputc('\n', stderr);
    write_paragraph(stderr, "", text(LIMBER_TEXT_SCREEN_AGREED_LEAD));
    for (int i = 0; i < screening->reason_count; i++) {
        const limber_rule *rule = &limber_catalogue_tables.rules[screening->reason[i]];
        bool agreed;
        if (!stops(rule, answers)) {
            continue;
        }
        write_subject(screening->reason[i], whole);
        if (!ask_yes(text(LIMBER_TEXT_SCREEN_AGREED), &agreed) || !agreed) {
            return false;
        }
        answers->agreed[0] |= rule->agreed[0];
        answers->agreed[1] |= rule->agreed[1];
    }
    return true;
}
