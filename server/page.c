/* page.c: the page's files, read once and answered from memory.
 *
 * A request's path is looked up as it stands, without decoding anything, in the list of files that
 * were there at the start; so no path can lead out of the folder. */
#include "inside.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/stat.h>
#include <unistd.h>

enum {
    FILES_MAX = 256,
    FILE_BYTES_MAX = 4 << 20,
    PAGE_BYTES_MAX = 16 << 20,
    DEPTH_MAX = 6,
    PATH_BYTES_MAX = 200
};

/* in the order of preference */
static const struct {
    const char *suffix, *name;
} codings[] = {{".br", "br"}, {".gz", "gzip"}, {"", NULL}};

enum { CODING_COUNT = 3, CODING_NONE = 2 };

typedef struct {
    char path[PATH_BYTES_MAX]; /* "/assets/app.js" */
    struct MHD_Response *response[CODING_COUNT];
    char tag[CODING_COUNT][24];
} page_file;

struct page {
    page_file file[FILES_MAX];
    size_t count, bytes;
    bool built; /* there is an index.html */
};

static const struct {
    const char *suffix, *type;
} types[] = {
    {".html", "text/html; charset=utf-8"},
    {".js", "text/javascript; charset=utf-8"},
    {".css", "text/css; charset=utf-8"},
    {".wasm", "application/wasm"},
    {".json", "application/json"},
    {".webmanifest", "application/manifest+json"},
    {".svg", "image/svg+xml"},
    {".png", "image/png"},
    {".webp", "image/webp"},
    {".ico", "image/vnd.microsoft.icon"},
    {".woff2", "font/woff2"},
    {".mp3", "audio/mpeg"},
    {".ogg", "audio/ogg"},
    {".txt", "text/plain; charset=utf-8"},
};

static const char not_built[] =
    "<!doctype html>\n<html lang=\"en\">\n<meta charset=\"utf-8\">\n<title>Limber</title>\n"
    "<h1>Limber is running, but its page is not there</h1>\n"
    "<p>The page has not been built yet, or lies in another folder. In the folder of the source, "
    "stop this program and run <code>./dev run</code>: it builds the page and starts Limber with "
    "it. The terminal says which folder was looked at.</p>\n";

static bool ends_with(const char *text, const char *suffix) {
    size_t length = strlen(text), tail = strlen(suffix);
    return length >= tail && strcmp(text + length - tail, suffix) == 0;
}

static const char *type_of(const char *path) {
    for (size_t i = 0; i < sizeof types / sizeof types[0]; i++) {
        if (ends_with(path, types[i].suffix)) {
            return types[i].type;
        }
    }
    return "application/octet-stream";
}

/* The build puts a hash of the content into the names under /assets/: such a file never changes. */
static const char *cache_control_of(const char *path) {
    return strncmp(path, "/assets/", 8) == 0 ? "public, max-age=31536000, immutable" : "no-cache";
}

/* 64-bit FNV-1a: tells versions of one file apart, nothing more. */
static uint64_t hash_of(const unsigned char *bytes, size_t size) {
    uint64_t hash = UINT64_C(14695981039346656037);
    for (size_t i = 0; i < size; i++) {
        hash = (hash ^ bytes[i]) * UINT64_C(1099511628211);
    }
    return hash;
}

static bool add_variant_headers(struct MHD_Response *response, const char *tag, size_t coding) {
    return MHD_add_response_header(response, MHD_HTTP_HEADER_ETAG, tag) == MHD_YES &&
           MHD_add_response_header(response, MHD_HTTP_HEADER_VARY,
                                   MHD_HTTP_HEADER_ACCEPT_ENCODING) == MHD_YES &&
           (codings[coding].name == NULL ||
            MHD_add_response_header(response, MHD_HTTP_HEADER_CONTENT_ENCODING,
                                    codings[coding].name) == MHD_YES);
}

