"""The words promise nothing: no cure, no alignment, no diagnosis, and no "you need nobody"."""

import re

from harness import HERE, REAL, load, require


def texts(value, path=""):
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from texts(inner, f"{path}.{key}" if path else key)
    elif isinstance(value, list):
        for index, inner in enumerate(value):
            yield from texts(inner, f"{path}[{index}]")
    elif isinstance(value, str):
        yield path, value


def claims_in(text, rules, used):
    for rule in rules["refused"]:
        for match in re.finditer(rule["pattern"], text, re.IGNORECASE):
            allowed = [number for number, entry in enumerate(rules["allowed"])
                       if match.group(0).lower() in entry["text"].lower() and entry["text"] in text]
            used.update(allowed)
            if not allowed:
                yield f"{match.group(0)!r}: {rule['why']}"


def catalogue_words_claim_nothing_they_may_not():
    rules, used, found, read = load(HERE / "claims.yaml"), set(), [], 0
    for path in sorted((REAL / "words").rglob("*.yaml")):
        for place, text in texts(load(path)):
            read += 1
            found += [f"{path.relative_to(REAL)}: {place}: {claim}"
                      for claim in claims_in(text, rules, used)]
    require(read > 300, f"only {read} texts were read")
    require(not found, "\n".join(found))
    unused = [entry["text"] for number, entry in enumerate(rules["allowed"]) if number not in used]
    require(not unused, f"allowed, but nowhere said: {unused}")


def catalogue_claims_lint_finds_what_it_should():
    rules = load(HERE / "claims.yaml")
    for text in rules["examples"]:
        require(list(claims_in(text, rules, set())), f"not found: {text}")
    for text in ("Move slowly and breathe.", "Draw the knee towards your chest."):
        require(not list(claims_in(text, rules, set())), f"found in: {text}")
