/* store_file_test.c: the folder, the file and what SQLite is told, as they lie on the disk. */
#include "scratch.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "store_private.h"

/* --- Who may read it -------------------------------------------------------------------------- */

static void store_is_private_under_any_umask(void **state) {
    static const mode_t umasks[] = {0, 022, 077, 0777};
    for (size_t i = 0; i < sizeof umasks / sizeof umasks[0]; i++) {
        char folder[SCRATCH_PATH_BYTES];
        scratch_path(folder, *state, "data");
        mode_t before = umask(umasks[i]);
        limber_store *store = open_store(folder);
        umask(before);
        store_samples(store, 'a', 1, 1);
        assert_int_equal(scratch_mode(*state, "data"), 0700);
        assert_int_equal(scratch_mode(folder, "limber.db"), 0600);
        assert_int_equal(scratch_mode(folder, "limber.db-wal"), 0600);
        assert_int_equal(scratch_mode(folder, "limber.db-shm"), 0600);
        limber_store_close(store);
        assert_int_equal(scratch_mode(folder, "limber.db"), 0600);
        scratch_remove(folder);
    }
}

static void store_takes_away_what_others_could_read(void **state) {
    char path[SCRATCH_PATH_BYTES];
    limber_store *first = open_store(*state);
    static const char *const names[] = {"limber.db", "limber.db-wal", "limber.db-shm"};
    store_samples(first, 'a', 1, 1);
    for (size_t i = 0; i < 3; i++) {
        scratch_path(path, *state, names[i]);
        assert_int_equal(chmod(path, 0666), 0);
    }
    limber_store *second = open_store(*state);
    for (size_t i = 0; i < 3; i++) {
        assert_int_equal(scratch_mode(*state, names[i]), 0600);
    }
    limber_store_close(second);
    limber_store_close(first);
}

static void store_leaves_the_mode_of_a_folder_it_did_not_make(void **state) {
    assert_int_equal(chmod(*state, 0755), 0);
    limber_store_close(open_store(*state));
    assert_int_equal(scratch_mode(*state, "."), 0755);
}

static void store_leaves_one_file_behind_when_closed(void **state) {
    limber_store *store = open_store(*state);
    store_samples(store, 'a', 1, 5);
    limber_store_close(store);
    assert_true(scratch_size(*state, "limber.db") > 0);
    assert_int_equal(scratch_size(*state, "limber.db-wal"), -1);
    assert_int_equal(scratch_size(*state, "limber.db-shm"), -1);
    assert_int_equal(scratch_size(*state, "limber.db-journal"), -1);
}

static void store_takes_any_folder_name_as_a_name(void **state) {
    static const char *const names[] = {"file:x?mode=memory", "a b's \"c\" $(d)", "trailing/",
                                        "-dash", "\xc3\xa4"};
    char *before = getcwd(NULL, 0);
    assert_non_null(before);
    assert_int_equal(chdir(*state), 0);
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        limber_store *store = open_store(names[i]);
        store_samples(store, 'a', 1, 1);
        limber_store_close(store);
        assert_true(scratch_size(names[i], "limber.db") > 0);
    }
    assert_int_equal(chdir(before), 0);
    free(before);
}

/* --- Folders that cannot be used -------------------------------------------------------------- */

static void store_says_when_the_parent_is_missing(void **state) {
    char message[STORE_MESSAGE_BYTES];
    char folder[SCRATCH_PATH_BYTES];
    scratch_path(folder, *state, "missing/data");
    refuse_store(folder, STORE_NO_FOLDER, message);
    assert_non_null(strstr(message, folder));
    assert_non_null(strstr(message, "mkdir -p"));
    assert_int_equal(scratch_mode(*state, "missing"), -1);
}

static void store_says_when_the_folder_is_a_file(void **state) {
    char message[STORE_MESSAGE_BYTES];
    char folder[SCRATCH_PATH_BYTES];
    unsigned char letter = 'x';
    scratch_save(*state, "file", (scratch_bytes){&letter, 1});
    static const char *const names[] = {"file", "file/data"};
    for (size_t i = 0; i < 2; i++) {
        scratch_path(folder, *state, names[i]);
        refuse_store(folder, STORE_NO_FOLDER, message);
        assert_non_null(strstr(message, folder));
        assert_non_null(strstr(message, "is a file"));
    }
    assert_int_equal(scratch_size(*state, "file"), 1);
}

