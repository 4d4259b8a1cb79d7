/* What becomes of a programme: in a session of today, and in general. */
#include "lists.h"
#include "paint.h"
#include "prescribed.h"
#include "result.h"
#include "words.h"

#include <string.h>

enum { SECOND_MS = 1000 };

static const char *text(int number) {
    return limber_words_en.texts[number];
}

/* In the order of LIMBER_DIFFERS_* and of LIMBER_PROGRAMME_*. */
static const int differs_texts[LIMBER_DIFFERS_COUNT] = {
    LIMBER_TEXT_PROGRAMME_EXERCISE_UNKNOWN, LIMBER_TEXT_PROGRAMME_EXERCISE_SETS,
    LIMBER_TEXT_PROGRAMME_EXERCISE_REPS,    LIMBER_TEXT_PROGRAMME_EXERCISE_HOLD,
    LIMBER_TEXT_PROGRAMME_EXERCISE_STRETCH, LIMBER_TEXT_PROGRAMME_EXERCISE_WEEK_TIMES,
    LIMBER_TEXT_PROGRAMME_EXERCISE_LESS,
};
static const int programme_texts[LIMBER_PROGRAMME_DIFFERS_COUNT] = {
    LIMBER_TEXT_PROGRAMME_WHOLE_FUTURE,       LIMBER_TEXT_PROGRAMME_WHOLE_EXPIRED,
    LIMBER_TEXT_PROGRAMME_WHOLE_STRETCH,      LIMBER_TEXT_PROGRAMME_WHOLE_TIME,
    LIMBER_TEXT_PROGRAMME_WHOLE_WEEK_STRETCH,
};

programme_view view_programme(const limber_programme_document *document,
                              const limber_screening *screening, const limber_plan *plan,
                              uint32_t day, bool in_general) {
    programme_view view = {.document = document, .screening = screening, .plan = plan};
    limber_programme_tell(&limber_catalogue_tables, &document->programme, plan, day, in_general,
                          &view.told);
    return view;
}

int programme_place(const limber_programme *programme, uint8_t technique) {
    for (int i = 0; i < programme->count; i++) {
        if (programme->exercise[i].technique == technique) {
            return i;
        }
    }
    return -1;
}

static const char *name_of(const programme_view *view, int place) {
    uint8_t technique = view->document->programme.exercise[place].technique;
    bool known = technique < limber_catalogue_tables.technique_count;
    return known ? limber_words_en.techniques[technique].name : view->document->id[place];
}

/* ---- Why one is left out. ----------------------------------------------------------------------
 */

static bool is_done(const programme_view *view, int place) {
    return view->told.exercise[place].fate == LIMBER_FATE_DONE;
}

/* The plan says it, as of any other technique; LIMBER_LEFT_OUT_NOT: the programme does. */
static uint8_t left_out_as_planned(const programme_view *view, int place) {
    uint8_t fate = view->told.exercise[place].fate;
    bool planned = fate == LIMBER_FATE_CLOSED || fate == LIMBER_FATE_LEFT_OUT;
    uint8_t technique = view->document->programme.exercise[place].technique;
    return planned ? view->plan->left_out[technique] : LIMBER_LEFT_OUT_NOT;
}

static const char *reason_of(const programme_view *view, int place) {
    uint8_t left_out = left_out_as_planned(view, place);
    return left_out != LIMBER_LEFT_OUT_NOT ? limber_left_out_name(left_out)
                                           : limber_fate_name(view->told.exercise[place].fate);
}

