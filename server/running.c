/* running.c: one server per data folder, and its port.
 *
 * The file `running` holds the port and is locked for as long as the server lives. The kernel drops
 * the lock with the process, so a port in a locked file is always that of a living server, and
 * nobody who cannot open this 0600 file can pretend to be it. */
#include "inside.h"

#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/file.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

static const char running_name[] = "running";

/* The other server may be just starting: it writes its port once it listens. */
static uint16_t read_port(int file) {
    for (int tries = 0; tries < 40; tries++) {
        char text[8] = {0};
        if (pread(file, text, sizeof text - 1, 0) > 0 && strchr(text, '\n') != NULL) {
            return (uint16_t)strtoul(text, NULL, 10);
        }
        nanosleep(&(struct timespec){.tv_nsec = 50000000}, NULL);
    }
    return 0;
}

int running_lock(int folder, const char *folder_name, uint16_t *port) {
    *port = 0;
    int file = openat(folder, running_name, O_RDWR | O_CREAT | O_NOFOLLOW | O_CLOEXEC, 0600);
    if (file >= 0 && flock(file, LOCK_EX | LOCK_NB) == 0 && ftruncate(file, 0) == 0) {
        return file;
    }
    int error = errno;
    if (file >= 0 && error == EWOULDBLOCK) {
        *port = read_port(file);
        if (*port == 0) {
            fprintf(
                stderr,
                "limber serve: another server holds %s/%s but does not say where it listens. Stop "
                "that program and start again.\n",
                folder_name, running_name);
        }
    } else {
        fprintf(stderr,
                "limber serve: cannot lock the file %s/%s: %s. Check that you may write it.\n",
                folder_name, running_name, strerror(error));
    }
    if (file >= 0) {
        close(file);
    }
    return -1;
}

bool running_tell_port(int lock, const char *folder_name, uint16_t port) {
    if (ftruncate(lock, 0) == 0 && dprintf(lock, "%u\n", (unsigned)port) > 0) {
        return true;
    }
    fprintf(stderr, "limber serve: cannot write %s/%s: %s. Check that the disk has space.\n",
            folder_name, running_name, strerror(errno));
    return false;
}

static void tell_no_port(uint16_t port, int error) {
    if (error == EADDRINUSE) {
        fprintf(
            stderr,
            "limber serve: port %u of 127.0.0.1 is taken by another program. Stop that program, "
            "or choose another port, for example `--port %u`.\n",
            (unsigned)port, port < 65535 ? port + 1U : 8418U);
    } else {
        fprintf(stderr,
                "limber serve: cannot listen on port %u of 127.0.0.1: %s. Choose another port "
                "with `--port`, at least 1024.\n",
                (unsigned)port, strerror(error));
    }
}

int running_listen(uint16_t *port) {
    struct sockaddr_in address = {
        .sin_family = AF_INET, .sin_port = htons(*port), .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
    socklen_t size = sizeof address;
    int on = 1;
    int listener = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
    if (listener >= 0 && setsockopt(listener, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on) == 0 &&
        bind(listener, (struct sockaddr *)&address, size) == 0 &&
        listen(listener, SOMAXCONN) == 0 &&
        getsockname(listener, (struct sockaddr *)&address, &size) == 0) {
        *port = ntohs(address.sin_port);
        return listener;
    }
    tell_no_port(*port, errno);
    if (listener >= 0) {
        close(listener);
    }
    return -1;
}
