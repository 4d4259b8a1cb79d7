/* From a posed body to flat shapes, back to front. */
#include "figure.h"

#include "scenery.h"

#define BREATH_SHARE 0.05F /* how much deeper a full chest is */

typedef struct {
    canvas *c;
    const body *b;
    unsigned shade; /* of everything of this body */
    float trunk;    /* depth of its trunk */
    float chest;    /* how deep the chest is, beside its own depth */
} drawing;

/* ---- Trunk and head. ---------------------------------------------------------------------------
 */

typedef struct {
    uint8_t segment;
    int16_t up;
    int16_t wide, deep;
} girth;

static const girth hips[] = {
    {SEGMENT_PELVIS, -72, 112, 74},
    {SEGMENT_PELVIS, -10, 160, 112},
    {SEGMENT_PELVIS, 62, 150, 106},
    {SEGMENT_LUMBAR_LOW, 20, 136, 98},
};
static const girth shirt[] = {
    {SEGMENT_PELVIS, 58, 154, 109},       {SEGMENT_LUMBAR_LOW, 22, 138, 100},
    {SEGMENT_LUMBAR_MIDDLE, 22, 132, 97}, {SEGMENT_LUMBAR_HIGH, 22, 134, 99},
    {SEGMENT_THORAX_LOW, 30, 147, 107},   {SEGMENT_THORAX_MIDDLE, 30, 158, 113},
    {SEGMENT_THORAX_HIGH, 30, 160, 112},  {SEGMENT_THORAX_TOP, 18, 146, 100},
    {SEGMENT_THORAX_TOP, 58, 84, 70},
};

static void trunk_part(const drawing *d, const girth *girths, int count) {
    slice slices[CANVAS_SLICES_MAX];
    for (int i = 0; i < count; i++) {
        const frame *f = &d->b->segment[girths[i].segment];
        bool chest = girths[i].segment >= SEGMENT_LUMBAR_HIGH;
        slices[i].at = *f;
        slices[i].at.at = vec_add_scaled(f->at, f->up, girths[i].up);
        slices[i].wide = girths[i].wide;
        slices[i].deep = (float)girths[i].deep * (chest ? d->chest : 1);
    }
    shape_trunk(d->c, slices, count);
}

static void draw_trunk(const drawing *d) {
    const body *b = d->b;
    const frame *pelvis = &b->segment[SEGMENT_PELVIS], *top = &b->segment[SEGMENT_THORAX_TOP];
    const frame *neck = &b->segment[SEGMENT_NECK_LOW], *head = &b->segment[SEGMENT_HEAD];
    shape_begin(d->c, LIMBER_ROLE_SKIN, d->shade, d->trunk - 3);
    shape_limb(d->c, frame_point(neck, vec_of(0, -30, 0)), 56, frame_point(head, vec_of(6, 40, 0)),
               47);
    shape_begin(d->c, LIMBER_ROLE_TROUSERS, d->shade | LIMBER_SHADE_RIM, d->trunk - 2);
    trunk_part(d, hips, 4);
    for (int side = -1; side <= 1; side += 2) { /* the seat */
        shape_ball(d->c, frame_point(pelvis, vec_of(-22, -12, (float)side * 70)), 92);
    }
    shape_begin(d->c, LIMBER_ROLE_SHIRT, d->shade | LIMBER_SHADE_RIM, d->trunk - 1);
    trunk_part(d, shirt, 9);
    for (int arm = SEGMENT_LEFT_SHOULDER; arm <= SEGMENT_RIGHT_SHOULDER; arm += ARM_SEGMENTS) {
        float side = arm == SEGMENT_LEFT_SHOULDER ? -1 : 1;
        vec from = frame_point(top, vec_of(0, 26, side * 44));
        shape_limb(d->c, from, 56, b->segment[arm].at, 55);
        shape_limb(d->c, frame_point(top, vec_of(0, -50, side * 80)), 78, b->segment[arm].at, 52);
    }
}

