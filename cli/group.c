/* A group of the screening's questions at a terminal. */
#include "group.h"

#include "ask.h"
#include "paint.h"
#include "words.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

static const char *text(int number) {
    return limber_words_en.texts[number];
}

static const limber_question_words *question_at(int index) {
    return &limber_words_en.questions[index];
}

static uint64_t bit(int index) {
    return UINT64_C(1) << index;
}

/* ---- The groups. -------------------------------------------------------------------------------
 */

question_group group_of(int question) {
    if (question_at(question)->kept) {
        return GROUP_BODY;
    }
    switch (question_at(question)->id[0]) {
    case 'E':
        return GROUP_EMERGENCY;
    case 'U':
        return GROUP_URGENT;
    default:
        return GROUP_PROFESSIONAL;
    }
}

const char *group_name(int group) {
    static const char *const names[] = {"emergency", "urgent", "professional", "body"};
    return group >= 0 && group <= GROUP_BODY ? names[group] : NULL;
}

const char *group_title(question_group group) {
    static const int titles[] = {
        LIMBER_TEXT_SCREEN_GROUP_EMERGENCY, LIMBER_TEXT_SCREEN_GROUP_URGENT,
        LIMBER_TEXT_SCREEN_GROUP_PROFESSIONAL, LIMBER_TEXT_SCREEN_GROUP_BODY};
    return text(titles[group]);
}

uint64_t group_questions(question_group group) {
    uint64_t questions = 0;
    for (int i = 0; i < limber_catalogue_tables.question_count; i++) {
        questions |= group_of(i) == group ? bit(i) : 0;
    }
    return questions;
}

uint64_t group_short_form(void) {
    const uint32_t *words = limber_catalogue_tables.short_form;
    return words[0] | (uint64_t)words[1] << 32;
}

/* ---- What can still matter: the core says. -----------------------------------------------------
 */

bool answers_are_emergency(const limber_answers *draft) {
    limber_screening screening;
    return limber_screen(&limber_catalogue_tables, draft, &screening) == LIMBER_OK &&
           screening.disposition == LIMBER_DISPOSITION_EMERGENCY;
}

static uint64_t open_questions(const limber_answers *draft) {
    limber_screening screening;
    if (limber_screen(&limber_catalogue_tables, draft, &screening) != LIMBER_OK) {
        return 0;
    }
    return screening.missing[0] | (uint64_t)screening.missing[1] << 32;
}

/* The first of these that is open, or -1. */
static int next_open(uint64_t questions, const limber_answers *draft) {
    uint64_t open = questions & open_questions(draft);
    for (int i = 0; i < limber_catalogue_tables.question_count; i++) {
        if ((open & bit(i)) != 0) {
            return i;
        }
    }
    return -1;
}

/* Those that would be asked if each answer was no: what follows from a yes is not among them. */
static uint64_t asked_of_everybody(uint64_t questions, const limber_answers *draft) {
    limber_answers all_no = *draft;
    uint64_t asked = 0;
    int next;
    while ((next = next_open(questions, &all_no)) >= 0) {
        all_no.answer[next] = LIMBER_ANSWER_NO;
        asked |= bit(next);
    }
    return asked;
}

/* ---- Showing them. -----------------------------------------------------------------------------
 */

static void write_ask(FILE *out, const limber_question_words *question) {
    char first[16];
    snprintf(first, sizeof first, "%-5s ", question->id);
    paint_begin(out, PAINT_STRONG);
    write_paragraph(out, first, question->ask);
    paint_end(out, PAINT_STRONG);
}

/* The examples in a row: many questions have to fit on few screens. */
static void write_close(FILE *out, const limber_question_words *question) {
    char examples[640] = "";
    size_t used = 0;
    for (limber_list example = question->examples; *example != NULL; example++) {
        int written = snprintf(examples + used, sizeof examples - used, "%s%s",
                               used > 0 ? "; " : "", *example);
        used += written > 0 ? (size_t)written : 0;
        if (used >= sizeof examples) {
            break;
        }
    }
    write_ask(out, question);
    write_paragraph(out, "      ", examples);
}

static size_t lines_of(const limber_question_words *question) {
    char *written = NULL;
    size_t bytes = 0, lines = 0;
    FILE *out = open_memstream(&written, &bytes);
    if (out != NULL) {
        write_close(out, question);
        lines = fclose(out) == 0 ? text_lines(written) : 0;
    }
    free(written);
    return lines;
}

