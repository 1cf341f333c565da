"""`trunktimer figure`: pictures of movements, a sheet of all of them, and a window that follows a file."""

import argparse
import os
import sys
from pathlib import Path

from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication

from trunktimer.commands.figure_request import OneMovement
from trunktimer.desktop.end_watch import EndWatch
from trunktimer.foundation.places import Places
from trunktimer.foundation.translation import ENGLISH, language_code, trn
from trunktimer.routine.toml.movement_file import load_movements, read_movement
from trunktimer.routine.translated import translated_movement
from trunktimer.ui.figure.figure_picture import breath_of, moment_of, save_picture, save_sheet
from trunktimer.ui.figure.watch_window import WatchWindow
from trunktimer.ui.kit.fonts import interface_font, load_fonts
from trunktimer.ui.kit.look import LOOK
from trunktimer.ui.kit.qt_language import follow_language
from trunktimer.ui.kit.theme import Theme, apply_theme, theme_for


def draw(arguments: argparse.Namespace, places: Places, one: OneMovement | None) -> int:
    """Carry out what was checked; gives the exit code. Raises `TrunkTimerError` for what a person can mend."""
    if arguments.watch:
        return _watch(Path(arguments.watch), places, arguments.theme)
    output = Path(arguments.output)
    application, theme = _start_drawing(places, arguments.theme)
    if one is None:
        movements, faults = load_movements(places.movement_folders)
        print(*faults, sep="\n", end="\n" if faults else "", file=sys.stderr)
        drawn = [translated_movement(movement) for movement in movements.values() if movement.drawing is not None]
        save_sheet(sorted(drawn, key=lambda movement: movement.name), theme, output)
        print(f"{output}: {trn('{n} movement', '{n} movements', len(drawn))}")
        return 0
    movement, figure = one.movement, one.figure
    moment = moment_of(movement, figure, arguments.phase, 1.0 if arguments.at is None else arguments.at, one.side)
    save_picture(figure, moment, theme, output, breath_of(movement, arguments.phase))
    print(f"{output}: {movement.name}")
    del application
    return 0


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
    signals = EndWatch()
    signals.asked.connect(signals.end_loops)
    signals.listen()
    return application.exec()
