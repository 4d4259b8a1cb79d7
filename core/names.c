/* The one place where the core's numbers get their names. */
#include "programme.h"

#include <stddef.h>

#define NAME(list, index)                                                                          \
    ((index) >= 0 && (size_t)(index) < sizeof(list) / sizeof *(list) ? (list)[index] : NULL)

#define COVERS(list, count)                                                                        \
    _Static_assert(sizeof(list) / sizeof *(list) == (count), "a name for every number")

const char *limber_answer_name(int answer) {
    static const char *const names[] = {"missing", "no", "yes", "unknown"};
    COVERS(names, LIMBER_ANSWER_COUNT);
    return NAME(names, answer);
}

const char *limber_disposition_name(int disposition) {
    static const char *const names[] = {"incomplete", "proceed", "professional", "urgent",
                                        "emergency"};
    COVERS(names, LIMBER_DISPOSITION_COUNT);
    return NAME(names, disposition);
}

const char *limber_form_name(int form) {
    static const char *const names[] = {"full", "short"};
    COVERS(names, LIMBER_FORM_COUNT);
    return NAME(names, form);
}

const char *limber_clears_name(int clears) {
    static const char *const names[] = {"been-seen", "full-screening", "answer"};
    COVERS(names, LIMBER_CLEARS_COUNT);
    return NAME(names, clears);
}

const char *limber_override_name(int override) {
    static const char *const names[] = {"never", "agreed"};
    COVERS(names, LIMBER_OVERRIDE_COUNT);
    return NAME(names, override);
}

const char *limber_fact_name(int fact) {
    static const char *const names[] = {"worked", "stopped", "pain", "next-day"};
    COVERS(names, LIMBER_FACT_COUNT);
    return NAME(names, fact);
}

const char *limber_phase_name(int phase) {
    static const char *const names[] = {"warm-up", "mobilise", "stretch", "release", "cool-down"};
    COVERS(names, LIMBER_PHASE_COUNT);
    return NAME(names, phase);
}

const char *limber_side_name(int side) {
    static const char *const names[] = {"none", "left", "right"};
    COVERS(names, LIMBER_SIDE_COUNT);
    return NAME(names, side);
}

const char *limber_outcome_name(int outcome) {
    static const char *const names[] = {"not-screened", "planned",      "stale", "pain",
                                        "time",         "nothing-fits", "enough"};
    COVERS(names, LIMBER_OUTCOME_COUNT);
    return NAME(names, outcome);
}

const char *limber_left_out_name(int left_out) {
    static const char *const names[] = {"not",     "screening", "position",      "equipment",
                                        "pain",    "region",    "stretch-limit", "time",
                                        "warm-up", "locked",    "day-limit",     "week-limit",
                                        "partner", "wish",      "worth"};
    COVERS(names, LIMBER_LEFT_OUT_COUNT);
    return NAME(names, left_out);
}

const char *limber_state_name(int state) {
    static const char *const names[] = {"stopped", "paused", "ready", "move",
                                        "hold",    "rest",   "done"};
    COVERS(names, LIMBER_STATE_COUNT);
    return NAME(names, state);
}

const char *limber_event_name(int event) {
    static const char *const names[] = {"tick", "go",     "pause", "stop",
                                        "skip", "easier", "pain",  "symptom"};
    COVERS(names, LIMBER_EVENT_COUNT);
    return NAME(names, event);
}

const char *limber_cue_name(int cue) {
    static const char *const names[] = {"none",   "get-ready",    "other-side", "move",
                                        "hold",   "rest",         "paused",     "resumed",
                                        "easier", "ease-or-skip", "stopped",    "done"};
    COVERS(names, LIMBER_CUE_COUNT);
    return NAME(names, cue);
}

const char *limber_stop_name(int stop) {
    static const char *const names[] = {"not-begun", "person", "pain", "symptom", "internal"};
    COVERS(names, LIMBER_STOP_COUNT);
    return NAME(names, stop);
}

const char *limber_error_name(limber_error error) {
    static const char *const names[] = {"ok", "argument", "time", "plan"};
    COVERS(names, LIMBER_ERROR_COUNT);
    return NAME(names, error);
}

const char *limber_weekday_name(int index) {
    static const char *const names[] = {"monday", "tuesday",  "wednesday", "thursday",
                                        "friday", "saturday", "sunday"};
    COVERS(names, LIMBER_WEEK_DAYS);
    return NAME(names, index);
}

const char *limber_fate_name(int fate) {
    static const char *const names[] = {"unknown",     "less",      "no-session", "closed",
                                        "not-running", "other-day", "left-out",   "alike",
                                        "together",    "done"};
    COVERS(names, LIMBER_FATE_COUNT);
    return NAME(names, fate);
}

const char *limber_differs_name(int index) {
    static const char *const names[] = {"unknown", "sets",       "reps", "hold",
                                        "stretch", "week-times", "less"};
    COVERS(names, LIMBER_DIFFERS_COUNT);
    return NAME(names, index);
}

const char *limber_programme_differs_name(int index) {
    static const char *const names[] = {"future", "expired", "stretch", "time", "week-stretch"};
    COVERS(names, LIMBER_PROGRAMME_DIFFERS_COUNT);
    return NAME(names, index);
}
