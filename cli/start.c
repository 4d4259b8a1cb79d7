/* limber start: from the first question to how it felt, at a terminal. */
#include "ask.h"
#include "paint.h"
#include "result.h"
#include "terminal.h"
#include "visit.h"
#include "words.h"

#include <string.h>

void visit_say(int text) {
    fputc('\n', stdout);
    write_paragraph(stdout, "", limber_words_en.texts[text]);
    fflush(stdout);
}

int visit_fail_store(const start_visit *visit) {
    return complain(visit->arguments->command, LEAVE_MACHINE, "%s",
                    limber_store_message(visit->store));
}

int visit_left(void) {
    visit_say(LIMBER_TEXT_START_LEFT);
    return LEAVE_STOPPED;
}

static int offer(void) {
    char line[ASK_LINE_BYTES];
    visit_say(LIMBER_TEXT_START_FIRST);
    visit_say(LIMBER_TEXT_START_OFFER);
    while (ask_line("> ", line)) {
        if (strcmp(line, "b") == 0 || strcmp(line, "begin") == 0) {
            return LEAVE_OK;
        }
        if (strcmp(line, "q") == 0 || strcmp(line, "quit") == 0) {
            break;
        }
        write_paragraph(stderr, "", limber_words_en.texts[LIMBER_TEXT_START_OFFER_AGAIN]);
    }
    return visit_left();
}

static int plan(start_visit *visit, long minutes) {
    if (!ask_check_in(visit->day, minutes, &visit->request)) {
        return visit_left();
    }
    const limber_programme_document *document = &visit->kept.document;
    if (make_plan(&visit->screening, &visit->past.record, &document->programme, &visit->request,
                  &visit->plan) != LIMBER_OK) {
        return complain(visit->arguments->command, LEAVE_MACHINE, "planning failed");
    }
    const programme_view view =
        view_programme(document, &visit->screening, &visit->plan, visit->day, false);
    write_plan(stdout, &view);
    write_programme_doubts(stdout, &visit->kept);
    write_review(stdout);
    return visit->plan.outcome == LIMBER_OUTCOME_PLANNED ? offer() : LEAVE_OK;
}

static int go(start_visit *visit, long minutes) {
    int leave = LEAVE_OK;
    if (!past_read(visit->arguments, visit->store, &visit->past, &leave)) {
        return leave;
    }
    if (!programme_find(visit->past.events, &visit->kept)) {
        return complain(visit->arguments->command, LEAVE_MACHINE, "there is no memory left");
    }
    leave = visit_next_day(visit);
    leave = leave == LEAVE_OK ? visit_screen(visit) : leave;
    if (leave != LEAVE_OK || visit->screening.disposition != LIMBER_DISPOSITION_PROCEED) {
        return leave;
    }
    leave = plan(visit, minutes);
    if (leave != LEAVE_OK || visit->plan.outcome != LIMBER_OUTCOME_PLANNED) {
        return leave;
    }
    return visit_go_through(visit);
}

int run_start(const cli_arguments *arguments) {
    start_visit visit = {.arguments = arguments, .day = today()};
    long minutes = 0;
    int leave = LEAVE_OK;
    const char *unable = arguments->value[OPTION_NO_INPUT] != NULL
                             ? "it asks many questions, and --no-input says to ask none"
                             : terminal_unable();
    if (unable != NULL) {
        return complain(arguments->command, LEAVE_STOPPED, "%s", unable);
    }
    if (arguments->value[OPTION_MINUTES] != NULL &&
        !option_number(arguments, OPTION_MINUTES, 1, LIMBER_MINUTES_MAX, &minutes)) {
        return LEAVE_CALL;
    }
    visit.store = log_open(arguments, &leave);
    if (visit.store == NULL) {
        return leave;
    }
    leave = go(&visit, minutes);
    programme_free(&visit.kept);
    past_free(&visit.past);
    limber_store_close(visit.store);
    return leave;
}
