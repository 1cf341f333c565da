"""The view of the editor's timeline: lanes over a time axis, and where on them mouse and keys are. What they mean is
`plot_timeline`'s. Import it late: pyqtgraph and numpy take half a second.
"""

from collections.abc import Sequence
from typing import Any, Final, Protocol

import pyqtgraph as pg
from PySide6.QtCore import QEvent, QPointF, QRect, QSize, Qt
from PySide6.QtGui import QFocusEvent, QFontMetricsF, QKeyEvent, QMouseEvent, QPen, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from trunktimer.ui.editor.plot_lane import BLOCK_PX, GAP_PX, GROUP_PX, SET_PX, STEP_PX, Lanes
from trunktimer.ui.editor.plot_reach import Reach, time_marks
from trunktimer.ui.kit.fonts import REGULAR, font_of_height
from trunktimer.ui.kit.look import LOOK
from trunktimer.ui.kit.plot_look import AXIS_PX, pen_of

ZOOM: Final = 1.25  # of a key, and of a notch of the wheel
_MARK_PX: Final = 76  # between the marks of the axis
_SIDE_PX: Final = 16
_PLAYHEAD_PX: Final = 2


class Hands(Protocol):
    """Who is told what mouse and keys do. Places are in the pixels of the lanes."""

    def pressed(self, at: QPointF, button: Qt.MouseButton) -> None:
        """A button went down."""

    def moved(self, at: QPointF, fine: bool) -> None:
        """The mouse moved; `fine` with Shift."""

    def released(self, at: QPointF) -> None:
        """A button was let go."""

    def double_clicked(self, at: QPointF) -> None:
        """Two clicks."""

    def left(self) -> None:
        """The mouse is elsewhere."""

    def zoom(self, factor: float, about_ms: float | None = None) -> None:
        """Show it larger about a moment."""

    def key_pressed(self, event: QKeyEvent) -> None:
        """A key went down."""

    def key_released(self, event: QKeyEvent) -> None:
        """A key was let go."""

    def focus_changed(self, has_focus: bool) -> None:
        """The keyboard came or went."""


class _Axis(pg.AxisItem):  # type: ignore[misc]
    """The time axis, in minutes and seconds."""

    def __init__(self) -> None:
        super().__init__("bottom")
        self._names: list[str] = []
        self.setStyle(tickLength=-5, tickTextOffset=4, maxTextLevel=0, hideOverlappingLabels=False)
        self.enableAutoSIPrefix(False)

    def tickValues(self, minVal: float, maxVal: float, size: float) -> list[tuple[float, list[float]]]:  # noqa: N803
        """pyqtgraph asks for the places of marks; all are of one level."""
        marks = time_marks(minVal, maxVal, size / _MARK_PX)
        self._names = [name for _, name in marks]
        return [(1.0, [place for place, _ in marks])]

    def tickStrings(self, values: Sequence[float], scale: float, spacing: float) -> list[str]:
        """pyqtgraph asks for the names of the places that it was just given."""
        return list(self._names)


