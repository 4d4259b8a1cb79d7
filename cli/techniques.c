/* limber techniques: what there is. */
#include "command.h"
#include "lists.h"
#include "paint.h"
#include "result.h"
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

static json_t *answer(void) {
    const limber_catalogue *tables = &limber_catalogue_tables;
    return json_pack("{s:s, s:o, s:o, s:o, s:o, s:o}", "catalogue", limber_words_en.version,
                     "techniques", all_to_json(tables->technique_count, technique_to_json),
                     "regions", all_to_json(tables->region_count, region_to_json), "positions",
                     all_to_json(tables->position_count, position_to_json), "equipment",
                     all_to_json(tables->equipment_count, equipment_to_json), "questions",
                     all_to_json(tables->question_count, question_to_json));
}

static void write_table(FILE *out) {
    static const char *const strength[] = {"", "gentle", "moderate", "strong"};
    fputc('\n', out);
    for (int i = 0; i < limber_catalogue_tables.technique_count; i++) {
        const limber_technique *technique = &limber_catalogue_tables.techniques[i];
        const limber_technique_words *words = &limber_words_en.techniques[i];
        fprintf(out, "  ");
        paint_text(out, PAINT_STRONG, words->id);
        fprintf(out, "%*s %-10s %-9s %s\n", (int)(24 - text_columns(words->id)), "",
                limber_phase_name(technique->phase), strength[technique->intensity & 3],
                words->name);
    }
    write_review(out);
}

int run_techniques(const cli_arguments *arguments) {
    if (arguments->value[OPTION_JSON] != NULL) {
        return print_json(arguments, answer());
    }
    write_table(stdout);
    return LEAVE_OK;
}
