"""The short questions that the window asks. What becomes of the answers is not known here."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QMessageBox, QWidget

from trunktimer.core.addition import Addition
from trunktimer.core.movement import Movement
from trunktimer.gui.add_dialog import AddDialog, Target
from trunktimer.gui.keys import key_lines
from trunktimer.gui.pages.library import LibraryItem
from trunktimer.gui.theme import Theme


def ask_end(parent: QWidget) -> bool:
    """Whether the paused session is to end here."""
    asked = QMessageBox(parent)
    asked.setWindowTitle("End the session?")
    asked.setText("End the session here?")
    asked.setInformativeText("It is paused. What you have done so far counts.")
    end = asked.addButton("End the session", QMessageBox.ButtonRole.DestructiveRole)
    stay = asked.addButton("Go on", QMessageBox.ButtonRole.RejectRole)
    asked.setDefaultButton(stay)
    asked.setEscapeButton(stay)
    asked.exec()
    asked.deleteLater()
    return asked.clickedButton() is end


def show_keys(parent: QWidget) -> None:
    """Show which key does what."""
    rows = "".join(
        f"<tr><td style='padding-right:18px'><b>{keys}</b></td><td>{what}</td></tr>" for keys, what in key_lines()
    )
    box = QMessageBox(parent)
    box.setWindowTitle("Keys")
    box.setTextFormat(Qt.TextFormat.RichText)
    box.setText(f"<table cellspacing='6'>{rows}</table>")
    box.exec()
    box.deleteLater()


def ask_file(parent: QWidget) -> str:
    """The path of a routine to open; empty if none was chosen."""
    path, _ = QFileDialog.getOpenFileName(parent, "Open a routine", "", "Routines (*.toml);;All files (*)")
    return path


def ask_addition(
    parent: QWidget, movement: Movement, routines: Sequence[LibraryItem], theme: Theme, chosen: str
) -> Addition | None:
    """To which routine a movement is added, and how much of it; `None` if it is not. `chosen` is offered first."""
    targets = [Target(path=item.path, name=item.name, own=item.own) for item in routines if not item.faults]
    asked = AddDialog(movement, targets, theme, chosen, parent)
    accepted = asked.exec() == AddDialog.DialogCode.Accepted
    asked.deleteLater()
    return asked.addition() if accepted else None
