"""Keys that a person taught, over the usual ones of `keys`: names of keys, what each means, and what is wrong.

A key has one name: Qt's portable one ("Ctrl+F7", "Volume Up"), or "scan:163" where Qt knows none.
"""

import re
from collections.abc import Mapping
from typing import Final, cast

from PySide6.QtCore import QKeyCombination, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence

from trunktimer.foundation.key_places import qwerty_of
from trunktimer.foundation.translation import tr
from trunktimer.ui.kit.key_places import key_of
from trunktimer.ui.kit.keys import COMMAND_OF_ACTION, KEPT_KEYS, KEYS, Command, command_words, key_word, usual_keys

#: For an action of the preferences the names of its taught keys.
Taught = Mapping[str, tuple[str, ...]]

_M = Qt.KeyboardModifier
_MODIFIERS: Final = _M.ControlModifier | _M.AltModifier | _M.ShiftModifier | _M.MetaModifier
MODIFIER_KEYS: Final = frozenset(
    {
        *(Qt.Key.Key_Control, Qt.Key.Key_Shift, Qt.Key.Key_Alt, Qt.Key.Key_Meta, Qt.Key.Key_AltGr),
        *(Qt.Key.Key_Super_L, Qt.Key.Key_Super_R, Qt.Key.Key_CapsLock, Qt.Key.Key_NumLock),
    }
)
_SCAN: Final = re.compile(r"scan:[1-9][0-9]{0,5}")
_PORTABLE: Final = QKeySequence.SequenceFormat.PortableText


def heard_name(event: QKeyEvent) -> str:
    """The name of the key of an event, with its modifiers; empty for modifiers alone and for what has no name."""
    return _name(event, event.key())


def _name(event: QKeyEvent, key: int) -> str:
    if key in MODIFIER_KEYS:
        return ""
    if key in (0, Qt.Key.Key_unknown):
        return _scan_name(event)
    modifiers = event.modifiers() & _MODIFIERS
    text = event.text()
    if text.isprintable() and text.strip() and not text.isalnum():
        modifiers &= ~_M.ShiftModifier  # which mark a key gives depends on it already
    return QKeySequence(modifiers.value | key).toString(_PORTABLE) or _scan_name(event)


def _scan_name(event: QKeyEvent) -> str:
    code = event.nativeScanCode()
    return f"scan:{code}" if code else ""


def held_words(event: QKeyEvent) -> str:
    """The modifiers that are held down, as they are shown before the key comes: "Ctrl+"."""
    return QKeySequence((event.modifiers() & _MODIFIERS).value).toString(QKeySequence.SequenceFormat.NativeText)


def known_name(name: str) -> str:
    """The one name of a key that is written `name` in a file ("VolumeUp" too); empty if there is no such key."""
    name = name.strip()
    if _SCAN.fullmatch(name):
        return name
    modifiers, plus, last = name.rpartition("+")
    named = getattr(Qt.Key, f"Key_{last}", None) if last else None
    if isinstance(named, Qt.Key) and len(last) > 1:
        name = f"{modifiers}{plus}{QKeySequence(named.value).toString(_PORTABLE)}"
    pressed = _combination(name)
    if pressed is None or pressed.key() in (Qt.Key.Key_unknown, 0):
        return ""
    return QKeySequence(pressed).toString(_PORTABLE)


def _combination(name: str) -> QKeyCombination | None:
    """A key with its modifiers from its name; `None` if there is none, or more than one."""
    sequence = QKeySequence.fromString(name, _PORTABLE)
    # PySide6's stubs do not know that a sequence can be indexed.
    return cast("list[QKeyCombination]", sequence)[0] if sequence.count() == 1 else None


def shown_name(name: str) -> str:
    """A key's name as it is shown."""
    if name.startswith("scan:"):
        # Translators: of a key that has no name, only a number.
        return tr("key no. {number}", number=name.removeprefix("scan:"))
    pressed = _combination(name)
    if pressed is None:
        return name
    if pressed.key() in KEYS and pressed.keyboardModifiers() == _M.NoModifier:
        return key_word(pressed.key())
    return QKeySequence(pressed).toString(QKeySequence.SequenceFormat.NativeText)


