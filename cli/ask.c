#include "ask.h"

#include "paint.h"
#include "words.h"

#include <ctype.h>
#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

bool ask_possible(void) {
    return isatty(STDIN_FILENO) && isatty(STDERR_FILENO);
}

static volatile sig_atomic_t interrupted;

static void interrupt(int signal_number) {
    (void)signal_number;
    interrupted = 1; /* and a read that waits ends */
}

/* From the first question on Ctrl-C means that the person leaves: the program then says what that
 * means, instead of dying of it. */
static void take_interrupts(void) {
    static bool taken;
    if (!taken) {
        struct sigaction action = {.sa_handler = interrupt};
        taken = sigaction(SIGINT, &action, NULL) == 0;
    }
}

/* The terminal's own line editing. */
static bool read_line(char *line, size_t bytes) {
    bool got = fgets(line, (int)bytes, stdin) != NULL;
    if (got && strchr(line, '\n') == NULL) { /* too long to be an answer: leave none of it over */
        int c;
        while ((c = getchar()) != '\n' && c != EOF) {
        }
    }
    return got;
}

static void trim(char *line) {
    size_t start = strspn(line, " \t\r\n");
    size_t length = strlen(line + start);
    memmove(line, line + start, length + 1);
    while (length > 0 && isspace((unsigned char)line[length - 1])) {
        line[--length] = '\0';
    }
    for (char *c = line; *c != '\0'; c++) {
        *c = (char)tolower((unsigned char)*c);
    }
}

bool ask_line(const char *prompt, char line[ASK_LINE_BYTES]) {
    take_interrupts();
    paint_text(stderr, PAINT_CALM, prompt);
    fflush(stderr);
    if (interrupted || !read_line(line, ASK_LINE_BYTES)) {
        fputc('\n', stderr);
        return false;
    }
    trim(line);
    return true;
}

static void write_question(const char *question) {
    fputc('\n', stderr);
    write_paragraph(stderr, "", question);
}

static bool parse_number(const char **text, long least, long most, long *out) {
    char *end;
    errno = 0;
    *out = strtol(*text, &end, 10);
    bool whole = errno == 0 && end != *text && *out >= least && *out <= most;
    *text = end;
    return whole;
}

bool ask_number(const char *question, long least, long most, bool or_nothing, long *out) {
    char line[ASK_LINE_BYTES], prompt[48];
    snprintf(prompt, sizeof prompt, "%ld to %ld: ", least, most);
    write_question(question);
    while (ask_line(prompt, line)) {
        const char *text = line;
        if (or_nothing && *line == '\0') {
            *out = -1;
            return true;
        }
        if (parse_number(&text, least, most, out) && *text == '\0') {
            return true;
        }
        fprintf(stderr, "Please type a whole number from %ld to %ld.\n", least, most);
    }
    return false;
}

static int write_choices(const char *question, limber_name_at *names) {
    int count = 0;
    write_question(question);
    for (const char *name; (name = names(count)) != NULL; count++) {
        char first[16];
        snprintf(first, sizeof first, "  %2d  ", count + 1);
        write_paragraph(stderr, first, name);
    }
    return count;
}

/* "2 5", "2,5", "all", or nothing */
static bool parse_several(const char *text, int count, bool or_nothing, uint32_t *out) {
    *out = 0;
    if (strcmp(text, "all") == 0) {
        *out = (UINT32_C(1) << count) - 1;
        return true;
    }
    while (*text != '\0') {
        long number;
        if (!parse_number(&text, 1, count, &number)) {
            return false;
        }
        *out |= UINT32_C(1) << (number - 1);
        text += strspn(text, " ,");
    }
    return or_nothing || *out != 0;
}

bool ask_several(const char *question, limber_name_at *names, bool or_nothing, uint32_t *out) {
    char line[ASK_LINE_BYTES];
    int count = write_choices(question, names);
    while (ask_line("> ", line)) {
        if (parse_several(line, count, or_nothing, out)) {
            return true;
        }
        fprintf(stderr, "Please type numbers from 1 to %d, or all%s.\n", count,
                or_nothing ? ", or press Enter for none" : "");
    }
    return false;
}

bool ask_one(const char *question, limber_name_at *names, bool or_nothing, int *out) {
    char line[ASK_LINE_BYTES];
    int count = write_choices(question, names);
    while (ask_line("> ", line)) {
        const char *text = line;
        long number;
        if (or_nothing && *line == '\0') {
            *out = -1;
            return true;
        }
        if (parse_number(&text, 1, count, &number) && *text == '\0') {
            *out = (int)number - 1;
            return true;
        }
        fprintf(stderr, "Please type a number from 1 to %d%s.\n", count,
                or_nothing ? ", or press Enter" : "");
    }
    return false;
}

bool ask_yes(const char *question, bool *out) {
    char line[ASK_LINE_BYTES];
    write_question(question);
    while (ask_line("y n: ", line)) {
        *out = strcmp(line, "y") == 0 || strcmp(line, "yes") == 0;
        if (*out || strcmp(line, "n") == 0 || strcmp(line, "no") == 0) {
            return true;
        }
        write_paragraph(stderr, "", limber_words_en.texts[LIMBER_TEXT_SCREEN_YES_OR_NO]);
    }
    return false;
}
