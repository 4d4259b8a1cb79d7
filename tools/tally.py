"""Runs the tests and adds them up: `./dev test` builds first and then calls this.

A test program speaks TAP, one line per claim. The same claims are tested under sanitizers
(build/test) and as delivered (build/release); a claim counts once and holds only if it holds in
every build. What was skipped, planned but not run, or marked as "todo" counts as failed: a test
that did not run shows nothing. The last line is always "N passed, N failed".
"""

import argparse
import concurrent.futures
import json
import os
import re
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
BUILDS = {"under sanitizers": ROOT / "build/test", "as delivered": ROOT / "build/release"}
PAGE_FILE_MAX_S = 600
FULL_SUITE = "full"  # the long tests: only with --full, or by name

POINT = re.compile(r"^(?P<indent> *)(?P<verdict>ok|not ok)\b *\d* *-? *(?P<text>.*)$")
PLAN = re.compile(r"^1\.\.(\d+)")
DIRECTIVE = re.compile(r" # (skip|todo)\b.*", re.IGNORECASE)


def read_tap(output):
    """The claims of a TAP stream as (name, holds), innermost points only, and what is wrong with
    the stream itself as a list of sentences."""
    claims, faults = [], []
    planned, outer, depth = None, 0, 0
    for line in output.splitlines():
        if plan := PLAN.match(line):
            planned = int(plan[1])
        if line.startswith("Bail out!"):
            faults.append(line)
        point = POINT.match(line)
        if not point:
            continue
        indent = len(point["indent"])
        outer += indent == 0
        parent, depth = indent < depth, indent
        holds = point["verdict"] == "ok" and not DIRECTIVE.search(point["text"])
        if not parent or not holds:
            claims.append((point["text"].strip(), holds))
    if planned is None:
        faults.append("said nothing about how many claims it tests")
    elif planned != outer:
        faults.append(f"planned {planned} claims and tested {outer}")
    return claims, faults


class Tally:
    """Every claim by (test, name), and the failures to show."""

    def __init__(self):
        self.claims = {}
        self.failures = []

    def add(self, test, where, output, errors, returncode, tap=True):
        claims, faults = read_tap(output) if tap else ([], [])
        if not tap or (returncode and all(holds for _, holds in claims)):
            claims.append((f"{test} ends well", returncode == 0))
        claims += [(fault, False) for fault in faults]
        for name, holds in claims:
            self.claims[test, name] = self.claims.get((test, name), True) and holds
        failed = [name for name, holds in claims if not holds]
        print(f"{'FAILED' if failed else 'ok':6} {test}, {where}: {len(claims)} claims", flush=True)
        if failed:
            self.failures.append((test, where, failed, output, errors))
            self.explain(self.failures[-1])

    def explain(self, failure):
        test, where, failed, output, errors = failure
        for name in failed:
            print(f"    not so: {name}")
        for line in failed_points(output)[-60:] + errors.splitlines()[-40:]:
            print(f"    | {line}")
        print(f"    again: ./dev test {test}    ({where})", flush=True)

    def hold_hazards(self):
        """Every control of docs/hazards.md names claims: each has to have run, here and now."""
        held = {name for (_, name), holds in self.claims.items() if holds}
        for name in sorted(hazard_claims() - held):
            claim = f"hazard_control_{name}_ran_and_holds"
            self.claims["hazards", claim] = False
            self.failures.append(("hazards", "docs/hazards.md", [claim], "", ""))
        self.claims["hazards", "hazard_controls_have_run"] = hazard_claims() <= held

    def close(self):
        failed = sum(not holds for holds in self.claims.values())
        for test, where, names, _, _ in self.failures:
            for name in names:
                print(f"failed {where}: {name}    again: ./dev test {test}")
        print(f"{len(self.claims) - failed} passed, {failed} failed")
        return 1 if failed or not self.claims else 0


def failed_points(output):
    """The lines of each point that is not ok, or the last ones where there is none."""
    lines, kept, keeps = output.splitlines(), [], False
    for line in lines:
        if POINT.match(line):
            keeps = line.lstrip().startswith("not ok")
        if keeps:
            kept.append(line)
    return kept or lines[-25:]


def hazard_claims():
    """The names in `code` of the tables in docs/hazards.md."""
    rows = (ROOT / "docs/hazards.md").read_text(encoding="utf-8").splitlines()
    return {name for row in rows if row.startswith("| H") for name in re.findall(r"`([\w.-]+)`", row)}


