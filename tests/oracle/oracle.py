#!/usr/bin/env python3
"""A second opinion on the screening: what SAFETY.md asks for, written down by hand.

This file and matrix.py share no code, table or data with the engine, on purpose: only then does it
mean something when both agree. They read no file. Every rule names the row of SAFETY.md (S) or the
sentence of the contract (C) that it comes from.

A closing is either firm (the text names it) or a reading (the stricter of two ways in which the
text can be understood). The words of a reading begin with READING, so the two can be told apart.
"""

import itertools
import random

from matrix import CELLS, FIRM, POSITIONS, POSITIONS_CLOSED_BY, TECHNIQUES

# The ids in the order of the question list. Compounds never stand for themselves in here.
QUESTIONS = (
    "E1", "E2", "E3", "E4", "E5.1", "E5.2", "E6.1", "E6.2", "E7.1", "E7.2",
    "E8.1", "E8.2", "E8.3",
    "U1.1", "U1.2", "U2", "U3.1", "U3.2", "U4.1", "U4.2", "U4.3", "U5",
    "U6.1", "U6.2", "U6.3", "U6.4", "U7.1", "U7.2", "U8.1", "U8.2", "U8.3", "U8.4",
    "P1", "P2", "P3.1", "P3.2", "P3.3", "P3.4", "P3.5", "P3.6",
    "P4.1", "P4.2", "P5.1", "P5.2",
    "P6.1", "P6.2", "P6.3", "P6.4", "P6.5", "P6.6", "P6.7", "P6.8", "P6.9", "P6.10",
    "P6.11", "P6.12", "P6.13", "P6.14", "P6.15", "P6.16", "P6.17", "P7",
)

COMPOUNDS = {
    "E5": ("E5.1", "E5.2"),
    "E6": ("E6.1", "E6.2"),
    "E7": ("E7.1", "E7.2"),
    "E8": ("E8.1", "E8.2", "E8.3"),
    "U1": ("U1.1", "U1.2"),
    "U3": ("U3.1", "U3.2"),
    "U4": ("U4.1", "U4.2", "U4.3"),
    "U6": ("U6.1", "U6.2", "U6.3", "U6.4"),
    "U7": ("U7.1", "U7.2"),
    "U8": ("U8.1", "U8.2", "U8.3", "U8.4"),
    "P3": ("P3.1", "P3.2", "P3.3", "P3.4", "P3.5", "P3.6"),
    "P4": ("P4.1", "P4.2"),
    "P5": ("P5.1", "P5.2"),
    "P6": ("P6.1", "P6.2", "P6.3", "P6.4", "P6.5", "P6.6", "P6.7", "P6.8", "P6.9", "P6.10",
           "P6.11", "P6.12", "P6.13", "P6.14", "P6.15", "P6.16", "P6.17"),
}

# (last age before, first age after) of each change that age alone brings.
AGE_BOUNDARIES = ((17, 18), (70, 71))  # S P2 "under 18"; S E6, U8 "over 70"
# Good for a test: both sides of each boundary, and of the ages that only the questions name
# (40 in P3.2, 55 in P2: there the person answers, the number changes nothing here).
AGES_TO_TRY = (1, 16, 17, 18, 39, 40, 41, 54, 55, 56, 69, 70, 71, 72, 120)

DISPOSITIONS = ("proceed", "incomplete", "professional", "urgent", "emergency")  # rising
PROFESSIONAL, URGENT, EMERGENCY = 2, 3, 4  # places in DISPOSITIONS
READING = "reading: "


# ---- findings --------------------------------------------------------------------------

