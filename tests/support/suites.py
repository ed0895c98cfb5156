"""Markdown suites and the examples in rules' manual pages: read, run, compare.

A suite is `tests/rules/<family>/<rule-name>.md`; each `## ` heading in it is one test. Behind a fence stand

- `~~~file path` with `encoding=…`, `newline=crlf` or `bom`: a file to check;
- `~~~config`: lessonlint.yaml;
- `~~~args`: `named` (give files by name instead of their folder; `named: a.md b.md` only these), `today: 2026-01-31`,
  `strict`;
- `~~~findings`: what the rule must say, in order, as `path:line:column severity message`, and where it matters
  `help: …` and `related: path:line:column message` indented below; no such fence means silence;
- `~~~others`: the codes of all other rules that speak.

`pytest --rewrite-suites` lets the suites expect what the rules say now. To have a help recorded, put `help:` there.
"""

from __future__ import annotations

import random
import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import chdir
from dataclasses import dataclass, replace
from pathlib import Path
from typing import NamedTuple

from lessonlint.api import check_workspace, configure
from lessonlint.diagnostic import Diagnostic, Report
from lessonlint.report.places import Places
from lessonlint.rule import Rule
from lessonlint.rules import RULES
from lessonlint.source import Source, Unreadable
from lessonlint.workspace import Workspace, open_workspace

SUITES = Path(__file__).parent.parent / "rules"
TODAY = "2026-06-01"

_OPEN = re.compile(r"~~~(file|config|args|findings|others)\b *(.*)")
_CLOSE = "~~~"
_WORDS = {"file": {"encoding=latin-1", "encoding=utf-16", "newline=crlf", "bom"}}


class Fence(NamedTuple):
    """A fenced block: what it holds, the words behind that, its lines, and the lines of the suite it covers."""

    kind: str
    words: tuple[str, ...]
    lines: tuple[str, ...]
    start: int
    end: int


@dataclass(frozen=True)
class Case:
    """One test: files, how to run them, and what the rule must say."""

    title: str
    fences: tuple[Fence, ...]
    end: int = 0

    def lines(self, kind: str) -> tuple[str, ...]:
        """The lines of a fence; none when it is not there."""
        return next((fence.lines for fence in self.fences if fence.kind == kind), ())

    def has(self, kind: str) -> bool:
        """Whether there is such a fence."""
        return any(fence.kind == kind for fence in self.fences)

    @property
    def args(self) -> dict[str, str]:
        """The words of `~~~args`, each with what follows its colon."""
        parts = (line.partition(":") for line in self.lines("args"))
        return {name.strip(): value.strip() for name, _, value in parts}

    @property
    def files(self) -> dict[str, bytes]:
        """The input files."""
        return {fence.words[0]: _bytes(fence) for fence in self.fences if fence.kind == "file"}


def read_case(title: str, lines: Sequence[str], first: int = 0) -> Case:
    """The fences among some lines. `first` is the number of the first one."""
    fences: list[Fence] = []
    at = 0
    while at < len(lines):
        opening = _OPEN.fullmatch(lines[at])
        if opening:
            end = lines.index(_CLOSE, at)
            words = tuple(opening[2].split())
            unknown = set(words[1:]) - _WORDS.get(opening[1], set())
            assert not unknown, f"{title}: unknown words {unknown}"
            fences.append(Fence(opening[1], words, tuple(lines[at + 1 : end]), first + at, first + end + 1))
            at = end
        at += 1
    return Case(title, tuple(fences), first + len(lines))


def read_suite(path: Path) -> list[Case]:
    """The cases of a suite, in order."""
    return read_cases(path.read_text("utf-8"))


def read_cases(text: str) -> list[Case]:
    """What stands under each `## ` heading of a suite or a manual page."""
    lines = text.split("\n")
    starts, fenced = [], False
    for number, line in enumerate(lines):
        if line.startswith(_CLOSE):
            fenced = line != _CLOSE
        elif line.startswith("## ") and not fenced:
            starts.append(number)
    ends = [*starts[1:], len(lines)]
    return [read_case(lines[a][3:].strip(), lines[a:b], a) for a, b in zip(starts, ends, strict=True)]


def rule_of(path: Path) -> Rule:
    """The rule a suite is about."""
    return next(rule for rule in RULES if rule.name == path.stem)


