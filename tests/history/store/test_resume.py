"""A session that broke off: where it stood, and why it cannot be gone on with if it cannot."""

from dataclasses import replace

import pytest

from tests.builders import KICK, MOVEMENTS
from tests.past import a_session
from trunktimer.history.store.history_store import Unfinished
from trunktimer.history.store.resume import Offer, offer_of
from trunktimer.routine.compile import compile_routine
from trunktimer.routine.movement import Movement
from trunktimer.routine.timeline import StepKind, Timeline
from trunktimer.routine.toml.routine_file import parse_routine
from trunktimer.session.effects import Phase
from trunktimer.session.record import Ending, SessionRecord
from trunktimer.session.recording import Bookmark

TEXT = """
format = 1
name = "Test"

[[block]]
movement = "donkey-kick"
hold = 2
reps = 3
sets = 2
"""
NEWER = "Its movements have changed since, so the place in it cannot be found again."


def the_timeline(text: str = TEXT, movements: dict[str, Movement] | None = None) -> Timeline:
    return compile_routine(parse_routine(text, "test.toml", movements or MOVEMENTS), movements or MOVEMENTS, 50)


def the_record(timeline: Timeline) -> SessionRecord:
    return a_session(
        routine_key="test",
        routine_name=timeline.name,
        ending=Ending.RUNNING,
        active_ms=63_000,
        planned_ms=timeline.total_ms,
        steps=len(timeline),
    )


def offer(
    place: Bookmark | str, *, text: str = TEXT, record: SessionRecord | None = None, movements: object = MOVEMENTS
) -> Offer:
    assert isinstance(movements, dict)
    found = Unfinished(
        record=record or the_record(the_timeline()),
        owner="gone",
        bookmark=place if isinstance(place, str) else place.text(),
    )
    return offer_of(found, text, movements, 4_000)


def whole(index: int) -> Bookmark:
    return Bookmark(index=index, ahead=((0, len(the_timeline())),))


def test_a_session_is_offered_from_the_step_in_which_it_broke_off() -> None:
    found = offer(whole(2))
    assert found.session is not None
    assert (found.session.phase, found.session.index, found.session.gap_ms) == (Phase.PAUSED, 2, 3_000)
    assert found.session.anchor_ms == found.session.seen_ms == 4_000
    assert (found.why_not, found.source.key, found.source.text) == ("", "test", TEXT)


def test_the_place_is_told_as_a_person_would_say_it() -> None:
    timeline = the_timeline()
    total = f"{timeline.total_ms // 60_000}:{timeline.total_ms // 1_000 % 60:02}"
    at = next(step.index for step in timeline if step.set == 2 and step.rep == 2)
    where = offer(whole(at)).where
    assert where == f"1:03 of {total}, in Donkey kick, 2/3, set 2/2"
    assert offer(whole(0)).where == f"1:03 of {total}, in Donkey kick"


def test_a_session_that_stood_at_its_end_says_so() -> None:
    timeline = the_timeline()
    found = offer(Bookmark(index=len(timeline), ahead=(), skipped=(1,), offering=True))
    assert found.where.endswith(", at the end")
    assert found.session is not None
    assert found.session.offering


@pytest.mark.parametrize("place", ["", "{}", Bookmark(index=99, ahead=((0, 999),))])
def test_without_a_place_there_is_nothing_to_go_on_from(place: Bookmark | str) -> None:
    found = offer(place)
    assert (found.session, found.why_not) == (None, NEWER)
    assert found.where.startswith("1:03 of ")
    assert found.record == the_record(the_timeline())


@pytest.mark.parametrize("text", ["", "name = ", 'format = 1\nname = "Test"\n', TEXT.replace("donkey-kick", "gone")])
def test_a_routine_that_cannot_be_read_is_not_gone_on_with(text: str) -> None:
    found = offer(whole(2), text=text)
    assert (found.session, found.why_not) == (None, "The routine's file as it was cannot be read.")
    assert found.where.startswith("1:03 of ")


def test_a_movement_that_has_changed_is_not_taken_for_the_same() -> None:
    changed = MOVEMENTS | {KICK.key: replace(KICK, sides=None)}
    assert the_timeline(movements=changed).total_ms != the_timeline().total_ms
    found = offer(whole(2), movements=changed)
    assert (found.session, found.why_not) == (None, NEWER)


def test_a_movement_that_is_gone_is_told() -> None:
    found = offer(whole(2), movements={})
    assert found.session is None
    assert found.why_not


@pytest.mark.parametrize("change", [{"steps": 3}, {"planned_ms": 1}])
def test_another_timeline_is_not_taken_for_the_same(change: dict[str, int]) -> None:
    found = offer(whole(2), record=replace(the_record(the_timeline()), **change))  # type: ignore[arg-type]
    assert (found.session, found.why_not) == (None, NEWER)


@pytest.mark.parametrize("text", [TEXT, TEXT.replace('"Test"', '"Test"\nlead_in = "none"')])
@pytest.mark.parametrize("longer_ms", [1, 25_000])
def test_a_session_that_began_with_more_time_to_get_ready_can_be_gone_on_with(text: str, longer_ms: int) -> None:
    written = parse_routine(text, "test.toml", MOVEMENTS)
    first = the_timeline(text).steps[0]
    ready_ms = first.end_ms if first.kind is StepKind.LEAD_IN else 0
    timeline = compile_routine(written, MOVEMENTS, 50, least_ready_ms=ready_ms + longer_ms)
    found = offer(whole(2), text=text, record=the_record(timeline))
    assert found.session is not None
    assert found.session.timeline.steps == timeline.steps
