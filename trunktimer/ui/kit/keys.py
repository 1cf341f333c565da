"""Which key means what while a routine is followed. The list that F1 shows is made from the same table."""

from enum import StrEnum
from typing import Final

from PySide6.QtCore import Qt

from trunktimer.foundation.translation import later, tr, trc
from trunktimer.session.transitions import Action


class Command(StrEnum):
    """What a key asks for, in the English words of F1's list; `wish_words` has those of the language in use."""

    SPACE = later("pause, go on, or “done”")
    NEXT = later("next step, or let go of a hold")
    BACK = later("begin the step again; twice quickly: the step before")
    FORWARD = later("10 s forward")
    REWIND = later("10 s back")
    SKIP_BLOCK = later("skip to the next block")
    REPEAT = later("repeat the last rep")
    DONE = later("done")
    MUTE = later("sound off or on")
    LOUDER = later("louder")
    SOFTER = later("softer")
    FULL_SCREEN = later("full screen")
    COMPACT = later("small window beside a video, or back")
    LEAVE = later("pause; then leave full screen; then ask to end")
    KEYS = later("these keys")

    @property
    def is_for_all_pages(self) -> bool:
        """Whether it is done wherever one is, and not on the run page only."""
        return self in (Command.KEYS, Command.FULL_SCREEN)


_K = Qt.Key
_KEYS_OF: Final = {
    Command.SPACE: (
        *(_K.Key_Space, _K.Key_Period, _K.Key_B, _K.Key_F5),
        *(_K.Key_MediaPlay, _K.Key_MediaPause, _K.Key_MediaTogglePlayPause, _K.Key_Pause),
    ),
    Command.NEXT: (_K.Key_Right, _K.Key_PageDown, _K.Key_MediaNext),
    Command.BACK: (_K.Key_Left, _K.Key_PageUp, _K.Key_MediaPrevious),
    Command.FORWARD: (_K.Key_Up,),
    Command.REWIND: (_K.Key_Down,),
    Command.SKIP_BLOCK: (_K.Key_N,),
    Command.REPEAT: (_K.Key_R,),
    Command.DONE: (_K.Key_Return, _K.Key_Enter),
    Command.MUTE: (_K.Key_M,),
    Command.LOUDER: (_K.Key_Plus, _K.Key_Equal),
    Command.SOFTER: (_K.Key_Minus,),
    Command.FULL_SCREEN: (_K.Key_F11,),
    Command.COMPACT: (_K.Key_F9,),
    Command.LEAVE: (_K.Key_Escape,),
    Command.KEYS: (_K.Key_F1,),
}
KEYS: Final = {key: command for command, keys in _KEYS_OF.items() for key in keys}

#: Names of keys that are the same everywhere; those that differ from language to language are in `key_word`.
_SHOWN: Final = {
    _K.Key_Period: ".",
    _K.Key_Right: "→",
    _K.Key_Left: "←",
    _K.Key_Up: "↑",
    _K.Key_Down: "↓",
    _K.Key_Plus: "+",
    _K.Key_Minus: "−",
}
_UNNAMED: Final = frozenset({_K.Key_Equal, _K.Key_Enter, _K.Key_MediaTogglePlayPause})


#: Commands by the name of their action in the file of preferences.
COMMAND_OF_ACTION: Final = {
    "pause": Command.SPACE,
    "next": Command.NEXT,
    "back": Command.BACK,
    "forward": Command.FORWARD,
    "rewind": Command.REWIND,
    "skip_block": Command.SKIP_BLOCK,
    "repeat": Command.REPEAT,
    "done": Command.DONE,
    "mute": Command.MUTE,
    "louder": Command.LOUDER,
    "softer": Command.SOFTER,
    "full_screen": Command.FULL_SCREEN,
    "compact": Command.COMPACT,
    "leave": Command.LEAVE,
    "key_list": Command.KEYS,
}
#: Keys that are needed to find out of anything; their meaning cannot be taken away, nor can Tab's.
KEPT_KEYS: Final = frozenset({_K.Key_Escape, _K.Key_F1, _K.Key_Tab, _K.Key_Backtab})

_WISHES: Final = {key.value: command for key, command in KEYS.items()}


#: Commands that are actions of the session and nothing more; the window grants the others.
ACTIONS: Final = {
    Command.NEXT: Action.SKIP_STEP,
    Command.FORWARD: Action.FORWARD,
    Command.REWIND: Action.REWIND,
    Command.SKIP_BLOCK: Action.SKIP_BLOCK,
    Command.REPEAT: Action.REPEAT_REP,
    Command.DONE: Action.DONE,
}


def command_of(key: int) -> Command | None:
    """What a key asks for; `None` if nothing. `key` is as a `QKeyEvent` has it."""
    return _WISHES.get(key)


def command_words(command: Command) -> str:
    """What a command is, in few words."""
    return tr(command.value)


def key_word(key: Qt.Key) -> str:
    """What stands on a key, for lists and tooltips."""
    match key:  # a table would be of the language in which it was made
        case _K.Key_Space:
            return trc("key", "Space")
        case _K.Key_Return:
            return trc("key", "Enter")
        case _K.Key_Escape:
            return trc("key", "Esc")
        case _K.Key_Pause:
            return trc("key", "Pause")
        case _K.Key_PageDown:
            return trc("key", "Page down")
        case _K.Key_PageUp:
            return trc("key", "Page up")
        case _K.Key_MediaPlay:
            return trc("key", "media play")
        case _K.Key_MediaPause:
            return trc("key", "media pause")
        case _K.Key_MediaNext:
            return trc("key", "media next")
        case _K.Key_MediaPrevious:
            return trc("key", "media previous")
        case _:
            return _SHOWN.get(key, key.name.removeprefix("Key_"))


def usual_keys(command: Command) -> tuple[Qt.Key, ...]:
    """The keys that mean a command without being taught, those that are named in lists."""
    return tuple(key for key, meant in KEYS.items() if meant is command and key not in _UNNAMED)


def key_lines() -> list[tuple[str, str]]:
    """The usual keys and what they do, one row a command."""
    return [(", ".join(map(key_word, usual_keys(command))), command_words(command)) for command in Command]
