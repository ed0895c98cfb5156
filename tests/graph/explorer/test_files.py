"""The script and style of the explorer are read by people too."""

from __future__ import annotations

import re
from importlib.resources import files

SCRIPTS = {
    each.name: each.read_text("utf-8") for each in files("lessonlint.graph.explorer").iterdir() if "." in each.name
}
FUNCTION = re.compile(r"^(?:async )?function (\w+)[^\n]*\n(.*?)^}", re.MULTILINE | re.DOTALL)


def test_files_and_functions_stay_short() -> None:
    assert {name for name, text in SCRIPTS.items() if text.count("\n") >= 400} == set()
    found = {
        match[1]: match[0].count("\n") + 1
        for name, text in SCRIPTS.items() if name.endswith(".js") for match in FUNCTION.finditer(text)
    }  # fmt: skip
    assert len(found) > 50
    assert {name for name, lines in found.items() if lines >= 50} == set()


def test_no_script_turns_words_into_markup() -> None:
    script = "".join(text for name, text in SCRIPTS.items() if name.endswith(".js"))
    assert not re.search(
        r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\b|Function\(|DOMParser", script
    )
