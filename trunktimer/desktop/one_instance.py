"""One window a person: a second start hands what it was to open to the first one, and ends. It opens no file itself.

The first listens on a local socket of the person's own. A first one that crashed leaves a socket on which nobody
answers: it is taken over. One that hangs does not block either: after a moment the second opens a window of its own.

Qt's network takes ten milliseconds: this module is imported only when somebody may listen, or after the first look.
"""

import json
import os
from dataclasses import asdict, dataclass
from typing import Final, TypeGuard

from PySide6.QtCore import QDeadlineTimer, QObject, QTimer, Signal
from PySide6.QtNetwork import QLocalServer, QLocalSocket

_CONNECT_MS: Final = 500
_ANSWER_MS: Final = 1_500
_LONGEST: Final = 16_384
_HEARD: Final = b"heard\n"
_MOST_STEPS: Final = 10**9


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """What a second start was asked for: a file ("" for none) to be shown, edited, or followed from a step at a level.

    `token` lets the first window come to the front where the desktop asks for a permission (Wayland).
    """

    file: str = ""
    command: str = "show"  # or "edit", "play"
    level: int | None = None
    first: int = 0
    token: str = ""

    def encoded(self) -> bytes:
        """As one line."""
        return json.dumps(asdict(self)).encode() + b"\n"


def decoded(line: bytes) -> Request | None:
    """A request from its line; `None` for what is none, and for what no program of ours would ask."""
    try:
        data = json.loads(line)
    except (ValueError, RecursionError):
        return None
    if not isinstance(data, dict):
        return None
    file, command, level, first, token = (data.get(key) for key in ("file", "command", "level", "first", "token"))
    whole = isinstance(file, str) and command in ("show", "edit", "play") and isinstance(token, str)
    if not whole or not _is_within(first, _MOST_STEPS) or not (level is None or _is_within(level, 100)):
        return None
    try:  # a name of a file may hold bytes that are no text, but not all that JSON can say
        if b"\0" in os.fsencode(f"{file}{token}"):
            return None
    except UnicodeEncodeError:
        return None
    return Request(file=str(file), command=str(command), level=level, first=first, token=str(token))


def _is_within(number: object, most: int) -> TypeGuard[int]:
    return isinstance(number, int) and not isinstance(number, bool) and 0 <= number <= most


def hand_over(name: str, request: Request, answer_ms: int = _ANSWER_MS) -> bool:
    """Give `request` to the first one; whether there is one that heard it. `answer_ms` is how long it may think."""
    socket = QLocalSocket()
    socket.connectToServer(name)
    if not socket.waitForConnected(_CONNECT_MS):
        return False
    socket.write(request.encoded())
    heard = b""
    if socket.waitForBytesWritten(_CONNECT_MS):
        deadline = QDeadlineTimer(answer_ms)  # of the whole answer: one that comes byte by byte would never end
        while len(heard) < len(_HEARD) and socket.waitForReadyRead(max(0, deadline.remainingTime())):
            heard += bytes(socket.readAll().data())
    socket.abort()
    return heard == _HEARD


class OneInstance(QObject):
    """The first one's ear; `asked` carries a `Request` of a second start."""

    asked = Signal(object)

    def __init__(self, name: str, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._name = name
        self._server: QLocalServer | None = None
        self._begun: dict[QLocalSocket, bytes] = {}

    def listen(self) -> bool:
        """Be the first one from now on; `False` where another one is, or where the system does not let it."""
        if self._answers():  # a server whose socket is for one person would take the place of another one unasked
            return False
        server = QLocalServer(self)
        server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        QLocalServer.removeServer(self._name)  # of one that crashed
        if not server.listen(self._name):
            server.deleteLater()
            return False
        server.newConnection.connect(self._greet)
        self._server = server
        return True

    def close(self) -> None:
        """Be the first one no longer."""
        if self._server is not None:
            self._server.close()
            self._server = None

    def _answers(self) -> bool:
        socket = QLocalSocket()
        socket.connectToServer(self._name)
        there = socket.waitForConnected(_CONNECT_MS)
        socket.abort()
        return there

    def _greet(self) -> None:
        while self._server is not None and self._server.hasPendingConnections():
            socket = self._server.nextPendingConnection()
            self._begun[socket] = b""
            socket.setReadBufferSize(_LONGEST)
            QTimer.singleShot(_ANSWER_MS, socket, socket.abort)  # who has not asked by then has given up
            socket.readyRead.connect(lambda socket=socket: self._read(socket))
            socket.disconnected.connect(lambda socket=socket: self._forget(socket))
            if socket.bytesAvailable():
                self._read(socket)

    def _read(self, socket: QLocalSocket) -> None:
        if socket not in self._begun:
            return
        self._begun[socket] += bytes(socket.readAll().data())
        line, found, _ = self._begun[socket].partition(b"\n")
        if not found and len(line) < _LONGEST:
            return
        request = decoded(line) if found and len(line) <= _LONGEST else None
        del self._begun[socket]
        if request is None:
            socket.abort()
            return
        socket.write(_HEARD)
        socket.flush()
        waits = socket.state() is QLocalSocket.LocalSocketState.ConnectedState
        socket.disconnectFromServer()
        if waits:  # one that gave up waiting has opened a window of its own
            self.asked.emit(request)

    def _forget(self, socket: QLocalSocket) -> None:
        self._begun.pop(socket, None)
        socket.deleteLater()
