"""Movement files: text to movement with all faults at once, and all movements of some folders."""

from collections.abc import Sequence
from pathlib import Path

from trunktimer.core.errors import FileFault, FileFaults
from trunktimer.core.movement import Movement
from trunktimer.files.document import Wording, faults_of, read_document
from trunktimer.files.places import Folder
from trunktimer.files.text_file import file_fault, read_text, shown


def parse_movement(text: str, file: str, key: str) -> Movement:
    """Read a movement. Raises `FileFaults` with every fault, by line; `file` is the name that they bear."""
    from pydantic import ValidationError

    from trunktimer.files.movement_model import WANTED, MovementModel, unknown_key

    document = read_document(text, shown(file, 4096))
    try:
        model = MovementModel.model_validate(document.data)
    except ValidationError as error:
        document.refuse(faults_of(error, Wording(unknown=unknown_key, wanted=WANTED)))
        raise
    document.refuse([])
    return model.to_core(key)


def load_movements(folders: Sequence[Folder]) -> tuple[dict[str, Movement], list[FileFault]]:
    """All movements in `folders` by key, and the faults of those that cannot be used.

    Of two with one key the first wins. A missing folder is empty; one that cannot be read is a fault.
    """
    movements: dict[str, Movement] = {}
    faults: list[FileFault] = []
    for folder in folders:
        try:
            files = _files(folder.path)
        except OSError as error:
            faults += file_fault(folder.path, f"the folder cannot be read: {error.strerror or error}").faults
            continue
        for file in files:
            if file.stem in movements:
                continue
            try:
                movements[file.stem] = parse_movement(read_text(file), str(file), file.stem)
            except FileFaults as found:
                faults += found.faults
    return movements, faults


def _files(folder: Path) -> list[Path]:
    if not folder.exists():
        return []
    return sorted(file for file in folder.iterdir() if file.suffix == ".toml" and not file.name.startswith("."))
