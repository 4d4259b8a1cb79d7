"""Claims about movements that only a posed body tells: each fault is planted in the real catalogue."""

import pathlib
import re
import shutil
import subprocess
import tempfile

from harness import REAL, ROOT, compile_catalogue, edit, require

CORE = ("body.c", "canvas.c", "figure.c", "scenery.c")
FLAGS = ("-std=c11", "-O1", "-fno-math-errno", "-ffp-contract=off", "-I", str(ROOT / "core"))


def _built(folder):
    """check_motions for the catalogue in `folder`."""
    out = folder.parent / "out"
    status, printed = compile_catalogue(folder, "--out", "out")
    require(status == 0, printed)
    program = folder.parent / "check_motions"
    sources = [ROOT / "core" / name for name in CORE]
    sources += [ROOT / "tools/check_motions.c", out / "catalogue_motions.c",
                out / "catalogue_tables.c"]
    subprocess.run(["cc", *FLAGS, *map(str, sources), "-lm", "-o", str(program)], check=True)
    return program


def _faults(changes):
    with tempfile.TemporaryDirectory() as temporary:
        folder = pathlib.Path(temporary) / "catalogue"
        shutil.copytree(REAL, folder)
        for name, old, new in changes:
            edit(folder / "techniques" / f"{name}.yaml", old, new)
        run = subprocess.run(
            ["/usr/bin/python3", str(ROOT / "tools/check_motions.py"), "--catalogue", folder.name,
             "--program", str(_built(folder))],
            cwd=folder.parent, text=True, stdout=subprocess.PIPE, check=False)
        return run.returncode, run.stdout


def _line_of(name, text):
    lines = (REAL / "techniques" / f"{name}.yaml").read_text(encoding="utf-8").splitlines()
    return next(number for number, line in enumerate(lines, 1) if text in line)


def _refused(name, old, new, said, at):
    """The change makes the check say so, at the line that has `at`."""
    status, printed = _faults([(name, old, new)])
    place = rf"catalogue/techniques/{name}\.yaml:{_line_of(name, at)}:\d+: .*{said}"
    require(status == 1 and re.search(place, printed), f"no {said!r} at {at!r} in:\n{printed}")


def catalogue_movements_of_the_real_catalogue_keep_to_everything():
    status, printed = _faults([])
    require(status == 0 and printed == "", printed)


def catalogue_movement_with_a_floating_hand_is_refused():
    _refused("cat-cow", "pelvis-lean: 101", "pelvis-lean: 40",
             "`left-hand` stays [0-9]+ mm from what it touches", "touches:")


def catalogue_movement_through_the_floor_is_refused():
    _refused("cat-cow", "knee-flex: 86", "knee-flex: 50",
             "the left foot goes [0-9]+ mm into the floor", "- at: 0")


def catalogue_movement_through_the_wall_is_refused():
    _refused("leg-swings", "z_mm: 340", "z_mm: 100",
             "the right [a-z ]+ goes [0-9]+ mm into the wall", "- at: 0")


def catalogue_movement_through_the_chair_is_refused():
    _refused("seated-twist", "x_mm: 55", "x_mm: -160", "goes through the back of the chair",
             "- at: 0")


def catalogue_movement_through_the_body_is_refused():
    _refused("side-bends", "right-arm-out: -14", "right-arm-out: -50",
             "the right [a-z ]+ goes [0-9]+ mm into the", "- at: 0")


def catalogue_movement_in_a_hurry_is_refused():
    _refused("cat-cow", "speed_max_deg_per_s: 20", "speed_max_deg_per_s: 5",
             "turns at [0-9]+ degrees a second", "- at: 0")


def catalogue_movement_on_nothing_is_refused():
    _refused("bridge", "pelvis-lean: -81", "pelvis-lean: -40",
             "what carries the body floats [0-9]+ mm above its surface", "rests:")
