/* power_cut.h: records what a store does to its files, and rebuilds what a disk could hold had the
 * power gone at any moment of it.
 *
 * A file holds for certain what was written to it before its last sync. Of each later write every
 * sector of 512 bytes may or may not have reached the disk, and of each later truncation or
 * deletion likewise. A process that is killed loses none of this, which is why killing proves
 * little. */
#ifndef LIMBER_TEST_POWER_CUT_H
#define LIMBER_TEST_POWER_CUT_H

#include <stddef.h>
#include <stdint.h>

typedef struct power_cut power_cut;

/* Recording starts from the files as they lie in the folder. The caller keeps the log. */
power_cut *power_cut_record(const char *folder);
void power_cut_stop(power_cut *log);
void power_cut_free(power_cut *log);

size_t power_cut_moments(const power_cut *log); /* operations so far */

/* To be called for moments 0, 1, 2 ... in order, each at least once. NULL: nothing that was not
 * synced is there. Otherwise a random part of it is. */
void power_cut_rebuild(power_cut *log, size_t moment, const char *folder, uint64_t *seed);

#endif