static void store_says_when_the_file_is_a_folder(void **state) {
    char message[STORE_MESSAGE_BYTES];
    char path[SCRATCH_PATH_BYTES];
    scratch_path(path, *state, "limber.db");
    assert_int_equal(mkdir(path, 0700), 0);
    refuse_store(*state, STORE_DAMAGED, message);
    assert_non_null(strstr(message, "not a file"));
}

static void store_message_stays_whole_with_a_very_long_folder_name(void **state) {
    char message[STORE_MESSAGE_BYTES];
    char name[251];
    char folder[SCRATCH_PATH_BYTES];
    memset(name, 'n', 250);
    name[250] = '\0';
    scratch_path(folder, *state, name);
    limber_store_close(open_store(folder));
    unsigned char letter = 'x';
    scratch_save(folder, "limber.db", (scratch_bytes){&letter, 1});
    refuse_store(folder, STORE_DAMAGED, message);
    assert_non_null(strstr(message, "mv limber.db*"));
}

/* Root may write anywhere, so as somebody who may not. In a process of its own. */
static void as_nobody(const char *folder, store_result expected, const char *in_message) {
    pid_t child = fork();
    assert_true(child >= 0);
    if (child == 0) {
        enum { NOBODY = 65534 };
        char message[STORE_MESSAGE_BYTES];
        limber_store *store = NULL;
        bool is_nobody = geteuid() != 0 || (setresgid(NOBODY, NOBODY, NOBODY) == 0 &&
                                            setresuid(NOBODY, NOBODY, NOBODY) == 0);
        store_result result = is_nobody ? limber_store_open(folder, &store, message) : STORE_OK;
        bool right = is_nobody && result == expected && strstr(message, in_message) != NULL &&
                     strstr(message, folder) != NULL;
        if (!right) {
            printf("# expected %d, got %d: %s\n", (int)expected, (int)result,
                   is_nobody ? message : "cannot change the user");
        }
        fflush(stdout);
        _exit(right ? 0 : 1);
    }
    int status = 0;
    assert_int_equal(waitpid(child, &status, 0), child);
    assert_true(WIFEXITED(status) && WEXITSTATUS(status) == 0);
}

static void store_says_when_the_folder_cannot_be_entered_or_made(void **state) {
    char folder[SCRATCH_PATH_BYTES];
    char inside[SCRATCH_PATH_BYTES];
    scratch_path(folder, *state, "closed");
    scratch_path(inside, folder, "data");
    assert_int_equal(chmod(*state, 0755), 0);
    assert_int_equal(mkdir(folder, 0), 0);
    as_nobody(folder, STORE_NO_FOLDER, "Permission denied");
    as_nobody(inside, STORE_NO_FOLDER, "Permission denied");
    assert_int_equal(chmod(folder, 0700), 0);
}

static void store_says_when_the_folder_or_the_file_is_read_only(void **state) {
    char path[SCRATCH_PATH_BYTES];
    limber_store_close(open_store(*state));
    scratch_path(path, *state, "limber.db");
    assert_int_equal(chmod(path, 0644), 0);
    assert_int_equal(chmod(*state, 0555), 0);
    as_nobody(*state, STORE_READ_ONLY, "Permission denied");
    assert_int_equal(chmod(path, 0444), 0);
    assert_int_equal(chmod(*state, 0777), 0);
    as_nobody(*state, STORE_READ_ONLY, "Permission denied");
}

/* --- Files that are not ours, not whole or not of this time ----------------------------------- */

typedef struct {
    scratch_bytes file, log;
} disk;

static disk look(const char *folder) {
    return (disk){scratch_load(folder, "limber.db"), scratch_load(folder, "limber.db-wal")};
}

static void same_bytes(scratch_bytes one, scratch_bytes other) {
    assert_int_equal(one.count, other.count);
    if (one.count > 0) {
        assert_memory_equal(one.bytes, other.bytes, one.count);
    }
}

static void forget_disk(disk *seen) {
    free(seen->file.bytes);
    free(seen->log.bytes);
}

static void refuse_untouched(const char *folder, store_result expected,
                             char message[STORE_MESSAGE_BYTES]) {
    disk before = look(folder);
    refuse_store(folder, expected, message);
    disk after = look(folder);
    same_bytes(before.file, after.file);
    same_bytes(before.log, after.log);
    forget_disk(&before);
    forget_disk(&after);
}

