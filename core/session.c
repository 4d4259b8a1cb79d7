/* The session machine. Nothing happens between two calls: time passes only as events carry it. */
#include "limber.h"

#include <string.h>

static bool running(const limber_session *session) {
    return session->state == LIMBER_STATE_READY || session->state == LIMBER_STATE_MOVE ||
           session->state == LIMBER_STATE_HOLD || session->state == LIMBER_STATE_REST;
}

static bool working(const limber_session *session) {
    return session->state == LIMBER_STATE_MOVE || session->state == LIMBER_STATE_HOLD;
}

/* FNV-1a over what the machine reads of a plan. */
static uint32_t plan_hash(const limber_plan *plan) {
    const uint8_t *steps = (const uint8_t *)plan->step;
    uint32_t hash = UINT32_C(2166136261);
    for (size_t i = 0; i < plan->step_count * sizeof *plan->step; i++) {
        hash = (hash ^ steps[i]) * UINT32_C(16777619);
    }
    return hash;
}

/* A session object that this machine could not have left behind. */
static bool damaged(const limber_session *session, const limber_plan *plan) {
    if (plan->step_count > LIMBER_STEP_MAX || session->plan_hash != plan_hash(plan) ||
        session->step >= plan->step_count || session->state >= LIMBER_STATE_COUNT ||
        session->stop >= LIMBER_STOP_COUNT || session->at_ms > LIMBER_SESSION_TIME_MAX_MS) {
        return true;
    }
    const limber_step *step = &plan->step[session->step];
    if (session->set > step->sets || session->rep > step->reps) {
        return true;
    }
    uint64_t longest_ms = (uint64_t)step->change_ms + step->duration_ms;
    if (running(session)) {
        /* an end before now wraps to a great number */
        return session->state_end_ms - session->at_ms > longest_ms;
    }
    return session->state == LIMBER_STATE_PAUSED &&
           (session->resume_state < LIMBER_STATE_READY ||
            session->resume_state > LIMBER_STATE_REST || session->state_left_ms > longest_ms);
}

static uint32_t hold_ms(const limber_session *session, const limber_step *step) {
    if (!session->easier || step->hold_ms <= session->easier_hold_min_ms) {
        return step->hold_ms;
    }
    uint32_t half_ms = step->hold_ms / 2;
    return half_ms > session->easier_hold_min_ms ? half_ms : session->easier_hold_min_ms;
}

static uint16_t reps(const limber_session *session, const limber_step *step) {
    bool fewer = session->easier && step->hold_ms == 0;
    return fewer ? (uint16_t)((step->reps + 1) / 2) : step->reps;
}

static void pass_time(limber_session *session, uint32_t at_ms) {
    if (at_ms <= session->at_ms) {
        return;
    }
    if (working(session)) { /* a late STOP may come after the work was due to end */
        uint32_t end_ms = at_ms < session->state_end_ms ? at_ms : session->state_end_ms;
        session->worked_ms += end_ms - session->at_ms;
    }
    session->at_ms = at_ms;
}

static uint8_t enter(limber_session *session, uint8_t state, uint32_t for_ms, uint8_t cue) {
    session->state = state;
    session->state_end_ms = session->at_ms + for_ms;
    return cue;
}

/* ---- Going on by itself, one boundary at a time; each function returns the cue. ----------------
 */

static uint8_t enter_rep(limber_session *session, const limber_step *step) {
    if (step->move_ms > 0) {
        return enter(session, LIMBER_STATE_MOVE, step->move_ms, LIMBER_CUE_MOVE);
    }
    return enter(session, LIMBER_STATE_HOLD, hold_ms(session, step), LIMBER_CUE_HOLD);
}