def run(case: Case, rule: Rule, folder: Path, backwards: bool = False) -> Report:
    """Check a case's files in an empty folder, as on the command line but with infos shown and crashes raised."""
    for name, data in case.files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(data)
    if case.has("config"):
        (folder / "lessonlint.yaml").write_text("\n".join(case.lines("config")) + "\n", "utf-8")
    args = case.args
    assert set(args) <= {"named", "today", "strict"}, f"unknown args {args}"
    paths = ["."]
    if "named" in args:
        paths = args["named"].split() or list(case.files)
    with chdir(folder):
        configuration = configure(paths)
        settings = configuration.settings
        select = (*settings.select, rule.code) if settings.select else ("LL",)
        settings = replace(settings, select=select, preset="strict" if "strict" in args else settings.preset)
        configuration = replace(configuration, settings=settings)
        root = Path(configuration.root) if configuration.root else None
        workspace = open_workspace(paths, root, settings.exclude, settings.limits.file_size, settings.limits.files)
        if backwards:
            workspace = Reordered.of(workspace)
        return check_workspace(workspace, configuration, args.get("today", TODAY), debug=True)


class Reordered(Workspace):
    """A workspace that hands out its files in another order: backwards, or shuffled by a seed."""

    seed: int = 0

    @classmethod
    def of(cls, given: Workspace, seed: int = 0) -> Reordered:
        """The same files."""
        found = cls(*given)
        found.seed = seed
        return found

    def paths(self) -> list[str]:
        """Every file."""
        found = super().paths()[::-1]
        if self.seed:
            random.Random(self.seed).shuffle(found)
        return found


class Memory:
    """Files that are nowhere but here."""

    def __init__(self, texts: Mapping[str, str]) -> None:
        self.texts = texts

    def read(self, path: str) -> Source | Unreadable:
        """One file."""
        return Source(path, self.texts[path])


def memory(texts: Mapping[str, str]) -> Workspace:
    """A workspace of texts by path, as if found in a folder."""
    paths = tuple(sorted(texts))
    return Workspace(Memory(texts), paths, (), frozenset(paths), ())


def said(report: Report, rule: Rule, like: Sequence[str] = ()) -> list[str]:
    """What a rule reported, in the words of a `~~~findings` block.

    Help and related places are given where the finding at the same position in `like` gives them.
    """
    places = Places(report.sources)
    wanted = _details(like)
    lines: list[str] = []
    for index, found in enumerate(d for d in report.diagnostics if d.code == rule.code):
        kinds = wanted[index] if index < len(wanted) else set()
        lines.append(f"{places.show(found.place)} {found.severity.value} {found.message}")
        lines += [f"    {kind}: {words}" for kind, words in _more(found, places) if kind in kinds]
    return lines


def others(report: Report, rule: Rule) -> list[str]:
    """The codes of the other rules that reported something."""
    return sorted({found.code for found in report.diagnostics} - {rule.code})


def rewrite(path: Path, title: str, lines: Sequence[str]) -> None:
    """Put new lines into the findings block of a case; no lines, no block."""
    case = next(case for case in read_suite(path) if case.title == title)
    block = ["~~~findings", *lines, _CLOSE] if lines else []
    old = next((fence for fence in case.fences if fence.kind == "findings"), None)
    last = max((fence.end for fence in case.fences), default=case.end)
    start, end = (old.start, old.end) if old else (last, last)
    text = path.read_text("utf-8").split("\n")
    text[start:end] = block
    path.write_text("\n".join(text), "utf-8")


def _bytes(fence: Fence) -> bytes:
    words = fence.words[1:]
    end = "\r\n" if "newline=crlf" in words else "\n"
    text = "".join(f"{line}{end}" for line in fence.lines)
    encoding = next((word.removeprefix("encoding=") for word in words if word.startswith("encoding=")), "utf-8")
    data = text.encode(encoding)
    return b"\xef\xbb\xbf" + data if "bom" in words else data


def _details(lines: Sequence[str]) -> list[set[str]]:
    """For each finding of a block, which details it gives."""
    found: list[set[str]] = []
    for line in lines:
        if not line.startswith(" "):
            found.append(set())
        else:
            found = found or [set()]  # not recorded yet
            found[-1].add(line.strip().partition(":")[0])
    return found


def _more(found: Diagnostic, places: Places) -> Iterator[tuple[str, str]]:
    yield "help", found.help
    for place, message in found.related:
        yield "related", f"{places.show(place)} {message}"


def suites() -> list[Path]:
    """Every suite there is."""
    return sorted(SUITES.glob("*/*.md"))


def slug(title: str) -> str:
    """A heading as part of a test's name."""
    return re.sub(r"[^a-z0-9]+", "-", title.casefold()).strip("-")
