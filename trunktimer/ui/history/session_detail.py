"""One session in full: what it was, how it went, what was said of it, and its sets. Reads and changes nothing."""

from collections.abc import Callable, Sequence
from itertools import pairwise
from typing import Final

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from trunktimer.foundation.translation import tr, written
from trunktimer.session.record import SessionRecord, SetRecord
from trunktimer.session.wording import format_ending_in_full
from trunktimer.ui.history.graph import SetsPlot
from trunktimer.ui.history.session_facts import facts_of, format_span_of
from trunktimer.ui.history.set_table import SET_ROW_PX, SetTable
from trunktimer.ui.kit.labels import tell, text_label
from trunktimer.ui.kit.scrolled import scrolled
from trunktimer.ui.kit.short_label import ShortLabel

_PLOT_PX: Final = 290
_WIDE_PX: Final = 560  # from here on there are four facts beside each other


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
        self.scrolled = scrolled(self._words)
        self.scrolled.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)  # or the words would jump
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
            tell(self.when, format_span_of(record))
            self.outcome.setText(format_ending_in_full(record))
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
        self.scrolled.ensureVisible(0, place + (top + bottom) // 2, 0, SET_ROW_PX)

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
