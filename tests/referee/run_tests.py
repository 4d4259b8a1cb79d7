#!/usr/bin/env python3
"""The referee of the planner: does it agree with itself, and the planner with it?

    run_tests.py SOLVE PEOPLE LIMBER quick|full [CLAIM...]

Prints TAP. SOLVE is the program of solve.c, PEOPLE that of people.c. README.md beside this file says who is who.
"""

import copy
import re
import subprocess
import sys
from pathlib import Path

sys.dont_write_bytecode = True
sys.path.insert(0, str(Path(__file__).resolve().parent))
import brute  # noqa: E402
import logic  # noqa: E402
import peers  # noqa: E402
import same_instance  # noqa: E402
from by_hand import CASES, hand_made_table  # noqa: E402
from checker import faults  # noqa: E402
from generate import FAMILIES, make  # noqa: E402
from instance import (instance_text, out_of_range, read_instance, read_instances,  # noqa: E402
                      read_solutions, solution_text)  # fmt: skip
from milp import RULES  # noqa: E402
from reduce import reduce  # noqa: E402
from table import read_table  # noqa: E402

TABLE = read_table()
SEED = "claims"
AGAIN = {"quick": "./dev test referee", "full": "./dev test referee_full"}
CLINGO_SECONDS = 60
# How many of each family: in every test, and in the long one.
QUICK = {"toy": 40, "tiny": 40, "small": 20, "medium": 10, "real": 60, "jitter": 20, "wild": 2, "hard": 1}
FULL = {"toy": 400, "tiny": 400, "small": 200, "medium": 200, "real": 1000, "jitter": 200, "wild": 40, "hard": 15}


def some(family, count, first=0):
    return [make(SEED, family, number, TABLE) for number in range(first, first + count)]


def outcome(solution):
    return (solution.worth, solution.slots) if solution.feasible else "no session"


def names_of(solution):
    return [name for name, _, _ in solution.chosen]


class Run:
    """What the claims need beside the referee itself."""

    def __init__(self, program, people, limber, length):
        self.program, self.people, self.limber = program, people, limber
        self.counts = QUICK if length == "quick" else FULL

    def planner(self, instances, work=0):
        text = "".join(map(instance_text, instances))
        done = subprocess.run([self.program, "--work", str(work)], input=text, capture_output=True,
                              text=True, check=False)  # fmt: skip
        assert done.returncode == 0, done.stderr.strip()
        solutions = read_solutions(done.stdout)
        assert len(solutions) == len(instances), f"{len(solutions)} of {len(instances)} came back"
        return solutions


# ---- The referee by itself. ----------------------------------------------------------------------


def a_request_is_reduced_as_somebody_reckoned_by_hand(run):
    for name, case, expected in CASES:
        instance, reasons = reduce(hand_made_table(), **case)
        text = instance_text(instance)
        told = "".join(f"{reason} {technique}\n" for technique, reason in sorted(reasons.items()))
        tail = text[re.search("^(limit |technique |end$)", text, re.MULTILINE).start() :]
        head = "\n".join(text.split("\n")[1:4]) + "\n"
        calm = f"calm {instance.worth[instance.calm][1]} {instance.worth[instance.calm][2]}\n"
        found = head + calm + tail + told
        assert found == expected, f"{name}:\n{found}"


def an_instance_and_a_solution_survive_being_written_and_read(run):
    for family in FAMILIES:
        for instance in some(family, 3):
            assert read_instance(instance_text(instance)) == instance
    solution = brute.best(some("toy", 1)[0])
    assert read_solutions(solution_text(solution) * 2) == [solution] * 2


def a_text_with_a_fault_is_refused(run):
    text = instance_text(some("tiny", 1)[0])
    for old, new in (("budget", "bugdet"), ("move 0 1 ", "move 0 2 "), (" positions", ""), ("\nend", ""),
                     ("dose ", "dose  "), ("worth 0 0", "worth 0 00"), ("warms", "warm")):  # fmt: skip
        assert old in text
        try:
            read_instance(text.replace(old, new, 1))
        except ValueError:
            continue
        raise AssertionError(f"{new!r} instead of {old!r} is taken")


