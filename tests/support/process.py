"""The command in a process of its own, started from one that has its imports done: a hundred runs in the time of ten.

What a fresh interpreter does (imports, encodings, hash seeds) is tested with fresh interpreters.
"""

from __future__ import annotations

import multiprocessing
import os
import sys
import tempfile
from io import TextIOWrapper
from multiprocessing.context import ForkServerContext
from pathlib import Path
from typing import NamedTuple

PRELOADED = ("lessonlint.cli.main", "lessonlint.cli.check", "lessonlint.cli.checking", "lessonlint.api", __name__)
SECONDS = 60


class Run(NamedTuple):
    code: int
    out: str
    err: str


def run(*arguments: str, **environment: str) -> Run:
    """Run `lessonlint` with these arguments here, as if a terminal had no wish for colour."""
    inherited = {name: value for name, value in os.environ.items() if name not in ("NO_COLOR", "FORCE_COLOR")}
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(list(PRELOADED))
    with tempfile.TemporaryDirectory() as folder:
        out, err = Path(folder, "out"), Path(folder, "err")
        code = _wait(context, (arguments, {**inherited, **environment}, str(Path.cwd()), str(out), str(err)))
        found = Run(code, *(each.read_text("utf-8", "surrogateescape") for each in (out, err)))
    assert "Traceback" not in found.err
    return found


def _wait(context: ForkServerContext, arguments: tuple[object, ...]) -> int:
    process = context.Process(target=_press, args=arguments)
    process.start()
    process.join(SECONDS)
    assert process.exitcode is not None, f"still running after {SECONDS} s"
    return process.exitcode


def _press(arguments: tuple[str, ...], environment: dict[str, str], folder: str, out: str, err: str) -> None:
    os.chdir(folder)
    os.environ.clear()
    os.environ.update(environment)
    for stream, path in ((sys.stdout, out), (sys.stderr, err)):
        assert isinstance(stream, TextIOWrapper)
        os.dup2(os.open(path, os.O_WRONLY | os.O_CREAT), stream.fileno())
        stream.reconfigure(encoding="utf-8", errors="surrogateescape")
    sys.argv = ["lessonlint", *arguments]
    from lessonlint.cli.main import main

    main()
