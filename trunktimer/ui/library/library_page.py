"""The library page: all routines with what they take, and the start. It reads no files and runs no session."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QPoint, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QResizeEvent
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
from trunktimer.ui.kit.icons import Icon, drawn_icon
from trunktimer.ui.kit.labels import page_font, tell
from trunktimer.ui.kit.look import LOOK
from trunktimer.ui.kit.notice import Notice
from trunktimer.ui.kit.style_sheet import page_style_sheet, wear
from trunktimer.ui.kit.toast import Toast
from trunktimer.ui.library.library_item import LibraryItem, time_line
from trunktimer.ui.library.routine_detail import RoutineDetail
from trunktimer.ui.library.routine_rows import FIGURE_ROLE, RoutineRows

if TYPE_CHECKING:  # movements are read after the first look
    from trunktimer.routine.movement import Movement
    from trunktimer.routine.routine import Program

_MARGIN_PX: Final = 24
_NARROW_MARGIN_PX: Final = 12
_HEADER_PX: Final = 56
_ICON_PX: Final = 20
_LIST_PX: Final = 328
_WIDE_LIST_PX: Final = 400
_NARROW_LIST_PX: Final = 150
_NARROW_PX: Final = 720  # a narrower window has no room for words that say nothing new
_WIDE_PX: Final = 1500
_ITEM_ROLE: Final = Qt.ItemDataRole.UserRole


class LibraryPage(QWidget):
    """A list on the left, the chosen routine on the right.

    `start_requested` carries path and level, `level_changed` path and level (the page is then told the item
    anew), `read_again_requested` a path, `proposal_answered` whether another level was taken; `movements_requested`,
    `history_requested`, `new_requested`, `chosen_changed` and `undo_requested` carry nothing, `edit_requested` a
    path, `number_requested` a path and the `Touched` number, `action_requested` an item and what is to be done with it.
    """

    start_requested = Signal(str, int)
    level_changed = Signal(str, int)
    read_again_requested = Signal(str)
    movements_requested = Signal()
    history_requested = Signal()
    new_requested = Signal()
    edit_requested = Signal(str)
    number_requested = Signal(str, object)
    action_requested = Signal(object, str)
    undo_requested = Signal()
    proposal_answered = Signal(bool)
    chosen_changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._items: list[LibraryItem] = []
        self._build_header()
        self._build_list()
        self._place_detail()
        body = self._body = QHBoxLayout()
        body.addWidget(self._list)
        body.addWidget(self.detail, 1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.setSizeConstraint(QVBoxLayout.SizeConstraint.SetNoConstraint)  # the window decides
        whole.addWidget(self._header)
        whole.addLayout(self._message_line)
        whole.addLayout(body, 1)
        self._toast = Toast(self)
        self._toast.pressed.connect(self.undo_requested)
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
        own = [at for at, item in enumerate(items) if item.own]
        for heading, group in (
            (tr("Yours"), own),
            (tr("Came with TrunkTimer"), [at for at in range(len(items)) if at not in own]),
        ):
            if group:
                self._add_heading(heading)
            for at in group:
                self._add_row(at)
        places = [at for at, item in enumerate(items) if item.path == wanted]
        self._choose_at(places[0] if places else self._first())
        self._list.blockSignals(False)
        self._show_chosen()

    def show_failure(self) -> None:
        """Say that the routines could not be read, where nothing is shown yet."""
        if not self._items:
            self.detail.show_failure()

    def show_item(self, item: LibraryItem) -> None:
        """Show a routine that was read anew, in its place or at the end, without choosing it."""
        for at, known in enumerate(self._items):
            if known.path == item.path and known.own == item.own:
                self._items[at] = item
                row = self._row_of(at)
                if row is not None:
                    self._fill(row, at)
                self._show_chosen()
                return
        items = [known for known in self._items if known.path != item.path]
        self.show_items([*items, item])

    def choose(self, path: str) -> None:
        """Choose the routine with this path, if it is there."""
        for at, item in enumerate(self._items):
            if item.path == path:
                self._choose_at(at)

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
        self._rows.set_movements(movements)
        self.detail.set_movements(movements)

    def offer_undo(self, text: str) -> None:
        """Say what was done, and offer for a time to take it back."""
        self._toast.show_words(text, tr("Undo"))

    def items(self) -> list[LibraryItem]:
        """The routines that are shown."""
        return list(self._items)

    def focus_list(self) -> None:
        """Put the keyboard on the list."""
        self._list.setFocus()

    # ---- building

    def _build_header(self) -> None:
        self._title = QLabel("TrunkTimer")
        self._title.setFont(page_font(18, bold=True))
        new = self._new = self._flat(trc("button", "New"), tr("Make a routine of your own (Ctrl+N)"))
        new.setIconSize(QSize(_ICON_PX, _ICON_PX))
        new.clicked.connect(self.new_requested)
        movements = self._flat(tr("Movements"), tr("All movements: see how they go, and add one to a routine (Ctrl+M)"))
        movements.clicked.connect(self.movements_requested)
        history = self._history = self._flat(tr("History"), tr("What was done so far (Ctrl+H)"))
        history.clicked.connect(self.history_requested)
        self._wide_buttons = (new, movements)
        self._menu = QToolButton()
        self._menu.setObjectName("flat")
        self._menu.setIconSize(QSize(_ICON_PX, _ICON_PX))
        self._menu.setFixedSize(40, 40)
        self._menu.setAccessibleName(tr("Menu"))
        self._menu.setToolTip(tr("Open a file, colours, viewing distance, sound, preferences, keys"))
        self._menu.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.message = Notice(self)
        self._message_line = QHBoxLayout()
        self._message_line.addWidget(self.message.room)
        self._header = QWidget()
        self._header.setObjectName("header")
        self._header.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._header.setMinimumHeight(_HEADER_PX)
        self._head = QHBoxLayout(self._header)
        self._head.setSpacing(8)
        self._head.addWidget(self._title)
        self._head.addStretch(1)
        for button in (new, movements, history, self._menu):
            self._head.addWidget(button)

    @staticmethod
    def _flat(text: str, told: str) -> QPushButton:
        button = QPushButton(text)
        button.setObjectName("flat")
        button.setFont(page_font(15, bold=True))
        button.setToolTip(told)
        return button

    @property
    def look_button(self) -> QToolButton:
        """The button that the window hangs its menu of looks and sounds on."""
        return self._menu

    def _build_list(self) -> None:
        self._list = QListWidget()
        self._list.setAccessibleName(tr("Routines"))
        self._list.setMinimumWidth(_NARROW_LIST_PX)
        self._list.setFont(page_font(15))
        self._list.setMouseTracking(True)
        self._list.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self._list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._list.verticalScrollBar().rangeChanged.connect(self._break_rows)
        self._list.setResizeMode(QListWidget.ResizeMode.Adjust)
        self._list.currentRowChanged.connect(self._show_chosen)
        self._rows = RoutineRows(self._list)
        self._list.setItemDelegate(self._rows)
        choose_selected(self._list)
        self._list.itemDoubleClicked.connect(self._ask_start)  # Enter comes through keyPressEvent, and once
        self._list.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self._list.customContextMenuRequested.connect(self._show_row_menu)

    def _place_detail(self) -> None:
        detail = self.detail = RoutineDetail(after=self._list)
        detail.start_requested.connect(self._ask_start)
        detail.edit_requested.connect(self._ask_edit)
        detail.menu_requested.connect(lambda: self._show_menu(detail.more.mapToGlobal(detail.more.rect().bottomLeft())))
        detail.number_requested.connect(lambda touched: self.number_requested.emit(self.chosen_path(), touched))
        detail.read_again_requested.connect(lambda: self.read_again_requested.emit(self.chosen_path()))
        detail.level_moved.connect(self._level_moved)
        detail.proposal_answered.connect(self._answer_proposal)

    # ---- rows

    def _add_heading(self, text: str) -> None:
        row = QListWidgetItem(text)
        row.setFlags(Qt.ItemFlag.ItemIsEnabled)
        self._list.addItem(row)

    def _add_row(self, at: int) -> None:
        row = QListWidgetItem()
        row.setData(_ITEM_ROLE, at)
        self._fill(row, at)
        self._list.addItem(row)

    def _fill(self, row: QListWidgetItem, at: int) -> None:
        item = self._items[at]
        row.setText(f"{item.name}\n{time_line(item)}")
        row.setToolTip(item.path)
        row.setData(FIGURE_ROLE, next((block.movement for block in item.movements if block.movement), ""))

    def _row_of(self, at: int) -> QListWidgetItem | None:
        rows = (self._list.item(number) for number in range(self._list.count()))
        return next((row for row in rows if row.data(_ITEM_ROLE) == at), None)

    def _first(self) -> int:
        """The topmost routine that can be used, or else the topmost."""
        rows = [self._list.item(number).data(_ITEM_ROLE) for number in range(self._list.count())]
        there = [at for at in rows if at is not None]
        return next((at for at in there if not self._items[at].faults), there[0] if there else -1)

    def _choose_at(self, at: int) -> None:
        row = self._row_of(at)
        if row is not None:
            self._list.setCurrentItem(row)

    # ---- what happens

    def _take_look(self) -> None:
        wear(self, page_style_sheet(LOOK.theme))
        self._break_rows()
        self._new.setIcon(drawn_icon(Icon.ADD, LOOK.theme.colour("text"), _ICON_PX))
        self._menu.setIcon(drawn_icon(Icon.MENU, LOOK.theme.colour("text"), _ICON_PX))

    def _break_rows(self) -> None:
        """Have the texts of the rows broken anew: they are larger, or a bar takes room from them."""
        self._list.scheduleDelayedItemsLayout()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Give list and detail their shares, and leave out words where there is no room."""
        super().resizeEvent(event)
        narrow, wide = self.width() < _NARROW_PX, self.width() >= _WIDE_PX
        most = _WIDE_LIST_PX if wide else _LIST_PX
        self._list.setFixedWidth(max(_NARROW_LIST_PX, min(most, round(self.width() * 0.34))))
        margin = _NARROW_MARGIN_PX if narrow else _MARGIN_PX
        self._head.setContentsMargins(margin, 4, margin - 8, 4)
        self._message_line.setContentsMargins(margin, 4, margin, 0)
        self._body.setContentsMargins(margin - 8, 0, 0, 0)  # rows begin 8 px before their texts
        self._body.setSpacing(margin)
        room = self.width() - 2 * margin
        spacing = max(0, self._head.spacing())
        kept = [self._history, self._menu]
        needed = sum(part.sizeHint().width() + spacing for part in (*kept, *self._wide_buttons))
        for button in self._wide_buttons:  # the menu has them too
            button.setVisible(needed <= room)
        self._title.setVisible(needed + self._title.sizeHint().width() <= room)
        self.detail.share_room(narrow=narrow, wide=wide)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter starts, wherever the keyboard is."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._ask_start()
            return
        if event.matches(QKeySequence.StandardKey.Undo) and self._toast.isVisible():
            self._toast.button.click()
            return
        if event.key() == Qt.Key.Key_F2:
            self._ask_action("rename")
            return
        if event.key() == Qt.Key.Key_Delete and self._list.hasFocus():
            self._ask_action("delete")
            return
        super().keyPressEvent(event)

    def _chosen(self) -> LibraryItem | None:
        at = self._list.currentIndex().data(_ITEM_ROLE)
        return self._items[at] if isinstance(at, int) and at < len(self._items) else None

    def _show_row_menu(self, at: QPoint) -> None:
        row = self._list.itemAt(at)
        if row is not None and row.data(_ITEM_ROLE) is not None:
            self._list.setCurrentItem(row)
            self._show_menu(self._list.viewport().mapToGlobal(at))

    def _show_menu(self, at: QPoint) -> None:
        from trunktimer.ui.library.routine_menu import routine_menu  # not for the first look

        item = self._chosen()
        if item is not None and item.path:
            menu = routine_menu(item, self)
            menu.triggered.connect(lambda action: self._ask_action(str(action.data())))
            menu.popup(at)

    def _ask_action(self, name: str) -> None:
        from trunktimer.ui.library.routine_menu import actions_for

        item = self._chosen()
        if item is None or not item.path or name not in actions_for(item):
            return
        if name == "edit":
            self._ask_edit()
        else:
            self.action_requested.emit(item, name)

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
