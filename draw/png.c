/* The figure as PNG, one still or a sheet of them. */
#include "brush.h"

void brush_fit(cairo_t *cairo, draw_frame frame, double left, double top, double width,
               double height) {
    double wide = frame.right - frame.left, high = frame.bottom - frame.top;
    double scale = width / wide < height / high ? width / wide : height / high;
    cairo_translate(cairo, left + width / 2, top + height / 2);
    cairo_scale(cairo, scale, scale);
    cairo_translate(cairo, -(frame.left + frame.right) / 2.0, -(frame.top + frame.bottom) / 2.0);
}

void brush_colour(cairo_t *cairo, draw_colour colour) {
    cairo_set_source_rgba(cairo, colour.red / 255.0, colour.green / 255.0, colour.blue / 255.0,
                          colour.alpha / 255.0);
}

void brush_outlines(cairo_t *cairo, const limber_figure *figure, const limber_shape *shape) {
    cairo_new_path(cairo);
    for (int o = 0; o < shape->outline_count; o++) {
        limber_outline outline = figure->outline[shape->first_outline + o];
        const limber_point *point = &figure->point[outline.first_point];
        cairo_new_sub_path(cairo);
        for (int i = 0; i < outline.point_count; i++) {
            cairo_line_to(cairo, point[i].x, point[i].y);
        }
        cairo_close_path(cairo);
    }
}

void brush_figure(cairo_t *cairo, const limber_figure *figure, bool dark) {
    cairo_set_line_width(cairo, 2 * DRAW_RIM);
    cairo_set_line_join(cairo, CAIRO_LINE_JOIN_ROUND);
    for (int i = 0; i < figure->shape_count; i++) {
        const limber_shape *shape = &figure->shape[i];
        brush_outlines(cairo, figure, shape);
        if (shape->shade & LIMBER_SHADE_RIM) {
            brush_colour(cairo, draw_paper(dark));
            cairo_stroke_preserve(cairo);
        }
        brush_colour(cairo, draw_colour_of(shape, dark));
        cairo_fill(cairo);
    }
}

/* ---- Files. ------------------------------------------------------------------------------------
 */

static cairo_status_t write_bytes(void *out, const unsigned char *bytes, unsigned count) {
    return fwrite(bytes, 1, count, out) == count ? CAIRO_STATUS_SUCCESS : CAIRO_STATUS_WRITE_ERROR;
}

static cairo_t *begin_paper(int width, int height, bool dark) {
    cairo_surface_t *surface = cairo_image_surface_create(CAIRO_FORMAT_RGB24, width, height);
    cairo_t *cairo = cairo_create(surface);
    cairo_surface_destroy(surface); /* the context holds it */
    brush_colour(cairo, draw_paper(dark));
    cairo_paint(cairo);
    return cairo;
}

static bool end_paper(cairo_t *cairo, FILE *out) {
    bool written = cairo_status(cairo) == CAIRO_STATUS_SUCCESS &&
                   cairo_surface_write_to_png_stream(cairo_get_target(cairo), write_bytes, out) ==
                       CAIRO_STATUS_SUCCESS;
    cairo_destroy(cairo);
    return written;
}

bool draw_png(FILE *out, const limber_figure *figure, draw_frame frame, int width, bool dark) {
    double shape = (double)(frame.bottom - frame.top) / (frame.right - frame.left);
    int height = (int)(width * shape + 0.5);
    cairo_t *cairo = begin_paper(width, height > 0 ? height : 1, dark);
    brush_fit(cairo, frame, 0, 0, width, height);
    brush_figure(cairo, figure, dark);
    return end_paper(cairo, out);
}

/* ---- The sheet. --------------------------------------------------------------------------------
 */

enum { CELL_WIDTH = 320, CELL_HEIGHT = 290, CELL_PICTURE = 236, CELL_AIR = 14, CELLS_BESIDE = 6 };
enum { LETTERS = 16 };

static void write_name(cairo_t *cairo, const char *name, double middle, double base, bool dark) {
    cairo_text_extents_t size;
    cairo_select_font_face(cairo, "sans-serif", CAIRO_FONT_SLANT_NORMAL, CAIRO_FONT_WEIGHT_NORMAL);
    cairo_set_font_size(cairo, LETTERS);
    cairo_text_extents(cairo, name, &size);
    if (size.width > CELL_WIDTH - 2 * CELL_AIR) {
        cairo_set_font_size(cairo, LETTERS * (CELL_WIDTH - 2 * CELL_AIR) / size.width);
        cairo_text_extents(cairo, name, &size);
    }
    brush_colour(cairo, draw_paper(!dark));
    cairo_move_to(cairo, middle - size.width / 2 - size.x_bearing, base);
    cairo_show_text(cairo, name);
}

bool draw_sheet(FILE *out, const draw_entry *entries, int count, bool dark) {
    static limber_figure figure;
    int beside = count < CELLS_BESIDE ? count : CELLS_BESIDE;
    int rows = (count + CELLS_BESIDE - 1) / CELLS_BESIDE;
    cairo_t *cairo = begin_paper(beside * CELL_WIDTH, rows * CELL_HEIGHT, dark);
    for (int i = 0; i < count; i++) {
        const limber_motion *motion = entries[i].motion;
        limber_moment still = draw_still(motion, false);
        limber_view view;
        int left = i % CELLS_BESIDE * CELL_WIDTH, top = i / CELLS_BESIDE * CELL_HEIGHT;
        limber_figure_view(motion, &figure, &view);
        limber_figure_draw(motion, &view, &still, &figure);
        cairo_save(cairo);
        cairo_rectangle(cairo, left, top, CELL_WIDTH, CELL_AIR + CELL_PICTURE);
        cairo_clip(cairo);
        brush_fit(cairo, draw_frame_of(motion, &view, false), left + CELL_AIR, top + CELL_AIR,
                  CELL_WIDTH - 2 * CELL_AIR, CELL_PICTURE);
        brush_figure(cairo, &figure, dark);
        cairo_restore(cairo);
        write_name(cairo, entries[i].name, left + CELL_WIDTH / 2.0, top + CELL_HEIGHT - 18, dark);
    }
    return end_paper(cairo, out);
}
