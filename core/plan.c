/* A plain, lawful planner: what is possible today, then a few of the most useful techniques, then
 * longer doses, and more techniques while there is time. It claims nothing about being the best. */
#include "limber.h"

#include "allowance.h"
#include "dose.h"

#include <string.h>

enum {
    HOLD_NOTCH_MS = 5000,     /* how much longer a hold gets at a time */
    FOR_EVERYBODY = 100,      /* usefulness of what serves everybody: one region at 1 of 10 */
    NEED_SCALE = 100,         /* a region's need starts at its stiffness times this */
    FEW_TECHNIQUES = 2,       /* beside warm-up and cool-down, so many at first, and one more ... */
    PER_TECHNIQUE_MS = 180000 /* ... for each of these; the rest once their doses are full */
};

typedef struct {
    const limber_catalogue *catalogue;
    const limber_screening *screening;
    const limber_record *record;
    const limber_request *request;
    limber_plan *plan;
    allowance left;                   /* of the limits, and of the time there is */
    uint16_t positions;               /* possible today, and not closed */
    uint32_t need[LIMBER_REGION_MAX]; /* falls as techniques that serve the region are chosen */
    limber_step dose[LIMBER_TECHNIQUE_MAX]; /* sets 0: not chosen */
    bool gentle;                            /* pain is up, or was not stated */
    bool smallest; /* or it was worse the day after: no more than the smallest doses */
} planning;

/* ---- What is possible today. -------------------------------------------------------------------
 */

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
    return true;
}

/* Usefulness for what is stiff and not yet served. */
static uint32_t usefulness(const planning *p, const limber_technique *technique) {
    uint32_t sum = technique->anyone_stiff ? FOR_EVERYBODY * NEED_SCALE : 0;
    for (int r = 0; r < p->catalogue->region_count; r++) {
        sum += technique->region_weight[r] * p->need[r];
    }
    return sum;
}

static uint8_t filter(const planning *p, uint8_t index) {
    const limber_technique *technique = &p->catalogue->techniques[index];
    if (!limber_technique_allowed(p->screening, index)) {
        return LIMBER_LEFT_OUT_SCREENING;
    }
    uint8_t limit = allowance_technique(p->catalogue, p->record, p->request->day, index);
    if (limit != LIMBER_LEFT_OUT_NOT) {
        return limit;
    }
    if ((technique->positions & p->positions) == 0) {
        return LIMBER_LEFT_OUT_POSITION;
    }
    for (int i = 0; i < 2; i++) {
        if (technique->equipment[i] != 0 &&
            (technique->equipment[i] & p->request->equipment) == 0) {
            return LIMBER_LEFT_OUT_EQUIPMENT;
        }
    }
    if (technique->partner && !p->request->partner) {
        return LIMBER_LEFT_OUT_PARTNER;
    }
    if (p->gentle && technique->intensity > p->catalogue->limits.intensity_max_in_pain) {
        return LIMBER_LEFT_OUT_PAIN;
    }
    return usefulness(p, technique) == 0 ? LIMBER_LEFT_OUT_REGION : LIMBER_LEFT_OUT_NOT;
}

/* ---- Choosing. ---------------------------------------------------------------------------------
 */

static limber_step smallest_dose(const limber_technique *technique, uint8_t index) {
    limber_step step = {
        .ready_ms = technique->dose.ready_ms,
        .move_ms = technique->dose.move_ms,
        .hold_ms = technique->dose.hold_min_ms,
        .rest_ms = technique->dose.rest_ms,
        .reps = technique->dose.reps_min,
        .sets = technique->dose.sets_min,
        .technique = index,
        .phase = technique->phase,
    };
    return step;
}

/* Takes the dose in place of the present one if time and limits allow. */
static uint8_t take_dose(planning *p, const limber_step *dose) {
    limber_step *present = &p->dose[dose->technique];
    unsigned n = dose_sides(&p->catalogue->techniques[dose->technique]);
    if (p->plan->step_count + n > LIMBER_STEP_MAX) {
        return LIMBER_LEFT_OUT_TIME;
    }
    allowance left = p->left;
    if (present->sets > 0) {
        allowance_give_back(p->catalogue, &left, present, n);
    }
    uint8_t refusal = allowance_take(p->catalogue, &left, dose, n);
    if (refusal == LIMBER_LEFT_OUT_NOT) {
        p->left = left;
        *present = *dose;
    }
    return refusal;
}

/* The region that the technique helps most; REGION_MAX where it is there for everybody. */
static uint8_t region_served(const planning *p, const limber_technique *technique) {
    uint8_t region = LIMBER_REGION_MAX;
    uint32_t most = 0;
    for (uint8_t r = 0; r < p->catalogue->region_count; r++) {
        uint32_t worth = (uint32_t)technique->region_weight[r] * p->request->stiffness[r];
        if (worth > most) {
            most = worth;
            region = r;
        }
    }
    return region;
}

