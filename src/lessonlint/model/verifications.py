"""What a later review says of earlier findings: fixed, open, deferred, accepted, or nothing at all."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cached_property, lru_cache
from itertools import chain, pairwise

from lessonlint.model import values as v
from lessonlint.model.rows import cell, rows
from lessonlint.parse.document import LABEL_RANK, LOWEST_HEADING, Item, Paragraph, Part, words_of
from lessonlint.parse.tables import Row, Table
from lessonlint.source import Text
from lessonlint.vocabulary import SEVERITIES, Vocabulary

FIXED, OPEN, DEFERRED, ACCEPTED, UNKNOWN = "fixed", "open", "deferred", "accepted", "unknown"

_TITLE = re.compile(
    r"(?:fix|finding|iteration|previous|prior).*(?:verif|resolved|status|check|confirm)|verif.*(?:fix|finding|iteration)"
    r"|^(?:status|resolution|follow up).*(?:fix|finding|iteration)|^(?:previous|prior|earlier) (?:finding|issue)"
)
_OUTCOMES = (
    (
        OPEN,
        re.compile(
            r"(?:^|[:—–-] ?|\b(?:is|was|still) )not (?:been |yet )?(?:fix|address|resolv|done)|^partial"
            r"|partial(?:ly)? (?:fix|addr|resol)|unresolved|(?:still|remains) open"
        ),
    ),
    (DEFERRED, re.compile(r"defer")),
    (ACCEPTED, re.compile(r"accept|n/a|no (?:fix needed|action|change)|already fine|won.t|not applic|by design")),
    (FIXED, re.compile(r"fixed|resolved|verified|addressed|\byes\b|done|✓|✅|added|confirmed|\bpass\b")),
)  # fmt: skip
_OPEN_CELL = re.compile(r"\W*(?:open|no|pending|not yet|remains|ignored|to ?do)\W*|[^✓✅]*[❌✗✘].*", re.IGNORECASE)
_STATUS_WORD = re.compile(
    r"\b(?:PARTIAL(?:LY \w+)?|(?:NOT|UN) ?(?:FIXED|ADDRESSED|RESOLVED)|(?:NO FIX|NO CHANGE|NO ACTION) NEEDED|FIXED"
    r"|RESOLVED|VERIFIED|ADDRESSED|DEFERRED|ACCEPTED|YES|N/A|Fixed|Resolved|Verified)(?!\w)"
)
_ACCEPTANCE = (
    r"(?<!not )(?:accept(?:ed|able)|acknowledged|agreed|intentional|deliberate|by design|on purpose|as[- ]is\b|won.t"
    r"|out of scope|no (?:fix|action|change) (?:is )?needed|works? as intended|working as intended"
    r"|good enough|sufficient|downgraded|to polish)"
)
_TOGETHER = (
    r"(?<!not )\b(?:all|both|every|each|the (?:iteration|previous|prior|earlier)|iteration \d+) [^.|]{0,80}?"
    r"\b(?:finding|fix|issue|improvement|critical|revision|comment|change)[^.|]{0,80}?"
    r"\b(?:address|fix|resolv|appl|verif|landed|implemented|made|clos|incorporat|confirm|correct|integrat|in place)"
    r"|\bno (?:critical|improvement|open|remaining|unresolved)[^.|]{0,60}\b(?:remain|left|outstanding)"
    r"|\bthe (?:finding|issue|improvement|critical)s? (?:of|from) (?:the )?(?:iteration|first|last|previous|prior"
    r"|earlier)[^.|]{0,30}? (?:is|are|was|were|has been|have been) (?:now |fully )?(?:address|fix|resolv|clos|correct)"
)
_WORD = re.compile(r"\w{4,}")
_STEM = 5
_TITLE_ALONE = ": "
_MENTIONED, _SAME = 0.5, 0.75
_SENTENCE = re.compile(r"[.!?;]\s")


def read_verifications(part: Part, vocabulary: Vocabulary) -> Iterator[v.Verification]:
    """What a review's sections on earlier findings say, as rows, items, labels, headings or paragraphs."""
    done = 0
    for inner in part.walk():
        if inner is part or inner.start < done or not is_verification(inner, vocabulary):
            continue
        done = inner.end
        yield from (row for deep in inner.walk() for row in _table_rows(deep, vocabulary))
        for deep in inner.walk():
            yield from _statements(deep, deep is inner, vocabulary)


def read_statements(part: Part, vocabulary: Vocabulary) -> tuple[v.Verification, ...]:
    """What a fix pass says: its outermost items, its paragraphs and the rows of its tables of findings.

    Nothing where a sentence says that all findings were dealt with.
    """
    if any(re.search(_TOGETHER, vocabulary.phrase(_one_line(piece))) for piece in pieces(part)):
        return ()
    found = [statement for inner in part.walk() for statement in _table_rows(inner, vocabulary)]
    for block in (block for inner in part.walk() for block in inner.content):
        if (isinstance(block, Item) and block.depth == 1) or isinstance(block, Paragraph):
            found += (_verification(text, text.value, vocabulary) for text in words_of(block) if text)
    return tuple(one for one in found if not one.finding.value.endswith(":"))


