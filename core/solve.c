/* The best session of an instance: a tree of warm-ups and positions, the most promising part of it
 * first. docs/planner.md, section 3, explains it. */
#include "solve.h"

#include <string.h>

enum {
    STEPS = 8,         /* in which the prices of the instance are bettered */
    MORE_STEPS = 16,   /* once the instance turns out not to be easy */
    SEED_STEPS = 4,    /* and those of a set of warm-ups */
    EASY = 48,         /* so many nodes are looked at before each set gets its prices */
    FIRST_WITHIN = 128 /* a leaf is first searched this part of its bound deep */
};

/* ---- What is still to be looked at. ------------------------------------------------------------
 */

/* What is not looked at could be worth as much as its bound. */
static void miss(solver *s, int64_t bound) {
    s->missed = larger(s->missed, bound);
}

static int64_t heap_bound(const solver *s, int i) {
    return s->nodes[s->heap[i]].bound;
}

static void heap_swap(solver *s, int i, int j) {
    uint16_t other = s->heap[i];
    s->heap[i] = s->heap[j];
    s->heap[j] = other;
}

static void push(solver *s, const node *n) {
    if (s->heap_count == NODE_MAX) { /* one of those that promise least has to go */
        int last = NODE_MAX - 1;
        miss(s, n->bound < heap_bound(s, last) ? n->bound : heap_bound(s, last));
        if (n->bound <= heap_bound(s, last)) {
            return;
        }
        s->heap_count--;
    }
    int i = s->heap_count++;
    if (i == s->heap_most) {
        s->heap[s->heap_most++] = (uint16_t)i;
    }
    s->nodes[s->heap[i]] = *n;
    for (; i > 0 && heap_bound(s, (i - 1) / 2) < n->bound; i = (i - 1) / 2) {
        heap_swap(s, i, (i - 1) / 2);
    }
}

static void pop(solver *s, node *out) {
    *out = s->nodes[s->heap[0]];
    heap_swap(s, 0, --s->heap_count);
    int i = 0;
    for (int child = 1; child < s->heap_count; child = 2 * i + 1) {
        if (child + 1 < s->heap_count && heap_bound(s, child + 1) > heap_bound(s, child)) {
            child++;
        }
        if (heap_bound(s, child) <= heap_bound(s, i)) {
            break;
        }
        heap_swap(s, i, child);
        i = child;
    }
}

/* ---- The tree. ---------------------------------------------------------------------------------
 */

/* What it takes to get to a position. */
typedef struct {
    int64_t value;
    int slots;
} reach;

static int fewer(int a, int b) {
    return a < b ? a : b;
}

static reach reach_position(const solver *s, const way_ends *way, int q) {
    reach out = {.value = way->value[0] + s->move[way->at[0]][q],
                 .slots = way->slots[0] + s->change_slots[way->at[0]][q]};
    if (way->count == 2) {
        out.value = larger(out.value, way->value[1] + s->move[way->at[1]][q]);
        out.slots = fewer(out.slots, way->slots[1] + s->change_slots[way->at[1]][q]);
    }
    return out;
}

/* Goes on to a, and from there to b, or the other way round. */
static way_ends move_on(const solver *s, const way_ends *way, int a, int b) {
    const reach to_a = reach_position(s, way, a);
    const reach to_b = reach_position(s, way, b);
    return (way_ends){
        .value = {to_a.value + s->move[a][b], to_b.value + s->move[b][a]},
        .slots = {to_a.slots + s->change_slots[a][b], to_b.slots + s->change_slots[b][a]},
        .at = {(uint8_t)b, (uint8_t)a},
        .count = a == b ? 1 : 2};
}

/* The better one of its ends to go on from. */
static int64_t onward(const way_ends *way, const int64_t *from) {
    int other = way->count - 1;
    return larger(way->value[0] + from[way->at[0]], way->value[other] + from[way->at[other]]);
}

static way_ends way_from_start(const limber_instance *in) {
    return (way_ends){.count = 1, .at = {in->start < POSITIONS ? in->start : ANYWHERE}};
}

