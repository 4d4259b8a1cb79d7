#include "read_instance.h"

#include <stdlib.h>
#include <string.h>

enum { LINE_BYTES = 1024, WORDS_MAX = 64 };

/* One line, and the words in it. */
typedef struct {
    FILE *file;
    char text[LINE_BYTES];
    char *word[WORDS_MAX];
    int count;
} reader;

static _Noreturn void stop(const char *what, const char *about) {
    fprintf(stderr, "read_instance: %s: %s\n", what, about);
    exit(2);
}

FILE *open_or_stop(const char *path, const char *mode) {
    FILE *file = fopen(path, mode);
    if (file == NULL) {
        stop("cannot be opened", path);
    }
    return file;
}

static bool next_line(reader *in) {
    if (fgets(in->text, sizeof in->text, in->file) == NULL) {
        return false;
    }
    in->count = 0;
    char *rest = NULL;
    for (char *word = strtok_r(in->text, " \n", &rest); word != NULL;
         word = strtok_r(NULL, " \n", &rest)) {
        if (in->count == WORDS_MAX) {
            stop("too many words in a line that begins with", in->word[0]);
        }
        in->word[in->count++] = word;
    }
    return true;
}

static void need_line(reader *in) {
    if (!next_line(in) || in->count == 0) {
        stop("the text ends too early", "an instance ends with end");
    }
}

static bool is(const reader *in, const char *key) {
    return in->count > 0 && strcmp(in->word[0], key) == 0;
}

static long number(const reader *in, int place, long low, long high) {
    if (place >= in->count) {
        stop("words are missing after", in->word[0]);
    }
    char *end;
    long value = strtol(in->word[place], &end, 10);
    if (*end != '\0' || value < low || value > high) {
        stop("out of range, or no number", in->word[place]);
    }
    return value;
}

/* The number after a key that has to come next. */
static long value_of(reader *in, const char *key, long high) {
    need_line(in);
    if (!is(in, key)) {
        stop("expected", key);
    }
    return number(in, 1, 0, high);
}

static void read_head(reader *in, limber_instance *out) {
    out->budget = (uint16_t)value_of(in, "budget", LIMBER_BUDGET_MAX);
    need_line(in);
    if (!is(in, "start")) {
        stop("expected", "start");
    }
    out->start = in->count > 1 && strcmp(in->word[1], "-") == 0
                     ? LIMBER_NO_POSITION
                     : (uint8_t)number(in, 1, 0, LIMBER_POSITION_MAX - 1);
    out->warm_ups_max = (uint8_t)value_of(in, "warm-ups-max", UINT8_MAX);
}

static void read_move(const reader *in, limber_instance *out) {
    long from = number(in, 1, 0, LIMBER_POSITION_MAX - 1);
    long to = number(in, 2, 0, LIMBER_POSITION_MAX - 1);
    out->change_slots[from][to] = (uint8_t)number(in, 3, 0, UINT8_MAX);
    out->effort[from][to] = (uint16_t)number(in, 4, 0, UINT16_MAX);
    out->position_count = (uint8_t)(from + 1);
}

/* Regions count up; the last of them is calm, which has its own place in an instance. */
static void read_worth(const reader *in, limber_instance *out) {
    long region = number(in, 1, 0, LIMBER_PULL_MAX - 1);
    for (int j = 0; j <= LIMBER_UNIT_MAX; j++) {
        out->worth[region][j] = (int32_t)number(in, 2 + j, 0, INT32_MAX);
    }
    out->region_count = (uint8_t)region;
}

static void read_limit(const reader *in, limber_instance *out) {
    if (out->limit_count == LIMBER_LIMIT_MAX) {
        stop("too many limits", "an instance has one for each region and one more");
    }
    out->limit_of[out->limit_count] = (uint8_t)number(in, 1, 0, LIMBER_LIMIT_MAX - 1);
    out->limit[out->limit_count++] = (uint16_t)number(in, 2, 0, UINT16_MAX);
}

static void read_technique(const reader *in, named_instance *out) {
    uint8_t place = out->instance.candidate_count;
    if (place == LIMBER_TECHNIQUE_MAX) {
        stop("too many techniques", in->word[1]);
    }
    long phase = number(in, 2, 0, LIMBER_PHASE_COUNT - 1);
    long region = number(in, 3, 0, out->instance.region_count);
    limber_candidate *one = &out->instance.candidate[place];
    *one = (limber_candidate){.technique = place,
                              .phase = (uint8_t)phase,
                              .region = region == out->instance.region_count ? LIMBER_CALM
                                                                             : (uint8_t)region,
                              .family = (uint8_t)number(in, 4, 0, UINT8_MAX),
                              .need = (uint8_t)number(in, 5, 0, 1),
                              .keep = (uint8_t)number(in, 6, 0, 1)};
    bool warms = false;
    for (int i = 8; i < in->count; i++) {
        if (strcmp(in->word[i], "warms") == 0) {
            warms = true;
        } else if (warms) {
            one->warms = (uint16_t)(one->warms | 1u << number(in, i, 0, LIMBER_REGION_MAX - 1));
        } else {
            one->positions =
                (uint8_t)(one->positions | 1u << number(in, i, 0, LIMBER_POSITION_MAX - 1));
        }
    }
    (void)snprintf(out->name[place], NAME_MAX_BYTES, "%s", in->word[1]);
    out->instance.candidate_count++;
}

