/* canvas.h: solids seen by a camera, as flat outlines. Internal to the core. */
#ifndef LIMBER_CORE_CANVAS_H
#define LIMBER_CORE_CANVAS_H

#include "figure.h"
#include "vector.h"

typedef struct {
    limber_figure *out;
    vec right, up, near;           /* the camera's axes; near points to the viewer */
    float depth[LIMBER_SHAPE_MAX]; /* of each shape; a greater one is nearer */
} canvas;

typedef struct {
    float x, y; /* millimetres, y down */
} flat;

canvas canvas_begin(limber_figure *out, float turn_deg, float tilt_deg);

/* Shapes back to front, those of equal depth as they were begun. */
void canvas_sort(canvas *c);

float canvas_depth(const canvas *c, vec point);
flat canvas_flat(const canvas *c, vec point);
limber_point flat_tenths(flat p);

/* What follows is added to this shape, until the next begins. */
void shape_begin(canvas *c, uint8_t role, unsigned shade, float depth);

/* A tapered limb with round ends. */
void shape_limb(canvas *c, vec from, float from_radius, vec to, float to_radius);

void shape_ball(canvas *c, vec at, float radius);

/* The hull of 3..16 points, with edges softened by the radius. */
void shape_solid(canvas *c, const vec *corners, int count, float radius);

/* A box about a frame's place, half so long along each of its axes. */
void shape_box(canvas *c, const frame *f, vec half, float radius);

/* A strip with round ends that lies flat at the height of its ends. */
void shape_flat_limb(canvas *c, vec from, vec to, float radius);

/* A stretch of trunk: its cross-section is an ellipse, `wide` to the sides and `deep` to the front.
 */
typedef struct {
    frame at;
    float wide, deep;
} slice;

enum { CANVAS_SLICES_MAX = 12 };

/* A smooth skin over the slices, at least two. */
void shape_trunk(canvas *c, const slice *slices, int count);

/* A flat arrow along points of the picture; 2..16 of them. */
void shape_arrow(canvas *c, const flat *way, int count);

#endif
