/* Outlines. Every one of them winds the same way, so that a shape can be filled as their union. */
#include "canvas.h"

#include <stddef.h>

enum {
    ARC_POINTS = 8,       /* of a half circle */
    WIDE_ARC_POINTS = 15, /* of one so wide that corners would be seen */
    CURVE_POINTS = 3,     /* of a trunk, for each of its slices */
    HULL_CORNERS_MAX = 16
};

canvas canvas_begin(limber_figure *out, float turn_deg, float tilt_deg) {
    float st = sine_of(turn_deg), ct = cosine_of(turn_deg);
    float sp = sine_of(tilt_deg), cp = cosine_of(tilt_deg);
    canvas c = {.out = out};
    c.near = vec_of(st * cp, sp, ct * cp);
    c.right = vec_of(ct, 0, -st);
    c.up = vec_cross(c.near, c.right);
    out->shape_count = out->outline_count = out->point_count = out->full = 0;
    return c;
}

float canvas_depth(const canvas *c, vec point) {
    return vec_dot(point, c->near);
}

flat canvas_flat(const canvas *c, vec point) {
    return (flat){vec_dot(point, c->right), -vec_dot(point, c->up)};
}

void canvas_sort(canvas *c) {
    limber_figure *out = c->out;
    for (int i = 1; i < out->shape_count; i++) {
        limber_shape shape = out->shape[i];
        float depth = c->depth[i];
        int place = i;
        for (; place > 0 && c->depth[place - 1] > depth; place--) {
            out->shape[place] = out->shape[place - 1];
            c->depth[place] = c->depth[place - 1];
        }
        out->shape[place] = shape;
        c->depth[place] = depth;
    }
}

/* ---- Writing down. -----------------------------------------------------------------------------
 */

void shape_begin(canvas *c, uint8_t role, unsigned shade, float depth) {
    limber_figure *out = c->out;
    if (out->shape_count == LIMBER_SHAPE_MAX) {
        out->full = 1; /* the rest joins the last shape */
        return;
    }
    c->depth[out->shape_count] = depth;
    out->shape[out->shape_count++] =
        (limber_shape){.first_outline = out->outline_count, .role = role, .shade = (uint8_t)shade};
}

static void outline_begin(canvas *c) {
    limber_figure *out = c->out;
    if (out->outline_count == LIMBER_OUTLINE_MAX) {
        out->full = 1;
        return;
    }
    out->outline[out->outline_count++] = (limber_outline){.first_point = out->point_count};
    out->shape[out->shape_count - 1].outline_count++;
}

/* Of up to 3200 mm either way. */
static int16_t tenths(float millimetres) {
    return (int16_t)((int)(millimetres * 10 + 32768.5F) - 32768);
}

#define FARTHEST 3000.0F /* mm from the middle of the floor; what is beyond is drawn there */

static float kept_near(float millimetres) {
    return clamped(millimetres, -FARTHEST, FARTHEST);
}

/* Room for so many more points of the present outline; NULL where there is none. */
static limber_point *points_begin(canvas *c, int count) {
    limber_figure *out = c->out;
    if (out->point_count + count > LIMBER_POINT_MAX) {
        out->full = 1;
        return NULL;
    }
    limber_point *room = &out->point[out->point_count];
    out->point_count = (uint16_t)(out->point_count + count);
    limber_outline *outline = &out->outline[out->outline_count - 1];
    outline->point_count = (uint16_t)(outline->point_count + count);
    return room;
}

static limber_point point_at(float x, float y) {
    return (limber_point){tenths(kept_near(x)), tenths(kept_near(y))};
}

limber_point flat_tenths(flat p) {
    return point_at(p.x, p.y);
}

