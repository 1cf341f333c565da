"""What every test of the window needs: a platform without a screen, and the program's own fonts."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QApplication

from trunktimer.gui.fonts import load_fonts

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

FONTS = Path(__file__).resolve().parents[2] / "assets" / "fonts"


@pytest.fixture(scope="session", autouse=True)
def fonts(qapp: QApplication) -> int:
    """The bundled fonts, loaded once; how many there were."""
    return load_fonts(FONTS)


@pytest.fixture(autouse=True)
def clean_away(qapp: QApplication) -> Iterator[None]:
    """Widgets that were to go are gone before the next test: each style sheet is applied to all that are there."""
    yield
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
