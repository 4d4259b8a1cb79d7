/* The figure of every technique, and what draws it. */
#include "draw.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

extern const limber_catalogue limber_catalogue_tables;
extern const limber_motion limber_catalogue_motions[];

enum { MOMENTS = 51, ROOM_SLACK = 400 };

static limber_figure figure, other;

static int techniques(void) {
    return limber_catalogue_tables.technique_count;
}

static limber_moment moment_at(int n, bool mirrored) {
    return (limber_moment){.moved = (uint16_t)(n * 1000 / (MOMENTS - 1)),
                           .breath = 500,
                           .mirrored = mirrored,
                           .arrow = 1,
                           .marks = 1};
}

static limber_view view_of(int technique) {
    limber_view view;
    limber_figure_view(&limber_catalogue_motions[technique], &figure, &view);
    return view;
}

/* ---- The figure. -------------------------------------------------------------------------------
 */

static void well_made(const limber_figure *f) {
    int outlines = 0, points = 0;
    assert_int_equal(f->full, 0);
    assert_true(f->shape_count > 8);
    for (int i = 0; i < f->shape_count; i++) {
        const limber_shape *shape = &f->shape[i];
        assert_true(shape->role < LIMBER_ROLE_COUNT);
        assert_true(shape->outline_count > 0);
        assert_true(shape->first_outline + shape->outline_count <= f->outline_count);
        outlines += shape->outline_count;
    }
    for (int i = 0; i < f->outline_count; i++) {
        assert_true(f->outline[i].point_count >= 3);
        assert_int_equal(f->outline[i].first_point, points);
        points += f->outline[i].point_count;
    }
    assert_int_equal(outlines, f->outline_count);
    assert_int_equal(points, f->point_count);
}

static void figure_is_well_made_at_every_moment(void **state) {
    (void)state;
    for (int t = 0; t < techniques(); t++) {
        limber_view view = view_of(t);
        for (int n = 0; n < MOMENTS; n++) {
            limber_moment at = moment_at(n, false);
            limber_figure_draw(&limber_catalogue_motions[t], &view, &at, &figure);
            well_made(&figure);
        }
    }
}

/* A coordinate that is no number, or a limb that flies away, would lie far outside. */
static void figure_stays_in_the_room_that_it_announces(void **state) {
    (void)state;
    for (int t = 0; t < techniques(); t++) {
        const limber_motion *motion = &limber_catalogue_motions[t];
        limber_view view = view_of(t);
        for (int n = 0; n < MOMENTS; n++) {
            limber_moment at = moment_at(n, false);
            limber_figure_draw(motion, &view, &at, &figure);
            for (int i = 0; i < figure.point_count; i++) {
                limber_point p = figure.point[i];
                assert_in_range(p.x - view.left + ROOM_SLACK, 0,
                                view.right - view.left + 2 * ROOM_SLACK);
                assert_true(p.y >= view.top - ROOM_SLACK);
                assert_true(motion->camera_above_mm > 0 || p.y <= view.bottom + ROOM_SLACK);
            }
        }
    }
}

static bool same_outline(const limber_outline *one, const limber_outline *mirrored) {
    const limber_point *a = &figure.point[one->first_point];
    const limber_point *b = &other.point[mirrored->first_point];
    for (int i = 0; i < one->point_count; i++) {
        const limber_point *from_the_end = &b[one->point_count - 1 - i];
        if (a[i].x != -from_the_end->x || a[i].y != from_the_end->y) {
            return false;
        }
    }
    return one->point_count == mirrored->point_count;
}

static void figure_of_the_right_side_is_the_left_one_in_a_mirror(void **state) {
    (void)state;
    for (int t = 0; t < techniques(); t++) {
        limber_view view = view_of(t);
        limber_moment left = moment_at(MOMENTS / 3, false), right = moment_at(MOMENTS / 3, true);
        limber_figure_draw(&limber_catalogue_motions[t], &view, &left, &figure);
        limber_figure_draw(&limber_catalogue_motions[t], &view, &right, &other);
        assert_int_equal(figure.shape_count, other.shape_count);
        assert_memory_equal(figure.shape, other.shape, figure.shape_count * sizeof *figure.shape);
        for (int i = 0; i < figure.outline_count; i++) {
            assert_true(same_outline(&figure.outline[i], &other.outline[i]));
        }
    }
}

static void figure_out_of_range_is_the_nearest_in_range(void **state) {
    (void)state;
    const limber_motion *motion = &limber_catalogue_motions[0];
    limber_view view = view_of(0);
    limber_moment past = {.moved = UINT16_MAX, .breath = UINT16_MAX};
    limber_moment last = {.moved = 1000, .breath = 1000};
    limber_figure_draw(motion, &view, &past, &figure);
    limber_figure_draw(motion, &view, &last, &other);
    assert_memory_equal(figure.point, other.point, figure.point_count * sizeof *figure.point);
}

/* ---- What draws it. ----------------------------------------------------------------------------
 */

static char *text_of(void write(FILE *out)) {
    char *text = NULL;
    size_t bytes = 0;
    FILE *out = open_memstream(&text, &bytes);
    assert_non_null(out);
    write(out);
    assert_int_equal(fclose(out), 0);
    return text;
}

static int count_of(const char *text, const char *what) {
    int count = 0;
    for (; (text = strstr(text, what)) != NULL; text += strlen(what)) {
        count++;
    }
    return count;
}

static int shown; /* the technique that the writers below show */
static limber_moment shown_at;

