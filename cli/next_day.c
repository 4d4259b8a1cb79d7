/* How it was on the day after a session, asked once, at the first visit on a later day. */
#include "ask.h"
#include "paint.h"
#include "visit.h"
#include "words.h"

static const char *text(int number) {
    return limber_words_en.texts[number];
}

/* What was worked, then that one can't tell; for ask_one, which knows no context. */
static uint8_t choices[LIMBER_TECHNIQUE_MAX];
static int choice_count;

static const char *choice_text(int index) {
    if (index >= 0 && index < choice_count) {
        return limber_words_en.techniques[choices[index]].name;
    }
    return index == choice_count ? text(LIMBER_TEXT_NEXT_DAY_NOT_KNOWN) : NULL;
}

static bool find_choices(const past_session *session) {
    choice_count = 0;
    for (int i = 0; i < limber_catalogue_tables.technique_count; i++) {
        if (session->worked_ms[i] > 0) {
            choices[choice_count++] = (uint8_t)i;
        }
    }
    return choice_count > 0;
}

/* False: the person has left. -1: not said. */
static bool ask(const past_session *session, int *feel, uint8_t *technique) {
    char title[96], question[256];
    int choice = choice_count;
    const json_t *day = json_object_get(body_member(session->event, "request"), "today");
    snprintf(title, sizeof title, "%s: %.10s", text(LIMBER_TEXT_NEXT_DAY_TITLE),
             json_string_value(day));
    write_heading(stderr, title);
    snprintf(question, sizeof question, "%s %s", text(LIMBER_TEXT_NEXT_DAY_ASK),
             text(LIMBER_TEXT_NEXT_DAY_LEAVE));
    if (!ask_one(question, visit_feel_text, true, feel)) {
        return false;
    }
    if (*feel == 2 && !ask_one(text(LIMBER_TEXT_NEXT_DAY_WHICH), choice_text, false, &choice)) {
        return false;
    }
    *technique = choice < choice_count ? choices[choice] : LIMBER_TECHNIQUE_MAX;
    return true;
}

static json_t *body_of(const start_visit *visit, int feel, uint8_t technique) {
    char day[11];
    limber_day_to_text(visit->day, day);
    return json_pack("{s:s, s:s, s:s, s:s*}", "session", visit->past.latest->reference, "today",
                     day, "feel", limber_feel_name(feel), "technique",
                     limber_technique_id(technique));
}

int visit_next_day(start_visit *visit) {
    const past_session *latest = visit->past.latest;
    int feel;
    uint8_t technique;
    if (latest == NULL || latest->next_day != NULL || session_day(latest) >= visit->day ||
        !find_choices(latest)) {
        return LEAVE_OK;
    }
    if (!ask(latest, &feel, &technique)) {
        return visit_left();
    }
    if (feel < 0) {
        return LEAVE_OK;
    }
    const limber_fact fact = {.kind = LIMBER_FACT_NEXT_DAY,
                              .day = visit->day,
                              .technique = technique,
                              .value = feel == 2};
    if (limber_record_add(&limber_catalogue_tables, &visit->past.record, &fact) != LIMBER_OK) {
        return complain(visit->arguments->command, LEAVE_MACHINE, "the answer cannot be counted");
    }
    if (!log_append(visit->store, "next-day", body_of(visit, feel, technique), NULL)) {
        return visit_fail_store(visit);
    }
    if (feel == 2) {
        visit_say(LIMBER_TEXT_NEXT_DAY_WORSE);
    }
    return LEAVE_OK;
}
