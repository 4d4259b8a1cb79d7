/* draw.h: a figure on paper, on a screen and in a terminal. Each takes the same list of shapes. */
#ifndef LIMBER_DRAW_H
#define LIMBER_DRAW_H

#include "figure.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

typedef struct {
    uint8_t red, green, blue, alpha;
} draw_colour;

/* The colour of a shape; the paper's own is what shows between them. */
draw_colour draw_colour_of(const limber_shape *shape, bool dark);
draw_colour draw_paper(bool dark);

/* A role's word, as SVG classes have it; NULL after the last. */
const char *draw_role_name(int role);

/* How far a rim stands out around its shape; in the figure's units, as all lengths here. */
enum { DRAW_RIM = 75 };

/* The part of the plane that is shown. */
typedef struct {
    int left, top, right, bottom;
} draw_frame;

/* What the whole movement needs, with air around it. */
draw_frame draw_frame_of(const limber_motion *motion, const limber_view *view, bool mirrored);

/* The one moment that tells the technique: held, or where the movement first arrives. */
limber_moment draw_still(const limber_motion *motion, bool mirrored);

/* One unhurried repetition, for something that shows it by itself: forth, and back or a hold. */
typedef struct {
    uint32_t move_ms, hold_ms, return_ms;
} draw_time;
draw_time draw_time_of(const limber_motion *motion, const limber_dose *dose);
uint32_t draw_total_ms(const draw_time *time);

/* The moment so long after its beginning; past its end, the start position again. */
limber_moment draw_moment_at(const limber_motion *motion, const draw_time *time, bool mirrored,
                             uint32_t at_ms);

typedef enum { DRAW_LIGHT, DRAW_DARK, DRAW_AS_READER } draw_scheme; /* the last: SVG only */

/* A still as SVG, a path for each shape. */
void draw_svg(FILE *out, const limber_figure *figure, draw_frame frame, const char *title,
              draw_scheme scheme);

/* The same moving, again and again; still for a reader who wants less motion. False: no memory. */
bool draw_svg_moving(FILE *out, const limber_motion *motion, const draw_time *time, bool mirrored,
                     const char *title, draw_scheme scheme);

/* A still as PNG, so wide in pixels. False: it could not be written. */
bool draw_png(FILE *out, const limber_figure *figure, draw_frame frame, int width, bool dark);

typedef struct {
    const limber_motion *motion;
    const char *name;
} draw_entry;

/* Many stills on one sheet, each with its name below. */
bool draw_sheet(FILE *out, const draw_entry *entries, int count, bool dark);

/* What a terminal shows of colours. */
typedef enum { DRAW_NO_COLOUR, DRAW_256_COLOURS, DRAW_ALL_COLOURS } draw_colours;

/* A still in braille dots: `rows` lines of `columns` characters. False: no memory. */
bool draw_braille(FILE *out, const limber_figure *figure, draw_frame frame, size_t columns,
                  size_t rows, draw_colours colours);

#endif
