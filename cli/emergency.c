#include "emergency.h"

#include "words.h"

#include <stddef.h>
#include <stdlib.h>
#include <string.h>

/* Digits, and what people write between them. */
static bool is_number(const char *text) {
    size_t length = strlen(text);
    return length >= 2 && length <= 20 && strspn(text, "+0123456789 -") == length &&
           strpbrk(text, "0123456789") != NULL;
}

/* "de_AT.UTF-8" is in AT. */
static bool region_of(const char *locale, char out[3]) {
    const char *mark = strchr(locale, '_');
    if (mark == NULL || strcspn(mark + 1, ".@") != 2) {
        return false;
    }
    memcpy(out, mark + 1, 2);
    out[2] = '\0';
    return true;
}

/* The first that is set decides, as for every other program. */
static const char *locale(void) {
    static const char *const names[] = {"LC_ALL", "LC_MESSAGES", "LANG"};
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        const char *value = getenv(names[i]);
        if (value != NULL && *value != '\0') {
            return value;
        }
    }
    return "";
}

static bool listed(limber_list list, const char *text) {
    for (; *list != NULL; list++) {
        if (strcmp(*list, text) == 0) {
            return true;
        }
    }
    return false;
}

static const char *number_in(const char *region) {
    const limber_phone_row *row = limber_words_en.emergency;
    while (*row->regions != NULL && !listed(row->regions, region)) {
        row++;
    }
    return *row->regions != NULL ? row->numbers[0] : limber_words_en.emergency_default;
}

const char *emergency_number(bool *chosen) {
    const char *own = getenv("LIMBER_EMERGENCY_NUMBER");
    char region[3];
    *chosen = own != NULL && is_number(own);
    if (*chosen) {
        return own;
    }
    return region_of(locale(), region) ? number_in(region) : limber_words_en.emergency_default;
}
