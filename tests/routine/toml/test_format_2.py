"""What a sheet says, as format 2 writes it, and the steps that come of it."""

from datetime import date

import pytest

from tests.library import MOVEMENTS
from trunktimer.figure.body import Side
from trunktimer.foundation.durations import Span
from trunktimer.routine.compile import compile_routine
from trunktimer.routine.routine import Count, Day, Load, Program, Routine
from trunktimer.routine.timeline import Gate, StepKind, Timeline
from trunktimer.routine.toml.routine_file import parse_routine

MINUTE = 60_000


def routine(text: str) -> Routine:
    return parse_routine(f'format = 2\nname = "T"\n{text}\n', "t.toml", MOVEMENTS)


def timeline(rows: str, level: int = 50, *, top: str = "", breath_ms: int = 5_000) -> Timeline:
    return compile_routine(routine(f"{top}\n[[block]]\n{rows}"), MOVEMENTS, level, breath_ms=breath_ms)


def rep(made: Timeline) -> list[tuple[str, float]]:
    """The phases of the first rep, with their seconds."""
    first = made.steps[made.set_spans[0].first]
    return [
        (step.part.phase, step.duration_ms / 1000)
        for step in made
        if (step.rep, step.set, step.part.side) == (first.rep, first.set, first.part.side)
        and step.kind is StepKind.WORK
    ]


@pytest.mark.parametrize(
    ("rows", "phases"),
    [
        ('movement = "bird-dog"\nreps = 8\nhold = "6 s"', [("reach", 2), ("hold", 6), ("return", 2)]),
        ('movement = "bridge"\nreps = 8\nhold = "none"', [("raise", 2), ("lower", 2)]),
        ('movement = "bridge"\nreps = 8\ntempo = "3-1-2-4"', [("raise", 2), ("hold", 4), ("lower", 3), ("pause", 1)]),
        ('movement = "squat"\nreps = 8\ntempo = "3-1-2-0"', [("lower", 3), ("hold", 1), ("raise", 2)]),
        ('movement = "squat"\nreps = 8\ntempo = "3-1-2-4"', [("lower", 3), ("hold", 1), ("raise", 2), ("pause", 4)]),
        ('movement = "hip-hinge"\nreps = 8\ntempo = "4-2-1-0"', [("hinge", 4), ("hold", 2), ("return", 1)]),
        ('movement = "clamshell"\nreps = 8\ntempo = "3-1-2-4"', [("open", 2), ("hold", 4), ("close", 3), ("pause", 1)]),
        ('movement = "clamshell"\nreps = 8\nraise = "4 s"', [("open", 4), ("hold", 2), ("close", 2)]),
        ('movement = "trunk-lift"\nreps = 8\nhold = "9 s"', [("brace", 3), ("raise", 3), ("hold", 9), ("lower", 3)]),
        (
            'movement = "knee-rolls"\nreps = 2\nhold = "5 s"',
            [("roll-left", 3), ("hold", 5), ("return", 2), ("roll-right", 3), ("hold", 5), ("return", 2)],
        ),
        ('name = "Own"\nreps = 8\ntempo = "3-1-2-4"', [("raise", 2), ("hold", 4), ("lower", 3), ("pause", 1)]),
        ('movement = "front-plank"\nhold = "5 breaths"', [("raise", 2), ("hold", 25), ("lower", 2)]),
    ],
)
def test_a_block_says_only_what_differs(rows: str, phases: list[tuple[str, float]]) -> None:
    assert rep(timeline(rows)) == phases


@pytest.mark.parametrize(
    "tempo", ['"3/1/2/0"', '"3:1:2:0"', "3120", '"3120"', '"3‑1‑2‑0"', '"3 - 1 - 2 - 0"', '"3-1-2"']
)
def test_a_tempo_is_read_as_the_field_writes_it(tempo: str) -> None:
    assert rep(timeline(f'movement = "squat"\nreps = 2\ntempo = {tempo}')) == [("lower", 3), ("hold", 1), ("raise", 2)]


@pytest.mark.parametrize("side", list(Side))
def test_one_side_is_trained_and_the_other_is_not(side: Side) -> None:
    made = timeline(f'movement = "lateral-leg-lift"\nreps = 10\nsets = 3\nsides = "{side.value}"')
    assert {step.part.side for step in made} == {side}
    assert len(made.set_spans) == 3 and not any(step.kind is StepKind.SWITCH for step in made)