static way_ends way_of(const solver *s, const node *n) {
    way_ends way = way_from_start(s->in);
    for (int p = 0; p < n->phase; p++) {
        if (n->first[p] != LIMBER_NO_POSITION) {
            way = move_on(s, &way, n->first[p], n->last[p]);
        }
    }
    return way;
}

/* The way so far, and what is open to each region. */
static void unfold(solver *s, const node *n, view *out) {
    out->way = way_of(s, n);
    out->regions = 0;
    out->others = s->scarce;
    uint64_t decided = 0;
    for (int p = 0; p < n->phase; p++) {
        decided |= n->open & s->in_phase[p];
    }
    for (int r = 0; r < PULLS; r++) {
        uint64_t open = n->open & s->in_region[r];
        uint64_t here = decided & s->in_region[r];
        out->best[r] = open == 0 ? 0 : region_best(s, r, open, false)->value;
        if (r != LIMBER_CALM) {
            out->others += here == 0 ? s->all_wanted[r] : region_best(s, r, here, true)->value;
        }
        out->regions += out->best[r];
    }
}

/* Two positions of which each one opens something that the other one does not. */
static bool both_matter(uint64_t at_a, uint64_t at_b) {
    return (at_a & ~at_b) != 0 && (at_b & ~at_a) != 0;
}

/* What becomes of the children of a node: all are pushed, or all but the one that promises most. */
typedef struct {
    const node *parent;
    const view *v;
    const start_ways *ways;
    reach to[POSITIONS];
    node child;
    node *best; /* NULL: all are pushed */
    bool any;
} brood;

/* The best way on through these positions, from where the phases before can end. */
static int64_t ahead(const brood *of, const way_prices *priced, int a, int b) {
    int phase = of->parent->phase;
    if (a == ANYWHERE) {
        return onward(&of->v->way, priced->onward[phase + 1]);
    }
    return larger(of->to[a].value + priced->through[phase][a][b],
                  of->to[b].value + priced->through[phase][b][a]);
}

/* The fewest slots of the changes of position, these included. */
static int slots_to(const solver *s, const brood *of, int a, int b) {
    if (a == ANYWHERE) {
        const way_ends *way = &of->v->way;
        return fewer(way->slots[0], way->slots[way->count - 1]);
    }
    return fewer(of->to[a].slots + s->change_slots[a][b], of->to[b].slots + s->change_slots[b][a]);
}

/* of->child: the phase done in a and b, or left out. False: nothing good enough is in it. */
static bool make_child(solver *s, brood *of, int a, int b) {
    const node *n = of->parent;
    const view *v = of->v;
    int phase = n->phase;
    int64_t bound = v->others + ahead(of, &of->ways->full, a, b);
    if (bound < s->found) {
        return false;
    }
    uint64_t closed = n->open & s->in_phase[phase];
    if (a != ANYWHERE) {
        closed &= ~(s->at[phase][a] | s->at[phase][b]);
    }
    if ((closed & s->keep) != 0 || slots_to(s, of, a, b) + s->least_slots > s->in->budget) {
        return false;
    }
    int64_t regional =
        s->scarce + v->regions - v->best[LIMBER_CALM] + ahead(of, &of->ways->bare, a, b);
    uint64_t open = n->open & ~closed;
    for (int r = 0; r < LIMBER_CALM && regional >= s->found; r++) {
        if ((closed & s->in_region[r]) != 0) {
            const best *now = region_best(s, r, open & s->in_region[r], false);
            if (!now->possible) {
                return false;
            }
            regional += now->value - v->best[r];
        }
    }
    bound = bound < regional ? bound : regional;
    bound = bound < n->bound ? bound : n->bound;
    if (bound < s->found) {
        return false;
    }
    node *child = &of->child;
    *child = *n;
    child->open = open;
    child->bound = bound;
    child->phase++;
    child->first[phase] = (uint8_t)(a == ANYWHERE ? LIMBER_NO_POSITION : a);
    child->last[phase] = (uint8_t)(a == ANYWHERE ? LIMBER_NO_POSITION : b);
    return true;
}

