"""A graph with all that belongs to it: title, place under the cursor in words, the numbers as a table, saving."""

import re
from pathlib import Path
from typing import Final

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QBoxLayout,
    QFileDialog,
    QHBoxLayout,
    QHeaderView,
    QPushButton,
    QScrollArea,
    QStackedLayout,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from trunktimer.foundation.durations import duration_units
from trunktimer.foundation.errors import TrunkTimerError
from trunktimer.foundation.translation import tr
from trunktimer.ui.history.graph import Graph
from trunktimer.ui.history.plot_chart import ROW_PX, Chart, rows_px
from trunktimer.ui.history.plot_head import Head
from trunktimer.ui.history.plot_picture import save_picture
from trunktimer.ui.kit.labels import text_label
from trunktimer.ui.kit.styled import keep_styled
from trunktimer.ui.kit.theme import Theme

_LINE_PX: Final = 15
_WIDE_PX: Final = 720  # from here on two lines hold what is told
_TOLD_PX: Final = 100  # where what is told has less room beside the buttons, they stand below it
_FOOT_GAP_PX: Final = 10
_LONGEST: Final = 5  # so many of the longest lines are measured


class _Around(QScrollArea):
    """What scrolls a long chart; keys are the chart's or the page's."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Leave it to the page."""
        event.ignore()


