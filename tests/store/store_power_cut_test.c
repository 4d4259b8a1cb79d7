/* store_power_cut_test.c: what was acknowledged survives the power going at any moment.
 *
 * LIMBER_TEST_SEED=n repeats or varies the random half. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "power_cut.h"
#include "scratch.h"
#include "store_private.h"

enum { TRANSACTIONS = 30, EVENTS_MAX = 4 * TRANSACTIONS, RANDOM_EACH = 8 };

/* What the person was told, and when: each transaction is acknowledged at a moment of the log. */
typedef struct {
    size_t events[TRANSACTIONS + 1];       /* in the store after so many transactions */
    size_t acknowledged[TRANSACTIONS + 1]; /* the moment of it */
    size_t count;                          /* transactions */
    size_t opened;                         /* the moment at which the first opening returned */
    char device[33];
} history;

static uint64_t chosen_seed(void) {
    const char *given = getenv("LIMBER_TEST_SEED");
    return given != NULL ? strtoull(given, NULL, 10) : 20261121;
}

/* Some fill several pages. */
static store_result append_numbered(limber_store *store, size_t number) {
    char body[12000];
    bool stored = false;
    size_t padding = number % 11 == 7 ? 9000 : number % 5 * 60;
    int bytes = snprintf(body, sizeof body, "{\"number\":%zu,\"padding\":\"%0*d\"}", number,
                         (int)padding + 1, 0);
    const store_event event = {
        "cccccccccccccccccccccccccccccccc", number, (int64_t)number, "input", body, (size_t)bytes};
    store_result result = limber_store_append(store, &event, &stored);
    assert_true(result != STORE_OK || stored);
    return result;
}

static limber_store *open_as(const char *folder, const char *synchronous) {
    limber_store *store = open_store(folder);
    /* Small, so that the log is folded into the file several times. */
    assert_int_equal(
        sqlite3_exec(store->database, "PRAGMA wal_autocheckpoint = 12", NULL, NULL, NULL),
        SQLITE_OK);
    if (synchronous != NULL) {
        assert_int_equal(sqlite3_exec(store->database, synchronous, NULL, NULL, NULL), SQLITE_OK);
    }
    return store;
}

static void transact(limber_store *store, history *told, const power_cut *log, uint64_t *seed) {
    size_t events = told->events[told->count];
    size_t wanted = events + 1 + (size_t)random_below(seed, 4);
    assert_int_equal(limber_store_begin(store), STORE_OK);
    while (events < wanted) {
        assert_int_equal(append_numbered(store, ++events), STORE_OK);
    }
    if (told->count % 3 == 0) {
        assert_int_equal(limber_store_mark(store), STORE_OK);
        assert_int_equal(append_numbered(store, events + 1), STORE_OK);
        limber_store_unmark(store);
    }
    assert_int_equal(limber_store_commit(store), STORE_OK);
    told->count++;
    told->events[told->count] = events;
    told->acknowledged[told->count] = power_cut_moments(log);
}

static power_cut *work(const char *folder, history *told, const char *synchronous) {
    uint64_t seed = chosen_seed();
    uint64_t next = 0;
    power_cut *log = power_cut_record(folder);
    limber_store *store = open_as(folder, synchronous);
    told->opened = power_cut_moments(log);
    assert_int_equal(limber_store_device(store, told->device, &next), STORE_OK);
    while (told->count < TRANSACTIONS) {
        transact(store, told, log, &seed);
        if (told->count % 12 == 0) {
            limber_store_close(store);
            store = open_as(folder, synchronous);
        }
        if (told->count % 7 == 0) {
            assert_int_equal(limber_store_begin(store), STORE_OK);
            assert_int_equal(append_numbered(store, told->events[told->count] + 1), STORE_OK);
            limber_store_undo(store);
        }
    }
    limber_store_close(store);
    power_cut_stop(log);
    return log;
}

static size_t acknowledged_at(const history *told, size_t moment) {
    size_t transactions = 0;
    while (transactions < told->count && told->acknowledged[transactions + 1] <= moment) {
        transactions++;
    }
    return told->events[transactions];
}

static bool ends_a_transaction(const history *told, size_t events) {
    for (size_t i = 0; i <= told->count; i++) {
        if (told->events[i] == events) {
            return true;
        }
    }
    return false;
}

static bool is_sound(limber_store *store) {
    sqlite3_stmt *statement = NULL;
    assert_int_equal(
        sqlite3_prepare_v2(store->database, "PRAGMA integrity_check", -1, &statement, NULL),
        SQLITE_OK);
    bool sound = sqlite3_step(statement) == SQLITE_ROW &&
                 strcmp((const char *)sqlite3_column_text(statement, 0), "ok") == 0;
    sqlite3_finalize(statement);
    return sound;
}

static void check_content(limber_store *store, const history *told, size_t moment, size_t count) {
    char device[33];
    uint64_t next = 0;
    kept list = read_all(store, 0);
    assert_int_equal(list.count, count);
    for (size_t i = 0; i < list.count; i++) {
        char start[32];
        snprintf(start, sizeof start, "{\"number\":%zu,", i + 1);
        assert_int_equal(list.events[i].arrival, i + 1);
        assert_int_equal(list.events[i].sequence, i + 1);
        assert_int_equal(strncmp(list.events[i].body, start, strlen(start)), 0);
    }
    forget(&list);
    assert_int_equal(limber_store_device(store, device, &next), STORE_OK);
    if (moment >= told->opened) {
        assert_string_equal(device, told->device);
    }
}

