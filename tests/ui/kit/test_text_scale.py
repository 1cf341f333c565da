"""The size of the interface's texts, those that are there and those that come."""

from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from trunktimer.ui.kit.fonts import interface_font, text_scale
from trunktimer.ui.kit.labels import text_label
from trunktimer.ui.kit.text_scale import rescale_texts


@pytest.fixture(autouse=True)
def usual_size() -> Iterator[None]:
    font = QApplication.font()
    yield
    rescale_texts(1.0)
    QApplication.setFont(font)


def test_texts_that_are_there_and_those_that_come_have_the_new_size(qtbot: QtBot) -> None:
    label, later = text_label(15), None
    qtbot.addWidget(label)
    rescale_texts(1.6)
    later = text_label(20)
    qtbot.addWidget(later)
    assert (label.font().pixelSize(), later.font().pixelSize()) == (24, 32)
    assert interface_font().pixelSize() == QApplication.font().pixelSize() == 24


def test_sizes_do_not_drift(qtbot: QtBot) -> None:
    label = text_label(17)
    qtbot.addWidget(label)
    rescale_texts(0.8)
    later = text_label(15)
    qtbot.addWidget(later)
    for scale in (1.35, 0.85, 1.6, 1.05, 1.0):
        rescale_texts(scale)
    assert (label.font().pixelSize(), later.font().pixelSize(), text_scale()) == (17, 15, 1.0)


def test_other_fonts_stay(qtbot: QtBot) -> None:
    label = QLabel()
    qtbot.addWidget(label)
    font = label.font()
    font.setFamily("monospace")
    font.setPixelSize(13)
    label.setFont(font)
    rescale_texts(1.5)
    assert label.font().pixelSize() == 13