/* Never the first step: that one is entered by limber_session_begin. */
static uint8_t enter_step(limber_session *session, const limber_plan *plan, int index) {
    if (index >= plan->step_count) {
        return enter(session, LIMBER_STATE_DONE, 0, LIMBER_CUE_DONE);
    }
    const limber_step *step = &plan->step[index];
    bool other_side = plan->step[index - 1].technique == step->technique;
    session->easier = session->easier && other_side;
    session->step = (uint8_t)index;
    session->set = 0;
    session->rep = 0;
    return enter(session, LIMBER_STATE_READY, step->change_ms + step->ready_ms,
                 other_side ? LIMBER_CUE_OTHER_SIDE : LIMBER_CUE_GET_READY);
}

static uint8_t enter_set(limber_session *session, const limber_step *step) {
    session->set++;
    session->rep = 1;
    return enter_rep(session, step);
}

static uint8_t end_rep(limber_session *session, const limber_plan *plan) {
    const limber_step *step = &plan->step[session->step];
    if (session->rep < reps(session, step)) {
        session->rep++;
        return enter_rep(session, step);
    }
    session->rep = 0;
    if (session->set >= step->sets) {
        return enter_step(session, plan, session->step + 1);
    }
    if (step->rest_ms > 0) {
        return enter(session, LIMBER_STATE_REST, step->rest_ms, LIMBER_CUE_REST);
    }
    return enter_set(session, step);
}

static uint8_t cross_boundary(limber_session *session, const limber_plan *plan) {
    const limber_step *step = &plan->step[session->step];
    pass_time(session, session->state_end_ms);
    if (session->state == LIMBER_STATE_READY || session->state == LIMBER_STATE_REST) {
        return enter_set(session, step);
    }
    if (session->state == LIMBER_STATE_MOVE && step->hold_ms > 0) {
        return enter(session, LIMBER_STATE_HOLD, hold_ms(session, step), LIMBER_CUE_HOLD);
    }
    return end_rep(session, plan);
}

/* ---- What a person or the shell says. ----------------------------------------------------------
 */

/* Latched. Of several causes the graver one is kept. */
static uint8_t stop(limber_session *session, uint8_t cause) {
    session->state = LIMBER_STATE_STOPPED;
    session->stop = cause > session->stop ? cause : session->stop;
    return LIMBER_CUE_STOPPED;
}

static uint8_t pause(limber_session *session, uint8_t cue) {
    if (running(session)) {
        session->resume_state = session->state;
        session->state_left_ms = session->state_end_ms - session->at_ms;
        session->state = LIMBER_STATE_PAUSED;
    }
    return session->state == LIMBER_STATE_PAUSED ? cue : LIMBER_CUE_NONE;
}

static uint8_t go(limber_session *session) {
    if (session->state != LIMBER_STATE_PAUSED) {
        return LIMBER_CUE_NONE;
    }
    bool step_begins = session->resume_state == LIMBER_STATE_READY;
    return enter(session, session->resume_state, session->state_left_ms,
                 step_begins ? LIMBER_CUE_GET_READY : LIMBER_CUE_RESUMED);
}

static uint8_t skip(limber_session *session, const limber_plan *plan) {
    bool paused = session->state == LIMBER_STATE_PAUSED;
    if (!paused && !running(session)) {
        return LIMBER_CUE_NONE;
    }
    int sides_left = plan->step[session->step].side == LIMBER_SIDE_LEFT ? 2 : 1;
    session->easier = 0; /* belongs to the technique that is left, on both its sides */
    uint8_t cue = enter_step(session, plan, session->step + sides_left);
    return paused && running(session) ? pause(session, LIMBER_CUE_PAUSED) : cue;
}

