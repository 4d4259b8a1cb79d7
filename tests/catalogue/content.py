"""Claims about what stands in the catalogue, written from the safety reference and not from it."""

from catalogue.meaning import questions_of
from claims import texts
from harness import REAL, ROOT, load, require
from reading import Reading

# Question and where a yes leads. P1 keeps its letter and leads further: the stricter source stands.
QUESTIONS = {
    **{f"E{number}": "emergency" for number in range(1, 9)},
    **{f"U{number}": "urgent" for number in range(1, 9)},
    "P1": "urgent",
    **{f"P{number}": "professional" for number in range(2, 8)},
}
TECHNIQUES = {
    "D1": ["knee-to-chest"], "D2": ["both-knees-to-chest"], "D3": ["lying-twist"],
    "D4": ["pelvic-tilt"], "D5": ["cat-cow"], "D6": ["foam-roller-upper-back"],
    "D7": ["ball-glute"], "D8": ["ball-shoulder-blade"], "D9": ["upper-back-own-hands"],
    "D10": ["palm-pressure"], "D11": ["seated-twist"], "D12": ["standing-twist"],
    "D13": ["chair-figure-four"], "D14": ["neck-side-tilt"], "D15": ["shoulder-rolls"],
    "D16": ["chin-tuck"], "D17": ["cross-body-shoulder"], "D18": ["head-turns"],
    "D19": ["upper-back-round"], "D20": ["kneeling-hip-flexor"], "D21": ["standing-hip-flexor"],
    "D22": ["leg-swings"], "D23": ["dynamic-lunges"], "D24": ["standing-back-bend"],
    "D25": ["side-bends"], "D26": ["breathing"], "D27": ["bridge", "plank"],
    "D28": ["partner-rocking"], "D29": ["partner-twist"], "D30": ["partner-pressure"],
    "D31": ["heat", "ice"],
}
# A step for each side. What goes left and right within one repetition is not among them.
TWO_SIDED = {"D1", "D3", "D7", "D8", "D9", "D10", "D11", "D13", "D14", "D17", "D20", "D21", "D22",
             "D28", "D29", "D30"}
LEFT_AND_RIGHT_AT_ONCE = ("standing-twist", "head-turns", "side-bends", "dynamic-lunges")
PARTNER = {"D28", "D29", "D30"}
REGIONS = ["neck", "shoulders", "upper-back", "shoulder-blades", "mid-back", "lower-back", "glutes",
           "hips"]


def _techniques():
    return {path.stem: load(path) for path in sorted((REAL / "techniques").glob("*.yaml"))}


def _technique_words(name):
    words = load(REAL / "words/en/techniques" / f"{name}.yaml")
    return " ".join(text for _, text in texts(words))


def _asked():
    return [question["id"] for question in load(REAL / "screening/questions.yaml")]


def _compound(question):
    return question.partition(".")[0]


def _never_overridden():
    return {question for rule in load(REAL / "screening/rules.yaml")
            if rule["disposition"] == "professional" and rule["override"] == "never"
            for question in rule.get("all", ["age"])}


def catalogue_asks_every_question_of_the_safety_reference():
    asked = _asked()
    require(list(dict.fromkeys(map(_compound, asked))) == list(QUESTIONS), f"asked: {asked}")
    for compound in QUESTIONS:
        parts = [question for question in asked if _compound(question) == compound]
        numbered = [f"{compound}.{number}" for number in range(1, len(parts) + 1)]
        require(parts in ([compound], numbered), f"{compound} is asked as {parts}")


def catalogue_every_yes_leads_where_the_safety_reference_says():
    reading = Reading()
    for compound, disposition in QUESTIONS.items():
        answers = {question: "yes" if _compound(question) == compound else "no"
                   for question in reading.questions}
        outcome = reading.judge(40, answers)
        require(outcome.disposition == disposition,
                f"{compound} leads to {outcome.disposition}, not to {disposition}")


def catalogue_proceeds_for_somebody_without_any_sign():
    reading = Reading()
    outcome = reading.judge(40, dict.fromkeys(reading.questions, "no"))
    require(outcome.disposition == "proceed" and not outcome.reasons, str(outcome.reasons))
    require(outcome.allowed == set(reading.techniques), f"open: {outcome.allowed}")


def catalogue_asks_again_before_each_session_what_can_not_wait():
    short = {question["id"] for question in load(REAL / "screening/questions.yaml")
             if question["short"]}
    wanted = {question for question in _asked()
              if _compound(question) in ("E1", "E2", "E3", "E4", "E5")}
    require(short == wanted, f"the short form asks {sorted(short)}")


def catalogue_keeps_only_what_is_about_the_person():
    kept = {question["id"] for question in load(REAL / "screening/questions.yaml")
            if question["kept"]}
    wanted = {question for question in _asked() if _compound(question) == "P6"}
    require(kept == wanted, f"kept: {sorted(kept)}")


