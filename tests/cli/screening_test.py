"""The screening at a terminal: what limber start and limber screen ask, and what follows."""

from logs import Device, Folder, day
from tap import Claims
from terminal import Terminal
from visit import (
    BINARY,
    GROUPS,
    Visit,
    answer_full,
    answer_short,
    check_in,
    read_group,
    screen_clear,
    walk,
)


def start_emergency_ends_early_with_what_to_do_and_no_plan():
    visit = Visit(begin=False)
    terminal = visit.terminal
    walk(terminal, ("How old are you", "41\n"))
    read_group(terminal, "")
    walk(terminal, ("y n ? b:", "n\n"), ("y n ? b:", "?\n"), ("Enter, or b:", "\n"))
    for text in ("Your answers so far are enough.", "Get emergency help now", "112"):
        terminal.wait_for(text)
    visit.leave(0)
    assert "How are you today?" not in terminal.plain(), "planning went on"
    ((kind, body),) = visit.events()
    assert kind == "screening" and body["answers"] == {"E1": "no", "E2": "unknown"}, body
    assert visit.folder.next() == {"form": "full", "seen": True, "locked": []}


def start_slip_towards_an_emergency_can_be_taken_back():
    visit = Visit(begin=False)
    terminal = visit.terminal
    walk(terminal, ("How old are you", "41\n"))
    read_group(terminal, "e1")
    walk(terminal, ("y n ? b:", "y\n"), ("Enter, or b:", "b\n"), ("y n ? b:", "n\n"))
    terminal.wait_for(GROUPS[1])
    terminal.type("\x03")
    visit.leave(3)
    assert visit.events() == []


def start_after_an_emergency_asks_whether_somebody_was_seen():
    folder = Folder(BINARY)
    own = folder.own()
    own.screening(day(1), answers={"E2": "yes"})
    folder.take(own.events)
    visit = Visit(begin=False, folder=folder)
    walk(visit.terminal, ("Have you been seen about this since?", "perhaps\n"))
    walk(visit.terminal, ("Please answer y for yes or n for no.", "n\n"))
    for text in ("Get emergency help now", "E2"):
        visit.terminal.wait_for(text)
    visit.leave(0)
    assert len(visit.events()) == 1 and folder.next()["seen"], "nothing was cleared"
    visit = Visit(begin=False, folder=folder)
    walk(visit.terminal, ("Have you been seen about this since?", "y\n"))
    walk(visit.terminal, ("How old are you", "\n"))
    for title in GROUPS[:3]:
        visit.terminal.wait_for(title)
        read_group(visit.terminal, "none")
    walk(visit.terminal, ("Enter, or numbers:", "\n"))
    walk(visit.terminal, ("A gentle session is possible today", ""), ("Press Enter if", "\x03"))
    visit.leave(3)
    _, body = visit.events()[-1]
    assert body["seen"] is True and not folder.next()["seen"], body


def start_emergency_of_another_device_holds_back():
    folder = Folder(BINARY)
    own, other = folder.own(), Device(BINARY, "f" * 32)
    own.screening(day(1))
    other.screening(day(1), answers={"E1": "yes"})
    folder.take(own.events + other.events)
    visit = Visit(begin=False, folder=folder)
    walk(visit.terminal, ("Have you been seen about this since?", "n\n"))
    visit.terminal.wait_for("Get emergency help now")
    visit.leave(0)


def start_second_visit_asks_the_short_form_only():
    visit = Visit(begin=False)
    screen_clear(visit.terminal)
    walk(visit.terminal, ("How much does your back hurt", "\x03"))
    visit.leave(3)
    visit = Visit(begin=False, folder=visit.folder)
    answer_short(visit.terminal)
    visit.terminal.wait_for("A gentle session is possible today")
    check_in(visit.terminal)
    visit.terminal.type("b\n")
    visit.terminal.wait_for("Press the space bar when you are ready to begin.")
    visit.begin_moving()
    walk(visit.terminal, ("Move", "s"), ("What made you stop?", "\x03"))
    visit.leave(3)
    bodies = [body for kind, body in visit.events() if kind == "screening"]
    assert [body["form"] for body in bodies] == ["full", "short"]
    asked = {"E1": "no", "E2": "no", "E3": "no", "E4": "no", "E5.1": "no", "E5.2": "no"}
    assert bodies[1]["answers"] == asked and bodies[1]["changed"] == "no" and "age" not in bodies[1]
    (session,) = visit.history()
    assert session["ended"] == "stopped", "a session of the short form is played again"


