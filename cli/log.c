#include "log.h"

#include <errno.h>
#include <inttypes.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

/* ---- Opening. ----------------------------------------------------------------------------------
 */

limber_store *log_open(const cli_arguments *arguments, int *leave) {
    char folder[PATH_MAX], message[STORE_MESSAGE_BYTES];
    limber_store *store = NULL;
    *leave = LEAVE_MACHINE;
    if (!data_folder(arguments, folder, sizeof folder)) {
        return NULL;
    }
    if (limber_store_open(folder, &store, message) != STORE_OK) {
        (void)complain(arguments->command, LEAVE_MACHINE, "%s", message);
        return NULL;
    }
    return store;
}

/* ---- Reading. ----------------------------------------------------------------------------------
 */

typedef struct {
    json_t **events;
    size_t count, room;
    bool failed;
} log_reading;

static bool keep(log_reading *reading, json_t *event) {
    if (event == NULL) {
        return false;
    }
    if (reading->count == reading->room) {
        size_t room = reading->room == 0 ? 256 : reading->room * 2;
        json_t **larger = realloc(reading->events, room * sizeof(json_t *));
        if (larger == NULL) {
            json_decref(event);
            return false;
        }
        reading->events = larger;
        reading->room = room;
    }
    reading->events[reading->count++] = event;
    return true;
}

static bool visit(void *context, uint64_t arrival, const store_event *event) {
    log_reading *reading = context;
    (void)arrival; /* they come in this order */
    json_t *body = json_loadb(event->body, event->body_bytes, 0, NULL);
    json_t *json = json_pack("{s:s, s:I, s:I, s:s, s:o}", "device", event->device, "sequence",
                             (json_int_t)event->sequence, "at_ms", (json_int_t)event->at_ms, "kind",
                             event->kind, "body", body);
    reading->failed = !keep(reading, json);
    return !reading->failed;
}

static int by_device_and_sequence(const void *left, const void *right) {
    const json_t *a = *(json_t *const *)left, *b = *(json_t *const *)right;
    int devices = strcmp(json_string_value(json_object_get(a, "device")),
                         json_string_value(json_object_get(b, "device")));
    json_int_t first = json_integer_value(json_object_get(a, "sequence"));
    json_int_t second = json_integer_value(json_object_get(b, "sequence"));
    return devices != 0 ? devices : (first > second) - (first < second);
}

/* Gives the events to an array, in order; frees what it cannot give. */
static json_t *arrange(log_reading *reading, log_order order) {
    json_t *array = reading->failed ? NULL : json_array();
    if (order == LOG_BY_DEVICE && reading->count > 1) {
        qsort(reading->events, reading->count, sizeof(json_t *), by_device_and_sequence);
    }
    bool kept = array != NULL;
    for (size_t i = 0; i < reading->count; i++) {
        kept &= json_array_append_new(array, reading->events[i]) == 0;
    }
    free(reading->events);
    if (!kept) {
        json_decref(array);
        return NULL;
    }
    return array;
}

json_t *log_read(const cli_arguments *arguments, limber_store *store, log_order order, int *leave) {
    log_reading reading = {0};
    *leave = LEAVE_MACHINE;
    store_result result = limber_store_read(store, 0, visit, &reading);
    reading.failed |= result != STORE_OK;
    json_t *events = arrange(&reading, order);
    if (result != STORE_OK) {
        (void)complain(arguments->command, LEAVE_MACHINE, "%s", limber_store_message(store));
    } else if (events == NULL) {
        (void)complain(arguments->command, LEAVE_MACHINE,
                       "the log cannot be read: no memory, or an event that is not JSON");
    }
    return events;
}

void log_reference(const json_t *event, char out[REFERENCE_BYTES]) {
    snprintf(out, REFERENCE_BYTES, "%s-%" JSON_INTEGER_FORMAT,
             json_string_value(json_object_get(event, "device")),
             json_integer_value(json_object_get(event, "sequence")));
}

/* ---- Appending. --------------------------------------------------------------------------------
 */

static int64_t unix_ms(void) {
    struct timespec now;
    clock_gettime(CLOCK_REALTIME, &now);
    return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

/* The number is taken inside the transaction, so that two programs never take the same one. */
static bool append_text(limber_store *store, const char *kind, const char *body,
                        char reference[REFERENCE_BYTES]) {
    char device[33];
    uint64_t sequence;
    bool stored = false;
    if (limber_store_begin(store) != STORE_OK) {
        return false;
    }
    if (limber_store_device(store, device, &sequence) == STORE_OK) {
        const store_event event = {.device = device,
                                   .sequence = sequence,
                                   .at_ms = unix_ms(),
                                   .kind = kind,
                                   .body = body,
                                   .body_bytes = strlen(body)};
        if (limber_store_append(store, &event, &stored) == STORE_OK && stored &&
            limber_store_commit(store) == STORE_OK) {
            if (reference != NULL) {
                snprintf(reference, REFERENCE_BYTES, "%s-%" PRIu64, device, sequence);
            }
            return true;
        }
    }
    limber_store_undo(store);
    return false;
}

bool log_append(limber_store *store, const char *kind, json_t *body,
                char reference[REFERENCE_BYTES]) {
    char *text = body != NULL ? json_dumps(body, JSON_SORT_KEYS | JSON_COMPACT) : NULL;
    bool kept = text != NULL && append_text(store, kind, text, reference);
    free(text);
    json_decref(body);
    return kept;
}
