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

#endif