static uint8_t easier(limber_session *session, const limber_plan *plan) {
    bool paused = session->state == LIMBER_STATE_PAUSED;
    if (session->easier || (!paused && !running(session))) {
        return LIMBER_CUE_NONE;
    }
    const limber_step *step = &plan->step[session->step];
    uint32_t full_ms = hold_ms(session, step);
    session->easier = 1;
    uint32_t less_ms = full_ms - hold_ms(session, step);
    if (paused && session->resume_state == LIMBER_STATE_HOLD) {
        session->state_left_ms -=
            less_ms < session->state_left_ms ? less_ms : session->state_left_ms;
    } else if (session->state == LIMBER_STATE_HOLD) {
        uint32_t left_ms = session->state_end_ms - session->at_ms;
        session->state_end_ms -= less_ms < left_ms ? less_ms : left_ms;
    }
    return LIMBER_CUE_EASIER;
}

/* SAFETY 1.4: up to the lower limit go on, above it ease or swap, from the upper one on stop. */
static uint8_t pain(limber_session *session, uint8_t value) {
    if (value >= session->pain_stop_min) {
        return stop(session, LIMBER_STOP_PAIN);
    }
    return value > session->pain_continue_max ? pause(session, LIMBER_CUE_EASE_OR_SKIP)
                                              : LIMBER_CUE_NONE;
}

/* Whatever value comes with a STOP or a symptom: it is one. */
static bool event_in_range(const limber_event *event) {
    if (event->kind == LIMBER_EVENT_STOP || event->kind == LIMBER_EVENT_SYMPTOM) {
        return true;
    }
    return event->kind < LIMBER_EVENT_COUNT &&
           event->value <= (event->kind == LIMBER_EVENT_PAIN ? LIMBER_SCALE_MAX : 0);
}

static bool stops_at_once(const limber_session *session, const limber_event *event) {
    return event->kind == LIMBER_EVENT_STOP || event->kind == LIMBER_EVENT_SYMPTOM ||
           (event->kind == LIMBER_EVENT_PAIN && event->value >= session->pain_stop_min);
}

static uint8_t take(limber_session *session, const limber_plan *plan, const limber_event *event) {
    switch (event->kind) {
    case LIMBER_EVENT_GO:
        return go(session);
    case LIMBER_EVENT_PAUSE:
        return pause(session, LIMBER_CUE_PAUSED);
    case LIMBER_EVENT_STOP:
        return stop(session, LIMBER_STOP_PERSON);
    case LIMBER_EVENT_SKIP:
        return skip(session, plan);
    case LIMBER_EVENT_EASIER:
        return easier(session, plan);
    case LIMBER_EVENT_PAIN:
        return pain(session, event->value);
    case LIMBER_EVENT_SYMPTOM:
        return stop(session, LIMBER_STOP_SYMPTOM);
    default:
        return LIMBER_CUE_NONE;
    }
}

/* ---- Reporting. --------------------------------------------------------------------------------
 */

static uint32_t rep_ms(const limber_session *session, const limber_step *step) {
    return step->move_ms + hold_ms(session, step);
}

static uint32_t state_left_ms(const limber_session *session) {
    if (running(session)) {
        return session->state_end_ms - session->at_ms;
    }
    return session->state == LIMBER_STATE_PAUSED ? session->state_left_ms : 0;
}

/* What follows the present state in the present step. */
static uint32_t step_rest_ms(const limber_session *session, const limber_step *step) {
    uint8_t state = session->state == LIMBER_STATE_PAUSED ? session->resume_state : session->state;
    uint16_t set_reps = reps(session, step);
    uint32_t sets_left = (uint32_t)(step->sets - session->set);
    uint32_t rests_left = sets_left;
    if (state == LIMBER_STATE_READY || state == LIMBER_STATE_REST) {
        rests_left -= sets_left > 0; /* the next set needs no rest before it any more */
    }
    uint32_t left_ms = sets_left * set_reps * rep_ms(session, step) + rests_left * step->rest_ms;
    if (state == LIMBER_STATE_MOVE) {
        left_ms += hold_ms(session, step);
    }
    if (session->rep > 0 && session->rep < set_reps) {
        left_ms += (uint32_t)(set_reps - session->rep) * rep_ms(session, step);
    }
    return left_ms;
}

