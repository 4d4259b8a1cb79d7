/* Which points of a moving shape can be left out. */
#include "simpler.h"

#include "svg.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum {
    POINTS_MAX = 128,  /* of an outline */
    EVEN_POINTS = 20,  /* of one whose number of points changes */
    OUTLINES_MAX = 32, /* one bit each */
    MOMENTS_MAX = 64
};
#define SLACK  20.0 /* how far a line may pass by a point that is left out */
#define INSIDE 22.0 /* how deep a point must lie in another outline to be hidden by it */

typedef struct {
    double x, y;
} place;

typedef struct {
    int count;
    bool kept[POINTS_MAX];
    bool covers; /* it hides points of another: it must not shrink */
    place at[MOMENTS_MAX][POINTS_MAX];
} outline;

struct simple_shape {
    int moments, outlines;
    outline outline[];
};

/* ---- Reading. ----------------------------------------------------------------------------------
 */

static double apart(place a, place b) {
    return hypot(a.x - b.x, a.y - b.y);
}

/* As many points as EVEN_POINTS, evenly along the outline, beginning at its rightmost. */
static void spread(const limber_point *from, int count, place *to) {
    double length = 0, along = 0;
    int begin = 0;
    if (count <= 0) {
        return;
    }
    for (int i = 0; i < count; i++) {
        begin = from[i].x > from[begin].x ? i : begin;
    }
    place way[POINTS_MAX + 1];
    for (int i = 0; i <= count; i++) {
        way[i] = (place){from[(begin + i) % count].x, from[(begin + i) % count].y};
        length += i > 0 ? apart(way[i - 1], way[i]) : 0;
    }
    int at = 0;
    for (int i = 0; i < EVEN_POINTS; i++) {
        double wanted = length * i / EVEN_POINTS;
        while (at < count - 1 && along + apart(way[at], way[at + 1]) < wanted) {
            along += apart(way[at], way[at + 1]);
            at++;
        }
        double step = apart(way[at], way[at + 1]);
        double share = step > 0 ? (wanted - along) / step : 0;
        to[i] = (place){way[at].x + share * (way[at + 1].x - way[at].x),
                        way[at].y + share * (way[at + 1].y - way[at].y)};
    }
}

static limber_outline outline_of(const limber_figure *figure, int shape, int which) {
    return figure->outline[figure->shape[shape].first_outline + which];
}

static void read_outline(outline *o, const limber_figure *const *figures, const int *number,
                         int moments, int which) {
    bool even = true;
    for (int m = 0; m < moments; m++) {
        int count = outline_of(figures[m], number[m], which).point_count;
        even = even && (m == 0 || count == o->count);
        o->count = count;
    }
    for (int m = 0; m < moments; m++) {
        limber_outline from = outline_of(figures[m], number[m], which);
        const limber_point *point = &figures[m]->point[from.first_point];
        for (int i = 0; even && i < from.point_count; i++) {
            o->at[m][i] = (place){point[i].x, point[i].y};
        }
        if (!even) {
            spread(point, from.point_count, o->at[m]);
        }
    }
    o->count = even ? o->count : EVEN_POINTS;
    memset(o->kept, true, sizeof o->kept);
}

/* ---- What can go. ------------------------------------------------------------------------------
 */

static double side_of(place a, place b, place p) {
    return (b.x - a.x) * (p.y - a.y) - (b.y - a.y) * (p.x - a.x);
}

static double from_line(place a, place b, place p) {
    double length = apart(a, b);
    double along = (p.x - a.x) * (b.x - a.x) + (p.y - a.y) * (b.y - a.y);
    if (length < 1 || along < 0 || along > length * length) {
        return fmin(apart(a, p), apart(b, p));
    }
    return fabs(side_of(a, b, p)) / length;
}

/* Deep inside a convex outline at every moment. */
static bool lies_in(const simple_shape *s, const outline *cover, const outline *o, int point) {
    for (int m = 0; m < s->moments; m++) {
        for (int i = 0; i < cover->count; i++) {
            place a = cover->at[m][i], b = cover->at[m][(i + 1) % cover->count];
            if (side_of(a, b, o->at[m][point]) < INSIDE * apart(a, b)) {
                return false;
            }
        }
    }
    return true;
}

