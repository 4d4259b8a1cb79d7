"""What the catalogue must fit into: the enums of core/limber.h, read from the header itself."""

import re

ENTRY = re.compile(r"\b(LIMBER_[A-Z0-9_]+)\s*=\s*([0-9]+)")


class Contract:
    def __init__(self, header_text):
        self.numbers = {name: int(value) for name, value in ENTRY.findall(header_text)}

    def maximum(self, kind):
        return self.numbers[f"LIMBER_{kind}_MAX"]

    def names(self, prefix):
        """In the order of their numbers; LIMBER_LEFT_OUT_STRETCH_LIMIT is stretch-limit."""
        prefix = f"LIMBER_{prefix}_"
        found = sorted((number, name) for name, number in self.numbers.items()
                       if name.startswith(prefix) and not name.endswith("_MAX"))
        return [name[len(prefix):].lower().replace("_", "-") for _, name in found]

    @staticmethod
    def constant(prefix, name):
        return f"LIMBER_{prefix}_" + name.upper().replace("-", "_")


def read_contract(*paths):
    return Contract("\n".join(path.read_text(encoding="utf-8") for path in paths))
