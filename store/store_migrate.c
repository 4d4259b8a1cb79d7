/* store_migrate.c: what kind of file this is, and bringing it up to date. */
#include "migrations.h"
#include "store_private.h"

#include <errno.h>
#include <stdio.h>
#include <sys/random.h>

static int execute(limber_store *store, const char *sql) {
    return sqlite3_exec(store->database, sql, NULL, NULL, NULL);
}

static int number_of(limber_store *store, const char *sql, int64_t *number) {
    sqlite3_stmt *statement = NULL;
    int result = sqlite3_prepare_v2(store->database, sql, -1, &statement, NULL);
    if (result != SQLITE_OK) {
        return result;
    }
    result = sqlite3_step(statement);
    *number = result == SQLITE_ROW ? sqlite3_column_int64(statement, 0) : 0;
    int finalized = sqlite3_finalize(statement);
    return result == SQLITE_ROW || result == SQLITE_DONE ? finalized : result;
}

/* Inside a read transaction, so that the three answers belong together. */
static store_result judge(limber_store *store) {
    int64_t application = 0;
    int64_t applied = 0;
    int64_t tables = 0;
    int result = number_of(store, "PRAGMA application_id", &application);
    if (result == SQLITE_OK) {
        result = number_of(store, "PRAGMA user_version", &applied);
    }
    if (result != SQLITE_OK) {
        return store_fail(store, result);
    }
    if (application == STORE_APPLICATION_ID && applied > store_migration_count) {
        return store_fail_newer(store, (int)applied);
    }
    result = number_of(store, "SELECT count(*) FROM sqlite_schema", &tables);
    if (result != SQLITE_OK) {
        return store_fail_opening(store, result);
    }
    /* SQLite opens a file of a later file format for reading only. */
    if (sqlite3_db_readonly(store->database, "main") == 1) {
        return store_fail_damaged(store, "its header asks for a newer SQLite");
    }
    bool is_new = application == 0 && applied == 0 && tables == 0;
    bool is_ours = application == STORE_APPLICATION_ID && applied > 0;
    if (!is_new && !is_ours) {
        return store_fail_damaged(store, "it is a database, but not one of this program");
    }
    return STORE_OK;
}

store_result store_inspect(limber_store *store) {
    int result = execute(store, "BEGIN");
    if (result != SQLITE_OK) {
        return store_fail(store, result);
    }
    store_result judgement = judge(store);
    result = execute(store, "ROLLBACK");
    if (judgement == STORE_OK && result != SQLITE_OK) {
        return store_fail(store, result);
    }
    return judgement;
}

static int insert_device(limber_store *store) {
    unsigned char device[STORE_DEVICE_BYTES];
    ssize_t got;
    do {
        got = getrandom(device, sizeof device, 0);
    } while (got < 0 && errno == EINTR);
    if (got != (ssize_t)sizeof device) {
        return SQLITE_IOERR;
    }
    sqlite3_stmt *statement = NULL;
    int result = sqlite3_prepare_v2(store->database,
                                    "INSERT OR IGNORE INTO installation (only, device) "
                                    "VALUES (1, ?1)",
                                    -1, &statement, NULL);
    if (result != SQLITE_OK) {
        return result;
    }
    result = sqlite3_bind_blob(statement, 1, device, sizeof device, SQLITE_STATIC);
    if (result == SQLITE_OK) {
        sqlite3_step(statement);
    }
    int finalized = sqlite3_finalize(statement);
    return result == SQLITE_OK ? finalized : result;
}

/* The version is asked again: another process may have been here since. */
static int apply_missing(limber_store *store) {
    char marks[96];
    int64_t version = 0;
    int result = number_of(store, "PRAGMA user_version", &version);
    for (; result == SQLITE_OK && version < store_migration_count; version++) {
        result = execute(store, store_migrations[version]);
    }
    snprintf(marks, sizeof marks, "PRAGMA application_id = %d; PRAGMA user_version = %lld",
             STORE_APPLICATION_ID, (long long)version);
    if (result == SQLITE_OK) {
        result = execute(store, marks);
    }
    return result == SQLITE_OK ? insert_device(store) : result;
}

store_result store_migrate(limber_store *store) {
    int64_t version = 0;
    int result = number_of(store, "PRAGMA user_version", &version);
    if (result == SQLITE_OK && version == store_migration_count) {
        return STORE_OK;
    }
    if (result == SQLITE_OK) {
        result = execute(store, "BEGIN IMMEDIATE");
    }
    if (result == SQLITE_OK) {
        result = apply_missing(store);
    }
    if (result == SQLITE_OK) {
        result = execute(store, "COMMIT");
    }
    if (result == SQLITE_OK) {
        return STORE_OK;
    }
    store_result failure = store_fail(store, result);
    if (!sqlite3_get_autocommit(store->database)) {
        execute(store, "ROLLBACK");
    }
    return failure;
}
