"""What stands on what, in every theme: WCAG 2 asks for 4.5:1 for text, 3:1 for large text and for what is drawn.

`test_theme` looks at each role on the grounds of the pages; here are the pairs that come about otherwise: on filled
and on mixed colours, on what is chosen, pressed or pulsing, the frame of the focus, and what is printed.
"""

from collections.abc import Callable
from typing import Final

import pytest
from PySide6.QtGui import QColor

from tests.ui.kit.test_theme import THEMES, contrast
from trunktimer.session.display import Tone
from trunktimer.ui.history.heat_map import level_colours
from trunktimer.ui.kit.plot_look import flat_fill
from trunktimer.ui.kit.theme import CONTRAST, PAPER, Theme, blend

TEXT, DRAWN = 4.5, 3.0
#: What may be missed, and why nobody misses anything.
EXCEPTIONS: Final = {
    "track": "the empty part of a ring, a bar or a day; what is filled is told from it, and an edge or a text says it",
    "figure_ghost": "where the figure comes from; the arrow and the words say it",
    "mat": "the mat under the figure",
    "muscle": "a patch on the body with a rim; the list of what works stands beside it",
    "stretch": "as muscle",
    "line": "a hairline between what stands apart by itself",
}

Mix = Callable[[Theme], QColor]


def role(name: str) -> Mix:
    return lambda theme: QColor(theme.roles()[name])


def mixed(low: str, high: str, share: float) -> Mix:
    return lambda theme: blend(role(low)(theme), role(high)(theme), share)


def level(number: int) -> Mix:
    return lambda theme: level_colours(theme)[number]


GROUNDS: Final = ("background", "surface", "button", "track")
#: What stands there, on what, and how well it must be told from it.
PAIRS: Final[dict[str, tuple[Mix, Mix, float]]] = {
    **{f"{name} on {ground}": (role(name), role(ground), TEXT) for name in ("text", "quiet") for ground in GROUNDS},
    **{f"{name} on a chosen row": (role(name), role("track"), TEXT) for name in ("danger", "warning")},
    **{
        f"text on {ground}": (role("text"), role(ground), TEXT)
        for ground in ("button_hover", "button_press", "raised", "soft")
    },
    **{f"an action on {on}": (role("soft_text"), role(on), TEXT) for on in ("soft", "background", "surface")},
    "a chosen entry": (role("on_accent"), role("accent"), TEXT),
    "a number under the mouse": (role("text"), mixed("button", "border", 0.2), TEXT),
    "a number that is pressed": (role("text"), mixed("button", "border", 0.45), TEXT),
    "a chosen number under the mouse": (role("on_accent"), mixed("accent", "border", 0.2), TEXT),
    "a chosen number that is pressed": (role("on_accent"), mixed("accent", "border", 0.45), TEXT),
    "an icon under the mouse": (role("text"), mixed("track", "border", 0.25), DRAWN),
    "an icon that is pressed": (role("text"), mixed("track", "border", 0.55), DRAWN),
    "the name of a chosen block on the timeline": (role("text"), mixed("track", "accent", 0.3), TEXT),
    **{f"a word on a step, {tone}": (role("background"), role(f"tone:{tone}"), TEXT) for tone in Tone},
    **{f"day {at} beside an empty one": (level(at), level(0), DRAWN) for at in range(1, 5)},
    **{f"day {at} on the page": (level(at), role("background"), DRAWN) for at in range(1, 5)},
    **{
        f"a plotted {name} under the cursor": (role(name), mixed("background", "text", 0.09), DRAWN)
        for name in ("tone:move", "tone:hold", "tone:rest", "edge")
    },
    "a bar before the one planned": (role("tone:move"), flat_fill, DRAWN),
    "the edge of the one planned": (role("edge"), role("background"), DRAWN),
    **{f"the focus on {ground}": (role("focus"), role(ground), DRAWN) for ground in (*GROUNDS, "border")},
    **{f"what can be used, on {ground}": (role("border"), role(ground), DRAWN) for ground in GROUNDS},
    "the frame of a block ahead": (role("edge"), role("track"), DRAWN),
    "a target of a panel": (role("border"), role("surface"), DRAWN),
    "the word of a target": (role("text"), role("button"), TEXT),
    "the key of a target": (role("quiet"), role("button"), TEXT),
    "the heading of a panel": (role("tone:paused"), role("surface"), TEXT),
    "what was skipped": (role("edge"), role("background"), DRAWN),
    "a filled slider": (role("accent"), role("track"), DRAWN),
}  # fmt: skip


@pytest.mark.parametrize("theme", THEMES, ids=lambda theme: theme.name)
@pytest.mark.parametrize("pair", PAIRS)
def test_it_is_told_from_what_it_stands_on(theme: Theme, pair: str) -> None:
    upper, lower, wanted = PAIRS[pair]
    assert contrast(upper(theme).name(), lower(theme).name()) >= wanted


@pytest.mark.parametrize("theme", THEMES, ids=lambda theme: theme.name)
def test_each_role_is_in_a_pair_or_is_an_exception(theme: Theme) -> None:
    from tests.ui.kit.test_theme import FIGURE, GRAPHICS, TEXTS  # on the grounds of the pages

    colours = {QColor(mix(theme)).name() for pair in PAIRS.values() for mix in pair[:2]}
    looked_at = {name for name, colour in theme.roles().items() if colour in colours}
    assert set(theme.roles()) - looked_at - TEXTS - GRAPHICS - FIGURE - {"background", "surface", "button"} <= set(
        EXCEPTIONS
    )


@pytest.mark.parametrize("theme", THEMES, ids=lambda theme: theme.name)
def test_a_text_that_cannot_be_used_now_is_legible_all_the_same(theme: Theme) -> None:
    # WCAG would let it be paler; it has the quiet colour, and a dashed frame says the rest.
    palette = theme.palette()
    for group in (palette.ColorGroup.Disabled, palette.ColorGroup.Active):
        for ink, ground in (("WindowText", "Window"), ("Text", "Base"), ("ButtonText", "Button")):
            pair = [palette.color(group, palette.ColorRole[name]).name() for name in (ink, ground)]
            assert contrast(*pair) >= TEXT, (group, ink)


def test_high_contrast_is_that() -> None:
    assert contrast(CONTRAST.text, CONTRAST.background) == pytest.approx(21)
    for name in ("quiet", "danger", "warning", *(f"tone:{tone}" for tone in Tone)):
        assert contrast(CONTRAST.roles()[name], CONTRAST.background) >= 7  # what WCAG calls enhanced


def test_what_is_printed_is_legible() -> None:
    assert contrast(PAPER.ink, "#ffffff") >= TEXT and contrast(PAPER.quiet, "#ffffff") >= TEXT
