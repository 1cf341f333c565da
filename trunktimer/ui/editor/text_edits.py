"""Fields for text: one line, short things with commas between, and prose. They tell what is typed and write nothing."""

from typing import Final

from PySide6.QtCore import QEvent, QRectF, Qt, Signal
from PySide6.QtGui import QFocusEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QPlainTextEdit, QWidget

from trunktimer.foundation.translation import format_count, tr
from trunktimer.routine.routine import NAME_LENGTH
from trunktimer.ui.editor.duration_edit import MARK_PX, TypedEdit, Unreadable
from trunktimer.ui.editor.undo_keys import asks_for_undo
from trunktimer.ui.kit.labels import page_font

_COUNT_PX: Final = 50


class TextEdit(TypedEdit):
    """One line of text of at most `longest` characters; with `counts` it says how many there are.

    With `sparing` it does so only while somebody writes.
    """

    def __init__(
        self, longest: int, *, counts: bool = False, sparing: bool = False, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._longest, self._counts, self._sparing = longest, counts, sparing
        self._describe()

    def _read(self, text: str) -> str:
        if len(text) > self._longest:
            raise Unreadable(_too_long(str(len(text)), str(self._longest)))
        return text

    def _room_px(self) -> int:
        return _COUNT_PX if self._tells_count else 0

    @property
    def _tells_count(self) -> bool:
        return self._counts and (self.hasFocus() or not self._sparing)

    def format_count(self) -> str:
        """How many characters there are, of how many; empty if that is not told."""
        return f"{len(self.text().strip())}/{self._longest}" if self._tells_count and self.text() else ""

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Begin to count."""
        super().focusInEvent(event)
        self._describe()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Be done with typing."""
        super().focusOutEvent(event)
        self._describe()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Add the count."""
        super().paintEvent(event)
        painter = QPainter(self)
        role = self.palette().ColorRole.BrightText if self.fault else self.palette().ColorRole.PlaceholderText
        painter.setPen(self.palette().color(role))
        painter.setFont(page_font(13))
        right = self.width() - 12 - (MARK_PX if self.fault else 0)
        place = QRectF(right - _COUNT_PX, 0, _COUNT_PX, self.height())
        painter.drawText(place, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, self.format_count())


class ThingsEdit(TypedEdit):
    """Short texts with commas between; semicolons where one of them has a comma in it."""

    def _text_of(self, raw: object) -> str:
        if not isinstance(raw, list | tuple):
            return super()._text_of(raw)
        things = [str(thing) for thing in raw]
        return ("; " if any("," in thing for thing in things) else ", ").join(things)

    def _read(self, text: str) -> list[str]:
        things = [thing.strip() for thing in text.split(";" if ";" in text else ",")]
        things = [thing for thing in things if thing]
        long = next((thing for thing in things if len(thing) > NAME_LENGTH), None)
        if long is not None:
            begins = long[:NAME_LENGTH]
            most = NAME_LENGTH
            raise Unreadable(
                tr('"{text}…" is too long; {most} characters are the most for each', text=begins, most=most)
            )
        return things


class ProseEdit(QPlainTextEdit):
    """Several lines of text. `text_left` comes when it is left with nothing in it where something stood."""

    value_changed = Signal(object)
    fault_changed = Signal(str)
    text_left = Signal(str)

    def __init__(self, longest: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._written = self._own = self._told = self._help = ""
        self._longest = longest
        self._quiet = False
        self.setTabChangesFocus(True)
        self.setUndoRedoEnabled(False)  # the editor's own undo holds for this text as well
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        self.textChanged.connect(self._take)

    def event(self, event: QEvent) -> bool:
        """Leave undo and redo to the draft: they are about the whole routine, not about this text."""
        if asks_for_undo(event):
            event.ignore()
            return False
        return super().event(event)

    def set_written(self, raw: object, inherited: str = "", *, fresh: bool = False) -> None:
        """Show what is written; what a person is typing stays while it says the same."""
        text = "" if raw is None else str(raw)
        self.setPlaceholderText(inherited)
        same = text.split() == self.toPlainText().split()
        emptied = text == self._written and not self.toPlainText().strip() and self.hasFocus()
        self._written = text
        if not fresh and (same or emptied):
            return
        self._quiet = True
        self.setPlainText(text)
        self._quiet = False
        self._judge()

    def set_help(self, text: str) -> None:
        """What the field is for."""
        self._help = text
        self._describe()

    def set_fault(self, what: str) -> None:
        """What is wrong with the value; empty for nothing."""
        if what != self._told:
            self._told = what
            self._describe()

    @property
    def fault(self) -> str:
        """What is wrong; empty if nothing is."""
        return self._own or self._told

    def commit(self) -> None:
        """Be done with typing."""
        if not self.toPlainText().strip() and self._written.strip():
            self._written = ""
            self.text_left.emit("")

    def _take(self) -> None:
        if self._quiet:
            return
        self._judge()
        text = self.toPlainText().strip()
        if text and text.split() != self._written.split():
            self.value_changed.emit(text)

    def _judge(self) -> None:
        length = len(" ".join(self.toPlainText().split()))
        most = self._longest
        own = _too_long(format_count(length), format_count(most)) if length > most else ""
        if own != self._own:
            self._own = own
            self._describe()
            self.fault_changed.emit(own)

    def _describe(self) -> None:
        self.setToolTip(self.fault or self._help)
        self.setAccessibleDescription(f"{self.fault}. {self._help}" if self.fault else self._help)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Be done with typing."""
        super().focusOutEvent(event)
        if event.reason() != Qt.FocusReason.PopupFocusReason:
            self.commit()


def _too_long(length: str, most: str) -> str:
    return tr("the text has {length} characters; {most} is the most", length=length, most=most)
