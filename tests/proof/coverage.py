#!/usr/bin/env python3
"""Lines, branches, and modified conditions and decisions that tests reach: of the safety core, and
of what is done of a programme.

    coverage.py LAYOUT_TS

Prints TAP: a claim for each file and measure, and what is not reached, with line and column.
"""

import os
import pathlib
import sys
import tempfile

import instrument

FLAGS = ("-fprofile-instr-generate", "-fcoverage-mapping", "-fcoverage-mcdc")
MEASURES = ("lines", "branches", "mcdc")


def unreached_lines(file):
    """llvm-cov counts a header's lines for each file that includes it, reached from there or not, so
    the sum alone says nothing; and stretches that nothing can reach are no lines."""
    summary = file["summary"]["lines"]
    if summary["covered"] == summary["count"]:
        return []
    return sorted({f"near line {line}" for line, _, count, counted, *_ in file["segments"]
                   if counted and count == 0})


def unreached_branches(file):
    """Of a branch that several programs hold, what any of them reached counts."""
    reached = {}
    for line, column, _, _, taken, not_taken, *_ in file["branches"]:
        before = reached.get((line, column), (0, 0))
        reached[line, column] = (before[0] + taken, before[1] + not_taken)
    return [f"{line}:{column} is never {value}" for (line, column), counts in sorted(reached.items())
            for value, count in zip(("true", "false"), counts) if count == 0]


def unreached_conditions(file):
    found = []
    for line, column, _, _, *rest in file.get("mcdc_records", []):
        conditions = next(part for part in rest if isinstance(part, list))
        found += [f"{line}:{column}, condition {number}" for number, independent
                  in enumerate(conditions, 1) if not independent]
    return found


def main(layout):
    suite = instrument.Suite(layout)
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        build = instrument.Build(folder, instrument.ROOT / "core", FLAGS)
        profile = {"LLVM_PROFILE_FILE": str(folder / "%m-%p.profraw")}
        os.environ.update(profile)
        red = suite.first_red(build, profile)
        files = instrument.covered(build, folder.glob("*.profraw"),
                                   instrument.SAFETY_CORE + instrument.PRESCRIBED)
    assert red is None, f"{red} is red, so nothing can be said"
    missing = {"lines": unreached_lines, "branches": unreached_branches,
               "mcdc": unreached_conditions}
    print(f"1..{len(files) * len(MEASURES)}")
    number = failed = 0
    for file_name, file in sorted(files.items()):
        for measure in MEASURES:
            number += 1
            summary = file["summary"].get(measure, {"covered": 0, "count": 0})
            gaps = missing[measure](file)
            failed += bool(gaps)
            print(f"{'not ok' if gaps else 'ok'} {number} - "
                  f"coverage_of_{file_name.replace('.', '_')}_reaches_all_{measure}")
            print(f"# {file_name} {measure}: {summary['covered']} of {summary['count']}")
            for gap in gaps:
                print(f"# core/{file_name}: {gap}")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
