/* Replays calls of the model in session.pml on the machine that is delivered, at concrete times.
 *
 *     replay SEED < CALLS
 *
 * A line of CALLS, numbers as in session.pml:
 *     begin REFUSED
 *     call EVENT WHEN ERROR CUE AGAIN STATE STOP STEP SET REP EASIER LEFT
 *     keep PLACE      what has come about
 *     take PLACE      go on from there
 * SEED chooses the times and values that the model leaves open. Says how many calls were alike; the
 * first that is not ends it. */
#include "limber.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { LINES_MAX = 200000, PLACES_MAX = 20000, TOLD_LINES_MAX = 12 };

/* The numbers of session.pml that limber.h does not have. */
enum {
    MODEL_PAIN_GREEN = LIMBER_EVENT_PAIN,
    MODEL_PAIN_AMBER = LIMBER_EVENT_COUNT,
    MODEL_PAIN_RED,
    MODEL_GARBAGE,
    MODEL_OTHER_PLAN,
    MODEL_EVENT_COUNT
};
enum { WHEN_OLD, WHEN_SOON, WHEN_LATER, WHEN_DUE, WHEN_BEYOND, WHEN_COUNT };
enum { LEFT_NOTHING, LEFT_SOME, LEFT_MOST };

enum line_kind { LINE_BEGIN, LINE_CALL, LINE_KEEP, LINE_TAKE };

struct line {
    enum line_kind kind;
    int place; /* KEEP, TAKE; of BEGIN whether it is refused */
    int event, when, error, cue, again, state, stop, step, set, rep, easier, left;
};

/* A session, and what its caller knows of it. */
struct moment {
    limber_session session;
    limber_output output;
    int left;           /* LEFT_*, as the model has it */
    limber_event event; /* the last one; while output.again is 1 it still waits */
};

static struct line lines[LINES_MAX];
static size_t line_count;
static struct moment places[PLACES_MAX];
static uint64_t random_state;

/* ---- The plan of the model, and a catalogue that allows it. ------------------------------------
 */

enum { READY_MS = 9000, MOVE_MS = 4000, HOLD_MS = 20001, REST_MS = 7000, HOLD_MIN_MS = 5000 };
enum { EASIER_MS = HOLD_MS - HOLD_MS / 2 }; /* what "easier" takes away of a hold */
enum { CONTINUE_MAX = 3, STOP_MIN = 6, DAY = 20000 };

static const limber_technique techniques[] = {
    {.dose = {.ready_ms = READY_MS,
              .move_ms = MOVE_MS,
              .rest_ms = REST_MS,
              .reps_min = 3,
              .reps_max = 3,
              .sets_min = 2,
              .sets_max = 2},
     .positions = 1,
     .region_weight = {100},
     .phase = LIMBER_PHASE_WARM_UP,
     .day_times_max = 1,
     .week_times_max = 1,
     .intensity = 1},
    {.dose = {.ready_ms = READY_MS,
              .move_ms = MOVE_MS,
              .hold_min_ms = HOLD_MS,
              .hold_max_ms = HOLD_MS,
              .reps_min = 2,
              .reps_max = 2,
              .sets_min = 1,
              .sets_max = 1},
     .positions = 1,
     .region_weight = {100},
     .phase = LIMBER_PHASE_MOBILISE,
     .day_times_max = 1,
     .week_times_max = 1,
     .intensity = 1,
     .two_sided = 1},
    {.dose = {.ready_ms = READY_MS,
              .hold_min_ms = HOLD_MS,
              .hold_max_ms = HOLD_MS,
              .reps_min = 1,
              .reps_max = 1,
              .sets_min = 2,
              .sets_max = 2},
     .positions = 1,
     .region_weight = {100},
     .phase = LIMBER_PHASE_COOL_DOWN,
     .day_times_max = 1,
     .week_times_max = 1,
     .intensity = 1},
};

static const limber_catalogue catalogue = {
    .techniques = techniques,
    .limits = {.session_max_ms = 3600000,
               .day_max_ms = 3600000,
               .easier_hold_min_ms = HOLD_MIN_MS,
               .pain_continue_max = CONTINUE_MAX,
               .pain_rise_max = CONTINUE_MAX,
               .pain_stop_min = STOP_MIN},
    .technique_count = 3,
    .region_count = 1,
    .position_count = 1,
};

static limber_step step_of(uint8_t technique, uint8_t side) {
    const limber_dose *dose = &techniques[technique].dose;
    uint32_t work_ms = dose->reps_max * (dose->move_ms + dose->hold_max_ms);
    return (limber_step){.ready_ms = dose->ready_ms,
                         .move_ms = dose->move_ms,
                         .hold_ms = dose->hold_max_ms,
                         .rest_ms = dose->rest_ms,
                         .duration_ms = dose->ready_ms + dose->sets_max * work_ms +
                                        (dose->sets_max - 1u) * dose->rest_ms,
                         .reps = dose->reps_max,
                         .sets = dose->sets_max,
                         .technique = technique,
                         .phase = techniques[technique].phase,
                         .side = side};
}

