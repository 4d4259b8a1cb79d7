/* Where all positions are decided: one choice for each region, region after region, so that time
 * and limits are kept exactly. A session is given up as soon as it has to miss the target: because
 * its choices fall too short of the best, or because too much of what has a price is left over. */
#include "solve.h"

#include <string.h>

/* What the regions not yet served take of time and limits, at least and at most. */
typedef struct {
    int least_slots, most_slots;
    int least_use[LIMBER_LIMIT_MAX], most_use[LIMBER_LIMIT_MAX];
} range;

typedef struct {
    solver *s;
    int64_t slack; /* no more may be missed */
    const best *order[PULLS];
    range after[PULLS + 1]; /* of this region in the order, and all after it */
    int regions;
    uint8_t limit[LIMBER_LIMIT_MAX];   /* those that can matter here */
    uint8_t binding[LIMBER_LIMIT_MAX]; /* of them, those that labels of this round could yet miss */
    int limit_count, binding_count;
} table;

static bool no_worse(const table *t, const label *a, const label *b) {
    if (a->value < b->value || (a->value == b->value && a->set < b->set)) {
        return false;
    }
    for (int i = 0; i < t->binding_count; i++) {
        if (a->use[t->binding[i]] > b->use[t->binding[i]]) {
            return false;
        }
    }
    return true;
}

/* Can a session still reach the target with this choice, when these regions are to be served? */
static bool hopeful(const table *t, const label *l, const choice *by, const range *after) {
    const solver *s = t->s;
    const limber_instance *in = s->in;
    int64_t missed = l->short_of + by->short_of;
    int left = in->budget - l->slots - by->slots;
    if (after->least_slots > left) {
        return false;
    }
    missed +=
        after->most_slots < left ? (int64_t)s->at_prices.slot * (left - after->most_slots) : 0;
    if (missed > t->slack) {
        return false;
    }
    for (int i = 0; i < t->limit_count; i++) {
        int k = t->limit[i];
        left = in->limit[k] - l->use[k] - by->use[k];
        if (after->least_use[k] > left) {
            return false;
        }
        missed += after->most_use[k] < left
                      ? (int64_t)s->at_prices.use[k] * (left - after->most_use[k])
                      : 0;
    }
    return missed <= t->slack;
}

static void extend(const table *t, const label *from, const choice *by, label *out) {
    *out = *from;
    for (int i = 0; i < t->limit_count; i++) {
        int k = t->limit[i];
        out->use[k] = (uint16_t)(out->use[k] + by->use[k]);
    }
    out->set |= by->set;
    out->value += by->value;
    out->short_of += by->short_of;
    out->slots = (uint16_t)(out->slots + by->slots);
}

/* False: there is no room. */
static bool add_label(const table *t, const label *new) {
    solver *s = t->s;
    uint16_t *link = &s->by_slots[new->slots];
    for (; *link != 0; link = &s->labels[*link].next) {
        label *other = &s->labels[*link];
        if (no_worse(t, other, new)) {
            return true;
        }
        if (no_worse(t, new, other)) {
            uint16_t next = other->next;
            *other = *new;
            other->next = next;
            return true;
        }
    }
    if (s->label_count >= LABEL_MAX) {
        return false;
    }
    s->fewest_slots = new->slots < s->fewest_slots ? new->slots : s->fewest_slots;
    s->most_slots = new->slots > s->most_slots ? new->slots : s->most_slots;
    *link = (uint16_t)s->label_count;
    s->labels[s->label_count] = *new;
    s->labels[s->label_count].next = 0;
    s->label_count++;
    s->labels_made++;
    return true;
}

/* Of the labels of this round, those that none of no more slots is as good as; their number. */
static int keep_best(const table *t, uint16_t *front) {
    solver *s = t->s;
    int count = 0;
    for (int slots = s->fewest_slots; slots <= s->most_slots; slots++) {
        for (uint16_t i = s->by_slots[slots]; i != 0; i = s->labels[i].next) {
            bool beaten = false;
            /* without limits, values rise along the front, and its last one is enough */
            int from = t->binding_count == 0 && count > 0 ? count - 1 : 0;
            for (int j = count - 1; j >= from && !beaten; j--) {
                beaten = no_worse(t, &s->labels[front[j]], &s->labels[i]);
            }
            if (!beaten) {
                front[count++] = i;
            }
        }
        s->by_slots[slots] = 0;
    }
    s->fewest_slots = LIMBER_BUDGET_MAX;
    s->most_slots = 0;
    return count;
}

/* The regions that have a choice to make, those with the fewest choices first. */
static bool order_regions(table *t, uint64_t open) {
    solver *s = t->s;
    t->regions = 0;
    for (int r = 0; r < PULLS; r++) {
        best *of = region_best(s, r, open & s->in_region[r], false);
        if (!region_choices(s, of, (int32_t)t->slack)) {
            return false;
        }
        if (of->open == 0) {
            continue;
        }
        int at = t->regions++;
        for (; at > 0 && t->order[at - 1]->choice_count > of->choice_count; at--) {
            t->order[at] = t->order[at - 1];
        }
        t->order[at] = of;
    }
    return true;
}

