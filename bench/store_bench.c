/* store_bench.c: durable events per second through the store and through bare SQLite, side by side.
 *
 *     store_bench EVENTS_PER_COMMIT [FOLDER [SECONDS]]
 *
 * Both sides use the same schema and settings and take turns, because the speed of a disk changes
 * from one second to the next. The folder must be on the disk that is to be measured. */
#include <sqlite3.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "migrations.h"
#include "store.h"

enum { PATH_BYTES = 512, BODY_BYTES = 180, TURN_MS = 200 };

static const unsigned char bare_device[16] = {0xab};
static const char store_device[] = "ab000000000000000000000000000000";
static char body[BODY_BYTES + 1];

static __attribute__((noreturn, format(printf, 1, 2))) void stop(const char *format, ...) {
    va_list arguments;
    va_start(arguments, format);
    fputs("store_bench: ", stderr);
    vfprintf(stderr, format, arguments);
    fputc('\n', stderr);
    va_end(arguments);
    exit(1);
}

static double now_s(void) {
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (double)now.tv_sec + (double)now.tv_nsec * 1e-9;
}

/* One side of the comparison. */
typedef struct {
    limber_store *store;
    sqlite3 *database;
    sqlite3_stmt *begin, *insert, *commit;
    uint64_t sequence;
    double spent_s;
} side;

static void store_batch(side *through, long events) {
    bool stored = false;
    store_result result = limber_store_begin(through->store);
    for (long i = 0; result == STORE_OK && i < events; i++) {
        const store_event event = {store_device, ++through->sequence, 1795257600000, "input",
                                   body,         BODY_BYTES};
        result = limber_store_append(through->store, &event, &stored);
    }
    if (result == STORE_OK) {
        result = limber_store_commit(through->store);
    }
    if (result != STORE_OK) {
        stop("%s", limber_store_message(through->store));
    }
}

static void step(side *through, sqlite3_stmt *statement) {
    if (sqlite3_step(statement) != SQLITE_DONE) {
        stop("%s", sqlite3_errmsg(through->database));
    }
    sqlite3_reset(statement);
}

static void bare_batch(side *through, long events) {
    step(through, through->begin);
    for (long i = 0; i < events; i++) {
        sqlite3_bind_blob(through->insert, 1, bare_device, sizeof bare_device, SQLITE_STATIC);
        sqlite3_bind_int64(through->insert, 2, (sqlite3_int64)++through->sequence);
        sqlite3_bind_int64(through->insert, 3, 1795257600000);
        sqlite3_bind_text(through->insert, 4, "input", 5, SQLITE_STATIC);
        sqlite3_bind_text(through->insert, 5, body, BODY_BYTES, SQLITE_STATIC);
        step(through, through->insert);
    }
    step(through, through->commit);
}

static void execute(sqlite3 *database, const char *sql) {
    if (sqlite3_exec(database, sql, NULL, NULL, NULL) != SQLITE_OK) {
        stop("%s", sqlite3_errmsg(database));
    }
}

static sqlite3_stmt *prepare(sqlite3 *database, const char *sql) {
    sqlite3_stmt *statement = NULL;
    if (sqlite3_prepare_v3(database, sql, -1, SQLITE_PREPARE_PERSISTENT, &statement, NULL) !=
        SQLITE_OK) {
        stop("%s", sqlite3_errmsg(database));
    }
    return statement;
}

static side open_bare(void) {
    side through = {0};
    if (sqlite3_open_v2("bare.db", &through.database,
                        SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_NOMUTEX,
                        NULL) != SQLITE_OK) {
        stop("cannot make bare.db: %s", sqlite3_errmsg(through.database));
    }
    execute(through.database, "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;"
                              "PRAGMA secure_delete = ON; PRAGMA temp_store = MEMORY;"
                              "PRAGMA cache_size = -256; PRAGMA cell_size_check = ON;"
                              "PRAGMA foreign_keys = ON; PRAGMA trusted_schema = OFF");
    for (int i = 0; i < store_migration_count; i++) {
        execute(through.database, store_migrations[i]);
    }
    through.begin = prepare(through.database, "BEGIN IMMEDIATE");
    through.commit = prepare(through.database, "COMMIT");
    through.insert =
        prepare(through.database, "INSERT INTO event (device, sequence, at_ms, kind, body) "
                                  "VALUES (?1, ?2, ?3, ?4, ?5) ON CONFLICT DO NOTHING");
    return through;
}

static side open_through_store(void) {
    char message[STORE_MESSAGE_BYTES];
    side through = {0};
    if (limber_store_open(".", &through.store, message) != STORE_OK) {
        stop("%s", message);
    }
    return through;
}

static void take_turn(side *through, long events) {
    double start_s = now_s();
    double end_s = start_s;
    do {
        if (through->store != NULL) {
            store_batch(through, events);
        } else {
            bare_batch(through, events);
        }
        end_s = now_s();
    } while (end_s - start_s < TURN_MS * 1e-3);
    through->spent_s += end_s - start_s;
}

static double rate(const side *through) {
    return (double)through->sequence / through->spent_s;
}

static void close_both(side *ours, side *bare) {
    limber_store_close(ours->store);
    sqlite3_finalize(bare->begin);
    sqlite3_finalize(bare->insert);
    sqlite3_finalize(bare->commit);
    sqlite3_close(bare->database);
    unlink("limber.db");
    unlink("bare.db");
}

int main(int count, char **arguments) {
    char folder[PATH_BYTES];
    long events = count > 1 ? strtol(arguments[1], NULL, 10) : 0;
    double wanted_s = count > 3 ? strtod(arguments[3], NULL) : 4;
    if (events < 1 || wanted_s <= 0) {
        fputs("usage: store_bench EVENTS_PER_COMMIT [FOLDER [SECONDS]]\n", stderr);
        return 2;
    }
    snprintf(folder, sizeof folder, "%s/limber-bench-XXXXXX", count > 2 ? arguments[2] : "/tmp");
    if (mkdtemp(folder) == NULL || chdir(folder) != 0) {
        stop("cannot make and enter a folder like %s", folder);
    }
    memset(body, 'b', BODY_BYTES);
    side ours = open_through_store();
    side bare = open_bare();
    while (ours.spent_s + bare.spent_s < wanted_s) {
        take_turn(&ours, events);
        take_turn(&bare, events);
    }
    printf("%ld events per commit: store %.0f/s, bare SQLite %.0f/s, ratio %.2f\n", events,
           rate(&ours), rate(&bare), rate(&ours) / rate(&bare));
    close_both(&ours, &bare);
    return chdir("..") == 0 && rmdir(folder) == 0 ? 0 : 1;
}
