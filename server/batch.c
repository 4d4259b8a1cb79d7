/* batch.c: one transaction per turn of the loop.
 *
 * A POST appends its events inside the open transaction and waits. At the end of the turn there is
 * one commit for all who wait, and only then are they answered: an answer is a promise that the
 * events survive a power cut.
 *
 * Whoever waits is not suspended: a handler that neither answers nor suspends is asked again in the
 * next turn, which is exactly when there is an answer, and that saves two system calls each. */
#include "inside.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Everybody who waited gets the same: stored, or why not. */
static void release_all(struct server *server, refusal why) {
    while (server->batch != NULL) {
        struct client *each = server->batch;
        server->batch = each->next_in_batch;
        if (why != REFUSE_NOTHING) {
            refuse(each, why);
        }
        each->stage = STAGE_DECIDED;
        server->resumed = true;
    }
}

void batch_leave(struct server *server, const struct client *client) {
    struct client **each = &server->batch;
    while (*each != NULL && *each != client) {
        each = &(*each)->next_in_batch;
    }
    if (*each != NULL) {
        *each = client->next_in_batch;
    }
}

static refusal give_up(struct server *server, store_result result) {
    refusal why = read_store_refusal(server, result);
    limber_store_undo(server->store);
    server->transaction = false;
    release_all(server, why);
    return why;
}

void batch_commit(struct server *server) {
    if (!server->transaction) {
        return;
    }
    store_result result = limber_store_commit(server->store);
    if (result != STORE_OK) {
        give_up(server, result);
        return;
    }
    server->transaction = false;
    for (const struct client *each = server->batch; each != NULL; each = each->next_in_batch) {
        server->stored_total += each->stored;
    }
    server->commit_total++;
    server->told_failure = STORE_OK;
    read_look(server);
    release_all(server, REFUSE_NOTHING);
}

/* "[3]" or "[3].body.answers.E1" */
static refusal refuse_event(struct client *client, refusal why, size_t index,
                            const limber_fault *fault) {
    char field[sizeof client->fault.field];
    snprintf(field, sizeof field, "[%zu]%s%.80s", index, fault->field[0] != '\0' ? "." : "",
             fault->field);
    return refuse_because(client, why, field, fault->message);
}

static const limber_fault no_fault;

static refusal append_event(struct server *server, struct client *client, size_t index,
                            const limber_log_event *event) {
    store_event stored = {event->device, event->sequence, event->at_ms,
                          event->kind,   event->body,     event->body_bytes};
    bool is_new = false;
    store_result result = limber_store_append(server->store, &stored, &is_new);
    switch (result) {
    case STORE_OK:
        if (is_new) {
            client->stored++;
        } else {
            client->duplicates++;
        }
        return REFUSE_NOTHING;
    case STORE_CONFLICT:
    case STORE_GAP:
        limber_store_unmark(server->store);
        return refuse_event(client, result == STORE_GAP ? REFUSE_GAP : REFUSE_CONFLICT, index,
                            &no_fault);
    default:
        return refuse(client, give_up(server, result));
    }
}

/* All of them or none. */
static refusal append_all(struct server *server, struct client *client,
                          const limber_log_event *events, size_t count) {
    store_result result = STORE_OK;
    if (!server->transaction) {
        result = limber_store_begin(server->store);
    }
    if (result == STORE_OK) {
        server->transaction = true;
        result = limber_store_mark(server->store);
    }
    if (result != STORE_OK) {
        return refuse(client, give_up(server, result));
    }
    for (size_t i = 0; i < count; i++) {
        if (append_event(server, client, i, &events[i]) != REFUSE_NOTHING) {
            return client->refusal;
        }
    }
    result = limber_store_release(server->store);
    if (result != STORE_OK) {
        return refuse(client, give_up(server, result));
    }
    return REFUSE_NOTHING;
}

static refusal append_json(struct server *server, struct client *client, const json_t *json) {
    size_t count = json_array_size(json), read = 0;
    if (count < 1 || count > EVENTS_IN_A_POST_MAX) {
        return refuse(client, REFUSE_BAD_EVENT);
    }
    limber_log_event *events = calloc(count, sizeof *events);
    if (events == NULL) {
        return refuse(client, REFUSE_STORE_FAILED);
    }
    limber_fault fault = {{0}, {0}};
    while (read < count &&
           limber_log_event_from_json(json_array_get(json, read), &events[read], &fault)) {
        read++;
    }
    if (read < count) {
        refuse_event(client, REFUSE_BAD_EVENT, read, &fault);
    } else {
        append_all(server, client, events, count);
    }
    while (read > 0) {
        limber_log_event_free(&events[--read]);
    }
    free(events);
    return client->refusal;
}

static refusal append_body(struct server *server, struct client *client) {
    json_t *json = limber_json_parse(client->body, client->body_bytes, &client->fault);
    if (json == NULL) {
        return client->refusal = REFUSE_BAD_JSON;
    }
    append_json(server, client, json);
    json_decref(json);
    return client->refusal;
}

/* Requests that were committed together mostly have the same answer: it is made once. */
static enum MHD_Result answer_stored(struct server *server, const struct client *client) {
    stored_answer *same = &server->stored_answer;
    if (same->response == NULL || same->last != server->last || same->stored != client->stored ||
        same->duplicates != client->duplicates) {
        batch_forget_answer(server);
        *same = (stored_answer){NULL, client->stored, client->duplicates, server->last};
        same->response =
            reply_make_json(json_pack("{s:i,s:i,s:I}", "stored", (int)client->stored, "duplicates",
                                      (int)client->duplicates, "last", (json_int_t)server->last));
    }
    if (same->response == NULL) {
        return MHD_NO;
    }
    return MHD_queue_response(client->connection, MHD_HTTP_OK, same->response);
}

void batch_forget_answer(struct server *server) {
    if (server->stored_answer.response != NULL) {
        MHD_destroy_response(server->stored_answer.response);
    }
    server->stored_answer.response = NULL;
}

enum MHD_Result batch_post(struct server *server, struct client *client) {
    if (client->stage == STAGE_READING) {
        client->stored = client->duplicates = 0;
        if (append_body(server, client) == REFUSE_NOTHING) {
            client->stage = STAGE_WAITING;
            client->next_in_batch = server->batch;
            server->batch = client;
            return MHD_YES;
        }
    }
    if (client->stage == STAGE_WAITING) {
        return MHD_YES;
    }
    if (client->refusal != REFUSE_NOTHING) {
        return reply_refusal(client);
    }
    return answer_stored(server, client);
}
