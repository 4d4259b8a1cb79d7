"""How long a technique takes at the ends of its range, both sides together."""


def duration_s(technique, bound):
    """How long a technique takes with its smallest ("min") or largest ("max") dose, both sides."""
    dose = technique["dose"]
    sets, reps, hold = dose["sets"][bound], dose["reps"][bound], dose["hold_s"][bound]
    side = dose["ready_s"] + sets * reps * (dose["move_s"] + hold) + (sets - 1) * dose["rest_s"]
    return side * (2 if technique["two_sided"] else 1)


def held_s(technique, bound):
    dose = technique["dose"]
    held = dose["sets"][bound] * dose["reps"][bound] * dose["hold_s"][bound]
    return held * (2 if technique["two_sided"] else 1)
