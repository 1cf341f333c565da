"""Between the session of the window and the desktop: screen, sleep and media keys follow it. It shows nothing."""

import contextlib
from collections.abc import Callable, Sequence
from typing import Final, Protocol

from PySide6.QtCore import QObject, Signal

from trunktimer.desktop.awake import Awake
from trunktimer.desktop.mpris import MediaControls
from trunktimer.desktop.now_playing import Ask, Told, shown_of, told_of
from trunktimer.desktop.sleep import SleepWatch
from trunktimer.routine.timeline import Timeline
from trunktimer.session.effects import Effect, SoundsHalted
from trunktimer.session.session import Session
from trunktimer.session.transitions import Action

_ACTIONS: Final = {Ask.NEXT: Action.SKIP_STEP, Ask.FORWARD: Action.FORWARD, Ask.REWIND: Action.REWIND}


class Conductor(Protocol):
    """What the window's controller offers."""

    @property
    def session(self) -> Session | None:
        """The session as it is; `None` if there is none."""
        ...

    def act(self, action: Action, target: int = 0) -> None:
        """Do an action now."""
        ...

    def tick(self) -> None:
        """Read the clock."""
        ...

    def play(self) -> None:
        """Start or go on, if the session stands."""
        ...

    def pause(self) -> None:
        """Pause if the session runs or waits."""
        ...

    def press_space(self) -> None:
        """What the one big key means now."""
        ...

    def press_back(self) -> None:
        """Begin the step again, or go to the step before."""
        ...


class SessionListener(QObject):
    """Follows the session of one controller; made after the window can be seen.

    `fault_changed` carries the sentence for the run page, or an empty text. `raise_requested` and `quit_requested` are
    about the window. `when_written` calls what it is given once all that was told is written down, from any thread: so
    long the machine is kept from sleeping, as far as it waits.
    """

    fault_changed = Signal(str)
    raise_requested = Signal()
    quit_requested = Signal()
    _said = Signal(str)  # from the thread that keeps the screen on

    def __init__(
        self,
        controller: Conductor,
        clock_ms: Callable[[], int],
        *,
        speed: float = 1.0,
        when_written: Callable[[Callable[[], object]], object] = lambda then: then(),
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._controller = controller
        self._clock_ms = clock_ms
        self._when_written = when_written
        self._fault = ""
        self._kept = self._pausing = False
        self._seen: tuple[object, ...] = ()
        self._timeline: Timeline | None = None
        self._number = 0
        self._told = Told()
        self._said.connect(self._set_fault)
        self._awake = Awake(self._say)
        self._sleep = SleepWatch(self)
        self._sleep.about_to_sleep.connect(self._pause_for_sleep)
        self._sleep.woke.connect(controller.tick)
        self._controls = MediaControls(self._position_ms, speed, self)
        self._controls.asked.connect(self._grant)
        self._controls.jump_requested.connect(self._jump)
        self._controls.raise_requested.connect(self.raise_requested)
        self._controls.quit_requested.connect(self.quit_requested)
        self.follow()

    def on_effects(self, session: Session, effects: Sequence[Effect]) -> None:
        """Take what a session told; `session` is the one after it."""
        if any(not isinstance(effect, SoundsHalted) for effect in effects):
            self._look(session)

    def follow(self, *_: object) -> None:
        """Look at the session; costs next to nothing where it is as before. Takes whatever a signal carries."""
        session = self._controller.session
        if _standing(session) != self._seen:
            self._look(session)

    def close(self) -> None:
        """Let the screen, the machine and the media keys go."""
        self._awake.close()
        self._sleep.close()
        self._controls.close()

    # ---- from the session to the desktop

    def _look(self, session: Session | None) -> None:
        self._seen = _standing(session)
        goes_on = session is not None and session.goes_on
        if goes_on != self._kept:
            self._kept = goes_on
            if goes_on:
                self._awake.keep()
            else:
                self._awake.release()
        if not self._pausing:
            self._sleep.watch(goes_on)
        if session is None or session.is_over:
            self._set_fault("")
        if self._controls.is_there:
            self._show(session)

    def _show(self, session: Session | None) -> None:
        if session is not None and session.timeline is not self._timeline:
            self._timeline = session.timeline
            self._number += 1
        now_ms = self._clock_ms()
        self._controls.show(shown_of(session, now_ms, self._number))
        told, off = self._told.follow(told_of(session, now_ms))
        self._told = told
        if off:
            self._controls.tell_position(told.position_ms)

    def _say(self, sentence: str) -> None:
        with contextlib.suppress(RuntimeError):  # the window is gone
            self._said.emit(sentence)

    def _set_fault(self, sentence: str) -> None:
        if sentence != self._fault and (self._kept or not sentence):
            self._fault = sentence
            self.fault_changed.emit(sentence)

    # ---- from the desktop to the session

    def _pause_for_sleep(self) -> None:
        self._pausing = True
        self._controller.act(Action.SLEEP)
        self._pausing = False
        self._when_written(self._sleep.let_go)

    def _position_ms(self) -> int:
        return told_of(self._controller.session, self._clock_ms()).position_ms

    def _grant(self, ask: Ask) -> None:
        controller = self._controller
        match ask:
            case Ask.PLAY:
                controller.play()
            case Ask.PAUSE:
                controller.pause()
            case Ask.TOGGLE:
                controller.press_space()
            case Ask.PREVIOUS:
                controller.press_back()
            case _:
                controller.act(_ACTIONS[ask])

    def _jump(self, position_ms: int) -> None:
        session = self._controller.session
        if session is not None and session.ahead:
            timeline = session.timeline
            wanted_ms = session.coming.position_ms(timeline.total_ms - position_ms)
            self._controller.act(Action.JUMP, timeline.index_at(wanted_ms))


def _standing(session: Session | None) -> tuple[object, ...]:
    """What is the same from tick to tick as long as nothing happens."""
    if session is None:
        return ()
    return id(session.timeline), session.phase, session.index, session.position_ms
