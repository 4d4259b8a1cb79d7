/* The body in space. Angles give the whole tree; what rests sets where it stands; then each leg and
 * arm that touches something is led there, its bend staying in the plane that the angles gave it.
 */
#include "body.h"

#include <string.h>

/* ---- Measures. ---------------------------------------------------------------------------------
 */

typedef struct {
    int16_t at[3]; /* forward, up, right; of the left side where there are two */
    uint8_t segment;
    int8_t away[3]; /* which way the skin faces there; same axes */
} spot_place;

/* By LIMBER_SPOT_*; of a pair, the left one. */
static const spot_place spots[] = {
    [LIMBER_SPOT_HEAD_BACK] = {{-86, 88, 0}, SEGMENT_HEAD, {-1, 0, 0}},
    [LIMBER_SPOT_FOREHEAD] = {{104, 130, 0}, SEGMENT_HEAD, {1, 0, 0}},
    [LIMBER_SPOT_CHIN] = {{98, 0, 0}, SEGMENT_HEAD, {1, 0, 0}},
    [LIMBER_SPOT_HEAD_TOP] = {{10, 205, 0}, SEGMENT_HEAD, {0, 1, 0}},
    [LIMBER_SPOT_NECK_BACK] = {{-56, 30, 0}, SEGMENT_NECK_LOW, {-1, 0, 0}},
    [LIMBER_SPOT_CHEST] = {{112, 10, 0}, SEGMENT_THORAX_HIGH, {1, 0, 0}},
    [LIMBER_SPOT_BELLY] = {{100, 20, 0}, SEGMENT_LUMBAR_MIDDLE, {1, 0, 0}},
    [LIMBER_SPOT_UPPER_BACK] = {{-108, 30, 0}, SEGMENT_THORAX_HIGH, {-1, 0, 0}},
    [LIMBER_SPOT_MID_BACK] = {{-106, 50, 0}, SEGMENT_THORAX_LOW, {-1, 0, 0}},
    [LIMBER_SPOT_LOWER_BACK] = {{-92, 20, 0}, SEGMENT_LUMBAR_MIDDLE, {-1, 0, 0}},
    [LIMBER_SPOT_SACRUM] = {{-112, 40, 0}, SEGMENT_PELVIS, {-1, 0, 0}},
    [LIMBER_SPOT_SEAT] = {{-15, -95, 0}, SEGMENT_PELVIS, {0, -1, 0}},
    [LIMBER_SPOT_LEFT_SHOULDER_BLADE] = {{-102, 0, -82}, SEGMENT_THORAX_HIGH, {-1, 0, 0}},
    [LIMBER_SPOT_LEFT_LOWER_BACK] = {{-88, 20, -55}, SEGMENT_LUMBAR_MIDDLE, {-1, 0, 0}},
    [LIMBER_SPOT_LEFT_MID_BACK] = {{-102, 40, -60}, SEGMENT_THORAX_LOW, {-1, 0, 0}},
    [LIMBER_SPOT_LEFT_HIP] = {{0, 45, -155}, SEGMENT_PELVIS, {0, 0, -1}},
    [LIMBER_SPOT_LEFT_GLUTE] = {{-112, -15, -78}, SEGMENT_PELVIS, {-1, 0, 0}},
    [LIMBER_SPOT_LEFT_TEMPLE] = {{10, 105, -80}, SEGMENT_HEAD, {0, 0, -1}},
    [LIMBER_SPOT_LEFT_SHOULDER] = {{20, 50, -12}, SEGMENT_LEFT_SHOULDER, {0, 1, 0}},
    [LIMBER_SPOT_LEFT_UPPER_ARM] = {{-42, -170, 0}, SEGMENT_LEFT_UPPER_ARM, {-1, 0, 0}},
    [LIMBER_SPOT_LEFT_ELBOW] = {{-36, 0, 0}, SEGMENT_LEFT_FOREARM, {-1, 0, 0}},
    [LIMBER_SPOT_LEFT_FOREARM] = {{0, -130, -30}, SEGMENT_LEFT_FOREARM, {0, 0, -1}},
    [LIMBER_SPOT_LEFT_HAND] = {{-20, -85, 0}, SEGMENT_LEFT_HAND, {-1, 0, 0}},
    [LIMBER_SPOT_LEFT_THIGH] = {{72, -220, 0}, SEGMENT_LEFT_THIGH, {1, 0, 0}},
    [LIMBER_SPOT_LEFT_HAMSTRING] = {{-66, -250, 0}, SEGMENT_LEFT_THIGH, {-1, 0, 0}},
    [LIMBER_SPOT_LEFT_KNEE] = {{54, -12, 0}, SEGMENT_LEFT_SHANK, {1, 0, 0}},
    [LIMBER_SPOT_LEFT_SHIN] = {{46, -130, 0}, SEGMENT_LEFT_SHANK, {1, 0, 0}},
    [LIMBER_SPOT_LEFT_CALF] = {{-58, -140, 0}, SEGMENT_LEFT_SHANK, {-1, 0, 0}},
    [LIMBER_SPOT_LEFT_ANKLE] = {{0, -390, -38}, SEGMENT_LEFT_SHANK, {0, 0, -1}},
    [LIMBER_SPOT_LEFT_FOOT] = {{50, -80, 0}, SEGMENT_LEFT_FOOT, {0, -1, 0}},
    [LIMBER_SPOT_LEFT_HEEL] = {{-48, -74, 0}, SEGMENT_LEFT_FOOT, {0, -1, 0}},
    [LIMBER_SPOT_LEFT_TOES] = {{140, -80, 0}, SEGMENT_LEFT_FOOT, {0, -1, 0}},
    [LIMBER_SPOT_LEFT_INSTEP] = {{100, -18, 0}, SEGMENT_LEFT_FOOT, {0, 1, 0}},
};

