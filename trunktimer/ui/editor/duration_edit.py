"""Fields for a value as people write it, and that for a time or a range of times. Which key it is of is not known here.

`TypedEdit` is what such fields share; `DurationEdit` reads times, `count_edit` numbers.
"""

from typing import Final

from PySide6.QtCore import QEvent, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import (
    QFocusEvent,
    QFont,
    QKeyEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QPolygonF,
    QWheelEvent,
)
from PySide6.QtWidgets import QLineEdit, QWidget

from trunktimer.foundation.durations import (
    LONGEST_MS,
    NO_PAUSE,
    UNIT_NAMES,
    BadDuration,
    Span,
    parse_pause,
    parse_span,
    restyle,
    span_token,
)
from trunktimer.foundation.translation import trc
from trunktimer.foundation.typed import RANGE_WORDS, unfinished
from trunktimer.ui.editor.undo_keys import asks_for_undo

MARK_PX: Final = 24  # room for the mark of a fault
_RADIUS_PX: Final = 7
_NOTCH: Final = 120  # one step of a wheel, as Qt counts
_FAST: Final = 5  # steps at once with Shift
_USUAL: Final = Span(10_000, 10_000)
#: Up to which time one step is how long, in milliseconds.
_STEPS_MS: Final = ((30_000, 1_000), (120_000, 5_000), (LONGEST_MS, 15_000))
_NONE: Final = "none"
#: What may still follow while somebody types: with one of these an unfinished time is a time.
_TAILS: Final = ("0", "00", "30", "24 h", " s", " 24 h")
_UNIT_WORDS: Final = tuple(" ".join(UNIT_NAMES.values()).split())


class Unreadable(ValueError):
    """A text is no value; the message says why and what would be right, without a full stop."""


