"""A year of days as a painted calendar that the keyboard can walk. How full a day counts is decided in `core.stats`."""

from collections.abc import Sequence
from datetime import date
from typing import Final

from PySide6.QtCore import QEvent, QPoint, QRect, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QFocusEvent, QFontMetrics, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from trunktimer.foundation.durations import Fineness, format_duration
from trunktimer.foundation.moments import date_of, format_day
from trunktimer.foundation.translation import DateStyle, format_date, later, tr, trn
from trunktimer.history.reader import DayFigures, monday_of, week_of, weekday_of
from trunktimer.history.stats import HEAT_WEEKS, HEAT_WORDS, HeatCell, heat_map
from trunktimer.ui.kit.labels import page_font
from trunktimer.ui.kit.look import LOOK
from trunktimer.ui.kit.theme import Theme, blend

#: Translators: the days of the week in about two letters
DAY_NAMES: Final = (later("Mo"), later("Tu"), later("We"), later("Th"), later("Fr"), later("Sa"), later("Su"))
_MOST_PITCH_PX: Final = 17
_LEAST_PITCH_PX: Final = 6
_NAMES_PX: Final = 26  # for the names of the days, on the left
_MONTHS_PX: Final = 18  # for the names of the months, above
_MONTH_GAP_PX: Final = 27  # between the beginnings of two names
_FONT_PX: Final = 12
_LEGEND_PITCH_PX: Final = 15
_SIDES: Final = (0.0, 0.45, 0.65, 0.82, 1.0)  # of the square in a day's place, by level
_STEPS: Final = {
    Qt.Key.Key_Up: -1,
    Qt.Key.Key_Down: 1,
    Qt.Key.Key_Left: -7,
    Qt.Key.Key_Right: 7,
    Qt.Key.Key_PageUp: -28,
    Qt.Key.Key_PageDown: 28,
}


def level_colours(theme: Theme) -> list[QColor]:
    """The colours of the levels, from a day without a session to a full one."""
    low, high = theme.colour("track"), theme.colour("accent")
    # A day with a session is told from one without by at least 3:1; how much it was, by the size as well.
    return [blend(low, high, share) for share in (0.0, 0.75, 0.83, 0.92, 1.0)]


def paint_level(painter: QPainter, colours: Sequence[QColor], level: int, place: QRect, corner: float) -> None:
    """A day of a level: the fuller, the larger and the stronger."""
    painter.setBrush(colours[0])
    painter.drawRoundedRect(place, corner, corner)
    if level:
        off = place.width() * (1 - _SIDES[level]) / 2
        painter.setBrush(colours[level])
        painter.drawRoundedRect(QRectF(place).adjusted(off, off, -off, -off), corner * _SIDES[level], corner)


def weekday_name(weekday: int) -> str:
    """The full name of a weekday, 0 for Monday."""
    return format_date(date_of(monday_of(0) + weekday), DateStyle.FULL_WEEKDAY)


def cell_words(cell: HeatCell) -> str:
    """A day as a sentence without an end: `Sat 21 Nov 2026: 2 sessions, 45 min`."""
    if not cell.sessions:
        return tr("{day}: no session", day=format_day(cell.day))
    return trn(
        "{day}: {n} session, {length}",
        "{day}: {n} sessions, {length}",
        cell.sessions,
        day=format_day(cell.day),
        length=format_duration(cell.active_ms, Fineness.MINUTES),
    )


