"""Measures and writes docs/benchmarks.md: `./dev bench [NAME...]`.

Each benchmark gives rows (what, figure, unit) and the command behind them. Only the sections that
were measured are replaced, so that one can be repeated without the others.
"""

import datetime
import json
import os
import platform
import re
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
BUILD = ROOT / "build/release"
MANUAL = ROOT / "docs/benchmarks.md"
HEAD = """# What was measured

Written by `./dev bench`; `./dev bench NAME` repeats one section. Figures are of one machine, and of
one day: read them as sizes, and measure on yours.
"""
PYTHON = "/usr/bin/python3"


def output_of(*call, **options):
    return subprocess.run(call, check=True, capture_output=True, text=True, **options).stdout


def rows_of(text):
    """Lines of three columns, divided by tabs: what, figure, unit."""
    return [tuple(line.split("\t")) for line in text.splitlines() if line.count("\t") == 2]


def core():
    """How long the core takes to decide (`build/release/bench/core_bench`, the best of 7 rounds)."""
    return rows_of(output_of(BUILD / "bench/core_bench"))


def screen():
    """Full screenings per second on one core, beside two rule engines that are given the same rules
    from the same catalogue (`./dev bench screen`: `bench/screen_bench.py`; the versions are in
    `bench/rivals/package.json`). 1,000 people of each family: "ordinary" ones after
    `tests/population/prevalence.yaml`, who say yes to little, and "random" ones, to whom any answer
    is as likely as any other, which is the worst case. No speed is told unless all engines agree on
    everybody's disposition and on the set of rules that fired, and the WebAssembly build (in Node)
    on every byte. Beyond that Limber orders the reasons, closes techniques, heeds what a
    professional agreed to and looks for what is missing; for the others that was left out. Theirs
    are one engine for everybody, answers that lie ready as objects, and a second to warm up. Every
    program is bound to one core; seconds are of processor time; figures are medians. The limit is
    what the bytes of answers, rules and result would take through the nearest cache, if to decide
    took nothing."""
    return rows_of(output_of(PYTHON, ROOT / "bench/screen_bench.py", BUILD / "bench/screen_bench",
                             BUILD / "wasm/limber.wasm"))  # fmt: skip


def planner():
    """The planner beside two solvers of mixed integer programs, on the same made-up instances, in one
    run (`./dev bench planner`: `bench/planner_bench.c`). "real" people meet the catalogue as it is,
    "jitter" one with somewhat other numbers, "hard" 64 techniques that are nearly alike, and "wild"
    64 without rhyme or reason, so that nothing is fitted to the catalogue alone. Reading is not timed.
    Each is called up to 9 times, or until half a second is over, and the median counts. Gaps are 0;
    GLPK has its presolver and the cuts that make it faster, CBC is without its preprocessing, which
    is not to be relied on (`tests/referee/README.md`). What all three found is compared and
    goes through a checker that solves nothing (`tests/referee`). `./dev bench planner --seed TEXT
    --count N` measures other instances, and `--planner-only` many."""
    call = [PYTHON, ROOT / "bench/planner.py"]
    return rows_of(subprocess.run(call, check=True, stdout=subprocess.PIPE, text=True).stdout)


def plan():
    """A whole plan, from the request to the steps, with the shipped catalogue, for 5,000 made-up
    people (`build/release/bench/plan_bench` and `bench/plan_bench.mjs` in Node; each plan the best
    of 5 rounds). The goals are 1,000 µs natively and 3,000 µs in WebAssembly for 99 in 100."""
    layout = (BUILD / "wasm/layout.ts").read_text()
    sizes = {name: int(size) for name, size in re.findall(r"^  (\w+): {\n    size: (\d+),", layout, re.M)}
    with tempfile.TemporaryDirectory() as folder:
        people = Path(folder, "people")
        native = output_of(BUILD / "bench/plan_bench", people)
        module = output_of("node", ROOT / "bench/plan_bench.mjs", BUILD / "wasm/planner.wasm", people,
                           json.dumps(sizes))  # fmt: skip
    for where, line in (("natively", native), ("in WebAssembly", module)):
        median, most, slowest, count = line.split("\t")
        yield f"a plan {where}, median", median, "µs"
        yield f"a plan {where}, 99 in 100 at most", most, "µs"
        yield f"the slowest plan {where}", slowest, "µs"
        what = "not proven best" if where == "natively" else "that differ from the native ones"
        yield f"plans {what}", count.strip(), "plans"


