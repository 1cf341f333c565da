"""Chairs, walls and bands: where they stand, and that no body goes through them."""

from dataclasses import replace

import pytest

from tests.library import FIGURES
from trunktimer.figure.body import RADII
from trunktimer.figure.figure import Figure
from trunktimer.figure.figure_check import SUNK_M, check_figure
from trunktimer.figure.prop import BACKREST, Prop, depth_in, place_of

CHAIRS = sorted(key for key, figure in FIGURES.items() if figure.drawing.prop is Prop.CHAIR)
WALLS = sorted(key for key, figure in FIGURES.items() if figure.drawing.prop is Prop.WALL)


@pytest.mark.parametrize("key", CHAIRS)
def test_a_chair_stands_under_who_sits_and_faces_where_the_feet_are(key: str) -> None:
    figure = FIGURES[key]
    joints = figure.between(figure.start, figure.start, 0.0).joints
    place = figure.prop_place
    assert place is not None
    assert place.x == joints["hip"][0]
    assert 0.34 <= place.height <= 0.48  # a chair is so high
    assert place.height == pytest.approx(joints["hip"][1] - RADII["hip_near"])
    assert (joints["foot_far"][0] - place.x) * place.toward > 0
    left, _, right, top = figure.extent
    assert left <= place.x - 0.16 and right >= place.x + 0.16 and top >= place.height + BACKREST


@pytest.mark.parametrize("key", WALLS)
def test_a_wall_stands_where_it_is_touched_and_stays_there(key: str) -> None:
    figure = FIGURES[key]
    place = figure.prop_place
    assert place is not None
    joints = figure.between(figure.start, figure.start, 0.0).joints
    assert abs(depth_in(Prop.WALL, place, joints)[1]) <= SUNK_M


def test_the_two_that_are_told_of_below_are_there() -> None:
    assert "seated-hamstring-stretch" in CHAIRS
    assert "calf-stretch" in WALLS


def test_the_wall_is_on_the_side_of_the_feet_on_which_it_is_touched() -> None:
    figure = FIGURES["calf-stretch"]
    joints = figure.between(figure.start, figure.start, 0.0).joints
    ahead = place_of(Prop.WALL, "hand_near", joints)
    assert ahead is not None and ahead.toward == 1
    assert ahead.x == pytest.approx(joints["hand_near"][0] + RADII["hand_near"])
    behind = place_of(Prop.WALL, "hand_near", {name: (-x, y, z) for name, (x, y, z) in joints.items()})
    assert behind is not None and behind.toward == -1
    assert behind.x == pytest.approx(-ahead.x)


def test_a_band_and_nothing_stand_nowhere() -> None:
    joints = FIGURES["squat"].between("stand", "stand", 0.0).joints
    assert place_of(Prop.BAND, "hand_near", joints) is None
    assert place_of(None, "hip", joints) is None
    assert FIGURES["squat"].prop_place is None
    assert depth_in(None, None, joints) == ("", 0.0)


def test_a_body_in_the_wall_is_told_with_its_joint() -> None:
    calf = FIGURES["calf-stretch"]
    through = calf.drawing.poses["leaning"]._replace(spine=(30, 20, 20), neck=(20, 0))
    drawing = replace(calf.drawing, plant=(), poses={**calf.drawing.poses, "leaning": through})
    faults = check_figure(Figure(drawing, calf.tempo))
    assert any("cm inside the wall; 2 cm is the most" in fault.what for fault in faults)


def test_a_body_in_the_seat_is_told() -> None:
    seated = FIGURES["seated-hamstring-stretch"]
    sunk = seated.drawing.poses["leaning"]._replace(leg_far=((20, 0), (270, 0), (355, 0)))
    drawing = replace(seated.drawing, plant=(), poses={**seated.drawing.poses, "leaning": sunk})
    faults = check_figure(Figure(drawing, seated.tempo))
    assert any("inside the chair; 2 cm is the most" in fault.what for fault in faults)
