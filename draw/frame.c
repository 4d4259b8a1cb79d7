/* Which part of the picture is shown, and which moment of a movement where there is only one. */
#include "draw.h"

enum { AIR = 700 };

static int16_t widened(int at, int by) {
    int sum = at + by;
    return (int16_t)(sum > INT16_MAX ? INT16_MAX : sum < INT16_MIN ? INT16_MIN : sum);
}

limber_bounds draw_frame(const limber_motion *motion, bool mirrored, limber_figure *room) {
    limber_bounds b = limber_figure_bounds(motion, mirrored, room);
    return (limber_bounds){widened(b.left, -AIR), widened(b.top, -AIR), widened(b.right, AIR),
                           widened(b.bottom, AIR)};
}

limber_moment draw_still(const limber_motion *motion, bool mirrored) {
    limber_moment still = {.breath = 300, .mirrored = mirrored, .arrow = 1, .marks = 1};
    if (motion->held) {
        still.moved = 1000;
    } else if (motion->person.keyframe_count > 1) {
        int first_ends = motion->person.keyframes[1].at_percent * 10;
        still.moved = (uint16_t)(motion->alternates ? first_ends / 2 : first_ends);
    }
    return still;
}