def is_kept(name: str) -> bool:
    """Whether a key cannot be taught anything: Esc, F1 and Tab, whatever is held down with Tab."""
    pressed = None if name.startswith("scan:") else _combination(name)
    if pressed is None:
        return False
    if pressed.key() in (Qt.Key.Key_Tab, Qt.Key.Key_Backtab):
        return True
    return pressed.key() in KEPT_KEYS and pressed.keyboardModifiers() == _M.NoModifier


def _plain_name(key: int) -> str:
    return QKeySequence(key).toString(_PORTABLE)


_USUAL_NAMES: Final = {key: _plain_name(key.value) for key in KEYS}


class KeyTable:
    """What each key means: the taught ones first, then the usual ones. `faults` says what of the taught ones is not."""

    def __init__(self, taught: Taught | None = None) -> None:
        self._taught: dict[str, Command] = {}
        self._at_place: dict[str, Command] = {}  # by names of QWERTY, so that they count under every layout
        self.faults: list[str] = []
        for action, names in (taught or {}).items():
            for written in names:
                self._take(action, written)

    def _take(self, action: str, written: str) -> None:
        name, command = known_name(written), COMMAND_OF_ACTION[action]
        if not name:
            self.faults.append(
                tr(
                    '{action}: there is no key "{key}". A name such as "Ctrl+F7" or "Volume Up" is wanted; on the page'
                    " of preferences (Ctrl+,) a key can be taught by pressing it.",
                    action=f"keys.{action}",
                    key=written,
                )
            )
        elif is_kept(name):
            self.faults.append(tr("{action}: {key} keeps its meaning.", action=f"keys.{action}", key=shown_name(name)))
        elif name in self._taught and self._taught[name] is not command:
            self.faults.append(
                tr(
                    "{action}: {key} already means “{meaning}”; a key can have one meaning only.",
                    action=f"keys.{action}",
                    key=shown_name(name),
                    meaning=command_words(self._taught[name]),
                )
            )
        else:
            self._taught[name] = command
            modifiers, mark = name[:-1], name[-1]
            self._at_place.setdefault(modifiers + qwerty_of(mark).upper(), command)

    def command_of(self, event: QKeyEvent) -> Command | None:
        """What a key asks for; `None` if nothing."""
        command = self.taught_command(event)
        if command is not None:
            return command
        pressed = key_of(event)
        usual = next((meant for key, meant in KEYS.items() if key.value == pressed), None)
        return None if usual is not None and _plain_name(pressed) in self._taught else usual

    def taught_command(self, event: QKeyEvent) -> Command | None:
        """What a key was taught to ask for, by the mark on it, by its place or by its number."""
        by_mark, by_number = self._taught.get(heard_name(event)), self._taught.get(_scan_name(event))
        return by_mark or self._at_place.get(_name(event, key_of(event))) or by_number

    def meaning(self, name: str) -> Command | None:
        """What the key with this name means now."""
        if name in self._taught:
            return self._taught[name]
        return next((KEYS[key] for key, usual in _USUAL_NAMES.items() if usual == name), None)

    def key_words(self, command: Command) -> list[str]:
        """The names of the keys of a command, as they are shown: the taught ones first."""
        own = [shown_name(name) for name, meant in self._taught.items() if meant is command]
        return own + [key_word(key) for key in usual_keys(command) if _USUAL_NAMES[key] not in self._taught]

    def has_taught(self, command: Command) -> bool:
        """Whether a key was taught this command."""
        return command in self._taught.values()

    def lines(self) -> list[tuple[str, str]]:
        """Keys and what they do, one row a command."""
        return [(", ".join(self.key_words(command)) or tr("no key"), command_words(command)) for command in Command]


def taught(known: Taught, action: str, name: str) -> dict[str, tuple[str, ...]]:
    """`known`, with the key `name` meaning `action` and nothing else."""
    new = {other: tuple(key for key in names if known_name(key) != name) for other, names in known.items()}
    if COMMAND_OF_ACTION[action] is not KeyTable(new).meaning(name):  # its usual meaning needs no teaching
        new[action] = (*new.get(action, ()), name)
    return {other: names for other, names in new.items() if names}


def forgotten(known: Taught, action: str) -> dict[str, tuple[str, ...]]:
    """`known` without the keys that were taught `action`."""
    return {other: names for other, names in known.items() if other != action}
