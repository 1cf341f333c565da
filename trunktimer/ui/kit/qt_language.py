"""Qt's own words and numbers in the language in use: file dialogs, standard buttons, spin boxes. Ours are elsewhere."""

from typing import Final

from PySide6.QtCore import QCoreApplication, QLibraryInfo, QLocale, QTranslator

from trunktimer.foundation.translation import language_code

#: Keys that Qt's Spanish calls other than keyboards and our texts do.
_SPANISH_KEYS: Final = {"Ctrl": "Ctrl", "Shift": "Mayús"}


class _QtWords(QTranslator):
    """Qt's texts, but for some names of keys."""

    def translate(self, context: str, text: str, comment: str | None = None, number: int = -1) -> str | None:
        """A text of Qt in the language of the file that was loaded."""
        if context == "QShortcut" and text in _SPANISH_KEYS and language_code() == "es":
            return _SPANISH_KEYS[text]
        return super().translate(context, text, comment, number)


def follow_language(application: QCoreApplication) -> QLocale:
    """Have Qt speak the language in use, as it is spoken where the person lives; gives the locale.

    Where Qt came without that language, its few own words stay English.
    """
    locale = QLocale(language_code())
    if QLocale.system().language() is locale.language():
        locale = QLocale(QLocale.system().name())  # with the country, but not with other languages' numbers
    QLocale.setDefault(locale)
    words = _QtWords(application)
    if words.load(locale, "qtbase", "_", QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)):
        application.installTranslator(words)
    return locale
