"""The model of the session machine in session.pml, as claims in TAP.

    check.py properties SPIN CC...      every property holds, and finds the mistakes of faults.py
    check.py replay SPIN CC... REPLAY   what the model does, the machine that is delivered does too

CC is the C compiler for the search programs that spin writes. README.md says what is modelled.
"""

import concurrent.futures
import os
import re
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from faults import FAULTS, plant

MODEL = (Path(__file__).resolve().parent / "session.pml").read_text(encoding="utf-8")
STATES = ("STOPPED", "PAUSED", "READY", "MOVE", "HOLD", "REST", "DONE")
DEPTH_MAX = 200000
MEMORY_MAX_MB = 192  # ten times of what is needed: a model gone wrong may have no end
TRACES = 250
TRACE_STEPS = 3000  # of the simulation; a call takes about 27
WRONG_TRACES = 60
TABLE_SEEDS = 10
TABLE_CALLS_MIN = 5000
SEED = int(os.environ.get("LIMBER_SEED", "20261121"))


class Finding(Exception):
    """What is wrong, in words."""


class Claims:
    def __init__(self):
        self.count = self.failed = 0

    def check(self, name, work):
        """WORK gives the lines to tell, or raises; it may have been running for a while."""
        self.count += 1
        try:
            told, word = work(), "ok"
        except Exception as error:  # whatever went wrong, the other claims are still worth knowing
            self.failed += 1
            told, word = [f"{type(error).__name__}: {error}"], "not ok"
            told.append(f"again: LIMBER_SEED={SEED}")
        print(f"{word} {self.count} - {name}")
        for line in "\n".join(told).splitlines():
            print(f"# {line}")
        sys.stdout.flush()

    def finish(self):
        print(f"1..{self.count}")
        sys.exit(1 if self.failed else 0)


def run(*call, cwd=None, stdin=""):
    done = subprocess.run(call, cwd=cwd, input=stdin, capture_output=True, text=True, timeout=120)
    if done.returncode:
        raise Finding(f"{' '.join(map(str, call))}\n{done.stdout[-2000:]}{done.stderr[-2000:]}")
    return done.stdout


def properties_of(model):
    return re.findall(r"^ltl (\w+)", model, re.M)


def without_properties(model, kept=""):
    """One property alone compiles in half the time."""
    return re.sub(rf"^ltl (?!{kept or 'none'} )\w+ \{{\n.*?^\}}\n", "", model, flags=re.M | re.S)


class Search:
    """A model and the program that goes through all of its states."""

    def __init__(self, tools, model, options=(), spin_options=()):
        self.folder = tempfile.TemporaryDirectory()
        path = Path(self.folder.name)
        self.lines = model.splitlines()
        (path / "model.pml").write_text(model, encoding="utf-8")
        run(tools.spin, *spin_options, "-a", "model.pml", cwd=path)
        run(*tools.cc, "-O0", "-w", f"-DMEMLIM={MEMORY_MAX_MB}", *options, "-o", "pan", "pan.c", cwd=path)

    def ask(self, *words):
        return run("./pan", *words, cwd=self.folder.name)

    def go(self, name=""):
        """(what it found or nothing, states explored, seconds, all it wrote)"""
        words = ("-a", "-N", name) if name else ()
        began = time.monotonic()
        text = self.ask(*words, f"-m{DEPTH_MAX}", "-w20")
        seconds = time.monotonic() - began
        states = re.search(r"(\d+) states, stored", text)
        errors = re.search(r"errors: (\d+)", text)
        found = re.search(r"^pan:1: (.*)", text, re.M)
        cut_off = "Search not completed" in text or "max search depth too small" in text
        if not states or not errors or (cut_off and not found):
            raise Finding(f"the search did not come to its end:\n{text[:2000]}")
        if bool(found) != (errors[1] != "0"):
            raise Finding(f"errors: {errors[1]}, but which?\n{text[:2000]}")
        return (found[1] if found else "", int(states[1]), seconds, text)

    def way_to_it(self, name=""):
        """The last calls on the way to what was found."""
        words = ("-N", name) if name else ()
        text = subprocess.run(("./pan", "-r", *words), cwd=self.folder.name, capture_output=True,
                              text=True, timeout=60).stdout  # fmt: skip
        return [line for line in text.splitlines() if line.startswith("call")][-8:]


# ---- Properties. -------------------------------------------------------------------------------


def holds(search, name):
    found, states, seconds, _ = search.go(name)
    if found:
        raise Finding("\n".join([found, *search.way_to_it(name)]))
    return [f"{states} states in {seconds:.2f} s"]


def is_violated(search, name):
    """That a search fails where it should shows that it can fail."""
    found, states, _, _ = search.go(name)
    if not found:
        raise Finding(f"nothing was found in {states} states")
    return [f"found after {states} states: {found}"]


def never_gets_stuck(search):
    found, states, seconds, _ = search.go()
    if found:
        raise Finding("\n".join([found, *search.way_to_it()]))
    return [f"{states} states in {seconds:.2f} s"]


