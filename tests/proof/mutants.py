#!/usr/bin/env python3
"""Every condition of the safety core, and of what is done of a programme, forced to true and to
false: some test must turn red.

    mutants.py LAYOUT_TS [FILE|FILE:LINE:COLUMN:VALUE...]

One build holds all mutants; the environment chooses one. A mutant that no test can tell from the
original is listed in equivalent.yaml with the reason; one that is listed there and is killed, or
no longer exists, is a failure as well. Prints TAP, a claim for each file.
"""

import concurrent.futures
import pathlib
import sys
import tempfile

import yaml

import instrument

FLAGS = ("-fprofile-instr-generate", "-fcoverage-mapping")
CHOICE = """
#ifndef MUTANT_H
#define MUTANT_H
#include <stdlib.h>
static inline int mutant(int number, int condition) {
    static int chosen = -2;
    if (chosen == -2) {
        const char *text = getenv("LIMBER_MUTANT");
        chosen = text != NULL ? atoi(text) : -1;
    }
    return chosen == 2 * number ? 1 : chosen == 2 * number + 1 ? 0 : condition;
}
#define MUTANT(number, ...) mutant(number, (__VA_ARGS__) ? 1 : 0)
#endif
"""


def conditions(folder):
    """Where the compiler sees a condition: {file name: [(line, column, end line, end column)]}."""
    build = instrument.Build(folder, instrument.ROOT / "core", FLAGS)
    import subprocess
    environment = {"LLVM_PROFILE_FILE": str(folder / "one.profraw")}
    subprocess.run([build.execute["fixture"]], input=b"", env=environment, check=True,
                   stdout=subprocess.DEVNULL)
    files = instrument.covered(build, folder.glob("*.profraw"),
                               instrument.SAFETY_CORE + instrument.PRESCRIBED)
    return {name: sorted({tuple(branch[:4]) for branch in file["branches"]})
            for name, file in files.items()}


def offset(lines, line, column):
    return sum(len(text) for text in lines[:line - 1]) + column - 1


def is_case(text, start, end):
    """A switch's cases are branches, but not conditions."""
    return text[start:end].startswith(("case ", "default"))


def plant(core, places):
    """Wraps every condition, and gives [(file name, line, column)] by number."""
    numbered = []
    for name, spans in sorted(places.items()):
        path = core / name
        text = path.read_text(encoding="utf-8")
        lines = text.splitlines(keepends=True)
        marks = []
        for line, column, end_line, end_column in spans:
            start, end = offset(lines, line, column), offset(lines, end_line, end_column)
            if is_case(text, start, end):
                continue
            number = len(numbered)
            numbered.append((name, line, column))
            marks.append((start, 1, -end, f"MUTANT({number}, "))
            marks.append((end, 0, -start, ")"))
        for place, _, _, mark in sorted(marks, reverse=True):
            text = text[:place] + mark + text[place:]
        path.write_text('#include "mutant.h"\n' + text, encoding="utf-8")
    (core / "mutant.h").write_text(CHOICE, encoding="utf-8")
    return numbered


def judge(suite, build, number, place):
    red = suite.first_red(build, {"LIMBER_MUTANT": str(number)})
    print(f"{place} {red or 'is alive'}", file=sys.stderr, flush=True)
    return red


def main(layout, *only):
    listed = yaml.safe_load((instrument.HERE / "equivalent.yaml").read_text("utf-8")) or {}
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        (folder / "plain").mkdir()
        (folder / "mutants").mkdir()
        core = instrument.copy_core(folder)
        numbered = plant(core, conditions(folder / "plain"))
        build = instrument.Build(folder / "mutants", core, ())
        red = instrument.Suite(layout).first_red(build)
        assert red is None, f"{red} is red without a mutant"
        ids = {2 * number + (not value): f"{file}:{line}:{column}:{str(value).lower()}"
               for number, (file, line, column) in enumerate(numbered) for value in (True, False)}
        chosen = [number for number, place in ids.items()
                  if not only or place in only or place.partition(":")[0] in only]
        suites = [instrument.Suite(layout) for _ in range(2)]
        with concurrent.futures.ThreadPoolExecutor(2) as pool:
            halves = [pool.submit(lambda suite, half: {n: judge(suite, build, n, ids[n]) for n in half},
                                  suites[i], chosen[i::2]) for i in range(2)]
            killers = {n: red for half in halves for n, red in half.result().items()}
    return report(ids, killers, listed, bool(only))


def report(ids, killers, listed, partial):
    files = sorted({place.partition(":")[0] for place in ids.values()})
    print(f"1..{len(files) + 1}")
    failed = 0
    for number, file in enumerate(files, 1):
        here = {n: red for n, red in killers.items() if ids[n].startswith(file + ":")}
        alive = [ids[n] for n, red in here.items() if red is None and ids[n] not in listed]
        failed += bool(alive)
        name = file.replace(".", "_")
        print(f"{'not ok' if alive else 'ok'} {number} - mutants_of_{name}_are_all_killed_or_listed")
        print(f"# {file}: {sum(red is not None for red in here.values())} of {len(here)} killed")
        for place in alive:
            print(f"# alive: {place}")
    stale = [] if partial else [place for place in listed if place not in ids.values() or
                                killers[next(n for n in ids if ids[n] == place)] is not None]
    print(f"{'not ok' if stale else 'ok'} {len(files) + 1} - mutants_listed_as_equivalent_are_alive")
    for place in stale:
        print(f"# no longer alive, or no longer there: {place}")
    killed = sum(red is not None for red in killers.values())
    print(f"# {killed} of {len(killers)} mutants killed, {len(listed)} listed as equivalent")
    return 1 if failed or stale else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
