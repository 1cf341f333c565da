"""A movement and the figure that does it."""

from dataclasses import replace

from tests.library import MOVEMENTS

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
