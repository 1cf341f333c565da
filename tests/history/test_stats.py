"""Figures of the past, against plain counting day by day."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trunktimer.foundation.moments import day_of, day_token
from trunktimer.history.reader import DayFigures, MovementWeek, WeekFigures, week_of, weekday_of
from trunktimer.history.stats import (
    HEAT_WORDS,
    Streak,
    by_movement,
    filled_weeks,
    heat_level,
    heat_map,
    streak,
)

SATURDAY = 20_778  # 2026-11-21
WEEKEND = {5, 6}
DAYS = st.sets(st.integers(SATURDAY - 40, SATURDAY + 3))
RESTS = st.sets(st.integers(0, 6))


def counted(days: set[int], rests: set[int], today: int) -> Streak:
    """The rules, walked through day by day from long before."""
    row = longest = 0
    for day in range(SATURDAY - 60, today + 1):
        if day in days:
            row += 1
        elif day != today and weekday_of(day) not in rests:
            row = 0
        longest = max(longest, row)
    return Streak(row, longest, today in days)


@given(DAYS, RESTS)
def test_a_streak_is_what_counting_day_by_day_gives(days: set[int], rests: set[int]) -> None:
    assert streak(days, rests, SATURDAY) == counted(days, rests, SATURDAY)


@given(DAYS, RESTS, st.integers(0, 6))
def test_one_more_rest_day_never_shortens_a_streak(days: set[int], rests: set[int], more: int) -> None:
    without, with_it = streak(days, rests, SATURDAY), streak(days, rests | {more}, SATURDAY)
    assert without.days <= with_it.days and without.longest <= with_it.longest


@given(DAYS, RESTS)
def test_doing_something_today_adds_one_day_unless_it_is_done(days: set[int], rests: set[int]) -> None:
    before, after = streak(days - {SATURDAY}, rests, SATURDAY), streak(days | {SATURDAY}, rests, SATURDAY)
    assert after.days == before.days + 1 and after.done_today and not before.done_today


def test_today_breaks_nothing_while_it_lasts() -> None:
    days = {SATURDAY - 2, SATURDAY - 1}
    assert streak(days, (), SATURDAY) == Streak(2, 2, False)
    assert streak(days, (), SATURDAY + 1) == Streak(0, 2, False)


def test_a_rest_day_does_not_break_a_streak_and_counts_only_when_something_was_done() -> None:
    monday = SATURDAY + 2
    week = {SATURDAY - 2, SATURDAY - 1, monday}
    assert streak(week, WEEKEND, monday) == Streak(3, 3, True)
    assert streak(week | {SATURDAY}, WEEKEND, monday) == Streak(4, 4, True)
    assert streak(week, (), monday) == Streak(1, 2, True)


def test_where_every_day_is_a_rest_day_nothing_is_ever_broken() -> None:
    assert streak({0, 5_000, SATURDAY - 900}, range(7), SATURDAY) == Streak(3, 3, False)


def test_where_one_weekday_is_planned_a_missed_week_breaks_the_streak() -> None:
    all_but_saturday = {0, 1, 2, 3, 4, 6}
    assert streak({SATURDAY - 7, SATURDAY}, all_but_saturday, SATURDAY) == Streak(2, 2, True)
    assert streak({SATURDAY - 14, SATURDAY}, all_but_saturday, SATURDAY) == Streak(1, 1, True)


def test_no_days_are_no_streak() -> None:
    assert streak((), range(7), SATURDAY) == Streak(0, 0, False)


def test_the_heat_map_has_whole_weeks_from_monday_and_nothing_of_the_days_to_come() -> None:
    columns = heat_map([DayFigures(SATURDAY, 2, 25 * 60_000), DayFigures(SATURDAY - 1, 1, 1)], SATURDAY)
    assert len(columns) == 53 and all(len(column) == 7 for column in columns)
    assert columns[-1][6] is None, "tomorrow, a Sunday"
    assert columns[-1][5] == (SATURDAY, 25 * 60_000, 2, 3)
    assert columns[-1][4] == (SATURDAY - 1, 1, 1, 1)
    cells = [cell for column in columns for cell in column if cell is not None]
    assert [cell.day for cell in cells] == list(range(SATURDAY - 5 - 52 * 7, SATURDAY + 1))
    assert sum(cell.level for cell in cells) == 4
    assert sum(cell.sessions for cell in cells) == 3


@given(st.integers(0, 40_000), st.integers(1, 60))
def test_each_column_is_one_week_and_each_row_one_weekday(today: int, weeks: int) -> None:
    columns = heat_map((), today, weeks)
    assert len(columns) == weeks
    for number, column in enumerate(columns):
        for weekday, cell in enumerate(column):
            if cell is not None:
                assert (week_of(cell.day), weekday_of(cell.day)) == (week_of(today) - weeks + 1 + number, weekday)


def test_levels_change_at_whole_minutes_and_have_their_words() -> None:
    minutes = (0, 1 / 60, 9.99, 10, 19.99, 20, 29.99, 30, 600)
    assert [heat_level(round(number * 60_000)) for number in minutes] == [0, 1, 1, 2, 2, 3, 3, 4, 4]
    assert HEAT_WORDS == ("nothing", "under 10 min", "10 to 20 min", "20 to 30 min", "30 min or more")


def test_weeks_without_a_session_are_filled_in() -> None:
    row = WeekFigures(7, 3, 2, 90, 80, 5.0, None, 1.0)
    assert filled_weeks([row], 6, 8) == [
        WeekFigures(6, 0, 0, 0, 0, None, None, None),
        row,
        WeekFigures(8, 0, 0, 0, 0, None, None, None),
    ]
    assert filled_weeks([row], 8, 8) == [WeekFigures(8, 0, 0, 0, 0, None, None, None)]


def moved(week: int, movement: str, name: str, work_ms: int, holds: int = 0, held_ms: int = 0) -> MovementWeek:
    return MovementWeek(week, movement, name, 1, 5, work_ms, holds, holds * 15_000, holds * 10_000, held_ms)


def test_a_movement_that_was_renamed_is_one_with_its_newest_name_and_means_are_of_all_its_holds() -> None:
    rows = [
        moved(5, "bridge", "Bridge", 100, 1, 9_000),
        moved(5, "bridge", "Bridge, slow", 200, 3, 36_000),
        moved(7, "bridge", "Bridge with a band", 50, 2, 20_000),
        moved(7, "", "bridge", 1_000),
    ]
    own, bridge = by_movement(rows, 5, 8)
    assert (own.movement, own.name, own.work_ms) == ("", "bridge", (0, 0, 1_000, 0))
    assert (*own.held_ms, *own.target_ms, *own.least_ms) == (None,) * 12
    assert (bridge.movement, bridge.name) == ("bridge", "Bridge with a band")
    assert (bridge.weeks, bridge.work_ms) == ((5, 6, 7, 8), (300, 0, 50, 0))
    assert [bridge.held_ms, bridge.target_ms, bridge.least_ms] == [
        (45_000 / 4, None, 10_000, None),
        (15_000, None, 15_000, None),
        (10_000, None, 10_000, None),
    ]


def test_weeks_outside_of_the_range_are_left_out_of_the_series() -> None:
    rows = [moved(week, "bridge", f"Bridge {week}", week) for week in (1, 2, 3, 4)]
    (series,) = by_movement(rows, 2, 3)
    assert (series.name, series.work_ms) == ("Bridge 3", (2, 3))


MOVED = st.builds(moved, st.integers(0, 9), st.sampled_from(("", "a", "b")), st.sampled_from("xyz"), st.integers(0, 99))


@given(st.lists(MOVED))
def test_no_work_is_lost_between_movements(rows: list[MovementWeek]) -> None:
    series = by_movement(rows, 0, 9)
    assert sum(sum(one.work_ms) for one in series) == sum(row.work_ms for row in rows)
    totals = [sum(one.work_ms) for one in series]
    assert totals == sorted(totals, reverse=True)
    assert len({(one.movement, one.movement or one.name) for one in series}) == len(series)


@given(st.integers(-700_000, 2_900_000))
def test_days_come_back_from_their_text(day: int) -> None:
    assert day_of(day_token(day)) == day


def test_days_have_the_text_that_a_calendar_gives() -> None:
    assert (day_token(0), day_token(SATURDAY), day_of("1969-12-31")) == ("1970-01-01", "2026-11-21", -1)


@pytest.mark.parametrize(
    "text",
    ("", "2026-13-01", "2026-02-29", "20261121", "2026-W47-6", "21.11.2026", "2026-1-1", "２０２６-11-21"),
)
def test_what_is_no_day_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="is no day"):
        day_of(text)
