"""The window's shell: reads the clock, opens files and the player, and puts the parts together."""

import contextlib
import gc
import sys
import threading
import time
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QApplication

from trunktimer.core.errors import FileFaults, TrunkTimerError
from trunktimer.core.level import USUAL_LEVEL
from trunktimer.core.preferences import Preferences
from trunktimer.files.places import Places, find_places
from trunktimer.files.preferences_file import read_preferences, write_preferences
from trunktimer.gui.faults import catch_bugs
from trunktimer.gui.fonts import interface_font, load_fonts
from trunktimer.gui.main_window import MainWindow
from trunktimer.gui.pages.library import LibraryItem

if TYPE_CHECKING:  # imported where they are needed, after the first look
    from trunktimer.audio.player import Player
    from trunktimer.audio.sound_set import SoundSet
    from trunktimer.audio.sounding import Sounding
    from trunktimer.core.addition import Addition
    from trunktimer.core.effects import Effect
    from trunktimer.core.movement import Movement
    from trunktimer.core.routine import Routine
    from trunktimer.core.session import Session
    from trunktimer.core.timeline import Timeline
    from trunktimer.gui.controller import Controller

_SAVE_AFTER_MS: Final = 400
_WATCH_MS: Final = 1_000
_LOOK_AGAIN_MS: Final = 1_200  # with the time that opening takes, heard within two seconds
DEFAULT_KEY: Final = "strengthen-lower-back"


@dataclass(frozen=True, slots=True, kw_only=True)
class Start:
    """How `trunktimer play` wants its routine followed."""

    level: int = USUAL_LEVEL
    speed: float = 1.0
    first: int = 0
    muted: bool = False
    player: str | None = None
    answers: bool = False


class _Clock:
    """The one reader of the clock in the window: milliseconds since the start, faster if wanted."""

    def __init__(self, speed: float) -> None:
        self._started_ns = time.monotonic_ns()
        self._speed = speed

    def now_ms(self) -> int:
        return round((time.monotonic_ns() - self._started_ns) * self._speed / 1_000_000)

    def to_ns(self, at_ms: int) -> int:
        return self._started_ns + round(at_ms * 1_000_000 / self._speed)


class _Shelf(QObject):
    """The routines of the library. Read in a thread of its own, so that the window is there first."""

    read = Signal(object)  # list[LibraryItem]
    failed = Signal()

    def __init__(self, places: Places) -> None:
        super().__init__()
        self._places = places
        self._movements: dict[str, Movement] = {}
        self._routines: dict[str, Routine] = {}
        self._own_movements: dict[str, int] = {}

    def read_all(self) -> None:
        """Read movements and routines; `read` tells when they are there, `failed` that a bug was in the way."""
        try:
            self.read.emit(self._all())
        except Exception:
            self.failed.emit()
            raise

    def _all(self) -> list[LibraryItem]:
        from trunktimer.files.movement_file import load_movements

        self._own_movements = _stamps(self._places.own_movements)
        self._movements, faults = load_movements(self._places.movement_folders)
        items = self.routines()
        if faults:
            lines = tuple(str(fault) for fault in faults)
            items.append(LibraryItem(key="", path="", own=True, name="Own movements", faults=lines))
        return items

    def routines(self) -> list[LibraryItem]:
        """All routines as they are on the disk now; the movements must have been read."""
        from trunktimer.files.routine_file import find_routines

        items = []
        for entry in find_routines(self._places.routine_folders, self._movements):
            path = str(entry.path)
            if entry.routine is not None:
                self._routines[path] = entry.routine
                items.append(self._item(path, entry.key, entry.own, entry.routine))
            else:
                items.append(_broken(path, entry.key, entry.own, entry.faults))
        return items

    def read_one(self, path: str) -> LibraryItem:
        """Read one file (anew); a broken one is an item with faults."""
        from trunktimer.files.movement_file import load_movements
        from trunktimer.files.routine_file import read_routine

        file = Path(path).absolute()
        bundled = file.parent == self._places.routines
        if not self._movements:
            self._movements, _ = load_movements(self._places.movement_folders)
        try:
            routine = read_routine(file, self._movements)
        except FileFaults as found:
            self._routines.pop(str(file), None)
            return _broken(str(file), file.stem, not bundled, found.faults)
        self._routines[str(file)] = routine
        return self._item(str(file), file.stem, not bundled, routine)

    def own_movements_changed(self) -> bool:
        """Whether a file of the person's own movements has come, gone or changed since they were read."""
        return _stamps(self._places.own_movements) != self._own_movements

    @property
    def movements(self) -> "dict[str, Movement]":
        """The movements that were read, by key."""
        return self._movements

    def timeline(self, path: str, level: int) -> "Timeline | None":
        """The timeline of a routine that was read; `None` if it has faults."""
        from trunktimer.core.compile import compile_routine

        routine = self._routines.get(path)
        return compile_routine(routine, self._movements, level) if routine else None

    def item_at(self, path: str, level: int) -> LibraryItem | None:
        """A routine that was read, as it is at a level."""
        routine = self._routines.get(path)
        if routine is None:
            return None
        own = Path(path).parent != self._places.routines
        return self._item(path, Path(path).stem.removesuffix(".trunk"), own, routine, level)

    def _item(self, path: str, key: str, own: bool, routine: "Routine", level: int = USUAL_LEVEL) -> LibraryItem:
        from trunktimer.core.compile import compile_routine
        from trunktimer.core.wording import block_amounts

        timeline = compile_routine(routine, self._movements, level)
        return LibraryItem(
            key=key,
            path=path,
            own=own,
            name=routine.name,
            summary=routine.summary,
            safety=routine.safety,
            equipment=routine.equipment,
            total_ms=timeline.total_ms,
            gated=any(step.is_gate for step in timeline),
            movements=block_amounts(timeline),
        )


