"""How plots look: the colour of each layer, the line and mark of each shape; pyqtgraph's hook for bugs is removed."""

import sys
from typing import Final

import pyqtgraph as pg
from pyqtgraph import exceptionHandling
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QPainterPath, QPen

from trunktimer.ui.kit.plot_shape import Shape
from trunktimer.ui.kit.theme import Theme, blend

if getattr(sys.excepthook, "__self__", None) is getattr(exceptionHandling, "handler", sys):
    exceptionHandling.handler.remove()  # its hook prints a line of its own before ours is asked

AXIS_PX: Final = 13  # the size of the font along the axes, and of the legend
LINES: Final = {  # style of the line, mark on it, its size in pixels, whether it is filled
    Shape.DASHES_RINGS: (Qt.PenStyle.DashLine, "o", 11, False),
    Shape.LINE_SQUARES: (Qt.PenStyle.SolidLine, "s", 7, True),
    Shape.DOTS_TRIANGLES: (Qt.PenStyle.DotLine, "t1", 9, True),
    Shape.LINE_DISCS: (Qt.PenStyle.SolidLine, "o", 8, True),
}


def colour_of(theme: Theme, role: str) -> QColor:
    """The colour of a layer: `role` is a tone (move, hold …) or a role of the theme."""
    return QColor(theme.roles().get(f"tone:{role}") or theme.roles()[role])


def pen_of(colour: QColor, width_px: float = 1.0, style: Qt.PenStyle = Qt.PenStyle.SolidLine) -> QPen:
    """A pen that is as wide on the screen, whatever the scale of the plot."""
    pen = QPen(colour, width_px, style)
    pen.setCosmetic(True)
    return pen


def flat_fill(theme: Theme) -> QColor:
    """What fills a bar that stands behind another, and a range."""
    return blend(theme.colour("track"), theme.colour("background"), 0.25)


def mark_path(mark: str) -> QPainterPath:
    """The outline of a mark by pyqtgraph's name, one unit wide around (0, 0)."""
    path: QPainterPath = pg.graphicsItems.ScatterPlotItem.Symbols[mark]
    return path