static page_file *file_for(struct page *page, const char *path) {
    for (size_t i = 0; i < page->count; i++) {
        if (strcmp(page->file[i].path, path) == 0) {
            return &page->file[i];
        }
    }
    if (page->count == FILES_MAX) {
        return NULL;
    }
    page_file *file = &page->file[page->count++];
    snprintf(file->path, sizeof file->path, "%s", path);
    return file;
}

/* Takes the bytes. NULL: kept; otherwise why not. */
static const char *add(struct page *page, const char *path, size_t coding, char *bytes,
                       size_t size) {
    page_file *file = file_for(page, path);
    if (file == NULL) {
        free(bytes);
        return "there are too many files";
    }
    snprintf(file->tag[coding], sizeof file->tag[coding], "\"%016llx\"",
             (unsigned long long)hash_of((const unsigned char *)bytes, size));
    struct MHD_Response *response =
        reply_make(bytes, size, MHD_RESPMEM_MUST_FREE, type_of(path), cache_control_of(path));
    if (response == NULL || !add_variant_headers(response, file->tag[coding], coding)) {
        if (response != NULL) {
            MHD_destroy_response(response);
        }
        return "there is no memory left";
    }
    file->response[coding] = response;
    page->bytes += size;
    return NULL;
}

/* NULL: read; otherwise why not. */
static const char *read_file(int folder, const char *name, size_t room, char **bytes,
                             size_t *size) {
    struct stat about;
    int file = openat(folder, name, O_RDONLY | O_NOFOLLOW | O_CLOEXEC);
    if (file < 0 || fstat(file, &about) != 0) {
        const char *why = strerror(errno);
        if (file >= 0) {
            close(file);
        }
        return why;
    }
    *size = (size_t)about.st_size;
    *bytes = *size > FILE_BYTES_MAX || *size > room ? NULL : malloc(*size + 1);
    size_t got = 0;
    ssize_t more = 1;
    while (*bytes != NULL && got < *size && more > 0) {
        more = read(file, *bytes + got, *size - got);
        got += more > 0 ? (size_t)more : 0;
    }
    close(file);
    if (*bytes == NULL) {
        return "it is too large";
    }
    if (got < *size) {
        free(*bytes);
        return "it could not be read to its end";
    }
    return NULL;
}

static void load_file(struct page *page, int folder, const char *name, const char *path) {
    size_t coding = 0, size = 0;
    while (!ends_with(path, codings[coding].suffix)) {
        coding++;
    }
    char plain[PATH_BYTES_MAX], *bytes = NULL;
    snprintf(plain, sizeof plain, "%.*s", (int)(strlen(path) - strlen(codings[coding].suffix)),
             path);
    const char *why = read_file(folder, name, PAGE_BYTES_MAX - page->bytes, &bytes, &size);
    if (why == NULL) {
        why = add(page, plain, coding, bytes, size);
    }
    if (why != NULL) {
        fprintf(stderr, "limber serve: the page's file %s is left out: %s.\n", path, why);
    }
}

