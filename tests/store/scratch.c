/* scratch.c: see scratch.h. */
#include "scratch.h"

#include <fcntl.h>
#include <ftw.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* In memory where that is possible: these tests count on order, not on a real disk. */
static const char *base(void) {
    const char *chosen = getenv("TMPDIR");
    if (chosen != NULL && chosen[0] != '\0') {
        return chosen;
    }
    return access("/dev/shm", W_OK | X_OK) == 0 ? "/dev/shm" : "/tmp";
}

int scratch_setup(void **state) {
    char *folder = malloc(SCRATCH_PATH_BYTES);
    assert_non_null(folder);
    snprintf(folder, SCRATCH_PATH_BYTES, "%s/limber-store-XXXXXX", base());
    assert_non_null(mkdtemp(folder));
    *state = folder;
    return 0;
}

static int remove_one(const char *path, const struct stat *status, int kind, struct FTW *walk) {
    (void)status;
    (void)kind;
    (void)walk;
    return remove(path);
}

void scratch_remove(const char *folder) {
    nftw(folder, remove_one, 16, FTW_DEPTH | FTW_PHYS);
}

int scratch_teardown(void **state) {
    scratch_remove(*state);
    free(*state);
    return 0;
}

void scratch_path(char path[SCRATCH_PATH_BYTES], const char *folder, const char *name) {
    int bytes = snprintf(path, SCRATCH_PATH_BYTES, "%s/%s", folder, name);
    assert_in_range(bytes, 1, SCRATCH_PATH_BYTES - 1);
}

scratch_bytes scratch_load(const char *folder, const char *name) {
    char path[SCRATCH_PATH_BYTES];
    scratch_bytes content = {NULL, 0};
    long size = scratch_size(folder, name);
    scratch_path(path, folder, name);
    if (size > 0) {
        FILE *file = fopen(path, "rb");
        assert_non_null(file);
        content.bytes = malloc((size_t)size);
        assert_non_null(content.bytes);
        content.count = fread(content.bytes, 1, (size_t)size, file);
        assert_int_equal(content.count, size);
        fclose(file);
    }
    return content;
}

void scratch_save(const char *folder, const char *name, scratch_bytes content) {
    char path[SCRATCH_PATH_BYTES];
    scratch_path(path, folder, name);
    FILE *file = fopen(path, "wb");
    assert_non_null(file);
    assert_int_equal(fwrite(content.bytes, 1, content.count, file), content.count);
    assert_int_equal(fclose(file), 0);
}

int scratch_mode(const char *folder, const char *name) {
    char path[SCRATCH_PATH_BYTES];
    struct stat status;
    scratch_path(path, folder, name);
    return stat(path, &status) == 0 ? (int)(status.st_mode & 07777) : -1;
}

long scratch_size(const char *folder, const char *name) {
    char path[SCRATCH_PATH_BYTES];
    struct stat status;
    scratch_path(path, folder, name);
    return stat(path, &status) == 0 ? (long)status.st_size : -1;
}

limber_store *open_store(const char *folder) {
    char message[STORE_MESSAGE_BYTES];
    limber_store *store = NULL;
    store_result result = limber_store_open(folder, &store, message);
    if (result != STORE_OK) {
        fail_msg("opening failed with %d: %s", (int)result, message);
    }
    assert_string_equal(message, "");
    return store;
}

void refuse_store(const char *folder, store_result expected, char message[STORE_MESSAGE_BYTES]) {
    limber_store *store = (limber_store *)&store;
    store_result result = limber_store_open(folder, &store, message);
    if (result != expected) {
        fail_msg("expected %d, got %d: %s", (int)expected, (int)result, message);
    }
    assert_null(store);
    assert_in_range(strlen(message), 40, STORE_MESSAGE_BYTES - 1);
    assert_int_equal(message[strlen(message) - 1], '.');
}

void make_sample(sample *made, char digit, uint64_t sequence) {
    memset(made->device, digit, 32);
    made->device[32] = '\0';
    int bytes =
        snprintf(made->body, sizeof made->body,
                 "{\"device\":\"%c\",\"padding\":\"%.*s\",\"sequence\":%" PRIu64 "}", digit,
                 (int)(sequence % 64),
                 "................................................................", sequence);
    made->event = (store_event){
        .device = made->device,
        .sequence = sequence,
        .at_ms = 1795257600000 + (int64_t)sequence,
        .kind = sequence % 2 == 0 ? "input" : "session",
        .body = made->body,
        .body_bytes = (size_t)bytes,
    };
}

store_result append_sample(limber_store *store, char digit, uint64_t sequence, bool *stored) {
    sample made;
    make_sample(&made, digit, sequence);
    return limber_store_append(store, &made.event, stored);
}

void store_samples(limber_store *store, char digit, uint64_t first, uint64_t last) {
    assert_int_equal(limber_store_begin(store), STORE_OK);
    for (uint64_t sequence = first; sequence <= last; sequence++) {
        bool stored = false;
        assert_int_equal(append_sample(store, digit, sequence, &stored), STORE_OK);
        assert_true(stored);
    }
    assert_int_equal(limber_store_commit(store), STORE_OK);
}

static bool keep(void *context, uint64_t arrival, const store_event *event) {
    kept *list = context;
    list->events = realloc(list->events, (list->count + 1) * sizeof *list->events);
    assert_non_null(list->events);
    kept_event *one = &list->events[list->count++];
    *one = (kept_event){.arrival = arrival,
                        .sequence = event->sequence,
                        .at_ms = event->at_ms,
                        .body = malloc(event->body_bytes + 1),
                        .body_bytes = event->body_bytes};
    assert_non_null(one->body);
    memcpy(one->body, event->body, event->body_bytes);
    one->body[event->body_bytes] = '\0';
    snprintf(one->device, sizeof one->device, "%s", event->device);
    snprintf(one->kind, sizeof one->kind, "%s", event->kind);
    return true;
}

kept read_all(limber_store *store, uint64_t after) {
    kept list = {NULL, 0};
    assert_int_equal(limber_store_read(store, after, keep, &list), STORE_OK);
    return list;
}

void forget(kept *list) {
    for (size_t i = 0; i < list->count; i++) {
        free(list->events[i].body);
    }
    free(list->events);
    *list = (kept){NULL, 0};
}

static int by_identity(const void *left, const void *right) {
    const kept_event *one = left;
    const kept_event *other = right;
    int devices = strcmp(one->device, other->device);
    return devices != 0 ? devices
                        : (one->sequence > other->sequence) - (one->sequence < other->sequence);
}

void sort_by_identity(kept *list) {
    if (list->count > 0) {
        qsort(list->events, list->count, sizeof *list->events, by_identity);
    }
}

bool same_event(const kept_event *one, const kept_event *other) {
    return by_identity(one, other) == 0 && one->at_ms == other->at_ms &&
           strcmp(one->kind, other->kind) == 0 && one->body_bytes == other->body_bytes &&
           memcmp(one->body, other->body, one->body_bytes) == 0;
}

/* Steele, Lea and Flood's splitmix64. */
uint64_t random_next(uint64_t *seed) {
    uint64_t mixed = (*seed += UINT64_C(0x9E3779B97F4A7C15));
    mixed = (mixed ^ (mixed >> 30)) * UINT64_C(0xBF58476D1CE4E5B9);
    mixed = (mixed ^ (mixed >> 27)) * UINT64_C(0x94D049BB133111EB);
    return mixed ^ (mixed >> 31);
}

uint64_t random_below(uint64_t *seed, uint64_t limit) {
    return random_next(seed) % limit;
}
