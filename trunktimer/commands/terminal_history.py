"""The history for the terminal: written before a line is shown, with its faults on the error output."""

import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Final

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


def source_of(path: str | Path) -> Source:
    """A routine's key and text; without the text if the file cannot be read any more."""
    path = Path(path)
    key = path.stem.encode("utf-8", "replace").decode()  # a file's name need not be Unicode, a key must
    try:
        return Source(key=key, text=read_text(path))
    except FileFaults:
        return Source(key=key, text="")


class TerminalHistory:
    """One session in the terminal, written down as it goes on."""

    def __init__(self, places: Places) -> None:
        self._writer = HistoryWriter(HistoryFolder(places.history), file_stamp, _say, _say, busy_ms=_BUSY_MS)
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
            zone_name(),
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
        terminal.listen(session_recorder)

    def close(self) -> None:
        """Write what can still be written."""
        self._writer.close()


def _say(sentence: str) -> None:
    print(sentence or tr("The history can be written again."), file=sys.stderr)
