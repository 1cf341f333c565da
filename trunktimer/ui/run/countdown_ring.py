"""The countdown ring with its digits and phase word. Keeps no time: it shows what it is told, when it is told."""

from dataclasses import dataclass, replace
from math import ceil
from typing import Final

from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QProgressBar, QWidget

from trunktimer.foundation.translation import tr, trn
from trunktimer.session.display import Display, Glyph, Tone
from trunktimer.ui.kit.fonts import BOLD, cap_ratio, font_of_height, size_for_cap, size_that_fits, text_ink, text_width
from trunktimer.ui.kit.glyphs import centred, glyph_path, placed
from trunktimer.ui.kit.look import LOOK
from trunktimer.ui.kit.ring_shape import (
    ROW_CAP,
    ROW_MIDDLES,
    WORD_CAP,
    WORD_MIDDLE,
    RingShape,
    digits_size,
    mark,
    mark_rect,
    pulse_strength,
    ring_shape,
    sector,
    share_in,
    wedge_rect,
)
from trunktimer.ui.kit.theme import Theme, blend

PULSE_SHARE: Final = 0.13  # how much of the tone's colour the middle takes at the height of a pulse
GLYPH_GAP: Final = 0.38  # between sign and word, in heights of capitals
REDRAW_SHARE: Final = 1 / 20000  # a change of the fraction that no screen shows


@dataclass(frozen=True, slots=True)
class RingLook:
    """The colours of the ring for one tone of one theme."""

    background: QColor
    track: QColor
    accent: QColor
    release: QColor
    digits: QColor
    mark: QColor


@dataclass(frozen=True, slots=True, kw_only=True)
class RingState:
    """What the ring shows, cut out of a `Display`."""

    fraction: float = 0.0
    min_fraction: float | None = None
    digits: str = ""
    word: str = ""
    glyph: Glyph = Glyph.READY
    tone: Tone = Tone.READY
    pulse: float = 0.0


def ring_look(theme: Theme, tone: Tone) -> RingLook:
    """The colours for a tone."""
    return RingLook(
        background=theme.colour("background"),
        track=theme.colour("track"),
        accent=theme.accents.of(tone),
        release=theme.accents.of(Tone.RELEASE),
        digits=theme.colour("text"),
        mark=theme.colour("text"),
    )


def ring_state(display: Display, calm: bool) -> RingState:
    """What the ring shows of a display; with `calm` there is no pulse."""
    pulse = 0.0 if calm or not display.moving else pulse_strength(display.remaining_ms, display.pulse_s)
    return RingState(
        fraction=min(1.0, max(0.0, display.fraction_left)),
        min_fraction=display.min_fraction,
        digits=display.digits,
        word=display.word,
        glyph=display.glyph,
        tone=display.tone,
        pulse=round(pulse, 2),
    )


def digits_rect(shape: RingShape, digits: str) -> QRectF:
    """The box of the digits: their advance wide and their real capitals high."""
    size = digits_size(shape, digits)
    width, height = size * text_width(digits, BOLD, True), size * cap_ratio(BOLD)
    return QRectF(shape.middle.x() - width / 2, shape.digits_middle - height / 2, width, height)


def digits_ink(shape: RingShape, digits: str) -> QRect:
    """Where the digits leave ink: a round one goes beyond the height of capitals."""
    return _ink(digits, digits_size(shape, digits), digits_rect(shape, digits).bottomLeft(), clock=True)


def _ink(text: str, size_px: int, at: QPointF, *, clock: bool = False) -> QRect:
    ink = text_ink(text, BOLD, clock)
    box = QRectF(at + ink.topLeft() * size_px, ink.size() * size_px)
    return box.toAlignedRect().adjusted(-2, -2, 2, 2)  # smooth edges, and that text is set on whole pixels


def _drawn_alike(one: RingState, other: RingState) -> bool:
    """Whether two states differ in nothing but the fraction left and the digits that count it."""
    later = one.min_fraction or 0.0
    return (
        replace(one, fraction=0.0, digits="") == replace(other, fraction=0.0, digits="")
        and (one.fraction <= later) == (other.fraction <= later)
        and bool(one.digits) == bool(other.digits)
    )


