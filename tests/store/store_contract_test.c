/* store_contract_test.c: what store.h promises, claim by claim, whatever is behind it. */
#include "scratch.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void store_keeps_every_field_and_byte(void **state) {
    limber_store *store = open_store(*state);
    static const char body[] = "{\"note\":\"\xc3\xa4\\u0000 \xf0\x9f\xa6\xb4\"}";
    const store_event event = {
        "0123456789abcdef0123456789abcdef", 1, -5, "afterwards", body, sizeof body - 1};
    bool stored = false;
    assert_int_equal(limber_store_begin(store), STORE_OK);
    assert_int_equal(limber_store_append(store, &event, &stored), STORE_OK);
    assert_int_equal(limber_store_commit(store), STORE_OK);
    assert_true(stored);
    kept list = read_all(store, 0);
    assert_int_equal(list.count, 1);
    assert_int_equal(list.events[0].arrival, 1);
    assert_string_equal(list.events[0].device, event.device);
    assert_int_equal(list.events[0].sequence, 1);
    assert_int_equal(list.events[0].at_ms, -5);
    assert_string_equal(list.events[0].kind, "afterwards");
    assert_int_equal(list.events[0].body_bytes, sizeof body - 1);
    assert_memory_equal(list.events[0].body, body, sizeof body - 1);
    forget(&list);
    limber_store_close(store);
}

static void store_keeps_a_body_larger_than_a_page(void **state) {
    enum { BODY_BYTES = 200000 };
    limber_store *store = open_store(*state);
    char *body = malloc(BODY_BYTES);
    assert_non_null(body);
    for (size_t i = 0; i < BODY_BYTES; i++) {
        body[i] = (char)('a' + i % 23);
    }
    const store_event event = {
        "0123456789abcdef0123456789abcdef", 1, 0, "session", body, BODY_BYTES};
    bool stored = false;
    assert_int_equal(limber_store_begin(store), STORE_OK);
    assert_int_equal(limber_store_append(store, &event, &stored), STORE_OK);
    assert_int_equal(limber_store_append(store, &event, &stored), STORE_OK);
    assert_false(stored);
    assert_int_equal(limber_store_commit(store), STORE_OK);
    kept list = read_all(store, 0);
    assert_int_equal(list.count, 1);
    assert_int_equal(list.events[0].body_bytes, BODY_BYTES);
    assert_memory_equal(list.events[0].body, body, BODY_BYTES);
    forget(&list);
    free(body);
    limber_store_close(store);
}

static void store_still_has_everything_after_it_was_closed(void **state) {
    limber_store *store = open_store(*state);
    store_samples(store, 'a', 1, 20);
    kept before = read_all(store, 0);
    limber_store_close(store);
    store = open_store(*state);
    kept after = read_all(store, 0);
    assert_int_equal(after.count, 20);
    for (size_t i = 0; i < after.count; i++) {
        assert_int_equal(after.events[i].arrival, before.events[i].arrival);
        assert_true(same_event(&after.events[i], &before.events[i]));
    }
    forget(&before);
    forget(&after);
    limber_store_close(store);
}

static void store_takes_a_duplicate_without_storing_it(void **state) {
    limber_store *store = open_store(*state);
    store_samples(store, 'a', 1, 3);
    assert_int_equal(limber_store_begin(store), STORE_OK);
    for (uint64_t sequence = 1; sequence <= 3; sequence++) {
        bool stored = true;
        assert_int_equal(append_sample(store, 'a', sequence, &stored), STORE_OK);
        assert_false(stored);
    }
    assert_int_equal(limber_store_commit(store), STORE_OK);
    uint64_t last = 0;
    uint64_t count = 0;
    assert_int_equal(limber_store_last(store, &last, &count), STORE_OK);
    assert_int_equal(last, 3);
    assert_int_equal(count, 3);
    limber_store_close(store);
}