/* Hair all round, and the face before or behind it, as the head is turned. */
static void draw_head(const drawing *d) {
    const frame *head = &d->b->segment[SEGMENT_HEAD];
    vec middle = frame_point(head, vec_of(14, 92, 0));
    float depth = canvas_depth(d->c, middle);
    float facing = vec_dot(head->forward, d->c->near);
    unsigned rim = d->shade | LIMBER_SHADE_RIM;
    shape_begin(d->c, LIMBER_ROLE_HAIR, rim, depth);
    shape_limb(d->c, frame_point(head, vec_of(4, 112, 0)), 96,
               frame_point(head, vec_of(-14, 62, 0)), 78);
    shape_begin(d->c, LIMBER_ROLE_SKIN, d->shade, depth + (facing > -0.45F ? 0.5F : -0.5F));
    shape_limb(d->c, frame_point(head, vec_of(32, 98, 0)), 79, frame_point(head, vec_of(46, 34, 0)),
               50);
    shape_limb(d->c, frame_point(head, vec_of(106, 78, 0)), 15,
               frame_point(head, vec_of(96, 100, 0)), 10); /* the nose */
    for (int side = -1; side <= 1; side += 2) {
        float out = vec_dot(head->right, d->c->near) * (float)side;
        if (out > 0.25F) { /* the ear that can be seen */
            shape_begin(d->c, LIMBER_ROLE_SKIN, d->shade | LIMBER_SHADE_FAR, depth + 1);
            shape_limb(d->c, frame_point(head, vec_of(2, 98, (float)side * 74)), 16,
                       frame_point(head, vec_of(6, 74, (float)side * 72)), 11);
        }
    }
}

/* ---- Limbs. ------------------------------------------------------------------------------------
 */

/* Darker where the limb is on the far side. Its root says so, which hardly moves, so that no limb
 * changes its colour on its way. */
static unsigned limb_shade(const drawing *d, const frame *root, const frame *trunk) {
    float behind = canvas_depth(d->c, trunk->at) - canvas_depth(d->c, root->at);
    return d->shade | (behind > 45 ? LIMBER_SHADE_FAR : 0u);
}

static void draw_arm(const drawing *d, int first) {
    const frame *arm = &d->b->segment[first + 1], *forearm = &d->b->segment[first + 2];
    const frame *hand = &d->b->segment[first + 3];
    float depth = (canvas_depth(d->c, arm->at) + canvas_depth(d->c, forearm->at) +
                   2 * canvas_depth(d->c, hand->at)) /
                  4;
    unsigned shade = limb_shade(d, arm, &d->b->segment[SEGMENT_THORAX_TOP]);
    shape_begin(d->c, LIMBER_ROLE_SKIN, shade | LIMBER_SHADE_RIM, depth);
    shape_limb(d->c, arm->at, 46, forearm->at, 37);
    shape_limb(d->c, forearm->at, 39, hand->at, 26);
    shape_limb(d->c, hand->at, 26, frame_point(hand, vec_of(-4, -80, 0)), 33);
    shape_limb(d->c, frame_point(hand, vec_of(-4, -80, 0)), 32,
               frame_point(hand, vec_of(-6, -LENGTH_HAND + 16, 0)), 16);
    shape_begin(d->c, LIMBER_ROLE_SHIRT, shade, depth + 0.5F);
    shape_limb(d->c, arm->at, 54, frame_point(arm, vec_of(0, -135, 0)), 50);
}

/* Where a thigh that is not far meets the pelvis there is cloth and no edge. */
static void draw_hip(const drawing *d, const frame *thigh, float side, float depth) {
    float over_pelvis = d->trunk - 1.9F;
    shape_begin(d->c, LIMBER_ROLE_TROUSERS, d->shade, depth > over_pelvis ? depth : over_pelvis);
    shape_limb(d->c, frame_point(&d->b->segment[SEGMENT_PELVIS], vec_of(0, -22, side * 72)), 94,
               frame_point(thigh, vec_of(0, -110, 0)), 76);
}

