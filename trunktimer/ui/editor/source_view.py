"""The text of a routine beside its form: line numbers, and the lines that are at fault. It reads and checks nothing."""

from collections.abc import Collection
from typing import Final

from PySide6.QtCore import QEvent, QRect, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFontDatabase,
    QFontMetrics,
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QTextCursor,
)
from PySide6.QtWidgets import QPlainTextEdit, QWidget

from trunktimer.foundation.translation import tr
from trunktimer.routine.toml.edit import first_difference
from trunktimer.ui.editor.undo_keys import asks_for_undo
from trunktimer.ui.kit.debounce import Debounce
from trunktimer.ui.kit.look import LOOK

_SETTLE_MS: Final = 150  # a pause in typing
_LONGEST_MS: Final = 500  # for who types without one
_FONT_PX: Final = 14
_GAP_PX: Final = 10
_BAR_PX: Final = 4


class SourceView(QPlainTextEdit):
    """`typed` carries the text after a pause in typing, and now and then where there is none."""

    typed = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        font = QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont)
        font.setPixelSize(_FONT_PX)
        self.setFont(font)
        self.setAccessibleName(tr("The routine's file"))
        self.setLineWrapMode(QPlainTextEdit.LineWrapMode.NoWrap)
        self.setTabChangesFocus(True)
        self.setUndoRedoEnabled(False)  # the editor's own undo holds for the text as well
        self._faulty: frozenset[int] = frozenset()
        self._margin = _Margin(self)
        self._shown = ""
        self._settle = Debounce(_SETTLE_MS, _LONGEST_MS, self)
        self._settle.timeout.connect(self._tell)
        self.textChanged.connect(self._note)
        self.blockCountChanged.connect(self._make_room)
        self.updateRequest.connect(self._follow)
        self._make_room()
        LOOK.changed.connect(self._take_look)
        self._take_look()

    def show_text(self, text: str) -> None:
        """Show a text; cursor and scroll bars stay where they are, and what is being typed is not disturbed."""
        if text in (self._shown, self._text()):
            self._shown = text
            return
        self._settle.stop()
        self._shown = text
        place, down, right = self.textCursor().position(), self.verticalScrollBar(), self.horizontalScrollBar()
        places = (down.value(), right.value())
        self.blockSignals(True)
        self.setPlainText(text)
        self.blockSignals(False)
        cursor = self.textCursor()
        cursor.setPosition(min(place, len(self.toPlainText())))
        self.setTextCursor(cursor)
        down.setValue(places[0])
        right.setValue(places[1])
        self._make_room()

    def show_faults(self, lines: Collection[int]) -> None:
        """Mark these lines (from 1) as being at fault."""
        self._faulty = frozenset(lines)
        self._margin.update()

    def go_to_line(self, line: int) -> None:
        """Put the cursor on a line (from 1), in the middle of the view."""
        block = self.document().findBlockByNumber(line - 1)
        if block.isValid():
            self.setTextCursor(QTextCursor(block))
            self.centerCursor()

    def flush(self) -> None:
        """Tell at once what was typed."""
        self._settle.flush()

    def _take_look(self) -> None:
        theme = LOOK.theme
        self.setStyleSheet(
            f"QPlainTextEdit {{ background: {theme.surface}; color: {theme.text}; border: 2px solid {theme.border};"
            f" border-radius: 8px; }} QPlainTextEdit:focus {{ border-color: {theme.focus}; }}"
        )
        self._margin.update()

    # ---- the margin

    def margin_width(self) -> int:
        """How wide the line numbers are, in pixels."""
        digits = max(2, len(str(self.blockCount())))
        return QFontMetrics(self.font()).horizontalAdvance("9") * digits + 2 * _GAP_PX + _BAR_PX

    def paint_margin(self, painter: QPainter, rect: QRect) -> None:
        """Draw the numbers of the lines in `rect`, and a bar with a sign beside those that are at fault."""
        painter.fillRect(rect, QColor(LOOK.theme.background))
        block = self.firstVisibleBlock()
        top = self.blockBoundingGeometry(block).translated(self.contentOffset()).top()
        height = QFontMetrics(self.font()).height()
        painter.setFont(self.font())
        while block.isValid() and top <= rect.bottom():
            if block.isVisible() and top + height >= rect.top():
                bad = block.blockNumber() + 1 in self._faulty
                painter.setPen(LOOK.theme.colour("danger" if bad else "quiet"))
                space = QRect(0, round(top), self._margin.width() - _GAP_PX, height)
                sign = "!" if bad else ""
                painter.drawText(space, Qt.AlignmentFlag.AlignRight, f"{sign}{block.blockNumber() + 1}")
                if bad:
                    painter.fillRect(0, round(top), _BAR_PX, height, LOOK.theme.colour("danger"))
            top += self.blockBoundingRect(block).height()
            block = block.next()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the margin as high as the view."""
        super().resizeEvent(event)
        inside = self.contentsRect()
        self._margin.setGeometry(QRect(inside.left(), inside.top(), self.margin_width(), inside.height()))

    def _make_room(self) -> None:
        self.setViewportMargins(self.margin_width(), 0, 0, 0)

    def _follow(self, rect: QRect, down: int) -> None:
        if down:
            self._margin.scroll(0, down)
        else:
            self._margin.update(0, rect.y(), self._margin.width(), rect.height())

    # ---- typing

    def event(self, event: QEvent) -> bool:
        """Leave undo and redo to the draft: they are about the whole routine, not about this text."""
        if asks_for_undo(event):
            self.flush()
            event.ignore()
            return False
        return super().event(event)

    def _note(self) -> None:
        if self._text() != self._shown:
            self._settle.touch()

    def _tell(self) -> None:
        text = self._text()
        if text != self._shown:
            self._shown = text
            self.typed.emit(text)

    def _text(self) -> str:
        """What stands here, with the line ends and the spaces of the file wherever nobody has typed."""
        now = self.document().toRawText().replace("\u2029", "\n")  # the plain text would have other spaces
        lines = self._shown.split("\n")
        if not any(line.endswith("\r") for line in lines):
            return now
        before = self._shown.replace("\r\n", "\n")
        head = first_difference(before, now)
        tail = first_difference(before[head:][::-1], now[head:][::-1])

        def place(at: int) -> int:
            return at + sum(line.endswith("\r") for line in lines[: before.count("\n", 0, at)])

        typed = now[head : len(now) - tail].replace("\n", "\r\n")
        return self._shown[: place(head)] + typed + self._shown[place(len(before) - tail) :]


class _Margin(QWidget):
    """The column of line numbers."""

    def __init__(self, view: SourceView) -> None:
        super().__init__(view)
        self._view = view

    def sizeHint(self) -> QSize:
        return QSize(self._view.margin_width(), 0)

    def paintEvent(self, event: QPaintEvent) -> None:
        self._view.paint_margin(QPainter(self), event.rect())
