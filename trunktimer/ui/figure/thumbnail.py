"""A movement as a small still picture, at its most telling moment."""

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QPainter, QPixmap

from trunktimer.routine.movement import Movement
from trunktimer.ui.figure.figure_paint import paint_scene
from trunktimer.ui.kit.look import LOOK


def thumbnail(movement: Movement | None, size: QSize, ratio: float) -> QPixmap | None:
    """The picture in the colours of now, `size` large on a screen of `ratio` pixels a unit; `None` without a figure."""
    figure = movement.figure() if movement is not None else None
    if figure is None or size.isEmpty():
        return None
    picture = QPixmap(size * ratio)
    picture.setDevicePixelRatio(ratio)
    painter = QPainter(picture)
    moment = figure.between(figure.peak, figure.peak, 1.0)
    paint_scene(painter, LOOK.theme, figure, moment, QRectF(0, 0, size.width(), size.height()))
    painter.end()
    return picture
