"""The little window under a chip: less, the value, more, and what else can be said there. It writes nothing itself."""

from typing import Final

from PySide6.QtCore import QPoint, QRectF, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import (
    QApplication,
    QFrame,
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from trunktimer.foundation.durations import BadDuration
from trunktimer.foundation.translation import later, tr, trc
from trunktimer.routine.stepping import COUNTS, RESTS, stepped, typed_value
from trunktimer.ui.cards.chip import ChipButton, scaled
from trunktimer.ui.kit.labels import page_font
from trunktimer.ui.kit.look import LOOK
from trunktimer.ui.kit.theme import Theme

_WIDE_PX: Final = 288
_PAD_PX: Final = 8
_SQUARE_PX: Final = 48
_ROW_PX: Final = 36
_VALUE_PX: Final = 24
#: What a number can be instead, and the key of that.
_CONVERSIONS: Final = {
    "reps": (later("for a time instead"), "duration"),
    "duration": (later("a number of times instead"), "reps"),
}
_OFFSET_PX: Final = 16  # how far it begins to the left of its chip


class Stepper(QFrame):
    """Changes the value of one chip.

    `value_requested` carries a value for the file, `usual_requested` that what holds without it is wanted,
    `conversion_requested` the key that is to stand in place of this one; `closed` that the stepper has gone. `usual`
    is what would hold then, for people; empty where nothing would.
    """

    value_requested = Signal(object)
    usual_requested = Signal()
    conversion_requested = Signal(str)
    closed = Signal()

    def __init__(self, button: ChipButton, usual: str, parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self._button = button
        self._key = button.chip.key
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setAttribute(Qt.WidgetAttribute.WA_TranslucentBackground)
        self.setAccessibleName(button.chip.name)
        self.setFixedWidth(scaled(_WIDE_PX))
        self.less = self._sign("−", tr("Less"), up=False)
        self.more = self._sign("+", tr("More"), up=True)
        self.value = QLineEdit(button.chip.token)
        self.value.setFont(page_font(_VALUE_PX, bold=True))
        self.value.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.value.setAccessibleName(button.chip.name)
        self.value.setFixedHeight(scaled(_SQUARE_PX))
        self.value.returnPressed.connect(self.close)
        self.value.textEdited.connect(lambda _: self._take_typed())
        line = QHBoxLayout()
        line.setSpacing(_PAD_PX)
        line.addWidget(self.less)
        line.addWidget(self.value, 1)
        line.addWidget(self.more)
        column = QVBoxLayout(self)
        column.setContentsMargins(_PAD_PX, _PAD_PX, _PAD_PX, _PAD_PX)
        column.setSpacing(2)
        column.addLayout(line)
        self.rows: list[QPushButton] = []
        for text, token in self._others():
            self._add_row(column, text).clicked.connect(lambda _=False, token=token: self._take(token))
        if self._key in _CONVERSIONS:
            text, other = _CONVERSIONS[self._key]
            self._add_row(column, tr(text)).clicked.connect(lambda: self._convert(other))
        if usual:
            self._add_row(column, tr("as usual: {value}", value=usual)).clicked.connect(self._take_usual)
        self.setStyleSheet(_sheet(LOOK.theme))

    def open(self) -> None:
        """Show it under its chip, or above where there is no room; the value is chosen, so that typing replaces it."""
        self._button.set_open(True)
        self.adjustSize()
        under = self._button.mapToGlobal(QPoint(-scaled(_OFFSET_PX), self._button.height() + 4))
        screen = self._button.screen().availableGeometry()
        left = max(screen.left(), min(under.x(), screen.right() - self.width()))
        top = under.y()
        if top + self.height() > screen.bottom():
            top = self._button.mapToGlobal(QPoint(0, 0)).y() - self.height() - 4
        self.move(left, max(screen.top(), top))
        self.show()
        self.value.setFocus()
        self.value.selectAll()

    # ---- building

    def _sign(self, text: str, name: str, *, up: bool) -> QToolButton:
        button = QToolButton()
        button.setText(text)
        button.setFont(page_font(_VALUE_PX))
        button.setAccessibleName(name)
        button.setAutoRepeat(True)
        button.setFixedSize(scaled(_SQUARE_PX), scaled(_SQUARE_PX))
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        button.clicked.connect(lambda: self.step(up))
        return button

    def _add_row(self, column: QVBoxLayout, text: str) -> QPushButton:
        row = QPushButton(text)
        row.setObjectName("row")
        row.setFont(page_font(15))
        row.setFixedHeight(scaled(_ROW_PX))
        column.addWidget(row)
        self.rows.append(row)
        return row

    def _others(self) -> list[tuple[str, str]]:
        """What can be said beside a number, each with the value that says it."""
        if self._key in RESTS:
            return [(trc("pause", "none"), "none"), (tr("as needed"), "as needed")]
        if self._key in ("hold", "duration"):
            return [(tr("a range…"), ""), (tr("as long as I can"), "max")]
        if self._key == "reps":
            return [(tr("a range…"), "")]
        return []

    # ---- what happens

    def step(self, up: bool) -> None:
        """One step more or less."""
        try:
            value = stepped(self._key, self.value.text(), up)
        except BadDuration:
            value = None
        if value is not None:
            self.value.setText(str(value))
            self.value.setModified(False)
            self.value_requested.emit(value)

    def _take_typed(self) -> None:
        text = self.value.text().strip()
        if text and not text.endswith(("-", "–", "/", ";")):  # in the middle of a range or a list
            self.value_requested.emit(typed_value(self._key, text))

    def _take(self, token: str) -> None:
        if token:
            self.value_requested.emit(token)
            self.close()
            return
        self.value.setText(_as_range(self._key, self.value.text()))
        self.value.setFocus()
        at = self.value.text().rfind("-") + 1
        self.value.setSelection(at, len(self.value.text()) - at)
        self._take_typed()

    def _convert(self, key: str) -> None:
        self.close()
        self.conversion_requested.emit(key)

    def _take_usual(self) -> None:
        self.usual_requested.emit()
        self.close()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Up and down step; Enter and Esc close."""
        match event.key():
            case Qt.Key.Key_Up:
                self.step(True)
            case Qt.Key.Key_Down:
                self.step(False)
            case Qt.Key.Key_Escape | Qt.Key.Key_Return | Qt.Key.Key_Enter:
                self.close()
            case _:
                super().keyPressEvent(event)

    def hideEvent(self, event: object) -> None:
        """The chip is as it was; the keyboard is there again."""
        super().hideEvent(event)  # type: ignore[arg-type]
        self._button.set_open(False)
        if QApplication.activePopupWidget() in (None, self):
            self._button.setFocus()
        self.closed.emit()

    def paintEvent(self, event: QPaintEvent) -> None:
        """A frame with round corners."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(LOOK.theme.colour("border"), 1))
        painter.setBrush(LOOK.theme.colour("raised"))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), _PAD_PX, _PAD_PX)


