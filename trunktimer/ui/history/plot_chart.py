"""A graph, drawn: axes, layers, cursor. Import it late, as all that does: pyqtgraph and numpy take half a second."""

from collections.abc import Callable, Sequence
from functools import partial
from math import ceil, nan
from typing import Any, Final

import pyqtgraph as pg
from PySide6.QtCore import QPointF, QRectF, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFocusEvent,
    QFontMetricsF,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPen,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QGraphicsRectItem, QWidget

from trunktimer.ui.history.graph import Graph, Layer
from trunktimer.ui.history.week_marks import week_ticks, wide_days
from trunktimer.ui.kit.fonts import REGULAR, font_of_height
from trunktimer.ui.kit.look import LOOK
from trunktimer.ui.kit.plot_look import AXIS_PX, LINES, colour_of, flat_fill, pen_of
from trunktimer.ui.kit.plot_shape import Shape
from trunktimer.ui.kit.theme import blend

ROW_PX: Final = 27  # of a lying bar, where they are scrolled
_AXIS_ROOM_PX: Final = 48  # what a plot of lying bars needs beneath them
_TEXT_OFF_PX: Final = 7  # between an axis and its texts
_NAMES_SHARE: Final = 0.36  # of the width, for the names of lying bars
_BACK_WIDTH, _BAR_WIDTH, _RANGE_WIDTH = 0.78, 0.46, 0.6  # shares of a place


class _Axis(pg.AxisItem):  # type: ignore[misc]
    """An axis whose marks are asked for when it is drawn: they depend on its length in pixels."""

    def __init__(self, orientation: str) -> None:
        super().__init__(orientation)
        self.marks: Callable[[float], Sequence[tuple[float, str]]] = lambda length_px: ()
        self._names: list[str] = []
        self.setStyle(
            tickLength=0, tickAlpha=0, tickTextOffset=_TEXT_OFF_PX, maxTextLevel=0, hideOverlappingLabels=False
        )
        self.enableAutoSIPrefix(False)

    def tickValues(self, minVal: float, maxVal: float, size: float) -> list[tuple[float, list[float]]]:  # noqa: N803
        """pyqtgraph asks for the places of marks; all are of one level."""
        marks = self.marks(size)
        self._names = [name for _, name in marks]
        return [(1.0, [float(place) for place, _ in marks])]

    def tickStrings(self, values: Sequence[float], scale: float, spacing: float) -> list[str]:
        """pyqtgraph asks for the names of the places that it was just given."""
        return list(self._names)


