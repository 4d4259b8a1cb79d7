/* client.c: the open connections. */
#include "inside.h"

#include <stdlib.h>
#include <sys/socket.h>
#include <time.h>

int64_t clock_monotonic_ms(void) {
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

static struct client *client_open(struct server *server, struct MHD_Connection *connection) {
    struct client *new = calloc(1, sizeof *new);
    if (new == NULL) {
        return NULL;
    }
    new->server = server;
    new->connection = connection;
    new->socket =
        MHD_get_connection_info(connection, MHD_CONNECTION_INFO_CONNECTION_FD)->connect_fd;
    new->quiet_since_ms = server->now_ms;
    new->next = server->clients;
    if (new->next != NULL) {
        new->next->previous = new;
    }
    server->clients = new;
    return new;
}

static void client_free(struct server *server, struct client *client) {
    if (client->next != NULL) {
        client->next->previous = client->previous;
    }
    if (client->previous != NULL) {
        client->previous->next = client->next;
    } else {
        server->clients = client->next;
    }
    free(client);
}

void client_changed(void *context, struct MHD_Connection *connection, void **socket_context,
                    enum MHD_ConnectionNotificationCode what) {
    struct server *server = context;
    if (what == MHD_CONNECTION_NOTIFY_STARTED) {
        *socket_context = client_open(server, connection);
    } else if (*socket_context != NULL) {
        client_free(server, *socket_context);
        *socket_context = NULL;
    }
}

/* NULL: there was no memory for it. */
struct client *client_of(struct MHD_Connection *connection) {
    return MHD_get_connection_info(connection, MHD_CONNECTION_INFO_SOCKET_CONTEXT)->socket_context;
}

/* The library closes connections that are silent. This closes those that send a byte now and then
 * and never a whole request. Both ways at once: the library then finds the end of the stream. */
void client_close_overdue(struct server *server) {
    for (struct client *each = server->clients; each != NULL; each = each->next) {
        if (!each->live && server->now_ms - each->quiet_since_ms > REQUEST_MS_MAX) {
            shutdown(each->socket, SHUT_RDWR);
        }
    }
}
