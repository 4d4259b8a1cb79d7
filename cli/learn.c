/* limber learn: short texts that explain, with their sources. */
#include "command.h"
#include "lessons.h"
#include "lists.h"
#include "paint.h"

#include <string.h>

static int lesson_count(void) {
    int count = 0;
    while (limber_lessons_en[count].id != NULL) {
        count++;
    }
    return count;
}

static const char *lesson_id(int index) {
    return index >= 0 && index < lesson_count() ? limber_lessons_en[index].id : NULL;
}

/* ---- As JSON. ----------------------------------------------------------------------------------
 */

static json_t *claims_to_json(const limber_lesson *lesson) {
    json_t *array = json_array();
    for (int i = 0; i < lesson->claim_count; i++) {
        const limber_lesson_claim *claim = &lesson->claims[i];
        json_t *json = json_pack("{s:s, s:s, s:s, s:o, s:s}", "id", claim->id, "part", claim->part,
                                 "says", claim->says, "sources", list_to_json(claim->sources),
                                 "review", claim->review);
        if (json_array_append_new(array, json) != 0) {
            json_decref(array);
            return NULL;
        }
    }
    return array;
}

static json_t *lesson_to_json(int index) {
    const limber_lesson *lesson = &limber_lessons_en[index];
    return json_pack("{s:s, s:s, s:o, s:o, s:o, s:s, s:o}", "id", lesson->id, "title",
                     lesson->title, "requirements", list_to_json(lesson->requirements), "moments",
                     list_to_json(lesson->moments), "techniques", list_to_json(lesson->techniques),
                     "model", lesson->model, "claims", claims_to_json(lesson));
}

/* ---- For people. -------------------------------------------------------------------------------
 */

static void write_lessons(FILE *out) {
    fputc('\n', out);
    for (int i = 0; i < lesson_count(); i++) {
        const limber_lesson *lesson = &limber_lessons_en[i];
        fprintf(out, "  ");
        paint_text(out, PAINT_STRONG, lesson->id);
        fprintf(out, "%*s %s\n", (int)(27 - text_columns(lesson->id)), "", lesson->title);
    }
}

/* Under each text where it comes from. */
static void write_part(FILE *out, const limber_lesson *lesson, const char *part) {
    bool more = false;
    for (int i = 0; i < lesson->claim_count; i++) {
        const limber_lesson_claim *claim = &lesson->claims[i];
        if (strcmp(claim->part, part) != 0) {
            continue;
        }
        if (more) {
            fputc('\n', out);
        }
        write_paragraph(out, "  ", claim->says);
        paint_begin(out, PAINT_FAINT);
        for (int n = 0; claim->sources[n] != NULL; n++) {
            write_paragraph(out, "    - ", claim->sources[n]);
        }
        paint_end(out, PAINT_FAINT);
        more = true;
    }
}

static void write_lesson(FILE *out, const limber_lesson *lesson) {
    const char *const *texts = limber_words_en.texts;
    write_heading(out, lesson->title);
    write_part(out, lesson, "answer");
    fputc('\n', out);
    write_part(out, lesson, "paragraph");
    if (strcmp(lesson->model, "none") != 0) {
        fputc('\n', out);
        write_paragraph(out, "  ", texts[LIMBER_TEXT_LEARN_SKETCH]);
    }
    write_heading(out, texts[LIMBER_TEXT_LEARN_KNOWN]);
    write_part(out, lesson, "known");
    write_heading(out, texts[LIMBER_TEXT_LEARN_NOT_KNOWN]);
    write_part(out, lesson, "not-known");
    if (lesson->techniques[0] != NULL) {
        write_heading(out, "limber show");
        write_list(out, lesson->techniques);
    }
    write_heading(out, texts[LIMBER_TEXT_REVIEW_ONE]);
    for (int i = 0; i < lesson->claim_count; i++) {
        const char *review = lesson->claims[i].review;
        if (i == 0 || strcmp(review, lesson->claims[i - 1].review) != 0) {
            write_paragraph(out, "  ", review);
        }
    }
}

static json_t *all_lessons(void) {
    return json_pack("{s:s, s:o}", "catalogue", limber_words_en.version, "lessons",
                     all_to_json(lesson_count(), lesson_to_json));
}

int run_learn(const cli_arguments *arguments) {
    const char *id = arguments->operand;
    bool json = arguments->value[OPTION_JSON] != NULL;
    if (id == NULL) {
        if (json) {
            return print_json(arguments, all_lessons());
        }
        write_lessons(stdout);
        return LEAVE_OK;
    }
    int index = limber_name_find(lesson_id, 0, id);
    if (index < 0) {
        return complain_no_such(arguments, "lesson", "limber learn", lesson_id);
    }
    if (json) {
        return print_json(arguments, lesson_to_json(index));
    }
    write_lesson(stdout, &limber_lessons_en[index]);
    return LEAVE_OK;
}