/* From one direction round to another, clockwise on the screen; `from` of length 1. */
static void arc(canvas *c, flat middle, float radius, flat from, int points, float degrees) {
    limber_point *room = points_begin(c, points);
    float x = kept_near(middle.x), y = kept_near(middle.y), r = clamped(radius, 0, 200);
    float s = sine_of(degrees / (float)(points - 1)), k = cosine_of(degrees / (float)(points - 1));
    for (int i = 0; room != NULL && i < points; i++) {
        room[i] = (limber_point){tenths(x + r * from.x), tenths(y + r * from.y)};
        from = (flat){from.x * k - from.y * s, from.x * s + from.y * k};
    }
}

/* ---- Solids. -----------------------------------------------------------------------------------
 */

static int arc_points(float radius) {
    return radius > 60 ? WIDE_ARC_POINTS : ARC_POINTS;
}

static void disc(canvas *c, flat middle, float radius) {
    int points = 2 * arc_points(radius) - 1;
    outline_begin(c);
    arc(c, middle, radius, (flat){1, 0}, points, 360 - 360.0F / (float)points);
}

void shape_ball(canvas *c, vec at, float radius) {
    disc(c, canvas_flat(c, at), radius);
}

/* The series of the arc sine, -0.5 .. 0.5; good to a hundredth of a degree. */
static float angle_of_sine(float sine) {
    float q = sine * sine;
    float more = q * (0.044642857F + q * (0.030381944F + q * 0.022372159F));
    return sine * 57.295780F * (1 + q * (0.16666667F + q * (0.075F + more)));
}

/* 0..180 degrees; from half of it where the series would be slow. */
static float angle_of_cosine(float cosine) {
    if (cosine > 0.5F) {
        return 2 * angle_of_sine(root_of((1 - cosine) / 2));
    }
    return cosine < -0.5F ? 180 - 2 * angle_of_sine(root_of((1 + cosine) / 2))
                          : 90 - angle_of_sine(cosine);
}

void shape_limb(canvas *c, vec from, float from_radius, vec to, float to_radius) {
    flat a = canvas_flat(c, from), b = canvas_flat(c, to);
    float x = b.x - a.x, y = b.y - a.y;
    float length = root_of(x * x + y * y);
    float taper = from_radius - to_radius;
    if (length <= (taper < 0 ? -taper : taper) + 0.1F) { /* seen end on */
        disc(c, taper > 0 ? a : b, taper > 0 ? from_radius : to_radius);
        return;
    }
    flat dir = {x / length, y / length};
    float k = taper / length, s = root_of(1 - k * k);
    float half = angle_of_cosine(k); /* from the direction to where the sides leave */
    outline_begin(c);
    flat leave = {dir.x * k + dir.y * s, -dir.x * s + dir.y * k};
    arc(c, b, to_radius, leave, arc_points(to_radius), 2 * half);
    flat back = {dir.x * k - dir.y * s, dir.x * s + dir.y * k};
    arc(c, a, from_radius, back, arc_points(from_radius), 360 - 2 * half);
}

static flat flat_unit(float x, float y) {
    float length = root_of(x * x + y * y);
    return length > 0.01F ? (flat){x / length, y / length} : (flat){0, -1};
}

static float turn_of(flat a, flat b, flat c) {
    return (b.x - a.x) * (c.y - a.y) - (b.y - a.y) * (c.x - a.x);
}

static void sort_flat(flat *points, int count) {
    for (int i = 1; i < count; i++) {
        flat p = points[i];
        int place = i;
        for (; place > 0 && (points[place - 1].x > p.x ||
                             (points[place - 1].x == p.x && points[place - 1].y > p.y));
             place--) {
            points[place] = points[place - 1];
        }
        points[place] = p;
    }
}

/* The corners of the hull, clockwise on the screen (Andrew's monotone chain); the first one comes
 * again at the end. `points` is sorted on return. */
static int hull_of(flat *points, int count, flat *chain) {
    int n = 0;
    sort_flat(points, count);
    for (int i = 0; i < count; i++) {
        while (n >= 2 && turn_of(chain[n - 2], chain[n - 1], points[i]) <= 0) {
            n--;
        }
        chain[n++] = points[i];
    }
    int lower = n + 1;
    for (int i = count - 2; i >= 0; i--) {
        while (n >= lower && turn_of(chain[n - 2], chain[n - 1], points[i]) <= 0) {
            n--;
        }
        chain[n++] = points[i];
    }
    return n;
}

