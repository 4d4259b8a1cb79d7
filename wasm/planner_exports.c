/* The planner as a WebAssembly module of its own, which the page fetches on the way to a plan. What
 * it plans from, the screening and the record, comes from the core's module as bytes; what it gives
 * goes back there, to be checked and begun. */
#include "instance.h"
#include "programme.h"

#define EXPORT(name) __attribute__((export_name(#name)))

extern const limber_catalogue limber_catalogue_tables;

static limber_screening screening_buffer;
static limber_record record_buffer;
static limber_request request_buffer;
static limber_programme programme_buffer;
static limber_plan plan_buffer;
static limber_programme_told told_buffer;
static limber_reasons reasons_buffer;
static limber_workspace workspace;

/* Addresses of the buffers. */
EXPORT(screening) limber_screening *screening(void);
EXPORT(record) limber_record *record(void);
EXPORT(request) limber_request *request(void);
EXPORT(programme) limber_programme *programme(void);
EXPORT(plan) limber_plan *plan(void);
EXPORT(told) limber_programme_told *told(void);
EXPORT(reasons) limber_reasons *reasons(void);

/* The calls; each that can fail returns a limber_error. A plan is made around the programme and
 * adds its wishes to the request; what is told of it, and the reasons, are those of the plan and
 * the request in their buffers. */
EXPORT(plan_make) limber_error plan_make(void);
EXPORT(programme_tell) void programme_tell(void);
EXPORT(plan_reasons) limber_error plan_reasons(void);

limber_screening *screening(void) {
    return &screening_buffer;
}

limber_record *record(void) {
    return &record_buffer;
}

limber_request *request(void) {
    return &request_buffer;
}

limber_programme *programme(void) {
    return &programme_buffer;
}

limber_plan *plan(void) {
    return &plan_buffer;
}

limber_programme_told *told(void) {
    return &told_buffer;
}

limber_reasons *reasons(void) {
    return &reasons_buffer;
}

limber_error plan_make(void) {
    return limber_programme_plan(&limber_catalogue_tables, &screening_buffer, &record_buffer,
                                 &programme_buffer, &request_buffer, &workspace, &plan_buffer);
}

void programme_tell(void) {
    limber_programme_tell(&limber_catalogue_tables, &programme_buffer, &plan_buffer,
                          request_buffer.day, false, &told_buffer);
}

limber_error plan_reasons(void) {
    return limber_plan_reasons(&limber_catalogue_tables, &screening_buffer, &record_buffer,
                               &request_buffer, &plan_buffer, &workspace, &reasons_buffer);
}
