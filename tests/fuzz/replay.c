/* Runs a fuzz target over the kept inputs and over slips of them that are the same every time: what
 * `./dev test` asks of it. Usage: replay_NAME FOLDER */
#include "fuzz.h"

#include <dirent.h>
#include <string.h>

enum { SLIPS_PER_INPUT = 4000, BYTES_MAX = 65536, TAIL_BYTES_MAX = 400 };

static uint64_t random_next(uint64_t *state) {
    *state ^= *state << 13;
    *state ^= *state >> 7;
    *state ^= *state << 17;
    return *state;
}

/* The input with up to four bytes changed; now and then cut off, or gone on with at random. */
static void replay_slips(const uint8_t *kept, size_t size) {
    static uint8_t slip[BYTES_MAX + TAIL_BYTES_MAX];
    uint64_t state = 20261121;
    for (int run = 0; run < SLIPS_PER_INPUT && size > 0; run++) {
        memcpy(slip, kept, size);
        for (uint64_t changes = random_next(&state) % 4; changes > 0; changes--) {
            slip[random_next(&state) % size] = (uint8_t)random_next(&state);
        }
        size_t cut = run % 4 == 0 ? random_next(&state) % size : 0;
        size_t tail = run % 4 == 1 ? random_next(&state) % TAIL_BYTES_MAX : 0;
        for (size_t i = 0; i < tail; i++) {
            slip[size + i] = (uint8_t)random_next(&state);
        }
        (void)LLVMFuzzerTestOneInput(slip, size - cut + tail);
    }
}

static int replay_file(const char *path) {
    static uint8_t kept[BYTES_MAX];
    FILE *file = fopen(path, "rb");
    if (file == NULL) {
        return 0;
    }
    size_t size = fread(kept, 1, sizeof kept, file);
    fclose(file);
    fprintf(stderr, "# %s\n", path);
    (void)LLVMFuzzerTestOneInput(kept, size);
    replay_slips(kept, size);
    return 1;
}

int main(int argc, char **argv) {
    DIR *folder = argc == 2 ? opendir(argv[1]) : NULL;
    if (folder == NULL) {
        fprintf(stderr, "usage: %s FOLDER, which holds the kept inputs\n", argv[0]);
        return 2;
    }
    int kept = 0;
    for (struct dirent *entry = readdir(folder); entry != NULL; entry = readdir(folder)) {
        char path[4096];
        if (entry->d_name[0] != '.' &&
            snprintf(path, sizeof path, "%s/%s", argv[1], entry->d_name) < (int)sizeof path) {
            kept += replay_file(path);
        }
    }
    closedir(folder);
    printf("1..1\n%s 1 - every_kept_input_and_its_slips_are_survived (%d, %d each)\n",
           kept > 0 ? "ok" : "not ok", kept, SLIPS_PER_INPUT);
    return kept > 0 ? 0 : 1;
}
