/* A professional's programme in. */
#include "readers.h"

#include "words.h"

#include <string.h>

enum { DAY_MS = 24 * 60 * 60 * 1000, SECOND_MS = 1000, TITLE_MAX = 100, NOTE_MAX = 500 };

/* ---- Texts that are shown as they are. ---------------------------------------------------------
 */

/* C0, DEL and C1, the last as it is in UTF-8: none of them may act on a terminal. */
static bool is_control(const unsigned char *c) {
    return *c < ' ' || *c == 127 || (*c == 0xC2 && c[1] >= 0x80 && c[1] < 0xA0);
}

static bool shown_text(const field *at, int most, const char **out) {
    const char *text;
    if (!field_text(at, &text)) {
        return false;
    }
    int characters = 0;
    for (const unsigned char *c = (const unsigned char *)text; *c != '\0'; c++) {
        if (is_control(c)) {
            return field_fail(at, "must not hold control characters, such as a new line or a tab");
        }
        characters += (*c & 0xC0) != 0x80;
    }
    if (characters == 0 || characters > most) {
        return field_fail(at, "must have 1 to %d characters, but has %d", most, characters);
    }
    *out = text;
    return true;
}

static bool required_text(const field *object, const char *key, const char **out) {
    field member;
    return field_required(object, key, &member) && shown_text(&member, TITLE_MAX, out);
}

static bool note(const field *object, const char **out) {
    field member = field_member(object, "note");
    return member.json == NULL || shown_text(&member, NOTE_MAX, out);
}

/* ---- An exercise. ------------------------------------------------------------------------------
 */

static bool read_technique(const field *object, bool foreign, const char **id,
                           limber_exercise *out) {
    field technique;
    int index;
    if (!field_required(object, "technique", &technique) ||
        !read_id(&technique, "technique", limber_technique_id, foreign, &index)) {
        return false;
    }
    *id = json_string_value(technique.json);
    index = index >= 0 ? index : limber_name_find(limber_technique_id, 0, *id);
    out->technique = index >= 0 ? (uint8_t)index : LIMBER_TECHNIQUE_MAX;
    return true;
}

static bool hold_is_needed(uint8_t technique) {
    return technique < limber_catalogue_tables.technique_count &&
           limber_catalogue_tables.techniques[technique].dose.hold_max_ms > 0;
}

static uint64_t prescribed_ms(const limber_exercise *exercise) {
    uint64_t rep_ms = exercise->asked.hold_ms, sides = 1;
    if (exercise->technique < limber_catalogue_tables.technique_count) {
        const limber_technique *technique =
            &limber_catalogue_tables.techniques[exercise->technique];
        rep_ms += technique->dose.move_ms;
        sides = technique->two_sided ? 2 : 1;
    }
    return sides * exercise->asked.sets * exercise->asked.reps * rep_ms;
}

/* What is impossible is refused; what is only outside of a range is told by limber_programme_dose.
 */
static bool read_prescribed(const field *object, const char *id, limber_exercise *out) {
    field sets, reps, hold_s = field_member(object, "hold_s");
    int64_t set_count, rep_count, seconds = 0;
    if (!field_required(object, "sets", &sets) ||
        !field_integer(&sets, 1, LIMBER_PRESCRIBED_SETS_MAX, &set_count) ||
        !field_required(object, "reps", &reps) ||
        !field_integer(&reps, 1, LIMBER_PRESCRIBED_REPS_MAX, &rep_count)) {
        return false;
    }
    if (hold_s.json == NULL && hold_is_needed(out->technique)) {
        return field_fail(&hold_s, "is missing: %s is held", id);
    }
    if (hold_s.json != NULL &&
        !field_integer(&hold_s, 0, LIMBER_PRESCRIBED_HOLD_MAX_MS / SECOND_MS, &seconds)) {
        return false;
    }
    out->asked = (limber_prescription){.hold_ms = (uint32_t)seconds * SECOND_MS,
                                       .reps = (uint16_t)rep_count,
                                       .sets = (uint8_t)set_count};
    return prescribed_ms(out) <= DAY_MS ||
           field_fail(seconds > 0 ? &hold_s : &reps, "comes to more than a day, with %d x %d",
                      (int)set_count, (int)rep_count);
}

