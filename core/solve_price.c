/* Prices. If a slot of time, a second of each limit and a unit of each region have a price, every
 * technique is worth what it is worth by itself, and only the way couples them: a bound on every
 * session, for any prices, and a close one for good prices. */
#include "solve.h"

#include <string.h>

enum {
    STALLS = 2,     /* steps without a better bound before the aim is halved */
    AIM_PART = 6,   /* the first aim is this part of the bound below it */
    SLOT_SCALE = 4, /* so many slots weigh as much as a unit in a step; and so many seconds ... */
    USE_SCALE = 32,
    DIRECTION_PARTS = 16,
    UNIT_PRICE_MAX = LIMBER_WORTH_MAX * VALUE_POINT /* no unit is worth more */
};

/* ---- What positions are worth. -----------------------------------------------------------------
 */

/* One that has to be in excludes the others of its group. */
static uint64_t eligible(const solver *s, uint64_t members) {
    return (members & s->keep) != 0 ? members & s->keep : members;
}

/* Adds what a group gives to where it can be done, and for two positions, the lower one first, what
 * both give. */
static void price_group(const solver *s, uint64_t members, int64_t pair[POSITIONS][POSITIONS]) {
    int32_t gain[POSITIONS] = {0};
    uint32_t where = 0;
    bool must = (members & s->keep) != 0;
    for (; members != 0; members &= members - 1) {
        int c = bits_lowest(members);
        if (s->gain[c] <= 0 && !must) {
            continue;
        }
        for (uint32_t q = s->in->candidate[c].positions; q != 0; q &= q - 1) {
            int at = bits_lowest(q);
            bool new = (where >> at & 1) == 0;
            gain[at] = new || s->gain[c] > gain[at] ? s->gain[c] : gain[at];
        }
        where |= s->in->candidate[c].positions;
    }
    for (; where != 0; where &= where - 1) {
        int a = bits_lowest(where);
        pair[a][a] += gain[a];
        for (uint32_t j = where & (where - 1); j != 0; j &= j - 1) {
            int b = bits_lowest(j);
            pair[a][b] += gain[a] < gain[b] ? gain[a] : gain[b];
        }
    }
}

static int64_t most_gain(const solver *s, uint64_t members, int *which) {
    int64_t most = NOT_FOUND;
    for (; members != 0; members &= members - 1) {
        int c = bits_lowest(members);
        if (s->gain[c] > most) {
            most = s->gain[c];
            *which = c;
        }
    }
    return most;
}

static void price_phase(const solver *s, uint64_t open, int phase, uint32_t used,
                        int64_t pair[POSITIONS][POSITIONS]) {
    for (uint32_t i = used; i != 0; i &= i - 1) {
        for (uint32_t j = i; j != 0; j &= j - 1) {
            pair[bits_lowest(i)][bits_lowest(j)] = 0;
        }
    }
    for (int g = s->group_end[phase]; g < s->group_end[phase + 1]; g++) {
        price_group(s, eligible(s, s->group[g] & open), pair);
    }
    for (uint32_t i = used; i != 0; i &= i - 1) {
        int a = bits_lowest(i);
        for (uint32_t j = i & (i - 1); j != 0; j &= j - 1) {
            int b = bits_lowest(j);
            pair[a][b] = pair[b][a] = pair[a][a] + pair[b][b] - pair[a][b];
        }
    }
    uint64_t must = s->keep & open & s->in_phase[phase];
    for (uint32_t i = must != 0 ? used : 0; i != 0; i &= i - 1) {
        int a = bits_lowest(i);
        for (uint32_t j = i; j != 0; j &= j - 1) {
            int b = bits_lowest(j);
            if ((must & ~(s->at[phase][a] | s->at[phase][b])) != 0) {
                pair[a][b] = pair[b][a] = NOT_FOUND;
            }
        }
    }
}

/* With one cool-down at least: nothing else gives what the first unit of calm is worth beyond the
 * others, so that it needs no price. */
static void price_cool_down(const solver *s, uint64_t open, uint32_t used,
                            int64_t pair[POSITIONS][POSITIONS]) {
    const uint64_t *at = s->at[LIMBER_PHASE_COOL_DOWN];
    for (uint32_t i = used; i != 0; i &= i - 1) {
        int a = bits_lowest(i);
        for (uint32_t j = i; j != 0; j &= j - 1) {
            int b = bits_lowest(j);
            uint64_t here = open & (at[a] | at[b]);
            int64_t value = pair[a][b];
            int which;
            if (value == 0 && (here & s->keep) == 0) {
                value = most_gain(s, here, &which);
            }
            pair[a][b] = pair[b][a] = value + s->calm_start;
        }
    }
}

