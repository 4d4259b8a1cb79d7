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

static json_t *dose_to_json(const limber_technique *technique) {
    const limber_dose *dose = &technique->dose;
    return json_pack("{s:I, s:I, s:I, s:o, s:o, s:o, s:i, s:i}", "ready_ms",
                     (json_int_t)dose->ready_ms, "move_ms", (json_int_t)dose->move_ms, "rest_ms",
                     (json_int_t)dose->rest_ms, "hold_ms",
                     range_to_json(dose->hold_min_ms, dose->hold_max_ms), "reps",
                     range_to_json(dose->reps_min, dose->reps_max), "sets",
                     range_to_json(dose->sets_min, dose->sets_max), "day_times_max",
                     technique->day_times_max, "week_times_max", technique->week_times_max);
}

/* The helper's own part; null where nobody else is needed. */
static json_t *helper_to_json(const limber_technique_words *words) {
    return words->helper_steps[0] == NULL
               ? json_null()
               : json_pack("{s:o, s:o, s:o}", "set_up", list_to_json(words->helper_set_up), "steps",
                           list_to_json(words->helper_steps), "consent",
                           list_to_json(words->helper_consent));
}

static json_t *words_to_json(const limber_technique_words *words) {
    return json_pack(
        "{s:s, s:o, s:s, s:o, s:o, s:o, s:o, s:o, s:o, s:o, s:s, s:s, s:s, s:o, s:s}", /**/
        "name", words->name, "also", list_to_json(words->also), "purpose", words->purpose,
        "not_for", list_to_json(words->not_for), "set_up", list_to_json(words->set_up), "steps",
        list_to_json(words->steps), "helper", helper_to_json(words), "feel",
        list_to_json(words->feel), "not_feel", list_to_json(words->not_feel), "mistakes",
        list_to_json(words->mistakes), "easier", words->easier, "harder", words->harder, "breath",
        words->breath, "sources", list_to_json(words->sources), "review", words->review);
}

json_t *technique_to_json(int index) {
    const limber_technique *technique = &limber_catalogue_tables.techniques[index];
    const limber_technique_words *words = &limber_words_en.techniques[index];
    json_t *json = json_pack("{s:s, s:s, s:s, s:i, s:b, s:b, s:b, s:o, s:o, s:o, s:o}", /**/
                             "id", words->id, "requirement", words->requirement, "phase",
                             limber_phase_name(technique->phase), "intensity", technique->intensity,
                             "two_sided", technique->two_sided, "anyone_stiff",
                             technique->anyone_stiff, "partner", technique->partner, "positions",
                             set_to_json(technique->positions, limber_position_id), "equipment",
                             equipment_to_json(technique), "regions", regions_to_json(technique),
                             "dose", dose_to_json(technique));
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
    fprintf(out, "  %-12s up to %u a day, %u in seven days\n", "how often",
            technique->day_times_max, technique->week_times_max);
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
    if (technique->partner) {
        fprintf(out, "  %-12s %s\n", "with you", "somebody who helps");
    }
}

static void write_helper(FILE *out, const limber_technique_words *words) {
    write_heading(out, "The helper");
    write_list(out, words->helper_set_up);
    write_heading(out, "The helper, then");
    write_steps(out, words->helper_steps);
    write_heading(out, "Asking and agreeing");
    write_list(out, words->helper_consent);
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
    if (words->helper_steps[0] != NULL) {
        write_helper(out, words);
    }
    write_heading(out, "Breath");
    write_paragraph(out, "  ", words->breath);
    for (size_t i = 0; i < sizeof parts / sizeof parts[0]; i++) {
        write_heading(out, parts[i].title);
        write_list(out, parts[i].list);
    }
    write_heading(out, "Easier");
    write_paragraph(out, "  ", words->easier);
    write_heading(out, "Harder");
    write_paragraph(out, "  ", words->harder);
}

static void write_technique(FILE *out, int index) {
    const limber_technique *technique = &limber_catalogue_tables.techniques[index];
    const limber_technique_words *words = &limber_words_en.techniques[index];
    write_heading(out, words->name);
    paint_begin(out, PAINT_FAINT);
    write_list(out, words->also);
    paint_end(out, PAINT_FAINT);
    write_paragraph(out, "", words->purpose);
    if (words->not_for[0] != NULL) {
        write_heading(out, "Leave it, or ask first");
        write_list(out, words->not_for);
    }
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
        return complain_no_such(arguments, "technique", "limber techniques", limber_technique_id);
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
