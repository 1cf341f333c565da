"""The window's history: sessions recorded in a thread, and what the history page asks for. It shows nothing."""

import sys
import threading
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Final

from PySide6.QtCore import QObject, Signal

from trunktimer.foundation.clock import Clock, file_stamp, today, wall_time, zone_name
from trunktimer.foundation.errors import TrunkTimerError
from trunktimer.foundation.places import Places
from trunktimer.foundation.translation import later, tr, written
from trunktimer.history.store.history_store import HistoryStore, read_history
from trunktimer.history.store.places import HistoryFolder
from trunktimer.history.store.resume import Offer, offer_of
from trunktimer.history.store.writer import HistoryWriter
from trunktimer.history.store.writer_thread import HistoryWriterThread
from trunktimer.program.account import missed_days
from trunktimer.program.progress import Proposal, caution, propose
from trunktimer.routine.movement import Movement
from trunktimer.routine.routine import Program
from trunktimer.session.effects import Effect
from trunktimer.session.record import Ending, Feedback, SessionRecord, StepRecord
from trunktimer.session.session import Session
from trunktimer.session.session_recorder import BrokenOff, SessionRecorder, Source

_CLOSE_S: Final = 6.0
_ON_ITS_WAY_S: Final = 0.4
_OTHER_SPEED: Final = later("It runs at another speed than this window; `trunktimer resume` goes on with it.")
_LOOKED_AT: Final = 12  # sessions of a routine that a proposal may rest on