@dataclass(frozen=True, slots=True)
class WordRow:
    """One row of the phase word: where it begins, its baseline, its font's size; `sign_left` if it has the sign."""

    text: str
    left: float
    baseline: float
    size_px: int
    sign_left: float | None


def word_rows(shape: RingShape, word: str, glyph: Glyph | None) -> tuple[WordRow, ...]:
    """The phase word, with its sign if there is one, in one row, or in two where one would be too wide."""
    lead = glyph_path(glyph).boundingRect().right() + GLYPH_GAP if glyph is not None else 0.0
    cap = WORD_CAP * shape.outer
    size = size_for_cap(cap, BOLD)
    wide = text_width(word, BOLD) * size + lead * cap
    if wide <= shape.room(WORD_MIDDLE, cap) or " " not in word:
        return (_row(shape, word, lead, WORD_MIDDLE, cap),)
    first, second = min(_splits(word), key=lambda rows: max(text_width(row, BOLD) for row in rows))
    cap = ROW_CAP * shape.outer
    return _row(shape, first, lead, ROW_MIDDLES[0], cap), _row(shape, second, 0.0, ROW_MIDDLES[1], cap)


def _splits(word: str) -> list[tuple[str, str]]:
    """The ways to set several words in two rows."""
    words = word.split(" ")
    return [(" ".join(words[:at]), " ".join(words[at:])) for at in range(1, len(words))]


def _row(shape: RingShape, text: str, lead: float, middle: float, cap: float) -> WordRow:
    size = size_that_fits(text, shape.room(middle, cap) - lead * cap, cap, BOLD)
    real = size * cap_ratio(BOLD)
    left = shape.middle.x() - (lead * real + text_width(text, BOLD) * size) / 2
    baseline = shape.middle.y() + middle * shape.outer + real / 2
    return WordRow(text, left + lead * real, baseline, size, left if lead else None)