static bool is_paired(uint8_t spot) {
    return spot >= LIMBER_SPOT_LEFT_SHOULDER_BLADE;
}

/* In the mirrored half the other side's. */
static uint8_t on_side(uint8_t spot, bool mirrored) {
    return mirrored && is_paired(spot) ? spot ^ 1 : spot;
}

/* The spot's row, segment and the sign of its "right". */
static const spot_place *place_of(uint8_t spot, uint8_t *segment, float *right) {
    bool on_right = is_paired(spot) && (spot & 1);
    const spot_place *place = &spots[on_right ? spot - 1 : spot];
    *segment = place->segment;
    *right = on_right ? -1.0F : 1.0F;
    if (on_right && place->segment >= SEGMENT_LEFT_THIGH) {
        *segment = (uint8_t)(place->segment + LEG_SEGMENTS);
    } else if (on_right && place->segment >= SEGMENT_LEFT_SHOULDER) {
        *segment = (uint8_t)(place->segment + ARM_SEGMENTS);
    }
    return place;
}

static vec spot_own(const spot_place *place, float right) {
    return vec_of(place->at[0], place->at[1], (float)place->at[2] * right);
}

vec body_spot(const body *b, uint8_t spot) {
    uint8_t segment;
    float right;
    const spot_place *place = place_of(spot, &segment, &right);
    return frame_point(&b->segment[segment], spot_own(place, right));
}

vec body_spot_away(const body *b, uint8_t spot) {
    uint8_t segment;
    float right;
    const spot_place *place = place_of(spot, &segment, &right);
    frame f = b->segment[segment];
    f.at = vec_of(0, 0, 0);
    return frame_point(&f, vec_of(place->away[0], place->away[1], (float)place->away[2] * right));
}

/* ---- Keyframes. --------------------------------------------------------------------------------
 */

typedef struct {
    float degrees[LIMBER_ANGLE_COUNT];
} angles;

