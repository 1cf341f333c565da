"""The word for a routine on the command line: a path, or the key of a listed routine."""

import os
from difflib import get_close_matches
from pathlib import Path

from trunktimer.foundation.errors import TrunkTimerError
from trunktimer.foundation.places import Places
from trunktimer.foundation.translation import tr
from trunktimer.routine.toml.routine_file import routine_files


def find_routine(word: str, places: Places) -> Path:
    """The file that `word` means: a path, or the key of a listed routine. Raises `TrunkTimerError`."""

    keys: dict[str, Path] = {}
    for folder in reversed(places.routine_folders):
        try:
            keys.update(routine_files(folder.path))
        except OSError:
            continue  # `list` and `doctor` tell of a folder that cannot be read
    path = Path(word)
    if word in keys and not path.is_file():
        return keys[word]
    looks_like_a_path = path.suffix == ".toml" or os.sep in word or os.path.lexists(path)
    if looks_like_a_path:
        return path

    near = get_close_matches(word, keys, n=1, cutoff=0.4)
    if near:
        raise TrunkTimerError(tr('there is no routine "{word}"; did you mean "{near}"?', word=word, near=near[0]))
    there = ", ".join(sorted(keys))
    raise TrunkTimerError(tr('there is no routine "{word}"; there are: {keys}', word=word, keys=there))
