/* The log's facts, in the order in which they arrived, folded into the record. */
#include "record.h"

#include "words.h"

#include <stdlib.h>
#include <string.h>

typedef struct {
    char device[LIMBER_DEVICE_HEX + 1];
    limber_record record;
} other_device;

typedef struct {
    char device[LIMBER_DEVICE_HEX + 1]; /* this one */
    limber_record own;
    other_device *others;
    size_t other_count;
    past_sessions *sessions;
} fold;

static void add(fold *into, limber_fact fact) {
    /* A fact out of range says nothing that could be counted. */
    (void)!limber_record_add(&limber_catalogue_tables, &into->own, &fact);
}

/* ---- Screenings. -------------------------------------------------------------------------------
 */

static bool understood(const json_t *body, limber_answers *out) {
    limber_fault fault;
    return limber_answers_from_json(body, 0, out, &fault);
}

/* The answers whose ids are known here; of those that contradict each other, the graver. */
static bool read_what_is_known(json_t *body, limber_answers *out) {
    json_t *answers = json_object_get(body, "answers");
    json_t *known = json_object();
    const char *id;
    json_t *answer;
    json_object_foreach(answers, id, answer) {
        json_t *alone = json_pack("{s:{s:O}}", "answers", id, answer);
        if (understood(alone, out)) {
            json_object_set(known, id, answer);
        }
        json_decref(alone);
    }
    json_object_set_new(body, "answers", known);
    json_object_del(body, "agreed");
    if (understood(body, out)) {
        return true;
    }
    void *next;
    json_object_foreach_safe(known, next, id, answer) {
        if (strcmp(json_string_value(answer), limber_answer_name(LIMBER_ANSWER_NO)) == 0) {
            json_object_del(known, id);
        }
    }
    return understood(body, out);
}

/* *foreign: it may hold back, but not open. */
static bool read_screening(const json_t *event, limber_answers *out, bool *foreign) {
    json_t *body = json_deep_copy(json_object_get(event, "body"));
    *foreign = strcmp(body_text(event, "catalogue"), limber_words_en.version) != 0;
    json_object_del(body, "catalogue");
    bool read = !*foreign && understood(body, out);
    if (!read) {
        *foreign = true;
        read = read_what_is_known(body, out);
    }
    json_decref(body);
    return read;
}

static limber_record *record_of(fold *into, const char *device) {
    for (size_t i = 0; i < into->other_count; i++) {
        if (strcmp(into->others[i].device, device) == 0) {
            return &into->others[i].record;
        }
    }
    other_device *more = realloc(into->others, (into->other_count + 1) * sizeof *more);
    if (more == NULL) {
        return NULL;
    }
    into->others = more;
    other_device *added = &more[into->other_count++];
    memset(added, 0, sizeof *added);
    snprintf(added->device, sizeof added->device, "%s", device);
    return &added->record;
}

static void hear_others(const fold *from, limber_record *record) {
    for (size_t i = 0; i < from->other_count; i++) {
        limber_record_hear(record, &from->others[i].record);
    }
}

/* What could not be taken in asks for a full screening. */
static bool take_screening(fold *into, const json_t *event) {
    const char *device = json_string_value(json_object_get(event, "device"));
    bool ours = strcmp(device, into->device) == 0;
    bool foreign;
    limber_answers answers;
    limber_screening ignored;
    bool read = read_screening(event, &answers, &foreign);
    limber_record *record = &into->own;
    if (ours && !foreign) {
        hear_others(into, &into->own);
    } else {
        record = record_of(into, device);
    }
    if (record == NULL) {
        return false;
    }
    bool taken = read && limber_record_screen(&limber_catalogue_tables, record, &answers,
                                              &ignored) == LIMBER_OK;
    if (!taken || (ours && foreign)) {
        into->own.needs_full = 1;
    } else if (ours && into->own.standing == 0) {
        into->other_count = 0; /* they are dealt with */
    }
    return true;
}

/* ---- Sessions, and how they felt. --------------------------------------------------------------
 */

static void take_pain(fold *into, const past_session *session, const json_t *pain) {
    if (json_is_integer(pain)) {
        add(into, (limber_fact){.kind = LIMBER_FACT_PAIN,
                                .day = session_day(session),
                                .value = (uint8_t)json_integer_value(pain)});
    }
}

