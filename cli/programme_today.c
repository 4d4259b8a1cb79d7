/* What becomes of a programme: in a session of today, and in general. */
#include "lists.h"
#include "paint.h"
#include "programme.h"
#include "result.h"
#include "words.h"

#include <string.h>

enum { SECOND_MS = 1000, WEEK = 7, DIFFERS_COUNT = 7, PROGRAMME_DIFFERS_COUNT = 5 };

static const char *text(int number) {
    return limber_words_en.texts[number];
}

/* In the order of LIMBER_DIFFERS_* and of LIMBER_PROGRAMME_*. */
static const int differs_texts[DIFFERS_COUNT] = {
    LIMBER_TEXT_PROGRAMME_EXERCISE_UNKNOWN, LIMBER_TEXT_PROGRAMME_EXERCISE_SETS,
    LIMBER_TEXT_PROGRAMME_EXERCISE_REPS,    LIMBER_TEXT_PROGRAMME_EXERCISE_HOLD,
    LIMBER_TEXT_PROGRAMME_EXERCISE_STRETCH, LIMBER_TEXT_PROGRAMME_EXERCISE_WEEK_TIMES,
    LIMBER_TEXT_PROGRAMME_EXERCISE_LESS,
};
static const int programme_texts[PROGRAMME_DIFFERS_COUNT] = {
    LIMBER_TEXT_PROGRAMME_FUTURE, LIMBER_TEXT_PROGRAMME_EXPIRED,      LIMBER_TEXT_PROGRAMME_STRETCH,
    LIMBER_TEXT_PROGRAMME_TIME,   LIMBER_TEXT_PROGRAMME_WEEK_STRETCH,
};

bool programme_names(const limber_programme *programme, uint8_t technique) {
    for (int i = 0; i < programme->count; i++) {
        if (programme->exercise[i].technique == technique) {
            return true;
        }
    }
    return false;
}

static const char *name_of(const limber_programme_exercise *exercise) {
    bool known = exercise->technique < limber_catalogue_tables.technique_count;
    return known ? limber_words_en.techniques[exercise->technique].name : exercise->id;
}

/* ---- What becomes of one exercise. -------------------------------------------------------------
 */

typedef struct {
    limber_prescription done; /* sets 0: it is left out */
    const char *reason, *why; /* of that; NULL where it is done */
    uint8_t differs;          /* LIMBER_DIFFERS_* */
    bool smaller;             /* today its smallest dose, whatever is prescribed */
} fate;

static void leave_out(fate *of, const char *reason, const char *why) {
    of->done = (limber_prescription){0};
    of->reason = reason;
    of->why = why;
}

static void leave_out_as_planned(const programme_view *view, uint8_t technique, fate *of) {
    uint8_t left_out = view->plan->left_out[technique];
    leave_out(of, limber_left_out_name(left_out),
              why_left_out(view->screening, left_out, technique));
}

static const limber_step *step_of(const limber_plan *plan, uint8_t technique) {
    for (int i = 0; i < plan->step_count; i++) {
        if (plan->step[i].technique == technique) {
            return &plan->step[i];
        }
    }
    return NULL;
}

/* It had to give way: to one of its own family, or to the time and the limits. */
static bool alike_is_planned(const limber_plan *plan, uint8_t technique) {
    uint8_t family = limber_catalogue_tables.techniques[technique].family;
    for (int i = 0; i < plan->step_count && family != 0; i++) {
        if (limber_catalogue_tables.techniques[plan->step[i].technique].family == family) {
            return true;
        }
    }
    return false;
}

/* What holds on every day: screening, locks, and how often it was done. */
static bool is_closed(uint8_t left_out) {
    return left_out == LIMBER_LEFT_OUT_SCREENING || left_out == LIMBER_LEFT_OUT_LOCKED ||
           left_out == LIMBER_LEFT_OUT_DAY_LIMIT || left_out == LIMBER_LEFT_OUT_WEEK_LIMIT ||
           left_out == LIMBER_LEFT_OUT_STRETCH_LIMIT;
}

static bool has_no_session(const limber_plan *plan) {
    return plan->outcome == LIMBER_OUTCOME_NOT_SCREENED || plan->outcome == LIMBER_OUTCOME_STALE ||
           plan->outcome == LIMBER_OUTCOME_PAIN || plan->outcome == LIMBER_OUTCOME_TIME;
}

