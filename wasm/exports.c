/* The core as a WebAssembly module: one static buffer per type, and the calls on them. The page
 * writes a buffer, calls, and reads another; the layout of each is in the generated layout.ts. What
 * plans is a module of its own, which comes later: planner_exports.c. */
#include "limber.h"

#define EXPORT(name) __attribute__((export_name(#name)))

extern const limber_catalogue limber_catalogue_tables;

static limber_answers answers_buffer;
static limber_screening screening_buffer;
static limber_record record_buffer, other_record_buffer;
static limber_fact fact_buffer;
static limber_plan plan_buffer;
static limber_session session_buffer;
static limber_event event_buffer;
static limber_output output_buffer;

/* Addresses of the buffers. */
EXPORT(answers) limber_answers *answers(void);
EXPORT(screening) limber_screening *screening(void);
EXPORT(record) limber_record *record(void);
EXPORT(other_record) limber_record *other_record(void);
EXPORT(fact) limber_fact *fact(void);
EXPORT(plan) limber_plan *plan(void);
EXPORT(session) limber_session *session(void);
EXPORT(event) limber_event *event(void);
EXPORT(output) limber_output *output(void);

/* The calls; each returns a limber_error. */
EXPORT(screen) limber_error screen(void);
EXPORT(rule_lifted) uint32_t rule_lifted(uint32_t rule);
EXPORT(closing_rule) uint32_t closing_rule(uint32_t technique);
EXPORT(record_due) uint32_t record_due(uint32_t day);
EXPORT(record_screen) limber_error record_screen(void);
EXPORT(record_add) limber_error record_add(void);
EXPORT(record_hear) void record_hear(void);
EXPORT(plan_check) limber_error plan_check(void);
EXPORT(session_begin) limber_error session_begin(void);
EXPORT(session_step) limber_error session_step(void);
EXPORT(session_worked_ms) uint32_t session_worked_ms(void);

limber_answers *answers(void) {
    return &answers_buffer;
}

limber_screening *screening(void) {
    return &screening_buffer;
}

limber_record *record(void) {
    return &record_buffer;
}

limber_record *other_record(void) {
    return &other_record_buffer;
}

limber_fact *fact(void) {
    return &fact_buffer;
}

limber_plan *plan(void) {
    return &plan_buffer;
}

limber_session *session(void) {
    return &session_buffer;
}

limber_event *event(void) {
    return &event_buffer;
}

limber_output *output(void) {
    return &output_buffer;
}

limber_error screen(void) {
    return limber_screen(&limber_catalogue_tables, &answers_buffer, &screening_buffer);
}

uint32_t rule_lifted(uint32_t rule) {
    return rule < limber_catalogue_tables.rule_count &&
           limber_rule_lifted(&limber_catalogue_tables.rules[rule], &answers_buffer);
}

uint32_t closing_rule(uint32_t technique) {
    return technique < LIMBER_TECHNIQUE_MAX
               ? limber_closing_rule(&limber_catalogue_tables, &screening_buffer,
                                     (uint8_t)technique)
               : LIMBER_RULE_MAX;
}

uint32_t record_due(uint32_t day) {
    return limber_record_due(&limber_catalogue_tables, &record_buffer, day);
}

limber_error record_screen(void) {
    return limber_record_screen(&limber_catalogue_tables, &record_buffer, &answers_buffer,
                                &screening_buffer);
}

limber_error record_add(void) {
    return limber_record_add(&limber_catalogue_tables, &record_buffer, &fact_buffer);
}

void record_hear(void) {
    limber_record_hear(&record_buffer, &other_record_buffer);
}

limber_error plan_check(void) {
    return limber_plan_check(&limber_catalogue_tables, &screening_buffer, &record_buffer,
                             &plan_buffer);
}

limber_error session_begin(void) {
    return limber_session_begin(&limber_catalogue_tables, &screening_buffer, &record_buffer,
                                &plan_buffer, &session_buffer);
}

limber_error session_step(void) {
    return limber_session_step(&session_buffer, &plan_buffer, &event_buffer, &output_buffer);
}

uint32_t session_worked_ms(void) {
    return limber_session_worked_ms(&session_buffer);
}
