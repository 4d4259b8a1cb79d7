/* figure.h: the core's second public header: a technique's movement as a short list of flat shapes.
 *
 * A motion (keyframes of joint angles, what rests and touches where) is compiled from the
 * technique's file. limber_figure_draw poses the body at a moment of it and gives shapes, back to
 * front, that every renderer fills as they come. Nothing here decides anything about a session.
 *
 * As in limber.h: no I/O, heap, globals or clock; the caller owns every object. Coordinates are
 * tenths of a millimetre, x to the right, y down; the floor under the start position is y = 0. */
#ifndef LIMBER_FIGURE_H
#define LIMBER_FIGURE_H

#include "limber.h"

#ifdef __cplusplus
extern "C" {
#endif

/* Joint angles, whole degrees; 0 is standing upright with hanging arms, facing forward. "flex"
 * bends forward (arm, hip: lifts forward; knee: heel towards the seat; ankle: toes up; wrist: back
 * of the hand towards the forearm); "bend" leans to the left, "turn" of pelvis, lumbar, thorax and
 * neck turns to the left; "out" lifts away from the middle; "turn" of arm and hip turns outwards.
 */
enum {
    LIMBER_ANGLE_PELVIS_HEADING = 0, /* about the vertical: which way the whole body faces */
    LIMBER_ANGLE_PELVIS_LEAN = 1,    /* forward: 90 face down, -90 face up */
    LIMBER_ANGLE_PELVIS_BEND = 2,
    LIMBER_ANGLE_PELVIS_TURN = 3, /* about its own length */
    LIMBER_ANGLE_LUMBAR_FLEX = 4,
    LIMBER_ANGLE_LUMBAR_BEND = 5,
    LIMBER_ANGLE_LUMBAR_TURN = 6,
    LIMBER_ANGLE_THORAX_FLEX = 7,
    LIMBER_ANGLE_THORAX_BEND = 8,
    LIMBER_ANGLE_THORAX_TURN = 9,
    LIMBER_ANGLE_NECK_FLEX = 10,
    LIMBER_ANGLE_NECK_BEND = 11,
    LIMBER_ANGLE_NECK_TURN = 12,
    LIMBER_ANGLE_HEAD_FLEX = 13, /* a nod, above the neck's own flexion */
    LIMBER_ANGLE_LEFT_SHOULDER_RAISE = 14,
    LIMBER_ANGLE_LEFT_SHOULDER_FORWARD = 15,
    LIMBER_ANGLE_LEFT_ARM_FLEX = 16,
    LIMBER_ANGLE_LEFT_ARM_OUT = 17,
    LIMBER_ANGLE_LEFT_ARM_TURN = 18,
    LIMBER_ANGLE_LEFT_ELBOW_FLEX = 19,
    LIMBER_ANGLE_LEFT_WRIST_FLEX = 20,
    LIMBER_ANGLE_LEFT_HIP_FLEX = 21,
    LIMBER_ANGLE_LEFT_HIP_OUT = 22,
    LIMBER_ANGLE_LEFT_HIP_TURN = 23,
    LIMBER_ANGLE_LEFT_KNEE_FLEX = 24,
    LIMBER_ANGLE_LEFT_ANKLE_FLEX = 25,
    LIMBER_ANGLE_RIGHT_SHOULDER_RAISE = 26,
    LIMBER_ANGLE_RIGHT_SHOULDER_FORWARD = 27,
    LIMBER_ANGLE_RIGHT_ARM_FLEX = 28,
    LIMBER_ANGLE_RIGHT_ARM_OUT = 29,
    LIMBER_ANGLE_RIGHT_ARM_TURN = 30,
    LIMBER_ANGLE_RIGHT_ELBOW_FLEX = 31,
    LIMBER_ANGLE_RIGHT_WRIST_FLEX = 32,
    LIMBER_ANGLE_RIGHT_HIP_FLEX = 33,
    LIMBER_ANGLE_RIGHT_HIP_OUT = 34,
    LIMBER_ANGLE_RIGHT_HIP_TURN = 35,
    LIMBER_ANGLE_RIGHT_KNEE_FLEX = 36,
    LIMBER_ANGLE_RIGHT_ANKLE_FLEX = 37,
    LIMBER_ANGLE_COUNT
};

/* Places on the skin, for what rests, touches, is marked or is followed by the arrow. From
 * LEFT_SHOULDER_BLADE on each left one is followed by its right one. */
enum {
    LIMBER_SPOT_HEAD_BACK = 0,
    LIMBER_SPOT_FOREHEAD = 1,
    LIMBER_SPOT_CHIN = 2,
    LIMBER_SPOT_HEAD_TOP = 3,
    LIMBER_SPOT_NECK_BACK = 4,
    LIMBER_SPOT_CHEST = 5,
    LIMBER_SPOT_BELLY = 6,
    LIMBER_SPOT_UPPER_BACK = 7,
    LIMBER_SPOT_MID_BACK = 8,
    LIMBER_SPOT_LOWER_BACK = 9,
    LIMBER_SPOT_SACRUM = 10,
    LIMBER_SPOT_SEAT = 11, /* between the sit bones */
    LIMBER_SPOT_LEFT_SHOULDER_BLADE = 12,
    LIMBER_SPOT_RIGHT_SHOULDER_BLADE = 13,
    LIMBER_SPOT_LEFT_LOWER_BACK = 14, /* the muscle beside the spine */
    LIMBER_SPOT_RIGHT_LOWER_BACK = 15,
    LIMBER_SPOT_LEFT_MID_BACK = 16,
    LIMBER_SPOT_RIGHT_MID_BACK = 17,
    LIMBER_SPOT_LEFT_HIP = 18,
    LIMBER_SPOT_RIGHT_HIP = 19,
    LIMBER_SPOT_LEFT_GLUTE = 20,
    LIMBER_SPOT_RIGHT_GLUTE = 21,
    LIMBER_SPOT_LEFT_TEMPLE = 22,
    LIMBER_SPOT_RIGHT_TEMPLE = 23,
    LIMBER_SPOT_LEFT_SHOULDER = 24,
    LIMBER_SPOT_RIGHT_SHOULDER = 25,
    LIMBER_SPOT_LEFT_UPPER_ARM = 26, /* its back */
    LIMBER_SPOT_RIGHT_UPPER_ARM = 27,
    LIMBER_SPOT_LEFT_ELBOW = 28,
    LIMBER_SPOT_RIGHT_ELBOW = 29,
    LIMBER_SPOT_LEFT_FOREARM = 30,
    LIMBER_SPOT_RIGHT_FOREARM = 31,
    LIMBER_SPOT_LEFT_HAND = 32, /* the palm */
    LIMBER_SPOT_RIGHT_HAND = 33,
    LIMBER_SPOT_LEFT_THIGH = 34, /* its front */
    LIMBER_SPOT_RIGHT_THIGH = 35,
    LIMBER_SPOT_LEFT_HAMSTRING = 36,
    LIMBER_SPOT_RIGHT_HAMSTRING = 37,
    LIMBER_SPOT_LEFT_KNEE = 38,
    LIMBER_SPOT_RIGHT_KNEE = 39,
    LIMBER_SPOT_LEFT_SHIN = 40,
    LIMBER_SPOT_RIGHT_SHIN = 41,
    LIMBER_SPOT_LEFT_CALF = 42,
    LIMBER_SPOT_RIGHT_CALF = 43,
    LIMBER_SPOT_LEFT_ANKLE = 44, /* its outer side */
    LIMBER_SPOT_RIGHT_ANKLE = 45,
    LIMBER_SPOT_LEFT_FOOT = 46, /* the whole sole, flat */
    LIMBER_SPOT_RIGHT_FOOT = 47,
    LIMBER_SPOT_LEFT_HEEL = 48,
    LIMBER_SPOT_RIGHT_HEEL = 49,
    LIMBER_SPOT_LEFT_TOES = 50, /* the ball of the foot */
    LIMBER_SPOT_RIGHT_TOES = 51,
    LIMBER_SPOT_LEFT_INSTEP = 52, /* the top of the foot */
    LIMBER_SPOT_RIGHT_INSTEP = 53,
    LIMBER_SPOT_COUNT,
    LIMBER_SPOT_NONE = 63
};

/* what a spot rests on or touches, beside a body */
enum {
    LIMBER_SURFACE_FLOOR = 0,
    LIMBER_SURFACE_SEAT = 1, /* of the chair in the picture */
    LIMBER_SURFACE_WALL = 2, /* of the wall in the picture */
    LIMBER_SURFACE_COUNT
};

/* A spot's partner: a surface, a spot of the same body, or a spot of the other body. */
enum { LIMBER_ON_OWN_SPOT = 64, LIMBER_ON_OTHER_SPOT = 128 };

typedef struct {
    uint8_t spot; /* LIMBER_SPOT_* */
    uint8_t on;   /* LIMBER_SURFACE_*, ON_OWN_SPOT + spot, ON_OTHER_SPOT + spot */
} limber_contact;

enum { LIMBER_BREATH_FREE = 0, LIMBER_BREATH_IN = 1, LIMBER_BREATH_OUT = 2, LIMBER_BREATH_COUNT };

enum { LIMBER_TOUCH_MAX = 6, LIMBER_REST_MAX = 4, LIMBER_THING_MAX = 4, LIMBER_KEYFRAME_MAX = 8 };

typedef struct {
    int16_t angle_deg[LIMBER_ANGLE_COUNT];
    uint8_t at_percent; /* rises from 0; held: to 100, else it is back at the first one at 100 */
    uint8_t breath;     /* LIMBER_BREATH_* on the way here */
    uint8_t touch_count;
    uint8_t reserved;
    limber_contact touch[LIMBER_TOUCH_MAX]; /* hands and feet are led there by the arm or leg */
} limber_keyframe;

/* One body's part in a motion. */
typedef struct {
    const limber_keyframe *keyframes;
    limber_contact rest[LIMBER_REST_MAX]; /* what carries it, all the while */
    int16_t x_mm, z_mm; /* where the middle of what carries it is; mirrored, on the other side */
    uint8_t keyframe_count; /* 1..KEYFRAME_MAX; 0: there is no such body */
    uint8_t rest_count;
    uint8_t reserved[2];
} limber_actor;

enum {
    LIMBER_THING_MAT = 0,
    LIMBER_THING_CHAIR = 1, /* x, z: the middle of its seat; turn: which way it faces */
    LIMBER_THING_WALL = 2,  /* x, z: its foot; turn: which way it faces */
    LIMBER_THING_CUSHION = 3,
    LIMBER_THING_ROLLER = 4, /* its axis lies across the way that it is turned to */
    LIMBER_THING_BALL = 5,
    LIMBER_THING_COLD_PACK = 6, /* each in its cloth */
    LIMBER_THING_WARM_PACK = 7,
    LIMBER_THING_COUNT
};

typedef struct {
    int16_t x_mm, y_mm, z_mm; /* its middle; with a spot: that much away from the spot's skin */
    int16_t turn_deg;
    uint8_t kind; /* LIMBER_THING_* */
    uint8_t spot; /* it goes with this spot of the person, SPOT_NONE: it stands where it is */
    uint8_t reserved[2];
} limber_thing;

enum {
    LIMBER_ARROW_NONE = 0,
    LIMBER_ARROW_WAY = 1,    /* along the way that a spot goes */
    LIMBER_ARROW_AROUND = 2, /* around the trunk or head at the spot, as it turns to the left */
    LIMBER_ARROW_PRESS = 3,  /* straight onto the spot */
    LIMBER_ARROW_CIRCLE = 4, /* round and round beside the spot, up and back */
    LIMBER_ARROW_COUNT
};

/* what can be marked as worked; named as the regions of the catalogue */
enum {
    LIMBER_MARK_NECK = 0,
    LIMBER_MARK_SHOULDERS = 1,
    LIMBER_MARK_UPPER_BACK = 2,
    LIMBER_MARK_SHOULDER_BLADES = 3,
    LIMBER_MARK_MID_BACK = 4,
    LIMBER_MARK_LOWER_BACK = 5,
    LIMBER_MARK_GLUTES = 6,
    LIMBER_MARK_HIPS = 7,
    LIMBER_MARK_COUNT
};

typedef struct {
    limber_actor person, helper;
    limber_thing thing[LIMBER_THING_MAX];
    int16_t camera_turn_deg; /* 0: from the person's right, 90: from the front, 180: the left */
    int16_t camera_tilt_deg; /* from above */
    int16_t camera_above_mm; /* the picture ends so high above the floor; 0: it has everything */
    uint8_t marked;          /* bit per LIMBER_MARK_* that is worked */
    uint8_t thing_count;
    uint8_t arrow; /* LIMBER_ARROW_* */
    uint8_t arrow_spot;
    uint8_t held;       /* 1: goes to the last keyframe and stays; 0: goes there and back */
    uint8_t alternates; /* 1: a repetition goes to the left and then, mirrored, to the right */
    uint8_t speed_max_deg_per_s; /* of any joint; tools/check_motions.c holds it to that */
    uint8_t left_only;           /* 1: of what is there twice the left one is worked and marked */
    uint8_t reserved[2];
} limber_motion;

/* ---- Shapes. -----------------------------------------------------------------------------------
 */

/* what is drawn, for its colour */
enum {
    LIMBER_ROLE_SHADOW = 0,
    LIMBER_ROLE_SOLID = 1, /* chair, wall */
    LIMBER_ROLE_SOFT = 2,  /* mat, cushion, roller, ball, pack */
    LIMBER_ROLE_SKIN = 3,
    LIMBER_ROLE_SHIRT = 4,
    LIMBER_ROLE_TROUSERS = 5,
    LIMBER_ROLE_HAIR = 6,
    LIMBER_ROLE_MARK = 7,  /* the worked region; seen through */
    LIMBER_ROLE_ARROW = 8, /* the movement */
    LIMBER_ROLE_WARM = 9,  /* a warm pack */
    LIMBER_ROLE_COUNT
};

/* bits */
enum {
    LIMBER_SHADE_FAR = 1,    /* the side of the body away from the viewer: a little darker */
    LIMBER_SHADE_HELPER = 2, /* the second body: its own colours */
    LIMBER_SHADE_RIM = 4     /* with a thin rim in the colour of the paper, to stand off */
};

enum { LIMBER_SHAPE_MAX = 96, LIMBER_OUTLINE_MAX = 224, LIMBER_POINT_MAX = 6144 };

typedef struct {
    int16_t x, y;
} limber_point;

/* A shape is filled as the union of its outlines (nonzero); all wind the same way. */
typedef struct {
    uint16_t first_outline, outline_count;
    uint8_t role;  /* LIMBER_ROLE_* */
    uint8_t shade; /* LIMBER_SHADE_* */
    uint8_t reserved[2];
} limber_shape;

typedef struct {
    uint16_t first_point, point_count;
} limber_outline;

typedef struct {
    uint16_t shape_count, outline_count, point_count;
    uint16_t full; /* 1: something did not fit; the checks refuse such a motion */
    limber_shape shape[LIMBER_SHAPE_MAX];
    limber_outline outline[LIMBER_OUTLINE_MAX];
    limber_point point[LIMBER_POINT_MAX];
} limber_figure;

/* When: how far the movement is, and the breath. All zero: the start position. */
typedef struct {
    uint16_t moved;   /* 0..1000 of one movement */
    uint16_t breath;  /* 0 empty .. 1000 full */
    uint8_t mirrored; /* 1: the picture for the right side */
    uint8_t arrow;    /* 1: draw the arrow */
    uint8_t marks;    /* 1: draw the worked regions */
    uint8_t reserved;
} limber_moment;

enum { LIMBER_WAY_MAX = 11 };

/* What stays the same while a motion is drawn: the room that the whole movement needs, arrow and
 * things included, and the way of the arrow. For the unmirrored picture; mirrored, left and right
 * change places and signs. */
typedef struct {
    int16_t left, top, right, bottom;
    uint16_t way_count; /* 0: nothing moves there */
    limber_point way[LIMBER_WAY_MAX];
} limber_view;

/* Once for a motion, before it is drawn. `room` is overwritten. */
void limber_figure_view(const limber_motion *motion, limber_figure *room, limber_view *out);

/* How far the movement is (limber_moment.moved) in the one picture that tells it best: where it is
 * at its fullest for the first time. */
uint16_t limber_figure_still(const limber_motion *motion);

/* The shapes at a moment. A value out of range counts as the nearest in range. */
void limber_figure_draw(const limber_motion *motion, const limber_view *view,
                        const limber_moment *moment, limber_figure *out);

/* A held movement that comes again goes back in the first part of its time, and in again in the
 * rest.
 */
enum { LIMBER_BACK_PERCENT = 40 };

/* The moment that fits what a session says: the movement follows state and time, and the breath
 * goes on in holds. Of the step, its side and move_ms. `since_ms` is the time since the output,
 * `state_total_ms` how long its state lasts. */
limber_moment limber_moment_of(const limber_motion *motion, const limber_step *step,
                               const limber_output *output, uint32_t state_total_ms,
                               uint32_t since_ms);

#ifdef __cplusplus
}
#endif

#endif
