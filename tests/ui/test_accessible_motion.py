"""Less motion stops all that moves for its own sake; and nothing is told by a colour alone."""

from collections import defaultdict
from dataclasses import replace
from itertools import pairwise

import pytest
from PySide6.QtCore import QAbstractAnimation
from PySide6.QtGui import QAccessible, QAccessibleEvent
from pytestqt.qtbot import QtBot

from tests.hand_clock import HandClock
from tests.library import FIGURES, MOVEMENTS
from tests.ui.displays import HOLD, hold_at
from tests.ui.test_main_window import ITEMS, timeline_of
from tests.windows import a_window
from trunktimer.figure.stage import Stage
from trunktimer.preferences.preferences import Preferences
from trunktimer.session.display import Glyph, SegmentState, Tone
from trunktimer.session.runner import SessionRunner
from trunktimer.session.view import display
from trunktimer.ui.figure.figure_player import FigurePlayer
from trunktimer.ui.kit.look import LOOK
from trunktimer.ui.kit.plot_look import LINES
from trunktimer.ui.kit.theme import CONTRAST, DARK, LIGHT, Theme
from trunktimer.ui.run.controller import Controller
from trunktimer.ui.run.run_page import RunPage
from trunktimer.ui.run.timeline_strip import TimelineStrip

# The offscreen platform says so whenever a tooltip is shown.
pytestmark = pytest.mark.qt_log_ignore("does not support raise")


@pytest.fixture
def page(qtbot: QtBot) -> RunPage:
    made = RunPage()
    made.set_figures(FIGURES)
    LOOK.change(reduced_motion=True)
    qtbot.addWidget(made)
    made.resize(900, 600)
    made.show()
    return made


def test_with_less_motion_no_animation_runs_and_the_figure_stands(page: RunPage, qtbot: QtBot) -> None:
    pictures = set()
    for into_ms in range(0, 2_000, 100):
        stage = Stage(movement="bridge", phase="raise", into_ms=into_ms, duration_ms=2_000)
        page.show_display(replace(hold_at(2_000 - into_ms, 2_000), tone=Tone.MOVE, stage=stage, pulse_s=1))
        pictures.add(bytes(page.figure.grab().toImage().constBits()))
        assert page.figure.wake_interval_ms() is None
        assert page.ring._state.pulse == 0
    assert len(pictures) == 1
    page.show_controls()
    assert page.controls.isVisible()
    page.controls_timer.timeout.emit()
    animations = page.findChildren(QAbstractAnimation)
    assert animations
    qtbot.waitUntil(lambda: not any(one.state() == QAbstractAnimation.State.Running for one in animations))
    assert all(one.totalDuration() == 0 for one in animations)


def test_with_less_motion_a_preview_plays_nothing(qtbot: QtBot) -> None:
    player = FigurePlayer()
    qtbot.addWidget(player)
    LOOK.change(reduced_motion=True)
    player.show_movement(MOVEMENTS["bridge"])
    player.play()
    player.show()
    first = player.grab().toImage()
    player._show()
    assert player.grab().toImage() == first


def test_the_window_takes_the_preference_to_every_page(qtbot: QtBot) -> None:
    controller = Controller(SessionRunner(HandClock()))
    window = a_window(timeline_of, controller, Preferences(reduced_motion=True))
    qtbot.addWidget(window, before_close_func=lambda _: controller.close())
    window.library.show_items(ITEMS)
    window.show()
    window.set_movements(MOVEMENTS)
    stage = Stage(movement="bridge", phase="raise", into_ms=300, duration_ms=2_000)
    moving = replace(hold_at(1_700, 2_000), tone=Tone.MOVE, stage=stage, pulse_s=1)
    assert window.follow("/hold.toml", 0)
    window.run.show_display(moving)
    assert (window.run.ring._state.pulse, window.run.figure.wake_interval_ms()) == (0, None)
    window.change(replace(window.preferences, reduced_motion=False))
    window.run.show_display(moving)
    assert window.run.ring._state.pulse > 0 and window.run.figure.wake_interval_ms() is not None


# ---- not by colour alone


def test_each_tone_has_a_word_and_a_sign_of_its_own() -> None:
    """As sessions show them: where the colour changes, so does the word, and the sign."""
    said: dict[Tone, set[tuple[str, Glyph]]] = defaultdict(set)
    clock = HandClock()
    controller = Controller(SessionRunner(clock))
    timeline = timeline_of("/hold.toml", 0)
    assert timeline is not None
    controller.open(timeline)
    controller.press_space()
    for _ in range(400):
        assert controller.session is not None
        shown = display(controller.session, clock.now_ms)
        said[shown.tone].add((shown.word, shown.glyph))
        if controller.session.is_over:
            break
        if shown.tone is Tone.WAIT:
            controller.press_space()
        clock.pass_ms(700)
        controller.tick()
    controller.close()
    assert len(said) >= 5
    words = [{word for word, _ in pairs} for pairs in said.values()]
    assert all(not one & other for at, one in enumerate(words) for other in words[at + 1 :])
    assert all(word and glyph.value for pairs in said.values() for word, glyph in pairs)


@pytest.mark.parametrize("theme", [DARK, LIGHT, CONTRAST], ids=lambda theme: theme.name)
def test_the_states_of_a_block_are_told_by_form(qtbot: QtBot, theme: Theme) -> None:
    """In shades of grey each state of a block still looks different."""
    strip = TimelineStrip()
    LOOK.change(theme=theme)
    strip.resize(300, 30)
    qtbot.addWidget(strip)
    seen = []
    for state in SegmentState:
        strip.show_segments((replace(HOLD.segments[0], state=state, done=0.4),))
        seen.append(strip.grab().toImage().convertToFormat(strip.grab().toImage().Format.Format_Grayscale8))
    assert all(one != other for at, one in enumerate(seen) for other in seen[at + 1 :])


def test_lines_of_a_plot_differ_by_their_marks() -> None:
    assert len({(style, mark) for style, mark, _, _ in LINES.values()}) == len(LINES)


# ---- announcements


def test_a_start_is_announced_once_and_a_message_when_it_is_new(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    told: list[str] = []

    def note(event: QAccessibleEvent) -> None:
        if event.type() == QAccessible.Event.Announcement:
            told.append(event.message())  # type: ignore[attr-defined]  # an announcement has a message

    monkeypatch.setattr(QAccessible, "isActive", lambda: True)
    monkeypatch.setattr(QAccessible, "updateAccessibility", note)
    clock = HandClock()
    controller = Controller(SessionRunner(clock))
    window = a_window(timeline_of, controller)
    qtbot.addWidget(window, before_close_func=lambda _: controller.close())
    window.library.show_items(ITEMS)
    window.show()
    window.set_standing_message("No sound.")
    window.set_standing_message("No sound.")
    assert told == ["No sound."]
    window.follow("/hold.toml", 0)
    assert len(told) == 2 and "Get ready" in told[1]
    window.tell("Saved.")
    window.following.set_volume(0.5)
    window.run.show_controls()
    window.activateWindow()
    window.run.controls.volume.setFocus()
    qtbot.waitUntil(window.run.controls.volume.hasFocus)
    window.following.set_volume(0.4)  # the slider says it
    assert told[2:] == ["Saved.", "Volume 50 %"]
    controller.pause()
    for _ in range(20):
        clock.pass_ms(100)
        controller.tick()
    assert [text.split(",")[0] for text in told[4:]] == ["Paused"]
    assert not any(one == other for one, other in pairwise(told))
