/* programme.h: what a professional has prescribed for one person, as numbers: planning around it,
 * and what becomes of each exercise. Whose it is and what it is called stays with the shells.
 *
 * None of it opens anything: a programme is a wish to the planner, and every filter, limit and
 * check stays. What is done is never more work than was prescribed. */
#ifndef LIMBER_PROGRAMME_H
#define LIMBER_PROGRAMME_H

#include "limber.h"

#ifdef __cplusplus
extern "C" {
#endif

/* What can be prescribed at all; a technique's own range is narrower. */
enum {
    LIMBER_PRESCRIBED_SETS_MAX = 100,
    LIMBER_PRESCRIBED_REPS_MAX = 1000,
    LIMBER_PRESCRIBED_HOLD_MAX_MS = 24 * 60 * 60 * 1000,
    LIMBER_EVERY_DAY = 127
};

typedef struct {
    limber_prescription asked; /* as prescribed, inside the technique's range or not */
    uint8_t technique;         /* LIMBER_TECHNIQUE_MAX: the catalogue has no such one */
    uint8_t days;              /* bit per day of the week, Monday lowest */
    uint8_t reserved[2];
} limber_exercise;

/* The most important exercise first, each technique once. */
typedef struct {
    uint32_t date, until; /* the first and the last day; until 0: it has no end */
    uint8_t count;        /* 0: there is no programme */
    uint8_t reserved[3];
    limber_exercise exercise[LIMBER_TECHNIQUE_MAX];
} limber_programme;

/* bits: where Limber does otherwise than an exercise says. It never does more. */
enum {
    LIMBER_DIFFERS_UNKNOWN = 1,     /* the catalogue lacks the technique */
    LIMBER_DIFFERS_SETS = 2,        /* outside of its range of sets, */
    LIMBER_DIFFERS_REPS = 4,        /* .. of repetitions, */
    LIMBER_DIFFERS_HOLD = 8,        /* .. or of the hold */
    LIMBER_DIFFERS_STRETCH = 16,    /* more stretching than a whole session may have */
    LIMBER_DIFFERS_WEEK_TIMES = 32, /* more often in a week than it may be done */
    LIMBER_DIFFERS_LESS = 64,       /* less than its smallest dose: it is not planned */
    LIMBER_DIFFERS_COUNT = 7        /* of these bits */
};

/* bits: the same of the programme as a whole, on a day */
enum {
    LIMBER_PROGRAMME_FUTURE = 1,        /* it has not begun yet; nothing of it is planned */
    LIMBER_PROGRAMME_EXPIRED = 2,       /* its last day has passed; nothing of it is planned */
    LIMBER_PROGRAMME_STRETCH = 4,       /* more stretching on some day than a session may have */
    LIMBER_PROGRAMME_TIME = 8,          /* longer on some day than a session may be */
    LIMBER_PROGRAMME_WEEK_STRETCH = 16, /* more stretching in a week than there may be */
    LIMBER_PROGRAMME_DIFFERS_COUNT = 5  /* of these bits */
};

/* What becomes of an exercise: the first of these that applies. */
enum {
    LIMBER_FATE_UNKNOWN = 0,     /* LIMBER_DIFFERS_UNKNOWN */
    LIMBER_FATE_LESS = 1,        /* LIMBER_DIFFERS_LESS */
    LIMBER_FATE_NO_SESSION = 2,  /* there is none today */
    LIMBER_FATE_CLOSED = 3,      /* on other days too: `left_out` of the plan says why */
    LIMBER_FATE_NOT_RUNNING = 4, /* the programme does not hold on this day */
    LIMBER_FATE_OTHER_DAY = 5,   /* it is for other days of the week */
    LIMBER_FATE_LEFT_OUT = 6,    /* today: `left_out` of the plan says why */
    LIMBER_FATE_ALIKE = 7,       /* one of its family is in the plan */
    LIMBER_FATE_TOGETHER = 8,    /* there is no room for it beside the rest */
    LIMBER_FATE_DONE = 9,
    LIMBER_FATE_COUNT
};

typedef struct {
    limber_prescription done; /* sets 0: it is left out */
    uint8_t fate;             /* LIMBER_FATE_* */
    uint8_t differs;          /* LIMBER_DIFFERS_* */
    uint8_t smaller;          /* 1: today its smallest dose, whatever is prescribed */
    uint8_t otherwise;        /* 1: done, at another dose than prescribed */
    uint8_t today;            /* 1: the programme holds, and this is for this day of the week */
    uint8_t reserved[3];
} limber_exercise_told;

typedef struct {
    limber_exercise_told exercise[LIMBER_TECHNIQUE_MAX]; /* by place in the programme */
    uint8_t differs;                                     /* LIMBER_PROGRAMME_* */
    uint8_t reserved[3];
} limber_programme_told;

/* Is the programme under way on this day? */
bool limber_programme_runs(const limber_programme *programme, uint32_t day);
/* LIMBER_DIFFERS_*, and the dose that is done: the nearest in its range and the limits that is no
 * more work than prescribed. All zero where there is none: UNKNOWN and LESS. */
uint8_t limber_programme_dose(const limber_catalogue *catalogue, const limber_exercise *exercise,
                              limber_prescription *out);
/* LIMBER_PROGRAMME_* */
uint8_t limber_programme_differs(const limber_catalogue *catalogue,
                                 const limber_programme *programme, uint32_t day);
/* Puts what it says of the request's day into the request: what is for the day is wanted, at its
 * dose; what is for other days, or has no dose, is left out where the person did not ask for it. */
void limber_programme_wish(const limber_catalogue *catalogue, const limber_programme *programme,
                           limber_request *request);

/* limber_plan_make around a programme, for a request with the person's own wishes. Where not all
 * that is prescribed goes into one session beside what the person keeps, what stands first in the
 * programme goes first. The request gains the wishes that were planned with, for whoever asks for
 * reasons. ARGUMENT also for a count out of range. */
LIMBER_MUST_USE limber_error limber_programme_plan(const limber_catalogue *catalogue,
                                                   const limber_screening *screening,
                                                   const limber_record *record,
                                                   const limber_programme *programme,
                                                   limber_request *request,
                                                   limber_workspace *workspace, limber_plan *out);

/* What becomes of each exercise in a plan for this day. In general: the plan is for somebody who
 * has every thing, position and all the time; what is left out only for want of room is then told
 * as done. All zero beyond the programme's count. */
void limber_programme_tell(const limber_catalogue *catalogue, const limber_programme *programme,
                           const limber_plan *plan, uint32_t day, bool in_general,
                           limber_programme_told *out);

/* Static lower-case text, or NULL past the end of the list: Monday to Sunday, and the name of one
 * LIMBER_FATE_*, or of one LIMBER_DIFFERS_* or LIMBER_PROGRAMME_* by its place. */
const char *limber_weekday_name(int index);
const char *limber_fate_name(int fate);
const char *limber_differs_name(int index);
const char *limber_programme_differs_name(int index);

#ifdef __cplusplus
}
#endif

#endif
