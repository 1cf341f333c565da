"""The one window that tells of bugs: calm, with a text to copy, and beside what a person is doing. It writes no log."""

from pathlib import Path
from typing import Final

from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QDesktopServices, QGuiApplication
from PySide6.QtWidgets import QDialog, QHBoxLayout, QPlainTextEdit, QPushButton, QVBoxLayout, QWidget

from trunktimer.foundation.bug_file import system_text
from trunktimer.foundation.translation import tr, trn
from trunktimer.ui.kit.labels import page_font, text_label
from trunktimer.ui.kit.look import LOOK
from trunktimer.ui.kit.style_sheet import page_style_sheet, wear

_MOST_CHARACTERS: Final = 60_000
_SIZE_PX: Final = (620, 420)


class BugWindow(QDialog):
    """Shows what went wrong. Further bugs are added to it: there is never a second one.

    It takes neither the keyboard nor the session: the run page goes on below it, with its keys.
    """

    def __init__(self, log: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(tr("Something went wrong"))
        self.setModal(False)
        self.setAttribute(Qt.WidgetAttribute.WA_ShowWithoutActivating)
        self._log = log
        self._system = system_text()
        self._parts: list[str] = []
        self._bugs = 0
        self.head = text_label(17)
        self.where = text_label(14, name="quiet")
        self.text = QPlainTextEdit()
        self.text.setReadOnly(True)
        self.text.setTabChangesFocus(True)
        self.text.setFont(page_font(13))
        self.text.setLineWrapMode(QPlainTextEdit.LineWrapMode.NoWrap)
        self.text.setAccessibleName(tr("What went wrong, for the people who mend it"))
        self.copy = QPushButton(tr("Copy the text"))
        self.folder = QPushButton(tr("Open the log’s folder"))
        self.go_on = QPushButton(tr("Go on"))
        self.go_on.setDefault(True)
        self.copy.clicked.connect(self._copy)
        self.folder.clicked.connect(self._open_folder)
        self.go_on.clicked.connect(self.close)
        buttons = QHBoxLayout()
        buttons.addWidget(self.copy)
        buttons.addWidget(self.folder)
        buttons.addStretch(1)
        buttons.addWidget(self.go_on)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 16, 20, 16)
        column.setSpacing(12)
        column.addWidget(self.head)
        column.addWidget(self.where)
        column.addWidget(self.text, 1)
        column.addLayout(buttons)
        self.resize(*_SIZE_PX)
        LOOK.changed.connect(self._take_look)
        self._take_look()

    def add(self, text: str, kept: bool, goes_on: bool) -> None:
        """Show one more bug; `kept` tells whether the log has it, `goes_on` whether a session goes on beside it."""
        if not self.isVisible():
            self._bugs, self._parts = 0, []
        self._bugs += 1
        known = sum(map(len, self._parts))
        if known < _MOST_CHARACTERS and text not in self._parts:
            self._parts.append(text)
        said = trn(
            "Something in TrunkTimer went wrong. That is a mistake in the program, not yours.",
            "{n} things in TrunkTimer went wrong. These are mistakes in the program, not yours.",
            self._bugs,
        )
        more = tr("Your session goes on.") if goes_on else tr("You can go on; what you had saved is there.")
        self.head.setText(f"{said} {more}")
        self.where.setText(
            tr("The text below is also in {file}. It holds nothing of what you noted of your sessions.", file=self._log)
            if kept
            else tr("The text below could not be written to {file}. Copy it if you want to report it.", file=self._log)
        )
        self.text.setPlainText("\n".join([self._system, "", *self._parts]))
        if not self.isVisible():
            self.show()

    def _take_look(self) -> None:
        theme = LOOK.theme
        wear(self, f"{page_style_sheet(theme)} QPlainTextEdit:focus {{ border: 2px solid {theme.focus}; }}")

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self.text.toPlainText())
        self.copy.setText(tr("Copied"))

    def _open_folder(self) -> None:
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(Path(self._log).parent)))
