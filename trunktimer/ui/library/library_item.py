"""A routine as the library shows it, and the line that says what it takes. It reads no files."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from trunktimer.foundation.durations import Fineness, format_duration
from trunktimer.foundation.translation import tr, trn

if TYPE_CHECKING:  # the first look shows no routine yet
    from trunktimer.routine.routine import Program, Routine
    from trunktimer.session.wording import BlockAmount


@dataclass(frozen=True, slots=True, kw_only=True)
class LibraryItem:
    """One routine in the list; with `faults` it cannot be started and says why.

    `movements` are its blocks in order, as `wording.block_amounts` gives them. `gated` says that some reps wait
    for "done", so that the time is only that of the rest; `has_ranges` that it can be made easier and harder,
    `has_original` that it is a person's own copy of one that came with the program.
    """

    key: str
    path: str
    own: bool
    name: str
    summary: str = ""
    safety: str = ""
    equipment: tuple[str, ...] = ()
    total_ms: int = 0
    gated: bool = False
    movements: "tuple[BlockAmount, ...]" = ()
    program: "Program | None" = None
    faults: tuple[str, ...] = ()
    routine: "Routine | None" = None
    has_ranges: bool = False
    has_original: bool = False


def minutes(item: LibraryItem) -> str:
    """How long a routine takes, at least."""
    return format_duration(max(60_000, item.total_ms), Fineness.MINUTES)


def time_line(item: LibraryItem) -> str:
    """How long a routine takes and how many movements it has, in one line."""
    if item.faults:
        return trn("cannot be used: {n} fault", "cannot be used: {n} faults", len(item.faults))
    movements = trn("{n} movement", "{n} movements", len(item.movements))
    # Translators: {time} is that of what goes by the clock; some reps wait for the person.
    time = tr("{time} and your own pace", time=minutes(item)) if item.gated else minutes(item)
    return f"{time} · {movements}"
