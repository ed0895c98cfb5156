"""What is kept of earlier runs, and where: in the cache folder, or in this process while an editor is open."""

from __future__ import annotations

import io
import os
import pickle
import sys
from collections.abc import Callable, Mapping
from dataclasses import is_dataclass
from enum import Enum
from functools import cached_property, partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple, Protocol

from lessonlint import disk
from lessonlint.cache import Cache, Stamp
from lessonlint.concepts.registry import Registry
from lessonlint.config.settings import Configuration
from lessonlint.course.values import Stray
from lessonlint.decoding import decode
from lessonlint.diagnostic import Finding
from lessonlint.digest import digest_of
from lessonlint.later import Brief, Later, brief_of
from lessonlint.model.documents import Doc
from lessonlint.source import Source, Unreadable
from lessonlint.vocabulary import Vocabulary

if TYPE_CHECKING:
    from lessonlint.concepts.rankings import Ranked

Reading = Doc | Stray | None
"""What a file was read as; None when it is no part of a curriculum."""

Spot = tuple[str, int]
"""A file, and an offset into its text."""

_FEW = 8


class Kept(NamedTuple):
    """A file as an earlier run saw it. `stamp` is None when it had changed too lately to be trusted."""

    stamp: Stamp | None
    digest: str


class Told(NamedTuple):
    """A finding of a rule, kept by the rule's code. What its file is about may change without it, so it is not kept."""

    code: str
    finding: Finding


class OfModule(NamedTuple):
    """What was found about a module, in which documents (their digests by path), and where its lessons' rows stood."""

    digests: Mapping[str, str]
    spots: tuple[Spot, ...]
    told: tuple[Told, ...]


class Past(NamedTuple):
    """An earlier run: its files, its findings by what they are about, and those about the whole course.

    `outline` is a digest of the course they were about, `spots` are where its lessons' rows and claims stood;
    `undecided` is how many prerequisites of each file were questions, `listened` are the words that rules about
    concepts looked for in the very text of each document, `registry` is what had been decided about concepts.
    """

    files: Mapping[str, Kept] = {}
    apart: Mapping[str, tuple[Told, ...]] = {}
    modules: Mapping[str, OfModule] = {}
    whole: Mapping[str, tuple[Told, ...]] = {}
    outline: str = ""
    spots: tuple[Spot, ...] = ()
    undecided: Mapping[str, int] = {}
    listened: Mapping[str, frozenset[frozenset[str]]] = {}
    registry: Registry = Registry()


class Shelf(Protocol):
    """Where readings and the past are kept between runs. What it gives back is what was put there, or nothing."""

    def past(self) -> Past:
        """The last run that was kept; an empty one when there is none."""

    def keep(self, past: Past) -> None:
        """Keep a run. Readings that it does not name may go."""

    def reading(self, digest: str) -> tuple[Reading] | None:
        """What a file with this digest was read as; None when that is not known."""

    def held(self, digest: str, lost: Callable[[Brief], Doc]) -> tuple[Reading] | None:
        """As `reading`, for a file that has not changed: most of it may be loaded later, or is `lost` by then."""

    def put(self, digest: str, reading: Reading) -> None:
        """Remember what a file was read as."""

    def ranked(self) -> Ranked | None:
        """The rankings of an earlier run."""

    def keep_ranked(self, ranked: Ranked) -> None:
        """Keep the rankings of a run."""


