#include "result.h"

#include "paint.h"
#include "words.h"

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

static void write_reasons(FILE *out, const limber_screening *screening) {
    write_heading(out, text(LIMBER_TEXT_SCREEN_REASONS));
    for (int i = 0; i < screening->reason_count; i++) {
        const limber_rule_words *rule = &limber_words_en.rules[screening->reason[i]];
        uint8_t question = limber_catalogue_tables.rules[screening->reason[i]].question;
        char first[16];
        snprintf(first, sizeof first, "  %-4s",
                 question < limber_catalogue_tables.question_count
                     ? limber_words_en.questions[question].id
                     : "age");
        write_paragraph(out, first, rule->tell);
    }
}

static void write_missing(FILE *out, const limber_screening *screening) {
    write_heading(out, text(LIMBER_TEXT_SCREEN_MISSING));
    for (int i = 0; i < limber_catalogue_tables.question_count; i++) {
        if ((screening->missing >> i & 1) != 0) {
            char first[16];
            snprintf(first, sizeof first, "  %-4s", limber_words_en.questions[i].id);
            write_paragraph(out, first, limber_words_en.questions[i].ask);
        }
    }
    if (screening->age_missing) {
        write_paragraph(out, "  age ", text(LIMBER_TEXT_SCREEN_AGE));
    }
}

void write_screening(FILE *out, const limber_screening *screening) {
    const limber_disposition_words *words = &limber_words_en.dispositions[screening->disposition];
    bool grave = screening->disposition > LIMBER_DISPOSITION_PROCEED;
    fputc('\n', out);
    paint_text(out, grave ? PAINT_ALARM : PAINT_STRONG, words->title);
    fputs("\n\n", out);
    write_paragraph(out, "", words->lead);
    write_heading(out, text(LIMBER_TEXT_SCREEN_NOW));
    write_steps(out, words->now);
    if (words->say[0] != NULL) {
        write_heading(out, text(LIMBER_TEXT_SCREEN_SAY));
        write_list(out, words->say);
    }
    if (screening->reason_count > 0) {
        write_reasons(out, screening);
    }
    if (screening->disposition == LIMBER_DISPOSITION_INCOMPLETE) {
        write_missing(out, screening);
    }
    write_review(out);
}

/* ---- A plan. -----------------------------------------------------------------------------------
 */

static void write_dose(const limber_step *step, char *out, size_t bytes) {
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

static void write_step(FILE *out, const limber_step *step, int number, bool both_sides) {
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
}

static void write_left_out(FILE *out, const limber_plan *plan) {
    write_heading(out, text(LIMBER_TEXT_START_LEFT_OUT));
    for (int i = 0; i < limber_catalogue_tables.technique_count; i++) {
        if (plan->left_out[i] != LIMBER_LEFT_OUT_NOT) {
            char line[256];
            snprintf(line, sizeof line, "%s: %s", limber_words_en.techniques[i].name,
                     limber_words_en.left_out[plan->left_out[i]]);
            write_paragraph(out, "  - ", line);
        }
    }
}

void write_plan(FILE *out, const limber_plan *plan) {
    if (plan->outcome != LIMBER_OUTCOME_PLANNED) {
        write_heading(out, text(LIMBER_TEXT_START_NO_PLAN));
        write_paragraph(out, "", limber_words_en.outcomes[plan->outcome]);
        return;
    }
    char time[16], title[96];
    write_minutes(plan->duration_ms, time, sizeof time);
    snprintf(title, sizeof title, "%s: %s", text(LIMBER_TEXT_START_PLAN), time);
    write_heading(out, title);
    int number = 1;
    for (int i = 0; i < plan->step_count; i++) {
        bool both_sides = plan->step[i].side == LIMBER_SIDE_LEFT;
        write_step(out, &plan->step[i], number++, both_sides);
        i += both_sides;
    }
    write_left_out(out, plan);
    write_review(out);
}
