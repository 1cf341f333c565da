"""A field for one of a few words. It tells what is chosen and writes nothing."""

from collections.abc import Mapping
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QWidget

from trunktimer.ui.kit.choice_box import ChoiceBox

_ARROW_PX: Final = 40  # the edges of a choice, and its arrow


class ChoiceField(ChoiceBox):
    """One of a few words, or none. A word that is not among them is shown as it stands."""

    value_changed = Signal(object)
    fault_changed = Signal(str)
    text_left = Signal(str)

    def __init__(self, choices: Mapping[str, str], unset: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._unset, self._told, self._help = unset, "", ""
        self._known = len(choices) + 1
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizeAdjustPolicy(ChoiceBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(8)
        self.addItem(unset, None)
        for word, text in choices.items():
            self.addItem(text, word)
        self.activated.connect(self._take)
        self.currentTextChanged.connect(self._describe)

    def set_written(self, raw: object, inherited: str = "", *, fresh: bool = False) -> None:
        """Show the chosen word; `None` is none, and then `inherited` says what holds instead."""
        while self.count() > self._known:
            self.removeItem(self._known)
        self.setItemText(0, inherited or self._unset)
        at = 0 if raw is None else self.findData(raw)
        if at < 0:
            self.addItem(str(raw), raw)
            at = self._known
        self.setCurrentIndex(at)

    def set_help(self, text: str) -> None:
        """What the field is for."""
        self._help = text
        self._describe()

    def set_fault(self, what: str) -> None:
        """What is wrong with the value; empty for nothing."""
        if what != self._told:
            self._told = what
            self._describe()

    @property
    def fault(self) -> str:
        """What is wrong; empty if nothing is."""
        return self._told

    def commit(self) -> None:
        """Nothing is left half typed in a choice."""

    def _take(self, at: int) -> None:
        word = self.itemData(at)
        if word is None:
            self.text_left.emit("")
        else:
            self.value_changed.emit(word)

    def _describe(self) -> None:
        wide = self.fontMetrics().horizontalAdvance(self.currentText()) > self.width() - _ARROW_PX
        whole = self.currentText() if wide else ""  # what has no room is told whole
        self.setToolTip("\n".join(filter(None, (whole, self.fault or self._help))))
        self.setAccessibleDescription(f"{self.fault}. {self._help}" if self.fault else self._help)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """See whether there is room for the words."""
        super().resizeEvent(event)
        self._describe()

    def showPopup(self) -> None:
        """Show the choices whole, though the field is narrower."""
        self.view().setMinimumWidth(self.view().sizeHintForColumn(0) + _ARROW_PX)
        super().showPopup()

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Change only where the keyboard is: otherwise the page scrolls."""
        if self.hasFocus():
            super().wheelEvent(event)
        else:
            event.ignore()
