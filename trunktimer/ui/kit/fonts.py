"""The program's own font, by weight and by the real height of its capitals. Does not know where font files lie."""

from functools import cache, lru_cache
from math import ceil
from pathlib import Path
from typing import Final

from PySide6.QtCore import QRectF
from PySide6.QtGui import QFont, QFontDatabase, QFontMetricsF

from trunktimer.ui.kit.look import LOOK

FAMILY: Final = "TrunkTimer Sans"
REGULAR: Final = QFont.Weight.Normal
SEMIBOLD: Final = QFont.Weight.DemiBold
BOLD: Final = QFont.Weight.Bold
_MEASURED_PX: Final = 1000


def load_fonts(folder: Path, pattern: str = "*.otf") -> int:
    """Load the font files in `folder`; how many of them Qt took. With none, texts use the system's font.

    `pattern` chooses files by name, for a program that needs some of the weights later than others.
    """
    files = sorted(folder.glob(pattern))
    taken = sum(QFontDatabase.addApplicationFont(str(file)) >= 0 for file in files)
    cap_ratio.cache_clear()
    font_of_height.cache_clear()
    text_width.cache_clear()
    text_ink.cache_clear()
    return taken


def _font(size_px: int, weight: QFont.Weight) -> QFont:
    font = QFont(FAMILY)
    font.setPixelSize(max(1, size_px))
    font.setWeight(weight)
    # Widths grow evenly with the size only without hinting, and digits keep their places only as a table.
    font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    font.setFeature(QFont.Tag("tnum"), 1)
    return font


@cache
def cap_ratio(weight: QFont.Weight) -> float:
    """The height of capitals as a share of the font's size in pixels."""
    height = QFontMetricsF(_font(_MEASURED_PX, weight)).capHeight() / _MEASURED_PX
    return height if height > 0 else 0.7


@cache
def font_of_height(size_px: int, weight: QFont.Weight, clock: bool = False) -> QFont:
    """The font at a pixel size; with `clock`, set tighter and with the colon at the height of digits."""
    font = _font(size_px, weight)
    if clock:
        font.setFeature(QFont.Tag("case"), 1)
        font.setLetterSpacing(QFont.SpacingType.PercentageSpacing, 97)
    return font


@lru_cache(maxsize=512)
def text_width(text: str, weight: QFont.Weight, clock: bool = False) -> float:
    """How wide a text is, as a share of the font's size in pixels: without hinting it grows evenly with it."""
    return QFontMetricsF(font_of_height(_MEASURED_PX, weight, clock)).horizontalAdvance(text) / _MEASURED_PX


@lru_cache(maxsize=512)
def text_ink(text: str, weight: QFont.Weight, clock: bool = False) -> QRectF:
    """Where a text leaves ink around its baseline's beginning, as shares of the font's size: round signs go beyond."""
    ink = QFontMetricsF(font_of_height(_MEASURED_PX, weight, clock)).tightBoundingRect(text)
    return QRectF(ink.topLeft() / _MEASURED_PX, ink.size() / _MEASURED_PX)


def size_for_cap(cap_px: float, weight: QFont.Weight) -> int:
    """The pixel size at which capitals are at least `cap_px` high."""
    return max(1, ceil(cap_px / cap_ratio(weight) - 1e-6))


def size_that_fits(text: str, width_px: float, cap_px: float, weight: QFont.Weight, clock: bool = False) -> int:
    """The largest pixel size whose capitals are about `cap_px` high and at which `text` is not wider."""
    size = size_for_cap(cap_px, weight)
    wide = text_width(text, weight, clock)
    if wide * size > width_px:
        size = max(1, int(width_px / wide))
    return size


def text_scale() -> float:
    """How large the interface's texts are, as a share of their usual size."""
    return LOOK.text_scale


def interface_font(size_px: int = 15) -> QFont:
    """The font for Qt's own widgets; its size follows the text scale. It is the caller's own, who may change it."""
    return QFont(font_of_height(round(size_px * LOOK.text_scale), REGULAR))
