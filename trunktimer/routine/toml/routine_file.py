"""Routine files: text to routine with all faults at once, and the list of routines a person has.

How a single value is changed in the text is in `edit`; reading and writing the disk is in `text_file`.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path
from typing import Final

from pydantic import ValidationError

from trunktimer.foundation import errors
from trunktimer.foundation.errors import Fault, FileFault, FileFaults
from trunktimer.foundation.places import Folder
from trunktimer.foundation.text_file import file_fault, read_text, shown
from trunktimer.foundation.translation import tr
from trunktimer.routine.check import check_routine
from trunktimer.routine.doubts import doubts_of
from trunktimer.routine.movement import Movement
from trunktimer.routine.routine import FORMAT, NAME_LENGTH, Block, Routine
from trunktimer.routine.toml.document import (
    LONGEST_REMEMBERED,
    REMEMBERED_PIECES,
    Document,
    Wording,
    faults_of,
    piece_data,
    read_document,
)
from trunktimer.routine.toml.routine_hints import WANTED, unknown_key
from trunktimer.routine.toml.routine_model import BlockModel, RoutineModel, newer_block_faults, newer_faults

#: Stands in for a block that has faults of its own, so that the rest can still be checked.
_STAND_IN: Final = {"name": "–", "duration": 1, "sides": "one-then-other"}


@dataclass(frozen=True, slots=True, kw_only=True)
class RoutineEntry:
    """A routine in the list. `routine` is `None` exactly where there are `faults`.

    `key` is what a person types to mean it: the file's name without `.toml` (and without `.trunk`).
    """

    key: str
    path: Path
    own: bool
    routine: Routine | None
    faults: tuple[FileFault, ...]


def parse_routine(text: str, file: str, movements: Mapping[str, Movement]) -> Routine:
    """Read a routine. `file` is the name that faults bear; `movements` those that blocks may name.

    Raises `FileFaults` with every fault, by line: of syntax, of single values, and of what does not fit
    together. Where a block's own keys are at fault, nothing more is said of how they fit together.
    """
    document = read_document(text, shown(file, 4096))
    if not document.data and not document.faults:
        what = tr("the file is empty; a routine needs format = 2, a name and at least one [[block]]")
        raise file_fault(file, what)
    routine, found = _of_pieces(document), list[Fault]()
    if routine is None:
        routine, found = _of_whole(document)
    faults = document.placed([*found, *check_routine(routine, movements)])
    if faults:
        raise FileFaults(faults)
    return routine


def _of_pieces(document: Document) -> Routine | None:
    """The routine with blocks that are remembered, or `None` if a single value is wrong.

    Blocks in which a line was left out have stand-ins, as in `_of_whole`.
    """
    if not document.pieces or any(piece.key not in ("", "block") for piece in document.pieces):
        return None
    try:
        model = RoutineModel.model_validate({**document.data, "block": [_STAND_IN]})
        parts = [_blocks_in(document.text[piece.start : piece.end], model.format) for piece in document.pieces[1:]]
    except ValidationError:
        return None
    if model.format < FORMAT and (None in parts or any(newer_faults(model))):
        return None
    top = model.to_core()
    blocks = [block for part in parts for block in part or ()]
    if document.spoilt:
        mended = _mended_blocks(_listed(document.data["block"]), (), {_block_of(path) for path in document.spoilt})
        for path in document.spoilt:
            if _block_of(path):
                at = int(path[1])
                blocks[at] = BlockModel.model_validate(mended[at]).to_core(model.format)
    return replace(top, blocks=tuple(blocks))


def _blocks_in(piece: str, file_format: int) -> tuple[Block, ...] | None:
    """The blocks in a piece of a file; `None` where they say what its format does not know.

    Raises pydantic's `ValidationError`.
    """
    known = _remembered_blocks if len(piece) <= LONGEST_REMEMBERED else _validated_blocks
    return known(piece, file_format)


def _validated_blocks(piece: str, file_format: int) -> tuple[Block, ...] | None:
    data = piece_data(piece)
    assert data is not None, "the piece was read before"
    models = [BlockModel.model_validate(block) for block in _listed(data["block"])]
    if file_format < FORMAT and any(newer_block_faults(models, ())):
        return None
    return tuple(model.to_core(file_format) for model in models)


_remembered_blocks = lru_cache(maxsize=REMEMBERED_PIECES)(_validated_blocks)


def _listed(blocks: object) -> list[object]:
    assert isinstance(blocks, list), "a piece with a header of an array holds an array"
    return blocks


def _of_whole(document: Document) -> tuple[Routine, list[Fault]]:
    """The routine without what is at fault in it, and these faults. Raises `FileFaults` where nothing is left."""
    found: list[Fault] = []
    try:
        model = RoutineModel.model_validate(document.data)
        found = list(newer_faults(model)) if model.format < FORMAT else []
    except ValidationError as error:
        found = faults_of(error, Wording(unknown=unknown_key, wanted=WANTED))
    written = document.data.get("format")
    if isinstance(written, int) and written > FORMAT:  # its other keys are not ours to judge
        raise FileFaults(document.placed(fault for fault in found if fault.path == ("format",)))
    found = [fault for fault in found if not document.explains(fault)]
    if found or document.spoilt:
        mended = _mended(document, found)
        if mended is None:
            raise FileFaults(document.placed(found))
        model = RoutineModel.model_validate(mended)
    return model.to_core(), found


def doubts_in(text: str, file: str, routine: Routine, movements: Mapping[str, Movement]) -> list[FileFault]:
    """What `routine`, read from `text`, may say and surely does not mean, by line."""
    return read_document(text, shown(file, 4096)).placed(doubts_of(routine, movements))


def read_routine(path: Path, movements: Mapping[str, Movement]) -> Routine:
    """Read a routine from the disk. Raises `FileFaults` for anything that is wrong with file or routine."""
    return parse_routine(read_text(path), str(path), movements)


def find_routines(folders: Sequence[Folder], movements: Mapping[str, Movement]) -> list[RoutineEntry]:
    """All routines in `folders`, by key, folder after folder; of two with one key the first wins.

    A broken file is an entry with faults; so is a folder that cannot be read. A missing folder is empty.
    """
    entries: dict[str, RoutineEntry] = {}
    for folder in folders:
        taken = set(entries)
        try:
            files = routine_files(folder.path)
        except OSError as error:
            reason = error.strerror or str(error)
            faults = file_fault(folder.path, tr("the folder cannot be read: {reason}", reason=reason)).faults
            files = {}
            key = folder.path.name
            entries[str(folder.path)] = RoutineEntry(
                key=key, path=folder.path, own=folder.own, routine=None, faults=faults
            )
        for key, path in files.items():
            if key not in taken:
                entries[key] = _entry(key, path, folder.own, movements)
    return list(entries.values())


def routine_files(folder: Path) -> dict[str, Path]:
    """The routine files in a folder by key, in the order of the keys, unread. Raises `OSError`."""
    if not folder.exists():
        return {}
    files: dict[str, Path] = {}
    for path in sorted(folder.iterdir()):
        if path.suffix == ".toml" and not path.name.startswith("."):
            key = path.stem.removesuffix(".trunk")
            files[path.stem if key in files else key] = path
    return dict(sorted(files.items()))


def _entry(key: str, path: Path, own: bool, movements: Mapping[str, Movement]) -> RoutineEntry:
    try:
        routine = read_routine(path, movements)
    except FileFaults as found:
        return RoutineEntry(key=key, path=path, own=own, routine=None, faults=found.faults)
    return RoutineEntry(key=key, path=path, own=own, routine=routine, faults=())


def _mended(document: Document, faults: Iterable[Fault]) -> dict[str, object] | None:
    """The data without what is at fault, so that the rest can be checked; `None` if nothing is left."""
    top = {fault.path[0] for fault in faults if fault.path}
    blocks = document.data.get("block")
    if not isinstance(blocks, list) or not blocks:
        return None
    spoilt = {_block_of(fault.path) for fault in faults} | {_block_of(path) for path in document.spoilt}
    kept = {key: value for key, value in document.data.items() if key not in top}
    file_format = kept.get("format")
    return {
        **kept,
        "format": FORMAT if file_format is None else file_format,
        "name": kept.get("name", "–"),
        "block": _mended_blocks(blocks, (), spoilt),
    }


def _mended_blocks(blocks: list[object], around: errors.Path, spoilt: set[errors.Path]) -> list[object]:
    mended: list[object] = []
    for at, block in enumerate(blocks):
        path = (*around, "block", at)
        if not isinstance(block, dict):
            mended.append(_STAND_IN)
            continue
        inner = block.get("block")
        children = _mended_blocks(inner, path, spoilt) if isinstance(inner, list) else []
        if path not in spoilt:
            mended.append({**block, "block": children} if children else block)
        elif children:
            mended.append({"block": children})
        else:
            named = {"movement": block["movement"]} if _is_key(block.get("movement")) else {}
            mended.append({**_STAND_IN, **named})
    return mended


def _is_key(value: object) -> bool:
    """Whether a movement's key is at least a key, so that it can be looked up."""
    return isinstance(value, str) and 0 < len(value.strip()) <= NAME_LENGTH and value.isprintable()


def _block_of(path: errors.Path) -> errors.Path:
    """The innermost block that holds `path`; `()` for what stands above the blocks."""
    for end in range(len(path), 1, -1):
        if path[end - 2] == "block" and isinstance(path[end - 1], int):
            return path[:end]
    return ()
