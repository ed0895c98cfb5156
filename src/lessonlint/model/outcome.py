"""What the reviews of a lesson come to: what the last one leaves open."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from lessonlint.model import values as v
from lessonlint.source import Text
from lessonlint.vocabulary import PASS, plain


class Outcome(NamedTuple):
    """What the rest of a course is told of a lesson's reviews.

    `first` and `last` are the titles of two of them, empty where there is none. Of the last one: its number, its
    verdict as people are told it, whether it is open, how many findings of each severity it leaves, the `worst` of
    these severities ("" when none is left), and the first of these findings that is listed.
    """

    first: Text = v.NOWHERE
    last: Text = v.NOWHERE
    iteration: int | None = None
    verdict: str = ""
    is_open: bool = False
    left: tuple[tuple[str, int], ...] = ()
    worst: str = ""
    finding: Text = v.NOWHERE


def outcome_of(reviews: Sequence[v.Review], answers: Sequence[v.Answer]) -> Outcome:
    """What reviews come to, and what answers them.

    The last is open when it is not a PASS and nothing after it settles it. A review that asks for a revision with
    nothing to revise is a slip of its verdict and not open.
    """
    if not reviews:
        return Outcome()
    last = reviews[-1]
    slip = last.verdict.endswith("REVISION") and nothing_open(last)
    worst, findings = open_findings(last)
    return Outcome(
        first=reviews[0].title,
        last=last.title,
        iteration=last.iteration,
        verdict=verdict_words(last),
        is_open=last.verdict != PASS and not is_answered(last, answers) and not slip,
        left=tuple(open_counts(last).items()),
        worst=worst,
        finding=findings[0].title if findings else v.NOWHERE,
    )


def is_answered(review: v.Review, answers: Sequence[v.Answer]) -> bool:
    """Whether something after a review reports its work as done."""
    return any(answer.settles for answer in answers if answer.start > review.start)


def open_counts(review: v.Review) -> dict[str, int]:
    """How many critical and improvement findings are open, by the summary and the list.

    A summary counts findings as they were written; those that their own text withdraws, accepts or reports as fixed
    are taken off, unless the summary has already left them out.
    """
    stated = {name: count.low for name, count in review.counts}
    found = {}
    for severity in v.GRAVE:
        listed = [finding for finding in review.findings if finding.severity == severity]
        closed = sum(bool(finding.closed) for finding in listed)
        count = stated.get(severity, len(listed))
        found[severity] = count - closed if count >= len(listed) else count
    return found


def verdict_words(review: v.Review) -> str:
    """The verdict as people are told it: its name where the reviewer wrote that, else the reviewer's words."""
    said = plain(review.verdict_text.value)
    return review.verdict if review.verdict in said.upper() else said


def nothing_open(review: v.Review) -> bool:
    """Whether the review itself shows that no critical and no improvement is open."""
    return bool(review.counts or review.findings) and not any(open_counts(review).values())


def open_findings(review: v.Review) -> tuple[str, tuple[v.ReviewFinding, ...]]:
    """The worst severity still open in a review ("" when none is), and the findings open where they are listed."""
    counts = open_counts(review)
    found = tuple(finding for finding in review.findings if counts.get(finding.severity) and not finding.closed)
    return next((severity.casefold() for severity in v.GRAVE if counts[severity]), ""), found
