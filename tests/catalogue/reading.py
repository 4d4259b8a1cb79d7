"""The catalogue's screening as these tests read it, without the compiler and without the core.

It exists so that a catalogue can be judged that lacks something, hundreds of times a second.
removals.py checks that it says what the core says of the catalogue as it is.
"""

import copy

from harness import REAL, load

GRAVITY = ("proceed", "incomplete", "professional", "urgent", "emergency")


class Outcome:
    __slots__ = ("disposition", "reasons", "allowed", "missing")

    def __init__(self, disposition, reasons, allowed, missing):
        self.disposition, self.reasons = disposition, reasons
        self.allowed, self.missing = allowed, missing

    @property
    def gravity(self):
        return GRAVITY.index(self.disposition)


class Reading:
    def __init__(self):
        self.questions = [question["id"] for question in load(REAL / "screening/questions.yaml")]
        self.rules = load(REAL / "screening/rules.yaml")
        self.rows = {row["id"]: row for row in load(REAL / "screening/contraindications.yaml")}
        vocabulary = load(REAL / "catalogue.yaml")
        self.properties, self.positions = vocabulary["properties"], vocabulary["positions"]
        self.techniques = {path.stem: load(path)
                           for path in sorted((REAL / "techniques").glob("*.yaml"))}

    # ---- One set of answers. ---------------------------------------------------------------------

    def judge(self, age, answers, agreed=(), observed=()):
        """`answers`: question to yes, no or unknown; what is not there was not answered."""
        counted = {question for question in self.questions
                   if answers.get(question) in ("yes", "unknown")}
        open_ones = {question for question in self.questions if question not in answers}
        fired = [rule for rule in self.rules if self._fires(rule, counted, age, observed)]
        missing = {question for rule in self.rules if open_ones
                   for question in self._waits_for(rule, counted, open_ones, age, observed)}
        if age is None:
            missing.add("age")
        stops = [GRAVITY.index(rule["disposition"]) for rule in fired
                 if rule["disposition"] != "proceed" and not self._lifted(rule, agreed)]
        disposition = GRAVITY[max(stops)] if stops else "incomplete" if missing else "proceed"
        allowed = self.left_open(fired) if disposition == "proceed" else set()
        return Outcome(disposition, [rule["id"] for rule in fired], allowed, missing)

    @staticmethod
    def _answers_fit(rule, counted):
        some = rule.get("some", {"at_least": 0, "of": []})
        return (counted.issuperset(rule.get("all", []))
                and len(counted.intersection(some["of"])) >= some["at_least"])

    @staticmethod
    def _age_fits(rule, age):
        return (rule.get("age_below_years", 999) > age) and (rule.get("age_above_years", 0) < age)

    def _fires(self, rule, counted, age, observed):
        by_age = "age_below_years" in rule or "age_above_years" in rule
        return (self._answers_fit(rule, counted)
                and (not by_age or (age is not None and self._age_fits(rule, age)))
                and ("observed" not in rule or bool(set(rule["observed"]) & set(observed))))

    def _waits_for(self, rule, counted, open_ones, age, observed):
        possible = (self._answers_fit(rule, counted | open_ones)
                    and (age is None or self._age_fits(rule, age))
                    and ("observed" not in rule or bool(set(rule["observed"]) & set(observed))))
        named = [*rule.get("all", []), *rule.get("some", {}).get("of", [])]
        return open_ones.intersection(named) if possible else ()

    @staticmethod
    def _lifted(rule, agreed):
        needed = rule.get("agreed_by", rule.get("all", []))
        return (rule["disposition"] == "professional" and rule["override"] == "agreed"
                and bool(needed) and set(needed) <= set(agreed))

    # ---- What is closed. -------------------------------------------------------------------------

    def closed_by(self, fired):
        """The properties and the positions that these rules close."""
        properties, positions = set(), set()
        for rule in fired:
            row = self.rows.get(rule.get("condition"))
            if row:
                properties.update(self.properties if row["closes"] == "everything"
                                  else row["closes"])
                if row["closes"] == "everything":
                    properties.add("everything")
                positions.update(row["closes_positions"])
        return properties, positions

    def left_open(self, fired):
        properties, positions = self.closed_by(fired)
        return {name for name, technique in self.techniques.items()
                if not properties & set(technique["properties"])
                and set(technique["positions"]) - positions}

    def closed_for(self, question, age=40):
        """What a yes to this question alone closes; None stands for the age alone."""
        counted = set() if question is None else {question}
        return self.closed_by([rule for rule in self.rules
                               if self._fires(rule, counted, age, ())])

    # ---- The same catalogue without something. ---------------------------------------------------

    def _copy(self):
        other = copy.copy(self)
        other.rules, other.rows = list(self.rules), dict(self.rows)
        return other

    def without_rule(self, name):
        other = self._copy()
        other.rules = [rule for rule in self.rules if rule["id"] != name]
        return other

    def without_question(self, question):
        """A rule that needs its answer goes with it; where it is one of several, it is one less."""
        other = self._copy()
        other.questions = [name for name in self.questions if name != question]
        other.rules = [self._rule_without(rule, question) for rule in self.rules
                       if question not in rule.get("all", [])]
        return other

    @staticmethod
    def _rule_without(rule, question):
        if question not in rule.get("some", {"of": []})["of"]:
            return rule
        some = {**rule["some"], "of": [name for name in rule["some"]["of"] if name != question]}
        return {**rule, "some": some}

    def without_cell(self, row, key, name):
        other = self._copy()
        cells = [] if name == "everything" else [cell for cell in self.rows[row][key]
                                                 if cell != name]
        other.rows[row] = {**self.rows[row], key: cells}
        return other

    def cells(self):
        for row in self.rows.values():
            closes = ["everything"] if row["closes"] == "everything" else row["closes"]
            yield from ((row["id"], "closes", name) for name in closes)
            yield from ((row["id"], "closes_positions", name) for name in row["closes_positions"])
