"""The one place in which a shell meets the state machine: readings and actions go in, listeners are told the rest.

A window and a terminal are loops around it: they ask when the clock is to be read again, and show what there is. What
is heard, written down and told to the desktop is the work of listeners. Nothing here has a clock of its own.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from typing import Final, Protocol, runtime_checkable

from trunktimer.routine.timeline import Gate, Timeline
from trunktimer.session.bests import Bests, bests_after
from trunktimer.session.display import Display
from trunktimer.session.done import done_of
from trunktimer.session.effects import Effect, Phase, SoundsPlaced, StepEntered, StepLeft
from trunktimer.session.session import (
    COUNTS_UP,
    GAP_MS,
    Session,
    asks_reps,
    held_at,
    is_early,
    new_session,
    position_at,
)
from trunktimer.session.session_recorder import BrokenOff
from trunktimer.session.transitions import Action
from trunktimer.session.view import display
from trunktimer.session.walk import handle

_TWICE_MS: Final = 1_500  # a second press within this means the step before
_MOST_REPS: Final = 9_999
_SPACE: Final = {
    Phase.READY: Action.START,
    Phase.RUNNING: Action.PAUSE,
    Phase.PAUSED: Action.RESUME,
    Phase.INTERRUPTED: Action.RESUME,
    Phase.WAITING: Action.DONE,
}


class Listener(Protocol):
    """Who is told what a session did."""

    def on_effects(self, session: Session, effects: Sequence[Effect]) -> None:
        """Carry out what one call of `handle` told; `session` is the one after it. There is at least one effect."""
        ...


@runtime_checkable
class OpeningListener(Protocol):
    """A listener that is also told of each session before anything happens to it."""

    def on_open(self, session: Session, origin: str | BrokenOff) -> None:
        """A session was opened. `origin` is the path of its routine's file, or what was kept when it broke off."""
        ...