static void look_into_plan(const programme_view *view, uint8_t technique, fate *of) {
    const limber_step *step = step_of(view->plan, technique);
    uint8_t left_out = view->plan->left_out[technique];
    if (step != NULL) {
        const limber_prescription planned = {
            .hold_ms = step->hold_ms, .reps = step->reps, .sets = step->sets};
        of->smaller = memcmp(&planned, &of->done, sizeof planned) != 0;
        of->done = planned;
    } else if (left_out != LIMBER_LEFT_OUT_TIME && left_out != LIMBER_LEFT_OUT_WORTH) {
        leave_out_as_planned(view, technique, of);
    } else if (alike_is_planned(view->plan, technique)) {
        leave_out(of, "alike", text(LIMBER_TEXT_PROGRAMME_ALIKE));
    } else {
        leave_out(of, "together", text(LIMBER_TEXT_PROGRAMME_TOGETHER));
    }
}

static fate fate_of(const programme_view *view, int index) {
    const limber_programme_exercise *exercise = &view->programme->exercise[index];
    uint8_t technique = exercise->technique;
    fate of = {0};
    of.differs = limber_programme_dose(exercise, &of.done);
    if ((of.differs & LIMBER_DIFFERS_UNKNOWN) != 0) {
        leave_out(&of, "unknown", text(LIMBER_TEXT_PROGRAMME_EXERCISE_UNKNOWN));
    } else if ((of.differs & LIMBER_DIFFERS_LESS) != 0) {
        leave_out(&of, "less", text(LIMBER_TEXT_PROGRAMME_EXERCISE_LESS));
    } else if (has_no_session(view->plan)) {
        if (!view->in_general) {
            leave_out(&of, "no-session", text(LIMBER_TEXT_PROGRAMME_NO_SESSION));
        }
    } else if (is_closed(view->plan->left_out[technique])) {
        leave_out_as_planned(view, technique, &of);
    } else if (!limber_programme_runs(view->programme, view->day)) {
        leave_out(&of, "not-running", text(LIMBER_TEXT_PROGRAMME_NOT_RUNNING));
    } else if (!view->in_general) {
        look_into_plan(view, technique, &of);
        if (of.reason != NULL && !limber_programme_is_for(exercise, view->day)) {
            leave_out(&of, "other-day", text(LIMBER_TEXT_PROGRAMME_OTHER_DAY));
        }
    }
    return of;
}

/* ---- For programs. -----------------------------------------------------------------------------
 */

static json_t *dose_to_json(const limber_prescription *dose) {
    return dose->sets == 0 ? json_null()
                           : json_pack("{s:i, s:i, s:I}", "sets", dose->sets, "reps", dose->reps,
                                       "hold_s", (json_int_t)dose->hold_ms / SECOND_MS);
}

static json_t *conflict_to_json(const char *name, int number) {
    return json_pack("{s:s, s:s}", "conflict", name, "why", text(number));
}

static json_t *differs_to_json(uint8_t differs, int count, limber_name_at *names,
                               const int *texts) {
    json_t *array = json_array();
    for (int i = 0; i < count; i++) {
        if ((differs >> i & 1) != 0) {
            json_array_append_new(array, conflict_to_json(names(i), texts[i]));
        }
    }
    return array;
}

static json_t *exercise_to_json(const programme_view *view, int index) {
    const limber_programme_exercise *exercise = &view->programme->exercise[index];
    fate of = fate_of(view, index);
    json_t *conflicts = differs_to_json(of.differs, DIFFERS_COUNT, limber_differs_name, //
                                        differs_texts);
    if (of.smaller) {
        json_array_append_new(conflicts,
                              conflict_to_json("smaller", LIMBER_TEXT_PROGRAMME_SMALLER));
    }
    json_t *left_out =
        of.reason != NULL ? json_pack("{s:s, s:s}", "reason", of.reason, "why", of.why) : NULL;
    return json_pack("{s:s, s:o, s:b, s:s?, s:o, s:o, s:o, s:o?}", "technique", exercise->id,
                     "days", set_to_json(exercise->days, limber_weekday_name), "today",
                     limber_programme_runs(view->programme, view->day) &&
                         limber_programme_is_for(exercise, view->day),
                     "note", exercise->note, "prescribed", dose_to_json(&exercise->asked),
                     "planned", dose_to_json(&of.done), "conflicts", conflicts, "left_out",
                     left_out);
}

