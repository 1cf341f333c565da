"""The movements: their page, and the question to which routine one of them is added. It reads and writes no file."""

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from trunktimer.foundation.errors import TrunkTimerError
from trunktimer.foundation.translation import tr
from trunktimer.routine.addition import Addition
from trunktimer.routine.movement import Movement
from trunktimer.ui.kit.host import Host
from trunktimer.ui.movements.add_dialog import AddDialog, Target
from trunktimer.ui.movements.movements_page import MovementsPage


class MovementsFeature(QObject):
    """Makes the page when it is first asked for. `added` carries the path of the routine that a movement was added to.

    `movements` gives the movements by key, `targets` the routines that one may be added to and `chosen` the path of the
    one that is offered first. `add` does it and gives the path that it wrote; it raises `TrunkTimerError`.
    """

    added = Signal(str)

    def __init__(
        self,
        host: Host,
        *,
        movements: Callable[[], Mapping[str, Movement]],
        targets: Callable[[], Sequence[Target]],
        chosen: Callable[[], str],
        add: Callable[[Addition], Path],
    ) -> None:
        super().__init__(host.window())
        self._host = host
        self._movements = movements
        self._targets = targets
        self._chosen = chosen
        self._add = add
        self._added_to = ""
        self._page: MovementsPage | None = None

    @property
    def page(self) -> MovementsPage | None:
        """The page, if it was opened."""
        return self._page

    def open(self) -> None:
        """Go to the movements, unless a session is followed."""
        if self._host.is_following:
            return
        if self._page is None:
            page = self._page = MovementsPage()
            page.set_movements(self._movements())
            page.back_requested.connect(self._host.show_library)
            page.add_requested.connect(self._ask)
        self._host.show_page(self._page, tr("Movements"), self._page.set_message)

    def refresh(self) -> None:
        """There are other movements now."""
        if self._page is not None:
            self._page.set_movements(self._movements())

    def add(self, addition: Addition) -> None:
        """Add a movement as asked, and say what has become of it."""
        try:
            path = str(self._add(addition))
        except TrunkTimerError as error:
            self._host.tell(str(error))
            return
        self._added_to = path  # the next one probably goes there too
        self.added.emit(path)
        name = self._movements()[addition.movement].name
        routine = next((target.name for target in self._targets() if target.path == path), addition.name)
        if addition.path is None:
            said = tr("{movement} was added at the end of the new routine {routine}.", movement=name, routine=routine)
        elif path != addition.path:
            said = tr("{movement} was added at the end of your copy of {routine}.", movement=name, routine=routine)
        else:
            said = tr("{movement} was added at the end of {routine}.", movement=name, routine=routine)
        self._host.tell(said)

    def _ask(self, key: str) -> None:
        """Ask to which routine a movement is added, and how much of it."""
        movement = self._movements().get(key)
        if movement is None:
            return
        dialog = AddDialog(movement, self._targets(), self._added_to or self._chosen(), self._host.window())
        accepted = dialog.exec() == AddDialog.DialogCode.Accepted
        addition = dialog.addition()
        dialog.deleteLater()
        if accepted:
            self.add(addition)
