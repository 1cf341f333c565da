"""The live view of a session on a terminal, and the keys pressed there one by one."""

import contextlib
import os
import select
import sys
from collections.abc import Callable, Iterator
from typing import Final, TextIO

from rich.console import Console, RenderableType
from rich.live import Live
from rich.progress_bar import ProgressBar
from rich.table import Table
from rich.text import Text

from trunktimer.foundation.durations import format_clock
from trunktimer.foundation.translation import later, tr
from trunktimer.routine.routine import Breath
from trunktimer.session.display import Display

if sys.platform != "win32":  # the view can be drawn there too, but has no keys
    import termios
    import tty

# Translators: space, the arrows, b, n, r, +/-, m and q are keys and stay as they are.
KEYS_LINE: Final = later("space pause/done · → next · b back · n skip block · r repeat · +/- 10 s · m mute · q end")
_BREATHS: Final = {Breath.IN: later("breathe in"), Breath.OUT: later("breathe out")}


class TerminalKeys:
    """Keys of a POSIX terminal, read one by one."""

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream

    def read(self, wait_s: float) -> str:
        """A key pressed within `wait_s` seconds; arrow keys come as `<left>` and the like."""
        number = self._stream.fileno()
        if not select.select([number], [], [], wait_s)[0]:
            return ""
        text = os.read(number, 16).decode("utf-8", "replace")
        return _WHOLE.get(text, text[:1])


#: What comes as more than one character: arrows, and the Arabic key in the place of B.
_WHOLE: Final = {"\x1b[A": "<up>", "\x1b[B": "<down>", "\x1b[C": "<right>", "\x1b[D": "<left>", "لا": "لا"}


@contextlib.contextmanager
def live_screen(keys: TextIO, out: TextIO) -> Iterator[Callable[[Display, str], None]]:
    """A view on a terminal, with single keys, while the context lasts; it is told what it shows, with a note."""
    console = Console(file=out)
    with _raw_keys(keys), Live(console=console, auto_refresh=False, transient=False) as live:

        def show(shown: Display, note: str) -> None:
            live.update(live_view(shown, console.width, note), refresh=True)

        yield show


def live_view(shown: Display, width: int, note: str = "") -> RenderableType:
    """What the terminal shows of a display, `width` characters wide, with a `note` that holds for a time."""

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
        Text(shown.asked.line),
        Text(shown.hint or shown.next, style="" if shown.hint else "dim"),
        whole_bar,
        Text(
            tr("{left} left of {total}", left=format_clock(shown.left_ms), total=format_clock(shown.total_ms)),
            style="dim",
        ),
        Text(tr(KEYS_LINE), style="dim"),
    )
    view = Table.grid()
    for row in (*rows, Text(note)) if note else rows:
        view.add_row(row)
    return view


@contextlib.contextmanager
def _raw_keys(stream: TextIO) -> Iterator[None]:
    """Single keys without echo while the context lasts; the terminal is put back afterwards."""

    number = stream.fileno()
    before = termios.tcgetattr(number)
    tty.setcbreak(number)
    try:
        yield
    finally:
        with contextlib.suppress(termios.error):  # the terminal was closed
            termios.tcsetattr(number, termios.TCSADRAIN, before)
