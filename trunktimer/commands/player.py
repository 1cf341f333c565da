"""The terminal player: the same session as the window's, without PySide6. It knows no files."""

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Final, Protocol, TextIO

from trunktimer.foundation.clock import Clock
from trunktimer.foundation.durations import clock_text
from trunktimer.foundation.translation import later, tr
from trunktimer.routine.routine import Breath
from trunktimer.routine.timeline import Timeline
from trunktimer.session.display import Display
from trunktimer.session.effects import Effect, GapNoticed, Phase, StepEntered
from trunktimer.session.session import GAP_MS, Session, new_session
from trunktimer.session.transcript import timeline_lines
from trunktimer.session.transitions import Action
from trunktimer.session.view import display
from trunktimer.session.walk import handle

if TYPE_CHECKING:
    from rich.console import RenderableType

    from trunktimer.desktop.awake import Awake
    from trunktimer.session.session_recorder import SessionRecorder
    from trunktimer.session.speech import Voice
    from trunktimer.sound.player import Player

_FRAME_S: Final = 0.05
_LONGEST_WAIT_S: Final = 0.5
_HEARD_S: Final = 1.8
# Translators: space, n, b, N, r, +/-, m and q are keys and stay as they are.
KEYS_LINE: Final = later("space pause/done · n next · b back · N skip block · r repeat · +/- 10 s · m mute · q quit")
_BREATHS: Final = {Breath.IN: later("breathe in"), Breath.OUT: later("breathe out")}
_ENDED: Final = frozenset({Phase.FINISHED, Phase.STOPPED})


def hear(player: "Player", kind: str) -> None:
    """Play one kind of sound, and wait until it is over."""
    from trunktimer.sound.cue_player import play_one

    play_one(player, kind, time.monotonic_ns())
    time.sleep(_HEARD_S)


class Keys(Protocol):
    """Where key presses come from."""

    def read(self, wait_s: float) -> str:
        """A key pressed within `wait_s` seconds, or an empty text."""
        ...


class NoKeys:
    """Nobody at the keys: gates are answered at once."""

    def __init__(self, sleep: Callable[[float], None] = time.sleep) -> None:
        self._sleep = sleep

    def read(self, wait_s: float) -> str:
        """Wait, and give nothing."""
        self._sleep(wait_s)
        return ""


class TerminalKeys:
    """Keys of a POSIX terminal, read one by one."""

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream

    def read(self, wait_s: float) -> str:
        """A key pressed within `wait_s` seconds; arrow keys come as `<left>` and the like."""
        import os
        import select

        number = self._stream.fileno()
        if not select.select([number], [], [], wait_s)[0]:
            return ""
        text = os.read(number, 16).decode("utf-8", "replace")
        return _ARROWS.get(text, text[:1])


_ARROWS: Final = {"\x1b[A": "<up>", "\x1b[B": "<down>", "\x1b[C": "<right>", "\x1b[D": "<left>"}

_ACTIONS: Final = {
    "n": Action.SKIP_STEP,
    "<right>": Action.SKIP_STEP,
    "N": Action.SKIP_BLOCK,
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
    "q": Action.STOP,
}
_SPACE: Final = {
    Phase.READY: Action.START,
    Phase.RUNNING: Action.PAUSE,
    Phase.PAUSED: Action.RESUME,
    Phase.INTERRUPTED: Action.RESUME,
    Phase.WAITING: Action.DONE,
}


def action_of(key: str, phase: Phase, *, space_pauses: bool = False) -> Action | None:
    """What a key means in a phase; `None` if nothing. `space_pauses` leaves "done" at a gate to Enter."""
    if key == " ":
        return Action.PAUSE if space_pauses and phase is Phase.WAITING else _SPACE.get(phase)
    return _ACTIONS.get(key)


