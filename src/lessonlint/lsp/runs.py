"""Runs of one session: after each change one, a moment later, of the newest text; an older one is given up."""

from __future__ import annotations

import asyncio
import gc
import logging
from collections.abc import Callable, Mapping
from concurrent.futures import Executor

from lessonlint.config.error import ConfigError
from lessonlint.lsp.session import Session, Snapshot, Stale

DELAY = 0.003
"""Seconds a change waits for the next one: a paste or a macro is one run, and nobody types that fast."""
_log = logging.getLogger(__name__)


class Runs:
    """Keeps one session up to date. Everything here happens on the event loop, but for the checks themselves."""

    def __init__(
        self,
        session: Session,
        executor: Executor,
        texts: Callable[[], Mapping[str, str]],
        done: Callable[[Snapshot | ConfigError], None],
    ) -> None:
        self.session = session
        self._executor, self._texts, self._done = executor, texts, done
        self._wanted = self._reached = 0
        self._task: asyncio.Task[None] | None = None
        self._snapshot: Snapshot | None = None

    def changed(self) -> None:
        """Something that is checked has changed."""
        self._wanted += 1
        if self._task is None or self._task.done():
            self._task = asyncio.get_running_loop().create_task(self._catch_up())

    async def snapshot(self) -> Snapshot | None:
        """The curriculum as it is now; None while it was never read, because the settings cannot be used."""
        while self._task and not self._task.done():
            await asyncio.shield(self._task)
        return self._snapshot

    async def _catch_up(self) -> None:
        loop = asyncio.get_running_loop()
        while self._reached < self._wanted:
            wanted = self._wanted
            await asyncio.sleep(DELAY)
            if wanted != self._wanted:
                continue
            try:
                found = await loop.run_in_executor(self._executor, self._checked, dict(self._texts()), wanted)
            except Stale:
                continue  # a newer text is there, and checked next
            except ConfigError as error:
                self._done(error)
            except Exception:  # what was told before stands until the next check
                _log.exception("a check failed")
            else:
                if wanted != self._wanted:
                    continue
                if self._snapshot is None:
                    gc.freeze()  # what was read first lives on: looking for cycles in it takes longer than a check
                self._snapshot = found
                self._done(found)
            self._reached = wanted

    def _checked(self, texts: Mapping[str, str], wanted: int) -> Snapshot:
        return self.session.check(texts, lambda: wanted != self._wanted)
