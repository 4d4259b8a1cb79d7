/* A programme: at which dose each exercise is done, a session around all of them, and what becomes
 * of each in it. */
#include "programme.h"

#include "dose.h"

#include <string.h>

enum { WEEK = LIMBER_WEEK_DAYS, SECOND_MS = 1000, THURSDAY = 3 /* 1970-01-01 was one */ };

bool limber_programme_runs(const limber_programme *programme, uint32_t day) {
    return programme->count > 0 && day >= programme->date &&
           (programme->until == 0 || day <= programme->until);
}

static bool is_for(const limber_exercise *exercise, unsigned weekday) {
    return (exercise->days >> weekday & 1) != 0;
}

static unsigned weekday_of(uint32_t day) {
    return (unsigned)(((uint64_t)day + THURSDAY) % WEEK);
}

/* ---- The dose. ---------------------------------------------------------------------------------
 */

static uint64_t work_ms(const limber_technique *technique, const limber_prescription *dose) {
    limber_step step = dose_step(technique, dose);
    return dose_sides(technique) * dose_work_ms(&step);
}

/* As the planner counts it against the limits of stretching: the way into it as well. */
static uint64_t stretch_ms(const limber_technique *technique, const limber_prescription *dose) {
    return technique->phase == LIMBER_PHASE_STRETCH ? work_ms(technique, dose) : 0;
}

/* The nearest value inside; differs gains the bit where that is another one. */
static uint32_t inside(uint32_t asked, uint32_t least, uint32_t most, uint8_t bit,
                       uint8_t *differs) {
    uint32_t nearest = asked < least ? least : asked > most ? most : asked;
    *differs = (uint8_t)(*differs | (nearest != asked ? bit : 0));
    return nearest;
}

/* The nearest dose that the technique's range has. */
static uint8_t into_range(const limber_dose *range, const limber_prescription *asked,
                          limber_prescription *out) {
    uint8_t differs = 0;
    out->sets = (uint8_t)inside(asked->sets, range->sets_min, range->sets_max, LIMBER_DIFFERS_SETS,
                                &differs);
    out->reps = (uint16_t)inside(asked->reps, range->reps_min, range->reps_max, LIMBER_DIFFERS_REPS,
                                 &differs);
    out->hold_ms = inside(asked->hold_ms, range->hold_min_ms, range->hold_max_ms,
                          LIMBER_DIFFERS_HOLD, &differs);
    return differs;
}

/* One repetition less, or one set, or a second of the hold; false where it is the smallest. */
static bool make_smaller(const limber_dose *range, limber_prescription *dose) {
    if (dose->reps > range->reps_min) {
        dose->reps--;
    } else if (dose->sets > range->sets_min) {
        dose->sets--;
    } else if (dose->hold_ms >= range->hold_min_ms + SECOND_MS) {
        dose->hold_ms -= SECOND_MS;
    } else {
        return false;
    }
    return true;
}

static int days_in_week(const limber_exercise *exercise) {
    int count = 0;
    for (unsigned i = 0; i < WEEK; i++) {
        count += is_for(exercise, i);
    }
    return count;
}

uint8_t limber_programme_dose(const limber_catalogue *catalogue, const limber_exercise *exercise,
                              limber_prescription *out) {
    *out = (limber_prescription){0};
    if (exercise->technique >= catalogue->technique_count) {
        return LIMBER_DIFFERS_UNKNOWN;
    }
    const limber_technique *technique = &catalogue->techniques[exercise->technique];
    const limber_dose *range = &technique->dose;
    uint64_t asked_ms = work_ms(technique, &exercise->asked);
    uint8_t differs = into_range(range, &exercise->asked, out);
    while (work_ms(technique, out) > asked_ms) { /* a part of it was less than its range has */
        if (!make_smaller(range, out)) {
            *out = (limber_prescription){0};
            return LIMBER_DIFFERS_LESS;
        }
    }
    while (stretch_ms(technique, out) > catalogue->limits.stretch_session_max_ms &&
           make_smaller(range, out)) {
        differs = (uint8_t)(differs | LIMBER_DIFFERS_STRETCH);
    }
    if (days_in_week(exercise) > technique->week_times_max) {
        differs = (uint8_t)(differs | LIMBER_DIFFERS_WEEK_TIMES);
    }
    return differs;
}

/* ---- The programme as a whole. -----------------------------------------------------------------
 */

typedef struct {
    uint64_t stretch_ms, all_ms;
} day_sum;

/* All that a day of the week has, at the doses that would be done. */
static day_sum add_up(const limber_catalogue *catalogue, const limber_programme *programme,
                      unsigned weekday) {
    day_sum sum = {0};
    for (int i = 0; i < programme->count; i++) {
        const limber_exercise *exercise = &programme->exercise[i];
        limber_prescription dose;
        (void)limber_programme_dose(catalogue, exercise, &dose);
        if (dose.sets > 0 && is_for(exercise, weekday)) {
            const limber_technique *technique = &catalogue->techniques[exercise->technique];
            limber_step step = dose_step(technique, &dose);
            sum.stretch_ms += stretch_ms(technique, &dose);
            sum.all_ms += dose_sides(technique) * dose_duration_ms(&step);
        }
    }
    return sum;
}

