"""The best session of a small instance as clingo finds it by logic.lp.

    best(instance, seconds, more)   a Solution; None: not found and proven within so many seconds
"""

import json
import re
import subprocess
import tempfile
from pathlib import Path

from checker import value
from instance import Solution

RULES = Path(__file__).with_name("logic.lp")
OPTIMAL, UNSATISFIABLE, OUT_OF_TIME = 30, 20, (11, 1, 10)


def facts(instance):
    lines = [f"budget({instance.budget}).", f"warm_ups_max({instance.warm_ups_max})."]
    lines += [f"start({instance.start})."] if instance.start is not None else []
    for a, row in enumerate(instance.changes):
        lines += [f"change({a},{b},{slots},{effort})." for b, (slots, effort) in enumerate(row) if a != b]
    for region, worth in enumerate(instance.worth):
        lines += [f"gain({region},{j},{worth[j] - worth[j - 1]})." for j in range(1, len(worth))]
    lines += [f"amount({limit},{amount})." for limit, amount in instance.limits]
    for place, one in enumerate(instance.candidates):
        lines.append(f"technique({place},{one.phase},{one.region},{one.family}).")
        lines += [f"needs({place})."] if one.need else []
        lines += [f"kept({place})."] if one.kept else []
        lines += [f"can({place},{position})." for position in one.positions]
        lines += [f"warms({place},{region})." for region in one.warms]
        for dose in one.doses:
            lines.append(f"dose({place},{dose.number},{dose.slots},{dose.units},{dose.flat}).")
            lines += [f"use({place},{dose.number},{limit},{use})."
                      for (limit, _), use in zip(instance.limits, dose.use)]  # fmt: skip
    return "\n".join([*lines, ""])


def solution_of(instance, atoms):
    solution, first, last = Solution(), {}, {}
    taken = {}
    for atom in atoms:
        name, a, b = re.fullmatch(r"(\w+)\((\d+),(\d+)\)", atom).groups()
        {"take": taken, "first": first, "last": last}[name][int(a)] = int(b)
    solution.phases = {phase: (first[phase], last[phase]) for phase in first}
    for place, number in sorted(taken.items()):
        one = instance.candidates[place]
        position = next(stop for stop in solution.phases[one.phase] if stop in one.positions)
        solution.chosen.append((one.id, number, position))
    solution.worth, solution.slots = value(instance, solution)
    solution.at_most = solution.worth
    return solution


def best(instance, seconds=60, more=""):
    """`more` is added to the rules, to test that a mistake shows."""
    with tempfile.TemporaryDirectory() as folder:
        program = Path(folder, "instance.lp")
        program.write_text(facts(instance) + more)
        call = ["clingo", "--outf=2", f"--time-limit={seconds}", "--opt-strategy=bb,lin", RULES, program]
        done = subprocess.run(call, capture_output=True, text=True, check=False)
    if done.returncode == UNSATISFIABLE:
        return Solution(feasible=False)
    if done.returncode in OUT_OF_TIME:
        return None
    if done.returncode != OPTIMAL:
        raise RuntimeError(f"clingo ended with {done.returncode}: {done.stderr.strip()}")
    return solution_of(instance, json.loads(done.stdout)["Call"][0]["Witnesses"][-1]["Value"])
