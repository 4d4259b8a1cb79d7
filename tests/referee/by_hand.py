"""A small catalogue and some people, and what becomes of them, reckoned by hand from the text of
docs/planner.md: the first lines of the instance, what one and two units of calm are worth, its lines
from the limits on, and who is left out."""

from table import COOL_DOWN, MOBILISE, RELEASE, STRETCH, WARM_UP, Table, Technique, ways

PLANNING = {
    "unit_worth": [100, 88, 77, 68, 60, 53, 46, 41, 36, 32, 28, 24, 22, 19, 17, 15, 13, 11, 10, 9, 8, 7, 6, 5],
    "unmarked_tension": 2,
    "calm_tension": 5,
    "cool_down_due": 700,
    "calm_percent": 60,
    "dose_percent": {"smallest": 60, "middle": 85, "largest": 100, "more_sets": 135},
    "spill": 12,
    "technique_cost": 40,
    "intensity_cost": 60,
    "recent_cost": [60, 30, 15, 0],
    "warms_from_percent": 10,
    "warm_ups_max": 3,
    "start": "standing",
}
LIMITS = {
    "session_max_minutes": 45,
    "stretch_session_max_s": 240,
    "stretch_week_max_s": 600,
    "region_day_max_minutes": 8,
    "day_max_minutes": 60,
    "cool_down_from_minutes": 8,
    "pain_continue_max": 3,
    "intensity_max_in_pain": 1,
    "strong_pain_max": 1,
    "technique_lock_days": 7,
}


def technique(name, phase, intensity, positions, percent, times, hold, reps, sets, **more):
    ready, move, rest = (1000 * seconds for seconds in times)
    hold = tuple(1000 * seconds for seconds in hold)
    common = {"two_sided": False, "for_everybody": False, "partner": False, "equipment": [],
              "properties": [], "day_times_max": 3, "week_times_max": 21}  # fmt: skip
    return Technique(id=name, phase=phase, intensity=intensity, positions=positions, percent=percent,
                     ready_ms=ready, move_ms=move, rest_ms=rest, hold_ms=hold, reps=reps, sets=sets,
                     **common | more)  # fmt: skip


def hand_made_table():
    positions = ["standing", "lying"]
    techniques = [
        technique("swing", WARM_UP, 1, [0], [20, 80], (5, 4, 3), (0, 0), (5, 10), (2, 2)),
        technique("lift", MOBILISE, 3, [0], [30, 70], (5, 5, 0), (0, 0), (4, 8), (1, 1)),
        technique("reach", STRETCH, 1, [0], [100, 0], (0, 5, 0), (60, 60), (1, 1), (1, 1)),
        technique("bend", STRETCH, 2, [1], [10, 90], (10, 5, 5), (10, 31), (1, 4), (1, 2),
                  two_sided=True, family=1),
        technique("roll", RELEASE, 2, [1], [0, 100], (5, 5, 0), (20, 30), (1, 2), (1, 1),
                  equipment=[["roller"]], family=1),
        technique("breathe", COOL_DOWN, 1, [0, 1], [50, 50], (5, 10, 0), (0, 0), (6, 18), (1, 1),
                  for_everybody=True, day_times_max=6),
    ]  # fmt: skip
    moves = [{"from": "standing", "to": "lying", "seconds": 11, "effort": 30},
             {"from": "lying", "to": "standing", "seconds": 15, "effort": 90}]  # fmt: skip
    return Table(["neck", "back"], positions, ["roller"], techniques, PLANNING, LIMITS, [],
                 ways(moves, positions))  # fmt: skip


EVERYTHING = ["swing", "lift", "reach", "bend", "roll", "breathe"]
TODAY = {"today": "2026-11-27", "positions": ["standing", "lying"], "pain": 1}
STIFF = TODAY | {"regions": {"neck": 10, "back": 6}}

