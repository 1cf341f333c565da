"""The strip of the whole session: a block for each set, done, current, skipped or ahead. Decides nothing."""

from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QEvent, QPointF, QRect, QRectF, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFocusEvent,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QPixmap,
    QResizeEvent,
)
from PySide6.QtWidgets import QToolTip, QWidget

from trunktimer.foundation.translation import tr
from trunktimer.session.display import Segment, SegmentState
from trunktimer.ui.kit.fonts import REGULAR, SEMIBOLD, font_of_height, text_width
from trunktimer.ui.kit.look import LOOK
from trunktimer.ui.kit.run_layout import NAMES, STRIP
from trunktimer.ui.kit.theme import Theme
from trunktimer.ui.run.strip_shape import StripShape, strip_shape

BAR_SHARE: Final = STRIP / (STRIP + NAMES)  # of the height; the rest is for the names
_NAME_SHARE: Final = 1.32 / (STRIP + NAMES)  # of the height, for the size of their font
_HATCH_PX: Final = 7
KEY_REASONS: Final = (Qt.FocusReason.TabFocusReason, Qt.FocusReason.BacktabFocusReason)


@dataclass(frozen=True, slots=True)
class StripLook:
    """The colours of the strip that do not depend on a tone."""

    background: QColor
    track: QColor
    edge: QColor
    frame: QColor
    quiet: QColor
    focus: QColor


def strip_look(theme: Theme) -> StripLook:
    """The colours of a theme."""
    return StripLook(*map(theme.colour, ("background", "track", "edge", "text", "quiet", "focus")))