def recent(answers=None, **more):
    """A folder in which the full form was answered yesterday."""
    folder = Folder(BINARY)
    own = folder.own()
    own.screening(day(1), answers, **more)
    folder.take(own.events)
    return folder


def start_emergency_in_the_short_form_ends_at_once():
    visit = Visit(begin=False, folder=recent())
    read_group(visit.terminal, "5.1")
    walk(visit.terminal, ("y n ? b:", "y\n"), ("Enter, or b:", "\n"))
    visit.terminal.wait_for("Get emergency help now")
    visit.leave(0)
    _, body = visit.events()[-1]
    assert body["form"] == "short" and body["answers"]["E5.1"] == "yes" and "changed" not in body
    assert visit.folder.next() == {"form": "full", "seen": True, "locked": []}


def start_change_leads_from_the_short_form_to_the_full_one():
    visit = Visit(begin=False, folder=recent())
    answer_short(visit.terminal, changed="y")
    walk(visit.terminal, ("all the questions are asked again", ""), ("How old are you", "\n"))
    visit.terminal.wait_for(GROUPS[0])
    visit.terminal.wait_for("E6.1")
    assert "E5.2" not in visit.terminal.plain()[-400:], "what was just answered is asked twice"
    visit.terminal.type("\x03")
    visit.leave(3)
    _, body = visit.events()[-1]
    assert body["form"] == "short" and body["changed"] == "yes", "it outlives that somebody left"
    assert visit.folder.next()["form"] == "full"


def start_kept_answers_are_shown_and_can_be_changed():
    folder = Folder(BINARY)
    own = folder.own()
    own.screening(day(8), {"P6.15": "yes", "P6.14": "unknown"})
    folder.take(own.events)
    visit = Visit(begin=False, folder=folder)
    walk(visit.terminal, ("Press Enter if you are still 41.", "71\n"))
    for title in GROUPS[:3]:
        visit.terminal.wait_for(title)
        read_group(visit.terminal, "none")
    walk(
        visit.terminal,
        ("P6.14 not sure", ""),
        ("P6.15 yes", ""),
        ("Enter, or numbers:", "nothing\n"),
        ("Please type numbers from this list", "6.15\n"),
        ("Is getting down to the floor", "n\n"),
        ("P6.15 no", ""),
        ("Enter, or numbers:", "\n"),
    )
    visit.terminal.wait_for("Nothing on hands and knees is offered.")
    visit.terminal.type("\x03")
    visit.leave(3)
    _, body = visit.events()[-1]
    answers = body["answers"]
    assert (body["age"], answers["P6.14"], answers["P6.15"]) == (71, "unknown", "no"), body


def start_only_what_can_still_matter_is_asked():
    visit = Visit(begin=False)
    terminal = visit.terminal
    walk(terminal, ("How old are you", "41\n"))
    read_group(terminal, "none")
    terminal.wait_for(GROUPS[1])
    read_group(terminal, "u3.1")
    assert "U3.2" not in terminal.plain(), "it follows from a yes to U3.1"
    walk(terminal, ("Have you ever had cancer?", "y\n"), ("U3.2", "n\n"), (GROUPS[2], ""))
    read_group(terminal, "")
    walk(terminal, ("P1", "n\n"), ("P2", "n\n"), ("P3.1", "y\n"))
    walk(terminal, ("P3.2", "n\n"), ("P3.3", "n\n"))  # four of five are out of reach now
    walk(terminal, ("y n ? b:", "b\n"), ("P3.3", "y\n"), ("P3.4", "n\n"), ("P4.1", "\x03"))
    visit.leave(3)


