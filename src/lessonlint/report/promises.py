"""`lessonlint promises`: what was left for later, to where, and whether it was taken up there."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import Any

from lessonlint.concepts.kept import KEPT, NOT_KEPT, UNKNOWN, Verdict
from lessonlint.report.json import dumped
from lessonlint.report.places import Places
from lessonlint.report.terminal import Style, visible
from lessonlint.wording import bare, counted, quoted

VERSION = 1
_MARKS = {KEPT: "=", NOT_KEPT: "!", UNKNOWN: "?"}
_COLOURS = {KEPT: "green", NOT_KEPT: "red", UNKNOWN: "yellow"}
_LONGEST = 90
_NEXT_STEP = {  # by whether anything like it was found
    True: "If that takes it up, name it there in the same words; if nothing does, plan it there.",
    False: "Name the lesson that will teach it, or check the documents of that place too.",
}


def render_promises_json(verdicts: Sequence[Verdict], places: Places) -> str:
    """The promises as JSON: `from` and `to` are the lesson and the words that name the place."""
    return dumped({"version": VERSION, "promises": [_promise(verdict, places) for verdict in verdicts]})


def _promise(verdict: Verdict, places: Places) -> dict[str, Any]:
    promise, evidence = verdict.promise, verdict.evidence
    by = None
    if evidence:
        by_line, _ = places.position(evidence.doc.path, evidence.words.start)
        by = {
            "path": evidence.doc.path,
            "line": by_line,
            "lesson": evidence.lesson.slug,
            "kind": evidence.kind,
            "words": evidence.words.value,
        }
    return {
        **places.data(promise.doc.at(promise.place)),
        "from": promise.lesson.slug,
        "topic": verdict.topic,
        "to": promise.place.value,
        "status": verdict.outcome,
        "reason": verdict.reason,
        "by": by,
    }


def render_promises_text(verdicts: Sequence[Verdict], places: Places, style: Style) -> str:
    """The promises for people, grouped by the lesson that makes them."""
    if not verdicts:
        return "Nothing was left for a later place.\n"
    lines: list[str] = []
    for name, group in groupby(verdicts, key=lambda verdict: verdict.promise.lesson.name):
        lines += [
            style.paint(visible(name), "bold"),
            *(line for each in group for line in _entry(each, places, style)),
            "",
        ]
    counts = Counter(verdict.outcome for verdict in verdicts)
    shares = ", ".join(f"{counts[outcome]} {outcome}" for outcome in _MARKS if counts[outcome])
    some_kept = 0 < counts[KEPT] < len(verdicts)
    lines.append(f"{counted(len(verdicts), 'promise')}: {shares}{'; --open leaves out what was kept' * some_kept}.")
    return "".join(f"{line}\n" for line in lines)


def _entry(verdict: Verdict, places: Places, style: Style) -> Iterator[str]:
    promise, evidence = verdict.promise, verdict.evidence
    mark = style.paint(_MARKS[verdict.outcome], _COLOURS[verdict.outcome])
    made = places.show(promise.doc.at(promise.place))
    yield f"  {mark} {visible(f'{bare(verdict.topic, _LONGEST)} -> {bare(promise.place)}   {made}')}"
    found = f"{quoted(evidence.words)} ({evidence.lesson.name}, {evidence.kind})" if evidence else ""
    if evidence:
        found += f"   {places.show(evidence.doc.at(evidence.words))}"
    if not verdict.reason:
        yield f"      {visible(f'{verdict.outcome}: {found}')}"
        return
    outcome = "" if verdict.outcome == UNKNOWN else f"{verdict.outcome}: "
    yield f"      {visible(f'{outcome}{verdict.reason}')}{': ' if found else ''}{visible(found)}"
    if verdict.outcome == UNKNOWN:
        yield f"      = {_NEXT_STEP[evidence is not None]}"
