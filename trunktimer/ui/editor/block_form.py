"""The form of one block: the form of work above, the keys that fit below, and the list of its phases.

What a person changes is told as a key path and a value; nothing is written here.
"""

from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from trunktimer.foundation.durations import span_token
from trunktimer.foundation.errors import Path
from trunktimer.foundation.translation import tr, trc, trn
from trunktimer.routine.movement import Movement
from trunktimer.routine.routine import Block
from trunktimer.ui.editor.choice_field import ChoiceField
from trunktimer.ui.editor.field_form import EDGES_PX, FieldForm
from trunktimer.ui.editor.field_row import FIELD_GAP_PX, Editor, make_editor
from trunktimer.ui.editor.form_fields import (
    BLOCK_FIELDS,
    SIDES,
    FieldKind,
    FormField,
    WorkForm,
    fitting_keys,
    foreign_keys,
    work_form,
)
from trunktimer.ui.editor.movement_box import MovementBox
from trunktimer.ui.editor.phase_list import PhaseList
from trunktimer.ui.kit.labels import page_font, tell, text_label

_TEMPO: Final = ("raise", "hold", "lower")
_NEW_PHASES: Final[Sequence[Mapping[str, object]]] = ({"do": "raise", "time": "2 s"}, {"do": "lower", "time": "2 s"})


