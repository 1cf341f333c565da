"""The run page: what a person follows from the floor. Keeps no time and decides nothing about the session."""

from collections.abc import Callable, Mapping
from typing import Final

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import (
    QHideEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QShowEvent,
)
from PySide6.QtWidgets import QApplication, QWidget

from trunktimer.figure.figure import Figure
from trunktimer.foundation.translation import tr
from trunktimer.session.display import Display, Tone
from trunktimer.session.face import Face, face_of, format_standing
from trunktimer.ui.figure.figure_view import FigureView
from trunktimer.ui.figure.mat_view import MatView
from trunktimer.ui.kit.announcing import announce
from trunktimer.ui.kit.chain_timer import ChainTimer
from trunktimer.ui.kit.fit_label import FitLabel
from trunktimer.ui.kit.fonts import BOLD, REGULAR, SEMIBOLD
from trunktimer.ui.kit.keys import Command
from trunktimer.ui.kit.look import LOOK
from trunktimer.ui.kit.piece_line import Piece, PieceLine, fitted, width_of
from trunktimer.ui.kit.ring_shape import wake_interval_ms
from trunktimer.ui.kit.run_layout import DISTANCE_M, RunLayout, run_layout
from trunktimer.ui.run.announcer import Announcer
from trunktimer.ui.run.control_bar import ControlBar
from trunktimer.ui.run.countdown_ring import CountdownRing
from trunktimer.ui.run.floor_panel import FloorPanel, Panel, heading_of
from trunktimer.ui.run.timeline_strip import TimelineStrip

CONTROLS_MS: Final = 3_000  # how long the controls stay after the last movement of the mouse
FADE_MS: Final = 220
IDLE_MS: Final = 1_000
PULSE_FRAME_MS: Final = 33
NOTICE_MS: Final = 6_000  # a notice is read by then, and the page is the person's again
FIGURE_SPACE: Final = "\u2007"  # as wide as a digit


