"""Lessons: short texts that explain. Every sentence belongs to a claim, and every claim has sources.

A lesson's numbers file lists its claims with their sources; its words file says each claim by id.
"""

import re

from .shape import listed

PARTS = ("answer", "paragraph", "known", "not-known")
WORDS_MAX = 60
SENTENCE_END = re.compile(r"[.?!](\s|$)")


class Lessons:
    """What a schema can't see of the lessons; `cited` gathers the sources that they name."""

    def __init__(self, files, known):
        self.numbers = files.inside("lessons")
        self.words = files.inside("words/en/lessons")
        self.known = known
        self.cited = set()

    def check(self):
        for name, document in self.numbers.items():
            if document.well_formed:
                self._lesson(name, document)
            if name not in self.words:
                document.fault((), f"the words for `{name}` are missing: "
                               f"words/en/lessons/{name}.yaml")
        for name, document in self.words.items():
            if name not in self.numbers:
                document.fault((), f"words for `{name}`, which does not exist; there is no "
                               f"lessons/{name}.yaml")
            elif document.well_formed and self.numbers[name].well_formed:
                self._says(document, self.numbers[name])

    def _lesson(self, name, document):
        lesson = document.value
        if lesson["id"] != name:
            document.fault(("id",), f"`{lesson['id']}` is not the file's name; allowed: {name}")
        for index, technique in enumerate(lesson["techniques"]):
            if technique not in self.known["technique"]:
                document.fault(("techniques", index), f"`{technique}` is not a known technique; "
                               "allowed: " + listed(self.known["technique"]))
        first = {}
        for index, claim in enumerate(lesson["claims"]):
            self._cite(document, ("claims", index, "sources"), claim["sources"])
            if first.setdefault(claim["id"], index) != index:
                document.fault(("claims", index, "id"), f"the claim `{claim['id']}` stands before, "
                               f"as claim {first[claim['id']] + 1}; every claim stands once")
        parts = [claim["part"] for claim in lesson["claims"]]
        for part in PARTS:
            if part not in parts:
                document.fault(("claims",), f"no claim has the part `{part}`; a lesson needs one",
                               at_key=True)
        if parts.count("answer") > 1:
            document.fault(("claims",), f"{parts.count('answer')} claims are the answer; a lesson "
                           "has one", at_key=True)

    def _cite(self, document, path, sources):
        for index, source in enumerate(sources):
            self.cited.add(source)
            if self.known["source"] is not None and source not in self.known["source"]:
                document.fault(path + (index,), f"`{source}` is not a known source; add it to "
                               "sources.yaml or cite one that is there")

    def _says(self, document, numbers):
        claims = {claim["id"]: claim["part"] for claim in numbers.value["claims"]}
        says = document.value["says"]
        for claim, text in says.items():
            if claim not in claims:
                document.fault(("says", claim), f"`{claim}` has no source: it is no claim of the "
                               "lesson; allowed: " + listed(claims), at_key=True)
            elif len(text.split()) > WORDS_MAX:
                document.fault(("says", claim), f"`{claim}` has {len(text.split())} words; at most "
                               f"{WORDS_MAX} are allowed")
            elif claims[claim] == "answer" and len(SENTENCE_END.findall(text)) != 1:
                document.fault(("says", claim), f"`{claim}` is the answer; it must be one sentence")
        for claim in claims:
            if claim not in says:
                document.fault(("says",), f"the words for `{claim}` are missing", at_key=True)


def build(files):
    """Only for a catalogue without faults: lessons by requirement, claims with their words."""
    words = files.inside("words/en/lessons")
    lessons = []
    for name, document in files.inside("lessons").items():
        said = words[name].value
        claims = [dict(claim, says=said["says"][claim["id"]])
                  for claim in sorted(document.value["claims"], key=lambda c: PARTS.index(c["part"]))]
        lessons.append(dict(document.value, title=said["title"], claims=claims))
    return sorted(lessons, key=_order)


def _order(lesson):
    """What the sound is comes first, then what helps around it."""
    letter, number = re.fullmatch(r"([A-Z])([0-9]+)", lesson["requirements"][0]).groups()
    return letter != "J", letter, int(number), lesson["id"]
