/* server.h: the program as a small web server for this machine only.
 *
 * It listens on 127.0.0.1, serves the page from memory and the event log through a small API
 * (docs/api.md), and runs until SIGTERM or SIGINT. */
#ifndef LIMBER_SERVER_H
#define LIMBER_SERVER_H

#include <stdbool.h>
#include <stdint.h>

enum { LIMBER_PORT_DEFAULT = 8417 };

typedef struct {
    const char *data_folder; /* made where missing */
    const char
        *page_folder;      /* the built page; NULL or missing: a plain page says how to build it */
    const char *version;   /* of this program, as /health tells it */
    const char *catalogue; /* version of the catalogue, likewise */
    uint16_t port;         /* 0: any free one */
    bool open_page;        /* on a desktop: show the page in the person's browser */
} limber_serve_options;

/* Serves until it is told to stop. Standard output gets one line, the address with a one-time code;
 * everything else is told on standard error. Where a server for this data folder runs already, its
 * address is printed with a fresh code, and that is all.
 * Returns the exit code: 0 after a clean stop, 1 when folder, store or port failed. */
int limber_serve(const limber_serve_options *options);

#endif
