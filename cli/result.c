#include "result.h"

#include "codec.h"
#include "emergency.h"
#include "paint.h"
#include "words.h"

#include <string.h>

static const char *text(int number) {
    return limber_words_en.texts[number];
}

void write_minutes(uint32_t time_ms, char *out, size_t bytes) {
    uint32_t seconds = time_ms / 1000 + (time_ms % 1000 != 0);
    snprintf(out, bytes, "%u:%02u", seconds / 60, seconds % 60);
}

void write_review(FILE *out) {
    fputc('\n', out);
    paint_begin(out, PAINT_FAINT);
    write_paragraph(out, "", text(LIMBER_TEXT_REVIEW_ALL));
    paint_end(out, PAINT_FAINT);
}

/* ---- A screening. ------------------------------------------------------------------------------
 */

/* The first question of the rule that counts. Where none does, another device's answers or older
 * ones made it fire: then the first that it looks at. A rule without any is about the age or the
 * log. */
static const char *reason_id(const limber_answers *answers, const limber_rule *rule) {
    int question = limber_rule_question(rule, answers);
    return question >= 0 ? limber_question_id(question) : rule->observed != 0 ? "log" : "age";
}

/* The techniques that this rule is the first to close, where others stay open. */
static void write_closed(FILE *out, const limber_screening *screening, uint8_t rule) {
    char line[1024];
    int used = snprintf(line, sizeof line, "%s", text(LIMBER_TEXT_SCREEN_LEFT_OUT));
    bool any = false;
    for (int i = 0; i < limber_catalogue_tables.technique_count; i++) {
        if (limber_technique_allowed(screening, (uint8_t)i) || used >= (int)sizeof line ||
            limber_closing_rule(&limber_catalogue_tables, screening, (uint8_t)i) != rule) {
            continue;
        }
        used += snprintf(line + used, sizeof line - (size_t)used, "%s %s", any ? ";" : "",
                         limber_words_en.techniques[i].name);
        any = true;
    }
    if (any) {
        write_paragraph(out, "        ", line);
    }
}

static void write_reasons(FILE *out, const limber_answers *answers,
                          const limber_screening *screening) {
    bool proceed = screening->disposition == LIMBER_DISPOSITION_PROCEED;
    write_heading(out, text(proceed ? LIMBER_TEXT_SCREEN_CLOSED : LIMBER_TEXT_SCREEN_REASONS));
    for (int i = 0; i < screening->reason_count; i++) {
        uint8_t rule = screening->reason[i];
        char first[16];
        snprintf(first, sizeof first, "  %-5s ",
                 reason_id(answers, &limber_catalogue_tables.rules[rule]));
        write_paragraph(out, first, limber_words_en.rules[rule].tell);
        if (proceed) {
            write_closed(out, screening, rule);
        }
    }
}

static void write_number(FILE *out) {
    bool chosen;
    const char *number = emergency_number(&chosen);
    write_heading(out, text(LIMBER_TEXT_SCREEN_NUMBER));
    fputs("  ", out);
    paint_text(out, PAINT_ALARM, number);
    fputc('\n', out);
    if (!chosen) {
        write_paragraph(out, "  ", text(LIMBER_TEXT_SCREEN_NUMBER_NOTE));
    }
}

static void write_missing(FILE *out, const limber_screening *screening) {
    write_heading(out, text(LIMBER_TEXT_SCREEN_MISSING));
    for (int i = 0; i < limber_catalogue_tables.question_count; i++) {
        if ((screening->missing[i / 32] >> (i % 32) & 1) != 0) {
            char first[16];
            snprintf(first, sizeof first, "  %-5s ", limber_words_en.questions[i].id);
            write_paragraph(out, first, limber_words_en.questions[i].ask);
        }
    }
    if (screening->age_missing) {
        write_paragraph(out, "  age   ", text(LIMBER_TEXT_SCREEN_AGE));
    }
}

void write_screening(FILE *out, const limber_answers *answers, const limber_screening *screening) {
    const limber_disposition_words *words = &limber_words_en.dispositions[screening->disposition];
    bool grave = screening->disposition > LIMBER_DISPOSITION_PROCEED;
    fputc('\n', out);
    paint_text(out, grave ? PAINT_ALARM : PAINT_STRONG, words->title);
    fputs("\n\n", out);
    write_paragraph(out, "", words->lead);
    if (screening->disposition >= LIMBER_DISPOSITION_URGENT) {
        write_number(out);
    }
    write_heading(out, text(LIMBER_TEXT_SCREEN_NOW));
    write_steps(out, words->now);
    if (words->say[0] != NULL) {
        write_heading(out, text(LIMBER_TEXT_SCREEN_SAY));
        write_list(out, words->say);
    }
    if (screening->reason_count > 0) {
        write_reasons(out, answers, screening);
    }
    if (screening->disposition == LIMBER_DISPOSITION_INCOMPLETE) {
        write_missing(out, screening);
    }
    write_review(out);
}

