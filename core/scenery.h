/* scenery.h: what is in the picture beside the bodies. Internal to the core. */
#ifndef LIMBER_CORE_SCENERY_H
#define LIMBER_CORE_SCENERY_H

#include "body.h"
#include "canvas.h"

void draw_thing(canvas *c, const limber_thing *thing, const body *person);

/* The shadow on the floor below a body, and nothing where it does not lie or stand on it. */
void draw_shadow(canvas *c, const body *b);

/* The worked regions, on the skin. `marked`: bit per LIMBER_MARK_*. */
void draw_marks(canvas *c, const body *b, unsigned marked, bool left_only);

/* The way of the arrow in the picture, tenths of a millimetre: along the movement, around the body
 * or onto it. Returns how many points it has, at most LIMBER_WAY_MAX. */
int arrow_way(const canvas *c, const limber_motion *motion, limber_point *way);
void draw_arrow(canvas *c, const limber_view *view);

#endif
