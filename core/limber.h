/* limber.h: the whole public face of the core.
 *
 * The core decides; it never acts. It does no I/O, reads no clock, takes no heap, holds no globals
 * and keeps no pointer after a call: the caller owns every object. In every type below all zero is
 * the state that permits nothing. Missing, unknown or stale input only ever narrows what is
 * allowed.
 *
 * Every struct is flat, of fixed-width integers and without hidden padding, so it can be copied,
 * compared and carried into WebAssembly as bytes. Times are milliseconds unless the name says
 * otherwise; a day is the number of days since 1970-01-01.
 *
 * Indexes (technique, question, rule, region, position, equipment) are positions in the catalogue
 * that the shell was built with. Outside the program things are named by their text ids instead. */
#ifndef LIMBER_H
#define LIMBER_H

#include <stdbool.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

#define LIMBER_MUST_USE __attribute__((warn_unused_result))

/* Room for a catalogue to grow; the catalogue compiler refuses more. */
enum {
    LIMBER_QUESTION_MAX = 64,
    LIMBER_RULE_MAX = 128,
    LIMBER_PROPERTY_MAX = 32,
    LIMBER_TECHNIQUE_MAX = 64,
    LIMBER_REGION_MAX = 8,
    LIMBER_POSITION_MAX = 8,
    LIMBER_EQUIPMENT_MAX = 16,
    LIMBER_STEP_MAX = 128, /* every technique on both sides */
    LIMBER_WEEK_DAYS = 7,
    LIMBER_SLOT_MS = 5000, /* the planner's grid of time */
    LIMBER_UNIT_MAX = 24,  /* units of benefit that a region can use */
    LIMBER_DOSE_COUNT = 4, /* doses of one technique that the planner chooses from */
    LIMBER_RECENT_DAYS = 4
};

enum {
    LIMBER_AGE_MAX_YEARS = 120,
    LIMBER_SCALE_MAX = 10,   /* pain and stiffness: 0 none .. 10 */
    LIMBER_MINUTES_MAX = 240 /* a request may offer more time than a session will take */
};

/* A session with all its pauses; a later event is out of range, so that no sum can wrap. */
enum { LIMBER_SESSION_TIME_MAX_MS = 24 * 60 * 60 * 1000 };

/* An error says that the call failed; it is never advice, and the out object is then all zero.
 * Refusing to let somebody exercise is a result, not an error. Treat unknown numbers as failures.
 */
typedef int32_t limber_error;
enum {
    LIMBER_OK = 0,
    LIMBER_ERROR_ARGUMENT = 1, /* a value outside its documented range */
    LIMBER_ERROR_TIME = 2,     /* an event older than the one before it */
    LIMBER_ERROR_PLAN = 3, /* a plan that breaks a law, or another plan than the session's own */
    LIMBER_ERROR_COUNT
};

/* what a person said to a question */
enum {
    LIMBER_ANSWER_MISSING = 0,
    LIMBER_ANSWER_NO = 1,
    LIMBER_ANSWER_YES = 2,
    LIMBER_ANSWER_UNKNOWN = 3, /* "I don't know": counted as yes */
    LIMBER_ANSWER_COUNT
};

/* where a screening leads. Rules combine by maximum. Only PROCEED opens anything. */
enum {
    LIMBER_DISPOSITION_INCOMPLETE = 0,
    LIMBER_DISPOSITION_PROCEED = 1,
    LIMBER_DISPOSITION_PROFESSIONAL = 2,
    LIMBER_DISPOSITION_URGENT = 3,
    LIMBER_DISPOSITION_EMERGENCY = 4,
    LIMBER_DISPOSITION_COUNT
};

/* which questions were asked */
enum {
    LIMBER_FORM_FULL = 0,  /* all of them */
    LIMBER_FORM_SHORT = 1, /* the emergency questions before each session, the rest being recent */
    LIMBER_FORM_COUNT
};

/* What ends a finding, beside the answer being another one in the next full screening. */
enum {
    LIMBER_CLEARS_BEEN_SEEN = 0,      /* a full screening in which the person says: I was seen */
    LIMBER_CLEARS_FULL_SCREENING = 1, /* a full screening; the short form is not enough */
    LIMBER_CLEARS_ANSWER = 2,         /* the answer itself, whenever it is given */
    LIMBER_CLEARS_COUNT
};

