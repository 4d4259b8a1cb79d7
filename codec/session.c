/* The session machine's events in and its outputs out. */
#include "readers.h"

#include "words.h"

#include <string.h>

static bool read_value(const field *object, limber_event *out) {
    field value = field_member(object, "value");
    bool pain = out->kind == LIMBER_EVENT_PAIN;
    int64_t number = 0;
    if (pain ? !field_required(object, "value", &value) : value.json == NULL) {
        return !pain;
    }
    if (!field_integer(&value, 0, pain ? LIMBER_SCALE_MAX : 0, &number)) {
        return false;
    }
    out->value = (uint8_t)number;
    return true;
}

/* Times that the machine will not take are let through: a late STOP still has to reach it. */
bool read_event(const field *object, limber_event *out) {
    field at_ms, event;
    int64_t time_ms;
    int kind;
    if (!field_required(object, "at_ms", &at_ms) ||
        !field_integer(&at_ms, 0, UINT32_MAX, &time_ms) ||
        !field_required(object, "event", &event) ||
        !field_name(&event, "event", limber_event_name, 0, &kind)) {
        return false;
    }
    out->at_ms = (uint32_t)time_ms;
    out->kind = (uint8_t)kind;
    return read_value(object, out);
}

bool limber_event_from_json(const json_t *json, limber_event *out, limber_fault *fault) {
    static const char *const keys[] = {"at_ms", "event", "value", NULL};
    field root = field_root(json, fault);
    memset(out, 0, sizeof *out);
    if (!field_is_object(&root, keys) || !read_event(&root, out)) {
        memset(out, 0, sizeof *out);
        return false;
    }
    return true;
}

json_t *limber_output_to_json(const limber_plan *plan, const limber_output *output) {
    const limber_step *step = &plan->step[output->step];
    bool stopped = output->state == LIMBER_STATE_STOPPED;
    return json_pack(
        "{s:I, s:s, s:s, s:s?, s:i, s:s, s:s, s:i, s:i, s:i, s:b, s:I, s:I}", /**/
        "at_ms", (json_int_t)output->at_ms, "cue", limber_cue_name(output->cue), "state",
        limber_state_name(output->state), "stop", stopped ? limber_stop_name(output->stop) : NULL,
        "step", output->step, "technique", limber_words_en.techniques[step->technique].id, "side",
        limber_side_name(step->side), "set", output->set, "rep", output->rep, "reps", output->reps,
        "easier", output->easier, "state_left_ms", (json_int_t)output->state_left_ms,
        "session_left_ms", (json_int_t)output->session_left_ms);
}
