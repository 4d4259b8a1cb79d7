/* codec.h: JSON to and from the structs of limber.h, in one place.
 *
 * Input is untrusted. Every reader checks types, ranges, ids, unknown and repeated keys, and on a
 * fault names the field and what is allowed; it then leaves its out objects all zero. Readers
 * borrow the JSON; writers return a new reference, or NULL when memory ran out. */
#ifndef LIMBER_CODEC_H
#define LIMBER_CODEC_H

#include "instance.h"
#include "limber.h"
#include "programme.h"

#include <jansson.h>
#include <stddef.h>
#include <stdio.h>

enum {
    LIMBER_JSON_BYTES_MAX = 1 << 20, /* of one document from a file */
    LIMBER_JSON_DEPTH_MAX = 16,
    LIMBER_DEVICE_HEX = 32,
    LIMBER_BODY_BYTES_MAX = 16384,    /* of one event's canonical body */
    LIMBER_PROGRAMME_BYTES_MAX = 8000 /* of a programme: it fits a body however it is written */
};

typedef struct {
    char field[96];    /* "[3].body.answers.E1"; empty: the document as a whole */
    char message[200]; /* a plain sentence: what is wrong and what is allowed */
} limber_fault;

/* The name of a number, or NULL past the end: those of the catalogue below, and the name functions
 * of limber.h. */
typedef const char *limber_name_at(int index);

/* Strict JSON: UTF-8, no repeated keys, no trailing text, at most LIMBER_JSON_DEPTH_MAX deep.
 * NULL and a fault otherwise. */
LIMBER_MUST_USE json_t *limber_json_parse(const char *text, size_t bytes, limber_fault *fault);

/* "2026-11-21" to the days since 1970-01-01 and back; 0 where it is no such date. */
uint32_t limber_day_from_text(const char *text);
void limber_day_to_text(uint32_t day, char out[11]);

/* {"today","age","sex","answers":{question id: yes|no|unknown},"agreed":[question id],"form",
 * "changed","seen"}. Nothing is required: what is not there is missing. A compound id ("E5")
 * answers each of its parts that is not answered itself; where the two contradict each other, that
 * is a fault. `today` absent: default_day, the shell's own; 0 for none. A day after tomorrow's is a
 * fault. */
LIMBER_MUST_USE bool limber_answers_from_json(const json_t *json, uint32_t default_day,
                                              limber_answers *out, limber_fault *fault);
/* {"disposition","reasons":[{rule,question,questions,answer,disposition,lifted,tell,source,
 *  review}],"missing":[…],"allowed":[…],"closed":[{technique,rule}],"catalogue"}. `question` is the
 * compound id, `questions` the parts that count; both are "age" for a rule about the age alone, and
 * "log" for what the log showed. Missing are parts, or the compound where all of it is; also "age"
 * and "today". */
LIMBER_MUST_USE json_t *limber_screening_to_json(const limber_answers *answers,
                                                 const limber_screening *screening);
/* Bit per question: those that count in these answers among the rule's own. */
uint64_t limber_rule_questions(const limber_rule *rule, const limber_answers *answers);
/* The first of them; where none counts (the rule stands from an earlier day), the first that it
 * looks at; -1: it looks at none, but at the age or the log. */
int limber_rule_question(const limber_rule *rule, const limber_answers *answers);

/* A programme: what a professional has written down for this person.
 *
 * {"programme":1,"title","by","date","until","note","exercises":[{"technique","sets","reps","hold_s",
 *  "days":[weekday],"note"}]}; docs/programme.md. It is kept as it was written. What is outside of
 * what Limber does by itself is no fault but a conflict, and is told every time. */

/* The numbers, and the texts, which are the document's own: it has to outlive them. */
typedef struct {
    limber_programme programme;
    const char *title, *by;
    const char *note;                                /* NULL: none */
    const char *id[LIMBER_TECHNIQUE_MAX];            /* of each exercise's technique, as written */
    const char *exercise_note[LIMBER_TECHNIQUE_MAX]; /* NULL: none */
} limber_programme_document;

/* Foreign: one written under another version of the catalogue, whose techniques this one may lack.
 */
LIMBER_MUST_USE bool limber_programme_from_json(const json_t *json, bool foreign,
                                                limber_programme_document *out,
                                                limber_fault *fault);

/* {"today","minutes","regions","equipment","positions","partner","pain","history","screen",
 * "programme"}; minutes is required. `screen` holds answers as above; `today` absent: the day of
 * those answers. Where two days are stated and differ, limber_plan_make answers STALE. `history`
 * fills the record. `partner`: somebody is there to help. The texts of the programme are borrowed
 * from the JSON. */
LIMBER_MUST_USE bool limber_request_from_json(const json_t *json, uint32_t default_day,
                                              limber_answers *answers, limber_record *record,
                                              limber_request *request,
                                              limber_programme_document *programme,
                                              limber_fault *fault);
/* {"catalogue","outcome","why","seconds","value","optimal","steps":[…],"left_out":[…]}; `why` is
 * the sentence for an outcome that is no session. */
LIMBER_MUST_USE json_t *limber_plan_to_json(const limber_plan *plan);
/* Of a plan's reasons: {"chosen":[…],"left_out":[…],"more":{…}}; docs/schema/plan.schema.json. */
LIMBER_MUST_USE json_t *limber_reasons_to_json(const limber_plan *plan,
                                               const limber_reasons *reasons);
/* The text of an instance, as docs/planner.md describes it. */
void limber_instance_write(FILE *out, const limber_instance *in);
/* The array "steps" alone, as limber_plan_to_json writes it; of each step `seconds`, `region` and
 * `why` may be left out. Fills steps, durations and PLANNED, not what the request alone knows. */
LIMBER_MUST_USE bool limber_steps_from_json(const json_t *json, limber_plan *out,
                                            limber_fault *fault);

/* {"at_ms","event","value"}; value belongs to pain, and is 0 or absent otherwise. */
LIMBER_MUST_USE bool limber_event_from_json(const json_t *json, limber_event *out,
                                            limber_fault *fault);
LIMBER_MUST_USE json_t *limber_output_to_json(const limber_plan *plan, const limber_output *output);

/* One event of the log, in the form in which it is stored. */
typedef struct {
    char device[LIMBER_DEVICE_HEX + 1];
    uint64_t sequence; /* 1 .. 2^53-1 */
    int64_t at_ms;     /* Unix time, 0 .. 2^53-1 */
    char kind[16];     /* "screening", "session", "input", "afterwards", "next-day", "programme" */
    char *body;        /* canonical JSON; owned: limber_log_event_free */
    size_t body_bytes;
} limber_log_event;

/* Checks envelope and body against docs/schema/event.schema.json, word for word. A body that
 * names another catalogue version is checked for shape, not for ids that this catalogue lacks. */
LIMBER_MUST_USE bool limber_log_event_from_json(const json_t *json, limber_log_event *out,
                                                limber_fault *fault);
void limber_log_event_free(limber_log_event *event);

/* ---- The catalogue's ids by index, and finding the one that somebody meant. --------------------
 */

limber_name_at limber_question_id, limber_technique_id, limber_region_id, limber_position_id,
    limber_equipment_id;

/* better, same, worse: how a session left somebody. */
limber_name_at limber_feel_name;

/* The index of the name that is exactly text, from first on; -1: there is none. */
int limber_name_find(limber_name_at *names, int first, const char *text);

/* The name that text is most likely a slip of, or NULL where none is near. */
const char *limber_name_nearest(limber_name_at *names, int first, const char *text);

#endif
