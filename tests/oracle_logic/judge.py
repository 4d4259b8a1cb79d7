"""Judges screening cases by the logic rules of safety.lp.

judge(cases) takes a list of (age or None, {question: answer}, set of agreed questions) and
gives a list of (disposition, set of missing questions, set of closed techniques).
Run as a program it checks itself and searches for counterexamples (properties.lp).
"""

import json
import pathlib
import random
import re
import shutil
import subprocess
import sys
import tempfile
import time

HERE = pathlib.Path(__file__).resolve().parent
RULES = HERE / "safety.lp"
PROPERTIES = HERE / "properties.lp"
VALUES = ("yes", "no", "unknown")
QUESTION = re.compile(r"[EUP][0-9](\.[0-9]{1,2})?")
SATISFIABLE = (10, 30)
UNSATISFIABLE = (20,)


def checked(question):
    """The id itself, if it has the form of an id."""
    if not QUESTION.fullmatch(question):
        raise ValueError(f"not a question id: {question!r}")
    return question


def facts_of(number, case):
    """The facts of one case, as lines of text."""
    age, answers, agreed = case
    lines = [f"case({number})."]
    if age is not None:
        lines.append(f"age({number},{int(age)}).")
    unknown_values = set(answers.values()) - set(VALUES)
    if unknown_values:
        raise ValueError(f"not an answer: {unknown_values}")
    for value in VALUES:
        questions = [f'"{checked(q)}"' for q, given in answers.items() if given == value]
        if questions:  # One pooled fact is read twice as fast as many single ones.
            lines.append(f"answer({number},({';'.join(questions)}),{value}).")
    for question in agreed:
        lines.append(f'agreed({number},"{checked(question)}").')
    return lines


