/* Before the search and after it: what is derived from the instance once, and the solution. */
#include "solve.h"

#include <string.h>

_Static_assert(sizeof(solver) <= sizeof(limber_workspace), "the solver fits its workspace");

static bool worth_in_range(const int32_t *worth) {
    int32_t before = LIMBER_WORTH_MAX;
    for (int g = 0; g < LIMBER_UNIT_MAX; g++) {
        int64_t more = (int64_t)worth[g + 1] - worth[g];
        if (more < 0 || more > before) {
            return false;
        }
        before = (int32_t)more;
    }
    return worth[0] == 0 && worth[LIMBER_UNIT_MAX] <= LIMBER_WORTH_MAX;
}

bool solver_in_range(const limber_instance *in) {
    if (in->budget > LIMBER_BUDGET_MAX || in->limit_count > LIMBER_LIMIT_MAX ||
        in->start > LIMBER_NO_POSITION || in->position_count > POSITIONS ||
        in->region_count > LIMBER_REGION_MAX || in->candidate_count > LIMBER_TECHNIQUE_MAX ||
        in->warm_ups_max > LIMBER_TECHNIQUE_MAX) {
        return false;
    }
    for (int r = 0; r < PULLS; r++) {
        if (!worth_in_range(in->worth[r])) {
            return false;
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

/* Sorts `some` of all, with what else is of their families, into sets of which one candidate is
 * enough. */
static uint8_t gather(const solver *s, uint64_t some, uint64_t all, uint64_t *sets, int count) {
    for (; some != 0; some &= some - 1) {
        int c = bits_lowest(some);
        uint8_t family = s->in->candidate[c].family;
        uint64_t set = 0;
        for (uint64_t m = all; m != 0; m &= m - 1) {
            int other = bits_lowest(m);
            if (other == c || (family != 0 && s->in->candidate[other].family == family)) {
                set |= UINT64_C(1) << other;
            }
        }
        sets[count++] = set;
        some &= ~set | (UINT64_C(1) << c);
    }
    return (uint8_t)count;
}

static uint8_t most_units(const limber_instance *in, uint64_t members) {
    uint8_t most = 0;
    for (; members != 0; members &= members - 1) {
        const limber_candidate *candidate = &in->candidate[bits_lowest(members)];
        for (int o = 0; o < candidate->option_count; o++) {
            most = candidate->option[o].units > most ? candidate->option[o].units : most;
        }
    }
    return most;
}

/* The families of a region: those of a later phase come later. */
static void gather_families(solver *s, int region) {
    int first = s->family_end[region];
    int count = first;
    uint64_t left = s->in_region[region];
    for (int p = 0; p < PHASES; p++) {
        int before = count;
        count = gather(s, left & s->in_phase[p], left, s->family, before);
        for (int f = before; f < count; f++) {
            left &= ~s->family[f];
        }
    }
    s->family_end[region + 1] = (uint8_t)count;
    for (int more = 0; more < 2; more++) {
        s->tables[more][region] = (region_table){.open = s->table_open[more] + first,
                                                 .most = s->table_rows[more] + first + region};
    }
    int units = 0;
    for (int f = first; f < count; f++) {
        s->family_lanes[f] = (uint8_t)(units / UNIT_BLOCK * UNIT_BLOCK + UNIT_BLOCK);
        units += most_units(s->in, s->family[f]);
        units = units < UNITS ? units : UNITS;
    }
}

static int fewest_slots(const limber_candidate *candidate) {
    int slots = candidate->option[0].slots;
    for (int o = 1; o < candidate->option_count; o++) {
        slots = candidate->option[o].slots < slots ? candidate->option[o].slots : slots;
    }
    return slots;
}

/* What is kept, at its smallest. */
static int least_slots(const limber_instance *in) {
    int kept = 0;
    for (int c = 0; c < in->candidate_count; c++) {
        kept += in->candidate[c].keep ? fewest_slots(&in->candidate[c]) : 0;
    }
    return kept;
}

static int least_use(const limber_candidate *candidate, int limit) {
    int use = candidate->option[0].use[limit];
    for (int o = 1; o < candidate->option_count; o++) {
        use = candidate->option[o].use[limit] < use ? candidate->option[o].use[limit] : use;
    }
    return use;
}

bool solver_keeps_too_much(const limber_instance *in) {
    int use[LIMBER_LIMIT_MAX] = {0}, warm_ups = 0;
    uint8_t of_family[UINT8_MAX + 1] = {0};
    for (int c = 0; c < in->candidate_count; c++) {
        const limber_candidate *candidate = &in->candidate[c];
        if (!candidate->keep) {
            continue;
        }
        if (candidate->family != 0 && of_family[candidate->family]++ > 0) {
            return true;
        }
        warm_ups += candidate->phase == LIMBER_PHASE_WARM_UP;
        for (int k = 0; k < in->limit_count; k++) {
            use[k] += least_use(candidate, k);
            if (use[k] > in->limit[k]) {
                return true;
            }
        }
    }
    return warm_ups > in->warm_ups_max || least_slots(in) > in->budget;
}

void solver_set_up(solver *s, const limber_instance *in, uint32_t work_max) {
    memset(s, 0, offsetof(solver, use));
    s->in = in;
    s->work_max = work_max;
    s->found = s->missed = NOT_FOUND;
    s->found_set = 0;
    s->looks = s->labels_made = 0;
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
            s->slots[c][o] = candidate->option[o].slots;
        }
        for (int k = 0; k < in->limit_count; k++) {
            for (int o = 0; o < LIMBER_DOSE_COUNT; o++) {
                int use = o < candidate->option_count ? candidate->option[o].use[k] : 0;
                s->use[k][c][o] = use <= in->limit[k] ? use : in->limit[k] + 1;
            }
        }
    }
    uint32_t before = UINT32_C(1) << (in->start < POSITIONS ? in->start : ANYWHERE);
    for (int p = 0; p <= PHASES; p++) {
        s->before[p] = before | s->used;
        for (int q = 0; q < POSITIONS && p < PHASES; q++) {
            s->used |= s->at[p][q] != 0 ? UINT32_C(1) << q : 0;
        }
    }
    for (int from = 0; from < POSITIONS; from++) {
        for (int to = 0; to < POSITIONS; to++) {
            s->change_slots[from][to] = in->change_slots[from][to];
            s->change[from][to] =
                -(in->effort[from][to] * VALUE_POINT + in->change_slots[from][to]);
        }
    }
    for (int r = 0; r < PULLS; r++) {
        for (int i = 0; i < UNITS; i++) {
            s->worth[r][i] = in->worth[r][i] * VALUE_POINT;
        }
        for (int i = UNITS; i < UNIT_ROW; i++) {
            s->worth[r][i] = in->worth[r][UNITS] * VALUE_POINT;
        }
        memcpy(s->priced_worth[r], s->worth[r], sizeof s->priced_worth[r]);
        gather_families(s, r);
    }
    int32_t *calm = s->priced_worth[LIMBER_CALM];
    s->calm_start = 2 * calm[1] - calm[2];
    for (int i = 1; i < UNIT_LANES; i++) {
        calm[i] -= s->calm_start;
    }
    for (int p = 0; p < PHASES; p++) {
        s->group_end[p + 1] = gather(s, s->in_phase[p], s->in_phase[p], s->group, s->group_end[p]);
    }
    s->least_slots = least_slots(in);
    region_forget(s);
    s->ways_count = s->ways_next = 0;
    memset(s->by_slots, 0, sizeof s->by_slots);
    s->heap_count = s->heap_most = 0;
}

/* A phase begins and ends where something is done in it. */
static void write_positions(const solver *s, uint64_t chosen, limber_solution *out) {
    for (int p = 0; p < LIMBER_PHASE_COUNT; p++) {
        uint64_t here = chosen & s->in_phase[p];
        if (here == 0) {
            continue;
        }
        uint8_t a = s->found_first[p];
        uint8_t b = s->found_last[p];
        a = (here & s->at[p][a]) != 0 ? a : b;
        b = (here & ~s->at[p][a]) != 0 ? b : a;
        out->first[p] = a;
        out->last[p] = b;
        for (; here != 0; here &= here - 1) {
            int c = bits_lowest(here);
            out->position[c] = s->in->candidate[c].positions >> a & 1 ? a : b;
        }
    }
}

/* Added up from what is written: a session found under way can pay for a position that none of its
 * techniques needs, and then is better than it was thought to be. */
static void add_up(const limber_instance *in, limber_solution *out) {
    int units[PULLS] = {0};
    uint8_t from = in->start;
    for (int p = 0; p < LIMBER_PHASE_COUNT; p++) {
        const uint8_t way[2] = {out->first[p], out->last[p]};
        for (int i = 0; i < 2 && way[i] != LIMBER_NO_POSITION; i++) {
            if (from != LIMBER_NO_POSITION) {
                out->worth -= in->effort[from][way[i]];
                out->slots = (uint16_t)(out->slots + in->change_slots[from][way[i]]);
            }
            from = way[i];
        }
    }
    for (int c = 0; c < in->candidate_count; c++) {
        if (out->option[c] != 0) {
            const limber_option *option = &in->candidate[c].option[out->option[c] - 1];
            units[in->candidate[c].region] += option->units;
            out->worth += option->flat;
            out->slots = (uint16_t)(out->slots + option->slots);
        }
    }
    for (int r = 0; r < PULLS; r++) {
        out->worth += in->worth[r][units[r] < UNITS ? units[r] : UNITS];
    }
}

void solver_write(const solver *s, limber_solution *out) {
    uint64_t chosen = 0;
    out->work = solver_work(s);
    out->feasible = s->found > NOT_FOUND;
    memset(out->first, LIMBER_NO_POSITION, sizeof out->first);
    memset(out->last, LIMBER_NO_POSITION, sizeof out->last);
    if (!out->feasible) {
        return;
    }
    for (int c = 0; c < s->in->candidate_count; c++) {
        out->option[c] = s->option[c];
        chosen |= s->option[c] != 0 ? UINT64_C(1) << c : 0;
    }
    write_positions(s, chosen, out);
    add_up(s->in, out);
    /* a value is worth * VALUE_POINT less slots, of which there are fewer than VALUE_POINT */
    int64_t most = (larger(s->missed, s->found) + VALUE_POINT - 1) / VALUE_POINT;
    out->at_most = s->missed > s->found && most > out->worth ? (int32_t)most : out->worth;
}
