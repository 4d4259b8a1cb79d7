/* The best session of an instance: a tree of warm-ups and positions, cut by bounds, and at its
 * leaves a choice for each region. docs/planner.md, section 3, explains it. */
#include "solve.h"

#include <string.h>

_Static_assert(sizeof(solver) <= sizeof(limber_workspace), "the solver fits its workspace");

enum {
    GLANCE_PICKS = 200, /* no more per region, where a look only helps to cut */
    FIRST_TRIES = 10
};

/* A part of the tree: phases before `phase` are decided, in the others all positions are open. */
typedef struct {
    uint64_t open;
    int64_t priced;  /* value at the prices of what is decided */
    int64_t regions; /* value at the prices of the best of all regions */
    int64_t changes; /* value of the changes of position, time not priced */
    int32_t best[PULLS];
    uint16_t slots; /* of the changes */
    uint8_t phase;
    uint8_t position; /* ANYWHERE: none yet */
    way on;
} node;

static int64_t larger(int64_t a, int64_t b) {
    return a > b ? a : b;
}

static int64_t bound_of(const solver *s, const node *n) {
    return n->regions + s->scarce + n->changes - s->at_prices.slot * n->slots;
}

/* ---- Serving the regions, one after another. ---------------------------------------------------
 */

static bool label_no_worse(const solver *s, const label *a, const label *b) {
    if (a->value < b->value || (a->value == b->value && a->set < b->set)) {
        return false;
    }
    for (int k = 0; k < s->in->limit_count; k++) {
        if (a->use[k] > b->use[k]) {
            return false;
        }
    }
    return true;
}

static bool extend(const solver *s, const label *from, const choice *by, label *out) {
    const limber_instance *in = s->in;
    unsigned slots = (unsigned)from->slots + by->slots;
    if (slots > in->budget) {
        return false;
    }
    *out = *from;
    for (int k = 0; k < in->limit_count; k++) {
        unsigned use = (unsigned)from->use[k] + by->use[k];
        if (use > in->limit[k]) {
            return false;
        }
        out->use[k] = (uint16_t)use;
    }
    out->set |= by->set;
    out->value += by->value;
    out->short_of += by->short_of;
    out->slots = (uint16_t)slots;
    return true;
}

/* Of the labels of this round, those that none of no more slots is as good as; their number. */
static int keep_best(solver *s, uint16_t *front) {
    int count = 0;
    for (int slots = 0; slots <= s->in->budget; slots++) {
        for (uint16_t i = s->by_slots[slots]; i != 0; i = s->labels[i].next) {
            bool beaten = false;
            /* without limits, values rise along the front, and its last one is enough */
            int from = s->in->limit_count == 0 && count > 0 ? count - 1 : 0;
            for (int j = from; j < count && !beaten; j++) {
                beaten = label_no_worse(s, &s->labels[front[j]], &s->labels[i]);
            }
            if (!beaten) {
                front[count++] = i;
            }
        }
    }
    return count;
}

static bool add_label(solver *s, const label *new, uint16_t before, uint16_t choice_index) {
    uint16_t *link = &s->by_slots[new->slots];
    for (; *link != 0; link = &s->labels[*link].next) {
        if (label_no_worse(s, &s->labels[*link], new)) {
            return true;
        }
        if (label_no_worse(s, new, &s->labels[*link])) {
            uint16_t next = s->labels[*link].next;
            uint16_t at = *link;
            s->labels[at] = *new;
            s->labels[at].before = before;
            s->labels[at].choice = choice_index;
            s->labels[at].next = next;
            return true;
        }
    }
    if (s->label_count >= LABEL_MAX) {
        return false;
    }
    uint16_t at = (uint16_t)s->label_count++;
    *link = at;
    s->labels[at] = *new;
    s->labels[at].before = before;
    s->labels[at].choice = choice_index;
    s->labels[at].next = 0;
    s->labels_made++;
    return true;
}

/* The regions that have a choice to make, those with the fewest choices first. */
static int order_regions(solver *s, const node *n, int32_t within, int most,
                         best *order[PULLS]) {
    int count = 0;
    for (int r = 0; r < PULLS; r++) {
        best *of = region_best(s, r, n->open & s->in_region[r]);
        if (!region_choices(s, of, within, most)) {
            return -1;
        }
        if (of->open == 0) {
            continue;
        }
        int at = count++;
        for (; at > 0 && order[at - 1]->choice_count > of->choice_count; at--) {
            order[at] = order[at - 1];
        }
        order[at] = of;
    }
    return count;
}

