"""Muscles lie on the body, where they are seen, on the limb that works."""

from dataclasses import replace
from typing import Final

import pytest
from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QPainterPath

from tests.library import FIGURES
from trunktimer.figure.figure import Figure, Moment, View
from trunktimer.routine.muscles import Muscle
from trunktimer.ui.figure.figure_arrow import frame_for
from trunktimer.ui.figure.figure_shape import Frame, body_parts
from trunktimer.ui.figure.muscle_shape import patch, patch_over, sides_of

RECT: Final = QRectF(0, 0, 460, 260)
TRUNK: Final = {"abdomen", "deep_abdomen", "lower_back", "upper_back", "chest", "side_trunk"}
FRONT: Final = ("abdomen", "deep_abdomen", "chest")
BACK: Final = ("lower_back", "upper_back")


def posed(key: str, pose: str | None = None, **how: bool) -> tuple[Figure, Moment, Frame]:
    """A movement in a pose, at its peak where none is named."""
    figure = FIGURES[key]
    moment = figure.between(pose or figure.peak, pose or figure.peak, 1.0, **how)
    return figure, moment, frame_for(figure, RECT, mirrored=moment.mirrored)


def seen(key: str, muscle: str, pose: str | None = None, side: str = "near", **how: bool) -> QPainterPath | None:
    """The outline of a muscle, `None` where it is not seen."""
    found = patch(*posed(key, pose, **how), muscle, side)
    return found[0] if found is not None else None


def bands(path: QPainterPath | None) -> list[QRectF]:
    """The separate pieces of an outline from left to right: a band is many shapes that overlap."""
    assert path is not None
    pieces: list[QRectF] = []
    for polygon in path.toSubpathPolygons():
        box = polygon.boundingRect()
        touching = [piece for piece in pieces if piece.intersects(box)]
        pieces = [piece for piece in pieces if not piece.intersects(box)]
        for piece in touching:
            box = box.united(piece)
        pieces.append(box)
    return sorted(pieces, key=lambda piece: piece.left())


def along(key: str, pose: str, muscle: str, side: str = "near") -> QPointF:
    path = seen(key, muscle, pose, side)
    assert path is not None
    return path.boundingRect().center()


@pytest.mark.parametrize("muscle", list(Muscle))
def test_every_muscle_is_seen_on_some_pose(muscle: Muscle) -> None:
    found = [
        path
        for key, figure in FIGURES.items()
        for pose in figure.drawing.poses
        if (path := seen(key, muscle, pose)) is not None
    ]
    assert len(found) > 20
    assert all(path.boundingRect().width() > 2 and path.boundingRect().height() > 2 for path in found)


@pytest.mark.parametrize("key", sorted(FIGURES))
def test_what_a_movement_works_lies_on_the_body(key: str) -> None:
    figure = FIGURES[key]
    for pose in figure.drawing.poses:
        _, moment, frame = posed(key, pose)
        body = QPainterPath()
        for part in body_parts(figure, moment, frame):
            body = body.united(part.halo or part.path)
        for muscle in (*figure.drawing.muscles, *figure.drawing.stretch):
            for side in sides_of(figure, muscle):
                path = seen(key, muscle, pose, side)
                if path is not None:
                    assert RECT.contains(path.boundingRect())
                    assert body.contains(path.boundingRect().center()), (pose, muscle, side)


@pytest.mark.parametrize("key", ["seated-twist", "lateral-leg-lift", "knee-rolls", "standing-pelvic-seesaw"])
def test_muscles_of_the_trunk_are_hidden_from_the_other_side(key: str) -> None:
    figure = FIGURES[key]
    toward, away = (BACK, FRONT) if figure.drawing.poses[figure.start].gaze[1] < 0 else (FRONT, BACK)
    assert [seen(key, muscle, figure.start) is not None for muscle in toward] == [True] * len(toward)
    assert [seen(key, muscle, figure.start) for muscle in away] == [None] * len(away)


def test_in_profile_front_and_back_are_both_seen_on_their_sides() -> None:
    """In a squat the face looks to the right: the belly is to the right of the back."""
    for front in FRONT:
        for back in BACK:
            assert along("squat", "stand", front).x() > along("squat", "stand", back).x() + 5
    assert along("squat", "stand", "quadriceps").x() > along("squat", "stand", "hamstrings").x()
    assert along("squat", "stand", "chest").y() < along("squat", "stand", "deep_abdomen").y()


def test_in_the_mirror_image_front_and_back_change_places() -> None:
    for muscle in (*FRONT, *BACK, "quadriceps", "glutes", "side_trunk"):
        here, there = (seen("squat", muscle, "stand", mirrored=mirrored) for mirrored in (False, True))
        assert here is not None and there is not None
        assert here.boundingRect().center().x() + there.boundingRect().center().x() == pytest.approx(460, abs=1)
        assert here.boundingRect().center().y() == pytest.approx(there.boundingRect().center().y(), abs=1)