EMERGENCY_ALONE = (
    "E1", "E2", "E3", "E4",      # S E1 to E4: one yes is enough, the safer of the two counts
    "E5.1", "E5.2",              # S E5: both legs; or a leg very weak or getting weaker
    "E6.1",                      # S E6: serious accident
    "E7.1", "E7.2",              # S E7: chest pain; tearing pain or collapse
    "E8.1", "E8.2", "E8.3",      # S E8
)
URGENT_ALONE = (
    "U1.1", "U1.2",              # S U1 (nothing asks for "very ill", which would be graver)
    "U2",                        # S U2
    "U4.1", "U4.2", "U4.3",      # S U4: any one of the three
    "U5",                        # S U5
    "U6.1", "U6.2", "U6.3", "U6.4",  # S U6: any one
    "U8.3", "U8.4",              # S U8: between the shoulder blades; worse with a cough
    "P1",                        # S P1: the letter is P, the grade is urgent
)
PROFESSIONAL_ALONE = (
    "P2",                        # S P2: first ever after 55
    "P4.1", "P4.2",              # S P4
    "P5.1", "P5.2",              # S P5
    "P6.1", "P6.2", "P6.3", "P6.4", "P6.5",  # S P6; C: only P6.11 to P6.17 are mere closings
    "P6.6", "P6.7", "P6.8", "P6.9", "P6.10",
    "P7",                        # S P7
)
FEATURES = ("P3.2", "P3.3", "P3.4", "P3.5", "P3.6")  # S P3: the five of which four are needed

# C, "agreed cannot lift": under 18 (here "age"), tumour, aneurysm, severe pain.
NEVER_LIFTED = frozenset(("age", "P6.6", "P6.10", "P5.1"))
# A finding made of several answers is lifted by the name of the whole or of its leading part.
LIFTED_BY = {"P3": ("P3", "P3.1"), "U7": ("U7", "U7.1")}


def holds(answers, question):
    """C: "unknown" counts as yes."""
    return answers.get(question) in ("yes", "unknown")


def denied(answers, question):
    return answers.get(question) == "no"


def over_70(age):
    return age is not None and age > 70  # S U8; C "older (over 70)"


def inflammatory_pattern(answers):
    """S P3: longer than three months and at least four of the five features."""
    count = sum(holds(answers, feature) for feature in FEATURES)
    return holds(answers, "P3.1") and count >= 4


def small_injury(age, answers):
    """S E6 and C: a small fall is for a professional, but an emergency where bones may be weak."""
    weak_bones = over_70(age) or holds(answers, "P6.11") or holds(answers, "U8.2")
    return EMERGENCY if weak_bones else PROFESSIONAL


def findings(age, answers):
    """Everything that is established, as (grade, id); before anything is lifted."""
    found = [(EMERGENCY, question) for question in EMERGENCY_ALONE if holds(answers, question)]
    found += [(URGENT, question) for question in URGENT_ALONE if holds(answers, question)]
    found += [(PROFESSIONAL, question) for question in PROFESSIONAL_ALONE
              if holds(answers, question)]
    if holds(answers, "E6.2"):
        found.append((small_injury(age, answers), "E6.2"))
    if holds(answers, "U3.1") and holds(answers, "U3.2"):
        found.append((URGENT, "U3"))  # S U3: cancer ever, and new pain
    if holds(answers, "U7.1"):
        # S U7: urgent with new pain, professional when unchanged for long. As long as nobody
        # has said whether it is new, only the lower grade is established (C).
        found.append((URGENT if holds(answers, "U7.2") else PROFESSIONAL, "U7"))
    if holds(answers, "U8.1") and (holds(answers, "U8.2") or over_70(age)):
        found.append((URGENT, "U8"))  # S U8, first clause
    if age is not None and age < 18:
        found.append((PROFESSIONAL, "age"))  # S P2
    if inflammatory_pattern(answers):
        found.append((PROFESSIONAL, "P3"))
    return found


def lifted(finding, agreed):
    """C: a doctor's word lifts professional findings, except four, and nothing graver."""
    grade, name = finding
    if grade != PROFESSIONAL or name in NEVER_LIFTED:
        return False
    return any(key in agreed for key in LIFTED_BY.get(name, (name,)))


# ---- missing answers -------------------------------------------------------------------

