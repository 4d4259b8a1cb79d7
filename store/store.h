/* store.h: the event log. Facts are appended, never changed; (device, sequence) is their identity.
 *
 * Durable means: after limber_store_commit has returned OK the events survive a power cut. One
 * store object belongs to one thread; several processes may have the same folder open. */
#ifndef LIMBER_STORE_H
#define LIMBER_STORE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define STORE_MUST_USE __attribute__((warn_unused_result))

typedef struct limber_store limber_store;

typedef enum {
    STORE_OK = 0,
    STORE_NO_FOLDER, /* the data folder cannot be made or entered */
    STORE_READ_ONLY, /* folder or file cannot be written */
    STORE_FULL,      /* no space left; nothing of this transaction was kept */
    STORE_BUSY,      /* another process kept it locked for longer than we wait */
    STORE_NEWER,     /* written by a newer version of this program; untouched */
    STORE_DAMAGED,   /* not a database, or a damaged one; untouched */
    STORE_CONFLICT,  /* the same device and sequence with other content; not appended */
    STORE_GAP,       /* a sequence that leaves out earlier ones of its device; not appended */
    STORE_MEMORY,
    STORE_IO /* any other failure of the disk */
} store_result;

typedef struct {
    const char *device; /* 32 hex digits */
    uint64_t sequence;  /* 1 .. 2^53-1 */
    int64_t at_ms;      /* Unix time, shown only */
    const char *kind;
    const char *body; /* canonical JSON */
    size_t body_bytes;
} store_event;

enum { STORE_MESSAGE_BYTES = 512 };

/* Opens folder/limber.db, making folder (0700; not the folders above it) and file (0600) where
 * missing, and brings an older file up to date in one transaction. On failure *out is NULL and
 * message says what was wrong, where, and what the person can do; a damaged or newer file is left
 * as it is. */
STORE_MUST_USE store_result limber_store_open(const char *folder, limber_store **out,
                                              char message[STORE_MESSAGE_BYTES]);
void limber_store_close(limber_store *store); /* NULL is fine; an open transaction is undone */

/* Appending: begin, append any number, commit. *stored is false for a duplicate, which is harmless.
 * CONFLICT and GAP leave the transaction as it was before that append. After anything else but OK
 * from any of the three the transaction takes nothing more: call limber_store_undo; nothing was
 * kept. Only if IO came from the commit itself may all of it turn out to be there after a power
 * cut; sending it again is harmless. */
STORE_MUST_USE store_result limber_store_begin(limber_store *store);
STORE_MUST_USE store_result limber_store_append(limber_store *store, const store_event *event,
                                                bool *stored);
STORE_MUST_USE store_result limber_store_commit(limber_store *store);
void limber_store_undo(limber_store *store);

/* All or none of what is appended between mark and release; back to the mark with unmark. For one
 * request among several in a transaction. */
STORE_MUST_USE store_result limber_store_mark(limber_store *store);
STORE_MUST_USE store_result limber_store_release(limber_store *store);
void limber_store_unmark(limber_store *store);

/* Committed events with arrival > after, in order of arrival, until visit returns false. Pointers
 * are valid during the visit only, and the visit must not call the store. */
typedef bool store_visit(void *context, uint64_t arrival, const store_event *event);
STORE_MUST_USE store_result limber_store_read(limber_store *store, uint64_t after,
                                              store_visit *visit, void *context);

/* The newest arrival and the number of events; sees what other processes committed. */
STORE_MUST_USE store_result limber_store_last(limber_store *store, uint64_t *last, uint64_t *count);

/* This installation's own device, made at random with the file, and its next sequence. To be asked
 * after begin where other processes append as the same device, too. */
STORE_MUST_USE store_result limber_store_device(limber_store *store, char device[33],
                                                uint64_t *next_sequence);

/* What the last failure on this store was: a sentence, with the folder and what to do. */
const char *limber_store_message(const limber_store *store);

#endif
