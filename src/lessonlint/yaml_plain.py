"""The YAML that people write most: lists and keys by their indentation, with words of one line.

It takes a tenth of the time that all of YAML takes, most of which is spent on loading its reader. What is not surely
read as `yaml_text` reads it is left to that.
"""

from __future__ import annotations

import re
from typing import Any, NamedTuple

_KEY = re.compile(r"(\w[\w.-]{0,99}):(?: ++|$)")
_WORDS = re.compile(r"[\w(](?:[^:#]|:(?! |$)|(?<! )#)*+")
_QUOTED = re.compile(r'"[^"\\]*+"|\'[^\']*+\'')
_FLOW, _IN_FLOW = re.compile(r"\[\w[\w-]*+(?:, \w[\w-]*+)*+\]"), re.compile(r"[\w-]+")
_DASH = "- "
_DEEPEST = 40


class Mark:
    """A place, as ruamel's marks have it: an offset."""

    __slots__ = ("index",)

    def __init__(self, index: int) -> None:
        self.index = index


_NOWHERE = Mark(0)


class Node(NamedTuple):
    """A node as ruamel's are. The marks of lists and mappings are not worked out."""

    id: str
    value: Any
    start_mark: Mark = _NOWHERE
    end_mark: Mark = _NOWHERE


class _Line(NamedTuple):
    """What is left to read of a line, the column and the offset it begins at."""

    words: str
    column: int
    start: int


class _NotPlain(Exception):
    """There is more to this text."""


def plain_nodes(text: str) -> Node | None:
    """The nodes of a text with the places of its words; None where all of YAML has to be known to read it."""
    if not text.replace("\n", " ").isprintable():  # other line ends, tabs, what YAML refuses
        return None
    reader = _Reader(text)
    try:
        root = reader.node(0)
    except _NotPlain:  # what takes all of YAML is read by `yaml_text`
        return None
    return None if reader.lines else root


class _Reader:
    def __init__(self, text: str) -> None:
        self.lines: list[_Line] = []
        start = 0
        for line in text.split("\n"):
            words = line.strip(" ")
            column = len(line) - len(line.lstrip(" "))
            if words and words[0] != "#":
                self.lines.append(_Line(words, column, start + column))
            start += len(line) + 1
        self.lines.reverse()

    def node(self, least: int) -> Node:
        """What begins with the next line, at a column of at least so much."""
        if not self.lines or not least <= self.lines[-1].column <= _DEEPEST:
            raise _NotPlain
        line = self.lines[-1]
        if line.words.startswith(_DASH):
            found = self._sequence(line.column)
        elif _KEY.match(line.words):
            found = self._mapping(line.column)
        else:
            self.lines.pop()
            found = _scalar(line.words, line.start)
        if self.lines and self.lines[-1].column > line.column:
            raise _NotPlain  # words go on in the next line
        return found

    def _sequence(self, column: int) -> Node:
        nodes = []
        while self.lines and self.lines[-1].column == column and self.lines[-1].words.startswith(_DASH):
            self._go_on(len(_DASH))
            nodes.append(self.node(column + 1))
        return Node("sequence", nodes)

    def _mapping(self, column: int) -> Node:
        pairs: dict[str, tuple[Node, Node]] = {}
        while self.lines and self.lines[-1].column == column and (key := _KEY.match(self.lines[-1].words)):
            line = self.lines[-1]
            if key[1] in pairs:
                raise _NotPlain
            if key.end() < len(line.words):
                self.lines.pop()
                value = _value(line.words[key.end() :], line.start + key.end())
            else:
                value = self._below(column)
            pairs[key[1]] = _node(key[1], line.start, key.end(1)), value
        return Node("mapping", list(pairs.values()))

    def _below(self, column: int) -> Node:
        """What stands below a key: deeper, or the list that may stand in its column."""
        self.lines.pop()
        is_list = bool(self.lines) and self.lines[-1].words.startswith(_DASH)
        return self.node(column if is_list else column + 1)

    def _go_on(self, by: int) -> None:
        """Leave out the beginning of the next line."""
        words, column, start = self.lines.pop()
        left = words[by:].lstrip(" ")
        done = len(words) - len(left)
        self.lines.append(_Line(left, column + done, start + done))


def _value(words: str, start: int) -> Node:
    if _FLOW.fullmatch(words):
        found = _IN_FLOW.finditer(words)
        return Node("sequence", [_node(each[0], start + each.start(), len(each[0])) for each in found])
    return _scalar(words, start)


def _scalar(words: str, start: int) -> Node:
    if _WORDS.fullmatch(words):
        return _node(words, start, len(words))
    if _QUOTED.fullmatch(words):
        return _node(words[1:-1], start, len(words))
    raise _NotPlain


def _node(words: str, start: int, length: int) -> Node:
    return Node("scalar", words, Mark(start), Mark(start + length))
