"""Which findings say that they come of a module that was renumbered."""

from __future__ import annotations

from tests.course.builder import lesson, plan
from tests.support.suites import TODAY, memory

from lessonlint.api import check_workspace
from lessonlint.config.settings import Configuration, Settings

_SHAPING = """# Lesson: Shaping

**Module:** 1.1
**Slug:** shaping
**Position:** Lesson 2 of 2
**Notebook:** `1-1-2-shaping.ipynb`

| Concept | Required Depth | Actual Depth | Source | Status | Reasoning |
|---|---|---|---|---|---|
| Gluten | DEVELOPED | DEVELOPED | kneading (1.1.1) | OK | Stretch |
"""


def test_what_follows_old_numbers_names_the_plan_with_the_new_ones() -> None:
    files = {"plan.md": plan("water", "kneading", "shaping"), "kneading.md": lesson("kneading"), "shaping.md": _SHAPING}
    found = check_workspace(memory(files), Configuration(Settings()), TODAY).diagnostics
    caused = {each.code: each.cause for each in found if each.cause}
    assert caused == dict.fromkeys(("LL109", "LL506", "LL610"), "plan.md")
