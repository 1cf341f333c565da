"""Which key means what while a routine is followed. The list that F1 shows is made from the same table."""

from enum import StrEnum
from typing import Final

from PySide6.QtCore import Qt

from trunktimer.core.transitions import Action


class Wish(StrEnum):
    """What a key asks for."""

    SPACE = "pause, go on, or “done”"
    NEXT = "next step, or let go of a hold"
    BACK = "begin the step again; twice quickly: the step before"
    FORWARD = "10 s forward"
    REWIND = "10 s back"
    SKIP_BLOCK = "skip to the next block"
    REPEAT = "repeat the last rep"
    DONE = "done"
    MUTE = "sound off or on"
    LOUDER = "louder"
    SOFTER = "softer"
    FULL_SCREEN = "full screen"
    LEAVE = "pause; then leave full screen; then ask to end"
    KEYS = "these keys"


_K = Qt.Key
KEYS: Final[dict[Qt.Key, Wish]] = {
    _K.Key_Space: Wish.SPACE,
    _K.Key_Period: Wish.SPACE,
    _K.Key_B: Wish.SPACE,
    _K.Key_F5: Wish.SPACE,
    _K.Key_MediaPlay: Wish.SPACE,
    _K.Key_MediaPause: Wish.SPACE,
    _K.Key_MediaTogglePlayPause: Wish.SPACE,
    _K.Key_Pause: Wish.SPACE,
    _K.Key_Right: Wish.NEXT,
    _K.Key_PageDown: Wish.NEXT,
    _K.Key_MediaNext: Wish.NEXT,
    _K.Key_Left: Wish.BACK,
    _K.Key_PageUp: Wish.BACK,
    _K.Key_MediaPrevious: Wish.BACK,
    _K.Key_Up: Wish.FORWARD,
    _K.Key_Down: Wish.REWIND,
    _K.Key_N: Wish.SKIP_BLOCK,
    _K.Key_R: Wish.REPEAT,
    _K.Key_Return: Wish.DONE,
    _K.Key_Enter: Wish.DONE,
    _K.Key_M: Wish.MUTE,
    _K.Key_Plus: Wish.LOUDER,
    _K.Key_Equal: Wish.LOUDER,
    _K.Key_Minus: Wish.SOFTER,
    _K.Key_F11: Wish.FULL_SCREEN,
    _K.Key_Escape: Wish.LEAVE,
    _K.Key_F1: Wish.KEYS,
}

_SHOWN: Final = {
    _K.Key_Period: ".",
    _K.Key_Right: "→",
    _K.Key_Left: "←",
    _K.Key_Up: "↑",
    _K.Key_Down: "↓",
    _K.Key_PageDown: "Page down",
    _K.Key_PageUp: "Page up",
    _K.Key_Plus: "+",
    _K.Key_Minus: "−",
    _K.Key_Escape: "Esc",
    _K.Key_MediaPlay: "media play",
    _K.Key_MediaPause: "media pause",
    _K.Key_MediaNext: "media next",
    _K.Key_MediaPrevious: "media previous",
}
_UNNAMED: Final = frozenset({_K.Key_Equal, _K.Key_Enter, _K.Key_MediaTogglePlayPause})


_WISHES: Final = {key.value: wish for key, wish in KEYS.items()}


#: Wishes that are actions of the session and nothing more; the window grants the others.
ACTIONS: Final = {
    Wish.NEXT: Action.SKIP_STEP,
    Wish.FORWARD: Action.FORWARD,
    Wish.REWIND: Action.REWIND,
    Wish.SKIP_BLOCK: Action.SKIP_BLOCK,
    Wish.REPEAT: Action.REPEAT_REP,
    Wish.DONE: Action.DONE,
}


def wish_of(key: int) -> Wish | None:
    """What a key asks for; `None` if nothing. `key` is as a `QKeyEvent` has it."""
    return _WISHES.get(key)


def key_lines() -> list[tuple[str, str]]:
    """Keys and what they do, one row a wish."""
    rows: dict[Wish, list[str]] = {}
    for key, wish in KEYS.items():
        if key not in _UNNAMED:
            rows.setdefault(wish, []).append(_SHOWN.get(key, key.name.removeprefix("Key_")))
    return [(", ".join(names), wish.value) for wish, names in rows.items()]
