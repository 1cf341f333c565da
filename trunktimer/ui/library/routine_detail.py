"""The right side of the library page: one routine in words and figures, its level, and the start."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QScrollArea, QSlider, QVBoxLayout, QWidget

from trunktimer.foundation.translation import tr, trc
from trunktimer.routine.level_range import HIGHEST_LEVEL, LOWEST_LEVEL, USUAL_LEVEL
from trunktimer.ui.kit.labels import page_font, tell, text_label
from trunktimer.ui.library.library_item import LibraryItem, time_line

if TYPE_CHECKING:  # the first look shows no routine yet
    from trunktimer.routine.movement import Movement
    from trunktimer.session.wording import BlockAmount
    from trunktimer.ui.figure.figure_list import FigureList

_FOOT_GAP_PX: Final = 14
_START_PX: Final = 180
_NARROW_START_PX: Final = 90


class RoutineDetail(QWidget):
    """`level_moved` carries the level, `proposal_answered` whether another level was taken; the others nothing.

    Tab comes from the widget `after` to the blocks of the routine.
    """

    start_requested = Signal()
    edit_requested = Signal()
    read_again_requested = Signal()
    level_moved = Signal(int)
    proposal_answered = Signal(bool)

    def __init__(self, after: QWidget) -> None:
        super().__init__()
        self._after = after
        self._movements: Mapping[str, Movement] = {}
        self.plan: FigureList | None = None
        self.proposal: QWidget | None = None
        self._proposed = USUAL_LEVEL
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._made_words(), 1)
        column.addWidget(self._made_foot())
        self.level.setValue(USUAL_LEVEL)

    # ---- what it is told

    def show_item(self, item: LibraryItem | None) -> None:
        """Show a routine; `None` as long as there is none."""
        usable = item is not None and not item.faults
        self.start.setEnabled(usable)
        self._foot.setVisible(usable)
        self.mend.setVisible(item is not None and not usable and bool(item.path))
        self.again.setVisible(item is not None and not usable)
        if item is None:
            self.name.setText(tr("Reading the routines…"))
            for label in (self._meta, self._summary, self._safety, self._faults):
                label.hide()
            self._show_plan(())
            return
        equipment = f" · {', '.join(item.equipment)}" if item.equipment else ""
        own = f" · {tr('your own')}" if item.own else ""
        tell(self.name, item.name)
        tell(self._meta, f"{time_line(item)}{equipment}{own}")
        tell(self._summary, item.summary)
        tell(self._safety, item.safety)
        tell(self._faults, "\n".join(item.faults))
        self._show_plan(item.movements)

    def show_failure(self) -> None:
        """Say that the routines could not be read."""
        self.name.setText(tr("The routines could not be read"))

    def show_proposal(self, reason: str, level: int | None) -> None:
        """Propose another level, with its reason; `None` says the reason only, an empty reason takes it away."""
        if self.proposal is None:
            if not reason:
                return
            self.proposal = self._made_proposal()
            self._words.insertWidget(2, self.proposal)
        self.reason.setText(reason)
        for button in (self.take, self._leave):
            button.setVisible(level is not None)
        if level is not None:
            self._proposed = level
            self.take.setText(tr("Level {level} %", level=level))
        self.proposal.setVisible(bool(reason))

    def set_movements(self, movements: "Mapping[str, Movement]") -> None:
        """Take the movements by key: their figures stand beside the blocks of a routine."""
        self._movements = movements
        if self.plan is not None:
            self.plan.set_movements(movements)

    def share_foot(self, room: int, *, narrow: bool) -> None:
        """The buttons keep their words; what the level means is also told by the slider's tooltip."""
        self.start.setMinimumWidth(0)
        words = self.start.sizeHint().width()
        others = self.level.minimumWidth() + self.edit.sizeHint().width() + 3 * _FOOT_GAP_PX
        others += self._level_text.minimumWidth()
        self._level_text.setVisible(not narrow and others + words <= room)
        roomy = not narrow and others + _START_PX <= room
        self.start.setMinimumWidth(max(words, _START_PX if roomy else _NARROW_START_PX))

    # ---- building

    def _made_words(self) -> QScrollArea:
        self.name = text_label(30, bold=True)
        self._meta = text_label(16, name="quiet")
        self._summary = text_label(17)
        self._safety = text_label(15, name="safety")
        self._faults = text_label(15, name="faults")
        self._faults.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self.again = QPushButton(tr("Read the file again"))
        self.again.clicked.connect(self.read_again_requested)
        words = self._words = QVBoxLayout()
        words.setSpacing(14)
        for widget in (self.name, self._meta, self._summary, self._safety, self._faults):
            words.addWidget(widget)
        self.mend = QPushButton(tr("Mend it in the editor"))
        self.mend.clicked.connect(self.edit_requested)
        words.addWidget(self.mend, 0, Qt.AlignmentFlag.AlignLeft)
        words.addWidget(self.again, 0, Qt.AlignmentFlag.AlignLeft)
        words.addStretch(1)
        inner = QWidget()
        inner.setObjectName("detail")
        inner.setLayout(words)
        words.setContentsMargins(0, 0, 12, 0)
        scroll = self.area = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setWidget(inner)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        return scroll

    def _made_foot(self) -> QWidget:
        self.level = QSlider(Qt.Orientation.Horizontal)
        self.level.setRange(LOWEST_LEVEL, HIGHEST_LEVEL)
        self.level.setSingleStep(5)
        self.level.setPageStep(25)
        self.level.setMinimumWidth(90)
        self.level.setMaximumWidth(200)
        self.level.setAccessibleName(tr("Level in percent"))
        self._level_text = QLabel()
        self._level_text.setFont(page_font(15))
        self._level_text.setObjectName("quiet")
        self._level_text.setWordWrap(True)
        self._level_text.setMinimumWidth(120)
        self.level.valueChanged.connect(self._tell_level)
        self.start = QPushButton(trc("button", "Start"))
        self.start.setObjectName("start")
        self.start.setFont(page_font(20, bold=True))
        self.start.setMinimumSize(QSize(120, 54))
        self.start.setToolTip(tr("Start the chosen routine (Enter)"))
        self.start.clicked.connect(self.start_requested)
        self.edit = QPushButton(trc("button", "Edit"))
        self.edit.setMinimumHeight(54)
        self.edit.setToolTip(tr("Change its timings, movements and order (Ctrl+E)"))
        self.edit.clicked.connect(self.edit_requested)
        self._foot = QWidget()
        foot = QHBoxLayout(self._foot)
        foot.setContentsMargins(0, 0, 0, 0)
        foot.setSpacing(_FOOT_GAP_PX)
        foot.addWidget(self.level, 2)
        foot.addWidget(self._level_text, 3)
        foot.addWidget(self.edit)
        foot.addWidget(self.start)
        return self._foot

    def _made_proposal(self) -> QWidget:
        box = QFrame()
        box.setObjectName("proposal")
        self.reason = text_label(15)
        self.take = QPushButton()
        self.take.clicked.connect(lambda: self._answer_proposal(taken=True))
        self._leave = QPushButton(tr("Not now"))
        self._leave.clicked.connect(lambda: self._answer_proposal(taken=False))
        row = QHBoxLayout()
        row.setSpacing(10)
        row.addWidget(self.take)
        row.addWidget(self._leave)
        row.addStretch(1)
        column = QVBoxLayout(box)
        column.setContentsMargins(12, 4, 0, 4)
        column.setSpacing(10)
        column.addWidget(self.reason)
        column.addLayout(row)
        return box

    # ---- what happens

    def _answer_proposal(self, *, taken: bool) -> None:
        assert self.proposal is not None
        self.proposal.hide()
        self.proposal_answered.emit(taken)
        if taken:
            self.level.setValue(self._proposed)

    def _tell_level(self, level: int) -> None:
        match level:
            case value if value == LOWEST_LEVEL:
                text = tr("Level {level} %: the least of each range", level=level)
            case value if value == HIGHEST_LEVEL:
                text = tr("Level {level} %: the most of each range", level=level)
            case _:
                text = tr("Level {level} %: in each range", level=level)
        self._level_text.setText(text)
        self.level.setToolTip(text)
        self.level_moved.emit(level)

    def _show_plan(self, blocks: "tuple[BlockAmount, ...]") -> None:
        """The blocks of the routine; figures are needed for the first time here, after the window can be seen."""
        if self.plan is None and not blocks:
            return
        from trunktimer.ui.figure.figure_list import Arrangement, FigureItem, FigureList

        if self.plan is None:
            self.plan = FigureList(Arrangement.ROWS)
            self._place_plan(self.plan)
        self.plan.show_items([FigureItem(block.movement, block.name, block.amount) for block in blocks])
        self.plan.setFixedHeight(self.plan.item_size().height() * len(blocks) + 2)
        self.plan.setVisible(bool(blocks))

    def _place_plan(self, plan: "FigureList") -> None:
        plan.setAccessibleName(tr("What it has"))
        plan.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        plan.set_movements(self._movements)
        plan.chosen.connect(self._follow_plan)
        self._words.insertWidget(self._words.indexOf(self.again), plan)
        QWidget.setTabOrder(self._after, plan)

    def _follow_plan(self) -> None:
        """Keep the block that the keyboard is on in sight: the list itself never scrolls."""
        assert self.plan is not None
        middle = self.plan.visualRect(self.plan.currentIndex()).center()
        if self.plan.hasFocus():
            self.area.ensureVisible(0, self.plan.y() + middle.y(), 0, self.plan.item_size().height())
