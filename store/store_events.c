/* store_events.c: transactions, appending and reading. */
#include "store_private.h"

#include <string.h>

enum { DEVICE_DIGITS = 2 * STORE_DEVICE_BYTES };

/* Puts a statement back so that it can run again, and passes its result on. */
static int finish(sqlite3_stmt *statement, int step_result) {
    sqlite3_reset(statement);
    return step_result == SQLITE_ROW || step_result == SQLITE_DONE ? SQLITE_OK : step_result;
}

static int run(limber_store *store, store_statement which) {
    sqlite3_stmt *statement = store->statements[which];
    return finish(statement, sqlite3_step(statement));
}

static int number_of(limber_store *store, store_statement which, int64_t *number) {
    sqlite3_stmt *statement = store->statements[which];
    int stepped = sqlite3_step(statement);
    *number = stepped == SQLITE_ROW ? sqlite3_column_int64(statement, 0) : 0;
    return finish(statement, stepped);
}

/* After a failure inside a transaction SQLite may have undone all of it on its own; what is
 * appended then must not be committed one by one, so the transaction is over for us. */
static store_result spoil(limber_store *store, int sqlite_result) {
    store->failure = store_fail(store, sqlite_result);
    return store->failure;
}

static store_result usable(limber_store *store) {
    if (!store->in_transaction) {
        return store_say(store, STORE_IO,
                         "Events can be stored only between begin and commit. "
                         "Nothing was stored. Please report it.");
    }
    return store->failure;
}

static store_result run_inside(limber_store *store, store_statement which) {
    store_result result = usable(store);
    if (result != STORE_OK) {
        return result;
    }
    int ran = run(store, which);
    return ran == SQLITE_OK ? STORE_OK : spoil(store, ran);
}

store_result limber_store_begin(limber_store *store) {
    int result = run(store, STATEMENT_BEGIN);
    if (result != SQLITE_OK) {
        return store_fail(store, result);
    }
    store->in_transaction = true;
    store->failure = STORE_OK;
    store->tail_sequence = 0;
    result = number_of(store, STATEMENT_LAST, &store->committed);
    if (result != SQLITE_OK) {
        limber_store_undo(store);
        return store_fail(store, result);
    }
    return STORE_OK;
}

store_result limber_store_commit(limber_store *store) {
    store_result result = run_inside(store, STATEMENT_COMMIT);
    if (result == STORE_OK) {
        store->in_transaction = false;
    }
    return result;
}

void limber_store_undo(limber_store *store) {
    if (!sqlite3_get_autocommit(store->database)) {
        run(store, STATEMENT_UNDO);
    }
    store->in_transaction = false;
    store->failure = STORE_OK;
}

store_result limber_store_mark(limber_store *store) {
    return run_inside(store, STATEMENT_MARK);
}

store_result limber_store_release(limber_store *store) {
    return run_inside(store, STATEMENT_RELEASE);
}

void limber_store_unmark(limber_store *store) {
    store->tail_sequence = 0;
    if (run_inside(store, STATEMENT_UNMARK) == STORE_OK) {
        (void)run_inside(store, STATEMENT_RELEASE);
    }
}

static int digit_value(char digit) {
    if (digit >= '0' && digit <= '9') {
        return digit - '0';
    }
    return digit >= 'a' && digit <= 'f' ? digit - 'a' + 10 : -1;
}

static bool device_from_digits(const char *digits, unsigned char device[STORE_DEVICE_BYTES]) {
    for (size_t i = 0; i < STORE_DEVICE_BYTES; i++) {
        int high = digit_value(digits[2 * i]);
        int low = high < 0 ? -1 : digit_value(digits[2 * i + 1]);
        if (low < 0) {
            return false;
        }
        device[i] = (unsigned char)(high * 16 + low);
    }
    return digits[DEVICE_DIGITS] == '\0';
}

static void device_to_digits(const unsigned char device[STORE_DEVICE_BYTES],
                             char digits[DEVICE_DIGITS + 1]) {
    static const char names[] = "0123456789abcdef";
    for (size_t i = 0; i < STORE_DEVICE_BYTES; i++) {
        digits[2 * i] = names[device[i] >> 4];
        digits[2 * i + 1] = names[device[i] & 15];
    }
    digits[DEVICE_DIGITS] = '\0';
}

