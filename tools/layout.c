/* Prints layout.ts: where each field of the public structs lies, and the names of its numbers, as
 * the native compiler and the core itself say. The structs have no padding, so that WebAssembly
 * lays them out alike; the scenario test compares the bytes. */
#include "layout.h"
#include "instance.h"
#include "programme.h"

static void print_screening(void) {
    BEGIN("answers", limber_answers);
    FIELD(limber_answers, day);
    ARRAY(limber_answers, agreed);
    FIELD(limber_answers, age_years);
    FIELD(limber_answers, form);
    FIELD(limber_answers, changed);
    FIELD(limber_answers, seen);
    FIELD(limber_answers, observed);
    ARRAY(limber_answers, answer);
    END();
    BEGIN("screening", limber_screening);
    FIELD(limber_screening, day);
    ARRAY(limber_screening, missing);
    ARRAY(limber_screening, allowed);
    FIELD(limber_screening, disposition);
    FIELD(limber_screening, age_missing);
    FIELD(limber_screening, closed_positions);
    FIELD(limber_screening, reason_count);
    ARRAY(limber_screening, reason);
    END();
}

/* The shell keeps a record as bytes; it reads these fields only. */
static void print_record(void) {
    BEGIN("record", limber_record);
    FIELD(limber_record, full_day);
    FIELD(limber_record, screened_day);
    ARRAY(limber_record, lock_day);
    FIELD(limber_record, result);
    FIELD(limber_record, standing);
    FIELD(limber_record, standing_rule);
    FIELD(limber_record, needs_full);
    FIELD(limber_record, needs_seen);
    FIELD(limber_record, worse_count);
    printf("    kept: { offset: %zu, bytes: %zu, count: 1 },\n", offsetof(limber_record, kept),
           sizeof(limber_answers));
    END();
    BEGIN("fact", limber_fact);
    FIELD(limber_fact, day);
    FIELD(limber_fact, worked_ms);
    FIELD(limber_fact, kind);
    FIELD(limber_fact, technique);
    FIELD(limber_fact, value);
    END();
}

static void print_plan(void) {
    BEGIN("request", limber_request);
    FIELD(limber_request, day);
    FIELD(limber_request, minutes);
    FIELD(limber_request, positions);
    FIELD(limber_request, equipment);
    FIELD(limber_request, pain_known);
    FIELD(limber_request, pain);
    ARRAY(limber_request, stiffness);
    FIELD(limber_request, partner);
    ARRAY(limber_request, wish);
    ARRAY(limber_request, order);
    END();
    BEGIN("plan", limber_plan);
    FIELD(limber_plan, duration_ms);
    FIELD(limber_plan, worth);
    FIELD(limber_plan, at_most);
    FIELD(limber_plan, outcome);
    FIELD(limber_plan, step_count);
    FIELD(limber_plan, pain);
    ARRAY(limber_plan, left_out);
    ARRAY(limber_plan, step);
    END();
    BEGIN("reasons", limber_reasons);
    FIELD(limber_reasons, whole);
    ARRAY(limber_reasons, adds);
    ARRAY(limber_reasons, costs);
    ARRAY(limber_reasons, less_ms);
    ARRAY(limber_reasons, less_of);
    ARRAY(limber_reasons, warmed_by);
    FIELD(limber_reasons, more_ms);
    FIELD(limber_reasons, more_worth);
    ARRAY(limber_reasons, more_techniques);
    END();
    BEGIN("step", limber_step);
    FIELD(limber_step, ready_ms);
    FIELD(limber_step, move_ms);
    FIELD(limber_step, hold_ms);
    FIELD(limber_step, rest_ms);
    FIELD(limber_step, duration_ms);
    FIELD(limber_step, change_ms);
    FIELD(limber_step, reps);
    FIELD(limber_step, sets);
    FIELD(limber_step, technique);
    FIELD(limber_step, phase);
    FIELD(limber_step, side);
    FIELD(limber_step, position);
    FIELD(limber_step, region);
    END();
}