class TimelinePlot(pg.PlotWidget):  # type: ignore[misc]
    """The view with its axis. What mouse and keys mean is the timeline's."""

    def __init__(self, owner: Hands) -> None:
        axis = _Axis()
        super().__init__(axisItems={"bottom": axis}, enableMenu=False)
        self._owner = owner
        self._axis = axis
        self.hideButtons()
        self.disableAutoRange()
        self.getPlotItem().hideAxis("left")
        self.getPlotItem().setContentsMargins(_SIDE_PX, 3, _SIDE_PX, 0)
        box = self.getViewBox()
        box.setDefaultPadding(0)
        box.setBorder(None)
        self.setYRange(0, 1, padding=0)
        metrics = QFontMetricsF(font_of_height(AXIS_PX, REGULAR))
        axis.setHeight(round(metrics.height()) + 10)
        box.setFlag(box.GraphicsItemFlag.ItemClipsChildrenToShape, False)  # marks at the ends are seen as a whole
        self.lanes = Lanes(box)
        box.sigResized.connect(self.lanes.resized)
        self._playhead = QWidget(self.viewport())  # a widget of its own: when it moves, two narrow strips are painted
        self._playhead.setAutoFillBackground(True)
        self._playhead.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._playhead.hide()
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMinimumSize(220, GROUP_PX + BLOCK_PX + SET_PX + 3 * GAP_PX + STEP_PX + round(metrics.height()) + 16)
        LOOK.changed.connect(self._take_look)
        self._take_look()

    def sizeHint(self) -> QSize:
        """As high as its lanes."""
        return QSize(800, self.minimumHeight() + 14)

    def _take_look(self) -> None:
        theme = LOOK.theme
        self.setBackground(theme.background)
        self._axis.setTickFont(font_of_height(AXIS_PX, REGULAR))
        self._axis.setTextPen(pen_of(theme.colour("quiet")))
        self._axis.setPen(pen_of(theme.colour("edge")))
        self._axis.setTickPen(pen_of(theme.colour("edge")))
        self.lanes.update()
        palette = self._playhead.palette()
        palette.setColor(self._playhead.backgroundRole(), theme.colour("text"))
        self._playhead.setPalette(palette)

    def show_playhead(self, ms: int | None) -> None:
        """Mark the moment that is being played, and keep it in sight; `None` marks none."""
        if ms is None or self.lanes.rows is None:
            self._playhead.hide()
            return
        reach = self.lanes.reach
        if not reach.start_ms <= ms <= reach.end_ms:
            self.show_reach(reach.panned(ms - reach.start_ms - reach.seen_ms / 10))
        left = self.mapFromScene(self.lanes.mapToScene(QPointF(self.lanes.x_of(ms), 0))).x()
        bounds = self.mapFromScene(self.lanes.mapRectToScene(self.lanes.boundingRect())).boundingRect()
        place = QRect(left - _PLAYHEAD_PX // 2, bounds.top(), _PLAYHEAD_PX, bounds.height())
        if self._playhead.geometry() != place:
            self._playhead.setGeometry(place)
        self._playhead.show()

    def show_reach(self, reach: Reach) -> None:
        """Show a stretch of the timeline."""
        self.lanes.reach = reach
        self.setXRange(reach.start_ms, reach.end_ms, padding=0)
        self.lanes.update()

    def _at(self, event: QMouseEvent | QWheelEvent) -> QPointF:
        where = self.mapToScene(event.position().toPoint())
        return QPointF(self.lanes.mapFromScene(where))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Take hold of what is under the mouse. pyqtgraph's own dragging and zooming is left out."""
        if event.button() in (Qt.MouseButton.LeftButton, Qt.MouseButton.MiddleButton):
            self._owner.pressed(self._at(event), event.button())
        event.accept()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Show what is under the mouse, or drag what it holds."""
        self._owner.moved(self._at(event), bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Let go."""
        self._owner.released(self._at(event))

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Play from here."""
        if event.button() == Qt.MouseButton.LeftButton:
            self._owner.double_clicked(self._at(event))

    def wheelEvent(self, event: QWheelEvent) -> None:
        """With Ctrl zoom about the mouse; otherwise pan, or leave it to what is around where all is seen."""
        turned = event.angleDelta()
        by = turned.y() or turned.x()
        reach = self.lanes.reach
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self._owner.zoom(ZOOM ** (by / 120), self.lanes.ms_at(self._at(event).x()))
            event.accept()
        elif reach.is_whole:
            event.ignore()
        else:
            self.show_reach(reach.panned(-by / 120 * reach.seen_ms / 12))
            event.accept()

    def leaveEvent(self, event: QEvent) -> None:
        """The mouse is elsewhere."""
        super().leaveEvent(event)
        self._owner.left()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Keys are the timeline's."""
        self._owner.key_pressed(event)

    def keyReleaseEvent(self, event: QKeyEvent) -> None:
        """Keys are the timeline's."""
        self._owner.key_released(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Mark the chosen step as the keyboard's."""
        super().focusInEvent(event)
        self._owner.focus_changed(True)
        self.viewport().update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """The keyboard has gone elsewhere."""
        super().focusOutEvent(event)
        self._owner.focus_changed(False)
        self.viewport().update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The lanes take the new width."""
        super().resizeEvent(event)
        if hasattr(self, "lanes"):
            self.lanes.update()

    def drawForeground(self, painter: Any, rect: Any) -> None:
        """The frame of the keyboard."""
        if self.hasFocus():
            painter.save()
            painter.resetTransform()
            painter.setPen(QPen(LOOK.theme.colour("focus"), 2))
            painter.drawRect(self.viewport().rect().adjusted(1, 1, -2, -2))
            painter.restore()
