"""Whether the write-ahead log beside a history is its own: SQLite would lay any log over any file. Opens no database.

Each change counts one up in a number of the file's head, which so stands in the log as well; a history begins with a
number of its own, and so does each backup.
"""

import secrets
import sqlite3
import struct
from pathlib import Path
from typing import Final, NamedTuple

_COUNT: Final = (1 << 22) - 1  # the lower bits count the changes, those above are of one history
_HISTORIES: Final = 511
_MARK_AT: Final = 68  # `application_id` in the head of the file
_LOG_HEAD: Final = struct.Struct(">8I")
_FRAME: Final = struct.Struct(">6I")
_MAGIC: Final = 0x377F0682  # and one more where sums are taken of words with the highest byte first
_HEAD_BYTES: Final = 100
_INDEX_BYTES: Final = 100  # what of it is read: how many frames there are, and how many stand in the file already


def begin_marks(connection: sqlite3.Connection) -> None:
    """Give a database a number of its own."""
    connection.execute(f"PRAGMA application_id = {(1 + secrets.randbelow(_HISTORIES)) * (_COUNT + 1)}")


def mark_change(connection: sqlite3.Connection) -> None:
    """Count one change; in its transaction."""
    mark = connection.execute("PRAGMA application_id").fetchone()[0]
    if mark == 0:
        begin_marks(connection)
        mark = connection.execute("PRAGMA application_id").fetchone()[0]
    connection.execute(f"PRAGMA application_id = {mark & ~_COUNT | (mark + 1) & _COUNT}")


class Log(NamedTuple):
    """The marks of the first and the last head in a log (`None` without one), and how many frames are whole.

    `is_cut` tells that it ends within a frame.
    """

    first: int | None
    last: int | None
    frames: int
    is_cut: bool


def is_foreign(database: Path) -> bool:
    """Whether the log beside a database was written for another file, or for this one as it was or will be."""
    log = read_log(database.with_name(database.name + "-wal"))
    if log.first is None or log.last is None:
        return False
    try:
        with database.open("rb") as file:
            head = file.read(_HEAD_BYTES)
    except OSError:
        return False
    if len(head) < _HEAD_BYTES:
        return False
    stands = _mark_of(head)
    if stands == 0:  # written by a program that did not count
        return log.first & _COUNT > 1
    if log.last & ~_COUNT != stands & ~_COUNT:
        return True
    before = log.first - 1 if log.first else log.last & ~_COUNT  # a log may begin before the first mark was set
    return (stands - before) & _COUNT > (log.last - before) & _COUNT


def is_cut(database: Path) -> bool:
    """Whether less is in the log beside a database than its last program had written, as the index beside it says.

    Half a frame alone may be of a change that was never whole, as on a full disk; without an index it is all there is.
    """
    log = read_log(database.with_name(database.name + "-wal"))
    try:
        with database.with_name(database.name + "-shm").open("rb") as file:
            index = file.read(_INDEX_BYTES)
    except OSError:
        index = b""
    if len(index) < _INDEX_BYTES:
        return log.is_cut
    written, in_file = struct.unpack_from("=I", index, 16)[0], struct.unpack_from("=I", index, 96)[0]
    return bool(written > max(in_file, log.frames))


def read_log(path: Path) -> Log:
    """Read what of a log counts for SQLite: whole transactions, each frame with the right sum."""
    nothing = Log(None, None, 0, is_cut=False)
    frames = 0
    try:
        with path.open("rb") as file:
            head = file.read(_LOG_HEAD.size)
            if len(head) < _LOG_HEAD.size:
                return nothing
            magic, _, page_bytes, _, *salts_and_sums = _LOG_HEAD.unpack(head)
            salts, sums = tuple(salts_and_sums[:2]), (salts_and_sums[2], salts_and_sums[3])
            order = ">" if magic == _MAGIC + 1 else "<"
            if magic & ~1 != _MAGIC or _summed((0, 0), head[:24], order) != sums:
                return nothing
            first = last = waits_first = waits_last = None
            while frame := file.read(_FRAME.size + page_bytes):
                if len(frame) < _FRAME.size + page_bytes:
                    return Log(first, last, frames, is_cut=True)
                page, pages_after, *rest = _FRAME.unpack_from(frame)
                sums = _summed(_summed(sums, frame[:8], order), frame[_FRAME.size :], order)
                if tuple(rest[:2]) != salts or tuple(rest[2:]) != sums:
                    break  # of a log that was here before
                frames += 1
                if page == 1:
                    waits_last = _mark_of(frame[_FRAME.size :])
                    waits_first = waits_last if waits_first is None else waits_first
                if pages_after:  # the end of a transaction
                    first, last = waits_first, waits_last
            return Log(first, last, frames, is_cut=False)
    except OSError:
        return nothing


def _mark_of(page: bytes) -> int:
    (mark,) = struct.unpack_from(">I", page, _MARK_AT)
    return int(mark)


def _summed(sums: tuple[int, int], content: bytes, order: str) -> tuple[int, int]:
    """SQLite's sum of a log, gone on with."""
    one, two = sums
    words = iter(struct.unpack(f"{order}{len(content) // 4}I", content))
    for word in words:
        one = (one + word + two) & 0xFFFFFFFF
        two = (two + next(words) + one) & 0xFFFFFFFF
    return one, two