def line_by_line(tools, model):
    """Spin tells which lines were used, unless it makes one step of several. The two processes take
    turns, so that it is the same model without that."""
    steps = re.sub(r"\b(?:d_step|atomic) \{", "{", without_properties(model))
    return Search(tools, steps, ["-DSAFETY"], ["-o3"])


def every_line_is_used(search):
    """A line is used if one of the places is into which it was copied."""
    lines, process = {}, ""
    for text in search.ask("-d").splitlines():
        process = text[len("proctype ") :] if text.startswith("proctype ") else process
        if match := re.search(r"^\tstate +(\d+) .*model\.pml:(\d+) =>", text):
            lines.setdefault(int(match[2]), set()).add((process, match[1]))
    unused = set()
    for process, places in re.findall(r"^unreached in proctype (\w+)\n((?:\t.*\n)+)", search.go()[3], re.M):
        unused |= {(process, state) for state in re.findall(r", state (\d+),", places)}
    if not unused:
        raise Finding("the search does not tell what it used: it cannot have come to an end of a process")
    dead = [number for number, places in sorted(lines.items()) if places <= unused]
    if dead:
        raise Finding("\n".join(f"never used: {search.lines[number - 1].strip()}" for number in dead))
    return [f"{len(lines)} lines"]


def nevers():
    """What must turn out to be false, or the properties above would say nothing."""
    said = {}
    for state in STATES:
        name = state.lower()
        said[f"reaches_{name}"] = f"begun && state == {state}"
        said[f"is_asked_to_stop_in_{name}"] = f"begun && asked && state == {state} && event == STOP"
    return {name: f"ltl {name} {{ [] !({what}) }}\n" for name, what in said.items()}


def find_fault(tools, name):
    wanted = FAULTS[name][0]
    model = plant(MODEL, name)
    if wanted == "never_gets_stuck":
        found, states, _, _ = Search(tools, without_properties(model), ["-DSAFETY"]).go()
        if "invalid end state" not in found:
            raise Finding(f"found {found or 'nothing'} in {states} states")
        return [f"found after {states} states: {found}"]
    if wanted == "every_line_is_used":
        try:
            every_line_is_used(line_by_line(tools, model))
        except Finding as finding:
            return [f"found: {finding}"]
        raise Finding("nothing was found")
    return is_violated(Search(tools, without_properties(model, wanted)), wanted)


def every_property_finds_a_fault():
    unproven = set(properties_of(MODEL)) - {wanted for wanted, _ in FAULTS.values()}
    if unproven:
        raise Finding(f"no mistake in faults.py is for {', '.join(sorted(unproven))}")
    return []


def check_properties(claims, tools):
    began = time.monotonic()
    with concurrent.futures.ThreadPoolExecutor(2) as pool:
        whole = pool.submit(Search, tools, MODEL)
        bare = pool.submit(Search, tools, without_properties(MODEL), ["-DSAFETY"])
        lines = pool.submit(line_by_line, tools, MODEL)
        false = pool.submit(Search, tools, without_properties(MODEL) + "".join(nevers().values()))
        faults = {name: pool.submit(find_fault, tools, name) for name in FAULTS}
        for name in properties_of(MODEL):
            claims.check(f"model_{name}", lambda name=name: holds(whole.result(), name))
        claims.check("model_never_gets_stuck", lambda: never_gets_stuck(bare.result()))
        claims.check("model_every_line_is_used", lambda: every_line_is_used(lines.result()))
        for name in nevers():
            claims.check(f"model_{name}", lambda name=name: is_violated(false.result(), name))
        for name, fault in faults.items():
            claims.check(f"model_fault_{name}_is_found", fault.result)
        claims.check("model_every_property_finds_a_fault", every_property_finds_a_fault)
    print(f"# all of it in {time.monotonic() - began:.1f} s")


# ---- The same calls in the code. ---------------------------------------------------------------

SESSION = 9  # numbers of a session: refused state resume cause step set rep easier left
ANSWER = 5  # event when error cue again
DONE = str(STATES.index("DONE"))


def read_calls(text):
    """(session before, event and when, error cue again, session after) of each call."""
    for line in text.splitlines():
        words = line.split()
        if words[:1] == ["call"]:
            numbers = tuple(map(int, words[1:]))
            assert len(numbers) == 2 * SESSION + ANSWER, line
            before, answer, after = (numbers[:SESSION], numbers[SESSION : SESSION + ANSWER],
                                     numbers[SESSION + ANSWER :])  # fmt: skip
            yield before, answer[:2], answer[2:], after


def call_line(asked, said, after):
    _, state, _, *rest = after
    return "call " + " ".join(map(str, (*asked, *said, state, *rest)))


