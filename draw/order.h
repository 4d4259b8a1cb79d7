/* order.h: the shapes of a run of figures, each the same body part in every one of them, in an
 * order that fits all of them. Internal to draw/. */
#ifndef LIMBER_DRAW_ORDER_H
#define LIMBER_DRAW_ORDER_H

#include "draw.h"

typedef struct {
    int count;
    /* of two shapes, by what they are: 1 where the one was seen over the other */
    uint8_t over[LIMBER_SHAPE_MAX][LIMBER_SHAPE_MAX];
    int places[LIMBER_SHAPE_MAX]; /* where each lay, over all figures */
} draw_order;

/* The places in figure->shape, in the order in which the core wrote the shapes: that tells what
 * each of them is. */
void order_parts(const limber_figure *figure, int *place);

/* Whether both have the same parts. */
bool order_same_parts(const limber_figure *a, const limber_figure *b);

void order_begin(draw_order *order);

/* Adds a figure with the same parts; false, and nothing changed, if it shows two of them the other
 * way round. */
bool order_add(draw_order *order, const limber_figure *figure);

/* The parts, back to front. */
void order_list(const draw_order *order, int *part);

#endif
