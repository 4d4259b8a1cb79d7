/* visit.h: one visit of limber start, from the first question to how it felt. */
#ifndef LIMBER_CLI_VISIT_H
#define LIMBER_CLI_VISIT_H

#include "prescribed.h"
#include "record.h"

typedef struct {
    const cli_arguments *arguments;
    limber_store *store;
    uint32_t day;
    cli_past past;
    kept_programme kept;
    limber_answers answers;     /* as they were given */
    limber_screening screening; /* what now holds */
    limber_request request;
    limber_plan plan;
    char screening_reference[REFERENCE_BYTES];
    char session_reference[REFERENCE_BYTES];
} start_visit;

/* Each returns a LEAVE_*. What holds is in visit->screening. */

/* The form that is due, and what follows from it, told and written down. */
int visit_screen(start_visit *visit);
/* At the first visit on a later day: how it was. */
int visit_next_day(start_visit *visit);
/* The session, and what there is to say after it. */
int visit_go_through(start_visit *visit);

int visit_left(void);
int visit_fail_store(const start_visit *visit);
void visit_say(int text);
const char *visit_feel_text(int feel);

/* The steps of the plan as they are kept; the request as well. */
json_t *session_body(const start_visit *visit);
json_t *screening_body(const limber_answers *answers);

#endif
