"""An instance as a mixed integer program, in the text that both GLPK and CBC read (CPLEX LP).

The way is a flow: at_p_q says that one stands in q when phase p is reached, pass_p_q that nothing
is done in it, go_p_q_a that one moves to a for it, y_p_a_b that it begins in a and ends in b. x_t_k
says that technique t is done at dose k of the instance or a later one: branching on "at all" and on
"more" is many times quicker for both than on one column for each dose. Worth is concave, so its
units z_r_j are filled from the best without being whole numbers themselves. What is maximised is
1024 x worth - slots: of equal worth the session with fewer slots.

    lp_text(instance)              the program
    lp_text(instance, goal=WORTH)  the same with worth alone to maximise
    lp_text(instance, goal=SLOTS, least_worth=N)   with slots to minimise
    solution_of(instance, values)  the session that the values of its columns describe

`without` leaves rules out, to test that it shows.
"""

from checker import value
from instance import PHASE_COUNT, UNITS_MAX, Solution

SCALE = 1024
SCORE, WORTH, SLOTS = "score", "worth", "slots"


class Program:
    def __init__(self):
        self.points, self.slots, self.rows, self.binaries, self.fractions = {}, {}, [], [], []

    def binary(self, name, points=0, slots=0):
        self.binaries.append(name)
        self.points[name], self.slots[name] = points, slots
        return name

    def fraction(self, name, points):
        self.fractions.append(name)
        self.points[name], self.slots[name] = points, 0
        return name

    def objective(self, goal):
        scale, minus = {SCORE: (SCALE, 1), WORTH: (1, 0), SLOTS: (0, 1)}[goal]
        factors = {name: scale * points - minus * self.slots[name] for name, points in self.points.items()}
        return {name: factor for name, factor in factors.items() if factor} or {self.binaries[0]: 0}

    def row(self, name, terms, sense, right):
        terms = {column: factor for column, factor in terms.items() if factor}
        if terms:
            self.rows.append((name, terms, sense, right))

    def text(self, goal):
        lines = ["Maximize", *wrapped(f" {goal}:", self.objective(goal)), "Subject To"]
        for name, terms, sense, right in self.rows:
            lines += wrapped(f" {name}:", terms, f" {sense} {right}")
        lines += ["Bounds", *(f" 0 <= {name} <= 1" for name in self.fractions)]
        lines += ["Binaries", *(f" {name}" for name in self.binaries), "End", ""]
        return "\n".join(lines)


def wrapped(head, terms, tail="", across=8):
    words = [f"{'+' if factor >= 0 else '-'} {abs(factor)} {name}" for name, factor in terms.items()]
    lines = [" ".join(words[at : at + across]) for at in range(0, len(words), across)]
    lines[0] = f"{head} {lines[0]}"
    lines[-1] += tail
    return [lines[0], *(f"  {line}" for line in lines[1:])]


def x(place, step):
    return f"x_{place}_{step}"


def taken(place, factor=1):
    """1 if the technique is done at all."""
    return {x(place, 0): factor}


def of_dose(place, one, number):
    """What a number of its dose adds up to: that of the first, and how much each step adds."""
    numbers = [number(dose) for dose in one.doses]
    return {x(place, step): after - before
            for step, (before, after) in enumerate(zip([0, *numbers], numbers))}  # fmt: skip


def add_doses(program, instance, rules):
    for place, one in enumerate(instance.candidates):
        flat = of_dose(place, one, lambda dose: dose.flat)
        slots = of_dose(place, one, lambda dose: dose.slots)
        for column, points in flat.items():
            program.binary(column, points, slots[column])
        for step in range(1, len(one.doses)):
            program.row(f"more_{place}_{step}", {x(place, step): 1, x(place, step - 1): -1}, "<=", 0)
        if one.kept and "kept" in rules:
            program.row(f"kept_{place}", taken(place), "=", 1)
    for family in sorted({one.family for one in instance.candidates} - {0}):
        members = {}
        for place, one in enumerate(instance.candidates):
            if one.family == family:
                members |= taken(place)
        if "family" in rules:
            program.row(f"family_{family}", members, "<=", 1)


def add_worth(program, instance):
    for region, worth in enumerate(instance.worth):
        units = {}
        for place, one in enumerate(instance.candidates):
            if one.region == region:
                units |= of_dose(place, one, lambda dose: -dose.units)
        if not units or not worth[UNITS_MAX]:
            continue
        filled = {program.fraction(f"z_{region}_{j}", worth[j + 1] - worth[j]): 1
                  for j in range(UNITS_MAX)}  # fmt: skip
        program.row(f"units_{region}", filled | units, "<=", 0)


