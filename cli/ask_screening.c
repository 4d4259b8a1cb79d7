/* The screening at a terminal: group by group, and in a group one question at a time. */
#include "ask.h"
#include "paint.h"
#include "words.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const limber_question_words *question_at(int index) {
    return &limber_words_en.questions[index];
}

/* A group is a run of questions whose ids begin with the same letter. */
static int group_end(int first) {
    int last = first + 1;
    while (last < limber_catalogue_tables.question_count &&
           question_at(last)->id[0] == question_at(first)->id[0]) {
        last++;
    }
    return last;
}

static const char *group_title(int first) {
    switch (question_at(first)->id[0]) {
    case 'E':
        return limber_words_en.texts[LIMBER_TEXT_SCREEN_GROUP_E];
    case 'U':
        return limber_words_en.texts[LIMBER_TEXT_SCREEN_GROUP_U];
    case 'P':
        return limber_words_en.texts[LIMBER_TEXT_SCREEN_GROUP_P];
    default:
        return limber_words_en.texts[LIMBER_TEXT_SCREEN_GROUP_OTHER];
    }
}

static void write_question(FILE *out, const limber_question_words *question) {
    char first[16];
    snprintf(first, sizeof first, "%-3s ", question->id);
    fputc('\n', out);
    write_paragraph(out, first, question->ask);
    for (limber_list example = question->examples; *example != NULL; example++) {
        write_paragraph(out, "      - ", *example);
    }
}

static size_t lines_of(const limber_question_words *question) {
    char *text = NULL;
    size_t bytes = 0, lines = 0;
    FILE *out = open_memstream(&text, &bytes);
    if (out != NULL) {
        write_question(out, question);
        lines = fclose(out) == 0 ? text_lines(text) : 0;
    }
    free(text);
    return lines;
}

/* The whole group, a screenful at a time: nothing may scroll away unread. */
static bool show_group(int first, int end) {
    char line[ASK_LINE_BYTES];
    size_t rows = page_rows(stderr), used = 2;
    write_heading(stderr, group_title(first));
    for (int i = first; i < end; i++) {
        size_t lines = lines_of(question_at(i));
        if (i > first && used + lines + 2 > rows) {
            if (!ask_line(limber_words_en.texts[LIMBER_TEXT_SCREEN_READ_ON], line)) {
                return false;
            }
            used = 1;
        }
        write_question(stderr, question_at(i));
        used += lines;
    }
    fputc('\n', stderr);
    write_paragraph(stderr, "", limber_words_en.texts[LIMBER_TEXT_SCREEN_GROUP_OFFER]);
    return true;
}

/* Everything was shown: one word may say no to all of it. */
static bool offer_none(int first, int end, bool *none) {
    char line[ASK_LINE_BYTES];
    if (!show_group(first, end)) {
        return false;
    }
    while (ask_line("none, or Enter: ", line)) {
        *none = strcmp(line, "none") == 0;
        if (*none || *line == '\0') {
            return true;
        }
        write_paragraph(stderr, "", limber_words_en.texts[LIMBER_TEXT_SCREEN_GROUP_AGAIN]);
    }
    return false;
}

/* LIMBER_ANSWER_*, or MISSING for one question back. */
static bool ask_question(int index, uint8_t *answer) {
    static const struct {
        const char *reply;
        uint8_t answer;
    } replies[] = {{"y", LIMBER_ANSWER_YES},     {"yes", LIMBER_ANSWER_YES},
                   {"n", LIMBER_ANSWER_NO},      {"no", LIMBER_ANSWER_NO},
                   {"?", LIMBER_ANSWER_UNKNOWN}, {"b", LIMBER_ANSWER_MISSING}};
    char line[ASK_LINE_BYTES];
    write_question(stderr, question_at(index));
    while (ask_line("y n ? b: ", line)) {
        for (size_t i = 0; i < sizeof replies / sizeof replies[0]; i++) {
            if (strcmp(line, replies[i].reply) == 0) {
                *answer = replies[i].answer;
                return true;
            }
        }
        write_paragraph(stderr, "", limber_words_en.texts[LIMBER_TEXT_SCREEN_REPLY_AGAIN]);
    }
    return false;
}

static bool ask_each(int first, int end, limber_answers *out) {
    write_paragraph(stderr, "", limber_words_en.texts[LIMBER_TEXT_SCREEN_UNKNOWN_COUNTS]);
    for (int i = first; i < end;) {
        uint8_t answer;
        if (!ask_question(i, &answer)) {
            return false;
        }
        out->answer[i] = answer;
        if (answer != LIMBER_ANSWER_MISSING) {
            i++;
        } else if (i > first) {
            i--;
        }
    }
    return true;
}

static bool ask_group(int first, int end, limber_answers *out) {
    bool none;
    if (!offer_none(first, end, &none)) {
        return false;
    }
    if (!none) {
        return ask_each(first, end, out);
    }
    for (int i = first; i < end; i++) {
        out->answer[i] = LIMBER_ANSWER_NO;
    }
    return true;
}

static bool emergency(const limber_answers *answers) {
    limber_screening screening;
    return limber_screen(&limber_catalogue_tables, answers, &screening) == LIMBER_OK &&
           screening.disposition == LIMBER_DISPOSITION_EMERGENCY;
}

bool ask_screening(uint32_t day, limber_answers *out) {
    memset(out, 0, sizeof *out);
    out->day = day;
    long age_years;
    write_paragraph(stderr, "", limber_words_en.texts[LIMBER_TEXT_SCREEN_INTRO]);
    if (!ask_number(limber_words_en.texts[LIMBER_TEXT_SCREEN_AGE], 1, LIMBER_AGE_MAX_YEARS, false,
                    &age_years)) {
        return false;
    }
    out->age_years = (uint8_t)age_years;
    for (int first = 0; first < limber_catalogue_tables.question_count;) {
        int end = group_end(first);
        if (!ask_group(first, end, out)) {
            return false;
        }
        if (emergency(out)) {
            fputc('\n', stderr);
            write_paragraph(stderr, "", limber_words_en.texts[LIMBER_TEXT_SCREEN_ENDED_EARLY]);
            return true;
        }
        first = end;
    }
    return true;
}
