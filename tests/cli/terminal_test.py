"""limber screen and limber start, as a person at a terminal goes through them."""

import signal
import sys
import tempfile
import time

from tap import Claims, call, check_schema
from terminal import Terminal

BINARY = sys.argv[1]
ENTER_SCREEN, LEAVE_SCREEN = "\x1b[?1049h", "\x1b[?1049l"


def read_group(terminal):
    """Reads a group of questions, page by page, to its offer."""
    while terminal.wait_for("none, or Enter:", "Press Enter to read on.") != "none, or Enter:":
        terminal.type("\n")


def screen_clear(terminal):
    terminal.wait_for("How old are you")
    terminal.type("41\n")
    for _ in range(3):
        read_group(terminal)
        terminal.type("none\n")
    terminal.wait_for("A gentle session is possible today")


def check_in(terminal):
    terminal.wait_for("How much does your back hurt")
    terminal.type("2\n")
    terminal.wait_for("Where do you feel stiff?")
    terminal.type("6\n")
    terminal.wait_for("Lower back: How stiff")
    terminal.type("6\n")
    terminal.wait_for("Which of these can you get into")
    terminal.type("all\n")
    terminal.wait_for("Which of these do you have at hand?")
    terminal.type("\n")
    terminal.wait_for("Your session")
    terminal.wait_for("No clinician has reviewed")
    terminal.wait_for("Type b and Enter to begin")


class Visit:
    """limber start in a folder of its own, up to the session's first screen."""

    def __init__(self, minutes="3", begin=True, **more):
        self.folder = tempfile.TemporaryDirectory()
        self.terminal = Terminal(
            [BINARY, "start", "--minutes", minutes, "--data", self.folder.name], **more
        )
        self.before = self.terminal.settings()
        if begin:
            screen_clear(self.terminal)
            check_in(self.terminal)
            self.terminal.type("b\n")
            self.terminal.wait_for("Press the space bar when you are ready to begin.")

    def begin_moving(self):
        self.terminal.type(" ")
        self.terminal.wait_for("Get ready")
        self.terminal.read_for(0.2)

    def leave(self, exit):
        left = self.terminal.leave()
        assert left == exit, f"left with {left}\n{self.terminal.plain()[-1500:]}"
        text = self.terminal.text
        assert text.rfind(LEAVE_SCREEN) >= text.rfind(ENTER_SCREEN), "the screen was not given back"
        assert text.count(ENTER_SCREEN) == text.count(LEAVE_SCREEN)
        assert "\x1b[?25h" in text[text.rfind(ENTER_SCREEN) :] or ENTER_SCREEN not in text

    def events(self):
        document = call(BINARY, "export", folder=self.folder.name).json()
        check_schema(document, "export")
        return [(event["kind"], event["body"]) for event in document["events"]]

    def inputs(self):
        told = [body["event"] for kind, body in self.events() if kind == "input"]
        return [event for event in told if event != "tick"]

    def history(self):
        document = call(BINARY, "history", "--json", folder=self.folder.name).json()
        check_schema(document, "history")
        return document["sessions"]


def start_skipped_to_the_end_is_done_and_written_down():
    visit = Visit()
    visit.begin_moving()
    for _ in range(12):
        visit.terminal.type("n")
        visit.terminal.read_for(0.4)
        if "That was the whole session." in visit.terminal.plain():
            break
    visit.terminal.wait_for("That was the whole session.")
    visit.terminal.wait_for("How does your back feel now")
    visit.terminal.type("1\n")
    visit.terminal.wait_for("hurt now")
    visit.terminal.type("1\n")
    visit.terminal.wait_for("How stiff is it now")
    visit.terminal.type("3\n")
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
        visit.terminal.wait_for("What made you stop?")
        visit.terminal.type("1\n")
        visit.terminal.wait_for("How does your back feel")
        visit.terminal.type("\x03")
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
    visit.terminal.type("\x04")
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
    visit.terminal.wait_for("What made you stop?")
    visit.terminal.type("3\n")
    visit.terminal.wait_for("call the emergency number now")
    visit.terminal.wait_for("Answer the screening questions again")
    visit.leave(3)
    assert visit.history()[0]["stop"] == "symptom"
    assert visit.inputs()[-1] == "symptom"


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


def start_emergency_ends_early_with_what_to_do_and_no_plan():
    visit = Visit(begin=False)
    terminal = visit.terminal
    terminal.wait_for("How old are you")
    terminal.type("41\n")
    read_group(terminal)
    terminal.type("\n")
    for answer in "n?nnnnnn":
        terminal.wait_for("y n ? b:")
        terminal.type(answer + "\n")
    terminal.wait_for("Your answers so far are enough.")
    terminal.wait_for("Get emergency help now")
    terminal.wait_for("112")
    visit.leave(0)
    assert "How are you today?" not in terminal.plain(), "planning went on"
    ((kind, body),) = visit.events()
    assert kind == "screening" and body["answers"]["E2"] == "unknown" and "U1" not in body["answers"]


def start_one_question_back_changes_the_answer():
    visit = Visit(begin=False)
    terminal = visit.terminal
    terminal.wait_for("How old are you")
    terminal.type("41\n")
    read_group(terminal)
    terminal.type("\n")
    for answer in "ybnnnnnnnn":
        terminal.wait_for("y n ? b:")
        terminal.type(answer + "\n")
    read_group(terminal)
    terminal.type("\x03")
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
    terminal.wait_for("How old are you")
    terminal.type("abc\n")
    terminal.wait_for("Please type a whole number from 1 to 120.")
    terminal.type("41\n")
    for _ in range(3):
        read_group(terminal)
        terminal.type("none\n")
    terminal.wait_for('"disposition": "proceed"')
    assert terminal.leave() == 0


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
        start_emergency_ends_early_with_what_to_do_and_no_plan,
        start_one_question_back_changes_the_answer,
        start_left_in_the_questions_writes_nothing,
        start_left_at_the_plan_begins_no_session,
        screen_at_a_terminal_asks_and_answers_in_json,
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
