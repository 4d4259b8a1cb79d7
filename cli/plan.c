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

/* The document, which the programme in it borrows from; NULL: *leave. */
static json_t *read_request(const cli_arguments *arguments, limber_answers *answers,
                            limber_record *record, limber_request *request,
                            limber_programme *programme, int *leave) {
    const char *path = arguments->value[OPTION_REQUEST];
    json_t *json = load_json(arguments, path, LIMBER_JSON_BYTES_MAX, leave);
    if (json == NULL) {
        return NULL;
    }
    limber_fault fault;
    if (!limber_request_from_json(json, today(), answers, record, request, &fault)) {
        json_decref(json);
        *leave = complain_fault(arguments, path, &fault);
        return NULL;
    }
    programme_of_request(json, programme);
    return json;
}

/* The plan, and the screening that it rests on. */
static json_t *answer(const limber_answers *answers, const limber_screening *screening,
                      const programme_view *view) {
    json_t *json = limber_plan_to_json(view->plan);
    if (json_object_set_new(json, "screening", limber_screening_to_json(answers, screening)) != 0 ||
        (view->programme->count > 0 &&
         json_object_set_new(json, "programme", programme_to_json(view)) != 0)) {
        json_decref(json);
        return NULL;
    }
    return json;
}

static int plan(const cli_arguments *arguments, limber_answers *answers, limber_record *record,
                limber_request *request, const limber_programme *programme) {
    limber_screening screening;
    limber_plan plan;
    const programme_view view = {
        .programme = programme, .screening = &screening, .plan = &plan, .day = request->day};
    limber_error error =
        limber_record_screen(&limber_catalogue_tables, record, answers, &screening);
    if (error == LIMBER_OK) {
        error = plan_programme(programme, &screening, record, request, &plan);
    }
    if (error != LIMBER_OK) {
        return complain(arguments->command, LEAVE_MACHINE, "planning failed: %s",
                        limber_error_name(error));
    }
    if (arguments->value[OPTION_JSON] != NULL) {
        return print_json(arguments, answer(answers, &screening, &view));
    }
    if (screening.disposition != LIMBER_DISPOSITION_PROCEED) {
        write_screening(stdout, answers, &screening);
    }
    write_plan(stdout, &view);
    return LEAVE_OK;
}

int run_plan(const cli_arguments *arguments) {
    limber_answers answers;
    limber_record record;
    limber_request request;
    limber_programme programme;
    int leave = LEAVE_OK;
    if (arguments->value[OPTION_REQUEST] == NULL) {
        return complain(arguments->command, LEAVE_CALL, "--request FILE is needed");
    }
    json_t *json = read_request(arguments, &answers, &record, &request, &programme, &leave);
    if (json != NULL) {
        leave = plan(arguments, &answers, &record, &request, &programme);
        json_decref(json);
    }
    return leave;
}
