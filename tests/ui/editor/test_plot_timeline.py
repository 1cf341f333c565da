"""The editor's timeline: what mouse and keyboard ask for, what is drawn, and what is said of it."""

from collections.abc import Callable
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt, QTimer
from PySide6.QtGui import QMouseEvent, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests.builders import HOLDS, MOVEMENTS, OWN, ROUTINES, count, routine, seconds
from tests.plots import THEMES, colours
from trunktimer.foundation.durations import Span
from trunktimer.routine.compile import compile_routine
from trunktimer.routine.retiming import Edge, changes_of, edge_of
from trunktimer.routine.routine import Block, Routine, Sides
from trunktimer.routine.timeline import Timeline
from trunktimer.routine.toml.edit import change_value
from trunktimer.routine.toml.routine_file import parse_routine
from trunktimer.session.display import Tone
from trunktimer.ui.editor.plot_drop import Drop, drop_at
from trunktimer.ui.editor.plot_reach import LEAST_SEEN_MS, Reach, snapped, time_marks
from trunktimer.ui.editor.plot_rows import TONES, Rows
from trunktimer.ui.editor.plot_timeline import EditorTimeline
from trunktimer.ui.editor.plot_words import edge_words, key_words, step_words, sum_words
from trunktimer.ui.kit.look import LOOK
from trunktimer.ui.kit.theme import DARK, Theme

TEXT = """\
format = 1
name = "Test"
lead_in = "5 s"
rest_between_blocks = "20 s"
[[block]]
name = "Hold"
raise = "2 s"
hold = "10-15 s"
lower = "2 s"
reps = 2
sets = 2
sides = "one-then-other"
[[block]]
repeat = 2
[[block.block]]
name = "Plank"
hold = "20 s"
[[block.block]]
name = "Side plank"
hold = "15 s"
[[block]]
name = "Own"
reps = 2
pace = "own"
hold = "6 s"
"""
LEFT, RIGHT = Qt.MouseButton.LeftButton, Qt.MouseButton.RightButton
NONE, SHIFT = Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ShiftModifier
ALT, CTRL = Qt.KeyboardModifier.AltModifier, Qt.KeyboardModifier.ControlModifier
HOLD, LOWER = 2, 3  # steps of the first rep