json_t *programme_to_json(const programme_view *view) {
    const limber_programme *programme = view->programme;
    char date[11], until[11];
    limber_day_to_text(programme->date, date);
    limber_day_to_text(programme->until, until);
    json_t *exercises = json_array();
    for (int i = 0; i < programme->count; i++) {
        if (json_array_append_new(exercises, exercise_to_json(view, i)) != 0) {
            json_decref(exercises);
            return NULL;
        }
    }
    return json_pack("{s:s, s:s, s:s, s:s?, s:s?, s:o, s:o}", "title", programme->title, "by",
                     programme->by, "date", date, "until", programme->until > 0 ? until : NULL,
                     "note", programme->note, "conflicts",
                     differs_to_json(limber_programme_differs(programme, view->day),
                                     PROGRAMME_DIFFERS_COUNT, limber_programme_differs_name,
                                     programme_texts),
                     "exercises", exercises);
}

/* ---- For people. -------------------------------------------------------------------------------
 */

static void write_labelled_dose(FILE *out, const char *first, int label,
                                const limber_prescription *dose) {
    char words[96], line[256];
    const limber_step step = {.hold_ms = dose->hold_ms, .reps = dose->reps, .sets = dose->sets};
    write_dose(&step, words, sizeof words);
    snprintf(line, sizeof line, "%s %s", text(label), words);
    write_paragraph(out, first, line);
}

/* Each sentence on why it is done otherwise. */
static void write_differs(FILE *out, const fate *of) {
    static const uint8_t told_as_reason = LIMBER_DIFFERS_UNKNOWN | LIMBER_DIFFERS_LESS;
    for (int i = 0; i < DIFFERS_COUNT; i++) {
        if (((of->differs & ~told_as_reason) >> i & 1) != 0) {
            write_paragraph(out, "      ", text(differs_texts[i]));
        }
    }
    if (of->smaller) {
        write_paragraph(out, "      ", text(LIMBER_TEXT_PROGRAMME_SMALLER));
    }
}

static void write_programme_differs(FILE *out, const programme_view *view) {
    uint8_t differs = limber_programme_differs(view->programme, view->day);
    for (int i = 0; i < PROGRAMME_DIFFERS_COUNT; i++) {
        if ((differs >> i & 1) != 0) {
            write_paragraph(out, "  - ", text(programme_texts[i]));
        }
    }
}

static bool is_otherwise(const fate *of) {
    return of->smaller || (of->differs & ~LIMBER_DIFFERS_WEEK_TIMES) != 0;
}

void write_prescribed_by(FILE *out, const programme_view *view, uint8_t technique) {
    for (int i = 0; i < view->programme->count; i++) {
        const limber_programme_exercise *exercise = &view->programme->exercise[i];
        char line[640];
        if (exercise->technique != technique ||
            !limber_programme_runs(view->programme, view->day) ||
            !limber_programme_is_for(exercise, view->day)) {
            continue;
        }
        snprintf(line, sizeof line, "(%s %s)", text(LIMBER_TEXT_PROGRAMME_STEP),
                 view->programme->by);
        write_paragraph(out, "     ", line);
        if (exercise->note != NULL) {
            snprintf(line, sizeof line, "%s %s", text(LIMBER_TEXT_PROGRAMME_NOTE), exercise->note);
            write_paragraph(out, "     ", line);
        }
    }
}

static void write_otherwise(FILE *out, const programme_view *view) {
    bool any = limber_programme_differs(view->programme, view->day) != 0;
    for (int i = 0; i < view->programme->count; i++) {
        fate of = fate_of(view, i);
        any |= of.reason == NULL && is_otherwise(&of);
    }
    if (!any) {
        return;
    }
    write_heading(out, text(LIMBER_TEXT_PROGRAMME_DIFFERS));
    write_programme_differs(out, view);
    for (int i = 0; i < view->programme->count; i++) {
        fate of = fate_of(view, i);
        if (of.reason == NULL && is_otherwise(&of)) {
            write_paragraph(out, "  - ", name_of(&view->programme->exercise[i]));
            write_labelled_dose(out, "      ", LIMBER_TEXT_PROGRAMME_DOSE,
                                &view->programme->exercise[i].asked);
            write_labelled_dose(out, "      ", LIMBER_TEXT_PROGRAMME_DONE, &of.done);
            write_differs(out, &of);
        }
    }
}

