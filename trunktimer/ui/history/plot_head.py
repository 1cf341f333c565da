"""The title of a graph with its summary, and its legend: as a widget, and painted into a picture."""

from typing import Final

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from trunktimer.foundation.translation import tr
from trunktimer.ui.history.graph import UNITS, Graph, Layer
from trunktimer.ui.kit.fonts import REGULAR, SEMIBOLD, font_of_height
from trunktimer.ui.kit.look import LOOK
from trunktimer.ui.kit.plot_look import AXIS_PX, LINES, colour_of, flat_fill, mark_path
from trunktimer.ui.kit.plot_shape import Shape

HEAD_PX: Final = 54
_TITLE_PX: Final = 17
_SWATCH_PX: Final = 22
_GAP_PX: Final = 18


def paint_head(painter: QPainter, graph: Graph, width_px: float) -> None:
    """The title with its summary, and beneath it the unit and what each look stands for; `HEAD_PX` high."""
    theme = LOOK.theme
    title, small = font_of_height(_TITLE_PX, SEMIBOLD), font_of_height(AXIS_PX, REGULAR)
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
    unit = tr(UNITS.get(graph.unit, graph.unit))
    painter.drawText(row, left, unit)
    at += fine.horizontalAdvance(unit) + _GAP_PX
    if len(graph.layers) == 1:
        return  # one look needs no legend
    for layer in graph.layers:
        name_px = fine.horizontalAdvance(layer.name)
        if at + _SWATCH_PX + 7 + name_px > width_px:
            break
        _paint_swatch(painter, layer, QRectF(at, y - 7, _SWATCH_PX, 14))
        at += _SWATCH_PX + 7
        painter.setPen(theme.colour("text"))
        painter.drawText(QRectF(at, y - 10, name_px + 4, 20), left, layer.name)
        at += name_px + _GAP_PX


def _paint_swatch(painter: QPainter, layer: Layer, rect: QRectF) -> None:
    """A small sample of how a layer looks."""
    theme = LOOK.theme
    colour = colour_of(theme, layer.role)
    painter.save()
    if layer.shape in LINES:
        style, symbol, size, filled = LINES[layer.shape]
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
        painter.drawPath(mark_path(symbol))
    else:
        flat = layer.shape is not Shape.BAR
        fill = flat_fill(theme) if flat else colour
        painter.setPen(QPen(colour, 1))
        painter.setBrush(fill)
        painter.drawRect(rect.adjusted(2.5, 0.5 if flat else 2.5, -2.5, -0.5 if flat else -2.5))
    painter.restore()


class Head(QWidget):
    """The title and the legend of a graph."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFixedHeight(HEAD_PX)
        self._graph = Graph(title="", unit="")

    def show_graph(self, graph: Graph) -> None:
        """Show the title and the legend of a graph."""
        self._graph = graph
        self.setAccessibleName(graph.title)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint them."""
        painter = QPainter(self)
        paint_head(painter, self._graph, self.width())
        painter.end()