def test_the_weak_side_gets_a_set_more() -> None:
    for sides in ("one-then-other", "alternate-sets", "alternate-reps"):
        rows = f'movement = "lateral-leg-lift"\nreps = 10\nsets = {{ left = 3, right = 2 }}\nsides = "{sides}"'
        works = [step for step in timeline(rows) if step.part.phase == "raise"]
        assert [sum(step.part.side is side for step in works) for side in Side] == [30, 20]


def test_both_sides_at_once_have_no_side() -> None:
    assert {step.part.side for step in timeline('movement = "curl-up"\nreps = 3\nsides = "both"')} == {None}


def test_breaths_are_as_long_as_the_routine_or_else_the_caller_says() -> None:
    for top, breath_ms, wanted_ms in (("", 4_000, 24_000), ('breath = "6 s"', 4_000, 36_000)):
        step = timeline('name = "A"\nduration = "6 breaths"', top=top, breath_ms=breath_ms).steps[1]
        assert (step.duration_ms, step.part.breaths, step.part.breath_ms) == (wanted_ms, 6, wanted_ms // 6)


@pytest.mark.parametrize(
    ("value", "aim_ms", "limit_ms"),
    [("max", None, None), ("40 s+", 40_000, None), ("40-60 s+", 50_000, None), ("max 2 min", None, 2 * MINUTE)],
)
def test_what_a_person_ends_counts_up(value: str, aim_ms: int | None, limit_ms: int | None) -> None:
    for rows, phases in (
        (f'movement = "front-plank"\nhold = "{value}"', ["lead-in", "raise", "hold", "lower"]),
        (f'name = "A"\nduration = "{value}"', ["lead-in", "work"]),
    ):
        made = timeline(rows)
        assert [step.part.phase for step in made] == phases
        gate = next(step for step in made if step.is_gate)
        assert (gate.kind, gate.part.gate, gate.duration_ms) == (StepKind.WORK, Gate.COUNT_UP, 0)
        assert (gate.part.aim_ms, gate.part.limit_ms) == (aim_ms, limit_ms)
        assert made.expected_ms == made.total_ms + (aim_ms or 0)


def test_a_rest_as_needed_is_a_gate() -> None:
    rows = 'movement = "bridge"\nreps = 2\nsets = 2\nrest_between_sets = '
    for value, least_ms in (('"as needed"', None), ('"30 s+"', 30_000)):
        (gate,) = (step for step in timeline(rows + value) if step.is_gate)
        assert (gate.kind, gate.part.gate, gate.part.least_ms) == (StepKind.REST, Gate.AS_NEEDED, least_ms)


def test_as_many_as_you_can_are_asked_for_afterwards() -> None:
    made = timeline('movement = "squat"\nduration = "60 s"\nreps = "max"')
    work, asked = made.steps[1:]
    assert (work.duration_ms, work.part.counts_reps) == (MINUTE, True)
    assert (asked.kind, asked.part.gate, asked.is_gate) == (StepKind.GATE, Gate.REPS, True)
    assert [step.part.gate for step in timeline('movement = "squat"\nreps = "10+"')] == [None, Gate.COUNT_UP, Gate.REPS]


@pytest.mark.parametrize(
    "text",
    [
        '[[block]]\nmovement = "squat"\nevery = "1 min"\nreps = 15\nsets = 10',
        '[[block]]\nrepeat = 10\nevery = "1 min"\n[[block.block]]\nmovement = "squat"\nreps = 15',
        '[[block]]\nrepeat = 10\nevery = "1 min"\n[[block.block]]\nmovement = "squat"\nreps = 15\npace = "own"',
    ],
)
def test_a_minute_begins_on_the_minute(text: str) -> None:
    made = compile_routine(routine(text), MOVEMENTS)
    works = [step for step in made if step.kind is StepKind.WORK]
    assert [step.start_ms - works[0].start_ms for step in works] == [at * MINUTE for at in range(10)]
    assert {(step.part.gate, step.part.reps) for step in works} == {(Gate.SET, 15)}
    rests = [step for step in made if step.kind is StepKind.REST]
    assert {(step.part.every_ms, step.duration_ms) for step in rests} == {(MINUTE, MINUTE)}
    assert made.every_started(rests[1].index) == works[1].start_ms


def test_what_is_left_of_a_minute_is_rest() -> None:
    made = timeline('movement = "squat"\nevery = "1 min"\nreps = 8\nsets = 2\ntempo = "3-0-2-0"')
    (rest,) = (step for step in made if step.kind is StepKind.REST)
    assert (rest.duration_ms, made.every_started(rest.index)) == (20_000, 10_000)


def test_a_list_has_one_entry_a_set() -> None:
    made = timeline(
        'movement = "front-plank"\nhold = ["15 s", "30 s", "max"]\nload = ["4 kg", "6 kg", "red band"]\n'
        'rest_between_sets = ["10 s", "20 s"]'
    )
    holds = [step for step in made if step.part.phase == "hold"]
    assert [(step.duration_ms, step.is_gate, step.set) for step in holds] == [
        (15_000, False, 1), (30_000, False, 2), (0, True, 3),
    ]  # fmt: skip
    assert [step.part.load for step in holds] == [Load("4 kg", 4.0, "kg"), Load("6 kg", 6.0, "kg"), Load("red band")]
    assert [step.duration_ms for step in made if step.kind is StepKind.REST] == [10_000, 20_000]
    beats = timeline('name = "A"\npulses = [10, 20]\nbpm = [60, 120]')
    assert [(step.part.beats, step.part.bpm) for step in beats if step.part.bpm] == [(10, 60), (20, 120)]


@pytest.mark.parametrize(
    ("level", "rest_ms", "hold_ms"), [(0, 45_000, 10_000), (50, 37_500, 12_500), (100, 30_000, 15_000)]
)
def test_a_range_of_rest_goes_the_other_way(level: int, rest_ms: int, hold_ms: int) -> None:
    rows = 'movement = "bridge"\nhold = "10-15 s"\nsets = 2\nrest_between_sets = "30-45 s'
    made = timeline(f'{rows}"', level)
    assert next(step.duration_ms for step in made if step.kind is StepKind.REST) == rest_ms
    assert next(step.duration_ms for step in made if step.part.phase == "hold") == hold_ms
    rising = timeline(f'{rows} rising"', level)
    assert next(step.duration_ms for step in rising if step.kind is StepKind.REST) == 75_000 - rest_ms


def test_what_may_be_left_out_is_marked_and_so_is_all_in_such_a_group() -> None:
    text = '[[block]]\nmovement = "bridge"\nreps = 2\n[[block]]\noptional = true\n[[block.block]]\nname = "A"\nhold = 1'
    made = compile_routine(routine(text), MOVEMENTS)
    assert [block.optional for block in made.blocks] == [False, True]
    assert {step.part.optional for step in made if step.part.name == "A" and step.rep} == {True}


def test_defaults_hold_where_a_block_says_nothing_and_the_nearer_ones_win() -> None:
    text = (
        '[defaults]\nhold = "20 s"\nsets = 3\nload = "2 kg"\nsides = "one-then-other"\nrest_between_sets = "5 s"\n'
        '[[block]]\nmovement = "hip-flexor-stretch"\n[[block]]\nmovement = "front-plank"\nduration = "60 s"\n'
        '[[block]]\nrepeat = 1\n[block.defaults]\nhold = "7 s"\nsets = 1\n[[block.block]]\nmovement = "bridge"\n'
        '[[block.block]]\nmovement = "bridge"\nhold = "9 s"\nload = "4 kg"'
    )
    made = compile_routine(routine(text), MOVEMENTS)
    holds = [step for step in made if step.part.phase == "hold"]
    assert [step.duration_ms for step in holds] == [20_000] * 6 + [7_000, 9_000]
    assert [step.part.side for step in holds[:6]] == [Side.LEFT] * 3 + [Side.RIGHT] * 3
    assert [step.part.load and step.part.load.text for step in holds[-2:]] == ["2 kg", "4 kg"]
    assert [step.duration_ms for step in made if step.part.phase == "work"] == [MINUTE] * 3


def test_a_program_is_kept() -> None:
    said = '[program]\ntimes_per_day = "2-3"\ndays = "Mon Wed-Fri"\nfrom = 2026-03-03\nuntil = "2026-04-14"\n'
    made = routine(said + '[[block]]\nname = "A"\nhold = 1').program
    assert made == Program(
        times_per_day=Count(2, 3),
        days=(Day.MON, Day.WED, Day.THU, Day.FRI),
        from_=date(2026, 3, 3),
        until=date(2026, 4, 14),
    )
    hourly = routine('[program]\nevery = "2 h"\nbetween = "8-20:30"\n[[block]]\nname = "A"\nhold = 1').program
    assert hourly == Program(every=Span(7_200_000, 7_200_000), between=(480, 1230))


def test_words_for_the_person_stay_with_the_block() -> None:
    block = routine('[[block]]\nname = "A"\nhold = 1\nnote = """\nBall between\nthe knees."""').blocks[0]
    assert block.note == "Ball between the knees."
    pulses = timeline('name = "A"\npulses = 100\nbpm = 60\nbreath_beats = [5, 5]').steps[1]
    assert pulses.part.breath_beats == (5, 5)