/* May the person go on while the finding stands? */
enum {
    LIMBER_OVERRIDE_NEVER = 0,
    LIMBER_OVERRIDE_AGREED =
        1, /* once a professional who knows of it has agreed to gentle exercise */
    LIMBER_OVERRIDE_COUNT
};

/* bits: what the program noticed by itself from the record */
enum {
    LIMBER_OBSERVED_WORSE_TWICE = 1,  /* worse on the day after, twice in a row */
    LIMBER_OBSERVED_NOT_SETTLING = 2, /* weeks have passed and the pain is hardly less, or more */
    LIMBER_OBSERVED_ALL = 3
};

/* in the order in which a session goes through them */
enum {
    LIMBER_PHASE_WARM_UP = 0,
    LIMBER_PHASE_MOBILISE = 1,
    LIMBER_PHASE_STRETCH = 2,
    LIMBER_PHASE_RELEASE = 3,
    LIMBER_PHASE_COOL_DOWN = 4,
    LIMBER_PHASE_COUNT
};

enum { LIMBER_SIDE_NONE = 0, LIMBER_SIDE_LEFT = 1, LIMBER_SIDE_RIGHT = 2, LIMBER_SIDE_COUNT };

/* ---- The catalogue: immutable tables, written by the catalogue compiler or by a test. ----------
 */

/* A technique's safe range of dose. One step of a session lasts
 *   ready + sets * reps * (move + hold) + (sets - 1) * rest
 * with sets, reps and hold between their bounds. */
typedef struct {
    uint32_t ready_ms; /* to get into the start position */
    uint32_t move_ms;  /* one unhurried movement: into the hold, or one repetition */
    uint32_t hold_min_ms, hold_max_ms; /* 0: the technique is not held */
    uint32_t rest_ms;                  /* between sets */
    uint16_t reps_min, reps_max;
    uint8_t sets_min, sets_max;
    uint8_t reserved[2];
} limber_dose;

typedef struct {
    limber_dose dose;
    uint32_t properties;   /* bit per property: what about it a condition can close */
    uint16_t positions;    /* bit per start position: any one of them will do */
    uint16_t equipment[2]; /* each a set of which any one will do; 0: nothing needed */
    uint8_t region_weight[LIMBER_REGION_MAX]; /* percent of its effect, by region; sums to 100 */
    uint8_t phase;                            /* LIMBER_PHASE_* */
    uint8_t intensity;                        /* 1 gentle, 2 moderate, 3 strong */
    uint8_t two_sided;                        /* 1: done on the left, then equally on the right */
    uint8_t anyone_stiff;                     /* 1: serves everybody, whichever region is stiff */
    uint8_t day_times_max;                    /* so often in a day; 0: never */
    uint8_t week_times_max;                   /* so often in seven days; 0: never */
    uint8_t partner;                          /* 1: somebody else must be there to help */
    uint8_t family;                           /* one of a family is enough; 0: on its own */
    uint8_t reserved[2];
} limber_technique;

/* A rule fires when every condition that it states holds; "counts" is yes or unknown. A rule that
 * states none never fires. Sets of questions are bits, question 0 lowest in word 0. A catalogue has
 * its rules gravest first, by disposition and then by severity: reasons are told in its order. */
typedef struct {
    uint32_t all[2];    /* each of these counts */
    uint32_t some[2];   /* and of these at least some_min count */
    uint32_t agreed[2]; /* OVERRIDE_AGREED: a professional agreed on each of these; not empty */
    uint32_t closes;    /* bit per property: techniques that have one are closed */
    uint8_t some_min;   /* 0: `some` states nothing */
    uint8_t age_below_years;  /* under this age; 0: not stated */
    uint8_t age_above_years;  /* over this age; 0: not stated */
    uint8_t observed;         /* LIMBER_OBSERVED_*: any one of these; 0: not stated */
    uint8_t disposition;      /* what it leads to; PROCEED: it only closes */
    uint8_t severity;         /* 1..10: what it may mean, at worst */
    uint8_t clears;           /* LIMBER_CLEARS_* */
    uint8_t override;         /* LIMBER_OVERRIDE_* */
    uint8_t closes_positions; /* bit per start position */
    uint8_t reserved[3];
} limber_rule;

