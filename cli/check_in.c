/* How somebody is today, asked at a terminal. */
#include "ask.h"
#include "paint.h"
#include "words.h"

#include <stdio.h>
#include <string.h>

static const char *region_name(int index) {
    bool there = index >= 0 && index < limber_catalogue_tables.region_count;
    return there ? limber_words_en.regions[index].name : NULL;
}

static const char *position_name(int index) {
    bool there = index >= 0 && index < limber_catalogue_tables.position_count;
    return there ? limber_words_en.positions[index].name : NULL;
}

static const char *equipment_name(int index) {
    bool there = index >= 0 && index < limber_catalogue_tables.equipment_count;
    return there ? limber_words_en.equipment[index].name : NULL;
}

static bool ask_pain(limber_request *out) {
    char question[256];
    long pain;
    snprintf(question, sizeof question, "%s %s", limber_words_en.texts[LIMBER_TEXT_CHECK_IN_PAIN],
             limber_words_en.texts[LIMBER_TEXT_CHECK_IN_PAIN_UNSURE]);
    if (!ask_number(question, 0, LIMBER_SCALE_MAX, true, &pain)) {
        return false;
    }
    out->pain_known = pain >= 0;
    out->pain = pain >= 0 ? (uint8_t)pain : 0;
    return true;
}

static bool ask_stiffness(limber_request *out) {
    uint32_t regions;
    if (!ask_several(limber_words_en.texts[LIMBER_TEXT_CHECK_IN_STIFF], region_name, false,
                     &regions)) {
        return false;
    }
    for (int i = 0; i < limber_catalogue_tables.region_count; i++) {
        char question[192];
        long stiffness;
        if ((regions >> i & 1) == 0) {
            continue;
        }
        snprintf(question, sizeof question, "%s: %s", region_name(i),
                 limber_words_en.texts[LIMBER_TEXT_CHECK_IN_STIFF_HOW]);
        if (!ask_number(question, 1, LIMBER_SCALE_MAX, false, &stiffness)) {
            return false;
        }
        out->stiffness[i] = (uint8_t)stiffness;
    }
    return true;
}

bool ask_check_in(uint32_t day, long minutes, limber_request *out) {
    const char *const *texts = limber_words_en.texts;
    uint32_t positions, equipment;
    bool partner;
    memset(out, 0, sizeof *out);
    out->day = day;
    write_heading(stderr, texts[LIMBER_TEXT_CHECK_IN_TITLE]);
    if (!ask_pain(out) || !ask_stiffness(out)) {
        return false;
    }
    if (minutes == 0 &&
        !ask_number(texts[LIMBER_TEXT_CHECK_IN_MINUTES], 1, LIMBER_MINUTES_MAX, false, &minutes)) {
        return false;
    }
    if (!ask_several(texts[LIMBER_TEXT_CHECK_IN_POSITIONS], position_name, false, &positions) ||
        !ask_several(texts[LIMBER_TEXT_CHECK_IN_EQUIPMENT], equipment_name, true, &equipment) ||
        !ask_yes(texts[LIMBER_TEXT_CHECK_IN_PARTNER], &partner)) {
        return false;
    }
    out->minutes = (uint16_t)minutes;
    out->positions = (uint16_t)positions;
    out->equipment = (uint16_t)equipment;
    out->partner = partner;
    return true;
}
