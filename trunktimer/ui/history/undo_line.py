"""A line that offers to bring back the session that was deleted last."""

from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from trunktimer.foundation.translation import tr
from trunktimer.history.reader import HistoryReader
from trunktimer.ui.kit.short_label import ShortLabel

_MOST: Final = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Deleted:
    """A session that can be brought back, and the row in which it was."""

    uid: str
    words: str
    row: int


class UndoLine(QWidget):
    """Hidden while nothing was deleted. `restore_requested` carries a list of uids."""

    restore_requested = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self._deleted: list[Deleted] = []
        self._words = ShortLabel(15, name="quiet")
        self._words.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self.undo = QPushButton(tr("Undo"))
        self.undo.setObjectName("low")
        self.undo.setToolTip(tr("Bring the session back (Ctrl+Z)"))
        self.undo.clicked.connect(self.restore_last)
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(12)
        line.addWidget(self._words, 1)
        line.addWidget(self.undo)
        has_room = self.sizePolicy()
        has_room.setRetainSizeWhenHidden(True)  # so that nothing moves when it comes
        self.setSizePolicy(has_room)
        self.hide()

    def remember(self, deleted: Deleted) -> None:
        """A session is deleted now; it is offered from the next `forget_restored` on."""
        self._deleted.append(deleted)
        del self._deleted[:-_MOST]

    def forget_restored(self, past: HistoryReader) -> Deleted | None:
        """Offer only what is still deleted, and give what came back last. Raises `TrunkTimerError`."""
        here = [one for one in self._deleted if past.session(one.uid) is not None]
        self._deleted = [one for one in self._deleted if one not in here]
        self.setVisible(bool(self._deleted))
        if self._deleted:
            self._words.show_words(tr("Deleted: {session}.", session=self._deleted[-1].words))
        return here[-1] if here else None

    def restore_last(self) -> None:
        """Ask for what was deleted last, if it is offered."""
        if self._deleted and not self.isHidden():
            self.restore_requested.emit([self._deleted[-1].uid])
