/* How long one frame of each technique takes: pose, project, sort and write down, arrow and marks
 * included. Prints: id, median and worst of its moments, in microseconds, divided by tabs. */
#include "figure.h"
#include "words.h"

#include <stdio.h>
#include <stdlib.h>
#include <time.h>

extern const limber_motion limber_catalogue_motions[];

enum { MOMENTS = 101, ROUNDS = 9, CALLS = 20 };

static double now_us(void) {
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (double)now.tv_sec * 1e6 + (double)now.tv_nsec / 1e3;
}

/* The best of some rounds: what else the machine does only ever adds. */
static double frame_us(const limber_motion *motion, const limber_view *view, int moment) {
    static limber_figure figure;
    double best_us = 1e9;
    for (int round = 0; round < ROUNDS; round++) {
        limber_moment at = {
            .moved = (uint16_t)(moment * 10), .breath = 300, .arrow = 1, .marks = 1};
        double began_us = now_us();
        for (int call = 0; call < CALLS; call++) {
            limber_figure_draw(motion, view, &at, &figure);
        }
        double took_us = (now_us() - began_us) / CALLS;
        best_us = took_us < best_us ? took_us : best_us;
    }
    return best_us;
}

static int by_time(const void *a, const void *b) {
    double left = *(const double *)a, right = *(const double *)b;
    return (left > right) - (left < right);
}

int main(void) {
    static limber_figure room;
    for (int i = 0; i < limber_catalogue_tables.technique_count; i++) {
        double took_us[MOMENTS];
        limber_view view;
        limber_figure_view(&limber_catalogue_motions[i], &room, &view);
        for (int moment = 0; moment < MOMENTS; moment++) {
            took_us[moment] = frame_us(&limber_catalogue_motions[i], &view, moment);
        }
        qsort(took_us, MOMENTS, sizeof *took_us, by_time);
        printf("%s\t%.2f\t%.2f\n", limber_words_en.techniques[i].id, took_us[MOMENTS / 2],
               took_us[MOMENTS - 1]);
    }
    return 0;
}
