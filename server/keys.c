/* keys.c: the secret of this installation, and the one-time code that hands it to a page. */
#include "inside.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/random.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

enum { CODE_SECONDS = 600, WRONG_CODES_MAX = 10 };

static const char secret_name[] = "secret", secret_new_name[] = "secret.new";
static const char code_name[] = "hand-over";

/* Takes equally long whatever the bytes are, so that nobody learns how many of them were right. */
bool keys_equal(const char *a, const char *b, size_t size) {
    volatile unsigned char difference = 0;
    for (size_t i = 0; i < size; i++) {
        difference = (unsigned char)(difference | (a[i] ^ b[i]));
    }
    return difference == 0;
}

static bool make_hex(char *out, size_t digits) {
    static const char hex[] = "0123456789abcdef";
    unsigned char bytes[SECRET_HEX / 2];
    size_t count = digits / 2;
    if (getrandom(bytes, count, 0) != (ssize_t)count) {
        return false;
    }
    for (size_t i = 0; i < count; i++) {
        out[2 * i] = hex[bytes[i] >> 4];
        out[2 * i + 1] = hex[bytes[i] & 15];
    }
    out[digits] = '\0';
    return true;
}

static bool is_hex(const char *text, size_t digits) {
    return strlen(text) == digits && strspn(text, "0123456789abcdef") == digits;
}

/* A file of exactly one line of hex digits that nobody else may read. -1: errno says why. */
static int read_hex(int folder, const char *name, char *out, size_t digits, struct stat *about) {
    int file = openat(folder, name, O_RDONLY | O_NOFOLLOW | O_CLOEXEC);
    if (file < 0) {
        return -1;
    }
    char line[SECRET_HEX + 2] = {0};
    ssize_t bytes = fstat(file, about) == 0 ? read(file, line, sizeof line - 1) : -1;
    close(file);
    if (bytes < 0) {
        return -1;
    }
    if (bytes == (ssize_t)digits + 1 && line[digits] == '\n') {
        line[digits] = '\0';
    }
    if (!S_ISREG(about->st_mode) || (about->st_mode & 077) != 0 || !is_hex(line, digits)) {
        errno = EBADMSG;
        return -1;
    }
    memcpy(out, line, digits + 1);
    return 0;
}

/* Writes a new file in place of any old one. */
static bool replace_hex(int folder, const char *name, const char *hex) {
    if (unlinkat(folder, name, 0) != 0 && errno != ENOENT) {
        return false;
    }
    int file = openat(folder, name, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
    if (file < 0) {
        return false;
    }
    bool written = dprintf(file, "%s\n", hex) == (int)strlen(hex) + 1 && fsync(file) == 0;
    int error = errno;
    close(file);
    if (!written) {
        unlinkat(folder, name, 0);
    }
    errno = error;
    return written;
}

bool keys_open_secret(int folder, const char *folder_name, char secret[SECRET_HEX + 1]) {
    struct stat about;
    if (read_hex(folder, secret_name, secret, SECRET_HEX, &about) == 0) {
        return true;
    }
    if (errno == EBADMSG) {
        fprintf(stderr,
                "limber serve: %s/%s is not a secret that only you can read. Remove this file and "
                "start again; open pages then need the fresh address.\n",
                folder_name, secret_name);
        return false;
    }
    /* Written beside its place and then moved there, so that a power cut leaves all or nothing. */
    if (errno != ENOENT || !make_hex(secret, SECRET_HEX) ||
        !replace_hex(folder, secret_new_name, secret) ||
        renameat(folder, secret_new_name, folder, secret_name) != 0) {
        fprintf(stderr,
                "limber serve: cannot make the file %s/%s: %s. Check that you may write this "
                "folder and that the disk has space.\n",
                folder_name, secret_name, strerror(errno));
        return false;
    }
    return true;
}

bool keys_write_code(int folder, const char *folder_name, char code[CODE_HEX + 1]) {
    if (make_hex(code, CODE_HEX) && replace_hex(folder, code_name, code)) {
        return true;
    }
    fprintf(stderr,
            "limber serve: cannot write the one-time code %s/%s: %s. Check that you may write "
            "this folder and that the disk has space.\n",
            folder_name, code_name, strerror(errno));
    return false;
}

/* A code that was guessed wrong too often is worth nothing any more. */
static void count_wrong_code(struct server *server, const struct stat *about) {
    const struct timespec *written = &about->st_mtim;
    if (server->code_written.tv_sec != written->tv_sec ||
        server->code_written.tv_nsec != written->tv_nsec) {
        server->code_written = *written;
        server->wrong_codes = 0;
    }
    if (++server->wrong_codes >= WRONG_CODES_MAX) {
        unlinkat(server->folder, code_name, 0);
    }
}

/* Read from its file each time, since a second `limber serve` may have written a new one. */
static bool use_code(struct server *server, const char *offered) {
    char code[CODE_HEX + 1];
    struct stat about;
    if (read_hex(server->folder, code_name, code, CODE_HEX, &about) != 0) {
        return false;
    }
    struct timespec now; /* not time(): that may lag behind the file's own clock */
    clock_gettime(CLOCK_REALTIME, &now);
    time_t age_seconds = now.tv_sec - about.st_mtime;
    if (age_seconds < 0 || age_seconds > CODE_SECONDS) {
        unlinkat(server->folder, code_name, 0);
        return false;
    }
    if (!keys_equal(offered, code, CODE_HEX)) {
        count_wrong_code(server, &about);
        return false;
    }
    return unlinkat(server->folder, code_name, 0) == 0; /* used up before it is honoured */
}

enum MHD_Result keys_hand_over(struct server *server, struct client *client) {
    json_t *json = limber_json_parse(client->body, client->body_bytes, &client->fault);
    if (json == NULL) {
        client->refusal = REFUSE_BAD_JSON;
        return reply_refusal(client);
    }
    const char *code = json_string_value(json_object_get(json, "code"));
    if (code == NULL || json_object_size(json) != 1 || !is_hex(code, CODE_HEX)) {
        refuse_because(client, REFUSE_BAD_JSON, "code",
                       "An object with nothing but a code of 32 hex digits is expected.");
    } else if (!use_code(server, code)) {
        refuse(client, REFUSE_CODE_USED);
    }
    json_decref(json);
    if (client->refusal != REFUSE_NOTHING) {
        return reply_refusal(client);
    }
    return reply_json(client, MHD_HTTP_OK, json_pack("{s:s}", "secret", server->secret));
}
