/* words.h: the catalogue's texts and ids, apart from its numbers.
 *
 * The catalogue compiler fills these tables (catalogue_words.c). Indexes are the same as in
 * limber_catalogue_tables. Lists end with NULL. Everything is static and UTF-8. */
#ifndef LIMBER_WORDS_H
#define LIMBER_WORDS_H

#include "limber.h"

#include "catalogue_words.h" /* generated: the LIMBER_TEXT_* numbers of the terminal's texts */

typedef const char *const *limber_list;

typedef struct {
    const char *id;          /* "cat-cow": stable, in files and JSON */
    const char *requirement; /* "D5" */
    const char *name;
    limber_list also;    /* other names people search for; may be empty */
    const char *purpose; /* one sentence: what it is for */
    limber_list set_up;
    limber_list steps;
    limber_list feel;     /* what is fine to feel */
    limber_list not_feel; /* what is not: stop */
    limber_list mistakes;
    limber_list not_for; /* who leaves it or asks first, beyond what screening closes; or empty */
    limber_list helper_set_up, helper_steps; /* the helper's own part; empty: nobody is needed */
    limber_list helper_consent;              /* what the two ask and agree on, before and during */
    const char *easier;
    const char *harder; /* or what to do instead, where there is nothing harder */
    const char *breath;
    const char *ready_cue; /* said while getting into position */
    const char *move_cue;  /* said at each movement, short enough to hear in time */
    const char *hold_cue;  /* said when a hold begins; empty where nothing is held */
    limber_list sources;
    const char *review; /* review status, as shown */
} limber_technique_words;

typedef struct {
    const char *id; /* "E1" */
    const char *ask;
    limber_list examples;
    limber_list sources;
    const char *review;
    bool short_form; /* asked again before every session */
    bool kept;       /* about the person: shown with the last answer, editable at any time */
} limber_question_words;

typedef struct {
    const char *id;   /* "emergency-saddle-numbness" */
    const char *tell; /* what the person is told when it fires */
    limber_list sources;
    const char *review;
} limber_rule_words;

typedef struct {
    const char *id, *name;
} limber_term;

/* what to do now, by LIMBER_DISPOSITION_* */
typedef struct {
    const char *title;
    const char *lead; /* one or two sentences */
    limber_list now;  /* what to do, in order */
    limber_list say;  /* what to say on the phone or at the desk; may be empty */
} limber_disposition_words;

/* Whom to call in these regions (ISO 3166), the usual number first. */
typedef struct {
    limber_list regions; /* empty: the end of the table */
    limber_list numbers;
} limber_phone_row;

typedef struct {
    const char *version; /* of the catalogue: "0.1.0+1a2b3c4d" */
    const limber_technique_words *techniques;
    const limber_question_words *questions;
    const limber_rule_words *rules;
    const limber_term *regions, *positions, *equipment, *properties;
    const limber_disposition_words *dispositions;
    const limber_phone_row *emergency, *advice;
    const char *emergency_default; /* where the region is not in the table */
    const char *const *left_out;   /* why a technique is not in the plan, by LIMBER_LEFT_OUT_* */
    const char *const *outcomes;   /* why there is no session, by LIMBER_OUTCOME_* */
    const char *const *texts;      /* by LIMBER_TEXT_* */
} limber_words;

extern const limber_catalogue limber_catalogue_tables;
extern const limber_words limber_words_en;

#endif