static float mirrored_angle(const limber_keyframe *keyframe, int angle) {
    enum { SIDE = LIMBER_ANGLE_RIGHT_SHOULDER_RAISE - LIMBER_ANGLE_LEFT_SHOULDER_RAISE };
    if (angle >= LIMBER_ANGLE_RIGHT_SHOULDER_RAISE) {
        return keyframe->angle_deg[angle - SIDE];
    }
    if (angle >= LIMBER_ANGLE_LEFT_SHOULDER_RAISE) {
        return keyframe->angle_deg[angle + SIDE];
    }
    switch (angle) {
    case LIMBER_ANGLE_PELVIS_LEAN:
    case LIMBER_ANGLE_LUMBAR_FLEX:
    case LIMBER_ANGLE_THORAX_FLEX:
    case LIMBER_ANGLE_NECK_FLEX:
    case LIMBER_ANGLE_HEAD_FLEX:
    case LIMBER_ANGLE_PELVIS_HEADING:
        return keyframe->angle_deg[angle];
    default: /* leaning and turning to a side */
        return (float)-keyframe->angle_deg[angle];
    }
}

static void angles_of(const limber_keyframe *keyframe, bool mirrored, angles *out) {
    for (int i = 0; i < LIMBER_ANGLE_COUNT; i++) {
        out->degrees[i] = mirrored ? mirrored_angle(keyframe, i) : keyframe->angle_deg[i];
    }
}

/* Where a motion is: between which keyframes, how far, and whether in the mirrored half. */
typedef struct {
    int before, after;
    float share; /* 0..1 of the way to `after` */
    bool mirrored;
} place_in_time;

/* Held, a motion ends at its last keyframe; else it comes back to the first one at 100 percent. */
static place_in_time place_at(const limber_motion *motion, const limber_actor *actor,
                              uint16_t moved) {
    float way = clamped((float)moved / 1000, 0, 1);
    place_in_time place = {0};
    if (motion->alternates) {
        place.mirrored = way > 0.5F;
        way = place.mirrored ? way * 2 - 1 : way * 2;
    }
    const limber_keyframe *keyframes = actor->keyframes;
    int last = actor->keyframe_count - 1;
    while (place.before < last && way * 100 >= keyframes[place.before + 1].at_percent) {
        place.before++;
    }
    bool at_end = place.before == last;
    place.after = !at_end ? place.before + 1 : motion->held ? last : 0;
    float from = keyframes[place.before].at_percent;
    float to = at_end ? 100 : keyframes[place.after].at_percent;
    place.share = to > from ? clamped((way * 100 - from) / (to - from), 0, 1) : 0;
    return place;
}

/* How fast an angle passes through a keyframe: as its neighbours say; standing still at the ends of
 * a held motion. */
static float passing(const limber_motion *motion, const limber_actor *actor, int keyframe,
                     bool mirrored, int angle) {
    int last = actor->keyframe_count - 1;
    if (last < 2 || (motion->held && (keyframe == 0 || keyframe == last))) {
        return 0; /* of two, each turns back at the other */
    }
    const limber_keyframe *before = &actor->keyframes[keyframe > 0 ? keyframe - 1 : last];
    const limber_keyframe *after = &actor->keyframes[keyframe < last ? keyframe + 1 : 0];
    float from = mirrored ? mirrored_angle(before, angle) : before->angle_deg[angle];
    float to = mirrored ? mirrored_angle(after, angle) : after->angle_deg[angle];
    return (to - from) / 2;
}

/* A smooth way through the keyframes: Hermite's cubic. */
static void angles_at(const limber_motion *motion, const limber_actor *actor, place_in_time place,
                      angles *out) {
    angles after;
    angles_of(&actor->keyframes[place.before], place.mirrored, out);
    angles_of(&actor->keyframes[place.after], place.mirrored, &after);
    float t = place.share;
    for (int i = 0; i < LIMBER_ANGLE_COUNT; i++) {
        float way = after.degrees[i] - out->degrees[i];
        float leaving = passing(motion, actor, place.before, place.mirrored, i);
        float arriving = passing(motion, actor, place.after, place.mirrored, i);
        out->degrees[i] +=
            way * eased(t) + leaving * t * (1 - t) * (1 - t) - arriving * t * t * (1 - t);
    }
}

