"""One session in full: what it was, how it went, what was said of it, and its sets. Reads and changes nothing."""

from collections.abc import Callable, Sequence
from itertools import pairwise
from typing import Any, Final, Protocol

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, QRect, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QFocusEvent, QFont, QFontMetrics, QKeyEvent, QPainter, QPen, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QHeaderView,
    QPushButton,
    QScrollArea,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from trunktimer.foundation.durations import clock_text
from trunktimer.foundation.translation import later, number_text, tr, trc, trn, written
from trunktimer.session.effects import Outcome
from trunktimer.session.record import Ending, Feedback, SessionRecord, SetRecord
from trunktimer.ui.history.history_list import hour_text, length_text, when_text
from trunktimer.ui.kit.labels import page_font, tell, text_label
from trunktimer.ui.kit.look import LOOK
from trunktimer.ui.kit.short_label import ShortLabel

Index = QModelIndex | QPersistentModelIndex

#: The heads of the table of sets.
HEADS: Final = (later("Set"), later("Reps"), later("Work"), later("Held"), later("How it went"))
_WIDTHS_PX: Final = (64, 84, 76, 112)  # of all columns but the first, which takes the rest; more for long heads
_HEAD_SIDES_PX: Final = 14  # what stands left and right of a head
_ROW_PX: Final = 46
_FONT_PX: Final = 14
_PLOT_PX: Final = 290
_WIDE_PX: Final = 560  # from here on there are four facts beside each other
# Translators: of a set, that less was done than planned
_SHORT: Final = later("short")

_OUTCOMES: Final = {
    # Translators: these say how a set went; "left" is that a person went on to another one
    Outcome.DONE: later("done"),
    Outcome.RELEASED: later("let go early"),
    Outcome.RESTARTED: later("begun anew"),
    Outcome.LEFT: later("left"),
    Outcome.SKIPPED: later("skipped"),
    Outcome.INTERRUPTED: later("broken off"),
}
_ENDINGS: Final = {
    Ending.RUNNING: later("Under way"),
    Ending.FINISHED: later("Done to the end"),
    Ending.STOPPED: later("Stopped before the end"),
    Ending.UNFINISHED: later("The program ended in the middle of it; what was done until then is kept"),
}


class SetsPlot(Protocol):
    """What is asked of a plot of the sets of one session; it must be a widget."""

    def show_sets(self, sets: Sequence[SetRecord]) -> None:
        """Show planned against actual of these sets."""
        ...


def outcome_line(record: SessionRecord) -> str:
    """How a session went, in a sentence."""
    line = tr(_ENDINGS[record.ending])
    short, of = record.short_steps, record.work_steps
    if of and short:
        steps = trn(
            "{n} of {all} steps of work was skipped or short",
            "{n} of {all} steps of work were skipped or short",
            short,
            all=of,
        )
        line = f"{line}; {steps}"
    elif of and record.ending is Ending.FINISHED:
        whole = trn(
            "Done to the end, all {n} step of work as planned", "Done to the end, all {n} steps of work as planned", of
        )
        line = whole if of > 1 else tr("Done to the end, as planned")
    line = tr("{sentence}.", sentence=line)
    if record.speed != 1:
        speed = number_text(record.speed, 0 if record.speed == round(record.speed) else 1)
        line += " " + tr("A rehearsal at {speed} times the speed: it counts in no figures.", speed=speed)
    return line


def span_line(record: SessionRecord) -> str:
    """When it began and ended on the wall; the second day only where it is another."""
    line = when_text(record.started)
    if record.ended is not None:
        same = record.ended.day == record.started.day
        ended = hour_text(record.ended) if same else when_text(record.ended)
        line = tr("{begin} to {end}", begin=line, end=ended)
    return line


def facts_of(record: SessionRecord) -> list[tuple[str, str]]:
    """What is known in figures, each with its name, always the same ones in the same order."""
    said = record.feedback
    return [
        (tr("Planned"), length_text(record.planned_ms)),
        (tr("Active"), length_text(record.active_ms)),
        (tr("Paused"), length_text(record.paused_ms) if record.paused_ms else tr("not at all")),
        (tr("Level"), tr("{percent} %", percent=record.level)),
        (tr("Effort, of 10"), tr("not said") if said.effort is None else str(said.effort)),
        (tr("Pain, of 10"), _pain(said)),
        (tr("Computer asleep"), _asleep(record)),
        (tr("Clock drift"), _drift(record.drift_ms)),
    ]


