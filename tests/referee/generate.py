#!/usr/bin/env python3
"""Makes up instances: the same ones for the same seed, a text.

    generate.py SEED FAMILY COUNT [FIRST]    writes them one after another

- toy, tiny, small, medium: 6 to 9, 10 to 16, 20 to 28 and 36 to 48 techniques, each one of the
  catalogue with other numbers, and a random person;
- real: the catalogue as it is and a random person, who is what the bench is about;
- jitter: the same, and every technique has somewhat other numbers;
- hard: 64 techniques that are all alike, and a person for whom nothing is filtered;
- wild: 64 techniques with a random region, place and dose, and random changes of position.

Made-up catalogues have as many of each phase, and as few positions, as the one that is delivered. In
all but `real` the first unit of calm is worth more in some instances and in others it is not.
"""

import copy
import datetime
import sys
from dataclasses import dataclass, field
from pathlib import Path

sys.dont_write_bytecode = True
sys.path.insert(0, str(Path(__file__).resolve().parent))
from chance import Chance  # noqa: E402
from instance import (FAMILIES_MAX, UNITS_MAX, Candidate, Dose, Instance,  # noqa: E402
                      instance_text, out_of_range)  # fmt: skip
from reduce import reduce  # noqa: E402
from table import COOL_DOWN, MOBILISE, RELEASE, STRETCH, WARM_UP, read_table  # noqa: E402

TODAY = datetime.date(2026, 11, 27)
SIZES = {"toy": (6, 9), "tiny": (10, 16), "small": (20, 28), "medium": (36, 48)}
FAMILIES = (*SIZES, "real", "jitter", "hard", "wild")
OF_64 = (6, 17, 20, 15, 6)  # of each phase; the catalogue has 3, 9, 10, 8 and 3 of 33
DUE = (0, 0, 250, 2000, 2000)  # points; as the catalogue has it, and less


@dataclass
class Case:
    """A person: what `reduce` is given beside the catalogue."""

    request: dict
    allowed: list
    closed: set = field(default_factory=set)
    wishes: dict = field(default_factory=dict)
    prescribed: dict = field(default_factory=dict)


# ---- People. -------------------------------------------------------------------------------------


def minutes_of(chance):
    return chance.pick([chance.between(3, 10), chance.between(8, 20), chance.between(15, 45)])


def stiffness_of(chance, table):
    if chance.percent(8):
        return {}
    places = chance.sample(table.regions, chance.between(1, 5))
    return {place: chance.between(1, 10) for place in places}


def history_of(chance, table):
    """What was done in the last days, in its order; some say how long, some how it felt."""
    entries = []
    for _ in range(chance.pick([0, 0, chance.between(1, 4), chance.between(3, 14)])):
        entry = {"technique": chance.pick(table.techniques).id,
                 "day": str(TODAY - datetime.timedelta(chance.between(0, 9)))}  # fmt: skip
        if chance.percent(60):
            entry["seconds"] = chance.between(0, 240)
        if chance.percent(30):
            entry["felt"] = chance.pick(["better", "same", "same", "worse"])
        entries.append(entry)
    return sorted(entries, key=lambda entry: entry["day"])


def screened(chance, table):
    """What somebody may do who has none, one or two of the conditions."""
    rows = chance.sample(table.conditions, chance.pick([0, 0, 0, 1, 1, 2]))
    properties = {name for closes, _ in rows for name in closes}
    allowed = [one.id for one in table.techniques if properties.isdisjoint(one.properties)]
    return allowed, {position for _, closes in rows for position in closes}


def wishes_of(chance, table):
    """Few people have one. Whoever wants to keep something wants to keep one or two."""
    ids = [one.id for one in table.techniques]
    wishes = {}
    for wish, often, most in (("leave_out", 20, 4), ("keep", 12, 2), ("short", 10, 3)):
        if chance.percent(often):
            wishes[wish] = set(chance.sample(ids, min(len(ids), chance.between(1, most))))
    return wishes


