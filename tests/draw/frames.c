/* Every technique at 101 moments, on both sides, as the bytes that a reader of the figure sees. */
#include "figure.h"

#include <stdio.h>

extern const limber_catalogue limber_catalogue_tables;
extern const limber_motion limber_catalogue_motions[];

static void write_figure(const limber_figure *f) {
    fwrite(&f->shape_count, sizeof f->shape_count, 4, stdout); /* the three counts and "full" */
    fwrite(f->shape, sizeof *f->shape, f->shape_count, stdout);
    fwrite(f->outline, sizeof *f->outline, f->outline_count, stdout);
    fwrite(f->point, sizeof *f->point, f->point_count, stdout);
}

int main(void) {
    static limber_figure figure;
    for (int i = 0; i < limber_catalogue_tables.technique_count; i++) {
        const limber_motion *motion = &limber_catalogue_motions[i];
        limber_view view;
        limber_figure_view(motion, &figure, &view);
        for (int n = 0; n < 2 * 101; n++) {
            limber_moment at = {.moved = (uint16_t)(n / 2 * 10),
                                .breath = (uint16_t)(n / 2 * 10),
                                .mirrored = (uint8_t)(n % 2),
                                .arrow = 1,
                                .marks = 1};
            limber_figure_draw(motion, &view, &at, &figure);
            write_figure(&figure);
        }
    }
    return fflush(stdout) == 0 ? 0 : 1;
}
