"""Other people's solvers for the programs of milp.py: GLPK (glpsol) and CBC (cbc)."""

import re
import subprocess
import tempfile
from pathlib import Path

from instance import Solution
from milp import SLOTS, WORTH, lp_text, solution_of

COLUMN = re.compile(r"^ *\d+ (\S+) +\*? +(\S+)", re.MULTILINE)


def run(*call):
    done = subprocess.run(call, capture_output=True, text=True, check=False)
    if done.returncode != 0:
        raise RuntimeError(f"{call[0]} ended with {done.returncode}: {done.stdout[-500:]}")
    return done.stdout


def glpk_columns(program, result):
    run("glpsol", "--lp", program, "--mir", "--cover", "--output", result)
    text = result.read_text()
    if "INTEGER EMPTY" in text or "INTEGER UNDEFINED" in text or "UNDEFINED" in text:
        return None
    if "INTEGER OPTIMAL" not in text:
        raise RuntimeError("glpsol did not come to an end")
    columns = text[text.index("Column name") :]
    return {name: float(number) for name, number in COLUMN.findall(columns)}


def cbc_columns(program, result):
    """Without its preprocessing: that of CBC 2.10.8 loses the optimum of some programs, or stops by
    an assertion of its own, and is no quicker."""
    run("cbc", program, "ratioGap", "0", "allowableGap", "0", "preprocess", "off", "solve",
        "solution", result)  # fmt: skip
    first, *lines = result.read_text().splitlines()
    if "nfeasible" in first:
        return None
    if not first.startswith("Optimal"):
        raise RuntimeError(f"cbc says: {first}")
    return {line.split()[1]: float(line.split()[2]) for line in lines}


COLUMNS_OF = {"glpk": glpk_columns, "cbc": cbc_columns}


def solve_once(instance, peer, **what):
    with tempfile.TemporaryDirectory() as folder:
        program, result = Path(folder, "program.lp"), Path(folder, "result")
        program.write_text(lp_text(instance, **what))
        columns = COLUMNS_OF[peer](program, result)
    return Solution(feasible=False) if columns is None else solution_of(instance, columns)


def solve(instance, peer="glpk", without=()):
    """Worth first, and then the fewest slots for it: as one number they would be too large for
    what glpsol takes for equal, a ten millionth."""
    solution = solve_once(instance, peer, goal=WORTH, without=without)
    if not solution.feasible:
        return solution
    return solve_once(instance, peer, goal=SLOTS, least_worth=solution.worth, without=without)


def comes_before(instance, best, peer="glpk"):
    """A session as good as `best` whose techniques come first in the catalogue, where it has not
    those itself: the one that docs/planner.md asks for. None: it is that one."""
    names = {name for name, _, _ in best.chosen}
    there = {}
    for place, one in enumerate(instance.candidates):
        if one.id not in names:
            other = solve_once(instance, peer, goal=SLOTS, least_worth=best.worth,
                               most_slots=best.slots, there=there | {place: True})  # fmt: skip
            if other.feasible:
                return other
        there[place] = one.id in names
    return None
