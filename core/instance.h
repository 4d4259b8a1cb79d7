/* instance.h: the numbers behind a plan: why it is as it is, and the problem and its solution for
 * whoever wants to solve it again with something else. limber.h is enough for making plans.
 *
 * docs/planner.md says how a request becomes an instance and what a solution has to keep to. Time
 * is in slots of LIMBER_SLOT_MS, use of a limit in seconds, worth in points. */
#ifndef LIMBER_INSTANCE_H
#define LIMBER_INSTANCE_H

#include "limber.h"

#ifdef __cplusplus
extern "C" {
#endif

enum {
    LIMBER_CALM = LIMBER_REGION_MAX, /* the region that cool-downs serve */
    LIMBER_PULL_MAX = LIMBER_REGION_MAX + 1,
    LIMBER_LIMIT_STRETCH = 0,
    LIMBER_LIMIT_REGION = 1, /* and the region */
    LIMBER_LIMIT_MAX = 1 + LIMBER_REGION_MAX,
    LIMBER_BUDGET_MAX = 1023, /* slots */
    LIMBER_FLAT_MAX = 4000,   /* points, above or below 0 */
    LIMBER_WORTH_MAX = 10000, /* points that one region can give */
    LIMBER_NO_POSITION = LIMBER_POSITION_MAX
};

/* A technique at one dose. */
typedef struct {
    int32_t flat;                   /* worth, apart from its units */
    uint16_t slots;                 /* 1.., both sides */
    uint16_t use[LIMBER_LIMIT_MAX]; /* by place in the instance's `limit` */
    uint8_t units;                  /* 1..LIMBER_UNIT_MAX, for its primary region */
    uint8_t number;                 /* which of the doses in docs/planner.md; 0.. */
} limber_option;

typedef struct {
    uint16_t warms;       /* bit per region; warm-ups only */
    uint8_t technique;    /* in the catalogue; rises from candidate to candidate */
    uint8_t phase;        /* LIMBER_PHASE_* */
    uint8_t positions;    /* bit per position; not 0 */
    uint8_t region;       /* primary; LIMBER_CALM for cool-downs, and only for these */
    uint8_t family;       /* 0: none; all of a family have the same region */
    uint8_t need;         /* 1: its region must be warmed */
    uint8_t keep;         /* 1: must be chosen */
    uint8_t option_count; /* 1..LIMBER_DOSE_COUNT */
    limber_option option[LIMBER_DOSE_COUNT];
} limber_candidate;

typedef struct {
    int32_t worth[LIMBER_PULL_MAX][LIMBER_UNIT_MAX + 1]; /* of so many units; concave, from 0 */
    uint16_t effort[LIMBER_POSITION_MAX][LIMBER_POSITION_MAX];      /* points, from, to */
    uint8_t change_slots[LIMBER_POSITION_MAX][LIMBER_POSITION_MAX]; /* from, to */
    uint16_t limit[LIMBER_LIMIT_MAX];   /* how much there is, in seconds */
    uint8_t limit_of[LIMBER_LIMIT_MAX]; /* LIMBER_LIMIT_STRETCH, or LIMBER_LIMIT_REGION + region */
    uint16_t budget;                    /* slots; up to LIMBER_BUDGET_MAX */
    uint8_t limit_count;
    uint8_t start; /* position; LIMBER_NO_POSITION: anywhere, at no cost */
    uint8_t warm_ups_max;
    uint8_t position_count, region_count; /* regions without calm */
    uint8_t candidate_count;
    limber_candidate candidate[LIMBER_TECHNIQUE_MAX];
} limber_instance;

typedef struct {
    int32_t worth, at_most; /* points: of this one, and proven of any; equal: this one is best */
    uint32_t work;          /* what it took: nodes, and sixteenths of labels */
    uint16_t slots;         /* changes of position included */
    uint8_t feasible;       /* 0: no choice keeps all the rules, or none was found in time */
    uint8_t first[LIMBER_PHASE_COUNT], last[LIMBER_PHASE_COUNT]; /* NO_POSITION: nothing in it */
    uint8_t option[LIMBER_TECHNIQUE_MAX];   /* by candidate: 1 + its option; 0: not chosen */
    uint8_t position[LIMBER_TECHNIQUE_MAX]; /* by candidate, where chosen */
} limber_solution;

/* The best choice, or the best found when `work_max` is spent, with what a better one could be
 * worth at most. The workspace needs nothing from the caller and keeps nothing for the next call.
 * ARGUMENT: an instance out of the ranges above. */
LIMBER_MUST_USE limber_error limber_solve(const limber_instance *instance, uint32_t work_max,
                                          limber_workspace *workspace, limber_solution *out);

/* Why the plan is as it is: each technique on its own, against the best without it or with it.
 * Times are those of all techniques that serve a region most; LIMBER_REGION_MAX stands for calming
 * down. */
typedef struct {
    int32_t whole; /* points that shares are of: the plan's, less what a cool-down is due */
    int32_t adds[LIMBER_TECHNIQUE_MAX];    /* in the plan: points that the best without it lacks */
    int32_t costs[LIMBER_TECHNIQUE_MAX];   /* left out by WORTH: points that the best with it lacks;
                                              -1: it does not go with what has to be in */
    int32_t less_ms[LIMBER_TECHNIQUE_MAX]; /* .. time that would go from .. */
    uint8_t less_of[LIMBER_TECHNIQUE_MAX]; /* .. this region, which would lose most */
    uint8_t warmed_by[LIMBER_TECHNIQUE_MAX]; /* in the plan: what prepares for it; TECHNIQUE_MAX:
                                                nothing needs to */
    uint32_t more_ms;                        /* so much longer ... */
    int32_t more_worth;                      /* ... would add so many points, */
    uint32_t more_techniques[LIMBER_TECHNIQUE_MAX / 32]; /* and these; bit per technique */
} limber_reasons;

/* For a plan that limber_plan_make made of the same. All zero where nothing was planned. */
LIMBER_MUST_USE limber_error limber_plan_reasons(const limber_catalogue *catalogue,
                                                 const limber_screening *screening,
                                                 const limber_record *record,
                                                 const limber_request *request,
                                                 const limber_plan *plan,
                                                 limber_workspace *workspace, limber_reasons *out);

/* What limber_plan_make solves. out->candidate_count 0: nothing to choose from. ARGUMENT as there.
 */
LIMBER_MUST_USE limber_error limber_plan_instance(const limber_catalogue *catalogue,
                                                  const limber_screening *screening,
                                                  const limber_record *record,
                                                  const limber_request *request,
                                                  limber_instance *out);

#ifdef __cplusplus
}
#endif

#endif
