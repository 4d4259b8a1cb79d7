/* store_message.c: every failure in one sentence or two: what was wrong, where, what to do. */
#include "store_private.h"

#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

/* Longer ones would push the advice out of the message. */
enum { SHOWN_PATH_BYTES = 160, SHOWN_CAUSE_BYTES = 80 };

store_result store_say(limber_store *store, store_result result, const char *format, ...) {
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(store->message, sizeof store->message, format, arguments);
    va_end(arguments);
    return result;
}

static const char *shown(const char *path, const char *instead) {
    return strlen(path) <= SHOWN_PATH_BYTES ? path : instead;
}

static const char *shown_folder(const limber_store *store) {
    return shown(store->folder, "(its long name is left out)");
}

static const char *shown_file(const limber_store *store) {
    return shown(store->path, "limber.db in the data folder");
}

static bool means_full(int error_number) {
    return error_number == ENOSPC || error_number == EDQUOT || error_number == EFBIG;
}

static bool means_not_allowed(int error_number) {
    return error_number == EACCES || error_number == EPERM || error_number == EROFS;
}

static store_result say_full(limber_store *store) {
    return store_say(store, STORE_FULL,
                     "There is no space left for %s. Nothing of this was kept; everything stored "
                     "before is. Make room on that disk and try again.",
                     shown_file(store));
}

static store_result say_read_only(limber_store *store, const char *cause) {
    return store_say(store, STORE_READ_ONLY,
                     "%s cannot be written: %.*s. Nothing was stored. Make the file and its folder "
                     "writable for yourself, or choose another data folder.",
                     shown_file(store), SHOWN_CAUSE_BYTES, cause);
}

static store_result say_io(limber_store *store, const char *cause) {
    return store_say(store, STORE_IO,
                     "The disk failed at %s: %.*s. Nothing of this was kept. Check the disk and "
                     "the space on it, then try again.",
                     shown_file(store), SHOWN_CAUSE_BYTES, cause);
}

store_result store_fail_folder(limber_store *store, int error_number) {
    const char *folder = shown_folder(store);
    if (error_number == ENOENT) {
        return store_say(store, STORE_NO_FOLDER,
                         "The data folder %s cannot be made: the folder that should hold it is "
                         "missing. Make that one first (mkdir -p), or choose another data folder.",
                         folder);
    }
    if (error_number == ENOTDIR) {
        return store_say(store, STORE_NO_FOLDER,
                         "The data folder %s cannot be used: it, or something on the way to it, is "
                         "a file and not a folder. Move that file away, or choose another data "
                         "folder.",
                         folder);
    }
    if (means_full(error_number)) {
        return say_full(store);
    }
    return store_say(store, STORE_NO_FOLDER,
                     "The data folder %s cannot be made or entered: %.*s. Give yourself access to "
                     "it, or choose another data folder.",
                     folder, SHOWN_CAUSE_BYTES, strerror(error_number));
}

store_result store_fail_file(limber_store *store, int error_number) {
    if (means_full(error_number)) {
        return say_full(store);
    }
    if (means_not_allowed(error_number)) {
        return say_read_only(store, strerror(error_number));
    }
    return say_io(store, strerror(error_number));
}

/* Quoted so that a shell reads it as one word. False where it does not fit. */
static bool quote(const char *text, char *out, size_t out_bytes) {
    size_t used = 0;
    const char *const apostrophe = "'\\''";
    if (out_bytes < 3) {
        return false;
    }
    out[used++] = '\'';
    for (; *text != '\0'; text++) {
        const char one[2] = {*text, '\0'};
        const char *piece = *text == '\'' ? apostrophe : one;
        size_t piece_bytes = strlen(piece);
        if (used + piece_bytes + 2 > out_bytes) {
            return false;
        }
        memcpy(out + used, piece, piece_bytes);
        used += piece_bytes;
    }
    out[used++] = '\'';
    out[used] = '\0';
    return true;
}