def start_agreed_opens_and_no_does_not():
    for reply, form in (("n", None), ("y", "full")):
        visit = Visit(begin=False)
        answer_full(visit.terminal, "none", "none", "none", "6.1 6.13")
        walk(visit.terminal, ("P6.1", "y\n"), ("y n ? b:", "y\n"))
        walk(
            visit.terminal,
            ("See a doctor or physiotherapist first", ""),
            ("Once they agree", ""),
            ("P6.1 Have you ever broken a bone of the spine?", ""),
            ("has told me that gentle exercise is fine. Is that so?", "\n"),
            ("Please answer y for yes or n for no.", reply + "\n"),
        )
        if reply == "n":
            visit.leave(0)
        else:
            visit.terminal.wait_for("A gentle session is possible today")
            visit.terminal.wait_for("Left out:")
            walk(visit.terminal, ("How much does your back hurt", "\x03"))
            visit.leave(3)
        bodies = [body for _, body in visit.events()]
        assert [body.get("agreed") for body in bodies] == [None, ["P6.1"]][: len(bodies)], bodies
        assert len(bodies) == (1 if form is None else 2)


def start_agreed_is_not_offered_where_it_opens_nothing():
    for answers in ("6.6", "6.1 6.6"):
        visit = Visit(begin=False)
        answer_full(visit.terminal, "none", "none", "none", answers)
        for _ in answers.split():
            walk(visit.terminal, ("y n ? b:", "y\n"))
        visit.terminal.wait_for("See a doctor or physiotherapist first")
        visit.leave(0)
        assert "has told me" not in visit.terminal.plain()


def start_next_day_is_asked_once_and_what_was_worse_is_left_out():
    folder = Folder(BINARY)
    own = folder.own()
    session = own.session(day(1), own.screening(day(1)))
    folder.take(own.events)
    visit = Visit(begin=False, folder=folder)
    walk(
        visit.terminal,
        ("Since your last session", ""),
        ("How was your back on the day after", "3\n"),
        ("Was it one of these", "1\n"),
        ("The sessions of the next days leave room for that.", ""),
    )
    answer_short(visit.terminal)
    walk(visit.terminal, ("A gentle session is possible today", ""))
    check_in(visit.terminal)
    visit.terminal.type("q\n")
    visit.leave(3)
    kind, body = visit.events()[-2]
    assert kind == "next-day" and body["session"] == session and body["feel"] == "worse", body
    assert folder.next()["locked"] == [body["technique"]]
    assert "It was stopped, or it disagreed with you" in " ".join(visit.terminal.plain().split())
    visit = Visit(begin=False, folder=folder)
    walk(visit.terminal, ("Before every session", ""), ("Press Enter to read on.", "\x03"))
    visit.leave(3)
    assert "Since your last session" not in visit.terminal.plain(), "it is asked once"


def start_next_day_can_be_left():
    folder = Folder(BINARY)
    own = folder.own()
    own.session(day(1), own.screening(day(1)))
    folder.take(own.events)
    visit = Visit(begin=False, folder=folder)
    walk(visit.terminal, ("How was your back on the day after", "\n"))
    walk(visit.terminal, ("Before every session", "\x03"))
    visit.leave(3)
    assert "next-day" not in [kind for kind, _ in visit.events()]


