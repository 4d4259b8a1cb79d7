"""The laws of this repository, each a claim in TAP. A finding reads file:line: what, what to do.

Called by `./dev test tidy` with the folder of a build; tests/repository/tidy_test.py plants a fault
against every law that reads text and demands that it is found.
"""

import os
import re
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
SKIPPED = {".git", "build", "node_modules", "dist", "generated", "__pycache__"}
TEXT = {".c", ".h", ".py", ".ts", ".tsx", ".mjs", ".js", ".css", ".html", ".sh", ".sql", ".md",
        ".yaml", ".json", ".build", ".txt", ".svg", ".webmanifest", ""}  # fmt: skip

# Who may include what: docs/DESIGN.md says why. Own headers are always allowed.
SYSTEM_OF_CORE = {"stdbool.h", "stddef.h", "stdint.h", "string.h"}
LIBRARIES = {"cairo.h", "jansson.h", "microhttpd.h", "sqlite3.h"}
GENERATED = {"catalogue_words.h", "migrations.h"}
MAY_INCLUDE = {
    "core": set(),
    "draw": {"figure.h", "cairo.h"},
    "wasm": {"limber.h", "instance.h", "programme.h", "figure.h", "bubble.h"},
    "codec": {"limber.h", "instance.h", "programme.h", "words.h", "catalogue_words.h", "jansson.h"},
    "store": {"sqlite3.h", "migrations.h"},
    "server": {"codec.h", "store.h", "microhttpd.h"},
    "cli": {"limber.h", "instance.h", "programme.h", "figure.h", "draw.h", "words.h", "lessons.h", "codec.h", "store.h",
            "server.h", "jansson.h"},
}
SHIPPED = tuple(MAY_INCLUDE)

# Each with what to use instead.
BANNED = {
    "alloca": "a fixed array",
    "atof": "strtod and look at where it stopped",
    "atoi": "strtol and look at where it stopped",
    "atol": "strtol and look at where it stopped",
    "gets": "getline",
    "mktemp": "mkstemp",
    "popen": "posix_spawn with a list of words",
    "rand": "getrandom",
    "setlocale": "no locale at all: numbers are written one way",
    "sprintf": "snprintf",
    "strcat": "snprintf",
    "strcpy": "snprintf or memcpy with a length",
    "strncpy": "memcpy with a length",
    "strtok": "strcspn",
    "system": "posix_spawn with a list of words",
    "tmpnam": "mkstemp",
    "vsprintf": "vsnprintf",
}
UNITLESS = "age|deadline|delay|duration|elapsed|hold|interval|period|rest|timeout"
INTEGER = r"(?:u?int(?:8|16|32|64)_t|int|unsigned|long|size_t|time_t|double|float)"

FILE_LINES_MAX = 600
FUNCTION_LINES_MAX = 70
# Longer than allowed when the law was made; these may only shrink. Path (or path:function): lines.
RATCHET = {}

# What a page, a manual or a sentence of the catalogue may not promise. tools/claims_allowed.txt
# lists, with reasons, the lines that name such a word in order to deny or explain it.
CLAIMS = re.compile(
    r"\b(cur(?:e|es|ed|ing)|treat(?:ments?|(?:s|ed|ing)?(?! (?:\w+ ){1,4}as\b))|diagnos\w*|(?:re)?align(?:s|ed|ing|ment)?"
    r"|heal(?:s|ed|ing)?|guarantee\w*|clinically proven|risk-free|medical[- ]grade|pain-free for good"
    r"|no need to see)\b",
    re.IGNORECASE,
)
CLAIM_PLACES = re.compile(r"^(README\.md|docs/|catalogue/.*\.yaml|web/(?!package)|cli/|server/)")


class Source:
    """A file, by its path in the repository."""

    def __init__(self, path, text):
        self.path = path
        self.text = text
        self.lines = text.splitlines()
        self.folder = path.split("/")[0]
        self.suffix = Path(path).suffix
        self.shipped_c = self.folder in SHIPPED and self.suffix in (".c", ".h")


