"""Meaning: what a schema can't see. Ids that lead nowhere, sums, ranges against the limits, words.

A file whose shape is wrong is not judged further, but the ids in it still count as existing, so
that one mistake is told once.
"""

from .doses import duration_s, held_s
from .lessons import Lessons
from .motion import MotionCheck, Vocabulary, limit_name
from .planning import PlanningCheck, slot_s
from .shape import named

SECONDS_PER_MINUTE = 60
DAYS_PER_WEEK = 7
# What makes a technique one of heat or cold, and the longest hold of every other, which is for a
# body that holds itself; a limit of its own stands above both.
HEAT_OR_COLD = "heat-or-cold"
HOLD_MAX_S = 120
SINGULAR = {"regions": "region", "positions": "position", "equipment": "piece of equipment",
            "properties": "property"}
# What the terminal says, and under which group; the page says the second file's, too.
TERMINAL_WORDS = {"words/en/terminal.yaml": (), "words/en/programme.yaml": ("programme",)}
VOCABULARY = ("regions", "positions", "equipment", "properties")
# Which severities a disposition may have: so the reasons stand in the order of both.
SEVERITIES = {"proceed": (1, 1), "professional": (2, 4), "urgent": (5, 7), "emergency": (8, 10)}


def _ids_of_list(document):
    """Ids in a list of entries, even of entries with faults. None: the file is unreadable."""
    if not isinstance(document.value, list):
        return None
    return [entry["id"] for entry in document.value
            if isinstance(entry, dict) and isinstance(entry.get("id"), str)]


def _ids_of_key(document, key):
    value = document.value.get(key) if isinstance(document.value, dict) else None
    return [item for item in value if isinstance(item, str)] if isinstance(value, list) else None


def _keys_of(document, key=None):
    value = document.value
    if key is not None and isinstance(value, dict):
        value = value.get(key)
    return list(value) if isinstance(value, dict) else None


def _listed(names):
    return ", ".join(dict.fromkeys(names))


# What a rule can state; it fires when all that it states holds.
CONDITIONS = ("all", "some", "age_below_years", "age_above_years", "observed")


def questions_of(rule):
    return rule.get("all", []) + rule.get("some", {}).get("of", [])


