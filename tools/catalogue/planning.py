"""Planning: how sessions are weighed, and what it takes to change from one position to another.

docs/planner.md says what each entry of catalogue/planning.yaml is used for.
"""

from .doses import duration_s

DOSES = ("smallest", "middle", "largest", "more_sets")  # in the order of their numbers
# What stands in the tables where no way leads from one position to the other: none is cheaper.
NO_WAY = {"slots": 255, "effort": 65535}
SECOND_MS = 1000
SECONDS_PER_MINUTE = 60
CALM = "calm"  # what every cool-down serves; no region of the body


def slot_s(contract):
    return contract.numbers["LIMBER_SLOT_MS"] // SECOND_MS


def primary_region(technique, regions):
    """What it serves most; of two that it serves as much, the earlier in the catalogue."""
    if technique["phase"] == "cool-down":
        return CALM
    percent = technique["region_percent"]
    return max((region for region in regions if region in percent), key=percent.get, default=None)


def needs_warming(technique):
    return technique["phase"] in ("mobilise", "stretch", "release") and technique["intensity"] > 1


def family_numbers(planning):
    """The number of the family of each technique that has one; they count from 1."""
    return {technique: number
            for number, members in enumerate(planning["families"]["value"], 1)
            for technique in members}


def least(positions, moves, key):
    """The least `key` of all the ways from each position to each: a dict by (from, to)."""
    best = {(position, position): 0 for position in positions}
    for move in moves:
        pair = move["from"], move["to"]
        best[pair] = min(move[key], best.get(pair, move[key]))
    for via in positions:
        for start in positions:
            for end in positions:
                if (start, via) in best and (via, end) in best:
                    way = best[start, via] + best[via, end]
                    best[start, end] = min(way, best.get((start, end), way))
    return best


