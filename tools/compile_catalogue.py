#!/usr/bin/python3
"""Compiles catalogue/ into C tables, C words and TypeScript. See docs/catalogue-format.md.

Exit status: 0 all written; 1 the catalogue has faults, or its snapshot is out of date; 2 wrong use.
"""

import argparse
import difflib
import pathlib
import sys

sys.dont_write_bytecode = True  # the source tree stays as it is

from catalogue import (loading, meaning, model, motion, write_c, write_lessons,  # noqa: E402
                       write_snapshot, write_ts)
from catalogue.contract import read_contract  # noqa: E402
from catalogue.faults import Faults  # noqa: E402
from catalogue.shape import Schemas  # noqa: E402

HERE = pathlib.Path(__file__).resolve().parent
HEADERS = [HERE.parent / "core" / name for name in ("limber.h", "figure.h")]
OUTPUTS = {  # ninja wants the first of them first in the depfile
    "catalogue_tables.c": write_c.tables,
    "catalogue_words.c": write_c.words,
    "catalogue_words.h": write_c.words_header,
    "catalogue.ts": write_ts.typescript,
    "catalogue_motions.c": motion.motions,
    "catalogue_lessons.c": write_lessons.lessons_c,
    "lessons.ts": write_lessons.lessons_ts,
    "late.ts": write_ts.late_typescript,
}


def parse_arguments():
    parser = argparse.ArgumentParser(description="Compile the catalogue.")
    parser.add_argument("--catalogue", required=True, type=pathlib.Path, metavar="DIR")
    parser.add_argument("--out", type=pathlib.Path, metavar="DIR",
                        help="write the generated files here")
    parser.add_argument("--depfile", type=pathlib.Path, metavar="FILE",
                        help="write what the generated files depend on, for ninja; needs --out")
    parser.add_argument("--list-outputs", action="store_true",
                        help="print the generated files' names")
    parser.add_argument("--snapshot", type=pathlib.Path, metavar="FILE",
                        help="compare FILE with the catalogue as it is; a difference is a failure")
    parser.add_argument("--write-snapshot", type=pathlib.Path, metavar="FILE",
                        help="write the catalogue as it is, for a reader, to FILE")
    arguments = parser.parse_args()
    if arguments.depfile and not arguments.out:
        parser.error("--depfile says what the files of --out depend on; give --out too")
    if not arguments.catalogue.is_dir():
        parser.error(f"--catalogue {arguments.catalogue}: there is no such folder")
    return arguments


def load(folder):
    """The checked catalogue and its files, or None after printing every fault."""
    faults = Faults()
    files = loading.Files(folder, folder.as_posix(), Schemas(folder / "schemas"), faults)
    contract = read_contract(*HEADERS)
    meaning.Meaning(files, contract).check()
    if len(faults):
        print("\n".join(faults.lines()))
        print(f"{len(faults)} fault{'' if len(faults) == 1 else 's'}")
        return None, files
    return model.build(files, contract), files


def write_depfile(path, out, files):
    tools = sorted((HERE / "catalogue").glob("*.py")) + [pathlib.Path(__file__).resolve(), *HEADERS]
    inputs = [str(item).replace(" ", "\\ ") for item in files.inputs() + tools]
    targets = [str(out / name).replace(" ", "\\ ") for name in OUTPUTS]
    path.write_text(f"{' '.join(targets)}: {' '.join(inputs)}\n", encoding="utf-8")


def snapshot_is_current(path, wanted):
    found = path.read_text(encoding="utf-8") if path.exists() else ""
    if found == wanted:
        return True
    sys.stdout.writelines(difflib.unified_diff(found.splitlines(True), wanted.splitlines(True),
                                               str(path), "the catalogue as it is"))
    print(f"{path} is out of date; review the difference, then run: tools/compile_catalogue.py "
          f"--catalogue catalogue --write-snapshot {path}")
    return False


def main():
    arguments = parse_arguments()
    if arguments.list_outputs:
        print("\n".join(OUTPUTS))
        return 0
    catalogue, files = load(arguments.catalogue)
    if catalogue is None:
        return 1
    if arguments.out:
        arguments.out.mkdir(parents=True, exist_ok=True)
        for name, write in OUTPUTS.items():
            (arguments.out / name).write_text(write(catalogue), encoding="utf-8")
    if arguments.depfile:
        write_depfile(arguments.depfile, arguments.out, files)
    if arguments.write_snapshot:
        arguments.write_snapshot.write_text(write_snapshot.snapshot(catalogue), encoding="utf-8")
    if arguments.snapshot:
        wanted = write_snapshot.snapshot(catalogue)
        return 0 if snapshot_is_current(arguments.snapshot, wanted) else 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
