/* draw.h: a figure on paper, on a screen and in a terminal. Each takes the same list of shapes. */
#ifndef LIMBER_DRAW_H
#define LIMBER_DRAW_H

#include "figure.h"

#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>

typedef struct {
    uint8_t red, green, blue, alpha;
} draw_colour;

/* The colour of a shape; the paper's own is what shows between them. */
draw_colour draw_colour_of(const limber_shape *shape, bool dark);
draw_colour draw_paper(bool dark);

/* A role's word, as SVG classes have it; NULL after the last. */
const char *draw_role_name(int role);

/* How far a rim stands out around its shape; in the figure's units, as all lengths here. */
enum { DRAW_RIM = 75 };

/* What the whole movement needs, with air around it; `room` is overwritten. */
limber_bounds draw_frame(const limber_motion *motion, bool mirrored, limber_figure *room);

/* The one moment that tells the technique: held, or where the movement first arrives. */
limber_moment draw_still(const limber_motion *motion, bool mirrored);

typedef enum { DRAW_LIGHT, DRAW_DARK, DRAW_AS_READER } draw_scheme; /* the last: SVG only */

/* A still as SVG, a path for each shape. */
void draw_svg(FILE *out, const limber_figure *figure, limber_bounds frame, const char *title,
              draw_scheme scheme);

#endif
