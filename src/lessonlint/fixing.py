"""Applies fixes in memory: position-based edits, all of a fix or none, each one guarded by reading the file again.

A fix is refused when it adds a reading finding, when it leaves its own finding, or when anything that it does not
edit is read otherwise than before. Fixes that overlap wait for the next pass.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right, insort
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import NamedTuple

from lessonlint.api import check_workspace, read_document
from lessonlint.config.settings import Configuration
from lessonlint.config.vocabulary import vocabulary_of
from lessonlint.diagnostic import SAFE, UNSAFE, Diagnostic, Edit, Fix, Key, Report, edited
from lessonlint.model.documents import Doc
from lessonlint.model.read import outline
from lessonlint.model.stretches import Nested
from lessonlint.model.waivers import blocks_of, waiver_line
from lessonlint.model.yaml_waivers import yaml_blocks_of, yaml_waiver_line
from lessonlint.rule import UNFINISHED, Scope
from lessonlint.rules import RULES
from lessonlint.source import Place, Source
from lessonlint.vocabulary import Vocabulary
from lessonlint.workspace import Overlay, Workspace
from lessonlint.yaml_text import is_yaml

PASSES = 10
_REFUSED = 100
CHANGES_MORE, CHANGES_NOTHING = "because more than that would change", "because the finding would stay"
UNTRIED = "untried, after too many others that would change more"
_READING = tuple(
    rule for rule in RULES if rule.scope is Scope.DOCUMENT and rule.code.startswith("LL0") and rule.code != UNFINISHED
)


class Refusal(NamedTuple):
    """A finding whose fix is not made, and why not, in words."""

    found: Diagnostic
    why: str


@dataclass(frozen=True, slots=True)
class Fixed:
    """What fixing came to. `before` and `after` hold the changed files only, `report` is what remains.

    `applied` and `refused` are findings as they were when their fix was tried, placed in the files as they were before
    all passes; `fighting` are the codes of rules that were still undoing each other's work after the last pass. `new`
    is how many of the findings that remain were not there before: a fix may bring to light what its row had hidden.
    """

    before: dict[str, Source]
    after: dict[str, Source]
    applied: tuple[Diagnostic, ...]
    refused: tuple[Refusal, ...]
    report: Report
    new: int
    fighting: tuple[str, ...] = ()


Propose = Callable[[Diagnostic, Source, Vocabulary], Fix | None]


def own_fixes(unsafe: bool) -> Propose:
    """What rules themselves propose; `unsafe` allows fixes that may change what is meant, and argued-for waivers."""

    blocks = _Blocks()

    def propose(found: Diagnostic, source: Source, vocabulary: Vocabulary) -> Fix | None:
        if found.fix and (unsafe or found.fix.safety == SAFE):
            return found.fix
        excused = unsafe and found.excuse and not found.fix
        return _waiver(found, source, found.excuse, blocks.read(source, vocabulary)) if excused else None

    return propose


def waivers(reason: str) -> Propose:
    """A waiver with this reason for everything that can be waived."""

    blocks = _Blocks()

    def propose(found: Diagnostic, source: Source, vocabulary: Vocabulary) -> Fix | None:
        if found.code.startswith("LL9"):
            return None
        return _waiver(found, source, reason, blocks.read(source, vocabulary))

    return propose


def _waiver(found: Diagnostic, source: Source, reason: str, blocks: Nested) -> Fix:
    if is_yaml(source.path):
        at, line = yaml_waiver_line(source, blocks, found.place, found.code, reason)
    else:
        at, line = waiver_line(source, blocks, found.place, found.code, found.key.concept, reason)
    return Fix((Edit(Place(source.path, at, at), line),), UNSAFE)


class _Blocks:
    """Findings come file by file, so the blocks found last are those that are wanted again."""

    def __init__(self) -> None:
        self._last: tuple[Source, Nested] | None = None

    def read(self, source: Source, vocabulary: Vocabulary) -> Nested:
        """What a waiver may stand above in a source, read once."""
        if self._last is None or self._last[0] is not source:
            found = yaml_blocks_of(source) if is_yaml(source.path) else blocks_of(outline(source, vocabulary))
            self._last = source, found
        return self._last[1]


def fix(workspace: Workspace, configuration: Configuration, today: str, propose: Propose) -> Fixed:
    """Apply what is proposed for the findings of a check, again and again until nothing is left. Nothing is written."""
    before: dict[str, Source] = {}
    after: dict[str, Source] = {}
    applied: list[Diagnostic] = []
    refused: dict[Key, Refusal] = {}
    passes: list[dict[str, _Shift]] = []
    spoiling: dict[Key, Refusal]
    fighting: tuple[str, ...] = ()
    seen: set[frozenset[tuple[str, str]]] = set()
    vocabulary = vocabulary_of(configuration.settings)
    report = check_workspace(workspace, configuration, today)
    found_first = _names(report.diagnostics)
    for _ in range(PASSES):
        found = _proposed(report, propose, vocabulary, workspace.asked)
        apart = _apart([each for each in found if each.key not in refused])
        chosen = _guarded(apart, report.sources, vocabulary, spoiling := {})
        refused |= {key: Refusal(_as_before(each, passes), why) for key, (each, why) in spoiling.items()}
        if not chosen:
            break
        texts = _edited(chosen, report.sources)
        tried = workspace._replace(source=Overlay(workspace.source, after | texts))
        checked = check_workspace(tried, configuration, today)
        if still := _left(chosen, report, checked):
            refused |= {each.key: Refusal(_as_before(each, passes), CHANGES_NOTHING) for each in still}
            continue
        before |= {path: report.sources[path] for path in texts if path not in before}
        after |= texts
        applied += [_as_before(each, passes) for each in chosen]
        passes.append(_shifts(chosen))
        report = checked
        state = frozenset((path, source.text) for path, source in after.items())
        if state in seen:
            fighting = tuple(sorted({each.code for each in chosen}))
            break
        seen.add(state)
    new = (_names(report.diagnostics) - found_first).total()
    return Fixed(before, after, tuple(applied), tuple(refused.values()), report, new, fighting)


def guarded(wanted: Sequence[Diagnostic], sources: Mapping[str, Source], vocabulary: Vocabulary) -> list[Diagnostic]:
    """Those fixes that can be made together and change nothing but what they edit."""
    return _guarded(_apart(wanted), sources, vocabulary, {})


def _proposed(report: Report, propose: Propose, vocabulary: Vocabulary, asked: frozenset[str]) -> list[Diagnostic]:
    """The findings for which something is proposed, with it; only files that were asked for are touched."""
    found = []
    for each in report.diagnostics:
        source = report.sources.get(each.place.path)
        mend = propose(each, source, vocabulary) if source and source.whole else None
        if mend and all(edit.place.path in asked for edit in mend.edits):
            found.append(each._replace(fix=mend))
    return found


class _Shift:
    """Where things were in a file before the edits of a pass."""

    def __init__(self, edits: Iterable[Edit]) -> None:
        self._edits = sorted(edits, key=lambda each: each.place.start)
        longer = [len(edit.text) - (edit.place.end - edit.place.start) for edit in self._edits]
        self._grown = list(accumulate(longer, initial=0))
        self._starts = [edit.place.start + grown for edit, grown in zip(self._edits, self._grown, strict=False)]

    def origin(self, offset: int) -> int:
        """Where an offset was before the edits; of what they wrote, where it was written."""
        at = bisect_right(self._starts, offset) - 1
        if at >= 0 and offset < self._starts[at] + len(self._edits[at].text):
            return self._edits[at].place.start
        return offset - self._grown[at + 1]


def _shifts(chosen: Iterable[Diagnostic]) -> dict[str, _Shift]:
    return {path: _Shift(edits) for path, edits in _by_file(chosen).items()}


def _as_before(found: Diagnostic, passes: Sequence[Mapping[str, _Shift]]) -> Diagnostic:
    """A finding of a later pass, at its place in the file that the first pass found."""
    path, start, end = found.place
    for shift in filter(None, (each.get(path) for each in reversed(passes))):
        start, end = shift.origin(start), shift.origin(end)
    return found._replace(place=Place(path, start, max(start, end)))


def _names(found: Iterable[Diagnostic]) -> Counter[Key]:
    """What findings are about, without their ordinals: these move up when an earlier one of the same name goes."""
    return Counter(each.key._replace(ordinal=0) for each in found)


def _left(chosen: Sequence[Diagnostic], before: Report, after: Report) -> list[Diagnostic]:
    """The chosen findings that are still there: as many of their name as there were, less those that were mended."""
    was, found, tried = map(_names, (before.diagnostics, after.diagnostics, chosen))
    return [each for each in chosen if found[key := each.key._replace(ordinal=0)] > was[key] - tried[key]]


def _apart(wanted: Sequence[Diagnostic]) -> list[Diagnostic]:
    """The fixes that touch nothing that an earlier one touches; the others come in the next pass.

    Lines put in at one place stand below each other, so they do not wait.
    """
    taken: dict[str, list[tuple[int, int]]] = defaultdict(list)
    chosen = []
    for each in wanted:
        edits = each.fix.edits if each.fix else ()
        spans = [(edit.place.path, edit.place.start, edit.place.end) for edit in edits]
        if any(_touches(taken[path], start, end) for path, start, end in spans):
            continue
        chosen.append(each)
        for path, start, end in spans:
            insort(taken[path], (start, end))
    return chosen


def _touches(taken: list[tuple[int, int]], start: int, end: int) -> bool:
    """Whether a stretch meets its neighbours among stretches that are apart."""
    at = bisect_left(taken, (start, end))
    near = taken[max(0, at - 1) : at + 1]
    return any(a <= end and start <= b and not (a == b == start == end) for a, b in near)


def _edited(chosen: Iterable[Diagnostic], sources: Mapping[str, Source]) -> dict[str, Source]:
    return {path: apply(sources[path], of) for path, of in _by_file(chosen).items()}


def _by_file(chosen: Iterable[Diagnostic]) -> dict[str, list[Edit]]:
    edits: dict[str, list[Edit]] = defaultdict(list)
    for each in chosen:
        for edit in each.fix.edits if each.fix else ():
            edits[edit.place.path].append(edit)
    return edits


def apply(source: Source, edits: Iterable[Edit]) -> Source:
    """A file with its edits made; everything outside them stays as it is."""
    return source._replace(text=edited(source.text, edits))


def _guarded(
    chosen: list[Diagnostic], sources: Mapping[str, Source], vocabulary: Vocabulary, refused: dict[Key, Refusal]
) -> list[Diagnostic]:
    """The fixes that change nothing but what they edit. All are tried at once; the one at fault is found by halves.

    Each try reads whole files, so after some that are at fault a half is refused as it stands, untried.
    """
    if not chosen or _keeps(chosen, sources, vocabulary):
        return chosen
    if len(chosen) == 1 or len(refused) >= _REFUSED:
        why = CHANGES_MORE if len(chosen) == 1 else UNTRIED
        refused |= {each.key: Refusal(each, why) for each in chosen}
        return []
    half = len(chosen) // 2
    first = _guarded(chosen[:half], sources, vocabulary, refused)
    both = [*first, *_guarded(chosen[half:], sources, vocabulary, refused)]
    return both if _keeps(both, sources, vocabulary) else first


def _keeps(chosen: list[Diagnostic], sources: Mapping[str, Source], vocabulary: Vocabulary) -> bool:
    return all(
        keeps(sources[path], apply(sources[path], edits), [edit.place for edit in edits], vocabulary)
        for path, edits in _by_file(chosen).items()
    )


def keeps(before: Source, after: Source, edits: list[Place], vocabulary: Vocabulary) -> bool:
    """Whether an edited file, read again, says all that it said outside its edits, and is read no worse."""
    old, new = read_document(before, vocabulary), read_document(after, vocabulary)
    if old is None or new is None:  # no curriculum document before and after: configuration, a list of decisions
        return old is new
    spans = sorted((place.start, place.end) for place in edits)
    if any(_meets(spans, place.start, place.end) for place, _ in old.syntax_errors):
        return False  # both sides of a merge conflict are the author's words, and only one was read
    return old.identity.kind == new.identity.kind and not _lost(old, new, edits) and _broken(new) <= _broken(old)


def _broken(doc: Doc) -> int:
    return sum(1 for rule in _READING for _ in rule.run(doc))


def _lost(old: Doc, new: Doc, edits: list[Place]) -> bool:
    """Whether anything that was read outside the edits is gone."""
    spans = sorted((place.start, place.end) for place in edits)
    kept = Counter(words for words, start, end in _readings(old) if not _meets(spans, start, end))
    return bool(kept - Counter(words for words, _, _ in _readings(new)))


def _meets(spans: list[tuple[int, int]], start: int, end: int) -> bool:
    at = bisect_right(spans, (end, float("inf")))
    return at > 0 and spans[at - 1][1] >= start


def _readings(doc: Doc) -> Iterable[tuple[tuple[str, str], int, int]]:
    """Everything that was read as data, with its role and its place."""
    for name, text in doc.header.items():
        yield (f"header {name}", text.value), text.start, text.end
    for section in doc.sections:
        yield (f"section {section.role}", section.title.value), section.title.start, section.title.end
    for read in doc.tables:
        for row in read.table.rows:
            for number, cell in enumerate(row.cells):
                yield (f"{read.role} {number}", cell.value), cell.start, cell.end