static void take_next_day(fold *into, const json_t *event) {
    bool worse = strcmp(body_text(event, "feel"), "worse") == 0;
    add(into, (limber_fact){.kind = LIMBER_FACT_NEXT_DAY,
                            .day = limber_day_from_text(body_text(event, "today")),
                            .value = worse,
                            .technique = technique_called(body_text(event, "technique"))});
}

static bool warns(const json_t *input) {
    json_int_t value = json_integer_value(body_member(input, "value"));
    return strcmp(body_text(input, "event"), "symptom") == 0 ||
           (strcmp(body_text(input, "event"), "pain") == 0 &&
            value >= limber_catalogue_tables.limits.pain_stop_min);
}

/* Where a session can't be played again nobody knows in which technique it hurt: in all of them. */
static void lock_all(fold *into, const past_session *session) {
    const json_t *steps = body_member(session->event, "steps");
    for (size_t i = 0; i < json_array_size(steps); i++) {
        const json_t *id = json_object_get(json_array_get(steps, i), "technique");
        uint8_t technique = technique_called(json_string_value(id));
        if (technique < LIMBER_TECHNIQUE_MAX) {
            add(into, (limber_fact){.kind = LIMBER_FACT_STOPPED,
                                    .day = session_day(session),
                                    .technique = technique});
        }
    }
}

static void take_input(fold *into, past_session *session, const json_t *event) {
    if (!session->played && warns(event)) {
        lock_all(into, session);
    } else if (session_take(session, event)) {
        add(into, (limber_fact){.kind = LIMBER_FACT_STOPPED,
                                .day = session_day(session),
                                .technique = session->plan.step[session->step].technique});
    }
}

static void take_work(fold *into, past_session *session) {
    if (!session->played) {
        session_count_as_planned(session);
    }
    for (int i = 0; i < limber_catalogue_tables.technique_count; i++) {
        if (session->worked_ms[i] > 0) {
            add(into, (limber_fact){.kind = LIMBER_FACT_WORKED,
                                    .day = session_day(session),
                                    .technique = (uint8_t)i,
                                    .worked_ms = session->worked_ms[i]});
        }
    }
}

static bool take(fold *into, const json_t *event) {
    past_session *session = sessions_find(into->sessions, event);
    if (event_is(event, "screening")) {
        return take_screening(into, event);
    }
    if (event_is(event, "next-day")) {
        take_next_day(into, event);
    } else if (event_is(event, "session")) {
        const past_session begun = {.event = event};
        take_pain(into, &begun, json_object_get(body_member(event, "request"), "pain"));
    } else if (event_is(event, "input") && session != NULL) {
        take_input(into, session, event);
    } else if (event_is(event, "afterwards") && session != NULL) {
        take_pain(into, session, body_member(event, "pain"));
    }
    return true;
}

/* ---- All of it. --------------------------------------------------------------------------------
 */

static bool fold_events(fold *into, cli_past *out) {
    for (size_t i = 0; i < json_array_size(out->events); i++) {
        if (!take(into, json_array_get(out->events, i))) {
            return false;
        }
    }
    for (size_t i = 0; i < out->sessions.count; i++) {
        take_work(into, &out->sessions.session[i]);
    }
    out->latest = out->sessions.count > 0 ? &out->sessions.session[out->sessions.count - 1] : NULL;
    out->record = into->own;
    hear_others(into, &out->record);
    return true;
}

bool past_read(const cli_arguments *arguments, limber_store *store, cli_past *out, int *leave) {
    fold into = {.sessions = &out->sessions};
    uint64_t sequence;
    *out = (cli_past){.events = log_read(arguments, store, LOG_AS_ARRIVED, leave)};
    if (out->events == NULL) {
        return false;
    }
    if (limber_store_device(store, into.device, &sequence) != STORE_OK) {
        *leave = complain(arguments->command, LEAVE_MACHINE, "%s", limber_store_message(store));
        return false;
    }
    bool folded = sessions_begin(out->events, &out->sessions) && fold_events(&into, out);
    free(into.others);
    if (!folded) {
        *leave = complain(arguments->command, LEAVE_MACHINE, "there is no memory left");
    }
    return folded;
}

void past_free(cli_past *past) {
    sessions_free(&past->sessions);
    json_decref(past->events);
    *past = (cli_past){0};
}
