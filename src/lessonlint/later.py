"""Documents of an earlier run: what a course is built from is at hand, the rest is loaded when somebody looks at it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import fields
from typing import Any, NamedTuple, Protocol

from lessonlint.model.documents import Body, Doc, Identity, LessonPlan, Tally
from lessonlint.model.values import LoadClaim, Position, Waiver
from lessonlint.source import Source
from lessonlint.vocabulary import Vocabulary


class BriefPlan(NamedTuple):
    """What a course is built from of a lesson plan; plans are most of a curriculum."""

    loads: tuple[LoadClaim, ...]
    positions: tuple[Position, ...]


class Brief(NamedTuple):
    """What a course is built from of a document, and what every report says of it."""

    path: str
    identity: Identity
    body: Body | BriefPlan
    waivers: tuple[Waiver, ...]
    tally: Tally


def brief_of(doc: Doc) -> Brief:
    """A document in brief."""
    body = doc.body
    brief = BriefPlan(body.loads, body.positions) if isinstance(body, LessonPlan) else body
    return Brief(doc.path, doc.identity, brief, doc.waivers, doc.tally)


class Rest(Protocol):
    """Where the rest of a document is."""

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
        known = LaterPlan(body, lambda: rest.doc().body) if isinstance(body, BriefPlan) else body
        _set(self, _brief=brief, _rest=rest, identity=brief.identity, body=known)
        _set(self, waivers=brief.waivers, tally=brief.tally, vocabulary=vocabulary)

    @property
    def path(self) -> str:
        """The file's path as shown to people."""
        return self._brief.path

    def __getattr__(self, name: str) -> Any:
        names = [each.name for each in fields(Doc)]
        if name not in names:
            raise AttributeError(name)
        if name == "source":
            _set(self, source=self._rest.source())
        else:
            whole = self._rest.doc()
            _set(self, **{each: getattr(whole, each) for each in names if not _has(self, each)})
        return getattr(self, name)


class LaterPlan:
    """The plan of a lesson, known in brief."""

    __class__ = property(lambda self: LessonPlan)

    def __init__(self, brief: BriefPlan, rest: Callable[[], Any]) -> None:
        vars(self).update(brief._asdict(), _rest=rest)

    def __getattr__(self, name: str) -> Any:
        if name not in LessonPlan._fields:
            raise AttributeError(name)
        vars(self).update(self._rest()._asdict() | vars(self))
        return getattr(self, name)

    def __eq__(self, other: object) -> bool:
        return bool(self._rest() == other)

    def _replace(self, **changed: Any) -> LessonPlan:
        plan: LessonPlan = self._rest()._replace(**changed)
        return plan


def _has(value: Any, name: str) -> bool:
    try:
        object.__getattribute__(value, name)
    except AttributeError:
        return False  # nobody has looked at it yet
    return True


def _set(value: Any, **known: Any) -> None:
    """Fill fields of a frozen value that nobody has seen yet."""
    for name, each in known.items():
        object.__setattr__(value, name, each)