def _stamps(folder: Path) -> dict[str, int]:
    """The movement files in a folder and when each was last written; nothing where it cannot be read."""
    try:
        return {path.name: path.stat().st_mtime_ns for path in folder.glob("*.toml")}
    except OSError:
        return {}


def _broken(path: str, key: str, own: bool, faults: Iterable[object]) -> LibraryItem:
    lines = tuple(str(fault) for fault in faults)
    return LibraryItem(key=key, path=path, own=own, name=Path(path).name, faults=lines)


class _Loudspeaker(QObject):
    """The player, opened in a thread of its own: a device can take its time, and the window must not.

    Where there is no device it looks again, so that one that comes later is heard.
    """

    opened = Signal(object)
    muted_outside = Signal(str)

    def __init__(self, clock: _Clock, speed: float, places: Places) -> None:
        super().__init__()
        self._clock = clock
        self._speed = speed
        self._places = places
        self._player: Player | None = None
        self._sounding: Sounding | None = None
        self._set: SoundSet | None = None
        self._set_for = self._language = ""
        self._timeline: Timeline | None = None
        self._closed = False
        self._name: str | None = None
        self._again = QTimer(self)
        self._again.setSingleShot(True)
        self._again.setInterval(_LOOK_AGAIN_MS)
        self._again.timeout.connect(self._look_again)

    def open(self, name: str | None, language: str) -> None:
        """Open a player by name (or the best there is); `opened` tells when it is there, or why it is not."""
        self._name, self._language = name, language
        self._again.stop()
        threading.Thread(target=self._open, args=(name, language), daemon=True, name="open player").start()

    def _open(self, name: str | None, language: str) -> None:
        from trunktimer.audio.choice import open_player
        from trunktimer.audio.sound_set import SoundSet

        if self._set is None or self._set_for != language:
            self._set, self._set_for = SoundSet(self._places.own_sounds, self._places.voices, language), language
        try:
            player = open_player(name)
        except TrunkTimerError as error:
            with contextlib.suppress(RuntimeError):  # the window is gone
                self.opened.emit(error)
            return
        if self._closed:
            player.close()
            return
        with contextlib.suppress(RuntimeError):  # the window is gone
            self.opened.emit(player)
        if player.status().audible:
            self._look_outside()

    def _look_again(self) -> None:
        self.open(self._name, self._language)

    def take(self, player: "Player", preferences: Preferences) -> None:
        """Play through `player` from now on, and close the one before."""
        from trunktimer.audio.sounding import Sounding

        if self._player is not None:  # giving a device back takes its time
            threading.Thread(target=self._player.close, name="close player").start()
        self._player = player
        self._sounding = Sounding(player, self._clock.to_ns, self._speed)
        self.set_preferences(preferences)
        if self._timeline is not None and self._set is not None:
            self._set.learn(self._timeline)
        if not player.status().audible and self._name != "silence":
            self.try_again()

    def try_again(self) -> None:
        """Look for a device again in a while."""
        self._again.start()

    def set_preferences(self, preferences: Preferences) -> None:
        """Take loudness, sounds and voice."""
        if self._player is None or self._sounding is None or self._set is None:
            return
        self._player.set_volume(preferences.volume)
        self._player.set_muted(preferences.muted)
        self._player.set_sounds(self._set.bank(preferences).samples)
        self._sounding.set_voice(self._set.voice(preferences))

    def faults(self) -> list[str]:
        """The sentences for own sounds that were refused."""
        return self._set.faults if self._set is not None else []

    def learn(self, timeline: "Timeline") -> None:
        """Have names that no voice knows made ready, and look whether the computer's own sound is on."""
        self._timeline = timeline
        if self._set is not None:
            self._set.learn(timeline)
        if self._player is not None and self._player.status().audible:
            threading.Thread(target=self._look_outside, daemon=True, name="look at output").start()

    def _look_outside(self) -> None:
        from trunktimer.audio.output import output_fault

        fault = output_fault()
        with contextlib.suppress(RuntimeError):  # the window is gone
            self.muted_outside.emit(fault)

    def wake(self) -> None:
        """Have a sleeping loudspeaker wake up before something is to be heard."""
        if self._player is not None:
            self._player.wake()

    def play_one(self, kind: str) -> None:
        """Play one sound now, for a test of the sound."""
        from trunktimer.audio.sounding import play_one

        if self._player is not None:
            play_one(self._player, kind, self._clock.to_ns(self._clock.now_ms()))

    def status(self) -> str:
        """Through what sounds are heard, or why not."""
        return self._player.status().sentence if self._player is not None else "The sound is being opened."

    def carry_out(self, session: "Session", effects: "Iterable[Effect]") -> None:
        if self._sounding is not None:
            self._sounding.carry_out(session, effects)

    def fault(self) -> str:
        """Why nothing is heard, where the player knows; empty if all is well or nothing is to be heard."""
        if self._player is None or self._name == "silence":
            return ""
        status = self._player.status()
        return "" if status.audible else f"No sound: {status.sentence}"

    def close(self) -> None:
        self._closed = True
        self._again.stop()
        if self._player is not None:
            self._player.close()
        self._player = self._sounding = None


