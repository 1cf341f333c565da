"""The figure paints no more than has moved, and what it paints in pieces looks as if painted at once."""

import os
import subprocess
import sys
from collections.abc import Iterator
from itertools import pairwise
from math import ceil

import numpy as np
import numpy.typing as npt
import pytest
from PySide6.QtCore import QRect, QRectF
from PySide6.QtGui import QColor, QImage, QPainter
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from tests.checkout import ROOT
from tests.library import FIGURES, MOVEMENTS
from tests.ui.paints import Paints
from trunktimer.figure.body import Side
from trunktimer.figure.figure import Moment
from trunktimer.figure.stage import Stage
from trunktimer.routine.routine import Breath
from trunktimer.session.rehearsal import START_MS, rehearsal_of
from trunktimer.ui.figure.figure_arrow import frame_for
from trunktimer.ui.figure.figure_paint import paint_scene
from trunktimer.ui.figure.figure_view import FRAME_MS, FigureView
from trunktimer.ui.kit.look import LOOK
from trunktimer.ui.kit.theme import CONTRAST, DARK, LIGHT, Theme

Pixels = npt.NDArray[np.int16]

WIDTH, HEIGHT = 460, 260
#: A colour may be off by so much. Limbs that moved less than half a pixel are not drawn anew: that is no more.
OFF = 40
#: So many pixels may be off though a pixel of that colour should be beside them: thin lines between two outlines.
SPECKS = 40


class Shown(FigureView):
    """A view in the corner of a larger window, shown.

    Offscreen, as many pixels of a window can be read as it has points, which are fewer: those of the view are among
    them.
    """

    def __init__(self) -> None:
        self.home = QWidget()
        super().__init__(self.home)
        ratio = self.home.devicePixelRatioF()
        self.home.resize(ceil(ratio * WIDTH), ceil(ratio * HEIGHT))
        self.setGeometry(0, 0, WIDTH, HEIGHT)
        self.set_figures(FIGURES)
        self.home.show()
        QApplication.processEvents()

    def end(self) -> None:
        self.home.close()
        self.home.deleteLater()


@pytest.fixture
def view(qtbot: QtBot) -> Shown:
    made = Shown()
    qtbot.addWidget(made.home)
    qtbot.waitExposed(made.home)
    return made


def pixels(image: QImage) -> Pixels:
    image = image.convertToFormat(QImage.Format.Format_RGB32)
    rows = np.frombuffer(image.constBits(), np.uint8).reshape(image.height(), image.width(), 4)
    return rows[:, :, 2::-1].astype(np.int16)


def rgb(colour: str) -> tuple[int, int, int]:
    known = QColor(colour)
    return known.red(), known.green(), known.blue()


def on_screen(view: Shown) -> Pixels:
    """What the window has kept of all that was painted into it, piece by piece. `grab()` would paint it anew."""
    QApplication.processEvents()
    ratio = view.devicePixelRatioF()
    image = view.screen().grabWindow(view.home.winId()).toImage()
    return pixels(image.copy(0, 0, int(view.width() * ratio), int(view.height() * ratio)))


def strays(one: Pixels, other: Pixels) -> int:
    """How many pixels have a colour that the other picture shows neither there nor a pixel beside it."""
    rows, columns = np.nonzero((np.abs(one - other) > OFF).any(axis=2))
    if not len(rows):
        return 0
    box = np.s_[max(0, rows.min() - 1) : rows.max() + 2, max(0, columns.min() - 1) : columns.max() + 2]
    one, other = one[box], other[box]
    height, width = one.shape[:2]
    found = np.zeros((height, width), bool)
    for here, there in ((one, other), (other, one)):
        wide = np.pad(there, ((1, 1), (1, 1), (0, 0)), mode="edge")
        around = np.stack([wide[y : y + height, x : x + width] for y in range(3) for x in range(3)])
        found |= ((here < around.min(axis=0) - OFF) | (here > around.max(axis=0) + OFF)).any(axis=2)
    return int(found.sum())


