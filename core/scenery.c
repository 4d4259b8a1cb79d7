/* Things, shadow, marks and the arrow. */
#include "scenery.h"

#include <stddef.h>

#define RADIUS_ROLLER 75.0F
#define RADIUS_BALL   34.0F
#define BEHIND_ALL    (-30000.0F)
#define BEFORE_ALL    30000.0F

/* ---- Things. -----------------------------------------------------------------------------------
 */

/* Where its middle is, and how it is turned. */
static frame thing_frame(const limber_thing *thing, const body *person) {
    frame f = frame_facing(thing->turn_deg);
    f.at = vec_of(thing->x_mm, thing->y_mm, thing->z_mm);
    if (thing->spot != LIMBER_SPOT_NONE) {
        vec away = body_spot_away(person, thing->spot);
        f.at = vec_add_scaled(body_spot(person, thing->spot), away, thing->x_mm);
        f.at.y += thing->y_mm;
    }
    return f;
}

static void draw_chair(canvas *c, const frame *f) {
    float depth = canvas_depth(c, f->at);
    vec foot[4];
    for (int i = 0; i < 4; i++) {
        vec corner = vec_of(i & 1 ? 185 : -185, 0, i & 2 ? 180 : -180);
        foot[i] = frame_point(f, corner);
    }
    for (int i = 0; i < 4; i++) {
        vec top = vec_add(foot[i], vec_of(0, HEIGHT_SEAT - 30, 0));
        bool far = canvas_depth(c, foot[i]) < depth;
        shape_begin(c, LIMBER_ROLE_SOLID, far ? LIMBER_SHADE_FAR : 0,
                    far ? canvas_depth(c, foot[i]) - 300 : depth - 90);
        shape_limb(c, top, 17, vec_add(foot[i], vec_of(0, 14, 0)), 14);
    }
    frame seat = *f;
    seat.at = frame_point(f, vec_of(0, HEIGHT_SEAT - 22, 0));
    shape_begin(c, LIMBER_ROLE_SOLID, 0, depth - 200);
    shape_box(c, &seat, vec_of(205, 8, 200), 14);
    frame back = *f;
    back.at = frame_point(f, vec_of(-215, HEIGHT_SEAT + 370, 0));
    shape_begin(c, LIMBER_ROLE_SOLID, 0, canvas_depth(c, back.at) - 180);
    shape_box(c, &back, vec_of(4, 85, 185), 14);
    for (int side = -1; side <= 1; side += 2) {
        vec low = frame_point(f, vec_of(-195, HEIGHT_SEAT - 20, (float)side * 180));
        vec high = frame_point(f, vec_of(-215, HEIGHT_SEAT + 440, (float)side * 180));
        shape_limb(c, low, 16, high, 14);
    }
}

static void draw_wall(canvas *c, const frame *f) {
    frame wall = *f;
    wall.at = frame_point(f, vec_of(-30, 860, 0));
    shape_begin(c, LIMBER_ROLE_SOLID, LIMBER_SHADE_FAR, BEHIND_ALL + 2);
    shape_box(c, &wall, vec_of(24, 860, 520), 6);
}

static void draw_roller(canvas *c, const frame *f) {
    vec end[2] = {frame_point(f, vec_of(0, 0, -230)), frame_point(f, vec_of(0, 0, 230))};
    bool second = canvas_depth(c, end[1]) > canvas_depth(c, end[0]);
    float depth = canvas_depth(c, end[second]);
    shape_begin(c, LIMBER_ROLE_SOFT, LIMBER_SHADE_RIM, depth - 120);
    shape_limb(c, end[0], RADIUS_ROLLER, end[1], RADIUS_ROLLER);
    shape_begin(c, LIMBER_ROLE_SOFT, LIMBER_SHADE_FAR, depth - 119);
    shape_ball(c, end[second], RADIUS_ROLLER * 0.62F);
    shape_begin(c, LIMBER_ROLE_SOFT, 0, depth - 118);
    shape_ball(c, end[second], RADIUS_ROLLER * 0.45F);
}