/* The first of set-aside-1, set-aside-2 ... that is not in the folder yet. */
static int free_aside_number(const limber_store *store) {
    char path[1024];
    for (int number = 1; number < 100; number++) {
        int bytes = snprintf(path, sizeof path, "%s/set-aside-%d", store->folder, number);
        if (bytes < 0 || (size_t)bytes >= sizeof path || access(path, F_OK) != 0) {
            return number;
        }
    }
    return 100;
}

store_result store_fail_damaged(limber_store *store, const char *what) {
    char folder[SHOWN_PATH_BYTES + 2];
    int aside = free_aside_number(store);
    /* The file's companions (-wal, -shm) must go with it: they belong to no other file. */
    if (!quote(store->folder, folder, sizeof folder)) {
        return store_say(store, STORE_DAMAGED,
                         "limber.db in the data folder cannot be read: %.*s. It was kept as it is. "
                         "To set it aside, go to the data folder and: mkdir set-aside-%d && mv "
                         "limber.db* set-aside-%d/  An export made earlier can then be imported "
                         "again.",
                         SHOWN_CAUSE_BYTES, what, aside, aside);
    }
    return store_say(store, STORE_DAMAGED,
                     "limber.db cannot be read: %.*s. It was kept as it is. To set it aside: cd "
                     "%s && mkdir set-aside-%d && mv limber.db* set-aside-%d/  An export made "
                     "earlier can then be imported again.",
                     SHOWN_CAUSE_BYTES, what, folder, aside, aside);
}

store_result store_fail_newer(limber_store *store, int version) {
    return store_say(store, STORE_NEWER,
                     "%s was written by a newer version of this program (format %d) and was left "
                     "as it is. Update this program, or choose another data folder.",
                     shown_file(store), version);
}

static store_result say_busy(limber_store *store) {
    return store_say(store, STORE_BUSY,
                     "Another program has kept %s locked for more than %d s. Nothing was stored. "
                     "Try again, or end the other program.",
                     shown_file(store), STORE_BUSY_WAIT_MS / 1000);
}

static store_result say_memory(limber_store *store) {
    return store_say(store, STORE_MEMORY,
                     "There was not enough memory to work with %s. Nothing was stored. Close other "
                     "programs and try again.",
                     shown_file(store));
}

/* SQLite's own name for it, and the system's reason where there is one. */
static store_result fail_system(limber_store *store, int sqlite_result, int error_number) {
    if (error_number != 0) {
        return store_fail_file(store, error_number);
    }
    return say_io(store, sqlite3_errstr(sqlite_result));
}

store_result store_fail(limber_store *store, int sqlite_result) {
    int error_number = store->database != NULL ? sqlite3_system_errno(store->database) : 0;
    if (sqlite_result == SQLITE_IOERR_NOMEM) {
        return say_memory(store);
    }
    switch (sqlite_result & 0xff) {
    case SQLITE_FULL:
        return say_full(store);
    case SQLITE_READONLY:
    case SQLITE_PERM:
        return say_read_only(store, sqlite3_errstr(sqlite_result));
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
    case SQLITE_PROTOCOL:
        return say_busy(store);
    case SQLITE_NOTADB:
        return store_fail_damaged(store, "it is not a database");
    case SQLITE_CORRUPT:
        return store_fail_damaged(store, "its pages are damaged");
    case SQLITE_NOMEM:
        return say_memory(store);
    case SQLITE_CANTOPEN:
    case SQLITE_IOERR:
        return fail_system(store, sqlite_result, error_number);
    default:
        return store_say(store, STORE_IO,
                         "%s could not be used: %.*s. Nothing of this was kept. Please report it.",
                         shown_file(store), SHOWN_CAUSE_BYTES, sqlite3_errmsg(store->database));
    }
}

store_result store_fail_opening(limber_store *store, int sqlite_result) {
    if (sqlite_result == SQLITE_ERROR) {
        return store_fail_damaged(store, sqlite3_errmsg(store->database));
    }
    return store_fail(store, sqlite_result);
}

const char *limber_store_message(const limber_store *store) {
    return store->message;
}
