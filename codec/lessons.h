/* lessons.h: short texts that explain, each claim of them with its sources.
 *
 * The catalogue compiler fills the table (catalogue_lessons.c). Lists end with NULL. Everything is
 * static and UTF-8. */
#ifndef LIMBER_LESSONS_H
#define LIMBER_LESSONS_H

#include "words.h"

typedef struct {
    const char *id;
    const char *part; /* "answer", "paragraph", "known" or "not-known", in this order */
    const char *says;
    limber_list sources;
    const char *review; /* review status, as shown */
} limber_lesson_claim;

typedef struct {
    const char *id; /* "the-pop"; NULL: the end of the table */
    const char *title;
    limber_list requirements;
    limber_list moments;    /* where it fits: "check-in", "afterwards" */
    limber_list techniques; /* ids of those whose picture helps */
    const char *model;      /* what can be seen and heard with it; "none" */
    const limber_lesson_claim *claims;
    int claim_count;
} limber_lesson;

extern const limber_lesson limber_lessons_en[];

#endif
