"""The strip shows the session, paints little, and asks to jump by mouse and by keyboard."""

from dataclasses import replace
from itertools import pairwise

import pytest
from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QHelpEvent, QImage
from PySide6.QtWidgets import QApplication, QToolTip
from pytestqt.qtbot import QtBot

from tests.ui.displays import segments_of
from tests.ui.paints import Paints
from trunktimer.session.display import SegmentState, Tone
from trunktimer.ui.kit.look import LOOK
from trunktimer.ui.kit.theme import DARK, LIGHT
from trunktimer.ui.run.strip_shape import strip_shape
from trunktimer.ui.run.timeline_strip import BAR_SHARE, TimelineStrip

WIDTH, WHOLE = 1000, 92  # with the names
HEIGHT = int(WHOLE * BAR_SHARE)

# The offscreen platform says so whenever a tooltip is shown.
pytestmark = pytest.mark.qt_log_ignore("does not support raise")


@pytest.fixture
def strip(qtbot: QtBot) -> TimelineStrip:
    widget = TimelineStrip()
    qtbot.addWidget(widget)
    widget.resize(WIDTH, WHOLE)
    widget.show_segments(segments_of(10, 3, 0.5))
    widget.show()
    qtbot.waitExposed(widget)
    return widget


def middle(index: int, count: int = 10) -> QPoint:
    return strip_shape(segments_of(count), WIDTH, WHOLE * BAR_SHARE).blocks[index].center().toPoint()


def colour(strip: TimelineStrip, point: QPoint) -> str:
    image: QImage = strip.grab().toImage()
    return image.pixelColor(point).name()


