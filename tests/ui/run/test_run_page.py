"""The run page at the sizes of the table, with the longest texts, with mouse, keyboard and screen reader."""

from dataclasses import replace
from itertools import pairwise

import pytest
from PySide6.QtCore import QEvent, QPointF, QRect, Qt
from PySide6.QtGui import QAccessible, QAccessibleEvent, QFontMetricsF, QMouseEvent
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from tests.library import FIGURES
from tests.ui.displays import HOLD, hold_at
from tests.ui.paints import Paints
from trunktimer.figure.stage import Stage
from trunktimer.routine.routine import Breath
from trunktimer.session.display import Change, Coming, Display, Glyph, Tone
from trunktimer.ui.kit.fit_label import FitLabel
from trunktimer.ui.kit.fonts import BOLD, cap_ratio, font_of_height
from trunktimer.ui.kit.keys import Command
from trunktimer.ui.kit.look import LOOK
from trunktimer.ui.kit.ring_shape import point_at, ring_shape
from trunktimer.ui.kit.theme import CONTRAST, DARK, LIGHT, Theme
from trunktimer.ui.run.run_page import CONTROLS_MS, IDLE_MS, RunPage

# The offscreen platform says so whenever a tooltip is shown.
pytestmark = pytest.mark.qt_log_ignore("does not support raise")

LONG = replace(
    HOLD,
    title="Quadruped opposite arm and leg reach, MM",
    side="RIGHT",
    counts=("10/15", "set 2/3", "round 1/2"),
    word="PUSH THE FLOOR AWAY",
    digits="1:12:05",
    cue="MMMM WWWW MMMM WWWW MMMM WWW",
    sets=("set 2/3", "round 1/2"),
    change=Change(text="Quadruped opposite arm and leg reach, MM"),
)
REST = replace(
    HOLD,
    title="Rest",
    counts=(),
    sets=(),
    reps=0,
    word="REST",
    glyph=Glyph.REST,
    tone=Tone.REST,
    cue="Shake it out",
    next="Next: Single-leg bridge with reach LEFT",
    next_is_news=True,
    coming=Coming(name="Single-leg bridge with reach", side="LEFT", sets=("set 1/2",), amount="8 × hold 10 s"),
    change=Change(text="RIGHT", later=True),
)


@pytest.fixture
def page(qtbot: QtBot) -> RunPage:
    widget = RunPage()
    qtbot.addWidget(widget)
    widget.resize(1920, 1080)
    widget.show_display(HOLD)
    widget.show()
    qtbot.waitExposed(widget)
    return widget


def labels(page: RunPage) -> list[FitLabel]:
    return [label for label in page.findChildren(FitLabel) if label.isVisible() and label.text()]


SIZES = [(1280, 720), (1366, 768), (1920, 1080), (2560, 1440)]


def caps_of(page: RunPage) -> dict[str, float]:
    """The heights of capitals as they are painted, by text."""
    return {
        piece.text.strip(): piece.size_px * cap_ratio(piece.weight) for piece in page.head.pieces + page.then.pieces
    }


@pytest.mark.parametrize("size", SIZES)
def test_the_sizes_of_the_table(page: RunPage, size: tuple[int, int]) -> None:
    page.resize(*size)
    page.show_display(HOLD)
    unit = size[0] / 100
    caps = caps_of(page)
    assert caps["Bridge"] == pytest.approx(3.75 * unit, abs=1)
    assert caps["set 1/3"] == pytest.approx(3.75 * unit, abs=1)
    assert caps["2 min left"] == pytest.approx(2.3 * unit, abs=1)
    assert caps["set 2 of 3"] == pytest.approx(1.93 * unit, abs=1)
    assert page.cue.cap_px == pytest.approx(4.69 * unit, abs=1)
    assert page.ring.digits_cap_px() >= 0.85 * 11.6 * unit  # two wide digits just stay off the ring
    page.show_display(replace(HOLD, digits="7"))
    assert page.ring.digits_cap_px() == pytest.approx(11.6 * unit, rel=0.01)
    page.show_display(replace(HOLD, digits="1:45"))
    assert page.ring.digits_cap_px() >= 6.6 * unit
    assert 0.55 <= page.figure.width() / size[0] <= 0.60


@pytest.mark.parametrize("size", [(480, 320), (640, 400), (800, 1200), (1280, 800), (1920, 1080), (3440, 1440)])
@pytest.mark.parametrize("display", [LONG, replace(LONG, coming=REST.coming)], ids=["work", "rest"])
def test_nothing_is_cut_off(page: RunPage, size: tuple[int, int], display: Display) -> None:
    page.resize(*size)
    page.show_display(display)
    for label in labels(page):
        metrics = QFontMetricsF(font_of_height(label.size_px, BOLD))
        assert max(map(metrics.horizontalAdvance, label.rows)) <= label.width() + 0.5
        if size[0] > 640:
            assert " ".join(label.rows) == label.text()
    for line in (page.head, page.then):
        assert line.needed_px <= line.width() + 1
        assert not any("…" in piece.text for piece in line.pieces)


