/* Claims about the sketch of a bubble: what must hold whatever its numbers are. */
#include "bubble.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

enum { LAST = BUBBLE_SAMPLES - 1 };

static const double LASTS = 64;
static bubble_trace trace, other;

static void follow(const bubble_joint *joint, uint32_t steps, bubble_trace *out) {
    assert_true(bubble_follow(joint, LASTS, steps, out));
}

/* The index of the largest radius. */
static int widest(const bubble_trace *of) {
    int at = 0;
    for (int i = 1; i < BUBBLE_SAMPLES; i++) {
        at = of->radius[i] > of->radius[at] ? i : at;
    }
    return at;
}

static double loudest(const bubble_trace *of, int from, int to) {
    double most = 0;
    for (int i = from; i < to; i++) {
        most = fmax(most, fabs((double)of->sound[i]));
    }
    return most;
}

static void bubble_at_rest_stays_and_is_silent(void **state) {
    (void)state;
    bubble_joint joint = bubble_sketch();
    joint.suction = 0;
    follow(&joint, 2, &trace);
    for (int i = 0; i < BUBBLE_SAMPLES; i++) {
        assert_true(fabs((double)trace.radius[i] - 1) < 1e-6);
        assert_true(fabs((double)trace.sound[i]) < 1e-6);
        assert_true(trace.pressure[i] == 1);
    }
}

static void bubble_grows_where_the_pressure_falls_and_more_where_it_falls_further(void **state) {
    (void)state;
    bubble_joint joint = bubble_sketch();
    double before = 1;
    for (int i = 1; i <= 9; i++) {
        joint.suction = 3 * i;
        follow(&joint, 2, &trace);
        double largest = (double)trace.radius[widest(&trace)];
        assert_true(largest > before);
        before = largest;
    }
}

static void bubble_collapses_in_part_and_is_left_behind(void **state) {
    (void)state;
    const bubble_joint joint = bubble_sketch();
    follow(&joint, 2, &trace);
    double smallest = 2;
    for (int i = widest(&trace); i < BUBBLE_SAMPLES; i++) {
        smallest = fmin(smallest, (double)trace.radius[i]);
    }
    assert_true(trace.radius[widest(&trace)] > 2);
    assert_true(smallest > 0.2 && smallest < 1);
    assert_true(fabs((double)trace.radius[LAST] - 1) < 0.01);
    assert_true(fabs((double)trace.sound[LAST]) < 0.01 * loudest(&trace, 0, BUBBLE_SAMPLES));
}

static void bubble_is_far_louder_collapsing_than_growing(void **state) {
    (void)state;
    const bubble_joint joint = bubble_sketch();
    follow(&joint, 2, &trace);
    int top = widest(&trace);
    assert_true(loudest(&trace, top, BUBBLE_SAMPLES) > 5 * loudest(&trace, 0, top));
}

/* Of a bubble without drag in a fluid at rest: kinetic, against the fluid, the gas, the surface. */
static double energy(const bubble_joint *joint, double radius, double speed) {
    double cube = radius * radius * radius;
    return 0.5 * cube * speed * speed + cube / 3 - (1 + joint->tension) * log(radius) +
           0.5 * joint->tension * radius * radius;
}

static void bubble_without_drag_keeps_its_energy_and_with_it_never_gains_any(void **state) {
    (void)state;
    bubble_joint joint = bubble_sketch();
    joint.suction = 0;
    joint.radius = 1.3;
    double sample = LASTS / BUBBLE_SAMPLES;
    for (int drags = 0; drags < 2; drags++) {
        joint.drag = drags * 0.4;
        follow(&joint, 8, &trace);
        double began = energy(&joint, 1.3, 0), least = energy(&joint, 1, 0);
        for (int i = 2; i < BUBBLE_SAMPLES - 2; i++) {
            const float *r = &trace.radius[i];
            double speed = (8 * ((double)r[1] - (double)r[-1]) - ((double)r[2] - (double)r[-2])) /
                           (12 * sample);
            double now = energy(&joint, (double)r[0], speed);
            assert_true(now < began + 0.02 * (began - least));
            assert_true(drags == 1 || now > began - 0.02 * (began - least));
        }
        double end = energy(&joint, (double)trace.radius[LAST], 0);
        assert_true(drags == 0 || end < least + 0.01 * (began - least));
    }
}

static double volume(int i) {
    double radius = (double)trace.radius[i];
    return radius * radius * radius / 3;
}