class Editing:
    """A timeline that is shown, with an editor behind it that writes each time asked for into a text."""

    def __init__(self, qtbot: QtBot, text: str = TEXT) -> None:
        self.view = EditorTimeline()
        qtbot.addWidget(self.view)
        self.view.resize(1000, 280)
        self.text = self.saved = text
        self.asked: list[tuple[Edge, Span, bool]] = []
        self.dropped = 0
        self.moves: list[tuple[object, object, int]] = []
        self.chosen: list[object] = []
        self.played: list[int] = []
        self.view.retime_requested.connect(self._retime)
        self.view.retime_dropped.connect(self._drop)
        self.view.move_requested.connect(lambda path, parent, at: self.moves.append((path, parent, at)))
        self.view.block_chosen.connect(self.chosen.append)
        self.view.play_requested.connect(self.played.append)
        self.show_text()
        self.view.show()
        qtbot.waitExposed(self.view)
        self.view.grab()

    def show_text(self) -> None:
        self.routine = parse_routine(self.text, "test.toml", MOVEMENTS)
        self.timeline = compile_routine(self.routine, MOVEMENTS)
        self.view.show_timeline(self.timeline, edges(self.routine, self.timeline))

    def _retime(self, edge: Edge, span: Span, final: bool) -> None:
        self.asked.append((edge, span, final))
        for path, value in changes_of(edge, span):
            self.text = change_value(self.text, path, value)
        if final:
            self.saved = self.text
        self.show_text()

    def _drop(self) -> None:
        self.dropped += 1
        self.text = self.saved
        self.show_text()

    @property
    def reach(self) -> Reach:
        return self.view.plot.lanes.reach

    def zoom_to(self, first_ms: float, last_ms: float) -> None:
        self.view.plot.show_reach(Reach(self.timeline.total_ms, first_ms, last_ms - first_ms))

    def at(self, ms: float, lane: int = 3) -> QPointF:
        """The place of a moment in the lane of groups, blocks, sets or steps (0 to 3), in pixels of the view."""
        lanes = self.view.plot.lanes
        scene = lanes.mapToScene(QPointF(lanes.x_of(ms), lanes.tops()[lane] + 12))
        return QPointF(self.view.plot.mapFromScene(scene))

    def mouse(
        self,
        what: QEvent.Type,
        at: QPointF,
        button: Qt.MouseButton = LEFT,
        held: Qt.KeyboardModifier = NONE,
    ) -> None:
        none = Qt.MouseButton.NoButton
        pressed = none if what == QEvent.Type.MouseButtonRelease else button
        viewport = self.view.plot.viewport()
        moving = what == QEvent.Type.MouseMove
        where = QPointF(viewport.mapToGlobal(at.toPoint()))
        event = QMouseEvent(what, at, where, none if moving else button, pressed, held)
        QApplication.sendEvent(viewport, event)

    def press(self, at: QPointF, button: Qt.MouseButton = LEFT) -> None:
        self.mouse(QEvent.Type.MouseButtonPress, at, button)

    def move(self, at: QPointF, held: Qt.KeyboardModifier = NONE) -> None:
        self.mouse(QEvent.Type.MouseMove, at, held=held)

    def release(self, at: QPointF) -> None:
        self.mouse(QEvent.Type.MouseButtonRelease, at)

    def drag(self, start: QPointF, *ends: QPointF, held: Qt.KeyboardModifier = NONE) -> None:
        self.press(start)
        for end in ends:
            self.move(end, held)
        self.release(ends[-1])

    def key(self, key: Qt.Key, held: Qt.KeyboardModifier = NONE) -> None:
        QTest.keyClick(self.view.plot, key, held)

    def wheel(self, at: QPointF, by: int, held: Qt.KeyboardModifier = NONE) -> QWheelEvent:
        event = QWheelEvent(
            at, at, QPoint(), QPoint(0, by), Qt.MouseButton.NoButton, held, Qt.ScrollPhase.NoScrollPhase, False
        )
        QApplication.sendEvent(self.view.plot.viewport(), event)
        return event


def edges(written: Routine, timeline: Timeline) -> Callable[[int], Edge | None]:
    return lambda index: edge_of(written, MOVEMENTS, timeline, index)


@pytest.fixture
def feature(qtbot: QtBot) -> Editing:
    return Editing(qtbot)


# ---- dragging an edge


def test_an_edge_follows_the_mouse_and_its_time_is_written_when_it_is_let_go(feature: Editing) -> None:
    feature.zoom_to(0, 60_000)
    step = feature.timeline.steps[HOLD]
    scale = feature.view.plot.lanes.ms_per_px
    begins = feature.at(step.start_ms).x()
    goal = feature.at(step.end_ms) + QPointF(4_000 / scale, 0)
    feature.press(feature.at(step.end_ms))
    for share in (0.3, 0.6, 1.0):
        feature.move(feature.at(step.end_ms) * (1 - share) + goal * share if share < 1 else goal)
    assert [final for *_, final in feature.asked] == [False] * len(feature.asked)
    assert feature.asked[-1][1] == seconds(14, 19)
    assert feature.view.plot.lanes.marks.edge_words == "14-19 s, now 16.5 s"
    assert abs(feature.at(feature.timeline.steps[HOLD].end_ms).x() - goal.x()) < 1
    assert abs(feature.at(feature.timeline.steps[HOLD].start_ms).x() - begins) < 1
    feature.release(goal)
    edge, span, final = feature.asked[-1]
    assert (edge.path, span, final) == (("block", 0, "hold"), seconds(14, 19), True)
    assert [final for *_, final in feature.asked].count(True) == 1
    assert 'hold = "14-19 s"' in feature.saved
    assert feature.view.plot.lanes.marks.edge_ms is None


