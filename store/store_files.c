/* store_files.c: the folder and the file, made private before SQLite sees them.
 *
 * A file that exists is never opened and closed here: closing any descriptor of a file drops all
 * locks this process holds on it, also those of another store object. */
#include "store_private.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { FOLDER_MODE = 0700, FILE_MODE = 0600, PATH_BYTES = 4096 };

/* SQLite's: a log of no more than its header holds nothing; no page is smaller than that. */
enum { LOG_HEADER_BYTES = 32, SMALLEST_PAGE_BYTES = 512 };

/* Makes the names in a folder survive a power cut. */
static int sync_folder(const char *path) {
    int folder = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (folder < 0) {
        return errno;
    }
    int error_number = fsync(folder) == 0 ? 0 : errno;
    close(folder);
    return error_number;
}

static int sync_parent(const char *folder) {
    char path[PATH_BYTES];
    int bytes = snprintf(path, sizeof path, "%s/..", folder);
    return bytes > 0 && (size_t)bytes < sizeof path ? sync_folder(path) : ENAMETOOLONG;
}

static int make_folder(const char *folder) {
    if (mkdir(folder, FOLDER_MODE) != 0) {
        return errno;
    }
    /* Whatever the umask took away. */
    if (chmod(folder, FOLDER_MODE) != 0) {
        return errno;
    }
    return sync_parent(folder);
}

static store_result folder_ready(limber_store *store) {
    struct stat status;
    int made = make_folder(store->folder);
    if (made != 0 && made != EEXIST) {
        /* A read-only disk says EROFS for a folder that is there, too. */
        if (stat(store->folder, &status) != 0) {
            return store_fail_folder(store, made);
        }
    }
    if (stat(store->folder, &status) != 0) {
        return store_fail_folder(store, errno);
    }
    if (!S_ISDIR(status.st_mode)) {
        return store_fail_folder(store, ENOTDIR);
    }
    if (access(store->folder, X_OK) != 0) {
        return store_fail_folder(store, errno);
    }
    if (access(store->folder, W_OK) != 0) {
        return store_fail_file(store, errno);
    }
    return STORE_OK;
}

/* EEXIST where the file is there already. */
static int make_file(const limber_store *store) {
    int file = open(store->path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, FILE_MODE);
    if (file < 0) {
        return errno;
    }
    int error_number = fchmod(file, FILE_MODE) == 0 && fsync(file) == 0 ? 0 : errno;
    close(file);
    return error_number != 0 ? error_number : sync_folder(store->folder);
}

/* Takes away what others may do with the file or one of its companions. SQLite gives new companions
 * the mode of the file. */
static int make_private(const limber_store *store, const char *ending) {
    char path[PATH_BYTES];
    struct stat status;
    int bytes = snprintf(path, sizeof path, "%s%s", store->path, ending);
    if (bytes < 0 || (size_t)bytes >= sizeof path) {
        return ENAMETOOLONG;
    }
    if (stat(path, &status) != 0) {
        return errno == ENOENT ? 0 : errno;
    }
    if ((status.st_mode & 077) == 0 || chmod(path, FILE_MODE) == 0) {
        return 0;
    }
    return errno == ENOENT ? 0 : errno; /* another process has just closed and removed it */
}

static off_t size_of(const limber_store *store, const char *ending) {
    char path[PATH_BYTES];
    struct stat status;
    int bytes = snprintf(path, sizeof path, "%s%s", store->path, ending);
    bool found = bytes > 0 && (size_t)bytes < sizeof path && stat(path, &status) == 0;
    return found ? status.st_size : 0;
}

static store_result file_usable(limber_store *store) {
    struct stat status;
    /* Asked before the file's own size: another process may be making both right now, and makes the
     * file first. */
    bool has_log = size_of(store, "-wal") > LOG_HEADER_BYTES;
    if (stat(store->path, &status) != 0) {
        return store_fail_file(store, errno);
    }
    if (!S_ISREG(status.st_mode)) {
        return store_fail_damaged(store, "it is not a file");
    }
    if (access(store->path, R_OK | W_OK) != 0) {
        return store_fail_file(store, errno);
    }
    /* SQLite would take the file for a new one and delete the log beside it. A log without content
     * is what a power cut can leave while the file is being made. */
    if (status.st_size == 0 && has_log) {
        return store_fail_damaged(store, "it is empty, but its log limber.db-wal is not");
    }
    /* SQLite would write over some of those, too. */
    if (status.st_size > 0 && status.st_size < SMALLEST_PAGE_BYTES) {
        return store_fail_damaged(store, "it is not a database");
    }
    return STORE_OK;
}

store_result store_files_ready(limber_store *store) {
    static const char *const endings[] = {"", "-wal", "-shm", "-journal"};
    store_result result = folder_ready(store);
    if (result != STORE_OK) {
        return result;
    }
    int made = make_file(store);
    if (made != 0 && made != EEXIST) {
        return store_fail_file(store, made);
    }
    result = file_usable(store);
    for (size_t i = 0; result == STORE_OK && i < sizeof endings / sizeof endings[0]; i++) {
        int error_number = make_private(store, endings[i]);
        result = error_number == 0 ? STORE_OK : store_fail_file(store, error_number);
    }
    return result;
}