/* With the empty line before it and the prompt after it; rather one too many. */
static size_t lines_of_offer(void) {
    return text_columns(text(LIMBER_TEXT_SCREEN_GROUP_OFFER)) / page_columns(stderr) + 4;
}

static bool read_on(void) {
    char line[ASK_LINE_BYTES];
    return ask_line(text(LIMBER_TEXT_SCREEN_READ_ON), line);
}

/* A screenful at a time: nothing may scroll away unread. */
static bool show(uint64_t questions, const char *title) {
    size_t rows = page_rows(stderr), used = 2;
    write_heading(stderr, title);
    for (int i = 0; i < limber_catalogue_tables.question_count; i++) {
        if ((questions & bit(i)) == 0) {
            continue;
        }
        size_t lines = lines_of(question_at(i));
        if (used > 2 && used + lines + 2 > rows) {
            if (!read_on()) {
                return false;
            }
            used = 1;
        }
        write_close(stderr, question_at(i));
        used += lines;
    }
    if (used + lines_of_offer() > rows && !read_on()) {
        return false;
    }
    fputc('\n', stderr);
    return true;
}

/* ---- Numbers that somebody types: "E1", "6.11", or a compound. ---------------------------------
 */

static bool called(const char *id, const char *word, size_t length) {
    return strncasecmp(id, word, length) == 0 && (id[length] == '\0' || id[length] == '.');
}

/* 0: something in it is none of these. */
static uint64_t parse_ids(const char *line, uint64_t among) {
    uint64_t all = 0;
    for (const char *word = line; *word != '\0'; word += strspn(word, " ,")) {
        size_t length = strcspn(word, " ,");
        uint64_t found = 0;
        for (int i = 0; i < limber_catalogue_tables.question_count; i++) {
            const char *id = question_at(i)->id;
            bool meant = called(id, word, length) || called(id + 1, word, length);
            found |= meant ? bit(i) & among : 0;
        }
        if (found == 0) {
            return 0;
        }
        all |= found;
        word += length;
    }
    return all;
}

/* ---- Asking one by one. ------------------------------------------------------------------------
 */

bool ask_answer(bool back, uint8_t *out) {
    static const struct {
        const char *reply;
        uint8_t answer;
    } replies[] = {{"y", LIMBER_ANSWER_YES},     {"yes", LIMBER_ANSWER_YES},
                   {"n", LIMBER_ANSWER_NO},      {"no", LIMBER_ANSWER_NO},
                   {"?", LIMBER_ANSWER_UNKNOWN}, {"b", LIMBER_ANSWER_MISSING}};
    char line[ASK_LINE_BYTES];
    size_t count = sizeof replies / sizeof replies[0] - (back ? 0 : 1);
    while (ask_line(back ? "y n ? b: " : "y n ?: ", line)) {
        for (size_t i = 0; i < count; i++) {
            if (strcmp(line, replies[i].reply) == 0) {
                *out = replies[i].answer;
                return true;
            }
        }
        write_paragraph(
            stderr, "",
            text(back ? LIMBER_TEXT_SCREEN_REPLY_AGAIN : LIMBER_TEXT_SCREEN_CHANGED_AGAIN));
    }
    return false;
}

static bool ask_question(int index, uint8_t *answer) {
    fputc('\n', stderr);
    write_ask(stderr, question_at(index));
    for (limber_list example = question_at(index)->examples; *example != NULL; example++) {
        write_paragraph(stderr, "      - ", *example);
    }
    return ask_answer(true, answer);
}

/* What a slip of the finger would lead to stays until a doctor was seen: so it is asked twice.
 * *sure: the answer stands. */
static bool make_sure(const limber_answers *draft, bool *sure) {
    char line[ASK_LINE_BYTES];
    *sure = true;
    if (!answers_are_emergency(draft)) {
        return true;
    }
    write_paragraph(stderr, "", text(LIMBER_TEXT_SCREEN_SURE));
    if (!ask_line("Enter, or b: ", line)) {
        return false;
    }
    *sure = strcmp(line, "b") != 0;
    return true;
}

/* Those that are open, in order; b takes back the answer before. */
static bool ask_open(uint64_t questions, limber_answers *draft) {
    int asked[LIMBER_QUESTION_MAX], count = 0, next;
    while (!answers_are_emergency(draft) && (next = next_open(questions, draft)) >= 0) {
        bool sure;
        if (!ask_question(next, &draft->answer[next]) || !make_sure(draft, &sure)) {
            return false;
        }
        if (draft->answer[next] == LIMBER_ANSWER_MISSING && count > 0) {
            draft->answer[asked[--count]] = LIMBER_ANSWER_MISSING;
        } else if (!sure) {
            draft->answer[next] = LIMBER_ANSWER_MISSING;
        } else if (draft->answer[next] != LIMBER_ANSWER_MISSING) {
            asked[count++] = next;
        }
    }
    return true;
}

