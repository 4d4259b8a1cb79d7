#!/usr/bin/env python3
"""A made-up public, and what the screening does with it.

Turning people away for nothing is a harm too. This draws adults who look for exercises for a stiff
or sore back, after prevalence.yaml beside this file, has them judged, and counts: how many end
where, and which rules are alone in stopping somebody. The figures are of a model: they are as good
as the prevalences, which is why each is told for a low, a likely and a high reading of them.

    people.py EXECUTE_SHIPPED LAYOUT_TS docs/screening.md [--write]

compares the figures in that page with what the engine says today, or writes them.
"""

import argparse
import random
import sys
from collections import Counter
from pathlib import Path

import yaml

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "screening"))
from engine import Engine, load  # noqa: E402

BEGIN, END = "<!-- figures: begin -->", "<!-- figures: end -->"

TODAY = "2026-11-25"
SCENARIOS = ("low", "likely", "high")
# From the gravest. "incomplete" cannot come up: everybody answers everything.
DISPOSITIONS = ("emergency", "urgent", "professional", "incomplete", "proceed")
STOPPING = ("emergency", "urgent", "professional")
PREVALENCE = Path(__file__).with_name("prevalence.yaml")
ROWS_SHOWN = 25
RULES_LIFTED = 10


# --- The people ---


def read_prevalence(path=PREVALENCE):
    prevalence = yaml.safe_load(path.read_text())
    check_prevalence(prevalence)
    return prevalence


def check_prevalence(prevalence):
    """A slip in the file would only look like a slightly different public: better to stop."""
    seen = set()
    for entry in prevalence["entries"]:
        given = entry.get("given", {})
        unknown_words = set(given) - {"age_from", "age_to", "sex", "question", "without"}
        assert not unknown_words, f"{entry['question']}: given {sorted(unknown_words)}"
        for earlier in (given.get("question"), given.get("without")):
            assert earlier is None or earlier in seen, f"{entry['question']}: {earlier} comes later"
        percent = entry["percent"]
        assert 0 <= percent["low"] <= percent["likely"] <= percent["high"] <= 100, entry
        assert entry["source"], entry
        seen.add(entry["question"])
    complaints = prevalence["population"]["many_complaints"]
    assert set(complaints["questions"]) <= seen
    assert 0 < complaints["share_percent"] * complaints["times"] <= 100, complaints


def questions_of(prevalence):
    """Every question once, in the order in which it is drawn."""
    return list(dict.fromkeys(entry["question"] for entry in prevalence["entries"]))


def holds(given, age, sex, truth):
    """Whether all of what an entry demands is so."""
    return (
        given.get("age_from", age) <= age <= given.get("age_to", age)
        and given.get("sex", sex) == sex
        and truth.get(given.get("question"), True)
        and not truth.get(given.get("without"), False)
    )


def chance(entries, age, sex, truth, scenario):
    """The share of yes, 0 to 1, for somebody like this: the first entry that holds decides."""
    for entry in entries:
        if holds(entry.get("given", {}), age, sex, truth):
            return entry["percent"][scenario] / 100
    return 0.0


def draw_age(source, population, scenario):
    groups = population["age"]
    weights = [group["percent"][scenario] for group in groups]
    group = source.choices(groups, weights)[0]
    return source.randint(group["from"], group["to"])


def draw_factor(source, complaints):
    """By how much this person's complaints are more, or fewer, than their average."""
    share = complaints["share_percent"] / 100
    if source.random() < share:
        return complaints["times"]
    # So that the mean over everybody is 1.
    return (1 - share * complaints["times"]) / (1 - share)


def draw_person(source, prevalence, entries_of, scenario, unknown):
    population = prevalence["population"]
    complaints = population["many_complaints"]
    factor = draw_factor(source, complaints)
    age = draw_age(source, population, scenario)
    female = source.random() < population["female_percent"][scenario] / 100
    sex = "female" if female else "male"
    truth, answers = {}, {}
    for question, entries in entries_of.items():
        share = chance(entries, age, sex, truth, scenario)
        if question in complaints["questions"]:
            share *= factor
        truth[question] = source.random() < share
        # What hangs on this question hangs on what is true, not on whether the person knows it.
        answers[question] = "yes" if truth[question] else "no"
        if source.random() < unknown:
            answers[question] = "unknown"
    return {"today": TODAY, "age": age, "sex": sex, "answers": answers}


def draw(seed, count, scenario, prevalence=None, unknown_percent=None):
    """Yields so many people; the same seed yields the same people again.

    unknown_percent replaces the share of answers that are "unknown", such as 0 for a public that
    knows everything about itself.
    """
    prevalence = prevalence or read_prevalence()
    if unknown_percent is None:
        unknown_percent = prevalence["population"]["unknown_percent"][scenario]
    entries_of = {question: [] for question in questions_of(prevalence)}
    for entry in prevalence["entries"]:
        entries_of[entry["question"]].append(entry)
    source = random.Random(f"{seed} {scenario}")
    for _ in range(count):
        yield draw_person(source, prevalence, entries_of, scenario, unknown_percent / 100)


