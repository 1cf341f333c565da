"""Figures of the past: streak, heat map, weeks without gaps, movements over the weeks. Asks no history and no clock.

Days are counted from 1970-01-01, weeks as in `past`.
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import Final, NamedTuple

from trunktimer.foundation.durations import MINUTE_MS
from trunktimer.foundation.translation import later
from trunktimer.history.reader import DayFigures, MovementWeek, WeekFigures, monday_of, week_of, weekday_of

HEAT_WEEKS: Final = 53
#: From how many minutes on a day has level 2, 3 and 4; less is 1, nothing is 0. Fixed minutes rather than quartiles of
#: one's own days: so a colour means the same at any time, and no day pales because another one was long.
HEAT_MINUTES: Final = (10, 20, 30)
#: What each level of the heat map stands for, for a legend; through `tr` where it is shown. Numbers as in HEAT_MINUTES.
HEAT_WORDS: Final = (
    later("nothing"),
    later("under 10 min"),
    later("10 to 20 min"),
    later("20 to 30 min"),
    later("30 min or more"),
)


class Streak(NamedTuple):
    """`days` on which something was done, in a row until now; the `longest` such row; whether today is one of them."""

    days: int
    longest: int
    done_today: bool


class HeatCell(NamedTuple):
    """A day of the heat map; `level` is 0 (nothing) to 4, see `HEAT_MINUTES`."""

    day: int
    active_ms: int
    sessions: int
    level: int


@dataclass(frozen=True, slots=True, kw_only=True)
class MovementSeries:
    """A movement over the weeks; all tuples are as long as `weeks`, which has no gaps.

    `movement` is its key, empty for one that only has a `name`. `held_ms`, `target_ms` and `least_ms` are means of a
    hold, `None` in weeks without any.
    """

    movement: str
    name: str
    weeks: tuple[int, ...]
    work_ms: tuple[int, ...]
    held_ms: tuple[float | None, ...]
    target_ms: tuple[float | None, ...]
    least_ms: tuple[float | None, ...]


def streak(days: Collection[int], rest_days: Collection[int], today: int) -> Streak:
    """How many days in a row something was done. `rest_days` are weekdays, 0 (Monday) to 6 (Sunday).

    A rest day neither breaks nor lengthens the row, unless something was done on it: then it counts. Today breaks
    nothing while it lasts. Days after today do not count.
    """
    rests = frozenset(rest_days)
    done = sorted({day for day in days if day <= today})
    longest = row = 0
    last: int | None = None
    for day in done:
        row = row + 1 if last is not None and (day == last + 1 or _only_rests(last, day, rests)) else 1
        longest = max(longest, row)
        last = day
    stands = last is not None and _only_rests(last, today, rests)
    return Streak(row if stands else 0, longest, last == today)


def _only_rests(day: int, other: int, rests: frozenset[int]) -> bool:
    """Whether all days between the two, without them, are rest days. After seven days they come round again."""
    return all(weekday_of(between) in rests for between in range(day + 1, min(other, day + 8)))


def heat_map(
    days: Sequence[DayFigures], today: int, weeks: int = HEAT_WEEKS
) -> tuple[tuple[HeatCell | None, ...], ...]:
    """The last `weeks` weeks, that of today last, as columns of seven cells from Monday; `None` for days to come."""
    figures = {figure.day: figure for figure in days}
    last = week_of(today)
    return tuple(
        tuple(
            _cell(figures.get(day) or DayFigures(day, 0, 0)) if day <= today else None
            for day in range(monday_of(week), monday_of(week) + 7)
        )
        for week in range(last - weeks + 1, last + 1)
    )


def heat_level(active_ms: int) -> int:
    """The level, 0 to 4, of a day with so much work."""
    if active_ms <= 0:
        return 0
    return 1 + sum(active_ms >= minutes * MINUTE_MS for minutes in HEAT_MINUTES)


def _cell(figure: DayFigures) -> HeatCell:
    return HeatCell(figure.day, figure.active_ms, figure.sessions, heat_level(figure.active_ms))


def filled_weeks(rows: Sequence[WeekFigures], since_week: int, until_week: int) -> list[WeekFigures]:
    """All weeks from one to the other, both included; those that are not among `rows` are empty."""
    known = {row.week: row for row in rows}
    return [
        known.get(week) or WeekFigures(week, 0, 0, 0, 0, None, None, None) for week in range(since_week, until_week + 1)
    ]


def by_movement(rows: Sequence[MovementWeek], since_week: int, until_week: int) -> list[MovementSeries]:
    """Each movement over all weeks from one to the other, both included, the one with most work first.

    Rows with the same key are one movement, with its newest name; where there is no key, those with the same name are.
    """
    groups = grouped(row for row in rows if since_week <= row.week <= until_week)
    series = [_series(group, range(since_week, until_week + 1)) for group in groups]
    return sorted(series, key=lambda one: (-sum(one.work_ms), one.name, one.movement))


def grouped(rows: Iterable[MovementWeek]) -> list[list[MovementWeek]]:
    """The rows of each movement: those with the same key, or the same name where there is no key."""
    groups: dict[tuple[str, str], list[MovementWeek]] = {}
    for row in rows:
        groups.setdefault((row.movement, "" if row.movement else row.name), []).append(row)
    return list(groups.values())


def newest_of(rows: Iterable[MovementWeek]) -> MovementWeek:
    """The row whose name a movement goes by: that of its newest week; if there are more, the one with most work."""
    return max(rows, key=lambda row: (row.week, row.work_ms))


def _series(rows: Sequence[MovementWeek], weeks: range) -> MovementSeries:
    newest = newest_of(rows)
    work_ms, holds, held_ms, target_ms, least_ms = ([0] * len(weeks) for _ in range(5))
    for row in rows:
        at = row.week - weeks.start
        work_ms[at] += row.work_ms
        holds[at] += row.holds
        held_ms[at] += row.held_ms
        target_ms[at] += row.hold_planned_ms
        least_ms[at] += row.hold_min_ms
    return MovementSeries(
        movement=newest.movement,
        name=newest.name,
        weeks=tuple(weeks),
        work_ms=tuple(work_ms),
        held_ms=_means(held_ms, holds),
        target_ms=_means(target_ms, holds),
        least_ms=_means(least_ms, holds),
    )


def _means(sums: Sequence[int], counts: Sequence[int]) -> tuple[float | None, ...]:
    return tuple(total / count if count else None for total, count in zip(sums, counts, strict=True))
