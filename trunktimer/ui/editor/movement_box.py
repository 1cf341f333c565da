"""A field for a movement of the library. It tells what is chosen and writes nothing."""

from collections.abc import Mapping

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QComboBox, QCompleter, QWidget

from trunktimer.foundation.translation import tr
from trunktimer.routine.movement import Movement
from trunktimer.ui.editor.choice_field import ChoiceField


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
