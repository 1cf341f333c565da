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
from trunktimer.routine.timeline import Timeline
from trunktimer.session.record import Ending
from trunktimer.session.session_recorder import SessionRecorder, Source

_BUSY_MS: Final = 250  # the terminal's player waits for each step to be written


def source_of(path: Path) -> Source:
    """A routine's key and text; without the text if the file cannot be read any more."""
    key = path.stem.encode("utf-8", "replace").decode()  # a file's name need not be Unicode, a key must
    try:
        return Source(key=key, text=read_text(path))
    except FileFaults:
        return Source(key=key, text="")


class TerminalHistory:
    """One session in the terminal, written down as it goes on."""

    def __init__(self, places: Places) -> None:
        self._writer = HistoryWriter(HistoryFolder(places.history), file_stamp, _say, _say, busy_ms=_BUSY_MS)
        self._timeline: Timeline | None = None
        self._source = Source(key="", text="")
        self._speed = 1.0
        self._offer: Offer | None = None

    def open(self, timeline: Timeline, path: Path, speed: float) -> None:
        """A routine is about to be followed; says what else is going on."""
        self._timeline, self._source, self._speed = timeline, source_of(path), speed
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
            terminal.now_ms, wall_time, zone_name(), self._writer.keep, self._writer.forget, speed=self._speed
        )
        offer = self._offer
        if offer is None:
            assert self._timeline is not None
            session_recorder.open(self._timeline, self._source)
        elif offer.session is not None:
            found = self._writer.adopt(offer.record.uid)
            if found is None:
                raise TrunkTimerError(tr("The session was taken away in the meantime; nothing was begun."))
            begun, rows = found
            session_recorder.go_on(offer.session.timeline, offer.source, begun, rows, offer.session)
            terminal.go_on_with(offer.session)
        terminal.record_with(session_recorder)

    def close(self) -> None:
        """Write what can still be written."""
        self._writer.close()


def _say(sentence: str) -> None:
    print(sentence or tr("The history can be written again."), file=sys.stderr)
