/* The figure in a terminal: eight braille dots in each character, one colour for all of them. Gaps
 * keep limbs apart; without colour, denser and thinner dots tell near from far and body from thing.
 */
#include "brush.h"

#include <stdlib.h>
#include <string.h>

enum { DOTS_ACROSS = 2, DOTS_DOWN = 4, EMPTY = 0 };

typedef struct {
    const limber_figure *figure;
    const unsigned char *pixels; /* of each dot the shape that shows there, from 1; or EMPTY */
    int stride;
    draw_colours colours;
} dots;

static int shape_at(const dots *d, size_t x, size_t y) {
    return d->pixels[y * (size_t)d->stride + x * sizeof(uint32_t)];
}

/* ---- Which dots are set. -----------------------------------------------------------------------
 */

static bool every_other(size_t x, size_t y) {
    return (x + y) % 2 == 0;
}

static bool is_set(const dots *d, size_t x, size_t y) {
    int at = shape_at(d, x, y);
    if (at == EMPTY) {
        return false;
    }
    const limber_shape *shape = &d->figure->shape[at - 1];
    bool far = shape->shade & LIMBER_SHADE_FAR;
    switch (shape->role) {
    case LIMBER_ROLE_SOLID:
    case LIMBER_ROLE_SOFT:
        return far ? x % 2 == 0 && y % 2 == 0 : every_other(x, y);
    case LIMBER_ROLE_ARROW:
    case LIMBER_ROLE_HAIR:
        return true;
    default:
        return d->colours != DRAW_NO_COLOUR || !far || every_other(x, y);
    }
}

/* The braille pattern of a character, and the shape that has most of its dots. */
static unsigned pattern_at(const dots *d, size_t column, size_t row, int *shape) {
    static const uint8_t bits[DOTS_DOWN][DOTS_ACROSS] = {
        {0x01, 0x08}, {0x02, 0x10}, {0x04, 0x20}, {0x40, 0x80}};
    unsigned pattern = 0;
    int most = 0;
    uint8_t votes[LIMBER_SHAPE_MAX + 1] = {0};
    for (size_t y = 0; y < DOTS_DOWN; y++) {
        for (size_t x = 0; x < DOTS_ACROSS; x++) {
            size_t dot_x = column * DOTS_ACROSS + x, dot_y = row * DOTS_DOWN + y;
            if (is_set(d, dot_x, dot_y)) {
                int at = shape_at(d, dot_x, dot_y);
                pattern |= bits[y][x];
                votes[at]++;
                if (votes[at] >= most) { /* of two as frequent, the lower in the picture */
                    most = votes[at];
                    *shape = at;
                }
            }
        }
    }
    return pattern;
}

/* ---- Painting. ---------------------------------------------------------------------------------
 */

/* Each shape in its own number, with a gap of about a dot around what has a rim. */
static cairo_surface_t *paint(const limber_figure *figure, draw_frame frame, int width,
                              int height) {
    cairo_surface_t *surface = cairo_image_surface_create(CAIRO_FORMAT_RGB24, width, height);
    cairo_t *cairo = cairo_create(surface);
    cairo_set_antialias(cairo, CAIRO_ANTIALIAS_NONE);
    cairo_set_line_join(cairo, CAIRO_LINE_JOIN_ROUND);
    brush_fit(cairo, frame, 0, 0, width, height);
    double gap = 0.9, none = 0;
    cairo_device_to_user_distance(cairo, &gap, &none);
    cairo_set_line_width(cairo, 2 * (gap > DRAW_RIM ? gap : DRAW_RIM));
    for (int i = 0; i < figure->shape_count; i++) {
        const limber_shape *shape = &figure->shape[i];
        if (shape->role == LIMBER_ROLE_SHADOW) {
            continue;
        }
        brush_outlines(cairo, figure, shape);
        if (shape->shade & LIMBER_SHADE_RIM) {
            cairo_set_source_rgb(cairo, 0, 0, 0);
            cairo_stroke_preserve(cairo);
        }
        cairo_set_source_rgb(cairo, 0, 0, (i + 1) / 255.0); /* blue is a pixel's first byte */
        cairo_fill(cairo);
    }
    cairo_destroy(cairo);
    cairo_surface_flush(surface);
    return surface;
}

static int sixth(int value) {
    return value < 48 ? 0 : value < 115 ? 1 : (value - 35) / 40;
}

static void write_colour(FILE *out, const dots *d, int shape) {
    draw_colour c = draw_colour_of(&d->figure->shape[shape - 1], true);
    if (d->colours == DRAW_ALL_COLOURS) {
        fprintf(out, "\033[38;2;%d;%d;%dm", c.red, c.green, c.blue);
    } else {
        fprintf(out, "\033[38;5;%dm", 16 + 36 * sixth(c.red) + 6 * sixth(c.green) + sixth(c.blue));
    }
}

static void write_pattern(FILE *out, unsigned pattern) { /* U+2800 and on, in UTF-8 */
    fputc(0xE2, out);
    fputc((int)(0xA0 + (pattern >> 6)), out);
    fputc((int)(0x80 + (pattern & 0x3F)), out);
}

static void write_row(FILE *out, const dots *d, size_t row, size_t columns) {
    int coloured = EMPTY;
    for (size_t column = 0; column < columns; column++) {
        int shape = EMPTY;
        unsigned pattern = pattern_at(d, column, row, &shape);
        if (pattern == 0) {
            fputc(' ', out);
            continue;
        }
        if (d->colours != DRAW_NO_COLOUR && shape != coloured) {
            write_colour(out, d, shape);
            coloured = shape;
        }
        write_pattern(out, pattern);
    }
    fputs(coloured != EMPTY ? "\033[39m\n" : "\n", out);
}

bool draw_braille(FILE *out, const limber_figure *figure, draw_frame frame, size_t columns,
                  size_t rows, draw_colours colours) {
    cairo_surface_t *surface =
        paint(figure, frame, (int)(columns * DOTS_ACROSS), (int)(rows * DOTS_DOWN));
    dots d = {figure, cairo_image_surface_get_data(surface),
              cairo_image_surface_get_stride(surface), colours};
    for (size_t row = 0; d.pixels != NULL && row < rows; row++) {
        write_row(out, &d, row, columns);
    }
    cairo_surface_destroy(surface);
    return d.pixels != NULL;
}
