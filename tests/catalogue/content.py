"""Claims about what stands in the catalogue, written from the safety reference and not from it."""

from harness import REAL, load, require

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


def catalogue_asks_every_question_of_the_safety_reference():
    asked = [question["id"] for question in load(REAL / "screening/questions.yaml")]
    require(asked == list(QUESTIONS), f"asked: {asked}")


def catalogue_every_yes_leads_where_the_safety_reference_says():
    rules = load(REAL / "screening/rules.yaml")
    for question, disposition in QUESTIONS.items():
        leads = {rule["disposition"] for rule in rules
                 if rule.get("question") == question and "age_below_years" not in rule}
        require(leads == {disposition}, f"{question} leads to {leads}, not to {disposition}")


def catalogue_sends_everybody_under_18_to_a_professional():
    ages = [rule for rule in load(REAL / "screening/rules.yaml")
            if rule.get("age_below_years") and "question" not in rule]
    require([rule["age_below_years"] for rule in ages] == [18], f"ages: {ages}")
    require(ages[0]["disposition"] == "professional", "wrong disposition")


def catalogue_keeps_the_ids_that_others_rely_on():
    techniques = _techniques()
    for name, requirement in TECHNIQUES.items():
        require(name in techniques, f"{name} is gone")
        require(techniques[name]["requirement"] == requirement, f"{name} is not {requirement}")
    vocabulary = load(REAL / "catalogue.yaml")
    require(vocabulary["regions"] == REGIONS, f"regions: {vocabulary['regions']}")


def catalogue_limits_are_those_of_the_safety_reference():
    limits = {name: limit["value"] for name, limit in load(REAL / "limits.yaml").items()}
    at_most = {"stretch_session_max_s": 240, "release_spot_max_s": 90, "pain_continue_max": 3,
               "pain_rise_max": 1, "pain_stop_min": 6, "session_max_minutes": 45}
    for name, most in at_most.items():
        require(limits[name] <= most, f"{name} is {limits[name]}, more than {most}")


def catalogue_works_both_sides_where_there_are_two():
    for name, technique in _techniques().items():
        if technique["requirement"] in TECHNIQUES.values():
            wanted = technique["requirement"] in TWO_SIDED
            require(technique["two_sided"] == wanted, f"{name}: two_sided must be {wanted}")


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
               *load(REAL / "limits.yaml").values(), *_techniques().values()]
    for entry in entries:
        require(entry["review"] == "not-reviewed", f"{entry.get('id')} says {entry['review']}")
