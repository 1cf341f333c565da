"""The form of one block: the form of work above, the keys that fit below, and the list of its phases.

What a person changes is told as a key path and a value; nothing is written here.
"""

from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFocusEvent, QResizeEvent
from PySide6.QtWidgets import (
    QApplication,
    QComboBox,
    QCompleter,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from trunktimer.foundation.durations import span_text
from trunktimer.foundation.errors import Path
from trunktimer.foundation.translation import tr, trc, trn
from trunktimer.routine.movement import Movement
from trunktimer.routine.routine import CUE_LENGTH, Block
from trunktimer.ui.editor.duration_edit import DurationEdit
from trunktimer.ui.editor.form_fields import (
    BLOCK_FIELDS,
    SIDES,
    FieldKind,
    FormField,
    WorkForm,
    breath_words,
    fitting_keys,
    foreign_keys,
    work_form,
)
from trunktimer.ui.editor.routine_form import (
    EDGES_PX,
    FIELD_GAP_PX,
    ChoiceField,
    Editor,
    FieldForm,
    TextEdit,
    make_editor,
)
from trunktimer.ui.kit.labels import page_font, tell, text_label

_TEMPO: Final = ("raise", "hold", "lower")
_WORD_LENGTH: Final = 14
_NEW_PHASE: Final[Mapping[str, object]] = {"do": "hold", "time": "2 s"}
_NEW_PHASES: Final[Sequence[Mapping[str, object]]] = ({"do": "raise", "time": "2 s"}, {"do": "lower", "time": "2 s"})


class MovementBox(ChoiceField):
    """A movement of the library: chosen from a list, or found by typing a part of its name."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__({}, "", parent)
        self.setEditable(True)
        self.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self.setMaxVisibleItems(14)
        self._movements: Mapping[str, Movement] = {}
        self._shown = ""
        line, completer = self.lineEdit(), self.completer()
        assert line is not None and completer is not None, "a box that is editable has both"
        self._line = line
        line.editingFinished.connect(self.commit)
        line.setPlaceholderText(tr("None: a name of its own"))
        completer.setCompletionMode(QCompleter.CompletionMode.PopupCompletion)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)

    def set_movements(self, movements: Mapping[str, Movement]) -> None:
        """Take the movements by key."""
        if movements is self._movements:
            return
        self._movements = movements
        self.clear()
        self.addItem("", None)
        for key, movement in sorted(movements.items(), key=lambda item: item[1].name.casefold()):
            self.addItem(movement.name, key)
        self._known = self.count()
        self._shown = "\0"  # whatever stands there is shown anew

    def set_written(self, raw: object, inherited: str = "", *, fresh: bool = False) -> None:
        """Show a movement by its name, and a key that nobody knows as it stands."""
        movement = self._movements.get(raw) if isinstance(raw, str) else None
        text = movement.name if movement is not None else "" if raw is None else str(raw)
        if not fresh and text == self._shown:
            return
        self._shown = text
        self.setCurrentIndex(max(0, self.findData(raw)) if movement is not None else 0)
        self.setEditText(text)
        self._line.setCursorPosition(0)

    def commit(self) -> None:
        """Take what was typed: a name or a key of the library, or else the text as it stands."""
        text = self.currentText().strip()
        if text == self._shown or QApplication.activePopupWidget() is not None:
            return
        self._shown = text
        if not text:
            self.text_left.emit("")
            return
        found = next((key for key, known in self._movements.items() if known.name.casefold() == text.casefold()), None)
        self.value_changed.emit(text if found is None or text in self._movements else found)

    def _take(self, at: int) -> None:
        self._shown = self.itemText(at)
        super()._take(at)


class _PhaseRow(QWidget):
    """One phase: its word, its time and its breath, and below them its cue and the buttons that move it."""

    def __init__(self) -> None:
        super().__init__()
        self.do = TextEdit(_WORD_LENGTH)
        self.do.set_help(tr("The word for this phase, shown in large letters: raise, hold, lower, or one of your own."))
        self.time = DurationEdit()
        self.time.set_help(tr("How long the phase takes."))
        self.breath = ChoiceField(breath_words(), "–")
        self.breath.setMinimumContentsLength(max(3, *map(len, breath_words().values())))
        self.breath.set_help(tr("What the breath does in this phase."))
        self.cue = TextEdit(CUE_LENGTH, counts=True, sparing=True)
        self.cue.set_help(tr("The line shown in this phase: 28 characters at most."))
        self.up, self.down, self.out = (_small(text) for text in ("↑", "↓", "×"))
        self.fields: dict[str, Editor] = {"do": self.do, "time": self.time, "breath": self.breath, "cue": self.cue}
        above, below = QHBoxLayout(), QHBoxLayout()
        above.addWidget(self.do, 4)
        above.addWidget(self.time, 3)
        above.addWidget(self.breath, 2)
        below.addWidget(self.cue, 1)
        for button in (self.up, self.down, self.out):
            below.addWidget(button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 6)
        column.setSpacing(4)
        for line in (above, below):
            line.setSpacing(4)
            column.addLayout(line)
        for editor in (self.do, self.time, self.breath, self.cue):
            editor.setFont(page_font(15))

    def name(self, number: int, of: int) -> None:
        """Say which phase this is."""
        self.do.setAccessibleName(tr("Phase {number}, word", number=number))
        self.time.setAccessibleName(tr("Phase {number}, time", number=number))
        self.breath.setAccessibleName(tr("Phase {number}, breath", number=number))
        self.cue.setAccessibleName(tr("Phase {number}, cue", number=number))
        self.up.setAccessibleName(tr("Move phase {number} up", number=number))
        self.up.setToolTip(tr("Move this phase up"))
        self.down.setAccessibleName(tr("Move phase {number} down", number=number))
        self.down.setToolTip(tr("Move this phase down"))
        self.out.setAccessibleName(tr("Take phase {number} out", number=number))
        self.out.setToolTip(tr("Take this phase out"))
        self.up.setEnabled(number > 1)
        self.down.setEnabled(number < of)
        self.do.setPlaceholderText(tr("word"))
        self.cue.setPlaceholderText(tr("Cue"))


class PhaseList(QWidget):
    """The phases of a rep. `part_requested` carries the rest of a key path and a value, `part_removed` such a path.

    `value_changed` carries the whole list where phases were added or moved, `own_requested` asks for a list to begin
    with, `rows_changed` tells that there are more fields now, or fewer.
    """

    value_changed = Signal(object)
    text_left = Signal(str)
    fault_changed = Signal(str)
    part_requested = Signal(object, object)
    part_removed = Signal(object)
    own_requested = Signal()
    rows_changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._written: list[Mapping[str, object]] = []
        self._told = self._own = ""
        self.phases: list[_PhaseRow] = []
        self.more = QPushButton(tr("Add a phase"))
        self.more.clicked.connect(self._add)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(4)
        self._column.addWidget(self.more, 0, Qt.AlignmentFlag.AlignLeft)

    def set_written(self, raw: object, inherited: str = "", *, fresh: bool = False) -> None:
        """Show the phases as they are written."""
        own = ""
        if raw is not None and not (isinstance(raw, list) and all(isinstance(phase, dict) for phase in raw)):
            own = tr("this is no list of phases; mend it in the text")
        self._own = own
        self._written = list(raw) if isinstance(raw, list) and not own else []
        number = len(self.phases)
        while len(self.phases) > len(self._written):
            row = self.phases.pop()
            self._column.removeWidget(row)
            row.hide()
            row.deleteLater()
        while len(self.phases) < len(self._written):
            self._put_row()
        for at, (row, phase) in enumerate(zip(self.phases, self._written, strict=True)):
            for key, editor in row.fields.items():
                editor.set_written(phase.get(key), fresh=fresh)
            row.name(at + 1, len(self.phases))
        self.more.setText(tr("Add a phase") if self._written else tr("Write phases of your own"))
        self.more.setEnabled(not own)
        if number != len(self.phases):
            self.rows_changed.emit()

    def set_help(self, text: str) -> None:
        """What the list is for."""
        self.more.setToolTip(text)
        self.setAccessibleDescription(text)

    def set_fault(self, what: str) -> None:
        """What is wrong with the phases; empty for nothing."""
        self._told = what

    @property
    def fault(self) -> str:
        """What is wrong; empty if nothing is."""
        fields = [(at, editor) for at, row in enumerate(self.phases, start=1) for editor in row.fields.values()]
        wrong = [tr("phase {number}: {fault}", number=at, fault=editor.fault) for at, editor in fields if editor.fault]
        return self._own or "; ".join(wrong) or self._told

    def stops(self) -> list[QWidget]:
        """Where Tab stops, in order."""
        stops: list[QWidget] = []
        for row in self.phases:
            stops.extend((row.do, row.time, row.breath, row.cue, row.up, row.down, row.out))
        return [*stops, self.more]

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Hand the keyboard on to the first field."""
        self.stops()[0].setFocus(event.reason())

    def commit(self) -> None:
        """Be done with typing."""
        for row in self.phases:
            for editor in row.fields.values():
                editor.commit()

    # ---- what happens

    def _put_row(self) -> None:
        row = _PhaseRow()
        at = len(self.phases)
        self.phases.append(row)
        self._column.insertWidget(at, row)
        for key, editor in row.fields.items():
            editor.value_changed.connect(lambda value, key=key: self.part_requested.emit((at, key), value))
            editor.text_left.connect(lambda text, key=key: self._leave(at, key, text))
            editor.fault_changed.connect(self.fault_changed)
        row.up.clicked.connect(lambda: self._move(at, -1))
        row.down.clicked.connect(lambda: self._move(at, 1))
        row.out.clicked.connect(lambda: self._take_out(at))

    def _leave(self, at: int, key: str, text: str) -> None:
        if text:
            self.part_requested.emit((at, key), text)
        else:
            self.part_removed.emit((at, key))

    def _add(self) -> None:
        if not self._written:
            self.own_requested.emit()
        else:
            self.value_changed.emit([dict(phase) for phase in (*self._written, _NEW_PHASE)])

    def _move(self, at: int, by: int) -> None:
        phases = [dict(phase) for phase in self._written]
        phases[at], phases[at + by] = phases[at + by], phases[at]
        self.value_changed.emit(phases)
        row = self.phases[at + by]
        button = row.up if by < 0 else row.down
        (button if button.isEnabled() else row.do).setFocus()

    def _take_out(self, at: int) -> None:
        if len(self._written) == 1:
            self.text_left.emit("")
        else:
            self.part_removed.emit((at,))
        self.more.setFocus()


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
            phases = [{"do": phase.do, "time": span_text(phase.time)} for phase in movement.phase]
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
        said |= {phase.do: tr("{value}, from the movement", value=span_text(phase.time)) for phase in movement.phase}
    return said


def _small(text: str) -> QToolButton:
    button = QToolButton()
    button.setObjectName("small")
    button.setText(text)
    button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    button.setFont(page_font(15))
    return button
