"""What adds to a list of cards: a line that opens into a search with moving figures. It writes nothing itself."""

from collections.abc import Mapping
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QLineEdit, QPushButton, QVBoxLayout, QWidget

from trunktimer.foundation.translation import tr, written
from trunktimer.routine.addition import usual_amount
from trunktimer.routine.movement import Movement
from trunktimer.routine.search import find_movements
from trunktimer.routine.toml.additions import block_text, own_block_text
from trunktimer.ui.figure.figure_list import Arrangement, FigureItem, FigureList
from trunktimer.ui.kit.labels import page_font
from trunktimer.ui.kit.styled import keep_styled
from trunktimer.ui.kit.theme import Theme

_MOST_ROWS: Final = 2


class AddPanel(QFrame):
    """Closed, one line; open, a search.

    `movement_chosen` carries the key of a movement and its block as TOML, `own_requested` a block without a figure,
    `rest_requested` that a rest is wanted.
    """

    movement_chosen = Signal(str, str)
    own_requested = Signal(str)
    rest_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("adding")
        self._movements: Mapping[str, Movement] = {}
        self.begin = QPushButton(f"+  {tr('Add a movement')}")
        self.begin.setObjectName("begin")
        self.begin.setFont(page_font(15, bold=True))
        self.begin.clicked.connect(self.open)
        self.search = QLineEdit()
        self.search.setFont(page_font(18))
        self.search.setPlaceholderText(tr("Name, muscle or position"))
        self.search.setAccessibleName(tr("Search"))
        self.search.setClearButtonEnabled(True)
        self.search.textChanged.connect(self._search)
        self.search.returnPressed.connect(self._take)
        self.count = QLabel()
        self.count.setObjectName("quiet")
        self.count.setFont(page_font(13))
        self.shut = QPushButton("✕")
        self.shut.setObjectName("flat")
        self.shut.setAccessibleName(tr("Close"))
        self.shut.clicked.connect(self.close_search)
        self.list = FigureList(Arrangement.CARDS)
        self.list.setAccessibleName(tr("Movements"))
        self.list.clicked.connect(lambda _: self._take())
        self.list.activated.connect(lambda _: self._take())
        self.own = QPushButton()
        self.own.setObjectName("begin")
        self.own.setFont(page_font(15))
        self.own.clicked.connect(self._take_own)
        self.rest = QPushButton(tr("Add a rest"))
        self.rest.setObjectName("begin")
        self.rest.setFont(page_font(15))
        self.rest.clicked.connect(self.rest_requested)
        head, foot = QHBoxLayout(), QHBoxLayout()
        head.addWidget(self.search, 1)
        head.addWidget(self.count)
        head.addWidget(self.shut)
        foot.addWidget(self.rest)
        foot.addWidget(self.own)
        foot.addStretch(1)
        self.panel = QWidget()
        column = QVBoxLayout(self.panel)
        column.setContentsMargins(8, 8, 8, 8)
        column.setSpacing(8)
        column.addLayout(head)
        column.addWidget(self.list)
        column.addLayout(foot)
        self.panel.hide()
        whole = QVBoxLayout(self)
        whole.setContentsMargins(6, 4, 6, 4)
        whole.addWidget(self.begin)
        whole.addWidget(self.panel)
        keep_styled(self, _sheet)

    def set_movements(self, movements: Mapping[str, Movement]) -> None:
        """Take the movements by key."""
        self._movements = movements
        self.list.set_movements(movements)
        if self.is_open:
            self._search()

    def stops(self) -> list[QWidget]:
        """Where Tab stops in the search, in the order of reading."""
        return [self.search, self.shut, self.list, self.rest, self.own]

    @property
    def is_open(self) -> bool:
        """Whether the search is there."""
        return not self.panel.isHidden()

    def open(self) -> None:
        """Let the search come, with the keyboard in it."""
        self.begin.hide()
        self.panel.show()
        self.search.clear()
        self._search()
        self.search.setFocus()

    def close_search(self) -> None:
        """Be one line again."""
        self.panel.hide()
        self.begin.show()
        self.begin.setFocus()

    # ---- what happens

    def _search(self) -> None:
        text = self.search.text().strip()
        found = find_movements(self._movements.values(), text, None, None)
        self.list.show_items([FigureItem(each.key, written(each.name), each.position) for each in found])
        self._fit_list()
        self.count.setText(tr("{found} of {all} movements", found=len(found), all=len(self._movements)))
        self.own.setText(tr("Add “{text}” as your own, without a figure", text=text))
        self.own.setVisible(bool(text))

    def _fit_list(self) -> None:
        """As high as what was found needs, and two rows at most."""
        size = self.list.item_size()
        columns = max(1, self.list.viewport().width() // size.width())
        rows = min(_MOST_ROWS, -(-self.list.count() // columns))
        self.list.setFixedHeight(max(1, rows) * size.height() + 4)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Another width has other columns."""
        super().resizeEvent(event)
        self._fit_list()

    def _take(self) -> None:
        """Add the chosen movement, and be ready for the next one."""
        key = self.list.chosen_key() if self.list.count() else ""
        if key in self._movements:
            movement = self._movements[key]
            self.movement_chosen.emit(key, block_text(movement, usual_amount(movement)) + "\n")
            self.search.clear()
            self.search.setFocus()
        elif self.search.text().strip():
            self._take_own()

    def _take_own(self) -> None:
        self.own_requested.emit(own_block_text(self.search.text().strip()) + "\n")
        self.search.clear()
        self.search.setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc closes; the arrows choose from the search as well."""
        if event.key() == Qt.Key.Key_Escape and self.is_open:
            self.close_search()
        elif event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down) and self.search.hasFocus():
            self.list.setFocus()
        else:
            super().keyPressEvent(event)


def _sheet(theme: Theme) -> str:
    return f"""
        QFrame#adding {{ border: 1px solid {theme.line}; border-radius: 8px; }}
        QLabel#quiet {{ color: {theme.quiet}; }}
        QPushButton#begin {{ background: transparent; color: {theme.soft_text}; border: 2px solid transparent;
            border-radius: 8px; padding: 6px 10px; text-align: left; }}
        QPushButton#begin:hover {{ background: {theme.button_hover}; }}
        QPushButton#begin:focus {{ border-color: {theme.focus}; }}
        QPushButton#flat {{ background: transparent; color: {theme.text}; border: 2px solid transparent;
            border-radius: 8px; padding: 6px 12px; }}
        QPushButton#flat:hover {{ background: {theme.button_hover}; }}
        QPushButton#flat:focus {{ border-color: {theme.focus}; }}
    """