# --- What is measured ---


def gravity(disposition):
    """The graver, the greater; proceed is 0."""
    return len(DISPOSITIONS) - 1 - DISPOSITIONS.index(disposition)


def rules_of(result):
    return {reason["rule"] for reason in result["reasons"]}


def learn_dispositions(results):
    """The disposition of each rule: the least grave result that lists it.

    A result is at least as grave as each rule in it, so no rule is graver than that. It is exact
    once a rule has been seen without a graver one beside it; a rare rule that never was is taken
    for too grave.
    """
    learnt = {}
    for result in results:
        for rule in rules_of(result):
            known = learnt.get(rule, DISPOSITIONS[0])
            learnt[rule] = min(known, result["disposition"], key=gravity)
    return learnt


def count_rule(table, rule, result, stopping, dispositions):
    row = table.setdefault(rule, {"stops": 0, "decides": 0, "alone": 0})
    row["stops"] += 1
    row["decides"] += dispositions[rule] == result["disposition"]
    row["alone"] += stopping == {rule}


def lift_in_turn(groups, everybody):
    """Which rules, lifted one after another, would let most people proceed.

    Most people are stopped by several rules, so that no rule alone seems to matter: this adds them
    up. groups counts people by the set of rules that stop them. Gives (rule, share who proceed).
    """
    groups, order = Counter(groups), []
    while len(order) < RULES_LIFTED:
        alone, anywhere = Counter(), Counter()
        for stopping, number in groups.items():
            for rule in stopping:
                anywhere[rule] += number
                alone[rule] += number if len(stopping) == 1 else 0
        if not anywhere:
            break
        best = max(sorted(anywhere), key=lambda rule: (alone[rule], anywhere[rule]))
        lifted = Counter()
        for stopping, number in groups.items():
            lifted[stopping - {best}] += number
        groups = lifted
        order.append((best, groups[frozenset()] / everybody))
    return order


def measure(judge, people, dispositions=None):
    """Has people judged, and counts.

    judge: maps a list of people to the list of their results, in the same order.
    dispositions: of each rule by name; learnt from the results where it is not given.

    Gives shares, 0 to 1, of all people: "ends" by disposition; "rules" by name, each with
    "disposition", "stops" (it fires, whatever else does), "decides" (it fires at the disposition
    that the person ends with) and "alone" (no other rule stops this person, who would proceed
    without it); "lifted", which rules to look at first; and the mean number of techniques, over
    all and over those who proceed.
    """
    people = list(people)
    results = judge(people)
    assert len(results) == len(people), f"{len(people)} people, {len(results)} results"
    dispositions = {**learn_dispositions(results), **(dispositions or {})}
    ends, table, groups = dict.fromkeys(DISPOSITIONS, 0), {}, Counter()
    for result in results:
        ends[result["disposition"]] += 1
        stopping = {rule for rule in rules_of(result) if dispositions[rule] in STOPPING}
        groups[frozenset(stopping)] += 1
        for rule in sorted(stopping):
            count_rule(table, rule, result, stopping, dispositions)
    measured = shares(people, results, ends, table, dispositions)
    measured["lifted"] = lift_in_turn(groups, max(len(people), 1))
    return measured


def shares(people, results, ends, table, dispositions):
    everybody = max(len(people), 1)
    techniques = sum(len(result["allowed"]) for result in results)
    unsure = sum("unknown" in person["answers"].values() for person in people)
    return {
        "count": len(people),
        "ends": {name: number / everybody for name, number in ends.items()},
        "rules": {
            rule: {
                "disposition": dispositions[rule],
                **{name: number / everybody for name, number in row.items()},
            }
            for rule, row in table.items()
        },
        "techniques": techniques / everybody,
        "techniques_of_those_who_proceed": techniques / max(ends["proceed"], 1),
        "unsure": unsure / everybody,
    }


# --- How it is told ---


def percent(share):
    return f"{100 * share:.1f}"


def table_row(cells):
    return "| " + " | ".join(cells) + " |"


def table_head(cells):
    return [table_row(cells), "|---|" + "---:|" * (len(cells) - 1)]


def ends_table(measured):
    lines = table_head(["ends in, % of people", *measured])
    for name in DISPOSITIONS:
        row = [percent(one["ends"][name]) for one in measured.values()]
        lines.append(table_row([name, *row]))
    means = (
        ("techniques, mean over everybody", "techniques"),
        ("techniques, mean over those who proceed", "techniques_of_those_who_proceed"),
    )
    for title, key in means:
        lines.append(table_row([title, *(f"{one[key]:.1f}" for one in measured.values())]))
    unsure = [percent(one["unsure"]) for one in measured.values()]
    lines.append(table_row(['answers "unknown" at least once, %', *unsure]))
    return lines


