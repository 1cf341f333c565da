"""What a part of the window may ask of the window. It has no parts of its own: the window is one."""

from collections.abc import Callable
from typing import Any, Protocol

from PySide6.QtCore import SignalInstance
from PySide6.QtWidgets import QWidget

from trunktimer.preferences.preferences import Preferences
from trunktimer.ui.kit.theme import Theme


class Host(Protocol):
    """The window, as its parts know it."""

    @property
    def look_changed(self) -> SignalInstance:
        """Other colours, or motion, from now on."""
        ...

    @property
    def preferences_changed(self) -> SignalInstance:
        """Carries the new `Preferences`."""
        ...

    @property
    def sound_check_requested(self) -> SignalInstance:
        """Asks to hear every kind of sound."""
        ...

    @property
    def history_requested(self) -> SignalInstance:
        """Asks for the history."""
        ...

    @property
    def preferences(self) -> Preferences:
        """As they are now."""
        ...

    @property
    def is_following(self) -> bool:
        """Whether a routine is followed."""
        ...

    def window(self) -> QWidget:
        """The widget that dialogs stand on."""
        ...

    def theme(self) -> Theme:
        """The colours that are shown now."""
        ...

    def level(self) -> int:
        """The level that is chosen."""
        ...

    def tell(self, text: str) -> None:
        """Say something in a calm line on the page that is shown, for a time."""
        ...

    def show_page(self, page: QWidget, title: str, tell: Callable[[str], None] | None = None) -> None:
        """Show a page; not while a session is followed.

        A list is shown with `tell`, which says in its calm line what the window tells (empty hides it); as from the
        library, the preferences can be opened from it.
        """
        ...

    def show_library(self) -> None:
        """Go back to the routines."""
        ...

    def change(self, **changes: Any) -> None:
        """Take new values of preferences."""
        ...
