/* Today's request as numbers: filters first, then doses, limits and weights. docs/planner.md,
 * section 2, in the same order. */
#include "reduce.h"

#include "dose.h"
#include "regions.h"

#include <string.h>

enum { SECOND_MS = 1000 };

#define PERCENT_SECOND_MS UINT64_C(100000) /* of times that were multiplied by percents */

static uint64_t divide_up(uint64_t a, uint64_t by) {
    return (a + by - 1) / by;
}

/* ---- The request. ------------------------------------------------------------------------------
 */

static bool wishes_in_range(const limber_catalogue *catalogue, const limber_request *request) {
    for (int t = 0; t < LIMBER_TECHNIQUE_MAX; t++) {
        uint8_t wish = request->wish[t];
        const limber_prescription *wanted = &request->prescribed[t];
        bool prescribed = (wish & LIMBER_WISH_PRESCRIBED) != 0;
        if (wish > LIMBER_WISH_ALL || (t >= catalogue->technique_count && wish != 0) ||
            (!prescribed && (wanted->hold_ms | wanted->reps | wanted->sets) != 0)) {
            return false;
        }
        if (prescribed) {
            const limber_dose *dose = &catalogue->techniques[t].dose;
            if (wanted->hold_ms < dose->hold_min_ms || wanted->hold_ms > dose->hold_max_ms ||
                wanted->reps < dose->reps_min || wanted->reps > dose->reps_max ||
                wanted->sets < dose->sets_min || wanted->sets > dose->sets_max) {
                return false;
            }
        }
    }
    return true;
}

static bool request_in_range(const limber_catalogue *catalogue, const limber_request *request) {
    if (catalogue->technique_count > LIMBER_TECHNIQUE_MAX ||
        catalogue->region_count > LIMBER_REGION_MAX ||
        catalogue->position_count > LIMBER_POSITION_MAX ||
        catalogue->equipment_count > LIMBER_EQUIPMENT_MAX ||
        request->minutes > LIMBER_MINUTES_MAX || request->pain_known > 1 || request->partner > 1 ||
        request->pain > (request->pain_known ? LIMBER_SCALE_MAX : 0) ||
        request->positions >> catalogue->position_count != 0 ||
        (uint32_t)request->equipment >> catalogue->equipment_count != 0) {
        return false;
    }
    for (int r = 0; r < LIMBER_REGION_MAX; r++) {
        if (request->stiffness[r] > (r < catalogue->region_count ? LIMBER_SCALE_MAX : 0)) {
            return false;
        }
    }
    return wishes_in_range(catalogue, request);
}

/* Why there is no session at all; LIMBER_OUTCOME_PLANNED where there may be one. */
static uint8_t gate(const reduction *r) {
    const limber_limits *limits = &r->catalogue->limits;
    if (r->screening->disposition != LIMBER_DISPOSITION_PROCEED) {
        return LIMBER_OUTCOME_NOT_SCREENED;
    }
    if (r->screening->day == 0 || r->screening->day != r->request->day) {
        return LIMBER_OUTCOME_STALE;
    }
    if (r->request->pain_known && r->request->pain >= limits->pain_stop_min) {
        return LIMBER_OUTCOME_PAIN;
    }
    return r->left.session_ms < limits->session_min_ms ? LIMBER_OUTCOME_TIME
                                                       : LIMBER_OUTCOME_PLANNED;
}

static void set_tension(reduction *r) {
    bool marked = false;
    for (int i = 0; i < r->catalogue->region_count; i++) {
        r->tension[i] = r->request->stiffness[i];
        marked = marked || r->tension[i] > 0;
    }
    for (int i = 0; i < r->catalogue->region_count && !marked; i++) {
        r->tension[i] = r->catalogue->planning.unmarked_tension;
    }
    r->tension[LIMBER_CALM] = r->catalogue->planning.calm_tension;
}