def read_repository():
    sources = []
    for folder, folders, files in os.walk(ROOT):
        folders[:] = sorted(set(folders) - SKIPPED)
        for path in (Path(folder, file) for file in sorted(files)):
            if path.suffix in TEXT and path.is_file():
                sources.append(Source(str(path.relative_to(ROOT)), path.read_text(errors="replace")))
    return sources


def without_comments(text):
    """C with comments and strings blanked, line by line as before."""

    def blank(match):
        return re.sub(r"[^\n]", " ", match[0])

    return re.sub(r'/\*.*?\*/|//[^\n]*|"(?:\\.|[^"\\\n])*"', blank, text, flags=re.DOTALL)


def includes_keep_to_the_table(sources):
    headers = {Path(source.path).name: source.folder for source in sources if source.suffix == ".h"}
    known = set(headers) | LIBRARIES | GENERATED
    for source in sources:
        if not source.shipped_c:
            continue
        for number, line in enumerate(source.lines, 1):
            match = re.match(r'\s*#\s*include\s*[<"]([^>"]+)[>"]', line)
            if not match:
                continue
            name = match[1]
            own = headers.get(name) == source.folder
            system = name not in known and (
                source.folder not in ("core", "wasm") or name in SYSTEM_OF_CORE
            )
            if not own and not system and name not in MAY_INCLUDE[source.folder]:
                yield f"{source.path}:{number}: {source.folder}/ may not include {name}"


def functions_of(source):
    """(name, first line, lines) of each function: one that begins and ends in the first column."""
    began, name = 0, ""
    for number, line in enumerate(source.lines, 1):
        head = re.match(r"^[A-Za-z_].*?(\w+)\(", line)
        if head and not line.rstrip().endswith(";"):
            began, name = number, head[1]
        if line.startswith("}") and name:
            yield name, began, number - began + 1
            name = ""


def files_and_functions_stay_small(sources):
    for source in sources:
        if source.suffix not in (".c", ".h", ".py", ".ts", ".tsx", ".mjs"):
            continue
        if len(source.lines) > RATCHET.get(source.path, FILE_LINES_MAX):
            yield f"{source.path}:1: {len(source.lines)} lines; divide it by what its parts are for"
        if source.suffix != ".c":
            continue
        for name, began, lines in functions_of(source):
            if lines > RATCHET.get(f"{source.path}:{name}", FUNCTION_LINES_MAX):
                yield f"{source.path}:{began}: {name} has {lines} lines; name its parts"


def quantities_end_in_their_unit(sources):
    pattern = re.compile(rf"\b{INTEGER}\s+\*?((?:\w+_)?(?:{UNITLESS}))\s*[;,=)\[]")
    for source in sources:
        if not source.shipped_c:
            continue
        for number, line in enumerate(without_comments(source.text).splitlines(), 1):
            for match in pattern.finditer(line):
                yield f"{source.path}:{number}: {match[1]} has no unit; say {match[1]}_ms or the like"


def calls_that_invite_mistakes_are_absent(sources):
    pattern = re.compile(rf"(?<![\w.>])({'|'.join(BANNED)})\s*\(")
    for source in sources:
        if source.suffix not in (".c", ".h") or source.folder == "tests":
            continue
        for number, line in enumerate(without_comments(source.text).splitlines(), 1):
            for match in pattern.finditer(line):
                yield f"{source.path}:{number}: {match[1]}(); use {BANNED[match[1]]}"


def nothing_is_left_for_later(sources):
    pattern = re.compile(r"\b(TO" r"DO|FIX" r"ME|XX" r"X|HA" r"CK)\b")
    for source in sources:
        for number, line in enumerate(source.lines, 1):
            if match := pattern.search(line):
                yield f"{source.path}:{number}: {match[0]}; do it, or write it down as an issue"


def no_machine_or_registry_is_named(sources):
    pattern = re.compile(
        r"(?<![\w.])/(?:work|root|home/\w+|Users/\w+|tmp/w)/|registry\.(?:npm|yarn)\w*\.\w+|pypi\.org/simple"
    )
    for source in sources:
        for number, line in enumerate(source.lines, 1):
            if (match := pattern.search(line)) and not source.path.startswith("tools/tidy"):
                yield f"{source.path}:{number}: names {match[0]}, which is somebody's own machine"