void price_pairs(const solver *s, uint64_t open, int phase, way_prices *out) {
    for (int p = phase; p < PHASES; p++) {
        uint32_t used = 0;
        for (uint32_t i = s->used; i != 0; i &= i - 1) {
            used |= (s->at[p][bits_lowest(i)] & open) != 0 ? i & -i : 0;
        }
        out->used[p] = (uint8_t)used;
        price_phase(s, open, p, used, out->pair[p]);
        if (p == LIMBER_PHASE_COOL_DOWN) {
            price_cool_down(s, open, used, out->pair[p]);
        }
    }
}

/* The best of a phase and all that follow, begun in each of its positions. */
static void chain_phase(const solver *s, int p, way_prices *out, int64_t begun[POSITIONS]) {
    for (uint32_t i = out->used[p]; i != 0; i &= i - 1) {
        int a = bits_lowest(i);
        int64_t most = NOT_FOUND;
        int last = a;
        for (uint32_t j = out->used[p]; j != 0; j &= j - 1) {
            int b = bits_lowest(j);
            int64_t value = out->pair[p][a][b] + out->onward[p + 1][b] + s->move[a][b];
            out->through[p][a][b] = value;
            last = value > most ? b : last;
            most = value > most ? value : most;
        }
        begun[a] = most;
        out->last[p][a] = (uint8_t)last;
    }
}

/* From the last phase back, what is best from every position. */
void chain_pairs(const solver *s, int phase, way_prices *out) {
    memset(out->onward[PHASES], 0, sizeof out->onward[PHASES]);
    for (int p = PHASES - 1; p >= phase; p--) {
        int64_t begun[POSITIONS];
        bool skip = (s->keep & s->in_phase[p]) == 0;
        chain_phase(s, p, out, begun);
        for (uint32_t i = s->before[p]; i != 0; i &= i - 1) {
            int from = bits_lowest(i);
            int64_t most = skip ? out->onward[p + 1][from] : NOT_FOUND;
            int first = ANYWHERE;
            for (uint32_t j = out->used[p]; j != 0; j &= j - 1) {
                int a = bits_lowest(j);
                int64_t value = begun[a] + s->move[from][a];
                first = value > most ? a : first;
                most = value > most ? value : most;
            }
            out->onward[p][from] = most;
            out->first[p][from] = (uint8_t)first;
        }
    }
}

/* ---- The session behind the bound. -------------------------------------------------------------
 */

static void spend_option(const solver *s, int c, spending *out) {
    const limber_candidate *candidate = &s->in->candidate[c];
    const limber_option *option = &candidate->option[s->gain_option[c]];
    out->slots += option->slots;
    out->units[candidate->region] += option->units;
    out->warm_ups += candidate->phase == LIMBER_PHASE_WARM_UP;
    for (int k = 0; k < s->in->limit_count; k++) {
        out->use[k] += option->use[k];
    }
}

/* In each phase on the way the best of each group. */
static void spend_way(const solver *s, uint64_t open, int phase, int from, const way_prices *priced,
                      spending *out) {
    for (int p = phase; p < PHASES; p++) {
        int a = priced->first[p][from];
        if (a == ANYWHERE) {
            continue;
        }
        int b = priced->last[p][a];
        out->slots += s->change_slots[from][a];
        out->slots += s->change_slots[a][b];
        from = b;
        uint64_t here = open & (s->at[p][a] | s->at[p][b]);
        int which = 0;
        bool any = false;
        for (int g = s->group_end[p]; g < s->group_end[p + 1]; g++) {
            uint64_t members = eligible(s, s->group[g] & here);
            if (most_gain(s, members, &which) > 0 || (members & s->keep) != 0) {
                spend_option(s, which, out);
                any = true;
            }
        }
        if (p == LIMBER_PHASE_COOL_DOWN && !any) {
            (void)most_gain(s, here, &which);
            spend_option(s, which, out);
        }
    }
}

int64_t price_tree(solver *s, const node *n, const way_ends *way, spending *spent) {
    way_prices *priced = &s->priced;
    uint64_t chosen = n->phase == 0 ? 0 : n->open & s->in_phase[LIMBER_PHASE_WARM_UP];
    uint64_t left = n->open & ~chosen;
    int64_t bound = s->scarce;
    memset(spent, 0, sizeof *spent);
    price_pairs(s, left, n->phase, priced);
    chain_pairs(s, n->phase, priced);
    for (int r = 0; r < PULLS; r++) {
        bound += s->all_wanted[r];
        spent->units[r] = -s->wanted[r];
    }
    for (; chosen != 0; chosen &= chosen - 1) {
        bound += s->gain[bits_lowest(chosen)];
        spend_option(s, bits_lowest(chosen), spent);
    }
    bound +=
        (int64_t)s->at_prices.warm_up * (n->phase == 0 ? s->in->warm_ups_max : spent->warm_ups);
    int other = way->count - 1;
    int64_t first = way->value[0] + priced->onward[n->phase][way->at[0]];
    int64_t last = way->value[other] + priced->onward[n->phase][way->at[other]];
    spend_way(s, left, n->phase, way->at[first >= last ? 0 : other], priced, spent);
    return bound + larger(first, last);
}

