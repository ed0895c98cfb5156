"""How findings quote an author's words."""

from __future__ import annotations

from lessonlint.wording import quoted


def test_what_is_quoted_can_be_searched_in_the_file() -> None:
    assert quoted("**Resting** — half an hour – or “more”") == "“Resting — half an hour – or more”"
