#!/usr/bin/env python3
"""Scenarios: data in, timed events, what must come out; run natively and in WebAssembly.

    run_tests.py NATIVE LAYOUT_TS NODE EXECUTE_MJS WASM PLANNER_WASM [CLAIM...]

Prints TAP. A scenario passes when the native core gives what the file expects and the WebAssembly
core gives the same bytes. The format is described in README.md beside this file.
"""
import concurrent.futures
import json
import pathlib
import re
import subprocess
import sys

import yaml

TECHNIQUES = ["circle", "tilt", "pull", "press", "breathe"]
QUESTIONS = ["grave", "blocked", "soon", "later", "firm", "risk", "thin", "lasting", "sign-1",
             "sign-2", "sign-3", "weak-1", "weak-2", "floor", "tender"]
SHORT_FORM = ["grave", "blocked"]
RULES = ["grave-yes", "blank", "blocked-yes", "risk-when-old", "risk-and-thin", "soon-yes",
         "firm-yes", "later-yes", "young", "pattern", "worse-twice", "not-settling", "weak",
         "thin-closes", "old-closes", "floor-closes", "tender-closes"]
POSITIONS = ["standing", "supine"]
EQUIPMENT = ["roller", "ball"]
REGIONS = ["upper", "lower"]
DAY = 20000


class Layout:
    """Reads layout.ts: packs and unpacks structs by the fields it names."""

    def __init__(self, path):
        text = pathlib.Path(path).read_text(encoding="utf-8")
        self.names = {
            name: json.loads(f"[{items}]")
            for name, items in re.findall(r"^  (\w+): \[(.*)\],$", text, re.M)
        }
        self.limits = {name: int(value) for name, value in re.findall(r"^  (\w+): (\d+),$", text, re.M)}
        self.structs = {}
        for name, size, body in re.findall(r"^  (\w+): \{\n    size: (\d+),\n(.*?)  \},$", text, re.M | re.S):
            fields = {
                field: (int(offset), int(width), int(count))
                for field, offset, width, count in re.findall(
                    r"(\w+): \{ offset: (\d+), bytes: (\d+), count: (\d+) \}", body
                )
            }
            self.structs[name] = (int(size), fields)
        self.sizes = {name: size for name, (size, _) in self.structs.items()}

    def number(self, kind, name):
        return self.names[kind].index(name)

    def pack(self, struct, **values):
        size, fields = self.structs[struct]
        data = bytearray(size)
        for field, value in values.items():
            offset, width, count = fields[field]
            if isinstance(value, bytes):
                data[offset : offset + len(value)] = value
                continue
            items = value if isinstance(value, list) else [value]
            assert len(items) <= count, f"{struct}.{field} holds {count}"
            for i, item in enumerate(items):
                data[offset + i * width : offset + (i + 1) * width] = item.to_bytes(width, "little")
        return bytes(data)

    def unpack(self, struct, data):
        values = {}
        for field, (offset, width, count) in self.structs[struct][1].items():
            items = [
                int.from_bytes(data[offset + i * width : offset + (i + 1) * width], "little")
                for i in range(count)
            ]
            values[field] = items if count > 1 else items[0]
        return values


class Replies:
    """Reads what an executor wrote, in the order in which it was asked."""

    def __init__(self, layout, data):
        self.layout, self.data, self.at = layout, data, 0

    def bytes(self, count):
        piece = self.data[self.at : self.at + count]
        assert len(piece) == count, "the executor wrote less than it was asked for"
        self.at += count
        return piece

    def error(self):
        return self.layout.names["error"][self.number()]

    def number(self):
        return int.from_bytes(self.bytes(4), "little")

    def struct(self, name):
        return self.layout.unpack(name, self.bytes(self.layout.sizes[name]))


def bits(names, chosen):
    return sum(1 << names.index(name) for name in chosen)


def word(value):
    """YAML reads a bare yes and no as true and false."""
    return {True: "yes", False: "no"}.get(value, value)


def pack_answers(layout, said):
    form = said.get("form", "full")
    given = {question: word(answer) for question, answer in said.get("answers", {}).items()}
    unknown = given.keys() - {*QUESTIONS, "rest"}
    assert not unknown, f"nobody asks {unknown}"

    def answer(question):
        asked = form == "full" or question in SHORT_FORM
        return given.get(question, given.get("rest", "no") if asked else "missing")

    agreed = bits(QUESTIONS, said.get("agreed", []))
    return layout.pack(
        "answers",
        day=said.get("day", DAY),
        agreed=[agreed & 0xFFFFFFFF, agreed >> 32],
        age_years=said.get("age", 40),
        form=layout.number("form", form),
        changed=layout.number("answer", word(said.get("changed", "no" if form == "short" else "missing"))),
        seen=int(said.get("seen", False)),
        answer=[layout.number("answer", answer(question)) for question in QUESTIONS],
    )


