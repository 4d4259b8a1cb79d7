/* route.c: which request is answered by whom. */
#include "inside.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

const route route_table[] = {
    {"/health", MHD_HTTP_METHOD_GET, read_health, false},
    {"/api/hand-over", MHD_HTTP_METHOD_POST, keys_hand_over, false},
    {"/api/events", MHD_HTTP_METHOD_GET, read_events, true},
    {"/api/events", MHD_HTTP_METHOD_POST, batch_post, true},
    {"/api/live", MHD_HTTP_METHOD_GET, live_open, true},
    {NULL, NULL, NULL, false},
};

static enum MHD_Result answer_from_page(struct server *server, struct client *client) {
    return page_answer(server->page, client);
}

static const route page_route = {NULL, NULL, answer_from_page, false};

static bool is_api(const char *path) {
    return strncmp(path, "/api/", 5) == 0;
}

static bool is_in_table(const char *path) {
    for (const route *each = route_table; each->path != NULL; each++) {
        if (strcmp(each->path, path) == 0) {
            return true;
        }
    }
    return false;
}

void route_allow(const char *path, char *out, size_t size) {
    size_t used = 0;
    out[0] = '\0';
    if (!is_in_table(path)) {
        snprintf(out, size, "GET, HEAD"); /* the page's files */
    }
    for (const route *each = route_table; each->path != NULL; each++) {
        if (strcmp(each->path, path) == 0) {
            used += (size_t)snprintf(out + used, size - used, "%s%s", used > 0 ? ", " : "",
                                     each->method);
        }
    }
}

static refusal find_route(struct client *client, const char *method) {
    for (const route *each = route_table; each->path != NULL; each++) {
        if (strcmp(each->path, client->path) == 0 && strcmp(each->method, method) == 0) {
            client->route = each;
            return REFUSE_NOTHING;
        }
    }
    if (is_in_table(client->path)) {
        return refuse(client, REFUSE_WRONG_METHOD);
    }
    if (is_api(client->path)) {
        return refuse(client, REFUSE_NO_SUCH_ROUTE);
    }
    client->route = &page_route;
    if (strcmp(method, MHD_HTTP_METHOD_GET) != 0 && strcmp(method, MHD_HTTP_METHOD_HEAD) != 0) {
        return refuse(client, REFUSE_WRONG_METHOD);
    }
    return REFUSE_NOTHING;
}

static refusal check(const struct server *server, struct client *client, const char *method) {
    bool post = strcmp(method, MHD_HTTP_METHOD_POST) == 0;
    if (guard_sender(server, client, is_api(client->path) || post) != REFUSE_NOTHING ||
        find_route(client, method) != REFUSE_NOTHING) {
        return client->refusal;
    }
    if (client->route->needs_secret && guard_secret(server, client) != REFUSE_NOTHING) {
        return client->refusal;
    }
    return post ? guard_json_type(client) : REFUSE_NOTHING;
}

/* The headers are here, the body is not. */
static enum MHD_Result begin(struct server *server, struct client *client, const char *method,
                             const char *url) {
    client->path = url;
    client->route = NULL;
    client->stage = STAGE_READING;
    client->body_room = 0;
    refuse(client, REFUSE_NOTHING);
    if (!guard_read_headers(client) || guard_framing(client, method) != REFUSE_NOTHING) {
        return reply_refusal(client); /* at once: the body is not read, the connection ends */
    }
    if (check(server, client, method) != REFUSE_NOTHING) {
        return MHD_YES; /* a refused body is read and thrown away, so that the answer arrives */
    }
    client->body = malloc(client->body_room + 1);
    return client->body == NULL ? MHD_NO : MHD_YES;
}

/* Paths and queries are compared as they were sent: nothing that we serve needs an escape. */
size_t route_leave_escaped(void *context, struct MHD_Connection *connection, char *text) {
    (void)context;
    (void)connection;
    return strlen(text);
}

static void collect(struct client *client, const char *bytes, size_t size) {
    if (client->body == NULL || size > client->body_room - client->body_bytes) {
        return;
    }
    memcpy(client->body + client->body_bytes, bytes, size);
    client->body_bytes += size;
}

enum MHD_Result route_request(void *context, struct MHD_Connection *connection, const char *url,
                              const char *method, const char *version, const char *upload,
                              size_t *upload_bytes, void **request) {
    (void)version;
    struct server *server = context;
    struct client *client = *request;
    if (client == NULL) {
        client = client_of(connection);
        *request = client;
        return client == NULL ? MHD_NO : begin(server, client, method, url);
    }
    if (*upload_bytes > 0) {
        collect(client, upload, *upload_bytes);
        *upload_bytes = 0;
        return MHD_YES;
    }
    if (client->refusal != REFUSE_NOTHING && client->stage == STAGE_READING) {
        return reply_refusal(client);
    }
    return client->route->answer(server, client);
}

void route_completed(void *context, struct MHD_Connection *connection, void **request,
                     enum MHD_RequestTerminationCode how) {
    (void)connection;
    (void)how;
    struct server *server = context;
    struct client *client = *request;
    if (client == NULL) {
        return;
    }
    live_close(server, client);
    if (client->stage == STAGE_WAITING) {
        batch_leave(server, client);
    }
    free(client->body);
    client->body = NULL;
    client->body_bytes = 0;
    client->quiet_since_ms = server->now_ms;
}
