#!/usr/bin/env python3
"""Every class of answer sets through the engine and two oracles: no outcome may be less safe.

    compare.py EXECUTE_SHIPPED LAYOUT_TS quick|full

The oracles share no code, data or table with the core: tests/oracle is Python, tests/oracle_logic
is logic rules for clingo, and both were written from the text. Prints TAP.

How a finite run speaks for all sets: questions fall into GROUPS; no rule of the engine and no
finding of an oracle looks at two groups at once, so that the outcome of a whole set is the gravest
of the outcomes of its groups, and what is closed adds up. That this holds is itself checked, on
the rules and on random whole sets. Inside a group every class of answers is gone through.
"""

import itertools
import random
import sys
import time

from engine import GRAVITY, Engine, load
import judge as logic
import oracle

AGES = (None, 17, 18, 70, 71)  # both sides of every boundary, and not stated
CLASSES = ("yes", "no", None)  # unknown is in the class of yes; None: not answered
GROUPS = (
    ("E6.2", "P6.11", "U8.1", "U8.2", "U3.1", "U3.2", "P4.2", "U7.1", "U7.2"),
    ("P3.1", "P3.2", "P3.3", "P3.4", "P3.5", "P3.6"),
    ("P5.2", "P6.7"),
)  # every other question is a group of its own

# Combinations beyond the text, each a decision on the safe side: docs/decisions/0010.
STRICTER = {
    "urgent-worsening-with-a-risk", "urgent-sudden-pain-easy-bleeding",
    "professional-several-risks", "professional-over-70-with-a-risk",
}


def groups(questions):
    joined = {question for group in GROUPS for question in group}
    return GROUPS + tuple((question,) for question in questions if question not in joined)


def with_rest_no(engine, age, answers, agreed=frozenset()):
    """A whole set: what is not named is a no, and what is None was not answered."""
    whole = dict.fromkeys(engine.questions, "no") | answers
    return age, {question: answer for question, answer in whole.items() if answer}, agreed


def classes_of(engine, group):
    for age in AGES:
        for answers in itertools.product(CLASSES, repeat=len(group)):
            said = dict(zip(group, answers))
            yield with_rest_no(engine, age, said)
            if "yes" in answers:
                yield with_rest_no(engine, age, said, frozenset(group))


def some_set(engine, source, grave_one_in):
    """A random whole set, most of whose answers are no, so that every outcome is met."""
    answers = {}
    for question in engine.questions:
        draw = source.randrange(grave_one_in)
        answers[question] = {0: "yes", 1: "unknown", 2: None}.get(draw, "no")
    agreed = frozenset(question for question in engine.questions if source.random() < 0.5)
    age = source.choice((None, 1, 17, 18, 40, 55, 56, 70, 71, 120))
    return with_rest_no(engine, age, answers, agreed)


# ---- Judging. ------------------------------------------------------------------------------------


def unsafe(outcome, disposition, closed):
    """What is less safe than the oracle allows, in words; empty: nothing."""
    if outcome.gravity < GRAVITY.index(disposition):
        return f"{outcome.disposition}, where the text says {disposition}"
    opened = outcome.allowed & closed
    return f"opens {', '.join(sorted(opened))}" if opened else ""


def stricter(outcome, disposition):
    """Graver than the oracle, without a rule that is meant to be so."""
    return (outcome.gravity > GRAVITY.index(disposition) and outcome.disposition != "incomplete"
            and not STRICTER & set(outcome.reasons))


def by_python(case):
    disposition, _, closed = oracle.judge(*case)
    return disposition, set(oracle.firm_only(closed)) if disposition == "proceed" else set()


def by_logic(cases):
    return [(disposition, closed) for disposition, _, closed in logic.judge(cases)]


class Comparison:
    def __init__(self, engine):
        self.engine = engine
        self.sets = 0

    def check(self, cases, verdicts):
        for case, outcome, (disposition, closed) in zip(cases, self.engine.judge(cases), verdicts):
            self.sets += 1
            wrong = unsafe(outcome, disposition, closed)
            assert not wrong, f"{described(case, self.engine.questions)}: {wrong}"
            assert not stricter(outcome, disposition), \
                f"{described(case, self.engine.questions)}: {outcome.disposition} by " \
                f"{outcome.reasons}, the text says {disposition}, and no decision says why"


def described(case, questions):
    age, answers, agreed = case
    said = {question: answer for question, answer in answers.items() if answer != "no"}
    gone = [question for question in questions if question not in answers]
    return f"age {age}, {said}, not answered {gone}, agreed {sorted(agreed)}"


def in_batches(cases, size=20000):
    cases = iter(cases)
    while batch := list(itertools.islice(cases, size)):
        yield batch


# ---- The claims. ---------------------------------------------------------------------------------


def every_class(engine, full):
    """screening_every_class_of_answers_is_safe_by_the_python_oracle"""
    comparison, source = Comparison(engine), random.Random(3)
    cases = (case for group in groups(engine.questions) for case in classes_of(engine, group)
             if full or len(group) < 9 or source.random() < 0.06)
    for batch in in_batches(cases):
        comparison.check(batch, map(by_python, batch))
    return f"{comparison.sets} sets; the classes of all sets are 3^{len(engine.questions)} x 5"