class HeatMap(QWidget):
    """The days of the last 53 weeks, a column a week.

    `day_requested` carries the day that was clicked or on which Enter was pressed; `day_pointed` the words of the day
    under the mouse or the keyboard, empty for none.
    """

    day_requested = Signal(int)
    day_pointed = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setAccessibleName(tr("Days of the last year"))
        self._today = 0
        self._cells: dict[int, HeatCell] = {}
        self._cursor = 0
        self._hovered: int | None = None
        self._wanted: int | None = None
        self._pitch_px = _MOST_PITCH_PX
        metrics = QFontMetrics(page_font(_FONT_PX))
        self.names_px = max(_NAMES_PX, *(metrics.horizontalAdvance(tr(name)) + 6 for name in DAY_NAMES))
        months = [format_date(date(2026, month, 1), DateStyle.MONTH) for month in range(1, 13)]
        self._month_px = max(_MONTH_GAP_PX, *(metrics.horizontalAdvance(name) + 4 for name in months))
        self.fit(HEAT_WEEKS * _MOST_PITCH_PX + self.names_px)

    # ---- what it is told

    def show_days(self, days: Sequence[DayFigures], today: int) -> None:
        """Show the last 53 weeks up to `today`. `days` are those on which something was done."""
        columns = heat_map(days, today, HEAT_WEEKS)
        self._cells = {cell.day: cell for column in columns for cell in column if cell is not None}
        if today != self._today:
            self._today = self._cursor = today
        self._tell()
        self.update()

    def set_wanted(self, day: int | None) -> None:
        """Mark the one day that a list is narrowed to; `None` for no day."""
        self._wanted = day
        if day is not None and day in self._cells:
            self._cursor = day
        self._tell()
        self.update()

    def fit(self, width_px: int) -> None:
        """Be as large as a width allows: all days are as large as each other, and no larger than is needed."""
        pitch = (width_px - self.names_px) // HEAT_WEEKS
        self._pitch_px = min(_MOST_PITCH_PX, max(_LEAST_PITCH_PX, pitch))
        self.setFixedSize(self.names_px + HEAT_WEEKS * self._pitch_px, _MONTHS_PX + 7 * self._pitch_px)

    def words(self) -> str:
        """The words of the day under the mouse, or else under the keyboard; empty for none."""
        day = self._hovered
        if day is None and (self.hasFocus() or self._wanted is not None):
            day = self._cursor if self.hasFocus() else self._wanted
        cell = self._cells.get(day) if day is not None else None
        return cell_words(cell) if cell is not None else ""

    # ---- where things lie

    def day_rect(self, day: int) -> QRect:
        """The place of a day, gap left out."""
        pitch = self._pitch_px
        gap = 3 if pitch >= 13 else 2 if pitch >= 9 else 1
        column = week_of(day) - self._first_week()
        return QRect(self.names_px + column * pitch, _MONTHS_PX + weekday_of(day) * pitch, pitch - gap, pitch - gap)

    def day_at(self, point: QPoint) -> int | None:
        """The day at a point; the gaps belong to the day before them."""
        column = (point.x() - self.names_px) // self._pitch_px
        row = (point.y() - _MONTHS_PX) // self._pitch_px
        day = monday_of(self._first_week() + column) + row
        return day if 0 <= row < 7 and 0 <= column < HEAT_WEEKS and day in self._cells else None

    def _first_week(self) -> int:
        return week_of(self._today) - HEAT_WEEKS + 1

    # ---- painting

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint names, days, and the marks of today, of the wanted day and of the keyboard."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(page_font(_FONT_PX))
        painter.setPen(LOOK.theme.colour("quiet"))
        self._paint_names(painter)
        painter.setPen(Qt.PenStyle.NoPen)
        corner = 1.0 if self._pitch_px < 10 else 2.5
        colours = level_colours(LOOK.theme)
        for day, cell in self._cells.items():
            paint_level(painter, colours, cell.level, self.day_rect(day), corner)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        if self._today in self._cells:
            self._outline(painter, self._today, "text", 1.5, 0.0)
        if self._wanted is not None and self._wanted in self._cells:
            self._outline(painter, self._wanted, "focus", 2.0, 0.5)
        if self.hasFocus() and self._cursor in self._cells:
            self._outline(painter, self._cursor, "focus", 2.0, 0.5)

    def _paint_names(self, painter: QPainter) -> None:
        middle = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        first = monday_of(self._first_week())
        for row in (0, 2, 4, 6):
            place = self.day_rect(first + row)
            painter.drawText(QRect(0, place.center().y() - 9, self.names_px, 18), middle, tr(DAY_NAMES[row]))
        next_px = 0
        for column in range(HEAT_WEEKS):
            monday = first + 7 * column
            begins = date_of(monday)
            left = self.day_rect(monday).left()
            if begins.day > 7 or left < next_px or left + self._month_px - 4 > self.width():
                continue
            next_px = left + self._month_px
            name = format_date(begins, DateStyle.MONTH)
            painter.drawText(QRect(left, 0, self._month_px, _MONTHS_PX - 3), middle, name)

    def _outline(self, painter: QPainter, day: int, role: str, line: float, out: float) -> None:
        painter.setPen(QPen(LOOK.theme.colour(role), line))
        reach = out + line / 2
        painter.drawRoundedRect(QRectF(self.day_rect(day)).adjusted(-reach, -reach, reach, reach), 3, 3)

    # ---- what happens

    def _move(self, day: int) -> None:
        first = monday_of(self._first_week())
        self._cursor = min(self._today, max(first, day))
        self._hovered = None
        self._tell()
        self.update()

    def _tell(self) -> None:
        cell = self._cells.get(self._cursor)
        said = cell_words(cell) if cell is not None else ""
        if said != self.accessibleDescription():
            self.setAccessibleDescription(said)
        self.day_pointed.emit(self.words())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows go to days and weeks, Home and End to the first and to today, Enter asks for the day."""
        key = Qt.Key(event.key())
        if key in _STEPS:
            self._move(self._cursor + _STEPS[key])
        elif key == Qt.Key.Key_Home:
            self._move(0)
        elif key == Qt.Key.Key_End:
            self._move(self._today)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space) and self._cursor in self._cells:
            self.day_requested.emit(self._cursor)
        else:
            super().keyPressEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Tell the words of the day under the mouse."""
        self._hover(self.day_at(event.position().toPoint()))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Ask for the day under the mouse."""
        day = self.day_at(event.position().toPoint())
        if day is not None and event.button() == Qt.MouseButton.LeftButton:
            self._cursor = day
            self._tell()
            self.day_requested.emit(day)

    def leaveEvent(self, event: QEvent) -> None:
        """Notice that the mouse is gone."""
        super().leaveEvent(event)
        self._hover(None)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show which day the keyboard is on."""
        super().focusInEvent(event)
        self._tell()
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Show it no more."""
        super().focusOutEvent(event)
        self._tell()
        self.update()

    def _hover(self, day: int | None) -> None:
        if day != self._hovered:
            self._hovered = day
            self.day_pointed.emit(self.words())


class HeatLegend(QWidget):
    """What the colours of the calendar mean: a square for each level between the words for the least and the most."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFont(page_font(_FONT_PX))
        names = [tr(word) for word in HEAT_WORDS]
        words = "; ".join(names)
        self.setToolTip(tr("Minutes of a day, from pale to strong: {levels}", levels=words))
        self.setAccessibleName(tr("Minutes of a day, in five colours: {levels}", levels=words))
        metrics = self.fontMetrics()
        self._ends = (names[0], names[-1])
        self._words_px = [metrics.horizontalAdvance(words) for words in self._ends]
        self.setFixedSize(sum(self._words_px) + len(names) * _LEGEND_PITCH_PX + 15, 18)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint words and squares."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(self.font())
        painter.setPen(LOOK.theme.colour("quiet"))
        before, after = self._words_px
        middle = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        painter.drawText(QRect(0, 0, before + 1, self.height()), middle, self._ends[0])
        painter.drawText(QRect(self.width() - after - 1, 0, after + 1, self.height()), middle, self._ends[1])
        painter.setPen(Qt.PenStyle.NoPen)
        size = _LEGEND_PITCH_PX - 3
        colours = level_colours(LOOK.theme)
        for level in range(len(colours)):
            left = before + 7 + level * _LEGEND_PITCH_PX
            paint_level(painter, colours, level, QRect(left, (self.height() - size) // 2, size, size), 2.5)