def fresh(stage: Stage, breath: Breath | None = None, theme: Theme = DARK) -> Pixels:
    """What a widget shows that has never shown anything else."""
    view = Shown()
    LOOK.change(theme=theme)
    view.show_stage(stage, breath)
    seen = on_screen(view)
    view.end()
    return seen


def off_the_scene(key: str) -> int:
    """How far a hold looks different from a picture of it."""
    held = Stage(movement=key, phase="hold", into_ms=9_000, duration_ms=10_000)
    seen = fresh(held)
    image = QImage(seen.shape[1], seen.shape[0], QImage.Format.Format_RGB32)
    image.setDevicePixelRatio(seen.shape[1] / WIDTH)
    painter = QPainter(image)
    paint_scene(painter, DARK, FIGURES[key], FIGURES[key].at(held), QRectF(0, 0, WIDTH, HEIGHT))
    painter.end()
    return strays(seen, pixels(image))


def rehearsed(key: str) -> Iterator[tuple[Stage, Breath | None, bool]]:
    """The frames of one rep and the beginning of the next; whether to look closely, some times in each phase."""
    movement = MOVEMENTS[key]
    looked: set[tuple[str, int]] = set()
    for ms in range(0, START_MS + 11_000, 60):
        stage, breath = rehearsal_of(movement, ms)
        quarter = 4 * stage.into_ms // stage.duration_ms if stage.duration_ms else 0
        look = quarter > 0 and (stage.phase, quarter) not in looked
        if look:
            looked.add((stage.phase, quarter))
        yield stage, breath, look


def most_strays(key: str) -> int:
    """Play a movement, and compare with a fresh picture now and then; also tells when nothing was compared."""
    view = Shown()
    found = []
    for stage, breath, look in rehearsed(key):
        view.show_stage(stage, breath)
        QApplication.processEvents()
        if look:
            found.append(strays(on_screen(view), fresh(stage, breath)))
    view.end()
    assert len(found) >= 3
    return max(found)


def stage(key: str, phase: str, into_ms: int, before: str | None = None, side: Side | None = None) -> Stage:
    return Stage(movement=key, phase=phase, before=before, into_ms=into_ms, duration_ms=3_000, side=side)


def rising(into_ms: int) -> Stage:
    return stage("bridge", "raise", into_ms)


def held(into_ms: int) -> Stage:
    return stage("bridge", "hold", into_ms, before="raise")


# ---- what is painted


def test_only_what_moves_is_painted(view: Shown) -> None:
    view.show_stage(rising(300))
    paints = Paints(view)
    paints.taken()
    for into_ms in range(340, 2_900, 40):
        view.show_stage(rising(into_ms))
        QApplication.processEvents()
        assert len(paints.painted) <= 1
        assert view.moment is not None
        frame = frame_for(FIGURES["bridge"], QRectF(view.rect()), mirrored=False)
        head, hip = (frame.px(view.moment.joints[name]) for name in ("head", "hip"))
        for rect in [rect for rects in paints.painted for rect in rects]:
            assert not rect.contains(int(head[0]), int(head[1]))
            assert not rect.contains(WIDTH - 20, int(frame.y))  # the mat behind the head
            assert rect.contains(int(hip[0]), int(hip[1]))
            assert rect.width() * rect.height() < 0.6 * WIDTH * HEIGHT
        paints.painted.clear()


def test_a_movement_is_painted_in_nearly_every_frame(view: Shown) -> None:
    view.show_stage(rising(800))
    paints = Paints(view)
    paints.taken()
    for into_ms in range(840, 2_000, 40):
        view.show_stage(rising(into_ms))
        assert len(paints.taken()) == 1


def test_a_breath_is_painted_with_the_head(view: Shown) -> None:
    view.show_stage(stage("squat", "lower", 1_000), Breath.IN)
    paints = Paints(view)
    paints.taken()
    view.show_stage(stage("squat", "lower", 1_100), Breath.IN)
    (with_breath,) = paints.taken()
    view.show_stage(stage("squat", "lower", 1_200))
    paints.taken()
    view.show_stage(stage("squat", "lower", 1_300))
    (without,) = paints.taken()
    assert without < with_breath < WIDTH * HEIGHT


