#include "sessions.h"

#include "words.h"

#include <stdlib.h>
#include <string.h>

const json_t *body_member(const json_t *event, const char *key) {
    return json_object_get(json_object_get(event, "body"), key);
}

static const char *text_of(const json_t *object, const char *key) {
    const char *text = json_string_value(json_object_get(object, key));
    return text != NULL ? text : "";
}

const char *body_text(const json_t *event, const char *key) {
    return text_of(json_object_get(event, "body"), key);
}

bool event_is(const json_t *event, const char *kind) {
    return strcmp(text_of(event, "kind"), kind) == 0;
}

uint8_t technique_called(const char *id) {
    int index = limber_name_find(limber_technique_id, 0, id);
    return index >= 0 ? (uint8_t)index : LIMBER_TECHNIQUE_MAX;
}

uint32_t session_day(const past_session *session) {
    return limber_day_from_text(text_of(body_member(session->event, "request"), "today"));
}

/* ---- Beginning them. ---------------------------------------------------------------------------
 */

/* What opened a session is more than the screening that it names: the record of that day. It was
 * lawful when it was begun, so its steps themselves say what was allowed. */
static bool begin(past_session *session) {
    limber_fault fault;
    const limber_record nothing = {0};
    limber_screening opened = {.day = session_day(session),
                               .disposition = LIMBER_DISPOSITION_PROCEED};
    if (strcmp(body_text(session->event, "catalogue"), limber_words_en.version) != 0 ||
        !limber_steps_from_json(body_member(session->event, "steps"), &session->plan, &fault)) {
        return false;
    }
    for (int i = 0; i < session->plan.step_count; i++) {
        uint8_t technique = session->plan.step[i].technique;
        opened.allowed[technique / 32] |= UINT32_C(1) << (technique % 32);
    }
    const json_t *pain = json_object_get(body_member(session->event, "request"), "pain");
    session->plan.pain = (uint8_t)json_integer_value(pain);
    return limber_session_begin(&limber_catalogue_tables, &opened, &nothing, &session->plan,
                                &session->machine) == LIMBER_OK;
}

past_session *sessions_find(const past_sessions *sessions, const json_t *event) {
    json_t *index = json_object_get(sessions->by_reference, body_text(event, "session"));
    return json_is_integer(index) ? &sessions->session[json_integer_value(index)] : NULL;
}

static size_t count_sessions(const json_t *events) {
    size_t count = 0;
    for (size_t i = 0; i < json_array_size(events); i++) {
        count += event_is(json_array_get(events, i), "session");
    }
    return count;
}

static bool collect(const json_t *events, past_sessions *out) {
    for (size_t i = 0; i < json_array_size(events); i++) {
        const json_t *event = json_array_get(events, i);
        if (!event_is(event, "session")) {
            continue;
        }
        past_session *session = &out->session[out->count];
        session->event = event;
        session->state = LIMBER_STATE_PAUSED;
        log_reference(event, session->reference);
        session->played = begin(session);
        if (json_object_set_new(out->by_reference, session->reference,
                                json_integer((json_int_t)out->count++)) != 0) {
            return false;
        }
    }
    return true;
}

static void note_what_followed(const json_t *events, past_sessions *out) {
    for (size_t i = 0; i < json_array_size(events); i++) {
        const json_t *event = json_array_get(events, i);
        past_session *session = sessions_find(out, event);
        if (session != NULL && event_is(event, "afterwards")) {
            session->afterwards = event;
        } else if (session != NULL && event_is(event, "next-day")) {
            session->next_day = event;
        }
    }
}

bool sessions_begin(const json_t *events, past_sessions *out) {
    *out = (past_sessions){.session = calloc(count_sessions(events) + 1, sizeof *out->session),
                           .by_reference = json_object()};
    if (out->session == NULL || out->by_reference == NULL || !collect(events, out)) {
        return false;
    }
    note_what_followed(events, out);
    return true;
}

void sessions_free(past_sessions *sessions) {
    free(sessions->session);
    json_decref(sessions->by_reference);
    *sessions = (past_sessions){0};
}

/* ---- Playing. ----------------------------------------------------------------------------------
 */

static bool read_input(const json_t *event, limber_event *out) {
    limber_fault fault;
    json_t *body = json_copy(json_object_get(event, "body"));
    json_object_del(body, "session");
    bool read = limber_event_from_json(body, out, &fault);
    json_decref(body);
    return read;
}

/* A step that ends by itself was done to its end; one that is skipped was not. */
static void note_done(past_session *session, const limber_output *output) {
    bool step_ended =
        output->again && (output->cue == LIMBER_CUE_GET_READY ||
                          output->cue == LIMBER_CUE_OTHER_SIDE || output->cue == LIMBER_CUE_DONE);
    if (step_ended) {
        session->done[session->plan.step[session->step].technique] = true;
    }
}

static void note(past_session *session, uint32_t worked_ms, const limber_output *output) {
    uint8_t technique = session->plan.step[session->step].technique;
    session->worked_ms[technique] += worked_ms;
    note_done(session, output);
    session->state = output->state;
    session->stop = output->stop;
    session->step = output->step;
}

bool session_take(past_session *session, const json_t *input) {
    limber_event event;
    limber_output output = {.again = session->played && read_input(input, &event)};
    uint8_t before = session->stop;
    while (output.again) {
        uint32_t before_ms = limber_session_worked_ms(&session->machine);
        if (limber_session_step(&session->machine, &session->plan, &event, &output) != LIMBER_OK) {
            break;
        }
        note(session, limber_session_worked_ms(&session->machine) - before_ms, &output);
    }
    return session->state == LIMBER_STATE_STOPPED && session->stop != before &&
           (session->stop == LIMBER_STOP_PAIN || session->stop == LIMBER_STOP_SYMPTOM);
}

static uint64_t number_of(const json_t *step, const char *key) {
    json_int_t number = json_integer_value(json_object_get(step, key));
    return number > 0 ? (uint64_t)number : 0;
}

void session_count_as_planned(past_session *session) {
    const json_t *steps = body_member(session->event, "steps");
    for (size_t i = 0; i < json_array_size(steps); i++) {
        const json_t *step = json_array_get(steps, i);
        uint8_t technique = technique_called(text_of(step, "technique"));
        if (technique == LIMBER_TECHNIQUE_MAX) {
            continue;
        }
        uint64_t worked_ms = number_of(step, "sets") * number_of(step, "reps") *
                             (number_of(step, "move_ms") + number_of(step, "hold_ms"));
        uint64_t sum_ms = session->worked_ms[technique] + worked_ms;
        session->worked_ms[technique] =
            (uint32_t)(sum_ms < LIMBER_SESSION_TIME_MAX_MS ? sum_ms : LIMBER_SESSION_TIME_MAX_MS);
    }
}
