"""The movements: their page, and the question to which routine one of them is added. It reads and writes no file."""

from PySide6.QtCore import QObject

from trunktimer.foundation.errors import TrunkTimerError
from trunktimer.foundation.translation import tr
from trunktimer.routine.addition import Addition
from trunktimer.ui.kit.host import Host
from trunktimer.ui.kit.services import Services
from trunktimer.ui.movements.add_dialog import AddDialog
from trunktimer.ui.movements.movements_page import MovementsPage


class MovementsFeature(QObject):
    """Makes the page when it is first opened."""

    def __init__(self, host: Host, services: Services) -> None:
        super().__init__(host.window())
        self._host = host
        self._routines = services.routines
        self._routines.movements_changed.connect(self._take_movements)
        self._added_to = ""
        self._page: MovementsPage | None = None

    @property
    def page(self) -> MovementsPage | None:
        """The page, if it was opened."""
        return self._page

    def open(self, what: str = "") -> None:
        """Go to the movements, unless a session is followed."""
        if self._host.is_following:
            return
        if self._page is None:
            page = self._page = MovementsPage()
            page.set_movements(self._routines.movements)
            page.back_requested.connect(self._host.show_library)
            page.add_requested.connect(self._ask)
        self._host.show_page(self._page, tr("Movements"), self._page.set_message)
        self._routines.look_for_movements()

    def _take_movements(self) -> None:
        if self._page is not None:
            self._page.set_movements(self._routines.movements)

    def add(self, addition: Addition) -> None:
        """Add a movement as asked, and say what has become of it."""
        try:
            path = self._routines.add(addition)
        except TrunkTimerError as error:
            self._host.tell(str(error))
            return
        self._added_to = path  # the next one probably goes there too
        name = self._routines.movements[addition.movement].name
        routine = next((target.name for target in self._routines.targets() if target.path == path), addition.name)
        if addition.path is None:
            said = tr("{movement} was added at the end of the new routine {routine}.", movement=name, routine=routine)
        elif path != addition.path:
            said = tr("{movement} was added at the end of your copy of {routine}.", movement=name, routine=routine)
        else:
            said = tr("{movement} was added at the end of {routine}.", movement=name, routine=routine)
        self._host.tell(said)

    def _ask(self, key: str) -> None:
        """Ask to which routine a movement is added, and how much of it."""
        movement = self._routines.movements.get(key)
        if movement is None:
            return
        dialog = AddDialog(
            movement, self._routines.targets(), self._added_to or self._routines.chosen_path(), self._host.window()
        )
        accepted = dialog.exec() == AddDialog.DialogCode.Accepted
        addition = dialog.addition()
        dialog.deleteLater()
        if accepted:
            self.add(addition)
