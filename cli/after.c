/* The session itself, and what there is to ask and to say after it. */
#include "ask.h"
#include "emergency.h"
#include "guide.h"
#include "paint.h"
#include "visit.h"
#include "words.h"

#include <string.h>

static const char *text(int number) {
    return limber_words_en.texts[number];
}

static const char *stop_reason(int index) {
    static const int texts[] = {LIMBER_TEXT_STOPPED_WANTED, LIMBER_TEXT_STOPPED_PAIN,
                                LIMBER_TEXT_STOPPED_SYMPTOM};
    return index >= 0 && index < 3 ? text(texts[index]) : NULL;
}

const char *visit_feel_text(int feel) {
    static const int texts[] = {LIMBER_TEXT_AFTER_BETTER, LIMBER_TEXT_AFTER_SAME,
                                LIMBER_TEXT_AFTER_WORSE};
    return feel >= 0 && feel < 3 ? text(texts[feel]) : NULL;
}

/* Why a session was stopped that was not stopped by what says why itself. */
static bool ask_why(cli_guide *guide) {
    int reason;
    long pain;
    if (!ask_one(text(LIMBER_TEXT_STOPPED_ASK), stop_reason, false, &reason)) {
        return false;
    }
    if (reason == 2) {
        guide_tell(guide, LIMBER_EVENT_SYMPTOM, 0);
    } else if (reason == 1) {
        if (!ask_number(text(LIMBER_TEXT_STOPPED_PAIN_HOW), 0, LIMBER_SCALE_MAX, false, &pain)) {
            return false;
        }
        guide_tell(guide, LIMBER_EVENT_PAIN, (uint8_t)pain);
        if (guide->end.stop != LIMBER_STOP_PAIN) {
            visit_say(LIMBER_TEXT_STOPPED_PAIN_EASE);
        }
    }
    return true;
}

static void tell_help(void) {
    char line[96];
    bool chosen;
    visit_say(LIMBER_TEXT_STOPPED_SYMPTOM_HELP);
    snprintf(line, sizeof line, "%s: %s", text(LIMBER_TEXT_SCREEN_NUMBER),
             emergency_number(&chosen));
    write_paragraph(stdout, "", line);
}

/* False where nothing more is to be asked. */
static bool talk_about_stop(cli_guide *guide) {
    if (guide->end.stop == LIMBER_STOP_INTERNAL) {
        visit_say(LIMBER_TEXT_STOPPED_INTERNAL);
        return true;
    }
    visit_say(LIMBER_TEXT_STOPPED_TITLE);
    write_paragraph(stdout, "", text(LIMBER_TEXT_STOPPED_REST));
    fflush(stdout);
    if (guide->end.stop == LIMBER_STOP_PERSON && !ask_why(guide)) {
        return false;
    }
    if (guide->end.stop == LIMBER_STOP_SYMPTOM) {
        tell_help();
        visit_say(LIMBER_TEXT_STOPPED_SYMPTOM_NOW);
        return false;
    }
    if (guide->end.stop == LIMBER_STOP_PAIN) {
        visit_say(LIMBER_TEXT_STOPPED_PAIN_HIGH);
    }
    return true;
}

static void ask_afterwards(start_visit *visit, cli_guide *guide) {
    int feel;
    long pain, stiffness;
    if (!ask_one(text(LIMBER_TEXT_AFTER_FEEL), visit_feel_text, false, &feel)) {
        return;
    }
    if (feel == 2) {
        visit_say(LIMBER_TEXT_AFTER_WORSE_NOW);
    }
    if (!ask_number(text(LIMBER_TEXT_AFTER_PAIN), 0, LIMBER_SCALE_MAX, false, &pain) ||
        !ask_number(text(LIMBER_TEXT_AFTER_STIFFNESS), 0, LIMBER_SCALE_MAX, false, &stiffness)) {
        return;
    }
    json_t *body =
        json_pack("{s:s, s:s, s:i, s:i}", "session", visit->session_reference, "feel",
                  limber_feel_name(feel), "pain", (int)pain, "stiffness", (int)stiffness);
    guide->lost |= !log_append(visit->store, "afterwards", body, NULL);
    if (!guide->lost) {
        visit_say(LIMBER_TEXT_AFTER_THANKS);
    }
}

/* ---- After pain or a symptom. ------------------------------------------------------------------
 */

static bool hurt(const cli_guide *guide) {
    return guide->end.stop == LIMBER_STOP_PAIN || guide->end.stop == LIMBER_STOP_SYMPTOM;
}

static void tell_lock(const start_visit *visit, const cli_guide *guide) {
    char line[256];
    uint8_t technique = visit->plan.step[guide->end.step].technique;
    snprintf(line, sizeof line, "%s %s.", text(LIMBER_TEXT_STOPPED_LOCKED),
             limber_words_en.techniques[technique].name);
    fputc('\n', stdout);
    write_paragraph(stdout, "", line);
    fflush(stdout);
}

/* The questions are asked at once where the person wants it, on what the log now says. */
static int offer_again(start_visit *visit) {
    char line[ASK_LINE_BYTES];
    int leave = LEAVE_OK;
    visit_say(LIMBER_TEXT_STOPPED_AGAIN);
    while (ask_line("Enter, or q: ", line)) {
        if (*line == '\0') {
            past_free(&visit->past);
            return past_read(visit->arguments, visit->store, &visit->past, &leave)
                       ? visit_screen(visit)
                       : leave;
        }
        if (strcmp(line, "q") == 0) {
            break;
        }
        write_paragraph(stderr, "", text(LIMBER_TEXT_STOPPED_AGAIN_REPLY));
    }
    return LEAVE_OK;
}

/* ---- All of it. --------------------------------------------------------------------------------
 */

static int begin(start_visit *visit, limber_session *session) {
    if (limber_session_begin(&limber_catalogue_tables, &visit->screening, &visit->past.record,
                             &visit->plan, session) != LIMBER_OK) {
        return complain(visit->arguments->command, LEAVE_MACHINE,
                        "the plan broke a law of the core");
    }
    return log_append(visit->store, "session", session_body(visit), visit->session_reference)
               ? LEAVE_OK
               : visit_fail_store(visit);
}

static int end(start_visit *visit, cli_guide *guide) {
    bool done = guide->end.state == LIMBER_STATE_DONE;
    if (done) {
        visit_say(LIMBER_TEXT_AFTER_DONE);
    }
    if (!guide->gone && (done || talk_about_stop(guide))) {
        ask_afterwards(visit, guide);
    }
    if (guide->lost) {
        return visit_fail_store(visit);
    }
    if (done) {
        return LEAVE_OK;
    }
    int leave = LEAVE_OK;
    if (hurt(guide)) {
        tell_lock(visit, guide);
        leave = guide->gone ? LEAVE_OK : offer_again(visit);
    }
    return leave == LEAVE_MACHINE ? leave : LEAVE_STOPPED;
}

int visit_go_through(start_visit *visit) {
    limber_session session;
    cli_guide guide = {.plan = &visit->plan,
                       .session = &session,
                       .store = visit->store,
                       .reference = visit->session_reference};
    int leave = begin(visit, &session);
    if (leave != LEAVE_OK) {
        return leave;
    }
    if (!guide_run(&guide)) {
        return complain(visit->arguments->command, LEAVE_MACHINE, "the terminal cannot be used");
    }
    return end(visit, &guide);
}
