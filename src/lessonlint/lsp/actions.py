"""What an editor can do about a finding: mend it, or excuse it with a reason."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping

from lsprotocol import types as lsp

from lessonlint.config.vocabulary import vocabulary_of
from lessonlint.diagnostic import SAFE, Diagnostic, Fix
from lessonlint.fixing import Propose, guarded, own_fixes, waivers
from lessonlint.lsp.desk import Desk
from lessonlint.lsp.findings import converted
from lessonlint.lsp.hovers import findings_at
from lessonlint.lsp.session import Snapshot
from lessonlint.source import Source
from lessonlint.vocabulary import Vocabulary

FIX_ALL = "source.fixAll.lessonlint"
KINDS = (lsp.CodeActionKind.QuickFix, FIX_ALL)
_SHORT = 40


def actions(
    snapshot: Snapshot, source: Source, stretch: lsp.Range, only: list[str] | None, desk: Desk
) -> Iterator[lsp.CodeAction]:
    """The actions for the findings that a stretch of a file touches, and one that makes all safe fixes of the file."""
    lines = desk.positions(source.text)
    if _wanted(lsp.CodeActionKind.QuickFix, only):
        start, end = lines.offset(stretch.start), lines.offset(stretch.end)
        for found in findings_at(snapshot, source.path, start, end):
            yield from _for(found, snapshot, source, desk)
    if _wanted(FIX_ALL, only):
        own = [each for each in findings_at(snapshot, source.path, 0, len(source.text)) if each.fix]
        safe = guarded([each for each in own if each.fix and each.fix.safety == SAFE], *_texts(snapshot))
        if safe:
            edit = edit_of([each.fix for each in safe if each.fix], snapshot, desk)
            yield lsp.CodeAction("lessonlint: make all safe fixes in this file", FIX_ALL, edit=edit)


def _for(found: Diagnostic, snapshot: Snapshot, source: Source, desk: Desk) -> Iterator[lsp.CodeAction]:
    told = converted(found, snapshot, desk)

    def action(title: str, fix: Fix, preferred: bool = False) -> lsp.CodeAction:
        kind, edit = lsp.CodeActionKind.QuickFix, edit_of([fix], snapshot, desk)
        return lsp.CodeAction(title, kind, diagnostics=[told], is_preferred=preferred, edit=edit)

    if found.fix and guarded([found], *_texts(snapshot)):
        safe = found.fix.safety == SAFE
        doubt = "" if safe else " (may change what you mean)"
        yield action(f"{_does(found.fix)}{doubt}: {found.code} {found.name}", found.fix, safe)
    if found.excuse and not found.fix and (fix := _proposed(own_fixes(unsafe=True), found, snapshot, source)):
        yield action(f"Excuse it in your own words: {found.code} {found.name}", fix)
    if fix := _proposed(waivers(reason=""), found, snapshot, source):
        yield action(f"Allow it, and write down why: {found.code} {found.name}", fix)


def _proposed(propose: Propose, found: Diagnostic, snapshot: Snapshot, source: Source) -> Fix | None:
    """A waiver, where the file is one that is read for them."""
    if snapshot.doc(source.path) is None:
        return None
    return propose(found, source, vocabulary_of(snapshot.configuration.settings))


def _does(fix: Fix) -> str:
    """What a fix does, in a few words."""
    texts = [" ".join(edit.text.split()) for edit in fix.edits]
    if len(texts) != 1 or len(texts[0]) > _SHORT:
        return "Mend it"
    return f"Write “{texts[0]}”" if texts[0] else "Take it out"


def _texts(snapshot: Snapshot) -> tuple[Mapping[str, Source], Vocabulary]:
    return snapshot.report.sources, vocabulary_of(snapshot.configuration.settings)


def edit_of(fixes: list[Fix], snapshot: Snapshot, desk: Desk) -> lsp.WorkspaceEdit:
    """Some fixes as an editor makes them, in whatever files they are."""
    by_file: dict[str, list[lsp.TextEdit]] = defaultdict(list)
    for fix in fixes:
        for edit in fix.edits:
            location = desk.location(edit.place, snapshot)
            by_file[location.uri].append(lsp.TextEdit(location.range, edit.text))
    return lsp.WorkspaceEdit(changes=dict(by_file))


def _wanted(kind: str, only: list[str] | None) -> bool:
    """Whether an editor asked for a kind of actions; `quickfix` asks for all that begin so."""
    return not only or any(kind == each or kind.startswith(f"{each}.") for each in only)