static void choose(planning *p, uint8_t index) {
    const limber_technique *technique = &p->catalogue->techniques[index];
    uint32_t worth = usefulness(p, technique);
    limber_step dose = smallest_dose(technique, index);
    dose.region = region_served(p, technique);
    uint8_t refusal = take_dose(p, &dose);
    p->plan->left_out[index] = refusal;
    if (refusal != LIMBER_LEFT_OUT_NOT) {
        return;
    }
    p->plan->step_count = (uint8_t)(p->plan->step_count + dose_sides(technique));
    p->plan->worth += worth / NEED_SCALE;
    for (int r = 0; r < p->catalogue->region_count; r++) {
        p->need[r] -= p->need[r] * technique->region_weight[r] / 200;
    }
}

/* The waiting technique of these phases with the most usefulness per second, the gentler before the
 * stronger; -1 if none waits. */
static int most_useful(const planning *p, const bool *waiting, uint8_t first, uint8_t last) {
    int best = -1;
    uint64_t best_worth = 0;
    uint64_t best_ms = 1;
    for (int i = 0; i < p->catalogue->technique_count; i++) {
        const limber_technique *technique = &p->catalogue->techniques[i];
        if (!waiting[i] || technique->phase < first || technique->phase > last) {
            continue;
        }
        limber_step dose = smallest_dose(technique, (uint8_t)i);
        uint64_t ms = dose_sides(technique) * dose_duration_ms(&dose) * technique->intensity;
        uint64_t worth = usefulness(p, technique);
        if (best < 0 || worth * best_ms > best_worth * ms) {
            best = i;
            best_worth = worth;
            best_ms = ms;
        }
    }
    return best;
}

/* Tries the waiting techniques of these phases, best first, until `count` are chosen. */
static int choose_from(planning *p, bool *waiting, uint8_t first, uint8_t last, int count) {
    int chosen = 0;
    while (chosen < count) {
        int best = most_useful(p, waiting, first, last);
        if (best < 0) {
            break;
        }
        waiting[best] = false;
        choose(p, (uint8_t)best);
        chosen += p->dose[best].sets > 0;
    }
    return chosen;
}

static void drop_unprepared(planning *p, bool *waiting) {
    for (int i = 0; i < p->catalogue->technique_count; i++) {
        if (waiting[i] && dose_needs_warm_up(&p->catalogue->techniques[i])) {
            waiting[i] = false;
            p->plan->left_out[i] = LIMBER_LEFT_OUT_WARM_UP;
        }
    }
}

/* ---- Longer doses, a notch at a time, in turn, while there is time. -----------------------------
 */

static bool raise_dose(planning *p, uint8_t index) {
    const limber_dose *range = &p->catalogue->techniques[index].dose;
    limber_step more = p->dose[index];
    if (more.hold_ms < range->hold_max_ms) {
        uint32_t room_ms = range->hold_max_ms - more.hold_ms;
        more.hold_ms += room_ms < HOLD_NOTCH_MS ? room_ms : HOLD_NOTCH_MS;
    } else if (more.reps < range->reps_max) {
        more.reps++;
    } else if (more.sets < range->sets_max) {
        more.sets++;
    } else {
        return false;
    }
    return take_dose(p, &more) == LIMBER_LEFT_OUT_NOT;
}

static void raise_doses(planning *p) {
    bool raised = !p->smallest;
    while (raised) {
        raised = false;
        for (uint8_t i = 0; i < p->catalogue->technique_count; i++) {
            raised = (p->dose[i].sets > 0 && raise_dose(p, i)) || raised;
        }
    }
}

/* ---- Writing it down: phase by phase, staying in one position where it can. ---------------------
 */

static uint8_t start_position(const planning *p, uint16_t positions, uint8_t present) {
    uint16_t possible = positions & p->positions;
    if (possible >> present & 1) {
        return present;
    }
    uint8_t position = 0;
    while (!(possible >> position & 1)) {
        position++;
    }
    return position;
}

static void write_step(limber_plan *plan, const limber_step *dose, uint8_t side) {
    limber_step *step = &plan->step[plan->step_count++];
    *step = *dose;
    step->side = side;
    step->duration_ms = (uint32_t)dose_duration_ms(dose);
    plan->duration_ms += step->duration_ms;
}

/* The technique of this phase that needs the least moving about, and the position it is done in;
 * -1 when all are written. */
static int next_to_write(const planning *p, uint8_t phase, uint8_t present, uint8_t *position) {
    int next = -1;
    uint8_t lowest = LIMBER_POSITION_MAX;
    for (int i = 0; i < p->catalogue->technique_count; i++) {
        if (p->dose[i].sets == 0 || p->dose[i].phase != phase) {
            continue;
        }
        uint8_t q = start_position(p, p->catalogue->techniques[i].positions, present);
        if (q == present) {
            *position = q;
            return i;
        }
        if (q < lowest) {
            lowest = q;
            next = i;
        }
    }
    if (next >= 0) {
        *position = lowest;
    }
    return next;
}