/* Each of the four is changed alone, the body also by a byte at its end. */
static void store_refuses_other_content_under_the_same_identity(void **state) {
    limber_store *store = open_store(*state);
    store_samples(store, 'a', 1, 2);
    sample original;
    make_sample(&original, 'a', 2);
    store_event others[5];
    for (size_t i = 0; i < 5; i++) {
        others[i] = original.event;
    }
    others[0].at_ms++;
    others[1].kind = "inpu";
    others[2].body_bytes--;
    others[3].body = "{}";
    others[3].body_bytes = 2;
    others[4].body_bytes = 0;
    assert_int_equal(limber_store_begin(store), STORE_OK);
    for (size_t i = 0; i < 5; i++) {
        bool stored = true;
        assert_int_equal(limber_store_append(store, &others[i], &stored), STORE_CONFLICT);
        assert_false(stored);
        assert_non_null(strstr(limber_store_message(store), original.device));
    }
    bool stored = false;
    assert_int_equal(append_sample(store, 'a', 3, &stored), STORE_OK);
    assert_true(stored);
    assert_int_equal(limber_store_commit(store), STORE_OK);
    kept list = read_all(store, 0);
    assert_int_equal(list.count, 3);
    assert_memory_equal(list.events[1].body, original.body, original.event.body_bytes);
    forget(&list);
    limber_store_close(store);
}

static void store_refuses_a_sequence_that_leaves_out_earlier_ones(void **state) {
    static const uint64_t refused[] = {
        0, 5, 6, 100, (UINT64_C(1) << 53) - 1, UINT64_C(1) << 53, UINT64_MAX};
    limber_store *store = open_store(*state);
    store_samples(store, 'a', 1, 3);
    assert_int_equal(limber_store_begin(store), STORE_OK);
    for (size_t i = 0; i < sizeof refused / sizeof refused[0]; i++) {
        bool stored = true;
        assert_int_equal(append_sample(store, 'a', refused[i], &stored), STORE_GAP);
        assert_false(stored);
        assert_non_null(strstr(limber_store_message(store), "Send number 4 first"));
    }
    bool stored = true;
    assert_int_equal(append_sample(store, 'b', 2, &stored), STORE_GAP);
    assert_false(stored);
    assert_int_equal(append_sample(store, 'a', 4, &stored), STORE_OK);
    assert_int_equal(append_sample(store, 'a', 5, &stored), STORE_OK);
    assert_true(stored);
    assert_int_equal(limber_store_commit(store), STORE_OK);
    kept list = read_all(store, 0);
    assert_int_equal(list.count, 5);
    forget(&list);
    limber_store_close(store);
}

static void store_refuses_a_device_that_is_not_32_lower_hex_digits(void **state) {
    static const char *const devices[] = {
        "",
        "0123456789abcdef0123456789abcde",
        "0123456789abcdef0123456789abcdef0",
        "0123456789ABCDEF0123456789abcdef",
        "0123456789abcdef0123456789abcdeg",
    };
    limber_store *store = open_store(*state);
    sample made;
    make_sample(&made, 'a', 1);
    for (size_t i = 0; i < sizeof devices / sizeof devices[0]; i++) {
        bool stored = true;
        assert_int_equal(limber_store_begin(store), STORE_OK);
        made.event.device = devices[i];
        assert_int_equal(limber_store_append(store, &made.event, &stored), STORE_IO);
        assert_false(stored);
        assert_int_equal(append_sample(store, 'a', 1, &stored), STORE_IO);
        assert_int_equal(limber_store_commit(store), STORE_IO);
        limber_store_undo(store);
    }
    kept list = read_all(store, 0);
    assert_int_equal(list.count, 0);
    limber_store_close(store);
}

static void store_shows_readers_only_what_was_committed(void **state) {
    limber_store *writer = open_store(*state);
    limber_store *reader = open_store(*state);
    store_samples(writer, 'a', 1, 2);
    assert_int_equal(limber_store_begin(writer), STORE_OK);
    bool stored = false;
    assert_int_equal(append_sample(writer, 'a', 3, &stored), STORE_OK);
    limber_store *const both[] = {writer, reader};
    for (size_t i = 0; i < 2; i++) {
        uint64_t last = 0;
        uint64_t count = 0;
        kept list = read_all(both[i], 0);
        assert_int_equal(list.count, 2);
        assert_int_equal(limber_store_last(both[i], &last, &count), STORE_OK);
        assert_int_equal(last, 2);
        assert_int_equal(count, 2);
        forget(&list);
    }
    assert_int_equal(limber_store_commit(writer), STORE_OK);
    for (size_t i = 0; i < 2; i++) {
        uint64_t last = 0;
        uint64_t count = 0;
        kept list = read_all(both[i], 2);
        assert_int_equal(list.count, 1);
        assert_int_equal(list.events[0].arrival, 3);
        assert_int_equal(limber_store_last(both[i], &last, &count), STORE_OK);
        assert_int_equal(last, 3);
        assert_int_equal(count, 3);
        forget(&list);
    }
    limber_store_close(reader);
    limber_store_close(writer);
}

