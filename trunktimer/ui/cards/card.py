"""A block as a card: its figure, its name, and a sentence with numbers to touch. Rests are lines between cards.

Cards show what they are told and tell what a person does; nothing is written here.
"""

from collections.abc import Mapping
from typing import Final

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import (
    QEnterEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
)
from PySide6.QtWidgets import (
    QBoxLayout,
    QHBoxLayout,
    QLabel,
    QMenu,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from trunktimer.foundation.translation import tr
from trunktimer.routine.movement import Movement
from trunktimer.routine.sentence import Sentence, sides_choices
from trunktimer.ui.cards.chip import SentenceView, scaled
from trunktimer.ui.cards.figure_cell import FigureCell
from trunktimer.ui.cards.row import Grip, Row, row_style_sheet
from trunktimer.ui.kit.labels import page_font, tell, text_label
from trunktimer.ui.kit.look import LOOK
from trunktimer.ui.kit.styled import keep_styled

LARGE_FROM_PX: Final = 1500
_PAD_PX: Final = 8
_TITLE_PX: Final = 18
_NARROW_PX: Final = 680
_REST_PX: Final = 28


class BlockCard(Row):
    """A block with a movement or a name. `sides_requested` carries how it is to be done on both sides.

    `entered` and `left` tell that the mouse came to its figure or went.
    """

    sides_requested = Signal(str)
    entered = Signal()
    left = Signal()

    def __init__(self, *, is_quiet: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(is_quiet=is_quiet, parent=parent)
        self._movement: Movement | None = None
        self.figure = FigureCell()
        self.title = QLabel()
        self.title.setTextFormat(Qt.TextFormat.PlainText)
        self.title.setFont(page_font(_TITLE_PX, bold=True))
        self.sides = QPushButton()
        self.sides.setObjectName("sides")
        self.sides.setFont(page_font(15))
        self.sides.clicked.connect(self._choose_sides)
        self.sides_told = text_label(13, name="quiet")  # in its place where nothing is chosen
        self.sides_told.setAlignment(Qt.AlignmentFlag.AlignRight)
        (self.sides if is_quiet else self.sides_told).hide()
        self.title.setWordWrap(is_quiet)
        self.work = SentenceView(is_quiet=is_quiet)
        self.beside = SentenceView(is_right=not is_quiet, is_quiet=is_quiet)
        self.note = text_label(13, name="quiet")
        self.note.hide()
        self.fault = QLabel()
        self.fault.setObjectName("fault")
        self.fault.setWordWrap(True)
        self.fault.setFont(page_font(13))
        self.fault.hide()
        self.grip = Grip()
        if is_quiet:
            self.grip.hide()
        top, self._below = QHBoxLayout(), QBoxLayout(QBoxLayout.Direction.LeftToRight)
        top.addWidget(self.title, 3)
        top.addWidget(self.sides)
        top.addWidget(self.sides_told, 2)
        self._below.addWidget(self.work, 3)
        self._below.addWidget(self.beside, 2)
        self._below.setSpacing(4)
        words = QVBoxLayout()
        words.setSpacing(4)
        words.addStretch(1)
        words.addLayout(top)
        words.addLayout(self._below)
        words.addWidget(self.note)
        words.addWidget(self.fault)
        words.addStretch(1)
        tools = QVBoxLayout()
        tools.setSpacing(0)
        tools.addStretch(1)
        tools.addWidget(self.grip)
        tools.addWidget(self.menu_button)
        tools.addStretch(1)
        line = QHBoxLayout(self)
        line.setContentsMargins(_PAD_PX, _PAD_PX, _PAD_PX, _PAD_PX)
        line.setSpacing(16)
        line.addWidget(self.figure)
        line.addLayout(words, 1)
        line.addLayout(tools)
        keep_styled(self, row_style_sheet)
        self._connect()

    def sentences(self) -> tuple[SentenceView, ...]:
        """What is done, and the rests beside it."""
        return self.work, self.beside

    def stops(self) -> list[QWidget]:
        """The sides stand above the sentence."""
        first, *others = super().stops()
        return [first, self.sides, *others]

    def actions_offered(self) -> Mapping[str, str]:
        """Also: what else can be said of it, a rest behind it, and rounds of it."""
        first = {
            "more": tr("More…"),
            "rest": tr("Add a rest after it"),
            "group": tr("Make rounds of it"),
            "optional": tr("It may be left out, or not"),
        }
        return first | dict(super().actions_offered())

    def show_block(self, name: str, movement: Movement | None, said: Sentence, note: str = "") -> None:
        """Show what a block says; its note is shown where the card is to be read."""
        self._movement = movement
        self.title.setText(name)
        self.figure.show_movement(movement)
        self.work.show_parts(said.in_one if self.is_quiet else said.work)
        self.beside.show_parts(() if self.is_quiet else said.beside, quiet=True)
        self.beside.setVisible(not self.is_quiet)
        tell(self.note, note if self.is_quiet else "")
        can_turn = not self.is_quiet and movement is not None and movement.sides is not None
        self.sides.setText(f"{said.sides}  ⌄" if can_turn else said.sides)
        self.sides.setEnabled(can_turn)
        self.sides.setVisible(bool(said.sides) and not self.is_quiet)
        tell(self.sides_told, said.sides if self.is_quiet else "")
        self.setAccessibleName(f"{name}: {said}")

    def show_fault(self, faults: str) -> None:
        """Show what is wrong with it; nothing where all is right."""
        tell(self.fault, faults)
        self.setAccessibleDescription(faults)

    def _choose_sides(self) -> None:
        if self._movement is None:
            return
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for value, words in sides_choices(self._movement).items():
            menu.addAction(words).triggered.connect(lambda _=False, value=value: self.sides_requested.emit(value))
        menu.popup(self.sides.mapToGlobal(self.sides.rect().bottomLeft()))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Where there is little room, what stands beside the sentence stands below it."""
        super().resizeEvent(event)
        is_narrow = self.width() < scaled(_NARROW_PX)
        direction = QBoxLayout.Direction.TopToBottom if is_narrow else QBoxLayout.Direction.LeftToRight
        if self._below.direction() != direction:
            self._below.setDirection(direction)
            self.beside.set_right(not is_narrow)

    def enterEvent(self, event: QEnterEvent) -> None:
        """Let its figure move."""
        super().enterEvent(event)
        self.entered.emit()

    def leaveEvent(self, event: QEvent) -> None:
        """Let it stand still."""
        super().leaveEvent(event)
        self.left.emit()

    def paintEvent(self, event: QPaintEvent) -> None:
        """The ground of a card."""
        self._frame("surface", None if LOOK.theme.dark and LOOK.theme.surface != LOOK.theme.background else "line")


class RestLine(Row):
    """A rest between two cards. One that only holds there by itself has no block; its path is where one would go."""

    def __init__(self, *, is_block: bool, is_quiet: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(is_quiet=is_quiet, parent=parent)
        self.is_block = is_block
        self.work = SentenceView(is_small=True, is_quiet=is_quiet)
        self.menu_button.setFixedSize(32, 26)
        if not is_block:
            self.menu_button.hide()
        LOOK.changed.connect(self._take_height)
        self._take_height()
        line = QHBoxLayout(self)
        line.setContentsMargins(_PAD_PX if is_quiet else 40, 2, _PAD_PX, 2)
        line.addWidget(self.work)
        line.addStretch(1)
        line.addWidget(self.menu_button)
        if not is_block:
            self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        keep_styled(self, row_style_sheet)
        self._connect()

    def sentences(self) -> tuple[SentenceView, ...]:
        """How long it is."""
        return (self.work,)

    def show_rest(self, said: Sentence) -> None:
        """Show how long it is."""
        self.work.show_parts(said.work)
        self.setAccessibleName(str(said))

    def _take_height(self) -> None:
        self.setFixedHeight(scaled(_REST_PX))

    def paintEvent(self, event: QPaintEvent) -> None:
        """A hairline to both sides of the words."""
        painter = QPainter(self)
        painter.setPen(QPen(LOOK.theme.colour("line"), 1))
        middle = self.height() // 2
        if not self.is_quiet:
            painter.drawLine(0, middle, 32, middle)
        painter.drawLine(
            self.work.x() + self.work.sizeHint().width() + 8,
            middle,
            self.width() - (0 if self.is_quiet else 44),
            middle,
        )
        if self.hasFocus() or self.is_chosen:
            self._frame(None, None)


class GroupFrame(Row):
    """A frame around the cards of a group, with its rounds; `inside` is the column of what is in it."""

    def __init__(self, *, is_quiet: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(is_quiet=is_quiet, parent=parent)
        self.work = SentenceView(is_quiet=is_quiet)
        self.beside = SentenceView(is_quiet=is_quiet)
        self.took = QLabel()
        self.took.setObjectName("quiet")
        self.took.setFont(page_font(13))
        self.grip = Grip()
        if is_quiet:
            self.grip.hide()
        head = QHBoxLayout()
        head.setSpacing(20)
        head.addWidget(self.work, 1 if is_quiet else 0)
        head.addWidget(self.beside)
        if is_quiet:
            self.beside.hide()  # all is one sentence there
        else:
            head.addStretch(1)
        head.addWidget(self.took)
        head.addWidget(self.grip)
        head.addWidget(self.menu_button)
        self.inside = QVBoxLayout()
        self.inside.setSpacing(8)
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 6, 12, 12)
        column.setSpacing(6)
        column.addLayout(head)
        column.addLayout(self.inside)
        keep_styled(self, row_style_sheet)
        self._connect()

    def sentences(self) -> tuple[SentenceView, ...]:
        """Its rounds, and the rest between them."""
        return self.work, self.beside

    def actions_offered(self) -> Mapping[str, str]:
        """Also: take the frame away."""
        return {"more": tr("More…"), "ungroup": tr("Take the rounds apart")} | dict(super().actions_offered())

    def show_group(self, said: Sentence, time: str) -> None:
        """Show how often its blocks come round, and how long that takes."""
        self.work.show_parts(said.in_one if self.is_quiet else said.work)
        self.beside.show_parts(said.beside, quiet=True)
        self.took.setText(time)
        self.setAccessibleName(str(said))

    def paintEvent(self, event: QPaintEvent) -> None:
        """The frame."""
        self._frame(None, "line")
