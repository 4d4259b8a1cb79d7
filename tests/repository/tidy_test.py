"""Every law of tools/tidy.py that reads text finds a fault that is planted against it, and passes
the harmless neighbour of that fault."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "tools"))
import tidy  # noqa: E402

LONG_FUNCTION = "int f(void) {\n" + "    g();\n" * 80 + "}\n"

# law, where the text lies, the fault, its harmless neighbour
PLANTED = [
    (tidy.includes_keep_to_the_table, "core/a.c", "#include <stdio.h>\n", "#include <stdint.h>\n"),
    (tidy.includes_keep_to_the_table, "wasm/a.c", "#include <stdlib.h>\n", '#include "limber.h"\n'),
    (tidy.includes_keep_to_the_table, "draw/a.c", "#include <jansson.h>\n", "#include <cairo.h>\n"),
    (tidy.includes_keep_to_the_table, "store/a.c", "#include <jansson.h>\n", "#include <sqlite3.h>\n"),
    (tidy.files_and_functions_stay_small, "core/a.c", "int a;\n" * 601, "int a;\n" * 600),
    (tidy.files_and_functions_stay_small, "core/a.c", LONG_FUNCTION, "int f(void) {\n}\n"),
    (tidy.quantities_end_in_their_unit, "cli/a.c", "uint32_t timeout = 3;", "uint32_t timeout_ms = 3;"),
    (tidy.quantities_end_in_their_unit, "core/a.h", "uint32_t easier_hold;", "uint32_t hold_ms;"),
    (tidy.calls_that_invite_mistakes_are_absent, "cli/a.c", "n = atoi(s);", '/* atoi( */ f("atoi(");'),
    (tidy.nothing_is_left_for_later, "cli/a.c", "/* FIX" "ME */", "/* later than that */"),
    (tidy.no_machine_or_registry_is_named, "dev", "cd /ho" "me/ann/limber", "cd limber"),
    (tidy.nothing_promises_what_it_cannot_keep, "README.md", "It cures you.", "It is secure."),
    (tidy.nothing_promises_what_it_cannot_keep, "docs/a.md", "It treats pain.", "It treats doubt as a yes."),
    (tidy.nothing_promises_what_it_cannot_keep, "cli/a.c", 'say("healed");', "int healed = 1;"),
    (tidy.links_in_the_manuals_lead_somewhere, "README.md", "[a](no/such.md)", "[a](dev)"),
    (tidy.hazards_name_tests_that_exist, "docs/hazards.md", "| H1 | a | `no_such_test` |", "# Hazards"),
    (tidy.hazards_name_tests_that_exist, "docs/hazards.md", "| H1 | a | by care |", "| id | a | b |"),
    (tidy.lock_files_name_no_registry, "web/package-lock.json", '"resolved": "a"', '"version": "1"'),
]  # fmt: skip


def main():
    print(f"1..{2 * len(PLANTED)}")
    for number, (law, path, fault, harmless) in enumerate(PLANTED):
        found = list(law([tidy.Source(path, fault)]))
        spared = not list(law([tidy.Source(path, harmless)]))
        shown = fault.strip().splitlines()[0]
        print(f"{'ok' if found else 'not ok'} {2 * number + 1} - {law.__name__} finds {path}: {shown}")
        print(f"{'ok' if spared else 'not ok'} {2 * number + 2} - {law.__name__} spares its neighbour")


if __name__ == "__main__":
    main()