void shape_solid(canvas *c, const vec *corners, int count, float radius) {
    flat points[HULL_CORNERS_MAX] = {{0, 0}}, chain[2 * HULL_CORNERS_MAX] = {{0, 0}};
    for (int i = 0; i < count; i++) {
        points[i] = canvas_flat(c, corners[i]);
    }
    int n = hull_of(points, count, chain) - 1;
    outline_begin(c);
    limber_point *room = points_begin(c, 3 * n);
    for (size_t i = 0; room != NULL && i < (size_t)n; i++) { /* three points round a corner */
        flat at = chain[i], before = chain[i > 0 ? i - 1 : (size_t)n - 1], after = chain[i + 1];
        flat in = flat_unit(at.x - before.x, at.y - before.y);
        flat out = flat_unit(after.x - at.x, after.y - at.y);
        flat middle = flat_unit(in.y + out.y, -in.x - out.x);
        room[3 * i] = point_at(at.x + radius * in.y, at.y - radius * in.x);
        room[3 * i + 1] = point_at(at.x + radius * middle.x, at.y + radius * middle.y);
        room[3 * i + 2] = point_at(at.x + radius * out.y, at.y - radius * out.x);
    }
}

void shape_box(canvas *c, const frame *f, vec half, float radius) {
    vec corners[8];
    for (int i = 0; i < 8; i++) {
        corners[i] = frame_point(f, vec_of(i & 1 ? half.x : -half.x, i & 2 ? half.y : -half.y,
                                           i & 4 ? half.z : -half.z));
    }
    shape_solid(c, corners, 8, radius);
}

void shape_flat_limb(canvas *c, vec from, vec to, float radius) {
    enum { HALF = 8 };
    flat ends[2] = {canvas_flat(c, to), canvas_flat(c, from)};
    flat x = canvas_flat(c, vec_of(radius, 0, 0)), z = canvas_flat(c, vec_of(0, 0, radius));
    float clockwise = x.x * z.y - x.y * z.x < 0 ? -1 : 1;
    vec way = vec_unit(vec_of(to.x - from.x, 0, to.z - from.z));
    /* On the floor: from the one side of `to` round its end to the other, and so round `from`. */
    flat dir = {way.z * clockwise, -way.x * clockwise};
    if (way.x == 0 && way.z == 0) {
        dir = (flat){1, 0};
    }
    float s = clockwise * sine_of(180.0F / (HALF - 1)), k = cosine_of(180.0F / (HALF - 1));
    outline_begin(c);
    limber_point *room = points_begin(c, 2 * HALF);
    for (int end = 0; room != NULL && end < 2; end++) {
        for (int i = 0; i < HALF; i++) {
            *room++ = point_at(ends[end].x + x.x * dir.x + z.x * dir.y,
                               ends[end].y + x.y * dir.x + z.y * dir.y);
            dir = i + 1 < HALF ? (flat){dir.x * k - dir.y * s, dir.x * s + dir.y * k} : dir;
        }
    }
}

/* ---- The trunk. --------------------------------------------------------------------------------
 */

/* Halfway and so on between slices 1 and 2 of four, on a smooth curve. */
static float curved(float a, float b, float c, float d, float t) {
    return b + t * (c - a + t * (2 * a - 5 * b + 4 * c - d + t * (3 * (b - c) + d - a))) / 2;
}

static vec curved_vec(vec a, vec b, vec c, vec d, float t) {
    return vec_of(curved(a.x, b.x, c.x, d.x, t), curved(a.y, b.y, c.y, d.y, t),
                  curved(a.z, b.z, c.z, d.z, t));
}

