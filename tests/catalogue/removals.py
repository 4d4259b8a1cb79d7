#!/usr/bin/python3
"""The shipped catalogue without each of its rules, questions and cells in turn: a check must notice.

    removals.py EXECUTE_SHIPPED LAYOUT_TS

The checks are the vignettes, the oracle (tests/oracle), and expected.yaml beside this file, all of
them written apart from the catalogue. Prints TAP, and for each removal the first check that notices.
"""

import collections
import itertools
import random
import sys

from harness import HERE, ROOT, load, require
from reading import GRAVITY, Reading

sys.path[:0] = [str(ROOT / "tests/oracle"), str(ROOT / "tests/screening")]

import oracle  # noqa: E402
from engine import Engine  # noqa: E402

OLD = 71  # the first age that is "over 70"
AGES = (40, 17, OLD)


def all_no_but(yes, questions=oracle.QUESTIONS):
    return dict.fromkeys(questions, "no") | dict.fromkeys(yes, "yes")


# ---- The checks: each gives what it notices, in words, or None. ----------------------------------


class Vignettes:
    def __init__(self):
        self.people = {path.stem: load(path)
                       for path in sorted((ROOT / "tests/vignettes").glob("*.yaml"))}

    @staticmethod
    def _answers(person):
        answers = all_no_but(person["yes"]) | dict.fromkeys(person["unknown"], "unknown")
        return {question: answer for question, answer in answers.items()
                if question not in person["missing"]}

    def notice(self, reading):
        for name, person in self.people.items():
            outcome = reading.judge(person["age"], self._answers(person), person["agreed"])
            if (outcome.disposition != person["disposition"]
                    or outcome.allowed & set(person["closed"])):
                return f"vignette {name}"
        return None


class Oracle:
    """Sets of yes, with and without agreement."""

    def __init__(self, sets):
        self.cases = [(age, yes, agreed) for yes in sets for age in AGES for agreed in ((), yes)]
        self.verdicts = {case: self._verdict(*case) for case in self.cases}

    @staticmethod
    def _verdict(age, yes, agreed):
        disposition, _, closed = oracle.judge(age, all_no_but(yes), frozenset(agreed))
        firm = set(oracle.firm_only(closed)) if disposition == "proceed" else set()
        return GRAVITY.index(disposition), firm

    def notice(self, reading):
        for case in self.cases:
            age, yes, agreed = case
            outcome = reading.judge(age, all_no_but(yes), agreed)
            gravity, closed = self.verdicts[case]
            if outcome.gravity < gravity or outcome.allowed & closed:
                return f"oracle, age {age}, yes to {' and '.join(yes)}"
        return None


SINGLES = [(question,) for question in oracle.QUESTIONS]
PATTERNS = [("P3.1", *four) for four in itertools.combinations(oracle.FEATURES, 4)]
PAIRS = list(itertools.combinations(oracle.QUESTIONS, 2))


class Expected:
    def __init__(self):
        self.expected = load(HERE / "expected.yaml")

    def notice(self, reading):
        for case in self.expected["outcomes"]:
            outcome = reading.judge(case["age"], all_no_but(case["yes"]), (),
                                    case.get("observed", ()))
            if outcome.disposition != case["disposition"]:
                return f"expected: {case['why']}"
        for who, lines in self.expected["closed"].items():
            properties, positions = (reading.closed_for(None, OLD) if who == "over-70"
                                     else reading.closed_for(who))
            open_ones = set(itertools.chain(*lines)) - properties - positions
            if open_ones:
                return f"expected: {who} closes {', '.join(sorted(open_ones))}"
        return None


# ---- The claims. ---------------------------------------------------------------------------------


def first_notice(checks, reading):
    return next((notice for notice in (check.notice(reading) for check in checks) if notice), None)


def each_noticed(checks, removals):
    counts, unnoticed = collections.Counter(), []
    for what, reading in removals:
        notice = first_notice(checks, reading)
        print(f"# without {what}: {notice or 'nobody notices'}")
        counts[notice.split()[0].rstrip(":,") if notice else "nobody"] += 1
        if not notice:
            unnoticed.append(what)
    print("# noticed by: " + ", ".join(f"{check} {count}" for check, count in counts.most_common()))
    require(not unnoticed, f"nobody notices that these are gone: {', '.join(unnoticed)}")


def removals_nothing_is_noticed_where_nothing_is_missing(reading, checks, _):
    notice = first_notice(checks, reading)
    require(not notice, f"the catalogue as it is fails: {notice}")


def removals_every_rule_is_noticed_when_it_is_gone(reading, checks, _):
    each_noticed(checks, ((rule["id"], reading.without_rule(rule["id"])) for rule in reading.rules))


def removals_every_question_is_noticed_when_it_is_gone(reading, checks, _):
    each_noticed(checks, ((question, reading.without_question(question))
                          for question in reading.questions))


def removals_every_cell_is_noticed_when_it_is_gone(reading, checks, _):
    each_noticed(checks, ((f"{row} closes {name}", reading.without_cell(row, key, name))
                          for row, key, name in reading.cells()))


def removals_are_judged_as_the_core_judges(reading, _, engine):
    """Otherwise the three claims above would speak of something else."""
    source = random.Random(5)
    cases = []
    for number in range(6000):
        answers = {}
        for question in engine.questions:
            draw = source.randrange((4, 20, 80, 300)[number % 4])
            answers[question] = {0: "yes", 1: "unknown", 2: None}.get(draw, "no")
        agreed = frozenset(question for question in engine.questions if source.random() < 0.5)
        cases.append((source.choice((None, 17, 18, 40, 70, 71)),
                      {question: answer for question, answer in answers.items() if answer}, agreed))
    for case, theirs in zip(cases, engine.judge(cases)):
        ours = reading.judge(*case)
        same = (ours.disposition == theirs.disposition and ours.missing == theirs.missing
                and ours.allowed == theirs.allowed and set(ours.reasons) == set(theirs.reasons))
        require(same, f"{case}: {ours.disposition} {ours.reasons}, the core says "
                f"{theirs.disposition} {theirs.reasons}")


CLAIMS = (
    removals_nothing_is_noticed_where_nothing_is_missing,
    removals_are_judged_as_the_core_judges,
    removals_every_rule_is_noticed_when_it_is_gone,
    removals_every_question_is_noticed_when_it_is_gone,
    removals_every_cell_is_noticed_when_it_is_gone,
)


def main(execute_shipped, layout):
    # The many pairs come last: hardly anything is left for them.
    checks = (Vignettes(), Oracle(SINGLES + PATTERNS), Expected(), Oracle(PAIRS))
    reading = Reading()
    engine = Engine([execute_shipped], layout)
    print(f"1..{len(CLAIMS)}")
    failed = 0
    for number, claim in enumerate(CLAIMS, 1):
        try:
            claim(reading, checks, engine)
            print(f"ok {number} - {claim.__name__}", flush=True)
        except AssertionError as fault:
            failed += 1
            print(f"not ok {number} - {claim.__name__}\n# {fault}\n# again: ./dev test removals",
                  flush=True)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
