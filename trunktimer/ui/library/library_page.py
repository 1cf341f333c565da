"""The library page: all routines with what they take, and the start. It reads no files and runs no session."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from trunktimer.foundation.translation import tr, trc
from trunktimer.ui.kit.announcing import choose_selected
from trunktimer.ui.kit.labels import page_font, tell
from trunktimer.ui.kit.look import LOOK
from trunktimer.ui.kit.notice import Notice
from trunktimer.ui.kit.style_sheet import page_style_sheet, wear
from trunktimer.ui.kit.wrapped_rows import WrappedRows
from trunktimer.ui.library.library_item import LibraryItem, time_line
from trunktimer.ui.library.routine_detail import RoutineDetail

if TYPE_CHECKING:  # movements are read after the first look
    from trunktimer.routine.movement import Movement
    from trunktimer.routine.routine import Program

_MARGIN_PX: Final = 28
_LIST_PX: Final = 350
_NARROW_LIST_PX: Final = 150
_NARROW_PX: Final = 720  # a narrower window has no room for words that say nothing new


class LibraryPage(QWidget):
    """A list on the left, the chosen routine on the right.

    `start_requested` carries path and level, `level_changed` path and level (the page is then told the item
    anew), `read_again_requested` a path, `proposal_answered` whether another level was taken; `open_requested`,
    `movements_requested`, `history_requested`, `new_requested` and `chosen_changed` carry nothing, `edit_requested` a
    path.
    """

    start_requested = Signal(str, int)
    level_changed = Signal(str, int)
    read_again_requested = Signal(str)
    open_requested = Signal()
    movements_requested = Signal()
    history_requested = Signal()
    new_requested = Signal()
    edit_requested = Signal(str)
    proposal_answered = Signal(bool)
    chosen_changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._items: list[LibraryItem] = []
        self._build_head()
        self._build_list()
        self._place_detail()
        body = QHBoxLayout()
        body.setSpacing(_MARGIN_PX)
        body.addWidget(self._list)
        body.addWidget(self.detail, 1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(_MARGIN_PX, 20, _MARGIN_PX, _MARGIN_PX)
        whole.setSpacing(0)
        whole.setSizeConstraint(QVBoxLayout.SizeConstraint.SetNoConstraint)  # the window decides
        whole.addLayout(self._head)
        whole.addWidget(self.message.room)
        whole.addLayout(body, 1)
        self._show_chosen()
        LOOK.changed.connect(self._take_look)
        self._take_look()

    # ---- what it is told

    def show_items(self, items: list[LibraryItem], chosen: str = "") -> None:
        """Show these routines; the one whose path is `chosen` (or the present one, or the first) is chosen."""
        wanted = chosen or self.chosen_path()
        self._items = list(items)
        self._list.blockSignals(True)
        self._list.clear()
        for item in items:
            self._list.addItem(self._row(item))
        places = [at for at, item in enumerate(items) if item.path == wanted]
        if items:
            self._list.setCurrentRow(places[0] if places else 0)
        self._list.blockSignals(False)
        self._show_chosen()

    def show_failure(self) -> None:
        """Say that the routines could not be read, where nothing is shown yet."""
        if not self._items:
            self.detail.show_failure()

    def show_item(self, item: LibraryItem) -> None:
        """Show a routine that was read anew, in its place or at the end, without choosing it."""
        for at, known in enumerate(self._items):
            if known.path == item.path:
                self._items[at] = item
                row = self._list.item(at)
                row.setText(f"{item.name}\n{time_line(item)}")
                break
        else:
            self._items.append(item)
            self._list.addItem(self._row(item))
        self._show_chosen()

    def choose(self, path: str) -> None:
        """Choose the routine with this path, if it is there."""
        for at, item in enumerate(self._items):
            if item.path == path:
                self._list.setCurrentRow(at)

    def chosen_path(self) -> str:
        """The path of the chosen routine; empty if there is none."""
        item = self._chosen()
        return item.path if item else ""

    def chosen_name(self) -> str:
        """The name of the chosen routine; empty if there is none."""
        item = self._chosen()
        return item.name if item else ""

    def level(self) -> int:
        """The level that is set, 0..100."""
        return self.detail.level.value()

    def set_level(self, level: int) -> None:
        """Set the level, 0..100."""
        self.detail.level.setValue(level)

    def chosen_key(self) -> str:
        """The key of the chosen routine; empty if there is none."""
        item = self._chosen()
        return item.key if item else ""

    def chosen_program(self) -> "Program | None":
        """How often the chosen routine is prescribed."""
        item = self._chosen()
        return item.program if item else None

    def show_proposal(self, reason: str, level: int | None) -> None:
        """Propose another level, with its reason; `None` says the reason only, an empty reason takes it away."""
        self.detail.show_proposal(reason, level)

    def set_message(self, text: str) -> None:
        """Show a calm line above the list; empty hides it."""
        tell(self.message, text)

    def set_movements(self, movements: "Mapping[str, Movement]") -> None:
        """Take the movements by key: their figures stand beside the blocks of a routine."""
        self.detail.set_movements(movements)

    def items(self) -> list[LibraryItem]:
        """The routines that are shown."""
        return list(self._items)

    def focus_list(self) -> None:
        """Put the keyboard on the list."""
        self._list.setFocus()

    # ---- building

    def _build_head(self) -> None:
        title = self._title = QLabel("TrunkTimer")
        title.setObjectName("head")
        title.setFont(page_font(26, bold=True))
        opened = self._open = QPushButton(tr("Open a file…"))
        opened.setToolTip(tr("Open a routine file (Ctrl+O)"))
        opened.clicked.connect(self.open_requested)
        movements = QPushButton(tr("Movements"))
        movements.setToolTip(tr("All movements: see how they go, and add one to a routine (Ctrl+M)"))
        movements.clicked.connect(self.movements_requested)
        history = self._history = QPushButton(tr("History"))
        history.setToolTip(tr("What was done so far (Ctrl+H)"))
        history.clicked.connect(self.history_requested)
        new = QPushButton(tr("New…"))
        new.setToolTip(tr("Make a routine of your own (Ctrl+N)"))
        new.clicked.connect(self.new_requested)
        self._wide_buttons = (movements, new, opened)
        self._look = QToolButton()
        # Translators: a noun, the button of the menu with colours, viewing distance and sound.
        self._look.setText(trc("button", "View"))
        self._look.setToolTip(tr("Colours, viewing distance, sound"))
        self._look.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.message = Notice(self)
        self._head = QHBoxLayout()
        self._head.addWidget(title)
        self._head.addStretch(1)
        self._head.addWidget(history)
        self._head.addWidget(movements)
        self._head.addWidget(new)
        self._head.addWidget(opened)
        self._head.addWidget(self._look)

    @property
    def look_button(self) -> QToolButton:
        """The button that the window hangs its menu of looks and sounds on."""
        return self._look

    def _build_list(self) -> None:
        self._list = QListWidget()
        self._list.setAccessibleName(tr("Routines"))
        self._list.setMinimumWidth(_NARROW_LIST_PX)
        self._list.setFont(page_font(16))
        self._list.setWordWrap(True)
        self._list.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self._list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._list.currentRowChanged.connect(self._show_chosen)
        self._list.setItemDelegate(WrappedRows(self._list))
        choose_selected(self._list)
        self._list.itemDoubleClicked.connect(self._ask_start)  # Enter comes through keyPressEvent, and once

    def _place_detail(self) -> None:
        detail = self.detail = RoutineDetail(after=self._list)
        detail.start_requested.connect(self._ask_start)
        detail.edit_requested.connect(self._ask_edit)
        detail.read_again_requested.connect(lambda: self.read_again_requested.emit(self.chosen_path()))
        detail.level_moved.connect(self._level_moved)
        detail.proposal_answered.connect(self._answer_proposal)

    def _row(self, item: LibraryItem) -> QListWidgetItem:
        row = QListWidgetItem(f"{item.name}\n{time_line(item)}")
        row.setToolTip(item.path)
        return row

    # ---- what happens

    def _take_look(self) -> None:
        wear(self, page_style_sheet(LOOK.theme))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Give list and detail their shares, and leave out words where there is no room."""
        super().resizeEvent(event)
        narrow = self.width() < _NARROW_PX
        self._list.setFixedWidth(max(_NARROW_LIST_PX, min(_LIST_PX, round(self.width() * 0.31))))
        margin = 14 if narrow else _MARGIN_PX
        layout = self.layout()
        assert layout is not None
        layout.setContentsMargins(margin, 14 if narrow else 20, margin, margin)
        room = self.width() - 2 * margin
        spacing = max(0, self._head.spacing())
        kept = [self._history, self._look]
        wide = sum(part.sizeHint().width() + spacing for part in (*kept, *self._wide_buttons))
        self._title.setVisible(not narrow and wide + self._title.sizeHint().width() <= room)
        for button in self._wide_buttons:  # the menu has them too
            button.setVisible(not narrow and wide <= room)
        self.detail.share_foot(room - self._list.width() - _MARGIN_PX, narrow=narrow)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter starts, wherever the keyboard is."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._ask_start()
            return
        super().keyPressEvent(event)

    def _chosen(self) -> LibraryItem | None:
        at = self._list.currentRow()
        return self._items[at] if 0 <= at < len(self._items) else None

    def _ask_edit(self) -> None:
        if self.chosen_path():
            self.edit_requested.emit(self.chosen_path())

    def _ask_start(self) -> None:
        item = self._chosen()
        if item is not None and not item.faults:
            self.start_requested.emit(item.path, self.level())

    def _level_moved(self, level: int) -> None:
        if self._items:
            self.level_changed.emit(self.chosen_path(), level)

    def _answer_proposal(self, taken: bool) -> None:
        self._list.setFocus()
        self.proposal_answered.emit(taken)

    def _show_chosen(self) -> None:
        self.chosen_changed.emit()
        self.detail.show_item(self._chosen())
