/* limber import: the union of this log and another, all of it or nothing. */
#include "log.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

enum { IMPORT_BYTES_MAX = 64 << 20 };

typedef struct {
    limber_log_event *events;
    size_t count;
    uint64_t stored, duplicates;
} import_batch;

static void import_free(import_batch *import) {
    for (size_t i = 0; i < import->count; i++) {
        limber_log_event_free(&import->events[i]);
    }
    free(import->events);
}

/* The list of events of an export, or NULL with a fault. */
static const json_t *events_of(const json_t *json, limber_fault *fault) {
    const json_t *form = json_object_get(json, "limber-export");
    const json_t *events = json_object_get(json, "events");
    memset(fault, 0, sizeof *fault);
    if (!json_is_integer(form)) {
        snprintf(fault->message, sizeof fault->message, "this is no export of Limber");
    } else if (json_integer_value(form) != 1) {
        snprintf(fault->message, sizeof fault->message,
                 "this export has a newer form; a newer Limber can read it");
    } else if (!json_is_string(json_object_get(json, "catalogue")) || !json_is_array(events) ||
               json_object_size(json) != 3) {
        snprintf(fault->message, sizeof fault->message,
                 "an export has limber-export, catalogue and events, and nothing else");
    } else {
        return events;
    }
    return NULL;
}

/* By device and sequence: the store takes no event before the one that it follows. */
static int by_device_and_sequence(const void *left, const void *right) {
    const limber_log_event *a = left, *b = right;
    int devices = strcmp(a->device, b->device);
    return devices != 0 ? devices : (a->sequence > b->sequence) - (a->sequence < b->sequence);
}

static bool read_events(const json_t *events, import_batch *out, limber_fault *fault) {
    size_t count = json_array_size(events);
    out->events = calloc(count + 1, sizeof *out->events);
    if (out->events == NULL) {
        snprintf(fault->message, sizeof fault->message, "there is no memory for so many events");
        return false;
    }
    for (size_t i = 0; i < count; i++) {
        if (!limber_log_event_from_json(json_array_get(events, i), &out->events[i], fault)) {
            char inner[sizeof fault->field];
            snprintf(inner, sizeof inner, "%s", fault->field);
            snprintf(fault->field, sizeof fault->field, "events[%zu]%s%.60s", i,
                     *inner != '\0' ? "." : "", inner);
            return false;
        }
        out->count++;
    }
    qsort(out->events, count, sizeof *out->events, by_device_and_sequence);
    return true;
}

/* Into the transaction that is open; false at the first that the store will not take. */
static bool append_events(limber_store *store, import_batch *import, size_t *at,
                          store_result *result) {
    for (*at = 0; *at < import->count; ++*at) {
        const limber_log_event *from = &import->events[*at];
        const store_event event = {.device = from->device,
                                   .sequence = from->sequence,
                                   .at_ms = from->at_ms,
                                   .kind = from->kind,
                                   .body = from->body,
                                   .body_bytes = from->body_bytes};
        bool stored;
        *result = limber_store_append(store, &event, &stored);
        if (*result != STORE_OK) {
            return false;
        }
        import->stored += stored;
        import->duplicates += !stored;
    }
    return true;
}

static int complain_refused(const cli_arguments *arguments, limber_store *store,
                            const limber_log_event *event, store_result result) {
    if (result == STORE_CONFLICT) {
        return complain(arguments->command, LEAVE_CALL,
                        "conflict: event %s-%" PRIu64 " is here already with other content; "
                        "nothing was imported",
                        event->device, event->sequence);
    }
    if (result == STORE_GAP) {
        return complain(arguments->command, LEAVE_CALL,
                        "the export is not whole: what comes before event %s-%" PRIu64
                        " is missing; nothing was imported",
                        event->device, event->sequence);
    }
    return complain(arguments->command, LEAVE_MACHINE, "%s; nothing was imported",
                    limber_store_message(store));
}

static int store_events(const cli_arguments *arguments, limber_store *store, import_batch *import) {
    size_t at = 0;
    store_result result = limber_store_begin(store);
    if (result == STORE_OK && append_events(store, import, &at, &result)) {
        result = limber_store_commit(store);
    }
    if (result == STORE_OK) {
        return LEAVE_OK;
    }
    int leave = complain_refused(arguments, store, &import->events[at], result);
    limber_store_undo(store);
    return leave;
}

static int answer(const cli_arguments *arguments, const import_batch *import) {
    if (arguments->value[OPTION_JSON] != NULL) {
        return print_json(arguments, json_pack("{s:I, s:I}", "stored", (json_int_t)import->stored,
                                               "duplicates", (json_int_t)import->duplicates));
    }
    printf("stored %" PRIu64 ", already here %" PRIu64 "\n", import->stored, import->duplicates);
    return LEAVE_OK;
}

int run_import(const cli_arguments *arguments) {
    import_batch import = {0};
    limber_fault fault;
    int leave = LEAVE_OK;
    json_t *json = load_json(arguments, arguments->operand, IMPORT_BYTES_MAX, &leave);
    if (json == NULL) {
        return leave;
    }
    const json_t *events = events_of(json, &fault);
    bool read = events != NULL && read_events(events, &import, &fault);
    json_decref(json);
    if (!read) {
        import_free(&import);
        return complain_fault(arguments, arguments->operand, &fault);
    }
    limber_store *store = log_open(arguments, &leave);
    if (store != NULL) {
        leave = store_events(arguments, store, &import);
        leave = leave == LEAVE_OK ? answer(arguments, &import) : leave;
    }
    limber_store_close(store);
    import_free(&import);
    return leave;
}