def read_allowed_claims():
    """Lines "path | words of the line | reason"."""
    allowed = []
    file = ROOT / "tools/claims_allowed.txt"
    for line in file.read_text().splitlines() if file.exists() else []:
        if line.strip() and not line.startswith("#"):
            path, words, reason = (part.strip() for part in line.split("|"))
            assert reason, f"{file}: give a reason: {line}"
            allowed.append((path, words))
    return allowed


def nothing_promises_what_it_cannot_keep(sources, allowed=None):
    allowed = read_allowed_claims() if allowed is None else allowed
    for source in sources:
        if not CLAIM_PLACES.match(source.path) or source.suffix == ".css":
            continue
        text = source.text
        if source.suffix in (".c", ".h"):  # only what is said: the strings
            text = "\n".join(" ".join(re.findall(r'"(?:\\.|[^"\\])*"', line)) for line in source.lines)
        for number, line in enumerate(text.splitlines(), 1):
            match = CLAIMS.search(line)
            if match and not any(path == source.path and words in line for path, words in allowed):
                yield (f'{source.path}:{number}: "{match[0]}": say what can be kept, '
                       "or explain it in tools/claims_allowed.txt")  # fmt: skip


def allowed_claims_are_still_needed(sources):
    texts = {source.path: source.text for source in sources}
    for path, words in read_allowed_claims():
        if words not in texts.get(path, ""):
            yield f'tools/claims_allowed.txt:1: "{words}" is no longer in {path}; remove the line'


def links_in_the_manuals_lead_somewhere(sources):
    for source in sources:
        if source.suffix != ".md":
            continue
        for number, line in enumerate(source.lines, 1):
            for target in re.findall(r"\]\(([^)#\s]+)[^)]*\)", line):
                if "://" in target or target.startswith("mailto:"):
                    continue
                if not (ROOT / source.path).parent.joinpath(target).exists():
                    yield f"{source.path}:{number}: {target} does not exist"


def hazards_name_tests_that_exist(sources):
    """docs/hazards.md: whatever stands in `code` under a control names a claim in tests/."""
    hazards = [source for source in sources if source.path == "docs/hazards.md"]
    tests = "\n".join(s.text for s in sources if s.folder == "tests" and s.suffix != ".md")
    tests += "\n".join(s.path for s in sources if s.folder == "tests")
    for source in hazards:
        for number, line in enumerate(source.lines, 1):
            if not line.startswith("|") or re.match(r"^\|\s*(id\b|-)", line, re.IGNORECASE):
                continue
            names = re.findall(r"`([a-z0-9_./-]+)`", line)
            if not names:
                yield f"{source.path}:{number}: this hazard names no test"
            for name in names:
                if name not in tests:
                    yield f"{source.path}:{number}: there is no test {name} for this hazard"


def lock_files_name_no_registry(sources):
    for source in sources:
        if source.path.endswith("package-lock.json") and '"resolved"' in source.text:
            yield f"{source.path}:1: has addresses; write it with npm 11 and this folder's .npmrc"


LAWS = [
    includes_keep_to_the_table,
    files_and_functions_stay_small,
    quantities_end_in_their_unit,
    calls_that_invite_mistakes_are_absent,
    nothing_is_left_for_later,
    no_machine_or_registry_is_named,
    nothing_promises_what_it_cannot_keep,
    allowed_claims_are_still_needed,
    links_in_the_manuals_lead_somewhere,
    hazards_name_tests_that_exist,
    lock_files_name_no_registry,
]


def main():
    sources = read_repository()
    print(f"1..{len(LAWS)}")
    failed = 0
    for number, law in enumerate(LAWS, 1):
        findings = list(law(sources))
        failed += bool(findings)
        print(f"{'not ok' if findings else 'ok'} {number} - {law.__name__}")
        for finding in findings:
            print(f"# {finding}")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
