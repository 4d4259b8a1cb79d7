"""Screenings per second beside two rule engines: screen_bench.py SCREEN_BENCH MODULE

All of them screen the same people by the same rules (screening_inputs.py), each on one core, turn
about in one run, so that a slow moment of the machine hits all. The speeds are only told when all
came to the same findings. Rows of what, figure, unit, divided by tabs.
"""

import os
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

sys.dont_write_bytecode = True
sys.path.insert(0, str(Path(__file__).resolve().parent))
from screening_inputs import FAMILIES, PEOPLE, write_inputs  # noqa: E402

MEASURE = Path(__file__).resolve().parent / "rivals/measure.mjs"
RIVALS = ("json-rules-engine", "cql-execution")
ROUNDS = 3
LINE_BYTES = 64  # what a core reads from its nearest cache in a cycle, and the size of its lines


def output_of(*call):
    return subprocess.run(call, check=True, stdout=subprocess.PIPE, text=True).stdout


class Bench:
    def __init__(self, program, module, folder):
        self.program, self.module, self.folder = program, module, folder

    def core(self, family):
        lines = output_of(self.program, self.folder, family).splitlines()
        return {what: float(figure) for what, figure in (line.split("\t") for line in lines)}

    def in_node(self, family, engine):
        return float(output_of("node", MEASURE, self.folder, family, engine, self.module))

    def findings(self, family, engine):
        """By person: the disposition, and which rules fired, in whatever order."""
        lines = Path(self.folder, f"{family}.{engine}").read_text().splitlines()
        found = {}
        for person, disposition, *rules in map(str.split, lines):
            found[person] = disposition, frozenset(rules)
        return found

    def compare(self, family):
        ours = self.findings(family, "core")
        if len(ours) != PEOPLE:
            sys.exit(f"screen_bench: {family}: {len(ours)} people were screened instead of {PEOPLE}")
        for rival in RIVALS:
            theirs = self.findings(family, rival)
            for person in ours.keys() | theirs.keys():
                if ours.get(person) != theirs.get(person):
                    sys.exit(f"screen_bench: {rival} finds {theirs.get(person)} of {person}, "
                             f"the core {ours.get(person)}")  # fmt: skip
        native, wasm = (Path(self.folder, f"{family}.{name}").read_bytes()
                        for name in ("screenings", "webassembly"))  # fmt: skip
        if native != wasm:
            sys.exit(f"screen_bench: {family}: the bytes of the WebAssembly build are others")

    def turn(self, family):
        core = self.core(family)
        figures = {"webassembly": self.in_node(family, "webassembly")}
        figures |= {rival: self.in_node(family, rival) for rival in RIVALS}
        self.compare(family)
        return core | figures


def rows(family, turns):
    """Medians, and of ratios the median of those of each turn."""

    def median(of):
        return statistics.median(map(of, turns))

    size = {what: turns[0][what] for what in ("rules", "answers_bytes", "rules_bytes", "screening_bytes")}
    read_bytes = size["answers_bytes"] + size["rules_bytes"]
    limit_cycles = (read_bytes + size["screening_bytes"]) / LINE_BYTES
    cycles = median(lambda turn: turn["cycles"])
    yield f"{family} people: Limber", f"{median(lambda turn: turn['screenings_per_s']):.0f}", "/s"
    yield "- Limber as WebAssembly", f"{median(lambda turn: turn['webassembly']):.0f}", "/s"
    for rival in RIVALS:
        yield f"- {rival}", f"{median(lambda turn: turn[rival]):.0f}", "/s"
    for rival in RIVALS:
        ratio = median(lambda turn: turn["screenings_per_s"] / turn[rival])
        yield f"- Limber compared with {rival}", f"{ratio:.0f}", "x"
    for rival in RIVALS:
        ratio = median(lambda turn: turn["webassembly"] / turn[rival])
        yield f"- as WebAssembly compared with {rival}", f"{ratio:.0f}", "x"
    yield "- cycles in a screening by Limber", f"{cycles:.0f}", ""
    yield f"- cycles for each of the {size['rules']:.0f} rules", f"{cycles / size['rules']:.1f}", ""
    moved = f"{read_bytes:.0f} bytes read and {size['screening_bytes']:.0f} written, {LINE_BYTES} in a cycle"
    yield f"- the limit: {moved}", f"{limit_cycles:.0f}", "cycles"
    yield "- of the speed at that limit, reached", f"{100 * limit_cycles / cycles:.0f}", "%"


def main(program, module):
    os.sched_setaffinity(0, {max(os.sched_getaffinity(0))})
    with tempfile.TemporaryDirectory() as folder:
        write_inputs(folder)
        bench = Bench(program, module, folder)
        for family in FAMILIES:
            for row in rows(family, [bench.turn(family) for _ in range(ROUNDS)]):
                print("\t".join(row), flush=True)


if __name__ == "__main__":
    main(*sys.argv[1:])
