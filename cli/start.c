/* limber start: from the first question to how it felt, at a terminal. */
#include "ask.h"
#include "guide.h"
#include "log.h"
#include "paint.h"
#include "result.h"
#include "terminal.h"
#include "words.h"

#include <string.h>

typedef struct {
    const cli_arguments *arguments;
    limber_store *store;
    uint32_t day;
    limber_answers answers;
    limber_screening screening;
    limber_request request;
    limber_plan plan;
    char screening_reference[REFERENCE_BYTES];
    char session_reference[REFERENCE_BYTES];
} start_visit;

static const char *text(int number) {
    return limber_words_en.texts[number];
}

static void say(int number) {
    fputc('\n', stdout);
    write_paragraph(stdout, "", text(number));
    fflush(stdout);
}

static int fail_store(const start_visit *visit) {
    return complain(visit->arguments->command, LEAVE_MACHINE, "%s",
                    limber_store_message(visit->store));
}

static int left(void) {
    say(LIMBER_TEXT_START_LEFT);
    return LEAVE_STOPPED;
}

/* ---- What is written down. ---------------------------------------------------------------------
 */

static json_t *answers_to_json(const limber_answers *answers) {
    json_t *object = json_object();
    for (int i = 0; i < limber_catalogue_tables.question_count; i++) {
        if (answers->answer[i] != LIMBER_ANSWER_MISSING) {
            json_object_set_new(object, limber_question_id(i),
                                json_string(limber_answer_name(answers->answer[i])));
        }
    }
    return object;
}

static json_t *screening_body(const start_visit *visit) {
    char day[11];
    limber_day_to_text(visit->day, day);
    return json_pack("{s:s, s:s, s:i, s:o}", "catalogue", limber_words_en.version, "today", day,
                     "age", visit->answers.age_years, "answers", answers_to_json(&visit->answers));
}

static json_t *ids_to_json(uint16_t bits, limber_name_at *names) {
    json_t *array = json_array();
    for (int i = 0; names(i) != NULL; i++) {
        if ((bits >> i & 1) != 0) {
            json_array_append_new(array, json_string(names(i)));
        }
    }
    return array;
}

static json_t *request_to_json(const limber_request *request) {
    char day[11];
    limber_day_to_text(request->day, day);
    json_t *regions = json_object();
    for (int i = 0; i < limber_catalogue_tables.region_count; i++) {
        if (request->stiffness[i] > 0) {
            json_object_set_new(regions, limber_region_id(i), json_integer(request->stiffness[i]));
        }
    }
    json_t *pain = request->pain_known ? json_integer(request->pain) : NULL;
    return json_pack("{s:s, s:i, s:o, s:o, s:o, s:b, s:o*}", "today", day, "minutes",
                     request->minutes, "regions", regions, "equipment",
                     ids_to_json(request->equipment, limber_equipment_id), "positions",
                     ids_to_json(request->positions, limber_position_id), "partner", 0, "pain",
                     pain);
}

/* The steps of the plan as they are kept: without what is only for reading. */
static json_t *steps_to_json(const limber_plan *plan) {
    json_t *whole = limber_plan_to_json(plan);
    json_t *steps = json_incref(json_object_get(whole, "steps"));
    json_decref(whole);
    for (size_t i = 0; i < json_array_size(steps); i++) {
        json_t *step = json_array_get(steps, i);
        json_object_del(step, "region");
        json_object_del(step, "seconds");
        json_object_del(step, "why");
    }
    return steps;
}

static json_t *session_body(const start_visit *visit) {
    return json_pack("{s:s, s:s, s:o, s:o}", "catalogue", limber_words_en.version, "screening",
                     visit->screening_reference, "request", request_to_json(&visit->request),
                     "steps", steps_to_json(&visit->plan));
}

/* ---- Before. -----------------------------------------------------------------------------------
 */

/* What to do comes before whether it could be written down. */
static int screen(start_visit *visit) {
    if (!ask_screening(visit->day, &visit->answers)) {
        return left();
    }
    if (limber_screen(&limber_catalogue_tables, &visit->answers, &visit->screening) != LIMBER_OK) {
        return complain(visit->arguments->command, LEAVE_MACHINE, "the screening failed");
    }
    write_screening(stdout, &visit->screening);
    fflush(stdout);
    if (!log_append(visit->store, "screening", screening_body(visit), visit->screening_reference)) {
        return fail_store(visit);
    }
    return LEAVE_OK;
}

static int offer(void) {
    char line[ASK_LINE_BYTES];
    say(LIMBER_TEXT_START_FIRST);
    say(LIMBER_TEXT_START_OFFER);
    while (ask_line("> ", line)) {
        if (strcmp(line, "b") == 0 || strcmp(line, "begin") == 0) {
            return LEAVE_OK;
        }
        if (strcmp(line, "q") == 0 || strcmp(line, "quit") == 0) {
            break;
        }
        write_paragraph(stderr, "", text(LIMBER_TEXT_START_OFFER_AGAIN));
    }
    return left();
}

