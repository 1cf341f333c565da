"""The journal: sessions written down while they go on. What cannot be written is kept in memory and tried again.

Which thread it runs in is not known here, and no clock is read.
"""

import contextlib
import shutil
import sqlite3
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final, TypeVar

from trunktimer.foundation.errors import TrunkTimerError
from trunktimer.foundation.translation import later, tr
from trunktimer.history.store.history_store import BUSY_MS, HistoryStore, Unfinished, open_history
from trunktimer.history.store.places import HistoryFolder, Owner, is_alive
from trunktimer.history.store.spool import FORGOTTEN, SAID, Spool, only_uid, read_spools
from trunktimer.session.bests import Bests
from trunktimer.session.record import Ending, Feedback, SessionRecord, StepRecord

_DAMAGED: Final = (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB)
_ROOM_BYTES: Final = 1024 * 1024
_AGAIN: Final = later("It is tried again.")
_HELD: Final = (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED)
_HELD_BUSY_MS: Final = 20  # of a further try: what waits lies in the spool, and steps or a closing window wait for it
_KEPT: Final = later("This session is kept in memory, and writing it down is tried again.")
_SPOOLED: Final = later("This session is kept in {file} meanwhile, and writing it down is tried again.")

Answer = TypeVar("Answer")


@dataclass(slots=True)
class _Kept:
    """A session as it is to stand in the file, and how much of it stands there."""

    record: SessionRecord
    bookmark: str = ""
    text: str = ""
    rows: list[StepRecord] = field(default_factory=list)
    written: int = 0
    is_new: bool = True
    changed: bool = True
    feedback: Feedback | None = None

    def take(self, row: StepRecord) -> None:
        """One more row; it replaces one of the same `seq`, which was of a step that had only begun."""
        del self.rows[row.seq :]
        self.rows.append(row)
        self.written = min(self.written, row.seq)


