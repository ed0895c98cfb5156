"""The arguments and options that commands share: every one that reads a curriculum, every one that prints data."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import click

from lessonlint.cli.completion import complete_paths

_paths = click.argument("paths", nargs=-1, shell_complete=complete_paths)
config_option = click.option(
    "--config", metavar="FILE", type=click.Path(exists=True, dir_okay=False), help="Use this lessonlint.yaml."
)


def of_curriculum(command: Callable[..., Any]) -> Callable[..., Any]:
    """PATHS behind all other arguments, and `--config` behind all other options: it stands next to the function."""
    return _paths(config_option(command))


def format_option(*formats: str) -> Callable[[Any], Any]:
    """`--format`, with what is printed when nobody says otherwise first."""
    choice = click.Choice(formats)
    return click.option(
        "--format", "format_", type=choice, default=formats[0], show_default=True, help="How to print it."
    )
