"""What is built is what was promised: reads the two libraries of the core, their modules for the page
and the program.

Called by `./dev test shipped` with those five files, in TAP."""

import re
import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace

ROOT = Path(__file__).resolve().parent.parent
CORE_MAY_CALL = {"memcmp", "memcpy", "memmove", "memset"}
PROGRAM_MAY_LOAD = {"libc", "libcairo", "libjansson", "libm", "libmicrohttpd", "libsqlite3", "ld-linux-x86-64",
                    "ld-linux-aarch64"}  # fmt: skip


def output_of(*call):
    return subprocess.run(call, check=True, capture_output=True, text=True).stdout


def strangers_of(library):
    defined, undefined = set(), set()
    for line in output_of("nm", "-A", library).splitlines():
        kind, name = line.split()[-2:]
        (undefined if kind == "U" else defined).add(name)
    for name in sorted(undefined - defined - CORE_MAY_CALL):
        yield f"{Path(library).name} calls {name}"


def core_calls_memory_functions_only(built):
    for library in built.libraries:
        yield from strangers_of(library)


def core_keeps_no_state(built):
    for line in output_of("objdump", "-t", *built.libraries).splitlines():
        if re.search(r"\s(\.t?data|\.t?bss|\*COM\*)\S*\s+[0-9a-f]*[1-9a-f][0-9a-f]*\s", line):
            if ".data.rel.ro" not in line:
                yield f"the core has a variable of its own: {line.split()[-1]}"


def read_number(data, at):
    """A LEB128 number and where it ends."""
    number, shift = 0, 0
    while True:
        byte = data[at]
        number |= (byte & 0x7F) << shift
        at, shift = at + 1, shift + 7
        if byte < 0x80:
            return number, at


def imports_of(module):
    data = Path(module).read_bytes()
    if data[:8] != b"\0asm\1\0\0\0":
        yield f"{Path(module).name} is no WebAssembly module"
        return
    at = 8
    while at < len(data):
        section = data[at]
        size, at = read_number(data, at + 1)
        if section == 2 and (count := read_number(data, at)[0]):
            yield f"{Path(module).name} imports {count} things"
        at += size


def page_modules_import_nothing(built):
    for module in built.modules:
        yield from imports_of(module)


def program_is_hardened(built):
    dynamic = output_of("readelf", "-dW", built.program)
    segments = output_of("readelf", "-lW", built.program)
    symbols = output_of("readelf", "-sW", "--dyn-syms", built.program)
    if not re.search(r"FLAGS_1.*\bPIE\b", dynamic):
        yield "it is not position independent"
    if not re.search(r"FLAGS_1.*\bNOW\b", dynamic):
        yield "its symbols are bound late"
    if "GNU_RELRO" not in segments:
        yield "its relocations stay writable"
    if not re.search(r"GNU_STACK.*\bRW \s", segments):
        yield "its stack is executable"
    if "__stack_chk_fail" not in symbols:
        yield "its stack is not protected"
    if not re.search(r"__\w+_chk\b", symbols.replace("__stack_chk_fail", "")):
        yield "its calls of the C library are not fortified"


def program_loads_the_chosen_libraries(built):
    for name in re.findall(r"NEEDED.*\[(.*?)\.so", output_of("readelf", "-dW", built.program)):
        if name not in PROGRAM_MAY_LOAD:
            yield f"it loads {name}, which docs/DESIGN.md does not name"


def program_names_no_folder_of_this_machine(built):
    for path in (*built.libraries, *built.modules, built.program):
        if str(ROOT).encode() in Path(path).read_bytes():
            yield f"{Path(path).name} contains {ROOT}"


def every_command_is_in_the_manual(built):
    """`limber help` lists the commands, two spaces in; the manual has a heading for each, and
    names every option that `limber help COMMAND` knows."""
    file = ROOT / "docs/commands.md"
    manual = file.read_text() if file.exists() else ""
    listed = output_of(built.program, "help").partition("Commands")[2]
    commands = re.findall(r"^  ([a-z][a-z-]+) ", listed, re.MULTILINE)
    if not commands:
        yield "`limber help` lists no command"
    for command in commands:
        if not re.search(rf"^#+ .*\b{command}\b", manual, re.MULTILINE):
            yield f"docs/commands.md has no heading for {command}"
        for option in re.findall(r"^ +(--[a-z-]+)", output_of(built.program, "help", command), re.MULTILINE):
            if option not in manual:
                yield f"docs/commands.md does not name {option} of {command}"


CLAIMS = [
    core_calls_memory_functions_only,
    core_keeps_no_state,
    page_modules_import_nothing,
    program_is_hardened,
    program_loads_the_chosen_libraries,
    program_names_no_folder_of_this_machine,
    every_command_is_in_the_manual,
]


def main():
    core, figure, *modules, program = sys.argv[1:]
    built = SimpleNamespace(libraries=(core, figure), modules=modules, program=program)
    print(f"1..{len(CLAIMS)}")
    for number, claim in enumerate(CLAIMS, 1):
        findings = list(claim(built))
        print(f"{'not ok' if findings else 'ok'} {number} - {claim.__name__}")
        for finding in findings:
            print(f"# {finding}")


if __name__ == "__main__":
    main()
