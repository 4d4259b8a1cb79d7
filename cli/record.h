/* record.h: what the log adds up to, here and now. */
#ifndef LIMBER_CLI_RECORD_H
#define LIMBER_CLI_RECORD_H

#include "sessions.h"

typedef struct {
    limber_record record; /* of this device, held back by what others said */
    past_sessions sessions;
    past_session *latest; /* NULL: there was none yet */
    json_t *events;       /* as they arrived */
} cli_past;

/* Reads the whole log. False: *leave, and the complaint is made. past_free is due all the same. */
bool past_read(const cli_arguments *arguments, limber_store *store, cli_past *out, int *leave);
void past_free(cli_past *past);

#endif