def test_what_does_not_fit_goes_in_the_order_of_the_table(page: RunPage) -> None:
    def shown(title: str) -> tuple[list[str], list[str]]:
        page.show_display(replace(HOLD, title=title))
        return ([piece.text.strip() for piece in line.pieces] for line in (page.head, page.then))  # type: ignore[return-value]

    head, then = shown("Bridge")
    assert (head, then) == (["Bridge", "set 1/3", "2 min left"], ["then:", "set 2 of 3"])
    head, then = shown("Single-leg bridge, reach")
    assert (head, then) == (["Single-leg bridge, reach", "set 1/3"], ["then:", "set 2 of 3"])
    head, then = shown("Quadruped opposite arm, leg reach")
    assert (head, then) == (["Quadruped opposite arm, leg reach"], ["set 1/3", "then:", "set 2 of 3"])
    usual = page.head.pieces[0].cap_px
    shown("Quadruped opposite arm and leg reach, slowly")
    assert page.head.pieces[0].cap_px < usual


@pytest.mark.parametrize(
    "display",
    [replace(HOLD, cue=""), replace(HOLD, cue="", next="", tone=Tone.MOVE), REST, replace(REST, cue="", coming=None)],
)
def test_the_cue_line_is_never_empty(page: RunPage, display: Display) -> None:
    page.show_display(display)
    assert page.cue.text()


def test_nothing_moves_when_texts_change(page: RunPage) -> None:
    def places() -> list[QRect]:
        return [widget.geometry() for widget in page.findChildren(QWidget) if widget is not page.then]

    before = places()
    for display in (LONG, REST, replace(HOLD, digits="", word="DONE", moving=False), HOLD):
        page.show_display(display)
        assert places() == before


def test_the_set_keeps_its_place_while_the_minutes_go_by(page: RunPage) -> None:
    widths = set()
    for minutes in (11, 10, 9, 2):
        page.show_display(replace(HOLD, left_ms=minutes * 60_000))
        widths.add(round(page.head.pieces[-1].wide_px))
    assert len(widths) == 1


def test_the_digits_keep_their_size_while_they_count(page: RunPage) -> None:
    sizes = set()
    for left in range(99_000, 10_000, -1_000):
        page.show_display(hold_at(left))
        sizes.add(page.ring.digits_cap_px())
    assert len(sizes) == 1


def test_a_rest_is_headed_by_what_comes(page: RunPage) -> None:
    page.show_display(REST)
    assert page.head.pieces[0].text == "Next: Single-leg bridge with reach · LEFT"
    assert page.cue.text() == "8 × hold 10 s"
    assert [piece.text for piece in page.then.pieces][-2:] == ["later:", "RIGHT"]
    assert page.mat.isVisible()


def test_the_small_figure_shows_what_comes_then(page: RunPage) -> None:
    page.set_figures({"bridge": FIGURES["bridge"]})
    stage = Stage(movement="bridge", coming=True)
    page.show_display(replace(HOLD, stage=stage, change=Change(text="set 2 of 3", stage=stage)))
    assert page.figure.geometry() == page.layout_now().figure and page.figure.isVisible() and not page.mat.isVisible()
    assert page.then_figure.isVisible() and not page.then.geometry().intersects(page.then_figure.geometry())
    page.show_display(replace(HOLD, stage=Stage(movement="unheard-of", coming=True)))
    assert not page.figure.isVisible() and not page.then_figure.isVisible() and page.mat.isVisible()


def test_a_message_lies_over_the_page_and_goes(page: RunPage) -> None:
    page.set_message("No sound: no player was found.")
    assert page.message.isVisible() and page.message.text() == "No sound: no player was found."
    assert page.message_timer.interval() <= 6_000 and page.message_timer.isActive()
    page.message_timer.timeout.emit()
    assert not page.message.isVisible()


def test_a_pause_is_a_panel_with_three_targets(page: RunPage) -> None:
    page.set_keys({Command.SPACE: "Space", Command.NEXT: "→", Command.LEAVE: "Esc"}.get)  # type: ignore[arg-type]
    page.show_display(replace(HOLD, tone=Tone.PAUSED, word="PAUSED", moving=False))
    assert page.panel.isVisible() and page.ring.accessibleName() == "Paused"  # which it covers
    for covered in (page.ring, page.cue, page.figure):
        assert page.panel.geometry().contains(covered.geometry())
    assert page.panel.words == ("Paused", "rep 4/15, hold 12 s to go", "Go on", "Next", "End")
    assert [target.accessibleName() for target in page.panel.targets] == ["Go on (Space)", "Next (→)", "End (Esc)"]
    unit = page.width() / 100
    for target in page.panel.targets:
        assert target.width() > 25 * unit and page.panel.rect().contains(target.geometry())
        assert target.fitting_px(unit) * cap_ratio(BOLD) >= 4.0 * unit
    page.set_message("Paused: the computer slept for 3 min.")
    assert "slept" in page.panel.words[1]
    page.show_display(HOLD)
    assert not page.panel.isVisible() and page.ring.isVisible()