/* ---- From angles to a tree. --------------------------------------------------------------------
 */

/* The curve of a spine at rest, degrees of flexion from below upwards. */
static const int8_t rest_curve[] = {-6, -7, -4, 4, 7, 7, 6, -6, -6};

/* A segment after `below`, `length` along it, turned by its share of a joint's angles. */
static void stack(body *b, int below, float length, float flex, float bend, float turn) {
    frame *f = &b->segment[below + 1];
    *f = b->segment[below];
    f->at = vec_add_scaled(f->at, f->up, length);
    turn_about_up(f, turn);
    turn_about_forward(f, -bend);
    turn_about_right(f, -flex);
}

static void pose_spine(body *b, const angles *a) {
    const float *d = a->degrees;
    frame *pelvis = &b->segment[SEGMENT_PELVIS];
    *pelvis = frame_facing(d[LIMBER_ANGLE_PELVIS_HEADING]);
    turn_about_right(pelvis, -d[LIMBER_ANGLE_PELVIS_LEAN]);
    turn_about_forward(pelvis, -d[LIMBER_ANGLE_PELVIS_BEND]);
    turn_about_up(pelvis, d[LIMBER_ANGLE_PELVIS_TURN]);
    static const float below_length[] = {LENGTH_PELVIS, LENGTH_LUMBAR, LENGTH_LUMBAR,
                                         LENGTH_LUMBAR, LENGTH_THORAX, LENGTH_THORAX,
                                         LENGTH_THORAX, LENGTH_THORAX, LENGTH_NECK};
    for (int i = SEGMENT_PELVIS; i < SEGMENT_NECK_HIGH; i++) {
        int part = i < SEGMENT_LUMBAR_HIGH  ? LIMBER_ANGLE_LUMBAR_FLEX
                   : i < SEGMENT_THORAX_TOP ? LIMBER_ANGLE_THORAX_FLEX
                                            : LIMBER_ANGLE_NECK_FLEX;
        float count = i < SEGMENT_LUMBAR_HIGH ? 3 : i < SEGMENT_THORAX_TOP ? 4 : 2;
        stack(b, i, below_length[i], d[part] / count + rest_curve[i], d[part + 1] / count,
              d[part + 2] / count);
    }
    stack(b, SEGMENT_NECK_HIGH, LENGTH_NECK, d[LIMBER_ANGLE_HEAD_FLEX] + 5, 0, 0);
}

/* side: -1 left, 1 right. */
static void pose_arm(body *b, const float *d, int first_segment, float side) {
    const frame *chest = &b->segment[SEGMENT_THORAX_TOP];
    frame *shoulder = &b->segment[first_segment];
    frame girdle = *chest;
    girdle.at = frame_point(chest, vec_of(15, 12, side * 28));
    turn_about_forward(&girdle, -side * d[0]);
    turn_about_up(&girdle, side * d[1]);
    *shoulder = *chest;
    shoulder->at = frame_point(&girdle, vec_of(-10, -8, side * 142));

    frame *arm = &b->segment[first_segment + 1];
    *arm = *shoulder;
    turn_about_right(arm, d[2]);
    turn_about_forward(arm, -side * d[3]);
    turn_about_up(arm, -side * d[4]);

    frame *forearm = &b->segment[first_segment + 2];
    *forearm = *arm;
    forearm->at = vec_add_scaled(arm->at, arm->up, -LENGTH_UPPER_ARM);
    turn_about_right(forearm, d[5]);

    frame *hand = &b->segment[first_segment + 3];
    *hand = *forearm;
    hand->at = vec_add_scaled(forearm->at, forearm->up, -LENGTH_FOREARM);
    turn_about_right(hand, d[6]);
}

