"""Claims about how sessions are weighed, and about the changes of position in the core's tables."""

import itertools
import pathlib
import re
import shutil
import tempfile

from harness import (REAL, compile_catalogue, edit, faults_of, load, require,
                     small_catalogue)

SLOT_S = 5
# How far from the floor a position is; those of one height are not compared.
HEIGHT = {"standing": 3, "wall": 3, "seated": 2, "kneeling": 1, "prone": 0, "side-lying": 0,
          "supine": 0}


def _tables(folder):
    with tempfile.TemporaryDirectory() as temporary:
        status, printed = compile_catalogue(folder, "--out", temporary)
        require(status == 0, printed)
        return (pathlib.Path(temporary) / "catalogue_tables.c").read_text(encoding="utf-8")


def _matrix(tables, name):
    rows = re.search(rf"\.{name} = {{(.*)}},\n", tables).group(1)
    return [[int(number) for number in row.split(",")] for row in re.findall(r"{([^{}]*)}", rows)]


def _changes(folder):
    """From the tables: slots and effort by the names of the two positions."""
    tables, positions = _tables(folder), load(folder / "catalogue.yaml")["positions"]
    pairs = list(itertools.product(positions, repeat=2))
    return (dict(zip(pairs, itertools.chain(*_matrix(tables, "change_slots")), strict=True)),
            dict(zip(pairs, itertools.chain(*_matrix(tables, "change_effort")), strict=True)))


def _ways(moves, start, end, passed=()):
    """Each way that takes no position twice, as its moves: slower than it need be, and plain."""
    if start == end:
        yield []
    for (origin, to), move in moves.items():
        if origin == start and to not in passed:
            for rest in _ways(moves, to, end, (*passed, start)):
                yield [move, *rest]