static limber_plan model_plan(void) {
    limber_plan plan = {.outcome = LIMBER_OUTCOME_PLANNED, .step_count = 4};
    plan.step[0] = step_of(0, LIMBER_SIDE_NONE);
    plan.step[1] = step_of(1, LIMBER_SIDE_LEFT);
    plan.step[2] = step_of(1, LIMBER_SIDE_RIGHT);
    plan.step[3] = step_of(2, LIMBER_SIDE_NONE);
    for (int i = 0; i < plan.step_count; i++) {
        plan.duration_ms += plan.step[i].duration_ms;
    }
    return plan;
}

/* Refused: without a screening that opens anything. */
static bool begin(const limber_plan *plan, bool refused, struct moment *out) {
    static const limber_record no_record;
    limber_screening screening = {0};
    if (!refused) {
        screening = (limber_screening){
            .day = DAY, .allowed = {7}, .disposition = LIMBER_DISPOSITION_PROCEED};
    }
    memset(out, 0, sizeof *out);
    limber_error error =
        limber_session_begin(&catalogue, &screening, &no_record, plan, &out->session);
    /* Not at 0: an event has to find room to be older. */
    limber_event tick = {.at_ms = 1000};
    if (error == LIMBER_OK && !refused) {
        error = limber_session_step(&out->session, plan, &tick, &out->output);
        out->left = LEFT_SOME;
        return error == LIMBER_OK && out->output.state == LIMBER_STATE_PAUSED;
    }
    return refused && error == LIMBER_ERROR_PLAN && out->session.state == LIMBER_STATE_STOPPED;
}

/* ---- Concrete events. --------------------------------------------------------------------------
 */

/* splitmix64 */
static uint32_t random_below(uint64_t end) {
    uint64_t z = random_state += UINT64_C(0x9e3779b97f4a7c15);
    z = (z ^ z >> 30) * UINT64_C(0xbf58476d1ce4e5b9);
    z = (z ^ z >> 27) * UINT64_C(0x94d049bb133111eb);
    return (uint32_t)((z ^ z >> 31) % end);
}

/* 0..max, and the two ends often: that is where mistakes are. */
static uint32_t random_up_to(uint32_t max) {
    switch (random_below(3)) {
    case 0:
        return 0;
    case 1:
        return max;
    default:
        return random_below(max + UINT64_C(1));
    }
}

static bool runs(const struct moment *moment) {
    return moment->output.state >= LIMBER_STATE_READY && moment->output.state <= LIMBER_STATE_REST;
}

/* Before the next boundary: SOON or LATER. */
static uint32_t early_at_ms(const struct moment *moment, int when) {
    const limber_output *output = &moment->output;
    if (!runs(moment)) {
        return output->at_ms + random_up_to(5000);
    }
    bool half = output->state == LIMBER_STATE_HOLD && moment->left == LEFT_MOST;
    uint32_t last_ms = output->at_ms + output->state_left_ms - 1;
    uint32_t middle_ms = last_ms + 1 - EASIER_MS;
    if (half && when == WHEN_LATER) {
        return middle_ms + random_up_to(last_ms - middle_ms);
    }
    uint32_t until_ms = half ? middle_ms - 1 : last_ms;
    return output->at_ms + random_up_to(until_ms - output->at_ms);
}

/* Whether the next line can be the event that waited after this one. */
static bool comes_again(const struct line *line) {
    const struct line *next = line + 1;
    return line->again && next < lines + line_count && next->kind == LINE_CALL &&
           next->event == line->event &&
           (next->when == WHEN_SOON || next->when == WHEN_LATER || next->when == WHEN_DUE);
}

/* At the next boundary or after it. As an event that waits has one time, this one has to suit all
 * the calls in which it comes again: a copy of the session tells where their boundaries are. */
static uint32_t late_at_ms(const struct line *line, const limber_plan *plan,
                           const struct moment *moment) {
    struct moment ahead = *moment;
    for (;; line++) {
        limber_event tick = {.at_ms = ahead.output.at_ms + ahead.output.state_left_ms};
        if (!comes_again(line) ||
            limber_session_step(&ahead.session, plan, &tick, &ahead.output) != LIMBER_OK) {
            return tick.at_ms + random_up_to(60000);
        }
        ahead.left = line->left;
        if (line[1].when != WHEN_DUE) {
            return early_at_ms(&ahead, line[1].when);
        }
    }
}