uint8_t limber_programme_differs(const limber_catalogue *catalogue,
                                 const limber_programme *programme, uint32_t day) {
    const limber_limits *limits = &catalogue->limits;
    uint64_t week_stretch_ms = 0;
    int differs = 0;
    if (programme->count > 0 && !limber_programme_runs(programme, day)) {
        differs = day < programme->date ? LIMBER_PROGRAMME_FUTURE : LIMBER_PROGRAMME_EXPIRED;
    }
    for (unsigned weekday = 0; weekday < WEEK; weekday++) {
        day_sum sum = add_up(catalogue, programme, weekday);
        differs |= sum.stretch_ms > limits->stretch_session_max_ms ? LIMBER_PROGRAMME_STRETCH : 0;
        differs |= sum.all_ms > limits->session_max_ms ? LIMBER_PROGRAMME_TIME : 0;
        week_stretch_ms += sum.stretch_ms;
    }
    differs |= week_stretch_ms > limits->stretch_week_max_ms ? LIMBER_PROGRAMME_WEEK_STRETCH : 0;
    return (uint8_t)differs;
}

/* ---- Planning around it. -----------------------------------------------------------------------
 */

void limber_programme_wish(const limber_catalogue *catalogue, const limber_programme *programme,
                           limber_request *request) {
    if (!limber_programme_runs(programme, request->day)) {
        return;
    }
    for (int i = 0; i < programme->count; i++) {
        const limber_exercise *exercise = &programme->exercise[i];
        limber_prescription dose;
        if ((limber_programme_dose(catalogue, exercise, &dose) & LIMBER_DIFFERS_UNKNOWN) != 0) {
            continue;
        }
        uint8_t *wish = &request->wish[exercise->technique];
        if (dose.sets == 0) {
            *wish |= LIMBER_WISH_LEAVE_OUT;
            continue;
        }
        *wish |= LIMBER_WISH_PRESCRIBED;
        request->prescribed[exercise->technique] = dose;
        if (is_for(exercise, weekday_of(request->day))) {
            *wish |= LIMBER_WISH_KEEP;
        } else if ((*wish & LIMBER_WISH_KEEP) == 0) {
            *wish |= LIMBER_WISH_LEAVE_OUT;
        }
    }
}

typedef struct {
    const limber_catalogue *catalogue;
    const limber_screening *screening;
    const limber_record *record;
    const limber_programme *programme;
    limber_workspace *workspace;
} around;

static limber_error plan_once(const around *a, const limber_request *request, limber_plan *out) {
    return limber_plan_make(a->catalogue, a->screening, a->record, request, a->workspace, out);
}

/* Nothing that is wanted is missing for want of room. */
static bool has_all(const limber_request *request, const limber_plan *plan) {
    for (int i = 0; i < LIMBER_TECHNIQUE_MAX; i++) {
        if ((request->wish[i] & LIMBER_WISH_KEEP) != 0 &&
            plan->left_out[i] == LIMBER_LEFT_OUT_TIME) {
            return false;
        }
    }
    return true;
}

/* One after the other, in the order of the programme; one that does not go with those before it,
 * and with what the person keeps, is no longer kept, but may still be chosen, at its dose. */
static limber_error keep_what_goes(const around *a, const uint8_t own[LIMBER_TECHNIQUE_MAX],
                                   limber_request *request, limber_plan *out) {
    uint8_t wanted[UINT8_MAX + 1] = {0}; /* also of what the catalogue lacks */
    for (int i = 0; i < LIMBER_TECHNIQUE_MAX; i++) {
        wanted[i] = request->wish[i] & (uint8_t)~own[i] & LIMBER_WISH_KEEP;
        request->wish[i] = (uint8_t)(request->wish[i] ^ wanted[i]);
    }
    for (int i = 0; i < a->programme->count; i++) {
        uint8_t technique = a->programme->exercise[i].technique;
        if (wanted[technique] == 0) {
            continue;
        }
        request->wish[technique] |= LIMBER_WISH_KEEP;
        (void)plan_once(a, request, out); /* an error comes again at the end */
        if (!has_all(request, out)) {
            request->wish[technique] = (uint8_t)(request->wish[technique] & ~LIMBER_WISH_KEEP);
        }
    }
    return plan_once(a, request, out);
}