def simulate(tools, model, seed):
    """One walk of the model, as lines for replay.c."""
    with tempfile.TemporaryDirectory() as folder:  # spin writes beside the model
        (Path(folder) / "model.pml").write_text(model, encoding="utf-8")
        text = run(tools.spin, "-DODDS", "-T", f"-n{seed}", f"-u{TRACE_STEPS}", "model.pml", cwd=folder)
    whole = text.partition("-" * 13)[0].rpartition("\n")[0]  # the last one may be cut off
    calls = list(read_calls(whole))
    if not calls:
        raise Finding(f"the simulation with seed {seed} called nothing:\n{text[-1000:]}")
    return [f"begin {calls[0][0][0]}", *(call_line(*call[1:]) for call in calls)]


def simulations(tools, model, count):
    first = SEED * TRACES % 2**30
    seeds = range(first, first + count)
    with concurrent.futures.ThreadPoolExecutor(2) as pool:
        return list(pool.map(lambda seed: simulate(tools, model, seed), seeds))


def joined(traces):
    return [line for trace in traces for line in trace]


def replay(tools, lines, seed=SEED):
    """What replay.c says; raises where the code does something else."""
    return run(tools.replay, str(seed), stdin="\n".join(lines) + "\n")


def traces_replay_alike(tools):
    began = time.monotonic()
    traces = simulations(tools, MODEL, TRACES)
    said = replay(tools, joined(traces)).strip()
    ended = sum(any(line.split()[6] == DONE for line in trace[1:]) for trace in traces)
    if ended < TRACES // 10:
        raise Finding(f"only {ended} of {TRACES} traces go through to done")
    return [f"{TRACES} traces, {ended} of them through to done, {said}, "
            f"in {time.monotonic() - began:.1f} s"]  # fmt: skip


def whole_table(tools):
    """What the model answers to every question in every state that it can reach."""
    search = Search(tools, without_properties(MODEL), ["-DSAFETY", "-DPRINTF"])
    table = {}
    for before, asked, said, after in read_calls(search.go()[3]):
        answers = table.setdefault(before, {})
        if answers.setdefault(asked, (said, after)) != (said, after):
            raise Finding(f"two answers to {asked} in {before}: {answers[asked]}, {(said, after)}")
    return table


def walk(table):
    """The table as lines for replay.c: each state is kept where it is first come upon."""
    lines, places = [], {}
    ways = sorted(before for before in table if before[1:] in ((1, 2, 0, 0, 0, 0, 0, 1), (0,) * 8)
                  and (before[0] == 1) == (before[1] == 0))  # fmt: skip
    assert len(ways) == 2, f"a session begins in {ways}"
    for begun in ways:
        places[begun] = len(places)
        lines += [f"begin {begun[0]}", f"keep {places[begun]}"]
    for before in ways:  # grows while it is gone through
        for asked, (said, after) in sorted(table[before].items()):
            lines += [f"take {places[before]}", call_line(asked, said, after)]
            if after not in places:
                places[after] = len(places)
                ways.append(after)
                lines.append(f"keep {places[after]}")
    missed = set(table) - set(places)
    assert not missed, f"no way leads to {sorted(missed)[:3]}"
    return lines, len(places)


def every_call_replays_alike(tools):
    began = time.monotonic()
    table = whole_table(tools)
    lines, states = walk(table)
    calls = sum(map(len, table.values()))
    if calls < TABLE_CALLS_MIN:
        raise Finding(f"only {calls} calls")
    for i in range(TABLE_SEEDS):
        replay(tools, lines, SEED + i)
    return [f"{calls} different calls in {states} states of a session, each at {TABLE_SEEDS} choices "
            f"of times and values, in {time.monotonic() - began:.1f} s"]  # fmt: skip


def wrong_model_is_told_apart(tools, name):
    traces = simulations(tools, plant(MODEL, name), WRONG_TRACES)
    try:
        replay(tools, joined(traces))
    except Finding as finding:
        where = re.search(r"# (.* in the model, .*)", str(finding))
        if where:
            return [where[1]]
        raise
    raise Finding("the code did the same as a model with a mistake in it")


def check_replay(claims, tools):
    claims.check("model_traces_replay_alike_in_the_code", lambda: traces_replay_alike(tools))
    claims.check("model_every_call_in_every_state_replays_alike_in_the_code",
                 lambda: every_call_replays_alike(tools))  # fmt: skip
    for name in ("auto_resume", "unlatched_stop", "hold_cut_short"):
        claims.check(f"model_with_{name}_does_not_replay_alike",
                     lambda name=name: wrong_model_is_told_apart(tools, name))  # fmt: skip


class Tools:
    def __init__(self, spin, words, with_replay):
        self.spin = spin
        self.replay = os.path.abspath(words[-1]) if with_replay else ""
        self.cc = words[:-1] if with_replay else words


def main():
    if len(sys.argv) < 4 or sys.argv[1] not in ("properties", "replay"):
        sys.exit(__doc__)
    part, spin, *words = sys.argv[1:]
    tools = Tools(spin, words, part == "replay")
    claims = Claims()
    (check_replay if part == "replay" else check_properties)(claims, tools)
    claims.finish()


if __name__ == "__main__":
    main()