def _pain(said: Feedback) -> str:
    before, after = said.pain_before, said.pain_after
    if before is not None and after is not None:
        # Translators: pain before and after a session, from 0 to 10
        return tr("{before}, then {after}", before=before, after=after)
    if before is None and after is None:
        return tr("not said")
    return tr("{pain} before", pain=before) if after is None else tr("{pain} after", pain=after)


def _asleep(record: SessionRecord) -> str:
    number = len(record.sleeps)
    if not number and not record.slept_ms:
        return tr("never")
    length = length_text(record.slept_ms or sum(sleep.slept_ms for sleep in record.sleeps))
    if number < 2:
        return length
    return trn("{length}, {n} time", "{length}, {n} times", number, length=length)


def _drift(drift_ms: int | None) -> str:
    if drift_ms is None:
        return tr("not measured")
    if abs(drift_ms) >= 10_000:
        return f"{'−' if drift_ms < 0 else '+'}{length_text(abs(drift_ms))}"
    sign = "−" if drift_ms < 0 else "+" if drift_ms else ""
    return tr("{milliseconds} ms", milliseconds=f"{sign}{abs(drift_ms)}")


def set_word(one: SetRecord) -> str:
    """How a set went, in one or two words; `short` where it ended well but with less than was planned."""
    if one.outcome in (Outcome.DONE, Outcome.RELEASED) and _is_short(one):
        return tr(_SHORT)
    return tr(_OUTCOMES[one.outcome])


def _is_short(one: SetRecord) -> bool:
    return one.reps < one.reps_planned or one.held_ms < one.hold_min_ms


def head_word(column: int) -> str:
    """The head of a column in the language in use, short enough for a narrow column."""
    # Translators: the head of a narrow column
    return trc("column", "Reps") if HEADS[column] == "Reps" else tr(HEADS[column])


def set_cells(one: SetRecord) -> list[tuple[str, str]]:
    """The cells of a set in the order of `HEADS`: what was done above, what was planned below it."""
    numbered = tr("set {number} of {all}", number=one.set, all=one.sets) if one.sets > 1 else ""
    place = [side_name(one.side), numbered, _rounds(one.rounds)]
    planned_ms, hold_ms = one.planned_ms, one.hold_planned_ms
    return [
        (written(one.name) or one.movement, " · ".join(piece for piece in place if piece)),
        (str(one.reps), tr("of {planned}", planned=one.reps_planned)) if one.reps_planned else ("", ""),
        (
            clock_text(one.actual_ms),
            tr("of {planned}", planned=clock_text(planned_ms)) if planned_ms else tr("own pace"),
        ),
        (_held(one.held_ms), tr("of {planned}", planned=_held(hold_ms))) if one.holds else ("", ""),
        (set_word(one), tr("offered again") if one.again else ""),
    ]


def _rounds(rounds: str) -> str:
    """The rounds in words: `1/3` is `round 1 of 3`."""
    return " · ".join(round_words(one) for one in rounds.split())


def round_words(counted: str) -> str:
    """One round in words: `1/3` is `round 1 of 3`."""
    number, _, all_rounds = counted.partition("/")
    return tr("round {number} of {all}", number=number, all=all_rounds) if all_rounds else number


def side_name(side: str) -> str:
    """`left` or `right` in the language in use; what is neither stays as it is."""
    return {"left": trc("side", "left"), "right": trc("side", "right")}.get(side, side)


def _held(held_ms: int) -> str:
    """The time in holds in whole seconds, or with a tenth where that matters."""
    tenths = held_ms < 10_000 and round(held_ms, -2) % 1_000
    return tr("{seconds} s", seconds=number_text(round(held_ms, -2 if tenths else -3) / 1_000, 1 if tenths else 0))


