/* brush.h: a figure painted with cairo. Internal to draw/. */
#ifndef LIMBER_DRAW_BRUSH_H
#define LIMBER_DRAW_BRUSH_H

#include "draw.h"

#include <cairo.h>

/* So that the frame fills a rectangle as far as its shape allows, in its middle. */
void brush_fit(cairo_t *cairo, draw_frame frame, double left, double top, double width,
               double height);

void brush_outlines(cairo_t *cairo, const limber_figure *figure, const limber_shape *shape);

void brush_figure(cairo_t *cairo, const limber_figure *figure, bool dark);

void brush_colour(cairo_t *cairo, draw_colour colour);

#endif
