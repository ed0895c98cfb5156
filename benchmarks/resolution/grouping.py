"""Measure which index rows are taken for one concept, against pairs labelled by hand.

    python benchmarks/resolution/grouping.py CURRICULUM [--pairs PAIRS.json] [--rows]

PAIRS.json is a list of pairs of index rows, `one` and `other` (each a `record`, relative to CURRICULUM, and a `line`),
with `same` (does an editor count the second row as a further step of the first row's concept?) and `confidence`. Pairs
of confidence "low" are not counted. The pairs beside this script were drawn from what the tool groups, what it thinks
possible, and close calls that it keeps apart, shuffled, and labelled by reading without the tool's opinion. So the
precision is an estimate for the whole course; the recall is one for close calls, and flatters nobody.
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path

from measure import relative, share

from lessonlint.api import course_of
from lessonlint.concepts.events import Event
from lessonlint.concepts.knowledge import Knowledge
from lessonlint.source import LineIndex

PAIRS = Path(__file__).with_name("pairs.json")


def main() -> None:
    """Print precision and recall of sure groups, and of sure and possible ones together."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("curriculum", type=Path)
    parser.add_argument("--pairs", type=Path, default=PAIRS)
    parser.add_argument("--rows", action="store_true", help="list the pairs that are wrong")
    arguments = parser.parse_args()
    knowledge = Knowledge(course_of([str(arguments.curriculum)]))
    events = events_by_row(knowledge, arguments.curriculum)
    judged = []
    for pair in json.loads(arguments.pairs.read_text(encoding="utf-8")):
        rows = [(pair[side]["record"], pair[side]["line"]) for side in ("one", "other")]
        one, other = (events[row] for row in rows)
        judged.append((pair, opinion(knowledge, one, other)))
    print(f"{len(judged)} pairs, {sum(pair['same'] for pair, _ in judged)} of them the same concept")
    counted = [(pair, said) for pair, said in judged if pair["confidence"] != "low"]
    for name, kinds in (("sure", ("sure",)), ("sure or possible", ("sure", "possible"))):
        rows_of = [{"same": pair["same"], "grouped": said in kinds} for pair, said in counted]
        share(f"precision, {name}", [row for row in rows_of if row["grouped"]], lambda row: row["same"])
        share(f"recall, {name}", [row for row in rows_of if row["same"]], lambda row: row["grouped"])
    for pair, said in counted if arguments.rows else ():
        if pair["same"] != (said != "apart"):
            one, other = pair["one"], pair["other"]
            print(f"  {said}: {one['record']}:{one['line']} and {other['record']}:{other['line']}")


def events_by_row(knowledge: Knowledge, root: Path) -> dict[tuple[str, int], Event]:
    """The teaching events by record and line."""
    lines = {doc.path: LineIndex(doc.source.text) for doc in knowledge.course.docs}
    return {
        (relative(event.doc.path, root), lines[event.doc.path].position(event.row.row.start)[0]): event
        for event in knowledge.events
    }


def opinion(knowledge: Knowledge, one: Event, other: Event) -> str:
    """What the tool thinks of a pair: sure, possible or apart."""
    if knowledge.groups.together(one, other):
        return "sure"
    return "possible" if other in knowledge.groups.possible(one) else "apart"


if __name__ == "__main__":
    main()
