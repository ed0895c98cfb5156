"""Reviews and what answers them: iterations, counts, verdicts, findings and their verification."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache

from lessonlint.model import values as v
from lessonlint.model.plain_labels import plain_labels
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
    read_statements,
    read_verifications,
)
from lessonlint.parse.document import Item, Paragraph, Part, words_of
from lessonlint.source import Text
from lessonlint.vocabulary import PASS, SEVERITIES, Vocabulary, folded, plain

_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")
_ITERATION = re.compile(r"iteration\s+(\d{1,2})(?:\s*(?:/|of)\s*(\d{1,2}))?", re.IGNORECASE)
_TITLED_FINDING = re.compile(r"(\[?)([^\W\d_]++(?: [^\W\d_]++)*+)(\]?)\s*+(?:--|:|–|—|-)\s*+(.+)", re.DOTALL)
_UNDASHED_FINDING = re.compile(r"(\[)([^\W\d_]++(?: [^\W\d_]++)*+)(\])\s++(.+)", re.DOTALL)
# What may stand before the severity of a finding (`1.`, `Finding 2:`, `C1`, a symbol), and the severity behind it.
_NUMBERING = re.compile(r"[^\w\[(]*+(?:(?:finding|issue|[a-z])? ?+#?+\d{1,2}+[^\w\[(]*+)?+", re.IGNORECASE)
_SEVERITY = re.compile(r"[\[(]?+([^\W\d_]++)([^\w\[(]*+(?:\d{1,2}+[^\w\[(]*+)?+)(.++)", re.DOTALL)
_BEHIND_VERDICT = re.compile(r"(?::|\s(?:--|[–—-])\s)\s*+(.*+)", re.DOTALL)
WITHDRAWN = "withdrawn"
# One by one: what opens with a letter is looked for many times faster than what opens with one of several.
_WITHDRAWS = tuple(
    map(re.compile, ("retract", "withdraw", r"not (?:a|an) (?:real )?(?:issue|finding|problem)", "false alarm"))
)
_CLOSING = (
    (ACCEPTED, re.compile(r"no action needed|no change needed|working as intended|accepted as|no fix needed")),
    (DEFERRED, re.compile(r"^\W*deferred")),
)
_REVISED = re.compile(r"(?:->|→|--)\s*(?:revised|fixed|pass|resolved)")
_LABEL_LINE = re.compile(r"(?<=\n)[ \t]*\*\*([^*\r\n]+?)(?::\*\*|\*\*:)[ \t]*([^\r\n]*)")
_ANY_WORDS = re.compile(r"([^\s|][^|\r\n]*)")
_REVIEWED = re.compile(r"(\breview(?:ed)?\b[^|\r\n]*)", re.IGNORECASE)
_BOLD_LABEL = re.compile(r"\*\*([^*:\r\n]++)(?:\*\*:|:\*\*)\s*(?=[^\s|])")
_PLAIN_FIELDS = frozenset({"location", "issue", "student impact", "suggested fix"})
_REVIEW_LABELS = ("review", "review status", "review verdict")
_ANEW = ("rework", "revision")
_Titled = list[tuple[str, Part]]
"""The parts of a review with their titles in our words, folded."""
_NOTHING_LEFT = re.compile(r"\b(?:none|nothing|all (?:findings|issues))\b")


def read_review(part: Part, vocabulary: Vocabulary) -> v.Review:
    """One `## Review …` section."""
    title = part.title.value
    date, iteration = _DATE.search(title), _ITERATION.search(vocabulary.phrase(title))
    titled = [(vocabulary.title(inner.title.value), inner) for inner in part.walk() if inner is not part]
    verdict, verdict_text = _verdict(part, titled, vocabulary)
    return v.Review(
        title=part.title,
        date=date[0] if date else "",
        iteration=int(iteration[1]) if iteration else None,
        cap=int(iteration[2]) if iteration and iteration[2] else None,
        counts=tuple(_counts(part, titled, vocabulary)),
        verdict=verdict,
        verdict_text=verdict_text,
        findings=tuple(_findings(part, vocabulary)),
        verifications=tuple(read_verifications(part, vocabulary)),
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
    anew = _in_our_words(str(part.title), vocabulary).startswith(_ANEW)
    return v.Answer(part.title, settles, part.start, part.end, anew, read_statements(part, vocabulary))


def _in_our_words(title: str, vocabulary: Vocabulary) -> str:
    """A title in our words where a team has its own for it; else as it stands, in lower case."""
    said = vocabulary.title(title)
    return said if said != folded(title) else title.casefold()


def _is_slight(words: str, vocabulary: Vocabulary) -> bool:
    """Whether what remains is nothing, or of the mildest severity."""
    found = (meaning for _, meaning in vocabulary.severities.found(words))
    return _NOTHING_LEFT.search(vocabulary.phrase(words).casefold()) is not None or SEVERITIES[-1] in found


def _named(titled: _Titled, opening: str) -> Part | None:
    return next((inner for title, inner in titled if title.startswith(opening)), None)


def _verdict(part: Part, titled: _Titled, vocabulary: Vocabulary) -> tuple[str, Text]:
    openings = ("verdict", "final verdict", "overall verdict")
    if inner := next(filter(None, (_named(titled, opening) for opening in openings)), None):
        behind = _BEHIND_VERDICT.search(inner.title.value)
        said = inner.title.group(behind, 1) if behind else inner.value
        below = (text for block in inner.content for text in words_of(block))
        text = said or inner.value or next(below, said if behind else inner.title)
        found = vocabulary.verdicts.found(plain(text.value))
        if found:
            revised = _REVISED.search(vocabulary.phrase(text.value).casefold())
            return (PASS if revised else found[0][1]), text
        return "", text
    for text in _plain(part, "verdict", vocabulary):
        if found := vocabulary.verdicts.found(plain(text.value)):
            return found[0][1], text
    return "", Text("", part.title.end, part.title.end)


def _plain(part: Part, opening: str, vocabulary: Vocabulary) -> Iterator[Text]:
    """What stands behind a label without bold, anywhere in a part."""
    labels = (label for inner in part.walk() for label in plain_labels(inner))
    return (value for title, value in labels if vocabulary.title(title.value).startswith(opening))


def _counts(part: Part, titled: _Titled, vocabulary: Vocabulary) -> Iterator[tuple[str, v.Count]]:
    """The number of findings by severity, from a summary such as `- Critical: 0` or `1 improvement, 2 polish`."""
    summary = _named(titled, "summary")
    names = vocabulary.severities.meanings
    pattern = _count_of(tuple(names))
    counts: dict[str, v.Count] = {}
    for text in pieces(summary) if summary else _plain(part, "summary", vocabulary):
        for match in pattern.finditer(text.value):
            severity = names[(match["a"] or match["b"]).casefold()]
            number = int(match["n"] or match["m"])
            counts.setdefault(severity, v.Count(number, number, _stated(text, match)))
    yield from counts.items()


@lru_cache
def _count_of(names: tuple[str, ...]) -> re.Pattern[str]:
    either = "|".join(map(re.escape, names))
    after = rf"(?P<a>{either})\w*+(?: (?:findings?|issues?|items?))?[^\w\n]{{1,8}}(?P<n>\d{{1,3}})"
    return re.compile(rf"{after}|(?P<m>\d{{1,3}})\s+(?P<b>{either})", re.IGNORECASE)


def _stated(text: Text, match: re.Match[str]) -> Text:
    """The words that state a count; the whole piece where its words are not as they stand in the file."""
    if len(text.value) != text.end - text.start:
        return text
    return text.group(match)


def _findings(part: Part, vocabulary: Vocabulary) -> Iterator[v.ReviewFinding]:
    verified_until = 0
    for inner in part.walk():
        if inner is not part and is_verification(inner, vocabulary):
            verified_until = max(verified_until, inner.end)
        if inner is part or inner.rank > 6 or (split := _split_title(inner.title, vocabulary)) is None:
            continue
        if inner.start < verified_until and is_statement(inner, vocabulary):
            continue
        severity, label, title = split
        fields = tuple(_fields(inner, vocabulary.title))
        words = " ".join(text.value for text in pieces(inner))
        closed = _closing(fields, words, vocabulary.phrase)
        yield v.ReviewFinding(severity, label, title, fields, closed, not words)


def _fields(part: Part, said: Callable[[str], str]) -> Iterator[tuple[str, Text]]:
    """The labels of a finding. One right below a list, without a blank line, belongs to the last item for Markdown."""
    yield from ((said(child.title.value), child.value) for child in part.parts)
    for words in (block.text for inner in part.walk() for block in inner.content if isinstance(block, Item)):
        for match in _LABEL_LINE.finditer(words.value):
            yield said(match[1]), words.group(match, 2)
    yield from ((name, value) for title, value in plain_labels(part) if (name := said(title.value)) in _PLAIN_FIELDS)


def _split_title(title: Text, vocabulary: Vocabulary) -> tuple[str, Text, Text] | None:
    dashed = _TITLED_FINDING.match(title.value)
    match = dashed or _UNDASHED_FINDING.match(title.value)
    if match is None:
        return _otherwise_titled(title, vocabulary)
    word = match[2].strip()
    meant = vocabulary.severities.read(word)
    if not meant and not (dashed and match[1] and match[3]):
        return _otherwise_titled(title, vocabulary)
    label = title.group(match, 2)
    return meant or vocabulary.severities.nearest(word), label, Text(match[4], title.start + match.start(4), title.end)


def _otherwise_titled(title: Text, vocabulary: Vocabulary) -> tuple[str, Text, Text] | None:
    """A finding whose severity stands behind a number, in code or bold, or last: `2. [POLISH] …`, `… (POLISH)`.

    There only the words for severities count.
    """
    numbering = _NUMBERING.match(title.value)
    match = _SEVERITY.match(title.value, numbering.end() if numbering else 0)
    if match and match[2].strip() and (severity := vocabulary.severities.read(match[1])):
        return severity, title.group(match, 1), title.group(match, 3)
    words = title.value.rstrip("])")
    at = max(words.rfind("["), words.rfind("("))
    if at > 0 and words != title.value and (severity := vocabulary.severities.read(words[at + 1 :])):
        label = Text(words[at + 1 :], title.start + at + 1, title.start + len(words))
        return severity, label, Text(words[:at].rstrip(), title.start, title.start + len(words[:at].rstrip()))
    return None


def _closing(fields: tuple[tuple[str, Text], ...], words: str, said: Callable[[str], str]) -> str:
    if any(name.startswith("fix applied") and value for name, value in fields):
        return FIXED
    status = next((said(value.value).casefold() for name, value in fields if name in ("status", "resolution")), "")
    everything = said(words).casefold()
    if any(pattern.search(status) or pattern.search(everything) for pattern in _WITHDRAWS):
        return WITHDRAWN
    for outcome, pattern in _CLOSING:
        if pattern.search(status):
            return ACCEPTED if outcome == DEFERRED and is_accepted(status) else outcome
    return FIXED if status and is_fixed(status) else ""


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
    for words in _claims(part, vocabulary):
        verdict = vocabulary.verdicts.spelt(words.value)
        iteration = _ITERATION.search(vocabulary.phrase(words.value))
        if verdict or iteration:
            return v.ReviewClaim(verdict, int(iteration[1]) if iteration else None, words)
    return None


def _claims(part: Part, vocabulary: Vocabulary) -> Iterator[Text]:
    """What stands behind a label `Review`, alone or among others on a line, and what a status says of a review."""
    for inner in part.walk():
        title = vocabulary.title(inner.title.value)
        blocks = (block.text for block in inner.content if isinstance(block, Item | Paragraph))
        for text in (inner.value, *blocks):
            if title.startswith("review"):
                match = _ANY_WORDS.search(text.value)
            elif title == "status":
                match = _REVIEWED.search(text.value)
            else:
                match = _behind_label(text.value, vocabulary)
            if match:
                start = text.start + match.start(1)
                yield Text(match[1].rstrip(), start, start + len(match[1].rstrip()))


def _behind_label(words: str, vocabulary: Vocabulary) -> re.Match[str] | None:
    """What stands behind `**Review:**` among other words of a line."""
    labels = (match for match in _BOLD_LABEL.finditer(words) if _in_our_words(match[1], vocabulary) in _REVIEW_LABELS)
    first = next(labels, None)
    return _ANY_WORDS.match(words, first.end()) if first else None
