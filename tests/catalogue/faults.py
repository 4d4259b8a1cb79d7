"""One file in faults/ is one case: edits to the small catalogue, and every line they must cause."""

import difflib
import pathlib
import tempfile

from harness import compile_catalogue, edit, load, require, small_catalogue


def spoil(folder, case):
    for change in case.get("edits", []):
        edit(folder / change["file"], change["replace"], change["by"])
    for name, text in case.get("add", {}).items():
        (folder / name).write_text(text, encoding="utf-8")
    for name in case.get("remove", []):
        (folder / name).unlink()


def check(path):
    case = load(path)
    with tempfile.TemporaryDirectory() as temporary:
        folder = small_catalogue(pathlib.Path(temporary))
        spoil(folder, case)
        status, printed = compile_catalogue(folder, "--out", "out")
        written = (folder.parent / "out").exists()
    difference = "\n".join(difflib.unified_diff(case["expected"].splitlines(), printed.splitlines(),
                                                "expected", "printed", lineterm=""))
    require(not difference, difference)
    require(status == 1, f"exit status is {status}, not 1")
    require(not written, "files were written in spite of faults")
