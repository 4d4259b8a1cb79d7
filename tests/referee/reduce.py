"""From a request to an instance, as docs/planner.md says, and from nothing else.

    reduce(table, request, allowed, closed_positions, wishes, prescribed)

The request is the JSON of `limber plan --request`; `allowed` are the ids that the screening allows.
`wishes` has sets of ids under leave_out, keep and short; `prescribed` has (hold in ms, repetitions,
sets) by id.
"""

import datetime
import math
from dataclasses import dataclass, field

from instance import Candidate, Dose, Instance
from table import (COOL_DOWN, MINUTE_MS, MOBILISE, RELEASE, SECOND_MS, SLOT_MS, STRETCH, UNITS_MAX,
                   WARM_UP)  # fmt: skip

WEEK_DAYS = 7
MODERATE = 2
STRETCH_LIMIT = 0


@dataclass
class Person:
    """The request, and what it says of today and of the days before."""

    table: object
    request: dict
    allowed: set
    closed: set
    wishes: dict = field(default_factory=dict)
    prescribed: dict = field(default_factory=dict)

    def __post_init__(self):
        stiff = self.request.get("regions", {})
        tension = [stiff.get(region, 0) for region in self.table.regions]
        self.marked = any(tension)
        unmarked = self.table.planning["unmarked_tension"]
        self.tension = tension if self.marked else [unmarked] * len(tension)
        asked = {self.table.positions.index(name) for name in self.request.get("positions", [])}
        self.possible = asked - set(self.closed)
        pain = self.request.get("pain")
        self.in_pain = pain is None or pain > self.table.limits["pain_continue_max"]
        self.sore = pain is None or pain > self.table.limits["strong_pain_max"]
        self.history = [self.past(entry) for entry in self.request.get("history", [])]
        self.after_worse = any(worse for _, _, _, worse in self.history)

    def past(self, entry):
        """(technique, days ago, ms worked, whether it was worse afterwards)"""
        technique = next(one for one in self.table.techniques if one.id == entry["technique"])
        today, day = map(datetime.date.fromisoformat, (self.request["today"], entry["day"]))
        worked = entry["seconds"] * SECOND_MS if "seconds" in entry else technique.longest_work_ms
        return technique, (today - day).days, worked, entry.get("felt") == "worse"

    def times(self, technique, days):
        return sum(past is technique and ago < days for past, ago, _, _ in self.history)

    def worked(self, days, count=lambda technique, worked: worked):
        return sum(count(past, worked) for past, ago, worked, _ in self.history if ago < days)

    def wishes_for(self, technique, wish):
        return technique.id in self.wishes.get(wish, ())


# ---- Filters. ------------------------------------------------------------------------------------


def locked(person, technique):
    days = person.table.limits["technique_lock_days"]
    return any(past is technique and worse and ago < days for past, ago, _, worse in person.history)


def unequipped(person, technique):
    there = set(person.request.get("equipment", []))
    return any(there.isdisjoint(any_of) for any_of in technique.equipment)


def serves_nothing(person, technique):
    pull = sum(percent * tension for percent, tension in zip(technique.percent, person.tension))
    wanted = technique.for_everybody or person.wishes_for(technique, "keep")
    return person.marked and pull == 0 and not wanted


def too_strong(person, technique):
    """Above gentle when it hurts or nobody knows, above moderate when it hurts a little."""
    limits = person.table.limits
    return ((person.in_pain and technique.intensity > limits["intensity_max_in_pain"])
            or (person.sore and technique.intensity > MODERATE))  # fmt: skip


FILTERS = {
    "screening": lambda person, one: one.id not in person.allowed,
    "locked": locked,
    "day-limit": lambda person, one: person.times(one, 1) >= one.day_times_max,
    "week-limit": lambda person, one: person.times(one, WEEK_DAYS) >= one.week_times_max,
    "position": lambda person, one: person.possible.isdisjoint(one.positions),
    "equipment": unequipped,
    "partner": lambda person, one: one.partner and not person.request.get("partner", False),
    "pain": too_strong,
    "region": serves_nothing,
    "wish": lambda person, one: person.wishes_for(one, "leave_out"),
}  # fmt: skip


