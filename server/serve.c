/* serve.c: starting, the loop, and stopping. */
#include "inside.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

static volatile sig_atomic_t asked_to_stop;

static void on_stop(int number) {
    (void)number;
    asked_to_stop = 1;
}

/* The signals are let through only while the loop sleeps, so that none is missed. */
static void catch_signals(sigset_t *while_asleep) {
    struct sigaction stop = {.sa_handler = on_stop}, ignore = {.sa_handler = SIG_IGN};
    sigset_t blocked;
    asked_to_stop = 0;
    sigemptyset(&blocked);
    sigaddset(&blocked, SIGINT);
    sigaddset(&blocked, SIGTERM);
    sigprocmask(SIG_BLOCK, &blocked, while_asleep);
    sigdelset(while_asleep, SIGINT);
    sigdelset(while_asleep, SIGTERM);
    sigaction(SIGINT, &stop, NULL);
    sigaction(SIGTERM, &stop, NULL);
    sigaction(SIGPIPE, &ignore, NULL);
    sigaction(SIGXFSZ, &ignore, NULL); /* a write that is refused is answered, not fatal */
}

/* ---- The loop. ---------------------------------------------------------------------------------
 */

static int sleep_ms(const struct server *server) {
    unsigned MHD_LONG_LONG until = 0;
    if (server->resumed) {
        return 0;
    }
    if (server->clients == NULL) {
        return -1; /* nobody there: not a single wake-up until somebody comes */
    }
    int64_t tick = server->tick_ms - server->now_ms;
    if (MHD_get_timeout(server->daemon, &until) == MHD_YES && until < TICK_MS &&
        (int64_t)until < tick) {
        tick = (int64_t)until;
    }
    return tick < 0 ? 0 : (int)tick;
}

static void tick(struct server *server) {
    if (server->now_ms < server->tick_ms || server->clients == NULL) {
        return;
    }
    server->tick_ms = server->now_ms + TICK_MS;
    client_close_overdue(server);
    if (server->live_count > 0) {
        read_look(server);
    }
    live_wake(server);
}

static void turn(struct server *server, const sigset_t *while_asleep) {
    const union MHD_DaemonInfo *info =
        MHD_get_daemon_info(server->daemon, MHD_DAEMON_INFO_EPOLL_FD);
    struct pollfd all = {.fd = info->epoll_fd, .events = POLLIN};
    int wait = sleep_ms(server);
    struct timespec limit = {.tv_sec = wait / 1000, .tv_nsec = wait % 1000 * 1000000L};
    ppoll(&all, 1, wait < 0 ? NULL : &limit, while_asleep);
    server->now_ms = clock_monotonic_ms();
    server->looked = false;
    server->resumed = false;
    MHD_run(server->daemon);
    batch_commit(server);
    tick(server);
}

/* Nobody may be suspended when the library stops. */
static void stop(struct server *server) {
    server->stopping = true;
    batch_commit(server);
    live_wake(server);
    MHD_run(server->daemon);
    MHD_run(server->daemon);
    batch_commit(server); /* for whoever posted in these last turns */
    MHD_stop_daemon(server->daemon);
    if (server->commit_total > 0) {
        fprintf(stderr, "limber serve: stored %llu events in %llu commits. Goodbye.\n",
                (unsigned long long)server->stored_total, (unsigned long long)server->commit_total);
    }
}

/* ---- Starting. ---------------------------------------------------------------------------------
 */

static struct MHD_Daemon *start_daemon(struct server *server, int listener) {
    return MHD_start_daemon(
        MHD_USE_EPOLL | MHD_ALLOW_SUSPEND_RESUME, 0, NULL, NULL, route_request, server,
        MHD_OPTION_LISTEN_SOCKET, listener, MHD_OPTION_STRICT_FOR_CLIENT, 1,
        MHD_OPTION_CONNECTION_LIMIT, (unsigned)CONNECTION_MAX, MHD_OPTION_PER_IP_CONNECTION_LIMIT,
        (unsigned)CONNECTION_OF_ONE_ADDRESS_MAX, MHD_OPTION_CONNECTION_MEMORY_LIMIT,
        (size_t)CONNECTION_MEMORY_BYTES, MHD_OPTION_CONNECTION_TIMEOUT,
        (unsigned)CONNECTION_IDLE_SECONDS, MHD_OPTION_NOTIFY_CONNECTION, client_changed, server,
        MHD_OPTION_NOTIFY_COMPLETED, route_completed, server, MHD_OPTION_UNESCAPE_CALLBACK,
        route_leave_escaped, NULL, MHD_OPTION_SIGPIPE_HANDLED_BY_APP, 1, MHD_OPTION_END);
}

