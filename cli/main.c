/* The table of commands, and the way in and out of the program. */
#include "codec.h"
#include "command.h"
#include "paint.h"

#include <errno.h>
#include <signal.h>
#include <string.h>

const cli_command commands[] = {
    {"screen", "answer the questions that come before any exercise", NULL,
     TAKES(OPTION_ANSWERS) | TAKES(OPTION_JSON) | TAKES(OPTION_NO_INPUT) | TAKES(OPTION_COLOR),
     "limber screen\n"
     "limber screen --answers answers.json --json\n"
     "limber screen --answers - --json < answers.json\n",
     "Without --answers the questions are asked here, group by group. Nothing is written down: "
     "limber start does that.\n\n"
     "An answer that is missing never counts as a no, and \"unknown\" counts as a yes. Somebody "
     "who "
     "should be seen first is told so; the command has then worked, and leaves with 0.\n\n"
     "The emergency number that is shown is that of the region in LC_ALL, LC_MESSAGES or LANG, 112 "
     "where it is not known; LIMBER_EMERGENCY_NUMBER sets another one.",
     run_screen},
    {"plan", "make a session for the time, place and body of today", NULL,
     TAKES(OPTION_REQUEST) | TAKES(OPTION_WHY) | TAKES(OPTION_INSTANCE_OUT) | TAKES(OPTION_JSON) |
         TAKES(OPTION_COLOR),
     "limber plan --request request.json\n"
     "limber plan --request request.json --why\n"
     "limber plan --request request.json --json\n"
     "limber plan --request - --json < request.json\n",
     "The request holds the answers to the screening under \"screen\"; without a screening of the "
     "same day there is no session. \"history\" counts against the limits of the day and the week, "
     "and what felt worse is left out for some days. \"partner\" says that somebody is there to "
     "help. \"wishes\" leaves out, keeps or shortens techniques by their ids; it never opens what "
     "a "
     "rule or a limit closes.\n\n"
     "The session is the best one by the weights in catalogue/planning.yaml, and is proven to be. "
     "--instance-out writes the numbers for anybody who wants to solve them again.",
     run_plan},
    {"start", "the whole way: questions, plan and guided session", NULL,
     TAKES(OPTION_MINUTES) | TAKES(OPTION_DATA) | TAKES(OPTION_NO_INPUT) | TAKES(OPTION_COLOR),
     "limber start\n"
     "limber start --minutes 10\n",
     "Asks the screening questions and how you are, shows the session with its reasons, and guides "
     "it with timers. All the questions come the first time, once a week, after a pause, and where "
     "something has changed; otherwise the few that are asked before every session.\n\n"
     "Keys: space "
     "begins, pauses and goes on; s, Escape or Ctrl-C stops at once; n "
     "skips; e makes it easier; p and a digit tells pain; y tells that something is sharp, "
     "spreading, numb, weak or dizzy, which stops too.\n\n"
     "A terminal of 110 columns or more shows the movement beside the words.\n\n"
     "What happened is kept in the data folder, on this machine only.",
     run_start},
    {"replay", "play timed events through the session machine, with no clock", NULL,
     TAKES(OPTION_EVENTS) | TAKES(OPTION_JSON),
     "limber replay --events events.json --json\n"
     "limber replay --events - --json < events.json\n",
     "The file holds a request as for limber plan, with its screening, and a list of events; "
     "\"steps\" may replace the steps that would be planned. Every output is printed.",
     run_replay},
    {"techniques", "list the techniques, or those that are looked for", "[WORD...]",
     TAKES(OPTION_REGION) | TAKES(OPTION_POSITION) | TAKES(OPTION_EQUIPMENT) |
         TAKES(OPTION_MINUTES) | TAKES(OPTION_SHEET) | TAKES(OPTION_DARK) | TAKES(OPTION_JSON) |
         TAKES(OPTION_COLOR),
     "limber techniques\n"
     "limber techniques twist\n"
     "limber techniques --region lower-back --position seated --minutes 3\n"
     "limber techniques --sheet techniques.png\n"
     "limber techniques --json\n",
     "Words are looked for in names and purposes; all of them must be there. --minutes leaves out "
     "what takes longer in its smallest dose. The JSON also lists the regions, positions, "
     "equipment and questions by their ids.",
     run_techniques},
    {"questions", "list what is asked, and what follows from it", NULL,
     TAKES(OPTION_JSON) | TAKES(OPTION_COLOR),
     "limber questions\n"
     "limber questions --json\n",
     "Every question with its examples, and every rule: which answers make it fire, where it "
     "leads, "
     "what it closes, and whether the agreement of a professional lifts it. The JSON has the "
     "sources and the review status of each.",
     run_questions},
    {"show", "show one technique wholly", "ID",
     TAKES(OPTION_AT) | TAKES(OPTION_SIDE) | TAKES(OPTION_SVG) | TAKES(OPTION_PNG) |
         TAKES(OPTION_ANIMATE) | TAKES(OPTION_WIDTH) | TAKES(OPTION_DARK) | TAKES(OPTION_JSON) |
         TAKES(OPTION_COLOR),
     "limber show cat-cow\n"
     "limber show cat-cow --animate\n"
     "limber show cat-cow --svg cat-cow.svg --animate\n"
     "limber show cat-cow --png - --at 2000 --width 600 > cat-cow.png\n"
     "limber show cat-cow --json\n",
     "How to do it, its dose, what is fine to feel and what is not, common mistakes, an easier "
     "way, "
     "its sources, and whether a clinician has reviewed it.\n\n"
     "On a terminal a picture stands above the text. --at is the time within one unhurried "
     "repetition, with a hold as short as the dose allows; without it the picture shows the "
     "moment that tells most. While --animate plays, q, Escape or Ctrl-C ends it. "
     "LIMBER_REDUCED_MOTION set to 1 shows stills instead, and no moving figure in a session. "
     "NO_COLOR is honoured.",
     run_show},
    {"learn", "read what is known about stiff backs, and what is not", "[ID]",
     TAKES(OPTION_JSON) | TAKES(OPTION_COLOR),
     "limber learn\n"
     "limber learn the-pop\n"
     "limber learn the-pop --json\n",
     "Without an ID it lists the lessons. A lesson answers one question in a few short texts: each "
     "with its sources, and with what is not known.",
     run_learn},
    {"serve", "open the page in a browser, from this machine", NULL,
     TAKES(OPTION_PORT) | TAKES(OPTION_OPEN) | TAKES(OPTION_PAGE) | TAKES(OPTION_DATA),
     "limber serve\n"
     "limber serve --open\n"
     "limber serve --port 9000 --data /tmp/trial\n",
     "Prints the page's address with a one-time code. Only this machine can reach it.", run_serve},
    {"history", "list the sessions so far", NULL,
     TAKES(OPTION_DATA) | TAKES(OPTION_JSON) | TAKES(OPTION_COLOR),
     "limber history\n"
     "limber history --json\n",
     "Each session is played again from what was written down: nothing else is kept. A session of "
     "another version of the catalogue is listed, but not played. Then comes what is asked before "
     "the next one, and what is left out for some days.",
     run_history},
    {"export", "write everything that was kept to standard output", NULL,
     TAKES(OPTION_DATA) | TAKES(OPTION_JSON),
     "limber export > limber.json\n"
     "limber export --json > limber.json\n",
     "Equal logs give equal bytes. --json says what is the case anyway.", run_export},
    {"import", "add what another export holds", "FILE",
     TAKES(OPTION_DATA) | TAKES(OPTION_JSON) | TAKES(OPTION_COLOR),
     "limber import limber.json\n"
     "limber import - < limber.json\n",
     "Adds the events that are not here yet, all of them or none. The same event twice does no "
     "harm; two different events under one number are a conflict, which is named, and then nothing "
     "is added.",
     run_import},
    {"programme", "keep what was prescribed for you", "[import|export|remove] [FILE]",
     TAKES(OPTION_DATA) | TAKES(OPTION_JSON) | TAKES(OPTION_COLOR),
     "limber programme\n"
     "limber programme import programme.json\n"
     "limber programme export > programme.json\n"
     "limber programme remove\n",
     "A programme is a list of exercises that a physiotherapist has written down for you: which, "
     "how "
     "much, on which days. docs/programme.md explains the document. Without more words it is "
     "shown, "
     "with what your answers and Limber's limits make of it today.\n\n"
     "import takes one in and puts it in the place of the one before; export writes the same bytes "
     "again, to FILE or to standard output. A dose that is impossible is refused, with the field. "
     "One "
     "that is outside of the limits is kept as it is written, and what is done instead is told "
     "each "
     "time. limber start and the page plan around what is prescribed for the day.",
     run_programme},
    {"help", "say how a command is used", "[COMMAND]", TAKES(OPTION_COLOR),
     "limber help\n"
     "limber help plan\n",
     "The same as --help after a command.", run_help},
    {"version", "tell the versions of program and catalogue", NULL, TAKES(OPTION_JSON),
     "limber version\n", "Both stand in everything that is written down.", run_version},
    {NULL, NULL, NULL, 0, NULL, NULL, NULL},
};

