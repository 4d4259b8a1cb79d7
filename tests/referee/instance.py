"""An instance and a solution, and their text, as docs/planner.md describes both.

Whatever is not in the described form is refused with a ValueError that names the line.
"""

from dataclasses import dataclass, field

UNITS_MAX = 24
PHASE_COUNT = 5
POSITIONS_MAX, CANDIDATES_MAX, DOSES_MAX, FAMILIES_MAX, LIMITS_MAX = 8, 64, 4, 16, 9
BUDGET_MAX, FLAT_MAX, EFFORT_MAX, WORTH_MAX, USE_MAX = 1023, 4000, 1000, 10000, 65535


@dataclass
class Dose:
    number: int
    slots: int
    units: int
    flat: int
    use: list  # by limit of the instance, in its order


@dataclass
class Candidate:
    id: str
    phase: int
    region: int
    family: int
    need: int
    kept: int
    positions: list
    warms: list
    doses: list = field(default_factory=list)


@dataclass
class Instance:
    budget: int
    start: int | None
    warm_ups_max: int
    changes: list  # [from][to]: (slots, effort)
    worth: list  # [region][units]; calm last
    limits: list  # (limit, amount)
    candidates: list

    @property
    def position_count(self):
        return len(self.changes)

    @property
    def calm(self):
        return len(self.worth) - 1


@dataclass
class Solution:
    worth: int = 0
    at_most: int = 0
    slots: int = 0
    phases: dict = field(default_factory=dict)  # phase: (first, last)
    chosen: list = field(default_factory=list)  # (id, number of the dose, position)
    feasible: bool = True


def instance_text(instance):
    lines = [
        "limber-instance 1",
        f"budget {instance.budget}",
        f"start {'-' if instance.start is None else instance.start}",
        f"warm-ups-max {instance.warm_ups_max}",
    ]
    for a, row in enumerate(instance.changes):
        lines += [f"move {a} {b} {slots} {effort}" for b, (slots, effort) in enumerate(row) if a != b]
    for region, worth in enumerate(instance.worth):
        lines.append(f"worth {region} {' '.join(map(str, worth))}")
    lines += [f"limit {limit} {amount}" for limit, amount in instance.limits]
    for one in instance.candidates:
        words = ["technique", one.id, one.phase, one.region, one.family, one.need, one.kept,
                 "positions", *one.positions, "warms", *one.warms]  # fmt: skip
        lines.append(" ".join(map(str, words)))
        for dose in one.doses:
            words = ["dose", one.id, dose.number, dose.slots, dose.units, dose.flat, *dose.use]
            lines.append(" ".join(map(str, words)))
    return "\n".join([*lines, "end", ""])


def solution_text(solution):
    if not solution.feasible:
        return "limber-solution 1\ninfeasible\nend\n"
    lines = ["limber-solution 1", f"worth {solution.worth}", f"at-most {solution.at_most}",
             f"slots {solution.slots}"]  # fmt: skip
    lines += [f"phase {phase} {first} {last}" for phase, (first, last) in sorted(solution.phases.items())]
    lines += [f"dose {name} {number} {position}" for name, number, position in solution.chosen]
    return "\n".join([*lines, "end", ""])


class Lines:
    """Words line by line; every question that is not answered in the described form is an error."""

    def __init__(self, text):
        self.lines = text.split("\n")
        self.at = 0

    def fail(self, what):
        raise ValueError(f"line {self.at}: {what}")

    def words(self):
        if self.at >= len(self.lines):
            self.fail("ends too early")
        line = self.lines[self.at]
        self.at += 1
        if line != " ".join(line.split()):
            self.fail("more than single spaces")
        return line.split(" ")

    def next_is(self, key):
        return self.at < len(self.lines) and self.lines[self.at].split(" ")[0] == key

    def number(self, word):
        digits = word[1:] if word[:1] == "-" else word
        if not digits.isdecimal() or str(int(word)) != word:
            self.fail(f"{word!r} is not a whole number")
        return int(word)

    def values(self, key, count):
        words = self.words()
        if words[0] != key or len(words) != count + 1:
            self.fail(f"expected {key} and {count} more words")
        return words[1:]

    def numbers(self, key, count):
        return [self.number(word) for word in self.values(key, count)]

    def done(self):
        return all(line == "" for line in self.lines[self.at:])


def read_changes(lines):
    moves = {}
    while lines.next_is("move"):
        a, b, *cost = lines.numbers("move", 4)
        moves[a, b] = tuple(cost)
    count = 1 + max((a for a, _ in moves), default=0)
    if list(moves) != [(a, b) for a in range(count) for b in range(count) if a != b]:
        lines.fail("the moves are not those between any two positions, in their order")
    return [[moves.get((a, b), (0, 0)) for b in range(count)] for a in range(count)]


def read_candidate(lines, limit_count):
    words = lines.words()
    if words[0] != "technique" or "positions" not in words or "warms" not in words:
        lines.fail("expected a technique")
    positions, warms = words.index("positions"), words.index("warms")
    if positions != 7 or warms < positions:
        lines.fail("expected six words before the positions, then what it warms")
    one = Candidate(words[1], *map(lines.number, words[2:7]),
                    [lines.number(word) for word in words[positions + 1 : warms]],
                    [lines.number(word) for word in words[warms + 1 :]])  # fmt: skip
    while lines.next_is("dose"):
        name, *rest = lines.values("dose", 5 + limit_count)
        if name != one.id:
            lines.fail(f"a dose of {name} after {one.id}")
        number, slots, units, flat, *use = map(lines.number, rest)
        one.doses.append(Dose(number, slots, units, flat, use))
    return one


