"""What other programs say about the sources, as claims in TAP: `./dev test analysis` calls it.

    analyse.py BUILD        BUILD holds compile_commands.json

The analysers see each file as the compiler did, with the flags of the build. Two run at a time. An
answer without findings is remembered in BUILD/analysed/ by what went into it (the preprocessed
file, the call and the rules), so that only what has changed is analysed again.
"""

import concurrent.futures
import hashlib
import json
import shlex
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
SHIPPED = ("core", "codec", "store", "draw", "server", "cli", "wasm")
OUR_C = (*SHIPPED, "tools", "tests", "bench")

# What gcc 12 takes for a fault and is none: file, the warning left out there, and why it is none.
FALSE_ALARMS = {
    "cli/view.c": ("-Wno-analyzer-null-argument", "a text that was tested is followed as if NULL"),
    "server/guard.c": ("-Wno-analyzer-null-dereference", "strchr finds the colon just written"),
    "server/page.c": ("-Wno-analyzer-use-of-uninitialized-value", "read() fills what it is given"),
}


def run(*call, cwd=ROOT):
    """What a program wrote if it was not content, otherwise nothing."""
    done = subprocess.run(call, cwd=cwd, capture_output=True, text=True, stdin=subprocess.DEVNULL)
    said = (done.stdout + done.stderr).strip()
    return (said or f"{call[0]} ended with {done.returncode}") if done.returncode else ""


def our_files(*patterns):
    for folder in OUR_C:
        for pattern in patterns:
            yield from sorted(str(path) for path in (ROOT / folder).rglob(pattern)
                              if "node_modules" not in path.parts)  # fmt: skip


def shipped_sources(build):
    """(file, the compiler's words without those that name outputs), each file once."""
    seen = {}
    for entry in json.loads((build / "compile_commands.json").read_text()):
        file = (build / entry["file"]).resolve()
        if ROOT in file.parents and file.relative_to(ROOT).parts[0] in SHIPPED:
            words = shlex.split(entry["command"])
            for option in ("-o", "-MF", "-MQ"):
                del words[words.index(option) : words.index(option) + 2]
            dropped = ("-MD", "-c", "-fdiagnostics-color=always", entry["file"])
            seen[file] = [word for word in words if word not in dropped]
    return sorted(seen.items())


def analysed(build, file, words, call):
    """Findings of CALL, from memory where the same was clean before."""
    text = subprocess.run([*words, "-E", file], cwd=build, capture_output=True).stdout
    rules = (ROOT / ".clang-tidy").read_bytes()
    key = hashlib.sha256(text + rules + json.dumps([str(word) for word in call]).encode())
    memory = build / "analysed" / key.hexdigest()
    if memory.exists():
        return ""
    findings = run(*call, cwd=build)
    if not findings:
        memory.parent.mkdir(exist_ok=True)
        memory.touch()
    return findings


def analyse_all(build, call_for):
    sources = shipped_sources(build)
    with concurrent.futures.ThreadPoolExecutor(2) as pool:
        jobs = [pool.submit(analysed, build, file, words, call_for(file, words))
                for file, words in sources]  # fmt: skip
    found = "\n".join(filter(None, (job.result() for job in jobs)))
    return found if sources else "compile_commands.json names none of our files"


def gcc_analyser_finds_nothing(build):
    def call(file, words):
        accepted = FALSE_ALARMS.get(str(file.relative_to(ROOT)), ())[:1]
        return [*words, "-fanalyzer", *accepted, "-c", file, "-o", "/dev/null"]

    return analyse_all(build, call)


def clang_tidy_finds_nothing(build):
    def call(file, words):
        flags = [word for word in words[1:] if word != "-ftrivial-auto-var-init=zero"]  # gcc only
        return ["clang-tidy-14", "--quiet", file, "--", *flags]

    return analyse_all(build, call)


def c_is_in_the_usual_form(build):
    return run("clang-format-14", "--dry-run", "-Werror", *our_files("*.c", "*.h"))


def shell_is_portable(build):
    return run("shellcheck", "dev", ".ci/run") or run("dash", "-n", "dev")


def page_is_in_the_usual_form(build):
    return run("npm", "--prefix", "web", "run", "--silent", "lint")


def page_has_the_types_it_claims(build):
    return run("npm", "--prefix", "web", "run", "--silent", "check")


CLAIMS = [
    c_is_in_the_usual_form,
    shell_is_portable,
    page_is_in_the_usual_form,
    page_has_the_types_it_claims,
    clang_tidy_finds_nothing,
    gcc_analyser_finds_nothing,
]


def main():
    build = Path(sys.argv[1]).resolve()
    print(f"1..{len(CLAIMS)}")
    for number, claim in enumerate(CLAIMS, 1):
        findings = claim(build)
        print(f"{'not ok' if findings else 'ok'} {number} - {claim.__name__}", flush=True)
        for line in findings.splitlines()[:80]:
            print(f"# {line}")


if __name__ == "__main__":
    main()
