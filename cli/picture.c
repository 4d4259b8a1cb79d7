#include "picture.h"

#include "paint.h"
#include "terminal.h"
#include "words.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

enum { PIXELS_LEAST = 64, PIXELS_MOST = 4096, PIXELS_USUAL = 960 };
enum { COLUMNS_LEAST = 16, COLUMNS_MOST = 160, COLUMNS_USUAL = 64, ROWS_MOST = 22, ROWS_LEAST = 4 };
enum { TURN_MS = 50, ROWS_BELOW = 2 };

/* What is to be drawn, as the options say. */
typedef struct {
    const cli_arguments *arguments;
    const limber_motion *motion;
    const char *name;
    limber_view view;
    draw_frame frame;
    draw_time time;
    limber_moment moment;
    limber_figure figure;
    long width; /* 0: not said */
} picture;

bool picture_is_file_or_film(const cli_arguments *arguments) {
    return arguments->value[OPTION_SVG] != NULL || arguments->value[OPTION_PNG] != NULL ||
           arguments->value[OPTION_ANIMATE] != NULL;
}

bool picture_is_asked(const cli_arguments *arguments) {
    return picture_is_file_or_film(arguments) || arguments->value[OPTION_AT] != NULL ||
           arguments->value[OPTION_SIDE] != NULL || arguments->value[OPTION_WIDTH] != NULL ||
           arguments->value[OPTION_DARK] != NULL;
}

bool picture_reduced(void) {
    const char *wish = getenv("LIMBER_REDUCED_MOTION");
    return wish != NULL && *wish != '\0' && strcmp(wish, "0") != 0;
}

draw_colours picture_colours(void) {
    const char *depth = getenv("COLORTERM"), *kind = getenv("TERM");
    if (!paint_is_on(stdout)) {
        return DRAW_NO_COLOUR;
    }
    if (depth != NULL && (strcmp(depth, "truecolor") == 0 || strcmp(depth, "24bit") == 0)) {
        return DRAW_ALL_COLOURS;
    }
    return kind != NULL && strstr(kind, "256color") != NULL ? DRAW_256_COLOURS : DRAW_NO_COLOUR;
}

/* ---- Options. ----------------------------------------------------------------------------------
 */

static int refuse(const cli_arguments *arguments, const char *why) {
    return complain(arguments->command, LEAVE_CALL, "%s", why);
}

/* Options that do not go together. */
static const char *contradiction(const cli_arguments *arguments) {
    const char *const *value = arguments->value;
    bool file = value[OPTION_SVG] != NULL || value[OPTION_PNG] != NULL;
    if (value[OPTION_SVG] != NULL && value[OPTION_PNG] != NULL) {
        return "--svg and --png are two pictures; ask for one";
    }
    if (value[OPTION_PNG] != NULL && value[OPTION_ANIMATE] != NULL) {
        return "a PNG does not move; --svg FILE --animate writes a picture that does";
    }
    if (value[OPTION_AT] != NULL && value[OPTION_ANIMATE] != NULL) {
        return "--at shows one moment and --animate all of them; ask for one";
    }
    if (value[OPTION_SVG] != NULL && value[OPTION_WIDTH] != NULL) {
        return "an SVG has any width; --width is for --png and for the terminal";
    }
    return value[OPTION_DARK] != NULL && !file ? "--dark is for --svg and --png" : NULL;
}

static bool read_side(const cli_arguments *arguments, int technique, bool *right) {
    const char *side = arguments->value[OPTION_SIDE];
    *right = side != NULL && strcmp(side, "right") == 0;
    if (side == NULL) {
        return true;
    }
    if (!*right && strcmp(side, "left") != 0) {
        (void)complain(arguments->command, LEAVE_CALL, "--side is left or right, not %.40s", side);
        return false;
    }
    if (!limber_catalogue_tables.techniques[technique].two_sided) {
        (void)complain(arguments->command, LEAVE_CALL, "%s has no sides; leave --side out",
                       limber_words_en.techniques[technique].id);
        return false;
    }
    return true;
}

static bool read_width(const cli_arguments *arguments, long *width) {
    bool pixels = arguments->value[OPTION_PNG] != NULL;
    *width = 0;
    return arguments->value[OPTION_WIDTH] == NULL ||
           option_number(arguments, OPTION_WIDTH, pixels ? PIXELS_LEAST : COLUMNS_LEAST,
                         pixels ? PIXELS_MOST : COLUMNS_MOST, width);
}

