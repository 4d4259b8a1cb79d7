/* What every command shares with the world outside: complaints, files, folders, the date. */
#include "codec.h"
#include "command.h"

#include <errno.h>
#include <limits.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>

int complain(const cli_command *command, int leave, const char *format, ...) {
    char text[1024];
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(text, sizeof text, format, arguments);
    va_end(arguments);
    for (char *c = text; *c != '\0'; c++) { /* what was typed must not act on the terminal */
        *c = (unsigned char)*c < ' ' || *c == 127 ? '?' : *c;
    }
    fprintf(stderr, "limber%s%s: %s\n", command != NULL ? " " : "",
            command != NULL ? command->name : "", text);
    return leave;
}

int complain_no_such(const cli_arguments *arguments, const char *kind, const char *lists,
                     limber_name_at *names) {
    const char *nearest = limber_name_nearest(names, 0, arguments->operand);
    return complain(arguments->command, LEAVE_CALL, "there is no %s %.40s; %s%s%s", kind,
                    arguments->operand, nearest != NULL ? "did you mean " : lists,
                    nearest != NULL ? nearest : " lists them", nearest != NULL ? "?" : "");
}

int complain_fault(const cli_arguments *arguments, const char *path, const limber_fault *fault) {
    bool whole = fault->field[0] == '\0';
    return complain(arguments->command, LEAVE_CALL, "%.200s: %s%s%s", path, fault->field,
                    whole ? "" : ": ", fault->message);
}

int print_json(const cli_arguments *arguments, json_t *json) {
    if (json == NULL) {
        return complain(arguments->command, LEAVE_MACHINE, "there is no memory left");
    }
    (void)json_dumpf(json, stdout, JSON_INDENT(2)); /* main looks at the stream at the end */
    putchar('\n');
    json_decref(json);
    return LEAVE_OK;
}

/* The whole of a stream, up to one byte more than is allowed; NULL with errno set. */
static char *read_stream(FILE *in, size_t bytes_max, size_t *bytes) {
    size_t room = 0;
    char *text = NULL;
    *bytes = 0;
    while (*bytes <= bytes_max) {
        if (*bytes == room) {
            room = room == 0 ? 16384 : room * 2;
            char *larger = realloc(text, room);
            if (larger == NULL) {
                break;
            }
            text = larger;
        }
        size_t got = fread(text + *bytes, 1, room - *bytes, in);
        *bytes += got;
        if (got == 0 && !ferror(in)) {
            return text;
        }
        if (got == 0) {
            break;
        }
    }
    if (*bytes > bytes_max) {
        errno = EFBIG;
    }
    free(text);
    return NULL;
}

char *load_text(const cli_arguments *arguments, const char *path, size_t bytes_max, size_t *bytes,
                int *leave) {
    bool standard = strcmp(path, "-") == 0;
    FILE *in = standard ? stdin : fopen(path, "rb");
    char *text = in != NULL ? read_stream(in, bytes_max, bytes) : NULL;
    int error = errno;
    if (in != NULL && !standard) {
        (void)fclose(in);
    }
    if (text != NULL) {
        return text;
    }
    *leave = error == ENOMEM || error == EIO ? LEAVE_MACHINE : LEAVE_CALL;
    if (error == EFBIG) {
        (void)complain(arguments->command, *leave,
                       "%.200s is larger than %zu bytes, the most allowed", path, bytes_max);
    } else {
        (void)complain(arguments->command, *leave, "%.200s cannot be read: %s", path,
                       strerror(error));
    }
    return NULL;
}

json_t *load_json(const cli_arguments *arguments, const char *path, size_t bytes_max, int *leave) {
    size_t bytes;
    char *text = load_text(arguments, path, bytes_max, &bytes, leave);
    if (text == NULL) {
        return NULL;
    }
    limber_fault fault;
    json_t *json = limber_json_parse(text, bytes, &fault);
    free(text);
    if (json == NULL) {
        *leave = complain_fault(arguments, path, &fault);
    }
    return json;
}

uint32_t today(void) {
    time_t now = time(NULL);
    struct tm local;
    char text[11] = "";
    if (localtime_r(&now, &local) == NULL || strftime(text, sizeof text, "%Y-%m-%d", &local) == 0) {
        return 0;
    }
    return limber_day_from_text(text);
}

/* The folders above ours are made where the system has none yet, as XDG asks; a folder that was
 * named has to have its parent. */
static void make_parents(const char *folder) {
    char path[PATH_MAX];
    snprintf(path, sizeof path, "%s", folder);
    for (char *slash = strchr(path + 1, '/'); slash != NULL; slash = strchr(slash + 1, '/')) {
        *slash = '\0';
        (void)mkdir(path, 0700); /* that it failed is told by the store, with a reason */
        *slash = '/';
    }
}

bool data_folder(const cli_arguments *arguments, char *out, size_t bytes) {
    const char *given = arguments->value[OPTION_DATA];
    const char *data_home = getenv("XDG_DATA_HOME"), *home = getenv("HOME");
    int length = -1;
    if (given != NULL) {
        length = snprintf(out, bytes, "%s", given);
    } else if (data_home != NULL && data_home[0] == '/') {
        length = snprintf(out, bytes, "%s/limber", data_home);
    } else if (home != NULL && home[0] == '/') {
        length = snprintf(out, bytes, "%s/.local/share/limber", home);
    }
    if (length < 0 || (size_t)length >= bytes) {
        (void)complain(arguments->command, LEAVE_MACHINE,
                       "no folder for the log is known; say which with --data FOLDER");
        return false;
    }
    if (given == NULL) {
        make_parents(out);
    }
    return true;
}