def rules_by_weight(measured):
    """The rules that are alone in stopping most people first; then those that stop most."""
    names = {rule for one in measured.values() for rule in one["rules"]}
    middle = measured.get("likely") or next(iter(measured.values()))

    def weight(rule):
        row = middle["rules"].get(rule, {"alone": 0, "stops": 0})
        return (-row["alone"], -row["stops"], rule)

    return sorted(names, key=weight)


def disposition_of(measured, rule):
    """Scenarios may have learnt different ones; the least grave is the truest."""
    seen = [one["rules"][rule]["disposition"] for one in measured.values() if rule in one["rules"]]
    return min(seen, key=gravity)


def rules_table(measured):
    titles = [f"{word}, {name}" for word in ("alone", "stops") for name in measured]
    lines = table_head(["rule, % of people", *titles])
    for rule in rules_by_weight(measured)[:ROWS_SHOWN]:
        cells = [
            percent(one["rules"].get(rule, {}).get(word, 0))
            for word in ("alone", "stops")
            for one in measured.values()
        ]
        lines.append(table_row([f"{rule} ({disposition_of(measured, rule)})", *cells]))
    return lines


def lifted_table(measured):
    """Of the likely reading: the others would each take the rules in another order."""
    middle = measured.get("likely") or next(iter(measured.values()))
    lines = table_head(["without this rule and those above it", "would proceed, %"])
    lines.append(table_row(["(as it is)", percent(middle["ends"]["proceed"])]))
    lines += [table_row([rule, percent(share)]) for rule, share in middle["lifted"]]
    return lines


def markdown(measured, title="Who is turned away"):
    """A section: measured maps each scenario to what measure() gave for it."""
    count = min(one["count"] for one in measured.values())
    lines = [
        f"## {title}",
        "",
        f"{count} made-up people for each reading of the prevalences in",
        "`tests/population/prevalence.yaml`: adults who look for exercises for a stiff or sore",
        "back. Most of those prevalences are wide guesses, and the columns show how much that",
        "matters; they are no limits of confidence.",
        "",
        *ends_table(measured),
        "",
        "*Alone*: no other rule stops this person, who would proceed without it. *Stops*: the rule",
        "fires, whatever else does.",
        "",
        *rules_table(measured),
        "",
        "Most people are stopped by several rules. Lifted one after another, always the one that",
        "frees most people next, in the likely reading:",
        "",
        *lifted_table(measured),
        "",
    ]
    return "\n".join(lines)


# --- The engine, and the command ---


def results_of(engine, people, agreed):
    """What the engine says of each: agreed, where a professional has spoken for everything."""
    cases = [(person["age"], person["answers"], agreed) for person in people]
    return [
        {
            "disposition": outcome.disposition,
            "reasons": [{"rule": rule} for rule in outcome.reasons],
            "allowed": outcome.allowed,
        }
        for outcome in engine.judge(cases)
    ]


def figures(engine, count, seed):
    """The whole section: who is turned away at first, and who is once a professional agreed."""
    dispositions = {rule["id"]: rule["disposition"] for rule in load("screening/rules.yaml")}
    prevalence, first, agreed = read_prevalence(), {}, {}
    for scenario in SCENARIOS:
        people = list(draw(seed, count, scenario, prevalence))
        for measured, said in ((first, ()), (agreed, engine.questions)):
            measured[scenario] = measure(
                lambda crowd, said=said: results_of(engine, crowd, said), people, dispositions
            )
    after = "\n".join(ends_table(agreed))
    return f"""{markdown(first)}
### Once a doctor or physiotherapist has agreed

The same people, when somebody who knows what they have has agreed to gentle exercise wherever that
can be agreed to.

{after}
"""


def section_in(page, section):
    before, _, rest = page.partition(BEGIN)
    _, _, after = rest.partition(END)
    assert rest and after, f"the page has no {BEGIN} ... {END}"
    return f"{before}{BEGIN}\n{section}{END}{after}"


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("execute", help="the executor of tests/scenarios on the shipped catalogue")
    parser.add_argument("layout", help="layout.ts")
    parser.add_argument("page", type=Path, help="docs/screening.md")
    parser.add_argument("--write", action="store_true", help="bring the page up to date")
    parser.add_argument("--count", type=int, default=20000, help="people for each scenario")
    arguments = parser.parse_args()
    engine = Engine([arguments.execute], arguments.layout)
    page = arguments.page.read_text(encoding="utf-8")
    wanted = section_in(page, figures(engine, arguments.count, 1))
    if arguments.write:
        arguments.page.write_text(wanted, encoding="utf-8")
    current = arguments.write or wanted == page
    print(f"1..1\n{'ok' if current else 'not ok'} 1 - population_figures_in_the_document_are_current")
    if not current:
        print("# again: ./dev bench population, which writes docs/screening.md anew")
    return 0 if current else 1


if __name__ == "__main__":
    sys.exit(main())
