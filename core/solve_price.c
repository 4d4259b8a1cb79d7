/* Prices. If a slot of time, a second of each limit and a unit of each region have a price, every
 * technique is worth what it is worth by itself, and only the way couples them: a bound on every
 * session, for any prices, and a close one for good prices. */
#include "solve.h"

#include <string.h>

enum {
    STEPS = 24,    /* in which prices are bettered */
    STALLS = 2,    /* steps without a better bound before the aim is halved */
    AIM_PART = 6, /* the first aim is this part of the bound below it */
    SLOT_SCALE = 4, /* so many slots weigh as much as a unit in a step; and so many seconds ... */
    USE_SCALE = 32
};

void price_options(solver *s) {
    const limber_instance *in = s->in;
    s->scarce = s->at_prices.slot * in->budget;
    for (int k = 0; k < in->limit_count; k++) {
        s->scarce += s->at_prices.use[k] * in->limit[k];
    }
    for (int c = 0; c < in->candidate_count; c++) {
        const limber_candidate *candidate = &in->candidate[c];
        int64_t most = NOT_FOUND;
        for (int o = 0; o < candidate->option_count; o++) {
            const limber_option *option = &candidate->option[o];
            int64_t value = s->value[c][o] - s->at_prices.slot * option->slots;
            for (int k = 0; k < in->limit_count; k++) {
                value -= s->at_prices.use[k] * option->use[k];
            }
            value = value > REDUCED_MIN ? value : REDUCED_MIN;
            s->reduced[c][o] = (int32_t)value;
            value += s->at_prices.unit[candidate->region] * option->units;
            most = value > most ? value : most;
        }
        s->gain[c] = most;
    }
}

int64_t price_units(const solver *s) {
    int64_t sum = 0;
    for (int r = 0; r < PULLS; r++) {
        for (int g = 0; g < LIMBER_UNIT_MAX; g++) {
            int64_t more = s->worth[r][g + 1] - s->worth[r][g] - s->at_prices.unit[r];
            sum += more > 0 ? more : 0;
        }
    }
    return sum;
}

/* ---- What positions are worth. -----------------------------------------------------------------
 */

/* In the warm-up only so many families count. */
static void price_warm_up(const solver *s, uint64_t open, int64_t pair[POSITIONS][POSITIONS]) {
    for (int a = 0; a < POSITIONS; a++) {
        for (int b = a; b < POSITIONS; b++) {
            uint64_t both = (s->at[0][a] | s->at[0][b]) & open;
            int64_t top[LIMBER_TECHNIQUE_MAX] = {0};
            for (int f = 0; f < s->family_count; f++) {
                int64_t gain = 0;
                for (uint64_t m = s->family[f] & both; m != 0; m &= m - 1) {
                    int64_t g = s->gain[bits_lowest(m)];
                    gain = g > gain ? g : gain;
                }
                for (int i = 0; gain > 0 && i < s->in->warm_ups_max; i++) {
                    int64_t less = top[i] < gain ? top[i] : gain;
                    top[i] = top[i] > gain ? top[i] : gain;
                    gain = less;
                }
            }
            int64_t sum = 0;
            for (int i = 0; i < s->in->warm_ups_max; i++) {
                sum += top[i];
            }
            pair[a][b] = pair[b][a] = sum;
        }
    }
}

static void price_phase(const solver *s, uint64_t open, int phase,
                        int64_t pair[POSITIONS][POSITIONS]) {
    int64_t single[POSITIONS] = {0};
    int64_t twice[POSITIONS][POSITIONS] = {{0}};
    int64_t top[POSITIONS];
    for (int q = 0; q < POSITIONS; q++) {
        top[q] = NOT_FOUND;
    }
    for (int f = 0; f < s->family_count; f++) {
        uint64_t members = s->family[f] & s->in_phase[phase] & open;
        if (members == 0) {
            continue;
        }
        int64_t gain[POSITIONS] = {0};
        uint32_t where = 0;
        for (; members != 0; members &= members - 1) {
            int c = bits_lowest(members);
            for (uint32_t q = s->in->candidate[c].positions; q != 0; q &= q - 1) {
                int at = bits_lowest(q);
                gain[at] = s->gain[c] > gain[at] ? s->gain[c] : gain[at];
                top[at] = s->gain[c] > top[at] ? s->gain[c] : top[at];
                where |= gain[at] > 0 ? UINT32_C(1) << at : 0;
            }
        }
        for (uint32_t i = where; i != 0; i &= i - 1) {
            int a = bits_lowest(i);
            single[a] += gain[a];
            for (uint32_t j = i & (i - 1); j != 0; j &= j - 1) {
                int b = bits_lowest(j);
                twice[a][b] += gain[a] < gain[b] ? gain[a] : gain[b];
            }
        }
    }
    bool due = phase == LIMBER_PHASE_COOL_DOWN && s->in->cool;
    for (int a = 0; a < POSITIONS; a++) {
        for (int b = a; b < POSITIONS; b++) {
            int64_t sum = a == b ? single[a] : single[a] + single[b] - twice[a][b];
            if (due && sum == 0) { /* one has to be, even one that costs more than it gives */
                sum = top[a] > top[b] ? top[a] : top[b];
            }
            pair[a][b] = pair[b][a] = sum;
        }
    }
}