static void begin(reduction *r) {
    const limber_request *request = r->request;
    r->left = allowance_begin(r->catalogue, r->record, request->day);
    uint64_t time_ms = request->minutes * UINT64_C(60000);
    r->left.session_ms = time_ms < r->left.session_ms ? time_ms : r->left.session_ms;
    r->outcome = gate(r);
    r->positions = request->positions & (uint16_t)~r->screening->closed_positions;
    r->gentle = !request->pain_known || request->pain > r->catalogue->limits.pain_continue_max;
    r->smallest = r->gentle || r->record->worse_count > 0;
    set_tension(r);
}

/* ---- Filters. ----------------------------------------------------------------------------------
 */

/* Percent times tension, of the eight regions but `except`. */
static uint32_t pull(const reduction *r, const limber_technique *technique, int except) {
    uint32_t sum = 0;
    for (int i = 0; i < r->catalogue->region_count; i++) {
        sum += i == except ? 0 : (uint32_t)technique->region_weight[i] * r->tension[i];
    }
    return sum;
}

static uint8_t filter(const reduction *r, uint8_t index) {
    const limber_technique *technique = &r->catalogue->techniques[index];
    const limber_request *request = r->request;
    if (!limber_technique_allowed(r->screening, index)) {
        return LIMBER_LEFT_OUT_SCREENING;
    }
    uint8_t limit = allowance_technique(r->catalogue, r->record, request->day, index);
    if (limit != LIMBER_LEFT_OUT_NOT) {
        return limit;
    }
    if ((technique->positions & r->positions) == 0) {
        return LIMBER_LEFT_OUT_POSITION;
    }
    for (int i = 0; i < 2; i++) {
        if (technique->equipment[i] != 0 && (technique->equipment[i] & request->equipment) == 0) {
            return LIMBER_LEFT_OUT_EQUIPMENT;
        }
    }
    if (technique->partner && !request->partner) {
        return LIMBER_LEFT_OUT_PARTNER;
    }
    bool strong =
        technique->intensity > MODERATE && request->pain > r->catalogue->limits.strong_pain_max;
    if (strong ||
        (r->gentle && technique->intensity > r->catalogue->limits.intensity_max_in_pain)) {
        return LIMBER_LEFT_OUT_PAIN;
    }
    bool wanted = (request->wish[index] & LIMBER_WISH_KEEP) != 0;
    if (!technique->anyone_stiff && !wanted && pull(r, technique, -1) == 0) {
        return LIMBER_LEFT_OUT_REGION;
    }
    return request->wish[index] & LIMBER_WISH_LEAVE_OUT ? LIMBER_LEFT_OUT_WISH
                                                        : LIMBER_LEFT_OUT_NOT;
}

/* ---- Doses. ------------------------------------------------------------------------------------
 */

limber_step reduce_dose(const reduction *r, uint8_t index, int number) {
    const limber_technique *technique = &r->catalogue->techniques[index];
    const limber_dose *range = &technique->dose;
    uint8_t wish = r->request->wish[index];
    limber_prescription chosen = {
        .hold_ms = range->hold_min_ms, .reps = range->reps_min, .sets = range->sets_min};
    bool smallest = r->smallest || (wish & LIMBER_WISH_SHORT) != 0;
    bool prescribed = !smallest && (wish & LIMBER_WISH_PRESCRIBED) != 0;
    if ((smallest && number > 0) || (prescribed && number != 2) ||
        (number == 3 && range->sets_max == range->sets_min)) {
        chosen.sets = 0;
    } else if (prescribed) {
        chosen = r->request->prescribed[index];
    } else if (number == 2) {
        chosen.hold_ms = range->hold_max_ms;
        chosen.reps = range->reps_max;
    } else if (number > 0) {
        uint64_t sum_ms = (uint64_t)range->hold_min_ms + range->hold_max_ms;
        chosen.hold_ms = (uint32_t)(sum_ms / 2 / SECOND_MS * SECOND_MS);
        chosen.hold_ms = chosen.hold_ms < range->hold_min_ms ? range->hold_min_ms : chosen.hold_ms;
        chosen.reps = (uint16_t)((range->reps_min + range->reps_max) / 2);
        chosen.sets = number == 3 ? range->sets_max : range->sets_min;
    }
    limber_step dose = dose_step(technique, &chosen);
    dose.technique = index;
    dose.duration_ms = dose.sets > 0 ? (uint32_t)dose_duration_ms(&dose) : 0;
    return dose;
}

