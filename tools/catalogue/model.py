"""The catalogue as the writers want it: checked, in its final order, numbers and words together."""

import hashlib
import json
import re

from . import lessons, planning
from .meaning import TERMINAL_WORDS, VOCABULARY, flat_paths, text_constant
from .motion import Vocabulary

SECOND_MS = 1000
MINUTE_MS = 60 * SECOND_MS


def shown_source(source):
    year = f" {source['year']}" if source["year"] else ""
    locator = f", {source['locator']}" if source["locator"] else ""
    return f"{source['by']}{year}{locator}"


def requirement_order(technique):
    letter, number = re.fullmatch(r"([A-Z])([0-9]+)", technique["requirement"]).groups()
    return letter, int(number), technique["id"]


def _unique(items):
    return list(dict.fromkeys(items))


def build(files, contract):
    """Only for a catalogue without faults."""
    vocabulary = files["catalogue.yaml"].value
    terms = files["words/en/terms.yaml"].value
    screening = files["words/en/screening.yaml"].value
    plan = files["words/en/plan.yaml"].value
    words = files.inside("words/en/techniques")
    techniques = [dict(document.value, words=words[name].value)
                  for name, document in files.inside("techniques").items()]
    techniques.sort(key=requirement_order)
    dispositions = files["words/en/dispositions.yaml"].value
    catalogue = {
        **{kind: [{"id": name, "name": terms[kind][name]} for name in vocabulary[kind]]
           for kind in VOCABULARY},
        "review": terms["review"],
        "sources": {source["id"]: source for source in files["sources.yaml"].value},
        "limits": files["limits.yaml"].value,
        "planning": files["planning.yaml"].value,
        "emergency": files["emergency.yaml"].value,
        "questions": [dict(question, words=screening["questions"][question["id"]])
                      for question in files["screening/questions.yaml"].value],
        "rules": sorted((dict(rule, tell=screening["rules"][rule["id"]])
                         for rule in files["screening/rules.yaml"].value),
                        key=_gravity(contract), reverse=True),
        "contraindications": files["screening/contraindications.yaml"].value,
        "techniques": techniques,
        "dispositions": {name: dispositions[name] for name in contract.names("DISPOSITION")},
        "left_out": {name: plan["left_out"][name] for name in contract.names("LEFT_OUT")},
        "outcomes": {name: plan["outcomes"][name] for name in contract.names("OUTCOME")},
    }
    # Pictures, lessons and labels are no part of what a stored session refers to.
    unseen = [{key: value for key, value in technique.items() if key != "motion"}
              for technique in techniques]
    catalogue["version"] = _version(vocabulary["release"], dict(catalogue, techniques=unseen))
    catalogue["slot_s"] = planning.slot_s(contract)
    catalogue["changes"] = planning.changes(
        vocabulary["positions"], catalogue["planning"]["moves"]["value"], catalogue["slot_s"])
    catalogue["lessons"] = lessons.build(files)
    catalogue["lesson_page"] = files["words/en/lessons-page.yaml"].value
    catalogue["page"] = files["words/en/page.yaml"].value
    catalogue["motion_vocabulary"] = Vocabulary(contract, files["body.yaml"].value["limits"])
    catalogue["programme"] = files["words/en/programme.yaml"].value
    catalogue["texts"] = {}
    for name, group in TERMINAL_WORDS.items():
        catalogue["texts"].update(_terminal_texts(files[name].value, group))
    return catalogue


def _gravity(contract):
    order = contract.names("DISPOSITION")
    return lambda rule: (order.index(rule["disposition"]), rule["severity"])


def _version(release, catalogue):
    canonical = json.dumps(catalogue, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return f"{release}+{hashlib.sha256(canonical.encode('utf-8')).hexdigest()[:8]}"


def _terminal_texts(group, prefix):
    texts = {}
    for path in flat_paths(group):
        value = group
        for key in path:
            value = value[key]
        texts[text_constant(prefix + path)] = value
    return texts


def sources_of(catalogue, ids):
    return [shown_source(catalogue["sources"][source]) for source in _unique(ids)]


def technique_sources(catalogue, technique):
    return sources_of(catalogue, technique["sources"] + technique["dose"]["sources"])


def closed_by(row, technique):
    """Whether a row of the contraindications closes the technique."""
    return (row["closes"] == "everything"
            or bool(set(technique["properties"]) & set(row["closes"]))
            or not set(technique["positions"]) - set(row["closes_positions"]))