@pytest.mark.parametrize("key", [key for key, each in FIGURES.items() if each.drawing.view is not View.SIDE])
def test_what_faces_the_viewer_still_does_so_in_the_mirror_image(key: str) -> None:
    for muscle in Muscle:
        for pose in FIGURES[key].drawing.poses:
            here, there = (seen(key, muscle, pose, mirrored=mirrored) for mirrored in (False, True))
            assert (here is None) is (there is None), (muscle, pose)


def test_from_the_front_the_flanks_are_two_bands() -> None:
    left, right = bands(seen("standing-pelvic-seesaw", "side_trunk", "stand"))
    assert left.right() < right.left()
    assert left.height() > 3 * left.width() and left.height() == pytest.approx(right.height(), rel=0.05)
    assert len(bands(seen("squat", "side_trunk", "stand"))) == 1


def test_where_the_trunk_bends_only_the_shortened_flank_is_seen() -> None:
    left, right = bands(seen("standing-pelvic-seesaw", "side_trunk", "stand"))
    assert len(bands(seen("standing-pelvic-seesaw", "side_trunk", "left"))) == 1
    one, other = (along("standing-pelvic-seesaw", pose, "side_trunk").x() for pose in ("left", "right"))
    assert abs(one - other) > 0.6 * (right.center().x() - left.center().x())
    # In the pose "left" the lumbar spine leans to the left: with the shoulders straight, the right flank is bent.
    _, moment, frame = posed("standing-pelvic-seesaw", "left")
    lengths = {}
    for side in ("near", "far"):
        hip, shoulder = (frame.px(moment.joints[f"{joint}_{side}"]) for joint in ("hip", "shoulder"))
        lengths[hip[0]] = hip[1] - shoulder[1]
    shorter = min(lengths, key=lambda x: lengths[x])
    longer = max(lengths, key=lambda x: lengths[x])
    assert abs(one - shorter) < abs(one - longer)


@pytest.mark.parametrize(("on", "wanted"), [("near", ("near",)), ("far", ("far",)), ("both", ("far", "near"))])
def test_the_file_says_on_which_limbs_muscles_are_shown(on: str, wanted: tuple[str, ...]) -> None:
    figure = Figure(replace(FIGURES["jog-in-place"].drawing, muscles_on=on))
    for muscle in Muscle:
        assert sides_of(figure, muscle) == (("near",) if muscle in TRUNK else wanted)


def test_each_leg_has_its_own_muscles() -> None:
    for pose in FIGURES["jog-in-place"].drawing.poses:
        _, moment, frame = posed("jog-in-place", pose)
        for side in ("near", "far"):
            knee, hip = (frame.px(moment.joints[f"{joint}_{side}"]) for joint in ("knee", "hip"))
            middle = QPointF((knee[0] + hip[0]) / 2, (knee[1] + hip[1]) / 2)
            gap = along("jog-in-place", pose, "quadriceps", side) - middle
            assert abs(gap.x()) + abs(gap.y()) < 0.15 * frame.scale


def test_in_profile_the_far_side_of_the_seat_is_hidden() -> None:
    assert seen("squat", "glutes", side="near") is not None
    assert seen("squat", "glutes", side="far") is None


def test_a_muscle_lies_over_its_own_part() -> None:
    _, moment, _ = posed("bird-dog")
    assert patch_over("abdomen", moment, "near") == "trunk"
    assert patch_over("shoulders", moment, "near") == "arm_near"
    assert patch_over("glutes", moment, "far") == "leg_far"
    assert patch_over("calves", moment, "near") == "leg_near"


def test_where_limbs_change_places_their_muscles_do() -> None:
    figure, moment, frame = posed("bird-dog")
    _, changed, _ = posed("bird-dog", swapped=True)
    assert patch_over("hamstrings", changed, "near") == "leg_far"
    assert patch_over("shoulders", changed, "far") == "arm_near"
    lifted = patch(figure, moment, frame, "hamstrings", "near")
    other = patch(figure, changed, frame, "hamstrings", "near")
    assert lifted is not None and other is not None
    # The far leg is lifted now: as high as the near one was, but for the lean of the page.
    lift = abs(lifted[0].boundingRect().center().y() - other[0].boundingRect().center().y())
    assert lift < 0.06 * frame.scale
    standing = patch(figure, changed, frame, "hamstrings", "far")
    assert standing is not None
    assert standing[0].boundingRect().center().y() > other[0].boundingRect().center().y() + 0.1 * frame.scale


def test_the_rim_goes_around_the_muscle() -> None:
    for muscle in Muscle:
        found = patch(*posed("squat"), muscle, "near")
        assert found is not None
        fill, rim = (path.boundingRect() for path in found)
        assert rim.contains(fill) and rim.width() > fill.width() + 1 and rim.height() > fill.height() + 1
