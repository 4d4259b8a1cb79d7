/* live.c: telling open pages that the log has grown.
 *
 * Each page holds one answer open that never ends (server-sent events). It carries only the number
 * of the newest event; the page then reads what it lacks. While there is nothing to tell, the
 * connection is suspended. */
#include "inside.h"

#include <poll.h>
#include <stdio.h>
#include <string.h>

enum { LIVE_BLOCK_BYTES = 256 };

static bool has_something_to_hear(const struct server *server, const struct client *client) {
    return server->stopping || !client->live_told || client->live_last != server->last ||
           server->now_ms - client->live_told_ms >= LIVE_COMMENT_MS;
}

static ssize_t write_live(void *context, uint64_t position, char *out, size_t room) {
    (void)position;
    struct client *client = context;
    const struct server *server = client->server;
    if (server->stopping || !client->live) {
        return MHD_CONTENT_READER_END_OF_STREAM;
    }
    if (!has_something_to_hear(server, client)) {
        client->live_waits = true;
        MHD_suspend_connection(client->connection);
        return 0;
    }
    bool news = !client->live_told || client->live_last != server->last;
    char text[64];
    int size = news ? snprintf(text, sizeof text, "data: {\"last\":%llu}\n\n",
                               (unsigned long long)server->last)
                    : snprintf(text, sizeof text, ": still here\n\n");
    if (size < 0 || (size_t)size > room) {
        return MHD_CONTENT_READER_END_WITH_ERROR;
    }
    memcpy(out, text, (size_t)size);
    client->live_told = true;
    client->live_last = server->last;
    client->live_told_ms = server->now_ms;
    return size;
}

void live_close(struct server *server, struct client *client) {
    if (client->live) {
        server->live_count--;
    }
    client->live = false;
}

static void resume(struct server *server, struct client *client) {
    client->live_waits = false;
    MHD_resume_connection(client->connection);
    server->resumed = true;
}

/* Nobody watches a suspended connection's socket. A page that was closed is noticed here, and its
 * place is free at once; the library then finds the end of the stream. */
static void sweep(struct server *server) {
    struct pollfd sockets[LIVE_MAX];
    struct client *clients[LIVE_MAX];
    nfds_t count = 0;
    for (struct client *each = server->clients; each != NULL && count < LIVE_MAX;
         each = each->next) {
        if (each->live_waits) {
            sockets[count] = (struct pollfd){.fd = each->socket, .events = POLLRDHUP};
            clients[count++] = each;
        }
    }
    if (count == 0 || poll(sockets, count, 0) <= 0) {
        return;
    }
    for (nfds_t i = 0; i < count; i++) {
        if ((sockets[i].revents & (POLLRDHUP | POLLHUP | POLLERR)) != 0) {
            live_close(server, clients[i]); /* write_live then ends the answer */
            resume(server, clients[i]);
        }
    }
}

enum MHD_Result live_open(struct server *server, struct client *client) {
    if (server->live_count == LIVE_MAX) {
        sweep(server);
    }
    if (server->live_count == LIVE_MAX) {
        refuse(client, REFUSE_TOO_MANY);
        return reply_refusal(client);
    }
    if (refuse(client, read_look(server)) != REFUSE_NOTHING) {
        return reply_refusal(client);
    }
    struct MHD_Response *response = MHD_create_response_from_callback(
        MHD_SIZE_UNKNOWN, LIVE_BLOCK_BYTES, write_live, client, NULL);
    if (response != NULL && !reply_headers(response, "text/event-stream", "no-store")) {
        MHD_destroy_response(response);
        response = NULL;
    }
    client->live = true;
    client->live_told = client->live_waits = false;
    server->live_count++;
    return reply_send(client, MHD_HTTP_OK, response);
}

void live_wake(struct server *server) {
    for (struct client *each = server->clients; each != NULL; each = each->next) {
        if (each->live_waits && has_something_to_hear(server, each)) {
            resume(server, each);
        }
    }
}
