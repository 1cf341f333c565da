"""The window's loop around the session: a timer that says when the clock is read, and signals. Paints nothing."""

from collections.abc import Callable, Sequence
from typing import Final

from PySide6.QtCore import QObject, Signal, SignalInstance

from trunktimer.routine.timeline import Timeline
from trunktimer.session.bests import Bests
from trunktimer.session.display import Display
from trunktimer.session.effects import Effect, GapNoticed, Phase, PhaseChanged
from trunktimer.session.runner import SessionRunner
from trunktimer.session.session import Session
from trunktimer.session.session_recorder import BrokenOff
from trunktimer.session.transitions import Action
from trunktimer.session.wording import gap_text
from trunktimer.ui.kit.chain_timer import ChainTimer

_WATCH_MS: Final = 1_000  # often enough to notice that the machine slept


class Controller(QObject):
    """What the window asks of the session; the last listener of its runner: what is shown was heard and kept before.

    `display_changed` carries a `Display`, `unseen_changed` one that nobody sees, for the task bar; `phase_changed` a
    `Phase`, `message_changed` a sentence or nothing.
    """

    display_changed = Signal(object)
    unseen_changed = Signal(object)
    phase_changed = Signal(object)
    message_changed = Signal(str)

    def __init__(self, runner: SessionRunner) -> None:
        super().__init__()
        self._runner = runner
        self._pace_ms = 16
        self._watched = True
        self._timer = ChainTimer(self._tick, self)
        runner.listen(self)

    @property
    def session(self) -> Session | None:
        """The session as it was after the last reading; `None` before the first."""
        return self._runner.session

    @property
    def shown(self) -> Display | None:
        """What is to be seen now; `None` if there is no session."""
        return self._runner.display()

    def open(self, timeline: Timeline, path: str = "", first: int = 0) -> None:
        """Get ready to follow `timeline`, made of the file at `path`, from its step `first`."""
        self._timer.stop()
        self._runner.open(timeline, path, first)
        self.message_changed.emit("")
        self._show()

    def resume(self, session: Session, origin: str | BrokenOff = "") -> None:
        """Show a session that broke off, as it is: paused."""
        self._timer.stop()
        self._runner.resume(session, origin)
        self.message_changed.emit("")
        self._show()

    def close(self) -> None:
        """End the session that runs, if any, and forget it."""
        if self.session is not None and not self.session.is_over:
            self.act(Action.STOP)
        self._timer.stop()
        self._runner.close()

    def set_pace(self, pace_ms: int) -> None:
        """Redraw every `pace_ms` milliseconds while the countdown runs: as often as a pixel moves."""
        self._pace_ms = pace_ms

    def set_watched(self, watched: bool) -> None:
        """Say whether the page can be seen; unseen, nothing is redrawn and the clock is read once a second."""
        self._watched = watched
        self.tick()

    def set_space_pauses(self, pauses: bool) -> None:
        """Say whether the one big key pauses where the session waits for "done", in place of saying it."""
        if pauses != self._runner.space_pauses:
            self._runner.space_pauses = pauses
            self._show()

    def set_space_taught(self, taught: bool) -> None:
        """Say whether the space bar was taught something else, so that no hint names it."""
        if taught != self._runner.space_taught:
            self._runner.space_taught = taught
            self._show()

    def set_reach_ms(self, reach_ms: int) -> None:
        """Take so much off from what counts up in the sessions to come, for the way to the key."""
        self._runner.reach_ms = reach_ms

    def compare_with(self, bests: Bests) -> None:
        """Tell what counts up and how many reps beside the best so far."""
        self._runner.bests = bests
        self._show()

    def place_sounds(self) -> None:
        """Place the sounds ahead anew, from where the session is: the player has changed."""
        self._runner.place_sounds()

    # ---- what a person or the clock asks for

    def act(self, action: Action, target: int = 0) -> None:
        """Do an action now; what it is about to change is told by the signals."""
        self._do(lambda: self._runner.act(action, target))

    def tick(self) -> None:
        """Read the clock."""
        if self.session is not None:
            self._timer.run()

    def _tick(self) -> float | None:
        return self._done(lambda: self._runner.act(Action.TICK), draws=self._watched)

    def press_space(self) -> None:
        """Start, pause, go on or "done": what the one big key means now."""
        self._do(self._runner.press_space)

    def press_back(self) -> None:
        """Begin the step again; pressed twice quickly, go to the step before."""
        self._do(self._runner.press_back)

    @property
    def asks_reps(self) -> bool:
        """Whether it is asked how many reps it were."""
        return self._runner.asks_reps

    @property
    def counts_up(self) -> bool:
        """Whether time counts up until a person lets go."""
        return self._runner.counts_up

    def type_digit(self, digit: int) -> None:
        """Take a digit of the number of reps that is asked for."""
        self._do(lambda: self._runner.type_digit(digit))

    def add_reps(self, by: int) -> None:
        """Take more or fewer reps than the number that stands there."""
        self._do(lambda: self._runner.add_reps(by))

    def erase_digit(self) -> None:
        """Take back the last digit of the number of reps."""
        self._do(self._runner.erase_digit)

    def play(self) -> None:
        """Start or go on, if the session stands."""
        self._do(self._runner.play)

    def pause(self) -> None:
        """Pause if the session runs or waits; otherwise nothing."""
        self.act(Action.PAUSE)

    def _do(self, work: Callable[[], None]) -> None:
        if self.session is not None:
            self._timer.run(lambda: self._done(work))

    def _done(self, work: Callable[[], None], *, draws: bool = True) -> float | None:
        """Do it, and tell in how many milliseconds the clock is to be read again."""
        work()
        self._show(self.display_changed if draws else self.unseen_changed)
        return self._runner.wait_ms(_WATCH_MS, self._pace_ms if self._watched else None)

    # ---- what comes of it

    def on_effects(self, session: Session, effects: Sequence[Effect]) -> None:
        """Tell a sleep and a change of phase."""
        for effect in effects:
            if isinstance(effect, GapNoticed):
                self.message_changed.emit(gap_text(effect))
        before = next((effect.old for effect in effects if isinstance(effect, PhaseChanged)), session.phase)
        if session.phase is not before:
            if before in (Phase.PAUSED, Phase.INTERRUPTED):
                self.message_changed.emit("")
            self.phase_changed.emit(session.phase)

    def _show(self, signal: SignalInstance | None = None) -> None:
        shown = self.shown
        if shown is not None:
            (signal or self.display_changed).emit(shown)