const char *command_name(int index) {
    return commands[index].name;
}

static int unknown_command(const char *name) {
    const char *nearest = limber_name_nearest(command_name, 0, name);
    if (nearest != NULL) {
        return complain(NULL, LEAVE_CALL, "there is no command %s; did you mean %s?", name,
                        nearest);
    }
    return complain(NULL, LEAVE_CALL, "there is no command %s; limber help lists them", name);
}

static int run(int count, char **words) {
    if (count < 2) {
        help_write(stderr, NULL);
        return LEAVE_CALL;
    }
    const char *name = words[1];
    if (strcmp(name, "--help") == 0 || strcmp(name, "-h") == 0) {
        name = "help";
    } else if (strcmp(name, "--version") == 0) {
        name = "version";
    }
    int index = limber_name_find(command_name, 0, name);
    if (index < 0) {
        return unknown_command(name);
    }
    cli_arguments arguments;
    if (!options_parse(&commands[index], count - 2, words + 2, &arguments)) {
        return LEAVE_CALL;
    }
    if (arguments.value[OPTION_HELP] != NULL) {
        help_write(stdout, arguments.command);
        return LEAVE_OK;
    }
    paint_choose(arguments.value[OPTION_COLOR]);
    return arguments.command->run(&arguments);
}

/* Data that did not arrive must not look as if it had: a full disk, a closed pipe. */
static int close_output(int leave) {
    bool failed = ferror(stdout) != 0;
    int error = errno;
    if (fclose(stdout) != 0) {
        failed = true;
        error = errno;
    }
    if (!failed) {
        return leave;
    }
    return complain(NULL, LEAVE_MACHINE, "standard output could not be written: %s",
                    strerror(error));
}

int main(int count, char **words) {
    signal(SIGPIPE, SIG_IGN); /* so that a closed pipe is an error that can be told */
    return close_output(run(count, words));
}
