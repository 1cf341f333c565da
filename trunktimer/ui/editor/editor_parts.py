"""The widgets of the editor page, and how they lie in windows of every size. They show no draft by themselves."""

from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QBoxLayout,
    QHBoxLayout,
    QLabel,
    QListWidget,
    QPushButton,
    QSplitter,
    QStackedWidget,
    QTabBar,
    QVBoxLayout,
    QWidget,
)

from trunktimer.foundation.translation import tr, trc
from trunktimer.ui.editor.block_form import BlockForm
from trunktimer.ui.editor.block_tree import BlockTree
from trunktimer.ui.editor.field_form import NARROWEST_PX
from trunktimer.ui.editor.passage_player import PassagePlayer
from trunktimer.ui.editor.plot_timeline import EditorTimeline
from trunktimer.ui.editor.routine_form import RoutineForm
from trunktimer.ui.editor.source_view import SourceView
from trunktimer.ui.kit.choice_box import ChoiceBox
from trunktimer.ui.kit.labels import page_font
from trunktimer.ui.kit.look import LOOK
from trunktimer.ui.kit.notice import Notice
from trunktimer.ui.kit.style_sheet import page_style_sheet
from trunktimer.ui.kit.wrapped_rows import WrappedRows

_MARGIN_PX: Final = 22
_TIMELINE_PX: Final = 210
_LOW_PX: Final = 680  # a lower window has more need of the form than of the timeline's words
_FAULTS_PX: Final = 120
_NARROW_PX: Final = 1040  # a narrower window has no room for the preview beside form and tree
_GAP_PX: Final = 10
_HANDLE_PX: Final = 14
_LEAST_TITLE_PX: Final = 120  # where there is less beside the buttons of the head, they go below
_SPEEDS: Final = (10, 30, 60)


