"""One catalogue of screening rules for several engines, and the people whom they all screen.

Everything is made from catalogue/screening/, so that what is compared is the engines and never two
readings of the rules: json-rules-engine gets its JSON, cql-execution gets ELM (the form in which
CQL is executed). An answer counts when it is yes or "I don't know". Left out for both: what a
professional agreed to, and which techniques a rule closes.
"""

import json
import random
import sys
from pathlib import Path

import yaml

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "tests/population"))
from people import draw  # noqa: E402

SEED, PEOPLE = 1, 1000
FAMILIES = ("ordinary", "random")
ANSWERS = ("no", "yes", "unknown")
COUNTS = ["yes", "unknown"]
OBSERVED = {"worse-twice": 1, "not-settling": 2}
OBSERVED_SHARE = 0.05
DISPOSITIONS = ("proceed", "professional", "urgent", "emergency")  # the gravest is the last


def load(name):
    return yaml.safe_load((ROOT / "catalogue/screening" / name).read_text(encoding="utf-8"))


# --- The people ---


def ordinary_people(questions):
    """Few yeses: the model of the public that the tests have too, without anything missing."""
    source = random.Random(SEED)
    for drawn in draw(SEED, PEOPLE, "likely"):
        answers = [drawn["answers"].get(question, "no") for question in questions]
        observed = [name for name in OBSERVED if source.random() < OBSERVED_SHARE]
        yield drawn["age"], observed, answers


def random_people(questions):
    """The worst case: every answer, age and observation is as likely as any other."""
    source = random.Random(SEED)
    for _ in range(PEOPLE):
        answers = [source.choice(ANSWERS) for _ in questions]
        observed = [name for name in OBSERVED if source.random() < 0.5]
        yield source.randint(1, 120), observed, answers


def people_lines(family, questions):
    """A line: id, age, bits of what was observed, and a letter for each question."""
    people = {"ordinary": ordinary_people, "random": random_people}[family](questions)
    for number, (age, observed, answers) in enumerate(people):
        bits = sum(OBSERVED[name] for name in observed)
        letters = "".join(answer[0] for answer in answers)
        yield f"{family}-{number} {age} {bits} {letters}\n"


# --- json-rules-engine ---


def condition(fact, operator, value):
    return {"fact": fact, "operator": operator, "value": value}


def json_conditions(rule):
    """All of them have to hold. at-least and any-of are operators of measure.mjs."""
    for question in rule.get("all", []):
        yield condition(question, "in", COUNTS)
    if some := rule.get("some"):
        yield condition("answers", "at-least", some)
    if age := rule.get("age_below_years"):
        yield condition("age", "lessThan", age)
    if age := rule.get("age_above_years"):
        yield condition("age", "greaterThan", age)
    if observed := rule.get("observed"):
        yield condition("observed", "any-of", observed)


def json_rule(rule):
    return {"conditions": {"all": list(json_conditions(rule))},
            "event": {"type": rule["id"], "params": {"disposition": rule["disposition"]}}}  # fmt: skip


# --- ELM, for cql-execution ---


def elm(kind, *operand, **fields):
    return {"type": kind, **({"operand": list(operand)} if operand else {}), **fields}


def elm_literal(value):
    kind = "String" if isinstance(value, str) else "Integer"
    return elm("Literal", value=str(value), valueType="{urn:hl7-org:elm-types:r1}" + kind)


def elm_of_person(field):
    return elm("Property", path=field, source=elm("ExpressionRef", name="Patient"))


def elm_list(elements):
    return elm("List", element=list(elements))


def elm_counts(question):
    return elm("In", elm_of_person(question), elm_list(map(elm_literal, COUNTS)))


def elm_joined(kind, parts):
    """These operators take two."""
    first, *rest = parts
    return elm(kind, first, elm_joined(kind, rest)) if rest else first


def elm_at_least(some):
    """Count leaves out what is null."""
    ones = [elm("If", condition=elm_counts(question), then=elm_literal(1), **{"else": elm("Null")})
            for question in some["of"]]  # fmt: skip
    return elm("GreaterOrEqual", elm("Count", source=elm_list(ones)), elm_literal(some["at_least"]))


def elm_conditions(rule):
    for question in rule.get("all", []):
        yield elm_counts(question)
    if some := rule.get("some"):
        yield elm_at_least(some)
    if age := rule.get("age_below_years"):
        yield elm("Less", elm_of_person("age"), elm_literal(age))
    if age := rule.get("age_above_years"):
        yield elm("Greater", elm_of_person("age"), elm_literal(age))
    if observed := rule.get("observed"):
        seen = [elm("In", elm_literal(name), elm_of_person("observed")) for name in observed]
        yield elm_joined("Or", seen)


def elm_disposition(rules):
    """The gravest disposition of which any rule fires; a rule is worked out once, then known."""
    cases = []
    for disposition in reversed(DISPOSITIONS[1:]):
        fired = [elm("ExpressionRef", name=rule["id"]) for rule in rules
                 if rule["disposition"] == disposition]  # fmt: skip
        cases.append({"when": elm("AnyTrue", source=elm_list(fired)), "then": elm_literal(disposition)})
    return elm("Case", caseItem=cases, **{"else": elm_literal(DISPOSITIONS[0])})


def elm_definition(name, expression):
    return {"name": name, "context": "Patient", "accessLevel": "Public", "expression": expression}


def elm_library(rules):
    person = elm("SingletonFrom", operand=elm("Retrieve", dataType="{urn:limber}Person"))
    definitions = [elm_definition("Patient", person)]
    definitions += [elm_definition(rule["id"], elm_joined("And", list(elm_conditions(rule))))
                    for rule in rules]  # fmt: skip
    definitions.append(elm_definition("Disposition", elm_disposition(rules)))
    identifier = {"id": "Screening", "version": "1"}
    return {"library": {"identifier": identifier, "schemaIdentifier": {"id": "urn:hl7-org:elm", "version": "r1"},
                        "usings": {"def": [{"localIdentifier": "System", "uri": "urn:hl7-org:elm-types:r1"}]},
                        "statements": {"def": definitions}}}  # fmt: skip


def write_inputs(folder):
    rules = load("rules.yaml")
    questions = [question["id"] for question in load("questions.yaml")]
    for family in FAMILIES:
        Path(folder, f"{family}.people").write_text("".join(people_lines(family, questions)))
    inputs = {"questions": questions, "observed": OBSERVED, "dispositions": DISPOSITIONS,
              "rules": [json_rule(rule) for rule in rules], "elm": elm_library(rules)}  # fmt: skip
    Path(folder, "inputs.json").write_text(json.dumps(inputs))
