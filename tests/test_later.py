"""A document known in brief: all of it is there, and nothing is loaded before somebody looks."""

from __future__ import annotations

from dataclasses import replace

import pytest
from tests.support.bread import BAKING, RECORD

from lessonlint.later import OF_RULES, Later, brief_of
from lessonlint.model.documents import Doc, LessonPlan
from lessonlint.model.read import read
from lessonlint.source import Source
from lessonlint.vocabulary import DEFAULT_VOCABULARY


class Counted:
    """The rest of a document, and how often it was asked for."""

    def __init__(self, path: str, text: str) -> None:
        whole = read(Source(path, text), DEFAULT_VOCABULARY)
        assert whole
        self.whole, self.asked = whole, list[str]()

    def later(self) -> Later:
        return Later(brief_of(self.whole), DEFAULT_VOCABULARY, self)

    def source(self) -> Source:
        self.asked.append("source")
        return self.whole.source

    def doc(self) -> Doc:
        self.asked.append("doc")
        return self.whole


PLAN = ("baking.md", BAKING.format(note="for the flour"))


@pytest.mark.parametrize("document", (PLAN, ("record.md", RECORD)), ids=lambda document: document[0])
def test_it_says_all_that_the_whole_one_says(document: tuple[str, str]) -> None:
    rest = Counted(*document)
    known, whole = rest.later(), rest.whole
    assert isinstance(known.body, type(whole.body))
    for one, other in ((known, whole), (known.body, whole.body)):
        for name in type(other).__match_args__:
            if name != "body":
                assert getattr(one, name) == getattr(other, name), name
    assert known.path == whole.path
    assert known == whole
    assert replace(known, todos=whole.todos) == whole
    if isinstance(known.body, LessonPlan):
        assert known.body._replace(built=known.body.built) == whole.body


def test_what_a_course_is_built_from_is_at_hand() -> None:
    rest = Counted(*PLAN)
    known = rest.later()
    assert isinstance(known.body, LessonPlan)
    assert (known.path, known.kind) == ("baking.md", "lesson plan")
    assert known.body.loads == rest.whole.body.loads  # type: ignore[union-attr]
    assert (known.tally, known.waivers) == (rest.whole.tally, rest.whole.waivers)
    assert rest.asked == []
    assert known.source.text == PLAN[1]
    assert rest.asked == ["source"], "its text is asked for more often than the rest"


def test_all_else_is_asked_for_whenever_it_is_looked_at() -> None:
    rest = Counted(*PLAN)
    known = rest.later()
    assert isinstance(known.body, LessonPlan)
    assert known.tables
    assert known.tables
    assert known.body.prerequisites
    assert rest.asked == ["doc", "doc", "doc"], "what it holds would stay in memory"


def test_what_rules_about_the_course_look_at_can_be_at_hand() -> None:
    rest = Counted(*PLAN)
    known = Later(brief_of(rest.whole, OF_RULES), DEFAULT_VOCABULARY, rest)
    assert isinstance(known.body, LessonPlan)
    assert isinstance(rest.whole.body, LessonPlan)
    assert known.body.prerequisites == rest.whole.body.prerequisites != ()
    assert known.header == rest.whole.header != {}
    assert rest.asked == []
    assert brief_of(known) == brief_of(rest.whole), "of a document that is known in part"


@pytest.mark.parametrize("name", ("flour", "__deepcopy__"))
def test_what_no_document_has_is_not_looked_for(name: str) -> None:
    rest = Counted(*PLAN)
    assert not hasattr(rest.later(), name)
    assert not hasattr(rest.later().body, name)
    assert rest.asked == []
