/* sessions.h: the sessions of a log, each played again from what was written down. */
#ifndef LIMBER_CLI_SESSIONS_H
#define LIMBER_CLI_SESSIONS_H

#include "log.h"

#include <stdbool.h>

typedef struct {
    const json_t *event; /* the session's; borrowed from the log, as those that follow */
    const json_t *afterwards, *next_day; /* NULL: nobody said */
    char reference[REFERENCE_BYTES];
    bool played; /* false: of another catalogue, or not lawful */
    limber_plan plan;
    limber_session machine;
    uint8_t state, stop, step; /* where the inputs so far have led */
    bool done[LIMBER_TECHNIQUE_MAX];
    uint32_t worked_ms[LIMBER_TECHNIQUE_MAX]; /* moving and holding, both sides */
} past_session;

typedef struct {
    past_session *session;
    size_t count;
    json_t *by_reference; /* the index of each */
} past_sessions;

/* Finds every session and what was said of it, and begins it. The events must outlive it. False: no
 * memory; sessions_free is due all the same. */
bool sessions_begin(const json_t *events, past_sessions *out);
void sessions_free(past_sessions *sessions);

/* The session that an event speaks of; NULL: it is not here. */
past_session *sessions_find(const past_sessions *sessions, const json_t *event);

/* One input, in order. True: the session now stands stopped, for pain or a symptom. */
bool session_take(past_session *session, const json_t *input);

/* Counts a session that cannot be played as if it had gone as planned. */
void session_count_as_planned(past_session *session);

uint32_t session_day(const past_session *session);

/* A member of an event's body; "" where it is no text. */
const json_t *body_member(const json_t *event, const char *key);
const char *body_text(const json_t *event, const char *key);
/* Is the event of this kind? */
bool event_is(const json_t *event, const char *kind);
/* The index of the technique that is called so, or LIMBER_TECHNIQUE_MAX. */
uint8_t technique_called(const char *id);

#endif
