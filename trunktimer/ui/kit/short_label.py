"""A label of one line that ends in dots where it has no room; then a tool tip says all of it. Holds no text itself."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QLabel, QSizePolicy

from trunktimer.ui.kit.labels import page_font

_LEAST_PX = 60
_SPARE_PX = 2  # the advance of a line is rounded


class ShortLabel(QLabel):
    """`name` is what a style sheet knows it by. Its text is told by `show_words`, not by `setText`."""

    def __init__(self, size_px: int, words: str = "", name: str = "") -> None:
        super().__init__()
        self._words = ""
        self.setFont(page_font(size_px))
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setObjectName(name)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        self.show_words(words)

    @property
    def words(self) -> str:
        """All of it."""
        return self._words

    def show_words(self, words: str) -> None:
        """Say something else."""
        self._words = words
        self._fit()

    def sizeHint(self) -> QSize:
        """Room for all of it."""
        return QSize(self._wide_px(), super().sizeHint().height())

    def minimumSizeHint(self) -> QSize:
        """Room for a word or two."""
        return QSize(min(_LEAST_PX, self._wide_px()), super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Show as much as there is room for."""
        super().resizeEvent(event)
        self._fit()

    def _wide_px(self) -> int:
        return self.fontMetrics().horizontalAdvance(self._words) + _SPARE_PX

    def _fit(self) -> None:
        room = self.width() if self.testAttribute(Qt.WidgetAttribute.WA_Resized) else self._wide_px()
        shown = self.fontMetrics().elidedText(self._words, Qt.TextElideMode.ElideRight, room)
        self.setText(shown)
        self.setToolTip("" if shown == self._words else self._words)
