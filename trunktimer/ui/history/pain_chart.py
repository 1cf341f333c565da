"""Pain over the weeks, drawn on the page for a clinician."""

from collections.abc import Mapping, Sequence
from typing import Final

from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QPen, QPolygonF

from trunktimer.foundation.translation import tr, trc
from trunktimer.history.reader import WeekFigures
from trunktimer.session.record import MOST_PAIN
from trunktimer.ui.history.paper import CENTRE, FAINT, LINE, POINT, QUIET, RIGHT, RULE, Paper
from trunktimer.ui.history.week_marks import week_ticks, wide_days
from trunktimer.ui.kit.fonts import REGULAR
from trunktimer.ui.kit.theme import LIGHT

_CHART: Final = 110.0
_MARKS_FROM: Final = 5.0  # for each week; closer together they would hide the line
_BEFORE: Final = QColor(LIGHT.accents.hold)
_AFTER: Final = QColor(LIGHT.accents.move)


class PainChart:
    """Means of each week from 0 to 10: before sessions dashed with rings, after them a line with squares."""

    def __init__(self, paper: Paper) -> None:
        self._paper = paper

    def fill(self, said: Mapping[int, WeekFigures], first: int, last: int) -> None:
        """Draw the weeks from `first` to `last`; `said` are those in which something was stated."""
        self._paper.title(tr("Pain over the weeks (means, 0 to 10)"))
        self._legend()
        top, axis = self._paper.y + 5, 18.0
        left, width = self._paper.left + axis, self._paper.width - axis
        each = width / (last - first + 1)

        def place(week: int, value: float) -> QPointF:
            return QPointF(
                (left + (week - first + 0.5) * each) * POINT, (top + _CHART * (1 - value / MOST_PAIN)) * POINT
            )

        for mark in range(0, MOST_PAIN + 1, 2):
            self._paper.y = top + _CHART * (1 - mark / MOST_PAIN) - LINE / 2
            self._paper.painter.setPen(QPen(RULE if mark == 0 else FAINT, 0.5 * POINT))
            y = (self._paper.y + LINE / 2) * POINT
            self._paper.painter.drawLine(QLineF(left * POINT, y, (left + width) * POINT, y))
            self._paper.font(8, REGULAR, QUIET)
            self._paper.text(str(mark), self._paper.left, axis - 6, side=RIGHT)
        self._paper.y = top + _CHART + 2
        label = max(map(self._paper.painter.fontMetrics().horizontalAdvance, wide_days())) / POINT
        free = 0.0  # where the label before ends
        for at, name in week_ticks(first, last - first + 1, width, label):
            wide = self._paper.wide(name)
            middle = left + (at + 0.5) * each
            if middle - wide / 2 >= free:
                self._paper.text(name, middle - wide, 2 * wide, side=CENTRE)
                free = middle + wide / 2 + 6
        befores = [(week, one.pain_before) for week, one in sorted(said.items()) if first <= week <= last]
        afters = [(week, one.pain_after) for week, one in sorted(said.items()) if first <= week <= last]
        for values, colour, style, ring in (
            (befores, _BEFORE, Qt.PenStyle.DashLine, True),
            (afters, _AFTER, Qt.PenStyle.SolidLine, False),
        ):
            self._course([(week, place(week, value)) for week, value in values if value is not None], colour, style)
            if each >= _MARKS_FROM:
                for week, value in values:
                    if value is not None:
                        self._mark(place(week, value), colour, ring)
        self._paper.y = top + _CHART + 14

    def _course(self, points: Sequence[tuple[int, QPointF]], colour: QColor, style: Qt.PenStyle) -> None:
        """A line through weeks that follow each other; where nothing was stated, it is broken."""
        self._paper.painter.setPen(QPen(colour, 1.1 * POINT, style, Qt.PenCapStyle.FlatCap))
        run: list[QPointF] = []
        before: int | None = None
        for week, point in points:
            if before is not None and week != before + 1:
                self._paper.painter.drawPolyline(QPolygonF(run))
                run = []
            run.append(point)
            before = week
        self._paper.painter.drawPolyline(QPolygonF(run))

    def _mark(self, middle: QPointF, colour: QColor, ring: bool) -> None:
        self._paper.painter.setPen(QPen(colour, 1.1 * POINT))
        size = (2.6 if ring else 1.6) * POINT
        self._paper.painter.setBrush(QBrush(QColor("white")) if ring else QBrush(colour))
        if ring:
            self._paper.painter.drawEllipse(middle, size, size)
        else:
            self._paper.painter.drawRect(QRectF(middle.x() - size, middle.y() - size, 2 * size, 2 * size))
        self._paper.painter.setBrush(Qt.BrushStyle.NoBrush)

    def _legend(self) -> None:
        """To the right of the title."""
        reached, self._paper.y = self._paper.y, self._paper.y - 18
        at = self._paper.left + self._paper.width
        for name, colour, style, ring in (
            (trc("pain", "after"), _AFTER, Qt.PenStyle.SolidLine, False),
            (tr("before sessions"), _BEFORE, Qt.PenStyle.DashLine, True),
        ):
            self._paper.font(8.5)
            wide = self._paper.wide(name)
            self._paper.text(name, at - wide, wide + 1)
            at -= wide + 6
            y = (self._paper.y + LINE / 2) * POINT
            self._paper.painter.setPen(QPen(colour, 1.1 * POINT, style, Qt.PenCapStyle.FlatCap))
            self._paper.painter.drawLine(QLineF((at - 22) * POINT, y, at * POINT, y))
            self._mark(QPointF((at - 11) * POINT, y), colour, ring)
            at -= 22 + 16
        self._paper.y = reached