class _App(QObject):
    """The parts, put together; lives as long as the window."""

    bug_found = Signal(str)  # a signal, since bugs are also found in threads

    def __init__(self, places: Places, path: Path | None, start: Start | None) -> None:
        super().__init__()
        self._places = places
        self._path = str(path.absolute()) if path else ""
        self._start = start
        plan = start or Start()
        preferences = read_preferences(places.config)
        clock = _Clock(plan.speed)
        self._shelf = _Shelf(places)
        self._sound = _Loudspeaker(clock, plan.speed, places)
        self._clock = clock
        self.window = MainWindow(preferences, self._timeline, self._make_controller)
        self._player_name, self._language = preferences.player, preferences.language
        self._speaks = (preferences.voice, preferences.count_every_s)
        self._told_of_sounds = False
        self._outside = self._refused = self._shown_fault = (
            ""  # why nothing is heard: the computer, the player, as shown
        )
        self._sound_watch = QTimer(self)
        self._sound_watch.setInterval(_WATCH_MS)
        self._sound_watch.timeout.connect(self._watch_sound)
        self._muted_by_word = plan.muted
        self._shelf.read.connect(self._shelve)
        self._sound.opened.connect(self._player_opened)
        self._sound.muted_outside.connect(self._muted_outside)
        self.window.sound_test_asked.connect(self._test_sound)
        self.window.library.chosen_changed.connect(self._sound.wake)
        self.window.file_asked.connect(self._open_file)
        self.window.library.read_again_asked.connect(self._open_file)
        self.window.library.level_changed.connect(self._level_changed)
        self.window.preferences_changed.connect(self._preferences_changed)
        self.window.addition_asked.connect(self._add_movement)
        self.window.movements_shown.connect(self._look_for_movements)
        self._shelved = False
        self._save_timer = QTimer(self)
        self._save_timer.setSingleShot(True)
        self._save_timer.timeout.connect(self._save)
        self.bug_found.connect(self.window.tell)
        self._shelf.failed.connect(self.window.library.show_failure)
        catch_bugs(places.state / "trunktimer.log", self.bug_found.emit)

    def _timeline(self, path: str, level: int) -> "Timeline | None":
        timeline = self._shelf.timeline(path, level)
        if timeline is not None:
            self._sound.learn(timeline)
            self._sound_watch.start()
        return timeline

    def _make_controller(self) -> "Controller":
        from trunktimer.gui.controller import Controller

        plan = self._start or Start()
        return Controller(self._clock.now_ms, self._sound.carry_out, speed=plan.speed, answers=plan.answers)

    def begin(self) -> None:
        """What waits until the window can be seen."""
        gc.enable()
        threading.Thread(target=self._shelf.read_all, daemon=True, name="read routines").start()
        name = self._start.player if self._start else None
        load_fonts(self._places.assets / "fonts", "*-S*.otf")
        self.window.complete()
        wanted = "silence" if self._muted_by_word else name or self._player_name or None
        self._sound.open(wanted, self.window.preferences.language)

    def end(self) -> None:
        """Close what must be closed, and keep what was changed."""
        if self._save_timer.isActive():
            self._save()
        self._sound.close()

    def _shelve(self, items: list[LibraryItem]) -> None:
        library = self.window.library
        self.window.set_movements(self._shelf.movements)
        if self._shelved:
            library.show_items([*items, *self._opened_elsewhere(items)])
            return
        self._shelved = True
        known = next((item for item in items if item.path == self._path), None)
        if self._path and known is None:
            known = self._shelf.read_one(self._path)
            items.append(known)
        usual = next((item.path for item in items if item.key == DEFAULT_KEY), "")
        library.show_items(items, self._path or usual)
        if known is None or known.faults:
            library.focus_list()
        elif self._start is not None:
            self.window.follow(known.path, self._start.level, first=self._start.first)
        else:
            self.window.follow(known.path, library.level(), start=False)

    def _open_file(self, path: str) -> None:
        if not path:  # the entry that tells of movements with faults
            threading.Thread(target=self._shelf.read_all, daemon=True, name="read routines").start()
            return
        item = self._shelf.read_one(path)
        self.window.library.show_item(item)
        self.window.library.choose(item.path)

    def _add_movement(self, addition: "Addition") -> None:
        from trunktimer.files.additions import add_movement

        name = self._shelf.movements[addition.movement].name
        try:
            path = str(add_movement(addition, self._places, self._shelf.movements))
        except (TrunkTimerError, FileFaults) as error:
            self.window.tell(str(error))
            return
        library = self.window.library
        if Path(path).parent == self._places.own_routines:  # a new file may hide a bundled one
            routines = self._shelf.routines()
            library.show_items([*routines, *self._opened_elsewhere(routines)], path)
        else:
            self._open_file(path)
        self.window.take_addition(path)
        copied = addition.path is not None and path != addition.path
        whose = "your copy of " if copied else "the new routine " if addition.path is None else ""
        self.window.tell(f"{name} was added at the end of {whose}{library.chosen_name()}.")

    def _opened_elsewhere(self, items: list[LibraryItem]) -> list[LibraryItem]:
        """What a person opened that does not lie where routines are looked for."""
        there = {item.path for item in items}
        folders = (self._places.routines, self._places.own_routines)
        shown = self.window.library.items()
        return [
            item for item in shown if item.path and item.path not in there and Path(item.path).parent not in folders
        ]

    def _look_for_movements(self) -> None:
        """Read movements and routines anew if a file of the person's own movements has come, gone or changed."""
        if self._shelved and self._shelf.own_movements_changed():
            threading.Thread(target=self._shelf.read_all, daemon=True, name="read routines").start()

    def _level_changed(self, path: str, level: int) -> None:
        item = self._shelf.item_at(path, level)
        if item is not None:
            self.window.library.show_item(item)
        if level != self.window.preferences.level:
            self.window.set_level_preference(level)

    def _player_opened(self, outcome: "Player | TrunkTimerError") -> None:
        if isinstance(outcome, TrunkTimerError):
            self._refused = str(outcome)
            self._show_sound_fault()
            self._sound.try_again()
            return
        self._refused = ""
        self._sound.take(outcome, self.window.preferences)
        self._show_sound_fault()
        self.window.controller.place_sounds()
        if self._sound.faults() and not self._told_of_sounds:
            self._told_of_sounds = True
            self.window.tell(" ".join(self._sound.faults()))

    def _muted_outside(self, sentence: str) -> None:
        self._outside = sentence
        self._show_sound_fault()

    def _show_sound_fault(self) -> None:
        """Say why nothing is heard, or take it back: the player's reason first, then the computer's."""
        player = "" if self._muted_by_word else self._refused or self._sound.fault()
        fault = player or ("" if self._muted_by_word else self._outside)
        if fault != self._shown_fault:
            self._shown_fault = fault
            self.window.set_standing_message(fault)

    def _watch_sound(self) -> None:
        """While a session goes on: notice that its sound is lost, or back."""
        session = self.window.controller.session
        if session is None or session.is_over:
            self._sound_watch.stop()
        self._show_sound_fault()

    def _test_sound(self) -> None:
        from trunktimer.gui.sound_test import SoundTest

        status = self._refused or self._outside or self._sound.status()
        if self.window.preferences.muted or self.window.preferences.volume == 0:
            status = "The sound is off in TrunkTimer; M turns it on while a routine is followed."
        test = SoundTest(self.window.theme(), status, self.window)
        test.play_asked.connect(self._sound.play_one)
        test.exec()
        test.deleteLater()

    def _preferences_changed(self, preferences: Preferences) -> None:
        speaks_anew = (preferences.voice, preferences.count_every_s) != self._speaks
        self._speaks = (preferences.voice, preferences.count_every_s)
        self._sound.set_preferences(preferences)
        if (preferences.player, preferences.language) != (self._player_name, self._language):
            self._player_name, self._language = preferences.player, preferences.language
            self._sound.open(preferences.player or None, preferences.language)
        elif speaks_anew:
            self.window.controller.place_sounds()
        self._save_timer.start(_SAVE_AFTER_MS)

    def _save(self) -> None:
        try:
            write_preferences(self._places.config, self.window.preferences)
        except (OSError, TrunkTimerError) as error:
            self.window.tell(f"The preferences could not be kept: {error}")


def run_window(places: Places, path: Path | None = None, start: Start | None = None) -> int:
    """Show the window until it is closed; gives the exit code. `start` follows `path` at once."""
    application = QApplication(sys.argv[:1])
    application.setApplicationName("TrunkTimer")
    application.setDesktopFileName("trunktimer")
    application.setStyle("Fusion")
    load_fonts(places.assets / "fonts", "*-[BR]*.otf")  # the weights of the first look
    application.setFont(interface_font())
    parts = _App(places, path, start)
    parts.window.first_painted.connect(parts.begin)
    parts.window.show()
    try:
        return application.exec()
    finally:
        parts.end()


def main() -> int:
    """The window, as a desktop starts it."""
    return run_window(find_places(), Path(sys.argv[1]) if len(sys.argv) > 1 else None)