class EditorParts(QWidget):
    """Head, tree, forms, text, faults, preview and timeline, laid out."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._name = ""
        self._build_head()
        self._build_parts()
        self._lay_out()
        LOOK.changed.connect(self._take_look)
        self._take_look()

    def set_title(self, name: str, place: str) -> None:
        """Show which file is edited: its name, and where it lies or what it will be."""
        self._name = name
        self.place.setText(place)
        self._fit_title()

    def _fit_title(self) -> None:
        """A long name is cut with dots, and told whole by its tool tip."""
        room = self.width() - 2 * _MARGIN_PX
        names = self.back.sizeHint().width() + _GAP_PX
        if not self.place.isHidden():
            names += self.place.sizeHint().width() + _GAP_PX
        buttons = sum(part.sizeHint().width() + _GAP_PX for part in (self.undo, self.redo, self.save, self.start))
        in_one = names + buttons + _LEAST_TITLE_PX <= room
        way = QBoxLayout.Direction.LeftToRight if in_one else QBoxLayout.Direction.TopToBottom
        if way != self._head.direction():
            self._head.setDirection(way)
        room -= names + (buttons if in_one else 0)
        self.title.setText(self.title.fontMetrics().elidedText(self._name, Qt.TextElideMode.ElideRight, room))
        self.title.setToolTip(self._name)

    def _take_look(self) -> None:
        self.setStyleSheet(page_style_sheet(LOOK.theme))

    # ---- building

    def _build_head(self) -> None:
        self.back = QPushButton(f"‹  {tr('Routines')}")
        self.back.setToolTip(tr("Back to the routines (Esc)"))
        self.title = QLabel()
        self.title.setFont(page_font(22, bold=True))
        self.place = QLabel()
        self.place.setObjectName("quiet")
        self.place.setFont(page_font(14))
        self.undo = QPushButton(trc("button", "Undo"))
        self.redo = QPushButton(trc("button", "Redo"))
        self.save = QPushButton(trc("button", "Save"))
        self.save.setToolTip(tr("Save the file (Ctrl+S)"))
        self.start = QPushButton(tr("Save and start"))
        self.start.setObjectName("start")
        self.start.setToolTip(tr("Follow this routine now (F5)"))
        self.message = Notice(self)

    def _build_parts(self) -> None:
        self.tree = BlockTree()
        self.add_movement = QPushButton(tr("Add a movement…"))
        self.add_movement.setToolTip(tr("Put a movement after the chosen block (Ctrl+Shift+M)"))
        self.add_rest = QPushButton(tr("Add a rest"))
        self.block_form = BlockForm()
        self.routine_form = RoutineForm()
        self.forms = QStackedWidget()
        self.forms.addWidget(self.routine_form)
        self.forms.addWidget(self.block_form)
        self.source = SourceView()
        self.external = QPushButton(tr("Open in your own editor"))
        self.external.setToolTip(tr("What you save there is taken over here"))
        self.tabs = QTabBar()
        self.tabs.setDrawBase(False)
        self.tabs.setExpanding(False)
        self.tabs.setFont(page_font(15))
        self.tabs.addTab(trc("noun", "Form"))
        self.tabs.addTab(trc("noun", "Text"))
        self.tabs.setAccessibleName(tr("Form or text"))
        self.sides = QStackedWidget()
        self.sides.addWidget(self.forms)
        text = QWidget()
        column = QVBoxLayout(text)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.source, 1)
        column.addWidget(self.external, 0, Qt.AlignmentFlag.AlignLeft)
        self.sides.addWidget(text)
        self.faults = QListWidget()
        self.faults.setAccessibleName(tr("Faults"))
        self.faults.setWordWrap(True)
        self.faults.setItemDelegate(WrappedRows(self.faults))
        self.faults.setMinimumHeight(_FAULTS_PX // 2)
        self.faults.setMaximumHeight(_FAULTS_PX)
        self.faults.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.faults.hide()
        self.player = PassagePlayer()
        self.rehearse = QPushButton(trc("button", "Rehearse"))
        self.rehearse.setCheckable(True)
        self.rehearse.setToolTip(tr("Run through the routine from the chosen block, without sound"))
        self.speeds = ChoiceBox()
        self.speeds.setAccessibleName(tr("Speed of the rehearsal"))
        for speed in _SPEEDS:
            self.speeds.addItem(f"{speed} ×", speed)
        self.timeline = EditorTimeline()

    def _lay_out(self) -> None:
        names, buttons = QHBoxLayout(), QHBoxLayout()
        for widget in (self.back, self.title, self.place):
            names.addWidget(widget)
        names.addStretch(1)
        buttons.addStretch(1)
        for button in (self.undo, self.redo, self.save, self.start):
            buttons.addWidget(button)
        self._head = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._head.addLayout(names, 1)
        self._head.addLayout(buttons)
        for line in (names, buttons, self._head):
            line.setSpacing(_GAP_PX)
        left = QWidget()
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.tree, 1)
        self._adding = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._adding.addWidget(self.add_movement, 2)
        self._adding.addWidget(self.add_rest, 1)
        column.addLayout(self._adding)
        middle = QWidget()
        column = QVBoxLayout(middle)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.tabs)
        column.addWidget(self.sides, 1)
        column.addWidget(self.faults)
        self.preview = QWidget()
        column = QVBoxLayout(self.preview)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.player, 1)
        running = QHBoxLayout()
        running.addWidget(self.rehearse, 1)
        running.addWidget(self.speeds)
        column.addLayout(running)
        self.split = QSplitter(Qt.Orientation.Horizontal)
        for part, share in ((left, 3), (middle, 5), (self.preview, 4)):
            self.split.addWidget(part)
            self.split.setStretchFactor(self.split.count() - 1, share)
        self.split.setChildrenCollapsible(False)
        self.split.setHandleWidth(_HANDLE_PX)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(_MARGIN_PX, 16, _MARGIN_PX, 12)
        whole.setSpacing(0)
        whole.addLayout(self._head)
        whole.addWidget(self.message.room)
        whole.addWidget(self.split, 1)
        whole.addSpacing(12)
        whole.addWidget(self.timeline)

    # ---- as large as the window is

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leave the preview out where there is no room for it."""
        super().resizeEvent(event)
        self.preview.setVisible(self.width() >= _NARROW_PX)
        is_low = self.height() < _LOW_PX
        self.timeline.told.setHidden(is_low)
        for form in (self.block_form, self.routine_form):
            form.help.setHidden(is_low)  # its tool tips say the same
        least_px = self.timeline.minimumSizeHint().height()
        self.timeline.setFixedHeight(least_px if is_low else max(least_px, _TIMELINE_PX))
        self.place.setVisible(self.width() >= _NARROW_PX)
        self._fit_title()
        self.timeline.setMinimumHeight(max(_TIMELINE_PX, self.timeline.minimumSizeHint().height()))
        beside = self.add_movement.sizeHint().width() + self.add_rest.sizeHint().width() + _GAP_PX
        in_one = beside + _HANDLE_PX + NARROWEST_PX + 2 * _MARGIN_PX <= self.width()
        self._adding.setDirection(QBoxLayout.Direction.LeftToRight if in_one else QBoxLayout.Direction.TopToBottom)
