/* group.h: the questions as they are asked and shown: in groups, of which one word answers many. */
#ifndef LIMBER_CLI_GROUP_H
#define LIMBER_CLI_GROUP_H

#include "limber.h"

#include <stdbool.h>
#include <stdio.h>

/* By the letter of the id; what is about the person and not about today stands apart. */
typedef enum { GROUP_EMERGENCY, GROUP_URGENT, GROUP_PROFESSIONAL, GROUP_BODY } question_group;

question_group group_of(int question);
/* "emergency" .. "body", or NULL past the end */
const char *group_name(int group);
const char *group_title(question_group group);
/* Bit per question. */
uint64_t group_questions(question_group group);
uint64_t group_short_form(void);

/* Asks those of these questions that can still change the outcome; ends at an emergency. False: the
 * person has left. */
bool group_ask(uint64_t questions, const char *title, limber_answers *draft);
/* Shows what was said of the person before, to be confirmed or changed. */
bool group_confirm(uint64_t questions, const char *title, limber_answers *draft);

/* Do the answers so far call for help at once? */
bool answers_are_emergency(const limber_answers *draft);

/* y, n or ?: LIMBER_ANSWER_*. `back` allows b: MISSING. */
bool ask_answer(bool back, uint8_t *out);

#endif
