/* shim_vfs.h: stands between SQLite and the disk, so that a test can watch or spoil each operation.
 */
#ifndef LIMBER_TEST_SHIM_VFS_H
#define LIMBER_TEST_SHIM_VFS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

typedef enum {
    SHIM_OPEN,
    SHIM_READ,
    SHIM_WRITE,
    SHIM_TRUNCATE,
    SHIM_SYNC,
    SHIM_DELETE,
    SHIM_SHARE, /* growing the memory that processes share */
    SHIM_KINDS
} shim_kind;

typedef struct {
    shim_kind kind;
    const char *path;
    int64_t offset; /* of a write; the new size of a truncation */
    const void *bytes;
    size_t count;
    bool folder_synced; /* of a deletion: it survives a power cut */
} shim_operation;

/* Called before each operation. SQLITE_OK lets it happen, anything else is what SQLite is told. */
typedef int shim_hook(void *context, const shim_operation *operation);

/* Every database opened from now on goes through hook; shim_leave ends that. */
void shim_enter(shim_hook *hook, void *context);
void shim_leave(void);

#endif