/* What may never be passed, whatever a plan or a person asks. */
typedef struct {
    uint32_t session_min_ms, session_max_ms;
    uint32_t stretch_session_max_ms; /* holds of the stretch phase together, both sides */
    uint32_t stretch_week_max_ms;    /* time worked in stretches, in seven days */
    uint32_t region_day_max_ms;      /* stretch and release that one region gets in a day */
    uint32_t day_max_ms;             /* time worked in a day */
    uint32_t easier_hold_min_ms;     /* "easier" halves a hold, but not below this */
    uint32_t cool_down_from_ms;      /* sessions this long end with a cool-down */
    uint8_t pain_continue_max;       /* 0..10: go on up to here */
    uint8_t pain_rise_max;           /* ... and up to this much above the pain at the start */
    uint8_t pain_stop_min;           /* from here on: stop */
    uint8_t intensity_max_in_pain;   /* strongest technique when pain is above continue_max */
    uint8_t strong_pain_max;         /* techniques of intensity 3 up to this pain */
    uint8_t technique_lock_days;     /* closed so long after a stop, or worse the next day */
    uint8_t full_screening_days;     /* a full screening holds so long */
    uint8_t screening_gap_days;      /* and a pause longer than this asks for one */
    uint8_t settle_days;             /* by then pain should be clearly less */
    uint8_t settle_gain_percent;     /* ... by this much */
    uint8_t settle_rise_max;         /* at any time it may not be this much more */
    uint8_t reserved;
} limber_limits;

/* How the planner weighs what is allowed, in points: docs/planner.md, section 2. */
typedef struct {
    uint16_t unit_worth[LIMBER_UNIT_MAX]; /* of a region's first unit, second, ..; never rises */
    uint16_t technique_cost, intensity_cost;
    uint16_t recent_cost[LIMBER_RECENT_DAYS]; /* last done today, yesterday, .. */
    uint16_t dose_percent[LIMBER_DOSE_COUNT];
    uint16_t spill;
    uint16_t cool_down_due; /* of the first unit of calm, in a session long enough to need one */
    uint16_t change_effort[LIMBER_POSITION_MAX][LIMBER_POSITION_MAX]; /* from, to */
    uint8_t change_slots[LIMBER_POSITION_MAX][LIMBER_POSITION_MAX];   /* of LIMBER_SLOT_MS */
    uint8_t unmarked_tension, calm_tension;
    uint8_t calm_percent;
    uint8_t warms_from_percent; /* of a warm-up's effect */
    uint8_t warm_ups_max;
    uint8_t start; /* position in which a session begins where it is possible */
    uint8_t reserved[2];
} limber_planning;

/* Which rules need a look for which answers; the catalogue compiler derives it from the rules. It
 * can only leave work out: all zero, every rule is looked at. Each is a set of rules as bits, rule
 * 0 lowest in word 0. */
typedef struct {
    uint32_t indexed[LIMBER_RULE_MAX / 32]; /* need a look only where a question names them */
    uint32_t alone[LIMBER_RULE_MAX / 32];   /* of these: fire where a question names them */
    uint32_t rules_of[LIMBER_QUESTION_MAX][LIMBER_RULE_MAX / 32]; /* named if the question counts */
} limber_index;

typedef struct {
    const limber_technique *techniques;
    const limber_rule *rules;
    limber_limits limits;
    limber_planning planning;
    uint32_t short_form[2]; /* bit per question that the short form asks */
    limber_index index;
    uint8_t technique_count, question_count, rule_count, region_count;
    uint8_t position_count, equipment_count, property_count;
    uint8_t reserved;
} limber_catalogue;

/* ---- Screening: may this person be offered anything today? -------------------------------------
 */

typedef struct {
    uint32_t day;       /* when it was answered; 0: not stated */
    uint32_t agreed[2]; /* bit per question: a professional who knows of it agreed to exercise */
    uint8_t age_years;  /* 1..120; 0: not stated */
    uint8_t form;       /* LIMBER_FORM_* */
    uint8_t changed;  /* SHORT: a fall, an illness, a medicine or a sign is new; LIMBER_ANSWER_* */
    uint8_t seen;     /* 1: "I have been seen" since the emergency that stands */
    uint8_t observed; /* LIMBER_OBSERVED_*; limber_record_screen fills it */
    uint8_t reserved[3];
    uint8_t answer[LIMBER_QUESTION_MAX]; /* LIMBER_ANSWER_*, by question */
} limber_answers;

