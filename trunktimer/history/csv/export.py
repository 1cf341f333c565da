"""The history as CSV: its columns in three grains, and how they are written. Reading back is in `history_csv_read`.

`docs/csv.md` describes the columns. What comes here is a stream of records; where they come from is not known.
"""

import errno
import os
import secrets
import stat
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import islice
from operator import itemgetter
from pathlib import Path
from typing import Final, TextIO

from trunktimer.figure.body import Side
from trunktimer.foundation.errors import TrunkTimerError
from trunktimer.foundation.moments import moment_token
from trunktimer.foundation.text_file import flush_folder, keep_rights, reason_of, shown
from trunktimer.foundation.translation import later, tr
from trunktimer.history.csv.cells import (
    BOM,
    LINE_END,
    PLAIN,
    CsvForm,
    number_cell,
    seconds_cell,
    sleeps_text,
    text_cell,
)
from trunktimer.routine.timeline import StepKind
from trunktimer.session.effects import Outcome
from trunktimer.session.record import (
    LEAST_EFFORT,
    MOST_EFFORT,
    MOST_PAIN,
    NOTE_LENGTH,
    Ending,
    SessionRecord,
    StepRecord,
    sets_of,
)

Told = Callable[[int], object]
Asked = Callable[[], bool]
WithSteps = tuple[SessionRecord, Sequence[StepRecord]]

_BATCH: Final = 2_000  # rows at a time
_TEXTS: Final = 50_000  # texts of numbers that are remembered
_PARTS: Final = 20_000  # middles of rows that are remembered


class Cancelled(Exception):
    """The person did not want it any more. Nothing was written."""


class Grain(StrEnum):
    """What a row is."""

    SESSIONS = "sessions"
    SETS = "sets"
    STEPS = "steps"


class CellType(StrEnum):
    """What stands in a column."""

    TEXT = "text"
    WORD = "word"  # one of a few
    WHOLE = "whole number"
    NUMBER = "number"
    BOOLEAN = "true or false"
    TIME = "time"


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """One column. `rule` says, through `tr`, what a text must be, as `pattern` has it; `most` is included.

    Import cannot do without those that are `needed`. A cell of a text without a rule may always be empty.
    """

    name: str
    type: CellType
    unit: str = ""
    least: float | None = None
    most: float | None = None
    words: tuple[str, ...] = ()
    rule: str = ""
    pattern: str = ""
    empty: bool = False
    needed: bool = True

    @property
    def is_time_ms(self) -> bool:
        """Whether it is milliseconds in the record and seconds in the file."""
        return self.unit == "s"

    @property
    def range(self) -> str:
        """Which values there may be, in words."""
        if self.type is CellType.BOOLEAN:
            said = "`true`, `false`"
        elif self.words:
            said = ", ".join(f"`{word}`" for word in self.words)
        elif self.most is not None:
            said = tr("{least} to {most}", least=f"{self.least:g}", most=f"{self.most:g}")
        elif self.least is not None:
            said = tr("{least} or more", least=f"{self.least:g}")
        else:
            said = tr(self.rule, most=NOTE_LENGTH) if self.rule else tr("any")
        # Translators: what may stand in a column, such as "0 to 10, or empty".
        return tr("{values}, or empty", values=said) if self.empty else said


def _text(name: str, rule: str = "", pattern: str = "", *, needed: bool = True, empty: bool = False) -> Column:
    return Column(name=name, type=CellType.TEXT, rule=rule, pattern=pattern, needed=needed, empty=empty)


def _word(name: str, *words: str, empty: bool = False) -> Column:
    return Column(name=name, type=CellType.WORD, words=words, empty=empty, needed=not empty)


def _whole(name: str, least: int = 0, most: int | None = None, unit: str = "", *, empty: bool = False) -> Column:
    return Column(name=name, type=CellType.WHOLE, unit=unit, least=least, most=most, empty=empty, needed=not empty)


def _seconds(name: str, least: float | None = 0, *, empty: bool = False) -> Column:
    return Column(name=name, type=CellType.NUMBER, unit="s", least=least, empty=empty, needed=not empty)


def _time(name: str, *, empty: bool = False, needed: bool = True) -> Column:
    return Column(name=name, type=CellType.TIME, empty=empty, needed=needed)


