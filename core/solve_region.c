/* One region at a time. Once time has a price, the regions have nothing to do with each other: each
 * has a best choice for every set of open candidates, and the choices that fall little short of it.
 */
#include "solve.h"

#include <string.h>

/* Tables by family from the last one back: what can still be reached with so many units. */
typedef struct {
    int32_t row[LIMBER_TECHNIQUE_MAX + 1][UNIT_ROW];
    uint64_t family[LIMBER_TECHNIQUE_MAX];
    uint64_t forced; /* of the open ones */
    int count;
} tables;

static void take_better(int32_t *restrict to, const int32_t *restrict from, int32_t value) {
    for (int i = 0; i < UNIT_LANES; i++) {
        int32_t with = from[i] + value;
        to[i] = with > to[i] ? with : to[i];
    }
}

static void fill_row(const solver *s, uint64_t family, bool forced, const int32_t *restrict after,
                     int32_t *restrict row) {
    for (int i = 0; i < UNIT_LANES; i++) {
        row[i] = forced ? IMPOSSIBLE : after[i];
    }
    for (; family != 0; family &= family - 1) {
        int c = bits_lowest(family);
        const limber_candidate *candidate = &s->in->candidate[c];
        for (int o = 0; o < candidate->option_count; o++) {
            take_better(row, after + candidate->option[o].units, s->reduced[c][o]);
        }
    }
    for (int i = UNIT_LANES; i < UNIT_ROW; i++) {
        row[i] = row[LIMBER_UNIT_MAX];
    }
}

/* False: two that have to be in exclude each other, or the one that has to be is not open. */
static bool fill_tables(const solver *s, int region, uint64_t open, tables *t) {
    uint64_t forced = open & (s->keep | s->in_phase[LIMBER_PHASE_WARM_UP]);
    bool due = region == LIMBER_CALM && s->in->cool;
    t->count = 0;
    t->forced = forced;
    if (due && open == 0) {
        return false;
    }
    for (int f = 0; f < s->family_count; f++) {
        uint64_t members = s->family[f] & open;
        uint64_t must = members & forced;
        if ((must & (must - 1)) != 0) {
            return false;
        }
        if (members != 0) {
            t->family[t->count++] = must != 0 ? must : members;
        }
    }
    int32_t *last = t->row[t->count];
    memcpy(last, s->worth[region], sizeof t->row[0]);
    if (due) {
        last[0] = IMPOSSIBLE;
    }
    for (int i = t->count - 1; i >= 0; i--) {
        fill_row(s, t->family[i], (t->family[i] & forced) != 0, t->row[i + 1], t->row[i]);
    }
    return true;
}

/* ---- Bests, remembered by what is open. --------------------------------------------------------
 */

void region_forget(solver *s) {
    memset(s->bests, 0, sizeof s->bests);
    s->best_count = 0;
    s->choice_count = 0;
    s->pick_count = 1; /* 0 is none */
}

best *region_best(solver *s, int region, uint64_t open) {
    uint64_t hash = (open ^ (uint64_t)region << 58) * UINT64_C(0x9e3779b97f4a7c15);
    uint32_t at = (uint32_t)(hash >> 51);
    best *entry = &s->bests[at];
    while (entry->used && (entry->open != open || entry->region != region)) {
        at = (at + 1) % BEST_MAX;
        entry = &s->bests[at];
    }
    if (!entry->used) {
        tables t;
        bool possible = fill_tables(s, region, open, &t);
        *entry = (best){.open = open,
                        .used = 1,
                        .region = (uint8_t)region,
                        .possible = possible,
                        .value = possible ? t.row[0][0] : 0,
                        .within = -1};
        s->best_count++;
    }
    return entry;
}

/* ---- Choices that fall little short. -----------------------------------------------------------
 */

typedef struct {
    solver *s;
    const tables *t;
    int32_t least; /* value at the prices that a choice has to reach */
    int first;     /* of the list that is being made */
    int picks_end; /* more than these options would be too much work */
    bool full;
} listing;

