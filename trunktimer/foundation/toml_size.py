"""Whether a TOML text is too deep or too much to be parsed, told before. Finds no other faults."""

import re
from typing import Final

from trunktimer.foundation.translation import format_count, tr

#: Deeper than any routine may be, and shallow enough for every parser.
MOST_DEPTH: Final = 64
#: Keys, lists, tables and what stands in lists. What holds more would take the parser longer than a person waits.
MOST_THINGS: Final = 60_000
#: Without quotes. Python's own parser needs 150 bytes a digit for a long number.
MOST_CHARACTERS: Final = 1000

_TOKEN: Final = re.compile(
    r'"""[^"\\]*(?:(?:\\.|"(?!""))[^"\\]*)*(?:"{3,5})?'
    r"|'''.*?(?:'{3,5}|\Z)"
    r'|"[^"\\\n]*(?:\\[^\n][^"\\\n]*)*"?'
    r"|'[^'\n]*'?"
    r"|#[^\n]*"
    r"|[\[{\]}.=,\n]"
    rf"|[\w+-]{{{MOST_CHARACTERS + 1},}}",
    re.DOTALL,
)


def too_much(text: str) -> tuple[int, str] | None:
    """The line (from 1) where `text` becomes too deep or too much, and what is wrong there; or `None`.

    Depth is open brackets and braces, or the dots of one key.
    """
    depth = dots = things = 0
    what = ""
    for found in _TOKEN.finditer(text):
        match found[0]:
            case ".":
                dots += 1
            case "[" | "{":
                depth, dots, things = depth + 1, 0, things + 1
            case "]" | "}":
                depth, dots = max(0, depth - 1), 0
            case "=" | ",":
                dots, things = 0, things + 1
            case "\n":
                dots = 0
            case long if long[0] not in "\"'#":
                what = tr(
                    "a number or key of {count} characters; {most} is the most",
                    count=format_count(len(long)),
                    most=format_count(MOST_CHARACTERS),
                )
        if depth > MOST_DEPTH or dots >= MOST_DEPTH:
            what = tr("this nests more than {most} deep; blocks may nest 8 deep", most=MOST_DEPTH)
        elif things > MOST_THINGS:
            what = tr("the file holds more than {most} keys and values", most=format_count(MOST_THINGS))
        if what:
            return text.count("\n", 0, found.start()) + 1, what
    return None


def unclosed_at(text: str) -> tuple[int, str] | None:
    """Line and kind of the innermost thing that is opened and never closed, or `None`."""
    opened: list[tuple[int, str]] = []
    for found in _TOKEN.finditer(text):
        token = found[0]
        match token[0]:
            case "[" | "{":
                opened.append((found.start(), token))
            case "]" | "}":
                del opened[-1:]
            case '"' | "'" if token.startswith(token[0] * 3) and not _is_closed(token):
                opened.append((found.start(), token[0] * 3))
    if not opened:
        return None
    start, kind = opened[-1]
    return text.count("\n", 0, start) + 1, kind


def _is_closed(token: str) -> bool:
    return len(token) >= 6 and token.endswith(token[0] * 3)
