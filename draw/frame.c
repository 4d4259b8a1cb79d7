/* Which part of the picture is shown, and which moments of a movement. */
#include "draw.h"

enum { AIR = 600, PAUSE_MS = 800 };

draw_frame draw_frame_of(const limber_motion *motion, const limber_view *view, bool mirrored) {
    draw_frame frame = {view->left - AIR, view->top - AIR, view->right + AIR,
                        view->bottom + (motion->camera_above_mm > 0 ? 0 : AIR)};
    if (mirrored) {
        frame.left = -view->right - AIR;
        frame.right = -view->left + AIR;
    }
    return frame;
}

limber_moment draw_still(const limber_motion *motion, bool mirrored) {
    limber_moment still = {.breath = 300, .mirrored = mirrored, .arrow = 1, .marks = 1};
    still.moved = limber_figure_still(motion);
    return still;
}

/* ---- One repetition. ---------------------------------------------------------------------------
 */

draw_time draw_time_of(const limber_motion *motion, const limber_dose *dose) {
    draw_time time = {.move_ms = dose->move_ms};
    if (motion->held) {
        time.hold_ms = dose->hold_min_ms;
        time.return_ms = dose->move_ms + PAUSE_MS;
    }
    return time;
}

uint32_t draw_total_ms(const draw_time *time) {
    return time->move_ms + time->hold_ms + time->return_ms;
}

limber_moment draw_moment_at(const limber_motion *motion, const draw_time *time, bool mirrored,
                             uint32_t at_ms) {
    const uint32_t part_ms[] = {time->move_ms, time->hold_ms, time->return_ms, 0};
    static const uint8_t states[] = {LIMBER_STATE_MOVE, LIMBER_STATE_HOLD, LIMBER_STATE_REST,
                                     LIMBER_STATE_READY};
    int part = 0;
    for (; part < 3 && at_ms >= part_ms[part]; part++) {
        at_ms -= part_ms[part];
    }
    limber_step step = {.side = mirrored ? LIMBER_SIDE_RIGHT : LIMBER_SIDE_LEFT,
                        .move_ms = time->move_ms};
    limber_output output = {.state = states[part], .state_left_ms = part_ms[part], .rep = 1};
    limber_moment moment = limber_moment_of(motion, &step, &output, part_ms[part], at_ms);
    moment.arrow = 1;
    return moment;
}