def _as_range(key: str, token: str) -> str:
    """A value as the beginning of a range: from it to the next step."""
    if "-" in token or key not in COUNTS | {"hold", "duration"}:
        return token
    try:
        upper = stepped(key, token, True)
    except BadDuration:
        upper = None
    if upper is None:
        return token
    if key in COUNTS:
        return f"{token}-{upper}"
    number, _, unit = token.partition(" ")
    higher, _, other = str(upper).partition(" ")
    return f"{number}-{higher} {unit}" if unit == other else f"{token}-{upper}"


def _sheet(theme: Theme) -> str:
    return f"""
        QToolButton {{ background: {theme.button}; color: {theme.text}; border: none; border-radius: 8px; }}
        QToolButton:hover {{ background: {theme.button_hover}; }}
        QToolButton:pressed {{ background: {theme.button_press}; }}
        QToolButton:focus {{ border: 2px solid {theme.focus}; }}
        QLineEdit {{ background: {theme.background}; color: {theme.text}; border: 2px solid {theme.accent};
            border-radius: 8px; padding: 0 8px; }}
        QPushButton#row {{ background: transparent; color: {theme.text}; border: none; border-radius: 8px;
            padding: 0 12px; text-align: left; }}
        QPushButton#row:hover {{ background: {theme.button_hover}; }}
        QPushButton#row:focus {{ border: 2px solid {theme.focus}; }}
    """
