"""Watches what a widget paints."""

from PySide6.QtCore import QEvent, QObject, QRect
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QApplication, QWidget


class Paints(QObject):
    """Notes the region of every paint event of a widget."""

    def __init__(self, widget: QWidget) -> None:
        super().__init__()
        self.painted: list[list[QRect]] = []
        widget.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802  (Qt's name)
        """Note, and let the event go on."""
        if isinstance(event, QPaintEvent):
            self.painted.append(rects_of(event))
        return False

    def taken(self) -> list[int]:
        """The areas in pixels of what was painted since the last call, once all waiting events are done."""
        QApplication.processEvents()
        areas = [sum(rect.width() * rect.height() for rect in rects) for rects in self.painted]
        self.painted.clear()
        return areas


def rects_of(event: QPaintEvent) -> list[QRect]:
    """The rectangles that make up the region of a paint event."""
    region = event.region()
    return list(region)  # type: ignore[call-overload, no-any-return]  # a region can be iterated; its stub does not say so
