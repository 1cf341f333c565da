"""A calm line of a page that has its room whether or not it says something, so that it moves nothing."""

from typing import Final

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from trunktimer.ui.kit.labels import page_font

_SPARE_PX: Final = 3


class Notice(QLabel):
    """Stands in `room`, which the page puts into its layout. What needs more lines lies over what is below, until it
    is clicked away."""

    def __init__(self, page: QWidget, size_px: int = 15) -> None:
        super().__init__(page)
        self.room = QWidget(page)
        self.room.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.room.installEventFilter(self)
        self.setObjectName("message")
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setWordWrap(True)
        self.setAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        self.setFont(page_font(size_px))
        self.hide()

    def setText(self, text: str) -> None:
        """Say something."""
        super().setText(text)
        self._place()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Go where the room goes."""
        if event.type() in (QEvent.Type.Move, QEvent.Type.Resize):
            self._place()
        return super().eventFilter(watched, event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Give free what it covers."""
        self.hide()

    def changeEvent(self, event: QEvent) -> None:
        """Keep room for a line of the font."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self.room.setFixedHeight(self.fontMetrics().lineSpacing() + _SPARE_PX)

    def _place(self) -> None:
        room = self.room.geometry()
        room.setHeight(max(room.height(), self.heightForWidth(room.width())))
        self.setGeometry(room)
        self.raise_()
