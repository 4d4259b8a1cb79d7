"""Mistakes to be planted in session.pml, each with the property that has to find it."""

# name: (property, ((what stands there once, what to put in its place), ...))
FAULTS = {
    "unlatched_stop": (
        "stop_is_latched",
        ((":: state == PAUSED ->\n        state = resume;",
          ":: state == PAUSED || state == STOPPED ->\n"
          "        state = (state == STOPPED -> READY : resume);"),),
    ),
    "stop_that_waits_for_what_is_due": (
        "stop_is_taken_in_the_very_next_step_from_any_state",
        ((":: takes_its_turn && when == DUE ->", ":: event != GARBAGE && when == DUE ->"),),
    ),
    "stop_refused_when_time_goes_back": (
        "stop_is_taken_in_the_very_next_step_from_any_state",
        ((":: takes_its_turn && when == OLD ->", ":: event != GARBAGE && when == OLD ->"),),
    ),
    "red_pain_taken_for_amber": (
        "stop_is_taken_in_the_very_next_step_from_any_state",
        ((":: event == PAIN_RED -> stop(CAUSE_PAIN)",
          ":: event == PAIN_RED -> pause(CUE_EASE_OR_SKIP)"),),
    ),
    "silent_stop": (
        "stop_is_said_whenever_it_comes",
        (("cue = CUE_STOPPED\n", "cue = (before == PAUSED -> CUE_NONE : CUE_STOPPED)\n"),),
    ),
    "cue_after_stop": (
        "stop_is_followed_by_no_cue_to_work",
        ((":: !easier && (running || state == PAUSED) ->",
          ":: !easier && (running || state == PAUSED || state == STOPPED) ->"),),
    ),
    "milder_cause_kept": (
        "stop_cause_only_becomes_graver",
        (("cause = (new_cause > cause -> new_cause : cause);", "cause = new_cause;"),),
    ),
    "symptom_forgotten_after_a_plain_stop": (
        "stop_has_the_cause_that_was_given_or_a_graver_one",
        (("cause = (new_cause > cause -> new_cause : cause);",
          "cause = (cause == CAUSE_NOT_BEGUN -> new_cause : cause);"),),
    ),
    "other_plan_trusted": (
        "other_plan_or_a_refused_session_stops_without_a_cue",
        ((":: refused || event == OTHER_PLAN ->\n        stop(CAUSE_INTERNAL);",
          ":: refused || event == OTHER_PLAN ->"),),
    ),
    "done_begun_anew": (
        "done_is_left_for_stopped_only",
        ((":: running || state == PAUSED ->\n        easier = false;\n"
          "        enter_step(after_technique);",
          ":: running || state == PAUSED || state == DONE ->\n        easier = false;\n"
          "        enter_step((state == DONE -> 0 : after_technique));"),),
    ),
    "auto_resume": (
        "paused_goes_on_after_go_only",
        ((":: event == TICK || event == PAIN_GREEN\n",
          ":: event == TICK -> go()\n    :: event == PAIN_GREEN\n"),),
    ),
    "skip_that_resumes": (
        "paused_stays_paused_when_it_is_skipped_unless_nothing_follows",
        ((":: before == PAUSED && running ->", ":: false ->"),),
    ),
    "amber_pain_that_only_talks": (
        "amber_pain_pauses_what_runs",
        ((":: event == PAIN_AMBER -> pause(CUE_EASE_OR_SKIP)",
          ":: event == PAIN_AMBER -> cue = CUE_EASE_OR_SKIP"),),
    ),
    "hold_cut_short": (
        "nothing_goes_on_before_it_is_due",
        ((":: takes_its_turn && when == DUE ->",
          ":: takes_its_turn && (when == DUE || when == LATER) ->"),),
    ),
    "old_event_taken": (
        "old_and_wrong_events_change_nothing",
        (("        :: takes_its_turn && when == OLD -> error = ERROR_TIME\n", ""),),
    ),
    "event_lost_at_a_boundary": (
        "late_event_waits_for_the_boundary",
        (("    again = true;\n", ""),),
    ),
    "sets_without_end": (
        "late_event_is_taken_in_the_end",
        (("    set++;\n", "    set = 1;\n"),),
    ),
    "event_without_an_answer": (
        "never_gets_stuck",
        (("           asked ->\n", "           asked && !(event == SYMPTOM && state == DONE) ->\n"),),
    ),
    "line_that_nothing_leads_to": (
        "every_line_is_used",
        ((":: event == GO -> go()\n", ":: event == GO -> go()\n    :: event == 77 -> set = 0\n"),),
    ),
}  # fmt: skip


def plant(model, name):
    """The model with this mistake in it."""
    for old, new in FAULTS[name][1]:
        assert model.count(old) == 1, f"the model holds {old!r} {model.count(old)} times, not once"
        model = model.replace(old, new)
    return model
