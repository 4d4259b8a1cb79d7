#include "terminal.h"

#include "paint.h"

#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/ioctl.h>
#include <termios.h>
#include <unistd.h>

/* Another screen, no cursor, no line breaks of the terminal's own; and all of that undone. */
static const char enter_text[] = "\033[?1049h\033[?25l\033[?7l";
static const char leave_text[] = "\033[0m\033[?7h\033[?25h\033[?1049l";

static struct termios before;
static volatile sig_atomic_t entered;
static volatile sig_atomic_t pending_stop, pending_gone, pending_suspend, pending_resize;
static sigset_t mask_before;

static const int watched[] = {SIGINT, SIGTERM, SIGHUP, SIGQUIT, SIGTSTP, SIGWINCH};
static const int fatal[] = {SIGSEGV, SIGBUS, SIGFPE, SIGILL, SIGABRT};
enum { WATCHED_COUNT = sizeof watched / sizeof watched[0] };
enum { FATAL_COUNT = sizeof fatal / sizeof fatal[0] };

static struct sigaction watched_before[WATCHED_COUNT], fatal_before[FATAL_COUNT];

const char *terminal_unable(void) {
    const char *kind = getenv("TERM");
    if (!isatty(STDIN_FILENO) || !isatty(STDOUT_FILENO) || !isatty(STDERR_FILENO)) {
        return "a guided session needs a terminal, and there is none here";
    }
    if (kind == NULL || *kind == '\0' || strcmp(kind, "dumb") == 0) {
        return "this terminal cannot be drawn on (see TERM); limber serve shows the session in a "
               "browser";
    }
    return NULL;
}

/* ---- Signals. ----------------------------------------------------------------------------------
 */

static void note_signal(int number) {
    if (number == SIGINT) {
        pending_stop = 1;
    } else if (number == SIGTSTP) {
        pending_suspend = 1;
    } else if (number == SIGWINCH) {
        pending_resize = 1;
    } else {
        pending_gone = 1;
    }
}

/* Only what is safe in a signal handler. */
static void give_back(void) {
    if (entered) {
        entered = 0;
        ssize_t written = write(STDOUT_FILENO, leave_text, sizeof leave_text - 1);
        (void)written; /* a terminal that is gone needs nothing */
        tcsetattr(STDIN_FILENO, TCSAFLUSH, &before);
    }
}

/* A fault in the program: the shell gets its terminal back before the program dies of it. */
static void fail(int number) {
    give_back();
    signal(number, SIG_DFL);
    raise(number);
}

/* Signals arrive during the wait only, so that none is lost between looking and waiting. */
static void watch_signals(void) {
    sigset_t blocked;
    sigemptyset(&blocked);
    struct sigaction action = {.sa_handler = note_signal};
    for (size_t i = 0; i < WATCHED_COUNT; i++) {
        sigaddset(&blocked, watched[i]);
        sigaction(watched[i], &action, &watched_before[i]);
    }
    sigprocmask(SIG_BLOCK, &blocked, &mask_before);
    struct sigaction last = {.sa_handler = fail, .sa_flags = (int)SA_RESETHAND};
    for (size_t i = 0; i < FATAL_COUNT; i++) {
        sigaction(fatal[i], &last, &fatal_before[i]);
    }
}

static void unwatch_signals(void) {
    for (size_t i = 0; i < WATCHED_COUNT; i++) {
        sigaction(watched[i], &watched_before[i], NULL);
    }
    for (size_t i = 0; i < FATAL_COUNT; i++) {
        sigaction(fatal[i], &fatal_before[i], NULL);
    }
    sigprocmask(SIG_SETMASK, &mask_before, NULL);
}

/* ---- Entering and leaving. ---------------------------------------------------------------------
 */

static bool take(void) {
    struct termios raw;
    if (tcgetattr(STDIN_FILENO, &before) != 0) {
        return false;
    }
    raw = before;
    raw.c_lflag &= ~(tcflag_t)(ICANON | ECHO);
    raw.c_iflag &= ~(tcflag_t)(IXON);
    raw.c_cc[VMIN] = 1;
    raw.c_cc[VTIME] = 0;
    if (tcsetattr(STDIN_FILENO, TCSAFLUSH, &raw) != 0) {
        return false;
    }
    entered = 1;
    fputs(enter_text, stdout);
    fflush(stdout);
    return true;
}

bool terminal_enter(void) {
    static bool registered;
    if (!registered) {
        registered = atexit(give_back) == 0;
    }
    watch_signals();
    if (take()) {
        return true;
    }
    unwatch_signals();
    return false;
}