static void write_options(solver *s, uint16_t picked) {
    for (; picked != 0; picked = s->picks[picked].before) {
        s->option[s->picks[picked].candidate] = (uint8_t)(1 + s->picks[picked].option);
    }
}

static void record(solver *s, const node *n, uint16_t at) {
    s->found = s->labels[at].value;
    s->found_set = s->labels[at].set;
    s->found_way = n->on;
    s->target = larger(s->target, s->found);
    memset(s->option, 0, sizeof s->option);
    for (; at > 1; at = s->labels[at].before) {
        write_options(s, s->choices[s->labels[at].choice].picked);
    }
}

/* to[t] = max(to[t], from[t - slots] + value), as far as `last`. */
static void raise_row(int32_t *restrict to, const int32_t *restrict from, int slots, int32_t value,
                      int last) {
    to += slots;
    for (int t = 0; t <= last - slots; t++) {
        int32_t with = from[t] + value;
        to[t] = with > to[t] ? with : to[t];
    }
}

/* How much is in this part of the tree at most, if positions still open are free and limits have
 * their prices, but time is kept to the slot. */
static int64_t most_in_time(solver *s, const node *n, best *const order[PULLS], int regions,
                            int32_t within) {
    int32_t *now = s->in_time[0];
    int32_t *next = s->in_time[1];
    int slots = s->in->budget;
    for (int t = 0; t <= slots; t++) {
        now[t] = t < n->slots ? IMPOSSIBLE : (int32_t)n->changes;
    }
    for (int i = 0; i < regions; i++) {
        const choice *list = &s->choices[order[i]->choices];
        for (int t = 0; t <= slots; t++) {
            next[t] = IMPOSSIBLE;
        }
        for (int k = 0; k < order[i]->choice_count && list[k].short_of <= within; k++) {
            raise_row(next, now, list[k].slots, list[k].priced, slots);
        }
        int32_t *swap = now;
        now = next;
        next = swap;
    }
    return now[slots] + s->scarce - s->at_prices.slot * slots;
}

/* Is there a session in this part of the tree that reaches the target? At a leaf the best of them
 * is recorded. */
static bool serve(solver *s, const node *n, bool *room) {
    int64_t slack = bound_of(s, n) - s->target;
    best *order[PULLS];
    int32_t within = slack < -IMPOSSIBLE ? (int32_t)slack : -IMPOSSIBLE;
    bool leaf = n->phase == LIMBER_PHASE_COUNT;
    int regions = order_regions(s, n, within, leaf ? PICK_MAX : GLANCE_PICKS, order);
    *room = regions >= 0;
    if (regions < 0) {
        return true;
    }
    if (most_in_time(s, n, order, regions, within) < s->target) {
        return false;
    }
    if (!leaf) {
        return true;
    }
    s->label_count = 2;
    s->labels[1] = (label){.value = n->changes, .slots = n->slots};
    s->front[0][0] = 1;
    int count = 1;
    for (int i = 0; i < regions; i++) {
        const best *of = order[i];
        const uint16_t *front = s->front[i % 2];
        memset(s->by_slots, 0, ((size_t)s->in->budget + 1) * sizeof s->by_slots[0]);
        for (int j = 0; j < count; j++) {
            for (int k = 0; k < of->choice_count; k++) {
                uint16_t index = (uint16_t)(of->choices + k);
                label with;
                if (s->labels[front[j]].short_of + s->choices[index].short_of > slack) {
                    break;
                }
                if (extend(s, &s->labels[front[j]], &s->choices[index], &with) &&
                    !add_label(s, &with, front[j], index)) {
                    *room = false;
                    return true;
                }
            }
        }
        count = keep_best(s, s->front[(i + 1) % 2]);
    }
    for (int j = 0; j < count; j++) {
        uint16_t at = s->front[regions % 2][j];
        const label *whole = &s->labels[at];
        if (whole->value >= s->target &&
            (whole->value > s->found || (whole->value == s->found && whole->set > s->found_set))) {
            record(s, n, at);
        }
    }
    return true;
}

/* ---- The tree. ---------------------------------------------------------------------------------
 */

/* What is not looked at could be worth as much as its bound. */
static void miss(solver *s, int64_t bound) {
    s->missed = larger(s->missed, bound);
}

