"""One short question with a few answers. What becomes of them is not known here."""

from collections.abc import Sequence

from PySide6.QtWidgets import QMessageBox, QWidget

from trunktimer.foundation.translation import tr
from trunktimer.ui.kit.labels import page_font
from trunktimer.ui.kit.look import LOOK
from trunktimer.ui.kit.style_sheet import page_style_sheet


def question_box(parent: QWidget) -> QMessageBox:
    """An empty question in the look of the pages."""
    box = QMessageBox(parent)
    box.setStyleSheet(page_style_sheet(LOOK.theme))
    box.setFont(page_font(17))
    return box


def ask_yes(parent: QWidget, title: str, text: str, more: str, *, yes: str, no: str) -> bool:
    """Whether `yes` was answered, which loses something; `no` is the usual answer, and that of Esc."""
    asked = question_box(parent)
    asked.setWindowTitle(title)
    asked.setText(text)
    asked.setInformativeText(more)
    agreed = asked.addButton(yes, QMessageBox.ButtonRole.DestructiveRole)
    stay = asked.addButton(no, QMessageBox.ButtonRole.RejectRole)
    asked.setDefaultButton(stay)
    asked.setEscapeButton(stay)
    asked.exec()
    asked.deleteLater()
    return asked.clickedButton() is agreed


def ask_choice(parent: QWidget, title: str, text: str, answers: Sequence[str]) -> int | None:
    """Which of the `answers` was given, from 0; `None` if none was (Esc or Cancel). The first is the usual one.

    Without answers it only tells something.
    """
    asked = question_box(parent)
    asked.setWindowTitle(title)
    asked.setText(text)
    buttons = [asked.addButton(answer, QMessageBox.ButtonRole.ActionRole) for answer in answers]
    cancel = asked.addButton(tr("Cancel") if buttons else tr("Close"), QMessageBox.ButtonRole.RejectRole)
    asked.setDefaultButton(buttons[0] if buttons else cancel)
    asked.setEscapeButton(cancel)
    asked.exec()
    asked.deleteLater()
    clicked = asked.clickedButton()
    return next((at for at, button in enumerate(buttons) if button is clicked), None)
