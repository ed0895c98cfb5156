"""A document in the one way to write it, as an editor makes it so."""

from __future__ import annotations

from collections.abc import Sequence

from lsprotocol import types as lsp

from lessonlint.config.vocabulary import vocabulary_of
from lessonlint.formatting import formatted
from lessonlint.lsp.desk import Desk
from lessonlint.lsp.session import Snapshot
from lessonlint.source import Source
from lessonlint.yaml_text import is_yaml


def layout(snapshot: Snapshot, source: Source, desk: Desk) -> list[lsp.TextEdit]:
    """What `lessonlint fmt` would change in a file, as one edit of the lines from the first to the last of them."""
    if is_yaml(source.path):
        return []
    found = formatted(source, vocabulary_of(snapshot.configuration.settings))
    if found is None or found.source == source:
        return []
    old, new = source.text.splitlines(keepends=True), found.source.text.splitlines(keepends=True)
    head = _alike(old, new)
    tail = _alike(old[head:][::-1], new[head:][::-1])
    start, end = sum(map(len, old[:head])), len(source.text) - sum(map(len, old[len(old) - tail :]))
    words = "".join(new[head : len(new) - tail])
    return [lsp.TextEdit(desk.positions(source.text).range(start, end), words)]


def _alike(one: Sequence[str], other: Sequence[str]) -> int:
    """How many lines two texts begin with alike."""
    pairs = zip(one, other, strict=False)
    return next((at for at, (a, b) in enumerate(pairs) if a != b), min(len(one), len(other)))