def run(arguments, clingo):
    """Runs clingo; gives its exit code and its answer."""
    command = [clingo, "--outf=2", *map(str, arguments)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode not in SATISFIABLE + UNSATISFIABLE:
        raise RuntimeError(f"clingo ended with {done.returncode}: {done.stderr.strip()}")
    return done.returncode, json.loads(done.stdout)


def atoms_of(result):
    """The atoms of the one model, each as (name, case number, value)."""
    for text in result["Call"][0]["Witnesses"][0]["Value"]:
        name, inside = text[:-1].split("(", 1)
        number, value = inside.split(",", 1)
        yield name, int(number), value.strip('"')


def judge(cases, clingo="clingo"):
    """Judges all cases in one run."""
    cases = list(cases)
    if not cases:
        return []
    with tempfile.TemporaryDirectory() as folder:
        facts = pathlib.Path(folder) / "facts.lp"
        with facts.open("w", encoding="ascii") as file:
            for number, case in enumerate(cases):
                file.write("\n".join(facts_of(number, case)) + "\n")
        _, result = run([RULES, facts], clingo)
    found = [{"disposition": set(), "missing": set(), "closed": set()} for _ in cases]
    for name, number, value in atoms_of(result):
        found[number][name].add(value)
    judged = []
    for number, case in enumerate(found):
        if len(case["disposition"]) != 1:
            raise RuntimeError(f"case {number} has the dispositions {case['disposition']}")
        judged.append((case["disposition"].pop(), case["missing"], case["closed"]))
    return judged


# ---- Self-check --------------------------------------------------------------------------------

SINGLE = "E1 E2 E3 E4 U2 U5 P1 P2 P7".split()
PARTS = {"E5": 2, "E6": 2, "E7": 2, "E8": 3, "U1": 2, "U3": 2, "U4": 3, "U6": 4, "U7": 2,
         "U8": 4, "P3": 6, "P4": 2, "P5": 2, "P6": 17}
QUESTIONS = SINGLE + [f"{whole}.{number}" for whole, count in PARTS.items()
                      for number in range(1, count + 1)]
ROLLER = "foam-roller-upper-back"
NECK = {"neck-side-tilt", "chin-tuck", "head-turns"}
PRESSING = {ROLLER, "ball-shoulder-blade", "ball-glute", "upper-back-own-hands", "palm-pressure",
            "partner-pressure"}
FRAGILE = {ROLLER, "knee-to-chest", "both-knees-to-chest", "upper-back-round", "lying-twist",
           "seated-twist"}
ALL_BUT_GENTLE = FRAGILE | PRESSING | NECK | {
    "cat-cow", "chair-figure-four", "standing-twist", "partner-twist", "standing-back-bend"}


def sample(age=41, yes="", agreed="", leave_out="", unknown=""):
    """A case in which everything is a no, but for what is named."""
    answers = dict.fromkeys(QUESTIONS, "no")
    answers.update(dict.fromkeys(yes.split(), "yes"))
    answers.update(dict.fromkeys(unknown.split(), "unknown"))
    for question in leave_out.split():
        del answers[question]
    return age, answers, set(agreed.split())


def hand_made():
    """Pairs of a case and what must come out."""
    none = set()
    features = "P3.1 P3.2 P3.3 P3.4 P3.5"
    return [
        (sample(), ("proceed", none, none)),
        ((None, {}, none), ("incomplete", set(QUESTIONS) | {"age"}, none)),
        ((41, {"E5": "yes", "E5.1": "no"}, none),
         ("emergency", set(QUESTIONS) - {"E5.1", "E5.2"}, none)),
        (sample(yes="U2 E1"), ("emergency", none, none)),
        (sample(unknown="U2", yes="P2"), ("urgent", none, none)),
        (sample(yes="P1", agreed="P1"), ("urgent", none, none)),
        (sample(age=70, yes="E6.2"), ("professional", none, none)),
        (sample(age=71, yes="E6.2"), ("emergency", none, FRAGILE)),
        (sample(age=None, yes="E6.2"), ("professional", {"age"}, none)),
        (sample(age=70, yes="U8.1"), ("proceed", none, none)),
        (sample(age=71, yes="U8.1"), ("urgent", none, FRAGILE)),
        (sample(age=17), ("professional", none, none)),
        (sample(age=18), ("proceed", none, none)),
        (sample(yes="U7.1"), ("professional", none, none)),
        (sample(yes="U7.1", leave_out="U7.2"), ("professional", {"U7.2"}, none)),
        (sample(leave_out="U3.2 U7.2 P3.2 P3.6 U8.1"), ("proceed", none, none)),
        (sample(yes="U3.1", leave_out="U3.2"), ("incomplete", {"U3.2"}, none)),
        (sample(yes="P3.1 P3.2 P3.3 P3.4"), ("proceed", none, none)),
        (sample(yes=features), ("professional", none, none)),
        (sample(yes=features, agreed="P3.1"), ("professional", none, none)),
        (sample(yes=features, agreed="P3"), ("proceed", none, none)),
        (sample(yes="P3.1 P3.2 P3.3 P3.4", leave_out="P3.5"), ("incomplete", {"P3.5"}, none)),
        (sample(yes="P5.1", agreed="P5.1"), ("professional", none, none)),
        (sample(yes="P5.2", agreed="P5.2"), ("proceed", none, none)),
        (sample(yes="P6.11"), ("proceed", none, FRAGILE)),
        (sample(yes="P6.1", agreed="P6.1"),
         ("proceed", none, FRAGILE | {"standing-back-bend"})),
        (sample(yes="P6.3", agreed="P6.3"), ("proceed", none, ALL_BUT_GENTLE)),
        (sample(yes="P6.7"),
         ("professional", none, PRESSING | NECK)),
        (sample(yes="P6.14"), ("proceed", none, {"cat-cow", "kneeling-hip-flexor", "plank"})),
        (sample(yes="P7", agreed="P7"),
         ("proceed", none, {
             ROLLER, "knee-to-chest", "both-knees-to-chest", "lying-twist", "pelvic-tilt", "bridge",
             "partner-twist", "partner-rocking", "partner-pressure"})),
        (sample(yes="P6.17"), ("proceed", none, PRESSING | NECK | {"heat", "ice"})),
    ]


# A mistake for each property, written as extra rules: the search has to find it.
MISTAKES = {
    1: 'disposition(C, urgent) :- case(C), holds(C, "U2").',
    2: 'idle(C, "P5.2") :- case(C).',
    3: 'finding(C, professional) :- denied(C, "P6.16").',
    4: 'idle(C, "U3.2") :- denied(C, "U2").',
    5: 'closed(C, "cat-cow") :- holds(C, "P6.12"), not agreed(C, "P6.12").',
    6: 'closed(C, "cat-cow") :- answer(C, "P6.12", unknown).',
}


def search(number, clingo, more=()):
    """Whether a counterexample to a property exists, and how long the search took."""
    begun = time.monotonic()
    code, _ = run([RULES, PROPERTIES, "-c", f"property={number}", *more], clingo)
    return code in SATISFIABLE, time.monotonic() - begun


def check_cases(clingo):
    pairs = hand_made()
    for (case, wanted), got in zip(pairs, judge([case for case, _ in pairs], clingo)):
        yes = {q: a for q, a in case[1].items() if a != "no"}
        assert got == wanted, f"age {case[0]}, {yes}, agreed {case[2]}: {got}, not {wanted}"
    print(f"{len(pairs)} hand-made cases: right")


def check_properties(clingo):
    assert search(0, clingo)[0], "the search finds no case at all"
    for number, mistake in MISTAKES.items():
        found, seconds = search(number, clingo)
        assert not found, f"property {number} has a counterexample"
        with tempfile.TemporaryDirectory() as folder:
            extra = pathlib.Path(folder) / "mistake.lp"
            extra.write_text(mistake + "\n", encoding="ascii")
            assert search(number, clingo, [extra])[0], f"mistake {number} is not found"
        print(f"property {number}: no counterexample, {seconds:.2f} s; a planted one is found")


def measure(clingo, count=5000):
    chance = random.Random(1)
    cases = []
    for _ in range(count):
        weights = (1, chance.choice((4, 20, 100)), 0.2)
        drawn = chance.choices(VALUES, weights, k=len(QUESTIONS))
        answers = {q: a for q, a in zip(QUESTIONS, drawn) if chance.random() < 0.97}
        cases.append((chance.choice((None, 17, 41, 70, 71)), answers, set()))
    begun = time.monotonic()
    judge(cases, clingo)
    seconds = time.monotonic() - begun
    print(f"{count} cases in one run: {seconds:.1f} s, {count / seconds:.0f} cases a second")


def main():
    clingo = sys.argv[1] if len(sys.argv) > 1 else "clingo"
    if shutil.which(clingo) is None:
        sys.exit(f"{clingo} is not installed (Debian: the package gringo)")
    check_cases(clingo)
    check_properties(clingo)
    measure(clingo)


if __name__ == "__main__":
    main()
