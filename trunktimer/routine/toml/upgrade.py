"""A routine file in format 1 written in format 2, so that its timeline stays the same; all other lines as they were."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any, Final

from pydantic import ValidationError

from trunktimer.foundation.durations import NO_PAUSE, Span
from trunktimer.foundation.errors import FileFaults, Path
from trunktimer.routine.movement import Movement
from trunktimer.routine.resolved import RepPhase, tempo_of
from trunktimer.routine.routine import FORMAT, ROLES, Block, Routine
from trunktimer.routine.timing import Rising
from trunktimer.routine.toml.document import read_document
from trunktimer.routine.toml.edit import change_value, line_after, line_start, remove_value
from trunktimer.routine.toml.routine_file import parse_routine
from trunktimer.routine.toml.routine_keys import PAUSES
from trunktimer.routine.toml.routine_model import RoutineModel, newer_faults

_STATED: Final = ("raise", "hold", "lower")


def upgraded(text: str, file: str, movements: Mapping[str, Movement]) -> str:
    """The same routine in the newest format; `text` itself if it is in that already.

    Raises `FileFaults` if it is no routine.
    """
    routine = parse_routine(text, file, movements)
    if routine.format == FORMAT:
        return text
    data: Any = read_document(text, file).data
    new = change_value(text, ("format",), FORMAT)
    new = _with_rising(new, routine, data, ())
    return _with_blocks(new, routine.blocks, data, (), movements)


def is_beyond_its_format(text: str) -> bool:
    """Whether a file says in an older format what only the newest one knows, and has no other fault in its values."""
    try:
        document = read_document(text, "")
        model = RoutineModel.model_validate(document.data)
    except (FileFaults, ValidationError):
        return False
    return not document.faults and model.format < FORMAT and any(newer_faults(model))


def _with_blocks(
    text: str, blocks: tuple[Block, ...], table: Any, around: Path, movements: Mapping[str, Movement]
) -> str:
    for at, block in enumerate(blocks):
        path = (*around, "block", at)
        inner = table["block"][at]
        text = _with_rising(text, block, inner, path)
        if block.alone:
            text = _with_phases(text, block, path, movements.get(block.movement) if block.movement else None)
        if block.blocks:
            text = _with_blocks(text, block.blocks, inner, path, movements)
    return text


def _with_rising(text: str, written: Routine | Block, table: Any, path: Path) -> str:
    """Ranges of rest that grow with the level say so: others shrink now."""
    for key in sorted(PAUSES & table.keys()):
        if isinstance(getattr(written, key, None), Rising):
            text = change_value(text, (*path, key), f"{str(table[key]).strip()} rising")
    return text


def _with_phases(text: str, block: Block, path: Path, movement: Movement | None) -> str:
    """The phases that are the whole rep: those of the movement beside them are switched off, or all are written out."""
    meant = tempo_of(block, movement)
    stated = {role: getattr(block, "raise_" if role == "raise" else role) for role in _STATED}
    off = [role for role in ROLES if movement and movement.in_role(role) and stated.get(role) is None]
    switched: dict[str, Any] = {"raise_" if role == "raise" else role: NO_PAUSE for role in off}
    if tempo_of(replace(block, alone=False, **switched), movement) == meant:
        for role in off:
            text = change_value(text, (*path, role), "none")
        return text
    for role, time in stated.items():
        if time is not None:
            text = _without(text, (*path, role))
    return change_value(text, (*path, "phase"), [_phase(phase) for phase in meant])


def _without(text: str, path: Path) -> str:
    """`text` without a value, but with the comment behind it, on a line of its own."""
    mark = read_document(text, "").lines.marks[path]
    start, end = line_start(text, mark.start), line_after(text, mark.end)
    comment = text[mark.end : end].strip()
    if text[start : mark.start].strip() or not comment.startswith("#"):
        return remove_value(text, path)
    line_end = "\r\n" if text[:end].endswith("\r\n") else "\n"
    return f"{text[:start]}# {path[-1]}: {comment.lstrip('# ')}{line_end}{text[end:]}"


def _phase(phase: RepPhase) -> dict[str, object]:
    assert isinstance(phase.time, Span), "format 1 knows no other times"
    return {"do": phase.do, "time": phase.time}