static void write_plan(planning *p) {
    uint8_t present = 0;
    p->plan->step_count = 0;
    for (uint8_t phase = 0; phase < LIMBER_PHASE_COUNT; phase++) {
        int next;
        while ((next = next_to_write(p, phase, present, &present)) >= 0) {
            limber_step *dose = &p->dose[next];
            dose->position = present;
            if (p->catalogue->techniques[next].two_sided) {
                write_step(p->plan, dose, LIMBER_SIDE_LEFT);
                write_step(p->plan, dose, LIMBER_SIDE_RIGHT);
            } else {
                write_step(p->plan, dose, LIMBER_SIDE_NONE);
            }
            dose->sets = 0;
        }
    }
}

/* ---- The public face. --------------------------------------------------------------------------
 */

static uint8_t gate(const planning *p) {
    const limber_limits *limits = &p->catalogue->limits;
    if (p->screening->disposition != LIMBER_DISPOSITION_PROCEED) {
        return LIMBER_OUTCOME_NOT_SCREENED;
    }
    if (p->screening->day == 0 || p->screening->day != p->request->day) {
        return LIMBER_OUTCOME_STALE;
    }
    if (p->request->pain_known && p->request->pain >= limits->pain_stop_min) {
        return LIMBER_OUTCOME_PAIN;
    }
    return p->left.session_ms < limits->session_min_ms ? LIMBER_OUTCOME_TIME
                                                       : LIMBER_OUTCOME_PLANNED;
}

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

static void begin(planning *p, limber_plan *out) {
    const limber_limits *limits = &p->catalogue->limits;
    const limber_request *request = p->request;
    p->plan = out;
    p->left = allowance_begin(p->catalogue, p->record, request->day);
    uint64_t time_ms = request->minutes * UINT64_C(60000);
    p->left.session_ms = time_ms < p->left.session_ms ? time_ms : p->left.session_ms;
    p->positions = request->positions & (uint16_t)~p->screening->closed_positions;
    p->gentle = !request->pain_known || request->pain > limits->pain_continue_max;
    p->smallest = p->gentle || p->record->worse_count > 0;
    for (int r = 0; r < p->catalogue->region_count; r++) {
        p->need[r] = request->stiffness[r] * (uint32_t)NEED_SCALE;
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

/* One is enough: not heat and then cold on the same place. */
static void choose_one_more_cool_down(planning *p, bool *waiting) {
    int chosen = choose_from(p, waiting, LIMBER_PHASE_COOL_DOWN, LIMBER_PHASE_COOL_DOWN, 1);
    for (int i = 0; i < p->catalogue->technique_count && chosen > 0; i++) {
        if (waiting[i] && p->catalogue->techniques[i].phase == LIMBER_PHASE_COOL_DOWN) {
            p->plan->left_out[i] = LIMBER_LEFT_OUT_DAY_LIMIT;
        }
    }
}

static void fill(planning *p) {
    bool waiting[LIMBER_TECHNIQUE_MAX] = {false};
    bool long_enough = p->left.session_ms >= p->catalogue->limits.cool_down_from_ms;
    for (uint8_t i = 0; i < p->catalogue->technique_count; i++) {
        p->plan->left_out[i] = filter(p, i);
        waiting[i] = p->plan->left_out[i] == LIMBER_LEFT_OUT_NOT;
    }
    int few = FEW_TECHNIQUES + (int)(p->left.session_ms / PER_TECHNIQUE_MS);
    if (long_enough) {
        (void)choose_from(p, waiting, LIMBER_PHASE_COOL_DOWN, LIMBER_PHASE_COOL_DOWN, 1);
    }
    if (choose_from(p, waiting, LIMBER_PHASE_WARM_UP, LIMBER_PHASE_WARM_UP, 1) == 0) {
        drop_unprepared(p, waiting);
    }
    (void)choose_from(p, waiting, LIMBER_PHASE_MOBILISE, LIMBER_PHASE_RELEASE, few);
    raise_doses(p);
    choose_one_more_cool_down(p, waiting);
    (void)choose_from(p, waiting, 0, LIMBER_PHASE_RELEASE, LIMBER_TECHNIQUE_MAX);
    raise_doses(p);
    write_plan(p);
}

limber_error limber_plan_make(const limber_catalogue *catalogue, const limber_screening *screening,
                              const limber_record *record, const limber_request *request,
                              limber_plan *out) {
    memset(out, 0, sizeof *out);
    if (!request_in_range(catalogue, request)) {
        return LIMBER_ERROR_ARGUMENT;
    }
    planning p = {
        .catalogue = catalogue, .screening = screening, .record = record, .request = request};
    begin(&p, out);
    out->outcome = gate(&p);
    out->pain = request->pain;
    if (out->outcome != LIMBER_OUTCOME_PLANNED) {
        for (uint8_t i = 0; i < catalogue->technique_count; i++) {
            out->left_out[i] = left_out_by(out->outcome);
        }
        return LIMBER_OK;
    }
    fill(&p);
    if (out->step_count == 0) {
        out->outcome = why_nothing(catalogue, out);
    }
    return LIMBER_OK;
}
