"""The journal: sessions written down while they go on. What cannot be written is kept in memory and tried again.

Which thread it runs in is not known here, and no clock is read.
"""

import contextlib
import sqlite3
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Final, TypeVar

from trunktimer.core.errors import TrunkTimerError
from trunktimer.core.record import Ending, Feedback, SessionRecord, StepRecord
from trunktimer.store.history import BUSY_MS, History, Unfinished, open_history
from trunktimer.store.places import HistoryFolder, Owner, is_alive

_DAMAGED: Final = (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB)
_KEPT: Final = "This session is kept in memory, and writing it down is tried again."

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


class Journal:
    """Writes sessions step by step; each call is one transaction.

    `stamp` gives the present date and time for names of files ("2026-11-21T10-30-00"). `tell` gets a sentence for the
    person, once; `tell_fault` one that holds until it is called again, with an empty text when all is well.
    `busy_ms` is how long a write may wait for another program.
    """

    def __init__(
        self,
        folder: HistoryFolder,
        stamp: Callable[[], str],
        tell: Callable[[str], object],
        tell_fault: Callable[[str], object],
        *,
        busy_ms: int = BUSY_MS,
    ) -> None:
        self._folder = folder
        self._stamp = stamp
        self._tell = tell
        self._tell_fault = tell_fault
        self._busy_ms = busy_ms
        self._history: History | None = None
        self._owner: Owner | None = None
        self._kept: dict[str, _Kept] = {}
        self._fault = ""
        self._opened_before = False

    @property
    def has_fault(self) -> bool:
        """Whether something waits to be tried again."""
        return bool(self._fault)

    # ---- a session

    def keep(self, record: SessionRecord, rows: Sequence[StepRecord], bookmark: str, text: str) -> bool:
        """Write a session as it is now, with the steps that ended; whether it stands in the file.

        `text` is the routine's file. What cannot be written now is written with what comes later.
        """
        kept = self._kept.setdefault(record.uid, _Kept(record=record))
        kept.record, kept.bookmark, kept.text, kept.changed = record, bookmark, text, True
        kept.rows.extend(rows)
        return self.write()

    def forget(self, uid: str) -> None:
        """A session turned out not to be worth keeping."""
        self._kept.pop(uid, None)
        self._try(lambda history: history.discard(uid))

    def say(self, uid: str, feedback: Feedback) -> bool:
        """Keep what a person says of a session; whether it stands in the file."""
        kept = self._kept.get(uid)
        if kept is not None:
            kept.feedback, kept.changed = feedback, True
            return self.write()
        return self._try(lambda history: history.say(uid, feedback)) is not None

    def adopt(self, uid: str) -> tuple[SessionRecord, list[StepRecord]] | None:
        """Go on with a session that broke off: its record and its steps; `None` if it is gone."""

        def take(history: History) -> tuple[SessionRecord, list[StepRecord]] | None:
            record = history.session(uid)
            if record is None or self._owner is None:
                return None
            history.take_over(uid, self._owner.name)
            return record, history.steps(uid)

        found = self.ask(take)
        if found is not None:
            record, rows = found
            self._kept[uid] = _Kept(record=record, rows=list(rows), written=len(rows), is_new=False, changed=False)
        return found

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
        return [one for one in self.ask(History.running) or [] if not mine or one.owner != mine]

    # ---- the file

    def write(self) -> bool:
        """Write what is not written yet; whether all of it stands in the file now."""
        if all(not kept.changed for kept in self._kept.values()) and self._history is not None:
            return True
        return self._try(self._write_all) is not None

    def ask(self, question: Callable[[History], Answer]) -> Answer | None:
        """Ask or change something; `None` if the file cannot be used (which is told)."""
        answers: list[Answer] = []
        self._try(lambda history: answers.append(question(history)))
        return answers[0] if answers else None

    def close(self) -> None:
        """Write what can still be written, and give the file back."""
        if self._kept and any(kept.changed for kept in self._kept.values()):
            self.write()
        self._shut()
        if self._owner is not None:
            self._owner.release()
            self._owner = None

    def _write_all(self, history: History) -> None:
        owner = self._owner.name if self._owner is not None else ""
        for uid, kept in list(self._kept.items()):
            over = kept.record.ending is not Ending.RUNNING
            if kept.changed:
                if kept.is_new and kept.text:
                    history.put_text(kept.record.routine_hash, kept.text)
                rows, done = kept.rows[kept.written :], len(kept.rows)
                history.put(kept.record, rows, owner="" if over else owner, bookmark="" if over else kept.bookmark)
                kept.written, kept.is_new = done, False
                if kept.feedback is not None:
                    history.say(uid, kept.feedback)
                    kept.feedback = None
                kept.changed = False
            if over:
                del self._kept[uid]
                self._round_off(history)

    def _round_off(self, history: History) -> None:
        """After a session: all of it into the main file, and a backup a day."""
        history.checkpoint()
        name = self._stamp()[:10]
        if not (self._folder.backups / f"history-{name}.sqlite3").exists():
            history.back_up(self._folder, name)

    def _open(self) -> History:
        if self._history is None:
            self._folder.make()
            if self._owner is None:
                self._owner = Owner(self._folder)
            self._history = open_history(self._folder, self._stamp(), self._busy_ms)
            if not self._opened_before:
                self._opened_before = True
                self._history.purge()
        return self._history

    def _shut(self) -> None:
        if self._history is not None:
            with contextlib.suppress(sqlite3.Error):  # what could be written has been
                self._history.close()
            self._history = None

    def _try(self, change: Callable[[History], object]) -> bool | None:
        """Do a change; `True` if it was done, `None` if the file cannot be used. A damaged file is replaced once."""
        for attempt in (1, 2):
            try:
                change(self._open())
            except (sqlite3.Error, OSError, TrunkTimerError) as error:
                cause = error.__cause__ if isinstance(error.__cause__, sqlite3.Error) else error
                if isinstance(cause, sqlite3.IntegrityError | sqlite3.ProgrammingError):
                    raise
                if attempt == 1 and _is_damaged(cause) and self._replace():
                    continue
                self._set_fault(_sentence(cause))
                if isinstance(cause, OSError | sqlite3.Error):
                    self._shut()  # opened anew the next time: the disk or the file may be another one by then
                return None
            else:
                self._set_fault("")
                return True
        return None

    def _replace(self) -> bool:
        """Set a damaged file aside and go on with the newest backup, or with a new file; whether that was possible."""
        self._shut()
        try:
            aside = self._folder.set_aside(self._stamp())
            backup = self._folder.restore_newest()
        except OSError as error:
            self._set_fault(f"The history is damaged and cannot be set aside ({error}). {_KEPT}")
            return False
        instead = (
            f"the backup {backup.name} is used instead, so what came after it is missing"
            if backup is not None
            else "there is no backup, so a new history was begun"
        )
        self._tell(f"The history was damaged. The damaged file is kept as {aside}; {instead}.")
        for kept in self._kept.values():
            kept.written, kept.is_new, kept.changed = 0, True, True
        return True

    def _set_fault(self, sentence: str) -> None:
        if sentence != self._fault:
            self._fault = sentence
            self._tell_fault(sentence)


def _is_damaged(error: BaseException) -> bool:
    if not isinstance(error, sqlite3.DatabaseError):
        return False
    code = getattr(error, "sqlite_errorcode", sqlite3.SQLITE_CORRUPT)
    return (code & 0xFF) in _DAMAGED or "no such table" in str(error) or "no such column" in str(error)


def _sentence(error: BaseException) -> str:
    if isinstance(error, TrunkTimerError):  # a history of a newer program
        return f"{error} This session is not written down."
    if isinstance(error, OSError):
        return f"The history cannot be written ({error.strerror or error}: {error.filename}). {_KEPT}"
    code = getattr(error, "sqlite_errorcode", 0) & 0xFF
    why = {
        sqlite3.SQLITE_FULL: "The disk is full.",
        sqlite3.SQLITE_READONLY: "The history is write-protected.",
        sqlite3.SQLITE_BUSY: "Another program holds the history.",
        sqlite3.SQLITE_LOCKED: "Another program holds the history.",
    }.get(code, f"The history cannot be written ({error}).")
    return f"{why} {_KEPT}"