/* ---- A plan. -----------------------------------------------------------------------------------
 */

void write_dose(const limber_step *step, char *out, size_t bytes) {
    char hold[32] = "", sets[32] = "";
    if (step->hold_ms > 0) {
        snprintf(hold, sizeof hold, ", hold %u s", step->hold_ms / 1000);
    }
    if (step->sets > 1) {
        snprintf(sets, sizeof sets, "%u sets of ", step->sets);
    }
    char times[24] = "once";
    if (step->reps > 1) {
        snprintf(times, sizeof times, "%u times", step->reps);
    }
    snprintf(out, bytes, "%s%s%s", sets, times, hold);
}

static void write_why(FILE *out, const limber_step *step) {
    char line[192];
    bool region = step->region < limber_catalogue_tables.region_count;
    snprintf(line, sizeof line, "%s%s%s%s",
             text(region ? LIMBER_TEXT_WHY_REGION : LIMBER_TEXT_WHY_EVERYBODY), region ? " " : "",
             region ? limber_words_en.regions[step->region].name : "", region ? "." : "");
    paint_begin(out, PAINT_FAINT);
    write_paragraph(out, "     ", line);
    paint_end(out, PAINT_FAINT);
}

static void write_step(FILE *out, const programme_view *view, const limber_step *step, int number,
                       bool both_sides) {
    const limber_technique_words *words = &limber_words_en.techniques[step->technique];
    char dose[96], time[16], line[256];
    write_dose(step, dose, sizeof dose);
    write_minutes(step->duration_ms * (both_sides ? 2 : 1), time, sizeof time);
    fprintf(out, " %2d. ", number);
    paint_text(out, PAINT_STRONG, words->name);
    fprintf(out, "  %s\n", time);
    snprintf(line, sizeof line, "%s, %s%s. %s", limber_words_en.positions[step->position].name,
             dose, both_sides ? ", left then right" : "", words->purpose);
    write_paragraph(out, "     ", line);
    write_why(out, step);
    write_prescribed_by(out, view, step->technique);
}

const char *why_left_out(const limber_screening *screening, uint8_t reason, int technique) {
    uint8_t rule = limber_closing_rule(&limber_catalogue_tables, screening, (uint8_t)technique);
    return reason == LIMBER_LEFT_OUT_SCREENING && rule < limber_catalogue_tables.rule_count
               ? limber_words_en.rules[rule].tell
               : limber_words_en.left_out[reason];
}

/* Those that are left out for the same reason stand together, where the first of them stands. */
static void write_left_out(FILE *out, const programme_view *view) {
    const limber_plan *plan = view->plan;
    const char *why[LIMBER_TECHNIQUE_MAX] = {NULL};
    int count = limber_catalogue_tables.technique_count;
    for (int i = 0; i < count; i++) {
        if (plan->left_out[i] != LIMBER_LEFT_OUT_NOT &&
            programme_place(&view->document->programme, (uint8_t)i) <
                0) { /* those were told already */
            why[i] = why_left_out(view->screening, plan->left_out[i], i);
        }
    }
    write_heading(out, text(LIMBER_TEXT_START_LEFT_OUT));
    for (int i = 0; i < count; i++) {
        char line[1536];
        if (why[i] == NULL) {
            continue;
        }
        const char *reason = why[i];
        int used = snprintf(line, sizeof line, "%s", limber_words_en.techniques[i].name);
        for (int j = i + 1; j < count && used < (int)sizeof line; j++) {
            if (why[j] != NULL && strcmp(why[j], reason) == 0) {
                used += snprintf(line + used, sizeof line - (size_t)used, "; %s",
                                 limber_words_en.techniques[j].name);
                why[j] = NULL;
            }
        }
        if (used < (int)sizeof line) {
            snprintf(line + used, sizeof line - (size_t)used, ": %s", reason);
        }
        write_paragraph(out, "  - ", line);
    }
}

void write_plan(FILE *out, const programme_view *view) {
    const limber_plan *plan = view->plan;
    if (plan->outcome != LIMBER_OUTCOME_PLANNED) {
        write_heading(out, text(LIMBER_TEXT_START_NO_PLAN));
        write_paragraph(out, "", limber_words_en.outcomes[plan->outcome]);
        write_programme_today(out, view);
        return;
    }
    char time[16], title[96];
    write_minutes(plan->duration_ms, time, sizeof time);
    snprintf(title, sizeof title, "%s: %s", text(LIMBER_TEXT_START_PLAN), time);
    write_heading(out, title);
    int number = 1;
    for (int i = 0; i < plan->step_count; i++) {
        bool both_sides = plan->step[i].side == LIMBER_SIDE_LEFT;
        write_step(out, view, &plan->step[i], number++, both_sides);
        i += both_sides;
    }
    write_programme_today(out, view);
    write_left_out(out, view);
}
