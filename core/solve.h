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
    VALUE_POINT = 1024, /* more than any session has slots */
    PULLS = LIMBER_PULL_MAX,
    PHASES = LIMBER_PHASE_COUNT,
    POSITIONS = LIMBER_POSITION_MAX,
    ANYWHERE = POSITIONS, /* before the first position, where no start is given */
    UNITS = LIMBER_UNIT_MAX,
    UNIT_BLOCK = 8,     /* lanes that are worked on together */
    UNIT_LANES = 32,    /* units 0..24, in whole blocks */
    UNIT_ROW = 56,      /* room to count on from the last lane */
    BEST_MAX = 3072,    /* remembered bests of regions */
    BEST_PLACES = 4096, /* to find them; a power of two */
    BEST_ROOM = 64,     /* kept free for those that are needed together */
    CHOICE_MAX = 8192,  /* near-best choices of all regions */
    PICK_MAX = 16384,   /* their options */
    LABEL_MAX = 8192,
    WAYS_MAX = 8, /* sets of warm-ups whose ways are remembered */
    NODE_MAX = 8192,
    SEED_MAX = 2048
};

/* Worse than anything that is possible. Small enough that sums of it stay in range. */
#define IMPOSSIBLE (-(INT32_C(1) << 28))
/* A dearer option counts as no dearer: it only loosens bounds. */
#define REDUCED_MIN (-(INT32_C(1) << 24))
/* Times any number of slots it stays in range. */
#define SLOT_PRICE_MAX (2000 * VALUE_POINT)
#define USE_COST_MAX   (INT32_C(1) << 30)
#define NOT_FOUND      (-(INT64_C(1) << 60))

/* An option taken, and those taken before it; 0 is none. */
typedef struct {
    uint16_t before;
    uint8_t candidate, option;
} pick;

/* One way to serve a region. */
typedef struct {
    uint64_t set;     /* candidates, first one highest: compare as numbers */
    int32_t short_of; /* value at the prices, below the region's best */
    int32_t value;
    uint16_t slots;
    uint16_t use[LIMBER_LIMIT_MAX];
    uint16_t picked;
} choice;

/* What is best for a region when these candidates are open, at the prices. */
typedef struct {
    uint64_t open;    /* with the region, the key */
    int32_t value;    /* of the best, where it is possible */
    int32_t within;   /* choices this much short of it are listed; below 0: none are */
    uint16_t choices; /* first of them */
    uint16_t choice_count;
    uint8_t region;
    bool more;     /* more units can be had at their price */
    bool possible; /* false: nothing keeps the rules */
} best;

/* Of one region, family after family from its last one: what is open of them, and in most[n] the
 * most that the first n of those add to so many units. What the next set of open candidates has in
 * common with this one is not worked out again. */
typedef struct {
    int count; /* families of which something is open */
    int ready; /* rows that hold; 0: none */
    uint64_t *open;
    int32_t (*most)[UNIT_ROW];
} region_table;

/* A session in the making: some regions are served, the others are not yet looked at. */
typedef struct {
    uint64_t set;
    int32_t value;
    int32_t short_of; /* value at the prices, below the best of its leaf */
    uint16_t slots;
    uint16_t use[LIMBER_LIMIT_MAX];
    uint16_t before; /* 0: no region is served, and `choice` says which changes of position */
    uint16_t choice;
    uint16_t next; /* of those that take as many slots; 0: the last one */
} label;

/* Prices of what is scarce, in value: none of them is ever below 0. */
typedef struct {
    int32_t slot;                  /* up to SLOT_PRICE_MAX */
    int32_t warm_up;               /* of one more; only matters before they are chosen */
    int32_t use[LIMBER_LIMIT_MAX]; /* up to USE_COST_MAX for all that there is */
    int32_t unit[PULLS];
} prices;

/* What the session behind a bound takes of what is scarce. */
typedef struct {
    int slots, warm_ups, units[PULLS], use[LIMBER_LIMIT_MAX];
} spending;

/* A part of the tree: phases before `phase` are decided, in the others all positions are open. */
typedef struct {
    uint64_t open;
    int64_t bound;  /* no session in it has a greater value */
    uint64_t start; /* what was open when the warm-ups had been chosen */
    uint8_t phase;
    uint8_t first[PHASES], last[PHASES]; /* in either order; NO_POSITION: nothing in it */
} node;

