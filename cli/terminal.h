/* terminal.h: the terminal while a session runs: keys one at a time, one screen drawn in place, and
 * everything as it was afterwards, whatever happens. */
#ifndef LIMBER_CLI_TERMINAL_H
#define LIMBER_CLI_TERMINAL_H

#include <stdbool.h>
#include <stddef.h>

enum {
    KEY_NONE = 0,
    KEY_STOP = 256, /* Escape, Ctrl-C, or a signal that ends programs */
    KEY_GONE,       /* the terminal went away, or the program was told to end */
    KEY_SUSPEND,    /* Ctrl-Z */
    KEY_RESIZE
};

/* Why a session cannot be shown here, or NULL where it can. */
const char *terminal_unable(void);

bool terminal_enter(void);
void terminal_leave(void);

/* Gives the terminal back, waits until the program is continued, and enters again. */
void terminal_suspend(void);

/* A key, or KEY_NONE after so long. */
int terminal_wait(int timeout_ms);

/* Lines end in a newline. */
typedef struct {
    const char *top, *middle, *bottom;
    const char *beside; /* NULL: nothing; otherwise from the first line on, at this column */
    size_t beside_column;
    bool bell;
} terminal_screen;

/* Replaces the screen. top and bottom keep their places; middle is cut where there is no room. */
void terminal_draw(const terminal_screen *screen);

void terminal_size(size_t *columns, size_t *rows);

/* Whether block characters can be shown. */
bool terminal_knows_blocks(void);

#endif
