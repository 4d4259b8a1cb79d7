#include "view.h"

#include "paint.h"
#include "result.h"
#include "terminal.h"
#include "view_picture.h"
#include "words.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { DIGIT_ROWS = 5, TEXT_COLUMNS_MAX = 76 };
enum { BESIDE_COLUMN = TEXT_COLUMNS_MAX + 3, PICTURE_COLUMNS_MIN = 30 };
enum { PLAIN_ROWS_MIN = 16, TALL_ROWS_MIN = 21, TALL_COLUMNS_MIN = 36 };

/* Small: no empty lines, and of the keys those that matter most. Tall: figures five rows high. */
typedef enum { ROOM_SMALL, ROOM_PLAIN, ROOM_TALL } view_room;

static const char *text(int number) {
    return limber_words_en.texts[number];
}

static const limber_step *step_of(const cli_view *view) {
    return &view->plan->step[view->now.step];
}

static const limber_technique_words *words_of(const cli_view *view) {
    return &limber_words_en.techniques[step_of(view)->technique];
}

bool view_take(cli_view *view, const limber_output *output) {
    bool new_state = output->cue != LIMBER_CUE_NONE && output->cue != LIMBER_CUE_EASIER;
    bool new_step = output->cue == LIMBER_CUE_GET_READY || output->cue == LIMBER_CUE_OTHER_SIDE;
    if (new_state && output->cue != LIMBER_CUE_PAUSED && output->cue != LIMBER_CUE_RESUMED) {
        view->state_total_ms = output->state_left_ms;
    }
    view->ease_or_skip = output->state == LIMBER_STATE_PAUSED &&
                         (view->ease_or_skip || output->cue == LIMBER_CUE_EASE_OR_SKIP);
    view->begun |= output->state != LIMBER_STATE_PAUSED;
    view->now = *output;
    return new_step || output->cue == LIMBER_CUE_HOLD || output->cue == LIMBER_CUE_REST ||
           output->cue == LIMBER_CUE_DONE;
}

/* ---- Big figures, to be read from the floor. ---------------------------------------------------
 */

static const char *digit_row(char digit, int row) {
    static const char shapes[10][DIGIT_ROWS][4] = {
        {"###", "# #", "# #", "# #", "###"}, {" # ", "## ", " # ", " # ", "###"},
        {"###", "  #", "###", "#  ", "###"}, {"###", "  #", "###", "  #", "###"},
        {"# #", "# #", "###", "  #", "  #"}, {"###", "#  ", "###", "  #", "###"},
        {"###", "#  ", "###", "# #", "###"}, {"###", "  #", " # ", " # ", " # "},
        {"###", "# #", "###", "# #", "###"}, {"###", "# #", "###", "  #", "###"}};
    return shapes[digit - '0'][row];
}

/* A character cell is twice as high as wide, so each point is two cells. */
static void write_digit_row(FILE *out, const char *digits, int row) {
    const char *on = terminal_knows_blocks() ? "██" : "##";
    for (; *digits != '\0'; digits++) {
        for (const char *point = digit_row(*digits, row); *point != '\0'; point++) {
            fputs(*point == '#' ? on : "  ", out);
        }
        fputs("  ", out);
    }
}

/* The figure with its label beside it, and what it counts below the label. */
static void write_figure(FILE *out, view_room room, const char *digits, const char *label,
                         const char *counted) {
    if (room != ROOM_TALL) {
        fputs("  ", out);
        paint_text(out, PAINT_STRONG, label);
        fprintf(out, "  %s %s\n", digits, counted);
        return;
    }
    for (int row = 0; row < DIGIT_ROWS; row++) {
        fputs("  ", out);
        paint_begin(out, PAINT_CALM);
        write_digit_row(out, digits, row);
        paint_end(out, PAINT_CALM);
        if (row == 1) {
            paint_text(out, PAINT_STRONG, label);
        } else if (row == 3) {
            fputs(counted, out);
        }
        fputc('\n', out);
    }
}