def is_verification(part: Part, vocabulary: Vocabulary) -> bool:
    """Whether a part's title announces what became of earlier findings."""
    return _announces(vocabulary.title(part.title.value))


@lru_cache(maxsize=4096)
def _announces(title: str) -> bool:
    return _TITLE.search(title) is not None


def is_statement(part: Part, vocabulary: Vocabulary) -> bool:
    """Whether a heading among them says what became of a finding, such as `#### [CRITICAL] Salt: FIXED`."""
    if part.rank > LOWEST_HEADING or is_verification(part, vocabulary):
        return False
    return _outcome(vocabulary.phrase(part.title.value)) != UNKNOWN


def _statements(part: Part, outermost: bool, vocabulary: Vocabulary) -> Iterator[v.Verification]:
    """The items of a part, its paragraphs that open in bold, and the part itself where it is a label or a heading."""
    labelled = part.rank == LABEL_RANK and bool(part.value)
    if not outermost and (labelled or is_statement(part, vocabulary)):
        yield _verification(part.title, f"{part.title}: {part.value}", vocabulary)
    for block in part.content:
        counts = block.depth == 1 if isinstance(block, Item) else isinstance(block, Paragraph)
        for text in words_of(block) if counts else ():
            if text and (isinstance(block, Item) or text.value.startswith("**")):
                yield _verification(text, text.value, vocabulary)


def _table_rows(part: Part, vocabulary: Vocabulary) -> Iterator[v.Verification]:
    """The rows of a part's own tables that say what became of findings."""
    for table in (block for block in part.content if isinstance(block, Table)):
        role, columns = vocabulary.tables.find(tuple(header.value for header in table.header))
        if role == "fix verification":
            read = v.ReadTable(table, role, columns, "read", "")
            yield from (_table_row(row, columns, vocabulary) for row in rows(read))


def _table_row(row: Row, columns: dict[str, int], vocabulary: Vocabulary) -> v.Verification:
    finding = cell(row, columns, "finding")
    severity = cell(row, columns, "severity")
    status, notes = (vocabulary.phrase(cell(row, columns, name).value) for name in ("status", "notes"))
    read = _verification(finding, status if _outcome(status) in (FIXED, ACCEPTED) else f"{status} {notes}", vocabulary)
    if _OPEN_CELL.fullmatch(status):
        read = read._replace(outcome=OPEN)
    named = vocabulary.severities.read(severity.value.strip("[]* "))
    return read._replace(severity=named) if named else read


def _verification(finding: Text, words: str, vocabulary: Vocabulary) -> v.Verification:
    first = finding.value.splitlines()[0].rstrip() if finding else ""
    line = Text(first, finding.start, finding.start + len(first) if first != finding.value else finding.end)
    found = {meaning for _, meaning in vocabulary.severities.found(finding.value)}
    severity = next((name for name in SEVERITIES if name in found), "")
    return v.Verification(line, severity, _outcome(vocabulary.phrase(words)))


def _outcome(words: str) -> str:
    """A status word in capitals decides; only where there is none, what the sentence says.

    What is not fixed or put off, but accepted in the same breath, is accepted.
    """
    status = _STATUS_WORD.search(words)
    lowered = (status[0] if status else words).casefold()
    found = next((outcome for outcome, pattern in _OUTCOMES if pattern.search(lowered)), UNKNOWN)
    return ACCEPTED if found in (OPEN, DEFERRED) and is_accepted(words) else found


def is_accepted(words: str) -> bool:
    """Whether words say that something may stay as it is."""
    return re.search(_ACCEPTANCE, words.casefold()) is not None


def is_fixed(words: str) -> bool:
    """Whether a status says that something is done."""
    return _outcome(words) == FIXED


def meant(verification: v.Verification, earlier: Iterable[v.ReviewFinding]) -> v.ReviewFinding | None:
    """The earlier finding that a statement is about, by the words they share."""
    said = _stems(verification.finding.value)
    alike = [(len(said & _stems(finding.title.value)), finding) for finding in earlier]
    shared, best = max(alike, key=lambda pair: pair[0], default=(0, None))
    return best if best and shared * 2 >= min(len(said), len(_stems(best.title.value))) and shared else None


def repeats(finding: v.ReviewFinding, earlier: v.ReviewFinding) -> bool:
    """Whether a finding has the words of an earlier one."""
    return min(_share(_stems(finding.title.value), earlier), _share(_stems(earlier.title.value), finding)) >= _SAME


def unmentioned(
    parts: Iterable[Part], reviews: Sequence[v.Review], answers: Sequence[v.Answer], said: Callable[[str], str]
) -> Iterator[v.Unmentioned]:
    """For each review after the first, the grave findings of the one before that nothing in these parts speaks of.

    `said` puts our phrases for a team's.
    """
    found = _Pieces(parts, min((review.start for review in reviews), default=0), said)
    for earlier, later in pairwise(reviews):
        if missing := _unmentioned(found, earlier, later, answers):
            yield v.Unmentioned(later.title, missing)