static void store_keeps_nothing_of_an_undone_transaction(void **state) {
    limber_store *store = open_store(*state);
    store_samples(store, 'a', 1, 2);
    assert_int_equal(limber_store_begin(store), STORE_OK);
    bool stored = false;
    assert_int_equal(append_sample(store, 'a', 3, &stored), STORE_OK);
    limber_store_undo(store);
    limber_store_undo(store);
    /* The same numbers are given again, so that arrival has no gaps. */
    store_samples(store, 'a', 3, 4);
    kept list = read_all(store, 0);
    assert_int_equal(list.count, 4);
    assert_int_equal(list.events[3].arrival, 4);
    forget(&list);
    limber_store_close(store);
}

static void store_keeps_nothing_of_a_transaction_open_at_close(void **state) {
    limber_store *store = open_store(*state);
    assert_int_equal(limber_store_begin(store), STORE_OK);
    bool stored = false;
    assert_int_equal(append_sample(store, 'a', 1, &stored), STORE_OK);
    limber_store_close(store);
    store = open_store(*state);
    kept list = read_all(store, 0);
    assert_int_equal(list.count, 0);
    limber_store_close(store);
    limber_store_close(NULL);
}

static void store_takes_back_one_request_and_keeps_the_others(void **state) {
    limber_store *store = open_store(*state);
    bool stored = false;
    assert_int_equal(limber_store_begin(store), STORE_OK);
    assert_int_equal(limber_store_mark(store), STORE_OK);
    assert_int_equal(append_sample(store, 'a', 1, &stored), STORE_OK);
    assert_int_equal(limber_store_release(store), STORE_OK);
    assert_int_equal(limber_store_mark(store), STORE_OK);
    assert_int_equal(append_sample(store, 'b', 1, &stored), STORE_OK);
    assert_int_equal(append_sample(store, 'a', 2, &stored), STORE_OK);
    assert_int_equal(append_sample(store, 'a', 9, &stored), STORE_GAP);
    limber_store_unmark(store);
    assert_int_equal(limber_store_mark(store), STORE_OK);
    /* Its predecessor went with the mark. */
    assert_int_equal(append_sample(store, 'a', 3, &stored), STORE_GAP);
    assert_int_equal(append_sample(store, 'c', 1, &stored), STORE_OK);
    assert_int_equal(limber_store_release(store), STORE_OK);
    assert_int_equal(limber_store_commit(store), STORE_OK);
    kept list = read_all(store, 0);
    assert_int_equal(list.count, 2);
    assert_int_equal(list.events[0].device[0], 'a');
    assert_int_equal(list.events[1].device[0], 'c');
    assert_int_equal(list.events[1].arrival, 2);
    forget(&list);
    limber_store_close(store);
}

static void store_changes_nothing_outside_a_transaction(void **state) {
    limber_store *store = open_store(*state);
    bool stored = true;
    assert_int_equal(append_sample(store, 'a', 1, &stored), STORE_IO);
    assert_false(stored);
    assert_int_equal(limber_store_commit(store), STORE_IO);
    assert_int_equal(limber_store_mark(store), STORE_IO);
    assert_int_equal(limber_store_release(store), STORE_IO);
    limber_store_unmark(store);
    limber_store_undo(store);
    assert_int_equal(limber_store_begin(store), STORE_OK);
    assert_int_equal(limber_store_begin(store), STORE_IO);
    assert_int_equal(append_sample(store, 'a', 1, &stored), STORE_OK);
    assert_int_equal(limber_store_commit(store), STORE_OK);
    kept list = read_all(store, 0);
    assert_int_equal(list.count, 1);
    forget(&list);
    limber_store_close(store);
}

