"""The language of all that a person reads: texts, plural forms, numbers and dates. Where catalogues lie is in `files`.

`tr`, `trn` and `trc` are called when a text is shown, so that it is in the language chosen by then. A text that stands
in a table of a module is marked by `later` and goes through `tr` when it is shown. Values go in by name, never by an
f-string, because another language may want them in another order: `tr("{count} of {all}", count=3, all=7)`.
"""

from dataclasses import dataclass, field
from datetime import date, time
from enum import StrEnum
from typing import TYPE_CHECKING, Final, Protocol


class DateStyle(StrEnum):
    """How a day is written. The examples are those of English."""

    DAY = "day"  # Sat 21 Nov 2026
    LONG = "long"  # Saturday, 21 November 2026
    SHORT = "short"  # 21 Nov
    MONTH = "month"  # Nov
    WEEKDAY = "weekday"  # Sat
    FULL_WEEKDAY = "full weekday"  # Saturday


if TYPE_CHECKING:  # a protocol takes a while to make, and nothing asks for it at run time

    class Catalogue(Protocol):
        """Translations as `gettext.GNUTranslations` has them."""

        def gettext(self, message: str) -> str:
            """`message` in another language."""
            ...

        def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
            """The form of a text that goes with the number `n`."""
            ...

        def pgettext(self, context: str, message: str) -> str:
            """`message`, where it is used as `context` says."""
            ...

    class Conventions(Protocol):
        """How a language writes numbers, dates and times of day."""

        def number(self, value: float, digits: int) -> str:
            """`value` with just `digits` places after the decimal mark."""
            ...

        def day(self, day: date, style: DateStyle) -> str:
            """A day, or a part of it, as `style` says."""
            ...

        def time_of_day(self, moment: time) -> str:
            """Hours and minutes."""
            ...

else:
    Catalogue = Conventions = object


_MONTHS: Final = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)
_WEEKDAYS: Final = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


class EnglishCatalogue:
    """The texts as they stand in the program. gettext's own would import half a dozen modules before the first look."""

    def gettext(self, message: str) -> str:
        """`message`."""
        return message

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        """The first for one, else the second."""
        return msgid1 if n == 1 else msgid2

    def pgettext(self, context: str, message: str) -> str:
        """`message`."""
        return message


class EnglishConventions:
    """What the program uses where nothing else was chosen: a decimal point, days before months, 24 hours."""

    def number(self, value: float, digits: int) -> str:
        """As in `7.50`."""
        return f"{value:.{digits}f}"

    def day(self, day: date, style: DateStyle) -> str:
        """As the examples of `DateStyle`."""
        month, weekday = _MONTHS[day.month - 1], _WEEKDAYS[day.weekday()]
        match style:
            case DateStyle.DAY:
                return f"{weekday[:3]} {day.day} {month[:3]} {day.year}"
            case DateStyle.LONG:
                return f"{weekday}, {day.day} {month} {day.year}"
            case DateStyle.SHORT:
                return f"{day.day} {month[:3]}"
            case DateStyle.MONTH:
                return month[:3]
            case DateStyle.WEEKDAY:
                return weekday[:3]
            case DateStyle.FULL_WEEKDAY:
                return weekday

    def time_of_day(self, moment: time) -> str:
        """As in `07:05`."""
        return f"{moment.hour:02}:{moment.minute:02}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Language:
    """A language in use: its code ("de"), its texts and its conventions."""

    code: str = "en"
    catalogue: Catalogue = field(default_factory=EnglishCatalogue)
    conventions: Conventions = field(default_factory=EnglishConventions)


ENGLISH: Final = Language()
_used: Language = ENGLISH
_originals: dict[str, str] = {}  # only texts of files that came with the program get in: it stays small


def use_language(language: Language) -> Language:
    """Show everything in `language` from now on; gives the one before. A window shows it after it is built anew."""
    global _used
    before, _used = _used, language
    return before


def language_code() -> str:
    """The code of the language in use, such as "de"."""
    return _used.code


def tr(message: str, /, **values: object) -> str:
    """`message` in the language in use, with `values` put in by name where there are any."""
    text = _used.catalogue.gettext(message) if message else ""  # gettext answers "" with the catalogue's head
    return text.format(**values) if values else text


def trn(one: str, many: str, n: int, /, **values: object) -> str:
    """The form of a text that goes with `n`, which is put in as `{n}` beside the other `values`."""
    return _used.catalogue.ngettext(one, many, n).format(n=n, **values)


def trc(context: str, message: str, /, **values: object) -> str:
    """`message` as used in `context`, where the same English word needs different translations."""
    text = _used.catalogue.pgettext(context, message) if message else ""
    return text.format(**values) if values else text


def later(message: str) -> str:
    """`message` itself: marks a text of a module's table for translation, which `tr` does when it is shown."""
    return message


def written(text: str) -> str:
    """A text of a file in the language in use, if it is that of a bundled routine or movement; else as it is."""
    shown = _used.catalogue.pgettext("file", text) if text else ""
    if shown != text:
        _originals[shown] = text
    return shown


def as_written(text: str) -> str:
    """The text of a file that `written` showed as `text`: what is kept must not depend on the language of that day."""
    return _originals.get(text, text)


def format_number(value: float, digits: int = 0) -> str:
    """`value` with `digits` places after the decimal mark of the language in use."""
    return _used.conventions.number(value, digits)


def format_count(number: int) -> str:
    """A large number in groups of three: `1,204`; with thin spaces in languages whose decimal mark is a comma."""
    grouped = f"{number:,}"
    return grouped if "," not in format_number(0.5, 1) else grouped.replace(",", "\u202f")


def format_date(day: date, style: DateStyle = DateStyle.DAY) -> str:
    """A day as the language in use writes it."""
    return _used.conventions.day(day, style)


def format_time(moment: time) -> str:
    """Hours and minutes as the language in use writes them."""
    return _used.conventions.time_of_day(moment)
