"""Which of the things students know matter most to a lesson, judged by what its author has when starting to plan it.

The words come from the lesson's title, slug and target and from its module's plan. The lesson's own student state and
prerequisites are never read, nor its rows in the record: they are what the answer is for. The weights are rounded from
a fit over one corpus, in which no single weight mattered much and words explained most.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from functools import partial
from math import fsum

from lessonlint.concepts.citations import CitationReader
from lessonlint.concepts.events import Event
from lessonlint.concepts.knowledge import Knowledge, Known
from lessonlint.concepts.names import GENERIC, stems
from lessonlint.course.values import Course, Lesson, Module
from lessonlint.vocabulary import Vocabulary

# How much words of a source count: the lesson's own plan in its module first, what the whole module wants least.
_CLOSE, _NEAR, _FAR = 1.0, 0.6, 0.35
_COVERED, _SHARED, _NAMED = 1.3, 1.6, 1.0
_GLOSS, _NOTES = 0.12, 0.023
_USED, _TAUGHT, _JUST_BEFORE, _USED_JUST_BEFORE = 1.1, 0.45, 0.6, 0.65
_SAME_MODULE, _CITED_MODULE, _MODULES_AWAY = 0.15, 0.6, 0.65
_DEPTH, _REUSED = 0.2, 0.7
_GENERIC = 0.3


def lesson_words(course: Course, lesson: Lesson) -> Iterator[tuple[float, str]]:
    """What is said of a lesson before it is written, each text with how closely it speaks of this lesson."""
    yield _CLOSE, f"{lesson.slug.replace('-', ' ')} {lesson.title}"
    if lesson.plan:
        yield _NEAR, lesson.plan.target.value
    if lesson.planned:
        yield _CLOSE, lesson.planned[1].concept.value
    module = course.find(lesson.module) if lesson.module else None
    if module is None:
        return
    means = partial(_means, lesson=lesson, vocabulary=course.vocabulary)
    if module.plan:
        yield from ((_CLOSE, topics.topics.value) for topics in module.plan.topics if means(topics.lesson.value))
        yield from ((_FAR, x.claim.reason.value) for x in lesson.loads if x.doc is module.plan_doc)
        steps = module.plan.narrative.value.splitlines()
        yield from ((_FAR, step) for step in steps if means(step))
    yield _FAR, _goal(module)


def _goal(module: Module) -> str:
    goals = [each.goal.value for each in (module.plan, module.record) if each and each.goal]
    return goals[0] if goals else ""


def _means(words: str, lesson: Lesson, vocabulary: Vocabulary) -> bool:
    numbered = rf"\blesson {lesson.order}\b"
    return lesson.slug in words or re.search(numbered, vocabulary.kind(words), re.IGNORECASE) is not None


class Relevance:
    """Weighs concepts and other words against one lesson."""

    def __init__(self, knowledge: Knowledge, at: int) -> None:
        self._knowledge, self._at = knowledge, at
        course = knowledge.course
        self._lesson = course.lessons[at]
        frequency = Counter(word for event in knowledge.events for word in event.name.words.union(event.notes))
        total = len(knowledge.events) + 1
        self._rarity = {word: math.log(total / (count + 0.5)) for word, count in frequency.items()}
        self._rarest = math.log(total / 0.5)
        self._wanted: dict[str, float] = {}
        said = list(lesson_words(course, self._lesson))
        for weight, words in said:
            for word in stems(words):
                self._wanted[word] = max(weight, self._wanted.get(word, 0.0))
        self._cited = CitationReader(course).read(" ".join(words for _, words in said)).modules
        self._modules = {module.number: place for place, module in enumerate(course.modules)}

    def ranked(self, known: Sequence[Known]) -> list[Known]:
        """What is known, what matters most first."""
        return sorted(known, key=lambda each: (-self._concept(each), each.event.id))

    def of_words(self, words: str) -> float:
        """How much a text speaks of what the lesson is about: 0 not at all, 1 with all its words."""
        found = frozenset(stems(words)) - GENERIC
        every = fsum(self._rarity.get(word, self._rarest) for word in found)
        return self._shared(found) / every if every else 0.0

    def _concept(self, known: Known) -> float:
        event, at = known.event, self._at
        # Only what was taught by then: the lesson's own index rows are not there yet when it is planned.
        same = [each for each in self._knowledge.groups.same(event) if each.order <= known.last_used]
        uses = {order for each in same for order in self._knowledge.uses(each) if order < at}
        taught = max(each.order for each in same)
        score = self._of_name(event) + _DEPTH * max(known.level, 0)
        score += _USED / (1 + known.since) + _TAUGHT / (1 + max(0, at - 1 - taught))
        score += _JUST_BEFORE * (taught == at - 1) + _USED_JUST_BEFORE * (at - 1 in uses)
        score += _REUSED * math.log1p(len(uses))
        modules = {each.module for each in same}
        score += _SAME_MODULE * (self._lesson.module in modules) + _CITED_MODULE * bool(modules & self._cited)
        return score - _MODULES_AWAY * self._distance(modules)

    def _of_name(self, event: Event) -> float:
        head = event.name.head
        weight = self._weight(head) or 1.0
        shared = self._shared(head)
        score = _COVERED * shared / weight + _SHARED * shared / (3 * math.sqrt(weight))
        telling = event.name.core - GENERIC
        if telling and telling <= self._wanted.keys():
            score += _NAMED * min(self._wanted[word] for word in telling)
        notes = frozenset(event.notes) - event.name.words
        return score + _GLOSS * self._shared(event.name.gloss) + _NOTES * self._shared(notes)

    def _distance(self, modules: Iterable[tuple[int, int]]) -> float:
        own = self._modules.get(self._lesson.module or (0, 0), 0)
        return math.log1p(min(abs(own - self._modules[module]) for module in modules))

    def _shared(self, words: Iterable[str]) -> float:
        return fsum(self._wanted[word] * self._word(word) for word in words if word in self._wanted)

    def _weight(self, words: frozenset[str]) -> float:
        return fsum(self._word(word) for word in words)

    def _word(self, word: str) -> float:
        return self._rarity.get(word, 0.0) * (_GENERIC if word in GENERIC else 1.0)