class BlockForm(FieldForm):
    """What is written in one block. See `FieldForm` for its signals.

    `rewrite_requested` carries key paths to take out, and values by key path to write: one step of undo.
    """

    rewrite_requested = Signal(object, object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(BLOCK_FIELDS, parent)
        self._written: Mapping[str, object] = {}
        self._movements: Mapping[str, Movement] = {}
        self._told: tuple[Mapping[str, str], Mapping[str, str]] = ({}, {})  # what is inherited, and the faults
        self._requested: tuple[WorkForm, WorkForm] | None = (
            None  # the form that was asked for, and the one then written
        )
        self.phases.part_requested.connect(
            lambda rest, value: self.value_requested.emit((*self._base, "phase", *rest), value)
        )
        self.phases.part_removed.connect(lambda rest: self.remove_requested.emit((*self._base, "phase", *rest)))
        self.phases.own_requested.connect(self._ask_phases)
        self.phases.rows_changed.connect(self._order_tabs)

    def _make_editor(self, field: FormField) -> Editor:
        if field.kind is FieldKind.MOVEMENT:
            self.movement = MovementBox()
            return self.movement
        if field.kind is FieldKind.PHASES:
            self.phases = PhaseList()
            return self.phases
        return make_editor(field)

    def _add_above(self, column: QVBoxLayout) -> None:
        self.work = ChoiceField({form.name: tr(form.value) for form in WorkForm}, "")
        self.work.removeItem(0)
        self.work.setAccessibleName(tr("Form of work"))
        self.work.setFont(page_font(15))
        self.work.activated.connect(self._ask_form)
        self._work_row = QWidget()
        label = QLabel(tr("Form of work"))
        label.setFont(page_font(15))
        label.setWordWrap(True)
        label.setFixedWidth(self.label_px)
        label.setBuddy(self.work)
        line = QHBoxLayout(self._work_row)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(8)
        line.addWidget(label)
        line.addWidget(self.work, 1)
        self.note = text_label(14, name="quiet")
        self.clear = QPushButton(tr("Take them out"))
        self.clear.clicked.connect(self._take_out)
        column.addWidget(self._work_row)
        column.addWidget(self.note)
        column.addWidget(self.clear, 0, Qt.AlignmentFlag.AlignLeft)

    # ---- what it is told

    def show_block(
        self,
        block: Block | None,
        path: tuple[int, ...],
        written: Mapping[str, object],
        inherited: Mapping[str, str],
        movements: Mapping[str, Movement],
        faults: Mapping[str, str],
    ) -> None:
        """Show the block at `path`: its TOML table as it stands, and by key what it inherits and what is wrong.

        `block` is what the table means, `None` where it cannot be read. A fault of the block as a whole has the key
        "". The same block is shown in place: the keyboard stays in its field.
        """
        base: Path = tuple(part for at in path for part in ("block", at))
        form = work_form(written)
        if base != self._base or (self._requested is not None and form is not self._requested[1]):
            self._requested = None
        self._written, self._movements = written, movements
        self._told = (inherited, faults)
        self.movement.set_movements(movements)
        self.setEnabled(bool(path))
        self._arrange(base)

    @property
    def form(self) -> WorkForm:
        """The form of work that is shown: the one that is written, or one that was just asked for."""
        return self._requested[0] if self._requested is not None else work_form(self._written)

    # ---- what happens

    def _arrange(self, base: Path) -> None:
        form, written = self.form, self._written
        self.work.setCurrentIndex(self.work.findData(form.name))
        has_blocks = bool(written.get("block"))
        self.work.setEnabled(not has_blocks)
        self.work.set_help(tr("A group stays a group while there are blocks in it.") if has_blocks else "")
        movement = self._movements.get(str(written.get("movement")))
        fitting = fitting_keys(form, written, movement)
        self.rows["rest"].set_label(trc("noun", "Rest") if form is WorkForm.REST else tr("Between reps"))
        inherited, faults = self._told
        self._show(base, written, _of_movement(movement, written) | dict(inherited), faults, fitting)
        self._stack_phases()
        self._show_misfits()

    def _stack_phases(self) -> None:
        """Phases have the whole width; so has their button where it is too wide to stand beside its label."""
        wide = self.label_px + FIELD_GAP_PX + self.phases.more.sizeHint().width() + EDGES_PX
        self.rows["phase"].set_stacked(bool(self.phases.phases) or wide > self.area.viewport().width())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Share the width anew."""
        super().resizeEvent(event)
        self._stack_phases()

    def _order_tabs(self) -> None:
        """The phases come where they stand, though they were made last."""
        order: list[QWidget] = [self.work, self.clear]
        for row in self.rows.values():
            order.extend(self.phases.stops() if row.widget is self.phases else [row.widget])
        for one, other in pairwise(order):
            QWidget.setTabOrder(one, other)

    def misfits(self) -> list[str]:
        """The keys that are written but mean nothing in this form of work."""
        return foreign_keys(self.form, self._written)

    def _show_misfits(self) -> None:
        misfits = self.misfits()
        names = [self.rows[key].label.text() if key in self.rows else tr("“{key}”", key=key) for key in misfits]
        one = len(names) == 1
        listed = (
            "".join(names) if len(names) < 2 else tr("{some} and {last}", some=", ".join(names[:-1]), last=names[-1])
        )
        text = ""
        if names:
            text = trn(
                "{names} does not fit this form of work.",
                "{names} do not fit this form of work.",
                len(names),
                names=listed,
            )
        if self.form is WorkForm.GROUP and not self._written.get("block"):
            text = " ".join(filter(None, (text, tr("A group needs blocks: put some into it."))))
        tell(self.note, text)
        self.clear.setText(tr("Take it out") if one else tr("Take them out"))
        self.clear.setVisible(bool(names))

    def _ask_form(self) -> None:
        asked, now = WorkForm[self.work.currentData()], work_form(self._written)
        self._requested = (asked, now) if asked is not now else None
        self._arrange(self._base)

    def _take_out(self) -> None:
        gone = [(*self._base, key) for key in self.misfits()]
        self.work.setFocus()
        self.rewrite_requested.emit(gone, {})

    def _ask_phases(self) -> None:
        """Begin with what the block says, or else its movement."""
        base = self._base
        stated = [key for key in _TEMPO if key in self._written]
        movement = self._movements.get(str(self._written.get("movement")))
        phases: list[dict[str, object]] = [{"do": key, "time": self._written[key]} for key in stated]
        if not phases and movement is not None:
            phases = [{"do": phase.do, "time": span_token(phase.time)} for phase in movement.phase]
        written = phases or [dict(phase) for phase in _NEW_PHASES]
        self.rewrite_requested.emit([(*base, key) for key in stated], {(*base, "phase"): written})


def _of_movement(movement: Movement | None, written: Mapping[str, object]) -> dict[str, str]:
    """What a block has of its movement where it says nothing."""
    if movement is None:
        return {}
    said = {"name": movement.name}
    if movement.cue:
        said["cue"] = movement.cue
    if movement.sides:
        sides = SIDES.get(movement.sides)
        said["sides"] = tr("{value}, from the movement", value=tr(sides) if sides else movement.sides)
    if not written.keys() & {*_TEMPO, "phase"}:
        said |= {phase.do: tr("{value}, from the movement", value=span_token(phase.time)) for phase in movement.phase}
    return said