void draw_thing(canvas *c, const limber_thing *thing, const body *person) {
    frame f = thing_frame(thing, person);
    float depth = canvas_depth(c, f.at);
    switch (thing->kind) {
    case LIMBER_THING_MAT:
        f.at.y -= 9;
        shape_begin(c, LIMBER_ROLE_SOFT, LIMBER_SHADE_FAR, BEHIND_ALL + 3);
        shape_box(c, &f, vec_of(930, 3, 320), 6);
        break;
    case LIMBER_THING_CHAIR:
        draw_chair(c, &f);
        break;
    case LIMBER_THING_WALL:
        draw_wall(c, &f);
        break;
    case LIMBER_THING_CUSHION:
        shape_begin(c, LIMBER_ROLE_SOFT, LIMBER_SHADE_RIM, depth - 150);
        shape_box(c, &f, vec_of(130, 12, 150), 32);
        break;
    case LIMBER_THING_ROLLER:
        draw_roller(c, &f);
        break;
    case LIMBER_THING_BALL:
        shape_begin(c, LIMBER_ROLE_SOFT, LIMBER_SHADE_RIM, BEFORE_ALL + 0.5F);
        shape_ball(c, f.at, RADIUS_BALL);
        break;
    default: /* a pack: it lies on the skin of its spot */
        if (thing->spot != LIMBER_SPOT_NONE) {
            f.up = body_spot_away(person, thing->spot);
            f.forward = vec_unit(vec_cross(f.up, f.right));
            f.right = vec_cross(f.forward, f.up);
        }
        shape_begin(c, thing->kind == LIMBER_THING_WARM_PACK ? LIMBER_ROLE_WARM : LIMBER_ROLE_SOFT,
                    LIMBER_SHADE_RIM, depth + 400);
        shape_box(c, &f, vec_of(110, 6, 120), 18);
        break;
    }
}

/* ---- The shadow. -------------------------------------------------------------------------------
 */

#define SHADOW_HEIGHT 320.0F /* what is higher above the floor throws none */

typedef struct {
    uint8_t from, to; /* segments: from the one's near joint to the other's */
    int16_t radius;
} shadow_part;

static const shadow_part shadow_parts[] = {
    {SEGMENT_PELVIS, SEGMENT_THORAX_HIGH, 150},    {SEGMENT_THORAX_TOP, SEGMENT_HEAD, 95},
    {SEGMENT_LEFT_THIGH, SEGMENT_LEFT_SHANK, 95},  {SEGMENT_LEFT_SHANK, SEGMENT_LEFT_FOOT, 75},
    {SEGMENT_LEFT_FOOT, SEGMENT_LEFT_FOOT, 105},   {SEGMENT_RIGHT_THIGH, SEGMENT_RIGHT_SHANK, 95},
    {SEGMENT_RIGHT_SHANK, SEGMENT_RIGHT_FOOT, 75}, {SEGMENT_RIGHT_FOOT, SEGMENT_RIGHT_FOOT, 105},
    {SEGMENT_LEFT_FOREARM, SEGMENT_LEFT_HAND, 60}, {SEGMENT_RIGHT_FOREARM, SEGMENT_RIGHT_HAND, 60},
};

void draw_shadow(canvas *c, const body *b) {
    shape_begin(c, LIMBER_ROLE_SHADOW, 0, BEHIND_ALL + 4);
    for (size_t i = 0; i < sizeof shadow_parts / sizeof *shadow_parts; i++) {
        const shadow_part *part = &shadow_parts[i];
        vec from = b->segment[part->from].at, to = b->segment[part->to].at;
        if (from.y > SHADOW_HEIGHT || to.y > SHADOW_HEIGHT) {
            continue;
        }
        from.y = to.y = 0;
        shape_flat_limb(c, from, to, part->radius);
    }
}

/* ---- Marks. ------------------------------------------------------------------------------------
 */

static vec under_skin(const body *b, uint8_t spot, float depth) {
    return vec_add_scaled(body_spot(b, spot), body_spot_away(b, spot), -depth);
}

/* A place along the spine: so far above a segment's joint, and so far behind it. */
typedef struct {
    uint8_t segment;
    int8_t up, back;
} spine_place;

static void mark_strip(canvas *c, const body *b, const spine_place *places, int count,
                       float radius) {
    vec before = {0, 0, 0};
    for (int i = 0; i < count; i++) {
        const frame *f = &b->segment[places[i].segment];
        vec at = frame_point(f, vec_of(-(float)places[i].back, places[i].up, 0));
        if (i > 0) {
            shape_limb(c, before, radius, at, radius);
        }
        before = at;
    }
}

