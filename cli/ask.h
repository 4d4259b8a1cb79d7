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
/* One out of a numbered list: its index. */
bool ask_one(const char *question, limber_name_at *names, int *out);

/* The screening's questions, one at a time. It ends early after the emergencies where one of them
 * applies. */
bool ask_screening(uint32_t day, limber_answers *out);
bool ask_check_in(uint32_t day, long minutes, limber_request *out);

#endif
