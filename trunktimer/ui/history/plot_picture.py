"""A graph as a file: PNG or SVG, with its title and legend, of one size however small the window."""

from pathlib import Path
from typing import Final

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QPointF, QRectF, QSaveFile, QSize, QSizeF
from PySide6.QtGui import QImage, QImageWriter, QPainter
from PySide6.QtSvg import QSvgGenerator

from trunktimer.foundation.errors import TrunkTimerError
from trunktimer.foundation.translation import tr
from trunktimer.ui.history.graph import Graph
from trunktimer.ui.history.plot_chart import Chart, rows_px
from trunktimer.ui.history.plot_head import HEAD_PX, paint_head
from trunktimer.ui.kit.fonts import FAMILY
from trunktimer.ui.kit.look import LOOK

_PICTURE: Final = QSize(1000, 480)  # the plot in a saved picture; lying bars may need more height
_MARGIN_PX: Final = 18  # around a saved picture
_FINE: Final = 2  # pixels of a PNG for each of its points
_OTHER_FONTS: Final = "Inter, Noto Sans, Arial, sans-serif"  # where a picture is looked at, ours is not known


def save_picture(path: Path, graph: Graph) -> None:
    """Write a graph as PNG, or as SVG where the name says so. Raises `TrunkTimerError` if that fails."""
    chart = Chart()  # not the one on the page: its size is that of the window
    high = max(_PICTURE.height() // 3, rows_px(graph)) if graph.lying else _PICTURE.height()
    chart.resize(_PICTURE.width(), high)
    chart.show_graph(graph)
    try:
        _write(path, graph, chart)
    finally:
        chart.deleteLater()


def _write(path: Path, graph: Graph, chart: Chart) -> None:
    shape = QSizeF(chart.size())
    whole = QSizeF(shape.width() + 2 * _MARGIN_PX, shape.height() + HEAD_PX + 2 * _MARGIN_PX)
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
        svg.setTitle(f"{graph.title} – TrunkTimer")
        svg.setDescription(graph.summary)
        _paint(QPainter(svg), graph, chart, whole)
        file.write(buffer.data().replace(f'"{FAMILY}"'.encode(), f'"{FAMILY}, {_OTHER_FONTS}"'.encode()))
    else:
        image = QImage((whole * _FINE).toSize(), QImage.Format.Format_RGB32)
        image.setDevicePixelRatio(_FINE)
        _paint(QPainter(image), graph, chart, whole)
        if not QImageWriter(file, QByteArray(b"png")).write(image):
            file.cancelWriting()
    if not file.commit():
        raise _unwritable(path)


def _paint(painter: QPainter, graph: Graph, chart: Chart, whole: QSizeF) -> None:
    painter.fillRect(QRectF(QPointF(0, 0), whole), LOOK.theme.colour("background"))
    painter.translate(_MARGIN_PX, _MARGIN_PX)
    paint_head(painter, graph, chart.width())
    chart.render_to(painter, QRectF(QPointF(0, HEAD_PX), QSizeF(chart.size())))
    painter.end()


def _unwritable(path: Path) -> TrunkTimerError:
    return TrunkTimerError(tr("{path} cannot be written; name a .png or a .svg in a folder that exists.", path=path))