class GraphPanel(QWidget):
    """A graph with its title, the place under the cursor in words, the same as a table, and a way to keep a picture."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._graph = Graph(title="", unit="")
        self._filled: Graph | None = None  # what the table holds
        self.head = Head()
        self.chart = Chart()
        self.chart.cursor_moved.connect(self._tell_place)
        self.around = _Around()
        self.around.setWidgetResizable(True)
        self.around.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
        self.around.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.around.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.around.setWidget(self.chart)
        self.around.viewport().setAutoFillBackground(False)
        self.table = QTableWidget()
        keep_styled(self.table, _table_style_sheet)
        self.table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.table.setTabKeyNavigation(False)
        self.table.setShowGrid(False)
        self.table.verticalHeader().hide()
        self.table.horizontalHeader().setHighlightSections(False)
        self.table.currentCellChanged.connect(self._table_moved)
        self.nothing = text_label(_LINE_PX, name="quiet")
        self.nothing.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.stack = QStackedLayout()
        for widget in (self.around, self.table, self.nothing):
            self.stack.addWidget(widget)
        self.told = text_label(_LINE_PX)
        self.told.setMinimumWidth(1)  # else it asks for more than a narrow page has; see `_keep_room`
        self.as_table = QPushButton(tr("Show as table"))
        self.as_table.clicked.connect(self._swap)
        self.save = QPushButton(tr("Save plot…"))
        self.save.clicked.connect(self._ask_where)
        buttons = QHBoxLayout()
        buttons.setSpacing(_FOOT_GAP_PX)
        buttons.addStretch()
        buttons.addWidget(self.as_table)
        buttons.addWidget(self.save)
        self._foot = foot = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        foot.setSpacing(_FOOT_GAP_PX)
        foot.addWidget(self.told, 1)
        foot.addLayout(buttons)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(8)
        whole.addWidget(self.head)
        whole.addLayout(self.stack, 1)
        whole.addLayout(foot)

    # ---- what it is told

    def show_graph(self, graph: Graph) -> None:
        """Show a graph; the cursor stays where it was if the graph is of as many places."""
        keep = self.chart.cursor if graph.length == self._graph.length and graph.lying == self._graph.lying else -1
        if keep < 0 and graph.lying:
            keep = 0
        self._graph = graph
        self.head.show_graph(graph)
        least = rows_px(graph) if graph.lying else 120
        self.chart.setMinimumHeight(least)
        self.chart.setMaximumHeight(round(least * 1.4) if graph.lying else 16_777_215)
        self.chart.show_graph(graph, keep)
        self.chart.setAccessibleName(graph.title)
        self.nothing.setText(graph.empty)
        self.as_table.setEnabled(not graph.empty)
        self.save.setEnabled(not graph.empty)
        self._show_part(self.stack.currentWidget() is self.table)
        self._keep_room()
        self._tell_place(self.chart.cursor)

    @property
    def graph(self) -> Graph:
        """The graph that is shown."""
        return self._graph

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep room for the longest line, so that what is above does not jump."""
        super().resizeEvent(event)
        self._keep_room()

    def _keep_room(self) -> None:
        buttons_px = self.as_table.sizeHint().width() + self.save.sizeHint().width() + 2 * _FOOT_GAP_PX
        beside = self.width() >= buttons_px + _TOLD_PX
        self._foot.setDirection(QBoxLayout.Direction.LeftToRight if beside else QBoxLayout.Direction.TopToBottom)
        least = 44 if self.width() >= _WIDE_PX else 62
        metrics, width = self.told.fontMetrics(), max(1, self.width() - (buttons_px if beside else 0))
        place = QRect(0, 0, width, 1_000)
        longest = sorted(self._graph.told, key=len)[-_LONGEST:]
        needed = (metrics.boundingRect(place, int(Qt.TextFlag.TextWordWrap.value), told).height() for told in longest)
        self.told.setFixedHeight(max(least, *needed, 0))

    # ---- the cursor

    def _tell_place(self, place: int) -> None:
        graph = self._graph
        told = graph.told[place] if place < graph.length else ""
        units = "|".join(map(re.escape, duration_units()))
        self.told.setText(re.sub(rf"(\d) ({units})(?!\w)", "\\1\u00a0\\2", told))  # both stay on one line
        # A screen reader says a description that changes where the focus is: there, only what is new.
        summary = () if told and self.chart.hasFocus() else (graph.summary, graph.empty)
        self.chart.setAccessibleDescription(". ".join(filter(None, (told, *summary))))
        if graph.lying and self.isVisible():
            top = ROW_PX * place
            self.around.ensureVisible(0, top + ROW_PX // 2, 0, ROW_PX * 2)
        if self._filled is graph and self.table.currentRow() != place and graph.length == len(graph.rows):
            self.table.setCurrentCell(place, 0)

    def _table_moved(self, row: int) -> None:
        if row >= 0 and self._filled is self._graph and self._graph.length == len(self._graph.rows):
            self.chart.move_cursor(row)

    # ---- the table

    def _swap(self) -> None:
        self._show_part(self.stack.currentWidget() is self.around)
        shown = self.table if self.stack.currentWidget() is self.table else self.chart
        shown.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_part(self, table: bool) -> None:
        if self._graph.empty or not self._graph.length:
            self.stack.setCurrentWidget(self.nothing)
            return
        if table:
            self._fill_table()
        self.stack.setCurrentWidget(self.table if table else self.around)
        self.as_table.setText(tr("Show as plot") if table else tr("Show as table"))

    def _fill_table(self) -> None:
        graph = self._graph
        if self._filled is graph:
            return
        self._filled = None
        table = self.table
        table.clear()
        table.setAccessibleName(graph.title)
        table.setColumnCount(len(graph.head))
        table.setRowCount(len(graph.rows))
        for at, row in enumerate(graph.rows):
            for column, text in enumerate(row):
                item = QTableWidgetItem(text)
                if column:
                    item.setTextAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
                table.setItem(at, column, item)
        header = table.horizontalHeader()
        header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        for column in range(len(graph.head)):
            side = Qt.AlignmentFlag.AlignRight if column else Qt.AlignmentFlag.AlignLeft
            title = QTableWidgetItem(graph.head[column])
            title.setTextAlignment(side | Qt.AlignmentFlag.AlignVCenter)
            table.setHorizontalHeaderItem(column, title)
        self._filled = graph
        table.setCurrentCell(self.chart.cursor if graph.length == len(graph.rows) else 0, 0)

    # ---- a picture

    def save_plot(self, path: Path) -> None:
        """Write the plot as PNG, or as SVG where the name says so. Raises `TrunkTimerError` if that fails."""
        save_picture(path, self._graph)

    def _ask_where(self) -> None:
        name = "".join(mark if mark.isalnum() else "-" for mark in self._graph.title.lower())
        kinds = f"{tr('Pictures')} (*.png);;{tr('Drawings')} (*.svg)"
        chosen, _ = QFileDialog.getSaveFileName(self, tr("Save plot"), f"{name}.png", kinds)
        if not chosen:
            return
        path = Path(chosen)
        path = path if path.suffix else path.with_suffix(".png")
        try:
            self.save_plot(path)
        except TrunkTimerError as error:
            self.told.setText(str(error))
        else:
            self.told.setText(tr("The plot was saved as {name}.", name=path.name))


def _table_style_sheet(theme: Theme) -> str:
    return f"""
        QTableWidget {{ background: {theme.background}; color: {theme.text}; border: 2px solid {theme.border};
            border-radius: 8px; outline: none; selection-background-color: {theme.accent};
            selection-color: {theme.on_accent}; }}
        QTableWidget:focus {{ border-color: {theme.focus}; }}
        QTableWidget::item {{ padding: 2px 6px; }}
        QHeaderView {{ background: {theme.background}; border: none; }}
        QHeaderView::section {{ background: {theme.background}; color: {theme.quiet}; border: none;
            border-bottom: 1px solid {theme.border}; padding: 6px 10px; }}
    """
