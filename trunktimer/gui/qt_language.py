"""Qt's own words and numbers in the language in use: file dialogs, standard buttons, spin boxes. Ours are elsewhere."""

from PySide6.QtCore import QCoreApplication, QLibraryInfo, QLocale, QTranslator

from trunktimer.core.translation import language_code


def follow_language(application: QCoreApplication) -> QLocale:
    """Have Qt speak the language in use, as it is spoken where the person lives; gives the locale.

    Where Qt came without that language, its few own words stay English.
    """
    locale = QLocale(language_code())
    if QLocale.system().language() is locale.language():
        locale = QLocale(QLocale.system().name())  # with the country, but not with other languages' numbers
    QLocale.setDefault(locale)
    words = QTranslator(application)
    if words.load(locale, "qtbase", "_", QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)):
        application.installTranslator(words)
    return locale