/* ---- Bettering the prices. ---------------------------------------------------------------------
 */

typedef struct {
    uint8_t limit[LIMBER_LIMIT_MAX]; /* that have a price */
    int count;
} dear;

/* All options at once; what is beyond the last one is priced along and never looked at. */
static void price_candidate(solver *s, int c, const dear *limits) {
    const limber_candidate *candidate = &s->in->candidate[c];
    const prices *at = &s->at_prices;
    int32_t slot = at->slot;
    int32_t unit = at->unit[candidate->region];
    int32_t reduced[LIMBER_DOSE_COUNT];
    for (int o = 0; o < LIMBER_DOSE_COUNT; o++) {
        int32_t value = s->value[c][o] - slot * s->slots[c][o];
        reduced[o] = value > REDUCED_MIN ? value : REDUCED_MIN;
    }
    for (int i = 0; i < limits->count; i++) {
        const int32_t *use = s->use[limits->limit[i]][c];
        int32_t price = at->use[limits->limit[i]];
        for (int o = 0; o < LIMBER_DOSE_COUNT; o++) {
            int32_t value = reduced[o] - price * use[o];
            reduced[o] = value > REDUCED_MIN ? value : REDUCED_MIN;
        }
    }
    int32_t most = INT32_MIN;
    int which = 0;
    for (int o = 0; o < candidate->option_count; o++) {
        int32_t with_units = reduced[o] + unit * candidate->option[o].units;
        which = with_units > most ? o : which;
        most = with_units > most ? with_units : most;
    }
    memcpy(s->reduced[c], reduced, sizeof reduced);
    s->gain_option[c] = (uint8_t)which;
    s->gain[c] = most - (candidate->phase == LIMBER_PHASE_WARM_UP ? at->warm_up : 0);
}

static void price_units(solver *s) {
    for (int r = 0; r < PULLS; r++) {
        const int32_t *worth = s->priced_worth[r];
        int32_t unit = s->at_prices.unit[r];
        int wanted = s->wanted[r]; /* seldom far from what it was */
        while (wanted > 0 && worth[wanted] - worth[wanted - 1] <= unit) {
            wanted--;
        }
        while (wanted < UNITS && worth[wanted + 1] - worth[wanted] > unit) {
            wanted++;
        }
        s->wanted[r] = wanted;
        s->all_wanted[r] = worth[wanted] - unit * wanted;
    }
}

/* The other prices, when those of time and limits have changed. */
void price_options(solver *s, uint64_t open) {
    const limber_instance *in = s->in;
    dear limits = {.count = 0};
    s->scarce = (int64_t)s->at_prices.slot * in->budget;
    for (int k = 0; k < in->limit_count; k++) {
        if (s->at_prices.use[k] > 0) {
            s->scarce += (int64_t)s->at_prices.use[k] * in->limit[k];
            limits.limit[limits.count++] = (uint8_t)k;
        }
    }
    for (; open != 0; open &= open - 1) {
        price_candidate(s, bits_lowest(open), &limits);
    }
    for (uint32_t i = s->before[PHASES]; i != 0; i &= i - 1) {
        int a = bits_lowest(i);
        for (uint32_t j = s->used; j != 0; j &= j - 1) {
            int b = bits_lowest(j);
            s->move[a][b] = s->change[a][b] - (int64_t)s->at_prices.slot * s->change_slots[a][b];
        }
    }
    price_units(s);
}

typedef struct {
    int64_t value;
    int slots, candidate, option;
} greedy;

static int32_t price_up_to(int32_t most, int64_t price) {
    return price < 0 ? 0 : price > most ? most : (int32_t)price;
}

/* What is best for its time, with so many units there already. False: nothing fits and is worth it.
 */
static bool most_for_time(const solver *s, uint64_t left, int slots, const int units[PULLS],
                          greedy *out) {
    out->value = 0;
    out->slots = 1;
    for (; left != 0; left &= left - 1) {
        int c = bits_lowest(left);
        const limber_candidate *candidate = &s->in->candidate[c];
        const int32_t *worth = s->worth[candidate->region] + units[candidate->region];
        for (int o = 0; o < candidate->option_count; o++) {
            int64_t value = s->value[c][o] + worth[candidate->option[o].units] - worth[0];
            if (s->slots[c][o] <= slots && value * out->slots > out->value * s->slots[c][o]) {
                *out =
                    (greedy){.value = value, .slots = s->slots[c][o], .candidate = c, .option = o};
            }
        }
    }
    return out->value > 0;
}

