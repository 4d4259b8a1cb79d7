/* A small catalogue for scenarios, so that these do not change when the shipped one grows.
 * run_tests.py knows the names of its entries, in this order. */
#include "limber.h"

enum { STANDING = 1 << 0, SUPINE = 1 << 1 };
enum { ROLLER = 1 << 0, BALL = 1 << 1 };

static const limber_technique techniques[] = {
    /* circle: a warm-up in two sets */
    {.dose = {.ready_ms = 10000,
              .move_ms = 4000,
              .rest_ms = 5000,
              .reps_min = 3,
              .reps_max = 6,
              .sets_min = 2,
              .sets_max = 2},
     .positions = STANDING,
     .region_weight = {50, 50},
     .phase = LIMBER_PHASE_WARM_UP,
     .intensity = 1,
     .anyone_stiff = 1},
    /* tilt: gentle repetitions lying down */
    {.dose = {.ready_ms = 15000,
              .move_ms = 5000,
              .reps_min = 4,
              .reps_max = 10,
              .sets_min = 1,
              .sets_max = 2,
              .rest_ms = 10000},
     .positions = SUPINE,
     .region_weight = {0, 100},
     .phase = LIMBER_PHASE_MOBILISE,
     .intensity = 1},
    /* pull: a hold on each side */
    {.dose = {.ready_ms = 8000,
              .move_ms = 3000,
              .hold_min_ms = 12000,
              .hold_max_ms = 30000,
              .reps_min = 1,
              .reps_max = 2,
              .sets_min = 1,
              .sets_max = 1},
     .positions = SUPINE | STANDING,
     .region_weight = {20, 80},
     .phase = LIMBER_PHASE_STRETCH,
     .intensity = 2,
     .two_sided = 1},
    /* press: a tool, strong */
    {.dose = {.ready_ms = 20000,
              .move_ms = 2000,
              .hold_min_ms = 30000,
              .hold_max_ms = 60000,
              .reps_min = 1,
              .reps_max = 1,
              .sets_min = 1,
              .sets_max = 1},
     .positions = SUPINE,
     .equipment = {ROLLER | BALL, 0},
     .region_weight = {100, 0},
     .phase = LIMBER_PHASE_RELEASE,
     .intensity = 3},
    /* breathe: for everybody, at the end */
    {.dose = {.ready_ms = 5000,
              .move_ms = 10000,
              .reps_min = 3,
              .reps_max = 12,
              .sets_min = 1,
              .sets_max = 1},
     .positions = STANDING | SUPINE,
     .region_weight = {50, 50},
     .phase = LIMBER_PHASE_COOL_DOWN,
     .intensity = 1,
     .anyone_stiff = 1},
};

static const limber_rule rules[] = {
    {.disposition = LIMBER_DISPOSITION_PROFESSIONAL, .question = 2},
    {.disposition = LIMBER_DISPOSITION_EMERGENCY, .question = 0},
    {.disposition = LIMBER_DISPOSITION_URGENT, .question = 1},
    {.disposition = LIMBER_DISPOSITION_PROFESSIONAL,
     .question = LIMBER_QUESTION_MAX,
     .age_below_years = 18},
};

extern const limber_catalogue limber_catalogue_tables;
const limber_catalogue limber_catalogue_tables = {
    .techniques = techniques,
    .rules = rules,
    .limits = {.session_min_ms = 180000,
               .session_max_ms = 2700000,
               .stretch_session_max_ms = 100000,
               .easier_hold_min_ms = 5000,
               .cool_down_from_ms = 480000,
               .pain_continue_max = 3,
               .pain_rise_max = 1,
               .pain_stop_min = 6,
               .intensity_max_in_pain = 1},
    .technique_count = 5,
    .question_count = 3,
    .rule_count = 4,
    .region_count = 2,
    .position_count = 2,
    .equipment_count = 2,
};
