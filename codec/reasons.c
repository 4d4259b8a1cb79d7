/* Why a plan is as it is, out as JSON. */
#include "codec.h"

#include "words.h"

static const char *place_id(uint8_t region) {
    return region < limber_catalogue_tables.region_count ? limber_words_en.regions[region].id
                                                         : "calm";
}

static json_t *chosen_to_json(const limber_reasons *reasons, int technique) {
    uint8_t by = reasons->warmed_by[technique];
    return json_pack(
        "{s:s, s:I, s:s?}", "technique", limber_words_en.techniques[technique].id, "adds",
        (json_int_t)reasons->adds[technique], "warmed_by",
        by < limber_catalogue_tables.technique_count ? limber_words_en.techniques[by].id : NULL);
}

static json_t *left_to_json(const limber_reasons *reasons, int technique) {
    json_t *costs = reasons->costs[technique] < 0
                        ? json_null()
                        : json_integer((json_int_t)reasons->costs[technique]);
    int32_t less_ms = reasons->less_ms[technique];
    return json_pack("{s:s, s:o, s:I, s:s?}", "technique", limber_words_en.techniques[technique].id,
                     "costs", costs, "less_seconds", (json_int_t)less_ms / 1000, "less_of",
                     less_ms > 0 ? place_id(reasons->less_of[technique]) : NULL);
}

static json_t *more_to_json(const limber_reasons *reasons) {
    if (reasons->more_ms == 0) {
        return json_null();
    }
    json_t *techniques = json_array();
    for (int i = 0; i < limber_catalogue_tables.technique_count; i++) {
        if (reasons->more_techniques[i / 32] >> i % 32 & 1) {
            json_array_append_new(techniques, json_string(limber_words_en.techniques[i].id));
        }
    }
    return json_pack("{s:I, s:I, s:o}", "seconds", (json_int_t)reasons->more_ms / 1000, "adds",
                     (json_int_t)reasons->more_worth, "techniques", techniques);
}

json_t *limber_reasons_to_json(const limber_plan *plan, const limber_reasons *reasons) {
    json_t *chosen = json_array();
    json_t *left_out = json_array();
    for (int i = 0; i < plan->step_count; i++) {
        if (plan->step[i].side != LIMBER_SIDE_RIGHT) {
            json_array_append_new(chosen, chosen_to_json(reasons, plan->step[i].technique));
        }
    }
    for (int i = 0; i < limber_catalogue_tables.technique_count; i++) {
        if (plan->left_out[i] == LIMBER_LEFT_OUT_WORTH) {
            json_array_append_new(left_out, left_to_json(reasons, i));
        }
    }
    return json_pack("{s:I, s:o, s:o, s:o}", "whole", (json_int_t)reasons->whole, "chosen", chosen,
                     "left_out", left_out, "more", more_to_json(reasons));
}
