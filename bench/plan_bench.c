/* How long a whole plan takes, from the request to the steps, for made-up people whom nothing holds
 * back: plan_bench FILE [COUNT [SEED]]. Writes into FILE, one after another, each person's
 * screening, record, request and plan, for plan_bench.mjs; prints microseconds: median, 99 in 100,
 * the slowest, and how many plans are not proven best. */
#include "people.h"

#include <stdio.h>
#include <stdlib.h>
#include <time.h>

enum { ROUNDS = 5, PEOPLE_MAX = 100000 };

static limber_workspace workspace;

static double now_us(void) {
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (double)now.tv_sec * 1e6 + (double)now.tv_nsec / 1e3;
}

static uint16_t some_of(unsigned count, uint32_t one_in) {
    uint16_t set = 0;
    for (unsigned i = 0; i < count; i++) {
        set = (uint16_t)(set | (random_below(one_in) > 0) << i);
    }
    return set;
}

/* One to three places are stiff; most positions are possible, half of the things at hand. */
static limber_request somebody(uint32_t day) {
    limber_request request = {.day = day,
                              .minutes = (uint16_t)(3 + random_below(43)),
                              .positions = some_of(catalogue->position_count, 6),
                              .equipment = some_of(catalogue->equipment_count, 2),
                              .pain_known = 1,
                              .pain = (uint8_t)random_below(6),
                              .partner = random_below(8) == 0};
    for (uint32_t n = 1 + random_below(3); n > 0; n--) {
        request.stiffness[random_below(catalogue->region_count)] = (uint8_t)(1 + random_below(10));
    }
    return request;
}

static limber_record some_past(uint32_t day) {
    limber_record record = {0};
    for (uint32_t n = random_below(2) * random_below(20); n > 0; n--) {
        limber_fact worked = {.day = day - random_below(LIMBER_WEEK_DAYS),
                              .worked_ms = 10000 + random_below(90000),
                              .kind = LIMBER_FACT_WORKED,
                              .technique = (uint8_t)random_below(catalogue->technique_count)};
        (void)!limber_record_add(catalogue, &record, &worked);
    }
    return record;
}

static double plan_us(const limber_screening *screening, const limber_record *record,
                      const limber_request *request, limber_plan *out) {
    double best_us = 1e12;
    for (int round = 0; round < ROUNDS; round++) {
        double began_us = now_us();
        if (limber_plan_make(catalogue, screening, record, request, &workspace, out) != LIMBER_OK) {
            exit(1);
        }
        double took_us = now_us() - began_us;
        best_us = took_us < best_us ? took_us : best_us;
    }
    return best_us;
}

static int by_time(const void *a, const void *b) {
    double left = *(const double *)a, right = *(const double *)b;
    return (left > right) - (left < right);
}

int main(int argc, char **argv) {
    long count = argc > 2 ? strtol(argv[2], NULL, 10) : 5000;
    random_state = argc > 3 ? strtoull(argv[3], NULL, 10) : 20261127;
    FILE *file = argc > 1 ? fopen(argv[1], "wb") : NULL;
    static double took_us[PEOPLE_MAX];
    limber_answers answers = all_no();
    limber_screening screening;
    int unproven = 0;
    if (file == NULL || count < 100 || count > PEOPLE_MAX ||
        limber_screen(catalogue, &answers, &screening) != LIMBER_OK) {
        return 2;
    }
    for (long i = 0; i < count; i++) {
        limber_record record = some_past(screening.day);
        limber_request request = somebody(screening.day);
        limber_plan plan;
        took_us[i] = plan_us(&screening, &record, &request, &plan);
        unproven += plan.worth != plan.at_most;
        fwrite(&screening, sizeof screening, 1, file);
        fwrite(&record, sizeof record, 1, file);
        fwrite(&request, sizeof request, 1, file);
        fwrite(&plan, sizeof plan, 1, file);
    }
    qsort(took_us, (size_t)count, sizeof *took_us, by_time);
    printf("%.0f\t%.0f\t%.0f\t%d\n", took_us[count / 2], took_us[count * 99 / 100],
           took_us[count - 1], unproven);
    return fclose(file) == 0 ? 0 : 1;
}
