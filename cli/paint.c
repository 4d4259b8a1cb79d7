#include "paint.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

enum { PAGE_COLUMNS_MAX = 78, PAGE_COLUMNS_MIN = 24 };

static enum { WHEN_AUTO, WHEN_ALWAYS, WHEN_NEVER } chosen = WHEN_AUTO;

void paint_choose(const char *when) {
    if (when != NULL && strcmp(when, "always") == 0) {
        chosen = WHEN_ALWAYS;
    } else if (when != NULL && strcmp(when, "never") == 0) {
        chosen = WHEN_NEVER;
    }
}

/* A stream in memory has no number; what is written to it goes to the terminal later. */
static int terminal_of(FILE *out) {
    int number = fileno(out);
    return number >= 0 ? number : STDOUT_FILENO;
}

bool paint_is_on(FILE *out) {
    if (chosen != WHEN_AUTO) {
        return chosen == WHEN_ALWAYS;
    }
    const char *none = getenv("NO_COLOR"), *terminal = getenv("TERM");
    return (none == NULL || *none == '\0') && terminal != NULL && strcmp(terminal, "dumb") != 0 &&
           isatty(terminal_of(out));
}

void paint_begin(FILE *out, cli_paint paint) {
    static const char *const codes[] = {"", "\033[1m", "\033[2m", "\033[36m", "\033[1;31m"};
    if (paint != PAINT_PLAIN && paint_is_on(out)) {
        fputs(codes[paint], out);
    }
}

void paint_end(FILE *out, cli_paint paint) {
    if (paint != PAINT_PLAIN && paint_is_on(out)) {
        fputs("\033[0m", out);
    }
}

void paint_text(FILE *out, cli_paint paint, const char *text) {
    paint_begin(out, paint);
    fputs(text, out);
    paint_end(out, paint);
}

static bool begins_character(char byte) {
    return ((unsigned char)byte & 0xC0) != 0x80;
}

static size_t columns_of(const char *text, size_t bytes) {
    size_t columns = 0;
    for (size_t i = 0; i < bytes; i++) {
        columns += begins_character(text[i]);
    }
    return columns;
}

size_t text_columns(const char *text) {
    return columns_of(text, strlen(text));
}

size_t page_columns(FILE *out) {
    struct winsize size = {0};
    size_t columns = PAGE_COLUMNS_MAX;
    if (ioctl(terminal_of(out), TIOCGWINSZ, &size) == 0 && size.ws_col > 0) {
        columns = size.ws_col - 1u;
    }
    columns = columns > PAGE_COLUMNS_MAX ? PAGE_COLUMNS_MAX : columns;
    return columns < PAGE_COLUMNS_MIN ? PAGE_COLUMNS_MIN : columns;
}

size_t page_rows(FILE *out) {
    struct winsize size = {0};
    return ioctl(fileno(out), TIOCGWINSZ, &size) == 0 && size.ws_row > 0 ? size.ws_row : 24;
}

size_t text_lines(const char *text) {
    size_t lines = 0;
    for (; *text != '\0'; text++) {
        lines += *text == '\n';
    }
    return lines;
}

void write_wrapped(FILE *out, size_t columns, const char *first, const char *text) {
    size_t indent = text_columns(first), used = indent;
    bool at_start = true;
    fputs(first, out);
    for (const char *word = text + strspn(text, " "); *word != '\0'; word += strspn(word, " ")) {
        size_t bytes = strcspn(word, " ");
        size_t width = columns_of(word, bytes);
        if (!at_start && used + 1 + width > columns) {
            fprintf(out, "\n%*s", (int)indent, "");
            used = indent;
            at_start = true;
        }
        fprintf(out, "%s%.*s", at_start ? "" : " ", (int)bytes, word);
        used += width + !at_start;
        at_start = false;
        word += bytes;
    }
    fputc('\n', out);
}

void write_paragraph(FILE *out, const char *first, const char *text) {
    write_wrapped(out, page_columns(out), first, text);
}

void write_heading(FILE *out, const char *text) {
    fputc('\n', out);
    paint_text(out, PAINT_STRONG, text);
    fputc('\n', out);
}

void write_list(FILE *out, const char *const *list) {
    for (; *list != NULL; list++) {
        write_paragraph(out, "  - ", *list);
    }
}

void write_steps(FILE *out, const char *const *list) {
    for (int i = 0; list[i] != NULL; i++) {
        char number[16];
        snprintf(number, sizeof number, " %2d. ", i + 1);
        write_paragraph(out, number, list[i]);
    }
}
