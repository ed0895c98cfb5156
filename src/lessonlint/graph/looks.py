"""How things look: colours that colour-blind people can tell apart (Okabe and Ito), each with a shape or stroke."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from lessonlint.graph import drawing
from lessonlint.graph.drawing import BUNDLE, CONCEPT, MEANT, Drawing, Node, asks_what_is_meant

GREEN, BLUE, GREY, INK = "#009E73", "#0072B2", "#7A7A7A", "#222222"


class Look(NamedTuple):
    """The look of a box: shape and strokes by their names in Graphviz, and the widest line of its label."""

    shape: str
    fill: str
    line: str = INK
    text: str = INK
    style: str = "filled"
    width: float = 1.0
    rings: int = 1
    wrap: int = 22
    lines: int = 3


class Stroke(NamedTuple):
    """The look of an arrow; in the legend it is drawn with a `sign`, unless its `meaning` is "": it needs none."""

    colour: str
    style: str = "solid"
    width: float = 1.1
    head: str = "normal"
    sign: str = ""
    meaning: str = ""


_DEPTHS = (
    Look("ellipse", "#FFFFFF", GREY, style="filled,dashed"),
    Look("ellipse", "#D6ECFA", BLUE),
    Look("box", "#8CCBF0", BLUE, style="filled,rounded"),
    Look("box", BLUE, INK, "#FFFFFF"),
    Look("hexagon", "#0A4F7A", INK, "#FFFFFF"),
    Look("box", "#062F49", BLUE, "#FFFFFF", rings=2),
)
_NO_DEPTH = Look("plaintext", "#FFFFFF", GREY, style="filled")
_LOADS = (
    Look("box", "#CDEBE0", GREEN, style="filled,rounded", wrap=26),
    Look("box", "#FBF6C8", "#8A7F00", wrap=26),
    Look("box", "#FBE0B0", "#A85F00", width=2.4, wrap=26),
)
_UNITS = Look("box", "#F4F4F4", INK, wrap=26)
_BUNDLE = Look("note", "#FFFFFF", GREY, wrap=32, lines=3)

STROKES = {
    drawing.CARRIED: Stroke("#444444", sign="──▶", meaning="needed there"),
    drawing.DEEPENED: Stroke(BLUE, width=2.4, sign="━━▶", meaning="taught deeper there"),
    drawing.DEFERRED: Stroke("#A0487A", "dashed", head="vee", sign="╌╌>", meaning="left to that lesson"),
    drawing.FADING: Stroke("#6F6F6F", "dotted", 1.8, sign="····▶", meaning="met once, long ago"),
    drawing.UNMET: Stroke("#C00000", width=2.6, head="tee", sign="━━┫", meaning="needed deeper than taught"),
    drawing.GAP: Stroke(INK, "dashed", 1.6, "tee", "╌╌┤", "not deep enough, gap planned"),
    drawing.DOUBTED: Stroke("#B35900", "dotted", 2.2, "tee", "····┤", "perhaps not deep enough"),
    drawing.LATER: Stroke("#A8A8A8", width=0.8, sign="──▶", meaning="needed in a later module"),
    drawing.PRECEDES: Stroke("#BBBBBB", width=3.0, head="none"),
}
MEANT_MEANING = "a guess: nobody has said which concept"


def look_of(node: Node, depths: int, loads: int) -> Look:
    """How a box looks, by its depth of so many or its load of so many."""
    if node.kind == CONCEPT:
        return depth_look(node.depth, depths)
    if node.kind == BUNDLE:
        return _BUNDLE
    return load_look(node.load, loads) if node.load >= 0 else _UNITS


def depth_look(step: int, steps: int) -> Look:
    """The look of a depth; ladders of up to six steps have a look for each."""
    if step < 0:
        return _NO_DEPTH
    return _DEPTHS[min(step if steps <= len(_DEPTHS) else step * len(_DEPTHS) // steps, len(_DEPTHS) - 1)]


def load_sign(step: int, steps: int) -> str:
    """A sign for a load: a dot for the lightest, a triangle for the heaviest, a square between; a ring for none."""
    if step < 0:
        return "○"
    return "●" if step == 0 else "▲" if step == steps - 1 else "■"


def load_look(step: int, steps: int) -> Look:
    """The look of a load: the lightest, the heaviest, and all between them."""
    return _LOADS[0 if step == 0 else 2 if step == steps - 1 else 1]


def plain_looks() -> dict[str, Look]:
    """The looks of boxes that have neither depth nor load."""
    return {"unit": _UNITS, "bundle": _BUNDLE}


def legend_arrows(picture: Drawing, kinds: Iterable[str] = STROKES) -> list[tuple[str, str]]:
    """The arrows of some kinds that a picture has, drawn as text with their meaning, each with its colour.

    What else stands on arrows comes behind them.
    """
    drawn = {edge.kind for edge in picture.edges}
    strokes = [STROKES[kind] for kind in kinds if kind in drawn]
    told = [(f"{stroke.sign}  {stroke.meaning}", stroke.colour) for stroke in strokes if stroke.meaning]
    return [*told, (f"{MEANT}  {MEANT_MEANING}", INK)] if asks_what_is_meant(picture) else told