void write_programme_today(FILE *out, const programme_view *view) {
    bool any = false;
    write_otherwise(out, view);
    for (int i = 0; i < view->programme->count; i++) {
        fate of = fate_of(view, i);
        if (of.reason != NULL) {
            char line[1024];
            if (!any) {
                write_heading(out, text(LIMBER_TEXT_PROGRAMME_LEFT_OUT));
            }
            any = true;
            snprintf(line, sizeof line, "%s: %s", name_of(&view->programme->exercise[i]), of.why);
            write_paragraph(out, "  - ", line);
        }
    }
}

/* ---- All of it. --------------------------------------------------------------------------------
 */

static void write_head(FILE *out, const limber_programme *programme) {
    char date[11], until[11], line[640];
    limber_day_to_text(programme->date, date);
    limber_day_to_text(programme->until, until);
    write_heading(out, programme->title);
    snprintf(line, sizeof line, "%s %s. %s %s%s%s%s%s.", text(LIMBER_TEXT_PROGRAMME_BY),
             programme->by, text(LIMBER_TEXT_PROGRAMME_FROM), date, programme->until > 0 ? " " : "",
             programme->until > 0 ? text(LIMBER_TEXT_PROGRAMME_UNTIL) : "",
             programme->until > 0 ? " " : "", programme->until > 0 ? until : "");
    write_paragraph(out, "", line);
    if (programme->note != NULL) {
        snprintf(line, sizeof line, "%s %s", text(LIMBER_TEXT_PROGRAMME_NOTE), programme->note);
        write_paragraph(out, "", line);
    }
}

static void write_days(FILE *out, const limber_programme_exercise *exercise) {
    char line[160];
    int used = snprintf(line, sizeof line, "%s", text(LIMBER_TEXT_PROGRAMME_DAYS));
    if (exercise->days == LIMBER_EVERY_DAY) {
        used += snprintf(line + used, sizeof line - (size_t)used, " %s",
                         text(LIMBER_TEXT_PROGRAMME_EVERY_DAY));
    }
    for (int i = 0; i < WEEK && exercise->days != LIMBER_EVERY_DAY; i++) {
        if ((exercise->days >> i & 1) != 0 && used < (int)sizeof line) {
            used += snprintf(line + used, sizeof line - (size_t)used, " %s",
                             text(LIMBER_TEXT_PROGRAMME_MONDAY + i));
        }
    }
    write_paragraph(out, "      ", line);
}

static void write_exercise(FILE *out, const programme_view *view, int index) {
    const limber_programme_exercise *exercise = &view->programme->exercise[index];
    fate of = fate_of(view, index);
    char line[1024];
    write_paragraph(out, "  - ", name_of(exercise));
    write_labelled_dose(out, "      ", LIMBER_TEXT_PROGRAMME_DOSE, &exercise->asked);
    write_days(out, exercise);
    if (exercise->note != NULL) {
        snprintf(line, sizeof line, "%s %s", text(LIMBER_TEXT_PROGRAMME_NOTE), exercise->note);
        write_paragraph(out, "      ", line);
    }
    if (of.reason != NULL) {
        snprintf(line, sizeof line, "%s %s", text(LIMBER_TEXT_PROGRAMME_NOT_TODAY), of.why);
        write_paragraph(out, "      ", line);
    } else if (is_otherwise(&of)) {
        write_labelled_dose(out, "      ", LIMBER_TEXT_PROGRAMME_DONE, &of.done);
    }
    write_differs(out, &of);
}

void write_programme(FILE *out, const programme_view *view) {
    write_head(out, view->programme);
    if (limber_programme_differs(view->programme, view->day) != 0) {
        write_heading(out, text(LIMBER_TEXT_PROGRAMME_DIFFERS));
        write_programme_differs(out, view);
    }
    write_heading(out, text(LIMBER_TEXT_PROGRAMME_EXERCISES));
    for (int i = 0; i < view->programme->count; i++) {
        write_exercise(out, view, i);
    }
}
