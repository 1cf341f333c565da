"""What was prescribed and what of it was done, reckoned by hand."""

from datetime import date

import pytest

from tests.past import FakeHistory
from tests.program.programs import ENDS, MONDAY, at, hourly, past, session, times
from trunktimer.program.account import WeekCount, account, missed_days
from trunktimer.routine.routine import Count, Day, Program

WINTER, SUMMER, TOKYO = 60, 120, 540
THREE_DAYS = times(1, days=(Day.MON, Day.WED, Day.FRI), until=date(2026, 4, 5))
TWICE = Program(times_per_day=Count(2, 3), from_=date(2026, 4, 6), weeks=5)
BEGUN = 30_000  # half a minute of ten


def ten_weeks() -> FakeHistory:
    """From Monday 2 March to Sunday 10 May 2026: five weeks of one routine ("a"), five of the next ("b").

    a: once a day on Mondays, Wednesdays and Fridays, 3 a week.
    week 1  Mon, Wed, Fri, and Sat beyond it                                    3 of 3, 4 sessions
    week 2  Mon; Wed only begun; Fri at 1:30 at night, which is Sat on the wall 2 of 3, 2 sessions, 1 false start
    week 3  in Tokyo: Mon at 8 in the evening, Wed at 6 in the morning          2 of 3, 2 sessions
    week 4  home: Mon twice, Wed, Fri; Sun beyond it, at 3:30, an hour after
            the clocks went on                                                  3 of 3, 5 sessions
    week 5  Wed begun, then whole                                               1 of 3, 1 session, 1 false start
    In all 3 + 2 + 2 + 3 + 1 = 11 of 15, 73.3 %; 4 + 2 + 2 + 5 + 1 = 14 sessions; 2 false starts.

    b: "2-3 times" each day, of which two are prescribed, 14 a week.
    week 6  twice each day                                                      14 of 14, 14 sessions
    week 7  once each day                                                        7 of 14,  7 sessions
    week 8  three times from Mon to Wed                                          6 of 14,  9 sessions
    week 9  nothing but a rehearsal                                              0 of 14,  0 sessions
    week 10 twice from Mon to Sat; Sun begun at 8, whole at 9                   13 of 13, 13 sessions, 1 false start
            (at noon the second time of Sunday can still be done)
    In all 14 + 7 + 6 + 0 + 13 = 40 of 69, 58.0 %; 14 + 7 + 9 + 0 + 13 = 43 sessions.
    """
    first = [
        *((0, 9, WINTER), (2, 9, WINTER), (4, 9, WINTER), (5, 9, WINTER)),
        *((7, 9, WINTER), (12, 1.5, WINTER)),
        *((14, 20, TOKYO), (16, 6, TOKYO)),
        *((21, 9, WINTER), (21, 18, WINTER), (23, 9, WINTER), (25, 9, WINTER), (27, 3.5, SUMMER)),
        (30, 9.5, SUMMER),
    ]
    second = [
        *((day, hour) for day in range(35, 42) for hour in (9, 18)),
        *((day, 18) for day in range(42, 49)),
        *((day, hour) for day in range(49, 52) for hour in (9, 13, 18)),
        *((day, hour) for day in range(63, 69) for hour in (9, 18)),
        (69, 9),
    ]
    return past(
        *(session(number, MONDAY + day, hour, zone) for number, (day, hour, zone) in enumerate(first)),
        *(
            session(number + 100, MONDAY + day, hour, SUMMER, routine_key="b")
            for number, (day, hour) in enumerate(second)
        ),
        session(201, MONDAY + 9, 9, WINTER, active_ms=BEGUN),
        session(202, MONDAY + 30, 9, SUMMER, active_ms=BEGUN),
        session(203, MONDAY + 69, 8, SUMMER, routine_key="b", active_ms=BEGUN),
        session(204, MONDAY + 58, 8, SUMMER, routine_key="b", speed=20.0),
    )


NOON = at(MONDAY + 69, 12, SUMMER)  # of the last Sunday


def test_ten_weeks_with_a_journey_a_change_of_the_clocks_false_starts_and_another_routine() -> None:
    history = ten_weeks()
    a = account("a", THREE_DAYS, history, NOON, ENDS, 0)
    b = account("b", TWICE, history, NOON, ENDS, 0)
    assert [(week.wanted, week.done, week.sessions) for week in a.weeks] == [
        *((3, 3, 4), (3, 2, 2), (3, 2, 2), (3, 3, 5), (3, 1, 1)),
    ]
    assert [(week.wanted, week.done, week.sessions) for week in b.weeks] == [
        *((14, 14, 14), (14, 7, 7), (14, 6, 9), (14, 0, 0), (13, 13, 13)),
    ]
    assert a.weeks[0] == WeekCount(MONDAY, 3, 3, 4) and b.weeks[0].first_day == MONDAY + 35
    assert (a.done, a.wanted, a.percent, a.sessions, a.false_starts) == (11, 15, 73, 14, 2)
    assert (b.done, b.wanted, b.percent, b.sessions, b.false_starts) == (40, 69, 58, 43, 1)
    assert (a.since_day, a.until_day, b.since_day, b.until_day) == (MONDAY, MONDAY + 34, MONDAY + 35, MONDAY + 69)
    assert a.text == "11 of 15 prescribed (73 %); 2 false starts left out"
    assert b.text == "40 of 69 prescribed (58 %); 1 false start left out"
    assert b.streak == 7  # from Monday to Sunday
    assert a.streak == 0  # the last Friday was missed