static int plan(start_visit *visit, long minutes) {
    if (!ask_check_in(visit->day, minutes, &visit->request)) {
        return left();
    }
    if (limber_plan_make(&limber_catalogue_tables, &visit->screening, &visit->request,
                         &visit->plan) != LIMBER_OK) {
        return complain(visit->arguments->command, LEAVE_MACHINE, "planning failed");
    }
    write_plan(stdout, &visit->plan);
    return visit->plan.outcome == LIMBER_OUTCOME_PLANNED ? offer() : LEAVE_OK;
}

/* ---- After. ------------------------------------------------------------------------------------
 */

static const char *stop_reason(int index) {
    static const int texts[] = {LIMBER_TEXT_STOPPED_WANTED, LIMBER_TEXT_STOPPED_PAIN,
                                LIMBER_TEXT_STOPPED_SYMPTOM};
    return index >= 0 && index < 3 ? text(texts[index]) : NULL;
}

static const char *feel_text(int index) {
    static const int texts[] = {LIMBER_TEXT_AFTER_BETTER, LIMBER_TEXT_AFTER_SAME,
                                LIMBER_TEXT_AFTER_WORSE};
    return index >= 0 && index < 3 ? text(texts[index]) : NULL;
}

/* Why a session was stopped that was not stopped by what says why itself. */
static bool ask_why(cli_guide *guide) {
    int reason;
    long pain;
    if (!ask_one(text(LIMBER_TEXT_STOPPED_ASK), stop_reason, &reason)) {
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
            say(LIMBER_TEXT_STOPPED_PAIN_EASE);
        }
    }
    return true;
}

/* False where nothing more is to be asked. */
static bool talk_about_stop(cli_guide *guide) {
    if (guide->end.stop == LIMBER_STOP_INTERNAL) {
        say(LIMBER_TEXT_STOPPED_INTERNAL);
        return true;
    }
    say(LIMBER_TEXT_STOPPED_TITLE);
    write_paragraph(stdout, "", text(LIMBER_TEXT_STOPPED_REST));
    fflush(stdout);
    if (guide->end.stop == LIMBER_STOP_PERSON && !ask_why(guide)) {
        return false;
    }
    if (guide->end.stop == LIMBER_STOP_SYMPTOM) {
        say(LIMBER_TEXT_STOPPED_SYMPTOM_HELP);
        say(LIMBER_TEXT_STOPPED_SYMPTOM_NOW);
        return false;
    }
    if (guide->end.stop == LIMBER_STOP_PAIN) {
        say(LIMBER_TEXT_STOPPED_PAIN_HIGH);
    }
    return true;
}

static void ask_afterwards(start_visit *visit, cli_guide *guide) {
    int feel;
    long pain, stiffness;
    if (!ask_one(text(LIMBER_TEXT_AFTER_FEEL), feel_text, &feel)) {
        return;
    }
    if (feel == 2) {
        say(LIMBER_TEXT_AFTER_WORSE_NOW);
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
        say(LIMBER_TEXT_AFTER_THANKS);
    }
}

static int go_through(start_visit *visit) {
    limber_session session;
    cli_guide guide = {.plan = &visit->plan,
                       .session = &session,
                       .store = visit->store,
                       .reference = visit->session_reference};
    if (limber_session_begin(&limber_catalogue_tables, &visit->screening, &visit->plan, &session) !=
        LIMBER_OK) {
        return complain(visit->arguments->command, LEAVE_MACHINE,
                        "the plan broke a law of the core");
    }
    if (!log_append(visit->store, "session", session_body(visit), visit->session_reference)) {
        return fail_store(visit);
    }
    if (!guide_run(&guide)) {
        return complain(visit->arguments->command, LEAVE_MACHINE, "the terminal cannot be used");
    }
    bool done = guide.end.state == LIMBER_STATE_DONE;
    if (done) {
        say(LIMBER_TEXT_AFTER_DONE);
    }
    if (!guide.gone && (done || talk_about_stop(&guide))) {
        ask_afterwards(visit, &guide);
    }
    if (guide.lost) {
        return fail_store(visit);
    }
    return done ? LEAVE_OK : LEAVE_STOPPED;
}

static int go(start_visit *visit, long minutes) {
    int leave = screen(visit);
    if (leave != LEAVE_OK || visit->screening.disposition != LIMBER_DISPOSITION_PROCEED) {
        return leave;
    }
    leave = plan(visit, minutes);
    if (leave != LEAVE_OK || visit->plan.outcome != LIMBER_OUTCOME_PLANNED) {
        return leave;
    }
    return go_through(visit);
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
    limber_store_close(visit.store);
    return leave;
}
