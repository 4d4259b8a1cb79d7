/* Any text as each document that Limber reads. A reader either understands and can write the same
 * again, or says where the fault is and leaves nothing behind. */
#include "codec.h"
#include "fuzz.h"
#include "words.h"

#include <stdbool.h>
#include <string.h>

static bool all_zero(const void *object, size_t bytes) {
    const uint8_t *byte = object;
    for (size_t i = 0; i < bytes; i++) {
        if (byte[i] != 0) {
            return false;
        }
    }
    return true;
}

#define REFUSED_WELL(object)                                                                       \
    do {                                                                                           \
        PROMISE(fault.message[0] != '\0');                                                         \
        PROMISE(memchr(fault.field, '\0', sizeof fault.field) != NULL);                            \
        PROMISE(all_zero(&(object), sizeof(object)));                                              \
    } while (0)

static void read_answers(const json_t *json) {
    limber_fault fault = {0};
    limber_answers answers;
    if (!limber_answers_from_json(json, 0, &answers, &fault)) {
        REFUSED_WELL(answers);
    }
}

static void read_request(const json_t *json) {
    limber_fault fault = {0};
    limber_answers answers;
    limber_record record;
    limber_request request;
    limber_programme_document programme;
    if (!limber_request_from_json(json, 0, &answers, &record, &request, &programme, &fault)) {
        REFUSED_WELL(answers);
        REFUSED_WELL(record);
        REFUSED_WELL(request);
        REFUSED_WELL(programme);
    }
}

static void read_steps(const json_t *json) {
    limber_fault fault = {0};
    limber_plan plan;
    if (!limber_steps_from_json(json, &plan, &fault)) {
        REFUSED_WELL(plan);
        return;
    }
    json_t *written = limber_plan_to_json(&plan);
    limber_plan again;
    PROMISE(limber_steps_from_json(json_object_get(written, "steps"), &again, &fault));
    PROMISE(memcmp(plan.step, again.step, sizeof plan.step) == 0);
    json_decref(written);
}

static void read_session_event(const json_t *json) {
    limber_fault fault = {0};
    limber_event event;
    if (!limber_event_from_json(json, &event, &fault)) {
        REFUSED_WELL(event);
    }
}

/* Whatever is prescribed, what is done lies in the technique's own range. */
static void read_programme(const json_t *json) {
    limber_fault fault = {0};
    limber_programme_document document;
    limber_request request = {.day = 20778};
    if (!limber_programme_from_json(json, false, &document, &fault)) {
        REFUSED_WELL(document);
        return;
    }
    const limber_programme *programme = &document.programme;
    limber_programme_wish(&limber_catalogue_tables, programme, &request);
    for (int i = 0; i < programme->count; i++) {
        const limber_exercise *exercise = &programme->exercise[i];
        limber_prescription dose;
        const limber_dose *range = &limber_catalogue_tables.techniques[exercise->technique].dose;
        if (limber_programme_dose(&limber_catalogue_tables, exercise, &dose) ==
            LIMBER_DIFFERS_LESS) {
            PROMISE(dose.sets == 0 && (request.wish[exercise->technique] & LIMBER_WISH_KEEP) == 0);
            continue;
        }
        PROMISE(dose.sets >= range->sets_min && dose.sets <= range->sets_max);
        PROMISE(dose.reps >= range->reps_min && dose.reps <= range->reps_max);
        PROMISE(dose.hold_ms >= range->hold_min_ms && dose.hold_ms <= range->hold_max_ms);
    }
}

static void read_log_event(const json_t *json) {
    limber_fault fault = {0};
    limber_log_event event;
    if (!limber_log_event_from_json(json, &event, &fault)) {
        REFUSED_WELL(event);
        return;
    }
    PROMISE(event.body_bytes <= LIMBER_BODY_BYTES_MAX);
    json_t *body = limber_json_parse(event.body, event.body_bytes, &fault);
    PROMISE(json_equal(body, json_object_get(json, "body")));
    json_decref(body);
    limber_log_event_free(&event);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    limber_fault fault = {0};
    json_t *json = limber_json_parse((const char *)data, size, &fault);
    if (json == NULL) {
        PROMISE(fault.message[0] != '\0');
        return 0;
    }
    read_answers(json);
    read_request(json);
    read_steps(json);
    read_session_event(json);
    read_programme(json);
    read_log_event(json);
    json_decref(json);
    return 0;
}
