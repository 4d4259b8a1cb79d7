/* scratch.h: folders that go away again, the bytes of files, and events to store. */
#ifndef LIMBER_TEST_SCRATCH_H
#define LIMBER_TEST_SCRATCH_H

#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <setjmp.h>

#include <cmocka.h>

#include "store.h"

enum { SCRATCH_PATH_BYTES = 512 };

typedef struct {
    unsigned char *bytes;
    size_t count;
} scratch_bytes;

/* As setup and teardown of a test: *state is the path of an empty folder of its own. */
int scratch_setup(void **state);
int scratch_teardown(void **state);
void scratch_remove(const char *folder);

void scratch_path(char path[SCRATCH_PATH_BYTES], const char *folder, const char *name);
scratch_bytes scratch_load(const char *folder, const char *name); /* count 0 where missing */
void scratch_save(const char *folder, const char *name, scratch_bytes content);
int scratch_mode(const char *folder, const char *name);
long scratch_size(const char *folder, const char *name); /* -1 where missing */

/* Opening that must succeed, or must not: the message then has to be a sentence. */
limber_store *open_store(const char *folder);
void refuse_store(const char *folder, store_result expected, char message[STORE_MESSAGE_BYTES]);

/* A device of which every digit is the given one, and an event of it. The body says who and which.
 */
typedef struct {
    char device[33];
    char body[256];
    store_event event;
} sample;
void make_sample(sample *made, char digit, uint64_t sequence);

store_result append_sample(limber_store *store, char digit, uint64_t sequence, bool *stored);
/* In a transaction of its own. */
void store_samples(limber_store *store, char digit, uint64_t first, uint64_t last);

/* What is in a store, in order of arrival. */
typedef struct {
    uint64_t arrival, sequence;
    int64_t at_ms;
    char device[33];
    char kind[32];
    char *body;
    size_t body_bytes;
} kept_event;
typedef struct {
    kept_event *events;
    size_t count;
} kept;
kept read_all(limber_store *store, uint64_t after);
void forget(kept *list);
void sort_by_identity(kept *list);
/* Identity and content, not arrival. */
bool same_event(const kept_event *one, const kept_event *other);

/* The same numbers for the same seed. */
uint64_t random_next(uint64_t *seed);
uint64_t random_below(uint64_t *seed, uint64_t limit);

#endif