/* Whether the straight way from one point to a later one will do, at every moment. */
static bool straight(const simple_shape *s, const outline *o, int from, int to) {
    for (int m = 0; m < s->moments; m++) {
        place a = o->at[m][from], b = o->at[m][to % o->count];
        for (int i = from + 1; i < to; i++) {
            if (from_line(a, b, o->at[m][i]) > SLACK) {
                return false;
            }
        }
    }
    return true;
}

/* From each kept point as far as possible. `hidden`: by which outlines, a bit for each. */
static void thin(const simple_shape *s, outline *o, const uint32_t *hidden, uint32_t *used) {
    for (int from = 0; from < o->count;) {
        int to = from + 1;
        while (to < o->count) {
            uint32_t all = hidden[from];
            for (int i = from + 1; i <= to + 1; i++) {
                all &= hidden[i % o->count];
            }
            if (all != 0) {
                *used |= all & (~all + 1); /* one of them is enough */
            } else if (!straight(s, o, from, to + 1)) {
                break;
            }
            o->kept[to++] = false;
        }
        from = to;
    }
}

static void thin_outline(simple_shape *s, int which) {
    outline *o = &s->outline[which];
    uint32_t hidden[POINTS_MAX] = {0}, used = 0;
    for (int later = which + 1; later < s->outlines && !o->covers; later++) {
        for (int i = 0; i < o->count; i++) {
            hidden[i] |= lies_in(s, &s->outline[later], o, i) ? 1u << later : 0u;
        }
    }
    thin(s, o, hidden, &used);
    for (int later = which + 1; later < s->outlines; later++) {
        s->outline[later].covers |= used >> later & 1;
    }
}

static bool fit(const limber_figure *const *figures, const int *number, int count) {
    for (int m = 0; m < count; m++) {
        for (int i = 0; i < figures[m]->shape[number[m]].outline_count; i++) {
            if (outline_of(figures[m], number[m], i).point_count > POINTS_MAX) {
                return false;
            }
        }
    }
    return true;
}

simple_shape *simple_make(const limber_figure *const *figures, const int *number, int count) {
    int outlines = figures[0]->shape[number[0]].outline_count;
    if (outlines > OUTLINES_MAX || count > MOMENTS_MAX || !fit(figures, number, count)) {
        return NULL;
    }
    simple_shape *s = calloc(1, sizeof *s + (size_t)outlines * sizeof(outline));
    if (s == NULL) {
        return NULL;
    }
    s->moments = count;
    s->outlines = outlines;
    for (int i = 0; i < outlines; i++) {
        read_outline(&s->outline[i], figures, number, count, i);
    }
    for (int i = 0; i < outlines; i++) {
        thin_outline(s, i);
    }
    return s;
}

void simple_free(simple_shape *shape) {
    free(shape);
}

/* ---- Writing. ----------------------------------------------------------------------------------
 */

bool simple_moves(const simple_shape *s) {
    for (int o = 0; o < s->outlines; o++) {
        for (int m = 1; m < s->moments; m++) {
            for (int i = 0; i < s->outline[o].count; i++) {
                if (apart(s->outline[o].at[m][i], s->outline[o].at[0][i]) > SLACK / 2) {
                    return true;
                }
            }
        }
    }
    return false;
}

static int mm_between(double from, double to, double share) {
    return (int)lround((from + share * (to - from)) / 10);
}

void simple_write(FILE *out, const simple_shape *s, int moment, double share) {
    int next = share != 0 && moment + 1 < s->moments ? moment + 1 : moment;
    for (int o = 0; o < s->outlines; o++) {
        const outline *shown = &s->outline[o];
        int x = 0, y = 0, written = 0;
        for (int i = 0; i < shown->count; i++) {
            if (!shown->kept[i]) {
                continue;
            }
            const place *from = &shown->at[moment][i], *to = &shown->at[next][i];
            int next_x = mm_between(from->x, to->x, share);
            int next_y = mm_between(from->y, to->y, share);
            fputs(written == 0 ? "M" : written == 1 ? "l" : "", out);
            svg_step(out, next_x - x, next_y - y, written <= 1);
            x = next_x;
            y = next_y;
            written++;
        }
        fputs("z", out);
    }
}
