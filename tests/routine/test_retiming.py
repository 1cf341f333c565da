"""From a step back to the key that times it: what is written there makes the step so long, and changes nothing else."""

from collections.abc import Mapping
from dataclasses import replace
from itertools import islice

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests import library
from tests.builders import BRIDGE, HOLDS, MOVEMENTS, ROUTINES, count, routine, seconds
from trunktimer.foundation.durations import LONGEST_MS, Span, span_token
from trunktimer.foundation.errors import Path
from trunktimer.foundation.places import find_places
from trunktimer.routine.compile import compile_routine
from trunktimer.routine.movement import Movement
from trunktimer.routine.retiming import (
    LEAST_MS,
    Edge,
    block_key,
    changes_of,
    edge_of,
    index_at,
    new_edge_ms,
    retimed,
    spot_of,
)
from trunktimer.routine.routine import Block, Count, MovementPhase, Pace, Routine, Sides
from trunktimer.routine.timeline import StepKind, Timeline
from trunktimer.routine.toml.edit import change_value
from trunktimer.routine.toml.routine_file import parse_routine

TEXTS = {path.stem: path.read_text(encoding="utf-8") for path in sorted(find_places().routines.glob("*.toml"))}
NEW_MS = st.integers(1, 60).map(lambda n: n * 500)
_PAUSES = ("lead_in", "rest", "rest_between_sets", "rest_between_blocks", "rest_between_rounds", "switch")
_KEYS = {
    **dict.fromkeys(("name", "movement", "raise_", "hold", "lower", "reps", "pulses", "bpm", "duration", "sets")),
    **dict.fromkeys(("pace", "sides", "repeat", *_PAUSES)),
}


def toml(written: Routine) -> str:
    """A routine as TOML."""
    lines = [f"format = {written.format}", f'name = "{written.name}"', *_lines(written, _PAUSES)]
    for at, block in enumerate(written.blocks):
        lines.extend(_block_lines(block, ("block", at)))
    return "\n".join(lines) + "\n"


def _block_lines(block: Block, path: Path) -> list[str]:
    lines = [f"[[{'.'.join(part for part in path if isinstance(part, str))}]]", *_lines(block, _KEYS)]
    if block.phase:
        phases = (f'{{ do = "{phase.do}", time = "{span_token(phase.time)}" }}' for phase in block.phase)
        lines.append(f"phase = [{', '.join(phases)}]")
    for at, inner in enumerate(block.blocks or ()):
        lines.extend(_block_lines(inner, (*path, "block", at)))
    return lines


def _lines(written: Routine | Block, keys: Mapping[str, None] | tuple[str, ...]) -> list[str]:
    return [
        f"{key.rstrip('_')} = {_value(value)}" for key in keys if (value := getattr(written, key, None)) is not None
    ]


def _value(value: object) -> str:
    match value:
        case Span():
            return f'"{span_token(value)}"'
        case Count():
            return f'"{value.low}-{value.high}"' if value.is_range else str(value.low)
        case tuple():
            return _value(value[0]) if len(value) == 1 else f"[{', '.join(map(_value, value))}]"
        case _:
            return f'"{value}"'


def edges(written: Routine, movements: Mapping[str, Movement], timeline: Timeline) -> list[Edge | None]:
    return [edge_of(written, movements, timeline, index) for index in range(len(timeline))]


def edited(text: str, edge: Edge, span: Span, movements: Mapping[str, Movement]) -> Routine:
    for path, value in changes_of(edge, span):
        text = change_value(text, path, value)
    return parse_routine(text, "test.toml", movements)


def assert_timed(text: str, movements: Mapping[str, Movement], level: int, edge: Edge, new_ms: int) -> None:
    """Write the edge's new time, and see that every stretch of its key takes it, and the others what they took."""
    before = parse_routine(text, "test.toml", movements)
    timeline = compile_routine(before, movements, level)
    span = retimed(edge, new_ms)
    after = edited(text, edge, span, movements)
    anew = compile_routine(after, movements, level)
    found = [seen for seen in edges(after, movements, anew) if seen is not None and seen.path == edge.path]
    by_clock = any(step.part.set_span_ms for step in timeline)
    assert found or by_clock  # the only rep of a set by the clock may now be its last: that edge is the set's
    assert {(seen.now_ms, seen.span) for seen in found} <= {(new_edge_ms(edge, span), span)}
    if edge.span.low_ms + new_ms - edge.now_ms >= LEAST_MS:
        assert new_edge_ms(edge, span) == new_ms
    if by_clock:
        return  # more or fewer reps may fit into a set
    assert len(anew) == len(timeline)
    for index, seen in enumerate(edges(before, movements, timeline)):
        if seen is None or seen.path != edge.path:
            assert anew.steps[index].duration_ms == timeline.steps[index].duration_ms