static uint32_t used_positions(const solver *s, uint64_t open, int phase) {
    uint32_t used = 0;
    for (int q = 0; q < s->in->position_count; q++) {
        used |= (s->at[phase][q] & open) != 0 ? UINT32_C(1) << q : 0;
    }
    return used;
}

static int64_t change(const solver *s, int from, int to) {
    int slots = from == ANYWHERE ? 0 : s->in->change_slots[from][to];
    return s->change[from][to] - slots * s->at_prices.slot;
}

void price_ways(const solver *s, uint64_t open, int phase, way_prices *out) {
    memset(out->rest[LIMBER_PHASE_COUNT], 0, sizeof out->rest[LIMBER_PHASE_COUNT]);
    for (int p = LIMBER_PHASE_COUNT - 1; p >= phase; p--) {
        uint32_t used = used_positions(s, open, p);
        if (p == LIMBER_PHASE_WARM_UP) {
            price_warm_up(s, open, out->pair[p]);
        } else {
            price_phase(s, open, p, out->pair[p]);
        }
        bool skip = p != LIMBER_PHASE_COOL_DOWN || !s->in->cool;
        for (int q = 0; q <= POSITIONS; q++) {
            out->rest[p][q] = skip ? out->rest[p + 1][q] : NOT_FOUND;
        }
        for (uint32_t i = used; i != 0; i &= i - 1) {
            int a = bits_lowest(i);
            int64_t most = NOT_FOUND;
            for (uint32_t j = used; j != 0; j &= j - 1) {
                int b = bits_lowest(j);
                int64_t value = out->pair[p][a][b] + out->rest[p + 1][b] + change(s, a, b);
                most = value > most ? value : most;
            }
            for (int q = 0; q <= POSITIONS; q++) {
                int64_t value = most + change(s, q, a);
                out->rest[p][q] = value > out->rest[p][q] ? value : out->rest[p][q];
            }
        }
    }
}

/* ---- Bettering the prices. ---------------------------------------------------------------------
 */

/* The way that the bound stands for. */
static void trace_way(const solver *s, uint64_t open, const way_prices *priced, way *out) {
    int from = s->in->start < POSITIONS ? s->in->start : ANYWHERE;
    for (int p = 0; p < LIMBER_PHASE_COUNT; p++) {
        out->first[p] = out->last[p] = LIMBER_NO_POSITION;
        if (priced->rest[p][from] == priced->rest[p + 1][from]) {
            continue;
        }
        uint32_t used = used_positions(s, open, p);
        for (uint32_t pairs = 0; pairs < 64; pairs++) {
            int a = (int)(pairs / 8);
            int b = (int)(pairs % 8);
            if (used >> a & used >> b & 1 &&
                change(s, from, a) + priced->pair[p][a][b] + change(s, a, b) +
                        priced->rest[p + 1][b] ==
                    priced->rest[p][from]) {
                out->first[p] = (uint8_t)a;
                out->last[p] = (uint8_t)b;
                break;
            }
        }
        from = out->last[p] < POSITIONS ? out->last[p] : from;
    }
}

typedef struct {
    int64_t slots, units[PULLS], use[LIMBER_LIMIT_MAX];
} spending;

static void spend_option(const solver *s, int c, spending *out) {
    const limber_candidate *candidate = &s->in->candidate[c];
    int64_t unit = s->at_prices.unit[candidate->region];
    for (int o = 0; o < candidate->option_count; o++) {
        const limber_option *option = &candidate->option[o];
        if (s->reduced[c][o] + unit * option->units == s->gain[c]) {
            out->slots += option->slots;
            out->units[candidate->region] += option->units;
            for (int k = 0; k < s->in->limit_count; k++) {
                out->use[k] += option->use[k];
            }
            return;
        }
    }
}

