/* prescribed.h: what a professional has written down for this person, as the commands use it. */
#ifndef LIMBER_CLI_PRESCRIBED_H
#define LIMBER_CLI_PRESCRIBED_H

#include "command.h"

#include <stdbool.h>
#include <stdio.h>

/* ---- The one that holds, out of the log. -------------------------------------------------------
 */

typedef struct {
    const char *text;   /* as it was written; borrowed from the log; NULL: there is none */
    json_t *json;       /* what it says */
    json_t *unreplaced; /* the events that a new one takes the place of */
    limber_programme_document document; /* its programme's count 0: there is none */
    bool several; /* different ones hold, from different devices; this is the one of the latest date
                   */
    bool unreadable; /* one that holds is of a form that came later; it is not among the rest */
} kept_programme;

/* The log's events must outlive it. False: no memory. programme_free is due either way. */
bool programme_find(const json_t *events, kept_programme *out);
void programme_free(kept_programme *kept);

/* ---- Telling. ----------------------------------------------------------------------------------
 */

/* What a session has, or what one could have at best. */
typedef struct {
    const limber_programme_document *document;
    const limber_screening *screening;
    const limber_plan *plan;
    limber_programme_told told;
} programme_view;

/* In general: the plan is for somebody who has every thing, position and all the time. */
programme_view view_programme(const limber_programme_document *document,
                              const limber_screening *screening, const limber_plan *plan,
                              uint32_t day, bool in_general);

/* "prescribed by ...", under a step of the plan that the programme asked for today. */
void write_prescribed_by(FILE *out, const programme_view *view, uint8_t technique);
/* What is done otherwise today than prescribed, and what is left out. */
void write_programme_today(FILE *out, const programme_view *view);
/* All of it, with where Limber does otherwise. */
void write_programme(FILE *out, const programme_view *view);
/* That there is more than is planned around: to be said wherever the programme is told. */
void write_programme_doubts(FILE *out, const kept_programme *kept);
/* The same for programs; NULL: no memory. */
json_t *programme_to_json(const programme_view *view);

/* The place of the technique in the programme; -1: it is not there. */
int programme_place(const limber_programme *programme, uint8_t technique);

#endif
