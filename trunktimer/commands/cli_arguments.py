"""How single words of the command line are read, and what is said of those that do not fit. Knows no command."""

import argparse
import sys
from collections.abc import Callable
from typing import Any, Final, NoReturn

from trunktimer.foundation.durations import HOUR_MS, MINUTE_MS
from trunktimer.foundation.moments import day_of
from trunktimer.foundation.translation import ENGLISH, format_number, language_code, later, tr
from trunktimer.routine.level_range import HIGHEST_LEVEL, LOWEST_LEVEL

USAGE: Final = 2


def level(text: str) -> int:
    """A level in percent, with or without its sign."""
    try:
        found = int(text.removesuffix("%"))
    except ValueError:
        raise argparse.ArgumentTypeError(tr('"{text}" is no level; write a number from 0 to 100', text=text)) from None
    if not LOWEST_LEVEL <= found <= HIGHEST_LEVEL:
        raise argparse.ArgumentTypeError(tr("{level} is no level; write a number from 0 to 100", level=found))
    return found


def _number(least: float, most: float, no_number: str, beyond: str) -> Callable[[str], float]:
    """Reads a number from `least` to `most`; the sentences for what is none, and for one beyond, are marked `later`."""

    def read(text: str) -> float:
        try:
            number = float(text)
        except ValueError:
            raise argparse.ArgumentTypeError(tr(no_number, text=text)) from None
        if not least <= number <= most:
            ends = {"least": format_plain_number(least), "most": format_plain_number(most)}
            raise argparse.ArgumentTypeError(tr(beyond, text=text, **ends))
        return number

    return read


seconds: Final = _number(
    0,
    600,
    later('"{text}" is no pause; write a number of seconds from 0 to 600'),
    later("{text} is no pause; write a number from {least} to {most}"),
)
share: Final = _number(
    0,
    1,
    later('"{text}" is no share; write a number from 0 to 1'),
    later("{text} is no share; write a number from {least} to {most}"),
)
speed: Final = _number(
    0.1,
    10_000,
    later('"{text}" is no speed; write a number such as 10'),
    later("{text} is no speed; write a number from {least} to {most}"),
)


def format_plain_number(value: float) -> str:
    """`value` with as many places after the decimal mark as it needs."""
    text = f"{value:g}"
    return format_number(value, 0 if "e" in text else len(text.partition(".")[2]))


def whole(least: int, most: int) -> Callable[[str], int]:
    """Reads a whole number from `least` to `most`."""

    def read(text: str) -> int:
        if not (text.isascii() and text.isdigit()) or not least <= int(text[:9]) <= most:
            raise argparse.ArgumentTypeError(
                tr(
                    '"{text}" does not fit; write a whole number from {least} to {most}',
                    text=text,
                    least=least,
                    most=most,
                )
            )
        return int(text[:9])

    return read


def day(text: str) -> int:
    """A day such as 2026-10-01, counted from 1970-01-01."""
    try:
        return day_of(text)
    except ValueError as error:
        raise argparse.ArgumentTypeError(str(error)) from None


def time_of_day(text: str) -> int:
    """A time of day such as 8:30, in milliseconds since midnight."""
    hours, _, minutes = text.partition(":")
    parts = (hours, minutes)
    digits = all(part.isascii() and part.isdigit() and len(part) <= 2 for part in parts)
    if not digits or int(hours) > 23 or int(minutes) > 59:
        raise argparse.ArgumentTypeError(tr('"{text}" is no time of day; write it as 8:30', text=text))
    return int(hours) * HOUR_MS + int(minutes) * MINUTE_MS


#: What argparse says itself, in the wording of Python 3.11 to 3.14, that a person can come to see here.
# Translators: these come from Python; leave what begins with % as it is, and the blank at the end of "usage: ".
_OF_ARGPARSE: Final = (
    later("usage: "),
    later("positional arguments"),
    later("options"),
    later("show this help message and exit"),
    later("show program's version number and exit"),
    later("argument %(argument_name)s: %(message)s"),
    later("the following arguments are required: %s"),
    later("one of the arguments %s is required"),
    later("unrecognized arguments: %s"),
    later("not allowed with argument %s"),
    later("ignored explicit argument %r"),
    later("expected one argument"),
    later("expected at most one argument"),
    later("expected at least one argument"),
    later("ambiguous option: %(option)s could match %(matches)s"),
    later("unexpected option string: %s"),
    later("invalid %(type)s value: %(value)r"),
    later("invalid choice: %(value)r (choose from %(choices)s)"),
    later("invalid choice: %(value)r, maybe you meant %(closest)r? (choose from %(choices)s)"),
)


def translate_argparse() -> None:
    """Have argparse say its own words in the language in use.

    It takes them from gettext's one global catalogue, by names of its module, and offers no other way: many of its
    sentences are made deep inside `parse_args`. In English nothing is changed.
    """
    if language_code() != ENGLISH.code:
        vars(argparse).update(_=tr, ngettext=_counted)


def _counted(one: str, many: str, n: int) -> str:
    """As `gettext.ngettext`; these sentences are about programs' mistakes, and not in the catalogue."""
    return one if n == 1 else many


class Parser(argparse.ArgumentParser):
    """Says what is wrong in one line, with the way to the help."""

    def error(self, message: str) -> NoReturn:
        hint = tr("Try: {command}", command=f"{self.prog} --help")
        self.exit(USAGE, f"trunktimer: {message}\n{hint}\n")

    def _print_message(self, message: str, file: Any = None) -> None:
        """As argparse does it, but for a help that cannot be written: argparse says nothing of that."""
        (file or sys.stderr).write(message or "")


def refuse(message: str) -> NoReturn:
    """End the program for a mistake in its arguments that only a command can see, as the parser does."""
    Parser(prog="trunktimer").error(message)
