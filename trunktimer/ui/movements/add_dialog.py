"""Asks to which routine a movement is added, and how much of it. Writes nothing."""

from collections.abc import Sequence
from typing import Final

from PySide6.QtWidgets import QDialog, QDialogButtonBox, QFormLayout, QLabel, QLineEdit, QSpinBox, QWidget

from trunktimer.foundation.translation import later, tr
from trunktimer.routine.addition import Addition, Amount, usual_amount
from trunktimer.routine.movement import Movement
from trunktimer.routine.routine import NAME_LENGTH
from trunktimer.ui.kit.choice_box import ChoiceBox
from trunktimer.ui.kit.labels import page_font
from trunktimer.ui.kit.look import LOOK
from trunktimer.ui.kit.services import Target
from trunktimer.ui.kit.style_sheet import page_style_sheet

_NEW: Final = later("A new routine…")
_MOST_REPS: Final = 100
_MOST_SETS: Final = 20
_MOST_S: Final = 3_600


class AddDialog(QDialog):
    """For one movement. `addition()` is what was asked for, once it was accepted."""

    def __init__(
        self, movement: Movement, targets: Sequence[Target], chosen: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setFont(page_font(15))
        self._movement = movement
        usual = usual_amount(movement)
        self._bpm = usual.bpm
        self.setWindowTitle(tr("Add {movement}", movement=movement.name))
        self.routines = ChoiceBox()
        for target in sorted(targets, key=lambda target: (not target.own, target.name.casefold())):
            copied = tr("{routine} – as a copy", routine=target.name)
            self.routines.addItem(target.name if target.own else copied, target.path)
        self.routines.addItem(tr(_NEW), None)
        at = self.routines.findData(chosen)
        self.routines.setCurrentIndex(at if at >= 0 else 0)
        self.name = QLineEdit(tr("My routine"))
        self.name.setMaxLength(NAME_LENGTH)
        self.reps = _number(usual.reps or 1, _MOST_REPS)
        self.sets = _number(1, _MOST_SETS)
        self.seconds = _number((usual.duration_ms or 0) // 1000, _MOST_S)
        self.seconds.setSuffix(tr("{seconds} s", seconds=""))
        self.seconds.setSingleStep(10)
        self._own = {target.path for target in targets if target.own}
        self.note = QLabel()
        self.note.setWordWrap(True)
        self.note.setMinimumHeight(3 * self.note.fontMetrics().height())
        self.buttons = QDialogButtonBox()
        self.buttons.addButton(tr("Cancel"), QDialogButtonBox.ButtonRole.RejectRole)
        self.accept_button = self.buttons.addButton(tr("Add"), QDialogButtonBox.ButtonRole.AcceptRole)
        self.buttons.accepted.connect(self.accept)
        self.buttons.rejected.connect(self.reject)
        self.form = QFormLayout(self)
        self.form.setContentsMargins(24, 20, 24, 20)
        self.form.setSpacing(12)
        self.form.addRow(tr("&Routine"), self.routines)
        self.form.addRow(tr("&Name"), self.name)
        if usual.duration_ms is None:
            self.form.addRow(tr("R&eps, each side") if movement.sides else tr("R&eps"), self.reps)
        else:
            self.form.addRow(tr("&Time, each side") if movement.sides else tr("&Time"), self.seconds)
        self.form.addRow(tr("&Sets"), self.sets)
        self.form.addRow(self.note)
        self.form.addRow(self.buttons)
        self.setMinimumWidth(460)
        self.routines.currentIndexChanged.connect(self._take_routine)
        self.name.textChanged.connect(self._take_routine)
        self._by_time = usual.duration_ms is not None
        self._take_routine()
        LOOK.changed.connect(self._take_look)
        self._take_look()

    def addition(self) -> Addition:
        """What is asked for."""
        amount = Amount(
            reps=None if self._by_time else self.reps.value(),
            sets=self.sets.value(),
            duration_ms=self.seconds.value() * 1000 if self._by_time else None,
            bpm=self._bpm,
        )
        path: str | None = self.routines.currentData()
        name = self.name.text().strip() if path is None else self.routines.currentText()
        return Addition(movement=self._movement.key, path=path, name=name, amount=amount)

    def _take_look(self) -> None:
        self.setStyleSheet(page_style_sheet(LOOK.theme))

    def _take_routine(self) -> None:
        """A name is asked for only where a routine is made; the note says what will be written."""
        path = self.routines.currentData()
        new = path is None
        if new:
            self.note.setText(tr("A new routine is made, with this movement in it."))
        elif path in self._own:
            self.note.setText(tr("The movement is added at the end. What the routine says already stays as it is."))
        else:
            self.note.setText(
                tr(
                    "A copy of your own is made, with the movement at its end, and takes the place of the one that "
                    "came with the program. Take the copy away to have that back."
                )
            )
        self.form.setRowVisible(self.name, new)
        self.accept_button.setEnabled(not new or bool(self.name.text().strip()))


def _number(value: int, most: int) -> QSpinBox:
    box = QSpinBox()
    box.setRange(1, most)
    box.setValue(value)
    return box
