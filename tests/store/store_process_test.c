/* store_process_test.c: several processes on one folder, and processes that are killed. */
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "scratch.h"

enum { EACH = 3 }; /* events in a transaction */

/* In a child: no assertions, which would run the rest of the tests in it. Returns the result at
 * which it stopped. */
static store_result append_transactions(const char *folder, char digit, size_t count, int answers) {
    char message[STORE_MESSAGE_BYTES];
    limber_store *store = NULL;
    store_result result = limber_store_open(folder, &store, message);
    for (size_t i = 0; result == STORE_OK && i < count; i++) {
        result = limber_store_begin(store);
        for (uint64_t k = 1; result == STORE_OK && k <= EACH; k++) {
            bool stored = false;
            result = append_sample(store, digit, i * EACH + k, &stored);
        }
        if (result == STORE_OK) {
            result = limber_store_commit(store);
        }
        if (result == STORE_OK && answers >= 0) {
            result = write(answers, "+", 1) == 1 ? STORE_OK : STORE_IO;
        }
    }
    limber_store_close(store);
    return result;
}

static pid_t start_appending(const char *folder, char digit, size_t count, int answers) {
    pid_t child = fork();
    assert_true(child >= 0);
    if (child == 0) {
        _exit((int)append_transactions(folder, digit, count, answers));
    }
    return child;
}

static void ends_well(pid_t child) {
    int status = 0;
    assert_int_equal(waitpid(child, &status, 0), child);
    assert_true(WIFEXITED(status));
    assert_int_equal(WEXITSTATUS(status), STORE_OK);
}

/* Arrival without gaps, and of every device whole transactions only, in their order. */
static void check_whole(const kept *list, const char *digits) {
    uint64_t next[128] = {0};
    for (size_t i = 0; i < list->count; i++) {
        const kept_event *one = &list->events[i];
        sample made;
        make_sample(&made, one->device[0], one->sequence);
        assert_int_equal(one->arrival, i + 1);
        assert_int_equal(one->sequence, ++next[(size_t)one->device[0] & 127]);
        assert_string_equal(one->body, made.body);
    }
    for (; *digits != '\0'; digits++) {
        assert_int_equal(next[(size_t)*digits & 127] % EACH, 0);
    }
}

static bool has_ended(pid_t child, int *status) {
    return waitpid(child, status, WNOHANG) == child;
}

static void store_takes_two_appending_processes_and_shows_whole_transactions(void **state) {
    enum { COUNT = 150 };
    /* Before the reader: no child may inherit an open store. */
    pid_t first = start_appending(*state, 'a', COUNT, -1);
    pid_t second = start_appending(*state, 'b', COUNT, -1);
    limber_store *reader = open_store(*state);
    int first_status = -1;
    int second_status = -1;
    bool first_ended = false;
    bool second_ended = false;
    size_t seen = 0;
    while (!first_ended || !second_ended) {
        uint64_t last = 0;
        uint64_t count = 0;
        first_ended = first_ended || has_ended(first, &first_status);
        second_ended = second_ended || has_ended(second, &second_status);
        assert_int_equal(limber_store_last(reader, &last, &count), STORE_OK);
        kept list = read_all(reader, 0);
        assert_true(list.count >= count);
        assert_true(list.count >= seen);
        check_whole(&list, "ab");
        seen = list.count;
        forget(&list);
    }
    assert_true(WIFEXITED(first_status) && WEXITSTATUS(first_status) == STORE_OK);
    assert_true(WIFEXITED(second_status) && WEXITSTATUS(second_status) == STORE_OK);
    kept list = read_all(reader, 0);
    assert_int_equal(list.count, 2 * COUNT * EACH);
    forget(&list);
    limber_store_close(reader);
}

static void store_is_made_once_when_processes_open_it_at_the_same_time(void **state) {
    enum { ROUNDS = 25, PROCESSES = 4 };
    for (size_t round = 0; round < ROUNDS; round++) {
        char folder[SCRATCH_PATH_BYTES];
        pid_t children[PROCESSES];
        scratch_path(folder, *state, "data");
        for (size_t i = 0; i < PROCESSES; i++) {
            children[i] = start_appending(folder, (char)('a' + i), 2, -1);
        }
        for (size_t i = 0; i < PROCESSES; i++) {
            ends_well(children[i]);
        }
        limber_store *store = open_store(folder);
        kept list = read_all(store, 0);
        assert_int_equal(list.count, PROCESSES * 2 * EACH);
        check_whole(&list, "abcd");
        forget(&list);
        limber_store_close(store);
        scratch_remove(folder);
    }
}

static size_t count_answers(int answers) {
    size_t count = 0;
    char some[256];
    ssize_t got;
    while ((got = read(answers, some, sizeof some)) > 0) {
        count += (size_t)got;
    }
    return count;
}

static void store_loses_nothing_acknowledged_when_killed(void **state) {
    enum { KILLS = 40, NEVER = 1000000 };
    uint64_t seed = 20261121;
    size_t acknowledged_in_all = 0;
    for (size_t i = 0; i < KILLS; i++) {
        char folder[SCRATCH_PATH_BYTES];
        int answers[2];
        scratch_path(folder, *state, "data");
        assert_int_equal(pipe(answers), 0);
        pid_t child = start_appending(folder, 'a', NEVER, answers[1]);
        close(answers[1]);
        const struct timespec pause = {0, (long)random_below(&seed, 40000000)};
        nanosleep(&pause, NULL);
        assert_int_equal(kill(child, SIGKILL), 0);
        assert_int_equal(waitpid(child, NULL, 0), child);
        size_t acknowledged = count_answers(answers[0]);
        close(answers[0]);
        limber_store *store = open_store(folder);
        kept list = read_all(store, 0);
        check_whole(&list, "a");
        assert_in_range(list.count, acknowledged * EACH, (acknowledged + 1) * EACH);
        acknowledged_in_all += acknowledged;
        forget(&list);
        limber_store_close(store);
        scratch_remove(folder);
    }
    print_message("# %d kills, %zu acknowledged transactions\n", KILLS, acknowledged_in_all);
    assert_true(acknowledged_in_all > KILLS);
}

#define CLAIM(claim) cmocka_unit_test_setup_teardown(claim, scratch_setup, scratch_teardown)

int main(void) {
    const struct CMUnitTest claims[] = {
        CLAIM(store_takes_two_appending_processes_and_shows_whole_transactions),
        CLAIM(store_is_made_once_when_processes_open_it_at_the_same_time),
        CLAIM(store_loses_nothing_acknowledged_when_killed),
    };
    return cmocka_run_group_tests(claims, NULL, NULL);
}
