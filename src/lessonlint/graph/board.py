"""A module on one page: a column for each lesson, with the concepts that others build on, and what goes in and out."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from itertools import pairwise

from lessonlint.concepts.events import Event
from lessonlint.concepts.kept import NOT_KEPT
from lessonlint.concepts.links import SETTLED
from lessonlint.graph import drawing as kinds
from lessonlint.graph.cards import lesson_node
from lessonlint.graph.drawing import BUNDLE, CONCEPT, Cluster, Drawing, Edge, Node, clean, merged
from lessonlint.graph.material import Material, Use
from lessonlint.wording import bare, counted

_LISTED, _MOST_RECALLS, _LATER = 6, 5, 6


def draw_board(material: Material, lessons: Sequence[int], title: str) -> Drawing:
    """The picture of some lessons in course order, usually those of one module."""
    return _Board(material, lessons).draw(title)


class _Board:
    """Collects the columns, then what runs between them and across the edges of the page."""

    def __init__(self, material: Material, lessons: Sequence[int]) -> None:
        self.material = material
        self.inside = sorted(lessons)
        self.chips: dict[tuple[int, int], Node] = {}
        self.others: dict[str, Node] = {}
        self.edges: list[Edge] = []

    def draw(self, title: str) -> Drawing:
        material, inside = self.material, self.inside
        self.edges += [Edge(f"lesson:{a}", f"lesson:{b}", kinds.PRECEDES) for a, b in pairwise(inside)]
        for at in inside:
            self._needs(at)
            self._deepens(at)
        self._deferred()
        self._outgoing()
        cards = {at: lesson_node(material, at, full=True) for at in inside}
        columns = {at: [cards[at], *(chip for (home, _), chip in self.chips.items() if home == at)] for at in inside}
        for at in inside:
            columns[at] += self._rest(at)
        nodes = [*self.others.values(), *(node for at in inside for node in columns[at])]
        clusters = [Cluster(f"column:{at}", "", tuple(node.key for node in columns[at])) for at in inside]
        return Drawing(title, tuple(nodes), merged(self.edges), tuple(clusters), True, material.ladder, material.loads)

    def _chip(self, at: int, event: Event) -> str:
        """The box of a concept in the column of a lesson that teaches it."""
        root = self.material.root(event)
        if (at, root) not in self.chips:
            self.chips[at, root] = Node(
                f"concept:{root}@{at}", CONCEPT, self.material.name(event), depth=self.material.depth(event),
                changed=event.id in self.material.changed_events,
            )  # fmt: skip
        return f"concept:{root}@{at}"

    def _needs(self, at: int) -> None:
        """What a lesson needs: from the lessons before it by concept, from earlier modules by module."""
        surest: dict[tuple[int, str], Use] = {}
        for use in self.material.uses[at]:
            if use.link.standing == SETTLED or (use.root, use.kind) not in surest:
                surest[use.root, use.kind] = use
        uses = surest.values()
        bundled = self._recalls(at, [use for use in uses if use.kind not in kinds.PROBLEMS])
        incoming: dict[str, list[Use]] = defaultdict(list)
        for use in uses:
            home = use.event.order
            if use in bundled:
                continue
            if home in self.inside and home != at:
                chip = self._chip(home, use.event)
                self.edges.append(Edge(chip, f"lesson:{at}", use.kind, use.label, (self.material.name(use.event),)))
            elif home not in self.inside:
                incoming[self._bundle(use.event)].append(use)
        for key, group in incoming.items():
            self.edges += self._incoming(key, at, group)

    def _incoming(self, key: str, at: int, uses: list[Use]) -> Iterator[Edge]:
        """One arrow of each kind from an earlier module: two side by side run together on their way."""
        for kind in dict.fromkeys(use.kind for use in uses):
            told: dict[str, list[str]] = defaultdict(list)
            for use in uses:
                if use.kind == kind:
                    told[use.label].append(self.material.name(use.event))
            label = "; ".join(f"{', '.join(names)}: {words}" for words, names in told.items() if words)
            names = tuple(dict.fromkeys(name for some in told.values() for name in some))
            yield Edge(key, f"lesson:{at}", kind, label, names)

    def _recalls(self, at: int, uses: list[Use]) -> list[Use]:
        """What a lesson of the lightest load recalls, as one box when it is much; else nothing."""
        if self.material.load(self.material.course.lessons[at]) != 0 or len(uses) <= _MOST_RECALLS:
            return []
        lessons = self.material.course.lessons
        sources = Counter(lessons[use.event.order].number for use in sorted(uses, key=lambda use: use.event.order))
        told = ", ".join(f"{number} ×{times}" if times > 1 else number for number, times in sources.items())
        names = tuple(self.material.name(use.event) for use in uses)
        key = f"recalls:{at}"
        self.others[key] = Node(key, BUNDLE, counted(len(uses), "recall"), (f"from {told}",))
        self.edges.append(Edge(key, f"lesson:{at}", kinds.CARRIED, "", names))
        return uses

    def _bundle(self, event: Event) -> str:
        """The box at the left edge for everything that comes from one module."""
        name = f"{event.module[0]}.{event.module[1]}"
        key = f"from:{name}"
        names = dict.fromkeys(
            self.material.name(use.event)
            for at in self.inside for use in self.material.uses[at]
            if use.event.module == event.module and use.event.order not in self.inside
        )  # fmt: skip
        self.others.setdefault(key, Node(key, BUNDLE, f"from {self._module(event.module)}", _few(list(names))))
        return key

    def _module(self, number: tuple[int, int]) -> str:
        module = self.material.course.find(number)
        return clean(f"{number[0]}.{number[1]} {bare(module.title) if module else ''}".strip())

    def _deepens(self, at: int) -> None:
        """A concept that is taught again, deeper: an arrow from its box in the earlier column."""
        for event in self.material.taught[at]:
            same = self.material.knowledge.groups.same(event)
            earlier = [
                each for each in same if each.order < at and each.order in self.inside and each.level < event.level
            ]
            if earlier:
                before = earlier[-1]
                source, target = self._chip(before.order, before), self._chip(at, event)
                self.edges.append(Edge(source, target, kinds.DEEPENED, "", (self.material.name(event),)))

    def _deferred(self) -> None:
        """Topics that one lesson leaves to another of the same page."""
        topics: dict[tuple[int, int], list[str]] = defaultdict(list)
        for verdict in (verdict for at in self.inside for verdict in self.material.promises.get(at, ())):
            due = [at for at in verdict.due if at in self.inside and at > verdict.at]
            if len(verdict.due) == 1 and due:
                late = " (never taken up)" if verdict.outcome == NOT_KEPT else ""
                topics[verdict.at, due[0]].append(clean(bare(verdict.topic, 34)) + late)
        for (at, then), left in topics.items():
            more = f" + {len(left) - 1} more" if len(left) > 1 else ""
            self.edges.append(Edge(f"lesson:{at}", f"lesson:{then}", kinds.DEFERRED, left[0] + more, tuple(left)))

    def _outgoing(self) -> None:
        """What later modules need from here, by module, at the right edge."""
        last = self.inside[-1]
        used: dict[tuple[int, int], dict[int, Use]] = defaultdict(dict)
        for at in sorted(
            {use.at for home in self.inside for use in self.material.users.get(home, ()) if use.at > last}
        ):
            module = self.material.course.lessons[at].module
            for use in self.material.uses[at]:
                if module and use.event.order in self.inside:
                    used[module].setdefault(use.root, use)
        shown = {f"to:{module[0]}.{module[1]}": (self._module(module), used[module]) for module in list(used)[:_LATER]}
        if rest := [used[module] for module in list(used)[_LATER:]]:
            shown["to:later"] = counted(len(rest), "later module"), {root: uses[root] for uses in rest for root in uses}
        for key, (title, uses) in shown.items():
            names = [self.material.name(use.event) for use in uses.values()]
            self.others[key] = Node(key, BUNDLE, f"to {title}", _few(names))
            sources = {f"lesson:{use.event.order}" for use in uses.values()}
            self.edges += [Edge(source, key, kinds.LATER) for source in sorted(sources)]

    def _rest(self, at: int) -> Iterator[Node]:
        """What a lesson teaches that nothing else on the page builds on, in one quiet box."""
        shown = {root for home, root in self.chips if home == at}
        roots = {self.material.root(event): event for event in self.material.taught[at]}
        names = [self.material.name(event) for root, event in roots.items() if root not in shown]
        if names:
            yield Node(f"rest:{at}", BUNDLE, f"{len(names)} {'more ' if shown else ''}taught", _few(names))


def _few(names: Sequence[str]) -> tuple[str, ...]:
    more = (f"· and {len(names) - _LISTED} more",) if len(names) > _LISTED else ()
    return (*(f"· {name}" for name in names[:_LISTED]), *more)
