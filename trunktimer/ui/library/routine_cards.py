"""The chosen routine as quiet cards: to be read; a number that is touched leads to the editor. It writes nothing."""

from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import Final, NamedTuple

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QGridLayout, QSizePolicy, QVBoxLayout, QWidget

from trunktimer.routine.movement import Movement
from trunktimer.routine.routine import Routine
from trunktimer.ui.cards.card import BlockCard, GroupFrame, RestLine
from trunktimer.ui.cards.card_items import CardItem, card_items, fill_row
from trunktimer.ui.cards.chip import ChipButton
from trunktimer.ui.cards.lively_figure import LivelyFigure
from trunktimer.ui.cards.row import BlockPath, Row

_FIGURE: Final = QSize(112, 64)
_LARGE_FIGURE: Final = QSize(280, 160)
_SMALL_FIGURE: Final = QSize(84, 48)
_NARROW_PX: Final = 560
_GAP_PX: Final = 8
_COLUMN_GAP_PX: Final = 24


class Touched(NamedTuple):
    """A number that a person wants to change: the block's path, whether the row shows a block, and the key."""

    path: BlockPath
    is_block: bool
    key: str


class RoutineCards(QWidget):
    """`touched` carries a `Touched`, `reached` the row or chip that the keyboard came to.

    Tab stops in it once; arrows go on from there: up and down from card to card, to the sides through the numbers.
    """

    touched = Signal(object)
    reached = Signal(QWidget)

    def __init__(self) -> None:
        super().__init__()
        self._movements: Mapping[str, Movement] = {}
        self._shown: Routine | None = None
        self._items: list[CardItem] = []
        self.rows: list[Row] = []
        self._cells: list[tuple[QWidget, bool]] = []  # whether it takes the whole width
        self._ending: QWidget | None = None
        self._is_wide = False
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(_COLUMN_GAP_PX)
        self._grid.setVerticalSpacing(0)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        self._lively = LivelyFigure(self)

    # ---- what it is told

    def set_movements(self, movements: Mapping[str, Movement]) -> None:
        """Take the movements by key."""
        self._movements = movements
        for row, item in zip(self.rows, self._items, strict=True):
            fill_row(row, item, movements)

    def set_ending(self, ending: QWidget) -> None:
        """Have a widget come behind the cards, in the place of one more."""
        self._ending = ending
        self._place()

    def show_routine(self, routine: Routine, before: Sequence[QWidget], behind: Sequence[QWidget]) -> None:
        """Show a routine, between what Tab comes from and goes on to; the one that is shown costs nothing."""
        if routine is self._shown:
            return
        self._shown = routine
        self._lively.hush()
        self.setUpdatesEnabled(False)
        for cell, _ in self._cells:
            self._grid.removeWidget(cell)
            cell.hide()
            cell.deleteLater()
        self._items, self.rows, self._cells = list(card_items(routine)), [], []
        columns: dict[BlockPath, QVBoxLayout] = {}
        for item in self._items:
            row = RestLine(is_block=item.is_block, is_quiet=True) if item.kind is RestLine else item.kind(is_quiet=True)
            row.path = item.path
            fill_row(row, item, self._movements)
            self._connect(row, item)
            self.rows.append(row)
            self._add(row, columns)
        self._fit()
        self._place()
        for one, other in pairwise([*before, *self.stops(), *behind]):
            QWidget.setTabOrder(one, other)  # which passes over what takes no keyboard: that comes after it
        self._let_stop(self.rows[0] if self.rows else None)
        self.setUpdatesEnabled(True)

    def set_wide(self, is_wide: bool) -> None:
        """Two columns with large figures, or one."""
        if is_wide != self._is_wide:
            self._is_wide = is_wide
            self._place()
        self._fit()

    # ---- where they stand

    def _add(self, row: Row, columns: dict[BlockPath, QVBoxLayout]) -> None:
        inside = columns.get(row.path[:-1])
        if isinstance(row, GroupFrame):
            columns[row.path] = row.inside
        if inside is not None:
            inside.addWidget(row)
        elif isinstance(row, RestLine) and self._cells:
            column = self._cells[-1][0].layout()
            assert isinstance(column, QVBoxLayout)
            column.insertWidget(column.count() - 1, row)
            column.setContentsMargins(0, 0, 0, 0)  # a rest is gap enough
        else:
            cell = QWidget()
            column = QVBoxLayout(cell)
            column.setContentsMargins(0, 0, 0, _GAP_PX)
            column.setSpacing(0)
            column.addWidget(row)
            column.addStretch(1)
            self._cells.append((cell, isinstance(row, GroupFrame)))

    def _place(self) -> None:
        """Put the cells into the grid, line by line."""
        line = at = 0
        cells = [*self._cells, (self._ending, False)] if self._ending is not None else self._cells
        for cell, is_whole in cells:
            assert cell is not None
            if at and (is_whole or not self._is_wide):
                line, at = line + 1, 0
            if self._is_wide and not is_whole:
                self._grid.addWidget(cell, line, at)
                line, at = (line + 1, 0) if at else (line, 1)
            else:
                self._grid.addWidget(cell, line, 0, 1, 2 if self._is_wide else 1)
                line += 1
        for column in (0, 1):
            self._grid.setColumnStretch(column, 1 if self._is_wide or not column else 0)
        self._grid.setHorizontalSpacing(_COLUMN_GAP_PX if self._is_wide else 0)

    def _fit(self) -> None:
        size = _SMALL_FIGURE if self.width() < _NARROW_PX else _FIGURE
        for row in self.rows:
            if isinstance(row, BlockCard):
                is_alone = len(row.path) == 1
                row.figure.setFixedSize(_LARGE_FIGURE if self._is_wide and is_alone else size)

    # ---- keyboard and mouse

    def _connect(self, row: Row, item: CardItem) -> None:
        row.opened.connect(lambda button: self.touched.emit(Touched(item.path, item.is_block, button.chip.key)))
        row.chosen.connect(lambda: self._let_stop(row))
        if isinstance(row, BlockCard):
            row.entered.connect(lambda: self._lively.enliven(row.figure))
            row.left.connect(self._lively.hush)

    def stops(self) -> list[QWidget]:
        """What can have the keyboard, in the order of reading."""
        return [stop for row in self.rows for stop in row.stops() if isinstance(stop, Row | ChipButton)]

    def _let_stop(self, wanted: QWidget | None) -> None:
        for stop in self.stops():
            here = stop is wanted
            stop.setFocusPolicy(Qt.FocusPolicy.TabFocus if here else Qt.FocusPolicy.NoFocus)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go from card to card, and through the numbers."""
        stops = self.stops()
        here = next((at for at, stop in enumerate(stops) if stop.hasFocus()), None)
        rows = [at for at, stop in enumerate(stops) if isinstance(stop, Row)]
        if here is None or not rows:
            super().keyPressEvent(event)
            return
        match event.key():
            case Qt.Key.Key_Down:
                to = next((at for at in rows if at > here), here)
            case Qt.Key.Key_Up:
                to = next((at for at in reversed(rows) if at < here), here)
            case Qt.Key.Key_Right:
                to = min(here + 1, len(stops) - 1)
            case Qt.Key.Key_Left:
                to = max(here - 1, 0)
            case Qt.Key.Key_Home:
                to = 0
            case Qt.Key.Key_End:
                to = rows[-1]
            case _:
                super().keyPressEvent(event)
                return
        self._let_stop(stops[to])
        stops[to].setFocus(Qt.FocusReason.TabFocusReason)
        self.reached.emit(stops[to])
