/* reply.c: answers, and the headers that all of them carry. */
#include "inside.h"

#include <stdio.h>
#include <string.h>

/* The page may load itself and nothing else, be framed by nobody, and tell nobody where it was. */
static const char *const headers_of_all[][2] = {
    {"Content-Security-Policy",
     "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; connect-src 'self'; "
     "style-src 'self'; img-src 'self'; media-src 'self'; font-src 'self'; worker-src 'self'; "
     "manifest-src 'self'; object-src 'none'; base-uri 'none'; form-action 'none'; "
     "frame-ancestors 'none'; require-trusted-types-for 'script'; trusted-types limber"},
    {"X-Content-Type-Options", "nosniff"},
    {"Referrer-Policy", "no-referrer"},
    {"Cross-Origin-Opener-Policy", "same-origin"},
    {"Cross-Origin-Resource-Policy", "same-origin"},
    {"Permissions-Policy", "camera=(), geolocation=(), microphone=(), payment=(), usb=(), "
                           "screen-wake-lock=(self)"},
};

static const struct {
    unsigned status;
    const char *code, *message;
} refusals[REFUSE_COUNT] = {
    [REFUSE_NOTHING] = {MHD_HTTP_OK, "", ""},
    [REFUSE_BAD_JSON] = {MHD_HTTP_BAD_REQUEST, "bad-json", "The body is not valid JSON."},
    [REFUSE_BAD_EVENT] = {MHD_HTTP_BAD_REQUEST, "bad-event",
                          "The body is not an array of 1 to 100 events."},
    [REFUSE_BAD_QUERY] = {MHD_HTTP_BAD_REQUEST, "bad-query",
                          "Only ?after=N is understood, once, with a whole number from 0."},
    [REFUSE_BAD_HEADER] = {MHD_HTTP_BAD_REQUEST, "bad-header",
                           "A header is missing, sent twice, or not in its proper form."},
    [REFUSE_NO_SECRET] = {MHD_HTTP_UNAUTHORIZED, "no-secret",
                          "The secret is missing or wrong. Run `limber serve` again and open the "
                          "address that it prints."},
    [REFUSE_WRONG_HOST] = {MHD_HTTP_FORBIDDEN, "wrong-host",
                           "This server answers under its own address on this machine only."},
    [REFUSE_WRONG_ORIGIN] = {MHD_HTTP_FORBIDDEN, "wrong-origin",
                             "Another site's page may not ask this server for anything."},
    [REFUSE_NO_SUCH_ROUTE] = {MHD_HTTP_NOT_FOUND, "no-such-route", "There is nothing here."},
    [REFUSE_WRONG_METHOD] = {MHD_HTTP_METHOD_NOT_ALLOWED, "wrong-method",
                             "This address does not take this method; see the Allow header."},
    [REFUSE_CONFLICT] = {MHD_HTTP_CONFLICT, "conflict",
                         "Another event is stored under this device and sequence already. Nothing "
                         "of this request was stored."},
    [REFUSE_GAP] = {MHD_HTTP_CONFLICT, "gap",
                    "Earlier events of this device are missing here; send them first. Nothing of "
                    "this request was stored."},
    [REFUSE_CODE_USED] = {MHD_HTTP_GONE, "code-used",
                          "The code is wrong, used, or older than ten minutes. Run `limber serve` "
                          "again for a fresh one."},
    [REFUSE_NO_LENGTH] = {MHD_HTTP_LENGTH_REQUIRED, "no-length",
                          "A POST needs a Content-Length and must not be chunked."},
    [REFUSE_TOO_LARGE] = {MHD_HTTP_CONTENT_TOO_LARGE, "too-large",
                          "The body is longer than 65536 bytes. Send fewer events at a time."},
    [REFUSE_NOT_JSON] = {MHD_HTTP_UNSUPPORTED_MEDIA_TYPE, "not-json",
                         "A POST must have the content type application/json."},
    [REFUSE_STORE_FULL] = {MHD_HTTP_SERVICE_UNAVAILABLE, "store-full",
                           "The disk is full. Nothing was stored; free some space and try again."},
    [REFUSE_STORE_BUSY] = {MHD_HTTP_SERVICE_UNAVAILABLE, "store-busy",
                           "Another program has the log locked. Nothing was stored; try again."},
    [REFUSE_STORE_READ_ONLY] = {MHD_HTTP_SERVICE_UNAVAILABLE, "store-read-only",
                                "The data folder cannot be written. Nothing was stored."},
    [REFUSE_STORE_FAILED] = {MHD_HTTP_SERVICE_UNAVAILABLE, "store-failed",
                             "The log could not be used; the server's terminal says why. Nothing "
                             "was stored."},
    [REFUSE_TOO_MANY] = {MHD_HTTP_SERVICE_UNAVAILABLE, "too-many",
                         "Too many pages are open at once. Close some and try again."},
};

