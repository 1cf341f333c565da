"""The history: what goes in comes out, and its figures are those that plain Python finds."""

import contextlib
import sqlite3
import threading
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.past import BRIDGES, MORNING, TODAY, FakeHistory, a_session, a_step
from trunktimer.foundation.durations import DAY_MS
from trunktimer.foundation.errors import TrunkTimerError
from trunktimer.foundation.wall_time import WallTime
from trunktimer.history.reader import DayFigures, MovementWeek, RoutineCount, Wanted, WeekFigures, monday_of, week_of
from trunktimer.history.store.history_store import HistoryStore, open_history, read_history
from trunktimer.history.store.places import HistoryFolder
from trunktimer.history.store.schema import migrate, version_of
from trunktimer.routine.timeline import StepKind
from trunktimer.session.effects import Outcome
from trunktimer.session.record import NOTE_LENGTH, Ending, Feedback, SessionRecord, Sleep, StepRecord, sets_of

STAMP = "2026-11-21T10-30-00"
ALL = Wanted()
EVER = (0, 10_000)  # weeks
Told = tuple[SessionRecord, Sequence[StepRecord]]


def in_memory() -> HistoryStore:
    connection = sqlite3.connect(":memory:", isolation_level=None)
    connection.execute("PRAGMA foreign_keys = ON")
    migrate(connection, "memory", lambda old: None)
    return HistoryStore(connection, "memory")


def filled(records: Iterable[Told]) -> HistoryStore:
    history = in_memory()
    history.add(records)
    return history


# ---- any session

#: Any text that a file in UTF-8 can hold, NUL and noncharacters included.
TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=12)
_MS = st.integers(0, 10**11)
_MOMENTS = st.builds(
    WallTime,
    st.integers(TODAY - 60, TODAY).flatmap(lambda day: st.integers(day * DAY_MS, (day + 1) * DAY_MS - 1)),
    st.sampled_from((0, 60, 120, 345, -210, 840, -720)),
)
_SCALE = st.none() | st.integers(0, 10)
FEEDBACK = st.builds(Feedback, effort=st.none() | st.integers(1, 10), pain_before=_SCALE, pain_after=_SCALE, note=TEXTS)
FEWER = settings(max_examples=30)  # each example has a database of its own
OVER = (Ending.FINISHED, Ending.STOPPED, Ending.UNFINISHED)
SESSIONS = st.builds(
    SessionRecord,
    uid=st.text("0123456789abcdef", min_size=32, max_size=32),
    routine_key=st.sampled_from((BRIDGES, MORNING)) | TEXTS,
    routine_name=TEXTS,
    routine_hash=TEXTS,
    level=st.integers(0, 100),
    started=_MOMENTS,
    ended=st.none() | _MOMENTS,
    zone=TEXTS,
    speed=st.sampled_from((1.0, 1.0, 1.0, 10.0, 0.5)),
    ending=st.sampled_from(OVER),
    planned_ms=_MS,
    active_ms=_MS,
    paused_ms=_MS,
    slept_ms=_MS,
    drift_ms=st.none() | st.integers(-(10**11), 10**11),
    steps=st.integers(0, 10**6),
    work_steps=st.integers(0, 10**6),
    short_steps=st.integers(0, 10**6),
    sleeps=st.lists(st.builds(Sleep, at_ms=_MS, slept_ms=_MS), max_size=2).map(tuple),
    feedback=FEEDBACK,
)
_NAMES = st.sampled_from(("", "bridge", "plank")) | TEXTS
_ROWS = st.builds(
    StepRecord,
    seq=st.just(0),
    index=st.integers(0, 6),
    kind=st.sampled_from(list(StepKind)),
    block=st.sampled_from(("1", "2.1")),
    rounds=st.sampled_from(("", "1/3 2/2")),
    movement=_NAMES,
    name=_NAMES,
    phase=st.sampled_from(("raise", "hold", "lower", "pulse", "")),
    side=st.sampled_from(("", "left", "right")),
    set=st.integers(0, 3),
    sets=st.integers(1, 3),
    rep=st.integers(0, 3),
    reps=st.integers(1, 20),
    planned_ms=_MS,
    min_ms=st.none() | _MS,
    actual_ms=_MS,
    ended_ms=_MS,
    outcome=st.sampled_from(list(Outcome)),
    again=st.booleans(),
    load=TEXTS,
    breaths=st.integers(0, 100),
    counted_reps=st.none() | st.integers(0, 10**5),
    counted_ms=st.none() | _MS,
    optional=st.booleans(),
    left_out=st.booleans(),
)
STEPS = st.lists(_ROWS, max_size=6).map(lambda rows: [row._replace(seq=at) for at, row in enumerate(rows)])
TOLD = st.tuples(SESSIONS, STEPS)
PAST = st.lists(TOLD, max_size=8, unique_by=lambda told: told[0].uid)