class CountdownRing(QProgressBar):
    """A ring that empties clockwise from the top. To a screen reader it is a progress bar in seconds left, and its
    name is the phase word."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setTextVisible(False)
        self.setAccessibleName(tr("Countdown"))
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._state = RingState()
        self._look = ring_look(LOOK.theme, Tone.READY)
        self._shape = ring_shape(100, 100)
        LOOK.changed.connect(self._take_look)

    def show_display(self, display: Display) -> None:
        """Show a moment; only what differs from the last one is painted again."""
        before, state = self._state, ring_state(display, LOOK.reduced_motion)
        if state == before:
            return
        self._tell_value(display)
        if state.word != before.word:
            self.setAccessibleName(display.word.capitalize() or tr("Countdown"))
        if state.tone != before.tone:
            self._look = ring_look(LOOK.theme, state.tone)
        if not _drawn_alike(state, before):
            self._state = state
            self.update()
            return
        if state.digits != before.digits:
            self.update(digits_ink(self._shape, before.digits).united(digits_ink(self._shape, state.digits)))
        if abs(state.fraction - before.fraction) > REDRAW_SHARE or state.digits != before.digits:
            self.update(wedge_rect(self._shape, before.fraction, state.fraction))
            self._state = state

    def digits_cap_px(self) -> float:
        """The real height of the digits that are shown, in logical pixels."""
        return digits_rect(self._shape, self._state.digits).height()

    def diameter_px(self) -> float:
        """The diameter of the ring in device pixels."""
        return 2 * self._shape.outer * self.devicePixelRatioF()

    def text(self) -> str:
        """The value in words, for a screen reader."""
        left = self.value()
        return trn("{n} second left", "{n} seconds left", left)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Lay the ring out anew."""
        super().resizeEvent(event)
        self._shape = ring_shape(self.width(), self.height())

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw what lies in the part that has to be painted."""
        part = event.rect()
        painter = QPainter(self)
        painter.fillRect(part, self._look.background)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        if self._state.pulse:
            _draw_pulse(painter, self._shape, self._look, self._state)
        _draw_ring(painter, self._shape, self._look, self._state, part)
        if not self._state.digits or part.intersects(digits_ink(self._shape, self._state.digits)):
            _draw_digits(painter, self._shape, self._look, self._state)
        _draw_word(painter, self._shape, self._look, self._state, part)

    def _take_look(self) -> None:
        self._look = ring_look(LOOK.theme, self._state.tone)
        self.update()

    def _tell_value(self, display: Display) -> None:
        """Keep the value that a screen reader reads: whole seconds, and changed no oftener than they do."""
        seconds = -(-max(0, display.remaining_ms) // 1000)
        planned = max(1, seconds, -(-display.planned_ms // 1000))
        if seconds == self.value() and planned == self.maximum():
            return
        # QProgressBar would paint itself at once and as a whole; `setUpdatesEnabled` would paint afterwards.
        self.setAttribute(Qt.WidgetAttribute.WA_UpdatesDisabled, True)
        if planned != self.maximum():
            self.setRange(0, planned)
        self.setValue(seconds)
        self.setAttribute(Qt.WidgetAttribute.WA_UpdatesDisabled, False)


def _draw_pulse(painter: QPainter, shape: RingShape, look: RingLook, state: RingState) -> None:
    painter.setBrush(blend(look.background, look.accent, PULSE_SHARE * state.pulse))
    painter.drawEllipse(shape.middle, shape.inner + 1, shape.inner + 1)


def _draw_ring(painter: QPainter, shape: RingShape, look: RingLook, state: RingState, part: QRect) -> None:
    first, last = share_in(shape, part)

    def fill(low: float, high: float, colour: QColor) -> None:
        painter.fillPath(sector(shape, max(low, first), min(high, last)), colour)

    fill(0.0, 1.0, look.track)
    later = state.min_fraction or 0.0
    fill(min(later, state.fraction), state.fraction, look.accent)
    if not later:
        return
    fill(0.0, min(later, state.fraction), look.accent if state.fraction <= later else look.release)
    if part.intersects(mark_rect(shape, later)):
        painter.fillPath(mark(shape, later, max(1.5, 0.012 * shape.outer)), look.background)
        painter.fillPath(mark(shape, later), look.mark)


def _draw_digits(painter: QPainter, shape: RingShape, look: RingLook, state: RingState) -> None:
    if not state.digits:
        height = shape.digits_cap(1.2) * 0.8
        sign = centred(glyph_path(state.glyph), QPointF(shape.middle.x(), shape.digits_middle), height)
        painter.fillPath(sign, look.accent)
        return
    box = digits_rect(shape, state.digits)
    painter.setFont(font_of_height(digits_size(shape, state.digits), BOLD, True))
    painter.setPen(look.digits)
    painter.drawText(box.bottomLeft(), state.digits)
    painter.setPen(Qt.PenStyle.NoPen)


def _draw_word(painter: QPainter, shape: RingShape, look: RingLook, state: RingState, part: QRect) -> None:
    # Without digits the sign stands large in their place, and not a second time beside the word.
    for row in word_rows(shape, state.word, state.glyph if state.digits else None):
        cap = row.size_px * cap_ratio(BOLD)
        ink = _ink(row.text, row.size_px, QPointF(row.left, row.baseline))
        if not part.intersects(ink.adjusted(-ceil(row.left - (row.sign_left or row.left)) - 2, 0, 0, 0)):
            continue  # a wedge of the rim must not cost drawing the word
        if row.sign_left is not None:
            sign = placed(glyph_path(state.glyph), row.sign_left, row.baseline - cap, cap)
            painter.fillPath(sign, look.accent)
        painter.setFont(font_of_height(row.size_px, BOLD))
        painter.setPen(look.accent)
        painter.drawText(QPointF(row.left, row.baseline), row.text)
    painter.setPen(Qt.PenStyle.NoPen)
