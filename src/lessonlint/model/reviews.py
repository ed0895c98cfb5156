"""Reviews and what answers them: iterations, counts, verdicts, findings and their verification."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from lessonlint.model import values as v
from lessonlint.model.documents import LessonPlan
from lessonlint.model.verifications import (
    ACCEPTED,
    DEFERRED,
    FIXED,
    is_accepted,
    is_fixed,
    is_statement,
    is_verification,
    meant,
    pieces,
    read_verifications,
)
from lessonlint.parse.document import Item, Paragraph, Part, words_of
from lessonlint.source import Text
from lessonlint.vocabulary import Vocabulary, folded, near, plain

_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")
_ITERATION = re.compile(r"iteration\s+(\d{1,2})(?:\s*(?:/|of)\s*(\d{1,2}))?", re.IGNORECASE)
_TITLED_FINDING = re.compile(r"(\[?)([A-Za-z]++(?: [A-Za-z]++)*+)(\]?)\s*+(?:--|:|–|—|-)\s*+(.+)", re.DOTALL)
WITHDRAWN = "withdrawn"
_CLOSING = (
    (WITHDRAWN, re.compile(r"retract|withdraw|not (?:a|an) (?:real )?(?:issue|finding|problem)|false alarm")),
    (ACCEPTED, re.compile(r"no action needed|no change needed|working as intended|accepted as|no fix needed")),
    (DEFERRED, re.compile(r"^\W*deferred")),
)
_REVISED = re.compile(r"(?:->|→|--)\s*(?:revised|fixed|pass|resolved)")
_LABEL_LINE = re.compile(r"(?<=\n)[ \t]*\*\*([^*\r\n]+?)(?::\*\*|\*\*:)[ \t]*([^\r\n]*)")
_ANY_WORDS = re.compile(r"([^\s|][^|\r\n]*)")
_REVIEWED = re.compile(r"(\breview(?:ed)?\b[^|\r\n]*)", re.IGNORECASE)
_REVIEW_LABEL = re.compile(r"\*\*review(?: status| verdict)?(?:\*\*:|:\*\*)\s*([^\s|][^|\r\n]*)", re.IGNORECASE)
_NOTHING_LEFT = re.compile(r"\b(?:none|nothing|all (?:findings|issues))\b")


def read_review(part: Part, vocabulary: Vocabulary) -> v.Review:
    """One `## Review …` section."""
    title = part.title.value
    date, iteration = _DATE.search(title), _ITERATION.search(title)
    verdict, verdict_text = _verdict(part, vocabulary)
    return v.Review(
        title=part.title,
        date=date[0] if date else "",
        iteration=int(iteration[1]) if iteration else None,
        cap=int(iteration[2]) if iteration and iteration[2] else None,
        counts=tuple(_counts(part, vocabulary)),
        verdict=verdict,
        verdict_text=verdict_text,
        findings=tuple(_findings(part, vocabulary)),
        verifications=tuple(read_verifications(part, vocabulary)),
        start=part.start,
        end=part.end,
    )


def read_answer(part: Part, vocabulary: Vocabulary) -> v.Answer:
    """A fix pass, revision or improvement summary after a review."""
    titles = {folded(inner.title.value): inner for inner in part.walk()}
    remaining = next((inner for name, inner in titles.items() if name.startswith("remaining")), None)
    verdict = next((inner for name, inner in titles.items() if "verdict" in name), None)
    settles = True
    if verdict is not None and verdict.value:
        settles = verdict.value.value.casefold().lstrip("* ").startswith("pass")
    elif remaining is not None:
        words = [block.text.value for block in remaining.content if isinstance(block, Item)] or [remaining.value.value]
        mildest = vocabulary.severities[-1].casefold()
        settles = all(
            _NOTHING_LEFT.search(left) or mildest in left for left in map(str.casefold, words) if left.strip()
        )
    return v.Answer(part.title, settles, part.start, part.end)


def _named(part: Part, opening: str) -> Iterator[Part]:
    return (inner for inner in part.walk() if inner is not part and folded(inner.title.value).startswith(opening))


def _verdict(part: Part, vocabulary: Vocabulary) -> tuple[str, Text]:
    for inner in [*_named(part, "verdict"), *_named(part, "final verdict"), *_named(part, "overall verdict")]:
        below = next((text for block in inner.content for text in words_of(block)), inner.title)
        text = inner.title if ":" in inner.title.value else (inner.value or below)
        words = text.value.split(":", 1)[-1]
        start = text.end - len(words) + len(words) - len(words.lstrip())
        text = Text(words.strip(), start, text.end)
        found = [(at, name) for name in vocabulary.verdicts if (at := plain(text.value).upper().find(name)) >= 0]
        if found:
            revised = _REVISED.search(text.value.casefold())
            return (vocabulary.verdicts[0] if revised else min(found)[1]), text
        return "", text
    return "", Text("", part.title.end, part.title.end)


def _counts(part: Part, vocabulary: Vocabulary) -> Iterator[tuple[str, v.Count]]:
    """The number of findings by severity, from a summary such as `- Critical: 0` or `1 improvement, 2 polish`."""
    summary = next(_named(part, "summary"), None)
    names = {severity.casefold(): severity for severity in vocabulary.severities}
    either = "|".join(map(re.escape, names))
    after = rf"(?P<a>{either})\w*+(?: (?:findings?|issues?|items?))?[^\w\n]{{1,8}}(?P<n>\d{{1,3}})"
    pattern = re.compile(rf"{after}|(?P<m>\d{{1,3}})\s+(?P<b>{either})", re.IGNORECASE)
    counts: dict[str, v.Count] = {}
    for text in pieces(summary) if summary else ():
        for match in pattern.finditer(text.value):
            severity = names[(match["a"] or match["b"]).casefold()]
            number = int(match["n"] or match["m"])
            counts.setdefault(severity, v.Count(number, number, _stated(text, match)))
    yield from counts.items()


def _stated(text: Text, match: re.Match[str]) -> Text:
    """The words that state a count; the whole piece where its words are not as they stand in the file."""
    if len(text.value) != text.end - text.start:
        return text
    return Text(match[0], text.start + match.start(), text.start + match.end())


def _findings(part: Part, vocabulary: Vocabulary) -> Iterator[v.ReviewFinding]:
    verified_until = 0
    for inner in part.walk():
        if inner is not part and is_verification(inner):
            verified_until = max(verified_until, inner.end)
        if inner is part or inner.rank > 6 or (split := _split_title(inner.title, vocabulary)) is None:
            continue
        if inner.start < verified_until and is_statement(inner):
            continue
        severity, label, title = split
        fields = tuple(_fields(inner))
        words = " ".join(text.value for text in pieces(inner))
        body = Text("", inner.start, inner.end)
        yield v.ReviewFinding(severity, label, title, fields, _closing(fields, words), body, not words)


def _fields(part: Part) -> Iterator[tuple[str, Text]]:
    """The labels of a finding. One right below a list, without a blank line, belongs to the last item for Markdown."""
    yield from ((folded(child.title.value), child.value) for child in part.parts)
    for words in (block.text for inner in part.walk() for block in inner.content if isinstance(block, Item)):
        for match in _LABEL_LINE.finditer(words.value):
            start, end = match.span(2)
            yield folded(match[1]), Text(match[2], words.start + start, words.start + end)


def _split_title(title: Text, vocabulary: Vocabulary) -> tuple[str, Text, Text] | None:
    match = _TITLED_FINDING.match(title.value)
    if match is None:
        return None
    word = match[2].strip().upper()
    if word not in vocabulary.severities and not (match[1] and match[3]):
        return None
    label = Text(match[2], title.start + match.start(2), title.start + match.end(2))
    severity = word if word in vocabulary.severities else (near(word, vocabulary.severities) or "")
    return severity, label, Text(match[4], title.start + match.start(4), title.end)


def _closing(fields: tuple[tuple[str, Text], ...], words: str) -> str:
    if any(name.startswith("fix applied") and value for name, value in fields):
        return FIXED
    status = next((value.value.casefold() for name, value in fields if name in ("status", "resolution")), "")
    for outcome, pattern in _CLOSING:
        if pattern.search(status) or (outcome == WITHDRAWN and pattern.search(words.casefold())):
            return ACCEPTED if outcome == DEFERRED and is_accepted(status) else outcome
    return FIXED if status and is_fixed(status) else ""


def is_open(plan: LessonPlan) -> bool:
    """Whether a lesson's last review is not a PASS and nothing after it settles it.

    A review that asks for a revision with nothing to revise is a slip of its verdict and not open.
    """
    if not plan.reviews:
        return False
    last = plan.reviews[-1]
    answered = any(answer.settles for answer in plan.answers if answer.start > last.start)
    slip = last.verdict.endswith("REVISION") and nothing_open(last)
    return last.verdict != "PASS" and not answered and not slip


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


def nothing_open(review: v.Review) -> bool:
    """Whether the review itself shows that no critical and no improvement is open."""
    return bool(review.counts or review.findings) and not any(open_counts(review).values())


def open_findings(review: v.Review) -> tuple[str, tuple[v.ReviewFinding, ...]]:
    """The worst severity still open in a review ("" when none is), and the findings open where they are listed."""
    counts = open_counts(review)
    found = tuple(finding for finding in review.findings if counts.get(finding.severity) and not finding.closed)
    return next((severity.casefold() for severity in v.GRAVE if counts[severity]), ""), found


def last_words(reviews: Sequence[v.Review]) -> Iterator[v.Verification]:
    """What the last review says of earlier findings, each with its severity, and of those it lists and puts off."""
    earlier = [finding for review in reviews[:-1] for finding in review.findings]
    for said in reviews[-1].verifications:
        about = None if said.severity else meant(said, earlier)
        yield said._replace(severity=about.severity) if about else said
    for finding in reviews[-1].findings:
        if finding.closed == DEFERRED:
            yield v.Verification(finding.title, finding.severity, DEFERRED)


def read_claim(part: Part, vocabulary: Vocabulary) -> v.ReviewClaim | None:
    """What a record's summary of a lesson says of its review, such as `**Review:** PASS (iteration 2/3)`."""
    for words in _claims(part):
        verdict = next((name for name in vocabulary.verdicts if re.search(rf"\b{re.escape(name)}\b", words.value)), "")
        iteration = _ITERATION.search(words.value)
        if verdict or iteration:
            return v.ReviewClaim(verdict, int(iteration[1]) if iteration else None, words)
    return None


def _claims(part: Part) -> Iterator[Text]:
    """What stands behind a label `Review`, alone or among others on a line, and what a status says of a review."""
    for inner in part.walk():
        title = folded(inner.title.value)
        pattern = _ANY_WORDS if title.startswith("review") else _REVIEWED if title == "status" else _REVIEW_LABEL
        blocks = (block.text for block in inner.content if isinstance(block, Item | Paragraph))
        for text in (inner.value, *blocks):
            if match := pattern.search(text.value):
                start = text.start + match.start(1)
                yield Text(match[1].rstrip(), start, start + len(match[1].rstrip()))
