/* inside.h: what the files of the server share. Nobody else includes it. */
#ifndef LIMBER_SERVER_INSIDE_H
#define LIMBER_SERVER_INSIDE_H

#include "codec.h"
#include "server.h"
#include "store.h"

#include <microhttpd.h>
#include <stddef.h>
#include <stdint.h>
#include <time.h>

/* A limit on everything that somebody else can make grow. */
enum {
    CONNECTION_MAX = 256,
    CONNECTION_OF_ONE_ADDRESS_MAX = 192, /* other addresses of 127/8 keep a share */
    CONNECTION_MEMORY_BYTES = 8192,      /* request and answer headers of one connection */
    CONNECTION_IDLE_SECONDS = 15,
    REQUEST_MS_MAX = 20000, /* from the end of one request to the end of the next */
    HEADER_COUNT_MAX = 64,
    BODY_BYTES_MAX = 65536,
    EVENTS_IN_A_POST_MAX = 100,
    EVENTS_IN_A_READ_MAX = 500,
    READ_BYTES_MAX = 1 << 20, /* a read ends early here; `more` is then true */
    LIVE_MAX = 128,
    LIVE_COMMENT_MS = 15000,
    TICK_MS = 1000 /* how often deadlines and other processes' appends are looked for */
};

/* Why a request gets no data: a row each in the table of reply.c. */
typedef enum {
    REFUSE_NOTHING = 0,
    REFUSE_BAD_JSON,
    REFUSE_BAD_EVENT,
    REFUSE_BAD_QUERY,
    REFUSE_BAD_HEADER,
    REFUSE_NO_SECRET,
    REFUSE_WRONG_HOST,
    REFUSE_WRONG_ORIGIN,
    REFUSE_NO_SUCH_ROUTE,
    REFUSE_WRONG_METHOD,
    REFUSE_CONFLICT,
    REFUSE_GAP,
    REFUSE_CODE_USED,
    REFUSE_NO_LENGTH,
    REFUSE_TOO_LARGE,
    REFUSE_NOT_JSON,
    REFUSE_STORE_FULL,
    REFUSE_STORE_BUSY,
    REFUSE_STORE_READ_ONLY,
    REFUSE_STORE_FAILED,
    REFUSE_TOO_MANY,
    REFUSE_COUNT
} refusal;

/* The request headers that anything here looks at. */
typedef enum {
    HEADER_HOST,
    HEADER_ORIGIN,
    HEADER_SEC_FETCH_SITE,
    HEADER_AUTHORIZATION,
    HEADER_CONTENT_TYPE,
    HEADER_CONTENT_LENGTH,
    HEADER_TRANSFER_ENCODING,
    HEADER_ACCEPT_ENCODING,
    HEADER_IF_NONE_MATCH,
    HEADER_KNOWN_COUNT
} header;

enum { SECRET_HEX = 64, CODE_HEX = 32 };

struct server;
struct client;
struct page;

typedef enum MHD_Result route_handler(struct server *server, struct client *client);

typedef struct {
    const char *path, *method;
    route_handler *answer;
    bool needs_secret;
} route;

/* Where a request stands that has to wait for its transaction. */
typedef enum { STAGE_READING, STAGE_WAITING, STAGE_DECIDED } stage;

/* One connection, and the request under way on it. */
struct client {
    struct client *next, *previous; /* among all connections */
    struct server *server;
    struct MHD_Connection *connection;
    int socket;
    int64_t quiet_since_ms; /* when it was opened, or its last request ended */

    const char *path;
    const route *route;
    const char *header[HEADER_KNOWN_COUNT]; /* NULL: not sent */
    refusal refusal;
    limber_fault fault; /* details of the refusal; an empty message: the table's own */
    char *body;
    size_t body_bytes, body_room;

    stage stage;
    struct client *next_in_batch;
    unsigned stored, duplicates;

    bool live, live_waits, live_told;
    uint64_t live_last;
    int64_t live_told_ms;
};

enum { CACHE_SLOTS = 8, CACHE_BYTES_MAX = 65536 };

typedef struct {
    struct MHD_Response *response; /* NULL: empty */
    uint64_t after;
    size_t bytes;
} cached_read;

typedef struct {
    struct MHD_Response *response; /* NULL: none */
    unsigned stored, duplicates;
    uint64_t last;
} stored_answer;

struct server {
    const limber_serve_options *options;
    struct MHD_Daemon *daemon;
    limber_store *store;
    struct page *page;
    int folder; /* the data folder, open */
    char secret[SECRET_HEX + 1];
    char host[2][32]; /* what a Host header may be */
    int64_t now_ms;   /* monotonic, at the start of this turn */
    int64_t tick_ms;

