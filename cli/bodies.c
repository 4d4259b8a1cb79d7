/* The bodies of the events that a visit writes down. */
#include "lists.h"
#include "visit.h"

/* ---- A screening. ------------------------------------------------------------------------------
 */

static json_t *answers_to_json(const limber_answers *answers) {
    json_t *object = json_object();
    for (int i = 0; i < limber_catalogue_tables.question_count; i++) {
        if (answers->answer[i] != LIMBER_ANSWER_MISSING) {
            json_object_set_new(object, limber_question_id(i),
                                json_string(limber_answer_name(answers->answer[i])));
        }
    }
    return object;
}

/* NULL where there is none: a member that is then left out. */
static json_t *agreed_to_json(const limber_answers *answers) {
    uint64_t agreed = answers->agreed[0] | (uint64_t)answers->agreed[1] << 32;
    return agreed != 0 ? set_to_json(agreed, limber_question_id) : NULL;
}

json_t *screening_body(const limber_answers *answers) {
    char day[11];
    limber_day_to_text(answers->day, day);
    const char *changed =
        answers->changed != LIMBER_ANSWER_MISSING ? limber_answer_name(answers->changed) : NULL;
    return json_pack("{s:s, s:s, s:o*, s:o, s:o*, s:s, s:s*, s:o*}", /**/
                     "catalogue", limber_words_en.version, "today", day, "age",
                     answers->age_years > 0 ? json_integer(answers->age_years) : NULL, "answers",
                     answers_to_json(answers), "agreed", agreed_to_json(answers), "form",
                     limber_form_name(answers->form), "changed", changed, "seen",
                     answers->seen ? json_true() : NULL);
}

/* ---- A session. --------------------------------------------------------------------------------
 */

static json_t *request_to_json(const limber_request *request) {
    char day[11];
    limber_day_to_text(request->day, day);
    json_t *regions = json_object();
    for (int i = 0; i < limber_catalogue_tables.region_count; i++) {
        if (request->stiffness[i] > 0) {
            json_object_set_new(regions, limber_region_id(i), json_integer(request->stiffness[i]));
        }
    }
    json_t *pain = request->pain_known ? json_integer(request->pain) : NULL;
    return json_pack("{s:s, s:i, s:o, s:o, s:o, s:b, s:o*}", "today", day, "minutes",
                     request->minutes, "regions", regions, "equipment",
                     set_to_json(request->equipment, limber_equipment_id), "positions",
                     set_to_json(request->positions, limber_position_id), "partner",
                     request->partner, "pain", pain);
}

/* The steps of the plan as they are kept: without what is only for reading. */
static json_t *steps_to_json(const limber_plan *plan) {
    json_t *whole = limber_plan_to_json(plan);
    json_t *steps = json_incref(json_object_get(whole, "steps"));
    json_decref(whole);
    for (size_t i = 0; i < json_array_size(steps); i++) {
        json_t *step = json_array_get(steps, i);
        json_object_del(step, "region");
        json_object_del(step, "seconds");
        json_object_del(step, "why");
    }
    return steps;
}

json_t *session_body(const start_visit *visit) {
    return json_pack("{s:s, s:s, s:o, s:o}", "catalogue", limber_words_en.version, "screening",
                     visit->screening_reference, "request", request_to_json(&visit->request),
                     "steps", steps_to_json(&visit->plan));
}
