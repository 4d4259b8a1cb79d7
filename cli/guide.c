#include "guide.h"

#include "log.h"
#include "terminal.h"
#include "view.h"

#include <time.h>

enum {
    TURN_MS = 100,   /* between two drawings */
    ASLEEP_MS = 3000 /* a longer silence of the clock: the machine slept, and nobody was guided */
};

/* Goes on while the machine sleeps, and no date changes it. */
static uint64_t clock_ms(void) {
    struct timespec now;
    clock_gettime(CLOCK_BOOTTIME, &now);
    return (uint64_t)now.tv_sec * 1000 + (uint64_t)now.tv_nsec / 1000000;
}

/* ---- Writing down. -----------------------------------------------------------------------------
 */

static void keep(cli_guide *guide, uint32_t at_ms, uint8_t kind, uint8_t value) {
    json_t *body = json_pack("{s:s, s:I, s:s, s:i}", "session", guide->reference, "at_ms",
                             (json_int_t)at_ms, "event", limber_event_name(kind), "value", value);
    guide->lost |= !log_append(guide->store, "input", body, NULL);
}

static bool is_boundary_to_keep(const limber_output *output) {
    return output->again &&
           (output->cue == LIMBER_CUE_GET_READY || output->cue == LIMBER_CUE_OTHER_SIDE ||
            output->cue == LIMBER_CUE_DONE);
}

/* ---- The machine. ------------------------------------------------------------------------------
 */

static bool ended(const cli_view *view) {
    return view->now.state == LIMBER_STATE_DONE || view->now.state == LIMBER_STATE_STOPPED;
}

/* Whatever the machine says: nothing goes on after a fault. */
static void stop_after_fault(cli_guide *guide, uint32_t at_ms, limber_output *output) {
    const limber_event event = {.at_ms = at_ms, .kind = LIMBER_EVENT_STOP};
    if (limber_session_step(guide->session, guide->plan, &event, output) != LIMBER_OK) {
        *output = (limber_output){0};
    }
    output->state = LIMBER_STATE_STOPPED;
    output->stop = LIMBER_STOP_INTERNAL;
    output->again = 0;
}

/* One event with everything that falls due before it. The screen shows what became of it before it
 * is written down: a disk may take its time, a STOP may not. */
static void tell(cli_guide *guide, cli_view *view, uint8_t kind, uint8_t value, uint32_t at_ms) {
    const limber_event event = {.at_ms = at_ms, .kind = kind, .value = value};
    limber_output output = {.again = 1};
    uint32_t boundary_ms[LIMBER_STEP_MAX + 1];
    uint32_t told_ms = guide->last_ms;
    int boundaries = 0;
    bool bell = false;
    while (output.again) {
        if (limber_session_step(guide->session, guide->plan, &event, &output) != LIMBER_OK) {
            stop_after_fault(guide, at_ms, &output);
        }
        if (is_boundary_to_keep(&output) && boundaries <= LIMBER_STEP_MAX) {
            boundary_ms[boundaries++] = output.at_ms;
        }
        bell |= view_take(view, &output);
    }
    guide->last_ms = at_ms;
    view_draw(view, bell);
    for (int i = 0; i < boundaries; i++) {
        keep(guide, boundary_ms[i], LIMBER_EVENT_TICK, 0);
    }
    if (view->now.state == LIMBER_STATE_STOPPED) { /* a stop is taken before what fell due */
        keep(guide, told_ms, LIMBER_EVENT_TICK, 0);
    }
    if (kind != LIMBER_EVENT_TICK) {
        keep(guide, at_ms, kind, value);
    }
}

/* ---- Keys. -------------------------------------------------------------------------------------
 */

static int pain_of(int key) {
    if (key >= '0' && key <= '9') {
        return key - '0';
    }
    return key == 'x' || key == 'X' ? LIMBER_SCALE_MAX : -1;
}

static void take_pain_key(cli_guide *guide, cli_view *view, int key, uint32_t at_ms) {
    int pain = pain_of(key);
    view->asking_pain = false;
    if (pain >= 0) {
        tell(guide, view, LIMBER_EVENT_PAIN, (uint8_t)pain, at_ms);
    }
}

static void take_key(cli_guide *guide, cli_view *view, int key, uint32_t at_ms) {
    bool paused = view->now.state == LIMBER_STATE_PAUSED;
    switch (key) {
    case ' ':
        tell(guide, view, paused ? LIMBER_EVENT_GO : LIMBER_EVENT_PAUSE, 0, at_ms);
        break;
    case 'n':
        tell(guide, view, LIMBER_EVENT_SKIP, 0, at_ms);
        break;
    case 'e':
        tell(guide, view, LIMBER_EVENT_EASIER, 0, at_ms);
        break;
    case 'p':
        view->asking_pain = true;
        break;
    default:
        break;
    }
}

/* STOP and a symptom go before everything else, also before a number that is being asked for. */
static void answer_key(cli_guide *guide, cli_view *view, int key, uint32_t at_ms) {
    if (key >= 'A' && key <= 'Z') {
        key += 'a' - 'A';
    }
    if (key == KEY_STOP || key == KEY_GONE || key == 's' || key == 3) {
        guide->gone |= key == KEY_GONE;
        tell(guide, view, LIMBER_EVENT_STOP, 0, at_ms);
    } else if (key == 'y') {
        tell(guide, view, LIMBER_EVENT_SYMPTOM, 0, at_ms);
    } else if (key == KEY_SUSPEND) {
        tell(guide, view, LIMBER_EVENT_PAUSE, 0, at_ms);
        terminal_suspend();
    } else if (view->asking_pain) {
        take_pain_key(guide, view, key, at_ms);
    } else {
        take_key(guide, view, key, at_ms);
    }
}

/* ---- The loop. ---------------------------------------------------------------------------------
 */

static void run(cli_guide *guide, cli_view *view) {
    uint64_t began_ms = clock_ms();
    tell(guide, view, LIMBER_EVENT_TICK, 0, 0);
    while (!ended(view)) {
        int key = terminal_wait(TURN_MS);
        uint64_t since_ms = clock_ms() - began_ms;
        uint32_t at_ms = since_ms <= UINT32_MAX ? (uint32_t)since_ms : UINT32_MAX;
        bool slept = at_ms - guide->last_ms > ASLEEP_MS;
        if (slept && view->now.state != LIMBER_STATE_PAUSED) {
            tell(guide, view, LIMBER_EVENT_PAUSE, 0, guide->last_ms);
        }
        if (key != KEY_NONE && key != KEY_RESIZE) {
            answer_key(guide, view, key, at_ms);
        }
        if (!ended(view)) {
            tell(guide, view, LIMBER_EVENT_TICK, 0, at_ms);
        }
    }
}

bool guide_run(cli_guide *guide) {
    cli_view view = {.plan = guide->plan};
    if (!terminal_enter()) {
        return false;
    }
    run(guide, &view);
    terminal_leave();
    guide->end = view.now;
    return true;
}

void guide_tell(cli_guide *guide, uint8_t kind, uint8_t value) {
    const limber_event event = {.at_ms = guide->last_ms, .kind = kind, .value = value};
    limber_output output;
    if (limber_session_step(guide->session, guide->plan, &event, &output) == LIMBER_OK) {
        guide->end = output;
        keep(guide, guide->last_ms, kind, value);
    }
}