typedef struct {
    uint32_t day;        /* of the answers; a plan of another day refuses it */
    uint32_t missing[2]; /* bit per open question whose answer could still change the outcome */
    uint32_t allowed[LIMBER_TECHNIQUE_MAX / 32]; /* bit per technique; all clear unless PROCEED */
    uint8_t disposition;                         /* LIMBER_DISPOSITION_* */
    uint8_t age_missing;                         /* 1: the age was not stated */
    uint8_t closed_positions;                    /* bit per start position */
    uint8_t reason_count;
    uint8_t reason[LIMBER_RULE_MAX]; /* rules that fired, in the order of the catalogue */
} limber_screening;

/* One whole set of answers, whatever was said before. The gravest rule wins and all that fired are
 * listed, those that close techniques too. A missing answer never proceeds.
 * ARGUMENT: an answer, age, form or bit out of range; an answer to a question the catalogue lacks.
 */
LIMBER_MUST_USE limber_error limber_screen(const limber_catalogue *catalogue,
                                           const limber_answers *answers, limber_screening *out);

bool limber_technique_allowed(const limber_screening *screening, uint8_t technique);

/* The first reason that closes this technique; LIMBER_RULE_MAX: none does. */
uint8_t limber_closing_rule(const limber_catalogue *catalogue, const limber_screening *screening,
                            uint8_t technique);

/* A professional agreed on what made the rule fire, and the rule allows for that. */
bool limber_rule_lifted(const limber_rule *rule, const limber_answers *answers);

/* ---- The record: what the log adds up to, for everything that looks back. ----------------------
 * Fold the log's facts into it in the order in which they were learned. All zero is the record of
 * somebody about whom nothing is known: a full screening is due. Days that lie ahead (a clock that
 * was set back) count as today, so that no clock opens anything. */

typedef struct {
    uint32_t day;       /* 0: nothing */
    uint32_t worked_ms; /* moving and holding, both sides */
    uint32_t times;     /* sessions in which it was worked */
} limber_use;

typedef struct {
    limber_answers kept;   /* the answers that hold, whichever form they came from */
    uint32_t full_day;     /* of the last full screening; 0: none, one is due */
    uint32_t screened_day; /* of the last one of either form */
    uint32_t pain_day;     /* when this stretch of trouble was first rated */
    uint32_t last_pain_day;
    uint32_t next_day; /* the latest day on which it was told how it was after a session */
    uint32_t lock_day[LIMBER_TECHNIQUE_MAX]; /* when it was locked; 0: it is not */
    limber_use use[LIMBER_TECHNIQUE_MAX][LIMBER_WEEK_DAYS];
    uint8_t first_pain, last_pain; /* 0..10 */
    uint8_t result;                /* disposition that the last screening led to */
    uint8_t result_rule;           /* the gravest rule behind it; LIMBER_RULE_MAX: none */
    uint8_t standing;              /* disposition that stands until it is cleared; 0: none does */
    uint8_t standing_rule;         /* the gravest rule behind it; LIMBER_RULE_MAX: none known */
    uint8_t needs_full;            /* 1: the short form is not enough */
    uint8_t needs_seen;            /* 1: "I have been seen" must come with it */
    uint8_t worse_count;           /* next days in a row on which it was worse; up to 255 */
    uint8_t reserved[3];
} limber_record;

enum {
    LIMBER_FACT_WORKED = 0,   /* a session had this much of a technique; ms */
    LIMBER_FACT_STOPPED = 1,  /* a symptom, or pain at the stop limit, during a technique */
    LIMBER_FACT_PAIN = 2,     /* pain of 0..10 was stated; value */
    LIMBER_FACT_NEXT_DAY = 3, /* on the day after a session; value 1: worse, 0: not worse */
    LIMBER_FACT_COUNT
};

typedef struct {
    uint32_t day;
    uint32_t worked_ms; /* WORKED; otherwise 0 */
    uint8_t kind;       /* LIMBER_FACT_* */
    uint8_t technique;  /* WORKED, STOPPED; NEXT_DAY: what disagreed; TECHNIQUE_MAX: not known */
    uint8_t value;      /* PAIN, NEXT_DAY; otherwise 0 */
    uint8_t reserved;
} limber_fact;

/* LIMBER_FORM_* that is due on this day. SHORT only while a full screening is recent, and nothing
 * has happened since that asks for another. */
uint8_t limber_record_due(const limber_catalogue *catalogue, const limber_record *record,
                          uint32_t day);