static slice slice_between(const slice *s, int count, int i, float t) {
    const slice *b = &s[i], *d = &s[i + 1];
    const slice *a = i > 0 ? &s[i - 1] : b, *e = i + 2 < count ? &s[i + 2] : d;
    slice mixed = *b;
    mixed.at.at = curved_vec(a->at.at, b->at.at, d->at.at, e->at.at, t);
    mixed.at.forward = vec_mix(b->at.forward, d->at.forward, t);
    mixed.at.right = vec_mix(b->at.right, d->at.right, t);
    mixed.wide = curved(a->wide, b->wide, d->wide, e->wide, t);
    mixed.deep = curved(a->deep, b->deep, d->deep, e->deep, t);
    return mixed;
}

/* How far the slice reaches from its middle in a direction of the picture. */
static float reach_of(const canvas *c, const slice *s, flat dir) {
    vec way = vec_add_scaled(vec_scale(c->right, dir.x), c->up, -dir.y);
    float side = vec_dot(way, s->at.right) * s->wide;
    float front = vec_dot(way, s->at.forward) * s->deep;
    return root_of(side * side + front * front);
}

void shape_trunk(canvas *c, const slice *slices, int count) {
    enum { MAX = (CANVAS_SLICES_MAX - 1) * CURVE_POINTS + 1 };
    slice s[MAX];
    flat at[MAX];
    int n = 0;
    for (int i = 0; i + 1 < count; i++) {
        for (int j = 0; j < CURVE_POINTS; j++) {
            s[n++] = slice_between(slices, count, i, (float)j / CURVE_POINTS);
        }
    }
    s[n++] = slices[count - 1];
    for (int i = 0; i < n; i++) {
        at[i] = canvas_flat(c, s[i].at.at);
    }
    outline_begin(c);
    limber_point *room = points_begin(c, 2 * n);
    for (int i = 0; room != NULL && i < n; i++) { /* up the one side and down the other */
        int low = i > 0 ? i - 1 : 0, high = i + 1 < n ? i + 1 : n - 1;
        flat dir = flat_unit(at[high].x - at[low].x, at[high].y - at[low].y);
        flat side = {dir.y, -dir.x};
        float reach = reach_of(c, &s[i], side); /* the same to both sides */
        room[i] = point_at(at[i].x + side.x * reach, at[i].y + side.y * reach);
        room[2 * n - 1 - i] = point_at(at[i].x - side.x * reach, at[i].y - side.y * reach);
    }
}

/* ---- Arrows. -----------------------------------------------------------------------------------
 */

void shape_arrow(canvas *c, const flat *way, int count) {
    enum { SHAFT = 13, HEAD_LONG = 74, HEAD_WIDE = 43 };
    flat tip = way[count - 1];
    int last = count - 1; /* the shaft ends where the head begins */
    while (last > 1 && (tip.x - way[last - 1].x) * (tip.x - way[last - 1].x) +
                               (tip.y - way[last - 1].y) * (tip.y - way[last - 1].y) <
                           HEAD_LONG * HEAD_LONG) {
        last--;
    }
    flat dir = flat_unit(tip.x - way[last - 1].x, tip.y - way[last - 1].y);
    flat base = {tip.x - dir.x * HEAD_LONG, tip.y - dir.y * HEAD_LONG};
    for (int i = 0; i < last; i++) {
        flat next = i + 1 < last ? way[i + 1] : base;
        vec from = vec_add_scaled(vec_scale(c->right, way[i].x), c->up, -way[i].y);
        vec to = vec_add_scaled(vec_scale(c->right, next.x), c->up, -next.y);
        shape_limb(c, from, SHAFT, to, SHAFT);
    }
    outline_begin(c);
    limber_point *room = points_begin(c, 3);
    if (room != NULL) {
        room[0] = point_at(tip.x, tip.y);
        room[1] = point_at(base.x - dir.y * HEAD_WIDE, base.y + dir.x * HEAD_WIDE);
        room[2] = point_at(base.x + dir.y * HEAD_WIDE, base.y - dir.x * HEAD_WIDE);
    }
}
