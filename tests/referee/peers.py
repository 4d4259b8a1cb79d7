"""Other people's solvers for the programs of milp.py: GLPK (glpsol) and CBC (cbc)."""

import re
import subprocess
import tempfile
from pathlib import Path

from instance import Solution
from milp import lp_text, solution_of

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
    run("cbc", program, "ratioGap", "0", "allowableGap", "0", "solve", "solution", result)
    first, *lines = result.read_text().splitlines()
    if "nfeasible" in first:
        return None
    if not first.startswith("Optimal"):
        raise RuntimeError(f"cbc says: {first}")
    return {line.split()[1]: float(line.split()[2]) for line in lines}


COLUMNS_OF = {"glpk": glpk_columns, "cbc": cbc_columns}


def solve(instance, peer="glpk", without=()):
    with tempfile.TemporaryDirectory() as folder:
        program, result = Path(folder, "program.lp"), Path(folder, "result")
        program.write_text(lp_text(instance, without))
        columns = COLUMNS_OF[peer](program, result)
    return Solution(feasible=False) if columns is None else solution_of(instance, columns)
