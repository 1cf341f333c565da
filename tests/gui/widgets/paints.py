"""Watches what a widget paints."""

from PySide6.QtCore import QEvent, QObject
from PySide6.QtGui import QPaintEvent, QRegion
from PySide6.QtWidgets import QApplication, QWidget


class Paints(QObject):
    """Notes the region of every paint event of a widget."""

    def __init__(self, widget: QWidget) -> None:
        super().__init__()
        self.regions: list[QRegion] = []
        widget.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802  (Qt's name)
        """Note, and let the event go on."""
        if isinstance(event, QPaintEvent):
            self.regions.append(QRegion(event.region()))
        return False

    def taken(self) -> list[int]:
        """The areas in pixels of what was painted since the last call, once all waiting events are done."""
        QApplication.processEvents()
        areas = [sum(rect.width() * rect.height() for rect in region) for region in self.regions]
        self.regions.clear()
        return areas
