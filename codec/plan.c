/* Plans out, and the steps of one back in. */
#include "readers.h"

#include "words.h"

#include <stdio.h>
#include <string.h>

/* ---- Out. --------------------------------------------------------------------------------------
 */

/* Why this step: the region or everybody, then what the technique is for. */
static json_t *why_to_json(const limber_step *step) {
    const char *const *texts = limber_words_en.texts;
    const char *purpose = limber_words_en.techniques[step->technique].purpose;
    if (step->region >= limber_catalogue_tables.region_count) {
        return json_pack("[s, s]", texts[LIMBER_TEXT_WHY_EVERYBODY], purpose);
    }
    char chosen[160];
    snprintf(chosen, sizeof chosen, "%s %s.", texts[LIMBER_TEXT_WHY_REGION],
             limber_words_en.regions[step->region].name);
    return json_pack("[s, s]", chosen, purpose);
}

static json_t *step_to_json(const limber_step *step) {
    const char *region = limber_region_id(step->region);
    return json_pack(
        "{s:s, s:s, s:s, s:i, s:i, s:I, s:I, s:I, s:I, s:I, s:I, s:s, s:s?, s:o}", /**/
        "technique", limber_words_en.techniques[step->technique].id, "phase",
        limber_phase_name(step->phase), "side", limber_side_name(step->side), "sets", step->sets,
        "reps", step->reps, "hold_ms", (json_int_t)step->hold_ms, "move_ms",
        (json_int_t)step->move_ms, "rest_ms", (json_int_t)step->rest_ms, "ready_ms",
        (json_int_t)step->ready_ms, "change_ms", (json_int_t)step->change_ms, "seconds",
        ((json_int_t)step->duration_ms + 999) / 1000, "position",
        limber_words_en.positions[step->position].id, "region", region, "why", why_to_json(step));
}

static json_t *steps_to_json(const limber_plan *plan) {
    json_t *steps = json_array();
    for (int i = 0; i < plan->step_count; i++) {
        if (json_array_append_new(steps, step_to_json(&plan->step[i])) != 0) {
            json_decref(steps);
            return NULL;
        }
    }
    return steps;
}

static json_t *left_out_to_json(const limber_plan *plan) {
    json_t *left_out = json_array();
    for (int i = 0; i < limber_catalogue_tables.technique_count; i++) {
        uint8_t reason = plan->left_out[i];
        if (reason == LIMBER_LEFT_OUT_NOT) {
            continue;
        }
        json_t *entry =
            json_pack("{s:s, s:s, s:s}", "technique", limber_words_en.techniques[i].id, "reason",
                      limber_left_out_name(reason), "why", limber_words_en.left_out[reason]);
        if (json_array_append_new(left_out, entry) != 0) {
            json_decref(left_out);
            return NULL;
        }
    }
    return left_out;
}

json_t *limber_plan_to_json(const limber_plan *plan) {
    bool planned = plan->outcome == LIMBER_OUTCOME_PLANNED;
    return json_pack(
        "{s:s, s:s, s:s, s:I, s:I, s:I, s:b, s:o, s:o}", /**/
        "catalogue", limber_words_en.version, "outcome", limber_outcome_name(plan->outcome), "why",
        planned ? "" : limber_words_en.outcomes[plan->outcome], "seconds",
        ((json_int_t)plan->duration_ms + 999) / 1000, "value", (json_int_t)plan->worth, "at_most",
        (json_int_t)plan->at_most, "optimal", planned && plan->worth == plan->at_most, "steps",
        steps_to_json(plan), "left_out", left_out_to_json(plan));
}

/* ---- In. ---------------------------------------------------------------------------------------
 */

static bool read_number(const field *object, const char *key, int64_t least, int64_t most,
                        uint32_t *out) {
    field member;
    int64_t value;
    if (!field_required(object, key, &member) || !field_integer(&member, least, most, &value)) {
        return false;
    }
    *out = (uint32_t)value;
    return true;
}

