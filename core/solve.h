/* solve.h: what the parts of the solver share. Internal to the core; docs/planner.md, section 3,
 * explains how they work together.
 *
 * A value is points times VALUE_POINT less slots: of two sessions of equal worth the shorter one
 * has the greater value. Candidates are bits of a 64-bit set, the first one lowest. */
#ifndef LIMBER_CORE_SOLVE_H
#define LIMBER_CORE_SOLVE_H

#include "instance.h"

#include "bits.h"

#include <stddef.h>

enum {
    VALUE_POINT = 1024,   /* more than any session has slots */
    PULLS = LIMBER_PULL_MAX,
    POSITIONS = LIMBER_POSITION_MAX,
    ANYWHERE = POSITIONS, /* before the first position, where no start is given */
    UNIT_ROW = 56,        /* units 0..24, and the last one again for all beyond */
    UNIT_LANES = 32,      /* of these are computed; the rest is filled */
    BEST_MAX = 8192,      /* remembered bests of regions; a power of two */
    CHOICE_MAX = 12288,   /* near-best choices of all regions */
    PICK_MAX = 16384,     /* their options */
    LABEL_MAX = 12288
};

/* Worse than anything that is possible. Small enough that sums of it stay in range. */
#define IMPOSSIBLE (-(INT32_C(1) << 28))
/* A dearer option counts as no dearer: it only loosens bounds. */
#define REDUCED_MIN (-(INT32_C(1) << 24))
#define NOT_FOUND (-(INT64_C(1) << 60))

/* An option taken, and those taken before it; 0 is none. */
typedef struct {
    uint16_t before;
    uint8_t candidate, option;
} pick;

/* One way to serve a region. */
typedef struct {
    uint64_t set;  /* candidates, first one highest: compare as numbers */
    int32_t short_of; /* value at the prices, below the region's best */
    int32_t value;
    int32_t priced; /* value less the price of its use of limits */
    uint16_t slots;
    uint16_t use[LIMBER_LIMIT_MAX];
    uint16_t picked;
} choice;

/* What is best for a region when these candidates are open, at the prices. */
typedef struct {
    uint64_t open;         /* with the region, the key */
    int32_t value;         /* where it is possible */
    int32_t within;        /* choices this much short of it are listed; below 0: none are */
    int32_t too_much;      /* listing choices this much short of it was too much; 0: was not tried */
    uint16_t choices;      /* first of them */
    uint16_t choice_count;
    uint8_t region;
    uint8_t used;
    uint8_t possible; /* 0: nothing keeps the rules */
} best;

/* A session in the making: some regions are served, the others are not yet looked at. */
typedef struct {
    uint64_t set;
    int64_t value;
    int64_t short_of;
    uint16_t slots;
    uint16_t use[LIMBER_LIMIT_MAX];
    uint16_t before, choice;
    uint16_t next; /* of those that take as many slots; 0: the last one */
} label;

/* Prices of what is scarce, in value: none of them is ever below 0. */
typedef struct {
    int64_t slot;
    int64_t unit[PULLS];
    int64_t use[LIMBER_LIMIT_MAX];
} prices;

/* What opening positions is worth at the prices; see price_ways. */
typedef struct {
    int64_t pair[LIMBER_PHASE_COUNT][POSITIONS][POSITIONS]; /* of both together */
    int64_t rest[LIMBER_PHASE_COUNT + 1][POSITIONS + 1]; /* of this phase and all later ones, from */
} way_prices;

typedef struct {
    uint8_t first[LIMBER_PHASE_COUNT], last[LIMBER_PHASE_COUNT];
} way;

typedef struct {
    const limber_instance *in;
    uint64_t all;
    uint64_t in_phase[LIMBER_PHASE_COUNT];
    uint64_t at[LIMBER_PHASE_COUNT][POSITIONS]; /* open in this phase and position */
    uint64_t in_region[PULLS];
    uint64_t need, keep;
    int least_slots; /* of what has to be in, without changes of position */
    uint64_t family[LIMBER_TECHNIQUE_MAX]; /* each a set; a candidate on its own is one */
    uint8_t family_region[LIMBER_TECHNIQUE_MAX];
    int family_count;
    int64_t change[POSITIONS + 1][POSITIONS]; /* value of a change of position, time not priced */
    int32_t value[LIMBER_TECHNIQUE_MAX][LIMBER_DOSE_COUNT]; /* of an option, its units apart */
    int32_t worth[PULLS][UNIT_ROW];                         /* value of units */

    prices at_prices;
    int64_t scarce; /* value at the prices of all that there is: time and limits */
    int64_t gain[LIMBER_TECHNIQUE_MAX]; /* most that a candidate gives at the prices, with its units */
    int32_t reduced[LIMBER_TECHNIQUE_MAX][LIMBER_DOSE_COUNT]; /* value less time and limits */

    best bests[BEST_MAX];
    int best_count;
    choice choices[CHOICE_MAX];
    int choice_count;
    pick picks[PICK_MAX];
    int pick_count;
    int32_t in_time[2][LIMBER_BUDGET_MAX + 1];
    label labels[LABEL_MAX]; /* 0 is none */
    int label_count;
    uint16_t by_slots[LIMBER_BUDGET_MAX + 1]; /* first label of this round that takes so many */
    uint16_t front[2][LABEL_MAX];             /* labels of the last round, by slots; of the next */

    int64_t target;  /* look for nothing below this value */
    int64_t found;   /* value of the best session so far; NOT_FOUND */
    int64_t top;     /* bound of the whole tree */
    int64_t missed;  /* what was not looked at has no more than this value; NOT_FOUND: all was */
    uint64_t found_set;
    way found_way;
    bool measuring; /* the tree's bound is wanted, nothing else */
    uint8_t option[LIMBER_TECHNIQUE_MAX]; /* of the best session: 1 + option; 0 */
    uint32_t nodes, labels_made, work_max;
} solver;

static inline uint32_t solver_work(const solver *s) {
    return s->nodes + s->labels_made / 16;
}

/* What a person waits for at most, in nodes and labels; what that leaves open is told in at_most. */
enum { WORK_MAX = 20000 };

/* solve_price.c: good prices for the whole instance, and the best way at them. */
void price_instance(solver *s, way *best_way);
/* Derives `scarce` and `reduced` from the prices. */
void price_options(solver *s);
/* With these candidates open: an upper bound on the value that the phases from `phase` on add. */
void price_ways(const solver *s, uint64_t open, int phase, way_prices *out);
/* Upper bound on what the units of all regions add beyond their prices. */
int64_t price_units(const solver *s);

/* solve_region.c: the best for a region at the prices, with these candidates open. All open
 * warm-ups, and all to be kept, are in it. */
best *region_best(solver *s, int region, uint64_t open);
/* Lists the choices that are at most `within` short of it. False: there is no room. */
bool region_choices(solver *s, best *of, int32_t within, int most);
void region_forget(solver *s);

#endif