static bool stop_at_third(void *context, uint64_t arrival, const store_event *event) {
    (void)event;
    *(uint64_t *)context = arrival;
    return arrival < 3;
}

static void store_reads_from_a_cursor_until_told_to_stop(void **state) {
    limber_store *store = open_store(*state);
    uint64_t seen = 0;
    store_samples(store, 'a', 1, 10);
    assert_int_equal(limber_store_read(store, 0, stop_at_third, &seen), STORE_OK);
    assert_int_equal(seen, 3);
    kept rest = read_all(store, 3);
    assert_int_equal(rest.count, 7);
    for (size_t i = 0; i < rest.count; i++) {
        assert_int_equal(rest.events[i].arrival, 4 + i);
    }
    forget(&rest);
    kept none = read_all(store, 10);
    assert_int_equal(none.count, 0);
    none = read_all(store, UINT64_MAX);
    assert_int_equal(none.count, 0);
    limber_store_close(store);
}

static void store_starts_empty(void **state) {
    limber_store *store = open_store(*state);
    uint64_t last = 7;
    uint64_t count = 7;
    assert_int_equal(limber_store_last(store, &last, &count), STORE_OK);
    assert_int_equal(last, 0);
    assert_int_equal(count, 0);
    assert_string_equal(limber_store_message(store), "");
    limber_store_close(store);
}

static void store_has_a_device_of_its_own_that_stays(void **state) {
    char device[33];
    char again[33];
    uint64_t next = 0;
    bool stored = false;
    limber_store *store = open_store(*state);
    assert_int_equal(limber_store_device(store, device, &next), STORE_OK);
    assert_int_equal(strlen(device), 32);
    assert_int_equal(strspn(device, "0123456789abcdef"), 32);
    assert_int_equal(next, 1);
    assert_int_equal(limber_store_begin(store), STORE_OK);
    for (uint64_t sequence = 1; sequence <= 3; sequence++) {
        const store_event event = {device, sequence, 0, "input", "{}", 2};
        assert_int_equal(limber_store_append(store, &event, &stored), STORE_OK);
        /* Also before the commit: it is the number that an append would need now. */
        assert_int_equal(limber_store_device(store, again, &next), STORE_OK);
        assert_int_equal(next, sequence + 1);
    }
    assert_int_equal(limber_store_commit(store), STORE_OK);
    limber_store_close(store);
    store = open_store(*state);
    assert_int_equal(limber_store_device(store, again, &next), STORE_OK);
    assert_string_equal(again, device);
    assert_int_equal(next, 4);
    limber_store_close(store);
}

static void store_gives_every_installation_another_device(void **state) {
    enum { INSTALLATIONS = 20 };
    char devices[INSTALLATIONS][33];
    for (size_t i = 0; i < INSTALLATIONS; i++) {
        char folder[SCRATCH_PATH_BYTES];
        char name[8];
        uint64_t next = 0;
        snprintf(name, sizeof name, "%zu", i);
        scratch_path(folder, *state, name);
        limber_store *store = open_store(folder);
        assert_int_equal(limber_store_device(store, devices[i], &next), STORE_OK);
        limber_store_close(store);
        for (size_t k = 0; k < i; k++) {
            assert_string_not_equal(devices[i], devices[k]);
        }
    }
}

/* --- Merging ---------------------------------------------------------------------------------- */

enum { DEVICES = 5, EVENTS_EACH = 24 };

/* Delivers a random piece of a random device's log as one request, the way a browser that was
 * offline would: with repeats of what arrived long ago, and sometimes too far ahead. */
