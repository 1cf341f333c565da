"""What of today is due: each unit that is prescribed, with how it stands."""

from collections.abc import Mapping
from enum import StrEnum
from typing import Final, NamedTuple

from trunktimer.foundation.translation import later
from trunktimer.foundation.wall_time import WallTime
from trunktimer.history.reader import Attempt, HistoryReader
from trunktimer.program.prescription import Unit, prescription, program_day, that_count, wall_ms
from trunktimer.routine.routine import Program, Routine


class State(StrEnum):
    """How a unit stands, as it is written in files; what a person reads is in `STATE_WORDS`."""

    OVERDUE = "overdue"  # its hours are over
    DUE = "due"
    LATER = "later today"
    DONE = "done"
    REST = "rest day"
    OVER = "over"  # the program has ended


STATE_WORDS: Final = {
    State.OVERDUE: later("overdue"),
    State.DUE: later("due"),
    State.LATER: later("later today"),
    State.DONE: later("done"),
    State.REST: later("rest day"),
    State.OVER: later("over"),
}


class Due(NamedTuple):
    """One unit of today, or one line of a routine of which nothing is due today (`REST`, `OVER`).

    `from_ms` and `until_ms` are milliseconds on the wall since 1970, `None` where there is no unit. `done` of `wanted`,
    each 0 or 1; `session` is the uid of that by which it was done, or empty.
    """

    routine: str
    state: State
    from_ms: int | None = None
    until_ms: int | None = None
    done: int = 0
    wanted: int = 0
    session: str = ""


def due(routines: Mapping[str, Routine], past: HistoryReader, now: WallTime, day_ends_at: int) -> list[Due]:
    """What is prescribed for the day in which `now` lies, by hour and key.

    Routines are by key. Those without a program, and those whose program has not begun, are left out. `day_ends_at`
    is the hour of the night at which a day ends. Raises `TrunkTimerError` where the history cannot be read.
    """
    found = [
        one
        for key, routine in routines.items()
        if routine.program is not None
        for one in _of_routine(key, routine.program, past, now, day_ends_at)
    ]
    return sorted(found, key=lambda one: (one.from_ms is None, one.from_ms or 0, one.routine))


def _of_routine(key: str, program: Program, past: HistoryReader, now: WallTime, day_ends_at: int) -> list[Due]:
    needs_first = program.from_ is None and (program.weeks is not None or program.days_per_week is not None)
    given = prescription(program, past.first_attempt(key) if needs_first else None, now, day_ends_at)
    today = program_day(now, day_ends_at)
    if today < given.begun:
        return []
    if given.is_over(today):
        return [Due(key, State.OVER)]
    if not given.is_a_day(today):
        return [Due(key, State.REST)]
    since = today if program.days_per_week is None else given.week_start(today)
    by_day = that_count(past.attempts(key, since, today + 1), now, day_ends_at)
    wanted = given.days_wanted(today)
    if wanted is not None and sum(day in by_day for day in range(since, today)) >= wanted:
        return [Due(key, State.REST)]
    units = given.units(today)
    by_unit = given.share_out(units, by_day.get(today, ()))
    return [_due(key, unit, session, wall_ms(now)) for unit, session in zip(units, by_unit, strict=True)]


def _due(key: str, unit: Unit, session: Attempt | None, now_ms: int) -> Due:
    if session is not None:
        return Due(key, State.DONE, unit.from_ms, unit.until_ms, done=1, wanted=1, session=session.uid)
    begun = State.DUE if now_ms < unit.until_ms else State.OVERDUE
    state = begun if now_ms >= unit.from_ms else State.LATER
    return Due(key, state, unit.from_ms, unit.until_ms, wanted=1)
