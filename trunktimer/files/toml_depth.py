"""How deep a TOML text nests, told before it is parsed, valid or not. Finds no other faults."""

import re
from typing import Final

#: Deeper than any routine may be, and shallow enough for every parser.
MOST_DEPTH: Final = 64

_TOKEN: Final = re.compile(
    r'"""(?:[^"\\]++|\\.|"(?!""))*+(?:"{3,5})?'
    r"|'''.*?(?:'{3,5}|\Z)"
    r'|"(?:[^"\\\n]++|\\[^\n])*+"?'
    r"|'[^'\n]*+'?"
    r"|#[^\n]*+"
    r"|[\[{\]}.=,\n]",
    re.DOTALL,
)


def too_deep_at(text: str) -> int | None:
    """The line (from 1) on which `text` nests deeper than `MOST_DEPTH`, or `None`.

    Counts open brackets and braces, and the dots of one key.
    """
    depth = dots = 0
    for found in _TOKEN.finditer(text):
        match found[0]:
            case ".":
                dots += 1
            case "[" | "{":
                depth, dots = depth + 1, 0
            case "]" | "}":
                depth, dots = max(0, depth - 1), 0
            case "=" | "," | "\n":
                dots = 0
        if depth > MOST_DEPTH or dots >= MOST_DEPTH:
            return text.count("\n", 0, found.start()) + 1
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