class Held:
    """A shelf in this process: nothing is copied, nothing outlives it."""

    def __init__(self) -> None:
        self._past = Past()
        self._readings: dict[str, tuple[Reading]] = {}

    def past(self) -> Past:
        """The last run that was kept."""
        return self._past

    def keep(self, past: Past) -> None:
        """Keep a run, and the readings that it names."""
        self._past = past
        named = {kept.digest for kept in past.files.values()}
        self._readings = {digest: reading for digest, reading in self._readings.items() if digest in named}

    def reading(self, digest: str) -> tuple[Reading] | None:
        """What a file with this digest was read as."""
        return self._readings.get(digest)

    def held(self, digest: str, lost: Callable[[Brief], Doc]) -> tuple[Reading] | None:
        """What a file with this digest was read as."""
        return self.reading(digest)

    def put(self, digest: str, reading: Reading) -> None:
        """Remember what a file was read as."""
        self._readings[digest] = (reading,)

    def ranked(self) -> None:
        """The concept graph of the last run has all that it ranked."""

    def keep_ranked(self, ranked: Ranked) -> None:
        """Nothing is kept twice."""


class Pickles:
    """A shelf in the cache folder. `judging` stands for all that decides what rules find in what was read.

    Readings are put down without the words they were read by: those are the run's (`vocabulary`).
    """

    def __init__(self, cache: Cache, judging: str, vocabulary: Vocabulary) -> None:
        self._cache, self._key, self._vocabulary = cache, digest_of(judging), vocabulary
        self._in_brief, self._rankings = f"{self._key} in brief", f"{self._key} rankings"
        self._whole: dict[str, Doc] = {}

    @cached_property
    def _briefs(self) -> dict[str, Brief]:
        """The documents of an earlier run in brief, by digest."""
        return _loaded(self._cache.load("pasts", self._in_brief), dict) or {}

    def past(self) -> Past:
        """The last run that was kept, if the cache still holds it whole."""
        return _loaded(self._cache.load("pasts", self._key), Past) or Past()

    def keep(self, past: Past) -> None:
        """Keep a run; the cache forgets the oldest.

        Briefs of all documents take longer to write than a few whole ones to load, so they are not written every time.
        """
        self._cache.save("pasts", self._key, pickle.dumps(past, pickle.HIGHEST_PROTOCOL))
        digests = {kept.digest for kept in past.files.values()}
        if len(self._whole) > _FEW + len(self._briefs) // _FEW:
            briefs = self._briefs | {digest: brief_of(doc) for digest, doc in self._whole.items()}
            briefs = {digest: brief for digest, brief in briefs.items() if digest in digests}
            self._cache.save("pasts", self._in_brief, pickle.dumps(briefs, pickle.HIGHEST_PROTOCOL))
        self._cache.prune(digests)

    def reading(self, digest: str) -> tuple[Reading] | None:
        """What a file with this digest was read as."""
        found = self._entry(digest).reading()
        self._note(digest, found[0] if found else None)
        return found

    def held(self, digest: str, lost: Callable[[Brief], Doc]) -> tuple[Reading] | None:
        """What a file was read as; of a document only the brief, until more is asked for."""
        brief = self._briefs.get(digest)
        if brief is None:
            return self.reading(digest)
        rest = _Rest(lambda: self._entry(digest), partial(lost, brief))
        return (Later(brief, self._vocabulary, rest),)

    def _entry(self, digest: str) -> _Entry:
        return _Entry(self._cache.load("files", digest) or b"", self._vocabulary)

    def put(self, digest: str, reading: Reading) -> None:
        """Put down what a file was read as."""
        self._cache.save("files", digest, pickled(reading))
        self._note(digest, reading)

    def ranked(self) -> Ranked | None:
        """The rankings of an earlier run, if the cache still holds them whole."""
        from lessonlint.concepts.rankings import Ranked

        found: Ranked | None = _loaded(self._cache.load("pasts", self._rankings), Ranked)
        return found

    def keep_ranked(self, ranked: Ranked) -> None:
        """Keep the rankings of a run in place of others."""
        self._cache.save("pasts", self._rankings, pickle.dumps(ranked, pickle.HIGHEST_PROTOCOL))

    def _note(self, digest: str, reading: Reading) -> None:
        if isinstance(reading, Doc) and digest not in self._briefs:
            self._whole[digest] = reading