/* This person's own screening: takes it in, and gives what now holds, with what stood before. The
 * short form's answers are completed by the kept ones where it was enough; where it was not, the
 * result is INCOMPLETE. ARGUMENT as limber_screen; the record is then as it was. */
LIMBER_MUST_USE limber_error limber_record_screen(const limber_catalogue *catalogue,
                                                  limber_record *record,
                                                  const limber_answers *answers,
                                                  limber_screening *out);

/* What stands in the record of another device of the same person: it can hold back, never open. */
void limber_record_hear(limber_record *record, const limber_record *other);

/* Closed on this day because it was stopped, or disagreed, in the days before. The technique is one
 * of the catalogue. */
bool limber_technique_locked(const limber_catalogue *catalogue, const limber_record *record,
                             uint32_t day, uint8_t technique);

/* ARGUMENT: a kind, technique or value out of range; nothing changed. */
LIMBER_MUST_USE limber_error limber_record_add(const limber_catalogue *catalogue,
                                               limber_record *record, const limber_fact *fact);

/* ---- Planning: a lawful session for today. -----------------------------------------------------
 */

/* bits: what the person, or a prescribed programme, wants of one technique. None of it opens what a
 * filter closed. */
enum {
    LIMBER_WISH_LEAVE_OUT = 1,
    LIMBER_WISH_KEEP = 2,       /* in the plan, if limits and time allow */
    LIMBER_WISH_SHORT = 4,      /* at its smallest dose */
    LIMBER_WISH_PRESCRIBED = 8, /* at the dose that stands in `prescribed` */
    LIMBER_WISH_ALL = 15
};

typedef struct {
    uint32_t hold_ms;
    uint16_t reps;
    uint8_t sets;
    uint8_t reserved;
} limber_prescription;

typedef struct {
    uint32_t day;       /* today; must be the day of the screening */
    uint16_t minutes;   /* time there is */
    uint16_t positions; /* bit per position that is possible today */
    uint16_t equipment; /* bit per thing at hand */
    uint8_t pain_known; /* 0: not said, which is treated as pain above continue_max */
    uint8_t pain;       /* 0..10 now */
    uint8_t stiffness[LIMBER_REGION_MAX]; /* 0..10 by region */
    uint8_t partner;                      /* 1: somebody is there to help */
    uint8_t reserved[3];
    uint8_t wish[LIMBER_TECHNIQUE_MAX];  /* LIMBER_WISH_* */
    uint8_t order[LIMBER_TECHNIQUE_MAX]; /* the lower first, where only taste decides; then by id */
    limber_prescription prescribed[LIMBER_TECHNIQUE_MAX]; /* all zero without the wish */
} limber_request;

/* whether there is a session, and if not why */
enum {
    LIMBER_OUTCOME_NOT_SCREENED = 0, /* the screening does not say PROCEED */
    LIMBER_OUTCOME_PLANNED = 1,
    LIMBER_OUTCOME_STALE = 2,        /* the screening is of another day */
    LIMBER_OUTCOME_PAIN = 3,         /* pain is at or above the limit to stop */
    LIMBER_OUTCOME_TIME = 4,         /* too little time for anything */
    LIMBER_OUTCOME_NOTHING_FITS = 5, /* position, equipment and pain leave nothing */
    LIMBER_OUTCOME_ENOUGH = 6,       /* the limits of the day leave nothing */
    LIMBER_OUTCOME_COUNT
};

/* why a technique is not in the plan; the first that applies */
enum {
    LIMBER_LEFT_OUT_NOT = 0, /* it is in the plan */
    LIMBER_LEFT_OUT_SCREENING = 1,
    LIMBER_LEFT_OUT_POSITION = 2,
    LIMBER_LEFT_OUT_EQUIPMENT = 3,
    LIMBER_LEFT_OUT_PAIN = 4,   /* too strong for the pain of today */
    LIMBER_LEFT_OUT_REGION = 5, /* nothing it serves was marked as stiff */
    LIMBER_LEFT_OUT_STRETCH_LIMIT = 6,
    LIMBER_LEFT_OUT_TIME = 7,
    LIMBER_LEFT_OUT_WARM_UP = 8,     /* nothing possible today would prepare for it */
    LIMBER_LEFT_OUT_LOCKED = 9,      /* it was stopped, or disagreed, in the last days */
    LIMBER_LEFT_OUT_DAY_LIMIT = 10,  /* enough of it, or of what it works on, today */
    LIMBER_LEFT_OUT_WEEK_LIMIT = 11, /* enough of it, or of stretching, in these seven days */
    LIMBER_LEFT_OUT_PARTNER = 12,    /* it needs somebody to help */
    LIMBER_LEFT_OUT_WISH = 13,       /* the person left it out */
    LIMBER_LEFT_OUT_WORTH = 14,      /* the time does more elsewhere */
    LIMBER_LEFT_OUT_COUNT
};

