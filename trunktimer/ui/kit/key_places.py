"""The one lookup of what a pressed key means, whatever layout the keyboard has: by its mark, or else by its place."""

import sys
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication, QWidget

from trunktimer.foundation import key_places

_M: Final = Qt.KeyboardModifier
_ALTERED: Final = _M.ControlModifier | _M.AltModifier | _M.MetaModifier
_MARKS: Final = range(0x20, 0x110000)  # the keys that are characters; those beyond have no marks


def key_of(event: QKeyEvent) -> int:
    """The key of an event as Qt numbers it; where it is a letter of another script, the one in its place on QWERTY."""
    key = event.key()
    if key not in _MARKS or chr(key).isascii():
        return key
    mark = key_places.qwerty_of(chr(key), _code(event))
    return ord(mark.upper()) if len(mark) == 1 and mark.isascii() else key


def letter_of(event: QKeyEvent) -> str:
    """The capital letter, or the mark, of a key that is pressed alone; else nothing."""
    key = key_of(event)
    return chr(key) if 0x20 < key < 0x7F and not event.modifiers() & _ALTERED else ""


def digit_of(event: QKeyEvent) -> str:
    """The digit of a key that is pressed alone, also where a layout has digits with Shift only; else nothing."""
    mark = event.text()[:1] or (chr(event.key()) if event.key() in _MARKS else "")
    held = event.modifiers() & (_ALTERED if mark.isdecimal() else _ALTERED | _M.ShiftModifier)
    return key_places.digit_of(mark, _code(event)) if mark and not held else ""


def codes_from(platform: str) -> int:
    """From which number on a platform, as `sys.platform` has it, counts its keys: X11 and Wayland from 8."""
    return 0 if platform == "win32" else 8


def _code(event: QKeyEvent) -> int:
    return max(0, event.nativeScanCode() - codes_from(sys.platform))


def press_by_place(window: QWidget, event: QKeyEvent) -> bool:
    """Do what a shortcut with Ctrl means where no layout has Latin letters, and Qt so knows none; whether there is one.

    Of the shortcuts those count that belong to the widget with the keyboard, or to one around it.
    """
    key, focus = key_of(event), QApplication.focusWidget()
    if key == event.key() or not event.modifiers() & _M.ControlModifier:
        return False
    wanted = QKeySequence(event.modifiers().value | key)
    holder: QWidget | None = focus or window
    while holder is not None:
        if _pressed_of(holder, wanted):
            return True
        holder = None if holder.isWindow() else holder.parentWidget()
    if focus is None:
        return False
    plain = QKeyEvent(event.type(), key, event.modifiers(), "", event.isAutoRepeat(), event.count())
    return QApplication.sendEvent(focus, plain) and plain.isAccepted()


def _pressed_of(holder: QWidget, wanted: QKeySequence) -> bool:
    """Press the shortcut of a widget, if it has such a one."""
    for action in holder.actions():
        if action.isEnabled() and wanted in action.shortcuts():
            action.trigger()
            return True
    for shortcut in holder.findChildren(QShortcut, options=Qt.FindChildOption.FindDirectChildrenOnly):
        if shortcut.isEnabled() and shortcut.key() == wanted:
            shortcut.activated.emit()
            return True
    return False