/* Nothing but the last phase serves calm: what its positions add to it is known exactly. */
static void find_ways(solver *s, uint64_t start, start_ways *out) {
    const int last = LIMBER_PHASE_COOL_DOWN;
    out->start = start;
    price_pairs(s, start & ~s->in_phase[LIMBER_PHASE_WARM_UP], 1, &out->full);
    for (uint32_t i = out->full.used[last]; i != 0; i &= i - 1) {
        int a = bits_lowest(i);
        for (uint32_t j = i; j != 0; j &= j - 1) {
            int b = bits_lowest(j);
            const best *of =
                region_best(s, LIMBER_CALM, start & (s->at[last][a] | s->at[last][b]), false);
            int64_t value = of->possible ? of->value : NOT_FOUND;
            out->full.pair[last][a][b] = out->full.pair[last][b][a] = value;
        }
    }
    out->bare = out->full;
    memset(out->bare.pair, 0, sizeof out->bare.pair[0] * (size_t)last);
    chain_pairs(s, 1, &out->full);
    chain_pairs(s, 1, &out->bare);
}

static const start_ways *ways_from(solver *s, uint64_t start) {
    for (int i = 0; i < s->ways_count; i++) {
        if (s->ways[i].start == start) {
            return &s->ways[i];
        }
    }
    start_ways *oldest = &s->ways[s->ways_next];
    s->ways_next = (s->ways_next + 1) % WAYS_MAX;
    s->ways_count = s->ways_count < WAYS_MAX ? s->ways_count + 1 : WAYS_MAX;
    find_ways(s, start, oldest);
    return oldest;
}

static void forget_prices(solver *s) {
    region_forget(s);
    s->ways_count = s->ways_next = 0;
}

static void branch_to(solver *s, brood *of, int a, int b) {
    if (!make_child(s, of, a, b)) {
        return;
    }
    if (of->best == NULL || (of->any && of->child.bound <= of->best->bound)) {
        push(s, &of->child);
    } else {
        if (of->any) {
            push(s, of->best);
        }
        *of->best = of->child;
    }
    of->any = true;
}

/* False: there are no children. */
static bool branch(solver *s, const node *n, const view *v, node *best_child) {
    brood f = {.parent = n, .v = v, .best = best_child};
    f.ways = ways_from(s, n->start);
    uint64_t here = n->open & s->in_phase[n->phase];
    uint32_t used = f.ways->full.used[n->phase];
    for (uint32_t i = used; i != 0; i &= i - 1) {
        f.to[bits_lowest(i)] = reach_position(s, &v->way, bits_lowest(i));
    }
    for (uint32_t i = used; i != 0; i &= i - 1) {
        int a = bits_lowest(i);
        uint64_t at_a = here & s->at[n->phase][a];
        if (at_a == 0) {
            continue;
        }
        branch_to(s, &f, a, a);
        for (uint32_t j = i & (i - 1); j != 0; j &= j - 1) {
            int b = bits_lowest(j);
            if (both_matter(at_a, here & s->at[n->phase][b])) {
                branch_to(s, &f, a, b);
            }
        }
    }
    branch_to(s, &f, ANYWHERE, ANYWHERE);
    return f.any;
}

static int64_t leaf_bound(const solver *s, const view *v) {
    return s->scarce + v->regions + way_value(&v->way);
}

static bool serve(solver *s, const node *n, const view *v, int64_t target) {
    if (leaf_serve(s, n, v, target)) {
        return true;
    }
    region_forget(s); /* the choices of other leaves take room */
    return leaf_serve(s, n, v, target);
}

/* Looks a little below what is possible at the prices first. True: there may be more. */
static bool look_at_leaf(solver *s, node *n, const view *v) {
    int64_t bound = leaf_bound(s, v);
    int64_t within = (bound > 0 ? bound : -bound) / FIRST_WITHIN + 4 * (int64_t)s->at_prices.slot;
    within = larger(within, 2 * (bound - n->bound));
    int64_t target = larger(bound - within, s->found);
    if (bound < target) {
        return false;
    }
    if (!serve(s, n, v, target)) {
        miss(s, n->bound);
        return false;
    }
    n->bound = target - 1;
    return s->found < target && within < -IMPOSSIBLE;
}

