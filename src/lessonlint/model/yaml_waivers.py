"""Where a waiver goes in a document that is YAML, and what it covers there."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from typing import Any

from lessonlint.model.waivers import newline_of
from lessonlint.source import Place, Source, line_start
from lessonlint.yaml_text import YamlProblem, compose


def yaml_waiver_line(source: Source, place: Place, rule: str, reason: str) -> tuple[int, str]:
    """Where a waiver of a finding is to be put, and its line: a comment above the key or list item it is about."""
    text, start = source.text, place.start
    with suppress(YamlProblem):  # what does not parse has a finding that says so
        start = max((at for at, end in entries(compose(text)) if at <= place.start <= end), default=place.start)
    line = line_start(text, start)
    indent = text[line:start][: len(text[line:start]) - len(text[line:start].lstrip(" "))]
    return line, f"{indent}# lessonlint: allow {rule}: {' '.join(reason.split())}{newline_of(text)}"


def entries(root: Any) -> Iterator[tuple[int, int]]:
    """Every key with its value, and every list item, from where it starts to where it ends."""
    waiting = [root] if root is not None else []
    while waiting:
        node = waiting.pop()
        if node.id == "scalar" or node.flow_style:
            continue  # what is in it has no line of its own
        if node.id == "mapping":
            yield from ((key.start_mark.index, value.end_mark.index) for key, value in node.value)
            waiting += (value for _, value in node.value)
        else:
            yield from ((item.start_mark.index, item.end_mark.index) for item in node.value)
            waiting += node.value
