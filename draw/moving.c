/* The figure as an SVG that moves by itself, for a document.
 *
 * The movement is drawn at some moments. In a run of them the parts are the same and hide each
 * other in the same way: there a reader's browser leads every point from one moment to the next.
 * Points that no moment of a run needs are left out. */
#include "order.h"
#include "simpler.h"
#include "svg.h"

#include <stdlib.h>
#include <string.h>

enum {
    MOMENTS_MAX = 64,
    MOVE_PARTS = 8, /* moments of a movement, at first */
    ALTERNATING_PARTS = 12,
    HELD_PARTS = 5, /* of one that only goes there */
    RETURN_PARTS = 3,
    PARTS_GAP_MS = 400, /* no more between two moments with different parts */
    HOLD_SHOWN_MS = 3000
};

typedef struct {
    uint32_t at_ms;
    limber_figure figure;
} still;

typedef struct {
    FILE *out;
    const limber_motion *motion;
    limber_view view;
    draw_time time;
    bool mirrored;
    still *still[MOMENTS_MAX]; /* in order of time */
    int count;
} film;

/* ---- Moments and runs. -------------------------------------------------------------------------
 */

static bool film_add(film *f, int place, uint32_t at_ms) {
    still *s = f->count < MOMENTS_MAX ? malloc(sizeof *s) : NULL;
    if (s == NULL) {
        return false;
    }
    limber_moment moment = draw_moment_at(f->motion, &f->time, f->mirrored, at_ms);
    s->at_ms = at_ms;
    limber_figure_draw(f->motion, &f->view, &moment, &s->figure);
    memmove(&f->still[place + 1], &f->still[place], sizeof(still *) * (size_t)(f->count - place));
    f->still[place] = s;
    f->count++;
    return true;
}

static bool film_part(film *f, uint32_t from_ms, uint32_t long_ms, int parts) {
    bool added = true;
    for (int i = 0; i < parts && long_ms > 0 && added; i++) {
        added = film_add(f, f->count, from_ms + long_ms * (uint32_t)i / (uint32_t)parts);
    }
    return added;
}

/* Closer moments where parts come or go, until the gap is too short to be seen. */
static bool film_refine(film *f) {
    for (int i = 0; i + 1 < f->count;) {
        uint32_t from_ms = f->still[i]->at_ms, to_ms = f->still[i + 1]->at_ms;
        if (to_ms - from_ms <= PARTS_GAP_MS ||
            order_same_parts(&f->still[i]->figure, &f->still[i + 1]->figure)) {
            i++;
        } else if (!film_add(f, i + 1, from_ms + (to_ms - from_ms) / 2)) {
            return false;
        }
    }
    return true;
}

static bool film_take(film *f) {
    uint32_t total_ms = draw_total_ms(&f->time);
    uint32_t back_ms = f->time.move_ms + f->time.hold_ms;
    int parts = f->motion->held         ? HELD_PARTS
                : f->motion->alternates ? ALTERNATING_PARTS
                                        : MOVE_PARTS;
    return film_part(f, 0, f->time.move_ms, parts) &&
           film_part(f, f->time.move_ms, f->time.hold_ms, 1) &&
           film_part(f, back_ms, f->time.return_ms, RETURN_PARTS) &&
           film_add(f, f->count, total_ms) && film_refine(f);
}

/* ---- Writing. ----------------------------------------------------------------------------------
 */

typedef struct {
    int first, next; /* the next is the first of the run after it */
    int last;        /* the next one too, where it has the same parts: so nothing leaps */
    int parts, part[LIMBER_SHAPE_MAX]; /* back to front */
} run;

static void run_from(const film *f, int first, run *r) {
    draw_order order;
    order_begin(&order);
    (void)order_add(&order, &f->still[first]->figure);
    r->first = first;
    r->next = first + 1;
    while (r->next < f->count &&
           order_same_parts(&f->still[first]->figure, &f->still[r->next]->figure) &&
           order_add(&order, &f->still[r->next]->figure)) {
        r->next++;
    }
    bool leads_on = r->next < f->count &&
                    order_same_parts(&f->still[first]->figure, &f->still[r->next]->figure);
    r->last = leads_on ? r->next : r->next - 1;
    r->parts = order.count;
    order_list(&order, r->part);
}

static double share_of(const film *f, int number) {
    return (double)f->still[number]->at_ms / draw_total_ms(&f->time);
}

/* A time between 0 and 1 with no more digits than are seen. */
static void write_share(FILE *out, double share) {
    char text[16];
    snprintf(text, sizeof text, "%.3f", share);
    size_t length = strlen(text);
    while (text[length - 1] == '0') {
        text[--length] = '\0';
    }
    if (text[length - 1] == '.') {
        text[--length] = '\0';
    }
    fputs(text[0] == '0' && length > 1 ? text + 1 : text, out);
}

static void write_animate(const film *f, const char *what) {
    fprintf(f->out, "<animate attributeName=\"%s\" dur=\"%ums\" repeatCount=\"indefinite\" ", what,
            draw_total_ms(&f->time));
}

