/* One region at a time. Once time has a price, the regions have nothing to do with each other: each
 * has a best choice for every set of open candidates, and the choices that fall little short of it.
 */
#include "solve.h"

#include <string.h>

/* Warm-ups are only open where they are chosen. */
static uint64_t forced_of(const solver *s, uint64_t open) {
    return open & (s->keep | s->in_phase[LIMBER_PHASE_WARM_UP]);
}

/* Blocks are of a size that compilers make vectors of. */
static void take_better(int32_t *restrict to, const int32_t *restrict from, int32_t value,
                        int lanes) {
    for (int block = 0; block < lanes; block += UNIT_BLOCK) {
        for (int i = block; i < block + UNIT_BLOCK; i++) {
            int32_t with = from[i] + value;
            to[i] = with > to[i] ? with : to[i];
        }
    }
}

/* What is past the last lane, for the row before to count on into. */
static void end_row(int32_t *past) {
    for (int i = 0; i < UNIT_ROW - UNIT_LANES; i++) {
        past[i] = past[-1];
    }
}

static const int32_t impossible[UNIT_LANES] = {
    IMPOSSIBLE, IMPOSSIBLE, IMPOSSIBLE, IMPOSSIBLE, IMPOSSIBLE, IMPOSSIBLE, IMPOSSIBLE, IMPOSSIBLE,
    IMPOSSIBLE, IMPOSSIBLE, IMPOSSIBLE, IMPOSSIBLE, IMPOSSIBLE, IMPOSSIBLE, IMPOSSIBLE, IMPOSSIBLE,
    IMPOSSIBLE, IMPOSSIBLE, IMPOSSIBLE, IMPOSSIBLE, IMPOSSIBLE, IMPOSSIBLE, IMPOSSIBLE, IMPOSSIBLE,
    IMPOSSIBLE, IMPOSSIBLE, IMPOSSIBLE, IMPOSSIBLE, IMPOSSIBLE, IMPOSSIBLE, IMPOSSIBLE, IMPOSSIBLE,
};

/* No family yet: only what the units are worth. */
static void begin_table(const solver *s, const best *of, region_table *t) {
    int32_t *row = t->most[0];
    memcpy(row, s->worth[of->region], sizeof t->most[0]);
    for (int u = 0; u < s->wanted[of->region] && of->more; u++) {
        row[u] = s->all_wanted[of->region] + s->at_prices.unit[of->region] * u;
    }
    t->ready = 1;
}

static void add_family(const solver *s, uint64_t open, bool must, int lanes, const int32_t *before,
                       int32_t *row) {
    memcpy(row, must ? impossible : before, (size_t)lanes * sizeof *row);
    for (; open != 0; open &= open - 1) {
        int c = bits_lowest(open);
        const limber_candidate *candidate = &s->in->candidate[c];
        for (int o = 0; o < candidate->option_count; o++) {
            take_better(row, before + candidate->option[o].units, s->reduced[c][o], lanes);
        }
    }
    end_row(row + lanes);
}

/* NULL: two that have to be in exclude each other. */
static region_table *fill_table(solver *s, const best *of) {
    region_table *t = &s->tables[of->more][of->region];
    uint64_t forced = forced_of(s, of->open);
    t->count = 0;
    if (t->ready == 0) {
        begin_table(s, of, t);
    }
    for (int f = s->family_end[of->region + 1] - 1; f >= s->family_end[of->region]; f--) {
        uint64_t open = s->family[f] & of->open;
        uint64_t must = open & forced;
        if (open == 0) {
            continue;
        }
        if ((must & (must - 1)) != 0) {
            return NULL;
        }
        open = must != 0 ? must : open;
        int n = t->count++;
        if (t->count >= t->ready || t->open[n] != open) {
            t->open[n] = open;
            t->ready = t->count + 1;
            add_family(s, open, must != 0, s->family_lanes[f], t->most[n], t->most[n + 1]);
        }
    }
    return t;
}

void region_forget(solver *s) {
    for (int r = 0; r < PULLS; r++) {
        s->tables[0][r].ready = s->tables[1][r].ready = 0;
    }
    memset(s->best_at, 0, sizeof s->best_at);
    s->best_count = 1;
    s->bests[0] = (best){.open = 0, .more = true}; /* none: nobody asks for that */
    s->choice_count = 0;
    s->pick_count = 1;
}

