"""Claims in TAP, and how to call the program under test."""

import json
import subprocess
import sys
import traceback
from pathlib import Path

import jsonschema

HERE = Path(__file__).resolve().parent
SCHEMAS = HERE.parent.parent / "docs/schema"


class Claims:
    """Runs claims and counts them; a claim that raises has failed."""

    def __init__(self):
        self.count = self.failed = 0

    def check(self, name, claim, *arguments):
        self.count += 1
        try:
            claim(*arguments)
            print(f"ok {self.count} - {name}", flush=True)
        except Exception:  # whatever went wrong, the other claims are still worth knowing
            self.failed += 1
            print(f"not ok {self.count} - {name}", flush=True)
            for line in traceback.format_exc().splitlines():
                print(f"# {line}", flush=True)

    def finish(self):
        print(f"1..{self.count}")
        sys.exit(1 if self.failed else 0)


class Result:
    def __init__(self, process):
        self.exit = process.returncode
        self.out = process.stdout
        self.err = process.stderr.decode("utf-8", "replace")

    def json(self):
        return json.loads(self.out)


def call(binary, *words, stdin=b"", folder=None, environment=None, **more):
    if isinstance(stdin, (dict, list)):
        stdin = json.dumps(stdin)
    if isinstance(stdin, str):
        stdin = stdin.encode()
    words = [binary, *words] + (["--data", str(folder)] if folder else [])
    return Result(subprocess.run(words, input=stdin, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
                                 timeout=60, env=environment, **more))  # fmt: skip


def check_schema(document, name):
    store = {path.name: json.loads(path.read_text()) for path in SCHEMAS.glob("*.json")}
    schema = store[f"{name}.schema.json"]
    resolver = jsonschema.RefResolver(schema["$id"], schema, store=store)
    jsonschema.Draft202012Validator(schema, resolver=resolver).validate(document)


def clear_answers(binary):
    """Answers to every question, none of which stands in the way of a session."""
    questions = call(binary, "techniques", "--json").json()["questions"]
    return {"today": "2026-11-21", "age": 41, "answers": {q["id"]: "no" for q in questions}}


def request(binary):
    return {
        "minutes": 15,
        "pain": 2,
        "regions": {"lower-back": 6, "neck": 3},
        "equipment": ["mat", "chair"],
        "positions": ["standing", "seated", "kneeling", "supine"],
        "screen": clear_answers(binary),
    }
