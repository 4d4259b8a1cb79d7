/* store_private.h: what the files of the store share. Nobody else includes it but its own tests. */
#ifndef LIMBER_STORE_PRIVATE_H
#define LIMBER_STORE_PRIVATE_H

#include "store.h"

#include <sqlite3.h>

enum {
    STORE_APPLICATION_ID = 0x4C6D6272, /* "Lmbr", at its place in the header of the file */
    STORE_BUSY_WAIT_MS = 2000,
    STORE_DEVICE_BYTES = 16
};

typedef enum {
    STATEMENT_BEGIN,
    STATEMENT_COMMIT,
    STATEMENT_UNDO,
    STATEMENT_MARK,
    STATEMENT_RELEASE,
    STATEMENT_UNMARK,
    STATEMENT_APPEND,
    STATEMENT_FIND,
    STATEMENT_READ,
    STATEMENT_LAST,
    STATEMENT_LAST_OF_DEVICE,
    STATEMENT_COUNT
} store_statement;

struct limber_store {
    sqlite3 *database;
    sqlite3_stmt *statements[STATEMENT_COUNT];
    char *folder;
    char *path;
    bool in_transaction;
    store_result failure; /* what spoiled the open transaction, which can then only be undone */
    int64_t committed;    /* the newest arrival before the open transaction */
    /* The event appended last in the open transaction: what follows it needs no look-up. */
    unsigned char tail_device[STORE_DEVICE_BYTES];
    uint64_t tail_sequence; /* 0: not known */
    unsigned char device[STORE_DEVICE_BYTES];
    char message[STORE_MESSAGE_BYTES];
};

/* store_files.c: the folder and the file, before SQLite sees them. */
store_result store_files_ready(limber_store *store);

/* store_migrate.c: what kind of file this is, and bringing it up to date. */
store_result store_inspect(limber_store *store);
store_result store_migrate(limber_store *store);

/* store_message.c: each writes the message and returns the result. */
store_result store_fail(limber_store *store, int sqlite_result);
/* The same before the file is known to be ours: SQL that must work and does not means damage. */
store_result store_fail_opening(limber_store *store, int sqlite_result);
store_result store_fail_folder(limber_store *store, int error_number);
store_result store_fail_file(limber_store *store, int error_number);
store_result store_fail_damaged(limber_store *store, const char *what);
store_result store_fail_newer(limber_store *store, int version);
store_result store_say(limber_store *store, store_result result, const char *format, ...)
    __attribute__((format(printf, 3, 4)));

#endif