def idle(age, answers):
    """Questions whose answer can change nothing any more: no finding, reason or closing.

    C gives three examples; the others follow from the same rule. All other questions
    always matter: a yes is a finding of its own, or closes something.
    """
    found = set()
    if denied(answers, "U3.1"):
        found.add("U3.2")  # C
    if denied(answers, "U3.2"):
        found.add("U3.1")  # the same, seen from the other side: cancer alone is no finding
    if denied(answers, "U7.1"):
        found.add("U7.2")  # C
    if denied(answers, "U8.2") and age is not None and not over_70(age):
        found.add("U8.1")  # C: U8.1 is nothing by itself
    return found | idle_of_pattern(answers)


def idle_of_pattern(answers):
    """S P3: four of five. A feature matters while the others may come to exactly three."""
    found = set()
    if sum(denied(answers, feature) for feature in FEATURES) >= 2:
        found.add("P3.1")
    for feature in FEATURES:
        others = [other for other in FEATURES if other != feature]
        yes_count = sum(holds(answers, other) for other in others)
        no_count = sum(denied(answers, other) for other in others)
        if denied(answers, "P3.1") or yes_count >= 4 or no_count >= 2:
            found.add(feature)
    return found


def missing_answers(age, answers):
    """S 1.4b: what nobody answered is not safe; C: as long as it can matter."""
    nothing_to_gain = idle(age, answers)
    found = {question for question in QUESTIONS
             if question not in answers and question not in nothing_to_gain}
    if age is None:
        found.add("age")
    return found


# ---- closings --------------------------------------------------------------------------

# C says of P6.11 to P6.17 that they close techniques, but neither text says which ones these
# three close. So here they close nothing by name, and yet have to be answered.
UNNAMED_CLOSINGS = ("P6.12", "P6.13", "P6.16")


def conditions(age, answers):
    found = [question for question in QUESTIONS if holds(answers, question)]
    if over_70(age):
        found.append("over 70")
    if inflammatory_pattern(answers):
        found.append("P3")
    if holds(answers, "P6.1") and holds(answers, "P6.11"):
        found.append("P6.1 with P6.11")
    return found


def closings(age, answers):
    """All closings as (technique, condition, words, firm). A doctor's word opens none (C)."""
    present = conditions(age, answers)
    found = [(technique, condition, words, firm) for condition in present
             for technique, words, firm in CELLS.get(condition, ())]
    shut = {position for condition in present
            for position in POSITIONS_CLOSED_BY.get(condition, ())}
    causes = "+".join(c for c in present if c in POSITIONS_CLOSED_BY)
    for technique, positions in POSITIONS.items():
        if shut.issuperset(positions):  # C: no start position left
            found.append((technique, causes, "no start position is left", FIRM))
    return found


def closed_by_condition(age, answers):
    """One reason for each closed technique; a firm one where there is one."""
    found = {}
    for technique, condition, words, firm in closings(age, answers):
        text = f"{condition}: {words}" if firm else f"{READING}{condition}: {words}"
        if technique not in found or (firm and found[technique].startswith(READING)):
            found[technique] = text
    return found


def firm_only(closed):
    """The part of a dict of closings that rests on named cells alone."""
    return {technique: words for technique, words in closed.items()
            if not words.startswith(READING)}


# ---- the judgement ---------------------------------------------------------------------

def check_input(age, answers):
    if age is not None and not (type(age) is int and 1 <= age <= 120):
        raise ValueError(f"age: {age!r}")
    for question, answer in answers.items():
        if question not in QUESTIONS or answer not in ("yes", "no", "unknown"):
            raise ValueError(f"answer: {question!r}: {answer!r}")


def judge(age, answers, agreed=frozenset()):
    """(disposition, missing, closed); S 1.4b and C: the gravest that is established wins."""
    check_input(age, answers)
    missing = missing_answers(age, answers)
    standing = [finding for finding in findings(age, answers) if not lifted(finding, agreed)]
    if standing:
        disposition = DISPOSITIONS[max(grade for grade, _ in standing)]
    else:
        disposition = "incomplete" if missing else "proceed"
    if disposition == "proceed":
        return disposition, missing, closed_by_condition(age, answers)
    return disposition, missing, {name: f"no session: {disposition}" for name in TECHNIQUES}


