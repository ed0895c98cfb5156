"""What we write as Mermaid, read and drawn by Mermaid itself in a real browser.

npm install --prefix SOMEWHERE mermaid
LESSONLINT_MERMAID=SOMEWHERE/node_modules/mermaid/dist/mermaid.min.js pytest tests/integration/test_mermaid.py
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from tests.graph.test_formats import drawn
from tests.integration.browser import chromium
from tests.support.bread import ask
from tests.support.hostile import HOSTILE

from lessonlint.graph.drawing import clean
from lessonlint.graph.mermaid import render_mermaid

if TYPE_CHECKING:
    from playwright.sync_api import Page

PROGRAM = os.environ.get("LESSONLINT_MERMAID")
_DRAW = """async text => {
    mermaid.initialize({startOnLoad: false, securityLevel: 'strict', maxTextSize: 100000});
    await mermaid.parse(text);
    document.body.innerHTML = (await mermaid.render('drawn', text)).svg;
}"""


@pytest.fixture(scope="module")
def page() -> Iterator[Page]:
    if not PROGRAM:
        pytest.skip("LESSONLINT_MERMAID names no mermaid.min.js")
    with chromium() as browser:
        page = browser.new_page()
        page.goto("about:blank")
        page.add_script_tag(path=PROGRAM)
        yield page


def _squeezed(words: str) -> str:
    return re.sub(r"\s", "", words)


def test_every_name_is_drawn_as_written_and_runs_nothing(page: Page) -> None:
    page.evaluate(_DRAW, render_mermaid(drawn(*HOSTILE)))
    assert page.evaluate("window.broken") is None
    shown = _squeezed(page.inner_text("body"))
    assert [name for name in HOSTILE if _squeezed(clean(name)) not in shown] == []
    assert page.locator("body img, body script, body a").count() == 0


@pytest.mark.parametrize("words", ("1.1", "gluten-network", "--level module", "--level series"))
def test_the_sample_course_is_drawn(page: Page, root: Path, words: str) -> None:
    answer = ask("graph", *words.split(), root / "curriculum", "--format", "mermaid")
    page.evaluate(_DRAW, answer.out)
    assert page.locator("body svg .node").count() > 1
