"""Which files changed, as git knows it: the one place that asks another program about the curriculum."""

from __future__ import annotations

import subprocess
from collections.abc import Callable, Sequence
from pathlib import Path

_SECONDS = 30
_LINK = "120000"
_NO_SUCH = "Needed a single revision"


class NoHistory(Exception):
    """Git cannot say what changed; the message is for people."""


def changed_files(near: Path, since: str = "HEAD") -> frozenset[Path]:
    """The files of the repository around a file or folder that differ from a revision, new ones included; all resolved.

    Raises `NoHistory` where there is no git, no repository or no such revision.
    """
    top = _top(near if near.is_dir() else near.parent)
    revision = _revision(top, since)
    # -z: names as they are, without quotes around what is not ASCII.
    changed = _git(top, "diff", "--no-renames", "--name-only", "-z", revision, "--")
    new = _git(top, "ls-files", "--others", "--exclude-standard", "-z")
    return frozenset((top / name).resolve() for name in f"{changed}{new}".split("\0") if name)


def earlier(path: Path, since: str) -> bytes | None:
    """A file as it was at a revision; None where it was not there. Raises `NoHistory`."""
    folder = next(up for up in path.resolve().parents if up.is_dir())
    revision = _revision(folder, since)
    top = _top(folder)
    name = path.resolve().relative_to(top.resolve()).as_posix()
    if not _git(top, "ls-tree", "--name-only", "-z", revision, "--", name):
        return None
    return _run(top, "show", f"{revision}:{name}")


def files_at(folder: Path, revision: str, wanted: Callable[[str], bool]) -> dict[Path, bytes]:
    """The wanted files of the repository around a folder as they were at a revision. Raises `NoHistory`.

    `wanted` is asked by file name; links and submodules are no files. Read from git's own objects: nothing is checked
    out.
    """
    top = _top(folder)
    name = _revision(top, revision)
    listed = [entry.partition("\t") for entry in _git(top, "ls-tree", "-r", "-z", name).split("\0") if entry]
    found = [(path, kind.split()) for kind, _, path in listed if wanted(path.rpartition("/")[2])]
    files = [(path, words[2]) for path, words in found if words[0] != _LINK and words[1] == "blob"]
    told = _run(top, "cat-file", "--batch", given="".join(f"{blob}\n" for _, blob in files).encode())
    texts: dict[Path, bytes] = {}
    at = 0
    for path, _ in files:
        end = told.index(b"\n", at)
        if told[at:end].endswith(b" missing"):
            raise NoHistory(f"git does not have {path} of {revision} here, as in a partial clone: fetch it first")
        size = int(told[at:end].split()[2])
        texts[(top / path).resolve()] = told[end + 1 : end + 1 + size]
        at = end + size + 2
    return texts


def files_now(folder: Path, wanted: Callable[[str], bool]) -> dict[Path, bytes]:
    """The wanted files of the repository around a folder as they are on disk, by the rules of `files_at`.

    What git tracks is there although `.gitignore` may name it; what it does not track is there unless it is ignored.
    Raises `NoHistory`.
    """
    top = _top(folder)
    listed = _git(top, "ls-files", "--cached", "--others", "--exclude-standard", "-z").split("\0")
    paths = {top / name for name in listed if wanted(name.rpartition("/")[2])}
    try:
        return {path.resolve(): path.read_bytes() for path in paths if path.is_file() and not path.is_symlink()}
    except OSError as error:
        raise NoHistory(f"{error.filename} cannot be read: {error.strerror}") from None


def _top(folder: Path) -> Path:
    """The top of the repository around a folder."""
    return Path(_git(folder, "rev-parse", "--show-toplevel").strip())


def _revision(folder: Path, name: str) -> str:
    """The hash instead of the name, which could be an option. Before the first commit HEAD is a tree without files."""
    if name == "HEAD" and not _git(folder, "rev-list", "--all", "--max-count=1"):
        return _git(folder, "hash-object", "-t", "tree", "--stdin").strip()
    try:
        return _git(folder, "rev-parse", "--verify", "--end-of-options", f"{name}^{{commit}}").strip()
    except NoHistory as error:
        why = "" if _NO_SUCH in str(error) else f" ({error})"
        raise NoHistory(f"git knows no revision {name!r}{why}") from None


def _git(folder: Path, *arguments: str) -> str:
    return _run(folder, *arguments).decode("utf-8", "surrogateescape")


def _run(folder: Path, *arguments: str, given: bytes = b"") -> bytes:
    command: Sequence[str] = ("git", "-C", str(folder), *arguments)
    try:
        done = subprocess.run(command, input=given, capture_output=True, timeout=_SECONDS, check=False)
    except (OSError, subprocess.TimeoutExpired) as error:
        raise NoHistory(f"git cannot be asked what changed: {error}") from None
    if done.returncode:
        words = done.stderr.decode("utf-8", "replace").strip().splitlines()
        raise NoHistory(f"git cannot say what changed: {words[0] if words else 'it gave no reason'}")
    return done.stdout
