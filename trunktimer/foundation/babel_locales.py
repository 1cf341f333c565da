"""Numbers and dates as Babel writes them. Imported when another language than English first writes one."""

from datetime import date, time

from babel import Locale, UnknownLocaleError
from babel.dates import format_date, format_skeleton, get_day_names, get_month_names
from babel.numbers import format_decimal, get_decimal_symbol

from trunktimer.foundation.translation import DateStyle


class Locales:
    """Babel's locales named `numbers` and `days`; that of the plain language `code` where Babel has none."""

    def __init__(self, numbers: str, days: str, code: str) -> None:
        self._numbers = _locale(numbers, code)
        self._days = _locale(days, code)

    def number(self, value: float, digits: int) -> str:
        """`value` with `digits` places after the decimal mark."""
        return format_decimal(value, format="0." + "0" * digits if digits else "0", locale=self._numbers)

    def day(self, day: date, style: DateStyle) -> str:
        """As the language writes what `style` asks for."""
        locale = self._days
        match style:
            case DateStyle.DAY:
                return format_skeleton("yMMMEd", day, locale=locale)
            case DateStyle.LONG:
                return format_date(day, "full", locale=locale)
            case DateStyle.SHORT:
                return format_skeleton("MMMd", day, locale=locale)
            case DateStyle.MONTH:
                return str(get_month_names("abbreviated", "stand-alone", locale)[day.month])
            case DateStyle.WEEKDAY:
                return str(get_day_names("abbreviated", "stand-alone", locale)[day.weekday()])
            case DateStyle.FULL_WEEKDAY:
                return str(get_day_names("wide", "stand-alone", locale)[day.weekday()])

    def time_of_day(self, moment: time) -> str:
        """Hours and minutes, of 24 hours."""
        return format_skeleton("Hm", moment, locale=self._days)


def decimal_mark_of(name: str) -> str:
    """The decimal mark of the locale `name`; a point where Babel has none."""
    return get_decimal_symbol(_locale(name, "en"))


def _locale(name: str, code: str) -> Locale:
    try:
        return Locale.parse(name)
    except (UnknownLocaleError, ValueError):
        return Locale.parse(code)