/* What it costs that it was done a few days ago; a day ahead counts as today. */
static int32_t recent_cost(const reduction *r, uint8_t index) {
    uint32_t since = LIMBER_RECENT_DAYS;
    for (int i = 0; i < LIMBER_WEEK_DAYS; i++) {
        const limber_use *use = &r->record->use[index][i];
        uint32_t days = allowance_days_since(use->day, r->request->day);
        since = use->day > 0 && use->times > 0 && days < since ? days : since;
    }
    return since < LIMBER_RECENT_DAYS ? r->catalogue->planning.recent_cost[since] : 0;
}

/* What each limit has; it stays in the instance only if it can matter. */
static void all_limits(const reduction *r, limber_instance *out) {
    uint64_t stretch_ms = r->left.stretch_session_ms < r->left.stretch_week_ms
                              ? r->left.stretch_session_ms
                              : r->left.stretch_week_ms;
    uint64_t amount = stretch_ms / SECOND_MS;
    out->limit_count = (uint8_t)(LIMBER_LIMIT_REGION + r->catalogue->region_count);
    for (uint8_t k = 0; k < out->limit_count; k++) {
        if (k >= LIMBER_LIMIT_REGION) {
            amount = r->left.region_ms[k - LIMBER_LIMIT_REGION] / PERCENT_SECOND_MS;
        }
        out->limit[k] = (uint16_t)(amount < UINT16_MAX ? amount : UINT16_MAX);
        out->limit_of[k] = k;
    }
}

/* ---- Candidates. -------------------------------------------------------------------------------
 */

/* LIMBER_LEFT_OUT_NOT, or the limit that this dose alone would pass. */
static uint8_t use_limits(const reduction *r, const limber_instance *in, const limber_step *dose,
                          limber_option *option) {
    const limber_technique *technique = &r->catalogue->techniques[dose->technique];
    uint64_t sides = dose_sides(technique);
    uint64_t work_ms = sides * dose_work_ms(dose);
    bool stretch = technique->phase == LIMBER_PHASE_STRETCH;
    bool counts = stretch || technique->phase == LIMBER_PHASE_RELEASE;
    uint64_t slots = divide_up(sides * dose_duration_ms(dose), LIMBER_SLOT_MS);
    for (int k = 0; counts && k < in->limit_count; k++) {
        uint64_t use = 0;
        if (k == LIMBER_LIMIT_STRETCH) {
            use = stretch ? divide_up(work_ms, SECOND_MS) : 0;
        } else {
            use = divide_up(work_ms * technique->region_weight[k - LIMBER_LIMIT_REGION],
                            PERCENT_SECOND_MS);
        }
        if (use > in->limit[k]) {
            if (k > LIMBER_LIMIT_STRETCH) {
                return LIMBER_LEFT_OUT_DAY_LIMIT;
            }
            return r->left.stretch_week_ms < r->left.stretch_session_ms
                       ? LIMBER_LEFT_OUT_WEEK_LIMIT
                       : LIMBER_LEFT_OUT_STRETCH_LIMIT;
        }
        option->use[k] = (uint16_t)use;
    }
    if (slots > in->budget) {
        return r->left.day_work_ms < r->left.session_ms ? LIMBER_LEFT_OUT_DAY_LIMIT
                                                        : LIMBER_LEFT_OUT_TIME;
    }
    option->slots = (uint16_t)slots;
    return LIMBER_LEFT_OUT_NOT;
}

static bool dominated(const limber_candidate *candidate, const limber_option *option) {
    for (int i = 0; i < candidate->option_count; i++) {
        if (candidate->option[i].slots <= option->slots &&
            candidate->option[i].units >= option->units) {
            return true;
        }
    }
    return false;
}