def test_the_edge_of_a_later_rep_stays_under_the_mouse_though_those_before_it_grow(feature: Editing) -> None:
    step = feature.timeline.steps[HOLD + 3]
    feature.zoom_to(0, 60_000)
    goal = feature.at(step.end_ms) + QPointF(3_000 / feature.view.plot.lanes.ms_per_px, 0)
    feature.press(feature.at(step.end_ms))
    feature.move(goal)
    assert feature.timeline.steps[HOLD + 3].start_ms > step.start_ms
    assert abs(feature.at(feature.timeline.steps[HOLD + 3].end_ms).x() - goal.x()) < 1
    feature.release(goal)


def test_where_all_was_seen_all_is_seen_once_an_edge_is_let_go(feature: Editing) -> None:
    feature.text = change_value(TEXT, ("rest_between_blocks",), "90 s")
    feature.show_text()
    rest = next(step for step in feature.timeline if step.part.between == "blocks")
    feature.drag(feature.at(rest.end_ms), feature.at(rest.end_ms) + QPointF(50, 0))
    assert feature.asked[-1][0].path == ("rest_between_blocks",)
    assert feature.asked[-1][1].low_ms > 90_000
    assert feature.reach == Reach.whole(feature.timeline.total_ms)


@pytest.mark.parametrize(("held", "expected"), [(NONE, seconds(3)), (SHIFT, seconds(3.3))])
def test_a_dragged_edge_snaps_to_whole_seconds_and_with_shift_to_tenths(
    feature: Editing, held: Qt.KeyboardModifier, expected: Span
) -> None:
    feature.zoom_to(0, 60_000)
    step = feature.timeline.steps[LOWER]
    end = feature.at(step.end_ms)
    feature.drag(end, end + QPointF(1_310 / feature.view.plot.lanes.ms_per_px, 0), held=held)
    assert feature.asked[-1][1:] == (expected, True)


def test_escape_takes_a_drag_back(feature: Editing) -> None:
    feature.zoom_to(0, 60_000)
    before = feature.reach
    end = feature.at(feature.timeline.steps[HOLD].end_ms)
    feature.press(end)
    feature.move(end + QPointF(60, 0))
    assert feature.text != TEXT
    feature.key(Qt.Key.Key_Escape)
    feature.move(end + QPointF(90, 0))
    feature.release(end + QPointF(90, 0))
    assert (feature.dropped, feature.text) == (1, TEXT)
    assert not any(final for *_, final in feature.asked)
    assert feature.reach == before


def test_a_press_on_an_edge_without_a_move_asks_for_nothing(feature: Editing) -> None:
    feature.zoom_to(0, 60_000)
    end = feature.at(feature.timeline.steps[HOLD].end_ms)
    feature.press(end)
    feature.move(end + QPointF(1, 0))
    feature.release(end)
    assert feature.asked == []


def test_an_edge_that_nothing_times_and_one_that_is_too_narrow_cannot_be_dragged(feature: Editing) -> None:
    feature.zoom_to(0, 60_000)
    shape = Qt.CursorShape
    end = feature.at(feature.timeline.steps[HOLD].end_ms)
    feature.mouse(QEvent.Type.MouseMove, end, Qt.MouseButton.NoButton)
    assert feature.view.plot.cursor().shape() == shape.SplitHCursor
    assert "hold of block 1: 10-15 s" in feature.view.told.text()
    feature.key(Qt.Key.Key_Home)
    lower = feature.timeline.steps[LOWER]
    assert lower.duration_ms / feature.view.plot.lanes.ms_per_px < 12
    feature.mouse(QEvent.Type.MouseMove, feature.at(lower.end_ms) + QPointF(3, 0), Qt.MouseButton.NoButton)
    assert feature.view.plot.cursor().shape() == shape.ArrowCursor
    feature.view.show_timeline(feature.timeline, lambda index: None)
    feature.zoom_to(0, 60_000)
    feature.mouse(QEvent.Type.MouseMove, end, Qt.MouseButton.NoButton)
    assert feature.view.plot.cursor().shape() == shape.ArrowCursor


# ---- blocks