static bool name_is_plain(const char *name) {
    return name[0] != '.' &&
           name[strspn(
               name, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789._-")] == '\0';
}

static void load_folder(struct page *page, int folder, const char *path, unsigned depth) {
    DIR *list = fdopendir(folder);
    if (list == NULL) {
        close(folder);
        return;
    }
    for (const struct dirent *entry; (entry = readdir(list)) != NULL;) {
        char below[PATH_BYTES_MAX];
        struct stat about;
        int length = snprintf(below, sizeof below, "%s/%s", path, entry->d_name);
        if (!name_is_plain(entry->d_name) || length >= (int)sizeof below ||
            fstatat(dirfd(list), entry->d_name, &about, AT_SYMLINK_NOFOLLOW) != 0) {
            continue;
        }
        if (S_ISREG(about.st_mode)) {
            load_file(page, dirfd(list), entry->d_name, below);
        } else if (S_ISDIR(about.st_mode) && depth < DEPTH_MAX) {
            int inner =
                openat(dirfd(list), entry->d_name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
            if (inner >= 0) {
                load_folder(page, inner, below, depth + 1);
            }
        }
    }
    closedir(list);
}

static int compare_paths(const void *a, const void *b) {
    return strcmp(((const page_file *)a)->path, ((const page_file *)b)->path);
}

static int compare_path_with_file(const void *path, const void *file) {
    return strcmp(path, ((const page_file *)file)->path);
}

static const page_file *find(const struct page *page, const char *path) {
    if (strlen(path) >= PATH_BYTES_MAX) {
        return NULL;
    }
    return bsearch(path, page->file, page->count, sizeof page->file[0], compare_path_with_file);
}

struct page *page_load(const char *folder) {
    struct page *page = calloc(1, sizeof *page);
    if (page == NULL) {
        return NULL;
    }
    int opened = folder == NULL ? -1 : open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (opened >= 0) {
        load_folder(page, opened, "", 0);
    }
    qsort(page->file, page->count, sizeof page->file[0], compare_paths);
    page->built = find(page, "/index.html") != NULL;
    if (!page->built) {
        char *copy = strdup(not_built);
        const char *why =
            copy == NULL ? "" : add(page, "/index.html", CODING_NONE, copy, sizeof not_built - 1);
        if (copy == NULL || why != NULL) {
            page_free(page);
            return NULL;
        }
        qsort(page->file, page->count, sizeof page->file[0], compare_paths);
    }
    return page;
}

void page_free(struct page *page) {
    for (size_t i = 0; page != NULL && i < page->count; i++) {
        for (size_t coding = 0; coding < CODING_COUNT; coding++) {
            if (page->file[i].response[coding] != NULL) {
                MHD_destroy_response(page->file[i].response[coding]);
            }
        }
    }
    free(page);
}

bool page_is_built(const struct page *page) {
    return page->built;
}

/* Is the coding in the list, and not with the weight zero that means "not that one"? */
static bool accepts(const char *list, const char *coding) {
    size_t length = strlen(coding);
    while (list != NULL && *list != '\0') {
        list += strspn(list, " \t,");
        size_t item = strcspn(list, ",");
        size_t name = strcspn(list, ",; \t");
        if (name == length && strncasecmp(list, coding, length) == 0) {
            const char *weight = memchr(list, '=', item);
            return weight == NULL || strtod(weight + 1, NULL) > 0;
        }
        list += item;
    }
    return false;
}

static size_t choose_coding(const page_file *file, const char *accepted) {
    for (size_t coding = 0; coding < CODING_NONE; coding++) {
        if (file->response[coding] != NULL && accepts(accepted, codings[coding].name)) {
            return coding;
        }
    }
    return CODING_NONE;
}

static enum MHD_Result answer_not_modified(const page_file *file, size_t coding,
                                           struct client *client) {
    struct MHD_Response *response = reply_make(NULL, 0, MHD_RESPMEM_PERSISTENT, type_of(file->path),
                                               cache_control_of(file->path));
    if (response != NULL && !add_variant_headers(response, file->tag[coding], CODING_NONE)) {
        MHD_destroy_response(response);
        response = NULL;
    }
    return reply_send(client, MHD_HTTP_NOT_MODIFIED, response);
}

enum MHD_Result page_answer(const struct page *page, struct client *client) {
    const char *path = strcmp(client->path, "/") == 0 ? "/index.html" : client->path;
    const page_file *file = find(page, path);
    if (file == NULL || file->response[CODING_NONE] == NULL) {
        refuse(client, REFUSE_NO_SUCH_ROUTE);
        return reply_refusal(client);
    }
    size_t coding = choose_coding(file, client->header[HEADER_ACCEPT_ENCODING]);
    const char *known = client->header[HEADER_IF_NONE_MATCH];
    if (known != NULL && strstr(known, file->tag[coding]) != NULL) {
        return answer_not_modified(file, coding, client);
    }
    return MHD_queue_response(client->connection, MHD_HTTP_OK, file->response[coding]);
}