static void say_no(uint64_t questions, limber_answers *draft) {
    for (int i = 0; i < LIMBER_QUESTION_MAX; i++) {
        if ((questions & bit(i)) != 0) {
            draft->answer[i] = LIMBER_ANSWER_NO;
        }
    }
}

/* Everything was shown: one word may say no to all of it, or to all but what is named. */
static bool offer(uint64_t shown, limber_answers *draft) {
    char line[ASK_LINE_BYTES];
    write_paragraph(stderr, "", text(LIMBER_TEXT_SCREEN_GROUP_OFFER));
    while (ask_line("none, numbers, or Enter: ", line)) {
        bool none = strcmp(line, "none") == 0;
        uint64_t named = none ? 0 : parse_ids(line, shown);
        if (none || named != 0) {
            say_no(shown & ~named, draft);
        }
        if (none || named != 0 || *line == '\0') {
            return true;
        }
        write_paragraph(stderr, "", text(LIMBER_TEXT_SCREEN_GROUP_AGAIN));
    }
    return false;
}

bool group_ask(uint64_t questions, const char *title, limber_answers *draft) {
    uint64_t shown = asked_of_everybody(questions, draft);
    if (shown != 0 && (!show(shown, title) || !offer(shown, draft))) {
        return false;
    }
    if (next_open(questions, draft) >= 0) {
        write_paragraph(stderr, "", text(LIMBER_TEXT_SCREEN_UNKNOWN_COUNTS));
    }
    return ask_open(questions, draft);
}

/* ---- Confirming. -------------------------------------------------------------------------------
 */

static uint64_t answered(uint64_t questions, const limber_answers *draft) {
    uint64_t there = 0;
    for (int i = 0; i < LIMBER_QUESTION_MAX; i++) {
        there |= draft->answer[i] != LIMBER_ANSWER_MISSING ? bit(i) : 0;
    }
    return questions & there;
}

static void write_kept(uint64_t questions, const char *title, const limber_answers *draft) {
    static const char *const words[] = {"", "no", "yes", "not sure"};
    write_heading(stderr, title);
    for (int i = 0; i < limber_catalogue_tables.question_count; i++) {
        uint8_t answer = draft->answer[i];
        char first[32];
        if ((questions & bit(i)) == 0) {
            continue;
        }
        bool counts = answer != LIMBER_ANSWER_NO;
        snprintf(first, sizeof first, "%-5s  %-8s  ", question_at(i)->id, words[answer & 3]);
        paint_begin(stderr, counts ? PAINT_STRONG : PAINT_PLAIN);
        write_paragraph(stderr, first, question_at(i)->ask);
        paint_end(stderr, counts ? PAINT_STRONG : PAINT_PLAIN);
    }
    fputc('\n', stderr);
}

static bool ask_again(uint64_t questions, limber_answers *draft) {
    for (int i = 0; i < limber_catalogue_tables.question_count; i++) {
        uint8_t answer;
        if ((questions & bit(i)) == 0) {
            continue;
        }
        if (!ask_question(i, &answer)) {
            return false;
        }
        if (answer != LIMBER_ANSWER_MISSING) { /* b: it stays as it was */
            draft->answer[i] = answer;
        }
    }
    return true;
}

bool group_confirm(uint64_t questions, const char *title, limber_answers *draft) {
    char line[ASK_LINE_BYTES];
    uint64_t kept = answered(questions, draft);
    bool shown = false;
    while (kept != 0) {
        if (!shown) {
            write_kept(kept, title, draft);
            write_paragraph(stderr, "", text(LIMBER_TEXT_SCREEN_KEPT_OFFER));
            shown = true;
        }
        if (!ask_line("Enter, or numbers: ", line)) {
            return false;
        }
        if (*line == '\0') {
            break;
        }
        uint64_t named = parse_ids(line, kept);
        if (named == 0) {
            write_paragraph(stderr, "", text(LIMBER_TEXT_SCREEN_KEPT_AGAIN));
        } else if (ask_again(named, draft)) {
            shown = false;
        } else {
            return false;
        }
    }
    return group_ask(questions, title, draft);
}
