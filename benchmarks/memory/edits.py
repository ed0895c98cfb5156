"""Edits a course at random and compares a check that remembers with one that does not.

    python benchmarks/memory/edits.py 200 curriculum/

Each sequence starts from a fresh copy and makes some edits; after each, both checks must print the same bytes. Texts,
waivers, aliases, the configuration, file names and line ends change. Both must have the same concept graph as well;
that of the one that remembers comes from one more check, before which nothing has changed.
In every other sequence two processes check, however little there is to read, and hardly a document stays in memory.
Prints how much was recalled, since a memory that recalls nothing is right and useless.
"""

from __future__ import annotations

import argparse
import os
import random
import re
import shutil
import sys
import tempfile
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from itertools import zip_longest
from pathlib import Path
from typing import Any

from lessonlint import entries, loading
from lessonlint.api import check_workspace, configure, examine, memory_of, open_paths
from lessonlint.cache import SETTLED_AFTER, Cache
from lessonlint.concepts import knowledge
from lessonlint.concepts.registry import Registry
from lessonlint.engine import Raw
from lessonlint.graph.exchange import render_json as render_graph
from lessonlint.graph.network import course_graph
from lessonlint.memory import WHOLE, Memory
from lessonlint.past import Past
from lessonlint.report.json import render_json
from lessonlint.rule import Scope
from lessonlint.walk import may_be_document

TODAY = "2026-11-22"
_WORDS = (
    "Students knead for ten minutes.",
    "Lesson 3 comes back to this.",
    "| x | y |",
    "**Load:** STRETCH",
    "## More",
)
_CODES = ("LL101", "LL202", "LL301", "LL402", "LL506", "nonsense")
_SETTINGS = (
    "preset: strict\n",
    "preset: draft\nignore: [LL3]\n",
    "severity: {LL101: warning}\n",
    "complete: [course]\n",
    "overrides:\n  - paths: ['*.md']\n    ignore: [LL5]\n",
    "",
)
_ALIASES = (
    "background:\n  - Kitchen arithmetic\n",
    "not-taught:\n  - Lamination\n",
    "not-concepts: [dough]\n",
    "concepts: [",
    "",
)


loading.SHARE = knowledge.SHARE = 1


def sequence(seed: int, course: Path, edits: int, told: Counter[str]) -> list[str]:
    """What differs between the two checks in one sequence of edits; nothing, when all is well."""
    pick = random.Random(seed)
    here = Path.cwd()
    with tempfile.TemporaryDirectory() as folder:
        tree = Path(folder) / "course"
        shutil.copytree(course, tree, ignore=shutil.ignore_patterns(".*"))
        tree.chmod(0o755)
        for path in tree.rglob("*"):
            path.chmod(0o755 if path.is_dir() else 0o644)
        os.chdir(tree)
        try:
            wrong = []
            for step in range(edits + 1):
                name = pick.choice(sorted(_EDITS)) if step else "nothing"
                _EDITS[name](tree, pick)
                if difference := _compared(Path(folder) / "cache", told, 1 + seed % 2):
                    wrong.append(f"seed {seed}, step {step}, {name}: {difference}")
            return wrong
        finally:
            os.chdir(here)


def _compared(folder: Path, told: Counter[str], processes: int) -> str:
    cache = Cache(str(folder))
    configuration = configure(["."], cache=cache)
    workspace = open_paths(["."], configuration)
    # Files are trusted although they were written a moment ago: the times of this file system are fine enough.
    now = (cache.open() or 0) + 2 * SETTLED_AFTER
    with _room(1 if processes > 1 else entries.ROOM):
        memory = _Counting(memory_of(workspace, configuration, cache, now), told)
        warm = check_workspace(workspace, configuration, TODAY, True, memory, processes)
        unchanged = memory_of(workspace, configuration, cache, now)
        again, known = examine(workspace, configuration, TODAY, True, unchanged, processes=processes)
    cold, anew = examine(workspace, configure(["."]), TODAY, True)
    if not warm == again == cold:
        texts = [render_json(report, True).splitlines() for report in (warm, again, cold)]
        return next((f"{lines}" for lines in zip_longest(*texts) if len(set(lines)) > 1), "counts or texts differ")
    one, other = (render_graph(course_graph(subjects.knowledge)).splitlines() for subjects in (known, anew))
    return next((f"{a!r} != {b!r}" for a, b in zip_longest(one, other) if a != b), "")


