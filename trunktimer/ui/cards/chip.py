"""A number in a sentence that can be touched, and the sentence that it stands in. Knows no draft."""

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QPoint, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QKeyEvent, QPainter, QPaintEvent, QPen, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from trunktimer.routine.sentence import Chip, Part
from trunktimer.ui.kit.labels import page_font
from trunktimer.ui.kit.look import LOOK

TEXT_PX: Final = 15
SMALL_PX: Final = 13
_HEIGHT_PX: Final = 32
_SMALL_HEIGHT_PX: Final = 24
_SIDE_PX: Final = 10
_LEAST_PX: Final = 30
_QUIET_SIDE_PX: Final = 3
_GAP_PX: Final = 4
_LINE_GAP_PX: Final = 6
_RADIUS_PX: Final = 8


def scaled(px: int) -> int:
    """A size of the design at the text size that a person chose."""
    return round(px * LOOK.text_scale)


class ChipButton(QAbstractButton):
    """A chip. `opened` tells that it was pressed, `stepped` that it is to be one step more (`True`) or less.

    A quiet one has a line below it instead of a ground, and is never stepped.
    """

    opened = Signal()
    stepped = Signal(bool)

    def __init__(
        self, chip: Chip, *, is_small: bool = False, is_quiet: bool = False, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.chip = chip
        self._is_small = is_small
        self._is_quiet = is_quiet
        self._is_open = False
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)  # painted anew when the mouse comes and goes
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.clicked.connect(self.opened)
        self.show_chip(chip)

    def show_chip(self, chip: Chip) -> None:
        """Show another value."""
        self.chip = chip
        self.setText(chip.text)
        self.setAccessibleName(f"{chip.name}: {chip.text}")
        font = page_font(SMALL_PX if self._is_small else TEXT_PX, bold=chip.is_changed)
        self.setFont(font)
        self.updateGeometry()
        self.update()

    def set_open(self, is_open: bool) -> None:
        """Show that its stepper is open."""
        self._is_open = is_open
        self.update()

    def sizeHint(self) -> QSize:
        """As wide as its text wants it, and large enough to be hit."""
        wide = QFontMetrics(self.font()).horizontalAdvance(self.text()) + 2 * scaled(
            _QUIET_SIDE_PX if self._is_quiet else _SIDE_PX
        )
        return QSize(
            wide if self._is_quiet else max(scaled(_LEAST_PX), wide),
            scaled(_SMALL_HEIGHT_PX if self._is_small else _HEIGHT_PX),
        )

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Up and down step; Enter opens, as Space does."""
        match event.key():
            case Qt.Key.Key_Return | Qt.Key.Key_Enter | Qt.Key.Key_Space if self._is_quiet:
                self.click()
            case _ if self._is_quiet:
                event.ignore()
            case Qt.Key.Key_Up | Qt.Key.Key_Plus:
                self.stepped.emit(True)
            case Qt.Key.Key_Down | Qt.Key.Key_Minus:
                self.stepped.emit(False)
            case Qt.Key.Key_Return | Qt.Key.Key_Enter:
                self.click()
            case _:
                super().keyPressEvent(event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Step where it has the keyboard; else the page scrolls."""
        if self._is_quiet or not self.hasFocus() or not event.angleDelta().y():
            event.ignore()
            return
        self.stepped.emit(event.angleDelta().y() > 0)
        event.accept()

    def paintEvent(self, event: QPaintEvent) -> None:
        """A ground with round corners, a frame for the keyboard, and the number."""
        theme = LOOK.theme
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        ground = "button_press" if self.isDown() else "button_hover" if self.underMouse() else "button"
        is_line = self._is_quiet and not (self.isDown() or self.underMouse())
        edge = None
        if self._is_open:
            ground, edge = "soft", "accent"
        elif self.hasFocus():
            edge = "focus"
        elif theme.button == theme.background and not is_line:  # high contrast: what can be used has a border
            edge = "border"
        painter.setPen(QPen(theme.colour(edge), 2) if edge else Qt.PenStyle.NoPen)
        painter.setBrush(Qt.BrushStyle.NoBrush if is_line else theme.colour(ground))
        inset = 1.0 if edge else 0.0
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(inset, inset, -inset, -inset), _RADIUS_PX, _RADIUS_PX)
        if is_line:
            inside, low = self.rect().adjusted(_QUIET_SIDE_PX, 0, -_QUIET_SIDE_PX, -3), self.height() - 3
            painter.setPen(QPen(theme.colour("border"), 1))
            painter.drawLine(inside.left(), low, inside.right(), low)
        painter.setPen(theme.colour("text"))
        painter.setFont(self.font())
        painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, self.text())


