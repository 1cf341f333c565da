"""Asks whether a session is to end. What becomes of the answer is not known here."""

from PySide6.QtWidgets import QWidget

from trunktimer.foundation.translation import tr
from trunktimer.ui.kit.question import ask_yes


def ask_end(parent: QWidget) -> bool:
    """Whether the paused session is to end here."""
    return ask_yes(
        parent,
        tr("End the session?"),
        tr("End the session here?"),
        tr("It is paused. What you have done so far counts."),
        yes=tr("End the session"),
        no=tr("Go on"),
    )
