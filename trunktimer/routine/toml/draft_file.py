"""What an editor has on the disk: drafts beside files, saving, and noticing that another program changed a file.

What stands in the text is not known here; how a text is written whole or not at all is in `text_file`.
"""

import contextlib
import hashlib
import json
import os
import re
import stat
from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

from trunktimer.foundation.errors import TrunkTimerError
from trunktimer.foundation.places import Places
from trunktimer.foundation.private_files import FOLDER_MODE
from trunktimer.foundation.text_file import LARGEST_BYTES, file_fault, read_text, reason_of, shown, write_text
from trunktimer.foundation.translation import tr
from trunktimer.routine.toml.additions import unused_path

_BOM: Final = b"\xef\xbb\xbf"
_LONGEST_NAME_BYTES: Final = 255
_HEAD: Final = "# TrunkTimer: a draft that was not saved. Open its routine in the editor to go on with it.\n#:draft "
_SCHEMA_LINE: Final = re.compile(r"\A#:schema[^\n]*\n")


@dataclass(frozen=True, slots=True, kw_only=True)
class FileState:
    """A file as it was found. `digest` stands for its content; `None` means that there was no file."""

    digest: str | None
    size: int = 0
    mtime_ns: int = 0
    ctime_ns: int = 0
    inode: int = 0


#: What is expected where a file is to be made.
NO_FILE: Final = FileState(digest=None)


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundDraft:
    """A draft that was left behind.

    `path` is the routine's file, `text` the draft. `based_on` is the digest of the text that the draft was made
    from (`None`: there was no file); `changed` tells whether something else stands in the file by now.
    """

    path: Path
    text: str
    based_on: str | None
    changed: bool


class ChangedMeanwhile(TrunkTimerError):
    """Nothing was saved, since another program changed, replaced, made or removed the file.

    `text` is what stands there now (`None`: no file, or none that can be read); `state` is the file's state.
    Who wants to save nevertheless saves once more and expects `state`.
    """

    def __init__(self, path: Path, text: str | None, state: FileState) -> None:
        self.path, self.text, self.state = path, text, state
        name = shown(str(path))
        if state.digest is None:
            sentence = tr(
                "{name} was removed by another program, so nothing was saved. Save again to make it anew.", name=name
            )
        elif text is None:
            sentence = tr("{name} was changed by another program and cannot be read, so nothing was saved.", name=name)
        else:
            sentence = tr(
                "{name} was changed by another program, so nothing was saved. Keep one of the two versions.", name=name
            )
        super().__init__(sentence)


def text_digest(text: str) -> str:
    """The digest that a file with this text has; a byte order mark does not count."""
    return _digest(text.encode("utf-8", "surrogatepass"))


# ---- the file and other programs


def state_of(path: Path) -> FileState:
    """How the file is now, through links. Raises `FileFaults` where something is there that cannot be read."""
    try:
        with contextlib.closing(_Opened(path)) as file:
            found = os.fstat(file.descriptor)
            if not stat.S_ISREG(found.st_mode):
                raise file_fault(path, tr("this is not a plain file"))
            return _stamped(found, _digest(file.content()))
    except (FileNotFoundError, NotADirectoryError):
        return NO_FILE
    except (OSError, ValueError) as error:
        raise file_fault(path, tr("the file cannot be read: {reason}", reason=reason_of(error))) from error


def has_changed(path: Path, state: FileState) -> bool:
    """Whether another program changed, replaced, made or removed the file since it was in `state`.

    Cheap while nobody touched it. A file that was touched, or replaced by one with the same content, has not changed.
    """
    try:
        if state.digest is not None and _stamped(path.stat(), state.digest) == state:
            return False
        return state_of(path).digest != state.digest
    except (FileNotFoundError, NotADirectoryError):
        return state.digest is not None
    except (OSError, ValueError, TrunkTimerError):
        return True  # it could be read before


def save_routine(path: Path, text: str, expected: FileState) -> FileState:
    """Put `text` into the file if it is still as `expected`; gives the new state.

    Written whole or not at all; permissions, links and a byte order mark are kept; folders are made. Raises
    `ChangedMeanwhile` if something else stands there, and `TrunkTimerError` if it cannot be written.
    """
    now = _state_or_unknown(path)
    if now.digest != expected.digest:  # the content decides, whatever the times say
        raise ChangedMeanwhile(path, _text_of(path), now)
    if now.digest is None:
        make_folder(_real(path).parent)
    write_text(path, text)
    digest = text_digest(text)
    found = _state_or_unknown(path)
    # Whoever wrote between our renaming and this look is noticed at the next one: no stamp of theirs is taken.
    return found if found.digest == digest else FileState(digest=digest)


# ---- drafts


def draft_path(path: Path, state: Path | None = None) -> Path:
    """Where the draft of a file lies: hidden beside it, or in the folder `state` where that cannot be written."""
    beside, *elsewhere = _draft_places(path, state)
    name_fits = len(os.fsencode(beside.name)) <= _LONGEST_NAME_BYTES
    usable = name_fits and beside.parent.is_dir() and os.access(beside.parent, os.W_OK)
    return beside if usable or not elsewhere else elsewhere[0]


def save_draft(path: Path, text: str, based_on: str | None, state: Path | None = None) -> Path:
    """Keep `text` as the draft of the file, whole or not at all; gives where it lies.

    `based_on` is the `FileState.digest` of what the draft was made from. `state` is the folder that takes the draft
    where the file's own cannot be written. Raises `TrunkTimerError` if it can be kept nowhere.
    """
    content = _HEAD + json.dumps({"of": str(_real(path)), "based_on": based_on}) + "\n" + text
    places = _draft_places(path, state)
    place = draft_path(path, state)
    try:
        _write_draft(place, content, path)
    except TrunkTimerError:
        if place == places[-1]:
            raise
        place = places[-1]
        _write_draft(place, content, path)
    _remove(other for other in places if other != place)
    return place