static void run_sql(const char *folder, const char *sql) {
    char path[SCRATCH_PATH_BYTES];
    char *problem = NULL;
    sqlite3 *database = NULL;
    scratch_path(path, folder, "limber.db");
    assert_int_equal(sqlite3_open(path, &database), SQLITE_OK);
    if (sqlite3_exec(database, sql, NULL, NULL, &problem) != SQLITE_OK) {
        fail_msg("%s: %s", sql, problem);
    }
    assert_int_equal(sqlite3_close(database), SQLITE_OK);
}

static scratch_bytes text_bytes(const char *text) {
    scratch_bytes content = {(unsigned char *)strdup(text), strlen(text)};
    assert_non_null(content.bytes);
    return content;
}

static void store_leaves_garbage_as_it_is(void **state) {
    static const char *const contents[] = {
        "x",
        "This is a shopping list.\n",
        "SQLite format 3",
        "SQLite format 3 and no more",
    };
    char message[STORE_MESSAGE_BYTES];
    for (size_t i = 0; i < sizeof contents / sizeof contents[0]; i++) {
        scratch_bytes garbage = text_bytes(contents[i]);
        scratch_save(*state, "limber.db", garbage);
        refuse_untouched(*state, STORE_DAMAGED, message);
        free(garbage.bytes);
    }
    uint64_t seed = 5;
    unsigned char noise[9000];
    for (size_t i = 0; i < sizeof noise; i++) {
        noise[i] = (unsigned char)random_next(&seed);
    }
    scratch_save(*state, "limber.db", (scratch_bytes){noise, sizeof noise});
    refuse_untouched(*state, STORE_DAMAGED, message);
}

/* What the message tells the person to type does what it says. */
static void store_message_sets_a_damaged_file_aside(void **state) {
    char folder[SCRATCH_PATH_BYTES];
    char message[STORE_MESSAGE_BYTES];
    char command[STORE_MESSAGE_BYTES];
    scratch_path(folder, *state, "it's \"mine\" $HOME");
    for (int round = 1; round <= 2; round++) {
        char aside[SCRATCH_PATH_BYTES];
        char name[24];
        limber_store_close(open_store(folder));
        scratch_bytes garbage = text_bytes("garbage");
        scratch_save(folder, "limber.db", garbage);
        refuse_untouched(folder, STORE_DAMAGED, message);
        assert_non_null(strstr(message, "kept as it is"));
        assert_non_null(strstr(message, "export"));
        char *start = strstr(message, "cd ");
        char *end = strstr(message, "  An export");
        assert_true(start != NULL && end > start);
        snprintf(command, sizeof command, "%.*s", (int)(end - start), start);
        assert_int_equal(system(command), 0);
        snprintf(name, sizeof name, "set-aside-%d", round);
        scratch_path(aside, folder, name);
        scratch_bytes kept_bytes = scratch_load(aside, "limber.db");
        same_bytes(kept_bytes, garbage);
        free(kept_bytes.bytes);
        free(garbage.bytes);
    }
    limber_store_close(open_store(folder));
}

static void store_takes_an_empty_file_for_a_new_one(void **state) {
    scratch_save(*state, "limber.db", (scratch_bytes){(unsigned char *)"", 0});
    limber_store *store = open_store(*state);
    store_samples(store, 'a', 1, 1);
    limber_store_close(store);
}

/* SQLite alone would delete the log, and with it the only copy of the events. */
static void store_leaves_an_empty_file_beside_a_full_log(void **state) {
    char message[STORE_MESSAGE_BYTES];
    limber_store *store = open_store(*state);
    store_samples(store, 'a', 1, 5);
    disk seen = look(*state);
    limber_store_close(store);
    assert_true(seen.log.count > 0);
    scratch_save(*state, "limber.db", (scratch_bytes){(unsigned char *)"", 0});
    scratch_save(*state, "limber.db-wal", seen.log);
    refuse_untouched(*state, STORE_DAMAGED, message);
    assert_non_null(strstr(message, "limber.db-wal"));
    forget_disk(&seen);
}

