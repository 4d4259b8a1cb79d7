/* Events of the log: what may be stored, and the bytes in which it is. */
#include "readers.h"

#include "words.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const int64_t SAFE_INTEGER_MAX = (INT64_C(1) << 53) - 1; /* exact in every language */

/* ---- Parts of a body. --------------------------------------------------------------------------
 */

static bool check_catalogue(const field *body, bool *foreign) {
    field catalogue;
    const char *version;
    if (!field_required(body, "catalogue", &catalogue) || !field_text(&catalogue, &version)) {
        return false;
    }
    static const char allowed[] =
        "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz.+-";
    size_t length = strspn(version, allowed);
    if (length == 0 || length > 64 || version[length] != '\0') {
        return field_fail(&catalogue,
                          "must be a version: letters, digits, '.', '+', '-', at most 64");
    }
    *foreign = strcmp(version, limber_words_en.version) != 0;
    return true;
}

static bool check_device(const field *at, const char *text, size_t length) {
    return (length == LIMBER_DEVICE_HEX && strspn(text, "0123456789abcdef") >= LIMBER_DEVICE_HEX) ||
           field_fail(at, "must begin with a device: 32 digits of 0-9 and a-f");
}

/* "<device>-<sequence>" */
static bool check_event_name(const field *reference) {
    const char *text;
    if (!field_text(reference, &text) || !check_device(reference, text, strcspn(text, "-"))) {
        return false;
    }
    const char *digits = text + LIMBER_DEVICE_HEX;
    digits += *digits == '-';
    size_t count = strspn(digits, "0123456789");
    bool number = count > 0 && count <= 16 && digits[0] != '0' && digits[count] == '\0' &&
                  strtoll(digits, NULL, 10) <= SAFE_INTEGER_MAX;
    return number || field_fail(reference, "must be a device, a hyphen and a sequence from 1");
}

static bool check_reference(const field *body, const char *key) {
    field reference;
    return field_required(body, key, &reference) && check_event_name(&reference);
}

static bool check_scale(const field *body, const char *key) {
    field scale;
    int64_t value;
    return field_required(body, key, &scale) && field_integer(&scale, 0, LIMBER_SCALE_MAX, &value);
}

/* ---- The kinds. --------------------------------------------------------------------------------
 */

static bool check_screening(const field *body) {
    static const char *const keys[] = {"catalogue", "today", "age",     "sex",  "answers",
                                       "agreed",    "form",  "changed", "seen", NULL};
    field today, answers;
    bool foreign = false;
    limber_answers ignored;
    memset(&ignored, 0, sizeof ignored);
    return field_is_object(body, keys) && check_catalogue(body, &foreign) &&
           field_required(body, "today", &today) && field_required(body, "answers", &answers) &&
           read_answers(body, foreign, &ignored);
}

static bool check_steps(const field *body, bool foreign) {
    static const char *const keys[] = {"technique", "phase",     "side",     "sets",
                                       "reps",      "hold_ms",   "move_ms",  "rest_ms",
                                       "ready_ms",  "change_ms", "position", NULL};
    field steps;
    limber_plan ignored;
    if (!field_required(body, "steps", &steps) || !read_steps(&steps, foreign, &ignored)) {
        return false;
    }
    if (ignored.step_count == 0) {
        return field_fail(&steps, "must not be empty");
    }
    for (size_t i = 0; i < ignored.step_count; i++) {
        field step = field_element(&steps, i);
        if (!field_is_object(&step, keys)) {
            return false;
        }
    }
    return true;
}

static bool check_session(const field *body) {
    static const char *const keys[] = {"catalogue", "screening", "request", "steps", NULL};
    static const char *const request_keys[] = {"today",     "minutes", "regions", "equipment",
                                               "positions", "partner", "pain",    NULL};
    field request, today;
    bool foreign = false;
    limber_request ignored;
    memset(&ignored, 0, sizeof ignored);
    return field_is_object(body, keys) && check_catalogue(body, &foreign) &&
           check_reference(body, "screening") && field_required(body, "request", &request) &&
           field_is_object(&request, request_keys) && field_required(&request, "today", &today) &&
           read_request(&request, foreign, &ignored) && check_steps(body, foreign);
}

static bool check_input(const field *body) {
    static const char *const keys[] = {"session", "at_ms", "event", "value", NULL};
    limber_event ignored;
    return field_is_object(body, keys) && check_reference(body, "session") &&
           read_event(body, &ignored);
}

static bool check_afterwards(const field *body) {
    static const char *const keys[] = {"session", "feel", "pain", "stiffness", NULL};
    field feel;
    int index;
    return field_is_object(body, keys) && check_reference(body, "session") &&
           field_required(body, "feel", &feel) &&
           field_name(&feel, "answer", limber_feel_name, 0, &index) && check_scale(body, "pain") &&
           check_scale(body, "stiffness");
}

