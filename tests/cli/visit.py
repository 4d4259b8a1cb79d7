"""A visit: limber start at a terminal, and what a person types on the way through it."""

import sys

from logs import Folder
from tap import check_schema
from terminal import Terminal

BINARY = sys.argv[1]
GROUPS = ("Signs that need help at once", "Signs that should be looked at today",
          "Reasons to ask somebody before exercising", "About your body")  # fmt: skip
ENTER_SCREEN, LEAVE_SCREEN = "\x1b[?1049h", "\x1b[?1049l"


def walk(terminal, *steps):
    """Each step: what is waited for, and what is then typed."""
    for expected, keys in steps:
        terminal.wait_for(expected)
        terminal.type(keys)


def read_group(terminal, reply):
    """Reads a group of questions, page by page, and answers its offer."""
    while terminal.wait_for("none, numbers, or Enter:", "Press Enter to read on.") != (
        "none, numbers, or Enter:"
    ):
        terminal.type("\n")
    terminal.type(reply + "\n")


def answer_full(terminal, *replies, age="41"):
    """The full form: a reply to each group, then "none"."""
    walk(terminal, ("How old are you", age + "\n"))
    for title, reply in zip(GROUPS, [*replies, *["none"] * 4]):
        terminal.wait_for(title)
        read_group(terminal, reply)


def answer_short(terminal, changed="n"):
    terminal.wait_for("Before every session")
    read_group(terminal, "none")
    walk(terminal, ("is anything new:", changed + "\n"))


def screen_clear(terminal):
    answer_full(terminal)
    terminal.wait_for("A gentle session is possible today")


def check_in(terminal, helped="n", stiff=("Lower back",)):
    numbers = {"Middle of the back": "5", "Lower back": "6"}
    walk(
        terminal,
        ("How much does your back hurt", "2\n"),
        ("Where do you feel stiff?", " ".join(numbers[place] for place in stiff) + "\n"),
        *((f"{place}: How stiff", "6\n") for place in stiff),
        ("Which of these can you get into", "all\n"),
        ("Which of these do you have at hand?", "\n"),
        ("Is somebody with you who would", helped + "\n"),
    )
    terminal.wait_for("Your session")
    terminal.wait_for("No clinician has reviewed")
    terminal.wait_for("Type b and Enter to begin")


class Visit:
    """limber start in a folder of its own, up to the session's first screen."""

    def __init__(self, minutes="3", begin=True, folder=None, helped="n", stiff=("Lower back",),
                 **more):  # fmt: skip
        self.folder = folder or Folder(BINARY)
        self.terminal = Terminal(
            [BINARY, "start", "--minutes", minutes, "--data", self.folder.path], **more
        )
        self.before = self.terminal.settings()
        if begin:
            screen_clear(self.terminal)
            check_in(self.terminal, helped, stiff)
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
        document = self.folder.call("export").json()
        check_schema(document, "export")
        return [(event["kind"], event["body"]) for event in document["events"]]

    def inputs(self):
        told = [body["event"] for kind, body in self.events() if kind == "input"]
        return [event for event in told if event != "tick"]

    def history(self):
        document = self.folder.call("history", "--json").json()
        check_schema(document, "history")
        return document["sessions"]