def pack_fact(layout, line):
    """`KIND DAY`, and then: worked TECHNIQUE MS; stopped TECHNIQUE; pain VALUE; next-day
    worse|same [TECHNIQUE]. `raw=value` words overwrite a field, to spoil it."""
    words = [item for item in line.split() if "=" not in item]
    spoilt = dict(item.split("=") for item in line.split() if "=" in item)
    kind, day, *rest = words
    fact = {"day": int(day), "kind": layout.number("fact", kind)}
    if kind in ("worked", "stopped"):
        fact["technique"] = TECHNIQUES.index(rest[0])
    if kind == "worked":
        fact["worked_ms"] = int(rest[1])
    if kind == "pain":
        fact["value"] = int(rest[0])
    if kind == "next-day":
        fact["value"] = int(rest[0] == "worse")
        fact["technique"] = TECHNIQUES.index(rest[1]) if len(rest) > 1 else 64
    fact |= {key: int(value) for key, value in spoilt.items()}
    return layout.pack("fact", **fact)


def pack_request(layout, request):
    pain = request.get("pain")
    return layout.pack(
        "request",
        day=request.get("day", DAY),
        minutes=request.get("minutes", 10),
        positions=bits(POSITIONS, request.get("positions", POSITIONS)),
        equipment=bits(EQUIPMENT, request.get("equipment", [])),
        pain_known=int(pain is not None),
        pain=pain or 0,
        stiffness=[request.get("stiff", {}).get(region, 0) for region in REGIONS],
    )


def pack_plan(layout, plan):
    """An explicit plan: what each step line does not say is worked out."""
    data = b""
    total = 0
    for line in plan["steps"]:
        words = line.split()
        step = dict(word.split("=") for word in words[1:] if "=" in word)
        number = {key: int(value) for key, value in step.items() if key not in ("side", "phase", "position")}
        sets, reps = number.get("sets", 1), number.get("reps", 1)
        move, hold, rest = number.get("move", 0), number.get("hold", 0), number.get("rest", 0)
        duration = number.get("duration", number["ready"] + sets * reps * (move + hold) + (sets - 1) * rest)
        total += duration
        data += layout.pack(
            "step",
            ready_ms=number["ready"],
            move_ms=move,
            hold_ms=hold,
            rest_ms=rest,
            duration_ms=duration,
            reps=reps,
            sets=sets,
            technique=TECHNIQUES.index(words[0]),
            phase=layout.number("phase", step["phase"]),
            side=layout.number("side", step.get("side", "none")),
            position=POSITIONS.index(step.get("position", "standing")),
            region=0,
        )
    return layout.pack(
        "plan",
        duration_ms=plan.get("duration", total),
        outcome=layout.number("outcome", "planned"),
        step_count=len(plan["steps"]),
        pain=plan.get("pain", 0),
        step=data,
    )


def parse_event(layout, text):
    words = text.split()
    value = int(words[2]) if len(words) > 2 else 0
    kind = int(words[1]) if words[1].isdigit() else layout.number("event", words[1])
    return layout.pack("event", at_ms=int(words[0]), kind=kind, value=value)


def describe_output(layout, output):
    return {
        "cue": layout.names["cue"][output["cue"]],
        "state": layout.names["state"][output["state"]],
        "stop": layout.names["stop"][output["stop"]],
        "at": output["at_ms"],
        "left": output["state_left_ms"],
        "total": output["session_left_ms"],
        "step": output["step"],
        "set": output["set"],
        "rep": output["rep"],
        "reps": output["reps"],
        "easier": output["easier"],
    }


def expect_output(where, expected, got):
    words = expected.split()
    wanted = {"cue": words[0], "state": words[1]}
    for word in words[2:]:
        key, value = word.split("=")
        wanted[key] = int(value) if value.isdigit() else value
    wrong = {key: (value, got[key]) for key, value in wanted.items() if got[key] != value}
    assert not wrong, f"'{where}': " + ", ".join(f"{k} is {g}, not {w}" for k, (w, g) in wrong.items())