/* In the person's browser, by a process that is no child of ours when it runs. */
static void open_in_browser(const char *address) {
    if (isatty(STDOUT_FILENO) == 0 ||
        (getenv("DISPLAY") == NULL && getenv("WAYLAND_DISPLAY") == NULL)) {
        return;
    }
    fflush(NULL);
    pid_t child = fork();
    if (child == 0) {
        sigset_t none;
        sigemptyset(&none);
        sigprocmask(SIG_SETMASK, &none, NULL);
        signal(SIGPIPE, SIG_DFL);
        int null = open("/dev/null", O_RDWR);
        if (null < 0 || dup2(null, STDIN_FILENO) < 0 || dup2(null, STDOUT_FILENO) < 0 ||
            dup2(null, STDERR_FILENO) < 0 || fork() != 0) {
            _exit(0);
        }
        setsid();
        execlp("xdg-open", "xdg-open", address, (char *)NULL);
        _exit(0);
    }
    if (child > 0) {
        waitpid(child, NULL, 0);
    }
}

/* The one line of standard output. */
static bool tell_address(const limber_serve_options *options, int folder, uint16_t port) {
    char code[CODE_HEX + 1], address[128];
    if (!keys_write_code(folder, options->data_folder, code)) {
        return false;
    }
    snprintf(address, sizeof address, "http://127.0.0.1:%u/#hand-over=%s", (unsigned)port, code);
    printf("Limber is at %s\n", address);
    fflush(stdout);
    if (options->open_page) {
        open_in_browser(address);
    }
    return true;
}

static void tell_more(const struct server *server) {
    fprintf(stderr,
            "limber serve: the address works once, for ten minutes; run `limber serve` again for "
            "a fresh one. Data: %s. Ctrl-C stops it.\n",
            server->options->data_folder);
    if (!page_is_built(server->page)) {
        fprintf(stderr, "limber serve: no page in %s; `./dev run` builds it.\n",
                server->options->page_folder == NULL ? "any folder" : server->options->page_folder);
    }
}

static int run(struct server *server, int lock) {
    uint16_t port = server->options->port;
    int listener = running_listen(&port);
    if (listener < 0) {
        return 1;
    }
    sigset_t while_asleep;
    catch_signals(&while_asleep);
    guard_hosts(server, port);
    server->now_ms = clock_monotonic_ms();
    server->daemon = start_daemon(server, listener);
    if (server->daemon == NULL) {
        close(listener);
        fprintf(stderr,
                "limber serve: the web server did not start: there is too little memory, or too "
                "few files may be open. Raise `ulimit -n` and try again.\n");
        return 1;
    }
    bool told = running_tell_port(lock, server->options->data_folder, port) &&
                tell_address(server->options, server->folder, port);
    if (told) {
        tell_more(server);
        prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0); /* after the browser, which may need more */
        while (!asked_to_stop) {
            turn(server, &while_asleep);
        }
    }
    stop(server);
    return told ? 0 : 1;
}

static int run_with_page(struct server *server, int lock) {
    server->page = page_load(server->options->page_folder);
    if (server->page == NULL) {
        fprintf(stderr, "limber serve: there is too little memory for the page.\n");
        return 1;
    }
    int code = run(server, lock);
    read_forget(server);
    batch_forget_answer(server);
    page_free(server->page);
    return code;
}

/* One server per data folder: a second one only tells where the first is. */
static int run_in_folder(struct server *server) {
    const limber_serve_options *options = server->options;
    uint16_t port = 0;
    int lock = running_lock(server->folder, options->data_folder, &port);
    if (lock < 0 && port == 0) {
        return 1;
    }
    if (lock < 0) {
        if (options->port != 0 && options->port != port) {
            fprintf(stderr, "limber serve: it runs already for %s, on port %u.\n",
                    options->data_folder, (unsigned)port);
        }
        return tell_address(options, server->folder, port) ? 0 : 1;
    }
    int code = 1;
    if (keys_open_secret(server->folder, options->data_folder, server->secret)) {
        code = run_with_page(server, lock);
    }
    close(lock);
    return code;
}

int limber_serve(const limber_serve_options *options) {
    struct server server = {.options = options};
    char message[STORE_MESSAGE_BYTES];
    umask(077);
    if (limber_store_open(options->data_folder, &server.store, message) != STORE_OK) {
        fprintf(stderr, "limber serve: %s\n", message);
        return 1;
    }
    int code = 1;
    server.folder = open(options->data_folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (server.folder < 0) {
        fprintf(stderr, "limber serve: cannot open the folder %s: %s.\n", options->data_folder,
                strerror(errno));
    } else {
        code = run_in_folder(&server);
    }
    if (server.folder >= 0) {
        close(server.folder);
    }
    limber_store_close(server.store);
    return code;
}
