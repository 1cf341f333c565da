"""When another level is proposed, and what the reason says."""

from collections.abc import Sequence
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trunktimer.foundation.durations import DAY_MS
from trunktimer.foundation.wall_time import WallTime
from trunktimer.program.progress import PAUSE_DAYS, Proposal, caution, propose
from trunktimer.session.record import Ending, Feedback, SessionRecord

PAIN = st.none() | st.integers(0, 10)


def done(
    number: int = 1,
    level: int = 50,
    *,
    before: int | None = None,
    after: int | None = None,
    ending: Ending = Ending.FINISHED,
    short: int = 0,
    speed: float = 1.0,
) -> SessionRecord:
    return SessionRecord(
        uid=f"{number:032x}",
        routine_key="demo",
        routine_name="Demo",
        routine_hash="",
        level=level,
        started=WallTime(number),
        ending=ending,
        short_steps=short,
        speed=speed,
        feedback=Feedback(pain_before=before, pain_after=after),
    )


def proposed(newest_first: Sequence[SessionRecord]) -> Proposal | None:
    """On the day of the sessions."""
    return propose(newest_first, 0)


SESSIONS = st.lists(
    st.builds(
        done,
        st.integers(0, 99),
        st.sampled_from((0, 5, 50, 95, 100)),
        before=PAIN,
        after=PAIN,
        ending=st.sampled_from((Ending.FINISHED, Ending.FINISHED, Ending.STOPPED, Ending.UNFINISHED)),
        short=st.sampled_from((0, 0, 0, 2)),
        speed=st.sampled_from((1.0, 1.0, 10.0)),
    ),
    max_size=7,
)
#: Mostly such as speak for more, which chance alone hardly ever makes.
GOOD = st.lists(
    st.builds(done, st.integers(0, 99), st.just(50), before=st.none() | st.integers(0, 3), after=PAIN), max_size=5
)


def test_three_complete_sessions_without_pain_speak_for_more() -> None:
    proposal = proposed([done(3, after=0), done(2, after=0, before=0), done(1, before=0)])
    assert proposal == Proposal(
        level=60,
        reason="The last three sessions were done in full at level 50 %, without pain.",
        session=done(3).uid,
    )


@pytest.mark.parametrize(
    ("pains", "says"),
    (
        ((2, 1, 0), ", with pain of 2 at most."),
        ((1, None, 0), "; pain was stated for two of them only, and was 1 at most."),
        ((None, 0, None), "; pain was stated for one of them only, and was 0."),
        ((None, None, None), "; whether there was pain was not stated."),
    ),
)
def test_the_reason_says_what_was_stated_of_pain_and_what_was_not(pains: tuple[int | None, ...], says: str) -> None:
    proposal = proposed([done(number, after=pain) for number, pain in enumerate(pains)])
    assert proposal is not None
    assert proposal.reason == "The last three sessions were done in full at level 50 %" + says


@pytest.mark.parametrize(
    "sessions",
    (
        [],
        [done(), done()],
        [done(after=3), done(), done()],
        [done(), done(before=3), done()],
        [done(), done(), done(after=9)],
        [done(ending=Ending.UNFINISHED), done(), done(), done()],
        [done(), done(ending=Ending.STOPPED), done()],
        [done(), done(short=1), done()],
        [done(level=60), done(), done(), done()],
        [done(), done(), done(level=40)],
        [done(level=100)] * 3,
        [done(), done(), done(speed=20)],
        [done(ending=Ending.RUNNING), done(), done()],
    ),
)
def test_nothing_is_proposed_where_the_last_three_do_not_speak_for_it(sessions: Sequence[SessionRecord]) -> None:
    assert proposed(sessions) is None
    assert caution(sessions) == ""


def test_pain_above_three_in_the_newest_session_speaks_for_less() -> None:
    after = proposed([done(5, after=4), done(4), done(3)])
    before = proposed([done(5, before=6, after=1, ending=Ending.STOPPED)])
    assert after is not None and before is not None
    assert (after.level, after.session) == (40, done(5).uid)
    assert after.reason == (
        "You stated pain of 4 out of 10 after the last session, at level 50 %, which is more than 3."
    )
    assert before.level == 40
    assert before.reason.startswith("You stated pain of 6 out of 10 before the last session")


def test_pain_in_an_older_session_is_past() -> None:
    assert proposed([done(after=3), done(after=9), done(after=9)]) is None


def test_the_last_step_up_or_down_is_shorter_where_the_range_ends() -> None:
    up, down = proposed([done(level=95)] * 3), proposed([done(level=5, after=4)])
    assert up is not None and down is not None
    assert (up.level, down.level) == (100, 0)


def test_pain_at_the_lowest_level_is_told_in_a_sentence_instead() -> None:
    sessions = [done(level=0, after=7), done(level=0), done(level=0)]
    assert proposed(sessions) is None
    assert caution(sessions) == (
        "You stated pain of 7 out of 10 after the last session, at level 0 %, which is more than 3. There is no lower "
        "level: stop, and ask the person who prescribed this routine before you go on."
    )
    assert caution([done(level=1, after=7)]) == caution([done(level=0, after=3)]) == ""


def test_a_session_that_runs_is_passed_over() -> None:
    proposal = proposed([done(9, level=80, ending=Ending.RUNNING), done(3), done(2), done(1)])
    assert proposal is not None and (proposal.level, proposal.session) == (60, done(3).uid)


