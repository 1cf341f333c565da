"""`trunktimer figure`: pictures of movements, a sheet of all of them, and a window that follows a file."""

import argparse
import contextlib
import os
import sys
from difflib import get_close_matches
from pathlib import Path

from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication

from trunktimer.figure.body import Side
from trunktimer.foundation.errors import TrunkTimerError
from trunktimer.foundation.places import Places
from trunktimer.foundation.text_file import shown
from trunktimer.foundation.translation import ENGLISH, language_code, tr, trn
from trunktimer.routine.movement import Movement
from trunktimer.routine.toml.movement_file import load_movements, read_movement
from trunktimer.routine.translated import translated_movement
from trunktimer.ui.figure.figure_picture import breath_of, moment_of, save_picture, save_sheet
from trunktimer.ui.figure.watch_window import WatchWindow
from trunktimer.ui.kit.fonts import interface_font, load_fonts
from trunktimer.ui.kit.look import LOOK
from trunktimer.ui.kit.qt_language import follow_language
from trunktimer.ui.kit.theme import Theme, apply_theme, theme_for


def draw(arguments: argparse.Namespace, places: Places, parser: argparse.ArgumentParser | None) -> int:
    """Carry the command out; gives the exit code. Raises `TrunkTimerError` for what a person can mend."""
    wanted = [name for name in ("movement", "sheet", "watch") if getattr(arguments, name)]
    if len(wanted) != 1 and parser is not None:
        parser.error(tr("figure: name a MOVEMENT, or --sheet, or --watch FILE"))
    if arguments.watch:
        return _watch(Path(arguments.watch), places, arguments.theme)
    alone = any(word is not None for word in (arguments.phase, arguments.side, arguments.at))
    if arguments.sheet and alone and parser is not None:
        parser.error(tr("figure: --phase, --at and --side are for one movement, not for --sheet"))
    if arguments.output is None and parser is not None:
        parser.error(tr("figure: say where to, as in -o bridge.png"))
    output = Path(arguments.output)
    if arguments.sheet and output.suffix.lower() != ".png":
        raise TrunkTimerError(tr("{file} cannot be drawn; name a file that ends in .png.", file=output))
    if output.suffix.lower() not in (".png", ".svg"):
        raise TrunkTimerError(tr("{file} cannot be drawn; name a file that ends in .png or .svg.", file=output))
    application, theme = _start_drawing(places, arguments.theme)
    if arguments.sheet:
        movements, faults = load_movements(places.movement_folders)
        print(*faults, sep="\n", end="\n" if faults else "", file=sys.stderr)
        drawn = [translated_movement(movement) for movement in movements.values() if movement.drawing is not None]
        save_sheet(sorted(drawn, key=lambda movement: movement.name), theme, output)
        print(f"{output}: {trn('{n} movement', '{n} movements', len(drawn))}")
        return 0
    movement = translated_movement(find_movement(arguments.movement, places))
    figure = movement.figure()
    if figure is None:
        raise TrunkTimerError(
            tr(
                "{movement} has no poses yet; docs/movement-format.md says how they are written.",
                movement=movement.name,
            )
        )
    side = Side(arguments.side) if arguments.side else None
    if side is not None and movement.sides is None:
        raise TrunkTimerError(tr("{movement} has no sides; leave --side out.", movement=movement.name))
    moment = moment_of(movement, figure, arguments.phase, 1.0 if arguments.at is None else arguments.at, side)
    save_picture(figure, moment, theme, output, breath_of(movement, arguments.phase))
    print(f"{output}: {movement.name}")
    del application
    return 0


def find_movement(word: str, places: Places) -> Movement:
    """The movement that `word` means: a key, or the path of a file. Raises `TrunkTimerError`."""
    path = Path(word)
    if path.suffix == ".toml" or os.sep in word:
        return read_movement(path)
    keys: dict[str, Path] = {}
    for folder in reversed(places.movement_folders):
        with contextlib.suppress(OSError):  # `doctor` tells of a folder that cannot be read
            keys.update({path.stem: path for path in folder.path.glob("[!.]*.toml")})
    if word in keys:
        return read_movement(keys[word])
    near = get_close_matches(word, keys, n=1, cutoff=0.4)
    said = shown(word, 60)
    if near:
        raise TrunkTimerError(tr('there is no movement "{word}"; did you mean "{near}"?', word=said, near=near[0]))
    there = ", ".join(sorted(keys))
    raise TrunkTimerError(tr('there is no movement "{word}"; there are: {keys}', word=said, keys=there))


def _start_drawing(places: Places, theme: str) -> tuple[QCoreApplication, Theme]:
    """Get Qt ready to draw pictures, for which no display is needed. Its application must outlive the drawing."""
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    application = QGuiApplication.instance() or QGuiApplication(sys.argv[:1])
    load_fonts(places.assets / "fonts")
    return application, theme_for(theme)


def _watch(path: Path, places: Places, theme: str) -> int:
    application = QApplication(sys.argv[:1])
    application.setApplicationName("TrunkTimer")
    application.setStyle("Fusion")
    if language_code() != ENGLISH.code:
        follow_language(application)
    load_fonts(places.assets / "fonts")
    application.setFont(interface_font())
    colours = theme_for(theme)
    apply_theme(application, colours)
    LOOK.change(theme=colours)
    window = WatchWindow(path, read_movement)
    window.show()
    return application.exec()
