/* The limits of a session, a day and a week. Days ahead of today count as today. */
#include "allowance.h"

#include "dose.h"

uint32_t allowance_days_since(uint32_t day, uint32_t today) {
    return day < today ? today - day : 0;
}

static bool region_counts(const limber_technique *technique) {
    return technique->phase == LIMBER_PHASE_STRETCH || technique->phase == LIMBER_PHASE_RELEASE;
}

static void spend(uint64_t *left, uint64_t amount) {
    *left -= amount < *left ? amount : *left;
}

/* What a technique did on one day, taken off everything it counts for. */
static void spend_use(const limber_catalogue *catalogue, allowance *left,
                      const limber_technique *technique, const limber_use *use, uint32_t today) {
    uint32_t days = allowance_days_since(use->day, today);
    if (days >= LIMBER_WEEK_DAYS) {
        return;
    }
    if (technique->phase == LIMBER_PHASE_STRETCH) {
        spend(&left->stretch_week_ms, use->worked_ms);
    }
    if (days > 0) {
        return;
    }
    spend(&left->day_work_ms, use->worked_ms);
    for (int r = 0; region_counts(technique) && r < catalogue->region_count; r++) {
        spend(&left->region_ms[r], (uint64_t)use->worked_ms * technique->region_weight[r]);
    }
}

allowance allowance_begin(const limber_catalogue *catalogue, const limber_record *record,
                          uint32_t day) {
    const limber_limits *limits = &catalogue->limits;
    allowance left = {.session_ms = limits->session_max_ms,
                      .day_work_ms = limits->day_max_ms,
                      .stretch_session_ms = limits->stretch_session_max_ms,
                      .stretch_week_ms = limits->stretch_week_max_ms};
    for (int r = 0; r < catalogue->region_count; r++) {
        left.region_ms[r] = limits->region_day_max_ms * UINT64_C(100);
    }
    for (int t = 0; t < catalogue->technique_count; t++) {
        for (int i = 0; i < LIMBER_WEEK_DAYS; i++) {
            spend_use(catalogue, &left, &catalogue->techniques[t], &record->use[t][i], day);
        }
    }
    return left;
}

bool limber_technique_locked(const limber_catalogue *catalogue, const limber_record *record,
                             uint32_t day, uint8_t technique) {
    uint32_t lock_day = record->lock_day[technique];
    return lock_day > 0 &&
           allowance_days_since(lock_day, day) < catalogue->limits.technique_lock_days;
}

uint8_t allowance_technique(const limber_catalogue *catalogue, const limber_record *record,
                            uint32_t day, uint8_t technique) {
    if (limber_technique_locked(catalogue, record, day, technique)) {
        return LIMBER_LEFT_OUT_LOCKED;
    }
    uint64_t day_times = 0;
    uint64_t week_times = 0;
    for (int i = 0; i < LIMBER_WEEK_DAYS; i++) {
        const limber_use *use = &record->use[technique][i];
        uint32_t days = allowance_days_since(use->day, day);
        day_times += days == 0 ? use->times : 0;
        week_times += days < LIMBER_WEEK_DAYS ? use->times : 0;
    }
    if (day_times >= catalogue->techniques[technique].day_times_max) {
        return LIMBER_LEFT_OUT_DAY_LIMIT;
    }
    return week_times < catalogue->techniques[technique].week_times_max
               ? LIMBER_LEFT_OUT_NOT
               : LIMBER_LEFT_OUT_WEEK_LIMIT;
}

bool allowance_take(const limber_catalogue *catalogue, allowance *left, const limber_step *step,
                    uint64_t sides) {
    const limber_technique *technique = &catalogue->techniques[step->technique];
    uint64_t duration_ms = sides * dose_duration_ms(step);
    uint64_t work_ms = sides * dose_work_ms(step);
    uint64_t held_ms = sides * dose_stretch_ms(step);
    uint64_t stretched_ms = technique->phase == LIMBER_PHASE_STRETCH ? work_ms : 0;
    if (held_ms > left->stretch_session_ms || stretched_ms > left->stretch_week_ms ||
        work_ms > left->day_work_ms || duration_ms > left->session_ms) {
        return false;
    }
    for (int r = 0; region_counts(technique) && r < catalogue->region_count; r++) {
        if (work_ms * technique->region_weight[r] > left->region_ms[r]) {
            return false;
        }
    }
    left->session_ms -= duration_ms;
    left->day_work_ms -= work_ms;
    left->stretch_session_ms -= held_ms;
    left->stretch_week_ms -= stretched_ms;
    for (int r = 0; region_counts(technique) && r < catalogue->region_count; r++) {
        left->region_ms[r] -= work_ms * technique->region_weight[r];
    }
    return true;
}
