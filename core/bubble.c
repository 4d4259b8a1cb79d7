#include "bubble.h"

#include <string.h>

typedef struct {
    double radius, speed;
} bubble_state;

bubble_joint bubble_sketch(void) {
    return (bubble_joint){.gap_end = 2,
                          .begins_at = 4,
                          .parts_for = 20,
                          .suction = 27,
                          .tension = 0.1,
                          .drag = 0.4,
                          .radius = 1};
}

typedef struct {
    double wide, speed;
} bubble_gap;

/* From one width to the other, beginning and ending gently. */
static bubble_gap gap_at(const bubble_joint *joint, double time) {
    double x = (time - joint->begins_at) / joint->parts_for;
    double widening = joint->gap_end - 1;
    if (x <= 0 || x >= 1) {
        return (bubble_gap){x <= 0 ? 1 : joint->gap_end, 0};
    }
    return (bubble_gap){1 + widening * x * x * (3 - 2 * x),
                        widening * 6 * x * (1 - x) / joint->parts_for};
}

/* Flow of a thin film into a gap that opens: the pressure falls with the speed over the cube. */
static double pressure_in(const bubble_joint *joint, bubble_gap gap) {
    return 1 - joint->suction * gap.speed / (gap.wide * gap.wide * gap.wide);
}

/* Rayleigh and Plesset's equation; the gas keeps its temperature. */
static double acceleration(const bubble_joint *joint, double pressure, bubble_state state) {
    double radius = state.radius;
    double gas = (1 + joint->tension) / (radius * radius * radius);
    double wall = joint->tension / radius + joint->drag * state.speed / radius;
    return (gas - pressure - wall - 1.5 * state.speed * state.speed) / radius;
}

static bubble_state slope(const bubble_joint *joint, double time, bubble_state state) {
    return (bubble_state){state.speed,
                          acceleration(joint, pressure_in(joint, gap_at(joint, time)), state)};
}

static bubble_state moved(bubble_state from, bubble_state along, double time) {
    return (bubble_state){from.radius + time * along.radius, from.speed + time * along.speed};
}

/* One step of Runge and Kutta's fourth order. */
static bubble_state stepped(const bubble_joint *joint, double time, double step,
                            bubble_state state) {
    bubble_state a = slope(joint, time, state);
    bubble_state b = slope(joint, time + step / 2, moved(state, a, step / 2));
    bubble_state c = slope(joint, time + step / 2, moved(state, b, step / 2));
    bubble_state d = slope(joint, time + step, moved(state, c, step));
    bubble_state mean = {(a.radius + 2 * b.radius + 2 * c.radius + d.radius) / 6,
                         (a.speed + 2 * b.speed + 2 * c.speed + d.speed) / 6};
    return moved(state, mean, step);
}

/* Comparisons are written so that what is no number is refused, too. */
static bool is_a_bubble(const bubble_joint *joint, double lasts, uint32_t steps_per_sample) {
    return joint->gap_end >= 1 && joint->parts_for > 0 && joint->suction >= 0 &&
           joint->tension >= 0 && joint->drag >= 0 && joint->radius > 0 && joint->begins_at >= 0 &&
           lasts > 0 && steps_per_sample > 0;
}

static bool can_go_on(bubble_state state) {
    const double largest = 1e6;
    return state.radius > 1 / largest && state.radius < largest && state.speed > -largest &&
           state.speed < largest;
}

bool bubble_follow(const bubble_joint *joint, double lasts, uint32_t steps_per_sample,
                   bubble_trace *out) {
    memset(out, 0, sizeof *out);
    if (!is_a_bubble(joint, lasts, steps_per_sample)) {
        return false;
    }
    double sample = lasts / BUBBLE_SAMPLES;
    double step = sample / steps_per_sample;
    bubble_state state = {joint->radius, 0};
    for (int i = 0; i < BUBBLE_SAMPLES; i++) {
        double time = i * sample;
        bubble_gap gap = gap_at(joint, time);
        double pressure = pressure_in(joint, gap);
        double speed = state.speed;
        double sound = state.radius * state.radius * acceleration(joint, pressure, state) +
                       2 * state.radius * speed * speed;
        out->gap[i] = (float)gap.wide;
        out->pressure[i] = (float)pressure;
        out->radius[i] = (float)state.radius;
        out->sound[i] = (float)sound;
        for (uint32_t n = 0; n < steps_per_sample; n++) {
            state = stepped(joint, time + n * step, step, state);
            if (!can_go_on(state)) {
                memset(out, 0, sizeof *out);
                return false;
            }
        }
    }
    return true;
}
