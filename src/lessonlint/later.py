"""Documents of which only a part is at hand: the rest is loaded when somebody looks at it, and let go again."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from typing import Any, NamedTuple, Protocol

from lessonlint.model.documents import Body, Doc, Identity, LessonPlan, Tally
from lessonlint.model.values import Waiver
from lessonlint.source import Source, Text
from lessonlint.vocabulary import Vocabulary

OF_COURSE = ("loads", "positions", "built", "outcome")
"""What a course is built from of a lesson plan; plans are most of a curriculum."""
OF_RULES = (
    *("state", "prerequisites", "gaps", "gap_text", "connections", "targets", "loads", "positions", "target", "built"),
    *("not_covered", "about", "not_about", "outline", "outcome"),
)
"""What concepts are resolved from, and what rules about the whole course may look at."""


class PartOfPlan(NamedTuple):
    """Some fields of a lesson plan."""

    known: Mapping[str, Any]


class Brief(NamedTuple):
    """What a course is built from of a document, and what every report says of it."""

    path: str
    identity: Identity
    body: Body | PartOfPlan
    waivers: tuple[Waiver, ...]
    tally: Tally
    header: dict[str, Text]


def brief_of(doc: Doc, names: Collection[str] = OF_COURSE) -> Brief:
    """A document in brief: of a lesson plan what is named."""
    body = doc.body
    brief = PartOfPlan({name: getattr(body, name) for name in names}) if isinstance(body, LessonPlan) else body
    return Brief(doc.path, doc.identity, brief, doc.waivers, doc.tally, doc.header)


class Rest(Protocol):
    """Where the rest of a document is. What it gives may be let go and loaded again."""

    def source(self) -> Source:
        """Its text."""

    def doc(self) -> Doc:
        """All of it."""


class Later(Doc):
    """A document known in brief."""

    __slots__ = ("_brief", "_rest")
    __class__ = property(lambda self: Doc)  # `replace` and `==` go by it
    _brief: Brief
    _rest: Rest

    def __init__(self, brief: Brief, vocabulary: Vocabulary, rest: Rest) -> None:
        body = brief.body
        known = LaterPlan(body, lambda: rest.doc().body) if isinstance(body, PartOfPlan) else body
        _set(self, _brief=brief, _rest=rest, identity=brief.identity, body=known, header=brief.header)
        _set(self, waivers=brief.waivers, tally=brief.tally, vocabulary=vocabulary)

    @property
    def path(self) -> str:
        """The file's path as shown to people."""
        return self._brief.path

    def __getattr__(self, name: str) -> Any:
        if name not in Doc.__slots__:
            raise AttributeError(name)
        return self._rest.source() if name == "source" else getattr(self._rest.doc(), name)


class LaterPlan:
    """The plan of a lesson, known in part."""

    __class__ = property(lambda self: LessonPlan)

    def __init__(self, part: PartOfPlan, rest: Callable[[], Any]) -> None:
        vars(self).update(part.known, _rest=rest)

    def __getattr__(self, name: str) -> Any:
        if name not in LessonPlan._fields:
            raise AttributeError(name)
        return getattr(self._rest(), name)

    def __eq__(self, other: object) -> bool:
        return bool(self._rest() == other)

    def _replace(self, **changed: Any) -> LessonPlan:
        plan: LessonPlan = self._rest()._replace(**changed)
        return plan


def _set(value: Any, **known: Any) -> None:
    """Fill fields of a frozen value that nobody has seen yet."""
    for name, each in known.items():
        object.__setattr__(value, name, each)