/* Where a run begins late or ends early, its first or last step goes on at the same pace while it
 * is not shown: so the times reach from 0 to 1 without a value more. */
static void write_times(const film *f, const run *r) {
    fputs("keyTimes=\"0", f->out);
    for (int i = r->first + 1; i < r->last; i++) {
        fputc(';', f->out);
        write_share(f->out, share_of(f, i));
    }
    fputs(";1\"", f->out);
}

/* The value that the step between two moments of the run comes to at a time. */
static void write_value(const film *f, const run *r, const simple_shape *shape, int from,
                        double time) {
    double begins = share_of(f, from), ends = share_of(f, from + 1);
    simple_write(f->out, shape, from - r->first, (time - begins) / (ends - begins));
}

static void write_values(const film *f, const run *r, const simple_shape *shape) {
    fputs(" values=\"", f->out);
    write_value(f, r, shape, r->first, 0);
    for (int i = r->first + 1; i < r->last; i++) {
        fputc(';', f->out);
        simple_write(f->out, shape, i - r->first, 0);
    }
    fputc(';', f->out);
    write_value(f, r, shape, r->last - 1, 1);
    fputs("\"/>", f->out);
}

static bool write_part(const film *f, const run *r, int part) {
    const limber_figure *figures[MOMENTS_MAX];
    int number[MOMENTS_MAX], place[LIMBER_SHAPE_MAX], moments = r->last - r->first + 1;
    for (int i = 0; i < moments; i++) {
        figures[i] = &f->still[r->first + i]->figure;
        order_parts(figures[i], place);
        number[i] = place[part];
    }
    simple_shape *shape = simple_make(figures, number, moments);
    if (shape == NULL) {
        return false;
    }
    fputs("<path ", f->out);
    svg_class(f->out, &figures[moments / 2]->shape[number[moments / 2]]);
    fputs(" d=\"", f->out);
    simple_write(f->out, shape, 0, 0);
    fputs(simple_moves(shape) ? "\">" : "\"/>\n", f->out);
    if (simple_moves(shape)) {
        write_animate(f, "d");
        write_times(f, r);
        write_values(f, r, shape);
        fputs("</path>\n", f->out);
    }
    simple_free(shape);
    return true;
}

/* Shown while its run lasts. */
static void write_showing(const film *f, const run *r) {
    write_animate(f, "display");
    fputs("calcMode=\"discrete\" keyTimes=\"0", f->out);
    if (r->first > 0) {
        fputc(';', f->out);
        write_share(f->out, share_of(f, r->first));
    }
    if (r->next < f->count) {
        fputc(';', f->out);
        write_share(f->out, share_of(f, r->next));
    }
    fprintf(f->out, "\" values=\"%s%s\"/>\n", r->first > 0 ? "none;inline" : "inline",
            r->next < f->count ? ";none" : "");
}

static bool write_run(const film *f, const run *r) {
    bool made = true, whole = r->first == 0 && r->next == f->count;
    fputs(r->first > 0 ? "<g display=\"none\">\n" : "<g>\n", f->out);
    if (!whole) {
        write_showing(f, r);
    }
    for (int i = 0; i < r->parts && made; i++) {
        made = write_part(f, r, r->part[i]);
    }
    fputs("</g>\n", f->out);
    return made;
}

/* For a reader who wants less motion. */
static bool write_still(film *f) {
    still *kept = f->still[0];
    limber_moment moment = draw_still(f->motion, f->mirrored);
    limber_figure_draw(f->motion, &f->view, &moment, &kept->figure);
    run r;
    f->count = 1;
    run_from(f, 0, &r);
    fputs("<g class=\"still\">\n", f->out);
    bool made = write_run(f, &r);
    fputs("</g>\n", f->out);
    return made;
}

static bool write_film(film *f) {
    bool made = true;
    fputs("<style>.still{display:none}@media (prefers-reduced-motion:reduce)"
          "{.still{display:inline}.moving{display:none}}</style>\n<g class=\"moving\">\n",
          f->out);
    for (int first = 0; first < f->count && made;) {
        run r;
        run_from(f, first, &r);
        made = write_run(f, &r);
        first = r.next;
    }
    fputs("</g>\n", f->out);
    return made;
}

bool draw_svg_moving(FILE *out, const limber_motion *motion, const draw_time *time, bool mirrored,
                     const char *title, draw_scheme scheme) {
    limber_figure *room = malloc(sizeof *room);
    film f = {.out = out, .motion = motion, .time = *time, .mirrored = mirrored};
    if (room == NULL) {
        return false;
    }
    f.time.hold_ms = f.time.hold_ms > HOLD_SHOWN_MS ? HOLD_SHOWN_MS : f.time.hold_ms;
    limber_figure_view(motion, room, &f.view);
    free(room);
    bool made = film_take(&f);
    if (made) {
        svg_begin(out, draw_frame_of(motion, &f.view, mirrored), title, scheme);
        int count = f.count;
        made = write_film(&f) && write_still(&f);
        f.count = count;
        svg_end(out);
    }
    for (int i = 0; i < f.count; i++) {
        free(f.still[i]);
    }
    return made;
}
