"""Holds the session for the window: hands it the clock's readings and tells what came of it. Paints nothing."""

from collections.abc import Callable, Iterable
from typing import Final

from PySide6.QtCore import QObject, Qt, QTimer, Signal

from trunktimer.foundation.durations import format_duration
from trunktimer.foundation.translation import tr
from trunktimer.routine.timeline import Timeline
from trunktimer.session.display import Display
from trunktimer.session.effects import Effect, GapNoticed, Phase, SoundsPlaced
from trunktimer.session.session import GAP_MS, Session, new_session, position_at
from trunktimer.session.transitions import Action
from trunktimer.session.view import display
from trunktimer.session.walk import handle

_TWICE_MS: Final = 1_500  # a second press within this means the step before
_WATCH_MS: Final = 1_000  # often enough to notice that the machine slept
_AFTER_BUG_MS: Final = 200  # not at once: a bug that comes at every reading must not take the whole processor
_SPACE: Final = {
    Phase.READY: Action.START,
    Phase.RUNNING: Action.PAUSE,
    Phase.PAUSED: Action.RESUME,
    Phase.INTERRUPTED: Action.RESUME,
    Phase.WAITING: Action.DONE,
}

Sound = Callable[[Session, Iterable[Effect]], None]


class Controller(QObject):
    """One session at a time. `clock_ms` gives the reading that the session knows; `sound` performs its sounds.

    `slept_ms` tells how much of the reading the machine has slept.

    `display_changed` carries a `Display`, `phase_changed` a `Phase`, `message_changed` a sentence or nothing.
    """

    display_changed = Signal(object)
    phase_changed = Signal(object)
    message_changed = Signal(str)

    def __init__(
        self,
        clock_ms: Callable[[], int],
        sound: Sound,
        *,
        speed: float = 1.0,
        answers: bool = False,
        slept_ms: Callable[[], int] = lambda: 0,
    ) -> None:
        super().__init__()
        self._clock_ms = clock_ms
        self._slept_ms = slept_ms
        self._slept_before_ms = slept_ms()
        self._sound = sound
        self._speed = speed
        self._answers = answers
        self._session: Session | None = None
        self._pace_ms = 16
        self._watched = True
        self._restarted_ms = -_TWICE_MS
        self._space_pauses = self._space_taught = False
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self.tick)

    @property
    def session(self) -> Session | None:
        """The session as it was after the last reading; `None` before the first."""
        return self._session

    def open(self, timeline: Timeline, first: int = 0) -> None:
        """Get ready to follow `timeline` from its step `first`."""
        self._timer.stop()
        self._session = new_session(timeline, gap_ms=self.gap_ms)
        self.message_changed.emit("")
        if first:
            self.act(Action.JUMP, first)
        self._show()

    def take(self, session: Session) -> None:
        """Show a session that is gone on with, as it is: paused."""
        self._timer.stop()
        self._session = session
        self._slept_before_ms = self._slept_ms()
        self.message_changed.emit("")
        self._show()
        self._plan_next()

    @property
    def gap_ms(self) -> int:
        """How late a tick may be, before it counts as a sleep."""
        return max(GAP_MS, round(GAP_MS * self._speed))

    def close(self) -> None:
        """End the session that runs, if any, and forget it."""
        if self._session is not None and self._session.phase not in (Phase.FINISHED, Phase.STOPPED):
            self.act(Action.STOP)
        self._timer.stop()
        self._session = None

    def set_pace(self, pace_ms: int) -> None:
        """Redraw every `pace_ms` milliseconds while the countdown runs: as often as a pixel moves."""
        self._pace_ms = pace_ms

    def set_watched(self, watched: bool) -> None:
        """Say whether the page can be seen; unseen, nothing is redrawn and the clock is read once a second."""
        self._watched = watched
        self.tick()

    def tick(self) -> None:
        """Read the clock."""
        self.act(Action.TICK)

    def press_space(self) -> None:
        """Start, pause, go on or "done": what the one big key means now."""
        session = self._session
        if session is None or session.phase not in _SPACE:
            return
        at_gate = session.phase is Phase.WAITING and not session.offering
        self.act(Action.PAUSE if at_gate and self._space_pauses else _SPACE[session.phase])

    def set_space_pauses(self, pauses: bool) -> None:
        """Say whether the one big key pauses where the session waits for "done", in place of saying it."""
        if pauses != self._space_pauses:
            self._space_pauses = pauses
            self._show()

    def set_space_taught(self, taught: bool) -> None:
        """Say whether the space bar was taught something else, so that no hint names it."""
        if taught != self._space_taught:
            self._space_taught = taught
            self._show()

    def pause(self) -> None:
        """Pause if the session runs or waits; otherwise nothing."""
        self.act(Action.PAUSE)

    def press_back(self) -> None:
        """Begin the step again; pressed twice quickly, go to the step before."""
        now_ms = self._clock_ms()
        twice = now_ms - self._restarted_ms < _TWICE_MS * self._speed
        self._restarted_ms = -_TWICE_MS if twice else now_ms
        self.act(Action.BACK if twice else Action.RESTART_STEP)

    def place_sounds(self) -> None:
        """Place the sounds ahead anew, from where the session is: the player has changed."""
        session = self._session
        if session is not None and session.phase is Phase.RUNNING:
            now_ms = self._clock_ms()
            self._sound(session, (SoundsPlaced(position_ms=position_at(session, now_ms), at_ms=now_ms),))

    def act(self, action: Action, target: int = 0) -> None:
        """Do an action now; what it is about to change is told by the signals."""
        if self._session is None:
            return
        try:
            self._do(action, target)
        except Exception:  # the bug is told where all are; the clock is read on all the same
            if self._session.goes_on:
                self._timer.start(_AFTER_BUG_MS)
            raise
        self._plan_next()

    def _do(self, action: Action, target: int) -> None:
        assert self._session is not None
        before = self._session.phase
        slept_ms = self._slept_ms()  # read before the clock, which then includes it
        slept_since_ms, self._slept_before_ms = slept_ms - self._slept_before_ms, slept_ms
        self._session, effects = handle(self._session, action, self._clock_ms(), target, slept_ms=slept_since_ms)
        if self._answers and self._session.phase is Phase.WAITING:
            answer = Action.SKIP_BLOCK if self._session.offering else Action.DONE
            self._session, more = handle(self._session, answer, self._clock_ms())
            effects += more
        if effects:
            self._sound(self._session, effects)
        for effect in effects:
            if isinstance(effect, GapNoticed):
                slept = _rough(effect.gap_ms)
                self.message_changed.emit(tr("Paused: the computer slept for {time}.", time=slept))
        if self._session.phase is not before:
            if before in (Phase.PAUSED, Phase.INTERRUPTED):
                self.message_changed.emit("")
            self.phase_changed.emit(self._session.phase)
        if self._watched or action is not Action.TICK:
            self._show()

    def _show(self) -> None:
        if self._session is not None:
            shown: Display = display(
                self._session, self._clock_ms(), space_pauses=self._space_pauses, space_taught=self._space_taught
            )
            self.display_changed.emit(shown)

    def _plan_next(self) -> None:
        session = self._session
        if session is None or session.phase not in (Phase.RUNNING, Phase.WAITING):
            self._timer.stop()
            return
        step = session.step
        wait_ms = _WATCH_MS
        if session.phase is Phase.RUNNING and step is not None:
            now_ms = self._clock_ms()
            due_ms = session.anchor_ms + step.end_ms - session.position_ms
            wait_ms = min(wait_ms, max(0, round((due_ms - now_ms) / self._speed)))
            if self._watched:
                to_second_ms = (due_ms - now_ms) % 1000 or 1000
                wait_ms = min(wait_ms, self._pace_ms, max(1, round(to_second_ms / self._speed) + 1))
        self._timer.start(wait_ms)


def _rough(gap_ms: int) -> str:
    """A long time without its seconds."""
    return format_duration(gap_ms // 60_000 * 60_000 if gap_ms >= 120_000 else gap_ms // 1000 * 1000)
