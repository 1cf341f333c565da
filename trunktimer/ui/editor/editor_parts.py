"""The widgets of the editor page, and how they lie in windows of every size. They show no draft by themselves."""

from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QResizeEvent
from PySide6.QtWidgets import (
    QBoxLayout,
    QHBoxLayout,
    QLabel,
    QListWidget,
    QMenu,
    QPushButton,
    QSplitter,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from trunktimer.foundation.translation import tr, trc
from trunktimer.ui.editor.block_form import BlockForm
from trunktimer.ui.editor.card_list import CardList
from trunktimer.ui.editor.draft_model import DraftModel
from trunktimer.ui.editor.overview_strip import OverviewStrip
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

_MARGIN_PX: Final = 24
_TIMELINE_PX: Final = 210
_FAULTS_PX: Final = 120
_GAP_PX: Final = 10
_NARROW_PX: Final = 1000
_HANDLE_PX: Final = 14
_LEAST_TITLE_PX: Final = 120  # where there is less beside the buttons of the head, they go below
_SPEEDS: Final = (10, 30, 60)


class EditorParts(QWidget):
    """Head, cards, text with its faults, what else can be said of a block, rehearsal and timeline, laid out.

    `more_action`, `text_action`, `timeline_action` and `rehearse_action` (checkable, in the menu ⋮) show and hide what
    is not there at first.
    """

    def __init__(self, model: DraftModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._name = ""
        self._build_head()
        self._build_parts(model)
        self._build_menu()
        self._lay_out()
        LOOK.changed.connect(self._take_look)
        self._take_look()

    def set_title(self, name: str, place: str) -> None:
        """Show which file is edited: its name, and where it lies or what it will be."""
        self._name = name
        self.place.setText(place)
        self._fit_title()

    def set_amount(self, text: str) -> None:
        """Show how much the routine is: its minutes and its movements."""
        self.amount.setText(text)
        self._fit_title()

    def _fit_title(self) -> None:
        """A long name is cut with dots, and told whole by its tool tip."""
        room = self.width() - 2 * _MARGIN_PX
        names = self.back.sizeHint().width() + _GAP_PX
        for label in (self.place, self.amount):
            label.setVisible(bool(label.text()) and self.width() >= 900)
            if not label.isHidden():
                names += label.sizeHint().width() + _GAP_PX
        buttons = sum(part.sizeHint().width() + _GAP_PX for part in self._buttons)
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
        self.title.setFont(page_font(18, bold=True))
        self.place = QLabel()
        self.amount = QLabel()
        for label in (self.place, self.amount):
            label.setObjectName("quiet")
            label.setFont(page_font(15))
        self.undo = QPushButton(trc("button", "Undo"))
        self.redo = QPushButton(trc("button", "Redo"))
        self.save = QPushButton(trc("button", "Save"))
        self.save.setToolTip(tr("Save the file (Ctrl+S)"))
        self.menu_button = QPushButton("⋮")
        self.menu_button.setAccessibleName(tr("What else there is"))
        self.start = QPushButton(tr("Save and start"))
        self.start.setObjectName("start")
        self.start.setToolTip(tr("Follow this routine now (F5)"))
        self._buttons = (self.undo, self.redo, self.save, self.menu_button, self.start)
        self.message = Notice(self)

    def _build_parts(self, model: DraftModel) -> None:
        self.cards = CardList(model)
        self.overview = OverviewStrip()
        self.block_form = BlockForm()
        self.routine_form = RoutineForm()
        self.forms = QStackedWidget()
        self.forms.addWidget(self.routine_form)
        self.forms.addWidget(self.block_form)
        self.forms_shut = QPushButton(trc("button", "Close"))
        self.about = QWidget()
        column = QVBoxLayout(self.about)
        column.setContentsMargins(0, 0, _MARGIN_PX, 0)
        column.addWidget(self.forms, 1)
        column.addWidget(self.forms_shut, 0, Qt.AlignmentFlag.AlignRight)
        self.about.hide()
        self.source = SourceView()
        self.external = QPushButton(tr("Open in your own editor"))
        self.external.setToolTip(tr("What you save there is taken over here"))
        self.faults = QListWidget()
        self.faults.setAccessibleName(tr("Faults"))
        self.faults.setWordWrap(True)
        self.faults.setItemDelegate(WrappedRows(self.faults))
        self.faults.setMaximumHeight(_FAULTS_PX)
        self.faults.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.faults.hide()
        text = QWidget()
        column = QVBoxLayout(text)
        column.setContentsMargins(_MARGIN_PX, 0, 0, 0)
        column.addWidget(self.source, 1)
        column.addWidget(self.faults)
        column.addWidget(self.external, 0, Qt.AlignmentFlag.AlignLeft)
        self.sides = QStackedWidget()
        self.sides.addWidget(self.cards)
        self.sides.addWidget(text)
        self.player = PassagePlayer()
        self.rehearse = QPushButton(trc("button", "Rehearse"))
        self.rehearse.setCheckable(True)
        self.rehearse.setToolTip(tr("Run through the routine from the chosen block, without sound"))
        self.speeds = ChoiceBox()
        self.speeds.setAccessibleName(tr("Speed of the rehearsal"))
        for speed in _SPEEDS:
            self.speeds.addItem(f"{speed} ×", speed)
        self.timeline = EditorTimeline()
        self.timeline.hide()

    def _build_menu(self) -> None:
        self.menu = QMenu(self.menu_button)
        self.more_action = self._switch(tr("Everything about the block"))
        self.routine_action = self.menu.addAction(tr("About the routine…"))
        self.menu.addSeparator()
        self.text_action = self._switch(tr("As text"))
        self.timeline_action = self._switch(tr("Timeline"))
        self.rehearse_action = self._switch(trc("button", "Rehearse"))
        self.more_action.toggled.connect(self.about.setVisible)
        self.more_action.toggled.connect(self._share_room)
        self.forms_shut.clicked.connect(lambda: self.more_action.setChecked(False))
        self.text_action.toggled.connect(lambda on: self.sides.setCurrentIndex(int(on)))
        self.timeline_action.toggled.connect(self.timeline.setVisible)
        self.timeline_action.toggled.connect(self.overview.setHidden)
        self.menu_button.clicked.connect(
            lambda: self.menu.popup(self.menu_button.mapToGlobal(self.menu_button.rect().bottomLeft()))
        )

    def _switch(self, text: str) -> QAction:
        action = self.menu.addAction(text)
        action.setCheckable(True)
        return action

    def _lay_out(self) -> None:
        names, buttons = QHBoxLayout(), QHBoxLayout()
        for widget in (self.back, self.title, self.amount, self.place):
            names.addWidget(widget)
        names.addStretch(1)
        buttons.addStretch(1)
        for button in self._buttons:
            buttons.addWidget(button)
        self._head = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._head.addLayout(names, 1)
        self._head.addLayout(buttons)
        self._head.setContentsMargins(_MARGIN_PX, 0, _MARGIN_PX, 0)
        for line in (names, buttons, self._head):
            line.setSpacing(_GAP_PX)
        self.preview = QWidget()
        column = QVBoxLayout(self.preview)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.player, 1)
        running = QHBoxLayout()
        running.addWidget(self.rehearse, 1)
        running.addWidget(self.speeds)
        column.addLayout(running)
        self.preview.hide()
        self.rehearse_action.toggled.connect(self.preview.setVisible)
        self.split = QSplitter(Qt.Orientation.Horizontal)
        for part, share in ((self.sides, 6), (self.about, 4), (self.preview, 4)):
            self.split.addWidget(part)
            self.split.setStretchFactor(self.split.count() - 1, share)
        self.split.setChildrenCollapsible(False)
        self.split.setHandleWidth(_HANDLE_PX)
        foot = QVBoxLayout()
        foot.setContentsMargins(_MARGIN_PX, 0, _MARGIN_PX, 0)
        for below in (self.overview, self.timeline):
            foot.addWidget(below)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 8, 0, 12)
        whole.setSpacing(0)
        whole.addLayout(self._head)
        whole.addWidget(self.message.room)
        whole.addWidget(self.split, 1)
        whole.addSpacing(8)
        whole.addLayout(foot)

    # ---- as large as the window is

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The head goes into two lines where one has no room."""
        super().resizeEvent(event)
        self.timeline.setFixedHeight(max(_TIMELINE_PX, self.timeline.minimumSizeHint().height()))
        self._fit_title()
        self._share_room()

    def _share_room(self) -> None:
        """In a narrow window, all about a block takes the place of the cards."""
        self.sides.setHidden(self.more_action.isChecked() and self.width() < _NARROW_PX)