static void store_leaves_the_database_of_another_program(void **state) {
    char message[STORE_MESSAGE_BYTES];
    char path[SCRATCH_PATH_BYTES];
    scratch_path(path, *state, "limber.db");
    run_sql(*state, "CREATE TABLE photo (name TEXT); INSERT INTO photo VALUES ('a')");
    refuse_untouched(*state, STORE_DAMAGED, message);
    assert_non_null(strstr(message, "not one of this program"));
    assert_int_equal(unlink(path), 0);
    run_sql(*state, "PRAGMA application_id = 1234; PRAGMA user_version = 1");
    refuse_untouched(*state, STORE_DAMAGED, message);
}

static void store_leaves_a_newer_file_as_it_is(void **state) {
    char message[STORE_MESSAGE_BYTES];
    limber_store *store = open_store(*state);
    store_samples(store, 'a', 1, 5);
    limber_store_close(store);
    /* A table that this version could not even parse. */
    run_sql(*state, "PRAGMA user_version = 2; PRAGMA writable_schema = ON; INSERT INTO "
                    "sqlite_schema VALUES ('table', 'new', 'new', 0, 'CREATE FUTURE new')");
    refuse_untouched(*state, STORE_NEWER, message);
    assert_non_null(strstr(message, "format 2"));
    assert_non_null(strstr(message, "Update"));
}

/* The newer version may stand in the log only. */
static void store_leaves_a_newer_log_as_it_is(void **state) {
    char message[STORE_MESSAGE_BYTES];
    limber_store *store = open_store(*state);
    store_samples(store, 'a', 1, 5);
    assert_int_equal(sqlite3_exec(store->database, "PRAGMA user_version = 2", NULL, NULL, NULL),
                     SQLITE_OK);
    disk seen = look(*state);
    limber_store_close(store);
    scratch_save(*state, "limber.db", seen.file);
    scratch_save(*state, "limber.db-wal", seen.log);
    refuse_untouched(*state, STORE_NEWER, message);
    forget_disk(&seen);
}

static void store_refuses_a_file_without_its_tables_or_its_device(void **state) {
    char message[STORE_MESSAGE_BYTES];
    char path[SCRATCH_PATH_BYTES];
    scratch_path(path, *state, "limber.db");
    limber_store_close(open_store(*state));
    run_sql(*state, "DELETE FROM installation");
    refuse_untouched(*state, STORE_DAMAGED, message);
    assert_non_null(strstr(message, "which device"));
    assert_int_equal(unlink(path), 0);
    limber_store_close(open_store(*state));
    run_sql(*state, "DROP TABLE event");
    refuse_untouched(*state, STORE_DAMAGED, message);
    assert_non_null(strstr(message, "no such table"));
}

static scratch_bytes sound_file(const char *folder) {
    limber_store *store = open_store(folder);
    for (uint64_t first = 1; first <= 400; first += 50) {
        store_samples(store, 'a', first, first + 49);
    }
    limber_store_close(store);
    scratch_bytes sound = scratch_load(folder, "limber.db");
    assert_true(sound.count > 16 * 4096);
    return sound;
}

static void remove_companions(const char *folder) {
    char path[SCRATCH_PATH_BYTES];
    static const char *const names[] = {"limber.db-wal", "limber.db-shm", "limber.db-journal"};
    for (size_t i = 0; i < 3; i++) {
        scratch_path(path, folder, names[i]);
        assert_true(unlink(path) == 0 || errno == ENOENT);
    }
}

static void store_finds_every_truncation(void **state) {
    char message[STORE_MESSAGE_BYTES];
    scratch_bytes sound = sound_file(*state);
    for (size_t count = 1; count < sound.count; count += count < 512 ? 73 : 512) {
        scratch_save(*state, "limber.db", (scratch_bytes){sound.bytes, count});
        refuse_untouched(*state, STORE_DAMAGED, message);
        remove_companions(*state);
    }
    free(sound.bytes);
}

/* Opens a file of which one byte is wrong. It must be refused and left alone, or be usable. Returns
 * whether the damage was noticed. */