static void pose_leg(body *b, const float *d, int first_segment, float side) {
    frame *thigh = &b->segment[first_segment];
    *thigh = b->segment[SEGMENT_PELVIS];
    thigh->at = frame_point(thigh, vec_of(0, 0, side * 88));
    turn_about_right(thigh, d[0]);
    turn_about_forward(thigh, -side * d[1]);
    turn_about_up(thigh, -side * d[2]);

    frame *shank = &b->segment[first_segment + 1];
    *shank = *thigh;
    shank->at = vec_add_scaled(thigh->at, thigh->up, -LENGTH_THIGH);
    turn_about_right(shank, -d[3]);

    frame *foot = &b->segment[first_segment + 2];
    *foot = *shank;
    foot->at = vec_add_scaled(shank->at, shank->up, -LENGTH_SHANK);
    turn_about_right(foot, d[4]);
}

static void pose_tree(body *b, const angles *a) {
    pose_spine(b, a);
    pose_arm(b, &a->degrees[LIMBER_ANGLE_LEFT_SHOULDER_RAISE], SEGMENT_LEFT_SHOULDER, -1);
    pose_arm(b, &a->degrees[LIMBER_ANGLE_RIGHT_SHOULDER_RAISE], SEGMENT_RIGHT_SHOULDER, 1);
    pose_leg(b, &a->degrees[LIMBER_ANGLE_LEFT_HIP_FLEX], SEGMENT_LEFT_THIGH, -1);
    pose_leg(b, &a->degrees[LIMBER_ANGLE_RIGHT_HIP_FLEX], SEGMENT_RIGHT_THIGH, 1);
    b->reach_gap_mm = 0;
    b->reach_spot = LIMBER_SPOT_NONE;
}

/* ---- Surfaces, and what carries the body. ------------------------------------------------------
 */

face body_surface(const limber_motion *motion, uint8_t surface) {
    uint8_t kind = surface == LIMBER_SURFACE_SEAT ? LIMBER_THING_CHAIR : LIMBER_THING_WALL;
    face found = {{0, 0, 0}, {0, 1, 0}};
    for (int i = 0; surface != LIMBER_SURFACE_FLOOR && i < motion->thing_count; i++) {
        const limber_thing *thing = &motion->thing[i];
        if (thing->kind != kind) {
            continue;
        }
        if (surface == LIMBER_SURFACE_SEAT) {
            found.at.y = HEIGHT_SEAT;
        } else {
            found = (face){{thing->x_mm, 0, thing->z_mm}, frame_facing(thing->turn_deg).forward};
        }
    }
    return found;
}

static float height_over(const face *f, vec point) {
    return vec_dot(vec_sub(point, f->at), f->away);
}

static void move_body(body *b, vec by) {
    for (int i = 0; i < SEGMENT_COUNT; i++) {
        b->segment[i].at = vec_add(b->segment[i].at, by);
    }
}

/* Sets the body down: the middle of what carries it at the actor's place, the lowest of it on its
 * surface. */
static void set_down(const limber_motion *motion, const limber_actor *actor, bool mirrored,
                     body *b) {
    vec middle = {0, 0, 0};
    float drop = 0;
    for (int i = 0; i < actor->rest_count; i++) {
        uint8_t spot = on_side(actor->rest[i].spot, mirrored);
        vec at = body_spot(b, spot);
        face surface = body_surface(motion, actor->rest[i].on);
        float height = at.y - surface.at.y;
        drop = i == 0 || height < drop ? height : drop;
        middle = vec_add_scaled(middle, at, 1.0F / (float)actor->rest_count);
    }
    move_body(b, vec_of((float)actor->x_mm - middle.x, -drop,
                        (float)(mirrored ? -actor->z_mm : actor->z_mm) - middle.z));
}

/* ---- Leading a limb to what it touches. --------------------------------------------------------
 */

/* Turns the upper and the lower segment so that `end`, a point given in the lower one's axes, comes
 * to the target. They bend in the plane that the upper segment faces; bend: 1 as a knee does, -1 as
 * an elbow. Returns how far it stays away. */
