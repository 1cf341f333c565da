"""Asks what of the history is written to a file, and shows how far that is. The writing is done elsewhere."""

from collections.abc import Callable, Mapping, Sequence
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QFileDialog,
    QHBoxLayout,
    QProgressBar,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from trunktimer.foundation.translation import tr
from trunktimer.history.csv.export_request import ExportRequest
from trunktimer.history.reader import RoutineCount
from trunktimer.ui.history.column_list import ColumnList
from trunktimer.ui.history.day_edit import date_of_day
from trunktimer.ui.history.export_choices import ExportChoices
from trunktimer.ui.kit.fonts import text_scale
from trunktimer.ui.kit.labels import page_font, tell, text_label
from trunktimer.ui.kit.scrolled import scrolled
from trunktimer.ui.kit.style_sheet import page_style_sheet
from trunktimer.ui.kit.styled import keep_styled
from trunktimer.ui.kit.theme import Theme
from trunktimer.ui.kit.tick_box import MARK_PX

_PARTS: Final = 1_000  # of the progress bar, since counts may be greater than it can hold
_WIDTH_PX: Final = 820
_HEIGHT_PX: Final = 640
_LOW_PX: Final = 600


def ask_export_path(parent: QWidget, name: str) -> str:
    """Where to write; empty if nowhere. `name` is proposed. A file that exists is asked about."""
    kinds = f"{tr('CSV files')} (*.csv);;{tr('All files')} (*)"
    asked = QFileDialog(parent, tr("Export to a file"), "", kinds)
    asked.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    asked.setDefaultSuffix("csv")
    asked.selectFile(name)
    accepted = asked.exec() == QFileDialog.DialogCode.Accepted
    chosen = asked.selectedFiles()
    asked.deleteLater()
    return chosen[0] if accepted and chosen else ""


