"""The figures of the one-page summary, counted over again in plainer ways."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.past import MORNING, TODAY, FakeHistory, a_session, a_step, some_past
from trunktimer.foundation.durations import DAY_MS
from trunktimer.foundation.wall_time import WallTime
from trunktimer.history.reader import Wanted, weekday_of
from trunktimer.history.summary import Summary, summarise
from trunktimer.session.record import Ending, Feedback, sets_of

PAST = some_past(TODAY)
RANGES = st.tuples(st.integers(TODAY - 200, TODAY), st.integers(0, 120)).map(
    lambda ends: (ends[0], min(TODAY, ends[0] + ends[1]))
)


def facts(summary: Summary) -> dict[str, str]:
    return {fact.label: fact.text for fact in summary.facts}


def of(*said: Feedback, **changes: object) -> FakeHistory:
    """A session a day until today, the first of them the oldest."""
    return FakeHistory(
        (a_session(len(said) - 1 - number, feedback=one, **changes), ()) for number, one in enumerate(said)
    )


@given(RANGES)
def test_movements_are_what_counting_all_steps_of_the_range_gives(ends: tuple[int, int]) -> None:
    since, until = ends
    expected: dict[str, list[int]] = {}
    for record, steps in PAST.all_steps(Wanted(since_day=since, until_day=until)):
        if record.speed != 1:
            continue
        sets = sets_of(steps)
        for movement in {one.movement for one in sets}:
            mine = [one for one in sets if one.movement == movement]
            row = expected.setdefault(movement, [0] * 5)
            row[0] += 1
            row[1] += sum(one.reps for one in mine)
            row[2] += sum(one.actual_ms for one in mine)
            row[3] += sum(one.holds for one in mine)
            row[4] += sum(one.held_ms for one in mine)
    got = {
        one.movement: [one.sessions, one.reps, one.work_ms, one.holds, round((one.held_ms or 0) * one.holds)]
        for one in summarise(PAST, since, until).movements
    }
    assert got == expected


@given(st.lists(st.integers(TODAY - 200, TODAY), min_size=3, max_size=3, unique=True).map(sorted))
def test_two_ranges_side_by_side_are_the_whole(days: list[int]) -> None:
    first, middle, last = days
    whole = summarise(PAST, first, last)
    parts = [summarise(PAST, first, middle - 1), summarise(PAST, middle, last)]
    for name in ("sessions", "finished", "complete", "days", "active_ms", "range_days", "effort_stated"):
        assert getattr(whole, name) == sum(getattr(part, name) for part in parts), name
    assert sum(one.work_ms for one in whole.movements) == sum(one.work_ms for part in parts for one in part.movements)


@given(RANGES, st.sets(st.integers(0, 6)))
def test_adherence_counts_planned_days_only_and_never_more_than_all(ends: tuple[int, int], rests: set[int]) -> None:
    since, until = ends
    adherence = summarise(PAST, since, until, rests).adherence
    days = [figure.day for figure in PAST.days(since, until)]
    assert adherence.done == sum(weekday_of(day) not in rests for day in days)
    assert adherence.done + adherence.extra == len(days)
    assert adherence.planned == sum(weekday_of(day) not in rests for day in range(since, until + 1))
    assert adherence.percent is None if not adherence.planned else 0 <= (adherence.percent or 0) <= 100


def test_the_page_says_everything_in_whole_words() -> None:
    steps = [a_step(0), a_step(1, rep=2, actual_ms=10_000), a_step(2, block="2", movement="", name="Own", phase="")]
    records = [
        a_session(number, level=50 if number > 20 else 60, short_steps=number % 2, feedback=said)
        for number, said in (
            (80, Feedback(effort=7, pain_before=4, pain_after=3)),
            (40, Feedback()),
            (41, Feedback()),
            (6, Feedback(effort=4, pain_before=1, pain_after=0, note="Easy")),
        )
    ]
    summary = summarise(FakeHistory((record, steps) for record in records), TODAY - 83, TODAY, {6})
    assert facts(summary) == {
        "Period": "2026-08-30 to 2026-11-21 (12 weeks)",
        "Sessions": "4 on 4 days, 0.3 a week; 4 done to the end, 3 with every step as planned",
        "First and last session": "2026-09-02 and 2026-11-15",
        "Time in sessions": "40 min in all, 10 min each on average",
        "Adherence": "2 of 72 planned days (3 %), and on 2 rest days",
        "Level": "Strengthen the lower back 50 % to 60 % (4 sessions)",
        "Pain before (0 to 10)": "2.5 on average, first 14 days 4.0, last 14 days 1.0; worst 4 (2026-09-02); "
        "stated 2 times",
        "Pain after (0 to 10)": "1.5 on average, first 14 days 3.0, last 14 days 0.0; worst 3 (2026-09-02); "
        "stated 2 times",
        "Effort (1 to 10)": "5.5 on average; stated 2 times",
    }
    assert [(one.name, one.sessions, one.reps, one.work_text, one.hold_text) for one in summary.movements] == [
        ("Bridge", 4, 8, "2 min", "11.2 s of 12.5 s (at least 10 s)"),
        ("Own", 4, 4, "50 s", ""),
    ]
    assert [(note.day, note.text) for note in summary.notes] == [(TODAY - 6, "Easy")]


def test_adherence_says_against_what_it_is_measured() -> None:
    past = of(*[Feedback()] * 7)
    week = (TODAY - 13, TODAY)
    assert summarise(past, *week).adherence.text == "7 of 14 planned days (50 %)"
    assert summarise(past, *week, {5, 6}).adherence.text == "5 of 10 planned days (50 %), and on 2 rest days"
    assert (
        summarise(past, *week, {5, 6}, weekly_goal=4).adherence.text == "7 of 8 sessions by the weekly goal of 4 (88 %)"
    )
    assert summarise(past, *week, range(7)).adherence.text == "no days were planned"


def test_pain_at_the_beginning_is_set_against_pain_at_the_end() -> None:
    pains = [6] * 14 + [3] * 7 + [1] * 14
    past = of(*(Feedback(pain_after=pain, pain_before=pain + 1) for pain in pains))
    summary = summarise(past, TODAY - 34, TODAY)
    assert summary.pain_after.text == (
        "3.4 on average, first 14 days 6.0, last 14 days 1.0; worst 6 (2026-10-18); stated 35 times"
    )
    assert (summary.pain_before.first, summary.pain_before.last, summary.pain_before.worst) == (7.0, 2.0, 7)


def test_a_short_range_is_split_in_the_middle_and_a_very_short_one_not_at_all() -> None:
    past = of(*(Feedback(pain_after=pain) for pain in (9, 8, 7, 6, 5, 4, 3, 2, 0, 0, 0, 0, 0, 0, 0)))
    middle = summarise(past, TODAY - 14, TODAY).pain_after
    assert (middle.days, middle.first, middle.last) == (7, 6.0, 0.0)
    short = summarise(past, TODAY - 12, TODAY).pain_after
    assert (short.days, short.first, short.last) == (0, None, None)
    assert short.text == "2.1 on average; worst 7 (2026-11-09); stated 13 times"


def test_the_worst_pain_is_told_with_the_first_day_on_which_it_was_stated() -> None:
    past = of(*(Feedback(pain_after=pain) for pain in (1, 4, None, 4, 2)))
    assert summarise(past, TODAY - 4, TODAY).pain_after.text == ("2.8 on average; worst 4 (2026-11-18); stated 4 times")


def test_what_nobody_stated_is_not_made_up() -> None:
    said = facts(summarise(of(Feedback(), Feedback(effort=4)), TODAY - 20, TODAY))
    assert (said["Pain before (0 to 10)"], said["Pain after (0 to 10)"]) == ("not stated", "not stated")
    assert said["Effort (1 to 10)"] == "4.0 on average; stated once"
    nothing = facts(summarise(of(Feedback()), TODAY, TODAY))
    assert nothing["Effort (1 to 10)"] == "not stated"


def test_a_range_without_sessions_says_so_and_nothing_else() -> None:
    summary = summarise(FakeHistory(), TODAY - 13, TODAY)
    assert facts(summary) == {"Period": "2026-11-08 to 2026-11-21 (2 weeks)", "Sessions": "none in this period"}
    assert (summary.movements, summary.notes, summary.routines) == ((), (), ())


def test_rehearsals_are_nowhere() -> None:
    rehearsal = a_session(0, speed=10.0, feedback=Feedback(effort=9, pain_after=9, note="fast"))
    for since in (TODAY - 30, TODAY):  # whole weeks, and steps counted one by one
        summary = summarise(FakeHistory([(rehearsal, [a_step()])]), since, TODAY)
        assert summary == summarise(FakeHistory(), since, TODAY)


def test_levels_are_those_of_the_first_and_the_last_session_of_each_routine() -> None:
    records = [a_session(3, level=40), a_session(2, level=90), a_session(1, level=60), a_session(0, level=60)]
    other = a_session(9, routine_key=MORNING, routine_name="Morning", level=50)
    summary = summarise(FakeHistory((record, ()) for record in (*records, other)), TODAY - 30, TODAY)
    assert facts(summary)["Level"] == "Strengthen the lower back 40 % to 60 % (4 sessions); Morning 50 % (1 session)"


def test_of_many_routines_only_those_done_most_are_told() -> None:
    records = [
        a_session(10 * routine + number, routine_key=f"key-{routine}", routine_name=f"Routine {routine}")
        for routine in range(6)
        for number in range(routine + 1)
    ]
    text = facts(summarise(FakeHistory((record, ()) for record in records), TODAY - 99, TODAY))["Level"]
    assert text.startswith("Routine 5 50 % (6 sessions); ") and text.endswith("; and 2 other routines")
    assert "Routine 1" not in text


def test_sessions_that_were_not_done_to_the_end_are_told_apart() -> None:
    records = [
        a_session(0),
        a_session(1, short_steps=2),
        a_session(2, ending=Ending.STOPPED),
        a_session(3, ending=Ending.UNFINISHED),
    ]
    summary = summarise(FakeHistory((record, ()) for record in records), TODAY - 6, TODAY)
    assert (summary.sessions, summary.finished, summary.complete) == (4, 2, 1)
    assert facts(summary)["Sessions"] == ("4 on 4 days, 4.0 a week; 2 done to the end, 1 with every step as planned")


def test_a_session_with_two_names_for_one_movement_is_one_session_with_the_newest_name_of_most_work() -> None:
    steps = [
        a_step(0, name="Bridge, slow", rep=1),
        a_step(1, name="Bridge, slow", rep=2, actual_ms=10_000),
        a_step(2, block="2", name="Bridge", rep=1, actual_ms=10_000),
    ]
    for since in (TODAY - 30, TODAY - 1):
        until = TODAY if since == TODAY - 1 else TODAY + 1
        (one,) = summarise(FakeHistory([(a_session(0), steps), (a_session(1), steps)]), since, until).movements
        assert (one.name, one.sessions, one.reps, one.holds) == ("Bridge, slow", 2, 6, 6)
        assert one.hold_text == "10.8 s of 12.5 s (at least 10 s)"
        assert one.work_text == "1 min"


def test_a_hold_without_a_range_has_no_least_of_its_own_and_what_is_not_held_has_no_text() -> None:
    held = FakeHistory([(a_session(), [a_step(min_ms=None)])])
    moved = FakeHistory([(a_session(), [a_step(min_ms=None, phase="raise")])])
    texts = [summarise(past, TODAY, TODAY).movements[0].hold_text for past in (held, moved)]
    assert texts == ["12.5 s of 12.5 s", ""]


def test_a_range_with_sessions_on_one_day_names_that_day_once() -> None:
    said = facts(summarise(FakeHistory([(a_session(3), ()), (a_session(3, uid="b" * 32), ())]), TODAY - 6, TODAY))
    assert said["First and last session"] == "2026-11-18"


def test_a_range_of_one_day_is_told_as_one_day() -> None:
    assert facts(summarise(of(Feedback()), TODAY, TODAY))["Period"] == "2026-11-21 (1 day)"


def test_a_weekly_goal_asks_for_a_part_of_itself_in_a_part_of_a_week() -> None:
    adherence = summarise(of(*[Feedback()] * 3), TODAY - 9, TODAY, weekly_goal=3).adherence
    assert adherence.text == "3 of 4.3 sessions by the weekly goal of 3 (70 %)"


def test_a_rehearsal_hides_no_session_behind_it() -> None:
    past = FakeHistory([(a_session(1, speed=10.0), [a_step()]), (a_session(0), [a_step()])])
    assert [(one.name, one.sessions) for one in summarise(past, TODAY - 1, TODAY).movements] == [("Bridge", 1)]


def test_a_long_note_is_not_cut_behind_a_blank() -> None:
    (note,) = summarise(of(Feedback(note="a" * 278 + " " + "b" * 9)), TODAY, TODAY).notes
    assert note.text == "a" * 278 + "…"


def test_the_newest_notes_come_first_on_one_line_each_and_are_not_too_long() -> None:
    notes = ["oldest", "", " two\nlines\t\x1b[31m ", *"abc", "x" * 2_000]
    summary = summarise(of(*(Feedback(note=note) for note in notes)), TODAY - 30, TODAY)
    assert [note.day for note in summary.notes] == [TODAY, TODAY - 1, TODAY - 2, TODAY - 3, TODAY - 4]
    assert [note.text for note in summary.notes[1:]] == ["c", "b", "a", "two lines [31m"]
    assert len(summary.notes[0].text) == 280 and summary.notes[0].text.endswith("x…")


def test_a_day_is_the_day_on_the_wall() -> None:
    late = WallTime(TODAY * DAY_MS - 30 * 60_000, 60)  # half past eleven in London, half past midnight in Berlin
    past = FakeHistory([(a_session(started=late), ())])
    assert summarise(past, TODAY, TODAY).sessions == 1
    assert summarise(past, TODAY - 1, TODAY - 1).sessions == 0


def test_a_range_that_runs_backwards_is_refused() -> None:
    with pytest.raises(ValueError, match="backwards"):
        summarise(PAST, TODAY, TODAY - 1)


def test_the_first_days_begin_with_the_first_session() -> None:
    """Sessions from day 40 to 0 before today, in a range that begins a hundred days before."""
    past = of(*(Feedback(pain_after=6 if number < 14 else 2) for number in range(41)))
    found = summarise(past, TODAY - 100, TODAY)
    assert found.pain_after.text.startswith(
        "3.4 on average, first 14 days 6.0, last 14 days 2.0;"
    )  # (14·6 + 27·2) / 41
    short = summarise(of(*(Feedback(pain_after=3),) * 9), TODAY - 100, TODAY)
    assert short.pain_after.text == "3.0 on average; worst 3 (2026-11-13); stated 9 times"  # nine days are no two weeks


def test_false_starts_are_left_out_and_said() -> None:
    """Two of five sessions were given up after half a minute of ten; what was said of pain in them still counts."""
    whole = [(a_session(number), ()) for number in (0, 2, 4)]
    begun = [(a_session(number, active_ms=30_000, feedback=Feedback(pain_after=7)), ()) for number in (1, 3)]
    found = summarise(FakeHistory(whole + begun), TODAY - 6, TODAY)
    assert (found.sessions, found.false_starts, found.days, found.active_ms) == (3, 2, 3, 3 * 598_500)
    assert facts(found)["Sessions"].endswith("planned; 2 false starts left out")
    assert (found.pain_after.worst, found.pain_after.stated) == (7, 2)
    only = summarise(FakeHistory(begun), TODAY - 6, TODAY)
    assert facts(only)["Sessions"] == "none in this period; 2 false starts left out"