CASES = [
    (
        "a stiff neck and back, ten minutes",
        {"request": STIFF | {"minutes": 10}, "allowed": EVERYTHING},
        """budget 120
start 0
warm-ups-max 3
calm 950 1170
limit 0 240
technique swing 0 1 0 0 0 positions 0 warms 0 1
dose swing 0 10 4 104 0
dose swing 1 13 6 164 0
dose swing 2 18 8 200 0
technique lift 1 1 0 1 0 positions 0 warms
dose lift 0 5 4 56 0
dose lift 1 7 5 146 0
dose lift 2 9 7 200 0
technique reach 2 0 0 0 0 positions 0 warms
dose reach 0 13 6 -40 65
dose reach 1 13 8 -40 65
dose reach 2 13 10 -40 65
technique bend 2 1 1 1 0 positions 1 warms
dose bend 0 10 5 -28 30
dose bend 1 24 7 2 100
dose bend 3 46 12 62 200
technique breathe 4 2 0 0 0 positions 0 1 warms
dose breathe 0 13 3 536 0
dose breathe 1 25 5 776 0
dose breathe 2 37 6 920 0
end
equipment roll
""",
    ),
    (
        "in pain, lying, nothing marked, a cool-down today already",
        {"request": {"today": "2026-11-27", "positions": ["lying"], "pain": 4, "minutes": 7,
                     "history": [{"technique": "breathe", "day": "2026-11-27", "seconds": 70}]},
         "allowed": EVERYTHING},
        """budget 84
start -
warm-ups-max 3
calm 250 470
technique breathe 4 2 0 0 0 positions 1 warms
dose breathe 0 13 3 44
end
pain bend
position lift
position reach
equipment roll
position swing
""",
    ),
    (
        "a prescribed stretch, one kept and short, and no warm-up",
        {"request": STIFF | {"minutes": 8}, "allowed": EVERYTHING[1:],
         "wishes": {"keep": {"breathe"}, "short": {"breathe"}}, "prescribed": {"reach": (30500, 1, 1)}},
        """budget 96
start 0
warm-ups-max 3
calm 950 1170
technique reach 2 0 0 0 0 positions 0 warms
dose reach 2 8 10 -40
technique breathe 4 2 0 0 1 positions 0 1 warms
dose breathe 0 13 3 536
end
warm-up bend
warm-up lift
equipment roll
screening swing
""",
    ),
    (
        "the week has 24 s of stretching left, lying is closed, and something felt worse",
        {"request": STIFF | {"minutes": 240, "equipment": ["roller"], "history": [
            {"technique": "bend", "day": "2026-11-22"},
            {"technique": "roll", "day": "2026-11-21", "seconds": 30, "felt": "worse"},
            {"technique": "swing", "day": "2026-11-26", "seconds": 60}]},
         "allowed": EVERYTHING, "closed_positions": [1]},
        """budget 540
start 0
warm-ups-max 3
calm 950 1170
technique swing 0 1 0 0 0 positions 0 warms 0 1
dose swing 0 10 4 74
technique lift 1 1 0 1 0 positions 0 warms
dose lift 0 5 4 56
technique breathe 4 2 0 0 0 positions 0 warms
dose breathe 0 13 3 536
end
position bend
week-limit reach
locked roll
""",
    ),
    (
        "a little pain, and seven minutes",
        {"request": STIFF | {"minutes": 7, "pain": 2}, "allowed": ["swing", "lift", "breathe"]},
        """budget 84
start 0
warm-ups-max 3
calm 250 470
technique swing 0 1 0 0 0 positions 0 warms 0 1
dose swing 0 10 4 104
dose swing 1 13 6 164
dose swing 2 18 8 200
technique breathe 4 2 0 0 0 positions 0 1 warms
dose breathe 0 13 3 536
dose breathe 1 25 5 776
dose breathe 2 37 6 920
end
screening bend
pain lift
screening reach
screening roll
""",
    ),
    (
        "only the neck is stiff, and something for the back is wanted all the same",
        {"request": TODAY | {"regions": {"neck": 10}, "minutes": 7, "equipment": ["roller"]},
         "allowed": ["swing", "roll"], "wishes": {"keep": {"roll"}}},
        """budget 84
start 0
warm-ups-max 3
calm 250 470
technique swing 0 1 0 0 0 positions 0 warms 0 1
dose swing 0 10 4 104
dose swing 1 13 6 164
dose swing 2 18 8 200
technique roll 3 1 1 1 1 positions 1 warms
dose roll 0 6 6 -100
dose roll 1 7 8 -100
dose roll 2 15 10 -100
end
screening bend
screening breathe
screening lift
screening reach
""",
    ),
    (
        "the same, and nobody wants it",
        {"request": TODAY | {"regions": {"neck": 10}, "minutes": 7, "equipment": ["roller"]},
         "allowed": ["roll"]},
        """budget 84
start 0
warm-ups-max 3
calm 250 470
end
screening bend
screening breathe
screening lift
screening reach
region roll
screening swing
""",
    ),
]  # fmt: skip
