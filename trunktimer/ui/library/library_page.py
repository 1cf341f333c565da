"""The library page: all routines with what they take, and the start. It reads no files and runs no session."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHBoxLayout,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QScrollArea,
    QSlider,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from trunktimer.foundation.durations import spoken_text
from trunktimer.foundation.translation import tr, trc, trn
from trunktimer.routine.level import HIGHEST_LEVEL, LOWEST_LEVEL, USUAL_LEVEL
from trunktimer.ui.kit.announcing import choose_selected
from trunktimer.ui.kit.labels import page_font, tell, text_label
from trunktimer.ui.kit.style_sheet import page_style_sheet
from trunktimer.ui.kit.theme import Theme

if TYPE_CHECKING:  # what the first look does not need is imported later
    from collections.abc import Mapping

    from trunktimer.routine.movement import Movement
    from trunktimer.session.wording import BlockAmount
    from trunktimer.ui.figure.figure_list import FigureList

_MARGIN_PX: Final = 28
_LIST_PX: Final = 350
_NARROW_LIST_PX: Final = 150
_FOOT_GAP_PX: Final = 14
_START_PX: Final = 180
_NARROW_START_PX: Final = 90
_NARROW_PX: Final = 720  # a narrower window has no room for words that say nothing new


@dataclass(frozen=True, slots=True, kw_only=True)
class LibraryItem:
    """One routine in the list; with `faults` it cannot be started and says why.

    `movements` are its blocks in order, as `wording.block_amounts` gives them. `gated` says that some reps wait
    for "done", so that the time is only that of the rest.
    """

    key: str
    path: str
    own: bool
    name: str
    summary: str = ""
    safety: str = ""
    equipment: tuple[str, ...] = ()
    total_ms: int = 0
    gated: bool = False
    movements: "tuple[BlockAmount, ...]" = ()
    faults: tuple[str, ...] = ()


def time_line(item: LibraryItem) -> str:
    """How long a routine takes and how many movements it has, in one line."""
    if item.faults:
        return trn("cannot be used: {n} fault", "cannot be used: {n} faults", len(item.faults))
    movements = trn("{n} movement", "{n} movements", len(item.movements))
    time = spoken_text(max(1, round(item.total_ms / 60_000)) * 60_000)
    if item.gated:
        # Translators: {time} is that of what goes by the clock; some reps wait for the person.
        time = tr("{time} and your own pace", time=time)
    return f"{time} · {movements}"


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
        self._movements: Mapping[str, Movement] = {}
        self.plan: FigureList | None = None
        self._proposal: QWidget | None = None
        self._proposed = USUAL_LEVEL
        self._build_head()
        self._build_list()
        self._build_detail()
        body = QHBoxLayout()
        body.setSpacing(_MARGIN_PX)
        body.addWidget(self._list)
        body.addWidget(self._detail, 1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(_MARGIN_PX, 20, _MARGIN_PX, _MARGIN_PX)
        whole.setSpacing(18)
        whole.setSizeConstraint(QVBoxLayout.SizeConstraint.SetNoConstraint)  # the window decides
        whole.addLayout(self._head)
        whole.addWidget(self.message)
        whole.addLayout(body, 1)
        self._show_chosen()

    # ---- what it is told

    def show_items(self, items: list[LibraryItem], chosen: str = "") -> None:
        """Show these routines; the one whose path is `chosen` (or the present one, or the first) is chosen."""
        wanted = chosen or self.chosen_path()
        if not self._items:
            from trunktimer.ui.kit.wrapped_rows import WrappedRows  # at the first look there are no rows

            self._list.setItemDelegate(WrappedRows(self._list))
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
            self._name.setText(tr("The routines could not be read"))

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
        return self._level.value()

    def set_level(self, level: int) -> None:
        """Set the level, 0..100."""
        self._level.setValue(level)

    def chosen_key(self) -> str:
        """The key of the chosen routine; empty if there is none."""
        item = self._chosen()
        return item.key if item else ""

    def show_proposal(self, reason: str, level: int | None) -> None:
        """Propose another level, with its reason; `None` says the reason only, an empty reason takes it away."""
        if self._proposal is None:
            if not reason:
                return
            self._proposal = self._make_proposal()
            self._words.insertWidget(2, self._proposal)
        self._reason.setText(reason)
        for button in (self._take, self._leave):
            button.setVisible(level is not None)
        if level is not None:
            self._proposed = level
            self._take.setText(tr("Level {level} %", level=level))
        self._proposal.setVisible(bool(reason))

    def set_message(self, text: str) -> None:
        """Show a calm line above the list; empty hides it."""
        tell(self.message, text)

    def set_theme(self, theme: Theme) -> None:
        """Take the colours of a theme."""
        self.setStyleSheet(page_style_sheet(theme))

    def set_movements(self, movements: "Mapping[str, Movement]") -> None:
        """Take the movements by key: their figures stand beside the blocks of a routine."""
        self._movements = movements
        if self.plan is not None:
            self.plan.set_movements(movements)

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
        self.message = QLabel()
        self.message.setObjectName("message")
        self.message.setWordWrap(True)
        self.message.hide()
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
        choose_selected(self._list)
        self._list.itemDoubleClicked.connect(self._ask_start)  # Enter comes through keyPressEvent, and once

    def _build_detail(self) -> None:
        self._name = text_label(30, bold=True)
        self._meta = text_label(16, name="quiet")
        self._summary = text_label(17)
        self._safety = text_label(15, name="safety")
        self._faults = text_label(15, name="faults")
        self._faults.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self._again = QPushButton(tr("Read the file again"))
        self._again.clicked.connect(lambda: self.read_again_requested.emit(self.chosen_path()))
        words = QVBoxLayout()
        words.setSpacing(14)
        for widget in (self._name, self._meta, self._summary, self._safety, self._faults):
            words.addWidget(widget)
        self._words = words
        self._mend = QPushButton(tr("Mend it in the editor"))
        self._mend.clicked.connect(self._ask_edit)
        words.addWidget(self._mend, 0, Qt.AlignmentFlag.AlignLeft)
        words.addWidget(self._again, 0, Qt.AlignmentFlag.AlignLeft)
        words.addStretch(1)
        inner = QWidget()
        inner.setObjectName("detail")
        inner.setLayout(words)
        words.setContentsMargins(0, 0, 12, 0)
        scroll = self.detail_scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setWidget(inner)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._level = QSlider(Qt.Orientation.Horizontal)
        self._level.setRange(LOWEST_LEVEL, HIGHEST_LEVEL)
        self._level.setSingleStep(5)
        self._level.setPageStep(25)
        self._level.setMinimumWidth(90)
        self._level.setMaximumWidth(200)
        self._level.setAccessibleName(tr("Level in percent"))
        self._level_text = QLabel()
        self._level_text.setFont(page_font(15))
        self._level_text.setObjectName("quiet")
        self._level_text.setWordWrap(True)
        self._level_text.setMinimumWidth(120)
        self._level.valueChanged.connect(self._level_moved)
        self._start = QPushButton(trc("button", "Start"))
        self._start.setObjectName("start")
        self._start.setFont(page_font(20, bold=True))
        self._start.setMinimumSize(QSize(120, 54))
        self._start.setToolTip(tr("Start the chosen routine (Enter)"))
        self._start.clicked.connect(self._ask_start)
        self.edit = QPushButton(trc("button", "Edit"))
        self.edit.setMinimumHeight(54)
        self.edit.setToolTip(tr("Change its timings, movements and order (Ctrl+E)"))
        self.edit.clicked.connect(self._ask_edit)
        foot = QHBoxLayout()
        foot.setSpacing(_FOOT_GAP_PX)
        foot.addWidget(self._level, 2)
        foot.addWidget(self._level_text, 3)
        foot.addWidget(self.edit)
        foot.addWidget(self._start)
        self._foot = QWidget()
        self._foot.setLayout(foot)
        foot.setContentsMargins(0, 0, 0, 0)
        self._detail = QWidget()
        column = QVBoxLayout(self._detail)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(scroll, 1)
        column.addWidget(self._foot)
        self._level.setValue(USUAL_LEVEL)

    def _row(self, item: LibraryItem) -> QListWidgetItem:
        row = QListWidgetItem(f"{item.name}\n{time_line(item)}")
        row.setToolTip(item.path)
        return row

    def _make_proposal(self) -> QWidget:
        box = QFrame()
        box.setObjectName("proposal")
        self._reason = text_label(15)
        self._take = QPushButton()
        self._take.clicked.connect(lambda: self._answer_proposal(taken=True))
        self._leave = QPushButton(tr("Not now"))
        self._leave.clicked.connect(lambda: self._answer_proposal(taken=False))
        row = QHBoxLayout()
        row.setSpacing(10)
        row.addWidget(self._take)
        row.addWidget(self._leave)
        row.addStretch(1)
        column = QVBoxLayout(box)
        column.setContentsMargins(12, 4, 0, 4)
        column.setSpacing(10)
        column.addWidget(self._reason)
        column.addLayout(row)
        return box

    def _answer_proposal(self, *, taken: bool) -> None:
        assert self._proposal is not None
        self._proposal.hide()
        self._list.setFocus()
        self.proposal_answered.emit(taken)
        if taken:
            self._level.setValue(self._proposed)

    # ---- what happens

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
        self._share_foot(room - self._list.width() - _MARGIN_PX, narrow=narrow)

    def _share_foot(self, room: int, *, narrow: bool) -> None:
        """The buttons keep their words; what the level means is also told by the slider's tooltip."""
        self._start.setMinimumWidth(0)
        words = self._start.sizeHint().width()
        others = self._level.minimumWidth() + self.edit.sizeHint().width() + 3 * _FOOT_GAP_PX
        others += self._level_text.minimumWidth()
        self._level_text.setVisible(not narrow and others + words <= room)
        roomy = not narrow and others + _START_PX <= room
        self._start.setMinimumWidth(max(words, _START_PX if roomy else _NARROW_START_PX))

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
            self.start_requested.emit(item.path, self._level.value())

    def _level_moved(self, level: int) -> None:
        match level:
            case value if value == LOWEST_LEVEL:
                text = tr("Level {level} %: the least of each range", level=level)
            case value if value == HIGHEST_LEVEL:
                text = tr("Level {level} %: the most of each range", level=level)
            case _:
                text = tr("Level {level} %: in each range", level=level)
        self._level_text.setText(text)
        self._level.setToolTip(text)
        if self._items:
            self.level_changed.emit(self.chosen_path(), level)

    def _show_chosen(self) -> None:
        self.chosen_changed.emit()
        item = self._chosen()
        usable = item is not None and not item.faults
        self._start.setEnabled(usable)
        self._foot.setVisible(usable)
        self._mend.setVisible(item is not None and not usable and bool(item.path))
        self._again.setVisible(item is not None and not usable)
        if item is None:
            self._name.setText(tr("Reading the routines…"))
            for label in (self._meta, self._summary, self._safety, self._faults):
                label.hide()
            self._show_plan(())
            return
        equipment = f" · {', '.join(item.equipment)}" if item.equipment else ""
        own = f" · {tr('your own')}" if item.own else ""
        tell(self._name, item.name)
        tell(self._meta, f"{time_line(item)}{equipment}{own}")
        tell(self._summary, item.summary)
        tell(self._safety, item.safety)
        tell(self._faults, "\n".join(item.faults))
        self._show_plan(item.movements)

    def _show_plan(self, blocks: "tuple[BlockAmount, ...]") -> None:
        """The blocks of the routine; figures are needed for the first time here, after the window can be seen."""
        if self.plan is None:
            if not blocks:
                return
            self.plan = self._make_plan()
            self._words.insertWidget(self._words.indexOf(self._again), self.plan)
            QWidget.setTabOrder(self._list, self.plan)
        from trunktimer.ui.figure.figure_list import FigureItem

        self.plan.show_items([FigureItem(block.movement, block.name, block.amount) for block in blocks])
        self.plan.setFixedHeight(self.plan.item_size().height() * len(blocks) + 2)
        self.plan.setVisible(bool(blocks))

    def _make_plan(self) -> "FigureList":
        from trunktimer.ui.figure.figure_list import Arrangement, FigureList

        plan = FigureList(Arrangement.ROWS)
        plan.setAccessibleName(tr("What it has"))
        plan.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        plan.set_movements(self._movements)
        plan.chosen.connect(self._follow_plan)
        return plan

    def _follow_plan(self) -> None:
        """Keep the block that the keyboard is on in sight: the list itself never scrolls."""
        assert self.plan is not None
        middle = self.plan.visualRect(self.plan.currentIndex()).center()
        if self.plan.hasFocus():
            self.detail_scroll.ensureVisible(0, self.plan.y() + middle.y(), 0, self.plan.item_size().height())
