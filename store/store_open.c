/* store_open.c: from a folder to a store that can be trusted, or to a reason why not.
 *
 * Nothing is written to the file before it has been found sound. */
#include "store_private.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

/* The newest arrival is also the number of events: see migrations/0001-event-log.sql. */
static const char *const statement_texts[STATEMENT_COUNT] = {
    [STATEMENT_BEGIN] = "BEGIN IMMEDIATE",
    [STATEMENT_COMMIT] = "COMMIT",
    [STATEMENT_UNDO] = "ROLLBACK",
    [STATEMENT_MARK] = "SAVEPOINT mark",
    [STATEMENT_RELEASE] = "RELEASE mark",
    [STATEMENT_UNMARK] = "ROLLBACK TO mark",
    [STATEMENT_APPEND] = "INSERT INTO event (device, sequence, at_ms, kind, body) "
                         "VALUES (?1, ?2, ?3, ?4, ?5) ON CONFLICT (device, sequence) DO NOTHING",
    [STATEMENT_FIND] = "SELECT at_ms, kind, body FROM event WHERE device = ?1 AND sequence = ?2",
    [STATEMENT_READ] = "SELECT arrival, device, sequence, at_ms, kind, body FROM event "
                       "WHERE arrival > ?1 AND arrival <= ?2 ORDER BY arrival",
    [STATEMENT_LAST] = "SELECT max(arrival) FROM event",
    [STATEMENT_LAST_OF_DEVICE] = "SELECT max(sequence) FROM event WHERE device = ?1",
};

static store_result open_database(limber_store *store) {
    int result = sqlite3_open_v2(store->path, &store->database,
                                 SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX |
                                     SQLITE_OPEN_PRIVATECACHE | SQLITE_OPEN_EXRESCODE,
                                 NULL);
    if (result == SQLITE_OK && sqlite3_db_readonly(store->database, "main") == 1) {
        result = SQLITE_READONLY;
    }
    return result == SQLITE_OK ? STORE_OK : store_fail(store, result);
}

/* A file from elsewhere must not be able to run anything, and a damaged one must stay as it is:
 * closing does not fold the log into it before allow_checkpoint. */
static store_result harden(limber_store *store) {
    static const struct {
        int option, value;
    } settings[] = {
        {SQLITE_DBCONFIG_DEFENSIVE, 1},        {SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0},
        {SQLITE_DBCONFIG_DQS_DML, 0},          {SQLITE_DBCONFIG_DQS_DDL, 0},
        {SQLITE_DBCONFIG_ENABLE_FKEY, 1},      {SQLITE_DBCONFIG_ENABLE_VIEW, 0},
        {SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1},
    };
    int result = sqlite3_busy_timeout(store->database, STORE_BUSY_WAIT_MS);
    for (size_t i = 0; result == SQLITE_OK && i < sizeof settings / sizeof settings[0]; i++) {
        result =
            sqlite3_db_config(store->database, settings[i].option, settings[i].value, (int *)NULL);
    }
    if (result == SQLITE_OK) {
        result = sqlite3_exec(store->database, "PRAGMA cell_size_check = ON", NULL, NULL, NULL);
    }
    return result == SQLITE_OK ? STORE_OK : store_fail(store, result);
}

/* FULL: a commit that returned is on the disk. A cache of 256 KiB holds every page that an append
 * needs. Nothing of the person goes to temporary files. */
static store_result settle(limber_store *store) {
    int result = sqlite3_exec(store->database,
                              "PRAGMA synchronous = FULL;"
                              "PRAGMA secure_delete = ON;"
                              "PRAGMA temp_store = MEMORY;"
                              "PRAGMA cache_size = -256",
                              NULL, NULL, NULL);
    return result == SQLITE_OK ? STORE_OK : store_fail_opening(store, result);
}

/* The first row's text; the copy is cut where it is longer. */
static int text(limber_store *store, const char *sql, char *out, size_t out_bytes) {
    sqlite3_stmt *statement = NULL;
    int result = sqlite3_prepare_v2(store->database, sql, -1, &statement, NULL);
    if (result != SQLITE_OK) {
        return result;
    }
    out[0] = '\0';
    if (sqlite3_step(statement) == SQLITE_ROW) {
        const unsigned char *value = sqlite3_column_text(statement, 0);
        snprintf(out, out_bytes, "%s", value != NULL ? (const char *)value : "");
    }
    return sqlite3_finalize(statement);
}

/* Reads every page: 28 ms for 100 000 events, some ten years of one person; 3 ms for the first. */
static store_result check_pages(limber_store *store) {
    char verdict[8];
    int result = text(store, "PRAGMA quick_check(1)", verdict, sizeof verdict);
    if (result != SQLITE_OK) {
        return store_fail_opening(store, result);
    }
    if (strcmp(verdict, "ok") != 0) {
        return store_fail(store, SQLITE_CORRUPT);
    }
    return STORE_OK;
}