class HistoryWriter:
    """Writes sessions step by step; each call is one transaction. What cannot be written goes into a file of its own.

    `stamp` gives the present date and time for names of files ("2026-11-21T10-30-00"). `tell` gets a sentence for the
    person, once; `tell_fault` one that holds until it is called again, with an empty text when all is well.
    `busy_ms` is how long a write may wait for another program. `spools` are the folders for what cannot be written, the
    first that takes it; what lies there of programs that have ended is read in.

    Attributes:
        is_lost: whether something could be written nowhere when the writer was closed.
    """

    def __init__(
        self,
        folder: HistoryFolder,
        stamp: Callable[[], str],
        tell: Callable[[str], object],
        tell_fault: Callable[[str], object],
        *,
        busy_ms: int = BUSY_MS,
        spools: Sequence[Path] = (),
    ) -> None:
        self._folder = folder
        self._stamp = stamp
        self._tell = tell
        self._tell_fault = tell_fault
        self._busy_ms = busy_ms
        self._spools = tuple(spools)
        self._spool = Spool(spools, folder.path)
        self._is_safe = True
        self._is_held = False
        self.is_lost = False
        self._history: HistoryStore | None = None
        self._owner: Owner | None = None
        self._kept: dict[str, _Kept] = {}
        self._said: dict[str, Feedback] = {}  # of sessions that stand in the file
        self._gone: set[str] = set()
        self._opened_as: tuple[int, int] | None = None
        self._fault = ""
        self._opened_before = False

    @property
    def has_fault(self) -> bool:
        """Whether something waits to be tried again."""
        return bool(self._fault)

    @property
    def is_held(self) -> bool:
        """Whether it is another program that is in the way."""
        return self._is_held

    @property
    def waits(self) -> bool:
        """Whether something is not in the history yet."""
        return bool(self._said or self._gone) or any(kept.changed for kept in self._kept.values())

    @property
    def spool(self) -> Path | None:
        """Where what waits lies until then; `None` where it is kept in memory alone."""
        return self._spool.path if self._is_safe else None

    # ---- a session

    def keep(self, record: SessionRecord, rows: Sequence[StepRecord], bookmark: str, text: str) -> bool:
        """Write a session as it is now, with the steps that ended; whether it stands in the file.

        `text` is the routine's file. What cannot be written now is written with what comes later.
        """
        kept = self._kept.setdefault(record.uid, _Kept(record=record))
        kept.record, kept.bookmark, kept.text, kept.changed = record, bookmark, text, True
        for row in rows:
            kept.take(row)
        return self.write()

    def forget(self, uid: str) -> None:
        """A session turned out not to be worth keeping."""
        self._kept.pop(uid, None)
        self._gone.add(uid)
        self.write()

    def say(self, uid: str, feedback: Feedback) -> bool:
        """Keep what a person says of a session; whether it stands in the file."""
        kept = self._kept.get(uid)
        if kept is not None:
            kept.feedback, kept.changed = feedback, True
        else:
            self._said[uid] = feedback
        return self.write()

    def adopt(self, uid: str) -> tuple[SessionRecord, list[StepRecord]] | None:
        """Go on with a session that broke off: its record and its steps; `None` if it is gone."""

        def take(history: HistoryStore) -> tuple[SessionRecord, list[StepRecord]] | None:
            record = history.session(uid)
            if record is None or self._owner is None:
                return None
            before = next((one.owner for one in history.running() if one.record.uid == uid), None)
            if before is None or is_alive(self._folder, before):
                return None
            return (record, history.steps(uid)) if history.take_over(uid, before, self._owner.name) else None

        found = self.ask(take)
        if found is not None:
            record, rows = found
            self._kept[uid] = _Kept(record=record, rows=list(rows), written=len(rows), is_new=False, changed=False)
        return found

    def settle(self, uid: str, ending: Ending | None) -> None:
        """End a session that broke off, or forget it (`None`); not one that another program goes on with by now."""

        def change(history: HistoryStore) -> None:
            found = next((one for one in history.running() if one.record.uid == uid), None)
            if found is None or is_alive(self._folder, found.owner):
                return
            if ending is None:
                history.discard(uid)
            else:
                history.settle(uid, ending)

        self.ask(change)

    def bests(self) -> Bests:
        """The best so far of each feat; none where the file cannot be read."""
        return self.ask(HistoryStore.bests) or {}

    def text(self, uid: str) -> str:
        """The copy of a session's routine; empty if there is none."""
        return self.ask(lambda history: history.text(uid)) or ""

    def interrupted(self) -> list[Unfinished]:
        """Sessions whose program has ended in the middle of them, the newest first."""
        return [one for one in self._running() if not is_alive(self._folder, one.owner)]

    def elsewhere(self) -> list[Unfinished]:
        """Sessions that another program follows at this moment."""
        return [one for one in self._running() if is_alive(self._folder, one.owner)]

    def _running(self) -> list[Unfinished]:
        mine = self._owner.name if self._owner is not None else ""
        return [one for one in self.ask(HistoryStore.running) or [] if not mine or one.owner != mine]

    # ---- the file

    def write(self) -> bool:
        """Write what is not written yet; whether all of it stands in the file now."""
        if not self.waits and self._history is not None:
            return True
        if self._try(self._write_all) is None:
            return False
        self._spool.clear()
        return True

    def ask(self, question: Callable[[HistoryStore], Answer]) -> Answer | None:
        """Ask or change something; `None` if the file cannot be used (which is told)."""
        answers: list[Answer] = []
        self._try(lambda history: answers.append(question(history)))
        return answers[0] if answers else None

    def close(self) -> bool:
        """Write what can still be written, and give the file back; whether all of it stands in the history.

        What cannot be written lies in a file for the next start, or is told as lost.
        """
        is_written = not self.waits or self.write()
        if not is_written:
            self.is_lost = self.spool is None
            self._tell(
                tr("What was done since could not be written down, and is lost now.")
                if self.is_lost
                else tr(
                    "What could not be written to the history is kept in {file}. The next start reads it in.",
                    file=self.spool,
                )
            )
            self._kept.clear()
            self._said.clear()
            self._gone.clear()
        self._spool.close()
        self._shut()
        if self._owner is not None:
            self._owner.release()
            self._owner = None
        return is_written

    def _write_all(self, history: HistoryStore) -> None:
        for uid in list(self._gone):
            history.discard(uid)
            self._gone.remove(uid)
        for uid, feedback in list(self._said.items()):
            history.say(uid, feedback)
            del self._said[uid]
        owner = self._owner.name if self._owner is not None else ""
        for uid, kept in list(self._kept.items()):
            over = kept.record.ending is not Ending.RUNNING
            if kept.changed:
                rows, done = kept.rows[kept.written :], len(kept.rows)
                history.put(
                    kept.record,
                    rows,
                    owner="" if over else owner,
                    bookmark="" if over else kept.bookmark,
                    text=kept.text if kept.is_new else "",
                )
                kept.written, kept.is_new = done, False
                if kept.feedback is not None:
                    history.say(uid, kept.feedback)
                    kept.feedback = None
                kept.changed = False
            if over:
                del self._kept[uid]
                self._round_off(history)

    def _set_down(self, store: HistoryStore) -> None:
        """Put all that waits into a spool, whole: the history may be another one when it is read in."""
        for uid in self._gone:
            store.put(only_uid(uid), [], owner=FORGOTTEN)
        for uid, feedback in self._said.items():
            store.put(only_uid(uid), [], owner=SAID)
            store.say(uid, feedback)
        owner = self._owner.name if self._owner is not None else ""
        for uid, kept in self._kept.items():
            if kept.changed:
                over = kept.record.ending is not Ending.RUNNING
                store.put(
                    kept.record,
                    kept.rows,
                    owner="" if over else owner,
                    bookmark="" if over else kept.bookmark,
                    text=kept.text,
                )
                if kept.feedback is not None:
                    store.say(uid, kept.feedback)

    def _round_off(self, history: HistoryStore) -> None:
        """After a session: all of it into the main file, and a backup a day. The session stands there already."""
        name = self._stamp()[:10]
        try:
            history.checkpoint()
            if not (self._folder.backups / f"history-{name}.sqlite3").exists():
                history.back_up(self._folder, name)
        except (sqlite3.Error, OSError) as error:
            self._tell(tr("The session is kept, but no backup of the history could be made: {error}.", error=error))

    def _open(self) -> HistoryStore:
        if self._history is not None and _identity(self._folder.database) != self._opened_as:
            self._shut()  # another file stands there now: set aside by another program, or taken away
            self._write_anew()
        if self._history is None:
            self._folder.make()
            busy_ms = min(self._busy_ms, _HELD_BUSY_MS) if self._fault else self._busy_ms
            self._history = open_history(self._folder, self._stamp(), busy_ms, self._tell)
            if self._owner is None:
                self._owner = Owner(self._folder)
            self._opened_as = _identity(self._folder.database)
            if not self._opened_before:
                read_spools(self._spools, self._folder, self._history, self._tell)
                if not self._others(self._owner.name):  # who may still bring back what was deleted
                    self._history.purge()
                    self._folder.tidy()
                self._opened_before = True
        return self._history

    def _shut(self) -> None:
        if self._history is not None:
            with contextlib.suppress(sqlite3.Error):  # what could be written has been
                self._history.close()
            self._history = None

    def _try(self, change: Callable[[HistoryStore], object]) -> bool | None:
        """Do a change; `True` if it was done, `None` if the file cannot be used. A damaged file is replaced once."""
        for attempt in (1, 2):
            try:
                change(self._open())
            except (sqlite3.Error, OSError, TrunkTimerError) as error:
                cause = error.__cause__ if isinstance(error.__cause__, sqlite3.Error) else error
                if isinstance(cause, sqlite3.IntegrityError | sqlite3.ProgrammingError):
                    raise
                if attempt == 1 and _is_damaged(cause):
                    refused = self._replace()
                    if not refused:
                        continue
                    self._set_fault(refused)
                    return None
                self._is_held = getattr(cause, "sqlite_errorcode", 0) & 0xFF in _HELD
                self._set_fault(f"{_reason(cause, self._folder.path)} {self._what_now(cause)}")
                if isinstance(cause, OSError | sqlite3.Error):
                    self._shut()  # opened anew the next time: the disk or the file may be another one by then
                return None
            else:
                self._set_fault("")
                return True
        return None

    def _kept_where(self) -> str:
        """What becomes of what waits: put down elsewhere, kept in memory, or nothing waits."""
        if not self.waits:
            return tr(_AGAIN)
        self._is_safe = self._spool.keep(self._set_down)
        return tr(_KEPT) if self.spool is None else tr(_SPOOLED, file=self.spool)

    def _others(self, mine: str) -> bool:
        return any(
            is_alive(self._folder, path.stem) for path in self._folder.running.glob("*.lock") if path.stem != mine
        )

    def _write_anew(self) -> None:
        for kept in self._kept.values():
            kept.written, kept.is_new, kept.changed = 0, True, True

    def _replace(self) -> str:
        """Set a damaged file aside and go on with the newest backup, or with a new file; why not, if not."""
        was_open = self._history is not None
        self._shut()
        if was_open and _identity(self._folder.database) != self._opened_as:
            self._write_anew()
            return ""  # another program was quicker
        try:
            aside, backup = self._folder.replace_damaged(self._stamp())
        except OSError as error:
            sentence = tr("The history is damaged and cannot be set aside ({error}).", error=error)
            return f"{sentence} {self._kept_where()}"
        self._tell(
            tr(
                "The history was damaged. The damaged file is kept as {file}; there is no backup, so a new history was "
                "begun.",
                file=aside,
            )
            if backup is None
            else tr(
                "The history was damaged. The damaged file is kept as {file}; the backup {backup} is used instead, so "
                "what came after it is missing.",
                file=aside,
                backup=backup.name,
            )
        )
        self._write_anew()
        return ""

    def _what_now(self, error: BaseException) -> str:
        where = self._kept_where()
        if isinstance(error, TrunkTimerError) and self.spool is None:  # a history of a newer program
            return tr("This session is not written down.") if self.waits else tr("Until then nothing is written down.")
        return where

    def _set_fault(self, sentence: str) -> None:
        if sentence != self._fault:
            self._fault = sentence
            self._tell_fault(sentence)


