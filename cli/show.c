/* limber show: one technique wholly. */
#include "command.h"
#include "lists.h"
#include "paint.h"
#include "picture.h"
#include "technique.h"
#include "words.h"

#include <string.h>

/* ---- As JSON. ----------------------------------------------------------------------------------
 */

/* Sets of which any one thing will do. */
static json_t *equipment_to_json(const limber_technique *technique) {
    json_t *array = json_array();
    for (int i = 0; i < 2; i++) {
        json_t *set = technique->equipment[i] != 0
                          ? set_to_json(technique->equipment[i], limber_equipment_id)
                          : NULL;
        if (set != NULL && json_array_append_new(array, set) != 0) {
            json_decref(array);
            return NULL;
        }
    }
    return array;
}

static json_t *regions_to_json(const limber_technique *technique) {
    json_t *object = json_object();
    for (int i = 0; i < limber_catalogue_tables.region_count; i++) {
        uint8_t percent = technique->region_weight[i];
        if (percent > 0 &&
            json_object_set_new(object, limber_region_id(i), json_integer(percent)) != 0) {
            json_decref(object);
            return NULL;
        }
    }
    return object;
}

static json_t *range_to_json(uint32_t least, uint32_t most) {
    return json_pack("{s:I, s:I}", "min", (json_int_t)least, "max", (json_int_t)most);
}

static json_t *dose_to_json(const limber_dose *dose) {
    return json_pack("{s:I, s:I, s:I, s:o, s:o, s:o}", "ready_ms", (json_int_t)dose->ready_ms,
                     "move_ms", (json_int_t)dose->move_ms, "rest_ms", (json_int_t)dose->rest_ms,
                     "hold_ms", range_to_json(dose->hold_min_ms, dose->hold_max_ms), "reps",
                     range_to_json(dose->reps_min, dose->reps_max), "sets",
                     range_to_json(dose->sets_min, dose->sets_max));
}

static json_t *words_to_json(const limber_technique_words *words) {
    return json_pack("{s:s, s:s, s:s, s:o, s:o, s:o, s:o, s:o, s:s, s:s, s:o, s:s}", /**/
                     "name", words->name, "also", words->also, "purpose", words->purpose, "set_up",
                     list_to_json(words->set_up), "steps", list_to_json(words->steps), "feel",
                     list_to_json(words->feel), "not_feel", list_to_json(words->not_feel),
                     "mistakes", list_to_json(words->mistakes), "easier", words->easier, "breath",
                     words->breath, "sources", list_to_json(words->sources), "review",
                     words->review);
}

json_t *technique_to_json(int index) {
    const limber_technique *technique = &limber_catalogue_tables.techniques[index];
    const limber_technique_words *words = &limber_words_en.techniques[index];
    json_t *json =
        json_pack("{s:s, s:s, s:s, s:i, s:b, s:b, s:o, s:o, s:o, s:o}", /**/
                  "id", words->id, "requirement", words->requirement, "phase",
                  limber_phase_name(technique->phase), "intensity", technique->intensity,
                  "two_sided", technique->two_sided, "anyone_stiff", technique->anyone_stiff,
                  "positions", set_to_json(technique->positions, limber_position_id), "equipment",
                  equipment_to_json(technique), "regions", regions_to_json(technique), "dose",
                  dose_to_json(&technique->dose));
    json_t *told = words_to_json(words);
    if (json_object_update(json, told) != 0) {
        json_decref(json);
        json = NULL;
    }
    json_decref(told);
    return json;
}

/* ---- For people. -------------------------------------------------------------------------------
 */

static void write_range(FILE *out, const char *what, uint32_t least, uint32_t most,
                        const char *unit) {
    if (least == most) {
        fprintf(out, "  %-12s %u%s\n", what, least, unit);
    } else {
        fprintf(out, "  %-12s %u to %u%s\n", what, least, most, unit);
    }
}

