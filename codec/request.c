/* Today's request for a session in. */
#include "readers.h"

#include <string.h>

enum { HISTORY_MAX = 1000, DAY_SECONDS = 24 * 60 * 60 };

static bool read_set(const field *object, const char *key, const char *what, limber_name_at *names,
                     bool foreign, uint16_t *out) {
    field list = field_member(object, key);
    if (list.json == NULL) {
        return true;
    }
    if (!field_is_array(&list, 16)) {
        return false;
    }
    for (size_t i = 0; i < json_array_size(list.json); i++) {
        field element = field_element(&list, i);
        int index;
        if (!read_id(&element, what, names, foreign, &index)) {
            return false;
        }
        if (index >= 0) {
            *out = (uint16_t)(*out | 1u << index);
        }
    }
    return true;
}

static bool read_regions(const field *object, bool foreign, limber_request *out) {
    field regions = field_member(object, "regions");
    if (regions.json == NULL) {
        return true;
    }
    if (!field_is_object(&regions, NULL)) {
        return false;
    }
    void *iterator = NULL;
    field member;
    while (field_next(&regions, &iterator, &member)) {
        int region;
        int64_t stiffness;
        if (!read_key_id(&member, "region", limber_region_id, foreign, &region) ||
            !field_integer(&member, 0, LIMBER_SCALE_MAX, &stiffness)) {
            return false;
        }
        if (region >= 0) {
            out->stiffness[region] = (uint8_t)stiffness;
        }
    }
    return true;
}

static bool read_pain(const field *object, limber_request *out) {
    field pain = field_member(object, "pain");
    int64_t value = 0;
    if (pain.json == NULL) {
        return true;
    }
    if (!field_integer(&pain, 0, LIMBER_SCALE_MAX, &value)) {
        return false;
    }
    out->pain_known = 1;
    out->pain = (uint8_t)value;
    return true;
}

static bool check_past_technique(const field *at, uint32_t today) {
    static const char *const keys[] = {"technique", "day", "seconds", "felt", NULL};
    field technique, day;
    int index;
    uint32_t number;
    if (!field_is_object(at, keys) || !field_required(at, "technique", &technique) ||
        !field_name(&technique, "technique", limber_technique_id, 0, &index) ||
        !field_required(at, "day", &day) || !field_day(&day, &number)) {
        return false;
    }
    if (today > 0 && number > today) {
        return field_fail(&day, "lies in the future of the request's own day");
    }
    field seconds = field_member(at, "seconds");
    int64_t count;
    if (seconds.json != NULL && !field_integer(&seconds, 0, DAY_SECONDS, &count)) {
        return false;
    }
    field felt = field_member(at, "felt");
    return felt.json == NULL || field_name(&felt, "answer", limber_feel_name, 0, &index);
}

/* Checked only: the planner has no rule about the past yet. */
static bool check_history(const field *object, uint32_t today) {
    field history = field_member(object, "history");
    if (history.json == NULL) {
        return true;
    }
    if (!field_is_array(&history, HISTORY_MAX)) {
        return false;
    }
    for (size_t i = 0; i < json_array_size(history.json); i++) {
        field entry = field_element(&history, i);
        if (!check_past_technique(&entry, today)) {
            return false;
        }
    }
    return true;
}

bool read_request(const field *object, bool foreign, limber_request *out) {
    field today = field_member(object, "today");
    field minutes, partner = field_member(object, "partner");
    int64_t count = 0;
    bool with_partner; /* checked only: the catalogue has nothing for two yet */
    if ((today.json != NULL && !field_day(&today, &out->day)) ||
        !field_required(object, "minutes", &minutes) ||
        !field_integer(&minutes, 1, LIMBER_MINUTES_MAX, &count)) {
        return false;
    }
    out->minutes = (uint16_t)count;
    return read_regions(object, foreign, out) &&
           read_set(object, "equipment", "equipment", limber_equipment_id, foreign,
                    &out->equipment) &&
           read_set(object, "positions", "position", limber_position_id, foreign,
                    &out->positions) &&
           (partner.json == NULL || field_boolean(&partner, &with_partner)) &&
           read_pain(object, out);
}

static bool read_screen(const field *object, limber_answers *out) {
    static const char *const keys[] = {"today", "age", "sex", "answers", NULL};
    field screen = field_member(object, "screen");
    return screen.json == NULL ||
           (field_is_object(&screen, keys) && read_answers(&screen, false, out));
}

bool limber_request_from_json(const json_t *json, uint32_t default_day, limber_answers *answers,
                              limber_request *request, limber_fault *fault) {
    static const char *const keys[] = {"today",   "minutes", "regions", "equipment", "positions",
                                       "partner", "pain",    "history", "screen",    NULL};
    field root = field_root(json, fault);
    memset(answers, 0, sizeof *answers);
    memset(request, 0, sizeof *request);
    bool read = field_is_object(&root, keys) && read_request(&root, false, request) &&
                read_screen(&root, answers);
    if (read) {
        answers->day = answers->day > 0 ? answers->day : default_day;
        request->day = request->day > 0 ? request->day : answers->day;
        read = check_history(&root, request->day);
    }
    if (!read) {
        memset(answers, 0, sizeof *answers);
        memset(request, 0, sizeof *request);
    }
    return read;
}