def catalogue_change_of_position_is_the_least_of_all_ways():
    moves = {(move["from"], move["to"]): move
             for move in load(REAL / "planning.yaml")["moves"]["value"]}
    slots, effort = _changes(REAL)
    for start, end in slots:
        ways = list(_ways(moves, start, end))
        seconds = min(sum(move["seconds"] for move in way) for way in ways)
        wanted = -(-seconds // SLOT_S), min(sum(move["effort"] for move in way) for way in ways)
        found = slots[start, end], effort[start, end]
        require(found == wanted, f"{start} to {end}: {found}, not {wanted}")


def catalogue_change_of_position_gains_nothing_by_a_way_round():
    for table in _changes(REAL):
        for pair in table:
            require((table[pair] == 0) == (pair[0] == pair[1]), f"{pair} takes {table[pair]}")
        positions = {start for start, _ in table}
        for start, via, end in itertools.product(positions, repeat=3):
            require(table[start, end] <= table[start, via] + table[via, end],
                    f"{start} to {end} takes {table[start, end]}, and less by way of {via}")


def catalogue_getting_up_costs_more_than_getting_down():
    _, effort = _changes(REAL)
    require({start for start, _ in effort} == set(HEIGHT), "a position has no height")
    for start, end in effort:
        if HEIGHT[start] < HEIGHT[end]:
            require(effort[start, end] > effort[end, start], f"{start} up to {end} is as easy")


def catalogue_seconds_of_a_change_are_rounded_up_once_added_up():
    """And the easier way need not be the quicker one; where no way leads, none is cheaper."""
    with tempfile.TemporaryDirectory() as temporary:
        folder = small_catalogue(pathlib.Path(temporary))
        edit(folder / "catalogue.yaml", "[standing, supine]", "[standing, supine, seated, wall]")
        edit(folder / "words/en/terms.yaml", "supine: Lying", "seated: S, wall: W, supine: Lying")
        edit(folder / "planning.yaml", "    - {from: supine,",
             "    - {from: standing, to: seated, seconds: 6, effort: 7}\n"
             "    - {from: seated, to: supine, seconds: 7, effort: 9}\n"
             "    - {from: seated, to: wall, seconds: 6, effort: 9}\n"
             "    - {from: supine,")
        slots, effort = _changes(folder)
    for pair, wanted in {("standing", "seated"): (2, 7), ("seated", "supine"): (2, 9),
                         ("standing", "supine"): (3, 16), ("standing", "wall"): (3, 16),
                         ("supine", "seated"): (5, 87), ("wall", "standing"): (255, 65535),
                         ("wall", "wall"): (0, 0)}.items():
        found = slots[pair], effort[pair]
        require(found == wanted, f"{pair}: {found}, not {wanted}")


def _with_copy_of_bend(folder, name, *edits):
    """One more technique in the small catalogue: its stretch, but for these edits."""
    for place in ("techniques", "words/en/techniques"):
        shutil.copy(folder / place / "bend.yaml", folder / place / f"{name}.yaml")
    for old, new in (("id: bend", f"id: {name}"), *edits):
        edit(folder / "techniques" / f"{name}.yaml", old, new)


def catalogue_whatever_is_above_gentle_needs_a_warm_up_of_its_region():
    """One that has just enough of its effect there will do."""
    with tempfile.TemporaryDirectory() as temporary:
        folder = small_catalogue(pathlib.Path(temporary))
        _with_copy_of_bend(folder, "press", ("phase: stretch", "phase: release"))
        _with_copy_of_bend(folder, "swing", ("phase: stretch", "phase: mobilise"))
        edit(folder / "planning.yaml", "warms_from_percent:\n  value: 20",
             "warms_from_percent:\n  value: 61")
        require(faults_of(folder) == [], "what is gentle needs a warm-up")
        for name in ("bend", "press", "swing"):
            edit(folder / f"techniques/{name}.yaml", "intensity: 1", "intensity: 2")
        found = [fault.partition(": ")[0] for fault in faults_of(folder)]
        require(found == ["catalogue/techniques/bend.yaml:4:12",
                          "catalogue/techniques/press.yaml:4:12",
                          "catalogue/techniques/swing.yaml:4:12"], str(found))
        edit(folder / "planning.yaml", "value: 61", "value: 60")
        require(faults_of(folder) == [], "60 percent are not enough for 60 percent")


def catalogue_cool_down_that_just_has_room_is_sound():
    """170 s, and a change of position between those that are used."""
    with tempfile.TemporaryDirectory() as temporary:
        folder = small_catalogue(pathlib.Path(temporary))
        _with_copy_of_bend(folder, "rest", ("phase: stretch", "phase: cool-down"),
                           ("ready_s: 5", "ready_s: 60"), ("{min: 10, max: 20}",
                                                           "{min: 20, max: 20}"))
        edit(folder / "limits.yaml", "cool_down_from_minutes:\n  value: 8",
             "cool_down_from_minutes:\n  value: 3")
        require(faults_of(folder) == [], "a change counts that nobody makes")
        edit(folder / "techniques/rest.yaml", "positions: [standing]", "positions: [supine]")
        require(len(faults_of(folder)) == 1, "getting up takes 20 s")
        edit(folder / "planning.yaml", "seconds: 16", "seconds: 10")
        edit(folder / "planning.yaml", "seconds: 11", "seconds: 10")
        require(faults_of(folder) == [], "180 s are not enough for 180 s")


def catalogue_planning_reaches_the_core_as_it_stands():
    tables = _tables(REAL)
    value = {name: entry["value"] for name, entry in load(REAL / "planning.yaml").items()}
    doses = [value["dose_percent"][dose] for dose in ("smallest", "middle", "largest", "more_sets")]
    start = load(REAL / "catalogue.yaml")["positions"].index(value["start"])
    for name, wanted in {**value, "dose_percent": doses, "start": start}.items():
        if name in ("families", "moves"):
            continue
        text = "{" + ", ".join(map(str, wanted)) + "}" if isinstance(wanted, list) else str(wanted)
        found = re.findall(rf"\.{name} = ({{[^{{}}]*}}|\d+)[,}}]", tables)
        require(found == [text], f"{name} is {found}, not {text}")
    families = dict(re.findall(r"/\* (\S+) \*/\n    {\.dose(?s:.*?)\.family = (\d+)}", tables))
    require(len(families) == len(list((REAL / "techniques").glob("*.yaml"))), str(families))
    for name, number in families.items():
        wanted = [at for at, members in enumerate(value["families"], 1) if name in members] or [0]
        require(wanted == [int(number)], f"{name} is of family {number}, not {wanted}")


def catalogue_worth_of_a_region_fits_what_the_planner_counts_with():
    """LIMBER_WORTH_MAX, at the highest tension there is."""
    worth = load(REAL / "planning.yaml")["unit_worth"]["value"]
    require(sum(unit * 10 // 2 for unit in worth) <= 100000, f"{sum(worth)} units of worth")
    schema = load(REAL / "schemas/planning.json")["properties"]["unit_worth"]["properties"]["value"]
    most = schema["maxItems"] * schema["items"]["maximum"] * 10 // 2
    require(most <= 100000, f"the schema allows {most}")
