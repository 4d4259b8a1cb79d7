/* limber plan: a session for the time, place and body of today. */
#include "codec.h"
#include "command.h"
#include "prescribed.h"
#include "result.h"
#include "words.h"

#include <errno.h>
#include <string.h>

typedef struct {
    limber_answers answers;
    limber_record record;
    limber_request request;
    limber_programme_document document; /* its programme's count 0: there is none */
    limber_screening screening;
    limber_plan plan;
    limber_reasons reasons;
} planning;

static limber_workspace workspace;

limber_error make_plan(const limber_screening *screening, const limber_record *record,
                       const limber_programme *programme, limber_request *request,
                       limber_plan *out) {
    return limber_programme_plan(&limber_catalogue_tables, screening, record, programme, request,
                                 &workspace, out);
}

/* The JSON, which has to outlive the texts in p->document; NULL: *leave. */
static json_t *read_request(const cli_arguments *arguments, planning *p, int *leave) {
    const char *path = arguments->value[OPTION_REQUEST];
    json_t *json = load_json(arguments, path, LIMBER_JSON_BYTES_MAX, leave);
    if (json == NULL) {
        return NULL;
    }
    limber_fault fault;
    if (!limber_request_from_json(json, today(), &p->answers, &p->record, &p->request, &p->document,
                                  &fault)) {
        json_decref(json);
        *leave = complain_fault(arguments, path, &fault);
        return NULL;
    }
    return json;
}

static limber_error make(const cli_arguments *arguments, planning *p) {
    limber_error error =
        limber_record_screen(&limber_catalogue_tables, &p->record, &p->answers, &p->screening);
    if (error == LIMBER_OK) {
        error = make_plan(&p->screening, &p->record, &p->document.programme, &p->request, &p->plan);
    }
    if (error == LIMBER_OK && arguments->value[OPTION_WHY] != NULL) {
        error = limber_plan_reasons(&limber_catalogue_tables, &p->screening, &p->record,
                                    &p->request, &p->plan, &workspace, &p->reasons);
    }
    return error;
}

/* The numbers that were solved, for another solver. */
static int write_instance(const cli_arguments *arguments, const planning *p) {
    static limber_instance instance;
    const char *path = arguments->value[OPTION_INSTANCE_OUT];
    if (limber_plan_instance(&limber_catalogue_tables, &p->screening, &p->record, &p->request,
                             &instance) != LIMBER_OK) {
        return complain(arguments->command, LEAVE_MACHINE, "the instance cannot be made");
    }
    FILE *file = fopen(path, "w");
    if (file == NULL) {
        return complain(arguments->command, LEAVE_MACHINE, "%s: %s", path, strerror(errno));
    }
    limber_instance_write(file, &instance);
    bool written = ferror(file) == 0;
    if (fclose(file) != 0 || !written) {
        return complain(arguments->command, LEAVE_MACHINE, "%s cannot be written", path);
    }
    return LEAVE_OK;
}

static programme_view view_of(const planning *p) {
    return view_programme(&p->document, &p->screening, &p->plan, p->request.day, false);
}

/* The plan, the screening that it rests on, what becomes of a programme, and where they are wanted
 * the reasons. */
static json_t *answer(const cli_arguments *arguments, const planning *p) {
    json_t *json = limber_plan_to_json(&p->plan);
    const programme_view view = view_of(p);
    json_t *screening = limber_screening_to_json(&p->answers, &p->screening);
    if (json_object_set_new(json, "screening", screening) != 0 ||
        (p->document.programme.count > 0 &&
         json_object_set_new(json, "programme", programme_to_json(&view)) != 0) ||
        (arguments->value[OPTION_WHY] != NULL &&
         json_object_set_new(json, "reasons", limber_reasons_to_json(&p->plan, &p->reasons)) !=
             0)) {
        json_decref(json);
        return NULL;
    }
    return json;
}

static int tell(const cli_arguments *arguments, const planning *p) {
    const programme_view view = view_of(p);
    if (arguments->value[OPTION_JSON] != NULL) {
        return print_json(arguments, answer(arguments, p));
    }
    if (p->screening.disposition != LIMBER_DISPOSITION_PROCEED) {
        write_screening(stdout, &p->answers, &p->screening);
    }
    write_plan(stdout, &view);
    if (arguments->value[OPTION_WHY] != NULL) {
        write_plan_reasons(stdout, &p->plan, &p->reasons);
    }
    write_review(stdout);
    return LEAVE_OK;
}

static int plan(const cli_arguments *arguments, planning *p) {
    limber_error error = make(arguments, p);
    if (error != LIMBER_OK) {
        return complain(arguments->command, LEAVE_MACHINE, "planning failed: %s",
                        limber_error_name(error));
    }
    int leave = LEAVE_OK;
    if (arguments->value[OPTION_INSTANCE_OUT] != NULL) {
        leave = write_instance(arguments, p);
    }
    return leave == LEAVE_OK ? tell(arguments, p) : leave;
}

int run_plan(const cli_arguments *arguments) {
    planning p;
    int leave = LEAVE_OK;
    if (arguments->value[OPTION_REQUEST] == NULL) {
        return complain(arguments->command, LEAVE_CALL, "--request FILE is needed");
    }
    json_t *json = read_request(arguments, &p, &leave);
    if (json != NULL) {
        leave = plan(arguments, &p);
        json_decref(json);
    }
    return leave;
}
