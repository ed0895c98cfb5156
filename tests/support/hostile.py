"""Words that attack whoever shows them: one list for every format, and a course in which they stand everywhere."""

from __future__ import annotations

import re
from pathlib import Path

from tests.support.bread import RECORD, bake

TERMINAL = (
    "\x1b[2J\x1b[31mred", "\x1b]0;title\x07", "\x1b]8;;http://x\x1b\\link", "\x9b31m", "\x9d0;x\x9c", "\x08\x08\x7f",
    "\u202eabc", "\u2066abc\u2069", "\u200fabc", "\u061cabc", "nel\x85line", "line\u2028par\u2029", "feed\x0c\x0btab\t",
    "\ufeffmark", "soft\xadhyphen",
)  # fmt: skip
MARKUP = (
    'say "hi" & \'bye\'', "<script>window.broken = 1</script>", "<img src=x onerror=window.broken=1>", "<b>bold</b>",
    "</script></style></title>", "]]>", "<!-- x", "-->", "&lt;b&gt; &amp; &#10;", "javascript:alert(1)",
    "[a](javascript:b)", "![a](http://x/y.png)", "`code` **bold** ~~gone~~ _it_", "@everyone #12 !7", "# head",
    "> quote", "1. one", "- [x] done", "```", "a --- b -- c",
)  # fmt: skip
LANGUAGES = (
    "100 % {{data}} {{nothing}}", "100 % %%{init: {}}%%", "::error::x", "::stop-commands::y", "%0A%25", "##[error]z",
    "a --> b; c", "#quot; #35;", "end", "subgraph", "n1", "{rank=same}", '"]; x -> y [label="', "back\\slash\\n\\N \\",
    "__proto__", "constructor", "\\u003c \\n `${1}`", "{0} %s $HOME $(id)", "../../etc/passwd", "null", "=1+1",
    "x" * 300,
)  # fmt: skip
PEOPLE = ("שלום עולם", "パンの生地", "e\u0301clair", "👩\u200d🍳", "Zürich naïve", "\U0001f35e", "Ⅷ ﬁ")
NOT_IN_FILES = ("one\ntwo\r\nthree", "nul\x00", "\ud800", "\ufffe", "", "  ")
HOSTILE = (*TERMINAL, *MARKUP, *LANGUAGES, *PEOPLE, *NOT_IN_FILES)

# What no output may hold: a terminal obeys it, or shows a line otherwise than it is.
OBEYED = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff]")


def spoiled(folder: Path, names: tuple[str, ...]) -> Path:
    """The bread course with every name as a concept, a need, a belief, a promise and part of a depth."""
    course = bake(folder)
    cells = [name.replace("|", "\\|") for name in names]
    rows = "".join(f"| {cell} | DEVELOPED | weighing | |\n" for cell in cells)
    tare = "| Tare (a scale set to nothing) | APPLIED | weighing | Everyone weighed a bowl. |\n"
    record = RECORD.replace(tare, tare + rows).replace("- Kneading by hand (Lesson 2)\n", "".join(
        f"- Knead {cell} (Lesson 2)\n" for cell in cells
    ))  # fmt: skip
    (course / "module-1-1" / "record.md").write_text(record, encoding="utf-8", newline="")
    plan = course / "module-1-1" / "lessons" / "baking.md"
    beliefs = "".join(f"| {cell} | {cell} | {cell} |\n" for cell in cells)
    table = f"\n### Misconceptions\n\n| Misconception | Why | Negative Example |\n|---|---|---|\n{beliefs}"
    needs = "".join(f"| {cell} | APPLIED | APPLIED | weighing (1.1.4) | OK | |\n" for cell in cells)
    odd = "".join(f"| Salt | DEVOLPED {cell} | APPLIED | {cell} | OK | |\n" for cell in cells)
    text = plan.read_text(encoding="utf-8").replace("# Lesson: Baking", f"# Lesson: Baking {MARKUP[1]}")
    plan.write_text(text + needs + odd + table, encoding="utf-8", newline="")
    return course