class Scenario:
    def __init__(self, layout, executors, data):
        self.layout, self.executors, self.data = layout, executors, data
        self.stream, self.checks = b"", []
        for entry in data.get("record", []):
            self.add_to_record(entry)
        self.screen(data, b"r" if "record" in data else b"s", data.get("screening", {}))
        for other in data.get("also", []):
            self.screen(other, b"s", other["screening"])

    def add(self, stream, check=None):
        self.stream += stream
        if check:
            self.checks.append(check)

    def screen(self, said, operation, expect):
        expect = expect if "error" in expect else {"disposition": "proceed"} | expect
        self.add(operation + pack_answers(self.layout, said),
                 lambda replies: self.check_screening(expect, replies))
        for name, wanted in expect.get("lifted", {}).items():
            self.ask(b"l", RULES.index(name), int(wanted), f"lifted {name}")
        for name, wanted in expect.get("closed_by", {}).items():
            rule = RULES.index(wanted) if wanted in RULES else self.layout.limits["ruleMax"]
            self.ask(b"q", TECHNIQUES.index(name), rule, f"closed_by {name}")

    def ask(self, operation, about, wanted, what):
        def check(replies):
            said = replies.number()
            assert said == wanted, f"{what} is {said}, not {wanted}"

        self.add(operation + about.to_bytes(4, "little"), check)

    def add_to_record(self, entry):
        if isinstance(entry, dict):
            self.add_screening(entry)
            return
        line, _, expected = (part.strip() for part in entry.partition("=>"))
        first, *rest = line.split()
        if first == "due":
            self.ask(b"d", int(rest[0]), self.layout.number("form", expected), line)
        elif first == "holds":
            self.add(b"g", lambda replies: self.check_record(rest, replies))
        elif first == "hear":
            self.add(b"h")
        elif first == "spoil":
            self.add(b"R" + self.layout.pack("record", **dict(self.field(pair) for pair in rest)))
        else:
            self.add(b"a" + pack_fact(self.layout, line),
                     lambda replies: self.check_error(line, expected or "ok", replies))

    def add_screening(self, entry):
        (whose, said), = ((key, value) for key, value in entry.items() if key != "gives")
        assert whose in ("screened", "elsewhere"), f"{whose} is no screening"
        other = b"x" if whose == "elsewhere" else b""
        self.add(other)
        self.screen(said or {}, b"r", entry.get("gives", {}))
        self.add(other)

    def field(self, pair):
        """`lock_day.press=19999` names one place of a list."""
        name, value = pair.split("=")
        kinds = {"standing": "disposition", "result": "disposition"}
        value = self.layout.number(kinds[name], value) if name in kinds and not value.isdigit() else int(value)
        return name, value

    def check_record(self, pairs, replies):
        got = replies.struct("record")
        for pair in pairs:
            name, wanted = self.field(pair)
            name, _, place = name.partition(".")
            found = got[name][TECHNIQUES.index(place)] if place else got[name]
            assert found == wanted, f"record: {pair.partition('=')[0]} is {found}, not {wanted}"

    @staticmethod
    def check_error(what, expected, replies):
        error = replies.error()
        assert error == expected, f"'{what}' gives {error}, not {expected}"

    def run(self):
        if "request" in self.data:
            self.stream += b"p" + pack_request(self.layout, self.data["request"])
            self.checks.append(self.check_plan)
        if "plan" in self.data:
            self.stream += b"P" + pack_plan(self.layout, self.data["plan"])
        if "check" in self.data or "begin" in self.data or "events" in self.data:
            self.stream += b"cb"
            self.checks.append(self.check_begin)
        self.stream += b"".join(
            b"e" + parse_event(self.layout, asked) for asked, wanted in self.events() for _ in wanted
        )
        replies = self.execute()
        for check in self.checks:
            check(replies)
        for asked, wanted in self.events():
            self.check_event(asked, wanted, replies)
        assert replies.at == len(replies.data), "the executor wrote more than it was asked for"

    def events(self):
        """Each line's event, and the outputs that it must give one after another."""
        for line in self.data.get("events", []):
            asked, _, expected = line.partition("=>")
            yield asked, [part.strip() for part in expected.split(";")]

    def execute(self):
        native, wasm = (execute(self.stream) for execute in self.executors)
        assert native == wasm, "WebAssembly gives other bytes than the native core"
        return Replies(self.layout, native)

    def check_event(self, asked, wanted, replies):
        for i, want in enumerate(wanted):
            error, output = replies.error(), replies.struct("output")
            replies.struct("session")
            if want.startswith("error="):
                assert error == want[6:], f"'{asked}': error is {error}, not {want[6:]}"
                continue
            assert error == "ok", f"'{asked}': error {error}"
            expect_output(f"{asked.strip()} => {want}", want, describe_output(self.layout, output))
            assert output["again"] == (i + 1 < len(wanted)), f"'{asked}': more, or fewer, than {len(wanted)} outputs"

    def check_screening(self, expect, replies):
        error, got = replies.error(), replies.struct("screening")
        assert error == expect.get("error", "ok"), f"screening: error {error}"
        missing = got["missing"][0] | got["missing"][1] << 32
        found = {
            "error": error,
            "disposition": self.layout.names["disposition"][got["disposition"]],
            "reasons": [RULES[r] for r in got["reason"][: got["reason_count"]]],
            "missing": [q for i, q in enumerate(QUESTIONS) if missing >> i & 1],
            "age_missing": bool(got["age_missing"]),
            "allowed": [t for i, t in enumerate(TECHNIQUES) if got["allowed"][i // 32] >> i % 32 & 1],
            "closed_positions": [p for i, p in enumerate(POSITIONS) if got["closed_positions"] >> i & 1],
        }
        for key in expect.keys() - {"lifted", "closed_by"}:
            assert found[key] == expect[key], f"screening: {key} is {found[key]}, not {expect[key]}"

    def check_plan(self, replies):
        error, got = replies.error(), replies.struct("plan")
        offset, stride, _ = self.layout.structs["plan"][1]["step"]
        data = replies.data[replies.at - self.layout.sizes["plan"] : replies.at]
        steps = [
            self.layout.unpack("step", data[offset + i * stride : offset + (i + 1) * stride])
            for i in range(got["step_count"])
        ]
        left_out = self.layout.names["leftOut"]
        found = {
            "error": error,
            "outcome": self.layout.names["outcome"][got["outcome"]],
            "duration": got["duration_ms"],
            "steps": [self.describe_step(step) for step in steps],
            "left_out": {t: left_out[got["left_out"][i]] for i, t in enumerate(TECHNIQUES) if got["left_out"][i]},
        }
        for key, value in self.data.get("planned", {}).items():
            assert found[key] == value, f"plan: {key} is {found[key]}, not {value}"

    def describe_step(self, step):
        side = self.layout.names["side"][step["side"]]
        return f"{TECHNIQUES[step['technique']]} {side} {POSITIONS[step['position']]} " \
               f"{step['sets']}x{step['reps']}x{step['hold_ms']}"

    def check_begin(self, replies):
        check, begin = replies.error(), replies.error()
        replies.struct("session")
        assert check == begin, "limber_session_begin and limber_plan_check disagree"
        expected = self.data.get("check", "ok")
        assert begin == expected, f"the plan is judged '{begin}', not '{expected}'"


def executor(command):
    def execute(stream):
        return subprocess.run(command, input=stream, stdout=subprocess.PIPE, check=True).stdout

    return execute


def fault_of(layout, executors, file):
    """What is wrong with the scenario in this file, in words; None: nothing."""
    try:
        Scenario(layout, executors, yaml.safe_load(file.read_text(encoding="utf-8"))).run()
    except (AssertionError, KeyError, ValueError, subprocess.CalledProcessError) as fault:
        return f"{type(fault).__name__}: {fault}"
    return None


def main(native, layout_path, node, script, wasm, planner, *claims):
    layout = Layout(layout_path)
    executors = [executor([native]), executor([node, script, wasm, planner, json.dumps(layout.sizes)])]
    files = sorted(pathlib.Path(__file__).parent.glob("*/*.yaml"))
    chosen = [f for f in files if not claims or f.stem in claims]
    print(f"1..{len(chosen)}")
    failed = 0
    with concurrent.futures.ThreadPoolExecutor() as pool:  # the time goes into starting node
        faults = pool.map(lambda file: fault_of(layout, executors, file), chosen)
        for number, (file, fault) in enumerate(zip(chosen, faults), 1):
            failed += fault is not None
            print(f"{'not ok' if fault else 'ok'} {number} - {file.stem}")
            if fault:
                print(f"  # {fault}\n  # again: ./dev test scenarios {file.stem}")
    return 1 if failed or not chosen else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
