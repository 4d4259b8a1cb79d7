/* shim_vfs.c: see shim_vfs.h. */
#include "shim_vfs.h"

#include <stdarg.h>
#include <string.h>

#include <setjmp.h>

#include <cmocka.h>
#include <sqlite3.h>

static struct {
    sqlite3_vfs vfs;
    sqlite3_vfs *real;
    shim_hook *hook;
    void *context;
} shim;

/* The real file follows it in the same piece of memory. */
typedef struct {
    sqlite3_file base;
    const char *path;
} shim_file;

static sqlite3_file *real_file(sqlite3_file *file) {
    return (sqlite3_file *)((shim_file *)file + 1);
}

static int ask(const shim_operation *operation) {
    return shim.hook(shim.context, operation);
}

static int ask_file(sqlite3_file *file, shim_kind kind, int64_t offset, const void *bytes,
                    size_t count) {
    const shim_operation operation = {kind, ((shim_file *)file)->path, offset, bytes, count, true};
    return ask(&operation);
}

static int shim_close(sqlite3_file *file) {
    return real_file(file)->pMethods->xClose(real_file(file));
}

static int shim_read(sqlite3_file *file, void *bytes, int count, sqlite3_int64 offset) {
    int refused = ask_file(file, SHIM_READ, offset, NULL, (size_t)count);
    return refused != SQLITE_OK
               ? refused
               : real_file(file)->pMethods->xRead(real_file(file), bytes, count, offset);
}

static int shim_write(sqlite3_file *file, const void *bytes, int count, sqlite3_int64 offset) {
    int refused = ask_file(file, SHIM_WRITE, offset, bytes, (size_t)count);
    return refused != SQLITE_OK
               ? refused
               : real_file(file)->pMethods->xWrite(real_file(file), bytes, count, offset);
}

static int shim_truncate(sqlite3_file *file, sqlite3_int64 size) {
    int refused = ask_file(file, SHIM_TRUNCATE, size, NULL, 0);
    return refused != SQLITE_OK ? refused
                                : real_file(file)->pMethods->xTruncate(real_file(file), size);
}

static int shim_sync(sqlite3_file *file, int flags) {
    int refused = ask_file(file, SHIM_SYNC, 0, NULL, 0);
    return refused != SQLITE_OK ? refused
                                : real_file(file)->pMethods->xSync(real_file(file), flags);
}

static int shim_size(sqlite3_file *file, sqlite3_int64 *size) {
    return real_file(file)->pMethods->xFileSize(real_file(file), size);
}

static int shim_lock(sqlite3_file *file, int kind) {
    return real_file(file)->pMethods->xLock(real_file(file), kind);
}

static int shim_unlock(sqlite3_file *file, int kind) {
    return real_file(file)->pMethods->xUnlock(real_file(file), kind);
}

static int shim_check_lock(sqlite3_file *file, int *out) {
    return real_file(file)->pMethods->xCheckReservedLock(real_file(file), out);
}

static int shim_control(sqlite3_file *file, int operation, void *argument) {
    return real_file(file)->pMethods->xFileControl(real_file(file), operation, argument);
}

static int shim_sector(sqlite3_file *file) {
    return real_file(file)->pMethods->xSectorSize(real_file(file));
}

static int shim_traits(sqlite3_file *file) {
    return real_file(file)->pMethods->xDeviceCharacteristics(real_file(file));
}

static int shim_share(sqlite3_file *file, int region, int size, int extend, void volatile **out) {
    int refused = ask_file(file, SHIM_SHARE, region, NULL, 0);
    return refused != SQLITE_OK
               ? refused
               : real_file(file)->pMethods->xShmMap(real_file(file), region, size, extend, out);
}

static int shim_share_lock(sqlite3_file *file, int offset, int count, int flags) {
    return real_file(file)->pMethods->xShmLock(real_file(file), offset, count, flags);
}

static void shim_barrier(sqlite3_file *file) {
    real_file(file)->pMethods->xShmBarrier(real_file(file));
}

static int shim_unshare(sqlite3_file *file, int remove) {
    return real_file(file)->pMethods->xShmUnmap(real_file(file), remove);
}

/* Version 2: no memory mapping, which would pass by. */
static const sqlite3_io_methods methods = {
    .iVersion = 2,
    .xClose = shim_close,
    .xRead = shim_read,
    .xWrite = shim_write,
    .xTruncate = shim_truncate,
    .xSync = shim_sync,
    .xFileSize = shim_size,
    .xLock = shim_lock,
    .xUnlock = shim_unlock,
    .xCheckReservedLock = shim_check_lock,
    .xFileControl = shim_control,
    .xSectorSize = shim_sector,
    .xDeviceCharacteristics = shim_traits,
    .xShmMap = shim_share,
    .xShmLock = shim_share_lock,
    .xShmBarrier = shim_barrier,
    .xShmUnmap = shim_unshare,
};

static int shim_open(sqlite3_vfs *vfs, const char *path, sqlite3_file *file, int flags, int *out) {
    (void)vfs;
    const shim_operation operation = {SHIM_OPEN, path != NULL ? path : "", 0, NULL, 0, true};
    file->pMethods = NULL;
    int result = ask(&operation);
    if (result == SQLITE_OK) {
        result = shim.real->xOpen(shim.real, path, real_file(file), flags, out);
    }
    if (result == SQLITE_OK) {
        file->pMethods = &methods;
        ((shim_file *)file)->path = operation.path;
    }
    return result;
}

static int shim_delete(sqlite3_vfs *vfs, const char *path, int sync_folder) {
    (void)vfs;
    const shim_operation operation = {SHIM_DELETE, path, 0, NULL, 0, sync_folder != 0};
    int refused = ask(&operation);
    return refused != SQLITE_OK ? refused : shim.real->xDelete(shim.real, path, sync_folder);
}

void shim_enter(shim_hook *hook, void *context) {
    shim.hook = hook;
    shim.context = context;
    shim.real = sqlite3_vfs_find(NULL);
    assert_non_null(shim.real);
    shim.vfs = *shim.real;
    shim.vfs.zName = "shim";
    shim.vfs.szOsFile = (int)sizeof(shim_file) + shim.real->szOsFile;
    shim.vfs.xOpen = shim_open;
    shim.vfs.xDelete = shim_delete;
    assert_int_equal(sqlite3_vfs_register(&shim.vfs, 1), SQLITE_OK);
}

void shim_leave(void) {
    assert_int_equal(sqlite3_vfs_unregister(&shim.vfs), SQLITE_OK);
    assert_int_equal(sqlite3_vfs_register(shim.real, 1), SQLITE_OK);
}
