/* guard.c: is this request well formed, sent by our own page, and allowed?
 *
 * libmicrohttpd refuses a missing Host and a length that is no number. It lets through two lengths,
 * and a length beside a transfer coding: requests of which two programs may see different ends. */
#include "inside.h"

#include <stdio.h>
#include <string.h>
#include <strings.h>

static const char *const names[HEADER_KNOWN_COUNT] = {
    [HEADER_HOST] = MHD_HTTP_HEADER_HOST,
    [HEADER_ORIGIN] = MHD_HTTP_HEADER_ORIGIN,
    [HEADER_SEC_FETCH_SITE] = "Sec-Fetch-Site",
    [HEADER_AUTHORIZATION] = MHD_HTTP_HEADER_AUTHORIZATION,
    [HEADER_CONTENT_TYPE] = MHD_HTTP_HEADER_CONTENT_TYPE,
    [HEADER_CONTENT_LENGTH] = MHD_HTTP_HEADER_CONTENT_LENGTH,
    [HEADER_TRANSFER_ENCODING] = MHD_HTTP_HEADER_TRANSFER_ENCODING,
    [HEADER_ACCEPT_ENCODING] = MHD_HTTP_HEADER_ACCEPT_ENCODING,
    [HEADER_IF_NONE_MATCH] = MHD_HTTP_HEADER_IF_NONE_MATCH,
};

typedef struct {
    struct client *client;
    unsigned count;
} header_walk;

static enum MHD_Result visit_header(void *context, enum MHD_ValueKind kind, const char *key,
                                    const char *value) {
    (void)kind;
    header_walk *walk = context;
    walk->count++;
    if (walk->count > HEADER_COUNT_MAX) {
        refuse_because(walk->client, REFUSE_BAD_HEADER, "", "There are more than 64 headers.");
        return MHD_NO;
    }
    for (size_t i = 0; i < HEADER_KNOWN_COUNT; i++) {
        if (strcasecmp(key, names[i]) != 0) {
            continue;
        }
        if (walk->client->header[i] != NULL) {
            refuse_because(walk->client, REFUSE_BAD_HEADER, names[i], "This header is sent twice.");
            return MHD_NO;
        }
        walk->client->header[i] = value == NULL ? "" : value;
        break;
    }
    return MHD_YES;
}

/* Notes the headers above; false, and a refusal, where one of them is there twice. */
bool guard_read_headers(struct client *client) {
    header_walk walk = {.client = client};
    memset(client->header, 0, sizeof client->header);
    MHD_get_connection_values(client->connection, MHD_HEADER_KIND, visit_header, &walk);
    return client->refusal == REFUSE_NOTHING;
}

void guard_hosts(struct server *server, uint16_t port) {
    snprintf(server->host[0], sizeof server->host[0], "127.0.0.1:%u", (unsigned)port);
    snprintf(server->host[1], sizeof server->host[1], "localhost:%u", (unsigned)port);
    if (port == 80) { /* a browser leaves out the port that everybody knows */
        for (size_t i = 0; i < 2; i++) {
            *strchr(server->host[i], ':') = '\0';
        }
    }
}

/* Where does the request end, and is that within our limits? */
refusal guard_framing(struct client *client, const char *method) {
    const char *length = client->header[HEADER_CONTENT_LENGTH];
    bool coded = client->header[HEADER_TRANSFER_ENCODING] != NULL;
    bool post = strcmp(method, MHD_HTTP_METHOD_POST) == 0;
    if (coded && (length != NULL || !post)) {
        return refuse_because(client, REFUSE_BAD_HEADER, names[HEADER_TRANSFER_ENCODING],
                              "A transfer coding is not taken here.");
    }
    if (length != NULL &&
        (*length == '\0' || strlen(length) > 18 || length[strspn(length, "0123456789")] != '\0')) {
        return refuse_because(client, REFUSE_BAD_HEADER, names[HEADER_CONTENT_LENGTH],
                              "The length is not a number of bytes.");
    }
    unsigned long long bytes = length == NULL ? 0 : strtoull(length, NULL, 10);
    if (!post && bytes > 0) {
        return refuse_because(client, REFUSE_BAD_HEADER, names[HEADER_CONTENT_LENGTH],
                              "Only a POST may have a body.");
    }
    if (post && length == NULL) {
        return refuse(client, REFUSE_NO_LENGTH);
    }
    if (bytes > BODY_BYTES_MAX) {
        return refuse(client, REFUSE_TOO_LARGE);
    }
    client->body_room = (size_t)bytes;
    return REFUSE_NOTHING;
}

/* Another name than ours leads here when a foreign site points its own name at this machine. */
static bool host_is_ours(const struct server *server, const char *host) {
    return strcasecmp(host, server->host[0]) == 0 || strcasecmp(host, server->host[1]) == 0;
}

refusal guard_sender(const struct server *server, struct client *client, bool api) {
    const char *host = client->header[HEADER_HOST];
    const char *origin = client->header[HEADER_ORIGIN];
    const char *site = client->header[HEADER_SEC_FETCH_SITE];
    if (host == NULL) {
        return refuse_because(client, REFUSE_BAD_HEADER, names[HEADER_HOST],
                              "The Host header is missing.");
    }
    if (!host_is_ours(server, host)) {
        return refuse(client, REFUSE_WRONG_HOST);
    }
    if (origin != NULL &&
        (strncasecmp(origin, "http://", 7) != 0 || !host_is_ours(server, origin + 7))) {
        return refuse(client, REFUSE_WRONG_ORIGIN);
    }
    if (api && site != NULL && strcmp(site, "same-origin") != 0 && strcmp(site, "none") != 0) {
        return refuse(client, REFUSE_WRONG_ORIGIN);
    }
    return REFUSE_NOTHING;
}

refusal guard_secret(const struct server *server, struct client *client) {
    static const char bearer[] = "Bearer ";
    const char *value = client->header[HEADER_AUTHORIZATION];
    if (value == NULL || strncasecmp(value, bearer, sizeof bearer - 1) != 0 ||
        strlen(value) != sizeof bearer - 1 + SECRET_HEX ||
        !keys_equal(value + sizeof bearer - 1, server->secret, SECRET_HEX)) {
        return refuse(client, REFUSE_NO_SECRET);
    }
    return REFUSE_NOTHING;
}

/* A form of another site can send many content types, but not this one. */
refusal guard_json_type(struct client *client) {
    static const char json[] = "application/json";
    const char *type = client->header[HEADER_CONTENT_TYPE];
    if (type == NULL || strncasecmp(type, json, sizeof json - 1) != 0) {
        return refuse(client, REFUSE_NOT_JSON);
    }
    const char *rest = type + sizeof json - 1;
    rest += strspn(rest, " \t");
    if (*rest != '\0' && *rest != ';') {
        return refuse(client, REFUSE_NOT_JSON);
    }
    return REFUSE_NOTHING;
}
