/* Looks at every technique's movement in space, frame by frame, and prints what is wrong:
 *   technique TAB role TAB keyframe TAB spot TAB what
 * tools/check_motions.py turns that into file, line and column. Exit status 1: something is.
 *
 * Solids stand for the body here, a little slimmer than it is drawn; flesh gives way by a few
 * centimetres. */
#include "body.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

extern const limber_catalogue limber_catalogue_tables;
extern const limber_motion limber_catalogue_motions[];
extern const int16_t limber_angle_limits[LIMBER_ANGLE_COUNT][2];

enum { FRAMES = 50, NOWHERE = 255 };
#define REACH_MAX   12.0F /* mm that a touch may stay away */
#define FLOAT_MAX   35.0F /* mm that what carries the body may stay above its surface */
#define SINK_MAX    28.0F /* mm that flesh gives way on floor, seat and wall */
#define PRESS_MAX   55.0F /* ... and on other flesh */
#define SLIP_MAX    4.0F  /* mm that a contact may move between two frames */
#define LIMIT_SLACK 3.0F  /* degrees past a limit where a limb was led there */
#define RADIANS     57.29578F

static int faults;
static int technique;
static const char *role;

#define FAULT(keyframe, spot, ...)                                                                 \
    do {                                                                                           \
        printf("%d\t%s\t%d\t%d\t", technique, role, keyframe, spot);                               \
        printf(__VA_ARGS__);                                                                       \
        printf("\n");                                                                              \
        faults++;                                                                                  \
    } while (0)

/* ---- Solids. -----------------------------------------------------------------------------------
 */

typedef struct {
    const char *name;
    int segment;
    vec from, to; /* in the segment's own axes */
    float radius;
    int part; /* parts next to each other are not judged */
} solid;

enum { TRUNK, HEAD, ARM_L, ARM_R, LEG_L, LEG_R };

static const solid solids[] = {
    {"pelvis", SEGMENT_PELVIS, {0, -20, -60}, {0, -20, 60}, 82, TRUNK},
    {"belly", SEGMENT_LUMBAR_MIDDLE, {0, 0, -40}, {0, 0, 40}, 84, TRUNK},
    {"chest", SEGMENT_THORAX_MIDDLE, {0, 40, -55}, {0, 40, 55}, 92, TRUNK},
    {"upper chest", SEGMENT_THORAX_TOP, {0, 0, -70}, {0, 0, 70}, 76, TRUNK},
    {"head", SEGMENT_HEAD, {14, 60, 0}, {8, 110, 0}, 80, HEAD},
    {"left upper arm", SEGMENT_LEFT_UPPER_ARM, {0, -60, 0}, {0, -270, 0}, 34, ARM_L},
    {"left forearm", SEGMENT_LEFT_FOREARM, {0, -30, 0}, {0, -240, 0}, 28, ARM_L},
    {"left hand", SEGMENT_LEFT_HAND, {0, -20, 0}, {0, -140, 0}, 17, ARM_L},
    {"right upper arm", SEGMENT_RIGHT_UPPER_ARM, {0, -60, 0}, {0, -270, 0}, 34, ARM_R},
    {"right forearm", SEGMENT_RIGHT_FOREARM, {0, -30, 0}, {0, -240, 0}, 28, ARM_R},
    {"right hand", SEGMENT_RIGHT_HAND, {0, -20, 0}, {0, -140, 0}, 17, ARM_R},
    {"left thigh", SEGMENT_LEFT_THIGH, {0, -110, 0}, {0, -390, 0}, 56, LEG_L},
    {"left shank", SEGMENT_LEFT_SHANK, {0, -30, 0}, {0, -370, 0}, 40, LEG_L},
    {"left foot", SEGMENT_LEFT_FOOT, {-20, -50, 0}, {140, -58, 0}, 20, LEG_L},
    {"right thigh", SEGMENT_RIGHT_THIGH, {0, -110, 0}, {0, -390, 0}, 56, LEG_R},
    {"right shank", SEGMENT_RIGHT_SHANK, {0, -30, 0}, {0, -370, 0}, 40, LEG_R},
    {"right foot", SEGMENT_RIGHT_FOOT, {-20, -50, 0}, {140, -58, 0}, 20, LEG_R},
};
enum { SOLIDS = sizeof solids / sizeof *solids };

