"""What new documents are begun with: our titles, headings, columns and phrases as a team writes them.

A team says in its configuration what it writes instead of ours. Where it says nothing, and where its word would not be
read as ours is, ours stays.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from lessonlint.vocabulary import DEFAULT_VOCABULARY, Vocabulary
from lessonlint.vocabulary.tables import ROLES
from lessonlint.vocabulary.translation import comparable
from lessonlint.vocabulary.words import ENDINGS, folded

_TITLE = re.compile(r"# (Course|Series|Module|Lesson)\b(.*?)(?: -- (Plan|Record|Summary))?")
_HEADING = re.compile(r"(##+ )(.*)")
_LABEL = re.compile(r"((?:- )?\*\*)([^*]+)(:\*\*)(.*)")
_POSITION_OR_STATUS = ("position", "status")
_SAID = re.compile(r"\b(Lesson|of|In progress|Planned|(?:lessons )?built)\b")
_NUMBER = re.compile(r" \d+\b")


def in_their_words(template: str, kind: str, words: Vocabulary) -> str:
    """The template of a kind of document with a team's headings, labels and columns; no heading of theirs twice."""
    if words is DEFAULT_VOCABULARY:
        return template
    return "\n".join(_lines(template.split("\n"), kind, words))


def _lines(lines: Sequence[str], kind: str, words: Vocabulary) -> Iterator[str]:
    used: set[str] = set()

    def once(ours: str, theirs: str) -> str:
        said = ours if theirs in used else theirs
        used.add(said)
        return said

    for line, below in zip(lines, [*lines[1:], ""], strict=True):
        if title_ := _TITLE.fullmatch(line):
            yield f"# {_title(words, line[2:], *title_.groups(''))}"
        elif match := _HEADING.fullmatch(line):
            yield match[1] + once(match[2], heading(words, kind, match[2]))
        elif match := _LABEL.fullmatch(line):
            value = _value(words, match[4]) if folded(match[2]) in _POSITION_OR_STATUS else match[4]
            yield f"{match[1]}{_field(words, kind, match[2])}{match[3]}{value}"
        elif line.startswith("|") and below.startswith("|--"):
            yield header_row(words, *(cell.strip() for cell in line.strip("|").split("|")))
        else:
            yield line


def heading(words: Vocabulary, kind: str, ours: str) -> str:
    """A heading or label of ours in a kind of document as a team writes it, by its opening or by what it is for."""
    index, default = words.sections[kind], DEFAULT_VOCABULARY.sections[kind]
    known = default.find(ours)
    theirs = _by_opening(ours, words.headings)
    if not theirs and known and not known.reason:
        same = (own for key, own in words.headings.items() if (other := default.find(key)) and other.role == known.role)
        theirs = next((own[0] for own in same), "")
    read = index.find(theirs) if theirs else None
    return theirs if theirs and (known is None or (read and read.role == known.role)) else ours


def header_row(words: Vocabulary, *ours: str) -> str:
    """The header of a table of ours as a team writes it."""
    role, parts = DEFAULT_VOCABULARY.tables.find(ours)
    by_index = {index: part for part, index in parts.items()}
    known = next((each.columns for each in ROLES if each.name == role), {})
    theirs: list[str] = []
    for index, title in enumerate(ours):
        own = _by_opening(title, words.columns) or _of_part(words, known.get(by_index.get(index, ""), ()))
        theirs.append(own if own and own not in theirs else title)
    kept = words.tables.find(tuple(theirs)) == (role, parts)
    return f"| {' | '.join(theirs if kept else ours)} |"


def phrase(words: Vocabulary, ours: str) -> str:
    """A phrase, or a word for a kind of document, as a team writes it."""
    return words.own.get(ours.casefold(), (ours,))[0]


def _by_opening(ours: str, own: Mapping[str, tuple[str, ...]]) -> str:
    """The word for the longest of a team's keys that our words open with, and the number behind it: `Phase 1`."""
    said = folded(ours)
    for key in sorted(own, key=len, reverse=True):
        known = comparable(key)
        if said.startswith(known) and said[len(known) :].partition(" ")[0] in ENDINGS and own[key]:
            number = _NUMBER.match(said, len(known))
            return own[key][0] + (number[0] if number else "")
    return ""


def _of_part(words: Vocabulary, synonyms: Sequence[str]) -> str:
    named = {comparable(key): own[0] for key, own in words.columns.items() if own}
    return next((named[word] for word in synonyms if word in named), "")


def _field(words: Vocabulary, kind: str, ours: str) -> str:
    named = {folded(key): own[0] for key, own in words.keys.items() if own}
    return named.get(folded(ours)) or heading(words, kind, ours)


def _title(words: Vocabulary, ours: str, thing: str, name: str, kind: str) -> str:
    whole = words.own.get(f"{thing} {kind}".casefold())
    ending = f" -- {phrase(words, kind)}" if kind else ""
    theirs = f"{whole[0]}{name}" if whole else f"{phrase(words, thing)}{name}{ending}"
    return theirs if words.kind(theirs).casefold() == ours.casefold() else ours


def _value(words: Vocabulary, ours: str) -> str:
    """A position or status: `Lesson 2 of 3`, `In progress (0 of 3 lessons built)`."""

    def theirs(match: re.Match[str]) -> str:
        said = phrase(words, match[1].removeprefix("lessons "))
        return match[1] if said in match[1] else said

    return _SAID.sub(theirs, ours)
