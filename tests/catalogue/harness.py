"""What the catalogue's tests share: catalogues to break, and the compiler to run on them."""

import os
import pathlib
import shutil
import subprocess
import sys

import yaml

HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parent.parent
REAL = ROOT / "catalogue"
COMPILER = ROOT / "tools" / "compile_catalogue.py"
sys.dont_write_bytecode = True
sys.path.insert(0, str(ROOT / "tools"))

from catalogue import loading, meaning  # noqa: E402
from catalogue.contract import read_contract  # noqa: E402
from catalogue.faults import Faults  # noqa: E402
from catalogue.shape import Schemas  # noqa: E402

TABLE_OUTPUTS = ("catalogue_tables.c", "catalogue_words.c", "catalogue_words.h", "catalogue.ts",
                 "catalogue_motions.c", "catalogue_lessons.c", "lessons.ts", "late.ts")
SHARED_WORDS = ("dispositions.yaml", "plan.yaml", "programme.yaml")  # one for each number of limber.h


def small_catalogue(folder):
    """A sound catalogue of two techniques, four questions and five rules, to be broken."""
    copy = folder / "catalogue"
    shutil.copytree(HERE / "base", copy)
    shutil.copytree(REAL / "schemas", copy / "schemas")
    for name in SHARED_WORDS:
        shutil.copy(REAL / "words/en" / name, copy / "words/en" / name)
    return copy


def compile_catalogue(folder, *arguments, seed="0"):
    """Runs the compiler beside the catalogue; gives its exit status and what it printed."""
    run = subprocess.run(
        ["/usr/bin/python3", COMPILER, "--catalogue", folder.name, *map(str, arguments)],
        cwd=folder.parent, env={**os.environ, "PYTHONHASHSEED": seed}, text=True,
        stdout=subprocess.PIPE, stderr=subprocess.STDOUT, check=False)
    return run.returncode, run.stdout


def faults_of(folder):
    """The compiler's faults without a process of its own."""
    faults = Faults()
    files = loading.Files(folder, folder.name, Schemas(folder / "schemas"), faults)
    meaning.Meaning(files, read_contract(*(ROOT / "core" / name for name in ("limber.h", "figure.h")))).check()
    return faults.lines()


def load(path):
    return yaml.safe_load(path.read_text(encoding="utf-8"))


def require(condition, message):
    if not condition:
        raise AssertionError(message)


def edit(path, old, new):
    text = path.read_text(encoding="utf-8")
    require(text.count(old) == 1, f"{path.name} holds {old!r} {text.count(old)} times, not once")
    path.write_text(text.replace(old, new), encoding="utf-8")
