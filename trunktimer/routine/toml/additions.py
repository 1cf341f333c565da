"""Adding a movement to a routine file: at the end of it, of a copy of a bundled one, or of a new one.

What stands in a file stays as it is, and a bundled file is never written to.
"""

import re
import unicodedata
from collections.abc import Mapping
from pathlib import Path
from typing import Final

from tomlkit import item

from trunktimer.foundation.durations import Span, span_token
from trunktimer.foundation.errors import FileFaults, TrunkTimerError
from trunktimer.foundation.places import Places
from trunktimer.foundation.text_file import read_text, shown, write_text
from trunktimer.foundation.translation import tr
from trunktimer.routine.addition import Addition, Amount
from trunktimer.routine.movement import Movement
from trunktimer.routine.routine import NAME_LENGTH
from trunktimer.routine.toml.routine_file import parse_routine

_SCHEMA_LINE: Final = re.compile(r"\A#:schema[^\n]*\n")
_PLAIN_HOLD: Final = 'hold = "20 s"'


def add_movement(addition: Addition, places: Places, movements: Mapping[str, Movement]) -> Path:
    """Write the routine with the movement at its end; gives the file that was written.

    A routine that came with the program is copied to the person's own folder, where it takes its place. Raises
    `TrunkTimerError` with a sentence when it cannot be done; then nothing has been written.
    """
    movement = movements[addition.movement]
    if addition.path is None:
        target = unused_path(places.own_routines, addition.name)
        text = _new_text(addition.name)
    else:
        source = Path(addition.path)
        text = read_text(source)
        target = source
        if source.parent == places.routines:
            target = unused_path(places.own_routines, source.stem)
            text = _SCHEMA_LINE.sub("", text)  # it names a file beside the bundled routines
    if re.search(r"^\s*block\s*=", text, re.MULTILINE):
        raise TrunkTimerError(
            tr(
                "{path} writes its blocks as one list, to which nothing can be added here; write each as "
                "[[block]], or add the movement by hand.",
                path=shown(str(target)),
            )
        )
    changed = with_block(text, block_text(movement, addition.amount))
    try:
        parse_routine(changed, str(target), movements)
    except FileFaults as found:
        raise TrunkTimerError(
            tr(
                "{name} was not added, since the routine would have a fault: {what}",
                name=movement.name,
                what=found.faults[0].what,
            )
        ) from found
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise TrunkTimerError(
            tr("{folder} cannot be made: {reason}.", folder=shown(str(target.parent)), reason=error.strerror or error)
        ) from error
    write_text(target, changed)
    return target


def block_text(movement: Movement, amount: Amount) -> str:
    """A block for the movement as a person would write it, without the line end of its last line."""
    lines = ["[[block]]", f"movement = {item(movement.key).as_string()}"]
    if amount.duration_ms is not None:
        lines.append(f'duration = "{span_token(Span(amount.duration_ms, amount.duration_ms))}"')
        lines += [f"bpm = {amount.bpm}"] if amount.bpm else []
    elif not movement.phase:
        lines.append(_PLAIN_HOLD)
    if amount.reps is not None:
        lines.append(f"reps = {amount.reps}")
    if amount.sets > 1:
        lines.append(f"sets = {amount.sets}")
    return "\n".join(lines)


def own_block_text(name: str) -> str:
    """A block of one's own for a movement that the library does not have: ten reps under this name."""
    return f'[[block]]\nname = {item(name[:NAME_LENGTH]).as_string()}\nreps = 10\nraise = "2 s"\nlower = "2 s"'


def with_block(text: str, block: str) -> str:
    """`text` with a block at its end, in the line ends that the text has."""
    line_end = "\r\n" if "\r\n" in text else "\n"
    kept = text.rstrip()
    return kept + line_end * 2 + block.replace("\n", line_end) + line_end


def _new_text(name: str) -> str:
    return f"format = 2\nname = {item(name).as_string()}\n"


def unused_path(folder: Path, name: str) -> Path:
    """A file name for a routine that no file has yet."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    stem = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:60] or "routine"
    path = folder / f"{stem}.toml"
    number = 2
    while path.exists() or path.is_symlink():
        path = folder / f"{stem}-{number}.toml"
        number += 1
    return path