class _Sets(QAbstractTableModel):
    """The sets as Qt asks for them."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.sets: tuple[SetRecord, ...] = ()
        self.cells: list[list[tuple[str, str]]] = []

    def show(self, sets: Sequence[SetRecord]) -> None:
        self.beginResetModel()
        self.sets = tuple(sets)
        self.cells = [set_cells(one) for one in sets]
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008  (Qt's own default)
        return 0 if parent.isValid() else len(self.sets)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008  (Qt's own default)
        return 0 if parent.isValid() else len(HEADS)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        roles = (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.ToolTipRole)
        if role not in roles:
            return None
        said = " ".join(self.cells[index.row()][index.column()]).strip()
        return said or (None if role == Qt.ItemDataRole.ToolTipRole else tr("none"))

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation != Qt.Orientation.Horizontal:
            return None
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return head_word(section)
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        return None


class _Painter(QStyledItemDelegate):
    """Draws a cell: what was done above, what was planned in a quieter line below."""

    def __init__(self, view: "SetTable") -> None:
        super().__init__(view)
        self._view = view

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(60, _ROW_PX)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        view, theme = self._view, LOOK.theme
        state: QStyle.StateFlag = option.state
        rect: QRect = option.rect
        one = view.sets_model.sets[index.row()]
        upper, lower = view.sets_model.cells[index.row()][index.column()]
        painter.save()
        if state & QStyle.StateFlag.State_Selected and view.hasFocus():
            painter.fillRect(rect, theme.colour("track"))
            painter.setPen(QPen(theme.colour("focus"), 2))
            painter.drawLine(rect.left(), rect.top() + 1, rect.right() + 1, rect.top() + 1)
            painter.drawLine(rect.left(), rect.bottom() - 1, rect.right() + 1, rect.bottom() - 1)
        painter.setPen(QPen(theme.colour("track"), 1))
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        inner = rect.adjusted(0, 4, -6, -4)
        above = QRect(inner.left(), inner.top(), inner.width(), inner.height() // 2) if lower else inner
        font, role = page_font(_FONT_PX, bold=index.column() == 0), "text"
        if index.column() == len(HEADS) - 1:
            role = outcome_role(one)
            font.setBold(role != "text")
        self._line(painter, upper, above, font, role)
        if lower:
            below = QRect(inner.left(), above.bottom() + 1, inner.width(), inner.height() // 2)
            self._line(painter, lower, below, page_font(_FONT_PX - 1), "quiet")
        painter.restore()

    def _line(self, painter: QPainter, text: str, line: QRect, font: QFont, role: str) -> None:
        painter.setFont(font)
        painter.setPen(LOOK.theme.colour(role))
        shown = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, line.width())
        painter.drawText(line, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, shown)


def outcome_role(one: SetRecord) -> str:
    """The colour, by its role in the theme, of the word for how a set went."""
    if one.outcome in (Outcome.DONE, Outcome.RELEASED):
        return "warning" if _is_short(one) else "text"
    return "danger"


class SetTable(QTableView):
    """The sets of a session, planned against actual. It is as high as all of its rows: what is around it scrolls."""

    row_reached = Signal(int, int)  # top and bottom of the row that the keyboard is on

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.sets_model = _Sets(self)
        self.setModel(self.sets_model)
        self.setItemDelegate(_Painter(self))
        self.setAccessibleName(tr("Sets, planned against actual"))
        self.setShowGrid(False)
        self.setTabKeyNavigation(False)
        self.setFrameShape(QTableView.Shape.NoFrame)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.verticalHeader().setDefaultSectionSize(_ROW_PX)
        across = self.horizontalHeader()
        across.setSectionsClickable(False)
        across.setHighlightSections(False)
        across.setFont(page_font(_FONT_PX - 1))
        across.setFixedHeight(28)
        across.setMinimumSectionSize(40)
        across.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        across.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        metrics = QFontMetrics(across.font())
        for column, width in enumerate(_WIDTHS_PX, start=1):
            self.setColumnWidth(column, max(width, metrics.horizontalAdvance(head_word(column)) + _HEAD_SIDES_PX))
        self.selectionModel().currentChanged.connect(self._reach)

    def show_sets(self, sets: Sequence[SetRecord]) -> None:
        """Show these sets."""
        self.sets_model.show(sets)
        self.setFixedHeight(self.horizontalHeader().height() + _ROW_PX * len(sets) + 2)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Be on a row, so that it is seen where the keyboard is."""
        super().focusInEvent(event)
        if not self.selectionModel().hasSelection():
            self.selectRow(max(0, self.currentIndex().row()))

    def _reach(self, now: QModelIndex) -> None:
        top = self.horizontalHeader().height() + now.row() * _ROW_PX
        self.row_reached.emit(top, top + _ROW_PX)

    def keyboardSearch(self, search: str) -> None:
        """Letters choose nothing."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Home and End go to the first and the last set."""
        last = self.sets_model.rowCount() - 1
        if event.key() in (Qt.Key.Key_Home, Qt.Key.Key_End) and last >= 0:
            row = 0 if event.key() == Qt.Key.Key_Home else last
            self.setCurrentIndex(self.sets_model.index(row, 0))
        else:
            super().keyPressEvent(event)