@settings(max_examples=40)
@given(ROUTINES, st.integers(0, 100), NEW_MS, st.data())
def test_what_is_written_makes_the_step_as_long_as_asked(
    written: Routine, level: int, new_ms: int, data: st.DataObject
) -> None:
    text = toml(written)
    assert parse_routine(text, "test.toml", MOVEMENTS).blocks == written.blocks
    timeline = compile_routine(written, MOVEMENTS, level)
    found = [edge for edge in edges(written, MOVEMENTS, timeline) if edge is not None]
    edge = data.draw(st.sampled_from(found))
    if edge.path[-1] == "duration":
        new_ms += 60_000  # one rep must fit
    assert_timed(text, MOVEMENTS, level, edge, new_ms)


@pytest.mark.parametrize("name", list(TEXTS))
def test_each_key_of_the_bundled_routines_can_be_dragged(name: str) -> None:
    text = TEXTS[name]
    written = parse_routine(text, name, library.MOVEMENTS)
    timeline = compile_routine(written, library.MOVEMENTS)
    by_path = {edge.path: edge for edge in edges(written, library.MOVEMENTS, timeline) if edge is not None}
    assert len(by_path) > 2
    for edge in islice(by_path.values(), 20):
        assert_timed(text, library.MOVEMENTS, timeline.level, edge, edge.now_ms + 1_000)


@settings(max_examples=40)
@given(ROUTINES, st.integers(0, 100))
def test_an_edge_stands_where_its_stretch_stands(written: Routine, level: int) -> None:
    timeline = compile_routine(written, MOVEMENTS, level)
    for step in timeline:
        edge = edge_of(written, MOVEMENTS, timeline, step.index)
        if edge is None:
            assert step.is_gate or step.part.phase == "pulse"
        elif edge.path[-1] == "duration":
            set_span = timeline.set_span_at(step.index)
            assert set_span is not None and set_span.last == step.index + 1
            assert (edge.start_ms, edge.start_ms + edge.now_ms) == (set_span.start_ms, set_span.end_ms)
        else:
            assert (edge.start_ms, edge.now_ms) == (step.start_ms, step.duration_ms)


def paths(written: Routine, movements: Mapping[str, Movement] = MOVEMENTS) -> dict[str, Path | None]:
    """The key path of the first step of each phase word, and of each rest by what it stands between."""
    timeline = compile_routine(written, movements)
    found: dict[str, Path | None] = {}
    for step in timeline:
        word = f"rest {step.part.between}" if step.part.between else step.part.phase
        edge = edge_of(written, movements, timeline, step.index)
        found.setdefault(word, edge.path if edge else None)
    return found


def test_a_pause_is_named_where_it_is_written() -> None:
    block = Block(name="A", hold=seconds(5), reps=(count(2),), sets=count(2), sides=Sides.ONE_THEN_OTHER)
    group = Block(blocks=(block, HOLDS), repeat=count(2), rest=seconds(3), rest_between_blocks=seconds(20))
    written = Routine(
        name="Test", blocks=(HOLDS, group), rest_between_blocks=seconds(30), rest_between_rounds=seconds(40)
    )
    assert paths(written) == {
        "lead-in": ("block", 0, "lead_in"),  # written nowhere
        "raise": ("block", 0, "raise"),
        "hold": ("block", 0, "hold"),
        "lower": ("block", 0, "lower"),
        "rest sets": ("block", 0, "rest_between_sets"),  # written nowhere
        "rest blocks": ("rest_between_blocks",),
        "rest reps": ("block", 1, "rest"),  # of the group
        "switch": ("block", 1, "block", 0, "switch"),  # written nowhere
        "rest rounds": ("rest_between_rounds",),
    }
    timeline = compile_routine(written, MOVEMENTS)
    inner = [step for step in timeline if step.part.between == "blocks" and len(step.part.path) > 1]
    assert {edge.path for step in inner if (edge := edge_of(written, MOVEMENTS, timeline, step.index))} == {
        ("block", 1, "rest_between_blocks")
    }