typedef struct {
    vec from, to;
} axis;

static axis axis_of(const body *b, const solid *s) {
    const frame *f = &b->segment[s->segment];
    return (axis){frame_point(f, s->from), frame_point(f, s->to)};
}

/* The least distance between two axes, by looking along the one. */
static float between(axis a, axis b) {
    float least = 1e9F;
    vec way = vec_sub(b.to, b.from);
    float square = vec_dot(way, way);
    for (int i = 0; i <= 16; i++) {
        vec p = vec_mix(a.from, a.to, (float)i / 16);
        float t = clamped(vec_dot(vec_sub(p, b.from), way) / square, 0, 1);
        float d = vec_length(vec_sub(p, vec_add_scaled(b.from, way, t)));
        least = d < least ? d : least;
    }
    return least;
}

/* ---- What each frame must keep. ----------------------------------------------------------------
 */

typedef struct {
    const limber_motion *motion;
    const limber_actor *actor;
    int keyframe; /* the one before this frame */
    int moved;
} moment;

static bool said[SOLIDS][SOLIDS + 4]; /* each pair once for each technique */

static bool first_time(int a, int b) {
    bool first = !said[a][b];
    said[a][b] = true;
    return first;
}

static void above_floor_and_seat(const moment *m, const body *b) {
    face wall = body_surface(m->motion, LIMBER_SURFACE_WALL);
    bool has_wall = wall.away.y < 0.5F;
    for (int i = 0; i < SOLIDS; i++) {
        axis a = axis_of(b, &solids[i]);
        float low = (a.from.y < a.to.y ? a.from.y : a.to.y) - solids[i].radius;
        if (low < -SINK_MAX && first_time(i, SOLIDS)) {
            FAULT(m->keyframe, NOWHERE, "the %s goes %.0f mm into the floor at %d of 1000",
                  solids[i].name, (double)-low, m->moved);
        }
        float from = vec_dot(vec_sub(a.from, wall.at), wall.away) - solids[i].radius;
        float to = vec_dot(vec_sub(a.to, wall.at), wall.away) - solids[i].radius;
        float deep = from < to ? from : to;
        if (has_wall && deep < -SINK_MAX && first_time(i, SOLIDS + 1)) {
            FAULT(m->keyframe, NOWHERE, "the %s goes %.0f mm into the wall at %d of 1000",
                  solids[i].name, (double)-deep, m->moved);
        }
    }
}

static void out_of_chair(const moment *m, const body *b) {
    for (int t = 0; t < m->motion->thing_count; t++) {
        const limber_thing *thing = &m->motion->thing[t];
        if (thing->kind != LIMBER_THING_CHAIR) {
            continue;
        }
        frame f = frame_facing(thing->turn_deg);
        f.at = vec_of(thing->x_mm, 0, thing->z_mm);
        for (int i = 0; i < SOLIDS; i++) {
            axis a = axis_of(b, &solids[i]);
            for (int k = 0; k <= 8; k++) {
                vec p = vec_sub(vec_mix(a.from, a.to, (float)k / 8), f.at);
                float x = vec_dot(p, f.forward), z = vec_dot(p, f.right), r = solids[i].radius;
                bool over = x > -200 && x < 205 && z > -200 && z < 200;
                float sunk = HEIGHT_SEAT - (p.y - r);
                if (over && p.y > HEIGHT_SEAT - 60 && sunk > SINK_MAX + 10 &&
                    first_time(i, SOLIDS + 2)) {
                    FAULT(m->keyframe, NOWHERE, "the %s goes %.0f mm into the seat at %d of 1000",
                          solids[i].name, (double)sunk, m->moved);
                }
                bool at_back = x > -330 && x - r < -215 - SINK_MAX && z > -180 && z < 180 &&
                               p.y > HEIGHT_SEAT + 60 && p.y < HEIGHT_SEAT + 440;
                if (at_back && first_time(i, SOLIDS + 3)) {
                    FAULT(m->keyframe, NOWHERE,
                          "the %s goes through the back of the chair at %d "
                          "of 1000",
                          solids[i].name, m->moved);
                }
            }
        }
    }
}