_UID_RULE: Final = (later("32 hexadecimal digits"), "[0-9a-f]{32}")
_BLOCK_RULE: Final = (later("whole numbers from 1 with points between"), r"([1-9][0-9]*(\.[1-9][0-9]*)*)?")
_ROUNDS_RULE: Final = (
    later("round/rounds with spaces between"),
    r"([1-9][0-9]*/[1-9][0-9]*( [1-9][0-9]*/[1-9][0-9]*)*)?",
)
_SIDES: Final = (Side.LEFT.value, Side.RIGHT.value)
_ENDINGS: Final = (Ending.FINISHED.value, Ending.STOPPED.value, Ending.UNFINISHED.value)
_OUTCOMES: Final = tuple(outcome.value for outcome in Outcome)
_AGAIN: Final = Column(name="again", type=CellType.BOOLEAN)
_PAINS: Final = (_whole("pain_before", 0, MOST_PAIN, empty=True), _whole("pain_after", 0, MOST_PAIN, empty=True))

SESSIONS: Final = (
    _text("uid", *_UID_RULE),
    _text("routine_key"),
    _text("routine_name"),
    _text("routine_hash"),
    _whole("level_percent", 0, 100, "%"),
    Column(name="speed", type=CellType.NUMBER, rule=later("above 0")),
    _time("started"),
    _time("ended", empty=True, needed=False),
    _text("zone", needed=False),
    _word("ending", *_ENDINGS),
    _seconds("planned_s"),
    _seconds("active_s"),
    _seconds("paused_s"),
    _seconds("slept_s"),
    _seconds("drift_s", None, empty=True),
    _whole("steps"),
    _whole("work_steps"),
    _whole("short_steps"),
    _text("sleeps", later("moment+length with spaces between"), needed=False, empty=True),
    _whole("effort_rpe", LEAST_EFFORT, MOST_EFFORT, empty=True),
    *_PAINS,
    _text("note", later("{most} characters at most"), f"(?s:.{{0,{NOTE_LENGTH}}})", needed=False, empty=True),
)

#: Copies out of the session, so that a file can be looked at by itself; import does not read the last two.
_OF_SESSION: Final = (
    _text("session_uid", *_UID_RULE),
    _time("session_started", needed=False),
    _text("routine_key", needed=False),
)

SETS: Final = (
    *_OF_SESSION,
    _whole("level_percent", 0, 100, "%"),
    _text("block", *_BLOCK_RULE, empty=True),
    _text("rounds", *_ROUNDS_RULE, empty=True),
    _text("movement"),
    _text("name"),
    _word("side", *_SIDES, empty=True),
    _whole("set"),
    _whole("sets"),
    _AGAIN,
    _whole("reps_planned"),
    _whole("reps"),
    _seconds("planned_s"),
    _seconds("actual_s"),
    _whole("holds"),
    _seconds("hold_planned_s"),
    _seconds("hold_min_s"),
    _seconds("held_s"),
    _word("outcome", *_OUTCOMES),
    *_PAINS,
)

STEPS: Final = (
    *_OF_SESSION,
    _whole("seq"),
    _whole("index"),
    _word("kind", *(kind.value for kind in StepKind)),
    _text("block", *_BLOCK_RULE, empty=True),
    _text("rounds", *_ROUNDS_RULE, needed=False, empty=True),
    _text("movement", needed=False),
    _text("name", needed=False),
    _text("phase", needed=False),
    _word("side", *_SIDES, empty=True),
    _whole("set"),
    _whole("sets"),
    _whole("rep"),
    _whole("reps"),
    _seconds("planned_s"),
    _seconds("min_s", empty=True),
    _seconds("actual_s"),
    _seconds("ended_s"),
    _word("outcome", *_OUTCOMES),
    _AGAIN,
)

COLUMNS: Final = {Grain.SESSIONS: SESSIONS, Grain.SETS: SETS, Grain.STEPS: STEPS}


def column_names(grain: Grain) -> tuple[str, ...]:
    """The names of all columns, in their order."""
    return tuple(column.name for column in COLUMNS[grain])


# ---- rows


def write_sessions(
    records: Iterable[SessionRecord],
    out: TextIO,
    *,
    columns: Sequence[str] = (),
    form: CsvForm = PLAIN,
    told: Told = lambda rows: None,
    cancelled: Asked = lambda: False,
) -> int:
    """Write one row a session; gives how many.

    `out` is opened with `newline=""`. `columns` are written in that order, all of them if there are none. `told` is
    called with the rows so far; `cancelled` is asked as often, and ends the writing with `Cancelled`. Raises
    `TrunkTimerError` for a column that there is not.
    """
    rows = (_session_cells(record, form) for record in records)
    return _write(Grain.SESSIONS, rows, out, columns, form, told, cancelled)


