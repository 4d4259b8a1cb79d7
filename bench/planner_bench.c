/* The planner beside GLPK and CBC, one instance after another, in one process:
 *
 *     planner_bench INSTANCES FOLDER WORK SECONDS
 *
 * INSTANCES has them one after another in the text of docs/planner.md; FOLDER has the program of
 * each for the others, N.lp from 0 (tests/referee/milp.py writes them), who have so many SECONDS
 * for one; 0: they are not asked. Reading is not timed. Prints a row for each instance: ns of the
 * planner, of GLPK and of CBC, the work of the planner, and whether GLPK and CBC came to an end;
 * and writes what each found into FOLDER. */
#include "read_instance.h"

#include <coin/Cbc_C_Interface.h>
#include <glpk.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

enum { REPEATS = 9, PATH_BYTES = 512, COLUMN_BYTES = 64, SECONDS_MAX = 100000 };

/* What takes longer than this altogether is not repeated further. */
static const int64_t repeat_ns = 500000000;

static limber_workspace workspace;
static named_instance named;

static _Noreturn void stop(const char *what) {
    fprintf(stderr, "planner_bench: %s\n", what);
    exit(2);
}

static int64_t now_ns(void) {
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (int64_t)now.tv_sec * 1000000000 + now.tv_nsec;
}

static int by_size(const void *a, const void *b) {
    int64_t x = *(const int64_t *)a;
    int64_t y = *(const int64_t *)b;
    return (x > y) - (x < y);
}

/* What a solver found, and whether it came to an end. */
typedef struct {
    limber_solution solution;
    int64_t took_ns;
    bool ended;
} answer;

typedef struct {
    uint32_t work_max;     /* for the planner */
    char path[PATH_BYTES]; /* for the others, with the program */
    int seconds;
} question;

static void solve_with_planner(const question *asked, answer *out) {
    int64_t began_ns = now_ns();
    limber_error error = limber_solve(&named.instance, asked->work_max, &workspace, &out->solution);
    out->took_ns = now_ns() - began_ns;
    out->ended = true;
    if (error != LIMBER_OK) {
        stop(limber_error_name(error));
    }
}

/* The same for each: called up to 9 times, or until half a second is over; the median counts. */
static void solve(void (*with)(const question *, answer *), const question *asked, answer *out) {
    int64_t took_ns[REPEATS], all_ns = 0;
    int count = 0;
    while (count < REPEATS && all_ns < repeat_ns) {
        memset(out, 0, sizeof *out);
        with(asked, out);
        took_ns[count] = out->took_ns;
        all_ns += took_ns[count++];
    }
    qsort(took_ns, (size_t)count, sizeof took_ns[0], by_size);
    out->took_ns = took_ns[count / 2];
}

/* ---- What the columns of the others mean. ------------------------------------------------------
 */

static void begin_solution(limber_solution *out) {
    memset(out, 0, sizeof *out);
    out->feasible = 1;
    memset(out->first, LIMBER_NO_POSITION, sizeof out->first);
    memset(out->last, LIMBER_NO_POSITION, sizeof out->last);
}

/* The numbers after the letter of a name such as y_2_0_3; how many there are. */
static int numbers_of(const char *name, unsigned long numbers[3]) {
    int count = 0;
    char *at = strchr(name, '_');
    while (at != NULL && *at == '_' && count < 3) {
        numbers[count++] = strtoul(at + 1, &at, 10);
    }
    return count;
}

/* A column that is 1: a step of a technique's dose, or where a phase begins and ends. */
static void note_column(const char *name, limber_solution *out) {
    unsigned long number[3];
    int count = numbers_of(name, number);
    if (name[0] == 'x' && count == 2 && number[0] < named.instance.candidate_count) {
        out->option[number[0]]++;
    } else if (name[0] == 'y' && count == 3 && number[0] < LIMBER_PHASE_COUNT) {
        out->first[number[0]] = (uint8_t)number[1];
        out->last[number[0]] = (uint8_t)number[2];
    }
}

static void move_to(uint8_t position, uint8_t *at, limber_solution *out) {
    if (*at != LIMBER_NO_POSITION) {
        out->slots = (uint16_t)(out->slots + named.instance.change_slots[*at][position]);
        out->worth -= named.instance.effort[*at][position];
    }
    *at = position;
}

static void end_solution(limber_solution *out) {
    const limber_instance *instance = &named.instance;
    int units[LIMBER_PULL_MAX] = {0};
    uint8_t at = instance->start;
    for (int phase = 0; phase < LIMBER_PHASE_COUNT; phase++) {
        if (out->first[phase] != LIMBER_NO_POSITION) {
            move_to(out->first[phase], &at, out);
            move_to(out->last[phase], &at, out);
        }
    }
    for (int i = 0; i < instance->candidate_count; i++) {
        const limber_candidate *one = &instance->candidate[i];
        if (out->option[i] > 0) {
            const limber_option *option = &one->option[out->option[i] - 1];
            out->slots = (uint16_t)(out->slots + option->slots);
            out->worth += option->flat;
            units[one->region] += option->units;
            uint8_t first = out->first[one->phase];
            bool in_first = first < LIMBER_POSITION_MAX && (one->positions >> first & 1) != 0;
            out->position[i] = in_first ? first : out->last[one->phase];
        }
    }
    for (int region = 0; region < LIMBER_PULL_MAX; region++) {
        int count = units[region] < LIMBER_UNIT_MAX ? units[region] : LIMBER_UNIT_MAX;
        out->worth += instance->worth[region][count];
    }
    out->at_most = out->worth;
}

