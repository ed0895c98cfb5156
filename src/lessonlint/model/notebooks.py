"""The notebook of a lesson, wherever a plan or a record names it or says that there is none."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lessonlint.model.outline import Titled
from lessonlint.model.values import Notebook
from lessonlint.parse.document import Item, Paragraph, Part
from lessonlint.source import Text
from lessonlint.vocabulary import Vocabulary

_NAME = re.compile(r"(?<![\w.-])[\w-]++(?:\.(?!ipynb\b)[\w-]++)*+\.ipynb\b")
_NONE = re.compile(r"\bno\s+notebook\b", re.IGNORECASE)
_OPENS_NONE = r"(?i)(?:none|no|n/a)\b(?!\s*+\w)"
_KEYS = ("notebook", "type", "format")
_PLACES = ("outline", "widgets")


def in_lesson(header: dict[str, Text], found: list[Titled], words: Vocabulary) -> Iterator[Notebook]:
    """What a lesson plan says: in its header; only where that is silent, the names in outline and exercises."""
    stated = [said for key in _KEYS if key in header for said in _stated(key, header[key], words)]
    if stated:
        yield from stated
        return
    for titled in found:
        if titled.section.role in _PLACES:
            yield from _names(titled.part.title)
            yield from _names(titled.part.value)
            for block in titled.part.content:
                if isinstance(block, Item | Paragraph):
                    yield from _names(block.text)


def in_summary(summary: Part, words: Vocabulary) -> Iterator[Notebook]:
    """What a record's summary of a lesson says behind the labels `Notebook`, `Type` and `Exercises`."""
    for part in summary.parts:
        label = words.title(part.title.value).partition(" ")[0]
        if label in (*_KEYS, "exercise", "exercises"):
            yield from _names(part.title)
            yield from _stated(label, part.value, words)


def _stated(label: str, text: Text, words: Vocabulary) -> Iterator[Notebook]:
    yield from _names(text)
    yield from _denial(label, text, words)


def _names(words: Text) -> Iterator[Notebook]:
    for match in _NAME.finditer(words.value):
        yield Notebook(match[0], words.group(match))


def _denial(label: str, text: Text, words: Vocabulary) -> Iterator[Notebook]:
    """`**Type:** Conceptual (no notebook)`, `**Notebook:** None.`"""
    said = words.phrase(text.value)
    denies = _NONE.search(said) or (label == "notebook" and re.match(_OPENS_NONE, said))
    if denies and not _NAME.search(text.value):
        in_file = text.group(denies)
        yield Notebook("", in_file if said == text.value else text)
