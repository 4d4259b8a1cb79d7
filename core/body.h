/* body.h: a body in space: joint tree, keyframes, contacts. Internal to the core; the checks of the
 * catalogue look at it too. Measures are those of a person of 1.72 m, in millimetres. */
#ifndef LIMBER_CORE_BODY_H
#define LIMBER_CORE_BODY_H

#include "figure.h"
#include "vector.h"

/* Each has its origin at its near joint; "up" of limbs points back towards the trunk. */
enum {
    SEGMENT_PELVIS, /* origin: midway between the hip joints */
    SEGMENT_LUMBAR_LOW,
    SEGMENT_LUMBAR_MIDDLE,
    SEGMENT_LUMBAR_HIGH,
    SEGMENT_THORAX_LOW,
    SEGMENT_THORAX_MIDDLE,
    SEGMENT_THORAX_HIGH,
    SEGMENT_THORAX_TOP,
    SEGMENT_NECK_LOW,
    SEGMENT_NECK_HIGH,
    SEGMENT_HEAD,
    SEGMENT_LEFT_SHOULDER, /* origin: the shoulder joint; turned as the chest is */
    SEGMENT_LEFT_UPPER_ARM,
    SEGMENT_LEFT_FOREARM,
    SEGMENT_LEFT_HAND,
    SEGMENT_RIGHT_SHOULDER,
    SEGMENT_RIGHT_UPPER_ARM,
    SEGMENT_RIGHT_FOREARM,
    SEGMENT_RIGHT_HAND,
    SEGMENT_LEFT_THIGH,
    SEGMENT_LEFT_SHANK,
    SEGMENT_LEFT_FOOT, /* forward points to the toes */
    SEGMENT_RIGHT_THIGH,
    SEGMENT_RIGHT_SHANK,
    SEGMENT_RIGHT_FOOT,
    SEGMENT_COUNT
};

enum { ARM_SEGMENTS = SEGMENT_RIGHT_SHOULDER - SEGMENT_LEFT_SHOULDER };
enum { LEG_SEGMENTS = SEGMENT_RIGHT_THIGH - SEGMENT_LEFT_THIGH };

#define LENGTH_PELVIS    90.0F
#define LENGTH_LUMBAR    55.0F
#define LENGTH_THORAX    65.0F
#define LENGTH_NECK      50.0F
#define LENGTH_UPPER_ARM 290.0F
#define LENGTH_FOREARM   255.0F
#define LENGTH_HAND      165.0F
#define LENGTH_THIGH     420.0F
#define LENGTH_SHANK     410.0F
#define HEIGHT_ANKLE     80.0F
#define HEIGHT_SEAT      450.0F

typedef struct {
    frame segment[SEGMENT_COUNT];
    float reach_gap_mm; /* how far the worst hand or foot stays from what it should touch */
    uint8_t reach_spot; /* which one that is */
} body;

/* Both bodies at a moment; the helper's is left alone where there is none. */
typedef struct {
    body person, helper;
} scene;

/* `moved` as in limber_moment. */
void body_scene(const limber_motion *motion, uint16_t moved, scene *out);

/* How full of breath the keyframes have the person, 0..1000; -1: as it comes. */
int body_breath(const limber_motion *motion, uint16_t moved);

/* Where a spot's skin is. */
vec body_spot(const body *b, uint8_t spot);

/* Straight away from the skin there. */
vec body_spot_away(const body *b, uint8_t spot);

/* A place on a surface, and straight away from it. The chair and the wall are the motion's own;
 * without one, the floor. */
typedef struct {
    vec at, away;
} face;
face body_surface(const limber_motion *motion, uint8_t surface);

#endif