def test_rehearsals_are_passed_over() -> None:
    rehearsal = done(9, level=80, after=10, speed=10)
    proposal = proposed([rehearsal, done(3), rehearsal, done(2), done(1)])
    assert proposal is not None and (proposal.level, proposal.session) == (60, done(3).uid)


@given(SESSIONS | GOOD)
def test_a_proposal_is_another_level_of_the_range_at_most_one_step_away(sessions: list[SessionRecord]) -> None:
    proposal = proposed(sessions)
    if proposal is not None:
        newest = next(record for record in sessions if record.speed == 1)
        assert 0 <= proposal.level <= 100 and 0 < abs(proposal.level - newest.level) <= 10
        assert proposal.session == newest.uid
        assert proposal.reason.endswith(".") and proposal.reason.count(".") == 1


@given(SESSIONS | GOOD)
def test_more_is_never_proposed_where_one_of_the_three_had_pain_above_two(sessions: list[SessionRecord]) -> None:
    real = [record for record in sessions if record.speed == 1][:3]
    proposal = proposed(sessions)
    if proposal is not None and proposal.level > real[0].level:
        assert len(real) == 3 and all(record.is_complete and record.level == real[0].level for record in real)
        assert all((pain or 0) <= 2 for one in real for pain in (one.feedback.pain_before, one.feedback.pain_after))


@given(SESSIONS | GOOD)
def test_only_the_three_newest_that_count_matter(sessions: list[SessionRecord]) -> None:
    real = [record for record in sessions if record.speed == 1]
    assert proposed(sessions) == proposed(real[:3])
    assert caution(sessions) == caution(real[:1])


@given(SESSIONS | GOOD, st.integers(0, 6), st.integers(0, 10))
def test_more_pain_never_makes_the_proposed_level_higher(sessions: list[SessionRecord], at: int, more: int) -> None:
    if at >= len(sessions):
        return
    old = sessions[at].feedback
    worse = replace(old, pain_before=max(old.pain_before or 0, more), pain_after=max(old.pain_after or 0, more))
    hurt = [*sessions[:at], replace(sessions[at], feedback=worse), *sessions[at + 1 :]]
    newest = next((record.level for record in sessions if record.speed == 1), 0)
    levels = [proposal.level if proposal else newest for proposal in (proposed(hurt), proposed(sessions))]
    assert levels[0] <= levels[1]


@given(SESSIONS | GOOD)
def test_after_pain_above_three_there_is_either_a_lower_level_or_a_word_of_caution(
    sessions: list[SessionRecord],
) -> None:
    newest = next((record for record in sessions if record.speed == 1), None)
    said = newest.feedback if newest else Feedback()
    proposal = proposed(sessions)
    lower = proposal is not None and newest is not None and proposal.level < newest.level
    hurts = max(said.pain_before or 0, said.pain_after or 0) > 3
    assert hurts == (lower or bool(caution(sessions)))
    assert not (lower and caution(sessions))


def on(day: int, record: SessionRecord) -> SessionRecord:
    return replace(record, started=WallTime(day * DAY_MS))


def test_after_a_pause_of_a_fortnight_a_step_less_is_proposed() -> None:
    sessions = [on(100, done(3)), on(99, done(2)), on(98, done(1))]
    before, after = propose(sessions, 113), propose(sessions, 114, missed_days=12)
    assert before is not None and before.level == 60
    assert after == Proposal(
        level=40,
        reason="The last session, at level 50 %, was 14 days ago. 12 prescribed days were missed.",
        session=done(3).uid,
    )
    unplanned = propose(sessions, 130)
    assert unplanned is not None and unplanned.reason == "The last session, at level 50 %, was 30 days ago."


def test_after_a_pause_pain_is_the_reason_that_is_told() -> None:
    found = propose([on(0, done(after=6))], 40, missed_days=3)
    assert found is not None and (found.level, found.reason[:20]) == (40, "You stated pain of 6")


def test_three_sessions_with_a_pause_between_them_speak_for_no_more() -> None:
    assert propose([on(30, done(3)), on(29, done(2)), on(15, done(1))], 30) is None
    found = propose([on(30, done(3)), on(29, done(2)), on(16, done(1))], 30)
    assert found is not None and found.level == 60


def test_a_false_start_is_passed_over_unless_it_hurt() -> None:
    begun = replace(done(9, ending=Ending.STOPPED), planned_ms=600_000, active_ms=20_000)
    more = proposed([begun, done(3), done(2), done(1)])
    assert more is not None and (more.level, more.session) == (60, done(3).uid)
    less = proposed([replace(begun, feedback=Feedback(pain_after=7)), done(3), done(2), done(1)])
    assert less is not None and (less.level, less.session) == (40, begun.uid)


@given(SESSIONS | GOOD, st.integers(PAUSE_DAYS, 400), st.integers(0, 99))
def test_after_a_pause_more_is_never_proposed(sessions: list[SessionRecord], today: int, missed: int) -> None:
    found = propose(sessions, today, missed)
    newest = next((record for record in sessions if record.speed == 1), None)
    if newest is None or newest.level == 0:
        assert found is None
    else:
        assert found is not None and max(0, newest.level - 10) == found.level
