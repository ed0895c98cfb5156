"""A drawing as a value: boxes, arrows and frames, before any format is chosen.

Keys (`lesson:3`, `concept:17`) are ours and the same in every run; names and labels are authors' words, cleaned of what
cannot be shown. Writers give boxes synthetic ids, so that no author's word is ever one.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from lessonlint.report.terminal import visible

SERIES, MODULE, LESSON, CONCEPT, BUNDLE = "series", "module", "lesson", "concept", "bundle"
CARRIED, DEEPENED, DEFERRED, FADING, UNMET, GAP, DOUBTED, LATER, PRECEDES = (
    "carried", "deepened", "deferred", "fading", "unmet", "planned gap", "doubted", "later", "precedes",
)  # fmt: skip
PROBLEMS = (UNMET, GAP, DOUBTED)
"""The kinds of arrows for what is not taught as deep as a row asks, the gravest first.

A check reports it, the plan owns up to it, or it may be otherwise and no check says so. Only the first is red.
"""
MANY = 3
"""So many plain arrows at one box are drawn as one that branches."""

MEANT = "meant?"
"""What stands on an arrow, alone or behind two depths, where it is a guess which concept a row means."""


class Node(NamedTuple):
    """A box. `lines` stand below its name; `depth` and `load` are steps of their ladders, -1 for none.

    `findings` are messages of a check; `target` marks what was asked about, `changed` what differs from a revision.
    """

    key: str
    kind: str
    name: str
    lines: tuple[str, ...] = ()
    depth: int = -1
    load: int = -1
    findings: tuple[str, ...] = ()
    target: bool = False
    changed: bool = False


class Edge(NamedTuple):
    """An arrow from what is built upon to what builds on it. `concepts` are the names of what it carries."""

    source: str
    target: str
    kind: str = CARRIED
    label: str = ""
    concepts: tuple[str, ...] = ()

    @property
    def is_plain(self) -> bool:
        """Whether it says no more than that one thing is needed for another."""
        return self.kind == CARRIED and not self.label


class Cluster(NamedTuple):
    """A frame around boxes, by their keys in course order."""

    key: str
    name: str
    members: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Drawing:
    """A picture. `ladder` and `loads` are the words for depths and loads, lightest first, for the legend.

    Of `columns` the boxes of a frame stand above each other, of `rows` beside each other and the frames in their order.
    """

    title: str
    nodes: tuple[Node, ...]
    edges: tuple[Edge, ...] = ()
    clusters: tuple[Cluster, ...] = ()
    columns: bool = False
    ladder: tuple[str, ...] = ()
    loads: tuple[str, ...] = ()
    rows: bool = False

    @property
    def loose(self) -> list[Node]:
        """The boxes that stand in no frame."""
        framed = {member for cluster in self.clusters for member in cluster.members}
        return [node for node in self.nodes if node.key not in framed]


def clean(text: object) -> str:
    """An author's words on one line, with marks for what no format can show (control and direction characters)."""
    words = visible(" ".join(str(text).split()))
    return words if words.isascii() else "".join("\ufffd" if _is_noncharacter(char) else char for char in words)


def _is_noncharacter(char: str) -> bool:
    code = ord(char)
    return code & 0xFFFE == 0xFFFE or 0xFDD0 <= code <= 0xFDEF or 0xD800 <= code <= 0xDFFF


def wrapped(text: str, width: int, most: int) -> list[str]:
    """Words in lines of at most so many characters; what is more than `most` lines ends in an ellipsis."""
    lines: list[str] = []
    for word in text.split():
        while len(word) > width:
            lines.append(word[:width])
            word = word[width:]
        if lines and len(lines[-1]) + 1 + len(word) <= width:
            lines[-1] += f" {word}"
        elif word:
            lines.append(word)
    if len(lines) > most:
        lines = [*lines[: most - 1], lines[most - 1][: width - 1].rstrip() + "…"]
    return lines or [""]


def merged(edges: Iterable[Edge]) -> tuple[Edge, ...]:
    """Arrows of one kind between the same boxes drawn as one, with all their concepts."""
    found: dict[tuple[str, str, str, str], dict[str, None]] = {}
    for edge in edges:
        found.setdefault((edge.source, edge.target, edge.kind, edge.label), {}).update(dict.fromkeys(edge.concepts))
    return tuple(Edge(*key, concepts=tuple(names)) for key, names in found.items())


def asks_what_is_meant(drawing: Drawing) -> bool:
    """Whether an arrow says that it is a guess which concept is meant."""
    return any(MEANT in edge.label for edge in drawing.edges)


def numbered(nodes: Iterable[Node]) -> Mapping[str, str]:
    """The synthetic id of each box by its key."""
    return {node.key: f"n{number}" for number, node in enumerate(nodes)}
