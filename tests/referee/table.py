"""The catalogue as the referee reads it: straight from the files that people write.

Nothing here comes from the program or from its compiler; docs/planner.md says what the numbers mean.
Times are milliseconds, because what a professional prescribes may not be whole seconds.
"""

import re
from dataclasses import dataclass, field
from pathlib import Path

import yaml

CATALOGUE = Path(__file__).resolve().parent.parent.parent / "catalogue"
PHASES = ("warm-up", "mobilise", "stretch", "release", "cool-down")
WARM_UP, MOBILISE, STRETCH, RELEASE, COOL_DOWN = range(len(PHASES))
SECOND_MS, SLOT_MS, MINUTE_MS = 1000, 5000, 60000
UNITS_MAX = 24
DOSES = ("smallest", "middle", "largest", "more_sets")


@dataclass
class Technique:
    id: str
    phase: int
    intensity: int
    two_sided: bool
    for_everybody: bool
    partner: bool
    positions: list  # numbers
    equipment: list  # lists of names, of each of which one is enough
    properties: list
    percent: list  # by region
    ready_ms: int
    move_ms: int
    rest_ms: int
    hold_ms: tuple  # smallest, largest
    reps: tuple
    sets: tuple
    day_times_max: int
    week_times_max: int
    family: int = 0

    @property
    def sides(self):
        return 2 if self.two_sided else 1

    @property
    def longest_work_ms(self):
        return self.sides * self.sets[1] * self.reps[1] * (self.move_ms + self.hold_ms[1])


@dataclass
class Table:
    regions: list
    positions: list
    equipment: list
    techniques: list
    planning: dict  # name: value
    limits: dict  # name with its unit: value
    conditions: list  # rows of the matrix: (properties closed, numbers of positions closed)
    changes: list = field(default_factory=list)  # [from][to]: (slots, effort)

    @property
    def calm(self):
        return len(self.regions)


def range_of(values, factor=1):
    return values["min"] * factor, values["max"] * factor


def read_technique(entry, positions, regions):
    dose = entry["dose"]
    return Technique(
        id=entry["id"],
        phase=PHASES.index(entry["phase"]),
        intensity=entry["intensity"],
        two_sided=entry["two_sided"],
        for_everybody=entry["anyone_stiff"],
        partner=entry["partner"],
        positions=sorted(map(positions.index, entry["positions"])),
        equipment=entry["equipment"],
        properties=entry["properties"],
        percent=[entry["region_percent"].get(region, 0) for region in regions],
        ready_ms=dose["ready_s"] * SECOND_MS,
        move_ms=dose["move_s"] * SECOND_MS,
        rest_ms=dose["rest_s"] * SECOND_MS,
        hold_ms=range_of(dose["hold_s"], SECOND_MS),
        reps=range_of(dose["reps"]),
        sets=range_of(dose["sets"]),
        day_times_max=dose["day_times_max"],
        week_times_max=dose["week_times_max"],
    )


def catalogue_order(entry):
    """docs/catalogue.md lists them like this, and so does `limber techniques`."""
    letter, number = re.fullmatch(r"([A-Z])([0-9]+)", entry["requirement"]).groups()
    return letter, int(number), entry["id"]


def ways(moves, positions):
    """Between any two positions the way of the fewest seconds, and by itself that of the least
    effort: (slots, effort), by trying every position as a stop in between."""
    far = 10**9
    cost = {}
    for kind in ("seconds", "effort"):
        best = [[0 if a == b else far for b in positions] for a in positions]
        for move in moves:
            a, b = positions.index(move["from"]), positions.index(move["to"])
            best[a][b] = min(best[a][b], move[kind])
        everywhere = range(len(positions))
        for middle in everywhere:
            for a in everywhere:
                for b in everywhere:
                    best[a][b] = min(best[a][b], best[a][middle] + best[middle][b])
        cost[kind] = best
    slots = [[-(-seconds * SECOND_MS // SLOT_MS) for seconds in row] for row in cost["seconds"]]
    return [list(zip(*rows)) for rows in zip(slots, cost["effort"])]


def read_yaml(folder, name):
    return yaml.load((folder / name).read_text("utf-8"), getattr(yaml, "CSafeLoader", yaml.SafeLoader))


def read_table(folder=CATALOGUE):
    words = read_yaml(folder, "catalogue.yaml")
    positions, regions = words["positions"], words["regions"]
    entries = [read_yaml(path.parent, path.name) for path in (folder / "techniques").glob("*.yaml")]
    entries.sort(key=catalogue_order)
    techniques = [read_technique(entry, positions, regions) for entry in entries]
    planning = {name: entry["value"] for name, entry in read_yaml(folder, "planning.yaml").items()}
    for number, family in enumerate(planning["families"], 1):
        for technique in techniques:
            if technique.id in family:
                technique.family = number
    conditions = [(row["closes"], [positions.index(name) for name in row["closes_positions"]])
                  for row in read_yaml(folder, "screening/contraindications.yaml")]  # fmt: skip
    return Table(
        regions=regions,
        positions=positions,
        equipment=words["equipment"],
        techniques=techniques,
        planning=planning,
        limits={name: entry["value"] for name, entry in read_yaml(folder, "limits.yaml").items()},
        conditions=conditions,
        changes=ways(planning["moves"], positions),
    )
