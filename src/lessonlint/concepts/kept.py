"""Which promises were kept: what the places they name say of the topic."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from functools import lru_cache
from math import fsum
from typing import NamedTuple

from lessonlint.concepts.names import GENERIC, read_name, stems
from lessonlint.concepts.promises import Promise, promises
from lessonlint.course.values import Course, Lesson
from lessonlint.model.documents import Doc
from lessonlint.source import Text
from lessonlint.vocabulary.translation import besides

KEPT, NOT_KEPT, UNKNOWN = "kept", "not kept", "unknown"

_HALF = 0.5
_ROOT = 5
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
    spoken = [_Spoken(said(course, lesson)) for lesson in course.lessons]
    own = besides(course.vocabulary.own, "deferred to")
    leads_on = re.compile(_LEADS_ON.replace("OWN", own), re.IGNORECASE)
    found: dict[tuple[int, str, frozenset[str]], Verdict] = {}
    for promise in promises(course):
        verdict = _judge(course, promise, order[promise.lesson.slug], topic_of(promise, leads_on), rarity, spoken)
        key = (verdict.at, promise.place.value.casefold(), frozenset(stems(verdict.topic)))
        found.setdefault(key, verdict)
    return list(found.values())


def _judge(
    course: Course, promise: Promise, at: int, topic: str, rarity: Counter[str], spoken: list[_Spoken]
) -> Verdict:
    words = frozenset(stems(topic)) - GENERIC or frozenset(stems(topic))
    place = " ".join(promise.place.value.split())

    def verdict(outcome: str, reason: str, evidence: Evidence | None = None) -> Verdict:
        return Verdict(promise, at, promise.lessons, topic, outcome, reason, evidence)

    if not promise.exists:
        return verdict(NOT_KEPT, f"there is no {place}")
    if not promise.lessons:
        return verdict(UNKNOWN, f"which lessons “{place}” means is not known from what was read")
    best, share = _best(promise, topic, words, rarity, spoken)
    if best and share >= _HALF:
        return verdict(KEPT, "", best)
    if best:
        return verdict(UNKNOWN, f"{place} has only something like it", best)
    lessons = [course.lessons[number] for number in promise.lessons]
    if not all(lesson.taught or (lesson.doc and not lesson.doc.todos) for lesson in lessons):
        return verdict(UNKNOWN, f"{place} is not fully planned or recorded yet")
    return verdict(NOT_KEPT, f"{place} never takes it up")


def _best(
    promise: Promise, topic: str, words: frozenset[str], rarity: Counter[str], spoken: list[_Spoken]
) -> tuple[Evidence | None, float]:
    """How much of the topic the best lesson of the place speaks of in all, and its words that speak of it most."""
    best, heard, share = -1, set[str](), 0.0
    total = fsum(_weight(word, rarity) for word in words) or 1.0
    # A topic is taken up when what it names first is, or any of the things it lists.
    parts = [part for piece in _PARTS.split(topic) if (part := frozenset(stems(piece)) - GENERIC)]
    parts += [core] if (core := read_name(topic).core - GENERIC) else []
    for number in promise.lessons:
        there = {word for word in words if spoken[number].all.speaks_of(word)}
        pooled = fsum(_weight(word, rarity) for word in there) / total
        if any(part <= there for part in parts):
            pooled = max(pooled, _HALF)
        if pooled > share:
            best, heard, share = number, there, pooled
    return (spoken[best].closest(heard, rarity) if heard else None), share


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


def _said(words: frozenset[str]) -> _Said:
    long = [word for word in words if len(word) >= _ROOT]
    return _Said(words, frozenset([word[: _ROOT + 1] for word in long]), frozenset([word[:_ROOT] for word in long]))


@lru_cache(maxsize=1 << 14)
def _heard(words: str) -> _Said:
    """The words of one piece of evidence, which is listened to for every promise of its place."""
    return _said(frozenset(stems(words)))


@lru_cache(maxsize=1 << 12)
def _pooled(evidence: tuple[str, ...]) -> _Said:
    """The words of all evidence of a lesson: the same while others are edited."""
    return _said(frozenset[str]().union(*(_heard(words).words for words in evidence)))


class _Spoken:
    """What is said of one lesson: each piece of evidence, and the words of all of them."""

    def __init__(self, evidence: Iterable[Evidence]) -> None:
        self._evidence = list(evidence)
        self.all = _pooled(tuple(each.words.value for each in self._evidence))

    def closest(self, words: set[str], rarity: Counter[str]) -> Evidence | None:
        """The evidence that speaks most of some words, the first of equals."""
        best, most, every = None, 0.0, fsum(_weight(word, rarity) for word in words)
        for evidence in self._evidence:
            there = _heard(evidence.words.value)
            weight = fsum(_weight(word, rarity) for word in words if there.speaks_of(word))
            if weight > most:
                best, most = evidence, weight
            if most == every:
                break
        return best


def topic_of(promise: Promise, leads_on: re.Pattern[str]) -> str:
    """The topic without the words that name the place and lead on to it, nor the brackets and dashes they leave."""
    topic, place = promise.topic.value, promise.place.value
    before = topic.partition(place)[0]
    opened = before.rfind("(")
    if opened > 0 and ")" not in before[opened:]:
        before = before[:opened]
    elif opened < 0 and (dash := _DASH.search(before)):
        before = before[: dash.start()]
    cleaned = leads_on.sub("", before.strip(_EDGES)).strip(_EDGES)
    return " ".join((cleaned or topic).split())


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
