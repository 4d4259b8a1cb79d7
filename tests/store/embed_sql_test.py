"""Claims about tools/embed_sql.py, spoken as TAP. Usage: embed_sql_test.py tools/embed_sql.py"""

import pathlib
import subprocess
import sys
import tempfile

TOOL = sys.argv[1]
GOOD = "-- a comment\nCREATE TABLE a (b TEXT) STRICT;\n"


def run(files):
    """Returns the exit code, what was said, and what was written."""
    with tempfile.TemporaryDirectory() as folder:
        paths = []
        for name, content in files.items():
            path = pathlib.Path(folder, name)
            path.write_bytes(content if isinstance(content, bytes) else content.encode())
            paths.append(str(path))
        output = pathlib.Path(folder, "out.c")
        done = subprocess.run([sys.executable, TOOL, str(output), *paths],
                              capture_output=True, text=True, check=False)
        written = output.read_text(encoding="utf-8") if output.exists() else None
        return done.returncode, done.stderr, written


def refuses(files, *words):
    code, said, written = run(files)
    return code == 1 and written is None and all(word in said for word in words)


def embeds_in_order():
    code, said, written = run({"0002-b.sql": 'SELECT "two\\";\n', "0001-a.sql": GOOD})
    return (code == 0 and said == "" and written.index("0001-a.sql") < written.index("0002-b.sql")
            and '    "SELECT \\"two\\\\\\";\\n",' in written)


CLAIMS = {
    "embed_sql_embeds_in_order_of_the_numbers": embeds_in_order,
    "embed_sql_allows_the_body_of_a_trigger": lambda: run(
        {"0001-a.sql": GOOD + "CREATE TRIGGER t BEFORE DELETE ON a\nBEGIN\n    SELECT 1;\nEND;\n"})[0] == 0,
    "embed_sql_refuses_a_gap": lambda: refuses(
        {"0001-a.sql": GOOD, "0003-c.sql": GOOD}, "0003-c.sql", "0002 is expected"),
    "embed_sql_refuses_a_repeat": lambda: refuses(
        {"0001-a.sql": GOOD, "0001-b.sql": GOOD}, "0001-b.sql", "0002 is expected"),
    "embed_sql_refuses_to_start_at_two": lambda: refuses(
        {"0002-b.sql": GOOD}, "0002-b.sql", "0001 is expected"),
    "embed_sql_refuses_another_kind_of_name": lambda: refuses({"one.sql": GOOD}, "one.sql", "0001-"),
    "embed_sql_refuses_a_file_without_a_statement": lambda: refuses(
        {"0001-a.sql": "-- nothing\n\n"}, "0001-a.sql", "no statement"),
    "embed_sql_refuses_text_that_is_not_utf8": lambda: refuses(
        {"0001-a.sql": b"CREATE \xff"}, "0001-a.sql", "byte 7"),
    "embed_sql_refuses_a_zero_byte": lambda: refuses({"0001-a.sql": GOOD + "\0"}, "0001-a.sql:3"),
    "embed_sql_refuses_a_transaction_of_its_own": lambda: all(
        refuses({"0001-a.sql": GOOD + statement + "\n"}, "0001-a.sql:3")
        for statement in ("BEGIN;", "begin immediate;", "COMMIT;", "ROLLBACK;", "PRAGMA a = 1;",
                          "  VACUUM;", "ATTACH 'x' AS y;")),
    "embed_sql_says_how_to_call_it": lambda: subprocess.run(
        [sys.executable, TOOL], capture_output=True, check=False).returncode == 2,
}

print(f"1..{len(CLAIMS)}")
failures = 0
for number, (name, claim) in enumerate(CLAIMS.items(), start=1):
    holds = claim()
    failures += not holds
    print(f"{'ok' if holds else 'not ok'} {number} - {name}")
sys.exit(1 if failures else 0)