def test_a_block_is_dragged_to_another_place(feature: Editing) -> None:
    blocks = {piece.path: piece for piece in Rows(feature.timeline).blocks.pieces}
    first, last = blocks[0,], blocks[2,]
    feature.drag(feature.at(first.start_ms + 5_000, 1), feature.at(last.end_ms - 500, 1))
    assert feature.moves == [((0,), (), 3)]
    assert feature.view.plot.lanes.marks.drop_ms is None


def test_a_group_is_dragged_as_a_whole(feature: Editing) -> None:
    (group,) = Rows(feature.timeline).groups.pieces
    feature.drag(feature.at(group.start_ms + 5_000, 0), feature.at(2_000, 1))
    assert feature.moves == [((1,), (), 0)]


def test_a_block_that_is_dropped_where_it_was_is_not_moved(feature: Editing) -> None:
    feature.drag(feature.at(10_000, 1), feature.at(50_000, 1), feature.at(12_000, 1))
    feature.press(feature.at(10_000, 1))
    feature.move(feature.at(feature.timeline.total_ms - 1, 1))
    feature.key(Qt.Key.Key_Escape)
    feature.release(feature.at(feature.timeline.total_ms - 1, 1))
    assert (feature.moves, feature.dropped) == ([], 0)


def test_places_in_and_around_a_group_are_told_apart(feature: Editing) -> None:
    lane = Rows(feature.timeline).blocks
    first, second = lane.pieces[1:3]
    assert [first.path, second.path] == [(1, 0), (1, 1)]
    quarter = (first.end_ms - first.start_ms) / 4
    assert drop_at(lane, (0,), first.start_ms + 0.5 * quarter) is None  # before the group: where it is
    assert drop_at(lane, (0,), first.start_ms + 1.5 * quarter) == Drop((1,), 0, first.start_ms)
    assert drop_at(lane, (0,), first.end_ms - 1) == Drop((1,), 1, first.end_ms)
    quarter = (second.end_ms - second.start_ms) / 4
    assert drop_at(lane, (0,), second.end_ms - 1.5 * quarter) == Drop((1,), 2, second.end_ms)
    assert drop_at(lane, (0,), second.end_ms - 0.5 * quarter) == Drop((), 2, second.end_ms)
    assert drop_at(lane, (1,), first.end_ms - 1) is None  # no group goes into itself
    assert Drop((1,), 0, 0).words((0,)) == "to place 1 of block 2"
    assert Drop((), 3, 0).words((0,)) == "to place 3"  # once it is out, there is one fewer before it
    assert Drop((), 1, 0).words((2,)) == "to place 2"


def test_alt_and_the_arrows_move_the_chosen_block_among_its_neighbours(feature: Editing) -> None:
    feature.view.select((1, 0))
    feature.key(Qt.Key.Key_Left, ALT)
    assert feature.moves == []
    feature.key(Qt.Key.Key_Right, ALT)
    feature.view.select((2,))
    feature.key(Qt.Key.Key_Left, ALT)
    assert feature.moves == [((1, 0), (1,), 2), ((2,), (), 1)]


def test_a_click_chooses_the_block_and_a_double_click_plays_from_the_step(feature: Editing) -> None:
    step = feature.timeline.steps[HOLD]
    middle = feature.at((step.start_ms + step.end_ms) / 2)
    feature.press(middle)
    feature.release(middle)
    assert (feature.chosen, feature.view.chosen_step(), feature.played) == ([(0,)], HOLD, [])
    feature.mouse(QEvent.Type.MouseButtonDblClick, middle)
    assert feature.played == [HOLD]
    group = Rows(feature.timeline).groups.pieces[0]
    feature.drag(feature.at(group.start_ms + 1_000, 0), feature.at(group.start_ms + 1_000, 0))
    assert feature.chosen[-1] == (1,)


def test_a_block_chosen_elsewhere_is_brought_into_view_and_told_to_nobody(feature: Editing) -> None:
    feature.zoom_to(0, 30_000)
    feature.view.select((2,))
    block = next(piece for piece in Rows(feature.timeline).blocks.pieces if piece.path == (2,))
    assert feature.reach.start_ms <= block.start_ms < block.end_ms <= feature.reach.end_ms
    assert (feature.chosen, feature.view.plot.lanes.marks.block) == ([], (2,))


