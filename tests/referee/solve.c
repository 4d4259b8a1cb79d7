/* Solves instances: solve [--work N] [FILE]
 *
 * Reads instances in the text of docs/planner.md, one after another, from FILE or from standard
 * input, and writes what the planner finds within N of work; 0, which is the default, is no bound.
 */
#include "read_instance.h"

#include <stdlib.h>
#include <string.h>

static limber_workspace workspace;
static named_instance named;

int main(int count, char **words) {
    uint32_t work_max = UINT32_MAX;
    int at = 1;
    if (at + 1 < count && strcmp(words[at], "--work") == 0) {
        unsigned long work = strtoul(words[at + 1], NULL, 10);
        work_max = work > 0 ? (uint32_t)work : UINT32_MAX;
        at += 2;
    }
    FILE *file = at < count ? open_or_stop(words[at], "r") : stdin;
    while (read_instance(file, &named)) {
        limber_solution solution;
        limber_error error = limber_solve(&named.instance, work_max, &workspace, &solution);
        if (error != LIMBER_OK) {
            fprintf(stderr, "solve: the core says %s\n", limber_error_name(error));
            return 1;
        }
        write_solution(stdout, &named, &solution);
    }
    return fclose(file) == 0 && fflush(stdout) == 0 ? 0 : 1;
}
