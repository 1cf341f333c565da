"""The sheet where keys are taught: any key of any keyboard, presenter or pedal, for any action. It keeps nothing."""

from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QBoxLayout,
    QDialog,
    QHBoxLayout,
    QLabel,
    QListWidget,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from trunktimer.foundation.translation import tr, trc
from trunktimer.ui.kit.keys import COMMAND_OF_ACTION, command_words
from trunktimer.ui.kit.labels import page_font, text_label
from trunktimer.ui.kit.look import LOOK
from trunktimer.ui.kit.style_sheet import page_style_sheet
from trunktimer.ui.kit.taught_keys import (
    MODIFIER_KEYS,
    KeyTable,
    Taught,
    forgotten,
    heard_name,
    held_words,
    is_kept,
    shown_name,
    taught,
)
from trunktimer.ui.kit.wrapped_rows import WrappedRows

_ACTIONS: Final = tuple(COMMAND_OF_ACTION)


class _Ear(QLabel):
    """Hears the next key, whatever it is, while it has the keyboard; `heard` carries its name, `left` nothing."""

    heard = Signal(str)
    held = Signal(str)
    left = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setWordWrap(True)
        self.setFont(page_font(20, bold=True))

    def event(self, event: QEvent) -> bool:
        """Take every key, Tab and the window's shortcuts too."""
        if isinstance(event, QKeyEvent):
            event.accept()
            if event.type() == QEvent.Type.KeyRelease and event.key() in MODIFIER_KEYS:
                self.held.emit(held_words(event))
            if event.type() != QEvent.Type.KeyPress or event.isAutoRepeat():
                return True
            name = heard_name(event)
            if event.key() == Qt.Key.Key_Escape and event.modifiers() == Qt.KeyboardModifier.NoModifier:
                self.left.emit()
            elif name:
                self.heard.emit(name)
            else:
                self.held.emit(held_words(event))
            return True
        return super().event(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Listen no more."""
        super().focusOutEvent(event)
        self.left.emit()


class KeysDialog(QDialog):
    """A list of actions with their keys; `keys_changed` carries all taught keys by action."""

    keys_changed = Signal(object)

    def __init__(self, known: Taught, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._known = dict(known)
        self._listening = False
        self.setWindowTitle(tr("Keys"))
        self._take_look()
        LOOK.changed.connect(self._take_look)
        head = text_label(15, name="quiet")
        head.setText(
            tr(
                "Choose what a key is to do, then teach it: any key of a keyboard, a presenter or a pedal. It counts"
                " while a routine is followed."
            )
        )
        self.list = QListWidget()
        self.list.setFont(page_font(16))
        self.list.setWordWrap(True)
        self.list.setItemDelegate(WrappedRows(self.list))
        self.list.setResizeMode(QListWidget.ResizeMode.Adjust)
        self.list.setAccessibleName(tr("What keys do"))
        self.list.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.currentRowChanged.connect(self._show_buttons)
        self.list.itemActivated.connect(self.listen)
        self.ear = _Ear()
        self.ear.hide()
        self.ear.heard.connect(self._take)
        self.ear.held.connect(self._show_held)
        self.ear.left.connect(self._stop)
        self.said = text_label(15)
        self.said.setAccessibleDescription(tr("What was taught"))
        self.teach = self._button(tr("Teach a key…"), self.listen)
        self.forget = self._button(tr("Forget its taught keys"), self._forget)
        self.usual = self._button(tr("Back to the usual keys"), self._forget_all)
        close = self._close = self._button(trc("button", "Close"), self.reject)
        self._side = (self.teach, self.forget, self.usual)
        buttons = self._buttons = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        for button in self._side:
            buttons.addWidget(button)
        buttons.addStretch(1)
        foot = QHBoxLayout()
        foot.addLayout(buttons, 1)
        foot.addWidget(close, 0, Qt.AlignmentFlag.AlignBottom)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 16, 20, 16)
        column.setSpacing(12)
        column.addWidget(head)
        column.addWidget(self.list, 1)
        column.addWidget(self.ear)
        column.addWidget(self.said)
        column.addLayout(foot)
        self._show_list()
        self.list.setCurrentRow(0)
        self.list.setFocus()
        room = parent.size() if parent is not None else self.size()
        self.resize(min(620, max(420, room.width() - 20)), min(720, max(300, room.height() - 20)))

    def _take_look(self) -> None:
        self.setStyleSheet(page_style_sheet(LOOK.theme))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Set the buttons below each other where they have no room beside each other."""
        super().resizeEvent(event)
        wanted = sum(button.sizeHint().width() + 12 for button in (*self._side, self._close)) + 40
        beside = self.width() >= wanted
        self._buttons.setDirection(QBoxLayout.Direction.LeftToRight if beside else QBoxLayout.Direction.TopToBottom)

    @staticmethod
    def _button(text: str, wanted: Callable[[], object]) -> QPushButton:
        button = QPushButton(text)
        button.setAutoDefault(False)  # Enter is for the list
        button.clicked.connect(wanted)
        return button

    @property
    def action(self) -> str:
        """The action that is chosen, by its name in the preferences."""
        return _ACTIONS[max(0, self.list.currentRow())]

    def listen(self) -> None:
        """Wait for a key."""
        self._listening = True
        self.said.setText("")
        self.ear.show()
        self._show_held("")
        self.ear.setFocus()

    def _show_held(self, modifiers: str) -> None:
        if self._listening:
            words = command_words(COMMAND_OF_ACTION[self.action])
            wanted = tr("Press the key for: {action}. Esc leaves it as it is.", action=words)
            self.ear.setText(f"{modifiers}…" if modifiers else wanted)

    def _stop(self) -> None:
        if self._listening:
            self._listening = False
            self.ear.hide()
            if self.isVisible():
                self.list.setFocus()

    def _take(self, name: str) -> None:
        if not self._listening:
            return
        if is_kept(name):
            self.ear.setText(tr("{key} keeps its meaning. Press another key, or Esc.", key=shown_name(name)))
            return
        before = KeyTable(self._known).meaning(name)
        command = COMMAND_OF_ACTION[self.action]
        self._stop()
        self._set(taught(self._known, self.action, name))
        key, words = shown_name(name), command_words(command)
        if before is command:
            self.said.setText(tr("{key} means “{action}”, as before.", key=key, action=words))
        elif before is None:
            self.said.setText(tr("{key} now means “{action}”.", key=key, action=words))
        else:
            self.said.setText(
                tr(
                    "{key} now means “{action}”, and no longer “{before}”.",
                    key=key,
                    action=words,
                    before=command_words(before),
                )
            )

    def _forget(self) -> None:
        self._set(forgotten(self._known, self.action))
        words = command_words(COMMAND_OF_ACTION[self.action])
        self.said.setText(tr("Only the usual keys are left for “{action}”.", action=words))

    def _forget_all(self) -> None:
        self._set({})
        self.said.setText(tr("All keys have their usual meaning again."))

    def _set(self, known: Taught) -> None:
        if known != self._known:
            self._known = dict(known)
            self._show_list()
            self.keys_changed.emit(dict(self._known))

    def _show_list(self) -> None:
        table = KeyTable(self._known)
        for row, action in enumerate(_ACTIONS):
            command = COMMAND_OF_ACTION[action]
            text = f"{command_words(command)}\n{', '.join(table.key_words(command)) or tr('no key')}"
            if row < self.list.count():
                self.list.item(row).setText(text)
            else:
                self.list.addItem(text)
        self._show_buttons()

    def _show_buttons(self) -> None:
        table = KeyTable(self._known)
        self.forget.setEnabled(table.has_taught(COMMAND_OF_ACTION[self.action]))
        self.usual.setEnabled(bool(self._known))
