"""The terminal player: the same session as the window's, without PySide6. It knows no files."""

import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from typing import Final, Protocol, TextIO

from trunktimer.desktop.awake import Awake
from trunktimer.foundation.clock import Clock
from trunktimer.foundation.key_places import qwerty_of
from trunktimer.foundation.translation import later, tr
from trunktimer.routine.timeline import Gate, Timeline
from trunktimer.session.bests import Bests
from trunktimer.session.display import Display
from trunktimer.session.effects import Effect, GapNoticed, Phase, StepEntered
from trunktimer.session.runner import Listener, SessionRunner
from trunktimer.session.session import Session
from trunktimer.session.session_recorder import BrokenOff
from trunktimer.session.speech import Voice
from trunktimer.session.transcript import timeline_lines
from trunktimer.session.transitions import Action
from trunktimer.session.wording import gap_text
from trunktimer.sound.cue_player import CuePlayer
from trunktimer.sound.player import Player

_FRAME_S: Final = 0.05
_WATCH_MS: Final = 500.0  # not so long that a sleep would go unnoticed
_LATER_MS: Final = 0.5  # so that what is due then is not read a moment too early


class Keys(Protocol):
    """Where key presses come from."""

    def read(self, wait_s: float) -> str:
        """A key pressed within `wait_s` seconds, or an empty text."""
        ...


#: Opens a live view for as long as its context lasts, which is told what it shows, with a note.
Screen = Callable[[], AbstractContextManager[Callable[[Display, str], None]]]


class NoKeys:
    """Nobody at the keys: gates are answered at once."""

    def __init__(self, sleep: Callable[[float], None] = time.sleep) -> None:
        self._sleep = sleep

    def read(self, wait_s: float) -> str:
        """Wait, and give nothing."""
        self._sleep(wait_s)
        return ""


_ACTIONS: Final = {
    "<right>": Action.SKIP_STEP,
    "n": Action.SKIP_BLOCK,
    "b": Action.BACK,
    "<left>": Action.RESTART_STEP,
    "r": Action.REPEAT_REP,
    "d": Action.DONE,
    "\r": Action.DONE,
    "\n": Action.DONE,
    "+": Action.FORWARD,
    "<up>": Action.FORWARD,
    "-": Action.REWIND,
    "<down>": Action.REWIND,
}
_BY: Final = {"<up>": 1, "+": 1, "<down>": -1, "-": -1}
_ERASES: Final = ("\x7f", "\b")
#: Keys that mean something else than letting go at the end of a hold to the limit.
_NOT_THE_END: Final = ("q", "m", "b", "n", "r", "<left>")
# Translators: "q" is a key and stays as it is; "space" is the space bar.
_QUESTION: Final = later("End the session? q ends it, space goes on with it.")