/* Looks at what promises most; before there is a session to hold everything else against, straight
 * down to one. */
static void look(solver *s) {
    node n;
    view v;
    pop(s, &n);
    s->looks++;
    unfold(s, &n, &v);
    while (n.phase < PHASES) {
        node child;
        bool down = s->found == NOT_FOUND;
        if (!branch(s, &n, &v, down ? &child : NULL) || !down) {
            return;
        }
        n = child;
        s->looks++;
        unfold(s, &n, &v);
    }
    bool more = look_at_leaf(s, &n, &v);
    while (more && s->found == NOT_FOUND && s->looks > EASY) { /* anything is better than nothing */
        more = look_at_leaf(s, &n, &v);
    }
    if (more) {
        push(s, &n);
    }
}

/* ---- Its root: the warm-ups. -------------------------------------------------------------------
 */

/* What these warm-ups leave open: themselves, and what needs no other. */
static uint64_t open_with(const solver *s, uint64_t warm_ups) {
    uint32_t warm = 0;
    for (uint64_t m = warm_ups; m != 0; m &= m - 1) {
        warm |= s->in->candidate[bits_lowest(m)].warms;
    }
    uint64_t open = s->all & ~s->in_phase[LIMBER_PHASE_WARM_UP];
    for (int r = 0; r < PULLS; r++) {
        open &= warm >> r & 1 ? UINT64_MAX : ~(s->need & s->in_region[r]);
    }
    return open | warm_ups;
}

/* Done in a and b, or there are none. */
static void add_seed(solver *s, const node *n, const way_ends *root, int64_t others,
                     int64_t regional, int a, int b) {
    way_ends way = a == ANYWHERE ? *root : move_on(s, root, a, b);
    node child = *n;
    int64_t bound = others + onward(&way, s->priced.onward[1]);
    regional += way_value(&way);
    child.bound = bound < regional ? bound : regional;
    child.first[0] = (uint8_t)(a == ANYWHERE ? LIMBER_NO_POSITION : a);
    child.last[0] = (uint8_t)(a == ANYWHERE ? LIMBER_NO_POSITION : b);
    child.start = child.open;
    if (child.bound < s->found) {
        return;
    }
    if (s->seed_count == SEED_MAX) {
        miss(s, child.bound);
        return;
    }
    s->seeds[s->seed_count++] = child;
}

typedef struct {
    const node *n;
    const way_ends *way;
    int64_t others;
} root_prices;

static void start_with(solver *s, uint64_t warm_ups, const root_prices *root) {
    node n = *root->n;
    n.phase = 1;
    n.open = open_with(s, warm_ups);
    int64_t others = root->others;
    int64_t regional = s->scarce;
    if ((s->keep & ~n.open) != 0) {
        return;
    }
    for (uint64_t m = warm_ups; m != 0; m &= m - 1) {
        others += s->gain[bits_lowest(m)] + s->at_prices.warm_up;
    }
    for (int r = 0; r < PULLS; r++) {
        const best *of = region_best(s, r, n.open & s->in_region[r], false);
        if (!of->possible) {
            return;
        }
        regional += of->value;
    }
    if (warm_ups == 0) {
        add_seed(s, &n, root->way, others, regional, ANYWHERE, ANYWHERE);
    }
    for (int a = 0; a < s->in->position_count; a++) {
        uint64_t at_a = warm_ups & s->at[0][a];
        for (int b = a; b < s->in->position_count && at_a != 0; b++) {
            uint64_t at_b = warm_ups & s->at[0][b];
            if ((at_a | at_b) == warm_ups && (a == b || both_matter(at_a, at_b))) {
                add_seed(s, &n, root->way, others, regional, a, b);
            }
        }
    }
}