static int64_t now_ms(void) {
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

/* SQLite does not wait here on its own while another process makes the same file. */
static int switch_to_log(limber_store *store, char *mode, size_t mode_bytes) {
    const int64_t end_ms = now_ms() + STORE_BUSY_WAIT_MS;
    int result;
    do {
        result = text(store, "PRAGMA journal_mode = WAL", mode, mode_bytes);
    } while ((result & 0xff) == SQLITE_BUSY && now_ms() < end_ms && sqlite3_sleep(5) >= 0);
    return result;
}

static store_result use_log(limber_store *store) {
    char mode[8];
    int result = switch_to_log(store, mode, sizeof mode);
    if (result != SQLITE_OK) {
        return store_fail(store, result);
    }
    if (strcmp(mode, "wal") != 0) {
        return store_say(store, STORE_IO,
                         "The disk of the data folder cannot be shared safely between programs. "
                         "Nothing was stored. Choose a data folder on a disk of this machine.");
    }
    return STORE_OK;
}

static store_result prepare_statements(limber_store *store) {
    for (int i = 0; i < STATEMENT_COUNT; i++) {
        int result = sqlite3_prepare_v3(store->database, statement_texts[i], -1,
                                        SQLITE_PREPARE_PERSISTENT, &store->statements[i], NULL);
        if (result != SQLITE_OK) {
            return store_fail_opening(store, result);
        }
    }
    return STORE_OK;
}

static store_result load_device(limber_store *store) {
    sqlite3_stmt *statement = NULL;
    int result = sqlite3_prepare_v2(store->database, "SELECT device FROM installation", -1,
                                    &statement, NULL);
    bool found = false;
    if (result == SQLITE_OK && sqlite3_step(statement) == SQLITE_ROW) {
        const void *device = sqlite3_column_blob(statement, 0);
        found = device != NULL && sqlite3_column_bytes(statement, 0) == STORE_DEVICE_BYTES;
        if (found) {
            memcpy(store->device, device, STORE_DEVICE_BYTES);
        }
    }
    int finalized = sqlite3_finalize(statement);
    if (result != SQLITE_OK || finalized != SQLITE_OK) {
        return store_fail_opening(store, result != SQLITE_OK ? result : finalized);
    }
    return found ? STORE_OK : store_fail_damaged(store, "it does not say which device it is");
}

static store_result allow_checkpoint(limber_store *store) {
    int result =
        sqlite3_db_config(store->database, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 0, (int *)NULL);
    return result == SQLITE_OK ? STORE_OK : store_fail(store, result);
}

static store_result prepare(limber_store *store) {
    static store_result (*const steps[])(limber_store *) = {
        store_files_ready, open_database, harden,        store_inspect,      settle,
        check_pages,       use_log,       store_migrate, prepare_statements, load_device,
        allow_checkpoint,
    };
    store_result result = STORE_OK;
    for (size_t i = 0; result == STORE_OK && i < sizeof steps / sizeof steps[0]; i++) {
        result = steps[i](store);
    }
    return result;
}

/* A relative path gets "./" so that SQLite cannot take a folder called "file:..." for an address.
 */
static bool set_folder(limber_store *store, const char *folder) {
    static const char name[] = "limber.db";
    size_t path_bytes = strlen(folder) + sizeof "./" + sizeof name;
    store->folder = strdup(folder);
    store->path = malloc(path_bytes);
    if (store->folder == NULL || store->path == NULL) {
        return false;
    }
    snprintf(store->path, path_bytes, "%s%s/%s", folder[0] == '/' ? "" : "./", folder, name);
    return true;
}

store_result limber_store_open(const char *folder, limber_store **out,
                               char message[STORE_MESSAGE_BYTES]) {
    *out = NULL;
    message[0] = '\0';
    limber_store *store = calloc(1, sizeof *store);
    if (store == NULL || !set_folder(store, folder)) {
        snprintf(message, STORE_MESSAGE_BYTES,
                 "There was not enough memory to open the data folder. Nothing was stored. Close "
                 "other programs and try again.");
        limber_store_close(store);
        return STORE_MEMORY;
    }
    store_result result = prepare(store);
    if (result != STORE_OK) {
        memcpy(message, store->message, STORE_MESSAGE_BYTES);
        limber_store_close(store);
        return result;
    }
    *out = store;
    return STORE_OK;
}

void limber_store_close(limber_store *store) {
    if (store == NULL) {
        return;
    }
    for (int i = 0; i < STATEMENT_COUNT; i++) {
        sqlite3_finalize(store->statements[i]);
    }
    sqlite3_close(store->database); /* undoes an open transaction */
    free(store->folder);
    free(store->path);
    free(store);
}
