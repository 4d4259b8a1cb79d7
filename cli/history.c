/* limber history: the sessions so far, each played again from what was written down, and what that
 * means for the next one. */
#include "lists.h"
#include "paint.h"
#include "record.h"
#include "result.h"
#include "words.h"

#include <stdlib.h>
#include <string.h>

/* By the time that is shown beside them. */
static int by_time(const void *left, const void *right) {
    const past_session *a = left, *b = right;
    json_int_t first = json_integer_value(json_object_get(a->event, "at_ms"));
    json_int_t second = json_integer_value(json_object_get(b->event, "at_ms"));
    return first != second ? (first > second) - (first < second)
                           : strcmp(a->reference, b->reference);
}

static const char *day_of(const past_session *session) {
    const json_t *day = json_object_get(body_member(session->event, "request"), "today");
    return json_string_value(day);
}

static uint32_t worked_ms(const past_session *session) {
    uint64_t sum_ms = 0;
    for (int i = 0; session->played && i < limber_catalogue_tables.technique_count; i++) {
        sum_ms += session->worked_ms[i];
    }
    return sum_ms < UINT32_MAX ? (uint32_t)sum_ms : UINT32_MAX;
}

static bool stopped(const past_session *session) {
    return session->played && session->state == LIMBER_STATE_STOPPED;
}

/* "done", "stopped", or "left open": the program ended before the session did. */
static const char *ending(const past_session *session) {
    if (!session->played) {
        return "not-played";
    }
    if (session->state == LIMBER_STATE_DONE || session->state == LIMBER_STATE_STOPPED) {
        return limber_state_name(session->state);
    }
    return "left-open";
}

/* ---- As JSON. ----------------------------------------------------------------------------------
 */

static json_t *done_to_json(const past_session *session) {
    uint64_t done = 0;
    for (int i = 0; i < LIMBER_TECHNIQUE_MAX; i++) {
        done |= (uint64_t)session->done[i] << i;
    }
    return set_to_json(done, limber_technique_id);
}

static json_t *session_to_json(const past_session *session) {
    const json_t *after = session->afterwards;
    return json_pack("{s:s, s:s, s:I, s:s, s:s, s:s?, s:o, s:I, s:O?, s:O?, s:O?, s:O?}", /**/
                     "session", session->reference, "day", day_of(session), "at_ms",
                     json_integer_value(json_object_get(session->event, "at_ms")), "catalogue",
                     body_text(session->event, "catalogue"), "ended", ending(session), "stop",
                     stopped(session) ? limber_stop_name(session->stop) : NULL, "techniques",
                     done_to_json(session), "worked_ms", (json_int_t)worked_ms(session), "feel",
                     body_member(after, "feel"), "pain", body_member(after, "pain"), "stiffness",
                     body_member(after, "stiffness"), "next_day",
                     body_member(session->next_day, "feel"));
}

static json_t *sessions_to_json(const cli_past *past) {
    json_t *sessions = json_array();
    for (size_t i = 0; i < past->sessions.count; i++) {
        if (json_array_append_new(sessions, session_to_json(&past->sessions.session[i])) != 0) {
            json_decref(sessions);
            return NULL;
        }
    }
    return sessions;
}

static json_t *locked_to_json(const cli_past *past) {
    uint64_t locked = 0;
    for (int i = 0; i < LIMBER_TECHNIQUE_MAX; i++) {
        locked |= (uint64_t)limber_technique_locked(&limber_catalogue_tables, &past->record,
                                                    today(), (uint8_t)i)
                  << i;
    }
    return set_to_json(locked, limber_technique_id);
}

static json_t *answer(const cli_past *past) {
    uint8_t form = limber_record_due(&limber_catalogue_tables, &past->record, today());
    return json_pack("{s:s, s:o, s:{s:s, s:b, s:o}}", "catalogue", limber_words_en.version,
                     "sessions", sessions_to_json(past), "next", "form", limber_form_name(form),
                     "seen", past->record.needs_seen != 0, "locked", locked_to_json(past));
}

/* ---- For people. -------------------------------------------------------------------------------
 */

static void write_session(FILE *out, const past_session *session) {
    char worked[16];
    write_minutes(worked_ms(session), worked, sizeof worked);
    paint_text(out, PAINT_STRONG, day_of(session));
    fprintf(out, "  %s min of movement  %s", worked, ending(session));
    if (stopped(session)) {
        fprintf(out, " (%s)", limber_stop_name(session->stop));
    }
    if (session->afterwards != NULL) {
        fprintf(out, "  felt %s", body_text(session->afterwards, "feel"));
    }
    if (session->next_day != NULL) {
        fprintf(out, ", next day %s", body_text(session->next_day, "feel"));
    }
    fputc('\n', out);
    for (int i = 0; i < limber_catalogue_tables.technique_count; i++) {
        if (session->done[i]) {
            write_paragraph(out, "            ", limber_words_en.techniques[i].name);
        }
    }
}

static void write_next(FILE *out, const limber_record *record) {
    const char *const *texts = limber_words_en.texts;
    bool full = limber_record_due(&limber_catalogue_tables, record, today()) == LIMBER_FORM_FULL;
    fputc('\n', out);
    write_paragraph(out, "",
                    texts[full ? LIMBER_TEXT_HISTORY_DUE_FULL : LIMBER_TEXT_HISTORY_DUE_SHORT]);
    if (record->needs_seen) {
        write_paragraph(out, "", texts[LIMBER_TEXT_HISTORY_DUE_SEEN]);
    }
    bool any = false;
    for (int i = 0; i < limber_catalogue_tables.technique_count; i++) {
        if (limber_technique_locked(&limber_catalogue_tables, record, today(), (uint8_t)i)) {
            if (!any) {
                write_paragraph(out, "", texts[LIMBER_TEXT_HISTORY_LOCKED]);
            }
            write_paragraph(out, "  - ", limber_words_en.techniques[i].name);
            any = true;
        }
    }
}

static int tell(const cli_arguments *arguments, const cli_past *past) {
    if (arguments->value[OPTION_JSON] != NULL) {
        return print_json(arguments, answer(past));
    }
    if (past->sessions.count == 0) {
        puts("No sessions yet. limber start begins one.");
    }
    for (size_t i = 0; i < past->sessions.count; i++) {
        write_session(stdout, &past->sessions.session[i]);
    }
    write_next(stdout, &past->record);
    return LEAVE_OK;
}

int run_history(const cli_arguments *arguments) {
    int leave = LEAVE_OK;
    cli_past past = {0};
    limber_store *store = log_open(arguments, &leave);
    if (store != NULL && past_read(arguments, store, &past, &leave)) {
        qsort(past.sessions.session, past.sessions.count, sizeof *past.sessions.session, by_time);
        leave = tell(arguments, &past);
    }
    limber_store_close(store);
    past_free(&past);
    return leave;
}
