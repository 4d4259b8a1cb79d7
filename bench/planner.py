"""The planner beside GLPK and CBC: `./dev bench planner [OPTION...]`

    --seed TEXT        of the instances; any text gives others
    --count N          so many of each family
    --families A,B     which; tests/referee/generate.py says what they are
    --planner-only     no others: for the slowest of many instances
    --seconds N        that GLPK and CBC have for one instance
    --work N           the planner's bound of work

Every family gets rows, and all of them together: how often all three found the same, how many times
as long GLPK and CBC took at the geometric mean and at least, and how long the planner took. Every
session of all three goes through the checker of the referee. Whoever does not come to an end agrees
with nobody; such an instance is told, and counts with the time that was spent on it. Ends with 1 if
anything differs or breaks a rule.
"""

import argparse
import math
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.dont_write_bytecode = True
sys.path.insert(0, str(ROOT / "tests/referee"))
from checker import faults  # noqa: E402
from generate import FAMILIES, make  # noqa: E402
from instance import instance_text, read_solutions  # noqa: E402
from milp import lp_text  # noqa: E402
from table import read_table  # noqa: E402

PROGRAM = ROOT / "build/release/bench/planner_bench"
SEED, COUNT, SECONDS, USUAL = "limber", 10, 120, ("real", "jitter", "hard", "wild")
CHUNK = {True: 2, False: 50}  # instances in one call, with and without the others
NO_BOUND = 2**32 - 1
WHO = ("planner", "glpk", "cbc")


def say(*words):
    print(*words, file=sys.stderr, flush=True)


class Measured:
    """What one family, or all of them, came to."""

    def __init__(self, name):
        self.name = name
        self.times = []  # (planner, glpk, cbc), ns
        self.same, self.uncertified, self.work = 0, 0, []
        self.unfinished = {"glpk": 0, "cbc": 0}
        self.broken = []

    def add(self, other):
        self.times += other.times
        self.work += other.work
        self.broken += other.broken
        self.same += other.same
        self.uncertified += other.uncertified
        for who, count in other.unfinished.items():
            self.unfinished[who] += count

    def planner_us(self, share):
        times = sorted(time[0] for time in self.times)
        return times[min(len(times) - 1, int(share * len(times)))] / 1000

    def ratios(self, peer):
        """The geometric mean and the smallest of how many times as long the other one took."""
        ratios = [time[peer] / max(1, time[0]) for time in self.times]
        return math.exp(sum(map(math.log, ratios)) / len(ratios)), min(ratios)

    def rows(self, peers):
        count = len(self.times)
        if peers:
            yield f"{self.name}: same optimum as GLPK and CBC", f"{self.same}/{count}", "instances"
            for peer, name in ((1, "GLPK"), (2, "CBC")):
                mean, least = self.ratios(peer)
                yield f"- compared with {name}, geometric mean", f"{mean:.0f}", "x"
                yield f"- compared with {name}, the least of all", f"{least:.1f}", "x"
                if self.unfinished[WHO[peer]]:
                    yield f"- {name} did not come to an end", str(self.unfinished[WHO[peer]]), "instances"
        else:
            yield f"{self.name}: solved", str(count), "instances"
        yield "- planner, median", f"{self.planner_us(0.5):.0f}", "µs"
        yield "- planner, of 99 in 100 at most", f"{self.planner_us(0.99):.0f}", "µs"
        yield "- planner, the slowest", f"{self.planner_us(1):.0f}", "µs"
        yield "- the most work", str(max(self.work)), ""
        yield "- not proven to be the best", str(self.uncertified), "instances"


def check(measured, name, instances, folder, ended):
    """Every session by the rules, with no solver; a difference is told with what was found. `ended`
    has for each instance who came to an end."""
    found = {who: read_solutions(Path(folder, f"{who}.txt").read_text()) for who in WHO}
    for place, instance in enumerate(instances):
        sessions = {who: found[who][place] for who in ended[place]}
        for who, session in sessions.items():
            for fault in faults(instance, session) if session.feasible else []:
                measured.broken.append(f"{name} {place}: {who}: {fault}")
        if len({(one.feasible, one.worth, one.slots) for one in sessions.values()}) > 1:
            told = ", ".join(f"{who} {one.worth} in {one.slots}" for who, one in sessions.items())
            measured.broken.append(f"{name} {place}: {told}")
        elif len(sessions) == len(WHO):
            measured.same += 1
        measured.uncertified += sessions["planner"].worth != sessions["planner"].at_most


def measure_some(measured, instances, name, options):
    peers = not options.planner_only
    with tempfile.TemporaryDirectory() as folder:
        Path(folder, "instances").write_text("".join(map(instance_text, instances)))
        for place, instance in enumerate(instances if peers else []):
            Path(folder, f"{place}.lp").write_text(lp_text(instance))
        call = [PROGRAM, Path(folder, "instances"), folder, str(options.work), str(options.seconds if peers else 0)]
        done = subprocess.run(call, stdout=subprocess.PIPE, text=True, check=False)
        rows = [list(map(int, line.split("\t"))) for line in done.stdout.splitlines()]
        if done.returncode != 0 or len(rows) != len(instances):
            sys.exit(f"planner: {PROGRAM.name} ended with {done.returncode} at {name} {len(rows)}")
        ended = []
        for place, (*times, work, glpk, cbc) in enumerate(rows):
            measured.times.append(times)
            measured.work.append(work)
            ended.append([who for who, has in zip(WHO, (True, glpk, cbc)) if has])
            for who in set(WHO).difference(ended[-1]) if peers else ():
                measured.unfinished[who] += 1
                say(f"planner: {name} {place}: {who} did not come to an end in {options.seconds} s")
        check(measured, name, instances, folder, ended)


def measure(family, options, table):
    measured = Measured(family)
    chunk = CHUNK[not options.planner_only]
    for first in range(0, options.count, chunk):
        numbers = range(first, min(first + chunk, options.count))
        instances = [make(options.seed, family, number, table) for number in numbers]
        measure_some(measured, instances, f"{options.seed} {family} {first} +", options)
        say(f"  {family}: {numbers.stop} of {options.count}")
    return measured


def read_options(words):
    parser = argparse.ArgumentParser(prog="./dev bench planner", allow_abbrev=False)
    parser.add_argument("--seed", default=SEED)
    parser.add_argument("--count", type=int, default=COUNT)
    parser.add_argument("--families", type=lambda text: text.split(","), default=USUAL)
    parser.add_argument("--planner-only", action="store_true")
    parser.add_argument("--seconds", type=int, default=SECONDS)
    parser.add_argument("--work", type=int, default=NO_BOUND)
    options = parser.parse_args(words)
    if unknown := set(options.families) - set(FAMILIES):
        parser.error(f"no family {', '.join(sorted(unknown))}; there are {', '.join(FAMILIES)}")
    if options.count < 1 or options.seconds < 1:
        parser.error("--count and --seconds are at least 1")
    return options


def main(words):
    options = read_options(words)
    table = read_table()
    whole = Measured("all")
    for family in options.families:
        measured = measure(family, options, table)
        whole.add(measured)
        for row in measured.rows(not options.planner_only):
            print("\t".join(row), flush=True)
    if len(options.families) > 1:
        for row in whole.rows(not options.planner_only):
            print("\t".join(row), flush=True)
    for fault in whole.broken:
        say(f"planner: {fault}")
    return 1 if whole.broken else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
