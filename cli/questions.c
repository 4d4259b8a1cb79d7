/* limber questions: what is asked, and what follows from it. */
#include "command.h"
#include "group.h"
#include "lists.h"
#include "paint.h"
#include "result.h"
#include "words.h"

#include <stdlib.h>
#include <string.h>

/* ---- As JSON. ----------------------------------------------------------------------------------
 */

static const char *property_id(int index) {
    bool there = index >= 0 && index < limber_catalogue_tables.property_count;
    return there ? limber_words_en.properties[index].id : NULL;
}

static uint64_t set_of(const uint32_t words[2]) {
    return words[0] | (uint64_t)words[1] << 32;
}

static json_t *question_to_json(int index) {
    const limber_question_words *words = &limber_words_en.questions[index];
    return json_pack("{s:s, s:o, s:s, s:b, s:b, s:s, s:o, s:o, s:s}", "id", words->id, "compound",
                     json_stringn(words->id, strcspn(words->id, ".")), "group",
                     group_name((int)group_of(index)), "short", words->short_form, "kept",
                     words->kept, "ask", words->ask, "examples", list_to_json(words->examples),
                     "sources", list_to_json(words->sources), "review", words->review);
}

static json_t *observed_to_json(uint8_t observed) {
    json_t *array = json_array();
    if ((observed & LIMBER_OBSERVED_WORSE_TWICE) != 0) {
        json_array_append_new(array, json_string("worse-twice"));
    }
    if ((observed & LIMBER_OBSERVED_NOT_SETTLING) != 0) {
        json_array_append_new(array, json_string("not-settling"));
    }
    return array;
}

/* NULL, which JSON shows as null: the age is not looked at. */
static json_t *age_to_json(uint8_t years) {
    return years > 0 ? json_integer(years) : NULL;
}

static json_t *when_to_json(const limber_rule *rule) {
    return json_pack("{s:o, s:{s:i, s:o}, s:o?, s:o?, s:o}", "all",
                     set_to_json(set_of(rule->all), limber_question_id), "some", "at_least",
                     rule->some_min, "of", set_to_json(set_of(rule->some), limber_question_id),
                     "age_below", age_to_json(rule->age_below_years), "age_above",
                     age_to_json(rule->age_above_years), "observed",
                     observed_to_json(rule->observed));
}

static json_t *rule_to_json(int index) {
    const limber_rule *rule = &limber_catalogue_tables.rules[index];
    const limber_rule_words *words = &limber_words_en.rules[index];
    return json_pack("{s:s, s:o, s:s, s:i, s:s, s:s, s:o, s:o, s:o, s:s, s:o, s:s}", /**/
                     "id", words->id, "when", when_to_json(rule), "disposition",
                     limber_disposition_name(rule->disposition), "severity", rule->severity,
                     "clears", limber_clears_name(rule->clears), "override",
                     limber_override_name(rule->override), "agreed_by",
                     set_to_json(set_of(rule->agreed), limber_question_id), "closes",
                     set_to_json(rule->closes, property_id), "closes_positions",
                     set_to_json(rule->closes_positions, limber_position_id), "tell", words->tell,
                     "sources", list_to_json(words->sources), "review", words->review);
}

static json_t *answer(void) {
    return json_pack("{s:s, s:o, s:o}", "catalogue", limber_words_en.version, "questions",
                     all_to_json(limber_catalogue_tables.question_count, question_to_json), "rules",
                     all_to_json(limber_catalogue_tables.rule_count, rule_to_json));
}

/* ---- For people. -------------------------------------------------------------------------------
 */

static void write_question(FILE *out, int index) {
    const limber_question_words *words = &limber_words_en.questions[index];
    char first[16];
    snprintf(first, sizeof first, "  %-5s ", words->id);
    write_paragraph(out, first, words->ask);
    for (limber_list example = words->examples; *example != NULL; example++) {
        write_paragraph(out, "        - ", *example);
    }
}

static void write_questions(FILE *out) {
    for (int group = GROUP_EMERGENCY; group <= GROUP_BODY; group++) {
        write_heading(out, group_title((question_group)group));
        for (int i = 0; i < limber_catalogue_tables.question_count; i++) {
            if (group_of(i) == (question_group)group) {
                write_question(out, i);
            }
        }
    }
}

/* "E6.2 P6.11", each with a blank before it */
static void write_ids(FILE *out, uint64_t bits, limber_name_at *names) {
    for (int i = 0; names(i) != NULL; i++) {
        if ((bits >> i & 1) != 0) {
            fprintf(out, " %s", names(i));
        }
    }
}

static void write_when(FILE *out, const limber_rule *rule) {
    write_ids(out, set_of(rule->all), limber_question_id);
    if (rule->some_min > 0) {
        fprintf(out, " %s%u of", set_of(rule->all) != 0 ? "and " : "", rule->some_min);
        write_ids(out, set_of(rule->some), limber_question_id);
    }
    if (rule->age_below_years > 0) {
        fprintf(out, " under %u", rule->age_below_years);
    }
    if (rule->age_above_years > 0) {
        fprintf(out, " over %u", rule->age_above_years);
    }
    if ((rule->observed & LIMBER_OBSERVED_WORSE_TWICE) != 0) {
        fputs(" worse twice on the day after", out);
    }
    if ((rule->observed & LIMBER_OBSERVED_NOT_SETTLING) != 0) {
        fputs(" not settling, by the log", out);
    }
    fprintf(out, ": %s", limber_disposition_name(rule->disposition));
}

static void write_closes(FILE *out, const limber_rule *rule) {
    uint64_t closes = rule->closes & ((UINT64_C(1) << limber_catalogue_tables.property_count) - 1);
    if (closes != 0 || rule->closes_positions != 0) {
        fputs("closes", out);
    }
    write_ids(out, closes, property_id);
    write_ids(out, rule->closes_positions, limber_position_id);
}

static void write_agreed(FILE *out, const limber_rule *rule) {
    if (rule->override == LIMBER_OVERRIDE_AGREED) {
        fputs("goes on once a professional agrees on", out);
        write_ids(out, set_of(rule->agreed), limber_question_id);
    }
}

/* What a part has to say, in lines of the page's width; nothing where it says nothing. */
static void write_part(FILE *out, const char *first, const limber_rule *rule,
                       void (*part)(FILE *out, const limber_rule *rule)) {
    char *written = NULL;
    size_t bytes = 0;
    FILE *memory = open_memstream(&written, &bytes);
    if (memory == NULL) {
        return;
    }
    part(memory, rule);
    if (fclose(memory) == 0 && bytes > 0) {
        write_paragraph(out, first, written);
    }
    free(written);
}

static void write_rules(FILE *out) {
    write_heading(out, "Rules");
    for (int i = 0; i < limber_catalogue_tables.rule_count; i++) {
        const limber_rule *rule = &limber_catalogue_tables.rules[i];
        fputs("  ", out);
        paint_text(out, PAINT_STRONG, limber_words_en.rules[i].id);
        fputc('\n', out);
        write_part(out, "        ", rule, write_when);
        write_part(out, "        ", rule, write_closes);
        write_part(out, "        ", rule, write_agreed);
        write_paragraph(out, "        ", limber_words_en.rules[i].tell);
    }
}

int run_questions(const cli_arguments *arguments) {
    if (arguments->value[OPTION_JSON] != NULL) {
        return print_json(arguments, answer());
    }
    write_questions(stdout);
    write_rules(stdout);
    write_review(stdout);
    return LEAVE_OK;
}
