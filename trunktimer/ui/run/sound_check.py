"""The sound test: hears each kind of sound, one after the other, and says what it tells. It plays nothing itself."""

from typing import Final

from PySide6.QtCore import QSize, Qt, QTimer, Signal
from PySide6.QtGui import QHideEvent, QKeyEvent, QShowEvent
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QListWidget, QVBoxLayout, QWidget

from trunktimer.foundation.translation import tr, trc
from trunktimer.session.cues import TELLS
from trunktimer.ui.kit.announcing import choose_selected
from trunktimer.ui.kit.key_places import key_of
from trunktimer.ui.kit.labels import page_font, text_label
from trunktimer.ui.kit.look import LOOK
from trunktimer.ui.kit.style_sheet import page_style_sheet, wear
from trunktimer.ui.kit.wrapped_rows import WrappedRows

_EACH_MS: Final = 1_800
_SIZE_PX: Final = QSize(440, 620)


class SoundCheck(QDialog):
    """Plays all kinds in turn; `play_requested` carries a kind. Choosing one plays it and stops the round."""

    play_requested = Signal(str)

    def __init__(self, status: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(tr("Sound test"))
        self._take_look()
        LOOK.changed.connect(self._take_look)
        self.status = text_label(15, name="quiet")
        self.status.setText(status)
        self.list = QListWidget()
        self.list.setFont(page_font(17))
        self.list.setWordWrap(True)
        self.list.setItemDelegate(WrappedRows(self.list))
        self.list.setResizeMode(QListWidget.ResizeMode.Adjust)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setAccessibleName(tr("Kinds of sound"))
        choose_selected(self.list)
        self.list.addItems([tr(told) for told in TELLS.values()])
        self.list.itemClicked.connect(self._play_chosen)
        self.list.itemActivated.connect(self._play_chosen)
        buttons = QDialogButtonBox()
        self.again = buttons.addButton(tr("Play all"), QDialogButtonBox.ButtonRole.ActionRole)
        self.again.clicked.connect(self.play_all)
        close = buttons.addButton(trc("button", "Close"), QDialogButtonBox.ButtonRole.RejectRole)
        for button in (self.again, close):
            button.setAutoDefault(False)  # Enter is for the list
        buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 16, 20, 16)
        column.setSpacing(12)
        column.addWidget(self.status)
        column.addWidget(self.list, 1)
        column.addWidget(buttons)
        room = parent.size() if parent is not None else _SIZE_PX
        self.resize(_SIZE_PX.boundedTo(room - QSize(20, 20)))
        self._timer = QTimer(self)
        self._timer.setInterval(_EACH_MS)
        self._timer.timeout.connect(self._next)

    def _take_look(self) -> None:
        wear(self, page_style_sheet(LOOK.theme))

    def play_all(self) -> None:
        """Begin the round anew."""
        self._play(0)
        self._timer.start()

    def _next(self) -> None:
        row = self.list.currentRow() + 1
        if row < self.list.count():
            self._play(row)
        else:
            self._timer.stop()

    def _play_chosen(self) -> None:
        self._timer.stop()
        self._play(self.list.currentRow())

    def _play(self, row: int) -> None:
        self.list.setCurrentRow(row)
        self.play_requested.emit(list(TELLS)[row].value)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """The space bar plays the chosen one."""
        if key_of(event) == Qt.Key.Key_Space:
            self._play_chosen()
            return
        super().keyPressEvent(event)

    def showEvent(self, event: QShowEvent) -> None:
        """Begin at once: one key hears all."""
        super().showEvent(event)
        self.list.setFocus()
        self.play_all()

    def hideEvent(self, event: QHideEvent) -> None:
        """Be silent."""
        super().hideEvent(event)
        self._timer.stop()
