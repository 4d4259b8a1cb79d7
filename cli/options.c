/* Options, read strictly: what is not understood is refused, with what was probably meant. */
#include "codec.h"
#include "command.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

const cli_option options[OPTION_COUNT] = {
    [OPTION_ANSWERS] = {"--answers", "FILE",
                        "answers to the screening as JSON; - reads standard input"},
    [OPTION_REQUEST] = {"--request", "FILE",
                        "what is wanted today as JSON; - reads standard input"},
    [OPTION_WHY] = {"--why", NULL, "also say what each exercise adds, or would cost"},
    [OPTION_INSTANCE_OUT] = {"--instance-out", "FILE",
                             "write the numbers that were solved, as text"},
    [OPTION_EVENTS] = {"--events", "FILE", "request and events as JSON; - reads standard input"},
    [OPTION_MINUTES] = {"--minutes", "N", "time there is, 1 to 240; start asks otherwise"},
    [OPTION_PORT] = {"--port", "N", "port to listen on, 0 for any free one; otherwise 8417"},
    [OPTION_PAGE] = {"--page", "FOLDER", "the built page, where it lies elsewhere"},
    [OPTION_OPEN] = {"--open", NULL, "show the page in the browser"},
    [OPTION_DATA] = {"--data", "FOLDER",
                     "where the log is kept; otherwise limber in XDG_DATA_HOME"},
    [OPTION_REGION] = {"--region", "ID", "only what is for this part of the back"},
    [OPTION_POSITION] = {"--position", "ID", "only what can be done in this position"},
    [OPTION_EQUIPMENT] = {"--equipment", "ID", "only what uses this; none: what needs nothing"},
    [OPTION_SHEET] = {"--sheet", "FILE", "a sheet of pictures as PNG; - for standard output"},
    [OPTION_AT] = {"--at", "MS", "picture at this time of one repetition"},
    [OPTION_SIDE] = {"--side", "SIDE", "picture for this side: left or right"},
    [OPTION_SVG] = {"--svg", "FILE", "write the picture as SVG; - for standard output"},
    [OPTION_PNG] = {"--png", "FILE", "write the picture as PNG; - for standard output"},
    [OPTION_ANIMATE] = {"--animate", NULL, "play the movement here; with --svg, in the file"},
    [OPTION_WIDTH] = {"--width", "N", "how wide: columns, or with --png pixels"},
    [OPTION_DARK] = {"--dark", NULL, "dark paper, with --svg, --png or --sheet"},
    [OPTION_JSON] = {"--json", NULL, "answer in JSON; docs/schema describes it"},
    [OPTION_NO_INPUT] = {"--no-input", NULL, "never ask; leave with 3 where a question is needed"},
    [OPTION_COLOR] = {"--color", "WHEN", "auto, always or never; NO_COLOR is honoured by auto"},
    [OPTION_HELP] = {"--help", NULL, "say how this command is used"},
};

static const char *option_name(int index) {
    return index >= 0 && index < OPTION_COUNT ? options[index].name : NULL;
}

static bool refuse(const cli_command *command, const char *what, const char *word,
                   const char *hint) {
    (void)complain(command, LEAVE_CALL, "%s %.100s%s", what, word, hint);
    return false;
}

static bool unknown_option(const cli_command *command, const char *word) {
    char hint[80];
    const char *nearest = limber_name_nearest(option_name, 0, word);
    int index = nearest != NULL ? limber_name_find(option_name, 0, nearest) : -1;
    if (index >= 0 && (command->options & TAKES(index)) != 0) {
        snprintf(hint, sizeof hint, "; did you mean %s?", nearest);
    } else {
        snprintf(hint, sizeof hint, "; limber help %s lists what there is", command->name);
    }
    return refuse(command, "there is no option", word, hint);
}

/* Takes words[*at], and the word after it where that is the option's value. */
static bool take_option(const cli_command *command, int count, char **words, int *at,
                        cli_arguments *out) {
    char name[32] = "";
    const char *word = words[*at];
    size_t length = strcspn(word, "=");
    memcpy(name, word, length < sizeof name ? length : sizeof name - 1);
    int index = strcmp(word, "-h") == 0 ? OPTION_HELP : limber_name_find(option_name, 0, name);
    if (index < 0 || (index != OPTION_HELP && (command->options & TAKES(index)) == 0)) {
        return unknown_option(command, word);
    }
    if (out->value[index] != NULL) {
        return refuse(command, "given twice:", name, "");
    }
    bool joined = word[length] == '=';
    if (options[index].value == NULL) {
        out->value[index] = "";
        return !joined || refuse(command, "takes no value:", name, "");
    }
    if (joined) {
        out->value[index] = word + length + 1;
    } else if (*at + 1 < count) {
        out->value[index] = words[++*at];
    } else {
        return refuse(command, "a value is missing after", name, "");
    }
    return *out->value[index] != '\0' || refuse(command, "the value is empty:", name, "");
}

static bool check_color(const cli_command *command, const char *when) {
    return when == NULL || strcmp(when, "auto") == 0 || strcmp(when, "always") == 0 ||
           strcmp(when, "never") == 0 ||
           refuse(command, "--color takes auto, always or never, not", when, "");
}

/* What was read makes room for the operands. */
static bool take_operand(const cli_command *command, char *word, cli_arguments *out) {
    bool several = command->operand != NULL && strpbrk(command->operand, ".|") != NULL;
    if (command->operand == NULL || (out->operand != NULL && !several)) {
        return refuse(command, "one word too many:", word, "");
    }
    if (out->operand == NULL) {
        out->operand = word;
    }
    out->operands[out->operand_count++] = word;
    return true;
}

bool options_parse(const cli_command *command, int count, char **words, cli_arguments *out) {
    *out = (cli_arguments){.command = command, .operands = words};
    bool only_operands = false;
    for (int i = 0; i < count; i++) {
        char *word = words[i];
        bool taken = true;
        if (!only_operands && strcmp(word, "--") == 0) {
            only_operands = true;
        } else if (!only_operands && word[0] == '-' && word[1] != '\0') {
            taken = take_option(command, count, words, &i, out);
        } else {
            taken = take_operand(command, word, out);
        }
        if (!taken) {
            return false;
        }
    }
    bool needed = command->operand != NULL && command->operand[0] != '[';
    if (needed && out->operand == NULL && out->value[OPTION_HELP] == NULL) {
        return refuse(command, "missing:", command->operand, "; see limber help");
    }
    return check_color(command, out->value[OPTION_COLOR]);
}

bool option_number(const cli_arguments *arguments, option_id id, long least, long most, long *out) {
    const char *text = arguments->value[id];
    char *end;
    errno = 0;
    long value = strtol(text, &end, 10);
    if (errno != 0 || *end != '\0' || end == text || value < least || value > most) {
        (void)complain(arguments->command, LEAVE_CALL,
                       "%s must be a whole number from %ld to %ld, not %.40s", options[id].name,
                       least, most, text);
        return false;
    }
    *out = value;
    return true;
}
