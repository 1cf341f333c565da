"""The columns of an export, of which any may be left out."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QListWidget, QListWidgetItem, QPushButton, QVBoxLayout, QWidget

from trunktimer.foundation.translation import tr
from trunktimer.ui.history.export_choices import heading
from trunktimer.ui.kit.tick_box import TickedRows


class ColumnList(QWidget):
    """`columns` are the names for each grain; what is left out is remembered for each. `changed` tells of a choice.

    It is empty until the first `show_grain`, which comes when it stands in its sheet: rows are as high as that says.
    """

    changed = Signal()

    def __init__(self, columns: Mapping[str, Sequence[str]]) -> None:
        super().__init__()
        self._grain = next(iter(columns))
        self._columns = {grain: tuple(names) for grain, names in columns.items()}
        self._left_out: dict[str, set[str]] = {grain: set() for grain in columns}
        self.list = QListWidget()
        self.list.setObjectName("columns")
        self.list.setAccessibleName(tr("Columns"))
        self.list.setItemDelegate(TickedRows(self.list))
        self.all, self.none = QPushButton(tr("&All")), QPushButton(tr("N&one"))
        self.list.itemChanged.connect(self._take_column)
        self.all.clicked.connect(lambda: self._check_all(True))
        self.none.clicked.connect(lambda: self._check_all(False))
        self.all.setAutoDefault(False)
        self.none.setAutoDefault(False)
        right = QVBoxLayout(self)
        right.setContentsMargins(2, 2, 2, 2)
        right.setSpacing(8)
        right.addWidget(heading(tr("Which columns?")))
        right.addWidget(self.list, 1)
        both = QHBoxLayout()
        both.setSpacing(8)
        both.addWidget(self.all)
        both.addWidget(self.none)
        right.addLayout(both)

    def chosen(self) -> tuple[str, ...]:
        """The columns to be written, in their order."""
        return tuple(name for name in self._columns[self._grain] if name not in self._left_out[self._grain])

    def show_grain(self, grain: str) -> None:
        """Show the columns of a grain."""
        self._grain = grain
        with QSignalBlocker(self.list):
            self.list.clear()
            for name in self._columns[grain]:
                item = QListWidgetItem(name)
                item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
                left_out = name in self._left_out[grain]
                item.setCheckState(Qt.CheckState.Unchecked if left_out else Qt.CheckState.Checked)
                self.list.addItem(item)
            self.list.setCurrentRow(0)
        self.changed.emit()

    def _take_column(self, item: QListWidgetItem) -> None:
        left_out = self._left_out[self._grain]
        if item.checkState() == Qt.CheckState.Checked:
            left_out.discard(item.text())
        else:
            left_out.add(item.text())
        self.changed.emit()

    def _check_all(self, checked: bool) -> None:
        grain = self._grain
        self._left_out[grain] = set() if checked else set(self._columns[grain])
        row = self.list.currentRow()
        self.show_grain(grain)
        self.list.setCurrentRow(row)