def figure():
    """One frame of a technique's figure: pose, project, sort and write down its shapes, with arrow
    and marks (`build/release/bench/figure_bench` and `bench/figure_bench.mjs` in Node; each frame
    the best of 9 rounds, over 101 moments of every technique). The goals are 20 µs natively and
    60 µs in WebAssembly."""
    native = [line.split("\t") for line in output_of(BUILD / "bench/figure_bench").splitlines()]
    module = output_of("node", ROOT / "bench/figure_bench.mjs", BUILD / "wasm/figure.wasm", str(len(native)))
    wasm = [[row[0], *line.split("\t")[1:]] for row, line in zip(native, module.splitlines())]
    for where, rows in (("natively", native), ("in WebAssembly", wasm)):
        usual = sorted(float(row[1]) for row in rows)[len(rows) // 2]
        slowest = max(rows, key=lambda row: float(row[1]))
        worst = max(rows, key=lambda row: float(row[2]))
        yield f"a frame {where}, of the median technique", f"{usual:.1f}", "µs"
        yield f"a frame {where}, of the slowest technique ({slowest[0]})", slowest[1], "µs"
        yield f"the worst frame of all {where} ({worst[0]})", worst[2], "µs"


def population():
    """Who is turned away: a model population through the engine. The figures are in screening.md,
    which this brings up to date."""
    output_of(PYTHON, ROOT / "tests/population/people.py",
              BUILD / "tests/scenarios/execute_shipped", BUILD / "wasm/layout.ts",
              ROOT / "docs/screening.md", "--write")  # fmt: skip
    yield "people for each reading of the prevalences", "20000", "people"


def cli():
    """The program from start to end (`hyperfine`, mean of at least 50 cold calls)."""
    questions = json.loads(output_of(BUILD / "cli/limber", "techniques", "--json"))["questions"]
    answers = {"today": "2026-11-21", "age": 41, "sex": "female",
               "answers": {(q["id"] if isinstance(q, dict) else q): "no" for q in questions}}  # fmt: skip
    request = {"screen": answers, "minutes": 10, "regions": {"lower-back": 6}, "pain": 2,
               "equipment": ["chair"], "positions": ["supine", "standing", "seated"]}  # fmt: skip
    with tempfile.TemporaryDirectory() as folder:
        Path(folder, "answers").write_text(json.dumps(answers))
        Path(folder, "request").write_text(json.dumps(request))
        calls = ["screen --answers answers --json", "plan --request request --json", "techniques"]
        for call in calls:
            report = ["--min-runs", "50", "--warmup", "3", "--export-json", call.split()[0], "-N"]
            output_of("hyperfine", *report, f"{BUILD}/cli/limber {call}", cwd=folder)
            mean_s = json.loads(Path(folder, call.split()[0]).read_text())["results"][0]["mean"]
            yield f"limber {call}", f"{mean_s * 1000:.1f}", "ms"


def compressed_bytes(path):
    return len(subprocess.run(["brotli", "-q", "11", "-c", path], check=True, capture_output=True).stdout)


def sizes():
    """Bytes (`brotli -q 11` where it says compressed)."""
    for what, module in (("the core, with its tables", "limber"), ("the planner, with its tables", "planner"),
                         ("the figures", "figure")):  # fmt: skip
        file = BUILD / f"wasm/{module}.wasm"
        yield f"{what}, as WebAssembly", f"{file.stat().st_size}", "bytes"
        yield "the same, compressed", f"{compressed_bytes(file)}", "bytes"
    page = [path for path in (ROOT / "web/dist").rglob("*")
            if path.is_file() and path.suffix not in (".br", ".gz", ".map")]  # fmt: skip
    yield "the whole page, compressed", f"{sum(map(compressed_bytes, page))}", "bytes"
    with tempfile.NamedTemporaryFile() as stripped:
        output_of("strip", "-o", stripped.name, BUILD / "cli/limber")
        yield "the program, stripped", f"{os.stat(stripped.name).st_size}", "bytes"


def store():
    """Durable events on this machine's disk, the store and bare SQLite taking turns
    (`build/release/bench/store_bench`)."""
    for events in ("1", "10", "100"):
        text = output_of(BUILD / "bench/store_bench", events, ROOT / "build")
        ours, bare, ratio = re.search(r"store (\d+)/s, bare SQLite (\d+)/s, ratio ([\d.]+)", text).groups()
        yield f"store, {events} in a commit", ours, "/s"
        yield f"bare SQLite, {events} in a commit", bare, "/s"
        yield f"one compared with the other, {events} in a commit", ratio, "x"


def server():
    """The server on loopback beside nginx and bare SQLite (`bench/server_bench.py`, with `wrk`)."""
    call = [PYTHON, ROOT / "bench/server_bench.py", BUILD / "cli/limber", BUILD / "bench/store_bench"]
    return rows_of(output_of(*call))


BENCHMARKS = {bench.__name__: bench for bench in (core, screen, planner, plan, figure, population, cli, server,
                                                  store, sizes)}  # fmt: skip


def machine():
    model = re.search(r"model name\s*: (.*)", Path("/proc/cpuinfo").read_text())
    return (f"{model[1].strip() if model else platform.machine()}, {os.cpu_count()} cores, "
            f"Linux {platform.release()}, {datetime.date.today()}")  # fmt: skip


def section(name):
    bench = BENCHMARKS[name]
    print(f"{name} ...", file=sys.stderr, flush=True)
    rows = list(bench())
    for row in rows:
        print("  " + " ".join(row), file=sys.stderr, flush=True)
    table = "".join(f"| {what} | {figure} | {unit} |\n" for what, figure, unit in rows)
    return (f"## {name}\n\n{bench.__doc__}\n\n"
            f"| what | figure | unit |\n|---|---:|---|\n{table}\n{machine()}\n")  # fmt: skip


def main():
    if sys.argv[1:2] == ["planner"] and sys.argv[2:3] and sys.argv[2].startswith("--"):
        # Instances of somebody's own: no section of the manual.
        sys.exit(subprocess.call([PYTHON, ROOT / "bench/planner.py", *sys.argv[2:]]))
    names = sys.argv[1:] or list(BENCHMARKS)
    if unknown := set(names) - set(BENCHMARKS):
        sys.exit(f"there is no benchmark {', '.join(unknown)}; there are {', '.join(BENCHMARKS)}")
    old = MANUAL.read_text() if MANUAL.exists() else ""
    sections = {part.split("\n")[0][3:]: part.rstrip() + "\n"
                for part in re.split(r"^(?=## )", old, flags=re.MULTILINE)[1:]}  # fmt: skip
    sections.update((name, section(name)) for name in names)
    MANUAL.write_text("\n".join([HEAD] + [sections[name] for name in BENCHMARKS if name in sections]))


if __name__ == "__main__":
    main()