def test_done_current_and_ahead_look_different(strip: TimelineStrip) -> None:
    assert colour(strip, middle(1)) == DARK.accents.hold
    block = strip_shape(segments_of(10), WIDTH, WHOLE * BAR_SHARE).blocks[3]
    assert colour(strip, QPoint(int(block.left() + block.width() * 0.3), HEIGHT // 2)) == DARK.accents.hold
    assert colour(strip, QPoint(int(block.left() + block.width() * 0.7), HEIGHT // 2)) == DARK.track
    assert colour(strip, QPoint(int(block.center().x()), int(block.top() - 1))) == DARK.text
    assert colour(strip, middle(7)) == DARK.track


def test_a_skipped_block_is_hatched_on_the_ground(strip: TimelineStrip) -> None:
    segments = list(segments_of(10, 3, 0.5))
    segments[1] = replace(segments[1], state=SegmentState.SKIPPED, done=0.0)
    strip.show_segments(tuple(segments))
    block = strip_shape(segments_of(10), WIDTH, WHOLE * BAR_SHARE).blocks[1]
    image = strip.grab().toImage()
    row = {image.pixelColor(x, HEIGHT // 2).name() for x in range(int(block.left()) + 3, int(block.right()) - 3)}
    assert {DARK.background, DARK.edge} <= row and DARK.track not in row


@pytest.mark.parametrize("state", [SegmentState.SKIPPED, SegmentState.AHEAD])
def test_what_was_done_of_a_block_that_was_left_stays_filled(strip: TimelineStrip, state: SegmentState) -> None:
    segments = list(segments_of(10, 3, 0.5))
    segments[1] = replace(segments[1], state=state, done=0.0)
    strip.show_segments(tuple(segments))
    block = strip_shape(segments_of(10), WIDTH, WHOLE * BAR_SHARE).blocks[1]
    within = QPoint(int(block.left() + block.width() * 0.2), HEIGHT // 2)
    assert colour(strip, within) != DARK.accents.hold
    segments[1] = replace(segments[1], done=0.3)
    strip.show_segments(tuple(segments))
    assert colour(strip, within) == DARK.accents.hold
    assert colour(strip, QPoint(int(block.left() + block.width() * 0.8), HEIGHT // 2)) != DARK.accents.hold


def test_a_growing_block_is_painted_alone(strip: TimelineStrip) -> None:
    paints = Paints(strip)
    paints.taken()
    strip.show_segments(segments_of(10, 3, 0.52))
    areas = paints.taken()
    assert len(areas) == 1 and areas[0] < 0.15 * WIDTH * HEIGHT


def test_less_than_a_pixel_is_not_painted(strip: TimelineStrip) -> None:
    paints = Paints(strip)
    paints.taken()
    strip.show_segments(segments_of(10, 3, 0.501))
    assert paints.taken() == []


def test_the_next_block_and_a_new_theme_paint_all(strip: TimelineStrip) -> None:
    strip.show_segments(segments_of(10, 4, 0.0))
    assert colour(strip, middle(3)) == DARK.accents.hold
    LOOK.change(theme=LIGHT)
    assert colour(strip, middle(3)) == LIGHT.accents.hold


def test_a_click_asks_to_jump_to_the_first_step(strip: TimelineStrip, qtbot: QtBot) -> None:
    with qtbot.waitSignal(strip.jump_requested) as asked:
        qtbot.mouseClick(strip, Qt.MouseButton.LeftButton, pos=middle(6))
    assert asked.args == [60]
    with qtbot.assertNotEmitted(strip.jump_requested):
        qtbot.mouseClick(strip, Qt.MouseButton.RightButton, pos=middle(6))


def test_the_keyboard_chooses_and_asks(strip: TimelineStrip, qtbot: QtBot) -> None:
    strip.clearFocus()
    strip.setFocus(Qt.FocusReason.TabFocusReason)
    assert strip.accessibleDescription() == "Bridge, set 4 of 10"
    for key, label in (
        (Qt.Key.Key_Right, "Bridge, set 5 of 10"),
        (Qt.Key.Key_Left, "Bridge, set 4 of 10"),
        (Qt.Key.Key_Home, "Bridge, set 1 of 10"),
        (Qt.Key.Key_Left, "Bridge, set 1 of 10"),
        (Qt.Key.Key_End, "Bridge, set 10 of 10"),
        (Qt.Key.Key_Right, "Bridge, set 10 of 10"),
    ):
        qtbot.keyClick(strip, key)
        assert strip.accessibleDescription() == label
    with qtbot.waitSignal(strip.jump_requested) as asked:
        qtbot.keyClick(strip, Qt.Key.Key_Return)
    assert asked.args == [90]
    strip.clearFocus()
    assert strip.accessibleDescription() == "Bridge, set 4 of 10"


def test_a_screen_reader_is_told_the_current_block(strip: TimelineStrip) -> None:
    assert strip.accessibleDescription() == "Bridge, set 4 of 10"


def test_fewer_blocks_than_chosen(strip: TimelineStrip, qtbot: QtBot) -> None:
    strip.clearFocus()
    strip.setFocus(Qt.FocusReason.TabFocusReason)
    qtbot.keyClick(strip, Qt.Key.Key_End)
    strip.show_segments(segments_of(2, 0, 0.5))
    assert strip.accessibleDescription() == "Bridge, set 1 of 2"
    strip.show_segments(())
    qtbot.keyClick(strip, Qt.Key.Key_Return)
    assert strip.accessibleDescription() == ""


def test_the_label_is_shown_under_the_mouse(strip: TimelineStrip) -> None:
    point = middle(2)
    QApplication.sendEvent(strip, QHelpEvent(QEvent.Type.ToolTip, point, strip.mapToGlobal(point)))
    assert QToolTip.text() == "Bridge, set 3 of 10"
    QToolTip.hideText()


def test_hundreds_of_blocks_are_still_told_apart(strip: TimelineStrip) -> None:
    strip.show_segments(
        tuple(
            replace(segment, tone=Tone.MOVE if at % 2 else Tone.HOLD)
            for at, segment in enumerate(segments_of(240, 240))
        )
    )
    image = strip.grab().toImage()
    row = [image.pixelColor(x, HEIGHT // 2).name() for x in range(WIDTH)]
    changes = sum(one != other for one, other in pairwise(row))
    assert changes >= 240


def shown_names(strip: TimelineStrip, kinds: tuple[str, ...]) -> int:
    """How many pixels below the blocks have a colour of names."""
    image = strip.grab().toImage()
    seen = [image.pixelColor(x, y).name() for x in range(WIDTH) for y in range(HEIGHT + 2, WHOLE)]
    return sum(seen.count(kind) for kind in kinds)


def test_each_movement_has_its_name_below_its_first_block(strip: TimelineStrip) -> None:
    one = shown_names(strip, (DARK.text,))
    assert one > 0 and shown_names(strip, (DARK.quiet,)) == 0  # one movement, and it is the present one
    two = tuple(
        replace(segment, name="Curl-up" if at > 6 else "Bridge", starts_block=at == 7)
        for at, segment in enumerate(segments_of(10, 3, 0.5))
    )
    strip.show_segments(two)
    assert shown_names(strip, (DARK.text,)) == one and shown_names(strip, (DARK.quiet,)) > 0


def test_a_name_that_has_no_room_is_left_out_but_the_present_one_is_not(strip: TimelineStrip) -> None:
    narrow = tuple(
        replace(segment, name="Quadruped arm and leg reach", starts_block=True) for segment in segments_of(60, 59, 0.5)
    )
    strip.show_segments(narrow)
    assert shown_names(strip, (DARK.text,)) > 0 and shown_names(strip, (DARK.quiet,)) == 0