static void draw_leg(const drawing *d, int first) {
    const frame *thigh = &d->b->segment[first], *shank = &d->b->segment[first + 1];
    const frame *foot = &d->b->segment[first + 2];
    float depth = (canvas_depth(d->c, thigh->at) + canvas_depth(d->c, shank->at) +
                   canvas_depth(d->c, foot->at)) /
                  3;
    unsigned shade = limb_shade(d, thigh, &d->b->segment[SEGMENT_PELVIS]);
    shape_begin(d->c, LIMBER_ROLE_SKIN, shade | LIMBER_SHADE_RIM, depth - 0.5F);
    shape_limb(d->c, frame_point(foot, vec_of(-21, -46, 0)), 34,
               frame_point(foot, vec_of(128, -58, 0)), 22);
    shape_limb(d->c, frame_point(foot, vec_of(0, -14, 0)), 38,
               frame_point(foot, vec_of(110, -56, 0)), 24);
    shape_limb(d->c, frame_point(foot, vec_of(120, -58, 0)), 22,
               frame_point(foot, vec_of(172, -62, 0)), 17);
    shape_begin(d->c, LIMBER_ROLE_TROUSERS, shade | LIMBER_SHADE_RIM, depth);
    shape_limb(d->c, thigh->at, 88, shank->at, 58);
    shape_limb(d->c, shank->at, 57, frame_point(shank, vec_of(-10, -135, 0)), 58);
    shape_limb(d->c, frame_point(shank, vec_of(-10, -135, 0)), 58,
               frame_point(shank, vec_of(0, -360, 0)), 40);
    if (!(shade & LIMBER_SHADE_FAR)) {
        draw_hip(d, thigh, first == SEGMENT_LEFT_THIGH ? -1 : 1, depth + 0.2F);
    }
}

static void draw_body(canvas *c, const body *b, unsigned shade, uint16_t breath) {
    drawing d = {.c = c, .b = b, .shade = shade};
    d.trunk = (canvas_depth(c, b->segment[SEGMENT_PELVIS].at) +
               canvas_depth(c, b->segment[SEGMENT_THORAX_HIGH].at)) /
              2;
    d.chest = 1 + BREATH_SHARE * (float)breath / 1000;
    draw_trunk(&d);
    draw_head(&d);
    draw_arm(&d, SEGMENT_LEFT_SHOULDER);
    draw_arm(&d, SEGMENT_RIGHT_SHOULDER);
    draw_leg(&d, SEGMENT_LEFT_THIGH);
    draw_leg(&d, SEGMENT_RIGHT_THIGH);
}

/* ---- The picture. ------------------------------------------------------------------------------
 */

static void reverse_outlines(limber_figure *out) {
    for (int i = 0; i < out->outline_count; i++) {
        limber_point *low = &out->point[out->outline[i].first_point];
        limber_point *high = low + out->outline[i].point_count;
        while (low < high && low < --high) {
            limber_point p = *low;
            *low++ = *high;
            *high = p;
        }
    }
}

/* The other side's picture is the same one in a mirror; outlines still wind the same way. */
static void mirror(limber_figure *out) {
    for (int i = 0; i < out->point_count; i++) {
        out->point[i].x = (int16_t)-out->point[i].x;
    }
    reverse_outlines(out);
}

/* By how many degrees all joints together differ. */
static int difference(const limber_keyframe *a, const limber_keyframe *b) {
    int sum = 0;
    for (int i = 0; i < LIMBER_ANGLE_COUNT; i++) {
        int by = a->angle_deg[i] - b->angle_deg[i];
        sum += by < 0 ? -by : by;
    }
    return sum;
}

uint16_t limber_figure_still(const limber_motion *motion) {
    const limber_keyframe *keyframes = motion->person.keyframes;
    int fullest = 0, most = 0;
    for (int i = 1; i < motion->person.keyframe_count; i++) {
        int by = difference(&keyframes[i], &keyframes[0]);
        if (by > most) {
            fullest = i;
            most = by;
        }
    }
    if (motion->held || fullest == 0) {
        return 1000;
    }
    int moved = keyframes[fullest].at_percent * 10;
    return (uint16_t)(motion->alternates ? moved / 2 : moved);
}

static canvas canvas_of(const limber_motion *motion, limber_figure *out) {
    return canvas_begin(out, motion->camera_turn_deg, motion->camera_tilt_deg);
}