best *region_look_up(solver *s, int region, uint64_t open, bool more) {
    if (s->best_count == BEST_MAX) {
        region_forget(s);
    }
    uint32_t at = best_place(open, more);
    while (s->best_at[at] != 0) {
        best *entry = &s->bests[s->best_at[at]];
        if (entry->open == open && entry->more == more) {
            return entry;
        }
        at = (at + 1) % BEST_PLACES;
    }
    best *entry = &s->bests[s->best_count];
    s->best_at[at] = (uint16_t)s->best_count++;
    entry->open = open;
    entry->region = (uint8_t)region;
    entry->within = -1;
    entry->choice_count = 0;
    entry->more = more;
    const region_table *t = fill_table(s, entry);
    entry->possible = t != NULL;
    entry->value = t != NULL ? t->most[t->count][0] : 0;
    return entry;
}

/* ---- Choices that fall little short. -----------------------------------------------------------
 */

typedef struct {
    solver *s;
    const region_table *table;
    uint64_t forced;
    int32_t best;  /* value at the prices */
    int32_t least; /* that a choice has to reach */
    int first;     /* of the list that is being made */
    int taken;     /* choices that were ever in it */
    bool full;
} listing;

static bool add_option(const solver *s, const limber_option *option, choice *to) {
    unsigned slots = (unsigned)to->slots + option->slots;
    bool fits = slots <= s->in->budget;
    to->slots = (uint16_t)slots;
    for (int k = 0; k < s->in->limit_count; k++) {
        unsigned use = (unsigned)to->use[k] + option->use[k];
        fits = fits && use <= s->in->limit[k];
        to->use[k] = (uint16_t)use;
    }
    return fits;
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

/* Into the list, which is by how short they fall, unless another one is no worse: that one does not
 * fall shorter. Whatever is no better goes. */
static void list_choice(listing *l, const choice *new) {
    solver *s = l->s;
    int at = l->first;
    for (; at < s->choice_count && s->choices[at].short_of <= new->short_of; at++) {
        if (no_worse(s, &s->choices[at], new)) {
            return;
        }
    }
    if (s->choice_count >= CHOICE_MAX) {
        l->full = true;
        return;
    }
    choice *place = &s->choices[at];
    memmove(place + 1, place, (size_t)(s->choice_count - at) * sizeof *place);
    *place = *new;
    l->taken++;
    int kept = at + 1;
    for (int i = kept; i <= s->choice_count; i++) {
        if (!no_worse(s, new, &s->choices[i])) {
            s->choices[kept++] = s->choices[i];
        }
    }
    s->choice_count = kept;
}

/* So many families are left to choose of. `reduced`: value at the prices without the units. */
static void list_from(listing *l, int left, int units, int32_t reduced, const choice *so_far) {
    solver *s = l->s;
    if (left == 0) {
        int32_t worth = l->table->most[0][units];
        choice whole = *so_far;
        whole.short_of = l->best - reduced - worth;
        whole.value += worth;
        list_choice(l, &whole);
        return;
    }
    left--;
    const int32_t *most = l->table->most[left];
    uint64_t members = l->table->open[left];
    if ((members & l->forced) == 0 && reduced + most[units] >= l->least) {
        list_from(l, left, units, reduced, so_far);
    }
    for (; members != 0; members &= members - 1) {
        int c = bits_lowest(members);
        const limber_candidate *candidate = &s->in->candidate[c];
        for (int o = 0; o < candidate->option_count && !l->full; o++) {
            int more = units + candidate->option[o].units;
            more = more < UNITS ? more : UNITS;
            if (reduced + s->reduced[c][o] + most[more] < l->least) {
                continue;
            }
            choice with = *so_far;
            if (!add_option(s, &candidate->option[o], &with)) {
                continue;
            }
            if (s->pick_count >= PICK_MAX) {
                l->full = true;
                return;
            }
            s->picks[s->pick_count] =
                (pick){.before = so_far->picked, .candidate = (uint8_t)c, .option = (uint8_t)o};
            with.picked = (uint16_t)s->pick_count++;
            with.set |= UINT64_C(1) << (63 - c);
            with.value += s->value[c][o];
            int taken = l->taken;
            list_from(l, left, more, reduced + s->reduced[c][o], &with);
            if (l->taken == taken) { /* nothing leads here */
                s->pick_count--;
            }
        }
    }
}

bool region_choices(solver *s, best *of, int32_t within) {
    if (of->within >= within) {
        return true;
    }
    listing l = {.s = s, .best = of->value, .least = of->value - within, .first = s->choice_count};
    choice none = {0};
    int picks_before = s->pick_count;
    l.forced = forced_of(s, of->open);
    l.table = fill_table(s, of);
    if (l.table == NULL) { /* what is impossible has no choices */
        return true;
    }
    list_from(&l, l.table->count, 0, 0, &none);
    if (l.full) {
        s->choice_count = l.first;
        s->pick_count = picks_before;
        return false;
    }
    of->choices = (uint16_t)l.first;
    of->choice_count = (uint16_t)(s->choice_count - l.first);
    of->within = within;
    return true;
}
