"""Shape: JSON schemas say what each file may hold; here their faults become plain sentences."""

import json
import re

import jsonschema

KIND_NAMES = {
    "string": "text", "integer": "a whole number", "boolean": "true or false",
    "array": "a list", "object": "a group of keys", "null": "nothing",
}


def kind_of(value):
    if value is None:
        return "nothing"
    if isinstance(value, bool):
        return "true or false"
    names = {str: "text", int: "a whole number", list: "a list", dict: "a group of keys"}
    return names[type(value)]


def named(path):
    """`dose.hold_s`, `steps[2]`, `id` of entry 3; the whole file is "the file". Counts from 1."""
    if path and isinstance(path[0], int):
        entry = f"entry {path[0] + 1}"
        return f"{named(path[1:])} of {entry}" if path[1:] else entry
    text = ""
    for part in path:
        text += f"[{part + 1}]" if isinstance(part, int) else f".{part}" if text else part
    return f"`{text}`" if text else "the file"


def listed(items):
    return ", ".join(str(item) for item in items)


def _wrong_type(error, schema_type):
    kinds = [schema_type] if isinstance(schema_type, str) else schema_type
    allowed = " or ".join(KIND_NAMES[kind] for kind in kinds)
    return f"is {kind_of(error.instance)}; it must be {allowed}"


def _sentence(error):
    value, limit, rule = error.instance, error.validator_value, error.validator
    described = error.schema.get("description")
    if rule == "type":
        return _wrong_type(error, limit)
    if rule in ("enum", "const"):
        return f"is {value!r}; allowed: {listed(limit if rule == 'enum' else [limit])}"
    if rule == "pattern":
        return f"is {value!r}; it must be {described}"
    if rule == "minimum":
        return f"is {value}; allowed: {limit} or more"
    if rule == "maximum":
        return f"is {value}; allowed: {limit} or less"
    if rule in ("minItems", "minProperties"):
        return f"has {len(value)} entries; at least {limit} must be there"
    if rule in ("maxItems", "maxProperties"):
        return f"has {len(value)} entries; at most {limit} are allowed"
    if rule == "maxLength":
        return f"has {len(value)} letters; at most {limit} are allowed"
    if rule == "uniqueItems":
        return "names the same thing twice; keep one"
    raise NotImplementedError(f"schemas may not use {rule!r}: no sentence for it")


def _unknown_keys(document, path, error):
    allowed = list(error.schema.get("properties", {}))
    patterns = error.schema.get("patternProperties", {})
    hint = listed(allowed) if allowed else error.schema["description"]
    for key in error.instance:
        known = key in allowed or any(re.search(p, key) for p in patterns)
        if not known:
            document.fault(path + (key,), f"`{key}` is not known here; allowed: {hint}",
                           at_key=True)


def _missing_keys(document, path, error):
    for key in error.validator_value:
        if key not in error.instance:
            document.fault(path, f"`{key}` is missing in {named(path)}; it has no default",
                           at_key=True)


class Schemas:
    def __init__(self, folder):
        self._folder = folder
        self._shared = {name: json.loads((folder / name).read_text(encoding="utf-8"))
                        for name in ("common.json", "motion.json")}

    def files(self):
        return sorted(self._folder.glob("*.json"))

    def check(self, document, name):
        if document.value is None and document.fault_count > 0:
            return  # it could not be read, which is already said
        schema = json.loads((self._folder / f"{name}.json").read_text(encoding="utf-8"))
        resolver = jsonschema.RefResolver("", schema, store=self._shared)
        validator = jsonschema.Draft202012Validator(schema, resolver=resolver)
        for error in validator.iter_errors(document.value):
            path = tuple(error.absolute_path)
            if path in document.unreadable:
                continue
            if error.validator == "additionalProperties":
                _unknown_keys(document, path, error)
            elif error.validator == "required":
                _missing_keys(document, path, error)
            else:
                document.fault(path, f"{named(path)} {_sentence(error)}")
        document.well_formed = document.fault_count == 0

    def definition(self, name):
        return self._shared["common.json"]["$defs"][name]
