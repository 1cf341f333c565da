"""Every template is a routine that can be started as it is, and does what its title says."""

from itertools import pairwise

import pytest

from tests.library import MOVEMENTS
from trunktimer.figure.body import Side
from trunktimer.foundation.errors import TrunkTimerError
from trunktimer.routine.compile import compile_routine
from trunktimer.routine.doubts import doubts_of
from trunktimer.routine.routine import Breath, Count, Day, Program
from trunktimer.routine.timeline import Gate, StepKind, Timeline
from trunktimer.routine.toml.routine_file import parse_routine
from trunktimer.routine.toml.templates import TEMPLATES, template_text


def timeline(key: str, level: int = 50) -> Timeline:
    return compile_routine(parse_routine(template_text(key), f"{key}.toml", MOVEMENTS), MOVEMENTS, level)


def work_ms(key: str) -> list[int]:
    return [step.end_ms - step.start_ms for step in timeline(key) if step.kind is StepKind.WORK]


@pytest.mark.parametrize("key", list(TEMPLATES))
def test_a_template_is_a_routine_of_its_title_at_every_level(key: str) -> None:
    template = TEMPLATES[key]
    routine = parse_routine(template_text(key), "", MOVEMENTS)
    assert (template.key, template.title, template.summary) == (key, routine.name, routine.summary)
    assert routine.safety
    assert routine.format == 2
    least_ms = 60_000 if key == "empty" else 180_000
    assert all(timeline(key, level).total_ms > least_ms for level in (0, 50, 100))
    assert doubts_of(routine, MOVEMENTS) == []


@pytest.mark.parametrize("name", ['My "best" {routine}', "C:\\x", "Für Özgür", "x" * 40, "  Mine  "])
def test_a_template_takes_any_name_that_a_routine_may_have(name: str) -> None:
    for key in TEMPLATES:
        assert parse_routine(template_text(key, name), "", MOVEMENTS).name == name.strip()


def test_a_template_without_a_name_is_called_as_its_title() -> None:
    assert template_text("emom", "  ") == template_text("emom")
    assert parse_routine(template_text("emom"), "", MOVEMENTS).name == "Every minute on the minute"


@pytest.mark.parametrize(("name", "said"), [("x" * 41, "40 is the most"), ("a\nb", "control character")])
def test_another_name_is_refused(name: str, said: str) -> None:
    with pytest.raises(TrunkTimerError, match=said):
        template_text("emom", name)


@pytest.mark.parametrize(
    ("key", "said"),
    [("tabatta", 'did you mean "tabata"'), ("Pyramids", 'mean "pyramid"'), ("zzz", "there are: empty, ")],
)
def test_an_unknown_template_is_refused_with_the_nearest_known(key: str, said: str) -> None:
    with pytest.raises(TrunkTimerError, match=said):
        template_text(key)


def test_tabata_is_eight_times_twenty_seconds_and_ten() -> None:
    assert work_ms("tabata") == [20_000] * 8
    rests = [step.end_ms - step.start_ms for step in timeline("tabata") if step.kind is StepKind.REST]
    assert rests == [10_000] * 7


def test_emom_begins_on_the_minute() -> None:
    sets = [step for step in timeline("emom") if step.kind is StepKind.WORK]
    assert [step.start_ms - sets[0].start_ms for step in sets] == list(range(0, 600_000, 60_000))
    assert {(step.part.gate, step.part.reps) for step in sets} == {(Gate.SET, 8)}


def test_a_ladder_goes_up_and_down() -> None:
    holds = [step.duration_ms // 1000 for step in timeline("ladder") if step.part.phase == "hold"]
    assert holds == [15, 30, 45, 60, 45, 30, 15]


def test_a_circuit_goes_round_three_times() -> None:
    works = [step for step in timeline("circuit") if step.kind is StepKind.WORK]
    assert [step.duration_ms for step in works] == [40_000] * 12
    assert [step.rounds[0][0] for step in works] == [1] * 4 + [2] * 4 + [3] * 4


def test_a_sheet_says_how_often() -> None:
    program = parse_routine(template_text("sheet"), "", MOVEMENTS).program
    assert program == Program(times_per_day=Count(2, 2), days=(Day.MON, Day.WED, Day.FRI), weeks=6)


def test_sets_of_reps_hold_for_ten_to_fifteen_seconds() -> None:
    for level, held_ms in ((0, 10_000), (100, 15_000)):
        holds = [step for step in timeline("sets-reps-hold", level) if step.part.phase == "hold"]
        assert [step.end_ms - step.start_ms for step in holds] == [held_ms] * 30
        assert (holds[-1].set, holds[-1].rep) == (3, 10)


def test_both_sides_are_ninety_seconds_each_with_a_switch_between() -> None:
    steps = timeline("both-sides-90")
    for side in Side:
        worked = [step for step in steps if step.kind is StepKind.WORK and step.part.side is side]
        assert worked[-1].end_ms - worked[0].start_ms == 90_000
    assert [step.end_ms - step.start_ms for step in steps if step.kind is StepKind.SWITCH] == [10_000]


def test_a_pyramid_goes_up_and_down() -> None:
    reps = [step for step in timeline("pyramid") if step.part.phase == "hold"]
    assert [sum(step.set == number for step in reps) for number in range(1, 6)] == [2, 4, 6, 4, 2]


def test_breathing_is_in_and_out_without_a_gap() -> None:
    breaths = [step for step in timeline("breathing") if step.kind is StepKind.WORK]
    assert [step.part.breath for step in breaths] == [Breath.IN, Breath.OUT] * 30
    assert all(step.end_ms == after.start_ms for step, after in pairwise(breaths))
    assert breaths[-1].end_ms - breaths[0].start_ms == 300_000
