/* What is done of a programme: on which day, at which dose, and where that is not what it says. */
#include "codec.h"

#include "words.h"

enum { WEEK = 7, SECOND_MS = 1000, THURSDAY = 3 /* 1970-01-01 was one */ };

const char *limber_differs_name(int index) {
    static const char *const names[] = {"unknown", "sets",       "reps", "hold",
                                        "stretch", "week-times", "less"};
    return index >= 0 && index < 7 ? names[index] : NULL;
}

const char *limber_programme_differs_name(int index) {
    static const char *const names[] = {"future", "expired", "stretch", "time", "week-stretch"};
    return index >= 0 && index < 5 ? names[index] : NULL;
}

bool limber_programme_runs(const limber_programme *programme, uint32_t day) {
    return programme->count > 0 && day >= programme->date &&
           (programme->until == 0 || day <= programme->until);
}

bool limber_programme_is_for(const limber_programme_exercise *exercise, uint32_t day) {
    return (exercise->days >> (day + THURSDAY) % WEEK & 1) != 0;
}

/* ---- The dose. ---------------------------------------------------------------------------------
 */

/* The nearest value inside; differs gains the bit where that is another one. */
static uint32_t inside(uint32_t asked, uint32_t least, uint32_t most, uint8_t bit,
                       uint8_t *differs) {
    uint32_t nearest = asked < least ? least : asked > most ? most : asked;
    *differs = (uint8_t)(*differs | (nearest != asked ? bit : 0));
    return nearest;
}

static uint64_t work_ms(const limber_technique *technique, const limber_prescription *dose) {
    uint64_t sides = technique->two_sided ? 2 : 1;
    return sides * dose->sets * dose->reps * ((uint64_t)technique->dose.move_ms + dose->hold_ms);
}

/* As the planner counts it against the limits of stretching: the way into it as well. */
static uint64_t stretch_ms(const limber_technique *technique, const limber_prescription *dose) {
    return technique->phase == LIMBER_PHASE_STRETCH ? work_ms(technique, dose) : 0;
}

/* One repetition less, or one set, or a second of the hold; false where it is the smallest. */
static bool make_smaller(const limber_dose *range, limber_prescription *dose) {
    if (dose->reps > range->reps_min) {
        dose->reps--;
    } else if (dose->sets > range->sets_min) {
        dose->sets--;
    } else if (dose->hold_ms >= range->hold_min_ms + SECOND_MS) {
        dose->hold_ms -= SECOND_MS;
    } else {
        return false;
    }
    return true;
}

static int days_in_week(uint8_t days) {
    int count = 0;
    for (int i = 0; i < WEEK; i++) {
        count += days >> i & 1;
    }
    return count;
}

/* The nearest dose that the technique's range has. */
static uint8_t into_range(const limber_dose *range, const limber_prescription *asked,
                          limber_prescription *out) {
    uint8_t differs = 0;
    out->sets = (uint8_t)inside(asked->sets, range->sets_min, range->sets_max, LIMBER_DIFFERS_SETS,
                                &differs);
    out->reps = (uint16_t)inside(asked->reps, range->reps_min, range->reps_max, LIMBER_DIFFERS_REPS,
                                 &differs);
    out->hold_ms = inside(asked->hold_ms, range->hold_min_ms, range->hold_max_ms,
                          LIMBER_DIFFERS_HOLD, &differs);
    return differs;
}

