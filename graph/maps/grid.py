"""A map on its rows: how high they stand, what is in them, and the gaps that lines pass through."""

from collections.abc import Mapping, Sequence
from itertools import pairwise

from relatum.graph.maps.dot import Columns, Parts, ends
from relatum.graph.maps.places import Arrow, Box, Name, Point
from relatum.graph.maps.routes import Door

#: What is free between two rows at least, and what is wanted there for a line that leads aside,
#: as a share of how far; and at most.
_LEAST, _STEEP, _MOST = 10.0, 0.2, 60.0
#: What of it is kept where a page has no room.
_KEPT = 0.25
#: How much more is free between rows where a page has room.
_AIRY = 10.0
#: How far a line keeps from boxes, and from other lines in the same gap.
_CLEAR, _BESIDE = 4.0, 5.0


class Grid:
    """Boxes in rows."""

    def __init__(self, parts: Parts, rows: Mapping[Name, int], columns: Columns) -> None:
        """Takes what is in each row, in order.

        Args:
            parts: what is placed.
            rows: the row of each concept and phrase.
            columns: how far to the right everything stands.
        """
        self.rows, self.columns = rows, columns
        self.boxes: dict[Name, Box] = {
            name: box._replace(x=columns.boxes[name]) for name, box in parts.boxes.items()
        }
        self.ends = {arrow: _downwards(arrow, rows) for arrow in parts.lines}
        self._in_row: list[list[Name]] = [[] for _ in range(max(rows.values()) + 1)]
        for name in sorted(self.boxes, key=lambda name: self.boxes[name].x):
            self._in_row[rows[name]].append(name)
        self._center()
        self._high = [
            max((self.boxes[n].height for n in names), default=0.0) for names in self._in_row
        ]
        self._gaps = self._passed()
        self.tops: list[float] = []
        self.height = self.stretched(0)

    def stretched(self, room: float) -> float:
        """Sets the rows apart so that they fill a height, if they need it; gives the height.

        Args:
            room: how high all may become.
        """
        wanted = self._wanted()
        least = [max(_LEAST, _KEPT * gap) for gap in wanted]
        free = max(0.0, room - sum(self._high) - sum(least))
        more = [max(0.0, gap - low) for gap, low in zip(wanted, least, strict=True)]
        share = min(1.0, free / sum(more)) if sum(more) else 0.0
        air = min(_AIRY, (free - share * sum(more)) / max(1, len(more)))
        gaps = [low + share * gap + air for low, gap in zip(least, more, strict=True)]
        self.tops, top = [], 0.0
        for high, gap in zip(self._high, [*gaps, 0.0], strict=True):
            self.tops.append(top)
            top += high + gap
        for name, row in self.rows.items():
            middle = self.tops[row] + self._high[row] / 2
            self.boxes[name] = self.boxes[name]._replace(y=round(middle, 2))
        self.height = round(top, 2)
        return self.height

    def doors(self, arrow: Arrow) -> list[Door]:
        """The gaps that a line passes through on its way down.

        Args:
            arrow: the line.
        """
        upper, lower = self.ends[arrow]
        found = []
        if self.boxes[upper].height < self._high[self.rows[upper]] - 1:
            left, right = self._beside(upper)
            found.append(Door(self._foot(self.rows[upper]) + 1, left, right))
        for row in range(self.rows[upper] + 1, self.rows[lower]):
            left, right = self._gaps[arrow, row]
            found.append(Door(self.tops[row] - 2, left, right))
            found.append(Door(self._foot(row) + 2, left, right))
        if self.boxes[lower].height < self._high[self.rows[lower]] - 1:
            left, right = self._beside(lower)
            found.append(Door(self.tops[self.rows[lower]] - 1, left, right))
        return found

    def _foot(self, row: int) -> float:
        return self.tops[row] + self._high[row]

    def _center(self) -> None:
        """The focus above the middle of what it is joined to."""
        if len(self._in_row[0]) == 1:
            name = self._in_row[0][0]
            joined = [self.boxes[low].x for up, low in self.ends.values() if up == name]
            if joined:
                self.boxes[name] = self.boxes[name]._replace(x=round(sum(joined) / len(joined), 2))

    def _wanted(self) -> list[float]:
        """What is to be free below each row but the last, so that lines there are not too flat."""
        wanted = [_LEAST] * (len(self._in_row) - 1)
        for arrow, (upper, lower) in self.ends.items():
            at = [self.boxes[upper].x, *self.columns.passing[arrow], self.boxes[lower].x]
            for step, (one, other) in enumerate(pairwise(at), self.rows[upper]):
                wanted[step] = max(wanted[step], min(_STEEP * abs(one - other), _MOST))
        return wanted

    def _beside(self, name: Name) -> tuple[float, float]:
        """What is free on both sides of a box in its row."""
        names = self._in_row[self.rows[name]]
        at = names.index(name)
        return self._between(names[at - 1 : at], names[at + 1 : at + 2])

    def _between(self, before: Sequence[Name], after: Sequence[Name]) -> tuple[float, float]:
        left = right = None
        for name in before:
            left = self.boxes[name].x + self.boxes[name].width / 2 + _CLEAR
        for name in after:
            right = self.boxes[name].x - self.boxes[name].width / 2 - _CLEAR
        return (0.0 if left is None else left, self.columns.width if right is None else right)

    def _passed(self) -> dict[tuple[Arrow, int], tuple[float, float]]:
        """For each line in each row that it passes, where it may; lines of one gap side by side."""
        shared: dict[tuple[int, int], list[tuple[float, Arrow]]] = {}
        for arrow, places in self.columns.passing.items():
            for row, x in enumerate(places, self.rows[self.ends[arrow][0]] + 1):
                gap = sum(1 for name in self._in_row[row] if self.boxes[name].x < x)
                shared.setdefault((row, gap), []).append((x, arrow))
        found = {}
        for (row, gap), passing in shared.items():
            names = self._in_row[row]
            left, right = self._between(names[max(0, gap - 1) : gap], names[gap : gap + 1])
            apart = min(_BESIDE, (right - left) / max(1, len(passing)))
            for at, (_, arrow) in enumerate(sorted(passing)):
                later = len(passing) - 1 - at
                found[arrow, row] = left + at * apart, max(left, right - later * apart)
        return found


def _downwards(arrow: Arrow, rows: Mapping[Name, int]) -> tuple[Name, Name]:
    """The upper and the lower end of a line."""
    one, other = sorted(ends(arrow), key=rows.__getitem__)
    return one, other


def spot(box: Box, point: Point) -> float:
    """Where the line from the middle of a box to a point leaves the box, from left to right."""
    return box.x + (point[0] - box.x) * (box.height / 2) / max(abs(point[1] - box.y), 1)