class _Fact(QWidget):
    """A figure under its name."""

    def __init__(self) -> None:
        super().__init__()
        self.name = ShortLabel(13, name="quiet")
        self.value = ShortLabel(16)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(1)
        column.addWidget(self.name)
        column.addWidget(self.value)

    def show_fact(self, name: str, value: str) -> None:
        self.name.show_words(name)
        self.value.show_words(value)
        self.value.setAccessibleName(f"{name}: {value}")


class SessionDetail(QWidget):
    """`say_requested` and `delete_requested` carry the uid of the session that is shown; `all_requested` wants all."""

    say_requested = Signal(str)
    delete_requested = Signal(str)
    all_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._uid = ""
        self._sets: Sequence[SetRecord] = ()
        self._plot_factory: Callable[[], SetsPlot] | None = None
        self._plot: SetsPlot | None = None
        self._unrolled = False
        self.name = text_label(24, bold=True)
        self.when = text_label(15, name="quiet")
        self.outcome = text_label(16)
        self.note = text_label(16, name="note")
        self.note.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self.facts = [_Fact() for _ in range(8)]
        self._facts = QWidget()
        self._grid = QGridLayout(self._facts)
        self._grid.setContentsMargins(0, 2, 0, 2)
        self._grid.setHorizontalSpacing(14)
        self._grid.setVerticalSpacing(10)
        self._plot_place = QWidget()
        self._plot_place.setFixedHeight(_PLOT_PX)
        self._plot_place.hide()
        self._plot_box = QVBoxLayout(self._plot_place)
        self._plot_box.setContentsMargins(0, 0, 0, 0)
        self.table = SetTable()
        self.table.row_reached.connect(self._follow_row)
        self._build()
        self._lay_facts(2)
        self._plot_timer = QTimer(self)
        self._plot_timer.setSingleShot(True)
        self._plot_timer.timeout.connect(self._make_plot)
        self.show_session(None, ())

    def _build(self) -> None:
        self.say = QPushButton(tr("Say how it was…"))
        self.say.setToolTip(tr("Effort, pain and a note; all of it optional"))
        self.say.clicked.connect(lambda: self.say_requested.emit(self._uid))
        self.delete = QPushButton(tr("Delete"))
        self.delete.setToolTip(tr("Take this session out of the history (Delete); it can be undone"))
        self.delete.clicked.connect(lambda: self.delete_requested.emit(self._uid))
        self.all = QPushButton(tr("Show all sessions"))
        self.all.clicked.connect(self.all_requested)
        self._words = QWidget()
        self._words.setObjectName("detail")
        column = QVBoxLayout(self._words)
        column.setContentsMargins(0, 0, 12, 0)
        column.setSpacing(8)
        for widget in (self.name, self.when, self.outcome, self._facts, self.note, self._plot_place, self.table):
            column.addWidget(widget)
        column.addWidget(self.all, 0, Qt.AlignmentFlag.AlignLeft)
        column.addStretch(1)
        self.scrolled = QScrollArea()
        self.scrolled.setWidgetResizable(True)
        self.scrolled.setFrameShape(QFrame.Shape.NoFrame)
        self.scrolled.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.scrolled.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)  # or the words would jump
        self.scrolled.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.scrolled.setWidget(self._words)
        bar = self.scrolled.verticalScrollBar()
        bar.rangeChanged.connect(lambda low, high: bar.setEnabled(high > low))
        self._buttons = QWidget()
        row = QHBoxLayout(self._buttons)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(12)
        row.addWidget(self.say)
        row.addWidget(self.delete)
        row.addStretch(1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(12)
        whole.addWidget(self.scrolled, 1)
        whole.addWidget(self._buttons)

    # ---- what it is told

    def show_session(self, record: SessionRecord | None, sets: Sequence[SetRecord]) -> None:
        """Show a session with its sets; `None` says that none fits what is asked for."""
        other = record is None or record.uid != self._uid
        self._uid = record.uid if record is not None else ""
        self._sets = sets
        there = record is not None
        for widget in (self._facts, self.table, self._buttons):
            widget.setVisible(there)
        self.table.setVisible(bool(sets))
        self.all.setVisible(not there)
        self._plot_place.setVisible(bool(sets) and self._plot_factory is not None)
        if record is None:
            self.name.setText(tr("No session fits"))
            self.outcome.setText(tr("Try another word, or fewer, or another routine or time."))
            tell(self.when, "")
            tell(self.note, "")
        else:
            self.name.setText(written(record.routine_name))
            tell(self.when, span_line(record))
            self.outcome.setText(outcome_line(record))
            tell(self.note, record.feedback.note)
            for fact, (name, value) in zip(self.facts, facts_of(record), strict=True):
                fact.show_fact(name, value)
        self.table.show_sets(sets)
        if other:
            self.scrolled.verticalScrollBar().setValue(0)
        self._show_plot()
        self._unroll()

    def set_plot_factory(self, factory: Callable[[], SetsPlot]) -> None:
        """Take what makes the plot; it is called once, after the first session was painted."""
        self._plot_factory = factory
        self._plot_place.setVisible(bool(self._sets))
        self._show_plot()

    def set_unrolled(self, unrolled: bool) -> None:
        """Be as high as all that is shown, for a page that scrolls as a whole."""
        self._unrolled = unrolled
        bar = Qt.ScrollBarPolicy.ScrollBarAlwaysOff if unrolled else Qt.ScrollBarPolicy.ScrollBarAlwaysOn
        self.scrolled.setVerticalScrollBarPolicy(bar)
        self._unroll()

    # ---- what happens

    def _show_plot(self) -> None:
        if self._plot is not None:
            self._plot.show_sets(self._sets)
        elif self._plot_factory is not None and self._sets and not self._plot_timer.isActive():
            self._plot_timer.start(0)  # what it imports takes longer than all the rest of the page

    def _make_plot(self) -> None:
        if self._plot is None and self._plot_factory is not None:
            plot = self._plot = self._plot_factory()
            if not isinstance(plot, QWidget):
                raise TypeError("the plot of a session must be a widget")
            self._plot_box.addWidget(plot)
            stops = [one for one in plot.findChildren(QWidget) if one.focusPolicy() & Qt.FocusPolicy.TabFocus]
            for one, following in pairwise([*stops[-1:], self.table, self.all, self.say, self.delete]):
                QWidget.setTabOrder(one, following)  # it was made last, and stands above them
            plot.show_sets(self._sets)

    def _lay_facts(self, columns: int) -> None:
        for at, fact in enumerate(self.facts):
            self._grid.removeWidget(fact)
            self._grid.addWidget(fact, at // columns, at % columns)
        for column in range(4):
            self._grid.setColumnStretch(column, 1 if column < columns else 0)

    def _follow_row(self, top: int, bottom: int) -> None:
        place = self.table.mapTo(self._words, self.table.rect().topLeft()).y()
        self.scrolled.ensureVisible(0, place + (top + bottom) // 2, 0, _ROW_PX)

    def _unroll(self) -> None:
        layout = self._words.layout()
        assert layout is not None
        width = self.scrolled.viewport().width()
        height = layout.heightForWidth(width) if self._unrolled else 0
        self.scrolled.setMinimumHeight(height)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put as many facts beside each other as there is room for."""
        super().resizeEvent(event)
        self._lay_facts(4 if self.width() >= _WIDE_PX else 2)
        self._unroll()
