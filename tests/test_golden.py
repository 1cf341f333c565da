"""Golden timelines: each bundled routine, as text, at three levels. `python tests/test_golden.py` writes them anew."""

import pytest

from tests.checkout import TESTS
from trunktimer.foundation.places import find_places
from trunktimer.routine.compile import compile_routine
from trunktimer.routine.timeline import StepKind, Timeline
from trunktimer.routine.toml.movement_file import load_movements
from trunktimer.routine.toml.routine_file import read_routine, routine_files
from trunktimer.session.transcript import timeline_lines

GOLDEN = TESTS / "golden"
MOVEMENTS, _ = load_movements([find_places().movement_folders[1]])
FILES = routine_files(find_places().routines)


def timeline(key: str, level: int) -> Timeline:
    """A bundled routine at a level."""
    return compile_routine(read_routine(FILES[key], MOVEMENTS), MOVEMENTS, level)


def golden_text(key: str) -> str:
    """The timelines of a routine as they should stand in its golden file."""
    pieces = [f"level {level}\n" + "\n".join(timeline_lines(timeline(key, level))) for level in (0, 50, 100)]
    return "\n\n".join(pieces) + "\n"


@pytest.mark.parametrize("key", sorted(FILES))
def test_a_bundled_routine_compiles_to_its_golden_timeline(key: str) -> None:
    assert golden_text(key) == (GOLDEN / f"{key}.txt").read_text(encoding="utf-8")


def work(made: Timeline, name: str, phase: str) -> list[tuple[int, str | None, int, int]]:
    """Length, side, set and rep of each step of a phase of a movement."""
    return [
        (step.duration_ms, step.part.side, step.set, step.rep)
        for step in made
        if step.part.name == name and step.part.phase == phase and step.kind is StepKind.WORK
    ]


def test_the_prescribed_figures_of_the_first_routine() -> None:
    low, high = timeline("strengthen-lower-back", 0), timeline("strengthen-lower-back", 100)
    assert {at[0] for at in work(low, "Bridge", "hold")} == {10_000}
    assert {at[0] for at in work(high, "Bridge", "hold")} == {15_000}
    assert len(work(low, "Bridge", "hold")) == 15 * 3
    rests = [step.duration_ms for step in low if step.part.name == "Bridge" and step.part.between == "sets"]
    assert rests == [60_000, 60_000]
    assert [at[0] for at in work(low, "Draw-in", "hold")] == [5_000] * 5
    lifts = work(low, "Lateral leg lift", "hold")
    assert [side for _, side, _, _ in lifts] == ["left"] * 30 + ["right"] * 30
    assert {at[0] for at in lifts} == {2_000}
    assert (len(work(low, "Cat stretch", "round")), len(work(high, "Cat stretch", "round"))) == (3, 5)
    assert [at[0] for at in work(low, "Partial curl", "hold")] == [5_000] * 30


def test_the_prescribed_figures_of_the_class() -> None:
    made = timeline("lower-back-class", 50)
    assert len(work(made, "Back extension", "raise")) == 10
    pulses = [step.part.beats for step in made if step.part.phase == "pulse"]
    assert pulses == [10]
    for name in ("Donkey kick", "One-leg hip hinge"):
        lengths = [
            set_span.end_ms - set_span.start_ms
            for set_span in made.set_spans
            if made.steps[set_span.first].part.name == name
        ]
        assert lengths == [90_000, 90_000]
    assert {at[0] for at in work(made, "One-leg hip hinge", "hold")} == {1_000}
    assert [at[0] for at in work(made, "Superman", "hold")] == [30_000]


def test_the_trunk_lift_breathes_as_prescribed_and_the_runners_keep_their_cadence() -> None:
    lift = [step for step in timeline("trunk-lift", 50) if step.rep == 1 and step.set == 1][:4]
    assert [(step.part.phase, step.part.breath) for step in lift] == [
        ("brace", "in"), ("raise", "out"), ("hold", None), ("lower", "in"),
    ]  # fmt: skip
    for level, bpm in ((0, 170), (100, 180)):
        jog = [step.part.bpm for step in timeline("core-for-runners", level) if step.part.name == "Jog in place"]
        assert bpm in jog


def test_the_short_ones_are_as_long_as_they_say() -> None:
    assert 9.5 * 60_000 <= timeline("morning-ten-minutes", 50).total_ms <= 10.5 * 60_000
    assert 1.5 * 60_000 <= timeline("demo", 50).total_ms <= 2.5 * 60_000


if __name__ == "__main__":
    for each in FILES:
        (GOLDEN / f"{each}.txt").write_text(golden_text(each), encoding="utf-8")