static void bubble_sounds_as_its_volume_accelerates(void **state) {
    (void)state;
    bubble_joint joint = bubble_sketch();
    joint.suction = 0;
    joint.radius = 1.3;
    follow(&joint, 8, &trace);
    double sample = LASTS / BUBBLE_SAMPLES;
    for (int i = 4; i < BUBBLE_SAMPLES - 4; i += 4) {
        double bend = (volume(i - 4) - 2 * volume(i) + volume(i + 4)) / (16 * sample * sample);
        assert_true(fabs(bend - (double)trace.sound[i]) <
                    0.03 * loudest(&trace, 0, BUBBLE_SAMPLES));
    }
}

/* A small push rings as often as the equation says for small pushes. */
static void bubble_rings_at_the_frequency_of_small_oscillations(void **state) {
    (void)state;
    bubble_joint joint = bubble_sketch();
    joint.suction = joint.drag = 0;
    joint.radius = 1.001;
    follow(&joint, 4, &trace);
    int first = 0, last = 0, crossings = 0;
    for (int i = 1; i < BUBBLE_SAMPLES; i++) {
        if (trace.radius[i - 1] < 1 && trace.radius[i] >= 1) {
            first = crossings == 0 ? i : first;
            last = i;
            crossings++;
        }
    }
    double period = (last - first) * LASTS / BUBBLE_SAMPLES / (crossings - 1);
    double wanted = 2 * acos(-1.0) / sqrt(3 * (1 + joint.tension) - joint.tension);
    assert_true(fabs(period - wanted) < 0.005 * wanted);
}

static double difference(uint32_t steps) {
    const bubble_joint joint = bubble_sketch();
    follow(&joint, steps, &trace);
    follow(&joint, 64, &other);
    double most = 0;
    for (int i = 0; i < BUBBLE_SAMPLES; i++) {
        most = fmax(most, fabs((double)trace.radius[i] - (double)other.radius[i]));
    }
    return most;
}

static void bubble_hardly_changes_when_its_steps_are_halved(void **state) {
    (void)state;
    double whole = difference(1), half = difference(2);
    assert_true(half < whole / 10); /* sixteen times in theory */
    assert_true(half < 1e-3);
}

static void bubble_refuses_what_is_no_bubble(void **state) {
    (void)state;
    const bubble_joint good = bubble_sketch();
    bubble_joint bad[] = {good, good, good, good, good, good};
    bad[0].radius = 0;
    bad[1].radius = NAN;
    bad[2].gap_end = 0.5;
    bad[3].parts_for = 0;
    bad[4].drag = -1;
    bad[5].suction = NAN;
    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++) {
        trace.radius[7] = 1;
        assert_false(bubble_follow(&bad[i], LASTS, 2, &trace));
        assert_true(trace.radius[7] == 0);
    }
    assert_false(bubble_follow(&good, 0, 2, &trace));
    assert_false(bubble_follow(&good, LASTS, 0, &trace));
}

static void bubble_that_cannot_be_followed_is_refused_and_not_drawn(void **state) {
    (void)state;
    bubble_joint torn = bubble_sketch();
    torn.suction = 1e9;
    trace.radius[7] = 1;
    assert_false(bubble_follow(&torn, LASTS, 2, &trace));
    assert_true(trace.radius[7] == 0);
}

int main(void) {
    const struct CMUnitTest claims[] = {
        cmocka_unit_test(bubble_at_rest_stays_and_is_silent),
        cmocka_unit_test(bubble_grows_where_the_pressure_falls_and_more_where_it_falls_further),
        cmocka_unit_test(bubble_collapses_in_part_and_is_left_behind),
        cmocka_unit_test(bubble_is_far_louder_collapsing_than_growing),
        cmocka_unit_test(bubble_without_drag_keeps_its_energy_and_with_it_never_gains_any),
        cmocka_unit_test(bubble_sounds_as_its_volume_accelerates),
        cmocka_unit_test(bubble_rings_at_the_frequency_of_small_oscillations),
        cmocka_unit_test(bubble_hardly_changes_when_its_steps_are_halved),
        cmocka_unit_test(bubble_refuses_what_is_no_bubble),
        cmocka_unit_test(bubble_that_cannot_be_followed_is_refused_and_not_drawn),
    };
    return cmocka_run_group_tests(claims, NULL, NULL);
}
