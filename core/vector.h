/* vector.h: points, turned frames and angles in space. Internal to the core's picture of the body;
 * nothing here decides anything. Basic operations only, so that every target gives the same bits.
 *
 * x is forward, y up, z to the right. Lengths are millimetres, angles degrees. */
#ifndef LIMBER_CORE_VECTOR_H
#define LIMBER_CORE_VECTOR_H

typedef struct {
    float x, y, z;
} vec;

/* A segment of the body: where its near joint is, and where its own forward, up and right point. */
typedef struct {
    vec at, forward, up, right;
} frame;

static inline vec vec_of(float x, float y, float z) {
    return (vec){x, y, z};
}

static inline vec vec_add(vec a, vec b) {
    return (vec){a.x + b.x, a.y + b.y, a.z + b.z};
}

static inline vec vec_sub(vec a, vec b) {
    return (vec){a.x - b.x, a.y - b.y, a.z - b.z};
}

static inline vec vec_scale(vec a, float by) {
    return (vec){a.x * by, a.y * by, a.z * by};
}

/* a + b * by */
static inline vec vec_add_scaled(vec a, vec b, float by) {
    return (vec){a.x + b.x * by, a.y + b.y * by, a.z + b.z * by};
}

static inline float vec_dot(vec a, vec b) {
    return a.x * b.x + a.y * b.y + a.z * b.z;
}

static inline vec vec_cross(vec a, vec b) {
    return (vec){a.y * b.z - a.z * b.y, a.z * b.x - a.x * b.z, a.x * b.y - a.y * b.x};
}

static inline float root_of(float square) {
    return square > 0 ? __builtin_sqrtf(square) : 0;
}

static inline float vec_length(vec a) {
    return root_of(vec_dot(a, a));
}

/* Of length 1; a vector without a direction stays as it is. */
static inline vec vec_unit(vec a) {
    float length = vec_length(a);
    return length > 0 ? vec_scale(a, 1 / length) : a;
}

static inline vec vec_mix(vec a, vec b, float share_of_b) {
    return vec_add_scaled(a, vec_sub(b, a), share_of_b);
}

static inline float clamped(float value, float low, float high) {
    return value < low ? low : value > high ? high : value;
}

/* Slow at both ends; 0..1 in and out. */
static inline float eased(float share) {
    return share * share * (3 - 2 * share);
}

/* Of an angle up to some turns either way. The polynomial is off by less than 0.00001. */
static inline float sine_of(float degrees) {
    int turns = (int)(degrees / 360 + (degrees < 0 ? -0.5F : 0.5F));
    float within = degrees - (float)turns * 360; /* -180 .. 180 */
    if (within > 90) {
        within = 180 - within;
    } else if (within < -90) {
        within = -180 - within;
    }
    float x = within * 0.017453293F;
    float square = x * x;
    return x * (1 + square * (-0.16666667F +
                              square * (0.0083333310F +
                                        square * (-0.00019840874F + square * 0.0000027525562F))));
}

static inline float cosine_of(float degrees) {
    return sine_of(degrees + 90);
}

/* Turns a frame about its own axes. */
static inline void turn_about_right(frame *f, float degrees) {
    float s = sine_of(degrees), c = cosine_of(degrees);
    vec forward = f->forward;
    f->forward = vec_add_scaled(vec_scale(forward, c), f->up, s);
    f->up = vec_add_scaled(vec_scale(f->up, c), forward, -s);
}

static inline void turn_about_forward(frame *f, float degrees) {
    float s = sine_of(degrees), c = cosine_of(degrees);
    vec up = f->up;
    f->up = vec_add_scaled(vec_scale(up, c), f->right, s);
    f->right = vec_add_scaled(vec_scale(f->right, c), up, -s);
}

static inline void turn_about_up(frame *f, float degrees) {
    float s = sine_of(degrees), c = cosine_of(degrees);
    vec forward = f->forward;
    f->forward = vec_add_scaled(vec_scale(forward, c), f->right, -s);
    f->right = vec_add_scaled(vec_scale(f->right, c), forward, s);
}

/* Upright at the origin, turned to the left so far. */
static inline frame frame_facing(float degrees) {
    frame f = {{0, 0, 0}, {1, 0, 0}, {0, 1, 0}, {0, 0, 1}};
    turn_about_up(&f, degrees);
    return f;
}

/* Where a point of a segment is; the point is given along the segment's own axes. */
static inline vec frame_point(const frame *f, vec own) {
    vec at = vec_add_scaled(f->at, f->forward, own.x);
    at = vec_add_scaled(at, f->up, own.y);
    return vec_add_scaled(at, f->right, own.z);
}

#endif
