"""A program of somebody else's that writes a file: in a folder of its own, for a time, up to a size.

With it end all that it started, and the folder is gone, at the latest at the next start. What it writes is not known.
"""

import contextlib
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Final

#: What all files of a program may take together.
LARGEST_BYTES: Final = 4 * 1024 * 1024
_PREFIX: Final = "trunktimer-voice-"
_LOOK_S: Final = 0.02
_making = threading.Lock()  # so that no folder is taken for a left-over before it is held


@contextlib.contextmanager
def own_folder() -> Iterator[Path]:
    """A new folder that is gone afterwards. Raises `OSError` where there is no room for one."""
    with _making:
        made = Path(tempfile.mkdtemp(prefix=_PREFIX))
        held = _hold(made)
    try:
        yield made
    finally:
        _remove(made)
        if held is not None:
            os.close(held)


def remove_left_overs() -> None:
    """Remove the folders of this person's that runs left behind which were killed."""
    if sys.platform == "win32":  # there the system holds no folder for a run, and cleans up by itself
        return
    with _making, contextlib.suppress(OSError), os.scandir(tempfile.gettempdir()) as found:
        for entry in found:
            if not entry.name.startswith(_PREFIX) or not entry.is_dir(follow_symlinks=False):
                continue
            if entry.stat(follow_symlinks=False).st_uid != os.getuid():
                continue
            held = _hold(Path(entry.path))
            if held is not None:
                _remove(Path(entry.path))
                os.close(held)


def run_confined(
    command: Sequence[str],
    said: str,
    folder: Path,
    environment: Mapping[str, str],
    timeout_s: float,
    stopped: threading.Event,
) -> bool:
    """Run a program that reads `said` and writes into `folder`; whether it says that it did, within all limits."""
    try:
        process = subprocess.Popen(
            [str(Path(command[0]).absolute()), *command[1:]],
            stdin=subprocess.PIPE,
            stdout=subprocess.DEVNULL,  # no pipes: a child of the program could hold them open for ever
            stderr=subprocess.DEVNULL,
            cwd=folder,
            env={**environment, "TMPDIR": str(folder)},
            start_new_session=True,
            creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
        )
    except OSError:
        return False
    try:
        assert process.stdin is not None
        with contextlib.suppress(OSError):  # it reads nothing
            process.stdin.write(said.encode())
            process.stdin.close()
        deadline_s = time.monotonic() + timeout_s
        while process.poll() is None:
            if stopped.is_set() or time.monotonic() > deadline_s or _size_bytes(folder) > LARGEST_BYTES:
                return False
            with contextlib.suppress(subprocess.TimeoutExpired):
                process.wait(_LOOK_S)
        return process.returncode == 0 and _size_bytes(folder) <= LARGEST_BYTES
    finally:
        _kill(process)


def _kill(process: "subprocess.Popen[bytes]") -> None:
    """End a program and all that it started."""
    if sys.platform == "win32":
        process.kill()
    else:
        with contextlib.suppress(ProcessLookupError, PermissionError):  # nothing of it is left
            os.killpg(process.pid, signal.SIGKILL)
    process.wait()


def _hold(folder: Path) -> int | None:
    """Hold a folder for this run, for as long as the descriptor is open; `None` where another holds it."""
    if sys.platform == "win32":
        return None
    import fcntl

    try:
        held = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW)
    except OSError:
        return None
    try:
        fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        os.close(held)
        return None
    return held


def _size_bytes(folder: Path) -> int:
    size = 0
    for place, _, names in os.walk(folder):
        for name in names:
            with contextlib.suppress(OSError):  # it is gone by now
                size += (Path(place) / name).lstat().st_size
    return size


def _remove(folder: Path) -> None:
    """Remove a folder, also where it holds some that may not be read."""
    for place, names, _ in os.walk(folder):
        for name in names:
            inside = Path(place) / name
            if not inside.is_symlink():
                with contextlib.suppress(OSError):
                    inside.chmod(0o700)
    shutil.rmtree(folder, ignore_errors=True)