def catalogue_sends_everybody_under_18_to_a_professional():
    ages = [rule for rule in load(REAL / "screening/rules.yaml")
            if "age_below_years" in rule and not questions_of(rule)]
    require([rule["age_below_years"] for rule in ages] == [18], f"ages: {ages}")
    require(ages[0]["disposition"] == "professional", "wrong disposition")


def catalogue_lets_nobody_agree_to_what_must_not_be_overridden():
    wanted = {"age", "P5.1", "P6.6", "P6.10"}
    require(_never_overridden() == wanted, f"never overridden: {sorted(_never_overridden())}")


def catalogue_agreement_names_every_question_of_the_finding():
    """Or its leading part: a yes of the professional to one of several signs is no agreement."""
    for rule in load(REAL / "screening/rules.yaml"):
        if rule["override"] == "agreed" and "observed" not in rule:
            agreed = set(rule.get("agreed_by", rule.get("all", [])))
            require(agreed == set(questions_of(rule)), f"{rule['id']} is agreed by {agreed}")


def catalogue_every_rule_names_a_hazard_that_is_described():
    rows = (ROOT / "docs/hazards.md").read_text(encoding="utf-8").splitlines()
    described = {row.split("|")[1].strip() for row in rows if row.startswith("| H")}
    named = {rule["hazard"] for rule in load(REAL / "screening/rules.yaml")}
    require(named <= described, f"docs/hazards.md lacks {sorted(named - described)}")


def catalogue_describes_every_required_technique_once():
    """Each by the id that others rely on, and nothing beyond them."""
    described = {}
    for name, technique in _techniques().items():
        described.setdefault(technique["requirement"], []).append(name)
    require(described == TECHNIQUES, f"described: {described}")


def catalogue_keeps_the_regions_that_others_rely_on():
    vocabulary = load(REAL / "catalogue.yaml")
    require(vocabulary["regions"] == REGIONS, f"regions: {vocabulary['regions']}")


def catalogue_limits_are_those_of_the_safety_reference():
    limits = {name: limit["value"] for name, limit in load(REAL / "limits.yaml").items()}
    at_most = {"stretch_session_max_s": 240, "stretch_week_max_s": 600, "release_spot_max_s": 90,
               "pain_continue_max": 3, "pain_rise_max": 1, "pain_stop_min": 6,
               "session_max_minutes": 45, "full_screening_days": 7, "settle_days": 28,
               "settle_rise_max": 2, "heat_cold_max_s": 900}
    at_least = {"settle_gain_percent": 30, "technique_lock_days": limits["full_screening_days"]}
    for name, most in at_most.items():
        require(limits[name] <= most, f"{name} is {limits[name]}, more than {most}")
    for name, least in at_least.items():
        require(limits[name] >= least, f"{name} is {limits[name]}, less than {least}")


def catalogue_works_both_sides_where_there_are_two():
    for name, technique in _techniques().items():
        wanted = technique["requirement"] in TWO_SIDED
        require(technique["two_sided"] == wanted, f"{name}: two_sided must be {wanted}")


def catalogue_says_so_where_a_repetition_is_left_and_right():
    for name in LEFT_AND_RIGHT_AT_ONCE:
        words = _technique_words(name)
        require("left" in words and "right" in words, f"{name} does not name both sides")


def catalogue_needs_somebody_for_the_techniques_for_two_and_no_other():
    """And nobody presses on a neck; every move is asked about first and may be taken back."""
    for name, technique in _techniques().items():
        require(technique["partner"] == (technique["requirement"] in PARTNER), name)
        if technique["partner"]:
            require("neck" not in technique["region_percent"], f"{name} works on the neck")
            helper = load(REAL / "words/en/techniques" / f"{name}.yaml")["helper"]
            consent = " ".join(helper["consent"]).lower()
            for word in ("ready", "stop", "ease up", "left"):
                require(word in consent, f"{name}: the two do not agree on {word!r}")
            told = " ".join(helper["set_up"] + helper["steps"]).lower()
            for word in ("back", "knees", "spine"):
                require(word in told, f"{name}: the helper is not told of {word!r}")


def catalogue_gives_strength_its_days_of_rest():
    for name, technique in _techniques().items():
        if "strength" in technique["properties"]:
            require(technique["dose"]["week_times_max"] <= 4, f"{name} has no days of rest")
            require(technique["intensity"] == 3, f"{name} is not closed by pain")


def catalogue_warns_of_skin_that_does_not_feel_heat_or_cold():
    for name in TECHNIQUES["D31"]:
        words = load(REAL / "words/en/techniques" / f"{name}.yaml")
        warned = " ".join(words["not_for"]).lower()
        for word in ("feel", "circulation", "broken", "diabetes", "asleep"):
            require(word in warned, f"{name} does not warn of {word!r}")
        require("cloth" in _technique_words(name).lower(), f"{name} lays it on bare skin")


