/* The sketch of a bubble as a WebAssembly module of its own, for the lesson that shows it. */
#include "bubble.h"

#define EXPORT(name) __attribute__((export_name(#name)))

enum { STEPS_PER_SAMPLE = 2 };

static const double LASTS = 64;
static bubble_trace trace;

EXPORT(samples) uint32_t samples(void);
/* Follows the bubble, and gives the address of the gap, pressure, radius and sound, in this order.
 */
EXPORT(follow) const float *follow(void);

uint32_t samples(void) {
    return BUBBLE_SAMPLES;
}

const float *follow(void) {
    const bubble_joint joint = bubble_sketch();
    (void)bubble_follow(&joint, LASTS, STEPS_PER_SAMPLE, &trace);
    return trace.gap;
}
