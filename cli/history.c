/* limber history: the sessions so far, each played again from what was written down. */
#include "log.h"
#include "paint.h"
#include "result.h"
#include "words.h"

#include <stdlib.h>
#include <string.h>

typedef struct {
    const json_t *event;      /* the session's */
    const json_t *screening;  /* the event it refers to; NULL: not here */
    const json_t *afterwards; /* NULL: nobody said */
    json_t *inputs;           /* in order */
    char reference[REFERENCE_BYTES];
} session_entry;

typedef struct {
    session_entry *sessions;
    size_t count;
    json_t *by_reference; /* every screening */
} history_book;

/* What playing a session again found out. */
typedef struct {
    bool played; /* false: another catalogue, or nothing that it could have begun with */
    uint8_t state, stop;
    uint32_t worked_ms;
    bool done[LIMBER_TECHNIQUE_MAX];
} history_outcome;

static const json_t *body_of(const json_t *event) {
    return json_object_get(event, "body");
}

static const char *text_of(const json_t *object, const char *key) {
    const char *text = json_string_value(json_object_get(object, key));
    return text != NULL ? text : "";
}

/* ---- Finding what belongs together. ------------------------------------------------------------
 */

static session_entry *find_session(history_book *book, const char *reference) {
    for (size_t i = 0; i < book->count; i++) {
        if (strcmp(book->sessions[i].reference, reference) == 0) {
            return &book->sessions[i];
        }
    }
    return NULL;
}

static bool collect_sessions(history_book *book, const json_t *events) {
    book->sessions = calloc(json_array_size(events) + 1, sizeof *book->sessions);
    book->by_reference = json_object();
    bool kept = book->sessions != NULL && book->by_reference != NULL;
    for (size_t i = 0; kept && i < json_array_size(events); i++) {
        json_t *event = json_array_get(events, i);
        char reference[REFERENCE_BYTES];
        log_reference(event, reference);
        if (strcmp(text_of(event, "kind"), "screening") == 0) {
            kept = json_object_set(book->by_reference, reference, event) == 0;
        } else if (strcmp(text_of(event, "kind"), "session") == 0) {
            session_entry *entry = &book->sessions[book->count++];
            entry->event = event;
            entry->inputs = json_array();
            memcpy(entry->reference, reference, sizeof reference);
            kept = entry->inputs != NULL;
        }
    }
    return kept;
}

static bool collect_what_followed(history_book *book, const json_t *events) {
    bool kept = true;
    for (size_t i = 0; kept && i < json_array_size(events); i++) {
        json_t *event = json_array_get(events, i);
        session_entry *entry = find_session(book, text_of(body_of(event), "session"));
        if (entry == NULL) {
            continue;
        }
        if (strcmp(text_of(event, "kind"), "input") == 0) {
            kept = json_array_append(entry->inputs, event) == 0;
        } else if (strcmp(text_of(event, "kind"), "afterwards") == 0) {
            entry->afterwards = event;
        }
    }
    for (size_t i = 0; i < book->count; i++) {
        const char *reference = text_of(body_of(book->sessions[i].event), "screening");
        book->sessions[i].screening = json_object_get(book->by_reference, reference);
    }
    return kept;
}

/* By the time that is shown beside them. */
static int by_time(const void *left, const void *right) {
    const session_entry *a = left, *b = right;
    json_int_t first = json_integer_value(json_object_get(a->event, "at_ms"));
    json_int_t second = json_integer_value(json_object_get(b->event, "at_ms"));
    return first != second ? (first > second) - (first < second)
                           : strcmp(a->reference, b->reference);
}

static void book_free(history_book *book) {
    for (size_t i = 0; i < book->count; i++) {
        json_decref(book->sessions[i].inputs);
    }
    free(book->sessions);
    json_decref(book->by_reference);
}

/* ---- Playing a session again. ------------------------------------------------------------------
 */

/* The answers of a stored screening, without the catalogue's version that stands beside them. */
static bool read_screening(const json_t *event, limber_screening *out) {
    limber_fault fault;
    limber_answers answers;
    json_t *body = json_copy((json_t *)body_of(event));
    json_object_del(body, "catalogue");
    bool read = limber_answers_from_json(body, 0, &answers, &fault);
    json_decref(body);
    return read && limber_screen(&limber_catalogue_tables, &answers, out) == LIMBER_OK;
}

static bool begin(const session_entry *entry, limber_plan *plan, limber_session *session) {
    limber_fault fault;
    limber_screening screening;
    const json_t *body = body_of(entry->event);
    if (strcmp(text_of(body, "catalogue"), limber_words_en.version) != 0 ||
        entry->screening == NULL || !read_screening(entry->screening, &screening) ||
        !limber_steps_from_json(json_object_get(body, "steps"), plan, &fault)) {
        return false;
    }
    const json_t *pain = json_object_get(json_object_get(body, "request"), "pain");
    plan->pain = (uint8_t)json_integer_value(pain);
    return limber_session_begin(&limber_catalogue_tables, &screening, plan, session) == LIMBER_OK;
}

static bool read_input(const json_t *event, limber_event *out) {
    limber_fault fault;
    json_t *body = json_copy((json_t *)body_of(event));
    json_object_del(body, "session");
    bool read = limber_event_from_json(body, out, &fault);
    json_decref(body);
    return read;
}

