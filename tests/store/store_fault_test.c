/* store_fault_test.c: every operation on the disk and every allocation fails once, and from then
 * on. Nothing that was acknowledged may be missing, nothing of what failed may be kept, and the
 * result must say what it was. */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "scratch.h"
#include "shim_vfs.h"
#include "store_private.h"

enum { TRANSACTIONS = 4, EACH = 3 };

typedef struct {
    shim_kind kind;
    int result;       /* what SQLite is told */
    int error_number; /* what it finds in errno */
    bool lasting;
    long at, seen; /* the at-th operation of this kind fails, counted from 1 */
} fault;

static int spoil(void *context, const shim_operation *operation) {
    fault *planned = context;
    if (operation->kind != planned->kind) {
        return SQLITE_OK;
    }
    planned->seen++;
    bool fails = planned->lasting ? planned->seen >= planned->at : planned->seen == planned->at;
    if (fails) {
        errno = planned->error_number;
    }
    return fails ? planned->result : SQLITE_OK;
}

/* What was told to the person. */
typedef struct {
    size_t acknowledged; /* transactions */
    size_t refused;
    store_result opening, first_failure;
} told;

/* After a failed append nothing more may be taken, even if SQLite has undone the transaction on its
 * own and the disk is well again. */
static void check_spoiled(limber_store *store, size_t number, store_result result) {
    bool stored = false;
    assert_int_equal(append_sample(store, 'f', number * EACH + 1, &stored), result);
    assert_false(stored);
    assert_int_equal(limber_store_mark(store), result);
    assert_int_equal(limber_store_commit(store), result);
}

/* A refused transaction is tried once again, as the server's client would. */
static store_result try_transaction(limber_store *store, size_t number) {
    store_result result = limber_store_begin(store);
    for (uint64_t i = 1; result == STORE_OK && i <= EACH; i++) {
        bool stored = false;
        result = append_sample(store, 'f', number * EACH + i, &stored);
        if (result != STORE_OK) {
            check_spoiled(store, number, result);
        }
    }
    if (result == STORE_OK) {
        result = limber_store_commit(store);
    }
    if (result != STORE_OK) {
        assert_in_range(strlen(limber_store_message(store)), 40, STORE_MESSAGE_BYTES - 1);
        limber_store_undo(store);
    }
    return result;
}

static bool count_up(void *context, uint64_t arrival, const store_event *event) {
    (void)event;
    size_t *count = context;
    (*count)++;
    return arrival == *count;
}

static void note_failure(told *answer, store_result result) {
    if (answer->first_failure == STORE_OK) {
        answer->first_failure = result;
    }
}

static told work(const char *folder) {
    char message[STORE_MESSAGE_BYTES];
    told answer = {0};
    limber_store *store = NULL;
    answer.opening = limber_store_open(folder, &store, message);
    if (answer.opening != STORE_OK) {
        assert_null(store);
        assert_in_range(strlen(message), 40, STORE_MESSAGE_BYTES - 1);
        answer.first_failure = answer.opening;
        return answer;
    }
    for (size_t tries = 0; tries < 2 * TRANSACTIONS && answer.acknowledged < TRANSACTIONS;
         tries++) {
        store_result result = try_transaction(store, answer.acknowledged);
        if (result == STORE_OK) {
            answer.acknowledged++;
        } else {
            answer.refused++;
            note_failure(&answer, result);
        }
        size_t count = 0;
        result = limber_store_read(store, 0, count_up, &count);
        if (result == STORE_OK) {
            assert_int_equal(count, answer.acknowledged * EACH);
        } else {
            note_failure(&answer, result);
        }
    }
    limber_store_close(store);
    return answer;
}

/* After the fault is gone: a failed sync may have reached the disk all the same. */
static void check_kept(const char *folder, const told *answer, bool exactly) {
    limber_store *store = open_store(folder);
    kept list = read_all(store, 0);
    size_t transactions = list.count / EACH;
    assert_int_equal(list.count % EACH, 0);
    if (exactly) {
        assert_int_equal(transactions, answer->acknowledged);
    } else {
        assert_in_range(transactions, answer->acknowledged, answer->acknowledged + 1);
    }
    for (size_t i = 0; i < list.count; i++) {
        sample made;
        make_sample(&made, 'f', i + 1);
        assert_string_equal(list.events[i].body, made.body);
    }
    forget(&list);
    limber_store_close(store);
}

static told run_once(const char *parent, fault *planned) {
    char folder[SCRATCH_PATH_BYTES];
    scratch_path(folder, parent, "data");
    planned->seen = 0;
    shim_enter(spoil, planned);
    told answer = work(folder);
    shim_leave();
    check_kept(folder, &answer, planned->kind != SHIM_SYNC);
    scratch_remove(folder);
    return answer;
}