static void write_bar(FILE *out, size_t columns, uint32_t thousandths) {
    bool blocks = terminal_knows_blocks();
    size_t width = columns > 4 ? columns - 4 : 1;
    size_t full = width * (thousandths > 1000 ? 1000 : thousandths) / 1000;
    fputs("  ", out);
    paint_begin(out, PAINT_CALM);
    for (size_t i = 0; i < width; i++) {
        fputs(i < full ? (blocks ? "━" : "=") : (blocks ? "─" : "."), out);
    }
    paint_end(out, PAINT_CALM);
    fputc('\n', out);
}

/* ---- What is shown. ----------------------------------------------------------------------------
 */

static bool counts_reps(const cli_view *view) {
    return view->now.state == LIMBER_STATE_MOVE && step_of(view)->hold_ms == 0;
}

static const char *label(const cli_view *view) {
    switch (view->now.state) {
    case LIMBER_STATE_READY:
        return text(step_of(view)->side == LIMBER_SIDE_RIGHT ? LIMBER_TEXT_SESSION_OTHER_SIDE
                                                             : LIMBER_TEXT_SESSION_READY);
    case LIMBER_STATE_MOVE:
        return text(LIMBER_TEXT_SESSION_MOVE);
    case LIMBER_STATE_HOLD:
        return text(LIMBER_TEXT_SESSION_HOLD);
    case LIMBER_STATE_REST:
        return text(LIMBER_TEXT_SESSION_REST);
    default:
        return text(view->begun ? LIMBER_TEXT_SESSION_PAUSED : LIMBER_TEXT_SESSION_READY);
    }
}

/* What to do at this moment. */
static const char *cue(const cli_view *view) {
    if (view->asking_pain) {
        return text(LIMBER_TEXT_SESSION_PAIN_ASK);
    }
    if (view->now.state == LIMBER_STATE_PAUSED) {
        return text(view->ease_or_skip ? LIMBER_TEXT_SESSION_EASE_OR_SKIP
                    : view->begun      ? LIMBER_TEXT_SESSION_RESUME
                                       : LIMBER_TEXT_SESSION_BEGIN);
    }
    if (view->now.state == LIMBER_STATE_HOLD) {
        return words_of(view)->hold_cue;
    }
    return view->now.state == LIMBER_STATE_MOVE ? words_of(view)->move_cue
                                                : words_of(view)->purpose;
}

static uint32_t progress(const cli_view *view) {
    uint32_t total_ms = view->state_total_ms > 0 ? view->state_total_ms : 1;
    uint32_t left_ms = view->now.state_left_ms < total_ms ? view->now.state_left_ms : total_ms;
    uint32_t part = (uint32_t)((uint64_t)(total_ms - left_ms) * 1000 / total_ms);
    if (counts_reps(view) && view->now.rep > 0) {
        return ((view->now.rep - 1u) * 1000 + part) / view->now.reps;
    }
    return part;
}

/* A technique on both sides counts once, as in the plan's list. */
static unsigned count_techniques(const limber_plan *plan, int steps) {
    unsigned count = 0;
    for (int i = 0; i < steps; i++) {
        count += plan->step[i].side != LIMBER_SIDE_RIGHT;
    }
    return count;
}

static void write_head(FILE *out, const cli_view *view, size_t columns) {
    char left[64], right[64], time[16];
    write_minutes(view->now.session_left_ms, time, sizeof time);
    snprintf(left, sizeof left, "  %u of %u", count_techniques(view->plan, view->now.step + 1),
             count_techniques(view->plan, view->plan->step_count));
    snprintf(right, sizeof right, "%s left", time);
    size_t used = strlen(left) + strlen(right) + 2;
    paint_begin(out, PAINT_FAINT);
    fprintf(out, "%s%*s%s\n", left, columns > used ? (int)(columns - used) : 1, "", right);
    paint_end(out, PAINT_FAINT);
}

static void write_name(FILE *out, const cli_view *view, size_t columns) {
    const limber_step *step = step_of(view);
    char where[160];
    const char *side = step->side == LIMBER_SIDE_LEFT    ? text(LIMBER_TEXT_SESSION_SIDE_LEFT)
                       : step->side == LIMBER_SIDE_RIGHT ? text(LIMBER_TEXT_SESSION_SIDE_RIGHT)
                                                         : "";
    snprintf(where, sizeof where, "%s%s%s", side, *side != '\0' ? ", " : "",
             limber_words_en.positions[step->position].name);
    paint_begin(out, PAINT_STRONG);
    write_wrapped(out, columns, "  ", words_of(view)->name);
    paint_end(out, PAINT_STRONG);
    write_wrapped(out, columns, "  ", where);
}

