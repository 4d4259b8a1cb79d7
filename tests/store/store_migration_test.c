/* store_migration_test.c: an older file is brought up to date wholly or not at all. Built with the
 * migrations of test_migrations.c. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "migrations.h"
#include "scratch.h"
#include "shim_vfs.h"
#include "store_private.h"

static void run_sql(sqlite3 *database, const char *sql) {
    char *problem = NULL;
    if (sqlite3_exec(database, sql, NULL, NULL, &problem) != SQLITE_OK) {
        fail_msg("%s: %s", sql, problem);
    }
}

/* A file of version 1, as that version left it, with so many events of different kinds or of one.
 */
static void make_first_version(const char *folder, bool same_kind) {
    char path[SCRATCH_PATH_BYTES];
    sqlite3 *database = NULL;
    scratch_path(path, folder, "limber.db");
    assert_int_equal(sqlite3_open(path, &database), SQLITE_OK);
    run_sql(database, "PRAGMA journal_mode = WAL");
    run_sql(database, store_migrations[0]);
    run_sql(database, "PRAGMA application_id = 0x4C6D6272; PRAGMA user_version = 1;"
                      "INSERT INTO installation VALUES (1, x'000102030405060708090a0b0c0d0e0f');");
    run_sql(database, same_kind ? "INSERT INTO event VALUES (1, zeroblob(16), 1, 0, 'a', '{}'), "
                                  "(2, zeroblob(16), 2, 0, 'a', '{}')"
                                : "INSERT INTO event VALUES (1, zeroblob(16), 1, 0, 'a', '{}'), "
                                  "(2, zeroblob(16), 2, 0, 'b', '{}')");
    assert_int_equal(sqlite3_close(database), SQLITE_OK);
}

static void check_up_to_date(const char *folder) {
    char device[33];
    uint64_t next = 0;
    limber_store *store = open_store(folder);
    run_sql(store->database, "INSERT INTO second VALUES (3); INSERT INTO third VALUES (3)");
    kept list = read_all(store, 0);
    assert_int_equal(list.count, 2);
    assert_string_equal(list.events[1].kind, "b");
    forget(&list);
    assert_int_equal(limber_store_device(store, device, &next), STORE_OK);
    assert_string_equal(device, "000102030405060708090a0b0c0d0e0f");
    limber_store_close(store);
}

static void store_brings_an_older_file_up_to_date_and_keeps_its_events(void **state) {
    make_first_version(*state, false);
    check_up_to_date(*state);
    check_up_to_date(*state);
}

static void store_leaves_an_older_file_as_it_is_when_a_step_fails(void **state) {
    char message[STORE_MESSAGE_BYTES];
    make_first_version(*state, true);
    scratch_bytes before = scratch_load(*state, "limber.db");
    refuse_store(*state, STORE_IO, message);
    assert_non_null(strstr(message, *state));
    scratch_bytes after = scratch_load(*state, "limber.db");
    assert_int_equal(before.count, after.count);
    assert_memory_equal(before.bytes, after.bytes, before.count);
    free(before.bytes);
    free(after.bytes);
}

typedef struct {
    long at, seen;
} failure;

static int fail_write(void *context, const shim_operation *operation) {
    failure *planned = context;
    bool writes = operation->kind == SHIM_WRITE || operation->kind == SHIM_SYNC;
    return writes && ++planned->seen >= planned->at ? SQLITE_FULL : SQLITE_OK;
}

static void store_survives_a_full_disk_at_every_write_of_bringing_up_to_date(void **state) {
    bool failed = true;
    long at = 1;
    for (; failed; at++) {
        char folder[SCRATCH_PATH_BYTES];
        char message[STORE_MESSAGE_BYTES];
        failure planned = {at, 0};
        limber_store *store = NULL;
        scratch_path(folder, *state, "data");
        limber_store_close(open_store(folder));
        char path[SCRATCH_PATH_BYTES];
        scratch_path(path, folder, "limber.db");
        assert_int_equal(remove(path), 0);
        make_first_version(folder, false);
        shim_enter(fail_write, &planned);
        store_result result = limber_store_open(folder, &store, message);
        limber_store_close(store);
        shim_leave();
        failed = planned.seen >= at;
        assert_true(result == STORE_OK || result == STORE_FULL);
        check_up_to_date(folder);
        scratch_remove(folder);
    }
    assert_true(at > 5);
}

#define CLAIM(claim) cmocka_unit_test_setup_teardown(claim, scratch_setup, scratch_teardown)

int main(void) {
    const struct CMUnitTest claims[] = {
        CLAIM(store_brings_an_older_file_up_to_date_and_keeps_its_events),
        CLAIM(store_leaves_an_older_file_as_it_is_when_a_step_fails),
        CLAIM(store_survives_a_full_disk_at_every_write_of_bringing_up_to_date),
    };
    return cmocka_run_group_tests(claims, NULL, NULL);
}