/* The technique at each of its doses; what keeps it out if none is left. */
static uint8_t add_options(const reduction *r, const limber_instance *in, uint8_t index,
                           limber_candidate *candidate) {
    const limber_technique *technique = &r->catalogue->techniques[index];
    const limber_planning *planning = &r->catalogue->planning;
    bool cool = technique->phase == LIMBER_PHASE_COOL_DOWN;
    uint32_t primary = cool ? planning->calm_percent : technique->region_weight[candidate->region];
    uint32_t spilt = pull(r, technique, cool ? -1 : candidate->region);
    uint8_t first_refusal = LIMBER_LEFT_OUT_NOT;
    for (int number = 0; number < LIMBER_DOSE_COUNT; number++) {
        limber_step dose = reduce_dose(r, index, number);
        limber_option option = {.number = (uint8_t)number};
        if (dose.sets == 0) {
            continue;
        }
        uint8_t refusal = use_limits(r, in, &dose, &option);
        if (refusal != LIMBER_LEFT_OUT_NOT) {
            first_refusal = first_refusal == LIMBER_LEFT_OUT_NOT ? refusal : first_refusal;
            continue;
        }
        uint32_t percent = planning->dose_percent[number];
        uint32_t units = primary * percent / 1000;
        units = units > LIMBER_UNIT_MAX ? LIMBER_UNIT_MAX : units;
        option.units = (uint8_t)(units > 0 ? units : 1);
        option.flat =
            (int32_t)(percent * planning->spill * spilt / 1000) - planning->technique_cost -
            planning->intensity_cost * (technique->intensity - GENTLE) - recent_cost(r, index);
        if (!dominated(candidate, &option)) {
            candidate->option[candidate->option_count++] = option;
        }
    }
    return candidate->option_count > 0 ? LIMBER_LEFT_OUT_NOT : first_refusal;
}

static void add_candidates(reduction *r, limber_instance *out) {
    for (uint8_t t = 0; t < r->catalogue->technique_count; t++) {
        const limber_technique *technique = &r->catalogue->techniques[t];
        r->left_out[t] = filter(r, t);
        if (r->left_out[t] != LIMBER_LEFT_OUT_NOT) {
            continue;
        }
        limber_candidate candidate = {.warms = regions_warmed(r->catalogue, technique),
                                      .technique = t,
                                      .phase = technique->phase,
                                      .positions = (uint8_t)(technique->positions & r->positions),
                                      .region = technique->phase == LIMBER_PHASE_COOL_DOWN
                                                    ? (uint8_t)LIMBER_CALM
                                                    : regions_primary(r->catalogue, technique),
                                      .family = technique->family,
                                      .need = dose_needs_warm_up(technique),
                                      .keep = (r->request->wish[t] & LIMBER_WISH_KEEP) != 0};
        r->left_out[t] = add_options(r, out, t, &candidate);
        if (r->left_out[t] == LIMBER_LEFT_OUT_NOT) {
            out->candidate[out->candidate_count++] = candidate;
        }
    }
}

/* What nothing left could prepare for. */
static void drop_unprepared(reduction *r, limber_instance *out) {
    uint32_t warmable = 0;
    uint8_t kept = 0;
    for (int i = 0; i < out->candidate_count; i++) {
        warmable |= out->candidate[i].warms;
    }
    for (int i = 0; i < out->candidate_count; i++) {
        const limber_candidate *candidate = &out->candidate[i];
        if (candidate->need && !(warmable >> candidate->region & 1)) {
            r->left_out[candidate->technique] = LIMBER_LEFT_OUT_WARM_UP;
        } else {
            out->candidate[kept++] = *candidate;
        }
    }
    memset(&out->candidate[kept], 0,
           (size_t)(out->candidate_count - kept) * sizeof out->candidate[0]);
    out->candidate_count = kept;
}

