#!/usr/bin/env python3
"""Vignettes: people in their own words, through the program as others would use it.

    run_tests.py LIMBER [CLAIM...]

Prints TAP, a claim for each file. README.md beside this file describes the format.
"""

import json
import pathlib
import subprocess
import sys

import yaml

HERE = pathlib.Path(__file__).resolve().parent
QUESTIONS = HERE.parent.parent / "catalogue/screening/questions.yaml"


def answers_of(vignette, questions):
    known = set(questions)
    named = {key: vignette.get(key) or [] for key in ("yes", "unknown", "missing", "agreed")}
    for key, ids in named.items():
        assert set(ids) <= known, f"`{key}` names {set(ids) - known}, which nobody asks"
    answers = {question: "no" for question in questions if question not in named["missing"]}
    answers |= dict.fromkeys(named["yes"], "yes") | dict.fromkeys(named["unknown"], "unknown")
    whole = {"today": "2026-11-21", "answers": answers, "agreed": named["agreed"]}
    return whole | ({"age": vignette["age"]} if vignette.get("age") else {})


def screen(limber, answers):
    call = [limber, "screen", "--answers", "-", "--json"]
    done = subprocess.run(call, input=json.dumps(answers), capture_output=True, text=True)
    assert done.returncode == 0, done.stderr.strip()
    return json.loads(done.stdout)


def check(limber, vignette, questions):
    result = screen(limber, answers_of(vignette, questions))
    assert result["disposition"] == vignette["disposition"], \
        f"{result['disposition']}, not {vignette['disposition']}: " \
        f"{[reason['rule'] for reason in result['reasons']]}"
    spoken = {part for reason in result["reasons"]
              for part in (reason["question"], *reason["questions"])}
    for question in vignette["because"]:
        assert spoken & {question, question.partition(".")[0]}, f"{question} is no reason"
    if vignette["disposition"] != "proceed":
        assert not result["allowed"], "techniques are open"
        return
    allowed = set(result["allowed"])
    assert not allowed & set(vignette["closed"]), f"open: {allowed & set(vignette['closed'])}"
    assert set(vignette["open"]) <= allowed, f"closed: {set(vignette['open']) - allowed}"


def main(limber, *claims):
    questions = [question["id"] for question in yaml.safe_load(QUESTIONS.read_text("utf-8"))]
    files = [path for path in sorted(HERE.glob("*.yaml")) if not claims or path.stem in claims]
    print(f"1..{len(files)}")
    failed = 0
    for number, path in enumerate(files, 1):
        try:
            check(limber, yaml.safe_load(path.read_text("utf-8")), questions)
            print(f"ok {number} - {path.stem}")
        except AssertionError as fault:
            failed += 1
            print(f"not ok {number} - {path.stem}\n# {fault}\n# again: ./dev test vignettes")
    return 1 if failed or not files else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
