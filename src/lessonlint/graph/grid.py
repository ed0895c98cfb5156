"""Maps on a grid: a row of boxes for each frame, in course order, and arrows in tracks between the rows.

No arrow runs through a box, and each label stands on its own arrow. No two share a line but plain ones from or into one
box: where they are many, they are a trunk with branches. Graphviz is not asked: it puts rows where arrows pull them.
Lengths are points; the origin is the top left corner.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from lessonlint.graph.drawing import MANY, Drawing, wrapped

_ROW, _MOST_ENDS = 8, 24
_EDGE, _HEAD, _FOOT, _SPACE, _PORT, _LANE, _TRACK = 14, 12, 10, 40, 13, 12, 14
_NAME, _NAME_LINES, _NAME_LETTER, _NAME_LINE = 16, 4, 7.4, 16
_LABEL, _LETTER, _LINE = 26, 4.9, 11
_TIP, _ROUND, _CLEAR, _ASIDE = 7, 8, 4, 12
Point = tuple[float, float]


class Box(NamedTuple):
    """The place of a box or frame: its top left corner, and its size."""

    x: int
    y: int
    width: int
    height: int


class Layout(NamedTuple):
    """Where everything of a drawing stands: boxes, frames and their names by their keys, arrows by their number.

    An arrow has the control points of its curve and the middle of its label; what has none is drawn straight.
    """

    size: tuple[int, int]
    boxes: Mapping[str, Box]
    frames: Mapping[str, Box]
    curves: Mapping[int, tuple[int, ...]]
    labels: Mapping[int, tuple[int, int]]
    names: Mapping[str, Box]


def on_grid(drawing: Drawing, sizes: Mapping[str, tuple[int, int]]) -> Layout:
    """The places of a map whose boxes have these sizes."""
    rows = list(_rows(drawing))
    routes = _routes(drawing, [keys for _, keys in rows])
    return _Grid(drawing, sizes, rows, routes).layout()


def label_size(label: str) -> tuple[int, int]:
    """The width and height of what stands on an arrow."""
    lines = label_lines(label)
    return round(max(map(len, lines)) * _LETTER) + 6, len(lines) * _LINE + 2


def label_lines(label: str) -> list[str]:
    """What stands on an arrow, in short lines."""
    return wrapped(label, _LABEL, 3)


def name_lines(name: str) -> list[str]:
    """The name of a frame, in short lines: it stands at the left, where no arrow runs."""
    return wrapped(name, _NAME, _NAME_LINES)


def _rows(drawing: Drawing) -> Iterator[tuple[str, list[str]]]:
    """What stands beside each other, with the key of its frame; what has no frame comes first."""
    loose = [node.key for node in drawing.loose]
    yield from (("", loose[at : at + _ROW]) for at in range(0, len(loose), _ROW))
    yield from ((cluster.key, list(cluster.members)) for cluster in drawing.clusters)


class _Route(NamedTuple):
    """The way of an arrow between two places in rows and columns. One that leads back is drawn from its end.

    It leaves its upper box and enters its lower one at ports, which have the number of the first arrow there. Arrows of
    one `trunk` may run upon each other; it has the number of their common port, and is -1 for an arrow by itself.
    """

    number: int
    upper: tuple[int, int]
    lower: tuple[int, int]
    back: bool
    leaves: int
    enters: int
    trunk: int = -1

    @property
    def is_beside(self) -> bool:
        """Whether it leads to the very next box."""
        return not self.back and self.upper[0] == self.lower[0] and self.upper[1] + 1 == self.lower[1]

    @property
    def ends(self) -> tuple[tuple[tuple[int, int], bool, int], tuple[tuple[int, int], bool, int]]:
        """The boxes it leaves and enters, whether at their upper side, and its port there."""
        return (self.upper, self.upper[0] == self.lower[0], self.leaves), (self.lower, True, self.enters)

    @property
    def rows_between(self) -> range:
        """The rows that it has to pass."""
        return range(self.upper[0] + 1, self.lower[0])


def _routes(drawing: Drawing, rows: Sequence[Sequence[str]]) -> list[_Route]:
    spots = {key: (row, column) for row, keys in enumerate(rows) for column, key in enumerate(keys)}
    trunks = _trunks(drawing, spots)
    found = []
    for number, edge in enumerate(drawing.edges):
        one, other = spots[edge.source], spots[edge.target]
        if one != other:
            splits, joins = trunks.get((number, True), number), trunks.get((number, False), number)
            trunk = min(splits, joins) if (number, True) in trunks or (number, False) in trunks else -1
            found.append(_Route(number, min(one, other), max(one, other), one > other, splits, joins, trunk))
    return found


def _trunks(drawing: Drawing, spots: Mapping[str, tuple[int, int]]) -> dict[tuple[int, bool], int]:
    """The first of the plain arrows down that leave (True) or enter one box, by each of them, where they are many."""
    plain = [
        (number, edge) for number, edge in enumerate(drawing.edges)
        if edge.is_plain and spots[edge.source][0] < spots[edge.target][0]
    ]  # fmt: skip
    found: dict[tuple[int, bool], int] = {}
    for splits in (True, False):
        ends: dict[str, list[int]] = defaultdict(list)
        for number, edge in plain:
            if (number, True) not in found:
                ends[edge.source if splits else edge.target].append(number)
        found |= {(each, splits): some[0] for some in ends.values() if len(some) >= MANY for each in some}
    return found


class _Segment(NamedTuple):
    """The level part of a way between two rows, from where it comes down to where it goes on."""

    route: _Route
    start: float
    end: float
    has_label: bool


class _Grid:
    """Works out columns first, then what runs beside and between them, then rows from the top down."""

    def __init__(
        self,
        drawing: Drawing,
        sizes: Mapping[str, tuple[int, int]],
        rows: list[tuple[str, list[str]]],
        routes: list[_Route],
    ) -> None:
        self._drawing, self._rows, self._routes = drawing, rows, routes
        self._sizes = self._with_room(sizes)
        self._names = {cluster.key: name_lines(cluster.name) for cluster in drawing.clusters if cluster.name}
        longest = max((len(line) for lines in self._names.values() for line in lines), default=0)
        self._margin = round(longest * _NAME_LETTER) + _HEAD if longest else 0
        columns = max((len(keys) for _, keys in rows), default=0)
        self._widths = [max(self._sizes[keys[at]][0] for _, keys in rows if at < len(keys)) for at in range(columns)]
        self._lanes = self._chosen_lanes()
        self._rooms = [self._room(gap) for gap in range(columns + 1)]
        self._gaps = self._gap_starts()
        self._ports = self._port_places()
        self._channels = [self._tracks(list(self._segments(row))) for row in range(len(rows) + 1)]

    def _with_room(self, sizes: Mapping[str, tuple[int, int]]) -> dict[str, tuple[int, int]]:
        """The sizes of boxes, wide enough for arrows to end side by side."""
        ends = {end for route in self._routes if not route.is_beside for end in route.ends}
        most: dict[str, int] = {}
        for ((row, column), _), number in Counter((spot, is_top) for spot, is_top, _ in ends).items():
            key = self._rows[row][1][column]
            most[key] = max(most.get(key, 0), min(number, _MOST_ENDS))
        return {key: (max(wide, most.get(key, 0) * _PORT + 16), high) for key, (wide, high) in sizes.items()}

    def layout(self) -> Layout:
        """Everything from the top down."""
        boxes: dict[str, Box] = {}
        frames: dict[str, Box] = {}
        names: dict[str, Box] = {}
        wide = round(self._gaps[-1]) + _EDGE
        tops: list[float] = []
        y = float(_EDGE)
        for row, (name, keys) in enumerate(self._rows):
            tops.append(y)
            y += self._depth(row)
            named = len(self._names.get(name, ())) * _NAME_LINE
            high = max(named, *(self._sizes[key][1] for key in keys))
            if name:
                frames[name] = Box(_EDGE, round(y), wide - 2 * _EDGE, _HEAD + high + _FOOT)
                y += _HEAD
            if named:
                names[name] = Box(_EDGE, round(y + (high - named) / 2), self._margin, named)
            for column, key in enumerate(keys):
                width, height = self._sizes[key]
                boxes[key] = Box(round(self._middle(column) - width / 2), round(y + (high - height) / 2), width, height)
            y += high + (_FOOT if name else 0)
        tops.append(y)
        curves, labels = self._drawn(boxes, tops)
        size = wide, round(y + self._depth(len(self._rows)) + _EDGE)
        return Layout(size, boxes, frames, curves, labels, names)

    def _middle(self, column: int) -> float:
        return self._gaps[column] + self._widths[column] / 2

    def _chosen_lanes(self) -> dict[int, tuple[int, int]]:
        """The gap between columns in which each long arrow passes rows, and its lane there."""
        taken: dict[int, list[dict[int, int]]] = defaultdict(list)  # by lane, which arrow or trunk has which space
        found = {}
        for route in sorted(self._routes, key=lambda each: len(each.rows_between)):
            if not route.rows_between:
                continue
            one, other = route.upper[1] + 0.5, route.lower[1] + 0.5
            gaps = range(len(self._widths) + 1)
            gap = min(gaps, key=lambda at: abs(at - one) + abs(at - other) + 0.15 * len(taken[at]))
            who = route.trunk if route.trunk >= 0 else route.number
            passed = range(route.upper[0] + 1, route.lower[0] + 1)  # the spaces above rows
            free = (at for at, spaces in enumerate(taken[gap]) if all(spaces.get(x, who) == who for x in passed))
            lane = next(free, len(taken[gap]))
            if lane == len(taken[gap]):
                taken[gap].append({})
            taken[gap][lane] |= dict.fromkeys(passed, who)
            found[route.number] = gap, lane
        self._taken = {gap: len(lanes) for gap, lanes in taken.items()}
        return found

    def _room(self, gap: int) -> float:
        """How wide a gap is: for its lanes, and for the labels of arrows to the very next box."""
        outer = gap in (0, len(self._widths))
        told = [
            label_size(self._drawing.edges[route.number].label)[0] + 44
            for route in self._routes
            if route.is_beside and route.lower[1] == gap and self._drawing.edges[route.number].label
        ]
        lanes = self._taken.get(gap, 0) * _LANE + _LANE
        return max([lanes, _EDGE if outer else _SPACE, *told])

    def _gap_starts(self) -> list[float]:
        """Where each gap ends: the left edge of the column after it, or the right edge of everything."""
        ends, x = [], float(_EDGE + self._margin)
        for gap in range(len(self._widths) + 1):
            x += self._rooms[gap]
            ends.append(x)
            x += self._widths[gap] if gap < len(self._widths) else 0
        return ends

    def _lane_place(self, number: int) -> float:
        gap, lane = self._lanes[number]
        lanes = self._taken[gap]
        return self._gaps[gap] - self._rooms[gap] / 2 + (lane - (lanes - 1) / 2) * _LANE

    def _port_places(self) -> dict[tuple[int, bool], float]:
        """Where each arrow leaves its upper box and enters its lower one (True): side by side, as they go on."""
        sides: dict[tuple[tuple[int, int], bool], dict[tuple[int, bool], float]] = defaultdict(dict)
        for route in self._routes:
            if route.is_beside:
                continue
            lane = self._lane_place(route.number) if route.number in self._lanes else None
            towards = self._middle(route.lower[1]) if lane is None else lane
            back = self._middle(route.upper[1]) if lane is None else lane
            (upper, same, leaves), (lower, is_top, enters) = route.ends
            sides[upper, same].setdefault((leaves, False), towards)
            sides[lower, is_top].setdefault((enters, True), back)
        found: dict[tuple[int, bool], float] = {}
        taken: dict[int, list[float]] = defaultdict(list)  # by the row whose upper side looks at them
        for (spot, is_top), ends in sorted(sides.items(), key=lambda side: side[0][1]):
            row = spot[0] + (not is_top)
            step = min(_PORT, (self._sizes[self._rows[spot[0]][1][spot[1]]][0] - 16) / len(ends))
            first = self._middle(spot[1]) - step * (len(ends) - 1) / 2
            for at, port in enumerate(sorted(ends, key=lambda port: (ends[port], port))):
                found[port] = _free(first + at * step, taken[row])
                taken[row].append(found[port])
        return found

    def _segments(self, channel: int) -> Iterator[_Segment]:
        """The level parts of arrows above a row (below the last one for its number). The longest has the label."""
        for route in self._routes:
            if route.is_beside or channel not in (route.upper[0] + 1, route.lower[0]):
                continue
            start, end = self._ports[route.leaves, False], self._ports[route.enters, True]
            is_last = channel == route.lower[0]
            if not route.rows_between:
                if is_last:
                    yield _Segment(route, start, end, True)
                continue
            lane = self._lane_place(route.number)
            last_is_longer = abs(end - lane) >= abs(start - lane)
            yield _Segment(route, *((lane, end) if is_last else (start, lane)), is_last == last_is_longer)

    def _tracks(self, segments: list[_Segment]) -> list[list[_Segment]]:
        """Segments in tracks from the top: of those that lead to the right the rightmost first, and so mirrored."""
        tracks: list[list[_Segment]] = []
        right = [each for each in segments if each.start <= each.end]
        left = [each for each in segments if each.start > each.end]
        for each in (*sorted(right, key=lambda x: -x.start), *sorted(left, key=lambda x: x.start)):
            free = next((track for track in tracks if not any(self._meet(each, other) for other in track)), None)
            if free is None:
                tracks.append([each])
            else:
                free.append(each)
        return tracks

    def _meet(self, one: _Segment, other: _Segment) -> bool:
        if one.route.trunk == other.route.trunk >= 0:
            return False
        (left, right), (others_left, others_right) = self._span(one), self._span(other)
        return left < others_right + 8 and others_left < right + 8

    def _span(self, segment: _Segment) -> tuple[float, float]:
        label = self._label(segment)
        middle, half = (segment.start + segment.end) / 2, label_size(label)[0] / 2 if label else 0
        return min(segment.start, segment.end, middle - half), max(segment.start, segment.end, middle + half)

    def _label(self, segment: _Segment) -> str:
        return self._drawing.edges[segment.route.number].label if segment.has_label else ""

    def _height(self, track: Sequence[_Segment]) -> int:
        return max([_TRACK, *(label_size(label)[1] + 4 for each in track if (label := self._label(each)))])

    def _depth(self, channel: int) -> float:
        """How high the space above a row is."""
        tracks = self._channels[channel]
        least = 0 if channel in (0, len(self._rows)) else 22
        return max(least, sum(map(self._height, tracks)) + (20 if tracks else 0))

    def _drawn(
        self, boxes: Mapping[str, Box], tops: Sequence[float]
    ) -> tuple[dict[int, tuple[int, ...]], dict[int, tuple[int, int]]]:
        ways: dict[int, list[Point]] = defaultdict(list)
        labels: dict[int, tuple[int, int]] = {}
        for channel, tracks in enumerate(self._channels):
            y = tops[channel] + 10
            for track in tracks:
                middle = y + self._height(track) / 2
                y += self._height(track)
                for each in track:
                    ways[each.route.number] += [(each.start, middle), (each.end, middle)]
                    if self._label(each):
                        labels[each.route.number] = round((each.start + each.end) / 2), round(middle)
        curves = {}
        for route in self._routes:
            upper, lower = (boxes[self._rows[row][1][column]] for row, column in (route.upper, route.lower))
            if route.is_beside:
                y = max(upper.y, lower.y) + min(upper.height, lower.height) / 2
                way: list[Point] = [(upper.x + upper.width, y), (lower.x, y)]
                if self._drawing.edges[route.number].label:
                    labels[route.number] = round((way[0][0] + way[1][0]) / 2), round(y)
            else:
                leaves = upper.y if route.upper[0] == route.lower[0] else upper.y + upper.height
                start, end = self._ports[route.leaves, False], self._ports[route.enters, True]
                way = [(start, leaves), *ways[route.number], (end, lower.y)]
            curves[route.number] = _curve(way[::-1] if route.back else way)
        return curves, labels


def _free(x: float, taken: Sequence[float]) -> float:
    """The place nearest to one at which no other arrow goes up or down."""
    places = (x + side * by for by in range(_ASIDE) for side in (1, -1))
    return next((each for each in places if all(abs(each - other) >= _CLEAR for other in taken)), x)


def _curve(way: Sequence[Point]) -> tuple[int, ...]:
    """The control points of a way with round corners, and the tip of its arrow."""
    points = [point for at, point in enumerate(way) if at == 0 or point != way[at - 1]]
    tip = points[-1]
    points[-1] = _towards(tip, points[-2], min(_TIP, _far(tip, points[-2]) / 2))
    found = [points[0]]
    for before, corner, after in zip(points, points[1:], points[2:], strict=False):
        cut = min(_ROUND, _far(before, corner) / 2, _far(corner, after) / 2)
        found += _line(found[-1], _towards(corner, before, cut))
        found += [corner, corner, _towards(corner, after, cut)]
    found += _line(found[-1], points[-1])
    return tuple(round(value) for point in (*found, tip) for value in point)


def _line(start: Point, end: Point) -> list[Point]:
    return [start, end, end]


def _far(one: Point, other: Point) -> float:
    return abs(one[0] - other[0]) + abs(one[1] - other[1])


def _towards(start: Point, end: Point, by: float) -> Point:
    """A point on a level or upright line."""
    share = by / (_far(start, end) or 1)
    return start[0] + (end[0] - start[0]) * share, start[1] + (end[1] - start[1]) * share
