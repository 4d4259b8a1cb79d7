/* migrations.h: what tools/embed_sql.py makes from store/migrations. Number n is entry n - 1, and
 * user_version n in the file says that it was applied. */
#ifndef LIMBER_STORE_MIGRATIONS_H
#define LIMBER_STORE_MIGRATIONS_H

extern const char *const store_migrations[];
extern const int store_migration_count;

#endif