static bool survive_flip(const char *folder, scratch_bytes content) {
    char message[STORE_MESSAGE_BYTES];
    limber_store *store = NULL;
    remove_companions(folder);
    scratch_save(folder, "limber.db", content);
    store_result result = limber_store_open(folder, &store, message);
    if (result != STORE_OK) {
        if (result != STORE_DAMAGED && result != STORE_NEWER) {
            fail_msg("opening failed with %d: %s", (int)result, message);
        }
        scratch_bytes after = scratch_load(folder, "limber.db");
        same_bytes(content, after);
        free(after.bytes);
        return true;
    }
    uint64_t count = 0;
    uint64_t last = 0;
    bool stored = false;
    result = limber_store_last(store, &last, &count);
    if (result == STORE_OK) {
        result = limber_store_begin(store);
    }
    if (result == STORE_OK) {
        result = append_sample(store, 'b', 1, &stored);
    }
    if (result == STORE_OK) {
        result = limber_store_commit(store);
    }
    limber_store_undo(store);
    if (result != STORE_OK && result != STORE_DAMAGED) {
        fail_msg("working failed with %d: %s", (int)result, limber_store_message(store));
    }
    kept list = {NULL, 0};
    if (result == STORE_OK) {
        list = read_all(store, 0);
        assert_int_equal(list.count, 401);
    }
    forget(&list);
    limber_store_close(store);
    return result != STORE_OK;
}

static void store_survives_a_wrong_byte_anywhere_in_the_header(void **state) {
    scratch_bytes sound = sound_file(*state);
    size_t noticed = 0;
    for (size_t at = 0; at < 100; at++) {
        sound.bytes[at] ^= 0xff;
        bool found = survive_flip(*state, sound);
        sound.bytes[at] ^= 0xff;
        noticed += found;
        if (!found && (at < 16 || (at >= 68 && at < 72))) {
            fail_msg("a wrong byte %zu was not noticed", at);
        }
    }
    assert_in_range(noticed, 32, 100);
    free(sound.bytes);
}

static void store_survives_wrong_bytes_in_pages(void **state) {
    enum { FLIPS = 1500 };
    const char *given = getenv("LIMBER_TEST_SEED");
    uint64_t seed = given != NULL ? strtoull(given, NULL, 10) : 20261121;
    scratch_bytes sound = sound_file(*state);
    size_t noticed = 0;
    for (size_t i = 0; i < FLIPS; i++) {
        /* Every other one in the first bytes of a page, where its structure is. */
        size_t page = (size_t)random_below(&seed, sound.count / 4096);
        size_t at = page * 4096 + (size_t)random_below(&seed, i % 2 == 0 ? 64 : 4096);
        unsigned char flip = (unsigned char)(1 + random_below(&seed, 255));
        sound.bytes[at] ^= flip;
        noticed += survive_flip(*state, sound);
        sound.bytes[at] ^= flip;
    }
    assert_in_range(noticed, FLIPS / 5, FLIPS);
    free(sound.bytes);
}

/* --- What SQLite is told ---------------------------------------------------------------------- */

static int64_t pragma(limber_store *store, const char *sql) {
    sqlite3_stmt *statement = NULL;
    assert_int_equal(sqlite3_prepare_v2(store->database, sql, -1, &statement, NULL), SQLITE_OK);
    assert_int_equal(sqlite3_step(statement), SQLITE_ROW);
    int64_t value = sqlite3_column_int64(statement, 0);
    sqlite3_finalize(statement);
    return value;
}

static int refused(limber_store *store, const char *sql) {
    return sqlite3_exec(store->database, sql, NULL, NULL, NULL) != SQLITE_OK;
}

static void store_is_durable_private_and_defensive(void **state) {
    limber_store *store = open_store(*state);
    store_samples(store, 'a', 1, 2);
    assert_int_equal(pragma(store, "PRAGMA synchronous"), 2);
    assert_int_equal(pragma(store, "SELECT journal_mode = 'wal' FROM pragma_journal_mode"), 1);
    assert_int_equal(pragma(store, "PRAGMA foreign_keys"), 1);
    assert_int_equal(pragma(store, "PRAGMA secure_delete"), 1);
    assert_int_equal(pragma(store, "PRAGMA trusted_schema"), 0);
    assert_int_equal(pragma(store, "PRAGMA temp_store"), 2);
    assert_int_equal(pragma(store, "PRAGMA busy_timeout"), STORE_BUSY_WAIT_MS);
    assert_int_equal(pragma(store, "PRAGMA application_id"), STORE_APPLICATION_ID);
    assert_int_equal(pragma(store, "PRAGMA user_version"), 1);
    assert_int_equal(pragma(store, "SELECT count(*) FROM pragma_table_list WHERE schema = 'main' "
                                   "AND name NOT LIKE 'sqlite_%' AND NOT strict"),
                     0);
    assert_true(refused(store, "SELECT \"no such column\""));
    assert_true(refused(store, "PRAGMA writable_schema = ON; DELETE FROM sqlite_schema"));
    limber_store_close(store);
}

