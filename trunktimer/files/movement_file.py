"""Movement files: text to movement with all faults at once, and the library of all movements."""

from collections.abc import Sequence
from pathlib import Path

from trunktimer.core.errors import FileFault, FileFaults
from trunktimer.core.movement import Movement
from trunktimer.files.document import Wording, faults_of, read_document
from trunktimer.files.places import Folder
from trunktimer.files.text_file import file_fault, read_text, shown


def parse_movement(text: str, file: str, key: str) -> Movement:
    """Read a movement. `file` is the name that faults bear; `key` the name that routines use.

    Raises `FileFaults` with every fault, by line.
    """
    from pydantic import ValidationError

    from trunktimer.files.movement_model import WANTED, MovementModel, unknown_key
    from trunktimer.files.values import FORMAT

    document = read_document(text, shown(file, 4096))
    if not document.data and not document.faults:
        raise file_fault(file, "the file is empty; a movement needs format = 1, a name and a position")
    try:
        model = MovementModel.model_validate(document.data)
    except ValidationError as error:
        found = faults_of(error, Wording(unknown=unknown_key, wanted=WANTED))
        written = document.data.get("format")
        if isinstance(written, int) and written > FORMAT:  # its other keys are not ours to judge
            found = [fault for fault in found if fault.path == ("format",)]
        found = [fault for fault in found if not document.explains(fault)]
        raise FileFaults(document.placed(found)) from None
    faults = document.placed(model.faults())
    if faults:
        raise FileFaults(faults)
    return model.to_core(key)


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
            faults.extend(file_fault(folder.path, f"the folder cannot be read: {reason}").faults)
            continue
        for path in paths:
            if path.stem in movements:
                continue
            try:
                movements[path.stem] = read_movement(path)
            except FileFaults as found:
                faults.extend(found.faults)
    return movements, faults
