"""Programs, sessions and a history for the tests of this room."""

from datetime import date
from typing import Any

from hypothesis import strategies as st

from tests.builders import HOLDS
from tests.past import FakeHistory, a_session
from trunktimer.foundation.durations import DAY_MS, HOUR_MS, MINUTE_MS, Span
from trunktimer.foundation.moments import day_of
from trunktimer.foundation.wall_time import WallTime
from trunktimer.routine.routine import Count, Day, Program, Routine
from trunktimer.session.record import SessionRecord

ENDS = 3  # o'clock
MONDAY = day_of("2026-03-02")  # a week before the clocks of New York go on, four before those of Berlin


def at(day: int, hour: float, offset_min: int = 60) -> WallTime:
    """The moment at which the wall shows an hour of a day."""
    return WallTime(round(day * DAY_MS + hour * HOUR_MS) - offset_min * MINUTE_MS, offset_min)


def session(number: int, day: int, hour: float = 9, offset_min: int = 60, **changes: Any) -> SessionRecord:
    """A whole session of ten minutes of the routine "a"."""
    usual = {"started": at(day, hour, offset_min), "routine_key": "a", "active_ms": 600_000}
    return a_session(number, **{**usual, **changes})


def past(*records: SessionRecord) -> FakeHistory:
    return FakeHistory((record, []) for record in records)


def routine(program: Program, name: str = "A") -> Routine:
    return Routine(name=name, program=program, blocks=(HOLDS,))


def times(low: int, high: int | None = None, **more: Any) -> Program:
    return Program(times_per_day=Count(low, high or low), from_=date(2026, 3, 2), **more)


def hourly(hours: float, since: float, until: float, **more: Any) -> Program:
    every = round(hours * HOUR_MS)
    more.setdefault("from_", date(2026, 3, 2))
    return Program(every=Span(every, every), between=(round(since * 60), round(until * 60)), **more)


_WHEN = {
    "from_": st.none() | st.dates(date(2026, 2, 20), date(2026, 3, 10)),
    "weeks": st.none() | st.integers(1, 5),
    "until": st.none(),
}
_COUNTS = st.builds(lambda low, more: Count(low, low + more), st.integers(1, 5), st.integers(0, 2))
_ON = st.fixed_dictionaries(
    {}, optional={"days": st.lists(st.sampled_from(Day), min_size=1, unique=True).map(tuple)}
) | st.builds(lambda low: {"days_per_week": Count(low, min(7, low + 1))}, st.integers(1, 7))
#: Programs of every kind, as files can say them.
PROGRAMS = st.builds(
    lambda often, on, when: Program(**often, **on, **when),
    st.builds(lambda count: {"times_per_day": count}, st.none() | _COUNTS)
    | st.builds(
        lambda minutes, since, length: {
            "every": Span(minutes * MINUTE_MS, minutes * MINUTE_MS),
            "between": (since, min(24 * 60, since + max(length, minutes))),
        },
        st.sampled_from((30, 45, 60, 120, 180)),
        st.integers(0, 18 * 60),
        st.integers(60, 14 * 60),
    ),
    _ON,
    st.fixed_dictionaries(_WHEN),
)
#: Sessions of five weeks, at any hour and in any time zone; some are false starts, rehearsals, or of another routine.
SESSIONS = st.lists(
    st.tuples(
        st.integers(-5, 35),
        st.floats(0, 23.98),
        st.sampled_from((60, 60, 120, 0, -480, 540, 345)),
        st.sampled_from((600_000, 600_000, 70_000, 30_000)),
        st.sampled_from((1.0, 1.0, 1.0, 10.0)),
        st.sampled_from(("a", "a", "a", "b")),
    ),
    max_size=60,
).map(
    lambda rows: [
        session(number, MONDAY + day, hour, zone, active_ms=active, speed=speed, routine_key=key)
        for number, (day, hour, zone, active, speed, key) in enumerate(rows)
    ]
)
NOW = st.builds(
    lambda day, hour, zone: at(MONDAY + day, hour, zone),
    st.integers(-3, 36),
    st.floats(0, 23.98),
    st.sampled_from((60, 120, -480, 540)),
)
