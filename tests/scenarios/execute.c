/* Executes a stream of calls on the core: an operation byte and its input struct in, the result and
 * the output struct out. execute.mjs does the same to the WebAssembly module, so that a scenario
 * and a random case can be compared byte by byte. */
#include "limber.h"

#include <stdio.h>
#include <string.h>

extern const limber_catalogue limber_catalogue_tables;

static limber_answers answers;
static limber_screening screening;
static limber_request request;
static limber_plan plan;
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

static void execute(int operation) {
    limber_error error = LIMBER_OK;
    switch (operation) {
    case 's':
        TAKE(answers);
        error = limber_screen(&limber_catalogue_tables, &answers, &screening);
        GIVE(error);
        GIVE(screening);
        break;
    case 'p':
        TAKE(request);
        error = limber_plan_make(&limber_catalogue_tables, &screening, &request, &plan);
        GIVE(error);
        GIVE(plan);
        break;
    case 'c':
        error = limber_plan_check(&limber_catalogue_tables, &screening, &plan);
        GIVE(error);
        break;
    case 'b':
        error = limber_session_begin(&limber_catalogue_tables, &screening, &plan, &session);
        GIVE(error);
        GIVE(session);
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