/* Opens what is left. Returns how many acknowledged events are missing; everything else that could
 * be wrong fails the test. */
static size_t lost_after(const char *folder, const history *told, size_t moment) {
    uint64_t last = 0;
    uint64_t count = 0;
    size_t expected = acknowledged_at(told, moment);
    limber_store *store = open_store(folder);
    assert_int_equal(limber_store_last(store, &last, &count), STORE_OK);
    assert_true(is_sound(store));
    check_content(store, told, moment, (size_t)count);
    if (!ends_a_transaction(told, (size_t)count)) {
        fail_msg("half a transaction: %zu events at moment %zu", (size_t)count, moment);
    }
    assert_int_equal(limber_store_begin(store), STORE_OK);
    assert_int_equal(append_numbered(store, (size_t)count + 1), STORE_OK);
    assert_int_equal(limber_store_commit(store), STORE_OK);
    limber_store_close(store);
    return count < expected ? expected - (size_t)count : 0;
}

static void make_rooms(const char *parent, char data[SCRATCH_PATH_BYTES],
                       char rebuilt[SCRATCH_PATH_BYTES]) {
    scratch_path(data, parent, "data");
    scratch_path(rebuilt, parent, "rebuilt");
    assert_int_equal(mkdir(data, 0700), 0);
    assert_int_equal(mkdir(rebuilt, 0700), 0);
}

/* At how many moments acknowledged events were lost, with `random_each` random cases more for each
 * moment. */
static size_t moments_that_lose(const char *parent, const char *synchronous, size_t random_each) {
    char data[SCRATCH_PATH_BYTES];
    char rebuilt[SCRATCH_PATH_BYTES];
    history told = {0};
    uint64_t seed = chosen_seed();
    size_t losing = 0;
    make_rooms(parent, data, rebuilt);
    power_cut *log = work(data, &told, synchronous);
    size_t moments = power_cut_moments(log);
    for (size_t moment = 0; moment <= moments; moment++) {
        size_t lost = 0;
        for (size_t i = 0; i <= random_each; i++) {
            power_cut_rebuild(log, moment, rebuilt, i == 0 ? NULL : &seed);
            lost += lost_after(rebuilt, &told, moment);
        }
        losing += lost > 0;
    }
    print_message("# %s: %zu moments, %zu random cases, %zu moments lose acknowledged events\n",
                  synchronous != NULL ? synchronous : "as shipped", moments + 1,
                  (moments + 1) * random_each, losing);
    assert_true(random_each == 0 || (moments + 1) * random_each >= 1000);
    assert_int_equal(told.count, TRANSACTIONS);
    power_cut_free(log);
    return losing;
}

static void store_answers_after_commit_survive_power_cut(void **state) {
    assert_int_equal(moments_that_lose(*state, NULL, RANDOM_EACH), 0);
}

/* The proof that the claim above can fail: the same work with less syncing loses events, although
 * it stays sound, and although killing the process would lose nothing. */
static void power_cut_shows_the_loss_with_synchronous_normal(void **state) {
    assert_true(moments_that_lose(*state, "PRAGMA synchronous = NORMAL", 0) > TRANSACTIONS);
}

/* Opens what the first cut left, and cuts that at every moment. Returns the number of cuts. */
static size_t cut_again(const char *parent, const char *rebuilt, const history *told, size_t moment,
                        uint64_t *seed) {
    char again[SCRATCH_PATH_BYTES];
    scratch_path(again, parent, "again");
    power_cut *log = power_cut_record(rebuilt);
    limber_store_close(open_store(rebuilt));
    power_cut_stop(log);
    size_t moments = power_cut_moments(log);
    for (size_t next = 0; next <= moments; next++) {
        power_cut_rebuild(log, next, again, next % 2 == 0 ? NULL : seed);
        assert_int_equal(lost_after(again, told, moment), 0);
    }
    power_cut_free(log);
    return moments + 1;
}

/* One cut more while the store recovers from the first; most often while the file is made, when
 * there are several files. */
static void store_answers_survive_a_second_power_cut_during_recovery(void **state) {
    char data[SCRATCH_PATH_BYTES];
    char rebuilt[SCRATCH_PATH_BYTES];
    char again[SCRATCH_PATH_BYTES];
    history told = {0};
    uint64_t seed = chosen_seed() + 1;
    size_t cases = 0;
    make_rooms(*state, data, rebuilt);
    scratch_path(again, *state, "again");
    assert_int_equal(mkdir(again, 0700), 0);
    power_cut *log = work(data, &told, NULL);
    for (size_t moment = 0; moment <= power_cut_moments(log); moment += moment < 20 ? 1 : 5) {
        for (size_t repeat = 0; repeat < (moment < 20 ? 12 : 1); repeat++) {
            power_cut_rebuild(log, moment, rebuilt, &seed);
            cases += cut_again(*state, rebuilt, &told, moment, &seed);
        }
    }
    print_message("# %zu second cuts\n", cases);
    assert_true(cases > 1000);
    power_cut_free(log);
}

#define CLAIM(claim) cmocka_unit_test_setup_teardown(claim, scratch_setup, scratch_teardown)

int main(void) {
    const struct CMUnitTest claims[] = {
        CLAIM(store_answers_after_commit_survive_power_cut),
        CLAIM(power_cut_shows_the_loss_with_synchronous_normal),
        CLAIM(store_answers_survive_a_second_power_cut_during_recovery),
    };
    return cmocka_run_group_tests(claims, NULL, NULL);
}