def introspect(build):
    text = subprocess.run(
        ["meson", "introspect", "--tests", build], check=True, capture_output=True, text=True
    ).stdout
    return json.loads(text)


def suites_of(test):
    return {suite.split(":")[-1] for suite in test["suite"]}


def wanted(name, suites, names, full):
    if names:
        return name in names or suites & set(names)
    return full or FULL_SUITE not in suites


def run_build(tally, where, build, names, full):
    tests = {
        test["name"]: test
        for test in introspect(build)
        if wanted(test["name"], suites_of(test), names, full)
    }
    if not tests:
        return
    log = build / "meson-logs/testlog.json"
    log.unlink(missing_ok=True)
    print(f"{len(tests)} test programs {where} ...", flush=True)
    call = ["meson", "test", "-C", build, "--no-rebuild", "--num-processes", "2", *tests]
    with open(build / "meson-logs/output.txt", "wb") as output:
        subprocess.run(call, stdout=output, stderr=subprocess.STDOUT, stdin=subprocess.DEVNULL)
    seen = set()
    for line in log.read_text().splitlines() if log.exists() else []:
        run = json.loads(line)
        name = run["name"].split(" / ")[-1].split(":")[-1]
        seen.add(name)
        errors = run.get("stderr") or ""
        if run["result"] == "TIMEOUT":
            errors += f"\ntook longer than its {tests[name]['timeout']} s and was ended"
        failed = run["returncode"] or run["result"] not in ("OK", "EXPECTEDFAIL", "SKIP")
        tap = tests[name]["protocol"] == "tap"
        tally.add(name, where, run.get("stdout") or "", errors, int(bool(failed)), tap)
    for name in tests.keys() - seen:
        tally.add(name, where, "", "it was not run; see meson-logs/output.txt", 1)


def run_apart(call):
    """(returncode, output, errors) of a program, and the end of whatever it leaves running."""
    with tempfile.TemporaryFile("w+") as output, tempfile.TemporaryFile("w+") as errors:
        program = subprocess.Popen(
            call, stdin=subprocess.DEVNULL, stdout=output, stderr=errors, start_new_session=True
        )
        try:
            returncode = program.wait(PAGE_FILE_MAX_S)
        except subprocess.TimeoutExpired:
            returncode = 1
            errors.write(f"took longer than {PAGE_FILE_MAX_S} s and was ended\n")
        try:
            os.killpg(program.pid, signal.SIGKILL)
        except ProcessLookupError:
            pass
        program.wait()
        for file in (output, errors):
            file.seek(0)
        return returncode, output.read(), errors.read()


def run_page_file(file):
    began = time.monotonic()
    run = run_apart(["node", "--test", "--test-reporter=tap", file])
    return (f"in a browser ({time.monotonic() - began:.0f} s)", *run)


def run_page(tally, names, full):
    files = {file.name.removesuffix(".test.mjs"): file for file in (ROOT / "tests/web").glob("*.test.mjs")}
    chosen = [name for name in sorted(files) if wanted(name, {"web"}, names, full)]
    if chosen:
        print(f"{len(chosen)} files of page tests, two at a time ...", flush=True)
    with concurrent.futures.ThreadPoolExecutor(2) as pool:
        runs = {name: pool.submit(run_page_file, files[name]) for name in chosen}
        for name, run in runs.items():
            where, returncode, output, errors = run.result()
            tally.add(name, where, output, errors, returncode)


def main():
    parser = argparse.ArgumentParser(prog="./dev test")
    parser.add_argument("--full", action="store_true", help="the long tests too")
    parser.add_argument("names", nargs="*", help="test programs or suites; all if none is named")
    options = parser.parse_args()
    os.chdir(ROOT)
    if options.full:
        os.environ["LIMBER_FULL"] = "1"
    tally = Tally()
    for where, build in BUILDS.items():
        run_build(tally, where, build, options.names, options.full)
    run_page(tally, options.names, options.full)
    if not options.names:
        tally.hold_hazards()
    if options.names and not tally.claims:
        print(f"there is no test or suite called {' or '.join(options.names)}", file=sys.stderr)
    return tally.close()


if __name__ == "__main__":
    sys.exit(main())