def test_the_rest_between_rounds_of_an_inner_group_is_not_that_of_the_group_around_it() -> None:
    inner = Block(blocks=(Block(name="A", hold=seconds(5)),), repeat=count(2))
    outer = Block(blocks=(inner,), repeat=count(2), rest_between_rounds=seconds(40))
    written = Routine(name="Test", blocks=(outer,), rest_between_rounds=seconds(7))
    timeline = compile_routine(written, MOVEMENTS)
    rests = [(step.duration_ms, edge_of(written, MOVEMENTS, timeline, step.index)) for step in timeline]
    found = {(ms, edge.path) for ms, edge in rests if edge is not None and edge.path[-1] == "rest_between_rounds"}
    assert found == {(7_000, ("rest_between_rounds",)), (40_000, ("block", 0, "rest_between_rounds"))}


def test_the_lead_in_of_a_group_is_the_groups_and_not_its_first_blocks() -> None:
    inner = Block(name="A", hold=seconds(5))
    written = Routine(name="Test", blocks=(Block(blocks=(Block(blocks=(inner,), repeat=count(2)),), repeat=count(2)),))
    assert paths(written)["lead-in"] == ("block", 0, "lead_in")
    assert assert_same(written, ("block", 0, "lead_in"))


def assert_same(written: Routine, path: Path) -> bool:
    """Whether writing what is inherited leaves the timeline as it was."""
    timeline = compile_routine(written, MOVEMENTS)
    edge = next(edge for edge in edges(written, MOVEMENTS, timeline) if edge is not None and edge.path == path)
    after = edited(toml(written), edge, edge.span, MOVEMENTS)
    return compile_routine(after, MOVEMENTS).steps == timeline.steps


def test_one_phase_of_a_movements_tempo_is_written_with_the_others() -> None:
    written = replace(routine(Block(movement="bridge", reps=(count(2),))), format=1)
    timeline = compile_routine(written, MOVEMENTS)
    hold = edge_of(written, MOVEMENTS, timeline, 2)
    assert hold is not None
    assert hold.path == ("block", 0, "hold")
    assert [path[-1] for path, _ in hold.beside] == ["raise", "lower"]
    assert hold.span == BRIDGE.phase[1].time
    assert_timed(toml(written), MOVEMENTS, 50, hold, 20_000)


def test_a_movements_tempo_that_the_three_keys_cannot_say_has_no_edge() -> None:
    flow = Movement(
        key="flow",
        name="Flow",
        position="Kneel",
        phase=(MovementPhase(do="round", time=seconds(3)), MovementPhase(do="hold", time=seconds(3))),
    )
    written = routine(Block(movement="flow", reps=(count(2),)))
    assert paths(replace(written, format=1), {"flow": flow}) == {"lead-in": ("lead_in",), "round": None, "hold": None}
    hold = ("block", 0, "hold")  # of a phase with a role nothing else need be written
    assert paths(written, {"flow": flow}) == {"lead-in": ("lead_in",), "round": None, "hold": hold}


def test_phases_of_the_same_word_are_told_apart() -> None:
    phases = (
        MovementPhase(do="hold", time=seconds(3)),
        MovementPhase(do="up", time=seconds(2)),
        MovementPhase(do="hold", time=seconds(5)),
    )
    written = routine(Block(name="A", phase=phases, reps=(count(2),), sides=Sides.ALTERNATE_REPS), lead_in=None)
    timeline = compile_routine(written, MOVEMENTS)
    found = [edge_of(written, MOVEMENTS, timeline, index) for index in range(1, len(timeline))]
    assert [edge.path[3] for edge in found if edge] == [0, 1, 2] * 4


def test_a_self_paced_rep_waits_at_a_gate_that_nothing_times() -> None:
    written = routine(Block(name="A", hold=seconds(5), reps=(count(2),), pace=Pace.OWN))
    timeline = compile_routine(written, MOVEMENTS)
    gates = [step.index for step in timeline if step.kind is StepKind.GATE]
    assert gates and all(edge_of(written, MOVEMENTS, timeline, index) is None for index in gates)


