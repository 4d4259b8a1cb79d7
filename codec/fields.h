/* fields.h: reading one JSON value after another, each knowing where it lies. Internal to the
 * codec.
 *
 * A reader makes fields on its stack and returns false at the first fault, which then names the
 * field's path. Text of the input is quoted in faults as printable ASCII only. */
#ifndef LIMBER_CODEC_FIELDS_H
#define LIMBER_CODEC_FIELDS_H

#include "codec.h"

typedef struct field {
    const struct field *parent; /* NULL: the document */
    const char *key;            /* NULL: an element of an array */
    size_t index;
    const json_t *json; /* NULL: not there */
    limber_fault *fault;
} field;

field field_root(const json_t *json, limber_fault *fault);

/* Fills in the fault; always false, to be returned. */
__attribute__((format(printf, 2, 3))) bool field_fail(const field *at, const char *format, ...);

/* An object without other keys than those of the list, which ends with NULL. */
bool field_is_object(const field *at, const char *const *keys);
bool field_is_array(const field *at, size_t most);

/* A member or an element; its json is NULL where there is none. The parent must outlive it. */
field field_member(const field *object, const char *key);
field field_element(const field *array, size_t index);
/* A member that has to be there. */
bool field_required(const field *object, const char *key, field *out);

/* Goes through an object's members: start with *iterator NULL. */
bool field_next(const field *object, void **iterator, field *out);

bool field_integer(const field *at, int64_t least, int64_t most, int64_t *out);
bool field_boolean(const field *at, bool *out);
bool field_text(const field *at, const char **out);
bool field_day(const field *at, uint32_t *out);
/* One of names, from names(first) on; `what` is singular: "question". */
bool field_name(const field *at, const char *what, limber_name_at *names, int first, int *out);
/* The same for a member's key. */
bool field_key(const field *at, const char *what, limber_name_at *names, int *out);
/* A well-formed id, of whatever catalogue. */
bool field_is_id(const field *at, const char *what, const char *id);

#endif