static void read_dose(const reader *in, limber_instance *out) {
    limber_candidate *one =
        out->candidate_count > 0 ? &out->candidate[out->candidate_count - 1] : NULL;
    if (one == NULL || one->option_count == LIMBER_DOSE_COUNT) {
        stop("a dose too many", in->word[1]);
    }
    limber_option *option = &one->option[one->option_count++];
    option->number = (uint8_t)number(in, 2, 0, LIMBER_DOSE_COUNT - 1);
    option->slots = (uint16_t)number(in, 3, 1, UINT16_MAX);
    option->units = (uint8_t)number(in, 4, 1, LIMBER_UNIT_MAX);
    option->flat = (int32_t)number(in, 5, INT32_MIN, INT32_MAX);
    for (int i = 0; i < out->limit_count; i++) {
        option->use[i] = (uint16_t)number(in, 6 + i, 0, UINT16_MAX);
    }
}

/* Calm comes last in the text, wherever that is, and at LIMBER_CALM in the program. */
static void move_calm(limber_instance *out) {
    if (out->region_count != LIMBER_CALM) {
        memcpy(out->worth[LIMBER_CALM], out->worth[out->region_count], sizeof out->worth[0]);
        memset(out->worth[out->region_count], 0, sizeof out->worth[0]);
    }
}

bool read_instance(FILE *file, named_instance *out) {
    reader in = {.file = file};
    if (!next_line(&in)) {
        return false;
    }
    if (!is(&in, "limber-instance") || number(&in, 1, 1, 1) != 1) {
        stop("expected", "limber-instance 1");
    }
    memset(out, 0, sizeof *out);
    out->instance.position_count = 1;
    read_head(&in, &out->instance);
    for (need_line(&in); !is(&in, "end"); need_line(&in)) {
        if (is(&in, "move")) {
            read_move(&in, &out->instance);
        } else if (is(&in, "worth")) {
            read_worth(&in, &out->instance);
        } else if (is(&in, "limit")) {
            read_limit(&in, &out->instance);
        } else if (is(&in, "technique") && in.count > 8) {
            read_technique(&in, out);
        } else if (is(&in, "dose") && in.count == 6 + out->instance.limit_count) {
            read_dose(&in, &out->instance);
        } else {
            stop("an unknown line", in.word[0]);
        }
    }
    move_calm(&out->instance);
    return true;
}

static void write_table(FILE *file, const limber_instance *instance) {
    for (int from = 0; from < instance->position_count; from++) {
        for (int to = 0; to < instance->position_count; to++) {
            if (from != to) {
                fprintf(file, "move %d %d %d %d\n", from, to, instance->change_slots[from][to],
                        instance->effort[from][to]);
            }
        }
    }
    for (int region = 0; region <= instance->region_count; region++) {
        fprintf(file, "worth %d", region);
        for (int j = 0; j <= LIMBER_UNIT_MAX; j++) {
            bool calm = region == instance->region_count;
            fprintf(file, " %d", instance->worth[calm ? LIMBER_CALM : region][j]);
        }
        fputc('\n', file);
    }
    for (int i = 0; i < instance->limit_count; i++) {
        fprintf(file, "limit %d %d\n", instance->limit_of[i], instance->limit[i]);
    }
}

static void write_bits(FILE *file, const char *key, unsigned bits) {
    fprintf(file, " %s", key);
    for (int i = 0; bits >> i != 0; i++) {
        if ((bits >> i & 1) != 0) {
            fprintf(file, " %d", i);
        }
    }
}

static void write_technique(FILE *file, const named_instance *named, int place) {
    const limber_instance *instance = &named->instance;
    const limber_candidate *one = &instance->candidate[place];
    fprintf(file, "technique %s %d %d %d %d %d", named->name[place], one->phase,
            one->region == LIMBER_CALM ? instance->region_count : one->region, one->family,
            one->need, one->keep);
    write_bits(file, "positions", one->positions);
    write_bits(file, "warms", one->warms);
    fputc('\n', file);
    for (int i = 0; i < one->option_count; i++) {
        const limber_option *option = &one->option[i];
        fprintf(file, "dose %s %d %d %d %d", named->name[place], option->number, option->slots,
                option->units, option->flat);
        for (int limit = 0; limit < instance->limit_count; limit++) {
            fprintf(file, " %d", option->use[limit]);
        }
        fputc('\n', file);
    }
}

void write_instance(FILE *file, const named_instance *named) {
    const limber_instance *instance = &named->instance;
    fprintf(file, "limber-instance 1\nbudget %d\n", instance->budget);
    if (instance->start == LIMBER_NO_POSITION) {
        fputs("start -\n", file);
    } else {
        fprintf(file, "start %d\n", instance->start);
    }
    fprintf(file, "warm-ups-max %d\n", instance->warm_ups_max);
    write_table(file, instance);
    for (int i = 0; i < instance->candidate_count; i++) {
        write_technique(file, named, i);
    }
    fputs("end\n", file);
}

void write_solution(FILE *file, const named_instance *of, const limber_solution *solution) {
    if (!solution->feasible) {
        fputs("limber-solution 1\ninfeasible\nend\n", file);
        return;
    }
    fprintf(file, "limber-solution 1\nworth %d\nat-most %d\nslots %d\n", solution->worth,
            solution->at_most, solution->slots);
    for (int phase = 0; phase < LIMBER_PHASE_COUNT; phase++) {
        if (solution->first[phase] != LIMBER_NO_POSITION) {
            fprintf(file, "phase %d %d %d\n", phase, solution->first[phase], solution->last[phase]);
        }
    }
    for (int i = 0; i < of->instance.candidate_count; i++) {
        if (solution->option[i] > 0) {
            const limber_option *option =
                &of->instance.candidate[i].option[solution->option[i] - 1];
            fprintf(file, "dose %s %d %d\n", of->name[i], option->number, solution->position[i]);
        }
    }
    fputs("end\n", file);
}
