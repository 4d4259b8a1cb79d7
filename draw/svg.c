/* The figure as SVG. Lengths are millimetres, whole ones: a picture is some hundred pixels wide. */
#include "svg.h"

#include <string.h>

static const char *const role_names[] = {"shadow",   "solid", "soft", "skin",  "shirt",
                                         "trousers", "hair",  "mark", "arrow", "warm"};
_Static_assert(sizeof role_names / sizeof *role_names == LIMBER_ROLE_COUNT, "a word for each role");

const char *draw_role_name(int role) {
    return role >= 0 && role < LIMBER_ROLE_COUNT ? role_names[role] : NULL;
}

int svg_mm(int tenths) {
    return (tenths + (tenths < 0 ? -5 : 5)) / 10;
}

/* ---- Style. ------------------------------------------------------------------------------------
 */

static bool same_colour(draw_colour a, draw_colour b) {
    return memcmp(&a, &b, sizeof a) == 0;
}

static void write_fill(FILE *out, draw_colour colour) {
    fprintf(out, "{fill:#%02x%02x%02x", colour.red, colour.green, colour.blue);
    if (colour.alpha < 255) {
        fprintf(out, ";fill-opacity:.%02d", colour.alpha * 100 / 255);
    }
    fputs("}\n", out);
}

/* A rule for each role, and for what its shades change. */
static void write_colours(FILE *out, bool dark) {
    fputs(".paper", out);
    write_fill(out, draw_paper(dark));
    draw_colour paper = draw_paper(dark);
    fprintf(out, ".rim{stroke:#%02x%02x%02x}\n", paper.red, paper.green, paper.blue);
    for (uint8_t role = 0; role < LIMBER_ROLE_COUNT; role++) {
        limber_shape plain = {.role = role};
        fprintf(out, ".%s", role_names[role]);
        write_fill(out, draw_colour_of(&plain, dark));
        for (uint8_t shade = 1; shade < LIMBER_SHADE_RIM; shade++) {
            limber_shape shaded = {.role = role, .shade = shade};
            limber_shape nearer = {.role = role, .shade = shade & LIMBER_SHADE_FAR};
            draw_colour usual =
                draw_colour_of(shade & LIMBER_SHADE_HELPER ? &nearer : &plain, dark);
            if (!same_colour(draw_colour_of(&shaded, dark), usual)) {
                fprintf(out, ".%s%s%s", role_names[role], shade & LIMBER_SHADE_FAR ? ".far" : "",
                        shade & LIMBER_SHADE_HELPER ? ".helper" : "");
                write_fill(out, draw_colour_of(&shaded, dark));
            }
        }
    }
}

static void write_style(FILE *out, draw_scheme scheme) {
    fputs("<style>\n", out);
    fprintf(out, ".rim{stroke-width:%d;stroke-linejoin:round;paint-order:stroke}\n",
            svg_mm(2 * DRAW_RIM));
    write_colours(out, scheme == DRAW_DARK);
    if (scheme == DRAW_AS_READER) {
        fputs("@media (prefers-color-scheme:dark){\n", out);
        write_colours(out, true);
        fputs("}\n", out);
    }
    fputs("</style>\n", out);
}

/* ---- The picture. ------------------------------------------------------------------------------
 */

static void write_escaped(FILE *out, const char *text) {
    for (; *text != '\0'; text++) {
        switch (*text) {
        case '&':
            fputs("&amp;", out);
            break;
        case '<':
            fputs("&lt;", out);
            break;
        default:
            fputc(*text, out);
        }
    }
}

void svg_begin(FILE *out, draw_frame frame, const char *title, draw_scheme scheme) {
    int left = svg_mm(frame.left), top = svg_mm(frame.top);
    int width = svg_mm(frame.right) - left, height = svg_mm(frame.bottom) - top;
    fprintf(out,
            "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"%d %d %d %d\" role=\"img\">\n",
            left, top, width, height);
    fputs("<title>", out);
    write_escaped(out, title);
    fputs("</title>\n", out);
    write_style(out, scheme);
    fprintf(out, "<rect class=\"paper\" x=\"%d\" y=\"%d\" width=\"%d\" height=\"%d\" rx=\"40\"/>\n",
            left, top, width, height);
}

void svg_class(FILE *out, const limber_shape *shape) {
    fprintf(out, "class=\"%s%s%s%s\"", role_names[shape->role],
            shape->shade & LIMBER_SHADE_FAR ? " far" : "",
            shape->shade & LIMBER_SHADE_HELPER ? " helper" : "",
            shape->shade & LIMBER_SHADE_RIM ? " rim" : "");
}

void svg_end(FILE *out) {
    fputs("</svg>\n", out);
}

/* Relative to the point before, with no more between numbers than they need. */
void svg_step(FILE *out, int x, int y, bool first) {
    fprintf(out, "%s%d%s%d", first || x < 0 ? "" : " ", x, y < 0 ? "" : " ", y);
}

static void write_outline(FILE *out, const limber_point *points, int count) {
    int x = 0, y = 0;
    fputc('M', out);
    for (int i = 0; i < count; i++) {
        int next_x = svg_mm(points[i].x), next_y = svg_mm(points[i].y);
        if (i == 0 || next_x != x || next_y != y) {
            svg_step(out, next_x - x, next_y - y, i <= 1);
        }
        if (i == 0) {
            fputc('l', out);
        }
        x = next_x;
        y = next_y;
    }
    fputc('z', out);
}

void draw_svg(FILE *out, const limber_figure *figure, draw_frame frame, const char *title,
              draw_scheme scheme) {
    svg_begin(out, frame, title, scheme);
    for (int i = 0; i < figure->shape_count; i++) {
        const limber_shape *shape = &figure->shape[i];
        fputs("<path ", out);
        svg_class(out, shape);
        fputs(" d=\"", out);
        for (int o = 0; o < shape->outline_count; o++) {
            limber_outline outline = figure->outline[shape->first_outline + o];
            write_outline(out, &figure->point[outline.first_point], outline.point_count);
        }
        fputs("\"/>\n", out);
    }
    svg_end(out);
}
