/* limber techniques: what there is. */
#include "command.h"
#include "lists.h"
#include "paint.h"
#include "picture.h"
#include "result.h"
#include "search.h"
#include "technique.h"
#include "words.h"

static json_t *term_to_json(const limber_term *term) {
    return json_pack("{s:s, s:s}", "id", term->id, "name", term->name);
}

static json_t *region_to_json(int index) {
    return term_to_json(&limber_words_en.regions[index]);
}

static json_t *position_to_json(int index) {
    return term_to_json(&limber_words_en.positions[index]);
}

static json_t *equipment_to_json(int index) {
    return term_to_json(&limber_words_en.equipment[index]);
}

static json_t *question_to_json(int index) {
    const limber_question_words *words = &limber_words_en.questions[index];
    return json_pack("{s:s, s:s, s:s}", "id", words->id, "ask", words->ask, "review",
                     words->review);
}

static json_t *found_to_json(const int *found, int count) {
    json_t *array = json_array();
    for (int i = 0; i < count; i++) {
        if (json_array_append_new(array, technique_to_json(found[i])) != 0) {
            json_decref(array);
            return NULL;
        }
    }
    return array;
}

static json_t *answer(const int *found, int count) {
    const limber_catalogue *tables = &limber_catalogue_tables;
    return json_pack("{s:s, s:o, s:o, s:o, s:o, s:o}", "catalogue", limber_words_en.version,
                     "techniques", found_to_json(found, count), "regions",
                     all_to_json(tables->region_count, region_to_json), "positions",
                     all_to_json(tables->position_count, position_to_json), "equipment",
                     all_to_json(tables->equipment_count, equipment_to_json), "questions",
                     all_to_json(tables->question_count, question_to_json));
}

static void write_table(FILE *out, const int *found, int count) {
    static const char *const strength[] = {"", "gentle", "moderate", "strong"};
    fputc('\n', out);
    for (int i = 0; i < count; i++) {
        const limber_technique *technique = &limber_catalogue_tables.techniques[found[i]];
        const limber_technique_words *words = &limber_words_en.techniques[found[i]];
        fprintf(out, "  ");
        paint_text(out, PAINT_STRONG, words->id);
        fprintf(out, "%*s %-10s %-9s %s\n", (int)(24 - text_columns(words->id)), "",
                limber_phase_name(technique->phase), strength[technique->intensity & 3],
                words->name);
    }
    write_review(out);
}

int run_techniques(const cli_arguments *arguments) {
    int found[LIMBER_TECHNIQUE_MAX];
    int count = search_techniques(arguments, found);
    const char *const *value = arguments->value;
    if (count < 0) {
        return LEAVE_CALL;
    }
    if (value[OPTION_SHEET] != NULL && value[OPTION_JSON] != NULL) {
        return complain(arguments->command, LEAVE_CALL, "--json comes without a picture");
    }
    if (value[OPTION_DARK] != NULL && value[OPTION_SHEET] == NULL) {
        return complain(arguments->command, LEAVE_CALL, "--dark is for --sheet");
    }
    if (value[OPTION_SHEET] != NULL) {
        return picture_sheet(arguments, found, count);
    }
    if (value[OPTION_JSON] != NULL) {
        return print_json(arguments, answer(found, count));
    }
    if (count == 0) {
        write_paragraph(stdout, "", "No technique is like that; limber techniques lists them all.");
        return LEAVE_OK;
    }
    write_table(stdout, found, count);
    return LEAVE_OK;
}