static bool judged(int i, int j) {
    int a = solids[i].part, b = solids[j].part;
    if (a == b || (a == TRUNK && b == HEAD)) {
        return false;
    }
    bool upper_arm = strstr(solids[j].name, "upper arm") != NULL;
    bool thigh = strstr(solids[j].name, "thigh") != NULL;
    return !(a == TRUNK && (upper_arm || (thigh && i < 2)));
}

static void apart(const moment *m, const body *b) {
    for (int i = 0; i < SOLIDS; i++) {
        for (int j = i + 1; j < SOLIDS; j++) {
            if (!judged(i, j)) {
                continue;
            }
            float room = between(axis_of(b, &solids[i]), axis_of(b, &solids[j])) -
                         solids[i].radius - solids[j].radius;
            if (room < -PRESS_MAX && first_time(i, j)) {
                FAULT(m->keyframe, NOWHERE, "the %s goes %.0f mm into the %s at %d of 1000",
                      solids[j].name, (double)-room, solids[i].name, m->moved);
            }
        }
    }
}

static void two_apart(const moment *m, const scene *s) {
    for (int i = 0; i < SOLIDS; i++) {
        for (int j = 0; j < SOLIDS; j++) {
            float room = between(axis_of(&s->helper, &solids[i]), axis_of(&s->person, &solids[j])) -
                         solids[i].radius - solids[j].radius;
            if (room < -PRESS_MAX && first_time(i, j)) {
                FAULT(m->keyframe, NOWHERE,
                      "the helper's %s goes %.0f mm into the person's %s at %d of 1000",
                      solids[i].name, (double)-room, solids[j].name, m->moved);
            }
        }
    }
}

/* ---- Joints. -----------------------------------------------------------------------------------
 */

static float degrees_between(vec a, vec b) {
    return acosf(clamped(vec_dot(a, b), -1, 1)) * RADIANS;
}

static void within(const moment *m, int angle, float degrees, const char *name) {
    const int16_t *limit = limber_angle_limits[angle];
    if ((degrees < (float)limit[0] - LIMIT_SLACK || degrees > (float)limit[1] + LIMIT_SLACK) &&
        first_time(angle % SOLIDS, angle / SOLIDS)) {
        FAULT(m->keyframe, NOWHERE,
              "the %s comes to %.0f degrees at %d of 1000; it goes from %d to %d", name,
              (double)degrees, m->moved, limit[0], limit[1]);
    }
}

/* Limbs that were led somewhere have other angles than the keyframe says. */
static void joints(const moment *m, const body *b) {
    static const char *const names[2][5] = {
        {"left elbow", "left knee", "left hip", "left hip (out)", "left ankle"},
        {"right elbow", "right knee", "right hip", "right hip (out)", "right ankle"}};
    enum { SIDE = LIMBER_ANGLE_RIGHT_SHOULDER_RAISE - LIMBER_ANGLE_LEFT_SHOULDER_RAISE };
    const frame *pelvis = &b->segment[SEGMENT_PELVIS];
    for (int side = 0; side < 2; side++) {
        const frame *arm = &b->segment[SEGMENT_LEFT_UPPER_ARM + side * ARM_SEGMENTS];
        const frame *thigh = &b->segment[SEGMENT_LEFT_THIGH + side * LEG_SEGMENTS];
        vec down = vec_scale(thigh->up, -1);
        float ahead = vec_dot(down, pelvis->forward), below = -vec_dot(down, pelvis->up);
        float out = vec_dot(down, pelvis->right) * (side ? 1.0F : -1.0F);
        int shift = side * SIDE;
        within(m, LIMBER_ANGLE_LEFT_ELBOW_FLEX + shift, degrees_between(arm[0].up, arm[1].up),
               names[side][0]);
        within(m, LIMBER_ANGLE_LEFT_KNEE_FLEX + shift, degrees_between(thigh[0].up, thigh[1].up),
               names[side][1]);
        within(m, LIMBER_ANGLE_LEFT_HIP_FLEX + shift, atan2f(ahead, below) * RADIANS,
               names[side][2]);
        within(m, LIMBER_ANGLE_LEFT_HIP_OUT + shift, asinf(clamped(out, -1, 1)) * RADIANS,
               names[side][3]);
        float toes = degrees_between(thigh[2].forward, thigh[1].up);
        within(m, LIMBER_ANGLE_LEFT_ANKLE_FLEX + shift, 90 - toes, names[side][4]);
    }
}