@given(TOLD)
def test_what_goes_in_comes_out_in_every_field(told: Told) -> None:
    record, rows = told
    with contextlib.closing(in_memory()) as history:
        history.put(record, rows[:2])
        history.put(record, rows[2:])
        history.say(record.uid, record.feedback)
        assert history.session(record.uid) == record
        assert history.steps(record.uid) == rows
        assert list(history.all_steps(ALL)) == [(record, rows)]
    with contextlib.closing(filled([(record, rows)])) as imported:
        assert imported.session(record.uid) == record
        assert imported.steps(record.uid) == rows


@given(key=TEXTS, text=st.text(st.characters(exclude_categories=["Cs"])))
def test_a_routine_s_text_comes_back_as_it_was(key: str, text: str) -> None:
    with contextlib.closing(in_memory()) as history:
        for _ in range(2):
            history.put(a_session(1, routine_hash="1" * 64, routine_key=key), [], text=text)
        history.put(a_session(2, routine_hash="2" * 64), [])
        assert history.text(a_session(1).uid) == text
        assert history.text(a_session(2).uid) == ""
        assert history.text("no such session") == ""


def test_a_step_that_is_written_twice_stands_there_once(history: HistoryStore) -> None:
    history.put(a_session(), [a_step(0), a_step(1)])
    history.put(a_session(), [a_step(1, actual_ms=7), a_step(2)])
    assert history.steps(a_session().uid) == [a_step(0), a_step(1, actual_ms=7), a_step(2)]


def test_writing_a_session_again_keeps_what_was_said_of_it(history: HistoryStore) -> None:
    said = Feedback(effort=3, pain_before=0, pain_after=1, note="good")
    history.put(a_session(), [])
    history.say(a_session().uid, said)
    history.put(a_session(active_ms=5), [])
    found = history.session(a_session().uid)
    assert found is not None
    assert (found.feedback, found.active_ms) == (said, 5)


def test_a_note_of_the_greatest_length_can_be_kept(history: HistoryStore) -> None:
    said = Feedback(note="ä" * NOTE_LENGTH)
    history.put(a_session(), [])
    history.say(a_session().uid, said)
    assert history.sessions(ALL)[0].feedback == said


# ---- asking


@FEWER
@given(PAST, st.integers(0, 9), st.integers(0, 9))
def test_pages_are_pieces_of_the_whole_the_newest_first(past: list[Told], first: int, most: int) -> None:
    with contextlib.closing(filled(past)) as history:
        numbered = sorted(enumerate(past), key=lambda one: (one[1][0].started.utc_ms, one[0]), reverse=True)
        expected = [record for _, (record, _) in numbered]
        assert history.sessions(ALL, first=first, most=most) == expected[first : first + most]
        assert list(history.all_sessions(ALL)) == expected[::-1]
        assert history.count(ALL) == len(past)


_WANTED = st.builds(
    Wanted,
    since_day=st.none() | st.integers(TODAY - 61, TODAY + 1),
    until_day=st.none() | st.integers(TODAY - 61, TODAY + 1),
    routine_key=st.sampled_from(("", BRIDGES, MORNING)),
    text=st.sampled_from(("", "%", "_", "e", "ÄÖ")) | TEXTS,
)


@FEWER
@given(PAST, _WANTED)
def test_what_is_wanted_is_what_plain_python_would_pick(past: list[Told], wanted: Wanted) -> None:
    def is_wanted(record: SessionRecord) -> bool:
        return (
            (wanted.since_day is None or record.started.day >= wanted.since_day)
            and (wanted.until_day is None or record.started.day <= wanted.until_day)
            and wanted.routine_key in ("", record.routine_key)
            and wanted.text.strip().casefold() in f"{record.routine_name} {record.feedback.note}".casefold()
        )

    with contextlib.closing(filled(past)) as history:
        expected = {record.uid for record, _ in past if is_wanted(record)}
        assert {record.uid for record in history.sessions(wanted)} == expected
        assert {record.uid for record, _ in history.all_steps(wanted)} == expected
        assert history.count(wanted) == len(expected)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("rücken", [1]),
        ("RÜCKEN", [1]),
        ("  stärken ", [1]),
        ("%", [2]),
        ("_", [3]),
        ("'; DROP TABLE session; --", []),
        ("straße", [4]),
        ("STRASSE", [4]),
        ("Knie", [4]),
        ("\x00", []),
    ],
)
def test_a_text_is_looked_for_in_names_and_notes_letter_by_letter(
    history: HistoryStore, text: str, found: list[int]
) -> None:
    history.add(
        [
            (a_session(1, routine_name="Rücken stärken"), []),
            (a_session(2, routine_name="At 50 %"), []),
            (a_session(3, routine_name="trunk_lift"), []),
            (a_session(4, routine_name="Lauf", feedback=Feedback(note="Große Straße, knie gut")), []),
        ]
    )
    assert [int(record.uid, 16) for record in history.sessions(Wanted(text=text))] == found


