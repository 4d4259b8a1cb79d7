/* simpler.h: one shape at some moments, with those points only that its look needs, the same ones
 * at every moment. Internal to draw/. */
#ifndef LIMBER_DRAW_SIMPLER_H
#define LIMBER_DRAW_SIMPLER_H

#include "draw.h"

typedef struct simple_shape simple_shape;

/* Of each figure the shape that `number` names; their outlines correspond. NULL: no memory. */
simple_shape *simple_make(const limber_figure *const *figures, const int *number, int count);

/* Whether it looks different at any two moments. */
bool simple_moves(const simple_shape *shape);

/* As path data, this share of the way from a moment to the next one; the share may be less than 0
 * or more than 1, and 0 needs no next one. */
void simple_write(FILE *out, const simple_shape *shape, int moment, double share);

void simple_free(simple_shape *shape);

#endif
