/* judging.h: what the properties ask of an outcome, and objects that notice a write beyond them. */
#ifndef LIMBER_TESTS_JUDGING_H
#define LIMBER_TESTS_JUDGING_H

#include "people.h"

#include <string.h>

/* INCOMPLETE stands above PROCEED, because it opens nothing, and below the rest, because it says
 * less than they do: a sign that is there counts whether or not the other answers are. So taking an
 * answer away may lead from any finding back to INCOMPLETE, but never to PROCEED. */
static inline int gravity(const limber_screening *screening) {
    static const int order[] = {[LIMBER_DISPOSITION_PROCEED] = 0,
                                [LIMBER_DISPOSITION_INCOMPLETE] = 1,
                                [LIMBER_DISPOSITION_PROFESSIONAL] = 2,
                                [LIMBER_DISPOSITION_URGENT] = 3,
                                [LIMBER_DISPOSITION_EMERGENCY] = 4};
    return order[screening->disposition];
}

static inline bool opens_nothing(const limber_screening *screening) {
    for (int i = 0; i < LIMBER_TECHNIQUE_MAX; i++) {
        if (limber_technique_allowed(screening, (uint8_t)i)) {
            return false;
        }
    }
    return true;
}

static inline bool opens_no_more(const limber_screening *screening, const limber_screening *than) {
    for (int i = 0; i < LIMBER_TECHNIQUE_MAX; i++) {
        if (limber_technique_allowed(screening, (uint8_t)i) &&
            !limber_technique_allowed(than, (uint8_t)i)) {
            return false;
        }
    }
    return true;
}

static inline bool no_safer(const limber_screening *less, const limber_screening *more) {
    return gravity(less) <= gravity(more) && opens_no_more(more, less);
}

static inline bool question_in(const uint32_t set[2], uint32_t question) {
    return (set[question / 32] >> question % 32 & 1) != 0;
}

static inline bool counts(const limber_answers *answers, uint32_t question) {
    return answers->answer[question] == LIMBER_ANSWER_YES ||
           answers->answer[question] == LIMBER_ANSWER_UNKNOWN;
}

static inline bool all_zero(const void *object, size_t bytes) {
    for (size_t i = 0; i < bytes; i++) {
        if (((const uint8_t *)object)[i] != 0) {
            return false;
        }
    }
    return true;
}

/* An object between two walls. */
enum { WALL_BYTES = 64, WALL_BYTE = 0xA5 };
#define WALLED(type)                                                                               \
    struct {                                                                                       \
        uint8_t before[WALL_BYTES];                                                                \
        type it;                                                                                   \
        uint8_t after[WALL_BYTES];                                                                 \
    }

#define BUILD_WALLS(walled)                                                                        \
    (memset((walled).before, WALL_BYTE, WALL_BYTES), memset((walled).after, WALL_BYTE, WALL_BYTES))

static inline bool wall_stands(const uint8_t wall[WALL_BYTES]) {
    for (size_t i = 0; i < WALL_BYTES; i++) {
        if (wall[i] != WALL_BYTE) {
            return false;
        }
    }
    return true;
}

#define WALLS_STAND(walled) (wall_stands((walled).before) && wall_stands((walled).after))

#endif
