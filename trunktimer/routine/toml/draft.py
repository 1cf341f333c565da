"""A routine's text on its way through the editor: read as far as it can be, whatever is wrong with it."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from pydantic import ValidationError

from trunktimer.foundation.errors import FileFault, FileFaults, Path
from trunktimer.routine.compile import compile_routine
from trunktimer.routine.movement import Movement
from trunktimer.routine.routine import Routine
from trunktimer.routine.timeline import Timeline
from trunktimer.routine.toml.document import read_document
from trunktimer.routine.toml.routine_file import parse_routine
from trunktimer.routine.toml.routine_model import RoutineModel

_PLACE: Final = re.compile(r"(?:[A-Za-z0-9_-]+|\d+)(?:\.(?:[A-Za-z0-9_-]+|\d+))*")
_TRIES: Final = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """What an editor shows of a text.

    `data` is the TOML as plain values, as far as it can be read. `routine` is there as long as blocks can be made out;
    `timeline` only without faults.
    """

    text: str
    data: Mapping[str, Any]
    routine: Routine | None
    timeline: Timeline | None
    faults: tuple[FileFault, ...] = ()

    def table(self, path: Path) -> Mapping[str, Any]:
        """The TOML table at a key path, such as ("block", 0); empty if there is none."""
        here: Any = self.data
        for part in path:
            if isinstance(part, int):
                if not isinstance(here, list) or part >= len(here):
                    return {}
            elif not isinstance(here, dict) or part not in here:
                return {}
            here = here[part]
        return here if isinstance(here, dict) else {}


def read_draft(text: str, file: str, movements: Mapping[str, Movement], level: int) -> Draft:
    """Read a text with all its faults. `file` is the name that they bear; nothing is raised for what is wrong."""
    try:
        routine = parse_routine(text, file, movements)
    except FileFaults as found:
        data, left = _as_far(text, file, found.faults)
        return Draft(text=text, data=data, routine=left, timeline=None, faults=found.faults)
    timeline = compile_routine(routine, movements, level)
    return Draft(text=text, data=read_document(text, file).data, routine=routine, timeline=timeline)


def fault_path(fault: FileFault) -> Path:
    """Where a fault stands, as a key path; empty if it concerns the whole file."""
    if not _PLACE.fullmatch(fault.where):
        return ()
    return tuple(int(part) - 1 if part.isdigit() else part for part in fault.where.split("."))


def block_key(path: Sequence[int]) -> Path:
    """The key path of a block: (0, 1) is ("block", 0, "block", 1)."""
    return tuple(part for at in path for part in ("block", at))


def block_of(key: Path) -> tuple[int, ...]:
    """The block that holds a key: ("block", 0, "hold") lies in (0,); () is the routine itself."""
    path: list[int] = []
    for name, at in zip(key[::2], key[1::2], strict=False):
        if name != "block" or not isinstance(at, int):
            break
        path.append(at)
    return tuple(path)


def _as_far(text: str, file: str, faults: Sequence[FileFault]) -> tuple[dict[str, Any], Routine | None]:
    """The values that can be read, and a routine without those that are at fault."""
    try:
        data: dict[str, Any] = read_document(text, file).data
    except FileFaults:
        return {}, None
    mended = {"format": 1, "name": "?", "block": [], **_copied(data)}
    for fault in faults:
        _drop(mended, fault_path(fault))
    for _ in range(_TRIES):
        try:
            return data, RoutineModel.model_validate(mended).to_core()
        except ValidationError as error:
            for found in error.errors(include_url=False, include_context=False, include_input=False):
                _drop(mended, tuple(found["loc"]))
            mended = {"format": 1, "name": "?", "block": [], **mended}
    return data, None


def _copied(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _copied(inner) for key, inner in value.items()}
    return [_copied(inner) for inner in value] if isinstance(value, list) else value


def _drop(data: Any, path: Path) -> None:
    """Take a value out, but never a block: the others would change their places."""
    here = data
    for part in path[:-1]:
        match here, part:
            case dict(), str() if part in here:
                here = here[part]
            case list(), int() if part < len(here):
                here = here[part]
            case _:
                return
    if path and isinstance(here, dict) and isinstance(path[-1], str):
        here.pop(path[-1], None)
