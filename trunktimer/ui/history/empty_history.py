"""What the history page shows while no session was done."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from trunktimer.foundation.translation import tr
from trunktimer.ui.kit.labels import text_label


class EmptyHistory(QWidget):
    """Says what will be listed; `start` leads to the routines."""

    def __init__(self) -> None:
        super().__init__()
        title = text_label(20, bold=True)
        title.setText(tr("No session yet"))
        words = text_label(16)
        words.setText(
            tr(
                "Choose a routine and follow it. When it is over, or when you stop on the way, it will be listed here:"
                " what was planned, what you did, and what you say about it."
            )
        )
        words.setMaximumWidth(560)
        self.start = QPushButton(tr("Choose a routine"))
        self.start.setObjectName("start")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 40, 0, 0)
        column.setSpacing(14)
        column.addWidget(title)
        column.addWidget(words)
        column.addWidget(self.start, 0, Qt.AlignmentFlag.AlignLeft)
        column.addStretch(1)
