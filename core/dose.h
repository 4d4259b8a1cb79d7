/* dose.h: what a dose adds up to. Internal to the core. */
#ifndef LIMBER_CORE_DOSE_H
#define LIMBER_CORE_DOSE_H

#include "limber.h"

enum { GENTLE = 1, MODERATE = 2 }; /* intensities; what is above is strong */

/* Steps that one use of a technique takes in a plan. */
static inline unsigned dose_sides(const limber_technique *technique) {
    return technique->two_sided ? 2 : 1;
}

/* So much of a technique, at its own pace. */
static inline limber_step dose_step(const limber_technique *technique,
                                    const limber_prescription *dose) {
    return (limber_step){.ready_ms = technique->dose.ready_ms,
                         .move_ms = technique->dose.move_ms,
                         .hold_ms = dose->hold_ms,
                         .rest_ms = technique->dose.rest_ms,
                         .reps = dose->reps,
                         .sets = dose->sets,
                         .phase = technique->phase};
}

/* Time moving and holding. Wide enough for any 8-bit sets, 16-bit reps and 32-bit times. */
static inline uint64_t dose_work_ms(const limber_step *step) {
    return step->sets * (uint64_t)step->reps * ((uint64_t)step->move_ms + step->hold_ms);
}

/* All of it. A dose has at least one set: the catalogue compiler and the check see to that. */
static inline uint64_t dose_duration_ms(const limber_step *step) {
    return step->ready_ms + dose_work_ms(step) + (step->sets - 1u) * (uint64_t)step->rest_ms;
}

/* Time held in a stretch; 0 for everything else. */
static inline uint64_t dose_stretch_ms(const limber_step *step) {
    return step->phase == LIMBER_PHASE_STRETCH ? step->sets * (uint64_t)step->reps * step->hold_ms
                                               : 0;
}

/* A warm-up has to come first, for all but the gentlest. */
static inline bool dose_needs_warm_up(const limber_technique *technique) {
    return technique->intensity > GENTLE && technique->phase > LIMBER_PHASE_WARM_UP &&
           technique->phase < LIMBER_PHASE_COOL_DOWN;
}

#endif
