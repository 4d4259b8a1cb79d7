/* The laws of a plan, apart from the planner that made it. */
#include "limber.h"

#include "allowance.h"
#include "dose.h"
#include "regions.h"

#include <stddef.h>
#include <string.h>

enum { CHANGE_MAX_MS = 5 * 60 * 1000 };

static bool dose_in_range(const limber_dose *dose, const limber_step *step) {
    return step->ready_ms > 0 && step->ready_ms == dose->ready_ms &&
           step->move_ms == dose->move_ms && step->rest_ms == dose->rest_ms &&
           step->hold_ms >= dose->hold_min_ms && step->hold_ms <= dose->hold_max_ms &&
           step->reps > 0 && step->reps >= dose->reps_min && step->reps <= dose->reps_max &&
           step->sets > 0 && step->sets >= dose->sets_min && step->sets <= dose->sets_max &&
           (uint64_t)step->move_ms + step->hold_ms > 0;
}

/* After a worse day no dose may be more than the smallest. */
static bool gentle_enough(const limber_dose *dose, const limber_record *record,
                          const limber_step *step) {
    return record->worse_count == 0 ||
           (step->hold_ms == dose->hold_min_ms && step->reps == dose->reps_min &&
            step->sets == dose->sets_min);
}

/* A one-sided technique stands alone; a two-sided one as a pair, left before right, equal but for
 * the side and the way there. `left` is the steps that are left, from this one on. */
static bool sides_lawful(const limber_technique *technique, const limber_step *step, int left) {
    if (!technique->two_sided) {
        return step->side == LIMBER_SIDE_NONE;
    }
    if (left < 2) {
        return false;
    }
    limber_step right = *step;
    right.side = LIMBER_SIDE_RIGHT;
    right.change_ms = 0;
    return step->side == LIMBER_SIDE_LEFT && memcmp(step + 1, &right, sizeof right) == 0;
}

static bool used_before(const limber_plan *plan, int index) {
    for (int i = 0; i < index; i++) {
        if (plan->step[i].technique == plan->step[index].technique) {
            return true;
        }
    }
    return false;
}

/* With its other side, where it has one. */
static bool step_lawful(const limber_catalogue *catalogue, const limber_screening *screening,
                        const limber_record *record, const limber_plan *plan, int index) {
    const limber_step *step = &plan->step[index];
    if (step->technique >= catalogue->technique_count ||
        !limber_technique_allowed(screening, step->technique) ||
        allowance_technique(catalogue, record, screening->day, step->technique) !=
            LIMBER_LEFT_OUT_NOT) {
        return false;
    }
    const limber_technique *technique = &catalogue->techniques[step->technique];
    const limber_limits *limits = &catalogue->limits;
    if ((plan->pain > limits->pain_continue_max &&
         technique->intensity > limits->intensity_max_in_pain) ||
        (plan->pain > limits->strong_pain_max && technique->intensity > MODERATE)) {
        return false;
    }
    return step->phase == technique->phase && dose_in_range(&technique->dose, step) &&
           gentle_enough(&technique->dose, record, step) &&
           step->duration_ms == dose_duration_ms(step) && step->change_ms <= CHANGE_MAX_MS &&
           step->position < catalogue->position_count &&
           (technique->positions & ~(uint32_t)screening->closed_positions) >> step->position & 1 &&
           step->region <= LIMBER_REGION_MAX &&
           sides_lawful(technique, step, plan->step_count - index) && !used_before(plan, index);
}

limber_error limber_plan_check(const limber_catalogue *catalogue, const limber_screening *screening,
                               const limber_record *record, const limber_plan *plan) {
    const limber_limits *limits = &catalogue->limits;
    if (screening->day == 0 || plan->outcome != LIMBER_OUTCOME_PLANNED || plan->step_count == 0 ||
        plan->step_count > LIMBER_STEP_MAX || plan->pain > LIMBER_SCALE_MAX ||
        plan->pain >= limits->pain_stop_min) {
        return LIMBER_ERROR_PLAN;
    }
    allowance left = allowance_begin(catalogue, record, screening->day);
    uint64_t duration_ms = 0;
    uint8_t phase = LIMBER_PHASE_WARM_UP;
    uint32_t warm = 0; /* bit per region */
    for (int i = 0; i < plan->step_count;) {
        const limber_step *step = &plan->step[i];
        if (!step_lawful(catalogue, screening, record, plan, i) || step->phase < phase) {
            return LIMBER_ERROR_PLAN;
        }
        const limber_technique *technique = &catalogue->techniques[step->technique];
        unsigned sides = dose_sides(technique);
        phase = step->phase;
        warm |= regions_warmed(catalogue, technique);
        bool prepared = warm >> regions_primary(catalogue, technique) & 1;
        if ((!prepared && dose_needs_warm_up(technique)) || left.session_ms < step->change_ms) {
            return LIMBER_ERROR_PLAN;
        }
        left.session_ms -= step->change_ms;
        if (!allowance_take(catalogue, &left, step, sides)) {
            return LIMBER_ERROR_PLAN;
        }
        duration_ms += step->change_ms + (uint64_t)sides * step->duration_ms;
        i += (int)sides;
    }
    return duration_ms == plan->duration_ms ? LIMBER_OK : LIMBER_ERROR_PLAN;
}
