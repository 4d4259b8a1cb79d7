"""Checks a session against every rule of docs/planner.md and adds up its worth, with no solver.

    faults(instance, solution)   a sentence for each rule that is broken; [] for a lawful session
    value(instance, solution)    (worth, slots) of what was chosen
"""

from instance import UNITS_MAX


def chosen_pairs(instance, solution):
    """(candidate, dose, position) of what was chosen and is known."""
    by_id = {one.id: one for one in instance.candidates}
    for name, number, position in solution.chosen:
        dose = next((dose for dose in by_id[name].doses if dose.number == number), None) if name in by_id else None
        if dose is not None:
            yield by_id[name], dose, position


def way(instance, solution):
    """Every change of position, from the start, if there is one, to the end of the last phase."""
    at = instance.start
    for _, stops in sorted(solution.phases.items()):
        for position in stops:
            if at is not None and at != position:
                yield at, position
            at = position


def value(instance, solution):
    units = [0] * len(instance.worth)
    worth = slots = 0
    for one, dose, _ in chosen_pairs(instance, solution):
        units[one.region] += dose.units
        worth += dose.flat
        slots += dose.slots
    for region, count in enumerate(units):
        worth += instance.worth[region][min(UNITS_MAX, count)]
    for a, b in way(instance, solution):
        change_slots, effort = instance.changes[a][b]
        slots += change_slots
        worth -= effort
    return worth, slots


# ---- The rules, by their number. -----------------------------------------------------------------


def one_of_a_family(instance, pairs):
    """rule 1: at most one of a family, at one dose; what is kept is chosen"""
    names = [one.id for one, _, _ in pairs]
    families = [one.family for one, _, _ in pairs if one.family]
    yield from (f"{name} is chosen twice" for name in set(names) if names.count(name) > 1)
    yield from (f"family {family} is there twice" for family in set(families) if families.count(family) > 1)
    yield from (f"{one.id} is not kept" for one in instance.candidates if one.kept and one.id not in names)


def done_where_possible(solution, pairs):
    """rule 2: each in the first or the last position of its phase"""
    for one, _, position in pairs:
        if position not in one.positions:
            yield f"{one.id} cannot be done in position {position}"
        if position not in solution.phases.get(one.phase, ()):
            yield f"{one.id} is in position {position}, where phase {one.phase} does not go"


def warmed_before(pairs):
    """rule 3: what needs warming has its primary region warmed"""
    warmed = {region for one, _, _ in pairs if one.phase == 0 for region in one.warms}
    yield from (f"{one.id}: nothing warms region {one.region}"
                for one, _, _ in pairs if one.need and one.region not in warmed)  # fmt: skip


def few_warm_ups(instance, pairs):
    """rule 4: at most so many warm-ups"""
    count = sum(one.phase == 0 for one, _, _ in pairs)
    if count > instance.warm_ups_max:
        yield f"{count} warm-ups"


def within_limits(instance, solution, pairs):
    """rule 5: the budget and every limit"""
    _, slots = value(instance, solution)
    if slots > instance.budget:
        yield f"{slots} slots of {instance.budget}"
    for place, (limit, amount) in enumerate(instance.limits):
        use = sum(dose.use[place] for _, dose, _ in pairs)
        if use > amount:
            yield f"limit {limit}: {use} s of {amount}"


def well_formed(instance, solution, pairs):
    """the form: known words, phases with something in them, in the order of the catalogue"""
    if len(pairs) != len(solution.chosen):
        yield "a technique or dose that there is not"
    for phase, stops in solution.phases.items():
        if not all(0 <= stop < instance.position_count for stop in stops):
            yield f"phase {phase} has a position that there is not"
    if set(solution.phases) != {one.phase for one, _, _ in pairs}:
        yield "the phases are not those of the techniques"
    order = [one.id for one in instance.candidates]
    places = [order.index(one.id) for one, _, _ in pairs]
    if places != sorted(places):
        yield "the techniques are not in their order"


def told_rightly(instance, solution):
    """the numbers: worth, slots and bound are what they are"""
    worth, slots = value(instance, solution)
    if worth != solution.worth:
        yield f"worth {worth}, not {solution.worth}"
    if slots != solution.slots:
        yield f"{slots} slots, not {solution.slots}"
    if solution.at_most < worth:
        yield f"worth {worth}, and at most {solution.at_most}"


def faults(instance, solution):
    pairs = list(chosen_pairs(instance, solution))
    formal = list(well_formed(instance, solution, pairs))
    if formal:
        return [f"form: {fault}" for fault in formal]
    rules = {
        "rule 1": one_of_a_family(instance, pairs),
        "rule 2": done_where_possible(solution, pairs),
        "rule 3": warmed_before(pairs),
        "rule 4": few_warm_ups(instance, pairs),
        "rule 5": within_limits(instance, solution, pairs),
        "told": told_rightly(instance, solution),
    }
    return [f"{rule}: {fault}" for rule, found in rules.items() for fault in found]
