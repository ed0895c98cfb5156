"""Labels that are not in bold, where readers know their words."""

from __future__ import annotations

from tests.model.reader import doc, lesson

from lessonlint.model.documents import LessonPlan


def test_a_load_section() -> None:
    found = lesson("## Load\n\n- New concepts: 2 (rest, heat)\nPrevious lesson load: STRETCH\n- This lesson: BUILD\n")
    assert found.new_concepts is not None
    assert [item.value for item in found.new_concepts.items] == ["rest", "heat"]
    assert found.previous_load is not None
    assert found.previous_load.load.word == "STRETCH"
    assert [claim.load.word for claim in found.loads] == ["BUILD"]


def test_what_is_in_bold_comes_first() -> None:
    found = lesson("## Load\n\n- **New concepts:** 2\n\nNew concepts: 5 if there is time\n")
    assert found.new_concepts is not None
    assert found.new_concepts.low == 2


def test_a_review_without_any_bold_word() -> None:
    text = """## Review

Summary: 0 critical, 1 improvement, 0 polish

Verdict: NEEDS REVISION

### [IMPROVEMENT] The oven is cold

Location: Section 2
Issue: nobody lit it
Student impact: no bread
Suggested fix: light it
Remark: in time
"""
    plan = lesson(text)
    (review,) = plan.reviews
    assert (review.verdict, {name: count.low for name, count in review.counts}) == (
        "NEEDS REVISION",
        {"CRITICAL": 0, "IMPROVEMENT": 1, "POLISH": 0},
    )
    (finding,) = review.findings
    assert dict(finding.fields)["issue"].value == "nobody lit it"
    assert "remark" not in dict(finding.fields)
    assert plan.outcome.is_open


def test_a_label_stands_where_its_words_do() -> None:
    found = doc(
        "# Lesson: Dough\n\nSlug: first-dough\nLoad: BUILD\nWeather: rain\n\n## Prerequisites\n\nType: STRETCH\n"
    )
    assert isinstance(found.body, LessonPlan)
    assert {key: found.raw(value) for key, value in found.header.items()} == {"slug": "first-dough", "load": "BUILD"}
    assert found.identity.slug.value == "first-dough"
