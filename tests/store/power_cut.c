/* power_cut.c: see power_cut.h. */
#include "power_cut.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <sqlite3.h>

#include "scratch.h"
#include "shim_vfs.h"

enum { FILES = 3, SECTOR_BYTES = 512 };
static const char *const names[FILES] = {"limber.db", "limber.db-wal", "limber.db-journal"};

typedef struct {
    shim_kind kind;
    size_t file;
    int64_t offset;
    unsigned char *bytes;
    size_t count;
    bool folder_synced; /* deletions up to here survive */
} record;

/* What is surely on the disk of one file, and from which record on nothing is sure. */
typedef struct {
    scratch_bytes content;
    bool exists;
} image;

struct power_cut {
    record *records;
    size_t count, room;
    bool fresh[FILES]; /* opened and not synced since */
    image durable[FILES];
    size_t unsure[FILES];
    size_t moment; /* up to which durable and unsure were brought */
};

static bool file_of(const char *path, size_t *file) {
    for (size_t i = 0; i < FILES; i++) {
        size_t path_bytes = strlen(path);
        size_t name_bytes = strlen(names[i]);
        if (path_bytes > name_bytes && strcmp(path + path_bytes - name_bytes, names[i]) == 0) {
            *file = i;
            return true;
        }
    }
    return false;
}

/* SQLite's first sync of a log or journal that it opened syncs the folder, too. */
static bool syncs_folder(power_cut *log, const shim_operation *operation, size_t file) {
    bool first = operation->kind == SHIM_SYNC && log->fresh[file];
    log->fresh[file] = operation->kind == SHIM_OPEN ? file != 0 : log->fresh[file] && !first;
    return first || (operation->kind == SHIM_DELETE && operation->folder_synced);
}

static int watch(void *context, const shim_operation *operation) {
    power_cut *log = context;
    size_t file = 0;
    if (operation->kind == SHIM_READ || operation->kind == SHIM_SHARE) {
        return SQLITE_OK;
    }
    assert_true(file_of(operation->path, &file));
    bool folder_synced = syncs_folder(log, operation, file);
    if (operation->kind == SHIM_OPEN) {
        return SQLITE_OK;
    }
    if (log->count == log->room) {
        log->room = log->room == 0 ? 256 : 2 * log->room;
        log->records = realloc(log->records, log->room * sizeof *log->records);
        assert_non_null(log->records);
    }
    record *one = &log->records[log->count++];
    *one =
        (record){operation->kind, file, operation->offset, NULL, operation->count, folder_synced};
    if (operation->count > 0) {
        one->bytes = malloc(operation->count);
        assert_non_null(one->bytes);
        memcpy(one->bytes, operation->bytes, operation->count);
    }
    return SQLITE_OK;
}

power_cut *power_cut_record(const char *folder) {
    power_cut *log = calloc(1, sizeof *log);
    assert_non_null(log);
    for (size_t i = 0; i < FILES; i++) {
        log->durable[i].content = scratch_load(folder, names[i]);
        log->durable[i].exists = scratch_size(folder, names[i]) >= 0;
    }
    /* The store makes and syncs the empty file itself before SQLite sees it. */
    log->durable[0].exists = true;
    shim_enter(watch, log);
    return log;
}

void power_cut_stop(power_cut *log) {
    (void)log;
    shim_leave();
}

void power_cut_free(power_cut *log) {
    for (size_t i = 0; i < log->count; i++) {
        free(log->records[i].bytes);
    }
    for (size_t i = 0; i < FILES; i++) {
        free(log->durable[i].content.bytes);
    }
    free(log->records);
    free(log);
}

size_t power_cut_moments(const power_cut *log) {
    return log->count;
}

static void resize(image *file, size_t count) {
    if (count > file->content.count) {
        file->content.bytes = realloc(file->content.bytes, count);
        assert_non_null(file->content.bytes);
        memset(file->content.bytes + file->content.count, 0, count - file->content.count);
    }
    file->content.count = count;
}