class TerminalPlayer:
    """Follows one timeline, made of the file at `path`, to its end: the terminal's loop around the session.

    Without a `screen` it tells line by line. `clock_ns` reads a monotonic clock, `slept_ns` how long the machine slept.
    """

    def __init__(
        self,
        timeline: Timeline,
        *,
        player: Player,
        keys: Keys,
        out: TextIO,
        screen: Screen | None = None,
        path: str = "",
        speed: float = 1.0,
        first: int = 0,
        voice: Voice | None = None,
        space_pauses: bool = False,
        clock_ns: Callable[[], int] = time.monotonic_ns,
        slept_ns: Callable[[], int] | None = None,
    ) -> None:
        self._timeline = timeline
        self._path = path
        self._keys = keys
        self._out = out
        self._screen = screen
        self._first = first
        self._player = player
        self._muted = False
        clock = Clock(speed, monotonic_ns=clock_ns, slept_ns=slept_ns)
        cue_player = CuePlayer(player, clock.to_ns, speed)
        cue_player.set_voice(voice)
        self.now_ms: Final = clock.now_ms
        self.speed: Final = speed
        self._runner = SessionRunner(
            clock.now_ms, clock.slept_ms, speed=speed, answers=isinstance(keys, NoKeys), listeners=(cue_player,)
        )
        self._runner.space_pauses = space_pauses
        self._lines = timeline_lines(timeline) if screen is None else []
        self._resumed: tuple[Session, BrokenOff] | None = None
        self._awake: Awake | None = None
        self._kept_on = False
        self._note = ""
        self._asks = False

    def listen(self, listener: Listener) -> None:
        """Tell this one what happens, before it is shown: so what a person has seen is written."""
        self._runner.listen(listener)

    def set_reach_ms(self, reach_ms: int) -> None:
        """Take so much off from what counts up, for the way to the key."""
        self._runner.reach_ms = reach_ms

    def compare_with(self, bests: Bests) -> None:
        """Tell what counts up and how many reps beside the best so far."""
        self._runner.bests = bests

    def stay_awake_with(self, make_awake: Callable[[Callable[[str], object]], Awake]) -> None:
        """Keep the screen on while the session runs; why it may go dark all the same stands below the keys."""
        self._awake = make_awake(self._take_note)

    def _take_note(self, sentence: str) -> None:
        self._note = sentence

    def resume(self, session: Session, origin: BrokenOff) -> None:
        """When it runs, go on with a session that broke off instead of beginning one."""
        self._resumed = session, origin

    def run(self) -> int:
        """Follow the timeline; gives the exit code: 0 when it came to its end, 130 when it was stopped."""
        try:
            return self._run()
        finally:
            if self._awake is not None:
                self._awake.close()

    def _run(self) -> int:
        runner = self._runner
        runner.listen(self)
        if self._resumed is not None:
            runner.resume(*self._resumed)
            runner.act(Action.RESUME)
        else:
            runner.open(self._timeline, self._path, self._first)
            runner.act(Action.START)
        with self._shown() as show:
            while runner.session is not None and not runner.session.is_over:
                show(runner.display())
                self._press(self._keys.read(self._wait_s()))
            show(runner.display())
        finished = runner.session is not None and runner.session.phase is Phase.FINISHED
        self._say(tr("Finished.") if finished else tr("Stopped."))
        return 0 if finished else 130

    def stop(self) -> None:
        """End the session from outside, as a signal does."""
        self._runner.act(Action.STOP)

    def _press(self, key: str) -> None:
        """Do what a key asks for, with Shift or without; one of another script means what is in its place on QWERTY."""
        if not key:
            self._runner.act(Action.TICK)
            return
        key, asked, self._asks = qwerty_of(key).lower(), self._asks, False
        if self._answer_gate(key):
            return
        if key == " ":
            self._runner.press_space()
            return
        if key == "q":
            self._asks = not asked
            self._runner.act(Action.STOP if asked else Action.PAUSE)
            return
        if key == "m":
            self._muted = not self._muted
            self._player.set_muted(self._muted)
        self._runner.act(_ACTIONS.get(key, Action.TICK))

    def _answer_gate(self, key: str) -> bool:
        """Whether the key answers what the session waits for: a digit of a number, or any at the end of a hold."""
        shown = self._runner.display()
        gate = shown.asked.gate if shown is not None else None
        session = self._runner.session
        if gate is None or session is None or session.phase is not Phase.WAITING:
            return False
        if gate is Gate.REPS and key.isdecimal():
            self._runner.type_digit(int(key))
        elif gate is Gate.REPS and key in _BY:
            self._runner.add_reps(_BY[key])
        elif gate is Gate.REPS and key in _ERASES:
            self._runner.erase_digit()
        elif gate is Gate.COUNT_UP and key not in _NOT_THE_END:
            self._runner.act(Action.DONE)
        else:
            return False
        return True

    def on_effects(self, session: Session, effects: Sequence[Effect]) -> None:
        """Keep the screen on while the session goes on, and tell what happened line by line."""
        if self._awake is not None and session.goes_on is not self._kept_on:
            self._kept_on = session.goes_on
            (self._awake.keep if self._kept_on else self._awake.release)()
        for effect in effects:
            self._tell(effect)

    def _tell(self, effect: Effect) -> None:
        if self._screen is not None:
            return
        match effect:
            case StepEntered(index=index):
                self._say(self._lines[index])
            case GapNoticed():
                self._say(gap_text(effect))
            case _:
                pass

    def _say(self, text: str) -> None:
        self._out.write(text + "\n")
        self._out.flush()

    def _wait_s(self) -> float:
        if self._screen is not None:
            return _FRAME_S
        wait_ms = self._runner.wait_ms(_WATCH_MS)
        return min(_WATCH_MS if wait_ms is None else wait_ms + _LATER_MS, _WATCH_MS) / 1000

    @contextmanager
    def _shown(self) -> Iterator[Callable[[Display | None], None]]:
        """The screen where there is one; nothing beyond the lines elsewhere."""
        if self._screen is None:
            yield lambda shown: None
            return
        with self._screen() as show:
            yield lambda shown: None if shown is None else show(shown, tr(_QUESTION) if self._asks else self._note)