@contextmanager
def _room(characters: int) -> Iterator[None]:
    """Memory for the documents of so many characters."""
    before, entries.ROOM = entries.ROOM, characters
    yield
    entries.ROOM = before


class _Counting(Memory):
    """A memory that counts what it could recall."""

    def __init__(self, memory: Memory, told: Counter[str]) -> None:
        self.__dict__.update(memory.__dict__)
        self._told = told

    def moved(self, docs: Iterable[Any], registry: Registry) -> Past | None:
        found = super().moved(docs, registry)
        self._told[f"course {'only moved' if found else 'changed'}"] += 1
        return found

    def recall(self, scope: Scope, subject: Any = None) -> list[Raw] | None:
        found = super().recall(scope, subject)
        if subject is not None or scope in WHOLE:
            self._told[f"{scope.value} {'recalled' if found is not None else 'anew'}"] += 1
        return found


def _documents(tree: Path) -> list[Path]:
    return sorted(path for path in tree.rglob("*") if path.is_file() and may_be_document(path.name))


def _some(tree: Path, pick: random.Random) -> Path:
    return pick.choice(_documents(tree))


def _lines(edit: Callable[[list[str], int, random.Random], None]) -> Callable[[Path, random.Random], None]:
    """An edit of one line of some file."""

    def edited(tree: Path, pick: random.Random) -> None:
        path = _some(tree, pick)
        lines = path.read_bytes().decode("utf-8", "surrogateescape").splitlines(keepends=True)
        if lines:
            edit(lines, pick.randrange(len(lines)), pick)
        path.write_bytes("".join(lines).encode("utf-8", "surrogateescape"))

    return edited


def _insert(lines: list[str], at: int, pick: random.Random) -> None:
    lines.insert(at, f"{pick.choice(_WORDS)}\n")


def _add_paragraph(lines: list[str], at: int, pick: random.Random) -> None:
    at = next((index for index in range(at, len(lines)) if not lines[index].strip()), len(lines))
    lines.insert(at, f"\n{pick.choice(_WORDS)}\n")


def _delete(lines: list[str], at: int, pick: random.Random) -> None:
    del lines[at]


def _swap(lines: list[str], at: int, pick: random.Random) -> None:
    other = pick.randrange(len(lines))
    lines[at], lines[other] = lines[other], lines[at]


def _word(lines: list[str], at: int, pick: random.Random) -> None:
    words = lines[at].split(" ")
    words[pick.randrange(len(words))] = pick.choice(("dough", "INTRODUCED", "APPLIED", "2", "**bold**", ""))
    lines[at] = " ".join(words)


def _cell(lines: list[str], at: int, pick: random.Random) -> None:
    """Another word in a table row."""
    rows = [index for index, line in enumerate(lines) if re.match(r"\||  +(?:- )?\w+: ", line)]
    if rows:
        _word(lines, pick.choice(rows), pick)


def _waiver(lines: list[str], at: int, pick: random.Random) -> None:
    """A waiver; in YAML a comment, as deep as the line it stands above."""
    until = pick.choice(("", " until 2020-01-01", " until 2030-01-01"))
    words = f"lessonlint: allow {pick.choice(_CODES)}{until}: it is meant"
    indent = re.match(" *", lines[at])
    yaml = any(line.startswith("kind:") for line in lines)
    lines.insert(at, f"{indent[0] if indent else ''}# {words}\n" if yaml else f"<!-- {words} -->\n")


def _top(lines: list[str], at: int, pick: random.Random) -> None:
    lines.insert(0, "\n")


