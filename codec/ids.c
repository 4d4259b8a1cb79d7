#include "codec.h"

#include "words.h"

#include <stddef.h>
#include <string.h>
#include <strings.h>

const char *limber_question_id(int index) {
    bool there = index >= 0 && index < limber_catalogue_tables.question_count;
    return there ? limber_words_en.questions[index].id : NULL;
}

const char *limber_technique_id(int index) {
    bool there = index >= 0 && index < limber_catalogue_tables.technique_count;
    return there ? limber_words_en.techniques[index].id : NULL;
}

const char *limber_region_id(int index) {
    bool there = index >= 0 && index < limber_catalogue_tables.region_count;
    return there ? limber_words_en.regions[index].id : NULL;
}

const char *limber_position_id(int index) {
    bool there = index >= 0 && index < limber_catalogue_tables.position_count;
    return there ? limber_words_en.positions[index].id : NULL;
}

const char *limber_equipment_id(int index) {
    bool there = index >= 0 && index < limber_catalogue_tables.equipment_count;
    return there ? limber_words_en.equipment[index].id : NULL;
}

const char *limber_feel_name(int feel) {
    static const char *const names[] = {"better", "same", "worse"};
    return feel >= 0 && feel < 3 ? names[feel] : NULL;
}

int limber_name_find(limber_name_at *names, int first, const char *text) {
    const char *name;
    for (int i = first; (name = names(i)) != NULL; i++) {
        if (strcmp(name, text) == 0) {
            return i;
        }
    }
    return -1;
}

enum { SLIP_TEXT_MAX = 40 };

static size_t least(size_t a, size_t b) {
    return a < b ? a : b;
}

/* Levenshtein's distance, one row at a time. */
static size_t distance(const char *a, const char *b) {
    size_t row[SLIP_TEXT_MAX + 1];
    size_t length = strlen(b);
    for (size_t j = 0; j <= length; j++) {
        row[j] = j;
    }
    for (size_t i = 0; a[i] != '\0'; i++) {
        size_t diagonal = row[0];
        row[0] = i + 1;
        for (size_t j = 1; j <= length; j++) {
            size_t changed = diagonal + (a[i] != b[j - 1]);
            diagonal = row[j];
            row[j] = least(changed, least(row[j], row[j - 1]) + 1);
        }
    }
    return row[length];
}

const char *limber_name_nearest(limber_name_at *names, int first, const char *text) {
    size_t length = strlen(text);
    if (length > SLIP_TEXT_MAX) {
        return NULL;
    }
    const char *name, *nearest = NULL;
    size_t best = (length + 2) / 3 + 1; /* a third of its letters may be wrong */
    for (int i = first; (name = names(i)) != NULL; i++) {
        if (strcasecmp(name, text) == 0) {
            return name;
        }
        size_t slips = strlen(name) <= SLIP_TEXT_MAX ? distance(text, name) : best;
        if (slips < best) {
            best = slips;
            nearest = name;
        }
    }
    return length > 2 ? nearest : NULL;
}