static void write_part(image *file, const record *one, size_t from, size_t count) {
    size_t end = (size_t)one->offset + from + count;
    file->exists = true;
    if (end > file->content.count) {
        resize(file, end);
    }
    memcpy(file->content.bytes + one->offset + from, one->bytes + from, count);
}

static void apply(image *file, const record *one) {
    switch (one->kind) {
    case SHIM_WRITE:
        write_part(file, one, 0, one->count);
        break;
    case SHIM_TRUNCATE:
        resize(file, (size_t)one->offset);
        break;
    case SHIM_DELETE:
        resize(file, 0);
        file->exists = false;
        break;
    default:
        break;
    }
}

static void make_durable(power_cut *log, size_t file, size_t end) {
    for (size_t i = log->unsure[file]; i < end; i++) {
        if (log->records[i].file == file) {
            apply(&log->durable[file], &log->records[i]);
        }
    }
    log->unsure[file] = end;
}

static void make_deletions_durable(power_cut *log, size_t end) {
    for (size_t i = 0; i < end; i++) {
        size_t file = log->records[i].file;
        if (log->records[i].kind == SHIM_DELETE && i >= log->unsure[file]) {
            make_durable(log, file, i + 1);
        }
    }
}

/* Moment m is after records 0 .. m - 1. */
static void advance(power_cut *log, size_t moment) {
    assert_in_range(moment, log->moment, log->count);
    for (; log->moment < moment; log->moment++) {
        const record *one = &log->records[log->moment];
        if (one->kind == SHIM_SYNC) {
            make_durable(log, one->file, log->moment + 1);
        }
        if (one->folder_synced) {
            make_deletions_durable(log, log->moment + 1);
        }
    }
}

/* A write split where sectors of the disk begin. */
static void apply_sectors(image *file, const record *one, uint64_t *seed) {
    size_t from = 0;
    while (from < one->count) {
        size_t at = (size_t)one->offset + from;
        size_t part = SECTOR_BYTES - at % SECTOR_BYTES;
        part = part > one->count - from ? one->count - from : part;
        if (random_below(seed, 2) == 0) {
            write_part(file, one, from, part);
        }
        from += part;
    }
}

static void apply_some(const power_cut *log, size_t file, image *onto, uint64_t *seed) {
    /* One half of the cases tears writes apart, the other loses or keeps them whole. */
    bool tears = random_below(seed, 2) == 0;
    for (size_t i = log->unsure[file]; i < log->moment; i++) {
        const record *one = &log->records[i];
        if (one->file != file) {
            continue;
        }
        bool happened = random_below(seed, 2) == 0;
        if (one->kind == SHIM_DELETE && !happened) {
            return; /* the old file is still there, and later writes went to another one */
        }
        if (one->kind == SHIM_WRITE && tears) {
            apply_sectors(onto, one, seed);
        } else if (happened) {
            apply(onto, one);
        }
    }
}

static void save(const char *folder, const char *name, const image *file) {
    char path[SCRATCH_PATH_BYTES];
    scratch_path(path, folder, name);
    if (file->exists) {
        scratch_save(folder, name, file->content);
    } else {
        (void)unlink(path);
    }
}

void power_cut_rebuild(power_cut *log, size_t moment, const char *folder, uint64_t *seed) {
    char path[SCRATCH_PATH_BYTES];
    advance(log, moment);
    for (size_t i = 0; i < FILES; i++) {
        image copy = {{malloc(log->durable[i].content.count + 1), log->durable[i].content.count},
                      log->durable[i].exists};
        assert_non_null(copy.content.bytes);
        if (copy.content.count > 0) {
            memcpy(copy.content.bytes, log->durable[i].content.bytes, copy.content.count);
        }
        if (seed != NULL) {
            apply_some(log, i, &copy, seed);
        }
        save(folder, names[i], &copy);
        free(copy.content.bytes);
    }
    scratch_path(path, folder, "limber.db-shm");
    (void)unlink(path);
}