/* Those at which somebody stops who always takes what is best for its time. */
void first_prices(solver *s) {
    int units[PULLS] = {0};
    int slots = s->in->budget;
    uint64_t left = s->all;
    greedy next;
    memset(&s->at_prices, 0, sizeof s->at_prices);
    while (most_for_time(s, left, slots, units, &next)) {
        const limber_candidate *candidate = &s->in->candidate[next.candidate];
        int sum = units[candidate->region] + candidate->option[next.option].units;
        units[candidate->region] = sum < UNITS ? sum : UNITS;
        slots -= next.slots;
        left &= ~(UINT64_C(1) << next.candidate);
        for (uint64_t m = left; m != 0 && candidate->family != 0; m &= m - 1) {
            if (s->in->candidate[bits_lowest(m)].family == candidate->family) {
                left &= ~(UINT64_C(1) << bits_lowest(m));
            }
        }
        s->at_prices.slot = price_up_to(SLOT_PRICE_MAX, next.value / next.slots);
    }
    if (!most_for_time(s, left, s->in->budget, units, &next)) { /* there is time for everything */
        s->at_prices.slot = 0;
    }
    for (int r = 0; r < PULLS; r++) {
        s->at_prices.unit[r] = s->priced_worth[r][units[r] + 1] - s->priced_worth[r][units[r]];
    }
    price_options(s, s->all);
}

/* Where the next step goes: what is spent beyond what there is, in DIRECTION_PARTS, and a quarter
 * of the direction before, which keeps steps from going to and fro. */
typedef struct {
    int64_t slots, warm_ups, units[PULLS], use[LIMBER_LIMIT_MAX];
} direction;

static int64_t turned(int64_t before, int over, int scale) {
    return before / 4 + (int64_t)over * DIRECTION_PARTS / scale;
}

/* The square of its length. */
static int64_t turn(const solver *s, const spending *spent, direction *to) {
    const limber_instance *in = s->in;
    to->slots = turned(to->slots, spent->slots - in->budget, SLOT_SCALE);
    to->warm_ups = turned(to->warm_ups, spent->warm_ups - in->warm_ups_max, 1);
    int64_t square = to->slots * to->slots + to->warm_ups * to->warm_ups;
    for (int r = 0; r < PULLS; r++) {
        to->units[r] = turned(to->units[r], -spent->units[r], 1);
        square += to->units[r] * to->units[r];
    }
    for (int k = 0; k < in->limit_count; k++) {
        to->use[k] = turned(to->use[k], spent->use[k] - in->limit[k], USE_SCALE);
        square += to->use[k] * to->use[k];
    }
    return square;
}

/* Of a length that would lower the bound by the excess if it were straight. */
static void step_prices(solver *s, uint64_t open, const direction *to, int64_t square,
                        int64_t excess) {
    prices *at = &s->at_prices;
    const int64_t parts = DIRECTION_PARTS;
    int64_t step = excess * parts / (square + parts * parts);
    at->slot = price_up_to(SLOT_PRICE_MAX, at->slot + step * to->slots / SLOT_SCALE);
    at->warm_up = price_up_to(UNIT_PRICE_MAX, at->warm_up + step * to->warm_ups);
    for (int r = 0; r < PULLS; r++) {
        at->unit[r] = price_up_to(UNIT_PRICE_MAX, at->unit[r] + step * to->units[r]);
    }
    for (int k = 0; k < s->in->limit_count; k++) {
        int32_t most = USE_COST_MAX / (s->in->limit[k] + 1);
        at->use[k] = price_up_to(most, at->use[k] + step * to->use[k] / USE_SCALE);
    }
    price_options(s, open);
}

int64_t better_prices(solver *s, const node *n, const way_ends *way, int steps) {
    prices kept = s->at_prices;
    spending spent;
    direction to = {0};
    int64_t lowest = price_tree(s, n, way, &spent);
    int64_t bound = lowest;
    int64_t below =
        s->found > NOT_FOUND ? bound - s->found : (bound > 0 ? bound : -bound) / AIM_PART;
    below += VALUE_POINT;
    int stalled = 0;
    for (int i = 1; i < steps && lowest >= s->found; i++) {
        int64_t square = turn(s, &spent, &to);
        step_prices(s, n->open, &to, square, bound - lowest + below);
        bound = price_tree(s, n, way, &spent);
        if (bound < lowest) {
            lowest = bound;
            kept = s->at_prices;
            stalled = 0;
        } else if (++stalled >= STALLS) {
            stalled = 0;
            below /= 2;
        }
    }
    if (bound > lowest) {
        s->at_prices = kept;
        price_options(s, n->open);
    }
    return lowest;
}
