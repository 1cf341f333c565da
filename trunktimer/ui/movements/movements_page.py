"""The movements page: all movements as living thumbnails, found by name, muscle or position. It reads no files."""

from collections.abc import Iterable, Mapping
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLabel, QLineEdit, QPushButton, QVBoxLayout, QWidget

from trunktimer.foundation.translation import later, tr
from trunktimer.routine.movement import Movement
from trunktimer.routine.muscles import Muscle
from trunktimer.routine.search import Posture, find_movements, posture_of
from trunktimer.ui.figure.figure_list import Arrangement, FigureItem, FigureList
from trunktimer.ui.kit.choice_box import ChoiceBox
from trunktimer.ui.kit.labels import page_font, tell
from trunktimer.ui.kit.look import LOOK
from trunktimer.ui.kit.notice import Notice
from trunktimer.ui.kit.style_sheet import page_style_sheet
from trunktimer.ui.movements.movement_detail import MovementDetail

_MARGIN_PX: Final = 28
_DETAIL_PX: Final = (190, 400)  # the detail is never narrower nor wider
_DETAIL_SHARE: Final = 0.34
_LIST_PX: Final = 150  # the list is never narrower
_FIGURE_FROM_PX: Final = 420  # in a lower window the moving thumbnail must do
_CHOICES_FROM_PX: Final = 800  # in a narrower window the search alone must do; it knows muscles and positions
_SEARCH_PX: Final = 110  # the search keeps so much beside the choices
_BOX_SIDES_PX: Final = 46  # what a choice has left and right of its text
_GAP_PX: Final = 12
#: As the first word of a line; within one they are said in small letters, see `Muscle.spoken`.
_MUSCLES: Final = {
    Muscle.ABDOMEN: later("Abdominals"),
    Muscle.DEEP_ABDOMEN: later("Deep abdominals"),
    Muscle.SIDE_TRUNK: later("Side of the trunk"),
    Muscle.LOWER_BACK: later("Lower back"),
    Muscle.UPPER_BACK: later("Upper back"),
    Muscle.CHEST: later("Chest"),
    Muscle.SHOULDERS: later("Shoulders"),
    Muscle.GLUTES: later("Glutes"),
    Muscle.HIP_SIDE: later("Outer hip"),
    Muscle.HIP_FLEXORS: later("Hip flexors"),
    Muscle.QUADRICEPS: later("Front of the thigh"),
    Muscle.HAMSTRINGS: later("Hamstrings"),
    Muscle.CALVES: later("Calves"),
}


