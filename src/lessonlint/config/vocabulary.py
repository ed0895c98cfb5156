"""From the words a team sets to the vocabulary that documents are read with, and what is wrong with those words."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import fields, replace
from typing import Any, NamedTuple

from lessonlint.config.settings import Route, Settings
from lessonlint.config.words import (
    LoadSettings,
    SeveritySettings,
    StatusSettings,
    Synonyms,
    VerdictSettings,
    VocabularySettings,
    Words,
    hyphenated,
)
from lessonlint.vocabulary import (
    DEFAULT_VOCABULARY,
    GAP_NAMES,
    GAP_WORDS,
    OK_NAMES,
    OK_WORDS,
    SEVERITIES,
    VERDICTS,
    DepthWords,
    LoadWords,
    RoleIndex,
    StatusWords,
    Terms,
    Vocabulary,
    folded,
    near,
    sections_by_kind,
)
from lessonlint.vocabulary.sections import FIELDS, LABELS, SECTIONS
from lessonlint.vocabulary.tables import ROLES, is_column
from lessonlint.vocabulary.translation import Openings, Phrases, Titles, comparable, unchanged


class Problem(NamedTuple):
    """Something wrong in the configuration: the keys that lead to it, and words for people."""

    route: Route
    words: str


HEADINGS = tuple(
    dict.fromkeys(
        [name for kinds in SECTIONS.values() for section in kinds if not section.reason for name in section.names]
        + list(LABELS)
    )
)
"""Our headings and labels, for suggestions. Those that are known only to be passed over are left out."""
COLUMNS = tuple(dict.fromkeys(word for role in ROLES for given in role.columns.values() for word in given))
"""Our headers of columns, for suggestions."""

# What a phrase is put as, where that is not its key: fixes are read by words in capitals, the others by every reader
# that asks for their meaning in words of its own.
_PHRASES = {
    "fixed": "FIXED",
    "not_fixed": "NOT FIXED",
    "accepted": "ACCEPTED",
    "all_fixed": "all findings fixed",
    "never_taught": "not taught, never taught",
    "ready": "all prerequisites are met and at",
    "deferred": "deferred to",
    "not_": "never",
}
_COUNTED = ("misconceptions", "modalities", "new concepts")
"""Headings whose things checklists count: `3 misconceptions`."""
_FEWEST_DEPTHS = 2


def vocabulary_of(settings: Settings) -> Vocabulary:
    """The vocabulary that settings ask for: ours, and what the team has changed in it."""
    words = settings.vocabulary
    if words == VocabularySettings():
        return DEFAULT_VOCABULARY
    title = Openings(words.sections) if words.sections else folded
    column = Openings(words.columns) if words.columns else folded
    titles, phrases = _spoken(words.titles), _spoken(words.phrases)
    counted = {ours: own for heading, own in words.sections.items() if (ours := folded(heading)) in _COUNTED}
    return Vocabulary(
        depths=_depths(words),
        loads=_loads(words),
        severities=Terms(_scale(SEVERITIES, words.severities)),
        verdicts=Terms(_scale(VERDICTS, words.verdicts)),
        statuses=_statuses(words),
        tables=RoleIndex(ROLES, column),
        sections=sections_by_kind(title),
        title=title,
        field=_exactly(words.fields),
        kind=Titles(titles) if titles else unchanged,
        phrase=Phrases(counted | phrases) if counted or phrases else unchanged,
        own=titles | phrases,
        headings=words.sections,
        columns=words.columns,
        keys=words.fields,
    )


def problems_in(words: VocabularySettings) -> Iterator[Problem]:
    """What is wrong with a team's words beyond their form."""
    yield from _depth_problems(words)
    named: dict[str, Mapping[str, Words]] = {
        name: {hyphenated(each.name): getattr(getattr(words, name), each.name) for each in fields(getattr(words, name))}
        for name in ("loads", "statuses", "severities", "verdicts", "titles", "phrases")
    }
    for name, given in (*named.items(), ("sections", words.sections), ("columns", words.columns)):
        yield from _word_problems(("vocabulary", name), given)
    yield from _word_problems(("vocabulary", "fields"), words.fields)
    yield from _unknown("sections", "heading", words.sections, HEADINGS, _is_heading)
    yield from _unknown("columns", "column", words.columns, COLUMNS, lambda key: is_column(comparable(key)))
    yield from _unknown("fields", "header line", words.fields, FIELDS, {folded(name) for name in FIELDS}.__contains__)


def completed(words: VocabularySettings) -> VocabularySettings:
    """A team's words with ours where it has none for a step of a scale: what is in force."""
    ours = DEFAULT_VOCABULARY
    consolidate, build, stretch = _loads(words).words
    return replace(
        words,
        depths=words.depths or ours.depths.ladder,
        not_taught=words.not_taught or ours.depths.untaught,
        kept=words.kept or ours.depths.kept,
        outside=words.outside or ours.depths.outside,
        loads=LoadSettings(stretch, build, consolidate),
        statuses=StatusSettings(words.statuses.ok or OK_WORDS, words.statuses.gap or GAP_WORDS),
        severities=SeveritySettings(*_scale(SEVERITIES, words.severities).values()),
        verdicts=VerdictSettings(*_scale(VERDICTS, words.verdicts).values()),
    )


