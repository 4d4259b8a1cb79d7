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

static void put_question(char operation, uint32_t about) {
    PUT(operation, about);
}

/* What is asked once a screening is known. */
static void put_questions(uint32_t day) {
    put_question('d', day);
    put_question('l', random_below(catalogue->rule_count));
    put_question('q', random_below(LIMBER_TECHNIQUE_MAX));
    if (random_below(4) == 0) { /* it is long */
        put('g', "", 0);
    }
}

/* What a log may hold, of this device and of another. */
static void put_history(uint32_t today) {
    for (uint32_t i = random_below(12); i > 0; i--) {
        uint32_t day = today + 3 - random_below(random_below(2) ? 40 : 5);
        if (random_below(3) == 0) {
            limber_answers answers = random_form(day);
            PUT('r', answers);
        } else {
            limber_fact fact = random_fact(day);
            PUT('a', fact);
        }
        if (random_below(6) == 0) {
            put('x', "", 0);
        }
        if (random_below(6) == 0) {
            put('h', "", 0);
        }
    }
}

static void put_garbage(int n) {
    limber_answers answers;
    limber_record record;
    limber_fact fact;
    limber_screening screening;
    limber_programme programme;
    limber_request request;
    limber_plan plan;
    limber_session session;
    garbage(&record, sizeof record, n);
    PUT('R', record);
    garbage(&answers, sizeof answers, n / 2);
    PUT('s', answers);
    PUT('r', answers);
    garbage(&fact, sizeof fact, n);
    PUT('a', fact);
    put('x', "", 0);
    put('h', "", 0);
    garbage(&screening, sizeof screening, n);
    PUT('S', screening);
    put_questions((uint32_t)random_bits());
    garbage(&programme, sizeof programme, n);
    PUT('M', programme);
    garbage(&request, sizeof request, n);
    PUT('p', request);
    garbage(&plan, sizeof plan, n);
    PUT('P', plan);
    put('c', "", 0);
    put('b', "", 0);
    garbage(&session, sizeof session, n);
    PUT('Z', session);
}

static void put_person(void) {
    limber_answers answers = random_answers(random_below(2) ? 40 : 400);
    limber_request request = random_request();
    limber_record nothing_known = {0};
    PUT('R', nothing_known);
    PUT('s', answers);
    answers.day = random_below(8) ? request.day : request.day - 1;
    put_history(answers.day);
    PUT('r', answers);
    put_questions(request.day);
    limber_programme programme = random_programme();
    programme.count = random_below(3) ? 0 : programme.count;
    PUT('M', programme);
    PUT('p', request);
    put('t', "", 0);
    if (random_below(8) == 0) { /* they take as long as two dozen plans */
        put('w', "", 0);
    }
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
            put_garbage((int)(i / 3 % 64));
        } else {
            put_person();
        }
        put_events();
    }
    (void)fprintf(stderr, "%lu", calls);
    return fflush(stdout) == 0 && !ferror(stdout) ? 0 : 1;
}