def prescribed_of(chance, table):
    found = {}
    for one in chance.sample(table.techniques, chance.pick([0, 0, 0, 0, 0, 1, 2])):
        hold = chance.between(one.hold_ms[0] // 1000, one.hold_ms[1] // 1000) * 1000
        found[one.id] = hold, chance.between(*one.reps), chance.between(*one.sets)
    return found


def person(chance, table, wishes=True):
    request = {"today": str(TODAY), "minutes": minutes_of(chance), "regions": stiffness_of(chance, table)}
    request["positions"] = table.positions if chance.percent(60) else chance.some(table.positions, 75)
    request["equipment"] = chance.some(table.equipment, chance.pick([15, 45, 100]))
    request["partner"] = chance.percent(20)
    if not chance.percent(4):
        request["pain"] = chance.pick([0, 1, 1, 2, 2, 3, 3, 4, 5])
    request["history"] = history_of(chance, table)
    allowed, closed = screened(chance, table)
    if not wishes:
        return Case(request, allowed, closed)
    return Case(request, allowed, closed, wishes_of(chance, table), prescribed_of(chance, table))


def somebody_for_whom_nothing_is_closed(chance, table):
    regions = {region: chance.between(4, 7) for region in table.regions}
    request = {"today": str(TODAY), "minutes": chance.between(3, 45), "regions": regions, "pain": 1,
               "positions": table.positions, "equipment": table.equipment, "partner": True}  # fmt: skip
    return Case(request, [one.id for one in table.techniques])


# ---- Catalogues. ---------------------------------------------------------------------------------


def jittered(chance, one, percent):
    """A technique with somewhat other numbers."""
    other = copy.copy(one)
    other.ready_ms, other.move_ms, other.rest_ms = (
        chance.near(number // 1000, percent, 0) * 1000
        for number in (one.ready_ms, one.move_ms, one.rest_ms))  # fmt: skip
    other.move_ms = max(1000, other.move_ms)
    low, high = (chance.near(number // 1000, percent, 0) * 1000 for number in one.hold_ms)
    other.hold_ms = min(low, high), max(low, high)
    low, high = (chance.near(number, percent, 1) for number in one.reps)
    other.reps = min(low, high), max(low, high)
    other.percent = jittered_percent(chance, one.percent, percent)
    if chance.percent(30):
        other.sets = one.sets[0], one.sets[0] + chance.between(0, 1)
    return other


def jittered_percent(chance, percents, percent):
    shares = [chance.near(share, percent, 1) if share else 0 for share in percents]
    scaled = [share * 100 // sum(shares) for share in shares]
    scaled[scaled.index(max(scaled))] += 100 - sum(scaled)
    return scaled


def renamed(techniques):
    for number, one in enumerate(techniques):
        one.id = f"t{number:02}-{one.id.split('-', 1)[1] if one.id[:1] == 't' and one.id[1:3].isdigit() else one.id}"
    return techniques


def with_families(chance, table, techniques):
    """Some near-duplicates: of the same region, so that they can be of one family."""
    places = {}
    for one in techniques:
        one.family = 0
        region = table.calm if one.phase == COOL_DOWN else one.percent.index(max(one.percent))
        places.setdefault(region, []).append(one)
    family = 0
    for region in sorted(places):
        alone = places[region]
        while len(alone) >= 2 and family < FAMILIES_MAX and chance.percent(50):
            members = chance.sample(alone, chance.between(2, min(3, len(alone))))
            alone = [one for one in alone if one not in members]
            family += 1
            for one in members:
                one.family = family
    return techniques


def catalogue_of(chance, table, count):
    """So many techniques like those of the catalogue, at least one of the first and last phase."""
    must = [chance.pick([one for one in table.techniques if one.phase == phase])
            for phase in (WARM_UP, COOL_DOWN)]  # fmt: skip
    originals = must + [chance.pick(table.techniques) for _ in range(count - len(must))]
    techniques = renamed([jittered(chance, one, 30) for one in originals])
    return with_families(chance, table, techniques)


def phases_of_64(chance):
    phases = [phase for phase, count in enumerate(OF_64) for _ in range(count)]
    return chance.shuffled(phases)


def warming_percent(chance, region_count):
    """Warm-ups move half of the body or more."""
    percents = [chance.between(0, 4) for _ in range(region_count)]
    for region in chance.sample(range(region_count), chance.between(4, 6)):
        percents[region] = chance.between(10, 16)
    percents[percents.index(max(percents))] += 100 - sum(percents)
    return percents


def near_equal(chance, table):
    """64 that differ by hardly anything but phase and region."""
    model = next(one for one in table.techniques if one.id == "cat-cow")
    techniques = []
    for phase in phases_of_64(chance):
        one = jittered(chance, model, 10)
        primary = chance.between(0, len(table.regions) - 1)
        one.percent = [5] * len(table.regions)
        one.percent[primary] = 100 - 5 * (len(table.regions) - 1)
        beside = chance.between(0, len(table.regions) - 1)
        moved = chance.between(0, 10)
        one.percent[primary] -= moved
        one.percent[beside] += moved
        if phase == WARM_UP:
            one.percent = warming_percent(chance, len(table.regions))
        one.phase, one.intensity = phase, chance.between(1, 2)
        one.two_sided, one.sets = False, (1, chance.between(1, 2))
        places = chance.pick([1, 1, 2])
        one.positions = chance.sample(range(len(table.positions)), places)
        one.hold_ms, one.reps = (chance.between(3, 5) * 1000, chance.between(8, 11) * 1000), (4, 7)
        techniques.append(one)
    return with_families(chance, table, renamed(techniques))


# ---- Without any catalogue. ----------------------------------------------------------------------


def wild_changes(chance, count):
    changes = [[[0, 0] if a == b else [chance.between(1, 6), chance.between(5, 150)]
                for b in range(count)] for a in range(count)]  # fmt: skip
    for middle in range(count):
        for row in changes:
            for b in range(count):
                for kind in (0, 1):
                    row[b][kind] = min(row[b][kind], row[middle][kind] + changes[middle][b][kind])
    return [[tuple(cost) for cost in row] for row in changes]


def wild_doses(chance, phase, region_count, region):
    doses = []
    slots, units = chance.between(3, 12), chance.between(1, 8)
    flat = chance.between(-160, 140)
    use_percent = [100 if phase == STRETCH else 0] + [0] * region_count
    if phase in (STRETCH, RELEASE):
        use_percent[1 + region] = chance.between(40, 100)
        use_percent[1 + chance.between(0, region_count - 1)] += chance.between(0, 20)
    for number in range(chance.between(1, 4)):
        use = [slots * 5 * percent // 100 for percent in use_percent]
        doses.append(Dose(number, slots, units, flat, use))
        slots += chance.between(1, 10)
        units += chance.between(1, 4)
        flat += chance.between(-10, 30)
    return [dose for dose in doses if dose.units <= UNITS_MAX]


def wild_candidates(chance, region_count, position_count):
    candidates = []
    for number, phase in enumerate(phases_of_64(chance)):
        region = region_count if phase == COOL_DOWN else chance.between(0, region_count - 1)
        regions, positions = range(region_count), range(position_count)
        warms = chance.sample(regions, chance.between(3, 5)) if phase == WARM_UP else []
        need = int(phase in (MOBILISE, STRETCH, RELEASE) and chance.percent(60))
        places = chance.sample(positions, chance.pick([1, 1, 2]))
        doses = wild_doses(chance, phase, region_count, region)
        candidates.append(Candidate(f"w{number:02}", phase, region, 0, need, 0, places, warms, doses))
    wild_families(chance, candidates)
    return candidates


def wild_families(chance, candidates):
    by_region = {}
    for one in candidates:
        by_region.setdefault(one.region, []).append(one)
    for family, region in enumerate(sorted(by_region), 1):
        for one in chance.sample(by_region[region], min(len(by_region[region]), chance.between(0, 5))):
            one.family = family


def wild(chance):
    region_count, position_count = 8, 7
    tension = [chance.between(0, 10) for _ in range(region_count)] + [5]
    steps = sorted((chance.between(4, 100) for _ in range(UNITS_MAX)), reverse=True)
    worth = [[sum(step * pull // 2 for step in steps[:count]) for count in range(UNITS_MAX + 1)]
             for pull in tension]  # fmt: skip
    candidates = wild_candidates(chance, region_count, position_count)
    budget = chance.between(36, 540)
    warmed = {region for one in candidates for region in one.warms}
    candidates = [one for one in candidates if not one.need or one.region in warmed]
    start = None if chance.percent(10) else chance.between(0, position_count - 1)
    due = chance.pick(DUE)
    worth[-1] = [0, *(points + due for points in worth[-1][1:])]
    limits = wild_limits(chance, candidates, budget, region_count)
    return Instance(budget, start, 3, wild_changes(chance, position_count), worth, limits, candidates)


def wild_limits(chance, candidates, budget, region_count):
    """Some that can bind; every dose by itself keeps to them."""
    kept = []
    for limit in range(1 + region_count):
        most = [max(dose.use[limit] for dose in one.doses) for one in candidates]
        amount = max(*most, budget * 5 * chance.between(5, 40) // 100)
        if sum(most) > amount and chance.percent(60):
            kept.append((limit, amount))
    for one in candidates:
        for dose in one.doses:
            dose.use = [dose.use[limit] for limit, _ in kept]
    return kept


# ---- Families. -----------------------------------------------------------------------------------


def people_and_table(chance, family, table):
    """The catalogue of the case and the person."""
    table = copy.copy(table)
    if family != "real":
        table.planning = table.planning | {"cool_down_due": chance.pick(DUE)}
    if family in SIZES:
        table.techniques = catalogue_of(chance, table, chance.between(*SIZES[family]))
    if family == "jitter":
        table.techniques = [jittered(chance, one, 20) for one in table.techniques]
    if family == "hard":
        table.techniques = near_equal(chance, table)
        return table, somebody_for_whom_nothing_is_closed(chance, table)
    case = person(chance, table, wishes=family != "jitter")
    if family in SIZES:
        generous(chance, case, table)
    return table, case


def generous(chance, case, table):
    """Made-up catalogues are small already: hardly anything is filtered. Calming down is not always
    worth its time, so that one that is due makes a difference."""
    case.allowed, case.closed = [one.id for one in table.techniques], set()
    positions = table.positions[1:] if chance.percent(15) else table.positions
    case.request.update(positions=positions, equipment=table.equipment, partner=True)
    table.planning = table.planning | {"calm_tension": chance.pick([0, 1, 5, 5])}
    case.request["regions"] = case.request["regions"] | {"lower-back": 6, "hips": 4, "shoulders": 3}


def make(seed, family, number, table):
    """Instance `number` of a family. Nobody is asked to solve one with nothing to choose."""
    for attempt in range(1000):
        chance = Chance(f"{seed} {family} {number} {attempt}")
        if family == "wild":
            instance = wild(chance)
        else:
            own_table, case = people_and_table(chance, family, table)
            instance, _ = reduce(own_table, case.request, case.allowed, case.closed, case.wishes,
                                 case.prescribed)  # fmt: skip
        fault = out_of_range(instance)
        if fault:
            raise ValueError(f"{seed} {family} {number}: {fault} is out of range")
        if instance.candidates:
            return instance
    raise ValueError(f"{seed} {family} {number}: there is never anything to choose from")


def main(seed, family, count, first="0"):
    table = read_table()
    for number in range(int(first), int(first) + int(count)):
        sys.stdout.write(instance_text(make(seed, family, number, table)))


if __name__ == "__main__":
    main(*sys.argv[1:])
