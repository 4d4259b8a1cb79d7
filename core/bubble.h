/* bubble.h: a sketch of the gas bubble in a joint, for one lesson. docs/bubble.md derives it.
 *
 * Everything is without units: lengths in radii of the bubble at rest, pressures in the pressure at
 * rest, times in what follows from the two and the density of the fluid. It says how the mechanism
 * goes and not how large, loud or quick it is in anybody. No plan or screening looks at it, which
 * is why it is no part of limber.h. */
#ifndef LIMBER_BUBBLE_H
#define LIMBER_BUBBLE_H

#include <stdbool.h>
#include <stdint.h>

enum { BUBBLE_SAMPLES = 2048 };

typedef struct {
    double gap_end;   /* gap between the surfaces when they have parted; it begins with 1 */
    double begins_at; /* when they begin to part */
    double parts_for; /* how long they take to */
    double suction;   /* how much a parting gap lowers the pressure */
    double tension;   /* of the bubble's surface */
    double drag;      /* of the fluid on the bubble's wall */
    double radius;    /* with which the bubble begins, at rest */
} bubble_joint;

typedef struct {
    float gap[BUBBLE_SAMPLES];
    float pressure[BUBBLE_SAMPLES]; /* of the fluid in the gap */
    float radius[BUBBLE_SAMPLES];
    float sound[BUBBLE_SAMPLES]; /* pressure far away, but for its distance */
} bubble_trace;

/* The joint of the lesson. Its numbers are chosen to be seen and heard; none is measured. */
bubble_joint bubble_sketch(void);

/* Follows the bubble for so long, in steps_per_sample equal steps a sample. False, and an empty
 * trace, where the numbers describe no bubble or it cannot be followed in such steps. */
bool bubble_follow(const bubble_joint *joint, double lasts, uint32_t steps_per_sample,
                   bubble_trace *out);

#endif