def positions_of_phases(instance):
    return [sorted({position for one in instance.candidates if one.phase == phase
                    for position in one.positions}) for phase in range(PHASE_COUNT)]  # fmt: skip


def change(program, instance, name, a, b):
    slots, effort = instance.changes[a][b]
    return program.binary(name, -effort, slots)


def add_way(program, instance):
    here = list(range(instance.position_count)) if instance.start is None else [instance.start]
    program.row("start", {program.binary(f"at_0_{q}"): 1 for q in here}, "=", 1)
    for phase, stops in enumerate(positions_of_phases(instance)):
        arriving = {q: {f"at_{phase + 1}_{q}": -1} for q in sorted({*here, *stops})}
        for q in arriving:
            program.binary(f"at_{phase + 1}_{q}")
        beginning = {a: {} for a in stops}
        for q in here:
            leaving = {f"at_{phase}_{q}": -1, program.binary(f"pass_{phase}_{q}"): 1}
            arriving[q][f"pass_{phase}_{q}"] = 1
            for a in stops:
                go = change(program, instance, f"go_{phase}_{q}_{a}", q, a)
                leaving[go] = beginning[a][go] = 1
            program.row(f"leave_{phase}_{q}", leaving, "=", 0)
        for a in stops:
            for b in stops:
                y = change(program, instance, f"y_{phase}_{a}_{b}", a, b)
                beginning[a][y] = -1
                arriving[b][y] = 1
            program.row(f"begin_{phase}_{a}", beginning[a], "=", 0)
        for q, terms in arriving.items():
            program.row(f"arrive_{phase}_{q}", terms, "=", 0)
        here = sorted(arriving)


def add_places(program, instance):
    """Rule 2, and no phase is visited in which nothing is done."""
    for phase, stops in enumerate(positions_of_phases(instance)):
        visits = {f"y_{phase}_{a}_{b}": (a, b) for a in stops for b in stops}
        done = {}
        for place, one in enumerate(instance.candidates):
            if one.phase == phase:
                there = {y: -1 for y, stops in visits.items() if not set(stops).isdisjoint(one.positions)}
                program.row(f"place_{place}", taken(place) | there, "<=", 0)
                done |= taken(place, -1)
        program.row(f"used_{phase}", dict.fromkeys(visits, 1) | done, "<=", 0)


def add_rules(program, instance, rules):
    candidates = list(enumerate(instance.candidates))
    warm_ups = {}
    for place, one in candidates:
        if one.phase == 0:
            warm_ups |= taken(place)
        if one.need and "warm" in rules:
            row = taken(place)
            for other_place, other in candidates:
                if one.region in other.warms:
                    row |= taken(other_place, -1)
            program.row(f"warm_{place}", row, "<=", 0)
    if "warm-ups" in rules:
        program.row("warm_ups", warm_ups, "<=", instance.warm_ups_max)
    if "budget" in rules:
        program.row("budget", program.slots, "<=", instance.budget)
    for number, (limit, amount) in enumerate(instance.limits):
        use = {}
        for place, one in candidates:
            use |= of_dose(place, one, lambda dose, number=number: dose.use[number])
        if "limits" in rules:
            program.row(f"limit_{limit}", use, "<=", amount)


RULES = frozenset(("family", "kept", "places", "warm", "warm-ups", "budget", "limits"))


def lp_text(instance, goal=SCORE, least_worth=None, most_slots=None, there=None, without=()):
    """`there` says by place of a technique whether it has to be done."""
    rules = RULES - set(without)
    program = Program()
    add_doses(program, instance, rules)
    add_worth(program, instance)
    add_way(program, instance)
    if "places" in rules:
        add_places(program, instance)
    add_rules(program, instance, rules)
    if least_worth is not None:
        program.row("least", program.points, ">=", least_worth)
    if most_slots is not None:
        program.row("most", program.slots, "<=", most_slots)
    for place, done in (there or {}).items():
        program.row(f"there_{place}", taken(place), "=", int(done))
    return program.text(goal)


def solution_of(instance, values):
    """`values` has the columns that are not 0."""
    solution = Solution()
    ones = {name for name, number in values.items() if number > 0.5}
    for name in ones:
        if name.startswith("y_"):
            phase, first, last = map(int, name[2:].split("_"))
            solution.phases[phase] = first, last
    for place, one in enumerate(instance.candidates):
        stops = solution.phases.get(one.phase, ())
        steps = sum(x(place, step) in ones for step in range(len(one.doses)))
        if steps > 0:
            position = next((stop for stop in stops if stop in one.positions), one.positions[0])
            solution.chosen.append((one.id, one.doses[steps - 1].number, position))
    solution.worth, solution.slots = value(instance, solution)
    solution.at_most = solution.worth
    return solution
