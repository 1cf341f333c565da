"""The small window for beside a video: ring, name, side and counts, and what comes next. Decides nothing.

It stays above other windows where the desktop allows it; under Wayland no program can ask for that.
"""

from typing import Final

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import (
    QAccessible,
    QAccessibleAnnouncementEvent,
    QCloseEvent,
    QCursor,
    QEnterEvent,
    QGuiApplication,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
)
from PySide6.QtWidgets import QWidget

from trunktimer.foundation.translation import tr, trc
from trunktimer.session.display import Display
from trunktimer.session.face import face_of
from trunktimer.ui.kit.fit_label import FitLabel
from trunktimer.ui.kit.fonts import BOLD, REGULAR, SEMIBOLD
from trunktimer.ui.kit.icon_button import IconButton
from trunktimer.ui.kit.icons import Icon
from trunktimer.ui.kit.look import LOOK
from trunktimer.ui.kit.ring_shape import wake_interval_ms
from trunktimer.ui.kit.run_layout import RING, RING_WITH_WORD
from trunktimer.ui.run.announcer import Announcer
from trunktimer.ui.run.countdown_ring import CountdownRing

SIZE: Final = QSize(340, 160)
LEAST_SIZE: Final = QSize(220, 110)
_IDLE_MS: Final = 1_000
_PULSE_FRAME_MS: Final = 33
_EDGE_PX: Final = 7
_MARGIN_PX: Final = 10
_BUTTON_PX: Final = 34
#: Of the height of the window, the heights of capitals; the ring has its own.
_TITLE_CAP: Final = 0.105
_DETAILS_CAP: Final = 0.13
_NEXT_CAP: Final = 0.085


