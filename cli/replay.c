/* limber replay: timed events through the session machine, with no clock. */
#include "codec.h"
#include "command.h"
#include "words.h"

#include <stdio.h>

enum { REPLAY_EVENTS_MAX = 10000 };

typedef struct {
    limber_screening screening;
    limber_record record;
    limber_plan plan;
    limber_event event[REPLAY_EVENTS_MAX];
    size_t event_count;
} replay_run;

/* Says which field of which part of the file, and fails. */
static bool fault_in(const char *part, limber_fault *fault) {
    limber_fault inner = *fault;
    snprintf(fault->field, sizeof fault->field, "%s%s%.70s", part,
             inner.field[0] != '\0' && inner.field[0] != '[' ? "." : "", inner.field);
    return false;
}

static bool fail(limber_fault *fault, const char *part, const char *message) {
    snprintf(fault->field, sizeof fault->field, "%s", part);
    snprintf(fault->message, sizeof fault->message, "%s", message);
    return false;
}

static bool check_shape(const json_t *json, limber_fault *fault) {
    static const char message[] = "the document must be an object with request, events and, "
                                  "if wanted, steps; nothing else";
    static const char *const keys[] = {"request", "steps", "events"};
    size_t known = 0;
    for (size_t i = 0; i < sizeof keys / sizeof keys[0]; i++) {
        known += json_object_get(json, keys[i]) != NULL;
    }
    return (json_is_object(json) && known == json_object_size(json)) || fail(fault, "", message);
}

static bool read_plan(const json_t *json, replay_run *out, limber_fault *fault) {
    limber_answers answers;
    limber_request request;
    limber_programme_document document;
    if (!limber_request_from_json(json_object_get(json, "request"), today(), &answers, &out->record,
                                  &request, &document, fault)) {
        return fault_in("request", fault);
    }
    if (limber_record_screen(&limber_catalogue_tables, &out->record, &answers, &out->screening) !=
            LIMBER_OK ||
        make_plan(&out->screening, &out->record, &document.programme, &request, &out->plan) !=
            LIMBER_OK) {
        return fail(fault, "request", "cannot be planned");
    }
    const json_t *steps = json_object_get(json, "steps");
    if (steps == NULL) {
        return true;
    }
    if (!limber_steps_from_json(steps, &out->plan, fault)) {
        return fault_in("steps", fault);
    }
    out->plan.pain = request.pain;
    return true;
}

static bool read_events(const json_t *events, replay_run *out, limber_fault *fault) {
    if (!json_is_array(events) || json_array_size(events) > REPLAY_EVENTS_MAX) {
        return fail(fault, "events", "must be an array of at most 10000 events");
    }
    out->event_count = json_array_size(events);
    for (size_t i = 0; i < out->event_count; i++) {
        if (!limber_event_from_json(json_array_get(events, i), &out->event[i], fault)) {
            char part[32];
            snprintf(part, sizeof part, "events[%zu]", i);
            return fault_in(part, fault);
        }
    }
    return true;
}

/* What the machine refuses is an output too. */
static json_t *error_to_json(const limber_event *event, limber_error error) {
    return json_pack("{s:I, s:s, s:s}", "at_ms", (json_int_t)event->at_ms, "event",
                     limber_event_name(event->kind), "error", limber_error_name(error));
}

/* Plays everything; last keeps the newest output. */
static json_t *play(const replay_run *replay, limber_session *session, limber_output *last) {
    json_t *outputs = json_array();
    for (size_t i = 0; i < replay->event_count; i++) {
        limber_output output = {.again = 1};
        while (output.again) {
            limber_error error =
                limber_session_step(session, &replay->plan, &replay->event[i], &output);
            json_t *entry = error == LIMBER_OK ? limber_output_to_json(&replay->plan, &output)
                                               : error_to_json(&replay->event[i], error);
            *last = error == LIMBER_OK ? output : *last;
            if (json_array_append_new(outputs, entry) != 0) {
                json_decref(outputs);
                return NULL;
            }
        }
    }
    return outputs;
}

static json_t *end_to_json(const limber_output *last, const limber_session *session) {
    bool stopped = last->state == LIMBER_STATE_STOPPED;
    return json_pack("{s:s, s:s?, s:i, s:I, s:I}", "state", limber_state_name(last->state), "stop",
                     stopped ? limber_stop_name(last->stop) : NULL, "step", last->step, "worked_ms",
                     (json_int_t)limber_session_worked_ms(session), "session_left_ms",
                     (json_int_t)last->session_left_ms);
}

/* A session that cannot begin takes no events. */
static json_t *answer(replay_run *replay) {
    limber_session session;
    limber_output last = {0};
    limber_error error = limber_session_begin(&limber_catalogue_tables, &replay->screening,
                                              &replay->record, &replay->plan, &session);
    json_t *outputs;
    if (error == LIMBER_OK) {
        limber_session copy = session;
        const limber_event tick = {.kind = LIMBER_EVENT_TICK};
        error = limber_session_step(&copy, &replay->plan, &tick, &last);
        outputs = play(replay, &session, &last);
    } else {
        outputs = json_array();
    }
    return json_pack("{s:s, s:s, s:o, s:o}", "catalogue", limber_words_en.version, "begin",
                     limber_error_name(error), "outputs", outputs, "end",
                     end_to_json(&last, &session));
}

int run_replay(const cli_arguments *arguments) {
    const char *path = arguments->value[OPTION_EVENTS];
    if (path == NULL) {
        return complain(arguments->command, LEAVE_CALL, "--events FILE is needed");
    }
    int leave = LEAVE_OK;
    json_t *json = load_json(arguments, path, LIMBER_JSON_BYTES_MAX, &leave);
    if (json == NULL) {
        return leave;
    }
    static replay_run replay; /* too large for a stack */
    limber_fault fault;
    bool read = check_shape(json, &fault) && read_plan(json, &replay, &fault) &&
                read_events(json_object_get(json, "events"), &replay, &fault);
    json_decref(json);
    return read ? print_json(arguments, answer(&replay)) : complain_fault(arguments, path, &fault);
}