static int bind_identity(sqlite3_stmt *statement, const unsigned char *device, uint64_t sequence) {
    int result = sqlite3_bind_blob(statement, 1, device, STORE_DEVICE_BYTES, SQLITE_STATIC);
    return result == SQLITE_OK ? sqlite3_bind_int64(statement, 2, (sqlite3_int64)sequence) : result;
}

static int insert(limber_store *store, const store_event *event, const unsigned char *device) {
    sqlite3_stmt *statement = store->statements[STATEMENT_APPEND];
    int result = bind_identity(statement, device, event->sequence);
    if (result == SQLITE_OK) {
        result = sqlite3_bind_int64(statement, 3, event->at_ms);
    }
    if (result == SQLITE_OK) {
        result = sqlite3_bind_text(statement, 4, event->kind, -1, SQLITE_STATIC);
    }
    if (result == SQLITE_OK) {
        result = sqlite3_bind_text64(statement, 5, event->body, event->body_bytes, SQLITE_STATIC,
                                     SQLITE_UTF8);
    }
    return result == SQLITE_OK ? finish(statement, sqlite3_step(statement)) : result;
}

static bool column_equals(sqlite3_stmt *statement, int column, const char *bytes, size_t count) {
    /* As a blob: the bytes as they are stored, never converted. */
    const void *stored = sqlite3_column_blob(statement, column);
    return (size_t)sqlite3_column_bytes(statement, column) == count &&
           (count == 0 || memcmp(stored, bytes, count) == 0);
}

/* The same identity is there: is it the same event? */
static store_result compare(limber_store *store, const store_event *event,
                            const unsigned char *device) {
    sqlite3_stmt *statement = store->statements[STATEMENT_FIND];
    int result = bind_identity(statement, device, event->sequence);
    int stepped = result == SQLITE_OK ? sqlite3_step(statement) : result;
    bool same = stepped == SQLITE_ROW && sqlite3_column_int64(statement, 0) == event->at_ms &&
                column_equals(statement, 1, event->kind, strlen(event->kind)) &&
                column_equals(statement, 2, event->body, event->body_bytes);
    result = finish(statement, stepped);
    if (result != SQLITE_OK) {
        return spoil(store, result);
    }
    if (!same) {
        return store_say(store, STORE_CONFLICT,
                         "Device %s has stored another event as number %llu already. The new one "
                         "was not stored: what happened is never changed. Give it the device's "
                         "next number.",
                         event->device, (unsigned long long)event->sequence);
    }
    return STORE_OK;
}

static int last_of_device(limber_store *store, const unsigned char *device, int64_t *last) {
    sqlite3_stmt *statement = store->statements[STATEMENT_LAST_OF_DEVICE];
    int result = sqlite3_bind_blob(statement, 1, device, STORE_DEVICE_BYTES, SQLITE_STATIC);
    return result == SQLITE_OK ? number_of(store, STATEMENT_LAST_OF_DEVICE, last) : result;
}

/* No event may leave out an earlier one of its device. */
static store_result check_order(limber_store *store, const store_event *event,
                                const unsigned char *device) {
    int64_t last = 0;
    if (event->sequence == store->tail_sequence + 1 && store->tail_sequence > 0 &&
        memcmp(device, store->tail_device, STORE_DEVICE_BYTES) == 0) {
        return STORE_OK;
    }
    int result = last_of_device(store, device, &last);
    if (result != SQLITE_OK) {
        return spoil(store, result);
    }
    if (event->sequence >= 1 && event->sequence <= (uint64_t)last + 1) {
        return STORE_OK;
    }
    return store_say(store, STORE_GAP,
                     "Event %llu of device %s leaves out earlier ones and was not stored: the last "
                     "one here is %lld. Send number %lld first.",
                     (unsigned long long)event->sequence, event->device, (long long)last,
                     (long long)last + 1);
}

