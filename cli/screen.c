/* limber screen: may this person be offered anything today? */
#include "ask.h"
#include "codec.h"
#include "command.h"
#include "result.h"
#include "words.h"

static bool read_answers(const cli_arguments *arguments, limber_answers *out, int *leave) {
    const char *path = arguments->value[OPTION_ANSWERS];
    json_t *json = load_json(arguments, path, LIMBER_JSON_BYTES_MAX, leave);
    if (json == NULL) {
        return false;
    }
    limber_fault fault;
    bool read = limber_answers_from_json(json, today(), out, &fault);
    json_decref(json);
    if (!read) {
        *leave = complain_fault(arguments, path, &fault);
    }
    return read;
}

static bool ask_answers(const cli_arguments *arguments, limber_answers *out, int *leave) {
    *leave = LEAVE_STOPPED;
    if (arguments->value[OPTION_NO_INPUT] != NULL || !ask_possible()) {
        (void)complain(arguments->command, LEAVE_STOPPED,
                       "there is nobody to ask here; give the answers with --answers FILE");
        return false;
    }
    const limber_record nothing = {0}; /* nobody is known here: limber start looks into the log */
    *out = (limber_answers){0};
    return ask_full_form(&nothing, today(), out);
}

int run_screen(const cli_arguments *arguments) {
    limber_answers answers;
    limber_screening screening;
    int leave = LEAVE_OK;
    bool have = arguments->value[OPTION_ANSWERS] != NULL ? read_answers(arguments, &answers, &leave)
                                                         : ask_answers(arguments, &answers, &leave);
    if (!have) {
        return leave;
    }
    limber_record nothing_before = {0}; /* so the short form alone is not enough */
    limber_error error =
        limber_record_screen(&limber_catalogue_tables, &nothing_before, &answers, &screening);
    if (error != LIMBER_OK) {
        return complain(arguments->command, LEAVE_MACHINE, "the screening failed: %s",
                        limber_error_name(error));
    }
    if (arguments->value[OPTION_JSON] != NULL) {
        return print_json(arguments, limber_screening_to_json(&answers, &screening));
    }
    write_screening(stdout, &answers, &screening);
    return LEAVE_OK;
}