/* Asked at the first visit on a later day. */
static bool check_next_day(const field *body) {
    static const char *const keys[] = {"session", "today", "feel", "technique", NULL};
    field today, feel, technique;
    uint32_t day;
    int index;
    const char *id;
    if (!field_is_object(body, keys) || !check_reference(body, "session") ||
        !field_required(body, "today", &today) || !field_day(&today, &day) ||
        !field_required(body, "feel", &feel) ||
        !field_name(&feel, "answer", limber_feel_name, 0, &index)) {
        return false;
    }
    technique = field_member(body, "technique"); /* of the session's catalogue, not always ours */
    return technique.json == NULL ||
           (field_text(&technique, &id) && field_is_id(&technique, "technique", id));
}

/* The text of a programme, which has faults of its own. */
static bool check_document(const field *document, bool foreign) {
    const char *text;
    limber_fault inner;
    limber_programme_document ignored;
    if (json_is_null(document->json)) {
        return true;
    }
    if (!field_text(document, &text)) {
        return false;
    }
    size_t bytes = strlen(text);
    if (bytes > LIMBER_PROGRAMME_BYTES_MAX) {
        return field_fail(document, "has %zu bytes; at most %d are allowed", bytes,
                          LIMBER_PROGRAMME_BYTES_MAX);
    }
    json_t *json = limber_json_parse(text, bytes, &inner);
    bool read = json != NULL && limber_programme_from_json(json, foreign, &ignored, &inner);
    json_decref(json);
    return read || field_fail(document, "%s%s%s", inner.field, inner.field[0] != '\0' ? ": " : "",
                              inner.message);
}

/* The programme as it was written, or that there is none any more; and those that it replaces. */
static bool check_programme(const field *body) {
    enum { REPLACES_MAX = 16 };
    static const char *const keys[] = {"catalogue", "document", "replaces", NULL};
    field document, replaces;
    bool foreign = false;
    if (!field_is_object(body, keys) || !check_catalogue(body, &foreign) ||
        !field_required(body, "document", &document) || !check_document(&document, foreign) ||
        !field_required(body, "replaces", &replaces) || !field_is_array(&replaces, REPLACES_MAX)) {
        return false;
    }
    for (size_t i = 0; i < json_array_size(replaces.json); i++) {
        field element = field_element(&replaces, i);
        if (!check_event_name(&element)) {
            return false;
        }
    }
    return true;
}

/* ---- The envelope. -----------------------------------------------------------------------------
 */

static const struct {
    const char *name;
    bool (*check)(const field *body);
} kinds[] = {{"screening", check_screening}, {"session", check_session},
             {"input", check_input},         {"afterwards", check_afterwards},
             {"next-day", check_next_day},   {"programme", check_programme}};

static const char *kind_name(int kind) {
    return kind >= 0 && (size_t)kind < sizeof kinds / sizeof kinds[0] ? kinds[kind].name : NULL;
}

static bool read_envelope(const field *root, limber_log_event *out) {
    field device, sequence, at_ms;
    const char *text;
    int64_t number;
    if (!field_required(root, "device", &device) || !field_text(&device, &text) ||
        !check_device(&device, text, strlen(text)) ||
        !field_required(root, "sequence", &sequence) ||
        !field_integer(&sequence, 1, SAFE_INTEGER_MAX, &number) ||
        !field_required(root, "at_ms", &at_ms) ||
        !field_integer(&at_ms, 0, SAFE_INTEGER_MAX, &out->at_ms)) {
        return false;
    }
    memcpy(out->device, text, LIMBER_DEVICE_HEX);
    out->sequence = (uint64_t)number;
    return true;
}

static bool keep_body(const field *body, limber_log_event *out) {
    out->body = json_dumps(body->json, JSON_SORT_KEYS | JSON_COMPACT);
    if (out->body == NULL) {
        return field_fail(body, "cannot be kept: there is no memory left");
    }
    out->body_bytes = strlen(out->body);
    return out->body_bytes <= LIMBER_BODY_BYTES_MAX ||
           field_fail(body, "has %zu bytes; at most %d are allowed", out->body_bytes,
                      LIMBER_BODY_BYTES_MAX);
}

static bool read_log_event(const field *root, limber_log_event *out) {
    static const char *const keys[] = {"device", "sequence", "at_ms", "kind", "body", NULL};
    field kind, body;
    int index;
    if (!field_is_object(root, keys) || !read_envelope(root, out) ||
        !field_required(root, "kind", &kind) ||
        !field_name(&kind, "kind of event", kind_name, 0, &index) ||
        !field_required(root, "body", &body) || !kinds[index].check(&body)) {
        return false;
    }
    snprintf(out->kind, sizeof out->kind, "%s", kinds[index].name);
    return keep_body(&body, out);
}

bool limber_log_event_from_json(const json_t *json, limber_log_event *out, limber_fault *fault) {
    field root = field_root(json, fault);
    memset(out, 0, sizeof *out);
    if (!read_log_event(&root, out)) {
        limber_log_event_free(out);
        return false;
    }
    return true;
}

void limber_log_event_free(limber_log_event *event) {
    free(event->body);
    memset(event, 0, sizeof *event);
}