def test_a_moment_that_moves_a_pixel_paints_no_label(page: RunPage) -> None:
    page.show_display(hold_at(60_900))
    watched = [Paints(widget) for widget in (*page.findChildren(FitLabel), page.head, page.then, page.mat, page.strip)]
    for paints in watched:
        paints.taken()
    page.show_display(hold_at(60_850))
    assert [paints.taken() for paints in watched] == [[]] * len(watched)


@pytest.mark.parametrize("theme", [LIGHT, CONTRAST, DARK], ids=lambda theme: theme.name)
def test_a_theme_colours_the_whole_page(page: RunPage, theme: Theme) -> None:
    LOOK.change(theme=theme)
    image = page.grab().toImage()
    assert image.pixelColor(1, 1).name() == theme.background
    ring, shape = page.ring.geometry(), ring_shape(page.ring.width(), page.ring.height())
    rim = point_at(shape, 0.25, (shape.inner + shape.outer) / 2).toPoint() + ring.topLeft()
    assert image.pixelColor(rim).name() == theme.accents.hold


# ---- how often it has to be woken


def test_it_is_woken_when_the_rim_moves(page: RunPage) -> None:
    page.show_display(hold_at(60_900))
    rim_px = 3.14159 * page.ring.diameter_px()
    assert page.wake_interval_ms() == pytest.approx(90_000 / rim_px, abs=1)


def test_it_is_woken_when_the_digits_change(page: RunPage) -> None:
    page.show_display(hold_at(60_007))
    assert page.wake_interval_ms() == 7


def test_it_is_woken_for_the_pulse_unless_stillness_is_wanted(page: RunPage) -> None:
    last = replace(hold_at(2_900, 600_000), pulse_s=3)
    page.show_display(last)
    assert page.wake_interval_ms() <= 33
    LOOK.change(reduced_motion=True)
    assert page.wake_interval_ms() > 33


def test_a_still_page_hardly_wakes(page: RunPage) -> None:
    page.show_display(replace(HOLD, moving=False))
    assert page.wake_interval_ms() == IDLE_MS >= 500


# ---- controls


def move_mouse(page: RunPage) -> None:
    at = QPointF(300, 300)
    event = QMouseEvent(
        QEvent.Type.MouseMove,
        at,
        page.mapToGlobal(at),
        Qt.MouseButton.NoButton,
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
    )
    QApplication.sendEvent(page, event)


def test_controls_come_with_the_mouse_and_go_again(page: RunPage, qtbot: QtBot) -> None:
    LOOK.change(reduced_motion=True)
    assert not page.controls.isVisible()
    move_mouse(page)
    assert page.controls.isVisible()
    assert page.controls_timer.interval() == CONTROLS_MS and page.controls_timer.isActive()
    page.controls_timer.timeout.emit()
    qtbot.waitUntil(lambda: not page.controls.isVisible())
    assert page.cursor().shape() == Qt.CursorShape.BlankCursor
    move_mouse(page)
    assert page.controls.isVisible() and page.cursor().shape() == Qt.CursorShape.ArrowCursor


def test_controls_change_no_place(page: RunPage) -> None:
    before = [label.geometry() for label in labels(page)]
    move_mouse(page)
    assert [label.geometry() for label in labels(page)] == before
    assert not page.controls.geometry().intersects(page.strip.geometry())


def test_tab_reaches_every_control_and_they_stay_while_they_have_the_keyboard(page: RunPage, qtbot: QtBot) -> None:
    LOOK.change(reduced_motion=True)
    page.setFocus()
    seen: list[QWidget] = []
    for _ in range(len(page.controls.buttons) + 2):
        qtbot.keyClick(QApplication.focusWidget() or page, Qt.Key.Key_Tab)
        focus = QApplication.focusWidget()
        assert focus is not None and focus.isVisible()
        seen.append(focus)
    assert {page.strip, page.controls.volume, *page.controls.buttons} <= set(seen)
    page.controls.main.setFocus()
    page.controls_timer.timeout.emit()
    assert page.controls.isVisible()


def test_a_hidden_page_ticks_no_more(page: RunPage) -> None:
    move_mouse(page)
    page.hide()
    assert not page.controls_timer.isActive()
    assert page.controls.isHidden()


