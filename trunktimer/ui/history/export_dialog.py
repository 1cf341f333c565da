"""Asks what of the history is written to a file, and shows how far that is. The writing is done elsewhere."""

from collections.abc import Callable, Mapping, Sequence
from typing import Final

from PySide6.QtCore import QDate, QModelIndex, QPersistentModelIndex, QPointF, QRect, QRectF, QSignalBlocker, Qt, Signal
from PySide6.QtGui import QIcon, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import (
    QButtonGroup,
    QCheckBox,
    QDateEdit,
    QDialog,
    QDialogButtonBox,
    QFileDialog,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QProgressBar,
    QPushButton,
    QRadioButton,
    QScrollArea,
    QSizePolicy,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionComboBox,
    QStyleOptionViewItem,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from trunktimer.foundation.translation import count_text, later, tr, trn, written
from trunktimer.history.csv.export_request import ExportRequest
from trunktimer.history.reader import RoutineCount, Wanted
from trunktimer.ui.kit.choice_box import ChoiceBox
from trunktimer.ui.kit.fonts import text_scale
from trunktimer.ui.kit.labels import page_font, tell, text_label
from trunktimer.ui.kit.look import LOOK
from trunktimer.ui.kit.style_sheet import page_style_sheet
from trunktimer.ui.kit.styled import keep_styled
from trunktimer.ui.kit.theme import Theme

_GRAINS: Final = {
    "sessions": (later("Sessions"), later("One row for each session.")),
    "sets": (later("Sets"), later("One row for each set and side.")),
    "steps": (later("Steps"), later("One row for each hold or rest.")),
}
#: What a period is called, and how many days it has up to today. `None` is all of them, 0 is chosen by the day.
_PERIODS: Final = (
    (later("Everything"), None),
    (later("The last 7 days"), 7),
    (later("The last 4 weeks"), 28),
    (later("The last 12 weeks"), 84),
    (later("The last 365 days"), 365),
    (later("From day to day"), 0),
)
_EPOCH: Final = QDate(1970, 1, 1)
_USUAL_DAYS: Final = 28
_PARTS: Final = 1_000  # of the progress bar, since counts may be greater than it can hold
_WIDTH_PX: Final = 820
_HEIGHT_PX: Final = 640
_LOW_PX: Final = 600
_MARK_PX: Final = 20
_BOX_SIDES_PX: Final = 12 + 26 + 2 * 2 + 4  # what the sheet of the pages has left and right of a choice's text


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
        self._today = today
        self._ask_path = ask_path
        self._columns = {grain: tuple(names) for grain, names in columns.items()}
        self._left_out: dict[str, set[str]] = {grain: set() for grain in columns}
        self._busy = False
        self.grains = QButtonGroup(self)
        self.grain_buttons = {grain: _Radio(tr(_GRAINS.get(grain, (grain.capitalize(), ""))[0])) for grain in columns}
        self.period = ChoiceBox()
        for name, days in _PERIODS:
            self.period.addItem(tr(name), days)
        self.since = _date_edit(tr("First day"), today - _USUAL_DAYS + 1)
        self.until = _date_edit(tr("Last day"), today)
        self.routine = _NameBox()
        self.routine.addItem(tr("All routines"), "")
        for row in routines:
            times = trn("{count} session", "{count} sessions", row.sessions, count=count_text(row.sessions))
            self.routine.addItem(f"{written(row.name) or row.key} ({times})", row.key)
        # A long name must not make the sheet wider than the window.
        self.routine.setSizeAdjustPolicy(ChoiceBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.routine.setMinimumContentsLength(12)
        self.list = QListWidget()
        self.list.setObjectName("columns")
        self.list.setAccessibleName(tr("Columns"))
        self.list.setItemDelegate(_CheckedRow(self.list))
        self.all, self.none = QPushButton(tr("&All")), QPushButton(tr("N&one"))
        self.excel = _Check(tr("For a &spreadsheet program"))
        self.excel.setFont(page_font(17))
        self.status = text_label(15)
        self.bar = QProgressBar()
        self.bar.setAccessibleName(tr("Progress of the export"))
        self.bar.setRange(0, _PARTS)
        self.export, self.close_button = QPushButton(tr("&Export…")), QPushButton(tr("Close"))
        self.cancel = QPushButton(tr("Cancel"))
        room = parent.window().size() if parent is not None else None
        self._build(room is not None and room.height() < _LOW_PX)
        self._connect()
        next(iter(self.grain_buttons.values())).setChecked(True)
        self._show_columns()
        self._take_period()
        self._show_state()
        wide, high = _WIDTH_PX, _HEIGHT_PX
        self.resize(min(wide, room.width()) if room else wide, min(high, room.height()) if room else high)

    # ---- how it is laid out

    def _build(self, low: bool) -> None:
        left = QVBoxLayout()
        left.setContentsMargins(2, 2, 2, 2)
        left.setSpacing(6 if low else 8)
        left.addWidget(_heading(tr("What is a row?")))
        kinds = QGridLayout()
        kinds.setColumnStretch(1, 1)
        kinds.setHorizontalSpacing(14)
        kinds.setVerticalSpacing(4)
        for row, (grain, button) in enumerate(self.grain_buttons.items()):
            self.grains.addButton(button)
            says = _says(tr(_GRAINS.get(grain, ("", ""))[1]))
            button.setAccessibleDescription(says.text())
            kinds.addWidget(button, row, 0)
            kinds.addWidget(says, row, 1, Qt.AlignmentFlag.AlignVCenter)
        left.addLayout(kinds)
        left.addSpacing(4 if low else 12)
        left.addWidget(_heading(tr("Which sessions?")))
        self.choices = QGridLayout()
        self.choices.setColumnStretch(1, 1)
        self.choices.setHorizontalSpacing(12)
        self.choices.setVerticalSpacing(8)
        self._row(tr("&Period"), self.period)
        self._since_label = self._row(tr("F&rom"), self.since)
        self._until_label = self._row(tr("&Until"), self.until)
        self._row(tr("Rou&tine"), self.routine)
        left.addLayout(self.choices)
        left.addSpacing(4 if low else 12)
        left.addWidget(self.excel)
        says = _says(tr("Marked as UTF-8, with the separator of your country: Excel opens it by a double click."))
        says.setContentsMargins(30, 0, 0, 0)
        self.excel.setAccessibleDescription(says.text())
        left.addWidget(says)
        left.addStretch()
        self.inside = QWidget()
        self.inside.setObjectName("detail")
        self.inside.setLayout(left)
        for label in self.inside.findChildren(QLabel):
            label.setMinimumHeight(1)  # else a wrapped one asks for the room that it would need if it were narrow
        scroll = QScrollArea()
        scroll.setWidget(self.inside)
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.right = QWidget()
        right = QVBoxLayout(self.right)
        right.setContentsMargins(2, 2, 2, 2)
        right.setSpacing(8)
        right.addWidget(_heading(tr("Which columns?")))
        right.addWidget(self.list, 1)
        both = QHBoxLayout()
        both.setSpacing(8)
        both.addWidget(self.all)
        both.addWidget(self.none)
        right.addLayout(both)
        sides = QHBoxLayout()
        sides.setSpacing(12 if low else 24)
        sides.addWidget(scroll, 5)
        sides.addWidget(self.right, 3)
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
        self.all.setAutoDefault(False)
        self.none.setAutoDefault(False)
        column = QVBoxLayout(self)
        column.setContentsMargins(*((12, 10, 12, 10) if low else (24, 20, 24, 20)))
        column.setSpacing(8 if low else 14)
        column.addLayout(sides, 1)
        column.addWidget(self.status)
        column.addLayout(foot)

    def _row(self, name: str, widget: QWidget) -> QLabel:
        label = QLabel(name)
        label.setFont(page_font(17))
        label.setBuddy(widget)
        if not widget.accessibleName():
            widget.setAccessibleName(name.replace("&", ""))
        widget.setFont(page_font(17))
        widget.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        at = self.choices.rowCount()
        self.choices.addWidget(label, at, 0)
        self.choices.addWidget(widget, at, 1)
        return label

    def _connect(self) -> None:
        self.grains.buttonClicked.connect(self._show_columns)
        self.period.currentIndexChanged.connect(self._take_period)
        self.since.dateChanged.connect(self._show_state)
        self.until.dateChanged.connect(self._show_state)
        self.list.itemChanged.connect(self._take_column)
        self.all.clicked.connect(lambda: self._check_all(True))
        self.none.clicked.connect(lambda: self._check_all(False))
        self.export.clicked.connect(self._ask)
        self.cancel.clicked.connect(self._ask_cancel)
        self.close_button.clicked.connect(self.reject)

    # ---- what is chosen

    def grain(self) -> str:
        """What a row of the file is."""
        return next(grain for grain, button in self.grain_buttons.items() if button.isChecked())

    def wanted(self) -> Wanted:
        """Which sessions are to be written."""
        days: int | None = self.period.currentData()
        routine: str = self.routine.currentData()
        if days is None:
            return Wanted(routine_key=routine)
        return Wanted(since_day=_day(self.since.date()), until_day=_day(self.until.date()), routine_key=routine)

    def chosen_columns(self) -> tuple[str, ...]:
        """The columns to be written, in their order."""
        grain = self.grain()
        return tuple(name for name in self._columns[grain] if name not in self._left_out[grain])

    def _show_columns(self) -> None:
        grain = self.grain()
        with QSignalBlocker(self.list):
            self.list.clear()
            for name in self._columns[grain]:
                item = QListWidgetItem(name)
                item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
                left_out = name in self._left_out[grain]
                item.setCheckState(Qt.CheckState.Unchecked if left_out else Qt.CheckState.Checked)
                self.list.addItem(item)
            self.list.setCurrentRow(0)
        self._show_state()

    def _take_column(self, item: QListWidgetItem) -> None:
        left_out = self._left_out[self.grain()]
        if item.checkState() == Qt.CheckState.Checked:
            left_out.discard(item.text())
        else:
            left_out.add(item.text())
        self._show_state()

    def _check_all(self, checked: bool) -> None:
        grain = self.grain()
        self._left_out[grain] = set() if checked else set(self._columns[grain])
        row = self.list.currentRow()
        self._show_columns()
        self.list.setCurrentRow(row)

    def _take_period(self) -> None:
        days: int | None = self.period.currentData()
        by_day = days == 0
        for widget in (self.since, self.until, self._since_label, self._until_label):
            widget.setEnabled(by_day)
            widget.setVisible(days is not None)
        if days:
            self.since.setDate(_date(self._today - days + 1))
            self.until.setDate(_date(self._today))
        self._show_state()

    def _trouble(self) -> str:
        """What stands in the way of an export, as a sentence."""
        if not self.chosen_columns():
            return tr("Choose at least one column.")
        if self.period.currentData() == 0 and self.since.date() > self.until.date():
            return tr("The first day is after the last one.")
        return ""

    # ---- the export

    def _ask(self) -> None:
        wanted = self.wanted()
        day = _date(self._today if wanted.until_day is None else wanted.until_day).toString(Qt.DateFormat.ISODate)
        path = self._ask_path(self, f"trunktimer-{self.grain()}-{day}.csv")
        if not path:
            return
        self._busy = True
        self.bar.setValue(0)
        self._show_state()
        self.cancel.setFocus()
        self.export_requested.emit(
            ExportRequest(
                grain=self.grain(),
                wanted=wanted,
                columns=self.chosen_columns(),
                excel=self.excel.isChecked(),
                path=path,
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
        self.inside.setEnabled(not self._busy)
        self.right.setEnabled(not self._busy)
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


def _says(text: str) -> QLabel:
    label = text_label(15, name="quiet")
    label.setText(text)
    return label


def _heading(text: str) -> QLabel:
    label = text_label(20, bold=True)
    label.setText(text)
    return label


class _Radio(QRadioButton):
    """A choice of one, with a mark that is seen in every theme."""

    def __init__(self, text: str) -> None:
        super().__init__(text)
        self.setFont(page_font(17))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Add the mark."""
        super().paintEvent(event)
        _paint_mark(QPainter(self), _mark_at(self.rect()), self, self.isChecked(), disc=True)


class _Check(QCheckBox):
    """A yes or no, with a mark that is seen in every theme."""

    def __init__(self, text: str) -> None:
        super().__init__(text)
        self.setFont(page_font(17))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Add the mark."""
        super().paintEvent(event)
        _paint_mark(QPainter(self), _mark_at(self.rect()), self, self.isChecked())


class _CheckedRow(QStyledItemDelegate):
    """A row of a list with such a mark."""

    def __init__(self, parent: QListWidget) -> None:
        super().__init__(parent)
        self._list = parent

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Add the mark."""
        super().paint(painter, option, index)
        full = QStyleOptionViewItem(option)
        self.initStyleOption(full, index)
        part = QStyle.SubElement.SE_ItemViewItemCheckIndicator
        place = QRectF(self._list.style().subElementRect(part, full, self._list))
        checked = Qt.CheckState(index.data(Qt.ItemDataRole.CheckStateRole)) == Qt.CheckState.Checked
        painter.save()
        _paint_mark(painter, place, self._list, checked)
        painter.restore()


def _mark_at(rect: QRect) -> QRectF:
    return QRectF(4, (rect.height() - _MARK_PX) / 2, _MARK_PX, _MARK_PX)


def _paint_mark(painter: QPainter, place: QRectF, widget: QWidget, checked: bool, *, disc: bool = False) -> None:
    """A box or a disc; with a tick or a dot in it where it is checked."""
    theme = LOOK.theme
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    box = place.adjusted(1, 1, -1, -1)
    enabled = widget.isEnabled()
    filled = theme.colour("accent" if enabled else "quiet")
    painter.setPen(QPen(filled if checked else theme.colour("border"), 2))
    painter.setBrush(filled if checked else theme.colour("surface"))
    corner = box.width() / 2 if disc else 4
    painter.drawRoundedRect(box, corner, corner)
    if not checked:
        return
    ink = theme.colour("on_accent" if enabled else "background")
    size = box.width()
    if disc:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(ink)
        painter.drawEllipse(box.center(), size * 0.24, size * 0.24)
    else:
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(ink, 2.4, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin))
        tick = ((0.22, 0.52), (0.43, 0.73), (0.79, 0.28))
        painter.drawPolyline(QPolygonF([QPointF(box.left() + x * size, box.top() + y * size) for x, y in tick]))


class _NameBox(ChoiceBox):
    """A choice of names, of which a long one ends in dots while the list is closed."""

    def initStyleOption(self, option: QStyleOptionComboBox) -> None:
        """Shorten the name to the room that the style sheet leaves for it."""
        super().initStyleOption(option)
        room = self.width() - _BOX_SIDES_PX
        option.currentText = self.fontMetrics().elidedText(self.currentText(), Qt.TextElideMode.ElideRight, room)


class DayEdit(QDateEdit):
    """A date with the arrow of a drop-down list, which a style sheet takes away."""

    def paintEvent(self, event: QPaintEvent) -> None:
        """Add the arrow."""
        super().paintEvent(event)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(self.palette().color(self.foregroundRole()), 2))
        x, y = self.width() - 18, self.height() / 2
        painter.drawPolyline(QPolygonF([QPointF(x - 4.5, y - 2), QPointF(x, y + 2.5), QPointF(x + 4.5, y - 2)]))


def _date_edit(name: str, day: int) -> DayEdit:
    edit = DayEdit(_date(day))
    edit.setCalendarPopup(True)
    edit.setDisplayFormat("yyyy-MM-dd")
    edit.setMinimumDate(_EPOCH)
    edit.setAccessibleName(name)
    calendar = edit.calendarWidget()
    for weekday in (Qt.DayOfWeek.Saturday, Qt.DayOfWeek.Sunday):  # Qt has them red in every theme
        calendar.setWeekdayTextFormat(weekday, calendar.weekdayTextFormat(Qt.DayOfWeek.Monday))
    for of_month, arrow in (("prevmonth", "‹"), ("nextmonth", "›")):
        button = calendar.findChild(QToolButton, f"qt_calendar_{of_month}")
        if button is not None:  # its icon is black in every theme
            button.setIcon(QIcon())
            button.setText(arrow)
    return edit


def _date(day: int) -> QDate:
    return _EPOCH.addDays(day)


def _day(date: QDate) -> int:
    return _EPOCH.daysTo(date)


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
        QRadioButton::indicator, QCheckBox::indicator, QListWidget#columns::indicator {{ width: {_MARK_PX}px;
            height: {_MARK_PX}px; background: transparent; border: none; }}
        QProgressBar {{ background: {theme.track}; border: 1px solid {theme.border}; border-radius: 6px;
            min-height: 12px; max-height: 12px; }}
        QProgressBar::chunk {{ background: {theme.accent}; border-radius: 5px; }}
        QPushButton:disabled, QPushButton#start:disabled {{ background: {theme.background}; color: {theme.quiet};
            border: 2px dashed {theme.border}; }}
        QComboBox:disabled, QDateEdit:disabled {{ color: {theme.quiet}; background: {theme.background}; }}
    """
    )