/* NULL: refused, and said why; to be freed. */
static picture *picture_of(const cli_arguments *arguments, int technique, int *leave) {
    const char *wrong = contradiction(arguments);
    bool right = false;
    long at_ms = 0, width;
    *leave = LEAVE_CALL;
    if (wrong != NULL) {
        (void)refuse(arguments, wrong);
        return NULL;
    }
    if (!read_side(arguments, technique, &right) || !read_width(arguments, &width)) {
        return NULL;
    }
    const limber_motion *motion = &limber_catalogue_motions[technique];
    draw_time time = draw_time_of(motion, &limber_catalogue_tables.techniques[technique].dose);
    bool timed = arguments->value[OPTION_AT] != NULL;
    if (timed && !option_number(arguments, OPTION_AT, 0, (long)draw_total_ms(&time), &at_ms)) {
        return NULL;
    }
    picture *p = malloc(sizeof *p);
    if (p == NULL) {
        *leave = complain(arguments->command, LEAVE_MACHINE, "memory ran out");
        return NULL;
    }
    p->arguments = arguments;
    p->motion = motion;
    p->name = limber_words_en.techniques[technique].name;
    p->width = width;
    p->time = time;
    p->moment =
        timed ? draw_moment_at(motion, &time, right, (uint32_t)at_ms) : draw_still(motion, right);
    limber_figure_view(motion, &p->figure, &p->view);
    p->frame = draw_frame_of(motion, &p->view, right);
    limber_figure_draw(motion, &p->view, &p->moment, &p->figure);
    *leave = LEAVE_OK;
    return p;
}

/* ---- Files. ------------------------------------------------------------------------------------
 */

static FILE *open_file(const cli_arguments *arguments, const char *path) {
    FILE *out = strcmp(path, "-") == 0 ? stdout : fopen(path, "wb");
    if (out == NULL) {
        (void)complain(arguments->command, LEAVE_MACHINE, "%.200s: %s", path, strerror(errno));
    }
    return out;
}

static int close_file(const cli_arguments *arguments, const char *path, FILE *out, bool written) {
    written = written && fflush(out) == 0 && !ferror(out);
    int error = errno;
    if (out != stdout && fclose(out) != 0) {
        written = false;
    }
    return written ? LEAVE_OK
                   : complain(arguments->command, LEAVE_MACHINE, "%.200s could not be written: %s",
                              path, strerror(error));
}

static bool write_picture(FILE *out, const picture *p) {
    const cli_arguments *arguments = p->arguments;
    bool dark = arguments->value[OPTION_DARK] != NULL;
    draw_scheme scheme = dark ? DRAW_DARK : DRAW_AS_READER;
    if (arguments->value[OPTION_PNG] != NULL) {
        return draw_png(out, &p->figure, p->frame, p->width > 0 ? (int)p->width : PIXELS_USUAL,
                        dark);
    }
    if (arguments->value[OPTION_ANIMATE] != NULL) {
        return draw_svg_moving(out, p->motion, &p->time, p->moment.mirrored, p->name, scheme);
    }
    draw_svg(out, &p->figure, p->frame, p->name, scheme);
    return true;
}

int picture_sheet(const cli_arguments *arguments, const int *techniques, int count) {
    draw_entry entries[LIMBER_TECHNIQUE_MAX];
    const char *path = arguments->value[OPTION_SHEET];
    if (count == 0) {
        return complain(arguments->command, LEAVE_CALL, "no technique is like that: no sheet");
    }
    for (int i = 0; i < count; i++) {
        entries[i] = (draw_entry){&limber_catalogue_motions[techniques[i]],
                                  limber_words_en.techniques[techniques[i]].name};
    }
    FILE *out = open_file(arguments, path);
    if (out == NULL) {
        return LEAVE_MACHINE;
    }
    bool written = draw_sheet(out, entries, count, arguments->value[OPTION_DARK] != NULL);
    return close_file(arguments, path, out, written);
}

/* ---- The terminal. -----------------------------------------------------------------------------
 */

static size_t between(size_t least, size_t value, size_t most) {
    return value < least ? least : value > most ? most : value;
}

/* As many rows as the picture's shape asks for; a character is twice as high as wide. */
static void choose_size(const picture *p, size_t rows_most, size_t *columns, size_t *rows) {
    size_t room = page_columns(stdout) > COLUMNS_USUAL ? COLUMNS_USUAL : page_columns(stdout);
    *columns = p->width > 0 ? (size_t)p->width : room;
    double shape = (double)(p->frame.bottom - p->frame.top) / (p->frame.right - p->frame.left);
    double wanted = (double)*columns * shape / 2 + 0.5;
    *rows = between(ROWS_LEAST, (size_t)wanted, p->width > 0 ? SIZE_MAX : rows_most);
}