static void print_programme(void) {
    BEGIN("programme", limber_programme);
    FIELD(limber_programme, date);
    FIELD(limber_programme, until);
    FIELD(limber_programme, count);
    ARRAY(limber_programme, exercise);
    END();
    BEGIN("exercise", limber_exercise);
    printf("    asked: { offset: %zu, bytes: %zu, count: 1 },\n", offsetof(limber_exercise, asked),
           sizeof(limber_prescription));
    FIELD(limber_exercise, technique);
    FIELD(limber_exercise, days);
    END();
    BEGIN("prescription", limber_prescription);
    FIELD(limber_prescription, hold_ms);
    FIELD(limber_prescription, reps);
    FIELD(limber_prescription, sets);
    END();
    BEGIN("told", limber_programme_told);
    ARRAY(limber_programme_told, exercise);
    FIELD(limber_programme_told, differs);
    END();
    BEGIN("exerciseTold", limber_exercise_told);
    printf("    done: { offset: %zu, bytes: %zu, count: 1 },\n",
           offsetof(limber_exercise_told, done), sizeof(limber_prescription));
    FIELD(limber_exercise_told, fate);
    FIELD(limber_exercise_told, differs);
    FIELD(limber_exercise_told, smaller);
    FIELD(limber_exercise_told, otherwise);
    FIELD(limber_exercise_told, today);
    END();
}

static void print_session(void) {
    BEGIN("session", limber_session);
    END();
    BEGIN("event", limber_event);
    FIELD(limber_event, at_ms);
    FIELD(limber_event, kind);
    FIELD(limber_event, value);
    END();
    BEGIN("output", limber_output);
    FIELD(limber_output, at_ms);
    FIELD(limber_output, state_left_ms);
    FIELD(limber_output, session_left_ms);
    FIELD(limber_output, rep);
    FIELD(limber_output, reps);
    FIELD(limber_output, set);
    FIELD(limber_output, step);
    FIELD(limber_output, cue);
    FIELD(limber_output, state);
    FIELD(limber_output, stop);
    FIELD(limber_output, again);
    FIELD(limber_output, easier);
    END();
}

static void print_names(const char *list, const char *(*name)(int number)) {
    printf("  %s: [", list);
    for (int i = 0; name(i) != NULL; i++) {
        printf("%s\"%s\"", i > 0 ? ", " : "", name(i));
    }
    printf("],\n");
}

int main(void) {
    puts("// Generated by tools/layout.c from core/limber.h: do not edit.");
    puts("export const layout = {");
    print_screening();
    print_record();
    print_plan();
    print_programme();
    print_session();
    puts("} as const;\n\nexport const names = {");
    print_names("answer", limber_answer_name);
    print_names("disposition", limber_disposition_name);
    print_names("form", limber_form_name);
    print_names("fact", limber_fact_name);
    print_names("phase", limber_phase_name);
    print_names("side", limber_side_name);
    print_names("outcome", limber_outcome_name);
    print_names("leftOut", limber_left_out_name);
    print_names("state", limber_state_name);
    print_names("event", limber_event_name);
    print_names("cue", limber_cue_name);
    print_names("stop", limber_stop_name);
    print_names("error", limber_error_name);
    print_names("weekday", limber_weekday_name);
    print_names("fate", limber_fate_name);
    print_names("differs", limber_differs_name);
    print_names("programmeDiffers", limber_programme_differs_name);
    puts("} as const;\n\nexport const wishes = {");
    printf("  leaveOut: %d,\n  keep: %d,\n  short: %d,\n", LIMBER_WISH_LEAVE_OUT, LIMBER_WISH_KEEP,
           LIMBER_WISH_SHORT);
    puts("} as const;\n\nexport const limits = {");
    printf("  regionMax: %d,\n  techniqueMax: %d,\n  ruleMax: %d,\n  ageMaxYears: %d,\n  scaleMax: "
           "%d,\n",
           LIMBER_REGION_MAX, LIMBER_TECHNIQUE_MAX, LIMBER_RULE_MAX, LIMBER_AGE_MAX_YEARS,
           LIMBER_SCALE_MAX);
    printf("  setsMax: %d,\n  repsMax: %d,\n  holdMaxMs: %d,\n  everyDay: %d,\n",
           LIMBER_PRESCRIBED_SETS_MAX, LIMBER_PRESCRIBED_REPS_MAX, LIMBER_PRESCRIBED_HOLD_MAX_MS,
           LIMBER_EVERY_DAY);
    printf("  minutesMax: %d,\n  sessionTimeMaxMs: %d,\n", LIMBER_MINUTES_MAX,
           LIMBER_SESSION_TIME_MAX_MS);
    puts("} as const;");
    return fflush(stdout) == 0 && !ferror(stdout) ? 0 : 1;
}