def test_a_set_by_the_clock_ends_where_its_duration_ends() -> None:
    block = Block(name="A", duration=seconds(20), raise_=seconds(3), lower=seconds(3))
    written = routine(block)
    assert paths(written) == {
        "lead-in": ("lead_in",),
        "raise": ("block", 0, "raise"),
        "lower": ("block", 0, "lower"),
        "settle": ("block", 0, "duration"),
    }
    timeline = compile_routine(written, MOVEMENTS)
    edge = edge_of(written, MOVEMENTS, timeline, len(timeline) - 1)
    assert edge is not None and (edge.start_ms, edge.now_ms) == (5_000, 20_000)


def test_a_set_by_the_clock_without_a_tempo_may_be_as_short_as_anything() -> None:
    written = routine(Block(movement="bridge", duration=seconds(30)))  # the tempo of the movement plays no part
    edge = edge_of(written, MOVEMENTS, compile_routine(written, MOVEMENTS), 1)
    assert edge is not None
    assert retimed(edge, 1) == Span(LEAST_MS, LEAST_MS)


@pytest.mark.parametrize("asked_ms", [1, 10 * LONGEST_MS])
def test_one_rep_always_fits_into_a_set_by_the_clock_whatever_is_dragged(asked_ms: int) -> None:
    written = routine(Block(name="A", duration=seconds(20, 24), raise_=seconds(3, 4), lower=seconds(3)))
    timeline = compile_routine(written, MOVEMENTS)
    found = {edge.path[-1]: edge for edge in edges(written, MOVEMENTS, timeline) if edge is not None}
    assert {"raise", "lower", "duration"} <= set(found)
    for key in ("raise", "lower", "duration"):
        if key != "duration" or asked_ms == 1:  # a day and more is too long for the lead-in beside it
            edited(toml(written), found[key], retimed(found[key], asked_ms), MOVEMENTS)
    assert retimed(found["duration"], 1) == seconds(7, 11)
    assert retimed(found["raise"], 60_000) == seconds(16, 17)


@pytest.mark.parametrize(
    ("span", "now_ms", "new_ms", "expected"),
    [
        (seconds(4), 4_000, 9_000, seconds(9)),
        (seconds(10, 15), 12_500, 14_500, seconds(12, 17)),
        (seconds(10, 15), 12_500, 1_000, seconds(0.5, 5.5)),  # a range stays as wide
        (seconds(4), 4_000, -3_000, seconds(0.5)),
        (seconds(0.2), 200, 100, seconds(0.2)),  # what was shorter may stay so
        (seconds(0.2), 200, 1_000, seconds(1)),
        (seconds(4), 4_000, 10 * LONGEST_MS, Span(LONGEST_MS, LONGEST_MS)),
    ],
)
def test_a_plain_time_becomes_the_new_one_and_a_range_is_shifted(
    span: Span, now_ms: int, new_ms: int, expected: Span
) -> None:
    edge = Edge(path=("block", 0, "hold"), span=span, start_ms=0, now_ms=now_ms)
    assert retimed(edge, new_ms) == expected


def test_what_stands_longer_than_it_is_written_becomes_what_is_written_next() -> None:
    edge = Edge(path=("lead_in",), span=seconds(5), start_ms=0, now_ms=8_000)  # there was a least time to get ready
    assert new_edge_ms(edge, seconds(6)) == 6_000


def test_a_block_is_keyed_by_its_places_from_the_outside_in() -> None:
    assert block_key((0, 1)) == ("block", 0, "block", 1)


@settings(max_examples=40)
@given(ROUTINES, st.integers(0, 100))
def test_a_step_is_found_again_where_it_stands(written: Routine, level: int) -> None:
    timeline = compile_routine(written, MOVEMENTS, level)
    assert [index_at(timeline, spot_of(timeline, index)) for index in range(len(timeline))] == list(
        range(len(timeline))
    )


def test_a_step_is_found_again_when_a_set_by_the_clock_has_fewer_reps() -> None:
    def clock(raise_s: float) -> Timeline:
        block = Block(name="A", duration=seconds(20), raise_=seconds(raise_s), lower=seconds(2))
        return compile_routine(routine(block, HOLDS), MOVEMENTS)

    many, few = clock(2), clock(8)
    assert len(few) < len(many)
    rest = next(step.index for step in many if step.part.between == "sets")
    found = few.steps[index_at(few, spot_of(many, rest))]
    assert found.part == many.steps[rest].part
    assert index_at(few, spot_of(many, many.set_spans[0].last - 1)) == few.set_spans[0].last - 1