class Chart(pg.PlotWidget):  # type: ignore[misc]
    """A graph, drawn. ← and → (and ↑, ↓, Home, End) move a cursor over its places; so does the mouse."""

    cursor_moved = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        axes = {side: _Axis(side) for side in ("left", "bottom", "right")}
        super().__init__(parent, axisItems=axes, enableMenu=False)
        self._axes = axes
        self.graph = Graph(title="", unit="")
        self.cursor = 0
        self._layers: list[Any] = []
        self._lines: list[Any] = []
        self._band = QGraphicsRectItem()
        self._band.setZValue(-5)  # over the lines of the grid, under what is drawn
        self.addItem(self._band)
        self.hideButtons()
        self.disableAutoRange()
        box = self.getViewBox()
        box.setDefaultPadding(0)
        box.setBorder(None)
        self.getPlotItem().setContentsMargins(0, 10, 8, 0)
        self.setMinimumSize(180, 120)
        self._take_look()
        LOOK.changed.connect(self._take_look)

    # ---- what it is told

    def show_graph(self, graph: Graph, cursor: int = -1) -> None:
        """Show a graph, with the cursor at a place (the last if there is no such place)."""
        self.graph = graph
        self.cursor = cursor if 0 <= cursor < graph.length else max(0, graph.length - 1)
        self._build()

    def move_cursor(self, place: int) -> None:
        """Put the cursor on a place; what is drawn stays as it is."""
        place = min(max(0, place), max(0, self.graph.length - 1))
        if place != self.cursor:
            self.cursor = place
            self._place_band()
            self.cursor_moved.emit(place)

    # ---- building

    def _take_look(self) -> None:
        self.setBackground(LOOK.theme.background)
        for axis in self._axes.values():
            axis.setTickFont(font_of_height(AXIS_PX, REGULAR))
            axis.setTextPen(pen_of(LOOK.theme.colour("quiet")))
        self._build()

    def _build(self) -> None:
        for item in (*self._layers, *self._lines):
            self.removeItem(item)
        self._layers, self._lines = [], []
        graph, theme = self.graph, LOOK.theme
        length = max(1, graph.length)
        self.invertY(graph.lying)
        # A little room at the ends, so that neither the cursor's edge nor a mark on 0 is cut in two.
        room = 0.02 * graph.top if any(layer.shape in LINES for layer in graph.layers) else 0.0
        along, across = (-0.52, length - 0.48), (-room, 1.005 * graph.top + room)
        self.setRange(xRange=across if graph.lying else along, yRange=along if graph.lying else across, padding=0)
        self._set_axes()
        for tick in graph.ticks:
            strong = tick == 0 or theme.track == theme.background
            line = pg.InfiniteLine(
                tick, 90 if graph.lying else 0, pen=pen_of(theme.colour("border" if strong else "track"))
            )
            line.setZValue(-10)
            self._lines.append(line)
        for layer in graph.layers:
            self._layers += self._drawn(layer)
        for item in (*self._lines, *self._layers):
            self.addItem(item, ignoreBounds=True)
        self._place_band()

    def _set_axes(self) -> None:
        graph = self.graph
        quiet = QPen(Qt.PenStyle.NoPen)
        values, places, ends = (
            (self._axes["bottom"], self._axes["left"], self._axes["right"])
            if graph.lying
            else (self._axes["left"], self._axes["bottom"], self._axes["right"])
        )
        values.marks = lambda length_px: [(tick, f"{tick:g}") for tick in graph.ticks]
        for axis in (values, places, ends):
            axis.setPen(quiet)
            axis.setTickPen(quiet)
        metrics = QFontMetricsF(font_of_height(AXIS_PX, REGULAR))
        names: list[str] = []
        if graph.first_week is not None:
            day_px = max(map(metrics.horizontalAdvance, wide_days()))
            places.marks = partial(_weeks_marks, graph.first_week, graph.length, day_px)
        else:
            names_px = self.width() * _NAMES_SHARE
            names = [metrics.elidedText(name, Qt.TextElideMode.ElideRight, names_px) for name in graph.places]
            places.marks = lambda length_px: list(enumerate(names))
        ends.marks = lambda length_px: list(enumerate(graph.ends))
        # Left to itself, pyqtgraph finds room for long names only after it has drawn once without them.
        left = names if graph.lying else [f"{tick:g}" for tick in graph.ticks]
        self._axes["left"].setWidth(_room_px(metrics, left))
        self._axes["right"].setWidth(_room_px(metrics, graph.ends))
        self._axes["bottom"].setHeight(ceil(metrics.height()) + _TEXT_OFF_PX + 2)
        self.getPlotItem().showAxis("right", bool(graph.ends))
        for axis in self._axes.values():
            axis.picture = None
            axis.update()

    def _drawn(self, layer: Layer) -> list[Any]:
        theme = LOOK.theme
        colour = colour_of(theme, layer.role)
        places = [at for at, value in enumerate(layer.values) if value is not None]
        values = [value for value in layer.values if value is not None]
        if layer.shape in LINES:
            style, symbol, size, filled = LINES[layer.shape]
            return [
                pg.PlotDataItem(
                    list(range(len(layer.values))),
                    [nan if value is None else value for value in layer.values],
                    pen=pen_of(colour, 2, style),
                    symbol=symbol,
                    symbolSize=size,
                    symbolPen=pen_of(colour, 2 if not filled else 1),
                    symbolBrush=colour if filled else theme.colour("background"),
                    connect="finite",
                    antialias=True,
                    useCache=False,  # as paths, so that a picture of them is sharp at any size
                )
            ]
        if layer.shape is Shape.BAR:
            return [self._bars(places, [0.0] * len(values), values, _BAR_WIDTH, colour, colour)]
        low = [0.0 if bottom is None else bottom for bottom in layer.low] if layer.low else [0.0] * len(layer.values)
        width = _RANGE_WIDTH if layer.shape is Shape.RANGE else _BACK_WIDTH
        fill = flat_fill(theme)
        edge_px = 2.0 if layer.shape is Shape.RANGE else 1.0  # a range without width is a line, to be seen all the same
        return [self._bars(places, [low[at] for at in places], values, width, fill, colour, edge_px)]

    def _bars(
        self,
        places: Sequence[int],
        low: Sequence[float],
        high: Sequence[float],
        width: float,
        fill: QColor,
        edge: QColor,
        edge_px: float = 1.0,
    ) -> Any:
        if self.graph.lying:
            shape = {"y": list(places), "height": width, "x0": list(low), "x1": list(high)}
        else:
            shape = {"x": list(places), "width": width, "y0": list(low), "y1": list(high)}
        return pg.BarGraphItem(**shape, brush=fill, pen=pen_of(edge, edge_px))

    def _place_band(self) -> None:
        graph, theme = self.graph, LOOK.theme
        self._band.setVisible(graph.length > 0)
        start = self.cursor - 0.5
        self._band.setRect(QRectF(0, start, graph.top, 1) if graph.lying else QRectF(start, 0, 1, graph.top))
        fill = blend(theme.colour("background"), theme.colour("text"), 0.09)
        self._band.setBrush(fill)
        self._band.setPen(pen_of(theme.colour("focus" if self.hasFocus() else "border"), 1.5))

    # ---- pictures

    def render_to(self, painter: QPainter, rect: QRectF) -> None:
        """Paint the graph without its cursor into `rect`, which has the shape of the widget."""
        self.grab()  # one that was never shown has not been laid out
        shown = self._band.isVisible()
        self._band.hide()
        self.scene().render(painter, rect, QRectF(self.rect()))
        self._band.setVisible(shown)

    # ---- events

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Move the cursor; what means nothing here goes on to the page."""
        if event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            event.ignore()
            return
        match event.key():
            case Qt.Key.Key_Left | Qt.Key.Key_Up:
                self.move_cursor(self.cursor - 1)
            case Qt.Key.Key_Right | Qt.Key.Key_Down:
                self.move_cursor(self.cursor + 1)
            case Qt.Key.Key_PageUp:
                self.move_cursor(self.cursor - 4)
            case Qt.Key.Key_PageDown:
                self.move_cursor(self.cursor + 4)
            case Qt.Key.Key_Home:
                self.move_cursor(0)
            case Qt.Key.Key_End:
                self.move_cursor(self.graph.length - 1)
            case _:
                event.ignore()

    def keyReleaseEvent(self, event: QKeyEvent) -> None:
        """Nothing happens on release."""
        event.ignore()

    def _to_mouse(self, event: QMouseEvent) -> None:
        if not self.graph.length:
            return
        box = self.getViewBox()
        where: QPointF = box.mapSceneToView(self.mapToScene(event.position().toPoint()))
        along = where.y() if self.graph.lying else where.x()
        if -0.5 <= along < self.graph.length - 0.5:
            self.move_cursor(round(along))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Put the cursor where the mouse is. pyqtgraph's dragging and zooming is left out."""
        self._to_mouse(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """The cursor follows the mouse."""
        self._to_mouse(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Nothing happens on release."""

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Two clicks are two clicks."""
        self._to_mouse(event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """The wheel scrolls what is around the plot."""
        event.ignore()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Mark the cursor as the keyboard's."""
        super().focusInEvent(event)
        self._place_band()
        self.viewport().update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """The keyboard has gone elsewhere."""
        super().focusOutEvent(event)
        self._place_band()
        self.viewport().update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Names take their share of the new width."""
        super().resizeEvent(event)
        if getattr(self, "graph", None) is not None:
            self._set_axes()

    def drawForeground(self, painter: QPainter, rect: QRectF) -> None:
        """The frame of the keyboard."""
        if self.hasFocus():
            painter.save()
            painter.resetTransform()
            painter.setPen(QPen(LOOK.theme.colour("focus"), 2))
            painter.drawRect(QRectF(self.viewport().rect()).adjusted(1, 1, -1, -1))
            painter.restore()


def _room_px(metrics: QFontMetricsF, texts: Sequence[str]) -> int:
    return ceil(max((metrics.horizontalAdvance(text) for text in texts), default=0)) + _TEXT_OFF_PX + 4


def _weeks_marks(first: int, weeks: int, day_px: float, length_px: float) -> Sequence[tuple[float, str]]:
    return week_ticks(first, weeks, length_px, day_px)


def rows_px(graph: Graph) -> int:
    """How high a chart of lying bars must be to show each of them."""
    return graph.length * ROW_PX + _AXIS_ROOM_PX
