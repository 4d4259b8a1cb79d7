/* readers.h: the readers of codec.h as they are used inside one another. Internal to the codec.
 *
 * In a foreign document, one of another version of the catalogue, ids are checked for their form
 * only and fill nothing in. */
#ifndef LIMBER_CODEC_READERS_H
#define LIMBER_CODEC_READERS_H

#include "fields.h"

/* What a set of answers may hold; ends with NULL. */
extern const char *const answers_keys[];
/* today, age, sex, answers, agreed, form, changed and seen of an object whose keys were checked. */
bool read_answers(const field *object, bool foreign, limber_answers *out);
/* `today` is not later than the shell's own day, or tomorrow; shell_day 0: not known. */
bool check_today(const field *object, uint32_t shell_day);
/* today, minutes, regions, equipment, positions, partner, pain, history. */
bool read_request(const field *object, bool foreign, limber_request *out);
bool read_programme(const field *object, bool foreign, limber_programme_document *out);
bool read_steps(const field *array, bool foreign, limber_plan *out);
bool read_event(const field *object, limber_event *out);

/* One of the catalogue's ids; -1 in a foreign document. */
bool read_id(const field *at, const char *what, limber_name_at *names, bool foreign, int *out);
bool read_key_id(const field *at, const char *what, limber_name_at *names, bool foreign, int *out);

#endif
