#!/usr/bin/python3
"""Runs build/…/check_motions over every technique's movement and says where each fault stands.

Exit status: 0 no fault; 1 faults, each as file:line:column: what; 2 wrong use.
"""

import argparse
import pathlib
import subprocess
import sys

sys.dont_write_bytecode = True  # the source tree stays as it is

from catalogue.contract import read_contract  # noqa: E402
from catalogue.faults import Faults  # noqa: E402
from catalogue.model import requirement_order  # noqa: E402
from catalogue.motion import Vocabulary  # noqa: E402
from catalogue.reading import read_document  # noqa: E402

HERE = pathlib.Path(__file__).resolve().parent
HEADERS = [HERE.parent / "core" / name for name in ("limber.h", "figure.h")]


def parse_arguments():
    parser = argparse.ArgumentParser(description="Check every technique's movement.")
    parser.add_argument("--catalogue", required=True, type=pathlib.Path, metavar="DIR")
    parser.add_argument("--program", required=True, type=pathlib.Path, metavar="FILE",
                        help="check_motions, built with this catalogue's tables")
    parser.add_argument("--stamp", type=pathlib.Path, metavar="FILE",
                        help="write this file if there is no fault")
    return parser.parse_args()


def _place(motion, role, keyframe, spot):
    """The path of what is to blame: a rest, the keyframe that states the touch, or the keyframe."""
    actor = ("motion", role)
    if spot in motion[role]["rests"]:
        return actor + ("rests", spot)
    for index in range(keyframe, -1, -1):
        if spot in motion[role]["keyframes"][index].get("touches", {}):
            return actor + ("keyframes", index, "touches", spot)
    return actor + ("keyframes", keyframe)


def main():
    arguments = parse_arguments()
    found = Faults()
    documents = [read_document(path, path.as_posix(), found)
                 for path in (arguments.catalogue / "techniques").glob("*.yaml")]
    documents.sort(key=lambda document: requirement_order(document.value))
    spots = Vocabulary(read_contract(*HEADERS), None).spots
    run = subprocess.run([arguments.program], stdout=subprocess.PIPE, text=True, check=False)
    if run.returncode not in (0, 1):
        print(f"{arguments.program} ended with {run.returncode}")
        return 2
    for line in run.stdout.splitlines():
        technique, role, keyframe, spot, what = line.split("\t")
        document = documents[int(technique)]
        name = spots[int(spot)] if int(spot) < len(spots) else None
        place = _place(document.value["motion"], role, int(keyframe), name)
        document.fault(place, f"`{name}` {what}" if name else what, at_key=name is not None)
    if len(found):
        print("\n".join(found.lines()))
        return 1
    if arguments.stamp:
        arguments.stamp.write_text("every movement was looked at\n", encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
