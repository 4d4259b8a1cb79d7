"""What is built is what was promised: reads the core library, the page's module and the program.

Called by `./dev test shipped` with those three files, in TAP."""

import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
CORE_MAY_CALL = {"memcmp", "memcpy", "memmove", "memset"}
PROGRAM_MAY_LOAD = {"libc", "libjansson", "libmicrohttpd", "libsqlite3", "ld-linux-x86-64",
                    "ld-linux-aarch64"}  # fmt: skip


def output_of(*call):
    return subprocess.run(call, check=True, capture_output=True, text=True).stdout


def core_calls_memory_functions_only(core, module, program):
    defined, undefined = set(), set()
    for line in output_of("nm", "-A", core).splitlines():
        kind, name = line.split()[-2:]
        (undefined if kind == "U" else defined).add(name)
    for name in sorted(undefined - defined - CORE_MAY_CALL):
        yield f"the core calls {name}"


def core_keeps_no_state(core, module, program):
    for line in output_of("objdump", "-t", core).splitlines():
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


def page_module_imports_nothing(core, module, program):
    data = Path(module).read_bytes()
    if data[:8] != b"\0asm\1\0\0\0":
        yield "this is not a WebAssembly module"
        return
    at = 8
    while at < len(data):
        section = data[at]
        size, at = read_number(data, at + 1)
        if section == 2 and (count := read_number(data, at)[0]):
            yield f"the module imports {count} things"
        at += size


def program_is_hardened(core, module, program):
    dynamic = output_of("readelf", "-dW", program)
    segments = output_of("readelf", "-lW", program)
    symbols = output_of("readelf", "-sW", "--dyn-syms", program)
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


def program_loads_the_chosen_libraries(core, module, program):
    for name in re.findall(r"NEEDED.*\[(.*?)\.so", output_of("readelf", "-dW", program)):
        if name not in PROGRAM_MAY_LOAD:
            yield f"it loads {name}, which docs/DESIGN.md does not name"


def program_names_no_folder_of_this_machine(core, module, program):
    for built in (core, module, program):
        if str(ROOT).encode() in Path(built).read_bytes():
            yield f"{Path(built).name} contains {ROOT}"


def every_command_is_in_the_manual(core, module, program):
    """`limber help` lists the commands, two spaces in; the manual has a heading for each, and
    names every option that `limber help COMMAND` knows."""
    file = ROOT / "docs/commands.md"
    manual = file.read_text() if file.exists() else ""
    listed = output_of(program, "help").partition("Commands")[2]
    commands = re.findall(r"^  ([a-z][a-z-]+) ", listed, re.MULTILINE)
    if not commands:
        yield "`limber help` lists no command"
    for command in commands:
        if not re.search(rf"^#+ .*\b{command}\b", manual, re.MULTILINE):
            yield f"docs/commands.md has no heading for {command}"
        for option in re.findall(r"^ +(--[a-z-]+)", output_of(program, "help", command), re.MULTILINE):
            if option not in manual:
                yield f"docs/commands.md does not name {option} of {command}"


CLAIMS = [
    core_calls_memory_functions_only,
    core_keeps_no_state,
    page_module_imports_nothing,
    program_is_hardened,
    program_loads_the_chosen_libraries,
    program_names_no_folder_of_this_machine,
    every_command_is_in_the_manual,
]


def main():
    print(f"1..{len(CLAIMS)}")
    for number, claim in enumerate(CLAIMS, 1):
        findings = list(claim(*sys.argv[1:]))
        print(f"{'not ok' if findings else 'ok'} {number} - {claim.__name__}")
        for finding in findings:
            print(f"# {finding}")


if __name__ == "__main__":
    main()
