"""Changes one value in the text of a routine and leaves every other line as it stands. Writes no file."""

from __future__ import annotations

from collections.abc import MutableMapping, MutableSequence
from typing import cast

from trunktimer.core.durations import Span, restyle
from trunktimer.core.errors import Path, TrunkTimerError, path_text


def change_value(text: str, path: Path, value: object) -> str:
    """The text with the value at `path` changed (or added to its table).

    `path` is that of a fault: keys, and zero-based places in lists. A `Span` is written in the style in which
    the old value stood. Raises `TrunkTimerError` if the table at `path` does not exist, or if the text is no
    TOML.
    """
    import tomlkit
    from tomlkit.exceptions import TOMLKitError

    if not path:
        raise TrunkTimerError("No value was named.")
    try:
        document = tomlkit.parse(text)
    except TOMLKitError as error:
        raise TrunkTimerError(f"The text cannot be changed, because it is not TOML: {error}.") from error
    table: object = document
    for part in path[:-1]:
        table = _inside(table, part, path)
    key = path[-1]
    old = _inside(table, key, path, missing_is_none=True)
    new = restyle(_plain(old), value) if isinstance(value, Span) else value
    if isinstance(table, MutableMapping):
        table[str(key)] = new
    else:
        cast("MutableSequence[object]", table)[int(key)] = new
    return _with_line_ends(tomlkit.dumps(document), text)


def _inside(table: object, part: str | int, path: Path, *, missing_is_none: bool = False) -> object:
    if isinstance(part, str) and isinstance(table, MutableMapping):
        if part in table:
            return table[part]
        if missing_is_none:
            return None
    elif isinstance(part, int) and isinstance(table, MutableSequence) and 0 <= part < len(table):
        return table[part]
    raise TrunkTimerError(f"There is no {path_text(path)} in this routine.")


def _plain(item: object) -> object:
    unwrap = getattr(item, "unwrap", None)
    return unwrap() if callable(unwrap) else item


def _with_line_ends(changed: str, before: str) -> str:
    """A line that was added ends as the others do."""
    if "\r\n" in before and before.count("\r\n") == before.count("\n"):
        return changed.replace("\r\n", "\n").replace("\n", "\r\n")
    return changed
