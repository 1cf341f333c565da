"""The head of the history page: the way back, what is shown, and what can be written to files."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QLabel, QPushButton, QTabBar, QWidget

from trunktimer.foundation.translation import tr
from trunktimer.ui.kit.labels import page_font


class HistoryHead(QWidget):
    """`place_changed` tells that the other one of the two tabs was chosen; the other signals are the buttons'."""

    back_requested = Signal()
    import_requested = Signal()
    export_requested = Signal()
    summary_requested = Signal()
    place_changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        back = QPushButton(tr("‹  Routines"))
        back.setToolTip(tr("Back to the routines (Esc)"))
        back.clicked.connect(self.back_requested)
        self.title = QLabel(tr("History"))
        self.title.setFont(page_font(26, bold=True))
        self.tabs = QTabBar()
        self.tabs.setAccessibleName(tr("Sessions or progress"))
        self.tabs.setDrawBase(False)
        self.tabs.setExpanding(False)
        self.tabs.setFont(page_font(15))
        self.tabs.addTab(tr("Sessions"))
        self.tabs.addTab(tr("Progress"))
        self.tabs.currentChanged.connect(self.place_changed)
        self.import_button = QPushButton(tr("Import…"))
        self.import_button.setToolTip(tr("Add sessions and steps from CSV files"))
        self.import_button.clicked.connect(self.import_requested)
        self.export = QPushButton(tr("Export…"))
        self.export.setToolTip(tr("Write sessions, sets or steps to a CSV file"))
        self.export.clicked.connect(self.export_requested)
        self.summary = QPushButton(tr("Summary…"))
        self.summary.setToolTip(tr("One page for a clinician, as a PDF"))
        self.summary.clicked.connect(self.summary_requested)
        first, second = QHBoxLayout(), QHBoxLayout()
        for row in (first, second):
            row.setSpacing(12)
        first.addWidget(back)
        first.addSpacing(6)
        first.addWidget(self.title)
        first.addStretch(1)
        first.addWidget(self.import_button)  # what was done elsewhere is wanted where nothing was done here, too
        second.addWidget(self.tabs)
        second.addStretch(1)
        second.addWidget(self.export)
        second.addWidget(self.summary)
        self._rows = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._rows.setContentsMargins(0, 0, 0, 0)
        self._rows.setSpacing(10)
        self._parts = (first, second)
        self._rows.addLayout(first)
        self._rows.addLayout(second, 1)

    def fit(self, width_px: int, *, narrow: bool) -> None:
        """Be one row where there is room for it, else two."""
        in_a_row_px = sum(part.minimumSize().width() for part in self._parts) + self._rows.spacing()
        across, down = QBoxLayout.Direction.LeftToRight, QBoxLayout.Direction.TopToBottom
        self._rows.setDirection(down if narrow or in_a_row_px > width_px else across)
