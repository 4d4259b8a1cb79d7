/* command.h: what a command is, what it was called with, and how it fails. */
#ifndef LIMBER_CLI_COMMAND_H
#define LIMBER_CLI_COMMAND_H

#include "codec.h"

#include <jansson.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

/* docs/DESIGN.md, "The command line" */
enum { LEAVE_OK = 0, LEAVE_MACHINE = 1, LEAVE_CALL = 2, LEAVE_STOPPED = 3 };

typedef enum {
    OPTION_ANSWERS,
    OPTION_REQUEST,
    OPTION_WHY,
    OPTION_INSTANCE_OUT,
    OPTION_EVENTS,
    OPTION_MINUTES,
    OPTION_PORT,
    OPTION_PAGE,
    OPTION_OPEN,
    OPTION_DATA,
    OPTION_REGION,
    OPTION_POSITION,
    OPTION_EQUIPMENT,
    OPTION_SHEET,
    OPTION_AT,
    OPTION_SIDE,
    OPTION_SVG,
    OPTION_PNG,
    OPTION_ANIMATE,
    OPTION_WIDTH,
    OPTION_DARK,
    OPTION_JSON,
    OPTION_NO_INPUT,
    OPTION_COLOR,
    OPTION_HELP,
    OPTION_COUNT
} option_id;

#define TAKES(option) (1u << (option))

typedef struct {
    const char *name;
    const char *value; /* what it is followed by; NULL: nothing */
    const char *summary;
} cli_option;

extern const cli_option options[OPTION_COUNT];

typedef struct cli_command cli_command;

typedef struct {
    const cli_command *command;
    const char *value[OPTION_COUNT]; /* NULL: not given; "" where the option takes none */
    const char *operand;             /* NULL: none */
    char **operands;                 /* all of them, where a command takes several */
    int operand_count;
} cli_arguments;

struct cli_command {
    const char *name;
    const char *summary; /* a line, for the list of commands */
    const char
        *operand; /* "ID"; NULL: it takes none; "[COMMAND]": may be left out; "...]" or "|": more */
    uint32_t options;     /* a TAKES of each */
    const char *examples; /* lines, each ending in a newline */
    const char *details;  /* paragraphs, with an empty line between */
    int (*run)(const cli_arguments *arguments);
};

extern const cli_command commands[]; /* ends with a NULL name */

const char *command_name(int index);

/* Fills in arguments from the words after the command's name. */
bool options_parse(const cli_command *command, int count, char **words, cli_arguments *out);
/* A whole number in an option: false, with a complaint, if it is none or out of range. */
bool option_number(const cli_arguments *arguments, option_id id, long least, long most, long *out);

void help_write(FILE *out, const cli_command *command);

/* "limber NAME: ..." on standard error; returns leave. */
__attribute__((format(printf, 3, 4))) int complain(const cli_command *command, int leave,
                                                   const char *format, ...);

/* The same where the operand names nothing: with the nearest name, or the command that lists them.
 */
int complain_no_such(const cli_arguments *arguments, const char *kind, const char *lists,
                     limber_name_at *names);

/* The same for a fault in a document: file, field and what is allowed. */
int complain_fault(const cli_arguments *arguments, const char *path, const limber_fault *fault);

/* Data for a program on standard output; takes the reference. NULL: memory ran out. */
int print_json(const cli_arguments *arguments, json_t *json);

/* The bytes of a file, or of standard input where path is "-"; to be freed. NULL: as below. */
char *load_text(const cli_arguments *arguments, const char *path, size_t bytes_max, size_t *bytes,
                int *leave);

/* One document from a file, or from standard input where path is "-". NULL: *leave says how to
 * leave, and the complaint is made. */
json_t *load_json(const cli_arguments *arguments, const char *path, size_t bytes_max, int *leave);

/* limber_programme_plan with the shipped catalogue, and room to think in. */
limber_error make_plan(const limber_screening *screening, const limber_record *record,
                       const limber_programme *programme, limber_request *request,
                       limber_plan *out);

/* The day that it is here now. */
uint32_t today(void);

/* --data, or the XDG folder, whose parents are made; false where neither is known. */
bool data_folder(const cli_arguments *arguments, char *out, size_t bytes);

int run_screen(const cli_arguments *arguments);
int run_plan(const cli_arguments *arguments);
int run_start(const cli_arguments *arguments);
int run_replay(const cli_arguments *arguments);
int run_techniques(const cli_arguments *arguments);
int run_questions(const cli_arguments *arguments);
int run_show(const cli_arguments *arguments);
int run_learn(const cli_arguments *arguments);
int run_serve(const cli_arguments *arguments);
int run_history(const cli_arguments *arguments);
int run_export(const cli_arguments *arguments);
int run_import(const cli_arguments *arguments);
int run_programme(const cli_arguments *arguments);
int run_help(const cli_arguments *arguments);
int run_version(const cli_arguments *arguments);

#endif
