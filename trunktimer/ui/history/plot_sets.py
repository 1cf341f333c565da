"""The plot of one session: planned against actual for each set."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtWidgets import QVBoxLayout, QWidget

from trunktimer.session.record import SetRecord
from trunktimer.ui.history.plot_panel import GraphPanel
from trunktimer.ui.history.set_graph import sets_graph
from trunktimer.ui.kit.style_sheet import page_style_sheet
from trunktimer.ui.kit.styled import keep_styled


class SessionPlot(QWidget):
    """Planned against actual for each set of one session."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.panel = GraphPanel()
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self.panel)
        keep_styled(self, page_style_sheet)

    def show_sets(self, sets: Sequence[SetRecord]) -> None:
        """Show the sets of a session."""
        self.panel.show_graph(sets_graph(sets))

    def save_plot(self, path: Path) -> None:
        """Write the plot. Raises `TrunkTimerError` if that fails."""
        self.panel.save_plot(path)