class Meaning:
    def __init__(self, files, contract):
        self.files = files
        self.contract = contract
        self.cited = set()
        self.known = {
            "source": _ids_of_list(files["sources.yaml"]),
            "question": _ids_of_list(files["screening/questions.yaml"]),
            "rule": _ids_of_list(files["screening/rules.yaml"]),
            "condition": _ids_of_list(files["screening/contraindications.yaml"]),
            "technique": list(files.inside("techniques")),
        }
        for kind in VOCABULARY:
            self.known[kind] = _ids_of_key(files["catalogue.yaml"], kind)
        limits = files["limits.yaml"]
        self.limits = ({name: entry["value"] for name, entry in limits.value.items()}
                       if limits.well_formed else None)

        body = files["body.yaml"]
        self.motion_vocabulary = Vocabulary(
            contract, body.value["limits"] if body.well_formed else None)

    def check(self):
        self._body()
        self._counts()
        self._unique_ids("sources.yaml")
        self._unique_ids("screening/questions.yaml")
        self._unique_ids("screening/rules.yaml")
        self._unique_ids("screening/contraindications.yaml")
        self._limits()
        self._questions()
        self._contraindications()
        self._rules()
        self._emergency()
        self._techniques()
        self._shortest_session()
        self._planning()
        self._words()
        self._lessons()
        self._uncited_sources()

    # -- ids -----------------------------------------------------------------------------------

    def _refer(self, document, path, kind, name, at_key=False):
        known = self.known[kind]
        if known is not None and name not in known:
            document.fault(path, f"`{name}` is not a known {SINGULAR.get(kind, kind)}; allowed: "
                           + _listed(known), at_key=at_key)

    def _cite(self, document, path, sources):
        for index, source in enumerate(sources):
            self.cited.add(source)
            known = self.known["source"]
            if known is not None and source not in known:
                document.fault(path + (index,), f"`{source}` is not a known source; add it to "
                               "sources.yaml or cite one that is there")

    def _unique_ids(self, name):
        document, first = self.files[name], {}
        if not isinstance(document.value, list):
            return
        for index, entry in enumerate(document.value):
            entry_id = entry.get("id") if isinstance(entry, dict) else None
            if isinstance(entry_id, str) and first.setdefault(entry_id, index) != index:
                document.fault((index, "id"), f"the id `{entry_id}` is used before, by entry "
                               f"{first[entry_id] + 1}; every id stands once")

    def _counts(self):
        places = {
            "QUESTION": ("question", "screening/questions.yaml", ()),
            "RULE": ("rule", "screening/rules.yaml", ()),
            "REGION": ("regions", "catalogue.yaml", ("regions",)),
            "POSITION": ("positions", "catalogue.yaml", ("positions",)),
            "EQUIPMENT": ("equipment", "catalogue.yaml", ("equipment",)),
            "PROPERTY": ("properties", "catalogue.yaml", ("properties",)),
            "TECHNIQUE": ("technique", "catalogue.yaml", ()),
        }
        for constant, (kind, file, path) in places.items():
            count, maximum = len(self.known[kind] or ()), self.contract.maximum(constant)
            if count > maximum:
                entries = f"{SINGULAR.get(kind, kind)} entries"
                self.files[file].fault(path, f"there are {count} {entries}; at most {maximum} fit "
                                       f"(LIMBER_{constant}_MAX)")

    def _uncited_sources(self):
        document = self.files["sources.yaml"]
        if not all(other.well_formed for other in self.files.documents.values()):
            return  # a broken file may be what cites it
        for index, source in enumerate(document.value):
            if source["id"] not in self.cited:
                document.fault((index, "id"),
                               f"nothing cites `{source['id']}`; cite it or take it out")

    # -- limits --------------------------------------------------------------------------------

    def _limits(self):
        document = self.files["limits.yaml"]
        if not document.well_formed:
            return
        for name, entry in document.value.items():
            self._cite(document, (name, "sources"), entry["sources"])
        limits = self.limits
        ordered = [("session_min_minutes", "session_max_minutes"),
                   ("session_min_minutes", "cool_down_from_minutes"),
                   ("cool_down_from_minutes", "session_max_minutes"),
                   ("easier_hold_min_s", "stretch_hold_max_s"),
                   ("stretch_hold_max_s", "stretch_session_max_s"),
                   ("stretch_session_max_s", "stretch_week_max_s"),
                   ("session_max_minutes", "day_max_minutes"),
                   ("region_day_max_minutes", "day_max_minutes"),
                   ("screening_gap_days", "full_screening_days"),
                   ("full_screening_days", "settle_days")]
        for low, high in ordered:
            if limits[low] > limits[high]:
                document.fault((low, "value"), f"`{low}` is {limits[low]}; it must not be more "
                               f"than `{high}`, {limits[high]}")
        if limits["pain_continue_max"] >= limits["pain_stop_min"]:
            document.fault(("pain_continue_max", "value"),
                           f"`pain_continue_max` is {limits['pain_continue_max']}; it must be "
                           f"less than `pain_stop_min`, {limits['pain_stop_min']}")

    def _body(self):
        document = self.files["body.yaml"]
        if not document.well_formed:
            return
        self._cite(document, ("sources",), document.value["sources"])
        wanted = list(dict.fromkeys(map(limit_name, self.motion_vocabulary.angles)))
        self._same_ids(document, "limits", wanted)
        for index, region in enumerate(self.known["regions"] or ()):
            if region not in self.motion_vocabulary.marks:
                self.files["catalogue.yaml"].fault(
                    ("regions", index), f"`{region}` can't be marked in a picture; allowed: "
                    + _listed(self.motion_vocabulary.marks))
        for name, limit in document.value["limits"].items():
            if limit["min"] > limit["max"]:
                document.fault(("limits", name, "min"), f"min {limit['min']} is more than max "
                               f"{limit['max']}")

    # -- screening -----------------------------------------------------------------------------

    def _questions(self):
        document, rules = self.files["screening/questions.yaml"], self.files["screening/rules.yaml"]
        if not document.well_formed:
            return
        ids = [question["id"] for question in document.value]
        asked = None
        if rules.well_formed:
            asked = {name for rule in rules.value for name in questions_of(rule)}
        for index, question in enumerate(document.value):
            self._cite(document, (index, "sources"), question["sources"])
            compound = question["id"].partition(".")[0]
            if compound != question["id"] and compound in ids:
                document.fault((index, "id"), f"`{question['id']}` is a part of `{compound}`, which "
                               "is a question itself; number all parts")
            if asked is not None and question["id"] not in asked:
                document.fault((index, "id"), f"no rule looks at `{question['id']}`; a question "
                               "whose answer changes nothing must not be asked")

    def _contraindications(self):
        document = self.files["screening/contraindications.yaml"]
        rules = self.files["screening/rules.yaml"]
        if not document.well_formed:
            return
        used = {rule.get("condition") for rule in rules.value} if rules.well_formed else None
        for index, row in enumerate(document.value):
            self._cite(document, (index, "sources"), row["sources"])
            closes = row["closes"] if isinstance(row["closes"], list) else []
            for place, name in enumerate(closes):
                self._refer(document, (index, "closes", place), "properties", name)
            for place, name in enumerate(row["closes_positions"]):
                self._refer(document, (index, "closes_positions", place), "positions", name)
            if not row["closes"] and not row["closes_positions"]:
                document.fault((index,), f"`{row['id']}` closes nothing")
            if used is not None and row["id"] not in used:
                document.fault((index, "id"), f"no rule names the condition `{row['id']}`")

    def _rules(self):
        document = self.files["screening/rules.yaml"]
        if not document.well_formed:
            return
        for index, rule in enumerate(document.value):
            self._cite(document, (index, "sources"), rule["sources"])
            self._conditions_of_rule(document, index, rule)
            self._consequences_of_rule(document, index, rule)

    def _conditions_of_rule(self, document, index, rule):
        for path, names in (((index, "all"), rule.get("all", [])),
                            ((index, "some", "of"), rule.get("some", {}).get("of", [])),
                            ((index, "agreed_by"), rule.get("agreed_by", []))):
            for place, name in enumerate(names):
                self._refer(document, path + (place,), "question", name)
        if not rule.keys() & set(CONDITIONS):
            document.fault((index,), f"rule `{rule['id']}` states no condition; allowed: "
                           f"{', '.join(CONDITIONS)}")
        some = rule.get("some")
        if some and some["at_least"] > len(some["of"]):
            document.fault((index, "some", "at_least"), f"at least {some['at_least']} of "
                           f"{len(some['of'])} can never be")

    def _consequences_of_rule(self, document, index, rule):
        disposition, severity = rule["disposition"], rule["severity"]
        prefix = "closes" if disposition == "proceed" else disposition
        if not rule["id"].startswith(prefix + "-"):
            document.fault((index, "id"), f"`{rule['id']}` must begin with what it does: {prefix}-")
        low, high = SEVERITIES[disposition]
        if not low <= severity <= high:
            document.fault((index, "severity"), f"`severity` is {severity}; {disposition} goes "
                           f"from {low} to {high}")
        if "condition" in rule:
            self._refer(document, (index, "condition"), "condition", rule["condition"])
        elif disposition == "proceed":
            document.fault((index,), f"rule `{rule['id']}` changes nothing: it needs a `condition`")
        if (rule["clears"] == "been-seen") != (disposition == "emergency"):
            document.fault((index, "clears"), "an emergency, and nothing else, ends with been-seen")
        if disposition == "urgent" and rule["clears"] == "answer":
            document.fault((index, "clears"), "an urgent finding ends with a full screening only")
        agreed = rule["override"] == "agreed"
        if agreed and disposition != "professional":
            document.fault((index, "override"), f"nobody can agree to go on with {disposition}; "
                           "allowed: never")
        if agreed and not rule.get("agreed_by") and ("some" in rule or not rule.get("all")):
            document.fault((index, "override"), "nothing says on what somebody would agree; name "
                           "the questions in `agreed_by`")

    # -- whom to call --------------------------------------------------------------------------

    def _emergency(self):
        document = self.files["emergency.yaml"]
        if not document.well_formed:
            return
        self._cite(document, ("sources",), document.value["sources"])
        for kind in ("emergency", "advice"):
            first = {}
            for index, row in enumerate(document.value[kind]):
                for place, region in enumerate(row["regions"]):
                    if first.setdefault(region, index) != index:
                        document.fault((kind, index, "regions", place),
                                       f"`{region}` has its numbers in entry {first[region] + 1} "
                                       "already; keep one")

    # -- techniques ----------------------------------------------------------------------------

    def _techniques(self):
        for name, document in self.files.inside("techniques").items():
            if document.well_formed:
                self._technique(name, document)

    def _technique(self, name, document):
        technique = document.value
        if technique["id"] != name:
            document.fault(("id",), f"`{technique['id']}` is not the file's name; allowed: {name}")
        self._cite(document, ("sources",), technique["sources"])
        self._cite(document, ("dose", "sources"), technique["dose"]["sources"])
        for index, position in enumerate(technique["positions"]):
            self._refer(document, ("positions", index), "positions", position)
        for group, any_of in enumerate(technique["equipment"]):
            for index, thing in enumerate(any_of):
                self._refer(document, ("equipment", group, index), "equipment", thing)
        for index, name in enumerate(technique["properties"]):
            self._refer(document, ("properties", index), "properties", name)
        for region in technique["region_percent"]:
            self._refer(document, ("region_percent", region), "regions", region, at_key=True)
        total = sum(technique["region_percent"].values())
        if total != 100:
            document.fault(("region_percent",),
                           f"the percentages sum to {total}; they must sum to 100", at_key=True)
        MotionCheck(document, technique, self.motion_vocabulary).check()
        self._times_in_order(document, technique["dose"])
        if self._dose_in_order(document, technique["dose"]) and self.limits is not None:
            self._dose_within_limits(document, technique)

    @staticmethod
    def _times_in_order(document, dose):
        day, week = dose["day_times_max"], dose["week_times_max"]
        if not day <= week <= day * DAYS_PER_WEEK:
            document.fault(("dose", "week_times_max"), f"`dose.week_times_max` is {week}; with "
                           f"{day} times a day it goes from {day} to {day * DAYS_PER_WEEK}")

    def _dose_in_order(self, document, dose):
        in_order = True
        for key in ("hold_s", "reps", "sets"):
            if dose[key]["min"] > dose[key]["max"]:
                in_order = False
                document.fault(("dose", key, "min"), f"min {dose[key]['min']} is more than max "
                               f"{dose[key]['max']} in `dose.{key}`")
        if dose["hold_s"]["min"] == 0 and dose["hold_s"]["max"] > 0:
            in_order = False
            document.fault(("dose", "hold_s", "min"), "a technique is either held or not: min is "
                           "0, so max must be 0 too")
        return in_order

    def _dose_within_limits(self, document, technique):
        limits, dose = self.limits, technique["dose"]
        shortest = duration_s(technique, "min")
        session = limits["session_max_minutes"] * SECONDS_PER_MINUTE
        if shortest > session:
            document.fault(("dose",), f"the smallest dose takes {shortest} s; no session is longer "
                           f"than {session} s", at_key=True)
        held = dose["hold_s"]
        if held["max"] and held["min"] < limits["easier_hold_min_s"]:
            path = ("dose", "hold_s", "min")
            document.fault(path, f"{named(path)} is {held['min']}; a hold may not be shorter than "
                           f"`easier_hold_min_s`, {limits['easier_hold_min_s']}")
        caps = {"stretch": "stretch_hold_max_s", "release": "release_spot_max_s"}
        cap = caps.get(technique["phase"])
        if cap and held["max"] > limits[cap]:
            path = ("dose", "hold_s", "max")
            document.fault(path, f"{named(path)} is {held['max']}; `{cap}` allows at most "
                           f"{limits[cap]}")
        self._heat_or_cold_within_limits(document, technique)
        if technique["phase"] == "stretch":
            most = held_s(technique, "max")
            if most > limits["stretch_session_max_s"]:
                cap = limits["stretch_session_max_s"]
                document.fault(("dose",), f"the largest dose holds for {most} s over both sides; "
                               f"a session allows {cap} s of stretching", at_key=True)

    def _heat_or_cold_within_limits(self, document, technique):
        held, cap = held_s(technique, "max"), self.limits["heat_cold_max_s"]
        longest = technique["dose"]["hold_s"]["max"]
        if HEAT_OR_COLD not in technique["properties"]:
            if longest > HOLD_MAX_S:
                document.fault(("dose", "hold_s", "max"), f"`dose.hold_s.max` is {longest}; only "
                               f"with the property `{HEAT_OR_COLD}` may it be more than "
                               f"{HOLD_MAX_S}")
        elif held > cap:
            document.fault(("dose",), f"the largest dose holds for {held} s; `heat_cold_max_s` "
                           f"allows {cap} s", at_key=True)

    def _shortest_session(self):
        """Something must fit into the shortest session, with a warm-up before it."""
        documents = self.files.inside("techniques").values()
        if self.limits is None or not all(document.well_formed for document in documents):
            return
        room = self.limits["session_min_minutes"] * SECONDS_PER_MINUTE
        for phase in ("warm-up", "stretch"):
            shortest = [duration_s(d.value, "min") for d in documents if d.value["phase"] == phase]
            if not shortest or min(shortest) * 2 > room:
                self.files["limits.yaml"].fault(
                    ("session_min_minutes", "value"),
                    f"no {phase} technique has a smallest dose that fits in half of the shortest "
                    f"session, {room // 2} s")

    def _planning(self):
        PlanningCheck(self.files, self.known, self.limits, slot_s(self.contract),
                      self._refer, self._cite).check()

    # -- words ---------------------------------------------------------------------------------

    def _words(self):
        terms = self.files["words/en/terms.yaml"]
        for kind in VOCABULARY:
            self._same_ids(terms, kind, self.known[kind])
        self._same_ids(terms, "review", self._review_statuses())
        screening = self.files["words/en/screening.yaml"]
        self._same_ids(screening, "questions", self.known["question"])
        self._same_ids(screening, "rules", self.known["rule"])
        self._same_ids(self.files["words/en/dispositions.yaml"], None,
                       self.contract.names("DISPOSITION"))
        plan = self.files["words/en/plan.yaml"]
        self._same_ids(plan, "left_out", self.contract.names("LEFT_OUT"))
        self._same_ids(plan, "outcomes", self.contract.names("OUTCOME"))
        self._technique_words()
        self._terminal_numbers()

    def _review_statuses(self):
        return self.files.schemas.definition("review")["enum"]

    def _same_ids(self, document, key, wanted):
        given = _keys_of(document, key)
        if given is None or wanted is None:
            return
        path = () if key is None else (key,)
        for name in given:
            if name not in wanted:
                document.fault(path + (name,), f"words for `{name}`, which does not exist; "
                               "allowed: " + _listed(wanted), at_key=True)
        for name in dict.fromkeys(wanted):
            if name not in given:
                document.fault(path, f"the words for `{name}` are missing", at_key=True)

    def _technique_words(self):
        numbers = self.files.inside("techniques")
        words = self.files.inside("words/en/techniques")
        for name, document in words.items():
            if name not in numbers:
                document.fault((), f"words for `{name}`, which does not exist; there is no "
                               f"techniques/{name}.yaml")
            elif document.well_formed and numbers[name].well_formed:
                self._words_fit(document, numbers[name].value)
        for name, document in numbers.items():
            if name not in words:
                document.fault((), f"the words for `{name}` are missing: "
                               f"words/en/techniques/{name}.yaml")

    @staticmethod
    def _words_fit(document, technique):
        is_held = technique["dose"]["hold_s"]["max"] > 0
        for key, wanted, why in (
                ("hold_cue", is_held, f"is {'' if is_held else 'not '}held"),
                ("helper", technique["partner"],
                 f"needs {'a' if technique['partner'] else 'no'} partner"),
                ("not_for", HEAT_OR_COLD in technique["properties"], "is one of heat or cold")):
            if wanted and key not in document.value:
                document.fault((), f"`{key}` is missing; this technique {why}")
            if not wanted and key in document.value and key != "not_for":
                document.fault((key,), f"`{key}` must not be there; this technique {why}",
                               at_key=True)

    def _lessons(self):
        lessons = Lessons(self.files, self.known)
        lessons.check()
        self.cited |= lessons.cited

    def _terminal_numbers(self):
        seen = {}
        for file, group in TERMINAL_WORDS.items():
            document = self.files[file]
            for path in flat_paths(document.value) if document.well_formed else ():
                name = text_constant(group + path)
                if name in seen:
                    document.fault(path, f"`{'.'.join(path)}` gets the same number as "
                                   f"`{'.'.join(seen[name])}`, {name}; rename one", at_key=True)
                seen.setdefault(name, path)


def flat_paths(group, path=()):
    """The path of every text in nested groups, in the order of the file."""
    for key, value in group.items():
        if isinstance(value, dict):
            yield from flat_paths(value, path + (key,))
        else:
            yield path + (key,)


def text_constant(path):
    """("start", "ready") is LIMBER_TEXT_START_READY."""
    return "LIMBER_TEXT_" + "_".join(path).upper().replace(".", "_").replace("-", "_")
