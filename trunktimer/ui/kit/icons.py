"""The icons of the controls as painter paths in a square of one unit. Holds no colours of its own and no words."""

from collections.abc import Callable
from enum import StrEnum
from functools import cache
from typing import Final

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QColor, QIcon, QPainter, QPainterPath, QPixmap, QTransform

from trunktimer.ui.kit.fonts import BOLD, font_of_height
from trunktimer.ui.kit.glyphs import polygon, polyline, stroked

LINE: Final = 0.085

#: What is filled one after the other: booleans of paths this small would turn curves into corners.
Shape = tuple[QPainterPath, ...]


class Icon(StrEnum):
    """An icon by what its button does."""

    PAUSE = "pause"
    GO_ON = "go-on"
    DONE = "done"
    BACK = "back"
    SKIP = "skip"
    SKIP_BLOCK = "skip-block"
    REPEAT = "repeat"
    LESS = "less"
    MORE = "more"
    SOUND = "sound"
    MUTED = "muted"
    FULL_SCREEN = "full-screen"
    LEAVE_FULL_SCREEN = "leave-full-screen"
    COMPACT = "compact"
    KEYS = "keys"
    END = "end"
    ADD = "add"
    MENU = "menu"
    DOTS = "dots"


def _box(left: float, top: float, width: float, height: float) -> QPainterPath:
    path = QPainterPath()
    path.addRoundedRect(QRectF(left, top, width, height), 0.03, 0.03)
    return path


def _dot(across: float, down: float) -> QPainterPath:
    path = QPainterPath()
    path.addEllipse(QPointF(across, down), 0.09, 0.09)
    return path


def _mapped(transform: QTransform, shape: Shape) -> Shape:
    return tuple(map(transform.map, shape))


def _mirrored(shape: Shape) -> Shape:
    return _mapped(QTransform().translate(1, 0).scale(-1, 1), shape)


def _skip() -> Shape:
    return polygon((0.2, 0.18), (0.68, 0.5), (0.2, 0.82)), _box(0.7, 0.18, 0.11, 0.64)


def _skip_block() -> Shape:
    first = polygon((0.06, 0.22), (0.4, 0.5), (0.06, 0.78))
    return first, first.translated(0.36, 0), _box(0.81, 0.22, 0.1, 0.56)


def _round_arrow() -> Shape:
    circle = QPainterPath()
    box = QRectF(0.17, 0.17, 0.66, 0.66)
    circle.arcMoveTo(box, 62)
    circle.arcTo(box, 62, 290)
    # The head looks along the circle where the line begins.
    head = QTransform().translate(0.655, 0.209).rotate(28).map(polygon((-0.24, 0.0), (0.09, -0.21), (0.09, 0.21)))
    return stroked(circle, LINE), head


def _nudge(sign: str) -> Shape:
    text = QPainterPath()
    text.addText(QPointF(0, 0), font_of_height(100, BOLD), f"{sign}10")
    box = text.boundingRect()
    grow = 0.92 / box.width()
    centre = QTransform().translate(0.5, 0.5).scale(grow, grow).translate(-box.center().x(), -box.center().y())
    return (centre.map(text),)


def _speaker() -> QPainterPath:
    return polygon((0.06, 0.37), (0.22, 0.37), (0.45, 0.16), (0.45, 0.84), (0.22, 0.63), (0.06, 0.63))


def _sound() -> Shape:
    waves = []
    for reach in (0.2, 0.38):
        wave = QPainterPath()
        box = QRectF(0.46 - reach, 0.5 - reach, 2 * reach, 2 * reach)
        wave.arcMoveTo(box, -48)
        wave.arcTo(box, -48, 96)
        waves.append(stroked(wave, LINE))
    return _speaker(), *waves


def _muted() -> Shape:
    cross = (polyline((0.6, 0.36), (0.9, 0.64)), polyline((0.9, 0.36), (0.6, 0.64)))
    return _speaker(), *(stroked(line, LINE) for line in cross)


def _corners(outward: bool) -> Shape:
    near, far = (0.14, 0.38) if outward else (0.38, 0.14)
    corner = (stroked(polyline((far, near), (near, near), (near, far)), 0.1),)
    pair = corner + _mirrored(corner)
    return pair + _mapped(QTransform().translate(0, 1).scale(1, -1), pair)


def _compact() -> Shape:
    frame = QPainterPath()
    frame.addRoundedRect(QRectF(0.08, 0.16, 0.84, 0.68), 0.08, 0.08)
    return stroked(frame, 0.075), _box(0.5, 0.5, 0.32, 0.24)


def _keys() -> Shape:
    frame = QPainterPath()
    frame.addRoundedRect(QRectF(0.06, 0.24, 0.88, 0.54), 0.08, 0.08)
    keys = [_box(0.19 + 0.18 * at, 0.37, 0.09, 0.09) for at in range(4)]
    return stroked(frame, 0.075), *keys, _box(0.28, 0.57, 0.44, 0.09)


_DRAWN: Final[dict[Icon, Callable[[], Shape]]] = {
    Icon.PAUSE: lambda: (_box(0.24, 0.16, 0.19, 0.68), _box(0.57, 0.16, 0.19, 0.68)),
    Icon.GO_ON: lambda: (polygon((0.27, 0.13), (0.85, 0.5), (0.27, 0.87)),),
    Icon.DONE: lambda: (stroked(polyline((0.17, 0.54), (0.41, 0.77), (0.84, 0.25)), 0.13),),
    Icon.BACK: lambda: _mirrored(_skip()),
    Icon.SKIP: _skip,
    Icon.SKIP_BLOCK: _skip_block,
    Icon.REPEAT: _round_arrow,
    Icon.LESS: lambda: _nudge("−"),
    Icon.MORE: lambda: _nudge("+"),
    Icon.SOUND: _sound,
    Icon.MUTED: _muted,
    Icon.FULL_SCREEN: lambda: _corners(True),
    Icon.LEAVE_FULL_SCREEN: lambda: _corners(False),
    Icon.COMPACT: _compact,
    Icon.KEYS: _keys,
    Icon.ADD: lambda: (_box(0.12, 0.45, 0.76, 0.1), _box(0.45, 0.12, 0.1, 0.76)),
    Icon.MENU: lambda: tuple(_box(0.12, down, 0.76, 0.1) for down in (0.2, 0.45, 0.7)),
    Icon.DOTS: lambda: tuple(_dot(0.5, down) for down in (0.18, 0.5, 0.82)),
    Icon.END: lambda: (_box(0.2, 0.2, 0.6, 0.6),),
}


def drawn_icon(icon: Icon, colour: QColor, size_px: int, ratio: float = 2.0) -> QIcon:
    """An icon as Qt's own buttons take it."""
    picture = QPixmap(round(size_px * ratio), round(size_px * ratio))
    picture.fill(QColor(0, 0, 0, 0))
    painter = QPainter(picture)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.scale(picture.width(), picture.height())
    for path in icon_shape(icon):
        painter.fillPath(path, colour)
    painter.end()
    picture.setDevicePixelRatio(ratio)
    return QIcon(picture)


@cache
def icon_shape(icon: Icon) -> Shape:
    """The paths of an icon within the square from (0, 0) to (1, 1). Not to be changed."""
    return _DRAWN[icon]()
