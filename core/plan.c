/* A plan: the best choice for today's request, written down as steps. */
#include "limber.h"

#include "dose.h"
#include "reduce.h"
#include "solve.h"

#include <string.h>

typedef struct {
    reduction of;
    limber_instance instance;
    limber_solution solution;
} planning;

/* ---- Writing it down. --------------------------------------------------------------------------
 */

/* The region that the technique helps most; REGION_MAX where it is there for everybody. */
static uint8_t region_served(const planning *p, const limber_technique *technique) {
    uint8_t region = LIMBER_REGION_MAX;
    uint32_t most = 0;
    for (uint8_t r = 0; r < p->of.catalogue->region_count; r++) {
        uint32_t worth = (uint32_t)technique->region_weight[r] * p->of.request->stiffness[r];
        if (worth > most) {
            most = worth;
            region = r;
        }
    }
    return region;
}

static void write_step(limber_plan *plan, const limber_step *dose, uint8_t side,
                       uint32_t change_ms) {
    limber_step *step = &plan->step[plan->step_count++];
    *step = *dose;
    step->side = side;
    step->change_ms = change_ms;
    plan->duration_ms += step->duration_ms + change_ms;
}

/* Within a phase and a position only taste decides: the person's, or gentle before strong. */
static bool before(const planning *p, int a, int b) {
    const limber_candidate *one = &p->instance.candidate[a];
    const limber_candidate *other = &p->instance.candidate[b];
    const uint8_t *order = p->of.request->order;
    const limber_technique *techniques = p->of.catalogue->techniques;
    if (order[one->technique] != order[other->technique]) {
        return order[one->technique] < order[other->technique];
    }
    uint8_t strength = techniques[one->technique].intensity;
    uint8_t other_strength = techniques[other->technique].intensity;
    if (strength != other_strength) {
        return strength < other_strength;
    }
    return one->region != other->region ? one->region < other->region : a < b;
}

/* The next one of this phase in this position; -1 when all are written. */
static int next_to_write(const planning *p, uint8_t phase, uint8_t position, uint64_t written) {
    int next = -1;
    for (int c = 0; c < p->instance.candidate_count; c++) {
        if (p->solution.option[c] != 0 && p->instance.candidate[c].phase == phase &&
            p->solution.position[c] == position && !(written >> c & 1) &&
            (next < 0 || before(p, c, next))) {
            next = c;
        }
    }
    return next;
}

static void write_candidate(const planning *p, limber_plan *plan, int c, uint8_t *present) {
    const limber_candidate *candidate = &p->instance.candidate[c];
    const limber_technique *technique = &p->of.catalogue->techniques[candidate->technique];
    const limber_option *option = &candidate->option[p->solution.option[c] - 1];
    limber_step dose = reduce_dose(&p->of, candidate->technique, option->number);
    dose.position = p->solution.position[c];
    dose.region = region_served(p, technique);
    uint32_t change_ms = 0;
    if (*present != LIMBER_NO_POSITION) {
        change_ms = p->instance.change_slots[*present][dose.position] * (uint32_t)LIMBER_SLOT_MS;
    }
    *present = dose.position;
    if (technique->two_sided) {
        write_step(plan, &dose, LIMBER_SIDE_LEFT, change_ms);
        write_step(plan, &dose, LIMBER_SIDE_RIGHT, 0);
    } else {
        write_step(plan, &dose, LIMBER_SIDE_NONE, change_ms);
    }
}

static void write_plan(const planning *p, limber_plan *plan) {
    uint64_t written = 0;
    uint8_t present = p->instance.start;
    for (uint8_t phase = 0; phase < LIMBER_PHASE_COUNT; phase++) {
        uint8_t positions[2] = {p->solution.first[phase], p->solution.last[phase]};
        for (int i = 0; i < 2; i++) {
            int c;
            while ((c = next_to_write(p, phase, positions[i], written)) >= 0) {
                write_candidate(p, plan, c, &present);
                written |= UINT64_C(1) << c;
            }
        }
    }
}

/* ---- Why there is none. ------------------------------------------------------------------------
 */

/* What the whole session is refused for is also why each technique is left out. */
static uint8_t left_out_by(uint8_t outcome) {
    switch (outcome) {
    case LIMBER_OUTCOME_PAIN:
        return LIMBER_LEFT_OUT_PAIN;
    case LIMBER_OUTCOME_TIME:
        return LIMBER_LEFT_OUT_TIME;
    default:
        return LIMBER_LEFT_OUT_SCREENING;
    }
}

/* Nothing is left in the plan: because of the day's limits, or because nothing fits. */
static uint8_t why_nothing(const limber_catalogue *catalogue, const limber_plan *plan) {
    for (int i = 0; i < catalogue->technique_count; i++) {
        if (plan->left_out[i] == LIMBER_LEFT_OUT_DAY_LIMIT ||
            plan->left_out[i] == LIMBER_LEFT_OUT_WEEK_LIMIT) {
            return LIMBER_OUTCOME_ENOUGH;
        }
    }
    return LIMBER_OUTCOME_NOTHING_FITS;
}

/* ---- Solving. ----------------------------------------------------------------------------------
 */

/* Everything that is wanted kept; where that is impossible, as much of it as is worth it. */
static limber_error solve(planning *p, limber_workspace *workspace) {
    limber_error error = limber_solve(&p->instance, WORK_MAX, workspace, &p->solution);
    if (error != LIMBER_OK || p->solution.feasible) {
        return error;
    }
    for (int c = 0; c < p->instance.candidate_count; c++) {
        p->instance.candidate[c].keep = 0;
    }
    return limber_solve(&p->instance, WORK_MAX, workspace, &p->solution);
}

static void tell_left_out(const planning *p, limber_plan *plan) {
    for (int c = 0; c < p->instance.candidate_count; c++) {
        uint8_t technique = p->instance.candidate[c].technique;
        if (p->solution.option[c] == 0) {
            bool wanted = (p->of.request->wish[technique] & LIMBER_WISH_KEEP) != 0;
            plan->left_out[technique] = wanted ? LIMBER_LEFT_OUT_TIME : LIMBER_LEFT_OUT_WORTH;
        }
    }
}

static limber_error fill(planning *p, limber_workspace *workspace, limber_plan *out) {
    if (p->instance.candidate_count > 0) {
        limber_error error = solve(p, workspace);
        if (error != LIMBER_OK) {
            return error;
        }
        out->worth = p->solution.worth;
        out->at_most = p->solution.at_most;
        write_plan(p, out);
    }
    memcpy(out->left_out, p->of.left_out, sizeof out->left_out);
    tell_left_out(p, out);
    if (out->step_count == 0) {
        out->outcome = why_nothing(p->of.catalogue, out);
    }
    return LIMBER_OK;
}

limber_error limber_plan_make(const limber_catalogue *catalogue, const limber_screening *screening,
                              const limber_record *record, const limber_request *request,
                              limber_workspace *workspace, limber_plan *out) {
    planning p;
    memset(out, 0, sizeof *out);
    memset(&p.solution, 0, sizeof p.solution);
    limber_error error = reduce(catalogue, screening, record, request, &p.of, &p.instance);
    if (error != LIMBER_OK) {
        return error;
    }
    out->outcome = p.of.outcome;
    out->pain = request->pain;
    if (out->outcome != LIMBER_OUTCOME_PLANNED) {
        memset(out->left_out, left_out_by(out->outcome), catalogue->technique_count);
        return LIMBER_OK;
    }
    error = fill(&p, workspace, out);
    if (error != LIMBER_OK) {
        memset(out, 0, sizeof *out);
    }
    return error;
}
