/* A person's answers, a request and a session, all made of the input's bytes, on the catalogue that
 * is shipped. The core must keep its promises whatever they are; a broken one ends the program. */
#include "limber.h"

#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include "fuzz.h"

extern const limber_catalogue limber_catalogue_tables;
static const limber_catalogue *const catalogue = &limber_catalogue_tables;

enum {
    TODAY = 20000,
    /* More boundaries than any lawful session has: 48 steps of a few hundred repetitions. */
    OUTPUTS_PER_EVENT_MAX = 200000
};

typedef struct {
    const uint8_t *data;
    size_t left;
} input;

static uint8_t next(input *in) {
    if (in->left == 0) {
        return 0;
    }
    in->left--;
    return *in->data++;
}

static uint16_t next_pair(input *in) {
    uint8_t high = next(in);
    return (uint16_t)(high << 8 | next(in));
}

/* Some of the first count things; seldom something that the catalogue does not have. */
static uint16_t next_set(input *in, uint8_t count) {
    uint16_t set = next_pair(in);
    return next(in) == 99 ? set : (uint16_t)(set & ((1U << count) - 1));
}

static limber_screening screen(input *in) {
    limber_answers answers = {.day = TODAY, .age_years = next(in)};
    for (int i = 0; i < catalogue->question_count; i++) {
        answers.answer[i] = LIMBER_ANSWER_NO;
    }
    if (next(in) % 8 == 1) {
        answers.answer[next(in) % LIMBER_QUESTION_MAX] = next(in) % (LIMBER_ANSWER_COUNT + 1);
    }
    limber_screening screening;
    limber_error error = limber_screen(catalogue, &answers, &screening);
    if (error != LIMBER_OK || screening.disposition != LIMBER_DISPOSITION_PROCEED) {
        for (int i = 0; i < LIMBER_TECHNIQUE_MAX; i++) {
            PROMISE(!limber_technique_allowed(&screening, (uint8_t)i));
        }
    }
    return screening;
}

/* What somebody did and felt in the last days; often nothing. */
static limber_record remember(input *in) {
    limber_record record = {0};
    for (int times = next(in) % 4; times > 0; times--) {
        limber_fact fact = {.day = TODAY - next(in) % 10U,
                            .kind = next(in) % (LIMBER_FACT_COUNT + 1),
                            .technique = next(in) % (LIMBER_TECHNIQUE_MAX + 1),
                            .value = next(in) % 12,
                            .worked_ms = next_pair(in) * 16U};
        limber_record before = record;
        if (limber_record_add(catalogue, &record, &fact) != LIMBER_OK) {
            PROMISE(memcmp(&before, &record, sizeof record) == 0);
        }
    }
    return record;
}

static limber_plan plan(input *in, const limber_screening *screening, const limber_record *record) {
    limber_request request = {.day = TODAY + (next(in) == 7),
                              .minutes = next(in),
                              .positions = next_set(in, catalogue->position_count),
                              .equipment = next_set(in, catalogue->equipment_count),
                              .pain_known = next(in) % 2,
                              .pain = next(in) % 8,
                              .partner = next(in) % 2};
    for (int i = 0; i < catalogue->region_count; i++) {
        request.stiffness[i] = next(in) % 11;
    }
    limber_plan plan;
    static limber_workspace workspace;
    limber_error error =
        limber_plan_make(catalogue, screening, record, &request, &workspace, &plan);
    if (error == LIMBER_OK && plan.outcome == LIMBER_OUTCOME_PLANNED) {
        PROMISE(limber_plan_check(catalogue, screening, record, &plan) == LIMBER_OK);
        PROMISE(plan.duration_ms <= request.minutes * 60000U);
    } else {
        PROMISE(plan.step_count == 0);
    }
    return plan;
}

/* Changes single bytes of an object, as memory or a forged file might. */
static void damage(input *in, void *object, size_t bytes) {
    for (int times = next(in) % 4; times > 0; times--) {
        ((uint8_t *)object)[next_pair(in) % bytes] ^= next(in);
    }
}

/* One event until it no longer waits; what it came to. */
static limber_output tell(limber_session *session, const limber_plan *plan,
                          const limber_event *event) {
    limber_output output = {0};
    int outputs = 0;
    do {
        bool stopped = output.state == LIMBER_STATE_STOPPED && outputs > 0;
        limber_error error = limber_session_step(session, plan, event, &output);
        PROMISE(!stopped || output.state == LIMBER_STATE_STOPPED);
        PROMISE(error != LIMBER_OK || output.state < LIMBER_STATE_COUNT);
        PROMISE(outputs++ < OUTPUTS_PER_EVENT_MAX);
    } while (output.again);
    return output;
}

static void go_through(input *in, limber_session *session, const limber_plan *plan) {
    limber_event event = {0};
    bool stopped = false;
    while (in->left > 0) {
        event.kind = next(in) % (LIMBER_EVENT_COUNT + 1);
        event.value = event.kind == LIMBER_EVENT_PAIN ? next(in) % 12 : 0;
        event.at_ms += next_pair(in) * (next(in) % 16U);
        limber_output output = tell(session, plan, &event);
        if (event.kind == LIMBER_EVENT_STOP || event.kind == LIMBER_EVENT_SYMPTOM) {
            PROMISE(output.state == LIMBER_STATE_STOPPED || output.state == LIMBER_STATE_DONE);
            stopped = output.state == LIMBER_STATE_STOPPED;
        }
        PROMISE(!stopped || output.state == LIMBER_STATE_STOPPED);
        if (next(in) == 99) {
            damage(in, session, sizeof *session);
            stopped = false; /* it may be another session now */
        }
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    input in = {data, size};
    limber_screening screening = screen(&in);
    limber_record record = remember(&in);
    limber_plan steps = plan(&in, &screening, &record);
    if (next(&in) % 4 == 0) {
        damage(&in, &steps, sizeof steps);
    }
    limber_session session;
    limber_error lawful = limber_plan_check(catalogue, &screening, &record, &steps);
    limber_error begun = limber_session_begin(catalogue, &screening, &record, &steps, &session);
    PROMISE((begun == LIMBER_OK) == (lawful == LIMBER_OK));
    go_through(&in, &session, &steps);
    return 0;
}
