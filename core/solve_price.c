/* Prices. If a slot of time, a second of each limit and a unit of each region have a price, every
 * technique is worth what it is worth by itself, and only the way couples them: a bound on every
 * session, for any prices, and a close one for good prices. */
#include "solve.h"

#include <string.h>

enum {
    STALLS = 2,     /* steps without a better bound before the aim is halved */
    AIM_PART = 6,   /* the first aim is this part of the bound below it */
    SLOT_SCALE = 4, /* so many slots weigh as much as a unit in a step; and so many seconds ... */
    USE_SCALE = 32
};

/* ---- What positions are worth. -----------------------------------------------------------------
 */

/* One that has to be in excludes the others of its group. */
static uint64_t eligible(const solver *s, uint64_t members) {
    return (members & s->keep) != 0 ? members & s->keep : members;
}

/* Adds what a group gives to where it can be done, and to `twice` what two positions both give. */
static void price_group(const solver *s, uint64_t members, int64_t single[POSITIONS],
                        int64_t twice[POSITIONS][POSITIONS]) {
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
        single[a] += gain[a];
        for (uint32_t j = where & (where - 1); j != 0; j &= j - 1) {
            int b = bits_lowest(j);
            twice[a][b] += gain[a] < gain[b] ? gain[a] : gain[b];
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
    int64_t single[POSITIONS] = {0};
    int64_t twice[POSITIONS][POSITIONS] = {{0}};
    for (int g = s->group_end[phase]; g < s->group_end[phase + 1]; g++) {
        price_group(s, eligible(s, s->group[g] & open), single, twice);
    }
    uint64_t must = s->keep & open & s->in_phase[phase];
    for (uint32_t i = used; i != 0; i &= i - 1) {
        int a = bits_lowest(i);
        for (uint32_t j = i; j != 0; j &= j - 1) {
            int b = bits_lowest(j);
            int64_t sum = a == b ? single[a] : single[a] + single[b] - twice[a][b];
            bool kept = (must & ~(s->at[phase][a] | s->at[phase][b])) == 0;
            pair[a][b] = pair[b][a] = kept ? sum : NOT_FOUND;
        }
    }
}

void price_pairs(const solver *s, uint64_t open, int phase, way_prices *out) {
    for (int p = phase; p < PHASES; p++) {
        uint32_t used = 0;
        for (int q = 0; q < s->in->position_count; q++) {
            used |= (s->at[p][q] & open) != 0 ? UINT32_C(1) << q : 0;
        }
        out->used[p] = (uint8_t)used;
        price_phase(s, open, p, used, out->pair[p]);
    }
}

/* From the last phase back, what is best from every position. */
void chain_pairs(const solver *s, int phase, way_prices *out) {
    memset(out->onward[PHASES], 0, sizeof out->onward[PHASES]);
    for (int p = PHASES - 1; p >= phase; p--) {
        uint32_t used = out->used[p];
        bool skip = (s->keep & s->in_phase[p]) == 0;
        for (int q = 0; q <= POSITIONS; q++) {
            out->onward[p][q] = skip ? out->onward[p + 1][q] : NOT_FOUND;
            out->first[p][q] = ANYWHERE;
        }
        for (uint32_t i = used; i != 0; i &= i - 1) {
            int a = bits_lowest(i);
            int64_t most = NOT_FOUND;
            for (uint32_t j = used; j != 0; j &= j - 1) {
                int b = bits_lowest(j);
                int64_t value = out->pair[p][a][b] + out->onward[p + 1][b] + s->move[a][b];
                if (value > most) {
                    most = value;
                    out->last[p][a] = (uint8_t)b;
                }
            }
            for (int q = 0; q <= POSITIONS; q++) {
                int64_t value = most + s->move[q][a];
                if (value > out->onward[p][q]) {
                    out->onward[p][q] = value;
                    out->first[p][q] = (uint8_t)a;
                }
            }
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
        out->slots += from == ANYWHERE ? 0 : s->in->change_slots[from][a];
        out->slots += s->in->change_slots[a][b];
        from = b;
        uint64_t here = open & (s->at[p][a] | s->at[p][b]);
        int which = 0;
        for (int g = s->group_end[p]; g < s->group_end[p + 1]; g++) {
            uint64_t members = eligible(s, s->group[g] & here);
            if (most_gain(s, members, &which) > 0 || (members & s->keep) != 0) {
                spend_option(s, which, out);
            }
        }
    }
}

int64_t price_tree(solver *s, const node *n, const view *v, way_prices *priced, spending *spent) {
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
    int64_t first = v->way[0] + priced->onward[n->phase][v->at[0]];
    int64_t last = v->way[v->ends - 1] + priced->onward[n->phase][v->at[v->ends - 1]];
    spend_way(s, left, n->phase, v->at[first >= last ? 0 : v->ends - 1], priced, spent);
    return bound + larger(first, last);
}

/* ---- Bettering the prices. ---------------------------------------------------------------------
 */

static void price_candidates(solver *s) {
    const int32_t *unit = s->at_prices.unit;
    for (int c = 0; c < s->in->candidate_count; c++) {
        const limber_candidate *candidate = &s->in->candidate[c];
        int32_t most = INT32_MIN;
        for (int o = 0; o < candidate->option_count; o++) {
            int32_t value = s->reduced[c][o] + unit[candidate->region] * candidate->option[o].units;
            if (value > most) {
                most = value;
                s->gain_option[c] = (uint8_t)o;
            }
        }
        s->gain[c] = most - (candidate->phase == LIMBER_PHASE_WARM_UP ? s->at_prices.warm_up : 0);
    }
}

static void price_units(solver *s) {
    for (int r = 0; r < PULLS; r++) {
        const int32_t *worth = s->worth[r];
        int32_t unit = s->at_prices.unit[r];
        int wanted = 0;
        while (wanted < UNITS && worth[wanted + 1] - worth[wanted] > unit) {
            wanted++;
        }
        s->wanted[r] = wanted;
        s->all_wanted[r] = worth[wanted] - unit * wanted;
    }
}

/* The other prices, when those of time and limits have changed. */
void price_options(solver *s) {
    const limber_instance *in = s->in;
    s->scarce = s->at_prices.slot * in->budget;
    for (int k = 0; k < in->limit_count; k++) {
        s->scarce += s->at_prices.use[k] * in->limit[k];
    }
    for (int c = 0; c < in->candidate_count; c++) {
        for (int o = 0; o < in->candidate[c].option_count; o++) {
            const limber_option *option = &in->candidate[c].option[o];
            int64_t value = s->value[c][o] - s->at_prices.slot * option->slots;
            for (int k = 0; k < in->limit_count; k++) {
                value -= s->at_prices.use[k] * option->use[k];
            }
            s->reduced[c][o] = (int32_t)larger(value, REDUCED_MIN);
        }
    }
    for (int a = 0; a <= ANYWHERE; a++) {
        for (int b = 0; b < POSITIONS; b++) {
            int slots = a == ANYWHERE ? 0 : in->change_slots[a][b];
            s->move[a][b] = s->change[a][b] - s->at_prices.slot * slots;
        }
    }
    price_candidates(s);
    price_units(s);
}

void first_prices(solver *s) {
    int64_t sum = 0;
    memset(&s->at_prices, 0, sizeof s->at_prices);
    for (int r = 0; r < PULLS; r++) {
        s->at_prices.unit[r] = s->worth[r][9] - s->worth[r][8];
    }
    price_options(s);
    for (int c = 0; c < s->in->candidate_count; c++) {
        sum += s->gain[c] > 0 ? s->gain[c] : 0;
    }
    s->at_prices.slot = sum / (3 * s->in->budget + 1);
    price_options(s);
}

/* No unit is worth more than a region can give. */
static int32_t unit_price(int64_t price) {
    int32_t most = LIMBER_WORTH_MAX * VALUE_POINT;
    return price < 0 ? 0 : price > most ? most : (int32_t)price;
}

/* Where nothing keeps the rules a price would rise for ever. Any price is as true as another; with
 * this one all that there is, times its price, stays in range. */
#define PRICE_MAX (INT64_C(1) << 40)

static int64_t stepped(int64_t price, int64_t step, int64_t over, int scale) {
    int64_t next = larger(price + step * over / scale, 0);
    return next < PRICE_MAX ? next : PRICE_MAX;
}

/* One step against what is spent beyond what there is, of a length that would reach the aim if the
 * bound were straight. */
static void step_prices(solver *s, const spending *spent, int64_t excess) {
    const limber_instance *in = s->in;
    prices *to = &s->at_prices;
    int64_t slots = (spent->slots - in->budget) / SLOT_SCALE;
    int64_t warm_ups = spent->warm_ups - in->warm_ups_max;
    int64_t use[LIMBER_LIMIT_MAX];
    int64_t norm = slots * slots + warm_ups * warm_ups + 1;
    for (int r = 0; r < PULLS; r++) {
        norm += (int64_t)spent->units[r] * spent->units[r];
    }
    for (int k = 0; k < in->limit_count; k++) {
        use[k] = (spent->use[k] - in->limit[k]) / USE_SCALE;
        norm += use[k] * use[k];
    }
    int64_t step = excess / norm;
    to->slot = stepped(to->slot, step, slots, SLOT_SCALE);
    to->warm_up = unit_price(to->warm_up + step * warm_ups);
    for (int r = 0; r < PULLS; r++) {
        to->unit[r] = unit_price(to->unit[r] - step * spent->units[r]);
    }
    for (int k = 0; k < in->limit_count; k++) {
        to->use[k] = stepped(to->use[k], step, use[k], USE_SCALE);
    }
    price_options(s);
}

void better_prices(solver *s, const node *n, const view *v, int steps) {
    int64_t below = 0;
    prices kept = s->at_prices;
    way_prices priced;
    spending spent;
    view moved = *v;
    int64_t lowest = INT64_MAX;
    int stalled = 0;
    for (int i = 0; i < steps && lowest >= s->found; i++) {
        int64_t bound = price_tree(s, n, &moved, &priced, &spent);
        if (bound < lowest) {
            lowest = bound;
            kept = s->at_prices;
            stalled = 0;
        } else if (++stalled >= STALLS) {
            stalled = 0;
            below /= 2;
        }
        if (i == 0) {
            below =
                s->found > NOT_FOUND ? bound - s->found : (bound > 0 ? bound : -bound) / AIM_PART;
            below += VALUE_POINT;
        }
        step_prices(s, &spent, bound - lowest + below);
    }
    s->at_prices = kept;
    price_options(s);
}
