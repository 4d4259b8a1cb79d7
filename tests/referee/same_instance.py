"""Compares the instances that the planner makes of people with the referee's, byte by byte."""

import json
import re
import subprocess
import tempfile
from pathlib import Path

from chance import Chance
from generate import TODAY, person
from instance import UNITS_MAX, Instance, instance_text
from reduce import reduce
from table import CATALOGUE, read_yaml

# Where more than one limit keeps a technique out, the text does not say which of them is told.
LIMITS = {"stretch-limit", "week-limit", "day-limit"}
NOTHING = Instance(0, 0, 0, [], [[0] * (UNITS_MAX + 1)], [], [])
LEFT_OUT = re.compile(r"^left-out (\S+) (\S+)$", re.MULTILINE)


def as_line(case):
    """For people.c."""
    wishes = {wish: sorted(ids) for wish, ids in case.wishes.items()}
    return json.dumps({"request": case.request, "allowed": case.allowed, "closed": sorted(case.closed),
                       "wishes": wishes, "prescribed": case.prescribed})  # fmt: skip


def instances_of(program, cases):
    """(text, {technique that is not in it: why}) of each."""
    done = subprocess.run([program], input="".join(as_line(case) + "\n" for case in cases),
                          capture_output=True, text=True, check=False)  # fmt: skip
    assert done.returncode == 0, done.stderr.strip()
    parts = ["limber-instance" + part for part in done.stdout.split("limber-instance")[1:]]
    assert len(parts) == len(cases), f"{len(parts)} of {len(cases)} came back"
    for part in parts:
        text, told = part.split("\nend\n")
        yield text + "\nend\n", dict(LEFT_OUT.findall(told))


def differences(program, table, seed, count):
    """A sentence for each person of whom the two make something else."""
    cases = [person(Chance(f"{seed} person {number}"), table) for number in range(count)]
    for number, (case, (text, told)) in enumerate(zip(cases, instances_of(program, cases))):
        instance, reasons = reduce(table, case.request, case.allowed, case.closed, case.wishes,
                                   case.prescribed)  # fmt: skip
        expected = instance_text(instance)
        if text != expected:
            wrong = sorted(set(text.split("\n")) - set(expected.split("\n")))
            missing = sorted(set(expected.split("\n")) - set(text.split("\n")))
            yield f"person {number}: {wrong} instead of {missing}\n{as_line(case)}"
        other = sorted(f"{name}: {told.get(name)}, not {reason}" for name, reason in reasons.items()
                       if told.get(name) != reason and not {told.get(name), reason} <= LIMITS)  # fmt: skip
        if other:
            yield f"person {number}: {other}\n{as_line(case)}"


def sent_to_somebody(plan):
    """For what the log says; all answers were no."""
    rules = {reason["rule"] for reason in plan["screening"]["reasons"] if reason["question"] == "log"}
    assert (plan["outcome"] == "not-screened") == (rules != set()), plan
    return rules != set()


def differences_in_the_program(limber, table, seed, count):
    """The same through `limber plan --instance-out`, for people to whom nothing is closed. There is
    no instance for those whom the program sends to somebody, for how the days before were."""
    questions = [entry["id"] for entry in read_yaml(CATALOGUE, "screening/questions.yaml")]
    screen = {"today": str(TODAY), "age": 41, "answers": dict.fromkeys(questions, "no")}
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder, "instance")
        for number in range(count):
            case = person(Chance(f"{seed} program {number}"), table)
            wishes = {wish: sorted(ids) for wish, ids in case.wishes.items()}
            request = case.request | {"screen": screen, "wishes": wishes}
            done = subprocess.run([limber, "plan", "--request", "-", "--json", "--instance-out", out],
                                  input=json.dumps(request), capture_output=True, text=True, check=False)  # fmt: skip
            assert done.returncode == 0, done.stderr.strip()
            everything = [one.id for one in table.techniques]
            instance, _ = reduce(table, case.request, everything, (), case.wishes)
            if sent_to_somebody(json.loads(done.stdout)):
                instance = NOTHING
            if out.read_text() != instance_text(instance):
                yield f"person {number}\n{json.dumps(request)}"
