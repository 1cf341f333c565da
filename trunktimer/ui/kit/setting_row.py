"""A row of the preferences: name and help on the left, the control beside them, or below where it is narrow."""

from typing import Final

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QVBoxLayout, QWidget

from trunktimer.ui.kit.labels import text_label

_BESIDE_PX: Final = 640
_CONTROL_PX: Final = 340


class SettingRow(QWidget):
    """Gives `control` its name and its help, for those who see them and for those who hear them.

    `speaks` is the part of it that has the keyboard.
    """

    def __init__(self, name: str, help_text: str, control: QWidget, *, speaks: QWidget | None = None) -> None:
        super().__init__()
        told = self.speaks = speaks or control
        if not told.accessibleName():
            told.setAccessibleName(name)
        told.setAccessibleDescription(help_text)
        self.name = text_label(16, bold=True)
        self.name.setText(name)
        self.name.setBuddy(told)
        self.help = text_label(14, name="quiet")
        self.help.setText(help_text)
        self.help.setVisible(bool(help_text))
        self.control = control
        words = QVBoxLayout()
        words.setSpacing(3)
        words.addStretch(1)
        words.addWidget(self.name)
        words.addWidget(self.help)
        words.addStretch(1)
        self._line = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._line.setContentsMargins(0, 0, 0, 0)
        self._line.setSpacing(8)
        self._line.addLayout(words, 1)
        self._line.addWidget(control, 0, Qt.AlignmentFlag.AlignVCenter)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Set the control below where there is no room beside the words."""
        super().resizeEvent(event)
        beside = self.width() >= _BESIDE_PX
        direction = QBoxLayout.Direction.LeftToRight if beside else QBoxLayout.Direction.TopToBottom
        if self._line.direction() is not direction or self.control.maximumWidth() > self.width():
            self._line.setDirection(direction)
        self._line.setSpacing(28 if beside else 6)
        self.control.setFixedWidth(min(_CONTROL_PX, self.width()))


class WheelGuard(QObject):
    """Keeps the wheel, which scrolls the page, from changing what the mouse happens to be over."""

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Let the wheel through where the control has the keyboard."""
        if event.type() == QEvent.Type.Wheel and isinstance(watched, QWidget) and not watched.hasFocus():
            event.ignore()
            return True
        return super().eventFilter(watched, event)
