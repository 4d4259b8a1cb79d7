"""The figure natively and in WebAssembly: the same bytes for every technique, at 101 moments and on
both sides.

    same_frames.py FRAMES NODE FRAMES_MJS MODULE LAYOUT_TS LIMBER
"""

import json
import re
import subprocess
import sys


def layout_of(path):
    """The part of figure_layout.ts that is data, as JSON."""
    text = open(path, encoding="utf-8").read()
    data = re.search(r"figureLayout = (\{.*?\n\}) as const", text, re.DOTALL)[1]
    data = re.sub(r"(\w+):", r'"\1":', data)
    return json.loads(re.sub(r",(\s*})", r"\1", data))


def output_of(*call):
    return subprocess.run(call, stdout=subprocess.PIPE, check=True).stdout


def techniques(binary):
    return len(json.loads(output_of(binary, "techniques", "--json"))["techniques"])


def main(frames, node, script, module, layout, binary):
    count = techniques(binary)
    ours = output_of(frames)
    theirs = output_of(node, script, module, str(count), json.dumps(layout_of(layout)))
    same = ours == theirs and len(ours) > count * 202 * 1000
    print("1..1")
    print(f"{'ok' if same else 'not ok'} 1 - figure_gives_the_same_bytes_natively_and_in_webassembly")
    print(f"  # {count * 202:,} frames, {len(ours):,} and {len(theirs):,} bytes")
    if not same:
        at = next((i for i, (a, b) in enumerate(zip(ours, theirs)) if a != b), min(len(ours), len(theirs)))
        print(f"  # the first difference is at byte {at}")
    return 0 if same else 1


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