def test_both_ends_of_a_range_of_days_are_in_it(history: HistoryStore) -> None:
    history.add([(a_session(number), []) for number in range(5)])
    found = history.sessions(Wanted(since_day=TODAY - 3, until_day=TODAY - 1))
    assert [record.started.day for record in found] == [TODAY - 1, TODAY - 2, TODAY - 3]


def test_a_session_belongs_to_the_day_on_the_wall_where_it_began(history: HistoryStore) -> None:
    late = WallTime(TODAY * DAY_MS - 30 * 60_000, 60)  # 0:30 of today in Berlin, 23:30 of yesterday in UTC
    history.add([(a_session(started=late, ended=WallTime(late.utc_ms + DAY_MS, 0)), [])])
    assert history.days(TODAY, TODAY) == [DayFigures(TODAY, 1, 598_500)]
    assert history.days(TODAY - 1, TODAY - 1) == history.days(TODAY + 1, TODAY + 1) == []


@pytest.mark.parametrize("number", [499, 500, 501, 1_201])
def test_an_export_of_more_than_a_page_has_each_session_once(number: int) -> None:
    told = [(a_session(at, started=WallTime(at // 7 * 1_000)), [a_step()]) for at in range(number)]
    with contextlib.closing(filled(told)) as history:
        assert list(history.all_sessions(ALL)) == [record for record, _ in told]
        assert [record.uid for record, rows in history.all_steps(ALL) if rows == [a_step()]] == [
            record.uid for record, _ in told
        ]


def test_an_export_holds_up_nobody_and_survives_a_change_in_its_middle(folder: HistoryFolder) -> None:
    with contextlib.closing(open_history(folder, STAMP, busy_ms=0)) as writes:
        writes.add([(a_session(number), [a_step()]) for number in range(600)])
        with contextlib.closing(read_history(folder, STAMP)) as reads:
            export = reads.all_steps(ALL)
            next(export)
            writes.put(a_session(10_000, started=WallTime(0)), [])  # older than all: it comes too late
            writes.delete([a_session(0).uid], 7)
            writes.checkpoint()
            assert sum(1 for _ in export) == 598


def test_routines_are_told_by_how_often_with_their_newest_name(history: HistoryStore) -> None:
    history.add(
        [
            (a_session(1, routine_name="New name"), []),
            (a_session(2, routine_name="Old name"), []),
            (a_session(3, routine_key=MORNING, routine_name="Morning"), []),
            (a_session(4, routine_key="a", routine_name="A"), []),
        ]
    )
    history.put(a_session(0, routine_name="Runs now", ending=Ending.RUNNING), [])
    assert history.routines() == [
        RoutineCount(BRIDGES, "New name", 2),
        RoutineCount("a", "A", 1),
        RoutineCount(MORNING, "Morning", 1),
    ]
    history.delete([a_session(1).uid], 5)
    assert RoutineCount(BRIDGES, "Old name", 1) in history.routines()


def test_the_last_sessions_of_a_routine_leave_rehearsals_out(history: HistoryStore) -> None:
    history.add([(a_session(number, speed=10.0 if number == 1 else 1.0), []) for number in range(5)])
    history.add([(a_session(9, routine_key=MORNING), [])])
    history.put(a_session(8, started=WallTime(2 * TODAY * DAY_MS), ending=Ending.RUNNING), [])
    last = history.last_sessions(BRIDGES, 3)
    assert [int(record.uid, 16) for record in last] == [0, 2, 3]


def test_a_session_that_runs_is_in_no_answer_but_its_own(history: HistoryStore) -> None:
    history.put(a_session(ending=Ending.RUNNING), [a_step()], owner="me", bookmark="here")
    assert history.count(ALL) == 0
    assert not any((history.sessions(ALL), list(history.all_sessions(ALL)), list(history.all_steps(ALL))))
    assert not any((history.days(0, 99_999), history.weeks(*EVER), history.movement_weeks(*EVER), history.routines()))
    (running,) = history.running()
    assert (running.owner, running.bookmark, running.record.uid) == ("me", "here", a_session().uid)


# ---- figures


def counted(past: Iterable[Told]) -> list[Told]:
    return [(record, rows) for record, rows in past if record.speed == 1]


def mean(values: Iterable[int | None]) -> float | None:
    said = [value for value in values if value is not None]
    return sum(said) / len(said) if said else None


def plain_days(past: Iterable[Told]) -> list[DayFigures]:
    days: dict[int, list[int]] = {}
    for record, _ in counted(past):
        days.setdefault(record.started.day, []).append(record.active_ms)
    return [DayFigures(day, len(times), sum(times)) for day, times in sorted(days.items())]


def plain_weeks(past: Iterable[Told]) -> list[WeekFigures]:
    weeks: dict[int, list[SessionRecord]] = {}
    for record, _ in counted(past):
        weeks.setdefault(week_of(record.started.day), []).append(record)
    return [
        WeekFigures(
            week=week,
            sessions=len(records),
            complete=sum(record.ending is Ending.FINISHED for record in records),
            planned_ms=sum(record.planned_ms for record in records),
            active_ms=sum(record.active_ms for record in records),
            effort=mean(record.feedback.effort for record in records),
            pain_before=mean(record.feedback.pain_before for record in records),
            pain_after=mean(record.feedback.pain_after for record in records),
        )
        for week, records in sorted(weeks.items())
    ]


def plain_movements(past: Iterable[Told]) -> list[MovementWeek]:
    sums: dict[tuple[int, str, str], list[int]] = {}
    who: dict[tuple[int, str, str], set[str]] = {}
    for record, rows in counted(past):
        for one in sets_of(rows):
            key = (week_of(record.started.day), one.movement, one.name)
            who.setdefault(key, set()).add(record.uid)
            added = (one.reps, one.actual_ms, one.holds, one.hold_planned_ms, one.hold_min_ms, one.held_ms)
            sums[key] = [so_far + more for so_far, more in zip(sums.get(key, [0] * 6), added, strict=True)]
    return [MovementWeek(*key, len(who[key]), *sums[key]) for key in sorted(sums)]


def assert_figures(history: HistoryStore, past: Iterable[Told]) -> None:
    shown = list(past)
    assert history.days(0, 99_999) == plain_days(shown)
    found = history.weeks(*EVER)
    plain = plain_weeks(shown)
    assert [week[:5] for week in found] == [week[:5] for week in plain]
    for week, by_hand in zip(found, plain, strict=True):
        for value, expected in zip(week[5:], by_hand[5:], strict=True):
            assert value == (None if expected is None else pytest.approx(expected))
    assert sorted(history.movement_weeks(*EVER)) == sorted(plain_movements(shown))


@FEWER
@given(PAST)
def test_figures_are_those_that_plain_python_finds(past: list[Told]) -> None:
    with contextlib.closing(filled(past)) as history:
        assert_figures(history, past)


@FEWER
@given(PAST)
def test_figures_are_the_same_step_by_step_as_all_at_once(past: list[Told]) -> None:
    with contextlib.closing(in_memory()) as history:
        for record, rows in past:
            running = replace(record, ending=Ending.RUNNING)
            for at in range(len(rows)):
                history.put(running, rows[at : at + 1], owner="me", bookmark="here")
            history.put(record, [])
            history.say(record.uid, record.feedback)
        assert history.running() == []
        assert_figures(history, past)


@FEWER
@given(PAST, st.data())
def test_deleting_and_bringing_back_keep_the_figures_right(past: list[Told], data: st.DataObject) -> None:
    with contextlib.closing(filled(past)) as history:
        gone: set[str] = set()
        uids = [record.uid for record, _ in past]
        for _ in range(data.draw(st.integers(1, 4))):
            some = data.draw(st.lists(st.sampled_from(uids), unique=True)) if uids else []
            deed = data.draw(st.sampled_from(("delete", "restore", "add")))
            if deed == "delete":
                history.delete([*some, "nobody"], 7)
                gone |= set(some)
            elif deed == "restore":
                history.restore([*some, "nobody"])
                gone -= set(some)
            else:
                added, known = history.add([told for told in past if told[0].uid in some])
                assert (added, known) == (len(gone & set(some)), len(set(some) - gone))
                gone -= set(some)
            assert_figures(history, [told for told in past if told[0].uid not in gone])
            assert history.count(ALL) == len(past) - len(gone)
            assert all(history.session(uid) is None for uid in gone)
        history.purge()
        history.restore(uids)
        left = [told for told in past if told[0].uid not in gone]
        assert_figures(history, left)
        assert {record.uid for record in history.all_sessions(ALL)} == {record.uid for record, _ in left}


def test_only_the_weeks_asked_for_are_told(history: HistoryStore) -> None:
    this = week_of(TODAY)
    history.add([(a_session(7 * back), [a_step()]) for back in range(4)])
    assert [week.week for week in history.weeks(this - 2, this - 1)] == [this - 2, this - 1]
    assert [week.week for week in history.movement_weeks(this - 2, this - 1)] == [this - 2, this - 1]


def test_a_week_is_from_monday_to_sunday(history: HistoryStore) -> None:
    monday = monday_of(week_of(TODAY))
    ends = [monday - 1, monday, monday + 6, monday + 7]
    history.add([(a_session(at, started=WallTime(day * DAY_MS)), [a_step()]) for at, day in enumerate(ends)])
    assert [week.sessions for week in history.weeks(*EVER)] == [1, 2, 1]
    assert [week.sessions for week in history.movement_weeks(*EVER)] == [1, 2, 1]


def test_a_session_taken_back_to_running_is_in_no_figures(history: HistoryStore) -> None:
    history.put(a_session(), [a_step()])
    history.put(a_session(ending=Ending.RUNNING), [a_step(1)])
    assert not any((history.weeks(*EVER), history.movement_weeks(*EVER)))


# ---- changing


def test_adding_never_duplicates_and_leaves_what_is_there_alone(history: HistoryStore) -> None:
    told = [(a_session(number), [a_step()]) for number in range(450)]  # more than a batch
    seen: list[int] = []
    assert history.add(told, seen.append) == (450, 0)
    assert seen == [200, 400, 450]
    changed = [(replace(record, active_ms=1), [a_step(), a_step(1)]) for record, _ in told]
    assert history.add([*changed, *changed, (a_session(999), [])]) == (1, 900)
    assert history.count(ALL) == 451
    assert history.session(a_session(3).uid) == a_session(3)
    assert history.steps(a_session(3).uid) == [a_step()]


def test_an_import_that_breaks_off_in_a_batch_leaves_the_batches_before(history: HistoryStore) -> None:
    def some() -> Iterable[Told]:
        for number in range(250):
            yield a_session(number), [a_step()]
        raise OSError("the file ended")

    with pytest.raises(OSError, match="the file ended"):
        history.add(some())
    assert history.count(ALL) == 200
    assert_figures(history, [(a_session(number), [a_step()]) for number in range(200)])


def test_a_broken_session_can_be_kept_as_unfinished(history: HistoryStore) -> None:
    history.put(a_session(ending=Ending.RUNNING, drift_ms=None), [a_step()], owner="gone", bookmark="here")
    history.settle(a_session().uid, Ending.UNFINISHED)
    assert history.running() == []
    (found,) = history.sessions(ALL)
    assert found.ending is Ending.UNFINISHED
    assert_figures(history, [(found, [a_step()])])


def test_a_session_that_is_over_is_not_settled_again(history: HistoryStore) -> None:
    history.put(a_session(), [a_step()])
    history.settle(a_session().uid, Ending.UNFINISHED)  # the answer to an old question, in another window
    found = history.session(a_session().uid)
    assert found is not None
    assert found.ending is Ending.FINISHED


def test_a_session_that_is_over_is_not_discarded(history: HistoryStore) -> None:
    history.put(a_session(), [a_step()])
    history.discard(a_session().uid)
    assert history.sessions(ALL) == [a_session()]
    assert_figures(history, [(a_session(), [a_step()])])


def test_settling_what_is_not_there_does_nothing(history: HistoryStore) -> None:
    history.settle("nobody", Ending.UNFINISHED)
    history.discard("nobody")
    history.delete(["nobody"], 1)
    assert history.count(ALL) == 0


def test_only_who_names_the_program_before_takes_a_session_over_and_only_one_that_runs(history: HistoryStore) -> None:
    runs, other = a_session(1, ending=Ending.RUNNING), a_session(2, ending=Ending.RUNNING)
    for record in (runs, other):
        history.put(record, [], owner="gone")
    history.put(a_session(3), [], owner="gone")
    assert not history.take_over(runs.uid, "somebody else", "me")
    assert not history.take_over(a_session(3).uid, "gone", "me")
    assert {one.owner for one in history.running()} == {"gone"}
    assert history.take_over(runs.uid, "gone", "me")
    assert not history.take_over(runs.uid, "gone", "too late")
    assert {one.record.uid: one.owner for one in history.running()} == {runs.uid: "me", other.uid: "gone"}


def test_a_session_that_was_settled_belongs_to_no_program_and_has_no_bookmark(history: HistoryStore) -> None:
    history.put(a_session(ending=Ending.RUNNING), [], owner="gone", bookmark="here")
    history.settle(a_session().uid, Ending.UNFINISHED)
    row = history._connection.execute("SELECT owner, bookmark FROM session").fetchone()
    assert row == ("", "")


def test_a_deleted_session_is_not_offered_to_go_on_with(history: HistoryStore) -> None:
    history.put(a_session(ending=Ending.RUNNING), [], owner="gone")
    history.delete([a_session().uid], 1)
    assert history.running() == []


def test_discarding_leaves_nothing_of_a_session(history: HistoryStore, folder: HistoryFolder) -> None:
    history.put(a_session(ending=Ending.RUNNING), [a_step()], owner="gone")
    history.discard(a_session().uid)
    with contextlib.closing(sqlite3.connect(folder.database)) as connection:
        for table in ("session", "step", "tally", "week_tally"):
            assert connection.execute(f"SELECT COUNT(*) FROM {table}").fetchone() == (0,)


def test_what_was_deleted_goes_for_good_with_the_copies_that_nobody_needs(
    history: HistoryStore, folder: HistoryFolder
) -> None:
    for number in (1, 2):
        history.put(a_session(number, routine_hash=f"{number}" * 64), [a_step()], text=f"text {number}")
    history.delete([a_session(1).uid], 7)
    history.purge()
    with contextlib.closing(sqlite3.connect(folder.database)) as connection:
        assert connection.execute("SELECT text FROM routine_text").fetchall() == [("text 2",)]
        assert connection.execute("SELECT COUNT(*) FROM step").fetchone() == (1,)
    assert history.text(a_session(2).uid) == "text 2"


def test_the_steps_of_a_deleted_session_are_not_among_the_answers(history: HistoryStore) -> None:
    history.put(a_session(), [a_step()])
    history.delete([a_session().uid], 7)
    assert list(history.steps(a_session().uid)) == []


def test_an_answer_to_a_proposal_is_remembered(history: HistoryStore) -> None:
    assert not history.is_answered("x")
    history.answer_proposal("x")
    history.answer_proposal("x")
    assert history.is_answered("x")


def test_a_change_that_fails_in_its_middle_leaves_nothing_behind(history: HistoryStore) -> None:
    rows = [a_step(0), a_step(1, actual_ms="no number")]
    with pytest.raises(sqlite3.IntegrityError):
        history.put(a_session(), rows)
    assert history.session(a_session().uid) is None
    history.put(a_session(), [a_step(0)])  # parts that were rolled back are written anew
    assert history.steps(a_session().uid) == [a_step(0)]


def test_a_sound_file_has_no_faults_and_a_damaged_one_has(folder: HistoryFolder) -> None:
    with contextlib.closing(open_history(folder, STAMP)) as history:
        history.add([(a_session(number), [a_step(seq) for seq in range(100)]) for number in range(20)])
        assert history.faults() == []
    with folder.database.open("r+b") as file:
        file.seek(4_096 * 12)
        file.write(b"garbage!" * 2_048)
    with contextlib.closing(read_history(folder, STAMP)) as history:
        try:
            assert history.faults()
        except TrunkTimerError as told:
            assert "damaged" in str(told)


# ---- to read only


def test_where_there_is_no_history_an_empty_one_is_read_and_none_is_made(folder: HistoryFolder) -> None:
    with contextlib.closing(read_history(folder, STAMP)) as history:
        assert history.count(ALL) == 0
        assert history.sessions(ALL) == []
    assert not folder.path.exists()


def test_what_is_written_is_seen_by_who_only_reads(history: HistoryStore, folder: HistoryFolder) -> None:
    history.put(a_session(1), [a_step()])
    with contextlib.closing(read_history(folder, STAMP)) as reads:
        assert reads.count(ALL) == 1
        history.put(a_session(2), [a_step()])
        assert reads.count(ALL) == 2


def test_who_only_reads_cannot_write(history: HistoryStore, folder: HistoryFolder) -> None:
    history.put(a_session(), [])
    with (
        contextlib.closing(read_history(folder, STAMP)) as reads,
        pytest.raises(TrunkTimerError, match="may not be written to"),
    ):
        reads.delete([a_session().uid], 7)
    assert history.count(ALL) == 1


def test_reading_waits_for_nobody_who_writes(folder: HistoryFolder) -> None:
    with contextlib.closing(open_history(folder, STAMP)) as writes:
        writes.put(a_session(), [a_step()])
        with contextlib.closing(sqlite3.connect(folder.database, isolation_level=None)) as other:
            other.execute("BEGIN IMMEDIATE")
            with contextlib.closing(read_history(folder, STAMP)) as reads:
                assert reads.count(ALL) == 1
            other.execute("ROLLBACK")


@pytest.mark.parametrize("garbage", [b"no database at all", b"garbage!" * 2_000])
def test_a_file_that_is_no_history_is_told_in_a_sentence(folder: HistoryFolder, garbage: bytes) -> None:
    folder.make()
    folder.database.write_bytes(garbage)
    with pytest.raises(TrunkTimerError) as told:
        read_history(folder, STAMP)
    assert str(told.value) == (
        f"The history ({folder.database}) cannot be used: the file is no database. `trunktimer doctor` examines it."
    )
    assert folder.database.read_bytes() == garbage


def test_a_folder_of_any_name_can_be_read(tmp_path: Path) -> None:
    folder = HistoryFolder(tmp_path / "50%25 what?#1")
    with contextlib.closing(open_history(folder, STAMP)) as history:
        history.put(a_session(), [])
    with contextlib.closing(read_history(folder, STAMP)) as reads:
        assert reads.count(ALL) == 1


@settings(max_examples=10, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(PAST)
def test_a_backup_holds_all_there_is(folder: HistoryFolder, past: list[Told]) -> None:
    folder.database.unlink(missing_ok=True)
    with contextlib.closing(open_history(folder, STAMP)) as history:
        history.add(past)
        history.back_up(folder, "2026-11-20")
        before = list(history.all_steps(ALL))
    folder.database.unlink()
    assert folder.replace_damaged(STAMP)[1] is not None
    with contextlib.closing(open_history(folder, STAMP)) as history:
        assert list(history.all_steps(ALL)) == before
        assert_figures(history, past)


def test_a_list_is_two_hundred_long_where_nobody_says_how_long() -> None:
    with contextlib.closing(filled((a_session(number), ()) for number in range(201))) as history:
        assert len(history.sessions(ALL)) == 200


def test_a_file_without_its_tables_is_refused_when_it_is_opened(folder: HistoryFolder) -> None:
    open_history(folder, STAMP).close()
    with contextlib.closing(sqlite3.connect(folder.database)) as connection:
        connection.execute("DROP TABLE session")
    with pytest.raises(sqlite3.OperationalError, match="no such table"):
        open_history(folder, STAMP)


def test_where_the_log_has_no_place_for_its_index_the_file_is_read_as_it_lies(
    history: HistoryStore, folder: HistoryFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    history.add([(a_session(), [a_step()])])
    history.close()
    asked: list[sqlite3.Connection] = []

    def version(connection: sqlite3.Connection) -> int:
        asked.append(connection)
        if len(asked) == 1:
            refused = sqlite3.OperationalError("unable to open database file")
            refused.sqlite_errorcode = sqlite3.SQLITE_CANTOPEN
            raise refused
        return version_of(connection)

    monkeypatch.setattr("trunktimer.history.store.history_store.version_of", version)
    with contextlib.closing(read_history(folder, STAMP)) as found:
        assert found.steps(a_session().uid) == [a_step()]
    assert len(asked) == 2


@pytest.mark.parametrize("opened", [open_history, read_history])
@pytest.mark.parametrize("version", [0, 99])
def test_a_file_that_is_refused_is_given_back(
    folder: HistoryFolder,
    monkeypatch: pytest.MonkeyPatch,
    opened: Callable[[HistoryFolder, str], HistoryStore],
    version: int,
) -> None:
    folder.make()
    with contextlib.closing(sqlite3.connect(folder.database)) as connection:
        connection.execute(f"PRAGMA user_version = {version}")
    if not version:
        folder.database.write_bytes(b"garbage!" * 1_000)
    made: list[sqlite3.Connection] = []

    connect = sqlite3.connect

    def connected(*values: Any, **named: Any) -> sqlite3.Connection:
        made.append(connect(*values, **named))
        return made[-1]

    monkeypatch.setattr(sqlite3, "connect", connected)
    with pytest.raises((TrunkTimerError, sqlite3.DatabaseError)):
        opened(folder, STAMP)
    assert made
    for connection in made:
        with pytest.raises(sqlite3.ProgrammingError, match="closed"):
            connection.execute("SELECT 1")


def test_a_history_may_be_asked_in_another_thread_than_it_was_opened_in(history: HistoryStore) -> None:
    told: list[int] = []
    thread = threading.Thread(target=lambda: told.append(history.count(ALL)))
    thread.start()
    thread.join()
    assert told == [0]


class Busy(sqlite3.Connection):
    """Other programs turn the log on at the same moment, which SQLite does not wait for."""

    times = 0

    def execute(self, statement: str, *values: Any) -> sqlite3.Cursor:
        if "journal_mode" in statement and self.times:
            self.times -= 1
            busy = sqlite3.OperationalError("database is locked")
            busy.sqlite_errorcode = sqlite3.SQLITE_BUSY
            raise busy
        return super().execute(statement, *values)


def turned_on_by_others(monkeypatch: pytest.MonkeyPatch, times: int) -> None:
    connect, left = sqlite3.connect, [times]

    def connected(*words: Any, **named: Any) -> sqlite3.Connection:
        made = connect(*words, **named, factory=Busy)
        made.times = left.pop() if left else 0  # the first connection finds the others at work
        return made

    monkeypatch.setattr(sqlite3, "connect", connected)


@pytest.mark.parametrize("times", [1, 20])
def test_a_log_that_other_programs_turn_on_at_the_same_moment_is_waited_for(
    folder: HistoryFolder, monkeypatch: pytest.MonkeyPatch, times: int
) -> None:
    turned_on_by_others(monkeypatch, times)
    with contextlib.closing(open_history(folder, STAMP)) as history:
        history.add([(a_session(), [a_step()])])
        assert history.count(ALL) == 1
    with contextlib.closing(sqlite3.connect(folder.database)) as connection:
        assert connection.execute("PRAGMA journal_mode").fetchone() == ("wal",)


def test_a_log_that_can_never_be_turned_on_is_told_as_busy(
    folder: HistoryFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    turned_on_by_others(monkeypatch, 21)
    with pytest.raises(sqlite3.OperationalError, match="locked"):
        open_history(folder, STAMP)


def test_whether_a_step_was_done_again_comes_out_as_true_or_false(history: HistoryStore) -> None:
    history.put(a_session(), [a_step(0), a_step(1, again=True)])
    assert [str(row.again) for row in history.steps(a_session().uid)] == ["False", "True"]  # JSON tells 0 from false


def test_an_index_that_does_not_agree_with_its_table_is_a_fault(folder: HistoryFolder) -> None:
    with contextlib.closing(open_history(folder, STAMP)) as history:
        history.add([(a_session(), [a_step()])])
    with contextlib.closing(sqlite3.connect(folder.database)) as connection:
        connection.execute("CREATE INDEX by_steps ON session (steps)")
        connection.execute("PRAGMA writable_schema = ON")
        connection.execute(
            "UPDATE sqlite_schema SET sql = 'CREATE INDEX by_steps ON session (level)' WHERE name = 'by_steps'"
        )
        connection.commit()
    with contextlib.closing(read_history(folder, STAMP)) as history:
        assert history.faults() == ["row 1 missing from index by_steps"]


def test_what_is_dated_in_the_future_is_not_yet_among_the_last(history: HistoryStore) -> None:
    history.add([(a_session(number), []) for number in range(3)])
    newest = a_session(0).started.utc_ms
    assert [int(one.uid, 16) for one in history.last_sessions(BRIDGES, 3, newest)] == [0, 1, 2]
    assert [int(one.uid, 16) for one in history.last_sessions(BRIDGES, 3, newest - 1)] == [1, 2]


def test_weeks_before_1970_are_weeks_as_well(history: HistoryStore) -> None:
    days = (-10, -4, -3, 3, 4)  # 1969-12-29 is a Monday, and day -3
    history.add([(a_session(number, started=WallTime(day * DAY_MS)), []) for number, day in enumerate(days)])
    weeks = history.weeks(-10, 10)
    assert [(one.week, one.sessions) for one in weeks] == [(-1, 2), (0, 2), (1, 1)]
    assert [one.week for one in weeks] == sorted({week_of(day) for day in days})


def test_a_text_that_is_no_unicode_is_asked_for_and_kept(history: HistoryStore) -> None:
    history.add([(a_session(1, routine_key="caf?"), [a_step()])])
    odd = "caf\udce9"
    assert [one.uid for one in history.last_sessions(odd, 5, 2**62)] == [a_session(1).uid]
    assert history.count(Wanted(routine_key=odd)) == history.count(Wanted()) == 1
    history.say(a_session(1).uid, Feedback(note=f"in the {odd}"))
    assert history.sessions(Wanted())[0].feedback.note == "in the caf?"


@FEWER
@given(PAST, st.integers(TODAY - 61, TODAY), st.integers(0, 61))
def test_what_a_program_asks_is_answered_as_plain_python_does(past: list[Told], since: int, days: int) -> None:
    plain = FakeHistory(past)
    with contextlib.closing(filled(past)) as history:
        for key in (BRIDGES, MORNING):
            found = history.attempts(key, since, since + days)
            assert found == sorted(
                plain.attempts(key, since, since + days), key=lambda one: (one.started.utc_ms, one.uid)
            )
        first = history.first_attempt(MORNING)
        expected_first = plain.first_attempt(MORNING)
        assert (first and first.started.utc_ms) == (expected_first and expected_first.started.utc_ms)
