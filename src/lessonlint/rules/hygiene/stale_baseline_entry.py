"""LL904 stale-baseline-entry."""

from __future__ import annotations

from collections.abc import Iterator

from lessonlint.baseline import Entry
from lessonlint.diagnostic import Edit, Finding, Fix, Severity
from lessonlint.rule import Scope, rule
from lessonlint.wording import listed, quoted


@rule("LL904", "stale-baseline-entry", Scope.STALE, Severity.WARNING, since="0.1")
def stale_baseline_entry(entry: Entry) -> Iterator[Finding]:
    """A line of the baseline stands for a finding that is gone, repeats another line, or cannot be read.

    ## Why it matters
    A baseline is a debt. What has been mended must not be owed any longer, or the same fault could come back unseen.

    ## When it does not apply
    Findings of rules that did not run. A baseline is judged when its whole folder is checked: a check of some files
    only, as an editor or a hook makes it, uses the entries and says nothing about those it cannot see.

    Where another rule has come to speak of the same thing nothing need have been mended: look at that finding first.
    `--fix` leaves such a line to you.

    ## Bad
    ~~~file lesson.md
    # Lesson: Kneading

    **Module:** 1.1 (Dough)
    ~~~
    ~~~file lessonlint-baseline.jsonl
    {"rule": "LL105", "lesson": "kneading", "field": "status", "concept": "Gluten"}
    ~~~

    ## Good
    ~~~file lesson.md
    # Lesson: Kneading

    **Module:** 1.1 (Dough)
    ~~~
    """
    if entry.key is None:
        yield Finding(
            entry.place,
            "This line is no entry of a baseline.",
            "Remove it, or write the baseline anew with `lessonlint check --write-baseline`.",
            field="baseline",
        )
        return
    key = entry.key
    about = f" about {quoted(key.concept)}" if key.concept else ""
    what = f"{key.rule}{about} in {key.lesson or 'the course'}"
    message, help_text = f"{what} is gone.", "Remove the line: the debt is paid."
    if entry.repeats:
        message, help_text = f"{what} is owed by an earlier line already.", "Remove the line: one is enough."
    elif entry.heirs:
        message = f"{what} is gone, and {listed(entry.heirs)} speaks of the same now."
        help_text = "See whether that is the same fault in other words. If so, mend it; then remove this line."
    yield Finding(
        entry.place,
        message,
        help_text,
        field="baseline",
        concept=f"{key.rule} {key.lesson} {key.field} {key.concept} {key.ordinal}",
        fix=None if entry.heirs else Fix((Edit(entry.line, ""),)),
    )
