/* How long the core takes to decide, on the shipped catalogue. Prints: what, figure, unit. */
#include "limber.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

static limber_workspace workspace;

extern const limber_catalogue limber_catalogue_tables;
static const limber_catalogue *const catalogue = &limber_catalogue_tables;

enum { TODAY = 20000, ROUNDS = 7 };

static limber_screening screening;
static limber_plan plan;
static const limber_record record; /* nothing was done before */

static void must(limber_error error) {
    if (error != LIMBER_OK) {
        fprintf(stderr, "core_bench: the core says %s\n", limber_error_name(error));
        exit(1);
    }
}

static void screen(void) {
    limber_answers answers = {.day = TODAY, .age_years = 40};
    memset(answers.answer, LIMBER_ANSWER_NO, catalogue->question_count);
    must(limber_screen(catalogue, &answers, &screening));
}

static void make_plan(uint16_t minutes) {
    limber_request request = {.day = TODAY,
                              .minutes = minutes,
                              .positions = UINT16_MAX >> (16 - catalogue->position_count),
                              .equipment = UINT16_MAX >> (16 - catalogue->equipment_count),
                              .pain_known = 1,
                              .pain = 2};
    memset(request.stiffness, 6, catalogue->region_count);
    must(limber_plan_make(catalogue, &screening, &record, &request, &workspace, &plan));
}

static void plan_ten_minutes(void) {
    make_plan(10);
}

static void plan_forty_minutes(void) {
    make_plan(40);
}

/* From GO to DONE in ticks of a second. */
static void go_through(void) {
    limber_session session;
    limber_output output;
    must(limber_session_begin(catalogue, &screening, &record, &plan, &session));
    limber_event event = {.kind = LIMBER_EVENT_GO};
    do {
        must(limber_session_step(&session, &plan, &event, &output));
        if (!output.again) {
            event.kind = LIMBER_EVENT_TICK;
            event.at_ms += 1000;
        }
    } while (output.state != LIMBER_STATE_DONE);
}

static double now_s(void) {
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (double)now.tv_sec + (double)now.tv_nsec / 1e9;
}

/* The best of some rounds: what else the machine does only ever adds. */
static void measure(const char *what, void work(void), int calls) {
    double best_s = 1e9;
    for (int round = 0; round < ROUNDS; round++) {
        double began_s = now_s();
        for (int call = 0; call < calls; call++) {
            work();
        }
        double round_s = (now_s() - began_s) / calls;
        best_s = round_s < best_s ? round_s : best_s;
    }
    printf("%s\t%.2f\tµs\n", what, best_s * 1e6);
}

int main(void) {
    measure("a screening", screen, 100000);
    measure("a plan for 40 minutes", plan_forty_minutes, 500);
    measure("a plan for 10 minutes", plan_ten_minutes, 500);
    measure("a whole session of 10 minutes, in ticks of a second", go_through, 500);
    return 0;
}