class SessionRunner:
    """One session at a time, told to its listeners in their order.

    `clock_ms` gives the reading that the session knows, `slept_ms` how much of it the machine has slept; `speed` is how
    much faster than the clock on the wall it goes. With `answers`, where nobody is at the keys, gates are answered when
    they took what they aim at or at least (which for most is at once), and skipped blocks stay skipped.

    Attributes:
        space_pauses: whether the one big key pauses where the session waits for "done", in place of saying it.
        space_taught: whether the space bar was taught something else, so that no hint names it.
        bests: the best so far, as the history has it when a session is opened; what is done since is added.
        reach_ms: the way to the key, taken off from what counts up.
    """

    def __init__(
        self,
        clock_ms: Callable[[], int],
        slept_ms: Callable[[], int] = lambda: 0,
        *,
        speed: float = 1.0,
        answers: bool = False,
        listeners: Iterable[Listener] = (),
    ) -> None:
        self._clock_ms = clock_ms
        self._slept_ms = slept_ms
        self._speed = speed
        self._answers = answers
        self._listeners = tuple(listeners)
        self._session: Session | None = None
        self._slept_before_ms = 0
        self._restarted_ms: int | None = None
        self.space_pauses = self.space_taught = False
        self.bests: Bests = {}
        self.reach_ms = 0
        self._typed: int | None = None

    @property
    def session(self) -> Session | None:
        """The session as it was after the last reading; `None` before the first and after `close`."""
        return self._session

    @property
    def speed(self) -> float:
        """How much faster than the clock on the wall the session goes."""
        return self._speed

    def listen(self, listener: Listener) -> None:
        """Tell this one too, after all others."""
        self._listeners = (*self._listeners, listener)

    # ---- sessions come and go

    def open(self, timeline: Timeline, path: str = "", first: int = 0) -> None:
        """Get ready to follow `timeline`, which was made of the file at `path`, from its step `first`."""
        gap_ms = max(GAP_MS, round(GAP_MS * self._speed))  # how late a reading may be, before it counts as a sleep
        self._begin(new_session(timeline, gap_ms=gap_ms, reach_ms=self.reach_ms), path)
        if first:
            self.act(Action.JUMP, first)

    def resume(self, session: Session, origin: str | BrokenOff = "") -> None:
        """Take over a session that broke off, as it is: paused. `Action.RESUME` goes on with it."""
        now_ms = self._clock_ms()
        rows = () if isinstance(origin, str) else origin.rows
        done = done_of((session.timeline.steps[row.index], row.outcome, row.actual_ms) for row in rows)
        self._begin(replace(session, anchor_ms=now_ms, seen_ms=now_ms, done=done, reach_ms=self.reach_ms), origin)

    def close(self) -> None:
        """End the session that runs, if any, and forget it."""
        if self._session is not None and not self._session.is_over:
            self.act(Action.STOP)
        self._session = None

    def _begin(self, session: Session, origin: str | BrokenOff) -> None:
        self._session = session
        self._slept_before_ms = self._slept_ms()  # what was slept before is not this session's
        self._restarted_ms = self._typed = None
        for listener in self._listeners:
            if isinstance(listener, OpeningListener):
                listener.on_open(session, origin)

    # ---- what a person or the clock asks for

    def act(self, action: Action, target: int = 0) -> None:
        """Do an action now; without a session, nothing. `target` is the step that `JUMP` goes to.

        Where it is asked how many reps it were, "done" says the number that was typed.
        """
        if action is Action.DONE and self._typed is not None and self.asks_reps:
            action, target = Action.COUNT, self._typed
        self._handle(action, target)
        while self._answers and self._session is not None and self._session.phase is Phase.WAITING:
            if not self._session.offering and self._expected_ms(self._session) > 0:
                return
            self._handle(Action.SKIP_BLOCK if self._session.offering else Action.DONE)

    def type_digit(self, digit: int) -> None:
        """A digit of the number of reps; where none is asked for, nothing. It is said by "done"."""
        if self.asks_reps:
            self._typed = min(_MOST_REPS, (self._typed or 0) * 10 + digit)

    def add_reps(self, by: int) -> None:
        """More or fewer reps than the number that stands there; at first than what is wanted."""
        session = self._session
        if self.asks_reps and session is not None and session.step is not None:
            begun = session.step.part.reps - 1 if self._typed is None else self._typed
            self._typed = min(_MOST_REPS, max(0, begun + by))

    def erase_digit(self) -> None:
        """Take back the last digit."""
        if self._typed is not None:
            self._typed = self._typed // 10 or None

    @property
    def counts_up(self) -> bool:
        """Whether it waits for a person to let go of what counts up: any key says so."""
        session = self._session
        step = None if session is None or session.phase is not Phase.WAITING else session.step
        return step is not None and step.part.gate is Gate.COUNT_UP

    @property
    def asks_reps(self) -> bool:
        """Whether it is asked how many reps it were."""
        return self._session is not None and self._session.phase is Phase.WAITING and asks_reps(self._session)

    def _expected_ms(self, session: Session) -> int:
        """How much is left of what a gate aims at, or takes at least."""
        step = session.step
        return 0 if step is None else step.part.expected_ms - held_at(session, self._clock_ms())

    def press_space(self) -> None:
        """Start, pause, go on or "done": what the one big key means now."""
        session = self._session
        if session is None or session.is_over:
            return
        step = session.step
        pauses = False
        if session.phase is Phase.WAITING and step is not None:
            # Whoever holds to the limit need not look for a key; a rest that is not over is paused as any other.
            pauses = self.space_pauses and step.part.gate is not Gate.COUNT_UP
            pauses = pauses or is_early(session, self._clock_ms())
        self.act(Action.PAUSE if pauses else _SPACE[session.phase])

    def play(self) -> None:
        """Start or go on; where it goes on already, nothing."""
        if self._session is not None and not self._session.goes_on:
            self.press_space()

    def press_back(self) -> None:
        """Begin the step again; pressed twice quickly, go to the step before."""
        now_ms, before_ms = self._clock_ms(), self._restarted_ms
        twice = before_ms is not None and now_ms - before_ms < _TWICE_MS * self._speed
        self._restarted_ms = None if twice else now_ms
        self.act(Action.BACK if twice else Action.RESTART_STEP)

    def place_sounds(self) -> None:
        """Place the sounds ahead anew, from where the session is: the player has changed."""
        session = self._session
        if session is not None and session.phase is Phase.RUNNING:
            now_ms = self._clock_ms()
            self._tell(session, (SoundsPlaced(position_ms=position_at(session, now_ms), at_ms=now_ms),))

    def _handle(self, action: Action, target: int = 0) -> None:
        if self._session is None:
            return
        slept_ms = self._slept_ms()  # read before the clock, which then includes it
        slept_since_ms, self._slept_before_ms = slept_ms - self._slept_before_ms, slept_ms
        self._session, effects = handle(self._session, action, self._clock_ms(), target, slept_ms=slept_since_ms)
        for effect in effects:
            match effect:
                case StepLeft() if self._speed == 1:  # a rehearsal beats nothing
                    self.bests = bests_after(self.bests, self._session.timeline, effect)
                case StepEntered():
                    self._typed = None
                case _:
                    pass
        if effects:
            self._tell(self._session, effects)

    def _tell(self, session: Session, effects: Sequence[Effect]) -> None:
        for listener in self._listeners:
            listener.on_effects(session, effects)

    # ---- what a shell shows, and until when it may wait

    def display(self) -> Display | None:
        """What is to be shown now; `None` without a session."""
        if self._session is None:
            return None
        return display(
            self._session,
            self._clock_ms(),
            space_pauses=self.space_pauses,
            space_taught=self.space_taught,
            bests=self.bests,
            reps=self._typed,
        )

    def wait_ms(self, longest_ms: float, pace_ms: float | None = None) -> float | None:
        """How long a shell may wait before it reads the clock by `act` again, in milliseconds on the wall.

        `None` where nothing happens until somebody asks for it. Until the present step ends, but never longer than
        `longest_ms`: a sleep must be noticed. A shell that draws what moves gives its `pace_ms`, and then no change of
        the whole seconds that are left is missed either.
        """
        session = self._session
        if session is None or not session.goes_on:
            return None
        step = session.step
        if step is None:
            return longest_ms
        now_ms = self._clock_ms()
        if session.phase is Phase.RUNNING:
            left_ms = session.anchor_ms + step.end_ms - session.position_ms - now_ms
            wait_ms = min(longest_ms, max(0.0, left_ms / self._speed))
        else:
            ends_ms = step.part.limit_ms or (step.part.expected_ms if self._answers else 0)
            left_ms = ends_ms - held_at(session, now_ms)
            wait_ms = min(longest_ms, max(0.0, left_ms / self._speed)) if ends_ms else longest_ms
            if step.part.gate not in COUNTS_UP:
                return wait_ms
        if pace_ms is not None:
            to_second_ms = left_ms % 1000 or 1000
            wait_ms = min(wait_ms, pace_ms, to_second_ms / self._speed + 1)
        return wait_ms