class SentenceView(QWidget):
    """A sentence of words, which are painted, and chips; it breaks into lines where there is no room.

    `opened` carries the chip that was pressed, `stepped` the chip and whether it is to be more.
    """

    opened = Signal(object)
    stepped = Signal(object, bool)

    def __init__(
        self,
        *,
        is_small: bool = False,
        is_right: bool = False,
        is_quiet: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._is_small = is_small
        self._is_quiet = is_quiet
        self._is_right = is_right
        self._parts: tuple[Part, ...] = ()
        self._quiet = False
        self._pieces: list[str | ChipButton] = []
        self._placed: list[tuple[QRect, str]] = []
        self.chips: dict[str, ChipButton] = {}
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        LOOK.changed.connect(self._take_look)

    def show_parts(self, parts: Sequence[Part], *, quiet: bool = False) -> None:
        """Show a sentence; a chip that was there stays, and with it the keyboard and its stepper."""
        self._parts, self._quiet = tuple(parts), quiet
        kept, self.chips, self._pieces = self.chips, {}, []
        for part in parts:
            if isinstance(part, str):
                self._pieces += part.split()
                continue
            button = kept.pop(part.key, None)
            if button is None:
                button = ChipButton(part, is_small=self._is_small, is_quiet=self._is_quiet, parent=self)
                button.opened.connect(lambda button=button: self.opened.emit(button))
                button.stepped.connect(lambda up, button=button: self.stepped.emit(button, up))
                button.show()
            else:
                button.show_chip(part)
            self.chips[part.key] = button
            self._pieces.append(button)
        for button in kept.values():
            button.hide()
            button.deleteLater()
        self._lay_out()
        self.updateGeometry()
        self.update()

    def set_right(self, is_right: bool) -> None:
        """Flush with the right edge, or the left one."""
        self._is_right = is_right
        self._lay_out()
        self.update()

    def _take_look(self) -> None:
        self.show_parts(self._parts, quiet=self._quiet)

    # ---- where the pieces lie

    def _words_font(self) -> QFontMetrics:
        return QFontMetrics(page_font(SMALL_PX if self._is_small else TEXT_PX))

    def _lines(self, width: int) -> list[list[tuple[str | ChipButton, int]]]:
        metrics, gap = self._words_font(), scaled(_GAP_PX)
        lines: list[list[tuple[str | ChipButton, int]]] = [[]]
        used = 0
        for piece in self._pieces:
            wide = metrics.horizontalAdvance(piece) if isinstance(piece, str) else piece.sizeHint().width()
            if lines[-1] and used + gap + wide > width:
                lines.append([])
                used = 0
            used += wide + (gap if lines[-1] else 0)
            lines[-1].append((piece, wide))
        return lines

    def _line_px(self) -> int:
        return scaled(_SMALL_HEIGHT_PX if self._is_small else _HEIGHT_PX)

    def heightForWidth(self, width: int) -> int:
        """So high at a width."""
        lines = self._lines(width)
        return len(lines) * self._line_px() + (len(lines) - 1) * _LINE_GAP_PX if self._pieces else 0

    def sizeHint(self) -> QSize:
        """In one line."""
        gap = scaled(_GAP_PX)
        wide = sum(wide + gap for _, wide in self._lines(1_000_000)[0])
        return QSize(max(0, wide), self._line_px() if self._pieces else 0)

    def minimumSizeHint(self) -> QSize:
        """As wide as its widest piece."""
        widest = max((wide for _, wide in self._lines(1_000_000)[0]), default=0)
        return QSize(widest, self._line_px() if self._pieces else 0)

    def _lay_out(self) -> None:
        gap, line_px, top = scaled(_GAP_PX), self._line_px(), 0
        self._placed = []
        for line in self._lines(max(1, self.width())):
            wide = sum(wide + gap for _, wide in line) - gap
            left = max(0, self.width() - wide) if self._is_right else 0
            for piece, piece_px in line:
                if isinstance(piece, str):
                    self._placed.append((QRect(left, top, piece_px + 2, line_px), piece))
                else:
                    piece.setFixedSize(piece.sizeHint())
                    piece.move(QPoint(left, top + (line_px - piece.height()) // 2))
                left += piece_px + gap
            top += line_px + _LINE_GAP_PX

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Break the lines anew."""
        super().resizeEvent(event)
        self._lay_out()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the words."""
        painter = QPainter(self)
        painter.setFont(page_font(SMALL_PX if self._is_small else TEXT_PX))
        painter.setPen(LOOK.theme.colour("quiet" if self._quiet or self._is_small else "text"))
        for rect, word in self._placed:
            painter.drawText(rect, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, word)