void limber_figure_draw(const limber_motion *motion, const limber_view *view,
                        const limber_moment *moment, limber_figure *out) {
    scene s;
    body_scene(motion, moment->moved > 1000 ? 1000 : moment->moved, &s);
    canvas c = canvas_of(motion, out);
    uint16_t breath = moment->breath > 1000 ? 1000 : moment->breath;
    for (int i = 0; i < motion->thing_count; i++) {
        draw_thing(&c, &motion->thing[i], &s.person);
    }
    if (motion->helper.keyframe_count > 0) {
        draw_shadow(&c, &s.helper);
        draw_body(&c, &s.helper, LIMBER_SHADE_HELPER, 0);
    }
    if (motion->person.keyframe_count > 0) {
        draw_shadow(&c, &s.person);
        draw_body(&c, &s.person, 0, breath);
        draw_marks(&c, &s.person, moment->marks ? motion->marked : 0u, motion->left_only != 0);
    }
    if (moment->arrow) {
        draw_arrow(&c, view);
    }
    canvas_sort(&c);
    if (moment->mirrored) {
        mirror(out);
    }
}

void limber_figure_view(const limber_motion *motion, limber_figure *room, limber_view *out) {
    enum { STEPS = 8 };
    *out = (limber_view){INT16_MAX, INT16_MAX, INT16_MIN, INT16_MIN, 0, {{0, 0}}};
    canvas c = canvas_of(motion, room);
    out->way_count = (uint16_t)arrow_way(&c, motion, out->way);
    for (int step = 0; step <= STEPS; step++) {
        limber_moment moment = {.moved = (uint16_t)(step * 1000 / STEPS), .arrow = 1, .marks = 1};
        limber_figure_draw(motion, out, &moment, room);
        for (int i = 0; i < room->point_count; i++) {
            limber_point p = room->point[i];
            out->left = p.x < out->left ? p.x : out->left;
            out->right = p.x > out->right ? p.x : out->right;
            out->top = p.y < out->top ? p.y : out->top;
            out->bottom = p.y > out->bottom ? p.y : out->bottom;
        }
    }
    if (motion->camera_above_mm > 0) {
        out->bottom = (int16_t)(-motion->camera_above_mm * 10);
    }
}

/* ---- In a session. -----------------------------------------------------------------------------
 */

enum { BREATH_IN_MS = 4000, BREATH_OUT_MS = 6000 };

/* Unhurried breath, longer out than in. */
static uint16_t breath_at(uint32_t at_ms) {
    uint32_t in_breath = at_ms % (BREATH_IN_MS + BREATH_OUT_MS);
    float share = in_breath < BREATH_IN_MS ? (float)in_breath / BREATH_IN_MS
                                           : 1 - (float)(in_breath - BREATH_IN_MS) / BREATH_OUT_MS;
    return (uint16_t)(1000 * eased(share));
}

/* A held movement that comes again first goes back, then in again. */
static uint16_t moved_at(const limber_motion *motion, uint32_t at_ms, uint32_t total_ms,
                         bool again) {
    float share = total_ms > 0 ? clamped((float)at_ms / (float)total_ms, 0, 1) : 1;
    if (motion->held && again) {
        float back = LIMBER_BACK_PERCENT / 100.0F;
        share = share < back ? 1 - share / back : (share - back) / (1 - back);
    }
    return (uint16_t)(1000 * share);
}

limber_moment limber_moment_of(const limber_motion *motion, const limber_step *step,
                               const limber_output *output, uint32_t state_total_ms,
                               uint32_t since_ms) {
    uint32_t left_ms = output->state_left_ms > since_ms ? output->state_left_ms - since_ms : 0;
    uint32_t at_ms = state_total_ms > left_ms ? state_total_ms - left_ms : 0;
    limber_moment moment = {.mirrored = step->side == LIMBER_SIDE_RIGHT, .marks = 1};
    moment.breath = breath_at(at_ms);
    switch (output->state) {
    case LIMBER_STATE_MOVE:
        moment.moved = moved_at(motion, at_ms, state_total_ms, output->rep > 1);
        break;
    case LIMBER_STATE_HOLD:
        moment.moved = 1000;
        return moment;
    case LIMBER_STATE_REST:
        if (motion->held && at_ms < step->move_ms) { /* as slowly as it went there */
            moment.moved = (uint16_t)(1000 - UINT64_C(1000) * at_ms / step->move_ms);
        }
        return moment;
    default: /* getting ready, or not going on: the start position, and what will come */
        moment.arrow = 1;
        return moment;
    }
    int breath = body_breath(motion, moment.moved);
    moment.breath = breath < 0 ? moment.breath : (uint16_t)breath;
    moment.arrow = 1;
    return moment;
}