/* What the session behind the bound spends: in each phase the best of each family. */
static void spend_way(const solver *s, const way *on, spending *out) {
    memset(out, 0, sizeof *out);
    int from = s->in->start < POSITIONS ? s->in->start : ANYWHERE;
    for (int p = 0; p < LIMBER_PHASE_COUNT; p++) {
        if (on->first[p] == LIMBER_NO_POSITION) {
            continue;
        }
        int a = on->first[p];
        int b = on->last[p];
        out->slots += (from == ANYWHERE ? 0 : s->in->change_slots[from][a]) + s->in->change_slots[a][b];
        from = b;
        uint64_t open = s->at[p][a] | s->at[p][b];
        int limit = p == LIMBER_PHASE_WARM_UP ? s->in->warm_ups_max : LIMBER_TECHNIQUE_MAX;
        uint64_t taken = 0;
        int top[LIMBER_TECHNIQUE_MAX];
        int count = 0;
        for (int f = 0; f < s->family_count; f++) {
            int chosen = -1;
            for (uint64_t m = s->family[f] & open; m != 0; m &= m - 1) {
                int c = bits_lowest(m);
                if (s->gain[c] > 0 && (chosen < 0 || s->gain[c] > s->gain[chosen])) {
                    chosen = c;
                }
            }
            if (chosen >= 0) {
                int i = count++;
                for (; i > 0 && s->gain[top[i - 1]] < s->gain[chosen]; i--) {
                    top[i] = top[i - 1];
                }
                top[i] = chosen;
            }
        }
        for (int i = 0; i < count && i < limit; i++) {
            spend_option(s, top[i], out);
            taken |= UINT64_C(1) << top[i];
        }
        if (taken == 0) { /* a cool-down that is due although it costs */
            int chosen = bits_lowest(open);
            for (uint64_t m = open; m != 0; m &= m - 1) {
                int c = bits_lowest(m);
                chosen = s->gain[c] > s->gain[chosen] ? c : chosen;
            }
            spend_option(s, chosen, out);
        }
    }
}

/* The bound at the present prices, and the way that it stands for. */
static int64_t bound_at_prices(solver *s, way *best_way) {
    way_prices priced;
    price_options(s);
    price_ways(s, s->all, 0, &priced);
    trace_way(s, s->all, &priced, best_way);
    return s->scarce + price_units(s) +
           priced.rest[0][s->in->start < POSITIONS ? s->in->start : ANYWHERE];
}

static void first_prices(solver *s) {
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
}

/* One step against what is spent beyond what there is, of a length that would reach the aim if the
 * bound were straight. */
static void step_prices(solver *s, const spending *spent, int64_t excess) {
    const limber_instance *in = s->in;
    int64_t slots = (in->budget - spent->slots) / SLOT_SCALE;
    int64_t units[PULLS];
    int64_t use[LIMBER_LIMIT_MAX];
    int64_t norm = slots * slots + 1;
    for (int r = 0; r < PULLS; r++) {
        int wanted = 0;
        while (wanted < LIMBER_UNIT_MAX &&
               s->worth[r][wanted + 1] - s->worth[r][wanted] > s->at_prices.unit[r]) {
            wanted++;
        }
        units[r] = wanted - spent->units[r];
        norm += units[r] * units[r];
    }
    for (int k = 0; k < in->limit_count; k++) {
        use[k] = (in->limit[k] - spent->use[k]) / USE_SCALE;
        norm += use[k] * use[k];
    }
    int64_t step = excess / norm;
    int64_t slot = s->at_prices.slot - step * slots / SLOT_SCALE;
    s->at_prices.slot = slot > 0 ? slot : 0;
    for (int r = 0; r < PULLS; r++) {
        int64_t unit = s->at_prices.unit[r] + step * units[r];
        s->at_prices.unit[r] = unit > 0 ? unit : 0;
    }
    for (int k = 0; k < in->limit_count; k++) {
        int64_t price = s->at_prices.use[k] - step * use[k] / USE_SCALE;
        s->at_prices.use[k] = price > 0 ? price : 0;
    }
}

void price_instance(solver *s, way *best_way) {
    first_prices(s);
    prices kept = s->at_prices;
    int64_t lowest = INT64_MAX;
    int64_t below = 0;
    int stalled = 0;
    for (int i = 0; i < STEPS; i++) {
        way on;
        spending spent;
        int64_t bound = bound_at_prices(s, &on);
        if (bound < lowest) {
            lowest = bound;
            kept = s->at_prices;
            *best_way = on;
            stalled = 0;
        } else if (++stalled >= STALLS) {
            stalled = 0;
            below /= 2;
        }
        spend_way(s, &on, &spent);
        if (i == 0) {
            below = (lowest > 0 ? lowest : -lowest) / AIM_PART + VALUE_POINT;
        }
        step_prices(s, &spent, bound - lowest + below);
    }
    s->at_prices = kept;
    price_options(s);
}
