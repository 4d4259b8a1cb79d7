/* read.c: what is in the log, for whoever asks, with a few finished answers kept. */
#include "inside.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Also tells the person at the terminal, once for each kind of trouble. */
refusal read_store_refusal(struct server *server, store_result result) {
    if (result != server->told_failure) {
        fprintf(stderr, "limber serve: %s\n", limber_store_message(server->store));
    }
    server->told_failure = result;
    switch (result) {
    case STORE_FULL:
        return REFUSE_STORE_FULL;
    case STORE_BUSY:
        return REFUSE_STORE_BUSY;
    case STORE_READ_ONLY:
        return REFUSE_STORE_READ_ONLY;
    default:
        return REFUSE_STORE_FAILED;
    }
}

void read_forget(struct server *server) {
    for (size_t i = 0; i < CACHE_SLOTS; i++) {
        if (server->cache[i].response != NULL) {
            MHD_destroy_response(server->cache[i].response);
        }
        server->cache[i].response = NULL;
    }
}

/* Sees what other processes committed too. */
refusal read_look(struct server *server) {
    uint64_t last = 0, count = 0;
    store_result result = limber_store_last(server->store, &last, &count);
    if (result != STORE_OK) {
        return read_store_refusal(server, result);
    }
    server->looked = true;
    if (last == server->last && count == server->count) {
        return REFUSE_NOTHING;
    }
    server->last = last;
    server->count = count;
    read_forget(server);
    live_wake(server);
    return REFUSE_NOTHING;
}

/* What is open is committed first: nobody reads what might still be undone. */
static refusal look_once_a_turn(struct server *server) {
    batch_commit(server);
    return server->looked ? REFUSE_NOTHING : read_look(server);
}

struct letter {
    char *text; /* NULL: memory ran out */
    size_t used, room;
    unsigned events;
    uint64_t last;
    bool more;
};

static void write_bytes(struct letter *letter, const char *bytes, size_t size) {
    if (letter->text != NULL && letter->room - letter->used < size) {
        size_t room = 2 * letter->room + size;
        char *text = realloc(letter->text, room);
        if (text == NULL) {
            free(letter->text);
        }
        letter->text = text;
        letter->room = room;
    }
    if (letter->text == NULL) {
        return;
    }
    memcpy(letter->text + letter->used, bytes, size);
    letter->used += size;
}

static bool write_event(void *context, uint64_t arrival, const store_event *event) {
    struct letter *letter = context;
    if (letter->events == EVENTS_IN_A_READ_MAX || letter->used > READ_BYTES_MAX) {
        letter->more = true;
        return false;
    }
    char head[256];
    int size = snprintf(head, sizeof head,
                        "%s{\"arrival\":%llu,\"device\":\"%s\",\"sequence\":%llu,\"at_ms\":%lld,"
                        "\"kind\":\"%s\",\"body\":",
                        letter->events > 0 ? "," : "", (unsigned long long)arrival, event->device,
                        (unsigned long long)event->sequence, (long long)event->at_ms, event->kind);
    if (size < 0 || (size_t)size >= sizeof head) {
        return false;
    }
    write_bytes(letter, head, (size_t)size);
    write_bytes(letter, event->body, event->body_bytes); /* canonical JSON as it is */
    write_bytes(letter, "}", 1);
    letter->events++;
    letter->last = arrival;
    return letter->text != NULL;
}

static store_result make_read(struct server *server, cached_read *out) {
    struct letter letter = {.room = 4096, .text = malloc(4096)};
    write_bytes(&letter, "{\"events\":[", 11);
    store_result result = limber_store_read(server->store, out->after, write_event, &letter);
    char tail[64];
    int size = snprintf(tail, sizeof tail, "],\"last\":%llu,\"more\":%s}",
                        (unsigned long long)(letter.events > 0 ? letter.last : server->last),
                        letter.more ? "true" : "false");
    write_bytes(&letter, tail, (size_t)size);
    if (result == STORE_OK && letter.text == NULL) {
        result = STORE_MEMORY;
    }
    if (result != STORE_OK) {
        free(letter.text);
        return result;
    }
    out->bytes = letter.used;
    out->response =
        reply_make(letter.text, letter.used, MHD_RESPMEM_MUST_FREE, "application/json", "no-store");
    return out->response == NULL ? STORE_MEMORY : STORE_OK;
}

static void keep(struct server *server, const cached_read *read) {
    if (read->bytes > CACHE_BYTES_MAX) {
        MHD_destroy_response(read->response);
        return;
    }
    cached_read *slot = &server->cache[server->cache_next++ % CACHE_SLOTS];
    if (slot->response != NULL) {
        MHD_destroy_response(slot->response);
    }
    *slot = *read;
}

struct query {
    uint64_t after;
    bool bad, seen;
};

static enum MHD_Result visit_query(void *context, enum MHD_ValueKind kind, const char *key,
                                   const char *value) {
    (void)kind;
    struct query *query = context;
    size_t digits = value == NULL ? 0 : strspn(value, "0123456789");
    if (query->seen || strcmp(key, "after") != 0 || digits == 0 || digits > 16 ||
        value[digits] != '\0') {
        query->bad = true;
        return MHD_NO;
    }
    query->seen = true;
    query->after = strtoull(value, NULL, 10);
    return MHD_YES;
}

enum MHD_Result read_events(struct server *server, struct client *client) {
    struct query query = {0};
    MHD_get_connection_values(client->connection, MHD_GET_ARGUMENT_KIND, visit_query, &query);
    if (query.bad) {
        refuse_because(client, REFUSE_BAD_QUERY, "after", "");
        return reply_refusal(client);
    }
    if (refuse(client, look_once_a_turn(server)) != REFUSE_NOTHING) {
        return reply_refusal(client);
    }
    for (size_t i = 0; i < CACHE_SLOTS; i++) {
        if (server->cache[i].response != NULL && server->cache[i].after == query.after) {
            return MHD_queue_response(client->connection, MHD_HTTP_OK, server->cache[i].response);
        }
    }
    cached_read made = {.after = query.after};
    store_result result = make_read(server, &made);
    if (result != STORE_OK) {
        refuse(client, read_store_refusal(server, result));
        return reply_refusal(client);
    }
    enum MHD_Result queued = MHD_queue_response(client->connection, MHD_HTTP_OK, made.response);
    keep(server, &made);
    return queued;
}

enum MHD_Result read_health(struct server *server, struct client *client) {
    if (refuse(client, look_once_a_turn(server)) != REFUSE_NOTHING) {
        return reply_refusal(client);
    }
    return reply_json(client, MHD_HTTP_OK,
                      json_pack("{s:s,s:s,s:s,s:s,s:I}", "status", "ok", "program", "limber",
                                "version", server->options->version, "catalogue",
                                server->options->catalogue, "events", (json_int_t)server->count));
}
