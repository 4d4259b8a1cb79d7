"""Claims about the compiler: what it writes, and that it refuses what it must."""

import copy
import pathlib
import shutil
import subprocess
import tempfile

import yaml

from harness import (COMPILER, REAL, ROOT, SHARED_WORDS, TABLE_OUTPUTS, compile_catalogue, edit,
                     faults_of, load, require, small_catalogue)

STRICT = ["-std=c11", "-Wall", "-Wextra", "-Wconversion", "-Wshadow", "-Wstrict-prototypes",
          "-Wmissing-prototypes", "-Wformat=2", "-Wpedantic", "-Werror", "-fsyntax-only"]


def _outputs(catalogue, out, **how):
    status, printed = compile_catalogue(catalogue, "--out", out, **how)
    require(status == 0, printed)
    return {name: (catalogue.parent / out / name).read_bytes() for name in TABLE_OUTPUTS}


def catalogue_compiles_twice_to_equal_bytes():
    with tempfile.TemporaryDirectory() as temporary:
        folder = pathlib.Path(temporary) / "another" / "place"
        shutil.copytree(REAL, folder)
        first = _outputs(folder, "first", seed="1")
        second = _outputs(folder, "second", seed="2")
        status, printed = compile_catalogue(REAL, "--out", f"{temporary}/third", seed="3")
        require(status == 0, printed)
        third = {name: (pathlib.Path(temporary) / "third" / name).read_bytes() for name in first}
    for name in TABLE_OUTPUTS:
        require(first[name] == second[name] == third[name], f"{name} differs between runs")


def catalogue_tables_and_words_compile_without_warnings():
    with tempfile.TemporaryDirectory() as temporary:
        status, printed = compile_catalogue(REAL, "--out", temporary)
        require(status == 0, printed)
        for name in ("catalogue_tables.c", "catalogue_words.c", "catalogue_lessons.c"):
            run = subprocess.run(["cc", *STRICT, "-I", ROOT / "core", "-I", ROOT / "codec", "-I",
                                  temporary, f"{temporary}/{name}"],
                                 text=True, stderr=subprocess.PIPE, check=False)
            require(run.returncode == 0, run.stderr)


def catalogue_tables_include_only_the_contract():
    with tempfile.TemporaryDirectory() as temporary:
        compile_catalogue(REAL, "--out", temporary)
        text = (pathlib.Path(temporary) / "catalogue_tables.c").read_text(encoding="utf-8")
    includes = [line for line in text.splitlines() if line.startswith("#include")]
    require(includes == ['#include "limber.h"'], f"it includes {includes}")


def catalogue_snapshot_is_current():
    status, printed = compile_catalogue(REAL, "--snapshot", "catalogue/snapshot.md")
    require(status == 0, printed)


def catalogue_stale_snapshot_fails_with_a_diff():
    with tempfile.TemporaryDirectory() as temporary:
        folder = small_catalogue(pathlib.Path(temporary))
        compile_catalogue(folder, "--write-snapshot", "snapshot.md")
        edit(folder / "limits.yaml", "value: 45", "value: 40")
        status, printed = compile_catalogue(folder, "--snapshot", "snapshot.md")
    require(status == 1, f"exit status is {status}")
    for line in ("-| session_max_minutes | 45 |", "+| session_max_minutes | 40 |", "out of date"):
        require(line in printed, f"{line!r} is not in:\n{printed}")


def catalogue_technique_lands_by_adding_one_file_and_its_words():
    """Into a copy of the shipped catalogue, with nothing else touched: it stands in every output."""
    with tempfile.TemporaryDirectory() as temporary:
        folder = pathlib.Path(temporary) / "catalogue"
        shutil.copytree(REAL, folder)
        count = len(list((folder / "techniques").glob("*.yaml")))
        for place in ("techniques", "words/en/techniques"):
            shutil.copy(folder / place / "pelvic-tilt.yaml", folder / place / "newly-landed.yaml")
        edit(folder / "techniques/newly-landed.yaml", "id: pelvic-tilt", "id: newly-landed")
        outputs = _outputs(folder, "out")
        compile_catalogue(folder, "--write-snapshot", "snapshot.md")
        outputs["snapshot.md"] = (folder.parent / "snapshot.md").read_bytes()
    tables = outputs["catalogue_tables.c"]
    require(f".technique_count = {count + 1},".encode() in tables, f"not {count} and one more")
    for name in ("catalogue_words.h", "catalogue_lessons.c", "lessons.ts"):
        del outputs[name]  # what names no technique, or only some
    for name, text in outputs.items():
        require(b"newly-landed" in text, f"the new technique is not in {name}")


def catalogue_version_follows_numbers_and_words_but_not_labels():
    def version(folder, out):
        text = _outputs(folder, out)["catalogue_words.c"].decode()
        return text.split('.version = "')[1].split('"')[0]

    with tempfile.TemporaryDirectory() as temporary:
        folder = small_catalogue(pathlib.Path(temporary))
        first = version(folder, "a")
        edit(folder / "words/en/page.yaml", "A page", "Another page")
        edit(folder / "words/en/terminal.yaml", "Press Enter.", "Press Return.")
        edit(folder / "words/en/lessons/sound.yaml", "It is heard.", "It can be heard.")
        label = version(folder, "b")
        edit(folder / "limits.yaml", "value: 45", "value: 44")
        number = version(folder, "c")
        edit(folder / "words/en/screening.yaml", "Is it numb?", "Is it very numb?")
        word = version(folder, "d")
    require(first.startswith("1.2.3+") and len(first) == 14, f"{first} is no version")
    require(first == label, "a label or a lesson changed the version")
    require(len({label, number, word}) == 3, "a number or a word did not change the version")


