"""What every test of the window needs: a platform without a screen, and the program's own fonts."""

import gc
import os
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QApplication

from tests.checkout import ROOT
from trunktimer.ui.kit.fonts import load_fonts, set_text_scale
from trunktimer.ui.kit.look import LOOK
from trunktimer.ui.kit.theme import DARK

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

FONTS = ROOT / "assets" / "fonts"


@pytest.fixture(scope="session", autouse=True)
def fonts(qapp: QApplication) -> int:
    """The bundled fonts, loaded once; how many there were."""
    return load_fonts(FONTS)


@pytest.fixture(autouse=True)
def clean_away(qapp: QApplication) -> Iterator[None]:
    """Each test finds what the first one found: no widgets of others, no theme, texts in their usual size."""
    dialog, font, palette = qapp.styleSheet(), qapp.font(), qapp.palette()
    yield
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    set_text_scale(1.0)
    gc.disable()  # as `apply_theme` says
    if qapp.styleSheet() != dialog:
        qapp.setStyleSheet(dialog)
    if qapp.font() != font:
        qapp.setFont(font)
    if qapp.palette() != palette:
        qapp.setPalette(palette)
    gc.enable()


@pytest.fixture(autouse=True)
def look_as_it_was() -> Iterator[None]:
    """Each test begins with the look that the program begins with."""
    yield
    LOOK.change(theme=DARK, reduced_motion=False, text_scale=1.0)