def test_what_the_controls_ask_the_page_asks(page: RunPage, qtbot: QtBot) -> None:
    bar = page.controls
    for control, signal in (
        (bar.main, page.pause_requested),
        (bar.back, page.back_requested),
        (bar.skip, page.skip_requested),
        (bar.skip_block, page.skip_block_requested),
        (bar.repeat, page.repeat_requested),
        (bar.less, page.nudge_requested),
        (bar.mute, page.mute_requested),
        (bar.full_screen, page.full_screen_requested),
        (bar.keys, page.keys_requested),
        (bar.end, page.stop_requested),
    ):
        with qtbot.waitSignal(signal):
            control.click()
    with qtbot.waitSignal(page.volume_requested) as asked:
        bar.volume.setValue(30)
    assert asked.args == [0.3]
    page.show_display(replace(HOLD, tone=Tone.WAIT, glyph=Glyph.WAIT, word="YOUR PACE", moving=False))
    with qtbot.waitSignal(page.done_requested):
        bar.main.click()
    with qtbot.waitSignal(page.jump_requested) as asked:
        middle = page.strip.rect().center()
        qtbot.mouseClick(page.strip, Qt.MouseButton.LeftButton, pos=middle)
    assert asked.args == [HOLD.segments[7].first]
    page.show_sound(True, 0.5)
    page.show_full_screen(True)
    assert bar.mute.accessibleName() == "Sound on"
    assert bar.full_screen.accessibleName() == "Leave full screen"


# ---- what a screen reader is told


def test_announcements_are_polite_and_few(page: RunPage, monkeypatch: pytest.MonkeyPatch) -> None:
    told: list[str] = []

    def note(event: QAccessibleEvent) -> None:
        if event.type() == QAccessible.Event.Announcement:
            told.append(event.message())  # type: ignore[attr-defined]  # an announcement has a message
            assert event.politeness() == QAccessible.AnnouncementPoliteness.Polite  # type: ignore[attr-defined]  # and politeness

    monkeypatch.setattr(QAccessible, "isActive", lambda: True)
    monkeypatch.setattr(QAccessible, "updateAccessibility", note)
    for left, _ in pairwise(range(90_000, 0, -500)):
        page.show_display(hold_at(left, index=4))
    assert [text.split(",")[0] for text in told] == ["Hold", "Half-way", "Ten seconds left"]


def test_in_a_hold_nothing_is_painted_but_the_wedge_of_the_ring(page: RunPage) -> None:
    page.set_figures(FIGURES)

    def hold_with_figure(remaining_ms: int) -> Display:
        stage = Stage(
            movement="bridge", before="raise", phase="hold", into_ms=90_000 - remaining_ms, duration_ms=90_000
        )
        return replace(hold_at(remaining_ms), digits="80", stage=stage)  # the digits change once a second

    page.show_display(hold_with_figure(80_000))
    watched: dict[QWidget, Paints] = {
        widget: Paints(widget) for widget in [page, *page.findChildren(QWidget)] if widget.isVisible()
    }
    for paints in watched.values():
        paints.taken()
    painted: set[QWidget] = set()
    areas = []
    for passed_ms in range(60, 960, 60):
        page.show_display(hold_with_figure(80_000 - passed_ms))
        for widget, paints in watched.items():
            taken = paints.taken()
            if taken:
                painted.add(widget)
            if widget is page.ring:
                areas += taken
    assert page.figure.isVisible() and page.figure in watched
    assert painted <= {page.ring, page}  # the ring lets the page's background shine through
    assert areas and max(areas) < 0.01 * page.ring.width() * page.ring.height()


def test_less_motion_still_shows_the_breath(page: RunPage) -> None:
    page.set_figures(FIGURES)
    LOOK.change(reduced_motion=True)
    stage = Stage(movement="bridge", phase="raise", into_ms=500, duration_ms=2_000)
    page.show_display(replace(HOLD, stage=stage))
    without = page.figure.grab().toImage()
    seen = []
    for breath in Breath:
        page.show_display(replace(HOLD, stage=stage, breath=breath))
        seen.append(page.figure.grab().toImage())
    assert without not in seen and seen[0] != seen[1]


def test_what_is_said_has_a_ground_of_its_own_over_the_figure(page: RunPage) -> None:
    page.set_figures(FIGURES)
    page.show_display(replace(HOLD, stage=Stage(movement="squat", phase="lead-in", coming=True)))
    page.set_message("No sound: there is no device")
    seen = page.grab().toImage()
    at = page.message.geometry()
    ground = seen.pixelColor(at.left() + 1, at.top() + 2)
    assert ground == DARK.colour("background")
    assert page.figure.geometry() == page.layout_now().figure