def test_when_the_last_day_is_over_what_was_not_done_is_missed() -> None:
    history = ten_weeks()
    for hour, wanted in ((26.9, 69), (27.1, 70), (200, 70)):  # the night of Sunday ends at 3 o'clock
        found = account("b", TWICE, history, at(MONDAY + 69, hour, SUMMER), ENDS, 0)
        assert (found.done, found.wanted) == (40, wanted)


def test_without_a_program_it_says_so_and_gives_sessions_a_week() -> None:
    found = account("a", None, ten_weeks(), NOON, ENDS, 0)
    assert (found.wanted, found.done, found.percent, found.sessions) == (0, 0, None, 14)
    assert found.sessions_a_week == 1.4  # 14 in 70 days
    assert found.text == "no frequency was given; 1.4 sessions a week; 2 false starts left out"
    assert [week.sessions for week in found.weeks] == [4, 2, 2, 5, 1, 0, 0, 0, 0, 0]


@pytest.mark.parametrize("program", (None, Program()))
def test_where_nothing_was_done_yet_there_is_nothing_to_tell(program: Program | None) -> None:
    found = account("a", program, past(session(1, MONDAY + 3)), at(MONDAY, 12), ENDS, 0)
    assert (found.wanted, found.done, found.percent, found.streak, found.sessions_a_week) == (0, 0, None, 0, 0)
    assert found.text.startswith("no frequency" if program is None else "nothing was prescribed so far")


def test_a_program_that_begins_tomorrow_has_asked_for_nothing() -> None:
    found = account("a", times(3), past(session(1, MONDAY - 1)), at(MONDAY - 1, 12), ENDS, 0)
    assert (found.wanted, found.sessions, found.weeks, found.sessions_a_week) == (0, 0, (), 0)


def test_of_so_many_days_a_week_one_is_missed_when_too_few_are_left() -> None:
    """Four days a week from a Thursday on; its weeks are counted from there."""
    program = Program(days_per_week=Count(4, 4), times_per_day=Count(2, 2), from_=date(2026, 3, 5))
    thursday = MONDAY + 3
    history = past(*(session(day, thursday + day) for day in (1, 2)), session(9, thursday + 2, 12))
    wanted = [account("a", program, history, at(thursday + day, 27.01), ENDS, 0).wanted for day in range(7)]
    # Fri and Sat are days of two units; of Sun to Wed two more days are wanted: Tue and Wed were the last for that.
    assert wanted == [0, 2, 4, 4, 4, 6, 8]
    found = account("a", program, history, at(thursday + 6, 27.01), ENDS, 0)
    assert (found.done, found.sessions) == (3, 3)


def test_a_last_week_that_is_short_asks_for_its_share() -> None:
    program = Program(days_per_week=Count(4, 4), from_=date(2026, 3, 2), until=date(2026, 3, 12))
    found = account("a", program, past(), at(MONDAY + 30, 12), ENDS, 0)
    assert found.wanted == 4 + 2  # of four days in seven, in four days


def test_hours_that_are_over_are_missed_at_once() -> None:
    program = hourly(2, 8, 20)
    history = past(session(1, MONDAY, 8.5))
    wanted = [account("a", program, history, at(MONDAY, hour), ENDS, 0).wanted for hour in (8, 9, 10, 12, 14, 23)]
    assert wanted == [0, 1, 1, 2, 3, 7]


def test_rest_days_do_not_break_a_row_and_neither_does_a_day_that_goes_on() -> None:
    program = times(1, days=(Day.MON, Day.WED, Day.FRI))
    history = past(session(0, MONDAY), session(2, MONDAY + 2), session(4, MONDAY + 4))
    rows = [account("a", program, history, at(MONDAY + day, 12), ENDS, 0).streak for day in (6, 7, 8)]
    assert rows == [3, 3, 0]
    lost = account("a", hourly(2, 8, 20), past(session(0, MONDAY)), at(MONDAY + 1, 13), ENDS, 0)
    assert lost.streak == 1  # there are hours to come


def test_days_that_were_missed_are_counted() -> None:
    history = ten_weeks()
    missed = [missed_days("a", THREE_DAYS, history, NOON, ENDS, MONDAY + since) for since in (-1, 16, 40)]
    assert missed == [4, 3, 0]  # 15 less 11; the Friday in Tokyo, a Monday and a Friday; none after the end