void terminal_leave(void) {
    fflush(stdout);
    give_back();
    unwatch_signals();
}

void terminal_suspend(void) {
    terminal_leave();
    raise(SIGSTOP);
    (void)terminal_enter();
}

/* ---- Keys. -------------------------------------------------------------------------------------
 */

static int pending_key(void) {
    int key = KEY_NONE;
    if (pending_gone) {
        key = KEY_GONE;
    } else if (pending_stop) {
        key = KEY_STOP;
    } else if (pending_suspend) {
        key = KEY_SUSPEND;
    } else if (pending_resize) {
        key = KEY_RESIZE;
    }
    pending_stop = pending_suspend = pending_resize = 0;
    return key;
}

/* A lone Escape is STOP; the same byte with more behind it is a key of the keyboard's upper rows,
 * which means nothing here. */
static int read_key(void) {
    unsigned char bytes[32];
    ssize_t count = read(STDIN_FILENO, bytes, sizeof bytes);
    if (count <= 0) {
        return count < 0 && errno == EINTR ? KEY_NONE : KEY_GONE;
    }
    if (bytes[0] == 27) {
        return count == 1 || bytes[1] == 27 ? KEY_STOP : KEY_NONE;
    }
    for (ssize_t i = 1; i < count;
         i++) { /* of several keys at once, a stop is the one that counts */
        if (bytes[i] == 27 || bytes[i] == 's' || bytes[i] == 'S') {
            return KEY_STOP;
        }
    }
    return bytes[0];
}

int terminal_wait(int timeout_ms) {
    struct pollfd in = {.fd = STDIN_FILENO, .events = POLLIN};
    struct timespec wait = {.tv_sec = timeout_ms / 1000, .tv_nsec = timeout_ms % 1000 * 1000000L};
    int ready = ppoll(&in, 1, &wait, &mask_before);
    int key = pending_key();
    if (key != KEY_NONE || ready <= 0) {
        return key;
    }
    return (in.revents & POLLIN) != 0 ? read_key() : KEY_GONE;
}

/* ---- Drawing. ----------------------------------------------------------------------------------
 */

void terminal_size(size_t *columns, size_t *rows) {
    struct winsize size = {0};
    bool known = ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col > 0 && size.ws_row > 0;
    *columns = known ? size.ws_col : 80;
    *rows = known ? size.ws_row : 24;
}

bool terminal_knows_blocks(void) {
    static const char *const names[] = {"LC_ALL", "LC_CTYPE", "LANG"};
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        const char *value = getenv(names[i]);
        if (value != NULL && *value != '\0') {
            return strcasestr(value, "utf-8") != NULL || strcasestr(value, "utf8") != NULL;
        }
    }
    return false;
}

typedef struct {
    const char *beside; /* what is left of it */
    size_t column;
    bool begun;
} lines_put;

/* Writes a line without its end; what comes after it. */
static const char *put_line(const char *text) {
    size_t bytes = strcspn(text, "\n");
    printf("%.*s", (int)bytes, text);
    return text + bytes + (text[bytes] != '\0');
}

/* At most so many lines, each clearing what stood behind it before. */
static void put_lines(const char *text, size_t lines, lines_put *put) {
    for (; lines > 0 && *text != '\0'; lines--) {
        fputs(put->begun ? "\r\n" : "", stdout);
        text = put_line(text);
        fputs("\033[K", stdout);
        if (put->beside != NULL && *put->beside != '\0') {
            printf("\033[%zuG", put->column);
            put->beside = put_line(put->beside);
        }
        put->begun = true;
    }
}

static size_t smaller(size_t a, size_t b) {
    return a < b ? a : b;
}

void terminal_draw(const terminal_screen *screen) {
    size_t columns, rows;
    terminal_size(&columns, &rows);
    size_t low = smaller(text_lines(screen->bottom), rows);
    size_t high = smaller(text_lines(screen->top), rows - low);
    size_t between = rows - low - high;
    size_t shown = smaller(text_lines(screen->middle), between);
    lines_put put = {.beside = screen->beside, .column = screen->beside_column};
    fputs("\033[H", stdout);
    put_lines(screen->top, high, &put);
    put_lines(screen->middle, shown, &put);
    for (size_t i = shown; i < between; i++) {
        put_lines("\n", 1, &put);
    }
    put_lines(screen->bottom, low, &put);
    fputs(screen->bell ? "\033[J\a" : "\033[J", stdout);
    fflush(stdout);
}
