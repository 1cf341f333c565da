"""A round button with a drawn icon. Knows no session: what it means is told to it."""

from typing import Final

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from trunktimer.ui.kit.icons import Icon, icon_shape
from trunktimer.ui.kit.look import LOOK
from trunktimer.ui.kit.theme import blend

BUTTON_PX: Final = 48


class IconButton(QAbstractButton):
    """A round button with a drawn icon, a name for a screen reader, and a tooltip that tells its key."""

    def __init__(self, icon: Icon, name: str, key: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._icon = icon
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)  # painted anew when the mouse comes and goes
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.set_meaning(icon, name, key)
        LOOK.changed.connect(self.update)

    def set_meaning(self, icon: Icon, name: str, key: str) -> None:
        """Change what the button stands for."""
        self._icon = icon
        if name != self.accessibleName():  # else a screen reader might say it again
            self.setAccessibleName(name)
        self.setToolTip(f"{name} ({key})" if key else name)
        self.update()

    @property
    def shown_icon(self) -> Icon:
        """The icon that is shown."""
        return self._icon

    def sizeHint(self) -> QSize:
        """A square that a finger hits."""
        return QSize(BUTTON_PX, BUTTON_PX)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the disc where there is a reason for one, then the icon."""
        theme = LOOK.theme
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        disc = QRectF(self.rect()).adjusted(2, 2, -2, -2)
        painter.setPen(QPen(theme.colour("focus"), 2.5) if self.hasFocus() else Qt.PenStyle.NoPen)
        over = self.underMouse() and self.isEnabled()
        if over or self.isDown() or self.hasFocus():
            share = 0.55 if self.isDown() else 0.25
            painter.setBrush(blend(theme.colour("track"), theme.colour("border"), share if over else 0.0))
            painter.drawEllipse(disc)
        size = min(self.width(), self.height()) * 0.5
        painter.translate((self.width() - size) / 2, (self.height() - size) / 2)
        painter.scale(size, size)
        colour = theme.colour("text" if self.isEnabled() else "quiet")
        for path in icon_shape(self._icon):
            painter.fillPath(path, colour)