typedef struct {
    uint32_t ready_ms, move_ms, hold_ms, rest_ms;
    uint32_t duration_ms; /* all of it, as limber_dose says */
    uint32_t change_ms;   /* before it: to change position; never on a RIGHT */
    uint16_t reps;
    uint8_t sets;
    uint8_t technique;
    uint8_t phase;    /* LIMBER_PHASE_* */
    uint8_t side;     /* LIMBER_SIDE_*; LEFT is always followed by an equal RIGHT */
    uint8_t position; /* the start position chosen */
    uint8_t region;   /* the stiff region it is chosen for; REGION_MAX: everybody */
} limber_step;

typedef struct {
    uint32_t duration_ms;
    int32_t worth;   /* points; compare equal requests only */
    int32_t at_most; /* proven: no lawful session is worth more; `worth` where this one is best */
    uint8_t outcome; /* LIMBER_OUTCOME_* */
    uint8_t step_count;
    uint8_t pain; /* 0..10 at the start, 0 where it was not said */
    uint8_t reserved;
    uint8_t left_out[LIMBER_TECHNIQUE_MAX]; /* LIMBER_LEFT_OUT_* by technique */
    limber_step step[LIMBER_STEP_MAX];
} limber_plan;

/* Room to think in, from the caller; a call needs nothing in it and leaves nothing for the next. */
typedef struct {
    uint64_t room[3 << 16]; /* 1.5 MB */
} limber_workspace;

/* The best session for this request, or the best found within a fixed amount of work; see
 * `at_most`. Equal requests give equal bytes on every target. ARGUMENT: a value out of range. */
LIMBER_MUST_USE limber_error limber_plan_make(const limber_catalogue *catalogue,
                                              const limber_screening *screening,
                                              const limber_record *record,
                                              const limber_request *request,
                                              limber_workspace *workspace, limber_plan *out);

/* The laws, apart from the planner: screening says proceed and allows each technique; phases in
 * order; both sides equal; doses inside the catalogue's range; sums and limits kept, those of the
 * day and the week with what the record says. PLAN if not. */
LIMBER_MUST_USE limber_error limber_plan_check(const limber_catalogue *catalogue,
                                               const limber_screening *screening,
                                               const limber_record *record,
                                               const limber_plan *plan);

/* ---- The session: timed events in, outputs out. ------------------------------------------------
 */

enum {
    LIMBER_STATE_STOPPED = 0, /* latched: only a new session leaves it */
    LIMBER_STATE_PAUSED = 1,  /* also before the first GO */
    LIMBER_STATE_READY = 2,   /* getting into position */
    LIMBER_STATE_MOVE = 3,
    LIMBER_STATE_HOLD = 4,
    LIMBER_STATE_REST = 5,
    LIMBER_STATE_DONE = 6,
    LIMBER_STATE_COUNT
};

enum {
    LIMBER_EVENT_TICK = 0, /* time has come this far, nothing else */
    LIMBER_EVENT_GO = 1,   /* begin, or go on after a pause */
    LIMBER_EVENT_PAUSE = 2,
    LIMBER_EVENT_STOP = 3,
    LIMBER_EVENT_SKIP = 4,    /* leave this technique, on both sides */
    LIMBER_EVENT_EASIER = 5,  /* half the hold, or half the repetitions, on both sides */
    LIMBER_EVENT_PAIN = 6,    /* value 0..10 */
    LIMBER_EVENT_SYMPTOM = 7, /* something sharp, spreading, numb, weak or dizzy: stop */
    LIMBER_EVENT_COUNT
};