class HistoryService(QObject):
    """Writes sessions down in a thread of its own; reads on the thread that asks, which takes a few milliseconds.

    `told` carries a sentence; `fault_changed` one that holds until it is empty again; `offers_found` the sessions that
    broke off, as `Offer`s; `changed` tells that a session was written to its end, or changed after that; `resumable`
    carries a paused session and what was kept of it: what is to be gone on with now belongs to this program.
    `bests_found` carries the best so far of what counts up.
    """

    told = Signal(str)
    fault_changed = Signal(str)
    offers_found = Signal(object)
    changed = Signal()
    resumable = Signal(object, object)
    bests_found = Signal(object)

    def __init__(self, places: Places, clock: Clock, *, speed: float = 1.0, recorded: bool = True) -> None:
        super().__init__()
        self._places = places
        self._clock = clock
        self._speed = speed
        self._recorded = recorded
        self.is_lost = False
        self._thread: HistoryWriterThread | None = None
        self._session_recorder: SessionRecorder | None = None
        self._readings: list[HistoryStore] = []
        self._answered: set[str] = set()  # written a moment later
        self._read_of: tuple[int, int] | None = None
        self._movements: Mapping[str, Movement] = {}

    def begin(self, movements: "Mapping[str, Movement]") -> None:
        """Open the history, and look for sessions that broke off; `movements` are needed to go on with them."""
        if self._thread is not None:
            return
        self._movements = movements
        self._thread = HistoryWriterThread(self._make_writer, self._failed)
        self._session_recorder = SessionRecorder(
            self._clock.now_ms, wall_time, zone_name, _source_of, self._keep, self._forget, speed=self._speed
        )
        self._thread.submit(self._look)

    def _make_writer(self) -> "HistoryWriter":
        return HistoryWriter(
            HistoryFolder(self._places.history),
            file_stamp,
            self._tell,
            self.fault_changed.emit,
            spools=self._places.spools,
        )

    def _tell(self, sentence: str) -> None:
        if self.signalsBlocked():  # the window is closed already
            print(sentence, file=sys.stderr)
        else:
            self.told.emit(sentence)

    def _failed(self, bug: BaseException) -> None:
        sys.excepthook(type(bug), bug, bug.__traceback__)

    def _look(self, writer: "HistoryWriter") -> None:
        """In the writer's thread: what broke off, and who else is at work."""
        writer.write()
        self.bests_found.emit(writer.bests())
        others = writer.elsewhere()
        if others:
            name = written(others[0].record.routine_name)
            self.told.emit(
                tr(
                    "TrunkTimer is open in another window, where {routine} is followed. Both are written down.",
                    routine=name,
                )
            )
        found = writer.interrupted()
        if found:
            offers = []
            for one in found:
                offer = offer_of(one, writer.text(one.record.uid), self._movements, self._clock.now_ms())
                if one.record.speed != self._speed or not self._recorded:
                    offer = replace(offer, session=None, why_not=tr(_OTHER_SPEED))
                offers.append(offer)
            self.offers_found.emit(offers)

    # ---- a session

    @property
    def uid(self) -> str:
        """That of the last session; empty if it was not kept."""
        return self._session_recorder.uid if self._session_recorder is not None and self._recorded else ""

    def on_open(self, session: "Session", origin: "str | BrokenOff") -> None:
        """A session was opened: from now on, what happens to it is written down."""
        if self._session_recorder is not None and self._recorded:
            self._session_recorder.on_open(session, origin)

    def on_effects(self, session: "Session", effects: "Sequence[Effect]") -> None:
        """Record what `handle` told."""
        if self._session_recorder is not None and self._recorded:
            self._session_recorder.on_effects(session, effects)

    def _keep(self, record: "SessionRecord", rows: "Sequence[StepRecord]", bookmark: str, text: str) -> None:
        assert self._thread is not None
        self._thread.submit(lambda writer: writer.keep(record, rows, bookmark, text))
        if record.ending is not Ending.RUNNING:
            self._thread.submit(lambda writer: self.changed.emit())

    def _forget(self, uid: str) -> None:
        assert self._thread is not None
        self._thread.submit(lambda writer: writer.forget(uid))

    # ---- sessions that broke off

    def go_on(self, offer: "Offer") -> None:
        """Take a session over; `resumable` tells when it is this program's."""
        self._submit(lambda writer: self._take_over(writer, offer))

    def _take_over(self, writer: "HistoryWriter", offer: "Offer") -> None:
        found = writer.adopt(offer.record.uid)
        if found is None:
            self.told.emit(tr("The session was taken away in the meantime; nothing was begun."))
        else:
            record, rows = found
            self.resumable.emit(offer.session, BrokenOff(source=offer.source, record=record, rows=rows))

    def settle(self, offer: "Offer", *, keep: bool) -> None:
        """Keep what was done as an unfinished session, or forget it."""
        uid, ending = offer.record.uid, Ending.UNFINISHED if keep else None
        self._submit(lambda writer: writer.settle(uid, ending))
        self._submit(lambda writer: self.changed.emit())

    # ---- what was done

    def past(self) -> "HistoryStore":
        """The history, to be read in the window's thread; the same object as long as the same file stands there.

        Raises `TrunkTimerError`.
        """
        folder = HistoryFolder(self._places.history)
        stands = _identity(folder.database)
        if not self._readings or stands != self._read_of:
            self._readings.append(read_history(folder, file_stamp(), self.told.emit))
            self._read_of = stands
        return self._readings[-1]

    def today(self) -> int:
        """The day on the wall, counted from 1970-01-01."""
        return today()

    def say(self, uid: str, feedback: "Feedback") -> None:
        """Keep what a person says of a session."""
        self._submit(lambda writer: writer.say(uid, feedback))
        self._submit(lambda writer: self.changed.emit())

    def delete(self, uids: Sequence[str]) -> None:
        """Take sessions away; `restore` brings them back."""
        at_ms = wall_time().utc_ms
        self._change(lambda history: history.delete(uids, at_ms))

    def restore(self, uids: Sequence[str]) -> None:
        """Bring deleted sessions back."""
        self._change(lambda history: history.restore(uids))

    def advice(self, routine_key: str, program: Program | None, day_ends_at: int) -> "tuple[Proposal | None, str]":
        """Another level for a routine, if its last sessions speak for one and nobody has answered yet; a caution."""
        if self._thread is None or not self._recorded:
            return None, ""
        try:
            past = self.past()
            now = wall_time()
            last = past.last_sessions(routine_key, _LOOKED_AT, until_ms=now.utc_ms)
            missed = 0
            if last and program is not None:
                missed = missed_days(routine_key, program, past, now, day_ends_at, last[0].started.day)
            proposal = propose(last, now.day, missed)
            if proposal is not None and (proposal.session in self._answered or past.is_answered(proposal.session)):
                proposal = None
        except TrunkTimerError:
            return None, ""  # the fault is told by the writer
        return proposal, caution(last)

    def answer_proposal(self, uid: str) -> None:
        """The proposal after this session was taken or left."""
        self._answered.add(uid)
        self._submit(lambda writer: writer.ask(lambda history: history.answer_proposal(uid)))

    def _change(self, change: "Callable[[HistoryStore], object]") -> None:
        self._submit(lambda writer: writer.ask(change))
        self._submit(lambda writer: self.changed.emit())

    def when_written(self, then: "Callable[[], object]") -> None:
        """Call `then`, in the writer's thread, once all that was told is written; at once where nothing is."""
        if self._thread is None:
            then()
        else:
            self._submit(lambda writer: then())

    def _submit(self, work: "Callable[[HistoryWriter], object]") -> None:
        if self._thread is not None:
            self._thread.submit(work)

    def unwritten(self) -> tuple[bool, Path | None]:
        """Whether something is not in the history yet, and the file in which it lies meanwhile.

        A write that is still on its way is waited for, but not for long.
        """
        if self._thread is None:
            return False, None
        written = threading.Event()
        self.when_written(written.set)
        done = written.wait(_ON_ITS_WAY_S)
        return self._thread.waits or not done, self._thread.spool

    def close(self) -> None:
        """Write all there is, and give the file back; `is_lost` says whether something could be written nowhere."""
        for reading in self._readings:
            reading.close()
        self._readings.clear()
        thread, self._thread = self._thread, None
        if thread is None:
            return
        self.blockSignals(True)  # no window is there any more to hear what the thread tells from now on
        self.is_lost = not thread.close(_CLOSE_S) or thread.is_lost
        if self.is_lost:
            print(tr("The history could not be written to its end."), file=sys.stderr)


def _source_of(path: str) -> "Source":
    from trunktimer.commands.terminal_history import source_of

    return source_of(path)


def _identity(path: Path) -> tuple[int, int] | None:
    """Which file stands at a path: another one after a damaged history was replaced."""
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_dev, found.st_ino