class CompactWindow(QWidget):
    """Shows the same session as the run page. `key_pressed` carries a `QKeyEvent`, `seen_changed` whether it is seen.

    `back_requested` wants the full window, `pause_requested` is pause or go on, `done_requested` "done".
    """

    key_pressed = Signal(object)
    seen_changed = Signal(bool)
    back_requested = Signal()
    pause_requested = Signal()
    done_requested = Signal()

    def __init__(self) -> None:
        super().__init__(None, Qt.WindowType.Window)
        self.setWindowFlags(
            Qt.WindowType.Window | Qt.WindowType.FramelessWindowHint | Qt.WindowType.WindowStaysOnTopHint
        )
        self._display: Display | None = None
        self._message = ""
        self._waiting = False
        self._announcer = Announcer()
        self.ring = CountdownRing(self)
        self.title = FitLabel(self, weight=BOLD, lines=2)
        self.details = FitLabel(self, weight=SEMIBOLD)
        self.next = FitLabel(self, weight=REGULAR, lines=2)
        self.main = IconButton(Icon.PAUSE, trc("button", "Pause"), "", self)
        self.back = IconButton(Icon.FULL_SCREEN, tr("Back to the full window"), "", self)
        self.buttons = (self.main, self.back)
        for button in self.buttons:
            button.setFixedSize(_BUTTON_PX, _BUTTON_PX)
            button.installEventFilter(self)
            button.hide()
        self.main.clicked.connect(self._ask_main)
        self.back.clicked.connect(self.back_requested)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMinimumSize(LEAST_SIZE)
        self.setToolTip(
            tr(
                "Drag it to move it, and its edges to resize it. It stays above other windows where the desktop lets"
                " it, which Wayland does not: there its own menu may have “Always on top”."
            )
        )
        self.resize(SIZE)
        LOOK.changed.connect(self._take_look)
        self._take_look()

    def stand_in_corner(self) -> None:
        """Stand at the lower right of the screen that the mouse is on."""
        screen = QGuiApplication.screenAt(QCursor.pos()) or QGuiApplication.primaryScreen()
        room = screen.availableGeometry().adjusted(24, 24, -24, -24)
        place = QRect(QPoint(), self.size())
        place.moveBottomRight(room.bottomRight())
        self.move(place.topLeft())

    # ---- what it is told

    def show_display(self, display: Display) -> None:
        """Show a moment of a session."""
        self._display = display
        face = face_of(display)
        self.ring.show_display(display, face)
        self.title.show_text(face.heading)
        self.details.show_text("   ".join(filter(None, (face.side, face.sets))))
        self._show_next()
        self._waiting = face.waits
        if self._waiting:
            icon, name = Icon.DONE, trc("button", "Done")
        elif display.moving:
            icon, name = Icon.PAUSE, trc("button", "Pause")
        else:
            icon, name = Icon.GO_ON, trc("button", "Go on")
        if icon is not self.main.shown_icon:
            self.main.set_meaning(icon, name, "")
        self._announce(display)

    def set_message(self, text: str) -> None:
        """Say something in the place of the next line; an empty text takes it away."""
        self._message = text
        self._show_next()

    def wake_interval_ms(self) -> int:
        """How long the window looks the same: until the rim moves by a pixel or the digits change."""
        display = self._display
        if display is None or not display.moving:
            return _IDLE_MS
        face = face_of(display)
        wake_ms = min(face.number_ms, wake_interval_ms(self.ring.diameter_px(), face.planned_ms))
        if display.pulse_s and not LOOK.reduced_motion:
            wake_ms = min(wake_ms, _PULSE_FRAME_MS)
        return max(1, wake_ms)

    @property
    def is_seen(self) -> bool:
        """Whether somebody can see it."""
        return self.isVisible() and not self.isMinimized()

    def _show_next(self) -> None:
        display = self._display
        self.next.set_colour(LOOK.theme.colour("warning" if self._message else "quiet"))
        if display is not None or self._message:
            shown = ""
            if display is not None:
                asks = display.asked.gate is not None or display.asked.optional
                shown = face_of(display).cue if asks else display.next or display.hint
            self.next.show_text(self._message or shown)

    def _ask_main(self) -> None:
        (self.done_requested if self._waiting else self.pause_requested).emit()

    def _announce(self, display: Display) -> None:
        news = self._announcer.news(display)
        if news and QAccessible.isActive():
            event = QAccessibleAnnouncementEvent(self, news)
            event.setPoliteness(QAccessible.AnnouncementPoliteness.Polite)
            QAccessible.updateAccessibility(event)

    # ---- its looks

    def _take_look(self) -> None:
        self.title.set_colour(LOOK.theme.colour("text"))
        self.details.set_colour(LOOK.theme.colour("text"))
        self._show_next()
        self.update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Lay it out anew: the ring on the left, three lines beside it."""
        super().resizeEvent(event)
        width, height = self.width(), self.height()
        ring = min(height - 2 * _MARGIN_PX, int(width * 0.47))
        wide = ring * RING / RING_WITH_WORD
        self.ring.setGeometry(_MARGIN_PX, (height - ring) // 2, round(wide), ring)
        left = round(wide) + 2 * _MARGIN_PX + 4
        room = max(1, width - left - _MARGIN_PX)
        unit = min(height, width * 0.5)
        inside = height - 2 * _MARGIN_PX
        for label, cap, above, below in (
            (self.title, _TITLE_CAP, 0.0, 0.42),
            (self.details, _DETAILS_CAP, 0.42, 0.66),
            (self.next, _NEXT_CAP, 0.66, 1.0),
        ):
            label.set_cap_px(cap * unit)
            top = int(inside * above)
            label.setGeometry(left, _MARGIN_PX + top, room, int(inside * below) - top)
        at = width - _EDGE_PX - _BUTTON_PX
        for button in reversed(self.buttons):
            button.move(at, height - _EDGE_PX - _BUTTON_PX)
            at -= _BUTTON_PX + 2

    def paintEvent(self, event: QPaintEvent) -> None:
        """Fill the background, and draw the edge by which it is told from what lies below."""
        painter = QPainter(self)
        painter.fillRect(event.rect(), LOOK.theme.colour("background"))
        painter.setPen(QPen(LOOK.theme.colour("border"), 1))
        painter.drawRect(self.rect().adjusted(0, 0, -1, -1))

    # ---- the mouse

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Begin to move it, or to resize it at an edge."""
        handle = self.windowHandle()
        if event.button() is not Qt.MouseButton.LeftButton or handle is None:
            super().mousePressEvent(event)
            return
        edges = self._edges(event.position().toPoint())
        if edges:
            handle.startSystemResize(edges)
        else:
            handle.startSystemMove()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Show which edge would be moved."""
        super().mouseMoveEvent(event)
        edge = Qt.Edge
        match self._edges(event.position().toPoint()):
            case edges if edges in (edge.LeftEdge | edge.TopEdge, edge.RightEdge | edge.BottomEdge):
                self.setCursor(Qt.CursorShape.SizeFDiagCursor)
            case edges if edges in (edge.RightEdge | edge.TopEdge, edge.LeftEdge | edge.BottomEdge):
                self.setCursor(Qt.CursorShape.SizeBDiagCursor)
            case edges if edges & (edge.LeftEdge | edge.RightEdge):
                self.setCursor(Qt.CursorShape.SizeHorCursor)
            case edges if edges:
                self.setCursor(Qt.CursorShape.SizeVerCursor)
            case _:
                self.unsetCursor()

    def _edges(self, at: QPoint) -> Qt.Edge:
        edges = Qt.Edge(0)
        if at.x() < _EDGE_PX:
            edges |= Qt.Edge.LeftEdge
        elif at.x() >= self.width() - _EDGE_PX:
            edges |= Qt.Edge.RightEdge
        if at.y() < _EDGE_PX:
            edges |= Qt.Edge.TopEdge
        elif at.y() >= self.height() - _EDGE_PX:
            edges |= Qt.Edge.BottomEdge
        return edges

    def enterEvent(self, event: QEnterEvent) -> None:
        """Bring the buttons."""
        super().enterEvent(event)
        self._show_buttons(True)

    def leaveEvent(self, event: QEvent) -> None:
        """Let the buttons go."""
        super().leaveEvent(event)
        self._show_buttons(any(button.hasFocus() for button in self.buttons))

    def _show_buttons(self, shown: bool) -> None:
        for button in self.buttons:
            button.setVisible(shown)
            button.raise_()
        self.next.setVisible(not shown)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Let the buttons go when Tab has left them."""
        if event.type() == QEvent.Type.FocusOut and not self.underMouse():
            self._show_buttons(any(button.hasFocus() for button in self.buttons if button is not watched))
        return super().eventFilter(watched, event)

    def focusNextPrevChild(self, forward: bool) -> bool:
        """Bring the buttons before Tab goes on: what is hidden cannot be reached."""
        self._show_buttons(True)
        return super().focusNextPrevChild(forward)

    # ---- keys and the window itself

    def event(self, event: QEvent) -> bool:
        """Tell when it is no longer seen, or seen again."""
        handled = super().event(event)
        if event.type() in (QEvent.Type.Show, QEvent.Type.Hide, QEvent.Type.WindowStateChange):
            self.seen_changed.emit(self.is_seen)
        return handled

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """The keys are those of the run page."""
        event.accept()
        self.key_pressed.emit(event)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Closing it is the way back to the full window, not the end of the session."""
        event.ignore()
        self.back_requested.emit()
