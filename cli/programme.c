/* limber programme: keep what a professional has prescribed. */
#include "prescribed.h"

#include "log.h"
#include "paint.h"
#include "record.h"
#include "result.h"
#include "words.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

typedef struct {
    const cli_arguments *arguments;
    limber_store *store;
    cli_past past;
    kept_programme kept;
} programme_run;

static const char *text(int number) {
    return limber_words_en.texts[number];
}

static int no_memory(const programme_run *run) {
    return complain(run->arguments->command, LEAVE_MACHINE, "there is no memory left");
}

static int read_log(programme_run *run) {
    int leave = LEAVE_OK;
    if (!past_read(run->arguments, run->store, &run->past, &leave)) {
        return leave;
    }
    return programme_find(run->past.events, &run->kept) ? LEAVE_OK : no_memory(run);
}

static void forget(programme_run *run) {
    programme_free(&run->kept);
    past_free(&run->past);
}

/* ---- Showing it. -------------------------------------------------------------------------------
 */

/* What the answers that are kept close, as if they had been given today. */
static uint32_t screen_as_known(const limber_record *record, uint32_t day, limber_screening *out) {
    *out = (limber_screening){.day = day};
    if (record->full_day == 0 ||
        limber_screen(&limber_catalogue_tables, &record->kept, out) != LIMBER_OK) {
        return 0;
    }
    out->day = day;
    return record->screened_day;
}

/* The session of somebody who has every thing and all the time: what it leaves out is closed. */
static limber_error plan_in_general(const limber_programme *programme,
                                    const limber_screening *screening, const limber_record *record,
                                    limber_plan *out) {
    limber_request request = {
        .day = screening->day,
        .minutes = LIMBER_MINUTES_MAX,
        .positions = (uint16_t)((1u << limber_catalogue_tables.position_count) - 1),
        .equipment = (uint16_t)((1u << limber_catalogue_tables.equipment_count) - 1),
        .pain_known = 1,
        .partner = 1};
    static const limber_programme wished_already;
    limber_programme_wish(&limber_catalogue_tables, programme, &request);
    return make_plan(screening, record, &wished_already, &request, out);
}

static json_t *answer(const programme_run *run, const programme_view *view, uint32_t now,
                      uint32_t screened) {
    char day[11], screened_day[11];
    limber_day_to_text(now, day);
    limber_day_to_text(screened, screened_day);
    json_t *programme = run->kept.text != NULL ? programme_to_json(view) : json_null();
    return json_pack("{s:s, s:s, s:s?, s:b, s:b, s:o}", "catalogue", limber_words_en.version,
                     "today", day, "screened", screened > 0 ? screened_day : NULL, "several",
                     run->kept.several, "unreadable", run->kept.unreadable, "programme", programme);
}

static void write_screened(FILE *out, const limber_screening *screening, uint32_t screened) {
    char day[11], line[256];
    fputc('\n', out);
    if (screened == 0) {
        write_paragraph(out, "", text(LIMBER_TEXT_PROGRAMME_NOT_SCREENED));
        return;
    }
    limber_day_to_text(screened, day);
    snprintf(line, sizeof line, "%s %s: %s", text(LIMBER_TEXT_PROGRAMME_SCREENED), day,
             limber_words_en.dispositions[screening->disposition].title);
    write_paragraph(out, "", line);
}

static int show(programme_run *run) {
    limber_screening screening;
    limber_plan plan;
    uint32_t now = today();
    uint32_t screened = screen_as_known(&run->past.record, now, &screening);
    if (plan_in_general(&run->kept.document.programme, &screening, &run->past.record, &plan) !=
        LIMBER_OK) {
        return complain(run->arguments->command, LEAVE_MACHINE, "planning failed");
    }
    const programme_view view = view_programme(&run->kept.document, &screening, &plan, now, true);
    if (run->arguments->value[OPTION_JSON] != NULL) {
        return print_json(run->arguments, answer(run, &view, now, screened));
    }
    if (run->kept.text == NULL) {
        if (!run->kept.unreadable) {
            write_paragraph(stdout, "", text(LIMBER_TEXT_PROGRAMME_NONE));
        }
        write_programme_doubts(stdout, &run->kept);
        return LEAVE_OK;
    }
    write_programme(stdout, &view);
    write_screened(stdout, &screening, screened);
    write_paragraph(stdout, "", text(LIMBER_TEXT_PROGRAMME_REST));
    write_programme_doubts(stdout, &run->kept);
    write_review(stdout);
    return LEAVE_OK;
}

/* ---- Taking it in, and away. -------------------------------------------------------------------
 */

/* Takes the document: the text, or null. The newest of those that hold are replaced first, should
 * there ever be more than an event can name. */
static int replace(programme_run *run, json_t *document) {
    enum { REPLACES_MAX = 16 };
    while (json_array_size(run->kept.unreplaced) > REPLACES_MAX) {
        json_array_remove(run->kept.unreplaced, 0);
    }
    json_t *body = json_pack("{s:s, s:o, s:O}", "catalogue", limber_words_en.version, "document",
                             document, "replaces", run->kept.unreplaced);
    if (!log_append(run->store, "programme", body, NULL)) {
        return complain(run->arguments->command, LEAVE_MACHINE, "%s",
                        limber_store_message(run->store));
    }
    forget(run);
    return read_log(run);
}

