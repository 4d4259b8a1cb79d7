"""docs/catalogue.md with a moving picture of every technique: `./dev docs` writes them, and
`./dev test catalogue_doc` says, in TAP, whether they are up to date.

    write_catalogue_doc.py LIMBER [--check]

All of it is what the program says (`limber techniques --json`, `limber show --svg`).
"""

import json
import subprocess
import sys
from pathlib import Path

DOCS = Path(__file__).resolve().parent.parent / "docs"
HEAD = """# The techniques

Written from the catalogue by `./dev docs`; `./dev test catalogue_doc` says whether it is up to date.
The pictures show one unhurried repetition, a long hold cut short; for a reader who wants less
motion they stand still. Orange is what is worked, the arrow where it goes.

Limber shows and times these only after its screening questions: do nothing from this page that the
questions would leave out for you. No cue, dose or picture replaces advice from somebody who can
look at your back.
"""
PHASES = ("warm-up", "mobilise", "release", "stretch", "cool-down")
STRENGTHS = ("", "gentle", "moderate", "strong")


def output_of(*call):
    return subprocess.run(call, check=True, stdout=subprocess.PIPE).stdout.decode()


def ranged(least, most, unit=""):
    return f"{least}{unit}" if least == most else f"{least} to {most}{unit}"


def dose_of(technique):
    dose = technique["dose"]
    parts = []
    if dose["hold_ms"]["max"]:
        seconds = [dose["hold_ms"][end] // 1000 for end in ("min", "max")]
        parts.append(f"hold {ranged(*seconds)} seconds")
    reps, sets = dose["reps"], dose["sets"]
    parts.append(ranged(reps["min"], reps["max"]) + (" time" if reps["max"] == 1 else " times"))
    if sets["max"] > 1:
        parts.append(f"{ranged(sets['min'], sets['max'])} sets")
    if technique["two_sided"]:
        parts.append("then the other side")
    return ", ".join(parts)


def names_of(ids, terms):
    return [terms[item] for item in ids]


def section(technique, document):
    positions = {term["id"]: term["name"] for term in document["positions"]}
    equipment = {term["id"]: term["name"] for term in document["equipment"]}
    regions = {term["id"]: term["name"] for term in document["regions"]}
    name = technique["name"]
    lines = [f"### {name}", "",
             f'<img src="figures/{technique["id"]}.svg" alt="{name}" height="260">', "",
             technique["purpose"], "",
             f"- For: {', '.join(names_of(technique['regions'], regions))}",
             f"- Position: {', or '.join(names_of(technique['positions'], positions))}"]  # fmt: skip
    for any_of in technique["equipment"]:
        lines.append(f"- At hand: {', or '.join(names_of(any_of, equipment))}")
    lines += [f"- Strength: {STRENGTHS[technique['intensity']]}",
              f"- Dose: {dose_of(technique)}", "",
              *(f"{number}. {step}" for number, step in enumerate(technique["steps"], 1)), "",
              f"Sources: {'; '.join(technique['sources'])}.", "",
              f"{technique['review']}.", ""]  # fmt: skip
    return "\n".join(lines)


def files_of(limber):
    """What docs/ should hold, by its name there."""
    document = json.loads(output_of(limber, "techniques", "--json"))
    text = HEAD
    for phase in PHASES:
        chosen = [t for t in document["techniques"] if t["phase"] == phase]
        if chosen:
            text += f"\n## {phase.capitalize()}\n\n"
            text += "\n".join(section(technique, document) for technique in chosen)
    files = {"catalogue.md": text}
    for technique in document["techniques"]:
        picture = output_of(limber, "show", technique["id"], "--svg", "-", "--animate")
        files[f"figures/{technique['id']}.svg"] = picture
    return files


def stale(files):
    for name, text in files.items():
        path = DOCS / name
        if not path.exists() or path.read_text(encoding="utf-8") != text:
            yield f"docs/{name} is out of date; ./dev docs writes it anew"
    for path in sorted((DOCS / "figures").glob("*")):
        if f"figures/{path.name}" not in files:
            yield f"docs/figures/{path.name} shows no technique; ./dev docs removes it"


def write(files):
    (DOCS / "figures").mkdir(exist_ok=True)
    for path in (DOCS / "figures").glob("*"):
        if f"figures/{path.name}" not in files:
            path.unlink()
    for name, text in files.items():
        (DOCS / name).write_text(text, encoding="utf-8")


def main():
    files = files_of(sys.argv[1])
    if "--check" not in sys.argv:
        write(files)
        return
    findings = list(stale(files))
    print("1..1")
    print(f"{'not ok' if findings else 'ok'} 1 - the_manual_of_the_catalogue_is_up_to_date")
    for finding in findings:
        print(f"# {finding}")


if __name__ == "__main__":
    main()
