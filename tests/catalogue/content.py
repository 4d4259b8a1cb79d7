"""Claims about what stands in the catalogue, written from the safety reference and not from it."""

from catalogue.meaning import questions_of
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
    "knee-to-chest": "D1", "lying-twist": "D3", "pelvic-tilt": "D4", "cat-cow": "D5",
    "foam-roller-upper-back": "D6", "ball-shoulder-blade": "D8", "seated-twist": "D11",
    "chair-figure-four": "D13", "neck-side-tilt": "D14", "shoulder-rolls": "D15",
    "standing-back-bend": "D24", "breathing": "D26",
}
TWO_SIDED = {"D1", "D3", "D8", "D11", "D13", "D14"}
REGIONS = ["neck", "shoulders", "upper-back", "shoulder-blades", "mid-back", "lower-back", "glutes",
           "hips"]


def _techniques():
    return {path.stem: load(path) for path in sorted((REAL / "techniques").glob("*.yaml"))}


def _technique_words(name):
    words = load(REAL / "words/en/techniques" / f"{name}.yaml")
    return " ".join(" ".join(text) if isinstance(text, list) else text for text in words.values())


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


def catalogue_keeps_the_ids_that_others_rely_on():
    techniques = _techniques()
    for name, requirement in TECHNIQUES.items():
        require(name in techniques, f"{name} is gone")
        require(techniques[name]["requirement"] == requirement, f"{name} is not {requirement}")
    vocabulary = load(REAL / "catalogue.yaml")
    require(vocabulary["regions"] == REGIONS, f"regions: {vocabulary['regions']}")


def catalogue_limits_are_those_of_the_safety_reference():
    limits = {name: limit["value"] for name, limit in load(REAL / "limits.yaml").items()}
    at_most = {"stretch_session_max_s": 240, "stretch_week_max_s": 600, "release_spot_max_s": 90,
               "pain_continue_max": 3, "pain_rise_max": 1, "pain_stop_min": 6,
               "session_max_minutes": 45, "full_screening_days": 7, "settle_days": 28,
               "settle_rise_max": 2}
    at_least = {"settle_gain_percent": 30, "technique_lock_days": limits["full_screening_days"]}
    for name, most in at_most.items():
        require(limits[name] <= most, f"{name} is {limits[name]}, more than {most}")
    for name, least in at_least.items():
        require(limits[name] >= least, f"{name} is {limits[name]}, less than {least}")


def catalogue_works_both_sides_where_there_are_two():
    for name, technique in _techniques().items():
        if technique["requirement"] in TECHNIQUES.values():
            wanted = technique["requirement"] in TWO_SIDED
            require(technique["two_sided"] == wanted, f"{name}: two_sided must be {wanted}")


def catalogue_techniques_state_what_can_be_seen_of_them():
    """A property that is forgotten opens the technique to people for whom it is closed."""
    for name, technique in _techniques().items():
        states = set(technique["properties"])
        equipment = {thing for group in technique["equipment"] for thing in group}
        seen = {
            "neck": technique["region_percent"].get("neck", 0) > 50,
            "pressure-tool": technique["phase"] == "release",
            "roller-lying": bool(equipment & {"foam-roller-soft", "foam-roller-firm"}),
            "end-range-hold": technique["phase"] == "stretch",
            "rotation": "twist" in name,
            "extension": "back-bend" in name,
        }
        for prop, there in seen.items():
            require(not there or prop in states, f"{name} must state `{prop}`")


def catalogue_never_presses_on_the_low_back():
    for name, technique in _techniques().items():
        if technique["phase"] == "release":
            for region in ("lower-back", "neck"):
                require(region not in technique["region_percent"], f"{name} presses on {region}")


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
    }
    for name, phrases in said.items():
        for phrase in phrases:
            require(phrase in _technique_words(name), f"{name} no longer says {phrase!r}")


def catalogue_no_technique_aims_for_a_sound():
    for name in _techniques():
        words = load(REAL / "words/en/techniques" / f"{name}.yaml")
        for key in ("purpose", "set_up", "steps", "feel", "easier", "move_cue"):
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
               *load(REAL / "limits.yaml").values(), *_techniques().values()]
    for entry in entries:
        require(entry["review"] == "not-reviewed", f"{entry.get('id')} says {entry['review']}")