static void write_count(FILE *out, const cli_view *view, view_room room) {
    char digits[16], counted[64];
    if (counts_reps(view)) {
        snprintf(digits, sizeof digits, "%u", view->now.rep);
        snprintf(counted, sizeof counted, "of %u", view->now.reps);
    } else {
        snprintf(digits, sizeof digits, "%u", (view->now.state_left_ms + 999) / 1000);
        snprintf(counted, sizeof counted, "seconds");
        if (view->now.rep > 0 && view->now.reps > 1) {
            snprintf(counted, sizeof counted, "seconds, %u of %u", view->now.rep, view->now.reps);
        }
    }
    write_figure(out, room, digits, label(view), counted);
}

static void write_top(FILE *out, const cli_view *view, size_t columns, view_room room) {
    const char *gap = room == ROOM_SMALL ? "" : "\n";
    write_head(out, view, columns);
    fputs(gap, out);
    write_name(out, view, columns);
    fputs(gap, out);
    write_count(out, view, room);
    fputs(gap, out);
    if (room != ROOM_SMALL) {
        write_bar(out, columns, progress(view));
        fputs(gap, out);
    }
    paint_begin(out, PAINT_STRONG);
    write_wrapped(out, columns, "  ", cue(view));
    paint_end(out, PAINT_STRONG);
    write_wrapped(out, columns, "  ", words_of(view)->breath);
}

static void write_all(FILE *out, size_t columns, limber_list list) {
    for (; *list != NULL; list++) {
        write_wrapped(out, columns, "  - ", *list);
    }
}

/* "Stop if you feel: a; b; c" */
static void write_joined(FILE *out, size_t columns, const char *what, limber_list list) {
    char line[640];
    int used = snprintf(line, sizeof line, "%s: ", what);
    for (int i = 0; list[i] != NULL && used < (int)sizeof line; i++) {
        used +=
            snprintf(line + used, sizeof line - (size_t)used, "%s%s", i > 0 ? "; " : "", list[i]);
    }
    write_wrapped(out, columns, "  ", line);
}

static void write_how(FILE *out, const cli_view *view, size_t columns, view_room room) {
    const limber_technique_words *words = words_of(view);
    bool begins = view->now.state == LIMBER_STATE_READY || view->now.rep == 0;
    (void)room;
    fputc('\n', out);
    write_all(out, columns, begins ? words->set_up : words->steps);
    if (words->helper_steps[0] != NULL) {
        write_wrapped(out, columns, "  ", text(LIMBER_TEXT_SESSION_HELPER));
        write_all(out, columns, begins ? words->helper_set_up : words->helper_steps);
        write_all(out, columns, words->helper_consent);
    }
}

static void write_stop_if(FILE *out, const cli_view *view, size_t columns, view_room room) {
    (void)room;
    fputc('\n', out);
    write_joined(out, columns, text(LIMBER_TEXT_SESSION_NOT_FEEL), words_of(view)->not_feel);
}

static void write_fine(FILE *out, const cli_view *view, size_t columns, view_room room) {
    (void)room;
    fputc('\n', out);
    write_joined(out, columns, text(LIMBER_TEXT_SESSION_FEEL), words_of(view)->feel);
}

static void write_easier(FILE *out, const cli_view *view, size_t columns, view_room room) {
    (void)room;
    fputc('\n', out);
    write_wrapped(out, columns, "  ", words_of(view)->easier);
}

static void write_keys(FILE *out, size_t columns, size_t count) {
    static const char *const keys[][2] = {{"s", "STOP"}, {"space", "pause, go on"},
                                          {"n", "skip"}, {"e", "easier"},
                                          {"p", "pain"}, {"y", "symptom"}};
    size_t most = sizeof keys / sizeof keys[0], used = 2;
    fputs("  ", out);
    for (size_t i = 0; i < (count < most ? count : most); i++) {
        size_t width = strlen(keys[i][0]) + 1 + strlen(keys[i][1]);
        if (i > 0 && used + 3 + width > columns) {
            fputs("\n  ", out);
            used = 2;
        } else if (i > 0) {
            fputs("   ", out);
            used += 3;
        }
        paint_text(out, PAINT_STRONG, keys[i][0]);
        fprintf(out, " %s", keys[i][1]);
        used += width;
    }
    fputc('\n', out);
}