/* Where the changes of position so far can end. */
typedef struct {
    int64_t value[2]; /* of the changes, by the position that they end in */
    int slots[2];     /* fewest of them */
    uint8_t at[2];    /* these positions */
    uint8_t count;    /* so many: 1 or 2 */
} way_ends;

/* What follows from a node at the prices. */
typedef struct {
    way_ends way;
    int64_t regions; /* value of the best of all regions */
    int64_t others;  /* value of the decided phases, with more units at their price; calm apart */
    int32_t best[PULLS];
} view;

/* What opening positions is worth at the prices. */
typedef struct {
    int64_t pair[PHASES][POSITIONS][POSITIONS];    /* of both together */
    int64_t through[PHASES][POSITIONS][POSITIONS]; /* of both in this order, and all later phases */
    int64_t onward[PHASES + 1][POSITIONS + 1];     /* of this phase and all later ones, from */
    uint8_t first[PHASES][POSITIONS + 1]; /* where that leads, from; ANYWHERE: past the phase */
    uint8_t last[PHASES][POSITIONS];      /* and where it ends then */
    uint8_t used[PHASES];                 /* positions in which something is open */
} way_prices;

/* Of trees that start with this open. */
typedef struct {
    uint64_t start;
    way_prices full; /* what opening positions adds */
    way_prices bare; /* only the changes of position, and calm */
} start_ways;

typedef struct {
    const limber_instance *in;
    uint64_t all;
    uint64_t in_phase[PHASES];
    uint64_t at[PHASES][POSITIONS]; /* open in this phase and position */
    uint32_t before[PHASES + 1];    /* where a person can be before it; bit ANYWHERE too */
    uint32_t used;                  /* positions in which something can be done */
    uint64_t in_region[PULLS];
    uint64_t need, keep;
    /* Sets of which one candidate is enough, by region and by phase (which can divide a family);
     * a candidate without a family is one. */
    uint64_t family[LIMBER_TECHNIQUE_MAX], group[LIMBER_TECHNIQUE_MAX];
    uint8_t family_lanes[LIMBER_TECHNIQUE_MAX]; /* enough for what those before it can give */
    uint8_t family_end[PULLS + 1], group_end[PHASES + 1]; /* where each one's begin and end */
    int64_t change[POSITIONS + 1][POSITIONS]; /* value of a change of position, time not priced */
    int32_t change_slots[POSITIONS + 1][POSITIONS];
    int32_t value[LIMBER_TECHNIQUE_MAX][LIMBER_DOSE_COUNT]; /* of an option, its units apart */
    int32_t slots[LIMBER_TECHNIQUE_MAX][LIMBER_DOSE_COUNT];
    int32_t worth[PULLS][UNIT_ROW];          /* value of units */
    int32_t calm_start;                      /* of the first one of calm, beyond the second; */
    int32_t priced_worth[PULLS][UNIT_LANES]; /* of units without it */

    prices at_prices;
    int64_t scarce; /* value at the prices of all that there is: time and limits */
    int64_t move[POSITIONS + 1][POSITIONS];                   /* value of a change less its time */
    int32_t reduced[LIMBER_TECHNIQUE_MAX][LIMBER_DOSE_COUNT]; /* value less time and limits */
    int least_slots;                    /* of what has to be in, without changes of position */
    int wanted[PULLS];                  /* units that are worth more than their price */
    int32_t all_wanted[PULLS];          /* value of these, less their price */
    int32_t gain[LIMBER_TECHNIQUE_MAX]; /* most that a candidate gives, with its units priced */
    uint8_t gain_option[LIMBER_TECHNIQUE_MAX];

    /* What is below is not set to 0 first. */
    int32_t use[LIMBER_LIMIT_MAX][LIMBER_TECHNIQUE_MAX][LIMBER_DOSE_COUNT]; /* 1 more than there is
                                                                               is enough */
    way_prices priced; /* of the tree that price_tree was last asked about */
    best bests[BEST_MAX];
    uint16_t best_at[BEST_PLACES];
    choice choices[CHOICE_MAX];
    int best_count, choice_count;
    pick picks[PICK_MAX];
    int pick_count;
    region_table tables[2][PULLS]; /* the second ones: more units can be had at their price */
    uint64_t table_open[2][LIMBER_TECHNIQUE_MAX];
    int32_t table_rows[2][LIMBER_TECHNIQUE_MAX + PULLS][UNIT_ROW];
    label labels[LABEL_MAX]; /* 0 is none */
    int label_count;
    uint16_t by_slots[LIMBER_BUDGET_MAX + 1]; /* first label of this round that takes so many; 0
                                                 between leaves */
    int fewest_slots, most_slots;             /* that one takes */
    uint16_t front[2][LABEL_MAX];             /* labels of the last round, by slots; of the next */
    start_ways ways[WAYS_MAX];                /* those that were needed last, at the prices */
    int ways_count, ways_next;
    node seeds[SEED_MAX]; /* sets of warm-ups that were not looked at yet */
    int seed_count;
    node nodes[NODE_MAX];
    uint16_t heap[NODE_MAX];   /* nodes to look at, then the free ones */
    int heap_count, heap_most; /* that there are, and ever were */

    int64_t found;  /* value of the best session so far; NOT_FOUND */
    int64_t missed; /* what was not looked at has no more than this value; NOT_FOUND: all was */
    uint64_t found_set;
    uint8_t found_first[PHASES], found_last[PHASES];
    uint8_t option[LIMBER_TECHNIQUE_MAX]; /* of the best session: 1 + option; 0 */
    uint32_t looks, labels_made, work_max;
} solver;