typedef struct {
    canvas *c;
    const body *b;
    bool left_only;
} marking;

static void mark_pair(const marking *m, uint8_t left, float depth, float radius) {
    shape_ball(m->c, under_skin(m->b, left, depth), radius);
    if (!m->left_only) {
        shape_ball(m->c, under_skin(m->b, left | 1, depth), radius);
    }
}

static void mark(const marking *m, int region) {
    canvas *c = m->c;
    const body *b = m->b;
    static const spine_place neck[] = {
        {SEGMENT_NECK_LOW, 0, 20}, {SEGMENT_NECK_HIGH, 0, 20}, {SEGMENT_HEAD, 10, 20}};
    static const spine_place upper[] = {
        {SEGMENT_NECK_LOW, -25, 38}, {SEGMENT_THORAX_TOP, 10, 68}, {SEGMENT_THORAX_HIGH, 0, 74}};
    static const spine_place middle[] = {
        {SEGMENT_THORAX_HIGH, 0, 74}, {SEGMENT_THORAX_MIDDLE, 0, 72}, {SEGMENT_THORAX_LOW, 0, 68}};
    static const spine_place lower[] = {{SEGMENT_LUMBAR_HIGH, 20, 60},
                                        {SEGMENT_LUMBAR_MIDDLE, 0, 58},
                                        {SEGMENT_LUMBAR_LOW, 0, 60},
                                        {SEGMENT_PELVIS, 55, 68}};
    switch (region) {
    case LIMBER_MARK_NECK:
        mark_strip(c, b, neck, 3, 40);
        break;
    case LIMBER_MARK_SHOULDERS:
        mark_pair(m, LIMBER_SPOT_LEFT_SHOULDER, 46, 60);
        break;
    case LIMBER_MARK_UPPER_BACK:
        mark_strip(c, b, upper, 3, 42);
        break;
    case LIMBER_MARK_SHOULDER_BLADES:
        mark_pair(m, LIMBER_SPOT_LEFT_SHOULDER_BLADE, 34, 56);
        break;
    case LIMBER_MARK_MID_BACK:
        mark_strip(c, b, middle, 3, 42);
        break;
    case LIMBER_MARK_LOWER_BACK:
        mark_strip(c, b, lower, 4, 44);
        break;
    case LIMBER_MARK_GLUTES:
        mark_pair(m, LIMBER_SPOT_LEFT_GLUTE, 44, 72);
        break;
    default:
        mark_pair(m, LIMBER_SPOT_LEFT_HIP, 62, 66);
        break;
    }
}

void draw_marks(canvas *c, const body *b, unsigned marked, bool left_only) {
    marking m = {c, b, left_only};
    if (marked == 0) {
        return;
    }
    shape_begin(c, LIMBER_ROLE_MARK, 0, BEFORE_ALL);
    for (int region = 0; region < LIMBER_MARK_COUNT; region++) {
        if (marked >> region & 1) {
            mark(&m, region);
        }
    }
}

/* ---- The arrow. --------------------------------------------------------------------------------
 */

#define WAY_LEAST 190.0F /* a shorter movement still gets an arrow of this length */
#define WAY_ASIDE 95.0F  /* so that it does not hide the limb */

static float distance_of(flat a, flat b) {
    return root_of((a.x - b.x) * (a.x - b.x) + (a.y - b.y) * (a.y - b.y));
}

/* Along the way of the spot, moved away from the trunk. */
static int way_of_spot(const canvas *c, const limber_motion *motion, flat *way) {
    scene s;
    for (int i = 0; i < LIMBER_WAY_MAX; i++) {
        body_scene(motion, (uint16_t)(limber_figure_still(motion) * i / (LIMBER_WAY_MAX - 1)), &s);
        way[i] = canvas_flat(c, body_spot(&s.person, motion->arrow_spot));
    }
    flat first = way[0], last = way[LIMBER_WAY_MAX - 1];
    float length = distance_of(first, last);
    if (length < 5) {
        return 0;
    }
    flat middle = {(first.x + last.x) / 2, (first.y + last.y) / 2};
    flat trunk = canvas_flat(c, s.person.segment[SEGMENT_LUMBAR_HIGH].at);
    flat aside = {(last.y - first.y) / length, -(last.x - first.x) / length};
    if (aside.x * (middle.x - trunk.x) + aside.y * (middle.y - trunk.y) < 0) {
        aside = (flat){-aside.x, -aside.y};
    }
    float scale = length < WAY_LEAST ? WAY_LEAST / length : 1;
    for (int i = 0; i < LIMBER_WAY_MAX; i++) {
        if (scale > 1) { /* a small way is made straight, or its bend would grow into a hook */
            float share = (float)i / (LIMBER_WAY_MAX - 1) - 0.5F;
            way[i].x = middle.x + (last.x - first.x) * share * scale;
            way[i].y = middle.y + (last.y - first.y) * share * scale;
        }
        way[i].x += aside.x * WAY_ASIDE;
        way[i].y += aside.y * WAY_ASIDE;
    }
    return LIMBER_WAY_MAX;
}

