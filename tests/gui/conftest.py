"""What every test of the window needs: a platform without a screen, and the program's own fonts."""

import os
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from trunktimer.gui.fonts import load_fonts

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

FONTS = Path(__file__).resolve().parents[2] / "assets" / "fonts"


@pytest.fixture(scope="session", autouse=True)
def fonts(qapp: QApplication) -> int:
    """The bundled fonts, loaded once; how many there were."""
    return load_fonts(FONTS)
