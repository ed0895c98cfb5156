"""Mental models and analogies: which of them students bring to a lesson, and where each comes from."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from typing import NamedTuple

from lessonlint.concepts.names import stems
from lessonlint.course.build import slugs_in
from lessonlint.course.values import Course, Lesson
from lessonlint.model.documents import Doc
from lessonlint.source import Text
from lessonlint.vocabulary import is_todo

MODEL, ANALOGY = "mental model", "analogy"

_QUOTED = re.compile(r"[\"“]([^\"“”]{4,}?)[,.]?[\"”]")
# “Callback to the dough hook from kneading” brings a model back and is none itself.
_LOOKS_BACK = re.compile(r"(?:call-?backs?|recall\w*|reminders?|revisits?|back|returns?)\b", re.IGNORECASE)
_TAIL = re.compile(r"\s(?:\(|--|—|–).*|:\s.*", re.DOTALL)


class Image(NamedTuple):
    """A mental model or analogy, with the lesson it comes from by its index, and where its words stand."""

    kind: str
    words: str
    at: int
    doc: Doc
    place: Text


def images_before(course: Course, at: int) -> list[Image]:
    """The mental models and analogies of the lessons before `at`, each once, in course order."""
    found: dict[frozenset[str], Image] = {}
    seen = _Seen()
    for image in sorted(_all(course), key=lambda each: each.at):
        key = frozenset(stems(image.words))
        if image.at < at and key and not seen.said(key):
            found[key] = image
            seen.add(key)
    return list(found.values())


class _Seen:
    """What was said already: the words of each image, found by the rarest of them."""

    def __init__(self) -> None:
        self._holding: dict[str, list[frozenset[str]]] = defaultdict(list)
        self._rarest: dict[str, list[frozenset[str]]] = defaultdict(list)

    def said(self, key: frozenset[str]) -> bool:
        """Whether an image has all these words, or these words are all of an image's."""
        longer = min((self._holding.get(word, []) for word in key), key=len)
        return any(key <= known for known in longer) or any(
            known <= key for word in key for known in self._rarest.get(word, ())
        )

    def add(self, key: frozenset[str]) -> None:
        self._rarest[min(key, key=lambda word: len(self._holding[word]))].append(key)
        for word in key:
            self._holding[word].append(key)


def _all(course: Course) -> Iterator[Image]:
    """Tables of analogies first: they say best where something was established. Plans look back, one lesson."""
    index = {lesson.slug: order for order, lesson in enumerate(course.lessons)}
    for module in course.modules:
        if module.record and module.record_doc:
            for row in module.record.analogies:
                named = [index[slug] for slug in slugs_in(row.established.value) if slug in index]
                for words in _words(row.model.value) if named else ():
                    yield Image(MODEL, words, min(named), module.record_doc, row.model)
    for at, lesson in enumerate(course.lessons):
        yield from _of_summary(at, lesson)
    for at, lesson in enumerate(course.lessons):
        if lesson.plan and lesson.doc and at:
            for item in lesson.plan.mental_models:
                named = [index[slug] for slug in slugs_in(item.value) if slug in index]
                for words in _sentences(item.value):
                    yield Image(MODEL, words, max([o for o in named if o < at], default=at - 1), lesson.doc, item)


def _of_summary(at: int, lesson: Lesson) -> Iterator[Image]:
    if lesson.summary is None:
        return
    doc, summary = lesson.summary
    for label, text in summary.parts:
        kind = _kind(label)
        for line in text.value.splitlines() if kind else ():
            for words in _words(line.lstrip("-* :")):
                if not _LOOKS_BACK.match(words):
                    yield Image(kind, words, at, doc, text)


def _kind(label: str) -> str:
    if label.startswith("mental model"):
        return MODEL
    return ANALOGY if "analog" in label.split(" used")[0] and "mislead" not in label else ""


def _sentences(text: str) -> list[str]:
    """What a line puts in quotation marks; a word alone is only spoken of (`"weight" and "bias" come back`)."""
    return [words for words in _QUOTED.findall(text) if len(words.split()) > 1]


def _words(text: str) -> list[str]:
    """The models in a line: what stands in quotation marks first, else the words up to the explanation."""
    clean = text.strip()
    if is_todo(clean):
        return []
    if clean.startswith(('"', "“")):
        opening = _QUOTED.match(clean)
        return [opening[1]] if opening else []
    return [_TAIL.sub("", clean, count=1).strip(" *.")] if clean else []
