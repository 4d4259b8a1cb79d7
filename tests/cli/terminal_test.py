"""A session of limber start, as a person at a terminal goes through it."""

import signal
import time

from tap import Claims
from visit import ENTER_SCREEN, GROUPS, LEAVE_SCREEN, Visit, read_group, walk


def start_skipped_to_the_end_is_done_and_written_down():
    visit = Visit()
    visit.begin_moving()
    for _ in range(12):
        visit.terminal.type("n")
        visit.terminal.read_for(0.4)
        if "That was the whole session." in visit.terminal.plain():
            break
    visit.terminal.wait_for("That was the whole session.")
    walk(
        visit.terminal,
        ("How does your back feel now", "1\n"),
        ("hurt now", "1\n"),
        ("How stiff is it now", "3\n"),
    )
    visit.terminal.wait_for("Written down")
    visit.leave(0)
    kinds = [kind for kind, _ in visit.events()]
    assert kinds[:3] == ["screening", "session", "input"] and kinds[-1] == "afterwards", kinds
    (session,) = visit.history()
    assert (session["ended"], session["feel"], session["stiffness"]) == ("done", "better", 3)


def start_time_alone_leads_from_ready_to_moving():
    visit = Visit()
    visit.begin_moving()
    visit.terminal.wait_for("Move", seconds=15)
    visit.terminal.read_for(1)
    visit.terminal.type("s")
    visit.terminal.wait_for("What made you stop?")
    visit.terminal.type("1\n")
    visit.terminal.wait_for("How does your back feel")
    visit.terminal.type("\x04")
    visit.leave(3)
    assert visit.history()[0]["worked_ms"] >= 1000


def stops_with(key, expected_stop="person"):
    visit = Visit()
    visit.begin_moving()
    before = time.monotonic()
    visit.terminal.type(key)
    visit.terminal.wait_for("You have stopped.")
    assert time.monotonic() - before < 2
    if expected_stop == "person":
        walk(
            visit.terminal, ("What made you stop?", "1\n"), ("How does your back feel", "\x03")
        )
    else:
        walk(visit.terminal, ("Enter, or q:", "q\n"))
    visit.leave(3)
    (session,) = visit.history()
    assert (session["ended"], session["stop"]) == ("stopped", expected_stop), session


def start_stop_works_before_the_first_go():
    visit = Visit()
    visit.terminal.type("s")
    visit.terminal.wait_for("You have stopped.")
    visit.terminal.type("1\n")
    visit.terminal.wait_for("How does your back feel")
    visit.terminal.type("\x04")
    visit.leave(3)


def start_stop_works_while_pain_is_being_asked():
    visit = Visit()
    visit.begin_moving()
    visit.terminal.type("p")
    visit.terminal.wait_for("Pain now: press 0 to 9")
    visit.terminal.type("s")
    visit.terminal.wait_for("You have stopped.")
    visit.terminal.type("\x04")
    visit.leave(3)


def start_pain_of_ten_stops():
    visit = Visit()
    visit.begin_moving()
    visit.terminal.type("p")
    visit.terminal.wait_for("Pain now")
    visit.terminal.type("x")
    visit.terminal.wait_for("That is more than exercising at home should be done with")
    walk(visit.terminal, ("How does your back feel", "3\n"), ("hurt now", "8\n"))
    walk(visit.terminal, ("How stiff", "8\n"), ("Left out for some days", ""), ("or q:", "q\n"))
    visit.leave(3)
    assert ("input", 10) in [(kind, body.get("value")) for kind, body in visit.events()]
    assert visit.history()[0]["stop"] == "pain"


def start_pain_of_four_pauses_and_offers_easier():
    visit = Visit()
    visit.begin_moving()
    visit.terminal.type("p")
    visit.terminal.wait_for("Pain now")
    visit.terminal.type("4")
    visit.terminal.wait_for("Your pain is up, so this is paused.")
    visit.terminal.type("e")
    visit.terminal.read_for(0.2)
    visit.terminal.type(" ")
    visit.terminal.wait_for("Get ready")
    visit.terminal.type("s")
    visit.terminal.wait_for("You have stopped.")
    visit.terminal.type("\x04")
    visit.leave(3)
    assert visit.inputs()[:4] == ["go", "pain", "easier", "go"], visit.inputs()


def start_stopped_for_a_symptom_leads_to_a_new_screening():
    visit = Visit()
    visit.begin_moving()
    visit.terminal.type("s")
    walk(visit.terminal, ("What made you stop?", "3\n"))
    for text in (
        "call the emergency number now",
        "Emergency number: 112",
        "Answer the screening questions again",
        "Left out for some days, so that it can settle:",
        "all the questions will be asked",
    ):
        visit.terminal.wait_for(text)
    walk(visit.terminal, ("Enter, or q:", "what\n"), ("Please press Enter", "\n"))
    walk(visit.terminal, ("Since your last answers something came up.", ""))
    walk(visit.terminal, ("Press Enter if you are still 41.", "\n"))
    for title in GROUPS[:3]:
        visit.terminal.wait_for(title)
        read_group(visit.terminal, "none")
    walk(visit.terminal, ("About your body", ""), ("Enter, or numbers:", "\n"))
    visit.terminal.wait_for("A gentle session is possible today")
    visit.leave(3)
    assert visit.history()[0]["stop"] == "symptom"
    assert visit.inputs()[-1] == "symptom"
    kind, body = visit.events()[-1]
    assert kind == "screening" and body["form"] == "full", "it was asked again, wholly"
    locked = visit.folder.next()["locked"]
    session = next(body for kind, body in visit.events() if kind == "session")
    assert locked == [session["steps"][0]["technique"]], locked