class RunPage(QWidget):
    """Name, figure, ring, cue, strip and what comes then; controls that come with the mouse, a panel while it stands.

    `panel_requested` carries the `Command` of a panel's target. `pause_requested` is pause or go on. `nudge_requested`
    carries milliseconds, `volume_requested` a share (0..1), `jump_requested` the index of a step.
    """

    pause_requested = Signal()
    done_requested = Signal()
    skip_requested = Signal()
    back_requested = Signal()
    skip_block_requested = Signal()
    repeat_requested = Signal()
    nudge_requested = Signal(int)
    stop_requested = Signal()
    mute_requested = Signal()
    volume_requested = Signal(float)
    full_screen_requested = Signal()
    compact_requested = Signal()
    keys_requested = Signal()
    jump_requested = Signal(int)
    panel_requested = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._display: Display | None = None
        self._distance_m = DISTANCE_M
        self._announcer = Announcer()
        self.tells_news = True  # to a screen reader
        self.asks: Panel | None = None
        self.head = PieceLine(self)
        self.mat = MatView(self)
        self.figure = FigureView(self)
        self.message = FitLabel(self, weight=SEMIBOLD, align=Qt.AlignmentFlag.AlignTop, lines=3)
        self.ring = CountdownRing(self)
        self.cue = FitLabel(self, weight=BOLD, align=Qt.AlignmentFlag.AlignHCenter)
        self.then = PieceLine(self, gap=0.45)
        self.then_figure = FigureView(self)
        self.panel = FloorPanel(self)
        self.panel.asked.connect(self.panel_requested)
        self.message_timer = ChainTimer(self._end_message, self)
        self.controls = ControlBar(self)
        self.controls.hide()
        self.strip = TimelineStrip(self)  # below the controls, and after them for Tab
        self.controls_timer = ChainTimer(self._hide_controls, self)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(tr("Session"))
        self._connect()
        LOOK.changed.connect(self._take_look)
        self._take_look()

    def _connect(self) -> None:
        bar = self.controls
        for asked, passed_on in (
            (bar.pause_requested, self.pause_requested),
            (bar.done_requested, self.done_requested),
            (bar.skip_requested, self.skip_requested),
            (bar.back_requested, self.back_requested),
            (bar.skip_block_requested, self.skip_block_requested),
            (bar.repeat_requested, self.repeat_requested),
            (bar.nudge_requested, self.nudge_requested),
            (bar.stop_requested, self.stop_requested),
            (bar.mute_requested, self.mute_requested),
            (bar.volume_requested, self.volume_requested),
            (bar.full_screen_requested, self.full_screen_requested),
            (bar.compact_requested, self.compact_requested),
            (bar.keys_requested, self.keys_requested),
            (self.strip.jump_requested, self.jump_requested),
        ):
            asked.connect(passed_on)
        for watched in (self.strip, bar, bar.volume, *bar.buttons):
            watched.installEventFilter(self)

    def show_display(self, display: Display) -> None:
        """Show a moment of a session. Parts that have not changed are not painted again."""
        self._display = display
        face = face_of(display)
        self.ring.show_display(display, face)
        self.cue.show_text(face.cue)
        self.strip.show_segments(display.segments)
        drawn = self.figure.knows(display.stage)
        self.mat.show_phase(display.glyph if display.digits else None, display.tone)
        self.mat.setVisible(not drawn)
        self.figure.setVisible(drawn)
        self.figure.show_stage(display.stage, display.breath)
        self.figure.describe(face.heading)
        self._show_lines(face)
        self._show_panel(display)
        self.controls.show_running(display.moving, face.waits)
        self._announce(display)

    def _show_lines(self, face: Face) -> None:
        """Name, set and time left in one line; what does not fit of it goes into the corner, or goes."""
        at = self.layout_now()
        cap, room = at.head_cap, self.head.width()
        name = Piece(f"{face.heading} · {face.side}" if face.side else face.heading, cap)
        sets = Piece(face.sets, cap)
        left = Piece(_padded(face.time_left), at.left_cap, REGULAR, "quiet")
        here: tuple[Piece, ...] = (sets, left)
        if name.wide_px + width_of(here, cap) > room:
            here = (sets,)
        if name.wide_px + width_of(here, cap) > room:
            here = ()
        self.head.show_pieces(cap, fitted((name,), room), here)
        change = face.change
        drawn = self.then_figure.knows(change.stage)
        self.then_figure.setVisible(drawn)
        if drawn:
            self.then_figure.show_stage(change.stage, None)
        then: tuple[Piece, ...] = (Piece(face.then, at.then_cap, REGULAR, "quiet"), Piece(change.text, at.then_cap))
        if face.sets and not here:
            then = (Piece(face.sets, at.then_cap), *then)
        place = at.then if drawn else at.then.united(at.then_figure).intersected(at.then.adjusted(0, 0, 9999, 0))
        self.then.setGeometry(place)
        self.then.show_pieces(at.then_cap, (), self.then.fit(then, at.then_cap, place.width()))

    def _show_panel(self, display: Display) -> None:
        stands = display.tone is Tone.PAUSED
        if not stands:
            self.asks = None
        else:
            panel = self.asks or Panel.PAUSED
            saying = self.message.text() or format_standing(display)
            if panel is Panel.END:
                saying = tr("What you have done so far counts.")
            elif panel is Panel.KEYS:
                saying = tr("F1 again: all keys")
            self.panel.show_panel(panel, heading_of(panel), saying)
        if self.panel.isHidden() is stands:
            self.panel.setVisible(stands)
            self.panel.raise_()
            self.controls.raise_()

    def ask(self, panel: Panel | None) -> None:
        """Open a panel in place of that of a pause, or that one again; the session is paused before."""
        self.asks = panel
        if self._display is not None:
            self._show_panel(self._display)
            announce(self, ", ".join(filter(None, self.panel.words)))

    def set_keys(self, keys: Callable[[Command], str]) -> None:
        """Take which key is named for a command on the panels."""
        self.panel.set_keys(keys)

    def _take_look(self) -> None:
        theme = LOOK.theme
        self.update()
        self.cue.set_colour(theme.colour("text"))
        self.message.set_colour(theme.colour("warning"), behind=theme.colour("background"))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Fill the background; a palette of its own would be undone by the style sheet of the application."""
        QPainter(self).fillRect(event.rect(), LOOK.theme.colour("background"))

    def set_viewing_distance_m(self, distance_m: float) -> None:
        """Set how far away the person is, 1 to 4 m; texts grow with it as far as there is room."""
        self._distance_m = distance_m
        self._lay_out()

    def set_message(self, text: str) -> None:
        """Show a calm line over the figure's place for some seconds; an empty text takes it away."""
        self.message.show_text(text)
        self.message.setVisible(bool(text))
        self.message.raise_()
        self.panel.raise_()
        self.controls.raise_()
        if text:
            self.message_timer.start(NOTICE_MS)
        if self._display is not None:
            self._show_panel(self._display)

    def _end_message(self) -> None:
        self.set_message("")

    def set_figures(self, figures: Mapping[str, Figure]) -> None:
        """Take the figures of movements by key; a movement without one shows a mat and the sign of the phase."""
        self.figure.set_figures(figures)
        self.then_figure.set_figures(figures)

    def show_sound(self, muted: bool, volume: float) -> None:
        """Show on the controls whether sound is muted, and the volume (0..1)."""
        self.controls.show_sound(muted, volume)

    def show_full_screen(self, full: bool) -> None:
        """Show on the controls whether the window fills the screen."""
        self.controls.show_full_screen(full)

    def wake_interval_ms(self) -> int:
        """How long the page looks the same: until the rim moves by a pixel or the digits change."""
        display = self._display
        if display is None or not display.moving:
            return IDLE_MS
        face = face_of(display)
        # What moves together wakes together: while the figure moves, the rim keeps to its thirty frames a second.
        rim_ms = wake_interval_ms(self.ring.diameter_px(), face.planned_ms)
        wake_ms = min(face.number_ms, self.figure.wake_interval_ms() or rim_ms)
        if display.pulse_s and not LOOK.reduced_motion:
            wake_ms = min(wake_ms, PULSE_FRAME_MS)
        return max(1, wake_ms)

    def layout_now(self) -> RunLayout:
        """The places of the parts at the present size."""
        return run_layout(self.width(), self.height(), self._distance_m)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Lay the page out anew."""
        super().resizeEvent(event)
        self._lay_out()

    def _lay_out(self) -> None:
        at = self.layout_now()
        for label, place, cap in ((self.message, at.message, at.message_cap), (self.cue, at.cue, at.cue_cap)):
            label.setGeometry(place)
            label.set_cap_px(cap)
        for widget, place in (
            *((self.head, at.head), (self.ring, at.ring), (self.strip, at.strip), (self.then_figure, at.then_figure)),
            *((self.mat, at.figure), (self.figure, at.figure)),
        ):
            widget.setGeometry(place)
        # What it covers stays where a screen reader looks for it: the ring says that it is paused, and where.
        covered = at.panel.united(at.ring).united(at.cue).united(at.figure)
        self.panel.setGeometry(covered)
        self.panel.set_frame(at.panel.translated(-covered.topLeft()), at.unit)
        self.controls.place(self.size(), at.strip)
        if self._display is not None:
            self._show_lines(face_of(self._display))

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Bring the controls."""
        super().mouseMoveEvent(event)
        self.show_controls()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Bring the controls also when the mouse moves over them, or when Tab reaches one."""
        if event.type() == QEvent.Type.MouseMove or (event.type() == QEvent.Type.FocusIn and watched is not self.strip):
            self.show_controls()
        return super().eventFilter(watched, event)

    def focusNextPrevChild(self, forward: bool) -> bool:
        """Bring the controls before Tab goes on: what is hidden cannot be reached."""
        self.show_controls()
        return super().focusNextPrevChild(forward)

    def show_controls(self) -> None:
        """Show controls and cursor, and let them go after three seconds without a movement."""
        self.unsetCursor()
        self.controls.appear(0 if LOOK.reduced_motion else FADE_MS)
        self.controls_timer.start(CONTROLS_MS)

    def _hide_controls(self) -> float | None:
        focus = QApplication.focusWidget()
        if self.controls.underMouse() or (focus is not None and self.controls.isAncestorOf(focus)):
            return CONTROLS_MS
        self.controls.vanish(0 if LOOK.reduced_motion else FADE_MS)
        self.setCursor(Qt.CursorShape.BlankCursor)
        return None

    def showEvent(self, event: QShowEvent) -> None:
        """Take the keyboard, so that no control has it before Tab is pressed."""
        super().showEvent(event)
        self.setFocus(Qt.FocusReason.OtherFocusReason)

    def hideEvent(self, event: QHideEvent) -> None:
        """Let nothing tick unseen."""
        super().hideEvent(event)
        self.controls_timer.stop()
        self.controls.hide()
        self.unsetCursor()

    def _announce(self, display: Display) -> None:
        if self.tells_news:
            announce(self, self._announcer.news(display))


def _padded(time_left: str) -> str:
    """The time that is left, as wide at 9 minutes as at 10."""
    number, _, _ = time_left.partition(" ")
    return FIGURE_SPACE * (2 - len(number)) + time_left if number.isdigit() else time_left
