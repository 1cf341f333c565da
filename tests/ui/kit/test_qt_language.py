"""What Qt says in another language."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QLocale, QTranslator
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QApplication

from trunktimer.foundation.translation import EnglishCatalogue, EnglishConventions, Language, use_language
from trunktimer.ui.kit.qt_language import follow_language


@pytest.fixture
def _spanish(qapp: QApplication) -> Iterator[None]:
    locale = QLocale()
    before = use_language(Language(code="es", catalogue=EnglishCatalogue(), conventions=EnglishConventions()))
    follow_language(qapp)
    yield
    use_language(before)
    for words in qapp.findChildren(QTranslator):
        qapp.removeTranslator(words)
        words.deleteLater()
    QLocale.setDefault(locale)


@pytest.mark.usefixtures("_spanish")
def test_spanish_menus_name_the_keys_as_keyboards_and_our_texts_do() -> None:
    assert QKeySequence("Ctrl+Shift+M").toString(QKeySequence.SequenceFormat.NativeText) == "Ctrl+Mayús+M"
