"""A movement and the figure that does it."""

from dataclasses import replace

import pytest

from tests.library import MOVEMENTS
from trunktimer.routine.routine import ROLES
from trunktimer.routine.search import folded

BRIDGE = MOVEMENTS["bridge"]


def test_a_movement_has_one_figure_and_one_that_was_changed_has_another() -> None:
    movement = replace(BRIDGE)
    figure = movement.figure()
    assert figure is not None and movement.figure() is figure
    assert replace(movement, drawing=MOVEMENTS["squat"].drawing).figure() is not figure
    assert replace(movement, drawing=None).figure() is None


def test_a_movement_that_was_drawn_is_the_same_as_one_that_was_not() -> None:
    drawn, fresh = replace(BRIDGE), replace(BRIDGE)
    drawn.figure()
    assert (drawn, repr(drawn)) == (fresh, repr(fresh))


#: What each movement does first and last, as people do it: down before up, or up before down.
SINKS = {"squat", "hip-hinge", "one-leg-hip-hinge", "dead-bug", "long-lunge", "push-up", "wall-sit"}
RHYTHMS = {"jog-in-place", "march-in-place", "standing-pelvic-seesaw", "supine-pelvic-seesaw", "back-extension-pulse"}


@pytest.mark.parametrize("key", MOVEMENTS)
def test_a_movement_goes_out_and_comes_back(key: str) -> None:
    ways = [phase.role for phase in MOVEMENTS[key].phase if phase.role in ("raise", "lower")]
    if key in RHYTHMS:
        assert not ways and not MOVEMENTS[key].in_role("hold")
    else:
        assert ways == (["lower", "raise"] if key in SINKS else ["raise", "lower"]) * (len(ways) // 2)


@pytest.mark.parametrize("key", MOVEMENTS)
def test_a_hold_stands_behind_the_first_way(key: str) -> None:
    roles = [phase.role for phase in MOVEMENTS[key].phase]
    for at, role in enumerate(roles):
        assert role in ROLES or key in RHYTHMS or role in ("brace", "breathe")
        if role == "hold":
            assert roles[at - 1] in ("raise", "lower") and roles[at + 1] in ("raise", "lower")


def test_a_role_reaches_a_phase_whatever_it_is_called() -> None:
    assert [phase.do for phase in MOVEMENTS["clamshell"].in_role("raise")] == ["open"]
    assert [phase.do for phase in MOVEMENTS["knee-rolls"].in_role("raise")] == ["roll-left", "roll-right"]
    assert MOVEMENTS["jog-in-place"].in_role("raise") == ()


def test_every_movement_has_other_names_in_four_languages_and_none_is_anothers() -> None:
    whose: dict[str, str] = {}
    for key, movement in MOVEMENTS.items():
        assert all(movement.also.get(code) for code in ("en", "de", "fr", "es")), key
        for name in {folded(name) for names in movement.also.values() for name in names} | {folded(movement.name)}:
            assert whose.setdefault(name, key) == key, name
