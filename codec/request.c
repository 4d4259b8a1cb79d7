/* Today's request for a session in. */
#include "readers.h"

#include "words.h"

#include <string.h>

enum { HISTORY_MAX = 1000, DAY_SECONDS = 24 * 60 * 60 };
enum { FELT_WORSE = 2 }; /* limber_feel_name */

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

/* Where nobody says how long it took, as long as it can take: what is not known narrows. */
static uint32_t longest_work_ms(int technique) {
    const limber_technique *entry = &limber_catalogue_tables.techniques[technique];
    const limber_dose *dose = &entry->dose;
    uint32_t rep_ms = dose->move_ms + dose->hold_max_ms;
    return (entry->two_sided ? 2u : 1u) * dose->sets_max * dose->reps_max * rep_ms;
}

static bool note_past_technique(const field *at, uint32_t today, limber_record *record) {
    static const char *const keys[] = {"technique", "day", "seconds", "felt", NULL};
    field technique, day;
    int index, feel = 0;
    uint32_t number;
    if (!field_is_object(at, keys) || !field_required(at, "technique", &technique) ||
        !field_name(&technique, "technique", limber_technique_id, 0, &index) ||
        !field_required(at, "day", &day) || !field_day(&day, &number)) {
        return false;
    }
    if (today > 0 && number > today) {
        return field_fail(&day, "lies in the future of the request's own day");
    }
    limber_fact worked = {.day = number,
                          .kind = LIMBER_FACT_WORKED,
                          .technique = (uint8_t)index,
                          .worked_ms = longest_work_ms(index)};
    field seconds = field_member(at, "seconds");
    if (seconds.json != NULL) {
        int64_t count;
        if (!field_integer(&seconds, 0, DAY_SECONDS, &count)) {
            return false;
        }
        worked.worked_ms = (uint32_t)count * 1000;
    }
    field felt = field_member(at, "felt");
    if (felt.json != NULL && !field_name(&felt, "answer", limber_feel_name, 0, &feel)) {
        return false;
    }
    limber_fact worse = {
        .day = number, .kind = LIMBER_FACT_NEXT_DAY, .technique = (uint8_t)index, .value = 1};
    return (limber_record_add(&limber_catalogue_tables, record, &worked) == LIMBER_OK &&
            (feel != FELT_WORSE ||
             limber_record_add(&limber_catalogue_tables, record, &worse) == LIMBER_OK)) ||
           field_fail(at, "cannot be counted");
}

static bool read_history(const field *object, uint32_t today, limber_record *record) {
    field history = field_member(object, "history");
    if (history.json == NULL) {
        return true;
    }
    if (!field_is_array(&history, HISTORY_MAX)) {
        return false;
    }
    for (size_t i = 0; i < json_array_size(history.json); i++) {
        field entry = field_element(&history, i);
        if (!note_past_technique(&entry, today, record)) {
            return false;
        }
    }
    return true;
}

/* The bit in the wish of each technique named. */
static bool read_wished(const field *wishes, const char *key, uint8_t wish, limber_request *out) {
    field list = field_member(wishes, key);
    if (list.json == NULL) {
        return true;
    }
    if (!field_is_array(&list, LIMBER_TECHNIQUE_MAX)) {
        return false;
    }
    for (size_t i = 0; i < json_array_size(list.json); i++) {
        field element = field_element(&list, i);
        int technique;
        if (!field_name(&element, "technique", limber_technique_id, 0, &technique)) {
            return false;
        }
        out->wish[technique] |= wish;
    }
    return true;
}

/* The first one named comes first; what is not named comes after all of them. */
static bool read_order(const field *wishes, limber_request *out) {
    field list = field_member(wishes, "order");
    if (list.json == NULL) {
        return true;
    }
    if (!field_is_array(&list, LIMBER_TECHNIQUE_MAX)) {
        return false;
    }
    memset(out->order, LIMBER_TECHNIQUE_MAX, sizeof out->order);
    for (size_t i = json_array_size(list.json); i-- > 0;) {
        field element = field_element(&list, i);
        int technique;
        if (!field_name(&element, "technique", limber_technique_id, 0, &technique)) {
            return false;
        }
        out->order[technique] = (uint8_t)i;
    }
    return true;
}

static bool read_wishes(const field *object, limber_request *out) {
    static const char *const keys[] = {"leave_out", "keep", "short", "order", NULL};
    field wishes = field_member(object, "wishes");
    return wishes.json == NULL ||
           (field_is_object(&wishes, keys) &&
            read_wished(&wishes, "leave_out", LIMBER_WISH_LEAVE_OUT, out) &&
            read_wished(&wishes, "keep", LIMBER_WISH_KEEP, out) &&
            read_wished(&wishes, "short", LIMBER_WISH_SHORT, out) && read_order(&wishes, out));
}

bool read_request(const field *object, bool foreign, limber_request *out) {
    field today = field_member(object, "today");
    field minutes, partner = field_member(object, "partner");
    int64_t count = 0;
    bool with_partner = false;
    if ((today.json != NULL && !field_day(&today, &out->day)) ||
        !field_required(object, "minutes", &minutes) ||
        !field_integer(&minutes, 1, LIMBER_MINUTES_MAX, &count)) {
        return false;
    }
    out->minutes = (uint16_t)count;
    if (partner.json != NULL && !field_boolean(&partner, &with_partner)) {
        return false;
    }
    out->partner = with_partner;
    return read_regions(object, foreign, out) &&
           read_set(object, "equipment", "equipment", limber_equipment_id, foreign,
                    &out->equipment) &&
           read_set(object, "positions", "position", limber_position_id, foreign,
                    &out->positions) &&
           read_pain(object, out);
}

static bool read_screen(const field *object, uint32_t shell_day, limber_answers *out) {
    field screen = field_member(object, "screen");
    return screen.json == NULL ||
           (field_is_object(&screen, answers_keys) && check_today(&screen, shell_day) &&
            read_answers(&screen, false, out));
}

/* What a professional wants, beside what the person wants. */
static bool read_prescribed(const field *object, limber_programme_document *out) {
    field document = field_member(object, "programme");
    return document.json == NULL || read_programme(&document, false, out);
}

bool limber_request_from_json(const json_t *json, uint32_t default_day, limber_answers *answers,
                              limber_record *record, limber_request *request,
                              limber_programme_document *programme, limber_fault *fault) {
    static const char *const keys[] = {"today",     "minutes",   "regions", "equipment",
                                       "positions", "partner",   "pain",    "history",
                                       "wishes",    "programme", "screen",  NULL};
    field root = field_root(json, fault);
    memset(answers, 0, sizeof *answers);
    memset(record, 0, sizeof *record);
    memset(request, 0, sizeof *request);
    memset(programme, 0, sizeof *programme);
    bool read = field_is_object(&root, keys) && check_today(&root, default_day) &&
                read_request(&root, false, request) && read_wishes(&root, request) &&
                read_screen(&root, default_day, answers);
    if (read) {
        answers->day = answers->day > 0 ? answers->day : default_day;
        request->day = request->day > 0 ? request->day : answers->day;
        read = read_history(&root, request->day, record) && read_prescribed(&root, programme);
    }
    if (!read) {
        memset(answers, 0, sizeof *answers);
        memset(record, 0, sizeof *record);
        memset(request, 0, sizeof *request);
        memset(programme, 0, sizeof *programme);
    }
    return read;
}
