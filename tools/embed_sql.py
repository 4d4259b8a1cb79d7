"""Turns numbered SQL files into one C file.

    embed_sql.py OUTPUT.c 0001-first.sql 0002-second.sql ...

The files are NNNN-words.sql, numbered from 0001 without gaps. The store applies them inside a
transaction of its own, so none may begin, commit or set a pragma.
"""

import pathlib
import re
import sys

NAME = re.compile(r"^(\d{4})-[a-z0-9]+(?:-[a-z0-9]+)*\.sql$")
# BEGIN alone opens the body of a trigger.
REFUSED = re.compile(r"^\s*(?:BEGIN\s*;|(?:BEGIN\s+(?:IMMEDIATE|EXCLUSIVE|DEFERRED|TRANSACTION)|"
                     r"COMMIT|ROLLBACK|SAVEPOINT|RELEASE|PRAGMA|ATTACH|DETACH|VACUUM)\b)",
                     re.IGNORECASE)


class Refused(Exception):
    """A file that cannot be embedded; the text names it and says what to do."""


def read(path, number):
    match = NAME.match(path.name)
    if not match:
        raise Refused(f"{path}: error: the name must be like 0001-event-log.sql")
    if int(match[1]) != number:
        raise Refused(f"{path}: error: number {number:04d} is expected here; "
                      "the numbers run from 0001 without gaps or repeats")
    try:
        text = path.read_text(encoding="utf-8")
    except OSError as error:
        raise Refused(f"{path}: error: cannot be read: {error.strerror}") from error
    except UnicodeDecodeError as error:
        raise Refused(f"{path}: error: byte {error.start} is not UTF-8") from error
    for line_number, line in enumerate(text.splitlines(), start=1):
        if "\0" in line:
            raise Refused(f"{path}:{line_number}: error: a zero byte would end the text early")
        if REFUSED.match(line):
            raise Refused(f"{path}:{line_number}: error: '{line.split()[0]}' does not belong in a "
                          "migration: the store makes the transaction")
    if not any(line.strip() and not line.strip().startswith("--") for line in text.splitlines()):
        raise Refused(f"{path}: error: there is no statement in it")
    return text


def literal(line):
    escaped = line.replace("\\", "\\\\").replace('"', '\\"').replace("\t", "\\t").replace("?", "\\?")
    return f'    "{escaped}\\n"'


def emit(texts_by_name):
    lines = ["/* Made by tools/embed_sql.py from store/migrations; edit those. */",
             '#include "migrations.h"', "", "const char *const store_migrations[] = {"]
    for name, text in texts_by_name:
        lines.append(f"    /* {name} */")
        lines.extend(literal(line) for line in text.splitlines() if line.strip())
        lines[-1] += ","
    lines += ["};", "", "const int store_migration_count =",
              "    (int)(sizeof store_migrations / sizeof store_migrations[0]);", ""]
    return "\n".join(lines)


def main(arguments):
    if len(arguments) < 2:
        print("usage: embed_sql.py OUTPUT.c 0001-first.sql ...", file=sys.stderr)
        return 2
    paths = sorted((pathlib.Path(argument) for argument in arguments[1:]), key=lambda p: p.name)
    try:
        texts = [(path.name, read(path, number)) for number, path in enumerate(paths, start=1)]
    except Refused as refused:
        print(refused, file=sys.stderr)
        return 1
    pathlib.Path(arguments[0]).write_text(emit(texts), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