def _untitled(lines: list[str], at: int, pick: random.Random) -> None:
    """A waiver in place of the title: it stands first, and findings about the whole document stand nowhere."""
    lines[0] = "<!-- lessonlint: allow LL303: it is meant -->\n"


def _blank(lines: list[str], at: int, pick: random.Random) -> None:
    lines[at] = lines[at].rstrip("\n") + "  \n"


def _line_ends(tree: Path, pick: random.Random) -> None:
    path = _some(tree, pick)
    path.write_bytes(path.read_bytes().replace(b"\r\n", b"\n").replace(b"\n", b"\r\n"))


def _touch(tree: Path, pick: random.Random) -> None:
    _some(tree, pick).touch()


def _rename(tree: Path, pick: random.Random) -> None:
    path = _some(tree, pick)
    path.rename(path.with_name(f"moved-{path.name}"))


def _remove(tree: Path, pick: random.Random) -> None:
    if len(_documents(tree)) > 1:
        _some(tree, pick).unlink()


def _copy(tree: Path, pick: random.Random) -> None:
    path = _some(tree, pick)
    shutil.copy(path, path.with_name(f"copy-of-{path.name}"))


def _garble(tree: Path, pick: random.Random) -> None:
    _some(tree, pick).write_bytes(b"\xff\xfe not text")


def _untaught(lines: list[str], at: int, pick: random.Random) -> None:
    """A row of a prerequisites table that needs what nobody taught, before some lesson's row."""
    rows = [index for index, line in enumerate(lines) if line.startswith("|") and " OK " in line]
    if rows:
        source = pick.choice(("gluten-network", "a-lesson-of-nobody", "1.1.2"))
        lines.insert(pick.choice(rows), f"| Lamination | DEVELOPED | NOT TAUGHT | {source} | GAP | Never taught. |\n")


def _slug(lines: list[str], at: int, pick: random.Random) -> None:
    """Another slug: other documents no longer mean this lesson, or mean it now."""
    for index, line in enumerate(lines):
        if key := re.match(r"(\*\*Slug:\*\*|  Slug:) ", line):
            lines[index] = f"{key[0]}{pick.choice(('renamed', 'gluten-network', 'shaping-a-loaf'))}\n"


def _settings(tree: Path, pick: random.Random) -> None:
    (tree / "lessonlint.yaml").write_text(pick.choice(_SETTINGS), encoding="utf-8")


def _aliases(tree: Path, pick: random.Random) -> None:
    (tree / "concepts.yaml").write_text(pick.choice(_ALIASES), encoding="utf-8")


_EDITS: dict[str, Callable[[Path, random.Random], None]] = {
    "nothing": lambda tree, pick: None,
    "insert": _lines(_insert),
    "paragraph": _lines(_add_paragraph),
    "delete": _lines(_delete),
    "swap": _lines(_swap),
    "word": _lines(_word),
    "cell": _lines(_cell),
    "waiver": _lines(_waiver),
    "top": _lines(_top),
    "untitled": _lines(_untitled),
    "blank": _lines(_blank),
    "untaught": _lines(_untaught),
    "slug": _lines(_slug),
    "line ends": _line_ends,
    "touch": _touch,
    "rename": _rename,
    "remove": _remove,
    "copy": _copy,
    "garble": _garble,
    "settings": _settings,
    "aliases": _aliases,
}


def main() -> int:
    """Run the sequences, print what differs and how much was recalled."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("sequences", type=int)
    parser.add_argument("course", type=Path)
    parser.add_argument("--edits", type=int, default=5)
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    told: Counter[str] = Counter()
    wrong: list[str] = []
    for seed in range(given.seed, given.seed + given.sequences):
        for each in sequence(seed, given.course.resolve(), given.edits, told):
            print(each, flush=True)
            wrong.append(each)
    print(f"{given.sequences} sequences of {given.edits} edits: {len(wrong)} differ")
    for name, count in sorted(told.items()):
        print(f"  {count:>7}  {name}")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