def test_a_hold_is_painted_once(view: Shown) -> None:
    paints = Paints(view)
    paints.taken()
    view.show_stage(held(0))
    assert len(paints.taken()) == 1
    for into_ms in range(1, 3_000, 17):
        view.show_stage(held(into_ms))
    assert paints.taken() == []


def test_a_hold_that_has_to_be_reached_is_painted_until_it_is(view: Shown) -> None:
    long = {"movement": "bridge", "phase": "hold", "duration_ms": 10_000}
    paints = Paints(view)
    painted = []
    for into_ms in range(0, 9_000, 40):
        view.show_stage(Stage(into_ms=into_ms, **long))  # type: ignore[arg-type]
        painted.append(bool(paints.taken()))
    assert all(painted[10:20])
    assert not any(painted[32:])


def test_within_a_phase_it_moves_about_thirty_times_a_second(view: Shown) -> None:
    seen: list[Moment | None] = []
    for into_ms in range(1_000, 2_000, 5):
        view.show_stage(rising(into_ms))
        if not seen or view.moment is not seen[-1]:
            seen.append(view.moment)
    assert 28 <= len(seen) <= 35


def test_a_new_phase_or_side_or_breath_is_shown_at_once(view: Shown) -> None:
    view.show_stage(rising(2_000))
    first = view.moment
    view.show_stage(rising(2_001))
    assert view.moment is first
    moments = []
    for change, breath in (
        (rising(1_999), None),  # a jump back
        (rising(2_000), Breath.OUT),
        (held(2_001), None),
        (stage("bridge", "lower", 2_002, before="hold"), None),
        (stage("donkey-kick", "lower", 2_003, before="raise"), None),
        (stage("donkey-kick", "lower", 2_003, before="raise", side=Side.LEFT), None),
    ):
        view.show_stage(change, breath)
        moments.append(view.moment)
    assert all(one is not other for one, other in pairwise([first, *moments]))


def test_it_asks_to_be_woken_only_while_it_moves(view: Shown) -> None:
    assert view.wake_interval_ms() is None
    view.show_stage(rising(1_000))
    assert view.wake_interval_ms() == FRAME_MS
    view.show_stage(held(1_000))
    assert view.wake_interval_ms() is None
    view.show_stage(stage("no-such-movement", "raise", 1_000))
    assert view.wake_interval_ms() is None
    view.show_stage(rising(1_000))
    LOOK.change(reduced_motion=True)
    assert view.wake_interval_ms() is None
    LOOK.change(reduced_motion=False)
    assert view.wake_interval_ms() == FRAME_MS


# ---- pieces and the whole


