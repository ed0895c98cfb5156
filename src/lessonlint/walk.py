"""Walking folders: which of their files are documents, and what there cannot be read or is not followed."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from lessonlint.disk import load_head, reason, shown
from lessonlint.ignore import IgnoreRules
from lessonlint.source import Unreadable
from lessonlint.yaml_text import is_yaml, stated_kind

REGISTRY, BASELINE = "concepts.yaml", "lessonlint-baseline.jsonl"
DECIDING = ("lessonlint.yaml", ".gitignore", REGISTRY, BASELINE)
SUFFIXES = (".md", ".markdown")
MOST_FILES = 100_000
_HEAD = 4096
OUT = "it is a link that leads out of what is checked"
OUT_ADVICE = "Check the folder it leads to as well, or keep a copy here."
_TOO_MANY = "Check the folder of the curriculum, `exclude` what is none, or raise `limits.files` in lessonlint.yaml."


class Walk:
    """Walks folders. Links to folders are not followed, so that no loop can catch it, and no link leads out.

    Of a folder with more than `most` documents none is read: it is hardly a curriculum, and was hardly meant.
    """

    def __init__(self, exclude: Sequence[str], root: Path | None, paths: Sequence[str], most: int = MOST_FILES) -> None:
        self.problems: list[Unreadable] = []
        self.folders: list[str] = []
        self.passed: list[str] = []
        self._exclude, self._root, self._most = exclude, root, most
        self.roots = [os.path.realpath(path) for path in (*paths, *([str(root)] if root else []))]
        self._waiting: list[tuple[Path, IgnoreRules]] = []
        self._walked: dict[str, list[str]] = {}

    def folder(self, folder: Path) -> list[str]:
        """The documents below a folder, as shown to people, in any order. What was walked is not walked again."""
        real = os.path.realpath(folder)
        if real not in self._walked:
            self._walked[real] = self._below(folder)
        return self._walked[real]

    def _below(self, folder: Path) -> list[str]:
        found: list[str] = []
        self._waiting = [(folder, IgnoreRules.above(folder, self._exclude, self._root))]
        while self._waiting:
            found += self._visit(*self._waiting.pop())
            if len(found) > self._most:
                words = f"it holds more than {self._most:,} documents"
                self.problems.append(Unreadable(shown(folder), words, _TOO_MANY, is_folder=True))
                return []
        return found

    def _visit(self, folder: Path, rules: IgnoreRules) -> Iterator[str]:
        self.folders.append(str(folder))
        try:
            with os.scandir(folder) as entries:
                children = sorted(entries, key=lambda entry: entry.name)
        except OSError as error:
            self.problems.append(Unreadable(shown(folder), reason(error), is_folder=True))
            return
        if any(entry.name == ".gitignore" for entry in children):
            rules = rules.inside(folder, self.problems)
        begins = shown(folder / "-").removesuffix("-")  # how all that is in the folder is shown
        for entry in children:
            is_folder = entry.is_dir(follow_symlinks=False)
            if entry.name.startswith(".") or rules.ignores(entry.path, is_folder):
                continue
            if is_folder:
                self._waiting.append((Path(entry.path), rules))
            elif _leads_to_folder(entry):
                self._pass_link(entry.path)
            elif may_be_document(entry.name) and self._is_read(entry):
                yield begins + entry.name

    def _is_read(self, entry: os.DirEntry[str]) -> bool:
        """Whether a file that may be a document is one; if that cannot be told, it is a problem."""
        path = entry.path
        if entry.is_symlink() and leads_out(path, self.roots):
            self.problems.append(Unreadable(shown(Path(path)), OUT, OUT_ADVICE))
            return False
        if not is_yaml(entry.name):
            return True
        head = load_head(path, _HEAD)
        if isinstance(head, bytes) and is_document(entry.name, head):
            return True
        self.passed.append(path)
        if isinstance(head, Unreadable):
            self.problems.append(Unreadable(shown(Path(path)), head.reason))
        return False

    def _pass_link(self, path: str) -> None:
        """A link to a folder costs nothing where that folder is walked under its own name."""
        leads = os.path.realpath(path)
        if _is_within(os.path.realpath(os.path.dirname(path)), leads):
            words = "it leads back to a folder it is in"
            self.problems.append(Unreadable(shown(Path(path)), words, "Take it away: it is a loop.", is_link=True))
        elif not any(_is_within(leads, root) for root in self.roots):
            words = "it leads to a folder outside of what is checked"
            self.problems.append(Unreadable(shown(Path(path)), words, OUT_ADVICE, is_link=True))


def leads_out(path: str | os.PathLike[str], folders: Iterable[str]) -> bool:
    """Whether a path is a link to something in none of some folders, nor beside the link itself."""
    if not os.path.islink(path):
        return False
    leads, beside = os.path.realpath(path), os.path.dirname(path) or "."
    return not any(_is_within(leads, os.path.realpath(folder)) for folder in (beside, *folders))


def _is_within(path: str, folder: str) -> bool:
    return path == folder or path.startswith(os.path.join(folder, ""))


def _leads_to_folder(entry: os.DirEntry[str]) -> bool:
    try:
        return entry.is_dir()
    except OSError:
        return False  # a link that leads nowhere: reading it will say so


def may_be_document(name: str) -> bool:
    """Whether a file of this name may be a document of a curriculum: Markdown, or YAML that is not kept for us."""
    return name.casefold().endswith(SUFFIXES) or (is_yaml(name) and name not in DECIDING)


def is_document(name: str, data: bytes) -> bool:
    """Whether a file in a folder is read: Markdown always, YAML when it says near its beginning what it is."""
    if name.casefold().endswith(SUFFIXES):
        return True
    return may_be_document(name) and bool(stated_kind(data[:_HEAD].decode("utf-8", "replace")))
