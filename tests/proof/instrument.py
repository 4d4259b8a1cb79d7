"""The safety core built apart, with whatever a proof has to know about it, and its tests run on it.

What is red here is what is red in ./dev test: the same scenario files, the same properties, the
same comparison with the oracle, only natively and on other builds of the same sources.
"""

import json
import os
import pathlib
import random
import shutil
import subprocess
import sys

HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parent.parent
TESTS = ROOT / "tests"
sys.path[:0] = [str(TESTS / "scenarios"), str(TESTS / "screening"), str(TESTS / "oracle"),
                str(TESTS / "oracle_logic")]

import yaml  # noqa: E402
import compare  # noqa: E402
import run_tests as scenarios  # noqa: E402
from engine import Engine  # noqa: E402

CLANG = "clang-19"
SAFETY_CORE = ("allowance.c", "bits.h", "check.c", "dose.h", "record.c", "screen.c", "session.c")
PRESCRIBED = ("programme.c",)  # of which all has to be reached, too
CORE = ("allowance.c", "check.c", "names.c", "plan.c", "programme.c", "reasons.c", "record.c",
        "reduce.c", "screen.c", "session.c", "solve.c", "solve_ends.c", "solve_leaf.c",
        "solve_price.c", "solve_region.c")
TEST_SECONDS_MAX = 60  # a loop that no longer ends is red, too


class Build:
    """Programs from the sources in `core`: executors, and the claims of tests/core."""

    def __init__(self, folder, core, flags):
        self.folder, self.core, self.flags = folder, core, flags
        generate = [sys.executable, ROOT / "tools/compile_catalogue.py", "--catalogue",
                    ROOT / "catalogue", "--out", folder]
        subprocess.run(generate, check=True)
        shipped = folder / "catalogue_tables.c"
        fixture = TESTS / "scenarios/fixture.c"
        self.objects = [self._object(core / name, flags) for name in CORE]
        self.execute = {
            "fixture": self._link("execute_fixture", TESTS / "scenarios/execute.c", fixture),
            "shipped": self._link("execute_shipped", TESTS / "scenarios/execute.c", shipped)}
        self.claims = [self._link(f"{claims.stem}_{name}", claims, tables, "-lcmocka")
                       for claims in sorted((TESTS / "core").glob("*.c"))
                       for name, tables in (("fixture", fixture), ("shipped", shipped))]

    def _compile(self, *arguments):
        subprocess.run([CLANG, "-std=c11", "-O1", f"-I{self.core}", *map(str, arguments)],
                       check=True)

    def _object(self, source, flags):
        out = self.folder / (source.stem + ".o")
        self._compile(*flags, "-c", source, "-o", out)
        return out

    def _link(self, name, *sources):
        files = [source for source in sources if not str(source).startswith("-")]
        libraries = [source for source in sources if str(source).startswith("-")]
        self._compile("-D_GNU_SOURCE", *files, *self.objects, *self.flags, *libraries,
                      "-o", self.folder / name)
        return self.folder / name


def copy_core(folder):
    core = folder / "core"
    shutil.copytree(ROOT / "core", core)
    return core


class Suite:
    """The tests of the core, loaded once and run on one build after another."""

    def __init__(self, layout_path):
        self.layout_path = layout_path
        self.layout = scenarios.Layout(layout_path)
        self.scenarios = {path.stem: yaml.safe_load(path.read_text(encoding="utf-8"))
                          for path in sorted((TESTS / "scenarios").glob("*/*.yaml"))}
        self.fastest = list(self.scenarios)
        self._judged = None

    def _scenarios(self, build, environment):
        def execute(stream):
            return subprocess.run([build.execute["fixture"]], input=stream, check=True,
                                  stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
                                  timeout=TEST_SECONDS_MAX, env=environment).stdout

        for name in list(self.fastest):
            try:
                scenarios.Scenario(self.layout, [execute, execute], self.scenarios[name]).run()
            except Exception:
                self.fastest.remove(name)  # what was red last is tried first the next time
                self.fastest.insert(0, name)
                return name
        return None

    def _properties(self, build, environment):
        for program in build.claims:
            done = subprocess.run([program], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
                                  timeout=TEST_SECONDS_MAX, env=environment)
            if done.returncode != 0:
                return program.name
        return None

    def _classes(self, build, environment):
        engine = Engine([build.execute["shipped"]], self.layout_path, environment)
        try:
            compare.Comparison(engine).check(*self.judged(engine))
        except (AssertionError, subprocess.SubprocessError):
            return "compare"
        return None

    def judged(self, engine):
        """Sets of answers and what the oracle says of them, worked out once for all builds."""
        if not self._judged:
            source = random.Random(9)
            cases = [case for group in compare.groups(engine.questions)
                     for case in compare.classes_of(engine, group)
                     if len(group) < 9 or source.random() < 0.02]
            self._judged = cases, list(map(compare.by_python, cases))
        return self._judged

    def first_red(self, build, environment=None):
        """The name of a test that is red on this build; None: all are green."""
        environment = {**os.environ, **(environment or {})}
        try:
            red = self._scenarios(build, environment) or self._properties(build, environment)
        except subprocess.TimeoutExpired:
            return "a test that did not end"
        return red or self._classes(build, environment)


def covered(build, profiles, names=SAFETY_CORE):
    """llvm-cov's export, by file name."""
    merged = build.folder / "merged.profdata"
    subprocess.run(["llvm-profdata-19", "merge", "-o", merged, *sorted(profiles)], check=True)
    programs = [*build.execute.values(), *build.claims]
    objects = [part for program in programs[1:] for part in ("-object", program)]
    export = subprocess.run(
        ["llvm-cov-19", "export", f"-instr-profile={merged}", programs[0], *objects],
        check=True, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL).stdout
    data = json.loads(export)["data"][0]
    return {pathlib.Path(file["filename"]).name: file for file in data["files"]
            if pathlib.Path(file["filename"]).name in names}
