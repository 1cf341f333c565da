"""The countdown ring with its number and, below it, its phase word. Keeps no time: it shows what it is told."""

from dataclasses import dataclass, replace
from typing import Final

from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QProgressBar, QWidget

from trunktimer.foundation.translation import tr, trn
from trunktimer.session.display import Display, Glyph, Tone
from trunktimer.session.face import Face, face_of
from trunktimer.ui.kit.fonts import (
    BOLD,
    SEMIBOLD,
    cap_ratio,
    font_of_height,
    size_for_cap,
    size_that_fits,
    text_ink,
    text_width,
)
from trunktimer.ui.kit.glyphs import centred, glyph_path, placed
from trunktimer.ui.kit.look import LOOK
from trunktimer.ui.kit.ring_shape import (
    LINE_CAP,
    LINE_MIDDLE,
    LINE_SMALL_CAP,
    MARK_GROUND,
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
from trunktimer.ui.kit.theme import Theme

GLYPH_SHARE: Final = 0.96  # of the sign, and
GLYPH_GAP: Final = 0.32  # between sign and word, in heights of capitals
REDRAW_SHARE: Final = 1 / 20000  # a change of the fraction that no screen shows


@dataclass(frozen=True, slots=True)
class RingLook:
    """The colours of the ring for one tone of one theme."""

    background: QColor
    track: QColor
    accent: QColor
    hold: QColor
    release: QColor
    digits: QColor
    mark: QColor


@dataclass(frozen=True, slots=True, kw_only=True)
class RingState:
    """What the ring shows, cut out of a `Display`."""

    fraction: float = 0.0
    min_fraction: float | None = None
    rises: bool = False  # whether it fills from the top, and `fraction` is what is empty
    tops: bool = False
    digits: str = ""
    below: str = ""
    counts: bool = False  # whether the line below counts reps, which are shown larger than times
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
        hold=theme.accents.of(Tone.HOLD),
        release=theme.accents.of(Tone.RELEASE),
        digits=theme.colour("text"),
        mark=theme.colour("text"),
    )