/* ---- GLPK and CBC. -----------------------------------------------------------------------------
 */

/* Gaps of 0: points are counted in 1024ths, so that its usual tolerance would take one of two
 * sessions for as good as the other. Its cuts are on because they make it faster. */
static void solve_with_glpk(const question *asked, answer *out) {
    glp_prob *problem = glp_create_prob();
    if (glp_read_lp(problem, NULL, asked->path) != 0) {
        stop("GLPK cannot read a program");
    }
    glp_iocp options;
    glp_init_iocp(&options);
    options.msg_lev = GLP_MSG_OFF;
    options.presolve = GLP_ON;
    options.mir_cuts = GLP_ON;
    options.cov_cuts = GLP_ON;
    options.mip_gap = 0;
    options.tol_obj = 1e-9;
    options.tm_lim = asked->seconds * 1000;
    int64_t began_ns = now_ns();
    int ended = glp_intopt(problem, &options);
    out->took_ns = now_ns() - began_ns;
    out->ended = ended == 0 || ended == GLP_ENOPFS;
    int status = glp_mip_status(problem);
    if (ended == 0 && status == GLP_OPT) {
        begin_solution(&out->solution);
        for (int column = 1; column <= glp_get_num_cols(problem); column++) {
            if (glp_mip_col_val(problem, column) > 0.5) {
                note_column(glp_get_col_name(problem, column), &out->solution);
            }
        }
        end_solution(&out->solution);
    } else if (out->ended && ended != GLP_ENOPFS && status != GLP_NOFEAS) {
        stop("GLPK says neither what is best nor that there is nothing");
    }
    glp_delete_prob(problem);
}

/* Without its preprocessing: that of CBC 2.10.8 loses the optimum of some instances
 * ("Postprocessing changed objective"), or stops the program by a failed assertion, and takes as
 * long. */
static void solve_with_cbc(const question *asked, answer *out) {
    Cbc_Model *model = Cbc_newModel();
    Cbc_setLogLevel(model, 0);
    if (Cbc_readLp(model, asked->path) != 0) {
        stop("CBC cannot read a program");
    }
    Cbc_setAllowableGap(model, 0);
    Cbc_setAllowableFractionGap(model, 0);
    Cbc_setParameter(model, "preprocess", "off");
    Cbc_setMaximumSeconds(model, asked->seconds);
    int64_t began_ns = now_ns();
    Cbc_solve(model);
    out->took_ns = now_ns() - began_ns;
    out->ended = Cbc_isProvenOptimal(model) || Cbc_isProvenInfeasible(model);
    if (Cbc_isProvenOptimal(model)) {
        begin_solution(&out->solution);
        const double *values = Cbc_getColSolution(model);
        for (int column = 0; column < Cbc_getNumCols(model); column++) {
            char name[COLUMN_BYTES];
            Cbc_getColName(model, column, name, sizeof name);
            if (values[column] > 0.5) {
                note_column(name, &out->solution);
            }
        }
        end_solution(&out->solution);
    }
    Cbc_deleteModel(model);
}

/* ---- All of them. ------------------------------------------------------------------------------
 */

typedef struct {
    const char *folder;
    FILE *planner, *glpk, *cbc;
    uint32_t work_max;
    int seconds; /* for the others; 0: they are not asked */
} bench;

static FILE *open_in(const char *folder, const char *name, const char *mode) {
    char path[PATH_BYTES];
    (void)snprintf(path, sizeof path, "%s/%s", folder, name);
    return open_or_stop(path, mode);
}

static void measure(const bench *this, int number) {
    question asked = {.work_max = this->work_max, .seconds = this->seconds};
    answer ours, glpk = {.ended = false}, cbc = {.ended = false};
    solve(solve_with_planner, &asked, &ours);
    write_solution(this->planner, &named, &ours.solution);
    if (this->seconds > 0) {
        (void)snprintf(asked.path, sizeof asked.path, "%s/%d.lp", this->folder, number);
        solve(solve_with_glpk, &asked, &glpk);
        solve(solve_with_cbc, &asked, &cbc);
        write_solution(this->glpk, &named, &glpk.solution);
        write_solution(this->cbc, &named, &cbc.solution);
    }
    printf("%lld\t%lld\t%lld\t%u\t%d\t%d\n", (long long)ours.took_ns, (long long)glpk.took_ns,
           (long long)cbc.took_ns, ours.solution.work, glpk.ended, cbc.ended);
}

int main(int count, char **words) {
    if (count != 5) {
        stop("planner_bench INSTANCES FOLDER WORK SECONDS");
    }
    FILE *instances = open_or_stop(words[1], "r");
    bench this = {.folder = words[2],
                  .planner = open_in(words[2], "planner.txt", "w"),
                  .glpk = open_in(words[2], "glpk.txt", "w"),
                  .cbc = open_in(words[2], "cbc.txt", "w"),
                  .work_max = (uint32_t)strtoul(words[3], NULL, 10),
                  .seconds = (int)strtol(words[4], NULL, 10)};
    if (this.seconds < 0 || this.seconds > SECONDS_MAX) {
        stop("SECONDS are 0 to 100000");
    }
    (void)glp_term_out(GLP_OFF);
    for (int number = 0; read_instance(instances, &named); number++) {
        measure(&this, number);
    }
    bool written = fclose(this.planner) == 0 && fclose(this.glpk) == 0 && fclose(this.cbc) == 0;
    return fclose(instances) == 0 && written && fflush(stdout) == 0 ? 0 : 1;
}