def find_draft(path: Path, state: Path | None = None) -> FoundDraft | None:
    """The newest draft of the file, if it says something else than the file. `state` as in `save_draft`."""
    found = [kept for place in _draft_places(path, state) if (kept := _read_draft(place)) is not None]
    if not found:
        return None
    _, draft = max(found, key=lambda kept: kept[0])
    now = _state_or_unknown(path)
    if text_digest(draft.text) == now.digest:
        return None  # the program ended between saving and clearing away
    return replace(draft, path=path, changed=now.digest != draft.based_on)


def find_drafts(folder: Path, state: Path | None = None) -> list[FoundDraft]:
    """The drafts of all routines in a folder, by path, those included that were never saved."""
    paths: set[Path] = set()
    with contextlib.suppress(OSError):
        for place in folder.glob(".*.draft"):
            paths.add(folder / place.name.removeprefix(".").removesuffix(".draft"))
    with contextlib.suppress(OSError):
        for place in (state / "drafts").glob("*.draft") if state else ():
            kept = _read_draft(place)
            if kept is not None:  # if it is of another folder, there is none at this path
                paths.add(folder / kept[1].path.name)
    found = (find_draft(path, state) for path in sorted(paths))
    return [draft for draft in found if draft is not None]


def drop_draft(path: Path, state: Path | None = None) -> None:
    """Take away the draft of the file, if there is one: it was saved, or is not wanted."""
    _remove(_draft_places(path, state))


# ---- copies of one's own


def is_bundled(path: Path, places: Places) -> bool:
    """Whether the file came with the program, so that it is edited as a copy."""
    return _real(path).parent == _real(places.routines)


def own_copy_path(path: Path, places: Places) -> Path:
    """Where an edit of the file is saved: a bundled routine in the person's folder, where no file is yet.

    There it takes the place of the bundled one if no other copy has its name. Any other file is its own place.
    """
    if not is_bundled(path, places):
        return path
    return unused_path(places.own_routines, path.stem.removesuffix(".trunk"))


def own_copy_text(text: str) -> str:
    """The text of a bundled routine as a copy has it: without the line that names a file beside the bundled ones."""
    return _SCHEMA_LINE.sub("", text)


# ---- within


class _Opened:
    """A file that is open for reading, without waiting for anybody where it is a pipe."""

    def __init__(self, path: Path) -> None:
        self.descriptor = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0))

    def content(self) -> bytes:
        """All that is in it, up to a little more than a routine may have."""
        pieces: list[bytes] = []
        left = LARGEST_BYTES + len(_BOM) + 1
        while left > 0 and (piece := os.read(self.descriptor, left)):
            pieces.append(piece)
            left -= len(piece)
        return b"".join(pieces)

    def close(self) -> None:
        """Let it go."""
        os.close(self.descriptor)


def _stamped(found: os.stat_result, digest: str) -> FileState:
    return FileState(
        digest=digest,
        size=found.st_size,
        mtime_ns=found.st_mtime_ns,
        ctime_ns=found.st_ctime_ns,
        inode=found.st_ino,
    )


def _digest(content: bytes) -> str:
    return hashlib.sha256(content.removeprefix(_BOM)).hexdigest()


def _state_or_unknown(path: Path) -> FileState:
    """The state; where it cannot be told, one that is unlike any other."""
    try:
        return state_of(path)
    except TrunkTimerError:
        return FileState(digest="")


def _text_of(path: Path) -> str | None:
    try:
        return read_text(path)
    except TrunkTimerError:
        return None


def _real(path: Path) -> Path:
    """The file behind links, so that all its names share one draft."""
    try:
        return path.resolve()
    except (OSError, RuntimeError):  # links in a circle
        return path.absolute()


def _draft_places(path: Path, state: Path | None) -> list[Path]:
    real = _real(path)
    beside = real.with_name(f".{real.name}.draft")
    if state is None:
        return [beside]
    mark = hashlib.sha256(os.fsencode(real)).hexdigest()[:16]
    return [beside, state / "drafts" / f"{real.stem[:40]}-{mark}.draft"]


def _read_draft(place: Path) -> tuple[int, FoundDraft] | None:
    """When the draft in a file was written, and the draft; `None` where there is none that can be read."""
    head = _HEAD.encode("utf-8")
    try:
        if not place.is_file():
            return None
        with place.open("rb") as file:
            if file.read(len(head)) != head:
                return None  # not ours
            said = json.loads(file.readline())
            text = file.read().decode("utf-8")
            written_ns = os.fstat(file.fileno()).st_mtime_ns
        return written_ns, FoundDraft(path=Path(said["of"]), text=text, based_on=said["based_on"], changed=False)
    except (OSError, ValueError, KeyError, TypeError):
        return None


def _write_draft(place: Path, content: str, path: Path) -> None:
    """Write a draft, for the person alone."""
    if place.parent != _real(path).parent:
        make_folder(place.parent, FOLDER_MODE)
    write_text(place, content, private=True)


def make_folder(folder: Path, mode: int = 0o777) -> None:
    """Have a folder be there. Raises `TrunkTimerError`."""
    try:
        folder.mkdir(parents=True, exist_ok=True, mode=mode)
    except OSError as error:
        raise TrunkTimerError(
            tr("{folder} cannot be made: {reason}.", folder=shown(str(folder)), reason=error.strerror or error)
        ) from error


def _remove(places: Iterable[Path]) -> None:
    for place in places:
        with contextlib.suppress(OSError):  # a leftover that cannot be removed says what the file says, and is not told
            place.unlink()
