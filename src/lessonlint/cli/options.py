"""The options that commands share: every one that prints data, every one that reads a curriculum."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import click

config_option = click.option(
    "--config", metavar="FILE", type=click.Path(exists=True, dir_okay=False), help="Use this lessonlint.yaml."
)


def format_option(*formats: str) -> Callable[[Any], Any]:
    """`--format`, with what is printed when nobody says otherwise first."""
    choice = click.Choice(formats)
    return click.option(
        "--format", "format_", type=choice, default=formats[0], show_default=True, help="How to print it."
    )