static void write_dose(FILE *out, const limber_technique *technique) {
    const limber_dose *dose = &technique->dose;
    write_heading(out, "Dose");
    if (dose->hold_max_ms > 0) {
        write_range(out, "hold", dose->hold_min_ms / 1000, dose->hold_max_ms / 1000, " seconds");
    }
    write_range(out, "repetitions", dose->reps_min, dose->reps_max, "");
    write_range(out, "sets", dose->sets_min, dose->sets_max, "");
    fprintf(out, "  %-12s %s\n", "sides",
            technique->two_sided ? "left, then the same on the right" : "no sides");
}

static void write_set(FILE *out, const char *what, uint16_t bits, const limber_term *terms,
                      int count) {
    const char *between = "";
    fprintf(out, "  %-12s ", what);
    for (int i = 0; i < count; i++) {
        if ((bits >> i & 1) != 0) {
            fprintf(out, "%s%s", between, terms[i].name);
            between = ", or ";
        }
    }
    fputc('\n', out);
}

static void write_needs(FILE *out, const limber_technique *technique) {
    write_heading(out, "Needs");
    write_set(out, "position", technique->positions, limber_words_en.positions,
              limber_catalogue_tables.position_count);
    for (int i = 0; i < 2; i++) {
        if (technique->equipment[i] != 0) {
            write_set(out, "at hand", technique->equipment[i], limber_words_en.equipment,
                      limber_catalogue_tables.equipment_count);
        }
    }
}

static void write_told(FILE *out, const limber_technique_words *words) {
    const struct {
        const char *title;
        limber_list list;
    } parts[] = {{limber_words_en.texts[LIMBER_TEXT_SESSION_FEEL], words->feel},
                 {limber_words_en.texts[LIMBER_TEXT_SESSION_NOT_FEEL], words->not_feel},
                 {"Common mistakes", words->mistakes}};
    write_heading(out, "To begin");
    write_list(out, words->set_up);
    write_heading(out, "Then");
    write_steps(out, words->steps);
    write_heading(out, "Breath");
    write_paragraph(out, "  ", words->breath);
    for (size_t i = 0; i < sizeof parts / sizeof parts[0]; i++) {
        write_heading(out, parts[i].title);
        write_list(out, parts[i].list);
    }
    write_heading(out, "Easier");
    write_paragraph(out, "  ", words->easier);
}

static void write_technique(FILE *out, int index) {
    const limber_technique *technique = &limber_catalogue_tables.techniques[index];
    const limber_technique_words *words = &limber_words_en.techniques[index];
    write_heading(out, words->name);
    if (*words->also != '\0') {
        paint_begin(out, PAINT_FAINT);
        write_paragraph(out, "", words->also);
        paint_end(out, PAINT_FAINT);
    }
    write_paragraph(out, "", words->purpose);
    write_needs(out, technique);
    write_dose(out, technique);
    write_told(out, words);
    write_heading(out, "Sources");
    write_list(out, words->sources);
    write_heading(out, limber_words_en.texts[LIMBER_TEXT_REVIEW_ONE]);
    write_paragraph(out, "  ", words->review);
}

int run_show(const cli_arguments *arguments) {
    const char *id = arguments->operand;
    int index = limber_name_find(limber_technique_id, 0, id);
    if (index < 0) {
        const char *nearest = limber_name_nearest(limber_technique_id, 0, id);
        return complain(arguments->command, LEAVE_CALL, "there is no technique %.40s; %s%s%s", id,
                        nearest != NULL ? "did you mean " : "limber techniques lists them",
                        nearest != NULL ? nearest : "", nearest != NULL ? "?" : "");
    }
    if (arguments->value[OPTION_JSON] != NULL) {
        return picture_is_asked(arguments)
                   ? complain(arguments->command, LEAVE_CALL, "--json comes without a picture")
                   : print_json(arguments, technique_to_json(index));
    }
    if (picture_is_file_or_film(arguments)) {
        return picture_show(arguments, index);
    }
    int leave = picture_above(arguments, index);
    if (leave != LEAVE_OK) {
        return leave;
    }
    write_technique(stdout, index);
    return LEAVE_OK;
}
