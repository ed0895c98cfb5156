"""What is kept of earlier runs, and where: in the cache folder, or in this process while an editor is open."""

from __future__ import annotations

import os
import pickle
from collections.abc import Callable, Mapping, Set
from functools import cached_property, partial
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple, Protocol

from lessonlint import disk
from lessonlint.cache import Cache, Stamp
from lessonlint.concepts.registry import Registry
from lessonlint.config.settings import Configuration
from lessonlint.decoding import decode
from lessonlint.diagnostic import Finding
from lessonlint.digest import digest_of
from lessonlint.engine import About
from lessonlint.entries import Entry, OnDisk, Reading, Recent, loaded, pickled
from lessonlint.later import OF_RULES, Brief, Later, brief_of
from lessonlint.model.documents import Doc
from lessonlint.source import Source, Unreadable
from lessonlint.vocabulary import Vocabulary

if TYPE_CHECKING:
    from lessonlint.concepts.rankings import Ranked

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


class OfPart(NamedTuple):
    """What was found about a document, lesson or module: the digests of the documents in which it was, and where the
    rows of its lessons stood."""

    digests: tuple[str, ...]
    spots: tuple[Spot, ...]
    told: tuple[Told, ...]


class Past(NamedTuple):
    """An earlier run: its files, its findings by what they are about, and those about the whole course.

    `outline` is a digest of the course they were about, `spots` are where its lessons' rows and claims stood;
    `undecided` is how many prerequisites of each file were questions, `listened` are the words that rules about
    concepts looked for in the very text of each document, `registry` is what had been decided about concepts. `told`
    are all findings, and `about` what else was reported; it is None where the place of words may make a difference.
    """

    files: Mapping[str, Kept] = {}
    parts: Mapping[str, OfPart] = {}
    whole: Mapping[str, tuple[Told, ...]] = {}
    outline: str = ""
    spots: tuple[Spot, ...] = ()
    undecided: Mapping[str, int] = {}
    listened: Mapping[str, frozenset[frozenset[str]]] = {}
    registry: Registry = Registry()
    told: tuple[Told, ...] = ()
    about: About | None = None


