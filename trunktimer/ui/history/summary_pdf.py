"""One page for a clinician as a PDF: figures, pain over the weeks, movements, notes. `summary` says what is on it."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Final, NamedTuple

from PySide6.QtCore import QIODevice, QLineF, QLocale, QMarginsF, QPointF, QRectF, QSaveFile, Qt
from PySide6.QtGui import (
    QBrush,
    QColor,
    QFont,
    QPageLayout,
    QPageSize,
    QPainter,
    QPdfWriter,
    QPen,
    QPolygonF,
    QTextLayout,
    QTextOption,
)

from trunktimer.foundation.errors import TrunkTimerError
from trunktimer.foundation.moments import day_token
from trunktimer.foundation.translation import later, tr, trc, trn
from trunktimer.history.reader import WeekFigures, week_of
from trunktimer.history.summary import MOST_ROUTINES, DatedNote, Fact, MovementSummary, Summary, format_days
from trunktimer.session.record import MOST_PAIN
from trunktimer.ui.history.week_marks import week_ticks, wide_days
from trunktimer.ui.kit.fonts import BOLD, REGULAR, SEMIBOLD, font_of_height
from trunktimer.ui.kit.theme import LIGHT, PAPER

_DOTS: Final = 1200  # to the inch
_POINT: Final = _DOTS / 72
_MARGIN: Final = 45.0  # this and all other lengths on the page are points
_LABEL: Final = 112.0  # the column of what a fact is
_DATE: Final = 62.0  # the column of the days of notes
_LINE: Final = 13.0
_ROW: Final = 14.0
_TITLE: Final = 34.0  # a title with the room above it
_CHART: Final = 110.0
_FOOT: Final = 24.0
_FACT_LINES: Final = 2
_NOTE_LINES: Final = 3
_NOTES_SHARE: Final = 0.5  # of the room under the chart, where movements want more than the other half
_MARKS_FROM: Final = 5.0  # for each week; closer together they would hide the line
_OWN: Final = later(
    "Made with TrunkTimer from this person's own records and statements. It is no diagnosis and no medical advice."
)
_LEVEL: Final = later("Level")  # the fact that has a line for each routine here
_LEFT: Final = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_RIGHT: Final = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
_CENTRE: Final = Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignVCenter
_INK: Final = QColor(PAPER.ink)
_QUIET: Final = QColor(PAPER.quiet)
_RULE: Final = QColor(PAPER.rule)
_FAINT: Final = QColor(PAPER.faint)
_BEFORE: Final = QColor(LIGHT.accents.hold)
_AFTER: Final = QColor(LIGHT.accents.move)


def write_summary_pdf(
    path: Path, summary: Summary, weeks: Sequence[WeekFigures], *, name: str = "", letter: bool | None = None
) -> None:
    """Write the page. `weeks` are those of the summary's range, for the drawing of pain; `name` is the person's.

    A4, or US Letter where the locale measures in inches (or `letter` says so). Without a name there is a line to write
    it on. Written beside the file and renamed. Raises `TrunkTimerError` if that fails.
    """
    if letter is None:
        letter = QLocale().measurementSystem() is QLocale.MeasurementSystem.ImperialUSSystem
    file = QSaveFile(str(path))
    if not file.open(QIODevice.OpenModeFlag.WriteOnly):
        raise _unwritable(path, file)
    writer = QPdfWriter(file)
    writer.setResolution(_DOTS)
    writer.setPageSize(QPageSize(QPageSize.PageSizeId.Letter if letter else QPageSize.PageSizeId.A4))
    writer.setPageMargins(QMarginsF(0, 0, 0, 0), QPageLayout.Unit.Point)
    writer.setTitle(tr("Exercise summary, {days}", days=format_days(summary.since_day, summary.until_day)))
    writer.setCreator("TrunkTimer")
    painter = QPainter(writer)
    try:
        SummaryPage(painter, writer.width() / _POINT, writer.height() / _POINT).fill(summary, weeks, name)
    finally:
        painter.end()
    if not file.commit():
        raise _unwritable(path, file)


def _unwritable(path: Path, file: QSaveFile) -> TrunkTimerError:
    return TrunkTimerError(
        tr(
            "The summary could not be written to {path}: {reason}. Choose a folder that exists and in which"
            " you may write.",
            path=path,
            reason=file.errorString(),
        )
    )


class _Column(NamedTuple):
    """A column of the table of movements: its head, where it begins and how wide it is, and which side it keeps."""

    head: str
    left: float
    width: float
    side: Qt.AlignmentFlag


class SummaryPage:
    """Fills one page from above; lengths are points (1/72 inch). What does not fit is counted: there is no second."""

    def __init__(self, painter: QPainter, width: float, height: float) -> None:
        self._painter = painter
        self._left, self._width = _MARGIN, width - 2 * _MARGIN
        self._bottom = height - _MARGIN
        self._y = _MARGIN - 8
        self._label = _LABEL

    def fill(self, summary: Summary, weeks: Sequence[WeekFigures], name: str) -> None:
        """Put everything on the page."""
        self._foot()
        self._head(summary, name)
        self._label = self._label_room(summary)
        for fact in summary.facts:
            if fact.label == tr(_LEVEL):
                self._routines(summary)
            else:
                self._fact(fact)
        said = {week.week: week for week in weeks if week.pain_before is not None or week.pain_after is not None}
        if said and summary.first_day is not None and (summary.pain_before.stated or summary.pain_after.stated):
            self._chart(said, week_of(summary.first_day), week_of(summary.until_day))
        notes = self._notes_that_fit(summary)
        notes_room = _TITLE + sum(map(self._note_height, notes)) if notes else 0.0
        if summary.movements:
            self._movements(summary.movements, self._bottom - notes_room)
        if notes:
            self._notes(notes, len(summary.notes))

    # ---- texts

    def _font(self, size: float, weight: QFont.Weight = REGULAR, colour: QColor = _INK) -> None:
        self._painter.setFont(font_of_height(round(size * _POINT), weight))
        self._painter.setPen(colour)

    def _text(
        self, text: str, left: float, width: float, height: float = _LINE, side: Qt.AlignmentFlag = _LEFT
    ) -> None:
        """One line at the height that was reached, cut short where it is too long."""
        text = self._painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, round(width * _POINT))
        self._painter.drawText(
            QRectF(left * _POINT, self._y * _POINT, width * _POINT, height * _POINT),
            int(side.value) | int(Qt.TextFlag.TextSingleLine.value) | int(Qt.TextFlag.TextDontClip.value),
            text,
        )

    def _lines(self, text: str, width: float, most: int) -> list[str]:
        """The lines that a text takes in the font of the moment, `most` of them; the last is cut short if need be."""
        layout = QTextLayout(text, self._painter.font(), self._painter.device())
        option = QTextOption()
        option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        layout.setTextOption(option)
        units = text.encode("utf-16-le", "replace")  # Qt counts these
        lines: list[str] = []
        layout.beginLayout()
        while (line := layout.createLine()).isValid():
            line.setLineWidth(width * _POINT)
            start, end = 2 * line.textStart(), 2 * (line.textStart() + line.textLength())
            if len(lines) == most - 1:
                end = len(units)
            lines.append(units[start:end].decode("utf-16-le", "replace").strip())
            if len(lines) == most:
                break
        layout.endLayout()
        return lines

    def _title(self, text: str) -> None:
        self._y += _TITLE - 19
        self._font(11, SEMIBOLD)
        self._text(text, self._left, self._width, 15)
        self._y += 19

    def _rule(self, y: float, colour: QColor = _RULE, left: float | None = None) -> None:
        self._painter.setPen(QPen(colour, 0.5 * _POINT))
        start, end = self._left if left is None else left, self._left + self._width
        self._painter.drawLine(QLineF(start * _POINT, y * _POINT, end * _POINT, y * _POINT))

    # ---- head and foot

    def _head(self, summary: Summary, name: str) -> None:
        self._font(20, BOLD)
        self._text(tr("Exercise summary"), self._left, self._width * 0.44, 26)
        half = self._left + self._width * 0.45
        self._font(9, REGULAR, _QUIET)
        caption = tr("Name")
        wide = max(30.0, self._painter.fontMetrics().horizontalAdvance(caption) / _POINT + 4)
        self._text(caption, half, wide, 26)
        if name.strip():
            self._font(10, SEMIBOLD)
            self._text(" ".join(name.split()), half + wide + 2, self._left + self._width - half - wide - 2, 26)
        else:
            self._rule(self._y + 19, left=half + wide + 2)
        self._y += 30
        self._rule(self._y, _INK)
        self._y += 8

    def _foot(self) -> None:
        reached, self._y = self._y, self._bottom - 10
        self._rule(self._y - 4)
        self._font(8, REGULAR, _QUIET)
        self._text(tr(_OWN), self._left, self._width)
        self._y, self._bottom = reached, self._bottom - _FOOT

    # ---- facts

    def _label_room(self, summary: Summary) -> float:
        """How wide the column of labels is: wider where words are longer, yet most of the line is for what is said."""
        self._font(9)
        labels = [*(fact.label for fact in summary.facts), tr("Routine and level"), tr("Routines and levels")]
        widest = max(map(self._painter.fontMetrics().horizontalAdvance, labels)) / _POINT
        return min(self._width * 0.4, max(_LABEL, widest + 10))

    def _fact(self, fact: Fact) -> None:
        self._font(9, REGULAR, _QUIET)
        self._text(fact.label, self._left, self._label - 8)
        self._font(9)
        for line in self._lines(fact.text, self._width - self._label, _FACT_LINES):
            self._text(line, self._left + self._label, self._width - self._label)
            self._y += _LINE

    def _routines(self, summary: Summary) -> None:
        """What was done and at which level; a long name is cut, never its figures."""
        told = [(routine.name, f": {routine.text}") for routine in summary.routines[:MOST_ROUTINES]]
        others = len(summary.routines) - len(told)
        told += [("", trn("and {n} more", "and {n} more", others))] if others else []
        self._font(9, REGULAR, _QUIET)
        label = tr("Routine and level") if len(told) == 1 else tr("Routines and levels")
        self._text(label, self._left, self._label - 8)
        self._font(9)
        metrics = self._painter.fontMetrics()
        for name, figures in told:
            room = round((self._width - self._label) * _POINT) - metrics.horizontalAdvance(figures)
            cut = metrics.elidedText(name, Qt.TextElideMode.ElideRight, room)
            self._text(cut + figures, self._left + self._label, self._width - self._label)
            self._y += _LINE

    # ---- pain over the weeks

    def _chart(self, said: Mapping[int, WeekFigures], first: int, last: int) -> None:
        self._title(tr("Pain over the weeks (means, 0 to 10)"))
        self._legend()
        top, axis = self._y + 5, 18.0
        left, width = self._left + axis, self._width - axis
        each = width / (last - first + 1)

        def place(week: int, value: float) -> QPointF:
            return QPointF(
                (left + (week - first + 0.5) * each) * _POINT, (top + _CHART * (1 - value / MOST_PAIN)) * _POINT
            )

        for mark in range(0, MOST_PAIN + 1, 2):
            self._y = top + _CHART * (1 - mark / MOST_PAIN) - _LINE / 2
            self._painter.setPen(QPen(_RULE if mark == 0 else _FAINT, 0.5 * _POINT))
            y = (self._y + _LINE / 2) * _POINT
            self._painter.drawLine(QLineF(left * _POINT, y, (left + width) * _POINT, y))
            self._font(8, REGULAR, _QUIET)
            self._text(str(mark), self._left, axis - 6, side=_RIGHT)
        self._y = top + _CHART + 2
        label = max(map(self._painter.fontMetrics().horizontalAdvance, wide_days())) / _POINT
        free = 0.0  # where the label before ends
        for at, name in week_ticks(first, last - first + 1, width, label):
            wide = self._painter.fontMetrics().horizontalAdvance(name) / _POINT
            middle = left + (at + 0.5) * each
            if middle - wide / 2 >= free:
                self._text(name, middle - wide, 2 * wide, side=_CENTRE)
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
        self._y = top + _CHART + 14

    def _course(self, points: Sequence[tuple[int, QPointF]], colour: QColor, style: Qt.PenStyle) -> None:
        """A line through weeks that follow each other; where nothing was stated, it is broken."""
        self._painter.setPen(QPen(colour, 1.1 * _POINT, style, Qt.PenCapStyle.FlatCap))
        run: list[QPointF] = []
        before: int | None = None
        for week, point in points:
            if before is not None and week != before + 1:
                self._painter.drawPolyline(QPolygonF(run))
                run = []
            run.append(point)
            before = week
        self._painter.drawPolyline(QPolygonF(run))

    def _mark(self, middle: QPointF, colour: QColor, ring: bool) -> None:
        self._painter.setPen(QPen(colour, 1.1 * _POINT))
        size = (2.6 if ring else 1.6) * _POINT
        self._painter.setBrush(QBrush(QColor("white")) if ring else QBrush(colour))
        if ring:
            self._painter.drawEllipse(middle, size, size)
        else:
            self._painter.drawRect(QRectF(middle.x() - size, middle.y() - size, 2 * size, 2 * size))
        self._painter.setBrush(Qt.BrushStyle.NoBrush)

    def _legend(self) -> None:
        """To the right of the title."""
        reached, self._y = self._y, self._y - 18
        at = self._left + self._width
        for name, colour, style, ring in (
            (trc("pain", "after"), _AFTER, Qt.PenStyle.SolidLine, False),
            (tr("before sessions"), _BEFORE, Qt.PenStyle.DashLine, True),
        ):
            self._font(8.5)
            wide = self._painter.fontMetrics().horizontalAdvance(name) / _POINT
            self._text(name, at - wide, wide + 1)
            at -= wide + 6
            y = (self._y + _LINE / 2) * _POINT
            self._painter.setPen(QPen(colour, 1.1 * _POINT, style, Qt.PenCapStyle.FlatCap))
            self._painter.drawLine(QLineF((at - 22) * _POINT, y, at * _POINT, y))
            self._mark(QPointF((at - 11) * _POINT, y), colour, ring)
            at -= 22 + 16
        self._y = reached

    # ---- movements

    def _movements(self, movements: Sequence[MovementSummary], bottom: float) -> None:
        self._title(tr("Movements"))
        self._font(8, REGULAR, _QUIET)
        right = self._left + self._width
        least = ((tr("Sessions"), 44.0), (tr("Reps"), 36.0), (tr("Under tension"), 62.0))
        measure = self._painter.fontMetrics().horizontalAdvance
        wide = [max(width, measure(head) / _POINT + 2) for head, width in least]
        tension = right - 150 - wide[2]
        reps = tension - 2 - wide[1]
        sessions = reps - 6 - wide[0]
        columns = (
            _Column(tr("Movement"), self._left, sessions - 8 - self._left, _LEFT),
            _Column(tr("Sessions"), sessions, wide[0], _RIGHT),
            _Column(tr("Reps"), reps, wide[1], _RIGHT),
            _Column(tr("Under tension"), tension, wide[2], _RIGHT),
            _Column(tr("Mean hold"), right - 142, 142, _LEFT),
        )
        for column in columns:
            self._text(column.head, column.left, column.width, side=column.side)
        self._y += _LINE + 1
        self._rule(self._y)
        rows = int((bottom - self._y) // _ROW)
        shown = movements if len(movements) <= rows else movements[: max(0, rows - 1)]
        for one in shown:
            self._font(9)
            cells = (one.name, str(one.sessions), str(one.reps), one.work_text, one.hold_text or "–")
            for column, cell in zip(columns, cells, strict=True):
                self._text(cell, column.left, column.width, _ROW, column.side)
            self._y += _ROW
            self._rule(self._y, _FAINT)
        if len(shown) < len(movements):
            self._font(8.5, REGULAR, _QUIET)
            others = len(movements) - len(shown)
            told = trn("and {n} more with less time under tension", "and {n} more with less time under tension", others)
            self._text(told, self._left, self._width, _ROW)
            self._y += _ROW

    # ---- notes

    def _notes_that_fit(self, summary: Summary) -> list[tuple[DatedNote, list[str]]]:
        """As many notes, each in as many lines, as leave the movements their room."""
        self._font(9)
        room = self._bottom - self._y
        movements = (_TITLE + _LINE + 1 + _ROW * len(summary.movements)) if summary.movements else 0.0
        most = max(room * _NOTES_SHARE, room - movements) - _TITLE
        for lines in range(_NOTE_LINES, 0, -1):
            notes = [(note, self._lines(note.text, self._width - _DATE, lines)) for note in summary.notes]
            if sum(map(self._note_height, notes)) <= most:
                return notes
        return notes[: max(0, int(most // (_LINE + 2)))] if summary.notes else []

    def _note_height(self, note: tuple[DatedNote, list[str]]) -> float:
        return _LINE * len(note[1]) + 2

    def _notes(self, notes: Sequence[tuple[DatedNote, list[str]]], of: int) -> None:
        some = tr("Notes (the newest {count} of {all})", count=len(notes), all=of)
        self._title(tr("Notes") if len(notes) == of else some)
        for note, lines in notes:
            self._font(9, REGULAR, _QUIET)
            self._text(day_token(note.day), self._left, _DATE)
            self._font(9)
            for line in lines:
                self._text(line, self._left + _DATE, self._width - _DATE)
                self._y += _LINE
            self._y += 2
