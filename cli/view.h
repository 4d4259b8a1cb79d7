/* view.h: the one screen of a session. */
#ifndef LIMBER_CLI_VIEW_H
#define LIMBER_CLI_VIEW_H

#include "limber.h"

#include <stdbool.h>

typedef struct {
    const limber_plan *plan;
    limber_output now;       /* the newest output */
    uint32_t state_total_ms; /* what state_left_ms was when the state began */
    bool begun;              /* there was a GO */
    bool asking_pain;        /* the next key is a number */
    bool ease_or_skip;       /* pain is up */
} cli_view;

/* Takes an output in; true where something began that a person should hear of. */
bool view_take(cli_view *view, const limber_output *output);
void view_draw(const cli_view *view, bool bell);

#endif