class TimelineStrip(QWidget):
    """The session as a row of blocks. A click, or Enter on the chosen block, asks to jump to its first step."""

    jump_requested = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setMouseTracking(True)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setAccessibleName(tr("Course of the session"))
        self._look = strip_look(LOOK.theme)
        self._segments: tuple[Segment, ...] = ()
        self._shape: StripShape = strip_shape((), 1, 1)
        self._still = QPixmap()
        self._chosen: int | None = None
        self._painted_to = -1.0
        LOOK.changed.connect(self._take_look)

    def show_segments(self, segments: tuple[Segment, ...]) -> None:
        """Show the state of a session. Where only the current block has grown, only it is painted again."""
        if segments is self._segments:
            return
        before, self._segments = self._segments, segments
        if len(segments) != len(before) or any(map(_placed_apart, segments, before)):
            self._shape = strip_shape(segments, self.width(), self.height() * BAR_SHARE)
            if self._chosen is not None and self._chosen >= len(segments):
                self._chosen = None
            self._tell()
            self._forget()
        elif any(map(_drawn_apart, segments, before)):
            self._tell()
            self._forget()
        else:
            self._grow_current()

    def choose_next(self, by: int) -> None:
        """Choose the block that lies so many further, for a screen reader."""
        if self._segments:
            self._choose(min(len(self._segments) - 1, max(0, self._shown() + by)))

    def take_chosen(self) -> None:
        """Ask to jump to the chosen block."""
        if self._segments:
            self.jump_requested.emit(self._segments[self._shown()].first)

    def _shown(self) -> int:
        return self._chosen if self._chosen is not None else (self._current() or 0)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Lay the blocks out anew."""
        super().resizeEvent(event)
        self._shape = strip_shape(self._segments, self.width(), self.height() * BAR_SHARE)
        self._forget()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Copy the still blocks, then draw the current one and the chosen one."""
        if self._still.isNull():
            self._still = self._drawn_still()
        painter = QPainter(self)
        painter.drawPixmap(0, 0, self._still)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        current = self._current()
        if current is not None:
            self._draw_current(painter, current)
        if self._chosen is not None and self.hasFocus():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(self._look.focus, 2.0))
            painter.drawRoundedRect(self._shape.outline(self._chosen), self._shape.corner, self._shape.corner)

    def event(self, event: QEvent) -> bool:
        """Show the label of the block under the mouse."""
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            at = self._shape.block_at(event.pos().x())
            if at is None:
                QToolTip.hideText()
            else:
                QToolTip.showText(event.globalPos(), self._segments[at].label, self)
            return True
        return super().event(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Ask to jump to the block under the mouse."""
        at = self._shape.block_at(event.position().x())
        inside = self.rect().contains(event.position().toPoint())
        if at is not None and inside and event.button() == Qt.MouseButton.LeftButton:
            self.jump_requested.emit(self._segments[at].first)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Left and Right choose a block, Enter asks to jump to it; all other keys go on to the window."""
        key = event.key()
        if not self._segments or key not in (
            Qt.Key.Key_Left,
            Qt.Key.Key_Right,
            Qt.Key.Key_Home,
            Qt.Key.Key_End,
            Qt.Key.Key_Return,
            Qt.Key.Key_Enter,
        ):
            event.ignore()
            return
        chosen = self._shown()
        last = len(self._segments) - 1
        match key:
            case Qt.Key.Key_Left:
                self._choose(max(0, chosen - 1))
            case Qt.Key.Key_Right:
                self._choose(min(last, chosen + 1))
            case Qt.Key.Key_Home:
                self._choose(0)
            case Qt.Key.Key_End:
                self._choose(last)
            case _:
                self.jump_requested.emit(self._segments[chosen].first)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Choose the current block when a key brought the focus."""
        super().focusInEvent(event)
        if self._segments and event.reason() in KEY_REASONS:
            self._choose(self._current() or 0)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Choose none."""
        super().focusOutEvent(event)
        self._chosen = None
        self._tell()
        self.update()

    def _choose(self, index: int) -> None:
        self._chosen = index
        self._tell()
        self.update()
        if self.isVisible():
            corner = self._shape.blocks[index].toAlignedRect().topLeft()
            QToolTip.showText(self.mapToGlobal(corner), self._segments[index].label, self)

    def _tell(self) -> None:
        current = self._current()
        shown = self._chosen if self._chosen is not None else current
        text = "" if shown is None else self._segments[shown].label
        if text != self.accessibleDescription():
            self.setAccessibleDescription(text)  # which screen readers say where the strip has the focus

    def _current(self) -> int | None:
        for index, segment in enumerate(self._segments):
            if segment.state is SegmentState.CURRENT:
                return index
        return None

    def _take_look(self) -> None:
        self._look = strip_look(LOOK.theme)
        self._forget()

    def _forget(self) -> None:
        self._still = QPixmap()
        self._painted_to = -1.0
        self.update()

    def _grow_current(self) -> None:
        current = self._current()
        if current is None:
            return
        if self._filled_to(current) != self._painted_to:
            self.update(self._around(current))

    def _filled_to(self, index: int) -> float:
        """Where the filling of a block ends: on a whole pixel of the screen."""
        block, ratio = self._shape.blocks[index], self.devicePixelRatioF()
        return round((block.left() + self._segments[index].done * block.width()) * ratio) / ratio

    def _around(self, index: int) -> QRect:
        return self._shape.outline(index).adjusted(-3, -3, 3, 3).toAlignedRect()

    def _drawn_still(self) -> QPixmap:
        ratio = self.devicePixelRatioF()
        still = QPixmap(self.size() * ratio)
        still.setDevicePixelRatio(ratio)
        still.fill(self._look.background)
        painter = QPainter(still)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for index, segment in enumerate(self._segments):
            if segment.state is not SegmentState.CURRENT:
                self._draw_still(painter, segment, self._shape.blocks[index])
        self._draw_names(painter)
        painter.end()
        return still

    def _draw_still(self, painter: QPainter, segment: Segment, block: QRectF) -> None:
        corner = min(self._shape.corner, block.width() / 2)
        if segment.state is SegmentState.DONE:
            self._fill(painter, segment, block, block.right())
            return
        skipped = segment.state is SegmentState.SKIPPED
        inner = block.adjusted(0.5, 0.5, -0.5, -0.5)
        painter.setPen(QPen(self._look.edge, 1))
        painter.setBrush(Qt.BrushStyle.NoBrush if skipped else self._look.track)
        painter.drawRoundedRect(inner, corner, corner)
        if skipped:
            painter.save()
            painter.setClipRect(inner)
            painter.setPen(QPen(self._look.edge, 2))
            high = block.height()
            for at in range(int(block.left() - high), int(block.right()), _HATCH_PX):
                painter.drawLine(QPointF(at, block.bottom()), QPointF(at + high, block.top()))
            painter.restore()
        self._fill(painter, segment, block, block.left() + segment.done * block.width())

    def _draw_names(self, painter: QPainter) -> None:
        """The names of the movements below their blocks, where they fit; that of the present one in any case."""
        size = max(1, round(_NAME_SHARE * self.height()))
        baseline = round(self.height() * BAR_SHARE + 1.45 * size)
        current, segments, blocks = self._current(), self._segments, self._shape.blocks
        firsts = [at for at, segment in enumerate(segments) if not at or segment.starts_block]
        here = max((at for at in firsts if current is not None and at <= current), default=None)
        taken = QRectF()
        for at in sorted(firsts, key=lambda first: first != here):
            name, present = segments[at].name, at == here
            wide = text_width(name, SEMIBOLD if present else REGULAR) * size
            left = min(blocks[at].left(), self.width() - wide) if present else blocks[at].left()
            until = next((blocks[after].left() for after in firsts if after > at), float(self.width()))
            box = QRectF(left, 0, wide + size / 2, 1)
            if present:
                taken = box
            elif left + wide > until or box.intersects(taken):
                continue
            painter.setFont(font_of_height(size, SEMIBOLD if present else REGULAR))
            painter.setPen(self._look.frame if present else self._look.quiet)
            painter.drawText(QPointF(left, baseline), name)

    def _fill(self, painter: QPainter, segment: Segment, block: QRectF, to: float) -> None:
        """What was done of a block, from its left edge to a place."""
        corner = min(self._shape.corner, block.width() / 2)
        painter.save()
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setClipRect(QRectF(block.left(), block.top(), to - block.left(), block.height()))
        painter.setBrush(LOOK.theme.accents.of(segment.tone))
        painter.drawRoundedRect(block, corner, corner)
        painter.restore()

    def _draw_current(self, painter: QPainter, index: int) -> None:
        segment, block = self._segments[index], self._shape.blocks[index]
        self._painted_to = self._filled_to(index)
        corner = min(self._shape.corner, block.width() / 2)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._look.track)
        painter.drawRoundedRect(block, corner, corner)
        self._fill(painter, segment, block, self._painted_to)
        line = max(1.5, self._shape.frame)
        painter.setPen(QPen(self._look.frame, line))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(self._shape.outline(index), corner + line / 2, corner + line / 2)


def _placed_apart(one: Segment, other: Segment) -> bool:
    return (one.weight_ms, one.starts_block, one.name) != (other.weight_ms, other.starts_block, other.name)


def _drawn_apart(one: Segment, other: Segment) -> bool:
    still = one.state is not SegmentState.CURRENT and one.done != other.done
    return one.state is not other.state or one.tone is not other.tone or still
