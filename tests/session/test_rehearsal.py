"""A movement by itself, over and over: at no moment of any preview is there nothing, or a jump, to see."""

from collections.abc import Iterator
from dataclasses import replace
from itertools import groupby, pairwise
from math import dist

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.library import FIGURES, MOVEMENTS
from trunktimer.figure.body import Side
from trunktimer.figure.figure import Figure
from trunktimer.figure.stage import Stage
from trunktimer.foundation.durations import Span
from trunktimer.routine.level import span_at
from trunktimer.routine.level_range import USUAL_LEVEL
from trunktimer.routine.movement import Movement
from trunktimer.routine.routine import Breath, MovementPhase, Sides
from trunktimer.session.rehearsal import MOST_HOLD_MS, REPS_A_SIDE, START_MS, rehearsal_of

SAME_M = 0.001
KEYS = st.sampled_from(sorted(MOVEMENTS))
TIMES = st.integers(0, 10_000_000)
SIDES = st.none() | st.sampled_from(Side)
ALL = pytest.mark.parametrize("key", sorted(MOVEMENTS))
PLAIN = Movement(key="plain", name="Plain", position="On your back")


def one_phase(word: str, time_ms: int) -> Movement:
    """A movement of one phase."""
    return replace(PLAIN, phase=(MovementPhase(do=word, time=Span(time_ms, time_ms)),))


def words_of(movement: Movement) -> list[str]:
    """The phases of one rep as a preview shows them."""
    words = [phase.do for phase in movement.phase] or ["raise", "hold", "lower"]
    return [*words, "rest"] if words[-1] == "hold" and movement.phase else words


def stage_at(movement: Movement, elapsed_ms: int, side: Side | None = None) -> Stage:
    """The stage alone."""
    return rehearsal_of(movement, elapsed_ms, side)[0]


def stages(movement: Movement, set_spans: int = 3, side: Side | None = None) -> Iterator[tuple[int, Stage]]:
    """The first moment of each phase of so many sets, with its time. The phases say themselves how long they are."""
    elapsed_ms = 0
    for _ in range(set_spans * (1 + REPS_A_SIDE * len(words_of(movement)))):
        stage = stage_at(movement, elapsed_ms, side)
        yield elapsed_ms, stage
        elapsed_ms += START_MS if stage.coming else stage.duration_ms


def set_spans_of(movement: Movement, side: Side | None = None) -> list[list[Stage]]:
    """The phases of each set, without the look at its start position."""
    found: list[list[Stage]] = []
    for _, stage in stages(movement, side=side):
        if stage.coming:
            found.append([])
        else:
            found[-1].append(stage)
    return found


# ---- every moment


@given(KEYS, TIMES, SIDES)
def test_every_moment_has_a_stage_that_the_figure_can_show(key: str, elapsed_ms: int, side: Side | None) -> None:
    stage, breath = rehearsal_of(MOVEMENTS[key], elapsed_ms, side)
    assert stage.movement == key
    assert stage.beats is None
    assert set(FIGURES[key].at(stage).joints) == set(FIGURES[key].at(Stage(movement=key)).joints)
    if stage.coming:
        assert (stage.phase, stage.before, stage.into_ms, breath) == ("lead-in", None, 0, None)
    else:
        assert 0 <= stage.into_ms < stage.duration_ms
        assert stage.phase in words_of(MOVEMENTS[key])


@given(KEYS, TIMES, SIDES)
def test_a_breath_is_that_of_its_phase(key: str, elapsed_ms: int, side: Side | None) -> None:
    stage, breath = rehearsal_of(MOVEMENTS[key], elapsed_ms, side)
    written = {phase.do: phase.breath for phase in MOVEMENTS[key].phase}
    assert breath is (None if stage.coming else written.get(stage.phase))