static void store_events_cannot_be_changed_or_deleted_even_by_sql(void **state) {
    limber_store *store = open_store(*state);
    store_samples(store, 'a', 1, 2);
    assert_true(refused(store, "UPDATE event SET body = '{}'"));
    assert_true(refused(store, "DELETE FROM event WHERE arrival = 1"));
    assert_true(refused(store, "INSERT INTO event SELECT 9, device, 3, 'text', kind, body "
                               "FROM event"));
    kept list = read_all(store, 0);
    sample made;
    make_sample(&made, 'a', 1);
    assert_int_equal(list.count, 2);
    assert_string_equal(list.events[0].body, made.body);
    forget(&list);
    limber_store_close(store);
}

static void store_says_when_another_program_keeps_it_locked(void **state) {
    limber_store *store = open_store(*state);
    limber_store *other = open_store(*state);
    bool stored = false;
    assert_int_equal(limber_store_begin(other), STORE_OK);
    assert_int_equal(sqlite3_busy_timeout(store->database, 50), SQLITE_OK);
    assert_int_equal(limber_store_begin(store), STORE_BUSY);
    assert_non_null(strstr(limber_store_message(store), "locked"));
    assert_non_null(strstr(limber_store_message(store), *state));
    assert_int_equal(append_sample(store, 'a', 1, &stored), STORE_IO);
    limber_store_undo(store);
    limber_store_undo(other);
    store_samples(store, 'a', 1, 1);
    limber_store_close(other);
    limber_store_close(store);
}

static void store_says_at_opening_that_it_is_locked(void **state) {
    char message[STORE_MESSAGE_BYTES];
    char path[SCRATCH_PATH_BYTES];
    sqlite3 *other = NULL;
    limber_store_close(open_store(*state));
    scratch_path(path, *state, "limber.db");
    assert_int_equal(sqlite3_open(path, &other), SQLITE_OK);
    assert_int_equal(sqlite3_exec(other,
                                  "PRAGMA locking_mode = EXCLUSIVE; BEGIN EXCLUSIVE;"
                                  "SELECT * FROM event",
                                  NULL, NULL, NULL),
                     SQLITE_OK);
    refuse_store(*state, STORE_BUSY, message);
    assert_int_equal(sqlite3_close(other), SQLITE_OK);
    limber_store_close(open_store(*state));
}

#define CLAIM(claim) cmocka_unit_test_setup_teardown(claim, scratch_setup, scratch_teardown)

int main(void) {
    const struct CMUnitTest claims[] = {
        CLAIM(store_is_private_under_any_umask),
        CLAIM(store_takes_away_what_others_could_read),
        CLAIM(store_leaves_the_mode_of_a_folder_it_did_not_make),
        CLAIM(store_leaves_one_file_behind_when_closed),
        CLAIM(store_takes_any_folder_name_as_a_name),
        CLAIM(store_says_when_the_parent_is_missing),
        CLAIM(store_says_when_the_folder_is_a_file),
        CLAIM(store_says_when_the_file_is_a_folder),
        CLAIM(store_message_stays_whole_with_a_very_long_folder_name),
        CLAIM(store_says_when_the_folder_cannot_be_entered_or_made),
        CLAIM(store_says_when_the_folder_or_the_file_is_read_only),
        CLAIM(store_leaves_garbage_as_it_is),
        CLAIM(store_message_sets_a_damaged_file_aside),
        CLAIM(store_takes_an_empty_file_for_a_new_one),
        CLAIM(store_leaves_an_empty_file_beside_a_full_log),
        CLAIM(store_leaves_the_database_of_another_program),
        CLAIM(store_leaves_a_newer_file_as_it_is),
        CLAIM(store_leaves_a_newer_log_as_it_is),
        CLAIM(store_refuses_a_file_without_its_tables_or_its_device),
        CLAIM(store_finds_every_truncation),
        CLAIM(store_survives_a_wrong_byte_anywhere_in_the_header),
        CLAIM(store_survives_wrong_bytes_in_pages),
        CLAIM(store_is_durable_private_and_defensive),
        CLAIM(store_events_cannot_be_changed_or_deleted_even_by_sql),
        CLAIM(store_says_when_another_program_keeps_it_locked),
        CLAIM(store_says_at_opening_that_it_is_locked),
    };
    return cmocka_run_group_tests(claims, NULL, NULL);
}
