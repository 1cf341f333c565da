"""Movement files: text to movement with all faults at once, and the library of all movements."""

import contextlib
import re
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path
from typing import Final

from pydantic import ValidationError

from trunktimer.foundation.errors import Fault, FileFault, FileFaults
from trunktimer.foundation.places import Folder
from trunktimer.foundation.text_file import file_fault, read_text, shown
from trunktimer.foundation.translation import tr
from trunktimer.routine.movement import Movement
from trunktimer.routine.toml.document import Wording, faults_of, read_document
from trunktimer.routine.toml.movement_model import OWN_NAMES, WANTED, MovementModel, unknown_key, without_faults
from trunktimer.routine.toml.values import FORMAT

_OF_MOVEMENTS: Final = re.compile(r"^\s*(position\s*=|\[poses[.\]])", re.MULTILINE)
_OF_ROUTINES: Final = re.compile(r"^\s*(\[\[\s*block|block\s*=)", re.MULTILINE)


# What `play` has checked is not read a second time by the window; the text decides, so nothing is ever stale.
@lru_cache(maxsize=1024)
def parse_movement(text: str, file: str, key: str) -> Movement:
    """Read a movement. `file` is the name that faults bear; `key` the name that routines use.

    Raises:
        FileFaults: with every fault, by line.
    """
    document = read_document(text, shown(file, 4096))
    if not document.data and not document.faults:
        raise file_fault(file, tr("the file is empty; a movement needs format = 1, a name and a position"))
    found: list[Fault] = []
    model: MovementModel | None = None
    try:
        model = MovementModel.model_validate(document.data)
    except ValidationError as error:
        found = faults_of(error, Wording(unknown=unknown_key, wanted=WANTED, own_names=OWN_NAMES))
        written = document.data.get("format")
        if isinstance(written, int) and written > FORMAT:  # its other keys are not ours to judge
            found = [fault for fault in found if fault.path == ("format",)]
            raise FileFaults(document.placed(found)) from None
        with contextlib.suppress(ValidationError):
            model = MovementModel.model_validate(without_faults(document.data, found))
    if model is not None:
        whole = not found and not document.faults
        # A key that is not known may be one that is missing beside it, misspelt.
        misspelt = {
            known.path[:-1]
            for known in found
            if known.path and known.what == unknown_key(str(known.path[-1]), known.path[:-1])
        }
        found += [
            fault
            for fault in model.faults(posed=whole)
            if fault.path[:-1] not in misspelt and not any(_hides(known, fault) for known in found)
        ]
    faults = document.placed(fault for fault in found if not document.explains(fault))
    if faults or model is None:
        raise FileFaults(faults)
    return model.to_core(key)


def _hides(known: Fault, fault: Fault) -> bool:
    """Whether `fault` only comes of a value that is at fault itself."""
    return fault.path[: len(known.path)] == known.path or known.path[: len(fault.path)] == fault.path


def is_movement(text: str) -> bool:
    """Whether a file looks like a movement rather than a routine: it has a start position or poses, and no blocks."""
    return bool(_OF_MOVEMENTS.search(text)) and not _OF_ROUTINES.search(text)


def read_movement(path: Path) -> Movement:
    """Read a movement from the disk; its key is the file's name without `.toml`. Raises `FileFaults`."""
    return parse_movement(read_text(path), str(path), path.stem)


def load_movements(folders: Sequence[Folder]) -> tuple[dict[str, Movement], list[FileFault]]:
    """All movements in `folders` by key, and the faults of those that cannot be read.

    Of two with one key the first wins. A broken one gives faults, and the next of that key is taken. A missing
    folder is empty.
    """
    movements: dict[str, Movement] = {}
    faults: list[FileFault] = []
    for folder in folders:
        try:
            paths = sorted(folder.path.glob("[!.]*.toml")) if folder.path.exists() else []
        except OSError as error:
            reason = error.strerror or str(error)
            faults.extend(file_fault(folder.path, tr("the folder cannot be read: {reason}", reason=reason)).faults)
            continue
        for path in paths:
            if path.stem in movements:
                continue
            try:
                movements[path.stem] = read_movement(path)
            except FileFaults as found:
                faults.extend(found.faults)
    return movements, faults
