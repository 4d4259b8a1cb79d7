/* reduce.h: from a request to the instance that is solved. Internal to the core. */
#ifndef LIMBER_CORE_REDUCE_H
#define LIMBER_CORE_REDUCE_H

#include "instance.h"

#include "allowance.h"

typedef struct {
    const limber_catalogue *catalogue;
    const limber_screening *screening;
    const limber_record *record;
    const limber_request *request;
    allowance left;                   /* of the limits */
    uint16_t positions;               /* possible today, and not closed */
    uint8_t outcome;                  /* LIMBER_OUTCOME_PLANNED: there is something to solve */
    uint8_t gentle;                   /* 1: pain is up, or was not stated */
    uint8_t smallest;                 /* 1: or it was worse the day after: only smallest doses */
    uint8_t tension[LIMBER_PULL_MAX]; /* how much each region pulls */
    uint8_t left_out[LIMBER_TECHNIQUE_MAX]; /* LIMBER_LEFT_OUT_*, by the filters */
} reduction;

/* ARGUMENT: a value of the request out of range. */
limber_error reduce(const limber_catalogue *catalogue, const limber_screening *screening,
                    const limber_record *record, const limber_request *request, reduction *r,
                    limber_instance *out);

/* One of the doses that docs/planner.md numbers; sets 0: the technique has no such dose. */
limber_step reduce_dose(const reduction *r, uint8_t technique, int number);

#endif
