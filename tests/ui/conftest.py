"""What every test of the window needs: a platform without a screen, and the program's own fonts."""

import gc
import os
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QApplication, QWidget
from shiboken6 import Shiboken

from tests.checkout import ROOT
from trunktimer.ui.kit.fonts import load_fonts
from trunktimer.ui.kit.look import LOOK
from trunktimer.ui.kit.theme import DARK

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

FONTS = ROOT / "assets" / "fonts"


def windows() -> list[QWidget]:
    """All widgets without a parent that Python knows of, shown or not."""
    known = (each for each in Shiboken.getAllValidWrappers() if isinstance(each, QWidget))
    return [each for each in known if each.parent() is None]


@pytest.fixture(scope="session", autouse=True)
def fonts(qapp: QApplication) -> int:
    """The bundled fonts, loaded once; how many there were."""
    return load_fonts(FONTS)


@pytest.fixture(autouse=True)
def look_as_it_was() -> Iterator[None]:
    """Each test finds the dark theme, motion, and texts in their usual size."""
    yield
    LOOK.change(theme=DARK, reduced_motion=False, text_scale=1.0)


@pytest.fixture(autouse=True)
def clean_away(qapp: QApplication, look_as_it_was: None) -> Iterator[None]:
    """Each test finds what the first one found: no widgets of others, and Qt's own colours."""
    dialog, font, palette = qapp.styleSheet(), qapp.font(), qapp.palette()
    there = set(map(id, windows()))
    yield
    # A page that was never shown in a window is nobody's: each that is left would be styled anew by all later tests.
    for window in windows():
        if id(window) not in there:
            window.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    gc.disable()  # as `apply_theme` says
    if qapp.styleSheet() != dialog:
        qapp.setStyleSheet(dialog)
    if qapp.font() != font:
        qapp.setFont(font)
    if qapp.palette() != palette:
        qapp.setPalette(palette)
    gc.enable()
