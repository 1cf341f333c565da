"""The short questions that the window asks. What becomes of the answers is not known here."""

from collections.abc import Sequence
from html import escape
from typing import Final

from PySide6.QtCore import QSize
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

from trunktimer.foundation.translation import later, tr
from trunktimer.ui.kit.keys import key_lines
from trunktimer.ui.kit.labels import page_font
from trunktimer.ui.kit.question import question_box
from trunktimer.ui.kit.style_sheet import page_style_sheet
from trunktimer.ui.kit.theme import Theme

#: Keys of the pages of lists, shown under those of the run page.
_LIST_KEYS: Final = (
    (later("Enter"), later("start the chosen routine")),
    (later("Ctrl+O"), later("open a file")),
    (later("Ctrl+M"), later("movements")),
    (later("Ctrl+H"), later("history: what was done so far")),
    (later("Ctrl+E"), later("edit the chosen routine")),
    (later("Ctrl+N"), later("make a new routine")),
    (later("Ctrl+F"), later("search among the movements")),
    (later("Ctrl+T"), later("sound test")),
    (later("Ctrl+,"), later("preferences; other keys can be taught there")),
)


def ask_end(parent: QWidget, theme: Theme) -> bool:
    """Whether the paused session is to end here."""
    asked = question_box(parent, theme)
    asked.setWindowTitle(tr("End the session?"))
    asked.setText(tr("End the session here?"))
    asked.setInformativeText(tr("It is paused. What you have done so far counts."))
    end = asked.addButton(tr("End the session"), QMessageBox.ButtonRole.DestructiveRole)
    stay = asked.addButton(tr("Go on"), QMessageBox.ButtonRole.RejectRole)
    asked.setDefaultButton(stay)
    asked.setEscapeButton(stay)
    asked.exec()
    asked.deleteLater()
    return asked.clickedButton() is end


def show_keys(parent: QWidget, theme: Theme, run_keys: Sequence[tuple[str, str]] | None = None) -> None:
    """Show which key does what, on the run page `run_keys` (or the usual ones); a low window scrolls the list."""
    lines = (*(key_lines() if run_keys is None else run_keys), *((tr(keys), tr(what)) for keys, what in _LIST_KEYS))
    rows = "".join(
        f"<tr><td style='padding-right:18px'><b>{escape(keys, quote=False)}</b></td>"
        f"<td>{escape(what, quote=False)}</td></tr>"
        for keys, what in lines
    )
    text = QLabel(f"<table cellspacing='6'>{rows}</table>")
    text.setFont(page_font(15))
    text.setContentsMargins(0, 0, 18, 0)
    scroll = QScrollArea()
    scroll.setFrameShape(QScrollArea.Shape.NoFrame)
    scroll.setWidget(text)
    box = QDialog(parent)
    box.setWindowTitle(tr("Keys"))
    box.setStyleSheet(page_style_sheet(theme))
    closed = QDialogButtonBox()
    closed.addButton(tr("Close"), QDialogButtonBox.ButtonRole.RejectRole)
    closed.rejected.connect(box.reject)
    column = QVBoxLayout(box)
    column.setContentsMargins(20, 16, 12, 16)
    column.addWidget(scroll, 1)
    column.addWidget(closed)
    wanted = text.sizeHint()
    room = parent.width() - 60
    if wanted.width() > room:
        text.setWordWrap(True)
        text.setFixedWidth(room)
        wanted = QSize(room, text.heightForWidth(room))
        text.setFixedHeight(wanted.height())
    box.resize(min(wanted.width() + 60, parent.width()), min(wanted.height() + 100, max(240, parent.height() - 20)))
    box.exec()
    box.deleteLater()


def ask_file(parent: QWidget) -> str:
    """The path of a routine to open; empty if none was chosen."""
    kinds = f"{tr('Routines')} (*.toml);;{tr('All files')} (*)"
    path, _ = QFileDialog.getOpenFileName(parent, tr("Open a routine"), "", kinds)
    return path
