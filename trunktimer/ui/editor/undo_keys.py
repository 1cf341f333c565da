"""The keys of undo and redo, which a field of the editor leaves to the draft: they are about the whole routine."""

from PySide6.QtCore import QEvent
from PySide6.QtGui import QKeyEvent, QKeySequence

_KEYS = (QKeySequence.StandardKey.Undo, QKeySequence.StandardKey.Redo)


def asks_for_undo(event: QEvent) -> bool:
    """Whether Qt asks if a field wants the keys of undo or redo for itself: `event` is to be ignored then."""
    if event.type() != QEvent.Type.ShortcutOverride or not isinstance(event, QKeyEvent):
        return False
    return any(event.matches(keys) for keys in _KEYS)
