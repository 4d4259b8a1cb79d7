#include "order.h"

#include <string.h>

void order_parts(const limber_figure *figure, int *place) {
    for (int i = 0; i < figure->shape_count; i++) {
        int at = i;
        for (;
             at > 0 && figure->shape[place[at - 1]].first_outline > figure->shape[i].first_outline;
             at--) {
            place[at] = place[at - 1];
        }
        place[at] = i;
    }
}

bool order_same_parts(const limber_figure *a, const limber_figure *b) {
    int in_a[LIMBER_SHAPE_MAX], in_b[LIMBER_SHAPE_MAX];
    if (a->shape_count != b->shape_count) {
        return false;
    }
    order_parts(a, in_a);
    order_parts(b, in_b);
    for (int i = 0; i < a->shape_count; i++) {
        const limber_shape *one = &a->shape[in_a[i]], *other = &b->shape[in_b[i]];
        if (one->role != other->role || one->outline_count != other->outline_count) {
            return false;
        }
    }
    return true;
}

/* ---- What hides what. --------------------------------------------------------------------------
 */

static draw_frame box_of(const limber_figure *figure, int outline) {
    const limber_point *point = &figure->point[figure->outline[outline].first_point];
    draw_frame box = {INT16_MAX, INT16_MAX, INT16_MIN, INT16_MIN};
    for (int i = 0; i < figure->outline[outline].point_count; i++) {
        box.left = point[i].x < box.left ? point[i].x : box.left;
        box.right = point[i].x > box.right ? point[i].x : box.right;
        box.top = point[i].y < box.top ? point[i].y : box.top;
        box.bottom = point[i].y > box.bottom ? point[i].y : box.bottom;
    }
    return box;
}

static bool meet(const draw_frame *a, const draw_frame *b) {
    return a->left < b->right && b->left < a->right && a->top < b->bottom && b->top < a->bottom;
}

static bool shapes_meet(const draw_frame *boxes, const limber_shape *a, const limber_shape *b) {
    for (int i = 0; i < a->outline_count; i++) {
        for (int j = 0; j < b->outline_count; j++) {
            if (meet(&boxes[a->first_outline + i], &boxes[b->first_outline + j])) {
                return true;
            }
        }
    }
    return false;
}

void order_begin(draw_order *order) {
    memset(order, 0, sizeof *order);
}

bool order_add(draw_order *order, const limber_figure *figure) {
    draw_frame boxes[LIMBER_OUTLINE_MAX];
    int place[LIMBER_SHAPE_MAX];
    uint8_t over[LIMBER_SHAPE_MAX][LIMBER_SHAPE_MAX];
    memcpy(over, order->over, sizeof over);
    for (int i = 0; i < figure->outline_count; i++) {
        boxes[i] = box_of(figure, i);
    }
    order_parts(figure, place);
    for (int a = 0; a < figure->shape_count; a++) {
        for (int b = 0; b < figure->shape_count; b++) {
            if (place[a] > place[b] &&
                shapes_meet(boxes, &figure->shape[place[a]], &figure->shape[place[b]])) {
                if (over[b][a]) {
                    return false;
                }
                over[a][b] = 1;
            }
        }
    }
    memcpy(order->over, over, sizeof over);
    order->count = figure->shape_count;
    for (int i = 0; i < order->count; i++) {
        order->places[i] += place[i];
    }
    return true;
}

/* Nothing that is not yet listed lies under it. */
static bool is_free(const draw_order *order, const bool *listed, int part) {
    for (int i = 0; i < order->count; i++) {
        if (!listed[i] && order->over[part][i]) {
            return false;
        }
    }
    return true;
}

void order_list(const draw_order *order, int *part) {
    bool listed[LIMBER_SHAPE_MAX] = {false};
    for (int n = 0; n < order->count; n++) {
        int lowest = -1, lowest_free = -1;
        for (int i = 0; i < order->count; i++) {
            if (listed[i]) {
                continue;
            }
            if (lowest < 0 || order->places[i] < order->places[lowest]) {
                lowest = i;
            }
            if ((lowest_free < 0 || order->places[i] < order->places[lowest_free]) &&
                is_free(order, listed, i)) {
                lowest_free = i;
            }
        }
        part[n] = lowest_free >= 0 ? lowest_free : lowest;
        listed[part[n]] = true;
    }
}