static inline uint32_t solver_work(const solver *s) {
    return s->looks + s->labels_made / 16;
}

static inline int64_t larger(int64_t a, int64_t b) {
    return a > b ? a : b;
}

/* Of the way so far, by the better one of its ends. */
static inline int64_t way_value(const way_ends *way) {
    return larger(way->value[0], way->value[way->count - 1]);
}

/* What a person waits for at most, in nodes and labels; what that leaves open is told in at_most.
 */
enum { WORK_MAX = 20000 };

/* solve_price.c: derives everything from the prices of time and limits, for what is open. */
void price_options(solver *s, uint64_t open);
/* Upper bound on the value of all sessions in a tree with these prices: of the root, or of a node
 * whose warm-ups are decided, which all count. Also derives what opening positions is worth
 * (s->priced), and what the session behind the bound takes. */
int64_t price_tree(solver *s, const node *n, const way_ends *way, spending *spent);
/* Betters the prices for this tree, until nothing in it is good enough any more. Its lowest bound.
 */
int64_t better_prices(solver *s, const node *n, const way_ends *way, int steps);
void first_prices(solver *s);
void price_pairs(const solver *s, uint64_t open, int phase, way_prices *out);
void chain_pairs(const solver *s, int phase, way_prices *out);
/* solve_region.c: the best for a region at the prices, with these candidates open. All open
 * warm-ups, and all to be kept, are in it. */
best *region_look_up(solver *s, int region, uint64_t open, bool more);

/* A candidate has one region, so that what is open says which one it is. */
static inline uint32_t best_place(uint64_t open, bool more) {
    uint64_t hash = (open ^ (uint64_t)more << 57) * UINT64_C(0x9e3779b97f4a7c15);
    return (uint32_t)(hash >> 32) % BEST_PLACES;
}

/* The same, without a call where it is remembered in its own place. */
static inline best *region_best(solver *s, int region, uint64_t open, bool more) {
    best *entry = &s->bests[s->best_at[best_place(open, more)]];
    return entry->open == open && entry->more == more ? entry
                                                      : region_look_up(s, region, open, more);
}
/* Lists the choices that are at most `within` short of it. False: there is no room. */
bool region_choices(solver *s, best *of, int32_t within);
void region_forget(solver *s);

/* solve_leaf.c: where all positions are decided. Records the best session that has at least the
 * target, if there is one. False: there was no room to say. */
bool leaf_serve(solver *s, const node *n, const view *v, int64_t target);

/* solve_ends.c */
bool solver_in_range(const limber_instance *in);
/* What has to be in passes a limit by itself, at its smallest doses: no session has all of it. */
bool solver_keeps_too_much(const limber_instance *in);
void solver_set_up(solver *s, const limber_instance *in, uint32_t work_max);
void solver_write(const solver *s, limber_solution *out);

#endif
