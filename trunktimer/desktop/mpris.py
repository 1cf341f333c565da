"""The session on the desktop's media controls: MPRIS over the session bus. What a wish does is not known here.

A property is told when it changes and never otherwise; the position is counted on by those who show it, and told only
where it jumps. PySide hands over numbers below 2³¹ as 32 bits inside a map, where the length should have 64: who reads
it takes either.
"""

import os
from collections.abc import Callable
from typing import Final

from PySide6.QtCore import ClassInfo, Property, QMetaType, QObject, Signal, Slot
from PySide6.QtDBus import QDBusAbstractAdaptor, QDBusArgument, QDBusConnection, QDBusMessage, QDBusObjectPath

from trunktimer.desktop.buses import has_session_bus
from trunktimer.desktop.now_playing import NOTHING, Ask, Shown

SERVICE: Final = "org.mpris.MediaPlayer2.trunktimer"
PATH: Final = "/org/mpris/MediaPlayer2"
PLAYER: Final = "org.mpris.MediaPlayer2.Player"
NUDGE_MS: Final = 10_000
_MOST_NUDGES: Final = 60
_NO_TRACK: Final = "/org/mpris/MediaPlayer2/TrackList/NoTrack"


class MediaControls(QObject):
    """`asked` carries an `Ask`, `jump_requested` a position on the timeline in milliseconds.

    `raise_requested` and `quit_requested` are about the window. Without a bus, or where the name is refused, nothing is
    shown and nothing is said. `position_ms` is asked for by those who show a position.
    """

    asked = Signal(object)
    jump_requested = Signal(int)
    raise_requested = Signal()
    quit_requested = Signal()

    def __init__(self, position_ms: Callable[[], int], rate: float = 1.0, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.position_ms = position_ms
        self.rate = rate
        self.shown = NOTHING
        self._bus: QDBusConnection | None = None
        self._name = ""
        self._root = _Root(self)
        self._player = _Player(self)
        if has_session_bus():
            self._register(QDBusConnection.sessionBus())

    @property
    def is_there(self) -> bool:
        """Whether the desktop can see it."""
        return self._bus is not None

    def show(self, shown: Shown) -> None:
        """Show a session, or `NOTHING`; tells what is other than before."""
        before, self.shown = self.shown, shown
        if self._bus is None:
            return
        old, new = _values(before), _values(shown)
        changed = {name: value for name, value in new.items() if value != old[name]}
        if _metadata_key(before) != _metadata_key(shown):
            changed["Metadata"] = _metadata(shown)
        if not changed:
            return
        signal = QDBusMessage.createSignal(PATH, "org.freedesktop.DBus.Properties", "PropertiesChanged")
        signal.setArguments([PLAYER, changed, _no_names()])
        self._bus.send(signal)

    def tell_position(self, position_ms: int) -> None:
        """Tell that the position jumped."""
        if self._bus is not None:
            self._player.Seeked.emit(position_ms * 1_000)

    def seek(self, by_us: int) -> None:
        """Move by as many ten-second steps as come nearest, at least one."""
        steps = min(max(1, round(abs(by_us) / 1_000 / NUDGE_MS)), _MOST_NUDGES)
        for _ in range(steps if by_us else 0):
            self.asked.emit(Ask.FORWARD if by_us > 0 else Ask.REWIND)

    def jump(self, track: str, to_us: int) -> None:
        """Go to a position, if it is one of what is shown now."""
        if track == _track(self.shown) and 0 <= to_us // 1_000 <= self.shown.length_ms:
            self.jump_requested.emit(to_us // 1_000)

    def close(self) -> None:
        """Go from the bus."""
        if self._bus is not None:
            self._bus.unregisterService(self._name)
            self._bus.unregisterObject(PATH)
            self._bus = None

    def _register(self, bus: QDBusConnection) -> None:
        if not bus.isConnected() or not bus.registerObject(PATH, self):
            return
        for name in (SERVICE, f"{SERVICE}.instance{os.getpid()}"):
            if bus.registerService(name):
                self._bus, self._name = bus, name
                return
        bus.unregisterObject(PATH)


def _values(shown: Shown) -> dict[str, object]:
    """The properties that may change, but for what is played."""
    return {
        "PlaybackStatus": shown.status.value,
        "CanPlay": shown.can_play,
        "CanPause": shown.can_pause,
        "CanGoNext": shown.can_move,
        "CanGoPrevious": shown.can_move,
        "CanSeek": shown.can_move,
    }


def _metadata_key(shown: Shown) -> tuple[object, ...]:
    return shown.number, shown.title, shown.artist, shown.length_ms


def _track(shown: Shown) -> str:
    return f"/org/trunktimer/session/{shown.number}" if shown.length_ms else _NO_TRACK


def _metadata(shown: Shown) -> dict[str, object]:
    if not shown.length_ms:
        return {"mpris:trackid": QDBusObjectPath(_NO_TRACK)}
    return {
        "mpris:trackid": QDBusObjectPath(_track(shown)),
        "mpris:length": shown.length_ms * 1_000,
        "xesam:title": shown.title,
        "xesam:artist": [shown.artist],
        "xesam:album": "TrunkTimer",
    }


def _no_names() -> QDBusArgument:
    """An empty list of texts; an empty list of Python's would be one of variants."""
    names = QDBusArgument()
    names.beginArray(QMetaType(QMetaType.Type.QString))
    names.endArray()
    return names


@ClassInfo({"D-Bus Interface": "org.mpris.MediaPlayer2"})  # type: ignore[call-arg]
class _Root(QDBusAbstractAdaptor):  # type: ignore[operator]
    """What is asked of the program. The names are those of the standard."""

    def __init__(self, controls: MediaControls) -> None:
        super().__init__(controls)
        self._controls = controls

    @Slot()
    def Raise(self) -> None:
        self._controls.raise_requested.emit()

    @Slot()
    def Quit(self) -> None:
        self._controls.quit_requested.emit()

    def _yes(self) -> bool:
        return True

    def _no(self) -> bool:
        return False

    def _none(self) -> list[str]:
        return []

    def _identity(self) -> str:
        return "TrunkTimer"

    def _entry(self) -> str:
        return "trunktimer"

    CanQuit = Property(bool, _yes)
    CanRaise = Property(bool, _yes)
    HasTrackList = Property(bool, _no)
    Identity = Property(str, _identity)
    DesktopEntry = Property(str, _entry)
    SupportedUriSchemes = Property("QStringList", _none)  # type: ignore[arg-type]
    SupportedMimeTypes = Property("QStringList", _none)  # type: ignore[arg-type]


@ClassInfo({"D-Bus Interface": PLAYER})  # type: ignore[call-arg]
class _Player(QDBusAbstractAdaptor):  # type: ignore[operator]
    """What is asked of the session. Stop pauses: a session is ended where the window can ask first."""

    Seeked = Signal("qlonglong")  # type: ignore[arg-type]

    def __init__(self, controls: MediaControls) -> None:
        super().__init__(controls)
        self._controls = controls

    @Slot()
    def Play(self) -> None:
        self._controls.asked.emit(Ask.PLAY)

    @Slot()
    def Pause(self) -> None:
        self._controls.asked.emit(Ask.PAUSE)

    @Slot()
    def Stop(self) -> None:
        self._controls.asked.emit(Ask.PAUSE)

    @Slot()
    def PlayPause(self) -> None:
        self._controls.asked.emit(Ask.TOGGLE)

    @Slot()
    def Next(self) -> None:
        self._controls.asked.emit(Ask.NEXT)

    @Slot()
    def Previous(self) -> None:
        self._controls.asked.emit(Ask.PREVIOUS)

    @Slot("qlonglong")
    def Seek(self, by_us: int) -> None:
        self._controls.seek(by_us)

    @Slot(QDBusObjectPath, "qlonglong")
    def SetPosition(self, track: QDBusObjectPath, to_us: int) -> None:
        self._controls.jump(track.path(), to_us)

    def _status(self) -> str:
        return self._controls.shown.status.value

    def _metadata(self) -> dict[str, object]:
        return _metadata(self._controls.shown)

    def _position(self) -> int:
        return self._controls.position_ms() * 1_000

    def _rate(self) -> float:
        return self._controls.rate

    def _full(self) -> float:
        return 1.0

    def _yes(self) -> bool:
        return True

    def _can_play(self) -> bool:
        return self._controls.shown.can_play

    def _can_pause(self) -> bool:
        return self._controls.shown.can_pause

    def _can_move(self) -> bool:
        return self._controls.shown.can_move

    PlaybackStatus = Property(str, _status)
    Metadata = Property("QVariantMap", _metadata)  # type: ignore[arg-type]
    Position = Property("qlonglong", _position)  # type: ignore[arg-type]
    Rate = Property(float, _rate)
    MinimumRate = Property(float, _rate)
    MaximumRate = Property(float, _rate)
    Volume = Property(float, _full)
    CanControl = Property(bool, _yes)
    CanPlay = Property(bool, _can_play)
    CanPause = Property(bool, _can_pause)
    CanGoNext = Property(bool, _can_move)
    CanGoPrevious = Property(bool, _can_move)
    CanSeek = Property(bool, _can_move)
