/* The screening of a visit: the form that is due, then what it leads to. */
#include "ask.h"
#include "paint.h"
#include "result.h"
#include "visit.h"
#include "words.h"

#include <string.h>

static const char *text(int number) {
    return limber_words_en.texts[number];
}

/* Into the record and the log. What to do comes before whether it could be written down. */
static int take(start_visit *visit, bool tell) {
    limber_record *record = &visit->past.record;
    if (limber_record_screen(&limber_catalogue_tables, record, &visit->answers,
                             &visit->screening) != LIMBER_OK) {
        return complain(visit->arguments->command, LEAVE_MACHINE, "the screening failed");
    }
    if (tell) {
        write_screening(stdout, &record->kept, &visit->screening);
        fflush(stdout);
    }
    json_t *body = screening_body(&visit->answers);
    return log_append(visit->store, "screening", body, visit->screening_reference)
               ? LEAVE_OK
               : visit_fail_store(visit);
}

/* The short form. *enough: nothing else is to be asked. */
static int short_form(start_visit *visit, bool *enough) {
    *enough = true;
    if (!ask_short_form(&visit->past.record, visit->day, &visit->answers)) {
        return visit_left();
    }
    *enough = visit->answers.changed == LIMBER_ANSWER_NO ||
              visit->answers.changed == LIMBER_ANSWER_MISSING;
    int leave = take(visit, *enough);
    if (leave == LEAVE_OK && !*enough) {
        visit_say(LIMBER_TEXT_SCREEN_CHANGED_YES);
    }
    return leave;
}

/* What stands, for somebody who was not seen about it yet. */
static void tell_what_stands(start_visit *visit) {
    const limber_record *record = &visit->past.record;
    visit->screening = (limber_screening){.day = visit->day, .disposition = record->standing};
    if (record->standing_rule < limber_catalogue_tables.rule_count) {
        visit->screening.reason[visit->screening.reason_count++] = record->standing_rule;
    }
    write_screening(stdout, &record->kept, &visit->screening);
    fflush(stdout);
}

/* False: the person has left. *seen: the questions may be asked. */
static bool ask_seen(const limber_record *record, bool *seen) {
    *seen = true;
    if (!record->needs_seen) {
        return true;
    }
    fputc('\n', stderr);
    write_paragraph(stderr, "", text(LIMBER_TEXT_SCREEN_SEEN_LEAD));
    return ask_yes(text(LIMBER_TEXT_SCREEN_SEEN), seen);
}

static int full_form(start_visit *visit) {
    limber_record *record = &visit->past.record;
    bool seen;
    if (record->needs_full && !record->needs_seen && visit->answers.day == 0) {
        visit_say(LIMBER_TEXT_SCREEN_FULL_AGAIN);
    }
    if (!ask_seen(record, &seen)) {
        return visit_left();
    }
    if (!seen) {
        tell_what_stands(visit);
        return LEAVE_OK;
    }
    visit->answers.form = LIMBER_FORM_FULL; /* what was just answered is not asked twice */
    visit->answers.changed = LIMBER_ANSWER_MISSING;
    visit->answers.seen = record->needs_seen;
    if (!ask_full_form(record, visit->day, &visit->answers)) {
        return visit_left();
    }
    return take(visit, true);
}

int visit_screen(start_visit *visit) {
    limber_record *record = &visit->past.record;
    bool enough = false;
    int leave = LEAVE_OK;
    visit->answers = (limber_answers){0};
    if (limber_record_due(&limber_catalogue_tables, record, visit->day) == LIMBER_FORM_SHORT) {
        leave = short_form(visit, &enough);
    }
    if (leave == LEAVE_OK && !enough) {
        leave = full_form(visit);
    }
    if (leave != LEAVE_OK) {
        return leave;
    }
    limber_answers agreeing = visit->answers;
    memcpy(agreeing.agreed, record->kept.agreed, sizeof agreeing.agreed);
    if (ask_agreed(&visit->screening, &record->kept, &agreeing)) {
        visit->answers = agreeing;
        leave = take(visit, true);
    }
    return leave;
}
