"""Files as they were read, put down as bytes outside of this process' memory and taken up again in parts.

An entry holds the text of a file, a document in brief, and all of it, one after the other: what comes later shares the
values of what came before.
"""

from __future__ import annotations

import io
import pickle
import sys
from collections.abc import Callable
from dataclasses import is_dataclass
from enum import Enum
from functools import partial
from typing import Any

from lessonlint.course.values import Stray
from lessonlint.later import OF_RULES, Brief, Rest, brief_of
from lessonlint.model.documents import Doc
from lessonlint.source import Source
from lessonlint.vocabulary import Vocabulary

Reading = Doc | Stray | None
"""What a file was read as; None when it is no part of a curriculum."""

ROOM = 500_000
"""Characters of text whose documents stay in memory, and as many again that were looked at last: some megabytes."""


def pickled(reading: Reading) -> bytes:
    """A file as it was read. The words it was read by are not put down: they are those of the run."""
    data = io.BytesIO()
    pickler = pickle.Pickler(data, pickle.HIGHEST_PROTOCOL)
    pickler.dispatch_table = {Vocabulary: lambda _: (_words, ())}
    pickler.dump(reading.source if reading else None)
    pickler.dump(brief_of(reading, OF_RULES) if isinstance(reading, Doc) else None)
    pickler.dump((reading,))
    return data.getvalue()


class Entry:
    """A file as it was read, by the words of the run. Often nothing but its text is asked for."""

    def __init__(self, data: bytes, vocabulary: Vocabulary) -> None:
        self._values, self._taken = _Values(io.BytesIO(data), vocabulary), list[Any]()

    @property
    def source(self) -> Source | None:
        """The text of a document or stray, if it is there."""
        found = self._value(0)
        return found if isinstance(found, Source) else None

    @property
    def brief(self) -> Brief | None:
        """A document in brief, if it is there."""
        found = self._value(1)
        return found if isinstance(found, Brief) else None

    @property
    def reading(self) -> tuple[Reading] | None:
        """What it was read as, if that is there."""
        match self._value(2):
            case (Doc() | Stray() | None as reading,):
                return (reading,)
            case _:
                return None

    def _value(self, number: int) -> Any:
        """One of the values; those before it have to be taken up first."""
        while len(self._taken) <= number:
            self._taken.append(_next(self._values))
        return self._taken[number]


class Recent:
    """The documents that were looked at last, as many as `ROOM` is for."""

    def __init__(self) -> None:
        self._docs: dict[Rest, Doc] = {}
        self._taken = self._staying = 0

    def stays(self, doc: Doc) -> bool:
        """Whether a document that has just been read stays in memory: those of a small curriculum all do."""
        self._staying += len(doc.source.text)
        return self._staying <= ROOM

    def get(self, rest: Rest) -> Doc | None:
        """A document, if it is held: it will be let go last."""
        doc = self._docs.pop(rest, None)
        if doc is not None:
            self._docs[rest] = doc
        return doc

    def put(self, rest: Rest, doc: Doc) -> None:
        """Hold a document, and let go of those that nobody has looked at for longest."""
        self._docs[rest] = doc
        self._taken += len(doc.source.text)
        while self._taken > ROOM and len(self._docs) > 1:
            oldest = next(iter(self._docs))
            self._taken -= len(self._docs.pop(oldest).source.text)


class OnDisk:
    """The rest of a document: held as one of the `recent`, in an entry, or else (`lost`) where it came from."""

    def __init__(self, entry: Callable[[], Entry], recent: Recent, lost: Callable[[], Doc]) -> None:
        self._open, self._recent, self._lost = entry, recent, lost

    def source(self) -> Source:
        """Its text. All else of its entry is let go: the memory serves for the next document."""
        held = self._recent.get(self)
        return held.source if held else self._open().source or self.doc().source

    def doc(self) -> Doc:
        """All of it."""
        held = self._recent.get(self)
        if held is None:
            found = self._open().reading
            held = found[0] if found and isinstance(found[0], Doc) else self._lost()
            self._recent.put(self, held)
        return held


def loaded(data: bytes | None, kind: type) -> Any:
    """What was pickled, if it is of a kind."""
    found = _next(_Values(io.BytesIO(data or b""), None))
    return found if isinstance(found, kind) else None


def _next(values: _Values) -> Any:
    """The next value, if there is one. Only our own are made: a cache may come from a stranger."""
    try:
        return values.load()
    except Exception:  # pickle raises whatever it likes for bytes that are none of its own
        return None


class _Values(pickle.Unpickler):
    def __init__(self, file: io.BytesIO, vocabulary: Vocabulary | None) -> None:
        super().__init__(file)
        self._vocabulary = vocabulary

    def find_class(self, module: str, name: str) -> Any:
        if (module, name) == (__name__, _words.__name__):
            return partial(_given, self._vocabulary)  # which does not hold this reader, as that would hold it
        # A module that is not loaded would be run to look into it, and none of our values is from such a one.
        known = module.startswith("lessonlint.") and module in sys.modules
        found = super().find_class(module, name) if known else None
        if isinstance(found, type) and (issubclass(found, tuple | Enum) or is_dataclass(found)):
            return found
        raise pickle.UnpicklingError(f"{module}.{name} is no value of ours")


def _given(words: Vocabulary | None) -> Vocabulary | None:
    return words


def _words() -> Vocabulary:
    raise AssertionError("a name in a pickle, for the words of the run")