static float lead(frame *upper, frame *lower, float upper_length, vec end, vec target, float bend) {
    float lower_length = root_of(end.x * end.x + end.y * end.y);
    vec way = vec_sub(target, upper->at);
    float distance = vec_length(way);
    float least =
        upper_length > lower_length ? upper_length - lower_length : lower_length - upper_length;
    float near = clamped(distance, least + 1, upper_length + lower_length - 0.5F);
    float gap = distance > near ? distance - near : near - distance;
    vec dir = vec_unit(way);
    /* Where the joint between shall point: where the upper segment faces, or was. */
    vec faces = vec_add_scaled(vec_scale(upper->forward, bend), upper->up, -0.2F);
    vec pole = vec_unit(vec_add_scaled(faces, dir, -vec_dot(faces, dir)));
    float along =
        (upper_length * upper_length + near * near - lower_length * lower_length) / (2 * near);
    float off = root_of(upper_length * upper_length - along * along);
    vec joint = vec_add_scaled(vec_add_scaled(upper->at, dir, along), pole, off);

    upper->up = vec_unit(vec_sub(upper->at, joint));
    vec front = vec_scale(pole, bend);
    front = vec_unit(vec_add_scaled(front, upper->up, -vec_dot(front, upper->up)));
    upper->forward = front;
    upper->right = vec_cross(upper->forward, upper->up);

    lower->at = joint;
    lower->right = upper->right;
    vec reach = vec_unit(vec_sub(vec_add_scaled(upper->at, dir, near), joint));
    vec across = vec_cross(lower->right, reach);
    float x = end.x / lower_length, y = end.y / lower_length;
    lower->forward = vec_add_scaled(vec_scale(reach, x), across, -y);
    lower->up = vec_add_scaled(vec_scale(reach, y), across, x);
    return gap;
}

static void follow(body *b, int lower, int end, float length, float wrist) {
    frame *f = &b->segment[end];
    *f = b->segment[lower];
    f->at = vec_add_scaled(f->at, f->up, -length);
    turn_about_right(f, wrist);
}

/* The frame's own point, seen from the frame before it. */
static vec seen_from(const frame *lower, vec point) {
    vec from = vec_sub(point, lower->at);
    return vec_of(vec_dot(from, lower->forward), vec_dot(from, lower->up),
                  vec_dot(from, lower->right));
}

static void note_gap(body *b, uint8_t spot, float gap_mm) {
    if (gap_mm > b->reach_gap_mm) {
        b->reach_gap_mm = gap_mm;
        b->reach_spot = spot;
    }
}

typedef struct {
    vec at, heading; /* of the spot's skin; of a foot's toes */
    float share;     /* 1: all the way there; less: only so far from where the angles have it */
} target;

/* The foot is set flat on its sole, as far as the target's share goes. */
static void set_flat(frame *foot, vec toes, float share) {
    foot->forward = vec_unit(vec_mix(foot->forward, toes, share));
    vec up = vec_mix(foot->up, vec_of(0, 1, 0), share);
    foot->right = vec_unit(vec_cross(foot->forward, up));
    foot->up = vec_cross(foot->right, foot->forward);
}

static void lead_leg(body *b, float ankle_deg, uint8_t spot, const target *t) {
    int thigh = SEGMENT_LEFT_THIGH + (spot & 1 ? LEG_SEGMENTS : 0);
    bool flat = (spot & ~1) == LIMBER_SPOT_LEFT_FOOT;
    vec end = vec_of(0, -LENGTH_SHANK, 0), free = b->segment[thigh + 2].at, at = t->at;
    vec toes = vec_unit(vec_of(t->heading.x, 0, t->heading.z));
    if (flat) {
        at = vec_add_scaled(at, toes, -50);
        at.y += HEIGHT_ANKLE;
    } else {
        free = body_spot(b, spot);
        end = seen_from(&b->segment[thigh + 1], free);
    }
    note_gap(b, spot,
             lead(&b->segment[thigh], &b->segment[thigh + 1], LENGTH_THIGH, end,
                  vec_mix(free, at, t->share), 1));
    follow(b, thigh + 1, thigh + 2, LENGTH_SHANK, ankle_deg);
    if (flat) {
        set_flat(&b->segment[thigh + 2], toes, t->share);
    }
}

