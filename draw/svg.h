/* svg.h: what the still and the moving SVG share. Internal to draw/. */
#ifndef LIMBER_DRAW_SVG_H
#define LIMBER_DRAW_SVG_H

#include "draw.h"

int svg_mm(int tenths);
void svg_begin(FILE *out, draw_frame frame, const char *title, draw_scheme scheme);
void svg_class(FILE *out, const limber_shape *shape); /* class="..." */
void svg_step(FILE *out, int x, int y, bool first);
void svg_end(FILE *out);

#endif