def start_plan_keeps_the_limits_of_the_week_by_the_log():
    """Sessions of another version of the catalogue count as they were planned."""
    for catalogue in (None, "9.9.9"):
        folder = Folder(BINARY)
        own = folder.own()
        own.screening(day(1))
        for ago in range(6, 1, -1):
            before = Device(BINARY, own.name)
            before.events = own.events
            before.catalogue = catalogue or own.catalogue
            stiff = {"lower-back": 8, "hips": 8, "glutes": 8}
            before.session(day(ago), f"{own.name}-1", minutes=45, regions=stiff)
        folder.take(own.events)
        visit = Visit(begin=False, folder=folder)
        walk(visit.terminal, ("How was your back on the day after", "\n"))
        answer_short(visit.terminal)
        check_in(visit.terminal)
        visit.terminal.type("q\n")
        visit.leave(3)
        told = " ".join(visit.terminal.plain().split())
        assert "enough stretching in these seven days" in told, (catalogue, told[-3000:])


def start_worse_twice_leads_to_a_professional():
    folder = Folder(BINARY)
    own = folder.own()
    for ago in (3, 2):
        own.next_day(own.session(day(ago), own.screening(day(ago))), day(ago - 1), "worse")
    folder.take(own.events)
    visit = Visit(begin=False, folder=folder)
    answer_short(visit.terminal)
    for text in ("See a doctor or physiotherapist first", "Twice in a row it was worse"):
        visit.terminal.wait_for(text)
    walk(visit.terminal, ("has told me that gentle exercise is fine", "n\n"))
    visit.leave(0)


def start_one_question_back_changes_the_answer():
    visit = Visit(begin=False)
    terminal = visit.terminal
    walk(terminal, ("How old are you", "41\n"))
    read_group(terminal, "none")
    terminal.wait_for(GROUPS[1])
    read_group(terminal, "2 5")
    walk(terminal, ("U2", "y\n"), ("U5", "b\n"), ("U2", "n\n"), ("U5", "n\n"))
    walk(terminal, (GROUPS[2], "\x03"))
    visit.leave(3)


def start_left_in_the_questions_writes_nothing():
    visit = Visit(begin=False)
    visit.terminal.wait_for("1 to 120:")
    visit.terminal.type("\x03")
    visit.terminal.wait_for("You left before the session began.")
    visit.leave(3)
    assert visit.events() == []


def start_left_at_the_plan_begins_no_session():
    visit = Visit(begin=False)
    screen_clear(visit.terminal)
    check_in(visit.terminal)
    visit.terminal.type("q\n")
    visit.terminal.wait_for("You left before the session began.")
    visit.leave(3)
    assert [kind for kind, _ in visit.events()] == ["screening"]


def screen_at_a_terminal_asks_and_answers_in_json():
    terminal = Terminal([BINARY, "screen", "--json"])
    walk(terminal, ("How old are you", "abc\n"))
    walk(terminal, ("Please type a whole number from 1 to 120.", "41\n"))
    for title in GROUPS:
        terminal.wait_for(title)
        read_group(terminal, "none")
    terminal.wait_for('"disposition": "proceed"')
    assert terminal.leave() == 0


def main():
    claims = Claims()
    for claim in (
        start_emergency_ends_early_with_what_to_do_and_no_plan,
        start_slip_towards_an_emergency_can_be_taken_back,
        start_after_an_emergency_asks_whether_somebody_was_seen,
        start_emergency_of_another_device_holds_back,
        start_second_visit_asks_the_short_form_only,
        start_emergency_in_the_short_form_ends_at_once,
        start_change_leads_from_the_short_form_to_the_full_one,
        start_kept_answers_are_shown_and_can_be_changed,
        start_only_what_can_still_matter_is_asked,
        start_agreed_opens_and_no_does_not,
        start_agreed_is_not_offered_where_it_opens_nothing,
        start_next_day_is_asked_once_and_what_was_worse_is_left_out,
        start_next_day_can_be_left,
        start_plan_keeps_the_limits_of_the_week_by_the_log,
        start_worse_twice_leads_to_a_professional,
        start_one_question_back_changes_the_answer,
        start_left_in_the_questions_writes_nothing,
        start_left_at_the_plan_begins_no_session,
        screen_at_a_terminal_asks_and_answers_in_json,
    ):
        claims.check(claim.__name__, claim)
    claims.finish()


if __name__ == "__main__":
    main()