def _is_damaged(error: BaseException) -> bool:
    if not isinstance(error, sqlite3.DatabaseError):
        return False
    code = getattr(error, "sqlite_errorcode", sqlite3.SQLITE_CORRUPT)
    return (code & 0xFF) in _DAMAGED or "no such table" in str(error) or "no such column" in str(error)


def _identity(path: Path) -> tuple[int, int] | None:
    """Which file stands at a path."""
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_dev, found.st_ino


def _reason(error: BaseException, folder: Path) -> str:
    if isinstance(error, TrunkTimerError):  # a history of a newer program
        return str(error)
    if isinstance(error, OSError):
        return tr(
            "The history cannot be written ({error}: {file}).", error=error.strerror or error, file=error.filename
        )
    code = getattr(error, "sqlite_errorcode", 0) & 0xFF
    if code == sqlite3.SQLITE_IOERR and shutil.disk_usage(folder).free < _ROOM_BYTES:
        code = sqlite3.SQLITE_FULL  # as it comes where the log's index finds no room
    return {
        sqlite3.SQLITE_FULL: tr("The disk is full."),
        sqlite3.SQLITE_READONLY: tr("The history is write-protected ({folder}).", folder=folder),
        sqlite3.SQLITE_CANTOPEN: tr(
            "The history cannot be written: its folder ({folder}) may only be read.", folder=folder
        ),
        sqlite3.SQLITE_BUSY: tr("Another program holds the history."),
        sqlite3.SQLITE_LOCKED: tr("Another program holds the history."),
    }.get(code, tr("The history cannot be written ({error}).", error=error))
