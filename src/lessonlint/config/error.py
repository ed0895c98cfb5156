"""What goes wrong with a configuration; apart from its reader, so that whoever only catches it loads no reader."""

from __future__ import annotations


class ConfigError(Exception):
    """The configuration cannot be used. The message says where and what to do, one problem a line."""