class _Pieces:
    """What a lesson says from an offset on, piece by piece: whether a piece deals with all findings, and its words."""

    def __init__(self, parts: Iterable[Part], since: int, said: Callable[[str], str]) -> None:
        self._parts, self._since, self._said = parts, since, said
        self._words: dict[int, list[frozenset[str]]] = {}

    @cached_property
    def _pieces(self) -> list[Text]:  # most reviews have nothing to look for in them
        parts = (part for part in self._parts if part.end > self._since)
        pieces = (piece for part in parts for piece in pieces_of(part) if piece.start >= self._since)
        return sorted(pieces, key=lambda piece: piece.start)

    @cached_property
    def _starts(self) -> list[int]:
        return [piece.start for piece in self._pieces]

    @cached_property
    def _together(self) -> list[int]:
        """The pieces that deal with all findings."""
        told = ((at, piece) for at, piece in enumerate(self._pieces) if not piece.value.endswith(_TITLE_ALONE))
        return [at for at, piece in told if re.search(_TOGETHER, self._said(_one_line(piece)))]

    def _sentences(self, at: int) -> list[frozenset[str]]:
        if at not in self._words:
            self._words[at] = [_stems(sentence) for sentence in _SENTENCE.split(_one_line(self._pieces[at]))]
        return self._words[at]

    def after(self, start: int, within: Iterable[tuple[int, int]]) -> tuple[int, list[int]]:
        """The first piece from an offset on, and those before it that lie in one of some stretches."""
        first = bisect_left(self._starts, start)
        ranges = [range(bisect_left(self._starts, a), min(first, bisect_left(self._starts, b))) for a, b in within]
        return first, sorted({at for each in ranges for at in each})

    def deal_with_all(self, first: int, more: Iterable[int]) -> bool:
        """Whether a piece says that every finding was dealt with."""
        return bool(self._together) and (self._together[-1] >= first or not set(more).isdisjoint(self._together))

    def speak_of(self, finding: v.ReviewFinding, first: int, more: Iterable[int]) -> float:
        """How much of a finding's title one sentence repeats; what is enough need not be the most."""
        most = 0.0
        for at in chain(more, range(first, len(self._starts))):
            most = max(most, *(_share(stems, finding) for stems in self._sentences(at)))
            if most >= _MENTIONED:
                break
        return most


def _unmentioned(
    pieces: _Pieces, earlier: v.Review, later: v.Review, answers: Iterable[v.Answer]
) -> tuple[v.ReviewFinding, ...]:
    """The grave findings of a review that nothing after it speaks of. `later` is the review that follows.

    A sentence that all findings were dealt with speaks of each, and so do as many statements as there were findings.
    """
    grave = [finding for finding in earlier.findings if finding.severity in v.GRAVE and not finding.closed]
    stated = [one for one in later.verifications if one.severity in (*v.GRAVE, "")]
    if not grave or len(stated) >= len(grave):
        return ()
    within = [(answer.start, answer.end) for answer in answers if answer.start > earlier.start]
    after = pieces.after(earlier.end, within)
    if pieces.deal_with_all(*after):
        return ()
    known = [(pieces.speak_of(finding, *after), finding) for finding in grave]
    unknown = sorted((pair for pair in known if pair[0] < _MENTIONED), key=lambda pair: pair[0])
    missing = [finding for _, finding in unknown[: len(grave) - len(stated)]]
    return tuple(finding for finding in grave if finding in missing)


def _one_line(piece: Text) -> str:
    return " ".join(piece.value.casefold().split())


def _share(stems: frozenset[str], finding: v.ReviewFinding) -> float:
    """How much of a finding's title some words repeat."""
    title = _stems(finding.title.value)
    return len(stems & title) / len(title) if title else 1.0


@lru_cache(maxsize=4096)
def _stems(words: str) -> frozenset[str]:
    """The longer words, cut so that their endings do not matter."""
    return frozenset(word[:_STEM] for word in _WORD.findall(words.casefold()))


def pieces(part: Part) -> Iterator[Text]:
    """The words of a part, piece by piece: labels with what stands behind them, items, paragraphs, rows of tables."""
    for inner in part.walk():
        own = pieces_of(inner)
        if inner is part:
            next(own)
        yield from own


def pieces_of(part: Part) -> Iterator[Text]:
    """The words of a part itself, its title first; those of the parts within it are left out."""
    first = part.value.value.splitlines()[0] if part.value else ""
    end = part.value.start + len(first) if first else part.title.end
    yield Text(f"{part.title.value}{_TITLE_ALONE}{part.value.value}", part.title.start, end)
    for block in part.content:
        if isinstance(block, Table):
            yield from (Text(" | ".join(map(str, row.cells)), row.start, row.end) for row in block.rows)
        else:
            yield from words_of(block)