def classes():
    """The answers and ages that this oracle cannot tell apart.

    Returns {"answers": {question: (class, ...)}, "ages": (interval, ...)}; a class is a tuple
    of "yes", "no", "unknown", "missing", an interval (first, last), or None for no age.

    Why this is total: an answer is looked at only by holds(), which is the same for "yes" and
    "unknown", by denied(), which is true for "no" alone, and by the test whether it is there.
    So each of the four states lies in one class, and swapping states within a class changes
    no test and therefore no judgement. The three questions of UNNAMED_CLOSINGS stand in no rule
    and are only tested for being there. Age is looked at by "is None", "< 18" and "> 70" only;
    the intervals with None cover all of 1 to 120 and do not overlap.
    """
    answers = {}
    for question in QUESTIONS:
        if question in UNNAMED_CLOSINGS:
            answers[question] = (("yes", "unknown", "no"), ("missing",))
        else:
            answers[question] = (("yes", "unknown"), ("no",), ("missing",))
    return {"answers": answers, "ages": (None, (1, 17), (18, 70), (71, 120))}


# ---- self-check ------------------------------------------------------------------------

def rank(disposition):
    return DISPOSITIONS.index(disposition)


def all_no(**changes):
    """No to everything; a keyword such as P6_11="yes" changes one answer, None removes it."""
    answers = dict.fromkeys(QUESTIONS, "no")
    for name, value in changes.items():
        question = name.replace("_", ".")
        answers[question] = value
        if value is None:
            del answers[question]
    return answers


def random_case(source):
    """Mostly no, some yes; often with few enough findings that the weaker rules show."""
    closers = [q for q in QUESTIONS if q.startswith("P6.")] + ["P7", "U8.2", *COMPOUNDS["P3"]]
    yes_rate = source.choice((0, 0, 0.02, 0.1, 0.4))
    gap_rate = source.choice((0, 0, 0.01, 0.1, 0.5))
    answers = {}
    for question in QUESTIONS:
        rate = yes_rate + (0.2 if question in closers else 0)
        if source.random() >= gap_rate:
            affirmed = source.random() < rate
            answers[question] = source.choice(("yes", "unknown")) if affirmed else "no"
    age = source.choice(AGES_TO_TRY + (None, 30, 45, 60))
    # By turns nothing agreed, everything, or half of it: else a "proceed" would be rare.
    share = source.choice((0, 0.5, 1))
    names = QUESTIONS + ("P3", "U7", "age")
    return age, answers, {name for name in names if source.random() < share}


def open_techniques(result):
    return set(TECHNIQUES) - set(result[2])


def check_monotone(source, count):
    """S 1.4b: one more yes never lowers the disposition and never opens a technique."""
    seen = dict.fromkeys(DISPOSITIONS, 0)
    for _ in range(count):
        age, answers, agreed = random_case(source)
        before = judge(age, answers, agreed)
        seen[before[0]] += 1
        question = source.choice(QUESTIONS)
        after = judge(age, {**answers, question: "yes"}, agreed)
        assert after == judge(age, {**answers, question: "unknown"}, agreed)
        if denied(answers, question):
            assert rank(after[0]) >= rank(before[0]), (age, answers, agreed, question)
            assert open_techniques(after) <= open_techniques(before), (age, answers, question)
        elif rank(before[0]) >= PROFESSIONAL:  # what is established stays established
            assert rank(after[0]) >= rank(before[0]), (age, answers, agreed, question)
        alone = judge(age, answers)[0]  # a doctor's word lifts, but only "professional"
        assert rank(before[0]) <= rank(alone)
        assert alone == before[0] or alone == "professional"
    assert all(seen.values()), seen
    return seen


def picture(age, answers):
    """All that an answer can change: findings, closings and their reasons."""
    return sorted(findings(age, answers)), sorted(closings(age, answers))