static void widen(table *t, int i) {
    const solver *s = t->s;
    const choice *list = &s->choices[t->order[i]->choices];
    range own = {.least_slots = LIMBER_BUDGET_MAX};
    for (int k = 0; k < s->in->limit_count; k++) {
        own.least_use[k] = UINT16_MAX;
    }
    for (int j = 0; j < t->order[i]->choice_count && list[j].short_of <= t->slack; j++) {
        own.least_slots = list[j].slots < own.least_slots ? list[j].slots : own.least_slots;
        own.most_slots = list[j].slots > own.most_slots ? list[j].slots : own.most_slots;
        for (int k = 0; k < s->in->limit_count; k++) {
            int use = list[j].use[k];
            own.least_use[k] = use < own.least_use[k] ? use : own.least_use[k];
            own.most_use[k] = use > own.most_use[k] ? use : own.most_use[k];
        }
    }
    range *to = &t->after[i];
    *to = t->after[i + 1];
    to->least_slots += own.least_slots;
    to->most_slots += own.most_slots;
    for (int k = 0; k < s->in->limit_count; k++) {
        to->least_use[k] += own.least_use[k];
        to->most_use[k] += own.most_use[k];
    }
}

/* The ways: in each phase with two positions either can come first. */
static void start_labels(const table *t, const node *n, int64_t best_way) {
    solver *s = t->s;
    const limber_instance *in = s->in;
    uint32_t turnable = 0;
    for (int p = 0; p < PHASES; p++) {
        turnable |= n->first[p] != n->last[p] ? 1U << p : 0;
    }
    uint32_t turned = 0;
    do {
        int from = in->start < POSITIONS ? in->start : ANYWHERE;
        label l = {.choice = (uint16_t)turned};
        int64_t priced = 0;
        int slots = 0;
        for (int p = 0; p < PHASES; p++) {
            bool turn = turned >> p & 1;
            if (n->first[p] == LIMBER_NO_POSITION) {
                continue;
            }
            int a = turn ? n->last[p] : n->first[p];
            int b = turn ? n->first[p] : n->last[p];
            slots += s->change_slots[from][a] + s->change_slots[a][b];
            l.value += (int32_t)(s->change[from][a] + s->change[a][b]);
            priced += s->move[from][a] + s->move[a][b];
            from = b;
        }
        if (slots <= in->budget && best_way - priced <= t->slack) {
            l.slots = (uint16_t)slots;
            l.short_of = (int32_t)(best_way - priced);
            (void)add_label(t, &l);
        }
        turned = (turned - turnable) & turnable; /* the next subset */
    } while (turned != 0);
}

static void record(solver *s, const node *n, const label *whole) {
    s->found = whole->value;
    s->found_set = whole->set;
    memset(s->option, 0, sizeof s->option);
    for (; whole->before != 0; whole = &s->labels[whole->before]) {
        for (uint16_t i = s->choices[whole->choice].picked; i != 0; i = s->picks[i].before) {
            s->option[s->picks[i].candidate] = (uint8_t)(1 + s->picks[i].option);
        }
    }
    for (int p = 0; p < PHASES; p++) {
        bool turn = whole->choice >> p & 1;
        s->found_first[p] = turn ? n->last[p] : n->first[p];
        s->found_last[p] = turn ? n->first[p] : n->last[p];
    }
}

static void find_limits(table *t) {
    const solver *s = t->s;
    t->limit_count = 0;
    for (int k = 0; k < s->in->limit_count; k++) {
        if (s->at_prices.use[k] > 0 || t->after[0].most_use[k] > s->in->limit[k]) {
            t->limit[t->limit_count++] = (uint8_t)k;
        }
    }
}

static void find_binding(table *t, const range *after) {
    t->binding_count = 0;
    for (int i = 0; i < t->limit_count; i++) {
        int k = t->limit[i];
        if (after->most_use[k] > 0 && t->after[0].most_use[k] > t->s->in->limit[k]) {
            t->binding[t->binding_count++] = (uint8_t)k;
        }
    }
}

static int serve_region(table *t, int i, const uint16_t *front, int count) {
    solver *s = t->s;
    find_binding(t, &t->after[i + 1]);
    const choice *list = &s->choices[t->order[i]->choices];
    for (int j = 0; j < count; j++) {
        const label *from = &s->labels[front[j]];
        for (int k = 0; k < t->order[i]->choice_count; k++) {
            label with;
            if ((int64_t)from->short_of + list[k].short_of > t->slack) {
                break;
            }
            if (!hopeful(t, from, &list[k], &t->after[i + 1])) {
                continue;
            }
            extend(t, from, &list[k], &with);
            with.before = front[j];
            with.choice = (uint16_t)(t->order[i]->choices + k);
            if (!add_label(t, &with)) {
                return -1;
            }
        }
    }
    return keep_best(t, s->front[(i + 1) % 2]);
}

bool leaf_serve(solver *s, const node *n, const view *v, int64_t target) {
    int64_t best_way = way_value(&v->way);
    table t = {.s = s, .slack = v->regions + s->scarce + best_way - target};
    if (s->best_count > BEST_MAX - BEST_ROOM) { /* its regions are needed together */
        region_forget(s);
    }
    if (!order_regions(&t, n->open)) {
        return false;
    }
    memset(&t.after[t.regions], 0, sizeof t.after[0]);
    for (int i = t.regions - 1; i >= 0; i--) {
        widen(&t, i);
    }
    s->label_count = 1;
    s->fewest_slots = LIMBER_BUDGET_MAX;
    s->most_slots = 0;
    find_limits(&t);
    find_binding(&t, &t.after[0]);
    start_labels(&t, n, best_way);
    int count = keep_best(&t, s->front[0]);
    for (int i = 0; i < t.regions; i++) {
        count = serve_region(&t, i, s->front[i % 2], count);
        if (count < 0) {
            memset(s->by_slots, 0, sizeof s->by_slots);
            return false;
        }
    }
    for (int j = 0; j < count; j++) {
        const label *whole = &s->labels[s->front[t.regions % 2][j]];
        if (whole->value >= target &&
            (whole->value > s->found || (whole->value == s->found && whole->set > s->found_set))) {
            record(s, n, whole);
        }
    }
    return true;
}
