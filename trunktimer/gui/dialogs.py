"""The short questions that the window asks. What becomes of the answers is not known here."""

from collections.abc import Sequence
from typing import Final

from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QFileDialog,
    QLabel,
    QMessageBox,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from trunktimer.core.addition import Addition
from trunktimer.core.movement import Movement
from trunktimer.gui.add_dialog import AddDialog, Target
from trunktimer.gui.keys import key_lines
from trunktimer.gui.page_sheet import page_sheet
from trunktimer.gui.pages.library import LibraryItem
from trunktimer.gui.theme import Theme
from trunktimer.gui.widgets.labels import page_font

#: Keys of the pages of lists, shown under those of the run page.
_LIST_KEYS: Final = (
    ("Enter", "start the chosen routine"),
    ("Ctrl+O", "open a file"),
    ("Ctrl+M", "movements"),
    ("Ctrl+H", "history: what was done so far"),
    ("Ctrl+E", "edit the chosen routine"),
    ("Ctrl+N", "make a new routine"),
    ("Ctrl+F", "search among the movements"),
    ("Ctrl+T", "sound test"),
)


def _box(parent: QWidget, theme: Theme) -> QMessageBox:
    box = QMessageBox(parent)
    box.setStyleSheet(page_sheet(theme))
    box.setFont(page_font(17))
    return box


def ask_end(parent: QWidget, theme: Theme) -> bool:
    """Whether the paused session is to end here."""
    asked = _box(parent, theme)
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


def ask_choice(parent: QWidget, theme: Theme, title: str, text: str, answers: Sequence[str]) -> int | None:
    """Which of the `answers` was given, from 0; `None` if none was (Esc or Cancel). The first is the usual one."""
    asked = _box(parent, theme)
    asked.setWindowTitle(title)
    asked.setText(text)
    buttons = [asked.addButton(answer, QMessageBox.ButtonRole.ActionRole) for answer in answers]
    cancel = asked.addButton("Cancel", QMessageBox.ButtonRole.RejectRole)
    asked.setDefaultButton(buttons[0])
    asked.setEscapeButton(cancel)
    asked.exec()
    asked.deleteLater()
    clicked = asked.clickedButton()
    return next((at for at, button in enumerate(buttons) if button is clicked), None)


def show_keys(parent: QWidget, theme: Theme) -> None:
    """Show which key does what; in a low window the list is scrolled."""
    rows = "".join(
        f"<tr><td style='padding-right:18px'><b>{keys}</b></td><td>{what}</td></tr>"
        for keys, what in (*key_lines(), *_LIST_KEYS)
    )
    text = QLabel(f"<table cellspacing='6'>{rows}</table>")
    text.setFont(page_font(15))
    text.setContentsMargins(0, 0, 18, 0)
    scroll = QScrollArea()
    scroll.setFrameShape(QScrollArea.Shape.NoFrame)
    scroll.setWidget(text)
    box = QDialog(parent)
    box.setWindowTitle("Keys")
    box.setStyleSheet(page_sheet(theme))
    closed = QDialogButtonBox()
    closed.addButton("Close", QDialogButtonBox.ButtonRole.RejectRole)
    closed.rejected.connect(box.reject)
    column = QVBoxLayout(box)
    column.setContentsMargins(20, 16, 12, 16)
    column.addWidget(scroll, 1)
    column.addWidget(closed)
    wanted = text.sizeHint()
    box.resize(min(wanted.width() + 60, parent.width()), min(wanted.height() + 100, max(240, parent.height() - 20)))
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
