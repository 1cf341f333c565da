"""Which language the program speaks, its catalogue, and how it writes numbers and dates. Shows nothing.

English reads nothing: neither gettext nor Babel is imported for it, so that it costs no time at the start.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, time
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Final

from trunktimer.foundation.errors import TrunkTimerError
from trunktimer.foundation.translation import ENGLISH, DateStyle, Language, tr

if TYPE_CHECKING:  # Babel is imported when first asked
    from trunktimer.foundation.babel_locales import Locales

#: The languages there are, by code, each with its own name for itself.
LANGUAGES: Final = {"en": "English", "de": "Deutsch", "fr": "Français", "es": "Español"}
CATALOGUE_NAME: Final = "trunktimer"
_ENGLISH: Final = "en"
#: Locales without a language, whose texts are those of the program.
_PLAIN: Final = ("C", "POSIX")


def choose_language(preferred: str, environment: Mapping[str, str]) -> str:
    """The code of the language to speak: `preferred` where there is such a language, else that of the environment.

    The environment is read as GNU gettext does: the first of the list LANGUAGE that there is, else LC_ALL, LC_MESSAGES
    or LANG. A locale "C" or "POSIX" puts LANGUAGE out of force. What is not known is English.
    """
    if preferred in LANGUAGES:
        return preferred
    locale = _first(environment, "LC_ALL", "LC_MESSAGES", "LANG")
    listed = "" if locale in _PLAIN else environment.get("LANGUAGE", "")
    for name in listed.split(":") if listed else [locale]:
        code = _language_of(name)
        if code in LANGUAGES:
            return code
    return _ENGLISH


def read_language(code: str, folder: Path, environment: Mapping[str, str]) -> Language:
    """The language `code` with its catalogue from `folder`, and numbers and dates as the environment wants them.

    Raises `TrunkTimerError` where the catalogue is missing or damaged, or there is no such language; the sentence is
    for the person, who is shown English then.
    """
    if code == _ENGLISH:
        return ENGLISH
    if code not in LANGUAGES:
        raise TrunkTimerError(
            tr(
                'There is no language "{code}"; there are: {known}. The texts are in English.',
                code=code,
                known=", ".join(LANGUAGES),
            )
        )
    from trunktimer.foundation.catalogue_file import DAMAGED, read_catalogue

    path = folder / code / "LC_MESSAGES" / f"{CATALOGUE_NAME}.mo"
    try:
        catalogue = read_catalogue(path)
    except FileNotFoundError as error:
        raise TrunkTimerError(
            tr(
                "{language}: the translation {path} is not there, so the texts are in English.",
                language=LANGUAGES[code],
                path=path,
            )
        ) from error
    except DAMAGED as error:
        raise TrunkTimerError(
            tr(
                "{language}: the translation {path} cannot be read, so the texts are in English. Install TrunkTimer "
                "again to mend it.",
                language=LANGUAGES[code],
                path=path,
            )
        ) from error
    return Language(code=code, catalogue=catalogue, conventions=BabelConventions(code, environment))


class BabelConventions:
    """How a language writes numbers and dates, as Babel knows it; it is imported when first asked.

    A locale of the environment counts where it is of the same language: with LC_TIME=de_AT January is "Jänner".
    """

    def __init__(self, code: str, environment: Mapping[str, str]) -> None:
        """`code` is that of the language; of `environment`, LC_ALL, LC_NUMERIC, LC_TIME and LANG are read."""
        self._names = (_locale_name(code, environment, "LC_NUMERIC"), _locale_name(code, environment, "LC_TIME"), code)

    @cached_property
    def _locales(self) -> Locales:
        from trunktimer.foundation.babel_locales import Locales

        return Locales(*self._names)

    def number(self, value: float, digits: int) -> str:
        """As in `7,50`; thousands are not parted."""
        return self._locales.number(value, digits)

    def day(self, day: date, style: DateStyle) -> str:
        """As the language writes what `style` asks for."""
        return self._locales.day(day, style)

    def time_of_day(self, moment: time) -> str:
        """As in `07:05`, of 24 hours."""
        return self._locales.time_of_day(moment)


def decimal_mark(environment: Mapping[str, str]) -> str:
    """The decimal mark of LC_ALL, LC_NUMERIC or LANG, also where the system has not generated that locale."""
    from trunktimer.foundation.babel_locales import decimal_mark_of

    return decimal_mark_of(_plain(_first(environment, "LC_ALL", "LC_NUMERIC", "LANG")))


def _first(environment: Mapping[str, str], *names: str) -> str:
    """The first of these variables that is set to something."""
    return next((environment[name] for name in names if environment.get(name)), "")


def _plain(name: str) -> str:
    """A locale's name without coding and variant: `de_AT` for `de_AT.UTF-8@euro`."""
    return name.partition(".")[0].partition("@")[0].replace("-", "_")


def _language_of(name: str) -> str:
    """The code of a locale's language; that of English for a locale without a language."""
    plain = _plain(name)
    return _ENGLISH if plain in _PLAIN else plain.partition("_")[0].lower()


def _locale_name(code: str, environment: Mapping[str, str], variable: str) -> str:
    """The locale for one use: that of the environment if it is of the language `code`, else the language's own."""
    name = _first(environment, "LC_ALL", variable, "LANG")
    return _plain(name) if _language_of(name) == code else code
