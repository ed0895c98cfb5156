"""LL9: waivers, a baseline and rules that have gone wrong."""

from __future__ import annotations

import json
from collections.abc import Iterator
from itertools import cycle

from mutants import Mutant, Spot, Tree, line_start, operator, put

from lessonlint.model.documents import Doc
from lessonlint.rule import Scope
from lessonlint.rules import RULES

_NAMES = [rule.name for rule in RULES if not rule.code.startswith("LL9")]
_MISTAKES = ("consecutive-strech", "LL998", "missing-secton", "no-such-rule", "LL2021", "broken-row")


def _openings(tree: Tree) -> Iterator[tuple[Doc, int]]:
    """Places between blocks where a comment can stand: above a heading."""
    for doc in tree.docs:
        titles = [
            section.title for section in doc.sections if doc.source.text[line_start(doc, section.title.start)] == "#"
        ]
        for title in titles[:4]:
            yield doc, line_start(doc, title.start)


def _comment(doc: Doc, offset: int, words: str) -> Mutant:
    return Mutant((put(doc, offset, f"<!-- lessonlint: {words} -->\n\n"),), (Spot(doc.path, offset),))


@operator("LL901")
def a_waiver_of_nothing(tree: Tree) -> Iterator[Mutant]:
    """Where a waiver stands nothing is to be silenced."""
    names = cycle(_NAMES)
    for doc, offset in _openings(tree):
        yield _comment(doc, offset, f"allow {next(names)}: we looked at it in spring")


@operator("LL902", "LL901")
def a_waiver_without_a_word(tree: Tree) -> Iterator[Mutant]:
    """No reason is given; and it silences nothing."""
    names = cycle(_NAMES)
    for doc, offset in _openings(tree):
        yield _comment(doc, offset, f"allow {next(names)}")


@operator("LL903")
def a_waiver_that_is_over(tree: Tree) -> Iterator[Mutant]:
    """Its last day has passed."""
    names = cycle(_NAMES)
    for doc, offset in _openings(tree):
        yield _comment(doc, offset, f"allow {next(names)} until 2025-12-31: until the autumn course")


@operator("LL904")
def a_debt_that_was_paid(tree: Tree) -> Iterator[Mutant]:
    """A line of the baseline stands for a finding that is not there."""
    path = f"{tree.root}/lessonlint-baseline.jsonl"
    for lesson in tree.course.lessons if path not in tree.sources else ():
        for code in ("LL301", "LL604"):
            entry = {"rule": code, "lesson": lesson.slug, "field": "checklist", "concept": "The moon was weighed"}
            yield Mutant((), (Spot(path, 0),), ((path, f"{json.dumps(entry)}\n".encode()),))


@operator("LL905")
def a_waiver_of_no_rule(tree: Tree) -> Iterator[Mutant]:
    """The rule it names does not exist."""
    mistakes = cycle(_MISTAKES)
    for doc, offset in _openings(tree):
        yield _comment(doc, offset, f"allow {next(mistakes)}: we looked at it in spring")


@operator("LL905")
def a_comment_nobody_understands(tree: Tree) -> Iterator[Mutant]:
    """It is addressed to lessonlint and says nothing it knows."""
    for doc, offset in _openings(tree):
        yield _comment(doc, offset, "please be quiet here")


@operator("LL999")
def a_rule_that_crashes(tree: Tree) -> Iterator[Mutant]:
    """A rule raises on one document: the others still speak, and the crash is told there."""
    plans = cycle(doc for doc, _ in tree.plans)
    for rule in RULES if tree.plans else ():
        if rule.scope.whole in (Scope.DOCUMENT, Scope.LESSON):
            doc = next(plans)
            yield Mutant((), (Spot(doc.path, 0),), crash=(rule.code, doc.path))
