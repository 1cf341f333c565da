"""The plots of the history and of one session. The one room that knows pyqtgraph; `plot_table` says what is shown.

Import it late: pyqtgraph and numpy take half a second.
"""

import re
import sys
from collections.abc import Callable, Sequence
from functools import partial
from math import ceil, nan
from pathlib import Path
from typing import Any, Final

import pyqtgraph as pg  # type: ignore[import-untyped]
from pyqtgraph import exceptionHandling
from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QPointF, QRectF, QSaveFile, QSize, QSizeF, Qt, Signal
from PySide6.QtGui import (
    QAccessible,
    QAccessibleAnnouncementEvent,
    QColor,
    QFocusEvent,
    QFontMetricsF,
    QImage,
    QImageWriter,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtSvg import QSvgGenerator
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFileDialog,
    QGraphicsRectItem,
    QHBoxLayout,
    QHeaderView,
    QPushButton,
    QScrollArea,
    QStackedLayout,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from trunktimer.core.errors import TrunkTimerError
from trunktimer.core.past import Past, WeekFigures, week_of
from trunktimer.core.record import SetRecord
from trunktimer.core.stats import MovementSeries, by_movement
from trunktimer.gui.fonts import FAMILY, REGULAR, SEMIBOLD, font_of_height
from trunktimer.gui.page_sheet import page_sheet
from trunktimer.gui.plot_table import (
    Graph,
    Layer,
    Shape,
    held_graph,
    minutes_graph,
    pain_graph,
    sets_graph,
    tension_graph,
    tension_totals,
    week_ticks,
)
from trunktimer.gui.theme import DARK, Theme, blend
from trunktimer.gui.widgets.choice_box import ChoiceBox
from trunktimer.gui.widgets.labels import text_label

if getattr(sys.excepthook, "__self__", None) is getattr(exceptionHandling, "handler", sys):
    exceptionHandling.handler.remove()  # its hook prints a line of its own before ours is asked

_UNIT: Final = re.compile(r"(\d) (h|min|s)\b")
PERIODS: Final = (12, 26, 52)  # weeks
_AXIS_PX: Final = 13  # the size of the font along the axes
_TEXT_OFF_PX: Final = 7  # between an axis and its texts
_TITLE_PX: Final = 17
_LINE_PX: Final = 15
_ROW_PX: Final = 27  # of a lying bar, where they are scrolled
_AXIS_ROOM_PX: Final = 48  # what a plot of lying bars needs beneath them
_NAMES_SHARE: Final = 0.36  # of the width, for the names of lying bars
_WIDE_PX: Final = 720  # from here on two lines hold what is told
_PICTURE: Final = QSize(1000, 480)  # the plot in a saved picture; lying bars may need more height
_MARGIN_PX: Final = 18  # around a saved picture
_FINE: Final = 2  # pixels of a PNG for each of its points
_OTHER_FONTS: Final = "Inter, Noto Sans, Arial, sans-serif"  # where a picture is looked at, ours is not known
_BACK_WIDTH, _BAR_WIDTH, _RANGE_WIDTH = 0.78, 0.46, 0.6  # shares of a place
_DASHES: Final = {
    Shape.DASHES_RINGS: (Qt.PenStyle.DashLine, "o", 11, False),
    Shape.LINE_SQUARES: (Qt.PenStyle.SolidLine, "s", 7, True),
    Shape.DOTS_TRIANGLES: (Qt.PenStyle.DotLine, "t1", 9, True),
    Shape.LINE_DISCS: (Qt.PenStyle.SolidLine, "o", 8, True),
}


def _colour(theme: Theme, role: str) -> QColor:
    return QColor(theme.roles().get(f"tone:{role}") or theme.roles()[role])


def _pen(colour: QColor, width_px: float = 1.0, style: Qt.PenStyle = Qt.PenStyle.SolidLine) -> QPen:
    pen = QPen(colour, width_px, style)
    pen.setCosmetic(True)
    return pen


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
        self._theme = DARK
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

    # ---- what it is told

    def set_theme(self, theme: Theme) -> None:
        """Take the colours of a theme."""
        self._theme = theme
        self.setBackground(theme.background)
        for axis in self._axes.values():
            axis.setTickFont(font_of_height(_AXIS_PX, REGULAR))
            axis.setTextPen(_pen(theme.colour("quiet")))
        self._build()

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

    def _build(self) -> None:
        for item in (*self._layers, *self._lines):
            self.removeItem(item)
        self._layers, self._lines = [], []
        graph, theme = self.graph, self._theme
        length = max(1, graph.length)
        self.invertY(graph.lying)
        # A little room at the ends, so that neither the cursor's edge nor a mark on 0 is cut in two.
        room = 0.02 * graph.top if any(layer.shape in _DASHES for layer in graph.layers) else 0.0
        along, across = (-0.52, length - 0.48), (-room, 1.005 * graph.top + room)
        self.setRange(xRange=across if graph.lying else along, yRange=along if graph.lying else across, padding=0)
        self._set_axes()
        for tick in graph.ticks:
            strong = tick == 0 or theme.track == theme.background
            line = pg.InfiniteLine(
                tick, 90 if graph.lying else 0, pen=_pen(theme.colour("border" if strong else "track"))
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
        metrics = QFontMetricsF(font_of_height(_AXIS_PX, REGULAR))
        names: list[str] = []
        if graph.first_week is not None:
            day_px = metrics.horizontalAdvance("28 Mar")
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
        theme = self._theme
        colour = _colour(theme, layer.role)
        places = [at for at, value in enumerate(layer.values) if value is not None]
        values = [value for value in layer.values if value is not None]
        if layer.shape in _DASHES:
            style, symbol, size, filled = _DASHES[layer.shape]
            return [
                pg.PlotDataItem(
                    list(range(len(layer.values))),
                    [nan if value is None else value for value in layer.values],
                    pen=_pen(colour, 2, style),
                    symbol=symbol,
                    symbolSize=size,
                    symbolPen=_pen(colour, 2 if not filled else 1),
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
        fill = blend(theme.colour("track"), theme.colour("background"), 0.25)
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
        return pg.BarGraphItem(**shape, brush=fill, pen=_pen(edge, edge_px))

    def _place_band(self) -> None:
        graph, theme = self.graph, self._theme
        self._band.setVisible(graph.length > 0)
        start = self.cursor - 0.5
        self._band.setRect(QRectF(0, start, graph.top, 1) if graph.lying else QRectF(start, 0, 1, graph.top))
        fill = blend(theme.colour("background"), theme.colour("text"), 0.09)
        self._band.setBrush(fill)
        self._band.setPen(_pen(theme.colour("focus" if self.hasFocus() else "border"), 1.5))

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
            painter.setPen(QPen(self._theme.colour("focus"), 2))
            painter.drawRect(QRectF(self.viewport().rect()).adjusted(1, 1, -1, -1))
            painter.restore()


def _room_px(metrics: QFontMetricsF, texts: Sequence[str]) -> int:
    return ceil(max((metrics.horizontalAdvance(text) for text in texts), default=0)) + _TEXT_OFF_PX + 4


def _weeks_marks(first: int, weeks: int, day_px: float, length_px: float) -> Sequence[tuple[float, str]]:
    return week_ticks(first, weeks, length_px, day_px)


# ---- title and legend

_SWATCH_PX: Final = 22
_GAP_PX: Final = 18
_HEAD_PX: Final = 54


def paint_head(painter: QPainter, graph: Graph, theme: Theme, width_px: float) -> None:
    """The title with its summary, and beneath it the unit and what each look stands for; `_HEAD_PX` high."""
    title, small = font_of_height(_TITLE_PX, SEMIBOLD), font_of_height(_AXIS_PX, REGULAR)
    wide, fine = QFontMetricsF(title), QFontMetricsF(small)
    left = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
    right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
    painter.setPen(theme.colour("text"))
    painter.setFont(title)
    line = QRectF(0, 0, width_px, 24)
    text = wide.elidedText(graph.title, Qt.TextElideMode.ElideRight, width_px)
    painter.drawText(line, left, text)
    painter.setPen(theme.colour("quiet"))
    painter.setFont(small)
    room_px = width_px - wide.horizontalAdvance(text) - 24
    if fine.horizontalAdvance(graph.summary) <= room_px:
        painter.drawText(line, right, graph.summary)
    at, y = 0.0, 40.0
    row = QRectF(0, y - 10, width_px, 20)
    if not graph.layers:
        return
    unit = graph.unit[:1].upper() + graph.unit[1:]
    painter.drawText(row, left, unit)
    at += fine.horizontalAdvance(unit) + _GAP_PX
    if len(graph.layers) == 1:
        return  # one look needs no legend
    for layer in graph.layers:
        name_px = fine.horizontalAdvance(layer.name)
        if at + _SWATCH_PX + 7 + name_px > width_px:
            break
        _paint_swatch(painter, layer, theme, QRectF(at, y - 7, _SWATCH_PX, 14))
        at += _SWATCH_PX + 7
        painter.setPen(theme.colour("text"))
        painter.drawText(QRectF(at, y - 10, name_px + 4, 20), left, layer.name)
        at += name_px + _GAP_PX


def _paint_swatch(painter: QPainter, layer: Layer, theme: Theme, rect: QRectF) -> None:
    """A small sample of how a layer looks."""
    colour = _colour(theme, layer.role)
    painter.save()
    if layer.shape in _DASHES:
        style, symbol, size, filled = _DASHES[layer.shape]
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(colour, 2, style))
        painter.drawLine(QPointF(rect.left(), rect.center().y()), QPointF(rect.right(), rect.center().y()))
        painter.translate(rect.center())
        painter.setPen(QPen(colour, 2 if not filled else 1))
        painter.setBrush(colour if filled else theme.colour("background"))
        painter.scale(size, size)
        pen = painter.pen()
        pen.setCosmetic(True)
        painter.setPen(pen)
        painter.drawPath(pg.graphicsItems.ScatterPlotItem.Symbols[symbol])
    else:
        flat = layer.shape is not Shape.BAR
        fill = blend(theme.colour("track"), theme.colour("background"), 0.25) if flat else colour
        painter.setPen(QPen(colour, 1))
        painter.setBrush(fill)
        painter.drawRect(rect.adjusted(2.5, 0.5 if flat else 2.5, -2.5, -0.5 if flat else -2.5))
    painter.restore()


class _Head(QWidget):
    """The title and the legend of a graph."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFixedHeight(_HEAD_PX)
        self._theme, self._graph = DARK, Graph(title="", unit="")

    def show_graph(self, graph: Graph, theme: Theme) -> None:
        """Show the title and the legend of a graph."""
        self._graph, self._theme = graph, theme
        self.setAccessibleName(graph.title)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint them."""
        painter = QPainter(self)
        paint_head(painter, self._graph, self._theme, self.width())
        painter.end()


# ---- a graph with all that belongs to it


class _Around(QScrollArea):
    """What scrolls a long chart; keys are the chart's or the page's."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Leave it to the page."""
        event.ignore()


class GraphPanel(QWidget):
    """A graph with its title, the place under the cursor in words, the same as a table, and a way to keep a picture."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = DARK
        self._graph = Graph(title="", unit="")
        self._filled: Graph | None = None  # what the table holds
        self.head = _Head()
        self.chart = Chart()
        self.chart.cursor_moved.connect(self._tell_place)
        self.around = _Around()
        self.around.setWidgetResizable(True)
        self.around.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
        self.around.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.around.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.around.setWidget(self.chart)
        self.table = QTableWidget()
        self.table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.table.setTabKeyNavigation(False)
        self.table.setShowGrid(False)
        self.table.verticalHeader().hide()
        self.table.horizontalHeader().setHighlightSections(False)
        self.table.currentCellChanged.connect(self._table_moved)
        self.nothing = text_label(_LINE_PX, name="quiet")
        self.nothing.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.stack = QStackedLayout()
        for widget in (self.around, self.table, self.nothing):
            self.stack.addWidget(widget)
        self.told = text_label(_LINE_PX)
        self.as_table = QPushButton("Show as table")
        self.as_table.clicked.connect(self._swap)
        self.save = QPushButton("Save plot…")
        self.save.clicked.connect(self._ask_where)
        foot = QHBoxLayout()
        foot.setSpacing(10)
        foot.addWidget(self.told, 1)
        foot.addWidget(self.as_table)
        foot.addWidget(self.save)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(8)
        whole.addWidget(self.head)
        whole.addLayout(self.stack, 1)
        whole.addLayout(foot)

    # ---- what it is told

    def set_theme(self, theme: Theme) -> None:
        """Take the colours of a theme."""
        self._theme = theme
        self.table.setStyleSheet(_table_sheet(theme))
        self.around.viewport().setAutoFillBackground(False)
        self.head.show_graph(self._graph, theme)
        self.chart.set_theme(theme)

    def show_graph(self, graph: Graph) -> None:
        """Show a graph; the cursor stays where it was if the graph is of as many places."""
        keep = self.chart.cursor if graph.length == self._graph.length and graph.lying == self._graph.lying else -1
        if keep < 0 and graph.lying:
            keep = 0
        self._graph = graph
        self.head.show_graph(graph, self._theme)
        least = graph.length * _ROW_PX + _AXIS_ROOM_PX if graph.lying else 120
        self.chart.setMinimumHeight(least)
        self.chart.setMaximumHeight(round(least * 1.4) if graph.lying else 16_777_215)
        self.chart.show_graph(graph, keep)
        self.chart.setAccessibleName(graph.title)
        self.nothing.setText(graph.empty)
        self.as_table.setEnabled(not graph.empty)
        self.save.setEnabled(not graph.empty)
        self._show_part(self.stack.currentWidget() is self.table)
        self._tell_place(self.chart.cursor)

    def show_table(self, wanted: bool) -> None:
        """Show the numbers as a table, or drawn."""
        self._show_part(wanted)

    @property
    def graph(self) -> Graph:
        """The graph that is shown."""
        return self._graph

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep room for the longest line, so that what is above does not jump."""
        super().resizeEvent(event)
        self.told.setFixedHeight(44 if self.width() >= _WIDE_PX else 62)

    # ---- the cursor

    def _tell_place(self, place: int) -> None:
        graph = self._graph
        told = graph.told[place] if place < graph.length else ""
        self.told.setText(_UNIT.sub("\\1\u00a0\\2", told))  # a number and its unit stay on one line
        self.chart.setAccessibleDescription(". ".join(filter(None, (told, graph.summary, graph.empty))))
        if told and self.chart.hasFocus() and QAccessible.isActive():
            QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self.chart, told))
        if graph.lying and self.isVisible():
            top = _ROW_PX * place
            self.around.ensureVisible(0, top + _ROW_PX // 2, 0, _ROW_PX * 2)
        if self._filled is graph and self.table.currentRow() != place and graph.length == len(graph.rows):
            self.table.setCurrentCell(place, 0)

    def _table_moved(self, row: int) -> None:
        if row >= 0 and self._filled is self._graph and self._graph.length == len(self._graph.rows):
            self.chart.move_cursor(row)

    # ---- the table

    def _swap(self) -> None:
        self._show_part(self.stack.currentWidget() is self.around)
        shown = self.table if self.stack.currentWidget() is self.table else self.chart
        shown.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_part(self, table: bool) -> None:
        if self._graph.empty or not self._graph.length:
            self.stack.setCurrentWidget(self.nothing)
            return
        if table:
            self._fill_table()
        self.stack.setCurrentWidget(self.table if table else self.around)
        self.as_table.setText("Show as plot" if table else "Show as table")

    def _fill_table(self) -> None:
        graph = self._graph
        if self._filled is graph:
            return
        self._filled = None
        table = self.table
        table.clear()
        table.setAccessibleName(graph.title)
        table.setColumnCount(len(graph.head))
        table.setRowCount(len(graph.rows))
        for at, row in enumerate(graph.rows):
            for column, text in enumerate(row):
                item = QTableWidgetItem(text)
                if column:
                    item.setTextAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
                table.setItem(at, column, item)
        header = table.horizontalHeader()
        header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        for column in range(len(graph.head)):
            side = Qt.AlignmentFlag.AlignRight if column else Qt.AlignmentFlag.AlignLeft
            title = QTableWidgetItem(graph.head[column])
            title.setTextAlignment(side | Qt.AlignmentFlag.AlignVCenter)
            table.setHorizontalHeaderItem(column, title)
        self._filled = graph
        table.setCurrentCell(self.chart.cursor if graph.length == len(graph.rows) else 0, 0)

    # ---- a picture

    def save_plot(self, path: Path) -> None:
        """Write the plot as PNG, or as SVG where the name says so. Raises `TrunkTimerError` if that fails."""
        graph = self._graph
        chart = Chart()  # another one: a picture is of one size, however small the window
        high = max(_PICTURE.height() // 3, graph.length * _ROW_PX + _AXIS_ROOM_PX) if graph.lying else _PICTURE.height()
        chart.resize(_PICTURE.width(), high)
        chart.set_theme(self._theme)
        chart.show_graph(graph)
        try:
            self._write_picture(path, chart)
        finally:
            chart.deleteLater()

    def _write_picture(self, path: Path, chart: Chart) -> None:
        shape = QSizeF(chart.size())
        whole = QSizeF(shape.width() + 2 * _MARGIN_PX, shape.height() + _HEAD_PX + 2 * _MARGIN_PX)
        file = QSaveFile(str(path))
        if not file.open(QIODevice.OpenModeFlag.WriteOnly):
            raise _unwritable(path)
        if path.suffix.lower() == ".svg":
            svg = QSvgGenerator()
            buffer = QBuffer()
            svg.setOutputDevice(buffer)
            svg.setResolution(96)  # the pixels of an SVG
            svg.setSize(whole.toSize())
            svg.setViewBox(QRectF(QPointF(0, 0), whole))
            svg.setTitle(f"{self._graph.title} – TrunkTimer")
            svg.setDescription(self._graph.summary)
            self._paint_picture(QPainter(svg), chart, whole)
            file.write(buffer.data().replace(f'"{FAMILY}"'.encode(), f'"{FAMILY}, {_OTHER_FONTS}"'.encode()))
        else:
            image = QImage((whole * _FINE).toSize(), QImage.Format.Format_RGB32)
            image.setDevicePixelRatio(_FINE)
            self._paint_picture(QPainter(image), chart, whole)
            if not QImageWriter(file, QByteArray(b"png")).write(image):
                file.cancelWriting()
        if not file.commit():
            raise _unwritable(path)

    def _paint_picture(self, painter: QPainter, chart: Chart, whole: QSizeF) -> None:
        painter.fillRect(QRectF(QPointF(0, 0), whole), self._theme.colour("background"))
        painter.translate(_MARGIN_PX, _MARGIN_PX)
        paint_head(painter, self._graph, self._theme, chart.width())
        chart.render_to(painter, QRectF(QPointF(0, _HEAD_PX), QSizeF(chart.size())))
        painter.end()

    def _ask_where(self) -> None:
        name = "".join(mark if mark.isalnum() else "-" for mark in self._graph.title.lower())
        chosen, _ = QFileDialog.getSaveFileName(self, "Save plot", f"{name}.png", "Pictures (*.png);;Drawings (*.svg)")
        if not chosen:
            return
        path = Path(chosen)
        path = path if path.suffix else path.with_suffix(".png")
        try:
            self.save_plot(path)
        except TrunkTimerError as error:
            self.told.setText(str(error))
        else:
            self.told.setText(f"The plot was saved as {path.name}.")


def _table_sheet(theme: Theme) -> str:
    return f"""
        QTableWidget {{ background: {theme.background}; color: {theme.text}; border: 2px solid {theme.border};
            border-radius: 8px; outline: none; selection-background-color: {theme.accent};
            selection-color: {theme.on_accent}; }}
        QTableWidget:focus {{ border-color: {theme.focus}; }}
        QTableWidget::item {{ padding: 2px 6px; }}
        QHeaderView {{ background: {theme.background}; border: none; }}
        QHeaderView::section {{ background: {theme.background}; color: {theme.quiet}; border: none;
            border-bottom: 1px solid {theme.border}; padding: 6px 10px; }}
    """


def _unwritable(path: Path) -> TrunkTimerError:
    return TrunkTimerError(f"{path} cannot be written; name a .png or a .svg in a folder that exists.")


# ---- the history


class HistoryPlots(QWidget):
    """The plots over the weeks of the history, one at a time."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._past: Past | None = None
        self._today = 0
        self._weeks: Sequence[WeekFigures] = ()
        self._movements: Sequence[MovementSeries] = ()
        self._fault = ""  # why the history cannot be read
        self._movement: tuple[str, str] | None = None  # that was chosen; `None` for all of them
        self.kinds = ChoiceBox()
        self.kinds.setAccessibleName("Plot")
        for name in ("Minutes a week", "Time under tension", "Held against target", "Pain and effort"):
            self.kinds.addItem(name)
        self.movements = ChoiceBox()
        self.movements.setAccessibleName("Movement")
        self.periods = ChoiceBox()
        self.periods.setAccessibleName("Period")
        for weeks in PERIODS:
            self.periods.addItem(f"{weeks} weeks", weeks)
        self.panel = GraphPanel()
        choices = QHBoxLayout()
        choices.setSpacing(10)
        choices.addWidget(self.kinds)
        choices.addWidget(self.movements, 3)
        choices.addStretch(1)
        choices.addWidget(self.periods)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(14)
        whole.addLayout(choices)
        whole.addWidget(self.panel, 1)
        self.movements.setMinimumContentsLength(8)
        self.movements.setMaximumWidth(360)
        self.movements.setSizeAdjustPolicy(ChoiceBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.kinds.currentIndexChanged.connect(self._kind_chosen)
        self.movements.activated.connect(self._movement_chosen)
        self.periods.currentIndexChanged.connect(self._read)

    # ---- what it is told

    def set_past(self, past: Past, today: int) -> None:
        """Show the weeks up to that of `today` (a day since 1970-01-01)."""
        self._past, self._today = past, today
        self._read()

    def set_theme(self, theme: Theme) -> None:
        """Take the colours of a theme."""
        self.setStyleSheet(page_sheet(theme))
        self.panel.set_theme(theme)

    def set_reduced_motion(self, calm: bool) -> None:
        """Nothing here moves by itself, so nothing changes."""

    def save_plot(self, path: Path) -> None:
        """Write the plot that is shown. Raises `TrunkTimerError` if that fails."""
        self.panel.save_plot(path)

    # ---- what happens

    def _read(self) -> None:
        if self._past is None:
            return
        last = week_of(self._today)
        first = last - int(self.periods.currentData()) + 1
        self._fault = ""
        try:
            self._weeks = self._past.weeks(first, last)
            self._movements = by_movement(self._past.movement_weeks(first, last), first, last)
        except TrunkTimerError as error:
            self._weeks, self._movements, self._fault = (), (), str(error)
        self._kind_chosen()

    def _kind_chosen(self) -> None:
        kind = self.kinds.currentIndex()
        offered = [one for one in self._movements if kind == 1 or any(ms is not None for ms in one.held_ms)]
        self.movements.setVisible(kind in (1, 2) and bool(offered))
        self.movements.clear()
        if kind == 1:
            self.movements.addItem("All movements", None)
        for one in sorted(offered, key=lambda one: one.name.casefold()):
            self.movements.addItem(one.name, _id(one))
        names = [self.movements.itemData(at) for at in range(self.movements.count())]
        most_done = _id(offered[0]) if offered else None
        wanted = self._movement if self._movement in names else None if kind == 1 else most_done
        self.movements.setCurrentIndex(names.index(wanted) if wanted in names else 0)
        self._show()

    def _movement_chosen(self) -> None:
        self._movement = self.movements.currentData()
        self._show()

    def _show(self) -> None:
        last = week_of(self._today)
        first = last - int(self.periods.currentData()) + 1
        chosen = self.movements.currentData()
        one = next((one for one in self._movements if _id(one) == chosen), None)
        match self.kinds.currentIndex():
            case _ if self._fault:
                graph = Graph(title=self.kinds.currentText(), unit="", empty=self._fault)
            case 0:
                graph = minutes_graph(self._weeks, first, last)
            case 1 if one is None:
                graph = tension_totals(self._movements)
            case 1 if one is not None:
                graph = tension_graph(one)
            case 2 if one is None:
                graph = Graph(title="Held against target", unit="", empty="Nothing was held in these weeks.")
            case 2 if one is not None:
                graph = held_graph(one)
            case _:
                graph = pain_graph(self._weeks, first, last)
        self.panel.show_graph(graph)


def _id(one: MovementSeries) -> tuple[str, str]:
    """How a movement is known, whatever it was called."""
    return (one.movement, "" if one.movement else one.name)


# ---- one session


class SessionPlot(QWidget):
    """Planned against actual for each set of one session."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.panel = GraphPanel()
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self.panel)

    def show_sets(self, sets: Sequence[SetRecord]) -> None:
        """Show the sets of a session."""
        self.panel.show_graph(sets_graph(sets))

    def set_theme(self, theme: Theme) -> None:
        """Take the colours of a theme."""
        self.setStyleSheet(page_sheet(theme))
        self.panel.set_theme(theme)

    def save_plot(self, path: Path) -> None:
        """Write the plot. Raises `TrunkTimerError` if that fails."""
        self.panel.save_plot(path)