def catalogue_depfile_names_outputs_in_order_and_every_input():
    with tempfile.TemporaryDirectory() as temporary:
        folder = small_catalogue(pathlib.Path(temporary))
        compile_catalogue(folder, "--out", "out", "--depfile", "deps")
        rule = (folder.parent / "deps").read_text(encoding="utf-8")
        yamls = {path.relative_to(folder.parent).as_posix() for path in folder.rglob("*.yaml")}
    outputs, _, inputs = rule.strip().partition(": ")
    require(outputs.split() == [f"out/{name}" for name in TABLE_OUTPUTS], outputs)
    inputs = set(inputs.split())
    require(yamls <= inputs, f"not named: {yamls - inputs}")
    wanted = {"catalogue/techniques", "catalogue/schemas/limits.json", str(COMPILER)}
    require(wanted <= inputs, f"not named: {wanted - inputs}")


def _paths(value, path=()):
    """The path of every key of every group, at any depth."""
    if isinstance(value, dict):
        for key, inner in value.items():
            yield path + (key,)
            yield from _paths(inner, path + (key,))
    elif isinstance(value, list):
        for index, inner in enumerate(value):
            yield from _paths(inner, path + (index,))


def _without(value, path):
    changed = copy.deepcopy(value)
    inner = changed
    for part in path[:-1]:
        inner = inner[part]
    del inner[path[-1]]
    return changed


def _with(value, path, other):
    changed = copy.deepcopy(value)
    inner = changed
    for part in path[:-1]:
        inner = inner[part]
    inner[path[-1]] = other
    return changed


def _every_key(folder, skipped=frozenset()):
    """Each key of each file in turn; the file is sound again afterwards."""
    require(faults_of(folder) == [], "the small catalogue has faults itself")
    for path in sorted(folder.rglob("*.yaml")):
        if path.name in skipped:
            continue
        sound = path.read_text(encoding="utf-8")
        value = yaml.safe_load(sound)
        for key in _paths(value):
            yield path, value, key
        path.write_text(sound, encoding="utf-8")


def catalogue_has_no_default_for_any_key():
    """Take away one key at a time, all of them in turn: each time there must be a fault."""
    tried = 0
    with tempfile.TemporaryDirectory() as temporary:
        folder = small_catalogue(pathlib.Path(temporary))
        # Faces name their own texts.
        free = {"page.yaml", "lessons-page.yaml", "terminal.yaml", *SHARED_WORDS}
        for path, value, key in _every_key(folder, free):
            if {"breath", "pose_deg"} & set(key) or "rests" in key[:-1]:
                continue  # an angle that is not there is 0, and each thing that carries is one more
            path.write_text(yaml.safe_dump(_without(value, key)), encoding="utf-8")
            require(faults_of(folder), f"{path.name} is accepted without {key}")
            tried += 1
    require(tried > 150, f"only {tried} keys were tried")


def catalogue_judges_anything_in_any_place():
    """Whatever stands where: a fault or none, but never a compiler that breaks down."""
    with tempfile.TemporaryDirectory() as temporary:
        folder = small_catalogue(pathlib.Path(temporary))
        for path, value, key in _every_key(folder):
            if any(isinstance(part, int) and part > 0 for part in key):
                continue  # the first entry of a list stands for the others
            if path.name == "limits.yaml" and len(key) > 1 and key[0] != next(iter(value)):
                continue  # and the first limit too, which are all of one shape
            for other in ("x", {"x": 10**30}):
                path.write_text(yaml.safe_dump(_with(value, key, other)), encoding="utf-8")
                faults_of(folder)
        for other in ("7", "[7]", "{}", "- {id: [x]}"):
            for path in sorted(folder.rglob("*.yaml")):
                sound = path.read_text(encoding="utf-8")
                path.write_text(other, encoding="utf-8")
                require(faults_of(folder), f"{path.name} may be {other}")
                path.write_text(sound, encoding="utf-8")


def catalogue_file_that_is_not_utf8_is_named():
    with tempfile.TemporaryDirectory() as temporary:
        folder = small_catalogue(pathlib.Path(temporary))
        (folder / "words/en/page.yaml").write_bytes(b"title: Caf\xe9\n")
        found = faults_of(folder)
    require(found == ["catalogue/words/en/page.yaml:1:1: is not UTF-8 text (byte 10); "
                      "save it as UTF-8"], "\n".join(found))


def catalogue_refuses_more_questions_and_rules_than_fit():
    with tempfile.TemporaryDirectory() as temporary:
        folder = small_catalogue(pathlib.Path(temporary))
        for name, pattern, count in (("questions", "P9.{}", 61), ("rules", "closes-{}", 124)):
            path = folder / "screening" / f"{name}.yaml"
            entries = load(path)
            entries += [dict(entries[-1], id=pattern.format(number)) for number in range(count)]
            path.write_text(yaml.safe_dump(entries), encoding="utf-8")
        found = "\n".join(faults_of(folder))
    for kind, count, most in (("question", 65, 64), ("rule", 129, 128)):
        require(f"there are {count} {kind} entries; at most {most} fit" in found, found)


def catalogue_schemas_state_no_defaults_and_refuse_unknown_keys():
    def check(name, schema):
        if isinstance(schema, dict):
            require("default" not in schema, f"{name} states a default")
            if schema.get("type") == "object" and "properties" in schema:
                require(schema.get("additionalProperties") is False, f"{name} lets unknown keys in")
            for inner in schema.values():
                check(name, inner)
        elif isinstance(schema, list):
            for inner in schema:
                check(name, inner)

    paths = sorted((REAL / "schemas").glob("*.json"))
    require(len(paths) > 10, "the schemas are not where they were")
    for path in paths:
        check(path.name, load(path))
