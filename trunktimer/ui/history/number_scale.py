"""A row of numbers of which one may be chosen, by mouse or by one key. What the numbers are about is not known here."""

from collections.abc import Mapping
from typing import Final

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QGroupBox, QHBoxLayout, QLabel, QRadioButton, QSizePolicy, QVBoxLayout, QWidget

from trunktimer.foundation.translation import tr
from trunktimer.ui.kit.fonts import BOLD, REGULAR, font_of_height
from trunktimer.ui.kit.key_places import digit_of, letter_of
from trunktimer.ui.kit.labels import page_font, text_label
from trunktimer.ui.kit.look import LOOK
from trunktimer.ui.kit.short_label import ShortLabel
from trunktimer.ui.kit.theme import blend

NUMBER_PX: Final = 25
LEAST_WIDTH_PX: Final = 44
_HEIGHT_PX: Final = 56
_CLOSE_HEIGHT_PX: Final = 50
_BELOW_PX: Final = 13  # under the number: the bar of the chosen one, or a key
_MOST_WIDTH_PX: Final = 84
_GAP_PX: Final = 2  # beside the room that each number keeps for its ring
_ALTERED: Final = (
    Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.MetaModifier
)


class NumberButton(QRadioButton):
    """One number: filled, bold and underlined while it is chosen. `key` stands for it, if that is not its digit."""

    def __init__(self, number: int, name: str, key: str, height_px: int, parent: QWidget) -> None:
        super().__init__(str(number), parent)
        self.number = number
        self._height_px = height_px
        self._key = key
        self.setAutoExclusive(False)  # of several none may be chosen, too; the scale sees to it
        self.setAccessibleName(f"{name} {number}")
        if key:
            self.setToolTip(tr("Key {key}", key=key))
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setMaximumWidth(_MOST_WIDTH_PX)

    def sizeHint(self) -> QSize:
        """As large as a finger needs."""
        return QSize(LEAST_WIDTH_PX + 12, self._height_px)

    def minimumSizeHint(self) -> QSize:
        """Still wide enough for two digits at their full size."""
        return QSize(LEAST_WIDTH_PX, self._height_px)

    def hitButton(self, pos: object) -> bool:
        """The whole of it takes a click."""
        return True

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """The space bar is the button's own; all other keys are for the scale."""
        if event.key() in (Qt.Key.Key_Space, Qt.Key.Key_Select):
            super().keyPressEvent(event)
        else:
            event.ignore()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the box, the ring of the focus, the number, and its key."""
        theme, chosen = LOOK.theme, self.isChecked()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        whole = QRectF(self.rect())
        box = whole.adjusted(5, 5, -5, -5)
        if self.hasFocus():
            painter.setPen(QPen(theme.colour("focus"), 3))
            painter.drawRoundedRect(whole.adjusted(2, 2, -2, -2), 10, 10)
        fill = theme.colour("accent" if chosen else "button")
        if self.underMouse() or self.isDown():
            fill = blend(fill, theme.colour("border"), 0.45 if self.isDown() else 0.2)
        painter.setPen(QPen(theme.colour("accent" if chosen else "border"), 2))
        painter.setBrush(fill)
        painter.drawRoundedRect(box, 7, 7)
        ink = theme.colour("on_accent" if chosen else "text")
        painter.setPen(ink)
        painter.setFont(font_of_height(NUMBER_PX, BOLD if chosen else REGULAR))
        below = QRectF(box.left(), box.bottom() - _BELOW_PX, box.width(), _BELOW_PX)
        painter.drawText(box.adjusted(0, 0, 0, -_BELOW_PX + 4), Qt.AlignmentFlag.AlignCenter, self.text())
        if chosen:
            painter.fillRect(QRectF(box.center().x() - 13, below.center().y() - 2, 26, 4), ink)
        elif self._key:
            painter.setPen(theme.colour("quiet"))
            painter.setFont(font_of_height(12, REGULAR))
            said = tr("key {key}", key=self._key)
            if painter.fontMetrics().horizontalAdvance(said) > below.width() - 6:
                said = self._key  # the tool tip says what it is
            painter.drawText(below.adjusted(0, -3, 0, -3), Qt.AlignmentFlag.AlignCenter, said)


class NumberScale(QGroupBox):
    """Numbers from `first` to `last`, each with a word in `words` or without one; none is chosen at first.

    `answered` tells that a digit (or the key for 10) was pressed; `changed` carries the new number, or `None`.
    `stepped` asks for what stands above (-1) or below (1).
    `letter` is shown as the key that leads here. `keys` names the key for a number that is not its digit. With
    `close` the words of both ends stand above the numbers, not below, and all of it is less high.
    """

    changed = Signal(object)
    answered = Signal()
    stepped = Signal(int)

    def __init__(
        self,
        name: str,
        first: int,
        last: int,
        words: Mapping[int, str],
        *,
        letter: str = "",
        keys: Mapping[str, int] | None = None,
        close: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._name, self._words = name, dict(words)
        self._value: int | None = None
        self._keys = {str(number): number for number in range(first, min(last, 9) + 1)} | dict(keys or {})
        shown_keys: dict[int, str] = {}
        for key, number in (keys or {}).items():
            shown_keys.setdefault(number, key)
        height_px = _CLOSE_HEIGHT_PX if close else _HEIGHT_PX
        self.buttons = [
            NumberButton(number, name, shown_keys.get(number, ""), height_px, self) for number in range(first, last + 1)
        ]
        self.setAccessibleName(name)
        # A style sheet is the one way to rid a group box of its frame and of the room for its title.
        self.setStyleSheet("NumberScale { border: none; margin: 0; padding: 0; }")
        self.letter = QLabel(letter)
        self.letter.setObjectName("key")
        self.letter.setFont(page_font(15, bold=True))
        self.letter.setVisible(bool(letter))
        self.caption = text_label(18, bold=True)
        self.caption.setWordWrap(False)
        low, high = (ShortLabel(15, f"{number} {words.get(number, '')}".strip(), "quiet") for number in (first, last))
        high.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self.ends = (low, high)
        head = QHBoxLayout()
        head.setContentsMargins(5, 0, 5, 0)
        head.setSpacing(8)
        head.addWidget(self.letter)
        head.addWidget(self.caption, 0 if close else 1)
        row = QHBoxLayout()
        row.setSpacing(_GAP_PX)
        for button in self.buttons:
            button.clicked.connect(self._clicked)
            row.addWidget(button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        column.addLayout(head)
        column.addLayout(row)
        if close:
            low.show_words(f"{low.words}  ·  {high.words}")
            low.setAlignment(high.alignment())
            high.hide()
            high.setParent(self)
            head.addWidget(low, 1)
        else:
            foot = QHBoxLayout()
            foot.setContentsMargins(6, 0, 6, 0)
            foot.addWidget(low)
            foot.addWidget(high)
            column.addLayout(foot)
        self._show()

    def value(self) -> int | None:
        """The chosen number; `None` if there is none."""
        return self._value

    def set_value(self, value: int | None) -> None:
        """Choose a number, or none. Raises `ValueError` for one that is not on the scale."""
        if value is not None and value not in (button.number for button in self.buttons):
            raise ValueError(f"{value} is not on the scale {self._name}")
        changes = value != self._value
        self._value = value
        self._show()
        if changes:
            self.changed.emit(value)

    def told(self) -> str:
        """The name and what is chosen, as a person reads it."""
        if self._value is None:
            return tr("{question}: no answer", question=self._name)
        word = self._words.get(self._value, "")
        if not word:
            return tr("{question}: {number}", question=self._name, number=self._value)
        return tr("{question}: {number} – {meaning}", question=self._name, number=self._value, meaning=word)

    def _show(self) -> None:
        here = self._entry()
        for button in self.buttons:
            button.setChecked(button.number == self._value)
            # Tab stops at the scale once: at what is chosen, or at its beginning.
            button.setFocusPolicy(Qt.FocusPolicy.StrongFocus if button is here else Qt.FocusPolicy.ClickFocus)
        self.setFocusProxy(here)
        self.caption.setText(self._name if self._value is None else self.told())
        self.setAccessibleDescription(self.told())

    def _entry(self) -> NumberButton:
        return next((button for button in self.buttons if button.number == self._value), self.buttons[0])

    def _clicked(self) -> None:
        button = self.sender()
        if isinstance(button, NumberButton):
            self._choose(None if button.number == self._value else button.number)

    def _choose(self, value: int | None) -> None:
        held = any(button.hasFocus() for button in self.buttons)
        self.set_value(value)
        if held:
            self._entry().setFocus(Qt.FocusReason.OtherFocusReason)

    def _move(self, by: int) -> None:
        """To the next number; where none is chosen yet, to the end from which the numbers are counted that way."""
        numbers = [button.number for button in self.buttons]
        if self._value is None:
            self._choose(numbers[0] if by > 0 else numbers[-1])
        else:
            self._choose(min(numbers[-1], max(numbers[0], self._value + by)))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """A digit answers; arrows, Home and End move; Backspace and Delete take the answer back."""
        if event.modifiers() & _ALTERED:
            event.ignore()
            return
        match event.key():
            case Qt.Key.Key_Left:
                self._move(-1)
            case Qt.Key.Key_Right:
                self._move(1)
            case Qt.Key.Key_Up:
                self.stepped.emit(-1)
            case Qt.Key.Key_Down:
                self.stepped.emit(1)
            case Qt.Key.Key_Home:
                self._choose(self.buttons[0].number)
            case Qt.Key.Key_End:
                self._choose(self.buttons[-1].number)
            case Qt.Key.Key_Backspace | Qt.Key.Key_Delete:
                self._choose(None)
            case _:
                number = self._keys.get(digit_of(event) or letter_of(event))
                if number is None:
                    event.ignore()
                    return
                self._choose(number)
                self.answered.emit()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """The focus belongs to a number."""
        self._entry().setFocus(event.reason())

    def paintEvent(self, event: QPaintEvent) -> None:
        """A group without a frame."""