static const char *why(const programme_view *view, int place) {
    static const int texts[LIMBER_FATE_COUNT] = {
        [LIMBER_FATE_UNKNOWN] = LIMBER_TEXT_PROGRAMME_EXERCISE_UNKNOWN,
        [LIMBER_FATE_LESS] = LIMBER_TEXT_PROGRAMME_EXERCISE_LESS,
        [LIMBER_FATE_NO_SESSION] = LIMBER_TEXT_PROGRAMME_FATE_NO_SESSION,
        [LIMBER_FATE_NOT_RUNNING] = LIMBER_TEXT_PROGRAMME_FATE_NOT_RUNNING,
        [LIMBER_FATE_OTHER_DAY] = LIMBER_TEXT_PROGRAMME_FATE_OTHER_DAY,
        [LIMBER_FATE_ALIKE] = LIMBER_TEXT_PROGRAMME_FATE_ALIKE,
        [LIMBER_FATE_TOGETHER] = LIMBER_TEXT_PROGRAMME_FATE_TOGETHER,
    };
    uint8_t left_out = left_out_as_planned(view, place);
    uint8_t technique = view->document->programme.exercise[place].technique;
    return left_out != LIMBER_LEFT_OUT_NOT ? why_left_out(view->screening, left_out, technique)
                                           : text(texts[view->told.exercise[place].fate]);
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

static json_t *exercise_to_json(const programme_view *view, int place) {
    const limber_exercise *exercise = &view->document->programme.exercise[place];
    const limber_exercise_told *told = &view->told.exercise[place];
    json_t *conflicts = differs_to_json(told->differs, LIMBER_DIFFERS_COUNT, limber_differs_name, //
                                        differs_texts);
    if (told->smaller) {
        json_array_append_new(conflicts,
                              conflict_to_json("smaller", LIMBER_TEXT_PROGRAMME_SMALLER));
    }
    json_t *left_out =
        is_done(view, place)
            ? NULL
            : json_pack("{s:s, s:s}", "reason", reason_of(view, place), "why", why(view, place));
    return json_pack(
        "{s:s, s:o, s:b, s:s?, s:o, s:o, s:o, s:o?}", "technique", view->document->id[place],
        "days", set_to_json(exercise->days, limber_weekday_name), "today", told->today, "note",
        view->document->exercise_note[place], "prescribed", dose_to_json(&exercise->asked),
        "planned", dose_to_json(&told->done), "conflicts", conflicts, "left_out", left_out);
}

json_t *programme_to_json(const programme_view *view) {
    const limber_programme_document *document = view->document;
    const limber_programme *programme = &document->programme;
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
    return json_pack("{s:s, s:s, s:s, s:s?, s:s?, s:o, s:o}", "title", document->title, "by",
                     document->by, "date", date, "until", programme->until > 0 ? until : NULL,
                     "note", document->note, "conflicts",
                     differs_to_json(view->told.differs, LIMBER_PROGRAMME_DIFFERS_COUNT,
                                     limber_programme_differs_name, programme_texts),
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
static void write_differs(FILE *out, const limber_exercise_told *told) {
    static const uint8_t told_as_reason = LIMBER_DIFFERS_UNKNOWN | LIMBER_DIFFERS_LESS;
    for (int i = 0; i < LIMBER_DIFFERS_COUNT; i++) {
        if (((told->differs & ~told_as_reason) >> i & 1) != 0) {
            write_paragraph(out, "      ", text(differs_texts[i]));
        }
    }
    if (told->smaller) {
        write_paragraph(out, "      ", text(LIMBER_TEXT_PROGRAMME_SMALLER));
    }
}

static void write_programme_differs(FILE *out, const programme_view *view) {
    for (int i = 0; i < LIMBER_PROGRAMME_DIFFERS_COUNT; i++) {
        if ((view->told.differs >> i & 1) != 0) {
            write_paragraph(out, "  - ", text(programme_texts[i]));
        }
    }
}

static void write_note(FILE *out, const char *first, const char *note) {
    char line[640];
    if (note != NULL) {
        snprintf(line, sizeof line, "%s %s", text(LIMBER_TEXT_PROGRAMME_NOTE), note);
        write_paragraph(out, first, line);
    }
}

void write_prescribed_by(FILE *out, const programme_view *view, uint8_t technique) {
    int place = programme_place(&view->document->programme, technique);
    char line[640];
    if (place >= 0 && view->told.exercise[place].today) {
        snprintf(line, sizeof line, "(%s %s)", text(LIMBER_TEXT_PROGRAMME_STEP),
                 view->document->by);
        write_paragraph(out, "     ", line);
        write_note(out, "     ", view->document->exercise_note[place]);
    }
}

static void write_otherwise(FILE *out, const programme_view *view) {
    int count = view->document->programme.count;
    bool any = view->told.differs != 0;
    for (int i = 0; i < count; i++) {
        any |= view->told.exercise[i].otherwise;
    }
    if (!any) {
        return;
    }
    write_heading(out, text(LIMBER_TEXT_PROGRAMME_DIFFERS));
    write_programme_differs(out, view);
    for (int i = 0; i < count; i++) {
        const limber_exercise_told *told = &view->told.exercise[i];
        if (told->otherwise) {
            write_paragraph(out, "  - ", name_of(view, i));
            write_labelled_dose(out, "      ", LIMBER_TEXT_PROGRAMME_DOSE,
                                &view->document->programme.exercise[i].asked);
            write_labelled_dose(out, "      ", LIMBER_TEXT_PROGRAMME_DONE, &told->done);
            write_differs(out, told);
        }
    }
}

void write_programme_today(FILE *out, const programme_view *view) {
    bool any = false;
    write_otherwise(out, view);
    for (int i = 0; i < view->document->programme.count; i++) {
        if (!is_done(view, i)) {
            char line[1024];
            if (!any) {
                write_heading(out, text(LIMBER_TEXT_PROGRAMME_LEFT_OUT));
            }
            any = true;
            snprintf(line, sizeof line, "%s: %s", name_of(view, i), why(view, i));
            write_paragraph(out, "  - ", line);
        }
    }
}

/* ---- All of it. --------------------------------------------------------------------------------
 */

static void write_head(FILE *out, const limber_programme_document *document) {
    uint32_t last = document->programme.until;
    char date[11], until[11], line[640];
    limber_day_to_text(document->programme.date, date);
    limber_day_to_text(last, until);
    write_heading(out, document->title);
    snprintf(line, sizeof line, "%s %s. %s %s%s%s%s%s.", text(LIMBER_TEXT_PROGRAMME_BY),
             document->by, text(LIMBER_TEXT_PROGRAMME_FROM), date, last > 0 ? " " : "",
             last > 0 ? text(LIMBER_TEXT_PROGRAMME_UNTIL) : "", last > 0 ? " " : "",
             last > 0 ? until : "");
    write_paragraph(out, "", line);
    write_note(out, "", document->note);
}

static void write_days(FILE *out, const limber_exercise *exercise) {
    char line[160];
    int used = snprintf(line, sizeof line, "%s", text(LIMBER_TEXT_PROGRAMME_DAYS));
    if (exercise->days == LIMBER_EVERY_DAY) {
        used += snprintf(line + used, sizeof line - (size_t)used, " %s",
                         text(LIMBER_TEXT_PROGRAMME_EVERY_DAY));
    }
    for (int i = 0; i < LIMBER_WEEK_DAYS && exercise->days != LIMBER_EVERY_DAY; i++) {
        if ((exercise->days >> i & 1) != 0 && used < (int)sizeof line) {
            used += snprintf(line + used, sizeof line - (size_t)used, " %s",
                             text(LIMBER_TEXT_PROGRAMME_MONDAY + i));
        }
    }
    write_paragraph(out, "      ", line);
}

static void write_exercise(FILE *out, const programme_view *view, int place) {
    const limber_exercise *exercise = &view->document->programme.exercise[place];
    const limber_exercise_told *told = &view->told.exercise[place];
    write_paragraph(out, "  - ", name_of(view, place));
    write_labelled_dose(out, "      ", LIMBER_TEXT_PROGRAMME_DOSE, &exercise->asked);
    write_days(out, exercise);
    write_note(out, "      ", view->document->exercise_note[place]);
    if (!is_done(view, place)) {
        char line[1024];
        snprintf(line, sizeof line, "%s %s", text(LIMBER_TEXT_PROGRAMME_NOT_TODAY),
                 why(view, place));
        write_paragraph(out, "      ", line);
    } else if (told->otherwise) {
        write_labelled_dose(out, "      ", LIMBER_TEXT_PROGRAMME_DONE, &told->done);
    }
    write_differs(out, told);
}

void write_programme(FILE *out, const programme_view *view) {
    write_head(out, view->document);
    if (view->told.differs != 0) {
        write_heading(out, text(LIMBER_TEXT_PROGRAMME_DIFFERS));
        write_programme_differs(out, view);
    }
    write_heading(out, text(LIMBER_TEXT_PROGRAMME_EXERCISES));
    for (int i = 0; i < view->document->programme.count; i++) {
        write_exercise(out, view, i);
    }
}

void write_programme_doubts(FILE *out, const kept_programme *kept) {
    if (kept->several) {
        write_paragraph(out, "", text(LIMBER_TEXT_PROGRAMME_SEVERAL));
    }
    if (kept->unreadable) {
        write_paragraph(out, "", text(LIMBER_TEXT_PROGRAMME_UNREADABLE));
    }
}
