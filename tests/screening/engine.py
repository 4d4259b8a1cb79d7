"""The engine as these tests see it: many sets of answers in, what it says of each out.

It drives the executor of tests/scenarios on the shipped catalogue, natively or as WebAssembly, so
that nothing but the core itself stands between a set of answers and its outcome.
"""

import pathlib
import subprocess
import sys

HERE = pathlib.Path(__file__).resolve().parent
sys.path[:0] = [str(HERE.parent / "scenarios"), str(HERE.parent / "oracle"),
                str(HERE.parent / "oracle_logic")]

import yaml  # noqa: E402
from run_tests import Layout  # noqa: E402

ROOT = HERE.parent.parent
DAY = 20000
GRAVITY = ("proceed", "incomplete", "professional", "urgent", "emergency")
ANSWER = {"no": 1, "yes": 2, "unknown": 3}


def load(name):
    return yaml.safe_load((ROOT / "catalogue" / name).read_text(encoding="utf-8"))


def techniques():
    """Ids in the order of the compiled catalogue: by requirement, then by id."""
    entries = [yaml.safe_load(path.read_text(encoding="utf-8"))
               for path in (ROOT / "catalogue/techniques").glob("*.yaml")]
    order = sorted(entries, key=lambda t: (t["requirement"][0], int(t["requirement"][1:]), t["id"]))
    return [entry["id"] for entry in order]


class Outcome:
    """What the engine said of one set of answers."""

    __slots__ = ("disposition", "missing", "allowed", "reasons")

    def __init__(self, disposition, missing, allowed, reasons):
        self.disposition, self.missing = disposition, missing
        self.allowed, self.reasons = allowed, reasons

    @property
    def gravity(self):
        return GRAVITY.index(self.disposition)


class Engine:
    def __init__(self, command, layout_path, environment=None):
        self.command, self.environment = command, environment
        self.layout = Layout(layout_path)
        self.questions = [question["id"] for question in load("screening/questions.yaml")]
        self.rules = [rule["id"] for rule in load("screening/rules.yaml")]
        self.techniques = techniques()
        self.place = {question: i for i, question in enumerate(self.questions)}

    def _pack(self, case):
        age, answers, agreed = case
        size, fields = self.layout.structs["answers"]
        data = bytearray(size)
        data[fields["day"][0]:fields["day"][0] + 4] = DAY.to_bytes(4, "little")
        data[fields["age_years"][0]] = age or 0
        first = fields["answer"][0]
        for question, answer in answers.items():
            data[first + self.place[question]] = ANSWER[answer]
        bits = sum(1 << self.place[question] for question in agreed)
        data[fields["agreed"][0]:fields["agreed"][0] + 8] = bits.to_bytes(8, "little")
        return b"s" + data

    def _unpack(self, data):
        fields = self.layout.structs["screening"][1]

        def bits(name):
            offset, width, count = fields[name]
            return int.from_bytes(data[offset:offset + width * count], "little")

        missing, allowed = bits("missing"), bits("allowed")
        names = {question for i, question in enumerate(self.questions) if missing >> i & 1}
        if data[fields["age_missing"][0]]:
            names.add("age")
        first = fields["reason"][0]
        count = data[fields["reason_count"][0]]
        return Outcome(
            self.layout.names["disposition"][data[fields["disposition"][0]]], names,
            {technique for i, technique in enumerate(self.techniques) if allowed >> i & 1},
            [self.rules[rule] for rule in data[first:first + count]])

    def judge(self, cases):
        stream = b"".join(map(self._pack, cases))
        size = self.layout.sizes["screening"] + 4
        done = subprocess.run(self.command, input=stream, stdout=subprocess.PIPE, check=True,
                              env=self.environment)
        assert len(done.stdout) == size * len(cases), "the executor answered something else"
        outcomes = []
        for at in range(0, len(done.stdout), size):
            assert done.stdout[at:at + 4] == b"\0\0\0\0", "the engine refused a lawful set"
            outcomes.append(self._unpack(done.stdout[at + 4:at + size]))
        return outcomes
