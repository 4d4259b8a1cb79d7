/* Which techniques are looked for: limber techniques with words and options. */
#include "search.h"

#include "codec.h"
#include "words.h"

#include <string.h>

enum { MINUTES_MOST = 240, MINUTE_MS = 60000 };

typedef struct {
    int region, position, equipment; /* -1: any */
    long minutes;                    /* 0: any */
    char **words;
    int word_count;
} wanted;

static const char none[] = "none";

/* The ids, and after the last of them "none". */
static const char *equipment_or_none(int index) {
    int count = limber_catalogue_tables.equipment_count;
    return index < count ? limber_equipment_id(index) : index == count ? none : NULL;
}

static bool refuse(const cli_arguments *arguments, option_id option, limber_name_at *names) {
    char allowed[400] = "";
    size_t used = 0;
    const char *text = arguments->value[option], *nearest = limber_name_nearest(names, 0, text);
    for (int i = 0; names(i) != NULL && used < sizeof allowed; i++) {
        used += (size_t)snprintf(allowed + used, sizeof allowed - used, "%s%s", i > 0 ? ", " : "",
                                 names(i));
    }
    (void)complain(arguments->command, LEAVE_CALL, "there is no %s %.40s;%s%s%s allowed: %s",
                   options[option].name + 2, text, nearest != NULL ? " did you mean " : "",
                   nearest != NULL ? nearest : "", nearest != NULL ? "?" : "", allowed);
    return false;
}

static bool read_id(const cli_arguments *arguments, option_id option, limber_name_at *names,
                    int *out) {
    *out = -1;
    if (arguments->value[option] == NULL) {
        return true;
    }
    *out = limber_name_find(names, 0, arguments->value[option]);
    return *out >= 0 || refuse(arguments, option, names);
}

static bool read_wanted(const cli_arguments *arguments, wanted *out) {
    *out = (wanted){.words = arguments->operands, .word_count = arguments->operand_count};
    return read_id(arguments, OPTION_REGION, limber_region_id, &out->region) &&
           read_id(arguments, OPTION_POSITION, limber_position_id, &out->position) &&
           read_id(arguments, OPTION_EQUIPMENT, equipment_or_none, &out->equipment) &&
           (arguments->value[OPTION_MINUTES] == NULL ||
            option_number(arguments, OPTION_MINUTES, 1, MINUTES_MOST, &out->minutes));
}

/* ---- Does it fit? ------------------------------------------------------------------------------
 */

/* The smallest dose, on both sides where it has two. */
static uint64_t least_ms(const limber_technique *technique) {
    const limber_dose *dose = &technique->dose;
    uint64_t work_ms =
        (uint64_t)dose->sets_min * dose->reps_min * ((uint64_t)dose->move_ms + dose->hold_min_ms);
    uint64_t side_ms = dose->ready_ms + work_ms + (dose->sets_min - 1u) * (uint64_t)dose->rest_ms;
    return technique->two_sided ? 2 * side_ms : side_ms;
}

static bool uses(const limber_technique *technique, int equipment) {
    uint16_t all = technique->equipment[0] | technique->equipment[1];
    return equipment == limber_catalogue_tables.equipment_count ? all == 0
                                                                : (all >> equipment & 1) != 0;
}

static bool tells_of(const limber_technique_words *words, const char *word) {
    return strcasestr(words->id, word) != NULL || strcasestr(words->name, word) != NULL ||
           strcasestr(words->also, word) != NULL || strcasestr(words->purpose, word) != NULL;
}

static bool fits(const wanted *w, int index) {
    const limber_technique *technique = &limber_catalogue_tables.techniques[index];
    for (int i = 0; i < w->word_count; i++) {
        if (!tells_of(&limber_words_en.techniques[index], w->words[i])) {
            return false;
        }
    }
    return (w->region < 0 || technique->region_weight[w->region] > 0) &&
           (w->position < 0 || (technique->positions >> w->position & 1) != 0) &&
           (w->equipment < 0 || uses(technique, w->equipment)) &&
           (w->minutes == 0 || least_ms(technique) <= (uint64_t)w->minutes * MINUTE_MS);
}

int search_techniques(const cli_arguments *arguments, int *found) {
    wanted w;
    int count = 0;
    if (!read_wanted(arguments, &w)) {
        return -1;
    }
    for (int i = 0; i < limber_catalogue_tables.technique_count; i++) {
        if (fits(&w, i)) {
            found[count++] = i;
        }
    }
    return count;
}