class MovementsPage(QWidget):
    """Search above, thumbnails on the left, the chosen movement on the right.

    `back_requested` is the way back to the routines; `add_requested` carries the key of a movement.
    """

    back_requested = Signal()
    add_requested = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._movements: Mapping[str, Movement] = {}
        self._build_head()
        self.list = FigureList(Arrangement.CARDS)
        self.list.setAccessibleName(tr("Movements"))
        self.list.setMinimumWidth(_LIST_PX)
        self.list.chosen.connect(self._show_chosen)
        self.detail = MovementDetail()
        self.detail.add_requested.connect(self.add_requested)
        self.detail.all_requested.connect(self._show_all)
        body = QHBoxLayout()
        body.setSpacing(_MARGIN_PX)
        filters = QHBoxLayout()
        filters.setSpacing(_GAP_PX)
        filters.addWidget(self.search, 1)
        filters.addWidget(self.postures)
        filters.addWidget(self.muscles)
        left = QVBoxLayout()
        left.setSpacing(14)
        left.addLayout(filters)
        left.addWidget(self.list, 1)
        body.addLayout(left, 1)
        body.addWidget(self.detail)
        self.message = Notice(self)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(_MARGIN_PX, 20, _MARGIN_PX, _MARGIN_PX)
        whole.setSpacing(0)
        whole.setSizeConstraint(QVBoxLayout.SizeConstraint.SetNoConstraint)  # the window decides
        whole.addLayout(self._head)
        whole.addWidget(self.message.room)
        whole.addLayout(body, 1)
        LOOK.changed.connect(self._take_look)
        self._take_look()

    # ---- what it is told

    def set_movements(self, movements: Mapping[str, Movement]) -> None:
        """Take the movements by key."""
        self._movements = movements
        self.list.set_movements(movements)
        postures = {posture_of(movement) for movement in movements.values()}
        muscles = {name for movement in movements.values() for name in (*movement.muscles, *movement.stretch)}
        _fill(self.postures, [(posture.spoken, posture) for posture in Posture if posture in postures])
        _fill(self.muscles, [(tr(_MUSCLES[muscle]), muscle) for muscle in Muscle if muscle in muscles])
        self._search()

    def set_message(self, text: str) -> None:
        """Say something in a calm line; empty hides it."""
        tell(self.message, text)

    def _take_look(self) -> None:
        self.setStyleSheet(page_style_sheet(LOOK.theme))

    # ---- building

    def _build_head(self) -> None:
        back = QPushButton(tr("‹  Routines"))
        back.setToolTip(tr("Back to the routines (Esc)"))
        back.clicked.connect(self.back_requested)
        self.title = QLabel(tr("Movements"))
        self.title.setFont(page_font(26, bold=True))
        self.search = QLineEdit()
        self.search.setPlaceholderText(tr("Name, muscle or position"))
        self.search.setToolTip(tr("Search by name, muscle or position (Ctrl+F)"))
        self.search.setAccessibleName(tr("Search"))
        self.search.setClearButtonEnabled(True)
        self.search.textChanged.connect(self._search)
        self.search.returnPressed.connect(self._to_list)
        self.postures = ChoiceBox()
        self.postures.setAccessibleName(tr("Position"))
        self.postures.addItem(tr("Any position"), None)
        self.muscles = ChoiceBox()
        self.muscles.setAccessibleName(tr("Muscle"))
        self.muscles.addItem(tr("Any muscle"), None)
        for box in (self.postures, self.muscles):
            box.setMinimumContentsLength(10)
            box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
            box.currentIndexChanged.connect(self._search)
        self._head = QHBoxLayout()
        self._head.setSpacing(12)
        self._head.addWidget(back)
        self._head.addSpacing(6)
        self._head.addWidget(self.title)
        self._head.addStretch(1)

    # ---- what happens

    def _search(self) -> None:
        posture, muscle = self.postures.currentData(), self.muscles.currentData()
        found = find_movements(
            self._movements.values(),
            self.search.text(),
            Posture(posture) if posture else None,
            Muscle(muscle) if muscle else None,
        )
        items = [FigureItem(movement.key, movement.name, movement.position) for movement in found]
        self.list.show_items(items, self.list.chosen_key())
        everything = len(found) == len(self._movements)
        self.title.setText(tr("Movements") if everything else tr("Movements: {count}", count=len(found)))
        self._show_chosen(self.list.chosen_key())

    def _show_all(self) -> None:
        self.search.clear()
        self.postures.setCurrentIndex(0)
        self.muscles.setCurrentIndex(0)
        self.list.setFocus()

    def _to_list(self) -> None:
        self.list.setFocus()

    def _show_chosen(self, key: str) -> None:
        movement = self._movements.get(key)
        if movement is None or self.detail.player.movement is not movement:
            self.detail.show_movement(movement, read=bool(self._movements))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape empties the search, then goes back; Ctrl+F searches; Enter adds."""
        if event.key() == Qt.Key.Key_Escape:
            if self.search.text():
                self.search.clear()
            else:
                self.back_requested.emit()
        elif event.key() == Qt.Key.Key_F and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.search.setFocus()
            self.search.selectAll()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.list.hasFocus():
            self.add_requested.emit(self.list.chosen_key())
        else:
            super().keyPressEvent(event)

    def showEvent(self, event: QShowEvent) -> None:
        """Put the keyboard on the movements."""
        super().showEvent(event)
        self.list.setFocus()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Give the detail its share."""
        super().resizeEvent(event)
        least, most = _DETAIL_PX
        width = min(most, max(least, round(self.width() * _DETAIL_SHARE)))
        self.detail.setFixedWidth(width)
        boxes_px = 0
        for box in (self.postures, self.muscles):
            box.setMinimumWidth(box.fontMetrics().horizontalAdvance(box.itemText(0)) + _BOX_SIDES_PX)
            boxes_px += box.minimumWidth() + _GAP_PX
        left_px = self.width() - 3 * _MARGIN_PX - width
        for box in (self.postures, self.muscles):
            box.setVisible(self.width() >= _CHOICES_FROM_PX and left_px >= boxes_px + _SEARCH_PX)
        self.detail.player.setFixedHeight(min(round(width * 260 / 460), self.height() // 3))
        self.detail.player.setVisible(self.height() >= _FIGURE_FROM_PX)


def _fill(box: QComboBox, choices: Iterable[tuple[str, object]]) -> None:
    chosen = box.currentData()
    box.blockSignals(True)
    while box.count() > 1:
        box.removeItem(1)
    for text, value in choices:
        box.addItem(text, value)
    view = box.view()
    widest = max(view.fontMetrics().horizontalAdvance(box.itemText(at)) for at in range(box.count()))
    view.setMinimumWidth(widest + 60)
    box.setCurrentIndex(max(0, box.findData(chosen)))
    box.blockSignals(False)