static bool read_days(const field *object, limber_exercise *out) {
    field days = field_member(object, "days");
    out->days = LIMBER_EVERY_DAY;
    if (days.json == NULL) {
        return true;
    }
    if (!field_is_array(&days, LIMBER_WEEK_DAYS)) {
        return false;
    }
    if (json_array_size(days.json) == 0) {
        return field_fail(&days, "must not be empty; without it, it is for every day");
    }
    out->days = 0;
    for (size_t i = 0; i < json_array_size(days.json); i++) {
        field element = field_element(&days, i);
        int day;
        if (!field_name(&element, "day", limber_weekday_name, 0, &day)) {
            return false;
        }
        if ((out->days >> day & 1) != 0) {
            return field_fail(&element, "is there twice");
        }
        out->days = (uint8_t)(out->days | 1u << day);
    }
    return true;
}

static bool read_exercise(const field *at, bool foreign, limber_programme_document *out) {
    static const char *const keys[] = {"technique", "sets", "reps", "hold_s", "days", "note", NULL};
    uint8_t place = out->programme.count;
    limber_exercise *exercise = &out->programme.exercise[place];
    if (!field_is_object(at, keys) || !read_technique(at, foreign, &out->id[place], exercise) ||
        !read_prescribed(at, out->id[place], exercise) || !read_days(at, exercise) ||
        !note(at, &out->exercise_note[place])) {
        return false;
    }
    for (int i = 0; i < place; i++) {
        if (strcmp(out->id[i], out->id[place]) == 0) {
            field technique = field_member(at, "technique");
            return field_fail(&technique, "%.64s is there already", out->id[place]);
        }
    }
    out->programme.count++;
    return true;
}

static bool read_exercises(const field *object, bool foreign, limber_programme_document *out) {
    field exercises;
    if (!field_required(object, "exercises", &exercises) ||
        !field_is_array(&exercises, LIMBER_TECHNIQUE_MAX)) {
        return false;
    }
    for (size_t i = 0; i < json_array_size(exercises.json); i++) {
        field element = field_element(&exercises, i);
        if (!read_exercise(&element, foreign, out)) {
            return false;
        }
    }
    return out->programme.count > 0 || field_fail(&exercises, "must not be empty");
}

/* ---- The whole. --------------------------------------------------------------------------------
 */

static bool read_dates(const field *object, limber_programme *out) {
    field date, until = field_member(object, "until");
    if (!field_required(object, "date", &date) || !field_day(&date, &out->date) ||
        (until.json != NULL && !field_day(&until, &out->until))) {
        return false;
    }
    return until.json == NULL || out->until >= out->date ||
           field_fail(&until, "lies before the date on which it begins");
}

static bool read_form(const field *object) {
    field form;
    int64_t number;
    if (!field_required(object, "programme", &form) ||
        !field_integer(&form, INT64_MIN, INT64_MAX, &number)) {
        return false;
    }
    return number == 1 || field_fail(&form, "must be 1, the only form there is so far");
}

bool read_programme(const field *object, bool foreign, limber_programme_document *out) {
    static const char *const keys[] = {"programme", "title", "by",        "date",
                                       "until",     "note",  "exercises", NULL};
    memset(out, 0, sizeof *out);
    return field_is_object(object, keys) && read_form(object) &&
           required_text(object, "title", &out->title) && required_text(object, "by", &out->by) &&
           read_dates(object, &out->programme) && note(object, &out->note) &&
           read_exercises(object, foreign, out);
}

bool limber_programme_from_json(const json_t *json, bool foreign, limber_programme_document *out,
                                limber_fault *fault) {
    field root = field_root(json, fault);
    if (!read_programme(&root, foreign, out)) {
        memset(out, 0, sizeof *out);
        return false;
    }
    return true;
}