static int check(const programme_run *run, const char *path, const char *bytes, size_t count) {
    limber_fault fault;
    limber_programme_document document;
    json_t *json = limber_json_parse(bytes, count, &fault);
    bool read = json != NULL && limber_programme_from_json(json, false, &document, &fault);
    json_decref(json);
    return read ? LEAVE_OK : complain_fault(run->arguments, path, &fault);
}

static int import(programme_run *run, const char *path) {
    size_t count;
    int leave = LEAVE_OK;
    char *bytes = load_text(run->arguments, path, LIMBER_PROGRAMME_BYTES_MAX, &count, &leave);
    if (bytes == NULL) {
        return leave;
    }
    leave = check(run, path, bytes, count);
    leave = leave == LEAVE_OK ? replace(run, json_stringn(bytes, count)) : leave;
    free(bytes);
    if (leave == LEAVE_OK && run->arguments->value[OPTION_JSON] == NULL) {
        write_paragraph(stdout, "", text(LIMBER_TEXT_PROGRAMME_KEPT));
    }
    return leave == LEAVE_OK ? show(run) : leave;
}

static int complain_none(const programme_run *run) {
    if (run->kept.unreadable) {
        return complain(run->arguments->command, LEAVE_CALL,
                        "this version cannot read the programme that is kept here; the one that "
                        "took it in can, and limber export writes down all that is kept");
    }
    return complain(run->arguments->command, LEAVE_CALL,
                    "no programme is kept here; limber programme import FILE takes one in");
}

static int remove_it(programme_run *run) {
    if (run->kept.text == NULL && !run->kept.unreadable) {
        return complain_none(run);
    }
    int leave = replace(run, json_null());
    if (leave != LEAVE_OK || run->arguments->value[OPTION_JSON] != NULL) {
        return leave == LEAVE_OK ? show(run) : leave;
    }
    write_paragraph(stdout, "", text(LIMBER_TEXT_PROGRAMME_REMOVED));
    return LEAVE_OK;
}

static int export(const programme_run *run, const char *path) {
    if (run->kept.text == NULL) {
        return complain_none(run);
    }
    bool standard = path == NULL || strcmp(path, "-") == 0;
    FILE *out = standard ? stdout : fopen(path, "wb");
    bool written = out != NULL && fputs(run->kept.text, out) >= 0;
    if (out != NULL && !standard) {
        written = fclose(out) == 0 && written;
    }
    return written || standard /* main looks at it at the end */
               ? LEAVE_OK
               : complain(run->arguments->command, LEAVE_MACHINE, "%.200s cannot be written: %s",
                          path, strerror(errno));
}

/* ---- The words after the command. --------------------------------------------------------------
 */

typedef enum { ACTION_SHOW, ACTION_IMPORT, ACTION_EXPORT, ACTION_REMOVE } programme_action;

static const char *action_name(int index) {
    static const char *const names[] = {"show", "import", "export", "remove"};
    return index >= 0 && index < 4 ? names[index] : NULL;
}

/* How many words may stand after each; -1 with a complaint where that is not so. */
static int action_of(const cli_arguments *arguments) {
    static const int least[] = {1, 2, 1, 1}, most[] = {1, 2, 2, 1};
    if (arguments->operand_count == 0) {
        return ACTION_SHOW;
    }
    int action = limber_name_find(action_name, 0, arguments->operand);
    if (action < 0) {
        const char *nearest = limber_name_nearest(action_name, 0, arguments->operand);
        (void)complain(arguments->command, LEAVE_CALL, "there is no %.40s here; %s%s%s",
                       arguments->operand, nearest != NULL ? "did you mean " : "",
                       nearest != NULL ? nearest : "it can import, export, remove or show one",
                       nearest != NULL ? "?" : "");
        return -1;
    }
    if (arguments->operand_count < least[action] || arguments->operand_count > most[action]) {
        (void)complain(arguments->command, LEAVE_CALL, "%s %s", action_name(action),
                       action == ACTION_IMPORT   ? "takes one FILE; - reads standard input"
                       : action == ACTION_EXPORT ? "takes one FILE at most"
                                                 : "takes nothing more");
        return -1;
    }
    return action;
}

static int act(programme_run *run, int action) {
    const char *file = run->arguments->operand_count > 1 ? run->arguments->operands[1] : NULL;
    int leave = read_log(run);
    if (leave != LEAVE_OK) {
        return leave;
    }
    switch (action) {
    case ACTION_IMPORT:
        return import(run, file);
    case ACTION_EXPORT:
        return export(run, file);
    case ACTION_REMOVE:
        return remove_it(run);
    default:
        return show(run);
    }
}

int run_programme(const cli_arguments *arguments) {
    programme_run run = {.arguments = arguments};
    int leave = LEAVE_OK;
    int action = action_of(arguments);
    if (action < 0) {
        return LEAVE_CALL;
    }
    run.store = log_open(arguments, &leave);
    if (run.store == NULL) {
        return leave;
    }
    leave = act(&run, action);
    forget(&run);
    limber_store_close(run.store);
    return leave;
}
