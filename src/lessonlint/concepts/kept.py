"""Which promises were kept: what the places they name say of the topic."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from functools import cached_property, lru_cache
from math import fsum
from operator import itemgetter
from typing import NamedTuple

from lessonlint.concepts.names import GENERIC, read_name, stems
from lessonlint.concepts.promises import Promise, promises
from lessonlint.course.values import Course, Lesson
from lessonlint.model.documents import Doc
from lessonlint.source import Text
from lessonlint.vocabulary.translation import besides

KEPT, NOT_KEPT, UNKNOWN = "kept", "not kept", "unknown"

_HALF, _WORDS = 0.5, 2
_ROOT = 5
_NONE = frozenset[str]()  # Python makes a new one, of 216 bytes, each time
_PARTS = re.compile(r"\sor\s|\s--\s|[,/();]")
_EDGES = " -–—:;,("
_DASH = re.compile(r"\s(?:--|—|–)\s")
_LEADS_ON = (
    r"\s(?:(?:is|are)\s)?"
    r"(?:deferred to|saved for|left (?:for|to)|comes? in|covered in|addressed in|see|that['’]?s|in|forOWN)$"
)


class Evidence(NamedTuple):
    """Words of the place that take a topic up: an index row, a target, a topic, an outline heading."""

    lesson: Lesson
    doc: Doc
    words: Text
    kind: str


class Verdict(NamedTuple):
    """A promise, judged. `at` is the index of the lesson that makes it, `due` the lessons that could keep it."""

    promise: Promise
    at: int
    due: tuple[int, ...]
    topic: str
    outcome: str
    reason: str
    evidence: Evidence | None = None


def judged(course: Course) -> list[Verdict]:
    """Every promise of a course with whether it was kept, in course order. One that two documents make counts once."""
    order = {lesson.slug: at for at, lesson in enumerate(course.lessons)}
    rarity = _rarity(course)
    spoken = [_Spoken(course, lesson) for lesson in course.lessons]
    own = besides(course.vocabulary.own, "deferred to")
    leads_on = re.compile(_LEADS_ON.replace("OWN", own), re.IGNORECASE)
    found: list[Verdict] = []
    by_place: dict[tuple[int, str], _SamePlace] = defaultdict(_SamePlace)
    for promise in promises(course):
        verdict = _judge(course, promise, order[promise.lesson.slug], topic_of(promise, leads_on), rarity, spoken)
        if by_place[verdict.at, " ".join(promise.place.value.casefold().split())].is_first(verdict):
            found.append(verdict)
    return found


class _SamePlace:
    """The promises of a lesson for one place. Two are one: the same words, or in two documents the same name."""

    def __init__(self) -> None:
        self._said: set[frozenset[str]] = set()
        self._by_document: dict[str, list[frozenset[str]]] = defaultdict(list)

    def is_first(self, one: Verdict) -> bool:
        """Whether nobody has promised this so far; from now on somebody has."""
        name, path = read_name(one.topic), one.promise.doc.path
        elsewhere = (each for other, names in self._by_document.items() if other != path for each in names)
        telling = name.telling
        if name.words in self._said or (telling and any(telling <= each or each <= telling for each in elsewhere)):
            return False
        self._said.add(name.words)
        if telling:
            self._by_document[path].append(telling)
        return True


def _judge(
    course: Course, promise: Promise, at: int, topic: str, rarity: Counter[str], spoken: list[_Spoken]
) -> Verdict:
    words = frozenset(stems(topic)) - GENERIC or frozenset(stems(topic))
    place = " ".join(promise.place.value.split())

    def verdict(outcome: str, reason: str, evidence: Evidence | None = None) -> Verdict:
        return Verdict(promise, at, promise.lessons, topic, outcome, reason, evidence)

    if not promise.exists:
        return verdict(NOT_KEPT, f"the course has no {place}")
    if not promise.lessons:
        return verdict(UNKNOWN, f"which lessons “{place}” means is not known from what was read")
    best, is_enough = _best(promise, topic, words, rarity, spoken)
    if best and is_enough:
        return verdict(KEPT, "", best)
    if best:
        return verdict(UNKNOWN, f"{place} has only something like it", best)
    lessons = [course.lessons[number] for number in promise.lessons]
    if not all(lesson.taught or (lesson.doc and not lesson.doc.todos) for lesson in lessons):
        return verdict(UNKNOWN, f"{place} is not fully planned or recorded yet")
    return verdict(NOT_KEPT, f"{place} never takes it up")


def _best(
    promise: Promise, topic: str, words: frozenset[str], rarity: Counter[str], spoken: list[_Spoken]
) -> tuple[Evidence | None, bool]:
    """The words of the place that speak most of the topic, and whether that is enough to call it taken up.

    Enough is half of the topic in one lesson, where one piece of it has two words of the topic or half of what the
    topic names first, or the lesson is named after it. One word of several, said somewhere, may be about anything.
    """
    found: tuple[tuple[bool, bool, float], Evidence | None] = ((False, False, 0.0), None)
    total = fsum(_weight(word, rarity) for word in words) or 1.0
    core = read_name(topic).core - GENERIC
    # A topic is taken up when what it names first is, or any of the things it lists.
    parts = [part for piece in _PARTS.split(topic) if (part := frozenset(stems(piece)) - GENERIC)]
    parts += [core] if core else []
    for number in promise.lessons:
        there = {word for word in words if spoken[number].speaks_of(word)}
        pooled = fsum(_weight(word, rarity) for word in there) / total
        if any(part <= there for part in parts):
            pooled = max(pooled, _HALF)
        named = any(spoken[number].name.speaks_of(word) for word in there & core)
        if not there or (found[0][0] and (named, pooled) <= found[0][1:]):
            continue
        evidence, said = spoken[number].closest(there, core, rarity)
        half = fsum(_weight(word, rarity) for word in said & core) >= _HALF * total
        strong = half or named or len(said) >= min(_WORDS, len(words))
        found = max(found, ((pooled >= _HALF and strong, named, pooled), evidence), key=itemgetter(0))
    (is_enough, _, _), best = found
    return best, is_enough


class _Said(NamedTuple):
    """The words of a text, with the beginnings of the longer ones: `convolutional` and `convolution` have one root."""

    words: frozenset[str]
    roots: frozenset[str]
    short_roots: frozenset[str]

    def speaks_of(self, word: str) -> bool:
        """Whether a word is there, in this or another form: they begin alike, or one is the beginning of the other."""
        if word in self.words:
            return True
        if len(word) < _ROOT:
            return False
        # A word of five letters is its own root, so it is found as the beginning of a longer one, and the reverse.
        root = word[: _ROOT + 1]
        return root in self.roots or word[:_ROOT] in self.roots or (len(word) == _ROOT and word in self.short_roots)

    def and_of(self, other: _Said) -> _Said:
        """What both texts say."""
        return _Said(*(mine | theirs for mine, theirs in zip(self, other, strict=True)))


def _said(words: frozenset[str]) -> _Said:
    long = [word for word in words if len(word) >= _ROOT]
    if not long:
        return _Said(words, _NONE, _NONE)
    return _Said(words, frozenset([word[: _ROOT + 1] for word in long]), frozenset([word[:_ROOT] for word in long]))


@lru_cache(maxsize=1 << 14)
def _heard(words: str) -> _Said:
    """The words of one piece of evidence, which is listened to for every promise of its place."""
    return _said(frozenset(stems(words)))


@lru_cache(maxsize=1 << 13)
def _closest(evidence: tuple[str, ...], weights: frozenset[tuple[str, float]]) -> tuple[int, frozenset[str]]:
    """Which piece of evidence speaks most of some words, the first of equals, and which of them it has; -1 for none."""
    best, most, has = -1, 0.0, frozenset[str]()
    for index, words in enumerate(evidence):
        there = _heard(words)
        heard = [(word, weight) for word, weight in weights if there.speaks_of(word)]
        weight = fsum(weight for _, weight in heard)
        if weight > most:
            best, most, has = index, weight, frozenset(word for word, _ in heard)
        if len(has) == len(weights):
            break
    return best, has


REMEMBERED = (_heard, _closest)
"""What keeps the words of evidence that may be gone from the course."""


class _Spoken:
    """What is said of one lesson, listened to piece by piece: most topics are taken up by the first, the surest."""

    def __init__(self, course: Course, lesson: Lesson) -> None:
        self._course, self._lesson = course, lesson
        self._so_far = _said(_NONE)

    @cached_property
    def _evidence(self) -> list[Evidence]:
        return list(said(self._course, self._lesson))

    @cached_property
    def _words(self) -> tuple[str, ...]:
        return tuple(each.words.value for each in self._evidence)

    @cached_property
    def _unheard(self) -> Iterator[str]:
        return iter(self._words)

    @cached_property
    def name(self) -> _Said:
        """The words of its name."""
        return _heard(f"{self._lesson.slug.replace('-', ' ')} {self._lesson.title}")

    def speaks_of(self, word: str) -> bool:
        """Whether any piece of evidence speaks of a word."""
        while not self._so_far.speaks_of(word):
            piece = next(self._unheard, None)
            if piece is None:
                return False
            self._so_far = self._so_far.and_of(_heard(piece))
        return True

    def closest(
        self, words: set[str], core: frozenset[str], rarity: Counter[str]
    ) -> tuple[Evidence | None, frozenset[str]]:
        """The evidence that speaks most of some words, the first of equals, and which of them it has.

        What a topic names first (`core`) counts twice.
        """
        weights = frozenset((word, _weight(word, rarity) * (2 if word in core else 1)) for word in words)
        best, has = _closest(self._words, weights)
        return (self._evidence[best] if best >= 0 else None), has


def topic_of(promise: Promise, leads_on: re.Pattern[str]) -> str:
    """The topic without the words that name the place and lead on to it, nor the brackets and dashes they leave."""
    topic, place = promise.topic.value, promise.place.value
    before = topic.partition(place)[0]
    opened = _open_bracket(before)
    if opened > 0:
        before = before[:opened]
    elif opened < 0 and (dash := _DASH.search(before)):
        before = before[: dash.start()]
    cleaned = leads_on.sub("", before.strip(_EDGES)).strip(_EDGES)
    return " ".join((cleaned or topic).split())


def _open_bracket(text: str) -> int:
    """Where the outermost bracket opens that a text does not close; -1 without one."""
    opened: list[int] = []
    for at, char in enumerate(text):
        if char == "(":
            opened.append(at)
        elif char == ")" and opened:
            opened.pop()
    return opened[0] if opened else -1


def said(course: Course, lesson: Lesson) -> Iterator[Evidence]:
    """What the documents say a lesson teaches, the surest first."""
    for doc, row in lesson.taught:
        yield Evidence(lesson, doc, row.concept, "index row")
    if lesson.plan and lesson.doc:
        plan = lesson.plan
        yield from (Evidence(lesson, lesson.doc, row.concept, "depth target") for row in plan.targets)
        yield from (Evidence(lesson, lesson.doc, text, "scope") for text in plan.about)
        yield from (Evidence(lesson, lesson.doc, text, "outline") for text in plan.outline)
        if plan.target:
            yield Evidence(lesson, lesson.doc, plan.target, "target")
    if lesson.planned:
        doc, sequence = lesson.planned
        yield Evidence(lesson, doc, sequence.concept, "core concept")
    module = course.find(lesson.module) if lesson.module else None
    if module and module.plan and module.plan_doc:
        named = (topics for topics in module.plan.topics if lesson.slug in topics.lesson.value)
        yield from (Evidence(lesson, module.plan_doc, topics.topics, "topics of the plan") for topics in named)
    yield from (Evidence(lesson, doc, row.notes, "notes of an index row") for doc, row in lesson.taught)


def _rarity(course: Course) -> Counter[str]:
    rows = (row for lesson in course.lessons for _, row in lesson.taught)
    return Counter(word for row in rows for word in set(stems(row.concept.value)))


def _weight(word: str, rarity: Counter[str]) -> float:
    return 1 / (1 + rarity[word] / 8)