def read_one_instance(lines):
    if lines.words() != ["limber-instance", "1"]:
        lines.fail("expected limber-instance 1")
    (budget,) = lines.numbers("budget", 1)
    (start,) = lines.values("start", 1)
    start = None if start == "-" else lines.number(start)
    (warm_ups_max,) = lines.numbers("warm-ups-max", 1)
    changes = read_changes(lines)
    worth, limits, candidates = [], [], []
    while lines.next_is("worth"):
        region, *values = lines.numbers("worth", UNITS_MAX + 2)
        if region != len(worth):
            lines.fail("the regions are not in their order")
        worth.append(values)
    while lines.next_is("limit"):
        limits.append(tuple(lines.numbers("limit", 2)))
    while lines.next_is("technique"):
        candidates.append(read_candidate(lines, len(limits)))
    if lines.words() != ["end"]:
        lines.fail("expected end")
    return Instance(budget, start, warm_ups_max, changes, worth, limits, candidates)


def read_instances(text):
    lines, found = Lines(text), []
    while not lines.done():
        found.append(read_one_instance(lines))
    return found


def read_instance(text):
    (instance,) = read_instances(text)
    return instance


def read_one_solution(lines):
    if lines.words() != ["limber-solution", "1"]:
        lines.fail("expected limber-solution 1")
    if lines.next_is("infeasible"):
        lines.words()
        solution = Solution(feasible=False)
    else:
        solution = Solution(lines.numbers("worth", 1)[0], lines.numbers("at-most", 1)[0],
                            lines.numbers("slots", 1)[0])  # fmt: skip
    while lines.next_is("phase"):
        phase, first, last = lines.numbers("phase", 3)
        if phase in solution.phases:
            lines.fail(f"phase {phase} a second time")
        solution.phases[phase] = first, last
    while lines.next_is("dose"):
        name, number, position = lines.values("dose", 3)
        solution.chosen.append((name, lines.number(number), lines.number(position)))
    if lines.words() != ["end"]:
        lines.fail("expected end")
    return solution


def read_solutions(text):
    lines, found = Lines(text), []
    while not lines.done():
        found.append(read_one_solution(lines))
    return found


def out_of_range(instance):
    """What an instance has that core/instance.h has no room for; None: nothing."""
    regions = len(instance.worth)
    limits = [limit for limit, _ in instance.limits]
    checks = {
        "budget": 0 <= instance.budget <= BUDGET_MAX,
        "positions": 0 < instance.position_count <= POSITIONS_MAX,
        "start": instance.start is None or 0 <= instance.start < instance.position_count,
        "changes": all(0 <= slots <= 255 and 0 <= effort <= EFFORT_MAX
                       for row in instance.changes for slots, effort in row),
        "worth": 2 <= regions <= 9 and all(map(is_concave, instance.worth)),
        "limits": limits == sorted(set(limits)) and all(0 <= limit < regions for limit in limits),
        "amounts": all(0 <= amount <= USE_MAX for _, amount in instance.limits),
        "candidates": len(instance.candidates) <= CANDIDATES_MAX,
        "names": len({one.id for one in instance.candidates}) == len(instance.candidates),
    }  # fmt: skip
    for what, holds in checks.items():
        if not holds:
            return what
    region_of_family = {}
    for one in instance.candidates:
        if not candidate_in_range(instance, one):
            return one.id
        if one.family and region_of_family.setdefault(one.family, one.region) != one.region:
            return f"family {one.family}"
    return None


def is_concave(worth):
    steps = [after - before for before, after in zip(worth, worth[1:])]
    return (worth[0] == 0 and len(worth) == UNITS_MAX + 1 and worth[-1] <= WORTH_MAX
            and steps == sorted(steps, reverse=True) and steps[-1] >= 0)  # fmt: skip


def candidate_in_range(instance, one):
    positions = range(instance.position_count)
    numbers = [dose.number for dose in one.doses]
    return (0 <= one.phase < PHASE_COUNT
            and (one.region == instance.calm) == (one.phase == PHASE_COUNT - 1)
            and 0 <= one.region <= instance.calm and 0 <= one.family <= FAMILIES_MAX
            and one.need in (0, 1) and one.kept in (0, 1)
            and one.positions and one.positions == sorted(set(one.positions))
            and set(one.positions) <= set(positions)
            and one.warms == sorted(set(one.warms)) and set(one.warms) <= set(range(instance.calm))
            and (one.phase == 0 or not one.warms)
            and 1 <= len(numbers) <= DOSES_MAX and numbers == sorted(set(numbers))
            and all(map(dose_in_range, one.doses)))  # fmt: skip


def dose_in_range(dose):
    return (1 <= dose.slots <= BUDGET_MAX and 1 <= dose.units <= UNITS_MAX
            and abs(dose.flat) <= FLAT_MAX and 0 <= dose.number < DOSES_MAX
            and all(0 <= use <= USE_MAX for use in dose.use))  # fmt: skip
