/* Any text as each document that Limber reads. A reader either understands and can write the same
 * again, or says where the fault is and leaves nothing behind. */
#include "codec.h"
#include "fuzz.h"

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
    if (!limber_request_from_json(json, 0, &answers, &record, &request, &fault)) {
        REFUSED_WELL(answers);
        REFUSED_WELL(record);
        REFUSED_WELL(request);
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
    read_log_event(json);
    json_decref(json);
    return 0;
}