def write_sets(
    records: Iterable[WithSteps],
    out: TextIO,
    *,
    columns: Sequence[str] = (),
    form: CsvForm = PLAIN,
    told: Told = lambda rows: None,
    cancelled: Asked = lambda: False,
) -> int:
    """Write one row for each set and side; otherwise as `write_sessions`."""
    return _write(Grain.SETS, _set_rows(records, form), out, columns, form, told, cancelled)


def write_steps(
    records: Iterable[WithSteps],
    out: TextIO,
    *,
    columns: Sequence[str] = (),
    form: CsvForm = PLAIN,
    told: Told = lambda rows: None,
    cancelled: Asked = lambda: False,
) -> int:
    """Write one row a step; otherwise as `write_sessions`."""
    return _write(Grain.STEPS, _step_rows(records, form), out, columns, form, told, cancelled)


_NO_COLUMN: Final = {
    Grain.SESSIONS: later('Sessions have no column "{column}"; there are: {known}.'),
    Grain.SETS: later('Sets have no column "{column}"; there are: {known}.'),
    Grain.STEPS: later('Steps have no column "{column}"; there are: {known}.'),
}


def chosen_columns(grain: Grain, columns: Sequence[str]) -> tuple[str, ...]:
    """The columns to write: those named, or all. Raises `TrunkTimerError` for a name that there is not, or twice."""
    names = column_names(grain)
    for at, name in enumerate(columns):
        if name not in names:
            raise TrunkTimerError(tr(_NO_COLUMN[grain], column=shown(name, 60), known=", ".join(names)))
        if name in columns[:at]:
            raise TrunkTimerError(tr('The column "{name}" is named twice; name it once.', name=name))
    return tuple(columns) or names


def _write(
    grain: Grain,
    rows: Iterable[Sequence[str]],
    out: TextIO,
    columns: Sequence[str],
    form: CsvForm,
    told: Told,
    cancelled: Asked,
) -> int:
    names = column_names(grain)
    chosen = chosen_columns(grain, columns)
    places = [names.index(name) for name in chosen]
    if len(places) == 1:
        only = places[0]
        rows = ((row[only] or '""',) for row in rows)  # an empty line would be no row
    elif chosen != names:
        rows = map(itemgetter(*places), rows)
    out.write((BOM if form.for_excel else "") + form.separator.join(chosen) + LINE_END)
    lines = map(form.separator.join, rows)
    done = 0
    while True:
        if cancelled():
            raise Cancelled
        batch = list(islice(lines, _BATCH))
        if not batch:
            return done
        batch.append("")
        out.write(LINE_END.join(batch))
        done += len(batch) - 1
        told(done)


def _session_cells(record: SessionRecord, form: CsvForm) -> tuple[str, ...]:
    said = record.feedback
    return (
        text_cell(record.uid, form),
        text_cell(record.routine_key, form),
        text_cell(record.routine_name, form),
        text_cell(record.routine_hash, form),
        str(record.level),
        number_cell(record.speed, form),
        moment_token(record.started),
        "" if record.ended is None else moment_token(record.ended),
        text_cell(record.zone, form),
        record.ending,
        seconds_cell(record.planned_ms, form),
        seconds_cell(record.active_ms, form),
        seconds_cell(record.paused_ms, form),
        seconds_cell(record.slept_ms, form),
        "" if record.drift_ms is None else seconds_cell(record.drift_ms, form),
        str(record.steps),
        str(record.work_steps),
        str(record.short_steps),
        text_cell(sleeps_text(record.sleeps), form),
        _whole_cell(said.effort),
        _whole_cell(said.pain_before),
        _whole_cell(said.pain_after),
        text_cell(said.note, form),
    )


def _set_rows(records: Iterable[WithSteps], form: CsvForm) -> Iterator[tuple[str, ...]]:
    for record, steps in records:
        head = (*_head(record, form), str(record.level))
        pains = (_whole_cell(record.feedback.pain_before), _whole_cell(record.feedback.pain_after))
        for one in sets_of(steps):
            yield (
                *head,
                text_cell(one.block, form),
                text_cell(one.rounds, form),
                text_cell(one.movement, form),
                text_cell(one.name, form),
                one.side,
                str(one.set),
                str(one.sets),
                _boolean_cell(one.again),
                str(one.reps_planned),
                str(one.reps),
                seconds_cell(one.planned_ms, form),
                seconds_cell(one.actual_ms, form),
                str(one.holds),
                seconds_cell(one.hold_planned_ms, form),
                seconds_cell(one.hold_min_ms, form),
                seconds_cell(one.held_ms, form),
                one.outcome,
                *pains,
            )


