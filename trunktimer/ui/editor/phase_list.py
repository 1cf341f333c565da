"""The list of a block's phases. What a person changes in it is told; nothing is written here."""

from collections.abc import Mapping
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QToolButton, QVBoxLayout, QWidget

from trunktimer.foundation.translation import tr
from trunktimer.routine.routine import CUE_LENGTH
from trunktimer.ui.editor.choice_field import ChoiceField
from trunktimer.ui.editor.duration_edit import DurationEdit
from trunktimer.ui.editor.field_row import Editor
from trunktimer.ui.editor.form_fields import breath_words
from trunktimer.ui.editor.text_edits import TextEdit
from trunktimer.ui.kit.labels import page_font

_WORD_LENGTH: Final = 14
_NEW_PHASE: Final[Mapping[str, object]] = {"do": "hold", "time": "2 s"}


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


def _small(text: str) -> QToolButton:
    button = QToolButton()
    button.setObjectName("small")
    button.setText(text)
    button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    button.setFont(page_font(15))
    return button
