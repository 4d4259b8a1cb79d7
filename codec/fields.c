#include "fields.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

field field_root(const json_t *json, limber_fault *fault) {
    memset(fault, 0, sizeof *fault);
    return (field){.json = json, .fault = fault};
}

/* ---- Faults. -----------------------------------------------------------------------------------
 */

/* What was typed goes back to a terminal or a log: nothing in it may act there. */
static void make_printable(char *text) {
    for (; *text != '\0'; text++) {
        if (*text < ' ' || *text > '~') {
            *text = '?';
        }
    }
}

static void append_path(const field *at, char *path, size_t bytes) {
    if (at->parent == NULL) {
        return;
    }
    append_path(at->parent, path, bytes);
    size_t used = strlen(path);
    if (at->key == NULL) {
        snprintf(path + used, bytes - used, "[%zu]", at->index);
    } else {
        snprintf(path + used, bytes - used, "%s%s", used > 0 ? "." : "", at->key);
    }
}

bool field_fail(const field *at, const char *format, ...) {
    limber_fault *fault = at->fault;
    fault->field[0] = '\0';
    append_path(at, fault->field, sizeof fault->field);
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(fault->message, sizeof fault->message, format, arguments);
    va_end(arguments);
    make_printable(fault->field);
    make_printable(fault->message);
    return false;
}

static const char *type_name(const json_t *json) {
    if (json == NULL) {
        return "missing";
    }
    switch (json_typeof(json)) {
    case JSON_OBJECT:
        return "an object";
    case JSON_ARRAY:
        return "an array";
    case JSON_STRING:
        return "a text";
    case JSON_INTEGER:
        return "a whole number";
    case JSON_REAL:
        return "a number with a fraction or an exponent";
    case JSON_NULL:
        return "null";
    default:
        return "true or false";
    }
}

static bool fail_type(const field *at, const char *wanted) {
    return field_fail(at, "must be %s, but is %s", wanted, type_name(at->json));
}

/* "E1, E2, E3 ... P7", as far as there is room. */
static void list_names(limber_name_at *names, int first, char *out, size_t bytes) {
    enum { SHOWN = 8 };
    int last = first - 1;
    while (names(last + 1) != NULL) {
        last++;
    }
    out[0] = '\0';
    for (int i = first; i <= last; i++) {
        bool gap = last - first >= SHOWN && i == first + 3;
        const char *between = i == first ? "" : gap ? " ... " : ", ";
        i = gap ? last : i;
        size_t used = strlen(out);
        snprintf(out + used, bytes - used, "%s%s", between, names(i));
    }
}

static bool fail_name(const field *at, const char *what, limber_name_at *names, int first,
                      const char *text) {
    const char *nearest = limber_name_nearest(names, first, text);
    if (nearest != NULL) {
        return field_fail(at, "there is no %s %.40s; did you mean %s?", what, text, nearest);
    }
    char list[140];
    list_names(names, first, list, sizeof list);
    return field_fail(at, "there is no %s %.40s; known: %s", what, text, list);
}

/* ---- Objects and arrays. -----------------------------------------------------------------------
 */

static bool key_known(const char *const *keys, const char *key) {
    for (; *keys != NULL; keys++) {
        if (strcmp(*keys, key) == 0) {
            return true;
        }
    }
    return false;
}

static bool fail_key(const field *at, const char *const *keys) {
    char list[140] = "";
    for (int i = 0; keys[i] != NULL; i++) {
        size_t used = strlen(list);
        snprintf(list + used, sizeof list - used, "%s%s", i > 0 ? ", " : "", keys[i]);
    }
    return field_fail(at, "is not a field here; the fields are %s", list);
}

bool field_is_object(const field *at, const char *const *keys) {
    if (!json_is_object(at->json)) {
        return fail_type(at, "an object");
    }
    void *iterator = NULL;
    field member;
    while (keys != NULL && field_next(at, &iterator, &member)) {
        if (!key_known(keys, member.key)) {
            return fail_key(&member, keys);
        }
    }
    return true;
}

bool field_is_array(const field *at, size_t most) {
    if (!json_is_array(at->json)) {
        return fail_type(at, "an array");
    }
    size_t count = json_array_size(at->json);
    return count <= most ||
           field_fail(at, "has %zu elements; at most %zu are allowed", count, most);
}

field field_member(const field *object, const char *key) {
    const json_t *json = json_object_get(object->json, key);
    return (field){.parent = object, .key = key, .json = json, .fault = object->fault};
}

field field_element(const field *array, size_t index) {
    const json_t *json = json_array_get(array->json, index);
    return (field){.parent = array, .index = index, .json = json, .fault = array->fault};
}

bool field_required(const field *object, const char *key, field *out) {
    *out = field_member(object, key);
    return out->json != NULL || field_fail(out, "is missing");
}

bool field_next(const field *object, void **iterator, field *out) {
    json_t *json = (json_t *)object->json; /* jansson's iterators know no const; nothing changes */
    *iterator = *iterator == NULL ? json_object_iter(json) : json_object_iter_next(json, *iterator);
    if (*iterator == NULL) {
        return false;
    }
    *out = (field){.parent = object,
                   .key = json_object_iter_key(*iterator),
                   .json = json_object_iter_value(*iterator),
                   .fault = object->fault};
    return true;
}

/* ---- Values. -----------------------------------------------------------------------------------
 */

bool field_integer(const field *at, int64_t least, int64_t most, int64_t *out) {
    if (!json_is_integer(at->json)) {
        return fail_type(at, "a whole number");
    }
    int64_t value = json_integer_value(at->json);
    if (value < least || value > most) {
        return field_fail(at, "must be from %lld to %lld, but is %lld", (long long)least,
                          (long long)most, (long long)value);
    }
    *out = value;
    return true;
}

bool field_boolean(const field *at, bool *out) {
    if (!json_is_boolean(at->json)) {
        return fail_type(at, "true or false");
    }
    *out = json_is_true(at->json);
    return true;
}

bool field_text(const field *at, const char **out) {
    *out = json_string_value(at->json);
    return *out != NULL || fail_type(at, "a text");
}

bool field_day(const field *at, uint32_t *out) {
    const char *text;
    if (!field_text(at, &text)) {
        return false;
    }
    *out = limber_day_from_text(text);
    return *out > 0 || field_fail(at, "must be a date like 2026-11-21, but is %.40s", text);
}

bool field_name(const field *at, const char *what, limber_name_at *names, int first, int *out) {
    const char *text;
    if (!field_text(at, &text)) {
        return false;
    }
    *out = limber_name_find(names, first, text);
    return *out >= 0 || fail_name(at, what, names, first, text);
}

bool field_key(const field *at, const char *what, limber_name_at *names, int *out) {
    *out = limber_name_find(names, 0, at->key);
    return *out >= 0 || fail_name(at, what, names, 0, at->key);
}

bool field_is_id(const field *at, const char *what, const char *id) {
    size_t length = strspn(id, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-.");
    if (length == 0 || length > 64 || id[length] != '\0') {
        return field_fail(at, "is not the id of a %s: letters, digits, - and ., at most 64", what);
    }
    return true;
}
