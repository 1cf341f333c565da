"""What was prescribed of a routine and what of it was done: by day, by week and in all. Mixes no two routines.

A unit counts as missed once it can no longer be done: in a day that goes on, one whose hours are over. Where only the
number of days in a week is said, a day counts as missed when those left in the week are too few.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final, NamedTuple

from trunktimer.foundation.translation import format_number, tr, trn
from trunktimer.foundation.wall_time import WallTime
from trunktimer.history.reader import Attempt, HistoryReader, weekday_of
from trunktimer.program.prescription import (
    WEEK,
    Prescription,
    prescription,
    program_day,
    that_count,
    wall_ms,
)
from trunktimer.routine.routine import Program

_FAR: Final = 1  # a day on the wall and a day of a program differ by one at most


class DayCount(NamedTuple):
    """A day of a program: units prescribed, those of them that were done, and sessions beyond them."""

    day: int
    wanted: int
    done: int
    extra: int


class WeekCount(NamedTuple):
    """A week that begins on `first_day`, as far as it belongs to the program and is not in the future."""

    first_day: int
    wanted: int
    done: int
    sessions: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """A routine from the day it began to today, both included.

    `since_day` is the first day of the program, or that of the first session where no frequency was given; `None`
    where there is neither. `false_starts` are in none of the other numbers. `streak` is how many prescribed days in a
    row something prescribed was done; a day that is still going on does not break it.
    """

    since_day: int | None
    until_day: int
    is_prescribed: bool
    wanted: int
    done: int
    sessions: int
    false_starts: int
    streak: int
    weeks: tuple[WeekCount, ...]

    @property
    def percent(self) -> int | None:
        """`done` in percent of `wanted`; `None` where nothing was prescribed so far."""
        return round(100 * self.done / self.wanted) if self.wanted else None

    @property
    def sessions_a_week(self) -> float:
        """Sessions in seven days."""
        if self.since_day is None or self.since_day > self.until_day:
            return 0
        return WEEK * self.sessions / (self.until_day - self.since_day + 1)

    @property
    def text(self) -> str:
        """Such as `20 of 24 prescribed (83 %); 2 false starts left out`."""
        if not self.is_prescribed:
            # Translators: {rate} is a number such as 2.5, of sessions a week.
            told = tr("no frequency was given; {rate} sessions a week", rate=format_number(self.sessions_a_week, 1))
        elif self.percent is None:
            told = tr("nothing was prescribed so far")
        else:
            # Translators: how many of the times that were prescribed were done.
            told = tr(
                "{done} of {wanted} prescribed ({percent} %)", done=self.done, wanted=self.wanted, percent=self.percent
            )
        if not self.false_starts:
            return told
        # Translators: a false start is a session that was given up at once.
        left_out = trn("{n} false start left out", "{n} false starts left out", self.false_starts)
        return f"{told}; {left_out}"


def _counted_days(
    given: Prescription, by_day: Mapping[int, Sequence[Attempt]], now: WallTime, since: int
) -> list[DayCount]:
    """Each day from `since`, which begins a week of the program, to today, or to its last.

    `by_day` are the sessions that count.
    """
    today = program_day(now, given.day_ends_at)
    end = today if given.last_day is None else min(today, given.last_day)
    per_day = len(given.times())
    counts: list[DayCount] = []
    open_days: int | None = None
    for day in range(since, end + 1):
        if day == given.week_start(day):
            open_days = given.days_wanted(day)
        sessions = by_day.get(day, ())
        done = missed = 0
        if given.is_a_day(day) and open_days != 0:
            units = given.units(day) if sessions or day == today else []
            by_unit = given.share_out(units, sessions)
            done = sum(session is not None for session in by_unit)
            is_last_chance = open_days is None or open_days >= given.days_left(day)
            if done or is_last_chance:
                missed = per_day - done
            if day == today:
                over = sum(
                    session is None and unit.until_ms <= wall_ms(now)
                    for unit, session in zip(units, by_unit, strict=True)
                )
                missed = min(missed, over)
            if open_days is not None and (done or (is_last_chance and day != today)):
                open_days -= 1
        counts.append(DayCount(day, done + missed, done, len(sessions) - done))
    return counts


def account(
    key: str,
    program: Program | None,
    past: HistoryReader,
    now: WallTime,
    day_ends_at: int,
    first_weekday: int,
) -> Account:
    """The account of the routine `key`. `first_weekday` begins a week: 0 for Monday to 6.

    Raises `TrunkTimerError` where the history cannot be read.
    """
    today = program_day(now, day_ends_at)
    first = _first(key, past, now)
    if program is None and first is None:
        return _account(None, today, today, is_prescribed=False, counts=(), false_starts=0, first_weekday=first_weekday)
    given = prescription(program or Program(), first, now, day_ends_at)
    attempts = past.attempts(key, given.begun - _FAR, today + _FAR)
    begun = {one for one in attempts if one.is_false_start and one.started.utc_ms <= now.utc_ms}
    counts = _counted_days(given, that_count(attempts, now, day_ends_at), now, given.begun)
    if program is None:
        counts = [DayCount(one.day, 0, 0, one.done + one.extra) for one in counts]
    return _account(
        given.begun,
        counts[-1].day if counts else today,
        today,
        is_prescribed=program is not None,
        counts=counts,
        false_starts=sum(given.begun <= program_day(one.started, day_ends_at) <= today for one in begun),
        first_weekday=first_weekday,
    )


def missed_days(
    key: str, program: Program, past: HistoryReader, now: WallTime, day_ends_at: int, since_day: int
) -> int:
    """Prescribed days after `since_day` on which nothing prescribed was done.

    Raises `TrunkTimerError` where the history cannot be read.
    """
    given = prescription(program, _first(key, past, now), now, day_ends_at)
    since = max(given.begun, given.week_start(since_day))
    attempts = past.attempts(key, since - _FAR, program_day(now, day_ends_at) + _FAR)
    counts = _counted_days(given, that_count(attempts, now, day_ends_at), now, since)
    return sum(one.day > since_day and one.wanted > 0 and not one.done for one in counts)


def _first(key: str, past: HistoryReader, now: WallTime) -> Attempt | None:
    """The first session that counts, if it is not dated in the future."""
    first = past.first_attempt(key)
    return first if first is not None and first.started.utc_ms <= now.utc_ms else None


def _account(
    since_day: int | None,
    until_day: int,
    today: int,
    *,
    is_prescribed: bool,
    counts: Sequence[DayCount],
    false_starts: int,
    first_weekday: int,
) -> Account:
    weeks: dict[int, WeekCount] = {}
    for one in counts:
        first_day = one.day - (weekday_of(one.day) - first_weekday) % WEEK
        week = weeks.get(first_day, WeekCount(first_day, 0, 0, 0))
        weeks[first_day] = WeekCount(
            first_day, week.wanted + one.wanted, week.done + one.done, week.sessions + one.done + one.extra
        )
    row = 0
    for one in counts:
        if one.done:
            row += 1
        elif one.wanted and one.day < today:
            row = 0
    return Account(
        since_day=since_day,
        until_day=until_day,
        is_prescribed=is_prescribed,
        wanted=sum(one.wanted for one in counts),
        done=sum(one.done for one in counts),
        sessions=sum(one.done + one.extra for one in counts),
        false_starts=false_starts,
        streak=row,
        weeks=tuple(weeks.values()),
    )
