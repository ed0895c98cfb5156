"""Which text a review is about: `<!-- lessonlint: reviewed 2026-11-22 sha256:0123456789abcdef -->` below its heading.

The fingerprint is one of the lesson's words, not of its bytes. What counts are letters, digits and the signs of
formulas, in their order, wherever they stand outside of

- reviews and the fix passes that answer them,
- comments and front matter,
- header lines that say where the lesson stands or how far it is (`_STANDING`),
- the marks of lists, numbers and ticks included.

So line breaks, the form of tables, emphasis, capitals, quotes and dashes may change, and the lesson is still the one
that was reviewed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from lessonlint.diagnostic import Edit
from lessonlint.model import values as v
from lessonlint.model.documents import Doc, LessonPlan
from lessonlint.model.waivers import STAMP, newline_of, our_comments, words_in
from lessonlint.parse.document import Document, Item, Part, TableHints, extent, parse_document
from lessonlint.source import Place, Text, line_start
from lessonlint.vocabulary import PASS

_OPENING, _CLOSING = "<!--", "-->"
_STANDING = (
    "module", "slug", "position", "lesson", "status", "series", "module position", "lesson number in series",
    "series position", "position in series", "previous lesson", "next lesson", "last updated", "updated", "author",
)  # fmt: skip
_QUOTE_MARKS = re.compile(r"^[ \t]*>[ \t>]*", re.MULTILINE)
_EMPHASIS = "*`"
_TYPOGRAPHY = (
    "#|-:.,;()[]{}\"'\\!?~_\u2010\u2011\u2012\u2013\u2014\u2015\u2018\u2019\u201c\u201d\u201e\u2022\u2026\u00ab\u00bb"
)
_SIGNS = "=+<>/%^&$@\u00d7\u00f7\u00b1\u00b0\u20ac\u2190\u2192\u2194\u2248\u2260\u2264\u2265"
_DIGITS = 16
# Cells are not counted, so what anchors them does not matter.
_NO_HINTS = TableHints(lambda header: -1, lambda words: False)


def with_stamps(plan: LessonPlan, document: Document, header: Mapping[str, Text]) -> LessonPlan:
    """A lesson whose reviews know their stamps; of several in one review the last holds."""
    stamps = [(STAMP.fullmatch(words_in(comment, at)), comment) for comment, at in our_comments(document)]
    if not any(match for match, _ in stamps):
        return plan
    now = _digest(_Reviewed(document.source.text, document.root, header, plan))
    found = [v.Stamp(match["date"], match["digest"], comment, now) for match, comment in stamps if match]
    return plan._replace(reviews=tuple(_stamped(review, found) for review in plan.reviews))


def _stamped(review: v.Review, stamps: list[v.Stamp]) -> v.Review:
    inside = [stamp for stamp in stamps if review.start <= stamp.text.start < review.end]
    return review._replace(stamp=inside[-1]) if inside else review


class _Reviewed(NamedTuple):
    """A lesson as its fingerprint sees it."""

    text: str
    root: Part
    header: Mapping[str, Text]
    plan: LessonPlan


def fingerprint(doc: Doc) -> str:
    """The fingerprint of what a lesson says, outside of its reviews."""
    assert isinstance(doc.body, LessonPlan), "only lessons are reviewed"
    return _digest(_Reviewed(doc.source.text, parse_document(doc.source, _NO_HINTS).root, doc.header, doc.body))


def _digest(lesson: _Reviewed) -> str:
    from hashlib import sha256

    return sha256(" ".join(_words(lesson)).encode()).hexdigest()[:_DIGITS]


def _words(lesson: _Reviewed) -> list[str]:
    """The words of a lesson that a review is about."""
    from unicodedata import normalize

    text = lesson.text
    kept, at = [], 0
    for start, end in sorted(_left_out(lesson)):
        kept.append(text[at : max(at, start)])
        at = max(at, end)
    words = normalize("NFC", _QUOTE_MARKS.sub("", "\n".join([*kept, text[at:]]))).casefold()
    for mark in _EMPHASIS:
        words = words.replace(mark, "")
    for mark in _TYPOGRAPHY:  # replaced one by one: several times as fast as a pattern or a table
        words = words.replace(mark, " ")
    for sign in _SIGNS:
        words = words.replace(sign, f" {sign} ")
    return words.split()


def changed_since_pass(doc: Doc) -> v.Stamp | None:
    """The stamp of a lesson's last review, when that passed it and the lesson says something else by now."""
    last = doc.body.reviews[-1] if isinstance(doc.body, LessonPlan) and doc.body.reviews else None
    if last is None or last.stamp is None or last.verdict != PASS or last.stamp.holds:
        return None
    return last.stamp


def stamp_edit(doc: Doc, today: str) -> Edit:
    """The edit that notes under the heading of the last review which text it is about, or renews that note."""
    assert isinstance(doc.body, LessonPlan), "only lessons are reviewed"
    review = doc.body.reviews[-1]
    words = f"{_OPENING} lessonlint: reviewed {today} sha256:{fingerprint(doc)} {_CLOSING}"
    if review.stamp:
        return Edit(doc.at(review.stamp.text), words)
    newline = newline_of(doc.source.text)
    at = review.title.end
    while at < len(doc.source.text) and doc.source.text[at] not in "\r\n":
        at += 1
    return Edit(Place(doc.path, at, at), f"{newline}{newline}{words}")


def _left_out(lesson: _Reviewed) -> Iterator[tuple[int, int]]:
    text, root, header, plan = lesson
    blocks = [*((part.start, part.end) for part in root.parts), *map(extent, root.content)]
    yield 0, min((start for start, _ in blocks), default=0)
    yield from ((review.start, review.end) for review in plan.reviews)
    if plan.reviews:
        first = plan.reviews[0].start
        yield from ((answer.start, answer.end) for answer in plan.answers if answer.start > first)
    for key in _STANDING:
        if value := header.get(key):
            yield line_start(text, value.start), value.end
    for part in root.walk():
        items = (block.text for block in part.content if isinstance(block, Item))
        yield from ((line_start(text, words.start), words.start) for words in items)
    yield from _comments(text)


def _comments(text: str) -> Iterator[tuple[int, int]]:
    at = 0
    while (start := text.find(_OPENING, at)) >= 0 and (end := text.find(_CLOSING, start)) >= 0:
        at = end + len(_CLOSING)
        yield start, at
