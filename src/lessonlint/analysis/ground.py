"""A course together with everything it takes to judge it again after a change."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property

from lessonlint.concepts.knowledge import Knowledge
from lessonlint.concepts.rankings import Ranked
from lessonlint.concepts.registry import Registry
from lessonlint.course.build import build_course
from lessonlint.course.values import Course
from lessonlint.diagnostic import Diagnostic
from lessonlint.engine import Subjects, run_rules
from lessonlint.model.documents import Doc
from lessonlint.policy import Decision, judge
from lessonlint.rule import Rule
from lessonlint.rules import RULES


@dataclass(frozen=True)
class Ground:
    """A course, what was decided about it, and how a team judges.

    `open_paths` and `complete` are what `build_course` was told, `options` the options of rules by code, `today` the
    ISO date by which waivers end, `ranked` what an earlier run ranked.
    """

    course: Course
    registry: Registry
    decision: Decision
    options: Mapping[str, object] = field(default_factory=dict)
    open_paths: Collection[str] = ()
    complete: Collection[str] = ()
    today: str = ""
    ranked: Ranked | None = None

    @cached_property
    def subjects(self) -> Subjects:
        """What the rules look at; the concept graph is built when it is first asked for."""
        return Subjects(self.course, self.registry, ranked=lambda: self.ranked)

    @property
    def knowledge(self) -> Knowledge:
        """The concept graph of the course."""
        return self.subjects.knowledge

    def rebuilt(self, docs: Sequence[Doc]) -> Ground:
        """The same course with other documents."""
        course = self.course
        changed = build_course(
            docs, course.unreadable, course.strays, self.open_paths, self.complete, course.vocabulary
        )
        return replace(self, course=changed)

    def diagnostics(self, wanted: Callable[[Rule], bool]) -> tuple[Diagnostic, ...]:
        """What `check` says of the course by some rules, waived findings left out."""
        rules = [rule for rule in RULES if wanted(rule) and self.decision.enabled(rule)]
        # A rule that crashes here finds nothing, and that would be told as good news.
        raw = run_rules(self.subjects, rules, self.options, debug=True)
        return judge(raw, self.course.waivers(), self.decision, self.today, lambda _: True).diagnostics
