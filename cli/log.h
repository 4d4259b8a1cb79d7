/* log.h: the event log as the commands use it. */
#ifndef LIMBER_CLI_LOG_H
#define LIMBER_CLI_LOG_H

#include "command.h"
#include "store.h"

enum { REFERENCE_BYTES = 64 };

/* Opens the store of --data, or of the usual folder. NULL: *leave, and the complaint is made. */
limber_store *log_open(const cli_arguments *arguments, int *leave);

/* Every event as it is exchanged. NULL: as above. BY_DEVICE, by device and sequence, is the same
 * for equal logs; AS_ARRIVED is the order in which this store learned of them. */
typedef enum { LOG_BY_DEVICE, LOG_AS_ARRIVED } log_order;
json_t *log_read(const cli_arguments *arguments, limber_store *store, log_order order, int *leave);

/* Appends one event of this device, now, and returns after it is safe on the disk. Takes the body.
 * On success reference, if it is not NULL, is what other events call it by. */
bool log_append(limber_store *store, const char *kind, json_t *body,
                char reference[REFERENCE_BYTES]);

/* An event's "<device>-<sequence>". */
void log_reference(const json_t *event, char out[REFERENCE_BYTES]);

#endif
