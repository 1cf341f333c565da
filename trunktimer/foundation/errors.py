"""Faults that a person can mend, as values and exceptions. Bugs have no class here: they stay loud."""

from collections.abc import Sequence
from dataclasses import dataclass

#: Where in a file a thing stands: keys, and zero-based places in lists, from the outside in.
Path = tuple[str | int, ...]


def path_text(path: Path) -> str:
    """Say a path the way people count: `("block", 1, "hold")` is `block.2.hold`."""
    return ".".join(str(part + 1) if isinstance(part, int) else part for part in path)


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """One thing wrong in a written routine or movement.

    `path` names the value; `what` says what is wrong and what would be right, without a full stop.
    """

    path: Path
    what: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FileFault:
    """A fault with its place in a file. `line` counts from 1; `where` is empty when it is the whole file."""

    file: str
    line: int
    where: str
    what: str

    def __str__(self) -> str:
        where = f"{self.where}: " if self.where else ""
        return f"{self.file}:{self.line}: {where}{self.what}"


class TrunkTimerError(Exception):
    """Something a person can mend. Its text is a whole sentence for that person."""


class FileFaults(TrunkTimerError):
    """A file that cannot be used, with every fault found in it (at least one)."""

    def __init__(self, faults: Sequence[FileFault]) -> None:
        self.faults = tuple(faults)
        super().__init__("\n".join(str(fault) for fault in self.faults))