class ExportDialog(QDialog):
    """`routines` may be chosen among, `columns` are the names for each grain, `today` is a day since 1970-01-01.

    `export_requested` carries an `ExportRequest`; from then on the sheet waits for `show_progress`, and for `show_done`
    or `show_failure` in the end, also after `cancel_requested`. `ask_path` is given the sheet and a name for the file.
    """

    export_requested = Signal(object)
    cancel_requested = Signal()

    def __init__(
        self,
        routines: Sequence[RoutineCount],
        columns: Mapping[str, Sequence[str]],
        today: int,
        parent: QWidget | None = None,
        *,
        ask_path: Callable[[QWidget, str], str] = ask_export_path,
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(tr("Export the history"))
        keep_styled(self, _sheet)
        self.setFont(page_font(15))
        self._ask_path = ask_path
        self._busy = False
        room = parent.window().size() if parent is not None else None
        low = room is not None and room.height() < _LOW_PX
        self.choices = ExportChoices(columns, routines, today, low=low)
        self.columns = ColumnList(columns)
        self.status = text_label(15)
        self.bar = QProgressBar()
        self.bar.setAccessibleName(tr("Progress of the export"))
        self.bar.setRange(0, _PARTS)
        self.export, self.close_button = QPushButton(tr("&Export…")), QPushButton(tr("Close"))
        self.cancel = QPushButton(tr("Cancel"))
        self._build(low)
        self._connect()
        self.columns.show_grain(self.choices.grain())
        self._show_state()
        wide, high = _WIDTH_PX, _HEIGHT_PX
        self.resize(min(wide, room.width()) if room else wide, min(high, room.height()) if room else high)

    # ---- how it is laid out

    def _build(self, low: bool) -> None:
        scroll = scrolled(self.choices)
        sides = QHBoxLayout()
        sides.setSpacing(12 if low else 24)
        sides.addWidget(scroll, 5)
        sides.addWidget(self.columns, 3)
        self.bar.setTextVisible(False)  # the percents stand in the sentence above, where they can be read
        box = QDialogButtonBox()
        box.addButton(self.export, QDialogButtonBox.ButtonRole.ActionRole)
        box.addButton(self.cancel, QDialogButtonBox.ButtonRole.DestructiveRole)
        box.addButton(self.close_button, QDialogButtonBox.ButtonRole.DestructiveRole)
        foot = QHBoxLayout()
        foot.setSpacing(16)
        foot.addWidget(self.bar, 1)
        foot.addWidget(box)
        self.export.setObjectName("start")
        self.export.setDefault(True)
        column = QVBoxLayout(self)
        column.setContentsMargins(*((12, 10, 12, 10) if low else (24, 20, 24, 20)))
        column.setSpacing(8 if low else 14)
        column.addLayout(sides, 1)
        column.addWidget(self.status)
        column.addLayout(foot)

    def _connect(self) -> None:
        self.choices.grain_changed.connect(lambda: self.columns.show_grain(self.choices.grain()))
        self.choices.changed.connect(self._show_state)
        self.columns.changed.connect(self._show_state)
        self.export.clicked.connect(self._ask)
        self.cancel.clicked.connect(self._ask_cancel)
        self.close_button.clicked.connect(self.reject)

    def _trouble(self) -> str:
        """What stands in the way of an export, as a sentence."""
        if not self.columns.chosen():
            return tr("Choose at least one column.")
        if self.choices.runs_backwards:
            return tr("The first day is after the last one.")
        return ""

    # ---- the export

    def _ask(self) -> None:
        grain, last = self.choices.grain(), date_of_day(self.choices.last_day())
        path = self._ask_path(self, f"trunktimer-{grain}-{last.toString(Qt.DateFormat.ISODate)}.csv")
        if not path:
            return
        self._busy = True
        self.bar.setValue(0)
        self._show_state()
        self.cancel.setFocus()
        self.export_requested.emit(
            ExportRequest(
                grain=grain,
                wanted=self.choices.wanted(),
                columns=self.columns.chosen(),
                excel=self.choices.excel.isChecked(),
                path=path,
                decimal=self.choices.decimal.currentData() if self.choices.excel.isChecked() else "",
            )
        )

    def show_progress(self, done: int, total: int) -> None:
        """Show that `done` of `total` are written. Word that comes after the end is not heeded."""
        if self._busy:
            self.bar.setValue(done * _PARTS // total if total else 0)
            if self.cancel.isEnabled():
                self.status.setText(tr("Writing … {percent} %", percent=self.bar.value() * 100 // _PARTS))

    def show_done(self, sentence: str) -> None:
        """Say that the export ended, and how."""
        self._end(sentence, "told")

    def show_failure(self, sentence: str) -> None:
        """Say why nothing was written."""
        self._end(sentence, "faults")

    def _end(self, sentence: str, name: str) -> None:
        self._busy = False
        self._show_state()
        self._say(sentence, name)
        self.close_button.setFocus()

    def _ask_cancel(self) -> None:
        if self.cancel.isEnabled():
            self.cancel.setEnabled(False)
            self._say(tr("The export is being cancelled …"), "told")
            self.cancel_requested.emit()

    def _show_state(self) -> None:
        trouble = "" if self._busy else self._trouble()
        self.choices.setEnabled(not self._busy)
        self.columns.setEnabled(not self._busy)
        self.bar.setVisible(self._busy)
        self.cancel.setVisible(self._busy)
        self.cancel.setEnabled(True)
        self.close_button.setVisible(not self._busy)
        self.export.setVisible(not self._busy)
        self.export.setEnabled(not trouble)
        self._say(tr("Writing …") if self._busy else trouble, "told" if self._busy else "safety")

    def _say(self, sentence: str, name: str) -> None:
        """Show a sentence in the look that goes by a name in the style sheet."""
        self.status.setObjectName(name)
        self.status.style().unpolish(self.status)
        self.status.style().polish(self.status)
        tell(self.status, sentence)

    def reject(self) -> None:
        """Esc, or closing: while something is written that is cancelled first, and the sheet stays."""
        if self._busy:
            self._ask_cancel()
        else:
            super().reject()


def _sheet(theme: Theme) -> str:
    return (
        page_style_sheet(theme)
        + f"""
        QLabel#told {{ border: 0px solid {theme.accent}; border-left-width: 4px; padding: 4px 0 4px 12px; }}
        QListWidget#columns {{ border: 2px solid {theme.border}; border-radius: 8px; padding: 3px; }}
        QListWidget#columns:focus {{ border-color: {theme.focus}; }}
        QListWidget#columns::item {{ padding: 4px 6px; border-width: 1px; }}
        QListWidget#columns::item:disabled {{ color: {theme.quiet}; }}
        QDateEdit {{ background: {theme.surface}; color: {theme.text}; border-radius: 8px;
            padding: 8px 12px; border: 2px solid {theme.border}; }}
        QDateEdit:focus {{ border-color: {theme.focus}; }}
        QDateEdit::drop-down {{ border: none; background: transparent; width: 32px; }}
        QDialogButtonBox QPushButton {{ font-size: {round(17 * text_scale())}px; }}
        QWidget#qt_calendar_navigationbar {{ background: {theme.surface}; }}
        QCalendarWidget QToolButton {{ padding: 5px 12px; margin: 2px; }}
        QRadioButton, QCheckBox {{ spacing: 9px; padding: 2px 5px 2px 2px; border: 2px solid transparent;
            border-radius: 6px; }}
        QRadioButton:focus, QCheckBox:focus {{ border-color: {theme.focus}; }}
        QRadioButton::indicator, QCheckBox::indicator, QListWidget#columns::indicator {{ width: {MARK_PX}px;
            height: {MARK_PX}px; background: transparent; border: none; }}
        QProgressBar {{ background: {theme.track}; border: 1px solid {theme.border}; border-radius: 6px;
            min-height: 12px; max-height: 12px; }}
        QProgressBar::chunk {{ background: {theme.accent}; border-radius: 5px; }}
        QPushButton:disabled, QPushButton#start:disabled {{ background: {theme.background}; color: {theme.quiet};
            border: 2px dashed {theme.border}; }}
        QComboBox:disabled, QDateEdit:disabled {{ color: {theme.quiet}; background: {theme.background}; }}
    """
    )
