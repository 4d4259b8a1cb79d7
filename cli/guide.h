/* guide.h: a session at the terminal, from the first GO to its end. */
#ifndef LIMBER_CLI_GUIDE_H
#define LIMBER_CLI_GUIDE_H

#include "limber.h"
#include "store.h"

#include <stdbool.h>

typedef struct {
    const limber_plan *plan;
    limber_session *session;
    limber_store *store;
    const char *reference; /* of the session's event */
    limber_output end;     /* the last output */
    uint32_t last_ms;      /* of the last event */
    bool gone;             /* the terminal went away: nobody is left to ask */
    bool lost;             /* something could not be written down */
} cli_guide;

/* Runs until the session is done or stopped. False: the terminal could not be used at all. */
bool guide_run(cli_guide *guide);

/* Tells the session something after it has ended, and writes it down: why it was stopped. */
void guide_tell(cli_guide *guide, uint8_t kind, uint8_t value);

#endif
