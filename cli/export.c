/* limber export: everything that was kept. */
#include "log.h"
#include "words.h"

int run_export(const cli_arguments *arguments) {
    int leave = LEAVE_OK;
    limber_store *store = log_open(arguments, &leave);
    if (store == NULL) {
        return leave;
    }
    json_t *events = log_read(arguments, store, LOG_BY_DEVICE, &leave);
    limber_store_close(store);
    if (events == NULL) {
        return leave;
    }
    json_t *json = json_pack("{s:i, s:s, s:o}", "limber-export", 1, "catalogue",
                             limber_words_en.version, "events", events);
    if (json == NULL) {
        return complain(arguments->command, LEAVE_MACHINE, "there is no memory left");
    }
    (void)json_dumpf(json, stdout, JSON_SORT_KEYS | JSON_COMPACT);
    putchar('\n');
    json_decref(json);
    return LEAVE_OK;
}
