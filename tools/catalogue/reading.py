"""YAML into plain values that remember where they stood.

Stricter than YAML: no key twice, no aliases, no tags, and of numbers only plain whole ones, so that
what a reviewer sees is what the compiler reads.
"""

import re

import yaml

PLAIN_NUMBER = re.compile(r"-?(0|[1-9][0-9]*)\Z")


class Document:
    """One file: its value, and the line and column of every key and value in it."""

    def __init__(self, file, faults):
        self.file = file
        self.value = None
        self.well_formed = False  # until its schema has been checked
        self.fault_count = 0
        self.unreadable = set()  # paths whose value is not known, which is already said
        self._faults = faults
        self._keys = {}
        self._values = {}

    def fault(self, path, message, at_key=False):
        self.fault_count += 1
        places = self._keys if at_key else self._values
        line, column = places.get(tuple(path), self._values.get(tuple(path), (1, 1)))
        self._faults.add(self.file, line, column, message)

    def _fault_at(self, mark, message):
        self.fault_count += 1
        self._faults.add(self.file, mark.line + 1, mark.column + 1, message)

    def _unreadable_at(self, node, path, message):
        self.unreadable.add(path)
        self._fault_at(node.start_mark, message)

    def _plain(self, node, path, seen_nodes):
        self._values[path] = (node.start_mark.line + 1, node.start_mark.column + 1)
        if id(node) in seen_nodes:  # the parser gives an alias the very node that it stands for
            self._unreadable_at(node, path, "an alias (*name) is not allowed; write it out again")
            return None
        seen_nodes.add(id(node))
        if isinstance(node, yaml.MappingNode):
            return self._mapping(node, path, seen_nodes)
        if isinstance(node, yaml.SequenceNode):
            return [self._plain(item, path + (index,), seen_nodes)
                    for index, item in enumerate(node.value)]
        return self._scalar(node, path)

    def _mapping(self, node, path, seen_nodes):
        mapping = {}
        for key_node, value_node in node.value:
            if not isinstance(key_node, yaml.ScalarNode) or key_node.tag != "tag:yaml.org,2002:str":
                self._fault_at(key_node.start_mark,
                               "a key must be a word; put it in quotes if need be")
                continue
            key = key_node.value
            if key in mapping:
                first = self._keys[path + (key,)][0]
                self._fault_at(key_node.start_mark,
                               f"`{key}` is given twice; the first is on line {first}; keep one")
                continue
            mark = key_node.start_mark
            self._keys[path + (key,)] = (mark.line + 1, mark.column + 1)
            mapping[key] = self._plain(value_node, path + (key,), seen_nodes)
        return mapping

    def _scalar(self, node, path):
        kind = node.tag.rpartition(":")[2]
        if kind == "str":
            return node.value
        if kind == "null":
            return None
        if kind == "bool":
            if node.value in ("true", "false"):
                return node.value == "true"
            self._unreadable_at(node, path,
                                f"`{node.value}` is read as true or false; write true or false, "
                                "or put it in quotes")
            return None
        if kind == "int" and PLAIN_NUMBER.match(node.value):
            return int(node.value)
        self._unreadable_at(node, path,
                            f"`{node.value}` is neither text nor a whole number; put text in "
                            "quotes, write numbers as plain digits")
        return None

    def read(self, path):
        try:
            text = path.read_text(encoding="utf-8")
        except UnicodeDecodeError as error:
            self.fault((), f"is not UTF-8 text (byte {error.start}); save it as UTF-8")
            return
        except FileNotFoundError:
            self.fault((), "the file is missing; it is required")
            return
        try:
            node = yaml.compose(text, Loader=yaml.SafeLoader)
        except yaml.MarkedYAMLError as error:
            mark = error.problem_mark or error.context_mark
            context = f" ({error.context})" if error.context else ""
            self._fault_at(mark, f"is not YAML: {error.problem}{context}")
        except yaml.YAMLError as error:
            self.fault((), f"is not YAML: {' '.join(str(error).split())}")
        else:
            if node is None:
                self.fault((), "the file is empty")
            else:
                self.value = self._plain(node, (), set())


def read_document(path, shown, faults):
    document = Document(shown, faults)
    document.read(path)
    return document
