/* result.h: what a screening and a plan say, for people to read. */
#ifndef LIMBER_CLI_RESULT_H
#define LIMBER_CLI_RESULT_H

#include "limber.h"

#include <stdio.h>

/* The result, what to do now and why. */
void write_screening(FILE *out, const limber_answers *answers, const limber_screening *screening);
/* The session in order, and what is left out and why; where there is none, why. */
void write_plan(FILE *out, const limber_screening *screening, const limber_plan *plan);
/* For limber_plan_reasons: what each technique adds or would cost, and whether it is the best. */
void write_plan_reasons(FILE *out, const limber_plan *plan, const limber_reasons *reasons);
/* Who has reviewed what is shown. */
void write_review(FILE *out);

/* "1:05" */
void write_minutes(uint32_t time_ms, char *out, size_t bytes);

#endif