static void lead_arm(body *b, float wrist_deg, uint8_t spot, const target *t) {
    int arm = SEGMENT_LEFT_UPPER_ARM + (spot & 1 ? ARM_SEGMENTS : 0);
    vec free = body_spot(b, spot), end = seen_from(&b->segment[arm + 1], free);
    note_gap(b, spot,
             lead(&b->segment[arm], &b->segment[arm + 1], LENGTH_UPPER_ARM, end,
                  vec_mix(free, t->at, t->share), -1));
    follow(b, arm + 1, arm + 2, LENGTH_FOREARM, wrist_deg);
}

/* Leads the limb of the spot so that the spot comes to its target. A flat foot stays level. */
static void lead_spot(body *b, const angles *a, uint8_t spot, const target *t) {
    bool on_right = spot & 1;
    if (spot >= LIMBER_SPOT_LEFT_FOOT) {
        int ankle = on_right ? LIMBER_ANGLE_RIGHT_ANKLE_FLEX : LIMBER_ANGLE_LEFT_ANKLE_FLEX;
        lead_leg(b, a->degrees[ankle], spot, t);
    } else if ((spot & ~1) == LIMBER_SPOT_LEFT_HAND) {
        int wrist = on_right ? LIMBER_ANGLE_RIGHT_WRIST_FLEX : LIMBER_ANGLE_LEFT_WRIST_FLEX;
        lead_arm(b, a->degrees[wrist], spot, t);
    }
}

static bool can_be_led(uint8_t spot) {
    return spot >= LIMBER_SPOT_LEFT_FOOT || (spot & ~1) == LIMBER_SPOT_LEFT_HAND;
}

/* ---- An actor at a moment. ---------------------------------------------------------------------
 */

static void pose_angles(const limber_motion *motion, const limber_actor *actor, const angles *a,
                        bool mirrored, body *out) {
    pose_tree(out, a);
    set_down(motion, actor, mirrored, out);
}

static bool touches(const limber_keyframe *keyframe, limber_contact contact) {
    for (int i = 0; i < keyframe->touch_count; i++) {
        if (keyframe->touch[i].spot == contact.spot && keyframe->touch[i].on == contact.on) {
            return true;
        }
    }
    return false;
}

/* The keyframe in which a contact that holds at `keyframe` began: there it was put. */
static int began(const limber_actor *actor, int keyframe, limber_contact contact) {
    while (keyframe > 0 && touches(&actor->keyframes[keyframe - 1], contact)) {
        keyframe--;
    }
    return keyframe;
}

typedef struct {
    const limber_motion *motion;
    const limber_actor *actor;
    const body *other; /* NULL: there is none, or it is posed after this one */
    place_in_time place;
    angles now;
    int began_at; /* the keyframe that `began` shows; -1: none yet */
    body began;
} posing;

/* Where on a surface a spot was put: below where the angles of that keyframe have it. */
static target put_on(posing *p, int keyframe, uint8_t spot, uint8_t surface) {
    if (p->began_at != keyframe) {
        angles a;
        angles_of(&p->actor->keyframes[keyframe], p->place.mirrored, &a);
        pose_angles(p->motion, p->actor, &a, p->place.mirrored, &p->began);
        p->began_at = keyframe;
    }
    face f = body_surface(p->motion, surface);
    vec at = body_spot(&p->began, spot);
    int foot = spot & 1 ? SEGMENT_RIGHT_FOOT : SEGMENT_LEFT_FOOT;
    vec heading = p->began.segment[foot].forward;
    if (heading.x * heading.x + heading.z * heading.z < 0.04F) { /* it points up or down */
        heading = p->began.segment[SEGMENT_PELVIS].forward;
    }
    return (target){vec_add_scaled(at, f.away, -height_over(&f, at)), heading, 1};
}

