"""Asks whether a session is to end. What becomes of the answer is not known here."""

from PySide6.QtWidgets import QMessageBox, QWidget

from trunktimer.foundation.translation import tr
from trunktimer.ui.kit.question import question_box


def ask_end(parent: QWidget) -> bool:
    """Whether the paused session is to end here."""
    asked = question_box(parent)
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
