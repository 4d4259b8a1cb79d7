/* session.pml: the session machine of core/session.c, and somebody who does anything at any time.
 *
 * Time is abstract. Of each event only this is known: whether it is older than the last one, comes
 * before the boundary that is next, at or after it, or after the longest session; and of a hold,
 * whether more than half of it is left, since "easier" takes half of it away.
 *
 * The plan is small, but takes every way through the machine: see the steps below. README.md beside
 * this file says what is left out. check.py verifies the properties at the end, and replay.c finds
 * every difference between this machine and the one that is delivered. */

/* The numbers of core/limber.h; replay.c finds one that differs. */
#define STOPPED 0
#define PAUSED  1
#define READY   2
#define MOVE    3
#define HOLD    4
#define REST    5
#define DONE    6

#define TICK       0
#define GO         1
#define PAUSE      2
#define STOP       3
#define SKIP       4
#define EASIER     5
#define PAIN_GREEN 6  /* up to the limit to go on */
#define SYMPTOM    7
#define PAIN_AMBER 8  /* between the limits */
#define PAIN_RED   9  /* from the limit to stop on */
#define GARBAGE    10 /* an unknown kind, or a value out of range */
#define OTHER_PLAN 11 /* any event, with another plan than the session's own */

#define CUE_NONE         0
#define CUE_GET_READY    1
#define CUE_OTHER_SIDE   2
#define CUE_MOVE         3
#define CUE_HOLD         4
#define CUE_REST         5
#define CUE_PAUSED       6
#define CUE_RESUMED      7
#define CUE_EASIER       8
#define CUE_EASE_OR_SKIP 9
#define CUE_STOPPED      10
#define CUE_DONE         11

#define CAUSE_NOT_BEGUN 0
#define CAUSE_PERSON    1
#define CAUSE_PAIN      2
#define CAUSE_SYMPTOM   3
#define CAUSE_INTERNAL  4

#define ERROR_OK       0
#define ERROR_ARGUMENT 1
#define ERROR_TIME     2
#define ERROR_PLAN     3

/* When an event comes. */
#define OLD    0 /* before the last one */
#define SOON   1 /* before the next boundary, and no later part of a hold than before */
#define LATER  2 /* before the next boundary, but now in the second half of a hold */
#define DUE    3 /* at the next boundary, or after it */
#define BEYOND 4 /* after the longest session */

/* What is left of the present state, while it runs or waits for GO. */
#define NOTHING 0 /* its end has come: whatever is said next comes late */
#define SOME    1
#define MOST    2 /* of a hold at its full length: more than "easier" would take away */

/* The plan. Step 0: movements in two sets with a rest. Steps 1 and 2: a movement into a hold, on
 * both sides. Step 3: a hold without a movement, in two sets without a rest. */
#define STEPS             4
#define technique(index)  ((index) == 0 -> 0 : ((index) == 3 -> 2 : 1))
#define sets(index)       ((index) == 0 || (index) == 3 -> 2 : 1)
#define full_reps(index)  ((index) == 0 -> 3 : ((index) == 3 -> 1 : 2))
#define moves(index)      ((index) != 3)
#define holds(index)      ((index) != 0)
#define rests(index)      ((index) == 0)
#define other_side(index) ((index) == 2)
#define after_technique   (step == 0 -> 1 : (step == 3 -> 4 : 3))

/* "Easier" takes half of a hold; where there is none, half of the repetitions. */
#define reps (easier && !holds(step) -> (full_reps(step) + 1) / 2 : full_reps(step))

/* The session. */
bool begun = false;   /* limber_session_begin was called */
bool refused = false; /* ... and said no */
byte state = STOPPED;
byte resume = STOPPED; /* while paused, otherwise STOPPED: of no use */
byte cause = CAUSE_NOT_BEGUN;
byte step = 0;
byte set = 0;
byte rep = 0;
bool easier = false;
byte left = NOTHING;

/* The call: what is asked, and what is said. */
bool asked = false;
byte event = TICK;
byte when = OLD;
byte error = ERROR_OK;
byte cue = CUE_NONE;
bool again = false;
byte before = STOPPED; /* the state in which the last call found the session */

#define running (READY <= state && state <= REST)
#define stops_at_once (event == STOP || event == SYMPTOM || event == PAIN_RED)
#define takes_its_turn (!stops_at_once && event != GARBAGE)

/* ---- Going on by itself, one boundary at a time. ---------------------------------------------- */

inline enter(new_state, new_cue) {
    state = new_state;
    resume = STOPPED;
    left = SOME;
    cue = new_cue
}

inline enter_hold() {
    enter(HOLD, CUE_HOLD);
    left = (easier -> SOME : MOST)
}

inline enter_rep() {
    if
    :: moves(step) -> enter(MOVE, CUE_MOVE)
    :: else -> enter_hold()
    fi
}

