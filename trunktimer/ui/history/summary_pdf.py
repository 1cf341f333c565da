"""One page for a clinician as a PDF: figures, pain over the weeks, movements, notes. `summary` says what is on it."""

from collections.abc import Sequence
from pathlib import Path
from typing import Final, NamedTuple

from PySide6.QtCore import QIODevice, QLocale, QMarginsF, QSaveFile, Qt
from PySide6.QtGui import QPageLayout, QPageSize, QPainter, QPdfWriter

from trunktimer.foundation.errors import TrunkTimerError
from trunktimer.foundation.moments import day_token
from trunktimer.foundation.translation import later, tr, trn
from trunktimer.history.reader import WeekFigures, week_of
from trunktimer.history.summary import MOST_ROUTINES, DatedNote, Fact, MovementSummary, Summary, format_days
from trunktimer.ui.history.pain_chart import PainChart
from trunktimer.ui.history.paper import DOTS, FAINT, INK, LEFT, LINE, POINT, QUIET, RIGHT, TITLE, Paper
from trunktimer.ui.kit.fonts import BOLD, REGULAR, SEMIBOLD

_LABEL: Final = 112.0  # the column of what a fact is
_DATE: Final = 62.0  # the column of the days of notes
_ROW: Final = 14.0
_FOOT: Final = 24.0
_FACT_LINES: Final = 2
_NOTE_LINES: Final = 3
_NOTES_SHARE: Final = 0.5  # of the room under the chart, where movements want more than the other half
_OWN: Final = later(
    "Made with TrunkTimer from this person's own records and statements. It is no diagnosis and no medical advice."
)
_LEVEL: Final = later("Level")  # the fact that has a line for each routine here


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
    writer.setResolution(DOTS)
    writer.setPageSize(QPageSize(QPageSize.PageSizeId.Letter if letter else QPageSize.PageSizeId.A4))
    writer.setPageMargins(QMarginsF(0, 0, 0, 0), QPageLayout.Unit.Point)
    writer.setTitle(tr("Exercise summary, {days}", days=format_days(summary.since_day, summary.until_day)))
    writer.setCreator("TrunkTimer")
    painter = QPainter(writer)
    try:
        SummaryPage(painter, writer.width() / POINT, writer.height() / POINT).fill(summary, weeks, name)
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
        self._paper = Paper(painter, width, height)
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
            PainChart(self._paper).fill(said, week_of(summary.first_day), week_of(summary.until_day))
        notes = self._notes_that_fit(summary)
        notes_room = TITLE + sum(map(self._note_height, notes)) if notes else 0.0
        if summary.movements:
            self._movements(summary.movements, self._paper.bottom - notes_room)
        if notes:
            self._notes(notes, len(summary.notes))

    # ---- head and foot

    def _head(self, summary: Summary, name: str) -> None:
        self._paper.font(20, BOLD)
        self._paper.text(tr("Exercise summary"), self._paper.left, self._paper.width * 0.44, 26)
        half = self._paper.left + self._paper.width * 0.45
        self._paper.font(9, REGULAR, QUIET)
        caption = tr("Name")
        wide = max(30.0, self._paper.wide(caption) + 4)
        self._paper.text(caption, half, wide, 26)
        if name.strip():
            self._paper.font(10, SEMIBOLD)
            self._paper.text(
                " ".join(name.split()), half + wide + 2, self._paper.left + self._paper.width - half - wide - 2, 26
            )
        else:
            self._paper.rule(self._paper.y + 19, left=half + wide + 2)
        self._paper.y += 30
        self._paper.rule(self._paper.y, INK)
        self._paper.y += 8

    def _foot(self) -> None:
        reached, self._paper.y = self._paper.y, self._paper.bottom - 10
        self._paper.rule(self._paper.y - 4)
        self._paper.font(8, REGULAR, QUIET)
        self._paper.text(tr(_OWN), self._paper.left, self._paper.width)
        self._paper.y, self._paper.bottom = reached, self._paper.bottom - _FOOT

    # ---- facts

    def _label_room(self, summary: Summary) -> float:
        """How wide the column of labels is: wider where words are longer, yet most of the line is for what is said."""
        self._paper.font(9)
        labels = [*(fact.label for fact in summary.facts), tr("Routine and level"), tr("Routines and levels")]
        widest = max(map(self._paper.painter.fontMetrics().horizontalAdvance, labels)) / POINT
        return min(self._paper.width * 0.4, max(_LABEL, widest + 10))

    def _fact(self, fact: Fact) -> None:
        self._paper.font(9, REGULAR, QUIET)
        self._paper.text(fact.label, self._paper.left, self._label - 8)
        self._paper.font(9)
        for line in self._paper.lines(fact.text, self._paper.width - self._label, _FACT_LINES):
            self._paper.text(line, self._paper.left + self._label, self._paper.width - self._label)
            self._paper.y += LINE

    def _routines(self, summary: Summary) -> None:
        """What was done and at which level; a long name is cut, never its figures."""
        told = [(routine.name, f": {routine.text}") for routine in summary.routines[:MOST_ROUTINES]]
        others = len(summary.routines) - len(told)
        told += [("", trn("and {n} more", "and {n} more", others))] if others else []
        self._paper.font(9, REGULAR, QUIET)
        label = tr("Routine and level") if len(told) == 1 else tr("Routines and levels")
        self._paper.text(label, self._paper.left, self._label - 8)
        self._paper.font(9)
        metrics = self._paper.painter.fontMetrics()
        for name, figures in told:
            room = round((self._paper.width - self._label) * POINT) - metrics.horizontalAdvance(figures)
            cut = metrics.elidedText(name, Qt.TextElideMode.ElideRight, room)
            self._paper.text(cut + figures, self._paper.left + self._label, self._paper.width - self._label)
            self._paper.y += LINE

    # ---- movements

    def _movements(self, movements: Sequence[MovementSummary], bottom: float) -> None:
        self._paper.title(tr("Movements"))
        self._paper.font(8, REGULAR, QUIET)
        right = self._paper.left + self._paper.width
        least = ((tr("Sessions"), 44.0), (tr("Reps"), 36.0), (tr("Under tension"), 62.0))
        measure = self._paper.painter.fontMetrics().horizontalAdvance
        wide = [max(width, measure(head) / POINT + 2) for head, width in least]
        tension = right - 150 - wide[2]
        reps = tension - 2 - wide[1]
        sessions = reps - 6 - wide[0]
        columns = (
            _Column(tr("Movement"), self._paper.left, sessions - 8 - self._paper.left, LEFT),
            _Column(tr("Sessions"), sessions, wide[0], RIGHT),
            _Column(tr("Reps"), reps, wide[1], RIGHT),
            _Column(tr("Under tension"), tension, wide[2], RIGHT),
            _Column(tr("Mean hold"), right - 142, 142, LEFT),
        )
        for column in columns:
            self._paper.text(column.head, column.left, column.width, side=column.side)
        self._paper.y += LINE + 1
        self._paper.rule(self._paper.y)
        rows = int((bottom - self._paper.y) // _ROW)
        shown = movements if len(movements) <= rows else movements[: max(0, rows - 1)]
        for one in shown:
            self._paper.font(9)
            cells = (one.name, str(one.sessions), str(one.reps), one.work_text, one.hold_text or "–")
            for column, cell in zip(columns, cells, strict=True):
                self._paper.text(cell, column.left, column.width, _ROW, column.side)
            self._paper.y += _ROW
            self._paper.rule(self._paper.y, FAINT)
        if len(shown) < len(movements):
            self._paper.font(8.5, REGULAR, QUIET)
            others = len(movements) - len(shown)
            told = trn("and {n} more with less time under tension", "and {n} more with less time under tension", others)
            self._paper.text(told, self._paper.left, self._paper.width, _ROW)
            self._paper.y += _ROW

    # ---- notes

    def _notes_that_fit(self, summary: Summary) -> list[tuple[DatedNote, list[str]]]:
        """As many notes, each in as many lines, as leave the movements their room."""
        self._paper.font(9)
        room = self._paper.bottom - self._paper.y
        movements = (TITLE + LINE + 1 + _ROW * len(summary.movements)) if summary.movements else 0.0
        most = max(room * _NOTES_SHARE, room - movements) - TITLE
        for lines in range(_NOTE_LINES, 0, -1):
            notes = [(note, self._paper.lines(note.text, self._paper.width - _DATE, lines)) for note in summary.notes]
            if sum(map(self._note_height, notes)) <= most:
                return notes
        return notes[: max(0, int(most // (LINE + 2)))] if summary.notes else []

    def _note_height(self, note: tuple[DatedNote, list[str]]) -> float:
        return LINE * len(note[1]) + 2

    def _notes(self, notes: Sequence[tuple[DatedNote, list[str]]], of: int) -> None:
        some = tr("Notes (the newest {count} of {all})", count=len(notes), all=of)
        self._paper.title(tr("Notes") if len(notes) == of else some)
        for note, lines in notes:
            self._paper.font(9, REGULAR, QUIET)
            self._paper.text(day_token(note.day), self._paper.left, _DATE)
            self._paper.font(9)
            for line in lines:
                self._paper.text(line, self._paper.left + _DATE, self._paper.width - _DATE)
                self._paper.y += LINE
            self._paper.y += 2