def ladder_of(words: VocabularySettings) -> tuple[tuple[str, ...], ...]:
    """The steps of a team's ladder, each with its name first."""
    steps = (((step, ()),) if isinstance(step, str) else tuple(step.items()) for step in words.depths)
    return tuple((name, *others) for step in steps for name, others in step[:1])


def _depths(words: VocabularySettings) -> DepthWords:
    ours, steps = DEFAULT_VOCABULARY.depths, ladder_of(words)
    return DepthWords(
        ladder=tuple(step[0] for step in steps) or ours.ladder,
        untaught=words.not_taught or ours.untaught,
        kept=words.kept or ours.kept,
        outside=words.outside or ours.outside,
        synonyms=tuple(step[1:] for step in steps),
    )


def _loads(words: VocabularySettings) -> LoadWords:
    given = (words.loads.consolidate, words.loads.build, words.loads.stretch)
    return LoadWords(tuple(own or ours for own, ours in zip(given, DEFAULT_VOCABULARY.loads.words, strict=True)))


def _statuses(words: VocabularySettings) -> StatusWords:
    ok, gap = words.statuses.ok, words.statuses.gap
    return StatusWords(ok or OK_WORDS, gap or GAP_WORDS, ok or OK_NAMES, gap or GAP_NAMES)


def _scale(meanings: tuple[str, ...], given: Any) -> dict[str, Words]:
    """The words for each meaning of a scale: the team's, or else its own name."""
    words = (getattr(given, each.name) for each in fields(given))
    return {meaning: own or (meaning,) for meaning, own in zip(meanings, words, strict=True)}


def _spoken(given: Any) -> Synonyms:
    """The words of titles and phrases by ours; only those that are set."""
    return {
        _PHRASES.get(each.name, hyphenated(each.name).replace("-", " ")): words
        for each in fields(given)
        if (words := getattr(given, each.name))
    }


def _exactly(synonyms: Synonyms) -> Callable[[str], str]:
    """Folds a key and puts ours for the team's. Keys are whole: one that only begins like another is another."""
    if not synonyms:
        return folded
    ours = {folded(word): folded(key) for key, words in synonyms.items() for word in words}

    def said(key: str) -> str:
        words = folded(key)
        return ours.get(words, words)

    return said


def _depth_problems(words: VocabularySettings) -> Iterator[Problem]:
    route: Route = ("vocabulary", "depths")
    if 0 < len(words.depths) < _FEWEST_DEPTHS:
        yield Problem(route, "a ladder has at least two steps")
    for index, step in enumerate(words.depths):
        if not isinstance(step, str) and len(step) != 1:
            yield Problem((*route, index), "write one step an item: `- Apply: [use, carry out]`")
    beside = {"not-taught": words.not_taught, "kept": words.kept, "outside": words.outside}
    steps = dict(enumerate(ladder_of(words)))
    yield from _word_problems(route, steps)
    known = {_compared(word) for step in steps.values() for word in step}
    for name, given in beside.items():
        yield from _word_problems(("vocabulary",), {name: given})
        for index, word in enumerate(given):
            if _compared(word) in known:
                yield Problem(("vocabulary", name, index), f"`{word}` is a step of the ladder")


def _compared(word: str) -> str:
    return comparable(word).casefold()


def _word_problems(route: Route, given: Mapping[Any, Words]) -> Iterator[Problem]:
    """Words that are empty, or stand for two things at once."""
    taken: dict[str, Any] = {}
    for key, words in given.items():
        for index, word in enumerate(words):
            compared, at = _compared(word), (*route, key, index)
            if not (folded(word) or (compared and route[-1] == "columns")):  # a column may be headed `#`
                yield Problem(at, f"`{word}` is no word")
            elif taken.setdefault(compared, key) != key:
                first = f"`{taken[compared]}`" if isinstance(taken[compared], str) else "another step"
                yield Problem(at, f"`{word}` already stands for {first}")


def _unknown(
    name: str, what: str, given: Synonyms, known: Iterable[str], is_known: Callable[[str], bool]
) -> Iterator[Problem]:
    for key in given:
        if not is_known(folded(key) or key):
            meant = near(folded(key), sorted(set(known)))
            hint = f"; did you mean `{meant}`?" if meant else "; docs/configuration.md lists those that are"
            yield Problem(("vocabulary", name, key), f"no {what} of ours is called `{key}`{hint}")


def _is_heading(words: str) -> bool:
    """Whether a key opens like one of our headings: `Cognitive Load Trajectory` is one as `Cognitive Load` is."""
    known = any(index.find(words) for index in DEFAULT_VOCABULARY.sections.values())
    return known or any(f"{words} ".startswith(f"{folded(label)} ") for label in LABELS)
