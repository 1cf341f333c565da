"""What of a day is due, and that nothing is counted twice or lost."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from tests.past import FakeHistory
from tests.program.programs import ENDS, MONDAY, NOW, PROGRAMS, SESSIONS, at, hourly, past, routine, session, times
from trunktimer.foundation.durations import HOUR_MS, MINUTE_MS
from trunktimer.foundation.wall_time import WallTime
from trunktimer.history.reader import Attempt
from trunktimer.program.account import account
from trunktimer.program.due import Due, State, due
from trunktimer.program.prescription import program_day, wall_ms
from trunktimer.routine.routine import Count, Day, Program
from trunktimer.session.record import SessionRecord


def states(program: Program, now: WallTime, *records: SessionRecord) -> list[State]:
    return [one.state for one in due({"a": routine(program)}, past(*records), now, ENDS)]


def test_three_times_a_day_become_due_over_the_day_and_stay_so_until_it_ends() -> None:
    three = times(3)
    assert states(three, at(MONDAY, 7)) == [State.DUE, State.LATER, State.LATER]
    assert states(three, at(MONDAY, 12.5)) == [State.DUE, State.DUE, State.LATER]
    assert states(three, at(MONDAY, 7.5), session(1, MONDAY, 7)) == [State.DONE, State.LATER, State.LATER]
    assert states(three, at(MONDAY + 1, 2.9)) == [State.DUE] * 3
    assert states(three, at(MONDAY + 1, 3.1)) == [State.DUE, State.LATER, State.LATER]


def test_more_than_was_prescribed_is_no_unit_and_of_a_range_the_least_is_prescribed() -> None:
    early = [session(number, MONDAY, 5 + number / 2) for number in range(5)]
    found = due({"a": routine(times(2, 3))}, past(*early), at(MONDAY, 20), ENDS)
    assert [(one.state, one.done, one.wanted, one.session) for one in found] == [
        (State.DONE, 1, 1, early[0].uid),
        (State.DONE, 1, 1, early[1].uid),
    ]


def test_every_two_hours_each_hour_is_a_unit_from_the_first_to_the_last() -> None:
    found = due({"a": routine(hourly(2, 8, 20))}, past(), at(MONDAY, 12.5), ENDS)
    assert [one.from_ms for one in found] == [wall_ms(at(MONDAY, hour)) for hour in range(8, 21, 2)]
    assert all(one.until_ms == after.from_ms for one, after in pairwise(found))
    assert found[-1].until_ms == wall_ms(at(MONDAY, 22))
    assert [one.state for one in found] == [State.OVERDUE] * 2 + [State.DUE] + [State.LATER] * 4


@pytest.mark.parametrize(
    ("hours", "done"),
    (
        ((7.9,), [0]),  # a little early
        ((8.0, 8.9), [0]),  # twice in the time of one
        ((8.0, 9.1), [0, 1]),  # a little early for the next
        ((9.5, 10.1), [0, 1]),
        ((8.5, 12.1), [0, 2]),
        ((12.1, 12.2), [0, 2]),  # what was missed is made up for
        ((23.0,), [0]),
        ((7.0, 7.1), [0, 1]),
    ),
)
def test_a_session_does_the_unit_of_its_hour_or_makes_up_for_one_before(
    hours: Sequence[float], done: list[int]
) -> None:
    records = [session(number, MONDAY, hour) for number, hour in enumerate(hours)]
    found = due({"a": routine(hourly(2, 8, 20))}, past(*records), at(MONDAY, 23.5), ENDS)
    assert [place for place, one in enumerate(found) if one.state is State.DONE] == done


def test_hours_over_the_whole_day_are_each_there_once() -> None:
    found = due({"a": routine(hourly(2, 0, 24))}, past(), at(MONDAY, 12), ENDS)
    assert [one.from_ms for one in found] == [wall_ms(at(MONDAY, hour)) for hour in range(4, 28, 2)]
    assert found[-1].until_ms == wall_ms(at(MONDAY + 1, 3))  # where the day ends


def test_what_is_done_after_midnight_belongs_to_the_evening() -> None:
    late = session(1, MONDAY + 1, 2.5)
    assert states(times(1), at(MONDAY + 1, 2.8), late) == [State.DONE]
    assert states(times(1), at(MONDAY + 1, 9), late) == [State.DUE]
    at_midnight = due({"a": routine(times(1))}, past(late), at(MONDAY + 1, 9), 0)
    assert [one.state for one in at_midnight] == [State.DONE]


def test_days_of_the_week_and_others_are_rest_days() -> None:
    program = times(1, days=(Day.MON, Day.WED, Day.FRI))
    found = [states(program, at(MONDAY + day, 12))[0] for day in range(7)]
    assert found == [State.DUE, State.REST, State.DUE, State.REST, State.DUE, State.REST, State.REST]
    assert due({"a": routine(program)}, past(session(1, MONDAY + 1)), at(MONDAY + 1, 12), ENDS) == [
        Due("a", State.REST)
    ]


def test_so_many_days_a_week_are_due_until_there_were_enough() -> None:
    program = Program(days_per_week=Count(2, 3), from_=date(2026, 3, 4))  # a Wednesday begins the weeks of it
    wednesday = MONDAY + 2
    two = [session(1, wednesday), session(2, wednesday + 3)]
    assert states(program, at(wednesday + 1, 12), *two) == [State.DUE]
    assert states(program, at(wednesday + 3, 12), *two) == [State.DONE]
    assert states(program, at(wednesday + 4, 12), *two) == [State.REST]
    assert states(program, at(wednesday + 6, 12), *two) == [State.REST]
    assert states(program, at(wednesday + 7, 12), *two) == [State.DUE]


def test_a_program_begins_and_ends() -> None:
    six = times(1, weeks=6)
    assert states(six, at(MONDAY - 1, 12)) == []
    assert states(six, at(MONDAY + 41, 12)) == [State.DUE]
    assert states(six, at(MONDAY + 42, 2)) == [State.DUE]  # the night still belongs to it
    assert states(six, at(MONDAY + 42, 12)) == [State.OVER]
    until = times(1, until=date(2026, 3, 3))
    assert [states(until, at(MONDAY + day, 12)) for day in (1, 2)] == [[State.DUE], [State.OVER]]


def test_without_a_first_day_it_begins_with_the_first_session_that_counts() -> None:
    program = Program(weeks=1)
    begun = session(1, MONDAY, active_ms=20_000)
    rehearsed = session(2, MONDAY, speed=10.0)
    whole = session(3, MONDAY + 3)
    records = (begun, rehearsed, whole)
    assert states(program, at(MONDAY + 90, 12)) == [State.DUE]
    assert states(program, at(MONDAY + 9, 12), *records) == [State.DUE]
    assert states(program, at(MONDAY + 10, 12), *records) == [State.OVER]


def test_false_starts_rehearsals_and_what_is_dated_in_the_future_do_nothing() -> None:
    records = (
        session(1, MONDAY, active_ms=59_999),
        session(2, MONDAY, speed=2.0),
        session(3, MONDAY, 15),
    )
    assert states(times(1), at(MONDAY, 12), *records) == [State.DUE]
    assert states(times(1), at(MONDAY, 12), session(4, MONDAY, active_ms=60_000)) == [State.DONE]
    long = session(5, MONDAY, active_ms=120_000, planned_ms=3_600_000)
    assert states(times(1), at(MONDAY, 12), long) == [State.DONE]


def test_two_routines_of_the_same_hours_are_two_and_names_do_not_matter() -> None:
    both = {"b": routine(hourly(2, 8, 10)), "a": routine(hourly(2, 8, 10), "Renamed")}
    done = past(session(1, MONDAY, 9), session(2, MONDAY, 9.5, routine_key="c", routine_name="A"))
    found = due(both, done, at(MONDAY, 9.6), ENDS)
    assert [(one.routine, one.state) for one in found] == [
        ("a", State.DONE),
        ("b", State.DUE),
        ("a", State.LATER),
        ("b", State.LATER),
    ]


@pytest.mark.parametrize("zone", ("Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "America/Santiago"))
@pytest.mark.parametrize("ends", (0, 3, 4))
def test_a_change_of_the_clocks_changes_no_count(zone: str, ends: int) -> None:
    """A year of three sessions a day, one of them at half past four at night."""
    records = []
    for number in range(3 * 365):
        day, part = divmod(number, 3)
        clock = datetime(2026, 3, 2, tzinfo=ZoneInfo(zone)) + timedelta(days=day, hours=(4.5, 12.5, 22.5)[part])
        ahead = clock.utcoffset()
        assert ahead is not None
        utc_ms, offset_min = round(clock.timestamp() * 1_000), round(ahead.total_seconds() / 60)
        records.append(session(number, 0, started=WallTime(utc_ms, offset_min)))
    now = records[-1].started
    assert len({record.started.offset_min for record in records}) == 2
    for program in (times(3), hourly(9, 4, 22), times(5), Program(days_per_week=Count(7, 7))):
        found = account("a", program, past(*records), now, ends, 0)
        assert found.done == (365 if program.days_per_week else 3 * 365)
        assert all(week.sessions == 21 for week in found.weeks[1:-1])
    on_time = due({"a": routine(hourly(9, 4, 22))}, past(*records), now, ends)
    assert [one.session for one in on_time] == [record.uid for record in records[-3:]]


# ---- laws


@given(PROGRAMS, PROGRAMS, SESSIONS, NOW, st.integers(0, 6), st.randoms())
def test_each_session_does_one_unit_at_most_and_no_order_matters(
    one: Program, other: Program, records: list[SessionRecord], now: WallTime, ends: int, chance: object
) -> None:
    routines = {"a": routine(one), "b": routine(other)}
    found = due(routines, past(*records), now, ends)
    used = [unit.session for unit in found if unit.session]
    by_uid = {record.uid: record for record in records}
    assert len(used) == len(set(used))
    for unit in found:
        assert 0 <= unit.done <= unit.wanted <= 1
        assert (unit.state is State.DONE) == bool(unit.done) == bool(unit.session)
        assert (unit.wanted == 0) == (unit.from_ms is None) == (unit.state in (State.REST, State.OVER))
        if unit.session:
            record = by_uid[unit.session]
            assert record.routine_key == unit.routine and record.started.utc_ms <= now.utc_ms and record.speed == 1
            assert program_day(record.started, ends) == program_day(now, ends)
    shuffled = list(records)
    chance.shuffle(shuffled)  # type: ignore[attr-defined]
    assert due(dict(reversed(routines.items())), past(*shuffled), now, ends) == found


class Backwards(FakeHistory):
    """Gives rows in another order than they happened, and each of them twice."""

    def attempts(self, routine_key: str, since_day: int, until_day: int) -> list[Attempt]:
        """See `HistoryReader.attempts`."""
        return [*reversed(super().attempts(routine_key, since_day, until_day))] * 2

    def first_attempt(self, routine_key: str) -> Attempt | None:
        """See `HistoryReader.first_attempt`."""
        whole = [one for one in self.attempts(routine_key, -(10**6), 10**6) if not one.is_false_start]
        return min(whole, key=lambda one: one.started.utc_ms, default=None)


@given(PROGRAMS, SESSIONS, NOW)
def test_neither_the_order_of_rows_nor_a_row_that_comes_twice_matters(
    program: Program, records: list[SessionRecord], now: WallTime
) -> None:
    forward, backward = past(*records), Backwards((record, ()) for record in records)
    routines = {"a": routine(program)}
    assert due(routines, forward, now, ENDS) == due(routines, backward, now, ENDS)
    assert account("a", program, forward, now, ENDS, 0) == account("a", program, backward, now, ENDS, 0)


@given(PROGRAMS, SESSIONS, NOW, st.integers(0, 6))
def test_one_more_session_never_makes_it_less(
    program: Program, records: list[SessionRecord], now: WallTime, ends: int
) -> None:
    if not records or program.from_ is None:  # else the first session may be another one
        return
    before, after = (
        sum(unit.done for unit in due({"a": routine(program)}, past(*some), now, ends))
        for some in (records[:-1], records)
    )
    same_day = program_day(records[-1].started, ends) == program_day(now, ends)
    assert before <= after <= before + 1 or (program.days_per_week is not None and not same_day)


@given(PROGRAMS, SESSIONS, st.integers(0, 36), st.integers(0, 6))
def test_what_was_due_day_after_day_adds_up_to_the_account(
    program: Program, records: list[SessionRecord], days: int, ends: int
) -> None:
    """As it was at the end of each day, in a program whose beginning does not move."""
    program = replace(program, from_=program.from_ or date(2026, 2, 28))
    home = [replace(one, started=WallTime(one.started.utc_ms, 60)) for one in records]
    history, assert_from = past(*home), MONDAY - 12
    done = 0
    for day in range(assert_from, MONDAY + days + 1):
        end = at(day + 1, ends - 1 / 3_600)
        done += sum(unit.done for unit in due({"a": routine(program)}, history, end, ends))
        found = account("a", program, history, end, ends, 0)
        assert found.done == done
        assert found.done <= found.wanted and (found.percent is None or 0 <= found.percent <= 100)


@given(PROGRAMS, SESSIONS, NOW)
def test_where_nobody_is_up_at_night_the_end_of_the_day_changes_nothing(
    program: Program, records: list[SessionRecord], now: WallTime
) -> None:
    up = [one for one in records if wall_ms(one.started) % (24 * HOUR_MS) >= 6 * HOUR_MS]
    if program.every is not None or wall_ms(now) % (24 * HOUR_MS) < 6 * HOUR_MS:
        return
    first, *others = (account("a", program, past(*up), now, ends, 0) for ends in range(7))
    assert all(other == first for other in others)


@given(PROGRAMS, SESSIONS, NOW, st.integers(0, 6))
def test_the_day_that_begins_a_week_changes_no_sum(
    program: Program, records: list[SessionRecord], now: WallTime, ends: int
) -> None:
    for weekday in range(7):
        found = account("a", program, past(*records), now, ends, weekday)
        weeks = found.weeks
        assert found == replace(account("a", program, past(*records), now, ends, 0), weeks=weeks)
        assert sum(week.done for week in weeks) == found.done <= found.wanted == sum(week.wanted for week in weeks)
        assert all((week.first_day - MONDAY) % 7 == weekday and week.done <= week.wanted for week in weeks)
        assert all(one.first_day + 7 == after.first_day for one, after in pairwise(weeks))


@given(PROGRAMS, SESSIONS, st.sampled_from((-480, 0, 345, 540)))
def test_the_same_times_on_the_wall_count_the_same_in_every_zone(
    program: Program, records: list[SessionRecord], offset_min: int
) -> None:
    now = at(MONDAY + 60, 12, 0)
    moved = [
        replace(one, started=WallTime(wall_ms(one.started) - offset_min * MINUTE_MS, offset_min)) for one in records
    ]
    home = [replace(one, started=WallTime(wall_ms(one.started), 0)) for one in records]
    assert account("a", program, past(*moved), now, ENDS, 0) == account("a", program, past(*home), now, ENDS, 0)


class Life(RuleBasedStateMachine):
    """A person who does sessions, breaks some off, deletes some, travels, sets the clock, and edits the program."""

    def __init__(self) -> None:
        super().__init__()
        self.history = FakeHistory()
        self.now = at(MONDAY, 12)
        self.routines = {"a": routine(times(2)), "b": routine(hourly(2, 8, 20))}
        self.number = 0
        self.uids: list[str] = []

    @rule(key=st.sampled_from("ab"), active_ms=st.sampled_from((600_000, 30_000, 0)), speed=st.sampled_from((1.0, 3.0)))
    def follow(self, key: str, active_ms: int, speed: float) -> None:
        self.number += 1
        record = session(
            self.number, 0, started=self.now, routine_key=key, active_ms=active_ms, speed=speed, routine_name=str(key)
        )
        self.history.add([(record, ())])
        self.uids.append(record.uid)

    @rule(hours=st.floats(0.1, 30))
    def wait(self, hours: float) -> None:
        self.now = WallTime(self.now.utc_ms + round(hours * HOUR_MS), self.now.offset_min)

    @rule(hours=st.floats(-40, 40))
    def set_the_clock(self, hours: float) -> None:
        self.now = WallTime(self.now.utc_ms + round(hours * HOUR_MS), self.now.offset_min)

    @rule(offset_min=st.sampled_from((-600, -210, 0, 60, 120, 345, 840)))
    def travel(self, offset_min: int) -> None:
        self.now = WallTime(self.now.utc_ms, offset_min)

    @rule(key=st.sampled_from("ab"), program=PROGRAMS)
    def edit(self, key: str, program: Program) -> None:
        self.routines[key] = routine(program, f"Edited {self.number}")

    @rule(place=st.integers(0, 99), back=st.booleans())
    def delete_or_restore(self, place: int, back: bool) -> None:
        if self.uids:
            uids = [self.uids[place % len(self.uids)]]
            if back:
                self.history.restore(uids)
            else:
                self.history.delete(uids, 0)

    @invariant()
    def counts_are_true(self) -> None:
        found = due(self.routines, self.history, self.now, ENDS)
        used = [unit.session for unit in found if unit.session]
        assert len(used) == len(set(used))
        assert all(0 <= unit.done <= unit.wanted for unit in found)
        for key, one in self.routines.items():
            known = account(key, one.program, self.history, self.now, ENDS, 6)
            today = sum(unit.done for unit in found if unit.routine == key)
            assert today <= known.done <= known.wanted and known.done <= known.sessions
            assert known.percent is None or 0 <= known.percent <= 100


Life.TestCase.settings = settings(max_examples=40, stateful_step_count=25, deadline=None)
TestLife = Life.TestCase
