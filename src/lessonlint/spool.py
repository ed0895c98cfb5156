"""Room on disk for what one run reads, where a curriculum is too large for memory. Nobody else sees it."""

from __future__ import annotations

import os
from contextlib import suppress
from functools import partial
from typing import NoReturn

from lessonlint.entries import Entry, Reading, Recent, Rest, pickled
from lessonlint.later import OF_RULES, Later, brief_of
from lessonlint.model.documents import Doc
from lessonlint.vocabulary import Vocabulary

Stretch = tuple[int, int]
"""Where an entry begins, and how long it is."""


class Spool:
    """A file without a name, gone with the last process that has it. Where none can be made nothing is put down.

    Of all its documents the `recent` ones are in memory.
    """

    def __init__(self, vocabulary: Vocabulary, recent: Recent) -> None:
        from tempfile import TemporaryFile  # it imports more than a small curriculum takes to read

        self._vocabulary, self._recent, self._end, self._file = vocabulary, recent, 0, None
        if hasattr(os, "pread"):  # copies of this process read at the same time
            with suppress(OSError):
                self._file = TemporaryFile(buffering=0)  # noqa: SIM115 - as long as this is

    def __del__(self) -> None:
        if self._file:
            self._file.close()

    def put(self, reading: Reading) -> Stretch | None:
        """Put down what a file was read as; None where the disk does not allow it."""
        data, begin = pickled(reading), self._end
        try:
            if self._file is None or os.pwrite(self._file.fileno(), data, begin) < len(data):
                return None
        except OSError:  # it stays in memory
            return None
        self._end += len(data)
        return begin, len(data)

    def held(self, reading: Reading) -> Reading:
        """What a file was read as; where memory is short, of a document only a part until more is asked for."""
        if not isinstance(reading, Doc) or self._recent.stays(reading):
            return reading
        at = self.put(reading)
        if at is None:
            return reading
        rest = self._rest(at)
        self._recent.put(rest, reading)
        return Later(brief_of(reading, OF_RULES), self._vocabulary, rest)

    def taken(self, at: Stretch) -> tuple[Reading] | None:
        """What was put down; of a document only a part, until more is asked for."""
        entry = self._entry(at)
        return (Later(entry.brief, self._vocabulary, self._rest(at)),) if entry.brief else entry.reading

    def _rest(self, at: Stretch) -> Rest:
        return Rest(partial(self._entry, at), self._recent, _gone)

    def _entry(self, at: Stretch) -> Entry:
        begin, size = at
        return Entry(os.pread(self._file.fileno(), size, begin) if self._file else b"", self._vocabulary)


def _gone() -> NoReturn:
    raise OSError("what was read has gone from the disk, though nobody else can write there")
