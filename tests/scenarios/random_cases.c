/* Writes a stream for execute.c and execute.mjs: COUNT sessions of random people from SEED, every
 * third with garbage in place of what a well-behaved caller would hand in.
 *
 *     random_cases SEED COUNT */
#include "limber.h"

#include "../core/people.h"

#include <stdio.h>
#include <stdlib.h>

static unsigned long calls;

static void put(char operation, const void *object, size_t bytes) {
    (void)putchar(operation);
    (void)fwrite(object, 1, bytes, stdout);
    calls += operation >= 'a';
}

#define PUT(operation, object) put(operation, &(object), sizeof(object))

static limber_answers some_answers(void) {
    limber_answers answers = all_no();
    for (int q = 0; q < catalogue->question_count; q++) {
        if (random_below(40) == 0) {
            answers.answer[q] = (uint8_t)random_below(LIMBER_ANSWER_COUNT);
        }
    }
    if (random_below(10) == 0) {
        answers.age_years = (uint8_t)random_below(LIMBER_AGE_MAX_YEARS + 1);
    }
    return answers;
}

static void put_garbage(void) {
    limber_answers answers;
    limber_screening screening;
    limber_request request;
    limber_plan plan;
    limber_session session;
    random_bytes(&answers, sizeof answers);
    PUT('s', answers);
    random_bytes(&screening, sizeof screening);
    PUT('S', screening);
    random_bytes(&request, sizeof request);
    PUT('p', request);
    random_bytes(&plan, sizeof plan);
    PUT('P', plan);
    put('c', "", 0);
    put('b', "", 0);
    random_bytes(&session, sizeof session);
    PUT('Z', session);
}

static void put_person(void) {
    limber_answers answers = some_answers();
    limber_request request = random_request();
    PUT('s', answers);
    PUT('p', request);
    put('c', "", 0);
    put('b', "", 0);
}

static void put_events(void) {
    uint32_t at_ms = 0;
    for (int i = 0; i < 24; i++) {
        limber_event event =
            i == 0 ? (limber_event){.kind = LIMBER_EVENT_GO} : some_event(at_ms, 40);
        PUT('e', event);
        at_ms += random_below(3) == 0 ? random_below(60000) : random_below(8000);
    }
}

int main(int argc, char **argv) {
    if (argc != 3) {
        (void)fputs("usage: random_cases SEED COUNT\n", stderr);
        return 2;
    }
    random_state = strtoull(argv[1], NULL, 10);
    unsigned long count = strtoul(argv[2], NULL, 10);
    for (unsigned long i = 0; i < count; i++) {
        if (i % 3 == 2) {
            put_garbage();
        } else {
            put_person();
        }
        put_events();
    }
    (void)fprintf(stderr, "%lu", calls);
    return fflush(stdout) == 0 && !ferror(stdout) ? 0 : 1;
}
