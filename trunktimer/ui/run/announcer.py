"""Decides what a screen reader is told during a session, and when. Speaks to no screen reader itself."""

from collections.abc import Iterable
from typing import Final

from trunktimer.foundation.translation import tr, trn
from trunktimer.session.display import Display

LAST_MS: Final = 10_000
LONG_MS: Final = 30_000  # in shorter steps half-way and last seconds would only talk over each other


class Announcer:
    """Remembers what was said, so that each thing is said once: never each second."""

    def __init__(self) -> None:
        self._at: tuple[int, str, str] | None = None
        self._said_half = False
        self._said_last = False
        self._said_aim = False

    def news(self, display: Display) -> str:
        """What has to be said of this moment; empty for nothing."""
        at = (display.index, display.title, display.word)
        if at != self._at:
            before, self._at = self._at, at
            if before is None or before[0] != at[0] or display.remaining_ms == display.planned_ms:
                self._said_half = display.remaining_ms * 2 <= display.planned_ms
                self._said_last = display.remaining_ms <= LAST_MS
            self._said_aim = False
            return self._beginning(display, before)
        asked = display.asked
        if asked.aim_ms and asked.held_ms >= asked.aim_ms and not self._said_aim:
            self._said_aim = True
            return tr("Aim reached")
        if not display.moving or display.planned_ms < LONG_MS:
            return ""
        if not self._said_last and display.remaining_ms <= LAST_MS:
            self._said_half = self._said_last = True
            return tr("Ten seconds left")
        if not self._said_half and display.remaining_ms * 2 <= display.planned_ms:
            self._said_half = True
            return tr("Half-way")
        return ""

    def _beginning(self, display: Display, before: tuple[int, str, str] | None) -> str:
        said = []
        if before is None or before[1] != display.title:
            said += [display.title, display.side.lower(), *display.counts]
        said.append(display.word.capitalize())
        if display.moving and display.planned_ms >= 1_000:
            seconds = -(-display.remaining_ms // 1000)
            said.append(trn("{n} second", "{n} seconds", seconds))
        said.append(display.next if display.next_is_news else display.cue)
        said.append(display.asked.line)
        said.append(display.hint)
        return ", ".join(_once(said))


def _once(pieces: Iterable[str]) -> list[str]:
    """The pieces that are not empty; what says the same as the one before is left out ("Rest, Rest")."""
    said: list[str] = []
    for piece in filter(None, pieces):
        if not said or piece.casefold() != said[-1].casefold():
            said.append(piece)
    return said
