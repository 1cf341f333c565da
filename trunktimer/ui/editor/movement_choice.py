"""Choosing a movement of the library for a routine: search, and the figures. It adds nothing itself."""

from collections.abc import Mapping
from typing import Final

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QLineEdit, QVBoxLayout, QWidget

from trunktimer.foundation.translation import tr
from trunktimer.routine.movement import Movement
from trunktimer.routine.search import find_movements
from trunktimer.ui.figure.figure_list import Arrangement, FigureItem, FigureList
from trunktimer.ui.kit.labels import page_font
from trunktimer.ui.kit.look import LOOK
from trunktimer.ui.kit.style_sheet import page_style_sheet

_WIDTH_PX: Final = 620
_HEIGHT_PX: Final = 620


class MovementChoice(QDialog):
    """`key` gives the chosen movement once it was accepted."""

    def __init__(self, movements: Mapping[str, Movement], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(tr("Add a movement"))
        self._movements = movements
        self.search = QLineEdit()
        self.search.setFont(page_font(17))
        self.search.setPlaceholderText(tr("Name, muscle or position"))
        self.search.setAccessibleName(tr("Search"))
        self.search.setClearButtonEnabled(True)
        self.search.textChanged.connect(self._search)
        self.list = FigureList(Arrangement.ROWS)
        self.list.setAccessibleName(tr("Movements"))
        self.list.set_movements(movements)
        self.list.doubleClicked.connect(self.accept)
        buttons = QDialogButtonBox()
        self.add = buttons.addButton(tr("Add"), QDialogButtonBox.ButtonRole.AcceptRole)
        buttons.addButton(tr("Cancel"), QDialogButtonBox.ButtonRole.RejectRole)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 16, 20, 16)
        column.setSpacing(12)
        column.addWidget(self.search)
        column.addWidget(self.list, 1)
        column.addWidget(buttons)
        room = parent.size() if parent is not None else QSize(_WIDTH_PX + 40, _HEIGHT_PX + 40)
        self.resize(min(_WIDTH_PX, room.width() - 40), min(_HEIGHT_PX, room.height() - 40))
        LOOK.changed.connect(self._take_look)
        self._take_look()
        self._search()
        self.search.setFocus()

    def key(self) -> str:
        """The key of the chosen movement; empty if none is found."""
        return self.list.chosen_key()

    def _take_look(self) -> None:
        self.setStyleSheet(page_style_sheet(LOOK.theme))

    def _search(self) -> None:
        found = find_movements(self._movements.values(), self.search.text(), None, None)
        items = [FigureItem(movement.key, movement.name, movement.position) for movement in found]
        self.list.show_items(items, self.list.chosen_key() or (found[0].key if items else ""))
        self.add.setEnabled(bool(items))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Up and down go through the list from the search field as well."""
        if event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down) and self.search.hasFocus():
            self.list.setFocus()
            return
        super().keyPressEvent(event)