def filtered(person, technique):
    """The first filter that applies; None: none does."""
    return next((name for name, applies in FILTERS.items() if applies(person, technique)), None)


# ---- Doses. --------------------------------------------------------------------------------------


def primary_region(table, technique):
    if technique.phase == COOL_DOWN:
        return table.calm
    return technique.percent.index(max(technique.percent))


def possible_doses(person, technique):
    """(number, hold in ms, repetitions, sets, percent)"""
    percent = person.table.planning["dose_percent"]
    (hold, hold_max), (reps, reps_max) = technique.hold_ms, technique.reps
    sets, sets_max = technique.sets
    middle = (hold + hold_max) // 2 // SECOND_MS * SECOND_MS, (reps + reps_max) // 2
    smallest = 0, hold, reps, sets, percent["smallest"]
    if person.in_pain or person.after_worse or person.wishes_for(technique, "short"):
        return [smallest]
    if technique.id in person.prescribed:
        return [(2, *person.prescribed[technique.id], percent["largest"])]
    doses = [smallest, (1, *middle, sets, percent["middle"]),
             (2, hold_max, reps_max, sets, percent["largest"])]  # fmt: skip
    return doses + ([(3, *middle, sets_max, percent["more_sets"])] if sets_max > sets else [])


def units_of(person, technique, dose_percent):
    planning = person.table.planning
    percent = planning["calm_percent"] if technique.phase == COOL_DOWN else max(technique.percent)
    return min(UNITS_MAX, max(1, percent * dose_percent // 1000))


def flat_of(person, technique, dose_percent):
    planning = person.table.planning
    primary = primary_region(person.table, technique)
    beside = sum(percent * tension for region, (percent, tension)
                 in enumerate(zip(technique.percent, person.tension)) if region != primary)  # fmt: skip
    ago = min((ago for past, ago, _, _ in person.history if past is technique), default=len(planning["recent_cost"]))
    recent = planning["recent_cost"][ago] if ago < len(planning["recent_cost"]) else 0
    return (dose_percent * planning["spill"] * beside // 1000 - planning["technique_cost"]
            - planning["intensity_cost"] * (technique.intensity - 1) - recent)  # fmt: skip


def uses(technique, work_ms, region_count):
    """Seconds of every limit, by its number."""
    stretches, presses = technique.phase == STRETCH, technique.phase == RELEASE
    all_work = technique.sides * work_ms
    use = [math.ceil(all_work / SECOND_MS) if stretches else 0]
    for region in range(region_count):
        counts = all_work * technique.percent[region] if stretches or presses else 0
        use.append(-(-counts // (100 * SECOND_MS)))
    return use


def doses_of(person, technique):
    found = []
    for number, hold_ms, reps, sets, percent in possible_doses(person, technique):
        work_ms = sets * reps * (technique.move_ms + hold_ms)
        duration_ms = technique.ready_ms + work_ms + (sets - 1) * technique.rest_ms
        dose = Dose(number, -(-technique.sides * duration_ms // SLOT_MS),
                    units_of(person, technique, percent), flat_of(person, technique, percent),
                    uses(technique, work_ms, len(person.table.regions)))  # fmt: skip
        if not any(one.slots <= dose.slots and one.units >= dose.units for one in found):
            found.append(dose)
    return found


# ---- Limits. -------------------------------------------------------------------------------------


def budget_slots(person):
    limits = person.table.limits
    day_left = limits["day_max_minutes"] * MINUTE_MS - person.worked(1)
    least = min(person.request["minutes"] * MINUTE_MS, limits["session_max_minutes"] * MINUTE_MS, day_left)
    return max(0, least) // SLOT_MS


def amounts(person):
    """Seconds that there are of every limit, by its number."""
    limits = person.table.limits
    stretched = person.worked(WEEK_DAYS, lambda one, ms: ms if one.phase == STRETCH else 0)
    there = [min(limits["stretch_session_max_s"] * SECOND_MS,
                 max(0, limits["stretch_week_max_s"] * SECOND_MS - stretched)) // SECOND_MS]  # fmt: skip
    for region in range(len(person.table.regions)):
        worked = person.worked(1, lambda one, ms, region=region: (
            ms * one.percent[region] if one.phase in (STRETCH, RELEASE) else 0))  # fmt: skip
        left = limits["region_day_max_minutes"] * MINUTE_MS * 100 - worked
        there.append(max(0, left) // (100 * SECOND_MS))
    return there


def fits(dose, budget, there):
    return dose.slots <= budget and all(use <= amount for use, amount in zip(dose.use, there))


def why_none_fits(person, doses, budget, there):
    """What keeps the smallest dose out: the limit comes before the time."""
    use = doses[0].use
    if use[STRETCH_LIMIT] > there[STRETCH_LIMIT]:
        session = person.table.limits["stretch_session_max_s"]
        return "week-limit" if there[STRETCH_LIMIT] < session else "stretch-limit"
    return "day-limit" if any(u > t for u, t in zip(use, there)) else "time"


# ---- All together. -------------------------------------------------------------------------------


def needs_warming(technique):
    return technique.phase in (MOBILISE, STRETCH, RELEASE) and technique.intensity > 1


def candidate_of(person, technique, doses):
    table = person.table
    warms = []
    if technique.phase == WARM_UP:
        enough = table.planning["warms_from_percent"]
        warms = [region for region, percent in enumerate(technique.percent) if percent >= enough]
    return Candidate(technique.id, technique.phase, primary_region(table, technique), technique.family,
                     int(needs_warming(technique)), int(person.wishes_for(technique, "keep")),
                     sorted(person.possible.intersection(technique.positions)), warms, doses)  # fmt: skip


def without_cold(candidates, reasons):
    """Without those that no possible warm-up prepares."""
    warmed = {region for one in candidates for region in one.warms}
    for one in candidates:
        if one.need and one.region not in warmed:
            reasons[one.id] = "warm-up"
    return [one for one in candidates if one.id not in reasons]


def keep_limits_that_matter(candidates, there):
    """(limit, amount) where the largest uses add up to more; the doses keep only these uses."""
    def most(limit):
        return sum(max(dose.use[limit] for dose in one.doses) for one in candidates)

    kept = [limit for limit, amount in enumerate(there) if most(limit) > amount]
    for one in candidates:
        for dose in one.doses:
            dose.use = [dose.use[limit] for limit in kept]
    return [(limit, there[limit]) for limit in kept]


def worth_table(person, budget):
    planning = person.table.planning
    tables = []
    for tension in [*person.tension, planning["calm_tension"]]:
        worth = [0]
        for unit in planning["unit_worth"]:
            worth.append(worth[-1] + unit * tension // 2)
        tables.append(worth)
    cool_down_from = -(-person.table.limits["cool_down_from_minutes"] * MINUTE_MS // SLOT_MS)
    if budget >= cool_down_from:
        tables[-1] = [0, *(points + planning["cool_down_due"] for points in tables[-1][1:])]
    return tables


def start_of(person):
    start = person.table.positions.index(person.table.planning["start"])
    return start if start in person.possible else None


def reduce(table, request, allowed, closed_positions=(), wishes=None, prescribed=None):
    """The instance, and by id why a technique is not in it."""
    person = Person(table, request, set(allowed), set(closed_positions), wishes or {}, prescribed or {})
    budget, there = budget_slots(person), amounts(person)
    reasons, candidates = {}, []
    for technique in table.techniques:
        reason = filtered(person, technique)
        if reason is None:
            doses = doses_of(person, technique)
            fitting = [dose for dose in doses if fits(dose, budget, there)]
            if fitting:
                candidates.append(candidate_of(person, technique, fitting))
                continue
            reason = why_none_fits(person, doses, budget, there)
        reasons[technique.id] = reason
    candidates = without_cold(candidates, reasons)
    limits = keep_limits_that_matter(candidates, there)
    instance = Instance(budget, start_of(person), table.planning["warm_ups_max"], table.changes,
                        worth_table(person, budget), limits, candidates)  # fmt: skip
    return instance, reasons
