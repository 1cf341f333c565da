"""Where bundled things and a person's own things lie on this machine. Opens and creates nothing."""

import os
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True, kw_only=True)
class Folder:
    """A folder of routines or movements. `own` tells a person's own from those that came with the program."""

    path: Path
    own: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Places:
    """All folders of the program. Those of the person may not exist yet.

    Attributes:
        last_resorts: folders that are not the program's own, for what can be written nowhere else.
    """

    assets: Path
    routines: Path
    own_routines: Path
    own_movements: Path
    own_sounds: Path
    history: Path
    config: Path
    state: Path
    cache: Path
    last_resorts: tuple[Path, ...] = ()

    @property
    def spools(self) -> tuple[Path, ...]:
        """Where what cannot be written to the history is put until the next start; the first that takes it."""
        return (self.state, self.cache, *self.last_resorts)

    @property
    def voices(self) -> Path:
        """The voices that come with the program, a folder for each language."""
        return self.assets / "voice"

    @property
    def locale(self) -> Path:
        """The translations, a folder for each language."""
        return self.assets / "locale"

    @property
    def movements(self) -> Path:
        """The bundled movements."""
        return self.assets / "movements"

    @property
    def routine_folders(self) -> tuple[Folder, ...]:
        """Where routines are looked for; what comes first wins."""
        return (Folder(path=self.own_routines, own=True), Folder(path=self.routines, own=False))

    @property
    def movement_folders(self) -> tuple[Folder, ...]:
        """Where movements are looked for; what comes first wins."""
        return (Folder(path=self.own_movements, own=True), Folder(path=self.movements, own=False))


def find_places() -> Places:
    """The places of this installation and this person.

    Bundled things lie inside the package when it was installed, and beside it in a checkout. The person's
    folders follow the custom of the system (on Linux the XDG variables).
    """
    from platformdirs import PlatformDirs

    folders = PlatformDirs("trunktimer", appauthor=False)
    package = Path(__file__).resolve().parent.parent
    house = package if (package / "assets").is_dir() else package.parent
    return Places(
        assets=house / "assets",
        routines=house / "routines",
        own_routines=folders.user_data_path / "routines",
        own_movements=folders.user_data_path / "movements",
        own_sounds=folders.user_data_path / "sounds",
        history=folders.user_data_path / "history",
        config=folders.user_config_path,
        state=folders.user_state_path,
        cache=folders.user_cache_path,
        last_resorts=_last_resorts(),
    )


def _last_resorts() -> tuple[Path, ...]:
    """Runtime folder, home, and the one for what is temporary, which is not tried: that would be to write in it."""
    found = [os.environ.get("XDG_RUNTIME_DIR", ""), os.path.expanduser("~")]  # noqa: PTH111 - for it may be no home
    found.append(next(filter(None, map(os.environ.get, ("TMPDIR", "TEMP"))), "/tmp"))
    return tuple(path for path in map(Path, found) if path.is_absolute())
