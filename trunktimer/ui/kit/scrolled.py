"""What scrolls up and down around a form or a page."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QLabel, QScrollArea, QWidget


def scrolled(inside: QWidget) -> QScrollArea:
    """A widget that is as wide as its place and scrolls up and down; the keyboard does not stop at the area itself."""
    area = QScrollArea()
    area.setWidgetResizable(True)
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    area.setWidget(inside)
    return area


def let_labels_wrap(inside: QWidget) -> None:
    """Let wrapped labels be as high as they are: each would ask for the room that it needs where it is narrow."""
    for label in inside.findChildren(QLabel):
        label.setMinimumHeight(1)
