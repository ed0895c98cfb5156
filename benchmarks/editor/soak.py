"""A long day at the editor: thousands of edits through one server, whose memory must stay and whose findings must hold.

    python benchmarks/editor/soak.py CURRICULUM [--edits 5000] [--compare 250] [--seed 1]

Edits a copy at random: keys, cuts, doubled lines, going back, saving, closing. Every so many edits, what the server has
told is compared with a check of the same texts in a process of its own that remembers nothing. Exit code 1 when they
differ, or when the server's memory grew by more than a tenth from the middle to the end.
"""

from __future__ import annotations

import argparse
import json
import random
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import unquote, urlsplit

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from tests.support.editor import Editor

MOST_GROWN = 1.1
_LONGEST_CUT = 200
_KINDS = {"key": 68, "cut": 10, "double": 8, "back": 8, "save": 4, "close": 2}

Finding = tuple[Any, ...]


class Watch(NamedTuple):
    """A look at the server after some edits: its memory in MB, how many findings it told, and which are otherwise."""

    edits: int
    memory: float
    findings: int
    drift: tuple[Finding, ...]


class Soak:
    """One editor with one server on a copy of a curriculum."""

    def __init__(self, curriculum: Path, editor: Editor, seed: int) -> None:
        self.curriculum, self.editor, self.pick = curriculum, editor, random.Random(seed)
        self.texts: dict[str, str] = {}
        paths = sorted(path.relative_to(curriculum).as_posix() for path in curriculum.rglob("*.md"))
        self._clean = {path: (curriculum / path).read_text("utf-8") for path in paths}
        self._version = 1

    def edit(self) -> None:
        """Do something to a file, and wait until its findings are there."""
        path = self.pick.choice(sorted(self._clean))
        if path not in self.texts:
            self.texts[path] = (self.curriculum / path).read_text("utf-8")
            self.editor.open(path, self.texts[path])
        kind = self.pick.choices(list(_KINDS), list(_KINDS.values()))[0]
        document = {"uri": self.editor.uri(path)}
        if kind == "save":
            (self.curriculum / path).write_text(self.texts[path], "utf-8")
            self.editor.tell("textDocument/didSave", textDocument=document)
        elif kind == "close":
            del self.texts[path]
            self.editor.tell("textDocument/didClose", textDocument=document)
        else:
            self._version += 1
            self.texts[path] = self._changed(kind, path)
            self.editor.edit(path, self.texts[path], self._version)
        self.editor.settle(path)

    def _changed(self, kind: str, path: str) -> str:
        text = self.texts[path]
        at = self.pick.randrange(len(text) + 1)
        if kind == "back":
            return self._clean[path]
        if kind == "cut":
            return text[:at] + text[at + self.pick.randrange(_LONGEST_CUT) :]
        if kind == "double":
            start, end = text.rfind("\n", 0, at) + 1, text.find("\n", at) + 1
            return text[:end] + text[start:end] + text[end:] if end > start else text
        return f"{text[:at]}{self.pick.choice('aeiou |#*')}{text[at:]}"

    def watch(self, edits: int) -> Watch:
        """What the server uses and has told, beside what a cold check tells of the same texts."""
        told = {
            (self._path(uri), each["code"], *_ends(each["range"]), each["message"])
            for uri, found in self.editor.diagnostics.items()
            for each in found
        }
        return Watch(edits, _memory(self.editor.process.pid), len(told), tuple(sorted(told ^ self._cold())))

    def _cold(self) -> set[Finding]:
        with tempfile.TemporaryDirectory() as folder:
            copy = Path(folder) / "copy"
            shutil.copytree(self.curriculum, copy)
            for path, text in self.texts.items():
                (copy / path).write_text(text, "utf-8")
            command = [sys.executable, "-m", "lessonlint", "check", "--no-cache", "--format", "json"]
            done = subprocess.run(command, cwd=copy, capture_output=True, encoding="utf-8", check=False)
        return {
            (
                each["path"], each["code"], each["line"], each["column"], each["end_line"], each["end_column"],
                "\n".join(filter(None, (each["message"], each["help"]))),
            )
            for each in json.loads(done.stdout)["diagnostics"]
        }  # fmt: skip

    def _path(self, uri: str) -> str:
        return Path(unquote(urlsplit(uri).path)).relative_to(self.curriculum).as_posix()


def _ends(span: dict[str, Any]) -> tuple[int, ...]:
    return tuple(span[end][unit] + 1 for end in ("start", "end") for unit in ("line", "character"))


def _memory(process: int) -> float:
    for line in Path(f"/proc/{process}/status").read_text("ascii").splitlines():
        if line.startswith("VmRSS"):
            return int(line.split()[1]) / 1024
    raise ValueError("this needs Linux, which tells how much memory a process has")


def soaked(curriculum: Path, edits: int, compare: int, seed: int = 1) -> list[Watch]:
    """Edit so many times; what was seen every so many edits."""
    found = []
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder).resolve() / "course"
        shutil.copytree(curriculum, copy, ignore=shutil.ignore_patterns(".*"))
        with Editor(copy, encodings=("utf-32",)) as editor:
            soak = Soak(copy, editor, seed)
            for number in range(1, edits + 1):
                soak.edit()
                if number % compare == 0:
                    found.append(soak.watch(number))
                    print(_line(found[-1]), flush=True)
    return found


def _line(seen: Watch) -> str:
    return f"{seen.edits:6} edits {seen.memory:7.1f} MB {seen.findings:5} findings, {len(seen.drift)} otherwise"


def grown(found: list[Watch]) -> float:
    """How many times its memory of the middle the server had at the end."""
    return found[-1].memory / found[len(found) // 2].memory


def main() -> int:
    """Soak a server and tell whether it is as it was."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("curriculum", type=Path)
    parser.add_argument("--edits", type=int, default=5000)
    parser.add_argument("--compare", type=int, default=250)
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    found = soaked(given.curriculum.resolve(), given.edits, given.compare, given.seed)
    drift = [each for seen in found for each in seen.drift]
    print(*drift[:10], f"memory from the middle to the end: × {grown(found):.2f}", sep="\n")
    return int(bool(drift) or grown(found) > MOST_GROWN)


if __name__ == "__main__":
    sys.exit(main())
