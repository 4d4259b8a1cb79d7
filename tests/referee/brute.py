"""The best session of a small instance by looking at every one of them, with no cleverness at all.

    best(instance)   a Solution, or an infeasible one

Of equal worth fewer slots, of equal slots the techniques that come first in the catalogue, as
docs/planner.md says. Every set of techniques, every dose of them, every way: 8 techniques or so.
"""

import itertools

from instance import UNITS_MAX, Solution


def lawful_set(instance, chosen):
    """Rules 1, 3 and 4, which no dose and no position changes."""
    families = [one.family for one in chosen if one.family]
    warmed = {region for one in chosen for region in one.warms}
    return (len(set(families)) == len(families)
            and all(one in chosen for one in instance.candidates if one.kept)
            and all(one.region in warmed for one in chosen if one.need)
            and sum(one.phase == 0 for one in chosen) <= instance.warm_ups_max)  # fmt: skip


def stops_of(instance, phase, chosen):
    """Pairs of positions in which all of this phase can be done."""
    there = [one for one in chosen if one.phase == phase]
    everywhere = range(instance.position_count)
    return [(first, last) for first in everywhere for last in everywhere
            if all(first in one.positions or last in one.positions for one in there)]  # fmt: skip


def unbeaten(entries):
    """Those (slots, effort, phases) that no other one beats in both."""
    best, effort = [], None
    for entry in sorted(entries, key=lambda entry: entry[:2]):
        if effort is None or entry[1] < effort:
            best.append(entry)
            effort = entry[1]
    return best


def ways(instance, chosen):
    """(slots, effort, phases) of every way that is not beaten, phase by phase."""
    standing = {instance.start: [(0, 0, {})]}
    for phase in sorted({one.phase for one in chosen}):
        further = {}
        for at, entries in standing.items():
            for first, last in stops_of(instance, phase, chosen):
                begin = instance.changes[at][first] if at is not None else (0, 0)
                end = instance.changes[first][last]
                further.setdefault(last, []).extend(
                    (slots + begin[0] + end[0], effort + begin[1] + end[1],
                     phases | {phase: (first, last)}) for slots, effort, phases in entries)  # fmt: skip
        standing = {at: unbeaten(entries) for at, entries in further.items()}
    return unbeaten(itertools.chain(*standing.values()))


def worth_of(instance, chosen, doses):
    units = [0] * len(instance.worth)
    for one, dose in zip(chosen, doses):
        units[one.region] += dose.units
    return (sum(dose.flat for dose in doses)
            + sum(worth[min(UNITS_MAX, count)] for worth, count in zip(instance.worth, units)))  # fmt: skip


def within_limits(instance, doses):
    return all(sum(dose.use[place] for dose in doses) <= amount
               for place, (_, amount) in enumerate(instance.limits))  # fmt: skip


def sessions(instance):
    """(score, chosen, doses, phases) of every lawful session worth looking at. A score is the
    better, the greater: worth, fewer slots, and for every technique whether it is there."""
    known_ways = {}  # what matters for a way is only where the techniques can be done
    for there in itertools.product((True, False), repeat=len(instance.candidates)):
        chosen = [one for one, taken in zip(instance.candidates, there) if taken]
        if not lawful_set(instance, chosen):
            continue
        least = sum(min(dose.slots for dose in one.doses) for one in chosen)
        if least > instance.budget:
            continue
        places = frozenset((one.phase, tuple(one.positions)) for one in chosen)
        if places not in known_ways:
            known_ways[places] = ways(instance, chosen)
        for doses in itertools.product(*(one.doses for one in chosen)):
            worth, slots = worth_of(instance, chosen, doses), sum(dose.slots for dose in doses)
            for change_slots, effort, phases in known_ways[places]:
                if slots + change_slots <= instance.budget and within_limits(instance, doses):
                    yield (worth - effort, -slots - change_slots, there), chosen, doses, phases


def best(instance):
    found = max(sessions(instance), key=lambda session: session[0], default=None)
    if found is None:
        return Solution(feasible=False)
    (worth, slots, _), chosen, doses, phases = found
    solution = Solution(worth, worth, -slots, phases)
    for one, dose in zip(chosen, doses):
        position = next(stop for stop in phases[one.phase] if stop in one.positions)
        solution.chosen.append((one.id, dose.number, position))
    return solution
