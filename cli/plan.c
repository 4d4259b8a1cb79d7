/* limber plan: a session for the time, place and body of today. */
#include "codec.h"
#include "command.h"
#include "result.h"
#include "words.h"

limber_error make_plan(const limber_screening *screening, const limber_record *record,
                       const limber_request *request, limber_plan *out) {
    static limber_workspace workspace;
    return limber_plan_make(&limber_catalogue_tables, screening, record, request, &workspace, out);
}

static bool read_request(const cli_arguments *arguments, limber_answers *answers,
                         limber_record *record, limber_request *request, int *leave) {
    const char *path = arguments->value[OPTION_REQUEST];
    json_t *json = load_json(arguments, path, LIMBER_JSON_BYTES_MAX, leave);
    if (json == NULL) {
        return false;
    }
    limber_fault fault;
    bool read = limber_request_from_json(json, today(), answers, record, request, &fault);
    json_decref(json);
    if (!read) {
        *leave = complain_fault(arguments, path, &fault);
    }
    return read;
}

/* The plan, and the screening that it rests on. */
static json_t *answer(const limber_answers *answers, const limber_screening *screening,
                      const limber_plan *plan) {
    json_t *json = limber_plan_to_json(plan);
    if (json_object_set_new(json, "screening", limber_screening_to_json(answers, screening)) != 0) {
        json_decref(json);
        return NULL;
    }
    return json;
}

int run_plan(const cli_arguments *arguments) {
    limber_answers answers;
    limber_record record;
    limber_request request;
    limber_screening screening;
    limber_plan plan;
    int leave = LEAVE_OK;
    if (arguments->value[OPTION_REQUEST] == NULL) {
        return complain(arguments->command, LEAVE_CALL, "--request FILE is needed");
    }
    if (!read_request(arguments, &answers, &record, &request, &leave)) {
        return leave;
    }
    limber_error error =
        limber_record_screen(&limber_catalogue_tables, &record, &answers, &screening);
    if (error == LIMBER_OK) {
        error = make_plan(&screening, &record, &request, &plan);
    }
    if (error != LIMBER_OK) {
        return complain(arguments->command, LEAVE_MACHINE, "planning failed: %s",
                        limber_error_name(error));
    }
    if (arguments->value[OPTION_JSON] != NULL) {
        return print_json(arguments, answer(&answers, &screening, &plan));
    }
    if (screening.disposition != LIMBER_DISPOSITION_PROCEED) {
        write_screening(stdout, &answers, &screening);
    }
    write_plan(stdout, &screening, &plan);
    return LEAVE_OK;
}