/* Returns how many of the runs ended in a failure that the person was told. */
static size_t fail_each(const char *parent, shim_kind kind, int result, int error_number,
                        store_result expected) {
    size_t told_count = 0;
    for (int lasting = 0; lasting < 2; lasting++) {
        for (long at = 1;; at++) {
            fault planned = {kind, result, error_number, lasting == 1, at, 0};
            told answer = run_once(parent, &planned);
            if (planned.seen < at) {
                break;
            }
            if (answer.first_failure != STORE_OK) {
                told_count++;
                assert_int_equal(answer.first_failure, expected);
            } else {
                assert_int_equal(answer.acknowledged, TRANSACTIONS);
            }
            assert_true(at < 1000);
        }
    }
    return told_count;
}

static void store_says_full_at_every_write_and_keeps_what_it_acknowledged(void **state) {
    size_t told_count = fail_each(*state, SHIM_WRITE, SQLITE_FULL, ENOSPC, STORE_FULL);
    print_message("# %zu writes told as full\n", told_count);
    assert_true(told_count > 30);
}

static void store_says_full_when_the_shared_file_has_no_space(void **state) {
    assert_true(fail_each(*state, SHIM_SHARE, SQLITE_IOERR_SHMSIZE, ENOSPC, STORE_FULL) > 1);
}

static void store_says_disk_failure_at_every_write(void **state) {
    assert_true(fail_each(*state, SHIM_WRITE, SQLITE_IOERR_WRITE, EIO, STORE_IO) > 30);
}

static void store_says_disk_failure_at_every_sync(void **state) {
    assert_true(fail_each(*state, SHIM_SYNC, SQLITE_IOERR_FSYNC, EIO, STORE_IO) > 10);
}

static void store_says_disk_failure_at_every_read(void **state) {
    assert_true(fail_each(*state, SHIM_READ, SQLITE_IOERR_READ, EIO, STORE_IO) > 2);
}

static void store_survives_failing_truncations_and_deletions(void **state) {
    fail_each(*state, SHIM_TRUNCATE, SQLITE_IOERR_TRUNCATE, EIO, STORE_IO);
    assert_true(fail_each(*state, SHIM_DELETE, SQLITE_IOERR_DELETE, EIO, STORE_IO) > 0);
}

static void store_says_read_only_when_files_cannot_be_opened(void **state) {
    assert_true(fail_each(*state, SHIM_OPEN, SQLITE_CANTOPEN, EACCES, STORE_READ_ONLY) > 2);
}

/* --- Memory ----------------------------------------------------------------------------------- */

static struct {
    sqlite3_mem_methods real;
    long at, seen;
    bool lasting;
} memory;

static bool memory_fails(void) {
    memory.seen++;
    return memory.at > 0 && (memory.lasting ? memory.seen >= memory.at : memory.seen == memory.at);
}

static void *spoiled_malloc(int bytes) {
    return memory_fails() ? NULL : memory.real.xMalloc(bytes);
}

static void *spoiled_realloc(void *piece, int bytes) {
    return memory_fails() ? NULL : memory.real.xRealloc(piece, bytes);
}

static int set_memory_methods(void) {
    sqlite3_mem_methods spoiled;
    if (sqlite3_config(SQLITE_CONFIG_GETMALLOC, &memory.real) != SQLITE_OK) {
        return 1;
    }
    spoiled = memory.real;
    spoiled.xMalloc = spoiled_malloc;
    spoiled.xRealloc = spoiled_realloc;
    return sqlite3_config(SQLITE_CONFIG_MALLOC, &spoiled) == SQLITE_OK ? 0 : 1;
}

static void store_survives_the_failure_of_every_allocation(void **state) {
    char folder[SCRATCH_PATH_BYTES];
    size_t told_count = 0;
    size_t runs = 0;
    scratch_path(folder, *state, "data");
    for (int lasting = 0; lasting < 2; lasting++) {
        bool reached = true;
        for (long at = 1; reached; at++, runs++) {
            memory.at = at;
            memory.lasting = lasting == 1;
            memory.seen = 0;
            told answer = work(folder);
            reached = memory.seen >= at;
            memory.at = 0;
            if (answer.first_failure != STORE_OK) {
                told_count++;
                assert_int_equal(answer.first_failure, STORE_MEMORY);
            }
            check_kept(folder, &answer, true);
            scratch_remove(folder);
        }
    }
    print_message("# %zu failing allocations, %zu told\n", runs, told_count);
    assert_true(told_count > 200);
}

#define CLAIM(claim) cmocka_unit_test_setup_teardown(claim, scratch_setup, scratch_teardown)

int main(void) {
    const struct CMUnitTest claims[] = {
        CLAIM(store_says_full_at_every_write_and_keeps_what_it_acknowledged),
        CLAIM(store_says_full_when_the_shared_file_has_no_space),
        CLAIM(store_says_disk_failure_at_every_write),
        CLAIM(store_says_disk_failure_at_every_sync),
        CLAIM(store_says_disk_failure_at_every_read),
        CLAIM(store_survives_failing_truncations_and_deletions),
        CLAIM(store_says_read_only_when_files_cannot_be_opened),
        CLAIM(store_survives_the_failure_of_every_allocation),
    };
    if (set_memory_methods() != 0) {
        return 1;
    }
    return cmocka_run_group_tests(claims, NULL, NULL);
}
