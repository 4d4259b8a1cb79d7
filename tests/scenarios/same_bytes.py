#!/usr/bin/env python3
"""Random cases through the native core and the WebAssembly module: the bytes must be the same.

    same_bytes.py GENERATOR NATIVE LAYOUT_TS NODE EXECUTE_MJS WASM PLANNER_WASM SEED COUNT
"""
import json
import subprocess
import sys

from run_tests import Layout


def run(command, stream=None):
    return subprocess.run(command, input=stream, capture_output=True, check=True)


def main(generator, native, layout_path, node, script, wasm, planner, seed, count):
    sizes = json.dumps(Layout(layout_path).sizes)
    made = run([generator, seed, count])
    ours = run([native], made.stdout).stdout
    theirs = run([node, script, wasm, planner, sizes], made.stdout).stdout
    same = ours == theirs and len(ours) > int(made.stderr)
    print("1..1")
    print(f"{'ok' if same else 'not ok'} 1 - core_gives_the_same_bytes_natively_and_in_webassembly")
    print(f"  # {int(made.stderr):,} calls, {len(ours):,} bytes, seed {seed}")
    if not same:
        at = next((i for i, (a, b) in enumerate(zip(ours, theirs)) if a != b), min(len(ours), len(theirs)))
        print(f"  # the first difference is at byte {at}")
    return 0 if same else 1


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
