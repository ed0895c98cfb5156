"""A report made by hand, with everything reporters must cope with."""

from __future__ import annotations

from lessonlint.diagnostic import Bins, Diagnostic, Key, Related, Report, Severity, Statistics
from lessonlint.source import Place, Source

LONG = f"| {'flour ' * 20}| DEVOLPED | {'water ' * 20}|"
TEXT = "\n".join(
    (
        "# Lesson: Dough",  # 1
        "",
        "**Load:** STRECH",  # 3
        LONG,  # 4
        "パンの生地 is DEVOLPED here",  # 5
        "\tDEVOLPED behind a tab",  # 6
        "evil \x1b[31m\x07 \u202edleif DEVOLPED",  # 7
        "e\u0301clair DEVOLPED",  # 8
        "",
    )
)
EMPTY = Statistics({}, 0, Bins(0, 0, 0), Bins(0, 0, 0), {}, (), ())


def at(words: str, line: int, path: str = "bread/dough.md") -> Place:
    """Where some words stand on a line of the text."""
    start = sum(len(each) + 1 for each in TEXT.split("\n")[: line - 1])
    start = TEXT.index(words, start)
    return Place(path, start, start + len(words))


def diagnostic(
    place: Place,
    message: str = "“DEVOLPED” is no depth.",
    code: str = "LL006",
    severity: Severity = Severity.WARNING,
    help_: str = "Write DEVELOPED.",
    related: tuple[Related, ...] = (),
) -> Diagnostic:
    """A finding about some place."""
    return Diagnostic(place, code, "unknown-word", severity, message, help_, related, Key(code, "dough", "", "", 1))


def report(*diagnostics: Diagnostic, waived: int = 0, hidden: int = 0, statistics: Statistics | None = None) -> Report:
    """A report about the canned text."""
    full = Statistics({"lesson plan": 1}, 1, Bins(3, 1, 1), Bins(9, 2, 1), {"LL006": 2}, (("prose", 2),),
                      ((at("DEVOLPED", 4), "table Day | Rain"), (at("Load", 3), "section \x1b[31mLoad")))  # fmt: skip
    sources = {"bread/dough.md": Source("bread/dough.md", TEXT)}
    return Report(diagnostics, statistics or full, sources, waived, hidden)


EVERYTHING = report(
    diagnostic(Place("bread/broken.md", 0, 0), "This file cannot be read.", "LL001", Severity.ERROR, ""),
    diagnostic(at("STRECH", 3), "“STRECH” is no load.", help_="Write STRETCH."),
    diagnostic(at("DEVOLPED", 4), "A long message about this word. " * 8, help_="And much help about it. " * 8),
    diagnostic(at("DEVOLPED", 5), related=tuple(Related(at("Dough", 1), f"place {n}") for n in range(7))),
    diagnostic(at("DEVOLPED", 6), severity=Severity.INFO),
    diagnostic(at("DEVOLPED", 7), "“\x1b[31m\x07 \u202edleif” is no depth.", help_="Remove \x1b]8;;evil\x1b\\ this."),
    diagnostic(at("DEVOLPED", 8)),
    diagnostic(Place("bread/dough.md", 0, len(TEXT)), "This whole file."),
    diagnostic(Place("bread/dough.md", len(TEXT), len(TEXT)), "Something is missing at the end."),
    waived=2,
    hidden=1,
)