/* With fewer candidates open: false if the rules cannot be kept. */
static bool narrow(solver *s, node *n, uint64_t open) {
    uint64_t closed = n->open & ~open;
    if ((closed & s->keep) != 0) {
        return false;
    }
    n->open = open;
    for (int r = 0; r < PULLS; r++) {
        if ((closed & s->in_region[r]) != 0) {
            const best *of = region_best(s, r, open & s->in_region[r]);
            if (!of->possible) {
                return false;
            }
            n->regions += of->value - n->best[r];
            n->best[r] = of->value;
        }
    }
    return true;
}

static void move_to(const solver *s, node *n, int position) {
    int slots = n->position == ANYWHERE ? 0 : s->in->change_slots[n->position][position];
    n->changes += s->change[n->position][position];
    n->priced += s->change[n->position][position] - s->at_prices.slot * slots;
    n->slots = (uint16_t)(n->slots + slots);
    n->position = (uint8_t)position;
}

static void explore(solver *s, const node *n, const way_prices *priced);

/* One child: the phase done from position a to b, or left out. */
static void explore_child(solver *s, const node *n, const way_prices *priced, int a, int b) {
    node child = *n;
    int phase = n->phase;
    uint64_t open = n->open & ~s->in_phase[phase];
    child.phase++;
    if (a != ANYWHERE) {
        open |= n->open & (s->at[phase][a] | s->at[phase][b]);
        move_to(s, &child, a);
        move_to(s, &child, b);
        child.priced += priced->pair[phase][a][b];
        child.on.first[phase] = (uint8_t)a;
        child.on.last[phase] = (uint8_t)b;
    }
    if (child.priced + priced->rest[phase + 1][child.position] < s->target ||
        child.slots + s->least_slots > s->in->budget || !narrow(s, &child, open) ||
        bound_of(s, &child) < s->target) {
        return;
    }
    explore(s, &child, priced);
}