/* All sets of warm-ups, from this one on. */
static void choose_warm_ups(solver *s, uint64_t left, uint64_t chosen, const root_prices *root) {
    if (left == 0) {
        start_with(s, chosen, root);
        return;
    }
    int c = bits_lowest(left);
    uint64_t one = UINT64_C(1) << c;
    uint8_t family = s->in->candidate[c].family;
    bool allowed = bits_count(chosen) < s->in->warm_ups_max;
    for (uint64_t m = chosen; m != 0 && family != 0; m &= m - 1) {
        allowed = allowed && s->in->candidate[bits_lowest(m)].family != family;
    }
    if (allowed) {
        choose_warm_ups(s, left & ~one, chosen | one, root);
    }
    if ((s->keep & one) == 0) {
        choose_warm_ups(s, left & ~one, chosen, root);
    }
}

/* All of them, at the present prices. */
static void seed(solver *s, const node *root, const way_ends *way) {
    root_prices from = {.n = root, .way = way};
    spending spent;
    int64_t bound = price_tree(s, root, way, &spent);
    from.others = bound - s->priced.onward[0][way->at[0]] -
                  (int64_t)s->at_prices.warm_up * s->in->warm_ups_max;
    s->seed_count = 0;
    s->missed = NOT_FOUND;
    choose_warm_ups(s, s->in_phase[LIMBER_PHASE_WARM_UP], 0, &from);
}

static void search(solver *s, uint32_t work_max) {
    while (s->heap_count > 0 && heap_bound(s, 0) >= s->found && solver_work(s) < work_max) {
        look(s);
    }
}

/* Each set of warm-ups with prices of its own, the most promising one first. */
static void search_seeds(solver *s) {
    prices common = s->at_prices;
    while (s->seed_count > 0) {
        int top = 0;
        for (int i = 1; i < s->seed_count; i++) {
            top = s->seeds[i].bound > s->seeds[top].bound ? i : top;
        }
        node n = s->seeds[top];
        s->seeds[top] = s->seeds[--s->seed_count];
        if (n.bound < s->found) {
            return;
        }
        if (solver_work(s) >= s->work_max) {
            miss(s, n.bound);
            return;
        }
        s->at_prices = common;
        price_options(s, n.open);
        way_ends way = way_of(s, &n);
        int64_t bound = better_prices(s, &n, &way, SEED_STEPS);
        n.bound = bound < n.bound ? bound : n.bound;
        if (n.bound < s->found) {
            continue;
        }
        forget_prices(s);
        s->heap_count = 0;
        push(s, &n);
        for (int i = s->seed_count - 1; i >= 0; i--) { /* the same warm-ups in other positions */
            if (s->seeds[i].open == n.open) {
                push(s, &s->seeds[i]);
                s->seeds[i] = s->seeds[--s->seed_count];
            }
        }
        search(s, s->work_max);
        if (s->heap_count > 0) {
            miss(s, heap_bound(s, 0));
        }
    }
}

limber_error limber_solve(const limber_instance *instance, uint32_t work_max,
                          limber_workspace *workspace, limber_solution *out) {
    solver *s = (solver *)workspace;
    memset(out, 0, sizeof *out);
    if (!solver_in_range(instance)) {
        return LIMBER_ERROR_ARGUMENT;
    }
    solver_set_up(s, instance, work_max);
    if (solver_keeps_too_much(instance)) {
        solver_write(s, out);
        return LIMBER_OK;
    }
    node root = {.open = s->all};
    way_ends way = way_from_start(instance);
    memset(root.first, LIMBER_NO_POSITION, sizeof root.first);
    memset(root.last, LIMBER_NO_POSITION, sizeof root.last);
    first_prices(s);
    (void)better_prices(s, &root, &way, STEPS);
    seed(s, &root, &way);
    for (int i = 0; i < s->seed_count; i++) {
        push(s, &s->seeds[i]);
    }
    search(s, EASY < work_max ? EASY : work_max);
    if (s->missed >= s->found || (s->heap_count > 0 && heap_bound(s, 0) >= s->found)) {
        if (EASY < work_max) {
            (void)better_prices(s, &root, &way, MORE_STEPS);
            forget_prices(s);
            seed(s, &root, &way);
            search_seeds(s);
        } else {
            miss(s, heap_bound(s, 0));
        }
    }
    solver_write(s, out);
    return LIMBER_OK;
}
