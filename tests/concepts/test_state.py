"""The questions behind `state` and `why`, asked without the command."""

from __future__ import annotations

from pathlib import Path

from tests.support.bread import known

from lessonlint.api import course_of
from lessonlint.concepts.minds import images_before
from lessonlint.concepts.relevance import Relevance, lesson_words
from lessonlint.concepts.state import assume, lesson_at, state_at
from lessonlint.concepts.why import words_in


def test_the_words_of_a_lesson_come_from_its_module_plan(tmp_path: Path) -> None:
    course = known(tmp_path).course
    said = " ".join(words for _, words in lesson_words(course, course.lessons[4]))
    assert "The gluten network sets in the heat" in said
    assert "Threads of wheat proteins" not in said


def test_relevance_of_words(tmp_path: Path) -> None:
    relevance = Relevance(known(tmp_path), 4)
    assert relevance.of_words("gluten network") > relevance.of_words("gluten bran") > relevance.of_words("bran") == 0


def test_images_come_from_earlier_lessons_only(tmp_path: Path) -> None:
    course = known(tmp_path).course
    assert [image.words for image in images_before(course, 1)] == [
        "Gluten is made, not added",
        "Tangled wool, for the network",
    ]
    assert images_before(course, 0) == []


def test_what_brings_a_model_back_or_only_speaks_of_a_word_is_no_image(tmp_path: Path) -> None:
    (tmp_path / "record.md").write_text(
        "# Module 1.1: Dough -- Record\n\n## Per-Lesson Summaries\n\n### mixing\n\n**Analogies used:**\n"
        "- Callback to the tangled wool from milling\n- A net of threads\n\n### kneading\n",
        encoding="utf-8",
    )
    (tmp_path / "kneading.md").write_text(
        "# Lesson: Kneading\n\n**Slug:** kneading\n**Module:** 1.1 (Dough)\n\n## Mental Models\n\n"
        '- "Rise" and "crumb" come back in baking\n- "Water joins the parts" is still needed\n',
        encoding="utf-8",
    )
    images = images_before(course_of([str(tmp_path)]), 2)
    assert {image.words for image in images} == {"A net of threads", "Water joins the parts"}


def test_an_unclear_name_asserts_nothing(tmp_path: Path) -> None:
    knowledge = known(tmp_path)
    answer = assume(knowledge, state_at(knowledge, 4), "dough")
    assert answer.known is None or not answer.clear or answer.known.event.name.head >= {"dough"}


def test_lessons_by_slug_number_and_title(tmp_path: Path) -> None:
    course = known(tmp_path).course
    assert [lesson_at(course, name) for name in ("baking", "1.1.5", "Baking", "brewing")] == [4, 4, 4, None]


def test_where_the_words_of_a_reference_stand(tmp_path: Path) -> None:
    event = known(tmp_path).events[0]
    words = words_in("Gluten threads, proteins and mixing, of rye", event)
    assert words.name == ("Gluten",)
    assert words.gloss == ("proteins",)
    assert words.notes == ("threads",)
    assert words.slug == ("mixing",)
    assert words.missing == ("rye",)
    assert words.unsaid == ("network",)