static void explore(solver *s, const node *n, const way_prices *priced) {
    if (solver_work(s) > s->work_max) {
        miss(s, bound_of(s, n));
        return;
    }
    s->nodes++;
    if (s->best_count > BEST_MAX * 3 / 4 || s->choice_count > CHOICE_MAX * 3 / 4 ||
        s->pick_count > PICK_MAX * 3 / 4) {
        region_forget(s);
    }
    bool leaf = n->phase == LIMBER_PHASE_COUNT;
    bool room;
    bool reached = serve(s, n, &room);
    if (leaf && !room) {
        miss(s, bound_of(s, n));
    }
    if (leaf || !reached) {
        return;
    }
    uint64_t here = n->open & s->in_phase[n->phase];
    for (int a = 0; a < s->in->position_count; a++) {
        uint64_t at_a = here & s->at[n->phase][a];
        for (int b = 0; b < s->in->position_count && at_a != 0; b++) {
            uint64_t at_b = here & s->at[n->phase][b];
            bool both_matter = (at_a & ~at_b) != 0 && (at_b & ~at_a) != 0;
            if (a == b || both_matter) {
                explore_child(s, n, priced, a, b);
            }
        }
    }
    if (n->phase != LIMBER_PHASE_COOL_DOWN || !s->in->cool) {
        explore_child(s, n, priced, ANYWHERE, ANYWHERE);
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

static bool root(solver *s, uint64_t warm_ups, node *out) {
    *out = (node){.open = open_with(s, warm_ups), .phase = LIMBER_PHASE_MOBILISE};
    out->position = s->in->start < POSITIONS ? s->in->start : ANYWHERE;
    memset(&out->on, LIMBER_NO_POSITION, sizeof out->on);
    out->priced = s->scarce + price_units(s);
    for (uint64_t m = warm_ups; m != 0; m &= m - 1) {
        out->priced += s->gain[bits_lowest(m)];
    }
    if ((s->keep & ~out->open) != 0 || s->least_slots > s->in->budget) {
        return false;
    }
    for (int r = 0; r < PULLS; r++) {
        const best *of = region_best(s, r, out->open & s->in_region[r]);
        if (!of->possible) {
            return false;
        }
        out->best[r] = of->value;
        out->regions += of->value;
    }
    return true;
}

static void explore_warm_ups(solver *s, uint64_t warm_ups, const way_prices *all) {
    node n;
    if (!root(s, warm_ups, &n) || (!s->measuring && bound_of(s, &n) < s->target)) {
        return;
    }
    (void)all;
    way_prices priced;
    price_ways(s, n.open, LIMBER_PHASE_MOBILISE, &priced);
    if (s->measuring) {
        int64_t most = NOT_FOUND;
        for (int q = 0; q < POSITIONS && warm_ups != 0; q++) {
            most = larger(most, priced.rest[LIMBER_PHASE_MOBILISE][q]);
        }
        if (warm_ups == 0) {
            most = priced.rest[LIMBER_PHASE_MOBILISE][n.position];
        }
        most += n.priced;
        most = most < bound_of(s, &n) ? most : bound_of(s, &n);
        s->top = larger(s->top, most);
        return;
    }
    if (warm_ups == 0) {
        if (n.priced + priced.rest[LIMBER_PHASE_MOBILISE][n.position] >= s->target) {
            explore(s, &n, &priced);
        }
        return;
    }
    for (int a = 0; a < s->in->position_count; a++) {
        uint64_t at_a = warm_ups & s->at[0][a];
        for (int b = 0; b < s->in->position_count && at_a != 0; b++) {
            uint64_t at_b = warm_ups & s->at[0][b];
            bool both_matter = (at_a & ~at_b) != 0 && (at_b & ~at_a) != 0;
            if ((at_a | at_b) != warm_ups || (a != b && !both_matter)) {
                continue;
            }
            node child = n;
            move_to(s, &child, a);
            move_to(s, &child, b);
            child.on.first[0] = (uint8_t)a;
            child.on.last[0] = (uint8_t)b;
            if (child.slots + s->least_slots <= s->in->budget && bound_of(s, &child) >= s->target &&
                child.priced + priced.rest[LIMBER_PHASE_MOBILISE][child.position] >= s->target) {
                explore(s, &child, &priced);
            }
        }
    }
}

/* All sets of warm-ups, from this one on. */
static void choose_warm_ups(solver *s, uint64_t left, uint64_t chosen, const way_prices *all) {
    if (left == 0) {
        explore_warm_ups(s, chosen, all);
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
        choose_warm_ups(s, left & ~one, chosen | one, all);
    }
    if ((s->keep & one) == 0) {
        choose_warm_ups(s, left & ~one, chosen, all);
    }
}

/* ---- Setting up, and giving back. --------------------------------------------------------------
 */

static bool in_range(const limber_instance *in) {
    if (in->budget > LIMBER_BUDGET_MAX || in->limit_count > LIMBER_LIMIT_MAX ||
        in->start > LIMBER_NO_POSITION || in->position_count > POSITIONS ||
        in->region_count > LIMBER_REGION_MAX || in->candidate_count > LIMBER_TECHNIQUE_MAX ||
        in->warm_ups_max > LIMBER_TECHNIQUE_MAX) {
        return false;
    }
    for (int r = 0; r < PULLS; r++) {
        for (int g = 0; g < LIMBER_UNIT_MAX; g++) {
            int32_t more = in->worth[r][g + 1] - in->worth[r][g];
            if (more < 0 || in->worth[r][g + 1] > LIMBER_WORTH_MAX || in->worth[r][0] != 0 ||
                (g > 0 && more > in->worth[r][g] - in->worth[r][g - 1])) {
                return false;
            }
        }
    }
    for (int c = 0; c < in->candidate_count; c++) {
        const limber_candidate *candidate = &in->candidate[c];
        if (candidate->phase >= LIMBER_PHASE_COUNT || candidate->region > LIMBER_CALM ||
            (candidate->region == LIMBER_CALM) != (candidate->phase == LIMBER_PHASE_COOL_DOWN) ||
            candidate->positions == 0 || candidate->positions >> in->position_count != 0 ||
            candidate->option_count == 0 || candidate->option_count > LIMBER_DOSE_COUNT) {
            return false;
        }
        for (int o = 0; o < candidate->option_count; o++) {
            const limber_option *option = &candidate->option[o];
            if (option->units == 0 || option->units > LIMBER_UNIT_MAX || option->slots == 0 ||
                option->slots > in->budget || option->flat > LIMBER_FLAT_MAX ||
                option->flat < -LIMBER_FLAT_MAX) {
                return false;
            }
        }
    }
    return true;
}

static void gather_families(solver *s) {
    const limber_instance *in = s->in;
    for (int c = 0; c < in->candidate_count; c++) {
        int f = 0;
        while (f < s->family_count &&
               (in->candidate[c].family == 0 ||
                in->candidate[bits_lowest(s->family[f])].family != in->candidate[c].family)) {
            f++;
        }
        if (f == s->family_count) {
            s->family[s->family_count++] = 0;
        }
        s->family[f] |= UINT64_C(1) << c;
    }
}

static int fewest_slots(const limber_candidate *candidate) {
    int slots = candidate->option[0].slots;
    for (int o = 1; o < candidate->option_count; o++) {
        slots = candidate->option[o].slots < slots ? candidate->option[o].slots : slots;
    }
    return slots;
}

static void add_up_what_must_be(solver *s) {
    int cool_down = s->in->cool ? LIMBER_BUDGET_MAX : 0;
    for (int c = 0; c < s->in->candidate_count; c++) {
        const limber_candidate *candidate = &s->in->candidate[c];
        int slots = fewest_slots(candidate);
        s->least_slots += candidate->keep ? slots : 0;
        if (candidate->phase == LIMBER_PHASE_COOL_DOWN) {
            slots = candidate->keep ? 0 : slots;
            cool_down = slots < cool_down ? slots : cool_down;
        }
    }
    s->least_slots += cool_down;
}

static void set_up(solver *s, const limber_instance *in, uint32_t work_max) {
    memset(s, 0, offsetof(solver, bests));
    s->in = in;
    s->work_max = work_max;
    s->found = s->missed = s->target = NOT_FOUND;
    s->found_set = 0;
    s->nodes = s->labels_made = 0;
    for (int c = 0; c < in->candidate_count; c++) {
        const limber_candidate *candidate = &in->candidate[c];
        uint64_t one = UINT64_C(1) << c;
        s->all |= one;
        s->in_phase[candidate->phase] |= one;
        s->in_region[candidate->region] |= one;
        s->need |= candidate->need ? one : 0;
        s->keep |= candidate->keep ? one : 0;
        for (int q = 0; q < POSITIONS; q++) {
            s->at[candidate->phase][q] |= candidate->positions >> q & 1 ? one : 0;
        }
        for (int o = 0; o < candidate->option_count; o++) {
            s->value[c][o] = candidate->option[o].flat * VALUE_POINT - candidate->option[o].slots;
        }
    }
    for (int from = 0; from < POSITIONS; from++) {
        for (int to = 0; to < POSITIONS; to++) {
            s->change[from][to] =
                -(in->effort[from][to] * VALUE_POINT + in->change_slots[from][to]);
        }
    }
    for (int r = 0; r < PULLS; r++) {
        for (int i = 0; i < UNIT_ROW; i++) {
            s->worth[r][i] =
                in->worth[r][i < LIMBER_UNIT_MAX ? i : LIMBER_UNIT_MAX] * VALUE_POINT;
        }
    }
    gather_families(s);
    add_up_what_must_be(s);
}

/* Warm-ups that the prices favour on this way. */
static uint64_t favoured_warm_ups(const solver *s, const way *on) {
    uint64_t chosen = 0;
    if (on->first[0] == LIMBER_NO_POSITION) {
        return 0;
    }
    uint64_t left = s->at[0][on->first[0]] | s->at[0][on->last[0]];
    while (bits_count(chosen) < s->in->warm_ups_max) {
        int most = -1;
        for (uint64_t m = left; m != 0; m &= m - 1) {
            int c = bits_lowest(m);
            most = s->gain[c] > 0 && (most < 0 || s->gain[c] > s->gain[most]) ? c : most;
        }
        if (most < 0) {
            break;
        }
        chosen |= UINT64_C(1) << most;
        for (int f = 0; f < s->family_count; f++) {
            left &= s->family[f] >> most & 1 ? ~s->family[f] : UINT64_MAX;
        }
    }
    return chosen;
}

static bool leaf_on(solver *s, const way *on, uint64_t warm_ups, node *out) {
    if (!root(s, warm_ups, out)) {
        return false;
    }
    for (int p = 0; p < LIMBER_PHASE_COUNT; p++) {
        uint64_t open = out->open & ~s->in_phase[p];
        if (on->first[p] != LIMBER_NO_POSITION) {
            open |= out->open & (s->at[p][on->first[p]] | s->at[p][on->last[p]]);
            move_to(s, out, on->first[p]);
            move_to(s, out, on->last[p]);
        }
        if (!narrow(s, out, open)) {
            return false;
        }
    }
    out->on = *on;
    out->phase = LIMBER_PHASE_COUNT;
    return out->slots <= s->in->budget;
}

/* A good session on the way that the prices favour: something to hold everything else against. The
 * dearer time is, the less is in what is best at the prices, until it fits. */
static void first_session(solver *s, const way *on) {
    prices good = s->at_prices;
    uint64_t warm_ups = favoured_warm_ups(s, on);
    for (int i = 0; i < FIRST_TRIES && s->found == NOT_FOUND; i++) {
        node n;
        bool room = true;
        if (!leaf_on(s, on, warm_ups, &n)) {
            break;
        }
        for (int64_t below = VALUE_POINT * 8; below < VALUE_POINT * 512 && room; below *= 2) {
            s->target = bound_of(s, &n) - below;
            if (serve(s, &n, &room) && s->found > NOT_FOUND) {
                break;
            }
        }
        if (s->found == NOT_FOUND) {
            s->at_prices.slot = s->at_prices.slot * 3 / 2 + VALUE_POINT;
            price_options(s);
            region_forget(s);
        }
    }
    if (s->at_prices.slot != good.slot) {
        s->at_prices = good;
        price_options(s);
        region_forget(s);
    }
}

/* A phase begins and ends where something is done in it. */
static void write_solution(const solver *s, int64_t bound, limber_solution *out) {
    const limber_instance *in = s->in;
    int64_t value = s->found;
    uint64_t chosen = 0;
    out->work = solver_work(s);
    out->feasible = value > NOT_FOUND;
    memset(out->first, LIMBER_NO_POSITION, sizeof out->first);
    memset(out->last, LIMBER_NO_POSITION, sizeof out->last);
    if (!out->feasible) {
        return;
    }
    for (int c = 0; c < in->candidate_count; c++) {
        out->option[c] = s->option[c];
        chosen |= s->option[c] != 0 ? UINT64_C(1) << c : 0;
    }
    for (int p = 0; p < LIMBER_PHASE_COUNT; p++) {
        uint64_t here = chosen & s->in_phase[p];
        if (here == 0) {
            continue;
        }
        uint8_t a = s->found_way.first[p];
        uint8_t b = s->found_way.last[p];
        a = (here & s->at[p][a]) != 0 ? a : b;
        b = (here & ~s->at[p][a]) != 0 ? b : a;
        out->first[p] = a;
        out->last[p] = b;
        for (; here != 0; here &= here - 1) {
            int c = bits_lowest(here);
            out->position[c] = in->candidate[c].positions >> a & 1 ? a : b;
        }
    }
    /* value = worth * VALUE_POINT - slots, and slots are fewer than VALUE_POINT */
    out->slots = (uint16_t)(-value & (VALUE_POINT - 1));
    out->worth = (int32_t)((value + out->slots) / VALUE_POINT);
    int64_t most = s->missed > value ? larger(s->missed, value) : value;
    most = most > bound ? bound : most;
    int64_t points = most + VALUE_POINT - 1;
    out->at_most = most == value ? out->worth : (int32_t)(points >> 10);
}

/* Looks a little below the bound first, and then lower: what is found there is the best. Bounds
 * prune so much the better the higher the target is. */
static void look_for_better(solver *s, const way_prices *all) {
    int64_t least = (s->top > 0 ? s->top : -s->top) / 128 + VALUE_POINT;
    for (int64_t below = least;; below += least + below / 4) {
        int64_t target = larger(s->top - below, s->found);
        s->target = target;
        choose_warm_ups(s, s->in_phase[LIMBER_PHASE_WARM_UP], 0, all);
        if (s->found >= target || s->missed > NOT_FOUND || below > INT64_C(1) << 40) {
            return;
        }
    }
}

limber_error limber_solve(const limber_instance *instance, uint32_t work_max,
                          limber_workspace *workspace, limber_solution *out) {
    solver *s = (solver *)workspace;
    way best_way;
    memset(out, 0, sizeof *out);
    if (!in_range(instance)) {
        return LIMBER_ERROR_ARGUMENT;
    }
    set_up(s, instance, work_max);
    region_forget(s);
    price_instance(s, &best_way);
    way_prices all;
    price_ways(s, s->all, 0, &all);
    int64_t bound = s->scarce + price_units(s) +
                    all.rest[0][instance->start < POSITIONS ? instance->start : ANYWHERE];
    first_session(s, &best_way);
    s->top = NOT_FOUND;
    s->measuring = true;
    choose_warm_ups(s, s->in_phase[LIMBER_PHASE_WARM_UP], 0, &all);
    s->measuring = false;
    s->top = s->top < bound ? s->top : bound;
    if (s->top > NOT_FOUND) {
        look_for_better(s, &all);
    }
    write_solution(s, larger(s->top, s->found), out);
    return LIMBER_OK;
}