static uint32_t choose_at_ms(const struct line *line, const limber_plan *plan,
                             const struct moment *moment) {
    switch (line->when) {
    case WHEN_OLD:
        return moment->output.at_ms > 0 ? random_up_to(moment->output.at_ms - 1) : 0;
    case WHEN_DUE:
        return late_at_ms(line, plan, moment);
    case WHEN_BEYOND:
        return LIMBER_SESSION_TIME_MAX_MS + 1 + random_up_to(UINT32_MAX / 2);
    default:
        return early_at_ms(moment, line->when);
    }
}

static limber_event garbage(void) {
    static const uint8_t without_value[] = {LIMBER_EVENT_TICK, LIMBER_EVENT_GO, LIMBER_EVENT_PAUSE,
                                            LIMBER_EVENT_SKIP, LIMBER_EVENT_EASIER};
    switch (random_below(3)) {
    case 0:
        return (limber_event){
            .kind = (uint8_t)(LIMBER_EVENT_COUNT + random_up_to(UINT8_MAX - LIMBER_EVENT_COUNT))};
    case 1:
        return (limber_event){.kind = LIMBER_EVENT_PAIN,
                              .value = (uint8_t)(LIMBER_SCALE_MAX + 1 +
                                                 random_up_to(UINT8_MAX - LIMBER_SCALE_MAX - 1))};
    default:
        return (limber_event){.kind = without_value[random_below(sizeof without_value)],
                              .value = (uint8_t)(1 + random_up_to(UINT8_MAX - 1))};
    }
}

static limber_event choose_event(const struct line *line, const limber_plan *plan,
                                 const struct moment *moment) {
    bool waited = moment->output.again && line > lines && line[-1].kind == LINE_CALL;
    if (waited && comes_again(line - 1)) {
        return moment->event;
    }
    limber_event event = {.kind = (uint8_t)line->event};
    if (line->event == MODEL_PAIN_GREEN) {
        event.value = (uint8_t)random_up_to(CONTINUE_MAX);
    } else if (line->event == MODEL_PAIN_AMBER) {
        event.kind = LIMBER_EVENT_PAIN;
        event.value = (uint8_t)(CONTINUE_MAX + 1 + random_up_to(STOP_MIN - CONTINUE_MAX - 2));
    } else if (line->event == MODEL_PAIN_RED) {
        event.kind = LIMBER_EVENT_PAIN;
        event.value = (uint8_t)(STOP_MIN + random_up_to(LIMBER_SCALE_MAX - STOP_MIN));
    } else if (event.kind == LIMBER_EVENT_STOP || event.kind == LIMBER_EVENT_SYMPTOM) {
        event.value = (uint8_t)random_up_to(UINT8_MAX); /* it stops, whatever comes with it */
    } else if (line->event == MODEL_GARBAGE) {
        event = garbage();
    } else if (line->event == MODEL_OTHER_PLAN) {
        event.kind = (uint8_t)random_below(LIMBER_EVENT_COUNT);
    }
    event.at_ms = choose_at_ms(line, plan, moment);
    return event;
}

/* ---- Comparing. --------------------------------------------------------------------------------
 */

static bool same(const char *what, int model, int code) {
    if (model != code) {
        fprintf(stderr, "# %s is %d in the model, %d in the code\n", what, model, code);
    }
    return model == code;
}

static bool same_output(const struct line *line, const limber_output *output) {
    return same("cue", line->cue, output->cue) && same("again", line->again, output->again) &&
           same("state", line->state, output->state) && same("stop", line->stop, output->stop) &&
           same("step", line->step, output->step) && same("set", line->set, output->set) &&
           same("rep", line->rep, output->rep) && same("easier", line->easier, output->easier) &&
           same("left", line->left > LEFT_NOTHING, output->state_left_ms > 0);
}

/* When what is said became true: a boundary at its own time, everything else when it was said. */
static uint32_t expected_at_ms(const struct line *line, const limber_event *event,
                               const limber_output *before) {
    if (line->again) {
        return before->at_ms + before->state_left_ms;
    }
    bool passes = event->at_ms > before->at_ms && event->at_ms <= LIMBER_SESSION_TIME_MAX_MS;
    return passes ? event->at_ms : before->at_ms;
}