class TerminalPlayer:
    """Follows one timeline to its end. `clock_ns` reads a monotonic clock, `slept_ns` how long the machine slept."""

    def __init__(
        self,
        timeline: Timeline,
        *,
        player: "Player",
        keys: Keys,
        out: TextIO,
        live: bool,
        speed: float = 1.0,
        first: int = 0,
        voice: "Voice | None" = None,
        space_pauses: bool = False,
        clock_ns: Callable[[], int] = time.monotonic_ns,
        slept_ns: Callable[[], int] | None = None,
    ) -> None:
        from trunktimer.sound.cue_player import CuePlayer

        self._timeline = timeline
        self._keys = keys
        self._alone = isinstance(keys, NoKeys)
        self._out = out
        self._live = live
        self._speed = speed
        self._first = first
        self._space_pauses = space_pauses
        self._clock = Clock(speed, monotonic_ns=clock_ns, slept_ns=slept_ns)
        self._slept_before_ms = 0
        self._player = player
        self._muted = False
        self._cue_player = CuePlayer(player, self._clock.to_ns, speed)
        self._cue_player.set_voice(voice)
        self._lines = timeline_lines(timeline) if not live else []
        self.session: Session = new_session(timeline, gap_ms=self.gap_ms)
        self._resumes = False
        self._session_recorder: SessionRecorder | None = None
        self._awake: Awake | None = None
        self._kept_on = False
        self._note = ""

    @property
    def gap_ms(self) -> int:
        """How late a tick may be, before it counts as a sleep."""
        return max(GAP_MS, round(GAP_MS * self._speed))

    def record_with(self, session_recorder: "SessionRecorder") -> None:
        """Tell `chronicle` what happens, before it is shown: what a person has seen is written."""
        self._session_recorder = session_recorder

    def stay_awake_with(self, make_awake: "Callable[[Callable[[str], object]], Awake]") -> None:
        """Keep the screen on while the session runs; why it may go dark all the same stands below the keys."""
        self._awake = make_awake(self._take_note)

    def _take_note(self, sentence: str) -> None:
        self._note = sentence

    def go_on_with(self, session: Session) -> None:
        """Go on with a paused session instead of beginning one."""
        self.session, self._resumes = session, True

    def run(self) -> int:
        """Follow the timeline; gives the exit code: 0 when it came to its end, 130 when it was stopped."""
        try:
            return self._run()
        finally:
            if self._awake is not None:
                self._awake.close()

    def _run(self) -> int:
        if self._resumes:
            self._act(Action.RESUME)
        else:
            self._act(Action.JUMP, self._first)
            self._act(Action.START)
        with self._screen() as show:
            while self.session.phase not in _ENDED:
                self._answer()
                if self.session.phase in _ENDED:
                    break
                show(display(self.session, self.now_ms()))
                key = self._keys.read(self._wait_s())
                if key == "m":
                    self._muted = not self._muted
                    self._player.set_muted(self._muted)
                pauses = self._space_pauses and not self.session.offering
                action = action_of(key, self.session.phase, space_pauses=pauses)
                self._act(action or Action.TICK)
            show(display(self.session, self.now_ms()))
        finished = self.session.phase is Phase.FINISHED
        self._say(tr("Finished.") if finished else tr("Stopped."))
        return 0 if finished else 130

    def stop(self) -> None:
        """End the session from outside, as a signal does."""
        self._act(Action.STOP)

    def now_ms(self) -> int:
        """The reading of the session's clock."""
        return self._clock.now_ms()

    def _act(self, action: Action, target: int = 0) -> None:
        slept_ms = self._clock.slept_ms()  # read before the clock, which then includes it
        slept_since_ms, self._slept_before_ms = slept_ms - self._slept_before_ms, slept_ms
        self.session, effects = handle(self.session, action, self.now_ms(), target, slept_ms=slept_since_ms)
        self._cue_player.carry_out(self.session, effects)
        if self._session_recorder is not None:
            self._session_recorder.carry_out(self.session, effects)
        if self._awake is not None and self.session.goes_on is not self._kept_on:
            self._kept_on = self.session.goes_on
            (self._awake.keep if self._kept_on else self._awake.release)()
        for effect in effects:
            self._tell(effect)

    def _answer(self) -> None:
        """With nobody at the keys, a gate is answered at once and skipped blocks stay skipped."""
        if self._alone and self.session.phase is Phase.WAITING:
            self._act(Action.SKIP_BLOCK if self.session.offering else Action.DONE)

    def _tell(self, effect: Effect) -> None:
        if self._live:
            return
        match effect:
            case StepEntered(index=index):
                self._say(self._lines[index])
            case GapNoticed(gap_ms=gap_ms):
                self._say(tr("Paused: the computer slept for {time}.", time=clock_text(gap_ms)))
            case _:
                pass

    def _say(self, text: str) -> None:
        self._out.write(text + "\n")
        self._out.flush()

    def _wait_s(self) -> float:
        """Until something can happen, but not so long that a sleep would go unnoticed."""
        if self._live:
            return _FRAME_S
        if self._alone and self.session.phase is Phase.WAITING:
            return 0.0
        step = self.session.step
        if self.session.phase is not Phase.RUNNING or step is None:
            return _LONGEST_WAIT_S
        due_ms = self.session.anchor_ms + step.end_ms - self.session.position_ms
        left_s = (due_ms - self.now_ms()) / 1000 / self._speed
        return min(max(left_s, 0.0) + 0.0005, _LONGEST_WAIT_S)

    @contextmanager
    def _screen(self) -> Iterator[Callable[[Display], None]]:
        """A live view on a terminal; nothing beyond the lines elsewhere."""
        if not self._live:
            yield lambda shown: None
            return
        from rich.console import Console
        from rich.live import Live

        console = Console(file=self._out)
        with _raw_keys(sys.stdin), Live(console=console, auto_refresh=False, transient=False) as live:
            yield lambda shown: live.update(live_view(shown, console.width, self._note), refresh=True)


