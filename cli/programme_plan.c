/* A session around what is prescribed. */
#include "programme.h"
#include "words.h"

void programme_of_request(const json_t *request, limber_programme *out) {
    limber_fault fault;
    *out = (limber_programme){0};
    const json_t *document = json_object_get(request, "programme");
    if (document != NULL && !limber_programme_from_json(document, false, out, &fault)) {
        *out = (limber_programme){0};
    }
}

static bool is_prescribed(const limber_request *request, uint8_t technique) {
    enum { BOTH = LIMBER_WISH_KEEP | LIMBER_WISH_PRESCRIBED };
    return technique < LIMBER_TECHNIQUE_MAX && (request->wish[technique] & BOTH) == BOTH;
}

/* Nothing that is wanted is missing for want of room. */
static bool has_all(const limber_request *request, const limber_plan *plan) {
    for (int i = 0; i < limber_catalogue_tables.technique_count; i++) {
        if ((request->wish[i] & LIMBER_WISH_KEEP) != 0 &&
            plan->left_out[i] == LIMBER_LEFT_OUT_TIME) {
            return false;
        }
    }
    return true;
}

/* One after the other, in the order of the programme; one that does not go with those before it is
 * no longer kept, but may still be chosen, at its dose. */
static limber_error keep_what_goes(const limber_programme *programme,
                                   const limber_screening *screening, const limber_record *record,
                                   limber_request *request, limber_plan *out) {
    bool wanted[LIMBER_TECHNIQUE_MAX] = {false};
    for (uint8_t i = 0; i < LIMBER_TECHNIQUE_MAX; i++) {
        wanted[i] = is_prescribed(request, i);
        request->wish[i] = (uint8_t)(request->wish[i] & ~(wanted[i] ? LIMBER_WISH_KEEP : 0));
    }
    for (int i = 0; i < programme->count; i++) {
        uint8_t technique = programme->exercise[i].technique;
        if (technique >= LIMBER_TECHNIQUE_MAX || !wanted[technique]) {
            continue;
        }
        request->wish[technique] |= LIMBER_WISH_KEEP;
        limber_error error = make_plan(screening, record, request, out);
        if (error != LIMBER_OK) {
            return error;
        }
        if (!has_all(request, out)) {
            request->wish[technique] = (uint8_t)(request->wish[technique] & ~LIMBER_WISH_KEEP);
        }
    }
    return make_plan(screening, record, request, out);
}

limber_error plan_programme(const limber_programme *programme, const limber_screening *screening,
                            const limber_record *record, limber_request *request,
                            limber_plan *out) {
    limber_error error = make_plan(screening, record, request, out);
    if (error != LIMBER_OK || out->outcome != LIMBER_OUTCOME_PLANNED || has_all(request, out)) {
        return error;
    }
    return keep_what_goes(programme, screening, record, request, out);
}