inline enter_step(index) {
    if
    :: index >= STEPS ->
        enter(DONE, CUE_DONE);
        left = NOTHING
    :: else ->
        step = index;
        set = 0;
        rep = 0;
        easier = easier && other_side(step);
        enter(READY, (other_side(step) -> CUE_OTHER_SIDE : CUE_GET_READY))
    fi
}

inline enter_set() {
    set++;
    rep = 1;
    enter_rep()
}

inline end_rep() {
    if
    :: rep < reps ->
        rep++;
        enter_rep()
    :: else ->
        rep = 0;
        if
        :: set >= sets(step) -> enter_step(step + 1)
        :: else ->
            if
            :: rests(step) -> enter(REST, CUE_REST)
            :: else -> enter_set()
            fi
        fi
    fi
}

inline cross_boundary() {
    again = true;
    if
    :: state == READY || state == REST -> enter_set()
    :: state == MOVE && holds(step) -> enter_hold()
    :: else -> end_rep()
    fi
}

/* ---- What a person or the shell says. ---------------------------------------------------------- */

inline stop(new_cause) {
    state = STOPPED;
    resume = STOPPED;
    left = NOTHING;
    cause = (new_cause > cause -> new_cause : cause);
    cue = CUE_STOPPED
}

inline pause(new_cue) {
    if
    :: running ->
        resume = state;
        state = PAUSED
    :: else
    fi;
    cue = (state == PAUSED -> new_cue : CUE_NONE)
}

inline go() {
    if
    :: state == PAUSED ->
        state = resume;
        resume = STOPPED;
        cue = (state == READY -> CUE_GET_READY : CUE_RESUMED)
    :: else
    fi
}

inline skip_technique() {
    if
    :: running || state == PAUSED ->
        easier = false;
        enter_step(after_technique);
        if
        :: before == PAUSED && running -> pause(CUE_PAUSED)
        :: else
        fi
    :: else
    fi
}

inline make_easier() {
    if
    :: !easier && (running || state == PAUSED) ->
        easier = true;
        cue = CUE_EASIER;
        if
        :: state == HOLD || resume == HOLD -> left = (left == MOST -> SOME : NOTHING)
        :: else
        fi
    :: else
    fi
}

inline take() {
    if
    :: event == TICK || event == PAIN_GREEN
    :: event == GO -> go()
    :: event == PAUSE -> pause(CUE_PAUSED)
    :: event == STOP -> stop(CAUSE_PERSON)
    :: event == SKIP -> skip_technique()
    :: event == EASIER -> make_easier()
    :: event == SYMPTOM -> stop(CAUSE_SYMPTOM)
    :: event == PAIN_AMBER -> pause(CUE_EASE_OR_SKIP)
    :: event == PAIN_RED -> stop(CAUSE_PAIN)
    fi
}

inline pass_time() {
    if
    :: when == LATER -> left = SOME
    :: else
    fi
}

/* limber_session_step */
inline call() {
    error = ERROR_OK;
    cue = CUE_NONE;
    again = false;
    before = state;
    if
    :: refused || event == OTHER_PLAN ->
        stop(CAUSE_INTERNAL);
        cue = CUE_NONE;
        error = ERROR_PLAN
    :: else ->
        if
        :: event == GARBAGE -> error = ERROR_ARGUMENT
        :: takes_its_turn && when == BEYOND -> error = ERROR_ARGUMENT
        :: takes_its_turn && when == OLD -> error = ERROR_TIME
        :: takes_its_turn && when == DUE -> cross_boundary()
        :: else ->
            pass_time();
            take()
        fi
    fi
}

/* Written by a simulation, and by a search that is compiled with -DPRINTF. */
inline write_session() {
    printf(" %d %d %d %d %d %d %d %d %d", refused, state, resume, cause, step, set, rep, easier,
           left)
}

active proctype machine() {
    do
    :: d_step {
           asked ->
           printf("call");
           write_session();
           call();
           printf(" %d %d %d %d %d", event, when, error, cue, again);
           write_session();
           printf("\n");
           event = TICK;
           when = OLD;
           asked = false
       }
    od
}

/* ---- Somebody who does anything at any time. --------------------------------------------------- */

inline begin() {
    d_step {
        begun = true;
        state = PAUSED;
        resume = READY;
        left = SOME
    }
}

inline refuse() {
    d_step {
        begun = true;
        refused = true
    }
}

inline choose_calm_event() {
    if
    :: event = TICK
    :: event = GO
    :: event = PAUSE
    :: event = SKIP
    :: event = EASIER
    :: event = PAIN_GREEN
    :: event = PAIN_AMBER
    fi
}

inline choose_grave_event() {
    if
    :: event = STOP
    :: event = SYMPTOM
    :: event = PAIN_RED
    :: event = GARBAGE
    :: event = OTHER_PLAN
    fi
}

/* Whatever can be: only what runs can be due. */
inline choose_when() {
    if
    :: when = OLD
    :: when = BEYOND
    :: !running || left != NOTHING -> when = SOON
    :: state == HOLD && left == MOST -> when = LATER
    :: running -> when = DUE
    fi
}