def _step_rows(records: Iterable[WithSteps], form: CsvForm) -> Iterator[tuple[str, ...]]:
    """The cells of steps. Millions of them are written, and most of what is in them has been written before."""
    wholes = _Wholes()
    seconds = _Seconds(form)
    middles = _Middles(form)
    for record, steps in records:
        head = _head(record, form)
        for step in steps:
            yield (
                *head,
                wholes[step[0]],
                wholes[step[1]],
                step[2],  # a `StepKind` is its text, and so is an `Outcome`
                *middles[step[3:15]],
                seconds[step[15]],
                seconds[step[16]],
                step[17],
                "true" if step[18] else "false",
            )


def _head(record: SessionRecord, form: CsvForm) -> tuple[str, str, str]:
    return text_cell(record.uid, form), moment_token(record.started), text_cell(record.routine_key, form)


def _whole_cell(number: int | None) -> str:
    return "" if number is None else str(number)


def _boolean_cell(value: bool) -> str:
    return "true" if value else "false"


class _Wholes(dict[int, str]):
    """Whole numbers as texts, made when they are first asked for."""

    def __missing__(self, number: int) -> str:
        text = str(number)
        if len(self) < _TEXTS:
            self[number] = text
        return text


class _Seconds(dict[int, str]):
    """Milliseconds as cells in seconds, made when they are first asked for."""

    def __init__(self, form: CsvForm) -> None:
        super().__init__()
        self._form = form

    def __missing__(self, time_ms: int) -> str:
        text = seconds_cell(time_ms, self._form)
        if len(self) < _TEXTS:
            self[time_ms] = text
        return text


_Middle = tuple[str, str, str, str, str, str, int, int, int, int, int, int | None]


class _Middles(dict[_Middle, tuple[str, ...]]):
    """The cells from `block` to `min_s`, which the steps of many sessions have in common."""

    def __init__(self, form: CsvForm) -> None:
        super().__init__()
        self._form = form

    def __missing__(self, part: _Middle) -> tuple[str, ...]:
        form = self._form
        block, rounds, movement, name, phase, side, number, sets, rep, reps, planned_ms, min_ms = part
        texts = (text_cell(text, form) for text in (block, rounds, movement, name, phase))
        counts = map(str, (number, sets, rep, reps))
        least = "" if min_ms is None else seconds_cell(min_ms, form)
        cells = (*texts, side, *counts, seconds_cell(planned_ms, form), least)
        if len(self) >= _PARTS:
            self.clear()
        self[part] = cells
        return cells


# ---- the file


def export_file(path: Path, write: Callable[[TextIO], int]) -> int:
    """Put what `write` writes in the place of the file's content, or leave the file as it is; gives `write`'s answer.

    Written beside the file, flushed to the disk and renamed. Follows links and keeps permissions. What `write`
    raises (`Cancelled` too) is passed on, and nothing stays behind. Raises `TrunkTimerError` when it cannot be saved.
    """
    beside: Path | None = None
    try:
        target = _target(path)
        old = target.stat() if target.exists() else None
        if old is not None and not stat.S_ISREG(old.st_mode):
            raise TrunkTimerError(tr("{path} is not a plain file, so nothing was written.", path=shown(str(path))))
        if old is not None and not os.access(target, os.W_OK):
            raise PermissionError(tr("the file is write-protected"))
        new = target.with_name(f".{target.name[:60]}.{secrets.token_hex(4)}.part")
        with new.open("x", encoding="utf-8", newline="") as file:
            beside = new
            rows = write(file)
            file.flush()
            os.fsync(file.fileno())
        if old is not None:
            keep_rights(new, old)
        new.replace(target)
        flush_folder(target.parent)
        return rows
    except OSError as error:
        raise TrunkTimerError(
            tr(
                "{path} could not be saved: {reason}. What stood there is unchanged.",
                path=shown(str(path)),
                reason=reason_of(error),
            )
        ) from error
    finally:
        if beside is not None:
            beside.unlink(missing_ok=True)


def _target(path: Path) -> Path:
    """What a path leads to in the end."""
    try:
        return path.resolve(strict=False)
    except RuntimeError as error:  # Python 3.11 and 3.12 say so that links lead in a circle
        raise OSError(errno.ELOOP, os.strerror(errno.ELOOP)) from error