static uint32_t session_left_ms(const limber_session *session, const limber_plan *plan) {
    if (!running(session) && session->state != LIMBER_STATE_PAUSED) {
        return 0;
    }
    const limber_step *step = &plan->step[session->step];
    uint32_t left_ms = state_left_ms(session) + step_rest_ms(session, step);
    limber_session other_side = *session;
    for (int i = session->step + 1; i < plan->step_count; i++) {
        const limber_step *next = &plan->step[i];
        other_side.easier = other_side.easier && next->technique == step->technique;
        left_ms += next->change_ms + next->ready_ms + (uint32_t)(next->sets - 1) * next->rest_ms +
                   (uint32_t)next->sets * reps(&other_side, next) * rep_ms(&other_side, next);
    }
    return left_ms;
}

static void report(const limber_session *session, const limber_plan *plan, uint8_t cue,
                   limber_output *out) {
    uint16_t set_reps = reps(session, &plan->step[session->step]);
    out->at_ms = session->at_ms;
    out->state_left_ms = state_left_ms(session);
    out->session_left_ms = session_left_ms(session, plan);
    out->rep = session->rep;
    out->reps = set_reps > session->rep ? set_reps : session->rep;
    out->easier = session->easier;
    out->set = session->set;
    out->step = session->step;
    out->cue = cue;
    out->state = session->state;
    out->stop = session->stop;
}

/* ---- The public face. --------------------------------------------------------------------------
 */

limber_error limber_session_begin(const limber_catalogue *catalogue,
                                  const limber_screening *screening, const limber_record *record,
                                  const limber_plan *plan, limber_session *out) {
    memset(out, 0, sizeof *out);
    limber_error error = limber_plan_check(catalogue, screening, record, plan);
    if (error != LIMBER_OK) {
        return error;
    }
    const limber_limits *limits = &catalogue->limits;
    int risen = plan->pain + limits->pain_rise_max;
    out->plan_hash = plan_hash(plan);
    out->state = LIMBER_STATE_PAUSED;
    out->resume_state = LIMBER_STATE_READY;
    out->state_left_ms = plan->step[0].change_ms + plan->step[0].ready_ms;
    out->pain_continue_max =
        risen < limits->pain_continue_max ? (uint8_t)risen : limits->pain_continue_max;
    out->pain_stop_min = limits->pain_stop_min;
    out->easier_hold_min_ms = limits->easier_hold_min_ms;
    return LIMBER_OK;
}

limber_error limber_session_step(limber_session *session, const limber_plan *plan,
                                 const limber_event *event, limber_output *out) {
    memset(out, 0, sizeof *out);
    if (damaged(session, plan)) {
        session->state = LIMBER_STATE_STOPPED;
        session->stop = LIMBER_STOP_INTERNAL; /* whatever stood there before */
        return LIMBER_ERROR_PLAN;
    }
    if (!event_in_range(event)) {
        return LIMBER_ERROR_ARGUMENT;
    }
    uint8_t cue;
    if (stops_at_once(session, event)) {
        if (event->at_ms <= LIMBER_SESSION_TIME_MAX_MS) {
            pass_time(session, event->at_ms);
        }
        cue = take(session, plan, event);
    } else if (event->at_ms > LIMBER_SESSION_TIME_MAX_MS) {
        return LIMBER_ERROR_ARGUMENT;
    } else if (event->at_ms < session->at_ms) {
        return LIMBER_ERROR_TIME;
    } else if (running(session) && session->state_end_ms <= event->at_ms) {
        cue = cross_boundary(session, plan);
        out->again = 1;
    } else {
        pass_time(session, event->at_ms);
        cue = take(session, plan, event);
    }
    report(session, plan, cue, out);
    return LIMBER_OK;
}

uint32_t limber_session_worked_ms(const limber_session *session) {
    return session->worked_ms;
}
