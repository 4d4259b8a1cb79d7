#!/usr/bin/python3
"""Tests of the catalogue and its compiler; prints TAP. Run one by name: run_tests.py NAME."""

import sys
import traceback

from harness import HERE

import claims
import compiler
import content
import faults
import lessons
import movements
import planning


def all_tests():
    for module in (compiler, content, claims, lessons, movements, planning):
        for name, function in sorted(vars(module).items()):
            if name.startswith("catalogue_"):
                yield name, function
    for path in sorted((HERE / "faults").glob("*.yaml")):
        yield f"catalogue_fault_{path.stem}", lambda path=path: faults.check(path)


def main():
    wanted = sys.argv[1:]
    tests = [(name, function) for name, function in all_tests() if not wanted or name in wanted]
    if not tests:
        sys.exit(f"no test is called {' '.join(wanted)}")
    print(f"1..{len(tests)}", flush=True)
    failed = 0
    for number, (name, function) in enumerate(tests, 1):
        try:
            function()
            print(f"ok {number} - {name}", flush=True)
        except Exception as error:  # a test that breaks is a test that fails
            failed += 1
            text = str(error) if isinstance(error, AssertionError) else traceback.format_exc()
            print(f"not ok {number} - {name}")
            print("\n".join(f"# {line}" for line in text.splitlines()))
            print(f"# again: tests/catalogue/run_tests.py {name}", flush=True)
    sys.exit(1 if failed else 0)


if __name__ == "__main__":
    main()