static void deliver_piece(limber_store *store, uint64_t *seed, uint64_t arrived[DEVICES]) {
    size_t device = (size_t)random_below(seed, DEVICES);
    uint64_t first = 1 + random_below(seed, EVENTS_EACH);
    uint64_t last = first + random_below(seed, 6);
    last = last > EVENTS_EACH ? EVENTS_EACH : last;
    store_result result = limber_store_mark(store);
    for (uint64_t sequence = first; result == STORE_OK && sequence <= last; sequence++) {
        bool stored = false;
        result = append_sample(store, (char)('a' + device), sequence, &stored);
        if (result == STORE_OK) {
            assert_int_equal(stored, sequence > arrived[device]);
        }
    }
    if (first > arrived[device] + 1) {
        assert_int_equal(result, STORE_GAP);
        limber_store_unmark(store);
        return;
    }
    assert_int_equal(result, STORE_OK);
    assert_int_equal(limber_store_release(store), STORE_OK);
    arrived[device] = last > arrived[device] ? last : arrived[device];
}

static bool all_arrived(const uint64_t arrived[DEVICES]) {
    for (size_t i = 0; i < DEVICES; i++) {
        if (arrived[i] < EVENTS_EACH) {
            return false;
        }
    }
    return true;
}

static kept merge_at_random(const char *folder, uint64_t seed) {
    uint64_t arrived[DEVICES] = {0};
    limber_store *store = open_store(folder);
    while (!all_arrived(arrived)) {
        assert_int_equal(limber_store_begin(store), STORE_OK);
        for (uint64_t pieces = 1 + random_below(&seed, 12); pieces > 0; pieces--) {
            deliver_piece(store, &seed, arrived);
        }
        assert_int_equal(limber_store_commit(store), STORE_OK);
    }
    kept list = read_all(store, 0);
    limber_store_close(store);
    for (size_t i = 0; i < list.count; i++) {
        assert_int_equal(list.events[i].arrival, i + 1);
    }
    sort_by_identity(&list);
    return list;
}

static void store_merges_to_the_same_set_in_any_order_and_grouping(void **state) {
    enum { MERGES = 60 };
    const char *given = getenv("LIMBER_TEST_SEED");
    uint64_t first_seed = given != NULL ? strtoull(given, NULL, 10) : 20261121;
    kept expected = {NULL, 0};
    for (uint64_t seed = first_seed; seed < first_seed + MERGES; seed++) {
        char folder[SCRATCH_PATH_BYTES];
        scratch_path(folder, *state, "merge");
        kept list = merge_at_random(folder, seed);
        scratch_remove(folder);
        if (expected.count == 0) {
            expected = list;
            assert_int_equal(expected.count, DEVICES * EVENTS_EACH);
            continue;
        }
        bool equal = list.count == expected.count;
        for (size_t i = 0; equal && i < list.count; i++) {
            equal = same_event(&list.events[i], &expected.events[i]);
        }
        forget(&list);
        if (!equal) {
            fail_msg("merged differently with LIMBER_TEST_SEED=%llu", (unsigned long long)seed);
        }
    }
    forget(&expected);
}

#define CLAIM(claim) cmocka_unit_test_setup_teardown(claim, scratch_setup, scratch_teardown)

int main(void) {
    const struct CMUnitTest claims[] = {
        CLAIM(store_keeps_every_field_and_byte),
        CLAIM(store_keeps_a_body_larger_than_a_page),
        CLAIM(store_still_has_everything_after_it_was_closed),
        CLAIM(store_takes_a_duplicate_without_storing_it),
        CLAIM(store_refuses_other_content_under_the_same_identity),
        CLAIM(store_refuses_a_sequence_that_leaves_out_earlier_ones),
        CLAIM(store_refuses_a_device_that_is_not_32_lower_hex_digits),
        CLAIM(store_shows_readers_only_what_was_committed),
        CLAIM(store_keeps_nothing_of_an_undone_transaction),
        CLAIM(store_keeps_nothing_of_a_transaction_open_at_close),
        CLAIM(store_takes_back_one_request_and_keeps_the_others),
        CLAIM(store_changes_nothing_outside_a_transaction),
        CLAIM(store_reads_from_a_cursor_until_told_to_stop),
        CLAIM(store_starts_empty),
        CLAIM(store_has_a_device_of_its_own_that_stays),
        CLAIM(store_gives_every_installation_another_device),
        CLAIM(store_merges_to_the_same_set_in_any_order_and_grouping),
    };
    return cmocka_run_group_tests(claims, NULL, NULL);
}