def start_arrow_keys_do_nothing():
    visit = Visit()
    visit.begin_moving()
    visit.terminal.type("\x1b[A\x1b[B")
    visit.terminal.read_for(0.3)
    visit.terminal.type("s")
    visit.terminal.wait_for("You have stopped.")
    visit.terminal.type("\x04")
    visit.leave(3)
    assert visit.inputs() == ["go", "stop"], visit.inputs()


def ended_by_signal(number):
    visit = Visit()
    visit.begin_moving()
    visit.terminal.signal(number)
    visit.leave(3)
    (session,) = visit.history()
    assert (session["ended"], session["stop"]) == ("stopped", "person")


def start_suspended_is_paused_and_gives_the_terminal_back():
    visit = Visit()
    visit.begin_moving()
    visit.terminal.type("\x1a")
    deadline = time.monotonic() + 10
    while visit.terminal.text.count(LEAVE_SCREEN) < 1 and time.monotonic() < deadline:
        visit.terminal.read(0.1)
    assert visit.terminal.text.count(LEAVE_SCREEN) == 1, "the screen was not given back"
    visit.terminal.read_for(0.3)
    visit.terminal.signal(signal.SIGCONT)
    while visit.terminal.text.count(ENTER_SCREEN) < 2 and time.monotonic() < deadline:
        visit.terminal.read(0.1)
    visit.terminal.seen = len(visit.terminal.plain())
    visit.terminal.wait_for("Press the space bar to go on.")
    visit.terminal.type("s")
    visit.terminal.wait_for("You have stopped.")
    visit.terminal.type("\x04")
    visit.leave(3)
    assert visit.inputs() == ["go", "pause", "stop"], visit.inputs()


def start_machine_that_slept_finds_the_session_paused():
    visit = Visit()
    visit.begin_moving()
    visit.terminal.signal(signal.SIGSTOP)
    visit.terminal.read_for(4)
    visit.terminal.signal(signal.SIGCONT)
    visit.terminal.wait_for("Press the space bar to go on.")
    visit.terminal.type("s")
    visit.terminal.wait_for("You have stopped.")
    visit.terminal.type("\x04")
    visit.leave(3)
    assert visit.inputs() == ["go", "pause", "stop"], visit.inputs()


def start_gives_the_terminal_back_as_it_was():
    visit = Visit()
    visit.begin_moving()
    assert visit.terminal.settings() != visit.before, "a session reads single keys"
    visit.terminal.type("s")
    visit.terminal.wait_for("What made you stop?")
    assert visit.terminal.settings() == visit.before
    visit.terminal.type("\x03")
    visit.leave(3)


def start_small_terminal_keeps_stop_in_sight():
    visit = Visit(rows=8, columns=30)
    visit.begin_moving()
    visit.terminal.wait_for("STOP")
    frame = visit.terminal.text.split("\x1b[H")[-2]
    assert frame.count("\n") < 8 and "STOP" in frame and "Get ready" in frame, frame
    visit.terminal.resize(24, 80)
    visit.terminal.signal(signal.SIGWINCH)
    visit.terminal.wait_for("Stop if you feel")
    visit.terminal.type("s")
    visit.terminal.wait_for("You have stopped.")
    visit.terminal.type("\x04")
    visit.leave(3)


def start_without_colour_says_all_the_same():
    visit = Visit(environment={"NO_COLOR": "1"})
    visit.begin_moving()
    visit.terminal.type("s")
    visit.terminal.wait_for("You have stopped.")
    visit.terminal.type("\x04")
    visit.leave(3)
    assert "\x1b[1m" not in visit.terminal.text and "\x1b[36m" not in visit.terminal.text


def start_with_a_helper_shows_what_the_helper_does():
    visit = Visit(minutes="15", helped="y", stiff=("Middle of the back", "Lower back"), rows=60)
    visit.begin_moving()
    for _ in range(40):
        if "with a helper" in visit.terminal.plain()[visit.terminal.seen :]:
            break
        visit.terminal.type("n")
        visit.terminal.read_for(0.2)
    visit.terminal.wait_for("with a helper")
    visit.terminal.wait_for("For the person who helps:")
    visit.terminal.wait_for("Without a clear yes nothing begins")
    visit.terminal.type("s")
    visit.terminal.wait_for("You have stopped.")
    visit.terminal.type("\x04")
    visit.leave(3)


def main():
    claims = Claims()
    for claim in (
        start_skipped_to_the_end_is_done_and_written_down,
        start_time_alone_leads_from_ready_to_moving,
        start_stop_works_before_the_first_go,
        start_stop_works_while_pain_is_being_asked,
        start_pain_of_ten_stops,
        start_pain_of_four_pauses_and_offers_easier,
        start_stopped_for_a_symptom_leads_to_a_new_screening,
        start_arrow_keys_do_nothing,
        start_suspended_is_paused_and_gives_the_terminal_back,
        start_machine_that_slept_finds_the_session_paused,
        start_gives_the_terminal_back_as_it_was,
        start_small_terminal_keeps_stop_in_sight,
        start_without_colour_says_all_the_same,
        start_with_a_helper_shows_what_the_helper_does,
    ):
        claims.check(claim.__name__, claim)
    for name, key in (("s", "s"), ("escape", "\x1b"), ("control_c", "\x03"), ("capital_s", "S")):
        claims.check(f"start_{name}_stops_at_once", stops_with, key)
    claims.check("start_symptom_stops_at_once", stops_with, "y", "symptom")
    for number in (signal.SIGTERM, signal.SIGHUP, signal.SIGQUIT):
        claims.check(f"start_{number.name.lower()}_stops_and_restores", ended_by_signal, number)
    claims.finish()


if __name__ == "__main__":
    main()