static int parent_of(int segment) {
    switch (segment) {
    case SEGMENT_PELVIS:
        return -1;
    case SEGMENT_LEFT_SHOULDER:
    case SEGMENT_RIGHT_SHOULDER:
        return SEGMENT_THORAX_TOP;
    case SEGMENT_LEFT_THIGH:
    case SEGMENT_RIGHT_THIGH:
        return SEGMENT_PELVIS;
    default:
        return segment - 1;
    }
}

/* How far a segment turned between two moments, against the segment that carries it. */
static float turned(const body *before, const body *after, int segment) {
    int parent = parent_of(segment);
    static const frame world = {{0, 0, 0}, {1, 0, 0}, {0, 1, 0}, {0, 0, 1}};
    const frame *a = &before->segment[segment], *b = &after->segment[segment];
    const frame *pa = parent < 0 ? &world : &before->segment[parent];
    const frame *pb = parent < 0 ? &world : &after->segment[parent];
    const vec *own[2] = {&a->forward, &b->forward}, *up[2] = {&pa->forward, &pb->forward};
    float trace = 0;
    for (int i = 0; i < 3; i++) { /* trace of the turn between: sum over own axes */
        vec x = vec_of(vec_dot(own[0][i], up[0][0]), vec_dot(own[0][i], up[0][1]),
                       vec_dot(own[0][i], up[0][2]));
        vec y = vec_of(vec_dot(own[1][i], up[1][0]), vec_dot(own[1][i], up[1][1]),
                       vec_dot(own[1][i], up[1][2]));
        trace += vec_dot(x, y);
    }
    return acosf(clamped((trace - 1) / 2, -1, 1)) * RADIANS;
}

static void slow(const moment *m, const body *before, const body *after, float seconds) {
    for (int segment = 0; segment < SEGMENT_COUNT; segment++) {
        float speed = turned(before, after, segment) / seconds;
        float most = m->motion->speed_max_deg_per_s;
        if (speed > most && first_time(segment % SOLIDS, 2 + segment / SOLIDS)) {
            FAULT(m->keyframe, NOWHERE,
                  "segment %d turns at %.0f degrees a second at %d of 1000; "
                  "`speed_max_deg_per_s` is %.0f",
                  segment, (double)speed, m->moved, (double)most);
        }
    }
}

/* ---- Contacts. ---------------------------------------------------------------------------------
 */

/* In the mirrored half the other side carries. */
static uint8_t carrying(const moment *m, uint8_t spot) {
    bool mirrored = m->motion->alternates && m->moved > 500;
    return mirrored && spot >= LIMBER_SPOT_LEFT_SHOULDER_BLADE ? spot ^ 1 : spot;
}

static void carried(const moment *m, const body *b) {
    for (int i = 0; i < m->actor->rest_count; i++) {
        uint8_t spot = carrying(m, m->actor->rest[i].spot);
        float height = body_spot(b, spot).y - body_surface(m->motion, m->actor->rest[i].on).at.y;
        if (height > FLOAT_MAX && first_time(i, SOLIDS + 3)) {
            FAULT(0, m->actor->rest[i].spot,
                  "what carries the body floats %.0f mm above its surface at %d of 1000",
                  (double)height, m->moved);
        }
    }
}

