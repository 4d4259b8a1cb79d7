/* Executes a stream of calls on the core: an operation byte and its input struct in, the result and
 * the output struct out. execute.mjs does the same to the WebAssembly module, so that a scenario
 * and a random case can be compared byte by byte. */
#include "instance.h"
#include "programme.h"

#include <stdio.h>
#include <string.h>

static limber_workspace workspace;

extern const limber_catalogue limber_catalogue_tables;

static limber_answers answers;
static limber_screening screening;
static limber_record record, other;
static limber_fact fact;
static limber_request request;
static limber_programme programme;
static limber_plan plan;
static limber_programme_told told;
static limber_reasons reasons;
static limber_session session;
static limber_event event;
static limber_output output;

static void take(void *object, size_t bytes) {
    if (fread(object, 1, bytes, stdin) != bytes) {
        memset(object, 0, bytes);
    }
}

static void give(const void *object, size_t bytes) {
    (void)fwrite(object, 1, bytes, stdout);
}

#define TAKE(object) take(&(object), sizeof(object))
#define GIVE(object) give(&(object), sizeof(object))

static void screen(int operation) {
    TAKE(answers);
    limber_error error =
        operation == 's'
            ? limber_screen(&limber_catalogue_tables, &answers, &screening)
            : limber_record_screen(&limber_catalogue_tables, &record, &answers, &screening);
    GIVE(error);
    GIVE(screening);
}

static void begin(void) {
    limber_error error =
        limber_session_begin(&limber_catalogue_tables, &screening, &record, &plan, &session);
    GIVE(error);
    GIVE(session);
}

static void exchange_records(void) {
    limber_record kept = record;
    record = other;
    other = kept;
}

/* Around the programme that was taken last. */
static void make_plan(void) {
    TAKE(request);
    limber_error error = limber_programme_plan(&limber_catalogue_tables, &screening, &record,
                                               &programme, &request, &workspace, &plan);
    GIVE(error);
    GIVE(plan);
}

/* What becomes of the programme in the plan that was made last. */
static void tell(void) {
    limber_programme_tell(&limber_catalogue_tables, &programme, &plan, request.day, false, &told);
    GIVE(told);
    GIVE(request); /* with what the programme added to it */
}

static void give_reasons(void) {
    limber_error error = limber_plan_reasons(&limber_catalogue_tables, &screening, &record,
                                             &request, &plan, &workspace, &reasons);
    GIVE(error);
    GIVE(reasons);
}

/* What may be asked about a day, a rule or a technique. */
static void ask(int operation) {
    uint32_t about;
    uint32_t said = 0;
    TAKE(about);
    if (operation == 'd') {
        said = limber_record_due(&limber_catalogue_tables, &record, about);
    } else if (operation == 'l' && about < limber_catalogue_tables.rule_count) {
        said = limber_rule_lifted(&limber_catalogue_tables.rules[about], &answers);
    } else if (operation == 'q' && about < LIMBER_TECHNIQUE_MAX) {
        said = limber_closing_rule(&limber_catalogue_tables, &screening, (uint8_t)about);
    }
    GIVE(said);
}

static void execute(int operation) {
    limber_error error = LIMBER_OK;
    switch (operation) {
    case 's': /* a screening by itself */
    case 'r': /* ... on top of the record */
        screen(operation);
        break;
    case 'a':
        TAKE(fact);
        error = limber_record_add(&limber_catalogue_tables, &record, &fact);
        GIVE(error);
        break;
    case 'h':
        limber_record_hear(&record, &other);
        break;
    case 'x':
        exchange_records();
        break;
    case 'g':
        GIVE(record);
        break;
    case 'd':
    case 'l':
    case 'q':
        ask(operation);
        break;
    case 'p':
        make_plan();
        break;
    case 't':
        tell();
        break;
    case 'w': /* of the plan that was made last, for the same */
        give_reasons();
        break;
    case 'c':
        error = limber_plan_check(&limber_catalogue_tables, &screening, &record, &plan);
        GIVE(error);
        break;
    case 'b':
        begin();
        break;
    case 'e':
        TAKE(event);
        error = limber_session_step(&session, &plan, &event, &output);
        GIVE(error);
        GIVE(output);
        GIVE(session);
        break;
    case 'S': /* what a caller may hand in, whatever it is */
        TAKE(screening);
        break;
    case 'R':
        TAKE(record);
        break;
    case 'M':
        TAKE(programme);
        break;
    case 'P':
        TAKE(plan);
        break;
    case 'Z':
        TAKE(session);
        break;
    default:
        break;
    }
}

int main(void) {
    int operation;
    while ((operation = getchar()) != EOF) {
        execute(operation);
    }
    return fflush(stdout) == 0 && !ferror(stdin) && !ferror(stdout) ? 0 : 1;
}
