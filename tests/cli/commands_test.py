"""docs/commands.md is what the program says of itself: checked, or with --write written anew."""

import subprocess
import sys

from tap import HERE, SCHEMAS, Claims

MANUAL = HERE.parent.parent / "docs/commands.md"
HEAD = """# Commands

What `limber help` says, written from the program by `tests/cli/commands_test.py BINARY --write`
and compared by every test run.

Data goes to standard output and talk to standard error. `-` as a file name reads standard input.
A file that is refused is named with the field that is wrong and with what is allowed there; nothing
is done then. A document may have at most 1 MiB, an import 64 MiB, and either may be nested at most
16 levels deep.

What `--json` prints, and what is read, is described by JSON schemas:

"""
BINARY = sys.argv[1]


def said(*words):
    return subprocess.run([BINARY, *words], stdout=subprocess.PIPE, check=True).stdout.decode()


def names():
    lines = said("help").split("Commands\n", 1)[1].split("\n\n", 1)[0].splitlines()
    return [line.split()[0] for line in lines]


def manual():
    text = HEAD
    for schema in sorted(SCHEMAS.glob("*.schema.json")):
        name = schema.name.removesuffix(".schema.json")
        text += f"- [{name}](schema/{schema.name})\n"
    text += f"\n```\n{said('help')}```\n"
    for name in names():
        text += f"\n## {name}\n\n```\n{said('help', name)}```\n"
    return text


def manual_says_what_the_program_says():
    assert MANUAL.read_text() == manual(), "write it anew: tests/cli/commands_test.py BINARY --write"


def every_command_has_examples_that_begin_with_it():
    for name in names():
        text = said("help", name)
        examples = text.split("Examples\n", 1)[1].split("\n\n", 1)[0].splitlines()
        assert examples and all(line.startswith(f"  limber {name}") for line in examples), text
        assert all(len(line) <= 80 for line in text.splitlines()), text


def main():
    if "--write" in sys.argv:
        MANUAL.write_text(manual())
        return
    claims = Claims()
    claims.check("manual_says_what_the_program_says", manual_says_what_the_program_says)
    claims.check("every_command_has_examples_that_begin_with_it",
                 every_command_has_examples_that_begin_with_it)  # fmt: skip
    claims.finish()


if __name__ == "__main__":
    main()