#ifndef ODDS

inline begin_or_refuse() {
    if
    :: begin()
    :: refuse()
    fi
}

inline choose() {
    if
    :: choose_calm_event()
    :: choose_grave_event()
    fi;
    choose_when()
}

#else /* no other possibilities, but the odds of somebody who means to get through a session */

byte waits = TICK; /* it comes again more often than not */

#define FIVE_TIMES_OF_SIX :: true :: true :: true :: true :: true

inline begin_or_refuse() {
    if
    FIVE_TIMES_OF_SIX
    :: refuse()
    fi;
    if
    :: !begun -> begin()
    :: else
    fi
}

inline choose() {
    if
    :: again -> event = waits
    :: again -> event = waits
    :: event = TICK
    :: event = TICK
    :: event = GO
    :: choose_calm_event()
    fi;
    if
    FIVE_TIMES_OF_SIX
    ::  if
        FIVE_TIMES_OF_SIX
        :: choose_grave_event()
        fi
    fi;
    if
    :: choose_when()
    :: running -> when = DUE
    :: running -> when = DUE
    :: !running || left != NOTHING -> when = SOON
    fi;
    waits = event
}

#endif

active proctype environment() {
    begin_or_refuse();
    do
    :: atomic {
           !asked ->
           choose();
           asked = true
       }
    od
}

/* ---- What must hold. --------------------------------------------------------------------------- */

#ifndef ODDS

#define stopped   (begun && state == STOPPED)
#define paused    (state == PAUSED)
#define done      (state == DONE)
#define trusted   (!refused && event != OTHER_PLAN)
#define sound     (trusted && event != GARBAGE)
#define in_time   (when == SOON || when == LATER)
#define work_cue                                                                                   \
    (cue == CUE_GET_READY || cue == CUE_OTHER_SIDE || cue == CUE_MOVE || cue == CUE_HOLD ||        \
     cue == CUE_REST || cue == CUE_RESUMED || cue == CUE_EASIER)

/* Once asked, nothing happens but the answer: what holds as soon as it is given, one step later. */
#define answer(what) (asked U (!asked && (what)))

ltl stop_is_taken_in_the_very_next_step_from_any_state {
    [] ((asked && stops_at_once) -> answer(stopped))
}

ltl stop_is_said_whenever_it_comes {
    [] ((asked && sound && stops_at_once) ->
        answer(cue == CUE_STOPPED && error == ERROR_OK && !again))
}

ltl stop_is_latched {
    [] (stopped -> [] stopped)
}

ltl stop_is_followed_by_no_cue_to_work {
    [] (stopped -> [] !work_cue)
}

ltl stop_cause_only_becomes_graver {
    [] ((cause >= CAUSE_PERSON -> [] (cause >= CAUSE_PERSON)) &&
        (cause >= CAUSE_PAIN -> [] (cause >= CAUSE_PAIN)) &&
        (cause >= CAUSE_SYMPTOM -> [] (cause >= CAUSE_SYMPTOM)) &&
        (cause >= CAUSE_INTERNAL -> [] (cause >= CAUSE_INTERNAL)))
}

ltl stop_has_the_cause_that_was_given_or_a_graver_one {
    [] (((asked && sound && event == STOP) -> answer(cause >= CAUSE_PERSON)) &&
        ((asked && sound && event == PAIN_RED) -> answer(cause >= CAUSE_PAIN)) &&
        ((asked && sound && event == SYMPTOM) -> answer(cause >= CAUSE_SYMPTOM)))
}

ltl other_plan_or_a_refused_session_stops_without_a_cue {
    [] ((asked && !trusted) ->
        answer(stopped && cause == CAUSE_INTERNAL && cue == CUE_NONE && error == ERROR_PLAN))
}

ltl done_is_left_for_stopped_only {
    [] (done -> [] (done || stopped))
}

ltl paused_goes_on_after_go_only {
    [] ((paused && asked && event != GO) -> answer(!running))
}

ltl paused_stays_paused_when_it_is_skipped_unless_nothing_follows {
    [] ((paused && asked && event == SKIP) -> answer(paused || done || stopped))
}

ltl amber_pain_pauses_what_runs {
    [] ((asked && sound && event == PAIN_AMBER && in_time && running) ->
        answer(paused && cue == CUE_EASE_OR_SKIP))
}

ltl nothing_goes_on_before_it_is_due {
    [] ((asked && sound && event == TICK && in_time) -> answer(cue == CUE_NONE && state == before))
}

ltl old_and_wrong_events_change_nothing {
    [] ((asked && trusted && (event == GARBAGE || (!in_time && when != DUE && !stops_at_once))) ->
        answer(error != ERROR_OK && cue == CUE_NONE && state == before))
}

ltl late_event_waits_for_the_boundary {
    [] ((asked && sound && when == DUE && !stops_at_once) -> answer(again && (running || done)))
}

ltl late_event_is_taken_in_the_end {
    [] (again -> <> !again)
}

#endif
