/* How the program and each of its commands are used: examples first. */
#include "codec.h"
#include "command.h"
#include "paint.h"
#include "words.h"

#include <string.h>

static void write_all_commands(FILE *out) {
    write_paragraph(
        out, "",
        "Limber asks what a careful physiotherapist would ask first, and guides a short "
        "session for a stiff back. It runs on this machine only.");
    write_heading(out, "Examples");
    fputs("  limber start\n  limber screen --answers answers.json --json\n  limber help plan\n",
          out);
    write_heading(out, "Commands");
    for (const cli_command *entry = commands; entry->name != NULL; entry++) {
        fprintf(out, "  %-12s %s\n", entry->name, entry->summary);
    }
    write_heading(out, "Leaves with");
    fputs("  0  it worked; also where the answer is to see somebody first\n"
          "  1  the machine failed: folder, disk, port\n"
          "  2  the call or its input was wrong; nothing was done\n"
          "  3  stopped before the end, or there was nobody to ask\n",
          out);
}

static void write_examples(FILE *out, const char *examples) {
    write_heading(out, "Examples");
    for (const char *line = examples; *line != '\0';) {
        size_t bytes = strcspn(line, "\n");
        fprintf(out, "  %.*s\n", (int)bytes, line);
        line += bytes + 1;
    }
}

static void write_usage(FILE *out, const cli_command *command) {
    fprintf(out, "limber %s", command->name);
    if (command->operand != NULL) {
        fprintf(out, " %s", command->operand);
    }
    fprintf(out, ": %s\n", command->summary);
}

static void write_options(FILE *out, const cli_command *command) {
    write_heading(out, "Options");
    for (int i = 0; i < OPTION_COUNT; i++) {
        if ((command->options & TAKES(i)) == 0 && i != OPTION_HELP) {
            continue;
        }
        const char *value = options[i].value != NULL ? options[i].value : "";
        int length = fprintf(out, "  %s%s%s", options[i].name, *value != '\0' ? " " : "", value);
        fprintf(out, "%*s %s\n", 19 - length, "", options[i].summary);
    }
}

/* Paragraphs have an empty line between. */
static void write_details(FILE *out, const char *details) {
    char paragraph[640];
    while (*details != '\0') {
        size_t bytes = strcspn(details, "\n");
        snprintf(paragraph, sizeof paragraph, "%.*s", (int)bytes, details);
        fputc('\n', out);
        write_paragraph(out, "", paragraph);
        details += bytes;
        details += strspn(details, "\n");
    }
}

void help_write(FILE *out, const cli_command *command) {
    if (command == NULL) {
        write_all_commands(out);
        return;
    }
    write_usage(out, command);
    write_examples(out, command->examples);
    write_options(out, command);
    write_details(out, command->details);
}

int run_help(const cli_arguments *arguments) {
    if (arguments->operand == NULL) {
        help_write(stdout, NULL);
        return LEAVE_OK;
    }
    int index = limber_name_find(command_name, 0, arguments->operand);
    if (index < 0) {
        const char *nearest = limber_name_nearest(command_name, 0, arguments->operand);
        return complain(arguments->command, LEAVE_CALL, "there is no command %.40s%s%s%s",
                        arguments->operand, nearest != NULL ? "; did you mean " : "",
                        nearest != NULL ? nearest : "", nearest != NULL ? "?" : "");
    }
    help_write(stdout, &commands[index]);
    return LEAVE_OK;
}

int run_version(const cli_arguments *arguments) {
    if (arguments->value[OPTION_JSON] != NULL) {
        return print_json(arguments,
                          json_pack("{s:s, s:s, s:s}", "program", "limber", "version",
                                    LIMBER_VERSION, "catalogue", limber_words_en.version));
    }
    printf("limber %s, catalogue %s\n", LIMBER_VERSION, limber_words_en.version);
    return LEAVE_OK;
}
