/* result.h: what a screening and a plan say, for people to read. */
#ifndef LIMBER_CLI_RESULT_H
#define LIMBER_CLI_RESULT_H

#include "prescribed.h"

#include <stdio.h>

/* The result, what to do now and why. */
void write_screening(FILE *out, const limber_answers *answers, const limber_screening *screening);
/* The session in order, what becomes of the programme (count 0: there is none), and what is left
 * out and why; where there is no session, why. */
void write_plan(FILE *out, const programme_view *view);
/* "2 sets of 3 times, hold 10 s" */
void write_dose(const limber_step *step, char *out, size_t bytes);
/* Why a technique is left out, in the words of the rule where a rule has closed it. */
const char *why_left_out(const limber_screening *screening, uint8_t reason, int technique);
/* For limber_plan_reasons: what each technique adds or would cost, and whether it is the best. */
void write_plan_reasons(FILE *out, const limber_plan *plan, const limber_reasons *reasons);
/* Who has reviewed what is shown. */
void write_review(FILE *out);

/* "1:05" */
void write_minutes(uint32_t time_ms, char *out, size_t bytes);

#endif