def every_pair(engine, full):
    """screening_every_pair_of_questions_is_safe_by_the_python_oracle"""
    comparison, source = Comparison(engine), random.Random(4)
    pairs = list(itertools.combinations(engine.questions, 2))
    if not full:
        pairs = source.sample(pairs, 150)
    cases = (with_rest_no(engine, age, dict(zip(pair, answers)))
             for pair in pairs for age in (40, 75) for answers in itertools.product(CLASSES, repeat=2))
    for batch in in_batches(cases):
        comparison.check(batch, map(by_python, batch))
    return f"{comparison.sets} sets"


def random_sets(engine, full):
    """screening_random_sets_are_safe_by_the_python_oracle"""
    comparison, source = Comparison(engine), random.Random(5)
    cases = (some_set(engine, source, source.choice((12, 60, 200)))
             for _ in range(300_000 if full else 6000))
    for batch in in_batches(cases):
        comparison.check(batch, map(by_python, batch))
    return f"{comparison.sets} sets"


def logic_sets(engine, full):
    """screening_classes_and_random_sets_are_safe_by_the_logic_oracle"""
    comparison, source = Comparison(engine), random.Random(6)
    small = [case for group in groups(engine.questions) if len(group) < 9
             for case in classes_of(engine, group)]
    large = list(classes_of(engine, GROUPS[0]))
    cases = itertools.chain(
        small if full else source.sample(small, 1500),
        source.sample(large, 40_000 if full else 1500),
        (some_set(engine, source, source.choice((12, 60, 200)))
         for _ in range(60_000 if full else 1500)))
    for batch in in_batches(cases, 5000):
        comparison.check(batch, by_logic(batch))
    return f"{comparison.sets} sets"


def rules_in_groups(engine, _full):
    """screening_no_rule_looks_at_two_groups_at_once"""
    where = {question: i for i, group in enumerate(groups(engine.questions)) for question in group}
    assert set(where) == set(engine.questions), "the groups are not all questions"
    for rule in load("screening/rules.yaml"):
        looked_at = rule.get("all", []) + rule.get("some", {}).get("of", [])
        places = {where[question] for question in looked_at}
        assert len(places) <= 1, f"{rule['id']} looks at several groups: {looked_at}"
        ages = {rule.get("age_below_years"), rule.get("age_above_years")} - {None}
        assert ages <= {18, 70}, f"{rule['id']} has an age boundary that AGES does not try"
    assert set(oracle.AGE_BOUNDARIES) == {(17, 18), (70, 71)}
    return f"{len(engine.rules)} rules, {len(engine.questions)} questions"


def whole_and_parts(engine, full):
    """screening_outcome_of_a_whole_set_is_that_of_its_groups"""
    source, count = random.Random(7), 5000 if full else 400
    for _ in range(count // 100):
        wholes = [some_set(engine, source, source.choice((12, 60, 200))) for _ in range(100)]
        parts = [[with_rest_no(engine, age, {q: answers.get(q) for q in group}, agreed)
                  for group in groups(engine.questions)] for age, answers, agreed in wholes]
        judged = iter(engine.judge([case for cases in parts for case in cases]))
        for case, outcome, cases in zip(wholes, engine.judge(wholes), parts):
            pieces = [next(judged) for _ in cases]
            gravest = max(piece.gravity for piece in pieces)
            assert outcome.gravity == gravest, \
                f"{described(case, engine.questions)}: {outcome.disposition}"
            assert outcome.missing == set().union(*(piece.missing for piece in pieces))
            assert set(outcome.reasons) == set().union(*(piece.reasons for piece in pieces))
            if outcome.disposition == "proceed":
                assert outcome.allowed == set.intersection(*(p.allowed for p in pieces))
            judged_whole, _ = by_python(case)
            by_parts = max((by_python(part)[0] for part in cases), key=GRAVITY.index)
            assert judged_whole == by_parts, \
                f"{described(case, engine.questions)}: the oracle itself"
    return f"{count} whole sets"


def same_class(engine, full):
    """screening_answers_and_ages_of_one_class_are_treated_alike"""
    source, count = random.Random(8), 4000 if full else 300
    for _ in range(count // 100):
        cases, others = [], []
        for _ in range(100):
            age, answers, agreed = some_set(engine, source, 60)
            cases.append((age, answers, agreed))
            swapped = {q: {"yes": "unknown", "unknown": "yes"}.get(a, a) for q, a in answers.items()}
            low, high = next(((a, b) for a, b in ((1, 17), (18, 70), (71, 120))
                              if age and a <= age <= b), (0, 0))
            others.append((source.randint(low, high) or None, swapped, agreed))
        for case, one, other in zip(cases, engine.judge(cases), engine.judge(others)):
            assert (one.disposition, one.missing, one.allowed, one.reasons) == \
                (other.disposition, other.missing, other.allowed, other.reasons), \
                described(case, engine.questions)
    return f"{count} pairs of sets"


CLAIMS = (rules_in_groups, whole_and_parts, same_class, every_class, every_pair, random_sets,
          logic_sets)


def main(execute, layout, tier):
    engine = Engine([execute], layout)
    print(f"1..{len(CLAIMS)}")
    failed = 0
    for number, claim in enumerate(CLAIMS, 1):
        began = time.monotonic()
        try:
            figure = claim(engine, tier == "full")
            print(f"ok {number} - {claim.__doc__}", flush=True)
            print(f"# {claim.__doc__}: {figure}, {time.monotonic() - began:.1f} s", flush=True)
        except AssertionError as fault:
            failed += 1
            print(f"not ok {number} - {claim.__doc__}\n# {fault}", flush=True)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