static bool replay_call(const struct line *line, const limber_plan *plan, struct moment *moment) {
    limber_plan other = *plan;
    other.step[other.step_count - 1].reps++;
    limber_event event = choose_event(line, plan, moment);
    limber_session before = moment->session;
    limber_output output;
    limber_error error = limber_session_step(
        &moment->session, line->event == MODEL_OTHER_PLAN ? &other : plan, &event, &output);
    moment->event = event;
    moment->left = line->left;
    if (!same("error", line->error, error) || !same("state", line->state, moment->session.state) ||
        !same("cause", line->stop, moment->session.stop)) {
        return false;
    }
    if (error == LIMBER_OK) {
        uint32_t at_ms = expected_at_ms(line, &event, &moment->output);
        moment->output = output;
        return same_output(line, &output) && same("time", (int)at_ms, (int)output.at_ms);
    }
    /* An error says nothing, and unless it stopped the session nothing has changed. */
    static const limber_output nothing;
    bool changed = memcmp(&before, &moment->session, sizeof before) != 0;
    moment->output.again = 0;
    if (error == LIMBER_ERROR_PLAN) {
        moment->output.state = LIMBER_STATE_STOPPED;
        changed = false;
    }
    return same("output", 0, memcmp(&output, &nothing, sizeof output) != 0) &&
           same("changed", 0, changed);
}

/* The events since the session began, or since the place from which it went on. */
static void tell_line(const struct line *line) {
    static const char *const events[] = {"tick",       "go",       "pause",      "stop",
                                         "skip",       "easier",   "pain green", "symptom",
                                         "pain amber", "pain red", "garbage",    "other plan"};
    static const char *const whens[] = {"old", "soon", "later", "due", "beyond"};
    if (line->kind == LINE_CALL) {
        fprintf(stderr, "#   %s, %s => %s %s in the model\n", events[line->event],
                whens[line->when], limber_cue_name(line->cue), limber_state_name(line->state));
    }
}

static void tell(const struct line *wrong, uint64_t seed) {
    const struct line *first = wrong;
    while (first > lines && first->kind == LINE_CALL && wrong - first < TOLD_LINES_MAX) {
        first--;
    }
    for (const struct line *line = first; line <= wrong; line++) {
        tell_line(line);
    }
    fprintf(stderr, "#   line %td of the calls, seed %llu\n", wrong - lines + 1,
            (unsigned long long)seed);
}

static bool replay_line(const struct line *line, const limber_plan *plan, struct moment *moment) {
    switch (line->kind) {
    case LINE_BEGIN:
        return begin(plan, line->place != 0, moment);
    case LINE_KEEP:
        places[line->place] = *moment;
        return true;
    case LINE_TAKE:
        *moment = places[line->place];
        moment->output.again = 0; /* whatever waited there is another event here */
        return true;
    default:
        return replay_call(line, plan, moment);
    }
}

/* ---- Reading. ----------------------------------------------------------------------------------
 */

/* Exactly `count` small numbers. */
static bool read_numbers(const char *text, int *numbers, int count) {
    for (int i = 0; i < count; i++) {
        char *end;
        long number = strtol(text, &end, 10);
        if (end == text || number < 0 || number >= PLACES_MAX) {
            return false;
        }
        numbers[i] = (int)number;
        text = end;
    }
    return *text == '\n';
}

static bool read_call(const char *text, struct line *out) {
    int n[12];
    if (!read_numbers(text, n, 12) || n[0] >= MODEL_EVENT_COUNT || n[1] >= WHEN_COUNT) {
        return false;
    }
    *out = (struct line){LINE_CALL, 0,    n[0], n[1], n[2], n[3],  n[4],
                         n[5],      n[6], n[7], n[8], n[9], n[10], n[11]};
    return true;
}

static bool read_line(const char *text, struct line *out) {
    static const char *const words[] = {"begin ", "call ", "keep ", "take "};
    for (int i = 0; i < 4; i++) {
        size_t length = strlen(words[i]);
        if (strncmp(text, words[i], length) != 0) {
            continue;
        }
        if (i == LINE_CALL) {
            return read_call(text + length, out);
        }
        *out = (struct line){.kind = (enum line_kind)i};
        return read_numbers(text + length, &out->place, 1);
    }
    return false;
}

static bool read_lines(void) {
    char text[128];
    while (fgets(text, sizeof text, stdin) != NULL) {
        if (line_count == LINES_MAX || !read_line(text, &lines[line_count])) {
            fprintf(stderr, "# cannot read line %zu: %s", line_count + 1, text);
            return false;
        }
        line_count++;
    }
    return line_count > 0;
}

int main(int argc, char **argv) {
    if (argc != 2 || !read_lines()) {
        fprintf(stderr, "usage: %s SEED < CALLS\n", argv[0]);
        return 2;
    }
    uint64_t seed = strtoull(argv[1], NULL, 10);
    random_state = seed;
    limber_plan plan = model_plan();
    struct moment moment = {0};
    size_t calls = 0;
    for (const struct line *line = lines; line < lines + line_count; line++) {
        if (!replay_line(line, &plan, &moment)) {
            tell(line, seed);
            return 1;
        }
        calls += line->kind == LINE_CALL;
    }
    printf("%zu calls alike\n", calls);
    return 0;
}