static void write_bottom(FILE *out, const cli_view *view, size_t columns, view_room room) {
    if (room == ROOM_SMALL) {
        write_keys(out, columns, 2);
        return;
    }
    fputc('\n', out);
    write_keys(out, columns, SIZE_MAX);
    paint_begin(out, PAINT_FAINT);
    write_wrapped(out, columns, "  ", words_of(view)->review);
    paint_end(out, PAINT_FAINT);
}

/* A part of the screen as text; NULL where there is no memory for it. */
typedef void write_part(FILE *out, const cli_view *view, size_t columns, view_room room);

static char *compose(write_part *part, const cli_view *view, size_t columns, view_room room) {
    char *written = NULL;
    size_t bytes = 0;
    FILE *out = open_memstream(&written, &bytes);
    if (out == NULL) {
        return NULL;
    }
    part(out, view, columns, room);
    return fclose(out) == 0 ? written : NULL;
}

static size_t rows_beside(const char *top, const char *bottom, size_t rows) {
    size_t used = text_lines(top) + text_lines(bottom);
    return rows > used ? rows - used : 0;
}

/* Whole parts only, the most useful first: what does not fit is left out. */
static char *compose_middle(const cli_view *view, size_t columns, size_t rows) {
    write_part *const parts[] = {write_stop_if, view->now.easier ? write_easier : write_how,
                                 write_fine};
    char *written = NULL;
    size_t bytes = 0;
    FILE *out = open_memstream(&written, &bytes);
    for (size_t i = 0; out != NULL && i < sizeof parts / sizeof parts[0]; i++) {
        char *part = compose(parts[i], view, columns, ROOM_PLAIN);
        if (part != NULL && text_lines(part) <= rows) {
            fputs(part, out);
            rows -= text_lines(part);
        }
        free(part);
    }
    return out != NULL && fclose(out) == 0 ? written : NULL;
}

static view_room room_for(size_t columns, size_t rows) {
    if (rows < PLAIN_ROWS_MIN) {
        return ROOM_SMALL;
    }
    return rows >= TALL_ROWS_MIN && columns >= TALL_COLUMNS_MIN ? ROOM_TALL : ROOM_PLAIN;
}

/* Big figures are worth less than what says when to stop. */
static char *compose_top(const cli_view *view, size_t columns, size_t rows, const char *bottom) {
    view_room room = room_for(columns, rows);
    char *top = compose(write_top, view, columns, room);
    char *stop_if = compose(write_stop_if, view, columns, room);
    if (room == ROOM_TALL && top != NULL && stop_if != NULL && bottom != NULL &&
        text_lines(stop_if) > rows_beside(top, bottom, rows)) {
        free(top);
        top = compose(write_top, view, columns, ROOM_PLAIN);
    }
    free(stop_if);
    return top;
}

void view_draw(const cli_view *view, bool bell) {
    size_t columns, rows;
    terminal_size(&columns, &rows);
    char *beside = columns >= BESIDE_COLUMN + PICTURE_COLUMNS_MIN
                       ? view_picture(view, columns - BESIDE_COLUMN, rows - 1)
                       : NULL;
    columns = columns > TEXT_COLUMNS_MAX ? TEXT_COLUMNS_MAX : columns - (columns > 2);
    char *bottom = compose(write_bottom, view, columns, room_for(columns, rows));
    char *top = compose_top(view, columns, rows, bottom);
    if (top != NULL && bottom != NULL) {
        char *middle = compose_middle(view, columns, rows_beside(top, bottom, rows));
        terminal_draw(&(terminal_screen){.top = top,
                                         .middle = middle != NULL ? middle : "",
                                         .bottom = bottom,
                                         .beside = beside,
                                         .beside_column = BESIDE_COLUMN,
                                         .bell = bell});
        free(middle);
    }
    free(beside);
    free(top);
    free(bottom);
}