bool reply_headers(struct MHD_Response *response, const char *type, const char *cache_control) {
    for (size_t i = 0; i < sizeof headers_of_all / sizeof headers_of_all[0]; i++) {
        if (MHD_add_response_header(response, headers_of_all[i][0], headers_of_all[i][1]) !=
            MHD_YES) {
            return false;
        }
    }
    return MHD_add_response_header(response, MHD_HTTP_HEADER_CONTENT_TYPE, type) == MHD_YES &&
           MHD_add_response_header(response, MHD_HTTP_HEADER_CACHE_CONTROL, cache_control) ==
               MHD_YES;
}

struct MHD_Response *reply_make(void *bytes, size_t size, enum MHD_ResponseMemoryMode how,
                                const char *type, const char *cache_control) {
    struct MHD_Response *response = MHD_create_response_from_buffer(size, bytes, how);
    if (response == NULL) {
        if (how == MHD_RESPMEM_MUST_FREE) {
            free(bytes);
        }
        return NULL;
    }
    if (!reply_headers(response, type, cache_control)) {
        MHD_destroy_response(response);
        return NULL;
    }
    return response;
}

enum MHD_Result reply_send(struct client *client, unsigned status, struct MHD_Response *response) {
    if (response == NULL) {
        return MHD_NO; /* out of memory: the connection is closed */
    }
    enum MHD_Result result = MHD_queue_response(client->connection, status, response);
    MHD_destroy_response(response);
    return result;
}

struct MHD_Response *reply_make_json(json_t *json) {
    char *text = json == NULL ? NULL : json_dumps(json, JSON_COMPACT);
    json_decref(json);
    if (text == NULL) {
        return NULL;
    }
    return reply_make(text, strlen(text), MHD_RESPMEM_MUST_FREE, "application/json", "no-store");
}

enum MHD_Result reply_json(struct client *client, unsigned status, json_t *json) {
    return reply_send(client, status, reply_make_json(json));
}

/* What the status asks for besides the body. */
static bool add_headers_of_refusal(struct MHD_Response *response, const struct client *client) {
    char allow[32];
    const char *name = NULL, *value = NULL;
    switch (refusals[client->refusal].status) {
    case MHD_HTTP_UNAUTHORIZED:
        name = MHD_HTTP_HEADER_WWW_AUTHENTICATE;
        value = "Bearer";
        break;
    case MHD_HTTP_METHOD_NOT_ALLOWED:
        route_allow(client->path, allow, sizeof allow);
        name = MHD_HTTP_HEADER_ALLOW;
        value = allow;
        break;
    case MHD_HTTP_SERVICE_UNAVAILABLE:
        name = MHD_HTTP_HEADER_RETRY_AFTER;
        value = "1";
        break;
    case MHD_HTTP_LENGTH_REQUIRED:
    case MHD_HTTP_CONTENT_TOO_LARGE:
        name = MHD_HTTP_HEADER_CONNECTION;
        value = "close";
        break;
    default:
        break;
    }
    /* After a doubtful header nobody can say where the next request begins. */
    if (client->refusal == REFUSE_BAD_HEADER) {
        name = MHD_HTTP_HEADER_CONNECTION;
        value = "close";
    }
    return name == NULL || MHD_add_response_header(response, name, value) == MHD_YES;
}

enum MHD_Result reply_refusal(struct client *client) {
    const char *message = client->fault.message[0] != '\0' ? client->fault.message
                                                           : refusals[client->refusal].message;
    const char *code = refusals[client->refusal].code;
    json_t *json = json_pack("{s:{s:s,s:s,s:s}}", "error", "code", code, "message", message,
                             "field", client->fault.field);
    if (json == NULL) { /* a field cut in the middle of a letter */
        json = json_pack("{s:{s:s,s:s,s:s}}", "error", "code", code, "message",
                         refusals[client->refusal].message, "field", "");
    }
    struct MHD_Response *response = reply_make_json(json);
    if (response != NULL && !add_headers_of_refusal(response, client)) {
        MHD_destroy_response(response);
        response = NULL;
    }
    return reply_send(client, refusals[client->refusal].status, response);
}

refusal refuse(struct client *client, refusal why) {
    return refuse_because(client, why, "", "");
}

refusal refuse_because(struct client *client, refusal why, const char *field, const char *message) {
    client->refusal = why;
    snprintf(client->fault.field, sizeof client->fault.field, "%s", field);
    snprintf(client->fault.message, sizeof client->fault.message, "%s", message);
    return why;
}