def ring_state(display: Display, face: Face, calm: bool) -> RingState:
    """What the ring shows of a display and its face; with `calm` there is no pulse."""
    pulse = 0.0 if calm or not display.moving else pulse_strength(display.remaining_ms, display.pulse_s)
    return RingState(
        fraction=min(1.0, max(0.0, face.fraction_left)),
        min_fraction=face.mark,
        rises=face.rises,
        tops=face.tops,
        digits=face.number,
        below=face.below,
        counts=display.reps > 0,
        word=face.word,
        glyph=face.glyph,
        tone=face.tone,
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
    """The phase word: where it begins, its baseline, its font's size; `sign_left` if it has the sign."""

    text: str
    left: float
    baseline: float
    size_px: int
    sign_left: float | None


def word_row(shape: RingShape, word: str, glyph: Glyph | None) -> WordRow:
    """The phase word, with its sign if there is one: below the ring's middle, or at the right end of all the room."""
    lead = GLYPH_SHARE * glyph_path(glyph).boundingRect().right() + GLYPH_GAP if glyph is not None else 0.0
    cap = WORD_CAP * shape.outer
    size = size_for_cap(cap, BOLD)
    em = lead * cap_ratio(BOLD) + text_width(word, BOLD)
    if em * size > shape.wide:
        size = max(1, int(shape.wide / em))
    wide = em * size
    left = shape.middle.x() - wide / 2 if wide <= 2 * shape.outer else shape.right - wide
    real = size * cap_ratio(BOLD)
    baseline = shape.middle.y() + WORD_MIDDLE * shape.outer + real / 2
    return WordRow(word, left + lead * real, baseline, size, left if lead else None)


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

    def show_display(self, display: Display, face: Face | None = None) -> None:
        """Show a moment, whose `face` may be known already; only what differs from the last one is painted again."""
        face = face or face_of(display)
        before, state = self._state, ring_state(display, face, LOOK.reduced_motion)
        if state == before:
            return
        self._tell_value(display, face)
        if state.word != before.word:
            self.setAccessibleName(state.word.capitalize() or tr("Countdown"))
        if state.tone != before.tone:
            self._look = ring_look(LOOK.theme, state.tone)
        if not _drawn_alike(state, before):
            self._state = state
            self.update()
            return
        if state.digits != before.digits:
            self.update(digits_ink(self._shape, before.digits).united(digits_ink(self._shape, state.digits)))
        if abs(state.fraction - before.fraction) > REDRAW_SHARE or state.digits != before.digits:
            self.update(wedge_rect(self._shape.pulsed(state.pulse), before.fraction, state.fraction))
            self._state = state

    def digits_cap_px(self) -> float:
        """The real height of the digits that are shown, in logical pixels."""
        return digits_rect(self._shape, self._state.digits).height()

    def diameter_px(self) -> float:
        """The diameter of the ring in device pixels."""
        return 2 * self._shape.outer * self.devicePixelRatioF()

    def text(self) -> str:
        """The value in words, for a screen reader."""
        seconds = self.value()
        if self._state.rises:
            return trn("{n} second", "{n} seconds", seconds)
        return trn("{n} second left", "{n} seconds left", seconds)

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
        _draw_ring(painter, self._shape.pulsed(self._state.pulse), self._look, self._state, part)
        if not self._state.digits or part.intersects(digits_ink(self._shape, self._state.digits)):
            _draw_digits(painter, self._shape, self._look, self._state)
        _draw_line(painter, self._shape, self._look, self._state, part)
        _draw_word(painter, self._shape, self._look, self._state, part)

    def _take_look(self) -> None:
        self._look = ring_look(LOOK.theme, self._state.tone)
        self.update()

    def _tell_value(self, display: Display, face: Face) -> None:
        """Keep the value that a screen reader reads: whole seconds, and changed no oftener than they do."""
        rises = face.rises
        seconds = display.asked.held_ms // 1000 if rises else -(-max(0, display.remaining_ms) // 1000)
        planned = max(1, seconds, -(-(face.planned_ms if rises else display.planned_ms) // 1000))
        if seconds == self.value() and planned == self.maximum():
            return
        # QProgressBar would paint itself at once and as a whole; `setUpdatesEnabled` would paint afterwards.
        self.setAttribute(Qt.WidgetAttribute.WA_UpdatesDisabled, True)
        if planned != self.maximum():
            self.setRange(0, planned)
        self.setValue(seconds)
        self.setAttribute(Qt.WidgetAttribute.WA_UpdatesDisabled, False)


def _draw_ring(painter: QPainter, shape: RingShape, look: RingLook, state: RingState, part: QRect) -> None:
    first, last = share_in(shape, part)

    def fill(low: float, high: float, colour: QColor) -> None:
        painter.fillPath(sector(shape, max(low, first), min(high, last)), colour)

    fill(0.0, 1.0, look.track)
    later = state.min_fraction or 0.0
    if state.rises:
        begun = look.hold if state.tone is Tone.RELEASE else look.accent
        fill(max(state.fraction, later), 1.0, begun)
        fill(state.fraction, later, look.release if later else begun)
    else:
        fill(min(later, state.fraction), state.fraction, look.accent)
        fill(0.0, min(later, state.fraction), look.accent if state.fraction <= later else look.release)
    for at in (*((later,) if later else ()), *((0.0,) if state.tops else ())):
        if part.intersects(mark_rect(shape, at)):
            painter.fillPath(mark(shape, at, max(1.5, MARK_GROUND * shape.outer)), look.background)
            painter.fillPath(mark(shape, at), look.mark)


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


def _draw_line(painter: QPainter, shape: RingShape, look: RingLook, state: RingState, part: QRect) -> None:
    """The line below the digits."""
    cap = (LINE_CAP if state.counts else LINE_SMALL_CAP) * shape.outer
    middle = shape.middle.y() + LINE_MIDDLE * shape.outer
    if not state.below or part.bottom() < middle - cap or part.top() > middle + cap:
        return
    size = size_that_fits(state.below, shape.room(LINE_MIDDLE, cap), cap, SEMIBOLD)
    painter.setFont(font_of_height(size, SEMIBOLD))
    painter.setPen(look.digits)
    left = shape.middle.x() - text_width(state.below, SEMIBOLD) * size / 2
    painter.drawText(QPointF(left, middle + size * cap_ratio(SEMIBOLD) / 2), state.below)
    painter.setPen(Qt.PenStyle.NoPen)


def _draw_word(painter: QPainter, shape: RingShape, look: RingLook, state: RingState, part: QRect) -> None:
    if part.bottom() < shape.middle.y() + shape.outer:
        return  # a wedge of the rim must not cost drawing the word
    # Without digits the sign stands large in their place, and not a second time beside the word.
    row = word_row(shape, state.word, state.glyph if state.digits else None)
    if row.sign_left is not None:
        cap = row.size_px * cap_ratio(BOLD)
        high = GLYPH_SHARE * cap
        sign = placed(glyph_path(state.glyph), row.sign_left, row.baseline - (cap + high) / 2, high)
        painter.fillPath(sign, look.accent)
    painter.setFont(font_of_height(row.size_px, BOLD))
    painter.setPen(look.accent)
    painter.drawText(QPointF(row.left, row.baseline), row.text)
    painter.setPen(Qt.PenStyle.NoPen)
