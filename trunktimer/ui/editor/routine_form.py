"""The form of what a routine says of itself. The form of a block is in `block_form`."""

from collections.abc import Mapping

from PySide6.QtWidgets import QWidget

from trunktimer.routine.routine import Routine
from trunktimer.ui.editor.field_form import FieldForm
from trunktimer.ui.editor.form_fields import ROUTINE_FIELDS


class RoutineForm(FieldForm):
    """What a routine says of itself, and what holds for all its blocks."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(ROUTINE_FIELDS, parent)
        self._base = ("",)  # nothing was shown yet

    def show_routine(self, routine: Routine | None, written: Mapping[str, object], faults: Mapping[str, str]) -> None:
        """Show a routine: its TOML table as it is written, and what is wrong by key. `None`: it cannot be read."""
        self._show((), written, {}, faults, self.rows)