def catalogue_techniques_state_what_can_be_seen_of_them():
    """A property that is forgotten opens the technique to people for whom it is closed."""
    for name, technique in _techniques().items():
        states = set(technique["properties"])
        equipment = {thing for group in technique["equipment"] for thing in group}
        seen = {
            "neck": technique["region_percent"].get("neck", 0) > 50,
            "pressure-tool": technique["phase"] == "release" and not technique["partner"],
            "partner-pressure": technique["partner"],
            "heat-or-cold": bool(equipment & {"heat-pack", "ice-pack"}),
            "strength": technique["intensity"] == 3,
            "roller-lying": bool(equipment & {"foam-roller-soft", "foam-roller-firm"}),
            "end-range-hold": technique["phase"] == "stretch",
            "rotation": "twist" in name,
            "extension": "back-bend" in name,
        }
        for prop, there in seen.items():
            require(not there or prop in states, f"{name} must state `{prop}`")


# A helper lets the lower back move along, with the hands where these words say.
HANDS_ELSEWHERE = {
    "partner-rocking": "not on the small of the back",
    "partner-twist": "on the outsides of both thighs",
}


def catalogue_never_presses_on_the_low_back():
    for name, technique in _techniques().items():
        if technique["phase"] == "release":
            require("neck" not in technique["region_percent"], f"{name} presses on the neck")
            elsewhere = name in HANDS_ELSEWHERE and HANDS_ELSEWHERE[name] in _technique_words(name)
            require(elsewhere or "lower-back" not in technique["region_percent"],
                    f"{name} presses on the lower back")


def catalogue_keeps_the_neck_short_and_gentle():
    for name, technique in _techniques().items():
        if technique["region_percent"].get("neck", 0) > 50:
            require(technique["intensity"] == 1, f"{name} is not gentle")
            require(technique["dose"]["hold_s"]["max"] <= 20, f"{name} is held too long")


def catalogue_every_technique_says_when_to_stop_and_how_to_breathe():
    for name in _techniques():
        words = load(REAL / "words/en/techniques" / f"{name}.yaml")
        stops = " ".join(words["not_feel"])
        signs = ("sharp", "tingling", "dizziness")
        require(any(sign in stops for sign in signs), f"{name}: {stops}")
        require("breath" in words["breath"].lower() or "out" in words["breath"], f"{name}: breath")


def catalogue_says_the_resolutions_of_the_contradictions():
    said = {
        "foam-roller-upper-back": ["never goes onto the lower back", "Support your head"],
        "ball-shoulder-blade": ["beside the spine, never on it"],
        "chair-figure-four": ["without wheels", "against a wall"],
        "seated-twist": ["Turn your trunk", "they don't pull"],
        "standing-back-bend": ["lower back, mainly"],
        "neck-side-tilt": ["inside what is comfortable"],
        "head-turns": ["well before the end"],
        "chin-tuck": ["inside what is comfortable"],
        "both-knees-to-chest": ["one knee alone first"],
        "upper-back-own-hands": ["beside the spine"],
        "palm-pressure": ["away from the spine", "the lower back", "fingertips"],
        "ball-glute": ["off the bone you sit on"],
    }
    for name, phrases in said.items():
        for phrase in phrases:
            require(phrase in _technique_words(name), f"{name} no longer says {phrase!r}")


def catalogue_no_technique_aims_for_a_sound():
    for name in _techniques():
        words = load(REAL / "words/en/techniques" / f"{name}.yaml")
        for key in ("purpose", "set_up", "steps", "feel", "easier", "harder", "ready_cue",
                    "move_cue"):
            text = " ".join(words[key]) if isinstance(words[key], list) else words[key]
            heard = [sound for sound in ("crack", "pop") if sound in text.lower()]
            require(not heard, f"{name}.{key}: {text}")


def catalogue_proceed_carries_a_safety_net():
    proceed = load(REAL / "words/en/dispositions.yaml")["proceed"]
    text = " ".join([proceed["lead"], *proceed["now"]])
    for phrase in ("isn't a check-up", "Stop at once", "emergency number",
                   "doctor or physiotherapist"):
        require(phrase in text, f"proceed no longer says {phrase!r}")


def catalogue_emergency_names_the_numbers():
    text = " ".join(load(REAL / "words/en/dispositions.yaml")["emergency"]["now"])
    for phrase in ("112", "911", "999", "000", "Don't drive yourself", "Do no exercises"):
        require(phrase in text, f"emergency no longer says {phrase!r}")


def catalogue_nothing_claims_to_be_reviewed():
    """The day a clinician reviews an entry, this test is changed together with the vocabulary."""
    entries = [*load(REAL / "screening/questions.yaml"), *load(REAL / "screening/rules.yaml"),
               *load(REAL / "screening/contraindications.yaml"),
               *load(REAL / "limits.yaml").values(), *load(REAL / "planning.yaml").values(),
               *_techniques().values()]
    for entry in entries:
        require(entry["review"] == "not-reviewed", f"{entry.get('id')} says {entry['review']}")
