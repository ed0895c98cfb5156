"""Where each finding of a lesson's reviews stands, after all that reviews and fix passes below it say."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from lessonlint.model import values as v
from lessonlint.model.documents import LessonPlan
from lessonlint.model.outcome import open_counts
from lessonlint.model.verifications import DEFERRED, FIXED, OPEN, UNKNOWN, meant, repeats
from lessonlint.source import Text
from lessonlint.vocabulary import PASS

VERIFIED, PASSED, REPEATED = "verified", "passed", "raised again"
WAITING = (OPEN, FIXED, DEFERRED)


class Standing(NamedTuple):
    """A finding and what became of it.

    `state` is `open`; `fixed` (a fix pass says so, nobody has looked); `verified` (a later review has); `deferred`;
    `accepted`; `withdrawn`; `passed` (a review passes the lesson and says no more of it); or `raised again` (a later
    review lists it anew). `said` are the words that say so, None where the finding does itself.
    """

    finding: v.ReviewFinding
    review: v.Review
    state: str
    said: Text | None = None


def standings(plan: LessonPlan) -> tuple[Standing, ...]:
    """Every finding of every review, in reading order, as it stands at the end of the document."""
    found: list[Standing] = []
    said: list[v.Review | v.Answer] = [*plan.reviews, *plan.answers]
    for each in sorted(said, key=lambda one: one.start):
        if isinstance(each, v.Review):
            found = [*_looked_at(found, each), *(_listed(finding, each) for finding in each.findings)]
        elif each.settles:
            found = _answered(found, each)
    return tuple(found)


def in_progress(review: v.Review) -> bool:
    """Whether a review has been begun and gives no verdict yet."""
    return not review.verdict_text


def _listed(finding: v.ReviewFinding, review: v.Review) -> Standing:
    if finding.closed:
        return Standing(finding, review, finding.closed)
    counts = open_counts(review)
    if review.verdict == PASS and not counts.get(finding.severity, 1):
        return Standing(finding, review, PASSED, review.verdict_text)
    return Standing(finding, review, OPEN)


def _answered(found: list[Standing], answer: v.Answer) -> list[Standing]:
    """Open findings after a fix pass. One that is about named findings and nothing else leaves the others open."""
    waiting = [one.finding for one in found if one.state == OPEN]
    about = [(meant(word, waiting), word) for word in answer.statements]
    told = {finding.title.start: word for finding, word in reversed(about) if finding}
    each_named = bool(told) and all(finding for finding, _ in about)

    def after(one: Standing) -> Standing:
        if word := told.get(one.finding.title.start):
            state = word.outcome if word.outcome != UNKNOWN else FIXED
            return one._replace(state=state, said=word.finding)
        return one if each_named else one._replace(state=FIXED, said=answer.title)

    return [after(one) if one.state == OPEN else one for one in found]


def _looked_at(found: Iterable[Standing], review: v.Review) -> list[Standing]:
    """Earlier findings after one more review."""
    before = list(found)
    waiting = [one.finding for one in before if one.state in WAITING]
    told: dict[int, v.Verification] = {}
    for word in review.verifications:
        about = meant(word, waiting) if word.outcome != UNKNOWN else None
        if about:
            told.setdefault(about.title.start, word)
    return [_after(one, review, told.get(one.finding.title.start)) if one.state in WAITING else one for one in before]


def _after(one: Standing, review: v.Review, word: v.Verification | None) -> Standing:
    again = next((finding for finding in review.findings if repeats(finding, one.finding)), None)
    if again:
        return one._replace(state=REPEATED, said=again.title)
    if word:
        return one._replace(state=VERIFIED if word.outcome == FIXED else word.outcome, said=word.finding)
    if review.verdict == PASS and one.state != DEFERRED:
        return one._replace(state=PASSED, said=review.verdict_text)
    return one