    struct client *clients;
    unsigned live_count;

    bool transaction;            /* open since the first POST of this turn */
    struct client *batch;        /* who waits for it */
    stored_answer stored_answer; /* the last one */
    bool resumed;                /* somebody can be answered: do not sleep */
    bool looked;                 /* last and count are of this turn */
    bool stopping;
    uint64_t last, count;
    cached_read cache[CACHE_SLOTS];
    unsigned cache_next;
    store_result told_failure; /* the one already told on standard error */

    unsigned wrong_codes; /* since the code file was written: */
    struct timespec code_written;

    uint64_t stored_total, commit_total;
};

/* ---- reply.c: answers and the headers that all of them carry. ---- */
/* NULL when memory ran out. `how` says who owns the bytes. */
struct MHD_Response *reply_make(void *bytes, size_t size, enum MHD_ResponseMemoryMode how,
                                const char *type, const char *cache_control);
bool reply_headers(struct MHD_Response *response, const char *type, const char *cache_control);
enum MHD_Result reply_send(struct client *client, unsigned status, struct MHD_Response *response);
struct MHD_Response *reply_make_json(json_t *json); /* takes the json; NULL: no memory */
enum MHD_Result reply_json(struct client *client, unsigned status, json_t *json); /* likewise */
enum MHD_Result reply_refusal(struct client *client); /* client->refusal */
/* Notes why, with the table's own sentence. */
refusal refuse(struct client *client, refusal why);
refusal refuse_because(struct client *client, refusal why, const char *field, const char *message);

/* ---- guard.c: is this request well formed, ours, and allowed? ---- */
bool guard_read_headers(struct client *client);
void guard_hosts(struct server *server, uint16_t port);
refusal guard_framing(struct client *client, const char *method);
refusal guard_sender(const struct server *server, struct client *client, bool api);
refusal guard_secret(const struct server *server, struct client *client);
refusal guard_json_type(struct client *client);

/* ---- keys.c: the secret and the one-time code. ---- */
bool keys_equal(const char *a, const char *b, size_t size); /* in constant time */
bool keys_open_secret(int folder, const char *folder_name, char secret[SECRET_HEX + 1]);
bool keys_write_code(int folder, const char *folder_name, char code[CODE_HEX + 1]);
enum MHD_Result keys_hand_over(struct server *server, struct client *client);

/* ---- running.c: one server per data folder. ---- */
/* The lock, held until it is closed; -1 where a server runs already (*port: its port) or, with
 * *port 0, after a failure that was told. */
int running_lock(int folder, const char *folder_name, uint16_t *port);
bool running_tell_port(int lock, const char *folder_name, uint16_t port);
int running_listen(uint16_t *port); /* a listening socket, or -1 after telling why not */

/* ---- route.c ---- */
extern const route route_table[];
enum MHD_Result route_request(void *server, struct MHD_Connection *connection, const char *url,
                              const char *method, const char *version, const char *upload,
                              size_t *upload_bytes, void **request);
void route_completed(void *server, struct MHD_Connection *connection, void **request,
                     enum MHD_RequestTerminationCode how);
size_t route_leave_escaped(void *context, struct MHD_Connection *connection, char *text);
void route_allow(const char *path, char *out, size_t size); /* "GET, POST" */

/* ---- client.c ---- */
void client_changed(void *server, struct MHD_Connection *connection, void **socket_context,
                    enum MHD_ConnectionNotificationCode what);
struct client *client_of(struct MHD_Connection *connection);
void client_close_overdue(struct server *server);
int64_t clock_monotonic_ms(void);

/* ---- batch.c: one transaction per turn. ---- */
enum MHD_Result batch_post(struct server *server, struct client *client);
void batch_forget_answer(struct server *server);
void batch_leave(struct server *server, const struct client *client); /* its connection is gone */
void batch_commit(struct server *server); /* also answers whoever waited for it */

/* ---- read.c: what is in the log. ---- */
refusal read_look(struct server *server); /* brings last and count up to date */
void read_forget(struct server *server);
enum MHD_Result read_events(struct server *server, struct client *client);
enum MHD_Result read_health(struct server *server, struct client *client);
refusal read_store_refusal(struct server *server, store_result result);

/* ---- live.c ---- */
enum MHD_Result live_open(struct server *server, struct client *client);
void live_wake(struct server *server);                         /* whoever has something to hear */
void live_close(struct server *server, struct client *client); /* its request has ended */

/* ---- page.c ---- */
struct page *page_load(const char *folder); /* NULL when memory ran out */
void page_free(struct page *page);
bool page_is_built(const struct page *page);
enum MHD_Result page_answer(const struct page *page, struct client *client);

#endif