def _rounded_up(seconds, slot):
    return -(-seconds // slot) * slot


def changes(positions, moves, slot):
    """The tables of the core, from each position to each. The way of the fewest seconds and that of
    the least effort are looked for apart; seconds become slots only once they are added up."""
    seconds, effort = (least(positions, moves, key) for key in ("seconds", "effort"))
    pairs = [[(start, end) for end in positions] for start in positions]
    return {
        "slots": [[_rounded_up(seconds[pair], slot) // slot if pair in seconds else NO_WAY["slots"]
                   for pair in row] for row in pairs],
        "effort": [[effort.get(pair, NO_WAY["effort"]) for pair in row] for row in pairs],
    }


class PlanningCheck:
    """What a schema can't see of planning.yaml; `refer` and `cite` tell of ids leading nowhere."""

    def __init__(self, files, known, limits, slot, refer, cite):
        self.document = files["planning.yaml"]
        self.documents = files.inside("techniques")
        self.known, self.limits, self.slot = known, limits, slot
        self._refer, self._cite = refer, cite
        self.techniques = {name: document.value for name, document in self.documents.items()
                           if document.well_formed}

    def check(self):
        document = self.document
        if not document.well_formed:
            return
        for name, entry in document.value.items():
            self._cite(document, (name, "sources"), entry["sources"])
        self.value = {name: entry["value"] for name, entry in document.value.items()}
        self._worth_falls()
        self._doses_rise()
        if self.known["regions"] is not None:
            self._families()
            self._warming()
        if self.known["positions"] is not None:
            self._positions()

    def _worth_falls(self):
        worth = self.value["unit_worth"]
        for index in range(1, len(worth)):
            if worth[index] > worth[index - 1]:
                self.document.fault(
                    ("unit_worth", "value", index), f"unit {index + 1} is worth {worth[index]}; it "
                    f"must not be worth more than the one before it, {worth[index - 1]}")

    def _doses_rise(self):
        percent = self.value["dose_percent"]
        for low, high in zip(DOSES, DOSES[1:]):
            if percent[high] <= percent[low]:
                self.document.fault(
                    ("dose_percent", "value", high), f"`{high}` is {percent[high]}; it must be "
                    f"more than `{low}`, {percent[low]}")

    # -- families and warming ------------------------------------------------------------------

    def _families(self):
        first = {}
        for number, members in enumerate(self.value["families"]):
            path = ("families", "value", number)
            for place, name in enumerate(members):
                self._refer(self.document, path + (place,), "technique", name)
                if first.setdefault(name, number) != number:
                    self.document.fault(path + (place,), f"`{name}` is in family "
                                        f"{first[name] + 1} already; keep it in one")
            self._serves_one_region(path, members)

    def _serves_one_region(self, path, members):
        serves = {name: primary_region(self.techniques[name], self.known["regions"])
                  for name in members if name in self.techniques}
        for name, region in serves.items():
            leader = next(iter(serves))
            if None not in (region, serves[leader]) and region != serves[leader]:
                self.document.fault(
                    path + (members.index(name),), f"`{name}` serves `{region}` most, and "
                    f"`{leader}` serves `{serves[leader]}`; a family serves one region")

    def _warming(self):
        """Who needs a place warmed that nothing warms would never be offered."""
        least_percent = self.value["warms_from_percent"]
        if len(self.techniques) < len(self.documents):
            return  # a broken file may be what warms
        warmed = {region for technique in self.techniques.values()
                  if technique["phase"] == "warm-up"
                  for region, percent in technique["region_percent"].items()
                  if percent >= least_percent}
        cold = {name: primary_region(technique, self.known["regions"])
                for name, technique in self.techniques.items() if needs_warming(technique)}
        cold = {name: region for name, region in cold.items() if region not in warmed | {None}}
        for name, region in cold.items():
            self.documents[name].fault(
                ("intensity",), f"`{region}` must be warmed up before it, and no warm-up has "
                f"{least_percent} percent of its effect there (`warms_from_percent`)")

    # -- positions -----------------------------------------------------------------------------

    def _positions(self):
        positions, moves, start = self.known["positions"], self.value["moves"], self.value["start"]
        self._refer(self.document, ("start", "value"), "positions", start)
        first = {}
        for index, move in enumerate(moves):
            path, pair = ("moves", "value", index), (move["from"], move["to"])
            for key in ("from", "to"):
                self._refer(self.document, path + (key,), "positions", move[key])
            if move["from"] == move["to"]:
                self.document.fault(path, f"a move from `{move['from']}` to itself; take it out")
            if first.setdefault(pair, index) != index:
                self.document.fault(path, f"the way from `{pair[0]}` to `{pair[1]}` stands before, "
                                    f"as move {first[pair] + 1}; every move stands once")
        if {start, *(name for pair in first for name in pair)} <= set(positions):
            self._ways(least(positions, moves, "seconds"), start)

    def _ways(self, seconds, start):
        used = {}
        for name, technique in self.techniques.items():
            for position in technique["positions"]:
                if position in self.known["positions"]:
                    used.setdefault(position, name)
        whole = True
        for position, name in used.items():
            for pair in ((start, position), (position, start)):
                if pair not in seconds:
                    whole = False
                    self.document.fault(
                        ("moves", "value"), f"no way leads from `{pair[0]}` to `{pair[1]}`; "
                        f"`{name}` is done in `{position}`, and a session begins in `{start}`",
                        at_key=True)
        if whole and self.limits is not None:
            self._cool_downs(max(seconds[pair] for pair in seconds if set(pair) <= {start, *used}))

    def _cool_downs(self, longest_change):
        """A session that must end with a cool-down must have the time to get into it and do it."""
        room = self.limits["cool_down_from_minutes"] * SECONDS_PER_MINUTE
        for name, technique in self.techniques.items():
            if technique["phase"] == "cool-down":
                takes = (_rounded_up(duration_s(technique, "min"), self.slot)
                         + _rounded_up(longest_change, self.slot))
                if takes > room:
                    self.documents[name].fault(
                        ("dose",), f"with the longest change of position the smallest dose takes "
                        f"{takes} s; from `cool_down_from_minutes` on, {room} s, a session must "
                        "have room for it", at_key=True)
