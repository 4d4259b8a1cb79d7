/* Full screenings per second on one core: screen_bench FOLDER FAMILY
 *
 * Reads FOLDER/FAMILY.people (screening_inputs.py writes it), screens all of them again and again,
 * and prints: what, figure. Beside them it writes what it found, as FAMILY.core to be compared with
 * the findings of others, and as bytes (FAMILY.answers, FAMILY.screenings) for the WebAssembly
 * build, which must find the same ones. */
#include "limber.h"
#include "words.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

enum { TODAY = 20000, PEOPLE_MAX = 10000, ID_ROOM = 32, PATH_ROOM = 1024, ROUNDS = 7 };

static const double ROUND_S = 0.25;
static const char LETTERS[] = {
    [LIMBER_ANSWER_NO] = 'n', [LIMBER_ANSWER_YES] = 'y', [LIMBER_ANSWER_UNKNOWN] = 'u'};

static const limber_catalogue *const catalogue = &limber_catalogue_tables;
static limber_answers answers[PEOPLE_MAX];
static limber_screening screenings[PEOPLE_MAX];
static char ids[PEOPLE_MAX][ID_ROOM];
static size_t people;

static void stop(const char *why) {
    fprintf(stderr, "screen_bench: %s\n", why);
    exit(1);
}

static FILE *open_file(const char *folder, const char *family, const char *ending,
                       const char *way) {
    char path[PATH_ROOM];
    snprintf(path, sizeof path, "%s/%s.%s", folder, family, ending);
    FILE *file = fopen(path, way);
    if (file == NULL) {
        stop(path);
    }
    return file;
}

static void close_written(FILE *file) {
    if (ferror(file) != 0 || fclose(file) != 0) {
        stop("a file cannot be written");
    }
}

static uint8_t answer_of(char letter) {
    const char *found = memchr(LETTERS, letter, sizeof LETTERS);
    if (letter == '\0' || found == NULL) {
        stop("an answer is neither n, y nor u");
    }
    return (uint8_t)(found - LETTERS);
}

static uint8_t number_of(const char *word) {
    char *end;
    unsigned long number = strtoul(word, &end, 10);
    if (end == word || *end != '\0' || number > UINT8_MAX) {
        stop("an age or what was observed is no small number");
    }
    return (uint8_t)number;
}

/* A line: id, age, what was observed, and a letter for each question. */
static void read_people(FILE *file) {
    char age_years[4];
    char observed[4];
    char letters[LIMBER_QUESTION_MAX + 1];
    while (people < PEOPLE_MAX &&
           fscanf(file, "%31s %3s %3s %64s", ids[people], age_years, observed, letters) == 4) {
        if (strlen(letters) != catalogue->question_count) {
            stop("the people are of another catalogue");
        }
        limber_answers *said = &answers[people++];
        said->day = TODAY;
        said->age_years = number_of(age_years);
        said->observed = number_of(observed);
        for (int i = 0; i < catalogue->question_count; i++) {
            said->answer[i] = answer_of(letters[i]);
        }
    }
    if (people == 0 || !feof(file)) {
        stop("the file of people cannot be read to its end");
    }
}

static void screen_everybody(void) {
    for (size_t i = 0; i < people; i++) {
        if (limber_screen(catalogue, &answers[i], &screenings[i]) != LIMBER_OK) {
            stop("the core refuses somebody's answers");
        }
    }
}

/* Processor time: what else the machine does is no part of it. */
static double now_s(void) {
    struct timespec now;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
    return (double)now.tv_sec + (double)now.tv_nsec / 1e9;
}

static double round_per_s(void) {
    double began_s = now_s();
    double took_s;
    size_t count = 0;
    do {
        screen_everybody();
        count += people;
        took_s = now_s() - began_s;
    } while (took_s < ROUND_S);
    return (double)count / took_s;
}

/* A processor multiplies in three cycles, each product waiting for the one before, and does the
 * counting beside it: so this is its true speed at the moment, which a virtual machine does not
 * tell otherwise. */
static double cycles_per_s(void) {
    enum { PRODUCTS = 20000000, PRODUCT_CYCLES = 3 };
    uint64_t product = 1;
    uint64_t factor = 3;
    double began_s = now_s();
    for (int i = 0; i < PRODUCTS; i++) {
        product *= factor;
        __asm__ volatile("" : "+r"(product), "+r"(factor)); /* no shift will do */
    }
    return (double)PRODUCT_CYCLES * PRODUCTS / (now_s() - began_s);
}

static int by_size(const void *left, const void *right) {
    double difference = *(const double *)left - *(const double *)right;
    return (difference > 0) - (difference < 0);
}

static double median(double figures[ROUNDS]) {
    qsort(figures, ROUNDS, sizeof figures[0], by_size);
    return figures[ROUNDS / 2];
}

static void measure(void) {
    double screenings_per_s[ROUNDS];
    double cycles[ROUNDS];
    screen_everybody(); /* once before, so that everything is in the caches */
    for (int round = 0; round < ROUNDS; round++) {
        screenings_per_s[round] = round_per_s();
        cycles[round] = cycles_per_s() / screenings_per_s[round];
    }
    printf("screenings_per_s\t%.0f\n", median(screenings_per_s));
    printf("cycles\t%.1f\n", median(cycles));
    printf("rules\t%d\n", catalogue->rule_count);
    printf("answers_bytes\t%zu\n", sizeof(limber_answers));
    printf("screening_bytes\t%zu\n", sizeof(limber_screening));
    printf("rules_bytes\t%zu\n", catalogue->rule_count * sizeof(limber_rule));
}

/* A line: id, disposition, and the rules that fired. */
static void write_findings(FILE *file) {
    for (size_t i = 0; i < people; i++) {
        const limber_screening *found = &screenings[i];
        fprintf(file, "%s %s", ids[i], limber_disposition_name(found->disposition));
        for (int reason = 0; reason < found->reason_count; reason++) {
            fprintf(file, " %s", limber_words_en.rules[found->reason[reason]].id);
        }
        fputc('\n', file);
    }
}

static void write_bytes(const char *folder, const char *family) {
    FILE *file = open_file(folder, family, "answers", "wb");
    (void)fwrite(answers, sizeof answers[0], people, file);
    close_written(file);
    file = open_file(folder, family, "screenings", "wb");
    (void)fwrite(screenings, sizeof screenings[0], people, file);
    close_written(file);
}

int main(int count, char **words) {
    if (count != 3) {
        stop("usage: screen_bench FOLDER FAMILY");
    }
    FILE *file = open_file(words[1], words[2], "people", "r");
    read_people(file);
    (void)fclose(file);
    measure();
    file = open_file(words[1], words[2], "core", "w");
    write_findings(file);
    close_written(file);
    write_bytes(words[1], words[2]);
    return 0;
}