def test_nothing_moves_when_the_same_block_is_chosen_anew_or_while_something_is_dragged(feature: Editing) -> None:
    feature.view.select((2,))
    feature.zoom_to(0, 30_000)
    before = feature.reach
    feature.view.select((2,))
    assert feature.reach == before
    end = feature.at(feature.timeline.steps[HOLD].end_ms)
    feature.press(end)
    feature.move(end + QPointF(2, 0))
    feature.view.select((1,))
    assert feature.reach.start_ms == before.start_ms
    feature.press(end)  # the release was not seen
    feature.release(end)
    feature.view.select((2,))
    assert feature.reach.start_ms > before.start_ms


# ---- the keyboard


def test_the_arrows_go_through_the_steps_and_each_is_said(feature: Editing) -> None:
    feature.zoom_to(0, 20_000)
    for index in range(12):
        feature.key(Qt.Key.Key_Right)
        step = feature.timeline.steps[index]
        assert feature.view.chosen_step() == index
        assert feature.view.told.text().startswith(step_words(step))
        assert feature.view.plot.accessibleDescription().startswith(step_words(step))
        assert feature.reach.start_ms <= step.start_ms < feature.reach.end_ms
    feature.key(Qt.Key.Key_Left)
    assert feature.view.chosen_step() == 10
    feature.key(Qt.Key.Key_Return)
    assert feature.played == [10]
    feature.key(Qt.Key.Key_PageDown)
    feature.key(Qt.Key.Key_PageUp)
    assert feature.chosen[-2:] == [(1, 0), (0,)]
    assert feature.view.plot.accessibleName() == "Timeline of the routine"


def test_shift_and_the_arrows_change_the_time_of_the_chosen_step_until_they_are_let_go(feature: Editing) -> None:
    for _ in range(LOWER + 1):
        feature.key(Qt.Key.Key_Right)
    plot = feature.view.plot
    for _ in range(3):
        QTest.keyPress(plot, Qt.Key.Key_Up, SHIFT)
    assert [(span, final) for _, span, final in feature.asked] == [
        (seconds(3), False),
        (seconds(4), False),
        (seconds(5), False),
    ]
    QTest.keyRelease(plot, Qt.Key.Key_Up, SHIFT)
    assert feature.asked[-1][1:] == (seconds(5), True)
    feature.key(Qt.Key.Key_Down, SHIFT | CTRL)
    assert feature.asked[-1][1:] == (seconds(4.9), True)
    feature.key(Qt.Key.Key_Up, SHIFT)
    assert feature.asked[-1][1:] == (seconds(5), True)  # to the next whole second
    assert feature.view.chosen_step() == LOWER
    assert 'lower = "5 s"' in feature.saved


