"""Reviews and what answers them: iterations, counts, verdicts, findings and their verification."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from lessonlint.model import values as v
from lessonlint.model.documents import LessonPlan
from lessonlint.model.rows import cell, rows
from lessonlint.parse.document import Item, Part, words_of
from lessonlint.parse.tables import Row, Table
from lessonlint.source import Text
from lessonlint.vocabulary import PASS, SEVERITIES, Vocabulary, plain

_GRAVE = SEVERITIES[:2]
FIXED, OPEN, ACCEPTED, UNKNOWN = "fixed", "open", "accepted", "unknown"

_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")
_ITERATION = re.compile(r"iteration\s+(\d{1,2})(?:\s*(?:/|of)\s*(\d{1,2}))?", re.IGNORECASE)
_TITLED_FINDING = re.compile(r"(\[?)([^\W\d_]++(?: [^\W\d_]++)*+)(\]?)\s*+(?:--|:|–|—|-)\s*+(.+)", re.DOTALL)
_VERIFICATION_TITLE = re.compile(
    r"(?:fix|finding|iteration|previous|prior).*(?:verif|resolved|status|check|confirm)|verif.*(?:fix|finding|iteration)"
)
_OUTCOMES = (
    (
        OPEN,
        re.compile(
            r"(?:^|[:—–-] ?|\b(?:is|was|still) )not (?:been |yet )?(?:fix|address|resolv|done)|^partial"
            r"|partial(?:ly)? (?:fix|addr|resol)|unresolved|(?:still|remains) open"
        ),
    ),
    (ACCEPTED, re.compile(r"defer|accept|n/a|no (?:fix needed|action|change)|already fine|won.t|not applic|by design")),
    (FIXED, re.compile(r"fixed|resolved|verified|addressed|\byes\b|done|✓|✅|added|confirmed|\bpass\b")),
)  # fmt: skip
_STATUS_WORD = re.compile(
    r"\b(?:PARTIAL(?:LY \w+)?|(?:NOT|UN) ?(?:FIXED|ADDRESSED|RESOLVED)|(?:NO FIX|NO CHANGE|NO ACTION) NEEDED|FIXED"
    r"|RESOLVED|VERIFIED|ADDRESSED|DEFERRED|ACCEPTED|YES|N/A|Fixed|Resolved|Verified)(?!\w)"
)
_CLOSING = (
    ("withdrawn", re.compile(r"retract|withdraw|not (?:a|an) (?:real )?(?:issue|finding|problem)|false alarm")),
    ("accepted", re.compile(r"no action needed|no change needed|working as intended|accepted as|no fix needed")),
    ("deferred", re.compile(r"^\W*deferred")),
)
_REVISED = re.compile(r"(?:->|→|--)\s*(?:revised|fixed|pass|resolved)")
_NOTHING_LEFT = re.compile(r"\b(?:none|nothing|all (?:findings|issues))\b")


def read_review(part: Part, vocabulary: Vocabulary) -> v.Review:
    """One `## Review …` section."""
    title = part.title.value
    date, iteration = _DATE.search(title), _ITERATION.search(vocabulary.phrase(title))
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
        verifications=tuple(_verifications(part, vocabulary)),
        start=part.start,
        end=part.end,
    )


def read_answer(part: Part, vocabulary: Vocabulary) -> v.Answer:
    """A fix pass, revision or improvement summary after a review."""
    titles = {vocabulary.title(inner.title.value): inner for inner in part.walk()}
    remaining = next((inner for name, inner in titles.items() if name.startswith("remaining")), None)
    verdict = next((inner for name, inner in titles.items() if "verdict" in name), None)
    settles = True
    if verdict is not None and verdict.value:
        found = vocabulary.verdicts.found(verdict.value.value.lstrip("* "))
        settles = found[:1] == [(0, PASS)]
    elif remaining is not None:
        words = [block.text.value for block in remaining.content if isinstance(block, Item)] or [remaining.value.value]
        settles = all(_is_slight(left, vocabulary) for left in words if left.strip())
    return v.Answer(part.title, settles, part.start, part.end)


def _is_slight(words: str, vocabulary: Vocabulary) -> bool:
    """Whether what remains is nothing, or of the mildest severity."""
    found = (meaning for _, meaning in vocabulary.severities.found(words))
    return _NOTHING_LEFT.search(vocabulary.phrase(words).casefold()) is not None or SEVERITIES[-1] in found


def _named(part: Part, opening: str, vocabulary: Vocabulary) -> Iterator[Part]:
    titled = ((inner, vocabulary.title(inner.title.value)) for inner in part.walk() if inner is not part)
    return (inner for inner, title in titled if title.startswith(opening))


def _verdict(part: Part, vocabulary: Vocabulary) -> tuple[str, Text]:
    openings = ("verdict", "final verdict", "overall verdict")
    for inner in [inner for opening in openings for inner in _named(part, opening, vocabulary)]:
        below = next((text for block in inner.content for text in words_of(block)), inner.title)
        text = inner.title if ":" in inner.title.value else (inner.value or below)
        words = text.value.split(":", 1)[-1]
        start = text.end - len(words) + len(words) - len(words.lstrip())
        text = Text(words.strip(), start, text.end)
        found = vocabulary.verdicts.found(plain(text.value))
        if found:
            revised = _REVISED.search(vocabulary.phrase(text.value).casefold())
            return (PASS if revised else found[0][1]), text
        return "", text
    return "", Text("", part.title.end, part.title.end)


def _counts(part: Part, vocabulary: Vocabulary) -> Iterator[tuple[str, v.Count]]:
    """The number of findings by severity, from a summary such as `- Critical: 0` or `1 improvement, 2 polish`."""
    summary = next(_named(part, "summary", vocabulary), None)
    names = vocabulary.severities.meanings
    either = "|".join(map(re.escape, names))
    after = rf"(?P<a>{either})\w*+(?: (?:findings?|issues?|items?))?[^\w\n]{{1,8}}(?P<n>\d{{1,3}})"
    pattern = re.compile(rf"{after}|(?P<m>\d{{1,3}})\s+(?P<b>{either})", re.IGNORECASE)
    counts: dict[str, v.Count] = {}
    for text in _pieces(summary) if summary else ():
        for match in pattern.finditer(text.value):
            severity = names[(match["a"] or match["b"]).casefold()]
            number = int(match["n"] or match["m"])
            counts.setdefault(severity, v.Count(number, number, text))
    yield from counts.items()


def _pieces(part: Part) -> Iterator[Text]:
    for inner in part.walk():
        if inner is not part:
            yield Text(f"{inner.title}: {inner.value}", inner.title.start, inner.value.end)
        for block in inner.content:
            if isinstance(block, Table):
                yield from (Text(" | ".join(map(str, row.cells)), row.start, row.end) for row in block.rows)
            else:
                yield from words_of(block)


def _findings(part: Part, vocabulary: Vocabulary) -> Iterator[v.ReviewFinding]:
    for inner in part.walk():
        if inner is part or inner.rank > 6 or (split := _split_title(inner.title, vocabulary)) is None:
            continue
        severity, label, title = split
        fields = tuple((vocabulary.title(child.title.value), child.value) for child in inner.parts)
        words = " ".join(text.value for text in _pieces(inner))
        yield v.ReviewFinding(
            severity, label, title, fields, _closing(fields, words, vocabulary.phrase), Text("", inner.start, inner.end)
        )


def _split_title(title: Text, vocabulary: Vocabulary) -> tuple[str, Text, Text] | None:
    match = _TITLED_FINDING.match(title.value)
    if match is None:
        return None
    word = match[2].strip()
    meant = vocabulary.severities.read(word)
    if not meant and not (match[1] and match[3]):
        return None
    label = Text(match[2], title.start + match.start(2), title.start + match.end(2))
    return meant or vocabulary.severities.nearest(word), label, Text(match[4], title.start + match.start(4), title.end)


def _closing(fields: tuple[tuple[str, Text], ...], words: str, said: Callable[[str], str]) -> str:
    if any(name.startswith("fix applied") and value for name, value in fields):
        return FIXED
    status = next((said(value.value).casefold() for name, value in fields if name in ("status", "resolution")), "")
    for outcome, pattern in _CLOSING:
        if pattern.search(status) or (outcome == "withdrawn" and pattern.search(said(words).casefold())):
            return outcome
    return FIXED if status and _outcome(status) == FIXED else ""


def _verifications(part: Part, vocabulary: Vocabulary) -> Iterator[v.Verification]:
    for inner in part.walk():
        if inner is part or not _VERIFICATION_TITLE.search(vocabulary.title(inner.title.value)):
            continue
        for table in inner.tables():
            role, columns = vocabulary.tables.find(tuple(header.value for header in table.header))
            if role == "fix verification":
                read = v.ReadTable(table, role, columns, "read", "")
                yield from (_table_row(row, columns, vocabulary) for row, _ in rows(read))
        for deep in inner.walk():
            for block in deep.content:
                if isinstance(block, Item) and block.text and block.depth == 1:
                    yield _verification(block.text, block.text.value, vocabulary)


def _table_row(row: Row, columns: dict[str, int], vocabulary: Vocabulary) -> v.Verification:
    finding = cell(row, columns, "finding")
    severity = cell(row, columns, "severity")
    status = vocabulary.phrase(cell(row, columns, "status").value)
    words = status if _outcome(status) != UNKNOWN else f"{status} {cell(row, columns, 'notes').value}"
    read = _verification(finding, words, vocabulary)
    named = vocabulary.severities.read(severity.value.strip("[]* "))
    return read._replace(severity=named) if named else read


def _verification(finding: Text, words: str, vocabulary: Vocabulary) -> v.Verification:
    found = {meaning for _, meaning in vocabulary.severities.found(finding.value)}
    severity = next((name for name in SEVERITIES if name in found), "")
    return v.Verification(finding, severity, _outcome(vocabulary.phrase(words)), finding)


def _outcome(words: str) -> str:
    """A status word in capitals decides; only where there is none, what the sentence says."""
    status = _STATUS_WORD.search(words)
    lowered = (status[0] if status else words).casefold()
    return next((outcome for outcome, pattern in _OUTCOMES if pattern.search(lowered)), UNKNOWN)


def is_open(plan: LessonPlan) -> bool:
    """Whether a lesson's last review is not a PASS and nothing after it settles it.

    A review that asks for a revision with nothing to revise is a slip of its verdict and not open.
    """
    if not plan.reviews:
        return False
    last = plan.reviews[-1]
    answered = any(answer.settles for answer in plan.answers if answer.start > last.start)
    slip = last.verdict.endswith("REVISION") and nothing_open(last)
    return last.verdict != PASS and not answered and not slip


def open_counts(review: v.Review) -> dict[str, int]:
    """How many critical and improvement findings are open, by the summary and the list.

    A summary counts findings as they were written; those that their own text withdraws, accepts or reports as fixed
    are taken off, unless the summary has already left them out.
    """
    stated = {name: count.low for name, count in review.counts}
    found = {}
    for severity in _GRAVE:
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
    return next((severity.casefold() for severity in _GRAVE if counts[severity]), ""), found
