"""Every colour of every theme can be told from what it lies on."""

import ast
import re

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QPalette
from PySide6.QtWidgets import QApplication

from tests.checkout import ROOT
from trunktimer.preferences.preferences import ThemeChoice
from trunktimer.session.display import Tone
from trunktimer.ui.kit.theme import CONTRAST, DARK, LIGHT, Theme, apply_theme, blend, theme_for

THEMES = (DARK, LIGHT, CONTRAST)
GROUNDS = {"background", "surface", "track", "button", "button_hover", "button_press", "raised", "soft", "line", "mat"}
TEXTS = {"text", "quiet", "danger", "warning"} | {f"tone:{tone.value}" for tone in Tone}
GRAPHICS = {"edge", "border", "focus", "accent", "mat_edge"}
FIGURE = {"figure_near", "figure_far", "figure_trunk", "figure_hair", "figure_arrow", "figure_breath"}
PATCHES = {"muscle", "stretch"}  # on the body, with a rim of the background's colour
QUIET = {"figure_ghost"}  # what a person may do without
ON_FILLED = {"on_accent", "soft_text"}
UI = ROOT / "trunktimer" / "ui"


def luminance(colour: str) -> float:
    """Relative luminance as WCAG 2 defines it."""
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """Contrast ratio as WCAG 2 defines it, 1 to 21."""
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def test_the_measure_is_that_of_wcag() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)


@pytest.mark.parametrize("theme", THEMES, ids=lambda theme: theme.name)
def test_each_role_is_text_or_graphic_or_ground(theme: Theme) -> None:
    assert set(theme.roles()) == GROUNDS | TEXTS | GRAPHICS | ON_FILLED | FIGURE | PATCHES | QUIET


@pytest.mark.parametrize("theme", THEMES, ids=lambda theme: theme.name)
@pytest.mark.parametrize("role", sorted(TEXTS))
def test_text_is_legible(theme: Theme, role: str) -> None:
    roles = theme.roles()
    assert contrast(roles[role], theme.background) >= 4.5
    assert contrast(roles[role], theme.surface) >= 4.5


@pytest.mark.parametrize("theme", THEMES, ids=lambda theme: theme.name)
@pytest.mark.parametrize("role", sorted(FIGURE))
def test_the_figure_stands_out(theme: Theme, role: str) -> None:
    roles = theme.roles()
    assert contrast(roles[role], theme.background) >= 3
    if role in ("figure_near", "figure_trunk"):
        assert contrast(roles[role], theme.mat) >= 3


@pytest.mark.parametrize("theme", THEMES, ids=lambda theme: theme.name)
@pytest.mark.parametrize("role", sorted(PATCHES))
def test_a_patch_and_its_rim_differ_by_more_than_hue(theme: Theme, role: str) -> None:
    """Dark on light or light on dark: the rim is of the background's colour."""
    assert contrast(theme.roles()[role], theme.background) >= 1.9


@pytest.mark.parametrize("theme", THEMES, ids=lambda theme: theme.name)
def test_text_on_what_is_filled_is_legible(theme: Theme) -> None:
    assert contrast(theme.on_accent, theme.accent) >= 4.5
    assert contrast(theme.text, theme.button) >= 4.5
    assert contrast(theme.quiet, theme.button) >= 4.5
    assert contrast(theme.soft_text, theme.soft) >= 4.5
    assert contrast(theme.soft_text, theme.background) >= 4.5
    for ground in (theme.button_hover, theme.raised, theme.soft):
        assert contrast(theme.text, ground) >= 4.5
    assert contrast(theme.text, theme.track) >= 4.5


@pytest.mark.parametrize("theme", THEMES, ids=lambda theme: theme.name)
@pytest.mark.parametrize("role", sorted(GRAPHICS | {f"tone:{tone.value}" for tone in Tone}))
def test_graphics_are_seen(theme: Theme, role: str) -> None:
    roles = theme.roles()
    assert contrast(roles[role], theme.background) >= 3
    assert contrast(roles[role], theme.surface) >= 3


@pytest.mark.parametrize("theme", THEMES, ids=lambda theme: theme.name)
@pytest.mark.parametrize("tone", list(Tone))
def test_what_is_left_is_told_from_what_is_gone(theme: Theme, tone: Tone) -> None:
    # Ring and strip: the tone lies on the track.
    assert contrast(theme.roles()[f"tone:{tone.value}"], theme.track) >= 3


@pytest.mark.parametrize("theme", THEMES, ids=lambda theme: theme.name)
def test_hold_and_release_are_two_colours(theme: Theme) -> None:
    hold, release = theme.accents.of(Tone.HOLD), theme.accents.of(Tone.RELEASE)
    # Blue, not only red against green: some people do not see that.
    assert abs(hold.blueF() - release.blueF()) > 0.3


@pytest.mark.parametrize("theme", THEMES, ids=lambda theme: theme.name)
def test_the_palette_has_the_colours_of_the_theme(qapp: QApplication, theme: Theme) -> None:
    old_palette, old_sheet = qapp.palette(), qapp.styleSheet()
    try:
        apply_theme(qapp, theme)
        assert qapp.palette().color(QPalette.ColorRole.Window) == QColor(theme.background)
        assert qapp.palette().color(QPalette.ColorRole.WindowText) == QColor(theme.text)
        assert theme.surface in qapp.styleSheet()
    finally:
        qapp.setPalette(old_palette)
        qapp.setStyleSheet(old_sheet)


@pytest.mark.parametrize(
    ("choice", "hint", "theme"),
    [
        ("dark", Qt.ColorScheme.Light, DARK),
        ("light", Qt.ColorScheme.Dark, LIGHT),
        ("contrast", Qt.ColorScheme.Light, CONTRAST),
        ("auto", Qt.ColorScheme.Light, LIGHT),
        ("auto", Qt.ColorScheme.Dark, DARK),
        ("auto", Qt.ColorScheme.Unknown, DARK),
    ],
)
def test_the_hint_of_the_system_is_only_a_hint(choice: str, hint: Qt.ColorScheme, theme: Theme) -> None:
    assert theme_for(choice, hint) is theme


def test_each_theme_has_its_own_name() -> None:
    assert [theme.name for theme in THEMES] == [ThemeChoice.DARK, ThemeChoice.LIGHT, ThemeChoice.CONTRAST]


def test_a_blend_lies_between() -> None:
    black, white = QColor("#000000"), QColor("#ffffff")
    assert blend(black, white, 0.0) == black
    assert blend(black, white, 2.0) == white
    assert blend(black, white, 0.5).red() in (127, 128)


def test_colours_are_written_in_the_theme_alone() -> None:
    written = []
    for file in sorted(UI.rglob("*.py")):
        if file.name == "theme.py":
            continue
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            text = node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else ""
            named = isinstance(node, ast.Attribute) and node.attr == "GlobalColor"
            if named or re.search(r"#[0-9a-fA-F]{3,8}\b|\brgba?\(", text):
                written.append(f"{file.name}:{getattr(node, 'lineno', 0)}: {text}")
    assert not written
