"""What a lesson's design says in lists and prose: modalities, scope, outline, readiness, numbers in a checklist."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator

from lessonlint.model import values as v
from lessonlint.model.outline import Titled
from lessonlint.parse.document import LABEL_RANK, LOWEST_HEADING, Item, Paragraph
from lessonlint.source import Text
from lessonlint.vocabulary import Vocabulary, folded, is_blank, plain

_SEPARATOR = r"\s*+(?:,|;|\band\b|\+|&)\s*+(?:and\s++)?"
_NAME = r"\**+((?:[^*:(—–-]|(?<=\w)-(?=\w))++)"
_DENIES = r"(?i)\b(?:not?|never|without|nor|only|deferred|later|outside)\b|n['’]t\b"
_OPENS_DENYING = r"(?i)\W*+(?:not?|never|without|(?:it |this lesson )?does\s+not|deferred)\b"
_BOLD_LINE = r"\*\*([^*\n]++)\*\*[ \t]*+(?:\([^()\n]*+\))?[ \t]*+(?:\r?\n|\r|\Z)"

_SENTENCE = re.compile(r"[^.!?;]+(?:[.](?=\w)[^.!?;]+)*")
_OF_ALL = re.compile(
    r"\b(?<!not )(?:every|each|all)(?:\s+of)?(?:\s+(?:the|these|those|its|their))?(?:\s+(?:required|assumed|listed))?"
    r"\s+(?:concepts?|prerequisites?)\b(?!\s*-|/)",
    re.IGNORECASE,
)
_EXCEPTS = r"(?i)\b(?:except|besides|but|apart|other than|aside|almost|nearly|will be|after)\b"
_AT_DEPTH = (
    r"(?i)\b(?:at|reached|have|has|is|are|(?:taken|brought|taught|raised|developed|deepened)\s+(?:up\s+)?to)\s+"
    r"(?:least\s+|the\s+|a\s+)?"
)
_SUFFICIENT = (
    r"(?i)\b(?:at|to|has|have)\s+(?:a\s+)?(?:sufficient|adequate|enough|the\s+(?:required|needed))\s+depths?\b"
    r"|\b(?:is|are)\s+(?:fully\s+met|met|(?:all\s+)?sufficient(?:ly\s+(?:deep|known))?|deep\s+enough)\b(?!\s+(?:for|to)\b)"
)

_WORDS = {"one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9}
_TALLY = re.compile(
    rf"(?<![\w.,-])(\d{{1,2}}|{'|'.join(_WORDS)})\s+(?:identified\s+)?"
    r"(misconceptions?|modalit(?:y|ies)|new concepts?|positive|negative)\b(?![\w-])",
    re.IGNORECASE,
)
# "At least 3: 5 found" bounds the first number and states the second.
_BOUNDS = re.compile(
    r"\b(?:at (?:least|most)|up to|(?:no )?more than|(?:fewer|less) than|or (?:more|fewer)|min(?:imum)?|max(?:imum)?"
    r"|limit)\b|[<>≤≥]",
    re.IGNORECASE,
)
_CLAUSE = re.compile(r"[:;]|(?<![<>])=|--|—")
_CLOSED_BRACKET = re.compile(r"\([^()]*+\)")
_BOUND_AFTER = re.compile(r"\s*(?:or more|or fewer|minimum|maximum|max|min|at most|at least)\b", re.IGNORECASE)
_JOINED_BEFORE = re.compile(r"(?:\d\s*[-–]\s*|\b(?:or|to)\s+)\Z")


def channels(modalities: Iterable[v.Modality]) -> dict[str, Text]:
    """The different modalities a plan names; two of one name are one, and what stands in brackets makes no other."""
    named = (row.modality for row in modalities if not is_blank(row.modality.value))
    return {_channel(name.value): name for name in named}


def _channel(name: str) -> str:
    words = plain(name)
    return folded(words.partition("(")[0] or words)


def listed_modalities(found: list[Titled]) -> Iterator[v.Modality]:
    """Modalities given as a list, as headings, or on one line: `**Modalities:** visual, verbal`."""
    inside = {t.part.start for t in found if t.section.role == "modalities" and not t.own}
    for titled in found:
        if titled.section.role != "modalities" or not titled.own:
            continue
        part = titled.part
        names = [block.text for block in part.content if isinstance(block, Item) and block.depth == 1]
        names += [child.title for child in part.parts if child.start in inside]
        names.sort(key=lambda name: name.start)
        if part.value and not names:
            names = list(_split(part.value))
        yield from (_modality(name) for name in names)


def _modality(words: Text) -> v.Modality:
    match = re.match(_NAME, words.value)
    name = match[1].strip() if match else words.value
    at = words.start + words.value.find(name)
    end = Text("", words.end, words.end)
    return v.Modality(Text(name, at, at + len(name)), end, end, Text("", words.start, words.end))


def _split(words: Text) -> Iterator[Text]:
    at = 0
    for match in [*re.finditer(_SEPARATOR, words.value), None]:
        end = match.start() if match else len(words.value)
        if piece := words.value[at:end].strip(" ."):
            start = words.start + words.value.index(piece, at)
            yield Text(piece, start, start + len(piece))
        at = match.end() if match else end


def read_scope(found: list[Titled], said: Callable[[str], str]) -> v.Scope | None:
    """Which way a lesson bounds its scope: by labels, else by items and sentences that say so themselves."""
    parts = [t for t in found if t.own and t.section.role in ("scope", "about", "not about")]
    if not parts:
        return None
    is_about = any(t.section.role == "about" and _says(t) for t in parts)
    not_about = any(t.section.role == "not about" and _says(t) for t in parts)
    for titled in parts:
        if titled.section.role == "scope":
            for words in [titled.part.value, *(b.text for b in titled.part.content if isinstance(b, Item | Paragraph))]:
                if words and not _is_label(words):
                    not_about |= re.search(_DENIES, said(words.value)) is not None
                    is_about |= re.match(_OPENS_DENYING, said(words.value)) is None
    return v.Scope(parts[0].part.title, is_about, not_about)


def _says(titled: Titled) -> bool:
    return bool(titled.part.value or titled.part.content or titled.part.parts)


def _is_label(words: Text) -> bool:
    return words.value.rstrip().endswith((":", ":**"))


def outline(found: list[Titled]) -> tuple[Text, ...]:
    """The steps of a lesson outline: its headings, else lines in bold, else its outermost items, else its labels."""
    parts = [t for t in found if t.section.role == "outline"]
    headings = tuple(t.part.title for t in parts if not t.own and t.part.rank <= LOWEST_HEADING)
    labels = tuple(t.part.title for t in parts if not t.own and t.part.rank == LABEL_RANK)
    blocks = [block for t in parts if t.own for block in t.part.content]
    bold = tuple(line for b in blocks if isinstance(b, Paragraph) for line in _bold_line(b.text))
    items = tuple(block.text for block in blocks if isinstance(block, Item) and block.depth == 1)
    return headings or (bold if len(bold) > 1 else ()) or items or labels


def _bold_line(words: Text) -> Iterator[Text]:
    if match := re.match(_BOLD_LINE, words.value):
        yield words.group(match, 1)


def depth_claims(found: list[Titled], vocabulary: Vocabulary) -> Iterator[v.DepthClaim]:
    """Sentences that say of *every* concept that it is known deep enough: `all prerequisites are at DEVELOPED`.

    What excepts something, or speaks of some concepts only, claims nothing about every row.
    """
    for titled in found:
        if titled.section.role in ("readiness", "gaps", "prerequisites"):
            for words in [titled.part.value, *(b.text for b in titled.part.content if isinstance(b, Item | Paragraph))]:
                for match in _SENTENCE.finditer(words.value):
                    yield from _depth_claim(words, match, vocabulary)


def _depth_claim(words: Text, match: re.Match[str], vocabulary: Vocabulary) -> Iterator[v.DepthClaim]:
    said, depths = vocabulary.phrase(match[0].strip()), vocabulary.depths
    of_all = _OF_ALL.search(said)
    if of_all is None or re.search(_EXCEPTS, said):
        return
    claim, behind = _within(words, match), said[of_all.end() :]
    if said == claim.value:  # else places in it are not those in the file
        claim = Text(said[of_all.start() :], claim.start + of_all.start(), claim.end)
    for at_depth in re.finditer(_AT_DEPTH, behind):
        if depths.is_step(behind[at_depth.end() :]):
            level = depths.read(re.split(r"[,(]", behind[at_depth.end() :], maxsplit=1)[0])
            yield v.DepthClaim(level.low, claim)
            return
    if re.search(_SUFFICIENT, behind):
        yield v.DepthClaim(None, claim)


def _within(words: Text, match: re.Match[str]) -> Text:
    value = match[0].strip()
    start = words.start + match.start() + match[0].index(value)
    return Text(value, start, start + len(value))


def tallies(words: Text, said: Callable[[str], str]) -> Iterator[v.Tally]:
    """The numbers a checklist item states as a result: not those that only bound (`at least 3`, `<= 3`).

    Where an author's words are others than ours, the whole item stands for the words that state a number.
    """
    item = said(words.value)
    for match in _TALLY.finditer(item):
        before = _CLOSED_BRACKET.sub("", item[: match.start()])
        clause = _CLAUSE.split(before.rpartition("(")[2])[-1]
        if _BOUNDS.search(clause) or _JOINED_BEFORE.search(clause) or _BOUND_AFTER.match(item, match.end()):
            continue
        number = _WORDS.get(match[1].casefold()) or int(match[1])
        start = words.start + match.start()
        stated = Text(match[0], start, start + len(match[0])) if item == words.value else words.first_line
        yield v.Tally(_singular(folded(match[2])), number, stated)


def _singular(noun: str) -> str:
    return "modality" if noun == "modalities" else noun.removesuffix("s")
