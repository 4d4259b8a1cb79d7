/* Why a plan is as it is: the same instance again, without one technique that is in it, with one
 * that is not, or with a few more minutes. */
#include "instance.h"

#include "reduce.h"
#include "regions.h"
#include "solve.h"

#include <string.h>

enum { MORE_MINUTES = 4 };

typedef struct {
    reduction of;
    limber_instance instance;
    limber_solution solution;
    limber_workspace *workspace;
    uint32_t region_slots[LIMBER_PULL_MAX]; /* of the plan */
    int32_t worth;                          /* of the plan */
} reasoning;

static bool planned(const limber_plan *plan, uint8_t technique) {
    for (int i = 0; i < plan->step_count; i++) {
        if (plan->step[i].technique == technique) {
            return true;
        }
    }
    return false;
}

static void slots_by_region(const limber_instance *in, const limber_solution *of,
                            uint32_t slots[LIMBER_PULL_MAX]) {
    memset(slots, 0, LIMBER_PULL_MAX * sizeof slots[0]);
    for (int c = 0; c < in->candidate_count; c++) {
        if (of->option[c] != 0) {
            slots[in->candidate[c].region] += in->candidate[c].option[of->option[c] - 1].slots;
        }
    }
}

static limber_error solve_again(reasoning *r) {
    return limber_solve(&r->instance, WORK_MAX, r->workspace, &r->solution);
}

/* What the plan's cool-down is worth only because one is due. */
static int32_t due(const reasoning *r, const limber_plan *plan) {
    const limber_catalogue *catalogue = r->of.catalogue;
    bool long_enough =
        r->instance.budget * (uint64_t)LIMBER_SLOT_MS >= catalogue->limits.cool_down_from_ms;
    bool cool_down = plan->step[plan->step_count - 1].phase == LIMBER_PHASE_COOL_DOWN;
    return long_enough && cool_down ? catalogue->planning.cool_down_due : 0;
}

static limber_error without(reasoning *r, int c, int32_t *adds) {
    limber_candidate candidate = r->instance.candidate[c];
    size_t after = (size_t)(r->instance.candidate_count - c - 1) * sizeof candidate;
    limber_candidate *at = &r->instance.candidate[c];
    memmove(at, at + 1, after);
    r->instance.candidate_count--;
    limber_error error = solve_again(r);
    *adds = r->solution.feasible ? r->worth - r->solution.worth : r->worth;
    r->instance.candidate_count++;
    memmove(at + 1, at, after);
    *at = candidate;
    return error;
}

static limber_error with(reasoning *r, int c, limber_reasons *out) {
    uint8_t technique = r->instance.candidate[c].technique;
    uint32_t slots[LIMBER_PULL_MAX];
    r->instance.candidate[c].keep = 1;
    limber_error error = solve_again(r);
    r->instance.candidate[c].keep = 0;
    if (error != LIMBER_OK || !r->solution.feasible) {
        out->costs[technique] = -1;
        return error;
    }
    out->costs[technique] = r->worth - r->solution.worth;
    slots_by_region(&r->instance, &r->solution, slots);
    for (uint8_t region = 0; region < LIMBER_PULL_MAX; region++) {
        int32_t less = (int32_t)(r->region_slots[region] - slots[region]) * LIMBER_SLOT_MS;
        if (less > out->less_ms[technique]) {
            out->less_ms[technique] = less;
            out->less_of[technique] = region;
        }
    }
    return LIMBER_OK;
}

static limber_error with_more_time(reasoning *r, const limber_plan *plan, limber_reasons *out) {
    limber_request longer = *r->of.request;
    reduction of;
    longer.minutes = (uint16_t)(longer.minutes + MORE_MINUTES);
    if (longer.minutes > LIMBER_MINUTES_MAX) {
        return LIMBER_OK;
    }
    limber_error error =
        reduce(r->of.catalogue, r->of.screening, r->of.record, &longer, &of, &r->instance);
    if (error != LIMBER_OK || r->instance.budget <= plan->duration_ms / LIMBER_SLOT_MS) {
        return error;
    }
    error = solve_again(r);
    if (error != LIMBER_OK || !r->solution.feasible || r->solution.worth <= r->worth) {
        return error;
    }
    out->more_ms = MORE_MINUTES * 60 * 1000;
    out->more_worth = r->solution.worth - r->worth;
    for (int c = 0; c < r->instance.candidate_count; c++) {
        uint8_t technique = r->instance.candidate[c].technique;
        if (r->solution.option[c] != 0 && !planned(plan, technique)) {
            out->more_techniques[technique / 32] |= UINT32_C(1) << technique % 32;
        }
    }
    return LIMBER_OK;
}

static void tell_warm_ups(const reasoning *r, const limber_plan *plan, limber_reasons *out) {
    memset(out->warmed_by, LIMBER_TECHNIQUE_MAX, sizeof out->warmed_by);
    for (int c = 0; c < r->instance.candidate_count; c++) {
        const limber_candidate *candidate = &r->instance.candidate[c];
        for (int i = plan->step_count - 1; i >= 0 && candidate->need; i--) {
            const limber_technique *by = &r->of.catalogue->techniques[plan->step[i].technique];
            if (planned(plan, candidate->technique) &&
                regions_warmed(r->of.catalogue, by) >> candidate->region & 1) {
                out->warmed_by[candidate->technique] = plan->step[i].technique;
            }
        }
    }
}

limber_error limber_plan_reasons(const limber_catalogue *catalogue,
                                 const limber_screening *screening, const limber_record *record,
                                 const limber_request *request, const limber_plan *plan,
                                 limber_workspace *workspace, limber_reasons *out) {
    reasoning r = {.workspace = workspace, .worth = plan->worth};
    memset(out, 0, sizeof *out);
    limber_error error = reduce(catalogue, screening, record, request, &r.of, &r.instance);
    if (error != LIMBER_OK || plan->outcome != LIMBER_OUTCOME_PLANNED) {
        return error;
    }
    for (int c = 0; c < r.instance.candidate_count; c++) { /* not the wishes that were not met */
        r.instance.candidate[c].keep &= planned(plan, r.instance.candidate[c].technique);
    }
    error = solve_again(&r);
    slots_by_region(&r.instance, &r.solution, r.region_slots);
    out->whole = plan->worth - due(&r, plan);
    tell_warm_ups(&r, plan, out);
    for (int c = 0; c < r.instance.candidate_count && error == LIMBER_OK; c++) {
        uint8_t technique = r.instance.candidate[c].technique;
        if (!planned(plan, technique)) {
            error = with(&r, c, out);
            continue;
        }
        error = without(&r, c, &out->adds[technique]);
        int32_t extra = plan->worth - out->whole;
        if (r.instance.candidate[c].region == LIMBER_CALM && out->adds[technique] >= extra) {
            out->adds[technique] -= extra;
        }
    }
    return error == LIMBER_OK ? with_more_time(&r, plan, out) : error;
}