def test_keys_that_mean_nothing_here_go_on_to_the_page(feature: Editing, monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[int] = []
    monkeypatch.setattr(feature.view, "keyPressEvent", lambda event: seen.append(event.key()))
    feature.key(Qt.Key.Key_Escape)
    feature.key(Qt.Key.Key_Up)
    feature.key(Qt.Key.Key_S)
    feature.key(Qt.Key.Key_Return)  # no step is chosen
    assert seen == [Qt.Key.Key_Escape, Qt.Key.Key_Up, Qt.Key.Key_S, Qt.Key.Key_Return]


# ---- what is seen


def test_plus_minus_and_home_zoom(feature: Editing) -> None:
    assert feature.reach.is_whole
    feature.key(Qt.Key.Key_Plus)
    assert feature.reach.seen_ms == pytest.approx(feature.timeline.total_ms / 1.25)
    feature.key(Qt.Key.Key_Minus)
    feature.key(Qt.Key.Key_Minus)
    assert feature.reach.is_whole
    feature.key(Qt.Key.Key_Plus)
    feature.key(Qt.Key.Key_Home)
    assert feature.reach.is_whole


def test_the_wheel_zooms_with_ctrl_pans_without_and_is_the_pages_where_all_is_seen(feature: Editing) -> None:
    where = feature.at(100_000)
    assert not feature.wheel(where, -120).isAccepted()
    for _ in range(5):
        assert feature.wheel(where, 120, CTRL).isAccepted()
    assert not feature.reach.is_whole
    assert abs(feature.at(100_000).x() - where.x()) <= 1
    before = feature.reach
    assert feature.wheel(where, -120).isAccepted()
    assert feature.reach.start_ms > before.start_ms
    assert feature.reach.seen_ms == before.seen_ms


def test_empty_space_is_dragged_to_pan(feature: Editing) -> None:
    feature.zoom_to(60_000, 90_000)
    scale = feature.view.plot.lanes.ms_per_px
    feature.drag(feature.at(75_000, 2), feature.at(75_000, 2) - QPointF(100, 0))
    assert feature.reach.start_ms == pytest.approx(60_000 + 100 * scale)
    assert feature.chosen == []


@given(
    st.integers(1, 5_000_000),
    st.lists(st.tuples(st.sampled_from("zps"), st.floats(0.01, 50), st.floats(-1e7, 1e7)), max_size=8),
)
def test_nothing_is_ever_seen_beyond_the_ends(total_ms: int, moves: list[tuple[str, float, float]]) -> None:
    reach = Reach.whole(total_ms)
    for what, factor, ms in moves:
        match what:
            case "z":
                about = min(max(ms, reach.start_ms), reach.end_ms)
                reach = reach.zoomed(factor, about)
            case "p":
                reach = reach.panned(ms)
            case _:
                reach = reach.showing(ms, ms + 1_000)
        assert reach.start_ms >= -1e-6 and reach.end_ms <= total_ms * (1 + 1e-9)
        assert reach.seen_ms >= min(LEAST_SEEN_MS, total_ms)


@given(st.floats(0, 80_000_000), st.floats(1_000, 80_000_000), st.integers(2, 30))
def test_marks_are_round_few_and_in_order(start_ms: float, seen_ms: float, most: int) -> None:
    marks = time_marks(start_ms, start_ms + seen_ms, most)
    assert len(marks) <= most + 1
    assert all(start_ms <= place <= start_ms + seen_ms and place % 1_000 == 0 for place, _ in marks)
    assert all(one < other for (one, _), (other, _) in pairwise(marks))


def test_the_chosen_step_and_the_scale_stay_when_the_routine_changes(feature: Editing) -> None:
    feature.zoom_to(30_000, 60_000)
    for _ in range(10):
        feature.key(Qt.Key.Key_Right)
    chosen, seen_ms = feature.view.chosen_step(), feature.reach.seen_ms
    feature.text = change_value(feature.text, ("lead_in",), "15 s")
    feature.show_text()
    assert (feature.view.chosen_step(), feature.reach.seen_ms) == (chosen, seen_ms)
    feature.key(Qt.Key.Key_Home)
    feature.text = change_value(feature.text, ("lead_in",), "50 s")
    feature.show_text()
    assert feature.reach == Reach.whole(feature.timeline.total_ms)


def test_a_routine_with_faults_shows_nothing_and_can_be_touched(feature: Editing) -> None:
    feature.press(feature.at(30_000, 1))
    feature.view.show_timeline(None, lambda index: None)
    feature.move(feature.at(60_000, 1))
    feature.release(feature.at(60_000, 1))
    for key in (Qt.Key.Key_Right, Qt.Key.Key_Plus, Qt.Key.Key_Return, Qt.Key.Key_PageDown):
        feature.key(key)
    feature.key(Qt.Key.Key_Up, SHIFT)
    feature.view.grab()
    assert "no faults" in feature.view.sums.text()
    assert (feature.chosen, feature.asked, feature.moves) == ([], [], [])


# ---- words and pictures


def test_the_sums_are_said(feature: Editing) -> None:
    work_ms = sum(step.duration_ms for step in feature.timeline if step.kind == "work")
    assert feature.view.sums.text() == sum_words(feature.timeline.total_ms, work_ms, 2)
    assert feature.view.sums.text() == (
        "6:34 in all · work 3:34 (54 %) · rest and getting ready 3:00 (46 %) · waits 2 times for “done”"
    )
    assert feature.view.plot.accessibleDescription() == feature.view.sums.text()


def test_keys_are_named_as_people_speak_of_them() -> None:
    assert key_words(("block", 1, "block", 0, "rest_between_sets")) == "rest between sets of block 2.1"
    assert key_words(("rest_between_blocks",)) == "rest between blocks of the routine"
    assert key_words(("block", 0, "phase", 2, "time")) == "phase 3 of block 1"
    assert edge_words(None) == ""


@pytest.mark.parametrize("theme", THEMES, ids=lambda theme: theme.name.value)
def test_the_timeline_takes_the_colours_of_the_theme(feature: Editing, theme: Theme) -> None:
    LOOK.change(theme=theme)
    found = colours(feature.view.plot.grab().toImage())
    accents = theme.accents
    assert {theme.background, accents.hold, accents.move, accents.rest, accents.ready, accents.switch} <= found
    for other in THEMES:
        if other.background != theme.background:
            assert other.background not in found


def test_work_is_told_from_rest_by_its_height_too(feature: Editing) -> None:
    picture = feature.view.plot.grab().toImage()
    _, ratio = feature.view.plot.lanes.tops(), picture.devicePixelRatio()

    def top(tone: Tone) -> int:
        colour = DARK.accents.of(tone).rgb()
        rows = range(int(feature.at(0).y()), picture.height())
        return next(y for y in rows for x in range(0, picture.width(), 2) if picture.pixel(x, y) == colour)

    assert ratio == 1
    assert top(Tone.HOLD) < top(Tone.MOVE) < top(Tone.REST)


@settings(max_examples=25)
@given(ROUTINES, st.floats(0, 1), st.floats(0.001, 0.3))
def test_each_column_has_the_colour_of_what_fills_most_of_it(written: Routine, where: float, share: float) -> None:
    timeline = compile_routine(written, MOVEMENTS)
    rows = Rows(timeline)
    mesh_ms = max(1.0, timeline.total_ms * share)
    start_ms = timeline.total_ms * where
    for at, tone in enumerate(rows.tones_between(start_ms, mesh_ms, 3)):
        spent = dict.fromkeys(TONES, 0.0)
        for step in timeline:
            low, high = max(step.start_ms, start_ms + at * mesh_ms), min(step.end_ms, start_ms + (at + 1) * mesh_ms)
            spent[TONES[rows.tones[step.index]]] += max(0.0, high - low)
        if max(spent.values()) > 1e-3:
            assert spent[TONES[tone]] == pytest.approx(max(spent.values()), abs=1e-2)


def test_of_ten_thousand_steps_only_as_many_pieces_are_drawn_as_there_is_room_for() -> None:
    block = Block(name="Short", hold=seconds(1), reps=(count(1),), sets=count(2_500), sides=Sides.ONE_THEN_OTHER)
    timeline = compile_routine(routine(block, HOLDS, OWN), {})
    assert len(timeline) > 10_000
    rows = Rows(timeline)
    least_ms = timeline.total_ms / 200
    drawn = list(rows.sets.between(0, timeline.total_ms, least_ms))
    assert len(drawn) <= 202
    assert (drawn[0].first, drawn[-1].last) == (timeline.set_spans[0].first, timeline.set_spans[-1].last)
    assert all(one.end_ms <= other.start_ms for one, other in pairwise(drawn))
    assert len(rows.wide_between(0, timeline.total_ms, least_ms)) == 0
    assert np.all(np.diff(rows.bounds) >= 0)


def test_a_plain_time_snaps_to_the_grid_and_a_range_keeps_its_ends_on_theirs() -> None:
    plain = Edge(path=("lead_in",), span=seconds(2.5), start_ms=0, now_ms=2_500)
    ranged = Edge(path=("lead_in",), span=seconds(10, 15), start_ms=0, now_ms=12_500)
    assert snapped(plain, 3_600, 1_000) == seconds(4)
    assert snapped(ranged, 13_600, 1_000) == seconds(11, 16)


def test_nothing_ticks_while_the_timeline_is_shown(feature: Editing) -> None:
    assert [timer for timer in feature.view.findChildren(QTimer) if timer.isActive()] == []
