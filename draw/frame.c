/* Which part of the picture is shown, and which moment of a movement where there is only one. */
#include "draw.h"

enum { AIR = 700 };

static int16_t widened(int at, int by) {
    int sum = at + by;
    return (int16_t)(sum > INT16_MAX ? INT16_MAX : sum < INT16_MIN ? INT16_MIN : sum);
}

limber_bounds draw_frame(const limber_view *view, bool mirrored) {
    limber_bounds b = view->bounds;
    int left = mirrored ? -b.right : b.left, right = mirrored ? -b.left : b.right;
    return (limber_bounds){widened(left, -AIR), widened(b.top, -AIR), widened(right, AIR),
                           widened(b.bottom, AIR)};
}

limber_moment draw_still(const limber_motion *motion, bool mirrored) {
    limber_moment still = {.breath = 300, .mirrored = mirrored, .arrow = 1, .marks = 1};
    still.moved = limber_figure_still(motion);
    return still;
}