static bool fits(const solver *s, const choice *so_far, const limber_option *option) {
    if (so_far->slots + option->slots > s->in->budget) {
        return false;
    }
    for (int k = 0; k < s->in->limit_count; k++) {
        if (so_far->use[k] + option->use[k] > s->in->limit[k]) {
            return false;
        }
    }
    return true;
}

static bool no_worse(const solver *s, const choice *a, const choice *b) {
    if (a->slots > b->slots || a->value < b->value || (a->value == b->value && a->set < b->set)) {
        return false;
    }
    for (int k = 0; k < s->in->limit_count; k++) {
        if (a->use[k] > b->use[k]) {
            return false;
        }
    }
    return true;
}

/* Into the list, which is by how short they fall, unless another one is no worse. */
static void list_choice(listing *l, const choice *new) {
    solver *s = l->s;
    for (int i = l->first; i < s->choice_count; i++) {
        if (no_worse(s, &s->choices[i], new)) {
            return;
        }
    }
    if (s->choice_count >= CHOICE_MAX) {
        l->full = true;
        return;
    }
    int at = s->choice_count++;
    for (; at > l->first && s->choices[at - 1].short_of > new->short_of; at--) {
        s->choices[at] = s->choices[at - 1];
    }
    s->choices[at] = *new;
}

/* `reduced`: value at the prices without the units. */
static void list_from(listing *l, int family, int units, int32_t reduced, const choice *so_far,
                      int32_t of) {
    solver *s = l->s;
    if (l->full || reduced + l->t->row[family][units] < l->least) {
        return;
    }
    if (family == l->t->count) {
        choice whole = *so_far;
        whole.short_of = of - reduced - l->t->row[family][units];
        whole.value += l->t->row[family][units];
        whole.priced = whole.value;
        for (int k = 0; k < s->in->limit_count; k++) {
            whole.priced -= (int32_t)(s->at_prices.use[k] * whole.use[k]);
        }
        list_choice(l, &whole);
        return;
    }
    uint64_t members = l->t->family[family];
    if ((members & l->t->forced) == 0) {
        list_from(l, family + 1, units, reduced, so_far, of);
    }
    for (; members != 0; members &= members - 1) {
        int c = bits_lowest(members);
        const limber_candidate *candidate = &s->in->candidate[c];
        for (int o = 0; o < candidate->option_count; o++) {
            const limber_option *option = &candidate->option[o];
            int more = units + option->units;
            more = more < LIMBER_UNIT_MAX ? more : LIMBER_UNIT_MAX;
            if (reduced + s->reduced[c][o] + l->t->row[family + 1][more] < l->least ||
                !fits(s, so_far, option)) {
                continue;
            }
            if (s->pick_count >= l->picks_end) {
                l->full = true;
                return;
            }
            choice with = *so_far;
            s->picks[s->pick_count] = (pick){
                .before = so_far->picked, .candidate = (uint8_t)c, .option = (uint8_t)o};
            with.picked = (uint16_t)s->pick_count++;
            with.set |= UINT64_C(1) << (63 - c);
            with.value += s->value[c][o];
            with.slots = (uint16_t)(with.slots + option->slots);
            for (int k = 0; k < s->in->limit_count; k++) {
                with.use[k] = (uint16_t)(with.use[k] + option->use[k]);
            }
            list_from(l, family + 1, more, reduced + s->reduced[c][o], &with, of);
        }
    }
}

bool region_choices(solver *s, best *of, int32_t within, int most) {
    if (of->within >= within) {
        return true;
    }
    if (most < PICK_MAX && of->too_much != 0 && within >= of->too_much) {
        return false;
    }
    tables t;
    (void)fill_tables(s, of->region, of->open, &t);
    int picks_before = s->pick_count;
    listing l = {.s = s, .t = &t, .least = of->value - within, .first = s->choice_count};
    l.picks_end = s->pick_count + most < PICK_MAX ? s->pick_count + most : PICK_MAX;
    choice none = {0};
    list_from(&l, 0, 0, 0, &none, of->value);
    if (l.full) {
        s->choice_count = l.first;
        s->pick_count = picks_before;
        of->too_much = within;
        return false;
    }
    of->choices = (uint16_t)l.first;
    of->choice_count = (uint16_t)(s->choice_count - l.first);
    of->within = within;
    return true;
}
