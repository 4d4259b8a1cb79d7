#!/usr/bin/env python3
"""Compares the instance that `limber plan --instance-out` writes with the referee's, byte by byte.

    same_instance.py LIMBER SEED COUNT

The people are made up. What the screening allows is taken from `limber screen`: it has tests of its
own; which positions it closed follows from its reasons.
"""

import json
import subprocess
import sys
import tempfile
from pathlib import Path

sys.dont_write_bytecode = True
sys.path.insert(0, str(Path(__file__).resolve().parent))
from chance import Chance  # noqa: E402
from generate import TODAY, person  # noqa: E402
from instance import instance_text  # noqa: E402
from reduce import reduce  # noqa: E402
from table import CATALOGUE, read_table, read_yaml  # noqa: E402


def answers_of(chance, questions, rules):
    """Mostly somebody healthy; else one with a condition that closes something without stopping."""
    answers = dict.fromkeys(questions, "no")
    agreed = []
    for rule in chance.sample(rules, chance.pick([0, 0, 1, 1, 2])):
        named = rule.get("all", [])
        answers |= dict.fromkeys(named, chance.pick(["yes", "yes", "unknown"]))
        if rule["override"] == "agreed":
            agreed += rule.get("agreed_by") or named
    return {"today": str(TODAY), "age": chance.between(18, 75), "answers": answers, "agreed": agreed}


def positions_closed(table, result, rules):
    rows = {row["id"]: row["closes_positions"] for row in read_yaml(CATALOGUE, "screening/contraindications.yaml")}
    fired = {reason["rule"] for reason in result["reasons"]}
    conditions = {rule["condition"] for rule in rules if rule["id"] in fired and rule.get("condition")}
    return {table.positions.index(name) for condition in conditions for name in rows[condition]}


def screened(limber, answers):
    done = subprocess.run([limber, "screen", "--answers", "-", "--json"], input=json.dumps(answers),
                          capture_output=True, text=True, check=False)  # fmt: skip
    assert done.returncode == 0, done.stderr.strip()
    return json.loads(done.stdout)


def instance_of(limber, request, folder):
    """The text that the program writes, and what it left out."""
    out = Path(folder, "instance")
    out.unlink(missing_ok=True)
    done = subprocess.run([limber, "plan", "--request", "-", "--json", "--instance-out", out],
                          input=json.dumps(request), capture_output=True, text=True, check=False)  # fmt: skip
    assert done.returncode == 0, done.stderr.strip()
    plan = json.loads(done.stdout)
    return out.read_text() if out.exists() else None, plan


def compare(limber, table, seed, count):
    """How many had a session. An AssertionError with both texts where they differ."""
    questions = [question["id"] for question in read_yaml(CATALOGUE, "screening/questions.yaml")]
    rules = read_yaml(CATALOGUE, "screening/rules.yaml")
    gentle = [rule for rule in rules if rule.get("condition") and rule["id"].startswith(("closes", "prof"))]
    had_one = 0
    with tempfile.TemporaryDirectory() as folder:
        for number in range(count):
            chance = Chance(f"{seed} request {number}")
            case = person(chance, table, wishes=False)
            answers = answers_of(chance, questions, gentle)
            result = screened(limber, answers)
            if result["disposition"] != "proceed":
                continue
            case.request["screen"] = answers
            expected, reasons = reduce(table, case.request, result["allowed"],
                                       positions_closed(table, result, rules))  # fmt: skip
            text, plan = instance_of(limber, case.request, folder)
            if text is None:
                assert not expected.candidates, f"person {number}: no instance\n{json.dumps(case.request)}"
                continue
            assert text == instance_text(expected), \
                f"person {number}\n{json.dumps(case.request)}\n{text}instead of\n{instance_text(expected)}"
            told = {entry["technique"]: entry["reason"] for entry in plan["left_out"]}
            for name, reason in reasons.items():
                assert told.get(name) == reason, f"person {number}: {name} is left out for {told.get(name)}, not {reason}"
            had_one += bool(expected.candidates)
    return had_one


if __name__ == "__main__":
    print(compare(sys.argv[1], read_table(), sys.argv[2], int(sys.argv[3])))