/* The largest use of each technique together, against what there is. */
static bool can_matter(const limber_instance *in, int limit) {
    uint32_t sum = 0;
    for (int i = 0; i < in->candidate_count; i++) {
        uint16_t most = 0;
        for (int o = 0; o < in->candidate[i].option_count; o++) {
            uint16_t use = in->candidate[i].option[o].use[limit];
            most = use > most ? use : most;
        }
        sum += most;
    }
    return sum > in->limit[limit];
}

static void keep_limits_that_matter(limber_instance *out) {
    uint8_t kept = 0;
    for (int k = 0; k < out->limit_count; k++) {
        bool stays = can_matter(out, k);
        for (int i = 0; i < out->candidate_count; i++) {
            for (int o = 0; o < out->candidate[i].option_count; o++) {
                uint16_t *use = out->candidate[i].option[o].use;
                uint16_t amount = use[k];
                use[k] = 0;
                if (stays) {
                    use[kept] = amount;
                }
            }
        }
        uint16_t limit = out->limit[k];
        uint8_t limit_of = out->limit_of[k];
        out->limit[k] = 0;
        out->limit_of[k] = 0;
        if (stays) {
            out->limit[kept] = limit;
            out->limit_of[kept++] = limit_of;
        }
    }
    out->limit_count = kept;
}

/* ---- All of it. --------------------------------------------------------------------------------
 */

static void fill_worth(const reduction *r, limber_instance *out) {
    for (int i = 0; i < LIMBER_PULL_MAX; i++) {
        for (int g = 0; g < LIMBER_UNIT_MAX; g++) {
            out->worth[i][g + 1] =
                out->worth[i][g] + r->catalogue->planning.unit_worth[g] * r->tension[i] / 2;
        }
    }
    /* Not a rule but worth more than anything that it could displace: so more time is never worse.
     */
    uint64_t due = divide_up(r->catalogue->limits.cool_down_from_ms, LIMBER_SLOT_MS);
    for (int g = 1; g <= LIMBER_UNIT_MAX && out->budget >= due; g++) {
        out->worth[LIMBER_CALM][g] += r->catalogue->planning.cool_down_due;
    }
}

static void fill_ways(const reduction *r, limber_instance *out) {
    const limber_planning *planning = &r->catalogue->planning;
    out->position_count = r->catalogue->position_count;
    memcpy(out->effort, planning->change_effort, sizeof out->effort);
    memcpy(out->change_slots, planning->change_slots, sizeof out->change_slots);
    out->start = r->positions >> planning->start & 1 ? planning->start : LIMBER_NO_POSITION;
}

static void fill(reduction *r, limber_instance *out) {
    uint64_t time_ms =
        r->left.session_ms < r->left.day_work_ms ? r->left.session_ms : r->left.day_work_ms;
    out->budget = (uint16_t)(time_ms / LIMBER_SLOT_MS < LIMBER_BUDGET_MAX ? time_ms / LIMBER_SLOT_MS
                                                                          : LIMBER_BUDGET_MAX);
    out->region_count = r->catalogue->region_count;
    out->warm_ups_max = r->catalogue->planning.warm_ups_max;
    fill_ways(r, out);
    fill_worth(r, out);
    all_limits(r, out);
    add_candidates(r, out);
    drop_unprepared(r, out);
    keep_limits_that_matter(out);
}

limber_error reduce(const limber_catalogue *catalogue, const limber_screening *screening,
                    const limber_record *record, const limber_request *request, reduction *r,
                    limber_instance *out) {
    memset(r, 0, sizeof *r);
    memset(out, 0, sizeof *out);
    if (!request_in_range(catalogue, request)) {
        return LIMBER_ERROR_ARGUMENT;
    }
    r->catalogue = catalogue;
    r->screening = screening;
    r->record = record;
    r->request = request;
    begin(r);
    if (r->outcome == LIMBER_OUTCOME_PLANNED) {
        fill(r, out);
    }
    return LIMBER_OK;
}

limber_error limber_plan_instance(const limber_catalogue *catalogue,
                                  const limber_screening *screening, const limber_record *record,
                                  const limber_request *request, limber_instance *out) {
    reduction r;
    return reduce(catalogue, screening, record, request, &r, out);
}