/* A step that ends by itself was done to its end; one that is skipped was not. */
static void note_done(const limber_plan *plan, const limber_output *output, history_outcome *out) {
    bool step_ended =
        output->again && (output->cue == LIMBER_CUE_GET_READY ||
                          output->cue == LIMBER_CUE_OTHER_SIDE || output->cue == LIMBER_CUE_DONE);
    if (step_ended) {
        int ended = output->cue == LIMBER_CUE_DONE ? plan->step_count - 1 : output->step - 1;
        out->done[plan->step[ended].technique] = true;
    }
}

static history_outcome play(const session_entry *entry) {
    history_outcome out = {0};
    limber_plan plan;
    limber_session session;
    out.played = begin(entry, &plan, &session);
    out.state = LIMBER_STATE_PAUSED;
    for (size_t i = 0; out.played && i < json_array_size(entry->inputs); i++) {
        limber_event event;
        limber_output output = {.again = read_input(json_array_get(entry->inputs, i), &event)};
        while (output.again && limber_session_step(&session, &plan, &event, &output) == LIMBER_OK) {
            note_done(&plan, &output, &out);
            out.state = output.state;
            out.stop = output.stop;
        }
    }
    out.worked_ms = out.played ? limber_session_worked_ms(&session) : 0;
    return out;
}

/* "done", "stopped", or "left open": the program ended before the session did. */
static const char *ending(const history_outcome *outcome) {
    if (!outcome->played) {
        return "not-played";
    }
    if (outcome->state == LIMBER_STATE_DONE || outcome->state == LIMBER_STATE_STOPPED) {
        return limber_state_name(outcome->state);
    }
    return "left-open";
}

/* ---- Telling. ----------------------------------------------------------------------------------
 */

static json_t *done_to_json(const history_outcome *outcome) {
    json_t *done = json_array();
    for (int i = 0; i < limber_catalogue_tables.technique_count; i++) {
        if (outcome->done[i] &&
            json_array_append_new(done, json_string(limber_technique_id(i))) != 0) {
            json_decref(done);
            return NULL;
        }
    }
    return done;
}

static json_t *session_to_json(const session_entry *entry) {
    history_outcome outcome = play(entry);
    const json_t *body = body_of(entry->event), *after = body_of(entry->afterwards);
    bool stopped = outcome.played && outcome.state == LIMBER_STATE_STOPPED;
    return json_pack(
        "{s:s, s:s, s:I, s:s, s:s, s:s?, s:o, s:I, s:O?, s:O?, s:O?}", /**/
        "session", entry->reference, "day", text_of(json_object_get(body, "request"), "today"),
        "at_ms", json_integer_value(json_object_get(entry->event, "at_ms")), "catalogue",
        text_of(body, "catalogue"), "ended", ending(&outcome), "stop",
        stopped ? limber_stop_name(outcome.stop) : NULL, "techniques", done_to_json(&outcome),
        "worked_ms", (json_int_t)outcome.worked_ms, "feel", json_object_get(after, "feel"), "pain",
        json_object_get(after, "pain"), "stiffness", json_object_get(after, "stiffness"));
}

static json_t *answer(const history_book *book) {
    json_t *sessions = json_array();
    for (size_t i = 0; i < book->count; i++) {
        if (json_array_append_new(sessions, session_to_json(&book->sessions[i])) != 0) {
            json_decref(sessions);
            return NULL;
        }
    }
    return json_pack("{s:s, s:o}", "catalogue", limber_words_en.version, "sessions", sessions);
}

static void write_session(FILE *out, const session_entry *entry) {
    history_outcome outcome = play(entry);
    const json_t *after = body_of(entry->afterwards);
    char worked[16];
    write_minutes(outcome.worked_ms, worked, sizeof worked);
    paint_text(out, PAINT_STRONG,
               text_of(json_object_get(body_of(entry->event), "request"), "today"));
    fprintf(out, "  %s min of movement  %s", worked, ending(&outcome));
    if (outcome.played && outcome.state == LIMBER_STATE_STOPPED) {
        fprintf(out, " (%s)", limber_stop_name(outcome.stop));
    }
    if (after != NULL) {
        fprintf(out, "  felt %s", text_of(after, "feel"));
    }
    fputc('\n', out);
    for (int i = 0; i < limber_catalogue_tables.technique_count; i++) {
        if (outcome.done[i]) {
            write_paragraph(out, "            ", limber_words_en.techniques[i].name);
        }
    }
}

static int tell(const cli_arguments *arguments, const history_book *book) {
    if (arguments->value[OPTION_JSON] != NULL) {
        return print_json(arguments, answer(book));
    }
    if (book->count == 0) {
        puts("No sessions yet. limber start begins one.");
    }
    for (size_t i = 0; i < book->count; i++) {
        write_session(stdout, &book->sessions[i]);
    }
    return LEAVE_OK;
}

int run_history(const cli_arguments *arguments) {
    int leave = LEAVE_OK;
    limber_store *store = log_open(arguments, &leave);
    json_t *events = store != NULL ? log_read(arguments, store, &leave) : NULL;
    limber_store_close(store);
    if (events == NULL) {
        return leave;
    }
    history_book book = {0};
    if (collect_sessions(&book, events) && collect_what_followed(&book, events)) {
        qsort(book.sessions, book.count, sizeof *book.sessions, by_time);
        leave = tell(arguments, &book);
    } else {
        leave = complain(arguments->command, LEAVE_MACHINE, "there is no memory left");
    }
    book_free(&book);
    json_decref(events);
    return leave;
}
