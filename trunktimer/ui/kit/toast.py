"""A message over the lower edge of a page that moves nothing, with one thing to do. What that is is not known here."""

from typing import Final

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QWidget

from trunktimer.ui.kit.announcing import announce
from trunktimer.ui.kit.labels import page_font
from trunktimer.ui.kit.look import LOOK
from trunktimer.ui.kit.styled import keep_styled
from trunktimer.ui.kit.theme import DARK, LIGHT, Theme

_SHOWN_MS: Final = 10_000
_WIDEST_PX: Final = 520
_ABOVE_PX: Final = 96
_RADIUS_PX: Final = 8


class Toast(QFrame):
    """Hidden until `show_words`; goes by itself, but not while it has the mouse or the keyboard.

    `pressed` tells that its button was.
    """

    pressed = Signal()

    def __init__(self, page: QWidget) -> None:
        super().__init__(page)
        self._page = page
        self.words = QLabel()
        self.words.setTextFormat(Qt.TextFormat.PlainText)
        self.words.setFont(page_font(15))
        self.words.setWordWrap(True)
        self.button = QPushButton()
        self.button.setFont(page_font(15, bold=True))
        self.button.clicked.connect(self._press)
        line = QHBoxLayout(self)
        line.setContentsMargins(16, 8, 8, 8)
        line.setSpacing(16)
        line.addWidget(self.words, 1)
        line.addWidget(self.button)
        self._timer = QTimer(self)
        self._timer.setInterval(_SHOWN_MS)
        self._timer.timeout.connect(self._go)
        keep_styled(self, _sheet)
        page.installEventFilter(self)
        self.hide()

    def show_words(self, words: str, action: str) -> None:
        """Say something, with what can be done about it."""
        self.words.setText(words)
        self.button.setText(action)
        self._place()
        self.show()
        self.raise_()
        self._timer.start()
        announce(self, f"{words} {action}")

    def _press(self) -> None:
        self.hide()
        self.pressed.emit()

    def _go(self) -> None:
        if not self.underMouse() and not self.button.hasFocus():
            self._timer.stop()
            self.hide()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Stay where it is when the page gets another size."""
        if event.type() == QEvent.Type.Resize and not self.isHidden():
            self._place()
        return super().eventFilter(watched, event)

    def _place(self) -> None:
        page = self._page
        wide = min(_WIDEST_PX, page.width() - 32)
        wanted = self.words.fontMetrics().horizontalAdvance(self.words.text()) + self.button.sizeHint().width() + 48
        wide = min(wide, wanted)
        layout = self.layout()
        tall = max(layout.heightForWidth(wide), self.button.sizeHint().height() + 16) if layout is not None else 48
        self.setGeometry((page.width() - wide) // 2, page.height() - _ABOVE_PX - tall, wide, tall)

    def paintEvent(self, event: QPaintEvent) -> None:
        """The ground of the other theme, so that it stands out."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(LOOK.theme.colour("border"))
        painter.setBrush(LOOK.theme.colour("text"))
        painter.drawRoundedRect(self.rect().adjusted(0, 0, -1, -1), _RADIUS_PX, _RADIUS_PX)


def _sheet(theme: Theme) -> str:
    other = LIGHT if theme.dark else DARK
    ground = theme.text
    return f"""
        QLabel {{ color: {theme.background}; background: {ground}; }}
        QPushButton {{ color: {other.soft_text}; background: {ground}; border: 2px solid transparent;
            border-radius: 8px; padding: 4px 12px; }}
        QPushButton:focus {{ border-color: {other.focus}; }}
    """
