"""The cache folder: what earlier runs found out, kept so that it can only save time.

Whatever is wrong with it (gone, torn, foreign, read-only, written by two runs at once) costs time and nothing else:
each entry is written whole or not at all and carries a checksum and its full key. This module is on the path of every
check, so it imports little.
"""

from __future__ import annotations

import os
import re
import zlib
from collections.abc import Iterable, Mapping

FOLDER = ".lessonlint_cache"
SETTLED_AFTER = 2_000_000_000
"""Nanoseconds after which a file's time is trusted: some file systems count in steps of two seconds."""
_FORMAT = "1"
_PARTS = ("runs", "pasts", "files")
_MOST = {"runs": 32, "pasts": 16}
_OF_PROJECT = ("lessonlint.yaml", ".git")
_CHECKSUM = 4
_ENTRY = re.compile(r"\d+-[0-9a-f]{16}(\.\d+)?")
_TAG = "Signature: 8a477f597d28d172789f06886806bc55\n# A cache of lessonlint: `lessonlint cache clear`.\n"

Stamp = tuple[int, int, int, int]


def stamp(path: str) -> Stamp | None:
    """What tells whether a file or folder was changed: times in ns, size, inode. None where there is nothing."""
    try:
        status = os.stat(path)
    except (OSError, ValueError):
        return None  # reading it will say why
    return status.st_mtime_ns, status.st_ctime_ns, status.st_size, status.st_ino


def stamps(paths: Iterable[str], known: Mapping[str, Stamp | None], now: int) -> dict[str, Stamp | None] | None:
    """The stamps of files and folders and those `known` before; None when one changed so lately that a further change
    might not show.

    `now` is when the run began, by the clock of the file system: whatever changed after that is not settled either.
    """
    found = {path: stamp(path) for path in paths} | dict(known)
    return found if all(is_settled(each, now) for each in found.values()) else None


def is_settled(given: Stamp | None, now: int) -> bool:
    """Whether a change after `now` must show in the stamp (git's rule for racy timestamps)."""
    return given is None or max(given[0], given[1]) + SETTLED_AFTER < now


def cache_folder() -> str:
    """Where the cache of the working directory is: in the project's top folder."""
    here = os.getcwd()
    up = here
    while True:
        if any(os.path.lexists(os.path.join(up, name)) for name in _OF_PROJECT):
            return os.path.join(up, FOLDER)
        if os.path.dirname(up) == up:
            return os.path.join(here, FOLDER)
        up = os.path.dirname(up)


class Cache:
    """Bytes by kind and key. A key may be any text; nothing raises for what the disk does."""

    def __init__(self, folder: str) -> None:
        self.folder = folder

    def load(self, kind: str, key: str) -> bytes | None:
        """What was kept under a key; None when it is not there or not whole."""
        named = key.encode("utf-8", "surrogateescape") + b"\0"
        try:
            with open(self._path(kind, key), "rb", buffering=0) as file:
                head, name, data = file.read(_CHECKSUM), file.read(len(named)), file.read()
        except OSError:
            return None  # not kept, or not to be read: it is found out again
        return data if name == named and head == _checksum(named, data) else None

    def save(self, kind: str, key: str, data: bytes) -> bool:
        """Keep bytes under a key; whether the disk allows it."""
        path = self._path(kind, key)
        named = key.encode("utf-8", "surrogateescape") + b"\0"
        temporary = f"{path}.{os.getpid()}"
        try:
            with open(temporary, "xb") as file:
                file.write(_checksum(named, data) + named + data)
            os.replace(temporary, path)
        except OSError:  # nothing is kept, and the next run finds it out again
            _remove(temporary)
            return False
        return True

    def open(self) -> int | None:
        """Make the folder if it is not there; the time by the clock of its file system, None if it cannot be used.

        The folder is made before anything is looked at, since making it changes the folder it is in.
        """
        marker = os.path.join(self.folder, f"now.{os.getpid()}")
        try:
            for part in _PARTS:
                os.makedirs(os.path.join(self.folder, part), exist_ok=True)
            for name, words in (("CACHEDIR.TAG", _TAG), (".gitignore", "*\n")):
                if not os.path.lexists(os.path.join(self.folder, name)):
                    _write(os.path.join(self.folder, name), words)
            _remove(marker)
            _write(marker, "")
            return os.stat(marker).st_mtime_ns
        except OSError:
            return None  # a run without a cache says the same
        finally:
            _remove(marker)

    def prune(self, wanted: Iterable[str]) -> None:
        """Forget the oldest runs, and the files that no `wanted` key names once they are the greater part."""
        for kind, most in _MOST.items():
            for path in sorted(self._entries(kind), key=lambda path: stamp(path) or (), reverse=True)[most:]:
                _remove(path)
        used = {self._path("files", key) for key in wanted}
        files = self._entries("files")
        if len(files) > 2 * len(used) + _MOST["runs"]:
            for path in files:
                if path not in used:
                    _remove(path)

    def size(self) -> tuple[int, int]:
        """How many entries there are, and their bytes."""
        found = [stamp(path) for kind in _PARTS for path in self._entries(kind)]
        return len(found), sum(each[2] for each in found if each)

    def clear(self) -> None:
        """Forget everything. The folder itself stays, marked as a cache."""
        for kind in _PARTS:
            for path in self._entries(kind):
                _remove(path)

    def _entries(self, kind: str) -> list[str]:
        """Our own files, of this or another version: the folder may be a link, and what else it holds is not ours."""
        try:
            found = os.scandir(os.path.join(self.folder, kind))
            return [entry.path for entry in found if _ENTRY.fullmatch(entry.name)]
        except OSError:
            return []  # nothing was kept

    def _path(self, kind: str, key: str) -> str:
        data = key.encode("utf-8", "surrogateescape")
        return os.path.join(self.folder, kind, f"{_FORMAT}-{zlib.crc32(data):08x}{zlib.adler32(data):08x}")


def _checksum(named: bytes, data: bytes) -> bytes:
    return zlib.crc32(data, zlib.crc32(named)).to_bytes(_CHECKSUM, "big")


def _write(path: str, words: str) -> None:
    """Write a file that is not there yet: a link put in its place would lead to one that is not ours."""
    with open(path, "x", encoding="utf-8") as file:
        file.write(words)


def _remove(path: str) -> None:
    try:
        os.unlink(path)
    except OSError:
        return  # another run was faster, or the folder is not ours to write
