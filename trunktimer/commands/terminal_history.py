"""The history for the terminal: written before a line is shown, with its faults on the error output."""

import sys
import threading
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Final

from trunktimer.commands.past import history_key
from trunktimer.commands.player import TerminalPlayer
from trunktimer.foundation.clock import file_stamp, wall_time, zone_name
from trunktimer.foundation.errors import FileFaults, TrunkTimerError
from trunktimer.foundation.places import Places
from trunktimer.foundation.text_file import read_text
from trunktimer.foundation.translation import tr, written
from trunktimer.history.store.places import HistoryFolder
from trunktimer.history.store.resume import Offer, offer_of
from trunktimer.history.store.writer import HistoryWriter
from trunktimer.routine.movement import Movement
from trunktimer.session.record import Ending
from trunktimer.session.session_recorder import BrokenOff, SessionRecorder, Source

_BUSY_MS: Final = 250  # the terminal's player waits for each step to be written
_TRIES: Final = 120  # at the end, for another program that holds the history: about a minute
_TRY_S: Final = 0.25


def source_of(path: str | Path) -> Source:
    """A routine's key and text; without the text if the file cannot be read any more."""
    path = Path(path)
    key = history_key(path)
    try:
        return Source(key=key, text=read_text(path))
    except FileFaults:
        return Source(key=key, text="")


class TerminalHistory:
    """One session in the terminal, written down as it goes on. `sleep` waits for so many seconds."""

    def __init__(self, places: Places, sleep: Callable[[float], object] | None = None) -> None:
        self._writer = HistoryWriter(
            HistoryFolder(places.history), file_stamp, _say, _say, busy_ms=_BUSY_MS, spools=places.spools
        )
        self._sleep = sleep or threading.Event().wait
        self._offer: Offer | None = None

    def tell_of_others(self) -> None:
        """Before a routine is followed: say what else is going on, and what broke off."""
        for other in self._writer.elsewhere():
            _say(
                tr(
                    "TrunkTimer is also open elsewhere, following {routine}. Both are written down.",
                    routine=written(other.record.routine_name),
                )
            )
        if self._writer.interrupted():
            _say(tr("A session broke off the last time: `trunktimer resume` goes on with it."))

    def offers(self, movements: Mapping[str, Movement]) -> list[Offer]:
        """What broke off, the newest first."""
        found = self._writer.interrupted()
        return [offer_of(one, self._writer.text(one.record.uid), movements, 0) for one in found]

    def settle(self, offer: Offer, *, keep: bool) -> None:
        """Keep what was done as an unfinished session, or forget it."""
        self._writer.settle(offer.record.uid, Ending.UNFINISHED if keep else None)

    def go_on(self, offer: Offer) -> None:
        """The player that is attached next goes on with this session."""
        self._offer = offer

    def attach(self, terminal: TerminalPlayer) -> None:
        """Record what `terminal` plays. Raises `TrunkTimerError` if a session to be gone on with has gone."""
        session_recorder = SessionRecorder(
            terminal.now_ms,
            wall_time,
            zone_name,
            source_of,
            self._writer.keep,
            self._writer.forget,
            speed=terminal.speed,
        )
        offer = self._offer
        if offer is not None and offer.session is not None:
            found = self._writer.adopt(offer.record.uid)
            if found is None:
                raise TrunkTimerError(tr("The session was taken away in the meantime; nothing was begun."))
            record, rows = found
            terminal.resume(offer.session, BrokenOff(source=offer.source, record=record, rows=rows))
        terminal.compare_with(self._writer.bests())
        terminal.listen(session_recorder)

    def close(self, *, waits: bool = True) -> bool:
        """Write what can still be written; whether all of it stands in the history.

        Waits for another program that holds it, and where nothing can be written at all, until Ctrl+C; not where
        `waits` says that there is no time.
        """
        if waits and self._writer.waits and not self._writer.write():
            try:
                self._wait()
            except KeyboardInterrupt:
                _say(tr("No longer waiting."))
        return self._writer.close()

    def _wait(self) -> None:
        if self._writer.is_held:
            _say(tr("Waiting until the history is free. Ctrl+C ends the waiting."))
        elif self._writer.spool is None:
            _say(
                tr("What was done can be written nowhere. Waiting until there is room; Ctrl+C ends that, and loses it.")
            )
        else:
            return  # it lies in a file, and a full disk takes its time
        for _ in range(_TRIES):
            self._sleep(_TRY_S)
            if self._writer.write():
                return


def _say(sentence: str) -> None:
    print(sentence or tr("The history can be written again."), file=sys.stderr)
