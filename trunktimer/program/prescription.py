"""What a program asks for on each day. Knows the calendar and no session.

Theory of operation
-------------------
All is reckoned on the wall, without time zones: a session brings the distance from UTC that it was recorded with, so an
hour that comes twice, or never, and a journey change no count. A day here lasts from `day_ends_at` to the same hour of
the next day, so that what is done after midnight belongs to the evening.

A unit is one of the times at which a routine is to be done. "Every 2 h" has its own hours. "Three times a day" says
none: the units become due one after the other over the hours in which people are awake, and last until the day ends.
Of a range ("2-3 times") the least is what is prescribed. Weeks of a program are counted from its first day, so that
which day begins a week in the calendar changes nothing.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final, NamedTuple

from trunktimer.foundation.durations import DAY_MS, HOUR_MS, MINUTE_MS
from trunktimer.foundation.wall_time import WallTime
from trunktimer.history.reader import FIRST_DAY, Attempt, weekday_of
from trunktimer.routine.routine import Day, Program

WEEK: Final = 7  # days
#: Over these hours "three times a day" is spread where nothing else is said.
AWAKE_H: Final = (8, 20)
_WEEKDAYS: Final = tuple(Day)


class Unit(NamedTuple):
    """One of the times at which a routine is to be done: half-open, in milliseconds on the wall since 1970."""

    from_ms: int
    until_ms: int


def wall_ms(moment: WallTime) -> int:
    """What the wall shows at a moment, in milliseconds since 1970."""
    return moment.utc_ms + moment.offset_min * MINUTE_MS


def program_day(moment: WallTime, day_ends_at: int) -> int:
    """The day to which a moment belongs."""
    return (wall_ms(moment) - day_ends_at * HOUR_MS) // DAY_MS


@dataclass(frozen=True, slots=True, kw_only=True)
class Prescription:
    """A program that began on the day `begun`."""

    program: Program
    begun: int
    day_ends_at: int

    @property
    def last_day(self) -> int | None:
        """The last day; `None` where it does not end."""
        ends = []
        if self.program.until is not None:
            ends.append(day_number(self.program.until))
        if self.program.weeks is not None:
            ends.append(self.begun + WEEK * self.program.weeks - 1)
        return min(ends, default=None)

    @property
    def has_hours(self) -> bool:
        """Whether each unit has its hours, so that it cannot be done long before."""
        return self.program.every is not None

    def is_over(self, day: int) -> bool:
        """Whether it ended before a day."""
        return self.last_day is not None and day > self.last_day

    def is_a_day(self, day: int) -> bool:
        """Whether a day is one on which something may be due; that it is enough for this week is not known here."""
        days = self.program.days
        return self.begun <= day and not self.is_over(day) and (days is None or _WEEKDAYS[weekday_of(day)] in days)

    def week_start(self, day: int) -> int:
        """The first day of the week of the program in which a day lies."""
        return day - (day - self.begun) % WEEK

    def days_wanted(self, day: int) -> int | None:
        """On how many days of its week something is to be done, where that is all that is said of days.

        In a last week that is shorter, its share of it.
        """
        wanted = self.program.days_per_week
        if wanted is None:
            return None
        return wanted.low * self.days_left(self.week_start(day)) // WEEK

    def days_left(self, day: int) -> int:
        """The days of its week of the program from a day on, itself included."""
        end = self.week_start(day) + WEEK
        return (end if self.last_day is None else min(end, self.last_day + 1)) - day

    def times(self) -> tuple[int, ...]:
        """When the units of a day become due, in milliseconds since its midnight on the wall."""
        program, first_ms = self.program, self.day_ends_at * HOUR_MS
        if program.every is not None and program.between is not None:
            since, until = (minutes * MINUTE_MS for minutes in program.between)
            times = range(since, until + 1, max(program.every.high_ms, MINUTE_MS))
            return tuple(sorted({(time - first_ms) % DAY_MS + first_ms for time in times}))
        often = 1 if program.times_per_day is None else program.times_per_day.low
        since, until = (hour * HOUR_MS for hour in AWAKE_H)
        return (first_ms, *(since + (until - since) * number // often for number in range(1, often)))

    def units(self, day: int) -> list[Unit]:
        """The units of a day on which something is to be done."""
        midnight = day * DAY_MS
        end = midnight + DAY_MS + self.day_ends_at * HOUR_MS
        starts = [midnight + time for time in self.times()]
        if not self.has_hours:
            return [Unit(start, end) for start in starts]
        assert self.program.every is not None
        each = self.program.every.high_ms
        return [Unit(start, min(start + each, then)) for start, then in zip(starts, [*starts[1:], end], strict=True)]

    def share_out(self, units: Sequence[Unit], sessions: Sequence[Attempt]) -> list[Attempt | None]:
        """By which session each unit of a day was done. Each session does one unit at most.

        That in whose time it lies; if that is done already one that was missed; and else the next. Where units have
        hours, the next must be nearer than the beginning of this one.
        """
        done: list[Attempt | None] = [None] * len(units)
        for session in sorted(sessions, key=lambda one: (wall_ms(one.started), one.uid)):
            at_ms = wall_ms(session.started)
            early = not self.has_hours or at_ms < units[0].from_ms
            ahead_ms = at_ms + (units[0].until_ms - units[0].from_ms) // 2
            free = [
                (not unit.from_ms <= at_ms < unit.until_ms, unit.from_ms > at_ms, place)
                for place, unit in enumerate(units)
                if done[place] is None and (early or unit.from_ms <= ahead_ms)
            ]
            if free:
                done[min(free)[2]] = session
        return done


def day_number(day: date) -> int:
    """A date as a day counted from 1970-01-01."""
    return day.toordinal() - 1 + FIRST_DAY


def prescription(program: Program, first: Attempt | None, now: WallTime, day_ends_at: int) -> Prescription:
    """A program as it stands `now`. Without a first day it began with the `first` session, at the latest today."""
    if program.from_ is not None:
        begun = day_number(program.from_)
    else:
        begun = today = program_day(now, day_ends_at)
        if first is not None and first.started.utc_ms <= now.utc_ms:
            begun = min(today, program_day(first.started, day_ends_at))
    return Prescription(program=program, begun=begun, day_ends_at=day_ends_at)


def that_count(sessions: Sequence[Attempt], now: WallTime, day_ends_at: int) -> dict[int, list[Attempt]]:
    """The sessions that count, by day: no false starts, and nothing that is dated in the future."""
    by_day: dict[int, list[Attempt]] = {}
    for session in {one.uid: one for one in sessions}.values():
        if not session.is_false_start and session.started.utc_ms <= now.utc_ms:
            by_day.setdefault(program_day(session.started, day_ends_at), []).append(session)
    return by_day