static void remember_tail(limber_store *store, const unsigned char *device, uint64_t sequence) {
    memcpy(store->tail_device, device, STORE_DEVICE_BYTES);
    store->tail_sequence = sequence;
}

store_result limber_store_append(limber_store *store, const store_event *event, bool *stored) {
    unsigned char device[STORE_DEVICE_BYTES];
    *stored = false;
    store_result result = usable(store);
    if (result != STORE_OK) {
        return result;
    }
    if (!device_from_digits(event->device, device)) {
        store->failure = store_say(store, STORE_IO,
                                   "The device of an event is not 32 hex digits (0-9, a-f). "
                                   "Nothing was stored. Please report it.");
        return store->failure;
    }
    result = check_order(store, event, device);
    if (result != STORE_OK) {
        return result;
    }
    int inserted = insert(store, event, device);
    if (inserted != SQLITE_OK) {
        return spoil(store, inserted);
    }
    *stored = sqlite3_changes(store->database) == 1;
    if (!*stored) {
        return compare(store, event, device);
    }
    remember_tail(store, device, event->sequence);
    return STORE_OK;
}

/* SQLITE_ROW asks for the next row, SQLITE_DONE ends the reading, anything else is a failure. A row
 * that is not as it was written is not handed out. */
static int hand_out(sqlite3_stmt *row, store_visit *visit, void *context) {
    char device[DEVICE_DIGITS + 1];
    const void *device_bytes = sqlite3_column_blob(row, 1);
    if (device_bytes == NULL || sqlite3_column_bytes(row, 1) != STORE_DEVICE_BYTES) {
        return SQLITE_CORRUPT;
    }
    device_to_digits(device_bytes, device);
    const store_event event = {
        .device = device,
        .sequence = (uint64_t)sqlite3_column_int64(row, 2),
        .at_ms = sqlite3_column_int64(row, 3),
        .kind = (const char *)sqlite3_column_text(row, 4),
        .body = (const char *)sqlite3_column_text(row, 5),
        .body_bytes = (size_t)sqlite3_column_bytes(row, 5),
    };
    if (event.kind == NULL || event.body == NULL) {
        bool no_memory = sqlite3_errcode(sqlite3_db_handle(row)) == SQLITE_NOMEM;
        return no_memory ? SQLITE_NOMEM : SQLITE_CORRUPT;
    }
    return visit(context, (uint64_t)sqlite3_column_int64(row, 0), &event) ? SQLITE_ROW
                                                                          : SQLITE_DONE;
}

store_result limber_store_read(limber_store *store, uint64_t after, store_visit *visit,
                               void *context) {
    sqlite3_stmt *statement = store->statements[STATEMENT_READ];
    if (after > INT64_MAX) {
        return STORE_OK;
    }
    int result = sqlite3_bind_int64(statement, 1, (sqlite3_int64)after);
    if (result == SQLITE_OK) {
        result =
            sqlite3_bind_int64(statement, 2, store->in_transaction ? store->committed : INT64_MAX);
    }
    if (result != SQLITE_OK) {
        return store_fail(store, result);
    }
    do {
        result = sqlite3_step(statement);
        if (result == SQLITE_ROW) {
            result = hand_out(statement, visit, context);
        }
    } while (result == SQLITE_ROW);
    result = finish(statement, result);
    return result == SQLITE_OK ? STORE_OK : store_fail(store, result);
}

store_result limber_store_last(limber_store *store, uint64_t *last, uint64_t *count) {
    int64_t newest = store->committed;
    if (!store->in_transaction) {
        int result = number_of(store, STATEMENT_LAST, &newest);
        if (result != SQLITE_OK) {
            return store_fail(store, result);
        }
    }
    *last = (uint64_t)newest;
    *count = (uint64_t)newest;
    return STORE_OK;
}

store_result limber_store_device(limber_store *store, char device[33], uint64_t *next_sequence) {
    int64_t last = 0;
    int result = last_of_device(store, store->device, &last);
    if (result != SQLITE_OK) {
        return store_fail(store, result);
    }
    device_to_digits(store->device, device);
    *next_sequence = (uint64_t)last + 1;
    return STORE_OK;
}
