"""Where a waiver goes in a document that is YAML, and what it covers there."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from lessonlint.model.stretches import Nested, Stretch
from lessonlint.model.waivers import newline_of
from lessonlint.source import Place, Source, line_start
from lessonlint.yaml_text import YamlProblem, compose


def yaml_waiver_line(source: Source, blocks: Nested, place: Place, rule: str, reason: str) -> tuple[int, str]:
    """Where a waiver of a finding is to be put, and its line: a comment above the key or list item it is about."""
    text = source.text
    block = blocks.innermost(place.start)
    start = block.start if block else place.start
    line = line_start(text, start)
    indent = text[line:start][: len(text[line:start]) - len(text[line:start].lstrip(" "))]
    return line, f"{indent}# lessonlint: allow {rule}: {' '.join(reason.split())}{newline_of(text)}"


def yaml_blocks_of(source: Source) -> Nested:
    """The keys and list items of a document; none where it does not parse, which a finding says."""
    try:
        return Nested(Stretch(start, end) for start, end in entries(compose(source.text)))
    except YamlProblem:
        return Nested(())


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