static bool read_names(const field *object, bool foreign, limber_step *out) {
    field technique, phase, side, position;
    int technique_index, phase_index, side_index, position_index;
    if (!field_required(object, "technique", &technique) ||
        !read_id(&technique, "technique", limber_technique_id, foreign, &technique_index) ||
        !field_required(object, "phase", &phase) ||
        !field_name(&phase, "phase", limber_phase_name, 0, &phase_index) ||
        !field_required(object, "side", &side) ||
        !field_name(&side, "side", limber_side_name, 0, &side_index) ||
        !field_required(object, "position", &position) ||
        !read_id(&position, "position", limber_position_id, foreign, &position_index)) {
        return false;
    }
    out->technique = (uint8_t)technique_index;
    out->phase = (uint8_t)phase_index;
    out->side = (uint8_t)side_index;
    out->position = (uint8_t)position_index;
    return true;
}

/* Bounds that keep every sum in range; whether a dose is lawful is for limber_plan_check. */
static bool read_dose(const field *object, limber_step *out) {
    enum { MS_MAX = 60 * 60 * 1000 };
    uint32_t sets, reps;
    if (!read_number(object, "sets", 1, 100, &sets) ||
        !read_number(object, "reps", 1, 1000, &reps) ||
        !read_number(object, "hold_ms", 0, MS_MAX, &out->hold_ms) ||
        !read_number(object, "move_ms", 0, MS_MAX, &out->move_ms) ||
        !read_number(object, "rest_ms", 0, MS_MAX, &out->rest_ms) ||
        !read_number(object, "ready_ms", 0, MS_MAX, &out->ready_ms)) {
        return false;
    }
    if (field_member(object, "change_ms").json != NULL &&
        !read_number(object, "change_ms", 0, MS_MAX, &out->change_ms)) {
        return false;
    }
    out->sets = (uint8_t)sets;
    out->reps = (uint16_t)reps;
    uint64_t duration_ms = out->ready_ms + (sets - 1) * (uint64_t)out->rest_ms +
                           (uint64_t)sets * reps * ((uint64_t)out->move_ms + out->hold_ms);
    if (duration_ms > LIMBER_SESSION_TIME_MAX_MS) {
        return field_fail(object, "lasts longer than a day");
    }
    out->duration_ms = (uint32_t)duration_ms;
    return true;
}

static bool read_region(const field *object, bool foreign, limber_step *out) {
    field region = field_member(object, "region");
    int index = -1;
    if (region.json != NULL && !json_is_null(region.json) &&
        !read_id(&region, "region", limber_region_id, foreign, &index)) {
        return false;
    }
    out->region = index >= 0 ? (uint8_t)index : LIMBER_REGION_MAX;
    return true;
}

static bool read_step(const field *at, bool foreign, limber_step *out) {
    static const char *const keys[] = {"technique", "phase",   "side",    "sets",     "reps",
                                       "hold_ms",   "move_ms", "rest_ms", "ready_ms", "change_ms",
                                       "position",  "region",  "seconds", "why",      NULL};
    field seconds = field_member(at, "seconds"), why = field_member(at, "why");
    int64_t count; /* seconds and why are for people; the milliseconds hold */
    return field_is_object(at, keys) && read_names(at, foreign, out) && read_dose(at, out) &&
           read_region(at, foreign, out) &&
           (seconds.json == NULL || field_integer(&seconds, 0, INT32_MAX, &count)) &&
           (why.json == NULL || field_is_array(&why, 16));
}

bool read_steps(const field *array, bool foreign, limber_plan *out) {
    if (!field_is_array(array, LIMBER_STEP_MAX)) {
        return false;
    }
    uint64_t duration_ms = 0;
    size_t count = json_array_size(array->json);
    for (size_t i = 0; i < count; i++) {
        field element = field_element(array, i);
        if (!read_step(&element, foreign, &out->step[i])) {
            return false;
        }
        duration_ms += (uint64_t)out->step[i].change_ms + out->step[i].duration_ms;
    }
    if (duration_ms > LIMBER_SESSION_TIME_MAX_MS) {
        return field_fail(array, "last longer than a day together");
    }
    out->step_count = (uint8_t)count;
    out->duration_ms = (uint32_t)duration_ms;
    out->outcome = LIMBER_OUTCOME_PLANNED;
    return true;
}

bool limber_steps_from_json(const json_t *json, limber_plan *out, limber_fault *fault) {
    field root = field_root(json, fault);
    memset(out, 0, sizeof *out);
    if (!read_steps(&root, false, out)) {
        memset(out, 0, sizeof *out);
        return false;
    }
    return true;
}
