"""Measure concept resolution against hand-made labels.

    python benchmarks/resolution/measure.py CURRICULUM LABELS.json [--rows]

LABELS.json is a list of rows: `file` and `line` of a prerequisite (relative to CURRICULUM), `accepted` (a list of
`record` and `line` of index rows that a careful editor would accept, best first), `kind`, `confidence` and `verdict`
(met, unmet or unlinked). Rows of confidence "low" count for nothing but coverage.

The labels are split once, by a hash of the best accepted row, so that no index row stands in both halves. Weights
and thresholds were chosen on half A; half B is only measured. Intervals are Wilson's, 95 %. With an alias file in the
curriculum the words would not be what is measured, so the script refuses to run.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import math
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterable
from difflib import SequenceMatcher
from pathlib import Path
from typing import Any

from lessonlint.api import check, configure, course_of
from lessonlint.concepts.events import Event
from lessonlint.concepts.knowledge import Knowledge
from lessonlint.concepts.links import Link
from lessonlint.diagnostic import Severity
from lessonlint.source import LineIndex

ALIASES = "concepts.yaml"
STANDINGS = ("settled", "likely", "question", "outside", "none")
BINS = 6
SAYS_UNMET = ("LL101", "LL102", "LL103")


def main() -> None:
    """Print accuracy by half and kind, coverage of each standing, and the confusion of verdicts."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("curriculum", type=Path)
    parser.add_argument("labels", type=Path)
    parser.add_argument("--rows", action="store_true", help="list the rows of half A that are wrong")
    arguments = parser.parse_args()
    if any(arguments.curriculum.rglob(ALIASES)):
        sys.exit(
            f"{arguments.curriculum} holds a {ALIASES}: remove it, or decisions are measured instead of resolution"
        )
    labels = json.loads(arguments.labels.read_text(encoding="utf-8"))
    course = course_of([str(arguments.curriculum)])
    started = time.process_time()
    knowledge = Knowledge(course)
    spent = time.process_time() - started
    links, reported = links_by_row(knowledge, arguments.curriculum), reported_rows(arguments.curriculum)
    judged = [judge(label, knowledge, links, reported) for label in labels]
    for half in "AB":
        report(half, [row for row in judged if row["half"] == half])
    report("both", judged)
    curve(judged)
    undecided = {
        link.reference.concept.value.casefold()
        for link in knowledge.links
        if link.standing in ("question", "likely", "none")
    }
    total = len(knowledge.links)
    print(f"\n{total} references resolved in {spent:.2f} s of CPU.")
    print(f"{len(undecided)} decisions complete them: {100 * len(undecided) / total:.1f} for 100 references.")
    if arguments.rows:
        list_wrong(row for row in judged if row["half"] == "A")


def links_by_row(knowledge: Knowledge, root: Path) -> dict[tuple[str, int], Link]:
    """The prerequisite links by file and line."""
    lines = {doc.path: LineIndex(doc.source.text) for doc in knowledge.course.docs}
    return {
        (
            relative(link.reference.doc.path, root),
            lines[link.reference.doc.path].position(link.reference.row.start)[0],
        ): link
        for link in knowledge.links
        if link.reference.table == "prerequisites"
    }


def relative(path: str, root: Path) -> str:
    """A path as the labels have it."""
    return Path(path).resolve().relative_to(root.resolve()).as_posix()


def reported_rows(root: Path) -> set[tuple[str, int]]:
    """The rows that a check calls unmet at warning or above, by file and line."""
    paths = [str(root)]
    found = check(paths, configure(paths))
    shown = [each for each in found.diagnostics if each.code in SAYS_UNMET and each.severity != Severity.INFO]
    lines = {path: LineIndex(source.text) for path, source in found.sources.items()}
    return {(relative(each.place.path, root), lines[each.place.path].position(each.place.start)[0]) for each in shown}


def judge(
    label: dict[str, Any], knowledge: Knowledge, links: dict[tuple[str, int], Link], reported: set[tuple[str, int]]
) -> dict[str, Any]:
    """One label beside what the tool says."""
    best = label["best"]
    link = links.get((label["file"], label["line"]))
    accepted = {(row["record"].split("/")[-2], row["line"]) for row in label["accepted"]}
    ranked = [row_of(each.event) for each in link.candidates] if link else []
    chosen = [row_of(event) for event in link.targets[:1]] if link else []
    return {
        **label,
        "half": "AB"[int(hashlib.sha256(split_key(label, best).encode()).hexdigest(), 16) % 2],
        "counts": bool(best) and label["confidence"] != "low",
        "right": chosen[0] in accepted if chosen else not accepted,
        "top1": bool(ranked) and ranked[0] in accepted,
        "baseline": link is not None and row_of(baseline(knowledge, link)) in accepted,
        "top3": any(row in accepted for row in ranked[:3]),
        "standing": link.standing if link else "none",
        "said": link.verdict if link else "unlinked",
        "reported": (label["file"], label["line"]) in reported,
        "link": link,
        "lead": lead(link),
    }


