"""The option that every command has which prints data."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import click


def format_option(*formats: str) -> Callable[[Any], Any]:
    """`--format`, with what is printed when nobody says otherwise first."""
    choice = click.Choice(formats)
    return click.option(
        "--format", "format_", type=choice, default=formats[0], show_default=True, help="How to print it."
    )