static void reached(const moment *m, const body *b) {
    if (b->reach_gap_mm > REACH_MAX && first_time(b->reach_spot % SOLIDS, SOLIDS + 2)) {
        FAULT(m->keyframe, b->reach_spot, "stays %.0f mm from what it touches at %d of 1000",
              (double)b->reach_gap_mm, m->moved);
    }
}

static void stays(const moment *m, const body *before, const body *after) {
    bool between_halves =
        m->motion->alternates && m->moved > 500 && m->moved <= 500 + 1000 / FRAMES;
    for (int i = 0; i < m->actor->rest_count && !between_halves; i++) {
        uint8_t spot = carrying(m, m->actor->rest[i].spot);
        bool led = spot >= LIMBER_SPOT_LEFT_FOOT;
        float slip = vec_length(vec_sub(body_spot(after, spot), body_spot(before, spot)));
        if (led && slip > SLIP_MAX && first_time(i, SOLIDS + 1)) {
            FAULT(m->keyframe, m->actor->rest[i].spot, "slips by %.0f mm at %d of 1000",
                  (double)slip, m->moved);
        }
    }
}

/* ---- All of it. --------------------------------------------------------------------------------
 */

static int keyframe_at(const limber_motion *motion, const limber_actor *actor, int moved) {
    float way = (float)moved / 10;
    way = motion->alternates ? (way > 50 ? way * 2 - 100 : way * 2) : way;
    int keyframe = 0;
    while (keyframe + 1 < actor->keyframe_count &&
           way >= actor->keyframes[keyframe + 1].at_percent) {
        keyframe++;
    }
    return keyframe;
}

static void check_body(const limber_motion *motion, bool helper, float seconds) {
    const limber_actor *actor = helper ? &motion->helper : &motion->person;
    body before;
    role = helper ? "helper" : "person";
    memset(said, 0, sizeof said);
    for (int i = 0; i <= FRAMES; i++) {
        moment m = {motion, actor, 0, i * 1000 / FRAMES};
        scene s;
        m.keyframe = keyframe_at(motion, actor, m.moved);
        body_scene(motion, (uint16_t)m.moved, &s);
        const body *b = helper ? &s.helper : &s.person;
        above_floor_and_seat(&m, b);
        out_of_chair(&m, b);
        apart(&m, b);
        joints(&m, b);
        carried(&m, b);
        reached(&m, b);
        if (helper) {
            two_apart(&m, &s);
        }
        if (i > 0) {
            slow(&m, &before, b, seconds / FRAMES);
            stays(&m, &before, b);
        }
        before = *b;
    }
}

static void check_closes(const limber_motion *motion) {
    scene first, last;
    body_scene(motion, 0, &first);
    body_scene(motion, 1000, &last);
    for (int i = 0; i < SEGMENT_COUNT && !motion->held; i++) {
        vec apart_by = vec_sub(first.person.segment[i].at, last.person.segment[i].at);
        if (vec_length(apart_by) > 2) {
            FAULT(0, NOWHERE, "the movement does not come back to where it began");
            return;
        }
    }
}

static void check_room(const limber_motion *motion) {
    static limber_figure figure;
    static limber_view view;
    limber_figure_view(motion, &figure, &view);
    if (figure.full) {
        FAULT(0, NOWHERE, "the picture has more shapes than fit");
    }
}

int main(void) {
    for (technique = 0; technique < limber_catalogue_tables.technique_count; technique++) {
        const limber_motion *motion = &limber_catalogue_motions[technique];
        const limber_dose *dose = &limber_catalogue_tables.techniques[technique].dose;
        float seconds = (float)dose->move_ms / 1000;
        if (motion->held && dose->reps_max > 1) {
            seconds *= LIMBER_BACK_PERCENT / 100.0F;
        }
        check_body(motion, false, seconds);
        check_closes(motion);
        check_room(motion);
        if (motion->helper.keyframe_count > 0) {
            check_body(motion, true, seconds);
        }
    }
    return faults > 0;
}