limber_error limber_programme_plan(const limber_catalogue *catalogue,
                                   const limber_screening *screening, const limber_record *record,
                                   const limber_programme *programme, limber_request *request,
                                   limber_workspace *workspace, limber_plan *out) {
    const around a = {catalogue, screening, record, programme, workspace};
    uint8_t own[LIMBER_TECHNIQUE_MAX];
    if (programme->count > LIMBER_TECHNIQUE_MAX) {
        memset(out, 0, sizeof *out);
        return LIMBER_ERROR_ARGUMENT;
    }
    memcpy(own, request->wish, sizeof own);
    limber_programme_wish(catalogue, programme, request);
    limber_error error = plan_once(&a, request, out);
    bool as_good = out->outcome != LIMBER_OUTCOME_PLANNED || has_all(request, out);
    return as_good ? error : keep_what_goes(&a, own, request, out);
}

/* ---- What becomes of each. ---------------------------------------------------------------------
 */

static bool is_one_of(uint32_t set, uint8_t number) {
    return (set >> number & 1) != 0;
}

/* What holds on every day: screening, locks, and how often it was done. */
enum {
    CLOSED = 1 << LIMBER_LEFT_OUT_SCREENING | 1 << LIMBER_LEFT_OUT_LOCKED |
             1 << LIMBER_LEFT_OUT_DAY_LIMIT | 1 << LIMBER_LEFT_OUT_WEEK_LIMIT |
             1 << LIMBER_LEFT_OUT_STRETCH_LIMIT,
    NO_ROOM = 1 << LIMBER_LEFT_OUT_TIME | 1 << LIMBER_LEFT_OUT_WORTH,
    NO_SESSION = 1 << LIMBER_OUTCOME_NOT_SCREENED | 1 << LIMBER_OUTCOME_STALE |
                 1 << LIMBER_OUTCOME_PAIN | 1 << LIMBER_OUTCOME_TIME
};

/* It had to give way to one of its own family. */
static bool alike_is_planned(const limber_catalogue *catalogue, const limber_plan *plan,
                             uint8_t technique) {
    uint8_t family = catalogue->techniques[technique].family;
    for (int i = 0; i < plan->step_count; i++) {
        if (family != 0 && catalogue->techniques[plan->step[i].technique].family == family) {
            return true;
        }
    }
    return false;
}

/* Of one that is in the plan, or could be. */
static void look_into_plan(const limber_catalogue *catalogue, const limber_plan *plan,
                           uint8_t technique, limber_exercise_told *out) {
    for (int i = 0; i < plan->step_count; i++) {
        const limber_step *step = &plan->step[i];
        if (step->technique == technique) {
            const limber_prescription planned = {
                .hold_ms = step->hold_ms, .reps = step->reps, .sets = step->sets};
            out->smaller = memcmp(&planned, &out->done, sizeof planned) != 0;
            out->done = planned;
            return;
        }
    }
    if (!out->today) {
        out->fate = LIMBER_FATE_OTHER_DAY;
    } else if (!is_one_of(NO_ROOM, plan->left_out[technique])) {
        out->fate = LIMBER_FATE_LEFT_OUT;
    } else {
        out->fate =
            alike_is_planned(catalogue, plan, technique) ? LIMBER_FATE_ALIKE : LIMBER_FATE_TOGETHER;
    }
}

static void tell_exercise(const limber_catalogue *catalogue, const limber_plan *plan, bool runs,
                          bool in_general, uint8_t technique, limber_exercise_told *out) {
    if ((out->differs & LIMBER_DIFFERS_UNKNOWN) != 0) {
        out->fate = LIMBER_FATE_UNKNOWN;
    } else if ((out->differs & LIMBER_DIFFERS_LESS) != 0) {
        out->fate = LIMBER_FATE_LESS;
    } else if (is_one_of(NO_SESSION, plan->outcome)) {
        out->fate = in_general ? LIMBER_FATE_DONE : LIMBER_FATE_NO_SESSION;
    } else if (is_one_of(CLOSED, plan->left_out[technique])) {
        out->fate = LIMBER_FATE_CLOSED;
    } else if (!runs) {
        out->fate = LIMBER_FATE_NOT_RUNNING;
    } else {
        out->fate = LIMBER_FATE_DONE;
        if (!in_general) {
            look_into_plan(catalogue, plan, technique, out);
        }
    }
}

void limber_programme_tell(const limber_catalogue *catalogue, const limber_programme *programme,
                           const limber_plan *plan, uint32_t day, bool in_general,
                           limber_programme_told *out) {
    memset(out, 0, sizeof *out);
    bool runs = limber_programme_runs(programme, day);
    out->differs = limber_programme_differs(catalogue, programme, day);
    for (int i = 0; i < programme->count; i++) {
        const limber_exercise *exercise = &programme->exercise[i];
        limber_exercise_told *told = &out->exercise[i];
        told->differs = limber_programme_dose(catalogue, exercise, &told->done);
        told->today = runs && is_for(exercise, weekday_of(day));
        tell_exercise(catalogue, plan, runs, in_general, exercise->technique, told);
        if (told->fate != LIMBER_FATE_DONE) {
            told->done = (limber_prescription){0};
        } else {
            told->otherwise = told->smaller || (told->differs & ~LIMBER_DIFFERS_WEEK_TIMES) != 0;
        }
    }
}