static target target_of(posing *p, const body *b, limber_contact contact, int keyframe) {
    bool mirrored = p->place.mirrored;
    uint8_t spot = on_side(contact.spot, mirrored);
    if (contact.on >= LIMBER_ON_OWN_SPOT) {
        uint8_t on = on_side(contact.on & (LIMBER_ON_OWN_SPOT - 1), mirrored);
        const body *holder = contact.on >= LIMBER_ON_OTHER_SPOT && p->other != NULL ? p->other : b;
        return (target){body_spot(holder, on), {1, 0, 0}, 1};
    }
    return put_on(p, began(p->actor, keyframe, contact), spot, contact.on);
}

/* One contact, fully where both neighbouring keyframes have it, else on the way to or from it. */
static void touch(posing *p, body *b, limber_contact contact) {
    const limber_keyframe *before = &p->actor->keyframes[p->place.before];
    const limber_keyframe *after = &p->actor->keyframes[p->place.after];
    bool holds_before = touches(before, contact), holds_after = touches(after, contact);
    uint8_t spot = on_side(contact.spot, p->place.mirrored);
    target t = target_of(p, b, contact, holds_before ? p->place.before : p->place.after);
    if (!(holds_before && holds_after)) {
        t.share = eased(holds_after ? p->place.share : 1 - p->place.share);
    }
    lead_spot(b, &p->now, spot, &t);
}

/* Legs first: hands may hold them. */
static void touch_all(posing *p, body *b) {
    const limber_actor *actor = p->actor;
    for (int i = 0; i < actor->rest_count; i++) {
        if (can_be_led(actor->rest[i].spot)) {
            uint8_t spot = on_side(actor->rest[i].spot, p->place.mirrored);
            target t = put_on(p, 0, spot, actor->rest[i].on);
            lead_spot(b, &p->now, spot, &t);
        }
    }
    const limber_keyframe *before = &actor->keyframes[p->place.before];
    const limber_keyframe *after = &actor->keyframes[p->place.after];
    for (int hands = 0; hands < 2; hands++) {
        for (int i = 0; i < before->touch_count; i++) {
            if ((before->touch[i].spot < LIMBER_SPOT_LEFT_FOOT) == hands) {
                touch(p, b, before->touch[i]);
            }
        }
        for (int i = 0; p->place.after != p->place.before && i < after->touch_count; i++) {
            if ((after->touch[i].spot < LIMBER_SPOT_LEFT_FOOT) == hands &&
                !touches(before, after->touch[i])) {
                touch(p, b, after->touch[i]);
            }
        }
    }
}

static void pose_actor(const limber_motion *motion, const limber_actor *actor, uint16_t moved,
                       const body *other, body *out) {
    posing p = {.motion = motion, .actor = actor, .other = other, .began_at = -1};
    p.place = place_at(motion, actor, moved);
    angles_at(motion, actor, p.place, &p.now);
    pose_angles(motion, actor, &p.now, p.place.mirrored, out);
    touch_all(&p, out);
}

int body_breath(const limber_motion *motion, uint16_t moved) {
    place_in_time place = place_at(motion, &motion->person, moved);
    int full = (int)(1000 * eased(place.share));
    switch (motion->person.keyframes[place.after].breath) {
    case LIMBER_BREATH_IN:
        return full;
    case LIMBER_BREATH_OUT:
        return 1000 - full;
    default:
        return -1;
    }
}

void body_scene(const limber_motion *motion, uint16_t moved, scene *out) {
    memset(out, 0, sizeof *out);
    if (motion->person.keyframe_count > 0) {
        pose_actor(motion, &motion->person, moved, NULL, &out->person);
    }
    if (motion->helper.keyframe_count > 0) {
        pose_actor(motion, &motion->helper, moved, &out->person, &out->helper);
    }
}