@given(KEYS, TIMES, st.integers(1, 3_000), SIDES)
def test_within_a_phase_time_runs_as_the_clock_does(
    key: str, elapsed_ms: int, later_ms: int, side: Side | None
) -> None:
    movement = MOVEMENTS[key]
    stage = stage_at(movement, elapsed_ms, side)
    left_ms = stage.duration_ms - stage.into_ms - 1
    if not stage.coming:
        on_ms = min(later_ms, left_ms)
        assert stage_at(movement, elapsed_ms + on_ms, side) == replace(stage, into_ms=stage.into_ms + on_ms)
        assert stage_at(movement, elapsed_ms + left_ms + 1, side).into_ms == 0


@given(KEYS, st.integers(-10_000_000, 0), SIDES)
def test_before_the_beginning_it_is_the_start_position(key: str, elapsed_ms: int, side: Side | None) -> None:
    assert stage_at(MOVEMENTS[key], elapsed_ms, side) == stage_at(MOVEMENTS[key], 0, side)
    assert stage_at(MOVEMENTS[key], 0, side).coming


@given(KEYS, TIMES, SIDES)
def test_it_repeats_after_a_bout_of_each_side(key: str, elapsed_ms: int, side: Side | None) -> None:
    movement = MOVEMENTS[key]
    times = [time_ms for time_ms, stage in stages(movement) if stage.coming]
    assert rehearsal_of(movement, elapsed_ms, side) == rehearsal_of(movement, elapsed_ms + times[2], side)


@given(KEYS, TIMES, SIDES)
def test_nobody_waits_for_a_long_hold(key: str, elapsed_ms: int, side: Side | None) -> None:
    stage = stage_at(MOVEMENTS[key], elapsed_ms, side)
    if stage.phase == "hold":
        assert stage.duration_ms <= MOST_HOLD_MS


def test_a_long_hold_is_cut_and_a_short_one_is_not() -> None:
    def held(time_ms: int) -> int:
        return stage_at(one_phase("hold", time_ms), START_MS).duration_ms

    assert (held(MOST_HOLD_MS - 1), held(MOST_HOLD_MS), held(90_000)) == (MOST_HOLD_MS - 1, MOST_HOLD_MS, MOST_HOLD_MS)
    assert stage_at(one_phase("sag", 90_000), START_MS).duration_ms == 90_000


# ---- the order of things


@ALL
def test_the_phases_come_in_their_order_with_their_times(key: str) -> None:
    movement = MOVEMENTS[key]
    times = {phase.do: span_at(phase.time, USUAL_LEVEL) for phase in movement.phase}
    for set_span in set_spans_of(movement):
        assert [stage.phase for stage in set_span] == words_of(movement) * REPS_A_SIDE
        for stage in set_span:
            assert stage.into_ms == 0
            if stage.phase not in ("hold", "rest"):
                assert stage.duration_ms == times[stage.phase]


@ALL
def test_each_phase_knows_the_one_before_it(key: str) -> None:
    """Not the first of a set; nor, where sides change with each rep, the first of a rep."""
    movement = MOVEMENTS[key]
    in_rep = len(words_of(movement))
    alternates = movement.sides is Sides.ALTERNATE_REPS
    for set_span in set_spans_of(movement):
        for at, stage in enumerate(set_span):
            fresh = at == 0 or (alternates and at % in_rep == 0)
            assert stage.before == (None if fresh else set_span[at - 1].phase), (key, at)


def test_a_movement_without_phases_rises_holds_and_lowers() -> None:
    assert [stage.phase for stage in set_spans_of(PLAIN)[0]] == ["raise", "hold", "lower"] * REPS_A_SIDE


def test_what_ends_with_a_hold_is_let_go() -> None:
    assert [stage.phase for stage in set_spans_of(one_phase("hold", 1_000))[0]] == ["hold", "rest"] * REPS_A_SIDE
    assert rehearsal_of(one_phase("hold", 1_000), START_MS + 1_000)[1] is None


# ---- sides


def sides_of(movement: Movement, side: Side | None = None) -> list[list[Side | None]]:
    """The sides of the reps of each set, one for a run of the same."""
    return [
        [each for each, _ in groupby(stage.side for stage in set_span)] for set_span in set_spans_of(movement, side)
    ]


