#include "view_picture.h"

#include "picture.h"
#include "terminal.h"

#include <stdlib.h>

enum { COLUMNS_MOST = 64, ROWS_MOST = 30 };

static size_t smaller(size_t a, size_t b) {
    return a < b ? a : b;
}

/* The room does not change while a technique lasts. */
static const limber_view *room_of(const limber_motion *motion, limber_figure *figure) {
    static limber_view room;
    static const limber_motion *known;
    if (known != motion) {
        limber_figure_view(motion, figure, &room);
        known = motion;
    }
    return &room;
}

char *view_picture(const cli_view *view, size_t columns, size_t rows) {
    static limber_figure figure;
    const limber_step *step = &view->plan->step[view->now.step];
    const limber_motion *motion = &limber_catalogue_motions[step->technique];
    bool over = view->now.state == LIMBER_STATE_DONE || view->now.state == LIMBER_STATE_STOPPED;
    char *written = NULL;
    size_t bytes = 0;
    if (over || picture_reduced() || !terminal_knows_blocks()) {
        return NULL;
    }
    const limber_view *room = room_of(motion, &figure);
    limber_moment moment = limber_moment_of(motion, step, &view->now, view->state_total_ms, 0);
    limber_figure_draw(motion, room, &moment, &figure);
    FILE *out = open_memstream(&written, &bytes);
    if (out == NULL) {
        return NULL;
    }
    (void)draw_braille(out, &figure, draw_frame_of(motion, room, moment.mirrored),
                       smaller(columns, COLUMNS_MOST), smaller(rows, ROWS_MOST), picture_colours());
    return fclose(out) == 0 ? written : NULL;
}
