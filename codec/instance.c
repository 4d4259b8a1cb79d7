/* The numbers behind a plan, and what solves them, as text: docs/planner.md describes it. */
#include "codec.h"

#include "words.h"

/* In the text, calm comes right after the regions that there are. */
static int region_number(const limber_instance *in, int region) {
    return region == LIMBER_CALM ? in->region_count : region;
}

static void write_set(FILE *out, const char *name, uint32_t set) {
    fprintf(out, " %s", name);
    for (int i = 0; set >> i != 0; i++) {
        if (set >> i & 1) {
            fprintf(out, " %d", i);
        }
    }
}

static void write_candidate(FILE *out, const limber_instance *in,
                            const limber_candidate *candidate) {
    const char *id = limber_words_en.techniques[candidate->technique].id;
    fprintf(out, "technique %s %d %d %d %d %d", id, candidate->phase,
            region_number(in, candidate->region), candidate->family, candidate->need,
            candidate->keep);
    write_set(out, "positions", candidate->positions);
    write_set(out, "warms", candidate->warms);
    fputc('\n', out);
    for (int o = 0; o < candidate->option_count; o++) {
        const limber_option *option = &candidate->option[o];
        fprintf(out, "dose %s %d %d %d %d", id, option->number, option->slots, option->units,
                option->flat);
        for (int k = 0; k < in->limit_count; k++) {
            fprintf(out, " %d", option->use[k]);
        }
        fputc('\n', out);
    }
}

void limber_instance_write(FILE *out, const limber_instance *in) {
    fprintf(out, "limber-instance 1\nbudget %d\n", in->budget);
    if (in->start < LIMBER_NO_POSITION) {
        fprintf(out, "start %d\n", in->start);
    } else {
        fputs("start -\n", out);
    }
    fprintf(out, "warm-ups-max %d\n", in->warm_ups_max);
    for (int from = 0; from < in->position_count; from++) {
        for (int to = 0; to < in->position_count; to++) {
            if (from != to) {
                fprintf(out, "move %d %d %d %d\n", from, to, in->change_slots[from][to],
                        in->effort[from][to]);
            }
        }
    }
    for (int r = 0; r < LIMBER_PULL_MAX; r++) {
        if (r < in->region_count || r == LIMBER_CALM) {
            fprintf(out, "worth %d", region_number(in, r));
            for (int g = 0; g <= LIMBER_UNIT_MAX; g++) {
                fprintf(out, " %d", in->worth[r][g]);
            }
            fputc('\n', out);
        }
    }
    for (int k = 0; k < in->limit_count; k++) {
        fprintf(out, "limit %d %d\n", in->limit_of[k], in->limit[k]);
    }
    for (int c = 0; c < in->candidate_count; c++) {
        write_candidate(out, in, &in->candidate[c]);
    }
    fputs("end\n", out);
}
