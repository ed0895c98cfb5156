"""Pictures through the real Graphviz."""

from __future__ import annotations

import subprocess

IMAGES = ("svg", "png", "pdf")
INSTALL = (
    "Graphviz is not installed: on Debian or Ubuntu `apt-get install graphviz`, on macOS `brew install graphviz`. "
    "dot, mermaid, json, graphml and html need no Graphviz."
)
PATIENCE = 60
"""How many seconds Graphviz may take: what takes it longer, nobody could read either."""


class NoGraphviz(Exception):
    """The `dot` program is missing or gave up; the message is for people."""


def render_image(dot: str, format_: str) -> bytes:
    """A picture of some DOT text. Raises `NoGraphviz`."""
    try:
        drawn = subprocess.run(
            ["dot", f"-T{format_}"], input=dot.encode("utf-8"), capture_output=True, check=True, timeout=PATIENCE
        )
    except (FileNotFoundError, PermissionError):
        raise NoGraphviz(INSTALL) from None
    except subprocess.TimeoutExpired:
        raise NoGraphviz(
            f"Graphviz is not done after {PATIENCE} seconds: draw less (--only-problems, or --focus NAME with --up and "
            "--down), or everything with --format html."
        ) from None
    except subprocess.CalledProcessError as error:
        said = error.stderr.decode("utf-8", "replace").strip().splitlines()
        raise NoGraphviz(f"Graphviz could not draw this: {said[0] if said else 'it gave no reason'}") from None
    return drawn.stdout
