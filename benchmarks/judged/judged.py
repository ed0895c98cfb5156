"""What people who read the places made of the findings in a curriculum, and which findings nobody has judged yet.

    python benchmarks/judged/judged.py CURRICULUM [--verdicts VERDICTS.json] [--strict]

VERDICTS.json is a list of `code`, `file` (relative to CURRICULUM), `line` and `verdict`: true, doubtful or false, with
a few words of our own why. `true` says that the statement is right and that an editor of the curriculum would act on
it, or decide about it. Doubtful ones count against precision, as false ones do. Prints precision by severity and by
rule, and every finding without a verdict; exits with 1 when there is one.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections import Counter
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

from lessonlint.api import check, configure
from lessonlint.source import LineIndex

VERDICTS = Path(__file__).with_name("verdicts.json")


class Shown(NamedTuple):
    """A finding by its place."""

    code: str
    file: str
    line: int
    severity: str


def main() -> int:
    """Print precision and what is not judged."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("curriculum", type=Path)
    parser.add_argument("--verdicts", type=Path, default=VERDICTS)
    parser.add_argument("--strict", action="store_true", help="infos too")
    arguments = parser.parse_args()
    known = {
        (each["code"], each["file"], each["line"]): each["verdict"]
        for each in json.loads(arguments.verdicts.read_text(encoding="utf-8"))
    }
    found = list(shown(arguments.curriculum, arguments.strict))
    judged = [(each, known[each[:3]]) for each in found if each[:3] in known]
    print(f"{len(found)} findings, {len(judged)} judged")
    for severity in ("error", "warning", "info"):
        precision(severity, [verdict for each, verdict in judged if each.severity == severity])
    for code in sorted({each.code for each, _ in judged}):
        precision(f"  {code}", [verdict for each, verdict in judged if each.code == code])
    unjudged = [each for each in found if each[:3] not in known]
    for each in unjudged:
        print(f"not judged: {each.file}:{each.line} {each.severity} {each.code}")
    gone = known.keys() - {each[:3] for each in found}
    for code, file, line in sorted(gone):
        print(f"gone: {file}:{line} {code}")
    return 1 if unjudged else 0


def shown(root: Path, strict: bool) -> Iterable[Shown]:
    """What a check of the curriculum reports, with the severities of the default preset."""
    configuration = configure([str(root)])
    if strict:
        configuration = replace(configuration, settings=replace(configuration.settings, select=("LL",)))
    report = check([str(root)], configuration)
    lines = {path: LineIndex(source.text) for path, source in report.sources.items()}
    for each in report.diagnostics:
        file = Path(each.place.path).resolve().relative_to(root.resolve()).as_posix()
        line, _ = lines[each.place.path].position(each.place.start)
        yield Shown(each.code, file, line, each.severity.value)


def precision(name: str, verdicts: list[str]) -> None:
    """Print how many are true."""
    if verdicts:
        counts = Counter(verdicts)
        words = ", ".join(f"{counts[word]} {word}" for word in ("true", "doubtful", "false") if counts[word])
        print(f"{name:<10} {counts['true'] / len(verdicts):6.1%} of {len(verdicts)}: {words}")


if __name__ == "__main__":
    sys.exit(main())
