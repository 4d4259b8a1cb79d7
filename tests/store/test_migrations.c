/* test_migrations.c: two versions more than there are, to see a file being brought up to date. The
 * last one fails where two events are of the same kind. */
#include "migrations.h"

const char *const store_migrations[] = {
    "CREATE TABLE event (arrival INTEGER PRIMARY KEY, device BLOB NOT NULL, sequence INTEGER NOT "
    "NULL, at_ms INTEGER NOT NULL, kind TEXT NOT NULL, body TEXT NOT NULL, UNIQUE (device, "
    "sequence)) STRICT;"
    "CREATE TABLE installation (only INTEGER PRIMARY KEY, device BLOB NOT NULL) STRICT;",
    "CREATE TABLE second (number INTEGER NOT NULL) STRICT; INSERT INTO second VALUES (2);",
    "CREATE TABLE third (number INTEGER NOT NULL) STRICT;"
    "CREATE UNIQUE INDEX one_of_a_kind ON event (kind);",
};
const int store_migration_count = 3;
