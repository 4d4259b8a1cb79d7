/* ask.h: questions to a person at a terminal. Prompts go to standard error. */
#ifndef LIMBER_CLI_ASK_H
#define LIMBER_CLI_ASK_H

#include "codec.h"

#include <stdbool.h>
#include <stdint.h>

enum { ASK_LINE_BYTES = 128 };

/* Is there somebody to ask? */
bool ask_possible(void);

/* Every ask answers false at the end of input and at Ctrl-C: the person has left. */

/* A line without blanks around it, in lower case. */
bool ask_line(const char *prompt, char line[ASK_LINE_BYTES]);
/* A whole number; where nothing is allowed, an empty line gives -1. */
bool ask_number(const char *question, long least, long most, bool or_nothing, long *out);
/* Numbers out of a numbered list, as bits: several, "all", or, where allowed, nothing. */
bool ask_several(const char *question, limber_name_at *names, bool or_nothing, uint32_t *out);
/* One out of a numbered list: its index; where nothing is allowed, an empty line gives -1. */
bool ask_one(const char *question, limber_name_at *names, bool or_nothing, int *out);
/* y or n. */
bool ask_yes(const char *question, bool *out);

/* Every question that can still matter, group by group, with what the record keeps of this person
 * filled in. What `out` holds already is not asked again. It ends early at an emergency. */
bool ask_full_form(const limber_record *record, uint32_t day, limber_answers *out);
/* The emergency questions and what has changed. out->changed is missing where it ended early. */
bool ask_short_form(const limber_record *record, uint32_t day, limber_answers *out);
/* On what stopped the screening of these whole answers has a professional agreed? Into `answers`.
 * False where that cannot open it, or somebody says no. */
bool ask_agreed(const limber_screening *screening, const limber_answers *whole,
                limber_answers *answers);

bool ask_check_in(uint32_t day, long minutes, limber_request *out);

#endif
