"""What the rows of a list of cards have in common: a block, what can be done with it, and the grip that carries it."""

from collections.abc import Mapping
from typing import Final

from PySide6.QtCore import QPointF, QRectF, Qt, Signal
from PySide6.QtGui import (
    QFocusEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
)
from PySide6.QtWidgets import (
    QFrame,
    QMenu,
    QPushButton,
    QWidget,
)

from trunktimer.foundation.translation import tr, trc
from trunktimer.ui.cards.chip import ChipButton, SentenceView
from trunktimer.ui.kit.labels import page_font
from trunktimer.ui.kit.look import LOOK
from trunktimer.ui.kit.theme import Theme

BlockPath = tuple[int, ...]
_RADIUS_PX: Final = 8


class Grip(QWidget):
    """The handle by which a card is dragged. `pressed`, `moved` and `released` carry a place on the screen."""

    pressed = Signal(QPointF)
    moved = Signal(QPointF)
    released = Signal(QPointF)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFixedSize(32, 36)
        self.setCursor(Qt.CursorShape.OpenHandCursor)
        self.setToolTip(tr("Drag to another place (Ctrl+↑ and Ctrl+↓ move too)"))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Take hold."""
        if event.button() == Qt.MouseButton.LeftButton:
            self.pressed.emit(event.globalPosition())

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Carry."""
        if event.buttons() & Qt.MouseButton.LeftButton:
            self.moved.emit(event.globalPosition())

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Let go."""
        if event.button() == Qt.MouseButton.LeftButton:
            self.released.emit(event.globalPosition())

    def paintEvent(self, event: QPaintEvent) -> None:
        """Six dots."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(LOOK.theme.colour("quiet"))
        for across in (-4, 4):
            for down in (-7, 0, 7):
                painter.drawEllipse(QPointF(self.width() / 2 + across, self.height() / 2 + down), 2, 2)


class Row(QFrame):
    """What cards, rests and groups have in common: the block that they show, and what can be done with it.

    `opened` and `stepped` are those of its chips; `chosen` tells that a person turned to it; `action_requested`
    carries the name of what the menu or a key asked for. A quiet one is to be read: only its chips can be pressed.
    """

    opened = Signal(object)
    stepped = Signal(object, bool)
    chosen = Signal()
    action_requested = Signal(str)

    def __init__(self, *, is_quiet: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.path: BlockPath = ()
        self.is_quiet = is_quiet
        self.is_chosen = False
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.menu_button = QPushButton("⋮")
        self.menu_button.setObjectName("flat")
        self.menu_button.setFont(page_font(18, bold=True))
        self.menu_button.setFixedSize(32, 36)
        self.menu_button.setAccessibleName(tr("What can be done with it"))
        self.menu_button.clicked.connect(self.show_menu)
        if is_quiet:
            self.menu_button.hide()

    def sentences(self) -> tuple[SentenceView, ...]:
        """The sentences in it."""
        return ()

    def chip(self, key: str) -> ChipButton | None:
        """The chip for a key of the file, if it is shown."""
        return next((view.chips[key] for view in self.sentences() if key in view.chips), None)

    def stops(self) -> list[QWidget]:
        """Where Tab stops in it, in the order of reading."""
        chips = [chip for view in self.sentences() for chip in view.chips.values()]
        return [self, *chips, self.menu_button]

    def set_chosen(self, is_chosen: bool) -> None:
        """Show whether this is the chosen one."""
        if is_chosen != self.is_chosen:
            self.is_chosen = is_chosen
            self.update()

    def actions_offered(self) -> Mapping[str, str]:
        """What the menu offers: a name for each action, and its words."""
        return {
            "duplicate": trc("block", "Duplicate"),
            "up": tr("Move up"),
            "down": tr("Move down"),
            "copy": tr("Copy as text"),
            "delete": trc("block", "Remove"),
        }

    def show_menu(self) -> None:
        """Let the menu come under its button."""
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for name, words in self.actions_offered().items():
            menu.addAction(words).triggered.connect(lambda _=False, name=name: self.action_requested.emit(name))
        menu.popup(self.menu_button.mapToGlobal(self.menu_button.rect().bottomLeft()))

    def _connect(self) -> None:
        for view in self.sentences():
            view.opened.connect(self.opened)
            view.stepped.connect(self.stepped)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Move, remove and duplicate by the keys that are usual for that."""
        if self.is_quiet:
            event.ignore()
            return
        control = event.modifiers() == Qt.KeyboardModifier.ControlModifier
        match event.key():
            case Qt.Key.Key_Up if control:
                self.action_requested.emit("up")
            case Qt.Key.Key_Down if control:
                self.action_requested.emit("down")
            case Qt.Key.Key_D if control:
                self.action_requested.emit("duplicate")
            case Qt.Key.Key_C if control:
                self.action_requested.emit("copy")
            case Qt.Key.Key_X if control:
                self.action_requested.emit("cut")
            case Qt.Key.Key_V if control:
                self.action_requested.emit("paste")
            case Qt.Key.Key_Delete | Qt.Key.Key_Backspace:
                self.action_requested.emit("delete")
            case Qt.Key.Key_Menu:
                self.show_menu()
            case Qt.Key.Key_Return | Qt.Key.Key_Enter:
                self.action_requested.emit("more")
            case _:
                super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Turn to it."""
        self.chosen.emit()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Show all that can be said of it."""
        if not self.is_quiet:
            self.action_requested.emit("more")

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Turn to it by the keyboard."""
        super().focusInEvent(event)
        self.chosen.emit()
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """The frame of the keyboard goes."""
        super().focusOutEvent(event)
        self.update()

    def _frame(self, ground: str | None, usual: str | None) -> None:
        theme = LOOK.theme
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        edge = "focus" if self.hasFocus() else "border" if self.is_chosen else usual
        wide = 2.0 if self.hasFocus() else 1.0
        painter.setPen(QPen(theme.colour(edge), wide) if edge else Qt.PenStyle.NoPen)
        painter.setBrush(theme.colour(ground) if ground else Qt.BrushStyle.NoBrush)
        half = wide / 2
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(half, half, -half, -half), _RADIUS_PX, _RADIUS_PX)


def row_style_sheet(theme: Theme) -> str:
    """The style sheet of a row, in the colours of a theme."""
    return f"""
        QLabel {{ color: {theme.text}; background: transparent; }}
        QLabel#fault {{ color: {theme.danger}; }}
        QLabel#quiet {{ color: {theme.quiet}; }}
        QPushButton#flat {{ background: transparent; color: {theme.quiet}; border: none; border-radius: 8px;
            padding: 0; }}
        QPushButton#flat:hover {{ background: {theme.button_hover}; color: {theme.text}; }}
        QPushButton#flat:focus {{ border: 2px solid {theme.focus}; }}
        QPushButton#sides {{ background: transparent; color: {theme.quiet}; border: 2px solid transparent;
            border-radius: 8px; padding: 3px 8px; }}
        QPushButton#sides:enabled:hover {{ background: {theme.button_hover}; }}
        QPushButton#sides:focus {{ border-color: {theme.focus}; }}
    """
