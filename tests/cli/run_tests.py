"""Cases of the command line: what goes in, what comes out.

A case in cases/*.yaml has a claim, args and an exit, and of these what it needs:
  stdin    a JSON value, or text; {base: clear|compound|request|replay, set: {path: value},
           remove: [path]} changes a good document; {repeat: text, times: n, then: text} makes a
           large one; {hex: digits} is bytes
  schema   what the JSON on standard output has to fit
  json     {path: value} of that JSON; a value "*" only has to be there; in a path, name[key=value]
           is an entry of a list
  stdout, stderr  texts that have to be there
"""

import copy
import re
import sys

import yaml
from tap import HERE, Claims, call, check_schema, clear_answers, request


def bases(binary):
    wanted = request(binary)
    events = [{"at_ms": 0, "event": "go"}, {"at_ms": 20000, "event": "tick"}]
    clear = clear_answers(binary)
    compounds = {question.split(".")[0]: "no" for question in clear["answers"]}
    return {
        "clear": clear,
        "compound": {**clear, "answers": compounds},
        "request": wanted,
        "replay": {"request": wanted, "events": events},
    }


def parts(path):
    """A path's parts; the id of a question's part, such as E5.1, is one of them."""
    found = re.findall(r"\w+\[[^]]+\]|[A-Z][0-9]+[.][0-9]+|[^.]+", path)
    return [int(part) if part.isdigit() else part for part in found]


def look_up(document, path):
    for part in parts(path) if path else []:
        chosen = re.fullmatch(r"(\w+)\[(\w+)=(.+)\]", str(part))
        if chosen:
            name, key, value = chosen.groups()
            document = next(entry for entry in document[name] if entry[key] == value)
        else:
            document = document[part]
    return document


def changed(document, case):
    document = copy.deepcopy(document)
    for path, value in case.get("set", {}).items():
        *above, last = parts(path)
        look_up(document, ".".join(map(str, above)))[last] = value
    for path in case.get("remove", []):
        *above, last = parts(path)
        del look_up(document, ".".join(map(str, above)))[last]
    return document


def standard_input(case, documents):
    wanted = case.get("stdin", "")
    if isinstance(wanted, dict) and "base" in wanted:
        return changed(documents[wanted["base"]], wanted)
    if isinstance(wanted, dict) and "repeat" in wanted:
        return wanted["repeat"] * wanted["times"] + wanted.get("then", "")
    if isinstance(wanted, dict) and "hex" in wanted:
        return bytes.fromhex(wanted["hex"])
    return wanted


def check(binary, case, documents):
    result = call(binary, *map(str, case["args"]), stdin=standard_input(case, documents))
    assert result.exit == case["exit"], f"left with {result.exit}: {result.err}"
    out = result.out.decode("utf-8")
    for text in case.get("stderr", []):
        assert text in result.err, f"not on standard error: {text!r}\n{result.err}"
    for text in case.get("stdout", []):
        assert text in out, f"not on standard output: {text!r}\n{out}"
    if case["exit"] != 0:
        assert out == "", f"an answer beside an error: {out}"
    if "schema" in case:
        check_schema(result.json(), case["schema"])
    for path, value in case.get("json", {}).items():
        found = look_up(result.json(), path)
        assert value == "*" or found == value, f"{path} is {found!r}, not {value!r}"


def main():
    binary = sys.argv[1]
    documents = bases(binary)
    claims = Claims()
    for file in sorted((HERE / "cases").glob("*.yaml")):
        for case in yaml.safe_load(file.read_text()):
            claims.check(case["claim"], check, binary, case, documents)
    claims.finish()


if __name__ == "__main__":
    main()
