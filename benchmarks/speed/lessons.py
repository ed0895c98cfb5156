"""Lesson plans with their reviews, as Markdown."""

from __future__ import annotations

from datetime import date, timedelta
from random import Random

from speed.reviews import reviews
from speed.syllabus import CONSOLIDATE, LADDER, STRETCH, Known, Lesson, Module, Step, Syllabus
from speed.words import ADJECTIVES, NOUNS, Stock

_FIRST_DAY = date(2024, 1, 8)
_GAP_SHARE = 0.06
_MODALITIES = ("Visual", "Verbal/analogy", "Symbolic", "Concrete example", "Intuitive", "Geometric")
_STEPS = (
    "Opening", "Two Pieces Compared", "A First Guess", "Why It Happens", "The Exception", "Hands On",
    "Bringing It Back", "Check", "Summary",
)  # fmt: skip
_EXAMPLES = ("Positive", "Positive (everyday)", "Negative", "Boundary", "Positive")


class LessonPage:
    """One lesson plan. `amount` scales its prose: 1 is the length of real plans, 0 a sentence in each place."""

    def __init__(self, course: Syllabus, module: Module, lesson: Lesson, slugs: list[Lesson], amount: float) -> None:
        self.lesson, self.module, self._all = lesson, module, slugs
        self.random = Random(f"{course.seed}/page/{lesson.index}")
        heads = [step.concept.head for step in lesson.steps] + [known.concept.head for known in lesson.needs]
        self.stock = Stock(self.random, module.words, heads, short=course.lean)
        self._vague: set[str] = set()
        self._amount = amount
        self.first = module.lessons[0] is lesson
        shallow = [known for known in lesson.needs if known.level < len(LADDER) - 1]
        self.gaps = [known for known in shallow if known != lesson.overclaimed and self._chance(_GAP_SHARE)]

    def render(self) -> str:
        """The whole document."""
        parts = [
            *self._header(), *self._orient(), *self._analyze(), *self._disprove(), *self._design(), *self._load(),
            *self._bounds(), *self._outline(), *self._checklists(), *self._built(), *self._reviews(),
        ]  # fmt: skip
        return "\n".join(parts).rstrip("\n") + "\n"

    def prose(self, sentences: float) -> str:
        """Prose for a place where real plans have about so many sentences."""
        return self.stock.prose(sentences * self._amount)

    def many(self, count: int, least: int) -> int:
        """How many of something a page has, at least what every page needs."""
        return count if self._amount else least

    def _chance(self, share: float) -> bool:
        return self.random.random() < share

    def _header(self) -> list[str]:
        lesson = self.lesson
        titles = (
            f"# Lesson: {lesson.title}",
            f"# Lesson Planning: {lesson.title}",
            f"# Lesson {lesson.order}: {lesson.title} ({lesson.slug}) -- Planning Document",
        )
        where = f"**Module:** {self.module.name} ({self.module.title})"
        position = f"Lesson {lesson.order} of {lesson.count}"
        if lesson.index % 2:
            head = [f"**Series:** {lesson.series} | {where} | **Lesson:** {lesson.order} of {lesson.count}"]
        else:
            head = [where, f"**Position:** {position}"]
        head += [
            f"**Slug:** {lesson.slug}",
            "**Type:** Hands-on (no notebook)",
            f"**Cognitive load:** {lesson.load}",
        ]
        return [titles[lesson.index % len(titles)], "", *head, "", "---", ""]

    def _source(self, known: Known) -> str:
        """How a row says where something was taught: in the forms that authors use."""
        lesson = self._all[known.lesson]
        form = self.random.random()
        if form < 0.6:
            return lesson.cited
        if form < 0.8:
            return lesson.slug
        if form < 0.92:
            return lesson.number
        return f"{lesson.series}.{lesson.module} (various)"

    def _named(self, known: Known) -> str:
        """How a row names a concept: seldom as the index does."""
        concept, form = known.concept, self.random.random()
        if form < 0.15:
            return concept.name
        if form < 0.4:
            return concept.head
        if form < 0.65:
            return f"{concept.head} ({self.stock.pick(ADJECTIVES)} {self.stock.pick(NOUNS)})"
        first, aspect, *_ = concept.head.split(" ")
        if form < 0.85:
            other = f"{self.stock.pick(ADJECTIVES)} {self.stock.pick(NOUNS)}"
            return f"{aspect.capitalize()} of {first.lower()}, as a {other}"
        vague = f"{aspect.capitalize()} and the {self.stock.pick(NOUNS)}"
        if vague in self._vague:  # two concepts by one name would contradict each other
            return concept.head
        self._vague.add(vague)
        return vague

    def _orient(self) -> list[str]:
        lesson = self.lesson
        rows = [
            f"| {known.concept.name if self._chance(0.4) else self._named(known)} | {LADDER[known.level]} "
            f"| {self._source(known)} | {self.prose(1.5)} |"
            for known in lesson.recalls[: self.many(len(lesson.recalls), 3)]
        ]
        table = ["### Relevant Concepts", "", "| Concept | Depth | Source | Notes |",
                 "|---------|-------|--------|-------|", *rows, ""] if rows else []  # fmt: skip
        models = [
            f'- "{self.stock.prose(1)[:-1]}" ({self._all[known.lesson].slug})'
            for known in lesson.recalls[: self.many(6, 1)]
        ]
        return [
            ("## Phase 1: Orient -- Student State", "## Phase 1: Student State (Orient)")[lesson.index % 2], "",
            self.prose(7), "", *table,
            *(["### Mental Models Already Established", "", *models, ""] if models else []),
            "### What Was NOT Covered", "", *self._promised(), "",
            "### Readiness Assessment", "", self.prose(7), "", "---", "",
        ]  # fmt: skip

    def _promised(self) -> list[str]:
        """What is left for later, and taught there."""
        later = [each for each in self.module.lessons if each.order > self.lesson.order][:3]
        kept = [f"- {each.targets[0].concept.head} (Lesson {each.order})" for each in later]
        return kept or [f"- {self.stock.pick(self.module.words).capitalize()} from other {self.stock.pick(NOUNS)}s"]

    def _analyze(self) -> list[str]:
        new = self.lesson.targets[0].concept
        return [
            "## Phase 2: Analyze", "", "### Target Concept", "",
            f"After this lesson the student can explain {new.head.lower()}, and can use it to decide {new.gloss}. "
            + self.prose(2), "",
            *self._prerequisites(), *self._gap_section(),
        ]  # fmt: skip

    def _prerequisites(self) -> list[str]:
        rows = [self._prerequisite(at, known) for at, known in enumerate(self.lesson.needs)]
        if not rows or self._chance(0.4):
            rows.append(f"| Reading a {self.stock.pick(NOUNS)} | INTRODUCED | INTRODUCED | Prior education | OK | "
                        f"{self.prose(1)} |")  # fmt: skip
        return ["### Prerequisites Table", "",
                "| Concept | Required Depth | Actual Depth | Source | Status | Reasoning |",
                "|---------|----------------|--------------|--------|--------|-----------|", *rows, ""]  # fmt: skip

    def _prerequisite(self, at: int, known: Known) -> str:
        actual = required = known.level
        status, name, source = "OK", self._named(known), self._source(known)
        if known in self.gaps:
            required, status = known.level + 1, "GAP (small)"
        elif known.level > 1 and self._chance(0.3):
            required -= 1
        if at == 0 and self.lesson.planted == "LL108":
            source = f"the-{'-'.join(reversed(self._all[known.lesson].slug.split('-')))}-of-old"
        if known == self.lesson.overclaimed:
            name, source, status = known.concept.name, self._all[known.lesson].cited, "OK"
            required = actual = len(LADDER) - 1
        return f"| {name} | {LADDER[required]} | {LADDER[actual]} | {source} | {status} | {self.prose(1.5)} |"

    def _gap_section(self) -> list[str]:
        rows = [f"| {known.concept.head} | Small | {self.prose(1.5)} |" for known in self.gaps]
        if not rows:
            return ["**Gap resolution:** None.", ""]
        return ["### Gap Resolution", "", "| Gap | Size | Resolution |", "|-----|------|------------|", *rows, ""]

    def _disprove(self) -> list[str]:
        beliefs = [self._belief(at) for at in range(self.many(self.random.randint(4, 5), 3))]
        examples = [
            f"| {self.stock.prose(1)} | {kind} | {self.prose(1)} | {self.prose(2)} |"
            for kind in _EXAMPLES[: self.many(len(_EXAMPLES), 3)]
        ]
        return [
            "### Misconceptions Table", "",
            "| Misconception | Why They'd Think This | Negative Example | Where to Address |",
            "|---------------|-----------------------|------------------|------------------|", *beliefs, "",
            "### Examples Planned", "", "| Example | Type | Purpose | Why This Example |",
            "|---------|------|---------|------------------|", *examples, "", "---", "",
        ]  # fmt: skip

    def _belief(self, at: int) -> str:
        words = belief(self.module, self.lesson, at)
        case = f"A {self.stock.pick(ADJECTIVES)} {self.stock.pick(NOUNS)} of {at + 2}{self.lesson.order} grams. "
        negative = "--" if at == 1 and self.lesson.planted == "LL301" else case + self.prose(2)
        return f'| "{words}" | {self.prose(2)} | {negative} | Section {at + 2} |'

    def _design(self) -> list[str]:
        rows = [f"| {each} | {self.prose(1.5)} | {self.prose(1.5)} |" for each in _MODALITIES[: self.many(5, 3)]]
        known = [
            f"| {self._named(known)} | {self._bridge(at)} {self.prose(1)} | {self._all[known.lesson].cited} |"
            for at, known in enumerate(self.lesson.needs[: self.many(5, 3)])
        ]
        connections = ["### Connections to Prior Concepts", "", "| Prior Concept | How It Connects | Source |",
                       "|---------------|-----------------|--------|", *known, ""] if known else []  # fmt: skip
        return [
            "## Phase 3: Design", "", "### Narrative Arc", "", self.prose(9), "", self.prose(9), "",
            "### Modalities Planned", "", "| Modality | What Specifically | Why This Modality for This Concept |",
            "|----------|-------------------|------------------------------------|", *rows, "", *connections,
            "**Analogies that could mislead:**", f"- **A {self.stock.pick(NOUNS)}** -- {self.prose(2)}", "",
        ]  # fmt: skip

    def _bridge(self, at: int) -> str:
        """Names the new concepts one after the other, so that each is connected to something."""
        return f"{self.lesson.targets[at % len(self.lesson.targets)].concept.head} begins here."

    def _load(self) -> list[str]:
        lesson = self.lesson
        before = "N/A (first lesson of the module)"
        if not self.first:
            last = self.module.lessons[lesson.order - 2]
            load = (CONSOLIDATE if last.load != CONSOLIDATE else STRETCH) if lesson.planted == "LL206" else last.load
            before = f"{load} ({last.slug})"
        new = [] if lesson.load == CONSOLIDATE else lesson.targets
        stated = len(new) - (lesson.planted == "LL205")
        items = [f"  {at}. {step.concept.head}: {step.concept.gloss}" for at, step in enumerate(new, 1)]
        return [
            "### Cognitive Load Assessment", "", f"- **New concepts in this lesson:** {stated}", *items,
            f"- **Previous lesson load:** {before}",
            f"- **This lesson's load:** {lesson.load} -- appropriate. {self.prose(4)}", "",
        ]  # fmt: skip

    def _bounds(self) -> list[str]:
        about = [f"- {step.concept.head}, {step.concept.gloss}" for step in self.lesson.steps[:5]]
        beyond = [f"- Selling {self.stock.pick(self.module.words)} {self.stock.pick(NOUNS)}s" for _ in range(3)]
        targets = [f"- {step.concept.head}: {step.depth} ({self.stock.prose(1)[:-1]})" for step in self.lesson.targets]
        return ["### Scope Boundaries", "", "**This lesson IS about:**", *about, "", "**This lesson is NOT about:**",
                *self._promised(), *beyond, "", "### Depth Targets", "", *targets, ""]  # fmt: skip

    def _outline(self) -> list[str]:
        found = ["### Lesson Outline", ""]
        for at, title in enumerate(_STEPS[: self.many(len(_STEPS), 5)], 1):
            found += [f"{at}. **{title}**"]
            found += [f"   - {self.prose(2)}" for _ in range(self.many(self.random.randint(3, 6), 1))]
            if at == 4 and self._amount:
                word = self.stock.pick(self.module.words)
                found += ["", "   ```python", f"   {word} = [{at}, {at + 3}]  # a | b", f"   print(max({word}))",
                          "   ```"]  # fmt: skip
            found.append("")
        return [*found, "### Widgets", "", self.prose(6), "", "---", ""]

    def _checklists(self) -> list[str]:
        new = 0 if self.lesson.load == CONSOLIDATE else len(self.lesson.targets)
        last = "[ ]" if self.lesson.planted == "LL604" else "[x]"
        return [
            "## Checklists", "", "### Prerequisite Audit", "- [x] Assumed concepts are listed with the depth they need",
            "- [x] Depths come from the record", "", "### Pedagogical Design",
            "- [x] The problem comes before the words for it", f"- [x] No more than three new concepts ({new} new)",
            "- [x] Two positive examples and one negative", f"- {last} Scope stated in both directions", "", "---", "",
        ]  # fmt: skip

    def _built(self) -> list[str]:
        items = [f"- {self.prose(2)}" for _ in range(self.many(5, 1))]
        return ["## What Was Actually Built", "", *items, "", "---", ""]

    def _reviews(self) -> list[str]:
        return reviews(self, _FIRST_DAY + timedelta(days=self.lesson.index))


def belief(module: Module, lesson: Lesson, at: int) -> str:
    """A misconception of a lesson, in the same words wherever it is named."""
    word = module.words[(lesson.order * 5 + at) % len(module.words)]
    noun = NOUNS[(lesson.index * 11 + at * 17) % len(NOUNS)]
    quality = ADJECTIVES[(lesson.index + at * 7) % len(ADJECTIVES)]
    return f"A {quality} {noun} makes the {word} hold for longer"


def deepest(steps: list[Step]) -> list[Step]:
    """The steps of a module with each concept once, as deep as it got."""
    found: dict[str, Step] = {}
    for step in steps:
        if step.concept.head not in found or found[step.concept.head].level < step.level:
            found[step.concept.head] = step
    return list(found.values())
