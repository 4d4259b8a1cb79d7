"""Faults: everything that is wrong with a catalogue, each with the place where it stands."""


class Faults:
    def __init__(self):
        self._found = set()

    def add(self, file, line, column, message):
        self._found.add((file, line, column, message))

    def __len__(self):
        return len(self._found)

    def lines(self):
        return [f"{file}:{line}:{column}: {message}"
                for file, line, column, message in sorted(self._found)]