static bool write_still(FILE *out, const picture *p, size_t rows_most) {
    size_t columns, rows;
    choose_size(p, rows_most, &columns, &rows);
    return draw_braille(out, &p->figure, p->frame, columns, rows, picture_colours());
}

static bool terminal_shows_pictures(void) {
    const char *kind = getenv("TERM");
    return isatty(STDOUT_FILENO) && kind != NULL && strcmp(kind, "dumb") != 0 &&
           terminal_knows_blocks();
}

int picture_above(const cli_arguments *arguments, int technique) {
    bool shows = terminal_shows_pictures();
    int leave = LEAVE_OK;
    if (!shows && !picture_is_asked(arguments)) {
        return LEAVE_OK;
    }
    picture *p = picture_of(arguments, technique, &leave);
    if (p != NULL && shows) {
        (void)write_still(stdout, p, ROWS_MOST);
    } else if (p != NULL) {
        leave = refuse(arguments, "this is no terminal that can show a picture; --svg FILE and "
                                  "--png FILE write one");
    }
    free(p);
    return leave;
}

static uint32_t now_ms(void) {
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (uint32_t)((uint64_t)now.tv_sec * 1000 + (uint64_t)now.tv_nsec / 1000000);
}

static void draw_at(picture *p, uint32_t at_ms) {
    p->moment = draw_moment_at(p->motion, &p->time, p->moment.mirrored, at_ms);
    limber_figure_draw(p->motion, &p->view, &p->moment, &p->figure);
}

/* Start, way and end below each other. */
static int write_stills(picture *p) {
    const uint32_t at_ms[] = {0, p->time.move_ms / 2,
                              p->motion->held ? p->time.move_ms : p->time.move_ms * 3 / 4};
    for (size_t i = 0; i < sizeof at_ms / sizeof *at_ms; i++) {
        printf("%s%.1f s\n", i > 0 ? "\n" : "", at_ms[i] / 1000.0);
        draw_at(p, at_ms[i]);
        (void)write_still(stdout, p, ROWS_MOST);
    }
    return LEAVE_OK;
}

static void draw_frame_here(picture *p, uint32_t at_ms) {
    char *written = NULL, below[160];
    size_t bytes = 0, columns, rows;
    terminal_size(&columns, &rows);
    snprintf(below, sizeof below, "\n  %s   q ends this\n", p->name);
    draw_at(p, at_ms);
    FILE *out = open_memstream(&written, &bytes);
    if (out != NULL) {
        (void)write_still(out, p, rows > ROWS_BELOW ? rows - ROWS_BELOW : 1);
        if (fclose(out) == 0) {
            terminal_draw(&(terminal_screen){.top = written, .middle = "", .bottom = below});
        }
    }
    free(written);
}

static bool ends(int key) {
    return key == KEY_STOP || key == KEY_GONE || key == 'q' || key == 'Q' || key == 3;
}

static int play(picture *p) {
    if (terminal_unable() != NULL || !terminal_shows_pictures()) {
        return refuse(p->arguments, "there is no terminal here to play it in; --svg FILE "
                                    "--animate writes a moving picture");
    }
    if (picture_reduced()) {
        return write_stills(p);
    }
    if (!terminal_enter()) {
        return refuse(p->arguments, "this terminal cannot be drawn on; --svg FILE --animate "
                                    "writes a moving picture");
    }
    uint32_t began_ms = now_ms(), total_ms = draw_total_ms(&p->time);
    int key;
    do {
        draw_frame_here(p, (now_ms() - began_ms) % total_ms);
        key = terminal_wait(TURN_MS);
        if (key == KEY_SUSPEND) {
            terminal_suspend();
        }
    } while (!ends(key));
    terminal_leave();
    return LEAVE_OK;
}

int picture_show(const cli_arguments *arguments, int technique) {
    const char *svg = arguments->value[OPTION_SVG], *png = arguments->value[OPTION_PNG];
    const char *path = svg != NULL ? svg : png;
    int leave;
    picture *p = picture_of(arguments, technique, &leave);
    if (p == NULL) {
        return leave;
    }
    if (path == NULL) {
        leave = play(p);
    } else {
        FILE *out = open_file(arguments, path);
        leave =
            out != NULL ? close_file(arguments, path, out, write_picture(out, p)) : LEAVE_MACHINE;
    }
    free(p);
    return leave;
}
