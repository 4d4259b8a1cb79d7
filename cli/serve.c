/* limber serve: the page, for a browser on this machine. */
#include "command.h"
#include "server.h"
#include "words.h"

#include <limits.h>

int run_serve(const cli_arguments *arguments) {
    char folder[PATH_MAX];
    long port = LIMBER_PORT_DEFAULT;
    if ((arguments->value[OPTION_PORT] != NULL &&
         !option_number(arguments, OPTION_PORT, 0, UINT16_MAX, &port))) {
        return LEAVE_CALL;
    }
    if (!data_folder(arguments, folder, sizeof folder)) {
        return LEAVE_MACHINE;
    }
    const limber_serve_options serve = {
        .data_folder = folder,
        .page_folder = arguments->value[OPTION_PAGE] != NULL ? arguments->value[OPTION_PAGE]
                                                             : LIMBER_PAGE_FOLDER,
        .version = LIMBER_VERSION,
        .catalogue = limber_words_en.version,
        .port = (uint16_t)port,
        .open_page = arguments->value[OPTION_OPEN] != NULL,
    };
    return limber_serve(&serve);
}
