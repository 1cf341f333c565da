"""One movement in full: it moves, and says where it starts, what to watch for, and what works."""

from collections.abc import Iterable
from html import escape
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QPushButton, QScrollArea, QVBoxLayout, QWidget

from trunktimer.foundation.durations import format_span
from trunktimer.foundation.translation import later, tr
from trunktimer.routine.movement import Movement
from trunktimer.routine.muscles import Muscle
from trunktimer.routine.routine import Sides
from trunktimer.session.wording import phase_name
from trunktimer.ui.figure.figure_player import FigurePlayer
from trunktimer.ui.kit.labels import tell, text_label

_SIDES: Final = {
    Sides.ONE_THEN_OTHER: later("Sides: one side, then the other"),
    Sides.ALTERNATE_SETS: later("Sides: a set on each side in turn"),
    Sides.ALTERNATE_REPS: later("Sides: a rep on each side in turn"),
}


class MovementDetail(QWidget):
    """`add_requested` carries the key of the movement that is shown; `all_requested` asks for all of them."""

    add_requested = Signal(str)
    all_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._key = ""
        self.player = FigurePlayer()
        self.player.setFixedHeight(230)
        self.name = text_label(26, bold=True)
        self.tempo = text_label(15, name="quiet")
        self.start = text_label(16)
        self.watch = text_label(16)
        self.watch.setTextFormat(Qt.TextFormat.RichText)
        self.works = text_label(15, name="quiet")
        self.add = QPushButton(tr("Add to a routine…"))
        self.add.setToolTip(tr("Write this movement at the end of one of your routines"))
        self.add.clicked.connect(lambda: self.add_requested.emit(self._key))
        self.all = QPushButton(tr("Show all movements"))
        self.all.clicked.connect(self.all_requested)
        words = QVBoxLayout()
        words.setSpacing(12)
        words.setContentsMargins(0, 0, 8, 0)
        for label in (self.name, self.tempo, self.start, self.watch, self.works):
            words.addWidget(label)
        words.addWidget(self.all, 0, Qt.AlignmentFlag.AlignLeft)
        words.addStretch(1)
        inner = QWidget()
        inner.setObjectName("detail")
        inner.setLayout(words)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setWidget(inner)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(14)
        column.addWidget(self.player)
        column.addWidget(scroll, 1)
        column.addWidget(self.add, 0, Qt.AlignmentFlag.AlignLeft)
        self.show_movement(None, read=False)

    def show_movement(self, movement: Movement | None, *, read: bool = True) -> None:
        """Show a movement; `None` says that none was found, or that they are being read."""
        self._key = movement.key if movement is not None else ""
        self.add.setVisible(movement is not None)
        self.all.setVisible(movement is None and read)
        self.player.show_movement(movement)
        self.player.play(movement is not None)
        if movement is None:
            self.name.setText(tr("No movement fits") if read else tr("Reading the movements…"))
            advice = tr("Try another word, or fewer, or another position or muscle.")
            self.start.setText(advice if read else "")
            for label in (self.tempo, self.watch, self.works):
                label.hide()
            return
        self.name.setText(movement.name)
        self.start.setText(movement.start or movement.position)
        tell(self.tempo, tempo_line(movement))
        lines = "".join(f"<li style='margin-bottom: 3px'>{escape(line)}</li>" for line in movement.watch)
        tell(self.watch, f"<ul style='margin-left: 16px; -qt-list-indent: 0'>{lines}</ul>" if lines else "")
        tell(self.works, "\n".join(facts_of(movement)))


def tempo_line(movement: Movement) -> str:
    """The usual phases with their times in one line, such as `raise 2 s · hold 10-15 s · lower 2 s`."""
    return " · ".join(f"{phase_name(phase.do)} {format_span(phase.time)}" for phase in movement.phase)


def _spoken(muscles: Iterable[str]) -> str:
    return ", ".join(Muscle(name).spoken for name in muscles)


def facts_of(movement: Movement) -> list[str]:
    """What works, what is stretched, what is needed and how the sides are done, a line each."""
    facts = []
    if movement.muscles:
        # Translators: which muscles a movement works
        facts.append(tr("Works: {muscles}", muscles=_spoken(movement.muscles)))
    if movement.stretch:
        facts.append(tr("Stretches: {muscles}", muscles=_spoken(movement.stretch)))
    if movement.equipment:
        facts.append(tr("You need: {equipment}", equipment=", ".join(movement.equipment)))
    if movement.sides is not None:
        facts.append(tr(_SIDES[movement.sides]))
    return facts