def test_a_remnant_is_a_stray_and_half_a_pixel_is_none() -> None:
    """The comparison itself."""
    image = np.full((50, 50, 3), 20, np.int16)
    image[20:30, 20:30] = 200
    moved, left = np.roll(image, 1, axis=1), image.copy()
    left[5:10, 5:15] = 200
    assert strays(image, moved) == 0
    assert strays(image, (image + moved) // 2) == 0
    assert strays(image, np.roll(image, 4, axis=1)) > SPECKS
    assert strays(image, left) == strays(left, image) == 50


@pytest.mark.parametrize("key", sorted(FIGURES))
def test_what_was_painted_in_pieces_looks_as_if_painted_at_once(key: str, fonts: int) -> None:
    assert most_strays(key) <= SPECKS
    assert off_the_scene(key) <= SPECKS


@pytest.mark.parametrize(("ratio", "key"), [("1.5", "bridge"), ("2", "squat")])
def test_so_it_does_on_screens_with_finer_pixels(ratio: str, key: str) -> None:
    script = f"""
from PySide6.QtWidgets import QApplication
application = QApplication([])
from tests.ui.figure.test_figure_view import Shown, most_strays, off_the_scene, on_screen
assert on_screen(Shown()).shape[0] == {HEIGHT} * {ratio}
print(max(most_strays({key!r}), off_the_scene({key!r})))
"""
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "QT_SCALE_FACTOR": ratio}
    done = subprocess.run(
        [sys.executable, "-c", script],
        cwd=ROOT, env=environment, capture_output=True, text=True, timeout=300, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert int(done.stdout) <= float(ratio) * SPECKS


@pytest.mark.parametrize("key", ["bridge", "donkey-kick", "lateral-leg-lift"])
def test_a_jump_leaves_nothing_behind(view: Shown, key: str) -> None:
    for into_ms in (600, 2_600, 900, 2_000):
        view.show_stage(stage(key, "raise", into_ms))
        assert strays(on_screen(view), fresh(stage(key, "raise", into_ms))) <= SPECKS


def test_a_jump_back_takes_the_breath_along(view: Shown) -> None:
    for into_ms in (2_500, 500, 2_800, 100):
        late = stage("partial-curl", "raise", into_ms)
        view.show_stage(late, Breath.IN)
        assert strays(on_screen(view), fresh(late, Breath.IN)) <= SPECKS / 4


def test_what_went_comes_back_whole(view: Shown) -> None:
    view.show_stage(rising(1_500))
    before = on_screen(view)
    view.show_stage(None)
    view.show_stage(rising(1_500))
    assert np.array_equal(on_screen(view), before)


def test_a_new_theme_is_taken_everywhere(view: Shown) -> None:
    view.show_stage(rising(1_500))
    dark = on_screen(view)
    paints = Paints(view)
    for theme in (LIGHT, CONTRAST):
        LOOK.change(theme=theme)
        assert paints.taken() == [WIDTH * HEIGHT]
        seen = on_screen(view)
        assert np.array_equal(seen, fresh(rising(1_500), theme=theme))
        assert tuple(seen[2, 2]) == rgb(theme.background)
    LOOK.change(theme=DARK)
    assert np.array_equal(on_screen(view), dark)


def test_another_size_paints_all_anew(view: Shown) -> None:
    view.show_stage(rising(1_500))
    before = on_screen(view)
    view.resize(WIDTH - 120, HEIGHT - 60)
    view.show_stage(rising(1_550))
    QApplication.processEvents()
    view.resize(WIDTH, HEIGHT)
    view.show_stage(rising(1_500))
    assert strays(on_screen(view), before) <= SPECKS


# ---- breath


def chevrons(image: Pixels) -> int:
    """Pixels in the colour of the breath, which nothing else has."""
    wanted = np.array(rgb(DARK.figure_breath))
    return int((np.abs(image - wanted).max(axis=2) <= 6).sum())


def test_breath_comes_and_goes_without_a_trace(view: Shown) -> None:
    view.show_stage(held(500))
    without = on_screen(view)
    assert chevrons(without) == 0
    seen = []
    for breath in (Breath.IN, Breath.OUT):
        view.show_stage(held(500), breath)
        seen.append(on_screen(view))
        assert chevrons(seen[-1]) > 50
    assert not np.array_equal(seen[0], seen[1])
    view.show_stage(held(500))
    assert np.array_equal(on_screen(view), without)


@pytest.mark.parametrize(("key", "phase", "before"), [("cat-stretch", "sag", "round"), ("squat", "lower", None)])
def test_a_breath_follows_the_head_without_a_trace(view: Shown, key: str, phase: str, before: str | None) -> None:
    for into_ms in range(0, 2_200, 40):
        view.show_stage(stage(key, phase, into_ms, before), Breath.IN)
        QApplication.processEvents()
    last = stage(key, phase, into_ms, before)
    wanted = fresh(last, Breath.IN)
    assert abs(chevrons(on_screen(view)) - chevrons(wanted)) < 0.1 * chevrons(wanted)
    assert strays(on_screen(view), wanted) <= SPECKS
    view.show_stage(last)
    assert chevrons(on_screen(view)) == 0
    assert strays(on_screen(view), fresh(last)) <= SPECKS


# ---- sides, reduced motion, nothing to show


@pytest.mark.parametrize("key", ["donkey-kick", "lateral-leg-lift", "forearm-side-plank", "hip-flexor-stretch"])
@pytest.mark.parametrize("into_ms", [0, 1_500])
def test_the_other_side_is_the_mirror_image(view: Shown, key: str, into_ms: int) -> None:
    phase = MOVEMENTS[key].phase[0].do
    view.show_stage(stage(key, phase, into_ms, side=Side.LEFT))
    left = on_screen(view)
    view.show_stage(stage(key, phase, into_ms, side=Side.RIGHT))
    right = on_screen(view)
    assert strays(left, right) > 1_000
    assert strays(left[:, ::-1], right) <= SPECKS
    assert np.abs(left[:, ::-1] - right).mean() < 0.1


def box(image: Pixels, role: str) -> QRect:
    """Where a colour is seen."""
    rows, columns = np.nonzero((image == np.array(rgb(DARK.roles()[role]))).all(axis=2))
    assert len(rows) > 20, role
    left, top = int(columns.min()), int(rows.min())
    return QRect(left, top, int(columns.max()) - left + 1, int(rows.max()) - top + 1)


def is_first(one: QRect, other: QRect) -> bool:
    """Whether one lies wholly to the left of the other, or above it."""
    return one.right() < other.left() or one.bottom() < other.top()


def test_reduced_motion_shows_two_stills(view: Shown) -> None:
    view.show_stage(rising(1_500))
    moving = on_screen(view)
    LOOK.change(reduced_motion=True)
    calm = on_screen(view)
    assert strays(moving, calm) > 1_000
    # First the start pose, then the other; what to leave is a silhouette with the arrow, what to get to is drawn.
    assert is_first(box(calm, "figure_ghost"), box(calm, "figure_near"))
    assert is_first(box(calm, "figure_arrow"), box(calm, "figure_near"))
    view.show_stage(stage("bridge", "lower", 1_500, before="hold"))
    back = on_screen(view)
    assert is_first(box(back, "figure_near"), box(back, "figure_ghost"))
    assert is_first(box(back, "figure_near"), box(back, "figure_arrow"))
    LOOK.change(reduced_motion=False)
    view.show_stage(rising(1_500))
    assert np.array_equal(on_screen(view), moving)


def test_with_reduced_motion_nothing_moves_within_a_phase(view: Shown) -> None:
    LOOK.change(reduced_motion=True)
    view.show_stage(rising(500))
    before = on_screen(view)
    paints = Paints(view)
    paints.taken()
    for into_ms in range(540, 2_900, 40):
        view.show_stage(rising(into_ms))
        assert paints.taken() == []
    view.update()
    assert np.array_equal(on_screen(view), before)


@pytest.mark.parametrize("nothing", [stage("no-such-movement", "raise", 500), None])
def test_where_there_is_no_figure_there_is_only_background(view: Shown, nothing: Stage | None) -> None:
    view.show_stage(rising(1_500))
    assert view.knows(rising(1_500))
    assert len(np.unique(on_screen(view).reshape(-1, 3), axis=0)) > 10
    view.show_stage(nothing, Breath.IN)
    assert view.moment is None and not view.knows(nothing)
    assert (on_screen(view) == rgb(DARK.background)).all()


def test_new_figures_take_the_place_of_the_old(view: Shown) -> None:
    view.show_stage(rising(1_500))
    bridge = on_screen(view)
    view.set_figures({"bridge": FIGURES["squat"]})
    assert strays(on_screen(view), bridge) > 1_000
    view.set_figures({})
    assert (on_screen(view) == rgb(DARK.background)).all()
    view.set_figures(FIGURES)
    assert np.array_equal(on_screen(view), bridge)


def test_the_whole_of_a_new_phase_is_painted(view: Shown) -> None:
    view.show_stage(rising(2_900))
    paints = Paints(view)
    paints.taken()
    view.show_stage(held(0))
    QApplication.processEvents()
    assert paints.painted == [[QRect(0, 0, WIDTH, HEIGHT)]]
