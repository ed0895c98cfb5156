"""Draws the pictures of the sample course in docs/pictures, which need Graphviz.

Each holds a digest of the DOT text it was drawn from, because Graphviz' own output differs between versions. With
--check nothing is drawn, and Graphviz is not needed: a picture of another DOT text is stale.
"""

from __future__ import annotations

import argparse
import hashlib
import os
import sys
from pathlib import Path

from lessonlint.api import check_and_know, configure
from lessonlint.graph.choose import Target, draw, target_named
from lessonlint.graph.dot import render_dot
from lessonlint.graph.image import render_image
from lessonlint.graph.material import Material
from lessonlint.graph.narrow import reduced

ROOT = Path(__file__).resolve().parent.parent
PICTURES = {"course": "", "module": "1.1", "lesson": "the-sour-loaf", "concept": "gluten network"}


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--check", action="store_true", help="change nothing, fail when stale")
    arguments = parser.parse_args()

    os.chdir(ROOT)
    report, knowledge = check_and_know(["curriculum"], configure(["curriculum"]))
    material = Material(knowledge, report)
    stale = []
    for name, words in PICTURES.items():
        dot = _dot(material, words)
        path = ROOT / "docs" / "pictures" / f"{name}.svg"
        stamp = f"<!-- {hashlib.sha256(dot.encode()).hexdigest()} -->\n"
        if path.exists() and path.read_text("utf-8").endswith(stamp):
            continue
        stale.append(path)
        if not arguments.check:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(render_image(dot, "svg").decode("utf-8") + stamp, encoding="utf-8", newline="\n")
    for path in stale:
        print(f"{'stale' if arguments.check else 'drawn'}: {path.relative_to(ROOT)}")
    if stale and arguments.check:
        print("Run: python tools/pictures.py")
        return 1
    return 0


def _dot(material: Material, words: str) -> str:
    target = target_named(material, words) if words else Target()
    assert target is not None, f"the sample course has no {words}"
    drawing = draw(material, target, None, None, None)
    return render_dot(drawing if drawing.columns else reduced(drawing))


if __name__ == "__main__":
    sys.exit(main())