static int way_around(const canvas *c, const limber_motion *motion, flat *way) {
    scene s;
    body_scene(motion, limber_figure_still(motion), &s);
    bool head = motion->arrow_spot <= LIMBER_SPOT_NECK_BACK;
    const frame *f = &s.person.segment[head ? SEGMENT_HEAD : SEGMENT_THORAX_TOP];
    float radius = head ? 175 : 300;
    float height = vec_dot(vec_sub(body_spot(&s.person, motion->arrow_spot), f->at), f->up);
    vec middle = frame_point(f, vec_of(0, head ? height : 0, 0));
    for (int i = 0; i < LIMBER_WAY_MAX; i++) {
        float degrees = -55 + 110 * (float)i / (LIMBER_WAY_MAX - 1);
        vec at = vec_add_scaled(middle, f->forward, radius * cosine_of(degrees));
        way[i] = canvas_flat(c, vec_add_scaled(at, f->right, -radius * sine_of(degrees)));
    }
    return LIMBER_WAY_MAX;
}

/* In the plane of the picture, most of a circle. */
static int way_of_circle(const canvas *c, const limber_motion *motion, flat *way) {
    enum { RADIUS = 85 };
    scene s;
    body_scene(motion, 0, &s);
    flat middle =
        canvas_flat(c, vec_add_scaled(body_spot(&s.person, motion->arrow_spot),
                                      body_spot_away(&s.person, motion->arrow_spot), 150));
    for (int i = 0; i < LIMBER_WAY_MAX; i++) {
        float degrees = 200 + 290 * (float)i / (LIMBER_WAY_MAX - 1);
        way[i] =
            (flat){middle.x + RADIUS * cosine_of(degrees), middle.y + RADIUS * sine_of(degrees)};
    }
    return LIMBER_WAY_MAX;
}

static int way_onto(const canvas *c, const limber_motion *motion, flat *way) {
    enum { POINTS = 3 };
    scene s;
    body_scene(motion, limber_figure_still(motion), &s);
    vec skin = body_spot(&s.person, motion->arrow_spot);
    vec away = body_spot_away(&s.person, motion->arrow_spot);
    for (int i = 0; i < POINTS; i++) {
        way[i] = canvas_flat(c, vec_add_scaled(skin, away, (float)(250 - 90 * i)));
    }
    return POINTS;
}

int arrow_way(const canvas *c, const limber_motion *motion, limber_point *way) {
    flat found[LIMBER_WAY_MAX];
    int count = motion->arrow == LIMBER_ARROW_WAY      ? way_of_spot(c, motion, found)
                : motion->arrow == LIMBER_ARROW_AROUND ? way_around(c, motion, found)
                : motion->arrow == LIMBER_ARROW_PRESS  ? way_onto(c, motion, found)
                : motion->arrow == LIMBER_ARROW_CIRCLE ? way_of_circle(c, motion, found)
                                                       : 0;
    for (int i = 0; i < count; i++) {
        way[i] = flat_tenths(found[i]);
    }
    return count;
}

void draw_arrow(canvas *c, const limber_view *view) {
    flat way[LIMBER_WAY_MAX];
    for (int i = 0; i < view->way_count; i++) {
        way[i] = (flat){(float)view->way[i].x / 10, (float)view->way[i].y / 10};
    }
    if (view->way_count > 1) {
        shape_begin(c, LIMBER_ROLE_ARROW, LIMBER_SHADE_RIM, BEFORE_ALL + 1);
        shape_arrow(c, way, view->way_count);
    }
}
