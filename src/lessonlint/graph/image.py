"""Pictures through the real Graphviz."""

from __future__ import annotations

IMAGES = ("svg", "png", "pdf")
INSTALL = (
    "Graphviz is not installed: on Debian or Ubuntu `apt-get install graphviz`, on macOS `brew install graphviz`. "
    "dot, mermaid, json, graphml and html need no Graphviz."
)


class NoGraphviz(Exception):
    """The `dot` program is missing or gave up; the message is for people."""


def render_image(dot: str, format_: str) -> bytes:
    """A picture of some DOT text. Raises `NoGraphviz`."""
    import graphviz

    try:
        drawn: bytes = graphviz.pipe("dot", format_, dot.encode("utf-8"), quiet=True)
    except graphviz.ExecutableNotFound:
        raise NoGraphviz(INSTALL) from None
    except graphviz.CalledProcessError as error:
        said = (error.stderr or b"").decode("utf-8", "replace").strip().splitlines()
        raise NoGraphviz(f"Graphviz could not draw this: {said[0] if said else 'it gave no reason'}") from None
    return drawn