def live_view(shown: Display, width: int, note: str = "") -> "RenderableType":
    """What the terminal shows of a display, `width` characters wide, with a `note` that holds for a time."""
    from rich.progress_bar import ProgressBar
    from rich.table import Table
    from rich.text import Text

    bar_width = max(10, min(width - 12, 72))
    head = "   ".join(piece for piece in (shown.title, shown.side, *shown.counts) if piece)
    phase = f"{shown.glyph} {shown.word}   {shown.digits}"
    breath = f"   {tr(_BREATHS[shown.breath])}" if shown.breath else ""
    step_bar = ProgressBar(total=1000, completed=1000 * (1 - shown.fraction_left), width=bar_width)
    whole_ms = max(1, shown.total_ms)
    whole_bar = ProgressBar(total=whole_ms, completed=shown.total_ms - shown.left_ms, width=bar_width)
    rows = (
        Text(head, style="bold"),
        Text(shown.cue + breath),
        Text(phase, style="bold reverse" if shown.next_is_news else "bold"),
        step_bar,
        Text(shown.hint or shown.next, style="" if shown.hint else "dim"),
        whole_bar,
        Text(
            tr("{left} left of {total}", left=clock_text(shown.left_ms), total=clock_text(shown.total_ms)), style="dim"
        ),
        Text(tr(KEYS_LINE), style="dim"),
    )
    view = Table.grid()
    for row in (*rows, Text(note)) if note else rows:
        view.add_row(row)
    return view


@contextmanager
def _raw_keys(stream: TextIO) -> Iterator[None]:
    """Single keys without echo while the context lasts; the terminal is put back afterwards."""
    import termios
    import tty

    number = stream.fileno()
    before = termios.tcgetattr(number)
    tty.setcbreak(number)
    try:
        yield
    finally:
        termios.tcsetattr(number, termios.TCSADRAIN, before)