@ALL
def test_sides_come_in_turn_beginning_with_that_of_the_thumbnail(key: str) -> None:
    first = FIGURES[key].shown_side
    match MOVEMENTS[key].sides:
        case None:
            assert sides_of(MOVEMENTS[key]) == [[None]] * 3
        case Sides.ALTERNATE_REPS:
            assert sides_of(MOVEMENTS[key]) == [[first, first.other]] * 3
        case _:
            assert sides_of(MOVEMENTS[key]) == [[first], [first.other], [first]]


@ALL
@pytest.mark.parametrize("side", Side)
def test_a_side_that_is_asked_for_is_the_only_one(key: str, side: Side) -> None:
    movement = MOVEMENTS[key]
    wanted = None if movement.sides is None else side
    assert sides_of(movement, side) == [[wanted]] * 3
    assert {stage.side for _, stage in stages(movement, side=side)} == {wanted}
    assert not any(stage.alternates for _, stage in stages(movement, side=side))


@ALL
def test_alternating_reps_change_the_side_with_each_rep(key: str) -> None:
    movement = MOVEMENTS[key]
    alternates = movement.sides is Sides.ALTERNATE_REPS
    in_rep = len(words_of(movement))
    for set_span in set_spans_of(movement):
        assert {stage.alternates for stage in set_span} == {alternates}
        reps = [set_span[at].side for at in range(0, len(set_span), in_rep)]
        assert all((one is not other) == alternates for one, other in pairwise(reps))


def test_the_start_position_is_that_of_the_side_that_comes() -> None:
    kick = MOVEMENTS["donkey-kick"]
    for (_, stage), (_, following) in pairwise(stages(kick)):
        if stage.coming:
            assert stage.side is following.side


# ---- what is seen


def jump(figure: Figure, before: Stage, after: Stage) -> float:
    """How far a joint jumps between the end of a stage and the beginning of the next, in metres."""
    ended = figure.at(replace(before, into_ms=before.duration_ms)).joints
    began = figure.at(after).joints
    return max(dist(point, began[joint]) for joint, point in ended.items())


@ALL
@pytest.mark.parametrize("side", [None, *Side])
def test_a_phase_begins_where_the_one_before_it_ended(key: str, side: Side | None) -> None:
    """Also the first of a rep where the last of the rep before ended. A new side may begin anywhere."""
    for (_, stage), (_, following) in pairwise(stages(MOVEMENTS[key], side=side)):
        if not following.coming and not (stage.alternates and stage.side is not following.side):
            assert jump(FIGURES[key], stage, following) <= SAME_M, (key, stage.phase, following.phase)


@ALL
def test_where_sides_change_with_each_rep_the_phases_of_a_rep_meet(key: str) -> None:
    for set_span in set_spans_of(MOVEMENTS[key]):
        for stage, following in pairwise(set_span):
            if stage.side is following.side:
                assert jump(FIGURES[key], stage, following) <= SAME_M, (key, stage.phase, following.phase)


@ALL
def test_nobody_turns_round_between_reps_where_limbs_can_change_places(key: str) -> None:
    """The head stays where it is, on every rep of a set."""
    figure = FIGURES[key]
    if MOVEMENTS[key].sides is Sides.ALTERNATE_REPS and figure.is_even:
        for set_span in set_spans_of(MOVEMENTS[key]):
            for stage, following in pairwise(set_span):
                ended = figure.at(replace(stage, into_ms=stage.duration_ms)).joints["head"]
                assert dist(ended, figure.at(following).joints["head"]) <= SAME_M, (key, following.phase)


@ALL
def test_a_preview_moves(key: str) -> None:
    figure = FIGURES[key]
    parts = [replace(stage, into_ms=stage.duration_ms // 4) for stage in set_spans_of(MOVEMENTS[key])[0]]
    assert figure.at(stage_at(MOVEMENTS[key], 0)).start == figure.start
    assert any(figure.at(stage).is_moving for stage in parts)


def test_breaths_are_told_where_they_are_written() -> None:
    breaths = [rehearsal_of(MOVEMENTS["bridge"], time_ms)[1] for time_ms, _ in stages(MOVEMENTS["bridge"], 1)]
    assert breaths == [None, *[Breath.OUT, None, Breath.IN] * REPS_A_SIDE]
