"""The disk: files read without trust in what they are, and written whole or not at all."""

from __future__ import annotations

import errno
import os
import stat
import time
from pathlib import Path
from typing import BinaryIO

from lessonlint.decoding import decode
from lessonlint.source import Source, Unreadable

MAX_BYTES = 10_000_000
_NEW_FILE = 0o666
# A pipe or a terminal that has taken the place of a file must neither be waited for nor become ours.
_AT_ONCE = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_NOCTTY", 0) | getattr(os, "O_BINARY", 0)
NOWHERE = "it is a link that leads nowhere"
_SHORT_NAME = 40
_LEFT = ".lessonlint~"
_ABANDONED = 60.0
"""Seconds after which a temporary file was left by a run that was killed: writing one takes less than a second."""


class Disk:
    """Files on disk, shown relative to the working directory."""

    def __init__(self, max_bytes: int = MAX_BYTES) -> None:
        self._max_bytes = max_bytes

    def read(self, path: str) -> Source | Unreadable:
        """One file from disk."""
        data = load(path, self._max_bytes)
        return data if isinstance(data, Unreadable) else decode(path, data)


def load(path: str, most: int = MAX_BYTES) -> bytes | Unreadable:
    """The bytes of a file, at most so many, or words about why not; never waits for what is no regular file."""
    try:
        with _opened(path) as file:
            size = os.fstat(file.fileno()).st_size
            data = b"" if size > most else file.read(size + 1)
            if len(data) > size:  # it is growing
                data += file.read(max(0, most - size))
    except FileNotFoundError:
        if os.path.islink(path):
            return Unreadable(path, NOWHERE, "Take the link away, or mend it.")
        return Unreadable(path, "there is no such file", "Check the path; it is taken from the working directory.")
    except (OSError, ValueError) as error:  # no file can have a name with a zero byte in it
        return Unreadable(path, reason(error))
    if max(size, len(data)) > most:
        words = f"it has {max(size, len(data)):,} bytes, more than {most:,}"
        return Unreadable(path, words, "Split it, or raise `limits.file-size` in lessonlint.yaml.")
    return data


def load_head(path: str, most: int) -> bytes | Unreadable:
    """The beginning of a file, as `load` would read it."""
    try:
        with _opened(path) as file:
            return file.read(most)
    except (OSError, ValueError) as error:
        return Unreadable(path, reason(error))


def _opened(path: str) -> BinaryIO:
    # Asked twice: opening a device may do something, and what is there may be changed in between.
    _refuse_special(os.stat(path).st_mode)
    file = os.fdopen(os.open(path, _AT_ONCE), "rb")
    try:
        _refuse_special(os.fstat(file.fileno()).st_mode)
    except OSError:
        file.close()
        raise
    return file


def _refuse_special(mode: int) -> None:
    if not stat.S_ISREG(mode):
        raise OSError(errno.EINVAL, "It is not a regular file")


def reason(error: Exception) -> str:
    """Why the disk refused, in words."""
    words = error.strerror if isinstance(error, OSError) else ""
    return (words or str(error)).lower()


def shown(path: Path) -> str:
    """A path as people are told it: relative to the working directory, unless it was given from the root up."""
    relative = os.path.relpath(path).replace(os.sep, "/")
    return path.as_posix() if relative.startswith("../") and path.is_absolute() else relative


def write_file(path: Path, content: str | bytes) -> None:
    """Write a file whole or not at all: a temporary file beside it, forced to disk, then renamed; its mode is kept.

    A link stays a link: what it leads to is written, and nothing where that is not there: who put the link down would
    choose where we write. What a run that was killed here left beside the file goes, too. Raises `OSError`.
    """
    import tempfile

    if path.is_symlink() and not path.exists():
        raise OSError(errno.ENOENT, NOWHERE)
    path = path.resolve()
    prefix = f".{path.name[:_SHORT_NAME]}."
    _sweep(path.parent, prefix)
    descriptor, temporary = tempfile.mkstemp(_LEFT, prefix, path.parent)
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(content.encode("utf-8", "surrogateescape") if isinstance(content, str) else content)
            file.flush()
            os.fsync(file.fileno())
        Path(temporary).chmod(stat.S_IMODE(path.stat().st_mode) if path.exists() else _NEW_FILE & ~_umask())
        Path(temporary).replace(path)
    except BaseException:  # Ctrl-C as well: nothing half-written stays behind
        Path(temporary).unlink(missing_ok=True)
        raise


def _sweep(folder: Path, prefix: str) -> None:
    """Take away temporary files that nobody is writing any more."""
    try:
        with os.scandir(folder) as entries:
            left = [entry.path for entry in entries if entry.name.startswith(prefix) and entry.name.endswith(_LEFT)]
    except OSError:
        return  # a folder that may be written to need not be one that may be listed
    for path in left:
        try:
            if time.time() - os.lstat(path).st_mtime > _ABANDONED:
                os.unlink(path)
        except OSError:
            continue  # another run took it away, or it is not ours to take


def _umask() -> int:
    """What new files are not allowed; it can only be read by setting it."""
    mask = os.umask(0)
    os.umask(mask)
    return mask