static draw_frame draw_shown(void) {
    const limber_motion *motion = &limber_catalogue_motions[shown];
    limber_view view = view_of(shown);
    limber_figure_draw(motion, &view, &shown_at, &figure);
    return draw_frame_of(motion, &view, shown_at.mirrored);
}

static void write_svg(FILE *out) {
    draw_frame frame = draw_shown();
    draw_svg(out, &figure, frame, "A & <B>", DRAW_AS_READER);
}

static void svg_has_a_path_for_each_shape_and_both_papers(void **state) {
    (void)state;
    for (shown = 0; shown < techniques(); shown++) {
        shown_at = draw_still(&limber_catalogue_motions[shown], false);
        char *text = text_of(write_svg);
        assert_int_equal(count_of(text, "<path "), figure.shape_count);
        assert_int_equal(count_of(text, "prefers-color-scheme:dark"), 1);
        assert_non_null(strstr(text, "<title>A &amp; &lt;B></title>"));
        free(text);
    }
}

enum { COLUMNS = 60, ROWS = 20 };

static void write_braille(FILE *out) {
    draw_frame frame = draw_shown();
    assert_true(draw_braille(out, &figure, frame, COLUMNS, ROWS, DRAW_NO_COLOUR));
}

static int characters_of(const char *line, const char *end) {
    int count = 0;
    for (; line < end; line++) {
        count += (*line & 0xC0) != 0x80;
    }
    return count;
}

static void braille_fills_its_rows_and_columns(void **state) {
    (void)state;
    for (shown = 0; shown < techniques(); shown++) {
        shown_at = draw_still(&limber_catalogue_motions[shown], false);
        char *text = text_of(write_braille);
        const char *line = text, *end;
        int lines = 0;
        for (; (end = strchr(line, '\n')) != NULL; line = end + 1, lines++) {
            assert_int_equal(characters_of(line, end), COLUMNS);
        }
        assert_int_equal(lines, ROWS);
        assert_int_equal(*line, '\0');
        assert_true(count_of(text, "\xE2\xA3") > 20); /* characters with many dots */
        assert_null(strchr(text, '\033'));
        free(text);
    }
}

/* Not of those that hardly move, such as a breath. */
static void braille_shows_that_most_techniques_move(void **state) {
    (void)state;
    int moving = 0;
    for (shown = 0; shown < techniques(); shown++) {
        shown_at = (limber_moment){0};
        char *start = text_of(write_braille);
        shown_at = draw_still(&limber_catalogue_motions[shown], false);
        shown_at.arrow = shown_at.marks = 0;
        char *end = text_of(write_braille);
        moving += strcmp(start, end) != 0;
        free(start);
        free(end);
    }
    assert_true(moving * 4 >= techniques() * 3);
}

static void braille_tells_no_more_colours_than_there_are(void **state) {
    (void)state;
    static const char *const begins[] = {
        [DRAW_256_COLOURS] = "\033[38;5;", [DRAW_ALL_COLOURS] = "\033[38;2;"};
    shown = 0;
    for (draw_colours colours = DRAW_256_COLOURS; colours <= DRAW_ALL_COLOURS; colours++) {
        char *text = NULL;
        size_t bytes = 0;
        FILE *out = open_memstream(&text, &bytes);
        draw_frame frame = draw_shown();
        assert_true(draw_braille(out, &figure, frame, COLUMNS, ROWS, colours));
        assert_int_equal(fclose(out), 0);
        assert_true(count_of(text, begins[colours]) > 10);
        assert_int_equal(count_of(text, begins[colours]) + count_of(text, "\033[39m"),
                         count_of(text, "\033"));
        free(text);
    }
}

/* ---- Time. -------------------------------------------------------------------------------------
 */

static void repetition_begins_and_ends_in_the_start_position(void **state) {
    (void)state;
    for (int t = 0; t < techniques(); t++) {
        const limber_motion *motion = &limber_catalogue_motions[t];
        draw_time time = draw_time_of(motion, &limber_catalogue_tables.techniques[t].dose);
        uint32_t total_ms = draw_total_ms(&time);
        assert_true(total_ms > 0);
        assert_int_equal(draw_moment_at(motion, &time, false, 0).moved, 0);
        assert_int_equal(draw_moment_at(motion, &time, true, total_ms).moved, 0);
        assert_int_equal(draw_moment_at(motion, &time, true, total_ms).mirrored, 1);
        if (motion->held) {
            assert_int_equal(draw_moment_at(motion, &time, false, time.move_ms).moved, 1000);
        } else {
            assert_in_range(draw_moment_at(motion, &time, false, total_ms / 2).moved, 480, 520);
        }
    }
}

int main(void) {
    const struct CMUnitTest claims[] = {
        cmocka_unit_test(figure_is_well_made_at_every_moment),
        cmocka_unit_test(figure_stays_in_the_room_that_it_announces),
        cmocka_unit_test(figure_of_the_right_side_is_the_left_one_in_a_mirror),
        cmocka_unit_test(figure_out_of_range_is_the_nearest_in_range),
        cmocka_unit_test(svg_has_a_path_for_each_shape_and_both_papers),
        cmocka_unit_test(braille_fills_its_rows_and_columns),
        cmocka_unit_test(braille_shows_that_most_techniques_move),
        cmocka_unit_test(braille_tells_no_more_colours_than_there_are),
        cmocka_unit_test(repetition_begins_and_ends_in_the_start_position),
    };
    return cmocka_run_group_tests(claims, NULL, NULL);
}