def baseline(knowledge: Knowledge, link: Link) -> Event:
    """What the plainest method chooses: the highest token-set ratio within the cited lessons, else anything earlier."""
    cited = [event for event in knowledge.events if link.citation.lessons.intersection(event.orders)]
    earlier = [event for event in knowledge.events if event.order <= link.reference.at]
    words = link.reference.concept.value
    return max(cited or earlier, key=lambda event: token_set_ratio(words, event.row.concept.value))


def token_set_ratio(one: str, other: str) -> float:
    """The best ratio among the shared words and each side's words, sorted, as thefuzz and rapidfuzz define it."""
    left, right = ({word.strip(".,:;()").casefold() for word in text.split()} for text in (one, other))
    shared = " ".join(sorted(left & right))
    whole = [f"{shared} {' '.join(sorted(side))}".strip() for side in (left - right, right - left)]
    pairs = [(shared, whole[0]), (shared, whole[1]), (whole[0], whole[1])]
    return max(SequenceMatcher(None, a, b, autojunk=False).ratio() for a, b in pairs)


def lead(link: Link | None) -> float:
    """How far the first candidate's score is above the second's."""
    scores = [*(each.score for each in link.candidates[:2]), 0.0, 0.0] if link else [0.0, 0.0]
    return scores[0] - scores[1]


def split_key(label: dict[str, Any], best: dict[str, Any] | None) -> str:
    """What the split hashes: the accepted row, so that every mention of a concept falls into one half."""
    return f"{best['record']}:{best['line']}" if best else f"{label['file']}:{label['line']}"


def row_of(event: Any) -> tuple[str, int]:
    """An index row as (folder of its record, line)."""
    line = LineIndex(event.doc.source.text).position(event.row.row.start)[0]
    return Path(event.doc.path).parent.name, line


def report(name: str, rows: list[dict[str, Any]]) -> None:
    """Print one half."""
    counted = [row for row in rows if row["counts"]]
    print(f"\nHalf {name}: {len(rows)} rows, {len(counted)} with a label of high or medium confidence")
    share("top-1", counted, lambda row: row["top1"])
    share("top-1 of the baseline", counted, lambda row: row["baseline"])
    share("top-3", counted, lambda row: row["top3"])
    for kind in sorted({row["kind"] for row in counted}):
        share(f"  top-1, {kind}", [row for row in counted if row["kind"] == kind], lambda row: row["top1"])
    for standing in STANDINGS:
        of = [row for row in rows if row["standing"] == standing]
        if of:
            share(f"right where {standing} ({len(of) / len(rows):.0%} of rows)", of, lambda row: row["right"])
    linkable = [row for row in rows if row["best"]]
    share("settled, of rows that mean an index row", linkable, lambda row: row["standing"] == "settled")
    met = [row for row in rows if row["verdict"] == "met"]
    unmet = [row for row in rows if row["verdict"] == "unmet"]
    share("false alarms: labelled met, reported", met, lambda row: row["reported"])
    share("labelled met, verdict unmet", met, lambda row: row["said"] == "unmet")
    share("caught: labelled unmet, verdict unmet", unmet, lambda row: row["said"] == "unmet")
    confusion = Counter((row["verdict"], row["said"]) for row in rows)
    print(
        "  verdicts:", ", ".join(f"{label} said {said}: {count}" for (label, said), count in sorted(confusion.items()))
    )


def curve(rows: list[dict[str, Any]]) -> None:
    """Print how often the first candidate is right, by how far it leads the next one, and by the confidence told."""
    linked = sorted((row for row in rows if row["link"] and row["link"].targets), key=lambda row: row["lead"])
    print("\nCalibration: the first candidate is accepted")
    size = math.ceil(len(linked) / BINS)
    for start in range(0, len(linked), size):
        of = linked[start : start + size]
        share(f"lead {of[0]['lead']:.2f} to {of[-1]['lead']:.2f}", of, lambda row: row["right"])
    for told in sorted({row["link"].confidence for row in linked}):
        of = [row for row in linked if row["link"].confidence == told]
        share(f"confidence told {told:.3f}", of, lambda row: row["right"])


def share(name: str, rows: list[dict[str, Any]], hit: Callable[[dict[str, Any]], bool]) -> None:
    """Print a share with its 95 % Wilson interval."""
    total = len(rows)
    hits = sum(hit(row) for row in rows)
    if not total:
        return
    z = 1.96
    centre = (hits + z * z / 2) / (total + z * z)
    spread = z * math.sqrt(hits * (total - hits) / total + z * z / 4) / (total + z * z)
    print(f"  {name:<50} {hits:>3}/{total:<3} {hits / total:6.1%}  [{centre - spread:.1%}, {centre + spread:.1%}]")


def list_wrong(rows: Iterable[dict[str, Any]]) -> None:
    """The rows whose first candidate is not accepted, by place only."""
    for row in rows:
        if row["counts"] and not row["top1"]:
            print(f"  {row['file']}:{row['line']} ({row['kind']}, {row['standing']})")


if __name__ == "__main__":
    main()