class TypedEdit(QLineEdit):
    """A line that is read while it is typed. Empty means that nothing is written: the placeholder is inherited.

    `value_changed` carries each new value; `fault_changed` why the text is none (empty: it is one again).
    `text_left` comes when a person leaves the field, or presses Enter, with a new text in it that is no value, or with
    none where there was one.
    """

    value_changed = Signal(object)
    fault_changed = Signal(str)
    text_left = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._written = ""  # the text as it was told last
        self._value: object = None  # the value of the text, or the last one that it had
        self._own = self._told = self._help = ""
        self._notches = 0
        self.textEdited.connect(self._take)
        self.returnPressed.connect(self.commit)

    # ---- what it is told

    def set_written(self, raw: object, inherited: str = "", *, fresh: bool = False) -> None:
        """Show what is written; `None` is nothing, and then `inherited` says what holds instead.

        What a person is typing stays as it is while it has the same value, and while `raw` is what it was. `fresh` is
        for another place in the routine: nothing is left of what stood here.
        """
        text = "" if raw is None else self._text_of(raw)
        if self.placeholderText() != inherited:
            self.setPlaceholderText(inherited)
        told_anew = text == self._written
        self._written = text
        if not fresh:
            if text == self.text() or (told_anew and self.is_pending):
                return
            if self.hasFocus() and self._is_same(text):
                return
        self.setText(text)
        self.setCursorPosition(len(text) if self.hasFocus() else 0)
        self._judge(text, finished=True)

    def set_help(self, text: str) -> None:
        """What the field is for: shown as a tooltip and read out."""
        self._help = text
        self._describe()

    def set_fault(self, what: str) -> None:
        """What is wrong with the value, though it is one; empty for nothing."""
        if what != self._told:
            self._told = what
            self._describe()

    # ---- what it says

    @property
    def fault(self) -> str:
        """What is wrong with the text, or with its value; empty if nothing is."""
        return self._own or self._told

    @property
    def is_pending(self) -> bool:
        """Whether the text is not what is written, and no value either."""
        text = self.text().strip()
        return text != self._written.strip() and (not text or not self._is_value(text))

    def value(self) -> object:
        """The value of the text; `None` if it is empty or none."""
        text = self.text().strip()
        return self._value if text and self._is_value(text) else None

    def commit(self) -> None:
        """Be done with typing: what is left in the field is told, and what is written is shown as it stands."""
        text = self.text().strip()
        self._judge(text, finished=True)
        if self.is_pending:
            self._written = text
            self.text_left.emit(text)
        elif text != self._written and self._is_same(self._written):
            self.setText(self._written)

    # ---- what a kind of field knows

    def _text_of(self, raw: object) -> str:
        """What is written, as it is shown."""
        return str(raw).lower() if isinstance(raw, bool) else str(raw)

    def _read(self, text: str) -> object:
        """The value of a text that is not empty: the text. Kinds of fields that want another raise `Unreadable`."""
        return text

    def _may_become_one(self, text: str) -> bool:
        """Whether an unreadable text is only unfinished."""
        return False

    def _stepped(self, value: object, by: int, upper_only: bool) -> str | None:
        """The text for a value `by` steps up (or down), in the style of the text; `None` if there are no steps."""
        return None

    def _start(self) -> object:
        """The value to step from where nothing is written."""
        return None

    def _room_px(self) -> int:
        """What else needs room at the right end of the field."""
        return 0

    # ---- reading

    def _is_value(self, text: str) -> bool:
        try:
            self._read(text)
        except Unreadable:
            return False
        return True

    def _is_same(self, written: str) -> bool:
        """Whether the text and what is written have one value."""
        text, written = self.text().strip(), written.strip()
        if not text or not written:
            return text == written
        try:
            return self._read(text) == self._read(written)
        except Unreadable:
            return False

    def _take(self, text: str) -> None:
        before = self._value
        if self._judge(text) and self._value != before:
            self.value_changed.emit(self._value)

    def _judge(self, text: str, *, finished: bool = False) -> bool:
        """Whether a text is a value; takes note of it, or of what is wrong."""
        text = text.strip()
        own = ""
        if text:
            try:
                self._value = self._read(text)
            except Unreadable as fault:
                own = "" if not finished and self._may_become_one(text) else str(fault)
                text = ""
                if finished:
                    self._value = None  # it may be written as it stands, so that its old value is a new one
        else:
            self._value = None
        if own != self._own:
            self._own = own
            self._describe()
            self.fault_changed.emit(own)
        return bool(text)

    def _describe(self) -> None:
        self.setTextMargins(0, 0, (MARK_PX if self.fault else 0) + self._room_px(), 0)
        self.setToolTip(self.fault or self._help)
        self.setAccessibleDescription(f"{self.fault}. {self._help}" if self.fault else self._help)
        self.update()

    # ---- stepping

    def step(self, by: int, upper_only: bool = False) -> None:
        """Step up, or down where `by` is negative; of a range the upper end alone where that is asked for."""
        text = self.text().strip()
        if text and not self._is_value(text):
            return  # what cannot be read stays until a person mends it
        value = self._read(text) if text else self._start()
        stepped = None if value is None else self._stepped(value, by, upper_only)
        if stepped is None or stepped == text:
            return
        self.setText(stepped)
        self._take(stepped)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Up and Down step, five times as far with Shift; with Ctrl only the upper end of a range."""
        signs = {Qt.Key.Key_Up: 1, Qt.Key.Key_Down: -1}
        sign = signs.get(Qt.Key(event.key()))
        held = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        known = Qt.KeyboardModifier.ShiftModifier | Qt.KeyboardModifier.ControlModifier
        if sign is None or held & ~known:
            super().keyPressEvent(event)
            return
        fast = bool(held & Qt.KeyboardModifier.ShiftModifier)
        self.step(sign * (_FAST if fast else 1), bool(held & Qt.KeyboardModifier.ControlModifier))

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Step, but only where the keyboard is: otherwise the page scrolls."""
        if not self.hasFocus() or self._start() is None:
            event.ignore()
            return
        self._notches += event.angleDelta().y()
        steps = int(self._notches / _NOTCH)
        self._notches -= steps * _NOTCH
        if steps:
            self.step(steps, bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier))
        event.accept()

    def event(self, event: QEvent) -> bool:
        """Leave undo and redo to the draft: they are about the whole routine, not about this line."""
        if asks_for_undo(event):
            event.ignore()
            return False
        return super().event(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Be done with typing, unless it is only a menu that opens."""
        super().focusOutEvent(event)
        if event.reason() != Qt.FocusReason.PopupFocusReason:
            self._notches = 0
            self.commit()

    # ---- painting

    def paintEvent(self, event: QPaintEvent) -> None:
        """Mark what is wrong, by a sign and not by its colour alone."""
        super().paintEvent(event)
        if not self.fault:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        danger = self.palette().color(self.palette().ColorRole.BrightText)
        painter.setPen(QPen(danger, 2))
        if not self.hasFocus():
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), _RADIUS_PX, _RADIUS_PX)
        x, y = self.width() - 20.0, self.height() / 2
        painter.drawPolygon(QPolygonF([QPointF(x, y - 8), QPointF(x + 9, y + 7), QPointF(x - 9, y + 7)]))
        font = QFont(self.font())
        font.setPixelSize(11)
        font.setBold(True)
        painter.setFont(font)
        painter.drawText(QRectF(x - 9, y - 6, 18, 14), Qt.AlignmentFlag.AlignCenter, "!")


class DurationEdit(TypedEdit):
    """A time or a range of times (`Span`): "90", "1:30", "1 min", "10-15 s"; for a `pause` also "none"."""

    def __init__(self, *, pause: bool = False, usual: Span = _USUAL, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._pause = pause
        self._usual = usual

    def _read(self, text: str) -> Span:
        if self._pause and text.casefold() == none_word().casefold():
            return NO_PAUSE
        try:
            return parse_pause(text) if self._pause else parse_span(text)
        except BadDuration as fault:
            raise Unreadable(str(fault)) from None

    def _may_become_one(self, text: str) -> bool:
        if self._pause and any(none.casefold().startswith(text.casefold()) for none in (_NONE, none_word())):
            return True
        ranges = (f"{rest} 24 h" for rest in unfinished(text, RANGE_WORDS))
        return any(self._is_value(text + tail) for tail in (*_TAILS, *ranges, *unfinished(text, _UNIT_WORDS)))

    def _start(self) -> Span:
        inherited = self.placeholderText().split(",")[0].strip()
        return self._read(inherited) if inherited and self._is_value(inherited) else self._usual

    def _stepped(self, value: object, by: int, upper_only: bool) -> str:
        assert isinstance(value, Span)
        span = value
        for _ in range(abs(by)):
            span = self._one_step(span, up=by > 0, upper_only=upper_only)
        text = self.text().strip()
        is_time = text and text.casefold() not in (_NONE, none_word().casefold())
        return restyle(text, span) if is_time else span_token(span)  # type: ignore[return-value]

    def _one_step(self, span: Span, *, up: bool, upper_only: bool) -> Span:
        if upper_only and span != NO_PAUSE:
            return Span(span.low_ms, max(span.low_ms, next_ms(span.high_ms, up=up)))
        low_ms = next_ms(span.low_ms, up=up)
        if low_ms <= 0:
            return NO_PAUSE if self._pause and not span.is_range else span
        high_ms = span.high_ms + low_ms - span.low_ms
        return Span(low_ms, high_ms) if high_ms <= LONGEST_MS else span


def none_word() -> str:
    """How the language in use says that there is no pause; a person may write it as well as the file's word."""
    return trc("pause", "none")


def next_ms(ms: int, *, up: bool) -> int:
    """The next time on the scale that a person steps along: seconds, then fives, then quarters of a minute."""
    if up:
        step_ms = next((step for limit, step in _STEPS_MS if ms < limit), _STEPS_MS[-1][1])
        return min(LONGEST_MS, (ms // step_ms + 1) * step_ms)
    step_ms = next((step for limit, step in _STEPS_MS if ms <= limit), _STEPS_MS[-1][1])
    return max(0, -(-ms // step_ms) * step_ms - step_ms)
