/* allowance.h: what is left of the limits of a day and a week. Internal to the core; used by the
 * planner, and by the check that every session has to pass. */
#ifndef LIMBER_CORE_ALLOWANCE_H
#define LIMBER_CORE_ALLOWANCE_H

#include "limber.h"

typedef struct {
    uint64_t session_ms;
    uint64_t day_work_ms;
    uint64_t stretch_session_ms;           /* held */
    uint64_t stretch_week_ms;              /* worked */
    uint64_t region_ms[LIMBER_REGION_MAX]; /* times 100: weights are percent */
} allowance;

/* What the record leaves of each limit on this day. */
allowance allowance_begin(const limber_catalogue *catalogue, const limber_record *record,
                          uint32_t day);

/* A day ahead counts as today. */
uint32_t allowance_days_since(uint32_t day, uint32_t today);

/* LIMBER_LEFT_OUT_NOT, LOCKED, DAY_LIMIT or WEEK_LIMIT: what the record says of one technique. */
uint8_t allowance_technique(const limber_catalogue *catalogue, const limber_record *record,
                            uint32_t day, uint8_t technique);

/* Takes `sides` steps of this dose out of what is left. False: a limit has no room for it, and
 * nothing was taken. */
bool allowance_take(const limber_catalogue *catalogue, allowance *left, const limber_step *step,
                    uint64_t sides);

#endif
