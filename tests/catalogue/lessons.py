"""Claims about the lessons, written from the requirements and the safety reference."""

from harness import REAL, load, require

REQUIREMENTS = {"J1", "J2", "J3", "J4", "J5", "I1", "I2", "I3", "I4", "I5", "I6"}
# What is unsettled, small or thin has to be said where it is told: lesson, claim, words.
SAID = [
    ("the-pop", "open", ["not settled", "fingers, not at backs"]),
    ("the-pop", "sketch", ["no units", "could not read the numbers"]),
    ("relief-without-a-pop", "nerves", ["a model, not a finding"]),
    ("twenty-minutes", "more-force", ["never asks for a sound"]),
    ("harm-or-good", "ligaments", ["not proven"]),
    ("harm-or-good", "dissent", ["Not all agree"]),
    ("how-much-is-enough", "limits", ["4 minutes", "10 in a week"]),
    ("roller-low-back", "caution", ["not because harm was shown"]),
    ("roller-low-back", "trial", ["points the other way"]),
    ("sitting-and-posture", "no-blame", ["not somebody's fault"]),
    ("sitting-and-posture", "trial", ["193", "33", "9", "7"]),
    ("water-sleep-weight-stress", "cause", ["next to no evidence"]),
    ("what-professionals-offer", "hands-on", ["only together with exercise"]),
    ("why-it-is-stiff", "serious", ["1,172", "11"]),
]


def _lessons():
    return {path.stem: load(path) for path in sorted((REAL / "lessons").glob("*.yaml"))}


def _says(name):
    return load(REAL / "words/en/lessons" / f"{name}.yaml")["says"]


def catalogue_lessons_cover_what_a_person_should_understand():
    covered = {requirement for lesson in _lessons().values()
               for requirement in lesson["requirements"]}
    require(REQUIREMENTS <= covered, f"not covered: {sorted(REQUIREMENTS - covered)}")


def catalogue_lessons_are_there_for_each_moment_with_a_link():
    """The page links to them from the check-in, the plan, and after a session."""
    for moment, wanted in (("check-in", "the-pop"), ("plan", "how-much-is-enough"),
                           ("afterwards", "twenty-minutes")):
        there = [name for name, lesson in _lessons().items() if moment in lesson["moments"]]
        require(wanted in there, f"{moment}: {there}")


def catalogue_lessons_say_what_is_unsettled():
    for name, claim, phrases in SAID:
        for phrase in phrases:
            require(phrase in _says(name)[claim], f"{name}.{claim} no longer says {phrase!r}")


def catalogue_lessons_claim_to_be_reviewed_by_nobody():
    for name, lesson in _lessons().items():
        for claim in lesson["claims"]:
            require(claim["review"] == "not-reviewed", f"{name}.{claim['id']}: {claim['review']}")


def catalogue_lessons_never_invite_to_seek_a_pop():
    for name in _lessons():
        for claim, text in _says(name).items():
            for phrase in ("try to pop", "until it pops", "until you hear", "pop your"):
                require(phrase not in text.lower(), f"{name}.{claim}: {text}")