def configured(cache: Cache, program: str, path: Path, load: Callable[[Path], Configuration]) -> Configuration:
    """What a `lessonlint.yaml` asks for, by `load` unless an earlier run has read the same words."""
    data = disk.load(str(path))
    if isinstance(data, Unreadable):
        return load(path)  # which says what is wrong
    if b"vocabulary" in data:
        import lessonlint.config.words  # noqa: F401 - what was kept is made of classes that are there, and of no others
    key = f"configuration {digest_of(program, os.getcwd(), str(path), data.decode('utf-8', 'surrogateescape'))}"
    found: Configuration | None = _loaded(cache.load("pasts", key), Configuration)
    if found is None:
        found = load(path)
        if found.source == decode(found.path, data):
            cache.save("pasts", key, pickle.dumps(found, pickle.HIGHEST_PROTOCOL))
    return found


class _Entry:
    """A file as it was read. Its text comes first: often nothing else is asked for."""

    def __init__(self, data: bytes, vocabulary: Vocabulary) -> None:
        self._values = _Values(io.BytesIO(data), vocabulary)

    @cached_property
    def source(self) -> Source | None:
        """The text of a document or stray, if it is there."""
        found: Source | None = _next(self._values, Source)
        return found

    def reading(self) -> tuple[Reading] | None:
        """What it was read as, if that is there."""
        found = (self.source, _next(self._values, tuple))[1]
        return found if found and isinstance(found[0], Doc | Stray | None) else None


class _Rest:
    """The rest of a document, on the shelf or else where it came from."""

    def __init__(self, entry: Callable[[], _Entry], lost: Callable[[], Doc]) -> None:
        self._open, self._lost = entry, lost

    def source(self) -> Source:
        """Its text. All else that was read for it is let go: the memory serves for the next document."""
        return self._open().source or self.doc().source

    def doc(self) -> Doc:
        """All of it."""
        return self._doc

    @cached_property
    def _doc(self) -> Doc:
        found = self._open().reading()
        return found[0] if found and isinstance(found[0], Doc) else self._lost()


def pickled(reading: Reading) -> bytes:
    """A file as it was read. The words it was read by are not put down: they are those of the run."""
    data = io.BytesIO()
    pickler = pickle.Pickler(data, pickle.HIGHEST_PROTOCOL)
    pickler.dispatch_table = {Vocabulary: lambda _: (_words, ())}
    pickler.dump(reading.source if reading else None)
    pickler.dump((reading,))
    return data.getvalue()


def unpickled(data: bytes, vocabulary: Vocabulary) -> tuple[Reading] | None:
    """A file as it was read by the words of the run, if that is there."""
    return _Entry(data, vocabulary).reading()


def _words() -> Vocabulary:
    raise AssertionError("a name in a pickle, for the words of the run")


def _loaded(data: bytes | None, kind: type) -> Any:
    """What was pickled, if it is of a kind."""
    return _next(_Values(io.BytesIO(data or b""), None), kind)


def _next(values: _Values, kind: type) -> Any:
    """The next value, if it is of a kind. Only our own values are made: a cache may come from a stranger."""
    try:
        found = values.load()
    except Exception:  # pickle raises whatever it likes for bytes that are none of its own
        return None
    return found if isinstance(found, kind) else None


class _Values(pickle.Unpickler):
    def __init__(self, file: io.BytesIO, vocabulary: Vocabulary | None) -> None:
        super().__init__(file)
        self._vocabulary = vocabulary

    def find_class(self, module: str, name: str) -> Any:
        if (module, name) == (__name__, _words.__name__):
            return lambda: self._vocabulary
        # A module that is not loaded would be run to look into it, and none of our values is from such a one.
        known = module.startswith("lessonlint.") and module in sys.modules
        found = super().find_class(module, name) if known else None
        if isinstance(found, type) and (issubclass(found, tuple | Enum) or is_dataclass(found)):
            return found
        raise pickle.UnpicklingError(f"{module}.{name} is no value of ours")
