"""The explorer as one HTML file that needs nothing else: no network, and no script but ours.

The browser runs and applies only what the policy names by its hash. Data stands in blocks that are no script, and
everything an author wrote reaches the page as text.
"""

from __future__ import annotations

import base64
import hashlib
import json
import re
import zlib
from collections.abc import Iterator
from html import escape
from importlib.resources import files

from lessonlint.graph.choose import Target, title_of
from lessonlint.graph.explorer.facts import facts_of
from lessonlint.graph.explorer.scenes import scenes_of
from lessonlint.graph.looks import STROKES, Look, depth_look, load_look, load_sign, plain_looks
from lessonlint.graph.material import Material

_SCRIPTS = ("course.js", "search.js", "scene.js", "pages.js", "panel.js", "explorer.js")
# The long parts of the facts, which the page reads one by one so as not to freeze.
_LISTS = ("lessons", "concepts", "beliefs", "models")
_DASHES = {"solid": "none", "dashed": "6 4", "dotted": "2 3"}


def render_html(material: Material) -> str:
    """The explorer of a course."""
    title = title_of(material, Target())
    facts = facts_of(material, title)
    ladder, loads = len(material.ladder), len(material.loads)
    looks = {f"depth-{step}": depth_look(step, ladder) for step in range(-1, ladder)}
    looks |= {f"load-{step}": load_look(step, loads) for step in range(loads)} | plain_looks()
    facts["shapes"] = {name: [look.shape, look.style, look.rings] for name, look in looks.items()}
    facts["signs"] = [load_sign(step, loads) for step in range(loads)]
    facts["arrows"] = [[kind, stroke.meaning] for kind, stroke in STROKES.items() if stroke.meaning]
    lists = {name: facts.pop(name) for name in _LISTS}
    blocks = [_block(name, data) for name, data in {"facts": facts, **lists}.items()]
    blocks += (_block(key, scene) for key, scene in scenes_of(material).items())
    script = "".join(map(_text, _SCRIPTS))
    style = "\n".join([*_palette(looks), _text("explorer.css")])
    parts = {
        "policy": f"default-src 'none'; script-src {_hash(script)}; style-src {_hash(style)}; "
        "base-uri 'none'; form-action 'none'",
        "title": escape(title),
        "style": style,
        "data": "\n".join(blocks),
        "script": script,
    }
    return re.sub(r"\{\{(\w+)\}\}", lambda match: parts[match[1]], _text("explorer.html"))


def _text(name: str) -> str:
    return (files(__package__) / name).read_text("utf-8")


def _hash(text: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode('utf-8')).digest()).decode('ascii')}'"


def _block(name: str, data: object) -> str:
    """Data as packed JSON: a course of thousands of lessons stays a file that can be sent, and no word is markup."""
    said = json.dumps(data, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "replace")
    packed = base64.b64encode(zlib.compress(said, 9)).decode("ascii")
    return f'<script type="text/plain" id="data-{escape(name)}">{packed}</script>'


def _palette(looks: dict[str, Look]) -> Iterator[str]:
    """The colours of the pictures as variables of classes."""
    for name, look in looks.items():
        yield f".{name} {{ --fill: {look.fill}; --line: {look.line}; --text: {look.text}; --width: {look.width}; }}"
    for kind, stroke in STROKES.items():
        dashes = _DASHES[stroke.style]
        name = kind.replace(" ", "-")
        yield f".{name} {{ --stroke: {stroke.colour}; --dashes: {dashes}; --width: {stroke.width}; }}"
