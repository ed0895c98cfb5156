"""What goes to standard output, in colours where they can be seen. Every run needs it, so it is light."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from lessonlint.report.terminal import Style


def colours() -> bool:
    """Colour on a terminal, unless NO_COLOR is set; FORCE_COLOR for logs that understand it."""
    return not os.environ.get("NO_COLOR") and (sys.stdout.isatty() or bool(os.environ.get("FORCE_COLOR")))


def style() -> Style:
    """How words are painted on standard output."""
    from lessonlint.report.terminal import Style

    return Style(colours())


def put(text: str) -> None:
    """Print what a renderer made, with the colours that are in it."""
    click.echo(text, nl=False, color=colours() or None)