uint8_t limber_programme_dose(const limber_programme_exercise *exercise, limber_prescription *out) {
    *out = (limber_prescription){0};
    if (exercise->technique >= limber_catalogue_tables.technique_count) {
        return LIMBER_DIFFERS_UNKNOWN;
    }
    const limber_technique *technique = &limber_catalogue_tables.techniques[exercise->technique];
    const limber_dose *range = &technique->dose;
    uint64_t asked_ms = work_ms(technique, &exercise->asked);
    uint8_t differs = into_range(range, &exercise->asked, out);
    while (work_ms(technique, out) > asked_ms) { /* a part of it was less than its range has */
        if (!make_smaller(range, out)) {
            *out = (limber_prescription){0};
            return LIMBER_DIFFERS_LESS;
        }
    }
    while (stretch_ms(technique, out) > limber_catalogue_tables.limits.stretch_session_max_ms &&
           make_smaller(range, out)) {
        differs = (uint8_t)(differs | LIMBER_DIFFERS_STRETCH);
    }
    if (days_in_week(exercise->days) > technique->week_times_max) {
        differs = (uint8_t)(differs | LIMBER_DIFFERS_WEEK_TIMES);
    }
    return differs;
}

/* ---- The programme. ----------------------------------------------------------------------------
 */

static uint64_t duration_ms(const limber_technique *technique, const limber_prescription *dose) {
    const limber_dose *range = &technique->dose;
    uint64_t rep_ms = (uint64_t)range->move_ms + dose->hold_ms;
    return (technique->two_sided ? 2 : 1) *
           (range->ready_ms + (uint64_t)dose->sets * dose->reps * rep_ms +
            (dose->sets - 1u) * (uint64_t)range->rest_ms);
}

/* All that a day of the week has, at the doses that would be done. */
static void add_up(const limber_programme *programme, int weekday, uint64_t *stretch,
                   uint64_t *all) {
    for (int i = 0; i < programme->count; i++) {
        const limber_programme_exercise *exercise = &programme->exercise[i];
        limber_prescription dose;
        (void)limber_programme_dose(exercise, &dose);
        if (dose.sets > 0 && (exercise->days >> weekday & 1) != 0) {
            const limber_technique *technique =
                &limber_catalogue_tables.techniques[exercise->technique];
            *stretch += stretch_ms(technique, &dose);
            *all += duration_ms(technique, &dose);
        }
    }
}

uint8_t limber_programme_differs(const limber_programme *programme, uint32_t day) {
    const limber_limits *limits = &limber_catalogue_tables.limits;
    uint64_t week_stretch_ms = 0;
    unsigned differs = day < programme->date ? LIMBER_PROGRAMME_FUTURE : 0;
    differs |= programme->until > 0 && day > programme->until ? LIMBER_PROGRAMME_EXPIRED : 0;
    for (int weekday = 0; weekday < WEEK; weekday++) {
        uint64_t day_stretch_ms = 0, all_ms = 0;
        add_up(programme, weekday, &day_stretch_ms, &all_ms);
        differs |= day_stretch_ms > limits->stretch_session_max_ms ? LIMBER_PROGRAMME_STRETCH : 0;
        differs |= all_ms > limits->session_max_ms ? LIMBER_PROGRAMME_TIME : 0;
        week_stretch_ms += day_stretch_ms;
    }
    differs |= week_stretch_ms > limits->stretch_week_max_ms ? LIMBER_PROGRAMME_WEEK_STRETCH : 0;
    return (uint8_t)differs;
}

void limber_programme_wish(const limber_programme *programme, limber_request *request) {
    if (!limber_programme_runs(programme, request->day)) {
        return;
    }
    for (int i = 0; i < programme->count; i++) {
        const limber_programme_exercise *exercise = &programme->exercise[i];
        limber_prescription dose;
        if ((limber_programme_dose(exercise, &dose) & LIMBER_DIFFERS_UNKNOWN) != 0) {
            continue;
        }
        uint8_t *wish = &request->wish[exercise->technique];
        if (dose.sets == 0) {
            *wish |= LIMBER_WISH_LEAVE_OUT;
            continue;
        }
        *wish |= LIMBER_WISH_PRESCRIBED;
        request->prescribed[exercise->technique] = dose;
        if (limber_programme_is_for(exercise, request->day)) {
            *wish |= LIMBER_WISH_KEEP;
        } else if ((*wish & LIMBER_WISH_KEEP) == 0) {
            *wish |= LIMBER_WISH_LEAVE_OUT;
        }
    }
}