def the_same_seed_makes_the_same_instances_and_all_are_in_range(run):
    for family in FAMILIES:
        instances = some(family, 5)
        assert instances == some(family, 5), family
        assert instances != [make("another", family, number, TABLE) for number in range(5)], family
        assert not any(map(out_of_range, instances)), family


def exhaustive_search_logic_glpk_and_cbc_agree_on_toys(run):
    for number, instance in enumerate(some("toy", run.counts["toy"] // 4)):
        best, by_logic = brute.best(instance), logic.best(instance, CLINGO_SECONDS)
        assert by_logic, f"toy {number}: clingo does not come to an end"
        assert names_of(by_logic) == names_of(best), f"toy {number}: of equal ones clingo takes others"
        found = {"clingo": by_logic, "glpk": peers.solve(instance), "cbc": peers.solve(instance, "cbc")}
        for who, other in found.items():
            assert outcome(other) == outcome(best), f"toy {number}: {who} {outcome(other)}, not {outcome(best)}"
            assert not other.feasible or not faults(instance, other), f"toy {number}: {who}"
        assert not best.feasible or not peers.comes_before(instance, best), f"toy {number}"


def logic_and_glpk_agree_on_tiny_ones(run):
    for number, instance in enumerate(some("tiny", run.counts["tiny"] // 2)):
        one, other = logic.best(instance, CLINGO_SECONDS), peers.solve(instance)
        assert one, f"tiny {number}: clingo does not come to an end"
        assert outcome(one) == outcome(other), f"tiny {number}: {outcome(one)}, {outcome(other)}"


def glpk_and_cbc_agree_on_tiny_small_and_real_ones(run):
    for family in ("tiny", "small", "real"):
        for number, instance in enumerate(some(family, run.counts[family] // 4)):
            one, other = peers.solve(instance), peers.solve(instance, "cbc")
            assert outcome(one) == outcome(other), f"{family} {number}: {outcome(one)}, {outcome(other)}"
            assert not one.feasible or not faults(instance, one), f"{family} {number}"


# ---- Faults are found. ---------------------------------------------------------------------------


def broken(instance, best):
    """(the rule that is broken, instance, session) for what can be broken here."""
    def changed(**values):
        other = copy.deepcopy(best)
        for name, what in values.items():
            setattr(other, name, what)
        return other

    def harder(**values):
        other = copy.deepcopy(instance)
        for name, what in values.items():
            setattr(other, name, what)
        return other

    first, last = best.chosen[0], best.chosen[-1]
    by_id = {one.id: place for place, one in enumerate(instance.candidates)}
    yield "form", instance, changed(chosen=[*best.chosen[1:], ("nobody", 0, 0)])
    yield "form", instance, changed(phases=best.phases | {max(best.phases): (0, 99)})
    yield "form", instance, changed(chosen=best.chosen[::-1] + [first])
    yield "told", instance, changed(worth=best.worth + 1, at_most=best.at_most + 1)
    yield "told", instance, changed(slots=best.slots - 1)
    yield "told", instance, changed(at_most=best.worth - 1)
    yield "rule 1", instance, changed(chosen=[first, *best.chosen])
    left = next((one.id for one in instance.candidates if one.id not in names_of(best)), None)
    if left:
        kept = harder()
        kept.candidates[by_id[left]].kept = 1
        yield "rule 1", kept, best
    if len(best.chosen) > 1:
        family = harder()
        for name in names_of(best)[:2]:
            family.candidates[by_id[name]].family = 16
        yield "rule 1", family, best
    yield "rule 2", instance, changed(chosen=[*best.chosen[:-1], (*last[:2], (last[2] + 1) % 7)])
    cold = harder()
    cold.candidates[by_id[last[0]]].need = 1
    for one in cold.candidates:
        one.warms = []
    yield "rule 3", cold, best
    yield "rule 4", harder(warm_ups_max=-1), best
    yield "rule 5", harder(budget=best.slots - 1), best
    use = sum(next(dose.use for dose in instance.candidates[by_id[name]].doses if dose.number == number)[0]
              for name, number, _ in best.chosen) if instance.limits else 0  # fmt: skip
    if use:
        yield "rule 5", harder(limits=[(instance.limits[0][0], use - 1), *instance.limits[1:]]), best


def the_checker_names_the_rule_that_is_broken(run):
    seen = {}
    for family in ("tiny", "small"):
        for instance in some(family, 20):
            best = peers.solve(instance)
            if not best.feasible or not best.chosen:
                continue
            assert not faults(instance, best)
            for rule, other, session in broken(instance, best):
                found = faults(other, session)
                assert any(fault.startswith(rule) for fault in found), f"{rule}: {found}"
                seen[rule] = seen.get(rule, 0) + 1
    assert set(seen) == {"form", "told", *(f"rule {number}" for number in range(1, 6))}, seen


def a_program_without_one_of_the_rules_is_noticed(run):
    unseen = set(RULES)
    for family in ("tiny", "small"):
        for instance in some(family, 40):
            best = peers.solve(instance)
            for rule in sorted(unseen):
                other = peers.solve(instance, without=[rule])
                if outcome(other) != outcome(best) or (other.feasible and faults(instance, other)):
                    unseen.discard(rule)
    assert not unseen, f"nobody notices that it lacks {', '.join(sorted(unseen))}"


MISTAKES = {
    "a technique that is never offered": ":- taken(0).",
    "a way that must not change position": ":- step(_, _, _, _).",
    "one cool-down too many": "2 { taken(T) : technique(T, 4, _, _) }.",
    "a free technique": "#maximize { 5000@2, T : taken(T) }.",
}


def a_mistake_in_the_logic_is_noticed(run):
    unseen = dict(MISTAKES)
    for instance in some("toy", 20):
        best = brute.best(instance)
        for name, rule in list(unseen.items()):
            other = logic.best(instance, CLINGO_SECONDS, rule)
            if other and (outcome(other) != outcome(best) or faults(instance, other)):
                del unseen[name]
    assert not unseen, f"nobody notices {', '.join(unseen)}"


# ---- The planner. --------------------------------------------------------------------------------


def the_planner_finds_what_exhaustive_search_finds(run):
    instances = some("toy", run.counts["toy"])
    for number, (instance, ours) in enumerate(zip(instances, run.planner(instances))):
        best = brute.best(instance)
        assert outcome(ours) == outcome(best), f"toy {number}: {outcome(ours)}, not {outcome(best)}"
        assert names_of(ours) == names_of(best), f"toy {number}: of equal ones others come first"


def planner_agrees_with_glpk(family):
    def claim(run):
        instances = some(family, run.counts[family])
        for number, (instance, ours) in enumerate(zip(instances, run.planner(instances))):
            best = peers.solve(instance)
            assert outcome(ours) == outcome(best), f"{family} {number}: {outcome(ours)}, not {outcome(best)}"
            assert not ours.feasible or not faults(instance, ours), f"{family} {number}: {faults(instance, ours)}"
            assert ours.at_most == ours.worth, f"{family} {number}: not proven, at most {ours.at_most}"

    claim.__name__ = f"the_planner_finds_the_optimum_of_glpk_on_{family}_ones"
    return claim


# Too many choices for a leaf, parts of the tree, or nothing found in time.
ONCE_TOO_MUCH = (("a1", "medium", 49), ("fresh27", "wild", 8), ("b2", "wild", 239), ("fresh27", "hard", 28),
                 ("fresh27", "hard", 75), ("c3", "medium", 21), ("d4", "medium", 492))  # fmt: skip


def what_once_filled_the_planners_memory_is_proven(run):
    instances = [make(*where, TABLE) for where in ONCE_TOO_MUCH]
    for where, instance, ours in zip(ONCE_TOO_MUCH, instances, run.planner(instances)):
        best = peers.solve(instance)
        assert outcome(ours) == outcome(best), f"{where}: {outcome(ours)}, not {outcome(best)}"
        assert ours.at_most == ours.worth, f"{where}: not proven, at most {ours.at_most}"


def of_equal_sessions_the_planner_takes_what_comes_first(run):
    for family in ("tiny", "real"):
        instances = some(family, run.counts[family] // 4)
        for number, (instance, ours) in enumerate(zip(instances, run.planner(instances))):
            best = ours.feasible or not peers.solve(instance).feasible
            assert best, f"{family} {number}: no session was found"
            other = peers.comes_before(instance, ours) if ours.feasible else None
            assert not other, f"{family} {number}: {names_of(ours)}, not {names_of(other)}"


def a_little_work_gives_a_lawful_session_and_a_true_bound(run):
    for family in ("medium", "jitter", "hard", "wild"):
        instances = some(family, 30)
        best = run.planner(instances)
        assert sum(solution.feasible for solution in best) > 20, f"{family}: hardly any session"
        unproven = [n for n, solution in enumerate(best) if solution.at_most != solution.worth]
        assert not unproven, f"{family}: {unproven} not proven"
        for work in (1, 30, 300):
            for number, ours in enumerate(run.planner(instances, work)):
                if not ours.feasible and (work < 300 or not best[number].feasible):
                    continue
                found = faults(instances[number], ours)
                assert not found, f"{family} {number}, work {work}: {found}"
                assert ours.worth <= best[number].worth <= ours.at_most, \
                    f"{family} {number}, work {work}: {ours.worth} to {ours.at_most}, not {best[number].worth}"


def the_planner_makes_the_instances_that_the_referee_makes(run):
    different = list(same_instance.differences(run.people, TABLE, SEED, run.counts["real"] * 10))
    assert not different, f"{len(different)} of {run.counts['real'] * 10} people\n{different[0]}"


def limber_plan_writes_the_instance_that_the_referee_makes(run):
    different = list(same_instance.differences_in_the_program(run.limber, TABLE, SEED, run.counts["real"]))
    assert not different, f"{len(different)} of {run.counts['real']} people\n{different[0]}"


CLAIMS = [
    a_request_is_reduced_as_somebody_reckoned_by_hand,
    an_instance_and_a_solution_survive_being_written_and_read,
    a_text_with_a_fault_is_refused,
    the_same_seed_makes_the_same_instances_and_all_are_in_range,
    exhaustive_search_logic_glpk_and_cbc_agree_on_toys,
    logic_and_glpk_agree_on_tiny_ones,
    glpk_and_cbc_agree_on_tiny_small_and_real_ones,
    the_checker_names_the_rule_that_is_broken,
    a_program_without_one_of_the_rules_is_noticed,
    a_mistake_in_the_logic_is_noticed,
    the_planner_finds_what_exhaustive_search_finds,
    *map(planner_agrees_with_glpk, ("tiny", "small", "medium", "real", "jitter", "hard", "wild")),
    what_once_filled_the_planners_memory_is_proven,
    of_equal_sessions_the_planner_takes_what_comes_first,
    a_little_work_gives_a_lawful_session_and_a_true_bound,
    the_planner_makes_the_instances_that_the_referee_makes,
    limber_plan_writes_the_instance_that_the_referee_makes,
]


def main(program, people, limber, length, *names):
    run = Run(program, people, limber, length)
    claims = [claim for claim in CLAIMS if not names or claim.__name__ in names]
    print(f"1..{len(claims)}")
    failed = 0
    for number, claim in enumerate(claims, 1):
        try:
            claim(run)
            print(f"ok {number} - {claim.__name__}", flush=True)
        except AssertionError as fault:
            failed += 1
            lines = "\n# ".join(str(fault).split("\n"))
            print(f"not ok {number} - {claim.__name__}\n# {lines}\n# again: {AGAIN[length]}", flush=True)
    return 1 if failed or not claims else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