class Shelf(Protocol):
    """Where readings and the past are kept between runs. What it gives back is what was put there, or nothing."""

    def past(self) -> Past:
        """The last run that was kept; an empty one when there is none."""

    def keep(self, past: Past) -> None:
        """Keep a run. Readings that it does not name may go."""

    def reading(self, digest: str) -> tuple[Reading] | None:
        """What a file with this digest was read as; None when that is not known."""

    def source(self, digest: str) -> Source | None:
        """The text of a file with this digest, if it is known."""

    def held(self, digest: str, lost: Callable[[Brief], Doc]) -> tuple[Reading] | None:
        """As `reading`, for a file of this run: most of it may be loaded later, or is `lost` by then."""

    def put(self, digest: str, reading: Reading, lost: Callable[[Brief], Doc]) -> Reading:
        """Remember what a file was read as; what is given back may be loaded later."""

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

    def source(self, digest: str) -> Source | None:
        """The text of a file with this digest."""
        (reading,) = self._readings.get(digest, (None,))
        return reading.source if reading else None

    def held(self, digest: str, lost: Callable[[Brief], Doc]) -> tuple[Reading] | None:
        """What a file with this digest was read as."""
        return self.reading(digest)

    def put(self, digest: str, reading: Reading, lost: Callable[[Brief], Doc]) -> Reading:
        """Remember what a file was read as."""
        self._readings[digest] = (reading,)
        return reading

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
        self._new: dict[str, Doc] = {}
        self._recent = Recent()

    @cached_property
    def _briefs(self) -> dict[str, Brief]:
        """The documents of an earlier run in brief, by digest."""
        return loaded(self._cache.load("pasts", self._in_brief), dict) or {}

    def past(self) -> Past:
        """The last run that was kept, if the cache still holds it whole."""
        return loaded(self._cache.load("pasts", self._key), Past) or Past()

    def keep(self, past: Past) -> None:
        """Keep a run; the cache forgets the oldest.

        Briefs of all documents take longer to write than a few whole documents, or a few briefs in vain, to load: they
        are not written every time.
        """
        self._cache.save("pasts", self._key, pickle.dumps(past, pickle.HIGHEST_PROTOCOL))
        digests = {kept.digest for kept in past.files.values()}
        if "_briefs" in vars(self) and self._outdated(digests):
            briefs = self._briefs | {digest: brief_of(doc) for digest, doc in self._new.items()}
            briefs = {digest: brief for digest, brief in briefs.items() if digest in digests}
            self._cache.save("pasts", self._in_brief, pickle.dumps(briefs, pickle.HIGHEST_PROTOCOL))
        self._cache.prune(digests)

    def _outdated(self, digests: Set[str]) -> bool:
        gone = self._briefs.keys() - digests
        return max(len(self._new), len(gone)) > _FEW + len(self._briefs) // _FEW

    def source(self, digest: str) -> Source | None:
        """The text of a file with this digest."""
        return self._entry(digest).source

    def reading(self, digest: str) -> tuple[Reading] | None:
        """What a file with this digest was read as."""
        return self._entry(digest).reading

    def held(self, digest: str, lost: Callable[[Brief], Doc]) -> tuple[Reading] | None:
        """What a file was read as; of a document only a part, until more is asked for."""
        known = self._briefs.get(digest)
        entry = None if known else self._entry(digest)
        if brief := known or (entry.brief if entry else None):
            return (self._later(digest, brief, self._rest(digest, partial(lost, brief))),)
        return entry.reading if entry else None

    def put(self, digest: str, reading: Reading, lost: Callable[[Brief], Doc]) -> Reading:
        """Put down what a file was read as."""
        is_kept = self._cache.save("files", digest, pickled(reading))
        if not isinstance(reading, Doc):
            return reading
        if self._recent.stays(reading) or not is_kept:
            self._new[digest] = reading
            return reading
        rest = self._rest(digest, partial(lost, brief_of(reading)))
        self._recent.put(rest, reading)
        return self._later(digest, brief_of(reading, OF_RULES), rest)

    def _later(self, digest: str, brief: Brief, rest: OnDisk) -> Doc:
        doc = Later(brief, self._vocabulary, rest)
        if digest not in self._briefs:
            self._new[digest] = doc
        return doc

    def _rest(self, digest: str, lost: Callable[[], Doc]) -> OnDisk:
        return OnDisk(partial(self._entry, digest), self._recent, lost)

    def _entry(self, digest: str) -> Entry:
        return Entry(self._cache.load("files", digest) or b"", self._vocabulary)

    def ranked(self) -> Ranked | None:
        """The rankings of an earlier run, if the cache still holds them whole."""
        from lessonlint.concepts.rankings import Ranked

        found: Ranked | None = loaded(self._cache.load("pasts", self._rankings), Ranked)
        return found

    def keep_ranked(self, ranked: Ranked) -> None:
        """Keep the rankings of a run in place of others."""
        self._cache.save("pasts", self._rankings, pickle.dumps(ranked, pickle.HIGHEST_PROTOCOL))


def configured(cache: Cache, program: str, path: Path, load: Callable[[Path], Configuration]) -> Configuration:
    """What a `lessonlint.yaml` asks for, by `load` unless an earlier run has read the same words."""
    data = disk.load(str(path))
    if isinstance(data, Unreadable):
        return load(path)  # which says what is wrong
    key = f"configuration {digest_of(program, os.getcwd(), str(path), data.decode('utf-8', 'surrogateescape'))}"
    found: Configuration | None = loaded(cache.load("pasts", key), Configuration)
    if found is None:
        found = load(path)
        if found.source == decode(found.path, data):
            cache.save("pasts", key, pickle.dumps(found, pickle.HIGHEST_PROTOCOL))
    return found
