"""The right side of the library page: one routine as quiet cards, how hard it is, and the start."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import (
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QSizePolicy,
    QSlider,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from trunktimer.foundation.translation import tr, trc
from trunktimer.routine.level_range import HIGHEST_LEVEL, LOWEST_LEVEL, USUAL_LEVEL
from trunktimer.ui.kit.icons import Icon, drawn_icon
from trunktimer.ui.kit.labels import page_font, tell, text_label
from trunktimer.ui.kit.look import LOOK
from trunktimer.ui.library.library_item import LibraryItem, minutes, time_line

if TYPE_CHECKING:  # the first look shows no routine yet
    from trunktimer.routine.movement import Movement
    from trunktimer.ui.library.routine_cards import RoutineCards

_MARGIN_PX: Final = 24
_NARROW_MARGIN_PX: Final = 12
_START: Final = QSize(168, 56)
_WIDE_START: Final = QSize(208, 56)
_NARROW_START: Final = QSize(100, 48)
_ICON_PX: Final = 18
_BAR_PX: Final = 12  # as `Theme.sheet` has it


class RoutineDetail(QWidget):
    """`level_moved` carries the level, `proposal_answered` whether another level was taken, `number_requested` the
    `Touched` number; the others carry nothing. Tab comes from the widget `after` to what is shown.
    """

    start_requested = Signal()
    edit_requested = Signal()
    menu_requested = Signal()
    number_requested = Signal(object)
    read_again_requested = Signal()
    level_moved = Signal(int)
    proposal_answered = Signal(bool)

    def __init__(self, after: QWidget) -> None:
        super().__init__()
        self._after = after
        self._movements: Mapping[str, Movement] = {}
        self.cards: RoutineCards | None = None
        self.proposal: QWidget | None = None
        self._proposed = USUAL_LEVEL
        self._is_wide = False
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._made_head())
        column.addWidget(self._made_words(), 1)
        column.addWidget(self._made_foot())
        self.level.setValue(USUAL_LEVEL)
        LOOK.changed.connect(self._take_look)
        self._take_look()

    # ---- what it is told

    def show_item(self, item: LibraryItem | None) -> None:
        """Show a routine; `None` as long as there is none."""
        usable = item is not None and not item.faults
        self.start.setEnabled(usable)
        self._foot.setVisible(usable)
        self.edit.setVisible(usable)
        self.more.setVisible(item is not None and bool(item.path))
        self.mend.setVisible(item is not None and not usable and bool(item.path))
        self.again.setVisible(item is not None and not usable)
        if item is None:
            self.name.setText(tr("Reading the routines…"))
            for part in (self._meta, self._summary, self._begin, self._faults):
                part.hide()
            self._show_cards(None)
            return
        equipment = f" · {', '.join(item.equipment)}" if item.equipment else ""
        tell(self.name, item.name)
        tell(self._meta, f"{time_line(item)}{equipment}")
        tell(self._summary, item.summary)
        self._safety.setText(item.safety)
        self._begin.setVisible(bool(item.safety))
        tell(self._faults, "\n".join(item.faults))
        self._levels.setVisible(item.has_ranges)
        self._time.setText(minutes(item))
        self._show_cards(item)

    def show_failure(self) -> None:
        """Say that the routines could not be read."""
        self.name.setText(tr("The routines could not be read"))

    def show_proposal(self, reason: str, level: int | None) -> None:
        """Propose another level, with its reason; `None` says the reason only, an empty reason takes it away."""
        if self.proposal is None:
            if not reason:
                return
            self.proposal = self._made_proposal()
            self._words.insertWidget(0, self.proposal)
        self.reason.setText(reason)
        for button in (self.take, self._leave):
            button.setVisible(level is not None)
        if level is not None:
            self._proposed = level
            self.take.setText(tr("Make it harder") if level > self.level.value() else tr("Make it easier"))
        self.proposal.setVisible(bool(reason))

    def set_movements(self, movements: "Mapping[str, Movement]") -> None:
        """Take the movements by key: their figures stand on the cards of a routine."""
        self._movements = movements
        if self.cards is not None:
            self.cards.set_movements(movements)

    def share_room(self, *, narrow: bool, wide: bool) -> None:
        """Follow the size of the page."""
        self._is_wide = wide
        size = _NARROW_START if narrow else _WIDE_START if wide else _START
        self.start.setMinimumSize(max(size.width(), self.start.sizeHint().width()), size.height())
        side = _NARROW_MARGIN_PX if narrow else _MARGIN_PX
        for layout in (self._head_line, self._foot_line):
            layout.setContentsMargins(0, 8, side, 8)
        self._foot_line.setSpacing(side)
        if self.cards is not None:
            self.cards.set_wide(wide)

    # ---- building

    def _made_head(self) -> QWidget:
        self.name = text_label(24, bold=True)
        self._meta = text_label(15, name="quiet")
        self.edit = QPushButton(trc("button", "Edit"))
        self.edit.setObjectName("flat")
        self.edit.setFont(page_font(15, bold=True))
        self.edit.setToolTip(tr("Change its timings, movements and order (Ctrl+E)"))
        self.edit.clicked.connect(self.edit_requested)
        self.more = QToolButton()
        self.more.setObjectName("flat")
        self.more.setFixedSize(40, 40)
        self.more.setAccessibleName(tr("What can be done with this routine"))
        self.more.setToolTip(tr("What can be done with this routine"))
        self.more.clicked.connect(self.menu_requested)
        head = QWidget()
        top = QHBoxLayout()
        top.addWidget(self.name, 1)
        top.addWidget(self.edit, 0, Qt.AlignmentFlag.AlignTop)
        top.addWidget(self.more, 0, Qt.AlignmentFlag.AlignTop)
        column = self._head_line = QVBoxLayout(head)
        column.setSpacing(4)
        column.addLayout(top)
        column.addWidget(self._meta)
        return head

    def _made_words(self) -> QScrollArea:
        self._summary = text_label(15, name="quiet")
        self._faults = text_label(15, name="faults")
        self._faults.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self.again = QPushButton(tr("Read the file again"))
        self.again.clicked.connect(self.read_again_requested)
        self.mend = QPushButton(tr("Mend it in the editor"))
        self.mend.clicked.connect(self.edit_requested)
        words = self._words = QVBoxLayout()
        words.setSpacing(12)
        words.addWidget(self._summary)
        words.addWidget(self._faults)
        words.addWidget(self.mend, 0, Qt.AlignmentFlag.AlignLeft)
        words.addWidget(self.again, 0, Qt.AlignmentFlag.AlignLeft)
        words.addWidget(self._made_begin())
        words.addStretch(1)
        inner = QWidget()
        inner.setObjectName("detail")
        inner.setLayout(words)
        scroll = self.area = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setWidget(inner)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.verticalScrollBar().rangeChanged.connect(lambda _, most: self._leave_margin(has_bar=most > 0))
        self._leave_margin(has_bar=False)
        return scroll

    def _made_begin(self) -> QWidget:
        box = self._begin = QFrame()
        box.setObjectName("begin")
        head = text_label(15, bold=True)
        # Translators: the heading of what a routine says of safety.
        head.setText(tr("Before you begin"))
        self._safety = text_label(15, name="quiet")
        column = QVBoxLayout(box)
        column.setContentsMargins(16, 12, 16, 12)
        column.setSpacing(4)
        column.addStretch(1)
        column.addWidget(head)
        column.addWidget(self._safety)
        column.addStretch(1)
        return box

    def _made_foot(self) -> QWidget:
        self.level = QSlider(Qt.Orientation.Horizontal)
        self.level.setRange(LOWEST_LEVEL, HIGHEST_LEVEL)
        self.level.setSingleStep(5)
        self.level.setPageStep(25)
        self.level.setMinimumWidth(90)
        self.level.setAccessibleName(tr("Easier or harder"))
        self.level.setToolTip(tr("How much of each range is done: to the left the least, to the right the most"))
        self.level.valueChanged.connect(self.level_moved)
        easier, self._time, harder = QLabel(tr("easier")), QLabel(), QLabel(tr("harder"))
        for label in (easier, self._time, harder):
            label.setFont(page_font(13))
            label.setTextFormat(Qt.TextFormat.PlainText)
        easier.setObjectName("quiet")
        harder.setObjectName("quiet")
        self._levels = QWidget()
        self._levels.setMaximumWidth(420)
        grid = QGridLayout(self._levels)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setVerticalSpacing(4)
        grid.setColumnStretch(1, 1)
        grid.addWidget(easier, 0, 0)
        grid.addWidget(self._time, 0, 1, Qt.AlignmentFlag.AlignHCenter)
        grid.addWidget(harder, 0, 2)
        grid.addWidget(self.level, 1, 0, 1, 3)
        self.start = QPushButton(trc("button", "Start"))
        self.start.setObjectName("start")
        self.start.setFont(page_font(18, bold=True))
        self.start.setIconSize(QSize(_ICON_PX, _ICON_PX))
        self.start.setToolTip(tr("Start the chosen routine (Enter)"))
        self.start.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.start.clicked.connect(self.start_requested)
        self._foot = QWidget()
        self._foot.setObjectName("foot")
        self._foot.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        foot = self._foot_line = QHBoxLayout(self._foot)
        foot.addWidget(self._levels, 3)
        foot.addStretch(1)
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

    def _leave_margin(self, *, has_bar: bool) -> None:
        """The right edge of the cards stays where it is, whether or not there is a bar beside it."""
        self._words.setContentsMargins(0, 4, _MARGIN_PX - (_BAR_PX if has_bar else 0), 12)

    def _take_look(self) -> None:
        theme = LOOK.theme
        self.start.setIcon(drawn_icon(Icon.GO_ON, theme.colour("on_accent"), _ICON_PX))
        self.more.setIcon(drawn_icon(Icon.DOTS, theme.colour("text"), _ICON_PX))

    def _answer_proposal(self, *, taken: bool) -> None:
        assert self.proposal is not None
        self.proposal.hide()
        self.proposal_answered.emit(taken)
        if taken:
            self.level.setValue(self._proposed)

    def _show_cards(self, item: LibraryItem | None) -> None:
        """The blocks of the routine; figures are needed for the first time here, after the window can be seen."""
        routine = item.routine if item is not None else None
        if self.cards is None and routine is None:
            return
        from trunktimer.ui.library.routine_cards import RoutineCards

        if self.cards is None:
            cards = self.cards = RoutineCards()
            cards.set_movements(self._movements)
            cards.set_ending(self._begin)
            cards.set_wide(self._is_wide)
            cards.touched.connect(self.number_requested)
            cards.reached.connect(lambda stop: self.area.ensureWidgetVisible(stop, 0, 24))
            self._words.insertWidget(self._words.count() - 1, cards)
        if routine is not None:
            self.cards.show_routine(routine, (self._after, self.edit, self.more), (self.level, self.start))
        self.cards.setVisible(routine is not None)