/* what to tell the person now */
enum {
    LIMBER_CUE_NONE = 0,
    LIMBER_CUE_GET_READY = 1,
    LIMBER_CUE_OTHER_SIDE = 2, /* get ready for the same on the other side */
    LIMBER_CUE_MOVE = 3,
    LIMBER_CUE_HOLD = 4,
    LIMBER_CUE_REST = 5,
    LIMBER_CUE_PAUSED = 6,
    LIMBER_CUE_RESUMED = 7,
    LIMBER_CUE_EASIER = 8,
    LIMBER_CUE_EASE_OR_SKIP = 9, /* pain is up: paused; go on easier, or skip */
    LIMBER_CUE_STOPPED = 10,
    LIMBER_CUE_DONE = 11,
    LIMBER_CUE_COUNT
};

/* why a session stands in STOPPED */
enum {
    LIMBER_STOP_NOT_BEGUN = 0,
    LIMBER_STOP_PERSON = 1,
    LIMBER_STOP_PAIN = 2,
    LIMBER_STOP_SYMPTOM = 3,
    LIMBER_STOP_INTERNAL = 4, /* the session object or its plan was damaged */
    LIMBER_STOP_COUNT
};

typedef struct {
    uint32_t at_ms; /* since the session was begun; never goes back */
    uint8_t kind;   /* LIMBER_EVENT_* */
    uint8_t value;  /* PAIN: 0..10; otherwise 0 */
    uint8_t reserved[2];
} limber_event;

typedef struct {
    uint32_t at_ms;           /* when this became true, at or before the event */
    uint32_t state_left_ms;   /* until the present state ends; kept while paused */
    uint32_t session_left_ms; /* until DONE, if all goes on as planned */
    uint16_t rep;             /* 1..reps; 0: none under way */
    uint16_t reps;            /* of each set of this step; fewer once it was made easier */
    uint8_t set;              /* 1..sets; 0: none under way */
    uint8_t step;             /* index into the plan */
    uint8_t cue;              /* LIMBER_CUE_* */
    uint8_t state;            /* LIMBER_STATE_* */
    uint8_t stop;             /* LIMBER_STOP_*, while STOPPED */
    uint8_t again;            /* 1: the event still waits; call again with the same one */
    uint8_t easier;           /* 1: this technique was made easier */
    uint8_t reserved;
} limber_output;

/* opaque: copy, store and compare it, nothing else */
typedef struct {
    uint32_t plan_hash;
    uint32_t at_ms, state_end_ms, state_left_ms;
    uint32_t worked_ms;
    uint16_t rep;
    uint8_t state, resume_state, stop;
    uint8_t step, set, easier;
    uint8_t pain_continue_max, pain_stop_min;
    uint8_t reserved[2];
    uint32_t easier_hold_min_ms;
} limber_session;

/* A session that waits, paused, for GO. PLAN: limber_plan_check says no; the session is STOPPED. */
LIMBER_MUST_USE limber_error limber_session_begin(const limber_catalogue *catalogue,
                                                  const limber_screening *screening,
                                                  const limber_record *record,
                                                  const limber_plan *plan, limber_session *out);

/* One event in, one output out. Where time passes a boundary before the event, the output is that
 * boundary's and `again` is 1: call again with the same event. So a late tick gives the same
 * outputs as punctual ones. STOP, SYMPTOM and PAIN at the stop limit are the exception: they are
 * taken at once, whatever is due, and succeed in every state, even at a time that goes back; STOP
 * and SYMPTOM also with whatever value.
 * TIME: the event is older than the last one; nothing changed. ARGUMENT: unknown kind, or a value
 * out of range; nothing changed. PLAN: not the plan it was begun with; now STOPPED. */
LIMBER_MUST_USE limber_error limber_session_step(limber_session *session, const limber_plan *plan,
                                                 const limber_event *event, limber_output *out);

/* Time spent moving and holding so far. */
uint32_t limber_session_worked_ms(const limber_session *session);

/* ---- Names: the text that stands for a number in JSON, in files and on screens. ----------------
 */

/* Static lower-case text, or NULL past the end of the list. */
const char *limber_answer_name(int answer);
const char *limber_disposition_name(int disposition);
const char *limber_form_name(int form);
const char *limber_clears_name(int clears);
const char *limber_override_name(int override);
const char *limber_fact_name(int fact);
const char *limber_phase_name(int phase);
const char *limber_side_name(int side);
const char *limber_outcome_name(int outcome);
const char *limber_left_out_name(int left_out);
const char *limber_state_name(int state);
const char *limber_event_name(int event);
const char *limber_cue_name(int cue);
const char *limber_stop_name(int stop);
const char *limber_error_name(limber_error error);

#ifdef __cplusplus
}
#endif

#endif