def check_missing(group, ages):
    """Over all yes/no/missing states of a group: missing exactly when some completion differs."""
    rest = {question: "no" for question in QUESTIONS if question not in group}
    for age in ages:
        for states in itertools.product(("yes", "no", None), repeat=len(group)):
            answers = {**rest, **{q: state for q, state in zip(group, states) if state}}
            gaps = [q for q in group if q not in answers]
            missing = missing_answers(age, answers)
            for question in gaps:
                others = [q for q in gaps if q != question]
                differs = any(
                    picture(a, {**answers, **dict(zip(others, fill)), question: "yes"})
                    != picture(a, {**answers, **dict(zip(others, fill)), question: "no"})
                    for a in ((17, 41, 71) if age is None else (age,))
                    for fill in itertools.product(("yes", "no"), repeat=len(others)))
                assert differs == (question in missing), (age, answers, question)


def check_every_question_matters():
    """All the others: missing from a full list of no, each leaves it incomplete."""
    for question in set(QUESTIONS) - {"U3.1", "U3.2", "U7.2", "U8.1", *COMPOUNDS["P3"]}:
        answers = all_no()
        del answers[question]
        assert judge(41, answers)[:2] == ("incomplete", {question}), question
        differs = picture(41, all_no()) != picture(41, {**all_no(), question: "yes"})
        assert differs == (question not in UNNAMED_CLOSINGS), question


def check_tables():
    parts = [part for group in COMPOUNDS.values() for part in group]
    assert len(set(QUESTIONS)) == len(QUESTIONS) and set(parts) <= set(QUESTIONS)
    assert set(POSITIONS) == set(TECHNIQUES)
    assert all(cell[0] in TECHNIQUES for cells in CELLS.values() for cell in cells)
    for question, groups in classes()["answers"].items():
        states = sorted(state for group in groups for state in group)
        assert states == ["missing", "no", "unknown", "yes"], question
    for first, last in classes()["ages"][1:]:
        for age in range(first, last + 1):
            for changes in ({}, {"E6_2": "yes"}, {"U8_1": "yes"}, {"U8_2": "yes"}):
                answers = all_no(**changes)
                assert judge(age, answers) == judge(first, answers)


def show_examples():
    examples = (
        ("all no, 41", 41, all_no(), set()),
        ("all no, 17", 17, all_no(), {"P2"}),
        ("all no, no age", None, all_no(), set()),
        ("small fall, 70", 70, all_no(E6_2="yes"), set()),
        ("small fall, 71", 71, all_no(E6_2="yes"), set()),
        ("numb saddle, else nothing", None, {"E1": "yes"}, set()),
        ("diabetes, pain unchanged", 50, all_no(U7_1="yes"), set()),
        ("diabetes, pain new", 50, all_no(U7_1="yes", U7_2="unknown"), {"U7.1"}),
        ("thin bones", 60, all_no(P6_11="yes"), set()),
        ("pregnant", 30, all_no(P7="yes"), set()),
        ("pregnant, midwife agrees", 30, all_no(P7="yes"), {"P7"}),
        ("aneurysm, doctor agrees", 60, all_no(P6_10="yes"), {"P6.10"}),
    )
    for title, age, answers, agreed in examples:
        disposition, missing, closed = judge(age, answers, agreed)
        print(f"{title}: {disposition}, {len(missing)} missing")
        if disposition == "proceed":
            for technique, words in sorted(closed.items()):
                print(f"    {technique}: {words}")


def main():
    show_examples()
    check_tables()
    check_every_question_matters()
    check_missing(COMPOUNDS["P3"], (41,))
    check_missing(COMPOUNDS["U3"], (41,))
    check_missing(COMPOUNDS["U7"], (41,))
    check_missing(("U8.1", "U8.2", "E6.2", "P6.11"), (None, 17, 70, 71))
    seen = check_monotone(random.Random(20), 20000)
    print("monotone in 20000 cases:", ", ".join(f"{n} {name}" for name, n in seen.items()))


if __name__ == "__main__":
    main()
