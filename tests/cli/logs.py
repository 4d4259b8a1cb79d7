"""Logs as they could have come about: events of devices, and folders that hold them."""

import datetime
import sqlite3
import tempfile

from tap import call, clear_answers, request

STEP_KEYS = ("technique", "phase", "side", "sets", "reps", "hold_ms", "move_ms", "rest_ms",
             "ready_ms", "position")  # fmt: skip


def day(ago=0):
    """The date of so many days ago, by this machine's clock."""
    return (datetime.date.today() - datetime.timedelta(days=ago)).isoformat()


class Device:
    """What one device has told, event after event."""

    def __init__(self, binary, name):
        self.binary = binary
        self.name = name
        self.events = []
        self.catalogue = call(binary, "version", "--json").json()["catalogue"]

    def tell(self, kind, body):
        """One more event; what others call it by."""
        sequence = len(self.events) + 1
        self.events.append({"device": self.name, "sequence": sequence,
                            "at_ms": 1795257600000 + sequence, "kind": kind, "body": body})  # fmt: skip
        return f"{self.name}-{sequence}"

    def screening(self, today, answers=None, **more):
        """The full form, or of a short form what `more` says, with some answers changed."""
        clear = clear_answers(self.binary)["answers"]
        body = {"catalogue": self.catalogue, "today": today, "age": 41,
                "answers": {**clear, **(answers or {})}, **more}  # fmt: skip
        return self.tell("screening", body)

    def session(self, today, screening, done=True, **wanted):
        """A session that was begun and, where nothing else is said, done to its end."""
        asked = {**request(self.binary), "today": today, **wanted}
        screen = {**asked["screen"], "today": today}
        plan = call(self.binary, "plan", "--request", "-", "--json",
                    stdin={**asked, "screen": screen}).json()  # fmt: skip
        del asked["screen"]
        steps = [{key: step[key] for key in STEP_KEYS} for step in plan["steps"]]
        reference = self.tell("session", {"catalogue": self.catalogue, "screening": screening,
                                          "request": asked, "steps": steps})  # fmt: skip
        self.input(reference, 0, "go")
        if done:
            self.input(reference, plan["seconds"] * 1000, "tick")
        return reference

    def input(self, session, at_ms, event, value=0):
        self.tell("input", {"session": session, "at_ms": at_ms, "event": event, "value": value})

    def next_day(self, session, today, feel, **more):
        self.tell("next-day", {"session": session, "today": today, "feel": feel, **more})


class Folder:
    """A data folder, with this installation's own device."""

    def __init__(self, binary):
        self.binary = binary
        self.temporary = tempfile.TemporaryDirectory()
        self.path = self.temporary.name

    def call(self, *words, **more):
        return call(self.binary, *words, folder=self.path, **more)

    def take(self, events, exit=0):
        document = {"limber-export": 1, "catalogue": "0", "events": events}
        result = self.call("import", "-", "--json", stdin=document)
        assert result.exit == exit, result.err
        return result

    def put(self, kind, body):
        """An event as a later version may have stored it: nothing looks at it on its way in."""
        self.export()  # makes the log where there is none
        log = sqlite3.connect(f"{self.path}/limber.db")
        with log:
            log.execute("INSERT INTO event (device, sequence, at_ms, kind, body)"
                        " VALUES (x'0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b', 1, 0, ?, ?)", (kind, body))  # fmt: skip
        log.close()

    def export(self):
        return self.call("export").out

    def own(self):
        self.export()  # makes the log where there is none
        log = sqlite3.connect(f"{self.path}/limber.db")
        (name,) = log.execute("SELECT lower(hex(device)) FROM installation").fetchone()
        log.close()
        return Device(self.binary, name)

    def next(self):
        """What is due, by limber history."""
        return self.call("history", "--json").json()["next"]
